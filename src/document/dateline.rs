//! The day of an article by its first lines, where no metadata gives one.
//!
//! | line | why it counts |
//! |---|---|
//! | `OSLO, March 3, 2025 (Wire) - Rain …` | a place in capitals, a dash behind the date |
//! | `Sunday 12 April 2026` | nothing but the date |
//! | `The Harbour Post / Opinion / June 28, 2026` | stands between marks, in a line that is no sentence |
//! | `Published: 3 May 2024 10:15`, `Updated 3 May 2024` | a label |
//! | `OSLO, March 3 (Wire) - Rain …`, `Brno, Tuesday 12 May` | the same without a year |
//!
//! "On 3 May 2024 the minister said …" is the story, not its date.

use nom::bytes::complete::{is_not, tag};
use nom::character::complete::{char, one_of, space0};
use nom::combinator::opt;
use nom::sequence::delimited;
use nom::{IResult, Parser};

use super::date::{DayOfYear, date, day_of_year};
use crate::calendar::Day;

/// So many lines that are not empty belong to the head.
const HEAD_LINES: usize = 6;
/// So many characters of each are looked at; a longer line is a paragraph.
const LINE_CHARS: usize = 200;

/// Marks that stand between a date and what else its line says.
const SEPARATORS: &[char] = &[
    ',', '|', '/', '·', '•', '-', '–', '—', ':', ';', '(', ')', '[', ']',
];

const LABELS: [&str; 7] = [
    "published",
    "updated",
    "posted",
    "issued",
    "released",
    "dated",
    "modified",
];

/// The day that the head of `article` gives.
pub(super) fn day(article: &str) -> Option<Day> {
    let in_line = |line| Line::new(line)?.read(date, Line::is_dated_by);
    head(article).find_map(in_line)
}

/// The day that the head of `article` gives without a year.
pub(super) fn without_year(article: &str) -> Option<DayOfYear> {
    let in_line = |line| Line::new(line)?.read(day_of_year, Line::is_dated_by_end);
    head(article).find_map(in_line)
}

fn head(article: &str) -> impl Iterator<Item = &str> {
    let lines = article.lines().map(str::trim).filter(|l| !l.is_empty());
    lines.take(HEAD_LINES)
}

/// A line of the head.
struct Line<'a> {
    /// Its beginning.
    text: &'a str,
    /// Whether it is short and no sentence.
    is_title: bool,
    /// Whether it opens with a word in capitals.
    has_place: bool,
}

impl<'a> Line<'a> {
    fn new(line: &'a str) -> Option<Self> {
        let cut = line.char_indices().nth(LINE_CHARS).map(|(at, _)| at);
        Some(Self {
            text: line.get(..cut.unwrap_or(line.len()))?,
            is_title: cut.is_none() && !ends_sentence(line),
            has_place: opens_in_capitals(line),
        })
    }

    /// The first date by `parser` that `counts`, given what stands before and after it.
    fn read<T>(
        &self,
        parser: fn(&'a str) -> IResult<&'a str, T>,
        counts: fn(&Self, &str, &str) -> bool,
    ) -> Option<T> {
        word_starts(self.text).find_map(|at| {
            let before = self.text.get(..at)?.trim_end();
            let (after, found) = parser(self.text.get(at..)?).ok()?;
            counts(self, before, after).then_some(found)
        })
    }

    fn is_dated_by(&self, before: &str, after: &str) -> bool {
        (self.is_title && is_separated(before) && stands_alone(after))
            || (has_label(before) && stands_alone(after))
            || (self.has_place && is_separated(before) && dash(after).is_ok())
    }

    /// Without a year a date looks like much else: it must end the line, or what a wire puts
    /// before its text.
    fn is_dated_by_end(&self, before: &str, after: &str) -> bool {
        is_separated(before)
            && ((self.is_title && after.is_empty()) || (self.has_place && dash(after).is_ok()))
    }
}

fn is_separated(before: &str) -> bool {
    before.is_empty() || before.ends_with(SEPARATORS)
}

/// Bytes at which a word or number begins.
fn word_starts(line: &str) -> impl Iterator<Item = usize> + '_ {
    let mut inside = false;
    line.char_indices().filter_map(move |(at, c)| {
        let opens = c.is_alphanumeric() && !inside;
        inside = c.is_alphanumeric();
        opens.then_some(at)
    })
}

// "(Wire) - ", " — ", ") -"
fn dash(input: &str) -> IResult<&str, ()> {
    let agency = delimited(char('('), is_not("()"), char(')'));
    let mark = tag("--").map(drop).or(one_of("-–—").map(drop));
    (opt(char(')')), space0, opt(agency), space0, mark)
        .map(drop)
        .parse(input)
}

