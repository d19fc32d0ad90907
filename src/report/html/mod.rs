//! The report as one page for a browser, in one file that asks nothing of the network.
//!
//! The page is whole without its script, which adds filters, sorting and keys. Text of articles is
//! escaped by the template; the content security policy lets no script or style run but the two
//! that stand in this folder, known by their hashes.

mod accepted;
mod articles;
mod cards;
mod matrix;
mod timeline;

use std::io::{self, Write};

use minijinja::Environment;
use serde::Serialize;

use super::check::Options;
use super::printable::on_one_line;
use super::view::{Told, VERDICTS, View, counted, headline};
use crate::check::Report;
use crate::claim::Claim;
use crate::decisions::Show;
use crate::document::Document;
use crate::verdict::Verdict;
use accepted::Settled;
use articles::ArticleView;
use cards::Card;
use matrix::Matrix;
use timeline::Timeline;

const TEMPLATE: &str = include_str!("report.html");
const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");

/// SHA-256 of the style and the script, as a policy names them. A test tells when they are out of
/// date, and what they must be.
const STYLE_HASH: &str = "sha256-kGO8h9CLFnE5TPKPzA7SFaGOm1YTGRANeIeYoYjlt5U=";
const SCRIPT_HASH: &str = "sha256-YH1i7iIpYeeH7TXI55i1m5kR6GmJ9XjfzDM/VH29IDE=";

/// All that the template shows.
#[derive(Serialize)]
struct Page {
    policy: String,
    style: &'static str,
    script: &'static str,
    version: &'static str,
    headline: String,
    lede: &'static str,
    counts_in_words: String,
    counts: Vec<Count>,
    bars: Vec<Bar>,
    coverage: Coverage,
    findings: Vec<Card>,
    settled: Option<Settled>,
    rules: Vec<RuleChoice>,
    sources: Vec<SourceChoice>,
    matrix: Matrix,
    timelines: Vec<Timeline>,
    articles: Vec<ArticleView>,
    unread: Vec<Note>,
    warnings: Vec<Note>,
}

#[derive(Serialize)]
struct Count {
    verdict: &'static str,
    count: usize,
    noun: &'static str,
}

/// A part of the verdict bar, which is 1000 units wide.
#[derive(Serialize)]
struct Bar {
    verdict: &'static str,
    x: usize,
    width: usize,
}

#[derive(Serialize)]
struct Coverage {
    values: usize,
    claims: usize,
    compared: usize,
    alone: usize,
    /// Compared claims in thousandths.
    share: usize,
}

#[derive(Serialize)]
struct RuleChoice {
    id: String,
    count: usize,
}

#[derive(Serialize)]
struct SourceChoice {
    number: usize,
    label: String,
    count: usize,
}

#[derive(Serialize)]
struct Note {
    place: String,
    message: String,
}

/// Writes the page.
pub(super) fn write(
    report: &Report<'_>,
    _options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let view = View::new(report);
    let open: Vec<Told<'_>> = view.findings().collect();
    let accepted = report.settled.accepted.iter();
    let accepted: Vec<Told<'_>> = accepted.filter_map(|a| view.told(&a.finding)).collect();
    let mut environment = Environment::new();
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    // The ending of the name turns escaping on.
    let template = environment.template_from_named_str("report.html", TEMPLATE);
    template
        .and_then(|t| t.render_captured_to(page(&view, open, accepted), out))
        .map(|_| ())
        .map_err(io::Error::other)
}

/// `open` are the findings that stand, `accepted` those that a decision covers.
fn page<'a>(view: &View<'a>, open: Vec<Told<'a>>, accepted: Vec<Told<'a>>) -> Page {
    let report = view.report;
    let standing = open.len();
    let told: Vec<Told<'_>> = open.into_iter().chain(accepted).collect();
    // The name of each finding's card in links.
    let mut anchors: Vec<String> = told.iter().map(|t| t.finding.id.clone()).collect();
    if report.settled.show == Show::Not {
        anchors.truncate(standing);
    }
    let articles = articles::all(view, &told, standing, &anchors);
    let (told, accepted) = told.split_at_checked(standing).unwrap_or((&told, &[]));
    let (anchors, of_accepted) = anchors.split_at_checked(standing).unwrap_or_default();
    let counts = VERDICTS.map(|(verdict, many)| {
        let count = report.count(verdict);
        Count {
            verdict: verdict.name(),
            count,
            noun: if count == 1 { verdict.name() } else { many },
        }
    });
    Page {
        policy: policy(),
        style: STYLE,
        script: SCRIPT,
        version: env!("CARGO_PKG_VERSION"),
        headline: title(report),
        lede: lede(report),
        counts_in_words: headline(report),
        bars: bars(&counts),
        counts: counts.into(),
        coverage: coverage(report),
        findings: cards::all(view, told, anchors),
        settled: accepted::of(view, accepted, of_accepted),
        rules: rules(told),
        sources: sources(report, told),
        matrix: matrix::of(view, told, anchors),
        timelines: timeline::all(view, told, anchors),
        articles,
        unread: unread(report),
        warnings: warnings(report),
    }
}

fn policy() -> String {
    format!(
        "default-src 'none'; style-src '{STYLE_HASH}'; script-src '{SCRIPT_HASH}'; \
         img-src data:; base-uri 'none'; form-action 'none'"
    )
}

