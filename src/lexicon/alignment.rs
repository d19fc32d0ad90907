//! `alignment.yaml`: limits and weights by which articles and claims are held to be of one thing.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::List;
use crate::yaml::YamlError;

/// One file; what it does not name stays as it was.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Shape {
    #[serde(default)]
    story: Option<Story>,
    #[serde(default)]
    agree: Option<Test>,
    #[serde(default)]
    clash: Option<Clash>,
}

/// When two articles are of one story.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Story {
    /// Cosine of their profiles from which on they are.
    pub like: f32,
    /// How much more that is in a folder of ten times as many articles.
    pub like_per_tenfold: f32,
    /// Cosine with a third article from which on it joins the two.
    pub very_like: f32,
    /// Articles written further apart are of two stories ...
    pub days: i32,
    /// ... unless the cosine of their profiles is at least this.
    pub days_apart_like: f32,
    /// Below so many articles, how many of them share a word says little about it.
    pub few: f32,
}

/// When two open claims are held to be about one thing.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Test {
    /// The evidence weighs at least this much.
    pub least: f32,
    /// How much more that is in a folder of ten times as many articles.
    pub least_per_tenfold: f32,
    /// What each piece of evidence weighs.
    pub weights: Evidence,
}

/// When two open claims that differ are held to be about one thing.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Clash {
    /// The evidence weighs at least this much.
    pub least: f32,
    /// The logarithm of the values' ratio is at most this.
    pub ratio: f32,
    /// How much more that is in a folder of ten times as many articles.
    pub least_per_tenfold: f32,
    /// Cosine of the articles' profiles from which on their values can clash.
    pub story: f32,
    /// How much more that is in a folder of ten times as many articles.
    pub story_per_tenfold: f32,
    /// The days that the sentences speak of are no further apart.
    pub days: f64,
    /// What each piece of evidence weighs.
    pub weights: Evidence,
}

/// How many times a folder is ten times as large as one of ten articles: the more articles there
/// are, the more of them are alike by chance.
fn tenfolds(articles: usize) -> f32 {
    (articles as f32 / 10.0).log10().max(0.0)
}

impl Story {
    /// How alike two of so many articles must be to be of one story.
    pub fn like_for(&self, articles: usize) -> f32 {
        self.like + self.like_per_tenfold * tenfolds(articles)
    }
}

impl Test {
    /// What the evidence must weigh in a folder of so many articles.
    pub fn least_for(&self, articles: usize) -> f32 {
        self.least + self.least_per_tenfold * tenfolds(articles)
    }
}

impl Clash {
    /// What the evidence must weigh in a folder of so many articles.
    pub fn least_for(&self, articles: usize) -> f32 {
        self.least + self.least_per_tenfold * tenfolds(articles)
    }

    /// How alike two of so many articles must be for their values to clash.
    pub fn story_for(&self, articles: usize) -> f32 {
        self.story + self.story_per_tenfold * tenfolds(articles)
    }
}

/// What two open claims share, and what keeps them apart: as measured on two claims, or what
/// each measure weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Evidence {
    /// 1 for every pair: the weight of knowing nothing.
    pub always: f32,
    /// Both count the same thing.
    pub head: f32,
    /// What one counts or measures stands near the other value.
    pub head_near: f32,
    /// They count two things.
    pub head_differs: f32,
    /// How telling the most telling word is that stands right beside both values.
    pub bond: f32,
    /// The same of the second such word.
    pub second_bond: f32,
    /// Telling words near both values, added up.
    pub near: f32,
    /// How much of both sentences is shared: cosine.
    pub sentence: f32,
    /// Names near both values, added up.
    pub name: f32,
    /// Names stand beside both values, and none is shared.
    pub names_differ: f32,
    /// Other figures that both sentences have.
    pub figure: f32,
    /// How far apart the values are: logarithm of their ratio.
    pub ratio: f32,
    /// Both are written with the same telling number: not a small or a round one.
    pub exact: f32,
    /// Neither value stands in the other article.
    pub absent: f32,
    /// Words that keep values of one kind apart, and that only one of them has.
    pub qualifier: f32,
    /// One is planned or possible, the other told as fact.
    pub modality: f32,
    /// One of them stands in a heading.
    pub heading: f32,
    /// One of them stands in a sentence too long to be one.
    pub long: f32,
    /// One of them is denied.
    pub negated: f32,
}

impl Evidence {
    /// All measures by name, in order.
    pub fn parts(&self) -> [(&'static str, f32); 19] {
        [
            ("always", self.always),
            ("head", self.head),
            ("head-near", self.head_near),
            ("head-differs", self.head_differs),
            ("bond", self.bond),
            ("second-bond", self.second_bond),
            ("near", self.near),
            ("sentence", self.sentence),
            ("name", self.name),
            ("names-differ", self.names_differ),
            ("figure", self.figure),
            ("ratio", self.ratio),
            ("exact", self.exact),
            ("absent", self.absent),
            ("qualifier", self.qualifier),
            ("modality", self.modality),
            ("heading", self.heading),
            ("long", self.long),
            ("negated", self.negated),
        ]
    }

    /// What the evidence weighs in all.
    pub fn weighed(&self, weights: &Evidence) -> f32 {
        let both = self.parts().into_iter().zip(weights.parts());
        both.map(|((_, value), (_, weight))| value * weight).sum()
    }
}

/// All limits and weights.
#[derive(Clone, Copy, Debug, Default)]
pub struct Alignment {
    /// When two articles are of one story.
    pub story: Story,
    /// When two claims that say the same are about one thing.
    pub agree: Test,
    /// When two claims that clash are about one thing.
    pub clash: Clash,
}

impl Alignment {
    pub(super) fn load(&mut self, lists: &[List<'_>]) -> Result<(), Vec<YamlError>> {
        for list in lists {
            let shape: Shape = list.read()?;
            self.story = shape.story.unwrap_or(self.story);
            self.agree = shape.agree.unwrap_or(self.agree);
            self.clash = shape.clash.unwrap_or(self.clash);
        }
        Ok(())
    }
}
