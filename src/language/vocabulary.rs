//! The words that any list or rule knows, each with a number and the classes it belongs to.
//!
//! A text is looked up word by word, so this is the hottest table of the program. A word's first
//! sixteen bytes are handled as two numbers (see `head.rs`): no pointer is followed for words
//! that fit, and the tables that are touched for frequent words stay in the processor's cache.

use std::borrow::Cow;
use std::ops::{BitOr, BitOrAssign};

use super::head::{HEAD, Head};

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
    pub const NUMBER: Classes = Classes(1 << 24);
    /// Words that open a bounded or hedged quantity: "about", "more", "at", "nearly".
    pub const BOUND: Classes = Classes(1 << 1);
    /// Units of measure and of money, by name or symbol.
    pub const UNIT: Classes = Classes(1 << 2);
    /// Words that can open a date, time, duration or set: months, weekdays, "last", "since".
    pub const TIME: Classes = Classes(1 << 3);
    /// Words of the closed classes: determiners, prepositions, pronouns, auxiliaries.
    pub const FUNCTION: Classes = Classes(1 << 27);
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
    pub const ANCHOR: Classes = Classes(1 << 25);
    /// Coordinating conjunctions.
    pub const CONJUNCTION: Classes = Classes(1 << 14);
    /// Verbs of saying, in any form.
    pub const SAYING: Classes = Classes(1 << 15);
    /// Adverbs that may stand inside a verb group or phrase without changing who did what.
    pub const ADVERB: Classes = Classes(1 << 16);
    /// Plural nouns that "both" or "the two" can stand before: "powers", "sides".
    pub const COLLECTIVE: Classes = Classes(1 << 17);
    /// Relative pronouns and subordinators, which open another clause.
    pub const CLAUSE: Classes = Classes(1 << 29);
    /// First words of implicatives: "failed" of "failed to", "managed" of "managed to".
    pub const IMPLICATIVE: Classes = Classes(1 << 19);
    /// Abbreviations that never end a sentence: "Mr.", "No."
    pub const ABBREVIATION: Classes = Classes(1 << 20);
    /// Words that stand right before an amount of money: "USD", "Rs", the "HK" of "HK$".
    pub const CURRENCY: Classes = Classes(1 << 21);
    /// Units of time by name: "year", "weeks".
    pub const TIME_UNIT: Classes = Classes(1 << 22);
    /// The classes of the words that can open a value of some kind.
    pub const OPENERS: Classes = Self::NUMBER
        .with(Self::BOUND)
        .with(Self::TIME)
        .with(Self::CURRENCY);
    /// Words of one of [`Classes::OPENERS`]. Given to them of itself.
    pub const OPENER: Classes = Classes(1 << 23);

    /// Words of [`Classes::PRONOUN`] and [`Classes::DETERMINER`], with which what was named before
    /// may be meant. Given to them of itself.
    pub const REFERRING: Classes = Classes(1 << 26);
    /// Words that carry no meaning of their own. Given of itself to those of [`Classes::FUNCTION`],
    /// [`Classes::SAYING`], [`Classes::TITLE`] and [`Classes::BOUND`].
    pub const LIGHT: Classes = Classes(1 << 28);

    /// The classes that the scanner keeps with every token, as the lowest bits, in the order of
    /// their places: [`Classes::TIME_UNIT`], [`Classes::OPENER`], [`Classes::NUMBER`],
    /// [`Classes::ANCHOR`], [`Classes::REFERRING`], [`Classes::FUNCTION`], [`Classes::LIGHT`] and
    /// [`Classes::CLAUSE`].
    #[inline]
    pub(super) fn noted(self) -> u32 {
        self.0 >> 22 & 0xFF
    }

    /// With the classes that these give of themselves.
    fn with_given(self) -> Classes {
        const REFER: Classes = Classes::PRONOUN.with(Classes::DETERMINER);
        const MEAN_NOTHING: Classes = Classes::FUNCTION
            .with(Classes::SAYING)
            .with(Classes::TITLE)
            .with(Classes::BOUND);
        let given = [
            (Self::OPENERS, Self::OPENER),
            (REFER, Self::REFERRING),
            (MEAN_NOTHING, Self::LIGHT),
        ];
        let given = given.into_iter().filter(|(of, _)| self.any(*of));
        given.fold(self, |all, (_, class)| all | class)
    }

    /// Both sets together; the `|` of constants.
    pub const fn with(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }

    /// Whether all classes of the other set are in this one.
    pub const fn has(self, other: Classes) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether the two sets share a class.
    #[inline]
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

