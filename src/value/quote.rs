//! Utterances as values: word sequences that two texts can quote differently.
//!
//! Trimmed at the ends, elided, re-cased, with brackets or another spelling of a small word, an
//! utterance is the same. A negation, a number or an opposite that is changed, or words that
//! changed places, make it another one; any other changed word is worth a look.

use std::hash::BuildHasher;
use std::sync::OnceLock;

use rustc_hash::FxBuildHasher;
use serde::{Serialize, Serializer};
use similar::{DiffOp, capture_diff_slices};

use super::Relation;
use crate::language::token::TokenKind;
use crate::language::tokens::{Source, Tokens};
use crate::language::vocabulary::{Classes, WordId, fold_into};
use crate::lexicon::Lexicon;
use crate::lexicon::numbers::NumberWord;

/// Two quotations are of one utterance when this part of the shorter one's words stands in the
/// other, in order.
const SHARED: f64 = 0.6;
/// Fewer shared words than this are a coincidence.
const LEAST_SHARED: usize = 4;
/// More changed words than these make a clash doubtful.
const MOST_CHANGED: usize = 5;
/// Where this part of the shorter quotation stands in the other, any number of words may be added.
const NEARLY_ALL: f64 = 0.85;
/// So many of the shared words must carry meaning.
const LEAST_CONTENT: usize = 3;
/// More words than these out of their places are another sentence order, not a swap.
const MOST_MOVED: usize = 3;
/// So many shared words must stand in a row.
const LEAST_RUN: usize = 3;
/// A run so long makes up for one of them.
const LONG_RUN: usize = 5;
/// The shared part may be longer in one quotation by this factor, and so many words.
const STRETCH: f64 = 1.4;
const SLACK: f64 = 4.0;

/// The words of an utterance.
#[derive(Clone, Debug)]
pub struct Quote {
    /// The words with blanks between them: in lower case, with straight apostrophes, without
    /// punctuation; what stands in square brackets is left out.
    text: String,
    words: Vec<QuoteWord>,
    /// A bit for each of the words, by its hash.
    bits: [u64; 4],
    /// Made when it is first wanted: most quotations are like no other.
    orders: OnceLock<Orders>,
}

/// One word of an utterance.
#[derive(Clone, Copy, Debug)]
struct QuoteWord {
    /// Its place in the text.
    start: u32,
    end: u32,
    /// A diff of hashes is one of the words.
    hash: u32,
    word: WordId,
    role: Role,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Negation,
    Number,
    /// Articles, pronouns, auxiliaries: tidied by editors.
    Small,
    Content,
}

/// Hashes of an utterance's words in order of size, so that two lists are compared in one pass.
#[derive(Clone, Debug)]
struct Orders {
    all: Vec<u32>,
    /// Those of the words that carry meaning.
    content: Vec<u32>,
    /// Those of each [`LEAST_RUN`] words in a row.
    runs: Vec<u32>,
}

impl PartialEq for Quote {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Serialize for Quote {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.words())
    }
}

