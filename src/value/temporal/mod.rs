//! Points and stretches of time.
//!
//! Two steps. The grammar reads an expression from its own words ("last Thursday"); then
//! [`resolve`] goes through the document once and finds which days are meant, from the day of
//! writing, the time spoken of last, and the tense of the sentence. The tables of accepted texts
//! stand at the head of [`date`], [`time`], [`duration`], [`set`] and [`relative`].
//!
//! Spans follow TimeML: "about two years ago", "the third quarter", "earlier this week" are whole
//! mentions; the preposition before a date ("since", "by") is left out and kept as its [`Bound`].

pub mod date;
pub mod duration;
pub mod expression;
pub mod period;
pub mod relative;
pub mod resolve;
pub mod set;
#[cfg(test)]
mod tests;
pub mod time;
mod words;

use serde::Serialize;

pub use self::resolve::resolve;

use self::expression::{Clock, Expression, Hedge, Reading, Stage};
use self::words::{skip_comma, skip_dash, word_at, word_before};
use super::interval::Interval;
use super::{Grammar, Relation, Value};
use crate::language::token::TokenKind;
use crate::language::tokens::{Parsed, Tokens, no_match};
use crate::language::vocabulary::Classes;
use crate::lexicon::time::{Part, Role, Unit};

/// A date, time of day, duration or recurring time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Temporal {
    /// Which of the four (the TIMEX3 types).
    pub kind: TimexKind,
    /// EDTF for dates ("2025-01", "198X"), ISO 8601 for times and durations ("P20Y").
    pub iso: String,
    /// Dates and times: days since 1970-01-01, local where no zone is named; durations and sets:
    /// seconds. `None` where it is not known which days are meant: such a date contradicts nothing.
    pub interval: Option<Interval>,
    /// The preposition before a date.
    #[serde(skip_serializing_if = "Bound::is_at")]
    pub bound: Bound,
    /// What the words say by themselves.
    #[serde(skip)]
    pub reading: Reading,
}

/// The types of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimexKind {
    /// A calendar date or period.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A time that comes again and again.
    Set,
}

impl TimexKind {
    /// Its name in output.
    pub fn name(self) -> &'static str {
        match self {
            TimexKind::Date => "date",
            TimexKind::Time => "time",
            TimexKind::Duration => "duration",
            TimexKind::Set => "set",
        }
    }
}

/// How a date bounds what is said of it. The [`interval`](Temporal::interval) is always that of
/// the date itself: of two texts with one preposition ("since 2014", "since 2016") the dates are
/// compared. [`Temporal::allowed`] is what the bound leaves open: a thing done "by 2030" may be
/// done in 2028.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// "in 2014", "on Monday", or no preposition
    #[default]
    At,
    /// "since 2014", "from 2014"
    Since,
    /// "by 2030"
    By,
    /// "until 2030"
    Until,
    /// "before 2030"
    Before,
    /// "after 2030"
    After,
}

impl Bound {
    fn is_at(&self) -> bool {
        *self == Bound::At
    }
}

impl Temporal {
    /// The points that the words leave open, in the unit of `interval`.
    pub fn allowed(&self) -> Option<Interval> {
        let at = self.interval?;
        Some(match self.bound {
            Bound::At => at,
            Bound::Since => Interval::at_least(at.low),
            Bound::After => Interval::above(at.low),
            Bound::By | Bound::Until => Interval {
                high_open: at.high_open,
                ..Interval::at_most(at.high)
            },
            Bound::Before => Interval {
                high_open: at.high_open,
                ..Interval::at_most(at.high)
            },
        })
    }

