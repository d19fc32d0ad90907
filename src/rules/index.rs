//! Where to look for the phrases of all rules: at which words, and in which sentences at all.
//!
//! A phrase is tried where the words of its anchor stand. Most sentences that have such a word
//! lack another thing that the phrase cannot do without, or have it on the wrong side; so what
//! phrases need is numbered, and a sentence is looked through once for where it has what.

use std::cmp::Ordering;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::compiler::is_too_common;
use super::rule::{Filler, Node, Phrase, PhraseRef, Rule};
use crate::language::vocabulary::{Classes, Vocabulary, WordId};
use crate::lexicon::Lexicon;
use crate::lexicon::families::Family;
use crate::value::{Mention, VALUE_KINDS, ValueKind};

/// Pronouns that stand for a noun of a family: "it runs for ten years".
pub const NOUN_PRONOUNS: &[&str] = &["it", "which", "that"];

/// Number of what a phrase needs: a value of a kind, a name, or one word of a list.
pub type Need = u16;
/// The first numbers are the kinds of value, in the order of [`ValueKind`].
const NAMES: Need = VALUE_KINDS.len() as Need;
/// The numbers of lists of words come after that of names.
const LISTS: Need = NAMES + 1;

/// Where something stands, seen from a phrase's anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It begins before the anchor.
    Before,
    /// It is a part of the anchor.
    Here,
    /// It begins behind the anchor.
    Behind,
}

/// Something that a phrase cannot do without, and on which side of the anchor it stands: a [`Need`]
/// below two bits for the [`Side`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Want(u16);

impl Want {
    const SIDE: u32 = 14;
    /// Needs of this number and above are not looked for.
    const MOST: Need = 1 << Self::SIDE;
    /// Nothing more is wanted.
    const NONE: Self = Self(u16::MAX);

    fn new(need: Need, side: Side) -> Option<Self> {
        (need < Self::MOST).then_some(Self(need | (side as u16) << Self::SIDE))
    }

    fn need(self) -> Need {
        self.0 & (Self::MOST - 1)
    }

    fn is(self, side: Side) -> bool {
        self.0 >> Self::SIDE == side as u16
    }
}

/// More wants than this are not looked for.
const WANTS: usize = 6;

/// Where to look for phrases. What hangs on the words of a text is looked up for each of them, so it
/// lies close together.
#[derive(Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
    /// For each word of the vocabulary the number of its entry, counted from 1; 0 where it has
    /// none.
    by_word: Vec<u32>,
    by_value: Vec<(ValueKind, PhraseRef)>,
    /// How many needs have a number.
    count: Need,
    phrases: Vec<PhraseRef>,
    candidates: Vec<Candidate>,
    needs: Vec<Need>,
}

/// What hangs on a word.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The phrases to try at the word, in the list of all candidates: first those that need neither a
    /// name nor a value, up to `bare`.
    first: u32,
    bare: u32,
    end: u32,
    /// The lists that it belongs to, in the list of all needs.
    needs: (u32, u32),
}

/// A phrase to try, with what it cannot do without.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// Its number in the list of all phrases.
    phrase: u32,
    /// Those behind the first [`Want::NONE`] count for nothing.
    wants: [Want; WANTS],
}

impl Candidate {
    fn wants(&self) -> impl Iterator<Item = Want> {
        self.wants
            .into_iter()
            .take_while(|want| *want != Want::NONE)
    }
}

/// Where a sentence has what phrases need.
#[derive(Debug)]
pub struct Present {
    places: Vec<Stretch>,
    /// First token of the sentence.
    from: u32,
}

/// The first and the last token at which something begins; those of an earlier sentence count
/// for nothing.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    first: u32,
    last: u32,
}

impl Stretch {
    const NOWHERE: Self = Self { first: 1, last: 0 };

    fn is_in(self, from: u32) -> bool {
        self.last >= from && self.first <= self.last
    }
}

impl Present {
    /// Forgets the last sentence; the next one begins at token `from`.
    pub fn begin(&mut self, from: u32) {
        self.from = from;
    }

    /// Notes a word of the sentence, which belongs to the lists of these numbers.
    pub fn add(&mut self, needs: &[Need], at: usize) {
        for need in needs {
            self.note(*need, at as u32);
        }
    }

    /// Notes a value of the sentence.
    pub fn add_value(&mut self, mention: &Mention, lexicon: &Lexicon) {
        for (_, kind) in VALUE_KINDS {
            if mention.value.is_kind(*kind, lexicon) {
                self.note(*kind as Need, mention.first);
            }
        }
    }

