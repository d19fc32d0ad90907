//! Texts and how they are read.

use crate::annotate::Annotations;
use crate::calendar::Day;
use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::value::{Relation, Value};

use super::Temporal;

thread_local! {
    static LEXICON: Lexicon = Lexicon::load(&[]).unwrap();
}

fn times(text: &str, date: Option<Day>) -> Vec<(String, Temporal)> {
    let document = Document {
        text: text.to_owned(),
        date,
        ..Document::default()
    };
    let mut read = Annotations::default();
    LEXICON.with(|lexicon| read.read(&document, lexicon));
    read.mentions
        .into_iter()
        .filter_map(|m| match m.value {
            Value::Temporal(t) => Some((m.span.of(text).to_owned(), t)),
            Value::Quantity(_) => None,
        })
        .collect()
}

/// The times of a text of Wednesday, 18 June 2025: each with its ISO form.
fn read(text: &str) -> String {
    times(text, Day::parse("2025-06-18"))
        .iter()
        .map(|(text, t)| format!("{text} → {}", t.iso))
        .collect::<Vec<_>>()
        .join(" | ")
}

#[test]
fn probe() {
    for line in std::fs::read_to_string("/tmp/probe.txt").unwrap().lines() {
        println!("{line}\n      {}", read(line));
    }
}
