//! Points and stretches of time.

use serde::Serialize;

use super::interval::Interval;
use super::{Grammar, Relation, Value};
use crate::language::tokens::Tokens;
use crate::language::vocabulary::Classes;

/// A date, time of day, duration or recurring time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Temporal {
    /// Which of the four (the TIMEX3 types).
    pub kind: TimexKind,
    /// EDTF for dates ("2025-01", "198X"), ISO 8601 for times and durations ("P20Y").
    pub iso: String,
    /// Dates and times: days since 1970-01-01; durations: seconds. `None` where it is not known
    /// which days are meant: such a date contradicts nothing.
    pub interval: Option<Interval>,
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

impl Temporal {
    /// How this time stands to another of the same kind.
    pub fn compare(&self, other: &Temporal) -> Relation {
        match (self.interval, other.interval) {
            (Some(a), Some(b)) if self.kind == other.kind => {
                if a.intersects(b) {
                    Relation::Compatible
                } else {
                    Relation::Disjoint
                }
            }
            _ => Relation::Incomparable,
        }
    }
}

/// The grammar of times.
pub static GRAMMAR: Grammar = Grammar {
    name: "temporal",
    starts: Classes::TIME,
    digits: true,
    signs: false,
    read,
};

fn read(_input: Tokens<'_>) -> Option<(Tokens<'_>, Value)> {
    None
}
