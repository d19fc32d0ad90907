//! Markdown: what a reader sees is kept where it stands, all else becomes spaces.
//!
//! | Markdown | read as |
//! |---|---|
//! | `## Tolls` | `   Tolls` |
//! | `**12** [ferries](https://example.org)` | `  12    ferries                       ` |
//! | `> No ferry` | `  No ferry` |
//! | `AT&amp;T`, `\$5` | `AT&    T`, ` $5` |
//! | fenced code, struck-out text, pictures, addresses, HTML tags | spaces |
//!
//! Bars between the cells of a table stay: a figure does not belong to the noun of the next cell.

use std::ops::{ControlFlow, Range};

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::{Document, Format, Notes, Sink, SkipReason, SourceFile, plain};

/// `.md`.
pub(super) static FORMAT: Format = Format {
    name: "Markdown",
    endings: &[".md", ".markdown"],
    read,
};

fn read(
    file: &SourceFile,
    sink: &mut Sink<'_>,
    notes: &mut Notes,
) -> Result<ControlFlow<()>, SkipReason> {
    let mut document = plain::article(file, notes)?;
    blank(&mut document);
    Ok(sink(document.date_from_head()))
}

/// Sets the document's blanked text, and its title from the first heading of the first level
/// where the front matter has none.
fn blank(document: &mut Document) {
    let mut page = Page::new(&document.text, document.body);
    page.read();
    let Page { kept, heading, .. } = page;
    let blanked = String::from_utf8(kept).unwrap_or_default();
    if blanked.len() == document.text.len() && blanked != document.text {
        document.blanked = Some(blanked);
    }
    if document.title.is_none() {
        let title = heading.and_then(|range| document.readable().get(range));
        let title = title.map(|t| t.split_whitespace().collect::<Vec<_>>().join(" "));
        document.title = title.filter(|t| !t.is_empty());
    }
}

/// A text on its way to being blanked.
struct Page<'a> {
    text: &'a str,
    body: usize,
    kept: Vec<u8>,
    /// End of the element that a reader does not see.
    hidden_until: usize,
    /// The first heading of the first level.
    heading: Option<Range<usize>>,
}

impl<'a> Page<'a> {
    fn new(text: &'a str, body: usize) -> Self {
        let head = text.bytes().take(body);
        // Line ends and the space between words stay as they are.
        let blank = |b: u8| if b.is_ascii_whitespace() { b } else { b' ' };
        let rest = text.bytes().skip(body).map(blank);
        Self {
            text,
            body,
            kept: head.chain(rest).collect(),
            hidden_until: 0,
            heading: None,
        }
    }

