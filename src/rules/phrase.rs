//! The language that rules describe sentences in.
//!
//! | written | matches |
//! |---|---|
//! | `sign` | the word in any form: signs, signed, signing |
//! | `"in force"` | quoted: the words just as they stand |
//! | `<agreement>` | any word of the family in `families.yaml`, in any form |
//! | `{term: duration}` | a value of that kind, kept under that name |
//! | `{dead: count of <people>}` | a count of such things |
//! | `{pact: <agreement>}` | a word of the family with the words that describe it |
//! | `(sign\|seal)` | one of several |
//! | `[new]`, `[on\|in]` | what may be left out |
//! | `...` | up to eight words of the same sentence |
//!
//! Articles, adverbs, auxiliaries and short asides need not be written: they may stand between
//! any two parts. "not" and its like are noticed and turn the claim into its opposite.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::{char, multispace0, multispace1};
use nom::combinator::{all_consuming, cut, map, opt, value};
use nom::multi::{many1, separated_list1};
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser};

use crate::lexicon::gazetteer::NameKind;
use crate::value::{VALUE_KINDS, ValueKind};

/// One part of a phrase, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    /// A word, in any form.
    Word(String),
    /// A word just as it stands.
    Exact(String),
    /// A word of a family.
    Family(String),
    /// Something kept under a name.
    Slot {
        /// Its name.
        name: String,
        /// What may stand there.
        kind: SlotKind,
    },
    /// One of several.
    Any(Vec<Vec<Element>>),
    /// May be left out.
    Optional(Vec<Element>),
    /// Some words in between.
    Gap,
}

/// What may fill a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SlotKind {
    /// One or several names that stand together.
    Names(Who),
    /// One or several names that are the subject of the verb after it.
    Subject,
    /// A noun with its owner and the words that describe it: "China's oil imports".
    Thing,
    /// A noun phrase whose noun belongs to the family.
    Family(String),
    /// A value of that kind; of counts, one that counts things of the family.
    Value(ValueKind, Option<String>),
}

/// Whose names a slot asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anybody's and anything's.
    Anyone,
    /// States'.
    Country,
    /// Persons'.
    Person,
    /// Unions', companies', parties', and names of unknown kind.
    Body,
    /// Cities', regions' and states'.
    Place,
}

/// Names of the kinds of names, as an editor writes them.
const WHO: &[(&str, Who)] = &[
    ("names", Who::Anyone),
    ("country", Who::Country),
    ("person", Who::Person),
    ("body", Who::Body),
    ("place", Who::Place),
];

impl Who {
    /// Whether a thing of that kind can stand in the slot.
    pub fn fits(self, kind: NameKind) -> bool {
        match self {
            Who::Anyone => true,
            Who::Country => kind == NameKind::Country,
            Who::Person => kind == NameKind::Person,
            Who::Body => matches!(kind, NameKind::Organisation | NameKind::Other),
            Who::Place => matches!(kind, NameKind::Place | NameKind::Country),
        }
    }
}

/// Names of all slot kinds save families.
pub fn kind_names() -> Vec<&'static str> {
    let mut names: Vec<&str> = WHO.iter().map(|(name, _)| *name).collect();
    names.extend(["subject", "thing"]);
    names.extend(VALUE_KINDS.iter().map(|(name, _)| *name));
    names
}

/// What is wrong with a phrase.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct PhraseError {
    /// Byte of the phrase at which reading stopped.
    pub at: usize,
    /// What is wrong, in plain words.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// Phrases nest no deeper than this, so that none can exhaust the stack.
const DEEPEST: usize = 8;

/// Reads a phrase.
///
/// # Errors
/// Where the phrase cannot be read, with the place and what was expected there.
pub fn parse(text: &str) -> Result<Vec<Element>, PhraseError> {
    check_depth(text)?;
    match all_consuming(delimited(multispace0, sequence, multispace0)).parse(text) {
        Ok((_, elements)) => Ok(elements),
        Err(nom::Err::Error(e) | nom::Err::Failure(e)) => {
            Err(explain(text, text.len() - e.input.len()))
        }
        Err(nom::Err::Incomplete(_)) => Err(explain(text, text.len())),
    }
}

/// The parts of a phrase as they are written, one for each element that [`parse`] gives.
pub fn parts(text: &str) -> Vec<&str> {
    let between = |c: char| c.is_whitespace() || c == ',';
    let mut rest = text.trim_start_matches(between);
    let mut parts = Vec::new();
    while let Ok((after, _)) = element(rest) {
        parts.extend(rest.get(..rest.len() - after.len()));
        rest = after.trim_start_matches(between);
    }
    parts
}

