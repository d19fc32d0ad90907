//! Text → tokens: words, numbers, punctuation, symbols, with byte offsets.
//!
//! | text | tokens |
//! |---|---|
//! | `Iran’s` | `Iran` `’s` |
//! | `don't` | `do` `n't` |
//! | `U.S.`, `a.m.`, `Mr.` | one word each |
//! | `1,234.5`, `1'250'000` | one number |
//! | `30,000-pound` | `30,000` `-` `pound` |
//! | `1.2bn` | `1.2` `bn` |
//! | `G20`, `AT&T` | one word each |
//! | `3½` | `3` `½` |
//! | `USD10m`, `RM2.50`, `$A15` | the currency, then the number |

use super::head::Head;
use super::vocabulary::{Classes, Vocabulary, WordId};
use crate::span::Span;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum TokenKind {
    /// Letters, or letters and digits that open with a letter.
    Word,
    /// Digits, with grouping and decimal marks inside; or one vulgar fraction.
    Number,
    /// One mark of punctuation (or one run of dots or hyphens).
    Punctuation,
    /// One other character: currency signs, percent, degrees, emoji.
    Symbol,
}

/// One token: 16 bytes, no text of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// First byte after it.
    pub end: u32,
    /// The known word that it is.
    pub word: WordId,
    /// What it is made of.
    pub kind: TokenKind,
    /// Its first byte, so that marks can be told apart without the text.
    pub lead: u8,
    flags: u16,
}

impl Token {
    const SPACED: u16 = 1;
    const LINE: u16 = 2;
    const PARAGRAPH: u16 = 4;
    const CAPITAL: u16 = 8;
    const UPPER: u16 = 16;
    // What is asked of every token. It is noted while the word's entry is at hand, so that tokens are
    // passed over without a look at the vocabulary.
    const TIME_UNIT: u16 = 1 << Self::NOTED;
    const OPENS: u16 = 1 << (Self::NOTED + 1);
    const NUMBER: u16 = 1 << (Self::NOTED + 2);
    const ANCHOR: u16 = 1 << (Self::NOTED + 3);
    const REFERRING: u16 = 1 << (Self::NOTED + 4);
    const FUNCTION: u16 = 1 << (Self::NOTED + 5);
    const LIGHT: u16 = 1 << (Self::NOTED + 6);
    const CLAUSE: u16 = 1 << (Self::NOTED + 7);
    /// The place of the lowest of these, which come in the order of [`Classes::noted`].
    const NOTED: u32 = 5;

    /// Where it stands.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }

    /// Whether white space (or the start of the text) stands before it.
    pub fn is_spaced(&self) -> bool {
        self.flags & Self::SPACED != 0
    }

    /// Whether it is the first of its line.
    pub fn opens_line(&self) -> bool {
        self.flags & Self::LINE != 0
    }

    /// Whether an empty line stands before it.
    pub fn follows_blank_line(&self) -> bool {
        self.flags & Self::PARAGRAPH != 0
    }

    /// Whether it is a word with a capital first letter.
    pub fn is_capitalised(&self) -> bool {
        self.flags & Self::CAPITAL != 0
    }

    /// Whether it is a word of two letters or more, all of them capitals.
    pub fn is_upper(&self) -> bool {
        self.flags & Self::UPPER != 0
    }

    /// Whether it is a word (not a number, mark or symbol).
    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    /// Whether a value can begin with it: a number, sign or hyphen, or a word of
    /// [`Classes::OPENERS`].
    #[inline]
    pub fn opens_value(&self) -> bool {
        self.flags & Self::OPENS != 0
    }

    /// Whether it is a number, in digits or as a word of [`Classes::NUMBER`].
    #[inline]
    pub fn is_number(&self) -> bool {
        self.flags & Self::NUMBER != 0
    }

    /// Whether its word is of [`Classes::TIME_UNIT`].
    #[inline]
    pub fn is_time_unit(&self) -> bool {
        self.flags & Self::TIME_UNIT != 0
    }

    /// Whether its word is of [`Classes::ANCHOR`].
    #[inline]
    pub fn is_anchor(&self) -> bool {
        self.flags & Self::ANCHOR != 0
    }

