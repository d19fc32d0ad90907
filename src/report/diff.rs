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

/// The difference between two texts: by words, or by characters where both are one word.
pub(super) fn runs(a: &str, b: &str) -> Vec<Run> {
    let one_word = |s: &str| !s.trim().contains(char::is_whitespace);
    let mut runs: Vec<Run> = Vec::new();
    let mut push = |tag: ChangeTag, text: &str| {
        let same_kind = match (runs.last_mut(), tag) {
            (Some(Run::Same(t)), ChangeTag::Equal)
            | (Some(Run::Removed(t)), ChangeTag::Delete)
            | (Some(Run::Added(t)), ChangeTag::Insert) => Some(t),
            _ => None,
        };
        match (same_kind, tag) {
            (Some(t), _) => t.push_str(text),
            (None, ChangeTag::Equal) => runs.push(Run::Same(text.to_owned())),
            (None, ChangeTag::Delete) => runs.push(Run::Removed(text.to_owned())),
            (None, ChangeTag::Insert) => runs.push(Run::Added(text.to_owned())),
        }
    };
    if one_word(a) && one_word(b) {
        let diff = TextDiff::from_chars(a, b);
        for change in diff.iter_all_changes() {
            push(change.tag(), change.value());
        }
    } else {
        let diff = TextDiff::from_words(a, b);
        for change in diff.iter_all_changes() {
            push(change.tag(), change.value());
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

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
        assert_snapshot!(show("20-year", "25-year"), @"2[-0-]{+5+}-year");
        assert_snapshot!(show("we lost the vote", "we did not lose the vote"), @"we [-lost-]{+did not lose+} the vote");
    }
}
