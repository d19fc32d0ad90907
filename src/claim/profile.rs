//! What an article is about: the words and names that it uses most and English uses least.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::Article;
use super::content::ContentWord;
use super::context;
use crate::fitted::fitted;
use crate::language::root::Root;
use crate::lexicon::Lexicon;

/// So many words and names tell what an article is about.
const LENGTH: usize = 80;
/// A name tells more than a word as rare.
const NAME: f32 = 1.5;

/// The most telling words and names of an article.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// Key and weight (logarithm of how often, times how rare), in order of keys.
    pub words: Vec<(Root, f32)>,
}

impl Profile {
    /// Reads an article's profile; `content` are its words that carry meaning.
    pub fn of(article: &Article, content: &[ContentWord], lexicon: &Lexicon) -> Self {
        let room = (content.len() + article.names.mentions.len()) / 2;
        let mut found: FxHashMap<Root, (f32, f32)> =
            FxHashMap::with_capacity_and_hasher(room, FxBuildHasher);
        let words = content.iter();
        let words = words.map(|word| (word.root, word.rarity * word.rarity));
        let names = context::names(article, lexicon).map(|(_, key, rarity)| (key, NAME * rarity));
        for (key, weight) in words.chain(names) {
            let entry = found.entry(key).or_default();
            *entry = (entry.0 + 1.0, weight);
        }
        let mut words: Vec<(Root, f32)> = found
            .into_iter()
            .map(|(key, (count, weight))| (key, (1.0 + count.ln()) * weight))
            .collect();
        if words.len() > LENGTH {
            let more_telling =
                |a: &(Root, f32), b: &(Root, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
            words.select_nth_unstable_by(LENGTH, more_telling);
            words.truncate(LENGTH);
        }
        words.sort_unstable_by_key(|w| w.0);
        Self {
            words: fitted(words),
        }
    }
}