    /// Notes a name, or a pronoun that stands for one, at token `at`.
    pub fn add_name(&mut self, at: u32) {
        self.note(NAMES, at);
    }

    fn note(&mut self, need: Need, at: u32) {
        if let Some(place) = self.places.get_mut(usize::from(need)) {
            if !place.is_in(self.from) {
                place.first = at;
            }
            place.last = at;
        }
    }

    /// Whether the sentence has what the phrase needs, in its order, where the anchor stands at
    /// token `anchor`.
    pub fn may_have(&self, candidate: &Candidate, anchor: usize) -> bool {
        let anchor = anchor as u32;
        candidate.wants().all(|want| {
            let place = self.places.get(usize::from(want.need()));
            place.is_some_and(|place| {
                place.is_in(self.from)
                    && (!want.is(Side::Before) || place.first < anchor)
                    && (!want.is(Side::Behind) || place.last > anchor)
            })
        })
    }
}

impl Index {
    /// Numbers what the rules' phrases need, and marks the words that they look for.
    pub(super) fn of(rules: &[Rule], vocabulary: &mut Vocabulary) -> Self {
        let mut maker = Maker::default();
        for (r, rule) in rules.iter().enumerate() {
            let phrases = rule.phrases.iter().chain(&rule.context);
            for (p, phrase) in phrases.enumerate() {
                let reference = PhraseRef { rule: r, phrase: p };
                maker.add(phrase, reference, vocabulary);
            }
        }
        let index = maker.finish();
        for (word, entry) in (0u32..).zip(&index.by_word) {
            if *entry > 0 {
                vocabulary.mark(WordId(word), Classes::ANCHOR);
            }
        }
        index
    }

    /// What hangs on a word.
    pub fn at_word(&self, word: WordId) -> Option<Entry> {
        let number = self.by_word.get(word.0 as usize)?.checked_sub(1)?;
        self.entries.get(number as usize).copied()
    }

    /// The lists that a word belongs to.
    pub fn needs(&self, entry: Entry) -> &[Need] {
        let (first, end) = entry.needs;
        let range = first as usize..end as usize;
        self.needs.get(range).unwrap_or_default()
    }

    /// The phrases to try at a word.
    pub fn candidates(&self, entry: Entry) -> &[Candidate] {
        self.between(entry.first, entry.end)
    }

    /// Those of them to try in a sentence that names nobody and has no value.
    pub fn bare_candidates(&self, entry: Entry) -> &[Candidate] {
        self.between(entry.first, entry.bare)
    }

    fn between(&self, first: u32, end: u32) -> &[Candidate] {
        let range = first as usize..end as usize;
        self.candidates.get(range).unwrap_or_default()
    }

    /// The phrase that is to be tried.
    pub fn phrase(&self, candidate: &Candidate) -> Option<PhraseRef> {
        self.phrases.get(candidate.phrase as usize).copied()
    }

    /// The phrases to try at a value, which have no word to look for, each with the kind.
    pub fn at_values(&self) -> &[(ValueKind, PhraseRef)] {
        &self.by_value
    }

    /// An article of which no word was noted yet.
    pub fn nothing_present(&self) -> Present {
        Present {
            places: vec![Stretch::NOWHERE; usize::from(self.count)],
            from: 0,
        }
    }
}

/// Gathers what hangs on words.
#[derive(Default)]
struct Maker {
    index: Index,
    /// For each entry its candidates and lists.
    drafts: Vec<Draft>,
    lists: Lists,
}

/// What hangs on one word.
#[derive(Default)]
struct Draft {
    candidates: Vec<Candidate>,
    needs: Vec<Need>,
}

