//! The year of datelines without one, from the other articles of the same folder or file.
//!
//! "OSLO, March 3" beside articles of 1 to 9 March 2025 was written in 2025. Nothing is taken
//! where those other articles lie far apart: the year must be the only one that fits.

use std::ops::RangeInclusive;

use rustc_hash::FxHashMap;

use super::Document;
use crate::calendar::Day;

/// Articles that are further apart, in days, do not tell of one time.
const SPREAD_DAYS: i32 = 180;
/// An article belongs to the others where it is at most so many days before or after them. Twice
/// this and the spread are less than a year, so that one year fits at most.
const MARGIN_DAYS: i32 = 31;

/// Fills in the date of every document whose head gives a day without a year, where the dated
/// documents around it leave but one year.
pub(super) fn complete(documents: &mut [Document]) {
    let mut times: FxHashMap<String, RangeInclusive<Day>> = FxHashMap::default();
    for document in documents.iter() {
        if let Some(day) = document.date {
            let time = times.entry(place(document).to_owned()).or_insert(day..=day);
            *time = (*time.start()).min(day)..=(*time.end()).max(day);
        }
    }
    for document in documents.iter_mut().filter(|d| d.date.is_none()) {
        let time = times
            .get(place(document))
            .filter(|t| t.end().0 - t.start().0 <= SPREAD_DAYS);
        if let (Some(dateline), Some(time)) = (document.dateline, time) {
            let (from, to) = (
                time.start().plus(-MARGIN_DAYS),
                time.end().plus(MARGIN_DAYS),
            );
            document.date = (from.ymd().0..=to.ymd().0)
                .filter_map(|year| dateline.in_year(year))
                .find(|day| (from..=to).contains(day));
        }
    }
}

/// What an article shares with those that it stands beside: its folder, or its file where that
/// holds several.
fn place(document: &Document) -> &str {
    if document.line.is_some() {
        return &document.path;
    }
    document
        .path
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::date;
    use insta::assert_snapshot;

    /// The date of an article with that dateline, beside articles of `days`.
    fn read(dateline: &str, days: &[&str]) -> String {
        let mut documents: Vec<Document> = days
            .iter()
            .map(|day| Document {
                path: "wire/a.txt".to_owned(),
                date: Day::parse(day),
                ..Document::default()
            })
            .collect();
        documents.push(Document {
            path: "wire/b.txt".to_owned(),
            dateline: date::day_of_year(dateline).ok().map(|(_, day)| day),
            ..Document::default()
        });
        complete(&mut documents);
        let date = documents.last().unwrap().date;
        date.map_or("none".to_owned(), |d| d.to_string())
    }

    #[test]
    fn the_year_is_that_of_the_articles_beside_it() {
        assert_snapshot!(read("14 March", &["2026-03-10", "2026-04-02"]), @"2026-03-14");
        assert_snapshot!(read("2 January", &["2025-12-30"]), @"2026-01-02");
    }

    #[test]
    fn a_year_that_does_not_fit_is_not_taken() {
        assert_snapshot!(read("14 March", &[]), @"none");
        assert_snapshot!(read("14 March", &["2026-07-01"]), @"none");
        assert_snapshot!(read("14 March", &["2024-03-10", "2026-03-10"]), @"none");
        assert_snapshot!(read("Monday 14 March", &["2026-03-10"]), @"none");
    }
}
