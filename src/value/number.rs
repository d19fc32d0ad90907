//! Bare numbers: digits, number words, and the two together.
//!
//! | text | reading |
//! |---|---|
//! | `1,234.5` | 1234.5 |
//! | `twenty-three` | 23 |
//! | `1.2 million`, `1.2m` | 1 200 000, known to the nearest 100 000 |

use nom::Parser;
use nom::combinator::opt;
use nom::multi::many0;

use crate::language::token::TokenKind;
use crate::language::tokens::{Parsed, Tokens, kind, no_match};
use crate::lexicon::numbers::NumberWord;

/// A number as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// Its value.
    pub value: f64,
    /// The place of its last digit that counts: 100 000 for "1.2 million", 1 for "17". What is
    /// written may stand for anything within half of it on either side.
    pub step: f64,
    /// Whether it stands in digits (not in words).
    pub digits: bool,
}

/// "1,234.5", "1.2 million", "twenty-three", "3 million"
pub fn number(input: Tokens<'_>) -> Parsed<'_, Number> {
    nom::branch::alt((digits_with_magnitude, words)).parse(input)
}

// "1,234.5", "17"
fn digits(input: Tokens<'_>) -> Parsed<'_, Number> {
    let (rest, token) = kind(TokenKind::Number)(input)?;
    let text = input.text(token);
    let plain: String = text.chars().filter(|c| *c != ',').collect();
    match plain.parse::<f64>() {
        Ok(value) => {
            let decimals = plain.find('.').map_or(0, |dot| plain.len() - dot - 1);
            let step = 10f64.powi(-(decimals as i32));
            Ok((
                rest,
                Number {
                    value,
                    step,
                    digits: true,
                },
            ))
        }
        Err(_) => no_match(),
    }
}

// "1.2 million", "300 thousand"
fn digits_with_magnitude(input: Tokens<'_>) -> Parsed<'_, Number> {
    let (rest, number) = digits(input)?;
    let (rest, factors) = many0(multiplier).parse(rest)?;
    let factor: f64 = factors.iter().product();
    Ok((
        rest,
        Number {
            value: number.value * factor,
            step: number.step * factor,
            digits: true,
        },
    ))
}

fn number_word(input: Tokens<'_>) -> Parsed<'_, NumberWord> {
    match input
        .first()
        .and_then(|t| input.lexicon().numbers.get(t.word))
    {
        Some(word) => Ok((input.skip(1), word)),
        None => no_match(),
    }
}

fn multiplier(input: Tokens<'_>) -> Parsed<'_, f64> {
    match number_word(input)? {
        (rest, NumberWord::Multiplier(factor)) => Ok((rest, factor)),
        _ => no_match(),
    }
}

fn hyphen(input: Tokens<'_>) -> Parsed<'_, ()> {
    if input.is_hyphen(0) {
        Ok((input.skip(1), ()))
    } else {
        no_match()
    }
}

// "twenty-three", "one hundred and twenty"
fn words(input: Tokens<'_>) -> Parsed<'_, Number> {
    let (mut rest, first) = number_word(input)?;
    let NumberWord::Cardinal(mut value) = first else {
        return no_match();
    };
    loop {
        let (after, _) = opt(hyphen).parse(rest)?;
        match number_word(after) {
            Ok((next, NumberWord::Cardinal(n)))
                if value >= 20.0 && value % 10.0 == 0.0 && n < 10.0 =>
            {
                value += n;
                rest = next;
            }
            Ok((next, NumberWord::Multiplier(n))) => {
                value *= n;
                rest = next;
            }
            _ => break,
        }
    }
    Ok((
        rest,
        Number {
            value,
            step: 1.0,
            digits: false,
        },
    ))
}
