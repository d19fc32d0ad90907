//! Which open claims are about the same thing.
//!
//! Claims of two articles of one story are paired where they are of one measure and share a
//! word or name near the value; what they share and what keeps them apart is weighed
//! (`alignment.yaml`).

pub mod apart;
pub mod clash;
pub mod evidence;
pub mod glance;
pub mod pairs;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::claim::context::Cue;
use crate::claim::{Article, Claim};
use crate::lexicon::Lexicon;
use crate::value::Relation;

use super::SubjectGroup;
use super::event::Events;
use clash::Frames;
use evidence::Folder;
use pairs::Pair;

/// A group is named by so many words.
const LABEL_WORDS: usize = 3;

/// Groups of open claims, in order of their first claim.
pub fn group(
    claims: &[Claim],
    articles: &[Article],
    events: &Events<'_>,
    lexicon: &Lexicon,
) -> Vec<SubjectGroup> {
    let folder = Folder::of(claims, articles.len(), lexicon);
    let agree = &lexicon.alignment.agree;
    let weight = |p: &Pair| p.evidence.weighed(&agree.weights);
    let least = agree.least_for(articles.len());
    let keep = |p: &Pair| p.relation != Relation::Compatible || weight(p) >= least;
    let pairs = pairs::pairs(claims, articles.len(), &folder, events, lexicon, keep);
    let mut alike: Vec<(f32, &Pair)> = pairs
        .iter()
        .filter(|p| p.relation == Relation::Compatible)
        .map(|p| (weight(p), p))
        .collect();
    alike.sort_by(|x, y| {
        y.0.total_cmp(&x.0)
            .then((x.1.a, x.1.b).cmp(&(y.1.a, y.1.b)))
    });
    let mut camps = Camps::default();
    for (_, pair) in alike {
        camps.join(pair, claims, lexicon);
    }
    let mut groups = clashes(&pairs, claims, articles, events, lexicon, &mut camps);
    groups.extend(
        camps
            .camps
            .into_iter()
            .filter(|camp| camp.len() > 1)
            .map(|camp| {
                let reasons = match (camp.first(), camp.last()) {
                    (Some(a), Some(b)) => why(claims.get(*a), claims.get(*b), articles, events),
                    _ => Vec::new(),
                };
                of_claims(camp, false, reasons, claims, articles)
            }),
    );
    groups
}

/// Groups of claims that clash: the camps of both sides.
fn clashes(
    pairs: &[Pair],
    claims: &[Claim],
    articles: &[Article],
    events: &Events<'_>,
    lexicon: &Lexicon,
    camps: &mut Camps,
) -> Vec<SubjectGroup> {
    let mut frames = Frames::new(articles, lexicon);
    let ruled = ruled_spans(claims);
    let mut found: Vec<(f32, Option<u32>, &Pair)> = pairs
        .iter()
        .filter(|p| !share_a_rule(p, claims, &ruled))
        .filter_map(|p| {
            let link = frames.weigh(p, claims).ok()?;
            Some((link.weight, link.token, p))
        })
        .collect();
    found.sort_by(|x, y| {
        y.0.total_cmp(&x.0)
            .then((x.2.a, x.2.b).cmp(&(y.2.a, y.2.b)))
    });
    let mut used: FxHashSet<usize> = FxHashSet::default();
    let mut groups = Vec::new();
    for (_, token, pair) in found {
        let (own, other) = (camps.members(pair.a), camps.members(pair.b));
        let all: Vec<usize> = own.into_iter().chain(other).collect();
        if all.iter().any(|c| used.contains(c)) {
            continue;
        }
        used.extend(all.iter().copied());
        let (a, b) = (claims.get(pair.a), claims.get(pair.b));
        let mut reasons = why(a, b, articles, events);
        let word = a
            .and_then(|c| articles.get(c.document))
            .and_then(|article| Some((article, article.read.tokens.get(token? as usize)?)))
            .map(|(article, t)| t.span().of(&article.document.text));
        let slipped = a
            .zip(b)
            .is_some_and(|(a, b)| clash::differ_in_year(&a.value, &b.value));
        let differs = if slipped {
            "they differ in the year alone"
        } else {
            "neither article has the other's"
        };
        reasons.push(match word {
            Some(word) => format!("both values are said of “{word}”, and {differs}"),
            None => format!("both sentences are nearly the same, and {differs}"),
        });
        groups.push(of_claims(all, true, reasons, claims, articles));
    }
    groups
}

/// For each value that a rule drew a claim from, by document and start, the rules.
pub(crate) fn ruled_spans(claims: &[Claim]) -> FxHashMap<(usize, u32), Vec<usize>> {
    let mut ruled: FxHashMap<(usize, u32), Vec<usize>> = FxHashMap::default();
    for claim in claims.iter().filter(|c| c.context.is_none()) {
        let rules = ruled.entry((claim.document, claim.span.start)).or_default();
        rules.push(claim.rule);
    }
    ruled
}