    /// How this time stands to another of the same kind.
    ///
    /// Dates that overlap are compatible. Two bounds of one kind ("by 2030", "by 2035") are both
    /// right by the letter and strained; so are hedged times that are not far apart.
    pub fn compare(&self, other: &Temporal) -> Relation {
        let points = |kind| matches!(kind, TimexKind::Date | TimexKind::Time);
        let same_kind = self.kind == other.kind || points(self.kind) && points(other.kind);
        let (Some(mut a), Some(b)) = (self.interval, other.interval) else {
            return Relation::Incomparable;
        };
        if !same_kind {
            return Relation::Incomparable;
        }
        let zone = |t: &Temporal| t.reading.clock.and_then(|c| c.zone);
        if let (Some(one), Some(two)) = (zone(self), zone(other)) {
            a = a.shifted(f64::from(two - one) / 1440.0);
        }
        if a.intersects(b) {
            return self.compare_likely(other, a, b);
        }
        if self.bound == other.bound && self.bound != Bound::At {
            return match self.bound {
                Bound::Since => Relation::Disjoint,
                _ => Relation::Strained,
            };
        }
        match (self.allowed(), other.allowed()) {
            (Some(one), Some(two)) if one.intersects(two) => Relation::Compatible,
            _ if self.is_hedged() || other.is_hedged() => {
                let slack = 0.25 * (a.low.abs().min(b.low.abs()));
                let near = self.kind == TimexKind::Duration
                    && Interval { low: a.low - slack, high: a.high + slack, ..a }.intersects(b);
                if near { Relation::Strained } else { Relation::Disjoint }
            }
            _ => Relation::Disjoint,
        }
    }

    /// "more than 20 years" and "90 years" share a point, though no reader takes the one for the other.
    fn compare_likely(&self, other: &Temporal, a: Interval, b: Interval) -> Relation {
        let likely = |t: &Temporal, i: Interval| match t.reading.hedge {
            Hedge::MoreThan | Hedge::AtLeast => Interval { high: i.low * 2.0, ..i },
            Hedge::LessThan | Hedge::AtMost => Interval { low: i.high / 2.0, ..i },
            _ => i,
        };
        if self.kind == TimexKind::Duration && !likely(self, a).intersects(likely(other, b)) {
            Relation::Strained
        } else {
            Relation::Compatible
        }
    }

    fn is_hedged(&self) -> bool {
        self.reading.hedge != Hedge::None
    }
}

/// The grammar of times.
pub static GRAMMAR: Grammar = Grammar {
    name: "temporal",
    starts: Classes::TIME.or(Classes::NUMBER),
    digits: true,
    signs: false,
    read,
};

fn read(input: Tokens<'_>) -> Option<(Tokens<'_>, Value)> {
    let first = input.first()?;
    let opens = if first.kind == TokenKind::Number {
        number_opens(&input)
    } else {
        word_opens(&input)
    };
    if !opens {
        return None;
    }
    let (rest, reading) = whole(input).ok()?;
    let kind = match reading.expression {
        Expression::Length(_) => TimexKind::Duration,
        Expression::Recurring(_) => TimexKind::Set,
        _ if reading.clock.is_some() || reading.part.is_some() => TimexKind::Time,
        _ => TimexKind::Date,
    };
    let value = Temporal {
        kind,
        iso: String::new(),
        interval: None,
        bound: bound_of(word_before(&input, 1)),
        reading,
    };
    Some((rest, Value::Temporal(value)))
}

fn bound_of(word: crate::lexicon::time::TimeWord) -> Bound {
    match word {
        w if w.is_any(&[Role::Since, Role::From]) => Bound::Since,
        w if w.is(Role::By) => Bound::By,
        w if w.is(Role::Until) => Bound::Until,
        w if w.is(Role::Before) => Bound::Before,
        w if w.is(Role::After) => Bound::After,
        _ => Bound::At,
    }
}

/// A cheap look at digits: a year, or a number beside a word or mark of time.
fn number_opens(input: &Tokens<'_>) -> bool {
    let (Some(first), next) = (input.first(), input.peek(1)) else {
        return false;
    };
    let is_time = |n: usize| {
        input
            .peek(n)
            .is_some_and(|t| t.is_word() && word_at(input, n) != Default::default())
    };
    let width = first.end - first.start;
    width == 4
        || is_time(1)
        || is_time(2)
        || next.is_some_and(|t| {
            !t.is_spaced()
                && (t.is_mark(b':') || t.is_mark(b'/') || t.is_mark(b'-') || t.is_word() || t.lead == 0xE2)
                || t.kind == TokenKind::Number
        })
        || width >= 6 && input.text(first).contains('.')
}

