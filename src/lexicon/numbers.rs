//! `numbers.yaml`: number words, and the words that hedge or bound a number.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::List;
use super::inflection::Inflection;
use super::phrases::Phrases;
use crate::language::forms::Forms;
use crate::language::vocabulary::{Classes, Vocabulary, WordId};
use crate::yaml::YamlError;

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Shape {
    cardinals: BTreeMap<String, f64>,
    multipliers: BTreeMap<String, f64>,
    magnitudes: BTreeMap<String, f64>,
    money_magnitudes: BTreeMap<String, f64>,
    collectives: BTreeMap<String, f64>,
    plurals: BTreeMap<String, f64>,
    fractions: BTreeMap<String, f64>,
    ordinals: BTreeMap<String, u32>,
    hedges: Vec<HedgeShape>,
    trailing: Vec<HedgeShape>,
    designators: String,
    ranks: String,
    dates: String,
    changes: String,
    comparisons: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct HedgeShape {
    bound: Bound,
    likely: [f64; 2],
    allowed: [Factor; 2],
    phrases: Vec<String>,
}

/// A factor on a number; the word "any" stands where there is no limit.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
enum Factor {
    Limit(f64),
    Word(NoLimit),
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum NoLimit {
    Any,
}

impl From<Factor> for f64 {
    fn from(factor: Factor) -> f64 {
        match factor {
            Factor::Limit(factor) => factor,
            Factor::Word(NoLimit::Any) => f64::INFINITY,
        }
    }
}

/// How the words bound a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// "600"
    #[default]
    Exact,
    /// "about 600"
    About,
    /// "at least 600"
    AtLeast,
    /// "at most 600", "up to 600"
    AtMost,
    /// "more than 600"
    MoreThan,
    /// "fewer than 600"
    LessThan,
}

/// What a phrase such as "more than" does to a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hedge {
    /// How it bounds the number.
    pub bound: Bound,
    /// Factors on the number: what a reader takes it to mean.
    pub likely: [f64; 2],
    /// Factors on the number: what it allows by the letter.
    pub allowed: [f64; 2],
}

/// The part that a number word plays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NumberWord {
    /// "three", "twenty": adds up.
    Cardinal(f64),
    /// "hundred", "million": multiplies what stands before it.
    Multiplier(f64),
    /// "dozen": a number behind "a" or another number.
    Collective(f64),
    /// "hundreds": from this many to ten times as many.
    Plural(f64),
}

/// Number words by their place in the vocabulary.
#[derive(Debug, Default)]
pub struct Numbers {
    words: FxHashMap<WordId, NumberWord>,
    fractions: FxHashMap<WordId, f64>,
    ordinals: FxHashMap<WordId, u32>,
    magnitudes: FxHashMap<Box<str>, f64>,
    money_magnitudes: FxHashMap<Box<str>, f64>,
    designators: FxHashSet<WordId>,
    ranks: FxHashSet<WordId>,
    dates: FxHashSet<WordId>,
    changes: FxHashSet<WordId>,
    comparisons: FxHashSet<WordId>,
    /// Phrases before a number that bound it.
    pub hedges: Phrases<Hedge>,
    /// Phrases behind a number that bound it.
    pub trailing: Phrases<Hedge>,
}

impl Numbers {
    /// What the word stands for, if it is a number word.
    pub fn get(&self, word: WordId) -> Option<NumberWord> {
        self.words.get(&word).copied()
    }

    /// The denominator that the word names: 3 for "third" and "thirds".
    pub fn fraction(&self, word: WordId) -> Option<f64> {
        self.fractions.get(&word).copied()
    }

    /// The place in an order that the word names: 3 for "third".
    pub fn ordinal(&self, word: WordId) -> Option<u32> {
        self.ordinals.get(&word).copied()
    }

    /// The factor of a short form right behind digits: "bn", "k"; some hold for money alone.
    pub fn magnitude(&self, text: &str, money: bool) -> Option<f64> {
        let money_only = || self.money_magnitudes.get(text).filter(|_| money);
        self.magnitudes.get(text).or_else(money_only).copied()
    }

    /// Whether the word makes the number behind it a name: "Section 427".
    pub fn is_designator(&self, word: WordId) -> bool {
        self.designators.contains(&word)
    }

    /// Whether the word makes a number word behind it a rank: "top three".
    pub fn is_rank(&self, word: WordId) -> bool {
        self.ranks.contains(&word)
    }

    /// Whether the word makes a number beside it a date or a time of day: "March 29", "5 p.m."
    pub fn is_date_word(&self, word: WordId) -> bool {
        self.dates.contains(&word)
    }

    /// Whether the word sets a span of time against now: the "earlier" of "a year earlier".
    pub fn is_comparison(&self, word: WordId) -> bool {
        self.comparisons.contains(&word)
    }

    /// Whether the word is a form of a verb of change: "rose".
    pub fn is_change(&self, word: WordId) -> bool {
        self.changes.contains(&word)
    }

    pub(super) fn load(
        &mut self,
        lists: &[List<'_>],
        vocabulary: &mut Vocabulary,
        inflection: &Inflection,
    ) -> Result<(), Vec<YamlError>> {
        for list in lists {
            let shape: Shape = list.read()?;
            for (lists, make) in [
                (
                    shape.cardinals,
                    NumberWord::Cardinal as fn(f64) -> NumberWord,
                ),
                (shape.multipliers, NumberWord::Multiplier),
                (shape.collectives, NumberWord::Collective),
                (shape.plurals, NumberWord::Plural),
            ] {
                for (word, value) in lists {
                    let id = vocabulary.classify(&word, Classes::NUMBER);
                    self.words.insert(id, make(value));
                }
            }
            for (word, value) in shape.fractions {
                let id = vocabulary.classify(&word, Classes::NUMBER);
                self.fractions.insert(id, value);
            }
            for (word, value) in shape.ordinals {
                let id = vocabulary.classify(&word, Classes::NUMBER);
                self.ordinals.insert(id, value);
            }
            let boxed = |(text, factor): (String, f64)| (text.into_boxed_str(), factor);
            self.magnitudes
                .extend(shape.magnitudes.into_iter().map(boxed));
            self.money_magnitudes
                .extend(shape.money_magnitudes.into_iter().map(boxed));
            for (lists, into) in [
                (shape.hedges, &mut self.hedges),
                (shape.trailing, &mut self.trailing),
            ] {
                for list in lists {
                    let hedge = Hedge {
                        bound: list.bound,
                        likely: list.likely,
                        allowed: list.allowed.map(f64::from),
                    };
                    for phrase in list.phrases {
                        into.add(&phrase, hedge, vocabulary, Classes::NONE);
                    }
                }
            }
            for verb in shape.changes.split_whitespace() {
                let forms = Forms {
                    vocabulary,
                    inflection,
                };
                let forms = forms.verb_forms(verb);
                self.changes
                    .extend(forms.iter().map(|f| vocabulary.intern(f)));
            }
            self.hedges.classify_first(vocabulary, Classes::BOUND);
            for (words, into) in [
                (shape.designators, &mut self.designators),
                (shape.ranks, &mut self.ranks),
                (shape.dates, &mut self.dates),
                (shape.comparisons, &mut self.comparisons),
            ] {
                into.extend(words.split_whitespace().map(|w| vocabulary.intern(w)));
            }
        }
        Ok(())
    }
}
