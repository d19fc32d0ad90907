//! Matches of phrases → claims.

mod memory;
mod qualifiers;
mod slots;
mod speaker;
mod times;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use smallvec::SmallVec;

use memory::SpokenOf;
use slots::{compares_dates, family_of, is_place_slot};

use super::matcher::{Filled, Held, Match, Matcher};
use super::{Article, Claim, Content, Name, Part};
use crate::language::group::{Group, Reference};
use crate::language::sentence::Sentence;
use crate::rules::compile::{Compare, PhraseRef, Rule};
use crate::rules::index::{Entry, Present};
use crate::rules::{Knowledge, Reads};
use crate::span::Span;
use crate::value::Value;
use crate::value::members::Members;
use crate::value::named::Named;
use crate::value::quote::Quote;

/// Phrases without a word are not looked for in longer sentences, which are lists.
const LONGEST: usize = 400;
/// Shorter quotations are too common to tell one utterance from another.
const LEAST_QUOTED: usize = 5;
/// Words so far from what was found do not bear on it.
const BEARING: usize = 120;

/// The claims of one article, in order of place. `document` is its number.
pub fn read(article: &Article, document: usize, knowledge: &Knowledge) -> Vec<Claim> {
    let mut builder = Builder {
        article,
        document,
        knowledge,
        spoken_of: Vec::new(),
        claims: Vec::new(),
    };
    let mut present = knowledge.rules.index.nothing_present();
    for (number, sentence) in article.read.sentences.iter().enumerate() {
        builder.sentence(number, sentence, &mut present);
    }
    for (number, rule) in knowledge.rules.rules.iter().enumerate() {
        if rule.reads == Some(Reads::Quotations) {
            builder.quotations(number);
        }
    }
    builder.claims.sort_by_key(|c| (c.span, c.rule));
    builder.claims
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
    let (Value::Polarity(x), Value::Polarity(y)) = (&*a.value, &*b.value) else {
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
    fn sentence(&mut self, number: usize, sentence: &Sentence, present: &mut Present) {
        let lexicon = &self.knowledge.lexicon;
        let matcher = Matcher::new(self.article, sentence, lexicon);
        let index = &self.knowledge.rules.index;
        present.begin(sentence.first);
        let mut anchors: SmallVec<[(usize, Entry); 8]> = SmallVec::new();
        for at in sentence.first as usize..sentence.end as usize {
            let Some(token) = self.article.read.tokens.get(at) else {
                break;
            };
            if token.is_anchor()
                && let Some(entry) = index.at_word(token.word)
            {
                present.add(index.needs(entry), at);
                anchors.push((at, entry));
            }
        }
        let (first, end) = (sentence.first as usize, sentence.end as usize);
        let mentions = self.article.mentions_within(first, end);
        let groups = self.article.groups_within(first, end);
        if !anchors.is_empty() {
            mentions
                .iter()
                .for_each(|mention| present.add_value(mention, lexicon));
            groups
                .iter()
                .for_each(|group| present.add_name(group.first));
        }
        let is_bare = mentions.is_empty() && groups.is_empty();
        let mut found: SmallVec<[(PhraseRef, Match); 4]> = SmallVec::new();
        for (at, entry) in anchors {
            let candidates = match is_bare {
                true => index.bare_candidates(entry),
                false => index.candidates(entry),
            };
            for candidate in candidates.iter().filter(|c| present.may_have(c, at)) {
                let Some(reference) = index.phrase(candidate) else {
                    continue;
                };
                let rule = self.knowledge.rules.rules.get(reference.rule);
                let phrase = rule.and_then(|r| r.phrase(reference.phrase));
                if let Some(m) = phrase.and_then(|p| matcher.find(p, at)) {
                    found.push((reference, m));
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
            if quote.len() < LEAST_QUOTED {
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
            let words = Value::Quote(Box::new(quote));
            let (span, sentence) = (quotation.span, quotation.sentence);
            self.claims.push(Claim {
                subject: subject.into_iter().collect(),
                ..Claim::plain(self.document, rule, words, span, sentence)
            });
        }
    }

    /// Of two phrases of one rule that found a value in the same words, the one that knows more
    /// about its subject stays.
    fn keep_best(&mut self, mut drawn: Vec<Vec<Claim>>) {
        drawn.sort_by_key(|claims| std::cmp::Reverse(claims.first().map_or(0, knowledge_in)));
        let from = self.claims.len();
        // Rule and place → number of the claim: a sentence without end has more than can be compared.
        let mut kept: BTreeMap<(usize, u32), Vec<usize>> = BTreeMap::new();
        let mut longest = 0;
        for claims in drawn {
            let Some(first) = claims.first() else {
                continue;
            };
            let (rule, span) = (first.rule, first.span);
            let mut near = kept
                .range((rule, span.start.saturating_sub(longest))..(rule, span.end))
                .flat_map(|(_, numbers)| numbers)
                .filter_map(|n| self.claims.get(*n));
            if near.any(|k| k.span.overlaps(span) && !is_turned(k, first)) {
                continue;
            }
            for claim in &claims {
                longest = longest.max(claim.span.end - claim.span.start);
            }
            for claim in claims {
                let place = kept.entry((claim.rule, claim.span.start)).or_default();
                place.push(self.claims.len());
                self.claims.push(claim);
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
                    value: (*mention.value).clone(),
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

    fn value(&self, rule: &Rule, m: &Match, opposed: bool) -> Option<(Arc<Value>, Span)> {
        let whole = self.span(m.first, m.end);
        match rule.compare {
            Compare::Polarity => {
                let holds = Value::Polarity(m.negated == opposed);
                Some((holds.into(), whole))
            }
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
                            let named = Value::Named(self.named(group));
                            return Some((named.into(), group.span));
                        }
                        let mut members: Vec<(String, String)> = Vec::new();
                        let groups = m.filled.iter().filter(|f| f.slot == slot);
                        for g in groups.filter_map(|f| match f.held {
                            Held::Group(n) => self.article.groups.get(n),
                            _ => None,
                        }) {
                            members.extend(self.names(g).into_iter().map(|n| (n.key, n.name)));
                        }
                        (members.len() > 1).then(|| {
                            let members = Value::Members(Members::closed(members));
                            (members.into(), group.span)
                        })
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
            keys: entities().map(|e| e.key.to_string()).collect(),
            within: entities()
                .filter_map(|e| e.country.as_ref())
                .map(|code| format!("country:{code}"))
                .collect(),
            shown: entities().map(|e| &*e.name).collect::<Vec<_>>().join(", "),
        }
    }

    fn names(&self, group: &Group) -> Vec<Name> {
        group
            .members
            .iter()
            .filter_map(|id| self.article.names.entity(*id))
            .map(Name::from)
            .collect()
    }

    fn span(&self, first: usize, end: usize) -> Span {
        let tokens = &self.article.read.tokens;
        match (tokens.get(first), tokens.get(end.max(first + 1) - 1)) {
            (Some(a), Some(b)) => Span::new(a.start, b.end),
            _ => Span::default(),
        }
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
