//! Subjects in words, and as stable keys.

use crate::claim::{Content, Name, Part, and_list};

/// What a part of a subject is, for a person: "Iran and Russia", "China's oil imports".
/// `text` is the text of the document that it stands in.
pub fn of_part(part: &Part, text: &str) -> String {
    match &part.content {
        Content::Names { names, .. } => and_list(names),
        Content::Thing { owner, words, .. } => {
            let noun = one_line(words.of(text));
            if owner.is_empty() {
                noun
            } else {
                format!("{}: {noun}", and_list(owner))
            }
        }
        Content::Noun { words, family, .. } => {
            let noun = one_line(words.of(text));
            if noun.len() <= 5 {
                family.clone()
            } else {
                noun
            }
        }
        Content::Value(value) => value.canonical(),
    }
}

/// The part as a key that does not depend on wording: names, owner and head, family.
pub fn key_of_part(part: &Part) -> String {
    let keys = |names: &[Name]| {
        let mut keys: Vec<&str> = names.iter().map(|n| n.key.as_str()).collect();
        keys.sort_unstable();
        keys.join("+")
    };
    match &part.content {
        Content::Names { names, .. } => keys(names),
        Content::Thing { owner, stems, .. } => {
            format!(
                "{}/{}",
                keys(owner),
                stems.last().map(String::as_str).unwrap_or_default()
            )
        }
        Content::Noun { family, .. } => family.clone(),
        Content::Value(value) => value.canonical(),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
