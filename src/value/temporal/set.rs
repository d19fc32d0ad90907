//! Times that come again and again.
//!
//! | text | reading |
//! |---|---|
//! | `annually`, `every year`, `each year` | `P1Y` |
//! | `every two years`, `every other year`, `biennial` | `P2Y` |
//! | `every other Friday` | `P2W` |
//! | `twice a month`, `three times a year` | `P1M`, `P1Y` |
//! | `every Thursday`, `Mondays`, `Friday nights` | `XXXX-WXX-4`, `XXXX-WXX-1`, `XXXX-WXX-5TNI` |
//! | `each July`, `every summer` | `XXXX-07`, `XXXX-22` |

use std::fmt;

use super::duration;
use super::expression::{Expression, Hedge, Reading};
use super::length::{Count, Length, seconds};
use super::words::word_at;
use crate::language::tokens::{Parsed, Tokens, no_match};
use crate::lexicon::time::{Part, Role, Unit};
use crate::value::interval::Interval;
use crate::value::number::number;

/// What comes again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Recurrence {
    /// After so long.
    Every(Length),
    /// On this weekday, 1 (Monday) to 7.
    Weekday(u8),
    /// In this month.
    Month(u8),
    /// In this season, 0 (spring) to 3.
    Season(u8),
    /// On this part of each day.
    Part(Part),
    /// On this part of this weekday.
    WeekdayPart(u8, Part),
}

impl Recurrence {
    /// The seconds from one to the next.
    pub fn interval(&self) -> Interval {
        match self {
            Recurrence::Every(length) => length.interval(Hedge::None),
            Recurrence::Weekday(_) | Recurrence::WeekdayPart(..) => {
                Interval::point(seconds(Unit::Week))
            }
            Recurrence::Month(_) | Recurrence::Season(_) => Length {
                count: Count::of(1.0),
                unit: Unit::Year,
                minor: None,
            }
            .interval(Hedge::None),
            Recurrence::Part(_) => Interval::point(seconds(Unit::Day)),
        }
    }
}

impl fmt::Display for Recurrence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Recurrence::Every(length) => length.fmt(f),
            Recurrence::Weekday(day) => write!(f, "XXXX-WXX-{day}"),
            Recurrence::Month(month) => write!(f, "XXXX-{month:02}"),
            Recurrence::Season(season) => write!(f, "XXXX-{}", 21 + season),
            Recurrence::Part(part) => write!(f, "XXXX-XX-XX{}", super::time::letters(*part)),
            Recurrence::WeekdayPart(day, part) => {
                write!(f, "XXXX-WXX-{day}{}", super::time::letters(*part))
            }
        }
    }
}

// "every two years", "every other week", "each July", "annually", "Mondays"
pub(super) fn recurring(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let first = word_at(&input, 0);
    if first.is(Role::Frequency) {
        let length = Length {
            count: Count::of(f32::from(first.number)),
            unit: first.unit,
            minor: None,
        };
        return found(input.skip(1), Recurrence::Every(length));
    }
    if first.is(Role::Weekdays) {
        return found(input.skip(1), Recurrence::Weekday(first.number as u8));
    }
    let part = word_at(&input, 1);
    if first.is(Role::Weekday) && part.is(Role::Part) && ends_in_s(&input, 1) {
        let part = super::time::part_of(part);
        return found(
            input.skip(2),
            Recurrence::WeekdayPart(first.number as u8, part),
        );
    }
    if let Ok(found) = times_per(input) {
        return Ok(found);
    }
    if !first.is(Role::Each) {
        return no_match();
    }
    let second = word_at(&input, 1);
    let rest = input.skip(2);
    let number = second.number as u8;
    // "every second day"
    if second.is(Role::Unit) && !second.is(Role::Ordinal) {
        let length = Length {
            count: Count::of(1.0),
            unit: second.unit,
            minor: None,
        };
        return found(rest, Recurrence::Every(length));
    }
    if second.is(Role::Weekday) {
        return found(rest, Recurrence::Weekday(number));
    }
    if second.is(Role::Month) {
        return found(rest, Recurrence::Month(number));
    }
    if second.is(Role::Season) {
        return found(rest, Recurrence::Season(number));
    }
    if second.is(Role::Part) {
        return found(rest, Recurrence::Part(super::time::part_of(second)));
    }
    // "every other Friday"
    if second.is(Role::Alternate) && word_at(&input, 2).is(Role::Weekday) {
        let fortnight = Length {
            count: Count::of(2.0),
            unit: Unit::Week,
            minor: None,
        };
        return found(input.skip(3), Recurrence::Every(fortnight));
    }
    let (rest, count) = if second.is(Role::Alternate) {
        (rest, Count::of(2.0))
    } else if second.is(Role::Ordinal) {
        (rest, Count::of(second.number.into()))
    } else {
        duration::count(input.skip(1))?
    };
    let (rest, unit) = duration::unit(rest)?;
    found(
        rest,
        Recurrence::Every(Length {
            count,
            unit,
            minor: None,
        }),
    )
}

// the plural of "nights"
fn ends_in_s(input: &Tokens<'_>, n: usize) -> bool {
    input.peek(n).is_some_and(|t| input.text(t).ends_with('s'))
}

// "twice a month", "three times per year"
fn times_per(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let is_times = |input: &Tokens<'_>| word_at(input, 0).is(Role::Times);
    let rest = if is_times(&input) && !matches!(input.first_text(), "times" | "Times") {
        input.skip(1)
    } else {
        let (rest, _) = number(input, false)?;
        if !is_times(&rest) {
            return no_match();
        }
        rest.skip(1)
    };
    let each = word_at(&rest, 0);
    let unit = word_at(&rest, 1);
    if !each.is_any(&[Role::Article, Role::Per, Role::Each]) || !unit.is(Role::Unit) {
        return no_match();
    }
    found(
        rest.skip(2),
        Recurrence::Every(Length {
            count: Count::of(1.0),
            unit: unit.unit,
            minor: None,
        }),
    )
}

fn found(rest: Tokens<'_>, recurrence: Recurrence) -> Parsed<'_, Reading> {
    Ok((rest, Expression::Recurring(recurrence).into()))
}
