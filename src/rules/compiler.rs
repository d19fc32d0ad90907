//! Looks the keys and phrases of a rule up; everything wrong with them is collected.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::compile::{Compare, Example, Filler, Node, Phrase};
use super::draft::Draft;
use super::phrase::{self, Element, SlotKind};
use super::schema::RuleFile;
use crate::calendar::Day;
use crate::language::forms::Forms;
use crate::language::token::{self, Token};
use crate::language::vocabulary::{Classes, Vocabulary, WordId};
use crate::lexicon::families::Family;
use crate::lexicon::inflection::Inflection;
use crate::lexicon::{Lexicon, ListFile};
use crate::value::ValueKind;
use crate::yaml::{self, Placed, YamlError};

/// Word families by name.
pub(super) type FamilyTable = FxHashMap<String, Arc<Family>>;

/// All families of the lexicon.
pub(super) fn families_of(lexicon: &Lexicon) -> FamilyTable {
    lexicon
        .families
        .names()
        .into_iter()
        .filter_map(|n| Some((n.to_owned(), Arc::new(lexicon.families.get(n)?.clone()))))
        .collect()
}

/// Whether the part is a value rare enough to be looked for where a phrase has no word.
fn is_telling_value(node: &Node) -> bool {
    matches!(
        node,
        Node::Slot {
            kind: Filler::Value(ValueKind::Age | ValueKind::Measure | ValueKind::Score, None),
            ..
        }
    )
}

/// Classes of words that stand in nearly every sentence.
const TOO_COMMON: Classes = Classes::DETERMINER
    .with(Classes::PREPOSITION)
    .with(Classes::PRONOUN)
    .with(Classes::CONJUNCTION)
    .with(Classes::AUXILIARY)
    .with(Classes::CLAUSE)
    .with(Classes::NEGATION);

/// Whether a word stands in nearly every sentence.
pub(super) fn is_too_common(word: WordId, vocabulary: &Vocabulary) -> bool {
    vocabulary.classes(word).any(TOO_COMMON)
}

/// Whether every way through the part begins with a word that can be looked for.
fn can_anchor(node: &Node, vocabulary: &Vocabulary) -> bool {
    match node {
        Node::Words { words, .. } => words.iter().all(|w| !is_too_common(*w, vocabulary)),
        Node::Family(_)
        | Node::Slot {
            kind: Filler::Family(..) | Filler::Value(_, Some(_)),
            ..
        } => true,
        Node::Any(options) => options
            .iter()
            .all(|o| o.first().is_some_and(|n| can_anchor(n, vocabulary))),
        Node::Slot { .. } | Node::Optional(_) | Node::Gap => false,
    }
}

/// What has been looked up of one rule.
pub(super) struct Compiler<'a> {
    /// The file whose keys are looked at.
    pub(super) file: Option<&'a ListFile>,
    pub(super) slots: Vec<String>,
    families: &'a FamilyTable,
    inflection: &'a Inflection,
    vocabulary: &'a mut Vocabulary,
    pub(super) errors: Vec<YamlError>,
}

impl<'a> Compiler<'a> {
    pub(super) fn new(lexicon: &'a mut Lexicon, families: &'a FamilyTable) -> Self {
        Self {
            file: None,
            slots: Vec::new(),
            families,
            inflection: &lexicon.inflection,
            vocabulary: &mut lexicon.vocabulary,
            errors: Vec::new(),
        }
    }

    pub(super) fn error<T>(
        &mut self,
        at: &Placed<T>,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        if let Some(file) = self.file {
            let error = at.error(&file.path, message, help);
            self.errors.push(error.shown_in(&file.text));
        }
    }

    /// An error at byte `at` of a phrase.
    pub(super) fn error_in(
        &mut self,
        phrase: &Placed<String>,
        at: usize,
        message: String,
        help: Option<String>,
    ) {
        self.error(phrase, message, help);
        let Some(error) = self.errors.last_mut() else {
            return;
        };
        let line = error.excerpt.as_deref().unwrap_or_default();
        let start = usize::try_from(phrase.column).unwrap_or_default();
        let before = phrase.value.get(..at).unwrap_or_default().chars().count();
        let quoted = line
            .chars()
            .nth(start.saturating_sub(1))
            .is_some_and(|c| matches!(c, '"' | '\''));
        let column = start + before + usize::from(quoted);
        if column <= line.chars().count() {
            error.column = column as u64;
        }
    }

    pub(super) fn at_head(&mut self, draft: &Draft<'a>, message: &str, help: &str) {
        if let Some(part) = draft.parts.first() {
            self.file = Some(part.file);
            if let Some(id) = part.shape.rule.as_ref().or(part.shape.extends.as_ref()) {
                self.error(id, message, Some(help.to_owned()));
            }
        }
    }

