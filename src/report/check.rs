//! The formats of `factcheck check`, in one list.

use std::io::{self, Write};

use super::{human, json};
use crate::check::Report;

/// How a report is to look.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Columns to fill, for formats that are read in a terminal.
    pub width: usize,
}

/// A way to write a report.
#[derive(Debug)]
pub struct Format {
    /// The name that the user gives.
    pub name: &'static str,
    /// What it is for, in a few words.
    pub about: &'static str,
    /// Writes a finished report.
    pub write: fn(&Report<'_>, Look, &mut dyn Write) -> io::Result<()>,
}

/// All formats. The first is what people get who ask for none.
pub static FORMATS: &[Format] = &[
    Format {
        name: "human",
        about: "Both sentences side by side, with the reason",
        write: human::write,
    },
    Format {
        name: "json",
        about: "One JSON object, for programs",
        write: json::write,
    },
];
