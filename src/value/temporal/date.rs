//! Dates by the calendar: days, months, years, seasons, quarters, decades, holidays.
//!
//! | text | EDTF |
//! |---|---|
//! | `17 January 2025`, `Friday, Jan. 17, 2025`, `2025-01-17`, `17/1/2025` | `2025-01-17` |
//! | `January 2025`, `2025`, `nineteen ninety-six` | `2025-01`, `2025`, `1996` |
//! | `Friday`, `17 January`, `June` | found by resolution |
//! | `3-7 May 2025`, `2021-24` | `2025-05-03/2025-05-07`, `2021/2024` |
//! | `spring 2024`, `the third quarter of 2024`, `the first half of 2024` | `2024-21`, `2024-35`, `2024-40` |
//! | `the 1990s`, `the '90s`, `the nineties`, `the 20th century` | `199X`, `19XX` |
//! | `fiscal 2024`, `FY2024`, `Christmas 2024` | `2024`, `2024-12-25` |
//!
//! Days that the calendar does not have ("30 February") are no dates.

use nom::Parser;
use nom::branch::alt;

use super::expression::{Direction, Expression, Name, Reading};
use super::period::Period;
use super::words::{dash, digits, role, skip_comma, skip_dash, word_at, word_before};
use crate::calendar::Day;
use crate::language::token::TokenKind;
use crate::language::tokens::{Parsed, Tokens, no_match};
use crate::language::vocabulary::Classes;
use crate::lexicon::numbers::NumberWord;
use crate::lexicon::time::{Role, Season, Unit};

/// A year that an article may speak of without any other sign of a date.
const PLAIN_YEARS: std::ops::RangeInclusive<i32> = 1900..=2099;
/// A year that it may speak of after "in", "since" and the like.
const NAMED_YEARS: std::ops::RangeInclusive<i32> = 1000..=2200;

fn fixed<'a>(rest: Tokens<'a>, period: Period) -> Parsed<'a, Reading> {
    Ok((rest, Expression::Fixed(period).into()))
}

fn named<'a>(rest: Tokens<'a>, name: Name) -> Parsed<'a, Reading> {
    Ok((rest, Expression::Named(name, Direction::Open).into()))
}

