//! Word → root, so that "elect", "elected", "election" and "elector" meet.
//!
//! A root is a number: two words of one root have the same. Endings of number and tense go
//! first (see [`super::stem`]), then one ending that makes one class of word from another.

use std::hash::{BuildHasher, BuildHasherDefault, Hash};

use rustc_hash::FxHasher;

use super::stem::stem;

/// Number of a root; 0 is that of no word.
pub type Root = u32;

/// Endings that make nouns of verbs, adjectives of nouns and so on, by their last letter, longest
/// first; those that a stem has lost the "e" of, too.
const ENDINGS: &[(char, &[&str])] = &[
    (
        'n',
        &["ization", "isation", "ication", "ation", "ition", "ion"],
    ),
    ('s', &["iveness", "fulness", "ments", "ness", "ous"]),
    ('t', &["ement", "ment", "ant", "ent", "ist"]),
    (
        'e',
        &[
            "ance", "ence", "able", "ible", "ive", "ate", "ize", "ise", "e",
        ],
    ),
    ('y', &["ancy", "ency", "ally", "ity", "ly", "y"]),
    ('l', &["ational", "ful", "ial", "al"]),
    ('c', &["anc", "enc"]),
    ('m', &["ism"]),
    ('r', &["er", "or"]),
    ('i', &["i"]),
];

/// What is left of a word must have this many letters.
const SHORTEST: usize = 4;

/// The root of a word as a text: lower case, with straight apostrophes, without endings.
pub fn text(word: &str) -> String {
    let mut root = match !word.is_ascii() && word.contains('’') {
        true => stem(&word.replace('’', "'")),
        false => stem(word),
    };
    if !root.is_ascii() {
        return root;
    }
    let shorter = |root: &str| {
        let (_, endings) = ENDINGS.iter().find(|(last, _)| root.ends_with(*last))?;
        endings
            .iter()
            .find_map(|ending| root.strip_suffix(ending).filter(|r| r.len() >= SHORTEST))
            .map(str::len)
    };
    if let Some(length) = shorter(&root) {
        root.truncate(length);
        for vowel in ["e", "i"] {
            if let Some(r) = root.strip_suffix(vowel).filter(|r| r.len() >= SHORTEST) {
                root.truncate(r.len());
            }
        }
    }
    root
}

/// The root of a word as a number.
pub fn root(word: &str) -> Root {
    key(&text(word))
}

/// The number of a root, or of anything else that is compared for being the same.
pub fn key(of: &(impl Hash + ?Sized)) -> Root {
    let hash = BuildHasherDefault::<FxHasher>::default().hash_one(of);
    ((hash >> 32) as Root).max(1)
}

#[cfg(test)]
mod tests {
    use super::text;
    use insta::assert_snapshot;

    fn roots(words: &str) -> String {
        let roots: Vec<String> = words.split(' ').map(text).collect();
        roots.join(" ")
    }

    #[test]
    fn words_of_one_root_meet_across_classes() {
        assert_snapshot!(roots("elect elected election elector elections"), @"elect elect elect elect elect");
        assert_snapshot!(roots("insured insurer insurers insurance insure"), @"insur insur insur insur insur");
        assert_snapshot!(roots("displace displaced displacement"), @"displac displac displac");
        assert_snapshot!(roots("agree agreed agreement agreements"), @"agre agre agre agre");
        assert_snapshot!(roots("injury injuries injured injure"), @"injur injur injur injur");
        assert_snapshot!(roots("approve approval approved"), @"approv approv approv");
    }

    #[test]
    fn short_words_keep_their_letters() {
        assert_snapshot!(roots("city cities ally rate rates cent item"), @"city city ally rate rate cent item");
    }
}
