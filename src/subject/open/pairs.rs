//! Pairs of open claims that may be about one thing.

use super::evidence::{Folder, shared};
use crate::claim::Claim;
use crate::claim::context::Context;
use crate::lexicon::Lexicon;
use crate::lexicon::alignment::Evidence;
use crate::subject::event::Events;
use crate::value::Relation;

/// Two claims and what they share.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Number of the first claim.
    pub a: usize,
    /// Number of the second, of a later article.
    pub b: usize,
    /// How their values stand to each other.
    pub relation: Relation,
    /// What they share and what keeps them apart.
    pub evidence: Evidence,
}

/// A shared word or name must be so near both values, and so rare, for two claims to be compared.
const LEAST: f32 = 0.15;

/// All comparable claims of two articles of one story that share a telling word or name.
pub fn pairs(
    claims: &[Claim],
    articles: usize,
    folder: &Folder<'_>,
    events: &Events,
    lexicon: &Lexicon,
) -> Vec<Pair> {
    let mut found = Vec::new();
    for document in 0..articles {
        let later = events.same_story(document).iter().map(|d| *d as usize);
        for other in later.filter(|d| *d > document) {
            for (measure, own) in folder.measures(document) {
                for a in own {
                    let rest = folder.with_measure(other, *measure).iter();
                    found.extend(rest.filter_map(|b| pair(*a, *b, claims, folder, lexicon)));
                }
            }
        }
    }
    found.sort_unstable_by_key(|p| (p.a, p.b));
    found
}

/// Two claims as a pair. `None` where they share no telling word or name near the values, or
/// where their values do not compare.
pub fn pair(
    a: usize,
    b: usize,
    claims: &[Claim],
    folder: &Folder<'_>,
    lexicon: &Lexicon,
) -> Option<Pair> {
    let (x, y) = (claims.get(a)?, claims.get(b)?);
    if !share_something(x.context.as_deref()?, y.context.as_deref()?) {
        return None;
    }
    let relation = x.value.compare(&y.value, lexicon);
    if relation == Relation::Incomparable {
        return None;
    }
    let evidence = folder.evidence(x, y)?;
    Some(Pair {
        a,
        b,
        relation,
        evidence,
    })
}

fn share_something(x: &Context, y: &Context) -> bool {
    let mut common = shared(&x.cues, &y.cues).chain(shared(&x.names, &y.names));
    common.any(|(p, q)| p.near.min(q.near) * p.rarity >= LEAST)
}