// "January", "Jan.", "Jan" next to a number
pub(super) fn month(input: Tokens<'_>) -> Parsed<'_, u8> {
    let (rest, word) = name_of(input, Role::Month)?;
    Ok((rest, word as u8))
}

// "Friday", "Fri.", "Fri" next to a number
pub(super) fn weekday(input: Tokens<'_>) -> Parsed<'_, u8> {
    let (rest, word) = name_of(input, Role::Weekday)?;
    Ok((rest, word as u8))
}

fn name_of(input: Tokens<'_>, part: Role) -> Parsed<'_, i16> {
    let (rest, word) = role(part)(input)?;
    let capital = input.first().is_some_and(|t| t.is_capitalised());
    let number = |token: Option<&crate::language::token::Token>| {
        token.is_some_and(|t| t.kind == TokenKind::Number)
    };
    let beside = number(rest.first()) || number(input.back(1)) || word_at(&rest, 0).is(Role::Month);
    if capital && (!word.is(Role::Short) || beside) {
        Ok((rest, word.number))
    } else {
        no_match()
    }
}

// "17", "17th", "seventeenth", "the 17th"
pub(super) fn day_of_month(input: Tokens<'_>) -> Parsed<'_, u8> {
    let word = word_at(&input, 0);
    if word.is(Role::Ordinal) {
        return Ok((input.skip(1), word.number as u8));
    }
    match input.first().and_then(|t| digits(&input, t, 2)) {
        Some(n) if (1..=31).contains(&n) => {
            let rest = input.skip(1);
            Ok((ordinal_ending(rest).unwrap_or(rest), n as u8))
        }
        _ => no_match(),
    }
}

// the "th" of "17th"
fn ordinal_ending(input: Tokens<'_>) -> Option<Tokens<'_>> {
    let glued = input.is_glued(0) && matches!(input.first_text(), "st" | "nd" | "rd" | "th");
    glued.then(|| input.skip(1))
}

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
fn short_year(input: Tokens<'_>) -> Parsed<'_, i32> {
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

fn two_digit_year(year: i32) -> i32 {
    if year < 40 { 2000 + year } else { 1900 + year }
}

// "nineteen ninety-six", "twenty twenty-four", "two thousand", "two thousand and ten"
fn spoken_year(input: Tokens<'_>) -> Parsed<'_, i32> {
    let cardinal = |rest: &Tokens<'_>| {
        rest.first()
            .and_then(|t| rest.lexicon().numbers.get(t.word))
            .and_then(|n| match n {
                NumberWord::Cardinal(n) => Some(n as i32),
                NumberWord::Multiplier(_) => None,
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

// "Friday, Jan. 17, 2025", "Friday", "17 January"
pub(super) fn day(input: Tokens<'_>) -> Parsed<'_, Reading> {
    match weekday(input) {
        Ok((rest, weekday)) => {
            let after = skip_comma(rest);
            let after = if word_at(&after, 0).is(Role::The) {
                after.skip(1)
            } else {
                after
            };
            match alt((month_first, day_first, iso, slashed)).parse(after) {
                Ok((rest, date)) if names_a_day(&date) => Ok((rest, Reading { weekday, ..date })),
                _ => named(rest, Name::Weekday(weekday)),
            }
        }
        Err(_) => alt((month_first, day_first, iso, slashed, dotted)).parse(input),
    }
}

fn names_a_day(reading: &Reading) -> bool {
    matches!(
        reading.expression,
        Expression::Fixed(Period::Day(_)) | Expression::Named(Name::Date(..), _)
    )
}

// "January 17, 2025", "Jan. 17", "March eighth", "May 3-7, 2025", "January 2025", "January of last year", "June"
fn month_first(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let (rest, month) = month(input)?;
    // "30 February 2024" is no date, and its month none either.
    let day_before = input.back(1).and_then(|t| digits(&input, t, 2));
    if day_before.is_some_and(|d| d <= 31 && Day::new(2000, month.into(), d).is_none()) {
        return no_match();
    }
    let days = || {
        let the = if word_at(&rest, 0).is(Role::The) {
            rest.skip(1)
        } else {
            rest
        };
        let (after, first) = day_of_month(the).ok()?;
        // "May 17:30" and "May 3%" are no days.
        let time = input_is_time(&after);
        if time
            || after
                .first()
                .is_some_and(|t| !t.is_spaced() && t.is_mark(b'%'))
        {
            return None;
        }
        let (after, last) = span_end(after).unwrap_or((after, first));
        Some((after, first, last))
    };
    if let Some((rest, first, last)) = days() {
        let (rest, year) = year_after(rest);
        return dated(rest, year, month, first, last);
    }
    month_and_year(rest, month)
}

/// Whether ":30" follows: the number before it is an hour.
fn input_is_time(rest: &Tokens<'_>) -> bool {
    rest.first()
        .is_some_and(|t| !t.is_spaced() && t.is_mark(b':'))
        && rest.is_glued(1)
        && rest.peek(1).is_some_and(|t| t.kind == TokenKind::Number)
}

// ", 2025", " 2025", " of last year"
fn year_after(input: Tokens<'_>) -> (Tokens<'_>, YearOf) {
    if let Ok((rest, year)) = digit_year(skip_comma(input))
        && !input_is_time(&rest)
    {
        return (rest, YearOf::Known(year));
    }
    if let Ok((rest, year)) =
        short_year(skip_comma(input)).or_else(|_| spoken_year(skip_comma(input)))
    {
        return (rest, YearOf::Known(year));
    }
    match relative_year(input) {
        Ok((rest, by)) => (rest, YearOf::Relative(by)),
        Err(_) => (input, YearOf::Open),
    }
}

/// Which year a date lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum YearOf {
    Known(i32),
    Relative(i8),
    Open,
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

fn month_and_year(rest: Tokens<'_>, month: u8) -> Parsed<'_, Reading> {
    let of = if word_at(&rest, 0).is(Role::Of) {
        rest.skip(1)
    } else {
        skip_comma(rest)
    };
    if let Ok((rest, year)) = year(of) {
        return fixed(rest, Period::Month(year, month));
    }
    match relative_year(rest) {
        Ok((rest, by)) => Ok((
            rest,
            Expression::Named(Name::Month(month), Direction::Year(by)).into(),
        )),
        Err(_) => named(rest, Name::Month(month)),
    }
}

// "17 January 2025", "17th of January", "3-7 May", "3 to 7 May 2025"
fn day_first(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let (rest, first) = day_of_month(input)?;
    let (rest, last) = span_end(rest).unwrap_or((rest, first));
    let rest = if word_at(&rest, 0).is(Role::Of) {
        rest.skip(1)
    } else {
        rest
    };
    let (rest, month) = month(rest)?;
    let (rest, year) = year_after(rest);
    dated(rest, year, month, first, last)
}

// "-7", " to 7", "–7th"
fn span_end(input: Tokens<'_>) -> Option<(Tokens<'_>, u8)> {
    let rest = match dash(input) {
        Ok((rest, ())) => rest,
        Err(_) if word_at(&input, 0).is(Role::To) => input.skip(1),
        Err(_) => return None,
    };
    let (after, day) = day_of_month(rest).ok()?;
    // "May 3 to 7 people" is no span.
    let closed = after
        .first()
        .is_none_or(|t| !t.is_word() || word_at(&after, 0).is(Role::Month))
        || dash(input).is_ok();
    closed.then_some((after, day))
}

fn dated<'a>(
    rest: Tokens<'a>,
    year: YearOf,
    month: u8,
    first: u8,
    last: u8,
) -> Parsed<'a, Reading> {
    let day_in = |year: i32, day: u8| Day::new(year, month.into(), day.into());
    let name = if first < last {
        Name::Dates(month, first, last)
    } else {
        Name::Date(month, first)
    };
    // A leap year has every day that any year has.
    let exists = day_in(2000, first).is_some() && day_in(2000, last).is_some();
    match year {
        YearOf::Known(year) => match (day_in(year, first), day_in(year, last)) {
            (Some(a), Some(b)) if a < b => fixed(rest, Period::Days(a, b)),
            (Some(a), Some(_)) => fixed(rest, Period::Day(a)),
            _ => no_match(),
        },
        _ if !exists => no_match(),
        YearOf::Relative(by) => Ok((rest, Expression::Named(name, Direction::Year(by)).into())),
        YearOf::Open => named(rest, name),
    }
}

// "the 25th" after "on"
pub(super) fn day_alone(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let on = input
        .back(1)
        .is_some_and(|t| matches!(input.text(t), "on" | "On"));
    let (rest, _) = role(Role::The)(input)?;
    let number = rest.first().and_then(|t| digits(&rest, t, 2));
    match (number, ordinal_ending(rest.skip(1))) {
        (Some(day @ 1..=31), Some(after)) => {
            // "on the 3rd floor", "on the 4th of July"
            let noun = after
                .first()
                .is_some_and(|t| t.is_word() && !after.classes(t).any(Classes::FUNCTION));
            if !on || noun || word_at(&after, 0).is(Role::Of) {
                return no_match();
            }
            named(after, Name::DayOfMonth(day as u8))
        }
        _ => no_match(),
    }
}

// "2025-01-17"
fn iso(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let (rest, year) = digit_year(input)?;
    let (rest, month) = dash(rest).and_then(|(rest, ())| two_digits(rest))?;
    let (rest, day) = dash(rest).and_then(|(rest, ())| two_digits(rest))?;
    match Day::new(year, month, day) {
        Some(day) => fixed(rest, Period::Day(day)),
        None => no_match(),
    }
}

fn two_digits(input: Tokens<'_>) -> Parsed<'_, u32> {
    match input.first() {
        Some(t) if t.end - t.start <= 2 => match digits(&input, t, 2) {
            Some(n) => Ok((input.skip(1), n)),
            None => no_match(),
        },
        _ => no_match(),
    }
}

// "17/1/2025", "1/17/98"
fn slashed(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let (rest, a) = two_digits(input)?;
    let (rest, ()) = slash(rest)?;
    let (rest, b) = two_digits(rest)?;
    let (rest, ()) = slash(rest)?;
    let (rest, year) = match digit_year(rest) {
        Ok(found) => found,
        Err(_) if rest.first().is_some_and(|t| t.end - t.start == 2) => {
            let (rest, year) = two_digits(rest)?;
            (rest, two_digit_year(year as i32))
        }
        Err(_) => return no_match(),
    };
    numeric(rest, a, b, year)
}

// "17.1.2025": one number to the tokenizer
fn dotted(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let mut parts = input.first_text().split('.');
    let mut next = || parts.next().and_then(|p| p.parse::<u32>().ok());
    let (Some(day), Some(month), Some(year)) = (next(), next(), next()) else {
        return no_match();
    };
    let year = match year {
        0..=99 => two_digit_year(year as i32),
        1000..=2200 => year as i32,
        _ => return no_match(),
    };
    match (parts.next(), Day::new(year, month, day)) {
        (None, Some(day)) => fixed(input.skip(1), Period::Day(day)),
        _ => no_match(),
    }
}

fn slash(input: Tokens<'_>) -> Parsed<'_, ()> {
    match input.first() {
        Some(t) if t.is_mark(b'/') && !t.is_spaced() && input.is_glued(1) => {
            Ok((input.skip(1), ()))
        }
        _ => no_match(),
    }
}

/// Two numbers whose order only their size can tell; month first where it cannot, as most news
/// in English writes them.
fn numeric<'a>(rest: Tokens<'a>, a: u32, b: u32, year: i32) -> Parsed<'a, Reading> {
    match (Day::new(year, a, b), Day::new(year, b, a)) {
        (Some(one), Some(other)) if one != other => fixed(rest, Period::Either(one, other)),
        (Some(day), _) | (None, Some(day)) => fixed(rest, Period::Day(day)),
        (None, None) => no_match(),
    }
}

fn is_possessive(input: &Tokens<'_>) -> bool {
    input.is_glued(0) && matches!(input.first_text(), "'s" | "’s")
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
            fixed(rest.skip(1), Period::Year(year))
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
fn years_end(input: Tokens<'_>, first: i32) -> Option<(Tokens<'_>, i32)> {
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

// "spring 2024", "the spring of 2024", "summer"
pub(super) fn season(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let the = usize::from(word_at(&input, 0).is(Role::The));
    let (rest, word) = role(Role::Season)(input.skip(the))?;
    let season = season_of(word.number);
    let of = if word_at(&rest, 0).is(Role::Of) {
        rest.skip(1)
    } else {
        rest
    };
    if let Ok((rest, year)) = year(of) {
        return fixed(rest, Period::Season(year, season));
    }
    if let Ok((rest, by)) = relative_year(rest) {
        return Ok((
            rest,
            Expression::Named(Name::Season(season), Direction::Year(by)).into(),
        ));
    }
    // "a fall in prices", "in the spring": only the preposition tells.
    let cue = word_before(&input, 1).is_any(&[
        Role::In,
        Role::Since,
        Role::By,
        Role::Until,
        Role::Early,
        Role::Late,
    ]);
    if cue && !word_at(&rest, 0).is(Role::Of) && (the == 1 || season != Season::Autumn) {
        named(rest, Name::Season(season))
    } else {
        no_match()
    }
}

/// The season of that number, 0 (spring) to 3.
pub(super) fn season_of(number: i16) -> Season {
    match number {
        0 => Season::Spring,
        1 => Season::Summer,
        2 => Season::Autumn,
        _ => Season::Winter,
    }
}

// "the third quarter of 2024", "third-quarter", "Q3 2024", "the 1988 second quarter", "the first half of 2024", "H1 2024"
pub(super) fn quarter(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let the = usize::from(word_at(&input, 0).is(Role::The));
    let rest = input.skip(the);
    let (rest, year_before) = match fiscal_year(rest).or_else(|_| digit_year(rest)) {
        Ok((rest, year)) => (rest, Some(year)),
        Err(_) => (rest, None),
    };
    // "this year's third quarter"
    if let Ok((after, by)) = relative_year(rest)
        && is_possessive(&after)
    {
        let (rest, name, _) = quarter_name(after.skip(1))?;
        return Ok((rest, Expression::Named(name, Direction::Year(by)).into()));
    }
    // "the third-quarter loss": the article belongs to the noun.
    if the == 1 && dash(rest.skip(1)).is_ok() {
        return no_match();
    }
    let (rest, name, certain) = quarter_name(rest)?;
    if let Some(year) = year_before {
        return fixed(rest, of_year(name, year));
    }
    let of = if word_at(&rest, 0).is(Role::Of) {
        rest.skip(1)
    } else {
        skip_comma(rest)
    };
    if let Ok((rest, year)) = fiscal_year(of).or_else(|_| digit_year(of)) {
        return fixed(rest, of_year(name, year));
    }
    if let Ok((rest, by)) = relative_year(rest) {
        return Ok((rest, Expression::Named(name, Direction::Year(by)).into()));
    }
    if certain {
        named(rest, name)
    } else {
        no_match()
    }
}

fn of_year(name: Name, year: i32) -> Period {
    match name {
        Name::Half(h) => Period::Half(year, h),
        Name::Quarter(q) => Period::Quarter(year, q),
        _ => Period::Year(year),
    }
}

/// The name, and whether it is a date without a year beside it.
// "third quarter", "third-quarter", "Q3", "first half"
fn quarter_name(input: Tokens<'_>) -> Result<(Tokens<'_>, Name, bool), nom::Err<()>> {
    let word = word_at(&input, 0);
    let number = word.number as u8;
    if word.is(Role::QuarterName) {
        return Ok((input.skip(1), Name::Quarter(number), true));
    }
    if word.is(Role::HalfName) {
        return Ok((input.skip(1), Name::Half(number), false));
    }
    if word.is(Role::Ordinal) {
        let rest = skip_dash(input.skip(1));
        let rest = if word_at(&rest, 0).is(Role::Fiscal) {
            rest.skip(1)
        } else {
            rest
        };
        let unit = word_at(&rest, 0);
        if unit.is(Role::Unit) && unit.unit == Unit::Quarter && (1..=4).contains(&number) {
            return Ok((rest.skip(1), Name::Quarter(number), true));
        }
        if unit.is(Role::Half) && (1..=2).contains(&number) {
            return Ok((rest.skip(1), Name::Half(number), false));
        }
    }
    Err(nom::Err::Error(()))
}

// "fiscal 2024", "fiscal year 2024", "FY2024", "FY 24"
pub(super) fn fiscal(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let the = usize::from(word_at(&input, 0).is(Role::The));
    let (rest, year) = fiscal_year(input.skip(the))?;
    fixed(rest, Period::FiscalYear(year))
}

fn fiscal_year(input: Tokens<'_>) -> Parsed<'_, i32> {
    let word = word_at(&input, 0);
    if word.is(Role::Fiscal) {
        let unit = word_at(&input, 1);
        let named = usize::from(unit.is(Role::Unit) && unit.unit == Unit::Year);
        return year(input.skip(1 + named));
    }
    if word.is(Role::FiscalYear) {
        return match digit_year(input.skip(1)) {
            Ok(found) => Ok(found),
            Err(_) => {
                let (rest, year) = two_digits(input.skip(1))?;
                Ok((rest, two_digit_year(year as i32)))
            }
        };
    }
    // "FY2024" is one word.
    match input
        .first_text()
        .strip_prefix("FY")
        .map(|y| (y.len(), y.parse::<i32>()))
    {
        Some((4, Ok(year))) if NAMED_YEARS.contains(&year) => Ok((input.skip(1), year)),
        Some((2, Ok(year))) => Ok((input.skip(1), two_digit_year(year))),
        _ => no_match(),
    }
}

// "Christmas", "Thanksgiving Day", "New Year's Eve 2024"
pub(super) fn holiday(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let (rest, id) = holiday_name(input)?;
    if let Ok((rest, year)) = digit_year(skip_comma(rest)) {
        return match input.lexicon().time.holiday(id, year) {
            Some(day) => fixed(rest, Period::Day(day)),
            None => no_match(),
        };
    }
    match relative_year(rest) {
        Ok((rest, by)) => Ok((
            rest,
            Expression::Named(Name::Holiday(id), Direction::Year(by)).into(),
        )),
        Err(_) => named(rest, Name::Holiday(id)),
    }
}

pub(super) fn holiday_name(input: Tokens<'_>) -> Parsed<'_, u8> {
    let Some(first) = input.first().filter(|t| t.is_capitalised()) else {
        return no_match();
    };
    for (words, id) in input.lexicon().time.holidays_at(first.word) {
        let mut rest = input.skip(1);
        let all = words.iter().all(|word| {
            // The apostrophe of "Presidents' Day" is a mark of its own.
            if matches!(rest.first_text(), "'" | "’") {
                rest = rest.skip(1);
            }
            let same = rest.is(0, *word);
            rest = rest.skip(1);
            same
        });
        if all {
            return Ok((rest, *id));
        }
    }
    no_match()
}
