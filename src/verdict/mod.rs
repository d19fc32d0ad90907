//! Groups of claims → findings.

mod camps;
mod clash;
mod growth;
mod id;
pub mod words;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use crate::claim::{Article, Claim};
use crate::rules::{Knowledge, Severity};
use crate::subject::SubjectGroup;
use clash::Judge;

/// What the tool holds of a group of claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// They cannot all be right.
    Contradiction,
    /// Worth a look.
    Tension,
    /// The later one replaces the earlier.
    Update,
    /// Independent documents say the same.
    Agreement,
}

impl Verdict {
    /// Its name in output.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Contradiction => "contradiction",
            Verdict::Tension => "tension",
            Verdict::Update => "update",
            Verdict::Agreement => "agreement",
        }
    }
}

/// A verdict on the claims of one subject and attribute, with its reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Made from what is claimed, not from where it stands.
    pub id: String,
    /// Number of the rule.
    pub rule: usize,
    /// What the tool holds.
    pub verdict: Verdict,
    /// How grave it is.
    pub severity: Severity,
    /// What the claims are about, in words.
    pub subject: String,
    /// What is compared, in words.
    pub attribute: String,
    /// Why the claims are taken to be about one thing, and what differs.
    pub reason: String,
    /// Numbers of the claims: one for each document and value.
    pub claims: Vec<usize>,
    /// What tells it from others with the same values, best first, where its subject does not:
    /// the names that the articles of its event share, or keys of words around its values.
    pub names: Vec<String>,
}

/// Judges every group. `sources` gives for each document the number of its source: reprints of one
/// text share one. Findings come gravest first, then in order of place.
pub fn judge(
    groups: &[SubjectGroup],
    claims: &[Claim],
    articles: &[Article],
    knowledge: &Knowledge,
    sources: &[usize],
) -> Vec<Finding> {
    let mut findings: Vec<Finding> = groups
        .iter()
        .filter_map(|group| {
            Some(Judge {
                group,
                claims,
                articles,
                rule: knowledge.rules.rules.get(group.rule)?,
                lexicon: &knowledge.lexicon,
                sources,
            })
        })
        .flat_map(|judge| judge.findings())
        .collect();
    findings.sort_by(|a, b| {
        (a.verdict, std::cmp::Reverse(a.severity), &a.claims, &a.id).cmp(&(
            b.verdict,
            std::cmp::Reverse(b.severity),
            &b.claims,
            &b.id,
        ))
    });
    let certain = Certain::of(groups);
    let findings = drop_weaker_agreements(drop_repeated(findings), &certain);
    let findings = drop_told_by_a_rule(findings, claims);
    let findings = drop_doubtful(findings, &certain, claims, sources);
    id::tell_apart(findings, claims, articles)
}

/// Two findings of one rule and verdict that share two claims show the same clash: the graver
/// or earlier one stays.
fn drop_repeated(findings: Vec<Finding>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::new();
    let mut by_claim: FxHashMap<(usize, Verdict, usize), Vec<usize>> = FxHashMap::default();
    for finding in findings {
        let key = |claim: &usize| (finding.rule, finding.verdict, *claim);
        let mut shared: FxHashMap<usize, usize> = FxHashMap::default();
        for claim in &finding.claims {
            for other in by_claim.get(&key(claim)).map_or(&[][..], Vec::as_slice) {
                *shared.entry(*other).or_default() += 1;
            }
        }
        if shared.values().any(|count| *count > 1) {
            continue;
        }
        for claim in &finding.claims {
            by_claim.entry(key(claim)).or_default().push(kept.len());
        }
        kept.push(finding);
    }
    kept
}

