//! Utterances as values: word sequences that two texts can quote differently.
//!
//! Trimmed at the ends, elided, re-cased, with brackets or another spelling of a small word, an
//! utterance is the same. A negation, a number or an opposite that is changed, or words that
//! changed places, make it another one; any other changed word is worth a look.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;
use serde::Serialize;
use similar::{DiffOp, capture_diff_slices};

use super::Relation;
use crate::language::token::TokenKind;
use crate::language::tokens::{Source, Tokens};
use crate::language::vocabulary::{Classes, WordId};
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
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Quote {
    /// In order, without punctuation; what stands in square brackets is left out.
    pub words: Vec<QuoteWord>,
    /// Hashes of the words: a diff of them is one of the words.
    #[serde(skip)]
    hashes: Vec<u32>,
    /// The same, in order of size.
    #[serde(skip)]
    sorted: Vec<u32>,
    /// A bit for each of them, by its value.
    #[serde(skip)]
    bits: [u64; 4],
    /// Those of the words that carry meaning.
    #[serde(skip)]
    content: Vec<u32>,
    /// Hashes of each [`LEAST_RUN`] words in a row, in order of size.
    #[serde(skip)]
    runs: Vec<u32>,
}

/// One word of an utterance.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct QuoteWord {
    /// In lower case, with straight apostrophes.
    pub text: String,
    #[serde(skip)]
    word: WordId,
    #[serde(skip)]
    role: Role,
}

impl PartialEq for QuoteWord {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Negation,
    Number,
    /// Articles, pronouns, auxiliaries: tidied by editors.
    Small,
    Content,
}

impl Quote {
    /// The utterance in tokens `first..end`.
    pub fn read(source: Source<'_>, first: usize, end: usize) -> Self {
        let tokens = Tokens::new(source, first..end);
        let mut words = Vec::new();
        let mut brackets = 0usize;
        for n in 0..tokens.len() {
            let Some(token) = tokens.peek(n) else { break };
            // "No." is the answer, not the abbreviation.
            let plain = tokens.text(token).trim_end_matches('.');
            let vocabulary = &source.lexicon.vocabulary;
            let classes = vocabulary.classes(vocabulary.get(plain));
            let role = match token.kind {
                TokenKind::Punctuation => {
                    if token.is_mark(b'[') {
                        brackets += 1;
                    } else if token.is_mark(b']') {
                        brackets = brackets.saturating_sub(1);
                    }
                    continue;
                }
                TokenKind::Symbol => continue,
                TokenKind::Number => Role::Number,
                TokenKind::Word if classes.any(Classes::NEGATION) => Role::Negation,
                TokenKind::Word if source.lexicon.numbers.get(token.word).is_some() => Role::Number,
                TokenKind::Word if classes.any(Classes::FUNCTION) => Role::Small,
                TokenKind::Word => Role::Content,
            };
            if brackets == 0 {
                let text = match source.lexicon.numbers.get(token.word) {
                    // "one" and "1" are the same word.
                    Some(NumberWord::Cardinal(n)) => n.to_string(),
                    _ => crate::language::vocabulary::fold(plain),
                };
                words.push(QuoteWord {
                    text,
                    word: token.word,
                    role,
                });
            }
        }
        let hash = |w: &QuoteWord| FxBuildHasher.hash_one(&w.text) as u32;
        let hashes: Vec<u32> = words.iter().map(hash).collect();
        let mut sorted = hashes.clone();
        let mut runs: Vec<u32> = hashes
            .windows(LEAST_RUN)
            .map(|run| FxBuildHasher.hash_one(run) as u32)
            .collect();
        let mut bits = [0; 4];
        for hash in &sorted {
            // The high bits of the hash are its best.
            if let Some(bits) = bits.get_mut((hash >> 30) as usize) {
                *bits |= 1u64 << (hash >> 24 & 63);
            }
        }
        let with_hash = words.iter().zip(&sorted);
        let mut content: Vec<u32> = with_hash
            .filter(|(w, _)| w.role == Role::Content)
            .map(|(_, hash)| *hash)
            .collect();
        sorted.sort_unstable();
        content.sort_unstable();
        runs.sort_unstable();
        Self {
            words,
            hashes,
            sorted,
            bits,
            content,
            runs,
        }
    }

    /// Pairs of neighbouring content words, each in order of the alphabet: quotations of one
    /// utterance share some.
    pub fn shingles(&self) -> impl Iterator<Item = (&str, &str)> {
        let content: Vec<&str> = self
            .words
            .iter()
            .filter(|w| w.role == Role::Content)
            .map(|w| w.text.as_str())
            .collect();
        let pairs: Vec<(&str, &str)> = content
            .iter()
            .zip(content.iter().skip(1))
            .map(|(a, b)| if a < b { (*a, *b) } else { (*b, *a) })
            .collect();
        pairs.into_iter()
    }

