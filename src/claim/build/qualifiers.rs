//! What keeps a value apart from others of its kind: "initial", what it counts, "28 other".

use super::Builder;
use super::times::PLANNING;
use crate::claim::matcher::{Held, Match};
use crate::language::sentence::Sentence;
use crate::language::token::Token;
use crate::language::tokens::Tokens;
use crate::language::vocabulary::Classes;
use crate::rules::compile::{Compare, Rule};
use crate::value::Value;
use crate::value::unit::Scale;

/// Family of nouns that count all people, or all things, alike.
const AT_LARGE: &str = "at-large";
/// Family of words that keep a value apart from others of its kind.
const QUALIFIERS: &str = "qualifier";
/// Such words are looked for so many tokens before and after a match.
const QUALIFIER_REACH: usize = 3;
/// Family of words that make a count a part of another: "other", "including".
const PARTS_OF_A_COUNT: &str = "part-of-count";

impl Builder<'_> {
    /// What keeps a value apart from others of its kind: "first", "annual", "expected" near it,
    /// and of counts what is counted. Stems, in order of the alphabet.
    pub(super) fn qualifiers(&self, m: &Match, rule: &Rule, sentence: &Sentence) -> Vec<String> {
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
    pub(super) fn governs(&self, at: usize) -> bool {
        let source = self.article.source(&self.knowledge.lexicon);
        source.tokens.get(at + 1).is_some_and(|t| {
            let classes = source.lexicon.vocabulary.classes(t.word);
            classes.any(Classes::DETERMINER)
        })
    }

    /// What tells a count apart from other counts of the same sentence: stems of the counted noun
    /// and of the words that describe it, and "other" or "including" before it; nothing for
    /// people or things at large.
    pub(super) fn counted(&self, m: &Match, rule: &Rule) -> Vec<String> {
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
        let Value::Quantity(quantity) = &*mention.value else {
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

    pub(super) fn is_in(&self, family: &str, token: &Token) -> bool {
        let family = self.knowledge.lexicon.families.get(family);
        token.word.is_known()
            && family.is_some_and(|f| f.starting_with(token.word).next().is_some())
    }

    /// Stems of the words in tokens `first..end` that carry meaning.
    pub(super) fn stems(&self, first: usize, end: usize) -> Vec<String> {
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
}