impl Quote {
    /// The utterance in tokens `first..end`.
    pub fn read(source: Source<'_>, first: usize, end: usize) -> Self {
        let tokens = Tokens::new(source, first..end);
        let vocabulary = &source.lexicon.vocabulary;
        let mut text = String::new();
        let mut words = Vec::with_capacity(tokens.len());
        let mut bits = [0; 4];
        let mut brackets = 0usize;
        for n in 0..tokens.len() {
            let Some(token) = tokens.peek(n) else { break };
            if token.is_mark(b'[') {
                brackets += 1;
            } else if token.is_mark(b']') {
                brackets = brackets.saturating_sub(1);
            }
            if brackets > 0 || matches!(token.kind, TokenKind::Punctuation | TokenKind::Symbol) {
                continue;
            }
            // "No." is the answer, not the abbreviation.
            let written = tokens.text(token);
            let plain = written.trim_end_matches('.');
            let word = match plain.len() == written.len() {
                true => token.word,
                false => vocabulary.get(plain),
            };
            let classes = vocabulary.classes(word);
            let number = source.lexicon.numbers.get(token.word);
            // "No. 1" is number one.
            let next = tokens.peek(n + 1);
            let is_numero = written.eq_ignore_ascii_case("no.")
                && next.is_some_and(|t| t.kind == TokenKind::Number);
            let role = match token.kind {
                TokenKind::Number => Role::Number,
                _ if is_numero => Role::Content,
                // "Zero chance" is no chance.
                _ if matches!(number, Some(NumberWord::Cardinal(0.0))) => Role::Negation,
                _ if classes.any(Classes::NEGATION) => Role::Negation,
                _ if number.is_some() => Role::Number,
                _ if classes.any(Classes::FUNCTION) => Role::Small,
                _ => Role::Content,
            };
            if !text.is_empty() {
                text.push(' ');
            }
            let start = text.len();
            match number {
                _ if is_numero => text.push_str("number"),
                // "one" and "1" are the same word.
                Some(NumberWord::Cardinal(n)) => text.push_str(&n.to_string()),
                _ => fold_into(plain, &mut text),
            }
            let hash = FxBuildHasher.hash_one(text.get(start..)) as u32;
            // The high bits of the hash are its best.
            if let Some(bits) = bits.get_mut((hash >> 30) as usize) {
                *bits |= 1u64 << (hash >> 24 & 63);
            }
            words.push(QuoteWord {
                start: start as u32,
                end: text.len() as u32,
                hash,
                word: token.word,
                role,
            });
        }
        Self {
            text,
            words,
            bits,
            orders: OnceLock::new(),
        }
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether it has no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Its words, in order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|w| self.text_of(w))
    }

    /// Its words with blanks between them.
    pub fn text(&self) -> &str {
        &self.text
    }

    fn text_of(&self, word: &QuoteWord) -> &str {
        let place = word.start as usize..word.end as usize;
        self.text.get(place).unwrap_or_default()
    }

    fn content(&self) -> impl Iterator<Item = &QuoteWord> {
        self.words.iter().filter(|w| w.role == Role::Content)
    }

    fn orders(&self) -> &Orders {
        self.orders.get_or_init(|| {
            let all: Vec<u32> = self.words.iter().map(|w| w.hash).collect();
            let runs = all.windows(LEAST_RUN);
            let mut orders = Orders {
                runs: runs.map(|run| FxBuildHasher.hash_one(run) as u32).collect(),
                content: self.content().map(|w| w.hash).collect(),
                all,
            };
            orders.all.sort_unstable();
            orders.content.sort_unstable();
            orders.runs.sort_unstable();
            orders
        })
    }

    /// Hashes of neighbouring content words, two by two, the smaller first: quotations of one
    /// utterance share some.
    pub fn shingles(&self) -> impl Iterator<Item = (u32, u32)> {
        let second = self.content().skip(1);
        self.content().zip(second).map(|(a, b)| {
            let (a, b) = (a.hash, b.hash);
            (a.min(b), a.max(b))
        })
    }

    /// How many of its words carry meaning.
    pub fn content_words(&self) -> usize {
        self.content().count()
    }

    /// So many of its words, at least, do not stand in the other.
    fn missing_in(&self, other: &Quote) -> usize {
        let pairs = self.bits.iter().zip(&other.bits);
        pairs
            .map(|(own, its)| (own & !its).count_ones() as usize)
            .sum()
    }

    /// How this quotation stands to another; `Incomparable` where they are of two utterances.
    pub fn compare(&self, other: &Quote, lexicon: &Lexicon) -> Relation {
        let (a, b) = (&self.words, &other.words);
        let shorter = a.len().min(b.len());
        let enough =
            |shared: usize| shared >= LEAST_SHARED && shared as f64 >= SHARED * shorter as f64;
        // Most pairs have too few words in common in any order, or none in a row, or none that carry
        // meaning, which is cheaper to see than a diff.
        let (few, many) = if a.len() <= b.len() {
            (self, other)
        } else {
            (other, self)
        };
        if !enough(shorter.saturating_sub(few.missing_in(many))) {
            return Relation::Incomparable;
        }
        let (own, its) = (self.orders(), other.orders());
        if !enough(in_common(&own.all, &its.all)) {
            return Relation::Incomparable;
        }
        if swapped(self, other) {
            return Relation::Disjoint;
        }
        let fewer = own.content.len().min(its.content.len());
        if in_common(&own.runs, &its.runs) == 0
            || !is_enough_content(in_common(&own.content, &its.content), fewer)
        {
            return Relation::Incomparable;
        }
        let matched = in_step(self, other);
        if !enough(matched.len()) || !is_aligned(&matched, self, other) {
            return Relation::Incomparable;
        }
        let removed = Changed::of(self, matched.iter().map(|(own, _)| *own));
        let added = Changed::of(other, matched.iter().map(|(_, its)| *its));
        let changed = removed.words.len().max(added.words.len());
        let nearly_all = matched.len() as f64 >= NEARLY_ALL * shorter as f64;
        match difference(&removed, &added, lexicon) {
            // So much was changed that it may be another utterance about the same.
            Relation::Disjoint if changed > MOST_CHANGED && !nearly_all => Relation::Strained,
            relation => relation,
        }
    }
}

