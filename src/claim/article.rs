//! One document with all that was read in it.

use super::content::{self, ContentWord};
use super::profile::Profile;
use crate::annotate::Annotations;
use crate::document::Document;
use crate::fitted::fitted;
use crate::language::group::{self, Group};
use crate::language::names::Names;
use crate::language::quotation::{self, Quotation};
use crate::language::sentence::Sentence;
use crate::language::tokens::{Source, Tokens};
use crate::lexicon::Lexicon;
use crate::rules::phrase::Who;
use crate::value::Mention;

/// A document, its tokens, sentences, values, names and groups.
#[derive(Debug)]
pub struct Article {
    /// The document.
    pub document: Document,
    /// Tokens, sentences and values.
    pub read: Annotations,
    /// Names.
    pub names: Names,
    /// Groups of names, pronouns among them.
    pub groups: Vec<Group>,
    /// What stands in quotation marks.
    pub quotations: Vec<Quotation>,
    /// What it is about.
    pub profile: Profile,
    /// The tokens at which a value begins, and those at which a group does.
    values_begin: TokenSet,
    groups_begin: TokenSet,
}

/// A set of tokens: most tokens begin nothing, which one look tells.
#[derive(Debug, Default)]
struct TokenSet(Vec<u64>);

impl TokenSet {
    /// `firsts` are less than `tokens`.
    fn of(tokens: usize, firsts: impl Iterator<Item = u32>) -> Self {
        let mut bits = vec![0; tokens.div_ceil(64)];
        for first in firsts {
            if let Some(bits) = bits.get_mut(first as usize / 64) {
                *bits |= 1 << (first % 64);
            }
        }
        Self(bits)
    }

    fn has(&self, token: usize) -> bool {
        let bits = self.0.get(token / 64).copied().unwrap_or_default();
        bits >> (token % 64) & 1 == 1
    }
}

impl Article {
    /// Reads a document.
    pub fn read(document: Document, lexicon: &Lexicon) -> Self {
        Self::read_with_content(document, lexicon).0
    }

    /// Reads a document; also gives its words that carry meaning, which only the reading of its
    /// claims asks for.
    pub fn read_with_content(document: Document, lexicon: &Lexicon) -> (Self, Vec<ContentWord>) {
        let mut read = Annotations::default();
        read.read(&document, lexicon);
        read.fit();
        let source = Source {
            text: document.readable(),
            tokens: &read.tokens,
            lexicon,
        };
        let names = Names::read(source, &read.sentences);
        let groups = fitted(group::read(source, &read.sentences, &names));
        let quotations = fitted(quotation::read(source, &read.sentences, &groups));
        let count = read.tokens.len();
        let mut article = Self {
            values_begin: TokenSet::of(count, read.mentions.iter().map(|m| m.first)),
            groups_begin: TokenSet::of(count, groups.iter().map(|g| g.first)),
            document,
            read,
            names,
            groups,
            quotations,
            profile: Profile::default(),
        };
        let content = content::words(&article, lexicon);
        article.profile = Profile::of(&article, &content, lexicon);
        (article, content)
    }

    /// The tokens, with the text and the lexicon that they were looked up in.
    pub fn source<'a>(&'a self, lexicon: &'a Lexicon) -> Source<'a> {
        Source {
            text: self.document.readable(),
            tokens: &self.read.tokens,
            lexicon,
        }
    }

    /// The tokens of a sentence.
    pub fn tokens_of<'a>(&'a self, sentence: &Sentence, lexicon: &'a Lexicon) -> Tokens<'a> {
        Tokens::new(
            self.source(lexicon),
            sentence.first as usize..sentence.end as usize,
        )
    }

    /// Whether all members of the group are of the kind that a slot asks for.
    pub fn are(&self, group: &Group, who: Who) -> bool {
        group
            .members
            .iter()
            .filter_map(|id| self.names.entity(*id))
            .all(|entity| who.fits(entity.kind))
    }

    /// The group that begins at token `index`.
    pub fn group_at(&self, index: usize) -> Option<(usize, &Group)> {
        if !self.groups_begin.has(index) {
            return None;
        }
        let at = self.groups.partition_point(|g| (g.first as usize) < index);
        self.groups
            .get(at)
            .filter(|g| g.first as usize == index)
            .map(|g| (at, g))
    }

    /// The value that begins at token `index`.
    pub fn mention_at(&self, index: usize) -> Option<(usize, &Mention)> {
        if !self.values_begin.has(index) {
            return None;
        }
        let at = self
            .read
            .mentions
            .partition_point(|m| (m.first as usize) < index);
        self.read
            .mentions
            .get(at)
            .filter(|m| m.first as usize == index)
            .map(|m| (at, m))
    }

    /// Whether token `index` belongs to a value: the "year" of "five-year".
    pub fn in_value(&self, index: usize) -> bool {
        let mentions = &self.read.mentions;
        let after = mentions.partition_point(|m| m.first as usize <= index);
        after
            .checked_sub(1)
            .and_then(|at| mentions.get(at))
            .is_some_and(|m| index < m.end as usize)
    }

    /// The groups that begin in tokens `first..end`.
    pub fn groups_within(&self, first: usize, end: usize) -> &[Group] {
        let from = self.groups.partition_point(|g| (g.first as usize) < first);
        let to = self.groups.partition_point(|g| (g.first as usize) < end);
        self.groups.get(from..to).unwrap_or_default()
    }

    /// The values that begin in tokens `first..end`.
    pub fn mentions_within(&self, first: usize, end: usize) -> &[Mention] {
        let mentions = &self.read.mentions;
        let from = mentions.partition_point(|m| (m.first as usize) < first);
        let to = mentions.partition_point(|m| (m.first as usize) < end);
        mentions.get(from..to).unwrap_or_default()
    }
}