    /// Whether its word is of [`Classes::REFERRING`].
    #[inline]
    pub fn may_refer(&self) -> bool {
        self.flags & Self::REFERRING != 0
    }

    /// Whether its word is of [`Classes::FUNCTION`].
    #[inline]
    pub fn is_function(&self) -> bool {
        self.flags & Self::FUNCTION != 0
    }

    /// Whether its word is of [`Classes::LIGHT`].
    #[inline]
    pub fn is_light(&self) -> bool {
        self.flags & Self::LIGHT != 0
    }

    /// Whether its word is of [`Classes::CLAUSE`].
    #[inline]
    pub fn opens_clause(&self) -> bool {
        self.flags & Self::CLAUSE != 0
    }

    /// Whether it is the given ASCII mark.
    pub fn is_mark(&self, mark: u8) -> bool {
        self.lead == mark && matches!(self.kind, TokenKind::Punctuation | TokenKind::Symbol)
    }
}

/// What a byte is, so that the scanner looks once at each.
const SPACE: u8 = 0;
const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const MARK: u8 = 3;
const SIGN: u8 = 4;
const WIDE: u8 = 5;
const NEWLINE: u8 = 6;

static BYTES: [u8; 256] = byte_table();

const fn byte_table() -> [u8; 256] {
    let mut table = [SIGN; 256];
    let mut byte = 0;
    while byte < 256 {
        let b = byte as u8;
        #[allow(clippy::indexing_slicing, reason = "256 entries, an index below 256")]
        {
            table[byte] = match b {
                b'\n' | b'\r' => NEWLINE,
                0..=b' ' | 0x7F => SPACE,
                b'a'..=b'z' | b'A'..=b'Z' => LETTER,
                b'0'..=b'9' => DIGIT,
                b'!' | b'"' | b'\'' | b'(' | b')' | b',' | b'-' | b'.' | b'/' | b':' | b';'
                | b'?' | b'[' | b']' | b'{' | b'}' | b'_' | b'*' | b'|' => MARK,
                0x80..=0xFF => WIDE,
                _ => SIGN,
            };
        }
        byte += 1;
    }
    table
}

/// Whether a word is over at this byte whatever follows.
fn ends_word(byte: u8) -> bool {
    matches!(
        byte,
        b' ' | b'\n' | b',' | b'-' | b':' | b';' | b'?' | b'!' | b'"' | b')' | b'/'
    )
}

/// Prose has a little more than this.
const BYTES_PER_TOKEN: usize = 5;
/// A text that is longer makes its list grow.
const MOST_RESERVED: usize = 1 << 16;

/// Splits `text` from byte `from` on, and appends the tokens to `out`.
///
/// Linear in the length of the text. Every byte that is not white space belongs to one token.
pub fn tokenize(text: &str, from: usize, vocabulary: &Vocabulary, out: &mut Vec<Token>) {
    out.reserve((text.len() / BYTES_PER_TOKEN).min(MOST_RESERVED));
    Scanner {
        text,
        bytes: text.as_bytes(),
        vocabulary,
        flags: Token::SPACED | Token::LINE | Token::PARAGRAPH,
    }
    .run(from, out);
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    vocabulary: &'a Vocabulary,
    /// Those of the next token, as far as they are known.
    flags: u16,
}

