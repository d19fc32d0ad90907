//! Matches of phrases → claims.

use std::ops::Range;

use smallvec::SmallVec;

use super::matcher::{Filled, Held, Match, Matcher};
use super::{Article, Claim, Content, Name, Part};
use crate::language::clause;
use crate::language::group::{self, Group, Reference};
use crate::language::names::{Entity, EntityId};
use crate::language::sentence::Sentence;
use crate::language::token::Token;
use crate::language::tokens::Tokens;
use crate::language::vocabulary::Classes;
use crate::lexicon::families::Family;
use crate::lexicon::gazetteer::NameKind;
use crate::rules::compile::{Compare, Filler, Node, PhraseRef, Rule};
use crate::rules::index::Entry;
use crate::rules::phrase::Who;
use crate::rules::{Knowledge, Reads};
use crate::span::Span;
use crate::value::members::Members;
use crate::value::named::Named;
use crate::value::quote::Quote;
use crate::value::temporal::TimexKind;
use crate::value::unit::Scale;
use crate::value::{Mention, Value};

/// How many sentences back "the pact" may find the pact that was spoken of.
const MEMORY: usize = 8;
/// Phrases without a word are not looked for in longer sentences, which are lists.
const LONGEST: usize = 400;
/// Shorter quotations are too common to tell one utterance from another.
const LEAST_QUOTED: usize = 5;
/// What is dated so many days before an article, or so many after it, is no part of its event.
const DAYS_BEFORE: i32 = 14;
const DAYS_AFTER: i32 = 7;
/// Family of nouns that count all people, or all things, alike.
const AT_LARGE: &str = "at-large";
/// Family of words that keep a value apart from others of its kind.
const QUALIFIERS: &str = "qualifier";
/// Words so far from what was found do not bear on it.
const BEARING: usize = 120;
/// An article stands at most so many tokens before its noun.
const NOUN_PHRASE: usize = 3;
/// Family of words behind which stands what a value is compared with.
const COMPARED: &str = "compared";
/// Family of those among them that say no more than that something is to come.
const PLANNING: &str = "planning";
/// Such words are looked for so many tokens before and after a match.
const QUALIFIER_REACH: usize = 3;
/// Family of words that make a count a part of another: "other", "including".
const PARTS_OF_A_COUNT: &str = "part-of-count";

/// The claims of one article, in order of place. `document` is its number.
pub fn read(article: &Article, document: usize, knowledge: &Knowledge) -> Vec<Claim> {
    let mut builder = Builder {
        article,
        document,
        knowledge,
        spoken_of: Vec::new(),
        claims: Vec::new(),
    };
    for (number, sentence) in article.read.sentences.iter().enumerate() {
        builder.sentence(number, sentence);
    }
    for (number, rule) in knowledge.rules.rules.iter().enumerate() {
        if rule.reads == Some(Reads::Quotations) {
            builder.quotations(number);
        }
    }
    builder.claims.sort_by_key(|c| (c.span, c.rule));
    builder.claims
}

/// A noun of a family that was spoken of together with names: "a pact between Chile and Peru".
struct SpokenOf {
    family: String,
    sentence: usize,
    names: Vec<Vec<Name>>,
}

struct Builder<'a> {
    article: &'a Article,
    document: usize,
    knowledge: &'a Knowledge,
    spoken_of: Vec<SpokenOf>,
    claims: Vec<Claim>,
}

/// Whether two claims say yes and no of two things whose parts are turned round: that Oslo Marine
/// owns Torvald Lines is also that Torvald Lines does not own Oslo Marine.
fn is_turned(a: &Claim, b: &Claim) -> bool {
    let (Value::Polarity(x), Value::Polarity(y)) = (&a.value, &b.value) else {
        return false;
    };
    let keys = |claim: &Claim, slot: usize| -> Vec<String> {
        let part = claim.subject.iter().find(|p| p.slot == slot);
        match part.map(|p| &p.content) {
            Some(Content::Names { names, .. }) => names.iter().map(|n| n.key.clone()).collect(),
            _ => Vec::new(),
        }
    };
    let (first, second) = (keys(a, 0), keys(a, 1));
    x != y && !first.is_empty() && first == keys(b, 1) && second == keys(b, 0)
}