/// An agreement of open claims is dropped where a rule tells the same of the same values: the rule
/// knows better what they are.
fn drop_told_by_a_rule(mut findings: Vec<Finding>, claims: &[Claim]) -> Vec<Finding> {
    let is_open = |f: &Finding| {
        let claim = f.claims.first().and_then(|c| claims.get(*c));
        claim.is_some_and(|c| c.context.is_some())
    };
    let place = |claim: &usize| claims.get(*claim).map(|c| (c.document, c.span.start));
    let mut told: FxHashMap<(usize, u32), Vec<usize>> = FxHashMap::default();
    for (number, finding) in findings.iter().enumerate() {
        if finding.verdict == Verdict::Agreement && !is_open(finding) {
            for place in finding.claims.iter().filter_map(place) {
                told.entry(place).or_default().push(number);
            }
        }
    }
    findings.retain(|finding| {
        if finding.verdict != Verdict::Agreement || !is_open(finding) {
            return true;
        }
        let by = |claim: &usize| place(claim).and_then(|p| told.get(&p));
        let first = finding.claims.first().and_then(by);
        let whole = first.is_some_and(|rules| {
            rules.iter().any(|rule| {
                let mut all = finding.claims.iter();
                all.all(|c| by(c).is_some_and(|r| r.contains(rule)))
            })
        });
        !whole
    });
    findings
}

/// The groups of which it is certain that they are about one thing, by their rule and claims.
struct Certain<'a> {
    groups: FxHashMap<(usize, usize), Vec<&'a SubjectGroup>>,
}

impl<'a> Certain<'a> {
    fn of(groups: &'a [SubjectGroup]) -> Self {
        let mut certain = Self {
            groups: FxHashMap::default(),
        };
        for group in groups.iter().filter(|g| g.certain) {
            for claim in &group.claims {
                let own = certain.groups.entry((group.rule, *claim)).or_default();
                own.push(group);
            }
        }
        certain
    }

    /// Whether one of them has all claims of the finding.
    fn has(&self, finding: &Finding) -> bool {
        let first = finding.claims.first();
        let groups = first.and_then(|c| self.groups.get(&(finding.rule, *c)));
        groups.is_some_and(|groups| {
            groups.iter().any(|g| {
                let mut claims = finding.claims.iter();
                claims.all(|c| g.claims.binary_search(c).is_ok())
            })
        })
    }
}

/// An agreement of claims that are only perhaps about one thing is dropped where one of them
/// stands in an agreement that is certain.
fn drop_weaker_agreements(mut findings: Vec<Finding>, certain: &Certain<'_>) -> Vec<Finding> {
    let is_agreement = |f: &&Finding| f.verdict == Verdict::Agreement;
    let sure: FxHashSet<(usize, usize)> = findings
        .iter()
        .filter(is_agreement)
        .filter(|f| certain.has(f))
        .flat_map(|f| f.claims.iter().map(|c| (f.rule, *c)))
        .collect();
    findings.retain(|f| {
        f.verdict != Verdict::Agreement
            || certain.has(f)
            || !f.claims.iter().any(|c| sure.contains(&(f.rule, *c)))
    });
    findings
}

/// An uncertain clash is dropped where one of its claims agrees with another claim of the other
/// document: then that document says the same, and its other value is about something else.
fn drop_doubtful(
    findings: Vec<Finding>,
    certain: &Certain<'_>,
    claims: &[Claim],
    sources: &[usize],
) -> Vec<Finding> {
    let source = |claim: usize| {
        claims
            .get(claim)
            .and_then(|c| sources.get(c.document).copied())
    };
    let agrees: Vec<Vec<usize>> = findings
        .iter()
        .filter(|f| f.verdict == Verdict::Agreement)
        .map(|f| f.claims.clone())
        .collect();
    let answered = |finding: &Finding| {
        // Copies of one text answer nothing for each other.
        let document = |claim: &usize| claims.get(*claim).map(|c| c.document);
        let one_source = all_same(finding.claims.iter().map(|c| source(*c)));
        if one_source && !all_same(finding.claims.iter().map(document)) {
            return false;
        }
        agrees.iter().any(|agreement| {
            let shared = finding.claims.iter().any(|c| agreement.contains(c));
            shared
                && finding
                    .claims
                    .iter()
                    .all(|c| agreement.iter().any(|a| source(*a) == source(*c)))
        })
    };
    findings
        .into_iter()
        .filter(|f| {
            let doubtful = f.verdict == Verdict::Tension && !certain.has(f);
            !(doubtful && answered(f))
        })
        .collect()
}

fn all_same<T: PartialEq>(mut items: impl Iterator<Item = T>) -> bool {
    let first = items.next();
    items.all(|item| Some(&item) == first.as_ref())
}
