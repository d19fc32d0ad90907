//! Parts of speech: one tag a word, read from left to right by a fitted linear model.
//!
//! Every word is described by hashed features (its form, its ends, its capitals, its neighbours,
//! the two tags before it); each feature that the model kept has a row of small weights, one for
//! each tag; the tag with the greatest sum wins. Frequent words that have one tag only are not
//! scored at all. `examples/fit_tagger.rs` fits the model; what it fits on is named in the
//! documentation of the model file.

use std::fmt;

pub use super::model::ModelError;
use super::model::{Buckets, Index, Reader, header, mix};

/// Number of tags in [`Pos`].
pub const TAGS: usize = 21;

/// A word's part of speech: the universal tags, with nouns split by number and verbs by form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Pos {
    /// Common noun in the singular, or without number: "army", "water".
    NounSing,
    /// Common noun in the plural: "ministers".
    NounPlural,
    /// Name: "Tehran".
    Propn,
    /// Verb with a tense: "said", "say", "says".
    VerbFinite,
    /// Infinitive, imperative, subjunctive: "to say".
    VerbBase,
    /// "-ing" form used as a verb: "saying".
    VerbIng,
    /// Past participle: "has said", "was killed".
    VerbPart,
    /// Auxiliary and copula, in any form: "will", "has", "be".
    Aux,
    /// Adjective: "foreign".
    Adj,
    /// Adverb: "yesterday", "not" excepted (see [`Pos::Part`]).
    Adv,
    /// Preposition, verb particle: "of", "up".
    Adp,
    /// Article, determiner: "the", "every".
    Det,
    /// Pronoun, possessives included: "they", "their", "who".
    Pron,
    /// Number in digits or words: "90", "three".
    Num,
    /// "and", "or", "but".
    Cconj,
    /// Subordinator: "that", "because", "if".
    Sconj,
    /// Particle: the "to" of infinitives, "not", the possessive "'s".
    Part,
    /// Interjection: "yes", "oh".
    Intj,
    /// Punctuation.
    Punct,
    /// Symbol: "$", "%".
    Sym,
    /// Anything else: foreign words, fragments.
    X,
}

impl Pos {
    /// Every tag, in the order of their numbers.
    pub const ALL: [Self; TAGS] = [
        Self::NounSing,
        Self::NounPlural,
        Self::Propn,
        Self::VerbFinite,
        Self::VerbBase,
        Self::VerbIng,
        Self::VerbPart,
        Self::Aux,
        Self::Adj,
        Self::Adv,
        Self::Adp,
        Self::Det,
        Self::Pron,
        Self::Num,
        Self::Cconj,
        Self::Sconj,
        Self::Part,
        Self::Intj,
        Self::Punct,
        Self::Sym,
        Self::X,
    ];

    /// The tag of this number; [`Pos::X`] for a number that no tag has.
    #[must_use]
    pub fn from_index(index: usize) -> Self {
        Self::ALL.get(index).copied().unwrap_or(Self::X)
    }

    /// The universal tag, as in the treebanks: "NOUN", "VERB", "ADP".
    #[must_use]
    pub fn universal(self) -> &'static str {
        match self {
            Self::NounSing | Self::NounPlural => "NOUN",
            Self::Propn => "PROPN",
            Self::VerbFinite | Self::VerbBase | Self::VerbIng | Self::VerbPart => "VERB",
            Self::Aux => "AUX",
            Self::Adj => "ADJ",
            Self::Adv => "ADV",
            Self::Adp => "ADP",
            Self::Det => "DET",
            Self::Pron => "PRON",
            Self::Num => "NUM",
            Self::Cconj => "CCONJ",
            Self::Sconj => "SCONJ",
            Self::Part => "PART",
            Self::Intj => "INTJ",
            Self::Punct => "PUNCT",
            Self::Sym => "SYM",
            Self::X => "X",
        }
    }

    /// Is it a common noun, of either number?
    #[must_use]
    pub fn is_noun(self) -> bool {
        matches!(self, Self::NounSing | Self::NounPlural)
    }

    /// Is it a main verb, in any form?
    #[must_use]
    pub fn is_verb(self) -> bool {
        matches!(
            self,
            Self::VerbFinite | Self::VerbBase | Self::VerbIng | Self::VerbPart
        )
    }
}

