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
        Content::Value { words, .. } => one_line(words.of(text)),
    }
}

/// The part as keys that do not depend on wording: of each name or owner, of the head, of the
/// family.
pub fn keys_of_part(part: &Part) -> Vec<String> {
    let keys = |names: &[Name]| names.iter().map(|n| n.key.clone()).collect::<Vec<_>>();
    match &part.content {
        Content::Names { names, .. } => keys(names),
        Content::Thing { owner, stems, .. } => {
            let mut keys = keys(owner);
            keys.extend(stems.last().map(|head| format!("/{head}")));
            keys
        }
        Content::Noun { family, .. } => vec![family.clone()],
        Content::Value { value, .. } => vec![value.canonical()],
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
