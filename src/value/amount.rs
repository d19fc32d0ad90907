//! One number with its unit: "$58.24 per barrel", "30,000-pound", "minus 5 °C", "US $1.2bn".

use super::number::{self, Form, Number};
use super::unit::{self, Per, Unit};
use crate::language::token::TokenKind;
use crate::language::tokens::{Parsed, Tokens, no_match};
use crate::lexicon::units::UnitId;

/// A number with its unit, where one stands beside it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount {
    pub(super) number: Number,
    pub(super) unit: Option<Unit>,
    /// Index of the number's first token.
    pub(super) at: usize,
    /// Index of the first token behind the number itself.
    pub(super) number_end: usize,
}

/// "$58.24 per barrel", "30,000-pound", "minus 5 °C"
pub(super) fn amount(input: Tokens<'_>) -> Parsed<'_, Amount> {
    let (rest, below_zero) = sign(input);
    if let Ok((rest, currency)) = unit::money_sign(rest) {
        return money(rest, currency, below_zero);
    }
    let at = rest.index();
    let (rest, number) = number::number(rest, false)?;
    let number = if below_zero {
        number.negative()
    } else {
        number
    };
    let number_end = rest.index();
    let measured = unit::unit(rest)
        .ok()
        .filter(|(_, unit)| is_plausible(rest, number, *unit));
    let (rest, unit) = match measured {
        Some((after, unit)) => (after, Some(unit)),
        None => (rest, None),
    };
    let unit =
        unit.map(
            |unit| match is_fahrenheit(input.skip(number_end - input.index()), number) {
                Some(id) => Unit::new(input.lexicon(), id, 1, Per::None),
                None => unit,
            },
        );
    let (rest, number) = match unit {
        Some(unit) => smaller_units(rest, number, unit),
        None => (rest, number),
    };
    let amount = Amount {
        number: match unit {
            // "2 million pounds" of money: digits before a unit are no year.
            Some(_) => Number {
                plain: false,
                ..number
            },
            None => number,
        },
        unit,
        at,
        number_end,
    };
    Ok((rest, amount))
}

// the "3 inches" of "6 feet 3 inches", the "9in" of "5ft 9in", the "30 minutes" of "2 hours 30 minutes"
fn smaller_units(rest: Tokens<'_>, number: Number, unit: Unit) -> (Tokens<'_>, Number) {
    let plain = |n: Number| n.step == 1.0 && n.magnitude == 1.0 && n.form != Form::Vague;
    let opens = rest.first().is_some_and(|t| t.kind == TokenKind::Number);
    if !opens || !plain(number) || unit.per != Per::None || unit.scale.offset != 0.0 {
        return (rest, number);
    }
    let Ok((after, small)) = number::number(rest, false) else {
        return (rest, number);
    };
    let inch = after
        .first()
        .is_some_and(|t| !t.is_spaced() && after.text(t) == "in");
    let (after, scale) = if inch {
        let id = after.lexicon().units.symbol("″").unwrap_or_default();
        (
            after.skip(1),
            Unit::new(after.lexicon(), id, 1, Per::None).scale,
        )
    } else {
        match unit::unit(after) {
            Ok((after, unit)) if unit.per == Per::None => (after, unit.scale),
            _ => return (rest, number),
        }
    };
    let part = small.value * scale.factor / unit.scale.factor;
    if !scale.matches(unit.scale) || part >= 1.0 || small.magnitude > 1.0 {
        return (rest, number);
    }
    let number = Number {
        value: number.value + part,
        step: scale.factor / unit.scale.factor,
        plain: false,
        ..number
    };
    (after, number)
}

// "-", "−", "+", "minus", "minus-", "negative"
fn sign(input: Tokens<'_>) -> (Tokens<'_>, bool) {
    let k = input.lexicon().keywords;
    let Some(first) = input.first() else {
        return (input, false);
    };
    if input.is(0, k.minus) || input.is(0, k.negative) {
        return (input.skip(1 + usize::from(input.is_hyphen(1))), true);
    }
    let glued = input.is_glued(1);
    match input.text(first) {
        "-" | "−" if glued && first.is_spaced() => (input.skip(1), true),
        "+" if glued => (input.skip(1), false),
        _ => (input, false),
    }
}

// the "58.24 per barrel" of "$58.24 per barrel", the "-50.8bn" of "$-50.8bn"
fn money(input: Tokens<'_>, currency: UnitId, mut below_zero: bool) -> Parsed<'_, Amount> {
    let minus = input
        .first()
        .is_some_and(|t| !t.is_spaced() && matches!(input.text(t), "-" | "−"));
    below_zero |= minus;
    let input = input.skip(usize::from(minus));
    if input.first().is_none_or(|t| t.kind != TokenKind::Number) {
        return no_match();
    }
    let at = input.index();
    let (rest, number) = number::number(input, true)?;
    let number = Number {
        plain: false,
        ..if below_zero {
            number.negative()
        } else {
            number
        }
    };
    let number_end = rest.index();
    let (rest, currency) = unit::beside_dollar(rest).unwrap_or((rest, currency));
    // "$5-million", "a $10-a-barrel rise"
    let (rest, per) = unit::per(rest, false);
    let unit = Unit::new(input.lexicon(), currency, 1, per);
    Ok((
        rest,
        Amount {
            number,
            unit: Some(unit),
            at,
            number_end,
        },
    ))
}

/// Keeps words that are also something else from being units: "3 won", "2 million pounds".
fn is_plausible(rest: Tokens<'_>, number: Number, unit: Unit) -> bool {
    let lexicon = rest.lexicon();
    let Some(first) = rest.first() else {
        return false;
    };
    if lexicon.units.needs_large_amount(first.word) {
        return number.value >= 100.0 || number.magnitude > 1.0;
    }
    let text = rest.text(first);
    let letter = first.is_word() && text.len() == 1;
    // A capital of its own behind a space is seldom a unit ("got 3 A grades").
    let lonely = letter
        && matches!(text, "A" | "B" | "C" | "F" | "L" | "T")
        // "221B Baker Street"
        && (first.is_spaced() || text == "B")
        && unit.per == Per::None
        && rest
            .peek(1)
            .is_some_and(|t| t.is_word() && t.is_capitalised());
    // "3x" is three times, "3 x 4" is not.
    let cross = matches!(text, "x" | "X" | "×")
        && (first.is_spaced() || rest.peek(1).is_some_and(|t| t.kind == TokenKind::Number));
    // "the 1990s", "the 20s"
    let plural = text == "s"
        && !first.is_spaced()
        && number.plain
        && (number.value % 10.0 == 0.0 || number.is_yearlike() || behind_name(rest));
    // "2022′s": an apostrophe that was typed as a prime.
    let prime = text == "′" && number.is_yearlike();
    // "second" behind "one" or a number in words may be a place in an order, but its plural is time.
    !lonely && !cross && !plural && !prime
}

/// "95F": whole degrees and no farads, of which nobody has that many.
fn is_fahrenheit(behind: Tokens<'_>, number: Number) -> Option<UnitId> {
    let degrees = behind.first_text() == "F" && number.step == 1.0;
    behind.lexicon().units.symbol("°F").filter(|_| degrees)
}

// the "s" of "Channel 5s"
fn behind_name(rest: Tokens<'_>) -> bool {
    rest.back(2)
        .is_some_and(|t| t.is_word() && t.is_capitalised())
}
