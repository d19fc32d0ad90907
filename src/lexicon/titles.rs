//! `titles.yaml` and `given_names.yaml`: what tells that a name is a person's.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::Deserialize;

use super::List;
use crate::language::tokens::Tokens;
use crate::language::vocabulary::{Classes, Vocabulary, WordId};
use crate::yaml::YamlError;

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct TitlesShape {
    honorifics: Vec<String>,
    female_honorifics: Vec<String>,
    male_honorifics: Vec<String>,
    offices: Vec<String>,
    office_modifiers: Vec<String>,
    postnominals: Vec<String>,
    collectives: Vec<String>,
    collective_types: BTreeMap<String, String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct GivenShape {
    female: String,
    male: String,
    either: String,
    also_words: String,
}

/// Grammatical gender, for "he" and "she".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// "she"
    Female,
    /// "he"
    Male,
}

/// What "both powers", "the two firms" stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Collective {
    /// "powers", "states"
    Countries,
    /// "men", "leaders"
    Persons,
    /// "firms", "parties"
    Organisations,
    /// "sides", "allies"
    Any,
}

/// Titles, offices and given names.
#[derive(Debug, Default)]
pub struct Titles {
    genders: FxHashMap<WordId, Gender>,
    /// Multi-word offices ("prime minister") by their last word; one-word offices have an empty list.
    offices: FxHashMap<WordId, Vec<Box<[WordId]>>>,
    modifiers: FxHashSet<WordId>,
    postnominals: FxHashSet<WordId>,
    collectives: FxHashMap<WordId, Collective>,
}

/// An office has at most this many words.
const LONGEST_OFFICE: usize = 5;

impl Titles {
    /// The gender that an honorific or given name tells.
    pub fn gender(&self, word: WordId) -> Option<Gender> {
        self.genders.get(&word).copied()
    }

    /// Whether the word ends an office ("minister", "president").
    pub fn is_office(&self, word: WordId) -> bool {
        self.offices.contains_key(&word)
    }

    /// Whether the word stands for an honour or degree behind a name ("OBE").
    pub fn is_postnominal(&self, word: WordId) -> bool {
        self.postnominals.contains(&word)
    }

    /// How many tokens the office at the front of `input` has, words such as "former" included: 2
    /// for "Foreign Minister", 0 where there is none.
    pub fn office_length(&self, input: &Tokens<'_>) -> usize {
        // Most names begin with a word that no list knows.
        if input.first().is_none_or(|t| !t.word.is_known()) {
            return 0;
        }
        let modifiers = (0..LONGEST_OFFICE)
            .take_while(|n| {
                input
                    .peek(*n)
                    .is_some_and(|t| self.modifiers.contains(&t.word))
            })
            .count();
        let input = input.skip(modifiers);
        let ends_at = |n: usize| {
            let last = input.peek(n)?;
            let offices = self.offices.get(&last.word)?;
            let fits = |before: &[WordId]| {
                before.len() == n && before.iter().enumerate().all(|(i, w)| input.is(i, *w))
            };
            offices.iter().any(|o| fits(o)).then_some(modifiers + n + 1)
        };
        (0..LONGEST_OFFICE).rev().find_map(ends_at).unwrap_or(0)
    }

    /// What the plural noun can stand for after "both" or "the two".
    pub fn collective(&self, word: WordId) -> Option<Collective> {
        self.collectives.get(&word).copied()
    }

    pub(super) fn load_titles(
        &mut self,
        lists: &[List<'_>],
        words: &mut Vocabulary,
    ) -> Result<(), Vec<YamlError>> {
        for list in lists {
            let shape: TitlesShape = list.read()?;
            for title in &shape.honorifics {
                words.classify(title, Classes::TITLE);
            }
            let gendered = [
                (&shape.female_honorifics, Gender::Female),
                (&shape.male_honorifics, Gender::Male),
            ];
            for (list, gender) in gendered {
                for title in list {
                    let id = words.classify(title, Classes::TITLE);
                    self.genders.insert(id, gender);
                }
            }
            for modifier in &shape.office_modifiers {
                self.modifiers.insert(words.intern(modifier));
            }
            for letters in &shape.postnominals {
                self.postnominals.insert(words.intern(letters));
            }
            for office in &shape.offices {
                let ids: Vec<WordId> = office
                    .split([' ', '-'])
                    .filter(|w| !w.is_empty())
                    .map(|w| words.intern(w))
                    .collect();
                if let Some((last, before)) = ids.split_last() {
                    self.offices.entry(*last).or_default().push(before.into());
                }
            }
            for noun in &shape.collectives {
                let kind = match shape.collective_types.get(noun).map(String::as_str) {
                    Some("country") => Collective::Countries,
                    Some("person") => Collective::Persons,
                    Some("organisation") => Collective::Organisations,
                    _ => Collective::Any,
                };
                let id = words.classify(noun, Classes::COLLECTIVE);
                self.collectives.insert(id, kind);
            }
        }
        Ok(())
    }

    pub(super) fn load_given_names(
        &mut self,
        lists: &[List<'_>],
        words: &mut Vocabulary,
    ) -> Result<(), Vec<YamlError>> {
        for list in lists {
            let shape: GivenShape = list.read()?;
            let lists = [
                (&shape.female, Some(Gender::Female)),
                (&shape.male, Some(Gender::Male)),
                (&shape.either, None),
                (&shape.also_words, None),
            ];
            for (names, gender) in lists {
                for name in names.split_whitespace() {
                    let id = words.classify(name, Classes::GIVEN_NAME);
                    if let Some(gender) = gender {
                        self.genders.entry(id).or_insert(gender);
                    }
                }
            }
        }
        Ok(())
    }
}
