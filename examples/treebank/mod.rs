//! What the fitting programs share: options, treebank files, sentences, chance.
#![allow(
    dead_code,
    clippy::indexing_slicing,
    reason = "a broken input may stop the program; each program uses its part"
)]

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::str::FromStr;

use factcheck::language::tagger::Pos;
use flate2::read::MultiGzDecoder;

pub(crate) type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// "--name value" pairs of the command line.
pub(crate) struct Named(BTreeMap<String, String>);

impl Named {
    pub(crate) fn read() -> Result<Self> {
        let mut named = BTreeMap::new();
        let mut arguments = std::env::args().skip(1);
        while let Some(name) = arguments.next() {
            let value = arguments.next().ok_or(format!("{name} needs a value"))?;
            named.insert(name, value);
        }
        Ok(Self(named))
    }

    pub(crate) fn get(&self, name: &str) -> Option<String> {
        self.0.get(name).cloned()
    }

    pub(crate) fn need(&self, name: &str) -> Result<String> {
        Ok(self.get(name).ok_or(format!("{name} is missing"))?)
    }

    pub(crate) fn number<T: FromStr>(&self, name: &str, usual: T) -> Result<T>
    where
        T::Err: Error + 'static,
    {
        Ok(self.0.get(name).map_or(Ok(usual), |text| text.parse())?)
    }
}

/// One sentence of a treebank; all lists are of the same length.
#[derive(Clone, Default)]
pub(crate) struct Sentence {
    pub(crate) id: String,
    pub(crate) words: Vec<String>,
    pub(crate) tags: Vec<Pos>,
    /// Index of each word's head; the root's own.
    pub(crate) heads: Vec<usize>,
    /// Relations as the treebank names them.
    pub(crate) relations: Vec<String>,
    /// Whether the word says no: "not", "never".
    pub(crate) negative: Vec<bool>,
}

impl Sentence {
    pub(crate) fn forms(&self) -> Vec<&str> {
        self.words.iter().map(String::as_str).collect()
    }
}

pub(crate) fn open(path: &str) -> Result<Box<dyn BufRead>> {
    let file = File::open(path).map_err(|error| format!("{path}: {error}"))?;
    let reader: Box<dyn Read> = if path.ends_with(".gz") {
        Box::new(MultiGzDecoder::new(file))
    } else {
        Box::new(file)
    };
    Ok(Box::new(BufReader::new(reader)))
}

pub(crate) fn read_treebank(path: &str) -> Result<Vec<Sentence>> {
    let mut sentences = Vec::new();
    let mut current = Sentence::default();
    for line in open(path)?.lines() {
        let line = line?;
        if let Some(id) = line.strip_prefix("# sent_id = ") {
            current.id = id.to_owned();
        } else if line.is_empty() {
            sentences.push(std::mem::take(&mut current));
        } else if !line.starts_with('#') {
            let columns: Vec<&str> = line.split('\t').collect();
            let [id, form, _, upos, xpos, traits, head, relation, ..] = columns[..] else {
                return Err(format!("{path}: expected ten columns, found {line:?}").into());
            };
            // "3-4" is the surface of two words; "8.1" a word that was left out.
            if id.contains(['-', '.']) {
                continue;
            }
            let head: usize = head.parse()?;
            let own = current.words.len();
            current.words.push(form.to_owned());
            current.tags.push(tag_of(upos, xpos, traits));
            current.heads.push(head.checked_sub(1).unwrap_or(own));
            current.relations.push(relation.to_owned());
            current.negative.push(traits.contains("Polarity=Neg"));
        }
    }
    Ok(sentences)
}

fn tag_of(upos: &str, xpos: &str, traits: &str) -> Pos {
    match upos {
        "NOUN" if traits.contains("Number=Plur") => Pos::NounPlural,
        "NOUN" => Pos::NounSing,
        "VERB" => match xpos {
            "VB" => Pos::VerbBase,
            "VBG" => Pos::VerbIng,
            "VBN" => Pos::VerbPart,
            "VBD" | "VBP" | "VBZ" => Pos::VerbFinite,
            _ if traits.contains("VerbForm=Fin") => Pos::VerbFinite,
            _ if traits.contains("VerbForm=Ger") => Pos::VerbIng,
            _ if traits.contains("VerbForm=Part") => Pos::VerbPart,
            _ => Pos::VerbBase,
        },
        _ => Pos::ALL
            .into_iter()
            .find(|tag| tag.universal() == upos)
            .unwrap_or(Pos::X),
    }
}

/// The part that each sentence belongs to; all sentences of a text belong to the same.
pub(crate) fn folds(sentences: &[Sentence], folds: usize) -> Vec<usize> {
    let text = |s: &Sentence| s.id.rsplit_once('-').map(|(text, _)| text.to_owned());
    let mut texts = 0;
    let mut last = None;
    let number = |sentence| {
        let text = text(sentence);
        if text != last {
            texts += 1;
            last = text;
        }
        texts % folds.max(1)
    };
    sentences.iter().map(number).collect()
}

/// The part of the treebank that is nearest to news.
pub(crate) fn is_news(sentence: &Sentence) -> bool {
    sentence.id.starts_with("newsgroup") || sentence.id.starts_with("weblog")
}

pub(crate) fn pick(sentences: &[Sentence], wanted: fn(&Sentence) -> bool) -> Vec<Sentence> {
    sentences.iter().filter(|s| wanted(s)).cloned().collect()
}

/// The sentence as a newspaper would capitalise its headline.
pub(crate) fn headline(sentence: &Sentence) -> Sentence {
    let mut copy = sentence.clone();
    for (at, (word, tag)) in copy.words.iter_mut().zip(&sentence.tags).enumerate() {
        let small = matches!(tag, Pos::Adp | Pos::Det | Pos::Cconj | Pos::Part) && word.len() < 5;
        if (at > 0 && small) || word.starts_with('\'') || word == "n't" {
            continue;
        }
        let mut chars = word.chars();
        if let Some(first) = chars.next() {
            *word = first.to_uppercase().chain(chars).collect();
        }
    }
    copy
}

/// xorshift64*
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (((self.next() >> 32) * n as u64) >> 32) as usize
    }

    pub(crate) fn chance(&mut self, share: f64) -> bool {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64 <= share && share > 0.0
    }
}
