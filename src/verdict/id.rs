//! Stable ids of findings.
//!
//! | of | made from |
//! |---|---|
//! | every finding | rule, whether its claims clash, the keys of its subject, its values with their units and bounds |
//! | a finding about an event | besides, the names that all its articles use most |
//! | a finding that no rule foresaw | besides, the words and names nearest to all its values |
//! | a second finding of the same id | besides, its number |
//!
//! Not from lines, files or wording: paragraphs may move, files be renamed, sentences reworded.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Finding, Verdict, words};
use crate::claim::{Article, Claim};
use crate::language::root::Root;
use crate::lexicon::Lexicon;
use crate::value::Value;

/// So many names of an event, or words around values, are remembered.
const NAMES: usize = 6;
/// So many of them go into the id: enough to keep two events of one day apart.
const NAMES_IN_ID: usize = 3;

/// The id: "agreement-term-b826d86d", of an event "toll-99e915ae-3f1c". `names` are those of the
/// event, best first; empty where the subject tells what the claims are about.
pub(super) fn of<'a>(
    rule: &str,
    claims: impl Iterator<Item = &'a Claim>,
    verdict: Verdict,
    names: &[String],
    lexicon: &Lexicon,
) -> String {
    let mut values = BTreeSet::new();
    let mut subject = BTreeSet::new();
    for claim in claims {
        values.insert(key_of_value(&claim.value, lexicon));
        for part in &claim.subject {
            // One text names both parties, another the second alone: all names of all claims count.
            let keys = words::keys_of_part(part).into_iter();
            subject.extend(keys.map(|key| format!("{} {key}", part.slot)));
        }
    }
    let joined = |keys: BTreeSet<String>| keys.into_iter().collect::<Vec<_>>().join("\u{1f}");
    // A word more can make a tension of a contradiction; what is claimed stays the same.
    let clashes = match verdict {
        Verdict::Contradiction | Verdict::Tension | Verdict::Update => "clash",
        Verdict::Agreement => "agreement",
    };
    let text = [rule, clashes, &joined(subject), &joined(values)].join("\u{1d}");
    let claimed = format!("{rule}-{:08x}", fnv1a(text.as_bytes()) as u32);
    if names.is_empty() {
        return claimed;
    }
    let mut names: Vec<&str> = names.iter().take(NAMES_IN_ID).map(String::as_str).collect();
    names.sort_unstable();
    let event = fnv1a(names.join("\u{1f}").as_bytes()) as u16;
    format!("{claimed}-{event:04x}")
}

/// Gives every finding an id of its own. One that shares a claim with an earlier one of its id tells
/// the same again, and is left out; others of one id are about several things of which the same is
/// said, and are numbered in the order of their sentences' words, so that neither files nor
/// paragraphs count.
pub(super) fn tell_apart(
    findings: Vec<Finding>,
    claims: &[Claim],
    articles: &[Article],
) -> Vec<Finding> {
    let mut told: FxHashSet<(String, usize)> = FxHashSet::default();
    let mut by_id: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        let mut is_new = true;
        for claim in &finding.claims {
            is_new &= told.insert((finding.id.clone(), *claim));
        }
        if is_new {
            let same = by_id.entry(finding.id.clone()).or_default();
            same.push(kept.len());
            kept.push(finding);
        }
    }
    for mut same in by_id.into_values().filter(|same| same.len() > 1) {
        same.sort_by_cached_key(|n| kept.get(*n).map(|f| sentences(f, claims, articles)));
        for (at, number) in same.into_iter().zip(1..) {
            if let Some(finding) = kept.get_mut(at).filter(|_| number > 1) {
                finding.id = format!("{}-{number}", finding.id);
            }
        }
    }
    kept
}

/// The sentences that a finding's claims stand in, in order.
fn sentences(finding: &Finding, claims: &[Claim], articles: &[Article]) -> Vec<String> {
    let found = finding.claims.iter().filter_map(|c| {
        let claim = claims.get(*c)?;
        let article = articles.get(claim.document)?;
        let sentence = article.read.sentences.get(claim.sentence)?;
        Some(sentence.span.of(&article.document.text).to_owned())
    });
    let mut sentences: Vec<String> = found.collect();
    sentences.sort_unstable();
    sentences
}

