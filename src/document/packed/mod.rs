//! Files of text processors that are XML in a ZIP archive: [`docx`], [`odt`].
//!
//! Each part is unpacked up to a limit, whatever the archive says of its size; XML is read event
//! by event, without a tree and without entities of its own, so neither depth nor references cost
//! anything.

pub(super) mod docx;
pub(super) mod odt;

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::result::ZipError;

use super::{Document, Notes, SkipReason, SourceFile, text};

/// A part that unpacks to more is refused: a book has a few MiB.
const MAX_PART_BYTES: u64 = 64 << 20;

/// First bytes of a compound file, which is what a text processor makes of a .docx with a
/// password, and of its old formats. Source: MS-CFB 2.2.
const COMPOUND_FILE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// An archive.
struct Package {
    archive: ZipArchive<Cursor<Vec<u8>>>,
    name: String,
}

impl Package {
    fn open(file: &SourceFile) -> Result<Self, SkipReason> {
        let bytes = text::read_all(file)?;
        if bytes.starts_with(&COMPOUND_FILE) {
            return Err(SkipReason::Protected);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
        Ok(Self {
            archive,
            name: file.name.clone(),
        })
    }

    /// The text of a part; `None` where there is no such part.
    fn part(&mut self, path: &str, notes: &mut Notes) -> Result<Option<String>, SkipReason> {
        let part = match self.archive.by_name(path) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(damaged(&error)),
        };
        let mut bytes = Vec::new();
        let read = part.take(MAX_PART_BYTES + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > MAX_PART_BYTES {
            let why = format!(
                "a part of it unpacks to more than {} MiB",
                MAX_PART_BYTES >> 20
            );
            return Err(SkipReason::Damaged(why));
        }
        read.map_err(|error| SkipReason::Damaged(error.to_string()))?;
        Ok(Some(text::decode(bytes, &self.name, notes)))
    }

    /// The part that holds the text.
    fn main_part(&mut self, path: &str, notes: &mut Notes) -> Result<String, SkipReason> {
        let missing = || SkipReason::Damaged(format!("it holds no {path}"));
        self.part(path, notes)?.ok_or_else(missing)
    }

    /// The article, with its title or else that of the file's `properties`.
    fn article(
        &mut self,
        file: &SourceFile,
        title: Option<String>,
        properties: &str,
        text: String,
        notes: &mut Notes,
    ) -> Result<Document, SkipReason> {
        if text.is_empty() {
            return Err(SkipReason::Empty);
        }
        let of_properties = || {
            let xml = self.part(properties, notes).ok().flatten()?;
            title_of_properties(&xml)
        };
        let document = Document {
            title: title.or_else(of_properties),
            ..Document::taken_out(file, text)
        };
        Ok(document.date_from_head())
    }
}

/// `<dc:title>`, of the properties of either format.
fn title_of_properties(xml: &str) -> Option<String> {
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

/// Why an archive, or a part of it, cannot be read.
fn damaged(error: &ZipError) -> SkipReason {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            SkipReason::Protected
        }
        ZipError::InvalidArchive(_) => {
            SkipReason::Damaged("it is cut short, or no ZIP archive".to_owned())
        }
        other => SkipReason::Damaged(other.to_string()),
    }
}

/// What an XML file holds, as far as text goes.
enum Piece<'a> {
    /// A start tag, also one of an element without content.
    Start(&'a BytesStart<'a>),
    /// An end tag, also one of an element without content.
    End(&'a str),
    /// Text.
    Text(&'a str),
}

/// Goes through an XML text. Names come with their prefixes as the formats' own programs write
/// them ("w:p").
fn go_through(xml: &str, mut take: impl FnMut(Piece<'_>)) -> Result<(), SkipReason> {
    let mut reader = Reader::from_str(xml.trim_start_matches(text::BYTE_ORDER_MARK));
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => take(Piece::Start(&tag)),
            Ok(Event::End(tag)) => take(Piece::End(tag.name().as_ref())),
            Ok(Event::Empty(tag)) => {
                take(Piece::Start(&tag));
                take(Piece::End(tag.name().as_ref()));
            }
            Ok(Event::Text(text)) => take(Piece::Text(&text.xml10_content())),
            Ok(Event::CData(text)) => take(Piece::Text(&text.xml10_content())),
            Ok(Event::GeneralRef(reference)) => {
                let mut buffer = [0; 4];
                let text = match reference.resolve_char_ref() {
                    Ok(Some(c)) => &*c.encode_utf8(&mut buffer),
                    _ => resolve_predefined_entity(&reference).unwrap_or_default(),
                };
                take(Piece::Text(text));
            }
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(error) => {
                let at = reader.error_position();
                return Err(SkipReason::Damaged(format!("{error} (byte {at})")));
            }
        }
    }
}

/// The value of an attribute.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok().flatten()?;
    Some(unescape(&found.value).ok()?.into_owned())
}

/// Builds a text of paragraphs, with an empty line between, and bars between the cells of a row.
#[derive(Default)]
pub(super) struct Paragraphs {
    text: String,
    paragraph: String,
    /// The cells of the rows that are open, outermost first.
    rows: Vec<Vec<String>>,
}

impl Paragraphs {
    pub(super) fn push(&mut self, text: &str) {
        self.paragraph.push_str(text);
    }

    /// Ends the paragraph; it as it stands in the text, where it is not blank.
    pub(super) fn end(&mut self) -> Option<String> {
        let paragraph = std::mem::take(&mut self.paragraph);
        let paragraph = paragraph.trim();
        if paragraph.is_empty() {
            return None;
        }
        match self.rows.last_mut().and_then(|row| row.last_mut()) {
            Some(cell) => {
                if !cell.is_empty() {
                    cell.push_str("\n\n");
                }
                cell.push_str(paragraph);
            }
            None => {
                if !self.text.is_empty() {
                    self.text.push_str("\n\n");
                }
                self.text.push_str(paragraph);
            }
        }
        Some(paragraph.to_owned())
    }

    pub(super) fn start_row(&mut self) {
        self.end();
        self.rows.push(Vec::new());
    }

    pub(super) fn start_cell(&mut self) {
        self.end();
        if let Some(row) = self.rows.last_mut() {
            row.push(String::new());
        }
    }

    pub(super) fn end_row(&mut self) {
        self.end();
        let cells = self.rows.pop().unwrap_or_default();
        let cells: Vec<String> = cells.into_iter().filter(|c| !c.is_empty()).collect();
        // A cell of several paragraphs is a page's layout, not a table's.
        let is_table = cells.iter().all(|c| !c.contains("\n\n"));
        let row = cells.join(if is_table { " | " } else { "\n\n" });
        self.push(&row);
        self.end();
    }

    /// The whole text.
    pub(super) fn finish(mut self) -> String {
        while !self.rows.is_empty() {
            self.end_row();
        }
        self.end();
        self.text
    }
}
