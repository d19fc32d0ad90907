//! Whether two parts of a subject are the same thing.

use crate::claim::{Claim, Content, Name, Part, and_list as list};
use crate::language::group::Reference;
use crate::lexicon::Lexicon;
use crate::rules::compile::Rule;
use crate::value::{Relation, Value};

/// How two parts, or two subjects, stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sameness {
    /// The same thing.
    Same,
    /// Perhaps the same thing.
    Uncertain,
    /// Two things.
    Different,
}

impl Sameness {
    /// The weaker of the two.
    pub fn and(self, other: Sameness) -> Sameness {
        self.max(other)
    }
}

/// Two utterances of so many words that are alike are one, whoever is named beside them.
const LONG_QUOTE: usize = 10;
/// … and so many that carry meaning.
const TELLING_QUOTE: usize = 5;

/// Compares the subjects of two claims part by part, and says in words what they share.
pub fn compare_subjects(
    a: &Claim,
    b: &Claim,
    rule: &Rule,
    lexicon: &Lexicon,
) -> (Sameness, Vec<String>) {
    let mut sameness = Sameness::Same;
    let mut reasons = Vec::new();
    for slot in &rule.subject {
        let (Some(x), Some(y)) = (part_of(a, *slot), part_of(b, *slot)) else {
            sameness = sameness.and(Sameness::Uncertain);
            continue;
        };
        let (same, reason) = compare(x, y, rule, lexicon);
        sameness = sameness.and(same);
        if sameness == Sameness::Different {
            return (sameness, Vec::new());
        }
        reasons.extend(reason);
    }
    if !rule.event && (is_vague(a) || is_vague(b)) {
        sameness = sameness.and(Sameness::Uncertain);
    }
    (sameness, reasons)
}

fn part_of(claim: &Claim, slot: usize) -> Option<&Part> {
    claim.subject.iter().find(|p| p.slot == slot)
}

/// Whether a claim is about "the agreement" of one party alone, with no word that tells which.
fn is_vague(claim: &Claim) -> bool {
    let plain_noun = claim
        .subject
        .iter()
        .any(|p| matches!(&p.content, Content::Noun { modifiers, .. } if modifiers.is_empty()));
    let names = claim.subject.iter().map(|p| match &p.content {
        Content::Names { names, .. } => names.len(),
        _ => 0,
    });
    plain_noun && names.sum::<usize>() < 2
}

/// Two quotations are of one utterance when their words are, and their speakers are not known to
/// be two.
pub fn same_utterance(a: &Claim, b: &Claim, words: Relation) -> (Sameness, Vec<String>) {
    if words == Relation::Incomparable {
        return (Sameness::Different, Vec::new());
    }
    let speaker = |claim: &Claim| -> Option<Name> {
        claim.subject.iter().find_map(|p| match &p.content {
            Content::Names {
                names,
                certain: true,
                ..
            } => names.first().cloned(),
            _ => None,
        })
    };
    let mut reasons = vec!["the quotations share most of their words".to_owned()];
    match (speaker(a), speaker(b)) {
        (Some(x), Some(y)) if x.same(&y) => reasons.push(format!("{} says them in both", x.name)),
        (Some(_), Some(_)) => return (Sameness::Different, Vec::new()),
        (x, y) => {
            if x.is_none() && y.is_none() {
                reasons.push("no speaker is named beside them".to_owned());
            }
            let long = |claim: &Claim| match &*claim.value {
                Value::Quote(q) => q.len() >= LONG_QUOTE && q.content_words() >= TELLING_QUOTE,
                _ => false,
            };
            if !(long(a) && long(b)) {
                return (Sameness::Uncertain, reasons);
            }
        }
    }
    (Sameness::Same, reasons)
}

/// Two claims about a person are about one where both name the same.
pub fn same_person(a: &Claim, b: &Claim) -> (Sameness, Vec<String>) {
    match (first_name(a), first_name(b)) {
        (Some(x), Some(y)) if x.same(y) => {
            (Sameness::Same, vec![format!("both speak of {}", x.name)])
        }
        _ => (Sameness::Different, Vec::new()),
    }
}

/// The first name of a claim's subject.
fn first_name(claim: &Claim) -> Option<&Name> {
    claim.subject.iter().find_map(|p| match &p.content {
        Content::Names { names, .. } => names.first(),
        _ => None,
    })
}

/// Two spellings were paired with each other when they were read; the key of their subject tells.
pub fn same_name(a: &Claim, b: &Claim) -> (Sameness, Vec<String>) {
    match (first_name(a), first_name(b)) {
        (Some(x), Some(y)) if x.key == y.key => {
            let why = format!(
                "both stand for {}, which other articles write alike",
                x.name
            );
            (Sameness::Same, vec![why])
        }
        _ => (Sameness::Different, Vec::new()),
    }
}

/// Two statements were paired with each other when they were read; the key of their subject tells.
pub fn same_statement(a: &Claim, b: &Claim) -> (Sameness, Vec<String>) {
    match (first_name(a), first_name(b)) {
        (Some(x), Some(y)) if x.key == y.key => {
            let why = format!("both tell whether it is so: {}", x.name);
            (Sameness::Same, vec![why])
        }
        _ => (Sameness::Different, Vec::new()),
    }
}