const MAGIC: [u8; 4] = *b"POSM";
const VERSION: u32 = 1;

/// Weights in one row of memory: the tags, filled up so that rows suit vector registers.
const STRIDE: usize = 24;

/// Lexicon entries from here on are sets of possible tags; those below are the only tag.
pub const FIRST_CLASS: u8 = 32;

/// The class of words that the lexicon lacks.
pub const UNKNOWN: u8 = 127;

/// The class where there is no word.
const NO_CLASS: u8 = 126;

/// Set in the lexicon's entries for words so frequent that their form tells nothing more.
pub const COMMON: u8 = 128;

/// Stands for "no word here" where a tag is expected.
const OUTSIDE: u64 = 31;

/// A fitted model, ready to tag.
pub struct Tagger {
    features: Index,
    /// Row 0 is all zeros: that of the features that the model does not have.
    rows: Vec<[i8; STRIDE]>,
    lexicon: Index,
    classes: Vec<u8>,
}

impl fmt::Debug for Tagger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tagger")
            .field("features", &self.rows.len())
            .field("lexicon", &self.classes.len())
            .finish()
    }
}

impl Tagger {
    /// Reads a model file, as the fitting program writes it.
    ///
    /// # Errors
    /// Where the bytes are not such a file, or not a whole one.
    pub fn load(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::new(bytes, MAGIC, VERSION)?;
        let feature_buckets = reader.u32()? as usize;
        let row_count = reader.u32()? as usize;
        let lexicon_buckets = reader.u32()? as usize;
        let class_count = reader.u32()? as usize;
        let features = reader.index(feature_buckets)?;
        let mut rows = vec![[0; STRIDE]];
        rows.extend(reader.items(row_count, |stored: [u8; TAGS]| {
            let mut row = [0; STRIDE];
            for (weight, byte) in row.iter_mut().zip(stored) {
                *weight = i8::from_le_bytes([byte]);
            }
            row
        })?);
        let lexicon = reader.index(lexicon_buckets)?;
        let classes = reader.take(class_count)?.to_vec();
        reader.end()?;
        Ok(Self {
            features,
            rows,
            lexicon,
            classes,
        })
    }

    /// Tags the words of one sentence, or of any stretch of one; `out` is cleared, then holds one
    /// tag a word.
    ///
    /// Words are split as in the Penn Treebank: "do", "n't"; "Iran", "'s"; "long", "-", "term";
    /// punctuation stands alone. Curly quotation marks and dashes count as the straight ones.
    pub fn tag(&self, words: &[&str], out: &mut Vec<Pos>) {
        out.clear();
        out.extend(self.tags(words));
    }

    /// The tags that [`Self::tag`] gives, one by one: those that are not asked for cost nothing.
    pub fn tags(&self, words: &[&str]) -> impl Iterator<Item = Pos> {
        let mut context = Context::new(words, self);
        std::iter::from_fn(move || {
            let word = context.next_word(self)?;
            let tag = word.only_tag().unwrap_or_else(|| self.best(&context));
            context.push_tag(tag);
            Some(Pos::from_index(usize::from(tag)))
        })
    }

    fn best(&self, context: &Context) -> u8 {
        let mut sums = [0i16; STRIDE];
        context.features(|hash| {
            let number = self.features.find(hash).map_or(0, |n| n + 1);
            if let Some(row) = self.rows.get(number) {
                for (sum, &weight) in sums.iter_mut().zip(row) {
                    *sum = sum.wrapping_add(i16::from(weight));
                }
            }
        });
        let mut best = 0;
        let mut most = i16::MIN;
        for (tag, &sum) in (0u8..).zip(sums.iter().take(TAGS)) {
            if sum > most {
                most = sum;
                best = tag;
            }
        }
        best
    }
}

/// What the fitting program hands over to be stored.
#[derive(Debug, Default)]
pub struct ModelFile {
    /// Weights by feature hash, the weightiest first.
    pub rows: Vec<(u64, [i8; TAGS])>,
    /// Classes by word hash, as [`Lexicon::class`] gives them.
    pub lexicon: Vec<(u64, u8)>,
}

