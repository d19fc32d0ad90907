//! Mentions + rules → claims: what a document says about a subject.

pub mod article;
mod build;
pub mod content;
pub mod context;
pub mod frame;
mod gist;
pub mod matcher;
pub mod open;
pub mod profile;
pub mod role;
pub mod spelling;
pub mod statement;
mod variant;

use std::sync::Arc;

use serde::Serialize;

pub use article::Article;
pub use build::read;

use crate::language::clause::Modality;
use crate::language::group::Reference;
use crate::language::names::Entity;
use crate::span::Span;
use crate::value::Value;

/// What a document says about a subject.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Claim {
    /// Number of the document.
    pub document: usize,
    /// Number of the rule that drew it.
    pub rule: usize,
    /// What it is about: one part for each slot that the rule names as its subject.
    pub subject: Vec<Part>,
    /// What is said.
    pub value: Arc<Value>,
    /// Whether it is told as fact.
    pub modality: Modality,
    /// Who says so, where it is not the document itself: key of the speaker, or empty where it
    /// stands in quotation marks of an unknown speaker.
    pub speaker: Option<String>,
    /// Calendar years that the sentence speaks of.
    pub years: Vec<i32>,
    /// What keeps the value apart from others of its kind ("first", "annual"), and of counts what
    /// is counted: stems, none for people or things at large.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub qualifiers: Vec<String>,
    /// Words that stand for what is said.
    pub span: Span,
    /// Number of the sentence.
    pub sentence: usize,
    /// What surrounds the value, where no rule says what it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<Box<context::Context>>,
}

impl Claim {
    /// What a document tells as fact itself, of which no more is known than where it stands: its
    /// span and the number of its sentence.
    fn plain(
        document: usize,
        rule: usize,
        value: impl Into<Arc<Value>>,
        span: Span,
        sentence: usize,
    ) -> Self {
        Self {
            document,
            rule,
            subject: Vec::new(),
            value: value.into(),
            modality: Modality::Asserted,
            speaker: None,
            years: Vec::new(),
            qualifiers: Vec::new(),
            span,
            sentence,
            context: None,
        }
    }
}

/// One part of a claim's subject.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// Number of the slot in the rule.
    pub slot: usize,
    /// What it is.
    pub content: Content,
}

impl Part {
    /// The first part of a subject: a thing that the words name.
    fn named(name: Name, words: Span) -> Self {
        Self {
            slot: 0,
            content: Content::Names {
                names: vec![name],
                certain: true,
                reference: Reference::Named,
                words,
                inherited: false,
            },
        }
    }
}

/// What a part of a subject is.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Content {
    /// Named things.
    Names {
        /// All of them; where `certain` is false, those who may be meant.
        names: Vec<Name>,
        /// Whether it is known which are meant.
        certain: bool,
        /// How the text refers to them.
        reference: Reference,
        /// The words that refer to them.
        words: Span,
        /// Whether they were taken over from an earlier sentence that speaks of the same thing.
        inherited: bool,
    },
    /// A noun with its owner.
    Thing {
        /// Stems of the nouns, the head last.
        stems: Vec<String>,
        /// Who owns it; empty where nobody is named.
        owner: Vec<Name>,
        /// Whether it is known who the owner is.
        certain: bool,
        /// The words.
        words: Span,
    },
    /// A noun of a family.
    Noun {
        /// The family.
        family: String,
        /// Stems of the words that describe it.
        modifiers: Vec<String>,
        /// The words.
        words: Span,
    },
    /// A value that belongs to the subject.
    Value {
        /// The value.
        value: Value,
        /// The words.
        words: Span,
    },
}

/// A name as documents share it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Name {
    /// `country:IR`, `person:ruiz`, `name:port of varna`.
    pub key: String,
    /// Given names, in lower case, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
    /// How to name it to a person.
    pub name: String,
}

impl From<&Entity> for Name {
    fn from(entity: &Entity) -> Self {
        Self {
            key: entity.key.to_string(),
            given: entity.given.as_deref().map(str::to_owned),
            name: entity.name.to_string(),
        }
    }
}

impl Name {
    /// Whether the two can be names of one thing: the same key, and given names that do not
    /// exclude each other.
    pub fn same(&self, other: &Name) -> bool {
        let keys = self.key.trim_end_matches('\'') == other.key.trim_end_matches('\'');
        if !keys {
            return self.ends_with(other) || other.ends_with(self);
        }
        match (&self.given, &other.given) {
            (Some(a), Some(b)) => {
                let (a, b) = (a.trim_end_matches('.'), b.trim_end_matches('.'));
                a.starts_with(b) || b.starts_with(a)
            }
            _ => true,
        }
    }

    /// Whether this is a longer name that ends with the other, a person's: "Foreign Affairs Ana
    /// Ruiz", where the office was read as a part of the name.
    fn ends_with(&self, person: &Name) -> bool {
        let (Some(surname), Some(given)) = (person.key.strip_prefix("person:"), &person.given)
        else {
            return false;
        };
        // A surname that stands alone may be the same person's.
        self.key
            .strip_prefix("name:")
            .and_then(|name| name.strip_suffix(surname))
            .is_some_and(|rest| rest.is_empty() || rest.trim_end().ends_with(given.as_str()))
    }
}

/// The last word of a name's key: "Ana Ruiz" and "Ruiz" meet.
pub(crate) fn last_word(key: &str) -> &str {
    let key = key.trim_end_matches('\'');
    key.rsplit([' ', ':']).next().unwrap_or(key)
}

/// "Iran, Russia and China"
pub fn and_list(names: &[Name]) -> String {
    let names: Vec<&str> = names.iter().map(|n| n.name.as_str()).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => (*last).to_owned(),
        None => String::new(),
    }
}
