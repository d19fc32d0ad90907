//! The words that any list or rule knows, each with a number and the classes it belongs to.
//!
//! A text is looked up word by word, so this is the hottest table of the program. A word's first
//! sixteen bytes are handled as two numbers, which stand in the table itself: no pointer is
//! followed for words that fit. An unknown word mostly stops at the table of tags, a byte a slot,
//! which stays in the processor's cache.

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
    /// Open addressing over a power of two of slots: a byte of each word's hash, 0 where free.
    tags: Vec<u8>,
    slots: Vec<Slot>,
    words: Vec<Box<str>>,
    classes: Vec<Classes>,
}

/// A word's place in the table.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    head: Head,
    word: WordId,
}

/// The first bytes of a word in lower case, filled up with zeros, and the length of the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Head {
    bytes: [u64; 2],
    length: u32,
}

/// So many bytes of a word stand in its [`Head`].
const HEAD: usize = 16;

impl Default for Vocabulary {
    fn default() -> Self {
        const SLOTS: usize = 1 << 12;
        Self {
            tags: vec![0; SLOTS],
            slots: vec![Slot::default(); SLOTS],
            words: vec!["".into()],
            classes: vec![Classes::NONE],
        }
    }
}

impl Vocabulary {
    /// The number of `word`, in whatever case it is written.
    pub fn get(&self, word: &str) -> WordId {
        self.get_in(word, 0, word.len())
    }

    /// The number of the word in bytes `start..end` of `text`, in whatever case it is written. As
    /// quick as can be where the text goes on behind the word.
    #[inline]
    pub fn get_in(&self, text: &str, start: usize, end: usize) -> WordId {
        let rest = text.as_bytes().get(start + HEAD..end).unwrap_or_default();
        match Head::read(text.as_bytes(), start, end) {
            Some(head) if rest.is_ascii() => self.find(head, rest),
            _ => self.get_folded(text.get(start..end).unwrap_or_default()),
        }
    }