impl Scanner<'_> {
    fn run(&mut self, from: usize, out: &mut Vec<Token>) {
        let mut at = from;
        while let Some(class) = self.class(at) {
            match class {
                SPACE => {
                    self.flags |= Token::SPACED;
                    at += 1;
                }
                NEWLINE => at = self.newlines(at),
                LETTER => at = self.word(at, out),
                DIGIT => at = self.number(at, out),
                MARK => at = self.mark(at, out),
                SIGN => {
                    self.push(at, at + 1, TokenKind::Symbol, out);
                    at += 1;
                }
                _ => at = self.wide(at, out),
            }
        }
    }

    #[inline]
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    #[inline]
    fn class(&self, at: usize) -> Option<u8> {
        self.bytes
            .get(at)
            .map(|&b| BYTES.get(b as usize).copied().unwrap_or(SIGN))
    }

    fn newlines(&mut self, mut at: usize) -> usize {
        let mut lines = 0;
        while let Some(class) = self.class(at) {
            match class {
                NEWLINE => {
                    lines += usize::from(
                        !(self.byte(at) == b'\n' && at > 0 && self.byte(at - 1) == b'\r'),
                    );
                }
                SPACE => {}
                _ => break,
            }
            at += 1;
        }
        self.flags |= Token::SPACED | Token::LINE;
        if lines > 1 {
            self.flags |= Token::PARAGRAPH;
        }
        at
    }

    /// End of a run of letters and digits that may hold letters beyond ASCII.
    fn letters_end(&self, mut at: usize) -> usize {
        loop {
            match self.class(at) {
                Some(LETTER | DIGIT) => at += 1,
                Some(WIDE) if self.is_wide_mark(at) => return at,
                Some(WIDE) => match self.char(at) {
                    Some(c) if c.is_alphanumeric() && !is_fraction(c) || is_joiner(c) => {
                        at += c.len_utf8();
                    }
                    _ => return at,
                },
                _ => return at,
            }
        }
    }

    fn char(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|rest| rest.chars().next())
    }

    fn is_letter_at(&self, at: usize) -> bool {
        match self.class(at) {
            Some(LETTER) => true,
            Some(WIDE) => self.char(at).is_some_and(char::is_alphabetic),
            _ => false,
        }
    }

    /// Length of an apostrophe, straight or curly, at this byte.
    fn apostrophe(&self, at: usize) -> usize {
        match self.byte(at) {
            b'\'' => 1,
            0xE2 if self.byte(at + 1) == 0x80 && self.byte(at + 2) == 0x99 => 3,
            _ => 0,
        }
    }

    /// Whether a dash, quotation mark or other mark of U+2010 to U+2027 stands at this byte.
    fn is_wide_mark(&self, at: usize) -> bool {
        let rest = self.bytes.get(at..).unwrap_or_default();
        matches!(rest, [0xE2, 0x80, 0x90..=0xA7, ..])
    }

    /// Most words are short and end at a space, or at a mark that stands inside no word. They are
    /// read in the scanner's loop itself.
    #[inline(always)]
    fn word(&mut self, start: usize, out: &mut Vec<Token>) -> usize {
        let Some(head) = Head::letters(self.bytes, start) else {
            return self.other_word(start, out);
        };
        let end = start + head.length();
        let after = self.byte(end);
        if !ends_word(after) {
            return self.other_word(start, out);
        }
        self.push_known(start, end, self.vocabulary.look_up_short(head), out);
        // Two of three stand before a space, which is passed over here.
        if after == b' ' {
            self.flags = Token::SPACED;
            return end + 1;
        }
        end
    }

    /// A word of which more must be seen to know where it ends. It reads the head anew: one that
    /// was handed over would go through memory for every word.
    #[inline(never)]
    fn other_word(&mut self, start: usize, out: &mut Vec<Token>) -> usize {
        if let Some(head) = Head::letters(self.bytes, start) {
            let end = start + head.length();
            let after = self.byte(end);
            // The last word of a sentence; one letter may be an initial.
            if end > start + 1 && after == b'.' {
                let with_dot = self.vocabulary.look_up_short(head.dotted());
                if with_dot.0.is_known() {
                    self.push_known(start, end + 1, with_dot, out);
                    return end + 1;
                }
                self.push_known(start, end, self.vocabulary.look_up_short(head), out);
                return end;
            }
            // "Iran’s", "both powers’ aims", "the end—or"
            if end > start && (after == b'\'' || self.is_wide_mark(end)) {
                let mark = self.apostrophe(end);
                if mark > 0 && self.is_letter_at(end + mark) {
                    return self.apostrophised(start, end, mark, out);
                }
                self.push_known(start, end, self.vocabulary.look_up_short(head), out);
                return end;
            }
        }
        let mut end = start;
        while self.class(end) == Some(LETTER) {
            end += 1;
        }
        if self.class(end) == Some(DIGIT) && self.is_currency_before_digits(start, end) {
            self.push_word(start, end, out);
            return end;
        }
        end = self.letters_end(end);
        loop {
            match self.byte(end) {
                // "U.S.", "a.m.", "J.R.R."
                b'.' if self.is_initials(start, end) => {
                    end += 1;
                    if self.is_letter_at(end) {
                        end = self.letters_end(end);
                    } else {
                        break;
                    }
                }
                // "AT&T", "R&D"
                b'&' if self.class(end + 1) == Some(LETTER)
                    && self.byte(end - 1).is_ascii_uppercase()
                    && self.byte(end + 1).is_ascii_uppercase() =>
                {
                    end = self.letters_end(end + 1);
                }
                _ => break,
            }
        }
        if self.byte(end) == b'.' && self.byte(end - 1) != b'.' {
            // "Mr." and the like are words of the abbreviation list, dot included.
            let with_dot = self.text.get(start..=end).unwrap_or_default();
            let known = self.vocabulary.look_up(with_dot);
            if known.0.is_known() {
                self.push_known(start, end + 1, known, out);
                return end + 1;
            }
        }
        let mark = self.apostrophe(end);
        if mark > 0 && self.is_letter_at(end + mark) {
            return self.apostrophised(start, end, mark, out);
        }
        self.push_word(start, end, out);
        end
    }

    /// "USD10m", "RM2.50", "$A15", but not "PS5", "COP28", "G20", "A4".
    fn is_currency_before_digits(&self, start: usize, end: usize) -> bool {
        let behind_dollar = start > 0 && self.byte(start - 1) == b'$';
        let digits = self
            .bytes
            .iter()
            .skip(end)
            .take_while(|b| b.is_ascii_digit())
            .take(4)
            .count();
        let marked = matches!(
            self.byte(end + digits),
            b'.' | b',' | b'k' | b'm' | b'b' | b't'
        );
        // Codes of three letters look like "COP28"; signs of two like "PS5".
        let enough = match end - start {
            2 => digits > 1 || marked,
            3 => digits > 2 || marked,
            _ => false,
        };
        (behind_dollar || enough)
            && self.byte(start).is_ascii_uppercase()
            && self.text.get(start..end).is_some_and(|word| {
                let (_, classes) = self.vocabulary.look_up(word);
                classes.any(Classes::CURRENCY)
            })
    }

    /// `start..end` is a letter, or letters each followed by a dot: more of an initialism can follow.
    fn is_initials(&self, start: usize, end: usize) -> bool {
        let one_letter = |a: usize, b: usize| {
            b > a
                && self.text.get(a..b).is_some_and(|s| {
                    let mut chars = s.chars();
                    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
                })
        };
        let from = self
            .text
            .get(start..end)
            .and_then(|s| s.rfind('.'))
            .map_or(start, |dot| start + dot + 1);
        if !one_letter(from, end) {
            return false;
        }
        // A lone letter with a dot is an initialism only if another letter and dot follow,
        // or as an initial ("J. Edgar"): upper case, and not the pronoun "I".
        from > start
            || (self.is_letter_at(end + 1) && {
                let next = self.letters_end(end + 1);
                one_letter(end + 1, next) && self.byte(next) == b'.'
            })
            || (self.byte(start).is_ascii_uppercase()
                && self.byte(start) != b'I'
                && self.byte(end + 1) == b' ')
    }

    /// "Iran's", "don't", "they're", "O'Neil".
    fn apostrophised(
        &mut self,
        start: usize,
        end: usize,
        mark: usize,
        out: &mut Vec<Token>,
    ) -> usize {
        let tail_start = end + mark;
        let tail_end = self.letters_end(tail_start);
        let tail = self.text.get(tail_start..tail_end).unwrap_or_default();
        let is = |s: &str| tail.eq_ignore_ascii_case(s);
        if is("t") && matches!(self.byte(end - 1), b'n' | b'N') && end - 1 > start {
            self.push_word(start, end - 1, out);
            self.push_word(end - 1, tail_end, out);
        } else if is("s") || is("re") || is("ve") || is("ll") || is("d") || is("m") {
            self.push_word(start, end, out);
            self.push_word(end, tail_end, out);
        } else {
            self.push_word(start, tail_end, out);
        }
        tail_end
    }

    fn number(&mut self, start: usize, out: &mut Vec<Token>) -> usize {
        let mut end = start + 1;
        loop {
            match self.byte(end) {
                b'0'..=b'9' => end += 1,
                b',' | b'.' if self.class(end + 1) == Some(DIGIT) => end += 2,
                // "1'250'000", as in Switzerland
                b'\'' if self.is_group(end + 1) => end += 4,
                _ => break,
            }
        }
        self.push(start, end, TokenKind::Number, out);
        end
    }

    /// Whether exactly three digits stand here.
    fn is_group(&self, at: usize) -> bool {
        (at..at + 3).all(|n| self.class(n) == Some(DIGIT)) && self.class(at + 3) != Some(DIGIT)
    }

    fn mark(&mut self, start: usize, out: &mut Vec<Token>) -> usize {
        let byte = self.byte(start);
        let mut end = start + 1;
        if matches!(byte, b'.' | b'-' | b'*' | b'_') {
            while self.byte(end) == byte {
                end += 1;
            }
        }
        if byte == b'\'' && self.is_letter_at(end) && !self.flags_spaced() {
            // "'s" after a mark, as in `"Alien"'s`.
            let tail_end = self.letters_end(end);
            if self
                .text
                .get(end..tail_end)
                .is_some_and(|t| t.eq_ignore_ascii_case("s"))
            {
                self.push_word(start, tail_end, out);
                return tail_end;
            }
        }
        // ".5" is a number where no digit or letter stands before the dot.
        if byte == b'.' && end == start + 1 && self.flags_spaced() && self.class(end) == Some(DIGIT)
        {
            return self.number(start, out);
        }
        self.push(start, end, TokenKind::Punctuation, out);
        end
    }

    fn flags_spaced(&self) -> bool {
        self.flags & Token::SPACED != 0
    }

    fn wide(&mut self, start: usize, out: &mut Vec<Token>) -> usize {
        let Some(c) = self.char(start) else {
            return start + 1;
        };
        let end = start + c.len_utf8();
        if self.is_wide_mark(start) {
            self.push(start, end, TokenKind::Punctuation, out);
        } else if is_fraction(c) {
            self.push(start, end, TokenKind::Number, out);
        } else if c.is_alphabetic() {
            return self.other_word(start, out);
        } else if c.is_whitespace() || is_invisible(c) {
            self.flags |= if c == '\u{2028}' || c == '\u{2029}' {
                Token::SPACED | Token::LINE
            } else if is_invisible(c) {
                0
            } else {
                Token::SPACED
            };
        } else if is_punctuation(c) {
            self.push(start, end, TokenKind::Punctuation, out);
        } else {
            self.push(start, end, TokenKind::Symbol, out);
        }
        end
    }

    fn push_word(&mut self, start: usize, end: usize, out: &mut Vec<Token>) {
        let word = self.text.get(start..end).unwrap_or_default();
        let known = self.vocabulary.look_up(word);
        self.push_known(start, end, known, out);
    }

    #[inline(always)]
    fn push_known(
        &mut self,
        start: usize,
        end: usize,
        (word, classes): (WordId, Classes),
        out: &mut Vec<Token>,
    ) {
        self.flags |= (classes.noted() << Token::NOTED) as u16;
        if !self.byte(start).is_ascii_lowercase() {
            self.note_capitals(start, end);
        }
        self.push_token(start, end, word, TokenKind::Word, out);
    }

    /// Notes whether the word begins with a capital, and whether it is all capitals.
    #[inline(never)]
    fn note_capitals(&mut self, start: usize, end: usize) {
        let lead = self.byte(start);
        if lead.is_ascii_uppercase() {
            self.flags |= Token::CAPITAL;
            let rest = self.bytes.get(start + 1..end).unwrap_or_default();
            if !rest.is_empty() && !rest.iter().any(|b| b.is_ascii_lowercase() || *b >= 0x80) {
                self.flags |= Token::UPPER;
            }
        } else if lead >= 0x80 && self.char(start).is_some_and(char::is_uppercase) {
            self.flags |= Token::CAPITAL;
        }
    }

    fn push(&mut self, start: usize, end: usize, kind: TokenKind, out: &mut Vec<Token>) {
        self.flags |= match kind {
            TokenKind::Number => Token::OPENS | Token::NUMBER,
            TokenKind::Symbol => Token::OPENS,
            TokenKind::Punctuation if self.byte(start) == b'-' => Token::OPENS,
            _ => 0,
        };
        self.push_token(start, end, WordId::UNKNOWN, kind, out);
    }

    #[inline]
    fn push_token(
        &mut self,
        start: usize,
        end: usize,
        word: WordId,
        kind: TokenKind,
        out: &mut Vec<Token>,
    ) {
        out.push(Token {
            start: start as u32,
            end: end as u32,
            word,
            kind,
            flags: self.flags,
            lead: self.byte(start),
        });
        self.flags = 0;
    }
}

