//! RTF: the paragraphs of a rich text. Source: Rich Text Format Specification 1.9.1.
//!
//! | RTF | read as |
//! |---|---|
//! | `No {\b ferry} sails.\par` | a paragraph: `No ferry sails.` |
//! | `caf\'e9`, `\u8364?5`, `\ldblquote No\rdblquote`, `12\~km` | `café`, `€5`, `“No”`, `12 km` |
//! | `\intbl Brno\cell 12\cell\row` | `Brno \| 12` |
//! | fonts, styles, pictures, notes, headers, hidden and deleted text | nothing |
//!
//! Bytes are those of the file's code page, or of the font's character set where it has one.

mod encoding;

use std::ops::ControlFlow;

use encoding_rs::Encoding;
use rustc_hash::FxHashMap;

use super::packed::Paragraphs;
use super::{Document, Format, Notes, Sink, SkipReason, SourceFile, text};
use encoding::{character_set, code_page};

/// `.rtf`.
pub(super) static FORMAT: Format = Format {
    name: "RTF",
    endings: &[".rtf"],
    read,
};

/// Groups inside so many others are no text processor's.
const MAX_DEPTH: usize = 10_000;

/// Groups whose text is not the document's.
const UNSEEN: [&str; 31] = [
    "annotation",
    "atnauthor",
    "atnid",
    "bkmkend",
    "bkmkstart",
    "colortbl",
    "datastore",
    "filetbl",
    "fldinst",
    "footer",
    "footerf",
    "footerl",
    "footerr",
    "footnote",
    "generator",
    "header",
    "headerf",
    "headerl",
    "headerr",
    "info",
    "listoverridetable",
    "listtable",
    "nonesttables",
    "objdata",
    "pict",
    "pntext",
    "revtbl",
    "rsidtbl",
    "stylesheet",
    "themedata",
    "xmlnstbl",
];

fn read(
    file: &SourceFile,
    sink: &mut Sink<'_>,
    _: &mut Notes,
) -> Result<ControlFlow<()>, SkipReason> {
    let bytes = text::read_all(file)?;
    let (text, title) = read_text(&bytes)?;
    if text.is_empty() {
        return Err(SkipReason::Empty);
    }
    let document = Document {
        title,
        ..Document::taken_out(file, text)
    };
    Ok(sink(document.date_from_head()))
}

/// The text of a file, and its title.
fn read_text(bytes: &[u8]) -> Result<(String, Option<String>), SkipReason> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if !bytes.trim_ascii_start().starts_with(b"{\\rtf") {
        return Err(SkipReason::Damaged(
            "it does not begin as RTF does".to_owned(),
        ));
    }
    let mut reader = Reader::new(bytes);
    while let Some(token) = reader.next_token() {
        reader.take(token)?;
    }
    reader.flush();
    if reader.groups.len() > 1 {
        return Err(SkipReason::Damaged(
            "it ends before its text does".to_owned(),
        ));
    }
    let title = reader
        .title
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let title = (!title.is_empty()).then_some(title);
    Ok((reader.paragraphs.finish(), title))
}

/// A piece of RTF.
#[derive(Clone, Copy, Debug)]
enum Token<'a> {
    Open,
    Close,
    /// A control word with its number.
    Word(&'a str, Option<i32>),
    /// A control symbol.
    Symbol(u8),
    /// `\'e9`.
    Hex(u8),
    /// A byte of text.
    Byte(u8),
}

/// What holds inside a group.
#[derive(Clone, Copy)]
struct Group {
    place: Place,
    /// Whether text is hidden or deleted.
    hidden: bool,
    /// How many bytes follow each `\u` for programs that do not know it.
    fallback: usize,
    font: i32,
}

/// Where text goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Body,
    Title,
    Fonts,
    Nowhere,
}

