//! Single tokens as the grammars of times see them.

use crate::language::token::{Token, TokenKind};
use crate::language::tokens::{Parsed, Tokens, no_match};
use crate::lexicon::time::{Role, TimeWord};

/// What the word `n` places on means where times are read.
pub(super) fn word_at(input: &Tokens<'_>, n: usize) -> TimeWord {
    input
        .peek(n)
        .map_or_else(TimeWord::default, |t| input.lexicon().time.get(t.word))
}

/// What the word `n` places before the first means where times are read.
pub(super) fn word_before(input: &Tokens<'_>, n: usize) -> TimeWord {
    input
        .back(n)
        .map_or_else(TimeWord::default, |t| input.lexicon().time.get(t.word))
}

/// One word that can play the part.
pub(super) fn role<'a>(role: Role) -> impl Fn(Tokens<'a>) -> Parsed<'a, TimeWord> {
    move |input| {
        let word = word_at(&input, 0);
        if word.is(role) {
            Ok((input.skip(1), word))
        } else {
            no_match()
        }
    }
}

/// A hyphen or dash with no space on either side.
pub(super) fn dash(input: Tokens<'_>) -> Parsed<'_, ()> {
    let is_dash =
        input.is_hyphen(0) || (input.is_glued(0) && input.is_glued(1) && input.first_text() == "–");
    if is_dash {
        Ok((input.skip(1), ()))
    } else {
        no_match()
    }
}

/// The same without a dash, where none stands here.
pub(super) fn skip_dash(input: Tokens<'_>) -> Tokens<'_> {
    dash(input).map_or(input, |(rest, ())| rest)
}

/// The same without a comma, where none stands here.
pub(super) fn skip_comma(input: Tokens<'_>) -> Tokens<'_> {
    if input.first().is_some_and(|t| t.is_mark(b',')) {
        input.skip(1)
    } else {
        input
    }
}

/// The value of a token of plain digits, at most `width` of them.
pub(super) fn digits(input: &Tokens<'_>, token: &Token, width: u32) -> Option<u32> {
    if token.kind != TokenKind::Number || token.end - token.start > width {
        return None;
    }
    input.text(token).parse().ok()
}

/// Whether the first word, which is no proper name by itself, is part of one ("60 Minutes").
pub(super) fn is_capital_name(input: &Tokens<'_>) -> bool {
    input
        .first()
        .is_some_and(|t| t.is_capitalised() && !t.is_upper())
}
