//! One line a finding, as compilers print: editors jump to the place.

use std::io::{self, Write};

use anstyle::Style;

use super::address::located;
use super::check::Options;
use super::human::style_of;
use super::view::{Told, View, coverage, headline};
use crate::check::Report;

/// Characters of a value that are shown.
const VALUE: usize = 40;
const FAINT: Style = Style::new().dimmed();

/// Writes the report.
pub(super) fn write(report: &Report<'_>, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let view = View::new(report);
    for told in view.findings() {
        line(&view, &told, options, out)?;
    }
    writeln!(out, "{}; {}", headline(report), coverage(report))
}

// "wire.md:7:68: contradiction: Iran and Russia · treaty: term: “20-year”, but “25-year” in local.md:11:55 [agreement-term-7acc1e9d]"
fn line(
    view: &View<'_>,
    told: &Told<'_>,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let at = |n: usize| {
        let claim = told.sides.get(n)?.claims.first()?;
        Some(located(&view.place(claim)?, options))
    };
    let Some(place) = at(0) else {
        return Ok(());
    };
    let style = style_of(told.finding.verdict);
    let verdict = told.finding.verdict.name();
    write!(
        out,
        "{place}: {style}{verdict}{style:#}: {}: ",
        told.title()
    )?;
    let joint = match told.finding.verdict {
        crate::verdict::Verdict::Update => "then",
        _ => "but",
    };
    for (n, says) in told.against(VALUE).iter().enumerate() {
        match at(n).filter(|_| n > 0) {
            None => write!(out, "“{says}”")?,
            Some(other) => write!(out, ", {joint} “{says}” in {other}")?,
        }
    }
    if let ([_], Some(side)) = (told.sides.as_slice(), told.sides.first()) {
        let others = side.claims.iter().skip(1).filter_map(|c| view.place(c));
        let others: Vec<String> = others.map(|p| located(&p, options)).collect();
        write!(out, ", also in {}", others.join(", "))?;
    }
    writeln!(out, " {FAINT}[{}]{FAINT:#}", told.finding.id)
}
