//! Claims → groups of claims about the same thing.
//!
//! Two claims of one rule are compared part by part. Every part can be the same, different, or
//! not known well enough; one different part keeps the claims apart, and an uncertain one is
//! never enough for a contradiction.

pub mod event;
pub mod open;
pub mod part;

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use smallvec::SmallVec;

use crate::claim::{Article, Claim, Content, last_word};
use crate::language::clause::Modality;
use crate::lexicon::Lexicon;
use crate::repeats::Repeats;
use crate::rules::compile::Compare;
use crate::rules::{Change, Knowledge, Reads, Rule};
use crate::value::{Relation, Value};
use event::Events;
use part::Sameness;

/// Two words that stand side by side in more quotations than this do not tell one utterance; those
/// of one utterance share others.
const CROWD: usize = 64;

/// Claims about one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct SubjectGroup {
    /// Number of the rule.
    pub rule: usize,
    /// Numbers of the claims, in order of document and place.
    pub claims: Vec<usize>,
    /// Whether it is certain that all of them are about the same thing.
    pub certain: bool,
    /// Whether it joins articles that were written long after the others of one story: only what
    /// has come about since then is told of them.
    pub later: bool,
    /// Why they are held to be, in words.
    pub reasons: Vec<String>,
    /// What they are about, where that is not told by their parts: the event.
    pub about: Option<String>,
}

/// Groups the claims by what they are about. Groups come in order of their first claim.
pub fn group(
    claims: &[Claim],
    articles: &[Article],
    events: &Events<'_>,
    knowledge: &Knowledge,
) -> Vec<SubjectGroup> {
    let rules = &knowledge.rules.rules;
    let mut groups = Vec::new();
    let mut seen: FxHashSet<SmallVec<[u32; 8]>> = FxHashSet::default();
    let mut quotations = Quotations::default();
    for bucket in candidates(claims, rules, events).chunk_by(|a, b| a.0 == b.0) {
        let is_quoted = |c: &Candidate| {
            let claim = claims.get(c.1 as usize);
            claim.is_some_and(|c| matches!(*c.value, Value::Quote(_)))
        };
        if bucket.len() > CROWD && bucket.first().is_some_and(is_quoted) {
            continue;
        }
        // Claims that share one key often share others: once is enough.
        if bucket.len() > 1 && seen.insert(bucket.iter().map(|c| c.1).collect()) {
            groups.extend(group_bucket(
                bucket,
                claims,
                knowledge,
                events,
                &mut quotations,
            ));
        }
    }
    groups.extend(open::group(claims, articles, events, &knowledge.lexicon));
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
        let Some(first) = group.claims.first() else {
            return true;
        };
        by_first.get(&(group.rule, *first)).is_some_and(|others| {
            others
                .iter()
                .filter_map(|o| groups.get(*o).map(|g| (*o, g)))
                .any(|(o, g)| {
                    o != n
                        && (g.certain || !group.certain)
                        && g.later == group.later
                        && (g.claims.len(), g.certain, n) > (group.claims.len(), group.certain, o)
                        && group
                            .claims
                            .iter()
                            .all(|c| g.claims.binary_search(c).is_ok())
                })
        })
    };
    let keep: Vec<bool> = groups
        .iter()
        .enumerate()
        .map(|(n, g)| !is_part(n, g))
        .collect();
    groups
        .into_iter()
        .zip(keep)
        .filter_map(|(g, keep)| keep.then_some(g))
        .collect()
}

/// A claim's rule and key in one, and its number: it may be about the same thing as others with
/// its rule and key.
type Candidate = (u64, u32);

/// The candidates, in order: claims of a rule that share a key are compared with each other and with
/// no others.
fn candidates(claims: &[Claim], rules: &[Rule], events: &Events<'_>) -> Vec<Candidate> {
    let mut repeats = Repeats::of(claims.len());
    keys(claims, rules, events, |key, _| repeats.add(key));
    let mut found: Vec<Candidate> = Vec::new();
    keys(claims, rules, events, |key, number| {
        if repeats.may_have(key) {
            found.push((key, number));
        }
    });
    found.sort_unstable();
    found.dedup();
    found
}

