//! Reprints: documents that share most of their text are one source.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use crate::claim::{Article, Claim};
use crate::span::Span;

/// Two documents are reprints of one text when this part of the shorter one's sentences stands in
/// the other word for word.
const SHARED: f64 = 0.6;
/// Of two sentences that differ in hardly more than a value at least this part of the words that
/// stand around it is the same.
const SAME_WORDS: f64 = 0.8;
/// A sentence that stands in more documents ("Read more") tells nothing: those after the first so
/// many are not compared for it.
const CROWD: usize = 16;
/// Sentences of fewer tokens are headings, captions and other furniture.
const LEAST_TOKENS: u32 = 8;

/// For each document the number of its source: the first document that it shares its text with, or
/// its own number.
pub fn sources(articles: &[Article]) -> Vec<usize> {
    // Each sentence and its document, so that those of one sentence come together.
    let mut sentences: Vec<(u64, u32)> = Vec::new();
    let mut lengths: Vec<usize> = Vec::with_capacity(articles.len());
    for (n, article) in (0u32..).zip(articles) {
        let hashes = &article.sentence_hashes;
        lengths.push(hashes.len());
        sentences.extend(hashes.iter().map(|hash| (*hash, n)));
    }
    sentences.sort_unstable();
    // A later and an earlier document, once for each sentence that they share.
    let mut shared: Vec<(u32, u32)> = Vec::new();
    for sentence in sentences.chunk_by(|a, b| a.0 == b.0) {
        for (at, (_, later)) in sentence.iter().enumerate() {
            let earlier = sentence.iter().take(at.min(CROWD));
            shared.extend(earlier.map(|(_, earlier)| (*later, *earlier)));
        }
    }
    shared.sort_unstable();
    let length = |n: u32| lengths.get(n as usize).copied().unwrap_or_default();
    let mut sources: Vec<usize> = (0..articles.len()).collect();
    for both in shared.chunk_by(|a, b| a == b) {
        let Some((later, earlier)) = both.first().copied() else {
            continue;
        };
        let shorter = length(later).min(length(earlier));
        let is_reprint = both.len() >= 2 && both.len() as f64 >= SHARED * shorter as f64;
        let source = sources.get(earlier as usize).copied();
        // The first document that it shares its text with counts.
        if let (true, Some(source), Some(own)) =
            (is_reprint, source, sources.get_mut(later as usize))
            && *own == later as usize
        {
            *own = source;
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

/// Hashes of an article's sentences, in order of size, each once.
pub fn sentence_hashes(article: &Article) -> Vec<u64> {
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
