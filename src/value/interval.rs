//! Sets of points on a line: what a figure or a date allows.
//!
//! Every value that stands on a line (quantities in their base unit, dates in days since 1970,
//! durations in seconds) is one interval. Two values clash when their intervals share no point.

use serde::Serialize;

/// A stretch of the number line; each end may belong to it or not, and may be infinite.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end; negative infinity where there is none.
    pub low: f64,
    /// Upper end; infinity where there is none.
    pub high: f64,
    /// Whether `low` itself is left out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub low_open: bool,
    /// Whether `high` itself is left out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub high_open: bool,
}

impl Interval {
    /// The single point `at`.
    pub fn point(at: f64) -> Self {
        Self::closed(at, at)
    }

    /// `[low, high]`; the ends are put in order.
    pub fn closed(low: f64, high: f64) -> Self {
        Self {
            low: low.min(high),
            high: low.max(high),
            low_open: false,
            high_open: false,
        }
    }

    /// `[low, high)`.
    pub fn half_open(low: f64, high: f64) -> Self {
        Self {
            high_open: true,
            ..Self::closed(low, high)
        }
    }

    /// `[low, ∞)`.
    pub fn at_least(low: f64) -> Self {
        Self::closed(low, f64::INFINITY)
    }

    /// `(low, ∞)`.
    pub fn above(low: f64) -> Self {
        Self {
            low_open: true,
            ..Self::at_least(low)
        }
    }

    /// `(-∞, high]`.
    pub fn at_most(high: f64) -> Self {
        Self::closed(f64::NEG_INFINITY, high)
    }

    /// `(-∞, high)`.
    pub fn below(high: f64) -> Self {
        Self {
            high_open: true,
            ..Self::at_most(high)
        }
    }

    /// Whether no point belongs to it.
    pub fn is_empty(self) -> bool {
        self.low.is_nan()
            || self.high.is_nan()
            || self.low > self.high
            || (self.low == self.high && (self.low_open || self.high_open))
    }

    /// Whether the point belongs to it.
    pub fn contains(self, point: f64) -> bool {
        (self.low < point || (self.low == point && !self.low_open))
            && (point < self.high || (point == self.high && !self.high_open))
    }

    /// The points that belong to both; empty where there are none.
    pub fn intersection(self, other: Interval) -> Interval {
        let (low, low_open) = if self.low > other.low {
            (self.low, self.low_open)
        } else if other.low > self.low {
            (other.low, other.low_open)
        } else {
            (self.low, self.low_open || other.low_open)
        };
        let (high, high_open) = if self.high < other.high {
            (self.high, self.high_open)
        } else if other.high < self.high {
            (other.high, other.high_open)
        } else {
            (self.high, self.high_open || other.high_open)
        };
        Interval {
            low,
            high,
            low_open,
            high_open,
        }
    }

    /// Whether the two share a point.
    pub fn intersects(self, other: Interval) -> bool {
        !self.is_empty() && !other.is_empty() && !self.intersection(other).is_empty()
    }

    /// Whether every point of `other` belongs to this one.
    pub fn covers(self, other: Interval) -> bool {
        other.is_empty() || self.intersection(other) == other
    }

    /// The smallest interval that covers both.
    pub fn hull(self, other: Interval) -> Interval {
        if self.is_empty() {
            return other;
        }
        if other.is_empty() {
            return self;
        }
        let (low, low_open) = if self.low < other.low {
            (self.low, self.low_open)
        } else if other.low < self.low {
            (other.low, other.low_open)
        } else {
            (self.low, self.low_open && other.low_open)
        };
        let (high, high_open) = if self.high > other.high {
            (self.high, self.high_open)
        } else if other.high > self.high {
            (other.high, other.high_open)
        } else {
            (self.high, self.high_open && other.high_open)
        };
        Interval {
            low,
            high,
            low_open,
            high_open,
        }
    }

    /// The interval multiplied by a factor (conversion of units).
    pub fn scaled(self, factor: f64) -> Interval {
        if factor < 0.0 {
            Interval {
                low: self.high * factor,
                high: self.low * factor,
                low_open: self.high_open,
                high_open: self.low_open,
            }
        } else {
            Interval {
                low: self.low * factor,
                high: self.high * factor,
                ..self
            }
        }
    }

    /// The interval moved by a distance (conversion of temperatures, "two days later").
    pub fn shifted(self, by: f64) -> Interval {
        Interval {
            low: self.low + by,
            high: self.high + by,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_interval() -> impl Strategy<Value = Interval> {
        (-50i32..50, 0i32..40, any::<bool>(), any::<bool>()).prop_map(
            |(low, width, low_open, high_open)| Interval {
                low: f64::from(low),
                high: f64::from(low + width),
                low_open,
                high_open,
            },
        )
    }

    #[test]
    fn more_than_six_hundred_leaves_out_six_hundred() {
        assert!(!Interval::above(600.0).intersects(Interval::point(600.0)));
        assert!(Interval::above(600.0).contains(640.0));
        assert!(Interval::at_least(600.0).contains(600.0));
        assert!(!Interval::half_open(1.0, 2.0).contains(2.0));
    }

    proptest! {
        #[test]
        fn intersection_holds_just_the_points_of_both(
            a in any_interval(), b in any_interval(), half in -120i32..120,
        ) {
            let point = f64::from(half) / 2.0;
            prop_assert_eq!(
                a.intersection(b).contains(point),
                a.contains(point) && b.contains(point)
            );
        }

        #[test]
        fn intersection_and_hull_do_not_mind_the_order(a in any_interval(), b in any_interval()) {
            prop_assert_eq!(a.intersects(b), b.intersects(a));
            prop_assert_eq!(a.intersection(b), b.intersection(a));
            if !a.is_empty() && !b.is_empty() {
                prop_assert_eq!(a.hull(b), b.hull(a));
                prop_assert!(a.hull(b).covers(a) && a.hull(b).covers(b));
            }
        }

        #[test]
        fn scaling_there_and_back_changes_nothing(a in any_interval(), by in 1u8..9) {
            let factor = f64::from(1u32 << (by % 5));
            prop_assert_eq!(a.scaled(factor).scaled(1.0 / factor), a);
        }
    }
}
