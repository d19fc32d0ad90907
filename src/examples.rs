//! A rule's own examples, run as its tests, with what is to be known where one fails.

use rayon::prelude::*;

use crate::check::{Report, check};
use crate::claim::matcher::{Matcher, Stop};
use crate::claim::{Article, Claim};
use crate::document::{Document, Input, Notes};
use crate::language::vocabulary::Classes;
use crate::rules::compile::{Compare, Example, Phrase, Rule};
use crate::rules::{ExpectedVerdict, Knowledge, phrase};
use crate::verdict::{Verdict, words};

/// How an example came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Id of the rule.
    pub rule: String,
    /// The file that the example stands in.
    pub file: String,
    /// Line of the file.
    pub line: u64,
    /// What should have come of it.
    pub expected: ExpectedVerdict,
    /// The gravest verdict of the rule, or none.
    pub found: Option<Verdict>,
    /// Why the rule held its claims to be of one thing, where it found something.
    pub reason: Option<String>,
    /// What the rule read in each source.
    pub heard: Vec<Heard>,
}

/// What a rule read in one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The source's text.
    pub text: String,
    /// The claims that the rule drew, in words.
    pub claims: Vec<String>,
    /// Where it drew none: the phrase that came furthest.
    pub nearest: Option<Nearest>,
}

/// Words that may stand between any two parts of a phrase.
const UNWRITTEN: Classes = Classes::AUXILIARY.with(Classes::DETERMINER);

/// A phrase that nearly matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// The phrase, as written.
    pub phrase: String,
    /// The part of it that was not found; `None` where all were.
    pub part: Option<String>,
    /// The word of the text at which the part was looked for; `None` at the end of a sentence, and
    /// where the text has no word at all that the phrase is looked for by.
    pub word: Option<String>,
    /// Whether the text has a word that the phrase is looked for by.
    pub begun: bool,
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
        failure(self.expected, self.found)
    }
}

fn failure(expected: ExpectedVerdict, found: Option<Verdict>) -> Option<Failure> {
    let wanted = match expected {
        ExpectedVerdict::Contradiction => Some(Verdict::Contradiction),
        ExpectedVerdict::Tension => Some(Verdict::Tension),
        ExpectedVerdict::Update => Some(Verdict::Update),
        ExpectedVerdict::Agreement => Some(Verdict::Agreement),
        ExpectedVerdict::None => None,
    };
    match (wanted, found) {
        (None, None | Some(Verdict::Agreement)) => None,
        (None, Some(_)) => Some(Failure::Noisy),
        (Some(_), None) => Some(Failure::Missing),
        (Some(wanted), Some(found)) if found == wanted => None,
        (Some(wanted), Some(found)) if found < wanted => Some(Failure::Noisy),
        (Some(_), Some(_)) => Some(Failure::Missing),
    }
}

/// Runs the examples of the rules that `wanted` picks, in order of the rules' ids.
pub fn run(knowledge: &Knowledge, wanted: impl Fn(&Rule) -> bool + Sync) -> Vec<Outcome> {
    knowledge
        .rules
        .rules
        .par_iter()
        .enumerate()
        .filter(|(_, rule)| wanted(rule))
        .flat_map_iter(|(number, rule)| {
            let examples = rule.examples.iter();
            examples.map(move |e| outcome(number, rule, e, knowledge))
        })
        .collect()
}

fn outcome(number: usize, rule: &Rule, example: &Example, knowledge: &Knowledge) -> Outcome {
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
    let input = Input {
        documents,
        notes: Notes::default(),
    };
    let report = check(input, knowledge);
    let findings = report.findings.iter().filter(|f| f.rule == number);
    let gravest = findings.min_by_key(|f| f.verdict);
    let found = gravest.map(|f| f.verdict);
    Outcome {
        rule: rule.id.clone(),
        file: example.file.clone(),
        line: example.line,
        expected: example.verdict,
        found,
        reason: gravest.map(|f| f.reason.clone()),
        heard: heard(number, rule, &report),
    }
}

