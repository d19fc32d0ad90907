//! Which articles report the same story.
//!
//! Two articles report one story when they were written within some days of each other and the
//! words and names that tell what each is about are alike: by the cosine of their weights, or
//! because both are like a third.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::part::Sameness;
use crate::claim::{Article, Claim};
use crate::language::root::Root;
use crate::lexicon::Lexicon;
use crate::lexicon::gazetteer::NameKind;

/// What each article is about.
#[derive(Debug)]
pub struct Events<'a> {
    /// For each article its telling words with their weights, in order of keys.
    profiles: Vec<Vec<(Root, f32)>>,
    /// Sum of the squares of each profile's weights, as a root.
    lengths: Vec<f32>,
    /// Whether each article has no more telling words than a sentence or two.
    sentences: Vec<bool>,
    /// For each article those of the same story, in order.
    alike: Vec<Vec<u32>>,
    /// For each article the names that it uses most, most telling first.
    named: Vec<Vec<(Root, &'a str)>>,
    /// For each article the countries that it names.
    countries: Vec<Vec<Root>>,
    dates: Vec<Option<i32>>,
    days_apart: i32,
    days_apart_like: f32,
}

/// More articles than this that share a word are not compared for it.
const CROWD: u32 = 200;
/// So many of an article's names tell what it is about.
const NAMES: usize = 32;
/// An article's profile has about so many words; shorter texts have fewer.
const FULL: f32 = 60.0;
/// How fast what two texts must have in common grows as they get shorter.
const SHORTNESS: f32 = 0.7;
/// A text of a sentence or two has at most so many telling words, a short one at most so many.
const A_SENTENCE: usize = 12;
const A_PARAGRAPH: usize = 60;
/// No sum of some hundred products is rounded by so much.
const ROUNDING: f32 = 1.001;
/// So large a part of a sentence's telling words stands in the text that tells the same.
const MOSTLY: f32 = 0.5;

impl<'a> Events<'a> {
    /// Compares all articles that share a telling word.
    pub fn of(articles: &'a [Article], lexicon: &Lexicon) -> Self {
        let limits = lexicon.alignment.story;
        let mut words: FxHashMap<Root, Spread> = FxHashMap::default();
        for (word, _) in articles.iter().flat_map(|a| &a.profile.words) {
            words.entry(*word).or_default().articles += 1;
        }
        let total = articles.len() as f32;
        // Rare words tell most; in a folder of a few articles none is rare.
        for word in words.values_mut() {
            word.rarity = (1.0 + (total + limits.few) / (word.articles as f32 + 1.0)).ln();
        }
        let rarity = |word: &Root| words.get(word).map_or(0.0, |w| w.rarity);
        let profiles: Vec<Vec<(Root, f32)>> = articles
            .iter()
            .map(|a| {
                let words = a.profile.words.iter();
                words
                    .map(|(word, weight)| (*word, weight * rarity(word)))
                    .collect()
            })
            .collect();
        let lengths = profiles.iter().map(|words| length_of(words)).collect();
        let sentences = profiles.iter().map(|words| words.len() <= A_SENTENCE);
        let sentences = sentences.collect();
        let mut events = Self {
            profiles,
            lengths,
            sentences,
            alike: Vec::new(),
            named: articles.iter().map(named).collect(),
            countries: articles.iter().map(countries).collect(),
            dates: articles
                .iter()
                .map(|a| a.document.date.map(|d| d.0))
                .collect(),
            days_apart: limits.days,
            days_apart_like: limits.days_apart_like,
        };
        let postings = Postings::of(&events.profiles, words);
        let like = limits.like_for(articles.len());
        events.alike = events.neighbours(like, limits.very_like, &postings);
        events
    }

