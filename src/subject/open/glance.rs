//! Open claims side by side, with what tells at a glance that two of them make no pair.

use crate::claim::Claim;
use crate::language::root::Root;
use crate::value::Value;

use super::clash;
use super::evidence::LEAST;

/// An open claim as it is held against hundreds of others.
#[derive(Clone, Copy, Debug)]
pub struct Glance {
    /// Number of the claim.
    pub claim: u32,
    document: u32,
    /// What kind of value it has, and of which dimension.
    pub measure: Root,
    extent: Extent,
    /// Whether another value of its kind may clash with its own.
    may_differ: bool,
    sign: Sign,
}

impl Glance {
    /// Whether two claims of one measure may make a pair, one of values that differ only where
    /// `may_clash`. Where not, they surely share no telling word or name near their values, or have
    /// values that differ and cannot clash.
    pub fn may_pair(&self, other: &Self, may_clash: bool) -> bool {
        let may_differ = may_clash && self.may_differ && other.may_differ;
        (may_differ || self.extent.meets(other.extent)) && self.sign.meets(&other.sign)
    }
}

/// The open claims of all articles, by article and measure.
pub struct Glances {
    all: Vec<Glance>,
    /// Where those of each article begin, and the end of the last.
    begins: Vec<u32>,
}

impl Glances {
    /// Looks at all open claims of so many articles.
    pub fn of(claims: &[Claim], articles: usize) -> Self {
        let glance = |(number, claim): (u32, &Claim)| {
            let context = claim.context.as_ref()?;
            Some(Glance {
                claim: number,
                document: claim.document as u32,
                measure: context.measure,
                extent: Extent::of(&claim.value),
                may_differ: clash::may_clash(&claim.value),
                sign: Sign::of(claim),
            })
        };
        let count = claims.iter().filter(|c| c.context.is_some()).count();
        let mut all: Vec<Glance> = Vec::with_capacity(count);
        all.extend((0..).zip(claims).filter_map(glance));
        all.sort_unstable_by_key(|g| (g.document, g.measure, g.claim));
        let begin = |article: usize| all.partition_point(|g| (g.document as usize) < article);
        let begins = (0..=articles).map(|article| begin(article) as u32);
        let begins = begins.collect();
        Self { all, begins }
    }

    fn of_document(&self, document: usize) -> &[Glance] {
        let begin = |article: usize| self.begins.get(article).copied().unwrap_or_default() as usize;
        let range = begin(document)..begin(document + 1);
        self.all.get(range).unwrap_or_default()
    }

    /// Those of one article, a stretch for each measure, in order of measures.
    pub fn by_measure(&self, document: usize) -> impl Iterator<Item = &[Glance]> {
        self.of_document(document)
            .chunk_by(|a, b| a.measure == b.measure)
    }

    /// Those of one article and measure, in order.
    pub fn with_measure(&self, document: usize, measure: Root) -> &[Glance] {
        let own = self.of_document(document);
        let first = own.partition_point(|g| g.measure < measure);
        let rest = own.get(first..).unwrap_or_default();
        let end = rest.partition_point(|g| g.measure == measure);
        rest.get(..end).unwrap_or_default()
    }
}

/// Where a value stands on its line, rounded: a rounded end is never on the wrong side of another.
/// The whole line where that is not told at a glance.
#[derive(Clone, Copy, Debug)]
struct Extent {
    low: f32,
    high: f32,
}

impl Extent {
    fn of(value: &Value) -> Self {
        let points = match value {
            Value::Quantity(figure) | Value::Age(figure) => Some(figure.likely_in_base()),
            Value::Temporal(time) => time.plain(),
            _ => None,
        };
        let [low, high] = points.map_or([f64::NEG_INFINITY, f64::INFINITY], |p| [p.low, p.high]);
        Self {
            low: low as f32,
            high: high as f32,
        }
    }

    fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}

/// The telling cues of a claim, one bit each, so that most claims that share none are told apart
/// without a look at them (Bloom 1970).
#[derive(Clone, Copy, Debug, Default)]
struct Sign([u64; 8]);

impl Sign {
    fn of(claim: &Claim) -> Self {
        let mut sign = Self::default();
        let context = claim.context.iter();
        for cue in context.flat_map(|c| c.cues.iter().chain(&c.names)) {
            if cue.near * cue.rarity >= LEAST {
                let [word, bit] = [cue.key >> 29, cue.key >> 23 & 63];
                if let Some(bits) = sign.0.get_mut(word as usize) {
                    *bits |= 1 << bit;
                }
            }
        }
        sign
    }

    fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }
}
