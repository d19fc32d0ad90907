//! `--against`: drafts are checked, and other articles only lend them what to be checked with.

use std::fs;
use std::path::PathBuf;

use clap::Args;
use factcheck::check::Report;
use factcheck::document::{self, Document, InputError, Notes};

#[derive(Debug, Args)]
pub(super) struct AgainstArgs {
    /// Check the articles against these, and report only what touches the articles (may be given
    /// several times).
    #[arg(long, value_name = "PATH")]
    against: Vec<PathBuf>,
}

/// What is checked, and against what.
pub(super) struct Inputs<'a> {
    /// The paths of the drafts.
    drafts: &'a [PathBuf],
    /// All paths.
    pub(super) all: Vec<PathBuf>,
    /// The files of the drafts; `None` where every article is one.
    files: Option<Vec<PathBuf>>,
}

impl AgainstArgs {
    /// What to read for these drafts.
    pub(super) fn inputs<'a>(&self, drafts: &'a [PathBuf]) -> Result<Inputs<'a>, InputError> {
        let all: Vec<PathBuf> = drafts.iter().chain(&self.against).cloned().collect();
        let mut files = None;
        if !self.against.is_empty() {
            let found = document::collect(drafts)?.files;
            let mut real: Vec<PathBuf> = found.iter().map(|f| real(&f.name)).collect();
            real.sort_unstable();
            files = Some(real);
        }
        Ok(Inputs { drafts, all, files })
    }
}

impl Inputs<'_> {
    fn is_draft(&self, path: &str) -> bool {
        let among = |files: &Vec<PathBuf>| files.binary_search(&real(path)).is_ok();
        self.files.as_ref().is_none_or(among)
    }

    /// An error where no draft was read: sources alone would look like a draft without faults.
    pub(super) fn require_drafts<'d>(
        &self,
        mut documents: impl Iterator<Item = &'d Document>,
        notes: &Notes,
    ) -> Result<(), InputError> {
        if documents.any(|d| self.is_draft(&d.path)) {
            return Ok(());
        }
        let mut notes = notes.clone();
        notes.skipped.retain(|s| self.is_draft(&s.path));
        Err(InputError::nothing_read(self.drafts, notes))
    }

    /// Leaves in the report only what touches a draft.
    pub(super) fn narrow(&self, report: &mut Report<'_>) {
        if self.files.is_some() {
            report.keep_findings_of(|document| self.is_draft(&document.path));
        }
    }
}

/// The file itself, whichever way it was named; `-` stays.
fn real(path: &str) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path))
}
