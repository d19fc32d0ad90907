//! One group of claims → its findings.
//!
//! Camps that say the same agree where two sources stand in them. Two camps clash where each has
//! a source that does not stand in the other, too: an article that gives both values speaks of two
//! things, or tells how one grew. Copies of one text, one source otherwise, clash where one gives
//! another value in the same words.

use rustc_hash::FxHashSet;

use super::camps::{self, Camp};
use super::growth::{self, amount};
use super::{Finding, Verdict, id, words};
use crate::calendar::Day;
use crate::claim::{Article, Claim};
use crate::lexicon::Lexicon;
use crate::reprint;
use crate::rules::compile::Compare;
use crate::rules::{Change, Rule, Severity};
use crate::subject::SubjectGroup;
use crate::value::quantity::Bound;
use crate::value::{Relation, Value};

/// Counts that differ by more than this factor are counts of two hours, not a slip.
const CLOSE_COUNTS: f64 = 1.25;
/// Figures of one thing that may move in either direction do not move within so many days
/// unless a text says that they did.
const STANDS_FOR_DAYS: i32 = 7;
/// A count may be so many times as large some days after it was "at least" so many.
const MANIFOLD: f64 = 10.0;
/// An article that gives more figures than these does not tell how one grew, but lists several.
const STAGES: usize = 3;
/// Family of words that say that a figure moved: "rose", "now", "so far".
const MOVED: &str = "moved";
/// So many pairs of claims are looked through for a copy with another value.
const MOST_COPIES: usize = 4096;

pub(super) struct Judge<'a> {
    pub(super) group: &'a SubjectGroup,
    pub(super) claims: &'a [Claim],
    pub(super) articles: &'a [Article],
    pub(super) rule: &'a Rule,
    pub(super) lexicon: &'a Lexicon,
    pub(super) sources: &'a [usize],
}

/// What two camps come to: the verdict, the claims that show it, and why.
struct Clash {
    verdict: Verdict,
    claims: Vec<usize>,
    why: Option<String>,
}

