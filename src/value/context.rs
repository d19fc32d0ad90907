//! Numbers that are no quantities: parts of names, dates, years, addresses, labels.

use super::number::{Form, Number};
use crate::language::token::{Token, TokenKind};
use crate::language::tokens::Tokens;
use crate::language::vocabulary::Classes;

/// Whether the number that begins here belongs to something larger, whatever follows it: the 19
/// of "COVID-19", "4:39", "12/07/2019", "555-1234", "March 29".
pub(super) fn is_part_of_something(input: Tokens<'_>, end: Tokens<'_>) -> bool {
    let Some(first) = input.first() else {
        return true;
    };
    let lexicon = input.lexicon();
    let k = lexicon.keywords;
    if let Some(before) = input.back(1) {
        let glued = !first.is_spaced();
        if glued {
            let dash = matches!(input.text(before), "-" | "–" | "‑" | "‐");
            // "COVID-19", also where it is written "COVID -19"
            let word_before = input
                .back(2)
                .filter(|t| t.is_word() && (!before.is_spaced() || t.is_upper()));
            if dash {
                // "COVID-19", "TPP-11"; but "sub-7", "mid-50s" and "five-to-10"
                // "a magnitude-7.1 earthquake"
                let measured = input.text(first).contains('.');
                let named = |t: &Token| {
                    let quantity = measured
                        && t.lead.is_ascii_lowercase()
                        && !lexicon.numbers.is_designator(t.word);
                    !quantity && ![k.sub, k.to, k.minus].contains(&t.word)
                };
                if word_before.is_some_and(named) {
                    return true;
                }
                let digits = input.back(2).is_some_and(|t| t.kind == TokenKind::Number);
                if digits && !before.is_spaced() {
                    return true;
                }
            } else if before.is_word()
                && !input.text(before).is_empty()
                && first.kind == TokenKind::Number
                && !input.classes(before).any(Classes::CURRENCY)
                || matches!(input.text(before), ":" | "/" | "#" | "." | "_" | "@" | "=")
            {
                return true;
            }
        }
        if lexicon.numbers.is_designator(before.word) || input.text(before) == "#" {
            return true;
        }
        let small = first.kind == TokenKind::Number;
        if small && lexicon.numbers.is_date_word(before.word) && before.is_capitalised() {
            return true;
        }
    }
    let Some(after) = end.first() else {
        return false;
    };
    let text = end.text(after);
    if first.kind == TokenKind::Number {
        if !after.is_spaced() {
            // "5G", "3D", "90s", "7/10", "4:39"
            if after.is_word() && !text.starts_with(['\'', '’']) {
                return true;
            }
            let more = end
                .peek(1)
                .is_some_and(|t| !t.is_spaced() && t.kind == TokenKind::Number);
            if matches!(text, ":" | "/") && more {
                return true;
            }
        }
        // "29 March", "5 p.m."
        if lexicon.numbers.is_date_word(after.word)
            && (after.is_capitalised() || matches!(text, "am" | "pm" | "a.m." | "p.m." | "o'clock"))
            && !is_verb_may(end)
        {
            return true;
        }
    }
    false
}

/// Whether "multi-" stands before the number: "a multi-million-dollar deal" names no sum.
pub(super) fn is_vague_multiple(at: Tokens<'_>) -> bool {
    at.back(1).is_some_and(|t| t.is_mark(b'-'))
        && at
            .back(2)
            .is_some_and(|t| at.text(t).eq_ignore_ascii_case("multi"))
}

/// Whether a number with a unit belongs to the word before it all the same: "COVID-19 %", "4:39 m".
pub(super) fn is_glued_to_name(at: Tokens<'_>) -> bool {
    let k = at.lexicon().keywords;
    let glued = at.first().is_some_and(|t| !t.is_spaced());
    let before = at.back(1);
    let dash = before.is_some_and(|t| matches!(at.text(t), "-" | "–") && !t.is_spaced());
    glued
        && (dash
            && at
                .back(2)
                .is_some_and(|t| t.is_word() && ![k.sub, k.to, k.minus].contains(&t.word))
            || before.is_some_and(|t| matches!(at.text(t), ":" | "/" | ".")))
}

/// Whether another number follows right behind a dash: "16-18 Industrial Avenue", "555-1234", or
/// behind a word between dashes: "22-cv-1234".
pub(super) fn is_joined(end: Tokens<'_>) -> bool {
    let dash = |n: usize| {
        end.peek(n)
            .is_some_and(|t| !t.is_spaced() && matches!(end.text(t), "-" | "–" | "‑"))
    };
    let number = |n: usize| {
        end.peek(n)
            .is_some_and(|t| !t.is_spaced() && t.kind == TokenKind::Number)
    };
    dash(0) && (number(1) || end.is_glued(1) && dash(2) && number(3))
}

/// "may" and "march" in small letters are verbs; capitals are checked before.
fn is_verb_may(end: Tokens<'_>) -> bool {
    end.first()
        .is_some_and(|t| !t.is_capitalised() && matches!(end.text(t), "may" | "march"))
}