/// A cheap look at small words: most of them open a time only before certain others.
fn word_opens(input: &Tokens<'_>) -> bool {
    let first = word_at(input, 0);
    let general = [
        Role::The, Role::Article, Role::At, Role::More, Role::Less, Role::About, Role::No, Role::Up, Role::That, Role::This,
    ];
    if !first.is_any(&general) {
        return true;
    }
    let Some(second) = input.peek(1) else {
        return false;
    };
    second.kind == TokenKind::Number
        || input.classes(second).any(Classes::NUMBER | Classes::TIME)
        || word_at(input, 1) != Default::default()
        || matches!(second.lead, b'\'' | b'`' | 0xE2)
}

type Parser = for<'a> fn(Tokens<'a>) -> Parsed<'a, Reading>;

/// The longest of several readings; the first of those that are equally long.
fn longest<'a>(input: Tokens<'a>, parsers: &[Parser]) -> Parsed<'a, Reading> {
    let mut best: Option<(Tokens<'a>, Reading)> = None;
    for parser in parsers {
        if let Ok((rest, reading)) = parser(input) {
            if best.as_ref().is_none_or(|(b, _)| rest.index() > b.index()) {
                best = Some((rest, reading));
            }
        }
    }
    best.map_or_else(no_match, Ok)
}

/// Any time with what stands around it.
// "about two years ago", "9 a.m. Tuesday", "Friday morning", "at least 72 hours", "early 2022"
fn whole(input: Tokens<'_>) -> Parsed<'_, Reading> {
    longest(input, &[clocked, relative::staged, period, point, hedged])
}

// "Friday", "last week", "two years ago", "the third quarter", "Friday morning"
fn point(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let (rest, reading) = if input.first().is_some_and(|t| t.kind == TokenKind::Number) {
        longest(input, &[
            date::day,
            date::bare_year,
            date::decade,
            date::century,
            date::quarter,
            relative::counted,
        ])?
    } else {
        longest(input, &[
            date::day,
            date::bare_year,
            date::decade,
            date::century,
            date::day_alone,
            date::season,
            date::quarter,
            date::fiscal,
            date::holiday,
            relative::deictic,
            relative::directed,
            relative::counted,
            relative::beside,
            relative::reference,
            part,
        ])?
    };
    if !stands_alone(&input, &rest, &reading) {
        return no_match();
    }
    Ok(if reading.part.is_some() {
        (rest, reading)
    } else {
        with_part(rest, reading)
    })
}

/// Whether a month's or weekday's name is a date here and not a name or verb ("May", "March").
fn stands_alone(input: &Tokens<'_>, rest: &Tokens<'_>, reading: &Reading) -> bool {
    use self::expression::{Direction, Name};
    let Expression::Named(Name::Month(_), Direction::Open | Direction::Same) = reading.expression
    else {
        return true;
    };
    let name = rest.back(1).map(|t| input.lexicon().time.get(t.word));
    if !name.is_some_and(|w| w.is(Role::Doubtful)) || rest.index() > input.index() + 2 {
        return true;
    }
    // "mid-June", and "that May"
    let before = if input.is_glued(0) { word_before(input, 2) } else { word_before(input, 1) };
    let that = rest.index() > input.index() + 1;
    let lower = rest.first().is_some_and(|t| t.is_word() && !t.is_capitalised());
    before.is(Role::The) && lower && !word_at(rest, 0).is(Role::To)
        || (that || before.is_any(&[Role::YearCue, Role::By, Role::Since, Role::Until, Role::Early, Role::Late, Role::Middle, Role::Earlier, Role::Later, Role::Each, Role::And, Role::Last, Role::This, Role::Next]))
        && !rest.first().is_some_and(|t| t.is_capitalised() && t.is_spaced())
}

// the "morning" of "Friday morning", "tomorrow night"
fn with_part<'a>(rest: Tokens<'a>, reading: Reading) -> (Tokens<'a>, Reading) {
    use self::expression::Name;
    let is_day = match reading.expression {
        Expression::Fixed(p) => p.unit() == Unit::Day,
        Expression::Named(name, _) => matches!(name, Name::Weekday(_) | Name::Date(..) | Name::Holiday(_)),
        Expression::Shifted { unit, .. } => unit == Unit::Day,
        _ => false,
    };
    let word = word_at(&rest, 0);
    if !is_day || !word.is(Role::Part) || word.is(Role::Units) {
        return (rest, reading);
    }
    let reading = Reading {
        part: Some(time::part_of(word)),
        ..reading
    };
    (rest.skip(1), reading)
}

