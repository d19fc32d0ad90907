//! Figures and facts that come in bit by bit: how far one was from another.

use crate::value::Value;
use crate::value::quantity::{Bound, Quantity, Stated};
use crate::value::unit::Scale;

/// A count so many times as large as "at least five" has left it behind; below that, "more than 50"
/// may still be 51.
const OUTGROWN: f64 = 1.1;

/// How one of two counts that can both be right may have left the other behind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Outgrown {
    /// "At least five", then "seven".
    pub(super) upwards: bool,
    /// "Up to 40", then "12".
    pub(super) downwards: bool,
}

/// Compares two counts, in either order.
pub(super) fn outgrown(a: &Value, b: &Value) -> Outgrown {
    let (Value::Quantity(a), Value::Quantity(b)) = (a, b) else {
        return Outgrown::default();
    };
    let (less, more) = if a.likely.low <= b.likely.low {
        (a, b)
    } else {
        (b, a)
    };
    let one = |q: &Quantity| matches!(q.stated, Stated::One(_));
    let apart = more.likely.low >= OUTGROWN * less.likely.low;
    Outgrown {
        upwards: apart && one(more) && matches!(less.bound, Bound::AtLeast | Bound::MoreThan),
        downwards: apart && one(less) && matches!(more.bound, Bound::AtMost | Bound::LessThan),
    }
}

/// Whether a value counts things, or people.
pub(super) fn is_count(value: &Value) -> bool {
    matches!(value, Value::Quantity(q) if q.unit.scale == Scale::NUMBER)
}

/// A single number for values that can grow: what was not so yet is less than what is so.
pub(super) fn amount(value: &Value) -> Option<f64> {
    match value {
        Value::Quantity(q) => Some(q.likely.low),
        Value::Polarity(yes) => Some(f64::from(u8::from(*yes))),
        _ => None,
    }
}
