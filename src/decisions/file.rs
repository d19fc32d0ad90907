//! The file of decisions: found, read, and added to without touching what stands in it.
//!
//! ```yaml
//! # Comments and the order of entries stay as they are.
//! - id: agreement-term-b826d86d
//!   finding: "contradiction: Portugal and Iceland · cod treaty: term: 12-year / 15-year"
//!   reason: "The wire counts the extension"
//!   by: "ana"
//!   date: 2026-03-05
//!   until: 2026-04-01
//! ```
//!
//! New entries are put behind the text that is there. What comes out is read again before it is
//! written: it must hold the old entries and the new ones, else the file stays as it is. While one
//! run writes, others wait: the new text is made in a file beside it that only one run can make,
//! and takes the old one's place at once.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::lock::Lock;
use super::{Decision, Decisions};
use crate::calendar::Day;
use crate::yaml::{self, Placed, YamlError};

/// What the file is called.
pub const FILE_NAME: &str = "factcheck.decisions.yaml";

/// A larger file is not read.
const MAX_BYTES: u64 = 64 << 20;

const HEADER: &str = "\
# Findings that were looked at and accepted. `factcheck accept` and `factcheck baseline` add to
# this list, and anybody may edit it. A finding is back as soon as one of its values changes.
";

/// Why the decisions cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DecisionsError {
    /// The file says something that is not understood.
    #[error(transparent)]
    Wrong(#[from] YamlError),
    /// The system refuses to read or write it.
    #[error("the decisions in `{file}` cannot be {done}: {why}\n  help: {help}")]
    Io {
        /// The file, as it is shown to the user.
        file: String,
        /// "read" or "written".
        done: &'static str,
        /// What the system says.
        why: String,
        /// What the user can do about it.
        help: &'static str,
    },
    /// Another run holds the file.
    #[error(
        "another run writes `{file}`\n  help: wait for it; where there is none, remove `{lock}`"
    )]
    Locked {
        /// The file, as it is shown to the user.
        file: String,
        /// The file that keeps others out.
        lock: String,
    },
    /// The file is written in a way that new entries cannot be added to.
    #[error(
        "nothing can be added to `{file}`, as its list is not written with `- id: …` on lines of \
         their own\n  help: write it so, or add this yourself:\n{entries}"
    )]
    Closed {
        /// The file, as it is shown to the user.
        file: String,
        /// The entries as they should be.
        entries: String,
    },
}

/// An entry as an editor writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    id: Placed<String>,
    #[serde(default)]
    finding: Option<String>,
    reason: String,
    #[serde(default)]
    by: Option<String>,
    #[serde(default)]
    date: Option<Placed<String>>,
    #[serde(default)]
    until: Option<Placed<String>>,
    #[serde(default)]
    names: Vec<String>,
}

impl Shape {
    fn checked(self, file: &str) -> Result<Decision, YamlError> {
        let day = |written: Option<Placed<String>>| match written {
            None => Ok(None),
            Some(written) => match Day::parse(written.value.trim()) {
                Some(day) => Ok(Some(day)),
                None => Err(written.error(
                    file,
                    format!("`{}` is not a day", written.value),
                    Some("write it as 2026-04-12".to_owned()),
                )),
            },
        };
        Ok(Decision {
            line: self.id.line,
            id: self.id.value,
            finding: self.finding,
            reason: self.reason,
            by: self.by,
            date: day(self.date)?,
            until: day(self.until)?,
            names: self.names,
        })
    }
}

/// The file of decisions for these inputs: in the folder that holds them all or the nearest one
/// above it, else so from the folder that the program runs in. The top of a repository (where
/// `.git` is) ends the search.
pub fn find<P: AsRef<Path>>(inputs: &[P]) -> Option<PathBuf> {
    let starts = [common_folder(inputs), here()];
    starts.iter().flatten().find_map(|start| upward(start))
}

/// The file in that folder, or the nearest one above it.
fn upward(start: &Path) -> Option<PathBuf> {
    for folder in start.ancestors() {
        let file = folder.join(FILE_NAME);
        if file.is_file() {
            return Some(file);
        }
        if folder.join(".git").exists() {
            break;
        }
    }
    None
}

/// Where the decisions about these inputs belong: the file that [`find`] finds, else one in the
/// folder that the program runs in where that holds the inputs, else in the folder of the inputs.
pub fn home<P: AsRef<Path>>(inputs: &[P]) -> PathBuf {
    find(inputs).unwrap_or_else(|| {
        let folder = match (common_folder(inputs), here()) {
            (Some(inputs), Some(here)) if !inputs.starts_with(&here) => Some(inputs),
            (_, here) => here,
        };
        folder.unwrap_or_default().join(FILE_NAME)
    })
}

fn here() -> Option<PathBuf> {
    fs::canonicalize(".").ok()
}

