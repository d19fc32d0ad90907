//! `inflection.yaml`: irregular word forms, and from them all forms of a word.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::ListFile;
use crate::yaml::{self, YamlError};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Shape {
    verbs: BTreeMap<String, Vec<String>>,
    doubling: String,
    nouns: BTreeMap<String, Vec<String>>,
    uncountable_s: String,
    adjectives: BTreeMap<String, Vec<String>>,
}

/// Irregular forms; the regular ones are worked out.
#[derive(Debug, Default)]
pub struct Inflection {
    verbs: FxHashMap<String, Vec<String>>,
    doubling: FxHashSet<String>,
    nouns: FxHashMap<String, Vec<String>>,
    adjectives: FxHashMap<String, Vec<String>>,
}

impl Inflection {
    pub(super) fn load(&mut self, files: &[ListFile]) -> Result<(), YamlError> {
        for file in files {
            let shape: Shape = yaml::read(&file.text, &file.path)?;
            self.verbs.extend(shape.verbs);
            self.doubling
                .extend(shape.doubling.split_whitespace().map(str::to_owned));
            self.nouns.extend(shape.nouns);
            self.adjectives.extend(shape.adjectives);
        }
        Ok(())
    }

    /// All forms of a verb, the lemma first: "sign" → sign, signs, signing, signed.
    pub fn verb_forms(&self, lemma: &str) -> Vec<String> {
        let mut forms = vec![lemma.to_owned(), sibilant_s(lemma), self.ing(lemma)];
        match self.verbs.get(lemma) {
            Some(irregular) => forms.extend(irregular.iter().cloned()),
            None => forms.push(self.ed(lemma)),
        }
        if self.doubling.contains(lemma) && lemma.ends_with('l') {
            // British and American spelling.
            forms.push(format!("{lemma}ed"));
            forms.push(format!("{lemma}ing"));
        }
        forms
    }

    /// The past forms of a verb that can also be its participle: "signed", "written".
    pub fn participles(&self, lemma: &str) -> Vec<String> {
        match self.verbs.get(lemma) {
            Some(irregular) => irregular
                .iter()
                .filter(|form| !form.ends_with("ing"))
                .cloned()
                .collect(),
            None => vec![self.ed(lemma)],
        }
    }

    /// Singular and plural of a noun: "treaty" → treaty, treaties.
    pub fn noun_forms(&self, lemma: &str) -> Vec<String> {
        let mut forms = vec![lemma.to_owned()];
        match self.nouns.get(lemma) {
            Some(plurals) => forms.extend(plurals.iter().cloned()),
            None => forms.push(sibilant_s(lemma)),
        }
        forms
    }

    /// An adjective with its comparison: "big" → big, bigger, biggest.
    pub fn adjective_forms(&self, lemma: &str) -> Vec<String> {
        let mut forms = vec![lemma.to_owned()];
        if let Some(irregular) = self.adjectives.get(lemma) {
            forms.extend(irregular.iter().cloned());
        }
        forms
    }

    /// Every form that the word can have as a verb, noun or adjective.
    pub fn all_forms(&self, lemma: &str) -> Vec<String> {
        let mut forms = self.verb_forms(lemma);
        forms.extend(self.noun_forms(lemma));
        forms.extend(self.adjective_forms(lemma));
        forms.sort();
        forms.dedup();
        forms
    }

    fn ing(&self, lemma: &str) -> String {
        if let Some(stem) = lemma.strip_suffix("ie") {
            format!("{stem}ying")
        } else if lemma.ends_with('e') && !ends_with_any(lemma, &["ee", "oe", "ye"]) && lemma != "be" {
            format!("{}ing", lemma.strip_suffix('e').unwrap_or(lemma))
        } else {
            format!("{}ing", self.doubled(lemma))
        }
    }

    fn ed(&self, lemma: &str) -> String {
        if lemma.ends_with('e') {
            format!("{lemma}d")
        } else if let Some(stem) = consonant_y(lemma) {
            format!("{stem}ied")
        } else {
            format!("{}ed", self.doubled(lemma))
        }
    }

    fn doubled(&self, lemma: &str) -> String {
        match lemma.chars().next_back() {
            Some(last) if self.doubling.contains(lemma) => format!("{lemma}{last}"),
            _ => lemma.to_owned(),
        }
    }
}

/// The third person of a verb or the plural of a noun.
fn sibilant_s(lemma: &str) -> String {
    if let Some(stem) = consonant_y(lemma) {
        format!("{stem}ies")
    } else if ends_with_any(lemma, &["s", "x", "z", "ch", "sh"]) {
        format!("{lemma}es")
    } else {
        format!("{lemma}s")
    }
}

/// "treaty" → "treat"; `None` for "convoy".
fn consonant_y(lemma: &str) -> Option<&str> {
    let stem = lemma.strip_suffix('y')?;
    let before = stem.chars().next_back()?;
    (!matches!(before, 'a' | 'e' | 'i' | 'o' | 'u')).then_some(stem)
}

fn ends_with_any(word: &str, endings: &[&str]) -> bool {
    endings.iter().any(|e| word.ends_with(e))
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use insta::assert_snapshot;

    #[test]
    fn forms_are_worked_out_and_irregular_ones_looked_up() {
        let forms = Lexicon::load(&[]).unwrap().inflection;
        assert_snapshot!(forms.verb_forms("sign").join(" "), @"sign signs signing signed");
        assert_snapshot!(forms.verb_forms("ratify").join(" "), @"ratify ratifies ratifying ratified");
        assert_snapshot!(forms.verb_forms("agree").join(" "), @"agree agrees agreeing agreed");
        assert_snapshot!(forms.verb_forms("commit").join(" "), @"commit commits committing committed");
        assert_snapshot!(forms.verb_forms("die").join(" "), @"die dies dying died");
        assert_snapshot!(forms.noun_forms("treaty").join(" "), @"treaty treaties");
        assert_snapshot!(forms.noun_forms("man").join(" "), @"man men");
        assert_snapshot!(forms.participles("write").join(" "), @"wrote written");
    }
}
