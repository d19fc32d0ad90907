//! The YAML shape of a rule, as an editor writes it. Nothing in here is checked beyond its shape.

use serde::Deserialize;

use crate::yaml::Placed;

/// One rule file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RuleFile {
    /// Id of the rule; the file's name without `.yaml`.
    pub(super) rule: Placed<String>,
    /// What the rule looks at, as a heading.
    pub(super) title: String,
    /// Why an editor should care.
    pub(super) why: String,
    /// How grave a contradiction is.
    #[serde(default)]
    pub(super) severity: Severity,
    /// How texts say it.
    #[serde(default)]
    pub(super) phrases: Vec<Placed<String>>,
    /// How texts say the opposite, where the rule compares yes with no.
    #[serde(default)]
    pub(super) opposed: Vec<Placed<String>>,
    /// In place of phrases: what the program finds by itself.
    #[serde(default)]
    pub(super) reads: Option<Reads>,
    /// Sentences that say what is spoken of without saying the value, so that a later "the pact"
    /// is known to be that one.
    #[serde(default)]
    pub(super) context: Vec<Placed<String>>,
    /// The slots that say what the claim is about: two claims are compared where these agree.
    #[serde(default)]
    pub(super) subject: Vec<Placed<String>>,
    /// The slot whose value is compared, or `polarity` where it is yes or no.
    #[serde(default)]
    pub(super) compare: Option<Placed<String>>,
    /// How the value may move with time without being a contradiction.
    #[serde(default)]
    pub(super) change: Change,
    /// Whether the claim is about the event that the article reports, so that only articles
    /// about the same event are compared.
    #[serde(default)]
    pub(super) event: bool,
    /// Whether what is planned is compared with what is told as done: days of meetings, prices
    /// of deals.
    #[serde(default)]
    pub(super) plans: bool,
    /// What is compared, for the report: "term".
    #[serde(default)]
    pub(super) about: Option<String>,
    /// How the report names both answers, where the claim is yes or no.
    #[serde(default)]
    pub(super) says: Option<Says>,
    /// Figures of which one is more than this many times the other are of two things.
    #[serde(default)]
    pub(super) ratio: Option<f64>,
    /// Dates further apart than this are of two things: "3 years".
    #[serde(default)]
    pub(super) within: Option<Placed<String>>,
    /// The rule's own tests.
    #[serde(default)]
    pub(super) examples: Vec<ExampleShape>,
}

/// The two answers of a claim that is yes or no, in words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Says {
    /// "condemned"
    pub yes: String,
    /// "did not condemn"
    pub no: String,
}

/// What the program finds by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reads {
    /// Every quotation, with its speaker.
    Quotations,
    /// Names that one article writes another way than the rest.
    Spellings,
    /// Which office a person holds.
    Roles,
    /// Every figure that is no sum of money, and its like: ages, scores, places in an order.
    Figures,
    /// Every sum of money.
    Sums,
    /// Every date, time of day and duration.
    Times,
}

/// How grave a contradiction is.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, serde::Serialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing to do: updates and agreements.
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
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
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExampleShape {
    /// The verdict expected, or `none`.
    pub(super) verdict: Placed<ExpectedVerdict>,
    /// The articles.
    pub(super) sources: Vec<String>,
    /// Their dates, where they matter, one for each source.
    #[serde(default)]
    pub(super) dates: Vec<Placed<String>>,
}

/// What should come of an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
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
