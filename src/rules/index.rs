//! Where to look for the phrases of all rules: at which words, and in which sentences at all.
//!
//! A phrase is tried where the words of its anchor stand. Most sentences that have such a word
//! lack another that the phrase cannot do without; so the lists of words that phrases need are
//! numbered, and a sentence is looked through once for which of them it has.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::sync::Arc;

use super::compiler::is_too_common;
use super::rule::{Filler, Node, Phrase, PhraseRef, Rule};
use crate::language::vocabulary::{Classes, Vocabulary, WordId};
use crate::lexicon::Lexicon;
use crate::value::{VALUE_KINDS, Value, ValueKind};

/// Pronouns that stand for a noun of a family: "it runs for ten years".
pub const NOUN_PRONOUNS: &[&str] = &["it", "which", "that"];

/// Number of a list of words of which a phrase needs one.
pub type Need = u16;

/// Where to look for phrases.
#[derive(Debug, Default)]
pub struct Index {
    by_word: FxHashMap<WordId, Entry>,
    by_value: Vec<(ValueKind, PhraseRef)>,
    needs: usize,
}

/// What hangs on a word.
#[derive(Debug, Default)]
pub struct Entry {
    /// The phrases to try at the word.
    pub phrases: Vec<PhraseRef>,
    /// The lists that it belongs to.
    needs: SmallVec<[Need; 4]>,
}

/// What a sentence has of what phrases need.
#[derive(Debug)]
pub struct Present {
    needs: Vec<u64>,
    kinds: u16,
    named: bool,
}

impl Present {
    /// Notes a word of the sentence.
    pub fn add(&mut self, entry: &Entry) {
        for need in &entry.needs {
            if let Some(bits) = self.needs.get_mut(usize::from(*need) / 64) {
                *bits |= 1 << (need % 64);
            }
        }
    }

    /// Notes a value of the sentence.
    pub fn add_value(&mut self, value: &Value, lexicon: &Lexicon) {
        for (_, kind) in VALUE_KINDS {
            if self.kinds & kind.bit() == 0 && value.is_kind(*kind, lexicon) {
                self.kinds |= kind.bit();
            }
        }
    }

    /// Notes that the sentence names somebody or something.
    pub fn add_name(&mut self) {
        self.named = true;
    }

    /// Whether the sentence has a word of each list, a value of each kind, and a name, as far as
    /// the phrase needs them.
    pub fn may_have(&self, phrase: &Phrase) -> bool {
        let has_kinds = self.kinds & phrase.kinds == phrase.kinds;
        has_kinds
            && (self.named || !phrase.named)
            && phrase.needs.iter().all(|need| {
                let bits = self.needs.get(usize::from(*need) / 64);
                bits.is_some_and(|bits| bits & (1 << (need % 64)) != 0)
            })
    }
}

impl Index {
    /// Numbers what the rules' phrases need, and marks the words that they look for.
    pub(super) fn of(rules: &mut [Rule], vocabulary: &mut Vocabulary) -> Self {
        let mut index = Self::default();
        let mut lists = Lists::default();
        for (r, rule) in rules.iter_mut().enumerate() {
            let phrases = rule.phrases.iter_mut().chain(&mut rule.context);
            for (p, phrase) in phrases.enumerate() {
                let reference = PhraseRef { rule: r, phrase: p };
                index.add(phrase, reference, &mut lists, vocabulary);
            }
        }
        index.needs = lists.count;
        for word in index.by_word.keys() {
            vocabulary.mark(*word, Classes::ANCHOR);
        }
        index
    }