    /// How many of its words carry meaning.
    pub fn content_words(&self) -> usize {
        self.content.len()
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
        if !enough(shorter.saturating_sub(few.missing_in(many)))
            || !enough(in_common(&self.sorted, &other.sorted))
        {
            return Relation::Incomparable;
        }
        if swapped(a, b) {
            return Relation::Disjoint;
        }
        let fewer = self.content.len().min(other.content.len());
        if in_common(&self.runs, &other.runs) == 0
            || !is_enough_content(in_common(&self.content, &other.content), fewer)
        {
            return Relation::Incomparable;
        }
        let ops = capture_diff_slices(similar::Algorithm::Myers, &self.hashes, &other.hashes);
        let ops = inner(&ops);
        if !is_aligned(ops, a, b) {
            return Relation::Incomparable;
        }
        let mut removed: Vec<&QuoteWord> = Vec::new();
        let mut added: Vec<&QuoteWord> = Vec::new();
        for op in ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. })) {
            removed.extend(a.get(op.old_range()).unwrap_or_default());
            added.extend(b.get(op.new_range()).unwrap_or_default());
        }
        let changed = removed.len().max(added.len());
        let kept = ops.iter().filter(|op| matches!(op, DiffOp::Equal { .. }));
        let kept: usize = kept.map(|op| op.old_range().len()).sum();
        let nearly_all = kept as f64 >= NEARLY_ALL * shorter as f64;
        match difference(&removed, &added, lexicon) {
            // So much was changed that it may be another utterance about the same.
            Relation::Disjoint if changed > MOST_CHANGED && !nearly_all => Relation::Strained,
            relation => relation,
        }
    }
}

/// Whether the shared words stand close together in both quotations and carry meaning: words
/// picked from all over a long quotation are a coincidence.
fn is_aligned(ops: &[DiffOp], a: &[QuoteWord], b: &[QuoteWord]) -> bool {
    let content = |words: &[QuoteWord]| words.iter().filter(|w| w.role == Role::Content).count();
    let (mut shared, mut run) = (0, 0);
    let (mut old, mut new) = (0, 0);
    for op in ops {
        old += op.old_range().len();
        new += op.new_range().len();
        if let DiffOp::Equal { len, .. } = op {
            run = run.max(*len);
            shared += content(a.get(op.old_range()).unwrap_or_default());
        }
    }
    let (least, most) = (old.min(new), old.max(new));
    let fewer = content(a).min(content(b));
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
fn swapped(a: &[QuoteWord], b: &[QuoteWord]) -> bool {
    fn content(words: &[QuoteWord]) -> impl Iterator<Item = &str> {
        let content = words.iter().filter(|w| w.role == Role::Content);
        content.map(|w| w.text.as_str())
    }
    let sets_against = |w: &QuoteWord| {
        w.role == Role::Negation
            || matches!(
                w.text.as_str(),
                "than" | "before" | "after" | "from" | "over" | "against"
            )
    };
    let count = content(a).count();
    if count < LEAST_CONTENT
        || count != content(b).count()
        || !(a.iter().any(sets_against) && b.iter().any(sets_against))
    {
        return false;
    }
    let (mut x, mut y): (Vec<&str>, Vec<&str>) = (content(a).collect(), content(b).collect());
    let moved = x.iter().zip(&y).filter(|(p, q)| p != q).count();
    x.sort_unstable();
    y.sort_unstable();
    (1..=MOST_MOVED).contains(&moved) && x == y
}

/// The changes from the first to the last shared word: what stands outside was trimmed.
fn inner(ops: &[DiffOp]) -> &[DiffOp] {
    let equal = |op: &DiffOp| matches!(op, DiffOp::Equal { .. });
    let first = ops.iter().position(equal).unwrap_or(0);
    let last = ops.iter().rposition(equal).unwrap_or(0);
    ops.get(first..=last).unwrap_or_default()
}

/// What changed words mean.
fn difference(removed: &[&QuoteWord], added: &[&QuoteWord], lexicon: &Lexicon) -> Relation {
    let with = |words: &[&QuoteWord], role: Role| -> Vec<String> {
        let mut found: Vec<String> = words
            .iter()
            .filter(|w| w.role == role)
            .map(|w| w.text.clone())
            .collect();
        found.sort();
        found
    };
    let negations = |words| with(words, Role::Negation).len();
    let (old, new) = (with(removed, Role::Content), with(added, Role::Content));
    let one_sided = removed.is_empty() || added.is_empty();
    // A part left out whole ("…") is no change, but a negation alone is.
    let elided = one_sided && removed.len() + added.len() > 4;
    let (denied, affirmed) = (negations(removed), negations(added));
    // Two negations more on one side are two parts denied, not one denied twice.
    if denied != affirmed && !(elided && denied.abs_diff(affirmed) < 2) {
        return Relation::Disjoint;
    }
    let (old_numbers, new_numbers) = (with(removed, Role::Number), with(added, Role::Number));
    if !old_numbers.is_empty() && !new_numbers.is_empty() && old_numbers != new_numbers {
        return Relation::Disjoint;
    }
    let opposite = removed
        .iter()
        .any(|x| added.iter().any(|y| lexicon.opposites.are(x.word, y.word)));
    if opposite {
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
    fn another_changed_word_is_worth_a_look() {
        assert_snapshot!(compare("The ferry is a gift to the town of Varna", "The ferry is a burden to the town of Varna"), @"Strained");
    }

    #[test]
    fn two_utterances_are_not_compared() {
        assert_snapshot!(compare("The ferry is a gift to the town", "Nobody asked us about the price of bread"), @"Incomparable");
    }
}
