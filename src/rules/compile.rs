//! Rule files → checked rules, with every word looked up.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::phrase::{self, Element, SlotKind, Who};
use super::schema::{Change, ExpectedVerdict, Reads, RuleFile, Says, Severity};
use crate::calendar::Day;
use crate::language::forms::Forms;
use crate::language::vocabulary::{Classes, Vocabulary, WordId};
use crate::lexicon::families::Family;
use crate::lexicon::inflection::Inflection;
use crate::lexicon::{Lexicon, ListFile};
use crate::value::ValueKind;
use crate::yaml::{self, Placed, YamlError};

/// A checked rule.
#[derive(Debug)]
pub struct Rule {
    /// Its id: the file's name.
    pub id: String,
    /// Heading.
    pub title: String,
    /// Why an editor should care.
    pub why: String,
    /// How grave a contradiction is.
    pub severity: Severity,
    /// How texts say it.
    pub phrases: Vec<Phrase>,
    /// What the program finds by itself, in place of phrases.
    pub reads: Option<Reads>,
    /// Sentences that say what is spoken of without saying the value; numbered on from `phrases`.
    pub context: Vec<Phrase>,
    /// Names of all slots, in order of appearance.
    pub slots: Vec<String>,
    /// The slots (by number) that say what a claim is about.
    pub subject: Vec<usize>,
    /// What is compared.
    pub compare: Compare,
    /// How the value may move with time.
    pub change: Change,
    /// Whether claims are about the event that the article reports.
    pub event: bool,
    /// Whether what is planned is compared with what is told as done.
    pub plans: bool,
    /// What is compared, for the report: "term".
    pub attribute: String,
    /// How the report names both answers, where the claim is yes or no.
    pub says: Option<Says>,
    /// Figures of which one is more than this many times the other are of two things.
    pub ratio: Option<f64>,
    /// Dates that are more days apart than this are of two things.
    pub within: Option<f64>,
    /// The rule's own tests.
    pub examples: Vec<Example>,
    /// The file that the rule came from.
    pub file: String,
}

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// The value (or names) in a slot.
    Slot(usize),
    /// Whether the thing is said or denied.
    Polarity,
    /// What the program reads by itself.
    Read,
}

/// One way to say it.
#[derive(Debug)]
pub struct Phrase {
    /// As the editor wrote it.
    pub text: String,
    /// Its parts.
    pub nodes: Vec<Node>,
    /// Which of the parts is looked for first: the first word or family.
    pub anchor: usize,
    /// Whether it says the opposite of the rule's other phrases.
    pub opposed: bool,
}

/// One part of a compiled phrase.
#[derive(Debug)]
pub enum Node {
    /// One of these words; `verb` where it can be a verb.
    Words {
        /// The words, sorted.
        words: SmallVec<[WordId; 6]>,
        /// Whether auxiliaries and negations may stand before it.
        verb: bool,
    },
    /// A word of a family.
    Family(Arc<Family>),
    /// Something kept under a name.
    Slot {
        /// Number of the slot.
        slot: usize,
        /// What may stand there.
        kind: Filler,
    },
    /// One of several.
    Any(Vec<Vec<Node>>),
    /// May be left out.
    Optional(Vec<Node>),
    /// Some words in between.
    Gap,
}

/// What may fill a slot.
#[derive(Clone, Debug)]
pub enum Filler {
    /// Names that stand together, all of them of that kind.
    Names(Who),
    /// Names that are the subject of the next verb.
    Subject,
    /// A noun with its owner and what describes it.
    Thing,
    /// A noun phrase whose noun belongs to the family.
    Family(String, Arc<Family>),
    /// A value; of counts, one that counts things of the family.
    Value(ValueKind, Option<Arc<Family>>),
}

/// A rule's own test.
#[derive(Clone, Debug)]
pub struct Example {
    /// What should come of it.
    pub verdict: ExpectedVerdict,
    /// The articles, with their dates where given.
    pub sources: Vec<(String, Option<Day>)>,
    /// Line of the rule file.
    pub line: u64,
}

/// A phrase of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhraseRef {
    /// Number of the rule.
    pub rule: usize,
    /// Number of the phrase in it.
    pub phrase: usize,
}

impl Rule {
    /// The phrase of that number; context phrases are counted on from the others.
    pub fn phrase(&self, number: usize) -> Option<&Phrase> {
        self.phrases
            .get(number)
            .or_else(|| self.context.get(number - self.phrases.len()))
    }

    /// Whether the phrase of that number says a value.
    pub fn is_context(&self, number: usize) -> bool {
        number >= self.phrases.len()
    }
}

/// All rules, and where to look for their phrases.
#[derive(Debug, Default)]
pub struct Rules {
    /// In order of id.
    pub rules: Vec<Rule>,
    by_anchor: FxHashMap<WordId, Vec<PhraseRef>>,
}

