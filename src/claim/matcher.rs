//! A rule's phrase against the tokens of a sentence.
//!
//! The phrase is tried where its first word or family stands; what comes before that is matched
//! from a few tokens to the left. Articles, auxiliaries, adverbs, quotation marks and short asides
//! are passed over between any two parts; every negation that is passed over turns the claim
//! into its opposite.

use smallvec::SmallVec;

use super::article::Article;
use crate::language::clause::{self, Modality};
use crate::language::group::Group;
use crate::language::sentence::Sentence;
use crate::language::token::Token;
use crate::language::tokens::{Source, Tokens};
use crate::language::vocabulary::Classes;
use crate::lexicon::Lexicon;
use crate::lexicon::families::{Family, Part};
use crate::rules::compile::{Filler, Node, Phrase};
use crate::rules::index::NOUN_PRONOUNS;
use crate::value::quantity::Quantity;
use crate::value::{Mention, Value};

/// A gap stands for at most this many tokens.
const GAP: usize = 8;
/// What comes before the anchor is looked for at most this many tokens to the left.
const REACH: usize = 16;
/// A noun is described by at most this many tokens before it.
const DESCRIBED: usize = 5;
/// At most this many tokens are passed over between two parts.
const GLUE: usize = 6;
/// An aside between commas has at most this many tokens.
const ASIDE: usize = 14;
/// Pronouns of owners.
const OWNERS: [&str; 4] = ["his", "her", "their", "its"];
/// Steps after which a phrase is given up at one place, so that no phrase takes long.
const STEPS: u32 = 4000;

/// What a slot holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// A group, by its number in the article.
    Group(usize),
    /// A value, by its number in the article.
    Mention(usize),
    /// A noun with its owner: tokens of the noun phrase, and the owner's group.
    Thing {
        /// First token of the nouns.
        first: usize,
        /// First token after them.
        end: usize,
        /// The owner's group, if there is one.
        owner: Option<usize>,
    },
    /// A noun of a family: tokens of the words that describe it, and of the noun.
    Noun {
        /// First token of what describes it.
        first: usize,
        /// The noun itself; or a pronoun that stands for it.
        head: usize,
        /// Whether it points back: "it", "the pact".
        definite: bool,
    },
}

/// One filled slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Number of the slot.
    pub slot: usize,
    /// What stands there.
    pub held: Held,
    /// Whether it was asked for as the subject of a verb, so that each member acts by itself.
    pub acts: bool,
}

/// A phrase found in a sentence.
#[derive(Clone, Debug, Default)]
pub struct Match {
    /// First token.
    pub first: usize,
    /// First token after it.
    pub end: usize,
    /// Filled slots, in order.
    pub filled: SmallVec<[Filled; 3]>,
    /// Whether the claim is denied.
    pub negated: bool,
    /// Whether it is told as fact.
    pub modality: Modality,
}

/// How far a phrase came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stop {
    /// So many parts of the phrase were found, from its front.
    pub parts: usize,
    /// The token at which the next part was looked for first.
    pub at: usize,
}

/// Where phrases are looked for.
#[derive(Clone, Copy)]
pub struct Matcher<'a> {
    article: &'a Article,
    source: Source<'a>,
    first: usize,
    end: usize,
}

/// A way through the first parts of a phrase.
#[derive(Clone, Copy)]
struct State {
    /// The token at which the next part is looked for.
    at: usize,
    /// First token of the phrase, and the first one after its last part.
    first: usize,
    end: usize,
    /// So many slots are filled: those of [`Search::filled`] up to here.
    filled: usize,
    negated: bool,
    modality: Modality,
    anchored: bool,
}

impl State {
    fn at(first: usize) -> Self {
        Self {
            at: first,
            first,
            end: 0,
            filled: 0,
            negated: false,
            modality: Modality::default(),
            anchored: false,
        }
    }
}

struct Search<'p> {
    phrase: &'p Phrase,
    anchor: usize,
    steps: u32,
    furthest: Stop,
    /// Whether ways that cannot end well are followed as far as they go.
    follows_every_way: bool,
    /// The slots of the way that is being tried; those of ways given up are written over.
    filled: SmallVec<[Filled; 4]>,
}

