//! Dependency parses: for every word of a sentence its head, and what it is to its head.
//!
//! A greedy parser of transitions (see `state.rs`): two moves a word, each chosen by a linear model
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
pub use state::{Move, State, WordLists};

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
    /// Row 0 is all zeros, here too.
    relation_rows: Vec<[i8; RELATIONS]>,
    clusters: Index,
    cluster_paths: Vec<u16>,
}

/// Bytes of a stored row of relations: the greatest weight, then two weights a byte.
const PACKED: usize = 1 + RELATIONS / 2;

/// Weights are stored in sevenths of the greatest one of their row.
const STEPS: i16 = 7;

fn pack(row: &[i8; RELATIONS]) -> [u8; PACKED] {
    let most = row
        .iter()
        .map(|w| w.unsigned_abs().min(127))
        .max()
        .unwrap_or(0);
    let scale = i16::from(most).max(1);
    let nibble = |weight: i8| {
        let doubled = 2 * i16::from(weight) * STEPS;
        let rounded = (doubled + scale * doubled.signum()) / (2 * scale);
        (rounded + 8) as u8 & 15
    };
    let mut packed = [most; PACKED];
    let (pairs, _) = row.as_chunks::<2>();
    for (byte, &[low, high]) in packed.iter_mut().skip(1).zip(pairs) {
        *byte = nibble(low) | nibble(high) << 4;
    }
    packed
}

fn unpack([most, packed @ ..]: [u8; PACKED]) -> [i8; RELATIONS] {
    // Quarters of a step: shifts are faster than divisions, and there are two million weights.
    let unit = (4 * i16::from(most.min(127)) + STEPS / 2) / STEPS;
    let weight = |nibble: u8| (((i16::from(nibble) - 8).max(-STEPS) * unit) >> 2) as i8;
    let mut row = [0; RELATIONS];
    let (pairs, _) = row.as_chunks_mut::<2>();
    for ([low, high], byte) in pairs.iter_mut().zip(packed) {
        *low = weight(byte & 15);
        *high = weight(byte >> 4);
    }
    row
}

impl fmt::Debug for Parser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parser")
            .field("moves", &self.move_rows.len())
            .field("relations", &self.relation_rows.len())
            .field("clustered words", &self.cluster_paths.len())
            .finish()
    }
}

impl Parser {
    /// Reads a model file, as the fitting program writes it.
    ///
    /// # Errors
    /// Where the bytes are not such a file, or not a whole one.
    pub fn load(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::new(bytes, MAGIC, VERSION)?;
        let mut sizes = [0; 7];
        for size in &mut sizes {
            *size = reader.u32()? as usize;
        }
        let [
            closed,
            move_buckets,
            moves,
            relation_buckets,
            relations,
            cluster_buckets,
            clusters,
        ] = sizes;
        let closed = reader.items(closed, u32::from_le_bytes)?.collect();
        let move_index = reader.index(move_buckets)?;
        let mut move_rows = vec![[0; MOVES]];
        move_rows.extend(reader.items(moves, |row: [u8; MOVES]| row.map(u8::cast_signed))?);
        let relation_index = reader.index(relation_buckets)?;
        let mut relation_rows = vec![[0; RELATIONS]];
        relation_rows.extend(reader.items(relations, unpack)?);
        let cluster_index = reader.index(cluster_buckets)?;
        let cluster_paths = reader.items(clusters, u16::from_le_bytes)?.collect();
        reader.end()?;
        Ok(Self {
            closed,
            moves: move_index,
            move_rows,
            relations: relation_index,
            relation_rows,
            clusters: cluster_index,
            cluster_paths,
        })
    }

