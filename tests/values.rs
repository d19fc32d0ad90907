//! What is read, kind by kind: `docs/values.md` is made from the examples below.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

use std::fmt::Write;
use std::{env, fs, path::Path};

use factcheck::annotate::Annotations;
use factcheck::calendar::Day;
use factcheck::document::Document;
use factcheck::lexicon::Lexicon;
use factcheck::report::entry::Read;
use factcheck::report::facts::FORMATS;
use serde_json::{Map, Value};

/// Set to have the page written anew.
const UPDATE: &str = "UPDATE_DOCS";

/// The day on which all examples are written: a Wednesday.
const WRITTEN: &str = "2025-06-18";

/// A section of the page.
struct Section {
    title: &'static str,
    about: &'static str,
    /// Kinds of mention that it shows.
    kinds: &'static [&'static str],
    examples: &'static [&'static str],
}

const SECTIONS: &[Section] = &[
    Section {
        title: "Numbers",
        about: "A number with a counted noun, in digits or words. `unit_name` is the noun in the singular.",
        kinds: &["quantity"],
        examples: &[
            "12,418 otters",
            "three of its bakeries",
            "two dozen lighthouses",
            "four and a half million tulips",
            "1.2m visitors",
            "three hundred and five divers",
            "hundreds of kites",
            "several hundred gulls",
            "left 70 divers stranded and 12 missing",
            "no fewer than nine ferries",
        ],
    },
    Section {
        title: "Bounds",
        about: "Words around a number widen the set of values that it allows: `low` to `high`, open where an end is missing.",
        kinds: &["quantity"],
        examples: &[
            "about 600 beehives",
            "more than 600 beehives",
            "fewer than 40 rowers",
            "at least 12 tugboats",
            "up to 90 tents",
            "nearly 5,000 runners",
            "50 or so boats",
            "as many as nine kayaks",
        ],
    },
    Section {
        title: "Measures",
        about: "Units have UCUM codes, so that what is measured differently can be compared.",
        kinds: &["quantity"],
        examples: &[
            "a 30,000-pound bell",
            "13.6 tonnes of barley",
            "8 miles",
            "5.2 litres",
            "-5 °C",
            "90 km/h",
            "311 square miles",
            "54GB",
            "35C (95F)",
        ],
    },
    Section {
        title: "Money",
        about: "Money has ISO 4217 codes. Sums in different currencies are never compared.",
        kinds: &["quantity"],
        examples: &[
            "$4.5 million",
            "€120",
            "£3.2bn",
            "10.5 million Australian dollars",
            "63 cents",
            "$58.24 per barrel",
            "¥590 billion",
            "CHF 1'250'000",
            "Rs 5 crore",
            "40 euros a night",
        ],
    },
    Section {
        title: "Shares",
        about: "Percentages and fractions. `of` is what they are a part of, as written.",
        kinds: &["quantity"],
        examples: &[
            "90% of Norland's herring exports",
            "nine-tenths of the harbour",
            "two-thirds of voters",
            "half the ferries",
            "one in three bakers",
            "12.5 per cent",
            "60 basis points",
            "about a third of the orchard",
        ],
    },
    Section {
        title: "Ranges",
        about: "Both ends are `stated`, in the order in which they stand.",
        kinds: &["quantity"],
        examples: &[
            "12 to 15 otters",
            "between 12 and 15 swans",
            "from $26 to $31 million",
            "8-10 miles",
            "three or four windmills",
            "5% to 7%",
            "$1.2–1.5bn",
            "between 40 and 60 tonnes",
        ],
    },
    Section {
        title: "Ages",
        about: "An age is listed as kind `age`, and once more as a `quantity`.",
        kinds: &["age"],
        examples: &[
            "Mara Lund, 47, a potter",
            "a 12-year-old violin",
            "an 18-month-old foal",
            "a rower aged 63",
            "died at the age of 91",
            "died at 88",
            "rowers aged 18 or over",
            "children aged 5 to 11",
            "She turned 35.",
            "a wall roughly 3,000 years old",
        ],
    },
    Section {
        title: "Scores, votes and ratios",
        about: "Two numbers that belong together.",
        kinds: &["score", "ratio"],
        examples: &[
            "beat Varna 3-1",
            "won 21-17",
            "passed by 311 votes to 209",
            "passed by 311 to 209",
            "a vote of 61-39",
            "a ratio of 3:1",
            "outnumbered two to one",
        ],
    },
    Section {
        title: "Ordinals",
        about: "Places in an order.",
        kinds: &["ordinal"],
        examples: &[
            "the third lighthouse",
            "the 21st regatta",
            "her second novel",
            "came fifth",
            "the 100th visitor",
            "the twenty-first mayor",
            "its 4th bridge",
            "the second-largest port",
        ],
    },
    Section {
        title: "Dates",
        about: "`iso` is EDTF (ISO 8601-2). A partial date is the whole month or year that it names.",
        kinds: &["date"],
        examples: &[
            "Friday, January 17, 2025",
            "the 4th of July 2024",
            "2025-01-17",
            "opened in March 2019",
            "built in 1789",
            "the 1990s",
            "the 20th century",
            "the third quarter of 2024",
            "on 3 and 4 May 2024",
            "fiscal year 2023-24",
            "spring 2024",
            "the late 1980s",
        ],
    },
    Section {
        title: "Relative dates",
        about: "Counted from the day of writing, here Wednesday, 18 June 2025; what it leaves open is settled by the tense.",
        kinds: &["date"],
        examples: &[
            "The ferry sank on Monday.",
            "The council will vote on Monday.",
            "She left yesterday.",
            "It opened last week.",
            "It shut two years ago.",
            "It reopens next month.",
            "The fair opens Monday.",
            "The bridge fell last June.",
            "Sales rose in the third quarter.",
            "It was restored recently.",
            "The rent rises, effective September 1.",
        ],
    },
    Section {
        title: "Times of day",
        about: "The day stands before the T. Without a day it is that of which the text speaks.",
        kinds: &["time"],
        examples: &[
            "at 9:30 a.m. on 3 March 2025",
            "at 17:45 on 3 March 2025",
            "It rang at noon on Monday.",
            "It rang at midnight on Friday.",
            "It sank on Friday morning.",
            "It rained yesterday evening.",
            "It was seen last night.",
            "at 5 p.m. GMT on 3 March 2025",
            "at 10 a.m. Eastern on 3 March 2025",
            "at half past six in the evening on 3 March 2025",
        ],
    },
    Section {
        title: "Durations",
        about: "`iso` is ISO 8601, with an X where the number is not told. Those that count a unit are listed as a `quantity` too, unless they describe a noun (\"a three-year lease\").",
        kinds: &["duration"],
        examples: &[
            "a 20-year lease",
            "repaired for two decades",
            "two and a half years",
            "an hour and 20 minutes",
            "at least 72 hours",
            "shut for several years",
            "over the past three months",
            "the year ended March 31",
        ],
    },
    Section {
        title: "Recurring times",
        about: "What comes again and again; `iso` says how often.",
        kinds: &["set"],
        examples: &[
            "every day",
            "every two years",
            "sails daily",
            "paid annually",
            "each month",
            "twice a week",
            "closed on Mondays",
            "a weekly market",
        ],
    },
    Section {
        title: "Quotations",
        about: "What stands in quotation marks. An `utterance` is said by somebody; a title or a word in scare quotes is none.",
        kinds: &["quote"],
        examples: &[
            "“The quay is safe,” said Ana Torvald.",
            "Ana Torvald said: \"We will repair the quay before the autumn storms.\"",
            "The mayor called it a \"success\".",
            "«Nobody may swim here after dark,» the harbour master told visitors.",
            "the so-called “ghost ferry”",
            "‘It was the finest regatta that Varna ever saw,’ she said.",
        ],
    },
];

