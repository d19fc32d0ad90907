//! Times of day.
//!
//! | text | reading |
//! |---|---|
//! | `10:30`, `10:30 p.m.`, `3pm`, `22.15 GMT` | `T10:30`, `T22:30`, `T15:00`, `T22:15` |
//! | `9 a.m. EST`, `0735 GMT` | with the zone's distance from UTC |
//! | `4 in the morning`, `5 o'clock` | `T04:00`, `T05:00` |
//! | `half past six`, `a quarter to nine` | `T06:30`, `T08:45` |
//! | `noon`, `midnight` | `T12:00`, `T24:00` |
//! | `morning`, `afternoon`, `evening`, `night` | `TMO`, `TAF`, `TEV`, `TNI` |

use super::expression::Clock;
use super::words::{digits, word_at};
use crate::language::token::TokenKind;
use crate::language::tokens::{Parsed, Tokens, no_match};
use crate::lexicon::time::{Part, Role, TimeWord, Unit};
use crate::value::interval::Interval;
use crate::value::number::number;

/// TIMEX3's suffix for a part of the day.
pub(super) fn letters(part: Part) -> &'static str {
    match part {
        Part::Morning => "TMO",
        Part::Afternoon => "TAF",
        Part::Evening => "TEV",
        Part::Night => "TNI",
        Part::Noon => "T12:00",
        Part::Midnight => "T24:00",
    }
}

/// The part of the day that a word names.
pub(super) fn part_of(word: TimeWord) -> Part {
    match word.number {
        0 => Part::Morning,
        1 => Part::Afternoon,
        2 => Part::Evening,
        3 => Part::Night,
        4 => Part::Noon,
        _ => Part::Midnight,
    }
}

/// The hours of a part of the day, as shares of the day; a night reaches into the next one.
pub(super) fn hours(part: Part) -> Interval {
    let (from, to) = match part {
        Part::Morning => (0.0, 12.5),
        Part::Afternoon => (11.5, 19.0),
        Part::Evening => (16.0, 24.0),
        Part::Night => (17.0, 31.0),
        Part::Noon => (11.5, 12.5),
        // At either end of the day: people mean both.
        Part::Midnight => (-0.5, 24.5),
    };
    Interval::half_open(from / 24.0, to / 24.0)
}

impl Clock {
    /// The time as a share of the day. A time is rounded as it is written: full hours to a
    /// quarter of an hour, others to a few minutes.
    pub fn interval(self) -> Interval {
        if !self.certain {
            return Interval::half_open(0.0, 1.0);
        }
        let minute = f64::from(self.minute);
        let slack = match self.minute {
            m if m % 60 == 0 => 15.0,
            m if m % 15 == 0 => 7.5,
            m if m % 5 == 0 => 2.5,
            _ => 1.0,
        };
        Interval::closed((minute - slack) / 1440.0, (minute + slack) / 1440.0)
    }
}