/// Whether digits with nothing counted behind them are a name or a label: "Boeing 737", "iPhone 11".
pub(super) fn is_name(input: Tokens<'_>, number: Number) -> bool {
    // "USB 3.0", "Python 3.12"
    let version = |t: &Token| {
        let text = input.text(t);
        text.len() <= 4 && text.contains('.') && number.magnitude == 1.0
    };
    if !input
        .first()
        .is_some_and(|t| t.kind == TokenKind::Number && (number.plain || version(t)))
    {
        return false;
    }
    input.back(1).is_some_and(|before| {
        let first_word = input
            .back(2)
            .is_none_or(|t| matches!(input.text(t), "." | "!" | "?" | "\"" | "“"));
        // "Killing 12, …" at the head of a sentence
        let opens = first_word && input.text(before).ends_with("ing");
        before.is_word()
            && !opens
            && (before.is_capitalised() || has_inner_capital(input.text(before)))
            && !is_function_word(input, before, first_word)
    })
}

/// Function words stand in capitals at the head of a sentence and in headlines; "US" and "IT" alone
/// are names in capitals.
fn is_function_word(input: Tokens<'_>, word: &Token, first: bool) -> bool {
    let classes = input.classes(word);
    let acronym = !first && word.is_upper() && classes.any(Classes::PRONOUN);
    classes.any(Classes::FUNCTION) && !acronym
}

// "iPhone", "eBay"
fn has_inner_capital(word: &str) -> bool {
    word.bytes().skip(1).any(|b| b.is_ascii_uppercase())
}

/// Whether a bare number that looks like a year is one: "in 2019", "2019 profits".
pub(super) fn is_year(input: Tokens<'_>, number: Number, counted: bool) -> bool {
    if !number.is_yearlike() {
        return false;
    }
    let k = input.lexicon().keywords;
    let dated = input.back(1).is_some_and(|t| {
        [
            k.in_, k.since, k.by, k.until, k.from, k.of, k.during, k.the, k.late, k.early, k.this,
            k.and, k.to, k.between, k.for_,
        ]
        .contains(&t.word)
            || input.classes(t).any(Classes::DETERMINER)
            || input.lexicon().numbers.is_date_word(t.word)
            || matches!(input.text(t), "," | "(" | "-" | "–" | "'" | "'s" | "’s")
    });
    dated || !counted
}

/// Whether a number word behind a determiner or a rank names a group or a place: "the two",
/// "top three", "no one", "this one".
pub(super) fn is_pronoun(input: Tokens<'_>, number: Number, counted: bool) -> bool {
    let k = input.lexicon().keywords;
    let Some(before) = input.back(1) else {
        return false;
    };
    if number.value == 1.0 && number.form == Form::Words {
        let stand_in = [
            k.no, k.each, k.every, k.this, k.that, k.which, k.any, k.another, k.by, k.the,
        ]
        .contains(&before.word);
        return !counted || stand_in && before.word != k.the && before.word != k.by;
    }
    input.lexicon().numbers.is_rank(before.word) && !counted
}

/// Whether a small number with nothing counted behind it may still be a figure of its own:
/// "killing 12", "fell to 40", "about 73"; not list numbers and labels.
pub(super) fn stands_alone(input: Tokens<'_>, end: Tokens<'_>, number: Number) -> bool {
    if !number.plain && number.form == Form::Digits {
        return true;
    }
    let Some(before) = input.back(1) else {
        return false;
    };
    let k = input.lexicon().keywords;
    let placed = [k.to, k.at, k.from, k.by, k.of].contains(&before.word);
    let stops = end
        .first()
        .is_none_or(|t| !t.is_word() || end.classes(t).any(Classes::FUNCTION));
    let verb = before.is_word()
        && !input.classes(before).any(Classes::FUNCTION)
        && (input.text(before).ends_with("ing") || input.text(before).ends_with("ed"));
    let step = before.word == k.by && number.form == Form::Digits;
    // "three of them"
    let them = end.is(0, k.of)
        && number.value > 1.0
        && end.peek(1).is_some_and(|t| {
            end.classes(t).any(Classes::PRONOUN | Classes::CLAUSE)
                && !end.classes(t).any(Classes::DETERMINER)
        });
    // "30 were hurt"
    let subject = number.value > 1.0
        && !input.classes(before).any(Classes::DETERMINER)
        && !before.is_capitalised()
        && matches!(
            end.first_text(),
            "were" | "are" | "have" | "had" | "remain" | "died"
        );
    // "and 70 wounded", "left 12 dead"
    let state = number.value > 1.0
        && !input.classes(before).any(Classes::DETERMINER)
        && end.first().is_some_and(|t| {
            let text = end.text(t);
            t.lead.is_ascii_lowercase()
                && (text.ends_with("ed")
                    || matches!(text, "dead" | "missing" | "hurt" | "homeless"))
        })
        && end
            .peek(1)
            .is_none_or(|t| !t.is_word() || end.classes(t).any(Classes::FUNCTION));
    them || subject
        || state
        || stops
            && (placed && number.value > 9.0
                || step
                || verb
                || number.form == Form::Words && placed && number.value > 12.0)
}
