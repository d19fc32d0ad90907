//! `alike.yaml` and `frequencies.yaml`: which words speak of one thing, and how much a word tells.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::List;
use super::inflection::Inflection;
use crate::language::root::{self, Root};
use crate::language::vocabulary::{Vocabulary, WordId};
use crate::yaml::YamlError;

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AlikeShape {
    alike: Vec<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct FrequencyShape {
    one_in: BTreeMap<u32, String>,
}

/// A word that is not listed stands in fewer than one of so many sentences.
const RAREST: f32 = 4096.0;

/// What a word tells about what a sentence speaks of.
#[derive(Debug, Default)]
pub struct Alike {
    /// Root of the first word of its group, for roots that stand in one.
    groups: FxHashMap<Root, Root>,
    /// How telling the words of this root are.
    rarities: FxHashMap<Root, f32>,
    /// Roots and rarities of the known words that were asked for, by their numbers.
    asked: OnceLock<Vec<OnceLock<(Root, f32)>>>,
}

impl Alike {
    /// The root of a word, or that which stands for its group.
    pub fn root(&self, word: &str) -> Root {
        let own = root::root(word);
        self.groups.get(&own).copied().unwrap_or(own)
    }

    /// The root of a word as by [`Alike::root`], and how telling it is as by [`Alike::rarity`].
    pub fn root_and_rarity(&self, word: &str) -> (Root, f32) {
        let own = root::root(word);
        let root = self.groups.get(&own).copied().unwrap_or(own);
        (root, self.rarity_of(own))
    }

    /// The same for a word that the vocabulary knows; worked out once.
    pub fn root_and_rarity_of_known(&self, word: WordId, vocabulary: &Vocabulary) -> (Root, f32) {
        let asked = self
            .asked
            .get_or_init(|| vec![OnceLock::new(); vocabulary.len()]);
        let work_out = || self.root_and_rarity(vocabulary.word(word));
        match asked.get(word.0 as usize) {
            Some(known) => *known.get_or_init(work_out),
            None => work_out(),
        }
    }

    /// How telling a word is: 0 for one that stands everywhere, 1 for a rare one. The logarithm of
    /// one in how many sentences it stands (the inverse document frequency of Spärck Jones, 1972).
    pub fn rarity(&self, word: &str) -> f32 {
        self.rarity_of(root::root(word))
    }

    fn rarity_of(&self, root: Root) -> f32 {
        self.rarities.get(&root).copied().unwrap_or(1.0)
    }

    pub(super) fn load_groups(&mut self, lists: &[List<'_>]) -> Result<(), Vec<YamlError>> {
        for list in lists {
            let shape: AlikeShape = list.read()?;
            for group in shape.alike {
                let mut words = group.split_whitespace().map(root::root);
                let Some(first) = words.next() else { continue };
                self.groups.entry(first).or_insert(first);
                for word in words {
                    self.groups.entry(word).or_insert(first);
                }
            }
        }
        Ok(())
    }

    /// Gives irregular forms the root of their word. After the groups.
    pub(super) fn join_forms(&mut self, inflection: &Inflection, words: &Vocabulary) {
        for (form, lemma) in inflection.only_forms() {
            let root = self.root(words.word(lemma));
            let form = root::root(words.word(form));
            if form != root {
                self.groups.entry(form).or_insert(root);
            }
        }
    }

    pub(super) fn load_frequencies(&mut self, lists: &[List<'_>]) -> Result<(), Vec<YamlError>> {
        for list in lists {
            let shape: FrequencyShape = list.read()?;
            for (one_in, words) in shape.one_in {
                let rarity = ((one_in as f32).ln() / RAREST.ln()).min(1.0);
                for word in words.split_whitespace() {
                    // The commonest form of a root speaks for it: tiers come in order.
                    self.rarities.entry(root::root(word)).or_insert(rarity);
                }
            }
        }
        Ok(())
    }
}
