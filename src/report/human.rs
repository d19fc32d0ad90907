//! The report for a person at a terminal: a block for each finding, side against side.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use super::check::{Links, Options};
use super::diff::{self, Run};
use super::passage::cut;
use super::printable::{on_one_line, printable};
use super::settled;
use super::view::{Place, Role, Side, Told, View, coverage, headline};
use crate::check::Report;
use crate::claim::Claim;
use crate::value::Value;
use crate::verdict::Verdict;

pub(super) const STRONG: Style = Style::new().bold();
pub(super) const FAINT: Style = Style::new().dimmed();
const MARKED: Style = Style::new().bold().underline();
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
                c.value,
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

/// "wire.md:12:8", "wire.docx, paragraph 3" where the text was taken out of its file, or
/// "wire.jsonl (a17)" in files that hold several articles.
pub(super) fn plain(place: &Place<'_>) -> String {
    let path = on_one_line(place.path);
    match (place.id, place.part) {
        (Some(id), _) => format!("{path} ({})", on_one_line(&cut(id, LONGEST_LABEL))),
        (None, Some(part)) => format!("{path}, {part}"),
        (None, None) if !place.in_line && place.in_file => format!("{path}:{}", place.line),
        (None, None) => format!("{path}:{}:{}", place.line, place.column),
    }
}

/// [`plain`], as a link where the terminal follows links.
pub(super) fn located(place: &Place<'_>, options: &Options) -> String {
    let text = plain(place);
    match target(place, options.links.as_ref()) {
        Some(url) => format!("\u{1b}]8;;{url}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\"),
        None => text,
    }
}

/// The address of a place, for a link.
fn target(place: &Place<'_>, links: Option<&Links>) -> Option<String> {
    let links = links.filter(|_| place.path != "-")?;
    let path = links.folder.join(Path::new(place.bare_path()));
    let path = percent_encoded(path.to_str()?);
    Some(match (links.editor, place.in_file) {
        (true, true) if place.in_line => {
            format!("vscode://file{path}:{}:{}", place.line, place.column)
        }
        (true, true) => format!("vscode://file{path}:{}", place.line),
        (true, false) => format!("vscode://file{path}"),
        (false, true) => format!("file://{path}#{}", place.line),
        (false, false) => format!("file://{path}"),
    })
}

/// `path` with every byte encoded that has a meaning in an address (RFC 3986).
pub(super) fn percent_encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Fills lines with words, each with its style. Lines break where white space stands, so that a
/// word whose parts have different styles stays whole.
pub(super) struct Filler<'a> {
    first: &'a str,
    rest: &'a str,
    width: usize,
    column: usize,
    /// The word that may go on.
    word: Vec<Part>,
    /// Whether white space stood before it.
    spaced: bool,
    /// The style that is in force.
    style: Style,
}

/// A part of a word.
struct Part {
    text: String,
    style: Style,
    target: Option<String>,
}

impl<'a> Filler<'a> {
    /// Lines that begin with `first` and then with `rest`.
    pub(super) fn new(first: &'a str, rest: &'a str, width: usize) -> Self {
        Self {
            first,
            rest,
            width,
            column: 0,
            word: Vec::new(),
            spaced: false,
            style: Style::new(),
        }
    }

    pub(super) fn text(&mut self, text: &str, style: Style, out: &mut dyn Write) -> io::Result<()> {
        self.linked(text, None, style, out)
    }

    /// Adds words; all of them link to `target`.
    fn linked(
        &mut self,
        text: &str,
        target: Option<&str>,
        style: Style,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut rest = text;
        while !rest.is_empty() {
            let trimmed = rest.trim_start();
            if trimmed.len() < rest.len() {
                self.flush(out)?;
                self.spaced = true;
            }
            let end = trimmed.find(char::is_whitespace).unwrap_or(trimmed.len());
            let (word, after) = trimmed.split_at_checked(end).unwrap_or((trimmed, ""));
            if !word.is_empty() {
                self.word.push(Part {
                    text: printable(word).into_owned(),
                    style,
                    target: target.map(str::to_owned),
                });
            }
            rest = after;
        }
        Ok(())
    }