fn title(report: &Report<'_>) -> String {
    let articles = counted(report.articles_checked(), "article", "articles");
    match report.count(Verdict::Contradiction) {
        0 => format!("No contradiction in {articles}"),
        n => format!(
            "{} in {articles}",
            counted(n, "contradiction", "contradictions")
        ),
    }
}

fn lede(report: &Report<'_>) -> &'static str {
    let tensions = report.count(Verdict::Tension) > 0;
    match (report.count(Verdict::Contradiction) > 0, tensions) {
        (true, _) => {
            "Here the articles cannot all be right. Which of them is, the sources must tell."
        }
        (false, true) => "Nothing here cannot be, but some of it is worth a look.",
        (false, false) => "No two of the compared claims stand against each other.",
    }
}

/// Each verdict as wide as its share of the findings, and never too narrow to see.
fn bars(counts: &[Count]) -> Vec<Bar> {
    const WIDTH: usize = 1000;
    const LEAST: usize = 8;
    let total: usize = counts.iter().map(|c| c.count).sum();
    let mut bars = Vec::new();
    let mut x = 0;
    for count in counts.iter().filter(|c| c.count > 0) {
        let width = (count.count * WIDTH / total).max(LEAST);
        bars.push(Bar {
            verdict: count.verdict,
            x,
            width,
        });
        x += width;
    }
    // Rounding goes to the last.
    if let Some(last) = bars.last_mut() {
        last.width = WIDTH.saturating_sub(last.x).max(LEAST);
    }
    bars
}

fn coverage(report: &Report<'_>) -> Coverage {
    let (claims, compared) = (report.claims.len(), report.claims_compared());
    Coverage {
        values: report.values_read(),
        claims,
        compared,
        alone: claims - compared,
        share: (compared * 1000).checked_div(claims).unwrap_or(0),
    }
}

fn rules(told: &[Told<'_>]) -> Vec<RuleChoice> {
    let mut ids: Vec<&str> = told.iter().map(|t| t.rule.id.as_str()).collect();
    ids.sort_unstable();
    ids.chunk_by(|a, b| a == b)
        .filter_map(|ids| {
            Some(RuleChoice {
                id: (*ids.first()?).to_owned(),
                count: ids.len(),
            })
        })
        .collect()
}

/// The articles that findings speak of.
fn sources(report: &Report<'_>, told: &[Told<'_>]) -> Vec<SourceChoice> {
    let mut counts = vec![0; report.articles.len()];
    for document in told.iter().flat_map(documents) {
        if let Some(count) = counts.get_mut(document) {
            *count += 1;
        }
    }
    let articles = report.articles.iter().enumerate().zip(counts);
    articles
        .filter(|(_, count)| *count > 0)
        .map(|((number, article), count)| SourceChoice {
            number,
            label: name_of(&article.document),
            count,
        })
        .collect()
}

fn unread(report: &Report<'_>) -> Vec<Note> {
    let note = |s: &crate::document::Skipped| Note {
        place: on_one_line(&s.path).into_owned(),
        message: on_one_line(&s.reason.to_string()).into_owned(),
    };
    report.notes.skipped.iter().map(note).collect()
}

fn warnings(report: &Report<'_>) -> Vec<Note> {
    let note = |w: &crate::document::Warning| {
        let line = w.line.map(|line| format!(":{line}")).unwrap_or_default();
        Note {
            place: format!("{}{line}", on_one_line(&w.path)),
            message: on_one_line(&w.message).into_owned(),
        }
    };
    report.notes.warnings.iter().map(note).collect()
}

/// The documents of a finding, each once, in order.
fn documents(told: &Told<'_>) -> Vec<usize> {
    let claims = told.sides.iter().flat_map(|s| &s.claims);
    let mut documents: Vec<usize> = claims.map(|c| c.document).collect();
    documents.sort_unstable();
    documents.dedup();
    documents
}

/// How a document is called: by its outlet where that is known, else by its file.
fn name_of(document: &Document) -> String {
    let file = || document.path.rsplit('/').next().unwrap_or(&document.path);
    let name = document.source.as_deref().or(document.id.as_deref());
    on_one_line(name.unwrap_or_else(file)).into_owned()
}

/// What stands between what the sides of a finding say.
fn joint_of(told: &Told<'_>) -> &'static str {
    match told.finding.verdict {
        Verdict::Update => "then",
        _ => "or",
    }
}

/// Where a claim is marked in its article.
fn anchor_of(claim: &Claim) -> String {
    format!("d{}-{}", claim.document, claim.span.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine;
    use sha2::{Digest, Sha256};

    #[test]
    fn the_policy_names_the_style_and_the_script() {
        let hash = |text: &str| {
            let digest = Sha256::digest(text.as_bytes());
            format!(
                "sha256-{}",
                base64::engine::general_purpose::STANDARD.encode(digest)
            )
        };
        assert_eq!(STYLE_HASH, hash(STYLE), "put this hash into STYLE_HASH");
        assert_eq!(SCRIPT_HASH, hash(SCRIPT), "put this hash into SCRIPT_HASH");
    }

    #[test]
    fn rare_verdicts_are_seen_and_the_bar_is_full() {
        let count = |verdict, count| Count {
            verdict,
            count,
            noun: verdict,
        };
        let bars = bars(&[count("a", 1), count("b", 0), count("c", 4000)]);
        let widths: Vec<usize> = bars.iter().map(|b| b.width).collect();
        assert_eq!(widths, [8, 992]);
    }
}