    /// Words with letters beyond ASCII are rare.
    #[cold]
    fn get_folded(&self, word: &str) -> WordId {
        let folded = fold(word);
        let (head, rest) = Head::of(&folded);
        self.find(head, rest)
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
        self.insert(&folded, WordId(id));
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
        if let Some(slot) = self.classes.get_mut(word.0 as usize).filter(|_| word.is_known()) {
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

    /// `rest` is what of the word stands behind its head, in either case.
    #[inline]
    fn find(&self, head: Head, rest: &[u8]) -> WordId {
        let mask = self.tags.len() - 1;
        let hash = head.hash(rest);
        let tag = tag_of(hash);
        let mut at = hash as usize & mask;
        loop {
            match self.tags.get(at) {
                Some(0) | None => return WordId::UNKNOWN,
                Some(found) if *found == tag => {
                    let slot = self.slots.get(at).copied().unwrap_or_default();
                    if slot.head == head && (rest.is_empty() || self.ends(slot.word, rest)) {
                        return slot.word;
                    }
                }
                Some(_) => {}
            }
            at = (at + 1) & mask;
        }
    }

    /// Whether a known word goes on like this behind its head.
    fn ends(&self, word: WordId, rest: &[u8]) -> bool {
        let known = self.word(word).as_bytes().get(HEAD..).unwrap_or_default();
        known.eq_ignore_ascii_case(rest)
    }

    /// Puts a word in lower case into the table.
    fn insert(&mut self, folded: &str, word: WordId) {
        let mask = self.tags.len() - 1;
        let (head, rest) = Head::of(folded);
        let hash = head.hash(rest);
        let mut at = hash as usize & mask;
        while self.tags.get(at).copied().unwrap_or(0) != 0 {
            at = (at + 1) & mask;
        }
        if let (Some(tag), Some(slot)) = (self.tags.get_mut(at), self.slots.get_mut(at)) {
            *tag = tag_of(hash);
            *slot = Slot { head, word };
        }
    }

    fn grow(&mut self) {
        let size = self.tags.len() * 2;
        self.tags = vec![0; size];
        self.slots = vec![Slot::default(); size];
        let words = std::mem::take(&mut self.words);
        for (id, word) in (0u32..).zip(&words).skip(1) {
            self.insert(word, WordId(id));
        }
        self.words = words;
    }
}

const HIGH_BITS: u64 = 0x8080_8080_8080_8080;

impl Head {
    /// The head of a word in lower case, and what stands behind it.
    fn of(folded: &str) -> (Self, &[u8]) {
        let bytes = folded.as_bytes();
        let rest = bytes.get(HEAD..).unwrap_or_default();
        (Self::new(first_bytes(bytes, 0, bytes.len()), bytes.len()), rest)
    }

    /// The head of the word in `start..end`; `None` where letters beyond ASCII stand in it.
    #[inline]
    fn read(text: &[u8], start: usize, end: usize) -> Option<Self> {
        let mut bytes = first_bytes(text, start, end);
        let mut length = end.saturating_sub(start);
        // "’s" is frequent enough not to be folded the slow way.
        const CURLY: u128 = 0x99_80E2;
        if bytes & 0xFF_FFFF == CURLY && length <= HEAD {
            bytes = (bytes >> 16) & !0xFF | u128::from(b'\'');
            length -= 2;
        }
        let halves = Self::new(bytes, length);
        let [a, b] = halves.bytes;
        ((a | b) & HIGH_BITS == 0).then(|| Self {
            bytes: [lower(a), lower(b)],
            ..halves
        })
    }

    fn new(bytes: u128, length: usize) -> Self {
        Self {
            bytes: [bytes as u64, (bytes >> 64) as u64],
            length: length as u32,
        }
    }

    /// A hash of the whole word, in which ASCII letters count alike in both cases.
    #[inline]
    fn hash(self, rest: &[u8]) -> u64 {
        const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
        let [a, b] = self.bytes;
        let mut hash = a.wrapping_mul(STEP) ^ b.wrapping_add(u64::from(self.length)).rotate_left(31);
        for byte in rest {
            hash = (hash.rotate_left(5) ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(STEP);
        }
        hash = (hash ^ hash >> 32).wrapping_mul(STEP);
        hash ^ hash >> 29
    }
}

/// Never 0, which marks a free slot.
fn tag_of(hash: u64) -> u8 {
    ((hash >> 56) as u8).max(1)
}

/// Bytes `start..end`, at most [`HEAD`] of them, the first one lowest, zeros behind.
#[inline]
fn first_bytes(text: &[u8], start: usize, end: usize) -> u128 {
    let length = end.saturating_sub(start);
    match text.get(start..).and_then(|rest| rest.first_chunk::<HEAD>()) {
        Some(window) if length < HEAD => {
            u128::from_le_bytes(*window) & !(u128::MAX << (8 * length as u32))
        }
        Some(window) => u128::from_le_bytes(*window),
        None => {
            let last = text.get(start..end).unwrap_or_default().iter().take(HEAD);
            last.rev().fold(0, |all, byte| all << 8 | u128::from(*byte))
        }
    }
}

/// Eight ASCII bytes in lower case.
#[inline]
fn lower(bytes: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    // The high bit of each byte says whether it is at least "A", and whether it is beyond "Z".
    let from_a = bytes + ONES * u64::from(0x80 - b'A');
    let beyond_z = bytes + ONES * u64::from(0x7F - b'Z');
    bytes | ((from_a ^ beyond_z) & HIGH_BITS) >> 2
}

/// Lower case, with typographic apostrophes made straight.
pub fn fold(word: &str) -> String {
    word.chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c == '’' || c == '‘' { '\'' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
    fn long_words_are_told_apart_by_their_ends() {
        let mut words = Vocabulary::default();
        let one = words.intern("counterrevolution");
        let other = words.intern("counterrevolutionary");
        assert_eq!(words.get("CounterRevolution"), one);
        assert_eq!(words.get("COUNTERREVOLUTIONARY"), other);
        assert_eq!(words.get("counterrevolutionist"), WordId::UNKNOWN);
        assert_eq!(words.get("counterrevolutio\u{e9}"), WordId::UNKNOWN);
    }

    proptest! {
        #[test]
        fn a_word_is_the_same_wherever_it_stands(before: String, word: String, after: String) {
            let mut words = Vocabulary::default();
            let id = words.intern(&word);
            let text = format!("{before}{word}{after}");
            let found = words.get_in(&text, before.len(), before.len() + word.len());
            prop_assert_eq!(found, id);
            prop_assert_eq!(words.get(&fold(&word)), id);
        }

        #[test]
        fn lower_case_is_that_of_ascii(bytes in prop::array::uniform8(0u8..128)) {
            let lowered = lower(u64::from_le_bytes(bytes)).to_le_bytes();
            prop_assert_eq!(lowered, bytes.map(|b| b.to_ascii_lowercase()));
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
