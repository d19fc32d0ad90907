//! What `factcheck facts` lists: values, quotations and names, in the order of the text.

use std::fmt;

use serde::Serialize;

use super::printable::on_one_line;
use crate::annotate::Annotations;
use crate::document::Document;
use crate::language::names::{Entity, Names};
use crate::language::quotation;
use crate::language::token::{Token, TokenKind};
use crate::language::tokens::Source;
use crate::lexicon::Lexicon;
use crate::lexicon::gazetteer::NameKind;
use crate::span::Span;
use crate::value::output::ValueView;
use crate::value::quantity::{self, Stated};
use crate::value::{Mention, Value, temporal};

/// A document and what was read in it.
#[derive(Clone, Copy, Debug)]
pub struct Read<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its tokens, sentences and values.
    pub annotations: &'a Annotations,
    /// The lexicon that it was read with.
    pub lexicon: &'a Lexicon,
    /// Where claims stand and the ids of the rules that drew them, if they were asked for.
    pub claims: Option<&'a [(Span, &'a str)]>,
}

/// One mention as listed.
pub(super) struct Entry<'a> {
    pub(super) span: Span,
    pub(super) kind: &'static str,
    pub(super) said: Said<'a>,
}

/// What a mention says.
pub(super) enum Said<'a> {
    Value(&'a Value),
    /// A value that is listed again as another kind: the two years of "over two years".
    Also(Box<Value>),
    Quote(QuoteView),
    Name(&'a Entity),
}

/// What a mention says, for serialisation.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum SaidView<'a> {
    Value(ValueView<'a>),
    Quote(QuoteView),
    Name(NameView<'a>),
}

/// A quotation as printed.
#[derive(Clone, Copy, Serialize)]
pub(super) struct QuoteView {
    /// Whether somebody utters it; otherwise it is a title, a term or a scare quote.
    utterance: bool,
    /// How many words stand between the marks.
    words: usize,
}

/// A name as printed.
#[derive(Serialize)]
pub(super) struct NameView<'a> {
    /// Key that documents share: `country:IR`, `person:ruiz`.
    key: &'a str,
    r#type: NameKind,
}

/// Sorted by place. Of those that begin at one place the longest comes first; those of one span
/// stay as they were.
pub(super) fn in_order(mut entries: Vec<Entry<'_>>) -> Vec<Entry<'_>> {
    entries.sort_by_key(|e| (e.span.start, std::cmp::Reverse(e.span.end)));
    entries
}

impl<'a> Read<'a> {
    fn source(&self) -> Source<'a> {
        Source {
            text: self.document.readable(),
            tokens: &self.annotations.tokens,
            lexicon: self.lexicon,
        }
    }

    /// The names of the document.
    pub(super) fn names(&self) -> Names {
        Names::read(self.source(), &self.annotations.sentences)
    }

    /// Values, quotations and the `names` that are asked for, one kind after the other.
    pub(super) fn entries<'b>(&self, names: Option<&'b Names>) -> Vec<Entry<'b>>
    where
        'a: 'b,
    {
        let values = self.annotations.mentions.iter().map(|m| Entry {
            span: m.span,
            kind: m.value.kind(),
            said: Said::Value(&m.value),
        });
        let named = names.into_iter().flat_map(|names| {
            names.mentions.iter().filter_map(|m| {
                Some(Entry {
                    span: m.span,
                    kind: "name",
                    said: Said::Name(names.entity(m.entity)?),
                })
            })
        });
        values.chain(self.quotes()).chain(named).collect()
    }

    fn quotes<'b>(&self) -> impl Iterator<Item = Entry<'b>> {
        let tokens = &self.annotations.tokens;
        // Who speaks is not listed, so no names are needed.
        let found = quotation::read(self.source(), &self.annotations.sentences, &[]);
        found.into_iter().map(move |q| {
            let inside = tokens.get(q.first..q.end).unwrap_or_default();
            Entry {
                span: q.span,
                kind: "quote",
                said: Said::Quote(QuoteView {
                    utterance: q.utterance,
                    words: words(inside),
                }),
            }
        })
    }

    /// Lists ages, and lengths of time that count a unit, as quantities too.
    pub(super) fn add_quantities<'b>(&self, entries: &mut Vec<Entry<'b>>)
    where
        'a: 'b,
    {
        for mention in &self.annotations.mentions {
            let (span, said) = match &*mention.value {
                Value::Age(_) => (mention.span, Said::Value(&mention.value)),
                Value::Temporal(time) if time.is_counted() => match self.counted(mention) {
                    Some((span, value)) => (span, Said::Also(Box::new(value))),
                    None => continue,
                },
                _ => continue,
            };
            entries.push(Entry {
                span,
                kind: "quantity",
                said,
            });
        }
    }

    /// The quantity in a time: the "two weeks" of "the past two weeks".
    fn counted(&self, time: &Mention) -> Option<(Span, Value)> {
        let tokens = time.first as usize..time.end as usize;
        if temporal::is_attributive(self.source(), tokens.clone()) {
            return None;
        }
        quantity::within(self.source(), tokens)
    }
}

/// How many words the tokens make: "don't" is two tokens and one word.
fn words(tokens: &[Token]) -> usize {
    let is_word = |t: &Token| matches!(t.kind, TokenKind::Word | TokenKind::Number);
    let mut glued = false;
    let mut words = 0;
    for token in tokens {
        words += usize::from(is_word(token) && (token.is_spaced() || !glued));
        glued = is_word(token);
    }
    words
}

impl Said<'_> {
    /// For serialisation and printing.
    pub(super) fn view<'b>(&'b self, read: &Read<'_>) -> SaidView<'b> {
        let of = |value: &'b Value| SaidView::Value(value.view(&read.document.text, read.lexicon));
        match self {
            Said::Value(value) => of(value),
            Said::Also(value) => of(value),
            Said::Quote(quote) => SaidView::Quote(*quote),
            Said::Name(entity) => SaidView::Name(NameView {
                key: &entity.key,
                r#type: entity.kind,
            }),
        }
    }
}

/// The value in a few words, as it stands in a column.
impl fmt::Display for SaidView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SaidView::Value(ValueView::Quantity(q)) => {
                match q.stated {
                    Stated::One(number) => write!(f, "{number}")?,
                    Stated::Range([low, high]) => write!(f, "{low} to {high}")?,
                }
                match &q.unit_name {
                    Some(unit) => write!(f, " {}", on_one_line(unit)),
                    None => Ok(()),
                }
            }
            SaidView::Value(ValueView::Plain(Value::Temporal(time))) => f.write_str(&time.iso),
            SaidView::Value(ValueView::Plain(Value::Score(score))) => {
                write!(f, "{} to {}", score.sides[0], score.sides[1])
            }
            SaidView::Value(ValueView::Plain(Value::Ordinal(ordinal))) => {
                write!(f, "place {}", ordinal.place)
            }
            SaidView::Value(ValueView::Plain(_)) => Ok(()),
            SaidView::Quote(quote) => {
                let what = if quote.words == 1 { "word" } else { "words" };
                write!(f, "{} {what}", quote.words)
            }
            SaidView::Name(name) => write!(f, "{}", on_one_line(name.key)),
        }
    }
}
