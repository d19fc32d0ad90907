//! Which open claims are about the same thing.
//!
//! Claims of two articles of one story are paired where they are of one measure and share a
//! word or name near the value; what they share and what keeps them apart is weighed
//! (`alignment.yaml`).

pub mod evidence;
pub mod pairs;

use crate::claim::{Article, Claim};
use crate::lexicon::Lexicon;
use crate::value::Relation;

use super::SubjectGroup;
use super::event::Events;
use evidence::Folder;
use pairs::Pair;

/// Groups of open claims, in order of their first claim.
pub fn group(
    claims: &[Claim],
    articles: &[Article],
    events: &Events,
    lexicon: &Lexicon,
) -> Vec<SubjectGroup> {
    let folder = Folder::of(claims, articles, lexicon);
    let pairs = pairs::pairs(claims, articles.len(), &folder, events, lexicon);
    let mut alike: Vec<(f32, &Pair)> = pairs
        .iter()
        .filter(|p| p.relation == Relation::Compatible)
        .map(|p| (p.evidence.weighed(&lexicon.alignment.agree.weights), p))
        .filter(|(weight, _)| *weight >= lexicon.alignment.agree.least)
        .collect();
    alike.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1.a, x.1.b).cmp(&(y.1.a, y.1.b))));
    let mut camps = Camps::default();
    for (_, pair) in alike {
        camps.join(pair, claims, lexicon);
    }
    camps
        .camps
        .into_iter()
        .filter(|camp| camp.len() > 1)
        .map(|mut camp| {
            camp.sort_unstable();
            let why = match (camp.first(), camp.last()) {
                (Some(a), Some(b)) => why(claims.get(*a), claims.get(*b), articles, events),
                _ => Vec::new(),
            };
            SubjectGroup {
                rule: camp.first().and_then(|c| claims.get(*c)).map_or(0, |c| c.rule),
                about: camp.first().and_then(|c| claims.get(*c)).map(|c| events.label(c.document)),
                claims: camp,
                certain: false,
                reasons: why,
            }
        })
        .collect()
}

/// Claims that say the same of one thing.
#[derive(Default)]
struct Camps {
    camps: Vec<Vec<usize>>,
    of: rustc_hash::FxHashMap<usize, usize>,
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
        let moved = self.camps.get_mut(b).map(std::mem::take).unwrap_or_default();
        for claim in &moved {
            self.of.insert(*claim, a);
        }
        if let Some(camp) = self.camps.get_mut(a) {
            camp.extend(moved);
        }
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
fn why(a: Option<&Claim>, b: Option<&Claim>, articles: &[Article], events: &Events) -> Vec<String> {
    let (Some(a), Some(b)) = (a, b) else {
        return Vec::new();
    };
    let mut reasons = vec![events.why(a.document, b.document)];
    if let (Some(x), Some(y), Some(article)) =
        (&a.context, &b.context, articles.get(a.document))
    {
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
