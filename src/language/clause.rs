//! The verb group around a verb: its subject, negation, tense of mind.

use super::group::{Group, Reference};
use super::token::Token;
use super::tokens::Source;
use super::vocabulary::Classes;

/// Whether what is said is told as fact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Modality {
    /// It is, or was, so.
    #[default]
    Asserted,
    /// It is to be so: "will", "plans to".
    Planned,
    /// It may be so, or would be: "could", "would", "if".
    Possible,
}

/// What the words before a verb do to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VerbGroup {
    /// Index of the first token of the group ("has" in "has not yet signed").
    pub first: usize,
    /// Whether the group turns the verb into its opposite.
    pub negated: bool,
    /// Whether it is told as fact.
    pub modality: Modality,
    /// Whether a form of "be" stands in it.
    pub be: bool,
}

/// Reads leftwards from the verb at token `verb`: auxiliaries, adverbs, negation, "refused to",
/// "refraining from".
pub fn verb_group(source: Source<'_>, verb: usize, from: usize) -> VerbGroup {
    let lexicon = source.lexicon;
    let mut group = VerbGroup {
        first: verb,
        ..VerbGroup::default()
    };
    let mut at = verb;
    while at > from {
        let Some(token) = source.tokens.get(at - 1) else {
            break;
        };
        if !token.is_word() {
            break;
        }
        let classes = lexicon.vocabulary.classes(token.word);
        let text = token.span().of(source.text);
        if classes.any(Classes::NEGATION) {
            group.negated = !group.negated;
        } else if classes.any(Classes::AUXILIARY) {
            let modality = if is_future_in_past(source, at - 1, from) {
                Modality::Planned
            } else {
                modality_of(text)
            };
            group.modality = group.modality.max(modality);
            group.be |= is_be(text);
        } else if let Some(implicative) = lexicon.implicatives.negative_at(source, at - 1, from) {
            // "refraining from", "failed to"
            group.negated = !group.negated;
            at = implicative + 1;
        } else if let Some(implicative) = lexicon.implicatives.positive_at(source, at - 1, from) {
            at = implicative + 1;
        } else if !(classes.any(Classes::ADVERB) || is_adverb(text)) {
            break;
        }
        at -= 1;
        group.first = at;
    }
    group
}

/// How far before "would" a verb of saying stands that it belongs to.
const SAID_BEFORE: usize = 6;
/// A condition stands at most so many tokens before what would follow from it.
const IF_BEFORE: usize = 60;

/// Whether the auxiliary at token `at` is the "would" of "said that it would vote": a plan told
/// in the past, where no "if" stands in the sentence before it.
fn is_future_in_past(source: Source<'_>, at: usize, from: usize) -> bool {
    let word = |n: usize| source.tokens.get(n).map(|t| t.span().of(source.text));
    if word(at).is_none_or(|w| !w.eq_ignore_ascii_case("would")) {
        return false;
    }
    let said = (at.saturating_sub(SAID_BEFORE).max(from)..at).any(|n| {
        source.tokens.get(n).is_some_and(|t| {
            let classes = source.lexicon.vocabulary.classes(t.word);
            classes.any(Classes::SAYING)
        })
    });
    let near = at.saturating_sub(IF_BEFORE).max(from)..at;
    said && !{ near }.any(|n| word(n).is_some_and(|w| w.eq_ignore_ascii_case("if")))
}

/// "formally", "publicly"
pub fn is_adverb(word: &str) -> bool {
    word.len() > 4
        && word.ends_with("ly")
        && !matches!(
            word,
            "Italy" | "July" | "family" | "supply" | "apply" | "reply" | "early" | "only"
        )
}

/// Whether a word is a form of "be".
pub fn is_be(word: &str) -> bool {
    matches!(
        word.to_ascii_lowercase().as_str(),
        "am" | "is"
            | "are"
            | "was"
            | "were"
            | "be"
            | "been"
            | "being"
            | "'s"
            | "’s"
            | "'re"
            | "’re"
    )
}

/// What an auxiliary says about the truth of its verb.
pub fn modality_of(auxiliary: &str) -> Modality {
    let is_one_of = |list: &[&str]| list.iter().any(|a| auxiliary.eq_ignore_ascii_case(a));
    if is_one_of(PLANNED) {
        Modality::Planned
    } else if is_one_of(POSSIBLE) {
        Modality::Possible
    } else {
        Modality::Asserted
    }
}

/// Auxiliaries of what is planned; "wo" is that of "won't".
const PLANNED: &[&str] = &["will", "shall", "'ll", "’ll", "wo", "should"];
/// Auxiliaries of what may be.
const POSSIBLE: &[&str] = &[
    "would", "could", "may", "might", "can", "'d", "’d", "must", "ought",
];

/// So many groups before a verb are looked at for its subject.
const NEAREST: usize = 32;

/// The group of names that is the subject of the verb group that begins at token `verb`, in the
/// sentence that begins at token `from`.
///
/// The nearest group to the left that opens its clause: one that stands at the head of the
/// sentence, or behind a comma, a conjunction, "that", a dash or an opening quotation mark, and
/// not behind a preposition. Before an aside that ends at the verb, the one in front of the aside.
pub fn subject<'g>(
    source: Source<'_>,
    groups: &'g [Group],
    verb: usize,
    from: usize,
) -> Option<&'g Group> {
    let before = groups.partition_point(|g| (g.first as usize) < verb);
    let inside: Vec<&Group> = groups
        .get(..before)
        .unwrap_or_default()
        .iter()
        .rev()
        .take_while(|g| g.first as usize >= from)
        .take(NEAREST)
        .filter(|g| !g.possessive)
        .collect();
    // "X, which refused": the relative pronoun stands for the group right before it.
    let relative = source
        .tokens
        .get(verb.wrapping_sub(1))
        .filter(|t| verb > from && is_relative(source, t));
    if relative.is_some() {
        return inside.first().copied();
    }
    let is_comma = |n: usize| source.tokens.get(n).is_some_and(|t| t.is_mark(b','));
    if verb > from && is_comma(verb - 1) {
        // "Oslo Marine, the maker of ships and Halden boats, said": what stands before the aside.
        let before_aside = |g: &&&Group| {
            let (first, end) = (g.first as usize, g.end as usize);
            let alone = first == from || !is_comma(first - 1);
            end + 1 < verb && is_comma(end) && alone && opens_clause(source, g, from)
        };
        if let Some(group) = inside.iter().find(before_aside) {
            return Some(group);
        }
    }
    inside
        .iter()
        .find(|g| opens_clause(source, g, from))
        .copied()
}

fn is_relative(source: Source<'_>, token: &Token) -> bool {
    matches!(token.span().of(source.text), "which" | "who" | "that")
}

fn opens_clause(source: Source<'_>, group: &Group, from: usize) -> bool {
    let mut at = group.first as usize;
    while at > from {
        let Some(token) = source.tokens.get(at - 1) else {
            return true;
        };
        let text = token.span().of(source.text);
        let classes = source.lexicon.vocabulary.classes(token.word);
        if token.is_word() {
            let office = source.lexicon.titles.is_office(token.word);
            if classes.any(Classes::DETERMINER | Classes::ADVERB | Classes::TITLE)
                || text.eq_ignore_ascii_case("both")
                || office
            {
                at -= 1;
                continue;
            }
            return classes.any(Classes::CLAUSE | Classes::CONJUNCTION | Classes::SAYING)
                || (group.reference == Reference::Pronoun && !classes.any(Classes::PREPOSITION));
        }
        return true;
    }
    true
}
