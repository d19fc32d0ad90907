//! A stretch of tokens as nom's input.

use std::ops::Range;

use nom::{Input, Needed};

use super::token::{Token, TokenKind};
use super::vocabulary::{Classes, WordId};
use crate::lexicon::Lexicon;
use crate::span::Span;

/// A text split into tokens, with the lexicon that its words were looked up in.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The text that the tokens' offsets point into.
    pub text: &'a str,
    /// All its tokens.
    pub tokens: &'a [Token],
    /// The word lists.
    pub lexicon: &'a Lexicon,
}

/// The tokens `at..end` of a source. Cheap to copy; parsers take from the front.
#[derive(Clone, Copy, Debug)]
pub struct Tokens<'a> {
    source: Source<'a>,
    // A text has less than 4 GB. Parsers pass these about, so they are kept small.
    at: u32,
    end: u32,
}

/// What a value's grammar returns: what is left, and what was read. A grammar that does not
/// apply is no error for a person, so errors carry nothing.
pub type Parsed<'a, O> = nom::IResult<Tokens<'a>, O, ()>;

/// The answer of a grammar that does not apply here.
pub fn no_match<'a, O>() -> Parsed<'a, O> {
    Err(nom::Err::Error(()))
}

impl<'a> Tokens<'a> {
    /// The tokens of `range`.
    pub fn new(source: Source<'a>, range: Range<usize>) -> Self {
        let end = range.end.min(source.tokens.len());
        Self {
            source,
            at: range.start.min(end) as u32,
            end: end as u32,
        }
    }

    /// The source that these tokens belong to.
    pub fn source(&self) -> Source<'a> {
        self.source
    }

    /// The word lists.
    pub fn lexicon(&self) -> &'a Lexicon {
        self.source.lexicon
    }

    /// Index of the first token in the source.
    pub fn index(&self) -> usize {
        self.at as usize
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        (self.end - self.at) as usize
    }

    /// Whether none is left.
    pub fn is_empty(&self) -> bool {
        self.at >= self.end
    }

    /// The token `n` places on (0 is the first), if it lies in this stretch.
    pub fn peek(&self, n: usize) -> Option<&'a Token> {
        let at = self.index() + n;
        (at < self.end as usize)
            .then(|| self.source.tokens.get(at))
            .flatten()
    }

    /// The first token.
    pub fn first(&self) -> Option<&'a Token> {
        self.peek(0)
    }

    /// The token `n` places before the first (1 is the one right before), of the whole source.
    pub fn back(&self, n: usize) -> Option<&'a Token> {
        self.index()
            .checked_sub(n)
            .and_then(|at| self.source.tokens.get(at))
    }

    /// The same stretch without its first `n` tokens.
    pub fn skip(&self, n: usize) -> Self {
        Self {
            at: (self.index() + n).min(self.end as usize) as u32,
            ..*self
        }
    }

    /// The text of a token.
    pub fn text(&self, token: &Token) -> &'a str {
        token.span().of(self.source.text)
    }

    /// The text of the first token; empty at the end.
    pub fn first_text(&self) -> &'a str {
        self.first().map(|t| self.text(t)).unwrap_or_default()
    }

    /// The classes of a token's word.
    pub fn classes(&self, token: &Token) -> Classes {
        self.source.lexicon.vocabulary.classes(token.word)
    }

    /// Whether the token `n` places on is the given known word.
    pub fn is(&self, n: usize, word: WordId) -> bool {
        word.is_known() && self.peek(n).is_some_and(|t| t.word == word)
    }

    /// Whether the token `n` places on stands right after the one before it, without a space.
    pub fn is_glued(&self, n: usize) -> bool {
        self.peek(n).is_some_and(|t| !t.is_spaced())
    }

    /// Whether the token `n` places on is a hyphen inside a compound ("20-year"): no space on
    /// either side.
    pub fn is_hyphen(&self, n: usize) -> bool {
        self.peek(n)
            .is_some_and(|t| may_be_dash(t) && matches!(self.text(t), "-" | "‑" | "‐"))
            && self.is_glued(n + 1)
    }

    /// Whether the token `n` places on is a hyphen without a space before it.
    pub fn is_hyphen_only(&self, n: usize) -> bool {
        self.peek(n)
            .is_some_and(|t| may_be_dash(t) && matches!(self.text(t), "-" | "‑" | "‐" | "–"))
    }

    /// The span from this stretch's first token to the last one before `rest` begins.
    pub fn span_until(&self, rest: &Tokens<'a>) -> Span {
        let last = rest.index().max(self.index() + 1) - 1;
        match (
            self.source.tokens.get(self.index()),
            self.source.tokens.get(last),
        ) {
            (Some(a), Some(b)) => Span::new(a.start, b.end),
            _ => Span::default(),
        }
    }
}

/// A cheap look at a token: without a space before it, and beginning as a hyphen or dash does.
fn may_be_dash(token: &Token) -> bool {
    !token.is_spaced() && matches!(token.lead, b'-' | 0xE2)
}

/// One token of the given kind.
pub fn kind<'a>(kind: TokenKind) -> impl Fn(Tokens<'a>) -> Parsed<'a, &'a Token> {
    satisfy(move |_, token| token.kind == kind)
}

/// One known word.
pub fn word<'a>(word: WordId) -> impl Fn(Tokens<'a>) -> Parsed<'a, &'a Token> {
    satisfy(move |_, token| word.is_known() && token.word == word)
}

/// One token whose word has one of the classes.
pub fn class<'a>(classes: Classes) -> impl Fn(Tokens<'a>) -> Parsed<'a, &'a Token> {
    satisfy(move |tokens, token| tokens.classes(token).any(classes))
}

/// One ASCII mark or sign.
pub fn mark<'a>(mark: u8) -> impl Fn(Tokens<'a>) -> Parsed<'a, &'a Token> {
    satisfy(move |_, token| token.is_mark(mark))
}

/// One token for which the test holds.
pub fn satisfy<'a>(
    test: impl Fn(&Tokens<'a>, &Token) -> bool,
) -> impl Fn(Tokens<'a>) -> Parsed<'a, &'a Token> {
    move |input| match input.first() {
        Some(token) if test(&input, token) => Ok((input.skip(1), token)),
        _ => no_match(),
    }
}

impl<'a> Input for Tokens<'a> {
    type Item = &'a Token;
    type Iter = std::slice::Iter<'a, Token>;
    type IterIndices = std::iter::Enumerate<std::slice::Iter<'a, Token>>;

    fn input_len(&self) -> usize {
        self.len()
    }

    fn take(&self, count: usize) -> Self {
        Self {
            end: (self.index() + count).min(self.end as usize) as u32,
            ..*self
        }
    }

    fn take_from(&self, count: usize) -> Self {
        self.skip(count)
    }

    fn take_split(&self, count: usize) -> (Self, Self) {
        (self.skip(count), self.take(count))
    }

    fn position<P: Fn(Self::Item) -> bool>(&self, predicate: P) -> Option<usize> {
        self.iter_elements().position(predicate)
    }

    fn iter_elements(&self) -> Self::Iter {
        self.source
            .tokens
            .get(self.at as usize..self.end as usize)
            .unwrap_or_default()
            .iter()
    }

    fn iter_indices(&self) -> Self::IterIndices {
        self.iter_elements().enumerate()
    }

    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        if count <= self.len() {
            Ok(count)
        } else {
            Err(Needed::new(count - self.len()))
        }
    }
}
