//! The report as one JSON object. Version 1: fields may be added, none is renamed or removed.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::check::Options;
use super::pretty;
use super::view::{VERDICTS, View};
use crate::check::Report;
use crate::claim::Claim;
use crate::decisions::Decision;
use crate::document::Part;
use crate::value::Value;
use crate::verdict::Finding;

/// The version that this build writes.
pub(super) const VERSION: u32 = 1;

#[derive(Serialize)]
struct Root<'a> {
    version: u32,
    documents: Vec<DocumentJson<'a>>,
    findings: Vec<FindingJson<'a>>,
    summary: SummaryJson<'a>,
}

#[derive(Serialize)]
pub(super) struct DocumentJson<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    title: Option<&'a str>,
    source: Option<&'a str>,
    date: Option<String>,
    /// Lines, columns and spans are those of the text that was taken out of the file.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    extracted: bool,
}

#[derive(Serialize)]
pub(super) struct FindingJson<'a> {
    id: &'a str,
    rule: &'a str,
    verdict: &'static str,
    severity: &'static str,
    subject: &'a str,
    attribute: &'a str,
    /// What reports for people tell it with.
    message: String,
    reason: &'a str,
    claims: Vec<ClaimJson<'a>>,
    /// The decision that covers the finding.
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<DecisionJson<'a>>,
}

/// A decision about a finding.
#[derive(Serialize)]
struct DecisionJson<'a> {
    reason: &'a str,
    by: Option<&'a str>,
    date: Option<String>,
    until: Option<String>,
}

/// A decision that covers no finding.
#[derive(Serialize)]
struct IdleJson<'a> {
    id: &'a str,
    line: u64,
    #[serde(flatten)]
    decision: DecisionJson<'a>,
}

/// What the decisions did.
#[derive(Serialize)]
struct DecisionsJson<'a> {
    path: &'a str,
    accepted: usize,
    expired: Vec<IdleJson<'a>>,
    unused: Vec<IdleJson<'a>>,
}

#[derive(Serialize)]
struct ClaimJson<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    line: u64,
    column: u64,
    /// In files whose text was taken out of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraph: Option<u64>,
    span: [u32; 2],
    text: &'a str,
    sentence: &'a str,
    sentence_span: [u32; 2],
    value: &'a Value,
    display: String,
}

#[derive(Serialize)]
pub(super) struct SummaryJson<'a> {
    documents: usize,
    /// How many findings have each verdict.
    findings: BTreeMap<&'static str, usize>,
    values_read: usize,
    claims: usize,
    claims_compared: usize,
    claims_alone: usize,
    skipped: Vec<SkippedJson<'a>>,
    warnings: Vec<WarningJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decisions: Option<DecisionsJson<'a>>,
}

#[derive(Serialize)]
struct SkippedJson<'a> {
    path: &'a str,
    reason: String,
}

#[derive(Serialize)]
struct WarningJson<'a> {
    path: &'a str,
    line: Option<u64>,
    message: &'a str,
}

/// Writes the report.
pub(super) fn write(
    report: &Report<'_>,
    _options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let view = View::new(report);
    let root = Root {
        version: VERSION,
        documents: report
            .articles
            .iter()
            .map(|a| document(&a.document))
            .collect(),
        findings: findings(&view),
        summary: summary(report),
    };
    pretty::write(&root, out)?;
    writeln!(out)
}

pub(super) fn document(d: &crate::document::Document) -> DocumentJson<'_> {
    DocumentJson {
        path: &d.path,
        id: d.id.as_deref(),
        title: d.title.as_deref(),
        source: d.source.as_deref(),
        date: d.date.map(|d| d.to_string()),
        extracted: d.extracted,
    }
}

/// The findings that stand, and after them those that are accepted.
pub(super) fn findings<'a>(view: &View<'a>) -> Vec<FindingJson<'a>> {
    let report = view.report;
    let accepted = report.settled.shown().iter().map(|a| FindingJson {
        accepted: Some(decision(&a.decision)),
        ..finding(view, &a.finding)
    });
    let open = report.findings.iter().map(|f| finding(view, f));
    open.chain(accepted).collect()
}

fn decision(d: &Decision) -> DecisionJson<'_> {
    DecisionJson {
        reason: &d.reason,
        by: d.by.as_deref(),
        date: d.date.map(|d| d.to_string()),
        until: d.until.map(|d| d.to_string()),
    }
}

fn idle(d: &Decision) -> IdleJson<'_> {
    IdleJson {
        id: &d.id,
        line: d.line,
        decision: decision(d),
    }
}

fn finding<'a>(view: &View<'a>, f: &'a Finding) -> FindingJson<'a> {
    let report = view.report;
    FindingJson {
        id: &f.id,
        rule: report.rule_id(f),
        verdict: f.verdict.name(),
        severity: f.severity.name(),
        subject: &f.subject,
        attribute: &f.attribute,
        message: view.told(f).map(|t| t.title()).unwrap_or_default(),
        reason: &f.reason,
        claims: f
            .claims
            .iter()
            .filter_map(|c| claim(view, report.claims.get(*c)?))
            .collect(),
        accepted: None,
    }
}

fn claim<'a>(view: &View<'a>, c: &'a Claim) -> Option<ClaimJson<'a>> {
    let article = view.article(c)?;
    let sentence = article.read.sentences.get(c.sentence)?.span;
    let text = article.document.text.as_str();
    let (line, column) = view.line_and_column(c.document, c.span.start);
    let (page, paragraph) = match article.document.part_at(c.span.start as usize) {
        Some(Part::Page(number)) => (Some(number), None),
        Some(Part::Paragraph(number)) => (None, Some(number)),
        None => (None, None),
    };
    Some(ClaimJson {
        path: &article.document.path,
        id: article.document.id.as_deref(),
        line: article.document.line.unwrap_or(line),
        column,
        page,
        paragraph,
        span: [c.span.start, c.span.end],
        text: c.span.of(text),
        sentence: sentence.of(text),
        sentence_span: [sentence.start, sentence.end],
        value: &c.value,
        display: view.report.display(c),
    })
}

pub(super) fn summary<'a>(report: &'a Report<'_>) -> SummaryJson<'a> {
    let compared = report.claims_compared();
    SummaryJson {
        documents: report.articles_checked(),
        findings: VERDICTS.map(|(v, _)| (v.name(), report.count(v))).into(),
        values_read: report.values_read(),
        claims: report.claims.len(),
        claims_compared: compared,
        claims_alone: report.claims.len() - compared,
        skipped: report
            .notes
            .skipped
            .iter()
            .map(|s| SkippedJson {
                path: &s.path,
                reason: s.reason.to_string(),
            })
            .collect(),
        warnings: report
            .notes
            .warnings
            .iter()
            .map(|w| WarningJson {
                path: &w.path,
                line: w.line,
                message: &w.message,
            })
            .collect(),
        decisions: report.settled.file.as_deref().map(|path| DecisionsJson {
            path,
            accepted: report.settled.accepted.len(),
            expired: report.settled.expired.iter().map(idle).collect(),
            unused: report.settled.unused.iter().map(idle).collect(),
        }),
    }
}
