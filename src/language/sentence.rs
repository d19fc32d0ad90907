//! Tokens → sentences.
//!
//! Lines end sentences, unless the text is wrapped at a fixed width; an empty line always does.
//! A full stop ends one where a capital, a digit or a quotation follows; abbreviations
//! (`abbreviations.yaml`) and initials do not.

use serde::Serialize;

use super::token::{Token, TokenKind};
use super::tokens::Source;
use super::vocabulary::Classes;
use crate::span::Span;

/// A sentence, heading or list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// Where it stands; bullets and heading marks are left out.
    pub span: Span,
    /// Index of its first token.
    pub first: u32,
    /// Index of the first token after it.
    pub end: u32,
    /// Number of its paragraph, counted from 0.
    pub paragraph: u32,
    /// Whether it is a heading: a short line of its own with no full stop.
    pub heading: bool,
}

/// Text wrapped at a width has no line longer than this, in bytes.
const WIDEST_LINE: u32 = 160;
/// A heading has at most this many tokens.
const HEADING_TOKENS: usize = 16;

/// So many closing quotes and brackets may follow a full stop.
const MOST_CLOSING: usize = 8;

/// Splits the source into sentences and appends them to `out`. Every token belongs to one
/// sentence, save bullets and heading marks.
pub fn split(source: Source<'_>, out: &mut Vec<Sentence>) {
    let wrapped = is_wrapped(source);
    let mut paragraph = 0;
    let mut first = 0;
    let tokens = source.tokens;
    for (index, pair) in (1..).zip(tokens.windows(2)) {
        let [last, token] = pair else { continue };
        if !token.opens_line() && !may_part(source, last, token) {
            continue;
        }
        let breaks_line = token.opens_line() && breaks(source, index, wrapped);
        if breaks_line || ends_before(source, index) {
            push(source, first, index, paragraph, breaks_line, out);
            first = index;
        }
        if breaks_line {
            paragraph += 1;
        }
    }
    push(source, first, tokens.len(), paragraph, true, out);
}

/// Whether lines are broken at a fixed width: many of them begin in the middle of a sentence.
fn is_wrapped(source: Source<'_>) -> bool {
    let mut lines = 0usize;
    let mut lower = 0usize;
    let mut line_start = source.tokens.first().map_or(0, |t| t.start);
    let mut longest = 0;
    let mut line = 0;
    let tokens = source.tokens;
    let next_line = |from: usize| tokens.get(from..)?.iter().position(Token::opens_line);
    while let Some(ahead) = next_line(line + 1) {
        line += 1 + ahead;
        let (Some(before), Some(token)) = (tokens.get(line - 1), tokens.get(line)) else {
            break;
        };
        longest = longest.max(before.end - line_start);
        line_start = token.start;
        if !token.follows_blank_line() {
            lines += 1;
            lower += usize::from(token.lead.is_ascii_lowercase());
        }
    }
    lower > 0 && lower * 4 >= lines && longest <= WIDEST_LINE
}

fn breaks(source: Source<'_>, index: usize, wrapped: bool) -> bool {
    let Some(token) = source.tokens.get(index) else {
        return false;
    };
    !wrapped || token.follows_blank_line() || is_bullet(source, index)
}

/// A dash, star or dot that opens a line and stands alone before a word.
fn is_bullet(source: Source<'_>, index: usize) -> bool {
    let (Some(token), Some(next)) = (source.tokens.get(index), source.tokens.get(index + 1)) else {
        return false;
    };
    token.opens_line()
        && next.is_spaced()
        && !next.opens_line()
        && matches!(token.span().of(source.text), "-" | "*" | "•" | "·" | "–")
}

/// Marks that may stand at the front of a line without being part of the sentence.
fn is_line_mark(source: Source<'_>, index: usize) -> bool {
    is_bullet(source, index)
        || source
            .tokens
            .get(index)
            .is_some_and(|t| t.opens_line() && t.is_mark(b'#'))
}

/// A cheap look at two tokens between which a sentence may end: most words stand behind another
/// word or a comma.
#[inline]
fn may_part(source: Source<'_>, last: &Token, token: &Token) -> bool {
    match last.kind {
        TokenKind::Word => {
            token.is_capitalised()
                && token.is_spaced()
                && source.text.as_bytes().get(last.end as usize - 1) == Some(&b'.')
        }
        TokenKind::Number => false,
        _ => {
            matches!(last.lead, b'.' | b'!' | b'?' | b'"' | b'\'' | b')' | b']')
                || last.lead >= 0x80
        }
    }
}

