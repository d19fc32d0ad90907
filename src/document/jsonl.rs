//! JSON lines: one article a line, with the keys `id`, `title`, `source`, `date`, `url` and
//! `text`, of which only `text` is needed. Other keys are allowed and mean nothing here.
//!
//! Lines are read one by one, also from gzip, so that a file may be larger than the memory. A
//! line that holds no article is a warning; offsets count in the value of `text`.

use std::fmt;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;

use flate2::bufread::MultiGzDecoder;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;

use super::{
    Document, Format, MAX_ARTICLE_BYTES, Notes, Sink, SkipReason, SourceFile, date, front_matter,
    text,
};

/// `.jsonl`.
pub(super) static FORMAT: Format = Format {
    name: "JSON lines",
    endings: &[".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"],
    read,
};

const BUFFER_BYTES: usize = 256 << 10;
/// So many lines of one file are named in warnings; the others are counted.
const NAMED_LINES: u64 = 5;
/// A line may be longer than its text, for its other keys and its escapes.
const MAX_LINE_BYTES: usize = 2 * MAX_ARTICLE_BYTES;
const GZIP: [u8; 2] = [0x1F, 0x8B];

#[derive(serde::Deserialize)]
struct Shape {
    #[serde(default)]
    id: Loose,
    #[serde(default)]
    title: Loose,
    #[serde(default)]
    source: Loose,
    #[serde(default)]
    date: Loose,
    #[serde(default)]
    url: Loose,
    text: String,
}

fn read(
    file: &SourceFile,
    sink: &mut Sink<'_>,
    notes: &mut Notes,
) -> Result<ControlFlow<()>, SkipReason> {
    let mut raw = BufReader::with_capacity(BUFFER_BYTES, text::open(file)?);
    let head = raw.fill_buf().map_err(|e| SkipReason::unreadable(&e))?;
    if head.starts_with(&GZIP) {
        let unpacked = MultiGzDecoder::new(raw);
        read_lines(
            BufReader::with_capacity(BUFFER_BYTES, unpacked),
            file,
            sink,
            notes,
        )
    } else {
        read_lines(raw, file, sink, notes)
    }
}

fn read_lines(
    mut lines: impl BufRead,
    file: &SourceFile,
    sink: &mut Sink<'_>,
    notes: &mut Notes,
) -> Result<ControlFlow<()>, SkipReason> {
    let mut faults = Faults::new(&file.name);
    let mut bytes = Vec::new();
    let (mut number, mut articles, mut blank) = (0, 0u64, true);
    let mut flow = ControlFlow::Continue(());
    while flow.is_continue() {
        match next_line(&mut lines, &mut bytes) {
            Ok(0) => break,
            Ok(_) => number += 1,
            Err(error) if articles == 0 => return Err(SkipReason::unreadable(&error)),
            Err(error) => {
                let what = format!("reading stopped here: {error}");
                let help = "the file is cut short or damaged; get it again";
                notes.warn(&file.name, Some(number + 1), what, Some(help));
                break;
            }
        }
        let line = content(&bytes);
        if line.is_empty() {
            continue;
        }
        blank = false;
        match article(line) {
            Ok(shape) => {
                articles += 1;
                let (document, wrong_date) = shape.into_document(&file.name, number);
                if let Some(written) = wrong_date {
                    let what = format!("`{written}` is not a date that can be read");
                    faults.add(number, &what, front_matter::DATE_HELP, notes);
                }
                flow = sink(document.date_from_head());
            }
            Err(fault) => {
                let what = format!("left out, {fault}");
                faults.add(number, &what, &SkipReason::NoArticleLine.remedy(), notes);
            }
        }
    }
    faults.finish(notes);
    match articles {
        0 if blank => Err(SkipReason::Empty),
        0 => Err(SkipReason::NoArticleLine),
        _ => Ok(flow),
    }
}

/// Reads the next line into `bytes`, of a line that is too long only the beginning; its length,
/// 0 at the end.
fn next_line(lines: &mut impl BufRead, bytes: &mut Vec<u8>) -> io::Result<usize> {
    bytes.clear();
    let limit = MAX_LINE_BYTES as u64 + 1;
    let length = lines.by_ref().take(limit).read_until(b'\n', bytes)?;
    if length > MAX_LINE_BYTES {
        lines.skip_until(b'\n')?;
    }
    Ok(length)
}

/// The article of one line, or what is wrong with it.
fn article(line: &[u8]) -> Result<Shape, String> {
    if line.len() > MAX_LINE_BYTES {
        return Err("this line is too long for an article".to_owned());
    }
    // A list would pass for an article with its keys left out.
    if !line.starts_with(b"{") {
        return Err("this line is not an article in braces".to_owned());
    }
    let shape: Shape = serde_json::from_slice(line).map_err(|error| explain(&error))?;
    match shape.text.len() {
        _ if shape.text.trim().is_empty() => Err("the article of this line has no text".to_owned()),
        length if length > MAX_ARTICLE_BYTES => {
            Err("the article of this line is too long".to_owned())
        }
        _ => Ok(shape),
    }
}

/// The line without white space around it and without the byte order mark of its file.
fn content(line: &[u8]) -> &[u8] {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    line.trim_ascii()
}

