//! Where a parse stands: the words begun, the words to come, and what describes both.
//!
//! The arc-hybrid system (Kuhlmann, Gómez-Rodríguez, Satta 2011): words are shifted onto a stack;
//! its top word becomes a dependent of the next word to come or of the word below it. Every
//! word is shifted once and attached once, so a parse takes twice as many moves as there are
//! words. Punctuation takes no part: it only describes the gaps between words.

use super::{Arc, Relation, punctuation};
use crate::language::model::mix;
use crate::language::tagger::{Pos, read_word};

/// One step of a parse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// The next word goes onto the stack.
    Shift,
    /// The top of the stack depends on the next word.
    Left,
    /// The top of the stack depends on the word below it.
    Right,
}

impl Move {
    /// Every move.
    pub const ALL: [Self; 3] = [Self::Shift, Self::Left, Self::Right];
}

/// What is known of a word, by itself and from the arcs so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Node {
    /// Hash of the lower-cased form.
    word: u32,
    /// For frequent words of closed classes their form and tag, otherwise the tag.
    kind: u32,
    /// The last three bytes, and whether it has a capital.
    ending: u32,
    tag: u32,
    /// Words that are used alike have the same; its lowest bits stand for larger clusters.
    cluster: u32,
    /// Numbers of punctuation marks before the word: one byte each for the kinds of [`mark`].
    marks: u64,
    /// Number of words with a tense before the word.
    tensed: u32,
    /// Place among all tokens.
    pub(super) token: u32,
    pub(super) head: u32,
    pub(super) relation: u8,
    /// Form of its first preposition or subordinator.
    marker: u32,
    /// Relations of its dependents on the left and on the right, one bit each.
    left: u32,
    right: u32,
    /// Its outermost dependents, and those next to them.
    first: u32,
    second: u32,
    last: u32,
    last_but_one: u32,
}

const NOTHING: Node = Node {
    word: 1,
    kind: 31,
    ending: 1,
    tag: 31,
    cluster: 0,
    marks: 0,
    tensed: 0,
    token: 0,
    head: 0,
    relation: 31,
    marker: 0,
    left: 0,
    right: 0,
    first: 0,
    second: 0,
    last: 0,
    last_but_one: 0,
};

/// The byte of [`Node::marks`] in which a punctuation mark is counted.
fn mark(text: &str) -> u32 {
    match text.chars().next() {
        Some(',') => 0,
        Some('-' | '‑' | '‐') if text.len() != 2 => 1,
        Some('-' | '–' | '—' | '−') => 2,
        Some(':' | ';') => 3,
        Some('"' | '“' | '”' | '„' | '«' | '»' | '`' | '\'' | '‘' | '’') => QUOTES,
        Some('(' | ')' | '[' | ']' | '{' | '}') => BRACKETS,
        Some('.' | '!' | '?' | '…') => 6,
        _ => 7,
    }
}

const QUOTES: u32 = 4;
const BRACKETS: u32 = 5;

/// What is known of words before anything is parsed: the model's lists, or those of the fitting
/// program.
pub trait WordLists {
    /// Whether a word of a closed class, given by [`super::word_hash`], counts by its form rather
    /// than by its tag.
    fn is_closed(&self, word: u32) -> bool;

    /// The path, from its lowest bit on, to the cluster of the word with this hash of
    /// [`crate::language::tagger::word_hash`]; 0 for rare words.
    fn cluster(&self, word: u64) -> u16;
}

/// A parse under way.
///
/// Nodes are numbered from 1: the words without punctuation, then the root that stands behind
/// them all. Node 0 is no word.
#[derive(Debug)]
pub struct State {
    pub(super) nodes: Vec<Node>,
    stack: Vec<u32>,
    front: u32,
    root: u32,
}

