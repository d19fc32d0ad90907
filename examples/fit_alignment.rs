//! Fits the weights of `rules/lexicon/alignment.yaml` to labelled clusters and measures them.
//!
//! cargo run --profile quick --example fit_alignment -- [--sure 0.7] [--penalty 1] CLUSTERS…
//!
//! A cluster is a folder of articles about one story with a `gold.json` beside them:
//!
//!   {"contradictions": [{"sides": [{"file", "quote", "says"}, …]}, …],
//!    "agreements": [the same]}
//!
//! `quote` stands in the file word for word. Two claims that differ are labelled as a clash where
//! their values stand in two sides of one contradiction that say different things; two that say
//! the same as an agreement where they stand in two files of one agreement. All others are
//! labelled as two things.
//!
//! The weights are those of a logistic regression with a penalty on their squares, found by
//! Newton's method (iteratively reweighted least squares; Hastie, Tibshirani, Friedman, The
//! Elements of Statistical Learning, 4.4.1). The same clusters give the same weights.
#![allow(
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::needless_range_loop,
    reason = "a program for those who fit the weights: a broken input may stop it"
)]

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Parser;
use factcheck::check;
use factcheck::claim::{Article, Claim};
use factcheck::document;
use factcheck::lexicon::alignment::Evidence;
use factcheck::rules::Knowledge;
use factcheck::span::Span;
use factcheck::subject::event::Events;
use factcheck::subject::open::clash::Frames;
use factcheck::subject::open::evidence::Folder;
use factcheck::subject::open::pairs::pairs;
use factcheck::value::Relation;
use serde::Deserialize;

/// Measures of a pair of claims.
const MEASURES: usize = 19;
/// Newton's method is done after so many steps, or when no weight moves by more than [`STILL`].
const STEPS: usize = 50;
const STILL: f64 = 1e-9;