/// Gives `add` the keys of each claim that a rule drew, and its number: a name of its subject, a
/// stem, two words of a quotation, or the articles of its story.
fn keys(claims: &[Claim], rules: &[Rule], events: &Events<'_>, mut add: impl FnMut(u64, u32)) {
    for (number, claim) in (0u32..).zip(claims).filter(|(_, c)| c.context.is_none()) {
        let Some(rule) = rules.get(claim.rule) else {
            continue;
        };
        let mut add = |key: &dyn Fn(&mut FxHasher)| {
            let mut hasher = FxHasher::default();
            claim.rule.hash(&mut hasher);
            key(&mut hasher);
            add(hasher.finish(), number);
        };
        let mut add_text = |text: &str| add(&|h| text.hash(h));
        match &*claim.value {
            Value::Quote(quote) => {
                for pair in quote.shingles() {
                    add(&|h| pair.hash(h));
                }
                continue;
            }
            Value::Members(members) => members.names.iter().for_each(|n| add_text(n)),
            _ => {}
        }
        if rule.event {
            // An article meets the others of its story under the number of the earlier one.
            let own = claim.document as u32;
            let story = events.same_story(claim.document);
            for document in story.iter().copied().filter(|d| *d < own).chain([own]) {
                add(&|h| document.hash(h));
            }
            continue;
        }
        for part in &claim.subject {
            match &part.content {
                Content::Names { names, .. } => {
                    names.iter().for_each(|n| add_text(last_word(&n.key)));
                }
                Content::Thing { owner, stems, .. } if owner.is_empty() => {
                    stems.iter().for_each(|s| add_text(s));
                }
                Content::Thing { owner, .. } => owner.iter().for_each(|n| add_text(&n.key)),
                _ => {}
            }
        }
    }
}

/// How two quotations stand to each other, by the numbers of their claims: they meet once for
/// each two words that they share.
type Quotations = FxHashMap<(usize, usize), Relation>;

/// The groups of one bucket: every claim joins the first group whose first claim it is certainly
/// the same as; uncertain pairs make small groups of their own.
fn group_bucket(
    bucket: &[Candidate],
    claims: &[Claim],
    knowledge: &Knowledge,
    events: &Events<'_>,
    quotations: &mut Quotations,
) -> Vec<SubjectGroup> {
    let mut groups: Vec<SubjectGroup> = Vec::new();
    let mut unsure: Vec<SubjectGroup> = Vec::new();
    for (_, number) in bucket {
        let number = *number as usize;
        let Some(claim) = claims.get(number) else {
            continue;
        };
        let Some(rule) = knowledge.rules.rules.get(claim.rule) else {
            continue;
        };
        let mut joined = false;
        for group in &mut groups {
            let Some(first_number) = group.claims.first().copied() else {
                continue;
            };
            let Some(first) = claims.get(first_number) else {
                continue;
            };
            let related = match (&*first.value, &*claim.value) {
                (Value::Quote(x), Value::Quote(y)) => {
                    let pair = quotations.entry((first_number, number));
                    let relation = *pair.or_insert_with(|| x.compare(y, &knowledge.lexicon));
                    part::same_utterance(first, claim, relation)
                }
                _ => relate(first, claim, rule, events, &knowledge.lexicon),
            };
            match related {
                (Sameness::Same, reasons) => {
                    group.claims.push(number);
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
                        claims: group.claims.iter().copied().chain([number]).collect(),
                        certain: false,
                        later: false,
                        reasons,
                        about: group.about.clone(),
                    });
                }
                _ => {}
            }
        }
        if !joined {
            groups.push(SubjectGroup {
                rule: claim.rule,
                claims: vec![number],
                certain: true,
                later: false,
                reasons: Vec::new(),
                about: (rule.event && claim.subject.is_empty())
                    .then(|| events.label(claim.document)),
            });
        }
    }
    let later = followed_up(&groups, claims, knowledge, events);
    groups.retain(|g| g.claims.len() > 1);
    groups.extend(unsure);
    groups.extend(later);
    groups
}