    fn read(&mut self) {
        let options =
            Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
        let body = self.text.get(self.body..).unwrap_or_default();
        for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
            self.event(&event, range.start + self.body..range.end + self.body);
        }
    }

    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            _ if range.start < self.hidden_until => {}
            Event::Start(tag) if is_hidden(tag) => self.hidden_until = range.end,
            Event::Start(Tag::Item) => self.put(range.start, b"-"),
            Event::Start(Tag::Heading {
                level: HeadingLevel::H1,
                ..
            }) if self.heading.is_none() => self.heading = Some(range),
            Event::Text(seen) => self.keep(range, seen),
            Event::Code(seen) => {
                let marks = range.len().saturating_sub(seen.len()) / 2;
                self.keep(range.start + marks..range.end.saturating_sub(marks), seen);
            }
            Event::Html(tags) | Event::InlineHtml(tags) => {
                self.keep_between_tags(range.start, tags)
            }
            Event::End(TagEnd::TableCell) => self.put(range.end, b"|"),
            _ => {}
        }
    }

    /// Keeps what is seen of the text at `range`; an entity ("&amp;") gives its character.
    fn keep(&mut self, range: Range<usize>, seen: &str) {
        let same = self
            .text
            .get(range.clone())
            .filter(|raw| raw.len() == seen.len());
        if seen.len() <= range.len() {
            self.put(range.start, same.unwrap_or(seen).as_bytes());
        }
    }

    /// Keeps what stands outside "<…>".
    fn keep_between_tags(&mut self, start: usize, html: &str) {
        let mut at = start;
        for piece in html.split_inclusive('>') {
            let seen = piece.find('<').and_then(|end| piece.get(..end));
            let seen = seen.or_else(|| (!piece.ends_with('>')).then_some(piece));
            if let Some(seen) = seen {
                self.keep(at..at + seen.len(), seen);
            }
            at += piece.len();
        }
    }

    fn put(&mut self, at: usize, bytes: &[u8]) {
        if let Some(place) = self.kept.get_mut(at..at + bytes.len()) {
            place.copy_from_slice(bytes);
        }
    }
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    match tag {
        // Indented "code" in an article is nearly always an indented paragraph.
        Tag::CodeBlock(kind) => matches!(kind, CodeBlockKind::Fenced(_)),
        Tag::Link { link_type, .. } => matches!(link_type, LinkType::Autolink | LinkType::Email),
        Tag::Image { .. } | Tag::Strikethrough => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;
    use proptest::prelude::*;

    fn document(text: &str) -> Document {
        let mut document = Document {
            text: text.to_owned(),
            ..Document::default()
        };
        blank(&mut document);
        document
    }

    /// With a dot for every space, so that places can be compared.
    fn read(text: &str) -> String {
        document(text).readable().replace(' ', ".")
    }

    #[test]
    fn marks_become_spaces() {
        assert_snapshot!(read("## Tolls\n\n**12** _new_ ferries"), @"
        ...Tolls

        ..12....new..ferries
        ");
        assert_snapshot!(read("> No ferry\n> sails"), @"
        ..No.ferry
        ..sails
        ");
        assert_snapshot!(read("12 [ferries](https://example.org) `of` ~~14~~ 15"), @"12..ferries........................of.........15");
    }

    #[test]
    fn items_of_lists_keep_one_kind_of_bullet() {
        assert_snapshot!(read("* one\n* two\n\n1. three"), @"
        -.one
        -.two

        -..three
        ");
    }

    #[test]
    fn escapes_and_entities_give_their_character() {
        assert_snapshot!(read("AT&amp;T \\$5 caf&eacute;"), @"AT&....T..$5.café......");
    }

    #[test]
    fn cells_of_tables_stay_apart() {
        assert_snapshot!(read("| port | ferries |\n|---|--:|\n| Brno | 12 |"), @"
        ..port.|.ferries.|
        .........
        ..Brno.|.12.|
        ");
    }

    #[test]
    fn what_no_reader_sees_is_blanked() {
        assert_snapshot!(read("a\n```\nlet x = 1;\n```\nb <b>c</b> <https://example.org>"), @"
        a
        ...
        ..........
        ...
        b....c..........................
        ");
        assert_snapshot!(read("![A map](map.png) d\n\n[1]: https://example.org\n"), @"
        ..................d

        ........................
        ");
        assert_snapshot!(read("<div class=\"a\">\nText\n<!-- note -->\n</div>"), @"
        ...............
        Text
        .............
        ......
        ");
    }

    #[test]
    fn indented_paragraphs_are_read() {
        assert_snapshot!(read("a\n\n    No ferry sails."), @"
        a

        ....No.ferry.sails.
        ");
    }

    #[test]
    fn the_first_heading_is_the_title() {
        let title = |text| document(text).title.unwrap_or_default();
        assert_snapshot!(title("# Ferries *stop*\n\nText"), @"Ferries stop");
        assert_snapshot!(title("Ferries stop\n====\n\nText"), @"Ferries stop");
        assert_snapshot!(title("## Ferries stop\n\nText"), @"");
    }

    #[test]
    fn text_without_marks_is_not_copied() {
        assert!(document("No ferry sails.\n\nNot one.").blanked.is_none());
    }

    proptest! {
        #[test]
        fn offsets_stay_those_of_the_file(text in "([#>*_`~|\\[\\]()<&!: \n\\\\-]|é|a|\\PC){0,60}") {
            let document = document(&text);
            prop_assert_eq!(document.readable().len(), text.len());
        }
    }
}
