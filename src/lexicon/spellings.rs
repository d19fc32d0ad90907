//! `spellings.yaml`: which differences between two spellings of a name are no slip.

use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::Deserialize;

use super::List;
use crate::yaml::YamlError;

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Shape {
    romanisation: Vec<String>,
    regional: Vec<String>,
    endings: String,
    same: Vec<String>,
}

/// Differences that are a matter of house style, alphabet or grammar.
#[derive(Debug, Default)]
pub struct Spellings {
    romanisation: Vec<(String, String)>,
    regional: Vec<(String, String)>,
    endings: FxHashSet<String>,
    same: FxHashMap<String, usize>,
}

impl Spellings {
    /// Whether two forms (in small letters) are two accepted ways to write one word, or two forms
    /// of one word: "mohammed" and "muhammad", "centre" and "center", "austria" and "austrian".
    pub fn accept_both(&self, a: &str, b: &str) -> bool {
        self.derived(a, b) || self.regional_pair(a, b) || self.one_name(a, b)
    }

    /// "austria", "austrian"; "party", "parties"
    fn derived(&self, a: &str, b: &str) -> bool {
        let shared: usize = a
            .chars()
            .zip(b.chars())
            .take_while(|(x, y)| x == y)
            .map(|(c, _)| c.len_utf8())
            .sum();
        let (x, y) = (
            a.get(shared..).unwrap_or_default(),
            b.get(shared..).unwrap_or_default(),
        );
        let ending = |end: &str| end.is_empty() || self.endings.contains(end);
        ending(x) && ending(y)
    }

    fn regional_pair(&self, a: &str, b: &str) -> bool {
        self.regional
            .iter()
            .any(|(x, y)| a.replacen(x, y, 1) == b || b.replacen(x, y, 1) == a)
    }

    fn one_name(&self, a: &str, b: &str) -> bool {
        let known = self.same.get(a).zip(self.same.get(b));
        known.is_some_and(|(x, y)| x == y) || self.sounds(a) == self.sounds(b)
    }

    /// The word with each sound written in one way, doubled letters once.
    fn sounds(&self, word: &str) -> String {
        let mut sounds = word.to_owned();
        for (from, to) in &self.romanisation {
            if sounds.contains(from.as_str()) {
                sounds = sounds.replace(from.as_str(), to);
            }
        }
        let mut letters: Vec<char> = sounds.chars().collect();
        letters.dedup();
        letters.into_iter().collect()
    }

    pub(super) fn load(&mut self, lists: &[List<'_>]) -> Result<(), Vec<YamlError>> {
        for list in lists {
            let shape: Shape = list.read()?;
            self.romanisation
                .extend(shape.romanisation.iter().map(|p| pair(p)));
            self.regional.extend(shape.regional.iter().map(|p| pair(p)));
            self.endings
                .extend(shape.endings.split_whitespace().map(str::to_owned));
            for line in &shape.same {
                let number = self.same.len();
                self.same
                    .extend(line.split_whitespace().map(|w| (w.to_owned(), number)));
            }
        }
        Ok(())
    }
}

/// "kh h" → ("kh", "h"); the right may be missing.
fn pair(line: &str) -> (String, String) {
    let (left, right) = line.split_once(' ').unwrap_or((line, ""));
    (left.to_owned(), right.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;

    #[test]
    fn two_accepted_ways_to_write_a_word_are_no_slip() {
        let lexicon = Lexicon::load(&[]).unwrap();
        for (a, b) in [
            ("mohammed", "muhammad"),
            ("centre", "center"),
            ("harbour", "harbor"),
            ("austria", "austrian"),
            ("yusuf", "youssef"),
            ("phillip", "philip"),
        ] {
            assert!(lexicon.spellings.accept_both(a, b), "{a} {b}");
        }
    }

    #[test]
    fn a_lost_or_swapped_letter_is_a_slip() {
        let lexicon = Lexicon::load(&[]).unwrap();
        for (a, b) in [
            ("torvald", "trovald"),
            ("merrowby", "merowbly"),
            ("kestrelton", "kestrlton"),
        ] {
            assert!(!lexicon.spellings.accept_both(a, b), "{a} {b}");
        }
    }
}
