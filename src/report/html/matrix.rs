//! Subjects against articles: who says what.

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::{anchor_of, documents, name_of};
use crate::report::passage::cut;
use crate::report::view::{Told, View};

/// More rows than this are a list, and the cards are the better list.
const ROWS: usize = 200;
/// More columns than this cannot be seen together.
const COLUMNS: usize = 16;
/// Characters of a value.
const VALUE: usize = 48;

#[derive(Serialize)]
pub(super) struct Matrix {
    columns: Vec<Column>,
    rows: Vec<Row>,
    hidden_rows: usize,
    hidden_columns: usize,
}

#[derive(Serialize)]
struct Column {
    label: String,
    date: Option<String>,
    anchor: String,
}

#[derive(Serialize)]
struct Row {
    verdict: &'static str,
    anchor: String,
    subject: String,
    attribute: String,
    /// For each column what its article says.
    cells: Vec<Vec<Said>>,
}

#[derive(Clone, Serialize)]
struct Said {
    side: usize,
    says: String,
    anchor: String,
}

/// The gravest findings as rows, and as columns the articles that they speak of most.
pub(super) fn of(view: &View<'_>, told: &[Told<'_>], anchors: &[String]) -> Matrix {
    let shown = told.get(..ROWS).unwrap_or(told);
    let (columns, hidden_columns) = columns(view, shown);
    let articles = &view.report.articles;
    Matrix {
        rows: shown
            .iter()
            .zip(anchors)
            .map(|(told, anchor)| row(view, told, anchor, &columns))
            .collect(),
        columns: columns
            .iter()
            .filter_map(|n| Some((n, &articles.get(*n)?.document)))
            .map(|(n, document)| Column {
                label: name_of(document),
                date: document.date.map(|d| d.to_string()),
                anchor: format!("article-{n}"),
            })
            .collect(),
        hidden_rows: told.len() - shown.len(),
        hidden_columns,
    }
}

/// The articles that stand in most rows, in their order; and how many more there are.
fn columns(view: &View<'_>, told: &[Told<'_>]) -> (Vec<usize>, usize) {
    let mut counts = vec![0usize; view.report.articles.len()];
    for document in told.iter().flat_map(documents) {
        if let Some(count) = counts.get_mut(document) {
            *count += 1;
        }
    }
    let mut found: Vec<(usize, usize)> = counts
        .into_iter()
        .enumerate()
        .filter(|(_, count)| *count > 0)
        .collect();
    found.sort_by_key(|(document, count)| (std::cmp::Reverse(*count), *document));
    let hidden = found.len().saturating_sub(COLUMNS);
    found.truncate(COLUMNS);
    let mut columns: Vec<usize> = found.into_iter().map(|(document, _)| document).collect();
    columns.sort_unstable();
    (columns, hidden)
}

fn row(view: &View<'_>, told: &Told<'_>, anchor: &str, columns: &[usize]) -> Row {
    let mut said: FxHashMap<usize, Vec<Said>> = FxHashMap::default();
    for (side, n) in told.sides.iter().zip(1..) {
        for claim in &side.claims {
            let says = cut(&view.says(claim), VALUE).into_owned();
            let cell = said.entry(claim.document).or_default();
            if !cell.iter().any(|s| s.says == says) {
                cell.push(Said {
                    side: n,
                    says,
                    anchor: anchor_of(claim),
                });
            }
        }
    }
    Row {
        verdict: told.finding.verdict.name(),
        anchor: anchor.to_owned(),
        subject: told.subject(),
        attribute: told.attribute(),
        cells: columns
            .iter()
            .map(|n| said.remove(n).unwrap_or_default())
            .collect(),
    }
}
