//! Which pairs of open claims that differ are surely about one thing.
//!
//! Shared words alone find the neighbourhood, not the thing: precision comes from what the values
//! are said of (`claim::frame`) and from what keeps two values apart. A pair is let through only
//! where a word that the values belong to is the same, what they count is the same, neither
//! article tells the other's value, and nothing near them differs: qualifiers, names, time,
//! whether it is planned.

use rustc_hash::FxHashMap;

use super::apart::Apart;
use super::pairs::Pair;
use crate::claim::frame::{Anchor, Clauses, Frame, Role};
use crate::claim::{Article, Claim};
use crate::lexicon::Lexicon;
use crate::lexicon::alignment::Evidence;
use crate::value::interval::Interval;
use crate::value::temporal::TimexKind;
use crate::value::{Relation, Value};

/// So many of the nearest anchors are looked at.
const NEAREST: usize = 2;
/// Family of words whose figures move from hour to hour.
const MOVING: &str = "moving";
/// What a share is of tells this much where no anchor is shared.
const SHARE: f32 = 0.7;

/// What binds two claims.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// What they share, with the word that both values belong to.
    pub evidence: Evidence,
    /// What that weighs in all.
    pub weight: f32,
    /// That word, as a token of the first claim's article.
    pub token: u32,
}

/// Reads what values are said of, each sentence once.
pub struct Frames<'a> {
    articles: &'a [Article],
    lexicon: &'a Lexicon,
    parsed: FxHashMap<(usize, usize), Option<Clauses>>,
}

impl<'a> Frames<'a> {
    /// Nothing is read yet.
    pub fn new(articles: &'a [Article], lexicon: &'a Lexicon) -> Self {
        Self {
            articles,
            lexicon,
            parsed: FxHashMap::default(),
        }
    }

    fn frame(&mut self, claim: &Claim) -> Option<Frame> {
        let article = self.articles.get(claim.document)?;
        let sentence = article.read.sentences.get(claim.sentence)?;
        let lexicon = self.lexicon;
        let clauses = self
            .parsed
            .entry((claim.document, claim.sentence))
            .or_insert_with(|| Clauses::of(article, sentence, lexicon))
            .as_ref()?;
        let mentions = article.mentions_within(sentence.first as usize, sentence.end as usize);
        let mention = mentions.iter().find(|m| m.span == claim.span)?;
        Some(clauses.frame(article, sentence, mention, lexicon))
    }