impl Builder<'_> {
    fn sentence(&mut self, number: usize, sentence: &Sentence) {
        let lexicon = &self.knowledge.lexicon;
        let matcher = Matcher::new(self.article, sentence, lexicon);
        let index = &self.knowledge.rules.index;
        let mut present = index.nothing_present();
        let mut anchors: SmallVec<[(usize, &Entry); 8]> = SmallVec::new();
        for at in sentence.first as usize..sentence.end as usize {
            let Some(token) = self.article.read.tokens.get(at) else {
                break;
            };
            if lexicon.vocabulary.classes(token.word).any(Classes::ANCHOR)
                && let Some(entry) = index.at_word(token.word)
            {
                present.add(entry);
                anchors.push((at, entry));
            }
        }
        if !anchors.is_empty() {
            let (first, end) = (sentence.first as usize, sentence.end as usize);
            for mention in self.article.mentions_within(first, end) {
                present.add_value(&mention.value, lexicon);
            }
            if !self.article.groups_within(first, end).is_empty() {
                present.add_name();
            }
        }
        let mut found: SmallVec<[(PhraseRef, Match); 4]> = SmallVec::new();
        for (at, entry) in anchors {
            for reference in &entry.phrases {
                let rule = self.knowledge.rules.rules.get(reference.rule);
                let phrase = rule.and_then(|r| r.phrase(reference.phrase));
                if let Some(phrase) = phrase.filter(|p| present.may_have(p))
                    && let Some(m) = matcher.find(phrase, at)
                {
                    found.push((*reference, m));
                }
            }
        }
        self.at_values(&matcher, sentence, &mut found);
        let mut drawn: Vec<Vec<Claim>> = Vec::new();
        for (reference, m) in found {
            if let Some(rule) = self.knowledge.rules.rules.get(reference.rule) {
                let claims = self.claims_of(reference, rule, &m, number, sentence);
                drawn.push(claims);
            }
        }
        self.keep_best(drawn);
    }

    /// Phrases without a word of their own are looked for where a value of their kind stands.
    fn at_values(
        &self,
        matcher: &Matcher<'_>,
        sentence: &Sentence,
        found: &mut SmallVec<[(PhraseRef, Match); 4]>,
    ) {
        let (first, end) = (sentence.first as usize, sentence.end as usize);
        if end - first > LONGEST {
            return;
        }
        for (kind, reference) in self.knowledge.rules.index.at_values() {
            let rule = self.knowledge.rules.rules.get(reference.rule);
            let Some(phrase) = rule.and_then(|r| r.phrase(reference.phrase)) else {
                continue;
            };
            for mention in self.article.mentions_within(first, end) {
                if mention.value.is_kind(*kind, &self.knowledge.lexicon)
                    && let Some(m) = matcher.find(phrase, mention.first as usize)
                {
                    found.push((*reference, m));
                }
            }
        }
    }

    /// Every utterance in quotation marks.
    fn quotations(&mut self, rule: usize) {
        let source = self.article.source(&self.knowledge.lexicon);
        for quotation in self.article.quotations.iter().filter(|q| q.utterance) {
            let quote = Quote::read(source, quotation.first, quotation.end);
            if quote.words.len() < LEAST_QUOTED {
                continue;
            }
            let speaker = quotation.speaker.and_then(|g| self.article.groups.get(g));
            let subject = speaker.map(|group| Part {
                slot: 0,
                content: Content::Names {
                    names: self.names(group),
                    certain: group.certain,
                    reference: group.reference,
                    words: group.span,
                    inherited: false,
                },
            });
            self.claims.push(Claim {
                document: self.document,
                rule,
                subject: subject.into_iter().collect(),
                value: Value::Quote(quote),
                modality: clause::Modality::Asserted,
                speaker: None,
                years: Vec::new(),
                qualifiers: Vec::new(),
                span: quotation.span,
                sentence: quotation.sentence,
                context: None,
            });
        }
    }

    /// Of two phrases of one rule that found a value in the same words, the one that knows more
    /// about its subject stays.
    fn keep_best(&mut self, mut drawn: Vec<Vec<Claim>>) {
        drawn.sort_by_key(|claims| std::cmp::Reverse(claims.first().map_or(0, knowledge_in)));
        let from = self.claims.len();
        for claims in drawn {
            let new = claims.first().is_some_and(|c| {
                let kept = self.claims.get(from..).unwrap_or_default();
                !kept
                    .iter()
                    .any(|k| k.rule == c.rule && k.span.overlaps(c.span) && !is_turned(k, c))
            });
            if new {
                self.claims.extend(claims);
            }
        }
        if let Some(new) = self.claims.get_mut(from..) {
            new.sort_by_key(|c| (c.span, c.rule));
        }
    }

    fn claims_of(
        &mut self,
        reference: PhraseRef,
        rule: &Rule,
        m: &Match,
        number: usize,
        sentence: &Sentence,
    ) -> Vec<Claim> {
        let mut parts: Vec<Part> = Vec::new();
        let mut alternatives: Vec<Alternative> = Vec::new();
        for filled in &m.filled {
            self.part(rule, filled, &mut parts, &mut alternatives);
        }
        if self.is_no_person(rule, m) {
            return Vec::new();
        }
        self.inherit(rule, m, number, &mut parts);
        self.fill_with_main_person(rule, m, &mut parts);
        self.remember(rule, &parts, &alternatives, number);
        if rule.is_context(reference.phrase) {
            return Vec::new();
        }
        let wanted = |p: &Part| rule.subject.contains(&p.slot);
        let complete = rule.subject.iter().all(|slot| {
            parts.iter().any(|p| p.slot == *slot) || alternatives.iter().any(|a| a.slot == *slot)
        });
        if !complete {
            return Vec::new();
        }
        if self.is_about_anything(rule, m) {
            return Vec::new();
        }
        let opposed = rule.phrase(reference.phrase).is_some_and(|p| p.opposed);
        let Some((value, span)) = self.value(rule, m, opposed) else {
            return Vec::new();
        };
        if rule.event && !compares_dates(rule) && self.tells_of_another_time(sentence, m) {
            return Vec::new();
        }
        let subject: Vec<Part> = parts.iter().filter(|p| wanted(p)).cloned().collect();
        let claim = Claim {
            document: self.document,
            rule: reference.rule,
            subject,
            value,
            modality: m.modality,
            speaker: self.speaker(m, sentence),
            years: self.years(rule, sentence, m),
            qualifiers: self.qualifiers(m, rule, sentence),
            span,
            sentence: number,
            context: None,
        };
        match alternatives.iter().find(|a| rule.subject.contains(&a.slot)) {
            None => vec![claim],
            Some(each) => each
                .names
                .iter()
                .map(|name| {
                    let mut one = claim.clone();
                    add_name(&mut one.subject, each, name.clone());
                    one
                })
                .collect(),
        }
    }

    /// Turns one filled slot into a part of the subject; members that act each by themselves go
    /// to `alternatives`.
    fn part(
        &self,
        rule: &Rule,
        filled: &Filled,
        parts: &mut Vec<Part>,
        alternatives: &mut Vec<Alternative>,
    ) {
        let content = match filled.held {
            Held::Group(number) => {
                let Some(group) = self.article.groups.get(number) else {
                    return;
                };
                let names = self.names(group);
                if group.certain && names.len() > 1 && (filled.acts || group.each) {
                    alternatives.push(Alternative {
                        slot: filled.slot,
                        names,
                        reference: group.reference,
                        words: group.span,
                    });
                    return;
                }
                let known = parts.iter_mut().find(|p| p.slot == filled.slot);
                if let Some(Part {
                    content:
                        Content::Names {
                            names: known,
                            certain,
                            ..
                        },
                    ..
                }) = known
                {
                    for name in names {
                        if !known.iter().any(|k| k.same(&name)) {
                            known.push(name);
                        }
                    }
                    *certain &= group.certain;
                    return;
                }
                Content::Names {
                    names,
                    certain: group.certain,
                    reference: group.reference,
                    words: group.span,
                    inherited: false,
                }
            }
            Held::Mention(number) => {
                let Some(mention) = self.article.read.mentions.get(number) else {
                    return;
                };
                Content::Value {
                    value: mention.value.clone(),
                    words: mention.span,
                }
            }
            Held::Thing { first, end, owner } => {
                let owner = owner.and_then(|g| self.article.groups.get(g));
                Content::Thing {
                    stems: self.stems(first, end),
                    owner: owner.map(|g| self.names(g)).unwrap_or_default(),
                    certain: owner.is_none_or(|g| g.certain),
                    words: self.span(first, end),
                }
            }
            Held::Noun { first, head, .. } => Content::Noun {
                family: family_of(rule, filled.slot),
                modifiers: self.stems(first, head),
                words: self.span(first, head + 1),
            },
        };
        if !parts.iter().any(|p| p.slot == filled.slot) {
            parts.push(Part {
                slot: filled.slot,
                content,
            });
        }
    }

    /// "The pact" of which no parties are told has those of the pact spoken of before.
    fn inherit(&self, rule: &Rule, m: &Match, sentence: usize, parts: &mut Vec<Part>) {
        let definite = m.filled.iter().find_map(|f| match f.held {
            Held::Noun { head, definite, .. } if definite || self.is_definite(m.first) => {
                Some((f.slot, head))
            }
            _ => None,
        });
        let Some((noun_slot, head)) = definite else {
            return;
        };
        let family = family_of(rule, noun_slot);
        let pronoun = self
            .article
            .read
            .tokens
            .get(head)
            .is_some_and(|t| t.end - t.start <= 5 && !self.is_noun_of(&family, head));
        let reach = if pronoun { 1 } else { MEMORY };
        let Some(spoken) = self.spoken_of.iter().rev().find(|s| {
            (s.family == family || s.family.is_empty()) && s.sentence + reach >= sentence
        }) else {
            return;
        };
        let missing: Vec<usize> = rule
            .subject
            .iter()
            .copied()
            .filter(|slot| is_names_slot(rule, *slot) && !parts.iter().any(|p| p.slot == *slot))
            .collect();
        if let ([slot], [names]) = (missing.as_slice(), spoken.names.as_slice()) {
            parts.push(Part {
                slot: *slot,
                content: Content::Names {
                    names: names.clone(),
                    certain: true,
                    reference: Reference::Named,
                    words: self.span(head, head + 1),
                    inherited: true,
                },
            });
        }
    }

    /// Whether a subject that must be a person, as the other phrases of the rule ask for one in
    /// its slot, is known to be none.
    fn is_no_person(&self, rule: &Rule, m: &Match) -> bool {
        let is_thing = |id: &EntityId| {
            let kind = self.article.names.entity(*id).map(|e| e.kind);
            kind.is_some_and(|kind| !matches!(kind, NameKind::Person | NameKind::Other))
        };
        m.filled.iter().any(|filled| match filled.held {
            Held::Group(number) if filled.acts && is_person_slot(rule, filled.slot) => {
                let group = self.article.groups.get(number);
                group.is_some_and(|group| group.members.iter().any(is_thing))
            }
            _ => false,
        })
    }

    /// "Election to the academy came in 1982": in a life story, of the one whom it tells of.
    fn fill_with_main_person(&self, rule: &Rule, m: &Match, parts: &mut Vec<Part>) {
        let missing = |slot: &usize| !parts.iter().any(|p| p.slot == *slot);
        let Some(slot) = rule.subject.iter().copied().find(missing) else {
            return;
        };
        let Some(name) = self.main_person().filter(|_| is_person_slot(rule, slot)) else {
            return;
        };
        parts.push(Part {
            slot,
            content: Content::Names {
                names: vec![name],
                certain: true,
                reference: Reference::Named,
                words: self.span(m.first, m.first + 1),
                inherited: true,
            },
        });
    }

    fn main_person(&self) -> Option<Name> {
        let main = group::told_of(&self.article.names, &self.article.read.sentences)?;
        self.article.names.entity(main).map(name_of)
    }

    /// Whether a figure is about an "it" or "which" of which no sentence before tells what it is:
    /// such rules have no `context`.
    fn is_about_anything(&self, rule: &Rule, m: &Match) -> bool {
        rule.context.is_empty()
            && matches!(rule.compare, Compare::Slot(_))
            && m.filled.iter().any(|f| match f.held {
                Held::Noun { head, .. } if rule.subject.contains(&f.slot) => {
                    !self.is_noun_of(&family_of(rule, f.slot), head)
                }
                _ => false,
            })
    }

    /// Whether "the" or its like stands right before token `at`.
    fn is_definite(&self, at: usize) -> bool {
        let source = self.article.source(&self.knowledge.lexicon);
        at.checked_sub(1)
            .and_then(|before| source.tokens.get(before))
            .is_some_and(|t| {
                let word = t.span().of(source.text).to_ascii_lowercase();
                matches!(word.as_str(), "the" | "this" | "that" | "these" | "those")
            })
    }

    /// Whether the noun at token `at`, perhaps the last word of several, is of the family.
    fn is_noun_of(&self, family: &str, at: usize) -> bool {
        let token = self.article.read.tokens.get(at);
        let word = token.map(|t| t.word).unwrap_or_default();
        let family = self.knowledge.lexicon.families.get(family);
        let ends = |f: &Family| {
            let mut members = f.members.iter();
            members.any(|m| *m.rest.last().unwrap_or(&m.word) == word)
        };
        word.is_known() && family.is_some_and(ends)
    }

    fn remember(
        &mut self,
        rule: &Rule,
        parts: &[Part],
        alternatives: &[Alternative],
        sentence: usize,
    ) {
        let family = parts.iter().find_map(|p| match &p.content {
            Content::Noun { family, .. } => Some(family.clone()),
            _ => None,
        });
        let family = family.unwrap_or_default();
        let named = parts.iter().find_map(|p| match &p.content {
            Content::Names {
                names,
                certain: true,
                inherited: false,
                ..
            } if rule.subject.contains(&p.slot) => Some((p.slot, names.clone())),
            _ => None,
        });
        let Some((slot, names)) = named else { return };
        let each: Vec<Vec<Name>> = match alternatives.iter().find(|a| a.slot == slot) {
            Some(others) => others
                .names
                .iter()
                .map(|o| names.iter().cloned().chain([o.clone()]).collect())
                .collect(),
            None => vec![names],
        };
        self.spoken_of.push(SpokenOf {
            family,
            sentence,
            names: each,
        });
    }

    /// Whether a sentence of a dated article speaks of a time well before or after it: what it
    /// tells is then no part of the event that the article reports.
    fn tells_of_another_time(&self, sentence: &Sentence, m: &Match) -> bool {
        let Some(today) = self.article.document.date else {
            return false;
        };
        let near = around(m, sentence);
        self.article
            .mentions_within(near.start, near.end)
            .iter()
            .filter(|date| !self.is_looked_back_to(date.first as usize))
            .filter(|date| !self.is_compared_with(m.end, date))
            .filter_map(|date| match &date.value {
                Value::Temporal(t) if t.kind == TimexKind::Date => t.interval,
                _ => None,
            })
            .any(|days| {
                f64::from(today.0 + DAYS_AFTER) < days.low
                    || days.high < f64::from(today.0 - DAYS_BEFORE)
            })
    }

    /// Whether what was found, which ends before token `end`, is only compared with the figure of
    /// that date: "61 %, two points below that of 2023", "compared with 63 % four years earlier".
    fn is_compared_with(&self, end: usize, date: &Mention) -> bool {
        let tokens = self.article.read.tokens.get(end..date.end as usize);
        let mut between = tokens.unwrap_or_default().iter();
        between.any(|t| self.is_in(COMPARED, t))
    }

    /// Whether the date at token `at` only says how long a thing has not been so: "the lowest
    /// since 1994".
    fn is_looked_back_to(&self, at: usize) -> bool {
        let source = self.article.source(&self.knowledge.lexicon);
        at.checked_sub(1)
            .and_then(|before| source.tokens.get(before))
            .is_some_and(|t| t.span().of(source.text).eq_ignore_ascii_case("since"))
    }

    /// What keeps a value apart from others of its kind: "first", "annual", "expected" near it,
    /// and of counts what is counted. Stems, in order of the alphabet.
    fn qualifiers(&self, m: &Match, rule: &Rule, sentence: &Sentence) -> Vec<String> {
        if !matches!(rule.compare, Compare::Slot(_)) || !rule.context.is_empty() {
            return Vec::new();
        }
        let source = self.article.source(&self.knowledge.lexicon);
        let first = m
            .first
            .saturating_sub(QUALIFIER_REACH)
            .max(sentence.first as usize);
        let end = (m.end + QUALIFIER_REACH).min(sentence.end as usize);
        let mut stems = self.counted(m, rule);
        stems.extend(
            // "an estimated 90%" hedges the value and belongs to it.
            (first..end)
                .filter(|n| !self.article.in_value(*n) && !self.governs(*n))
                .filter_map(|n| source.tokens.get(n))
                .filter(|t| {
                    let planning = || rule.plans && self.is_in(PLANNING, t);
                    let usual = || !t.is_capitalised() && self.is_in(QUALIFIERS, t) && !planning();
                    usual() || rule.apart.binary_search(&t.word).is_ok()
                })
                .map(|t| crate::language::stem::stem(&t.span().of(source.text).to_lowercase())),
        );
        stems.sort();
        stems.dedup();
        stems
    }

    /// Whether a determiner stands behind token `at`: "to lower the rate" does not speak of a lower
    /// rate.
    fn governs(&self, at: usize) -> bool {
        let source = self.article.source(&self.knowledge.lexicon);
        source.tokens.get(at + 1).is_some_and(|t| {
            let classes = source.lexicon.vocabulary.classes(t.word);
            classes.any(Classes::DETERMINER)
        })
    }

    /// What tells a count apart from other counts of the same sentence: stems of the counted noun
    /// and of the words that describe it, and "other" or "including" before it; nothing for
    /// people or things at large.
    fn counted(&self, m: &Match, rule: &Rule) -> Vec<String> {
        let Compare::Slot(slot) = rule.compare else {
            return Vec::new();
        };
        let Some(Held::Mention(number)) = m.filled.iter().find(|f| f.slot == slot).map(|f| f.held)
        else {
            return Vec::new();
        };
        let Some(mention) = self.article.read.mentions.get(number) else {
            return Vec::new();
        };
        let Value::Quantity(quantity) = &mention.value else {
            return Vec::new();
        };
        if quantity.unit.scale != Scale::NUMBER {
            return Vec::new();
        }
        let source = self.article.source(&self.knowledge.lexicon);
        let general = self.knowledge.lexicon.families.get(AT_LARGE);
        let before = Tokens::new(source, mention.first as usize..mention.end as usize);
        let part = (1..=2)
            .filter_map(|n| before.back(n))
            .filter(|t| rule.counts_alike.binary_search(&t.word).is_err())
            .any(|t| self.is_in(PARTS_OF_A_COUNT, t));
        let mut stems: Vec<String> = (mention.first as usize..mention.end as usize)
            .filter_map(|n| source.tokens.get(n))
            .filter(|t| t.is_word() && source.lexicon.numbers.get(t.word).is_none())
            .filter(|t| {
                let classes = source.lexicon.vocabulary.classes(t.word);
                let plain = classes.any(Classes::FUNCTION)
                    || classes.any(Classes::BOUND)
                    || classes.any(Classes::NUMBER);
                let at_large = general.is_some_and(|f| f.starting_with(t.word).next().is_some());
                let alike = rule.counts_alike.binary_search(&t.word).is_ok();
                !(plain || at_large || alike) || !alike && self.is_in(PARTS_OF_A_COUNT, t)
            })
            .map(|t| crate::language::stem::stem(t.span().of(source.text)))
            .collect();
        if part {
            stems.push(PARTS_OF_A_COUNT.to_owned());
        }
        stems
    }

    fn is_in(&self, family: &str, token: &Token) -> bool {
        let family = self.knowledge.lexicon.families.get(family);
        token.word.is_known()
            && family.is_some_and(|f| f.starting_with(token.word).next().is_some())
    }

    fn value(&self, rule: &Rule, m: &Match, opposed: bool) -> Option<(Value, Span)> {
        let whole = self.span(m.first, m.end);
        match rule.compare {
            Compare::Polarity => Some((Value::Polarity(m.negated == opposed), whole)),
            Compare::Read => None,
            Compare::Slot(slot) => {
                if m.negated {
                    return None;
                }
                let filled = m.filled.iter().find(|f| f.slot == slot)?;
                match filled.held {
                    Held::Mention(number) => {
                        let mention = self.article.read.mentions.get(number)?;
                        Some((mention.value.clone(), mention.span))
                    }
                    Held::Group(number) => {
                        let group = self.article.groups.get(number).filter(|g| g.certain)?;
                        if group.members.len() == 1 || is_place_slot(rule, slot) {
                            return Some((Value::Named(self.named(group)), group.span));
                        }
                        let mut members: Vec<(String, String)> = Vec::new();
                        let groups = m.filled.iter().filter(|f| f.slot == slot);
                        for g in groups.filter_map(|f| match f.held {
                            Held::Group(n) => self.article.groups.get(n),
                            _ => None,
                        }) {
                            members.extend(self.names(g).into_iter().map(|n| (n.key, n.name)));
                        }
                        (members.len() > 1)
                            .then(|| (Value::Members(Members::closed(members)), group.span))
                    }
                    Held::Thing { .. } | Held::Noun { .. } => None,
                }
            }
        }
    }

    fn named(&self, group: &Group) -> Named {
        let entities = || {
            group
                .members
                .iter()
                .filter_map(|id| self.article.names.entity(*id))
        };
        Named {
            keys: entities().map(|e| e.key.clone()).collect(),
            within: entities()
                .filter_map(|e| e.country.as_ref())
                .map(|code| format!("country:{code}"))
                .collect(),
            shown: entities()
                .map(|e| e.name.as_str())
                .collect::<Vec<_>>()
                .join(", "),
        }
    }

    fn names(&self, group: &Group) -> Vec<Name> {
        group
            .members
            .iter()
            .filter_map(|id| self.article.names.entity(*id))
            .map(name_of)
            .collect()
    }

    /// Stems of the words in tokens `first..end` that carry meaning.
    fn stems(&self, first: usize, end: usize) -> Vec<String> {
        let source = self.article.source(&self.knowledge.lexicon);
        (first..end)
            .filter(|n| !self.article.in_value(*n))
            .filter_map(|n| source.tokens.get(n))
            .filter(|t| {
                t.is_word()
                    && !source
                        .lexicon
                        .vocabulary
                        .classes(t.word)
                        .any(Classes::FUNCTION)
            })
            .map(|t| crate::language::stem::stem(t.span().of(source.text)))
            .collect()
    }

    fn span(&self, first: usize, end: usize) -> Span {
        let tokens = &self.article.read.tokens;
        match (tokens.get(first), tokens.get(end.max(first + 1) - 1)) {
            (Some(a), Some(b)) => Span::new(a.start, b.end),
            _ => Span::default(),
        }
    }

    /// Who says it, where the sentence gives the words to somebody.
    fn speaker(&self, m: &Match, sentence: &Sentence) -> Option<String> {
        let source = self.article.source(&self.knowledge.lexicon);
        let first = sentence.first as usize;
        let inside = |at: usize| (m.first..m.end).contains(&at);
        around(m, sentence)
            .filter(|at| !inside(*at))
            .filter(|at| {
                source.tokens.get(*at).is_some_and(|t| {
                    source
                        .lexicon
                        .vocabulary
                        .classes(t.word)
                        .any(Classes::SAYING)
                }) || self.is_according(*at)
            })
            .find(|at| !self.is_noun_here(*at))
            .map(|verb| {
                let key = |group: &Group| {
                    let id = group.members.first()?;
                    self.article.names.entity(*id).map(|e| e.key.clone())
                };
                if self.is_according(verb) {
                    return self.according_to(verb).and_then(key).unwrap_or_default();
                }
                let subject = || clause::subject(source, &self.article.groups, verb, first);
                self.beside(verb)
                    .or_else(|| subject().and_then(key))
                    .unwrap_or_default()
            })
    }

    /// Whether a word that can be a verb of saying is a noun: "the life of a boundary dispute".
    fn is_noun_here(&self, at: usize) -> bool {
        let source = self.article.source(&self.knowledge.lexicon);
        let word = |n: usize| source.tokens.get(n).map(|t| t.span().of(source.text));
        let is_base = word(at).is_some_and(|w| !w.ends_with(['s', 'd', 'g']));
        let first = at.saturating_sub(NOUN_PHRASE);
        is_base
            && (first..at).any(|n| {
                word(n).is_some_and(|w| {
                    w.eq_ignore_ascii_case("a")
                        || w.eq_ignore_ascii_case("an")
                        || n + 1 == at && w.eq_ignore_ascii_case("the")
                })
            })
    }

    /// "police said", "…, said the officials": who stands right beside the verb of saying at token
    /// `verb`, as the key of a name or of a noun.
    fn beside(&self, verb: usize) -> Option<String> {
        let source = self.article.source(&self.knowledge.lexicon);
        let word = |at: usize| {
            source
                .tokens
                .get(at)
                .filter(|t| t.is_word())
                .map(|t| (at, t))
        };
        let (at, token) = verb
            .checked_sub(1)
            .and_then(word)
            .or_else(|| word(verb + 1))?;
        if let Some(mention) = self.article.names.at(at).filter(|_| token.is_capitalised()) {
            return self
                .article
                .names
                .entity(mention.entity)
                .map(|e| e.key.clone());
        }
        let classes = source.lexicon.vocabulary.classes(token.word);
        let noun = !classes.any(Classes::FUNCTION.with(Classes::TIME).with(Classes::ADVERB))
            && !clause::is_adverb(token.span().of(source.text));
        noun.then(|| format!("noun:{}", token.span().of(source.text).to_lowercase()))
    }

    /// The group after "according to", where that stands at token `at`.
    fn according_to(&self, at: usize) -> Option<&Group> {
        (2..4)
            .filter(|_| self.is_according(at))
            .find_map(|n| self.article.group_at(at + n))
            .map(|(_, group)| group)
    }

    fn is_according(&self, at: usize) -> bool {
        let source = self.article.source(&self.knowledge.lexicon);
        let input = Tokens::new(source, at..(at + 2).min(source.tokens.len()));
        input.first_text().eq_ignore_ascii_case("according")
            && input.is(1, source.lexicon.keywords.to)
    }

    /// Years of the dates in the sentence, save where dates are what is compared.
    fn years(&self, rule: &Rule, sentence: &Sentence, m: &Match) -> Vec<i32> {
        if compares_dates(rule) {
            return Vec::new();
        }
        let near = around(m, sentence);
        let mut years: Vec<i32> = self
            .article
            .mentions_within(near.start, near.end)
            .iter()
            .filter(|date| !self.is_compared_with(m.end, date))
            .filter_map(|date| date.value.year())
            .collect();
        years.sort_unstable();
        years.dedup();
        years
    }
}

