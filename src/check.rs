//! Documents → report: the stages in order.

use rayon::prelude::*;

use crate::claim::{self, Article, Claim};
use crate::document::Document;
use crate::reprint;
use crate::rules::Knowledge;
use crate::subject;
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
    /// The rules that were applied.
    pub knowledge: &'k Knowledge,
}

/// Checks the documents against each other. The answer does not depend on the number of threads.
pub fn check(documents: Vec<Document>, knowledge: &Knowledge) -> Report<'_> {
    let read: Vec<(Article, Vec<Claim>)> = documents
        .into_par_iter()
        .enumerate()
        .map(|(number, document)| {
            let article = Article::read(document, &knowledge.lexicon);
            let claims = claim::read(&article, number, knowledge);
            (article, claims)
        })
        .collect();
    let (articles, claims): (Vec<Article>, Vec<Vec<Claim>>) = read.into_iter().unzip();
    let claims: Vec<Claim> = claims.into_iter().flatten().collect();
    let sources = reprint::sources(&articles);
    let rules = &knowledge.rules.rules;
    let groups = subject::group(&claims, &articles, rules);
    let findings = verdict::judge(&groups, &claims, &articles, rules, &sources);
    Report {
        articles,
        claims,
        findings,
        sources,
        knowledge,
    }
}

impl Report<'_> {
    /// How many findings have that verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.findings.iter().filter(|f| f.verdict == verdict).count()
    }

    /// How many values were read.
    pub fn values_read(&self) -> usize {
        self.articles.iter().map(|a| a.read.mentions.len()).sum()
    }

    /// How many claims stand in a finding.
    pub fn claims_compared(&self) -> usize {
        let mut numbers: Vec<usize> = self.findings.iter().flat_map(|f| f.claims.clone()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.len()
    }
}