/// Whether what follows a date does not go on with it: the end, a mark, a time of day.
fn stands_alone(rest: &str) -> bool {
    let next = rest.trim_start();
    let glued = next.len() == rest.len();
    match next.chars().next() {
        None => true,
        Some(c) if SEPARATORS.contains(&c) => true,
        Some('T') => glued,
        Some(c) if c.is_ascii_digit() => !glued,
        Some(_) => ["at ", "by "].iter().any(|w| starts_with(next, w)),
    }
}

fn starts_with(text: &str, word: &str) -> bool {
    text.get(..word.len())
        .is_some_and(|t| t.eq_ignore_ascii_case(word))
}

// "Published:", "Last updated on"
fn has_label(before: &str) -> bool {
    let mut words = before
        .rsplit(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .take(2);
    let is_label = |word: &str| LABELS.iter().any(|l| word.eq_ignore_ascii_case(l));
    match words.next() {
        Some(word) if word.eq_ignore_ascii_case("on") => words.next().is_some_and(is_label),
        word => word.is_some_and(is_label),
    }
}

fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(['"', '\'', '”', '’', ')']);
    line.ends_with(['.', '!', '?', '…'])
}

// "OSLO", "NEW YORK", "ST. JOHN'S"
fn opens_in_capitals(line: &str) -> bool {
    let mut letters = line.chars().take(2);
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;
    use proptest::prelude::*;

    fn read(head: &str) -> String {
        let found = day(head).map(|d| d.to_string());
        let partly =
            || without_year(head).map(|d| format!("{}/{} {:?}", d.month, d.day, d.weekday));
        found.or_else(partly).unwrap_or("none".to_owned())
    }

    #[test]
    fn datelines_of_agencies_are_read() {
        assert_snapshot!(read("OSLO, March 3, 2025 (Wire) - Rain has stopped the ferries."), @"2025-03-03");
        assert_snapshot!(read("PORT ELLIS, Maine (June 24, 2026) — A clerk resigned."), @"2026-06-24");
        assert_snapshot!(read(&format!("BRNO, 4 May 2024 -- {}", "Trams stood still. ".repeat(30))), @"2024-05-04");
    }

    #[test]
    fn lines_that_are_only_a_date_are_read() {
        assert_snapshot!(read("Ferry strike ends\n\nSunday 12 April 2026\n\nThe strike is over."), @"2026-04-12");
        assert_snapshot!(read("Saturday, May 4, 2024"), @"2024-05-04");
    }

    #[test]
    fn lines_of_outlet_author_and_date_are_read() {
        assert_snapshot!(read("The Harbour Post / Opinion / June 28, 2026"), @"2026-06-28");
        assert_snapshot!(read("By Ana Ruiz | March 3, 2025"), @"2025-03-03");
        assert_snapshot!(read("Vol. 61, 5 February 2026, p. 34"), @"2026-02-05");
    }

    #[test]
    fn labels_are_read() {
        assert_snapshot!(read("Published: 3 May 2024"), @"2024-05-03");
        assert_snapshot!(read("Last updated on 3 May 2024 at 10 a.m."), @"2024-05-03");
        assert_snapshot!(read("Ferries stop Updated: 2024-05-03 13:14 By Staff"), @"2024-05-03");
    }

    #[test]
    fn dates_of_the_story_are_left_alone() {
        assert_snapshot!(read("On 3 May 2024 the ferries stopped."), @"none");
        assert_snapshot!(read("In Brno, 3 May 2024, a Friday, was wet."), @"none");
        assert_snapshot!(read("What we know of 3 May 2024"), @"none");
        assert_snapshot!(read("a\nb\nc\nd\ne\nf\n3 May 2024"), @"none");
    }

    #[test]
    fn datelines_without_a_year_give_the_day_of_the_year() {
        assert_snapshot!(read("OSLO, March 3 (Wire) - Rain has stopped the ferries."), @"3/3 None");
        assert_snapshot!(read("PORT ELLIS, Maine (June 24) — A clerk resigned."), @"6/24 None");
        assert_snapshot!(read("Ferry strike ends\n\nBrno, Tuesday 12 May"), @"5/12 Some(2)");
        assert_snapshot!(read("OSLO, March 3\n\nPublished 4 March 2025"), @"2025-03-04");
        assert_snapshot!(read("Strike of May 12"), @"none");
        assert_snapshot!(read("Ferries stop, May 12 to May 14"), @"none");
        assert_snapshot!(read("Brno, 30 February"), @"none");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text: String) {
            read(&text);
        }
    }
}
