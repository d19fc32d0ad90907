//! Words → lines that fit a terminal.

use std::io::{self, Write};

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use super::printable::printable;

/// Fills lines with words, each with its style. Lines break where white space stands, so that a
/// word whose parts have different styles stays whole.
pub(super) struct Filler<'a> {
    first: &'a str,
    rest: &'a str,
    width: usize,
    column: usize,
    /// The word that may go on.
    word: Vec<Part>,
    /// Whether white space stood before it.
    spaced: bool,
    /// The style that is in force.
    style: Style,
}

/// A part of a word.
struct Part {
    text: String,
    style: Style,
    target: Option<String>,
}

impl<'a> Filler<'a> {
    /// Lines that begin with `first` and then with `rest`.
    pub(super) fn new(first: &'a str, rest: &'a str, width: usize) -> Self {
        Self {
            first,
            rest,
            width,
            column: 0,
            word: Vec::new(),
            spaced: false,
            style: Style::new(),
        }
    }

    pub(super) fn text(&mut self, text: &str, style: Style, out: &mut dyn Write) -> io::Result<()> {
        self.linked(text, None, style, out)
    }

    /// Adds words; all of them link to `target`.
    pub(super) fn linked(
        &mut self,
        text: &str,
        target: Option<&str>,
        style: Style,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut rest = text;
        while !rest.is_empty() {
            let trimmed = rest.trim_start();
            if trimmed.len() < rest.len() {
                self.flush(out)?;
                self.spaced = true;
            }
            let end = trimmed.find(char::is_whitespace).unwrap_or(trimmed.len());
            let (word, after) = trimmed.split_at_checked(end).unwrap_or((trimmed, ""));
            if !word.is_empty() {
                self.word.push(Part {
                    text: printable(word).into_owned(),
                    style,
                    target: target.map(str::to_owned),
                });
            }
            rest = after;
        }
        Ok(())
    }

    /// Writes the word.
    fn flush(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let word = std::mem::take(&mut self.word);
        let Some(style) = word.first().map(|p| p.style) else {
            return Ok(());
        };
        let width: usize = word.iter().map(|p| p.text.width()).sum();
        let room = self.column + 1 + width <= self.width;
        let breaks = self.column > 0 && self.spaced && !room;
        // A style does not go on over what it is not meant for: other words, the next line's start.
        if style != self.style || breaks {
            self.restyle(Style::new(), out)?;
        }
        if self.column == 0 {
            write!(out, "{}", self.first)?;
            self.column = self.first.width();
        } else if breaks {
            write!(out, "\n{}", self.rest)?;
            self.column = self.rest.width();
        } else if self.spaced {
            write!(out, " ")?;
            self.column += 1;
        }
        self.spaced = false;
        self.column += width;
        for Part {
            text,
            style,
            target,
        } in word
        {
            self.restyle(style, out)?;
            match target {
                Some(url) => write!(out, "\u{1b}]8;;{url}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\")?,
                None => write!(out, "{text}")?,
            }
        }
        Ok(())
    }

    fn restyle(&mut self, style: Style, out: &mut dyn Write) -> io::Result<()> {
        if style == self.style {
            return Ok(());
        }
        let before = std::mem::replace(&mut self.style, style);
        write!(out, "{before:#}{style}")
    }

    pub(super) fn end(mut self, out: &mut dyn Write) -> io::Result<()> {
        self.flush(out)?;
        self.restyle(Style::new(), out)?;
        if self.column > 0 {
            writeln!(out)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::human::{MARKED, PLAIN, STRONG};
    use insta::assert_snapshot;

    fn filled(text: &str, width: usize) -> String {
        let mut out = Vec::new();
        let mut line = Filler::new("  ", "    ", width);
        line.text(text, PLAIN, &mut out).unwrap();
        line.end(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn lines_break_by_columns_not_by_characters() {
        assert_snapshot!(filled("漢字漢字 漢字 漢字", 14), @r"
          漢字漢字
            漢字 漢字
        ");
        // The accent has no column of its own.
        assert_eq!(
            filled("cafe\u{301} cafe\u{301} cafe\u{301}", 12),
            "  cafe\u{301} cafe\u{301}\n    cafe\u{301}\n"
        );
    }

    #[test]
    fn a_word_wider_than_the_line_stays_whole() {
        assert_snapshot!(filled("an Unaussprechlichkeit", 10), @r"
          an
            Unaussprechlichkeit
        ");
    }

    #[test]
    fn a_word_of_several_styles_is_not_broken() {
        let mut out = Vec::new();
        let mut line = Filler::new("", "", 12);
        for (text, style) in [("a treaty of ", PLAIN), ("15", MARKED), ("-year", STRONG)] {
            line.text(text, style, &mut out).unwrap();
        }
        line.end(&mut out).unwrap();
        let plain = anstream::adapter::strip_bytes(&out).into_vec();
        assert_eq!(String::from_utf8(plain).unwrap(), "a treaty of\n15-year\n");
    }
}