/// The innermost folder that holds all inputs.
fn common_folder<P: AsRef<Path>>(inputs: &[P]) -> Option<PathBuf> {
    let folders = inputs.iter().filter_map(|input| {
        let path = fs::canonicalize(input.as_ref()).ok()?;
        if path.is_dir() {
            Some(path)
        } else {
            path.parent().map(Path::to_owned)
        }
    });
    folders.reduce(|common, folder| {
        let held = common.ancestors().find(|a| folder.starts_with(a));
        held.map(Path::to_owned).unwrap_or_default()
    })
}

/// The file's name for people: from the folder that the program runs in, where it is below.
pub fn shown(path: &Path) -> String {
    let below = here().and_then(|here| path.strip_prefix(here).ok());
    let shown = below.unwrap_or(path).display().to_string();
    shown.replace(std::path::MAIN_SEPARATOR, "/")
}

/// Reads the decisions of a file.
///
/// # Errors
/// Where the file cannot be read or understood.
pub fn load(path: &Path) -> Result<Decisions, DecisionsError> {
    let file = shown(path);
    let text = read(path).map_err(|why| unreadable(&file, &why))?;
    Ok(parse(&text, &file)?)
}

/// Adds the decisions that `choose` makes in view of those that stand in the file, which is made
/// where there is none. Returns how many were added.
///
/// # Errors
/// Where the file cannot be read, understood or written; then it stays as it was.
pub fn add<E: From<DecisionsError>>(
    path: &Path,
    choose: impl FnOnce(&Decisions) -> Result<Vec<Decision>, E>,
) -> Result<usize, E> {
    let file = shown(path);
    // A link stays a link: what it points to is replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let lock = Lock::take(&path, &file)?;
    let text = match read(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => HEADER.to_owned(),
        Err(error) => return Err(unreadable(&file, &error).into()),
    };
    let old = parse(&text, &file).map_err(DecisionsError::from)?;
    let new = choose(&old)?;
    if new.is_empty() {
        return Ok(0);
    }
    let edited = appended(&text, &old, &new);
    let wanted = old.entries.iter().chain(&new);
    let is_whole = parse(&edited, &file).is_ok_and(|read| same_claims(&read.entries, wanted));
    if !is_whole {
        let entries = written(&new, "  ", "\n");
        return Err(DecisionsError::Closed { file, entries }.into());
    }
    lock.replace(&path, &edited)
        .map_err(|why| DecisionsError::Io {
            file,
            done: "written",
            why: why.to_string(),
            help: "check that you may write in its folder",
        })?;
    Ok(new.len())
}

/// Whether these are the same decisions, wherever they stand.
fn same_claims<'a>(read: &[Decision], wanted: impl Iterator<Item = &'a Decision>) -> bool {
    let without_line = |d: &Decision| Decision {
        line: 0,
        ..d.clone()
    };
    read.iter().map(without_line).eq(wanted.map(without_line))
}

fn read(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?
        .take(MAX_BYTES)
        .read_to_string(&mut text)?;
    if text.len() as u64 == MAX_BYTES {
        return Err(io::Error::other("the file is too large"));
    }
    Ok(text)
}

fn unreadable(file: &str, why: &io::Error) -> DecisionsError {
    DecisionsError::Io {
        file: file.to_owned(),
        done: "read",
        why: why.to_string(),
        help: "check that it is a text file (UTF-8) and that you may read it",
    }
}

fn parse(text: &str, file: &str) -> Result<Decisions, YamlError> {
    let nothing = text
        .lines()
        .all(|l| l.trim_start_matches('\u{feff}').trim_start().is_empty() || is_comment(l));
    let shapes: Vec<Shape> = if nothing {
        Vec::new()
    } else {
        yaml::read(text, file)?
    };
    let entries = shapes.into_iter().map(|shape| shape.checked(file));
    Ok(Decisions {
        file: file.to_owned(),
        entries: entries.collect::<Result<_, _>>()?,
    })
}

fn is_comment(line: &str) -> bool {
    line.trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('#')
}

/// `text` with the new entries behind it, indented like the old ones, with its line ends.
fn appended(text: &str, old: &Decisions, new: &[Decision]) -> String {
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let indent = " ".repeat(
        old.entries
            .first()
            .map_or(0, |e| column_of_dash(text, e.line)),
    );
    let mut edited = text.to_owned();
    if !edited.is_empty() && !edited.ends_with('\n') {
        edited.push_str(line_end);
    }
    edited.push_str(&written(new, &indent, line_end));
    edited
}

/// How far the dash is indented of the entry whose id stands on that line.
fn column_of_dash(text: &str, line: u64) -> usize {
    let lines: Vec<&str> = text.lines().take(line as usize).collect();
    let dashes = lines.iter().rev().filter_map(|line| {
        let rest = line.trim_start_matches(' ');
        rest.starts_with("- ").then_some(line.len() - rest.len())
    });
    { dashes }.next().unwrap_or_default()
}

