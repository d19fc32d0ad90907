//! What is wrong with rules and configurations, shown with the line itself.

use std::io::Write;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use factcheck::config::ConfigError;
use factcheck::report::printable::printable;
use factcheck::rules::RulesError;
use factcheck::yaml::YamlError;

/// How a row of problems is told.
pub(super) struct Telling {
    level: Level<'static>,
    end: &'static str,
}

/// The run stops.
pub(super) const WRONG: Telling = Telling {
    level: Level::ERROR,
    end: "nothing was checked",
};

/// The run goes on without these rules.
pub(super) const LEFT_OUT: Telling = Telling {
    level: Level::WARNING,
    end: "these rules were left out",
};

/// Longer lines than this are cut round the spot.
const WIDTH: usize = 100;

/// The problems with rules or configuration that an error is about.
pub(super) fn of(error: &anyhow::Error) -> Option<&[YamlError]> {
    match (error.downcast_ref(), error.downcast_ref()) {
        (Some(RulesError::Wrong(errors)), _) => Some(errors),
        (_, Some(ConfigError::Wrong(errors))) => Some(errors),
        _ => None,
    }
}

/// Tells all of them on standard error.
pub(super) fn tell(errors: &[YamlError], telling: Telling) {
    if errors.is_empty() {
        return;
    }
    let mut out = anstream::stderr().lock();
    // Nobody is left to be told where standard error is closed.
    for error in errors {
        let _ = writeln!(out, "{}\n", shown(error, &telling.level));
    }
    let mut files: Vec<&str> = errors.iter().map(|e| e.file.as_str()).collect();
    files.sort_unstable();
    files.dedup();
    let count = |n: usize, one: &str, many: &str| match n {
        1 => format!("1 {one}"),
        _ => format!("{n} {many}"),
    };
    let _ = writeln!(
        out,
        "{} in {}; {}",
        count(errors.len(), "problem", "problems"),
        count(files.len(), "file", "files"),
        telling.end
    );
}

/// One problem: what is wrong, the line with the spot marked, and what to write instead.
fn shown(error: &YamlError, level: &Level<'static>) -> String {
    let message = printable(&error.message);
    let title = level.clone().primary_title(message.as_ref());
    let line: String = error
        .excerpt
        .as_deref()
        .unwrap_or_default()
        .chars()
        .map(|c| {
            if c.is_control() && c != '\t' {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect();
    let start = line
        .char_indices()
        .nth(usize::try_from(error.column.saturating_sub(1)).unwrap_or(usize::MAX))
        .map_or(line.len(), |(at, _)| at);
    let number = usize::try_from(error.line).unwrap_or(1);
    let path = printable(&error.file);
    let place = Snippet::source(line.as_str())
        .path(path.as_ref())
        .line_start(number)
        .annotation(AnnotationKind::Primary.span(start..spot_end(&line, start)));
    let mut group = title.element(place);
    let help = error.help.as_deref().map(printable);
    if let Some(help) = &help {
        group = group.element(Level::HELP.message(help.as_ref()));
    }
    Renderer::styled().term_width(WIDTH).render(&[group])
}

/// The end of the word that begins at byte `start`.
fn spot_end(line: &str, start: usize) -> usize {
    let rest = line.get(start..).unwrap_or_default();
    let first = rest.chars().next();
    let in_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let length = match first {
        Some(c) if in_word(c) => rest.find(|c| !in_word(c)).unwrap_or(rest.len()),
        Some(c) => c.len_utf8(),
        None => 0,
    };
    start + length
}
