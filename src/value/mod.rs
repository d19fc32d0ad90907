//! Values: what figures, dates, durations and quotations in a text say.
//!
//! A kind of value is one file with one grammar, and one line in [`GRAMMARS`]. A grammar is a
//! nom parser over tokens; it is tried only at tokens that can open it, and the longest reading
//! wins (the earlier grammar of the list where two are equally long).

pub mod age;
mod amount;
mod bound;
mod context;
mod counted;
pub mod interval;
pub mod members;
pub mod named;
pub mod noun;
pub mod number;
pub mod ordinal;
pub mod output;
pub mod quantity;
pub mod quote;
mod range;
pub mod score;
pub mod temporal;
pub mod unit;

use std::sync::Arc;

use nom::Input;
use serde::Serialize;

use crate::language::token::{Token, TokenKind};
use crate::language::tokens::{Source, Tokens};
use crate::language::vocabulary::Classes;
use crate::lexicon::Lexicon;
use crate::span::Span;

/// A piece of text with its typed reading.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mention {
    /// Where it stands.
    pub span: Span,
    /// Index of its first token.
    pub first: u32,
    /// Index of the first token after it.
    pub end: u32,
    /// What it says; the claims that are drawn from it hold the same.
    pub value: Arc<Value>,
}

/// What a mention says.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// Counts, measures, percentages, money.
    Quantity(quantity::Quantity),
    /// How old somebody or something is.
    Age(quantity::Quantity),
    /// Scores, votes, ratios: two numbers that belong together.
    Score(score::Score),
    /// Places in an order.
    Ordinal(ordinal::Ordinal),
    /// Dates, times, durations, sets.
    Temporal(temporal::Temporal),
    /// What somebody said.
    Quote(Box<quote::Quote>),
    /// Who belongs to a group.
    Members(members::Members),
    /// One thing, by its name.
    Named(named::Named),
    /// Whether something is so.
    Polarity(bool),
    /// How a name is written.
    Spelling(String),
}

impl Value {
    /// The kind's name in output: `quantity`, `date`, `duration` …
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Quantity(_) => "quantity",
            Value::Age(_) => "age",
            Value::Score(s) => s.kind.name(),
            Value::Ordinal(_) => "ordinal",
            Value::Temporal(t) => t.kind.name(),
            Value::Quote(_) => "quote",
            Value::Members(_) => "members",
            Value::Named(_) => "name",
            Value::Polarity(_) => "polarity",
            Value::Spelling(_) => "spelling",
        }
    }

    /// Whether a rule's slot of that kind can hold this value.
    pub fn is_kind(&self, kind: ValueKind, lexicon: &Lexicon) -> bool {
        match (kind, self) {
            (ValueKind::Number, Value::Quantity(_)) => true,
            (ValueKind::Count, Value::Quantity(q)) => q.unit.scale == unit::Scale::NUMBER,
            (ValueKind::Percent, Value::Quantity(q)) => q.unit.is_share(lexicon),
            (ValueKind::Money, Value::Quantity(q)) => q.unit.is_money(lexicon),
            (ValueKind::Measure, Value::Quantity(q)) => {
                q.unit.scale != unit::Scale::NUMBER
                    && !q.unit.is_share(lexicon)
                    && !q.unit.is_money(lexicon)
            }
            (ValueKind::Age, Value::Age(_)) => true,
            (ValueKind::Score, Value::Score(_)) => true,
            (ValueKind::Ordinal, Value::Ordinal(_)) => true,
            (ValueKind::Date, Value::Temporal(t)) => t.kind == temporal::TimexKind::Date,
            (ValueKind::Duration, Value::Temporal(t)) => t.kind == temporal::TimexKind::Duration,
            _ => false,
        }
    }

    /// The calendar year that a date lies in, if it is known and one.
    pub fn year(&self) -> Option<i32> {
        match self {
            Value::Temporal(t) if t.kind == temporal::TimexKind::Date => t
                .iso
                .get(..4)
                .filter(|_| t.interval.is_some())
                .and_then(|y| y.parse().ok()),
            _ => None,
        }
    }

    /// The value as a text that is the same however it was worded; for ids.
    pub fn canonical(&self) -> String {
        match self {
            Value::Quantity(q) | Value::Age(q) => format!("{:?}", q.stated),
            Value::Score(s) => format!("{s:?}"),
            Value::Ordinal(o) => format!("{o:?}"),
            Value::Temporal(t) => t.iso.clone(),
            Value::Members(m) => {
                let names: Vec<&str> = m.names.iter().map(String::as_str).collect();
                names.join("+")
            }
            Value::Quote(q) => q.text().to_owned(),
            Value::Named(n) => n.keys.join("+"),
            Value::Polarity(yes) => yes.to_string(),
            Value::Spelling(form) => form.clone(),
        }
    }

    /// How this value stands to another.
    pub fn compare(&self, other: &Value, lexicon: &Lexicon) -> Relation {
        match (self, other) {
            (Value::Quantity(a), Value::Quantity(b)) | (Value::Age(a), Value::Age(b)) => {
                a.compare(b)
            }
            (Value::Score(a), Value::Score(b)) => a.compare(b),
            (Value::Ordinal(a), Value::Ordinal(b)) => a.compare(b),
            (Value::Temporal(a), Value::Temporal(b)) => a.compare(b),
            (Value::Quote(a), Value::Quote(b)) => a.compare(b, lexicon),
            (Value::Members(a), Value::Members(b)) => a.compare(b),
            (Value::Named(a), Value::Named(b)) => a.compare(b),
            (Value::Polarity(a), Value::Polarity(b)) => same_or_disjoint(a == b),
            (Value::Spelling(a), Value::Spelling(b)) => same_or_disjoint(a == b),
            _ => Relation::Incomparable,
        }
    }
}

