//! What stands behind a number that has no unit right beside it: the noun that it counts, or a unit that
//! it shares with another number.
//!
//! | text | what is counted |
//! |---|---|
//! | 14 `first-team players` | noun |
//! | 20-`member` | noun behind a hyphen |
//! | three of its `bakeries`; hundreds of `miles` | noun or unit behind "of" |
//! | 12 of her 30 `points`; 280 million of the 1.5 billion `shekels` | that of the whole |
//! | half a `mile`, a quarter of a `mile` | unit |
//! | 50 previous `years` | unit |
//! | four-, five- and six-`seat` | that of the last of a list |

use super::amount::amount;
use super::noun::{self, Noun};
use super::number::{self, Form};
use super::range::Ends;
use super::unit::{self, Per, Unit};
use crate::language::tokens::Tokens;
use crate::language::vocabulary::Classes;

type Found<'a> = (Tokens<'a>, Option<Unit>, Option<Noun>);

/// The unit or the noun; neither, where nothing is counted.
pub(super) fn counted<'a>(rest: Tokens<'a>, ends: &Ends) -> Found<'a> {
    let nothing = (rest, None, None);
    if let Some(shared) = suspended(rest) {
        return shared;
    }
    if rest.is_hyphen(0) {
        return match noun::glued(rest.skip(1)) {
            Some((after, noun)) if ends.first.value != 1.0 => (after, None, Some(noun)),
            _ => nothing,
        };
    }
    let form = ends.first.form;
    let of = rest.is(0, rest.lexicon().keywords.of);
    if form == Form::Fraction
        && let Some(part) = part_of_unit(rest, of)
    {
        return part;
    }
    if of {
        return match form {
            Form::Fraction => nothing,
            _ => behind_of(rest, ends).unwrap_or(nothing),
        };
    }
    // "saved billions", "his millions mean"; but "several hundred goats"
    let plural = rest.back(1).is_some_and(|t| rest.text(t).ends_with('s'));
    if form == Form::Vague && plural && ends.last.is_none() {
        return nothing;
    }
    match noun::counted(rest, ends.takes_singular()) {
        Some((after, noun)) => match described_unit(rest, after, noun) {
            Some(unit) => (after, Some(unit), None),
            None => (after, None, Some(noun)),
        },
        None => nothing,
    }
}

// "half a mile", "a quarter of a mile"
fn part_of_unit(rest: Tokens<'_>, of: bool) -> Option<Found<'_>> {
    let k = rest.lexicon().keywords;
    let rest = rest.skip(usize::from(of));
    if !(rest.is(0, k.a) || rest.is(0, k.an)) {
        return None;
    }
    let (after, unit) = unit::unit(rest.skip(1)).ok()?;
    Some((after, Some(unit), None))
}

// the "of miles" of "hundreds of miles", "of its bakeries", "of the 1.5 billion shekels"
fn behind_of<'a>(rest: Tokens<'a>, ends: &Ends) -> Option<Found<'a>> {
    let mut inner = rest.skip(1);
    let one = ends.takes_singular();
    if !one && let Ok((after, unit)) = unit::unit(inner) {
        return Some((after, Some(unit), None));
    }
    for _ in 0..2 {
        let determiner = inner
            .first()
            .is_some_and(|t| inner.classes(t).any(Classes::DETERMINER));
        inner = inner.skip(usize::from(determiner));
    }
    // The whole is a quantity of its own, so that the tokens stay for it.
    if let Ok((behind, whole)) = amount(inner) {
        let noun = || noun::counted(behind, false).map(|(_, noun)| noun);
        return Some(match whole.unit {
            Some(unit) => (rest, Some(unit), None),
            None => (rest, None, noun()),
        });
    }
    let (after, noun) = noun::counted(inner, false)?;
    Some((after, None, Some(noun)))
}

/// "517 rushing yards", "50 previous years": a unit with words before it.
fn described_unit(rest: Tokens<'_>, after: Tokens<'_>, noun: Noun) -> Option<Unit> {
    let length = after.index() - rest.index();
    let head = rest.skip(length.checked_sub(1)?);
    if noun.span == noun.head || head.first().is_none_or(|t| t.is_capitalised()) {
        return None;
    }
    let (end, id) = rest.lexicon().units.names.find(head)?;
    (end.index() == after.index()).then(|| Unit::new(rest.lexicon(), id, 1, Per::None))
}

/// "four-, five- and six-cylinder": a number whose hyphen waits for the last one's noun or unit.
fn suspended(rest: Tokens<'_>) -> Option<(Tokens<'_>, Option<Unit>, Option<Noun>)> {
    let k = rest.lexicon().keywords;
    let hyphen = |t: Tokens<'_>| t.first().is_some_and(|h| h.is_mark(b'-') && !h.is_spaced());
    if !hyphen(rest) || rest.is_glued(1) && !rest.peek(1).is_some_and(|t| t.is_mark(b',')) {
        return None;
    }
    let mut next = rest.skip(1);
    for _ in 0..6 {
        while next.first().is_some_and(|t| t.is_mark(b','))
            || next.is(0, k.and)
            || next.is(0, k.or)
            || next.is(0, k.to)
        {
            next = next.skip(1);
        }
        let (after, _) = number::number(next, false).ok()?;
        if after.is_hyphen(0) {
            if let Ok((_, unit)) = unit::unit(after) {
                return Some((rest.skip(1), Some(unit), None));
            }
            let (_, noun) = noun::glued(after.skip(1))?;
            return Some((rest.skip(1), None, Some(noun)));
        }
        if !hyphen(after) {
            return None;
        }
        next = after.skip(1);
    }
    None
}
