//! Documents → report: the stages in order.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::calendar::Day;
use crate::claim::content::ContentWord;
use crate::claim::{self, Article, Claim};
use crate::decisions::{Decisions, Settled};
use crate::document::{Document, Input, Notes};
use crate::fitted::fitted;
use crate::reprint;
use crate::rules::Knowledge;
use crate::subject::{self, event::Events};
use crate::value::Value;
use crate::verdict::{self, Finding, Verdict};

/// In one line a value is shown by so many characters.
const SHOWN_OF_VALUE: usize = 80;

/// Articles are read so many at a time, where there are enough of them for all threads to have
/// several batches.
const MOST_IN_BATCH: usize = 16;
const BATCHES: usize = 8;

/// Everything that a run found.
#[derive(Debug)]
pub struct Report<'k> {
    /// The documents, with all that was read in them.
    pub articles: Vec<Article>,
    /// What they claim.
    pub claims: Vec<Claim>,
    /// What is held of the claims, gravest first.
    pub findings: Vec<Finding>,
    /// The findings that a decision covers, which stand in no other list, and the decisions
    /// that are expired or unused.
    pub settled: Settled,
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
    let read = read(input.documents, knowledge, read_one);
    compare(read, input.notes, knowledge)
}

/// Reads documents, each by itself, on all threads; calls `read_one` after each of them. The claims
/// of each say that it is document 0.
pub fn read(
    documents: Vec<Document>,
    knowledge: &Knowledge,
    read_one: &(dyn Fn() + Sync),
) -> Vec<ReadArticle> {
    let batch = documents.len() / (BATCHES * rayon::current_num_threads());
    let batches = documents
        .into_par_iter()
        .chunks(batch.clamp(1, MOST_IN_BATCH));
    let read = batches.flat_map_iter(|documents| {
        let read = read_batch(documents, knowledge);
        read.iter().for_each(|_| read_one());
        read
    });
    read.collect()
}

/// An article and what it claims.
pub type ReadArticle = (Article, Vec<Claim>);

/// What draws claims from an article and its words that carry meaning.
type Reader = fn(&Article, &[ContentWord], &Knowledge) -> Vec<Claim>;

/// The claims say that they are of document 0.
const READERS: [Reader; 3] = [
    |article, _, knowledge| claim::read(article, 0, knowledge),
    |article, _, knowledge| claim::role::read(article, 0, knowledge),
    |article, content, knowledge| claim::open::read(article, content, 0, knowledge),
];

fn read_batch(documents: Vec<Document>, knowledge: &Knowledge) -> Vec<ReadArticle> {
    let read = Article::read_all(documents, &knowledge.lexicon);
    let mut claims: Vec<Vec<Claim>> = read.iter().map(|_| Vec::new()).collect();
    for reader in READERS {
        for ((article, content), claims) in read.iter().zip(&mut claims) {
            claims.extend(reader(article, content, knowledge));
        }
    }
    let read = read.into_iter().zip(claims);
    read.map(|((article, _), claims)| (article, fitted(claims)))
        .collect()
}

/// Compares articles that were read by themselves, in their order.
pub fn compare(read: Vec<ReadArticle>, notes: Notes, knowledge: &Knowledge) -> Report<'_> {
    let (articles, read): (Vec<Article>, Vec<Vec<Claim>>) = read.into_iter().unzip();
    let sources = reprint::sources(&articles);
    let spellings = claim::spelling::read(&articles, &sources, knowledge);
    let events = Events::of(&articles, &knowledge.lexicon);
    let story = |document: usize| events.same_story(document);
    let statements = claim::statement::read(&articles, &story, knowledge);
    // Claims are large: room for all is made at once.
    let each: usize = read.iter().map(Vec::len).sum();
    let mut claims: Vec<Claim> = Vec::with_capacity(each + spellings.len() + statements.len());
    for (number, mut own) in read.into_iter().enumerate() {
        own.iter_mut().for_each(|claim| claim.document = number);
        claims.append(&mut own);
    }
    claims.extend(spellings);
    claims.extend(statements);
    let groups = subject::group(&claims, &articles, &events, knowledge);
    let mut findings = verdict::judge(&groups, &claims, &articles, knowledge, &sources);
    name_the_house(&mut findings, &claims, &articles);
    Report {
        articles,
        claims,
        findings,
        settled: Settled::default(),
        sources,
        notes,
        knowledge,
    }
}

