//! `implicatives.yaml`: verbs that make what follows them true or false: "managed to",
//! "refrained from".

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Deserialize;
use smallvec::SmallVec;

use super::List;
use super::inflection::Inflection;
use crate::language::forms::Forms;
use crate::language::tokens::Source;
use crate::language::vocabulary::{Classes, Vocabulary, WordId};
use crate::yaml::YamlError;

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Shape {
    positive: Vec<String>,
    negative: Vec<String>,
    denials: Vec<String>,
}

type Sequence = SmallVec<[WordId; 4]>;

/// Implicative phrases, looked up by their last word.
#[derive(Debug, Default)]
pub struct Implicatives {
    positive: FxHashMap<WordId, Vec<Sequence>>,
    negative: FxHashMap<WordId, Vec<Sequence>>,
}

impl Implicatives {
    /// If a phrase such as "failed to" ends at token `last`: the index of its first token. Does
    /// not look left of `from`.
    pub fn negative_at(&self, source: Source<'_>, last: usize, from: usize) -> Option<usize> {
        ends_at(&self.negative, source, last, from)
    }

    /// The same for phrases such as "managed to".
    pub fn positive_at(&self, source: Source<'_>, last: usize, from: usize) -> Option<usize> {
        ends_at(&self.positive, source, last, from)
    }

    pub(super) fn load(
        &mut self,
        lists: &[List<'_>],
        inflection: &Inflection,
        words: &mut Vocabulary,
    ) -> Result<(), Vec<YamlError>> {
        for list in lists {
            let shape: Shape = list.read()?;
            for phrase in &shape.positive {
                add(&mut self.positive, phrase, inflection, words);
            }
            for phrase in shape.negative.iter().chain(&shape.denials) {
                add(&mut self.negative, phrase, inflection, words);
            }
        }
        Ok(())
    }
}

fn add(
    table: &mut FxHashMap<WordId, Vec<Sequence>>,
    phrase: &str,
    inflection: &Inflection,
    words: &mut Vocabulary,
) {
    let mut parts = phrase.split_whitespace();
    let Some(verb) = parts.next() else { return };
    let rest: Sequence = parts.map(|w| words.intern(w)).collect();
    let forms = Forms {
        vocabulary: words,
        inflection,
    };
    for form in forms.verb_forms(verb) {
        let mut sequence: Sequence = SmallVec::new();
        sequence.push(words.classify(&form, Classes::IMPLICATIVE));
        sequence.extend(rest.iter().copied());
        if let Some(last) = sequence.pop() {
            table.entry(last).or_default().push(sequence);
        }
    }
}

fn ends_at(
    table: &FxHashMap<WordId, Vec<Sequence>>,
    source: Source<'_>,
    last: usize,
    from: usize,
) -> Option<usize> {
    let word = source.tokens.get(last)?.word;
    table.get(&word)?.iter().find_map(|before| {
        let first = last.checked_sub(before.len()).filter(|f| *f >= from)?;
        let matches = source
            .tokens
            .get(first..last)?
            .iter()
            .zip(before)
            .all(|(t, w)| t.word == *w);
        matches.then_some(first)
    })
}
