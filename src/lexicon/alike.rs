//! `alike.yaml` and `frequencies.yaml`: which words speak of one thing, and how much a word tells.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::ListFile;
use crate::language::root::{self, Root};
use crate::yaml::{self, YamlError};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AlikeShape {
    alike: Vec<String>,
}

#[derive(Debug, Deserialize)]
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
    /// One in how many sentences a word of this root stands.
    one_in: FxHashMap<Root, u32>,
}

impl Alike {
    /// The root of a word, or that which stands for its group.
    pub fn root(&self, word: &str) -> Root {
        let own = root::root(word);
        self.groups.get(&own).copied().unwrap_or(own)
    }

    /// How telling a word is: 0 for one that stands everywhere, 1 for a rare one. The logarithm of
    /// one in how many sentences it stands (the inverse document frequency of Spärck Jones, 1972).
    pub fn rarity(&self, word: &str) -> f32 {
        match self.one_in.get(&root::root(word)) {
            Some(one_in) => ((*one_in as f32).ln() / RAREST.ln()).min(1.0),
            None => 1.0,
        }
    }

    pub(super) fn load_groups(&mut self, files: &[ListFile]) -> Result<(), YamlError> {
        for file in files {
            let shape: AlikeShape = yaml::read(&file.text, &file.path)?;
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

    pub(super) fn load_frequencies(&mut self, files: &[ListFile]) -> Result<(), YamlError> {
        for file in files {
            let shape: FrequencyShape = yaml::read(&file.text, &file.path)?;
            for (one_in, words) in shape.one_in {
                for word in words.split_whitespace() {
                    // The commonest form of a root speaks for it: tiers come in order.
                    self.one_in.entry(root::root(word)).or_insert(one_in);
                }
            }
        }
        Ok(())
    }
}
