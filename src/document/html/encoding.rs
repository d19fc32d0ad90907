//! Bytes of a page → text.
//!
//! | bytes | text |
//! |---|---|
//! | a byte order mark | as it says |
//! | UTF-8, whatever the page says | UTF-8 |
//! | `<meta charset="…">`, `<meta http-equiv … content="text/html; charset=…">` | as it says |
//! | other | as other texts |

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::document::{Notes, text};

/// So many bytes are searched for the name of the encoding: browsers search one KiB, and some
/// pages put it behind long comments.
const HEAD_BYTES: usize = 8 << 10;

/// The text that `bytes` hold, with a warning where that had to be guessed.
pub(super) fn decode(bytes: Vec<u8>, name: &str, notes: &mut Notes) -> String {
    if Encoding::for_bom(&bytes).is_some() || std::str::from_utf8(&bytes).is_ok() {
        return text::decode(bytes, name, notes);
    }
    match declared(&bytes) {
        Some(encoding) => encoding.decode_without_bom_handling(&bytes).0.into_owned(),
        None => text::decode(bytes, name, notes),
    }
}

/// The encoding that the page names, but for Unicode's: those show in the bytes.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes
        .get(..HEAD_BYTES)
        .unwrap_or(bytes)
        .to_ascii_lowercase();
    let names = memchr::memmem::find_iter(&head, b"charset").filter_map(|at| {
        let before = head.get(..at)?;
        let tag = memchr::memrchr(b'<', before)?;
        let is_meta = before.get(tag..)?.starts_with(b"<meta");
        is_meta
            .then(|| label(head.get(at + "charset".len()..)?))
            .flatten()
    });
    let is_legacy = |e: &&'static Encoding| ![UTF_8, UTF_16LE, UTF_16BE].contains(e);
    { names }.find_map(Encoding::for_label).filter(is_legacy)
}

// "=windows-1252", " = 'latin1'"
fn label(rest: &[u8]) -> Option<&[u8]> {
    let value = rest
        .trim_ascii_start()
        .strip_prefix(b"=")?
        .trim_ascii_start();
    let value = value
        .strip_prefix(b"\"")
        .or(value.strip_prefix(b"'"))
        .unwrap_or(value);
    let is_end = |b: &u8| b.is_ascii_whitespace() || b"\"';/>".contains(b);
    value.split(is_end).next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> String {
        let mut notes = Notes::default();
        let text = decode(bytes.to_vec(), "a.html", &mut notes);
        let warnings = notes.warnings.iter().map(|w| format!("  ({})", w.message));
        std::iter::once(text).chain(warnings).collect()
    }

    #[test]
    fn pages_are_decoded_as_they_say() {
        assert_snapshot!(read(b"<meta charset=latin1>caf\xE9"), @"<meta charset=latin1>café");
        assert_snapshot!(read(b"<META CHARSET='windows-1250'>Krom\xEC\xF8\xED\x9E"), @"<META CHARSET='windows-1250'>Kroměříž");
        assert_snapshot!(read(b"<meta content=\"text/html; charset = shift_jis\">\x83e"), @r#"<meta content="text/html; charset = shift_jis">テ"#);
    }

    #[test]
    fn unicode_shows_in_the_bytes() {
        assert_snapshot!(read("<meta charset=latin1>Tromsø".as_bytes()), @"<meta charset=latin1>Tromsø");
        assert_snapshot!(read(b"\xFF\xFEO\0s\0l\0o\0"), @"Oslo");
    }

    #[test]
    fn what_says_nothing_is_guessed_with_a_warning() {
        assert_snapshot!(read(b"<p>charset=koi8-r caf\xE9"), @"<p>charset=koi8-r café  (this text is not UTF-8 from byte 21 on; it is read as windows-1252)");
    }

    proptest! {
        #[test]
        fn every_run_of_bytes_gives_a_text(bytes: Vec<u8>) {
            read(&bytes);
        }
    }
}
