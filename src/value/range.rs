//! Ranges: two numbers that share a unit and a magnitude.
//!
//! | text | range |
//! |---|---|
//! | `from 12 to 15 days`, `from 208 pounds to 193` | |
//! | `between 12 and 15 per cent` | |
//! | `12 to 15 miles`, `12-15 miles`, `12 – 15 miles`, `three or four miles` | |
//! | `$26 to $31 million` | the magnitude holds for both |
//!
//! "rose 5 points to 1,200" and "won 3-1" are none.

use super::amount::{Amount, amount};
use super::noun::{self, Noun};
use super::number::{Form, Number};
use super::unit::{Per, Unit};
use super::{bound, context, score};
use crate::language::token::TokenKind;
use crate::language::tokens::Tokens;
use crate::lexicon::Lexicon;
use crate::lexicon::numbers::{Bound, Hedge};

/// One number, or both ends of a range, with what they count or measure.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ends {
    pub(super) first: Number,
    pub(super) last: Option<Number>,
    pub(super) unit: Option<Unit>,
    pub(super) noun: Option<Noun>,
    /// Index of the first number's first token.
    pub(super) at: usize,
    /// Whether "from" or "between" opens the range.
    pub(super) bracketed: bool,
}

impl Ends {
    /// One amount, no range.
    pub(super) fn one(amount: Amount) -> Self {
        Self {
            first: amount.number,
            last: None,
            unit: amount.unit,
            noun: None,
            at: amount.at,
            bracketed: false,
        }
    }

    /// Whether a noun in the singular can stand behind it: "one ferry", "0.5 point".
    pub(super) fn takes_singular(&self) -> bool {
        let number = self.first;
        self.last.is_none()
            && (number.value == 1.0
                || number.form == Form::Digits && number.step < 1.0 && number.value.abs() < 1.0)
    }
}

/// What may join the ends of a range.
#[derive(Clone, Copy, PartialEq)]
enum Joint {
    /// "from A to B"
    From,
    /// "between A and B"
    Between,
    /// "A to B", "A-B", "A or B"
    Free,
}

// "from 12 to 15", "between 12 and 15", "from 240 jobs to 273"
pub(super) fn bracketed(input: Tokens<'_>) -> Option<(Tokens<'_>, Ends, Option<Hedge>)> {
    let k = input.lexicon().keywords;
    let joint = if input.is(0, k.from) {
        Joint::From
    } else if input.is(0, k.between) {
        Joint::Between
    } else {
        return None;
    };
    let (rest, inner) = bound::leading(input.skip(1));
    let (rest, first) = amount(rest).ok()?;
    let start = input.skip(first.at - input.index());
    let behind = input.skip(first.number_end - input.index());
    if first.unit.is_none() && context::is_part_of_something(start, behind) {
        return None;
    }
    let joined = |t: &Tokens<'_>| t.is(0, k.to) || t.is(0, k.and);
    let named = noun::counted(rest, first.number.value == 1.0)
        .filter(|(after, _)| first.unit.is_none() && joined(after));
    let (middle, noun) = match named {
        Some((after, noun)) => (after, Some(noun)),
        None => (rest, None),
    };
    let (after, ends) = join(middle, first, joint)?;
    let about = inner.filter(|h| h.bound == Bound::About);
    Some((after, Ends { noun, ..ends }, about))
}

/// The rest of a range whose first end is `first`: "to 15 miles", "-15 miles".
pub(super) fn free<'a>(rest: Tokens<'a>, first: Amount) -> Option<(Tokens<'a>, Ends)> {
    join(rest, first, Joint::Free)
}

/// "rose 5 points to 1,200", "by $5 to $20", "up 3% to 4%": a step and a level, not a range.
pub(super) fn is_step(input: Tokens<'_>) -> bool {
    let k = input.lexicon().keywords;
    input.back(1).is_some_and(|t| {
        t.word == k.by
            || input.lexicon().numbers.is_change(t.word)
            || matches!(input.text(t), "up" | "down" | "off")
    })
}

/// "$26 and $31 million": the first amount's number with the magnitude of the one behind "and".
pub(super) fn with_later_magnitude(rest: Tokens<'_>, first: Amount) -> Number {
    let k = rest.lexicon().keywords;
    let number = first.number;
    let small = number.magnitude == 1.0 && number.value < 1000.0;
    let (Some(unit), true) = (first.unit, small && (rest.is(0, k.and) || rest.is(0, k.or))) else {
        return number;
    };
    match amount(rest.skip(1)) {
        Ok((_, next))
            if next.number.magnitude >= 1e6
                && unit.is_money(rest.lexicon())
                && next.unit.is_some_and(|u| u.id == unit.id) =>
        {
            number.times(next.number.magnitude)
        }
        _ => number,
    }
}