impl Judge<'_> {
    /// All that is held of the group, clashes first.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let grows = self.rule.change != Change::None;
        let camps = self.split(&self.group.claims, &|a, b| grows && self.grew(a, b));
        let mut findings = self.clashes(&camps);
        for camp in &camps {
            // Where no rule says that a count grows, only its own words and dates do.
            let stages = self.split(&camp.claims, &|a, b| self.grew(a, b));
            findings.extend(self.clashes(&stages));
            for stage in stages.iter().filter(|_| !self.group.later) {
                let claims = self.one_each(stage, &[]);
                if claims.len() > 1 {
                    findings.push(self.finding(Clash {
                        verdict: Verdict::Agreement,
                        claims,
                        why: None,
                    }));
                }
            }
        }
        findings
    }

    fn split(&self, claims: &[usize], grew: &dyn Fn(&Claim, &Claim) -> bool) -> Vec<Camp> {
        camps::split(claims, self.claims, self.rule, self.lexicon, grew)
    }

    /// What the camps come to: each is shown against the one that most sources stand in.
    fn clashes(&self, camps: &[Camp]) -> Vec<Finding> {
        let moving = self.is_moving(camps);
        let lists = self.lists(camps);
        let is_list = |clash: &Clash| {
            let mut claims = clash.claims.iter();
            claims.all(|c| lists.contains(&self.source(*c)))
        };
        let mut by_support: Vec<&Camp> = camps.iter().collect();
        by_support.sort_by_key(|c| std::cmp::Reverse(self.sources_of(c).len()));
        let mut findings: Vec<Finding> = Vec::new();
        for (n, camp) in by_support.iter().enumerate().skip(1) {
            let earlier = by_support.get(..n).unwrap_or_default();
            let worst = earlier
                .iter()
                .filter_map(|other| self.clash(other, camp, moving))
                .filter(|clash| !is_list(clash))
                .min_by_key(|clash| clash.verdict);
            findings.extend(worst.map(|clash| self.finding(clash)));
        }
        findings
    }

    fn finding(&self, clash: Clash) -> Finding {
        let severity = match clash.verdict {
            Verdict::Contradiction => self.rule.severity,
            Verdict::Tension => self.rule.severity.less(),
            Verdict::Update | Verdict::Agreement => Severity::Info,
        };
        let mut reasons = self.group.reasons.clone();
        reasons.extend(clash.why);
        let names = self.marks(&clash.claims);
        Finding {
            id: id::of(
                &self.rule.id,
                clash.claims.iter().filter_map(|c| self.claim(*c)),
                clash.verdict,
                &names,
                self.lexicon,
            ),
            rule: self.group.rule,
            verdict: clash.verdict,
            severity,
            subject: self.subject(),
            attribute: self.rule.attribute.clone(),
            reason: reasons.join("; "),
            claims: clash.claims,
            names,
        }
    }

    /// What tells a finding from others with the same values, where its subject does not.
    fn marks(&self, claims: &[usize]) -> Vec<String> {
        let claims: Vec<&Claim> = claims.iter().filter_map(|c| self.claim(*c)).collect();
        if !self.rule.event {
            return id::shared_cues(&claims);
        }
        let mut documents: Vec<usize> = claims.iter().map(|c| c.document).collect();
        documents.sort_unstable();
        documents.dedup();
        let articles: Vec<&Article> = documents
            .iter()
            .filter_map(|d| self.articles.get(*d))
            .collect();
        id::shared_names(&articles)
    }

    fn claim(&self, number: usize) -> Option<&Claim> {
        self.claims.get(number)
    }

    fn source(&self, claim: usize) -> usize {
        self.claim(claim)
            .and_then(|c| self.sources.get(c.document).copied())
            .unwrap_or(usize::MAX)
    }

    fn sources_of(&self, camp: &Camp) -> Vec<usize> {
        let mut sources: Vec<usize> = camp.claims.iter().map(|c| self.source(*c)).collect();
        sources.sort_unstable();
        sources.dedup();
        sources
    }

    fn documents_of(&self, camp: &Camp) -> Vec<usize> {
        let claims = camp.claims.iter().filter_map(|c| self.claim(*c));
        let mut documents: Vec<usize> = claims.map(|c| c.document).collect();
        documents.sort_unstable();
        documents.dedup();
        documents
    }

    /// One claim of each source of a camp that is not among `others`.
    fn one_each(&self, camp: &Camp, others: &[usize]) -> Vec<usize> {
        let mut chosen = camp.claims.clone();
        chosen.sort_by_key(|c| (self.is_vague(*c), *c));
        let mut seen: Vec<usize> = Vec::new();
        chosen.retain(|c| {
            let source = self.source(*c);
            let new = !others.contains(&source) && !seen.contains(&source);
            seen.push(source);
            new
        });
        chosen.sort_unstable();
        chosen
    }

    /// A claim of either camp from two copies of one text, where their sentences differ in hardly
    /// more than the value, and neither copy gives both values.
    fn altered_copies(&self, a: &Camp, b: &Camp) -> Option<(Vec<usize>, Vec<usize>)> {
        let document = |claim: &usize| self.claim(*claim).map(|c| c.document);
        let only = |camp: &Camp, other: &Camp| -> Vec<usize> {
            let others: FxHashSet<_> = other.claims.iter().map(document).collect();
            let mut claims = camp.claims.clone();
            claims.retain(|c| !others.contains(&document(c)));
            claims
        };
        let (of_a, of_b) = (only(a, b), only(b, a));
        let pairs = of_a.iter().flat_map(|x| of_b.iter().map(move |y| (*x, *y)));
        let is_altered = |(x, y): &(usize, usize)| {
            self.source(*x) == self.source(*y)
                && match (self.claim(*x), self.claim(*y)) {
                    (Some(x), Some(y)) => reprint::is_altered(x, y, self.articles),
                    _ => false,
                }
        };
        let (x, y) = pairs.take(MOST_COPIES).find(is_altered)?;
        Some((vec![x], vec![y]))
    }

    fn is_vague(&self, claim: usize) -> bool {
        self.claim(claim)
            .is_none_or(|c| camps::vagueness(&c.value) >= camps::VAGUE)
    }

    /// The claims that speak against another camp: "dozens" says nothing beside "40".
    fn telling(&self, mut claims: Vec<usize>) -> Vec<usize> {
        if !claims.iter().all(|c| self.is_vague(*c)) {
            claims.retain(|c| !self.is_vague(*c));
        }
        claims
    }

    /// Whether the figure was still moving when the articles were written: one of them gives
    /// several values.
    fn is_moving(&self, camps: &[Camp]) -> bool {
        if self.rule.compare == Compare::Polarity {
            return false;
        }
        let mut all: Vec<usize> = camps.iter().flat_map(|c| self.documents_of(c)).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        all.len() < count
    }

    /// Whether the claim's article gives another score that the same vote or match cannot have: then
    /// its story has several, and none is held against another.
    fn is_one_of_several_scores(&self, claim: &Claim) -> bool {
        let Value::Score(own) = &*claim.value else {
            return false;
        };
        let article = self.articles.get(claim.document);
        let mentions = article.into_iter().flat_map(|a| &a.read.mentions);
        let mut scores = mentions.filter_map(|m| match &*m.value {
            Value::Score(score) => Some(score),
            _ => None,
        });
        scores.any(|other| own.compare(other) == Relation::Disjoint)
    }

    /// Sources that stand in so many camps that they list things.
    fn lists(&self, camps: &[Camp]) -> Vec<usize> {
        let mut all: Vec<usize> = camps.iter().flat_map(|c| self.sources_of(c)).collect();
        all.sort_unstable();
        let lists = all.chunk_by(|a, b| a == b).filter(|c| c.len() > STAGES);
        lists.filter_map(|c| c.first().copied()).collect()
    }

    fn clash(&self, a: &Camp, b: &Camp, moving: bool) -> Option<Clash> {
        let one_way = moving && self.goes_one_way();
        let (in_a, in_b) = if one_way || self.differ_in_year(a, b) {
            (Vec::new(), Vec::new())
        } else {
            (self.sources_of(a), self.sources_of(b))
        };
        let independent = (self.one_each(a, &in_b), self.one_each(b, &in_a));
        let copied = independent.0.is_empty() || independent.1.is_empty();
        let (a, b) = if copied {
            self.altered_copies(a, b)?
        } else {
            independent
        };
        let (a, b) = (self.telling(a), self.telling(b));
        let (x, y) = self.leading(&a, &b)?;
        if self.too_far_apart(x, y)
            || self.is_one_of_several_scores(x)
            || self.is_one_of_several_scores(y)
        {
            return None;
        }
        let mut verdict = match self.rule.compare(&x.value, &y.value, self.lexicon) {
            Relation::Disjoint => Verdict::Contradiction,
            Relation::Strained => Verdict::Tension,
            Relation::Compatible if self.grew(x, y) => Verdict::Agreement,
            Relation::Compatible | Relation::Incomparable => return None,
        };
        let mut why = (verdict == Verdict::Tension).then(|| match *x.value {
            Value::Quote(_) => "they differ in a word or two".to_owned(),
            _ => "one of them is hedged, so that both may be right".to_owned(),
        });
        if !self.group.certain && verdict == Verdict::Contradiction {
            verdict = Verdict::Tension;
            why = Some("it is not certain that they speak of the same thing".to_owned());
        }
        if let Some(note) = self.update(x, y, moving, copied) {
            verdict = Verdict::Update;
            why = Some(note);
        } else if verdict == Verdict::Agreement || self.group.later {
            return None;
        } else if verdict == Verdict::Contradiction {
            if matches!(*x.value, Value::Polarity(_)) && self.goes_one_way() {
                return None;
            }
            if self.speakers_differ(x, y) {
                verdict = Verdict::Tension;
                why = Some("each is told as the word of another speaker".to_owned());
            } else if self.goes_one_way() && (moving || !self.is_close(x, y)) {
                verdict = Verdict::Tension;
                why = Some(self.still_moving(x).to_owned());
            }
        }
        if copied {
            let note = "one is a copy of the other, with another value";
            why = Some(why.map_or_else(|| note.to_owned(), |why| format!("{why}; {note}")));
        }
        let mut claims = a;
        claims.extend(b);
        claims.sort_unstable();
        Some(Clash {
            verdict,
            claims,
            why,
        })
    }

    /// Whether the rule's value only rises, or only falls.
    fn goes_one_way(&self) -> bool {
        matches!(self.rule.change, Change::Up | Change::Down)
    }

    fn still_moving(&self, claim: &Claim) -> &'static str {
        match (&*claim.value, self.rule.change) {
            (Value::Polarity(_), _) => "it was not so yet when one of them was written",
            (_, Change::Down) => "the count was still falling",
            _ => "the count was still rising",
        }
    }

    /// Two claims that stand for their camps; of a group that goes on long after, two that were
    /// written long after each other.
    fn leading(&self, a: &[usize], b: &[usize]) -> Option<(&Claim, &Claim)> {
        let first = |camp: &[usize]| camp.first().and_then(|c| self.claim(*c));
        if !self.group.later {
            return first(a).zip(first(b));
        }
        let near = self.lexicon.alignment.story.days;
        let long_after = |x: &Claim, y: &Claim| self.days_apart(x, y).is_some_and(|d| d > near);
        let others = || b.iter().filter_map(|c| self.claim(*c));
        a.iter()
            .filter_map(|c| self.claim(*c))
            .find_map(|x| Some((x, others().find(|y| long_after(x, y))?)))
    }

    /// Whether two camps give one day of two years: an article that has both has one of them wrong.
    fn differ_in_year(&self, a: &Camp, b: &Camp) -> bool {
        let value = |claim: &usize| self.claim(*claim).map(|c| &c.value);
        let slipped = |x: &Value, y: &Value| match (x, y) {
            (Value::Temporal(x), Value::Temporal(y)) => x.differs_in_year(y),
            _ => false,
        };
        let mut own = a.distinct.iter().filter_map(value);
        own.any(|x| b.distinct.iter().filter_map(value).any(|y| slipped(x, y)))
    }

    fn too_far_apart(&self, x: &Claim, y: &Claim) -> bool {
        match (self.rule.within, &*x.value, &*y.value) {
            (Some(within), Value::Temporal(a), Value::Temporal(b)) => {
                a.days_apart(b).is_some_and(|days| days > within)
            }
            _ => match (self.rule.ratio, amount(&x.value), amount(&y.value)) {
                (Some(ratio), Some(a), Some(b)) => {
                    let grew = self.grew(x, y) && self.days_apart(x, y).is_some_and(|d| d > 0);
                    let ratio = if grew { ratio.max(MANIFOLD) } else { ratio };
                    a.max(b) > ratio * a.min(b)
                }
                _ => false,
            },
        }
    }

    fn date(&self, claim: &Claim) -> Option<Day> {
        self.articles.get(claim.document)?.document.date
    }

    /// Whether both counts can be right, and the later one has left the earlier one behind: "at
    /// least five", then "seven". Where the rule knows a count to rise, articles of one day will do.
    fn grew(&self, x: &Claim, y: &Claim) -> bool {
        let outgrown = growth::outgrown(&x.value, &y.value);
        // Of shares and sums that no rule knows it is less sure that they are of one thing.
        if self.rule.change == Change::None && !growth::is_count(&x.value) {
            return false;
        }
        let rises = amount(&x.value).zip(amount(&y.value)).map(|(a, b)| a < b);
        match (self.date(x), self.date(y), rises) {
            (Some(a), Some(b), Some(rises)) if a != b => {
                if rises == (a < b) {
                    outgrown.upwards && self.rule.change != Change::Down
                } else {
                    outgrown.downwards && self.rule.change != Change::Up
                }
            }
            _ => outgrown.upwards && self.rule.change == Change::Up,
        }
    }

    /// How many days after the first article the second was written.
    fn days_apart(&self, x: &Claim, y: &Claim) -> Option<i32> {
        let (a, b) = (self.date(x)?, self.date(y)?);
        Some((a.0 - b.0).abs())
    }

    fn speakers_differ(&self, x: &Claim, y: &Claim) -> bool {
        match (&x.speaker, &y.speaker) {
            (Some(a), Some(b)) => a != b || a.is_empty(),
            _ => false,
        }
    }

    /// Whether two counts so far are exact and near enough for one of them to be a slip.
    fn is_close(&self, x: &Claim, y: &Claim) -> bool {
        let (Value::Quantity(a), Value::Quantity(b)) = (&*x.value, &*y.value) else {
            return !matches!(*x.value, Value::Polarity(_));
        };
        let (low, high) = (
            a.likely.low.min(b.likely.low),
            a.likely.low.max(b.likely.low),
        );
        let exact = a.bound == Bound::Exact && b.bound == Bound::Exact;
        exact && high <= low * CLOSE_COUNTS
    }

    /// Why one value replaces the other, where it does: it moved in a direction that the rule
    /// allows, and the texts or their dates say so.
    /// Of copies made on one day, none is the later.
    fn update(&self, x: &Claim, y: &Claim, moving: bool, copied: bool) -> Option<String> {
        let (dx, dy) = (self.date(x), self.date(y));
        let (from, to) = (amount(&x.value)?, amount(&y.value)?);
        let told = self.says_that_it_moved(x) || self.says_that_it_moved(y) || moving;
        match (dx, dy) {
            _ if self.goes_one_way() && moving => {
                let how = match self.rule.change {
                    Change::Down => "one article gives both, and such a count only falls",
                    _ => "one article gives both, and such a count only rises",
                };
                Some(how.to_owned())
            }
            (Some(a), Some(b)) if a != b => {
                let rises = (a < b) == (from < to);
                let apart = (a.0 - b.0).abs();
                let moved = match self.rule.change {
                    Change::None => self.grew(x, y),
                    Change::Up => rises,
                    Change::Down => !rises,
                    Change::Any => self.grew(x, y) || told || apart > STANDS_FOR_DAYS,
                };
                let newer = match &*x.value {
                    Value::Polarity(_) => "news",
                    _ => "newer figure",
                };
                moved.then(|| format!("the later article ({}) has the {newer}", a.max(b)))
            }
            _ if self.goes_one_way() && (told || !(copied || self.is_close(x, y))) => {
                Some(self.still_moving(x).to_owned())
            }
            _ => None,
        }
    }

    /// "rose to 84", "so far", "now"
    fn says_that_it_moved(&self, claim: &Claim) -> bool {
        let Some(article) = self.articles.get(claim.document) else {
            return false;
        };
        let Some(sentence) = article.read.sentences.get(claim.sentence) else {
            return false;
        };
        let Some(family) = self.lexicon.families.get(MOVED) else {
            return false;
        };
        let tokens = article.tokens_of(sentence, self.lexicon);
        (0..tokens.len()).any(|n| {
            tokens.peek(n).is_some_and(|t| {
                family.starting_with(t.word).any(|m| {
                    let rest = m.rest.iter().enumerate();
                    rest.clone().all(|(k, word)| tokens.is(n + 1 + k, *word))
                })
            })
        })
    }

    /// What the claims are about, in the words of the first claim.
    fn subject(&self) -> String {
        if let Some(about) = &self.group.about {
            return about.clone();
        }
        let Some(claim) = self.group.claims.first().and_then(|c| self.claim(*c)) else {
            return String::new();
        };
        let text = self
            .articles
            .get(claim.document)
            .map(|a| a.document.text.as_str())
            .unwrap_or_default();
        if let (true, Value::Quote(quote)) = (claim.subject.is_empty(), &*claim.value) {
            let words: Vec<&str> = quote.words().take(6).collect();
            return format!("“{} …”", words.join(" "));
        }
        let parts: Vec<String> = claim
            .subject
            .iter()
            .map(|part| words::of_part(part, text))
            .collect();
        parts.join(" · ")
    }
}
