//! What is said on standard error.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::Write;
use std::path::Path;

use anstyle::{AnsiColor, Style};
use factcheck::claim::Article;
use factcheck::document::{InputError, Notes, Skipped};
use factcheck::report::place::Places;
use factcheck::report::printable::printable;
use factcheck::yaml::YamlError;

use super::problems;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const NOTE: Style = AnsiColor::Cyan.on_default().bold();

/// So many names are listed in one note.
const NAMED_FILES: usize = 10;

/// Tells the user about the input.
pub(super) struct Messages {
    /// Whether only errors are told.
    pub(super) quiet: bool,
}

impl Messages {
    /// Tells what could not be read as it was meant, and which files were left out.
    pub(super) fn about_input(&self, notes: &Notes) {
        if self.quiet {
            return;
        }
        let mut told_help = None;
        let mut tell = |message: String, help: Option<String>| {
            // One help is enough for a row of like faults.
            let new = help.as_ref().filter(|_| help != told_help);
            say(WARNING, "warning", &message, new.map(String::as_str));
            told_help = help;
        };
        for warning in &notes.warnings {
            let line = warning.line.map(|line| format!(":{line}"));
            let (place, line) = (shown(&warning.path), line.unwrap_or_default());
            let message = format!("{place}{line}: {}", printable(&warning.message));
            tell(message, warning.help.clone());
        }
        for Skipped { path, reason } in notes.skipped.iter().filter(|s| !s.reason.is_expected()) {
            let (path, why) = (shown(path), reason.to_string());
            let message = format!("{path}: left out, this file {}", printable(&why));
            tell(message, Some(reason.remedy()));
        }
        let expected = notes.skipped.iter().filter(|s| s.reason.is_expected());
        let expected: Vec<&Skipped> = expected.collect();
        if let Some(first) = expected.first() {
            let message = format!("left out as no articles: {}", names(&expected));
            say(NOTE, "note", &message, Some(&first.reason.remedy()));
        }
    }
}

impl Messages {
    /// Tells that a report was written to a file.
    pub(super) fn wrote(&self, file: &Path, format: &str) {
        if !self.quiet {
            let file = file.display().to_string();
            say(
                NOTE,
                "note",
                &format!("wrote {} ({format})", printable(&file)),
                None,
            );
        }
    }
}

/// The file's name, safe for the terminal.
fn shown(path: &str) -> Cow<'_, str> {
    if path == "-" {
        Cow::Borrowed("standard input")
    } else {
        printable(path)
    }
}

/// "gold.json, map.png and 3 more files"
fn names(files: &[&Skipped]) -> String {
    let named: Vec<_> = files
        .iter()
        .take(NAMED_FILES)
        .map(|f| shown(&f.path))
        .collect();
    let named = named.join(", ");
    match files.len().saturating_sub(NAMED_FILES) {
        0 => named,
        1 => format!("{named} and 1 more file"),
        more => format!("{named} and {more} more files"),
    }
}

impl Messages {
    /// Tells which rules were left out, and why.
    pub(super) fn about_rules(&self, errors: &[YamlError]) {
        if !self.quiet {
            problems::tell(errors, problems::LEFT_OUT);
        }
    }

    /// Tells which facts of the house nothing is checked against.
    pub(super) fn about_facts<'a>(&self, facts: impl Iterator<Item = &'a Article>) {
        for article in facts.filter(|_| !self.quiet) {
            let document = &article.document;
            let line = Places::new(&document.text).at(document.body).0;
            let place = format!("{}:{line}", shown(&document.path));
            let message =
                format!("{place}: no rule reads this fact, so nothing is checked against it");
            let help =
                "write it as an article would, or write a rule for it: docs/writing-rules.md";
            say(WARNING, "warning", &message, Some(help));
        }
    }
}

/// Tells why the run failed.
pub(super) fn error(error: &anyhow::Error) {
    if let Some(errors) = problems::of(error) {
        problems::tell(errors, problems::WRONG);
        return;
    }
    if let Some(input) = error.downcast_ref::<InputError>() {
        if let Some(notes) = input.notes() {
            Messages { quiet: false }.about_input(notes);
        }
        let message = input.to_string();
        say(ERROR, "error", &printable(&message), Some(&input.remedy()));
    } else {
        // Errors about rules come with lines of their own.
        let message = format!("{error:#}");
        let lines: Vec<_> = message.lines().map(printable).collect();
        say(ERROR, "error", &lines.join("\n"), None);
    }
}

fn say(style: Style, label: &str, message: &impl Display, help: Option<&str>) {
    let mut out = anstream::stderr().lock();
    // Nobody is left to be told where standard error is closed.
    let _ = writeln!(out, "{style}{label}{style:#}: {message}");
    if let Some(help) = help {
        let _ = writeln!(out, "  help: {}", printable(help));
    }
}