impl ModelFile {
    /// The bytes that [`Tagger::load`] reads. Where more than four hashes meet in one place, the
    /// later ones are left out.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let features = Buckets::new(self.rows.iter().map(|(hash, _)| *hash));
        let lexicon = Buckets::new(self.lexicon.iter().map(|(hash, _)| *hash));
        let rows: Vec<&[i8; TAGS]> = features
            .members()
            .filter_map(|n| self.rows.get(n))
            .map(|(_, row)| row)
            .collect();
        let classes: Vec<u8> = lexicon
            .members()
            .filter_map(|n| self.lexicon.get(n))
            .map(|&(_, class)| class)
            .collect();
        let mut bytes = header(MAGIC, VERSION);
        let sizes = [features.len(), rows.len(), lexicon.len(), classes.len()];
        bytes.extend(
            sizes
                .into_iter()
                .flat_map(|size| (size as u32).to_le_bytes()),
        );
        bytes.extend(features.fingerprints());
        bytes.extend(
            rows.into_iter()
                .flatten()
                .flat_map(|weight| weight.to_le_bytes()),
        );
        bytes.extend(lexicon.fingerprints());
        bytes.extend(classes);
        bytes
    }
}

/// Where the classes of words come from: the model's lexicon, or that of the fitting program.
pub trait Lexicon {
    /// The class of the word with this hash: below [`FIRST_CLASS`] its only tag, from there on
    /// the number of a set of tags, with [`COMMON`] added for frequent words; [`UNKNOWN`] for a
    /// word that the lexicon lacks.
    fn class(&self, word: u64) -> u8;
}

impl Lexicon for Tagger {
    fn class(&self, word: u64) -> u8 {
        self.lexicon
            .find(word)
            .and_then(|n| self.classes.get(n))
            .copied()
            .unwrap_or(UNKNOWN)
    }
}

/// What is known of a word by itself.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Hash of the lower-cased word, digits made equal.
    pub hash: u64,
    /// The last eight bytes of the lower-cased word, the last of all lowest.
    pub(super) tail: u64,
    /// The first four bytes of the lower-cased word.
    head: u64,
    /// Capitals, and whether the sentence has them everywhere.
    capitals: u64,
    /// Kinds of characters and length, coarsely.
    shape: u64,
    /// From the lexicon: the only tag, or the set of possible tags.
    pub class: u8,
    /// So frequent that its form tells nothing more.
    common: bool,
}

impl Word {
    /// The tag of a word that has but one; none for words in capitals ("WHO", "US"), which may
    /// be names, unless the whole sentence is.
    #[must_use]
    pub fn only_tag(&self) -> Option<u8> {
        (self.class < FIRST_CLASS && self.capitals != UPPER).then_some(self.class)
    }
}

const NO_WORD: Word = Word {
    hash: 1,
    tail: 0,
    head: 0,
    capitals: 15,
    shape: 0,
    class: NO_CLASS,
    common: true,
};

/// How a word, or a sentence, is capitalised.
const CASELESS: u64 = 0;
const LOWER: u64 = 1;
const TITLE: u64 = 2;
const UPPER: u64 = 3;
const MIXED: u64 = 4;
const LETTER: u64 = 5;

