//! SARIF 2.1.0 (OASIS Standard, 27 March 2020), for code scanning and editors.
//!
//! Results are what asks for a look: contradictions and tensions. Updates and agreements would
//! become alerts; they are counted in the run's properties.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::address::percent_encoded;
use super::check::Options;
use super::json;
use super::passage;
use super::pretty;
use super::settle;
use super::view::{Told, View, bare_path};
use crate::check::Report;
use crate::claim::Claim;
use crate::rules::{Rule, Severity};
use crate::span::Span;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// Characters of a value that are shown in a message.
const VALUE: usize = 60;

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Json,
    invocations: [Json; 1],
    /// Columns of [`super::place`] count characters.
    column_kind: &'static str,
    results: Vec<ResultJson<'a>>,
    properties: Json,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultJson<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Json,
    locations: Vec<Json>,
    related_locations: Vec<Json>,
    /// The finding's id, which does not depend on lines.
    partial_fingerprints: Json,
    properties: Json,
}

/// Writes one run.
pub(super) fn write(
    report: &Report<'_>,
    _options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let view = View::new(report);
    let rules: Vec<Json> = report.knowledge.rules.rules.iter().map(rule).collect();
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: json!({"driver": {
                "name": "factcheck",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }}),
            invocations: [invocation(report)],
            column_kind: "unicodeCodePoints",
            results: view.findings().filter_map(|t| result(&view, &t)).collect(),
            properties: json!({"summary": json::summary(report)}),
        }],
    };
    pretty::write(&log, out)?;
    writeln!(out)
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
        Severity::Info => "none",
    }
}

fn rule(rule: &Rule) -> Json {
    json!({
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "defaultConfiguration": {"level": level(rule.severity)},
    })
}

/// How the run went: what could not be read is told, so that silence does not look like a pass.
fn invocation(report: &Report<'_>) -> Json {
    let warnings = report.notes.warnings.iter().map(|w| {
        let region = w.line.map(|line| json!({"startLine": line}));
        notification("warning", &w.path, region, &w.message)
    });
    let skipped = report.notes.skipped.iter().map(|s| {
        let level = if s.reason.is_expected() {
            "note"
        } else {
            "warning"
        };
        notification(
            level,
            &s.path,
            None,
            &format!("left out, this file {}", s.reason),
        )
    });
    json!({
        "executionSuccessful": true,
        "toolExecutionNotifications": warnings.chain(skipped).collect::<Vec<_>>(),
    })
}

fn notification(level: &str, path: &str, region: Option<Json>, message: &str) -> Json {
    let mut place = json!({"artifactLocation": {"uri": uri(path)}});
    if let (Some(region), Some(place)) = (region, place.as_object_mut()) {
        place.insert("region".to_owned(), region);
    }
    json!({
        "level": level,
        "message": {"text": message},
        "locations": [{"physicalLocation": place}],
    })
}

fn result<'a>(view: &View<'a>, told: &Told<'a>) -> Option<ResultJson<'a>> {
    let finding = told.finding;
    if finding.severity == Severity::Info {
        return None;
    }
    let claims: Vec<&Claim> = told.sides.iter().flat_map(|s| s.claims.clone()).collect();
    let (first, others) = claims.split_first()?;
    let related = others.iter().zip(1..);
    Some(ResultJson {
        rule_id: &told.rule.id,
        rule_index: finding.rule,
        level: level(finding.severity),
        message: json!({"text": message(view, told)}),
        locations: vec![location(view, first, None)?],
        related_locations: related
            .filter_map(|(claim, id)| location(view, claim, Some(id)))
            .collect(),
        partial_fingerprints: json!({"findingId/v1": finding.id}),
        properties: json!({
            "verdict": finding.verdict.name(),
            "subject": finding.subject,
            "attribute": finding.attribute,
            "reason": finding.reason,
        }),
    })
}

/// "Iran and Russia · treaty: term: “20-year” here, but [“25-year”](1). Same subject because …"
fn message(view: &View<'_>, told: &Told<'_>) -> String {
    let mut text = format!("{}: ", escaped(&told.title()));
    // Related locations are numbered in the order of the claims, the first of which is here.
    let mut number = 0;
    for (says, side) in told.against(VALUE).iter().zip(&told.sides) {
        let says = escaped(says);
        text.push_str(&match number {
            0 => format!("“{says}” here"),
            _ => format!(", but [“{says}”]({number})"),
        });
        number += side.claims.len();
    }
    for part in [
        format!("Same subject because {}.", told.reasons()),
        settle::advice(view, told),
    ] {
        text.push_str(if text.ends_with('.') { " " } else { ". " });
        text.push_str(&escaped(&part));
    }
    text
}

/// Text without embedded links (SARIF 3.11.6).
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('[', "\\[")
        .replace(']', "\\]")
}

fn location(view: &View<'_>, claim: &Claim, id: Option<usize>) -> Option<Json> {
    let article = view.article(claim)?;
    let document = &article.document;
    let place = view.place(claim)?;
    let sentence = passage::sentence_of(article, claim);
    let mut physical = json!({"artifactLocation": {"uri": uri(place.path)}});
    if let Some(physical) = physical.as_object_mut() {
        // A place inside an extracted text is none in the file; code scanning wants a line.
        let line = if place.in_file { place.line } else { 1 };
        let region = if place.in_line {
            let context = region(view, claim.document, sentence, sentence.of(&document.text));
            physical.insert("contextRegion".to_owned(), context);
            region(
                view,
                claim.document,
                claim.span,
                claim.span.of(&document.text),
            )
        } else {
            json!({"startLine": line})
        };
        physical.insert("region".to_owned(), region);
    }
    let text = passage::phrase(document, sentence);
    let mut location = json!({"physicalLocation": physical, "message": {"text": escaped(&text)}});
    if let (Some(location), Some(id)) = (location.as_object_mut(), id) {
        location.insert("id".to_owned(), json!(id));
    }
    if let (Some(location), Some(name)) = (location.as_object_mut(), &document.id) {
        let logical = json!([{"name": name, "kind": "article"}]);
        location.insert("logicalLocations".to_owned(), logical);
    }
    Some(location)
}

fn region(view: &View<'_>, document: usize, span: Span, snippet: &str) -> Json {
    let (start_line, start_column) = view.line_and_column(document, span.start);
    let (end_line, end_column) = view.line_and_column(document, span.end);
    json!({
        "startLine": start_line,
        "startColumn": start_column,
        "endLine": end_line,
        "endColumn": end_column,
        "snippet": {"text": snippet},
    })
}

/// The path as a URI reference: relative paths stay relative to where the run began.
fn uri(path: &str) -> String {
    let encoded = percent_encoded(bare_path(path));
    if encoded.starts_with('/') {
        format!("file://{encoded}")
    } else {
        encoded
    }
}
