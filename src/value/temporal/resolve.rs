//! Readings → days, in one pass over the document.
//!
//! What stays open in the words is settled by the day of writing, by the time that the text spoke
//! of last, and by the tense of the sentence: "on Monday" is the last Monday in "fell on Monday"
//! and the coming one in "will vote on Monday". The news tells what has happened, so the past is
//! taken where nothing says otherwise. Without a day of writing such times stay unresolved.

use std::fmt::Write;
use std::sync::Arc;

use super::expression::Hedge;
use super::expression::{Anchor, Direction, Expression, Name, Reading, Stage};
use super::period::{Period, monday, shift};
use super::{Temporal, TimexKind, date, time};
use crate::calendar::Day;
use crate::language::sentence::Sentence;
use crate::language::token::TokenKind;
use crate::language::tokens::{Source, Tokens};
use crate::language::vocabulary::Classes;
use crate::lexicon::time::{Part, Reference, Role, Unit};
use crate::value::interval::Interval;
use crate::value::{Mention, Value};

/// How many tokens on either side of a time its sentence's verb is looked for.
const REACH: usize = 14;

/// Days from the middle of a quarter to its end.
const HALF_A_QUARTER: i32 = 45;

/// Finds which days the times among `mentions` (in the order of the text) mean: fills their
/// `iso` and `interval`. `written` is the day of writing, where known.
pub fn resolve(
    mentions: &mut [Mention],
    source: Source<'_>,
    sentences: &[Sentence],
    written: Option<Day>,
) {
    let mut resolver = Resolver {
        source,
        written,
        spoken: None,
        day: None,
        report: None,
        aside: None,
    };
    let mut sentences = sentences.iter().peekable();
    for mention in mentions {
        while sentences.peek().is_some_and(|s| s.end <= mention.first) {
            sentences.next();
        }
        let bounds = sentences
            .peek()
            .map_or((mention.first, mention.end), |s| (s.first, s.end));
        // No claim holds the value yet.
        if let Some(Value::Temporal(time)) = Arc::get_mut(&mut mention.value) {
            let place = Place {
                first: mention.first as usize,
                end: mention.end as usize,
                sentence: (bounds.0 as usize, bounds.1 as usize),
            };
            resolver.settle(time, place);
        }
    }
}

/// Where a time stands: its tokens, and those of its sentence.
#[derive(Clone, Copy)]
struct Place {
    first: usize,
    end: usize,
    sentence: (usize, usize),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tense {
    Past,
    Future,
    Unknown,
}

struct Resolver<'a> {
    source: Source<'a>,
    written: Option<Day>,
    /// The time spoken of last.
    spoken: Option<Period>,
    /// The day spoken of last.
    day: Option<Period>,
    /// The quarter or year that is reported on, which "a year earlier" is compared with.
    report: Option<Period>,
    /// An earlier quarter, named in passing: it is reported on up to the end of the sentence that
    /// ends before this token.
    aside: Option<(Period, usize)>,
}