/// Kinds of value that a slot can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// Any figure.
    Number,
    /// A count of things: "12 people", "eleven".
    Count,
    /// A percentage or fraction.
    Percent,
    /// A sum of money.
    Money,
    /// A measure with a unit.
    Measure,
    /// A date or period.
    Date,
    /// A length of time.
    Duration,
    /// An age.
    Age,
    /// A place in an order: "the 19th".
    Ordinal,
    /// Two numbers that belong together: "52-48".
    Score,
}

/// Names of the kinds, as an editor writes them.
pub const VALUE_KINDS: &[(&str, ValueKind)] = &[
    ("number", ValueKind::Number),
    ("count", ValueKind::Count),
    ("percent", ValueKind::Percent),
    ("money", ValueKind::Money),
    ("measure", ValueKind::Measure),
    ("date", ValueKind::Date),
    ("duration", ValueKind::Duration),
    ("age", ValueKind::Age),
    ("ordinal", ValueKind::Ordinal),
    ("score", ValueKind::Score),
];

/// How two values stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// Of different kinds or units, or one of them not known well enough.
    Incomparable,
    /// Both can be right.
    Compatible,
    /// Both can be right by the letter, though no reader would take them so ("more than 600", 2,000);
    /// or they are apart only by a hedge ("about 600", 700).
    Strained,
    /// They share no reading.
    Disjoint,
}

fn same_or_disjoint(same: bool) -> Relation {
    if same {
        Relation::Compatible
    } else {
        Relation::Disjoint
    }
}

/// One kind's grammar.
pub struct Grammar {
    /// Name, for benchmarks and documentation.
    pub name: &'static str,
    /// Classes of the words that can open a value of this kind.
    pub starts: Classes,
    /// Whether digits can open one.
    pub digits: bool,
    /// Whether signs ("$", "%", "±") can open one.
    pub signs: bool,
    /// Whether all of them have a number within the first `NUMBER_REACH` tokens.
    pub counts: bool,
    /// Reads a value from the front; what is left, and the value.
    pub read: for<'a> fn(Tokens<'a>) -> Option<(Tokens<'a>, Value)>,
}

impl Grammar {
    /// Whether a value of this kind may begin with the token, whose word has these classes.
    pub fn opens(&self, token: &Token, classes: Classes) -> bool {
        match token.kind {
            TokenKind::Number => self.digits,
            TokenKind::Symbol => self.signs,
            TokenKind::Punctuation => self.signs && token.is_mark(b'-'),
            TokenKind::Word => self.starts.any(classes),
        }
    }
}

/// How many tokens before a number the words that belong to it can begin: "somewhere in the
/// neighbourhood of some US $5".
const NUMBER_REACH: usize = 6;

/// All kinds that are read token by token, in order of preference.
pub static GRAMMARS: &[&Grammar] = &[
    &temporal::GRAMMAR,
    &age::GRAMMAR,
    &score::GRAMMAR,
    &ordinal::GRAMMAR,
    &quantity::GRAMMAR,
];

// The tokenizer notes which words can open a value.
const _: () = {
    let mut rest = GRAMMARS;
    while let [grammar, others @ ..] = rest {
        assert!(Classes::OPENERS.has(grammar.starts));
        rest = others;
    }
};