fn check_depth(text: &str) -> Result<(), PhraseError> {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Err(PhraseError {
                at,
                message: format!("brackets stand more than {DEEPEST} deep"),
                help: Some("write two phrases instead of one".to_owned()),
            });
        }
    }
    Ok(())
}

type Read<'a, T> = IResult<&'a str, T>;

// "Iran's", "no-limits"
fn bare(input: &str) -> Read<'_, &str> {
    take_while1(|c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '&' | '%' | '$'))
        .parse(input)
}

fn word(input: &str) -> Read<'_, Element> {
    map(bare, |w: &str| Element::Word(w.to_lowercase())).parse(input)
}

// `"in force"` is two exact words in a row.
fn exact(input: &str) -> Read<'_, Element> {
    let words = separated_list1(multispace1, bare);
    map(
        delimited(char('"'), words, cut(char('"'))),
        |words: Vec<&str>| {
            let mut exact: Vec<Element> = words
                .iter()
                .map(|w| Element::Exact(w.to_lowercase()))
                .collect();
            match exact.pop() {
                Some(only) if exact.is_empty() => only,
                Some(last) => {
                    exact.push(last);
                    Element::Any(vec![exact])
                }
                None => Element::Gap,
            }
        },
    )
    .parse(input)
}

fn identifier(input: &str) -> Read<'_, &str> {
    take_while1(|c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_').parse(input)
}

// "<agreement>"
fn family_name(input: &str) -> Read<'_, &str> {
    delimited(char('<'), cut(identifier), cut(char('>'))).parse(input)
}

// "{term: duration}", "{pact: <agreement>}"
fn slot(input: &str) -> Read<'_, Element> {
    let of = opt(preceded(
        (multispace1, tag("of"), multispace1),
        cut(family_name),
    ));
    let kind = alt((
        map(family_name, |f| SlotKind::Family(f.to_owned())),
        nom::combinator::map_opt(
            (nom::combinator::map_opt(identifier, slot_kind), of),
            of_family,
        ),
    ));
    let name = terminated(identifier, (multispace0, char(':'), multispace0));
    let (rest, (name, kind)) = delimited(
        char('{'),
        cut((name, kind)),
        cut(preceded(multispace0, char('}'))),
    )
    .parse(input)?;
    Ok((
        rest,
        Element::Slot {
            name: name.to_owned(),
            kind,
        },
    ))
}

/// "count of <people>"; no other kind counts things.
fn of_family((kind, family): (SlotKind, Option<&str>)) -> Option<SlotKind> {
    match (kind, family) {
        (SlotKind::Value(ValueKind::Count, _), Some(f)) => {
            Some(SlotKind::Value(ValueKind::Count, Some(f.to_owned())))
        }
        (kind, None) => Some(kind),
        _ => None,
    }
}

fn slot_kind(name: &str) -> Option<SlotKind> {
    match name {
        "subject" => Some(SlotKind::Subject),
        "thing" => Some(SlotKind::Thing),
        _ => {
            let who = WHO.iter().find(|(n, _)| *n == name);
            let value = VALUE_KINDS.iter().find(|(n, _)| *n == name);
            who.map(|(_, who)| SlotKind::Names(*who))
                .or(value.map(|(_, kind)| SlotKind::Value(*kind, None)))
        }
    }
}

// "(sign|seal)"
fn any(input: &str) -> Read<'_, Element> {
    let bar = delimited(multispace0, char('|'), multispace0);
    let open = terminated(char('('), multispace0);
    let close = preceded(multispace0, char(')'));
    map(
        delimited(open, cut(separated_list1(bar, sequence)), cut(close)),
        Element::Any,
    )
    .parse(input)
}

// "[new]", "[on|in]"
fn optional(input: &str) -> Read<'_, Element> {
    let bar = delimited(multispace0, char('|'), multispace0);
    let open = terminated(char('['), multispace0);
    let close = preceded(multispace0, char(']'));
    map(
        delimited(open, cut(separated_list1(bar, sequence)), cut(close)),
        |mut options: Vec<Vec<Element>>| match options.pop() {
            Some(only) if options.is_empty() => Element::Optional(only),
            Some(last) => {
                options.push(last);
                Element::Optional(vec![Element::Any(options)])
            }
            None => Element::Gap,
        },
    )
    .parse(input)
}

// "...", "…"
fn gap(input: &str) -> Read<'_, Element> {
    value(Element::Gap, alt((tag("..."), tag("…")))).parse(input)
}

fn element(input: &str) -> Read<'_, Element> {
    alt((
        gap,
        slot,
        any,
        optional,
        map(family_name, |f| Element::Family(f.to_owned())),
        exact,
        word,
    ))
    .parse(input)
}

fn sequence(input: &str) -> Read<'_, Vec<Element>> {
    let comma = opt((multispace0, char(',')));
    many1(delimited(multispace0, element, comma)).parse(input)
}