    /// For each article those that report the same story.
    fn neighbours(&self, like: f32, very_like: f32, postings: &Postings) -> Vec<Vec<u32>> {
        let found: Vec<Vec<(u32, f32)>> = (0..self.profiles.len())
            .into_par_iter()
            .map_init(
                || vec![Shared::default(); self.profiles.len()],
                |shared, n| self.later_neighbours(n, (like, very_like), postings, shared),
            )
            .collect();
        let mut near: Vec<Vec<(u32, f32)>> = vec![Vec::new(); self.profiles.len()];
        for (n, list) in found.into_iter().enumerate() {
            for (other, cosine) in list {
                if let Some(list) = near.get_mut(n) {
                    list.push((other, cosine));
                }
                if let Some(list) = near.get_mut(other as usize) {
                    list.push((n as u32, cosine));
                }
            }
        }
        let very = |n: usize| {
            let list = near.get(n).map_or(&[][..], Vec::as_slice);
            list.iter()
                .filter(|(_, c)| *c >= very_like)
                .map(|(o, _)| *o)
        };
        (0..near.len())
            .map(|n| {
                let direct = near.get(n).into_iter().flatten().map(|(o, _)| *o);
                let through = very(n).flat_map(|o| very(o as usize));
                let mut all: Vec<u32> = direct.chain(through).collect();
                all.sort_unstable();
                all.dedup();
                all
            })
            .collect()
    }

    /// The later articles that are like article `n`, with their likeness. `shared` has a place
    /// for each article, all of them empty before and after.
    fn later_neighbours(
        &self,
        n: usize,
        (like, very_like): (f32, f32),
        postings: &Postings,
        shared: &mut [Shared],
    ) -> Vec<(u32, f32)> {
        let mut touched: Vec<u32> = Vec::new();
        for (weight, others) in postings.after(n) {
            for (other, theirs) in others {
                if let Some(place) = shared.get_mut(*other as usize) {
                    if place.words == 0 {
                        touched.push(*other);
                    }
                    place.words += 1;
                    place.product += weight * theirs;
                }
            }
        }
        let mut found = Vec::new();
        for other in touched {
            let Some(place) = shared.get_mut(other as usize).map(std::mem::take) else {
                continue;
            };
            let o = other as usize;
            // One shared word among eighty is a coincidence.
            if place.words < 2 {
                continue;
            }
            let least = match self.in_time(n, o) {
                true => like,
                false => like.max(self.days_apart_like),
            };
            // What many articles have is compared only where it can matter.
            let most = (place.product + postings.most_crowded(n, o)) / self.length(n, o);
            if most * ROUNDING < least && !self.is_told_again(n, o) {
                continue;
            }
            if !self.may_share_a_country(n, o) {
                continue;
            }
            let product = place.product + postings.crowded(n, o);
            let cosine = self.weighed(product / self.length(n, o), n, o, very_like);
            if cosine >= least {
                found.push((other, cosine));
            }
        }
        found
    }

    /// Whether two articles name a country in common, or one of them names none.
    fn may_share_a_country(&self, a: usize, b: usize) -> bool {
        let of = |n: usize| self.countries.get(n).map_or(&[][..], Vec::as_slice);
        let (x, y) = (of(a), of(b));
        x.is_empty() || y.is_empty() || x.iter().any(|c| y.contains(c))
    }

    /// How much more alike two short texts must be than two whole articles: a few shared words are
    /// a large part of few.
    fn shortness(&self, a: usize, b: usize) -> f32 {
        let words = |n: usize| self.profiles.get(n).map_or(1, Vec::len).max(1) as f32;
        let least = words(a).min(words(b));
        (FULL / least).powf(SHORTNESS).max(1.0)
    }

    /// Whether a text of a sentence or two names mostly what a short text tells: there is too
    /// little in both for their words to be compared as those of articles are.
    fn is_told_again(&self, a: usize, b: usize) -> bool {
        let is_sentence = |n: usize| self.sentences.get(n).copied().unwrap_or_default();
        if !is_sentence(a) && !is_sentence(b) {
            return false;
        }
        let (Some(x), Some(y)) = (self.profiles.get(a), self.profiles.get(b)) else {
            return false;
        };
        let (less, more) = if x.len() <= y.len() { (x, y) } else { (y, x) };
        if more.len() > A_PARAGRAPH {
            return false;
        }
        let told = |word: &Root| more.binary_search_by_key(word, |(w, _)| *w).is_ok();
        let all: f32 = less.iter().map(|(_, w)| w * w).sum();
        let shared = less.iter().filter(|(word, _)| told(word));
        shared.map(|(_, w)| w * w).sum::<f32>() >= MOSTLY * all
    }

    /// How alike the telling words of two articles are: 0 nothing in common, 1 the same.
    pub fn cosine(&self, a: usize, b: usize) -> f32 {
        let (Some(x), Some(y)) = (self.profiles.get(a), self.profiles.get(b)) else {
            return 0.0;
        };
        let product = product(x, y);
        product / self.length(a, b)
    }

