//! Fits the part-of-speech model and measures it.
//!
//! cargo run --release --example fit_tagger -- \
//!     --train TRAIN.conllu.gz --dev DEV.conllu.gz --test TEST.conllu.gz \
//!     --wordnet /usr/share/wordnet --out models/pos.bin
//!
//! The same files give the same model, byte for byte.
#![allow(
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a program for those who fit the model: a broken input may stop it"
)]

mod treebank;

use std::collections::BTreeMap;
use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::Instant;

use factcheck::language::tagger::{
    COMMON, Context, FIRST_CLASS, Lexicon, ModelFile, Pos, TAGS, Tagger, UNKNOWN, word_hash,
};
use rustc_hash::{FxHashMap, FxHashSet};
use treebank::{Named, Random, Result, Sentence, folds, headline, is_news, pick, read_treebank};

fn main() -> Result<()> {
    let options = Options::read()?;
    let mut train = read_treebank(&options.train)?;
    if let Some(fold) = options.without {
        let folds = folds(&train, options.folds);
        let mut folds = folds.iter();
        train.retain(|_| folds.next() != Some(&fold));
    }
    let dev = read_treebank(&options.dev)?;
    let test = read_treebank(&options.test)?;
    let words = Words::new(&train, &options)?;
    let fitted = fit(&train, &dev, &words, &options);
    let file = fitted.quantise(&words);
    let bytes = file.to_bytes();
    std::fs::write(&options.out, &bytes)?;

    let started = Instant::now();
    let tagger = Tagger::load(&bytes)?;
    let loading = started.elapsed();
    println!(
        "{}: {} bytes, {} features, {} lexicon entries, loads in {:.2} ms",
        options.out,
        bytes.len(),
        file.rows.len(),
        file.lexicon.len(),
        loading.as_secs_f64() * 1e3
    );
    let known: FxHashSet<u64> = train
        .iter()
        .flat_map(|s| &s.words)
        .map(|w| word_hash(w))
        .collect();
    measure("dev", &tagger, &dev, &known);
    measure(
        "dev, news and weblogs",
        &tagger,
        &pick(&dev, is_news),
        &known,
    );
    measure("dev as headlines", &tagger, &headlines(&dev), &known);
    measure(
        "dev, window from the third word",
        &tagger,
        &windows(&dev, 3),
        &known,
    );
    measure("test", &tagger, &test, &known);
    measure(
        "test, news and weblogs",
        &tagger,
        &pick(&test, is_news),
        &known,
    );
    confusion(&tagger, &test);
    speed(&tagger, &test);
    Ok(())
}

struct Options {
    train: String,
    dev: String,
    test: String,
    wordnet: Option<String>,
    out: String,
    /// Rounds over the treebank with all features, which only choose those to keep.
    first: usize,
    /// Rounds for each voter with the kept features.
    epochs: usize,
    voters: usize,
    /// Features to keep.
    rows: usize,
    /// How far a feature's frequency counts beside its weight when choosing.
    power: f32,
    rate: f32,
    /// Share of features hidden at random, so that the others learn to do without them.
    dropout: f64,
    /// Share of sentences capitalised like headlines.
    headlines: f64,
    /// Share of sentences that begin in their middle.
    cuts: f64,
    /// Occurrences from which on a word's tags are taken from the treebank.
    frequent: u32,
    /// Occurrences and share from which on a word's most frequent tag is its only one.
    sure: u32,
    share: f64,
    /// Occurrences from which on a word's form is not looked at.
    common: u32,
    /// Readings met this many times less than a word's others are left out of WordNet.
    rare: u32,
    /// Of so many parts of the training texts, one may be left out, so that its words can be
    /// tagged by a model that has not seen them.
    folds: usize,
    without: Option<usize>,
}