impl State {
    /// Stands before the first word.
    pub fn new(words: &[&str], tags: &[Pos], lists: &impl WordLists) -> Self {
        let mut nodes = Vec::with_capacity(words.len() + 2);
        nodes.push(NOTHING);
        let (mut marks, mut tensed) = (0u64, 0);
        for (token, (text, &tag)) in words.iter().zip(tags).enumerate() {
            if tag == Pos::Punct {
                let lane = 8 * mark(text);
                let count = (marks >> lane) as u8;
                marks ^= u64::from(count ^ count.wrapping_add(1)) << lane;
                continue;
            }
            let read = read_word(text, 0);
            let word = (read.hash >> 16) as u32;
            let tag_number = tag as u32;
            let open = tag.is_noun() || tag.is_verb() || matches!(tag, Pos::Propn | Pos::Num);
            let kind = if !open && lists.is_closed(word) {
                word.rotate_left(tag_number) | 1 << 31
            } else {
                tag_number
            };
            let capital = text.bytes().next().is_some_and(|b| b.is_ascii_uppercase());
            nodes.push(Node {
                word,
                kind,
                ending: (read.tail as u32 & 0x00ff_ffff) | u32::from(capital) << 24,
                tag: tag_number,
                cluster: lists.cluster(read.hash).into(),
                marks,
                tensed,
                token: token as u32,
                ..NOTHING
            });
            tensed += u32::from(matches!(tag, Pos::VerbFinite | Pos::Aux));
        }
        let root = nodes.len() as u32;
        nodes.push(Node {
            word: 2,
            kind: 30,
            tag: 30,
            marks,
            tensed,
            token: words.len() as u32,
            ..NOTHING
        });
        Self {
            nodes,
            stack: Vec::with_capacity(32),
            front: 1,
            root,
        }
    }

    /// Number of the root node; those below it, from 1, are words.
    #[must_use]
    pub fn root(&self) -> u32 {
        self.root
    }

    /// Place of a node's word among the tokens.
    #[must_use]
    pub fn token(&self, node: u32) -> usize {
        self.node(node).token as usize
    }

    /// The next node to be shifted.
    #[must_use]
    pub fn front(&self) -> u32 {
        self.front
    }

    /// The nodes begun and not yet attached, the last one on top.
    #[must_use]
    pub fn stack(&self) -> &[u32] {
        &self.stack
    }

