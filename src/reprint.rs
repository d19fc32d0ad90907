//! Reprints: documents that share most of their text are one source.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};
use smallvec::SmallVec;

use crate::claim::{Article, Claim};
use crate::span::Span;

/// Two documents are reprints of one text when this part of the shorter one's sentences stands in
/// the other word for word.
const SHARED: f64 = 0.6;
/// Of two sentences that differ in hardly more than a value at least this part of the words that
/// stand around it is the same.
const SAME_WORDS: f64 = 0.8;
/// Sentences of fewer tokens are headings, captions and other furniture.
const LEAST_TOKENS: u32 = 8;

/// For each document the number of its source: the first document that it shares its text with, or
/// its own number.
pub fn sources(articles: &[Article]) -> Vec<usize> {
    let sentences: Vec<Vec<u64>> = articles.iter().map(sentence_hashes).collect();
    let mut places: FxHashMap<u64, SmallVec<[u32; 2]>> = FxHashMap::default();
    let mut sources: Vec<usize> = (0..articles.len()).collect();
    for (n, hashes) in sentences.iter().enumerate() {
        let mut shared: FxHashMap<usize, usize> = FxHashMap::default();
        for hash in hashes {
            for other in places.get(hash).into_iter().flatten() {
                *shared.entry(*other as usize).or_default() += 1;
            }
        }
        let first = shared
            .into_iter()
            .filter(|(other, count)| {
                let shorter = hashes.len().min(sentences.get(*other).map_or(0, Vec::len));
                *count as f64 >= SHARED * shorter as f64 && *count >= 2
            })
            .map(|(other, _)| other)
            .min();
        if let (Some(first), Some(source)) = (first, sources.get_mut(n)) {
            *source = first;
        }
        if let Some(source) = first.and_then(|f| sources.get(f).copied())
            && let Some(own) = sources.get_mut(n)
        {
            *own = source;
        }
        for hash in hashes {
            let documents = places.entry(*hash).or_default();
            // A sentence that stands everywhere ("Read more") tells nothing.
            if documents.len() < 16 {
                documents.push(n as u32);
            }
        }
    }
    for (n, article) in articles.iter().enumerate() {
        let first = first_of_outlet(article, articles);
        if let Some(original) = first.and_then(|f| sources.get(f).copied()) {
            let own = sources.get(n).copied();
            sources
                .iter_mut()
                .filter(|s| Some(**s) == own)
                .for_each(|s| *s = original);
        }
    }
    sources
}

/// Whether one of the claims stands in the words of the other, with another value.
pub fn is_altered(a: &Claim, b: &Claim, articles: &[Article]) -> bool {
    let (Some(a), Some(b)) = (words_around(a, articles), words_around(b, articles)) else {
        return false;
    };
    let longer = a.len().max(b.len());
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for word in a {
        *counts.entry(word).or_default() += 1;
    }
    let mut same = 0;
    for word in b {
        if let Some(left) = counts.get_mut(word).filter(|left| **left > 0) {
            *left -= 1;
            same += 1;
        }
    }
    longer > 0 && f64::from(same) >= SAME_WORDS * longer as f64
}

/// The words of a claim's sentence that are not the claim's own.
fn words_around<'a>(claim: &Claim, articles: &'a [Article]) -> Option<Vec<&'a str>> {
    let article = articles.get(claim.document)?;
    let sentence = article.read.sentences.get(claim.sentence)?;
    let tokens = &article.read.tokens;
    let tokens = tokens.get(sentence.first as usize..sentence.end as usize)?;
    let outside = |span: Span| span.end <= claim.span.start || span.start >= claim.span.end;
    let around = tokens.iter().filter(|t| t.is_word() && outside(t.span()));
    Some(
        around
            .map(|t| t.span().of(&article.document.text))
            .collect(),
    )
}

/// The first article of the outlet that an article is known to be copied from.
fn first_of_outlet(article: &Article, articles: &[Article]) -> Option<usize> {
    let outlet = article.document.reprint_of.as_ref()?;
    articles
        .iter()
        .position(|a| a.document.source.as_ref() == Some(outlet))
}

fn sentence_hashes(article: &Article) -> Vec<u64> {
    let text = &article.document.text;
    let mut hashes: Vec<u64> = article
        .read
        .sentences
        .iter()
        .filter(|s| s.end - s.first >= LEAST_TOKENS)
        .map(|s| {
            let mut hasher = FxHasher::default();
            let tokens = article.read.tokens.get(s.first as usize..s.end as usize);
            for token in tokens.unwrap_or_default().iter().filter(|t| t.is_word()) {
                match token.word.is_known() {
                    true => hasher.write_u32(token.word.0),
                    false => hasher.write(token.span().of(text).as_bytes()),
                }
            }
            hasher.finish()
        })
        .collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}
