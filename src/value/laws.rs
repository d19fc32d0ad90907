//! Laws of the readers: what a formatter writes is read back, and no text makes them panic.

use proptest::prelude::*;

use super::Value;
use super::quantity::Stated;
use super::tests::{LEXICON, mentions};
use crate::annotate::Annotations;
use crate::calendar::Day;
use crate::document::Document;

/// The first quantity of a text: its number, the code of its unit.
fn quantity(text: &str) -> Option<(f64, String)> {
    LEXICON.with(|lexicon| {
        mentions(text, lexicon)
            .into_iter()
            .find_map(|m| match &*m.value {
                Value::Quantity(q) => match q.stated {
                    Stated::One(n) => Some((n, q.unit.code(lexicon))),
                    Stated::Range(_) => None,
                },
                _ => None,
            })
    })
}

/// The ISO form of the first time of a text.
fn time(text: &str) -> Option<String> {
    LEXICON.with(|lexicon| {
        mentions(text, lexicon)
            .into_iter()
            .find_map(|m| match &*m.value {
                Value::Temporal(t) => Some(t.iso.clone()),
                _ => None,
            })
    })
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * b.abs().max(1.0)
}

/// "1,234,567"
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// "three hundred and five thousand and twelve"
fn in_words(number: u64) -> String {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 10] = [
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ];
    let joined = |high: String, low: u64| match low {
        0 => high,
        1..100 => format!("{high} and {}", in_words(low)),
        _ => format!("{high} {}", in_words(low)),
    };
    match number {
        0..20 => SMALL[number as usize].to_owned(),
        20..100 if number.is_multiple_of(10) => TENS[number as usize / 10].to_owned(),
        20..100 => format!("{}-{}", TENS[number as usize / 10], in_words(number % 10)),
        100..1000 => joined(format!("{} hundred", in_words(number / 100)), number % 100),
        1000..1_000_000 => joined(
            format!("{} thousand", in_words(number / 1000)),
            number % 1000,
        ),
        _ => joined(
            format!("{} million", in_words(number / 1_000_000)),
            number % 1_000_000,
        ),
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

proptest! {
    #[test]
    fn integers_are_read_back(number in prop_oneof![2_u64..10_000, 2_u64..1_000_000_000_000]) {
        let grouped = quantity(&format!("They counted {} otters.", grouped(number)));
        prop_assert_eq!(grouped, Some((number as f64, "1".to_owned())));
        let plain = quantity(&format!("They counted {number} otters."));
        prop_assert_eq!(plain, Some((number as f64, "1".to_owned())));
    }

    #[test]
    fn decimals_are_read_back(whole in 0_u64..1_000_000, part in 1_u32..1000) {
        let text = format!("It weighs {}.{part:03} tonnes.", grouped(whole));
        let (number, unit) = quantity(&text).unwrap_or_default();
        prop_assert!(close(number, whole as f64 + f64::from(part) / 1000.0), "{text}: {number}");
        prop_assert_eq!(unit, "t");
    }

    #[test]
    fn money_is_read_back(
        whole in 1_u64..10_000_000_000,
        cents in 0_u32..100,
        currency in prop::sample::select(vec![("$", "USD"), ("€", "EUR"), ("£", "GBP")]),
    ) {
        let (sign, code) = currency;
        let text = format!("The quay cost {sign}{}.{cents:02}.", grouped(whole));
        let (number, unit) = quantity(&text).unwrap_or_default();
        prop_assert!(close(number, whole as f64 + f64::from(cents) / 100.0), "{text}: {number}");
        prop_assert_eq!(unit, code);
    }

    #[test]
    fn percentages_are_read_back(tenths in 1_u32..10_000, sign in prop::sample::select(vec!["%", " percent", " per cent"])) {
        let share = f64::from(tenths) / 10.0;
        let text = format!("Exports rose by {share}{sign}.");
        let (number, unit) = quantity(&text).unwrap_or_default();
        prop_assert!(close(number, share), "{text}: {number}");
        prop_assert_eq!(unit, "%");
    }

    #[test]
    fn number_words_are_read_back(number in prop_oneof![2_u64..100, 2_u64..=1_000_000]) {
        let text = format!("They counted {} otters.", in_words(number));
        prop_assert_eq!(quantity(&text), Some((number as f64, "1".to_owned())), "{}", text);
    }

    #[test]
    fn dates_are_read_back(day in 0_i32..40_000) {
        let (year, month, date) = Day(day).ymd();
        let name = MONTHS[month as usize - 1];
        let iso = Some(format!("{year}-{month:02}-{date:02}"));
        prop_assert_eq!(time(&format!("It sank on {year}-{month:02}-{date:02}.")), iso.clone());
        prop_assert_eq!(time(&format!("It sank on {date} {name} {year}.")), iso.clone());
        prop_assert_eq!(time(&format!("It sank on {name} {date}, {year}, off Varna.")), iso);
    }

    #[test]
    fn lengths_of_time_are_read_back(
        number in 2_u64..1000,
        words in any::<bool>(),
        unit in prop::sample::select(vec![("years", "P", "Y"), ("months", "P", "M"), ("days", "P", "D"), ("hours", "PT", "H")]),
    ) {
        let (name, opens, letter) = unit;
        let count = if words { in_words(number) } else { number.to_string() };
        let text = format!("The repairs took {count} {name}.");
        prop_assert_eq!(time(&text), Some(format!("{opens}{number}{letter}")), "{}", text);
    }

    #[test]
    fn no_text_makes_the_readers_panic(text in "\\PC{0,120}", date in 0_i32..40_000) {
        read_all(&text, date);
    }

    #[test]
    fn no_sequence_of_their_own_words_makes_the_readers_panic(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "$", "%", "-", "–", "'", "/", ":", ",", ".", "(", "1", "07", "1989", "3.5", "1,000", "999999999999",
                "a", "about", "ago", "and", "at", "between", "billion", "by", "day", "dozen", "early", "end", "every",
                "first", "from", "half", "hundred", "in", "last", "least", "May", "million", "minus", "Monday", "more",
                "next", "of", "old", "one", "or", "per", "quarter", "quarters", "s", "than", "the", "thirds", "to",
                "two", "until", "votes", "week", "year", "years", "°", "€", "½",
            ]),
            0..24,
        ),
        glue in prop::collection::vec(any::<bool>(), 24),
        date in 0_i32..40_000,
    ) {
        let mut text = String::new();
        for (word, glued) in words.iter().zip(glue) {
            text.push_str(word);
            if !glued {
                text.push(' ');
            }
        }
        read_all(&text, date);
    }
}

/// Reads a text as a whole document, and prints its values.
fn read_all(text: &str, date: i32) {
    let document = Document {
        text: text.to_owned(),
        date: Some(Day(date)),
        ..Document::default()
    };
    LEXICON.with(|lexicon| {
        let mut read = Annotations::default();
        read.read(&document, lexicon);
        let read = crate::report::entry::Read {
            document: &document,
            annotations: &read,
            lexicon,
            claims: None,
        };
        for format in crate::report::facts::FORMATS {
            (format.write)(&read, true, &mut Vec::new()).unwrap();
        }
    });
}
