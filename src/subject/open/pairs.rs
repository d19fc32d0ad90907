//! Pairs of open claims that may be about one thing.

use rayon::prelude::*;

use super::clash;
use super::evidence::Folder;
use super::glance::Glance;
use crate::claim::Claim;
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

/// All comparable claims of two articles of one story that share a telling word or name, but for
/// those that differ and that nothing could make a clash. Only pairs that `keep` wants are kept.
pub fn pairs(
    claims: &[Claim],
    articles: usize,
    folder: &Folder<'_>,
    events: &Events<'_>,
    lexicon: &Lexicon,
    keep: impl Fn(&Pair) -> bool + Sync,
) -> Vec<Pair> {
    let story = lexicon.alignment.clash.story_for(articles);
    let of_document = |document: usize| {
        let mut found = Vec::new();
        let later = events.same_story(document).iter().map(|d| *d as usize);
        for other in later.filter(|d| *d > document) {
            let close = events.likeness(document, other) >= story;
            let wanted = if close {
                Wanted::MayClash
            } else {
                Wanted::Alike
            };
            let mut theirs = folder.glances.by_measure(other).peekable();
            for own in folder.glances.by_measure(document) {
                let Some(measure) = own.first().map(|a| a.measure) else {
                    continue;
                };
                let of = |stretch: &&[Glance]| stretch.first().map(|b| b.measure);
                while theirs.next_if(|b| of(b) < Some(measure)).is_some() {}
                let Some(rest) = theirs.next_if(|b| of(b) == Some(measure)) else {
                    continue;
                };
                for a in own {
                    for b in rest.iter().filter(|b| a.may_pair(b, close)) {
                        let numbers = (a.claim as usize, b.claim as usize);
                        let pair = pair_of(numbers, claims, folder, lexicon, wanted);
                        found.extend(pair.filter(&keep));
                    }
                }
            }
        }
        found.sort_unstable_by_key(|p: &Pair| (p.a, p.b));
        found
    };
    (0..articles)
        .into_par_iter()
        .flat_map_iter(of_document)
        .collect()
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
    pair_of((a, b), claims, folder, lexicon, Wanted::All)
}

/// Which pairs are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    /// Those that say the same.
    Alike,
    /// Those, and such as differ and are not set apart.
    MayClash,
    /// All that can be compared.
    All,
}

/// As [`pair`], but only a pair that is wanted.
fn pair_of(
    (a, b): (usize, usize),
    claims: &[Claim],
    folder: &Folder<'_>,
    lexicon: &Lexicon,
    wanted: Wanted,
) -> Option<Pair> {
    let (x, y) = (claims.get(a)?, claims.get(b)?);
    let relation = x.value.compare(&y.value, lexicon);
    let may_be = match relation {
        Relation::Compatible => true,
        Relation::Disjoint | Relation::Strained => {
            wanted == Wanted::All
                || wanted == Wanted::MayClash
                    && clash::set_apart(x, y, &lexicon.alignment.clash).is_none()
        }
        Relation::Incomparable => false,
    };
    if !may_be {
        return None;
    }
    let evidence = folder.evidence(a, b, relation)?;
    Some(Pair {
        a,
        b,
        relation,
        evidence,
    })
}
