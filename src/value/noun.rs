//! The counted noun: where the noun phrase behind a number ends, and which word is its head.
//!
//! | text | noun |
//! |---|---|
//! | two `armed men` were | head `men` |
//! | 13 `suspected illegal migrants` | head `migrants` |
//! | 20-`member` team | |
//! | three of its `bakeries`, hundreds of `people` | |

use serde::Serialize;
use smallvec::SmallVec;

use crate::language::tagger::Pos;
use crate::language::token::TokenKind;
use crate::language::tokens::Tokens;
use crate::language::vocabulary::Classes;
use crate::lexicon::Lexicon;
use crate::lexicon::time::Role;
use crate::span::Span;

/// The noun that a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Noun {
    /// The noun with the words before it that describe it.
    pub span: Span,
    /// The noun alone.
    pub head: Span,
}

impl Noun {
    /// The phrase with its head in the singular: "armed men" → "armed man".
    pub fn singular(&self, text: &str, lexicon: &Lexicon) -> String {
        // "people" counts persons, but nobody says "13 person".
        if self.head.of(text).eq_ignore_ascii_case("people") {
            return self.span.of(text).to_owned();
        }
        let before = Span::new(self.span.start, self.head.start).of(text);
        [before, &self.lemma(text, lexicon)].concat()
    }

    /// The head in the singular: "armed men" → "man".
    pub fn lemma<'t>(&self, text: &'t str, lexicon: &'t Lexicon) -> std::borrow::Cow<'t, str> {
        lexicon.forms().singular(self.head.of(text))
    }
}

/// The words that end a noun phrase. Quantifiers and adverbs may stand inside one ("two very old
/// ferries"), or be nouns, too ("one way", "the total").
const STOPS: Classes = Classes::DETERMINER
    .with(Classes::PREPOSITION)
    .with(Classes::PRONOUN)
    .with(Classes::AUXILIARY)
    .with(Classes::CLAUSE)
    .with(Classes::NEGATION)
    .with(Classes::CONJUNCTION);

/// Words before the head of a noun phrase are rarely more than this.
const LONGEST: usize = 9;
/// The name of an owner ("New Norland's") has at most this many words.
const OWNER: usize = 3;

/// The noun behind a number: a plural, or for the number one a singular. What is left begins
/// behind its head.
pub fn counted(input: Tokens<'_>, one: bool) -> Option<(Tokens<'_>, Noun)> {
    if one { single(input) } else { plural(input) }
}

/// "people", "Iranian oil exports", with determiners skipped: what "90% of" is a part of.
pub fn whole(input: Tokens<'_>) -> Option<(Tokens<'_>, Noun)> {
    let mut rest = input;
    while rest.first().is_some_and(|t| {
        rest.classes(t).any(Classes::DETERMINER) || rest.text(t).eq_ignore_ascii_case("all")
    }) && rest.index() < input.index() + 3
    {
        rest = rest.skip(1);
    }
    // "Norland's herring exports": the owner is part of what is named, not all of it.
    let owned = (1..=OWNER).find(|n| {
        rest.peek(*n)
            .is_some_and(|t| !t.is_spaced() && matches!(rest.text(t), "'s" | "’s"))
    });
    if let Some(at) = owned
        && (at == 1 || (0..at).all(|n| rest.peek(n).is_some_and(|t| t.is_capitalised())))
        && let Some((after, noun)) = plural(rest.skip(at + 1)).or_else(|| single(rest.skip(at + 1)))
    {
        let span = rest.span_until(&after);
        return Some((after, Noun { span, ..noun }));
    }
    plural(rest).or_else(|| single(rest))
}

/// The noun of "per share", "per 100,000 people".
pub fn per_noun(input: Tokens<'_>) -> Option<(Tokens<'_>, Noun)> {
    let first = input.first()?;
    if first.is_word() && !input.classes(first).any(Classes::FUNCTION) {
        return Some((
            input.skip(1),
            Noun {
                span: first.span(),
                head: first.span(),
            },
        ));
    }
    None
}

/// The word glued to a number by a hyphen: the "member" of "20-member".
pub fn glued(input: Tokens<'_>) -> Option<(Tokens<'_>, Noun)> {
    let word = input.first().filter(|t| t.is_word())?;
    let text = input.text(word);
    let describing = ["ed", "ing", "ional", "wise", "fold", "ish"];
    let particle = matches!(
        text,
        "way" | "off" | "time" | "strong" | "long" | "wide" | "deep" | "high" | "tall" | "thick"
    );
    if particle
        || input.classes(word).any(Classes::FUNCTION | Classes::NUMBER)
        || describing.iter().any(|ending| text.ends_with(ending))
    {
        return None;
    }
    let noun = Noun {
        span: word.span(),
        head: word.span(),
    };
    Some((input.skip(1), noun))
}

fn noun(input: Tokens<'_>, head: usize) -> Option<(Tokens<'_>, Noun)> {
    let start = usize::from(head > 0 && is_further(input, 0));
    let span = input.skip(start).span_until(&input.skip(head + 1));
    let head_span = input.peek(head)?.span();
    Some((
        input.skip(head + 1),
        Noun {
            span,
            head: head_span,
        },
    ))
}

// the "more" of "one more poll"
fn is_further(input: Tokens<'_>, at: usize) -> bool {
    input
        .peek(at)
        .is_some_and(|t| matches!(input.text(t), "more" | "other" | "further" | "such"))
}

