//! `reporting.yaml`: verbs of saying.

use schemars::JsonSchema;
use serde::Deserialize;

use super::List;
use super::inflection::Inflection;
use crate::language::forms::Forms;
use crate::language::vocabulary::{Classes, Vocabulary};
use crate::yaml::YamlError;

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Shape {
    said_verbs: String,
    #[serde(rename = "neutral")]
    _neutral: String,
    #[serde(rename = "doubtful")]
    _doubtful: String,
    #[serde(rename = "attribution_phrases")]
    _attribution_phrases: Vec<String>,
    #[serde(rename = "hedges")]
    _hedges: Vec<String>,
    #[serde(rename = "future")]
    _future: Vec<String>,
    #[serde(rename = "conditional")]
    _conditional: Vec<String>,
}

pub(super) fn load(
    lists: &[List<'_>],
    inflection: &Inflection,
    words: &mut Vocabulary,
) -> Result<(), Vec<YamlError>> {
    for list in lists {
        let shape: Shape = list.read()?;
        for verb in shape.said_verbs.split_whitespace() {
            let forms = Forms {
                vocabulary: words,
                inflection,
            };
            for form in forms.verb_forms(verb) {
                words.classify(&form, Classes::SAYING);
            }
        }
    }
    Ok(())
}
