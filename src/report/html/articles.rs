//! Every article with what was read in it marked, and linked to the findings.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::name_of;
use crate::claim::Article;
use crate::report::passage;
use crate::report::printable::on_one_line;
use crate::report::view::{Told, VERDICTS, View};
use crate::span::Span;

#[derive(Serialize)]
pub(super) struct ArticleView {
    anchor: String,
    title: String,
    source: Option<String>,
    date: Option<String>,
    place: String,
    /// How many findings of each verdict speak of it.
    tally: Vec<Tally>,
    paragraphs: Vec<Paragraph>,
}

#[derive(Serialize)]
struct Tally {
    verdict: &'static str,
    count: usize,
    noun: &'static str,
}

#[derive(Serialize)]
struct Paragraph {
    heading: bool,
    pieces: Vec<Piece>,
}

/// A stretch of text, marked where `kind` is not empty.
#[derive(Serialize)]
struct Piece {
    text: String,
    kind: &'static str,
    /// The card that it links to.
    href: Option<String>,
    /// Its own name in links.
    anchor: Option<String>,
    label: String,
}

/// Something to mark. Of marks that overlap the one with the least rank is seen.
struct Mark {
    span: Span,
    rank: usize,
    kind: &'static str,
    /// Number of the finding.
    finding: Option<usize>,
    label: String,
}

/// All articles, in their order. Of the findings `told` the first `standing` are not accepted;
/// those that have no card in `anchors` are marked and link nowhere.
pub(super) fn all(
    view: &View<'_>,
    told: &[Told<'_>],
    standing: usize,
    anchors: &[String],
) -> Vec<ArticleView> {
    let marks = marks(view, told, standing);
    let told = told.get(..standing).unwrap_or_default();
    let articles = view.report.articles.iter().zip(marks).enumerate();
    articles
        .map(|(n, (article, marks))| article_view(n, article, &marks, told, anchors))
        .collect()
}

/// The marks of each article, in order of their starts.
fn marks(view: &View<'_>, told: &[Told<'_>], standing: usize) -> Vec<Vec<Mark>> {
    let report = view.report;
    let mut all: Vec<Vec<Mark>> = report
        .articles
        .iter()
        .map(|article| {
            let values = article.read.mentions.iter();
            values
                .map(|mention| Mark {
                    span: mention.span,
                    rank: usize::MAX,
                    kind: "read",
                    finding: None,
                    label: format!("{}: no rule drew a claim from it", mention.value.kind()),
                })
                .collect()
        })
        .collect();
    let mut put = |document: usize, mark: Mark| {
        if let Some(marks) = all.get_mut(document) {
            marks.push(mark);
        }
    };
    for (number, told) in told.iter().enumerate() {
        let kind = match number < standing {
            true => told.finding.verdict.name(),
            false => "accepted",
        };
        for number_of_claim in &told.finding.claims {
            let Some(claim) = report.claims.get(*number_of_claim) else {
                continue;
            };
            put(
                claim.document,
                Mark {
                    span: claim.span,
                    rank: number,
                    kind,
                    finding: Some(number),
                    label: format!("{kind}: {}", told.title()),
                },
            );
        }
    }
    for claim in &report.claims {
        let rule = report.knowledge.rules.rules.get(claim.rule);
        let title = rule.map_or("", |r| r.title.as_str());
        put(
            claim.document,
            Mark {
                span: claim.span,
                rank: told.len(),
                kind: "alone",
                finding: None,
                label: format!("{title}: compared with nothing"),
            },
        );
    }
    for marks in &mut all {
        marks.sort_by_key(|m| (m.span.start, m.rank));
    }
    all
}

