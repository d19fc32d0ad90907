//! The mentions of a document, one a line: for programs as JSON lines, for people as columns.

use std::io::{self, Write};

use serde::Serialize;

use super::place::Places;
use super::printable::{on_one_line, printable};
use crate::annotate::Annotations;
use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::value::output::ValueView;
use crate::value::quantity::Stated;
use crate::value::{Mention, Value};

/// A way to write mentions.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// The name that the user gives.
    pub name: &'static str,
    /// Appends the mentions of a document to a buffer.
    pub write: fn(&Document, &Annotations, &Lexicon, &mut Vec<u8>) -> io::Result<()>,
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
    value: ValueView<'a>,
    /// Ids of the rules that drew a claim from the mention.
    claims: &'a [&'a str],
}

fn jsonl(
    document: &Document,
    read: &Annotations,
    lexicon: &Lexicon,
    out: &mut Vec<u8>,
) -> io::Result<()> {
    // Written once: both keys may be long and full of characters to escape.
    let origin = serde_json::to_vec(&Origin {
        path: &document.path,
        id: document.id.as_deref(),
        extracted: document.extracted,
    })?;
    let origin = origin.strip_suffix(b"}").unwrap_or(&origin);
    for mention in &read.mentions {
        let line = Line {
            start: mention.span.start,
            end: mention.span.end,
            text: mention.span.of(&document.text),
            kind: mention.value.kind(),
            value: mention.value.view(&document.text, lexicon),
            claims: &[],
        };
        out.extend_from_slice(origin);
        let brace = out.len();
        serde_json::to_writer(&mut *out, &line)?;
        if let Some(brace) = out.get_mut(brace) {
            *brace = b',';
        }
        out.push(b'\n');
    }
    Ok(())
}

fn human(
    document: &Document,
    read: &Annotations,
    lexicon: &Lexicon,
    out: &mut Vec<u8>,
) -> io::Result<()> {
    let path = printable(&document.path);
    match (&document.id, document.line) {
        (Some(id), _) => writeln!(out, "{path} ({})", on_one_line(id))?,
        (None, Some(line)) => writeln!(out, "{path} (line {line})")?,
        (None, None) => writeln!(out, "{path}")?,
    }
    if read.mentions.is_empty() {
        writeln!(out, "   nothing was read here")?;
    }
    let mut places = Places::new(&document.text);
    for mention in &read.mentions {
        row(document, mention, lexicon, &mut places, out)?;
    }
    writeln!(out)
}

// "   12:40  date      2025-01-17    17 January 2025"
fn row(
    document: &Document,
    mention: &Mention,
    lexicon: &Lexicon,
    places: &mut Places<'_>,
    out: &mut Vec<u8>,
) -> io::Result<()> {
    let (line, column) = places.at(mention.span.start as usize);
    let text = on_one_line(mention.span.of(&document.text));
    let place = format!("{line}:{column}");
    let (kind, reading) = (
        mention.value.kind(),
        reading(&mention.value, &document.text, lexicon),
    );
    writeln!(out, "{place:>9}  {kind:<9} {reading:<14} {text}")
}

fn reading(value: &Value, text: &str, lexicon: &Lexicon) -> String {
    let stated = |s: Stated| match s {
        Stated::One(number) => number.to_string(),
        Stated::Range([low, high]) => format!("{low} to {high}"),
    };
    match value.view(text, lexicon) {
        ValueView::Quantity(q) => match q.unit_name {
            Some(unit) => format!("{} {}", stated(q.stated), on_one_line(&unit)),
            None => stated(q.stated),
        },
        ValueView::Plain(Value::Temporal(time)) => time.iso.clone(),
        ValueView::Plain(_) => String::new(),
    }
}