impl<'p> Search<'p> {
    fn new(phrase: &'p Phrase, anchor: usize) -> Self {
        Self {
            phrase,
            anchor,
            steps: 0,
            furthest: Stop {
                parts: 0,
                at: anchor,
            },
            follows_every_way: false,
            filled: SmallVec::new(),
        }
    }

    /// The state's last filled slot.
    fn last(&self, state: &State) -> Option<&Filled> {
        self.filled.get(state.filled.checked_sub(1)?)
    }

    /// The phrase as the state found it.
    fn found(&self, state: &State) -> Match {
        let filled = self.filled.get(..state.filled).unwrap_or_default();
        Match {
            first: state.first,
            end: state.end,
            filled: filled.into(),
            negated: state.negated,
            modality: state.modality,
        }
    }
}

impl<'a> Matcher<'a> {
    /// A matcher for one sentence of an article.
    pub fn new(article: &'a Article, sentence: &Sentence, lexicon: &'a Lexicon) -> Self {
        Self {
            article,
            source: article.source(lexicon),
            first: sentence.first as usize,
            end: sentence.end as usize,
        }
    }

    /// The phrase with its anchor at token `anchor`, if it matches there.
    pub fn find(&self, phrase: &Phrase, anchor: usize) -> Option<Match> {
        self.search(&mut Search::new(phrase, anchor))
    }

    /// How far the phrase comes with its anchor at token `anchor`.
    pub fn furthest(&self, phrase: &Phrase, anchor: usize) -> Stop {
        let mut search = Search::new(phrase, anchor);
        search.follows_every_way = true;
        self.search(&mut search);
        search.furthest
    }

    fn search(&self, search: &mut Search<'_>) -> Option<Match> {
        let (phrase, anchor) = (search.phrase, search.anchor);
        let subject_first = matches!(
            phrase.nodes.first(),
            Some(Node::Slot {
                kind: Filler::Subject,
                ..
            })
        );
        if subject_first {
            return self.find_with_subject(search);
        }
        let opens_with_value = matches!(
            phrase.nodes.first(),
            Some(Node::Slot {
                kind: Filler::Value(..),
                ..
            })
        );
        if phrase.anchor == 0 && !opens_with_value {
            let begins = self.may_begin(phrase.nodes.first(), anchor);
            return begins.then(|| self.from(search, anchor)).flatten();
        }
        if !search.follows_every_way && !self.may_end(search) {
            return None;
        }
        let found = self.find_leftwards(search)?;
        // "the fisheries treaty", and not "treaty" alone.
        let whole = match phrase.nodes.first() {
            Some(Node::Slot {
                kind: Filler::Family(_, family),
                ..
            }) => self.description(family, found.first),
            _ => None,
        };
        whole
            .and_then(|start| self.from(search, start))
            .or(Some(found))
    }

    /// Whether what comes from the anchor on is there. Most sentences that have a phrase's anchor
    /// lack this, and it is looked for once, where what comes before is tried at many places.
    fn may_end(&self, search: &Search<'_>) -> bool {
        let phrase = search.phrase;
        let rest = phrase.nodes.get(phrase.anchor..).unwrap_or_default();
        if rest.len() < 2 || matches!(rest.first(), Some(Node::Slot { .. })) {
            return true;
        }
        // It is never the phrase's first part, before which nothing may be passed over.
        let state = State {
            first: usize::MAX,
            ..State::at(search.anchor)
        };
        let mut probe = Search::new(phrase, search.anchor);
        let found = self.sequence(&mut probe, rest, phrase.anchor, state, true);
        found.is_some()
    }

