//! The report for a person at a terminal: a block for each finding, both sentences side by side.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use super::check::Look;
use super::diff::{self, Run};
use super::place::Places;
use super::printable::on_one_line;
use super::settled;
use crate::check::Report;
use crate::claim::Claim;
use crate::value::Relation;
use crate::verdict::{Finding, Verdict};

const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();
const MARKED: Style = Style::new().bold().underline();
const REMOVED: Style = AnsiColor::Red.on_default();
const ADDED: Style = AnsiColor::Green.on_default();

/// Lines are no longer than this, however wide the terminal: longer ones are hard to read.
const WIDEST: usize = 100;

fn style_of(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Contradiction => AnsiColor::Red.on_default().bold(),
        Verdict::Tension => AnsiColor::Yellow.on_default().bold(),
        Verdict::Update => AnsiColor::Cyan.on_default().bold(),
        Verdict::Agreement => AnsiColor::Green.on_default(),
    }
}

/// Writes the report, with colours; the caller strips them where they are not wanted.
pub(super) fn write(report: &Report<'_>, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let width = look.width.clamp(40, WIDEST);
    for finding in &report.findings {
        block(report, finding, width, out)?;
    }
    settled::write(report, out)?;
    summary(report, out)
}

fn block(
    report: &Report<'_>,
    finding: &Finding,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let style = style_of(finding.verdict);
    writeln!(
        out,
        "{style}{}{style:#} {STRONG}{}: {}{STRONG:#} {FAINT}[{}]{FAINT:#}",
        finding.verdict.name(),
        on_one_line(&finding.subject),
        on_one_line(&finding.attribute),
        report.rule_id(finding),
    )?;
    let claims: Vec<&Claim> = finding
        .claims
        .iter()
        .filter_map(|c| report.claims.get(*c))
        .collect();
    for claim in &claims {
        side(report, claim, width, out)?;
    }
    if let Some((a, b)) = apart(report, &claims) {
        write!(out, "  {FAINT}differs:{FAINT:#} ")?;
        difference(&report.display(a), &report.display(b), out)?;
    }
    if !finding.reason.is_empty() {
        let reason = match finding.verdict {
            Verdict::Agreement => format!("same: {}", finding.reason),
            _ => format!("same subject because {}", finding.reason),
        };
        wrapped(&on_one_line(&reason), "  ", width, out)?;
    }
    writeln!(out, "  {FAINT}id {}{FAINT:#}\n", finding.id)
}

/// The first claim, and the first that does not say the same.
fn apart<'c>(report: &Report<'_>, claims: &[&'c Claim]) -> Option<(&'c Claim, &'c Claim)> {
    let lexicon = &report.knowledge.lexicon;
    let (first, rest) = claims.split_first()?;
    let other = rest
        .iter()
        .find(|c| first.value.compare(&c.value, lexicon) != Relation::Compatible)?;
    Some((first, other))
}

// "  wire.md:12:8 · The Wire · 2025-01-17" and the sentence under it
fn side(report: &Report<'_>, claim: &Claim, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let Some(article) = report.articles.get(claim.document) else {
        return Ok(());
    };
    let document = &article.document;
    let (line, column) = Places::new(&document.text).at(claim.span.start as usize);
    let place = match &document.id {
        Some(id) => format!("{} ({})", document.path, id),
        None => match document.part_at(claim.span.start as usize) {
            Some(part) => format!("{}, {part}", document.path),
            None => format!("{}:{line}:{column}", document.path),
        },
    };
    write!(out, "\n  {}", on_one_line(&place))?;
    let source = document.source.as_deref().map(on_one_line);
    let date = document.date.map(|d| d.to_string());
    for fact in [source.as_deref(), date.as_deref()].into_iter().flatten() {
        write!(out, " {FAINT}·{FAINT:#} {FAINT}{fact}{FAINT:#}")?;
    }
    writeln!(out)?;
    let sentence = article
        .read
        .sentences
        .get(claim.sentence)
        .map_or(claim.span, |s| s.span.cover(claim.span));
    let text = &document.text;
    let before = text.get(sentence.start as usize..claim.span.start as usize);
    let after = text.get(claim.span.end as usize..sentence.end as usize);
    let whole = claim.span == sentence;
    let mut line = Marked::new("    ", width);
    line.text(before.unwrap_or_default(), None, out)?;
    line.text(claim.span.of(text), (!whole).then_some(MARKED), out)?;
    line.text(after.unwrap_or_default(), None, out)?;
    writeln!(out)
}

