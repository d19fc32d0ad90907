//! The YAML shape of a rule, as an editor writes it. Nothing in here is checked beyond its shape.
//!
//! The fields' texts are the manual: `factcheck rules schema` prints them for editors' YAML
//! plug-ins.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::lexicon::families::FamilyShape;
use crate::yaml::Placed;

/// A rule of factcheck: which sentences it reads, what they are about, and what must agree.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RuleFile {
    /// Id of the rule: the name of the file without `.yaml`. A rule with the id of a rule that
    /// comes with factcheck stands in its place.
    #[serde(default)]
    pub(super) rule: Option<Placed<String>>,
    /// In place of `rule`: id of a rule that this file adds to. Its phrases, context, examples and
    /// words are added; every other key replaces that of the rule.
    #[serde(default)]
    pub(super) extends: Option<Placed<String>>,
    /// With `extends`: switches that rule off.
    #[serde(default)]
    pub(super) off: Option<bool>,
    /// What the rule looks at, as a heading: "How many were recalled".
    #[serde(default)]
    pub(super) title: Option<String>,
    /// Why an editor should care. One or two sentences.
    #[serde(default)]
    pub(super) why: Option<String>,
    /// Which pack the rule belongs to. factcheck.yaml can ask for some packs alone.
    #[serde(default)]
    pub(super) pack: Option<String>,
    /// How grave a contradiction is; `error` unless given. A tension is one step less.
    #[serde(default)]
    pub(super) severity: Option<Severity>,
    /// Word families of your own: words that phrases treat as one. In a phrase, <vessel> then
    /// meets any of them, in any form. A family that exists already gets the words added.
    #[serde(default)]
    pub(super) families: BTreeMap<String, FamilyShape>,
    /// How texts say it, one phrase for each way. Words match in any form; {name: kind} keeps
    /// something under a name; <family> is any word of a family; (a|b) one of several; [a] may be
    /// left out; ... up to eight words. Articles, auxiliaries and adverbs need not be written.
    #[serde(default)]
    pub(super) phrases: Vec<Placed<String>>,
    /// How texts say the opposite, where the rule compares yes with no (`compare: polarity`).
    #[serde(default)]
    pub(super) opposed: Vec<Placed<String>>,
    /// In place of phrases: what the program finds by itself.
    #[serde(default)]
    pub(super) reads: Option<Placed<Reads>>,
    /// Phrases that say what is spoken of without saying the value, so that a later "the pact" is
    /// known to be that one.
    #[serde(default)]
    pub(super) context: Vec<Placed<String>>,
    /// The slots that say what a claim is about: two claims are compared where all of these agree.
    /// May be empty where `event: true` tells enough.
    #[serde(default)]
    pub(super) subject: Option<Vec<Placed<String>>>,
    /// The slot whose value is compared, or `polarity` where the answer is yes or no.
    #[serde(default)]
    pub(super) compare: Option<Placed<String>>,
    /// How the value may move with time without being a contradiction: a toll goes `up`. The later
    /// article is then an update. `none` unless given.
    #[serde(default)]
    pub(super) change: Option<Change>,
    /// `true` where the claim belongs to the event that the article reports, so that only articles
    /// about the same event are compared: same names, within a week.
    #[serde(default)]
    pub(super) event: Option<bool>,
    /// `true` where what is planned is compared with what is told as done: days of meetings,
    /// prices of deals.
    #[serde(default)]
    pub(super) plans: Option<bool>,
    /// What is compared, in a word or two for the report: "term". The slot's name unless given.
    #[serde(default)]
    pub(super) about: Option<String>,
    /// The sentence that reports tell a clash with, in place of "subject: about". {maker} stands for
    /// what a slot under `subject` keeps, {subject} for the whole subject, {A} and {B} for what the
    /// two sides say: "{maker} recalled {A} or {B}". Put it between straight double quotes.
    #[serde(default)]
    pub(super) message: Option<Placed<String>>,
    /// How the report names both answers, where the rule compares yes with no.
    #[serde(default)]
    pub(super) says: Option<Says>,
    /// Words that keep two values apart for this rule, when one of them stands near the one value
    /// and not near the other: "provisional", "gross". Separated by spaces.
    #[serde(default)]
    pub(super) apart: Option<String>,
    /// Nouns that count the same things for this rule, so that "27 member states" and "28
    /// countries" are compared. Separated by spaces; matched in singular and plural.
    #[serde(default)]
    pub(super) counts_alike: Option<String>,
    /// How far two values may be from each other and still agree: "5%" of a figure, "2 days" for
    /// dates. Nothing unless given; roundings and "about" are understood without it.
    #[serde(default)]
    pub(super) tolerance: Option<Placed<String>>,
    /// Figures of which one is more than this many times the other are of two things.
    #[serde(default)]
    pub(super) ratio: Option<Placed<f64>>,
    /// Dates further apart than this are of two things: "3 years".
    #[serde(default)]
    pub(super) within: Option<Placed<String>>,
    /// The rule's own tests: small articles, and the verdict that must come of them. At least
    /// three that fire and three that do not make a rule that can be trusted.
    #[serde(default)]
    pub(super) examples: Vec<ExampleShape>,
}