    /// The phrase from the token nearest before its anchor that its first part can begin at.
    fn find_leftwards(&self, search: &mut Search<'_>) -> Option<Match> {
        let anchor = search.anchor;
        let leftmost = anchor.saturating_sub(REACH).max(self.first);
        let article = self.article;
        match search.phrase.nodes.first() {
            Some(Node::Slot {
                kind: kind @ (Filler::Names(_) | Filler::Subject),
                ..
            }) => {
                let fits = |group: &&Group| match kind {
                    Filler::Names(who) => article.are(group, *who),
                    _ => true,
                };
                let groups = article.groups_within(leftmost, anchor + 1).iter().rev();
                { groups.filter(fits) }.find_map(|g| self.from(search, g.first as usize))
            }
            Some(Node::Slot {
                kind: Filler::Value(kind, _),
                ..
            }) => {
                let fits = |m: &&Mention| m.value.is_kind(*kind, self.source.lexicon);
                let mentions = article.mentions_within(leftmost, anchor + 1).iter().rev();
                { mentions.filter(fits) }.find_map(|m| self.from(search, m.first as usize))
            }
            first => { leftmost..=anchor }
                .rev()
                .filter(|start| self.may_begin(first, *start))
                .find_map(|start| self.from(search, start)),
        }
    }

    /// Where the words that describe the noun at token `noun` begin, if a determiner stands
    /// before them. Another noun of the family describes nothing: "a treaty that runs".
    fn description(&self, family: &Family, noun: usize) -> Option<usize> {
        let first = noun.saturating_sub(DESCRIBED).max(self.first);
        let describes = |at: &usize| {
            self.member(family, *at).is_none()
                && self
                    .token(*at)
                    .is_some_and(|t| t.is_word() && !t.is_function() || t.is_mark(b'-'))
        };
        let start = (first..noun).rev().take_while(describes).last()?;
        let before = self.token(start.checked_sub(1)?)?;
        self.classes(before)
            .any(Classes::DETERMINER)
            .then_some(start)
    }

    fn from(&self, search: &mut Search<'_>, start: usize) -> Option<Match> {
        let phrase = search.phrase;
        let state = self.sequence(search, &phrase.nodes, 0, State::at(start), true)?;
        let mut found = search.found(&state);
        // A negation or modal right before the first word bears on it: "did not sign".
        if phrase.anchor == 0 && is_verbal(phrase.nodes.first()) {
            let group = clause::verb_group(self.source, found.first, self.first);
            found.negated ^= group.negated;
            found.modality = found.modality.max(group.modality);
        }
        Some(found)
    }

    /// A cheap look at whether a phrase with this first part can begin at `at`.
    fn may_begin(&self, node: Option<&Node>, at: usize) -> bool {
        match node {
            Some(Node::Words { words, .. }) => self
                .token(at)
                .is_some_and(|t| words.binary_search(&t.word).is_ok()),
            Some(Node::Family(family)) => self.member(family, at).is_some(),
            Some(Node::Any(options)) => options.iter().any(|o| self.may_begin(o.first(), at)),
            _ => true,
        }
    }

    /// Phrases that open with a subject: the verb is found first, then its group of auxiliaries,
    /// then the subject to the left of that.
    fn find_with_subject(&self, search: &mut Search<'_>) -> Option<Match> {
        let phrase = search.phrase;
        let (Some(Node::Slot { slot, .. }), rest) = (phrase.nodes.first(), phrase.nodes.get(1..)?)
        else {
            return None;
        };
        let leftmost = if phrase.anchor <= 1 {
            search.anchor
        } else {
            search.anchor.saturating_sub(REACH).max(self.first)
        };
        let begins = |start: &usize| self.may_begin(rest.first(), *start);
        for start in (leftmost..=search.anchor).rev().filter(begins) {
            let Some(state) = self.sequence(search, rest, 1, State::at(start), true) else {
                continue;
            };
            let mut found = search.found(&state);
            let group = clause::verb_group(self.source, start, self.first);
            if self.is_infinitive(group.first) {
                found.modality = found.modality.max(self.modality_of_infinitive(group.first));
            }
            let passive = group.be && self.is_participle(phrase, start);
            if passive {
                return None;
            }
            let subject =
                clause::subject(self.source, &self.article.groups, group.first, self.first)?;
            let (number, _) = self.article.group_at(subject.first as usize)?;
            found.negated ^= group.negated;
            found.modality = found.modality.max(group.modality);
            found.first = subject.first as usize;
            found.filled.insert(
                0,
                Filled {
                    slot: *slot,
                    held: Held::Group(number),
                    acts: true,
                },
            );
            return Some(found);
        }
        None
    }