/// Groups of a bucket that tell of one story long after each other, joined: what was not known yet
/// may be known by then.
fn followed_up(
    groups: &[SubjectGroup],
    claims: &[Claim],
    knowledge: &Knowledge,
    events: &Events<'_>,
) -> Vec<SubjectGroup> {
    let mut joined = Vec::new();
    for (n, earlier) in groups.iter().enumerate() {
        for later in groups.get(n + 1..).unwrap_or_default() {
            let first = |g: &SubjectGroup| g.claims.first().and_then(|c| claims.get(*c));
            let (Some(a), Some(b)) = (first(earlier), first(later)) else {
                continue;
            };
            let rule = knowledge.rules.rules.get(a.rule);
            let not_yet = |r: &&Rule| r.event && r.compare == Compare::Polarity;
            let Some(rule) = rule.filter(not_yet).filter(|r| r.change != Change::None) else {
                continue;
            };
            let story = events.same_story(a.document);
            let long_after = !events.in_time(a.document, b.document)
                && story.binary_search(&(b.document as u32)).is_ok();
            if !long_after {
                continue;
            }
            let (sameness, mut reasons) = relate_claims(a, b, rule, &knowledge.lexicon);
            if sameness == Sameness::Same {
                reasons.push(events.why(a.document, b.document));
                let mut both: Vec<usize> = earlier
                    .claims
                    .iter()
                    .chain(&later.claims)
                    .copied()
                    .collect();
                both.sort_unstable();
                joined.push(SubjectGroup {
                    rule: a.rule,
                    claims: both,
                    certain: false,
                    later: true,
                    reasons,
                    about: earlier.about.clone(),
                });
            }
        }
    }
    joined
}

/// How a claim is told, as the rule takes it: some compare what is planned with what is done.
pub(crate) fn told(claim: &Claim, rule: &Rule) -> Modality {
    match claim.modality {
        Modality::Planned if rule.plans => Modality::Asserted,
        modality => modality,
    }
}

/// Whether two claims of a rule are about the same thing, and why.
fn relate(
    a: &Claim,
    b: &Claim,
    rule: &Rule,
    events: &Events<'_>,
    lexicon: &Lexicon,
) -> (Sameness, Vec<String>) {
    let (mut sameness, mut reasons) = relate_claims(a, b, rule, lexicon);
    let by_event = rule.event && a.document != b.document;
    if by_event && sameness != Sameness::Different {
        let (same, reason) = events.same(a, b);
        sameness = sameness.and(same);
        reasons.extend(reason);
    }
    (sameness, reasons)
}

/// Whether two claims of a rule are about the same thing, if their articles are.
fn relate_claims(a: &Claim, b: &Claim, rule: &Rule, lexicon: &Lexicon) -> (Sameness, Vec<String>) {
    if let (Value::Spelling(_), Value::Spelling(_)) = (&*a.value, &*b.value) {
        return part::same_name(a, b);
    }
    if told(a, rule) != told(b, rule) || a.qualifiers != b.qualifiers {
        return (Sameness::Different, Vec::new());
    }
    // The year of an agreement or a visit tells one from another.
    if !a.years.is_empty() && !b.years.is_empty() && !a.years.iter().any(|y| b.years.contains(y)) {
        return (Sameness::Different, Vec::new());
    }
    match rule.reads {
        Some(Reads::Roles) => part::same_person(a, b),
        Some(Reads::Statements) => part::same_statement(a, b),
        _ => part::compare_subjects(a, b, rule, lexicon),
    }
}