fn join<'a>(rest: Tokens<'a>, first: Amount, joint: Joint) -> Option<(Tokens<'a>, Ends)> {
    let k = rest.lexicon().keywords;
    let dash = is_dash(rest);
    let to = rest.is(0, k.to);
    let or = rest.is(0, k.or);
    let fits = match joint {
        Joint::From => to || dash,
        Joint::Between => rest.is(0, k.and) || dash || to,
        Joint::Free => to || dash || or,
    };
    if !fits || dash && is_loose(rest, first) {
        return None;
    }
    let other = other_side(rest, to);
    // "from £341m in 2024 to £388m in 2025": a year and a sum.
    let signed = { other.first() }.is_some_and(|t| t.kind == TokenKind::Symbol);
    if joint == Joint::Free && first.unit.is_none() && signed && first.number.is_yearlike() {
        return None;
    }
    let (after, last) = amount(other).ok()?;
    let lexicon = rest.lexicon();
    let unit = shared_unit(first, last, joint, dash, lexicon)?;
    let (low, high) = shared_numbers(first, last)?;
    let ascends = low.value < high.value;
    if joint == Joint::Free {
        let measured = first.unit.is_some() && last.unit.is_some();
        // "won by 52 percent to 48 percent"
        let votes = unit.is_some_and(|u| u.id == lexicon.units.percent());
        let choice = first.unit.is_none() && high.value <= low.value * 3.0;
        if !ascends && (votes || !measured) || or && !(ascends && choice) {
            return None;
        }
    }
    if unit.is_none() {
        let years = high.is_yearlike() && (low.is_yearlike() || joint == Joint::Free && dash);
        let label = dash && is_label(after, low, high, joint);
        // "rose from 9,000 in 1980 to 300,000"
        let level = low.is_yearlike() && joint == Joint::Free && high.value > 20.0 * low.value;
        if years || label || level {
            return None;
        }
    }
    let ends = Ends {
        first: low,
        last: Some(high),
        unit,
        noun: None,
        at: first.at,
        bracketed: joint != Joint::Free,
    };
    Some((after, ends))
}

fn is_dash(input: Tokens<'_>) -> bool {
    matches!(input.first_text(), "-" | "–" | "—" | "‑" | "‐" | "--")
}

/// A dash with a space on one side only, or a spaced hyphen, sets something off.
fn is_loose(rest: Tokens<'_>, first: Amount) -> bool {
    let spaced = |n: usize| rest.peek(n).is_some_and(|t| t.is_spaced());
    let hyphen = rest.first_text() == "-" && first.unit.is_none();
    spaced(0) != spaced(1) || hyphen && spaced(0)
}

/// Where the second amount begins: behind "to" it can be hedged ("to about 15"), or have a hyphen
/// that has lost its left side ("200,000 to-260,000").
fn other_side(rest: Tokens<'_>, to: bool) -> Tokens<'_> {
    let next = rest.skip(1);
    if !to {
        return next;
    }
    let stray = next
        .first()
        .is_some_and(|t| t.is_mark(b'-') && t.is_spaced())
        && next.is_glued(1);
    bound::leading(next.skip(usize::from(stray))).0
}

/// The unit of both ends, which either may leave out; `None` where the two do not go together.
fn shared_unit(
    first: Amount,
    last: Amount,
    joint: Joint,
    dash: bool,
    lexicon: &Lexicon,
) -> Option<Option<Unit>> {
    let unit = match (first.unit, last.unit) {
        // "rose 18 cents to $2.50"
        (Some(a), Some(b))
            if joint == Joint::Free && a.is_money(lexicon) && a.scale.factor != b.scale.factor =>
        {
            return None;
        }
        (Some(a), Some(b)) if a.scale.matches(b.scale) => {
            if b.per == Per::None {
                a
            } else {
                b
            }
        }
        // "$62 to $68 per share", "$75 a barrel to $45": one end says for what.
        (Some(a), Some(b)) if a.id == b.id && a.per == Per::None => b,
        (Some(a), Some(b)) if a.id == b.id && b.per == Per::None => a,
        (Some(a), None) if joint != Joint::Free || dash && a.is_money(lexicon) => a,
        (Some(_), _) => return None,
        (None, unit) => return Some(unit),
    };
    Some(Some(unit))
}

/// Both numbers in the first one's unit and with the magnitude that they share.
fn shared_numbers(first: Amount, last: Amount) -> Option<(Number, Number)> {
    let (mut low, mut high) = (first.number, last.number);
    // "hundreds to thousands" says little; "fell by a third to £1.2m" is no range.
    let part = |n: Number| n.form == Form::Fraction;
    if low.form == Form::Vague || high.form == Form::Vague || part(low) != part(high) {
        return None;
    }
    // "$26 to $31 million": the magnitude holds for both where the first digits are the smaller;
    // "$200 to $4 million" begins at 200.
    if low.magnitude == 1.0 && high.magnitude > 1.0 && low.value < high.value / high.magnitude {
        low = low.times(high.magnitude);
    }
    if let (Some(a), Some(b)) = (first.unit, last.unit)
        && a.id != b.id
        && a.scale.factor != b.scale.factor
    {
        let factor = b.scale.factor / a.scale.factor;
        high.value *= factor;
        high.step *= factor;
    }
    Some((low, high))
}

/// "555-1234", "2019-07-11", "3-1": digits with a dash that are no range.
fn is_label(after: Tokens<'_>, low: Number, high: Number, joint: Joint) -> bool {
    let goes_on = (is_dash(after) || after.first_text() == "/")
        && after.first().is_some_and(|t| !t.is_spaced())
        && after.is_glued(1)
        && after.peek(1).is_some_and(|t| t.kind == TokenKind::Number);
    let telephone = low.plain
        && high.plain
        && (100.0..1000.0).contains(&low.value)
        && (1000.0..10_000.0).contains(&high.value);
    let counted = noun::counted(after, false).is_some();
    let score = joint == Joint::Free && score::reads_as_score(low, high, counted);
    goes_on || telephone || score
}