impl Resolver<'_> {
    fn settle(&mut self, time: &mut Temporal, place: Place) {
        let reading = time.reading;
        match reading.expression {
            Expression::Length(length) => {
                // "In the first nine months": "a year earlier" is no more that of the quarter.
                let part_of_year =
                    length.unit == Unit::Month && [6.0, 9.0].contains(&length.count.low);
                if part_of_year && let (true, Some(day)) = (self.report.is_some(), self.written) {
                    self.report = Some(Period::around(day, Unit::Year));
                }
                time.iso = length.to_string();
                time.interval = Some(length.interval(reading.hedge));
            }
            Expression::Recurring(set) => {
                time.iso = set.to_string();
                time.interval = Some(set.interval());
            }
            Expression::Reference(reference) => {
                time.iso = match reference {
                    Reference::Present => "PRESENT_REF",
                    Reference::Past => "PAST_REF",
                    Reference::Future => "FUTURE_REF",
                }
                .to_owned();
            }
            Expression::Shifted {
                vague: true,
                count,
                anchor,
                ..
            } => {
                time.iso = match anchor {
                    Anchor::Spoken => "XXXX-XX-XX",
                    Anchor::Document if count < 0 => "PAST_REF",
                    Anchor::Document => "FUTURE_REF",
                }
                .to_owned();
            }
            _ => {
                let period = self.period(&reading, place);
                time.iso = iso(&reading, period);
                time.interval = period.and_then(|p| days(&reading, p, self.written));
                // What the reported period is compared with is not itself reported on.
                let comparison = matches!(
                    reading.expression,
                    Expression::Shifted {
                        unit: Unit::Year,
                        count: -1,
                        counted: true,
                        ..
                    } | Expression::PeriodOf(..)
                        | Expression::Named(Name::Quarter(_), Direction::Year(-1))
                );
                if let Some(period) = period.filter(|_| !comparison) {
                    self.report_on(period, place);
                    if time.kind == TimexKind::Date || period.unit() == Unit::Day {
                        self.spoken = Some(period);
                        if period.unit() == Unit::Day {
                            self.day = Some(period);
                        }
                    }
                }
            }
        }
    }

    /// Notes that the period is reported on, if it is a quarter or year that has begun. Where
    /// the results of a quarter that is over are told, one that is not over does not take its
    /// place, and an earlier one only up to the end of the sentence.
    fn report_on(&mut self, period: Period, place: Place) {
        if !matches!(period.unit(), Unit::Quarter | Unit::Year) {
            return;
        }
        self.aside = None;
        let Some(((first, last), written)) = period.days().zip(self.written) else {
            self.report = Some(period);
            return;
        };
        let told = self.report.filter(|p| matches!(p, Period::Quarter(..)));
        let told = told
            .and_then(Period::days)
            .filter(|(_, end)| *end < written);
        match told {
            Some((begin, _)) if period.unit() == Unit::Quarter && first < begin => {
                self.aside = Some((period, place.sentence.1));
            }
            Some(_) if period.unit() == Unit::Quarter && last >= written => {}
            _ if first <= written => self.report = Some(period),
            _ => {}
        }
    }

    /// The quarter or year that is reported on where the time stands.
    fn reported(&self, place: Place) -> Option<Period> {
        match self.aside {
            Some((period, end)) if place.first < end => Some(period),
            _ => self.report,
        }
    }

    /// The quarter that ended on the day named behind it: "the quarter ended Sept. 29".
    fn quarter_ended(&self, place: Place) -> Option<Period> {
        let token = self.source.tokens.get(place.end)?;
        if !self.source.lexicon.time.get(token.word).is(Role::Ended) {
            return None;
        }
        let behind = Tokens::new(self.source, place.end + 1..place.sentence.1);
        let (_, reading) = date::day(behind).ok()?;
        let period = match reading.expression {
            Expression::Fixed(period) => period,
            Expression::Named(name, direction) => self.named(name, direction, 0, place)?,
            _ => return None,
        };
        let (_, last) = period.days()?;
        Some(Period::around(last.plus(-HALF_A_QUARTER), Unit::Quarter))
    }

    /// "compared with a loss of $3 million last year" is said of the quarter, where the results of
    /// a quarter are told.
    fn is_compared_quarter(&self, place: Place) -> bool {
        let is = |at: usize, texts: &[&str]| texts.contains(&self.text(at));
        let amount = |at: usize| {
            self.source.tokens.get(at).is_some_and(|t| {
                t.kind == TokenKind::Number
                    || self
                        .source
                        .lexicon
                        .vocabulary
                        .classes(t.word)
                        .any(Classes::NUMBER)
            })
        };
        let possessive = is(place.end, &["'s", "’s"]);
        let from = place.first.checked_sub(1);
        if possessive {
            return from.is_some_and(|at| is(at, &["from"]));
        }
        let start = place.sentence.0.max(place.first.saturating_sub(REACH));
        from.is_some_and(amount)
            && (start..place.first)
                .any(|at| is(at, &["compared", "from", "against", "versus"]) && at > start)
    }

    fn period(&self, reading: &Reading, place: Place) -> Option<Period> {
        let period = match reading.expression {
            Expression::Fixed(period) => Some(with_weekday(period, reading.weekday)),
            Expression::PeriodOf(year, unit) => Some(match self.reported(place) {
                Some(Period::Quarter(_, quarter)) => Period::Quarter(year, quarter),
                _ if unit == Unit::Quarter => match self.quarter_over()? {
                    Period::Quarter(_, quarter) => Period::Quarter(year, quarter),
                    _ => Period::Year(year),
                },
                _ => Period::Year(year),
            }),
            Expression::Named(name, direction) => {
                self.named(name, direction, reading.weekday, place)
            }
            Expression::Shifted {
                unit,
                count,
                anchor,
                counted,
                ..
            } => self.shifted(unit, count.into(), anchor, counted, place),
            Expression::TimeOfDay => match self.spoken {
                Some(Period::Day(day)) => Some(Period::Day(day)),
                _ => self.written.map(Period::Day),
            },
            _ => None,
        }?;
        match (reading.stage, period) {
            (Stage::WeekOf, Period::Day(day)) => Some(Period::Week(monday(day))),
            _ => Some(period),
        }
    }

    fn shifted(
        &self,
        unit: Unit,
        count: i32,
        anchor: Anchor,
        counted: bool,
        place: Place,
    ) -> Option<Period> {
        // "a week later" than a year is not known, so the day spoken of before it counts.
        let spoken = match self.spoken {
            Some(period) if period.unit() > unit => self.day.or(self.spoken),
            period => period,
        };
        let spoken = spoken.filter(|_| anchor == Anchor::Spoken);
        // "a year earlier" than a quarter is that quarter of the year before.
        let report = self.reported(place);
        if let (Some(quarter @ Period::Quarter(..)), Unit::Year, -1) = (report, unit, count)
            && (counted || anchor == Anchor::Document && self.is_compared_quarter(place))
        {
            return quarter.plus_years(count);
        }
        if let (Unit::Quarter, 0, Anchor::Spoken) = (unit, count, anchor) {
            // Of a fiscal quarter that was named the name is kept.
            return match report {
                Some(quarter @ Period::Quarter(..)) => Some(quarter),
                _ => self.quarter_ended(place).or_else(|| self.quarter_over()),
            };
        }
        let from = match spoken {
            Some(period) if period.unit() <= unit => period.days()?.0,
            Some(_) => return None,
            None => self.written?,
        };
        if unit == Unit::Weekend && count == 0 && anchor == Anchor::Document {
            // "the weekend" of a Monday is the one just over.
            let early = from.weekday() < 6 && self.tense(place, false) != Tense::Future;
            let weeks = if early { -1 } else { 0 };
            return Some(Period::Weekend(monday(from).plus(7 * weeks)));
        }
        let day = shift(from, unit, count)?;
        // "a decade ago" is a year, "the last decade" is not.
        let unit = if counted { unit.min(Unit::Year) } else { unit };
        Some(Period::around(day, unit))
    }

    /// The last quarter that was over on the day of writing.
    fn quarter_over(&self) -> Option<Period> {
        Some(Period::around(
            shift(self.written?, Unit::Quarter, -1)?,
            Unit::Quarter,
        ))
    }

    fn named(&self, name: Name, direction: Direction, weekday: u8, place: Place) -> Option<Period> {
        let spoken = self.spoken.and_then(|p| p.days()).map(|d| d.0);
        let from = match direction {
            Direction::Following | Direction::Previous | Direction::Same => {
                spoken.or(self.written)?
            }
            _ => self.written?,
        };
        if let Direction::Year(by) = direction {
            return self.in_year(name, from.ymd().0 + i32::from(by), 0);
        }
        let tense = match direction {
            // "to sell itself under a June agreement" does not tell when it was agreed.
            Direction::Open => self.tense(
                place,
                matches!(name, Name::Month(_)) && !self.is_determined(place.first),
            ),
            _ => Tense::Unknown,
        };
        match name {
            Name::Weekday(day) => Some(Period::Day(weekday_near(
                day.into(),
                from,
                direction,
                tense,
            ))),
            Name::DayOfMonth(day) => {
                let (year, month, _) = spoken.unwrap_or(from).ymd();
                Day::new(year, month, day.into()).map(Period::Day)
            }
            _ => self.nearest(name, from, direction, tense, weekday),
        }
    }

    /// The one of a name that comes every year: years before, of and after `from` are tried.
    fn nearest(
        &self,
        name: Name,
        from: Day,
        direction: Direction,
        tense: Tense,
        weekday: u8,
    ) -> Option<Period> {
        let (this_year, ..) = from.ymd();
        let mut candidates = (this_year - 2..=this_year + 2)
            .filter_map(|year| self.in_year(name, year, weekday))
            .filter_map(|p| Some((p, p.days()?)));
        // "Friday, 3 May": a near year in which that day is a Friday.
        let agrees = |(period, (day, _)): &(Period, (Day, Day))| {
            matches!(period, Period::Day(_)) && (day.0 - from.0).abs() < 366
        };
        if weekday != 0 && direction == Direction::Open {
            let near = candidates
                .clone()
                .filter(agrees)
                .min_by_key(|(_, (day, _))| (day.0 - from.0).abs());
            if let Some((period, _)) = near {
                return Some(period);
            }
        }
        let past = |(_, (_, last)): &(Period, (Day, Day))| *last < from;
        let period = match direction {
            Direction::Last | Direction::Previous => candidates.rfind(past)?.0,
            Direction::Next | Direction::Following => {
                candidates.find(|(_, (first, _))| *first > from)?.0
            }
            Direction::This | Direction::Same => self.in_year(name, this_year, weekday)?,
            _ => {
                // Days ahead up to which the name is still that of the coming one.
                let ahead = match (tense, name) {
                    (Tense::Past, Name::Date(..) | Name::Dates(..)) => 45,
                    (Tense::Past, Name::Month(_)) => 30,
                    (Tense::Past, _) => 0,
                    // The nearest one.
                    (Tense::Unknown, Name::Date(..) | Name::Dates(..)) => 183,
                    (Tense::Unknown, Name::Month(_)) => 60,
                    (Tense::Unknown, _) => 0,
                    (Tense::Future, Name::Date(..) | Name::Dates(..)) => 240,
                    // Companies speak of the quarter just over in every tense.
                    (Tense::Future, Name::Quarter(_)) => 100,
                    (Tense::Future, Name::Month(_)) => 300,
                    (Tense::Future, _) => 250,
                };
                candidates
                    .rfind(|(_, (first, _))| *first <= from.plus(ahead))?
                    .0
            }
        };
        Some(period)
    }

    fn in_year(&self, name: Name, year: i32, weekday: u8) -> Option<Period> {
        let day = |month: u8, day: u8| Day::new(year, month.into(), day.into());
        Some(match name {
            Name::Date(month, date) => with_weekday(Period::Day(day(month, date)?), weekday),
            Name::Dates(month, first, last) => Period::Days(day(month, first)?, day(month, last)?),
            Name::Month(month) => Period::Month(year, month),
            Name::Season(season) => Period::Season(year, season),
            Name::Quarter(quarter) => Period::Quarter(year, quarter),
            Name::Half(half) => Period::Half(year, half),
            Name::Holiday(id) => Period::Day(self.source.lexicon.time.holiday(id, year)?),
            Name::Weekday(_) | Name::DayOfMonth(_) => return None,
        })
    }

    /// The tense of the verb nearest to a time: first those before it, then those after it.
    fn tense(&self, place: Place, with_infinitive: bool) -> Tense {
        let (start, end) = place.sentence;
        // "Friday's vote" need not be of the time of the verb.
        if self.text(place.end).ends_with("s")
            && self.text(place.end).len() <= 4
            && self.text(place.end).starts_with(['\'', '’'])
        {
            return Tense::Unknown;
        }
        if self.is_deadline(place) {
            return Tense::Future;
        }
        let mut before = (start.max(place.first.saturating_sub(REACH))..place.first).rev();
        let mut after = place.end..end.min(place.end + REACH);
        before
            .find_map(|at| {
                self.tense_of(at, true)
                    .or_else(|| if with_infinitive { self.aim(at) } else { None })
            })
            .or_else(|| after.find_map(|at| self.tense_of(at, false)))
            .unwrap_or(Tense::Unknown)
    }

    /// "by Friday", "through January", "effective May 1"; not "had left by Friday".
    fn is_deadline(&self, place: Place) -> bool {
        let before = self.source.tokens.get(place.first.wrapping_sub(1));
        // "this year through August": a span.
        let span = self
            .source
            .tokens
            .get(place.first.wrapping_sub(2))
            .is_some_and(|t| {
                let word = self.source.lexicon.time.get(t.word);
                word.is_any(&[Role::Unit, Role::Month, Role::Weekday])
            });
        let (start, end) = place.sentence;
        let clause = start.max(place.first.saturating_sub(REACH))..end.min(place.end + REACH);
        // "was effective Tuesday"
        let been = matches!(
            self.text(place.first.wrapping_sub(2)),
            "was" | "were" | "became"
        );
        !been
            && !span
            && before.is_some_and(|t| self.source.lexicon.time.get(t.word).is(Role::Deadline))
            && !clause.into_iter().any(|at| self.text(at) == "had")
    }

    fn text(&self, at: usize) -> &str {
        self.source
            .tokens
            .get(at)
            .map(|t| t.span().of(self.source.text))
            .unwrap_or_default()
    }

    // "agreed to buy": what is agreed lies ahead.
    fn aim(&self, at: usize) -> Option<Tense> {
        (self.text(at) == "to" && self.is_infinitive(at + 1)).then_some(Tense::Future)
    }

    // "set to resume", "is to resume", "is set for"
    fn is_set_to(&self, at: usize) -> bool {
        let back = |n: usize| at.checked_sub(n).map_or("", |at| self.text(at));
        match (back(1), self.text(at)) {
            ("set", "to") => true,
            ("is" | "are", "to") => self.is_infinitive(at + 1),
            ("set", "for") => matches!(back(2), "is" | "are" | "been"),
            _ => false,
        }
    }

    /// Whether a determiner stands right before the token.
    fn is_determined(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|at| self.source.tokens.get(at));
        before.is_some_and(|t| {
            self.source
                .lexicon
                .vocabulary
                .classes(t.word)
                .any(Classes::DETERMINER)
        })
    }

    fn is_infinitive(&self, at: usize) -> bool {
        self.source.tokens.get(at).is_some_and(|t| {
            let text = t.span().of(self.source.text);
            t.is_word()
                && t.lead.is_ascii_lowercase()
                && !text.ends_with('s')
                && !text.ends_with("ing")
                && !text.ends_with("ed")
                && (text == "be"
                    || !self
                        .source
                        .lexicon
                        .vocabulary
                        .classes(t.word)
                        .any(Classes::FUNCTION | Classes::NUMBER | Classes::TIME))
        })
    }

    /// The tense that a word shows, which stands before or after the time.
    fn tense_of(&self, at: usize, before: bool) -> Option<Tense> {
        let token = self.source.tokens.get(at).filter(|t| t.is_word())?;
        let word = self.source.lexicon.time.get(token.word);
        let text = token.span().of(self.source.text);
        // "succeed", "need" and "exceed" are no participles; those in -eed are listed.
        let participle = text.ends_with("ed") && !text.ends_with("eed");
        if before && self.is_set_to(at) {
            return Some(Tense::Future);
        }
        if word.is(Role::FutureTense) && (before || !participle) {
            // "had been due": what was to come then may be over now.
            let had = (1..=3).any(|back| at >= back && self.text(at - back) == "had");
            return Some(if had { Tense::Past } else { Tense::Future });
        }
        // "polls open at 7 a.m."
        let plural = || {
            let noun = at.checked_sub(1).and_then(|at| self.source.tokens.get(at));
            noun.is_some_and(|t| {
                self.text(at - 1).ends_with('s')
                    && t.is_word()
                    && !self
                        .source
                        .lexicon
                        .vocabulary
                        .classes(t.word)
                        .any(Classes::FUNCTION | Classes::TIME)
            })
        };
        if before && word.is(Role::Scheduled) && plural() {
            return Some(Tense::Future);
        }
        // "will be held": the participle has the tense of its auxiliary.
        let passive = at > 0 && self.text(at - 1) == "be";
        // "the reduced dividend": an adjective.
        let adjective = self.is_determined(at)
            || at > 0
                && (self.text(at - 1) == "still" || self.text(at - 1).ends_with("ly"))
                && self.is_determined(at - 1);
        let is_past = word.is(Role::PastTense)
            || participle && token.lead.is_ascii_lowercase() && text.len() > 4 && !adjective;
        (is_past && !passive).then_some(Tense::Past)
    }
}

