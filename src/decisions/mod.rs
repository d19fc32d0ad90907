//! What editors decided about findings: `factcheck.decisions.yaml`.
//!
//! | in the file | effect |
//! |---|---|
//! | a decision whose finding comes up | the finding is accepted: shown apart, it fails no run |
//! | `until` a day that is over | the finding is back, and the decision reported as expired |
//! | a decision whose finding does not come up | reported as unused |
//!
//! A decision is about what is claimed: it holds when paragraphs move, sentences are reworded or
//! files renamed, and ends when a value changes. [`mod@file`] reads and writes the file.

pub mod file;
mod lock;

use rustc_hash::FxHashMap;

use crate::calendar::Day;
use crate::verdict::Finding;

pub use file::{DecisionsError, FILE_NAME, find, home};

/// Somebody's word that a finding needs no more attention.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// Id of the finding.
    pub id: String,
    /// What the finding says, for those who read the file.
    pub finding: Option<String>,
    /// Why it was accepted.
    pub reason: String,
    /// Who accepted it.
    pub by: Option<String>,
    /// The day on which it was accepted.
    pub date: Option<Day>,
    /// The last day on which it holds; for good where there is none.
    pub until: Option<Day>,
    /// Names that tell the event that the finding is about from others.
    pub names: Vec<String>,
    /// Line of the file, counted from 1.
    pub line: u64,
}

/// All decisions of a file, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// The file, as it is shown to the user.
    pub file: String,
    /// Its entries.
    pub entries: Vec<Decision>,
}

/// A finding and the decision that covers it.
#[derive(Clone, Debug, PartialEq)]
pub struct Accepted {
    /// The finding.
    pub finding: Finding,
    /// The decision.
    pub decision: Decision,
}

/// How reports show the findings that are accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// By their number.
    #[default]
    Folded,
    /// Each with its decision.
    Whole,
    /// Not at all.
    Not,
}

/// What the decisions did to the findings of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settled {
    /// The file of decisions, where there is one.
    pub file: Option<String>,
    /// The findings that a decision covers, in the order of findings.
    pub accepted: Vec<Accepted>,
    /// Decisions that held until a day that is over, and were not made again.
    pub expired: Vec<Decision>,
    /// Decisions whose finding did not come up.
    pub unused: Vec<Decision>,
    /// How to show the accepted findings.
    pub show: Show,
}

impl Settled {
    /// The accepted findings that reports tell.
    pub fn shown(&self) -> &[Accepted] {
        match self.show {
            Show::Not => &[],
            Show::Folded | Show::Whole => &self.accepted,
        }
    }
}

impl Decision {
    /// Whether the decision is about that finding.
    ///
    /// Ids of findings about an event end in a mark of its names, of which an article that is
    /// reworded may use another one most: there half of the names that both know are enough.
    pub fn is_about(&self, finding: &Finding) -> bool {
        if self.names.is_empty() || finding.names.is_empty() {
            return self.id == finding.id;
        }
        let shared = self.names.iter().filter(|n| finding.names.contains(n));
        let fewer = self.names.len().min(finding.names.len());
        claimed(&self.id) == claimed(&finding.id) && shared.count() * 2 >= fewer
    }

    /// Whether it holds on that day.
    pub fn holds(&self, today: Day) -> bool {
        self.until.is_none_or(|until| today <= until)
    }
}

impl Decisions {
    /// Parts `findings` into those that no decision covers and those that one does. The later of
    /// two decisions on one finding counts.
    pub fn settle(self, findings: Vec<Finding>, today: Day) -> (Vec<Finding>, Settled) {
        let mut by_claim: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        let mut last: FxHashMap<&str, usize> = FxHashMap::default();
        for (n, entry) in self.entries.iter().enumerate() {
            by_claim.entry(claimed(&entry.id)).or_default().push(n);
            last.insert(&entry.id, n);
        }
        let mut used = vec![false; self.entries.len()];
        let mut open = Vec::new();
        let mut accepted = Vec::new();
        for finding in findings {
            let about = by_claim.get(claimed(&finding.id)).into_iter().flatten();
            let decision = about
                .rev()
                .filter_map(|n| Some((*n, self.entries.get(*n)?)))
                .find(|(_, entry)| entry.is_about(&finding));
            if let Some((n, _)) = decision
                && let Some(used) = used.get_mut(n)
            {
                *used = true;
            }
            match decision.filter(|(_, entry)| entry.holds(today)) {
                Some((_, decision)) => accepted.push(Accepted {
                    finding,
                    decision: decision.clone(),
                }),
                None => open.push(finding),
            }
        }
        let (mut expired, mut unused) = (Vec::new(), Vec::new());
        for (n, (entry, used)) in self.entries.iter().zip(used).enumerate() {
            let was_made_again = last.get(entry.id.as_str()) != Some(&n);
            if was_made_again {
                continue;
            } else if !entry.holds(today) {
                expired.push(entry.clone());
            } else if !used {
                unused.push(entry.clone());
            }
        }
        let settled = Settled {
            file: Some(self.file),
            accepted,
            expired,
            unused,
            show: Show::default(),
        };
        (open, settled)
    }
}

