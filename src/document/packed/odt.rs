//! ODT: the paragraphs of an OpenDocument text. Source: OpenDocument 1.3 part 3, 5 and 6.
//!
//! | OpenDocument | read as |
//! |---|---|
//! | `<text:p>`, `<text:h>` | a paragraph |
//! | `<text:s text:c="2"/>`, `<text:tab/>`, `<text:line-break/>` | two spaces, a tab, a line end |
//! | `<table:table-row>` with its cells | `Brno \| 12` |
//! | deleted text, notes, comments | nothing |
//!
//! The title is the first paragraph in the style of titles, else the first heading of the first
//! level, else that of the file's properties.

use std::ops::ControlFlow;

use quick_xml::events::BytesStart;

use super::{Package, Paragraphs, Piece, attribute, go_through};
use crate::document::{Format, Notes, Sink, SkipReason, SourceFile};

/// `.odt`.
pub(in crate::document) static FORMAT: Format = Format {
    name: "ODT",
    endings: &[".odt"],
    read,
};

/// Elements whose text stands beside the article, or nowhere.
const UNSEEN: [&str; 5] = [
    "text:tracked-changes",
    "text:note",
    "office:annotation",
    "office:forms",
    "svg:desc",
];

/// More spaces in a row than this are no text.
const MOST_SPACES: usize = 100;

fn read(
    file: &SourceFile,
    sink: &mut Sink<'_>,
    notes: &mut Notes,
) -> Result<ControlFlow<()>, SkipReason> {
    let mut package = Package::open(file)?;
    let manifest = package.part("META-INF/manifest.xml", notes)?;
    if manifest.is_some_and(|m| m.contains("encryption-data")) {
        return Err(SkipReason::Protected);
    }
    let xml = package.main_part("content.xml", notes)?;
    let mut body = Body::default();
    go_through(&xml, |piece| body.take(&piece))?;
    let text = body.paragraphs.finish();
    let title = body.title.or(body.heading);
    package
        .article(file, title, "meta.xml", text, notes)
        .map(sink)
}

#[derive(Default)]
struct Body {
    paragraphs: Paragraphs,
    /// How many open elements are not seen.
    unseen: usize,
    /// How many paragraphs are open: one may stand in a frame inside another.
    depth: usize,
    role: Role,
    title: Option<String>,
    heading: Option<String>,
}

/// What a paragraph is.
#[derive(Clone, Copy, Default)]
enum Role {
    #[default]
    Text,
    Title,
    Heading,
}

impl Body {
    fn take(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Start(tag) => self.start(tag),
            Piece::End(name) => match *name {
                name if UNSEEN.contains(&name) => self.unseen = self.unseen.saturating_sub(1),
                _ if self.unseen > 0 => {}
                "text:p" | "text:h" => self.end_paragraph(),
                "table:table-row" => self.paragraphs.end_row(),
                _ => {}
            },
            // Line ends between tags are layout; inside a paragraph they are spaces.
            Piece::Text(text) if self.unseen == 0 && self.depth > 0 => {
                self.paragraphs.push(&text.replace(['\n', '\r', '\t'], " "));
            }
            Piece::Text(_) => {}
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.name();
        match name.as_ref() {
            name if UNSEEN.contains(&name) => self.unseen += 1,
            _ if self.unseen > 0 => {}
            name @ ("text:p" | "text:h") => {
                if self.depth > 0 {
                    self.paragraphs.end();
                }
                self.depth += 1;
                let style = attribute(tag, "text:style-name");
                let level = attribute(tag, "text:outline-level");
                self.role = match name {
                    _ if style.as_deref() == Some("Title") => Role::Title,
                    "text:h" if level.as_deref() == Some("1") => Role::Heading,
                    _ => Role::Text,
                };
            }
            "text:s" => {
                let count = attribute(tag, "text:c").and_then(|c| c.parse().ok());
                let count = count.unwrap_or(1).min(MOST_SPACES);
                self.paragraphs.push(&" ".repeat(count));
            }
            "text:tab" => self.paragraphs.push("\t"),
            "text:line-break" => self.paragraphs.push("\n"),
            "table:table-row" => self.paragraphs.start_row(),
            "table:table-cell" => self.paragraphs.start_cell(),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        let paragraph = self.paragraphs.end();
        let place = match std::mem::take(&mut self.role) {
            Role::Text => return,
            Role::Title => &mut self.title,
            Role::Heading => &mut self.heading,
        };
        if place.is_none() {
            *place = paragraph;
        }
    }
}
