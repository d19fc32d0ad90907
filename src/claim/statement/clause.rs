//! A clause that says or denies something, and whether another says what it denies.

use smallvec::SmallVec;

use super::Place;
use crate::claim::{Claim, Name, Part, last_word};
use crate::language::clause::Modality;
use crate::language::root::Root;
use crate::language::vocabulary::WordId;
use crate::lexicon::Lexicon;
use crate::span::Span;
use crate::value::Value;
use crate::value::interval::Interval;

/// A word this rare tells something.
const TELLING: f32 = 0.3;

/// Who does it, or to whom it is done.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Argument {
    pub(super) names: Vec<Name>,
    pub(super) root: Root,
    pub(super) rarity: f32,
    /// Roots and keys of what describes the noun before it: "harbour" of "the harbour bill".
    pub(super) before: Vec<Root>,
    /// Those behind it: "trade" of "the bill on trade".
    pub(super) behind: Vec<Root>,
    /// As it stands.
    pub(super) text: String,
}

impl Argument {
    /// Whether both are one thing; of two short texts that speak of one, one may name more.
    fn same(&self, other: &Self) -> bool {
        if self.names.is_empty() != other.names.is_empty() {
            return false;
        }
        let inside = |a: &[Name], b: &[Name]| a.iter().all(|n| b.iter().any(|m| n.same(m)));
        if !self.names.is_empty() {
            let (xy, yx) = (
                inside(&self.names, &other.names),
                inside(&other.names, &self.names),
            );
            return xy || yx;
        }
        // "A harbour bill" may be "a bill on trade", but no "tax bill".
        let shared = |a: &[Root], b: &[Root]| a.iter().any(|m| b.contains(m));
        let agree = |a: &[Root], b: &[Root]| a.is_empty() || b.is_empty() || shared(a, b);
        let telling = self.rarity >= TELLING
            || shared(&self.before, &other.before)
            || shared(&self.behind, &other.behind);
        self.root == other.root
            && telling
            && agree(&self.before, &other.before)
            && agree(&self.behind, &other.behind)
    }

    pub(super) fn key(&self) -> String {
        match self.names.as_slice() {
            [] => format!("{:x}", self.root),
            names => {
                let mut keys: Vec<&str> = names.iter().map(|n| last_word(&n.key)).collect();
                keys.sort_unstable();
                keys.join("+")
            }
        }
    }
}

/// A clause that says or denies something.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub(super) actor: Option<Argument>,
    pub(super) object: Option<Argument>,
    /// What stands beside the verb with a preposition.
    pub(super) beside: SmallVec<[Root; 4]>,
    pub(super) verb: Root,
    pub(super) word: WordId,
    pub(super) shown: String,
    pub(super) adverbs: Vec<Root>,
    pub(super) denied: bool,
    pub(super) modality: Modality,
    /// Whether it says what something is.
    pub(super) copular: bool,
    /// Whether it is told in the present tense.
    pub(super) at_all_times: bool,
    pub(super) speaker: Option<String>,
    pub(super) years: Vec<i32>,
    pub(super) days: Option<Interval>,
    pub(super) span: Span,
}

impl Statement {
    /// Whether one says what the other denies, surely of the same thing.
    pub(super) fn clashes(&self, other: &Self, lexicon: &Lexicon) -> bool {
        let turned = if self.verb == other.verb {
            self.denied != other.denied
        } else {
            self.denied == other.denied && lexicon.opposites.are(self.word, other.word)
        };
        let told = self.modality == other.modality || self.refuses(other) || other.refuses(self);
        let freely = |x: &Self| x.adverbs.is_empty();
        let adverbs = self.adverbs == other.adverbs || freely(self) || freely(other);
        if !turned || !told || !adverbs {
            return false;
        }
        if let (Some(p), Some(q)) = (self.days, other.days)
            && p.low.max(q.low) >= p.high.min(q.high)
        {
            return false;
        }
        let named = |x: &Option<Argument>| x.as_ref().is_some_and(|x| !x.names.is_empty());
        let agree = |x: &Option<Argument>, y: &Option<Argument>| match (x, y) {
            (Some(x), Some(y)) => x.same(y).then_some(true),
            (None, None) => Some(false),
            _ => None,
        };
        let beside = self.beside.iter().any(|r| other.beside.contains(r));
        let bare = self.beside.is_empty() || other.beside.is_empty();
        if self.verb != other.verb {
            let object = agree(&self.object, &other.object);
            let says_what = self.copular && other.copular && named(&self.actor);
            // Opposites of one day are often two steps of one story.
            let whole = agree(&self.actor, &other.actor) == Some(true)
                && (object == Some(true) || object == Some(false) && says_what);
            return whole && (bare || beside);
        }
        match (
            agree(&self.actor, &other.actor),
            agree(&self.object, &other.object),
        ) {
            (Some(true), Some(true)) => bare || beside || named(&self.actor),
            // Without an object the verb alone says little.
            (Some(true), Some(false)) => named(&self.actor) && (beside || bare),
            // "The bill was passed": who passed it is not told.
            (Some(false), Some(true)) => named(&self.object) && (beside || bare),
            (None, Some(true)) => {
                let untold = self.actor.is_none() || other.actor.is_none();
                untold && named(&self.object) && (bare || beside)
            }
            _ => false,
        }
    }

    /// "Will not accept the passport", where the other says what is so at all times: "accepts the
    /// passport".
    fn refuses(&self, other: &Self) -> bool {
        self.modality == Modality::Planned
            && self.denied
            && other.modality == Modality::Asserted
            && other.at_all_times
    }

    /// The claims of two statements that clash. What they say is told of the verb that comes first
    /// by its number: then a third article's claim meets them.
    pub(super) fn claims(
        &self,
        other: &Self,
        [own, others]: [Place; 2],
        rule: usize,
    ) -> [Claim; 2] {
        let lead = if other.verb < self.verb { other } else { self };
        let parts = |s: &Self| [s.actor.clone(), s.object.clone()];
        let key = [
            lead.actor.as_ref().map(Argument::key).unwrap_or_default(),
            format!("{:x}", lead.verb),
            lead.object.as_ref().map(Argument::key).unwrap_or_default(),
        ];
        let [actor, object] = parts(lead);
        let shown = [
            actor.map(|a| a.text),
            Some(lead.shown.clone()),
            object.map(|o| o.text),
        ];
        let name = Name {
            key: format!("statement:{}", key.join("/").replace([' ', ':'], "-")),
            given: None,
            name: shown.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        };
        [(self, own), (other, others)].map(|(said, (document, sentence))| Claim {
            subject: vec![Part::named(name.clone(), said.span)],
            modality: self.modality.min(other.modality),
            speaker: said.speaker.clone(),
            years: said.years.clone(),
            ..Claim::plain(
                document,
                rule,
                Value::Polarity((said.verb == lead.verb) != said.denied),
                said.span,
                sentence,
            )
        })
    }
}
