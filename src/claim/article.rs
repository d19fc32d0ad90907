//! One document with all that was read in it.

use super::content::{self, ContentWord};
use super::profile::Profile;
use super::spelling::{self, NameWord};
use super::variant::{self, NameRun};
use crate::annotate::Annotations;
use crate::document::Document;
use crate::fitted::fitted;
use crate::language::group::{self, Group};
use crate::language::names::Names;
use crate::language::quotation::{self, Quotation};
use crate::language::sentence::Sentence;
use crate::language::tokens::{Source, Tokens};
use crate::lexicon::Lexicon;
use crate::reprint;
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
    /// Hashes of its sentences, in order of size, each once.
    pub sentence_hashes: Vec<u64>,
    /// Its words that may be parts of names and could be slipped in.
    pub name_words: Vec<NameWord>,
    /// Its names of several words of which another form may be a slip.
    pub name_runs: Vec<NameRun>,
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

/// An article while it is read.
struct Draft {
    article: Article,
    content: Vec<ContentWord>,
}

/// What is read, in order: each stage needs those before it.
const STAGES: [fn(&mut Draft, &Lexicon); 9] = [
    |draft, lexicon| {
        let article = &mut draft.article;
        article.read.read_tokens(&article.document, lexicon);
    },
    |draft, lexicon| {
        let article = &mut draft.article;
        article.read.read_sentences(&article.document, lexicon);
    },
    |draft, lexicon| {
        let article = &mut draft.article;
        article.read.read_values(&article.document, lexicon);
        article.read.fit();
        let begin = article.read.mentions.iter().map(|m| m.first);
        article.values_begin = TokenSet::of(article.read.tokens.len(), begin);
    },
    |draft, lexicon| {
        let article = &mut draft.article;
        article.names = Names::read(article.source(lexicon), &article.read.sentences);
    },
    |draft, lexicon| {
        let article = &mut draft.article;
        let source = article.source(lexicon);
        let groups = fitted(group::read(source, &article.read.sentences, &article.names));
        let begin = groups.iter().map(|g| g.first);
        article.groups_begin = TokenSet::of(article.read.tokens.len(), begin);
        article.groups = groups;
    },
    |draft, lexicon| {
        let article = &mut draft.article;
        let source = article.source(lexicon);
        let found = quotation::read(source, &article.read.sentences, &article.groups);
        article.quotations = fitted(found);
    },
    // What all articles are compared by is taken down while the tokens are at hand.
    |draft, lexicon| {
        let article = &mut draft.article;
        article.sentence_hashes = fitted(reprint::sentence_hashes(article));
        article.name_words = fitted(spelling::name_words(article));
        article.name_runs = fitted(variant::name_runs(article, lexicon));
    },
    |draft, lexicon| draft.content = content::words(&draft.article, lexicon),
    |draft, lexicon| {
        draft.article.profile = Profile::of(&draft.article, &draft.content, lexicon);
    },
];

impl Draft {
    /// Nothing is read yet.
    fn of(document: Document) -> Self {
        let article = Article {
            document,
            read: Annotations::default(),
            names: Names::default(),
            groups: Vec::new(),
            quotations: Vec::new(),
            profile: Profile::default(),
            sentence_hashes: Vec::new(),
            name_words: Vec::new(),
            name_runs: Vec::new(),
            values_begin: TokenSet::default(),
            groups_begin: TokenSet::default(),
        };
        Self {
            article,
            content: Vec::new(),
        }
    }
}

impl Article {
    /// Reads a document.
    pub fn read(document: Document, lexicon: &Lexicon) -> Self {
        let mut draft = Draft::of(document);
        STAGES.iter().for_each(|stage| stage(&mut draft, lexicon));
        draft.article
    }

    /// Reads some documents, each together with its words that carry meaning, which only the
    /// reading of its claims asks for.
    ///
    /// Every stage goes through all of them before the next one begins, so that its tables stay
    /// near: a dozen articles are few enough to stay there, too.
    pub fn read_all(
        documents: impl IntoIterator<Item = Document>,
        lexicon: &Lexicon,
    ) -> Vec<(Self, Vec<ContentWord>)> {
        let mut drafts: Vec<Draft> = documents.into_iter().map(Draft::of).collect();
        for stage in STAGES {
            drafts.iter_mut().for_each(|draft| stage(draft, lexicon));
        }
        let read = drafts.into_iter();
        read.map(|draft| (draft.article, draft.content)).collect()
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
