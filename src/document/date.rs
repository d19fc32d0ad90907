//! Full dates as outlets write them.
//!
//! | text | day |
//! |---|---|
//! | `2026-04-12`, `2026-04-12T08:30:00Z`, `2026/4/12` | 12 April 2026 |
//! | `12 April 2026`, `12th of Apr. 2026`, `12-Apr-2026` | 12 April 2026 |
//! | `April 12, 2026`, `Sun, Apr 12th 2026` | 12 April 2026 |
//!
//! "03/04/2026" is two days, by country: no date. A date without its year is a [`DayOfYear`].

use nom::branch::alt;
use nom::bytes::complete::{tag_no_case, take_while_m_n, take_while1};
use nom::character::complete::{char, one_of, space0, space1};
use nom::combinator::{map_opt, opt, verify};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};
use serde::Serialize;

use crate::calendar::Day;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// The day that `text` begins with, where nothing but a time follows: metadata.
pub(super) fn metadata(text: &str) -> Option<Day> {
    let (rest, day) = date(text.trim()).ok()?;
    let ends = |c: char| c.is_whitespace() || matches!(c, 'T' | 't' | ',' | '.');
    rest.chars().next().is_none_or(ends).then_some(day)
}

// "Sunday, 12 April 2026", "2026-04-12"
pub(super) fn date(input: &str) -> IResult<&str, Day> {
    preceded(
        opt(weekday_before),
        alt((year_first, day_first, month_first)),
    )
    .parse(input)
}

/// A day of any year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DayOfYear {
    /// From 1 to 12.
    pub month: u32,
    /// Day of the month.
    pub day: u32,
    /// 1 is Monday, 7 is Sunday, where the text says so.
    pub weekday: Option<u32>,
}

impl DayOfYear {
    /// The day in that year; `None` where there is no such day, or it falls on another weekday.
    pub fn in_year(self, year: i32) -> Option<Day> {
        let day = Day::new(year, self.month, self.day)?;
        let fits = self.weekday.is_none_or(|w| w == day.weekday());
        fits.then_some(day)
    }
}

// "March 3", "Tuesday 12 May"
pub(super) fn day_of_year(input: &str) -> IResult<&str, DayOfYear> {
    let day_month = (day_of_month, space1, month).map(|(day, _, month)| (month, day));
    let month_day = (month, space1, day_of_month).map(|(month, _, day)| (month, day));
    let parts = (opt(weekday_before), alt((day_month, month_day)));
    map_opt(parts, |(weekday, (month, day))| {
        let found = DayOfYear {
            month,
            day,
            weekday,
        };
        // 2000 is a leap year: every day of any year is in it.
        Day::new(2000, month, day).map(|_| found)
    })
    .parse(input)
}

// "2026-04-12", "2026/4/12"
fn year_first(input: &str) -> IResult<&str, Day> {
    map_opt(
        (year, one_of("-/."), number, one_of("-/."), number),
        |(year, _, month, _, day)| Day::new(year, month, day),
    )
    .parse(input)
}

// "12 April 2026", "12th of April, 2026", "12-Apr-2026"
fn day_first(input: &str) -> IResult<&str, Day> {
    map_opt(
        (
            day_of_month,
            alt(((space1, opt((tag_no_case("of"), space1))).map(drop), dash)),
            month,
            alt(((opt(char(',')), space1).map(drop), dash)),
            year,
        ),
        |(day, (), month, (), year)| Day::new(year, month, day),
    )
    .parse(input)
}

// "April 12, 2026", "Apr. 12 2026"
fn month_first(input: &str) -> IResult<&str, Day> {
    map_opt(
        (month, space1, day_of_month, (opt(char(',')), space1), year),
        |(month, _, day, _, year)| Day::new(year, month, day),
    )
    .parse(input)
}

fn dash(input: &str) -> IResult<&str, ()> {
    char('-').map(drop).parse(input)
}

// "2026"
fn year(input: &str) -> IResult<&str, i32> {
    let digits = take_while1(|c: char| c.is_ascii_digit());
    let year = verify(digits, |d: &str| d.len() == 4);
    map_opt(year, |d: &str| d.parse().ok()).parse(input)
}

// "04", "12"
fn number(input: &str) -> IResult<&str, u32> {
    let digits = take_while_m_n(1, 2, |c: char| c.is_ascii_digit());
    map_opt(digits, |d: &str| d.parse().ok()).parse(input)
}

// "12", "12th"
fn day_of_month(input: &str) -> IResult<&str, u32> {
    let ending = alt((
        tag_no_case("st"),
        tag_no_case("nd"),
        tag_no_case("rd"),
        tag_no_case("th"),
    ));
    terminated(number, opt(ending)).parse(input)
}

// "April", "Apr.", "Sept"
fn month(input: &str) -> IResult<&str, u32> {
    let name = map_opt(letters, |name| position(&MONTHS, name));
    terminated(name, opt(char('.'))).parse(input)
}

// "Sunday, ", "Sun. "
fn weekday_before(input: &str) -> IResult<&str, u32> {
    terminated(weekday, (opt(one_of(".,")), space0)).parse(input)
}

// "Sunday", "Sun"
fn weekday(input: &str) -> IResult<&str, u32> {
    map_opt(letters, |name| position(&WEEKDAYS, name)).parse(input)
}

fn letters(input: &str) -> IResult<&str, &str> {
    take_while1(|c: char| c.is_ascii_alphabetic()).parse(input)
}

/// Number, from 1, of the name that `word` is or shortens to at least three letters.
fn position(names: &[&str], word: &str) -> Option<u32> {
    let word = Some(word).filter(|w| (3..=9).contains(&w.len()))?;
    let shortens = |name: &&str| {
        name.get(..word.len())
            .is_some_and(|n| n.eq_ignore_ascii_case(word))
    };
    Some(names.iter().position(shortens)? as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        metadata(text).map_or("none".to_owned(), |d| d.to_string())
    }

    #[test]
    fn dates_of_machines_are_read() {
        assert_snapshot!(read("2026-04-12"), @"2026-04-12");
        assert_snapshot!(read("2026-04-12T08:30:00+02:00"), @"2026-04-12");
        assert_snapshot!(read("2026/4/2 08:30"), @"2026-04-02");
        assert_snapshot!(read("Sun, 12 Apr 2026 08:30:00 GMT"), @"2026-04-12");
    }

    #[test]
    fn dates_of_people_are_read() {
        assert_snapshot!(read("12 April 2026"), @"2026-04-12");
        assert_snapshot!(read("12th of April, 2026"), @"2026-04-12");
        assert_snapshot!(read("12-Apr-2026"), @"2026-04-12");
        assert_snapshot!(read("April 12, 2026"), @"2026-04-12");
        assert_snapshot!(read("Sunday, Sept. 1st 2024"), @"2024-09-01");
    }

    #[test]
    fn what_is_no_full_date_gives_none() {
        assert_snapshot!(read("03/04/2026"), @"none");
        assert_snapshot!(read("12 April"), @"none");
        assert_snapshot!(read("31 April 2026"), @"none");
        assert_snapshot!(read("2026-04-123"), @"none");
        assert_snapshot!(read("12 April 20261"), @"none");
        assert_snapshot!(read("12 Ma 2026"), @"none");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text: String) {
            metadata(&text);
        }
    }
}
