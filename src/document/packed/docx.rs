//! DOCX: the paragraphs of a Word document. Source: ECMA-376 part 1, 17.3 and 17.4.
//!
//! | WordprocessingML | read as |
//! |---|---|
//! | `<w:p>…</w:p>` | a paragraph |
//! | `<w:t>`, `<w:tab/>`, `<w:br/>`, `<w:noBreakHyphen/>` | text, a tab, a line end, `-` |
//! | `<w:tr>` with its `<w:tc>` | `Brno \| 12` |
//! | deleted and hidden text, fields' codes, the second of two forms of one text | nothing |
//!
//! The title is that of the first paragraph in the style of titles, else of a first heading, else
//! that of the file's properties. Their dates are not used: programs fill them with any day.

use std::ops::ControlFlow;

use super::{Package, Paragraphs, Piece, attribute, go_through};
use crate::document::{Format, Notes, Sink, SkipReason, SourceFile};

/// `.docx`.
pub(in crate::document) static FORMAT: Format = Format {
    name: "DOCX",
    endings: &[".docx"],
    read,
};

/// Elements whose text is not the document's: what was deleted or moved away, and another
/// program's form of what stands beside it.
const UNSEEN: [&str; 4] = ["w:del", "w:moveFrom", "mc:Fallback", "w:instrText"];

fn read(
    file: &SourceFile,
    sink: &mut Sink<'_>,
    notes: &mut Notes,
) -> Result<ControlFlow<()>, SkipReason> {
    let mut package = Package::open(file)?;
    let xml = package.main_part("word/document.xml", notes)?;
    let mut body = Body::default();
    go_through(&xml, |piece| body.take(&piece))?;
    let text = body.paragraphs.finish();
    let title = body.title.or(body.heading);
    package
        .article(file, title, "docProps/core.xml", text, notes)
        .map(sink)
}

#[derive(Default)]
struct Body {
    paragraphs: Paragraphs,
    /// How many open elements are not seen.
    unseen: usize,
    /// Whether the run is hidden.
    hidden: bool,
    in_text: bool,
    /// Style of the paragraph.
    style: String,
    title: Option<String>,
    heading: Option<String>,
}

impl Body {
    fn take(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Start(tag) => {
                let name = tag.name();
                match name.as_ref() {
                    name if UNSEEN.contains(&name) => self.unseen += 1,
                    "w:t" => self.in_text = true,
                    "w:tab" if self.is_seen() => self.paragraphs.push("\t"),
                    "w:br" | "w:cr" if self.is_seen() => self.paragraphs.push("\n"),
                    "w:noBreakHyphen" if self.is_seen() => self.paragraphs.push("-"),
                    "w:r" => self.hidden = false,
                    "w:vanish" => {
                        let value = attribute(tag, "w:val");
                        self.hidden = !matches!(value.as_deref(), Some("0" | "false" | "off"));
                    }
                    "w:pStyle" => self.style = attribute(tag, "w:val").unwrap_or_default(),
                    "w:tr" => self.paragraphs.start_row(),
                    "w:tc" => self.paragraphs.start_cell(),
                    _ => {}
                }
            }
            Piece::End(name) => match *name {
                name if UNSEEN.contains(&name) => self.unseen = self.unseen.saturating_sub(1),
                "w:t" => self.in_text = false,
                "w:r" => self.hidden = false,
                "w:p" => self.end_paragraph(),
                "w:tr" => self.paragraphs.end_row(),
                _ => {}
            },
            Piece::Text(text) if self.in_text && self.is_seen() => self.paragraphs.push(text),
            Piece::Text(_) => {}
        }
    }

    fn is_seen(&self) -> bool {
        self.unseen == 0 && !self.hidden
    }

    fn end_paragraph(&mut self) {
        let style = std::mem::take(&mut self.style);
        let place = match style.as_str() {
            "Title" => &mut self.title,
            "Heading1" => &mut self.heading,
            _ => {
                self.paragraphs.end();
                return;
            }
        };
        let paragraph = self.paragraphs.end();
        if place.is_none() {
            *place = paragraph;
        }
    }
}