impl Options {
    fn read() -> Result<Self> {
        let named = Named::read()?;
        Ok(Self {
            train: named.need("--train")?,
            dev: named.need("--dev")?,
            test: named.need("--test")?,
            wordnet: named.get("--wordnet"),
            out: named.need("--out")?,
            epochs: named.number("--epochs", 10)?,
            first: named.number("--first-epochs", 10)?,
            rows: named.number("--features", 40_000)?,
            rate: named.number("--rate", 0.15)?,
            dropout: named.number("--dropout", 0.1)?,
            headlines: named.number("--headlines", 0.15)?,
            cuts: named.number("--cuts", 0.1)?,
            frequent: named.number("--frequent", 5)?,
            sure: named.number("--sure", 10)?,
            share: named.number("--share", 0.99)?,
            voters: named.number("--voters", 4)?,
            power: named.number("--power", 0.3)?,
            rare: named.number("--rare", 10)?,
            common: named.number("--common", 20)?,
            folds: named.number("--folds", 5)?,
            without: named.get("--without").map(|n| n.parse()).transpose()?,
        })
    }
}

fn headlines(sentences: &[Sentence]) -> Vec<Sentence> {
    sentences
        .iter()
        .filter(|s| (4..20).contains(&s.words.len()))
        .map(headline)
        .collect()
}

/// The sentence from a word in its middle on.
fn window(sentence: &Sentence, from: usize) -> Sentence {
    Sentence {
        id: sentence.id.clone(),
        words: sentence.words[from..].to_vec(),
        tags: sentence.tags[from..].to_vec(),
        ..Sentence::default()
    }
}

fn windows(sentences: &[Sentence], from: usize) -> Vec<Sentence> {
    sentences
        .iter()
        .filter(|s| s.words.len() > 2 * from)
        .map(|s| window(s, from))
        .collect()
}

/// The lexicon: possible tags of words, from the treebank where it has the word often, otherwise
/// from WordNet.
struct Words {
    classes: FxHashMap<u64, u8>,
    counts: FxHashMap<u64, u32>,
}

impl Lexicon for Words {
    fn class(&self, word: u64) -> u8 {
        self.classes.get(&word).copied().unwrap_or(UNKNOWN)
    }
}

impl Words {
    fn new(train: &[Sentence], options: &Options) -> Result<Self> {
        let mut counts: BTreeMap<u64, [u32; TAGS]> = BTreeMap::new();
        for sentence in train {
            for (word, &tag) in sentence.words.iter().zip(&sentence.tags) {
                counts.entry(word_hash(word)).or_insert([0; TAGS])[tag as usize] += 1;
            }
        }
        let mut sets: BTreeMap<u64, u32> = BTreeMap::new();
        if let Some(folder) = &options.wordnet {
            sets = wordnet(Path::new(folder), options.rare)?;
        }
        let mut classes = FxHashMap::default();
        for (&word, counts) in &counts {
            let sum: u32 = counts.iter().sum();
            let most = counts.iter().max().copied().unwrap_or(0);
            // Few occurrences say less than WordNet, and would seem surer in fitting than they are.
            if sum < options.frequent {
                continue;
            }
            if sum >= options.sure && f64::from(most) >= f64::from(sum) * options.share {
                let tag = counts.iter().position(|&n| n == most).unwrap_or(0);
                classes.insert(word, tag as u8);
            }
            let set = (0..TAGS)
                .filter(|&t| counts[t] * 25 >= sum)
                .fold(0, |set, t| set | 1 << t);
            sets.insert(word, set);
        }
        let mut members: BTreeMap<u32, u32> = BTreeMap::new();
        for (word, &set) in &sets {
            *members.entry(set).or_default() +=
                1 + 20 * counts.get(word).map_or(0, |c| c.iter().sum());
        }
        let mut frequent: Vec<(u32, u32)> = members.into_iter().map(|(set, n)| (n, set)).collect();
        frequent.sort_unstable_by(|a, b| b.cmp(a));
        let numbers: FxHashMap<u32, u8> = frequent
            .iter()
            .map(|&(_, set)| set)
            .zip(FIRST_CLASS..126)
            .collect();
        for (word, set) in sets {
            if let Some(&number) = numbers.get(&set) {
                classes.entry(word).or_insert(number);
            }
        }
        let counts: FxHashMap<u64, u32> = counts
            .into_iter()
            .map(|(w, c)| (w, c.iter().sum()))
            .collect();
        for (word, count) in &counts {
            if *count >= options.common {
                *classes.entry(*word).or_insert(UNKNOWN) |= COMMON;
            }
        }
        println!(
            "{} words with classes, {} sets",
            classes.len(),
            frequent.len()
        );
        Ok(Self { classes, counts })
    }
}

