//! Word → root, so that "elect", "elected", "election" and "elector" meet.
//!
//! A root is a number: two words of one root have the same. Endings of number and tense go
//! first (see [`super::stem`]), then one ending that makes one class of word from another.

use std::hash::{BuildHasher, BuildHasherDefault, Hash};

use rustc_hash::FxHasher;

use super::stem::{self, Letters};

/// Number of a root; 0 is that of no word.
pub type Root = u32;

/// Endings that make nouns of verbs, adjectives of nouns and so on, by their last letter, longest
/// first; those that a stem has lost the "e" of, too.
const ENDINGS: &[(u8, &[&str])] = &[
    (
        b'n',
        &["ization", "isation", "ication", "ation", "ition", "ion"],
    ),
    (b's', &["iveness", "fulness", "ments", "ness", "ous"]),
    (b't', &["ement", "ment", "ant", "ent", "ist"]),
    (
        b'e',
        &[
            "ance", "ence", "able", "ible", "ive", "ate", "ize", "ise", "e",
        ],
    ),
    (b'y', &["ancy", "ency", "ally", "ity", "ly", "y"]),
    (b'l', &["ational", "ful", "ial", "al"]),
    (b'c', &["anc", "enc"]),
    (b'm', &["ism"]),
    (b'r', &["er", "or"]),
    (b'i', &["i"]),
];

/// What is left of a word must have this many letters.
const SHORTEST: usize = 4;

/// The root of a word as a number: that of the word in lower case, with straight apostrophes,
/// without endings.
pub fn root(word: &str) -> Root {
    match of_ascii(word) {
        Some(letters) => key(std::str::from_utf8(&letters).unwrap_or_default()),
        None if word.contains('’') => root(&word.replace('’', "'")),
        None => key(&word.to_lowercase()),
    }
}

/// The root of a word of ASCII letters; `None` for others.
fn of_ascii(word: &str) -> Option<Letters> {
    let mut root = stem::of_ascii(word)?;
    if let Some(length) = without_ending(&root) {
        root.truncate(length);
        for vowel in *b"ei" {
            if root.last() == Some(&vowel) && root.len() > SHORTEST {
                root.pop();
            }
        }
    }
    Some(root)
}

/// How many letters are left of a stem without its ending; `None` where it has none.
fn without_ending(stem: &[u8]) -> Option<usize> {
    let last = stem.last()?;
    let (_, endings) = ENDINGS.iter().find(|(letter, _)| letter == last)?;
    let mut left = endings
        .iter()
        .filter_map(|ending| stem.strip_suffix(ending.as_bytes()))
        .map(<[u8]>::len);
    left.find(|length| *length >= SHORTEST)
}

/// The number of a root, or of anything else that is compared for being the same.
pub fn key(of: &(impl Hash + ?Sized)) -> Root {
    let hash = BuildHasherDefault::<FxHasher>::default().hash_one(of);
    ((hash >> 32) as Root).max(1)
}

#[cfg(test)]
mod tests {
    use super::of_ascii;
    use insta::assert_snapshot;

    fn roots(words: &str) -> String {
        let root = |word| String::from_utf8(of_ascii(word).unwrap().to_vec()).unwrap();
        let roots: Vec<String> = words.split(' ').map(root).collect();
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
