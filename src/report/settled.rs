//! What was decided about findings, for a person: what is accepted, expired, unused.

use std::io::{self, Write};

use anstyle::Style;

use super::printable::on_one_line;
use crate::check::Report;
use crate::decisions::{Accepted, Decision, Settled, Show};

const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

/// So many decisions of one kind are named.
const NAMED: usize = 5;

/// Writes what the decisions did; nothing where there are none.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let settled = &report.settled;
    let count = settled.accepted.len();
    match settled.show {
        Show::Folded if count > 0 => writeln!(out, "{count} accepted, --accepted shows them")?,
        Show::Whole => {
            for accepted in &settled.accepted {
                entry(report, accepted, out)?;
            }
        }
        _ => {}
    }
    let expired = |d: &Decision| match d.until {
        Some(until) => format!("{} (until {until})", on_one_line(&d.id)),
        None => on_one_line(&d.id).into_owned(),
    };
    list(
        settled,
        &settled.expired,
        "no longer in force",
        expired,
        out,
    )?;
    let unused = |d: &Decision| on_one_line(&d.id).into_owned();
    list(
        settled,
        &settled.unused,
        "without a finding here",
        unused,
        out,
    )
}

// "accepted Portugal and Iceland · cod treaty: term: 12-year / 15-year"
fn entry(report: &Report<'_>, accepted: &Accepted, out: &mut dyn Write) -> io::Result<()> {
    let Accepted { finding, decision } = accepted;
    let what = report.in_a_line(finding);
    writeln!(out, "{STRONG}accepted{STRONG:#} {}", on_one_line(&what))?;
    write!(out, "  {}", on_one_line(&decision.reason))?;
    let by = decision
        .by
        .as_deref()
        .map(|by| on_one_line(by).into_owned());
    let date = decision.date.map(|d| d.to_string());
    let until = decision.until.map(|d| format!("until {d}"));
    for fact in [by, date, until].into_iter().flatten() {
        write!(out, " {FAINT}·{FAINT:#} {FAINT}{fact}{FAINT:#}")?;
    }
    writeln!(out, "\n  {FAINT}id {}{FAINT:#}\n", finding.id)
}

// "2 decisions without a finding here: factcheck.decisions.yaml:4 toll-99e915ae, …"
fn list(
    settled: &Settled,
    decisions: &[Decision],
    what: &str,
    shown: impl Fn(&Decision) -> String,
    out: &mut dyn Write,
) -> io::Result<()> {
    if decisions.is_empty() {
        return Ok(());
    }
    let file = on_one_line(settled.file.as_deref().unwrap_or_default());
    let named: Vec<String> = decisions
        .iter()
        .take(NAMED)
        .map(|d| format!("line {} {}", d.line, shown(d)))
        .collect();
    let noun = if decisions.len() == 1 {
        "decision"
    } else {
        "decisions"
    };
    write!(
        out,
        "{} {noun} {what} ({file}): {}",
        decisions.len(),
        named.join(", ")
    )?;
    match decisions.len().saturating_sub(NAMED) {
        0 => writeln!(out),
        more => writeln!(out, " and {more} more"),
    }
}
