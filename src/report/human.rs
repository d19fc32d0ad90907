//! The report for a person at a terminal: a block for each finding, side against side.

use std::fmt::Write as _;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use super::address::{located, plain, target};
use super::check::Options;
use super::diff::{self, Run};
use super::filler::Filler;
use super::printable::on_one_line;
use super::settled;
use super::view::{Role, Side, Told, View, coverage, headline};
use crate::check::Report;
use crate::claim::Claim;
use crate::value::Value;
use crate::verdict::Verdict;

pub(super) const STRONG: Style = Style::new().bold();
pub(super) const FAINT: Style = Style::new().dimmed();
pub(super) const MARKED: Style = Style::new().bold().underline();
const REMOVED: Style = AnsiColor::Red.on_default();
const ADDED: Style = AnsiColor::Green.on_default();
/// Colours of the sides: neither is the right one.
const SIDES: [Style; 2] = [
    AnsiColor::Cyan.on_default().bold(),
    AnsiColor::Magenta.on_default().bold(),
];
pub(super) const PLAIN: Style = Style::new();

/// Lines are no longer than this, however wide the terminal: longer ones are hard to read.
pub(super) const WIDEST: usize = 100;
/// Nor shorter, however narrow it is.
pub(super) const NARROWEST: usize = 40;
/// So many sentences of one side are shown.
const SENTENCES: usize = 2;
/// So many places are named beside them.
const PLACES: usize = 3;
/// A value of more characters, or one wider than the line, is not told above its sentence.
const LONGEST_LABEL: usize = 48;
/// So many files that were left out are named.
const SHOWN_SKIPPED: usize = 8;

pub(super) fn style_of(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Contradiction => AnsiColor::Red.on_default().bold(),
        Verdict::Tension => AnsiColor::Yellow.on_default().bold(),
        Verdict::Update => AnsiColor::Cyan.on_default().bold(),
        Verdict::Agreement => AnsiColor::Green.on_default(),
    }
}

/// Writes the report, with colours; the caller strips them where they are not wanted.
pub(super) fn write(report: &Report<'_>, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let view = View::new(report);
    let mut page = Page {
        view: &view,
        options,
        width: options.width.clamp(NARROWEST, WIDEST),
        out,
    };
    let mut agreements = false;
    for told in view.findings() {
        if told.finding.verdict == Verdict::Agreement {
            agreements = true;
            page.agreement(&told)?;
        } else {
            page.block(&told)?;
        }
    }
    if agreements {
        writeln!(page.out)?;
    }
    settled::write(report, page.out)?;
    page.summary()
}

struct Page<'a> {
    view: &'a View<'a>,
    options: &'a Options,
    width: usize,
    out: &'a mut dyn Write,
}

