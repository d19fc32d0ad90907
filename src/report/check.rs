//! The formats of `factcheck check`, in one list.

use std::io::{self, Write};
use std::path::PathBuf;

use super::{github, html, human, json, jsonl, junit, markdown, sarif, short};
use crate::check::Report;
use crate::rules::Severity;

/// How a report is to look, and how it is used.
#[derive(Clone, Debug)]
pub struct Options {
    /// Columns to fill, for formats that are read in a terminal.
    pub width: usize,
    /// How to link to places in files; `None` where the reader cannot follow links.
    pub links: Option<Links>,
    /// The least severity that fails the run; `None` where nothing does.
    pub fails: Option<Severity>,
}

/// Links from a terminal to files.
#[derive(Clone, Debug)]
pub struct Links {
    /// The folder that relative paths start from.
    pub folder: PathBuf,
    /// Whether links are to open the editor whose terminal this is (VS Code) at the line.
    pub editor: bool,
}

/// A way to write a report: one function from a finished report to bytes.
#[derive(Debug)]
pub struct Format {
    /// The name that the user gives.
    pub name: &'static str,
    /// What it is for, in a few words.
    pub about: &'static str,
    /// Whether it is coloured; the caller strips colours where they are not wanted.
    pub styled: bool,
    /// Writes a finished report.
    pub write: fn(&Report<'_>, &Options, &mut dyn Write) -> io::Result<()>,
}

/// All formats. The first is what people get who ask for none.
pub static FORMATS: &[Format] = &[
    Format {
        name: "human",
        about: "Side against side, with the reason",
        styled: true,
        write: human::write,
    },
    Format {
        name: "short",
        about: "One line a finding",
        styled: true,
        write: short::write,
    },
    Format {
        name: "html",
        about: "One page for a browser, with every article",
        styled: false,
        write: html::write,
    },
    Format {
        name: "markdown",
        about: "A comment on a pull request",
        styled: false,
        write: markdown::write,
    },
    Format {
        name: "github",
        about: "Annotations of a GitHub workflow",
        styled: false,
        write: github::write,
    },
    Format {
        name: "sarif",
        about: "SARIF 2.1.0, for code scanning and editors",
        styled: false,
        write: sarif::write,
    },
    Format {
        name: "junit",
        about: "JUnit XML, for CI servers",
        styled: false,
        write: junit::write,
    },
    Format {
        name: "json",
        about: "One JSON object, for programs",
        styled: false,
        write: json::write,
    },
    Format {
        name: "jsonl",
        about: "One JSON object a line: articles, findings, the summary",
        styled: false,
        write: jsonl::write,
    },
];

impl Format {
    /// The format of that name.
    pub fn named(name: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|f| f.name == name)
    }
}