    /// Whether every word has its head.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.front == self.root && self.stack.is_empty()
    }

    /// Whether the move can be made. One word alone can depend on the root.
    #[must_use]
    pub fn allows(&self, step: Move) -> bool {
        match step {
            Move::Shift => self.front < self.root,
            Move::Left => self.stack.len() == 1 || self.front < self.root && !self.stack.is_empty(),
            Move::Right => self.stack.len() > 1,
        }
    }

    /// The move that is left, where there is no choice.
    #[must_use]
    pub fn only_move(&self) -> Option<Move> {
        match (self.front < self.root, self.stack.len()) {
            (true, 0) => Some(Move::Shift),
            (false, 1) => Some(Move::Left),
            (false, 2..) => Some(Move::Right),
            _ => None,
        }
    }

    /// Head and dependent of the arc that the move would draw.
    #[must_use]
    pub fn arc(&self, step: Move) -> Option<(u32, u32)> {
        match (step, self.stack.as_slice()) {
            (Move::Left, [.., top]) => Some((self.front, *top)),
            (Move::Right, [.., below, top]) => Some((*below, *top)),
            _ => None,
        }
    }

    /// Makes the move; a move that [`State::allows`] denies changes nothing.
    pub fn apply(&mut self, step: Move, relation: Relation) {
        if !self.allows(step) {
            return;
        }
        if step == Move::Shift {
            self.stack.push(self.front);
            self.front += 1;
        } else if let Some((head, dependent)) = self.arc(step) {
            self.attach(head, dependent, relation);
            self.stack.pop();
        }
    }

    /// Writes the arcs down, one for each of the tokens.
    pub(super) fn finish(&self, words: &[&str], tags: &[Pos], out: &mut Vec<Arc>) {
        out.clear();
        let tokens = words.len().min(tags.len());
        let lone = Arc {
            head: 0,
            relation: Relation::Punctuation,
        };
        out.resize(tokens, lone);
        let mut root = None;
        for node in self.nodes.iter().skip(1) {
            let is_root = node.head == self.root;
            let head = if is_root {
                root = Some(node.token as usize);
                node.token
            } else {
                self.node(node.head).token
            };
            if let Some(arc) = out.get_mut(node.token as usize) {
                arc.head = head;
                arc.relation = Relation::from_index(node.relation as usize);
            }
        }
        match root {
            Some(root) => punctuation::attach(words, tags, root, out),
            // Marks alone: the first one stands for the rest.
            None => out
                .iter_mut()
                .take(1)
                .for_each(|arc| arc.relation = Relation::Root),
        }
    }

    fn attach(&mut self, head: u32, dependent: u32, relation: Relation) {
        let word = match self.nodes.get_mut(dependent as usize) {
            Some(node) => {
                node.head = head;
                node.relation = relation as u8;
                node.word
            }
            None => return,
        };
        let Some(node) = self.nodes.get_mut(head as usize) else {
            return;
        };
        if dependent < head {
            node.left |= relation.bit();
            node.second = node.first;
            node.first = dependent;
        } else {
            node.right |= relation.bit();
            node.last_but_one = node.last;
            node.last = dependent;
        }
        if matches!(relation, Relation::Case | Relation::Mark) {
            node.marker = word;
        }
    }

    fn node(&self, number: u32) -> &Node {
        self.nodes.get(number as usize).unwrap_or(&NOTHING)
    }

    fn on_stack(&self, depth: usize) -> u32 {
        let at = self.stack.len().checked_sub(depth + 1);
        at.and_then(|at| self.stack.get(at)).copied().unwrap_or(0)
    }

    fn ahead(&self, distance: u32) -> &Node {
        let number = self.front + distance;
        self.node(if number > self.root { 0 } else { number })
    }

    /// Hands out the hashes of the features that the next move is chosen by.
    pub fn move_features(&self, emit: impl FnMut(u64)) {
        let mut features = Features::new(emit);
        let (n0, n1) = (self.on_stack(0), self.on_stack(1));
        let (s0, s1, s2) = (self.node(n0), self.node(n1), self.node(self.on_stack(2)));
        let (b0, b1, b2, b3) = (self.ahead(0), self.ahead(1), self.ahead(2), self.ahead(3));
        let [s0k, s1k, s2k, b0k, b1k, b2k] = [s0, s1, s2, b0, b1, b2].map(|n| n.kind);
        let [s0w, s1w, b0w, b1w] = [s0, s1, b0, b1].map(|n| n.word);
        let [s0t, s1t, s2t, b0t, b1t, b2t] = [s0, s1, s2, b0, b1, b2].map(|n| n.tag);
        let tags = s0t | b0t << 5 | b1t << 10 | s1t << 15;
        let two = s0t | b0t << 5;
        let gap = distance(self.front - n0.min(self.front));
        let below = distance(n0 - n1);
        let between = crossed(s0, b0);
        let between_below = crossed(s1, s0);
        let verbs = (b0.tensed - s0.tensed.min(b0.tensed)).min(3);
        let total = self.node(self.root).tensed;
        let verbs_ahead = (total - b0.tensed.min(total)).min(2);
        let mut put = |a: u32, b: u32, c: u32, d: u32| features.put(a, b, c, d);
        // One word.
        put(s0w, s0t, 0, 0);
        put(s0k, 0, 0, 0);
        put(s0w, gap, 0, 0);
        put(s0.ending, s0t, b0t, 0);
        put(b0w, b0t, 0, 0);
        put(b0k, 0, 0, 0);
        put(b0.ending, b0t, s0t, 0);
        put(b1w, b0t, 0, 0);
        put(b1k, 0, 0, 0);
        put(b2.word, 0, 0, 0);
        put(b2k, two, 0, 0);
        put(s1w, s1t, 0, 0);
        put(s1k, 0, 0, 0);
        put(s2k, two, 0, 0);
        // Two words.
        put(s0w, b0w, 0, 0);
        put(s0w, b0k, 0, 0);
        put(s0k, b0w, 0, 0);
        put(s0k, b0k, 0, 0);
        put(s0w, b1k, b0t, 0);
        put(s0k, b1k, 0, 0);
        put(s0k, b1w, 0, 0);
        put(b0k, b1k, 0, 0);
        put(b0w, b1k, 0, 0);
        put(b0k, b1w, 0, 0);
        put(s1w, s0w, 0, 0);
        put(s1w, s0k, 0, 0);
        put(s1k, s0w, 0, 0);
        put(s1k, s0k, 0, 0);
        put(s1w, b0w, 0, 0);
        put(s1w, b0k, s0t, 0);
        put(s1k, b0w, s0t, 0);
        put(s1k, b0k, 0, 0);
        // Three and more.
        put(s0k, b0k, b1k, 0);
        put(s1k, s0k, b0k, 0);
        put(s1k, s0k, b0k, b1k);
        put(s0k, b0k, b1k, b2k);
        put(s2k, s1k, s0k, 0);
        put(s2k, s1k, s0k, b0k);
        put(b0k, b1k, b2k, 0);
        put(b0k, b1k, b2k, b3.kind);
        put(tags, 0, 0, 0);
        put(tags, b2t | b3.tag << 5, 0, 0);
        put(tags, s2t, 0, 0);
        put(two, s1t | s2t << 5, s0w, 0);
        put(tags, b0w, 0, 0);
        put(tags, s0w, 0, 0);
        put(tags, s1w, 0, 0);
        // Distances, and verbs between and ahead.
        put(s0k, b0k, gap, 0);
        put(s1k, s0k, below, b0t);
        put(s0t, b0t, gap, verbs);
        put(tags, gap, verbs, verbs_ahead);
        put(two, verbs_ahead, between as u32, (between >> 32) as u32);
        put(s1t | s0t << 5, below, verbs_ahead, b0t);
        // Punctuation between.
        let marks = |x: u64| (x ^ x >> 29) as u32;
        put(two, marks(between), 0, 0);
        put(s0k, b0k, marks(between), 0);
        put(s1t | s0t << 5, b0t, marks(between_below), marks(between));
        put(s1k, s0k, marks(between_below), 0);
        put(s0t, b0t, marks(between), s0.right);
        put(two, b1t, marks(crossed(b0, b1)), marks(between));
        put(b0k, b1k, marks(crossed(b0, b1)), 0);
        // Dependents so far.
        let set = |n: &Node| [n.left, n.right];
        let [s0l, s0r] = set(s0);
        let [s1l, s1r] = set(s1);
        put(s0t, s0l, 0, 0);
        put(s0t, s0r, 0, 0);
        put(s0t, s0l, s0r, b0t);
        put(s0w, s0r, 0, 0);
        put(s0k, s0l, b0k, 0);
        put(s0k, s0r, b0k, 0);
        put(s1t, s1l, s1r, s0t);
        put(s1t, s1r, s0t, b0t);
        put(s1k, s1r, s0k, b0k);
        put(s1w, s1r, s0t, 0);
        put(b0t, b0.left, 0, 0);
        put(b0t, b0.left, s0t, s0l);
        put(b0t, b0.left, s0k, s0r);
        put(b0w, b0.left, s0t, 0);
        put(b0t, b0.left, s0k, s1k);
        put(s1t, s1l | s1r, s0t | b0t << 5, s0l | s0r);
        put(s0t, s0l | s0r, b0t | b1t << 5, b0.left);
        for (n, child) in [
            (s0, s0.first),
            (s0, s0.last),
            (s1, s1.first),
            (s1, s1.last),
            (b0, b0.first),
            (s0, s0.second),
            (s0, s0.last_but_one),
            (b0, b0.second),
        ] {
            let child = self.node(child);
            put(n.tag, child.kind, two, child.relation.into());
            put(n.kind, child.word, 0, 0);
        }
        // Prepositions and subordinators that words have as dependents.
        put(s0w, b0.marker, 0, 0);
        put(s0k, b0.marker, b0t, 0);
        put(s1w, b0.marker, s0t, 0);
        put(s1w, s0.marker, 0, 0);
        put(s1k, s0.marker, s0k, b0k);
        put(s0w, b0w, b0.marker, 0);
        put(s1k, s0k, b0.marker, b0t);
        put(s1w, s0w, s0.marker, 0);
        put(s1w, s0w, b0.marker, 0);
        put(s0.marker, b0.marker, two, s1t);
        put(s0.marker, s0w, b0k, 0);
        put(s1k, s0t, b0.marker, s0.marker);
        // Clusters, for words that the treebank rarely has.
        let [s0c, s1c, b0c, b1c] = [s0, s1, b0, b1].map(|n| n.cluster);
        let six = |cluster: u32| cluster & 63;
        put(s0c, s0t, b0t, 0);
        put(b0c, b0t, s0t, 0);
        put(s1c, s0t, b0t, 0);
        put(b1c, b0t, s0t, 0);
        put(s0c, b0c, 0, 0);
        put(s0c, b0k, 0, 0);
        put(s0k, b0c, 0, 0);
        put(s1c, s0c, 0, 0);
        put(s1c, s0k, b0t, 0);
        put(s1k, s0c, b0t, 0);
        put(s1c, b0c, s0t, 0);
        put(b0c, b1c, 0, 0);
        put(s0c, b1c, b0t, 0);
        put(six(s0c) | six(b0c) << 6, two, 0, 0);
        put(six(s1c) | six(s0c) << 6, six(b0c), two, s1t);
        put(six(s0c) | six(b0c) << 6, six(b1c), tags, 0);
        put(s0c, b0.marker, six(b0c), 0);
        put(s1c, s0.marker, six(s0c), b0t);
        put(s1c, b0.marker, six(s0c) | six(b0c) << 6, two);
        put(s0c, b0.marker, b0t, six(s1c));
        put(s0c, s0r, b0t, 0);
        put(s1c, s1r, s0t, b0t);
    }

    /// Hands out the hashes of the features that an arc's relation is chosen by.
    pub fn relation_features(&self, head: u32, dependent: u32, emit: impl FnMut(u64)) {
        let mut features = Features::new(emit);
        let (h, d) = (self.node(head), self.node(dependent));
        let (before, after) = (self.node(dependent - 1), self.node(dependent + 1));
        let side = u32::from(head < dependent);
        let gap = distance(head.abs_diff(dependent)) | side << 4;
        let between = if side == 1 {
            crossed(h, d)
        } else {
            crossed(d, h)
        };
        let marks = (between ^ between >> 29) as u32 | side << 30;
        let pair = h.tag | d.tag << 5 | side << 10;
        let front = self.ahead(0);
        let put = &mut |a: u32, b: u32, c: u32, d: u32| features.put(a, b, c, d);
        put(d.word, side, 0, 0);
        put(d.word, d.kind, 0, 0);
        put(d.kind, side, 0, 0);
        put(h.word, side, 0, 0);
        put(h.word, d.kind, side, 0);
        put(h.kind, d.word, side, 0);
        put(h.word, d.word, side, 0);
        put(h.kind, d.kind, side, 0);
        put(pair, gap, 0, 0);
        put(pair, marks, 0, 0);
        put(d.kind, gap, marks, 0);
        put(d.ending, h.tag, side, 0);
        put(h.ending, d.tag, side, 0);
        put(d.tag, d.left, d.right, side);
        put(pair, d.left, 0, 0);
        put(pair, d.right, 0, 0);
        put(pair, d.left, h.left, 0);
        put(pair, h.left, 0, 0);
        put(pair, h.right, 0, 0);
        put(h.word, h.right, d.tag, side);
        put(pair, h.left, h.right, d.left);
        put(h.kind, d.kind, side, h.left);
        put(h.kind, d.kind, side, h.right);
        put(d.marker, pair, 0, 0);
        put(d.marker, h.word, d.tag, side);
        put(d.marker, d.word, h.tag, side);
        put(d.marker, pair, d.left, marks);
        put(before.kind, d.kind, after.kind, side);
        put(pair, before.kind, 0, 0);
        put(pair, after.kind, 0, 0);
        put(pair, before.word, 0, 0);
        put(pair, after.word, 0, 0);
        put(pair, front.kind, d.kind, side);
        put(pair, self.node(d.first).word, 0, 0);
        put(pair, self.node(d.last).kind, 0, 0);
        put(pair, self.node(h.first).kind, self.node(h.last).kind, 0);
        put(pair, h.marker, d.marker, 0);
        let h_tensed = self.node(self.root).tensed - h.tensed.min(self.node(self.root).tensed);
        put(
            pair,
            h_tensed.min(2),
            h.tensed.min(2),
            d.left & (Relation::Subject.bit() | Relation::Mark.bit()),
        );
        let six = |cluster: u32| cluster & 63;
        let sixes = six(h.cluster) | six(d.cluster) << 6;
        put(d.cluster, side, d.tag, 0);
        put(h.cluster, side, d.tag, 0);
        put(d.cluster, h.cluster, side, 0);
        put(d.cluster, h.kind, side, 0);
        put(h.cluster, d.kind, side, 0);
        put(d.marker, h.cluster, d.tag, side);
        put(d.marker, d.cluster, h.tag, side);
        put(d.marker, sixes, pair, 0);
        put(sixes, pair, d.left, 0);
        put(sixes, pair, gap, 0);
        put(h.cluster, h.right, d.tag, side);
        put(
            pair,
            six(before.cluster),
            six(after.cluster),
            six(d.cluster),
        );
    }
}