/// Reads a word: lower-cases it, makes digits and typographic variants of punctuation equal.
pub(super) fn read_word(text: &str, sentence_case: u64) -> Word {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let (mut tail, mut head, mut length) = (0u64, 0u64, 0u64);
    let (mut upper, mut lower, mut digits, mut marks, mut starts_upper) =
        (0u64, 0u64, 0u64, 0u64, false);
    let mut push = |byte: u8| {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        tail = (tail << 8) | u64::from(byte);
        if length < 4 {
            head = (head << 8) | u64::from(byte);
        }
        length += 1;
    };
    if text.is_ascii() {
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                b'a'..=b'z' => {
                    lower += 1;
                    push(byte);
                }
                b'A'..=b'Z' => {
                    upper += 1;
                    starts_upper |= at == 0;
                    push(byte | 0x20);
                }
                b'0'..=b'9' => {
                    digits += 1;
                    push(b'0');
                }
                b'`' => {
                    marks += 1;
                    push(b'\'');
                }
                _ => {
                    marks += 1;
                    push(byte);
                }
            }
        }
    } else {
        for (at, char) in text.chars().enumerate() {
            let plain: &[u8] = match char {
                '‘' | '’' | '´' | 'ʼ' | '`' => b"'",
                '“' | '”' | '„' | '«' | '»' => b"\"",
                '–' | '—' | '−' | '‑' | '‐' => b"-",
                '…' => b"...",
                '•' | '·' => b"*",
                _ => b"",
            };
            if !plain.is_empty() {
                marks += 1;
                plain.iter().copied().for_each(&mut push);
                continue;
            }
            if char.is_uppercase() {
                upper += 1;
                starts_upper |= at == 0;
            } else if char.is_alphabetic() {
                lower += 1;
            } else if char.is_numeric() {
                digits += 1;
            } else {
                marks += 1;
            }
            if char.is_ascii_digit() {
                push(b'0');
            } else {
                for small in char.to_lowercase() {
                    let mut buffer = [0; 4];
                    small.encode_utf8(&mut buffer).bytes().for_each(&mut push);
                }
            }
        }
    }
    let capitals = match (upper, lower) {
        (0, 0) => CASELESS,
        (0, _) => LOWER,
        (1, 0) => LETTER,
        (_, 0) => UPPER,
        (1, _) if starts_upper => TITLE,
        _ => MIXED,
    };
    let letters = upper + lower;
    let shape = u64::from(letters > 0)
        | (digits.min(5) << 1)
        | (marks.min(3) << 4)
        | (length.min(15) / 2) << 6;
    Word {
        hash: mix(hash),
        tail,
        head,
        capitals: capitals | sentence_case << 4,
        shape,
        class: UNKNOWN,
        common: false,
    }
}

/// The hash by which the lexicon knows a word.
#[must_use]
pub fn word_hash(text: &str) -> u64 {
    read_word(text, 0).hash
}

/// Headlines capitalise every longer word: there a capital says little. 0 is ordinary text, 1 a
/// headline, 2 all capitals.
fn sentence_case(words: &[&str]) -> u64 {
    let (mut long, mut capital, mut all_upper) = (0usize, 0usize, 0usize);
    for word in words {
        let bytes = word.as_bytes();
        let (Some(first), Some(second)) = (bytes.first(), bytes.get(1)) else {
            continue;
        };
        if bytes.len() < 4 || !first.is_ascii_alphabetic() {
            continue;
        }
        long += 1;
        capital += usize::from(first.is_ascii_uppercase());
        all_upper += usize::from(first.is_ascii_uppercase() && second.is_ascii_uppercase());
    }
    if long < 3 || capital * 5 < long * 4 {
        0
    } else if all_upper * 5 >= long * 4 {
        2
    } else {
        1
    }
}

/// A word with the two on either side of it and the two tags before it.
pub struct Context<'a> {
    words: std::slice::Iter<'a, &'a str>,
    sentence_case: u64,
    /// Two before, the word, two after.
    window: [Word; 5],
    /// Words of the window's right half that are still to be tagged.
    ahead: usize,
    tags: [u64; 2],
}