#[test]
fn the_page_of_values_shows_what_is_read() {
    let page = page(&Lexicon::load(&[]).unwrap());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/values.md");
    if env::var_os(UPDATE).is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, page).unwrap();
        return;
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == page,
        "docs/values.md is out of date; `{UPDATE}=1 cargo test --test values` writes it:\n{}",
        similar::TextDiff::from_lines(found.as_str(), page.as_str()).unified_diff()
    );
}

fn page(lexicon: &Lexicon) -> String {
    let mut page = format!(
        "# What is read\n\n\
         `factcheck facts --format jsonl` prints one mention a line. Its `kind` and `value` are shown here for\n\
         texts of each kind, all of them written on {WRITTEN}. Of the value that is left out which only serves\n\
         comparison: `interval`, `head`, `years`, and the limits `low` and `high` of figures that no word bounds.\n\n\
         This page is made by `tests/values.rs`, which fails when it no longer says what is read.\n"
    );
    for section in SECTIONS {
        write!(page, "\n## {}\n\n{}\n\n", section.title, section.about).unwrap();
        page.push_str("| text | read | kind | value |\n|---|---|---|---|\n");
        for text in section.examples {
            let (words, kind, value) = reading(text, section.kinds, lexicon);
            writeln!(page, "| {text} | {words} | {kind} | `{value}` |").unwrap();
        }
    }
    page
}

/// The first mention of one of the kinds: its words, its kind, its value as JSON.
fn reading(text: &str, kinds: &[&str], lexicon: &Lexicon) -> (String, String, String) {
    let document = Document {
        text: text.to_owned(),
        date: Day::parse(WRITTEN),
        ..Document::default()
    };
    let mut annotations = Annotations::default();
    annotations.read(&document, lexicon);
    let read = Read {
        document: &document,
        annotations: &annotations,
        lexicon,
        claims: None,
    };
    let format = FORMATS.iter().find(|f| f.name == "jsonl").unwrap();
    let mut lines = Vec::new();
    (format.write)(&read, false, &mut lines).unwrap();
    let lines = String::from_utf8(lines).unwrap();
    let line = lines
        .lines()
        .map(|line| serde_json::from_str::<Map<String, Value>>(line).unwrap())
        .find(|line| kinds.iter().any(|kind| line["kind"] == *kind))
        .unwrap_or_else(|| {
            panic!(
                "no {} is read in {text:?}, only:\n{lines}",
                kinds.join(" or ")
            )
        });
    let mut value = line["value"].clone();
    if let Some(fields) = value.as_object_mut() {
        let plain = fields.get("bound").is_none_or(|b| b == "exact");
        let kind = line["kind"].as_str().unwrap();
        let dated = !matches!(kind, "quantity" | "age");
        fields.retain(|name, _| match name.as_str() {
            "interval" | "head" | "years" | "kind" => false,
            "low" | "high" | "bound" => dated || !plain,
            _ => true,
        });
    }
    let word = |name: &str| line[name].as_str().unwrap().to_owned();
    (word("text"), word("kind"), value.to_string())
}
