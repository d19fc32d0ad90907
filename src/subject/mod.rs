//! Claims → groups of claims about the same thing.
//!
//! Two claims of one rule are compared part by part. Every part can be the same, different, or
//! not known well enough; one different part keeps the claims apart, and an uncertain one is
//! never enough for a contradiction.

pub mod event;
pub mod part;

use rustc_hash::FxHashMap;

use crate::claim::{Article, Claim, Content};
use crate::rules::compile::Rule;
use event::Events;
use part::Sameness;

/// Claims about one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct SubjectGroup {
    /// Number of the rule.
    pub rule: usize,
    /// Numbers of the claims, in order of document and place.
    pub claims: Vec<usize>,
    /// Whether it is certain that all of them are about the same thing.
    pub certain: bool,
    /// Why they are held to be, in words.
    pub reasons: Vec<String>,
}

/// Groups the claims by what they are about. Groups come in order of their first claim.
pub fn group(claims: &[Claim], articles: &[Article], rules: &[Rule]) -> Vec<SubjectGroup> {
    let events = Events::of(articles);
    let mut groups = Vec::new();
    for pairs in candidates(claims, rules, &events).into_values() {
        groups.extend(group_bucket(&pairs, claims, rules, &events));
    }
    groups.sort_by(|a, b| a.claims.cmp(&b.claims).then_with(|| a.rule.cmp(&b.rule)));
    groups.dedup_by(|b, a| a.rule == b.rule && a.claims == b.claims);
    drop_parts(groups)
}

/// A group whose claims all stand in another group of the rule says nothing new.
fn drop_parts(groups: Vec<SubjectGroup>) -> Vec<SubjectGroup> {
    let mut by_first: FxHashMap<(usize, usize), Vec<usize>> = FxHashMap::default();
    for (n, group) in groups.iter().enumerate() {
        for claim in &group.claims {
            by_first.entry((group.rule, *claim)).or_default().push(n);
        }
    }
    let is_part = |n: usize, group: &SubjectGroup| {
        let Some(first) = group.claims.first() else { return true };
        by_first.get(&(group.rule, *first)).is_some_and(|others| {
            others.iter().filter_map(|o| groups.get(*o).map(|g| (*o, g))).any(|(o, g)| {
                o != n
                    && (g.certain || !group.certain)
                    && (g.claims.len(), g.certain, n) > (group.claims.len(), group.certain, o)
                    && group.claims.iter().all(|c| g.claims.binary_search(c).is_ok())
            })
        })
    };
    let keep: Vec<bool> = groups.iter().enumerate().map(|(n, g)| !is_part(n, g)).collect();
    groups
        .into_iter()
        .zip(keep)
        .filter_map(|(g, keep)| keep.then_some(g))
        .collect()
}

/// Claims that share a key: a name of their subject, a stem, or the event of their article.
fn candidates(
    claims: &[Claim],
    rules: &[Rule],
    events: &Events,
) -> std::collections::BTreeMap<(usize, String), Vec<usize>> {
    let mut buckets: std::collections::BTreeMap<(usize, String), Vec<usize>> = Default::default();
    for (number, claim) in claims.iter().enumerate() {
        let Some(rule) = rules.get(claim.rule) else { continue };
        let mut keys: Vec<String> = Vec::new();
        for part in &claim.subject {
            match &part.content {
                Content::Names { names, .. } => {
                    keys.extend(names.iter().map(|n| n.key.trim_end_matches('\'').to_owned()));
                }
                Content::Thing { owner, stems, .. } if !rule.event => {
                    keys.extend(owner.iter().map(|n| n.key.clone()));
                    if owner.is_empty() {
                        keys.extend(stems.iter().cloned());
                    }
                }
                _ => {}
            }
        }
        if rule.event {
            keys = events.keys(claim.document).to_vec();
        }
        if let crate::value::Value::Members(m) = &claim.value {
            keys.extend(m.names.iter().cloned());
        }
        keys.sort();
        keys.dedup();
        for key in keys {
            buckets.entry((claim.rule, key)).or_default().push(number);
        }
    }
    buckets
}

/// The groups of one bucket: every claim joins the first group whose first claim it is certainly
/// the same as; uncertain pairs make small groups of their own.
fn group_bucket(
    bucket: &[usize],
    claims: &[Claim],
    rules: &[Rule],
    events: &Events,
) -> Vec<SubjectGroup> {
    let mut groups: Vec<SubjectGroup> = Vec::new();
    let mut unsure: Vec<SubjectGroup> = Vec::new();
    for number in bucket {
        let Some(claim) = claims.get(*number) else { continue };
        let Some(rule) = rules.get(claim.rule) else { continue };
        let mut joined = false;
        for group in &mut groups {
            let Some(first) = group.claims.first().and_then(|c| claims.get(*c)) else { continue };
            match relate(first, claim, rule, events) {
                (Sameness::Same, reasons) => {
                    group.claims.push(*number);
                    for reason in reasons {
                        if !group.reasons.contains(&reason) {
                            group.reasons.push(reason);
                        }
                    }
                    joined = true;
                    break;
                }
                (Sameness::Uncertain, reasons) if first.document != claim.document => {
                    unsure.push(SubjectGroup {
                        rule: claim.rule,
                        claims: group.claims.iter().copied().chain([*number]).collect(),
                        certain: false,
                        reasons,
                    });
                }
                _ => {}
            }
        }
        if !joined {
            groups.push(SubjectGroup {
                rule: claim.rule,
                claims: vec![*number],
                certain: true,
                reasons: Vec::new(),
            });
        }
    }
    groups.retain(|g| g.claims.len() > 1);
    groups.extend(unsure);
    groups
}

/// Whether two claims of a rule are about the same thing, and why.
fn relate(a: &Claim, b: &Claim, rule: &Rule, events: &Events) -> (Sameness, Vec<String>) {
    if a.modality != b.modality {
        return (Sameness::Different, Vec::new());
    }
    let (mut sameness, mut reasons) = part::compare_subjects(a, b, rule);
    if rule.event && a.document != b.document {
        let (same, reason) = events.same(a, b);
        sameness = sameness.and(same);
        reasons.extend(reason);
    }
    // The year of an agreement or a visit tells one from another.
    if !a.years.is_empty() && !b.years.is_empty() && !a.years.iter().any(|y| b.years.contains(y)) {
        sameness = Sameness::Different;
    }
    (sameness, reasons)
}
