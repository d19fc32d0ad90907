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
use crate::document::{Document, Format, Notes, Sink, SkipReason, SourceFile};

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
    let Some(xml) = package.part("word/document.xml", notes)? else {
        let why = "it holds no word/document.xml".to_owned();
        return Err(SkipReason::Damaged(why));
    };
    let mut body = Body::default();
    go_through(&xml, |piece| body.take(&piece))?;
    let of_properties = || {
        let xml = package.part("docProps/core.xml", notes).ok().flatten()?;
        title_of_properties(&xml)
    };
    let title = body.title.take().or(body.heading.take());
    let document = Document {
        path: file.name.clone(),
        title: title.or_else(of_properties),
        text: body.paragraphs.finish(),
        extracted: true,
        ..Document::default()
    };
    if document.text.is_empty() {
        return Err(SkipReason::Empty);
    }
    Ok(sink(document.date_from_head()))
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

/// `<dc:title>`, of the properties of DOCX and ODT alike.
pub(super) fn title_of_properties(xml: &str) -> Option<String> {
    let (mut inside, mut title) = (false, String::new());
    let read = go_through(xml, |piece| match piece {
        Piece::Start(tag) => inside = tag.name().as_ref() == "dc:title",
        Piece::End(_) => inside = false,
        Piece::Text(text) if inside => title.push_str(text),
        Piece::Text(_) => {}
    });
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    (read.is_ok() && !title.is_empty()).then_some(title)
}
