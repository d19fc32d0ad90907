//! What the words of a time say before it is known which days they mean.

use super::length::Length;
use super::period::Period;
use super::set::Recurrence;
use crate::language::tokens::{Parsed, Tokens};
use crate::lexicon::time::{HolidayId, Part, Reference, Season, Unit};

/// A time as its words give it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// What is named.
    pub expression: Expression,
    /// "Friday morning"
    pub part: Option<Part>,
    /// "10 p.m. Friday"
    pub clock: Option<Clock>,
    /// "early 2022", "the end of the month"
    pub stage: Stage,
    /// "about", "nearly", "more than"
    pub hedge: Hedge,
    /// The weekday that stands beside a whole date, 1 (Monday) to 7; 0 where none does.
    pub weekday: u8,
}

impl From<Expression> for Reading {
    fn from(expression: Expression) -> Self {
        Self {
            expression,
            part: None,
            clock: None,
            stage: Stage::Whole,
            hedge: Hedge::None,
            weekday: 0,
        }
    }
}

/// What is named.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Expression {
    /// "17 January 2025", "the 1990s"
    Fixed(Period),
    /// "the 1988 period", "the 1988 quarter": what is reported on, in that year; the unit is the
    /// year where it is left open
    PeriodOf(i32, Unit),
    /// "Friday", "last June", "the third quarter"
    Named(Name, Direction),
    /// "today", "last week", "two years ago", "a week earlier"
    Shifted {
        /// The unit that is counted.
        unit: Unit,
        /// How many of them, negative into the past; for vague numbers see `vague`.
        count: i16,
        /// What is counted from.
        anchor: Anchor,
        /// Whether the units were counted ("a year ago") and not named ("last year").
        counted: bool,
        /// The number is not known: "several years ago".
        vague: bool,
    },
    /// "20 years"
    Length(Length),
    /// "every two years"
    Recurring(Recurrence),
    /// "now", "recently", "the future"
    Reference(Reference),
    /// A time of day whose day is not named: "at 10 p.m."
    TimeOfDay,
}

/// A part of the calendar by its name, the year left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// 1 (Monday) to 7
    Weekday(u8),
    /// Month and day
    Date(u8, u8),
    /// Month, first and last day: "3-7 May"
    Dates(u8, u8, u8),
    /// 1 to 12
    Month(u8),
    /// "the 25th"
    DayOfMonth(u8),
    /// "spring"
    Season(Season),
    /// 1 to 4
    Quarter(u8),
    /// 1 or 2
    Half(u8),
    /// "Christmas"
    Holiday(HolidayId),
}

/// Which one of the many days or periods of a name is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Left to the tense of the sentence.
    Open,
    /// "last Friday"
    Last,
    /// "next Friday"
    Next,
    /// "this Friday", "this spring"
    This,
    /// "the following Friday": the first after the time spoken of
    Following,
    /// "the previous March": the last before the time spoken of
    Previous,
    /// "that March": in the year spoken of
    Same,
    /// "June last year": so many years from the one of writing
    Year(i8),
}

/// What "earlier", "ago" and "that" count from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The day of writing.
    Document,
    /// The time that the text spoke of last.
    Spoken,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Minutes since midnight.
    pub minute: u16,
    /// Minutes ahead of UTC, where a zone is named.
    pub zone: Option<i16>,
    /// Whether it is known which half of the day is meant.
    pub certain: bool,
}

/// Which stretch of a period is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// All of it.
    Whole,
    /// "early", "the beginning of"
    Early,
    /// "mid", "the middle of"
    Middle,
    /// "late"
    Late,
    /// "the end of"
    End,
    /// "the week of March 6": not a stretch of the day but the week around it
    WeekOf,
}

/// How the words bound or blur the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hedge {
    /// Not at all.
    None,
    /// "about", "around"
    About,
    /// "nearly", "almost"
    Nearly,
    /// "more than", "over"
    MoreThan,
    /// "less than", "under"
    LessThan,
    /// "at least"
    AtLeast,
    /// "at most", "up to"
    AtMost,
}

/// The reading of a period that is wholly known.
pub(super) fn fixed<'a>(rest: Tokens<'a>, period: Period) -> Parsed<'a, Reading> {
    Ok((rest, Expression::Fixed(period).into()))
}

/// The reading of a name whose year is left open.
pub(super) fn named<'a>(rest: Tokens<'a>, name: Name) -> Parsed<'a, Reading> {
    Ok((rest, Expression::Named(name, Direction::Open).into()))
}
