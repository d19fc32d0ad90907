//! What a rule's examples gave, kept in a file beside the rule: what a changed phrase or word list
//! does to them is seen as a diff.

use std::fmt::Write;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::Context;
use factcheck::examples::Outcome;
use factcheck::report::printable::on_one_line;
use factcheck::rules::Rule;
use factcheck::verdict::Verdict;
use similar::TextDiff;

use super::test::expected;

/// Lines that stay the same around a change.
const CONTEXT: usize = 2;

/// What became of a rule's snapshot.
pub(super) enum Kept {
    /// There is none, or it says what the examples give now.
    Fits,
    /// It says otherwise: the difference, line by line.
    Differs(String),
    /// It was written anew.
    Written,
}

/// The file that keeps what the rule's examples gave: `snapshots/ID.txt` beside the last of the
/// user's files that make the rule up. Rules of the program alone have none.
pub(super) fn path(rule: &Rule) -> Option<PathBuf> {
    let own = rule.files.iter().skip(usize::from(rule.embedded));
    let folder = Path::new(own.last()?).parent()?;
    Some(folder.join("snapshots").join(format!("{}.txt", rule.id)))
}

/// Compares what the examples gave with what the file says.
///
/// # Errors
/// The file is there and cannot be read.
pub(super) fn compare(path: &Path, rule: &Rule, outcomes: &[&Outcome]) -> anyhow::Result<Kept> {
    let Some(kept) = read(path)? else {
        return Ok(Kept::Fits);
    };
    let now = text(rule, outcomes);
    if kept == now {
        return Ok(Kept::Fits);
    }
    let diff = TextDiff::from_lines(&kept, &now);
    let mut lines = diff.unified_diff();
    let hunks = lines.context_radius(CONTEXT).iter_hunks();
    let changes = hunks.flat_map(|hunk| {
        let lines = hunk.iter_changes().map(|c| format!("{}{c}", c.tag()));
        lines.collect::<Vec<_>>()
    });
    Ok(Kept::Differs(changes.collect()))
}

/// Writes what the examples gave into the file, where it says otherwise or is not there.
///
/// # Errors
/// The file cannot be read or written.
pub(super) fn update(path: &Path, rule: &Rule, outcomes: &[&Outcome]) -> anyhow::Result<Kept> {
    let now = text(rule, outcomes);
    if read(path)?.as_deref() == Some(now.as_str()) {
        return Ok(Kept::Fits);
    }
    let cannot = || format!("{} cannot be written", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(cannot)?;
    }
    fs::write(path, now).with_context(cannot)?;
    Ok(Kept::Written)
}

/// With line ends as this program writes them, whatever a version control made of them. What is no
/// text differs from any, so that it is told or written anew.
fn read(path: &Path) -> anyhow::Result<Option<String>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).replace("\r\n", "\n"))),
        Err(why) if why.kind() == ErrorKind::NotFound => Ok(None),
        Err(why) => Err(why).with_context(|| format!("{} cannot be read", path.display())),
    }
}

fn text(rule: &Rule, outcomes: &[&Outcome]) -> String {
    let mut lines = format!(
        "# What the examples of `{}` give. Written by `factcheck rules test --update`.\n",
        rule.id
    );
    for (n, outcome) in outcomes.iter().enumerate() {
        // Writing into a string cannot fail.
        let _ = example(n + 1, outcome, &mut lines);
    }
    lines
}

fn example(number: usize, outcome: &Outcome, lines: &mut String) -> std::fmt::Result {
    let found = outcome.found.map_or("nothing", Verdict::name);
    let wrong = match outcome.failure() {
        Some(_) => format!(", where {} was expected", expected(outcome.expected)),
        None => String::new(),
    };
    writeln!(lines, "\nexample {number}: {found}{wrong}")?;
    for (n, heard) in outcome.heard.iter().enumerate() {
        writeln!(lines, "  source {}: {}", n + 1, on_one_line(&heard.text))?;
        for claim in &heard.claims {
            writeln!(lines, "    read: {}", on_one_line(claim))?;
        }
    }
    match &outcome.reason {
        Some(reason) => writeln!(lines, "  one subject because {}", on_one_line(reason)),
        None => Ok(()),
    }
}