/// Whether one rule compares both values already.
pub(crate) fn share_a_rule(
    pair: &Pair,
    claims: &[Claim],
    ruled: &FxHashMap<(usize, u32), Vec<usize>>,
) -> bool {
    let of = |n: usize| {
        let claim = claims.get(n)?;
        ruled.get(&(claim.document, claim.span.start))
    };
    match (of(pair.a), of(pair.b)) {
        (Some(a), Some(b)) => a.iter().any(|rule| b.contains(rule)),
        _ => false,
    }
}

fn of_claims(
    mut numbers: Vec<usize>,
    certain: bool,
    reasons: Vec<String>,
    claims: &[Claim],
    articles: &[Article],
) -> SubjectGroup {
    numbers.sort_unstable();
    let first = numbers.first().and_then(|c| claims.get(*c));
    SubjectGroup {
        rule: first.map_or(0, |c| c.rule),
        about: first.map(|c| label(c, articles)),
        claims: numbers,
        certain,
        later: false,
        reasons,
    }
}

/// What a claim is about, by the telling words and names nearest to its value, as they stand.
fn label(claim: &Claim, articles: &[Article]) -> String {
    let (Some(context), Some(article)) = (&claim.context, articles.get(claim.document)) else {
        return String::new();
    };
    let mut cues: Vec<&Cue> = context.cues.iter().chain(&context.names).collect();
    cues.sort_by(|p, q| {
        let weight = |c: &Cue| c.near * c.rarity;
        weight(q).total_cmp(&weight(p)).then(p.token.cmp(&q.token))
    });
    cues.truncate(LABEL_WORDS);
    cues.sort_by_key(|c| c.token);
    let word = |c: &&Cue| {
        let index = c.token as usize;
        let name = article.names.at(index).map(|name| name.span);
        let own = article.read.tokens.get(index).map(|t| t.span());
        name.or(own).map(|span| span.of(&article.document.text))
    };
    cues.iter().filter_map(word).collect::<Vec<_>>().join(" · ")
}

/// Claims that say the same of one thing.
#[derive(Default)]
struct Camps {
    camps: Vec<Vec<usize>>,
    of: FxHashMap<usize, usize>,
}

impl Camps {
    /// Joins the camps of two claims, where all their values are compatible.
    fn join(&mut self, pair: &Pair, claims: &[Claim], lexicon: &Lexicon) {
        let (a, b) = (self.camp(pair.a), self.camp(pair.b));
        if a == b {
            return;
        }
        let (Some(x), Some(y)) = (self.camps.get(a), self.camps.get(b)) else {
            return;
        };
        let value = |n: &usize| claims.get(*n).map(|c| &c.value);
        let fits = x.iter().filter_map(value).all(|v| {
            let mut others = y.iter().filter_map(value);
            others.all(|w| v.compare(w, lexicon) == Relation::Compatible)
        });
        if !fits {
            return;
        }
        let moved = self
            .camps
            .get_mut(b)
            .map(std::mem::take)
            .unwrap_or_default();
        for claim in &moved {
            self.of.insert(*claim, a);
        }
        if let Some(camp) = self.camps.get_mut(a) {
            camp.extend(moved);
        }
    }

    /// The claims of a claim's camp.
    fn members(&mut self, claim: usize) -> Vec<usize> {
        let camp = self.camp(claim);
        self.camps.get(camp).cloned().unwrap_or_default()
    }

    fn camp(&mut self, claim: usize) -> usize {
        if let Some(camp) = self.of.get(&claim) {
            return *camp;
        }
        self.camps.push(vec![claim]);
        self.of.insert(claim, self.camps.len() - 1);
        self.camps.len() - 1
    }
}

/// What two claims share, in words.
fn why(
    a: Option<&Claim>,
    b: Option<&Claim>,
    articles: &[Article],
    events: &Events<'_>,
) -> Vec<String> {
    let (Some(a), Some(b)) = (a, b) else {
        return Vec::new();
    };
    let mut reasons = vec![events.why(a.document, b.document)];
    if let (Some(x), Some(y), Some(article)) = (&a.context, &b.context, articles.get(a.document)) {
        let mut cues: Vec<_> = evidence::shared(&x.cues, &y.cues)
            .map(|(p, q)| (p.near.min(q.near) * p.rarity, p.token))
            .collect();
        cues.sort_by(|p, q| q.0.total_cmp(&p.0).then(p.1.cmp(&q.1)));
        let words: Vec<&str> = cues
            .iter()
            .take(3)
            .filter_map(|(_, token)| article.read.tokens.get(*token as usize))
            .map(|t| t.span().of(&article.document.text))
            .collect();
        if !words.is_empty() {
            reasons.push(format!("both speak of “{}”", words.join("”, “")));
        }
    }
    reasons
}
