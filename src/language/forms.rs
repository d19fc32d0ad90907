//! Forms of words: plural ↔ singular, the forms of a verb ↔ its dictionary form.
//!
//! Irregular forms come from `inflection.yaml`; everything else is worked out from the endings.
//! Nothing here knows whether a word exists: "walked" may come from "walk" or from "walke".

use std::borrow::Cow;

use super::vocabulary::{Vocabulary, WordId};
use crate::lexicon::inflection::Inflection;

/// The word tables that forms are worked out with.
#[derive(Clone, Copy, Debug)]
pub struct Forms<'a> {
    /// All known words.
    pub vocabulary: &'a Vocabulary,
    /// Irregular forms.
    pub inflection: &'a Inflection,
}

impl<'a> Forms<'a> {
    fn word(&self, id: Option<&WordId>) -> Option<&'a str> {
        id.map(|id| self.vocabulary.word(*id))
    }

    /// Whether the word can be a plural noun: "men", "treaties", "aircraft"; not "news".
    pub fn is_plural(&self, word: &str) -> bool {
        let id = self.vocabulary.get(word);
        if !self.inflection.singulars(id).is_empty() {
            return true;
        }
        let s = word.ends_with('s') || word.ends_with('S');
        s && word.len() > 2
            && !self.inflection.keeps_s(id)
            && !ends_with(word, &["ss", "us", "is", "'s", "’s"])
    }

    /// Singular of a noun: "men" → "man", "treaties" → "treaty"; a singular stays as it is.
    /// Irregular nouns come out in lower case.
    pub fn singular<'w>(&self, noun: &'w str) -> Cow<'w, str>
    where
        'a: 'w,
    {
        let id = self.vocabulary.get(noun);
        if let Some(singular) = self.word(self.inflection.singulars(id).first()) {
            return Cow::Borrowed(singular);
        }
        if !self.is_plural(noun) {
            return Cow::Borrowed(noun);
        }
        let cut = |n: usize| noun.len().checked_sub(n).and_then(|end| noun.get(..end));
        if noun.len() > 4 && ends_with(noun, &["ies"]) {
            return match cut(3) {
                Some(stem) => Cow::Owned(format!("{stem}y")),
                None => Cow::Borrowed(noun),
            };
        }
        let es = ends_with(
            noun,
            &["sses", "shes", "ches", "xes", "zzes", "oes", "uses"],
        ) && !ends_with(
            noun,
            &[
                "aches", "shoes", "toes", "houses", "causes", "clauses", "uses ",
            ],
        );
        // "viruses", but "houses", "uses"
        let es = es && !(ends_with(noun, &["uses"]) && noun.len() < 6);
        Cow::Borrowed(cut(if es { 2 } else { 1 }).unwrap_or(noun))
    }

    /// Plural of a noun: "man" → "men", "treaty" → "treaties".
    pub fn plural<'w>(&self, noun: &'w str) -> Cow<'w, str>
    where
        'a: 'w,
    {
        let id = self.vocabulary.get(noun);
        match self.word(self.inflection.plurals(id).first()) {
            Some(plural) => Cow::Borrowed(plural),
            None => Cow::Owned(with_s(noun)),
        }
    }

    /// All forms of a verb, the dictionary form first: "sign" → sign, signs, signing, signed;
    /// "break" → break, breaks, breaking, broke, broken. Verbs that double a letter only in
    /// British English have both forms.
    pub fn verb_forms(&self, lemma: &str) -> Vec<String> {
        let id = self.vocabulary.get(lemma);
        let irregular = || {
            let forms = self.inflection.verb_forms(id).iter();
            forms.map(|f| self.vocabulary.word(*f))
        };
        let has_past = irregular().any(|f| !f.ends_with("ing"));
        let doubled = lemma.chars().last().filter(|_| self.inflection.doubles(id));
        let mut forms: Vec<String> = Vec::with_capacity(6);
        let mut add = |form: String| {
            if !forms.contains(&form) {
                forms.push(form);
            }
        };
        add(lemma.to_owned());
        add(with_s(lemma));
        // "label": "labelled" and "labeled"; "stop": "stopped" alone.
        if doubled.is_none_or(|last| last == 'l') {
            add(with_ending(lemma, "ing"));
            if !has_past {
                add(with_ending(lemma, "ed"));
            }
        }
        if let Some(last) = doubled {
            add(format!("{lemma}{last}ing"));
            if !has_past {
                add(format!("{lemma}{last}ed"));
            }
        }
        irregular().for_each(|form| add(form.to_owned()));
        forms
    }

    /// Whether a form of the verb can be its past participle: "signed"; "wrote", "written".
    pub fn is_participle(lemma: &str, form: &str) -> bool {
        form != lemma && !form.ends_with("ing") && form != with_s(lemma)
    }

    /// Every form that the word can have as a verb or noun, in order of the alphabet.
    pub fn all_forms(&self, lemma: &str) -> Vec<String> {
        let mut forms = self.verb_forms(lemma);
        forms.push(self.plural(lemma).into_owned());
        forms.sort_unstable();
        forms.dedup();
        forms
    }

    /// Dictionary forms that a verb's form may belong to, the likeliest first: "broke" → break;
    /// "signed" → sign, signe; "making" → make, mak. The form itself comes last.
    pub fn verb_lemmas(&self, form: &str) -> Vec<String> {
        let lower = form.to_lowercase();
        let id = self.vocabulary.get(&lower);
        let mut lemmas: Vec<String> = self
            .inflection
            .verb_lemmas(id)
            .iter()
            .map(|l| self.vocabulary.word(*l).to_owned())
            .collect();
        let mut add = |lemma: String| {
            if lemma.len() > 1 && !lemmas.contains(&lemma) {
                lemmas.push(lemma);
            }
        };
        for ending in ["ing", "ed"] {
            let Some(stem) = lower.strip_suffix(ending).filter(|s| s.len() > 1) else {
                continue;
            };
            if let (Some(y), "ed") = (stem.strip_suffix('i'), ending) {
                add(format!("{y}y"));
                continue;
            }
            let mut ends = stem.chars().rev();
            let doubled = ends.next().is_some_and(|last| {
                !matches!(last, 'a' | 'e' | 'i' | 'o' | 'u') && ends.next() == Some(last)
            });
            if doubled {
                let once: String = stem.chars().take(stem.chars().count() - 1).collect();
                if self.inflection.doubles(self.vocabulary.get(&once)) {
                    add(once);
                }
            }
            if drops_e(stem) {
                add(format!("{stem}e"));
                add(stem.to_owned());
            } else {
                add(stem.to_owned());
                add(format!("{stem}e"));
            }
        }
        if self.is_plural(&lower) {
            add(self.singular(&lower).into_owned());
        }
        add(lower);
        lemmas
    }
}