// "10:30 p.m. EST", "3pm", "0735 GMT", "4 in the morning", "5 o'clock", "noon", "ten p.m."
pub(super) fn clock(input: Tokens<'_>) -> Parsed<'_, Clock> {
    if let Ok(found) = spoken(input) {
        return Ok(found);
    }
    let (rest, (hour, minute, colon)) = hour_and_minute(input)?;
    let (rest, half) = half_of_day(rest);
    let colon = colon || word_at(&rest, 0).is(Role::Clock);
    let (rest, named) = named_part(rest, half.is_none());
    let (rest, zone) = zone(rest);
    let four_digits = hour > 24 || (!colon && minute > 0);
    let pm = match (half, named) {
        (Some(pm), _) => Some(pm),
        (None, Some(part)) => Some(part != Part::Morning && !(part == Part::Night && hour < 5)),
        (None, None) => None,
    };
    if pm.is_none() && !colon && zone.is_none() || four_digits && zone.is_none() && pm.is_none() {
        return no_match();
    }
    let hour = match pm {
        Some(_) if hour == 0 || hour > 12 => return no_match(),
        Some(true) => hour % 12 + 12,
        Some(false) => hour % 12,
        None => hour,
    };
    if hour > 24 || minute > 59 {
        return no_match();
    }
    Ok((
        rest,
        Clock {
            minute: (hour * 60 + minute) as u16,
            zone,
            certain: pm.is_some() || hour > 12 || zone.is_some(),
        },
    ))
}

// "half past six", "a quarter to nine in the evening", "ten past three"
fn spoken(input: Tokens<'_>) -> Parsed<'_, Clock> {
    let article = usize::from(word_at(&input, 0).is(Role::Article));
    let first = word_at(&input, article);
    let (rest, minutes) = if first.is(Role::Half) && article == 0 {
        (input.skip(1), 30)
    } else if first.is(Role::Unit) && first.unit == Unit::Quarter {
        (input.skip(article + 1), 15)
    } else {
        match number(input, false) {
            Ok((rest, n)) if n.value < 30.0 && n.value.fract() == 0.0 && n.value >= 1.0 => {
                (rest, n.value as i16)
            }
            _ => return no_match(),
        }
    };
    let minutes = match rest.first_text() {
        "past" => minutes,
        "to" if minutes == 15 && article + 1 == rest.index() - input.index() => -minutes,
        _ => return no_match(),
    };
    let (rest, hour) = match number(rest.skip(1), false) {
        Ok((rest, n)) if (1.0..=12.0).contains(&n.value) && n.value.fract() == 0.0 => {
            (rest, n.value as i16)
        }
        _ => return no_match(),
    };
    let (rest, half) = half_of_day(rest);
    let (rest, named) = named_part(rest, half.is_none());
    let pm = half.or(named.map(|part| part != Part::Morning));
    let hour = match pm {
        Some(true) => hour % 12 + 12,
        Some(false) => hour % 12,
        None => hour,
    };
    let minute = (60 * hour + minutes).rem_euclid(1440);
    Ok((
        rest,
        Clock {
            minute: minute as u16,
            zone: None,
            certain: pm.is_some(),
        },
    ))
}

/// Hour, minute, and whether a colon stood between them.
// "10", "10:30", "0735", "ten"
fn hour_and_minute(input: Tokens<'_>) -> Parsed<'_, (u32, u32, bool)> {
    let Some(first) = input.first() else {
        return no_match();
    };
    if first.kind != TokenKind::Number {
        return match number(input, false) {
            Ok((rest, n)) if n.value >= 1.0 && n.value <= 12.0 && n.value.fract() == 0.0 => {
                Ok((rest, (n.value as u32, 0, false)))
            }
            _ => no_match(),
        };
    }
    // the "04:35" of "2:04:35"
    if !first.is_spaced() && input.back(1).is_some_and(|t| t.is_mark(b':')) {
        return no_match();
    }
    let text = input.text(first);
    if let Some((hour, minute)) = text.split_once('.') {
        // "10.30 p.m."
        return match (hour.parse(), minute.len(), minute.parse()) {
            (Ok(hour), 2, Ok(minute)) => Ok((input.skip(1), (hour, minute, false))),
            _ => no_match(),
        };
    }
    let Some(value) = digits(&input, first, 4) else {
        return no_match();
    };
    if text.len() == 4 {
        return Ok((input.skip(1), (value / 100, value % 100, false)));
    }
    if text.len() > 2 {
        return no_match();
    }
    let minutes = input
        .peek(1)
        .filter(|t| t.is_mark(b':') && !t.is_spaced())
        .and_then(|_| input.peek(2))
        .filter(|t| !t.is_spaced() && t.end - t.start == 2)
        .and_then(|t| digits(&input, t, 2));
    match minutes {
        Some(minute) => {
            let seconds = usize::from(
                input
                    .peek(3)
                    .is_some_and(|t| t.is_mark(b':') && !t.is_spaced())
                    && input
                        .peek(4)
                        .is_some_and(|t| t.kind == TokenKind::Number && !t.is_spaced()),
            );
            // "won in 2:04:35": how long it took
            let lasted = input
                .back(1)
                .is_some_and(|t| matches!(input.text(t), "in" | "of" | "a" | "was"));
            if seconds == 1 && lasted {
                return no_match();
            }
            Ok((input.skip(3 + 2 * seconds), (value, minute, true)))
        }
        None => Ok((input.skip(1), (value, 0, false))),
    }
}

/// Whether the time is in the second half of the day.
// "p.m.", "am"
fn half_of_day(input: Tokens<'_>) -> (Tokens<'_>, Option<bool>) {
    let word = word_at(&input, 0);
    if word.is(Role::Meridiem) {
        return (input.skip(1), Some(word.number != 0));
    }
    // "10 p.m" at the end of a sentence whose stop was taken from it
    let letters = |n: usize| input.peek(n).map(|t| input.text(t)).unwrap_or_default();
    let spelt = input.is_glued(1)
        && letters(1) == "."
        && input.is_glued(2)
        && letters(2).eq_ignore_ascii_case("m");
    match letters(0) {
        "a" | "A" if spelt => (input.skip(3), Some(false)),
        "p" | "P" if spelt => (input.skip(3), Some(true)),
        _ => (input, None),
    }
}

// "in the morning", "o'clock", "at night"
fn named_part(input: Tokens<'_>, wanted: bool) -> (Tokens<'_>, Option<Part>) {
    let rest = if word_at(&input, 0).is(Role::Clock) {
        input.skip(1)
    } else {
        input
    };
    let in_the = word_at(&rest, 0).is(Role::In) && word_at(&rest, 1).is(Role::The);
    let part = word_at(&rest, 2);
    if wanted && in_the && part.is(Role::Part) {
        return (rest.skip(3), Some(part_of(part)));
    }
    // "five o'clock" alone does not say which half of the day.
    (rest, None)
}

/// Whether a name goes on behind the first word: "Eastern Europe".
fn followed_by_name(input: &Tokens<'_>) -> bool {
    input.peek(1).is_some_and(|t| t.is_capitalised())
}

// "EST", "GMT", "Eastern time", "local time"
fn zone(input: Tokens<'_>) -> (Tokens<'_>, Option<i16>) {
    let word = word_at(&input, 0);
    if word.is(Role::Local) && word_at(&input, 1).is(Role::Time) {
        return (input.skip(2), None);
    }
    let token = input.first();
    if word.is(Role::Zone) && token.is_some_and(|t| t.is_upper()) {
        return (input.skip(1), Some(word.number));
    }
    // "10 a.m. Eastern", "noon Central Time"
    let time = usize::from(word_at(&input, 1).is(Role::Time));
    let named = token.is_some_and(|t| t.is_capitalised() && t.end - t.start > 4);
    if word.is(Role::Zone) && named && (time == 1 || !followed_by_name(&input)) {
        (input.skip(1 + time), Some(word.number))
    } else {
        (input, None)
    }
}
