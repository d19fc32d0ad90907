//! Lengths of time.
//!
//! | text | ISO 8601 |
//! |---|---|
//! | `20 years`, `20-year`, `two decades` | `P20Y` |
//! | `2 1/2 years`, `an hour and a half` | `P2Y6M`, `PT1H30M` |
//! | `several years`, `decades`, `a few days` | `PXY`, `PXE`, `PXD` |
//! | `the past three months`, `the first nine months` | `P3M`, `P9M` |
//! | `at least 72 hours` | `PT72H`, bounded below |

use super::expression::{Expression, Hedge, Reading};
use super::length::{Count, Length};
use super::words::{dash, is_capital_name, role, skip_dash, word_at, word_before};
use crate::language::token::TokenKind;
use crate::language::tokens::{Parsed, Tokens, no_match};
use crate::lexicon::numbers::NumberWord;
use crate::lexicon::time::{Role, Unit};
use crate::value::number::number;

// "about", "nearly", "more than", "no more than", "at least", "up to"
pub(super) fn hedge(input: Tokens<'_>) -> Parsed<'_, Hedge> {
    let (first, second) = (word_at(&input, 0), word_at(&input, 1));
    let found = if first.is(Role::No) && word_at(&input, 2).is(Role::Than) {
        match second {
            w if w.is(Role::More) => Some((3, Hedge::AtMost)),
            w if w.is(Role::Less) => Some((3, Hedge::AtLeast)),
            _ => None,
        }
    } else if first.is(Role::At) && second.is(Role::Least) {
        Some((2, Hedge::AtLeast))
    } else if first.is(Role::At) && second.is(Role::Most)
        || first.is(Role::Up) && second.is(Role::To)
    {
        Some((2, Hedge::AtMost))
    } else if first.is_any(&[Role::More, Role::Less]) {
        let than = usize::from(second.is(Role::Than));
        // "over the past week", "over several years": a preposition, no bound.
        if than == 0 && second.is_any(&[Role::The, Role::Several, Role::This]) {
            return no_match();
        }
        let is_more = first.is(Role::More);
        let hedge = if is_more {
            Hedge::MoreThan
        } else {
            Hedge::LessThan
        };
        Some((1 + than, hedge))
    } else if first.is(Role::About) {
        Some((1, Hedge::About))
    } else if first.is(Role::Nearly) {
        Some((1, Hedge::Nearly))
    } else {
        None
    };
    match found {
        Some((width, hedge)) => Ok((input.skip(width), hedge)),
        None => no_match(),
    }
}

// "20", "two", "5 1/2", "two and a half", "a", "a few", "several", "a couple of", "half a"
pub(super) fn count(input: Tokens<'_>) -> Parsed<'_, Count> {
    let (first, second) = (word_at(&input, 0), word_at(&input, 1));
    let article = usize::from(first.is(Role::Article));
    let quantifier = word_at(&input, article);
    if quantifier.is(Role::Couple) {
        let of = usize::from(word_at(&input, article + 1).is(Role::Of));
        return Ok((
            input.skip(article + 1 + of),
            Count {
                known: true,
                ..Count::between(2.0, 3.0)
            },
        ));
    }
    if quantifier.is(Role::Few) {
        return Ok((input.skip(article + 1), Count::between(2.0, 7.0)));
    }
    if first.is(Role::Several) {
        return Ok((input.skip(1), Count::between(2.0, 20.0)));
    }
    if first.is(Role::Half) {
        // "half a century", "half-hour"
        let after = if second.is(Role::Article) { 2 } else { 1 };
        return Ok((input.skip(after), Count::of(0.5)));
    }
    if article == 1 && second.is(Role::Half) {
        return Ok((input.skip(2), Count::of(0.5)));
    }
    if let Ok((rest, n)) = number(input, false) {
        let (rest, part) = fraction(rest);
        let (rest, other) = alternative(rest);
        let low = n.value as f32 + part;
        return Ok((
            rest,
            match other {
                Some(high) if high > low => Count::between(low, high),
                _ => Count::of(low),
            },
        ));
    }
    if article == 1 {
        // "a hundred years"
        let multiplier = input
            .peek(1)
            .and_then(|t| input.lexicon().numbers.get(t.word));
        if let Some(NumberWord::Multiplier(n)) = multiplier {
            return Ok((input.skip(2), Count::of(n as f32)));
        }
    }
    if article == 1 {
        return Ok((
            input.skip(1),
            Count {
                article: true,
                ..Count::of(1.0)
            },
        ));
    }
    no_match()
}

// the tail of "5 1/2", "two and a half"
fn fraction(input: Tokens<'_>) -> (Tokens<'_>, f32) {
    // "two and a half", "two-and-a-half"
    let mut half = input;
    let halves = [Role::And, Role::Article, Role::Half];
    if halves.iter().all(|role| {
        half = skip_dash(half);
        let is = word_at(&half, 0).is(*role);
        half = half.skip(1);
        is
    }) {
        return (half, 0.5);
    }
    let digit = |n: usize| {
        input
            .peek(n)
            .filter(|t| t.kind == TokenKind::Number && t.end - t.start == 1)
            .map(|t| f32::from(t.lead.saturating_sub(b'0')))
    };
    match (digit(0), input.peek(1), digit(2)) {
        (Some(over), Some(bar), Some(under)) if bar.is_mark(b'/') && over < under => {
            (input.skip(3), over / under)
        }
        _ => match input.first().map(|t| input.text(t)) {
            Some("½") => (input.skip(1), 0.5),
            Some("¼") => (input.skip(1), 0.25),
            Some("¾") => (input.skip(1), 0.75),
            _ => (input, 0.0),
        },
    }
}

// the tail of "two or three", "10 to 12"
fn alternative(input: Tokens<'_>) -> (Tokens<'_>, Option<f32>) {
    if word_at(&input, 0).is_any(&[Role::Or, Role::To])
        && let Ok((rest, n)) = number(input.skip(1), false)
    {
        return (rest, Some(n.value as f32));
    }
    (input, None)
}

// "years", "-year", " more weeks", " consecutive months"
pub(super) fn unit(input: Tokens<'_>) -> Parsed<'_, Unit> {
    let (mut rest, _) = dash(input).unwrap_or((input, ()));
    let mut fillers = 0;
    while fillers < 2 && word_at(&rest, 0).is(Role::Filler) {
        rest = rest.skip(1);
        fillers += 1;
    }
    let word = word_at(&rest, 0);
    // "three-quarters", "three quarters of": fractions.
    let fraction = word.is(Role::Units)
        && word.unit == Unit::Quarter
        && (rest.index() > input.index() || word_at(&rest, 1).is(Role::Of))
        && !word_before(&rest, 1).is_any(&[Role::Several, Role::Few]);
    if word.is_any(&[Role::Unit, Role::Units]) && !fraction && !is_capital_name(&rest) {
        Ok((rest.skip(1), word.unit))
    } else {
        no_match()
    }
}

// "20 years", "20-year", "a year and a half", "an hour and 20 minutes", "decades-long", "five years or so"
pub(super) fn length(input: Tokens<'_>) -> Parsed<'_, Length> {
    let (rest, count) = count(input)?;
    let digits = rest.index() == input.index() + 1
        && input.first().is_some_and(|t| t.kind == TokenKind::Number);
    let (rest, unit) = unit(rest)?;
    // "the 1988 quarter"
    let plural = rest
        .back(1)
        .is_some_and(|t| rest.lexicon().time.get(t.word).is(Role::Units));
    if digits
        && !plural
        && rest.index() == input.index() + 2
        && (1000.0..2200.0).contains(&count.low)
    {
        return no_match();
    }
    // "a second attempt" is an ordinal.
    let ordinal =
        unit == Unit::Second && count.article && rest.first().is_some_and(|t| t.is_word());
    // "a quarter of the votes" is a fraction.
    let fraction = unit == Unit::Quarter && count.article && word_at(&rest, 0).is(Role::Of);
    // "a year-earlier loss": a date.
    let dated = count.article
        && dash(rest)
            .is_ok_and(|(after, ())| word_at(&after, 0).is_any(&[Role::Ago, Role::Earlier]));
    if is_age(&rest) || ordinal || fraction || dated {
        return no_match();
    }
    // "a decades-long feud", "a year-long siege": the article belongs to the noun.
    let (after_long, is_long) = long(rest);
    if count.article && (plural || is_long && matches!(input.first_text(), "a" | "an" | "A" | "An"))
    {
        return no_match();
    }
    let (rest, count, minor) = remainder(after_long, count, unit);
    let (rest, _) = or_so(rest);
    Ok((rest, Length { count, unit, minor }))
}

/// "44-year-old", "two years old": an age, which is a figure about a person or thing.
fn is_age(rest: &Tokens<'_>) -> bool {
    let after = dash(*rest).map_or(*rest, |(after, ())| after);
    word_at(&after, 0).is(Role::Old)
}

// the tail of "a year and a half", "one hour and 20 minutes"
fn remainder(
    input: Tokens<'_>,
    count: Count,
    unit: Unit,
) -> (Tokens<'_>, Count, Option<(u16, Unit)>) {
    if !count.known || !word_at(&input, 0).is(Role::And) {
        return (input, count, None);
    }
    if word_at(&input, 1).is(Role::Article) && word_at(&input, 2).is(Role::Half) {
        return (input.skip(3), Count::of(count.low + 0.5), None);
    }
    let minor = number(input.skip(1), false).ok().and_then(|(rest, n)| {
        let word = word_at(&rest, 0);
        (word.is_any(&[Role::Unit, Role::Units]) && word.unit < unit && n.value < 1000.0)
            .then(|| (rest.skip(1), (n.value as u16, word.unit)))
    });
    match minor {
        Some((rest, minor)) => (rest, count, Some(minor)),
        None => (input, count, None),
    }
}

// "or so"
pub(super) fn or_so(input: Tokens<'_>) -> (Tokens<'_>, bool) {
    if word_at(&input, 0).is(Role::Or) && word_at(&input, 1).is(Role::So) {
        (input.skip(2), true)
    } else {
        (input, false)
    }
}

// "-long"
fn long(input: Tokens<'_>) -> (Tokens<'_>, bool) {
    match dash(input).and_then(|(rest, ())| role(Role::Long)(rest)) {
        Ok((rest, _)) => (rest, true),
        Err(_) => (input, false),
    }
}

// "decades", "years-long", "day-long": no number at all
pub(super) fn bare(input: Tokens<'_>) -> Parsed<'_, Length> {
    let word = word_at(&input, 0);
    let (rest, is_long) = long(input.skip(1));
    let count = if word.is(Role::Units) {
        let next = word_at(&rest, 0);
        let governed =
            word_before(&input, 1).is(Role::During) || next.is_any(&[Role::Before, Role::After]);
        if !(is_long || governed && word.unit >= Unit::Day) {
            return no_match();
        }
        Count::between(2.0, f32::INFINITY)
    } else if word.is(Role::Unit) && is_long {
        Count::of(1.0)
    } else {
        return no_match();
    };
    let unit = word.unit;
    Ok((
        rest,
        Length {
            count,
            unit,
            minor: None,
        },
    ))
}

// "the past three months", "the last few weeks", "the first nine months", "the next two years", "recent years"
pub(super) fn stretch(input: Tokens<'_>) -> Parsed<'_, Length> {
    let the = usize::from(word_at(&input, 0).is_any(&[Role::The, Role::This]));
    let which = word_at(&input, the);
    let rest = input.skip(the + 1);
    let directed = which.is_any(&[
        Role::Last,
        Role::Next,
        Role::Coming,
        Role::Following,
        Role::Previous,
        Role::Ordinal,
    ]);
    if directed {
        if let Ok((rest, count)) = count(rest) {
            if count.article {
                return no_match();
            }
            let (rest, unit) = unit(rest)?;
            return Ok((
                rest,
                Length {
                    count,
                    unit,
                    minor: None,
                },
            ));
        }
    } else if the == 1 {
        // "the six months"
        if let Ok((rest, count)) = count(input.skip(1)) {
            let (rest, unit) = unit(rest)?;
            if count.known && !count.article && word_at(&input, 1).is(Role::Half) {
                return no_match();
            }
            // "the two-week trial": the article belongs to the noun.
            let plural = rest
                .back(1)
                .is_some_and(|t| rest.lexicon().time.get(t.word).is(Role::Units));
            if is_age(&rest) || !plural {
                return no_match();
            }
            return Ok((
                rest,
                Length {
                    count,
                    unit,
                    minor: None,
                },
            ));
        }
    }
    let word = word_at(&rest, 0);
    if (which.is_any(&[Role::Recent, Role::Coming])
        || directed && the == 1 && !which.is(Role::Ordinal))
        && word.is(Role::Units)
    {
        let count = Count::between(2.0, 20.0);
        return Ok((
            rest.skip(1),
            Length {
                count,
                unit: word.unit,
                minor: None,
            },
        ));
    }
    // "the past year": the twelve months up to now
    let up_to_now = which.is(Role::Last)
        && input
            .peek(the)
            .is_some_and(|t| matches!(input.text(t), "past" | "Past"));
    if word_at(&input, 0).is(Role::The) && up_to_now && word.is(Role::Unit) {
        let count = Count {
            article: true,
            ..Count::of(1.0)
        };
        return Ok((
            rest.skip(1),
            Length {
                count,
                unit: word.unit,
                minor: None,
            },
        ));
    }
    no_match()
}

/// The reading of a length.
pub(super) fn reading(length: Length) -> Reading {
    Reading::from(Expression::Length(length))
}