fn ends_with(word: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| {
        word.len()
            .checked_sub(ending.len())
            .and_then(|at| word.get(at..))
            .is_some_and(|tail| tail.eq_ignore_ascii_case(ending))
    })
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// "treaty" → "treaties", "box" → "boxes", "sign" → "signs"
fn with_s(word: &str) -> String {
    if let Some(stem) = word.strip_suffix('y')
        && !stem.ends_with(is_vowel)
        && !stem.is_empty()
    {
        return [stem, "ies"].concat();
    }
    if ends_with(word, &["s", "sh", "ch", "x", "z"]) || word == "go" || word == "do" {
        [word, "es"].concat()
    } else {
        [word, "s"].concat()
    }
}

/// "sign" → "signed", "make" → "making", "try" → "tried", "agree" → "agreeing"
fn with_ending(verb: &str, ending: &str) -> String {
    if let Some(stem) = verb.strip_suffix('y')
        && ending == "ed"
        && !stem.ends_with(is_vowel)
    {
        return [stem, "ied"].concat();
    }
    match verb.strip_suffix('e') {
        Some(stem) if ending == "ing" && stem.ends_with('i') => {
            format!("{}ying", stem.trim_end_matches('i'))
        }
        Some(stem) if ending == "ed" || !stem.ends_with(['e', 'o', 'y']) => [stem, ending].concat(),
        _ => [verb, ending].concat(),
    }
}

