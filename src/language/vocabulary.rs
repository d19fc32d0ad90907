//! The words that any list or rule knows, each with a number and the classes it belongs to.
//!
//! A text is looked up word by word, so this is the hottest table of the program: one hash of
//! the lower-cased word, one probe, one comparison.

use std::ops::{BitOr, BitOrAssign};

/// The number of a known word; [`WordId::UNKNOWN`] for every other word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordId(pub u32);

impl WordId {
    /// A word that no list knows.
    pub const UNKNOWN: WordId = WordId(0);

    /// Whether some list knows the word.
    pub fn is_known(self) -> bool {
        self != Self::UNKNOWN
    }
}

/// What a word can begin or be; a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u32);

impl Classes {
    /// No class.
    pub const NONE: Classes = Classes(0);
    /// Number words: "three", "dozen", "million", "half".
    pub const NUMBER: Classes = Classes(1);
    /// Words that open a bounded or hedged quantity: "about", "more", "at", "nearly".
    pub const BOUND: Classes = Classes(1 << 1);
    /// Units of measure and of money, by name or symbol.
    pub const UNIT: Classes = Classes(1 << 2);
    /// Words that can open a date, time, duration or set: months, weekdays, "last", "since".
    pub const TIME: Classes = Classes(1 << 3);
    /// Words of the closed classes: determiners, prepositions, pronouns, auxiliaries.
    pub const FUNCTION: Classes = Classes(1 << 4);
    /// Negators: "no", "not", "never", "without".
    pub const NEGATION: Classes = Classes(1 << 5);
    /// Forms of "be", "have", "do" and the modals.
    pub const AUXILIARY: Classes = Classes(1 << 6);
    /// Articles, demonstratives, possessives.
    pub const DETERMINER: Classes = Classes(1 << 7);
    /// Prepositions.
    pub const PREPOSITION: Classes = Classes(1 << 8);
    /// Personal and possessive pronouns.
    pub const PRONOUN: Classes = Classes(1 << 9);
    /// First word of a name that the lexicon knows.
    pub const NAME: Classes = Classes(1 << 10);
    /// Titles that stand before a name: "Mr.", "President".
    pub const TITLE: Classes = Classes(1 << 11);
    /// Given names.
    pub const GIVEN_NAME: Classes = Classes(1 << 12);
    /// Words that some rule's phrase is looked for at.
    pub const ANCHOR: Classes = Classes(1 << 13);
    /// Coordinating conjunctions.
    pub const CONJUNCTION: Classes = Classes(1 << 14);
    /// Verbs of saying, in any form.
    pub const SAYING: Classes = Classes(1 << 15);
    /// Adverbs that may stand inside a verb group or phrase without changing who did what.
    pub const ADVERB: Classes = Classes(1 << 16);
    /// Plural nouns that "both" or "the two" can stand before: "powers", "sides".
    pub const COLLECTIVE: Classes = Classes(1 << 17);
    /// Relative pronouns and subordinators, which open another clause.
    pub const CLAUSE: Classes = Classes(1 << 18);
    /// Verbs and nouns that turn what follows them into its opposite: "fail", "refrain".
    pub const IMPLICATIVE: Classes = Classes(1 << 19);
    /// Abbreviations that never end a sentence: "Mr.", "No."
    pub const ABBREVIATION: Classes = Classes(1 << 20);
    /// Words that stand right before an amount of money: "USD", "Rs", the "HK" of "HK$".
    pub const CURRENCY: Classes = Classes(1 << 21);

    /// Both sets together; the `|` of constants.
    pub const fn with(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }

    /// Whether the two sets share a class.
    pub fn any(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Classes {
    type Output = Classes;
    fn bitor(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }
}

impl BitOrAssign for Classes {
    fn bitor_assign(&mut self, other: Classes) {
        self.0 |= other.0;
    }
}

/// All known words. Words are kept in lower case with straight apostrophes.
#[derive(Debug)]
pub struct Vocabulary {
    /// Open addressing, a power of two of slots; upper half the hash, lower half the word's number.
    slots: Vec<u64>,
    words: Vec<Box<str>>,
    classes: Vec<Classes>,
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self {
            slots: vec![0; 1 << 12],
            words: vec!["".into()],
            classes: vec![Classes::NONE],
        }
    }
}

impl Vocabulary {
    /// The number of `word`, in whatever case it is written.
    pub fn get(&self, word: &str) -> WordId {
        let bytes = word.as_bytes();
        if bytes.is_ascii() {
            let folded_hash = hash_ascii(bytes);
            self.find(folded_hash, |known| {
                known.as_bytes().eq_ignore_ascii_case(bytes)
            })
        } else {
            let folded = fold(word);
            self.find(hash_ascii(folded.as_bytes()), |known| known == folded)
        }
    }

