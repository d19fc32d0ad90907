//! Rule files → checked rules, and where to look for their phrases.

use rayon::prelude::*;

use super::compiler::{Compiler, FamilyTable, families_of};
use super::draft::{Draft, Part};
use super::index::Index;
pub use super::rule::{Compare, Example, Filler, Node, Phrase, PhraseRef, Rule};
use super::schema::RuleFile;
use super::tolerance::Tolerance;
use crate::language::vocabulary::Vocabulary;
use crate::lexicon::{Lexicon, ListFile};
use crate::yaml::{self, YamlError};

/// All rules, and where to look for their phrases.
#[derive(Debug, Default)]
pub struct Rules {
    /// In order of id.
    pub rules: Vec<Rule>,
    /// Where to look for their phrases.
    pub index: Index,
}

impl Rules {
    /// Checks `files`, of which the first `embedded` come with the program, and looks their words
    /// up; adds the words to the lexicon. Gives the rules that are right, to be indexed, and
    /// everything that is wrong with any of the files. Without `places` the program's own rules are
    /// read in a sixth of the time, and where their parts stand is not known.
    pub(crate) fn compile(
        files: &[ListFile],
        embedded: usize,
        places: bool,
        lexicon: &mut Lexicon,
    ) -> (Self, Vec<YamlError>) {
        let mut errors = Vec::new();
        let mut parts = Vec::new();
        let mut unread = Vec::new();
        let shapes: Vec<_> = files
            .par_iter()
            .enumerate()
            .map(|(number, file)| {
                super::embedded_json(&file.path)
                    .filter(|_| number < embedded && !places)
                    .and_then(|json| yaml::read_json::<RuleFile>(json, &file.path).ok())
                    .map_or_else(|| yaml::read_strictly(&file.text, &file.path), Ok)
            })
            .collect();
        for (number, (file, shape)) in files.iter().zip(shapes).enumerate() {
            match shape {
                Ok(shape) => parts.push(Part {
                    file,
                    shape,
                    embedded: number < embedded,
                }),
                Err(wrong) => {
                    errors.extend(wrong);
                    unread.push(file);
                }
            }
        }
        for part in &parts {
            for (name, family) in &part.shape.families {
                lexicon
                    .families
                    .add(name, family, &lexicon.inflection, &mut lexicon.vocabulary);
            }
        }
        let families = families_of(lexicon);
        for file in unread {
            errors.extend(phrase_errors(file, lexicon, &families));
        }
        let mut rules = Rules::default();
        for draft in Draft::all(parts, &mut errors) {
            match compile_draft(&draft, lexicon, &families) {
                Ok(rule) => rules.rules.push(rule),
                Err(wrong) => errors.extend(wrong),
            }
        }
        rules.rules.sort_by(|a, b| a.id.cmp(&b.id));
        errors.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
        (rules, errors)
    }

    /// The rule of that id.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|r| r.id == id)
    }

    /// Makes the rules findable by the words of their phrases. Nothing may be added or taken out
    /// after it.
    pub(crate) fn index(&mut self, vocabulary: &mut Vocabulary) {
        self.index = Index::of(&self.rules, vocabulary);
    }
}

/// What is wrong with the phrases of a file that cannot be read as a rule for other reasons.
fn phrase_errors(file: &ListFile, lexicon: &mut Lexicon, families: &FamilyTable) -> Vec<YamlError> {
    let mut compiler = Compiler::new(lexicon, families);
    compiler.file = Some(file);
    for phrase in yaml::texts_under(&file.text, &["phrases", "opposed", "context"]) {
        compiler.phrase(&phrase);
    }
    compiler.errors
}