    /// Whether "to" stands before the verb group at token `at`: "was expected to back".
    fn is_infinitive(&self, at: usize) -> bool {
        at.checked_sub(1)
            .and_then(|before| self.token(before))
            .is_some_and(|t| self.text(t).eq_ignore_ascii_case("to"))
    }

    /// "was to share" is a plan; "hoped to share" is a wish.
    fn modality_of_infinitive(&self, at: usize) -> Modality {
        let before = at.checked_sub(2).and_then(|before| self.token(before));
        if before.is_some_and(|t| clause::is_be(self.text(t))) {
            Modality::Planned
        } else {
            Modality::Possible
        }
    }

    /// Whether the verb of a phrase stands as a participle at token `at`.
    fn is_participle(&self, phrase: &Phrase, at: usize) -> bool {
        let Some(token) = self.source.tokens.get(at) else {
            return false;
        };
        match phrase.nodes.get(1) {
            Some(Node::Family(family)) => family
                .starting_with(token.word)
                .any(|m| m.part == Part::Participle),
            _ => token.span().of(self.source.text).ends_with("ed"),
        }
    }

    /// Matches `nodes` from the state on. `offset` is the place of the first of them in the phrase
    /// (for the anchor); `top` whether they are the phrase itself and not part of an alternative.
    fn sequence(
        &self,
        search: &mut Search<'_>,
        nodes: &[Node],
        offset: usize,
        state: State,
        top: bool,
    ) -> Option<State> {
        search.steps += 1;
        if search.steps > STEPS {
            return None;
        }
        if top && offset > search.furthest.parts {
            search.furthest = Stop {
                parts: offset,
                at: state.at,
            };
        }
        let Some((node, rest)) = nodes.split_first() else {
            return (state.anchored || !top).then_some(state);
        };
        if top && !state.anchored && state.at > search.anchor {
            return None;
        }
        match node {
            Node::Gap => {
                let mut state = state;
                for _ in 0..=GAP {
                    let found = self.sequence(search, rest, offset + 1, state, top);
                    if found.is_some() || !self.gap_may_pass(state.at) {
                        return found;
                    }
                    state.at += 1;
                }
                None
            }
            Node::Optional(inner) => {
                let with = self
                    .sequence(search, inner, usize::MAX / 2, state, false)
                    .and_then(|s| self.sequence(search, rest, offset + 1, s, top));
                with.or_else(|| self.sequence(search, rest, offset + 1, state, top))
            }
            _ => {
                let is_anchor = top && offset == search.phrase.anchor;
                let first_node = state.filled == 0 && state.at == state.first;
                let mut state = state;
                for passed in 0..=GLUE {
                    let may = !is_anchor || self.may_anchor(node, state.at, search.anchor);
                    let options = match node {
                        Node::Any(options) => options.len(),
                        _ => 1,
                    };
                    for option in (0..options).take_while(|_| may) {
                        let next = self
                            .node(search, node, option, state)
                            .filter(|n| !is_anchor || self.holds_anchor(search, n))
                            .filter(|n| !self.owns_what_follows(search, n, rest.first()));
                        if let Some(mut next) = next {
                            next.anchored |= is_anchor;
                            next.end = next.at;
                            if let Some(found) = self.sequence(search, rest, offset + 1, next, top)
                            {
                                return Some(found);
                            }
                        }
                    }
                    if (first_node && passed == 0 && state.at == state.first) || passed == GLUE {
                        return None;
                    }
                    // A comma may open an aside, or stand by itself.
                    if self.token(state.at).is_some_and(|t| t.is_mark(b',')) {
                        let at = state.at + 1;
                        let after = State { at, ..state };
                        if let Some(found) = self.sequence(search, nodes, offset, after, top) {
                            return Some(found);
                        }
                    }
                    self.pass_glue(node, &mut state)?;
                }
                None
            }
        }
    }

    /// Whether the anchor part can begin at `at`: a noun phrase begins with what describes its noun.
    fn may_anchor(&self, node: &Node, at: usize, anchor: usize) -> bool {
        match node {
            Node::Slot { .. } => at <= anchor,
            _ => at == anchor,
        }
    }