/// Possible tags of every inflected form of WordNet's single words.
fn wordnet(folder: &Path, rare: u32) -> Result<BTreeMap<u64, u32>> {
    let mut sets: BTreeMap<u64, u32> = BTreeMap::new();
    let bit = |tag: Pos| 1u32 << tag as u32;
    // How often a reading was met in WordNet's own texts: readings met far less than others of
    // the same word ("in" as a noun) mislead.
    let mut met: FxHashMap<(String, char), u32> = FxHashMap::default();
    for line in BufReader::new(File::open(folder.join("cntlist.rev"))?).lines() {
        let line = line?;
        let mut columns = line.split(' ');
        if let (Some(key), _, Some(count)) = (columns.next(), columns.next(), columns.next())
            && let Some((lemma, rest)) = key.split_once('%')
        {
            let kind = rest.chars().next().unwrap_or('1');
            let kind = if kind == '5' { '3' } else { kind };
            *met.entry((lemma.to_owned(), kind)).or_default() += count.parse::<u32>()?;
        }
    }
    let kept = |lemma: &str, kind: char| {
        let of = |kind| met.get(&(lemma.to_owned(), kind)).copied().unwrap_or(0);
        let all: u32 = ['1', '2', '3', '4'].into_iter().map(of).sum();
        of(kind) * rare >= all
    };
    let mut irregular: FxHashMap<char, FxHashMap<String, Vec<String>>> = FxHashMap::default();
    for (name, kind) in [("noun.exc", '1'), ("verb.exc", '2'), ("adj.exc", '3')] {
        for line in BufReader::new(File::open(folder.join(name))?).lines() {
            let line = line?;
            if let Some((form, lemma)) = line.split_once(' ') {
                let lemma = lemma.split(' ').next().unwrap_or(lemma);
                irregular
                    .entry(kind)
                    .or_default()
                    .entry(lemma.to_owned())
                    .or_default()
                    .push(form.to_owned());
            }
        }
    }
    // Only the data file has capitals: "Tehran" is a name, "china" a noun and "China" a name.
    let (mut names, mut nouns) = (FxHashSet::default(), FxHashSet::default());
    for line in BufReader::new(File::open(folder.join("data.noun"))?).lines() {
        let line = line?;
        let columns: Vec<&str> = line.split(' ').collect();
        let Some(synonyms) = columns
            .get(3)
            .and_then(|n| usize::from_str_radix(n, 16).ok())
        else {
            continue;
        };
        for entry in columns.iter().skip(4).step_by(2).take(synonyms) {
            if line.starts_with(' ') {
                break;
            }
            for part in entry.split(['_', '-']) {
                let capital = part.starts_with(|c: char| c.is_ascii_uppercase());
                if capital && part.len() > 2 && part.bytes().all(|b| b.is_ascii_alphabetic()) {
                    names.insert(part.to_ascii_lowercase());
                }
            }
            if !entry.starts_with(|c: char| c.is_ascii_uppercase()) {
                nouns.insert((*entry).to_owned());
            }
        }
    }
    for name in &names {
        sets.insert(word_hash(name), bit(Pos::Propn));
    }
    for (name, kind) in [
        ("index.noun", '1'),
        ("index.verb", '2'),
        ("index.adj", '3'),
        ("index.adv", '4'),
    ] {
        for line in BufReader::new(File::open(folder.join(name))?).lines() {
            let line = line?;
            let Some(lemma) = line.split(' ').next().filter(|l| !l.is_empty()) else {
                continue;
            };
            if !lemma.bytes().all(|b| b.is_ascii_lowercase())
                || lemma.len() < 3
                || !kept(lemma, kind)
            {
                continue;
            }
            let mut add = |form: &str, set: u32| *sets.entry(word_hash(form)).or_default() |= set;
            let forms = irregular
                .get(&kind)
                .and_then(|m| m.get(lemma))
                .map_or(&[][..], Vec::as_slice);
            let sibilant = ["s", "x", "z", "ch", "sh"]
                .iter()
                .any(|end| lemma.ends_with(end));
            let consonant_y = lemma
                .strip_suffix('y')
                .filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
            let with_s = match consonant_y {
                Some(stem) => format!("{stem}ies"),
                None if sibilant => format!("{lemma}es"),
                None => format!("{lemma}s"),
            };
            match kind {
                '1' if !nouns.contains(lemma) => {
                    add(lemma, bit(Pos::Propn));
                    add(&with_s, bit(Pos::Propn));
                }
                '1' => {
                    add(lemma, bit(Pos::NounSing));
                    add(&with_s, bit(Pos::NounPlural));
                    forms
                        .iter()
                        .for_each(|form| add(form, bit(Pos::NounPlural)));
                }
                '2' => {
                    add(lemma, bit(Pos::VerbBase) | bit(Pos::VerbFinite));
                    add(&with_s, bit(Pos::VerbFinite));
                    let ed = bit(Pos::VerbFinite) | bit(Pos::VerbPart);
                    let ing = bit(Pos::VerbIng);
                    let mut past = false;
                    for form in forms {
                        if form.ends_with("ing") {
                            add(form, ing);
                        } else {
                            past = true;
                            add(form, ed);
                        }
                    }
                    let stem = lemma
                        .strip_suffix('e')
                        .filter(|s| !s.ends_with(['e', 'o', 'y']));
                    add(&format!("{}ing", stem.unwrap_or(lemma)), ing);
                    if !past {
                        match (consonant_y, lemma.strip_suffix('e')) {
                            (Some(stem), _) => add(&format!("{stem}ied"), ed),
                            (_, Some(stem)) => add(&format!("{stem}ed"), ed),
                            _ => add(&format!("{lemma}ed"), ed),
                        }
                    }
                }
                '3' => {
                    add(lemma, bit(Pos::Adj));
                    forms.iter().for_each(|form| add(form, bit(Pos::Adj)));
                }
                _ => add(lemma, bit(Pos::Adv)),
            }
        }
    }
    Ok(sets)
}