/// The tokens of the sentence that can bear on what was found: all of them, where it is one sentence
/// and not a list that lost its full stops.
fn around(m: &Match, sentence: &Sentence) -> Range<usize> {
    let first = m.first.saturating_sub(BEARING).max(sentence.first as usize);
    first..(m.end + BEARING).min(sentence.end as usize)
}

/// Members of a group of which each is meant by itself: "with both powers".
struct Alternative {
    slot: usize,
    names: Vec<Name>,
    reference: Reference,
    words: Span,
}

/// How much a claim knows of its subject: names count twice.
fn knowledge_in(claim: &Claim) -> usize {
    claim
        .subject
        .iter()
        .map(|part| match &part.content {
            Content::Names {
                names, inherited, ..
            } => 2 + 2 * names.len() - usize::from(*inherited),
            Content::Thing { owner, stems, .. } => 1 + owner.len() + stems.len(),
            Content::Noun { modifiers, .. } => 1 + modifiers.len(),
            Content::Value { .. } => 1,
        })
        .sum()
}

fn add_name(subject: &mut Vec<Part>, each: &Alternative, name: Name) {
    match subject.iter_mut().find(|p| p.slot == each.slot) {
        Some(Part {
            content: Content::Names {
                names, reference, ..
            },
            ..
        }) => {
            if !names.iter().any(|n| n.same(&name)) {
                names.push(name);
            }
            if each.reference != Reference::Named {
                *reference = each.reference;
            }
        }
        _ => subject.push(Part {
            slot: each.slot,
            content: Content::Names {
                names: vec![name],
                certain: true,
                reference: each.reference,
                words: each.words,
                inherited: false,
            },
        }),
    }
}