/// Fits the weights of alignment.yaml to labelled clusters.
#[derive(Parser)]
struct Options {
    /// A pair is taken where it is held to be right with at least this probability.
    #[arg(long, default_value_t = 0.7)]
    sure: f64,
    /// Weight of the penalty on the squares of the weights.
    #[arg(long, default_value_t = 1.0)]
    penalty: f64,
    /// Clusters, or folders of clusters.
    #[arg(required = true)]
    folders: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Gold {
    #[serde(default)]
    contradictions: Vec<Item>,
    #[serde(default)]
    agreements: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    sides: Vec<Side>,
}

#[derive(Deserialize)]
struct Side {
    file: String,
    quote: String,
    #[serde(default)]
    says: Option<String>,
}

/// A pair of claims with its label.
struct Sample {
    cluster: usize,
    measures: [f64; MEASURES],
    is_one: bool,
}

/// How many pairs were taken, how many of them rightly, and how many there are to take.
#[derive(Default)]
struct Score {
    taken: usize,
    right: usize,
    all: usize,
}

fn main() -> Result<()> {
    let options = Options::parse();
    if !(options.sure > 0.0 && options.sure < 1.0 && options.penalty > 0.0) {
        bail!("--sure lies between 0 and 1, --penalty above 0");
    }
    let knowledge = Knowledge::load(&[])?;
    let clusters = clusters(&options.folders)?;
    let (mut clashes, mut agreements) = (Vec::new(), Vec::new());
    for (number, folder) in clusters.iter().enumerate() {
        read(number, folder, &knowledge, &mut clashes, &mut agreements)
            .with_context(|| folder.display().to_string())?;
    }
    let alignment = &knowledge.lexicon.alignment;
    let (agree, clash) = (&alignment.agree, &alignment.clash);
    fit("agree", &agreements, &agree.weights, agree.least, &options);
    fit("clash", &clashes, &clash.weights, clash.least, &options);
    Ok(())
}

/// The folders with a `gold.json`, in order of their names.
fn clusters(folders: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let is_cluster = |folder: &Path| folder.join("gold.json").is_file();
    let mut found = Vec::new();
    for folder in folders {
        if is_cluster(folder) {
            found.push(folder.clone());
            continue;
        }
        let inside = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
        for entry in inside {
            found.extend(Some(entry?.path()).filter(|path| is_cluster(path)));
        }
    }
    found.sort();
    if found.is_empty() {
        bail!("no folder with a gold.json");
    }
    Ok(found)
}

/// Reads the pairs of a cluster.
fn read(
    cluster: usize,
    folder: &Path,
    knowledge: &Knowledge,
    clashes: &mut Vec<Sample>,
    agreements: &mut Vec<Sample>,
) -> Result<()> {
    let gold: Gold = serde_json::from_slice(&fs::read(folder.join("gold.json"))?)?;
    let input = document::read(&[folder.to_owned()])?;
    let mut articles: Vec<Article> = Vec::new();
    let mut claims: Vec<Claim> = Vec::new();
    let read = check::read(input.documents, knowledge, &|| ());
    for (number, (article, of_article)) in read.into_iter().enumerate() {
        articles.push(article);
        claims.extend(of_article.into_iter().map(|claim| Claim {
            document: number,
            ..claim
        }));
    }
    let lexicon = &knowledge.lexicon;
    let events = Events::of(&articles, lexicon);
    let of_folder = Folder::of(&claims, articles.len(), lexicon);
    let mut frames = Frames::new(&articles, lexicon);
    let contradictions = places(&gold.contradictions, &articles);
    let same = places(&gold.agreements, &articles);
    for pair in pairs(
        &claims,
        articles.len(),
        &of_folder,
        &events,
        lexicon,
        |_| true,
    ) {
        let (a, b) = (&claims[pair.a], &claims[pair.b]);
        let add = |to: &mut Vec<Sample>, evidence: &Evidence, is_one: bool| {
            to.push(Sample {
                cluster,
                measures: evidence.parts().map(|(_, measure)| f64::from(measure)),
                is_one,
            });
        };
        if pair.relation == Relation::Compatible {
            let is_one = same.iter().any(|sides| {
                let (p, q) = (sides_of(a, sides), sides_of(b, sides));
                !p.is_empty() && !q.is_empty()
            });
            add(agreements, &pair.evidence, is_one);
        } else if let Ok(link) = frames.link(&pair, &claims) {
            let is_one = contradictions.iter().any(|sides| {
                let (p, q) = (sides_of(a, sides), sides_of(b, sides));
                p.iter().any(|x| q.iter().any(|y| x != y))
            });
            add(clashes, &link.evidence, is_one);
        }
    }
    Ok(())
}

/// A side's document, place, and what it says.
type PlacedSide<'g> = (usize, Span, Option<&'g str>);

/// Where the sides of each item stand.
fn places<'g>(items: &'g [Item], articles: &[Article]) -> Vec<Vec<PlacedSide<'g>>> {
    let placed = |side: &'g Side| {
        let is_file = |a: &Article| Path::new(&a.document.path).ends_with(&side.file);
        let number = articles.iter().position(is_file);
        let text = number.map_or("", |n| articles[n].document.text.as_str());
        let found = text.match_indices(&side.quote);
        found
            .map(|(at, quote)| Span::new(at as u32, (at + quote.len()) as u32))
            .filter_map(|span| Some((number?, span, side.says.as_deref())))
            .collect::<Vec<_>>()
    };
    let sides = |item: &'g Item| item.sides.iter().flat_map(placed).collect();
    items.iter().map(sides).collect()
}

/// What the sides say that a claim's value stands in.
fn sides_of<'g>(claim: &Claim, sides: &[PlacedSide<'g>]) -> Vec<Option<&'g str>> {
    let here = |side: &&PlacedSide<'_>| side.0 == claim.document && side.1.overlaps(claim.span);
    sides.iter().filter(here).map(|side| side.2).collect()
}

