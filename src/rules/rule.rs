//! A checked rule, as the program runs it.

use std::sync::Arc;

use smallvec::SmallVec;

use super::message::Message;
use super::phrase::Who;
use super::schema::{Change, ExpectedVerdict, Reads, Says, Severity};
use super::tolerance::Tolerance;
use crate::calendar::Day;
use crate::language::vocabulary::WordId;
use crate::lexicon::Lexicon;
use crate::lexicon::families::Family;
use crate::value::{Relation, VALUE_KINDS, Value, ValueKind};

/// A checked rule.
#[derive(Debug)]
pub struct Rule {
    /// Its id: the file's name.
    pub id: String,
    /// Heading.
    pub title: String,
    /// Why an editor should care.
    pub why: String,
    /// The pack that it belongs to, where it names one.
    pub pack: Option<String>,
    /// How grave a contradiction is.
    pub severity: Severity,
    /// How texts say it.
    pub phrases: Vec<Phrase>,
    /// What the program finds by itself, in place of phrases.
    pub reads: Option<Reads>,
    /// Sentences that say what is spoken of without saying the value; numbered on from `phrases`.
    pub context: Vec<Phrase>,
    /// Names of all slots, in order of appearance.
    pub slots: Vec<String>,
    /// The slots (by number) that say what a claim is about.
    pub subject: Vec<usize>,
    /// What is compared.
    pub compare: Compare,
    /// How the value may move with time.
    pub change: Change,
    /// Whether claims are about the event that the article reports.
    pub event: bool,
    /// Whether what is planned is compared with what is told as done.
    pub plans: bool,
    /// What is compared, for the report: "term".
    pub attribute: String,
    /// The sentence that reports tell its clashes with, where it has one of its own.
    pub message: Option<Message>,
    /// How the report names both answers, where the claim is yes or no.
    pub says: Option<Says>,
    /// Figures of which one is more than this many times the other are of two things.
    pub ratio: Option<f64>,
    /// Dates that are more days apart than this are of two things.
    pub within: Option<f64>,
    /// How far two values may be from each other and still agree.
    pub tolerance: Option<Tolerance>,
    /// Words that keep two values apart, beside those that do so for every rule; sorted.
    pub apart: Vec<WordId>,
    /// Nouns that count the same things; sorted.
    pub counts_alike: Vec<WordId>,
    /// The rule's own tests.
    pub examples: Vec<Example>,
    /// The file that the rule came from, and those that add to it.
    pub files: Vec<String>,
    /// Whether it comes with the program.
    pub embedded: bool,
}

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// The value (or names) in a slot.
    Slot(usize),
    /// Whether the thing is said or denied.
    Polarity,
    /// What the program reads by itself.
    Read,
}

/// One way to say it.
#[derive(Debug)]
pub struct Phrase {
    /// As the editor wrote it.
    pub text: String,
    /// Its parts.
    pub nodes: Vec<Node>,
    /// Which of the parts is looked for first: the first word or family.
    pub anchor: usize,
    /// Whether it says the opposite of the rule's other phrases.
    pub opposed: bool,
}

/// One part of a compiled phrase.
#[derive(Debug)]
pub enum Node {
    /// One of these words; `verb` where it can be a verb.
    Words {
        /// The words, sorted.
        words: SmallVec<[WordId; 6]>,
        /// Whether auxiliaries and negations may stand before it.
        verb: bool,
    },
    /// A word of a family.
    Family(Arc<Family>),
    /// Something kept under a name.
    Slot {
        /// Number of the slot.
        slot: usize,
        /// What may stand there.
        kind: Filler,
    },
    /// One of several.
    Any(Vec<Vec<Node>>),
    /// May be left out.
    Optional(Vec<Node>),
    /// Some words in between.
    Gap,
}

/// What may fill a slot.
#[derive(Clone, Debug)]
pub enum Filler {
    /// Names that stand together, all of them of that kind.
    Names(Who),
    /// Names that are the subject of the next verb.
    Subject,
    /// A noun with its owner and what describes it.
    Thing,
    /// A noun phrase whose noun belongs to the family.
    Family(String, Arc<Family>),
    /// A value; of counts, one that counts things of the family.
    Value(ValueKind, Option<Arc<Family>>),
}

/// A rule's own test.
#[derive(Clone, Debug)]
pub struct Example {
    /// What should come of it.
    pub verdict: ExpectedVerdict,
    /// The articles, with their dates where given.
    pub sources: Vec<(String, Option<Day>)>,
    /// The rule file.
    pub file: String,
    /// Line of the rule file.
    pub line: u64,
}

/// A phrase of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhraseRef {
    /// Number of the rule.
    pub rule: usize,
    /// Number of the phrase in it.
    pub phrase: usize,
}

impl Rule {
    /// The phrase of that number; context phrases are counted on from the others.
    pub fn phrase(&self, number: usize) -> Option<&Phrase> {
        self.phrases
            .get(number)
            .or_else(|| self.context.get(number - self.phrases.len()))
    }

    /// Whether the phrase of that number only says what is spoken of.
    pub fn is_context(&self, number: usize) -> bool {
        number >= self.phrases.len()
    }

    /// How two values of its claims stand to each other.
    pub fn compare(&self, a: &Value, b: &Value, lexicon: &Lexicon) -> Relation {
        let relation = a.compare(b, lexicon);
        let apart = matches!(relation, Relation::Disjoint | Relation::Strained);
        if apart && self.tolerance.is_some_and(|t| t.allows(a, b)) {
            return Relation::Compatible;
        }
        relation
    }

    /// What it compares, for a person: "date", "names", "yes or no".
    pub fn kind(&self) -> &'static str {
        match (self.compare, self.reads) {
            (Compare::Polarity, _) => "yes or no",
            (_, Some(reads)) => reads.kind(),
            (Compare::Read, None) => "",
            (Compare::Slot(slot), None) => match self.filler(slot) {
                Some(Filler::Value(kind, _)) => kind_name(*kind),
                _ => "names",
            },
        }
    }

    /// What the slot of that number asks for, where it first stands.
    pub fn filler(&self, slot: usize) -> Option<&Filler> {
        self.phrases
            .iter()
            .chain(&self.context)
            .find_map(|p| filler_in(&p.nodes, slot))
    }
}

fn kind_name(kind: ValueKind) -> &'static str {
    VALUE_KINDS
        .iter()
        .find(|(_, k)| *k == kind)
        .map_or("", |(name, _)| *name)
}

pub(super) fn filler_in(nodes: &[Node], wanted: usize) -> Option<&Filler> {
    nodes.iter().find_map(|node| match node {
        Node::Slot { slot, kind } if *slot == wanted => Some(kind),
        Node::Any(options) => options.iter().find_map(|o| filler_in(o, wanted)),
        Node::Optional(inner) => filler_in(inner, wanted),
        _ => None,
    })
}
