//! `abbreviations.yaml`: words whose full stop does not end a sentence.

use schemars::JsonSchema;
use serde::Deserialize;

use super::List;
use crate::language::vocabulary::{Classes, Vocabulary};
use crate::yaml::YamlError;

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Shape {
    /// Never the end: "Mr.", "No."
    #[serde(default)]
    never_end: Vec<String>,
    /// The end where a capitalised function word follows: "U.S.", "p.m."
    #[serde(default)]
    may_end: Vec<String>,
}

pub(super) fn load(lists: &[List<'_>], vocabulary: &mut Vocabulary) -> Result<(), Vec<YamlError>> {
    for list in lists {
        let shape: Shape = list.read()?;
        for word in shape.never_end {
            vocabulary.classify(&word, Classes::ABBREVIATION);
        }
        for word in shape.may_end {
            vocabulary.intern(&word);
        }
    }
    Ok(())
}