/// The weekday before or after a day.
fn weekday_near(weekday: i32, from: Day, direction: Direction, tense: Tense) -> Day {
    let ahead = (weekday - from.weekday() as i32).rem_euclid(7);
    let strictly = if ahead == 0 { 7 } else { ahead };
    let by = match (direction, tense) {
        (Direction::Last | Direction::Previous, _) => ahead - 7,
        (Direction::Next | Direction::Following, _) => strictly,
        (Direction::This, _) => ahead,
        (_, _) if ahead == 0 => 0,
        (_, Tense::Future) => ahead,
        (_, _) => ahead - 7,
    };
    from.plus(by)
}

/// A day, or that day and the nearest one of the weekday that stands beside it where the two
/// contradict each other: the text is wrong in one of them.
fn with_weekday(period: Period, weekday: u8) -> Period {
    let Period::Day(day) = period else {
        return period;
    };
    let off = (i32::from(weekday) - day.weekday() as i32).rem_euclid(7);
    if weekday == 0 || off == 0 {
        return period;
    }
    let other = day.plus(if off > 3 { off - 7 } else { off });
    Period::Either(day.min(other), day.max(other))
}

fn iso(reading: &Reading, period: Option<Period>) -> String {
    let mut iso = match (period, reading.expression) {
        (Some(period), _) => period.to_string(),
        (None, Expression::Named(name, _)) => open_name(name),
        (None, _) => "XXXX-XX-XX".to_owned(),
    };
    // Writing to a string cannot fail.
    if let Some(clock) = reading.clock {
        let _ = write!(iso, "T{:02}:{:02}", clock.minute / 60, clock.minute % 60);
    } else if let Some(part) = reading.part {
        iso.push_str(time::letters(part));
    }
    if reading.hedge != Hedge::None {
        iso.push('~');
    }
    iso
}

