//! Which pairs of open claims that differ are surely about one thing.
//!
//! Shared words alone find the neighbourhood, not the thing: precision comes from what the values
//! are said of (`claim::frame`) and from what keeps two values apart. A pair is let through only
//! where a word that the values belong to is the same, what they count is the same, neither
//! article tells the other's value, and nothing near them differs: qualifiers, names, time,
//! whether it is planned.

use rustc_hash::FxHashMap;

use super::apart::Apart;
use super::evidence;
use super::pairs::Pair;
use crate::claim::context::Cue;
use crate::claim::frame::{Anchor, Clauses, Frame, Role};
use crate::claim::{Article, Claim};
use crate::lexicon::Lexicon;
use crate::lexicon::alignment::{Clash, Evidence};
use crate::value::interval::Interval;
use crate::value::quantity::Stated;
use crate::value::temporal::{Bound, TimexKind};
use crate::value::{Relation, Value};

/// So many of the nearest anchors are looked at.
const NEAREST: usize = 2;
/// Family of words for polls.
const POLL: &str = "poll";
/// Family of words whose figures move from hour to hour.
const MOVING: &str = "moving";
/// A word further from a value than this nearness says does not govern it.
const REACH: f32 = 0.2;
/// Words that are no cues, such as verbs of saying, tell at most this much.
const UNCOUNTED: f32 = 0.5;
/// Two sentences so alike tell the same.
const ONE_SENTENCE: f32 = 0.4;
/// … and of sentences so alike no word is asked for.
const SAME_SENTENCE: f32 = 0.8;
/// A word that tells so much, right beside both values.
const BESIDE: f32 = 0.6;
/// What a share is of, or a whole sentence, tells this much where no anchor is shared.
const SHARE: f32 = 0.7;

