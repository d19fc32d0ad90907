//! What surrounds a value in its sentence: the words, names and figures that tell what it is
//! about.
//!
//! "The collision killed two people off Grindavik on Monday": the figure *two* stands right
//! beside *people* and *killed*, further from *collision* and *Grindavik*, with the date *Monday*
//! in the same sentence. Distance counts words that carry meaning; every comma, dash or new
//! clause in between counts as several.

use serde::Serialize;
use smallvec::SmallVec;

use super::Article;
use super::content::{ContentWord, is_content};
use crate::language::clause::{self, Modality};
use crate::language::names::NameMention;
use crate::language::root::{Root, key};
use crate::language::sentence::Sentence;
use crate::language::token::Token;
use crate::language::tokens::Source;
use crate::language::vocabulary::Classes;
use crate::lexicon::Lexicon;
use crate::lexicon::families::Family;
use crate::value::{Mention, Value};

/// A clause's border counts as so many words.
const BORDER: u32 = 3;
/// A word so far from the value is half as near as one right beside it.
const HALF: f32 = 3.0;
/// Family of words that keep a value apart from others of its kind.
const QUALIFIERS: &str = "qualifier";
/// So many tokens before a value may a word stand that makes it a part of another.
const PART_REACH: usize = 2;
/// Family of words that make a count a part of another: "other", "another".
const PARTS_OF_A_COUNT: &str = "part-of-count";
/// Such words are looked for so many words around the value.
const QUALIFIER_REACH: u32 = 3;
/// Family of nouns that count all people, or all things, alike.
const AT_LARGE: &str = "at-large";
/// How much the name of a country tells.
const COUNTRY: f32 = 0.6;
/// A noun or verb so near to a figure that counts nothing tells what it measures.
const BESIDE: u32 = 1;

/// A word or name near a value.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Cue {
    /// Root of the word, or key of the name.
    pub key: Root,
    /// 1 right beside the value, less further away.
    pub near: f32,
    /// How much it tells: 0 for words that stand everywhere, 1 for rare ones.
    pub rarity: f32,
    /// Its token.
    pub token: u32,
}

/// What surrounds a value.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Context {
    /// What kind of value it is, and of which dimension: only claims alike in this compare.
    pub measure: Root,
    /// Key of the value itself.
    #[serde(skip)]
    pub own: Root,
    /// Roots of what is counted or measured.
    pub heads: SmallVec<[Root; 3]>,
    /// Whether the value itself names what it counts.
    pub counts: bool,
    /// Words that carry meaning, in order of their keys, each once.
    pub cues: Vec<Cue>,
    /// Names, in order of their keys, each once.
    pub names: Vec<Cue>,
    /// Keys of the other values of the sentence.
    pub figures: Vec<Root>,
    /// Roots of what keeps the value apart from others of its kind.
    pub qualifiers: Vec<Root>,
    /// Whether its clause is denied.
    pub negated: bool,
    /// Whether it is told as fact.
    #[serde(skip)]
    pub modality: Modality,
    /// Words of the sentence that carry meaning.
    pub words: u32,
    /// Whether it stands in a heading.
    pub heading: bool,
}

/// A sentence with the place of each of its words, counted in words that carry meaning.
pub struct Outline<'a> {
    article: &'a Article,
    lexicon: &'a Lexicon,
    first: usize,
    heading: bool,
    /// Place of each token.
    places: Vec<u32>,
    words: Vec<(u32, Root, f32)>,
    names: Vec<(u32, Root, f32)>,
    /// The same in order of their keys.
    words_by_key: Vec<(u32, Root, f32)>,
    names_by_key: Vec<(u32, Root, f32)>,
    /// Keys of its values, in order.
    values: Vec<Root>,
}