    /// The last value that a part gives, read by `read`, which tells what to write where it cannot.
    pub(super) fn last<T>(
        &mut self,
        draft: &Draft<'a>,
        key: impl Fn(&RuleFile) -> Option<&Placed<String>>,
        read: impl Fn(&str) -> Result<T, (String, String)>,
    ) -> Option<T> {
        let (file, text) = draft.last_with_file(key)?;
        self.file = Some(file);
        match read(&text.value) {
            Ok(value) => Some(value),
            Err((message, help)) => {
                self.error(text, message, Some(help));
                None
            }
        }
    }

    pub(super) fn subject(&mut self, draft: &Draft<'a>) -> Vec<usize> {
        let Some((file, slots)) = draft.last_with_file(|s| s.subject.as_ref()) else {
            if draft.last(|s| s.reads.as_ref()).is_none() {
                self.at_head(
                    draft,
                    "the key `subject` is missing",
                    "add a line `subject: [ ]` with the slots that say what a claim is about",
                );
            }
            return Vec::new();
        };
        self.file = Some(file);
        slots.iter().filter_map(|s| self.slot(s, &[])).collect()
    }

    pub(super) fn compare(&mut self, draft: &Draft<'a>) -> Option<Compare> {
        let Some((file, slot)) = draft.last_with_file(|s| s.compare.as_ref()) else {
            if draft.last(|s| s.reads.as_ref()).is_none() {
                self.at_head(
                    draft,
                    "the key `compare` is missing",
                    "add a line `compare: ` with the slot whose value is compared, or `polarity`",
                );
            }
            return None;
        };
        self.file = Some(file);
        if slot.value == "polarity" {
            return Some(Compare::Polarity);
        }
        self.slot(slot, &["polarity"]).map(Compare::Slot)
    }

    /// The words under a key, with their plurals; sorted.
    pub(super) fn words(
        &mut self,
        draft: &Draft<'a>,
        key: impl Fn(&RuleFile) -> Option<&str>,
    ) -> Vec<WordId> {
        let mut ids = Vec::new();
        for word in draft
            .parts
            .iter()
            .filter_map(|p| key(&p.shape))
            .flat_map(str::split_whitespace)
        {
            let word = word.to_lowercase();
            ids.push(self.vocabulary.intern(&word));
            let forms = Forms {
                vocabulary: self.vocabulary,
                inflection: self.inflection,
            };
            let plural = forms.plural(&word).into_owned();
            ids.push(self.vocabulary.intern(&plural));
        }
        ids.sort();
        ids.dedup();
        ids
    }

    pub(super) fn phrase(&mut self, phrase: &Placed<String>) -> Option<Phrase> {
        let elements = match phrase::parse(&phrase.value) {
            Ok(elements) => elements,
            Err(e) => {
                self.error_in(phrase, e.at, e.message, e.help);
                return None;
            }
        };
        let before = self.errors.len();
        let nodes: Vec<Node> = elements
            .iter()
            .filter_map(|e| self.node(e, phrase))
            .collect();
        if self.errors.len() > before {
            return None;
        }
        let plain = |n: &Node| !matches!(n, Node::Slot { .. }) && can_anchor(n, self.vocabulary);
        let anchor = nodes
            .iter()
            .position(plain)
            .or_else(|| nodes.iter().position(|n| can_anchor(n, self.vocabulary)))
            .or_else(|| nodes.iter().position(is_telling_value));
        let Some(anchor) = anchor else {
            self.error(
                phrase,
                "the phrase has no word to look for",
                Some("add a word or a <family> that is more than \"of\" or \"the\"".to_owned()),
            );
            return None;
        };
        Some(Phrase {
            text: phrase.value.clone(),
            nodes,
            anchor,
            opposed: false,
        })
    }

    fn nodes(&mut self, elements: &[Element], at: &Placed<String>) -> Vec<Node> {
        elements.iter().filter_map(|e| self.node(e, at)).collect()
    }

    fn node(&mut self, element: &Element, at: &Placed<String>) -> Option<Node> {
        Some(match element {
            Element::Word(word) => self.word(word, Self::any_form),
            Element::Exact(word) => self.word(word, Self::as_it_stands),
            Element::Family(name) => Node::Family(self.family(name, at)?),
            Element::Slot { name, kind } => {
                let kind = match kind {
                    SlotKind::Names(who) => Filler::Names(*who),
                    SlotKind::Subject => Filler::Subject,
                    SlotKind::Thing => Filler::Thing,
                    SlotKind::Family(f) => Filler::Family(f.clone(), self.family(f, at)?),
                    SlotKind::Value(v, None) => Filler::Value(*v, None),
                    SlotKind::Value(v, Some(f)) => Filler::Value(*v, Some(self.family(f, at)?)),
                };
                let slot = self
                    .slots
                    .iter()
                    .position(|s| s == name)
                    .unwrap_or_else(|| {
                        self.slots.push(name.clone());
                        self.slots.len() - 1
                    });
                Node::Slot { slot, kind }
            }
            Element::Any(options) => Node::Any(options.iter().map(|o| self.nodes(o, at)).collect()),
            Element::Optional(inner) => Node::Optional(self.nodes(inner, at)),
            Element::Gap => Node::Gap,
        })
    }

