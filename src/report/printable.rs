//! Text of others, made safe to show in a terminal.

use std::borrow::Cow;
use std::fmt::Write;

/// `text` with every character that moves the cursor, changes colours or turns the writing
/// around shown as its code: `\u{1b}`. Line ends count among them.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.chars().any(acts) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if acts(c) {
            // Writing to a string cannot fail.
            let _ = write!(out, "{}", c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// `text` on one line: each run of white space is one space; else as [`printable`].
pub fn on_one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| c.is_whitespace() && c != ' ') && !text.contains("  ") {
        return printable(text);
    }
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Cow::Owned(printable(&line).into_owned())
}

/// `text` with each run of white space as one space, those at its ends too; else as
/// [`printable`].
pub fn squeezed(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| c.is_whitespace() && c != ' ') && !text.contains("  ") {
        return printable(text);
    }
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if c.is_whitespace() { ' ' } else { c };
        if c != ' ' || !line.ends_with(' ') {
            line.push(c);
        }
    }
    Cow::Owned(printable(&line).into_owned())
}

/// Control characters, and the marks that set the direction of writing (Unicode UAX #9).
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    #[test]
    fn characters_that_act_are_shown_as_codes() {
        assert_snapshot!(printable("a\u{1b}[31m\r\n\u{9b}\u{202e}é"), @r"a\u{1b}[31m\u{d}\u{a}\u{9b}\u{202e}é");
    }

    #[test]
    fn white_space_at_the_ends_is_squeezed_and_kept() {
        assert_snapshot!(format!("<{}>", squeezed(" 17\r\n\tJanuary \n")), @"< 17 January >");
    }

    #[test]
    fn lines_are_joined() {
        assert_snapshot!(on_one_line("17\r\n  January\u{7}"), @r"17 January\u{7}");
    }
}