/// Fits and measures one of the two tests, and prints it as YAML.
fn fit(name: &str, samples: &[Sample], present: &Evidence, least: f32, options: &Options) {
    let all: Vec<&Sample> = samples.iter().collect();
    let right = all.iter().filter(|s| s.is_one).count();
    println!("# {name}: {} pairs, {right} of one thing", all.len());
    if right == 0 || right == all.len() {
        println!("# nothing can be learned from pairs of one kind\n");
        return;
    }
    let limit = (options.sure / (1.0 - options.sure)).ln();
    let present = present.parts().map(|(_, weight)| f64::from(weight));
    println!(
        "#   present weights        {}",
        score(&all, &present, f64::from(least))
    );
    let weights = rounded(regression(&all, options.penalty));
    println!(
        "#   full fit               {}",
        score(&all, &weights, limit)
    );
    let clusters = all.iter().map(|s| s.cluster).max().unwrap_or_default();
    let mut left_out = Score::default();
    for cluster in 0..=clusters {
        let (held, rest): (Vec<&Sample>, Vec<&Sample>) =
            all.iter().partition(|s| s.cluster == cluster);
        let weights = rounded(regression(&rest, options.penalty));
        left_out.add(&score(&held, &weights, limit));
    }
    println!("#   leave one cluster out  {left_out}");
    println!("{name}:\n  least: {limit:.2}\n  weights:");
    for ((name, _), weight) in Evidence::default().parts().into_iter().zip(weights) {
        if weight != 0.0 {
            println!("    {name}: {weight}");
        }
    }
    println!();
}

/// Weights as they are written: two decimals.
fn rounded(weights: [f64; MEASURES]) -> [f64; MEASURES] {
    weights.map(|weight| (weight * 100.0).round() / 100.0)
}

fn weighed(measures: &[f64; MEASURES], weights: &[f64; MEASURES]) -> f64 {
    measures.iter().zip(weights).map(|(m, w)| m * w).sum()
}

fn score(samples: &[&Sample], weights: &[f64; MEASURES], least: f64) -> Score {
    let mut score = Score::default();
    for sample in samples {
        let taken = weighed(&sample.measures, weights) >= least;
        score.taken += usize::from(taken);
        score.right += usize::from(taken && sample.is_one);
        score.all += usize::from(sample.is_one);
    }
    score
}

/// The weights under which the labels are most likely, less the penalty on their squares.
fn regression(samples: &[&Sample], penalty: f64) -> [f64; MEASURES] {
    let mut weights = [0.0; MEASURES];
    for _ in 0..STEPS {
        let mut slope = weights.map(|w| -penalty * w);
        let mut curve = [[0.0; MEASURES]; MEASURES];
        for (n, row) in curve.iter_mut().enumerate() {
            row[n] = penalty;
        }
        for sample in samples {
            let x = &sample.measures;
            let chance = 1.0 / (1.0 + (-weighed(x, &weights)).exp());
            let error = f64::from(u8::from(sample.is_one)) - chance;
            for (n, row) in curve.iter_mut().enumerate() {
                slope[n] += error * x[n];
                let share = chance * (1.0 - chance) * x[n];
                for (cell, other) in row.iter_mut().zip(x) {
                    *cell += share * other;
                }
            }
        }
        let step = solved(curve, slope);
        for (weight, by) in weights.iter_mut().zip(step) {
            *weight += by;
        }
        if step.iter().all(|by| by.abs() < STILL) {
            break;
        }
    }
    weights
}

/// Solves a system of equations by elimination. The penalty makes the matrix positive definite, so
/// that no pivot is zero.
fn solved(mut matrix: [[f64; MEASURES]; MEASURES], mut right: [f64; MEASURES]) -> [f64; MEASURES] {
    for n in 0..MEASURES {
        for m in n + 1..MEASURES {
            let factor = matrix[m][n] / matrix[n][n];
            let pivot = matrix[n];
            for (value, above) in matrix[m].iter_mut().zip(pivot).skip(n) {
                *value -= factor * above;
            }
            right[m] -= factor * right[n];
        }
    }
    for n in (0..MEASURES).rev() {
        let known: f64 = (n + 1..MEASURES).map(|m| matrix[n][m] * right[m]).sum();
        right[n] = (right[n] - known) / matrix[n][n];
    }
    right
}

impl Score {
    fn add(&mut self, other: &Score) {
        self.taken += other.taken;
        self.right += other.right;
        self.all += other.all;
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = |of: usize| self.right as f64 / of.max(1) as f64;
        write!(
            f,
            "precision {:.3} ({}/{})  recall {:.3} ({}/{})",
            share(self.taken),
            self.right,
            self.taken,
            share(self.all),
            self.right,
            self.all
        )
    }
}
