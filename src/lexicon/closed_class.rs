//! `closed_class.yaml`: the words that hold sentences together.

use schemars::JsonSchema;
use serde::Deserialize;

use super::List;
use crate::language::vocabulary::{Classes, Vocabulary};
use crate::yaml::YamlError;

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Shape {
    determiners: String,
    possessives: String,
    personal_pronouns: String,
    reflexives: String,
    relatives: String,
    interrogatives: String,
    prepositions: String,
    conjunctions: String,
    subordinators: String,
    auxiliaries: String,
    modals: String,
    negators: String,
    quantifiers: String,
    intensifiers: String,
    discourse_adverbs: String,
    complex_prepositions: Vec<String>,
    negating_phrases: Vec<String>,
}

pub(super) fn load(lists: &[List<'_>], vocabulary: &mut Vocabulary) -> Result<(), Vec<YamlError>> {
    for list in lists {
        let shape: Shape = list.read()?;
        let f = Classes::FUNCTION;
        let lists = [
            (&shape.determiners, f | Classes::DETERMINER),
            (
                &shape.possessives,
                f | Classes::DETERMINER | Classes::PRONOUN,
            ),
            (&shape.personal_pronouns, f | Classes::PRONOUN),
            (&shape.reflexives, f | Classes::PRONOUN),
            (&shape.relatives, f | Classes::CLAUSE),
            (&shape.interrogatives, f | Classes::CLAUSE),
            (&shape.prepositions, f | Classes::PREPOSITION),
            (&shape.conjunctions, f | Classes::CONJUNCTION),
            (&shape.subordinators, f | Classes::CLAUSE),
            (&shape.auxiliaries, f | Classes::AUXILIARY),
            (&shape.modals, f | Classes::AUXILIARY),
            (&shape.negators, f | Classes::NEGATION),
            (&shape.quantifiers, f),
            (&shape.intensifiers, f | Classes::ADVERB),
            (&shape.discourse_adverbs, f | Classes::ADVERB),
        ];
        for (words, classes) in lists {
            for word in words.split_whitespace() {
                vocabulary.classify(word, classes);
            }
        }
        let phrases = shape
            .complex_prepositions
            .iter()
            .chain(&shape.negating_phrases);
        for word in phrases.flat_map(|p| p.split_whitespace()) {
            vocabulary.intern(word);
        }
    }
    Ok(())
}
