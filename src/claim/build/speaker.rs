//! Who says what a claim tells.

use super::{Builder, around};
use crate::claim::matcher::Match;
use crate::language::clause;
use crate::language::group::Group;
use crate::language::sentence::Sentence;
use crate::language::tokens::Tokens;
use crate::language::vocabulary::Classes;

/// An article stands at most so many tokens before its noun.
const NOUN_PHRASE: usize = 3;

impl Builder<'_> {
    /// Who says it, where the sentence gives the words to somebody.
    pub(super) fn speaker(&self, m: &Match, sentence: &Sentence) -> Option<String> {
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
                    self.article.names.entity(*id).map(|e| e.key.to_string())
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
    pub(super) fn is_noun_here(&self, at: usize) -> bool {
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
    pub(super) fn beside(&self, verb: usize) -> Option<String> {
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
                .map(|e| e.key.to_string());
        }
        let classes = source.lexicon.vocabulary.classes(token.word);
        let noun = !classes.any(Classes::FUNCTION.with(Classes::TIME).with(Classes::ADVERB))
            && !clause::is_adverb(token.span().of(source.text));
        noun.then(|| format!("noun:{}", token.span().of(source.text).to_lowercase()))
    }

    /// The group after "according to", where that stands at token `at`.
    pub(super) fn according_to(&self, at: usize) -> Option<&Group> {
        (2..4)
            .filter(|_| self.is_according(at))
            .find_map(|n| self.article.group_at(at + n))
            .map(|(_, group)| group)
    }

    pub(super) fn is_according(&self, at: usize) -> bool {
        let source = self.article.source(&self.knowledge.lexicon);
        let input = Tokens::new(source, at..(at + 2).min(source.tokens.len()));
        input.first_text().eq_ignore_ascii_case("according")
            && input.is(1, source.lexicon.keywords.to)
    }
}