/// An id without the mark of the event: rule and hash of what is claimed.
fn claimed(id: &str) -> &str {
    match id.rsplit_once('-') {
        Some((head, mark)) if mark.len() == EVENT_MARK => head,
        _ => id,
    }
}

/// Digits of the mark of an event at the end of an id; what is claimed takes twice as many.
const EVENT_MARK: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Severity;
    use crate::verdict::Verdict;

    fn finding(id: &str, names: &[&str]) -> Finding {
        Finding {
            id: id.to_owned(),
            rule: 0,
            verdict: Verdict::Contradiction,
            severity: Severity::Error,
            subject: String::new(),
            attribute: String::new(),
            reason: String::new(),
            claims: Vec::new(),
            names: names.iter().map(|n| (*n).to_owned()).collect(),
        }
    }

    fn decision(id: &str, until: Option<&str>, names: &[&str]) -> Decision {
        Decision {
            id: id.to_owned(),
            until: until.and_then(Day::parse),
            names: names.iter().map(|n| (*n).to_owned()).collect(),
            ..Decision::default()
        }
    }

    fn settle(entries: Vec<Decision>, findings: Vec<Finding>) -> (Vec<Finding>, Settled) {
        let file = String::new();
        let today = Day::parse("2026-03-05").unwrap();
        Decisions { file, entries }.settle(findings, today)
    }

    #[test]
    fn a_decision_holds_through_its_last_day() {
        let finding = || vec![finding("pact-00000001", &[])];
        let until = |day| settle(vec![decision("pact-00000001", Some(day), &[])], finding());
        let (open, settled) = until("2026-03-05");
        assert_eq!((open.len(), settled.accepted.len()), (0, 1));
        let (open, settled) = until("2026-03-04");
        assert_eq!((open.len(), settled.expired.len()), (1, 1));
    }

    #[test]
    fn the_later_of_two_decisions_counts() {
        let old = decision("pact-00000001", Some("2026-01-01"), &[]);
        let new = decision("pact-00000001", None, &[]);
        let (open, settled) = settle(
            vec![old.clone(), new.clone()],
            vec![finding("pact-00000001", &[])],
        );
        assert!(open.is_empty() && settled.expired.is_empty() && settled.unused.is_empty());
        let (open, settled) = settle(vec![new, old], vec![finding("pact-00000001", &[])]);
        assert_eq!((open.len(), settled.expired.len()), (1, 1));
    }

    #[test]
    fn a_decision_without_its_finding_is_unused() {
        let (open, settled) = settle(
            vec![decision("pact-00000001", None, &[])],
            vec![finding("pact-00000002", &[])],
        );
        assert_eq!((open.len(), settled.unused.len()), (1, 1));
    }

    #[test]
    fn events_are_told_apart_by_their_names_and_not_by_the_order_of_them() {
        let decided = || {
            vec![decision(
                "toll-00000001-aaaa",
                None,
                &["oslo", "bergen", "nrk"],
            )]
        };
        let covers = |id, names: &[&str]| settle(decided(), vec![finding(id, names)]).0.is_empty();
        assert!(covers("toll-00000001-bbbb", &["bergen", "oslo", "aker"]));
        assert!(!covers("toll-00000001-aaaa", &["lima", "cusco", "nrk"]));
        assert!(!covers("toll-00000002-aaaa", &["oslo", "bergen", "nrk"]));
    }
}