/// Every part of the rule's phrases, parts of parts included.
fn any_node(rule: &Rule, test: &dyn Fn(&Node) -> bool) -> bool {
    fn walk(nodes: &[Node], test: &dyn Fn(&Node) -> bool) -> bool {
        nodes.iter().any(|n| {
            test(n)
                || match n {
                    Node::Any(options) => options.iter().any(|o| walk(o, test)),
                    Node::Optional(inner) => walk(inner, test),
                    _ => false,
                }
        })
    }
    rule.phrases
        .iter()
        .chain(&rule.context)
        .any(|p| walk(&p.nodes, test))
}

fn name_of(entity: &Entity) -> Name {
    Name {
        key: entity.key.clone(),
        given: entity.given.clone(),
        name: entity.name.clone(),
    }
}

/// Whether every phrase that says what the slot is asks for a person.
fn is_person_slot(rule: &Rule, slot: usize) -> bool {
    let asks_for = |wanted: &dyn Fn(Who) -> bool| {
        any_node(
            rule,
            &|n| matches!(n, Node::Slot { slot: s, kind: Filler::Names(who) } if *s == slot && wanted(*who)),
        )
    };
    asks_for(&|who| who == Who::Person) && !asks_for(&|who| who != Who::Person)
}

fn is_names_slot(rule: &Rule, slot: usize) -> bool {
    any_node(
        rule,
        &|n| matches!(n, Node::Slot { slot: s, kind: Filler::Names(_) | Filler::Subject } if *s == slot),
    )
}