/// Whether the word can stand inside a noun phrase behind a number.
fn is_inside(input: Tokens<'_>, at: usize) -> bool {
    input.peek(at).is_some_and(|t| {
        let classes = input.classes(t);
        let describes = at == 0 && is_further(input, 0);
        let compound = input.is_hyphen(at + 1);
        let apostrophe = input.text(t).starts_with(['\'', '’']);
        t.is_word()
            && !apostrophe
            && !is_day(input, at)
            && (describes
                || compound
                || !classes.any(STOPS)
                    && (at > 0 && classes.any(Classes::FUNCTION) || !classes.any(Classes::NUMBER)))
    })
}

/// "one senior official Monday", "added one more today": a day is no part of what is counted.
fn is_day(input: Tokens<'_>, at: usize) -> bool {
    input
        .peek(at)
        .map(|t| input.lexicon().time.get(t.word))
        .is_some_and(|w| w.is_any(&[Role::Weekday, Role::Deictic]))
}

fn is_plural(input: Tokens<'_>, at: usize) -> bool {
    input.peek(at).is_some_and(|t| {
        t.is_word()
            && !input.classes(t).any(STOPS | Classes::ADVERB)
            && input.lexicon().forms().is_plural(input.text(t))
    })
}

// "armed men", "digital and physical sales", "new 737 Max jets"
fn plural(input: Tokens<'_>) -> Option<(Tokens<'_>, Noun)> {
    let k = input.lexicon().keywords;
    let mut at = 0;
    let mut doubtful = false;
    while at < LONGEST {
        if at > 0 && (input.is_hyphen(at) || is_number_in_name(input, at)) {
            at += 1;
            continue;
        }
        let joins = (input.is(at, k.and) || input.is(at, k.or))
            && at > 0
            && (is_plural(input, at + 1) || (is_inside(input, at + 1) && is_plural(input, at + 2)));
        if joins {
            at += 1;
            continue;
        }
        if !is_inside(input, at) {
            return None;
        }
        if is_plural(input, at) && !input.is_hyphen(at + 1) {
            // "sales representatives": plurals in a row have their head at the end.
            let first = at;
            while is_plural(input, at + 1) && at < LONGEST {
                at += 1;
            }
            if doubtful || at > first {
                return match head_by_tags(input, false) {
                    Some(head) if head <= at => noun(input, head),
                    Some(_) => noun(input, at),
                    None if doubtful => None,
                    None => noun(input, first),
                };
            }
            return noun(input, at);
        }
        doubtful |= may_be_verb(input, at);
        at += 1;
    }
    None
}

// the "737" of "737 Max jets"
fn is_number_in_name(input: Tokens<'_>, at: usize) -> bool {
    input.peek(at).is_some_and(|t| {
        t.kind == TokenKind::Number
            && t.is_spaced()
            && input.text(t).bytes().all(|b| b.is_ascii_digit())
    }) && input.peek(at + 1).is_some_and(|t| t.is_capitalised())
}

/// Whether a word before the plural might be the sentence's verb, or stand before it: "the five told
/// reporters", "half of the town now thinks".
fn may_be_verb(input: Tokens<'_>, at: usize) -> bool {
    input.peek(at).is_some_and(|t| {
        let text = input.text(t);
        !input.is_hyphen(at + 1)
            && (text.ends_with("ed")
                || text.ends_with("ing")
                || input.classes(t).any(Classes::ADVERB) && !t.is_capitalised()
                || !input.lexicon().inflection.verb_lemmas(t.word).is_empty())
    })
}

// "area", "US fluid ounce", "former minister"
fn single(input: Tokens<'_>) -> Option<(Tokens<'_>, Noun)> {
    if !is_inside(input, 0) {
        return None;
    }
    noun(input, head_by_tags(input, true)?)
}

/// Where the head of the noun phrase that opens here stands, by parts of speech: the last noun
/// before something that is neither noun nor describes one.
fn head_by_tags(input: Tokens<'_>, one: bool) -> Option<usize> {
    const BEFORE: usize = 3;
    let tagger = input.lexicon().tagger.as_ref()?;
    let mut words: SmallVec<[&str; 16]> = SmallVec::new();
    let before = (1..=BEFORE).rev().filter_map(|n| input.back(n));
    words.extend(before.map(|t| input.text(t)));
    let from = words.len();
    let mut inside = 0;
    // One word beyond the phrase is context enough.
    for token in (0..=LONGEST).map_while(|n| input.peek(n)) {
        words.push(input.text(token));
        if !token.is_word() && !matches!(input.text(token), "-" | "‑")
            || input.classes(token).any(STOPS) && !(inside == 0 && is_further(input, 0))
            || is_day(input, inside)
        {
            break;
        }
        inside += 1;
    }
    let mut head = None;
    for (at, tag) in tagger.tags(&words).skip(from).enumerate().take(inside) {
        match tag {
            Pos::NounSing | Pos::NounPlural | Pos::Propn => {
                let late = input
                    .peek(at)
                    .is_some_and(|t| input.lexicon().numbers.is_rank(t.word));
                // "one woman tears up": behind a singular, -s is rather a verb's.
                let verb = one && is_plural(input, at);
                if head.is_some() && (late || verb) {
                    break;
                }
                head = Some(at);
            }
            Pos::Adj | Pos::VerbPart | Pos::VerbIng | Pos::Num if head.is_none() => {}
            Pos::Adv if head.is_none() => {}
            Pos::Cconj if head.is_none() && at > 0 => {}
            // "a long-term plan"
            _ if input.is_hyphen(at) || input.is_hyphen(at + 1) => {}
            _ if at == 0 && is_further(input, 0) => {}
            _ => break,
        }
    }
    head
}