impl Rules {
    /// Checks `files` and looks their words up; adds the words to the lexicon.
    ///
    /// # Errors
    /// Everything that is wrong with any of the files.
    pub fn compile(files: &[ListFile], lexicon: &mut Lexicon) -> Result<Self, Vec<YamlError>> {
        let mut rules = Rules::default();
        let mut errors = Vec::new();
        let families = families_of(lexicon);
        let shapes: Vec<_> = files
            .par_iter()
            .map(|file| yaml::read(&file.text, &file.path))
            .collect();
        for (file, shape) in files.iter().zip(shapes) {
            let compiled = shape.map_err(|e| vec![e]);
            match compiled.and_then(|shape| compile_file(file, shape, lexicon, &families)) {
                Ok(rule) => rules.rules.push(rule),
                Err(e) => errors.extend(e),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        // A rule of the user's with an embedded rule's id stands in its place: the last one wins.
        rules.rules.reverse();
        rules.rules.sort_by(|a, b| a.id.cmp(&b.id));
        rules.rules.dedup_by(|b, a| a.id == b.id);
        rules.index(&mut lexicon.vocabulary);
        Ok(rules)
    }

    /// The phrases to try at a word.
    pub fn at_word(&self, word: WordId) -> &[PhraseRef] {
        self.by_anchor.get(&word).map_or(&[], Vec::as_slice)
    }

    /// The rule of that id.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|r| r.id == id)
    }

    fn index(&mut self, vocabulary: &mut Vocabulary) {
        for (r, rule) in self.rules.iter().enumerate() {
            for (p, phrase) in rule.phrases.iter().chain(&rule.context).enumerate() {
                let mut words = Vec::new();
                if let Some(node) = phrase.nodes.get(phrase.anchor) {
                    first_words(node, &mut words);
                }
                words.sort();
                words.dedup();
                for word in words {
                    vocabulary.mark(word, Classes::ANCHOR);
                    self.by_anchor
                        .entry(word)
                        .or_default()
                        .push(PhraseRef { rule: r, phrase: p });
                }
            }
        }
    }
}

type FamilyTable = FxHashMap<String, Arc<Family>>;

fn families_of(lexicon: &Lexicon) -> FamilyTable {
    lexicon
        .families
        .names()
        .into_iter()
        .filter_map(|n| Some((n.to_owned(), Arc::new(lexicon.families.get(n)?.clone()))))
        .collect()
}

/// The words that a part can begin with; nothing for slots and gaps.
fn first_words(node: &Node, out: &mut Vec<WordId>) {
    match node {
        Node::Words { words, .. } => out.extend(words),
        Node::Family(family) => out.extend(family.members.iter().map(|m| m.word)),
        Node::Slot {
            kind: Filler::Family(_, family) | Filler::Value(_, Some(family)),
            ..
        } => {
            out.extend(family.members.iter().map(|m| m.word));
        }
        Node::Any(options) => {
            for option in options {
                if let Some(first) = option.first() {
                    first_words(first, out);
                }
            }
        }
        Node::Slot { .. } | Node::Optional(_) | Node::Gap => {}
    }
}

/// Classes of words that stand in nearly every sentence.
const TOO_COMMON: Classes = Classes::DETERMINER
    .with(Classes::PREPOSITION)
    .with(Classes::PRONOUN)
    .with(Classes::CONJUNCTION)
    .with(Classes::AUXILIARY)
    .with(Classes::CLAUSE)
    .with(Classes::NEGATION);

/// Whether every way through the part begins with a word that can be looked for.
fn can_anchor(node: &Node, vocabulary: &Vocabulary) -> bool {
    match node {
        Node::Words { words, .. } => words
            .iter()
            .all(|w| !vocabulary.classes(*w).any(TOO_COMMON)),
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

fn compile_file(
    file: &ListFile,
    shape: RuleFile,
    lexicon: &mut Lexicon,
    families: &FamilyTable,
) -> Result<Rule, Vec<YamlError>> {
    let mut errors = Vec::new();
    let stem = file_stem(&file.path);
    if shape.rule.value != stem {
        errors.push(shape.rule.error(
            &file.path,
            format!(
                "the rule is called `{}` and its file `{stem}.yaml`",
                shape.rule.value
            ),
            Some(format!("write `rule: {stem}`, or rename the file")),
        ));
    }
    let mut compiler = Compiler {
        file: &file.path,
        slots: Vec::new(),
        families,
        inflection: &lexicon.inflection,
        vocabulary: &mut lexicon.vocabulary,
        errors,
    };
    let mut phrases: Vec<Phrase> = shape
        .phrases
        .iter()
        .filter_map(|p| compiler.phrase(p))
        .collect();
    phrases.extend(shape.opposed.iter().filter_map(|p| {
        let phrase = compiler.phrase(p)?;
        Some(Phrase {
            opposed: true,
            ..phrase
        })
    }));
    let context: Vec<Phrase> = shape
        .context
        .iter()
        .filter_map(|p| compiler.phrase(p))
        .collect();
    if shape.phrases.is_empty() && shape.reads.is_none() {
        compiler.errors.push(shape.rule.error(
            &file.path,
            "the rule has no phrase",
            Some("add one under `phrases:`".to_owned()),
        ));
    }
    // Where a phrase cannot be read its slots are not known, and nothing is said of them.
    let phrase_errors = compiler.errors.len();
    let phrases_read = phrase_errors == 0;
    let subject: Vec<usize> = shape
        .subject
        .iter()
        .filter_map(|s| compiler.slot(s))
        .collect();
    let compare = match &shape.compare {
        Some(c) if c.value == "polarity" => Some(Compare::Polarity),
        Some(c) => compiler.slot(c).map(Compare::Slot),
        None if shape.reads.is_some() => Some(Compare::Read),
        None => {
            compiler.errors.push(shape.rule.error(
                &file.path,
                "the key `compare` is missing",
                Some("add a line `compare: ` with the slot whose value is compared".to_owned()),
            ));
            None
        }
    };
    let examples = compiler.examples(&shape);
    let within = shape.within.as_ref().and_then(|w| compiler.days(w));
    let Compiler {
        slots, mut errors, ..
    } = compiler;
    if !phrases_read {
        errors.truncate(phrase_errors);
    }
    match compare {
        Some(compare) if errors.is_empty() => Ok(Rule {
            id: shape.rule.value,
            title: shape.title,
            why: shape.why,
            severity: shape.severity,
            phrases,
            reads: shape.reads,
            context,
            slots,
            subject,
            compare,
            change: shape.change,
            event: shape.event,
            attribute: shape
                .about
                .or(shape.compare.map(|c| c.value))
                .unwrap_or_default(),
            says: shape.says,
            ratio: shape.ratio,
            within,
            plans: shape.plans,
            examples,
            file: file.path.clone(),
        }),
        _ => Err(errors),
    }
}

/// "rules/toll.yaml" → "toll"
fn file_stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.strip_suffix(".yaml")
        .or_else(|| name.strip_suffix(".yml"))
        .unwrap_or(name)
}

struct Compiler<'a> {
    file: &'a str,
    slots: Vec<String>,
    families: &'a FamilyTable,
    inflection: &'a Inflection,
    vocabulary: &'a mut Vocabulary,
    errors: Vec<YamlError>,
}

impl Compiler<'_> {
    fn phrase(&mut self, phrase: &Placed<String>) -> Option<Phrase> {
        let elements = match phrase::parse(&phrase.value) {
            Ok(elements) => elements,
            Err(e) => {
                let mut error = phrase.error(self.file, e.message, e.help);
                // The quote that opens the text takes one column.
                error.column += e.at as u64 + 1;
                self.errors.push(error);
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
            .or_else(|| nodes.iter().position(|n| can_anchor(n, self.vocabulary)));
        let Some(anchor) = anchor else {
            self.errors.push(phrase.error(
                self.file,
                "the phrase has no word to look for",
                Some("add a word or a <family> that is more than \"of\" or \"the\"".to_owned()),
            ));
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
            Element::Word(word) => self.word(word),
            Element::Exact(word) => Node::Words {
                words: SmallVec::from_elem(self.vocabulary.intern(word), 1),
                verb: false,
            },
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

    fn word(&mut self, word: &str) -> Node {
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
            self.errors.push(at.error(
                self.file,
                format!("there is no word family `{name}`"),
                yaml::suggestion(name, &known),
            ));
        }
        found
    }

    fn slot(&mut self, name: &Placed<String>) -> Option<usize> {
        let found = self.slots.iter().position(|s| *s == name.value);
        if found.is_none() {
            let mut known = self.slots.clone();
            known.push("polarity".to_owned());
            self.errors.push(name.error(
                self.file,
                format!("no phrase has a slot `{}`", name.value),
                yaml::suggestion(&name.value, &known),
            ));
        }
        found
    }

    /// "3 years" → days
    fn days(&mut self, text: &Placed<String>) -> Option<f64> {
        let mut parts = text.value.split_whitespace();
        let number = parts.next().and_then(|n| n.parse::<f64>().ok());
        let unit = match parts.next() {
            Some("day" | "days") => Some(1.0),
            Some("week" | "weeks") => Some(7.0),
            Some("month" | "months") => Some(30.44),
            Some("year" | "years") => Some(365.25),
            _ => None,
        };
        let days = number.zip(unit).map(|(n, u)| n * u);
        if days.is_none() {
            self.errors.push(text.error(
                self.file,
                format!("`{}` is no length of time", text.value),
                Some(
                    "write a number and days, weeks, months or years, such as `3 years`".to_owned(),
                ),
            ));
        }
        days
    }

    fn examples(&mut self, shape: &RuleFile) -> Vec<Example> {
        let mut examples = Vec::new();
        for example in &shape.examples {
            let mut dates = Vec::new();
            for date in &example.dates {
                match Day::parse(&date.value) {
                    Some(day) => dates.push(day),
                    None => self.errors.push(date.error(
                        self.file,
                        format!("`{}` is no date", date.value),
                        Some("write it as 2025-01-31".to_owned()),
                    )),
                }
            }
            let sources = example
                .sources
                .iter()
                .enumerate()
                .map(|(n, text)| (text.clone(), dates.get(n).copied()))
                .collect();
            examples.push(Example {
                verdict: example.verdict.value,
                sources,
                line: example.verdict.line,
            });
        }
        examples
    }
}