/// Reads the values of one sentence (tokens `first..end` of the source) and appends them to
/// `out`, in order, none overlapping.
pub fn read_sentence(source: Source<'_>, first: usize, end: usize, out: &mut Vec<Mention>) {
    let mut input = Tokens::new(source, first..end);
    // The next token that is a number; most candidates are small words ("a", "in") far from one.
    let mut number = None;
    loop {
        // Nearly all words open nothing: they are passed over before anything is built for them.
        let Some(ahead) = input.iter_elements().position(Token::opens_value) else {
            return;
        };
        input = input.skip(ahead);
        let Some(token) = input.first() else { return };
        let classes = input.classes(token);
        if number.is_none_or(|at| at < input.index()) {
            let ahead = input.iter_elements().position(Token::is_number);
            number = Some(ahead.map_or(usize::MAX, |n| input.index() + n));
        }
        let counts = number.is_some_and(|at| at - input.index() <= NUMBER_REACH);
        let mut best: Option<(Tokens<'_>, Value)> = None;
        let fits = |g: &&Grammar| g.opens(token, classes) && (counts || !g.counts);
        for grammar in GRAMMARS.iter().copied().filter(fits) {
            if let Some((rest, value)) = (grammar.read)(input)
                && best.as_ref().is_none_or(|(b, _)| rest.index() > b.index())
            {
                best = Some((rest, value));
            }
        }
        match best {
            Some((rest, value)) if rest.index() > input.index() => {
                out.push(Mention {
                    span: without_stop(input.span_until(&rest), &rest),
                    first: input.index() as u32,
                    end: rest.index() as u32,
                    value: value.into(),
                });
                input = rest;
            }
            _ => input = input.skip(1),
        }
    }
}

/// The full stop of a sentence that ends in a short form ("12 km.") is no part of the value.
fn without_stop(span: Span, rest: &Tokens<'_>) -> Span {
    let text = span.of(rest.source().text);
    let short = text.strip_suffix('.').unwrap_or_default();
    let before = short.trim_end_matches(char::is_alphabetic);
    // "5 a.m.", "U.S." are written with stops throughout.
    if rest.is_empty() && !short.is_empty() && !before.ends_with('.') {
        Span::new(span.start, span.end - 1)
    } else {
        span
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
pub(crate) mod tests {
    use super::output::ValueView;
    use super::*;
    use crate::annotate::Annotations;
    use crate::document::Document;
    use crate::lexicon::Lexicon;

    thread_local! {
        pub(super) static LEXICON: Lexicon = Lexicon::load(&[]).unwrap();
    }

    pub(super) fn mentions(text: &str, lexicon: &Lexicon) -> Vec<Mention> {
        let document = Document {
            text: text.to_owned(),
            ..Document::default()
        };
        let mut read = Annotations::default();
        read.read(&document, lexicon);
        read.mentions
    }

    /// How the first values of two texts stand to each other.
    pub(crate) fn relation(a: &str, b: &str) -> String {
        LEXICON.with(|lexicon| {
            let (a, b) = (mentions(a, lexicon), mentions(b, lexicon));
            let pair = a.first().zip(b.first());
            pair.map_or(String::new(), |(a, b)| {
                format!("{:?}", a.value.compare(&b.value, lexicon))
            })
        })
    }

    /// The figures of a text (all but times), one after the other: its words and what was read in them.
    pub(crate) fn read(text: &str) -> String {
        LEXICON.with(|lexicon| show(text, lexicon))
    }

    fn show(text: &str, lexicon: &Lexicon) -> String {
        let mentions = mentions(text, lexicon);
        let figures = mentions
            .iter()
            .filter(|m| !matches!(*m.value, Value::Temporal(_)));
        let shown = figures.map(|m| {
            let value = match (m.value.view(text, lexicon), &*m.value) {
                (ValueView::Quantity(q), _) => {
                    let stated = match q.stated {
                        quantity::Stated::One(n) => n.to_string(),
                        quantity::Stated::Range([a, b]) => format!("{a}..{b}"),
                    };
                    let bound = match q.bound {
                        quantity::Bound::Exact => String::new(),
                        other => format!("{other:?} "),
                    };
                    let name = q.unit_name.map(|n| format!(" {n}")).unwrap_or_default();
                    let of = q.of.map(|o| format!(" of {o}")).unwrap_or_default();
                    format!("{bound}{stated}{name}{of}")
                }
                (_, Value::Score(s)) => format!("{} {}-{}", s.kind.name(), s.sides[0], s.sides[1]),
                (_, Value::Ordinal(o)) => format!("ordinal {}", o.place),
                _ => String::new(),
            };
            format!("{} = {value}", m.span.of(text))
        });
        shown.collect::<Vec<_>>().join(" | ")
    }
}
