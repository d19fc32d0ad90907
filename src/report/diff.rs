//! What differs between two texts, word by word.

use similar::{ChangeTag, TextDiff};

/// A run of words of a diff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Run {
    /// In both.
    Same(String),
    /// In the first text alone.
    Removed(String),
    /// In the second text alone.
    Added(String),
}

/// The difference between two texts: by words and figures ("20" of "20-year"), or by characters
/// where both are one word without a figure.
pub(super) fn runs(a: &str, b: &str) -> Vec<Run> {
    let one_word = |s: &str| s.chars().all(char::is_alphabetic);
    let by = if one_word(a) && one_word(b) {
        characters
    } else {
        words
    };
    let (a, b) = (by(a), by(b));
    let mut runs: Vec<Run> = Vec::new();
    for change in TextDiff::from_slices(&a, &b).iter_all_changes() {
        let text = change.value();
        match (change.tag(), runs.last_mut()) {
            (ChangeTag::Equal, Some(Run::Same(t)))
            | (ChangeTag::Delete, Some(Run::Removed(t)))
            | (ChangeTag::Insert, Some(Run::Added(t))) => t.push_str(text),
            (ChangeTag::Equal, _) => runs.push(Run::Same(text.to_owned())),
            (ChangeTag::Delete, _) => runs.push(Run::Removed(text.to_owned())),
            (ChangeTag::Insert, _) => runs.push(Run::Added(text.to_owned())),
        }
    }
    joined(runs)
}

/// Changes that only white space parts are one change: nobody reads "a [-new-] [-old-] hat".
/// `Same` and `Removed` together still make the first text.
fn joined(runs: Vec<Run>) -> Vec<Run> {
    let mut joined = Vec::new();
    let (mut removed, mut added) = (String::new(), String::new());
    let mut rest = runs.into_iter().peekable();
    while let Some(run) = rest.next() {
        match run {
            Run::Removed(text) => removed.push_str(&text),
            Run::Added(text) => added.push_str(&text),
            Run::Same(text) => {
                let goes_on = rest.peek().is_some();
                if text.trim().is_empty() && goes_on && !removed.is_empty() {
                    removed.push_str(&text);
                    if !added.is_empty() {
                        added.push_str(&text);
                    }
                } else {
                    flush(&mut removed, &mut added, &mut joined);
                    joined.push(Run::Same(text));
                }
            }
        }
    }
    flush(&mut removed, &mut added, &mut joined);
    joined
}

fn flush(removed: &mut String, added: &mut String, runs: &mut Vec<Run>) {
    for (text, run) in [
        (removed, Run::Removed as fn(String) -> Run),
        (added, Run::Added),
    ] {
        if !text.is_empty() {
            runs.push(run(std::mem::take(text)));
        }
    }
}

fn characters(text: &str) -> Vec<&str> {
    text.split_inclusive(|_: char| true).collect()
}

/// Words and numbers, each with the marks inside it ("don’t", "1,200"), and what stands between.
fn words(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    let mut before: Option<char> = None;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let glued = before.is_some_and(|b| {
            let inside = |around: fn(char) -> bool| around(b) && next.is_some_and(around);
            match c {
                '’' | '\'' => inside(char::is_alphabetic),
                '.' | ',' => inside(|c| c.is_ascii_digit()),
                _ => {
                    let mark = matches!(b, '’' | '\'' | '.' | ',') && at > start + b.len_utf8();
                    c.is_alphanumeric() && (b.is_alphanumeric() || mark)
                }
            }
        });
        if at > start && !glued {
            parts.extend(text.get(start..at));
            start = at;
        }
        before = Some(c);
    }
    parts.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;
    use proptest::prelude::*;

    fn show(a: &str, b: &str) -> String {
        runs(a, b)
            .iter()
            .map(|r| match r {
                Run::Same(t) => t.clone(),
                Run::Removed(t) => format!("[-{t}-]"),
                Run::Added(t) => format!("{{+{t}+}}"),
            })
            .collect()
    }

    #[test]
    fn one_word_is_compared_by_characters_and_more_by_words() {
        assert_snapshot!(show("Torvald", "Thorvald"), @"T{+h+}orvald");
        assert_snapshot!(show("20-year", "25-year"), @"[-20-]{+25+}-year");
        assert_snapshot!(show("we lost the vote", "we did not lose the vote"), @"we [-lost-]{+did not lose+} the vote");
    }

    #[test]
    fn changes_that_white_space_parts_are_one_change() {
        assert_snapshot!(show("one two", "three four"), @"[-one two-]{+three four+}");
        assert_snapshot!(show("a new hat", "a hat"), @"a [-new -]hat");
    }

    proptest! {
        #[test]
        fn the_first_text_is_what_is_same_and_what_is_removed(a in "[ab ,]{0,12}", b in "[ab ,]{0,12}") {
            let first: String = runs(&a, &b)
                .iter()
                .map(|r| match r {
                    Run::Same(t) | Run::Removed(t) => t.as_str(),
                    Run::Added(_) => "",
                })
                .collect();
            prop_assert_eq!(first, a);
        }
    }

    #[test]
    fn marks_inside_words_and_numbers_part_nothing() {
        assert_eq!(
            words("don’t pay 1,200.50, he"),
            ["don’t", " ", "pay", " ", "1,200.50", ",", " ", "he"]
        );
        assert_eq!(words("a. b"), ["a", ".", " ", "b"]);
    }
}