/// A plain message for the place at which the grammar stopped.
fn explain(text: &str, at: usize) -> PhraseError {
    let rest = text.get(at..).unwrap_or_default();
    let before = text.get(..at).unwrap_or_default();
    let kinds = kind_names();
    let slot = before
        .rfind('{')
        .and_then(|open| before.get(open..))
        .filter(|slot| !slot.contains('}'));
    let (message, help) = if text.trim().is_empty() {
        (
            "the phrase is empty".to_owned(),
            Some(
                "write at least one word, such as \"{parties: names} <sign> {pact: <agreement>}\""
                    .to_owned(),
            ),
        )
    } else if let Some(slot) = slot {
        let kind: String = rest
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
            .collect();
        if slot.contains(':') && kinds.contains(&kind.as_str()) {
            (
                format!("`{kind}` cannot be of something; only a `count` can"),
                Some(format!("close the slot behind `{kind}` with `}}`")),
            )
        } else if slot.contains(':') && !kind.is_empty() {
            (
                format!("`{kind}` is no kind of slot"),
                crate::yaml::suggestion(&kind, &kinds),
            )
        } else if slot.contains(':') {
            (
                "a slot is not closed".to_owned(),
                Some("close it with `}`".to_owned()),
            )
        } else {
            (
                "a slot needs a name and a kind".to_owned(),
                Some("write it as {name: kind}, such as {term: duration}".to_owned()),
            )
        }
    } else if let (true, Some((open, close))) = (rest.is_empty(), unclosed(text)) {
        let opener = text
            .get(open..)
            .and_then(|t| t.chars().next())
            .unwrap_or(' ');
        return PhraseError {
            at: open,
            message: format!("`{opener}` is not closed"),
            help: Some(format!("write `{close}` where it ends")),
        };
    } else if rest.is_empty() {
        (
            "the phrase stops in the middle".to_owned(),
            Some("close every (, [, {, < and \"".to_owned()),
        )
    } else {
        let c = rest.chars().next().unwrap_or(' ');
        (format!("`{c}` cannot stand here"), match c {
            '}' | ')' | ']' | '>' => Some(format!("`{c}` closes something that was not opened")),
            '“' | '”' => Some("use straight quotes".to_owned()),
            _ => Some("a phrase is made of words, <families>, {slots: kind}, (a|b), [optional] and ...".to_owned()),
        })
    };
    PhraseError { at, message, help }
}

/// The first bracket that nothing closes, and what would close it.
fn unclosed(text: &str) -> Option<(usize, char)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, c) in text.char_indices() {
        let close = match c {
            '(' => ')',
            '[' => ']',
            '<' => '>',
            '{' => '}',
            _ => {
                if open.last().is_some_and(|(_, close)| *close == c) {
                    open.pop();
                }
                continue;
            }
        };
        open.push((at, close));
    }
    open.first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        match parse(text) {
            Ok(elements) => format!("{elements:?}"),
            Err(e) => format!("{}: {} ({})", e.at, e.message, e.help.unwrap_or_default()),
        }
    }

    #[test]
    fn words_families_slots_and_options_are_read() {
        assert_snapshot!(read("{who: subject} <sign> [new] {term: duration} ... (deal|pact)"), @r#"[Slot { name: "who", kind: Subject }, Family("sign"), Optional([Word("new")]), Slot { name: "term", kind: Value(Duration, None) }, Gap, Any([[Word("deal")], [Word("pact")]])]"#);
        assert_snapshot!(read("{pact: <agreement>} \"in force\""), @r#"[Slot { name: "pact", kind: Family("agreement") }, Any([[Exact("in"), Exact("force")]])]"#);
    }

    #[test]
    fn slips_are_explained_where_they_stand() {
        assert_snapshot!(read(""), @r#"0: the phrase is empty (write at least one word, such as "{parties: names} <sign> {pact: <agreement>}")"#);
        assert_snapshot!(read("{term: durtion} of"), @"7: `durtion` is no kind of slot (did you mean `duration`?)");
        assert_snapshot!(read("{term duration}"), @"6: a slot needs a name and a kind (write it as {name: kind}, such as {term: duration})");
        assert_snapshot!(read("(sign|seal"), @"0: `(` is not closed (write `)` where it ends)");
        assert_snapshot!(read("sign) it"), @"4: `)` cannot stand here (`)` closes something that was not opened)");
        assert_snapshot!(read("“in force”"), @"0: `“` cannot stand here (use straight quotes)");
    }

    proptest! {
        #[test]
        fn any_text_is_a_phrase_or_an_error(text in "[a-z<>{}()|: .\"\\[\\]]{0,60}") {
            let _ = parse(&text);
        }
    }
}
