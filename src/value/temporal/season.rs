//! Seasons, quarters, halves, fiscal years and holidays.
//!
//! | text | EDTF |
//! |---|---|
//! | `spring 2024`, `the winter of 1994` | `2024-21`, `1994-24` |
//! | `the third quarter of 2024`, `Q3 2024`, `this year's second quarter` | `2024-35` … |
//! | `the first half of 2024`, `H1 2024` | `2024-40` |
//! | `fiscal 2024`, `FY 24` | `2024` |
//! | `Christmas 2024`, `Good Friday` | `2024-12-25`, found by resolution |

use super::date::two_digits;
use super::expression::{Direction, Expression, Name, Reading, fixed, named};
use super::period::Period;
use super::words::{dash, role, skip_comma, skip_dash, word_at, word_before};
use super::year::{NAMED_YEARS, digit_year, relative_year, two_digit_year, year, years_end};
use crate::language::tokens::{Parsed, Tokens, no_match};
use crate::lexicon::time::{Role, Season, Unit};

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
        Role::During,
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
    let year = word_at(&of, 1);
    if word_at(&of, 0).is(Role::The) && year.is(Role::Unit) && year.unit == Unit::Year {
        let this = Expression::Named(name, Direction::Year(0));
        return Ok((of.skip(2), this.into()));
    }
    if certain {
        named(rest, name)
    } else {
        no_match()
    }
}

fn is_possessive(input: &Tokens<'_>) -> bool {
    input.is_glued(0) && matches!(input.first_text(), "'s" | "’s")
}

fn of_year(name: Name, year: i32) -> Period {
    match name {
        Name::Half(h) => Period::Half(year, h),
        Name::Quarter(q) => Period::Quarter(year, q),
        _ => Period::Year(year),
    }
}

/// The name, and whether it is a date without a year beside it.
// "third quarter", "third-quarter", "Q3", "first half", "last half", "first two quarters"
pub(super) fn quarter_name(input: Tokens<'_>) -> Result<(Tokens<'_>, Name, bool), nom::Err<()>> {
    let word = word_at(&input, 0);
    let number = word.number as u8;
    // "first two quarters", "last half", "the first three months of the year"
    let last = word.is(Role::Last);
    if last || word.is(Role::Ordinal) && number == 1 {
        let half = Name::Half(if last { 2 } else { 1 });
        let two = input
            .peek(1)
            .is_some_and(|t| matches!(input.text(t), "two" | "2"));
        let quarters = word_at(&input, 2);
        if two && quarters.is(Role::Units) && quarters.unit == Unit::Quarter {
            return Ok((input.skip(3), half, false));
        }
        let of = word_at(&input, 3).is(Role::Of) && word_at(&input, 2).is(Role::Units);
        if of && word_at(&input, 2).unit == Unit::Month {
            let whole = |name| Ok((input.skip(3), name, false));
            match input.peek(1).map(|t| input.text(t)) {
                Some("three" | "3") => return whole(Name::Quarter(if last { 4 } else { 1 })),
                Some("six" | "6") => return whole(half),
                _ => {}
            }
        }
        if last && word_at(&input, 1).is(Role::Half) {
            return Ok((input.skip(2), half, false));
        }
    }
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
    // "fiscal year 2023-24" is the one that ends in 2024.
    match years_end(rest, year) {
        Some((rest, last)) if last == year + 1 => fixed(rest, Period::FiscalYear(last)),
        _ => fixed(rest, Period::FiscalYear(year)),
    }
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
