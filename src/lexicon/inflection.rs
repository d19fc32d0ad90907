//! `inflection.yaml`: the word forms that the regular endings do not give.

use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::Deserialize;
use smallvec::SmallVec;

use super::List;
use crate::language::vocabulary::{Vocabulary, WordId};
use crate::yaml::YamlError;

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Shape {
    /// One word a line, dictionary form first, commas between.
    verbs: String,
    doubling: String,
    nouns: String,
    uncountable_s: String,
    adjectives: String,
}

/// Dictionary form → other forms, and back.
#[derive(Debug, Default)]
struct Irregular {
    forms: FxHashMap<WordId, SmallVec<[WordId; 3]>>,
    lemmas: FxHashMap<WordId, SmallVec<[WordId; 2]>>,
}

impl Irregular {
    fn add(&mut self, lines: &str, vocabulary: &mut Vocabulary) {
        for line in lines.lines() {
            let mut words = line.split(',').map(|w| vocabulary.intern(w.trim()));
            let Some(lemma) = words.next().filter(|w| w.is_known()) else {
                continue;
            };
            for form in words {
                self.forms.entry(lemma).or_default().push(form);
                self.lemmas.entry(form).or_default().push(lemma);
            }
        }
    }

    fn forms(&self, lemma: WordId) -> &[WordId] {
        self.forms.get(&lemma).map(|f| &**f).unwrap_or_default()
    }

    fn lemmas(&self, form: WordId) -> &[WordId] {
        self.lemmas.get(&form).map(|l| &**l).unwrap_or_default()
    }
}

/// Irregular forms by their place in the vocabulary. `language::forms` adds the regular ones.
#[derive(Debug, Default)]
pub struct Inflection {
    verbs: Irregular,
    nouns: Irregular,
    adjectives: Irregular,
    doubling: FxHashSet<WordId>,
    fixed_s: FxHashSet<WordId>,
}

impl Inflection {
    /// Irregular forms of a verb.
    pub fn verb_forms(&self, lemma: WordId) -> &[WordId] {
        self.verbs.forms(lemma)
    }

    /// Verbs that the word is an irregular form of.
    pub fn verb_lemmas(&self, form: WordId) -> &[WordId] {
        self.verbs.lemmas(form)
    }

    /// Irregular forms of verbs and nouns that belong to one word alone, each with that word:
    /// "fell" and "fall", but not "found", which is a verb of its own.
    pub fn only_forms(&self) -> impl Iterator<Item = (WordId, WordId)> {
        let of_one = |irregular: &'_ Irregular, form: &WordId| match irregular.lemmas(*form) {
            [lemma] => Some(*lemma),
            _ => None,
        };
        let is_lemma = |word: &WordId| {
            self.verbs.forms.contains_key(word) || self.nouns.forms.contains_key(word)
        };
        [&self.verbs, &self.nouns]
            .into_iter()
            .flat_map(move |irregular| {
                let forms = irregular.lemmas.keys().copied();
                forms
                    .filter(move |form| !is_lemma(form))
                    .filter_map(move |form| Some((form, of_one(irregular, &form)?)))
            })
    }

    /// Whether the verb doubles its last letter before -ed and -ing.
    pub fn doubles(&self, verb: WordId) -> bool {
        self.doubling.contains(&verb)
    }

    /// Irregular plurals of a noun.
    pub fn plurals(&self, singular: WordId) -> &[WordId] {
        self.nouns.forms(singular)
    }

    /// Nouns that the word is an irregular plural of.
    pub fn singulars(&self, plural: WordId) -> &[WordId] {
        self.nouns.lemmas(plural)
    }

    /// Whether the word ends in an -s that is part of it: "news", "crisis".
    pub fn keeps_s(&self, word: WordId) -> bool {
        self.fixed_s.contains(&word)
    }

    /// Adjectives that the word is an irregular comparative or superlative of.
    pub fn positives(&self, form: WordId) -> &[WordId] {
        self.adjectives.lemmas(form)
    }

    pub(super) fn load(
        &mut self,
        lists: &[List<'_>],
        vocabulary: &mut Vocabulary,
    ) -> Result<(), Vec<YamlError>> {
        for list in lists {
            let shape: Shape = list.read()?;
            self.verbs.add(&shape.verbs, vocabulary);
            self.nouns.add(&shape.nouns, vocabulary);
            self.adjectives.add(&shape.adjectives, vocabulary);
            let mut set = |words: String, into: &mut FxHashSet<WordId>| {
                into.extend(words.split_whitespace().map(|w| vocabulary.intern(w)));
            };
            set(shape.doubling, &mut self.doubling);
            set(shape.uncountable_s, &mut self.fixed_s);
        }
        Ok(())
    }
}