    /// Whether a state whose last part is the anchor has it at the right token.
    fn holds_anchor(&self, search: &Search<'_>, state: &State) -> bool {
        let anchor = search.anchor;
        match search.last(state).map(|f| f.held) {
            // A noun of two words is looked for by its first.
            Some(Held::Noun { first, head, .. }) if state.at == head + 1 => {
                (first..=head).contains(&anchor) && head - anchor < 2
            }
            Some(Held::Mention(number)) => self.article.read.mentions.get(number).is_none_or(|m| {
                state.at != m.end as usize || (m.first as usize..m.end as usize).contains(&anchor)
            }),
            _ => true,
        }
    }

    /// Whether a name was found that owns the words which a gap stands for: what is said after
    /// "the party's new system" is said of the system.
    fn owns_what_follows(&self, search: &Search<'_>, state: &State, next: Option<&Node>) -> bool {
        let held = search.last(state).map(|f| f.held);
        let (Some(Held::Group(number)), Some(Node::Gap)) = (held, next) else {
            return false;
        };
        // An adjective tells whose something is, too, but is read for the name itself.
        let group = self.article.groups.get(number);
        let mark = state.at.checked_sub(1).and_then(|at| self.token(at));
        group.is_some_and(|g| g.possessive && !g.demonym)
            && mark.is_some_and(|t| self.text(t).starts_with(['\'', '’']))
    }

