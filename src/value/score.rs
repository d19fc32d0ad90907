//! Two numbers that belong together: scores, votes, ratios.
//!
//! | text | reading |
//! |---|---|
//! | `3-1`, `52–48`, `2-2` | score |
//! | `311 votes to 209`, `by 311 to 209`, `52 to 48 percent` | score |
//! | `3:1`, `two to one`, `a two-to-one margin` | ratio |
//!
//! "12-15 people", "between 3-5" are ranges, "4:39 left" is a time of day or on a clock.

use nom::Input;
use serde::Serialize;

use super::number::{self, Number};
use super::{Grammar, Relation, Value};
use crate::language::clause;
use crate::language::token::TokenKind;
use crate::language::tokens::Tokens;
use crate::language::vocabulary::Classes;

/// What the two numbers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PairKind {
    /// Points or votes of two sides.
    Score,
    /// How many times one is of the other.
    Ratio,
}

impl PairKind {
    /// Its name in output.
    pub fn name(self) -> &'static str {
        match self {
            PairKind::Score => "score",
            PairKind::Ratio => "ratio",
        }
    }
}

/// Two numbers that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Score {
    /// What they are.
    #[serde(skip)]
    pub kind: PairKind,
    /// The numbers, in the order in which they are written.
    pub sides: [f64; 2],
}

impl Score {
    /// How this score stands to another. Whose side comes first depends on who tells it, so that
    /// "3-1" and "1-3" agree; ratios agree where the quotients do. Scores that share no number and add
    /// up to another sum are of two votes or games.
    pub fn compare(&self, other: &Score) -> Relation {
        let sorted = |[a, b]: [f64; 2]| if a < b { [b, a] } else { [a, b] };
        let same = match (self.kind, other.kind) {
            (PairKind::Score, PairKind::Score) => sorted(self.sides) == sorted(other.sides),
            (PairKind::Ratio, PairKind::Ratio) => {
                let ([a, b], [c, d]) = (sorted(self.sides), sorted(other.sides));
                (a * d - b * c).abs() < 1e-9 * (a * d).abs().max(1.0)
            }
            _ => return Relation::Incomparable,
        };
        let one_vote = self.sides.iter().any(|x| other.sides.contains(x))
            || self.sides.iter().sum::<f64>() == other.sides.iter().sum::<f64>();
        if same {
            Relation::Compatible
        } else if self.kind == PairKind::Score && !one_vote {
            // A slip changes one number, or moves a vote to the other side.
            Relation::Incomparable
        } else {
            Relation::Disjoint
        }
    }
}

/// The grammar of scores and ratios.
pub static GRAMMAR: Grammar = Grammar {
    name: "score",
    starts: Classes::NUMBER,
    digits: true,
    signs: false,
    counts: false,
    read,
};

fn read(input: Tokens<'_>) -> Option<(Tokens<'_>, Value)> {
    let glued = input.first()?.is_spaced()
        || !input.back(1).is_some_and(|t| {
            t.is_word()
                || t.kind == TokenKind::Number
                || matches!(input.text(t), "-" | "–" | ":" | "/" | "$" | "£" | "€")
        });
    if !glued {
        return None;
    }
    let (rest, kind, sides) = hyphenated(input)
        .or_else(|| votes(input))
        .or_else(|| ratio(input))?;
    Some((rest, Value::Score(Score { kind, sides })))
}

/// How many tokens behind the beginning of a number a word that follows it is looked for.
const LINK_REACH: usize = 16;

/// A cheap look ahead, before the number itself is read: "to" or "votes" stands near.
fn is_linked(input: Tokens<'_>) -> bool {
    let k = input.lexicon().keywords;
    let mut near = input.iter_elements().take(LINK_REACH);
    near.any(|t| t.word == k.to || t.word == k.votes)
}

