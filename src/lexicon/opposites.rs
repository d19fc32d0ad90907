//! `opposites.yaml`: words that cannot both hold of one thing at one time.

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Deserialize;
use smallvec::SmallVec;

use super::List;
use super::inflection::Inflection;
use crate::language::forms::Forms;
use crate::language::vocabulary::{Vocabulary, WordId};
use crate::yaml::YamlError;

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Shape {
    pairs: Vec<[String; 2]>,
}

/// For each form of a listed word the pairs that it stands in, and on which side.
#[derive(Debug, Default)]
pub struct Opposites {
    sides: FxHashMap<WordId, SmallVec<[(u32, bool); 2]>>,
}

impl Opposites {
    /// Whether the two words stand on the two sides of one pair.
    pub fn are(&self, a: WordId, b: WordId) -> bool {
        match (self.sides.get(&a), self.sides.get(&b)) {
            (Some(x), Some(y)) => x
                .iter()
                .any(|(pair, side)| y.iter().any(|(p, s)| p == pair && s != side)),
            _ => false,
        }
    }

    pub(super) fn load(
        &mut self,
        lists: &[List<'_>],
        inflection: &Inflection,
        words: &mut Vocabulary,
    ) -> Result<(), Vec<YamlError>> {
        let mut number = 0;
        for list in lists {
            let shape: Shape = list.read()?;
            // Most words stand in several pairs.
            let mut forms: FxHashMap<&str, Vec<WordId>> = FxHashMap::default();
            for pair in &shape.pairs {
                for (word, side) in pair.iter().zip([false, true]) {
                    let forms = forms
                        .entry(word)
                        .or_insert_with(|| forms_of(word, inflection, words));
                    for form in forms {
                        self.sides.entry(*form).or_default().push((number, side));
                    }
                }
                number += 1;
            }
        }
        Ok(())
    }
}

/// All forms of a word; none where it is several words: those are for grammars that know more.
fn forms_of(word: &str, inflection: &Inflection, words: &mut Vocabulary) -> Vec<WordId> {
    if word.contains(' ') {
        return Vec::new();
    }
    let forms = Forms {
        vocabulary: words,
        inflection,
    };
    let forms = forms.all_forms(word);
    forms.iter().map(|form| words.intern(form)).collect()
}
