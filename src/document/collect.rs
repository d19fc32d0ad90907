//! Paths of the command line → files to read.
//!
//! Folders are searched with all their subfolders, without hidden files and those that
//! `.gitignore` or `.ignore` list. The user's own settings of git play no part, so that a run
//! gives the same on every machine. A file that is named one by one is always read.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};
use rustc_hash::FxHashSet;

use super::{FORMATS, Format, InputError, SkipReason, Skipped};

/// A file to read.
#[derive(Clone)]
pub struct SourceFile {
    /// Where it is; `None` for standard input.
    pub path: Option<PathBuf>,
    /// The file as the user named it, with `/` between folders; `-` for standard input.
    pub name: String,
    /// How it is read.
    pub format: &'static Format,
}

/// What the paths lead to.
#[derive(Clone, Default)]
pub struct Files {
    /// The files to read, in order of the bytes of their paths, each once.
    pub files: Vec<SourceFile>,
    /// The files of the folders that are not read.
    pub skipped: Vec<Skipped>,
}

/// Finds the files that `paths` (files, folders, `-` for standard input) lead to.
///
/// # Errors
/// Where one of the paths does not exist.
pub fn collect<P: AsRef<Path>>(paths: &[P]) -> Result<Files, InputError> {
    let mut found = Files::default();
    for path in paths {
        let path = path.as_ref();
        if path.as_os_str() == "-" {
            found.add(None, "-".to_owned());
        } else if path.is_dir() {
            found.walk(path);
        } else if fs::symlink_metadata(path).is_ok() {
            found.add(Some(path.to_owned()), shown(path));
        } else {
            return Err(InputError::Missing {
                path: shown(path),
                similar: similar(path),
            });
        }
    }
    found.files.sort_by(|a, b| a.name.cmp(&b.name));
    found.skipped.sort_by(|a, b| a.path.cmp(&b.path));
    found.skipped.dedup();
    found.drop_repeated();
    Ok(found)
}

impl Files {
    /// Adds a file that is read whatever its name is.
    fn add(&mut self, path: Option<PathBuf>, name: String) {
        let by_name = path.as_deref().and_then(Format::of);
        if let Some(format) = by_name.or_else(|| FORMATS.first().copied()) {
            self.files.push(SourceFile { path, name, format });
        }
    }

    fn skip(&mut self, path: &Path, reason: SkipReason) {
        self.skipped.push(Skipped {
            path: shown(path),
            reason,
        });
    }

    /// Adds the articles of a folder. Links to files are followed, links to folders are not:
    /// so there are no loops, and no folder is read twice.
    fn walk(&mut self, folder: &Path) {
        let entries = WalkBuilder::new(folder)
            .require_git(false)
            .git_global(false)
            .git_exclude(false)
            .build();
        for entry in entries {
            match entry {
                Ok(entry) if entry.depth() == 0 => {}
                Ok(entry) => self.entry(&entry),
                Err(error) => {
                    let path = path_of(&error).unwrap_or(folder).to_owned();
                    self.skip(&path, reason_of(error));
                }
            }
        }
    }

    fn entry(&mut self, entry: &DirEntry) {
        let path = entry.path();
        let Some(kind) = entry.file_type().filter(|kind| !kind.is_dir()) else {
            return;
        };
        let target = if kind.is_symlink() {
            fs::metadata(path).map(|m| m.file_type())
        } else {
            Ok(kind)
        };
        match target {
            _ if path.file_name().is_some_and(is_our_own) => {}
            Ok(target) if target.is_dir() => self.skip(path, SkipReason::LinkedFolder),
            _ if Format::of(path).is_none() => self.skip(path, SkipReason::NotAnArticle),
            Ok(target) if !target.is_file() => self.skip(path, SkipReason::Special),
            Ok(_) => self.add(Some(path.to_owned()), shown(path)),
            Err(error) => self.skip(path, SkipReason::unreadable(&error)),
        }
    }

    /// Keeps the first of several names of one file: given twice, inside a folder that is given
    /// as well, or linked.
    fn drop_repeated(&mut self) {
        let mut seen = FxHashSet::default();
        self.files.retain(|file| {
            let real = file.path.as_ref().and_then(|p| fs::canonicalize(p).ok());
            seen.insert(real.unwrap_or_else(|| PathBuf::from(&file.name)))
        });
    }
}

/// Whether a file of that name belongs to the program, so that nobody takes it for an article.
fn is_our_own(name: &OsStr) -> bool {
    let ours = [
        "factcheck.yaml",
        "factcheck.decisions.yaml",
        "factcheck.decisions.yaml.lock",
    ];
    ours.iter().any(|own| name == *own)
}

/// The path for people: `/` between folders, replacement characters where it is not Unicode.
fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        text.into_owned()
    } else {
        text.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            path_of(err)
        }
        _ => None,
    }
}

fn reason_of(error: ignore::Error) -> SkipReason {
    let text = error.to_string();
    error
        .into_io_error()
        .map_or(SkipReason::Unreadable(text), |e| SkipReason::unreadable(&e))
}

/// The name in the same folder that is nearest to that of `path`, if one is near.
fn similar(path: &Path) -> Option<String> {
    const LOOKED_AT: usize = 10_000;
    let wanted = path.file_name()?.to_string_lossy();
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty());
    let names = fs::read_dir(parent.unwrap_or(Path::new("."))).ok()?;
    let (distance, name) = names
        .take(LOOKED_AT)
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .map(|name| (strsim::osa_distance(&wanted, &name), name))
        .min()?;
    let near = distance <= 1 + wanted.chars().count() / 4;
    near.then(|| parent.map_or_else(|| name.clone(), |p| shown(&p.join(&name))))
}