/// Says of findings against a fact of the house that it is one.
fn name_the_house(findings: &mut [Finding], claims: &[Claim], articles: &[Article]) {
    let is_house = |claim: &usize| {
        claims
            .get(*claim)
            .and_then(|c| articles.get(c.document))
            .is_some_and(|a| a.document.is_house_fact)
    };
    for finding in findings {
        if finding.verdict != Verdict::Agreement && finding.claims.iter().any(is_house) {
            finding
                .reason
                .push_str("; one of them is a fact of the house");
        }
    }
}

impl Report<'_> {
    /// How many articles were checked: the facts of the house are none.
    pub fn articles_checked(&self) -> usize {
        let articles = self.articles.iter();
        articles.filter(|a| !a.document.is_house_fact).count()
    }

    /// The facts of the house that no rule draws a claim from: nothing was checked against them.
    pub fn facts_not_read(&self) -> impl Iterator<Item = &Article> {
        let is_read = |n: usize| self.claims.iter().any(|c| c.document == n);
        let articles = self.articles.iter().enumerate();
        articles
            .filter(move |(n, a)| a.document.is_house_fact && !is_read(*n))
            .map(|(_, a)| a)
    }

    /// Takes the findings that a decision covers out of the list.
    pub fn settle(&mut self, decisions: Decisions, today: Day) {
        let findings = std::mem::take(&mut self.findings);
        (self.findings, self.settled) = decisions.settle(findings, today);
    }

    /// Leaves only the findings, accepted ones too, that have a claim of a document that `keep`
    /// wants.
    pub fn keep_findings_of(&mut self, keep: impl Fn(&Document) -> bool) {
        let kept: Vec<bool> = self.articles.iter().map(|a| keep(&a.document)).collect();
        let claims = &self.claims;
        let touches = |finding: &Finding| {
            let documents = finding.claims.iter().filter_map(|c| claims.get(*c));
            { documents }.any(|c| kept.get(c.document).copied().unwrap_or_default())
        };
        self.findings.retain(touches);
        self.settled.accepted.retain(|a| touches(&a.finding));
    }

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

    /// A finding in one line: "contradiction: Portugal and Iceland: term: 12-year / 15-year".
    pub fn in_a_line(&self, finding: &Finding) -> String {
        let claims = finding.claims.iter().filter_map(|c| self.claims.get(*c));
        let mut says: Vec<String> = Vec::new();
        for claim in claims {
            let mut says_it = self.display(claim);
            let end = says_it.trim_end_matches([',', '.']).len();
            says_it.truncate(end);
            if says_it.chars().count() > SHOWN_OF_VALUE {
                says_it = says_it.chars().take(SHOWN_OF_VALUE).collect();
                says_it.push('…');
            }
            if !says.contains(&says_it) {
                says.push(says_it);
            }
        }
        let verdict = finding.verdict.name();
        let about = format!("{}: {}", finding.subject, finding.attribute);
        let about = about.split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{verdict}: {about}: {}", says.join(" / "))
    }

    /// A claim's value in words, as an editor would name it.
    pub fn display(&self, claim: &Claim) -> String {
        let text = self
            .articles
            .get(claim.document)
            .map(|a| a.document.text.as_str())
            .unwrap_or_default();
        match &*claim.value {
            Value::Members(members) => {
                let mut names = members.listed.clone();
                names.sort();
                names.join(", ")
            }
            Value::Named(named) => named.shown.clone(),
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

    /// How many claims stand in a finding, or are drawn from the same value as one that does.
    pub fn claims_compared(&self) -> usize {
        let place = |claim: &Claim| (claim.document, claim.span.start);
        let compared: FxHashSet<(usize, u32)> = self
            .findings
            .iter()
            .chain(self.settled.accepted.iter().map(|a| &a.finding))
            .flat_map(|f| &f.claims)
            .filter_map(|number| self.claims.get(*number).map(place))
            .collect();
        let stands = |claim: &&Claim| compared.contains(&place(claim));
        self.claims.iter().filter(stands).count()
    }
}