fn whole(input: Tokens<'_>, n: usize) -> Option<f64> {
    let token = input.peek(n).filter(|t| t.kind == TokenKind::Number)?;
    let text = input.text(token);
    if text.len() > 4 || (text.len() > 1 && text.starts_with('0')) {
        return None;
    }
    text.parse()
        .ok()
        .filter(|_: &f64| text.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether "A-B" with nothing counted behind it is a score rather than a range.
pub(super) fn reads_as_score(left: Number, right: Number, counted: bool) -> bool {
    let bare = left.plain && right.plain;
    if !bare || left.is_yearlike() || right.is_yearlike() {
        return false;
    }
    left.value >= right.value || !counted
}

// "3-1", "52–48"; ranges, dates and telephone numbers left out
fn hyphenated(input: Tokens<'_>) -> Option<(Tokens<'_>, PairKind, [f64; 2])> {
    let left = whole(input, 0)?;
    let dash = input.peek(1).filter(|t| !t.is_spaced())?;
    if !matches!(input.text(dash), "-" | "–" | "‑") || !input.is_glued(2) {
        return None;
    }
    let right = whole(input, 2)?;
    let rest = input.skip(3);
    // "2019-07-11", "12-15-year-olds", "3-1.5"
    if rest.first().is_some_and(|t| {
        !t.is_spaced()
            && (t.is_word()
                || t.kind != TokenKind::Punctuation
                || matches!(rest.text(t), "-" | "–" | "/"))
    }) {
        return None;
    }
    let long = |n: f64| n >= 1000.0;
    if long(left) || long(right) {
        return None;
    }
    if input
        .back(1)
        .is_some_and(|t| t.is_capitalised() && input.lexicon().numbers.is_date_word(t.word))
    {
        return None;
    }
    // "Section 3-1"; but "lead the series 3-2"
    if input.back(1).is_some_and(|t| {
        input.lexicon().numbers.is_designator(t.word)
            && !matches!(input.text(t), "series" | "game" | "vote" | "level")
    }) {
        return None;
    }
    let descends = left >= right;
    let k = input.lexicon().keywords;
    let opened = input.back(1).is_some_and(|t| {
        t.word == k.from
            || t.word == k.between
            || t.word == k.age
            || t.word == k.ages
            || t.word == k.aged
    });
    // "a 1-3 defeat", "lost 1-3": no plural is counted and no unit follows.
    let counted = super::noun::counted(rest, false).is_some() || super::unit::unit(rest).is_ok();
    // "the 18-29 range", "16-18 Quay Street", "7-12 of us"
    let labels = rest.first().is_some_and(|t| {
        t.is_word()
            && (t.word == k.of || !rest.classes(t).any(Classes::FUNCTION))
            && !is_result(rest)
    });
    (!opened && (descends || !counted && !labels && right - left <= 40.0)).then_some((
        rest,
        PairKind::Score,
        [left, right],
    ))
}

/// "a 1-3 defeat": words for how a match or vote ended.
fn is_result(rest: Tokens<'_>) -> bool {
    matches!(
        rest.first_text(),
        "defeat"
            | "loss"
            | "win"
            | "victory"
            | "draw"
            | "vote"
            | "record"
            | "deficit"
            | "lead"
            | "tie"
            | "split"
    )
}

// "311 votes to 209", "by 311 to 209"
fn votes(input: Tokens<'_>) -> Option<(Tokens<'_>, PairKind, [f64; 2])> {
    if !is_linked(input) {
        return None;
    }
    let k = input.lexicon().keywords;
    let (rest, left) = number::number(input, false).ok()?;
    let named = rest.is(0, k.votes);
    let rest = rest.skip(usize::from(named));
    if !(rest.is(0, k.to) || named && rest.is(0, k.against)) {
        return None;
    }
    let (after, right) = number::number(rest.skip(1), false).ok()?;
    // "passed by 311 to 209"; "voted 5 to 2", "the vote was 5 to 2"
    let by = input.back(1).is_some_and(|t| t.word == k.by);
    let is_vote = |n: usize| {
        let word = input.back(n);
        word.is_some_and(|t| {
            t.word == k.vote || t.word == k.votes || input.text(t).eq_ignore_ascii_case("voted")
        })
    };
    let was = input.back(1).is_some_and(|t| clause::is_be(input.text(t)));
    let voted = is_vote(1) || was && is_vote(2);
    let behind = after.is(0, k.votes) || after.is(0, k.vote);
    let counted = left.magnitude == 1.0 && right.magnitude == 1.0;
    let unit = super::unit::unit(after).is_ok();
    (counted
        && !unit
        && (named || behind || voted || by && left.value > right.value && left.value >= 10.0))
        .then_some((after, PairKind::Score, [left.value, right.value]))
}

// "3:1", "two to one", "two-to-one"
fn ratio(input: Tokens<'_>) -> Option<(Tokens<'_>, PairKind, [f64; 2])> {
    let k = input.lexicon().keywords;
    if let Some(left) = whole(input, 0) {
        let colon = input
            .peek(1)
            .filter(|t| t.is_mark(b':') && !t.is_spaced())?;
        let right = whole(input, 2).filter(|_| input.is_glued(2))?;
        let digits = input.peek(2).map_or(0, |t| t.end - t.start);
        let more = input
            .peek(3)
            .is_some_and(|t| !t.is_spaced() && t.is_mark(b':'));
        // Two digits behind the colon are minutes.
        return (digits == 1 && !more && colon.end > 0 && right > 0.0)
            .then(|| (input.skip(3), PairKind::Ratio, [left, right]));
    }
    if !is_linked(input) {
        return None;
    }
    let (rest, left) = number::number(input, false).ok()?;
    let hyphen = usize::from(rest.is_hyphen(0));
    if !rest.is(hyphen, k.to) {
        return None;
    }
    let after = rest.skip(hyphen + 1);
    let after = after.skip(usize::from(after.is_hyphen(0)));
    let one = after.is(0, k.one) && !after.is_hyphen(1);
    let counted = after.peek(1).is_some_and(|t| {
        t.is_word()
            && !after.classes(t).any(Classes::FUNCTION)
            && !matches!(
                after.text(t),
                "ratio" | "margin" | "odds" | "majority" | "advantage"
            )
    });
    (one && !counted && left.value > 1.0 && left.magnitude == 1.0)
        .then(|| (after.skip(1), PairKind::Ratio, [left.value, 1.0]))
}

#[cfg(test)]
mod tests {
    use crate::value::tests::read;
    use insta::assert_snapshot;

    #[test]
    fn scores_are_told_from_ranges() {
        assert_snapshot!(read("Larkmere won 3-1."), @"3-1 = score 3-1");
        assert_snapshot!(read("a 52–48 vote"), @"52–48 = score 52-48");
        assert_snapshot!(read("Larkmere lead the series 3-2."), @"3-2 = score 3-2");
        assert_snapshot!(read("Larkmere lost 1-3."), @"1-3 = score 1-3");
        assert_snapshot!(read("12-15 otters"), @"12-15 otters = 12..15 otter");
    }

    #[test]
    fn votes_are_scores() {
        assert_snapshot!(read("passed by 311 votes to 209"), @"311 votes to 209 = score 311-209");
        assert_snapshot!(read("passed by 311 to 209"), @"311 to 209 = score 311-209");
        assert_snapshot!(read("The council voted five to two."), @"five to two = score 5-2");
        assert_snapshot!(read("The vote was 5 to 2."), @"5 to 2 = score 5-2");
    }

    #[test]
    fn ratios_are_read_and_clock_times_are_not() {
        assert_snapshot!(read("a ratio of 3:1"), @"3:1 = ratio 3-1");
        assert_snapshot!(read("outnumbered two to one"), @"two to one = ratio 2-1");
        assert_snapshot!(read("at 4:39"), @"");
    }
}