/// The value as a key: a figure of another unit, or "more than" it, is another claim.
fn key_of_value(value: &Value, lexicon: &Lexicon) -> String {
    match value {
        Value::Quantity(q) | Value::Age(q) => {
            let (bound, unit) = (q.bound, q.unit.code(lexicon));
            format!("{} {bound:?} {unit}", value.canonical())
        }
        _ => value.canonical(),
    }
}

/// The names that all of the articles use, those first that each of them uses most.
pub(super) fn shared_names(articles: &[&Article]) -> Vec<String> {
    let mut counts = articles.iter().map(|a| counts(a));
    let Some(mut shared) = counts.next() else {
        return Vec::new();
    };
    for other in counts {
        shared.retain(|key, count| {
            let found = other.get(key).copied().unwrap_or_default();
            *count = found.min(*count);
            found > 0
        });
    }
    let mut shared: Vec<(usize, &str)> = shared.into_iter().map(|(k, n)| (n, k)).collect();
    shared.sort_by_key(|(count, key)| (std::cmp::Reverse(*count), *key));
    let names = shared.into_iter().take(NAMES);
    names.map(|(_, key)| key.to_owned()).collect()
}

/// Keys of the words and names that stand around all of these values, the nearest first; none
/// where the claims' subject tells what they are about.
pub(super) fn shared_cues(claims: &[&Claim]) -> Vec<String> {
    let mut all = claims.iter().map(|claim| cues(claim));
    let Some(mut shared) = all.next() else {
        return Vec::new();
    };
    for other in all {
        shared.retain(|key, near| match other.get(key) {
            Some(other) => {
                *near = near.min(*other);
                true
            }
            None => false,
        });
    }
    let mut shared: Vec<(f32, Root)> = shared.into_iter().map(|(k, near)| (near, k)).collect();
    shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let cues = shared.into_iter().take(NAMES);
    cues.map(|(_, key)| format!("{key:x}")).collect()
}

/// What stands around a value, and how near. What it counts is nearest.
fn cues(claim: &Claim) -> FxHashMap<Root, f32> {
    let Some(context) = &claim.context else {
        return FxHashMap::default();
    };
    let around = context.names.iter().chain(&context.cues);
    let mut cues: FxHashMap<Root, f32> = around.map(|c| (c.key, c.near)).collect();
    cues.extend(context.heads.iter().map(|head| (*head, f32::INFINITY)));
    cues
}

/// How often an article uses each of its names.
fn counts(article: &Article) -> FxHashMap<&str, usize> {
    let mut counts = FxHashMap::default();
    for mention in &article.names.mentions {
        if let Some(entity) = article.names.entity(mention.entity) {
            *counts.entry(entity.key.as_ref()).or_default() += 1;
        }
    }
    counts
}

/// FNV-1a, 64 bit: small, and the same on every machine and in every version.
/// Source: Fowler, Noll, Vo; constants from draft-eastlake-fnv.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Severity;

    fn finding(id: &str, claims: &[usize]) -> Finding {
        Finding {
            id: id.to_owned(),
            rule: 0,
            verdict: Verdict::Contradiction,
            severity: Severity::Error,
            subject: String::new(),
            attribute: String::new(),
            reason: String::new(),
            claims: claims.to_vec(),
            names: Vec::new(),
        }
    }

    #[test]
    fn no_two_findings_share_an_id_and_only_what_tells_the_same_is_lost() {
        let all = [
            finding("toll-1", &[0, 1]),
            finding("toll-1", &[2, 3]),
            finding("toll-2", &[4, 5]),
            finding("toll-1", &[1, 4]),
            finding("toll-1", &[4, 5]),
            finding("toll-1", &[6, 7]),
        ];
        let kept = tell_apart(all.to_vec(), &[], &[]);
        let ids: Vec<&str> = kept.iter().map(|f| f.id.as_str()).collect();
        assert_eq!(ids, ["toll-1", "toll-1-2", "toll-2", "toll-1-3"]);
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(super::fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(super::fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
    }
}