impl Page<'_> {
    fn block(&mut self, told: &Told<'_>) -> io::Result<()> {
        self.title(told)?;
        for (n, side) in told.sides.iter().enumerate() {
            let other = told.sides.get(usize::from(n == 0));
            let against = other.and_then(|s| s.claims.first()).copied();
            writeln!(self.out)?;
            self.side(n, side, against)?;
        }
        writeln!(self.out)?;
        self.difference(told)?;
        let reasons = told.reasons();
        if !reasons.is_empty() {
            self.filled(
                "  ",
                "  ",
                &format!("same subject because {reasons}"),
                FAINT,
            )?;
        }
        writeln!(self.out, "  {FAINT}id {}{FAINT:#}\n", told.finding.id)
    }

    // "contradiction Iran and Russia · treaty: term [agreement-term]"
    fn title(&mut self, told: &Told<'_>) -> io::Result<()> {
        let verdict = told.finding.verdict;
        let style = style_of(verdict);
        let mut line = Filler::new("", "    ", self.width);
        line.text(verdict.name(), style, self.out)?;
        line.text(" ", PLAIN, self.out)?;
        line.text(&told.title(), STRONG, self.out)?;
        line.text(&format!(" [{}]", told.rule.id), FAINT, self.out)?;
        line.end(self.out)
    }

    // An agreement asks for nothing: what is said, and where.
    fn agreement(&mut self, told: &Told<'_>) -> io::Result<()> {
        let verdict = told.finding.verdict;
        let mut line = Filler::new("", "    ", self.width);
        line.text(verdict.name(), style_of(verdict), self.out)?;
        line.text(&format!(" {}: ", told.title()), PLAIN, self.out)?;
        if let Some(says) = told.against(LONGEST_LABEL).first() {
            line.text(&format!("“{says}”"), STRONG, self.out)?;
        }
        line.end(self.out)?;
        let claims: Vec<&Claim> = told.sides.iter().flat_map(|s| s.claims.clone()).collect();
        self.places("    ", &claims, "")
    }

    fn side(&mut self, number: usize, side: &Side<'_>, against: Option<&Claim>) -> io::Result<()> {
        let label = char::from(b'A' + (number % 26) as u8);
        let [first, others] = SIDES;
        let style = if number == 0 { first } else { others };
        let fits = side.says.width() + 5 <= self.width;
        let short = fits && side.says.chars().count() <= LONGEST_LABEL;
        let mut head = format!("  {style}{label}{style:#}  ");
        if short {
            writeln!(self.out, "{head}{style}{}{style:#}", side.says)?;
            head = "     ".to_owned();
        }
        let mut shown: Vec<String> = Vec::new();
        let mut more: Vec<&Claim> = Vec::new();
        for claim in &side.claims {
            let sentence = self.view.sentence(claim, against);
            let text: String = sentence.iter().map(|p| p.text.as_str()).collect();
            // A third sentence tells nothing new, nor does the same one again.
            if shown.len() == SENTENCES || shown.contains(&text) {
                more.push(claim);
                continue;
            }
            shown.push(text);
            self.place(&head, claim)?;
            head = "     ".to_owned();
            let mut line = Filler::new("       ", "       ", self.width);
            for piece in &sentence {
                let style = match piece.role {
                    Role::Around => PLAIN,
                    Role::Claim if sentence.len() == 1 => PLAIN,
                    Role::Claim => STRONG,
                    Role::Differs => MARKED,
                };
                line.text(&piece.text, style, self.out)?;
            }
            line.end(self.out)?;
        }
        self.places("     ", &more, "also ")
    }

    // "     wire.md:12:8 · The Wire · 2025-01-17"
    fn place(&mut self, head: &str, claim: &Claim) -> io::Result<()> {
        let (Some(place), Some(article)) = (self.view.place(claim), self.view.article(claim))
        else {
            return Ok(());
        };
        write!(self.out, "{head}{}", located(&place, self.options))?;
        let source = article.document.source.as_deref().map(on_one_line);
        let date = article.document.date.map(|d| d.to_string());
        for fact in [source.as_deref(), date.as_deref()].into_iter().flatten() {
            write!(self.out, " {FAINT}·{FAINT:#} {FAINT}{fact}{FAINT:#}")?;
        }
        writeln!(self.out)
    }

    // "     also wire.md:12:8, local.md:3:1 and 6 more"
    fn places(&mut self, indent: &str, claims: &[&Claim], lead: &str) -> io::Result<()> {
        if claims.is_empty() {
            return Ok(());
        }
        let mut line = Filler::new(indent, indent, self.width);
        line.text(lead, FAINT, self.out)?;
        // One place more is no shorter than "and 1 more".
        let shown = if claims.len() == PLACES + 1 {
            PLACES + 1
        } else {
            PLACES
        };
        let places = claims.iter().take(shown).filter_map(|c| self.view.place(c));
        for (n, place) in places.enumerate() {
            let comma = if n > 0 { ", " } else { "" };
            line.text(comma, FAINT, self.out)?;
            let target = target(&place, self.options.links.as_ref());
            line.linked(&plain(&place), target.as_deref(), FAINT, self.out)?;
        }
        if claims.len() > shown {
            let more = format!(" and {} more", claims.len() - shown);
            line.text(&more, FAINT, self.out)?;
        }
        line.end(self.out)
    }

    /// What differs, where both values are words: figures are seen at once, words are not.
    fn difference(&mut self, told: &Told<'_>) -> io::Result<()> {
        let [a, b, ..] = told.sides.as_slice() else {
            return Ok(());
        };
        let is_text = a.claims.first().is_some_and(|c| {
            matches!(
                *c.value,
                Value::Quote(_) | Value::Members(_) | Value::Spelling(_)
            )
        });
        let runs = diff::runs(&a.says, &b.says);
        if !is_text
            || !runs
                .iter()
                .any(|r| matches!(r, Run::Same(t) if !t.trim().is_empty()))
        {
            return Ok(());
        }
        let mut line = Filler::new("  ", "           ", self.width);
        line.text("differs: ", FAINT, self.out)?;
        for run in runs {
            match run {
                Run::Same(text) => line.text(&text, PLAIN, self.out)?,
                Run::Removed(text) => line.text(&format!("[-{text}-]"), REMOVED, self.out)?,
                Run::Added(text) => line.text(&format!("{{+{text}+}}"), ADDED, self.out)?,
            }
        }
        line.end(self.out)
    }

    fn filled(&mut self, first: &str, rest: &str, text: &str, style: Style) -> io::Result<()> {
        let mut line = Filler::new(first, rest, self.width);
        line.text(text, style, self.out)?;
        line.end(self.out)
    }

    fn summary(&mut self) -> io::Result<()> {
        let report = self.view.report;
        self.filled("", "", &headline(report), STRONG)?;
        self.filled("", "", &coverage(report), PLAIN)?;
        let skipped = &report.notes.skipped;
        if skipped.is_empty() {
            return Ok(());
        }
        let named = skipped.iter().take(SHOWN_SKIPPED);
        let names: Vec<String> = named
            .map(|s| {
                format!(
                    "{} ({})",
                    on_one_line(&s.path),
                    on_one_line(&s.reason.to_string())
                )
            })
            .collect();
        let mut text = format!("{} not read: {}", skipped.len(), names.join(", "));
        if skipped.len() > SHOWN_SKIPPED {
            // Writing to a string cannot fail.
            let _ = write!(text, " and {} more", skipped.len() - SHOWN_SKIPPED);
        }
        self.filled("", "", &text, PLAIN)
    }
}