/// Weights under way, and the sums of squared gradients that temper their steps (AdaGrad).
struct Fitted {
    numbers: FxHashMap<u64, u32>,
    hashes: Vec<u64>,
    weights: Vec<[f32; TAGS]>,
    squares: Vec<[f32; TAGS]>,
    sums: Vec<[f32; TAGS]>,
    remembered: u32,
}

impl Fitted {
    fn new(hashes: Vec<u64>) -> Self {
        Self {
            numbers: hashes.iter().copied().zip(0..).collect(),
            weights: vec![[0.0; TAGS]; hashes.len()],
            squares: vec![[0.0; TAGS]; hashes.len()],
            sums: vec![[0.0; TAGS]; hashes.len()],
            remembered: 0,
            hashes,
        }
    }

    fn scores(&self, active: &[u32]) -> [f32; TAGS] {
        let mut scores = [0.0; TAGS];
        for &feature in active {
            for (score, weight) in scores.iter_mut().zip(&self.weights[feature as usize]) {
                *score += weight;
            }
        }
        scores
    }

    fn update(&mut self, active: &[u32], mut scores: [f32; TAGS], gold: usize, rate: f32) {
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        scores
            .iter_mut()
            .for_each(|score| *score = (*score - most).exp());
        let sum: f32 = scores.iter().sum();
        scores.iter_mut().for_each(|score| *score /= sum);
        scores[gold] -= 1.0;
        if scores[gold] > -0.01 {
            return;
        }
        for &feature in active {
            let weights = &mut self.weights[feature as usize];
            let squares = &mut self.squares[feature as usize];
            for t in 0..TAGS {
                let g = scores[t];
                squares[t] += g * g;
                weights[t] -= rate * g / (squares[t].sqrt() + 1e-3);
            }
        }
    }

