//! Groups of claims → findings.

mod id;
pub mod words;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use crate::claim::{Article, Claim};
use crate::lexicon::Lexicon;
use crate::rules::{Change, Knowledge, Rule, Severity};
use crate::subject::SubjectGroup;
use crate::value::quantity::Bound;
use crate::value::{Relation, Value};

/// Two counts so far of one day that differ by more than this factor are of two hours.
const CLOSE_COUNTS: f64 = 1.25;

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
    /// The names that tell the event from others, best first, where the rule is about events.
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
            Judge {
                group,
                claims,
                articles,
                rule: knowledge.rules.rules.get(group.rule)?,
                lexicon: &knowledge.lexicon,
                sources,
            }
            .finding()
        })
        .collect();
    findings.sort_by(|a, b| {
        (a.verdict, std::cmp::Reverse(a.severity), &a.claims, &a.id).cmp(&(
            b.verdict,
            std::cmp::Reverse(b.severity),
            &b.claims,
            &b.id,
        ))
    });
    let findings = drop_weaker_agreements(drop_repeated(findings), groups);
    let mut findings = drop_doubtful(findings, groups, claims, sources);
    let mut seen = FxHashSet::default();
    findings.retain(|finding| seen.insert(finding.id.clone()));
    findings
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

/// An agreement of claims that are only perhaps about one thing is dropped where one of them
/// stands in an agreement that is certain.
fn drop_weaker_agreements(findings: Vec<Finding>, groups: &[SubjectGroup]) -> Vec<Finding> {
    let is_certain = |f: &Finding| {
        groups.iter().any(|g| {
            g.certain
                && g.rule == f.rule
                && f.claims.iter().all(|c| g.claims.binary_search(c).is_ok())
        })
    };
    let agreement = |f: &&Finding| f.verdict == Verdict::Agreement;
    let certain: Vec<(usize, usize)> = findings
        .iter()
        .filter(agreement)
        .filter(|f| is_certain(f))
        .flat_map(|f| f.claims.iter().map(|c| (f.rule, *c)))
        .collect();
    let weaker = |f: &Finding| {
        f.verdict == Verdict::Agreement
            && !is_certain(f)
            && f.claims.iter().any(|c| certain.contains(&(f.rule, *c)))
    };
    let keep: Vec<bool> = findings.iter().map(|f| !weaker(f)).collect();
    findings
        .into_iter()
        .zip(keep)
        .filter_map(|(f, keep)| keep.then_some(f))
        .collect()
}

/// An uncertain clash is dropped where one of its claims agrees with another claim of the other
/// document: then that document says the same, and its other value is about something else.
fn drop_doubtful(
    findings: Vec<Finding>,
    groups: &[SubjectGroup],
    claims: &[Claim],
    sources: &[usize],
) -> Vec<Finding> {
    let source = |claim: usize| {
        claims
            .get(claim)
            .and_then(|c| sources.get(c.document).copied())
    };
    let certain: Vec<&SubjectGroup> = groups.iter().filter(|g| g.certain).collect();
    let agrees: Vec<Vec<usize>> = findings
        .iter()
        .filter(|f| f.verdict == Verdict::Agreement)
        .map(|f| f.claims.clone())
        .collect();
    let answered = |finding: &Finding| {
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
            let doubtful = f.verdict == Verdict::Tension
                && !certain.iter().any(|g| {
                    g.rule == f.rule && f.claims.iter().all(|c| g.claims.binary_search(c).is_ok())
                });
            !(doubtful && answered(f))
        })
        .collect()
}

struct Judge<'a> {
    group: &'a SubjectGroup,
    claims: &'a [Claim],
    articles: &'a [Article],
    rule: &'a Rule,
    lexicon: &'a Lexicon,
    sources: &'a [usize],
}

/// Claims of a group that say the same.
struct Camp {
    claims: Vec<usize>,
}

