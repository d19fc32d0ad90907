//! Bytes → text.
//!
//! | bytes | text |
//! |---|---|
//! | UTF-8 | as it is; a byte order mark stays, so that offsets are those of the file |
//! | UTF-16 with a byte order mark | decoded; offsets count in the text as UTF-8 |
//! | mostly UTF-8, some bytes wrong | those replaced by "�", with a warning |
//! | other bytes | decoded as what they look most like (Windows-1252, Shift_JIS …), with a warning |
//! | zero bytes among the first 8 KiB | refused: not a text |

use std::fs::File;
use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::{MAX_ARTICLE_BYTES, Notes, SkipReason, SourceFile};

/// So many bytes are looked at to tell text from other files.
const HEAD_BYTES: usize = 8 << 10;

/// So many bytes are looked at to guess an encoding.
const GUESSED_FROM: usize = 1 << 20;

/// U+FEFF in UTF-8.
pub(super) const BYTE_ORDER_MARK: char = '\u{feff}';

/// Opens the file or standard input.
pub(super) fn open(file: &SourceFile) -> Result<Box<dyn Read>, SkipReason> {
    match &file.path {
        None => Ok(Box::new(io::stdin())),
        Some(path) => match File::open(path) {
            Ok(opened) => Ok(Box::new(opened)),
            Err(error) => Err(SkipReason::unreadable(&error)),
        },
    }
}

/// Reads the whole file as text.
pub(super) fn read(file: &SourceFile, notes: &mut Notes) -> Result<String, SkipReason> {
    let text = decode(read_bytes(file)?, &file.name, notes);
    if text.len() > MAX_ARTICLE_BYTES {
        return Err(SkipReason::TooLarge);
    }
    Ok(text)
}

/// Reads the whole file, whatever it holds; an error where that is nothing.
pub(super) fn read_all(file: &SourceFile) -> Result<Vec<u8>, SkipReason> {
    let mut bytes = Vec::new();
    let mut source = open(file)?.take(MAX_ARTICLE_BYTES as u64 + 1);
    source
        .read_to_end(&mut bytes)
        .map_err(|error| SkipReason::unreadable(&error))?;
    if bytes.len() > MAX_ARTICLE_BYTES {
        return Err(SkipReason::TooLarge);
    }
    if bytes.trim_ascii().is_empty() {
        return Err(SkipReason::Empty);
    }
    Ok(bytes)
}

/// Reads the whole file, unless it is no text.
pub(super) fn read_bytes(file: &SourceFile) -> Result<Vec<u8>, SkipReason> {
    let mut source = open(file)?;
    let mut bytes = Vec::new();
    let mut read_up_to = |limit: usize, bytes: &mut Vec<u8>| {
        let missing = limit.saturating_sub(bytes.len()) as u64;
        let read = source.by_ref().take(missing).read_to_end(bytes);
        read.map_err(|error| SkipReason::unreadable(&error))
    };
    read_up_to(HEAD_BYTES, &mut bytes)?;
    if is_binary(&bytes) {
        return Err(SkipReason::Binary);
    }
    read_up_to(MAX_ARTICLE_BYTES + 1, &mut bytes)?;
    if bytes.len() > MAX_ARTICLE_BYTES {
        return Err(SkipReason::TooLarge);
    }
    Ok(bytes)
}

fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        // That of UTF-32.
        [0xFF, 0xFE, 0, 0, ..] => None,
        [0xFF, 0xFE, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] => Some(UTF_16BE),
        _ => None,
    }
}

fn is_binary(head: &[u8]) -> bool {
    utf16(head).is_none() && memchr::memchr(0, head).is_some()
}

/// The text that `bytes` hold, with a warning where that had to be guessed.
pub(super) fn decode(bytes: Vec<u8>, name: &str, notes: &mut Notes) -> String {
    const RESAVE: Option<&str> = Some("save the file as UTF-8");
    if let Some(encoding) = utf16(&bytes) {
        let (text, damaged) = encoding.decode_with_bom_removal(&bytes);
        if damaged {
            let what = "parts of this UTF-16 text are damaged and shown as \u{fffd}";
            notes.warn(name, None, what, RESAVE);
        }
        return text.into_owned();
    }
    let error = match String::from_utf8(bytes) {
        Ok(text) => return text,
        Err(error) => error,
    };
    let valid = error.utf8_error().valid_up_to();
    let bytes = error.into_bytes();
    let line = lines_before(&bytes, valid) + 1;
    let (wide, wrong) = count(&bytes);
    let (text, as_what) = if wide > wrong {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        (text, "the bytes that are not are shown as \u{fffd}")
    } else {
        let encoding = likely_encoding(&bytes);
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        (
            text.into_owned(),
            &*format!("it is read as {}", encoding.name()),
        )
    };
    let what = format!("this text is not UTF-8 from byte {valid} on; {as_what}");
    notes.warn(name, Some(line), what, RESAVE);
    text
}

/// The encoding that bytes outside Unicode look most like, as browsers guess it.
fn likely_encoding(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes.get(..GUESSED_FROM).unwrap_or(bytes), true);
    detector.guess(None, Utf8Detection::Deny)
}

fn lines_before(bytes: &[u8], end: usize) -> u64 {
    let head = bytes.get(..end).unwrap_or(bytes);
    memchr::memchr_iter(b'\n', head).count() as u64
}

/// How many characters beyond ASCII are right UTF-8, and how many stretches are not.
fn count(bytes: &[u8]) -> (usize, usize) {
    let (mut wide, mut wrong) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        wide += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    (wide, wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> String {
        let mut notes = Notes::default();
        let text = decode(bytes.to_vec(), "a.txt", &mut notes);
        let warnings = notes.warnings.iter().map(|w| format!("  ({})", w.message));
        std::iter::once(text).chain(warnings).collect()
    }

    #[test]
    fn utf8_is_taken_as_it_is() {
        assert_snapshot!(read("Tromsø — 40 °C".as_bytes()), @"Tromsø — 40 °C");
        assert_eq!(read(b"\xEF\xBB\xBFTolls").len(), 8);
    }

    #[test]
    fn utf16_is_decoded_by_its_mark() {
        assert_snapshot!(read(b"\xFF\xFEO\0s\0l\0o\0"), @"Oslo");
        assert_snapshot!(read(b"\xFE\xFF\0O\0s\0l\0o"), @"Oslo");
    }

    #[test]
    fn bytes_of_windows_are_read_with_a_warning() {
        assert_snapshot!(read(b"caf\xE9 \x93closed\x94"), @"café “closed”  (this text is not UTF-8 from byte 3 on; it is read as windows-1252)");
    }

    #[test]
    fn one_wrong_byte_does_not_spoil_the_rest() {
        assert_snapshot!(read("é à ü \u{e9}".as_bytes().split_last().unwrap().1), @"é à ü �  (this text is not UTF-8 from byte 9 on; the bytes that are not are shown as �)");
    }

    #[test]
    fn zero_bytes_mark_files_that_are_not_text() {
        assert!(is_binary(b"PK\x03\x04\0\0"));
        assert!(is_binary(b"\xFF\xFE\0\0O\0\0\0"));
        assert!(!is_binary(b"\xFF\xFEO\0"));
    }

    proptest! {
        #[test]
        fn every_run_of_bytes_gives_a_text(bytes: Vec<u8>) {
            read(&bytes);
        }
    }
}
