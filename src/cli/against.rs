//! `--against`: drafts are checked, and other articles only lend them what to be checked with.

use std::fs;
use std::path::PathBuf;

use clap::Args;
use factcheck::check::Report;
use factcheck::document::{self, Input, InputError, Notes};

#[derive(Debug, Args)]
pub(super) struct AgainstArgs {
    /// Check the articles against these, and report only what touches the articles (may be given
    /// several times).
    #[arg(long, value_name = "PATH")]
    pub(super) against: Vec<PathBuf>,
}

/// The files of the drafts; `None` where every article is one.
pub(super) struct Drafts(Option<Vec<PathBuf>>);

impl AgainstArgs {
    /// Reads the drafts and what they are checked against.
    pub(super) fn read(&self, paths: &[PathBuf]) -> Result<(Input, Drafts), InputError> {
        if self.against.is_empty() {
            return Ok((document::read(paths)?, Drafts(None)));
        }
        let files = document::collect(paths)?.files;
        let mut drafts: Vec<PathBuf> = files.iter().map(|file| real(&file.name)).collect();
        drafts.sort_unstable();
        let drafts = Drafts(Some(drafts));
        let all: Vec<&PathBuf> = paths.iter().chain(&self.against).collect();
        let mut input = document::read(&all)?;
        if !input.documents.iter().any(|d| drafts.hold(&d.path)) {
            // Sources alone would look like a draft without faults.
            let Notes { skipped, .. } = &mut input.notes;
            skipped.retain(|s| drafts.hold(&s.path));
            return Err(InputError::nothing_read(paths, input.notes));
        }
        Ok((input, drafts))
    }
}

impl Drafts {
    fn hold(&self, path: &str) -> bool {
        let Self(files) = self;
        let among = |files: &Vec<PathBuf>| files.binary_search(&real(path)).is_ok();
        files.as_ref().is_none_or(among)
    }

    /// Leaves in the report only what touches a draft.
    pub(super) fn narrow(&self, report: &mut Report<'_>) {
        if self.0.is_some() {
            report.keep_findings_of(|document| self.hold(&document.path));
        }
    }
}

/// The file itself, whichever way it was named; `-` stays.
fn real(path: &str) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path))
}
