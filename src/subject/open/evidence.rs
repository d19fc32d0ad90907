//! What two open claims share, and what keeps them apart.

use rustc_hash::FxHashMap;

use super::clash;
use super::glance::Glances;
use crate::claim::Claim;
use crate::claim::context::{Context, Cue};
use crate::language::root::Root;
use crate::lexicon::Lexicon;
use crate::lexicon::alignment::Evidence;
use crate::value::quantity::Stated;
use crate::value::temporal::TimexKind;
use crate::value::{Relation, Value};

/// A shared word or name must be so near both values, and so rare, for two claims to be compared.
pub(super) const LEAST: f32 = 0.15;
/// A word so near is bound to the value.
const BOUND: f32 = 0.6;
/// A name so near is the value's own.
const OWN: f32 = 0.4;
/// How much a word that stands in many sentences of the folder loses.
const COMMON: f32 = 10.0;
/// A sentence of more words is several that lost their full stops.
const LONG: u32 = 45;
/// Numbers below this are common.
const SMALL: f64 = 10.0;
/// More of one measure says nothing more.
const ENOUGH: f32 = 3.0;

/// What is known of all open claims together.
pub struct Folder<'a> {
    claims: &'a [Claim],
    lexicon: &'a Lexicon,
    /// How telling each cue of each claim is in this folder, names behind the other words.
    tells: Vec<f32>,
    /// Where those of each claim begin.
    begins: Vec<u32>,
    /// For each claim how much its cues and names tell: the sum of the squares.
    lengths: Vec<f32>,
    /// The open claims, by article and measure.
    pub glances: Glances,
}

impl<'a> Folder<'a> {
    /// Counts the cues of all open claims of so many articles.
    pub fn of(claims: &'a [Claim], articles: usize, lexicon: &'a Lexicon) -> Self {
        let mut spread: FxHashMap<Root, f32> = FxHashMap::default();
        let mut last = None;
        let mut sentences = 0.0f32;
        for claim in claims {
            let Some(context) = &claim.context else {
                continue;
            };
            if last == Some((claim.document, claim.sentence)) {
                continue;
            }
            last = Some((claim.document, claim.sentence));
            sentences += 1.0;
            for cue in context.cues.iter().chain(&context.names) {
                *spread.entry(cue.key).or_default() += 1.0;
            }
        }
        for count in spread.values_mut() {
            *count /= sentences;
        }
        let tell = |cue: &Cue| {
            let spread = spread.get(&cue.key).copied().unwrap_or_default();
            cue.rarity / (1.0 + COMMON * spread)
        };
        let contexts = claims.iter().filter_map(|c| c.context.as_ref());
        let cues = contexts.map(|c| c.cues.len() + c.names.len()).sum();
        let mut tells: Vec<f32> = Vec::with_capacity(cues);
        let mut begins = Vec::with_capacity(claims.len());
        let mut lengths = Vec::with_capacity(claims.len());
        for claim in claims {
            let from = tells.len();
            begins.push(from as u32);
            let context = claim.context.iter();
            tells.extend(
                context
                    .flat_map(|c| c.cues.iter().chain(&c.names))
                    .map(tell),
            );
            let own = tells.get(from..).unwrap_or_default();
            lengths.push(own.iter().map(|tell| tell.powi(2)).sum());
        }
        Self {
            claims,
            lexicon,
            tells,
            begins,
            lengths,
            glances: Glances::of(claims, articles),
        }
    }

    /// How telling the cues of a claim are in this folder: its words, then its names.
    fn tells(&self, claim: usize, context: &Context) -> (&[f32], &[f32]) {
        let from = self.begins.get(claim).copied().unwrap_or_default() as usize;
        let own = self.tells.get(from..).unwrap_or_default();
        own.split_at_checked(context.cues.len()).unwrap_or_default()
    }

    /// Whether an article has a value compatible with the claim's that may be about the same.
    fn has(&self, document: usize, claim: &Claim, context: &Context) -> bool {
        self.glances
            .with_measure(document, context.measure)
            .iter()
            .filter_map(|glance| self.claims.get(glance.claim as usize))
            .any(|other| {
                other.value.compare(&claim.value, self.lexicon) == Relation::Compatible
                    && other.context.as_ref().is_some_and(|o| {
                        o.heads.iter().any(|h| context.heads.contains(h))
                            || shared(&context.cues, &o.cues).next().is_some()
                    })
            })
    }

