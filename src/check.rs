//! Documents → report: the stages in order.

use rayon::prelude::*;

use crate::claim::{self, Article, Claim};
use crate::document::{Input, Notes};
use crate::reprint;
use crate::rules::Knowledge;
use crate::subject;
use crate::value::Value;
use crate::verdict::{self, Finding, Verdict};

/// Everything that a run found.
#[derive(Debug)]
pub struct Report<'k> {
    /// The documents, with all that was read in them.
    pub articles: Vec<Article>,
    /// What they claim.
    pub claims: Vec<Claim>,
    /// What is held of the claims, gravest first.
    pub findings: Vec<Finding>,
    /// For each document the number of its source: reprints share one.
    pub sources: Vec<usize>,
    /// Files that gave no article, and what could not be read as it was meant.
    pub notes: Notes,
    /// The rules that were applied.
    pub knowledge: &'k Knowledge,
}

/// Checks the documents against each other. The answer does not depend on the number of threads.
pub fn check(input: Input, knowledge: &Knowledge) -> Report<'_> {
    check_telling(input, knowledge, &|| ())
}

/// As [`check`]; calls `read_one` after each document that was read, on any thread.
pub fn check_telling<'k>(
    input: Input,
    knowledge: &'k Knowledge,
    read_one: &(dyn Fn() + Sync),
) -> Report<'k> {
    let read: Vec<(Article, Vec<Claim>)> = input
        .documents
        .into_par_iter()
        .enumerate()
        .map(|(number, document)| {
            let article = Article::read(document, &knowledge.lexicon);
            let claims = claim::read(&article, number, knowledge);
            read_one();
            (article, claims)
        })
        .collect();
    let (articles, claims): (Vec<Article>, Vec<Vec<Claim>>) = read.into_iter().unzip();
    let mut claims: Vec<Claim> = claims.into_iter().flatten().collect();
    let sources = reprint::sources(&articles);
    claims.extend(claim::spelling::read(&articles, &sources, knowledge));
    let groups = subject::group(&claims, &articles, knowledge);
    let findings = verdict::judge(&groups, &claims, &articles, knowledge, &sources);
    Report {
        articles,
        claims,
        findings,
        sources,
        notes: input.notes,
        knowledge,
    }
}

impl Report<'_> {
    /// How many findings have that verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.findings
            .iter()
            .filter(|f| f.verdict == verdict)
            .count()
    }

    /// Id of the rule that a finding comes from.
    pub fn rule_id(&self, finding: &Finding) -> &str {
        self.knowledge
            .rules
            .rules
            .get(finding.rule)
            .map(|r| r.id.as_str())
            .unwrap_or_default()
    }

    /// A claim's value in words, as an editor would name it.
    pub fn display(&self, claim: &Claim) -> String {
        let text = self
            .articles
            .get(claim.document)
            .map(|a| a.document.text.as_str())
            .unwrap_or_default();
        match &claim.value {
            Value::Members(members) => {
                let mut names = members.listed.clone();
                names.sort();
                names.join(", ")
            }
            Value::Polarity(yes) => {
                let rule = self.knowledge.rules.rules.get(claim.rule);
                match rule.and_then(|r| r.says.as_ref()) {
                    Some(says) if *yes => says.yes.clone(),
                    Some(says) => says.no.clone(),
                    None if *yes => "yes".to_owned(),
                    None => "no".to_owned(),
                }
            }
            _ => claim
                .span
                .of(text)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
        }
    }

    /// How many values were read.
    pub fn values_read(&self) -> usize {
        self.articles.iter().map(|a| a.read.mentions.len()).sum()
    }

    /// How many claims stand in a finding.
    pub fn claims_compared(&self) -> usize {
        let mut numbers: Vec<usize> = self
            .findings
            .iter()
            .flat_map(|f| f.claims.clone())
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.len()
    }
}