fn is_place_slot(rule: &Rule, slot: usize) -> bool {
    any_node(
        rule,
        &|n| matches!(n, Node::Slot { slot: s, kind: Filler::Names(Who::Place) } if *s == slot),
    )
}

fn compares_dates(rule: &Rule) -> bool {
    matches!(rule.compare, Compare::Slot(slot) if slot_is_date(rule, slot))
}

fn slot_is_date(rule: &Rule, slot: usize) -> bool {
    use crate::value::ValueKind;
    any_node(
        rule,
        &|n| matches!(n, Node::Slot { slot: s, kind: Filler::Value(ValueKind::Date, _) } if *s == slot),
    )
}

/// The family that a slot asks for.
fn family_of(rule: &Rule, slot: usize) -> String {
    fn walk(nodes: &[Node], slot: usize) -> Option<String> {
        nodes.iter().find_map(|n| match n {
            Node::Slot {
                slot: s,
                kind: Filler::Family(name, _),
            } if *s == slot => Some(name.clone()),
            Node::Any(options) => options.iter().find_map(|o| walk(o, slot)),
            Node::Optional(inner) => walk(inner, slot),
            _ => None,
        })
    }
    rule.phrases
        .iter()
        .chain(&rule.context)
        .find_map(|p| walk(&p.nodes, slot))
        .unwrap_or_default()
}
