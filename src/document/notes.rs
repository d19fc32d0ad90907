//! What the user must hear about the input: files left out, parts misread, nothing found.

use std::fmt;
use std::path::Path;

use super::{FORMATS, MAX_ARTICLE_BYTES};

/// A file that gave no article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The file as the user named it.
    pub path: String,
    /// Why it gave none.
    pub reason: SkipReason,
}

/// Why a file gave no article. Its text completes "this file …".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SkipReason {
    /// Found in a folder, with an ending that no format has.
    #[error("is not an article")]
    NotAnArticle,
    /// No text, or nothing but front matter and white space.
    #[error("is empty")]
    Empty,
    /// Zero bytes among the first: a picture, an archive, a text processor's file.
    #[error("holds no readable text")]
    Binary,
    /// Longer than [`MAX_ARTICLE_BYTES`].
    #[error("is larger than {} MiB", MAX_ARTICLE_BYTES >> 20)]
    TooLarge,
    /// A password stands before its text.
    #[error("is protected with a password, or in an old format")]
    Protected,
    /// It is not made as its ending says.
    #[error("is damaged: {0}")]
    Damaged(String),
    /// Pages without text.
    #[error("holds pictures of pages without their text")]
    NoText,
    /// None of its lines holds an article.
    #[error("has no line that holds an article")]
    NoArticleLine,
    /// A link in a folder that points to another folder.
    #[error("is a link to a folder, which is not followed")]
    LinkedFolder,
    /// Neither a file nor a folder.
    #[error("is neither a file nor a folder")]
    Special,
    /// The system refuses it.
    #[error("cannot be read: {0}")]
    Unreadable(String),
}

impl SkipReason {
    /// The system's error, in its own words without the error number.
    pub(super) fn unreadable(error: &std::io::Error) -> Self {
        let text = error.to_string();
        let end = text.find(" (os error").unwrap_or(text.len());
        Self::Unreadable(text.get(..end).unwrap_or(&text).to_owned())
    }

    /// What the user can do about it.
    pub fn remedy(&self) -> String {
        match self {
            Self::NotAnArticle => format!(
                "articles end in {}; any other file is read as plain text if you name it",
                endings()
            ),
            Self::Empty => "put the article's text into it, or remove it".to_owned(),
            Self::Binary => "save the article as plain text (UTF-8) first".to_owned(),
            Self::TooLarge => "split it into one file an article".to_owned(),
            Self::Protected => {
                "save it again in today's format without a password, or as plain text".to_owned()
            }
            Self::Damaged(_) => "open it and save it again, or save it as plain text".to_owned(),
            Self::NoText => "run text recognition on it first".to_owned(),
            Self::NoArticleLine => {
                r#"every line must look like {"title": "…", "date": "2026-04-12", "text": "…"}"#
                    .to_owned()
            }
            Self::LinkedFolder => "name the folder that it points to".to_owned(),
            Self::Special => "name a file or a folder of articles".to_owned(),
            Self::Unreadable(_) => "check that the file exists and that you may read it".to_owned(),
        }
    }

    /// Whether the file was never meant to be read, so that a short note is enough.
    pub fn is_expected(&self) -> bool {
        matches!(self, Self::NotAnArticle)
    }
}

/// Something that could not be read as it was meant; the run goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The file as the user named it.
    pub path: String,
    /// Line, counted from 1.
    pub line: Option<u64>,
    /// What is wrong, and what was done about it.
    pub message: String,
    /// What the user can do about it.
    pub help: Option<String>,
}

/// Skipped files and warnings, as they come up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// The files that gave no article.
    pub skipped: Vec<Skipped>,
    /// What could not be read as it was meant.
    pub warnings: Vec<Warning>,
}

impl Notes {
    pub(super) fn append(&mut self, mut other: Notes) {
        self.skipped.append(&mut other.skipped);
        self.warnings.append(&mut other.warnings);
    }

    pub(super) fn skip(&mut self, path: &str, reason: SkipReason) {
        self.skipped.push(Skipped {
            path: path.to_owned(),
            reason,
        });
    }

    pub(super) fn warn(
        &mut self,
        path: &str,
        line: Option<u64>,
        message: impl Into<String>,
        help: Option<&str>,
    ) {
        self.warnings.push(Warning {
            path: path.to_owned(),
            line,
            message: message.into(),
            help: help.map(str::to_owned),
        });
    }
}

/// Why there is nothing to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputError {
    /// A path that the user named does not exist.
    Missing {
        /// The path as the user named it.
        path: String,
        /// A path nearby with a similar name.
        similar: Option<String>,
    },
    /// Nothing in the folders looks like an article.
    NoArticles {
        /// The paths as the user named them.
        paths: Vec<String>,
        /// The files that were left out.
        notes: Notes,
    },
    /// There are articles, but not one of them could be read.
    NothingReadable {
        /// The files, with the reason of each.
        notes: Notes,
    },
}

impl InputError {
    /// What to say where the paths gave no article at all.
    pub fn nothing_read<P: AsRef<Path>>(paths: &[P], notes: Notes) -> Self {
        if notes.skipped.iter().all(|s| s.reason.is_expected()) {
            let name = |p: &P| p.as_ref().display().to_string();
            Self::NoArticles {
                paths: paths.iter().map(name).collect(),
                notes,
            }
        } else {
            Self::NothingReadable { notes }
        }
    }

    /// What was noted before the error.
    pub fn notes(&self) -> Option<&Notes> {
        match self {
            Self::Missing { .. } => None,
            Self::NoArticles { notes, .. } | Self::NothingReadable { notes } => Some(notes),
        }
    }

    /// What the user can do about it.
    pub fn remedy(&self) -> String {
        match self {
            Self::Missing {
                similar: Some(similar),
                ..
            } => format!("did you mean `{similar}`?"),
            Self::Missing { .. } => "check the spelling and the folder that you are in".to_owned(),
            Self::NoArticles { .. } => format!(
                "articles end in {}; hidden files and those listed in .gitignore are left out \
                 unless you name them one by one",
                endings()
            ),
            Self::NothingReadable { .. } => {
                "the reason stands beside each file above; put at least one of them right"
                    .to_owned()
            }
        }
    }
}

impl std::error::Error for InputError {}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { path, .. } => write!(f, "there is no file or folder `{path}`"),
            Self::NoArticles { paths, .. } => {
                write!(f, "there are no articles in `{}`", paths.join("`, `"))
            }
            Self::NothingReadable { .. } => write!(f, "none of the articles could be read"),
        }
    }
}

/// ".txt, .md or .jsonl": the first ending of every format.
fn endings() -> String {
    let all: Vec<&str> = FORMATS
        .iter()
        .filter_map(|f| f.endings.first().copied())
        .collect();
    match all.split_last() {
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}