    fn epoch(
        &mut self,
        sentences: &[Sentence],
        words: &Words,
        options: &Options,
        random: &mut Random,
        rate: f32,
    ) {
        let mut order: Vec<usize> = (0..sentences.len()).collect();
        for i in (1..order.len()).rev() {
            order.swap(i, random.below(i + 1));
        }
        let mut active = Vec::new();
        for i in order {
            let sentence = &sentences[i];
            let changed;
            let sentence = if random.chance(options.headlines) {
                changed = headline(sentence);
                &changed
            } else if sentence.words.len() > 5 && random.chance(options.cuts) {
                changed = window(sentence, 1 + random.below(sentence.words.len() / 2));
                &changed
            } else {
                sentence
            };
            let forms = sentence.forms();
            let mut context = Context::new(&forms, words);
            let mut at = 0;
            while let Some(word) = context.next_word(words) {
                let gold = sentence.tags[at] as usize;
                at += 1;
                if let Some(tag) = word.only_tag() {
                    context.push_tag(tag);
                    continue;
                }
                active.clear();
                context.features(|hash| {
                    if let Some(&n) = self.numbers.get(&hash)
                        && !random.chance(options.dropout)
                    {
                        active.push(n);
                    }
                });
                let scores = self.scores(&active);
                let guess = argmax(&scores);
                self.update(&active, scores, gold, rate);
                context.push_tag(guess as u8);
            }
        }
    }

    /// Adds the weights of now to those that will be averaged.
    fn remember(&mut self) {
        for (sums, weights) in self.sums.iter_mut().zip(&self.weights) {
            sums.iter_mut()
                .zip(weights)
                .for_each(|(sum, weight)| *sum += weight);
        }
        self.remembered += 1;
    }

    /// The mean of the remembered weights: steadier than the last ones.
    fn settle(&mut self) {
        for (weights, sums) in self.weights.iter_mut().zip(&self.sums) {
            weights
                .iter_mut()
                .zip(sums)
                .for_each(|(weight, sum)| *weight = sum / self.remembered as f32);
        }
    }

    /// Forgets the weights, but not what was remembered.
    fn restart(&mut self) {
        self.weights
            .iter_mut()
            .for_each(|weights| *weights = [0.0; TAGS]);
        self.squares
            .iter_mut()
            .for_each(|squares| *squares = [0.0; TAGS]);
    }

    /// Several epochs with falling steps; the later ones are remembered.
    fn run(
        &mut self,
        train: &[Sentence],
        words: &Words,
        options: &Options,
        epochs: usize,
        random: &mut Random,
    ) {
        for epoch in 0..epochs {
            let rate = options.rate * (1.0 - 0.9 * epoch as f32 / epochs as f32);
            self.epoch(train, words, options, random, rate);
            if epoch * 3 >= epochs {
                self.remember();
            }
        }
    }

    fn accuracy(&self, sentences: &[Sentence], words: &Words) -> f64 {
        let (mut right, mut all) = (0u32, 0u32);
        let mut active = Vec::new();
        for sentence in sentences {
            let forms = sentence.forms();
            let mut context = Context::new(&forms, words);
            for &gold in &sentence.tags {
                let Some(word) = context.next_word(words) else {
                    break;
                };
                let tag = word.only_tag().unwrap_or_else(|| {
                    active.clear();
                    context.features(|hash| active.extend(self.numbers.get(&hash)));
                    argmax(&self.scores(&active)) as u8
                });
                right += u32::from(tag == gold as u8);
                all += 1;
                context.push_tag(tag);
            }
        }
        f64::from(right) / f64::from(all)
    }