fn article_view(
    number: usize,
    article: &Article,
    marks: &[Mark],
    told: &[Told<'_>],
    anchors: &[String],
) -> ArticleView {
    let document = &article.document;
    let title = document.title.as_deref().map(on_one_line);
    let place = match &document.id {
        Some(id) => format!("{} ({})", document.path, id),
        None => document.path.clone(),
    };
    ArticleView {
        anchor: format!("article-{number}"),
        title: title.map_or_else(|| name_of(document), |t| t.into_owned()),
        source: document
            .source
            .as_deref()
            .map(|s| on_one_line(s).into_owned()),
        date: document.date.map(|d| d.to_string()),
        place: on_one_line(&place).into_owned(),
        tally: tally(marks, told),
        paragraphs: paragraphs(number, article, marks, anchors),
    }
}

fn tally(marks: &[Mark], told: &[Told<'_>]) -> Vec<Tally> {
    let mut findings: Vec<usize> = marks.iter().filter_map(|m| m.finding).collect();
    findings.sort_unstable();
    findings.dedup();
    let mut counts: FxHashMap<_, usize> = FxHashMap::default();
    for told in findings.iter().filter_map(|f| told.get(*f)) {
        *counts.entry(told.finding.verdict).or_default() += 1;
    }
    VERDICTS
        .into_iter()
        .filter_map(|(verdict, many)| {
            let count = *counts.get(&verdict)?;
            Some(Tally {
                verdict: verdict.name(),
                count,
                noun: if count == 1 { verdict.name() } else { many },
            })
        })
        .collect()
}

fn paragraphs(
    number: usize,
    article: &Article,
    marks: &[Mark],
    anchors: &[String],
) -> Vec<Paragraph> {
    let mut painter = Painter {
        number,
        article,
        marks,
        anchors,
        next: 0,
        active: BinaryHeap::new(),
        named: FxHashSet::default(),
    };
    let sentences = &article.read.sentences;
    sentences
        .chunk_by(|a, b| a.paragraph == b.paragraph)
        .filter_map(|paragraph| {
            let (first, last) = (paragraph.first()?, paragraph.last()?);
            Some(Paragraph {
                heading: first.heading,
                pieces: painter.pieces(first.span.cover(last.span)),
            })
        })
        .collect()
}

/// Goes through an article once, and knows which marks cover the place where it stands.
struct Painter<'a> {
    number: usize,
    article: &'a Article,
    marks: &'a [Mark],
    anchors: &'a [String],
    /// The first mark that has not begun.
    next: usize,
    /// Rank and number of the marks that have begun, those that have ended among them.
    active: BinaryHeap<Reverse<(usize, usize)>>,
    /// Starts of marks that have a name in links.
    named: FxHashSet<u32>,
}

impl Painter<'_> {
    /// The pieces of a paragraph.
    fn pieces(&mut self, paragraph: Span) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut at = paragraph.start;
        while at < paragraph.end {
            while let Some(mark) = self.marks.get(self.next).filter(|m| m.span.start <= at) {
                self.active.push(Reverse((mark.rank, self.next)));
                self.next += 1;
            }
            let top = loop {
                match self.active.peek() {
                    Some(Reverse((_, n))) => match self.marks.get(*n) {
                        Some(mark) if mark.span.end > at => break Some(mark),
                        _ => drop(self.active.pop()),
                    },
                    None => break None,
                }
            };
            // A mark that begins inside this one interrupts it only if it is graver.
            let begins = self.marks.iter().skip(self.next);
            let graver = |m: &&Mark| top.is_none_or(|t| m.rank < t.rank);
            let limit = top.map_or(paragraph.end, |m| m.span.end.min(paragraph.end));
            let until = begins
                .take_while(|m| m.span.start < limit)
                .find(graver)
                .map_or(limit, |m| m.span.start);
            pieces.push(self.piece(Span::new(at, until), top));
            at = until;
        }
        pieces
    }

    fn piece(&mut self, span: Span, mark: Option<&Mark>) -> Piece {
        let text = passage::words(&self.article.document, span).into_owned();
        let href = mark
            .and_then(|m| m.finding)
            .and_then(|f| self.anchors.get(f).cloned());
        // All findings of one place share its name; it is given once.
        let starts = mark.filter(|m| m.finding.is_some()).map(|m| m.span.start);
        let new = starts.filter(|start| self.named.insert(*start));
        Piece {
            text,
            kind: mark.map_or("", |m| m.kind),
            href,
            anchor: new.map(|start| format!("d{}-{start}", self.number)),
            label: mark.map_or_else(String::new, |m| m.label.clone()),
        }
    }
}
