//! What is said on standard error.

use std::fmt::Display;
use std::io::Write;

use anstyle::{AnsiColor, Style};
use factcheck::document::{InputError, Notes, Skipped};
use factcheck::report::printable::printable;

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
        for warning in &notes.warnings {
            let place = match warning.line {
                Some(line) => format!("{}:{line}", printable(&warning.path)),
                None => printable(&warning.path).into_owned(),
            };
            let message = format!("{place}: {}", printable(&warning.message));
            say(WARNING, "warning", &message, warning.help.as_deref());
        }
        for file in notes.skipped.iter().filter(|s| !s.reason.is_expected()) {
            let reason = file.reason.to_string();
            let message = format!(
                "{}: left out, this file {}",
                printable(&file.path),
                printable(&reason)
            );
            say(WARNING, "warning", &message, Some(&file.reason.remedy()));
        }
        let expected: Vec<&Skipped> = notes
            .skipped
            .iter()
            .filter(|s| s.reason.is_expected())
            .collect();
        if let Some(first) = expected.first() {
            let message = format!("left out as no articles: {}", names(&expected));
            say(NOTE, "note", &message, Some(&first.reason.remedy()));
        }
    }
}

/// "gold.json, map.png and 3 more files"
fn names(files: &[&Skipped]) -> String {
    let named: Vec<_> = files
        .iter()
        .take(NAMED_FILES)
        .map(|f| printable(&f.path))
        .collect();
    let named = named.join(", ");
    match files.len().saturating_sub(NAMED_FILES) {
        0 => named,
        1 => format!("{named} and 1 more file"),
        more => format!("{named} and {more} more files"),
    }
}

/// Tells why the run failed.
pub(super) fn error(error: &anyhow::Error) {
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