struct Reader<'a> {
    rest: &'a [u8],
    groups: Vec<Group>,
    /// Bytes of text that are not decoded yet, all of one encoding.
    bytes: Vec<u8>,
    paragraphs: Paragraphs,
    title: String,
    code_page: &'static Encoding,
    fonts: FxHashMap<i32, &'static Encoding>,
    /// How many bytes are still a form of the last `\u`.
    to_skip: usize,
    /// The first half of a character that is written in two.
    half: Option<u16>,
    /// Whether the group has just begun with `\*`.
    optional: bool,
    in_row: bool,
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            groups: vec![Group {
                place: Place::Body,
                hidden: false,
                fallback: 1,
                font: -1,
            }],
            bytes: Vec::new(),
            paragraphs: Paragraphs::default(),
            title: String::new(),
            code_page: encoding_rs::WINDOWS_1252,
            fonts: FxHashMap::default(),
            to_skip: 0,
            half: None,
            optional: false,
            in_row: false,
        }
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn next_token(&mut self) -> Option<Token<'a>> {
        loop {
            return Some(match self.byte()? {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\r' | b'\n' | 0 => continue,
                b'\\' => self.control()?,
                byte => Token::Byte(byte),
            });
        }
    }

    // "\par", "\u8364 ", "\'e9", "\~"
    fn control(&mut self) -> Option<Token<'a>> {
        let letters = self
            .rest
            .iter()
            .take_while(|b| b.is_ascii_alphabetic())
            .count();
        if letters == 0 {
            return Some(match self.byte()? {
                b'\'' => Token::Hex(self.hex_byte()?),
                b'\r' | b'\n' => Token::Word("par", None),
                symbol => Token::Symbol(symbol),
            });
        }
        let (word, rest) = self.rest.split_at_checked(letters)?;
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = rest
            .iter()
            .skip(sign)
            .take_while(|b| b.is_ascii_digit())
            .count();
        let length = if digits > 0 { sign + digits } else { 0 };
        let (number, rest) = rest.split_at_checked(length)?;
        self.rest = rest.strip_prefix(b" ").unwrap_or(rest);
        let number = std::str::from_utf8(number)
            .ok()
            .and_then(|n| n.parse().ok());
        Some(Token::Word(std::str::from_utf8(word).ok()?, number))
    }

    fn hex_byte(&mut self) -> Option<u8> {
        let (digits, rest) = self.rest.split_at_checked(2)?;
        let digits = std::str::from_utf8(digits).unwrap_or_default();
        match u8::from_str_radix(digits, 16) {
            Ok(byte) => {
                self.rest = rest;
                Some(byte)
            }
            Err(_) => Some(b'?'),
        }
    }

    fn group(&self) -> Group {
        // The outermost is never closed.
        self.groups.last().copied().unwrap_or(Group {
            place: Place::Nowhere,
            hidden: true,
            fallback: 1,
            font: -1,
        })
    }

    fn set(&mut self, change: impl FnOnce(&mut Group)) {
        self.flush();
        if let Some(group) = self.groups.last_mut() {
            change(group);
        }
    }

    fn take(&mut self, token: Token<'_>) -> Result<(), SkipReason> {
        let optional = std::mem::take(&mut self.optional);
        match token {
            Token::Open => {
                self.flush();
                self.to_skip = 0;
                if self.groups.len() >= MAX_DEPTH {
                    return Err(SkipReason::Damaged(
                        "its groups nest without end".to_owned(),
                    ));
                }
                self.groups.push(self.group());
            }
            Token::Close => {
                self.flush();
                self.to_skip = 0;
                if self.groups.len() > 1 {
                    self.groups.pop();
                }
            }
            Token::Symbol(b'*') => self.optional = true,
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Word(word, number) => self.word(word, number, optional),
            Token::Hex(byte) | Token::Byte(byte) if self.to_skip == 0 => {
                self.half = None;
                self.bytes.push(byte);
            }
            Token::Hex(_) | Token::Byte(_) => self.to_skip -= 1,
        }
        Ok(())
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'~' => self.say("\u{a0}"),
            b'_' => self.say("-"),
            b'\\' | b'{' | b'}' if self.to_skip > 0 => self.to_skip -= 1,
            b'\\' | b'{' | b'}' => self.bytes.push(symbol),
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>, optional: bool) {
        match word {
            "title" if self.group().place == Place::Nowhere => {
                self.set(|g| g.place = Place::Title);
            }
            "fonttbl" => self.set(|g| g.place = Place::Fonts),
            word if UNSEEN.contains(&word) => self.set(|g| g.place = Place::Nowhere),
            "par" | "sect" | "page" => self.end_paragraph(),
            "line" | "softline" => self.say("\n"),
            "tab" => self.say("\t"),
            "emdash" => self.say("—"),
            "endash" => self.say("–"),
            "lquote" => self.say("‘"),
            "rquote" => self.say("’"),
            "ldblquote" => self.say("“"),
            "rdblquote" => self.say("”"),
            "bullet" => self.say("•"),
            "emspace" | "enspace" | "qmspace" => self.say(" "),
            "u" => self.unicode(number.unwrap_or_default()),
            "uc" => {
                let bytes = usize::try_from(number.unwrap_or(1)).unwrap_or_default();
                self.set(|g| g.fallback = bytes.min(8));
            }
            "bin" => {
                let length = usize::try_from(number.unwrap_or_default()).unwrap_or_default();
                self.rest = self.rest.get(length..).unwrap_or_default();
            }
            "v" | "deleted" => self.set(|g| g.hidden = number != Some(0)),
            "plain" => self.set(|g| g.hidden = false),
            "ansicpg" => {
                if let Some(encoding) = number.and_then(code_page) {
                    self.code_page = encoding;
                }
            }
            "mac" => self.code_page = encoding_rs::MACINTOSH,
            "f" => self.set(|g| g.font = number.unwrap_or_default()),
            "fcharset" if self.group().place == Place::Fonts => {
                if let Some(encoding) = number.and_then(character_set) {
                    self.fonts.insert(self.group().font, encoding);
                }
            }
            "trowd" | "row" | "nestrow" | "cell" | "nestcell" => self.table(word),
            // A group that only its own program understands.
            _ if optional => self.set(|g| g.place = Place::Nowhere),
            _ => {}
        }
    }

    fn table(&mut self, word: &str) {
        self.flush();
        if self.group().place != Place::Body {
            return;
        }
        match word {
            "trowd" if !self.in_row => {
                self.paragraphs.start_row();
                self.paragraphs.start_cell();
                self.in_row = true;
            }
            "cell" | "nestcell" if self.in_row => self.paragraphs.start_cell(),
            "row" if self.in_row => {
                self.paragraphs.end_row();
                self.in_row = false;
            }
            "cell" | "nestcell" | "row" | "nestrow" => {
                self.paragraphs.end();
            }
            _ => {}
        }
    }

    /// `\u` gives a unit of UTF-16 as a signed number; a form for older programs follows it.
    fn unicode(&mut self, number: i32) {
        let unit = number as u16;
        let first = self.half.take();
        match (first, unit) {
            (None, 0xD800..=0xDBFF) => self.half = Some(unit),
            (Some(first), _) => self.say(&String::from_utf16_lossy(&[first, unit])),
            (None, _) => self.say(&String::from_utf16_lossy(&[unit])),
        }
        self.to_skip = self.group().fallback;
    }

    fn end_paragraph(&mut self) {
        self.flush();
        if self.group().place == Place::Body {
            self.paragraphs.end();
        }
    }

    /// Decodes the bytes that wait.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let font = self.fonts.get(&self.group().font);
        let encoding = font.copied().unwrap_or(self.code_page);
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        self.put(&text);
    }

    fn say(&mut self, text: &str) {
        self.flush();
        self.put(text);
    }

    fn put(&mut self, text: &str) {
        let group = self.group();
        match group.place {
            Place::Body if !group.hidden => self.paragraphs.push(text),
            Place::Title => self.title.push_str(text),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;
    use proptest::prelude::*;

    fn read(rtf: &str) -> String {
        match read_text(rtf.as_bytes()) {
            Ok((text, None)) => text,
            Ok((text, Some(title))) => format!("title: {title}\n{text}"),
            Err(reason) => format!("this file {reason}"),
        }
    }

    #[test]
    fn paragraphs_are_read() {
        assert_snapshot!(read(r"{\rtf1\ansi{\fonttbl{\f0 Times;}}\f0 No {\b ferry} sa\ils.\par
        Not one.\line At all.\par}"), @r"
        No ferry sa.

        Not one.
        At all.
        ");
    }

    #[test]
    fn characters_are_decoded() {
        assert_snapshot!(read(r"{\rtf1\ansi\ansicpg1252 caf\'e9 \u8364?5 \ldblquote No\rdblquote  12\~km \{a\}\\ \u-10179?\u-8704? \uc0\u233 t\u233 .}"), @"café €5 “No” 12\u{a0}km {a}\\ 😀 été.");
        assert_snapshot!(read(r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}\f0 \'e9 \f1 \'e9\f0  \'e9}"), @"é й é");
        assert_snapshot!(read(r"{\rtf1\ansi\ansicpg932 \'83\'65}"), @"テ");
    }

    #[test]
    fn what_is_not_the_text_is_left_out() {
        assert_snapshot!(read(r"{\rtf1{\info{\title Ferries}{\author Ana}}{\stylesheet{\s0 Normal;}}{\*\generator x;}{\header 9 pages}No {\v 12 }ferry{\footnote 3 notes}{\field{\*\fldinst HYPERLINK a}{\fldrslt  sails}}{\deleted 9}.{\pict\bin3 }}}}}"), @r"
        title: Ferries
        No ferry sails.
        ");
    }

    #[test]
    fn cells_of_tables_stay_apart() {
        assert_snapshot!(read(r"{\rtf1 A\par\trowd\cellx1\cellx2\pard\intbl Brno\cell 12\cell\row\trowd\intbl Oslo\cell 9\cell\row\pard B\par}"), @r"
        A

        Brno | 12

        Oslo | 9

        B
        ");
    }

    #[test]
    fn damaged_files_say_so() {
        assert_snapshot!(read("No ferry."), @"this file is damaged: it does not begin as RTF does");
        assert_snapshot!(read(r"{\rtf1 No {ferry"), @"this file is damaged: it ends before its text does");
        assert_snapshot!(read(&("{\\rtf1 ".to_owned() + &"{".repeat(1 << 20))), @"this file is damaged: its groups nest without end");
    }

    proptest! {
        #[test]
        fn no_file_makes_it_panic(body in "([{}\\\\ ;*a-z0-9'~-]|\\\\(u|bin|uc|f|par|cell|row|trowd|fonttbl|fcharset|v|'e9)-?[0-9]{0,9}|\\PC){0,60}") {
            let _ = read_text(format!("{{\\rtf1 {body}}}").as_bytes());
        }
    }
}