/// Whether a stem left by -ed or -ing looks like one that lost an "e": "mak", "chang", "produc".
fn drops_e(stem: &str) -> bool {
    ends_with(
        stem,
        &[
            "c", "v", "u", "dg", "ng", "at", "iz", "is", "bl", "pl", "gl", "tl", "dl",
        ],
    ) && !ends_with(stem, &["ing", "ong", "eat", "oat", "ung", "ang "])
        || {
            // One short vowel and one consonant: "mak", "writ", "clos".
            let mut ends = stem.chars().rev();
            let (last, vowel, before) = (ends.next(), ends.next(), ends.next());
            last.is_some_and(|c| matches!(c, 'k' | 's' | 't' | 'd' | 'm' | 'p' | 'r' | 'l' | 'z'))
                && vowel.is_some_and(is_vowel)
                && before.is_some_and(|c| !is_vowel(c))
                && stem.chars().filter(|c| is_vowel(*c)).count() == 1
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use insta::assert_snapshot;

    fn with<T>(read: impl FnOnce(Forms<'_>) -> T) -> T {
        let lexicon = Lexicon::load(&[]).unwrap();
        read(lexicon.forms())
    }

    fn singulars(words: &str) -> String {
        with(|f| {
            let list: Vec<_> = words
                .split(' ')
                .map(|w| f.singular(w).into_owned())
                .collect();
            list.join(" ")
        })
    }

    #[test]
    fn plurals_become_singulars() {
        assert_snapshot!(singulars("men treaties ships boxes bridges viruses potatoes people aircraft ferries ties"), @"man treaty ship box bridge virus potato person aircraft ferry tie");
    }

    #[test]
    fn words_that_end_in_s_by_nature_keep_it() {
        assert_snapshot!(singulars("news crisis glass status headquarters series"), @"news crisis glass status headquarters series");
    }

    #[test]
    fn a_verb_has_all_its_forms() {
        let forms = |v: &str| with(|f| f.verb_forms(v).join(" "));
        assert_snapshot!(forms("sign"), @"sign signs signing signed");
        assert_snapshot!(forms("break"), @"break breaks breaking broke broken");
        assert_snapshot!(forms("stop"), @"stop stops stopping stopped");
        assert_snapshot!(forms("label"), @"label labels labeling labeled labelling labelled");
        assert_snapshot!(forms("carry"), @"carry carries carrying carried");
        assert_snapshot!(forms("make"), @"make makes making made");
    }

    #[test]
    fn a_form_leads_back_to_its_verb() {
        let lemma = |v: &str| with(|f| f.verb_lemmas(v).first().cloned().unwrap_or_default());
        for (form, verb) in [
            ("broke", "break"),
            ("signed", "sign"),
            ("making", "make"),
            ("carried", "carry"),
            ("stopped", "stop"),
            ("changes", "change"),
            ("voted", "vote"),
            ("killing", "kill"),
        ] {
            assert_eq!(lemma(form), verb, "{form}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_regular_noun_survives_the_way_to_its_plural_and_back(stem in "[bdfglmnprt][aeo][bdglmnprt]{1,2}") {
            with(|f| {
                let plural = f.plural(&stem);
                // "lens" looks like a plural of "len", and "men" is one of "man".
                let listed = |word: &str| {
                    let id = f.vocabulary.get(word);
                    f.inflection.keeps_s(id) || !f.inflection.singulars(id).is_empty()
                };
                let regular = f.inflection.plurals(f.vocabulary.get(&stem)).is_empty();
                if regular && !listed(&plural) && !listed(&stem) {
                    assert_eq!(f.singular(&plural), stem);
                }
            });
        }

        #[test]
        fn no_word_makes_it_panic(word in "\\PC{0,12}") {
            with(|f| {
                let _ = (f.singular(&word), f.plural(&word), f.verb_forms(&word), f.verb_lemmas(&word));
            });
        }
    }
}