    /// The days that a claim's sentence speaks of: those of the date nearest to the value, else
    /// the day of the article.
    fn when(&self, claim: &Claim) -> Option<Interval> {
        let article = self.articles.get(claim.document)?;
        let sentence = article.read.sentences.get(claim.sentence)?;
        let date = |value: &Value| match value {
            Value::Temporal(t) if t.kind == TimexKind::Date => t.interval,
            _ => None,
        };
        article
            .mentions_within(sentence.first as usize, sentence.end as usize)
            .iter()
            .filter(|m| m.span != claim.span)
            .filter_map(|m| Some((m.span.start.abs_diff(claim.span.start), date(&m.value)?)))
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, interval)| interval)
            .or_else(|| {
                let day = f64::from(article.document.date?.0);
                Some(Interval::half_open(day, day + 1.0))
            })
    }

    /// How surely two differing claims are about one thing, or what keeps them apart.
    ///
    /// # Errors
    /// The first thing that keeps them apart: they may be about two.
    pub fn weigh(&mut self, pair: &Pair, claims: &[Claim]) -> Result<Link, Apart> {
        let link = self.link(pair, claims)?;
        if link.weight < self.lexicon.alignment.clash.least {
            return Err(Apart::Light(link.weight));
        }
        Ok(link)
    }

    /// What binds two differing claims, however little it weighs.
    ///
    /// # Errors
    /// The first thing that keeps them apart, whatever they share.
    pub fn link(&mut self, pair: &Pair, claims: &[Claim]) -> Result<Link, Apart> {
        let limits = self.lexicon.alignment.clash;
        let both = claims.get(pair.a).zip(claims.get(pair.b));
        let (a, b) = both.ok_or(Apart::Unread)?;
        let contexts = a.context.as_deref().zip(b.context.as_deref());
        let (x, y) = contexts.ok_or(Apart::Unread)?;
        let evidence = &pair.evidence;
        let gates = [
            (pair.relation != Relation::Disjoint, Apart::BothRight),
            (!is_comparable(&a.value), Apart::Kind),
            (
                evidence.head_differs > 0.0 || x.counts != y.counts,
                Apart::Counted,
            ),
            (evidence.names_differ > 0.0, Apart::Names),
            (evidence.qualifier > 0.0, Apart::Qualifiers),
            (evidence.modality > 0.0, Apart::Modality),
            (evidence.absent < 1.0, Apart::Answered),
            (evidence.ratio > limits.ratio, Apart::Ratio),
        ];
        if let Some((_, apart)) = gates.into_iter().find(|(holds, _)| *holds) {
            return Err(apart);
        }
        let key = |claim: &Claim| crate::language::root::key(&claim.value.canonical());
        if x.figures.contains(&key(b)) || y.figures.contains(&key(a)) {
            return Err(Apart::Beside);
        }
        if let (Some(p), Some(q)) = (self.when(a), self.when(b))
            && p.low.max(q.low) - p.high.min(q.high) > limits.days
        {
            return Err(Apart::Days);
        }
        let (f, g) = match (self.frame(a), self.frame(b)) {
            (Some(f), Some(g)) => (f, g),
            _ => return Err(Apart::Unread),
        };
        if f.negated != g.negated {
            return Err(Apart::Negated);
        }
        let described = !f.modifiers.is_empty() && !g.modifiers.is_empty();
        if described && !f.modifiers.iter().any(|m| g.modifiers.contains(m)) {
            return Err(Apart::Descriptions);
        }
        let shared = shared_anchor(&f, &g);
        if shared.is_some_and(|anchor| self.moves(a, &anchor)) {
            return Err(Apart::Moving);
        }
        let is_share = matches!(&a.value, Value::Quantity(q) if q.unit.is_share(self.lexicon));
        let bond = match shared {
            Some(anchor) => anchor.rarity,
            None if is_share && evidence.head > 0.0 => SHARE,
            None => return Err(Apart::Words),
        };
        let evidence = Evidence { bond, ..*evidence };
        Ok(Link {
            evidence,
            weight: evidence.weighed(&limits.weights),
            token: shared.map_or_else(|| head_token(a), |anchor| anchor.token),
        })
    }

    /// Whether figures of this word move from hour to hour: prices, counts that rise and fall.
    fn moves(&self, claim: &Claim, anchor: &Anchor) -> bool {
        let token = self
            .articles
            .get(claim.document)
            .and_then(|a| a.read.tokens.get(anchor.token as usize));
        let family = self.lexicon.families.get(MOVING);
        match (token, family) {
            (Some(token), Some(family)) => family.starting_with(token.word).next().is_some(),
            _ => false,
        }
    }
}

/// Dates and places in an order differ wherever two events do; figures and lengths of time
/// belong to what they measure.
fn is_comparable(value: &Value) -> bool {
    match value {
        Value::Quantity(_) | Value::Age(_) | Value::Score(_) => true,
        Value::Temporal(t) => t.kind == TimexKind::Duration,
        _ => false,
    }
}

/// The most telling word that both values belong to. A noun made from a verb stands for it
/// ("insured for", "the insurers put it at"); who acts is never whom it is done to.
fn shared_anchor(f: &Frame, g: &Frame) -> Option<Anchor> {
    let opposed = |p: Role, q: Role| {
        matches!(
            (p, q),
            (Role::Acts, Role::Undergoes) | (Role::Undergoes, Role::Acts)
        )
    };
    let near = |frame: &Frame| {
        frame
            .anchors
            .iter()
            .take(NEAREST)
            .copied()
            .collect::<Vec<_>>()
    };
    let others = near(g);
    near(f)
        .into_iter()
        .filter(|p| {
            others
                .iter()
                .any(|q| p.root == q.root && !opposed(p.role, q.role))
        })
        .max_by(|p, q| p.rarity.total_cmp(&q.rarity))
}

/// The token of what a claim counts.
fn head_token(claim: &Claim) -> u32 {
    let Some(context) = &claim.context else {
        return 0;
    };
    let head = |c: &&crate::claim::context::Cue| context.heads.contains(&c.key);
    context.cues.iter().find(head).map_or(0, |c| c.token)
}
