//! What changes with time, by the dates of the articles.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{anchor_of, name_of};
use crate::report::passage::cut;
use crate::report::view::{Told, View};
use crate::rules::Change;

/// More lines than this are no overview.
const LINES: usize = 100;
/// Characters of a value.
const VALUE: usize = 40;

#[derive(Serialize)]
pub(super) struct Timeline {
    verdict: &'static str,
    anchor: String,
    subject: String,
    attribute: String,
    stops: Vec<Stop>,
}

#[derive(Serialize)]
struct Stop {
    date: String,
    entries: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    says: String,
    name: String,
    anchor: String,
}

/// A line for each finding whose value may change and that articles of several days speak of.
pub(super) fn all(view: &View<'_>, told: &[Told<'_>], anchors: &[String]) -> Vec<Timeline> {
    told.iter()
        .zip(anchors)
        .filter(|(told, _)| told.rule.change != Change::None && told.sides.len() > 1)
        .filter_map(|(told, anchor)| {
            let stops = stops(view, told);
            (stops.len() > 1).then(|| Timeline {
                verdict: told.finding.verdict.name(),
                anchor: anchor.clone(),
                subject: told.subject(),
                attribute: told.attribute(),
                stops,
            })
        })
        .take(LINES)
        .collect()
}

fn stops(view: &View<'_>, told: &Told<'_>) -> Vec<Stop> {
    let mut days: BTreeMap<_, Vec<Entry>> = BTreeMap::new();
    for claim in told.sides.iter().flat_map(|s| &s.claims) {
        let Some(document) = view.article(claim).map(|a| &a.document) else {
            continue;
        };
        let Some(date) = document.date else { continue };
        days.entry(date).or_default().push(Entry {
            says: cut(&view.says(claim), VALUE).into_owned(),
            name: name_of(document),
            anchor: anchor_of(claim),
        });
    }
    days.into_iter()
        .map(|(date, entries)| Stop {
            date: date.to_string(),
            entries,
        })
        .collect()
}
