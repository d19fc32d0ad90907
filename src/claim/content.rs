//! The words of an article that carry meaning, each with its root and how much it tells.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::Article;
use crate::language::root::Root;
use crate::language::token::Token;
use crate::lexicon::Lexicon;

/// A word that carries meaning and belongs to no name and no value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ContentWord {
    /// Its token.
    pub token: u32,
    /// Its root, or that which stands for its group of like words.
    pub root: Root,
    /// How much it tells: 0 for words that stand everywhere, 1 for rare ones.
    pub rarity: f32,
}

/// One of so many tokens carries meaning, and one of so many is a word that no list knows.
const TELLING: usize = 3;
const UNKNOWN: usize = 8;

/// The words of an article that carry meaning, in order. Each is looked up once, however often
/// it stands in the article.
pub fn words(article: &Article, lexicon: &Lexicon) -> Vec<ContentWord> {
    let source = article.source(lexicon);
    let mut unknown: FxHashMap<&str, (Root, f32)> =
        FxHashMap::with_capacity_and_hasher(source.tokens.len() / UNKNOWN, FxBuildHasher);
    let mut taken = article
        .names
        .mentions
        .iter()
        .map(|name| (name.first, name.end))
        .peekable();
    let mut values = article
        .read
        .mentions
        .iter()
        .map(|value| (value.first, value.end))
        .peekable();
    let mut found = Vec::with_capacity(source.tokens.len() / TELLING);
    for (at, token) in (0u32..).zip(source.tokens) {
        while taken.next_if(|(_, end)| *end <= at).is_some() {}
        while values.next_if(|(_, end)| *end <= at).is_some() {}
        let is_in = |stretch: Option<&(u32, u32)>| stretch.is_some_and(|(first, _)| *first <= at);
        if is_in(taken.peek()) || is_in(values.peek()) || !is_content(token) {
            continue;
        }
        let (root, rarity) = if token.word.is_known() {
            let vocabulary = &lexicon.vocabulary;
            lexicon
                .alike
                .root_and_rarity_of_known(token.word, vocabulary)
        } else {
            let word = token.span().of(source.text);
            *unknown
                .entry(word)
                .or_insert_with(|| lexicon.alike.root_and_rarity(word))
        };
        found.push(ContentWord {
            token: at,
            root,
            rarity,
        });
    }
    found
}

/// Whether a token is a word that carries meaning.
pub(super) fn is_content(token: &Token) -> bool {
    token.is_word() && !token.is_light() && token.end - token.start > 2
}
