//! Years and the stretches that are made of them.
//!
//! | text | EDTF |
//! |---|---|
//! | `2025`, `in 1789`, `'98`, `nineteen ninety-six`, `the year two thousand` | `2025` … |
//! | `2021-24`, `the 2024-2025 season` | `2021/2024`, `2024/2025` |
//! | `the 1990s`, `the '90s`, `the nineties` | `199X` |
//! | `the 20th century`, `the 1800s` | `19XX`, `18XX` |

use nom::Parser;
use nom::branch::alt;

use super::date::ordinal_ending;
use super::expression::{Expression, Reading, fixed};
use super::period::Period;
use super::words::{dash, digits, skip_dash, word_at, word_before};
use crate::language::token::TokenKind;
use crate::language::tokens::{Parsed, Tokens, no_match};
use crate::language::vocabulary::Classes;
use crate::lexicon::numbers::NumberWord;
use crate::lexicon::time::{Role, Unit};

/// A year that an article may speak of without any other sign of a date.
const PLAIN_YEARS: std::ops::RangeInclusive<i32> = 1900..=2099;

/// A year that it may speak of after "in", "since" and the like.
pub(super) const NAMED_YEARS: std::ops::RangeInclusive<i32> = 1000..=2200;

// "2025", "'98", "nineteen ninety-six", "two thousand"
pub(super) fn year(input: Tokens<'_>) -> Parsed<'_, i32> {
    alt((digit_year, short_year, spoken_year)).parse(input)
}

// "2025"
pub(super) fn digit_year(input: Tokens<'_>) -> Parsed<'_, i32> {
    match input.first() {
        Some(t) if t.end - t.start == 4 && matches!(t.lead, b'1' | b'2') => {
            match digits(&input, t, 4).map(|y| y as i32) {
                Some(y) if NAMED_YEARS.contains(&y) && !word_at(&input, 1).is(Role::EraBefore) => {
                    Ok((input.skip(1), y))
                }
                _ => no_match(),
            }
        }
        _ => no_match(),
    }
}

// "'98": the last year so ending that is not far ahead of the turn of the century
pub(super) fn short_year(input: Tokens<'_>) -> Parsed<'_, i32> {
    if !matches!(input.first_text(), "'" | "’" | "‘" | "`") || !input.is_glued(1) {
        return no_match();
    }
    match input.peek(1) {
        Some(t) if t.end - t.start == 2 => match digits(&input, t, 2) {
            Some(y) => Ok((input.skip(2), two_digit_year(y as i32))),
            None => no_match(),
        },
        _ => no_match(),
    }
}

pub(super) fn two_digit_year(year: i32) -> i32 {
    if year < 40 { 2000 + year } else { 1900 + year }
}

// "nineteen ninety-six", "twenty twenty-four", "two thousand", "two thousand and ten"
pub(super) fn spoken_year(input: Tokens<'_>) -> Parsed<'_, i32> {
    let cardinal = |rest: &Tokens<'_>| {
        rest.first()
            .and_then(|t| rest.lexicon().numbers.get(t.word))
            .and_then(|n| match n {
                NumberWord::Cardinal(n) => Some(n as i32),
                _ => None,
            })
    };
    let (Some(first), rest) = (cardinal(&input), input.skip(1)) else {
        return no_match();
    };
    let (base, rest) = match first {
        16..=20 => (first * 100, rest),
        2 if rest.first_text().eq_ignore_ascii_case("thousand") => (2000, rest.skip(1)),
        _ => return no_match(),
    };
    let after_and = if first == 2 && word_at(&rest, 0).is(Role::And) {
        rest.skip(1)
    } else {
        rest
    };
    match cardinal(&after_and) {
        Some(tens) if tens >= 10 || first == 2 => {
            let (rest, ones) = (after_and.skip(1), skip_dash(after_and.skip(1)));
            match cardinal(&ones) {
                Some(n) if tens >= 20 && tens % 10 == 0 && n < 10 => {
                    Ok((ones.skip(1), base + tens + n))
                }
                _ => Ok((rest, base + tens)),
            }
        }
        // "two thousand" is a year only where something says so: "the year two thousand".
        None if first == 2 && word_before(&input, 1).is(Role::Unit) => Ok((rest, base)),
        _ => no_match(),
    }
}

// "last year", "of this year", "next year"
pub(super) fn relative_year(input: Tokens<'_>) -> Parsed<'_, i8> {
    let rest = if word_at(&input, 0).is(Role::Of) {
        input.skip(1)
    } else {
        input
    };
    let by = match word_at(&rest, 0) {
        w if w.is(Role::Last) => -1,
        w if w.is(Role::This) => 0,
        w if w.is(Role::Next) => 1,
        _ => return no_match(),
    };
    let word = word_at(&rest, 1);
    if word.is(Role::Unit) && word.unit == Unit::Year {
        Ok((rest.skip(2), by))
    } else {
        no_match()
    }
}

// "2025", "in 1789", "2021-24", "2024-2025", "the year 2000"
pub(super) fn bare_year(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let the = usize::from(word_at(&input, 0).is(Role::The));
    let unit = word_at(&input, the);
    if unit.is(Role::Unit) && unit.unit == Unit::Year {
        let (rest, year) = year(input.skip(the + 1))?;
        return fixed(rest, Period::Year(year));
    }
    // "the 1988 period", "the 1988 quarter"
    if the == 1 {
        let (rest, year) = digit_year(input.skip(1))?;
        let word = word_at(&rest, 0);
        let quarter = word.is(Role::Unit) && word.unit == Unit::Quarter;
        return if word.is(Role::Period) || quarter {
            let unit = if quarter { Unit::Quarter } else { Unit::Year };
            Ok((rest.skip(1), Expression::PeriodOf(year, unit).into()))
        } else {
            no_match()
        };
    }
    if let Ok((rest, year)) = digit_year(input) {
        return match (years_end(rest, year), stands_as_year(&input, year)) {
            (Some((rest, last)), _) => fixed(rest, Period::Years(year, last)),
            (None, true) => fixed(rest, Period::Year(year)),
            (None, false) => no_match(),
        };
    }
    let (rest, year) = alt((short_year, spoken_year)).parse(input)?;
    fixed(rest, Period::Year(year))
}

// the tail of "2021-24", "1990–1995"
pub(super) fn years_end(input: Tokens<'_>, first: i32) -> Option<(Tokens<'_>, i32)> {
    let (rest, ()) = dash(input).ok()?;
    let (rest, last) = match digit_year(rest) {
        Ok(found) => found,
        Err(_) => {
            let token = rest.first().filter(|t| t.end - t.start == 2)?;
            let ending = digits(&rest, token, 2)? as i32;
            (rest.skip(1), first - first.rem_euclid(100) + ending)
        }
    };
    (last > first && last - first < 100).then_some((rest, last))
}

/// Whether a number of four digits is a year where it stands: no sum, no count, no number of a
/// thing.
fn stands_as_year(input: &Tokens<'_>, year: i32) -> bool {
    let before = input.back(1);
    let cue = word_before(input, 1).is_any(&[Role::YearCue, Role::Since, Role::By, Role::Until])
        && input.first().is_some_and(|t| t.is_spaced());
    // "post-1959 politics"
    let era = before.is_some_and(|t| t.is_mark(b'-'))
        && input
            .back(2)
            .is_some_and(|t| matches!(input.text(t), "post" | "pre" | "Post" | "Pre"));
    if era && PLAIN_YEARS.contains(&year) {
        return true;
    }
    if before.is_some_and(|t| {
        matches!(t.kind, TokenKind::Symbol | TokenKind::Number)
            || (!input.is_glued(0) && matches!(input.text(t), "No." | "no."))
            || (input.is_glued(0)
                && !matches!(t.lead, b'(' | b'[' | b'"' | b'\'' | b'-' | 0xE2 | b'/'))
    }) {
        return false;
    }
    let Some(next) = input.peek(1) else {
        return PLAIN_YEARS.contains(&year) || cue;
    };
    if dash(input.skip(1))
        .is_ok_and(|(rest, ())| rest.first().is_some_and(|t| t.kind == TokenKind::Number))
    {
        return false;
    }
    if !next.is_spaced()
        && (next.kind != TokenKind::Punctuation && !next.is_word() || next.is_mark(b':'))
    {
        return false;
    }
    let classes = input.classes(next);
    let is_noun = next.is_word()
        && next.is_spaced()
        && !next.is_capitalised()
        && !classes.any(Classes::FUNCTION | Classes::TIME);
    let text = input.text(next);
    let plural = is_noun && (text.ends_with('s') && !text.ends_with("ss") || text == "people");
    let the = input.back(1).is_some_and(|t| {
        input.classes(t).any(Classes::DETERMINER) || matches!(input.text(t), "'s" | "’s")
    }) || word_before(input, 1).is_any(&[Role::Early, Role::Late]);
    if PLAIN_YEARS.contains(&year) {
        !plural
            || the
            || cue
                && !before
                    .is_some_and(|t| matches!(input.text(t), "to" | "than" | "of" | "by" | "for"))
    } else {
        cue && !is_noun && !classes.any(Classes::UNIT) && next.kind != TokenKind::Symbol
    }
}

// "the 1990s", "1980's", "the '90s", "the nineties"
pub(super) fn decade(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let the = usize::from(word_at(&input, 0).is(Role::The));
    let rest = input.skip(the);
    let word = word_at(&rest, 0);
    if word.is(Role::Decade)
        && (the == 1 || word_before(&input, 1).is_any(&[Role::Early, Role::Middle, Role::Late]))
    {
        return fixed(rest.skip(1), Period::Decade(1900 + i32::from(word.number)));
    }
    let apostrophe =
        usize::from(matches!(rest.first_text(), "'" | "’" | "‘" | "`") && rest.is_glued(1));
    let rest = rest.skip(apostrophe);
    let Some(number) = rest.first().and_then(|t| digits(&rest, t, 4)) else {
        return no_match();
    };
    // At the end of a sentence the tokenizer may take "s." for an abbreviation.
    let width = rest.first().map_or(0, |t| t.end - t.start);
    let marked = the + apostrophe > 0
        || word_before(&input, 1).is_any(&[Role::Early, Role::Middle, Role::Late]);
    // "1990's boom" is that of one year.
    let possessive = rest
        .peek(1)
        .is_some_and(|t| t.end - t.start > 1 && rest.text(t) != "s.");
    if possessive && !marked
        || !rest.is_glued(1)
        || !rest
            .peek(1)
            .is_some_and(|t| matches!(rest.text(t), "s" | "s." | "'s" | "’s"))
    {
        return no_match();
    }
    let first = match (width, number) {
        (4, 1000..=2190) => number as i32,
        (2, 10..=90) if marked => two_digit_year(number as i32),
        _ => return no_match(),
    };
    let rest = rest.skip(2);
    match first {
        // "the 1800s" are a century.
        y if y % 100 == 0 && y < 2000 => fixed(rest, Period::Century(y)),
        y if y % 10 == 0 => fixed(rest, Period::Decade(y)),
        _ => no_match(),
    }
}

// "the 20th century", "the twentieth-century"
pub(super) fn century(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let the = usize::from(word_at(&input, 0).is(Role::The));
    let rest = input.skip(the);
    let word = word_at(&rest, 0);
    let (rest, number) = if word.is(Role::Ordinal) {
        (rest.skip(1), word.number as u32)
    } else {
        let number = rest.first().and_then(|t| digits(&rest, t, 2));
        match (number, ordinal_ending(rest.skip(1))) {
            (Some(n), Some(rest)) => (rest, n),
            _ => return no_match(),
        }
    };
    let rest = skip_dash(rest);
    let unit = word_at(&rest, 0);
    if unit.is(Role::Unit)
        && unit.unit == Unit::Century
        && (2..=25).contains(&number)
        && !word_at(&rest, 1).is(Role::EraBefore)
    {
        fixed(rest.skip(1), Period::Century((number as i32 - 1) * 100))
    } else {
        no_match()
    }
}