/// What is looked at for every word of a text, side by side.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    bytes: [u64; 2],
    length: u32,
    classes: Classes,
}

impl Known {
    fn new(head: Head) -> Self {
        let Head { bytes, length } = head;
        Self {
            bytes,
            length,
            classes: Classes::NONE,
        }
    }

    fn head(self) -> Head {
        Head {
            bytes: self.bytes,
            length: self.length,
        }
    }
}

/// All known words. Words are kept in lower case with straight apostrophes.
#[derive(Debug)]
pub struct Vocabulary {
    /// Open addressing over a power of two of slots: a word's number, 0 where free. [`MORE`] is
    /// set where a word that belongs there was put further on.
    slots: Vec<u32>,
    /// Two bits for every slot; a word that has none of them is not known. Most words that are
    /// not are found out here, in an eighth of the memory.
    filter: Vec<u64>,
    /// By number, so that the small words, which come first, lie side by side.
    known: Vec<Known>,
    /// All words in one string, and where each ends.
    text: String,
    ends: Vec<usize>,
}

/// The bit of a slot above the number of its word.
const MORE: u32 = 1 << 31;
const MOST_WORDS: usize = MORE as usize;
/// Slots for each word, at least: few words then stand elsewhere than where they belong.
const SLOTS_PER_WORD: usize = 4;
const FEWEST_SLOTS: usize = 1 << 17;
const SLOTS_PER_FILTER: usize = 32;

impl Default for Vocabulary {
    fn default() -> Self {
        Self {
            slots: vec![0; FEWEST_SLOTS],
            filter: vec![0; FEWEST_SLOTS / SLOTS_PER_FILTER],
            known: vec![Known::default()],
            text: String::new(),
            ends: vec![0],
        }
    }
}

impl Vocabulary {
    /// The number of `word`, in whatever case it is written.
    pub fn get(&self, word: &str) -> WordId {
        self.look_up(word).0
    }

    /// The number of `word`, in whatever case it is written, and its classes.
    pub(super) fn look_up(&self, word: &str) -> (WordId, Classes) {
        let bytes = word.as_bytes();
        let rest = bytes.get(HEAD..).unwrap_or_default();
        match Head::read(bytes) {
            Some(head) if rest.is_ascii() => self.find(head, rest),
            _ => {
                let folded = folded(word);
                let (head, rest) = Head::of(&folded);
                self.find(head, rest)
            }
        }
    }

    /// The number of the word that is no longer than its head, and its classes.
    ///
    /// Whether a word of a text is known cannot be foreseen, and a wrong guess of the processor
    /// costs more than the look-up: so there is one rare branch here, and the rest is arithmetic.
    #[inline]
    pub(super) fn look_up_short(&self, head: Head) -> (WordId, Classes) {
        let hash = head.hash(&[]);
        let (at, bit) = self.in_filter(hash);
        let possible = self
            .filter
            .get(at)
            .map_or(0, |bits| (bits >> bit) as u32 & 1);
        // What is not possible is looked for in the first slot, where it does not stand.
        let slot = self.slot(hash as usize & (possible as usize).wrapping_neg());
        let number = slot & !MORE;
        let known = self.known.get(number as usize).copied();
        let known = known.unwrap_or_default();
        let same = known.head().differs(head) == 0;
        if !same & (possible != 0) & (slot & MORE != 0) {
            return self.find(head, &[]);
        }
        let mask = u32::from(same).wrapping_neg();
        (WordId(number & mask), Classes(known.classes.0 & mask))
    }

    /// The number of `word`, which is added where it was unknown.
    pub fn intern(&mut self, word: &str) -> WordId {
        let (known, _) = self.look_up(word);
        if known.is_known() || word.is_empty() {
            return known;
        }
        if self.len() >= MOST_WORDS {
            return WordId::UNKNOWN;
        }
        if self.len() * SLOTS_PER_WORD >= self.slots.len() {
            self.grow();
        }
        let id = u32::try_from(self.len()).unwrap_or(0);
        let start = self.text.len();
        if word.is_ascii() {
            self.text.push_str(word);
            if let Some(added) = self.text.get_mut(start..) {
                added.make_ascii_lowercase();
            }
        } else {
            self.text.push_str(&fold(word));
        }
        let (head, rest) = Head::of(self.text.get(start..).unwrap_or_default());
        let hash = head.hash(rest);
        self.insert(hash, id);
        self.known.push(Known::new(head));
        self.ends.push(self.text.len());
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
        if let Some(known) = self
            .known
            .get_mut(word.0 as usize)
            .filter(|_| word.is_known())
        {
            known.classes |= classes.with_given();
        }
    }