impl<'a> Outline<'a> {
    /// Reads a sentence of the article; `content` are the words of the article that carry meaning.
    pub fn of(
        article: &'a Article,
        content: &[ContentWord],
        sentence: &Sentence,
        lexicon: &'a Lexicon,
    ) -> Self {
        let source = article.source(lexicon);
        let (first, end) = (sentence.first as usize, sentence.end as usize);
        let mut outline = Self {
            article,
            lexicon,
            first,
            heading: sentence.heading,
            places: Vec::with_capacity(end - first),
            words: Vec::new(),
            names: Vec::new(),
            words_by_key: Vec::new(),
            names_by_key: Vec::new(),
            values: article
                .mentions_within(first, end)
                .iter()
                .map(|m| key(&m.value.canonical()))
                .collect(),
        };
        let mut place = 0;
        let mut at = first;
        let mut names = article.names.within(first, end).iter().peekable();
        let from = content.partition_point(|w| (w.token as usize) < first);
        let mut content = content.get(from..).unwrap_or_default().iter().peekable();
        let mut values = article.mentions_within(first, end).iter().peekable();
        while at < end {
            let here = names.next_if(|name| name.first as usize <= at);
            if let Some(name) = here.filter(|name| name.end as usize > at) {
                place += 1;
                let until = (name.end as usize).min(end).max(at + 1);
                outline
                    .places
                    .extend(std::iter::repeat_n(place, until - at));
                outline.names.extend(cue_of_name(article, name, lexicon));
                at = until;
                continue;
            }
            let Some(token) = source.tokens.get(at) else {
                break;
            };
            while content.next_if(|w| (w.token as usize) < at).is_some() {}
            while values.next_if(|m| m.end as usize <= at).is_some() {}
            let is_value = values.peek().is_some_and(|m| m.first as usize <= at);
            if is_border(source, token) {
                place += BORDER;
            } else if is_value {
                place += 1;
            } else if let Some(word) = content.next_if(|w| w.token as usize == at) {
                place += 1;
                outline.words.push((word.token, word.root, word.rarity));
            }
            outline.places.push(place);
            at += 1;
        }
        outline.words_by_key.clone_from(&outline.words);
        outline.words_by_key.sort_by_key(|(_, key, _)| *key);
        outline.names_by_key.clone_from(&outline.names);
        outline.names_by_key.sort_by_key(|(_, key, _)| *key);
        outline
    }

    /// Its words that carry meaning: token, root, rarity.
    pub fn words(&self) -> impl Iterator<Item = (u32, Root, f32)> + '_ {
        self.words.iter().copied()
    }

    /// Its names: first token, key, rarity.
    pub fn names(&self) -> impl Iterator<Item = (u32, Root, f32)> + '_ {
        self.names.iter().copied()
    }

    /// Its values, in order.
    fn mentions(&self) -> &'a [Mention] {
        self.article
            .mentions_within(self.first, self.first + self.places.len())
    }

    fn place(&self, token: usize) -> u32 {
        token
            .checked_sub(self.first)
            .and_then(|n| self.places.get(n))
            .copied()
            .unwrap_or_default()
    }

    /// What surrounds a value of the sentence.
    pub fn around(&self, mention: &Mention) -> Context {
        let (first, last) = (mention.first as usize, mention.end as usize - 1);
        let (from, to) = (self.place(first), self.place(last));
        let distance = |token: u32| {
            let place = self.place(token as usize);
            if (token as usize) < first {
                from.saturating_sub(place)
            } else {
                place.saturating_sub(to)
            }
        };
        let nearness = |token: u32| 1.0 / (1.0 + distance(token) as f32 / HALF);
        let own = self.own_words(mention);
        let mut cues = nearest_each(&self.words_by_key, own.len(), nearness);
        for cue in own {
            match cues.binary_search_by_key(&cue.key, |c| c.key) {
                Ok(at) => {
                    if let Some(other) = cues.get_mut(at).filter(|c| c.near < cue.near) {
                        *other = cue;
                    }
                }
                Err(at) => cues.insert(at, cue),
            }
        }
        let mut heads: SmallVec<[Root; 3]> = self.counted(mention);
        let counts = !heads.is_empty();
        if !counts {
            heads.extend(
                self.words
                    .iter()
                    .filter(|(token, ..)| distance(*token) <= BESIDE)
                    .map(|(_, key, _)| *key),
            );
        }
        let (low, high) = (from.saturating_sub(QUALIFIER_REACH), to + QUALIFIER_REACH);
        let mut qualifiers = Vec::new();
        let mut modality = Modality::Asserted;
        let mut negated = false;
        let source = self.article.source(self.lexicon);
        let family = |name| self.lexicon.families.get(name);
        let (apart, parts) = (family(QUALIFIERS), family(PARTS_OF_A_COUNT));
        // Places never fall from token to token.
        let near = self.places.partition_point(|place| *place < low)
            ..self.places.partition_point(|place| *place <= high);
        for n in near {
            let at = self.first + n;
            let Some(token) = source.tokens.get(at) else {
                break;
            };
            let inside = (first..=last).contains(&at);
            let classes = self.lexicon.vocabulary.classes(token.word);
            let text = token.span().of(source.text);
            if !inside && classes.any(Classes::NEGATION) {
                negated = true;
            } else if classes.any(Classes::AUXILIARY) {
                modality = modality.max(clause::modality_of(text));
            }
            let is_in = |family: Option<&Family>| {
                family.is_some_and(|f| f.starting_with(token.word).next().is_some())
            };
            // "28 other members", "another 12 people".
            let is_part = at + PART_REACH >= first && at < last && is_in(parts);
            if token.word.is_known() && (!inside && is_in(apart) || is_part) {
                qualifiers.push(self.lexicon.alike.root(text));
            }
        }
        qualifiers.sort_unstable();
        qualifiers.dedup();
        let mentions = self.mentions();
        let place = mentions.iter().position(|m| m.span == mention.span);
        let own = place.and_then(|n| self.values.get(n)).copied();
        let mut figures: Vec<Root> = mentions
            .iter()
            .zip(&self.values)
            .filter(|(m, _)| m.span != mention.span)
            .map(|(_, key)| *key)
            .collect();
        figures.sort_unstable();
        figures.dedup();
        Context {
            measure: measure(&mention.value),
            own: own.unwrap_or_default(),
            heads,
            counts,
            cues,
            names: nearest_each(&self.names_by_key, 0, nearness),
            figures,
            qualifiers,
            negated,
            modality,
            words: self.words.len() as u32,
            heading: self.heading,
        }
    }

    /// Words inside the value that say what it is: "people" of "two people".
    fn own_words(&self, mention: &Mention) -> SmallVec<[Cue; 3]> {
        let source = self.article.source(self.lexicon);
        let Value::Quantity(quantity) = &*mention.value else {
            return SmallVec::new();
        };
        let Some(noun) = quantity.noun else {
            return SmallVec::new();
        };
        (mention.first..mention.end)
            .filter_map(|n| Some((n, source.tokens.get(n as usize)?)))
            .filter(|(_, t)| {
                let span = t.span();
                span.start >= noun.span.start && span.end <= noun.span.end && is_content(t)
            })
            .map(|(n, t)| {
                let word = t.span().of(source.text);
                let (key, rarity) = self.lexicon.alike.root_and_rarity(word);
                Cue {
                    key,
                    near: 1.0,
                    rarity,
                    token: n,
                }
            })
            .collect()
    }

    /// Root of the noun that a figure counts, or of what it is a part of.
    fn counted(&self, mention: &Mention) -> SmallVec<[Root; 3]> {
        let source = self.article.source(self.lexicon);
        let Value::Quantity(quantity) = &*mention.value else {
            return SmallVec::new();
        };
        let root = |text: &str| self.lexicon.alike.root(text);
        let at_large = |word: &str| {
            let word = self.lexicon.vocabulary.get(word);
            let family = self.lexicon.families.get(AT_LARGE);
            family.is_some_and(|f| f.starting_with(word).next().is_some())
        };
        let noun = quantity
            .noun
            .filter(|noun| !at_large(&noun.head.of(source.text).to_lowercase()))
            .map(|noun| root(&noun.lemma(source.text, self.lexicon)));
        let of = quantity
            .of
            .and_then(|span| span.of(source.text).split_whitespace().next_back())
            .map(root);
        noun.into_iter().chain(of).collect()
    }
}