/// What is known of a date whose year is not.
fn open_name(name: Name) -> String {
    match name {
        Name::Weekday(day) => format!("XXXX-WXX-{day}"),
        Name::Date(month, day) => format!("XXXX-{month:02}-{day:02}"),
        Name::Dates(month, first, last) => {
            format!("XXXX-{month:02}-{first:02}/XXXX-{month:02}-{last:02}")
        }
        Name::Month(month) => format!("XXXX-{month:02}"),
        Name::DayOfMonth(day) => format!("XXXX-XX-{day:02}"),
        Name::Season(season) => format!("XXXX-{}", 21 + season as u8),
        Name::Quarter(quarter) => format!("XXXX-{}", 32 + quarter),
        Name::Half(half) => format!("XXXX-{}", 39 + half),
        Name::Holiday(_) => "XXXX-XX-XX".to_owned(),
    }
}

/// The days that a period, narrowed by the words around it, may mean.
fn days(reading: &Reading, period: Period, written: Option<Day>) -> Option<Interval> {
    let mut days = period.interval()?;
    // "two years ago" may be the calendar year or the day two years before.
    if let (
        Expression::Shifted {
            unit,
            count,
            anchor: Anchor::Document,
            counted,
            ..
        },
        Some(written),
    ) = (reading.expression, written)
        && counted
        && unit > Unit::Day
    {
        let at = f64::from(shift(written, unit, count.into())?.0);
        let half = 0.5 * super::length::seconds(unit) / 86_400.0;
        days = days.hull(Interval::half_open(at - half, at + half));
    }
    let width = days.high - days.low;
    let (from, to) = match reading.stage {
        Stage::Whole | Stage::WeekOf => (0.0, 1.0),
        Stage::Early => (0.0, 0.5),
        Stage::Middle => (0.2, 0.8),
        Stage::Late => (0.5, 1.0),
        Stage::End => (0.6, 1.0),
    };
    days = Interval::half_open(days.low + from * width, days.low + to * width);
    let hours = match (reading.clock, reading.part) {
        (Some(clock), _) => Some(clock.interval()),
        (None, Some(part)) => Some(time::hours(part)),
        (None, None) => None,
    };
    if let (Some(hours), Period::Day(day)) = (hours, period) {
        let hours = hours.shifted(f64::from(day.0));
        // The midnight between two days belongs to both.
        days = if reading.part == Some(Part::Midnight) {
            hours
        } else {
            Interval {
                high_open: true,
                ..hours
            }
        };
    }
    if reading.hedge != Hedge::None {
        let slack = 0.5 * (days.high - days.low).max(1.0);
        days = Interval::half_open(days.low - slack, days.high + slack);
    }
    Some(days)
}