    /// What the claims numbered `first` and `second` share, whose values stand so to each other.
    /// `None` where one of them is no open claim, or where they share no telling word or name near
    /// their values.
    pub fn evidence(&self, first: usize, second: usize, relation: Relation) -> Option<Evidence> {
        let (a, b) = (self.claims.get(first)?, self.claims.get(second)?);
        let (x, y) = (a.context.as_deref()?, b.context.as_deref()?);
        let mut found = Evidence {
            always: 1.0,
            ..Evidence::default()
        };
        let mut product = 0.0;
        let mut is_telling_shared = false;
        let (words, names) = self.tells(first, x);
        let of = |tells: &[f32], at: usize| tells.get(at).copied().unwrap_or_default();
        for (at, p, q) in shared_at(&x.cues, &y.cues) {
            let (tell, near) = (of(words, at), p.near.min(q.near));
            found.near += near * tell;
            product += tell * tell;
            is_telling_shared |= is_telling_cue(p, q);
            if near >= BOUND {
                found.second_bond = found.second_bond.max(tell.min(found.bond));
                found.bond = found.bond.max(tell);
            }
        }
        for (at, p, q) in shared_at(&x.names, &y.names) {
            let tell = of(names, at);
            found.name += p.near.min(q.near) * tell;
            product += tell * tell;
            is_telling_shared |= is_telling_cue(p, q);
        }
        if !is_telling_shared {
            return None;
        }
        let same_head = x.heads.iter().any(|h| y.heads.contains(h));
        if same_head && x.counts && y.counts {
            found.head = 1.0;
        } else {
            found.head_near = self.head_in(x, second, y).max(self.head_in(y, first, x));
            found.head_differs = f32::from(x.counts && y.counts);
        }
        let length = |n: usize| self.lengths.get(n).copied().unwrap_or_default();
        let both = (length(first) * length(second)).sqrt();
        found.sentence = product / both.max(f32::MIN_POSITIVE);
        found.names_differ = f32::from(names_differ(x, y));
        let figures = x.figures.iter().filter(|f| y.figures.contains(f)).count();
        found.figure = figures as f32;
        if !clash::differ_in_year(&a.value, &b.value) {
            found.ratio = ratio(&a.value, &b.value);
        }
        if relation == Relation::Compatible {
            found.exact = f32::from(x.own == y.own && is_telling(&a.value));
        } else {
            found.absent = f32::from(!self.has(b.document, a, x) && !self.has(a.document, b, y));
        }
        let only = |p: &Context, q: &Context| {
            let mine = p.qualifiers.iter();
            mine.filter(|w| !q.qualifiers.contains(w)).count()
        };
        found.qualifier = (only(x, y) + only(y, x)) as f32;
        found.modality = f32::from(x.modality != y.modality);
        found.heading = f32::from(x.heading || y.heading);
        found.long = f32::from(x.words > LONG || y.words > LONG);
        found.negated = f32::from(x.negated != y.negated);
        for measure in [&mut found.near, &mut found.name, &mut found.figure] {
            *measure = measure.min(ENOUGH);
        }
        Some(found)
    }

    /// How near what one claim counts or measures stands to the value of another, numbered `claim`.
    fn head_in(&self, of: &Context, claim: usize, other: &Context) -> f32 {
        let (words, _) = self.tells(claim, other);
        let near = |head: &Root| {
            let at = other.cues.binary_search_by_key(head, |c| c.key).ok()?;
            Some(other.cues.get(at)?.near * words.get(at)?)
        };
        of.heads.iter().filter_map(near).fold(0.0, f32::max)
    }
}

/// Whether a shared cue is so near both values, and so rare, that two claims are compared.
fn is_telling_cue(p: &Cue, q: &Cue) -> bool {
    p.near.min(q.near) * p.rarity.min(q.rarity) >= LEAST
}

/// Whether a number is written so precisely that two texts hardly have it by chance.
fn is_telling(value: &Value) -> bool {
    let Value::Quantity(quantity) = value else {
        return false;
    };
    let Stated::One(number) = quantity.stated else {
        return false;
    };
    let mut digits = number.abs();
    while digits >= SMALL && digits % 10.0 == 0.0 {
        digits /= 10.0;
    }
    digits >= SMALL || digits.fract() != 0.0
}

/// Whether names stand beside both values and none is shared.
pub fn names_differ(x: &Context, y: &Context) -> bool {
    let own = |c: &Context| c.names.iter().any(|n| n.near >= OWN);
    own(x) && own(y) && shared(&x.names, &y.names).next().is_none()
}

/// How far apart two values are: the logarithm of their ratio, of dates that of their lengths.
pub fn ratio(a: &Value, b: &Value) -> f32 {
    let size = |value: &Value| match value {
        Value::Quantity(q) | Value::Age(q) => Some(q.likely.low * q.unit.scale.factor),
        Value::Temporal(t) if t.kind == TimexKind::Duration => t.interval.map(|i| i.low),
        Value::Temporal(t) => t.interval.map(|i| i.high - i.low),
        _ => None,
    };
    match (size(a), size(b)) {
        (Some(x), Some(y)) if x > 0.0 && y > 0.0 => ((x / y).ln().abs() as f32).min(ENOUGH),
        _ => 0.0,
    }
}

/// Cues that stand in both lists, each of which is in order of keys.
pub fn shared<'c>(a: &'c [Cue], b: &'c [Cue]) -> impl Iterator<Item = (&'c Cue, &'c Cue)> {
    shared_at(a, b).map(|(_, p, q)| (p, q))
}

/// As [`shared`], with the place of each in the first list.
fn shared_at<'c>(a: &'c [Cue], b: &'c [Cue]) -> impl Iterator<Item = (usize, &'c Cue, &'c Cue)> {
    let mut at = 0;
    a.iter().enumerate().filter_map(move |(n, cue)| {
        while b.get(at).is_some_and(|c| c.key < cue.key) {
            at += 1;
        }
        b.get(at).filter(|c| c.key == cue.key).map(|c| (n, cue, c))
    })
}
