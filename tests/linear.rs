//! Hostile texts take linear time: twice the text, about twice the time; and nothing panics.

use std::time::{Duration, Instant};

use factcheck::annotate::Annotations;
use factcheck::check::check;
use factcheck::document::{Document, Input, Notes};
use factcheck::rules::Knowledge;

/// Long runs of one thing.
const RUNS: &[(&str, &str)] = &[
    ("digits", "7"),
    ("groups of digits", "1,234."),
    ("quotation marks", "\""),
    ("curly quotation marks", "“’"),
    ("quoted words", "\"Yes\" "),
    ("hyphens", "-"),
    ("hyphenated words", "mid-"),
    ("hyphenated numbers", "3-"),
    ("number words", "three hundred and "),
    ("ordinals", "twenty-first "),
    ("brackets", "(["),
    ("dots", "."),
    ("spaced dots", ". "),
    ("initials", "J. "),
    ("initialisms", "U.S."),
    ("commas", ","),
    ("capitalised words", "Marlow "),
    ("joined names", "Marlow and Iran, "),
    ("names", "President Oduya of Chile and "),
    ("months", "May June "),
    ("hedges", "about nearly more than "),
    ("amounts", "$5 million to "),
    ("letters", "a"),
    ("letters beyond ASCII", "é"),
    ("apostrophes", "o'"),
    ("empty lines", "\n\n"),
    ("lines of bullets", "- a\n"),
    ("negations", "not never "),
    ("verbs", "has agreed to sign "),
    (
        "dated tolls",
        "Twelve people were killed on 3 May 2020 and ",
    ),
    (
        "sayings",
        "Halden said that it would vote for the pact and ",
    ),
    ("pronouns", "they said it and "),
];

const BYTES: usize = 1 << 20;
/// Twice the text may take so many times as long: between twice, and the four times of what is
/// quadratic, as machines are busy.
const MOST: u32 = 3;
/// Times below this are noise.
const LEAST: Duration = Duration::from_millis(60);
const TRIES: usize = 4;

fn text(run: &str, bytes: usize) -> String {
    run.repeat(bytes / run.len())
}

fn document(run: &str, bytes: usize) -> Document {
    Document {
        path: "run.txt".to_owned(),
        text: text(run, bytes),
        ..Document::default()
    }
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// Panics with the names of the runs for which twice the text takes much more than twice the time
/// in each of a few tries.
fn assert_linear(work: impl Fn(Document)) {
    let grows = |run: &str| {
        (0..TRIES).all(|_| {
            let once = time(|| work(document(run, BYTES))).max(LEAST);
            time(|| work(document(run, 2 * BYTES))) > once * MOST
        })
    };
    let wrong: Vec<&str> = RUNS
        .iter()
        .filter(|(_, run)| grows(run))
        .map(|(name, _)| *name)
        .collect();
    assert!(wrong.is_empty(), "not linear: {}", wrong.join(", "));
}

#[test]
fn the_reading_is_linear_in_the_length_of_any_run() {
    let knowledge = Knowledge::load(&[]).unwrap();
    assert_linear(|document| Annotations::default().read(&document, &knowledge.lexicon));
}

#[test]
fn the_check_is_linear_in_the_length_of_any_run() {
    let knowledge = Knowledge::load(&[]).unwrap();
    assert_linear(|document| {
        let documents = vec![document];
        let notes = Notes::default();
        check(Input { documents, notes }, &knowledge);
    });
}