    /// What the product of two profiles is divided by: never 0.
    fn length(&self, a: usize, b: usize) -> f32 {
        let length = |n: usize| self.lengths.get(n).copied().unwrap_or_default();
        (length(a) * length(b)).max(f32::MIN_POSITIVE)
    }

    /// How alike two articles are for their length: a cosine.
    pub fn likeness(&self, a: usize, b: usize) -> f32 {
        self.weighed(self.cosine(a, b), a, b, 1.0)
    }

    /// A cosine for the length of the texts; that of a text told again in another is at least
    /// `again`.
    fn weighed(&self, cosine: f32, a: usize, b: usize, again: f32) -> f32 {
        let own = cosine / self.shortness(a, b);
        if self.is_told_again(a, b) {
            own.max(again)
        } else {
            own
        }
    }

    /// Keys of the words and names that tell most of what both articles are about, best first.
    pub fn shared(&self, a: usize, b: usize) -> Vec<Root> {
        let (Some(x), Some(y)) = (self.profiles.get(a), self.profiles.get(b)) else {
            return Vec::new();
        };
        let mut found: Vec<(f32, Root)> = x
            .iter()
            .filter_map(|(word, weight)| {
                let at = y.binary_search_by_key(word, |(w, _)| *w).ok()?;
                y.get(at).map(|(_, other)| (weight * other, *word))
            })
            .collect();
        found.sort_by(|p, q| q.0.total_cmp(&p.0).then(p.1.cmp(&q.1)));
        found.into_iter().map(|(_, word)| word).collect()
    }

    /// Whether two articles were written near enough in time to report one story.
    pub fn in_time(&self, a: usize, b: usize) -> bool {
        let date = |n: usize| self.dates.get(n).copied().flatten();
        match (date(a), date(b)) {
            (Some(x), Some(y)) => (x - y).abs() <= self.days_apart,
            _ => true,
        }
    }

    /// Whether two articles report one story.
    pub fn one_story(&self, a: usize, b: usize) -> bool {
        a == b
            || (self.in_time(a, b)
                && self
                    .alike
                    .get(a)
                    .is_some_and(|l| l.binary_search(&(b as u32)).is_ok()))
    }

    /// The articles of the same story as this one.
    pub fn same_story(&self, document: usize) -> &[u32] {
        self.alike.get(document).map_or(&[], Vec::as_slice)
    }

    /// What an article is about, by the two names that tell most.
    pub fn label(&self, document: usize) -> String {
        let names = self.named.get(document).map_or(&[][..], Vec::as_slice);
        let names: Vec<&str> = names.iter().take(2).map(|(_, name)| *name).collect();
        names.join(", ")
    }

    /// Whether the articles of two claims report one story.
    pub fn same(&self, a: &Claim, b: &Claim) -> (Sameness, Option<String>) {
        if !self.one_story(a.document, b.document) {
            return (Sameness::Different, None);
        }
        (Sameness::Same, Some(self.why(a.document, b.document)))
    }

    /// Why two articles are held to report one story, in words.
    pub fn why(&self, a: usize, b: usize) -> String {
        let (Some(x), Some(y)) = (self.named.get(a), self.named.get(b)) else {
            return String::new();
        };
        let shared: Vec<&str> = x
            .iter()
            .filter(|(key, _)| y.iter().any(|(k, _)| k == key))
            .take(3)
            .map(|(_, name)| *name)
            .collect();
        if shared.is_empty() {
            return "both articles tell of the same things in the same days".to_owned();
        }
        format!(
            "both articles report the same event ({})",
            shared.join(", ")
        )
    }
}

/// The articles of each word, for words that few enough articles have.
struct Postings {
    /// For each word its articles in order, with its weight in each, one word behind another.
    all: Vec<(u32, f32)>,
    /// For each article its words that few enough have.
    few: Vec<Vec<Posting>>,
    /// For each article its words that too many articles have.
    crowded: Vec<Vec<(Root, f32)>>,
    /// The lengths of these lists, as those of profiles.
    crowded_lengths: Vec<f32>,
}

/// How many articles have a word, and what follows from it.
#[derive(Clone, Copy, Debug, Default)]
struct Spread {
    articles: u32,
    /// How much it tells.
    rarity: f32,
    /// In the list of all postings, where its next article goes and where its articles end.
    next: u32,
    end: u32,
}

