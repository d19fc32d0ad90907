//! Points and stretches of time.
//!
//! Two steps. The grammar reads an expression from its own words ("last Thursday"); then
//! [`resolve()`] goes through the document once and finds which days are meant, from the day of
//! writing, the time spoken of last, and the tense of the sentence. The tables of accepted texts
//! stand at the head of [`date`], [`year`], [`season`], [`time`], [`duration`], [`set`] and
//! [`relative`].
//!
//! Spans follow TimeML: "about two years ago", "the third quarter", "earlier this week" are whole
//! mentions; the preposition before a date ("since", "by") is left out and kept as its [`Bound`].

pub mod date;
pub mod duration;
pub mod expression;
mod grammar;
pub mod length;
pub mod period;
pub mod relative;
pub mod resolve;
pub mod season;
pub mod set;
#[cfg(test)]
mod tests;
pub mod time;
mod words;
pub mod year;

use std::ops::Range;

use serde::Serialize;

pub use self::grammar::GRAMMAR;
pub use self::resolve::resolve;

use self::expression::{Expression, Hedge, Reading};
use super::Relation;
use super::interval::Interval;
use crate::language::tokens::{Source, Tokens};
use crate::lexicon::time::Role;

/// Lengths apart by no more than this share of the smaller one are strained where one is hedged.
const HEDGE_SLACK: f64 = 0.25;

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

    /// The points that the preposition leaves open before a time.
    fn allowed(self, at: Interval) -> Interval {
        match self {
            Bound::At => at,
            Bound::Since => Interval::at_least(at.low),
            Bound::After => Interval::above(at.low),
            Bound::By | Bound::Until | Bound::Before => Interval {
                high_open: at.high_open,
                ..Interval::at_most(at.high)
            },
        }
    }
}

/// Whether a length of time describes a noun: "three-year", "20 year", as in "a three-year deal".
pub fn is_attributive(source: Source<'_>, tokens: Range<usize>) -> bool {
    let mut input = Tokens::new(source, tokens);
    while !input.is_empty() {
        let hyphened = input.is_hyphen(0) && words::word_at(&input, 1).is(Role::Unit);
        if hyphened {
            return true;
        }
        input = input.skip(1);
    }
    false
}

impl Temporal {
    /// The points that the words leave open, in the unit of `interval`.
    pub fn allowed(&self) -> Option<Interval> {
        self.interval.map(|at| self.bound.allowed(at))
    }

    /// Whether both are written out with a year and differ in that alone, one of them to the day:
    /// "14 April 2014" and "April 2016".
    pub fn differs_in_year(&self, other: &Temporal) -> bool {
        match (self.year_and_day(), other.year_and_day()) {
            (Some((year, day)), Some((other_year, other_day))) => {
                let to_the_day = day.len().max(other_day.len()) > "-04".len();
                let alike = day.starts_with(other_day) || other_day.starts_with(day);
                to_the_day && alike && year != other_year
            }
            _ => false,
        }
    }

    /// The year and the rest of a date that is written out with both: "2014" and "-04-14".
    pub fn year_and_day(&self) -> Option<(&str, &str)> {
        let is_fixed = matches!(self.reading.expression, Expression::Fixed(_));
        let (year, day) = self.iso.split_at_checked(4)?;
        let is_year = year.bytes().all(|b| b.is_ascii_digit());
        let is_day = day.len() >= 3 && day.bytes().all(|b| b == b'-' || b.is_ascii_digit());
        (is_fixed && is_year && is_day && self.kind == TimexKind::Date).then_some((year, day))
    }

    /// The points that the words say, in the unit of `interval`, where no preposition and no zone
    /// moves them: two such of one kind that do not meet are never
    /// [compatible](Relation::Compatible).
    pub fn plain(&self) -> Option<Interval> {
        let has_zone = self.reading.clock.is_some_and(|c| c.zone.is_some());
        self.interval
            .filter(|_| !has_zone && self.bound == Bound::At)
    }

    /// Days between this date and another; `None` where one of them is not known, 0 where they
    /// overlap.
    pub fn days_apart(&self, other: &Temporal) -> Option<f64> {
        let (a, b) = (self.interval?, other.interval?);
        Some((a.low.max(b.low) - a.high.min(b.high)).max(0.0))
    }

    /// How this time stands to another of the same kind.
    ///
    /// Dates that overlap are compatible. Two bounds of one kind ("by 2030", "by 2035") are both
    /// right by the letter and strained; so are hedged times that are not far apart.
    pub fn compare(&self, other: &Temporal) -> Relation {
        let points = |kind| matches!(kind, TimexKind::Date | TimexKind::Time);
        let same_kind = self.kind == other.kind || points(self.kind) && points(other.kind);
        let (Some(mut a), Some(b)) = (self.interval, other.interval) else {
            return self.compare_days_of_a_year(other);
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
        if self.bound.allowed(a).intersects(other.bound.allowed(b)) {
            return Relation::Compatible;
        }
        let hedged = self.is_hedged() || other.is_hedged();
        if hedged && self.kind == TimexKind::Duration {
            let slack = HEDGE_SLACK * a.low.abs().min(b.low.abs());
            let wide = Interval::closed(a.low - slack, a.high + slack);
            if wide.intersects(b) {
                return Relation::Strained;
            }
        }
        Relation::Disjoint
    }

    /// "14 July" and "October 30" are two days, whatever their years.
    fn compare_days_of_a_year(&self, other: &Temporal) -> Relation {
        fn day(t: &Temporal) -> Option<&str> {
            let day = t.iso.strip_prefix("XXXX-")?;
            let whole = t.kind == TimexKind::Date && day.len() == "10-30".len();
            (whole && t.bound == Bound::At && !day.contains('X')).then_some(day)
        }
        match (day(self), day(other)) {
            (Some(a), Some(b)) if a == b => Relation::Compatible,
            (Some(_), Some(_)) => Relation::Disjoint,
            _ => Relation::Incomparable,
        }
    }

    /// "more than 20 years" and "90 years" share a point, though no reader takes the one for the other.
    fn compare_likely(&self, other: &Temporal, a: Interval, b: Interval) -> Relation {
        let likely = |t: &Temporal, i: Interval| match t.reading.hedge {
            Hedge::MoreThan | Hedge::AtLeast => Interval {
                high: i.low * 2.0,
                ..i
            },
            Hedge::LessThan | Hedge::AtMost => Interval {
                low: i.high / 2.0,
                ..i
            },
            _ => i,
        };
        if self.kind == TimexKind::Duration && !likely(self, a).intersects(likely(other, b)) {
            Relation::Strained
        } else {
            Relation::Compatible
        }
    }

    /// Whether it counts units of time, as "two weeks", "every two weeks" and "two weeks ago" do.
    pub fn is_counted(&self) -> bool {
        match self.reading.expression {
            Expression::Length(_) | Expression::Recurring(_) => true,
            Expression::Shifted { counted, vague, .. } => counted && !vague,
            _ => false,
        }
    }

    /// Whether it says how long, but not in numbers: "years", "the coming days".
    pub fn is_vague(&self) -> bool {
        self.iso.contains('X')
    }

    fn is_hedged(&self) -> bool {
        self.reading.hedge != Hedge::None
    }
}