/// The words of a quotation that another one lacks, between those that both have: what stands
/// outside was trimmed.
struct Changed<'q> {
    quote: &'q Quote,
    words: Vec<&'q QuoteWord>,
}

impl<'q> Changed<'q> {
    /// `kept` are the places of the words that both have, in order.
    fn of(quote: &'q Quote, kept: impl Iterator<Item = usize>) -> Self {
        let mut words = Vec::new();
        let mut next = None;
        for place in kept {
            let passed = next.unwrap_or(place)..place;
            words.extend(quote.words.get(passed).unwrap_or_default());
            next = Some(place + 1);
        }
        Self { quote, words }
    }

    /// Those with that role, in order of the alphabet.
    fn with(&self, role: Role) -> Vec<&'q str> {
        let words = self.words.iter().filter(|w| w.role == role);
        let mut found: Vec<&str> = words.map(|w| self.quote.text_of(w)).collect();
        found.sort_unstable();
        found
    }
}

/// The words that both quotations have in one order: the place of each in either of them.
fn in_step(a: &Quote, b: &Quote) -> Vec<(usize, usize)> {
    // Words that the other has nowhere can only make the diff long.
    let shared = |own: &Quote, other: &Quote| -> (Vec<usize>, Vec<u32>) {
        let theirs = &other.orders().all;
        let words = own.words.iter().map(|w| w.hash).enumerate();
        words
            .filter(|(_, hash)| theirs.binary_search(hash).is_ok())
            .unzip()
    };
    let ((in_a, own), (in_b, its)) = (shared(a, b), shared(b, a));
    let ops = capture_diff_slices(similar::Algorithm::Myers, &own, &its);
    let equal = ops.iter().filter(|op| matches!(op, DiffOp::Equal { .. }));
    let places = equal.flat_map(|op| op.old_range().zip(op.new_range()));
    let mut matched: Vec<(usize, usize)> = places
        .filter_map(|(x, y)| Some((*in_a.get(x)?, *in_b.get(y)?)))
        .collect();
    drawn_together(&mut matched, a, b);
    matched
}

/// Takes words that stand several times where they stand beside the next word that both have:
/// "it is not how bad they are, it is how good we are" begins "it is how good we are" at its
/// second "it".
fn drawn_together(matched: &mut [(usize, usize)], a: &Quote, b: &Quote) {
    let hash = |quote: &Quote, place: usize| quote.words.get(place).map(|w| w.hash);
    let mut next: Option<(usize, usize)> = None;
    for pair in matched.iter_mut().rev() {
        if let Some((x, y)) = next {
            let beside = (x - 1, y - 1);
            let is_beside = pair.0 == beside.0 || pair.1 == beside.1;
            if is_beside && hash(a, beside.0) == hash(b, beside.1) {
                *pair = beside;
            }
        }
        next = Some(*pair);
    }
}