/// The entries as YAML.
fn written(entries: &[Decision], indent: &str, line_end: &str) -> String {
    let mut text = String::new();
    for entry in entries {
        let day = |d: Option<Day>| d.map(|d| d.to_string());
        let names: Vec<String> = entry.names.iter().map(|n| quoted(n)).collect();
        let names = (!names.is_empty()).then(|| format!("[{}]", names.join(", ")));
        let keys = [
            ("id", Some(plain_or_quoted(&entry.id))),
            ("finding", entry.finding.as_deref().map(quoted)),
            ("reason", Some(quoted(&entry.reason))),
            ("by", entry.by.as_deref().map(quoted)),
            ("date", day(entry.date)),
            ("until", day(entry.until)),
            ("names", names),
        ];
        let mut mark = "- ";
        for (key, value) in keys {
            if let Some(value) = value {
                text.push_str(&format!("{indent}{mark}{key}: {value}{line_end}"));
                mark = "  ";
            }
        }
    }
    text
}

fn plain_or_quoted(id: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if id.starts_with(|c: char| c.is_ascii_lowercase()) && id.chars().all(is_plain) {
        id.to_owned()
    } else {
        quoted(id)
    }
}

/// In double quotes, with whatever YAML does not print as its code.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c if c.is_control() => quoted.push_str(&format!("\\x{:02x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;
    use proptest::prelude::*;

    fn decision(id: &str, reason: &str) -> Decision {
        Decision {
            id: id.to_owned(),
            reason: reason.to_owned(),
            ..Decision::default()
        }
    }

    /// `text` with one decision added, or the error.
    fn edited(text: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE_NAME);
        fs::write(&path, text).unwrap();
        let add = |_: &Decisions| Ok::<_, DecisionsError>(vec![decision("pact-2", "fine")]);
        match super::add(&path, add) {
            Ok(_) => fs::read_to_string(&path).unwrap(),
            Err(error) => {
                assert_eq!(fs::read_to_string(&path).unwrap(), text);
                let name = shown(&path);
                error.to_string().replace(&name, FILE_NAME)
            }
        }
    }

    #[test]
    fn entries_are_put_behind_what_stands_there() {
        assert_snapshot!(edited("# Ours.\n-   reason: 'old' # why\n    id: pact-1\n\n# The end, no line end"), @r#"
        # Ours.
        -   reason: 'old' # why
            id: pact-1

        # The end, no line end
        - id: pact-2
          reason: "fine"
        "#);
        assert_snapshot!(edited("# Ours.\n"), @r#"
        # Ours.
        - id: pact-2
          reason: "fine"
        "#);
        assert_snapshot!(edited("  - id: pact-1\n    reason: |\n      long\n"), @r#"
          - id: pact-1
            reason: |
              long
          - id: pact-2
            reason: "fine"
        "#);
        assert_eq!(
            edited("- id: a\r\n  reason: b\r\n"),
            "- id: a\r\n  reason: b\r\n- id: pact-2\r\n  reason: \"fine\"\r\n"
        );
    }

    #[test]
    fn a_file_that_cannot_be_added_to_stays_as_it_is() {
        assert_snapshot!(edited("[{id: pact-1, reason: old}]\n"), @r#"
        nothing can be added to `factcheck.decisions.yaml`, as its list is not written with `- id: …` on lines of their own
          help: write it so, or add this yourself:
          - id: pact-2
            reason: "fine"
        "#);
        assert_snapshot!(edited("- id: pact-1\n  reson: old\n"), @r"
        factcheck.decisions.yaml:2:3: unknown key `reson`
          help: did you mean `reason`?
        ");
        assert_snapshot!(edited("- id: pact-1\n  reason: old\n  until: soon\n"), @r"
        factcheck.decisions.yaml:3:10: `soon` is not a day
          help: write it as 2026-04-12
        ");
    }

    #[test]
    fn runs_at_the_same_time_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE_NAME);
        std::thread::scope(|scope| {
            for n in 0..16 {
                let path = &path;
                scope.spawn(move || {
                    for m in 0..4 {
                        let new = vec![decision(&format!("pact-{n}-{m}"), "fine")];
                        super::add(path, |_| Ok::<_, DecisionsError>(new)).unwrap();
                    }
                });
            }
        });
        assert_eq!(load(&path).unwrap().entries.len(), 64);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    proptest! {
        #[test]
        fn every_reason_is_written_and_read_back(reason in "\\PC{0,20}|[\\x00-\\xff]{0,20}", by: Option<String>) {
            let wanted = Decision {
                by,
                names: vec![reason.clone()],
                finding: Some(reason.clone()),
                ..decision("pact-1", &reason)
            };
            let text = written(std::slice::from_ref(&wanted), "  ", "\n");
            let read = parse(&text, "a.yaml").unwrap();
            prop_assert!(same_claims(&read.entries, [&wanted].into_iter()), "{text}");
        }

        #[test]
        fn no_text_makes_it_panic(text in "([-:#\\[\\]{}|>&*\"' \n]|id|reason|a|\\PC){0,40}") {
            let _ = parse(&text, "a.yaml");
        }
    }
}