fn heard(number: usize, rule: &Rule, report: &Report<'_>) -> Vec<Heard> {
    report
        .articles
        .iter()
        .enumerate()
        .map(|(document, article)| {
            let of_rule = report.claims.iter().filter(|c| c.rule == number);
            let claims: Vec<String> = of_rule
                .clone()
                .filter(|c| c.document == document)
                .map(|claim| {
                    let words = in_words(claim, rule, report);
                    let differs = of_rule.clone().any(|c| c.qualifiers != claim.qualifiers);
                    match claim.qualifiers.join(" ") {
                        apart if differs && !apart.is_empty() => {
                            format!("{words}; told apart by “{apart}”")
                        }
                        _ => words,
                    }
                })
                .collect();
            let nearest = claims.is_empty().then(|| nearest(number, article, report));
            Heard {
                text: article.document.text.clone(),
                claims,
                nearest: nearest.flatten(),
            }
        })
        .collect()
}

/// "maker: Varna Motors; number: 4,100 buses"
pub fn in_words(claim: &Claim, rule: &Rule, report: &Report<'_>) -> String {
    let text = report
        .articles
        .get(claim.document)
        .map(|a| a.document.text.as_str())
        .unwrap_or_default();
    let slot = |n: usize| rule.slots.get(n).map_or("", String::as_str);
    let mut parts: Vec<String> = claim
        .subject
        .iter()
        .map(|part| format!("{}: {}", slot(part.slot), words::of_part(part, text)))
        .collect();
    let value = report.display(claim);
    parts.push(match rule.compare {
        Compare::Slot(n) => format!("{}: {value}", slot(n)),
        Compare::Polarity | Compare::Read => value,
    });
    if !claim.years.is_empty() {
        let years: Vec<String> = claim.years.iter().map(i32::to_string).collect();
        parts.push(format!("of the year {}", years.join(", ")));
    }
    parts.join("; ")
}

/// The phrase of the rule that comes furthest in the article.
fn nearest(number: usize, article: &Article, report: &Report<'_>) -> Option<Nearest> {
    let knowledge = report.knowledge;
    let lexicon = &knowledge.lexicon;
    let rule = knowledge.rules.rules.get(number)?;
    let mut best: Option<(f64, Stop, usize, &Phrase)> = None;
    for sentence in &article.read.sentences {
        let matcher = Matcher::new(article, sentence, lexicon);
        for at in sentence.first as usize..sentence.end as usize {
            let word = article.read.tokens.get(at)?.word;
            let index = &knowledge.rules.index;
            let candidates = index.at_word(word).map(|entry| index.candidates(entry));
            let here = candidates.unwrap_or_default().iter();
            let here = here.filter_map(|candidate| index.phrase(candidate));
            for reference in here.filter(|r| r.rule == number && !rule.is_context(r.phrase)) {
                let Some(phrase) = rule.phrase(reference.phrase) else {
                    continue;
                };
                let stop = matcher.furthest(phrase, at);
                let share = stop.parts as f64 / phrase.nodes.len().max(1) as f64;
                if best.as_ref().is_none_or(|(most, ..)| share > *most) {
                    best = Some((share, stop, sentence.end as usize, phrase));
                }
            }
        }
    }
    let Some((_, stop, end, phrase)) = best else {
        let phrase = rule.phrases.first()?;
        let part = phrase::parts(&phrase.text).get(phrase.anchor).copied();
        return Some(Nearest {
            phrase: phrase.text.clone(),
            part: part.map(str::to_owned),
            word: None,
            begun: false,
        });
    };
    let part = phrase::parts(&phrase.text).get(stop.parts).copied();
    // "has" and "the" need not be written; what stands behind them was in the way.
    let classes = |at: usize| {
        Some(
            lexicon
                .vocabulary
                .classes(article.read.tokens.get(at)?.word),
        )
    };
    let unwritten = |at: &usize| classes(*at).is_some_and(|c| c.any(UNWRITTEN));
    let at = { stop.at..end }
        .find(|at| !unwritten(at))
        .unwrap_or(stop.at);
    let token = (at < end).then(|| article.read.tokens.get(at));
    Some(Nearest {
        phrase: phrase.text.clone(),
        part: part.map(str::to_owned),
        word: token
            .flatten()
            .map(|t| t.span().of(article.document.readable()).to_owned()),
        begun: true,
    })
}
