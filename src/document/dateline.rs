//! The day of an article by its first lines, where no metadata gives one.
//!
//! | line | why it counts |
//! |---|---|
//! | `OSLO, March 3, 2025 (Wire) - Rain …` | a place in capitals, a dash behind the date |
//! | `Sunday 12 April 2026` | nothing but the date |
//! | `The Harbour Post / Opinion / June 28, 2026` | stands between marks, in a line that is no sentence |
//! | `Published: 3 May 2024 10:15`, `Updated 3 May 2024` | a label |
//!
//! "On 3 May 2024 the minister said …" is the story, not its date. A dateline without a year
//! ("OSLO, March 3") gives none.

use nom::bytes::complete::{is_not, tag};
use nom::character::complete::{char, one_of, space0};
use nom::combinator::opt;
use nom::sequence::delimited;
use nom::{IResult, Parser};

use super::date::date;
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
pub(super) fn find(article: &str) -> Option<Day> {
    let lines = article.lines().map(str::trim).filter(|l| !l.is_empty());
    lines.take(HEAD_LINES).find_map(in_line)
}

fn in_line(line: &str) -> Option<Day> {
    let cut = line.char_indices().nth(LINE_CHARS).map(|(at, _)| at);
    let head = line.get(..cut.unwrap_or(line.len()))?;
    let is_title = cut.is_none() && !ends_sentence(line);
    let place = opens_in_capitals(head);
    word_starts(head).find_map(|at| {
        let (before, from) = (head.get(..at)?.trim_end(), head.get(at..)?);
        let (rest, day) = date(from).ok()?;
        let separated = before.is_empty() || before.ends_with(SEPARATORS);
        let counts = (is_title && separated && stands_alone(rest))
            || (has_label(before) && stands_alone(rest))
            || (place && separated && dash(rest).is_ok());
        counts.then_some(day)
    })
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
        find(head).map_or("none".to_owned(), |d| d.to_string())
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
    fn a_dateline_without_a_year_gives_none() {
        assert_snapshot!(read("OSLO, March 3 (Wire) - Rain has stopped the ferries."), @"none");
        assert_snapshot!(read("Tuesday 12 May"), @"none");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text: String) {
            find(&text);
        }
    }
}
