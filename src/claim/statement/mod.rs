//! What one short article says that somebody did and another denies.
//!
//! | one article | another | clash |
//! |---|---|---|
//! | Norland signed the treaty | Norland refused to sign the treaty | yes |
//! | The senate approved the harbour bill | The senate rejected the harbour bill | yes |
//! | Norland signed the treaty | Norland will not sign the treaty | no: another time |
//! | Norland wants to sign the treaty | Norland did not sign the treaty | no: a wish |
//!
//! Only short articles of one story are compared in this way, sentence by sentence: where all that a
//! text says is of one thing, two clauses with the same actor, verb and object are about one deed. In
//! long articles they hardly ever are.

mod clause;
mod reader;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Article, Claim};
use crate::lexicon::Lexicon;
use crate::rules::{Knowledge, Reads};
use clause::Statement;

/// A short article has at most so many sentences and tokens.
const FEW_SENTENCES: usize = 5;
const FEW_TOKENS: usize = 160;

/// The claims of all articles that say or deny what another article denies or says, in order of
/// document and place. `story` gives for a document the others of its story.
pub fn read<'s>(
    articles: &[Article],
    story: &(dyn Fn(usize) -> &'s [u32] + Sync),
    knowledge: &Knowledge,
) -> Vec<Claim> {
    let rules = &knowledge.rules.rules;
    let Some(rule) = rules
        .iter()
        .position(|r| r.reads == Some(Reads::Statements))
    else {
        return Vec::new();
    };
    let lexicon = &knowledge.lexicon;
    let short: Vec<bool> = articles.iter().map(is_short).collect();
    let is_short = |document: usize| short.get(document).copied().unwrap_or_default();
    let mut pairs: Vec<[usize; 2]> = Vec::new();
    for a in (0..articles.len()).filter(|a| is_short(*a)) {
        let later = story(a).iter().map(|d| *d as usize).filter(|b| *b > a);
        pairs.extend(later.filter(|b| is_short(*b)).map(|b| [a, b]));
    }
    let mut documents: Vec<usize> = pairs.iter().flatten().copied().collect();
    documents.sort_unstable();
    documents.dedup();
    let said: FxHashMap<usize, Vec<(Place, Statement)>> = documents
        .into_par_iter()
        .map(|document| (document, statements_of(articles, document, lexicon)))
        .collect();
    let said_by = |document: &usize| said.get(document).map_or(&[][..], Vec::as_slice);
    let mut claims = Vec::new();
    for [a, b] in &pairs {
        for (own, x) in said_by(a) {
            for (others, y) in said_by(b) {
                if x.clashes(y, lexicon) {
                    claims.extend(x.claims(y, [*own, *others], rule));
                }
            }
        }
    }
    claims.sort_by_key(|c| (c.document, c.span));
    claims.dedup_by(|a, b| (a.document, a.span, &a.subject) == (b.document, b.span, &b.subject));
    claims
}

/// Number of a document and of a sentence in it.
type Place = (usize, usize);

/// Whether an article is so short that all it says is of one thing.
fn is_short(article: &Article) -> bool {
    let read = &article.read;
    read.sentences.len() <= FEW_SENTENCES && read.tokens.len() <= FEW_TOKENS
}

/// What an article says and denies, with the place of each.
fn statements_of(
    articles: &[Article],
    document: usize,
    lexicon: &Lexicon,
) -> Vec<(Place, Statement)> {
    let sentences = articles.get(document).map_or(0, |a| a.read.sentences.len());
    let places = (0..sentences).map(|sentence| (document, sentence));
    places
        .flat_map(|place| {
            let said = reader::statements_at(articles, place, lexicon);
            said.into_iter().map(move |statement| (place, statement))
        })
        .collect()
}
