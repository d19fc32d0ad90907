//! `numbers.yaml`: number words and what they stand for.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::ListFile;
use crate::language::vocabulary::{Classes, Vocabulary, WordId};
use crate::yaml::{self, YamlError};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    #[serde(default)]
    cardinals: BTreeMap<String, f64>,
    #[serde(default)]
    multipliers: BTreeMap<String, f64>,
}

/// The part that a number word plays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NumberWord {
    /// "three", "twenty": adds up.
    Cardinal(f64),
    /// "hundred", "million": multiplies what stands before it.
    Multiplier(f64),
}

/// Number words by their place in the vocabulary.
#[derive(Debug, Default)]
pub struct Numbers {
    words: FxHashMap<WordId, NumberWord>,
}

impl Numbers {
    /// What the word stands for, if it is a number word.
    pub fn get(&self, word: WordId) -> Option<NumberWord> {
        self.words.get(&word).copied()
    }

    pub(super) fn load(
        &mut self,
        files: &[ListFile],
        vocabulary: &mut Vocabulary,
    ) -> Result<(), YamlError> {
        for file in files {
            let shape: Shape = yaml::read(&file.text, &file.path)?;
            let cardinals = shape
                .cardinals
                .into_iter()
                .map(|(w, n)| (w, NumberWord::Cardinal(n)));
            let multipliers = shape
                .multipliers
                .into_iter()
                .map(|(w, n)| (w, NumberWord::Multiplier(n)));
            for (word, meaning) in cardinals.chain(multipliers) {
                let id = vocabulary.classify(&word, Classes::NUMBER);
                self.words.insert(id, meaning);
            }
        }
        Ok(())
    }
}
