//! What a claim leaves out and the text before it tells: "the pact", "he", whose life is told.

use super::slots::{family_of, is_names_slot, is_person_slot};
use super::{Alternative, Builder};
use crate::claim::matcher::{Held, Match};
use crate::claim::{Content, Name, Part};
use crate::language::group::{self, Reference};
use crate::language::names::EntityId;
use crate::lexicon::families::Family;
use crate::lexicon::gazetteer::NameKind;
use crate::rules::compile::{Compare, Rule};

/// How many sentences back "the pact" may find the pact that was spoken of.
const MEMORY: usize = 8;

/// A noun of a family that was spoken of together with names: "a pact between Chile and Peru".
pub(super) struct SpokenOf {
    pub(super) family: String,
    pub(super) sentence: usize,
    pub(super) names: Vec<Vec<Name>>,
}

impl Builder<'_> {
    /// "The pact" of which no parties are told has those of the pact spoken of before.
    pub(super) fn inherit(&self, rule: &Rule, m: &Match, sentence: usize, parts: &mut Vec<Part>) {
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

    pub(super) fn remember(
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

    /// Whether a subject that must be a person, as the other phrases of the rule ask for one in
    /// its slot, is known to be none.
    pub(super) fn is_no_person(&self, rule: &Rule, m: &Match) -> bool {
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
    pub(super) fn fill_with_main_person(&self, rule: &Rule, m: &Match, parts: &mut Vec<Part>) {
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

    pub(super) fn main_person(&self) -> Option<Name> {
        let main = group::told_of(&self.article.names, &self.article.read.sentences)?;
        self.article.names.entity(main).map(Name::from)
    }

    /// Whether a figure is about an "it" or "which" of which no sentence before tells what it is:
    /// such rules have no `context`.
    pub(super) fn is_about_anything(&self, rule: &Rule, m: &Match) -> bool {
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
    pub(super) fn is_definite(&self, at: usize) -> bool {
        let source = self.article.source(&self.knowledge.lexicon);
        at.checked_sub(1)
            .and_then(|before| source.tokens.get(before))
            .is_some_and(|t| {
                let word = t.span().of(source.text).to_ascii_lowercase();
                matches!(word.as_str(), "the" | "this" | "that" | "these" | "those")
            })
    }

    /// Whether the noun at token `at`, perhaps the last word of several, is of the family.
    pub(super) fn is_noun_of(&self, family: &str, at: usize) -> bool {
        let token = self.article.read.tokens.get(at);
        let word = token.map(|t| t.word).unwrap_or_default();
        let family = self.knowledge.lexicon.families.get(family);
        let ends = |f: &Family| {
            let mut members = f.members.iter();
            members.any(|m| *m.rest.last().unwrap_or(&m.word) == word)
        };
        word.is_known() && family.is_some_and(ends)
    }
}
