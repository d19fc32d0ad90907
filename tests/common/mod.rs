//! Runs the program on folders made for one test, and shows what came of it.

#![allow(dead_code, reason = "each test file uses some of these")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic, and helpers are not seen as tests"
)]

use std::fmt;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// What a run gave.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// A folder with these files.
pub(crate) fn folder<T: AsRef<[u8]>>(files: &[(&str, T)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, contents) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
    }
    folder
}

/// Runs `factcheck` inside `folder`.
pub(crate) fn factcheck(folder: impl AsRef<Path>, args: &[&str]) -> Run {
    with_input(folder, args, b"")
}

/// Runs `factcheck` inside `folder` with `input` on its standard input.
pub(crate) fn with_input(folder: impl AsRef<Path>, args: &[&str], input: &[u8]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_factcheck"))
        .args(args)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env_remove("COLUMNS")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A run that fails early does not read its input.
    let _ = stdin.write_all(input);
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The facts of `paths`: exit code, where each mention stands, messages.
pub(crate) fn facts(folder: impl AsRef<Path>, paths: &[&str]) -> Run {
    let args: Vec<&str> = ["facts", "--format", "jsonl"]
        .iter()
        .chain(paths)
        .copied()
        .collect();
    let mut run = factcheck(folder, &args);
    run.stdout = run.stdout.lines().map(place).collect();
    run
}

/// The facts of `input`, read from standard input.
pub(crate) fn facts_of_input(input: &[u8]) -> Run {
    let mut run = with_input(".", &["facts", "--format", "jsonl", "-"], input);
    run.stdout = run.stdout.lines().map(place).collect();
    run
}

// "wire/a.txt 14..17 417"
fn place(line: &str) -> String {
    let line: serde_json::Value = serde_json::from_str(line).unwrap();
    let id = line["id"]
        .as_str()
        .map_or_else(String::new, |id| format!(" ({id})"));
    format!(
        "{}{id} {}..{} {}\n",
        line["path"].as_str().unwrap(),
        line["start"],
        line["end"],
        line["text"].as_str().unwrap()
    )
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "exit code {}", self.code)?;
        for (name, text) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !text.is_empty() {
                write!(f, "--- {name}\n{text}")?;
            }
        }
        Ok(())
    }
}

/// Compares `shown` with `snapshots/<name>.snap`.
pub(crate) fn assert_snapshot(name: &str, shown: &impl fmt::Display) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let shown = shown
        .to_string()
        .replace(env!("CARGO_PKG_VERSION"), "VERSION");
    settings.bind(|| insta::assert_snapshot!(name, shown));
}
