//! Quantities: counts with their noun, measures, percentages, money.

use serde::Serialize;

use super::interval::Interval;
use super::number::number;
use super::{Grammar, Relation, Value};
use crate::language::tokens::Tokens;
use crate::language::vocabulary::Classes;
use crate::span::Span;

/// A figure with its unit, as a set of the values that its words allow.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quantity {
    /// The number as written, or the two ends of a range.
    pub stated: Stated,
    /// What the words allow by the letter, in the stated unit: "more than 600" is (600, ∞).
    pub allowed: Interval,
    /// What a reader takes them to mean: for "more than 600" something not far above 600.
    pub likely: Interval,
    /// How the words bound the figure.
    pub bound: Bound,
    /// The counted noun, where the figure counts things.
    pub noun: Option<Span>,
}

/// The number as written.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Stated {
    /// One number.
    One(f64),
    /// Lower and upper end.
    Range([f64; 2]),
}

/// How the words bound a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// "600"
    #[default]
    Exact,
    /// "about 600"
    About,
    /// "at least 600"
    AtLeast,
    /// "at most 600", "up to 600"
    AtMost,
    /// "more than 600"
    MoreThan,
    /// "fewer than 600"
    LessThan,
}

impl Quantity {
    /// How this figure stands to another of the same unit.
    pub fn compare(&self, other: &Quantity) -> Relation {
        if self.likely.intersects(other.likely) {
            Relation::Compatible
        } else if self.allowed.intersects(other.allowed) {
            Relation::Strained
        } else {
            Relation::Disjoint
        }
    }
}

/// The grammar of quantities.
pub static GRAMMAR: Grammar = Grammar {
    name: "quantity",
    starts: Classes::NUMBER,
    digits: true,
    signs: true,
    read,
};

fn read(input: Tokens<'_>) -> Option<(Tokens<'_>, Value)> {
    let (rest, n) = number(input).ok()?;
    let half = n.step / 2.0;
    let around = Interval::half_open(n.value - half, n.value + half);
    Some((
        rest,
        Value::Quantity(Quantity {
            stated: Stated::One(n.value),
            allowed: around,
            likely: around,
            bound: Bound::Exact,
            noun: None,
        }),
    ))
}