/// Fills lines with words, some of them marked.
struct Marked<'a> {
    indent: &'a str,
    width: usize,
    column: usize,
    /// Whether white space stood before the next word.
    spaced: bool,
}

impl<'a> Marked<'a> {
    fn new(indent: &'a str, width: usize) -> Self {
        Self {
            indent,
            width,
            column: 0,
            spaced: false,
        }
    }

    fn text(&mut self, text: &str, style: Option<Style>, out: &mut dyn Write) -> io::Result<()> {
        let mut rest = text;
        while !rest.is_empty() {
            let trimmed = rest.trim_start();
            self.spaced |= trimmed.len() < rest.len();
            let end = trimmed.find(char::is_whitespace).unwrap_or(trimmed.len());
            let (word, after) = trimmed.split_at_checked(end).unwrap_or((trimmed, ""));
            if !word.is_empty() {
                self.word(&on_one_line(word), style, out)?;
            }
            rest = after;
        }
        Ok(())
    }

    fn word(&mut self, word: &str, style: Option<Style>, out: &mut dyn Write) -> io::Result<()> {
        let room = self.column + usize::from(self.spaced) + word.width() <= self.width;
        if self.column == 0 {
            write!(out, "{}", self.indent)?;
            self.column = self.indent.width();
        } else if !room && self.spaced {
            write!(out, "\n{}", self.indent)?;
            self.column = self.indent.width();
        } else if self.spaced {
            write!(out, " ")?;
            self.column += 1;
        }
        self.spaced = false;
        self.column += word.width();
        match style {
            Some(style) => write!(out, "{style}{word}{style:#}"),
            None => write!(out, "{word}"),
        }
    }
}

fn wrapped(text: &str, indent: &str, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut line = Marked::new(indent, width);
    line.text(text, Some(FAINT), out)?;
    writeln!(out)
}

fn difference(a: &str, b: &str, out: &mut dyn Write) -> io::Result<()> {
    for run in diff::runs(&on_one_line(a), &on_one_line(b)) {
        match run {
            Run::Same(text) => write!(out, "{text}")?,
            Run::Removed(text) => write!(out, "{REMOVED}[-{text}-]{REMOVED:#}")?,
            Run::Added(text) => write!(out, "{ADDED}{{+{text}+}}{ADDED:#}")?,
        }
    }
    writeln!(out)
}

fn summary(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let verdicts = [
        (Verdict::Contradiction, "contradictions"),
        (Verdict::Tension, "tensions"),
        (Verdict::Update, "updates"),
        (Verdict::Agreement, "agreements"),
    ];
    let mut counts = Vec::new();
    for (verdict, plural) in verdicts {
        let count = report.count(verdict);
        let noun = if count == 1 { verdict.name() } else { plural };
        counts.push(format!("{count} {noun}"));
    }
    let articles = report.articles_checked();
    let noun = if articles == 1 { "article" } else { "articles" };
    writeln!(
        out,
        "{STRONG}{}{STRONG:#} in {articles} {noun}",
        counts.join(", ")
    )?;
    let compared = report.claims_compared();
    writeln!(
        out,
        "{} values read; {} claims drawn from the text, {compared} of them compared, {} compared with nothing",
        report.values_read(),
        report.claims.len(),
        report.claims.len() - compared,
    )?;
    let skipped = &report.notes.skipped;
    if !skipped.is_empty() {
        let names: Vec<String> = skipped
            .iter()
            .take(SHOWN_SKIPPED)
            .map(|s| format!("{} ({})", on_one_line(&s.path), s.reason))
            .collect();
        let more = skipped.len().saturating_sub(SHOWN_SKIPPED);
        let tail = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        writeln!(
            out,
            "{} not read: {}{tail}",
            skipped.len(),
            names.join(", ")
        )?;
    }
    Ok(())
}

/// So many files that were left out are named.
const SHOWN_SKIPPED: usize = 8;