impl Maker {
    fn add(&mut self, phrase: &Phrase, reference: PhraseRef, vocabulary: &Vocabulary) {
        let mut words = Vec::new();
        if let Some(node) = phrase.nodes.get(phrase.anchor) {
            first_words(node, &mut words);
        }
        words.sort();
        words.dedup();
        if let (true, Some(kind)) = (words.is_empty(), anchor_value(phrase)) {
            self.index.by_value.push((kind, reference));
        }
        let mut wants = [Want::NONE; WANTS];
        for (number, node) in phrase.nodes.iter().enumerate() {
            let side = match number.cmp(&phrase.anchor) {
                Ordering::Less => Side::Before,
                Ordering::Equal => Side::Here,
                Ordering::Greater => Side::Behind,
            };
            let need = match node {
                Node::Slot {
                    kind: Filler::Value(kind, _),
                    ..
                } => Some(*kind as Need),
                Node::Slot {
                    kind: Filler::Names(_) | Filler::Subject,
                    ..
                } => Some(NAMES),
                // The anchor's own words are there where it is looked for.
                _ if side == Side::Here => None,
                _ => self.need(node, vocabulary),
            };
            let want = need.and_then(|need| Want::new(need, side));
            if let Some(want) = want.filter(|want| !wants.contains(want))
                && let Some(free) = wants.iter_mut().find(|want| **want == Want::NONE)
            {
                *free = want;
            }
        }
        let candidate = Candidate {
            phrase: self.index.phrases.len() as u32,
            wants,
        };
        self.index.phrases.push(reference);
        for word in words {
            if let Some(draft) = self.draft(word) {
                draft.candidates.push(candidate);
            }
        }
    }

    /// The number of the list of words of which the part needs one. `None` where it can do
    /// without a word, or with one that stands everywhere.
    fn need(&mut self, node: &Node, vocabulary: &Vocabulary) -> Option<Need> {
        let (key, words) = list_of(node, vocabulary)?;
        if let Some(known) = self.lists.numbers.get(&key) {
            return Some(*known);
        }
        let number = self.lists.count.checked_add(LISTS)?;
        self.lists.count += 1;
        self.lists.numbers.insert(key, number);
        for word in words {
            let draft = self.draft(word);
            if let Some(draft) = draft.filter(|d| d.needs.last() != Some(&number)) {
                draft.needs.push(number);
            }
        }
        Some(number)
    }

    /// What hangs on a word; made for one that is new.
    fn draft(&mut self, word: WordId) -> Option<&mut Draft> {
        let at = word.0 as usize;
        let by_word = &mut self.index.by_word;
        if by_word.len() <= at {
            by_word.resize(at + 1, 0);
        }
        let number = by_word.get_mut(at)?;
        if *number == 0 {
            self.drafts.push(Draft::default());
            *number = self.drafts.len() as u32;
        }
        self.drafts.get_mut(*number as usize - 1)
    }

    fn finish(self) -> Index {
        let mut index = self.index;
        index.count = LISTS.saturating_add(self.lists.count);
        for mut draft in self.drafts {
            let is_bare = |c: &Candidate| c.wants().all(|want| want.need() >= LISTS);
            draft.candidates.sort_by_key(|c| !is_bare(c));
            let bare = draft.candidates.iter().filter(|c| is_bare(c)).count() as u32;
            let (first, needs) = (index.candidates.len() as u32, index.needs.len() as u32);
            index.candidates.append(&mut draft.candidates);
            index.needs.append(&mut draft.needs);
            index.entries.push(Entry {
                first,
                bare: first + bare,
                end: index.candidates.len() as u32,
                needs: (needs, index.needs.len() as u32),
            });
        }
        index
    }
}

/// Lists of words that have a number.
#[derive(Default)]
struct Lists {
    numbers: FxHashMap<Key, Need>,
    count: Need,
}

/// The list of words of which a part needs one, with its key.
fn list_of(node: &Node, vocabulary: &Vocabulary) -> Option<(Key, Vec<WordId>)> {
    let members = |family: &Family| family.members.iter().map(|m| m.word).collect();
    match node {
        Node::Words { words, .. } => {
            let common = words.iter().any(|w| is_too_common(*w, vocabulary));
            (!common).then(|| (Key::Words(words.to_vec()), words.to_vec()))
        }
        Node::Family(family) => Some((Key::Family(Arc::as_ptr(family) as usize), members(family))),
        Node::Slot {
            kind: Filler::Family(_, family),
            ..
        } => {
            let mut words: Vec<WordId> = members(family);
            words.extend(NOUN_PRONOUNS.iter().map(|word| vocabulary.get(word)));
            let key = Key::FamilyOrPronoun(Arc::as_ptr(family) as usize);
            Some((key, words))
        }
        // Of each way to say it one part.
        Node::Any(options) => {
            let mut words: Vec<WordId> = Vec::new();
            for option in options {
                words.extend(option.iter().find_map(|n| list_of(n, vocabulary))?.1);
            }
            words.sort_unstable();
            words.dedup();
            Some((Key::Words(words.clone()), words))
        }
        // A bare number counts anything.
        Node::Slot { .. } | Node::Optional(_) | Node::Gap => None,
    }
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