    /// Writes the word.
    fn flush(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let word = std::mem::take(&mut self.word);
        let Some(style) = word.first().map(|p| p.style) else {
            return Ok(());
        };
        let width: usize = word.iter().map(|p| p.text.width()).sum();
        let room = self.column + 1 + width <= self.width;
        let breaks = self.column > 0 && self.spaced && !room;
        // A style does not go on over what it is not meant for: other words, the next line's start.
        if style != self.style || breaks {
            self.restyle(Style::new(), out)?;
        }
        if self.column == 0 {
            write!(out, "{}", self.first)?;
            self.column = self.first.width();
        } else if breaks {
            write!(out, "\n{}", self.rest)?;
            self.column = self.rest.width();
        } else if self.spaced {
            write!(out, " ")?;
            self.column += 1;
        }
        self.spaced = false;
        self.column += width;
        for Part {
            text,
            style,
            target,
        } in word
        {
            self.restyle(style, out)?;
            match target {
                Some(url) => write!(out, "\u{1b}]8;;{url}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\")?,
                None => write!(out, "{text}")?,
            }
        }
        Ok(())
    }

    fn restyle(&mut self, style: Style, out: &mut dyn Write) -> io::Result<()> {
        if style == self.style {
            return Ok(());
        }
        let before = std::mem::replace(&mut self.style, style);
        write!(out, "{before:#}{style}")
    }

    pub(super) fn end(mut self, out: &mut dyn Write) -> io::Result<()> {
        self.flush(out)?;
        self.restyle(Style::new(), out)?;
        if self.column > 0 {
            writeln!(out)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    fn filled(text: &str, width: usize) -> String {
        let mut out = Vec::new();
        let mut line = Filler::new("  ", "    ", width);
        line.text(text, PLAIN, &mut out).unwrap();
        line.end(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn lines_break_by_columns_not_by_characters() {
        assert_snapshot!(filled("漢字漢字 漢字 漢字", 14), @r"
          漢字漢字
            漢字 漢字
        ");
        // The accent has no column of its own.
        assert_eq!(
            filled("cafe\u{301} cafe\u{301} cafe\u{301}", 12),
            "  cafe\u{301} cafe\u{301}\n    cafe\u{301}\n"
        );
    }

    #[test]
    fn a_word_wider_than_the_line_stays_whole() {
        assert_snapshot!(filled("an Unaussprechlichkeit", 10), @r"
          an
            Unaussprechlichkeit
        ");
    }

    #[test]
    fn a_word_of_several_styles_is_not_broken() {
        let mut out = Vec::new();
        let mut line = Filler::new("", "", 12);
        for (text, style) in [("a treaty of ", PLAIN), ("15", MARKED), ("-year", STRONG)] {
            line.text(text, style, &mut out).unwrap();
        }
        line.end(&mut out).unwrap();
        let plain = anstream::adapter::strip_bytes(&out).into_vec();
        assert_eq!(String::from_utf8(plain).unwrap(), "a treaty of\n15-year\n");
    }

    #[test]
    fn places_link_to_the_line() {
        let place = Place {
            path: "wire/a b.md",
            id: None,
            part: None,
            line: 12,
            column: 8,
            in_file: true,
            in_line: true,
        };
        let links = |editor| Links {
            folder: "/news".into(),
            editor,
        };
        assert_eq!(plain(&place), "wire/a b.md:12:8");
        let url = target(&place, Some(&links(false))).unwrap();
        assert_eq!(url, "file:///news/wire/a%20b.md#12");
        let url = target(&place, Some(&links(true))).unwrap();
        assert_eq!(url, "vscode://file/news/wire/a%20b.md:12:8");
        assert_eq!(target(&place, None), None);
    }
}
