//! Heads of punctuation marks, found when the words have theirs.
//!
//! The rules of Universal Dependencies (<https://universaldependencies.org/u/dep/punct.html>):
//! a mark that separates a part hangs on that part; a mark inside or around a part hangs as high
//! as it can without crossing an arc.

use smallvec::SmallVec;

use super::{Arc, Relation};
use crate::language::tagger::Pos;

/// So many steps up from a mark's neighbour are taken; then time stays linear in the length of
/// any sentence.
const HIGHEST: usize = 64;
/// So many quotations and brackets may be open at a time.
const DEEPEST: usize = 8;

/// Gives a head to each token that is tagged as punctuation. The arcs of all other tokens stand,
/// `root` among them.
pub(super) fn attach(words: &[&str], tags: &[Pos], root: usize, arcs: &mut [Arc]) {
    let mut open: SmallVec<[(usize, char); DEEPEST]> = SmallVec::new();
    let mut left = None;
    let mut right = next_word(tags, 0);
    for (at, (text, &tag)) in words.iter().zip(tags).enumerate() {
        if tag != Pos::Punct {
            left = Some(at);
            right = next_word(tags, at + 1);
            continue;
        }
        let pair = closes(text, &open).map(|depth| {
            let start = open.get(depth).map_or(at, |&(start, _)| start);
            open.truncate(depth);
            start
        });
        if let Some(start) = pair
            && let Some(inside) = next_word(tags, start).filter(|&first| first < at)
        {
            let head = climb(arcs, inside, |head| start < head && head < at);
            set(arcs, start, head);
            set(arcs, at, head);
            continue;
        }
        if pair.is_none() && open.len() < DEEPEST {
            open.extend(closing(text).map(|mark| (at, mark)));
        }
        let head = match (left, right) {
            (Some(left), Some(right)) => {
                let before = climb(arcs, left, |head| head < at);
                let after = climb(arcs, right, |head| head > at);
                // One of the two hangs somewhere below the other.
                let top = climb(arcs, before, |head| head != after);
                let over = arcs.get(top).is_some_and(|arc| arc.head as usize == after);
                if before == root || after != root && !over {
                    after
                } else {
                    before
                }
            }
            _ => root,
        };
        set(arcs, at, head);
    }
}

fn set(arcs: &mut [Arc], at: usize, head: usize) {
    if let Some(arc) = arcs.get_mut(at) {
        *arc = Arc {
            head: head as u32,
            relation: Relation::Punctuation,
        };
    }
}

fn next_word(tags: &[Pos], from: usize) -> Option<usize> {
    let rest = tags.get(from..)?;
    rest.iter()
        .position(|&tag| tag != Pos::Punct)
        .map(|n| from + n)
}

/// From a word up to the last of its heads that lie where they should.
fn climb(arcs: &[Arc], from: usize, inside: impl Fn(usize) -> bool) -> usize {
    let mut at = from;
    for _ in 0..HIGHEST {
        match arcs.get(at) {
            Some(arc) if arc.relation != Relation::Root && inside(arc.head as usize) => {
                at = arc.head as usize;
            }
            _ => break,
        }
    }
    at
}

/// The mark that would close what this one opens.
fn closing(text: &str) -> Option<char> {
    match text.chars().next()? {
        '(' => Some(')'),
        '[' => Some(']'),
        '{' => Some('}'),
        '“' | '„' => Some('”'),
        '‘' => Some('’'),
        '«' => Some('»'),
        mark @ ('"' | '\'') => Some(mark),
        _ => None,
    }
}

/// The innermost of the open ones that this mark closes.
fn closes(text: &str, open: &[(usize, char)]) -> Option<usize> {
    let mark = text.chars().next()?;
    open.iter().rposition(|&(_, closing)| closing == mark)
}