/// Compares two parts of one slot, and says in words what they share.
pub(crate) fn compare(
    a: &Part,
    b: &Part,
    rule: &Rule,
    lexicon: &Lexicon,
) -> (Sameness, Option<String>) {
    match (&a.content, &b.content) {
        (Content::Names { .. }, Content::Names { .. }) => {
            let slot = rule
                .slots
                .get(a.slot)
                .map(String::as_str)
                .unwrap_or_default();
            match (named(&a.content), named(&b.content)) {
                (Some(x), Some(y)) => names(&x, &y, slot),
                _ => (Sameness::Different, None),
            }
        }
        (
            Content::Thing {
                stems: sx,
                owner: ox,
                certain: cx,
                ..
            },
            Content::Thing {
                stems: sy,
                owner: oy,
                certain: cy,
                ..
            },
        ) => things(sx, ox, *cx, sy, oy, *cy, rule.event),
        (
            Content::Noun {
                family: fx,
                modifiers: mx,
                ..
            },
            Content::Noun {
                family: fy,
                modifiers: my,
                ..
            },
        ) => nouns(fx, mx, fy, my, rule.event),
        (Content::Value { value: x, .. }, Content::Value { value: y, .. }) => {
            match x.compare(y, lexicon) {
                Relation::Compatible => (Sameness::Same, None),
                _ => (Sameness::Different, None),
            }
        }
        _ => (Sameness::Different, None),
    }
}

/// One side's names, and how it refers to them.
struct Named<'a> {
    names: &'a [Name],
    certain: bool,
    reference: Reference,
    inherited: bool,
}

fn named(content: &Content) -> Option<Named<'_>> {
    match content {
        Content::Names {
            names,
            certain,
            reference,
            inherited,
            ..
        } => Some(Named {
            names,
            certain: *certain,
            reference: *reference,
            inherited: *inherited,
        }),
        _ => None,
    }
}

impl Named<'_> {
    /// How the text refers to the names, where not by name.
    fn how(&self) -> Option<&'static str> {
        if self.inherited {
            return Some("from a sentence before");
        }
        match self.reference {
            Reference::Named => None,
            Reference::Collective => Some("as a group named before"),
            Reference::Pronoun => Some("by a pronoun"),
        }
    }
}

fn names(x: &Named<'_>, y: &Named<'_>, slot: &str) -> (Sameness, Option<String>) {
    let inside = |a: &[Name], b: &[Name]| a.iter().all(|n| b.iter().any(|m| n.same(m)));
    if !(x.certain && y.certain) {
        let shared: Vec<Name> = x
            .names
            .iter()
            .filter(|n| y.names.iter().any(|m| n.same(m)))
            .cloned()
            .collect();
        if shared.is_empty() {
            return (Sameness::Different, None);
        }
        let reason = format!("a pronoun may stand for {}", list(&shared));
        return (Sameness::Uncertain, Some(reason));
    }
    let (xy, yx) = (inside(x.names, y.names), inside(y.names, x.names));
    let how = match x.how().or(y.how()) {
        Some(how) => format!(" (one of them {how})"),
        None => String::new(),
    };
    if xy && yx {
        let reason = format!("both name {} as {slot}{how}", list(x.names));
        (Sameness::Same, Some(reason))
    } else if xy || yx {
        let fewer = if xy { x.names } else { y.names };
        let reason = format!("both name {} as {slot}, though one names more", list(fewer));
        (Sameness::Uncertain, Some(reason))
    } else {
        (Sameness::Different, None)
    }
}

fn things(
    sx: &[String],
    ox: &[Name],
    cx: bool,
    sy: &[String],
    oy: &[Name],
    cy: bool,
    one_event: bool,
) -> (Sameness, Option<String>) {
    let inside = |a: &[String], b: &[String]| a.iter().all(|s| b.contains(s));
    let (xy, yx) = (inside(sx, sy), inside(sy, sx));
    if !(xy || yx) || sx.is_empty() || sy.is_empty() {
        return (Sameness::Different, None);
    }
    let fewer = if xy { sx } else { sy };
    let words = fewer.join(" ");
    if ox.is_empty() && oy.is_empty() && one_event && sx.last() == sy.last() {
        return (Sameness::Same, Some(format!("both speak of “{words}”")));
    }
    if ox.is_empty() || oy.is_empty() {
        return (
            Sameness::Uncertain,
            Some(format!("both speak of “{words}”")),
        );
    }
    let shared: Vec<Name> = ox
        .iter()
        .filter(|n| oy.iter().any(|m| n.same(m)))
        .cloned()
        .collect();
    if shared.is_empty() {
        return (Sameness::Different, None);
    }
    let certain = cx && cy && xy && yx;
    let sameness = if certain {
        Sameness::Same
    } else {
        Sameness::Uncertain
    };
    (
        sameness,
        Some(format!("both speak of “{words}” of {}", list(&shared))),
    )
}

fn nouns(
    fx: &str,
    mx: &[String],
    fy: &str,
    my: &[String],
    one_event: bool,
) -> (Sameness, Option<String>) {
    if fx != fy {
        return (Sameness::Different, None);
    }
    let shared: Vec<&str> = mx
        .iter()
        .filter(|m| my.contains(m))
        .map(String::as_str)
        .collect();
    if one_event && mx.is_empty() != my.is_empty() {
        // An event has several budgets: "the budget" is not "the school budget".
        (Sameness::Different, None)
    } else if mx.is_empty() || my.is_empty() {
        (Sameness::Same, Some(format!("both speak of the {fx}")))
    } else if shared.is_empty() {
        (Sameness::Different, None)
    } else {
        (
            Sameness::Same,
            Some(format!("both speak of the “{}” {fx}", shared.join(" "))),
        )
    }
}
