//! The mentions of a document, one a line: for programs as JSON lines, for people as columns.

use std::io::{self, Write};

use serde::Serialize;

use super::entry::{Entry, Read, SaidView, in_order};
use super::line;
use super::place::Places;
use super::printable::{on_one_line, printable};
use crate::span::Span;

/// A way to write mentions.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// The name that the user gives.
    pub name: &'static str,
    /// Appends the mentions of a document to a buffer; names among them where `names` is set.
    pub write: fn(&Read<'_>, names: bool, &mut Vec<u8>) -> io::Result<()>,
}

/// All formats. The first is what people get who ask for none.
pub static FORMATS: &[Format] = &[
    Format {
        name: "human",
        write: human,
    },
    Format {
        name: "jsonl",
        write: jsonl,
    },
];

/// The keys of a line of `--format jsonl` that all mentions of a document share.
#[derive(Serialize)]
struct Origin<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    /// `start` and `end` are those of the text that was taken out of the file.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    extracted: bool,
}

/// The others.
#[derive(Serialize)]
struct Line<'a> {
    start: u32,
    end: u32,
    text: &'a str,
    kind: &'static str,
    value: SaidView<'a>,
    /// Ids of the rules that drew a claim from the mention, if they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    claims: Option<Vec<&'a str>>,
}

fn jsonl(read: &Read<'_>, names: bool, out: &mut Vec<u8>) -> io::Result<()> {
    let document = read.document;
    // Written once: both keys may be long and full of characters to escape.
    let origin = serde_json::to_vec(&Origin {
        path: &document.path,
        id: document.id.as_deref(),
        extracted: document.extracted,
    })?;
    let origin = origin.strip_suffix(b"}").unwrap_or(&origin);
    let listed = names.then(|| read.names());
    let mut entries = read.entries(listed.as_ref());
    read.add_quantities(&mut entries);
    for entry in in_order(entries) {
        let line = Line {
            start: entry.span.start,
            end: entry.span.end,
            text: entry.span.of(&document.text),
            kind: entry.kind,
            value: entry.said.view(read),
            claims: read.claims.map(|claims| served(claims, entry.span)),
        };
        out.extend_from_slice(origin);
        let brace = out.len();
        line::write(&line, out)?;
        if let Some(brace) = out.get_mut(brace) {
            *brace = b',';
        }
        out.push(b'\n');
    }
    Ok(())
}

/// Ids of the rules whose claims share words with the mention, each once.
fn served<'a>(claims: &[(Span, &'a str)], mention: Span) -> Vec<&'a str> {
    let mut rules: Vec<&str> = claims
        .iter()
        .filter(|(span, _)| span.overlaps(mention))
        .map(|(_, rule)| *rule)
        .collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

fn human(read: &Read<'_>, names: bool, out: &mut Vec<u8>) -> io::Result<()> {
    let document = read.document;
    let path = printable(&document.path);
    match (&document.id, document.line) {
        (Some(id), _) => writeln!(out, "{path} ({})", on_one_line(id))?,
        (None, Some(line)) => writeln!(out, "{path} (line {line})")?,
        (None, None) => writeln!(out, "{path}")?,
    }
    let listed = names.then(|| read.names());
    let entries = in_order(read.entries(listed.as_ref()));
    if entries.is_empty() {
        writeln!(out, "   nothing was read here")?;
    }
    let mut places = Places::new(&document.text);
    for entry in &entries {
        row(read, entry, &mut places, out)?;
    }
    writeln!(out)
}

// "   12:40  date      2025-01-17    17 January 2025"
fn row(
    read: &Read<'_>,
    entry: &Entry<'_>,
    places: &mut Places<'_>,
    out: &mut Vec<u8>,
) -> io::Result<()> {
    let (line, column) = places.at(entry.span.start as usize);
    let text = on_one_line(entry.span.of(&read.document.text));
    let place = format!("{line}:{column}");
    let (kind, reading) = (entry.kind, entry.said.view(read).to_string());
    writeln!(out, "{place:>9}  {kind:<9} {reading:<14} {text}")
}