    fn add(
        &mut self,
        phrase: &mut Phrase,
        reference: PhraseRef,
        lists: &mut Lists,
        vocabulary: &Vocabulary,
    ) {
        let mut words = Vec::new();
        if let Some(node) = phrase.nodes.get(phrase.anchor) {
            first_words(node, &mut words);
        }
        words.sort();
        words.dedup();
        if let (true, Some(kind)) = (words.is_empty(), anchor_value(phrase)) {
            self.by_value.push((kind, reference));
        }
        for word in words {
            self.by_word
                .entry(word)
                .or_default()
                .phrases
                .push(reference);
        }
        for (number, node) in phrase.nodes.iter().enumerate() {
            if let Node::Slot {
                kind: Filler::Value(kind, _),
                ..
            } = node
            {
                phrase.kinds |= kind.bit();
            }
            phrase.named |= matches!(
                node,
                Node::Slot {
                    kind: Filler::Names(_) | Filler::Subject,
                    ..
                }
            );
            if number == phrase.anchor {
                continue;
            }
            let Some(need) = self.need(node, lists, vocabulary) else {
                continue;
            };
            if !phrase.needs.contains(&need) {
                phrase.needs.push(need);
            }
        }
    }

    /// The number of the list of words of which the part needs one. `None` where it can do
    /// without a word, or with one that stands everywhere.
    fn need(&mut self, node: &Node, lists: &mut Lists, vocabulary: &Vocabulary) -> Option<Need> {
        let (key, words): (Key, Vec<WordId>) = match node {
            Node::Words { words, .. } => (Key::Words(words.to_vec()), words.to_vec()),
            Node::Family(family) => (
                Key::Family(Arc::as_ptr(family) as usize),
                family.members.iter().map(|m| m.word).collect(),
            ),
            Node::Slot {
                kind: Filler::Family(_, family),
                ..
            } => {
                let members = family.members.iter().map(|m| m.word);
                let pronouns = NOUN_PRONOUNS.iter().map(|word| vocabulary.get(word));
                let key = Key::FamilyOrPronoun(Arc::as_ptr(family) as usize);
                (key, members.chain(pronouns).collect())
            }
            // A bare number counts anything.
            Node::Slot { .. } | Node::Any(_) | Node::Optional(_) | Node::Gap => return None,
        };
        if let Key::Words(words) = &key
            && words.iter().any(|w| is_too_common(*w, vocabulary))
        {
            return None;
        }
        if let Some(known) = lists.numbers.get(&key) {
            return Some(*known);
        }
        let number = Need::try_from(lists.count).ok()?;
        lists.count += 1;
        lists.numbers.insert(key, number);
        for word in words {
            let needs = &mut self.by_word.entry(word).or_default().needs;
            if needs.last() != Some(&number) {
                needs.push(number);
            }
        }
        Some(number)
    }

    /// What hangs on a word.
    pub fn at_word(&self, word: WordId) -> Option<&Entry> {
        self.by_word.get(&word)
    }

    /// The phrases to try at a value, which have no word to look for, each with the kind.
    pub fn at_values(&self) -> &[(ValueKind, PhraseRef)] {
        &self.by_value
    }

    /// A sentence of which no word was noted yet.
    pub fn nothing_present(&self) -> Present {
        Present {
            needs: vec![0; self.needs.div_ceil(64)],
            kinds: 0,
            named: false,
        }
    }
}

/// Lists of words that have a number.
#[derive(Default)]
struct Lists {
    numbers: FxHashMap<Key, Need>,
    count: usize,
}

/// A list of words: as it stands, or that of a family, by where it lies.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Words(Vec<WordId>),
    Family(usize),
    FamilyOrPronoun(usize),
}

/// The words that a part can begin with; nothing for slots and gaps.
fn first_words(node: &Node, out: &mut Vec<WordId>) {
    match node {
        Node::Words { words, .. } => out.extend(words),
        Node::Family(family) => out.extend(family.members.iter().map(|m| m.word)),
        Node::Slot {
            kind: Filler::Family(_, family) | Filler::Value(_, Some(family)),
            ..
        } => {
            out.extend(family.members.iter().map(|m| m.word));
        }
        Node::Any(options) => {
            for option in options {
                if let Some(first) = option.first() {
                    first_words(first, out);
                }
            }
        }
        Node::Slot { .. } | Node::Optional(_) | Node::Gap => {}
    }
}

/// The kind of the value that a phrase without a word is looked for by.
fn anchor_value(phrase: &Phrase) -> Option<ValueKind> {
    match phrase.nodes.get(phrase.anchor) {
        Some(Node::Slot {
            kind: Filler::Value(kind, None),
            ..
        }) => Some(*kind),
        _ => None,
    }
}