    /// Parses the words of one sentence; `out` is cleared, then holds one arc a word.
    ///
    /// Words are split as for [`super::tagger::Tagger::tag`], and `tags` are what that gave; words
    /// without a tag are left out. "cannot" must come as "can", "not", as the treebank has it.
    ///
    /// Every word hangs on another one, save the root; following heads upwards always leads to it.
    pub fn parse(&self, words: &[&str], tags: &[Pos], out: &mut Vec<Arc>) {
        let mut state = State::new(words, tags, self);
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
                    *sum = sum.wrapping_add(i16::from(weight));
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

impl WordLists for Parser {
    fn is_closed(&self, word: u32) -> bool {
        self.closed.binary_search(&word).is_ok()
    }

    fn cluster(&self, word: u64) -> u16 {
        let path = self
            .clusters
            .find(word)
            .and_then(|n| self.cluster_paths.get(n));
        path.copied().unwrap_or(0)
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

/// The hash by which [`WordLists::is_closed`] asks for a word.
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
    /// Paths to clusters by the tagger's word hash, the most frequent word first.
    pub clusters: Vec<(u64, u16)>,
}

impl ModelFile {
    /// The bytes that [`Parser::load`] reads. Where more than four hashes meet in one place, the
    /// later ones are left out.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let (moves, move_rows) = kept(&self.moves);
        let (relations, relation_rows) = kept(&self.relations);
        let (clusters, paths) = kept(&self.clusters);
        let sizes = [
            self.closed.len(),
            moves.len(),
            move_rows.len(),
            relations.len(),
            relation_rows.len(),
            clusters.len(),
            paths.len(),
        ];
        let mut bytes = header(MAGIC, VERSION);
        bytes.extend(sizes.into_iter().flat_map(|n| (n as u32).to_le_bytes()));
        bytes.extend(self.closed.iter().flat_map(|word| word.to_le_bytes()));
        bytes.extend(moves.fingerprints());
        bytes.extend(move_rows.into_iter().flatten().map(|w| w.cast_unsigned()));
        bytes.extend(relations.fingerprints());
        bytes.extend(relation_rows.into_iter().flat_map(pack));
        bytes.extend(clusters.fingerprints());
        bytes.extend(paths.into_iter().flat_map(|path| path.to_le_bytes()));
        bytes
    }
}

/// What finds a place in an index, in the order of the index.
fn kept<T>(weighed: &[(u64, T)]) -> (Buckets, Vec<&T>) {
    let buckets = Buckets::new(weighed.iter().map(|(hash, _)| *hash));
    let members = buckets.members().filter_map(|n| weighed.get(n));
    let rows = members.map(|(_, row)| row).collect();
    (buckets, rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::LazyLock;

    static MODEL: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/models/dep.bin"));
    static PARSER: LazyLock<Parser> = LazyLock::new(|| Parser::load(MODEL).unwrap());

    /// The heads must form one tree.
    #[track_caller]
    fn check_tree(arcs: &[Arc]) {
        let roots = arcs.iter().filter(|arc| arc.relation == Relation::Root);
        assert_eq!(roots.count(), usize::from(!arcs.is_empty()));
        // Memory of what is known to lead to the root, so that long sentences take no time.
        let mut leads = vec![false; arcs.len()];
        for start in 0..arcs.len() {
            let mut path = Vec::new();
            let mut at = start;
            while !leads[at] {
                assert!(path.len() <= arcs.len(), "a circle at {start}");
                path.push(at);
                let head = arcs[at].head as usize;
                assert_eq!(head == at, arcs[at].relation == Relation::Root);
                if head == at {
                    break;
                }
                at = head;
            }
            path.into_iter().for_each(|n| leads[n] = true);
        }
    }

    #[test]
    fn any_words_with_any_tags_make_one_tree() {
        let odd = [
            "", "\0", "“", "(", "東京", "İ", "-", "”", "'", "3,000", ")", "the", "said",
        ];
        let mut arcs = vec![];
        for length in [0, 1, 2, 3, 7, 40, 400, 6_000] {
            for step in [1, 2, 5, 7] {
                let words: Vec<&str> = odd.iter().copied().cycle().take(length).collect();
                let tags: Vec<Pos> = (0..length).map(|n| Pos::ALL[n * step % 21]).collect();
                PARSER.parse(&words, &tags, &mut arcs);
                assert_eq!(arcs.len(), length);
                check_tree(&arcs);
                PARSER.parse(&words, &vec![Pos::Punct; length], &mut arcs);
                check_tree(&arcs);
                PARSER.parse(&words, &vec![Pos::NounSing; length], &mut arcs);
                check_tree(&arcs);
            }
        }
    }

    #[test]
    fn words_without_a_tag_are_left_out() {
        let mut arcs = vec![];
        PARSER.parse(&["Talks", "ended", "."], &[Pos::NounPlural], &mut arcs);
        assert_eq!(arcs.len(), 1);
        check_tree(&arcs);
    }

    #[test]
    fn relations_keep_their_numbers() {
        for (number, relation) in Relation::ALL.into_iter().enumerate() {
            assert_eq!(
                (relation as usize, Relation::from_index(number)),
                (number, relation)
            );
        }
        assert_eq!(Relation::from_index(RELATIONS), Relation::Other);
    }

    #[test]
    fn other_bytes_are_no_model() {
        assert_eq!(Parser::load(b"").unwrap_err(), ModelError::NotAModel);
        assert_eq!(
            Parser::load(b"POSM\x01").unwrap_err(),
            ModelError::NotAModel
        );
        for end in [8, 20, 40, 1000, MODEL.len() - 1] {
            assert_eq!(Parser::load(&MODEL[..end]).unwrap_err(), ModelError::Length);
        }
        assert_eq!(
            Parser::load(&[MODEL, b"x"].concat()).unwrap_err(),
            ModelError::Length
        );
    }

    #[test]
    fn damaged_weights_still_make_a_tree() {
        let mut bytes = MODEL.to_vec();
        for byte in bytes.iter_mut().skip(40).step_by(7) {
            *byte ^= 0x5a;
        }
        let tags = [Pos::Det, Pos::NounPlural, Pos::VerbFinite, Pos::Punct];
        let mut arcs = vec![];
        let damaged = Parser::load(&bytes).unwrap();
        damaged.parse(&["The", "talks", "ended", "."], &tags, &mut arcs);
        check_tree(&arcs);
    }
}