    /// The number of `word`, which is added where it was unknown.
    pub fn intern(&mut self, word: &str) -> WordId {
        let known = self.get(word);
        if known.is_known() || word.is_empty() {
            return known;
        }
        if self.words.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let folded = fold(word);
        let id = u32::try_from(self.words.len()).unwrap_or(0);
        self.insert(hash_ascii(folded.as_bytes()), id);
        self.words.push(folded.into());
        self.classes.push(Classes::NONE);
        WordId(id)
    }

    /// The number of `word`, added where unknown, with `classes` joined to those it has.
    pub fn classify(&mut self, word: &str, classes: Classes) -> WordId {
        let id = self.intern(word);
        self.mark(id, classes);
        id
    }

    /// Joins `classes` to those that a known word has.
    pub fn mark(&mut self, word: WordId, classes: Classes) {
        if let Some(slot) = self
            .classes
            .get_mut(word.0 as usize)
            .filter(|_| word.is_known())
        {
            *slot |= classes;
        }
    }

    /// The classes of a word.
    pub fn classes(&self, word: WordId) -> Classes {
        self.classes
            .get(word.0 as usize)
            .copied()
            .unwrap_or_default()
    }

    /// The word itself, in lower case.
    pub fn word(&self, word: WordId) -> &str {
        self.words
            .get(word.0 as usize)
            .map(|w| &**w)
            .unwrap_or_default()
    }

    /// How many numbers have been given, that of the unknown word included.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether no word is known.
    pub fn is_empty(&self) -> bool {
        self.words.len() <= 1
    }

    fn find(&self, hash: u32, same: impl Fn(&str) -> bool) -> WordId {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots.get(at).copied().unwrap_or(0);
            if slot == 0 {
                return WordId::UNKNOWN;
            }
            let id = WordId(slot as u32);
            if (slot >> 32) as u32 == hash && same(self.word(id)) {
                return id;
            }
            at = (at + 1) & mask;
        }
    }

    fn insert(&mut self, hash: u32, id: u32) {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots.get(at).copied().unwrap_or(0) != 0 {
            at = (at + 1) & mask;
        }
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = u64::from(hash) << 32 | u64::from(id);
        }
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        let hashes: Vec<u32> = self
            .words
            .iter()
            .map(|w| hash_ascii(w.as_bytes()))
            .collect();
        for (id, hash) in (0u32..).zip(hashes).skip(1) {
            self.insert(hash, id);
        }
    }
}

/// Lower case, with typographic apostrophes made straight.
pub fn fold(word: &str) -> String {
    word.chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c == '’' || c == '‘' { '\'' } else { c })
        .collect()
}

/// A hash in which ASCII letters count alike in both cases: eight bytes a step.
fn hash_ascii(bytes: &[u8]) -> u32 {
    const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut hash = bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let word = chunk.try_into().map(u64::from_le_bytes).unwrap_or_default();
        hash = (hash ^ (word | 0x2020_2020_2020_2020)).wrapping_mul(STEP);
        hash ^= hash >> 29;
    }
    let mut last = 0u64;
    for &byte in chunks.remainder() {
        last = last << 8 | u64::from(byte | 0x20);
    }
    hash = (hash ^ last).wrapping_mul(STEP);
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_in_any_case_and_with_any_apostrophe() {
        let mut words = Vocabulary::default();
        let treaty = words.intern("Treaty");
        let not = words.intern("n't");
        let elysee = words.intern("Élysée");
        assert_eq!(words.get("TREATY"), treaty);
        assert_eq!(words.get("n’t"), not);
        assert_eq!(words.get("ÉLYSÉE"), elysee);
        assert_eq!(words.get("treatise"), WordId::UNKNOWN);
    }

    #[test]
    fn ten_thousand_words_keep_their_numbers() {
        let mut words = Vocabulary::default();
        let ids: Vec<WordId> = (0..10_000)
            .map(|n| words.intern(&format!("word{n}")))
            .collect();
        for (n, id) in ids.iter().enumerate() {
            assert_eq!(words.get(&format!("Word{n}")), *id);
            assert_eq!(words.word(*id), format!("word{n}"));
        }
    }

    #[test]
    fn classes_of_a_word_add_up() {
        let mut words = Vocabulary::default();
        words.classify("may", Classes::AUXILIARY);
        let may = words.classify("May", Classes::TIME);
        assert!(words.classes(may).any(Classes::AUXILIARY));
        assert!(words.classes(may).any(Classes::TIME));
        assert!(!words.classes(may).any(Classes::UNIT));
    }
}
