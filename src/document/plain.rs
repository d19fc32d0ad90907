//! Plain text, with or without front matter.

use std::ops::ControlFlow;

use super::{Document, Format, Notes, Sink, SkipReason, SourceFile, front_matter, text};

/// `.txt`, and every file that has no format of its own.
pub(super) static FORMAT: Format = Format {
    name: "plain text",
    endings: &[".txt", ".text"],
    read,
};

fn read(
    file: &SourceFile,
    sink: &mut Sink<'_>,
    notes: &mut Notes,
) -> Result<ControlFlow<()>, SkipReason> {
    Ok(sink(article(file, notes)?.date_from_head()))
}

/// The one article of the file, as it is written.
pub(super) fn article(file: &SourceFile, notes: &mut Notes) -> Result<Document, SkipReason> {
    let text = text::read(file, notes)?;
    let document = front_matter::read(&file.name, text, notes);
    let body = document.text.get(document.body..).unwrap_or_default();
    let is_blank = |c: char| c.is_whitespace() || c == text::BYTE_ORDER_MARK;
    if body.trim_matches(is_blank).is_empty() {
        return Err(SkipReason::Empty);
    }
    Ok(document)
}