/// Whether the shared words stand close together in both quotations and carry meaning: words
/// picked from all over a long quotation are a coincidence.
fn is_aligned(matched: &[(usize, usize)], a: &Quote, b: &Quote) -> bool {
    let (Some(first), Some(last)) = (matched.first(), matched.last()) else {
        return false;
    };
    let carries =
        |(place, _): &&(usize, usize)| a.words.get(*place).is_some_and(|w| w.role == Role::Content);
    let shared = matched.iter().filter(carries).count();
    let runs = matched.chunk_by(|x, y| (x.0 + 1, x.1 + 1) == *y);
    let run = runs.map(<[_]>::len).max().unwrap_or(0);
    let (old, new) = (last.0 - first.0 + 1, last.1 - first.1 + 1);
    let (least, most) = (old.min(new), old.max(new));
    let fewer = a.orders().content.len().min(b.orders().content.len());
    is_enough_content(shared, fewer)
        && (shared >= LEAST_CONTENT || run >= LONG_RUN)
        && run >= LEAST_RUN
        && most as f64 <= STRETCH * least as f64 + SLACK
}

/// Whether two quotations share enough words that carry meaning, if the one with fewer has so many.
fn is_enough_content(shared: usize, fewer: usize) -> bool {
    shared + 1 >= LEAST_CONTENT && shared as f64 >= SHARED * fewer as f64
}

/// How many members two sorted lists share.
fn in_common(a: &[u32], b: &[u32]) -> usize {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut shared = 0;
    while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
        let order = x.cmp(y);
        shared += usize::from(order.is_eq());
        if order.is_le() {
            a.next();
        }
        if order.is_ge() {
            b.next();
        }
    }
    shared
}

/// Whether the two have the same words that carry meaning in another order around a word that
/// sets one against the other: "brains, not buildings", "closer to the end than to the beginning".
fn swapped(a: &Quote, b: &Quote) -> bool {
    let sets_against = |quote: &Quote| {
        quote.words.iter().any(|w| {
            w.role == Role::Negation
                || matches!(
                    quote.text_of(w),
                    "than" | "before" | "after" | "from" | "over" | "against"
                )
        })
    };
    let count = a.orders().content.len();
    if count < LEAST_CONTENT
        || a.orders().content != b.orders().content
        || !(sets_against(a) && sets_against(b))
    {
        return false;
    }
    let pairs = a.content().zip(b.content());
    let moved = pairs.filter(|(p, q)| p.hash != q.hash).count();
    (1..=MOST_MOVED).contains(&moved)
}

/// What changed words mean.
fn difference(removed: &Changed<'_>, added: &Changed<'_>, lexicon: &Lexicon) -> Relation {
    // "First Group" and "FirstGroup".
    let joined = |changed: &Changed<'_>| -> String {
        let words = changed.words.iter();
        words.map(|w| changed.quote.text_of(w)).collect()
    };
    if joined(removed) == joined(added) {
        return Relation::Compatible;
    }
    let negations = |changed: &Changed<'_>| changed.with(Role::Negation).len();
    let (old, new) = (removed.with(Role::Content), added.with(Role::Content));
    let (gone, come) = (removed.words.len(), added.words.len());
    // A part left out whole ("…") is no change, but a negation alone is.
    let elided = (gone == 0 || come == 0) && gone + come > 4;
    let (denied, affirmed) = (negations(removed), negations(added));
    // Two negations more on one side are two parts denied, not one denied twice.
    if denied != affirmed && !(elided && denied.abs_diff(affirmed) < 2) {
        return Relation::Disjoint;
    }
    let (old_numbers, new_numbers) = (removed.with(Role::Number), added.with(Role::Number));
    if !old_numbers.is_empty() && !new_numbers.is_empty() && old_numbers != new_numbers {
        return Relation::Disjoint;
    }
    let are_opposites = |x: &QuoteWord, y: &QuoteWord| lexicon.opposites.are(x.word, y.word);
    let mut pairs = removed
        .words
        .iter()
        .flat_map(|x| added.words.iter().map(move |y| (x, y)));
    if pairs.any(|(x, y)| are_opposites(x, y)) {
        return Relation::Disjoint;
    }
    let replaced = old
        .iter()
        .filter(|o| !new.iter().any(|n| alike(o, n)))
        .count();
    if replaced > 0 && !new.is_empty() {
        return Relation::Strained;
    }
    Relation::Compatible
}

