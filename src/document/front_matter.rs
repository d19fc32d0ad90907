//! The lines of metadata that stand between two lines of `---` at the head of a file.
//!
//! ```text
//! ---
//! title: "Ferries stop: what we know"
//! source: The Harbour Post
//! date: 2026-04-12
//! url: https://example.org/ferries
//! ---
//! ```
//!
//! Other keys are allowed and mean nothing here. Dates are written as in [`super::date`].

use serde::Deserialize;

use super::text::BYTE_ORDER_MARK;
use super::{Document, Notes, date};
use crate::yaml;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Shape {
    title: Option<String>,
    source: Option<String>,
    date: Option<String>,
    url: Option<String>,
}

/// Where the front matter stands in its file, in bytes.
struct Block<'a> {
    yaml: &'a str,
    /// First byte after it.
    end: usize,
    closed: bool,
}

/// The document that `text`, the whole file, holds: its metadata and where its body begins.
pub(super) fn read(path: &str, text: String, notes: &mut Notes) -> Document {
    let mut document = Document {
        path: path.to_owned(),
        ..Document::default()
    };
    if let Some(block) = find(&text) {
        document.body = block.end;
        fill(&mut document, &block, notes);
    }
    document.text = text;
    document
}

fn fill(document: &mut Document, block: &Block<'_>, notes: &mut Notes) {
    let path = document.path.clone();
    if !block.closed {
        let what = "the front matter has no end; what stands up to the first empty line is taken";
        notes.warn(&path, Some(1), what, Some("close it with a line `---`"));
    }
    let shape = match yaml::read::<Option<Shape>>(block.yaml, &path) {
        Ok(shape) => shape.unwrap_or_default(),
        Err(error) => {
            // An error that knows a remedy is put in plain words; others are the parser's.
            let (what, help) = match &error.help {
                Some(help) => (error.message.as_str(), help.as_str()),
                None => ("this line cannot be read", LINE_HELP),
            };
            let what = format!("the front matter is left out: {what}");
            // The line of `---` stands before the first line of YAML.
            notes.warn(&path, Some(error.line + 1), what, Some(help));
            return;
        }
    };
    let filled = |value: Option<String>| value.filter(|v| !v.trim().is_empty());
    document.title = filled(shape.title);
    document.source = filled(shape.source);
    document.url = filled(shape.url);
    if let Some(written) = filled(shape.date) {
        document.date = date::metadata(&written);
        if document.date.is_none() {
            let what = format!("`{written}` is not a date that can be read");
            let line = line_of_key(block.yaml, "date");
            notes.warn(&path, line, what, Some(DATE_HELP));
        }
    }
}

const LINE_HELP: &str =
    "write one `key: value` a line, and put a value with a colon in it into quotes";

/// What to write where a date cannot be read.
pub(super) const DATE_HELP: &str = "write it like 2026-04-12 or 12 April 2026";

fn line_of_key(yaml: &str, key: &str) -> Option<u64> {
    let is_key = |line: &str| line.strip_prefix(key).is_some_and(|l| l.starts_with(':'));
    let index = yaml.lines().position(is_key)?;
    Some(index as u64 + 2)
}

fn find(text: &str) -> Option<Block<'_>> {
    let start = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let mut lines = start.split_inclusive('\n');
    let opening = lines.next().filter(|l| l.trim_end() == "---")?;
    let yaml = start.get(opening.len()..)?;
    let offset = text.len() - yaml.len();
    let first = lines.clone().next()?;
    let mut length = 0;
    let mut empty_line = None;
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            // Two rules across the page with prose between them are no front matter.
            let is_prose = !looks_like_yaml(first) && empty_line.is_some();
            return (!is_prose).then_some(Block {
                yaml: yaml.get(..length)?,
                end: offset + length + line.len(),
                closed: true,
            });
        }
        if empty_line.is_none() && line.trim().is_empty() {
            empty_line = Some(length);
        }
        length += line.len();
    }
    let length = empty_line.filter(|_| looks_like_yaml(first))?;
    Some(Block {
        yaml: yaml.get(..length)?,
        end: offset + length,
        closed: false,
    })
}

