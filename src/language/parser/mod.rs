//! Dependency parses: for every word of a sentence its head, and what it is to its head.
//!
//! A greedy parser of transitions (see [`state`]): two moves a word, each chosen by a linear model
//! over hashed features; each arc's relation is chosen by a second one. Time is linear in the
//! length of the sentence. `examples/fit_parser.rs` fits both, with moves that regain as much as
//! can be regained after an error (Goldberg & Nivre 2013, "Training deterministic parsers with
//! non-deterministic oracles"); what they are fitted on is named in the documentation of the model
//! file.

mod punctuation;
mod relation;
mod state;

use std::fmt;

pub use super::model::ModelError;
use super::model::{Buckets, Index, Reader, header};
use super::tagger::{Pos, read_word};
pub use relation::{RELATIONS, Relation};
pub use state::{Move, State};

/// Where a word hangs in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arc {
    /// Index of the head among the words; the word's own index where it is the root.
    pub head: u32,
    /// What the word is to its head.
    pub relation: Relation,
}

const MAGIC: [u8; 4] = *b"DEPM";
const VERSION: u32 = 1;

/// Weights of a feature for moving left and right; those for shifting are zero.
pub const MOVES: usize = 2;

/// A fitted model, ready to parse.
pub struct Parser {
    /// Words that count by their form, in order.
    closed: Vec<u32>,
    moves: Index,
    /// Row 0 is all zeros: that of the features that the model does not have.
    move_rows: Vec<[i8; MOVES]>,
    relations: Index,
    relation_rows: Vec<[i8; RELATIONS]>,
}

impl fmt::Debug for Parser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parser")
            .field("moves", &self.move_rows.len())
            .field("relations", &self.relation_rows.len())
            .finish()
    }
}

fn rows<const N: usize>(reader: &mut Reader<'_>, count: usize) -> Result<Vec<[i8; N]>, ModelError> {
    let mut rows = vec![[0; N]];
    rows.extend(reader.items(count, |row: [u8; N]| row.map(u8::cast_signed))?);
    Ok(rows)
}

impl Parser {
    /// Reads a model file, as the fitting program writes it.
    ///
    /// # Errors
    /// Where the bytes are not such a file, or not a whole one.
    pub fn load(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::new(bytes, MAGIC, VERSION)?;
        let closed_count = reader.u32()? as usize;
        let move_buckets = reader.u32()? as usize;
        let move_count = reader.u32()? as usize;
        let relation_buckets = reader.u32()? as usize;
        let relation_count = reader.u32()? as usize;
        let closed = reader.items(closed_count, u32::from_le_bytes)?;
        let moves = reader.index(move_buckets)?;
        let move_rows = rows(&mut reader, move_count)?;
        let relations = reader.index(relation_buckets)?;
        let relation_rows = rows(&mut reader, relation_count)?;
        reader.end()?;
        Ok(Self {
            closed,
            moves,
            move_rows,
            relations,
            relation_rows,
        })
    }

    /// Parses the words of one sentence; `out` is cleared, then holds one arc a word.
    ///
    /// Words are split as for [`super::tagger::Tagger::tag`], and `tags` are what that gave; words
    /// without a tag are left out. Every word hangs on another one, save the root; following heads
    /// upwards always leads to it.
    pub fn parse(&self, words: &[&str], tags: &[Pos], out: &mut Vec<Arc>) {
        let mut state = State::new(words, tags, |word| self.closed.binary_search(&word).is_ok());
        while !state.is_done() {
            let step = state.only_move().unwrap_or_else(|| self.best_move(&state));
            let relation = match state.arc(step) {
                Some((head, dependent)) if head < state.root() => {
                    self.best_relation(&state, head, dependent)
                }
                Some(_) => Relation::Root,
                None => Relation::Other,
            };
            state.apply(step, relation);
        }
        state.finish(words, tags, out);
    }

    fn best_move(&self, state: &State) -> Move {
        let (mut left, mut right) = (0i32, 0i32);
        state.move_features(|hash| {
            let number = self.moves.find(hash).map_or(0, |n| n + 1);
            if let Some(&[l, r]) = self.move_rows.get(number) {
                left += i32::from(l);
                right += i32::from(r);
            }
        });
        best_move(state, [left, right], 0)
    }

    fn best_relation(&self, state: &State, head: u32, dependent: u32) -> Relation {
        let mut sums = [0i16; RELATIONS];
        state.relation_features(head, dependent, |hash| {
            let number = self.relations.find(hash).map_or(0, |n| n + 1);
            if let Some(row) = self.relation_rows.get(number) {
                for (sum, &weight) in sums.iter_mut().zip(row) {
                    *sum += i16::from(weight);
                }
            }
        });
        let mut best = Relation::Other;
        let mut most = i16::MIN;
        for (relation, &sum) in Relation::ALL.into_iter().zip(&sums) {
            if sum > most && relation != Relation::Root {
                most = sum;
                best = relation;
            }
        }
        best
    }
}

/// The move of the greatest score among those that the state allows.
pub fn best_move<T: Copy + PartialOrd>(state: &State, [left, right]: [T; MOVES], shift: T) -> Move {
    let mut best = None;
    for (step, score) in Move::ALL.into_iter().zip([shift, left, right]) {
        if state.allows(step) && best.is_none_or(|(_, most)| score > most) {
            best = Some((step, score));
        }
    }
    best.map_or(Move::Shift, |(step, _)| step)
}

/// The hash by which [`State::new`] asks for a word.
#[must_use]
pub fn word_hash(text: &str) -> u32 {
    (read_word(text, 0).hash >> 16) as u32
}

/// What the fitting program hands over to be stored.
#[derive(Debug, Default)]
pub struct ModelFile {
    /// Hashes of the words that count by their form, in order.
    pub closed: Vec<u32>,
    /// Weights of moves by feature hash, the weightiest first.
    pub moves: Vec<(u64, [i8; MOVES])>,
    /// Weights of relations by feature hash, the weightiest first.
    pub relations: Vec<(u64, [i8; RELATIONS])>,
}

impl ModelFile {
    /// The bytes that [`Parser::load`] reads. Where more than four hashes meet in one place, the
    /// later ones are left out.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let (moves, move_rows) = index_and_rows(&self.moves);
        let (relations, relation_rows) = index_and_rows(&self.relations);
        let sizes = [
            self.closed.len(),
            moves.len(),
            move_rows.len() / MOVES,
            relations.len(),
            relation_rows.len() / RELATIONS,
        ];
        let mut bytes = header(MAGIC, VERSION);
        bytes.extend(sizes.into_iter().flat_map(|n| (n as u32).to_le_bytes()));
        bytes.extend(self.closed.iter().flat_map(|word| word.to_le_bytes()));
        bytes.extend(moves.fingerprints());
        bytes.extend(move_rows);
        bytes.extend(relations.fingerprints());
        bytes.extend(relation_rows);
        bytes
    }
}

fn index_and_rows<const N: usize>(weighed: &[(u64, [i8; N])]) -> (Buckets, Vec<u8>) {
    let buckets = Buckets::new(weighed.iter().map(|(hash, _)| *hash));
    let kept = buckets.members().filter_map(|n| weighed.get(n));
    let bytes = kept.flat_map(|(_, row)| row.map(i8::cast_unsigned));
    let bytes = bytes.collect();
    (buckets, bytes)
}
