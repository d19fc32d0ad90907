//! Places in an order: "third", "21st", "twenty-first".

use serde::Serialize;

use super::{Grammar, Relation, Value};
use crate::language::token::TokenKind;
use crate::language::tokens::Tokens;
use crate::language::vocabulary::Classes;
use crate::lexicon::numbers::NumberWord;

/// A place in an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Ordinal {
    /// Which place, counted from 1.
    pub place: u32,
}

impl Ordinal {
    /// How this place stands to another.
    pub fn compare(&self, other: &Ordinal) -> Relation {
        if self == other {
            Relation::Compatible
        } else {
            Relation::Disjoint
        }
    }
}

/// The grammar of ordinals.
pub static GRAMMAR: Grammar = Grammar {
    name: "ordinal",
    starts: Classes::NUMBER,
    digits: true,
    signs: false,
    counts: false,
    read,
};

fn read(input: Tokens<'_>) -> Option<(Tokens<'_>, Value)> {
    let first = input.first()?;
    let (rest, place) = match first.kind {
        TokenKind::Number => digits(input)?,
        _ => words(input)?,
    };
    Some((rest, Value::Ordinal(Ordinal { place })))
}

// "21st", "1,000th"
fn digits(input: Tokens<'_>) -> Option<(Tokens<'_>, u32)> {
    let text: String = input.first_text().chars().filter(|c| *c != ',').collect();
    let ending = input.peek(1).filter(|t| !t.is_spaced())?;
    let place: u32 = text.parse().ok().filter(|n| *n > 0)?;
    let expected = match (place % 10, place % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    input
        .text(ending)
        .eq_ignore_ascii_case(expected)
        .then(|| (input.skip(2), place))
}

// "third", "twenty-first"
fn words(input: Tokens<'_>) -> Option<(Tokens<'_>, u32)> {
    let numbers = &input.lexicon().numbers;
    let ordinal = |n: usize| input.peek(n).and_then(|t| numbers.ordinal(t.word));
    if let Some(place) = ordinal(0) {
        return Some((input.skip(1), place));
    }
    let tens = match numbers.get(input.first()?.word)? {
        NumberWord::Cardinal(n) if n >= 20.0 => n as u32,
        _ => return None,
    };
    let unit = ordinal(2).filter(|n| *n < 10 && input.is_hyphen(1))?;
    Some((input.skip(3), tens + unit))
}

#[cfg(test)]
mod tests {
    use crate::value::tests::read;
    use insta::assert_snapshot;

    #[test]
    fn ordinals_are_read_in_digits_and_words() {
        assert_snapshot!(read("the 21st ferry and the third"), @"21st = ordinal 21 | third = ordinal 3");
        assert_snapshot!(read("the twenty-first tram"), @"twenty-first = ordinal 21");
        assert_snapshot!(read("the 21th tram"), @"");
    }
}