    fn quantise(&self, words: &Words) -> ModelFile {
        let largest = self
            .weights
            .iter()
            .flatten()
            .fold(0.0f32, |a, w| a.max(w.abs()));
        let scale = 127.0 / largest;
        let rows = self
            .hashes
            .iter()
            .zip(&self.weights)
            .map(|(&hash, weights)| {
                (
                    hash,
                    weights.map(|w| (w * scale).round().clamp(-127.0, 127.0) as i8),
                )
            });
        let mut rows: Vec<_> = rows
            .filter(|(_, row)| row.iter().any(|&w| w != 0))
            .collect();
        let weight = |row: &[i8; TAGS]| row.iter().map(|w| w.unsigned_abs()).max();
        rows.sort_unstable_by(|a, b| weight(&b.1).cmp(&weight(&a.1)).then(a.0.cmp(&b.0)));
        let mut lexicon: Vec<(u64, u8)> = words.classes.iter().map(|(&w, &c)| (w, c)).collect();
        // The most frequent words first: they must not be those that find no place.
        let count = |word: &u64| std::cmp::Reverse(words.counts.get(word).copied().unwrap_or(0));
        lexicon.sort_unstable_by_key(|(word, _)| (count(word), *word));
        ModelFile { rows, lexicon }
    }
}

fn argmax(scores: &[f32; TAGS]) -> usize {
    (0..TAGS).fold(0, |best, t| if scores[t] > scores[best] { t } else { best })
}

/// Fits with all features, keeps those that weigh most, fits those anew.
fn fit(train: &[Sentence], dev: &[Sentence], words: &Words, options: &Options) -> Fitted {
    let mut random = Random(0x5eed_5eed_5eed_5eed);
    let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
    for sentence in train {
        let forms = sentence.forms();
        let mut context = Context::new(&forms, words);
        for &tag in &sentence.tags {
            if context
                .next_word(words)
                .is_some_and(|word| word.only_tag().is_none())
            {
                context.features(|hash| *counts.entry(hash).or_default() += 1);
            }
            context.push_tag(tag as u8);
        }
    }
    let mut hashes: Vec<u64> = counts
        .iter()
        .filter(|&(_, &n)| n >= 2)
        .map(|(&hash, _)| hash)
        .collect();
    hashes.sort_unstable();
    println!("{} features, {} twice or more", counts.len(), hashes.len());
    let mut all = Fitted::new(hashes);
    all.run(train, words, options, options.first, &mut random);
    all.settle();
    println!("all features: dev {:.3}", all.accuracy(dev, words) * 100.0);
    let mut weighed: Vec<(f32, u64)> = all
        .hashes
        .iter()
        .zip(&all.weights)
        .map(|(hash, weights)| {
            let most = weights.iter().copied().fold(f32::MIN, f32::max);
            let least = weights.iter().copied().fold(f32::MAX, f32::min);
            (
                (most - least) * (counts[hash] as f32).powf(options.power),
                *hash,
            )
        })
        .collect();
    weighed.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    weighed.truncate(options.rows);
    let mut kept: Vec<u64> = weighed.into_iter().map(|(_, hash)| hash).collect();
    kept.sort_unstable();
    // Sums of weights are what several models would vote: their mean is all of them at once.
    let mut fitted = Fitted::new(kept);
    for voter in 1..=options.voters {
        fitted.restart();
        fitted.run(train, words, options, options.epochs, &mut random);
        let dev = fitted.accuracy(dev, words) * 100.0;
        println!("voter {voter} alone: dev {dev:.3}");
    }
    fitted.settle();
    println!(
        "voters together: dev {:.3}",
        fitted.accuracy(dev, words) * 100.0
    );
    fitted
}

