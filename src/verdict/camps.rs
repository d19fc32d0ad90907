//! The claims of a group, split into camps that say the same.

use crate::claim::Claim;
use crate::lexicon::Lexicon;
use crate::rules::Rule;
use crate::value::quantity::{Bound, Stated};
use crate::value::{Relation, Value};

/// A group with more camps than this, or a camp with more values, is a list of things, not one
/// thing told in several ways; the rest of it is not compared.
const CROWD: usize = 64;

/// [`vagueness`] of "dozens" and of ranges.
pub(super) const VAGUE: u8 = 3;

/// Claims of a group that say the same.
#[derive(Clone, Debug, Default)]
pub(super) struct Camp {
    /// Numbers of the claims, in order.
    pub(super) claims: Vec<usize>,
    /// One of its claims for each value.
    pub(super) distinct: Vec<usize>,
}

/// Splits claims into camps of compatible values of which none has been outgrown by another (`grew`).
/// The most definite values come first, so that "dozens" joins the camp of "84" and does not part
/// others.
pub(super) fn split(
    numbers: &[usize],
    claims: &[Claim],
    rule: &Rule,
    lexicon: &Lexicon,
    grew: &dyn Fn(&Claim, &Claim) -> bool,
) -> Vec<Camp> {
    let value = |n: &usize| claims.get(*n).map(|c| &*c.value);
    let mut ordered: Vec<usize> = numbers.to_vec();
    ordered.sort_by_key(|n| (value(n).map_or(u8::MAX, vagueness), *n));
    let mut camps: Vec<Camp> = Vec::new();
    for number in ordered {
        let Some(claim) = claims.get(number) else {
            continue;
        };
        let own = &*claim.value;
        let says = |camp: &&mut Camp| camp.distinct.iter().filter_map(value).any(|v| v == own);
        if let Some(camp) = camps.iter_mut().find(says) {
            camp.claims.push(number);
            continue;
        }
        let fits = |camp: &&mut Camp| {
            let mut others = camp.distinct.iter().filter_map(|n| claims.get(*n));
            others.all(|other| {
                rule.compare(&other.value, &claim.value, lexicon) == Relation::Compatible
                    && !grew(other, claim)
            })
        };
        let crowded = camps.len() >= CROWD;
        match camps.iter_mut().find(fits) {
            Some(camp) if camp.distinct.len() < CROWD => {
                camp.claims.push(number);
                camp.distinct.push(number);
            }
            None if !crowded => camps.push(Camp {
                claims: vec![number],
                distinct: vec![number],
            }),
            _ => {}
        }
    }
    for camp in &mut camps {
        camp.claims.sort_unstable();
    }
    camps
}

/// How little a value commits itself: 0 for an exact one.
pub(super) fn vagueness(value: &Value) -> u8 {
    match value {
        Value::Quantity(q) | Value::Age(q) => match (q.bound, q.stated) {
            (Bound::Exact, Stated::One(_)) => 0,
            (Bound::About, Stated::One(_)) => 1,
            (_, Stated::One(_)) => 2,
            (_, Stated::Range(_)) => VAGUE,
        },
        Value::Temporal(t) => match t.interval {
            Some(i) if i.high - i.low <= 1.0 => 0,
            _ => 1,
        },
        _ => 0,
    }
}