// "title: …", "# a comment"
fn looks_like_yaml(line: &str) -> bool {
    let is_key = |k: &str| !k.is_empty() && k.chars().all(|c| c.is_alphanumeric() || c == '_');
    line.starts_with('#') || line.split_once(':').is_some_and(|(k, _)| is_key(k.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;
    use proptest::prelude::*;

    fn show(text: &str) -> String {
        let mut notes = Notes::default();
        let document = read("a.md", text.to_owned(), &mut notes);
        let mut out = serde_json::to_string(&document).unwrap();
        out += &format!("\nbody: {:?}", document.text.get(document.body..).unwrap());
        for w in notes.warnings {
            out += &format!(
                "\n{}: {} ({})",
                w.line.unwrap_or(0),
                w.message,
                w.help.unwrap()
            );
        }
        out
    }

    #[test]
    fn metadata_are_read_and_other_keys_left() {
        assert_snapshot!(show("---\ntitle: 'Ferries: a strike'\nsource: Post\ndate: 12 April 2026\nurl: https://example.org\ntags: [sea, port]\n---\n\nNo ferry."), @r#"
        {"path":"a.md","id":null,"line":null,"title":"Ferries: a strike","source":"Post","date":"2026-04-12","url":"https://example.org"}
        body: "\nNo ferry."
        "#);
    }

    #[test]
    fn numbers_may_stand_as_titles() {
        assert_snapshot!(show("---\r\ntitle: 1984\r\n---\r\nA book."), @r#"
        {"path":"a.md","id":null,"line":null,"title":"1984","source":null,"date":null,"url":null}
        body: "A book."
        "#);
    }

    #[test]
    fn a_colon_in_a_value_is_explained() {
        assert_snapshot!(show("---\nsource: Post\ntitle: Ferries: a strike\n---\nNo ferry."), @r#"
        {"path":"a.md","id":null,"line":null,"title":null,"source":null,"date":null,"url":null}
        body: "No ferry."
        3: the front matter is left out: a colon inside a text ends it too early (put straight quotes round the whole text: "…")
        "#);
    }

    #[test]
    fn lines_that_are_no_keys_are_explained() {
        assert_snapshot!(show("---\ntitle of the piece\n---\nNo ferry."), @r#"
        {"path":"a.md","id":null,"line":null,"title":null,"source":null,"date":null,"url":null}
        body: "No ferry."
        2: the front matter is left out: no colon stands behind `title` (write `title: …`, or indent the line if it belongs to the text above it)
        "#);
    }

    #[test]
    fn a_date_that_cannot_be_read_is_named() {
        assert_snapshot!(show("---\ntitle: Ferries\ndate: 03/04/2026\n---\nNo ferry."), @r#"
        {"path":"a.md","id":null,"line":null,"title":"Ferries","source":null,"date":null,"url":null}
        body: "No ferry."
        3: `03/04/2026` is not a date that can be read (write it like 2026-04-12 or 12 April 2026)
        "#);
    }

    #[test]
    fn a_block_without_end_ends_with_its_paragraph() {
        assert_snapshot!(show("---\ntitle: Ferries\n\nNo ferry."), @r#"
        {"path":"a.md","id":null,"line":null,"title":"Ferries","source":null,"date":null,"url":null}
        body: "\nNo ferry."
        1: the front matter has no end; what stands up to the first empty line is taken (close it with a line `---`)
        "#);
    }

    #[test]
    fn rules_across_the_page_are_no_front_matter() {
        assert_snapshot!(show("---\n\nNo ferry sails.\n\n---\n\nNot one."), @r#"
        {"path":"a.md","id":null,"line":null,"title":null,"source":null,"date":null,"url":null}
        body: "---\n\nNo ferry sails.\n\n---\n\nNot one."
        "#);
    }

    #[test]
    fn an_empty_block_is_fine() {
        assert_snapshot!(show("---\n---\nNo ferry."), @r#"
        {"path":"a.md","id":null,"line":null,"title":null,"source":null,"date":null,"url":null}
        body: "No ferry."
        "#);
    }

    proptest! {
        #[test]
        fn the_body_is_always_part_of_the_text(text in "(---\n)?[a-z: \n\"\\[-]{0,60}(---\n)?.{0,9}") {
            let document = read("a.md", text, &mut Notes::default());
            prop_assert!(document.text.get(document.body..).is_some());
        }
    }
}