/// Whether a sentence ends right before token `index` (line breaks aside).
fn ends_before(source: Source<'_>, index: usize) -> bool {
    let (Some(token), Some(mut last)) = (source.tokens.get(index), source.tokens.get(index - 1))
    else {
        return false;
    };
    if !may_part(source, last, token) {
        return false;
    }
    let text = |t: &Token| t.span().of(source.text);
    // Closing quotes and brackets belong to the sentence whose stop they follow.
    let mut back = index - 1;
    while back > 0
        && index - back <= MOST_CLOSING
        && !last.is_spaced()
        && matches!(text(last), "\"" | "”" | "’" | "'" | ")" | "]" | "»")
    {
        back -= 1;
        let Some(before) = source.tokens.get(back) else {
            return false;
        };
        last = before;
    }
    if last.is_word() {
        return back + 1 == index && token.is_spaced() && text(last).ends_with('.') && {
            let classes = source.lexicon.vocabulary.classes(last.word);
            let after = source.lexicon.vocabulary.classes(token.word);
            !classes.any(Classes::ABBREVIATION)
                && text(last).len() > 2
                && token.is_capitalised()
                && after.any(Classes::FUNCTION)
        };
    }
    let opens = token.is_capitalised()
        || token.lead.is_ascii_digit()
        || matches!(
            text(token),
            "\"" | "“" | "‘" | "'" | "(" | "[" | "$" | "£" | "€" | "…" | "«"
        );
    match text(last) {
        "!" | "?" | "." | "..." | "…" => {
            if token.is_spaced() {
                opens && (token.is_capitalised() || !matches!(text(last), "..." | "…"))
            } else {
                // "…the end.The next": two paragraphs run together.
                back + 1 == index
                    && text(last) == "."
                    && token.is_capitalised()
                    && token.is_word()
                    && source
                        .tokens
                        .get(back.wrapping_sub(1))
                        .is_some_and(|t| t.is_word() && t.end - t.start > 2 && !t.is_upper())
            }
        }
        _ => false,
    }
}

fn push(
    source: Source<'_>,
    mut first: usize,
    end: usize,
    paragraph: u32,
    whole_line: bool,
    out: &mut Vec<Sentence>,
) {
    while first < end && is_line_mark(source, first) {
        first += 1;
    }
    let (Some(a), Some(b)) = (
        source.tokens.get(first),
        end.checked_sub(1).and_then(|last| source.tokens.get(last)),
    ) else {
        return;
    };
    if first >= end {
        return;
    }
    let starts_line = first == 0 || a.opens_line() || is_line_mark(source, first - 1);
    let stops = matches!(
        b.span().of(source.text),
        "." | "!" | "?" | "…" | "..." | ":" | ";" | ","
    ) || matches!(b.span().of(source.text), "\"" | "”" | ")" | "’");
    out.push(Sentence {
        span: Span::new(a.start, b.end),
        first: first as u32,
        end: end as u32,
        paragraph,
        heading: whole_line && starts_line && !stops && end - first <= HEADING_TOKENS,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::token::tokenize;
    use crate::lexicon::Lexicon;
    use insta::assert_snapshot;

    fn sentences(text: &str) -> String {
        let lexicon = Lexicon::load(&[]).unwrap();
        let mut tokens = Vec::new();
        tokenize(text, 0, &lexicon.vocabulary, &mut tokens);
        let source = Source {
            text,
            tokens: &tokens,
            lexicon: &lexicon,
        };
        let mut out = Vec::new();
        split(source, &mut out);
        out.iter()
            .map(|s| {
                let kind = if s.heading { "# " } else { "" };
                format!("{kind}{}", s.span.of(text).replace('\n', " "))
            })
            .collect::<Vec<_>>()
            .join(" | ")
    }

    #[test]
    fn full_stops_end_sentences_and_abbreviations_do_not() {
        assert_snapshot!(sentences("Mr. Ruiz met Dr. J. Oduya at 5 p.m. on Monday. They spoke for 2.5 hours. No. 10 was silent."), @"Mr. Ruiz met Dr. J. Oduya at 5 p.m. on Monday. | They spoke for 2.5 hours. | No. 10 was silent.");
    }

    #[test]
    fn an_initialism_ends_a_sentence_only_before_a_function_word() {
        assert_snapshot!(sentences("He left the U.S. The ship did not. The U.S. Navy said so."), @"He left the U.S. | The ship did not. | The U.S. Navy said so.");
    }

    #[test]
    fn closing_quotes_stay_with_their_sentence() {
        assert_snapshot!(sentences("“We will stay. We must.” He left. “Will you?” she asked."), @"“We will stay. | We must.” | He left. | “Will you?” she asked.");
    }

    #[test]
    fn headings_and_bullets_stand_alone() {
        assert_snapshot!(sentences("# A port reopens\n\nShips came back.\n- Two ferries sailed\n* One stayed.\nWhy it matters\nTrade."), @"# A port reopens | Ships came back. | # Two ferries sailed | One stayed. | # Why it matters | Trade.");
    }

    #[test]
    fn a_text_wrapped_at_a_width_is_read_across_its_lines() {
        assert_snapshot!(sentences("The port of Varna was shut on\nMonday after a fire that broke\nout in a warehouse near the\nquay.\n\nIt reopened."), @"The port of Varna was shut on Monday after a fire that broke out in a warehouse near the quay. | It reopened.");
    }

    #[test]
    fn paragraphs_glued_together_come_apart() {
        assert_snapshot!(sentences("It ended.The next day came."), @"It ended. | The next day came.");
    }
}