impl<'a> Context<'a> {
    /// Stands before the first of the words.
    pub fn new(words: &'a [&'a str], lexicon: &impl Lexicon) -> Self {
        let mut context = Self {
            words: words.iter(),
            sentence_case: sentence_case(words),
            window: [NO_WORD; 5],
            ahead: 0,
            tags: [OUTSIDE; 2],
        };
        context.shift(lexicon);
        context.shift(lexicon);
        context
    }

    fn shift(&mut self, lexicon: &impl Lexicon) {
        let [_, b, c, d, e] = self.window;
        let next = match self.words.next() {
            Some(text) => {
                self.ahead += 1;
                let mut word = read_word(text, self.sentence_case);
                let class = lexicon.class(word.hash);
                word.class = class & !COMMON;
                word.common = class & COMMON != 0;
                word
            }
            None => NO_WORD,
        };
        self.window = [b, c, d, e, next];
    }

    /// Goes on to the next word; nothing after the last one.
    pub fn next_word(&mut self, lexicon: &impl Lexicon) -> Option<Word> {
        self.shift(lexicon);
        self.ahead = self.ahead.checked_sub(1)?;
        let [_, _, word, _, _] = self.window;
        Some(word)
    }

    /// Remembers the tag that the word got.
    pub fn push_tag(&mut self, tag: u8) {
        let [_, last] = self.tags;
        self.tags = [last, u64::from(tag)];
    }

    /// Hands out the hashes of the word's features, one after the other.
    pub fn features(&self, mut emit: impl FnMut(u64)) {
        let [w2, w1, w, n1, n2] = &self.window;
        let [t2, t1] = self.tags;
        let tags = t1 | t2 << 8;
        let class = u64::from(w.class);
        let after = u64::from(n1.class);
        let last = |word: &Word, bytes: u32| word.tail & ((1u64 << (8 * bytes)) - 1);
        let mut template = 0u64;
        let mut put = |a: u64, b: u64| {
            template = template.wrapping_add(0xd1b5_4a32_d192_ed03);
            let x = (a ^ template).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ b;
            let x = (x ^ (x >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
            emit(x ^ (x >> 31));
        };
        // The word itself.
        put(w.hash, 0);
        put(w.hash, w.capitals);
        put(class, w.capitals);
        // With what stands before.
        put(t1, 0);
        put(tags, 0);
        put(w.hash, t1);
        put(last(w, 3), t1 | w.capitals << 8);
        put(w1.hash, 0);
        put(w2.hash, 0);
        put(w1.hash, w.hash);
        put(w1.hash, last(w, 2) | w.capitals << 16);
        put(w1.capitals | w.capitals << 8 | n1.capitals << 16, t1);
        // With what stands after.
        put(n2.hash, 0);
        put(w.hash, n1.hash);
        put(last(n1, 3), n1.capitals);
        put(last(n1, 2), last(w, 2));
        put(after, class | w.capitals << 8);
        put(last(n2, 3), after);
        if w.common {
            return;
        }
        // The form of rarer words; that of common ones is known by heart.
        put(last(w, 1), w.capitals);
        put(last(w, 3), w.capitals);
        put(last(w, 4), 0);
        put(last(w, 5), 0);
        put(w.head, 0);
        put(w.shape, w.capitals);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static MODEL: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/models/pos.bin"));

    fn tagger() -> Tagger {
        Tagger::load(MODEL).unwrap()
    }

    /// Tags "word/Tag word/Tag" anew and writes the result in the same way.
    #[track_caller]
    fn check(tagged: &str) {
        let words: Vec<&str> = tagged
            .split(' ')
            .map(|pair| pair.rsplit_once('/').unwrap().0)
            .collect();
        let mut tags = Vec::new();
        tagger().tag(&words, &mut tags);
        let pairs = words
            .iter()
            .zip(&tags)
            .map(|(word, tag)| format!("{word}/{tag:?}"));
        assert_eq!(pairs.collect::<Vec<_>>().join(" "), tagged);
    }

    #[test]
    fn verbs_are_told_apart_by_their_form() {
        check(
            "Ministers/NounPlural said/VerbFinite the/Det talks/NounPlural had/Aux ended/VerbPart ./Punct",
        );
        check(
            "The/Det army/NounSing denies/VerbFinite killing/VerbIng three/Num villagers/NounPlural ./Punct",
        );
        check("It/Pron is/Aux a/Det plan/NounSing to/Part cut/VerbBase costs/NounPlural ./Punct");
    }

    #[test]
    fn a_passive_is_an_auxiliary_and_a_participle() {
        check(
            "The/Det bill/NounSing was/Aux passed/VerbPart by/Adp 52/Num votes/NounPlural ./Punct",
        );
    }

    #[test]
    fn words_of_two_kinds_follow_their_neighbours() {
        check("They/Pron will/Aux strike/VerbBase ./Punct");
        check("The/Det strike/NounSing ended/VerbFinite ./Punct");
        check("Oil/NounSing exports/NounPlural fell/VerbFinite sharply/Adv ./Punct");
    }

    #[test]
    fn curly_apostrophes_count_as_straight_ones() {
        check("Iran/Propn ’s/Part envoy/NounSing did/Aux n’t/Part attend/VerbBase ./Punct");
        check("Iran/Propn 's/Part envoy/NounSing did/Aux n't/Part attend/VerbBase ./Punct");
    }

    #[test]
    fn curly_quotation_marks_are_punctuation() {
        check(
            "“/Punct We/Pron will/Aux not/Part sign/VerbBase ,/Punct ”/Punct he/Pron said/VerbFinite ./Punct",
        );
    }

    #[test]
    fn headlines_are_not_all_names() {
        check(
            "Police/NounPlural Seek/VerbFinite Man/NounSing Who/Pron Fled/VerbFinite Deadly/Adj Shooting/NounSing",
        );
    }

    #[test]
    fn capitals_make_a_name_of_a_pronoun() {
        check("The/Det WHO/Propn said/VerbFinite it/Pron was/Aux ready/Adj ./Punct");
    }

    #[test]
    fn figures_are_numbers() {
        check("Prices/NounPlural rose/VerbFinite 3.4/Num %/Sym in/Adp May/Propn ./Punct");
    }

    #[test]
    fn a_window_may_begin_inside_a_sentence() {
        check("been/Aux ordered/VerbPart to/Part leave/VerbBase the/Det country/NounSing");
    }

    #[test]
    fn any_text_gets_one_tag_a_word() {
        let long = "ß".repeat(100_000);
        let odd = [
            "",
            " ",
            "\0",
            "’",
            "İstanbul",
            "東京",
            "🙂",
            "ﬁ",
            "a\u{301}",
            &long,
            "1/2",
            "——",
        ];
        let many: Vec<&str> = odd.iter().copied().cycle().take(5_000).collect();
        let mut tags = vec![Pos::X; 3];
        for words in [&[][..], &odd[..1], &odd[..], &many[..]] {
            tagger().tag(words, &mut tags);
            assert_eq!(tags.len(), words.len());
        }
    }

    #[test]
    fn tags_keep_their_numbers() {
        for (number, tag) in Pos::ALL.into_iter().enumerate() {
            assert_eq!((tag as usize, Pos::from_index(number)), (number, tag));
        }
        assert_eq!(Pos::from_index(TAGS), Pos::X);
    }

    #[test]
    fn other_bytes_are_no_model() {
        assert_eq!(Tagger::load(b"").unwrap_err(), ModelError::NotAModel);
        assert_eq!(Tagger::load(b"<html>").unwrap_err(), ModelError::NotAModel);
        assert_eq!(
            Tagger::load(b"POSM\x09\0\0\0").unwrap_err(),
            ModelError::Version {
                found: 9,
                expected: VERSION
            }
        );
    }

    #[test]
    fn a_model_of_another_length_is_refused() {
        for end in [8, 20, 24, 1000, MODEL.len() - 1] {
            assert_eq!(Tagger::load(&MODEL[..end]).unwrap_err(), ModelError::Length);
        }
        assert_eq!(
            Tagger::load(&[MODEL, b"x"].concat()).unwrap_err(),
            ModelError::Length
        );
    }

    #[test]
    fn damaged_weights_still_give_tags() {
        let mut bytes = MODEL.to_vec();
        bytes
            .iter_mut()
            .skip(24)
            .step_by(7)
            .for_each(|byte| *byte ^= 0x5a);
        let mut tags = Vec::new();
        Tagger::load(&bytes)
            .unwrap()
            .tag(&["The", "talks", "ended", "."], &mut tags);
        assert_eq!(tags.len(), 4);
    }

    #[test]
    fn what_is_written_is_read() {
        let word = word_hash("talks");
        let file = ModelFile {
            rows: Vec::new(),
            lexicon: vec![(word, Pos::NounPlural as u8)],
        };
        let tagger = Tagger::load(&file.to_bytes()).unwrap();
        assert_eq!(tagger.class(word), Pos::NounPlural as u8);
        assert_eq!(tagger.class(word_hash("deal")), UNKNOWN);
        assert_eq!(word_hash("TALKS"), word);
        assert_eq!(word_hash("’s"), word_hash("'s"));
    }
}