/// The names of an article: first token, key, rarity.
pub(super) fn names(
    article: &Article,
    lexicon: &Lexicon,
) -> impl Iterator<Item = (u32, Root, f32)> {
    let mentions = article.names.mentions.iter();
    mentions.filter_map(|name| cue_of_name(article, name, lexicon))
}

/// First token, key and rarity of a name; none where a single word of it tells a time.
fn cue_of_name(
    article: &Article,
    name: &NameMention,
    lexicon: &Lexicon,
) -> Option<(u32, Root, f32)> {
    let entity = article.names.entity(name.entity)?;
    let token = article.read.tokens.get(name.first as usize)?;
    let classes = lexicon.vocabulary.classes(token.word);
    if name.end - name.first == 1 && classes.any(Classes::TIME) {
        return None;
    }
    let rarity = if entity.key.starts_with("country:") {
        COUNTRY
    } else {
        1.0
    };
    Some((name.first, entity.root, rarity))
}

/// Each key once, as near as it comes, of words or names in order of their keys; with room for some
/// more.
fn nearest_each(words: &[(u32, Root, f32)], more: usize, near: impl Fn(u32) -> f32) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::with_capacity(words.len() + more);
    for (token, key, rarity) in words.iter().copied() {
        let cue = Cue {
            key,
            near: near(token),
            rarity,
            token,
        };
        match cues.last_mut().filter(|last| last.key == key) {
            Some(last) if last.near < cue.near => *last = cue,
            Some(_) => {}
            None => cues.push(cue),
        }
    }
    cues
}

/// What kind of value it is, and of which dimension.
fn measure(value: &Value) -> Root {
    match value {
        Value::Quantity(q) => key(&(q.unit.scale.top, q.unit.scale.per)),
        other => key(other.kind()),
    }
}

fn is_border(source: Source<'_>, token: &Token) -> bool {
    if token.is_word() {
        return token.opens_clause();
    }
    matches!(
        token.span().of(source.text),
        "," | ";" | ":" | "–" | "—" | "(" | ")" | "-" if token.is_spaced() || token.is_mark(b',')
    )
}
