//! Which files make up which rule: a file with `rule`, and those that extend it.

use rustc_hash::FxHashMap;

use super::schema::RuleFile;
use crate::lexicon::ListFile;
use crate::yaml::{self, Placed, YamlError};

/// One file of a rule.
pub(super) struct Part<'a> {
    pub(super) file: &'a ListFile,
    pub(super) shape: RuleFile,
    /// Whether it comes with the program.
    pub(super) embedded: bool,
}

/// A rule to be checked: its own file first, then those that extend it, in the order given.
pub(super) struct Draft<'a> {
    pub(super) id: String,
    pub(super) parts: Vec<Part<'a>>,
}

impl<'a> Draft<'a> {
    /// Sorts the files into rules. The last file of an id stands in the place of earlier ones;
    /// rules that a file switches off are left out.
    pub(super) fn all(parts: Vec<Part<'a>>, errors: &mut Vec<YamlError>) -> Vec<Draft<'a>> {
        let mut drafts: Vec<Draft<'a>> = Vec::new();
        let mut by_id: FxHashMap<String, usize> = FxHashMap::default();
        let mut extensions = Vec::new();
        for part in parts {
            let stem = file_stem(&part.file.path);
            let shape = &part.shape;
            let mut error = |at: &Placed<String>, message: String, help: String| {
                let error = at.error(&part.file.path, message, Some(help));
                errors.push(error.shown_in(&part.file.text));
            };
            match (&shape.rule, &shape.extends) {
                (Some(rule), Some(_)) => error(
                    rule,
                    "a file either is a rule or extends one".to_owned(),
                    "keep `extends` to add to that rule, or `rule` for a rule of its own"
                        .to_owned(),
                ),
                (Some(rule), None) if rule.value != stem => error(
                    rule,
                    format!(
                        "the rule is called `{}` and its file `{stem}.yaml`",
                        rule.value
                    ),
                    format!("write `rule: {stem}`, or rename the file"),
                ),
                (Some(rule), None) if shape.off == Some(true) => error(
                    rule,
                    "a rule of its own cannot be switched off here".to_owned(),
                    "write `extends:` in place of `rule:`, or take the file away".to_owned(),
                ),
                (Some(rule), None) => {
                    let id = rule.value.clone();
                    let draft = Draft {
                        id: id.clone(),
                        parts: vec![part],
                    };
                    match by_id.get(&id).and_then(|n| drafts.get_mut(*n)) {
                        Some(earlier) => *earlier = draft,
                        None => {
                            by_id.insert(id, drafts.len());
                            drafts.push(draft);
                        }
                    }
                }
                (None, Some(_)) => extensions.push(part),
                (None, None) => {
                    let top = Placed {
                        value: String::new(),
                        line: 1,
                        column: 1,
                    };
                    error(
                        &top,
                        "the key `rule` is missing".to_owned(),
                        format!("add a line `rule: {stem}`, the name of the file"),
                    );
                }
            }
        }
        let mut off = Vec::new();
        for part in extensions {
            let Some(extends) = &part.shape.extends else {
                continue;
            };
            match by_id.get(&extends.value) {
                Some(number) if part.shape.off == Some(true) => off.push(*number),
                Some(number) => {
                    if let Some(draft) = drafts.get_mut(*number) {
                        draft.parts.push(part);
                    }
                }
                None => {
                    let known: Vec<&str> = drafts.iter().map(|d| d.id.as_str()).collect();
                    let message = format!("there is no rule `{}` to extend", extends.value);
                    let help = yaml::suggestion(&extends.value, &known);
                    let error = extends.error(&part.file.path, message, help);
                    errors.push(error.shown_in(&part.file.text));
                }
            }
        }
        let mut number = 0;
        drafts.retain(|_| {
            number += 1;
            !off.contains(&(number - 1))
        });
        drafts
    }

    /// The value of a key in the last file that gives it.
    pub(super) fn last<T>(&self, key: impl Fn(&RuleFile) -> Option<&T>) -> Option<&T> {
        self.last_with_file(key).map(|(_, value)| value)
    }

    /// The same, with the file.
    pub(super) fn last_with_file<T>(
        &self,
        key: impl Fn(&RuleFile) -> Option<&T>,
    ) -> Option<(&'a ListFile, &T)> {
        self.parts
            .iter()
            .rev()
            .find_map(|part| key(&part.shape).map(|value| (part.file, value)))
    }

    /// The error of a key that the rule must have.
    pub(super) fn missing(&self, key: &str) -> Option<YamlError> {
        let part = self.parts.first()?;
        let id = part.shape.rule.as_ref()?;
        let help = match key {
            "title" => "add a line `title: …` (what the rule looks at, as a heading)",
            _ => "add a line `why: …` (why an editor should care)",
        };
        let empty = part
            .file
            .text
            .lines()
            .position(|l| l.trim_end() == format!("{key}:"));
        let error = match empty {
            Some(line) => {
                let place = Placed {
                    value: (),
                    line: line as u64 + 1,
                    column: key.len() as u64 + 2,
                };
                let help = "write the text behind the colon".to_owned();
                place.error(&part.file.path, format!("`{key}` has no value"), Some(help))
            }
            None => {
                let message = format!("the key `{key}` is missing");
                id.error(&part.file.path, message, Some(help.to_owned()))
            }
        };
        Some(error.shown_in(&part.file.text))
    }
}

/// "rules/toll.yaml" → "toll"
fn file_stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.strip_suffix(".yaml")
        .or_else(|| name.strip_suffix(".yml"))
        .unwrap_or(name)
}
