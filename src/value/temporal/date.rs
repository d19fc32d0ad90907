//! Days and months by the calendar.
//!
//! | text | EDTF |
//! |---|---|
//! | `17 January 2025`, `Friday, Jan. 17, 2025`, `2025-01-17`, `17/1/2025` | `2025-01-17` |
//! | `3/4/2025`, `Wednesday, 17 June 2025` (a Tuesday) | one of two days |
//! | `3-7 May 2025` | `2025-05-03/2025-05-07` |
//! | `January 2025` | `2025-01` |
//! | `Friday`, `17 January`, `June`, `on the 25th` | found by resolution |
//!
//! Days that the calendar does not have ("30 February") are no dates.

use nom::Parser;
use nom::branch::alt;

use super::expression::{Direction, Expression, Name, Reading, fixed, named};
use super::period::Period;
use super::words::{dash, digits, role, skip_comma, word_at, word_before};
use super::year::{digit_year, relative_year, short_year, spoken_year, two_digit_year, year};
use crate::calendar::Day;
use crate::language::token::TokenKind;
use crate::language::tokens::{Parsed, Tokens, no_match};
use crate::language::vocabulary::Classes;
use crate::lexicon::time::Role;

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
pub(super) fn ordinal_ending(input: Tokens<'_>) -> Option<Tokens<'_>> {
    let glued = input.is_glued(0) && matches!(input.first_text(), "st" | "nd" | "rd" | "th");
    glued.then(|| input.skip(1))
}

// "Friday, Jan. 17, 2025", "Friday", "17 January"
pub(super) fn day(input: Tokens<'_>) -> Parsed<'_, Reading> {
    match weekday(input) {
        // "the first Monday in September"
        Ok(_)
            if word_before(&input, 1).is(Role::Ordinal) && word_before(&input, 2).is(Role::The) =>
        {
            no_match()
        }
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
        Err(_) => alt((month_first, day_first, day_listed, iso, slashed, dotted)).parse(input),
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
        let time = is_hour(&after);
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
fn is_hour(rest: &Tokens<'_>) -> bool {
    rest.first()
        .is_some_and(|t| !t.is_spaced() && t.is_mark(b':'))
        && rest.is_glued(1)
        && rest.peek(1).is_some_and(|t| t.kind == TokenKind::Number)
}

// ", 2025", " 2025", " of last year"
fn year_after(input: Tokens<'_>) -> (Tokens<'_>, YearOf) {
    if let Ok((rest, year)) = digit_year(skip_comma(input))
        && !is_hour(&rest)
    {
        return (rest, YearOf::Known(year));
    }
    if let Ok((rest, year)) =
        short_year(skip_comma(input)).or_else(|_| spoken_year(skip_comma(input)))
    {
        return (rest, YearOf::Known(year));
    }
    if let Ok((rest, by)) = relative_year(input) {
        return (rest, YearOf::Relative(by));
    }
    // "June 3 or 4, 2023"
    let listed = word_at(&input, 0).is_any(&LINKS)
        && input.peek(2).is_some_and(|t| t.is_mark(b','))
        && day_of_month(input.skip(1)).is_ok();
    match digit_year(input.skip(3)) {
        Ok((_, year)) if listed => (input, YearOf::Known(year)),
        _ => (input, YearOf::Open),
    }
}

/// Which year a date lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum YearOf {
    Known(i32),
    Relative(i8),
    Open,
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

/// What joins two days of a month.
const LINKS: [Role; 2] = [Role::And, Role::Or];

// the "24" of "24 and 25 April", the "25" of "April 24 and 25"
fn day_listed(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let (rest, day) = day_of_month(input)?;
    if word_at(&rest, 0).is_any(&LINKS) {
        let (_, reading) = day_first(rest.skip(1))?;
        return match reading.expression {
            Expression::Named(Name::Date(month, last), direction) if day < last => Ok((
                rest,
                Expression::Named(Name::Date(month, day), direction).into(),
            )),
            Expression::Fixed(Period::Day(last)) => {
                let (year, month, _) = last.ymd();
                match Day::new(year, month, day.into()) {
                    Some(first) if first < last => fixed(rest, Period::Day(first)),
                    _ => no_match(),
                }
            }
            _ => no_match(),
        };
    }
    let month = word_before(&input, 3);
    let counted = rest
        .first()
        .is_some_and(|t| t.is_mark(b'%') || t.is_word() && !rest.classes(t).any(Classes::FUNCTION));
    let first = input.back(2).and_then(|t| digits(&input, t, 2));
    let capital = input.back(3).is_some_and(|t| t.is_capitalised());
    match first {
        Some(first)
            if word_before(&input, 1).is_any(&LINKS)
                && month.is(Role::Month)
                && capital
                && first < day.into()
                && !counted =>
        {
            let (rest, year) = year_after(rest);
            dated(rest, year, month.number as u8, day, day)
        }
        _ => no_match(),
    }
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

pub(super) fn two_digits(input: Tokens<'_>) -> Parsed<'_, u32> {
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