    /// The classes of a word.
    pub fn classes(&self, word: WordId) -> Classes {
        self.known
            .get(word.0 as usize)
            .map_or(Classes::NONE, |known| known.classes)
    }

    /// The word itself, in lower case.
    pub fn word(&self, word: WordId) -> &str {
        let number = word.0 as usize;
        let start = number.checked_sub(1).and_then(|n| self.ends.get(n));
        let end = self.ends.get(number);
        match (start, end) {
            (Some(start), Some(end)) => self.text.get(*start..*end).unwrap_or_default(),
            _ => "",
        }
    }

    /// How many numbers have been given, that of the unknown word included.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether no word is known.
    pub fn is_empty(&self) -> bool {
        self.len() <= 1
    }

    /// `rest` is what of the word stands behind its head, in either case.
    fn find(&self, head: Head, rest: &[u8]) -> (WordId, Classes) {
        let mut at = head.hash(rest) as usize;
        loop {
            let slot = self.slot(at);
            let word = WordId(slot & !MORE);
            if let Some(known) = self.known.get(word.0 as usize)
                && known.head() == head
                && (rest.is_empty() || self.ends(word, rest))
            {
                return (word, known.classes);
            }
            if slot & MORE == 0 {
                return (WordId::UNKNOWN, Classes::NONE);
            }
            at = at.wrapping_add(1);
        }
    }

    /// A word's place in the filter: which number, and which bit of it.
    #[inline]
    fn in_filter(&self, hash: u64) -> (usize, u32) {
        let at = (hash >> 32) as usize;
        (at & (self.filter.len() - 1), (hash >> 58) as u32)
    }

    #[inline]
    fn slot(&self, at: usize) -> u32 {
        let slot = self.slots.get(at & (self.slots.len() - 1));
        slot.copied().unwrap_or(0)
    }

    /// Whether a known word goes on like this behind its head.
    #[cold]
    fn ends(&self, word: WordId, rest: &[u8]) -> bool {
        let known = self.word(word).as_bytes().get(HEAD..).unwrap_or_default();
        known.eq_ignore_ascii_case(rest)
    }

    /// Puts a word in lower case into the table.
    fn insert(&mut self, hash: u64, number: u32) {
        let (at, bit) = self.in_filter(hash);
        if let Some(bits) = self.filter.get_mut(at) {
            *bits |= 1 << bit;
        }
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while let Some(slot) = self.slots.get_mut(at) {
            if *slot & !MORE == 0 {
                *slot |= number;
                return;
            }
            *slot |= MORE;
            at = (at + 1) & mask;
        }
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        self.filter = vec![0; self.filter.len() * 2];
        let known = std::mem::take(&mut self.known);
        for (number, word) in (0u32..).zip(&known).skip(1) {
            let head = word.head();
            let rest = self.word(WordId(number)).as_bytes().get(HEAD..);
            self.insert(head.hash(rest.unwrap_or_default()), number);
        }
        self.known = known;
    }
}

/// As [`fold`]; nearly all words of the lists are in that form already.
fn folded(word: &str) -> Cow<'_, str> {
    let changes = |byte: u8| !byte.is_ascii() || byte.is_ascii_uppercase();
    if word.bytes().any(changes) {
        Cow::Owned(fold(word))
    } else {
        Cow::Borrowed(word)
    }
}

/// Lower case, with typographic apostrophes made straight.
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    fold_into(word, &mut folded);
    folded
}

/// Puts the word at the end of `text`, as [`fold`] makes it.
pub fn fold_into(word: &str, text: &mut String) {
    if word.is_ascii() {
        let start = text.len();
        text.push_str(word);
        if let Some(new) = text.get_mut(start..) {
            new.make_ascii_lowercase();
        }
        return;
    }
    let small = word.chars().flat_map(char::to_lowercase);
    text.extend(small.map(|c| if c == '’' || c == '‘' { '\'' } else { c }));
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
        fn any_word_is_found_again(word: String) {
            let mut words = Vocabulary::default();
            let id = words.intern(&word);
            prop_assert_eq!(words.get(&word), id);
            prop_assert_eq!(words.get(&fold(&word)), id);
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
