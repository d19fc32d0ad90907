//! The report as JSON, one object a line: for programs that read while the report is written.

use std::io::{self, Write};

use serde::Serialize;

use super::check::Options;
use super::json::{self, DocumentJson, FindingJson, SummaryJson, VERSION};
use super::view::View;
use crate::check::Report;

/// One line. `type` tells what it is.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Line<'a> {
    Document(DocumentJson<'a>),
    Finding(FindingJson<'a>),
    Summary {
        version: u32,
        #[serde(flatten)]
        summary: SummaryJson<'a>,
    },
}

/// Writes the documents, the findings, and the summary.
pub(super) fn write(
    report: &Report<'_>,
    _options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let view = View::new(report);
    let documents = report.articles.iter().map(|a| json::document(&a.document));
    let findings = json::findings(&view).into_iter();
    let summary = Line::Summary {
        version: VERSION,
        summary: json::summary(report),
    };
    let lines = documents
        .map(Line::Document)
        .chain(findings.map(Line::Finding))
        .chain([summary]);
    for line in lines {
        serde_json::to_writer(&mut *out, &line)?;
        writeln!(out)?;
    }
    Ok(())
}
