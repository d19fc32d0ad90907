//! Counts how common words are in the treebank and writes `rules/lexicon/frequencies.yaml`.
//!
//!     cargo run --release --example count_words -- en_ewt-train.conllu.gz > rules/lexicon/frequencies.yaml
//!
//! A word is as common as the part of all sentences that it stands in. Names and figures are
//! left out: how telling they are is seen in the articles themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Words that stand in fewer sentences than this are rare, and not listed.
const LEAST: usize = 4;
/// Parts of speech that are counted (Universal Dependencies).
const COUNTED: [&str; 4] = ["NOUN", "VERB", "ADJ", "ADV"];

fn main() -> Result<()> {
    let path = std::env::args().nth(1).ok_or("name the treebank's file")?;
    let file = flate2::read::MultiGzDecoder::new(std::fs::File::open(path)?);
    let mut sentences = 0usize;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut current: BTreeSet<String> = BTreeSet::new();
    for line in BufReader::new(file).lines() {
        let line = line?;
        if line.is_empty() {
            sentences += 1;
            for word in std::mem::take(&mut current) {
                *counts.entry(word).or_default() += 1;
            }
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        if let [_, form, _, part, ..] = columns[..]
            && COUNTED.contains(&part)
            && form.chars().all(char::is_alphabetic)
        {
            current.insert(form.to_lowercase());
        }
    }
    let mut tiers: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for (word, count) in counts.into_iter().filter(|(_, count)| *count >= LEAST) {
        let one_in = (sentences as f64 / count as f64).log2().floor().exp2() as u32;
        tiers.entry(one_in).or_default().push(word);
    }
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "# How common words are: those listed under 64 stand in one of 64 to 127 sentences. Words that are\n\
         # not listed are rare, and two sentences that share them are more likely to speak of one thing.\n#\n\
         # Source: counted by examples/count_words.rs in the train part of the English Web Treebank\n\
         # (Universal Dependencies, CC BY-SA 4.0), {sentences} sentences.\n\
         one-in:"
    )?;
    for (one_in, words) in tiers {
        writeln!(out, "  {one_in}: >-")?;
        let mut line = String::from("   ");
        for word in words {
            if line.len() + word.len() > 110 {
                writeln!(out, "{line}")?;
                line = String::from("   ");
            }
            line.push(' ');
            line.push_str(&word);
        }
        writeln!(out, "{line}")?;
    }
    Ok(())
}