/// What binds two claims.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// What they share, with the word that both values belong to.
    pub evidence: Evidence,
    /// What that weighs in all.
    pub weight: f32,
    /// That word, as a token of the first claim's article; none where it is the whole sentence.
    pub token: Option<u32>,
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
            .or_insert_with(|| {
                let clauses = Clauses::of(article, sentence, lexicon);
                let words = claim.context.as_ref().map_or(0, |c| c.words);
                clauses.filter(|c| words > 1 || c.has_verb())
            })
            .as_ref()?;
        let mentions = article.mentions_within(sentence.first as usize, sentence.end as usize);
        let mention = mentions.iter().find(|m| m.span == claim.span)?;
        let mut frame = clauses.frame(article, sentence, mention, lexicon);
        // Much is said of one name: it binds no two values.
        frame.anchors.retain(|anchor| {
            let token = article.read.tokens.get(anchor.token as usize);
            token.is_some_and(|t| t.is_word()) && article.names.at(anchor.token as usize).is_none()
        });
        Some(frame)
    }

    /// The days that a claim's sentence speaks of: those of the date nearest to the value, else
    /// the day of the article. A date to come says when something will hold, not when the value
    /// was taken; nor does "since 2014".
    fn when(&self, claim: &Claim) -> Option<Interval> {
        let article = self.articles.get(claim.document)?;
        let sentence = article.read.sentences.get(claim.sentence)?;
        let today = article.document.date.map(|day| f64::from(day.0));
        let date = |value: &Value| match value {
            Value::Temporal(t) if t.kind == TimexKind::Date && t.bound == Bound::At => t
                .interval
                .filter(|i| today.is_none_or(|today| i.low <= today)),
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
        // No grammar is read where the best word that both may belong to would weigh too little.
        let most = self.most(pair, claims);
        let clash = &self.lexicon.alignment.clash;
        let least = clash.least_for(self.articles.len());
        if most < least {
            return Err(Apart::Light(most));
        }
        let link = self.link(pair, claims)?;
        if link.weight < least {
            return Err(Apart::Light(link.weight));
        }
        Ok(link)
    }

    /// What two claims weigh at most, whatever word they belong to: one that both sentences have.
    fn most(&self, pair: &Pair, claims: &[Claim]) -> f32 {
        let context = |n: usize| claims.get(n).and_then(|c| c.context.as_deref());
        let Some((x, y)) = context(pair.a).zip(context(pair.b)) else {
            return 0.0;
        };
        let near = |(p, q): &(&Cue, &Cue)| p.near.min(q.near) >= REACH;
        let bond = if evidence::shared(&x.names, &y.names).any(|pair| near(&pair)) {
            1.0
        } else {
            let words = evidence::shared(&x.cues, &y.cues).filter(near);
            words.map(|(p, _)| p.rarity).fold(UNCOUNTED, f32::max)
        };
        let evidence = Evidence {
            bond,
            ..pair.evidence
        };
        evidence.weighed(&self.lexicon.alignment.clash.weights)
    }

    /// What binds two differing claims, however little it weighs.
    ///
    /// # Errors
    /// The first thing that keeps them apart, whatever they share.
    pub fn link(&mut self, pair: &Pair, claims: &[Claim]) -> Result<Link, Apart> {
        let limits = self.lexicon.alignment.clash;
        let both = claims.get(pair.a).zip(claims.get(pair.b));
        let (a, b) = both.ok_or(Apart::Unread)?;
        let evidence = &pair.evidence;
        if pair.relation != Relation::Disjoint {
            return Err(Apart::BothRight);
        }
        if let Some(apart) = set_apart(a, b, &limits) {
            return Err(apart);
        }
        // An article that has a date right and, elsewhere, in another year still has a slip.
        let in_year = differ_in_year(&a.value, &b.value);
        if evidence.absent < 1.0 && !in_year {
            return Err(Apart::Answered);
        }
        if let (Some(p), Some(q)) = (self.when(a), self.when(b))
            && p.low.max(q.low) - p.high.min(q.high) > limits.days
        {
            return Err(Apart::Days);
        }
        let is_share = matches!(&*a.value, Value::Quantity(q) if q.unit.is_share(self.lexicon));
        if self.is_polled(a) || self.is_polled(b) {
            return Err(Apart::Polled);
        }
        let f = self.frame(a).ok_or(Apart::Unread)?;
        let is_one_sentence = evidence.sentence >= ONE_SENTENCE;
        if !is_share && !is_one_sentence && !Self::may_meet(&f, b) {
            return Err(Apart::Words);
        }
        let g = self.frame(b).ok_or(Apart::Unread)?;
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
        let bond = match shared {
            Some(anchor) => anchor.rarity,
            None if is_share && evidence.head > 0.0 => SHARE,
            // Where both sentences are nearly one, a word beside both values binds them.
            None if is_one_sentence && evidence.bond >= BESIDE => evidence.bond,
            None if evidence.sentence >= SAME_SENTENCE => SHARE,
            None => return Err(Apart::Words),
        };
        let evidence = Evidence { bond, ..*evidence };
        Ok(Link {
            evidence,
            weight: evidence.weighed(&limits.weights),
            token: shared.map(|anchor| anchor.token).or_else(|| head_token(a)),
        })
    }

    /// Whether a claim's sentence tells of a poll: each has its own figures.
    fn is_polled(&self, claim: &Claim) -> bool {
        if !matches!(*claim.value, Value::Quantity(_)) {
            return false;
        }
        let (Some(article), Some(family)) = (
            self.articles.get(claim.document),
            self.lexicon.families.get(POLL),
        ) else {
            return false;
        };
        let sentence = article.read.sentences.get(claim.sentence);
        let tokens = sentence.and_then(|s| {
            let range = s.first as usize..s.end as usize;
            article.read.tokens.get(range)
        });
        let is_poll = |word| family.starting_with(word).next().is_some();
        tokens.unwrap_or_default().iter().any(|t| is_poll(t.word))
    }

    /// Whether one of the words that a value belongs to stands in the sentence of the other: else
    /// that needs no parse.
    fn may_meet(frame: &Frame, b: &Claim) -> bool {
        let Some(other) = b.context.as_deref() else {
            return false;
        };
        frame.anchors.iter().take(NEAREST).any(|anchor| {
            anchor.rarity <= UNCOUNTED
                || other
                    .cues
                    .binary_search_by_key(&anchor.root, |cue| cue.key)
                    .is_ok()
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

/// What keeps two claims whose values exclude each other apart, as far as their sentences tell
/// without grammar.
pub fn set_apart(a: &Claim, b: &Claim, limits: &Clash) -> Option<Apart> {
    let Some((x, y)) = a.context.as_deref().zip(b.context.as_deref()) else {
        return Some(Apart::Unread);
    };
    let same_head = || x.heads.iter().any(|h| y.heads.contains(h));
    let in_year = differ_in_year(&a.value, &b.value);
    if !(in_year || is_comparable(&a.value) && is_comparable(&b.value)) {
        Some(Apart::Kind)
    } else if x.counts != y.counts || (x.counts && !same_head()) {
        Some(Apart::Counted)
    } else if x.qualifiers != y.qualifiers {
        Some(Apart::Qualifiers)
    } else if x.modality != y.modality {
        Some(Apart::Modality)
    } else if evidence::ratio(&a.value, &b.value) > limits.ratio && !in_year {
        Some(Apart::Ratio)
    } else if x.figures.contains(&y.own) || y.figures.contains(&x.own) {
        Some(Apart::Beside)
    } else {
        evidence::names_differ(x, y).then_some(Apart::Names)
    }
}

/// "on 14 April 2014", "on April 14, 2016": one day of two years is a slip more often than two
/// events.
pub(super) fn differ_in_year(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Temporal(a), Value::Temporal(b)) => a.differs_in_year(b),
        _ => false,
    }
}

/// Whether another value of its kind may clash with this one, as far as it tells by itself.
pub(super) fn may_clash(value: &Value) -> bool {
    let has_year = matches!(value, Value::Temporal(time) if time.year_and_day().is_some());
    has_year || is_comparable(value)
}

/// Dates, scores and places in an order differ wherever two events do; figures and lengths of time
/// belong to what they measure.
fn is_comparable(value: &Value) -> bool {
    match value {
        // "One thing", "one of them": hardly ever a count.
        Value::Quantity(q) => q.stated != Stated::One(1.0) || q.unit.scale.top.id != 0,
        Value::Age(_) => true,
        Value::Temporal(t) => t.kind == TimexKind::Duration && !t.is_vague(),
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
fn head_token(claim: &Claim) -> Option<u32> {
    let context = claim.context.as_ref()?;
    let head = |c: &&Cue| context.heads.contains(&c.key);
    context.cues.iter().find(head).map(|c| c.token)
}
