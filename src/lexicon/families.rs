//! `families.yaml`: words that rules treat as one, such as all words for "agreement".

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::List;
use super::inflection::Inflection;
use crate::language::forms::Forms;
use crate::language::vocabulary::{Vocabulary, WordId};
use crate::yaml::YamlError;

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Shape {
    families: BTreeMap<String, FamilyShape>,
}

/// One family as an editor writes it; words of several parts are written with spaces.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct FamilyShape {
    /// Verbs, matched in any form: "sign seal".
    verbs: String,
    /// Nouns, matched in singular and plural: "treaty pact".
    nouns: String,
    /// Words matched as they stand (adjectives, adverbs).
    words: String,
    /// Several words that act as one, the first in any form: "bring down".
    phrases: Vec<String>,
}

/// Part of speech of a family's member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A verb form that is no participle: "signs", "signing".
    Verb,
    /// A verb form that can be a past participle: "signed".
    Participle,
    /// A noun.
    Noun,
    /// Anything else.
    Word,
}

/// One word form of a family, or the first of several words.
#[derive(Clone, Debug)]
pub struct Member {
    /// The word, or the first of several.
    pub word: WordId,
    /// The words after it.
    pub rest: Box<[WordId]>,
    /// What it is.
    pub part: Part,
}

/// Words that rules treat as one.
#[derive(Clone, Debug, Default)]
pub struct Family {
    /// All forms of all its words, ordered by word, longer members first.
    pub members: Vec<Member>,
    /// Whether some of them are verbs.
    pub has_verbs: bool,
    /// Whether some of them are nouns.
    pub has_nouns: bool,
}

/// All families by name.
#[derive(Debug, Default)]
pub struct Families {
    families: FxHashMap<String, Family>,
}

impl Families {
    /// The family of that name.
    pub fn get(&self, name: &str) -> Option<&Family> {
        self.families.get(name)
    }

    /// Names of all families, in order of the alphabet.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.families.keys().map(String::as_str).collect();
        names.sort_unstable();
        names
    }

    pub(super) fn load(
        &mut self,
        lists: &[List<'_>],
        inflection: &Inflection,
        words: &mut Vocabulary,
    ) -> Result<(), Vec<YamlError>> {
        for list in lists {
            let shape: Shape = list.read()?;
            for (name, family) in &shape.families {
                self.add(name, family, inflection, words);
            }
        }
        Ok(())
    }

    /// Adds words to the family of that name, which need not exist yet.
    pub(crate) fn add(
        &mut self,
        name: &str,
        family: &FamilyShape,
        inflection: &Inflection,
        words: &mut Vocabulary,
    ) {
        let entry = self.families.entry(name.to_owned()).or_default();
        let members = &mut entry.members;
        for verb in family.verbs.split_whitespace() {
            add_verb(verb, &[], inflection, words, members);
        }
        for noun in family.nouns.split_whitespace() {
            let plural = forms(inflection, words).plural(noun).into_owned();
            push(noun, &[], Part::Noun, words, members);
            push(&plural, &[], Part::Noun, words, members);
        }
        for word in family.words.split_whitespace() {
            push(word, &[], Part::Word, words, members);
        }
        for phrase in &family.phrases {
            let mut parts = phrase.split_whitespace();
            if let Some(first) = parts.next() {
                let rest: Vec<&str> = parts.collect();
                add_verb(first, &rest, inflection, words, members);
                if !members.iter().any(|m| words.word(m.word) == first) {
                    push(first, &rest, Part::Word, words, members);
                }
            }
        }
        members.sort_by_key(|m| (m.word, std::cmp::Reverse(m.rest.len())));
        members.dedup_by(|b, a| a.word == b.word && a.rest == b.rest && a.part == b.part);
        let is_verb = |m: &Member| matches!(m.part, Part::Verb | Part::Participle);
        entry.has_verbs = entry.members.iter().any(is_verb);
        entry.has_nouns = entry.members.iter().any(|m| m.part == Part::Noun);
    }
}

fn forms<'a>(inflection: &'a Inflection, vocabulary: &'a Vocabulary) -> Forms<'a> {
    Forms {
        vocabulary,
        inflection,
    }
}

fn add_verb(
    lemma: &str,
    rest: &[&str],
    inflection: &Inflection,
    words: &mut Vocabulary,
    members: &mut Vec<Member>,
) {
    for form in forms(inflection, words).verb_forms(lemma) {
        let part = match Forms::is_participle(lemma, &form) {
            true => Part::Participle,
            false => Part::Verb,
        };
        push(&form, rest, part, words, members);
    }
}

fn push(form: &str, rest: &[&str], part: Part, words: &mut Vocabulary, members: &mut Vec<Member>) {
    let word = words.intern(form);
    let rest = rest.iter().map(|w| words.intern(w)).collect();
    members.push(Member { word, rest, part });
}

impl Family {
    /// The members that begin with `word`, longest first.
    pub fn starting_with(&self, word: WordId) -> impl Iterator<Item = &Member> {
        let from = self.members.partition_point(|m| m.word < word);
        self.members
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take_while(move |m| m.word == word)
    }
}
