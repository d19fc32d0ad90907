//! Lists of words and short phrases, each with something that it stands for.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::language::token::TokenKind;
use crate::language::tokens::Tokens;
use crate::language::vocabulary::{Classes, Vocabulary, WordId};

/// Phrases of known words, found by their first word; signs ("≈") are found by their text.
///
/// Hyphens inside a phrase are optional where it is looked for: "light-year", "light year".
#[derive(Debug)]
pub struct Phrases<T> {
    by_first: FxHashMap<WordId, Vec<Phrase<T>>>,
    signs: FxHashMap<Box<str>, T>,
}

#[derive(Debug)]
struct Phrase<T> {
    rest: SmallVec<[WordId; 3]>,
    value: T,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self {
            by_first: FxHashMap::default(),
            signs: FxHashMap::default(),
        }
    }
}

impl<T: Copy> Phrases<T> {
    /// Adds a phrase; where it stands already, the first meaning stays. Its first word gets `classes`.
    pub fn add(&mut self, phrase: &str, value: T, vocabulary: &mut Vocabulary, classes: Classes) {
        if !phrase.contains(char::is_alphabetic) {
            self.signs.entry(phrase.into()).or_insert(value);
            return;
        }
        let mut ids = phrase
            .split([' ', '-'])
            .filter(|w| !w.is_empty())
            .map(|w| vocabulary.intern(w));
        let Some(first) = ids.next() else {
            return;
        };
        let rest: SmallVec<[WordId; 3]> = ids.collect();
        vocabulary.mark(first, classes);
        let list = self.by_first.entry(first).or_default();
        if list.iter().any(|known| known.rest == rest) {
            return;
        }
        let at = list.partition_point(|known| known.rest.len() >= rest.len());
        list.insert(at, Phrase { rest, value });
    }

    /// Gives the first word of every phrase the classes.
    pub fn classify_first(&self, vocabulary: &mut Vocabulary, classes: Classes) {
        for first in self.by_first.keys() {
            vocabulary.mark(*first, classes);
        }
    }

    /// The longest phrase that the tokens open with: what is left, and what it stands for.
    pub fn find<'a>(&self, input: Tokens<'a>) -> Option<(Tokens<'a>, T)> {
        let first = input.first()?;
        if !first.word.is_known() {
            if matches!(first.kind, TokenKind::Word | TokenKind::Number) || self.signs.is_empty() {
                return None;
            }
            let sign = self.signs.get(input.text(first))?;
            return Some((input.skip(1), *sign));
        }
        let list = self.by_first.get(&first.word)?;
        list.iter().find_map(|phrase| {
            let mut rest = input.skip(1);
            for word in &phrase.rest {
                if rest.is_hyphen(0) {
                    rest = rest.skip(1);
                }
                if !rest.is(0, *word) {
                    return None;
                }
                rest = rest.skip(1);
            }
            Some((rest, phrase.value))
        })
    }
}