/// Two spellings of one word: "labour" and "labor", "organise" and "organize".
fn alike(a: &str, b: &str) -> bool {
    strsim::osa_distance(a, b) <= 1 && a.len() > 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::token::tokenize;
    use insta::assert_snapshot;

    fn compare(a: &str, b: &str) -> String {
        let lexicon = Lexicon::load(&[]).unwrap();
        let read = |text: &str| {
            let mut tokens = Vec::new();
            tokenize(text, 0, &lexicon.vocabulary, &mut tokens);
            let source = Source {
                text,
                tokens: &tokens,
                lexicon: &lexicon,
            };
            Quote::read(source, 0, tokens.len())
        };
        format!("{:?}", read(a).compare(&read(b), &lexicon))
    }

    #[test]
    fn trimmed_elided_and_tidied_quotations_are_the_same() {
        assert_snapshot!(compare("The harbour is safe ... but the crews have not come back", "The harbour is safe, but the crews have not come back"), @"Compatible");
        assert_snapshot!(compare("We will rebuild the old pier stone by stone", "rebuild the old pier stone by stone"), @"Compatible");
        assert_snapshot!(compare("We will rebuild the labor exchange by spring", "We will rebuild the labour exchange by spring"), @"Compatible");
        assert_snapshot!(compare("[The ferry] will sail at dawn whatever happens", "She will sail at dawn whatever happens"), @"Compatible");
    }

    #[test]
    fn a_negation_a_number_a_swap_or_an_opposite_makes_another_utterance() {
        assert_snapshot!(compare("We lost the vote and we will go on", "We did not lose the vote and we will go on"), @"Disjoint");
        assert_snapshot!(compare("It took us three years to build the pier", "It took us four years to build the pier"), @"Disjoint");
        assert_snapshot!(compare("We hire sailors, not lawyers, for this job", "We hire lawyers, not sailors, for this job"), @"Disjoint");
        assert_snapshot!(compare("The council will approve the plan for the harbour", "The council will reject the plan for the harbour"), @"Disjoint");
        assert_snapshot!(compare("You have been careful with it, and I think that is good enough", "You have not been careful with it, and I do not think that what I saw in the yard is good enough"), @"Disjoint");
    }

    #[test]
    fn numbers_and_nothing_are_written_in_several_ways() {
        assert_snapshot!(compare("The number one job of the crew is to keep the ferry dry", "The No. 1 job of the crew is to keep the ferry dry"), @"Compatible");
        assert_snapshot!(compare("There is zero chance that the ferry sails before the spring", "There is no chance that the ferry sails before the spring"), @"Compatible");
        assert_snapshot!(compare("We counted five gulls, seven terns and twelve of the old swans", "We counted 5 gulls, 7 terns and 12 of the old swans"), @"Compatible");
    }

    #[test]
    fn words_written_as_one_are_the_same() {
        assert_snapshot!(compare("We will work with the crews of SeaGroup to raise the ferry", "We will work with the crews of Sea Group to raise the ferry"), @"Compatible");
    }

    #[test]
    fn a_phrase_that_two_utterances_share_is_no_utterance() {
        assert_snapshot!(compare("I do not think that we are going to see the ferry sail again this winter", "I think what you are going to see is a captain who loves the sea"), @"Incomparable");
    }

    #[test]
    fn a_word_that_stands_twice_is_taken_where_the_rest_goes_on() {
        assert_snapshot!(compare("It is not about how loud the gulls are, it is about how clean we keep the quay", "It is about how clean we keep the quay"), @"Compatible");
    }

    #[test]
    fn another_changed_word_is_worth_a_look() {
        assert_snapshot!(compare("The ferry is a gift to the town of Varna", "The ferry is a burden to the town of Varna"), @"Strained");
    }

    #[test]
    fn two_utterances_are_not_compared() {
        assert_snapshot!(compare("The ferry is a gift to the town", "Nobody asked us about the price of bread"), @"Incomparable");
    }
}