    /// A word; one that texts are read as several, such as "south-east", as these.
    fn word(&mut self, word: &str, each: fn(&mut Self, &str) -> Node) -> Node {
        let mut tokens: Vec<Token> = Vec::new();
        token::tokenize(word, 0, self.vocabulary, &mut tokens);
        if tokens.len() > 1 {
            let words = tokens.iter().filter(|t| t.is_word());
            let words: Vec<Node> = words.map(|t| each(self, t.span().of(word))).collect();
            if !words.is_empty() {
                return Node::Any(vec![words]);
            }
        }
        each(self, word)
    }

    fn as_it_stands(&mut self, word: &str) -> Node {
        Node::Words {
            words: SmallVec::from_elem(self.vocabulary.intern(word), 1),
            verb: false,
        }
    }

    fn any_form(&mut self, word: &str) -> Node {
        let id = self.vocabulary.intern(word);
        let function = self.vocabulary.classes(id).any(Classes::FUNCTION);
        let auxiliary = matches!(word, "be" | "have" | "do");
        let mut words: SmallVec<[WordId; 6]> = SmallVec::from_elem(id, 1);
        if auxiliary || (!function && word.chars().all(char::is_alphabetic)) {
            let forms = Forms {
                vocabulary: self.vocabulary,
                inflection: self.inflection,
            };
            let forms = if auxiliary {
                forms.verb_forms(word)
            } else {
                forms.all_forms(word)
            };
            words = forms
                .iter()
                .map(|form| self.vocabulary.intern(form))
                .collect();
            words.sort();
            words.dedup();
        }
        Node::Words {
            words,
            verb: auxiliary || !function,
        }
    }

    fn family(&mut self, name: &str, at: &Placed<String>) -> Option<Arc<Family>> {
        let found = self.families.get(name).cloned();
        if found.is_none() {
            let mut known: Vec<&str> = self.families.keys().map(String::as_str).collect();
            known.sort_unstable();
            let place = at.value.find(&format!("<{name}>")).map_or(0, |at| at + 1);
            let help = yaml::suggestion(name, &known).map(|nearest| {
                format!("{nearest} (a new family is written under `families:` in the rule)")
            });
            self.error_in(at, place, format!("there is no word family `{name}`"), help);
        }
        found
    }

    pub(super) fn slot(&mut self, name: &Placed<String>, others: &[&str]) -> Option<usize> {
        let found = self.slots.iter().position(|s| *s == name.value);
        if found.is_none() {
            let mut known: Vec<&str> = self.slots.iter().map(String::as_str).collect();
            known.extend(others);
            let help = yaml::suggestion(&name.value, &known);
            self.error(name, format!("no phrase has a slot `{}`", name.value), help);
        }
        found
    }

    pub(super) fn examples(&mut self, draft: &Draft<'a>) -> Vec<Example> {
        let mut examples = Vec::new();
        for part in &draft.parts {
            self.file = Some(part.file);
            for example in &part.shape.examples {
                let mut dates = Vec::new();
                for date in &example.dates {
                    match Day::parse(&date.value) {
                        Some(day) => dates.push(day),
                        None => self.error(
                            date,
                            format!("`{}` is no date", date.value),
                            Some("write it as 2025-01-31".to_owned()),
                        ),
                    }
                }
                let (sources, given) = (example.sources.len(), example.dates.len());
                if sources == 0 {
                    let help = "write one or more under `sources:`, each behind `- `".to_owned();
                    self.error(&example.verdict, "the example has no source", Some(help));
                }
                if given > 0 && given != sources {
                    let (sources, dates) = (counted(sources, "source"), counted(given, "date"));
                    self.error(
                        &example.verdict,
                        format!("the example has {sources} and {dates}"),
                        Some(
                            "write one date for each source, in the same order, or none".to_owned(),
                        ),
                    );
                }
                let sources = example
                    .sources
                    .iter()
                    .enumerate()
                    .map(|(n, text)| (text.value.clone(), dates.get(n).copied()))
                    .collect();
                examples.push(Example {
                    verdict: example.verdict.value,
                    sources,
                    file: part.file.path.clone(),
                    line: example.verdict.line,
                });
            }
        }
        examples
    }
}

fn counted(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}