/// What is wrong with the line, as an editor understands it.
fn explain(error: &serde_json::Error) -> String {
    let column = error.column();
    match error.classify() {
        Category::Data if error.to_string().starts_with("missing field") => {
            "the key `text` is missing".to_owned()
        }
        Category::Data => format!("`text` must be a text in quotes (column {column})"),
        Category::Eof => "the line ends before its article does".to_owned(),
        Category::Syntax | Category::Io => {
            format!("this line is not JSON (column {column})")
        }
    }
}

impl Shape {
    /// The document, and the date where it cannot be read.
    fn into_document(self, path: &str, line: u64) -> (Document, Option<String>) {
        let written = self.date.0;
        let date = written.as_deref().and_then(date::metadata);
        let document = Document {
            path: path.to_owned(),
            id: self.id.0,
            line: Some(line),
            title: self.title.0,
            source: self.source.0,
            date,
            url: self.url.0,
            text: self.text,
            ..Document::default()
        };
        (document, written.filter(|_| date.is_none()))
    }
}

/// Warnings about single lines, of which only the first few are told.
struct Faults<'a> {
    path: &'a str,
    count: u64,
}

impl<'a> Faults<'a> {
    fn new(path: &'a str) -> Self {
        Self { path, count: 0 }
    }

    fn add(&mut self, line: u64, what: &str, help: &str, notes: &mut Notes) {
        self.count += 1;
        if self.count <= NAMED_LINES {
            notes.warn(self.path, Some(line), what, Some(help));
        }
    }

    fn finish(&self, notes: &mut Notes) {
        let more = self.count.saturating_sub(NAMED_LINES);
        if more > 0 {
            let what = format!("{more} more lines of this file have such faults");
            notes.warn(self.path, None, what, None);
        }
    }
}

/// A text or number; what else stands there (null, a list, an object) is left out, as is a text
/// without letters.
#[derive(Default)]
struct Loose(Option<String>);

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LooseVisitor)
    }
}

struct LooseVisitor;

impl LooseVisitor {
    fn shown<E>(value: impl fmt::Display) -> Result<Loose, E> {
        let text = value.to_string();
        Ok(Loose(Some(text).filter(|t| !t.trim().is_empty())))
    }
}

impl<'de> Visitor<'de> for LooseVisitor {
    type Value = Loose;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, value: &str) -> Result<Loose, E> {
        Self::shown(value)
    }

    fn visit_u64<E>(self, value: u64) -> Result<Loose, E> {
        Self::shown(value)
    }

    fn visit_i64<E>(self, value: i64) -> Result<Loose, E> {
        Self::shown(value)
    }

    fn visit_f64<E>(self, value: f64) -> Result<Loose, E> {
        Self::shown(value)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Loose, E> {
        Ok(Loose(None))
    }

    fn visit_unit<E>(self) -> Result<Loose, E> {
        Ok(Loose(None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Loose, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Loose(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Loose, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Loose(None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        let file = SourceFile {
            path: None,
            name: "wire.jsonl".to_owned(),
            format: &FORMAT,
        };
        let (mut out, mut notes) = (Vec::new(), Notes::default());
        let mut sink = |d: Document| {
            out.push(format!("{} {}", serde_json::to_string(&d).unwrap(), d.text));
            ControlFlow::Continue(())
        };
        if let Err(reason) = read_lines(text.as_bytes(), &file, &mut sink, &mut notes) {
            out.push(format!("this file {reason}"));
        }
        for w in notes.warnings {
            out.push(format!("{}: {}", w.line.unwrap_or(0), w.message));
        }
        out.join("\n")
    }

    #[test]
    fn one_line_is_one_article() {
        assert_snapshot!(read("{\"id\":7,\"title\":\"Ferries\",\"date\":\"2026-04-12T08:00\",\"tags\":[1],\"text\":\"No ferry.\"}\r\n\n{\"source\":{\"name\":\"Post\"},\"text\":\"One.\"}"), @r#"
        {"path":"wire.jsonl","id":"7","line":1,"title":"Ferries","source":null,"date":"2026-04-12","url":null} No ferry.
        {"path":"wire.jsonl","id":null,"line":3,"title":null,"source":null,"date":null,"url":null} One.
        "#);
    }

    #[test]
    fn lines_without_an_article_are_named_and_the_others_read() {
        assert_snapshot!(read("{\"text\": \"One.\"\n{\"title\": \"Two\"}\n{\"text\": 3}\n{\"text\": \" \"}\n{\"text\": \"Five.\"}"), @r#"
        {"path":"wire.jsonl","id":null,"line":5,"title":null,"source":null,"date":null,"url":null} Five.
        1: left out, the line ends before its article does
        2: left out, the key `text` is missing
        3: left out, `text` must be a text in quotes (column 10)
        4: left out, the article of this line has no text
        "#);
    }

    #[test]
    fn a_file_without_articles_says_so() {
        assert_snapshot!(read("\n\n"), @"this file is empty");
        assert_snapshot!(read("[]"), @"
        this file has no line that holds an article
        1: left out, this line is not an article in braces
        ");
    }

    #[test]
    fn many_faults_are_counted() {
        assert_snapshot!(read(&"x\n".repeat(9)), @"
        this file has no line that holds an article
        1: left out, this line is not an article in braces
        2: left out, this line is not an article in braces
        3: left out, this line is not an article in braces
        4: left out, this line is not an article in braces
        5: left out, this line is not an article in braces
        0: 4 more lines of this file have such faults
        ");
    }

    proptest! {
        #[test]
        fn no_line_makes_it_panic(text in "[\\[{}\\]:\",a-z0-9 \n]{0,80}") {
            read(&text);
        }
    }
}