// "noon", "midnight", "overnight", "mid-afternoon", "early morning"
fn part(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let early = word_at(&input, 0).is_any(&[Role::Early, Role::Middle, Role::Late]);
    let input = if early { skip_dash(input.skip(1)) } else { input };
    let word = word_at(&input, 0);
    let part = time::part_of(word);
    let alone = early
        || matches!(part, Part::Noon | Part::Midnight)
        || input.first_text().eq_ignore_ascii_case("overnight");
    if !word.is(Role::Part) || !alone {
        return no_match();
    }
    let reading = Reading {
        part: Some(part),
        ..Expression::TimeOfDay.into()
    };
    Ok(with_day(input.skip(1), reading))
}

// "9 a.m. Tuesday", "5 p.m. EST Nov. 9", "around 7:15 p.m.", "10:30"
fn clocked(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let (rest, hedge) = duration::hedge(input).unwrap_or((input, Hedge::None));
    let (rest, clock): (_, Clock) = time::clock(rest)?;
    let reading = Reading {
        clock: Some(clock),
        hedge,
        ..Expression::TimeOfDay.into()
    };
    Ok(with_day(rest, reading))
}

// the "Tuesday" of "9 a.m. Tuesday", the "Nov. 9" of "5 p.m. on Nov. 9"
fn with_day<'a>(rest: Tokens<'a>, reading: Reading) -> (Tokens<'a>, Reading) {
    let on = rest.first().is_some_and(|t| rest.text(t) == "on");
    let body = if on { rest.skip(1) } else { skip_comma(rest) };
    match longest(body, &[date::day, relative::deictic]) {
        Ok((after, day)) if day.part.is_none() => {
            let whole = Reading {
                part: reading.part,
                clock: reading.clock,
                hedge: reading.hedge,
                ..day
            };
            (after, whole)
        }
        _ => (rest, reading),
    }
}

// "20 years", "decades", "the past three months", "every two years", "annually"
fn period(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let lengths = [duration::stretch, duration::length, duration::bare];
    let mut best = set::recurring(input).ok();
    for parser in lengths {
        if let Ok((rest, length)) = parser(input) {
            if best.as_ref().is_none_or(|(b, _)| rest.index() > b.index()) {
                best = Some((rest, duration::reading(length)));
            }
        }
    }
    match best {
        Some((rest, reading)) if !is_rate(&input, &reading) => Ok((rest, reading)),
        _ => no_match(),
    }
}

/// "four flights a week", "$5 a day", "80 kilometres an hour": the article means "per", and the
/// figure before it has the unit.
fn is_rate(input: &Tokens<'_>, reading: &Reading) -> bool {
    let Expression::Length(length) = reading.expression else {
        return false;
    };
    length.count.article
        && matches!(input.first_text(), "a" | "an")
        && input.back(1).is_some_and(|t| {
            t.kind == TokenKind::Number
                || t.is_mark(b'%')
                || input.classes(t).any(Classes::NUMBER | Classes::UNIT)
                || t.is_word() && input.text(t).ends_with('s') && t.end - t.start > 3 && !input.classes(t).any(Classes::FUNCTION)
        })
}

// "about 20 years", "nearly a decade", "at least 72 hours", "about 1990"
fn hedged(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let (rest, hedge) = duration::hedge(input)?;
    let (rest, reading) = longest(rest, &[period, point])?;
    let fits = match reading.expression {
        Expression::Length(_) => true,
        Expression::Fixed(_) => hedge == Hedge::About,
        Expression::Shifted { .. } => matches!(hedge, Hedge::About | Hedge::Nearly),
        _ => false,
    };
    if fits && reading.stage == Stage::Whole {
        Ok((rest, Reading { hedge, ..reading }))
    } else {
        no_match()
    }
}
