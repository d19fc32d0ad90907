//! What a reader sees of a stretch of an article: its words without the marks of its format.

use std::borrow::Cow;

use super::printable::squeezed;
use crate::claim::{Article, Claim};
use crate::document::Document;
use crate::span::Span;

/// A paragraph of more bytes than this is cut around the sentence.
const LONGEST_PARAGRAPH: usize = 900;
/// So many bytes of it stay on each side.
const KEPT_ASIDE: usize = 320;

/// The words of the stretch: marks of Markdown left out, runs of white space as one space,
/// characters that act on a screen as codes.
pub(super) fn words(document: &Document, span: Span) -> Cow<'_, str> {
    let text = span.of(&document.text);
    let Some(blanked) = document.blanked.as_deref() else {
        return squeezed(text);
    };
    let seen = span.of(blanked).as_bytes();
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let gone = seen.get(at) == Some(&b' ');
        if !gone || c.is_whitespace() {
            out.push(c);
        } else if matches!(c, '<' | '|') {
            // Tags and the bars of tables part words; asterisks and brackets do not.
            out.push(' ');
        }
    }
    Cow::Owned(squeezed(&out).into_owned())
}

/// [`words`] without white space at either end.
pub(super) fn phrase(document: &Document, span: Span) -> String {
    words(document, span).trim().to_owned()
}

/// The sentence that a claim stands in, or the claim itself where it crosses sentences.
pub(super) fn sentence_of(article: &Article, claim: &Claim) -> Span {
    let sentence = article.read.sentences.get(claim.sentence);
    sentence.map_or(claim.span, |s| s.span.cover(claim.span))
}

/// The paragraph around that sentence, cut on word boundaries where it is long; and whether it
/// was cut at its start and at its end.
pub(super) fn paragraph_of(article: &Article, claim: &Claim) -> (Span, bool, bool) {
    let sentences = &article.read.sentences;
    let sentence = sentence_of(article, claim);
    let Some(number) = sentences.get(claim.sentence).map(|s| s.paragraph) else {
        return (sentence, false, false);
    };
    let first = sentences.partition_point(|s| s.paragraph < number);
    let whole = sentences
        .iter()
        .skip(first)
        .take_while(|s| s.paragraph == number)
        .fold(sentence, |all, s| all.cover(s.span));
    let text = &article.document.text;
    if (whole.end - whole.start) as usize <= LONGEST_PARAGRAPH {
        return (whole, false, false);
    }
    let mut cut = whole;
    let before = Span::new(whole.start, sentence.start).of(text);
    if before.len() > KEPT_ASIDE {
        let from = boundary(before, before.len() - KEPT_ASIDE);
        cut.start = whole.start + from as u32;
    }
    let after = Span::new(sentence.end, whole.end).of(text);
    if after.len() > KEPT_ASIDE {
        cut.end = sentence.end + boundary(after, KEPT_ASIDE) as u32;
    }
    (cut, cut.start > whole.start, cut.end < whole.end)
}

/// The first white space at or after byte `from`, or the end.
fn boundary(text: &str, from: usize) -> usize {
    text.char_indices()
        .find(|(at, c)| *at >= from && c.is_whitespace())
        .map_or(text.len(), |(at, _)| at)
}

/// `text` cut after a word so that it fills at most `columns` characters, "…" included.
pub(super) fn cut(text: &str, columns: usize) -> Cow<'_, str> {
    let Some((end, _)) = text.char_indices().nth(columns) else {
        return Cow::Borrowed(text);
    };
    let room = text
        .char_indices()
        .nth(columns.saturating_sub(1))
        .map_or(end, |(at, _)| at);
    let kept = text.get(..room).unwrap_or_default();
    // A cut inside a word is better than losing most of the text to one long word.
    let at_word = kept.rfind(' ').filter(|at| *at * 2 > room);
    let kept = at_word.and_then(|at| kept.get(..at)).unwrap_or(kept);
    Cow::Owned(format!("{}…", kept.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    #[test]
    fn marks_are_left_out_and_words_stay_apart() {
        let text = "The **12**-year [treaty](http://a.example), one<br>two.";
        let marks = ["**", "[", "](http://a.example)", "<br>"];
        let seen = marks.iter().fold(text.to_owned(), |text, mark| {
            text.replace(mark, &" ".repeat(mark.len()))
        });
        let document = Document {
            text: text.to_owned(),
            blanked: Some(seen),
            ..Document::default()
        };
        let all = Span::new(0, text.len() as u32);
        assert_snapshot!(words(&document, all), @"The 12-year treaty, one two.");
    }

    #[test]
    fn long_texts_are_cut_after_a_word() {
        assert_snapshot!(cut("a short text", 12), @"a short text");
        assert_snapshot!(cut("a text that is too long", 14), @"a text that…");
        assert_snapshot!(cut("Donaudampfschifffahrt", 8), @"Donauda…");
    }
}
