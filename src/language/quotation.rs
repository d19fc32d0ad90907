//! Tokens → quotations, with who speaks.
//!
//! Straight, curly and single marks; quotations of several paragraphs, whose marks are opened at
//! each and closed at the last. A few words in quotation marks that nobody is said to say
//! (scare quotes, titles) are no utterance.

use super::clause;
use super::group::{Group, Reference};
use super::sentence::Sentence;
use super::token::Token;
use super::tokens::Source;
use super::vocabulary::Classes;
use crate::span::Span;

/// Words in quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// What stands between the marks.
    pub span: Span,
    /// Index of the first token between the marks.
    pub first: usize,
    /// Index of the closing mark.
    pub end: usize,
    /// Number of the sentence in which it begins.
    pub sentence: usize,
    /// Number of the group that speaks, where the sentence tells.
    pub speaker: Option<usize>,
    /// Whether somebody utters it; otherwise it is a title, a term or a scare quote.
    pub utterance: bool,
}

/// An utterance has at least this many tokens, unless its speaker is told.
const LEAST_TOKENS: usize = 6;
/// A quotation has at most this many tokens; a longer one was never closed.
const LONGEST: usize = 600;
/// A verb of saying stands at most this many tokens from the mark.
const REACH: usize = 9;

/// Finds the quotations of a document, in order of place.
pub fn read(source: Source<'_>, sentences: &[Sentence], groups: &[Group]) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut at = 0;
    // Most texts have few marks: the tokens between them are passed over at once.
    while let Some(ahead) = source
        .tokens
        .get(at..)
        .and_then(|rest| rest.iter().position(may_be_mark))
    {
        at += ahead;
        match opening(source, at).and_then(|mark| closing(source, sentences, at, mark)) {
            Some(end) if end > at + 1 => {
                if let Some(quotation) = quotation(source, sentences, groups, at + 1, end) {
                    found.push(quotation);
                }
                at = end + 1;
            }
            _ => at += 1,
        }
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Double,
    Curly,
    Single,
    Angle,
}

fn text(source: Source<'_>, at: usize) -> &str {
    source
        .tokens
        .get(at)
        .map(|t| t.span().of(source.text))
        .unwrap_or_default()
}

/// A cheap look at the first byte: that of a straight mark, or of one beyond ASCII.
fn may_be_mark(token: &Token) -> bool {
    token.lead == b'"' || token.lead >= 0x80 && !token.is_word()
}

fn opening(source: Source<'_>, at: usize) -> Option<Mark> {
    let token = source.tokens.get(at).filter(|t| may_be_mark(t))?;
    let next_glued = source.tokens.get(at + 1).is_some_and(|t| !t.is_spaced());
    let opens = (token.is_spaced()
        || matches!(
            text(source, at.wrapping_sub(1)),
            "(" | "[" | "—" | "–" | "-"
        ))
        && next_glued;
    match text(source, at) {
        "“" | "„" => Some(Mark::Curly),
        "«" => Some(Mark::Angle),
        "\"" if opens => Some(Mark::Double),
        "‘" if opens => Some(Mark::Single),
        _ => None,
    }
}

/// Index of the mark that closes the quotation opened at `open`.
fn closing(source: Source<'_>, sentences: &[Sentence], open: usize, mark: Mark) -> Option<usize> {
    for at in open + 1..source.tokens.len().min(open + LONGEST) {
        let token = source.tokens.get(at)?;
        if !token.opens_line() && !may_be_mark(token) {
            continue;
        }
        let word = text(source, at);
        if at > open + 1 && opening(source, at) == Some(mark) {
            // A paragraph may go on with the quotation by opening it again; elsewhere the first
            // mark was never closed.
            if token.opens_line() && opens_paragraph(sentences, at) {
                continue;
            }
            return None;
        }
        if token.opens_line() && opens_paragraph(sentences, at) {
            return None;
        }
        let glued = !token.is_spaced();
        let free_after = source
            .tokens
            .get(at + 1)
            .is_none_or(|t| t.is_spaced() || !t.is_word());
        let closes = match mark {
            Mark::Curly => word == "”" || (word == "“" && glued && free_after),
            Mark::Double => word == "\"" && glued,
            Mark::Single => word == "’" && glued && free_after,
            Mark::Angle => word == "»",
        };
        if closes {
            return Some(at);
        }
    }
    None
}

/// Whether a paragraph begins at the token, which opens a line.
fn opens_paragraph(sentences: &[Sentence], at: usize) -> bool {
    let n = sentences.partition_point(|s| (s.first as usize) < at);
    match (
        n.checked_sub(1).and_then(|b| sentences.get(b)),
        sentences.get(n),
    ) {
        (Some(before), Some(this)) => this.paragraph != before.paragraph,
        _ => true,
    }
}

fn quotation(
    source: Source<'_>,
    sentences: &[Sentence],
    groups: &[Group],
    first: usize,
    end: usize,
) -> Option<Quotation> {
    let (a, b) = (source.tokens.get(first)?, source.tokens.get(end - 1)?);
    let of = |at: usize| {
        sentences
            .partition_point(|s| s.first as usize <= at)
            .saturating_sub(1)
    };
    let (begin_sentence, end_sentence) = (of(first), of(end - 1));
    let after = sentences.get(end_sentence)?.end as usize;
    let before = sentences.get(begin_sentence)?.first as usize;
    let said = said_after(source, groups, end, after)
        .or_else(|| said_before(source, groups, before, first - 1));
    let long = end - first >= LEAST_TOKENS;
    Some(Quotation {
        span: Span::new(a.start, b.end),
        first,
        end,
        sentence: begin_sentence,
        speaker: said.flatten(),
        utterance: long || (said.is_some() && end - first >= 3),
    })
}

fn is_saying(source: Source<'_>, at: usize) -> bool {
    source.tokens.get(at).is_some_and(|t| {
        t.is_word()
            && source
                .lexicon
                .vocabulary
                .classes(t.word)
                .any(Classes::SAYING)
    })
}

/// `…,” said Ana Torvald`, `…,” the minister Ana Torvald told reporters`. The outer option tells
/// whether a verb of saying was found, the inner one who says it.
fn said_after(
    source: Source<'_>,
    groups: &[Group],
    close: usize,
    end: usize,
) -> Option<Option<usize>> {
    let verb = (close + 1..end.min(close + 1 + REACH)).find(|at| is_saying(source, *at))?;
    let named = |range: std::ops::Range<usize>, last: bool| {
        let from = groups.partition_point(|g| (g.first as usize) < range.start);
        let to = groups.partition_point(|g| (g.first as usize) < range.end);
        let inside = groups.get(from..to)?;
        let mut speakers = inside
            .iter()
            .enumerate()
            .filter(|(_, g)| !g.possessive && g.members.len() == 1)
            .map(|(n, _)| from + n);
        if last {
            speakers.next_back()
        } else {
            speakers.next()
        }
    };
    // "said Ana Torvald": the nearest name after the verb; else the one between mark and verb.
    let between = named(close + 1..verb, true);
    Some(between.or_else(|| named(verb + 1..end.min(verb + 1 + REACH), false)))
}

/// `Ana Torvald said: “…`
fn said_before(
    source: Source<'_>,
    groups: &[Group],
    from: usize,
    open: usize,
) -> Option<Option<usize>> {
    let verb = (from.max(open.saturating_sub(REACH))..open)
        .rev()
        .find(|at| is_saying(source, *at))?;
    let group = clause::verb_group(source, verb, from);
    let speaker = clause::subject(source, groups, group.first, from)
        .filter(|g| g.members.len() == 1 || g.reference == Reference::Pronoun)
        .map(|g| groups.partition_point(|other| other.first < g.first));
    Some(speaker)
}