    fn token(&self, at: usize) -> Option<&'a Token> {
        if at < self.end {
            self.source.tokens.get(at)
        } else {
            None
        }
    }

    fn text(&self, token: &Token) -> &'a str {
        token.span().of(self.source.text)
    }

    fn classes(&self, token: &Token) -> Classes {
        self.source.lexicon.vocabulary.classes(token.word)
    }

    fn gap_may_pass(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| {
            !self.classes(t).any(Classes::NEGATION)
                && !matches!(self.text(t), ";" | ":" | "." | "!" | "?")
        })
    }

    /// Passes over one token (or aside) that may stand before `node`.
    fn pass_glue(&self, node: &Node, state: &mut State) -> Option<()> {
        let token = self.token(state.at)?;
        let text = self.text(token);
        let classes = self.classes(token);
        if !token.is_word() {
            match text {
                "," | "–" | "—" | "(" | "-" => {
                    if text == "-" && !token.is_spaced() {
                        state.at += 1;
                        return Some(());
                    }
                    state.at = self.aside_end(state.at, text)?;
                    return Some(());
                }
                "\"" | "“" | "”" | "‘" | "’" => {
                    state.at += 1;
                    return Some(());
                }
                _ => return None,
            }
        }
        if classes.any(Classes::NEGATION) {
            state.negated = !state.negated;
        } else if classes.any(Classes::AUXILIARY) && is_verbal(Some(node)) {
            state.modality = state.modality.max(clause::modality_of(text));
        } else if classes.any(Classes::DETERMINER)
            || classes.any(Classes::ADVERB)
            || clause::is_adverb(text)
        {
        } else if is_nominal(node) && !classes.any(Classes::FUNCTION) {
            // What describes a noun: "a sweeping strategic treaty".
        } else if is_verbal(Some(node)) {
            if let Some(last) = self.implicative_end(state.at, classes) {
                state.negated = !state.negated;
                state.at = last;
            } else if text != "to" {
                return None;
            }
        } else {
            return None;
        }
        state.at += 1;
        Some(())
    }

    /// The last token of the negative implicative that begins at token `at`: "refused to".
    fn implicative_end(&self, at: usize, classes: Classes) -> Option<usize> {
        if !classes.any(Classes::IMPLICATIVE) {
            return None;
        }
        let implicatives = &self.source.lexicon.implicatives;
        let ends_at = |last: &usize| {
            let first = implicatives.negative_at(self.source, *last, at);
            first.is_some_and(|first| first == at)
        };
        { at..(at + 4).min(self.end) }.find(ends_at)
    }

    /// The token after an aside that opens at `at`: ", which it signed last year,".
    fn aside_end(&self, at: usize, open: &str) -> Option<usize> {
        let close = if open == "(" { ")" } else { open };
        let limit = (at + ASIDE).min(self.end);
        (at + 1..limit)
            .find(|n| self.token(*n).is_some_and(|t| self.text(t) == close))
            .map(|n| n + 1)
            .or((open == ",").then_some(at + 1))
    }

    /// The state after `node`; of several alternatives that of number `option` is tried.
    fn node(
        &self,
        search: &mut Search<'_>,
        node: &Node,
        option: usize,
        state: State,
    ) -> Option<State> {
        let (filled, end) = match node {
            Node::Words { words, .. } => {
                let token = self.token(state.at)?;
                words
                    .binary_search(&token.word)
                    .ok()
                    .filter(|_| token.word.is_known())?;
                (None, state.at + 1)
            }
            Node::Family(family) => (None, self.member(family, state.at)?),
            Node::Slot { slot, kind } => {
                let (held, end) = self.fill(kind, state.at)?;
                let (slot, acts) = (*slot, false);
                (Some(Filled { slot, held, acts }), end)
            }
            Node::Any(options) => {
                let option = options.get(option)?;
                return self.sequence(search, option, usize::MAX / 2, state, false);
            }
            Node::Optional(_) | Node::Gap => return None,
        };
        let mut next = State { at: end, ..state };
        if let Some(filled) = filled {
            search.filled.truncate(state.filled);
            search.filled.push(filled);
            next.filled += 1;
        }
        Some(next)
    }

    /// A word (or words) of the family at `at`: the token after it.
    fn member(&self, family: &Family, at: usize) -> Option<usize> {
        let token = self.token(at)?;
        if !token.word.is_known() {
            return None;
        }
        family
            .starting_with(token.word)
            .find(|m| {
                let mut rest = m.rest.iter().enumerate();
                rest.all(|(n, word)| self.token(at + 1 + n).is_some_and(|t| t.word == *word))
                    && !(m.part == Part::Verb && self.is_owned(at))
            })
            .map(|m| at + 1 + m.rest.len())
    }

    /// Whether what stands at token `at` is somebody's, and so no verb: "the witness's name".
    fn is_owned(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|at| self.source.tokens.get(at));
        before.is_some_and(|t| {
            let text = self.text(t);
            matches!(text, "'s" | "’s")
                || OWNERS.iter().any(|owner| text.eq_ignore_ascii_case(owner))
        })
    }

    fn fill(&self, kind: &Filler, at: usize) -> Option<(Held, usize)> {
        match kind {
            Filler::Names(_) | Filler::Subject => {
                let (number, group) = self.article.group_at(at)?;
                if let Filler::Names(who) = kind
                    && !self.article.are(group, *who)
                {
                    return None;
                }
                let mut end = group.end as usize;
                if group.possessive
                    && self
                        .token(end)
                        .is_some_and(|t| self.text(t).starts_with(['\'', '’']))
                {
                    end += 1;
                }
                Some((Held::Group(number), end))
            }
            Filler::Value(kind, family) => {
                let (number, mention) = self.article.mention_at(at)?;
                let fits = mention.value.is_kind(*kind, self.source.lexicon)
                    && !(matches!(*mention.value, Value::Age(_)) && self.is_elsewhere(at))
                    && family.as_ref().is_none_or(|f| {
                        self.counts(&mention.value, f) || self.describes(f, mention)
                    });
                fits.then_some((Held::Mention(number), mention.end as usize))
            }
            Filler::Family(_, family) => self.noun(family, at),
            Filler::Thing => self.thing(at),
        }
    }

    /// Whether an age at token `at` is another's, or of another time: "Lund's 18-year-old brother",
    /// "Lund, then 18".
    fn is_elsewhere(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|at| self.source.tokens.get(at));
        self.is_owned(at) || before.is_some_and(|t| matches!(self.text(t), "'" | "’" | "then"))
    }

    /// Whether a count counts things of the family; a bare number may.
    fn counts(&self, value: &Value, family: &Family) -> bool {
        let Value::Quantity(Quantity {
            noun: Some(noun), ..
        }) = value
        else {
            return true;
        };
        let lexicon = self.source.lexicon;
        let word = lexicon
            .vocabulary
            .get(&noun.lemma(self.source.text, lexicon));
        word.is_known() && family.starting_with(word).next().is_some()
    }

    /// Whether an adjective of the family stands in a count: "200 injured people".
    fn describes(&self, family: &Family, mention: &Mention) -> bool {
        let within = mention.first as usize..mention.end as usize;
        within.filter_map(|n| self.token(n)).any(|t| {
            let mut found = family.starting_with(t.word);
            t.word.is_known() && found.any(|m| m.part == Part::Word && m.rest.is_empty())
        })
    }

    /// "strategic partnership treaty", "the pact", "it": a noun of the family with up to four
    /// words that describe it.
    fn noun(&self, family: &Family, at: usize) -> Option<(Held, usize)> {
        let input = Tokens::new(self.source, at..self.end);
        let one_of = |token: &Token, words: &[&str]| {
            words
                .iter()
                .any(|w| self.text(token).eq_ignore_ascii_case(w))
        };
        let pointed_at = || {
            let words = ["the", "this", "that", "its", "their"];
            input.back(1).is_some_and(|t| one_of(t, &words))
        };
        let mut found = None;
        for length in 0..7 {
            let Some(token) = self.token(at + length) else {
                break;
            };
            if let Some(end) = self.member(family, at + length) {
                // The phrase may go on: "partnership treaty".
                found = Some((
                    Held::Noun {
                        first: at,
                        head: end - 1,
                        definite: pointed_at(),
                    },
                    end,
                ));
                continue;
            }
            if length == 0 && one_of(token, NOUN_PRONOUNS) {
                return Some((
                    Held::Noun {
                        first: at,
                        head: at,
                        definite: true,
                    },
                    at + 1,
                ));
            }
            let describes = (token.is_word() && !token.is_function())
                || input.is_hyphen_only(length)
                || matches!(self.text(token), "“" | "”" | "\"" | "’s" | "'s");
            if !describes {
                break;
            }
        }
        found
    }

    /// "China's oil imports", "its oil", "exports of grain": nouns, and who owns them.
    fn thing(&self, at: usize) -> Option<(Held, usize)> {
        let mut first = at;
        let mut owner = None;
        if let Some((number, group)) = self.article.group_at(at) {
            if !group.possessive {
                return None;
            }
            owner = Some(number);
            first = group.end as usize;
            if self
                .token(first)
                .is_some_and(|t| self.text(t).starts_with(['\'', '’']))
            {
                first += 1;
            }
        }
        let mut end = first;
        while end < first + 5 {
            let Some(token) = self.token(end) else { break };
            let hyphen = Tokens::new(self.source, end..self.end).is_hyphen(0);
            let ordinary = token.is_word()
                && !token.is_function()
                && self.article.names.at(end).is_none_or(|_| owner.is_none());
            if !(ordinary || (hyphen && end > first)) {
                break;
            }
            end += 1;
        }
        if end == first {
            return None;
        }
        let mut after = end;
        if owner.is_none()
            && self
                .token(end)
                .is_some_and(|t| matches!(self.text(t), "of" | "from" | "by" | "in"))
        {
            let mut name = end + 1;
            if self
                .token(name)
                .is_some_and(|t| self.classes(t).any(Classes::DETERMINER))
            {
                name += 1;
            }
            if let Some((number, group)) = self.article.group_at(name) {
                owner = Some(number);
                after = group.end as usize;
            }
        }
        Some((Held::Thing { first, end, owner }, after))
    }
}

fn is_verbal(node: Option<&Node>) -> bool {
    match node {
        Some(Node::Words { verb, .. }) => *verb,
        Some(Node::Family(family)) => family.has_verbs,
        Some(Node::Any(options)) => options.iter().any(|o| is_verbal(o.first())),
        _ => false,
    }
}

/// Whether the part is a noun, before which words that describe it may be passed over.
fn is_nominal(node: &Node) -> bool {
    match node {
        Node::Family(family) => family.has_nouns,
        _ => false,
    }
}