/// Distances from four words on are put into classes.
fn distance(words: u32) -> u32 {
    match words {
        0..=4 => words,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        _ => 8,
    }
}

/// Which kinds of punctuation stand between two words, and whether a quotation or bracket opens
/// or closes.
fn crossed(left: &Node, right: &Node) -> u64 {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let changed = left.marks ^ right.marks;
    let some = (((changed & LOW) + LOW) | changed) & !LOW;
    let odd = changed & (1 << (8 * QUOTES) | 1 << (8 * BRACKETS));
    some >> 7 | odd << 1
}

/// Numbers the templates, in the order in which they are put.
struct Features<F> {
    emit: F,
    template: u64,
}

impl<F: FnMut(u64)> Features<F> {
    fn new(emit: F) -> Self {
        Self { emit, template: 0 }
    }

    #[inline]
    fn put(&mut self, a: u32, b: u32, c: u32, d: u32) {
        self.template = self.template.wrapping_add(0xd1b5_4a32_d192_ed03);
        let low = u64::from(a) | u64::from(b) << 32;
        let high = u64::from(c) | u64::from(d) << 32;
        let x = (low ^ self.template).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let x = (x ^ (x >> 32) ^ high).wrapping_mul(0xd6e8_feb8_6659_fd93);
        (self.emit)(mix(x));
    }
}
