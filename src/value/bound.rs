//! Hedges and bounds: what "about", "more than" and rounding make of a number.
//!
//! Every reading has two intervals: what the words allow by the letter, and what a reader takes
//! them to mean. "more than 600" allows everything above 600; a reader thinks of 600 to 900.

use super::interval::Interval;
use super::number::{Form, Number};
use crate::language::token::Token;
use crate::language::tokens::Tokens;
use crate::language::vocabulary::Classes;
use crate::lexicon::numbers::{Bound, Hedge};

/// The hedges in front of a number: "just over", "an estimated", "at least some". What is left,
/// and the one that says most.
pub(super) fn leading(input: Tokens<'_>) -> (Tokens<'_>, Option<Hedge>) {
    let hedges = &input.lexicon().numbers.hedges;
    let mut rest = input;
    let mut found: Option<Hedge> = None;
    for _ in 0..3 {
        // Nearly all words open no hedge: the table is asked for those alone that do.
        let opens = |t: &Token| !t.is_word() || rest.classes(t).any(Classes::BOUND);
        if !rest.first().is_some_and(opens) {
            break;
        }
        let Some((after, hedge)) = hedges.find(rest) else {
            break;
        };
        found = Some(match found {
            Some(before) if before.bound != Bound::About => before,
            _ => hedge,
        });
        rest = after;
    }
    (rest, found)
}

/// A hedge behind a number: "or so", "or more".
pub(super) fn trailing(input: Tokens<'_>) -> (Tokens<'_>, Option<Hedge>) {
    let rest = if input.is_hyphen(0) {
        input.skip(1)
    } else {
        input
    };
    // "odd" and "some" only behind a hyphen, "+" only without a space: "50-odd", "40+".
    let glued = rest.first().is_some_and(|t| !t.is_spaced());
    match input.lexicon().numbers.trailing.find(rest) {
        Some((after, hedge)) if glued || after.index() > rest.index() + 1 => (after, Some(hedge)),
        _ => (input, None),
    }
}

/// What a number stands for: by the letter, and as a reader takes it.
///
/// `exact` says that the number counts things, so that small whole numbers have no rounding;
/// `cap` is the most that "about" may stretch to on either side.
pub(super) fn spread(number: Number, exact: bool, cap: f64, hedge: Option<Hedge>) -> [Interval; 2] {
    let [allowed, likely] = rounding(number, exact);
    let Some(hedge) = hedge else {
        return [allowed, likely];
    };
    let size = number.value.abs();
    let at = |factor: f64, cap: f64| {
        if factor == f64::INFINITY {
            f64::INFINITY
        } else if factor == 0.0 && number.value >= 0.0 {
            0.0
        } else {
            number.value + ((factor - 1.0) * size).clamp(-cap, cap)
        }
    };
    let ends = |[low, high]: [f64; 2], cap: f64| Interval::closed(at(low, cap), at(high, cap));
    match hedge.bound {
        Bound::Exact | Bound::About => [
            ends(hedge.allowed, cap * 2.0).hull(allowed),
            ends(hedge.likely, cap).hull(likely),
        ],
        Bound::AtLeast | Bound::AtMost => [
            ends(hedge.allowed, f64::INFINITY),
            ends(hedge.likely, f64::INFINITY),
        ],
        Bound::MoreThan => [
            Interval {
                low_open: true,
                ..ends(hedge.allowed, f64::INFINITY)
            },
            Interval {
                low_open: true,
                ..ends(hedge.likely, f64::INFINITY)
            },
        ],
        Bound::LessThan => [
            Interval {
                high_open: true,
                ..ends(hedge.allowed, f64::INFINITY)
            },
            Interval {
                high_open: true,
                ..ends(hedge.likely, f64::INFINITY)
            },
        ],
    }
}

/// What the number's own digits allow: "1.2 million" is [1.15m, 1.25m), "17 people" just 17,
/// "2,000 people" [1,950, 2,050) by the letter and 2,000 to a reader.
fn rounding(number: Number, exact: bool) -> [Interval; 2] {
    let around = |half: f64| {
        if half == 0.0 {
            Interval::point(number.value)
        } else {
            Interval::half_open(number.value - half, number.value + half)
        }
    };
    let size = number.value.abs();
    if let Some(upper) = number.upper {
        // "hundreds": two of them at least, and not yet thousands.
        let likely = Interval::closed(number.value * 2.0, upper);
        return [Interval::closed(number.value, upper * 2.0), likely];
    }
    if number.form == Form::Fraction {
        let half = (size * 0.1).min(0.03);
        return [around(half), around(half / 2.0)];
    }
    let coarse = coarseness(size);
    if number.step < 1.0 || number.magnitude > 1.0 {
        // One digit alone ("2 million") promises less than two do ("2.0 million").
        let single = number.step > coarse;
        let half = number.step / 2.0;
        return [around(half), around(if single { half / 2.0 } else { half })];
    }
    let place = trailing_place(size).min(coarse).max(1.0);
    if place > 1.0 {
        let likely = if exact { 0.0 } else { place / 4.0 };
        return [around(place / 2.0), around(likely)];
    }
    let half = if exact { 0.0 } else { 0.5 };
    [around(half), around(half)]
}

/// The place of the second digit: 100 for 2,000; 10 for 600.
fn coarseness(size: f64) -> f64 {
    if size < 1.0 {
        return 0.1;
    }
    10f64.powf(size.log10().floor() - 1.0)
}

/// The place of the last digit that is not zero: 1000 for 13,000.
fn trailing_place(size: f64) -> f64 {
    let mut place = 1.0;
    while place < 1e15 && size > 0.0 && size % (place * 10.0) == 0.0 {
        place *= 10.0;
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_a_reader_takes_it_for_is_allowed_by_the_letter(
            value in 0u32..5_000_000, exact: bool, words: bool,
        ) {
            let number = Number {
                value: f64::from(value),
                upper: None,
                step: 1.0,
                magnitude: 1.0,
                form: if words { Form::Words } else { Form::Digits },
                plain: true,
            };
            for bound in [Bound::About, Bound::AtLeast, Bound::AtMost, Bound::MoreThan, Bound::LessThan] {
                let (likely, allowed) = match bound {
                    Bound::About => ([0.9, 1.1], [0.8, 1.2]),
                    Bound::AtLeast | Bound::MoreThan => ([1.0, 1.5], [1.0, f64::INFINITY]),
                    _ => ([0.5, 1.0], [0.0, 1.0]),
                };
                let hedge = Hedge { bound, likely, allowed };
                let [by_letter, by_reader] = spread(number, exact, f64::INFINITY, Some(hedge));
                prop_assert!(by_letter.covers(by_reader), "{by_letter:?} {by_reader:?}");
            }
            let [by_letter, by_reader] = spread(number, exact, f64::INFINITY, None);
            prop_assert!(by_letter.covers(by_reader));
            prop_assert!(by_reader.contains(number.value));
        }
    }
}
