//! The sentence that a rule tells its clashes with.
//!
//! | written | stands for |
//! |---|---|
//! | `{maker}` | what a slot under `subject` keeps |
//! | `{subject}` | the whole subject, as reports name it |
//! | `{A}`, `{B}` | what the one side says, and what the other |

use super::compile::Compare;
use super::compiler::Compiler;
use super::draft::Draft;
use crate::yaml::{self, Placed};

/// The sentence, ready to be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message(pub Vec<MessagePart>);

/// A stretch of the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessagePart {
    /// Words as the editor wrote them.
    Text(String),
    /// What the slot of that number keeps.
    Slot(usize),
    /// The whole subject.
    Subject,
    /// What the side of that number says.
    Side(usize),
}

/// Names that every message may use, beside the rule's slots.
const GIVEN: [(&str, MessagePart); 3] = [
    ("subject", MessagePart::Subject),
    ("A", MessagePart::Side(0)),
    ("B", MessagePart::Side(1)),
];

/// What is wrong with a message: the byte, what it is, and the remedy.
type Wrong = (usize, String, Option<String>);

impl Message {
    /// The sentence with its names filled in by `fill`; `None` where it has nothing for one of them.
    pub fn told(&self, fill: impl Fn(&MessagePart) -> Option<String>) -> Option<String> {
        let mut told = String::new();
        for part in &self.0 {
            match part {
                MessagePart::Text(text) => told.push_str(text),
                name => told.push_str(&fill(name)?),
            }
        }
        Some(told)
    }

    /// The sentence as the editor wrote it.
    pub fn shown(&self, slots: &[String]) -> String {
        let given = |part: &MessagePart| GIVEN.iter().find(|(_, p)| p == part);
        let name = |part: &MessagePart| match part {
            MessagePart::Slot(slot) => slots.get(*slot).map(String::as_str),
            part => given(part).map(|(name, _)| *name),
        };
        let shown = self.0.iter().map(|part| match part {
            MessagePart::Text(text) => text.clone(),
            part => format!("{{{}}}", name(part).unwrap_or_default()),
        });
        shown.collect()
    }
}

impl<'a> Compiler<'a> {
    /// The rule's message, where it has one.
    pub(super) fn message(
        &mut self,
        draft: &Draft<'a>,
        compare: Option<Compare>,
        subject: &[usize],
    ) -> Option<Message> {
        let (file, written) = draft.last_with_file(|s| s.message.as_ref())?;
        self.file = Some(file);
        match self.read_message(written, compare, subject) {
            Ok(message) => Some(message),
            Err((at, message, help)) => {
                self.error_in(written, at, message, help);
                None
            }
        }
    }

    // "{maker} recalled {A} or {B}"
    fn read_message(
        &self,
        written: &Placed<String>,
        compare: Option<Compare>,
        subject: &[usize],
    ) -> Result<Message, Wrong> {
        let whole = written.value.as_str();
        if whole.trim().is_empty() {
            let help = "write a sentence, such as \"{subject}: {A} or {B}\", or take `message` out";
            return Err((0, "the message is empty".to_owned(), Some(help.to_owned())));
        }
        let mut parts = Vec::new();
        let mut rest = whole;
        while !rest.is_empty() {
            let at = whole.len() - rest.len();
            let open = rest.find(['{', '}']).unwrap_or(rest.len());
            let (text, marked) = rest.split_at_checked(open).unwrap_or((rest, ""));
            if !text.is_empty() {
                parts.push(MessagePart::Text(text.to_owned()));
            }
            let at = at + text.len();
            let Some(named) = marked.strip_prefix('{') else {
                if marked.is_empty() {
                    break;
                }
                let help = "take it out, or write `{` and a name before it";
                let message = "this brace closes nothing".to_owned();
                return Err((at, message, Some(help.to_owned())));
            };
            let Some((name, after)) = named.split_once('}').filter(|(n, _)| !n.contains('{'))
            else {
                let help = "write `}` behind the name";
                let message = "the brace that opens here is not closed".to_owned();
                return Err((at, message, Some(help.to_owned())));
            };
            let part = self.named(name.trim(), compare, subject);
            parts.push(part.map_err(|(message, help)| (at, message, help))?);
            rest = after;
        }
        Ok(Message(parts))
    }

    fn named(
        &self,
        name: &str,
        compare: Option<Compare>,
        subject: &[usize],
    ) -> Result<MessagePart, (String, Option<String>)> {
        if let Some((slot, _)) = name.split_once(':') {
            let message = "a message names a slot without its kind".to_owned();
            return Err((message, Some(format!("write {{{}}}", slot.trim()))));
        }
        match self.slots.iter().position(|s| s == name) {
            Some(slot) if subject.contains(&slot) => return Ok(MessagePart::Slot(slot)),
            Some(slot) if compare == Some(Compare::Slot(slot)) => {
                let message = format!("`{name}` is compared, so that it has two values here");
                let help = "write {A} for what the one side says and {B} for the other";
                return Err((message, Some(help.to_owned())));
            }
            Some(_) => {
                let message = format!("`{name}` is not kept, as it does not stand under `subject`");
                let help = format!("add `{name}` to `subject`, or take it out of the message");
                return Err((message, Some(help)));
            }
            None => {}
        }
        if let Some((_, part)) = GIVEN.iter().find(|(given, _)| *given == name) {
            return Ok(part.clone());
        }
        let slots = subject.iter().filter_map(|s| self.slots.get(*s));
        let mut known: Vec<&str> = slots.map(String::as_str).collect();
        known.extend(GIVEN.iter().map(|(given, _)| *given));
        let message = format!("a message cannot name `{name}`");
        Err((message, yaml::suggestion(name, &known)))
    }
}