/// The two answers of a claim that is yes or no, in words.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Says {
    /// The answer where the thing is said: "condemned".
    pub yes: String,
    /// The answer where it is denied: "did not condemn".
    pub no: String,
}

/// What the program finds by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Reads {
    /// Every quotation, with its speaker.
    Quotations,
    /// Names that one article writes another way than the rest.
    Spellings,
    /// Which office a person holds.
    Roles,
    /// What one short article says that somebody did and another denies.
    Statements,
    /// Every figure that is no sum of money, and its like: ages, scores, places in an order.
    Figures,
    /// Every sum of money.
    Sums,
    /// Every date, time of day and duration.
    Times,
}

impl Reads {
    /// What is compared, in a word.
    pub fn kind(self) -> &'static str {
        match self {
            Reads::Quotations => "quotation",
            Reads::Spellings => "spelling",
            Reads::Roles => "office",
            Reads::Statements => "yes or no",
            Reads::Figures => "figure",
            Reads::Sums => "money",
            Reads::Times => "date or time",
        }
    }

    /// What is found, in a sentence.
    pub fn explained(self) -> &'static str {
        match self {
            Reads::Quotations => "Every quotation, with its speaker.",
            Reads::Spellings => {
                "Every name that one article writes another way than the rest: a letter or two \
                 differ, or in a name of several words an ending or a small word."
            }
            Reads::Roles => {
                "Every office of which nobody holds two (mayor, governor, bishop …) that an article \
                 gives to a person named in full; not one that was, or is another's deputy."
            }
            Reads::Statements => {
                "Every clause of a short article that says or denies what a clause of another short \
                 article of the story denies or says of the same thing."
            }
            Reads::Figures => {
                "Every figure that is no sum of money: counts, shares, measures, ages, scores, places \
                 in an order; with what it counts, what it is said of, and the words and names \
                 around it."
            }
            Reads::Sums => {
                "Every sum of money, with what it is said of, and the words and names around it."
            }
            Reads::Times => {
                "Every date, time of day and duration, with the words and names around it."
            }
        }
    }

    /// When two claims are held to be about one thing, to go on "where …".
    pub fn same_where(self) -> &'static str {
        match self {
            Reads::Quotations => {
                "they share most of their words and their speakers are not known to be two"
            }
            Reads::Spellings => {
                "what stands around the names, or how rare they are, tells that they name the same"
            }
            Reads::Roles => "they speak of the same person",
            Reads::Statements => {
                "both articles tell one story, and both clauses have the same subject, verb and object"
            }
            Reads::Figures | Reads::Sums | Reads::Times => {
                "both articles tell one story, the values belong to the same word, and the words and \
                 names around them are alike; in a clash nothing near them may differ \
                 (`rules/lexicon/alignment.yaml` says how much is enough)"
            }
        }
    }
}

/// How grave a contradiction is.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Deserialize,
    serde::Serialize,
    JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing to do: updates and agreements. No rule asks for it.
    #[serde(skip_deserializing)]
    Info,
    /// Worth knowing.
    Note,
    /// Worth a look.
    Warning,
    /// Should stop the presses.
    #[default]
    Error,
}

impl Severity {
    /// One step less grave; `Note` stays.
    pub fn less(self) -> Self {
        match self {
            Severity::Error => Severity::Warning,
            Severity::Warning | Severity::Note => Severity::Note,
            Severity::Info => Severity::Info,
        }
    }

    /// Its name in rules and output.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// How a value may move from an earlier article to a later one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// Not at all.
    #[default]
    None,
    /// Upwards: counts so far.
    Up,
    /// Downwards.
    Down,
    /// Either way: prices.
    Any,
}

/// One example: small sources and what should come of them.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ExampleShape {
    /// The verdict that must come of it, or `none`.
    pub(super) verdict: Placed<ExpectedVerdict>,
    /// The articles, each a sentence or a few; two or more, or one that contradicts itself.
    pub(super) sources: Vec<Placed<String>>,
    /// Their dates, where they matter: one for each source, written as 2025-01-31.
    #[serde(default)]
    pub(super) dates: Vec<Placed<String>>,
}

/// What should come of an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ExpectedVerdict {
    /// A contradiction.
    Contradiction,
    /// A tension.
    Tension,
    /// An update.
    Update,
    /// An agreement.
    Agreement,
    /// Nothing, or at most an agreement.
    None,
}
