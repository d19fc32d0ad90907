//! Workflow commands of GitHub: each clash becomes an annotation beside the line.
//!
//! GitHub shows ten annotations of a kind for each step, so updates and agreements, which ask for
//! nothing, are left to the last line.

use std::borrow::Cow;
use std::io::{self, Write};

use super::address::plain;
use super::check::Options;
use super::printable::printable;
use super::view::{Place, Told, View, bare_path, coverage, headline};
use crate::check::Report;
use crate::rules::Severity;

/// Characters of a value that are shown.
const VALUE: usize = 60;

/// Writes the annotations, then what was read.
pub(super) fn write(
    report: &Report<'_>,
    _options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let view = View::new(report);
    for told in view.findings() {
        let command = match told.finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
            Severity::Info => continue,
        };
        annotation(&view, &told, command, out)?;
    }
    for warning in &report.notes.warnings {
        let place = Position {
            path: bare_path(&warning.path),
            line: warning.line,
            column: None,
        };
        command("warning", &place, "factcheck", &warning.message, out)?;
    }
    for skipped in report
        .notes
        .skipped
        .iter()
        .filter(|s| !s.reason.is_expected())
    {
        let place = Position {
            path: bare_path(&skipped.path),
            line: None,
            column: None,
        };
        let message = format!("left out, this file {}", skipped.reason);
        command("warning", &place, "factcheck", &message, out)?;
    }
    writeln!(out, "{}; {}", headline(report), coverage(report))
}

struct Position<'a> {
    path: &'a str,
    line: Option<u64>,
    column: Option<u64>,
}

impl<'a> From<&Place<'a>> for Position<'a> {
    fn from(place: &Place<'a>) -> Self {
        Self {
            path: place.bare_path(),
            line: place.in_file.then_some(place.line),
            column: place.in_line.then_some(place.column),
        }
    }
}

fn annotation(view: &View<'_>, told: &Told<'_>, name: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut message = told.title();
    for (says, side) in told.against(VALUE).iter().zip(&told.sides) {
        let places: Vec<String> = side
            .claims
            .iter()
            .take(3)
            .filter_map(|c| Some(plain(&view.place(c)?)))
            .collect();
        message.push_str(&format!("\n“{says}” in {}", places.join(", ")));
    }
    message.push_str(&format!("\nid {}", told.finding.id));
    let first = told.sides.first().and_then(|s| s.claims.first());
    let Some(place) = first.and_then(|c| view.place(c)) else {
        return Ok(());
    };
    let title = format!("{} ({})", told.finding.verdict.name(), told.rule.id);
    command(name, &Position::from(&place), &title, &message, out)
}

// "::error file=wire.md,line=7,col=68,title=contradiction (agreement-term)::Iran and …"
fn command(
    name: &str,
    at: &Position<'_>,
    title: &str,
    message: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(out, "::{name} file={}", property(at.path))?;
    if let Some(line) = at.line {
        write!(out, ",line={line}")?;
    }
    if let Some(column) = at.column {
        write!(out, ",col={column}")?;
    }
    writeln!(out, ",title={}::{}", property(title), data(message))
}

/// A message, escaped as actions/toolkit does (packages/core/src/command.ts). Lines stay lines;
/// other characters that act are shown as codes.
fn data(text: &str) -> String {
    let lines: Vec<Cow<'_, str>> = text.split('\n').map(printable).collect();
    lines.join("\n").replace('%', "%25").replace('\n', "%0A")
}

/// A property, escaped likewise.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_a_command_or_begins_one() {
        assert_eq!(data("50%\n::error::x\r"), "50%25%0A::error::x\\u{d}");
        assert_eq!(property("a:b,c%"), "a%3Ab%2Cc%25");
    }
}