fn compile_draft(
    draft: &Draft<'_>,
    lexicon: &mut Lexicon,
    families: &FamilyTable,
) -> Result<Rule, Vec<YamlError>> {
    let mut compiler = Compiler::new(lexicon, families);
    let mut phrases: Vec<Phrase> = Vec::new();
    let mut opposed: Vec<Phrase> = Vec::new();
    let mut context: Vec<Phrase> = Vec::new();
    for part in &draft.parts {
        compiler.file = Some(part.file);
        let shape = &part.shape;
        phrases.extend(shape.phrases.iter().filter_map(|p| compiler.phrase(p)));
        opposed.extend(shape.opposed.iter().filter_map(|p| {
            let phrase = compiler.phrase(p)?;
            Some(Phrase {
                opposed: true,
                ..phrase
            })
        }));
        context.extend(shape.context.iter().filter_map(|p| compiler.phrase(p)));
    }
    let said = phrases.len() + opposed.len();
    phrases.extend(opposed);
    // Where a phrase cannot be read its slots are not known, and nothing is said of them.
    let mut all_read = compiler.errors.is_empty();
    let reads = draft.last(|s| s.reads.as_ref());
    if all_read && said == 0 && reads.is_none() {
        compiler.at_head(
            draft,
            "the rule has no phrase",
            "add one under `phrases:`, such as - \"{maker: names} recall {number: count}\"",
        );
        all_read = false;
    }
    let mut subject = Vec::new();
    let mut compare = reads.map(|_| Compare::Read);
    if all_read {
        subject = compiler.subject(draft);
        compare = compiler.compare(draft).or(compare);
    }
    let slots_known = all_read && compiler.errors.is_empty();
    let message = if slots_known {
        compiler.message(draft, compare, &subject)
    } else {
        None
    };
    let examples = compiler.examples(draft);
    let tolerance = compiler.last(draft, |s| s.tolerance.as_ref(), Tolerance::read);
    let within = compiler.last(draft, |s| s.within.as_ref(), super::tolerance::days);
    let apart = compiler.words(draft, |s| s.apart.as_deref());
    let counts_alike = compiler.words(draft, |s| s.counts_alike.as_deref());
    if let (true, Some(compare)) = (all_read, compare) {
        compiler.fits(draft, compare, &subject, &phrases);
    }
    let Compiler {
        slots, mut errors, ..
    } = compiler;
    let texts = ["title", "why"].map(|key| {
        let text = draft.last(|s| {
            if key == "title" {
                s.title.as_ref()
            } else {
                s.why.as_ref()
            }
        });
        if text.is_none() {
            errors.extend(draft.missing(key));
        }
        text.cloned().unwrap_or_default()
    });
    let (Some(compare), true) = (compare, errors.is_empty()) else {
        return Err(errors);
    };
    let [title, why] = texts;
    let flag = |value: Option<&bool>| value.copied().unwrap_or_default();
    Ok(Rule {
        id: draft.id.clone(),
        title,
        why,
        pack: draft.last(|s| s.pack.as_ref()).cloned(),
        severity: draft
            .last(|s| s.severity.as_ref())
            .copied()
            .unwrap_or_default(),
        phrases,
        reads: reads.map(|r| r.value),
        context,
        slots,
        subject,
        compare,
        change: draft
            .last(|s| s.change.as_ref())
            .copied()
            .unwrap_or_default(),
        event: flag(draft.last(|s| s.event.as_ref())),
        plans: flag(draft.last(|s| s.plans.as_ref())),
        attribute: draft
            .last(|s| s.about.as_ref())
            .or(draft.last(|s| s.compare.as_ref()).map(|c| &c.value))
            .cloned()
            .unwrap_or_default(),
        message,
        says: draft.last(|s| s.says.as_ref()).cloned(),
        ratio: draft.last(|s| s.ratio.as_ref()).map(|r| r.value),
        within,
        tolerance,
        apart,
        counts_alike,
        examples,
        files: draft.parts.iter().map(|p| p.file.path.clone()).collect(),
        embedded: draft.parts.first().is_some_and(|p| p.embedded),
    })
}