impl Judge<'_> {
    fn finding(&self) -> Option<Finding> {
        let camps = self.camps();
        let conflict = self.conflict(&camps);
        let (verdict, chosen, why) = match conflict {
            Some(found) => found,
            None => self.agreement(&camps)?,
        };
        let severity = match verdict {
            Verdict::Contradiction => self.rule.severity,
            Verdict::Tension => self.rule.severity.less(),
            Verdict::Update | Verdict::Agreement => Severity::Info,
        };
        let subject = self.subject();
        let mut reasons = self.group.reasons.clone();
        reasons.extend(why);
        let names = self.names_of_event(&chosen);
        Some(Finding {
            id: id::of(
                &self.rule.id,
                chosen.iter().filter_map(|c| self.claim(*c)),
                verdict,
                &names,
                self.lexicon,
            ),
            rule: self.group.rule,
            verdict,
            severity,
            subject,
            attribute: self.rule.attribute.clone(),
            reason: reasons.join("; "),
            claims: chosen,
            names,
        })
    }

    fn names_of_event(&self, claims: &[usize]) -> Vec<String> {
        if !self.rule.event {
            return Vec::new();
        }
        let mut documents: Vec<usize> = claims
            .iter()
            .filter_map(|c| self.claim(*c).map(|c| c.document))
            .collect();
        documents.sort_unstable();
        documents.dedup();
        let articles: Vec<&Article> = documents
            .iter()
            .filter_map(|d| self.articles.get(*d))
            .collect();
        id::shared_names(&articles)
    }

    fn claim(&self, number: usize) -> Option<&Claim> {
        self.claims.get(number)
    }

    fn source(&self, claim: usize) -> usize {
        self.claim(claim)
            .and_then(|c| self.sources.get(c.document).copied())
            .unwrap_or(usize::MAX)
    }

    /// Splits the claims into camps of compatible values; one claim a document and camp stays.
    fn camps(&self) -> Vec<Camp> {
        let mut camps: Vec<Camp> = Vec::new();
        for number in &self.group.claims {
            let Some(claim) = self.claim(*number) else {
                continue;
            };
            let fits = |camp: &&mut Camp| {
                camp.claims
                    .iter()
                    .filter_map(|c| self.claim(*c))
                    .all(|c| c.value.compare(&claim.value, self.lexicon) == Relation::Compatible)
            };
            match camps.iter_mut().find(fits) {
                Some(camp) => camp.claims.push(*number),
                None => camps.push(Camp {
                    claims: vec![*number],
                }),
            }
        }
        camps
    }

    /// All camps that clash at worst, less the documents that stand in two of them: who says both
    /// says it of two things. Every value is shown, so that no decision on two of them hides a third.
    fn conflict(&self, camps: &[Camp]) -> Option<(Verdict, Vec<usize>, Option<String>)> {
        let mut worst: Option<(Verdict, Vec<usize>, Option<String>)> = None;
        for (n, a) in camps.iter().enumerate() {
            for b in camps.iter().skip(n + 1) {
                let Some(found) = self.clash(a, b) else {
                    continue;
                };
                match &mut worst {
                    Some((verdict, claims, _)) if *verdict == found.0 => claims.extend(found.1),
                    Some((verdict, ..)) if *verdict < found.0 => {}
                    _ => worst = Some(found),
                }
            }
        }
        if let Some((_, claims, _)) = &mut worst {
            claims.sort_unstable();
            claims.dedup();
        }
        worst
    }

    fn clash(&self, a: &Camp, b: &Camp) -> Option<(Verdict, Vec<usize>, Option<String>)> {
        let documents =
            |camp: &Camp| -> Vec<usize> { camp.claims.iter().map(|c| self.source(*c)).collect() };
        let (in_a, in_b) = (documents(a), documents(b));
        let only = |camp: &Camp, others: &[usize]| -> Vec<usize> {
            let mut seen = Vec::new();
            camp.claims
                .iter()
                .copied()
                .filter(|c| {
                    let source = self.source(*c);
                    let new = !others.contains(&source) && !seen.contains(&source);
                    seen.push(source);
                    new
                })
                .collect()
        };
        let (a, b) = (only(a, &in_b), only(b, &in_a));
        let (x, y) = (self.claim(*a.first()?)?, self.claim(*b.first()?)?);
        if self.too_far_apart(x, y) {
            return None;
        }
        let relation = x.value.compare(&y.value, self.lexicon);
        let mut verdict = match relation {
            Relation::Disjoint => Verdict::Contradiction,
            Relation::Strained => Verdict::Tension,
            Relation::Compatible | Relation::Incomparable => return None,
        };
        let mut why = None;
        if !self.group.certain && verdict == Verdict::Contradiction {
            verdict = Verdict::Tension;
            why = Some("it is not certain that they speak of the same thing".to_owned());
        }
        if self.speakers_differ(x, y) && verdict == Verdict::Contradiction {
            verdict = Verdict::Tension;
            why = Some("each is told as the word of another speaker".to_owned());
        }
        if verdict == Verdict::Contradiction && self.may_have_moved(x, y) {
            verdict = Verdict::Tension;
            why = Some("the count was still rising".to_owned());
        }
        if verdict <= Verdict::Tension
            && let Some(note) = self.update(x, y)
        {
            verdict = Verdict::Update;
            why = Some(note);
        }
        let mut chosen = a;
        chosen.extend(b);
        chosen.sort_unstable();
        Some((verdict, chosen, why))
    }

    fn too_far_apart(&self, x: &Claim, y: &Claim) -> bool {
        match (self.rule.within, &x.value, &y.value) {
            (Some(within), Value::Temporal(a), Value::Temporal(b)) => {
                a.days_apart(b).is_some_and(|days| days > within)
            }
            _ => match (self.rule.ratio, amount(&x.value), amount(&y.value)) {
                (Some(ratio), Some(a), Some(b)) => a.max(b) > ratio * a.min(b),
                _ => false,
            },
        }
    }

    fn speakers_differ(&self, x: &Claim, y: &Claim) -> bool {
        match (&x.speaker, &y.speaker) {
            (Some(a), Some(b)) => a != b || a.is_empty(),
            _ => false,
        }
    }

    /// Whether two counts so far of one day are too far apart, or too loosely told, for one of
    /// them to be a slip.
    fn may_have_moved(&self, x: &Claim, y: &Claim) -> bool {
        let (Value::Quantity(a), Value::Quantity(b)) = (&x.value, &y.value) else {
            return false;
        };
        let (low, high) = (
            a.likely.low.min(b.likely.low),
            a.likely.low.max(b.likely.low),
        );
        let exact = a.bound == Bound::Exact && b.bound == Bound::Exact;
        self.rule.change == Change::Up && !(exact && high <= low * CLOSE_COUNTS)
    }

    /// Whether the later document moves the value in a direction that the rule allows.
    fn update(&self, x: &Claim, y: &Claim) -> Option<String> {
        let date = |c: &Claim| self.articles.get(c.document).and_then(|a| a.document.date);
        let (dx, dy) = (date(x)?, date(y)?);
        if dx == dy || self.rule.change == Change::None {
            return None;
        }
        let (earlier, later) = if dx < dy { (x, y) } else { (y, x) };
        let (from, to) = (amount(&earlier.value)?, amount(&later.value)?);
        let allowed = match self.rule.change {
            Change::None => false,
            Change::Up => to > from,
            Change::Down => to < from,
            Change::Any => true,
        };
        allowed.then(|| format!("the later article ({}) has the newer figure", dx.max(dy)))
    }

    fn agreement(&self, camps: &[Camp]) -> Option<(Verdict, Vec<usize>, Option<String>)> {
        camps.iter().find_map(|camp| {
            let mut seen = Vec::new();
            let chosen: Vec<usize> = camp
                .claims
                .iter()
                .copied()
                .filter(|c| {
                    let source = self.source(*c);
                    let new = !seen.contains(&source);
                    seen.push(source);
                    new
                })
                .collect();
            (chosen.len() > 1).then_some((Verdict::Agreement, chosen, None))
        })
    }

    /// What the claims are about, in the words of the first claim.
    fn subject(&self) -> String {
        if let Some(about) = &self.group.about {
            return about.clone();
        }
        let Some(claim) = self.group.claims.first().and_then(|c| self.claim(*c)) else {
            return String::new();
        };
        let text = self
            .articles
            .get(claim.document)
            .map(|a| a.document.text.as_str())
            .unwrap_or_default();
        if let (true, Value::Quote(quote)) = (claim.subject.is_empty(), &claim.value) {
            let words: Vec<&str> = quote
                .words
                .iter()
                .take(6)
                .map(|w| w.text.as_str())
                .collect();
            return format!("“{} …”", words.join(" "));
        }
        let parts: Vec<String> = claim
            .subject
            .iter()
            .map(|part| words::of_part(part, text))
            .collect();
        parts.join(" · ")
    }
}

/// A single number for values that can grow.
fn amount(value: &Value) -> Option<f64> {
    match value {
        Value::Quantity(q) => Some(q.likely.low),
        _ => None,
    }
}