fn is_fraction(c: char) -> bool {
    matches!(c, '¼' | '½' | '¾' | '⅐'..='⅞')
}

/// Combining accents, which stay with the letter before them.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{200D}' | '\u{AD}')
}

/// Characters with no width and no meaning for the reader: byte-order marks, zero-width spaces.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{AD}'
    )
}

fn is_punctuation(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '¡' | '¿' | '«' | '»' | '·'
        | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    fn split(text: &str) -> String {
        let mut words = Vocabulary::default();
        for w in ["Mr.", "Gen."] {
            words.intern(w);
        }
        let mut tokens = Vec::new();
        tokenize(text, 0, &words, &mut tokens);
        tokens
            .iter()
            .map(|t| t.span().of(text))
            .collect::<Vec<_>>()
            .join(" · ")
    }

    #[test]
    fn words_part_at_apostrophes_as_a_treebank_parts_them() {
        assert_snapshot!(split("Iran’s envoy didn't say they're late, O'Neil said"), @"Iran · ’s · envoy · did · n't · say · they · 're · late · , · O'Neil · said");
        assert_snapshot!(split("both powers’ aims"), @"both · powers · ’ · aims");
    }

    #[test]
    fn initialisms_and_known_abbreviations_keep_their_dots() {
        assert_snapshot!(split("Mr. Xi of the U.S. left at 6 a.m. with J. Ortega."), @"Mr. · Xi · of · the · U.S. · left · at · 6 · a.m. · with · J. · Ortega · .");
        assert_snapshot!(split("AT&T and the G20 met. I. too"), @"AT&T · and · the · G20 · met · . · I · . · too");
    }

    #[test]
    fn numbers_keep_their_grouping_and_leave_their_units() {
        assert_snapshot!(split("1,234.5 and 1.2bn, 30,000-pound, $3½, .5 or 1.2."), @"1,234.5 · and · 1.2 · bn · , · 30,000 · - · pound · , · $ · 3 · ½ · , · .5 · or · 1.2 · .");
    }

    #[test]
    fn dashes_and_wide_marks_stand_alone() {
        assert_snapshot!(split("end—“Axis” … go...now 5°C €4"), @"end · — · “ · Axis · ” · … · go · ... · now · 5 · ° · C · € · 4");
    }

    #[test]
    fn lines_and_paragraphs_are_seen() {
        let text = "one\ntwo\r\n\r\nthree  four";
        let mut tokens = Vec::new();
        tokenize(text, 0, &Vocabulary::default(), &mut tokens);
        let seen: Vec<(bool, bool)> = tokens
            .iter()
            .map(|t| (t.opens_line(), t.follows_blank_line()))
            .collect();
        assert_eq!(
            seen,
            [(true, true), (true, false), (true, true), (false, false)]
        );
    }

    proptest::proptest! {
        #[test]
        fn tokens_of_any_text_are_in_order_and_on_character_borders(text in ".{0,200}") {
            let mut tokens = Vec::new();
            tokenize(&text, 0, &Vocabulary::default(), &mut tokens);
            let mut last = 0;
            for token in tokens {
                assert!(token.start >= last && token.end > token.start);
                assert!(text.get(token.start as usize..token.end as usize).is_some());
                last = token.end;
            }
        }
    }
}