/// A word of an article.
struct Posting {
    weight: f32,
    /// Where the articles after this one that have the word stand in the list of all.
    after: u32,
    end: u32,
}

/// What two articles share of the words that few have.
#[derive(Clone, Copy, Debug, Default)]
struct Shared {
    words: u32,
    product: f32,
}

impl Postings {
    /// `words` are those of the profiles.
    fn of(profiles: &[Vec<(Root, f32)>], mut words: FxHashMap<Root, Spread>) -> Self {
        let mut end = 0;
        for word in words.values_mut().filter(|w| w.articles <= CROWD) {
            word.next = end;
            end += word.articles;
            word.end = end;
        }
        let mut all = vec![(0, 0.0); end as usize];
        let (mut few, mut crowded) = (Vec::new(), Vec::new());
        for (n, profile) in (0u32..).zip(profiles) {
            let (mut own, mut others) = (Vec::with_capacity(profile.len()), Vec::new());
            for (word, weight) in profile {
                let spread = words.get_mut(word).filter(|w| w.articles <= CROWD);
                let Some(spread) = spread else {
                    others.push((*word, *weight));
                    continue;
                };
                if let Some(place) = all.get_mut(spread.next as usize) {
                    *place = (n, *weight);
                }
                spread.next += 1;
                own.push(Posting {
                    weight: *weight,
                    after: spread.next,
                    end: spread.end,
                });
            }
            few.push(own);
            crowded.push(others);
        }
        let crowded_lengths = crowded.iter().map(|words| length_of(words)).collect();
        Self {
            all,
            few,
            crowded,
            crowded_lengths,
        }
    }

    /// For each word of article `n` that few have its weight, and the articles after it that have
    /// the word.
    fn after(&self, n: usize) -> impl Iterator<Item = (f32, &[(u32, f32)])> {
        let few = self.few.get(n).into_iter().flatten();
        few.map(|posting| {
            let range = posting.after as usize..posting.end as usize;
            (posting.weight, self.all.get(range).unwrap_or_default())
        })
    }

    /// What [`Postings::crowded`] is at most (the inequality of Cauchy and Schwarz).
    fn most_crowded(&self, a: usize, b: usize) -> f32 {
        let length = |n: usize| self.crowded_lengths.get(n).copied().unwrap_or_default();
        length(a) * length(b)
    }

    /// The product of what two articles share of the words that many have.
    fn crowded(&self, a: usize, b: usize) -> f32 {
        match (self.crowded.get(a), self.crowded.get(b)) {
            (Some(x), Some(y)) => product(x, y),
            _ => 0.0,
        }
    }
}

/// The root of the sum of the squares of the weights.
fn length_of(words: &[(Root, f32)]) -> f32 {
    words.iter().map(|(_, w)| w * w).sum::<f32>().sqrt()
}

/// The product of two lists of weights, each in order of keys.
fn product(x: &[(Root, f32)], y: &[(Root, f32)]) -> f32 {
    let mut at = 0;
    let mut product = 0.0;
    for (word, weight) in x {
        while y.get(at).is_some_and(|(w, _)| w < word) {
            at += 1;
        }
        if let Some((w, other)) = y.get(at)
            && w == word
        {
            product += weight * other;
        }
    }
    product
}

/// The countries that an article names.
fn countries(article: &Article) -> Vec<Root> {
    let entities = article.names.entities.iter();
    let named = entities.filter(|e| e.kind == NameKind::Country);
    named.map(|e| e.root).collect()
}

/// The names of an article, most frequent first, with their keys. No more than tell what it is
/// about.
fn named(article: &Article) -> Vec<(Root, &str)> {
    let mut counts: Vec<(usize, usize)> =
        (0..article.names.entities.len()).map(|n| (0, n)).collect();
    for mention in &article.names.mentions {
        if let Some(count) = counts.get_mut(mention.entity.0 as usize) {
            count.0 += 1;
        }
    }
    counts.sort_unstable_by_key(|(count, n)| (std::cmp::Reverse(*count), *n));
    let names = counts.into_iter().take(NAMES);
    names
        .filter_map(|(_, n)| article.names.entities.get(n))
        .map(|e| (e.root, e.name.as_ref()))
        .collect()
}
