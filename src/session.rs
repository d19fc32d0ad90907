//! Checking again and again, of which only the articles that changed are read.

use std::path::Path;

use rustc_hash::FxHashMap;

use crate::check::{ReadArticle, Report, compare, read};
use crate::claim::Claim;
use crate::document::{Document, InputError, cache::Cache};
use crate::rules::Knowledge;

/// What is known of some articles from the checks before.
#[derive(Debug)]
pub struct Session<'k> {
    knowledge: &'k Knowledge,
    cache: Cache,
    /// The articles of the last check with their claims, by file and number within it.
    read: FxHashMap<(String, usize), ReadArticle>,
}

/// A report, and how much had to be read for it.
#[derive(Debug)]
pub struct Round<'k> {
    /// The report, the same as a check of everything gives.
    pub report: Report<'k>,
    /// How many files were read.
    pub files_read: usize,
    /// How many articles were read.
    pub articles_read: usize,
    /// The claims of each article as its own numbers them.
    claims: Vec<Vec<Claim>>,
}

impl<'k> Session<'k> {
    /// A session in which nothing is known yet.
    pub fn new(knowledge: &'k Knowledge) -> Self {
        Self {
            knowledge,
            cache: Cache::default(),
            read: FxHashMap::default(),
        }
    }

    /// Checks the articles of `paths`; `is_changed` tells of real paths that must be read again
    /// though neither their time nor their length changed, and `prepare` completes, adds and takes
    /// away documents. Give the round back to [`Session::keep`] when its report was used.
    ///
    /// # Errors
    /// Where a path does not exist, or no article is found at all.
    pub fn check<P: AsRef<Path>>(
        &mut self,
        paths: &[P],
        is_changed: impl Fn(&Path) -> bool + Sync,
        prepare: impl Fn(&mut Vec<Document>),
    ) -> Result<Round<'k>, InputError> {
        let mut fresh = self.cache.read(paths, is_changed)?;
        prepare(&mut fresh.input.documents);
        let mut known: Vec<Option<ReadArticle>> = Vec::new();
        let mut unknown: Vec<Document> = Vec::new();
        let mut numbers = Numbers::default();
        for document in fresh.input.documents {
            let key = numbers.key(&document);
            let same = |(article, _): &ReadArticle| article.document == document;
            let read = self.read.remove(&key).filter(same);
            if read.is_none() {
                unknown.push(document);
            }
            known.push(read);
        }
        let articles_read = unknown.len();
        let mut new = read(unknown, self.knowledge, &|| ()).into_iter();
        let in_order = known.into_iter().map(|known| known.or_else(|| new.next()));
        let read: Vec<ReadArticle> = in_order.flatten().collect();
        let claims: Vec<Vec<Claim>> = read.iter().map(|(_, claims)| claims.clone()).collect();
        Ok(Round {
            report: compare(read, fresh.input.notes, self.knowledge),
            files_read: fresh.files_read,
            articles_read,
            claims,
        })
    }

    /// Keeps what was read for the next check.
    pub fn keep(&mut self, round: Round<'k>) {
        let mut numbers = Numbers::default();
        let articles = round.report.articles.into_iter().zip(round.claims);
        self.read = articles
            .map(|(article, claims)| (numbers.key(&article.document), (article, claims)))
            .collect();
    }
}

/// Numbers the articles of each file.
#[derive(Default)]
struct Numbers(FxHashMap<String, usize>);

impl Numbers {
    fn key(&mut self, document: &Document) -> (String, usize) {
        let next = self.0.entry(document.path.clone()).or_default();
        let number = *next;
        *next += 1;
        (document.path.clone(), number)
    }
}
