//! A rule's own examples, run as its tests.

use crate::check::check;
use crate::document::{Document, Input, Notes};
use crate::rules::{ExpectedVerdict, Knowledge, Rule};
use crate::verdict::Verdict;

/// How an example came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Id of the rule.
    pub rule: String,
    /// File and line of the example.
    pub file: String,
    /// Line of the file.
    pub line: u64,
    /// What should have come of it.
    pub expected: ExpectedVerdict,
    /// The gravest verdict of the rule, or none.
    pub found: Option<Verdict>,
}

/// What is wrong with an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The rule fired where it should not have, or too loudly.
    Noisy,
    /// The rule did not fire where it should have, or not loudly enough.
    Missing,
}

impl Outcome {
    /// What is wrong, if anything is.
    pub fn failure(&self) -> Option<Failure> {
        let wanted = match self.expected {
            ExpectedVerdict::Contradiction => Some(Verdict::Contradiction),
            ExpectedVerdict::Tension => Some(Verdict::Tension),
            ExpectedVerdict::Update => Some(Verdict::Update),
            ExpectedVerdict::Agreement => Some(Verdict::Agreement),
            ExpectedVerdict::None => None,
        };
        match (wanted, self.found) {
            (None, None | Some(Verdict::Agreement)) => None,
            (None, Some(_)) => Some(Failure::Noisy),
            (Some(_), None) => Some(Failure::Missing),
            (Some(wanted), Some(found)) if found == wanted => None,
            (Some(wanted), Some(found)) if found < wanted => Some(Failure::Noisy),
            (Some(_), Some(_)) => Some(Failure::Missing),
        }
    }
}

/// Runs the examples of all rules, or of the one with the id `only`.
pub fn run(knowledge: &Knowledge, only: Option<&str>) -> Vec<Outcome> {
    knowledge
        .rules
        .rules
        .iter()
        .filter(|rule| only.is_none_or(|id| id == rule.id))
        .flat_map(|rule| outcomes(rule, knowledge))
        .collect()
}

fn outcomes(rule: &Rule, knowledge: &Knowledge) -> Vec<Outcome> {
    rule.examples
        .iter()
        .map(|example| {
            let documents = example
                .sources
                .iter()
                .enumerate()
                .map(|(n, (text, date))| Document {
                    path: format!("source {}", n + 1),
                    date: *date,
                    text: text.clone(),
                    ..Document::default()
                })
                .collect();
            let report = check(
                Input {
                    documents,
                    notes: Notes::default(),
                },
                knowledge,
            );
            let found = report
                .findings
                .iter()
                .filter(|f| report.rule_id(f) == rule.id)
                .map(|f| f.verdict)
                .min();
            Outcome {
                rule: rule.id.clone(),
                file: rule.file.clone(),
                line: example.line,
                expected: example.verdict,
                found,
            }
        })
        .collect()
}