fn measure(name: &str, tagger: &Tagger, sentences: &[Sentence], known: &FxHashSet<u64>) {
    let mut out = Vec::new();
    // Right fine tags, right universal tags, words; of known words, then of unknown ones.
    let mut figures = [[0u32; 3]; 2];
    for sentence in sentences {
        tagger.tag(&sentence.forms(), &mut out);
        for ((word, gold), tag) in sentence.words.iter().zip(&sentence.tags).zip(&out) {
            let row = &mut figures[usize::from(!known.contains(&word_hash(word)))];
            row[0] += u32::from(gold == tag);
            row[1] += u32::from(gold.universal() == tag.universal());
            row[2] += 1;
        }
    }
    let share = |n: u32, of: u32| 100.0 * f64::from(n) / f64::from(of.max(1));
    let sum = |i: usize| figures[0][i] + figures[1][i];
    println!(
        "{name}: {:.2}% ({:.2}% universal) of {}; known words {:.2}% ({:.2}%), {} unknown {:.2}% ({:.2}%)",
        share(sum(0), sum(2)),
        share(sum(1), sum(2)),
        sum(2),
        share(figures[0][0], figures[0][2]),
        share(figures[0][1], figures[0][2]),
        figures[1][2],
        share(figures[1][0], figures[1][2]),
        share(figures[1][1], figures[1][2]),
    );
}

fn confusion(tagger: &Tagger, sentences: &[Sentence]) {
    let mut out = Vec::new();
    let mut table = [[0u32; TAGS]; TAGS];
    for sentence in sentences {
        tagger.tag(&sentence.forms(), &mut out);
        for (&gold, &tag) in sentence.tags.iter().zip(&out) {
            table[gold as usize][tag as usize] += 1;
        }
    }
    let wrong = |gold: usize| table[gold].iter().sum::<u32>() - table[gold][gold];
    let mut worst: Vec<usize> = (0..TAGS).collect();
    worst.sort_by_key(|&gold| std::cmp::Reverse(wrong(gold)));
    println!("worst tags on test (gold: recall, precision, mistaken for):");
    for &gold in worst.iter().take(10) {
        let column: u32 = (0..TAGS).map(|g| table[g][gold]).sum();
        let mut others: Vec<usize> = (0..TAGS)
            .filter(|&t| t != gold && table[gold][t] > 0)
            .collect();
        others.sort_by_key(|&t| std::cmp::Reverse(table[gold][t]));
        let named: Vec<String> = others
            .iter()
            .take(5)
            .map(|&t| format!("{:?} {}", Pos::ALL[t], table[gold][t]))
            .collect();
        println!(
            "  {:?}: {:.1}, {:.1}; {}",
            Pos::ALL[gold],
            100.0 * f64::from(table[gold][gold]) / f64::from(wrong(gold) + table[gold][gold]),
            100.0 * f64::from(table[gold][gold]) / f64::from(column.max(1)),
            named.join(", ")
        );
    }
}

fn speed(tagger: &Tagger, sentences: &[Sentence]) {
    let forms: Vec<Vec<&str>> = sentences.iter().map(Sentence::forms).collect();
    // A blank or its like after each word, as in text.
    let bytes: usize = forms.iter().flatten().map(|word| word.len() + 1).sum();
    let words: usize = forms.iter().map(Vec::len).sum();
    let mut out = Vec::new();
    let mut best = f64::MAX;
    for _ in 0..20 {
        let started = Instant::now();
        for sentence in &forms {
            tagger.tag(sentence, &mut out);
            black_box(&out);
        }
        best = best.min(started.elapsed().as_secs_f64());
    }
    println!(
        "{:.1} MB/s, {:.2} million words/s",
        bytes as f64 / best / 1e6,
        words as f64 / best / 1e6
    );
}
