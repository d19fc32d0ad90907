//! Fits the model of the dependency parser and measures it.
//!
//! cargo run --release --example fit_parser -- \
//!     --train TRAIN.conllu.gz --dev DEV.conllu.gz --test TEST.conllu.gz \
//!     --tagger models/pos.bin --taggers FOLD1.bin,FOLD2.bin,… \
//!     --clusters CLUSTERS.json.gz --frequencies FREQUENCIES.json.gz --out models/dep.bin
//!
//! Each of `--taggers` was fitted by `fit_tagger --folds N --without K` for K from 0 on: the parser
//! learns from tags that have the errors that it will meet. The same files give the same model,
//! byte for byte.
#![allow(
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a program for those who fit the model: a broken input may stop it"
)]

mod treebank;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

use factcheck::language::parser::{
    Arc, MOVES, ModelFile, Move, Parser, RELATIONS, Relation, State, WordLists, best_move,
    word_hash,
};
use factcheck::language::tagger::{self, Pos, Tagger};
use rustc_hash::{FxHashMap, FxHashSet};
use treebank::{
    Named, Random, Result, Sentence, folds, headline, is_news, open, pick, read_treebank,
};

fn main() -> Result<()> {
    let options = Options::read()?;
    let dev = read_treebank(&options.dev)?;
    let test = read_treebank(&options.test)?;
    let tagger = load_tagger(&options.tagger)?;
    if let Some(path) = &options.train {
        let train = read_treebank(path)?;
        std::fs::write(&options.out, model(&train, &dev, &tagger, &options)?)?;
    }
    let bytes = std::fs::read(&options.out)?;
    let mut loading = f64::MAX;
    for _ in 0..20 {
        let started = Instant::now();
        black_box(Parser::load(&bytes)?);
        loading = loading.min(started.elapsed().as_secs_f64() * 1e3);
    }
    let parser = Parser::load(&bytes)?;
    println!(
        "{}: {} bytes, loads in {loading:.2} ms",
        options.out,
        bytes.len(),
    );
    let headlines = |sentences: &[Sentence]| -> Vec<Sentence> {
        let short = |s: &&Sentence| (4..20).contains(&s.words.len());
        sentences.iter().filter(short).map(headline).collect()
    };
    measure("dev", &parser, &tagger, &dev);
    measure(
        "dev, news and weblogs",
        &parser,
        &tagger,
        &pick(&dev, is_news),
    );
    measure("dev as headlines", &parser, &tagger, &headlines(&dev));
    measure("test", &parser, &tagger, &test);
    measure(
        "test, news and weblogs",
        &parser,
        &tagger,
        &pick(&test, is_news),
    );
    by_relation(&parser, &tagger, &test);
    speed(&parser, &tagger, &test);
    Ok(())
}

/// The bytes of a model fitted on `train`.
fn model(
    train: &[Sentence],
    dev: &[Sentence],
    tagger: &Tagger,
    options: &Options,
) -> Result<Vec<u8>> {
    let taggers: Vec<Tagger> = options
        .taggers
        .iter()
        .map(|path| load_tagger(path))
        .collect::<Result<_>>()?;

    let parts = folds(train, taggers.len());
    let lessons: Vec<Lesson> = train
        .iter()
        .zip(parts)
        .map(|(sentence, part)| Lesson::new(sentence, taggers.get(part).unwrap_or(tagger)))
        .collect();
    let lists = Lists::new(train, options)?;
    let dev_set: Vec<Example> = dev.iter().map(|s| Example::new(s, tagger)).collect();
    let (moves, relations) = fit(&lessons, &dev_set, &lists, options);
    let file = ModelFile {
        closed: lists.sorted(),
        moves: moves.quantise(options.clip),
        relations: relations.quantise(1.0),
        clusters: lists.ranked,
    };
    Ok(file.to_bytes())
}

struct Options {
    /// Without it, a model that was fitted before is only measured.
    train: Option<String>,
    dev: String,
    test: String,
    tagger: String,
    taggers: Vec<String>,
    out: String,
    /// Rounds over the treebank with all features, which only choose those to keep.
    first: usize,
    /// Rounds for each voter with the kept features.
    epochs: usize,
    voters: usize,
    /// Occurrences from which on a feature is looked at.
    seen: u32,
    /// Features of moves and of relations to keep.
    moves: usize,
    relations: usize,
    /// How far a feature's frequency counts beside its weight when choosing.
    power: f32,
    rate: f32,
    /// Share of features hidden at random, so that the others learn to do without them.
    dropout: f64,
    /// Share of moves that follow the model, right or wrong.
    explore: f64,
    /// Share of sentences capitalised like headlines.
    headlines: f64,
    /// Share of sentences without their full stop.
    unended: f64,
    /// Occurrences from which on a word of a closed class counts by its form.
    closed: u32,
    /// Share of the greatest weight from which on weights of moves are cut off.
    clip: f32,
    /// Words' clusters and the logarithms of their frequencies: JSON objects by word.
    clusters: Option<String>,
    frequencies: Option<String>,
    /// The most frequent words keep their clusters.
    clustered: usize,
}

impl Options {
    fn read() -> Result<Self> {
        let named = Named::read()?;
        let taggers = named.get("--taggers").unwrap_or_default();
        Ok(Self {
            train: named.get("--train"),
            dev: named.need("--dev")?,
            test: named.need("--test")?,
            tagger: named.need("--tagger")?,
            taggers: taggers
                .split(',')
                .filter(|path| !path.is_empty())
                .map(str::to_owned)
                .collect(),
            out: named.need("--out")?,
            first: named.number("--first-epochs", 5)?,
            epochs: named.number("--epochs", 10)?,
            voters: named.number("--voters", 1)?,
            seen: named.number("--seen", 3)?,
            moves: named.number("--moves", 235_000)?,
            relations: named.number("--relations", 60_000)?,
            power: named.number("--power", 0.3)?,
            rate: named.number("--rate", 0.1)?,
            dropout: named.number("--dropout", 0.15)?,
            explore: named.number("--explore", 0.9)?,
            headlines: named.number("--headlines", 0.1)?,
            unended: named.number("--unended", 0.1)?,
            closed: named.number("--closed", 20)?,
            clip: named.number("--clip", 1.0)?,
            clusters: named.get("--clusters"),
            frequencies: named.get("--frequencies"),
            clustered: named.number("--clustered", 40_000)?,
        })
    }
}

fn load_tagger(path: &str) -> Result<Tagger> {
    let bytes = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    Ok(Tagger::load(&bytes).map_err(|error| format!("{path}: {error}"))?)
}

/// The treebank's relation, merged.
fn relation_of(name: &str, tag: Pos, negative: bool) -> Relation {
    match name {
        "root" => Relation::Root,
        "advmod" if negative && tag == Pos::Part => Relation::Negation,
        "nsubj:pass" | "csubj:pass" => Relation::PassiveSubject,
        "aux:pass" => Relation::PassiveAuxiliary,
        "nmod:poss" => Relation::Possessive,
        "nmod:desc" => Relation::Compound,
        "acl:relcl" | "advcl:relcl" => Relation::RelativeClause,
        "compound:prt" => Relation::Particle,
        _ => match name.split(':').next().unwrap_or(name) {
            "nsubj" | "csubj" => Relation::Subject,
            "obj" => Relation::Object,
            "iobj" => Relation::IndirectObject,
            "obl" => Relation::Oblique,
            "nmod" => Relation::NounModifier,
            "case" => Relation::Case,
            "det" => Relation::Determiner,
            "amod" => Relation::Adjective,
            "nummod" => Relation::Number,
            "compound" | "flat" => Relation::Compound,
            "fixed" => Relation::Fixed,
            "appos" => Relation::Apposition,
            "aux" => Relation::Auxiliary,
            "cop" => Relation::Copula,
            "advmod" => Relation::Adverb,
            "mark" => Relation::Mark,
            "acl" | "advcl" => Relation::Clause,
            "ccomp" => Relation::ClausalComplement,
            "xcomp" => Relation::OpenComplement,
            "conj" => Relation::Conjunct,
            "cc" => Relation::Coordinator,
            "parataxis" => Relation::Parataxis,
            "expl" => Relation::Expletive,
            "punct" => Relation::Punctuation,
            _ => Relation::Other,
        },
    }
}

/// What the treebank says of a sentence, merged.
fn arcs_of(sentence: &Sentence) -> Vec<Arc> {
    (0..sentence.words.len())
        .map(|n| Arc {
            head: sentence.heads[n] as u32,
            relation: relation_of(
                &sentence.relations[n],
                sentence.tags[n],
                sentence.negative[n],
            ),
        })
        .collect()
}

/// Frequent words of the closed classes.
fn closed_words(sentences: &[Sentence], least: u32) -> FxHashSet<u32> {
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    for sentence in sentences {
        for (word, tag) in sentence.words.iter().zip(&sentence.tags) {
            let closed = matches!(
                tag,
                Pos::Aux
                    | Pos::Adv
                    | Pos::Adp
                    | Pos::Det
                    | Pos::Pron
                    | Pos::Cconj
                    | Pos::Sconj
                    | Pos::Part
                    | Pos::Sym
            );
            if closed {
                *counts.entry(word_hash(word)).or_default() += 1;
            }
        }
    }
    counts.retain(|_, count| *count >= least);
    counts.into_keys().collect()
}

/// The word lists of the model under way.
struct Lists {
    closed: FxHashSet<u32>,
    clusters: FxHashMap<u64, u16>,
    /// The clusters again, the most frequent word first.
    ranked: Vec<(u64, u16)>,
}

impl WordLists for Lists {
    fn is_closed(&self, word: u32) -> bool {
        self.closed.contains(&word)
    }

    fn cluster(&self, word: u64) -> u16 {
        self.clusters.get(&word).copied().unwrap_or(0)
    }
}

impl Lists {
    fn new(train: &[Sentence], options: &Options) -> Result<Self> {
        let mut lists = Self {
            closed: closed_words(train, options.closed),
            clusters: FxHashMap::default(),
            ranked: Vec::new(),
        };
        if let (Some(clusters), Some(frequencies)) = (&options.clusters, &options.frequencies) {
            let paths: BTreeMap<String, u32> = serde_json::from_reader(open(clusters)?)?;
            let known: BTreeMap<String, f64> = serde_json::from_reader(open(frequencies)?)?;
            let plain = |word: &str| word.chars().all(|c| c.is_alphabetic() || "'-".contains(c));
            let mut words: Vec<(f64, &String, u16)> = paths
                .iter()
                .filter(|&(word, &path)| path > 0 && plain(word))
                // The first sixteen steps of a path are enough.
                .filter_map(|(word, &path)| Some((*known.get(word)?, word, path as u16)))
                .collect();
            words.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
            for (_, word, path) in words {
                let hash = tagger::word_hash(word);
                if lists.ranked.len() < options.clustered && !lists.clusters.contains_key(&hash) {
                    lists.clusters.insert(hash, path);
                    lists.ranked.push((hash, path));
                }
            }
        }
        Ok(lists)
    }

    fn sorted(&self) -> Vec<u32> {
        let mut closed: Vec<u32> = self.closed.iter().copied().collect();
        closed.sort_unstable();
        closed
    }
}

/// A sentence with the tags that it will have, and its tree over the nodes of a [`State`].
struct Example {
    words: Vec<String>,
    tags: Vec<Pos>,
    /// By node number; 0 for none.
    heads: Vec<u32>,
    relations: Vec<Relation>,
    dependents: Vec<Vec<u32>>,
}

impl Example {
    fn new(sentence: &Sentence, tagger: &Tagger) -> Self {
        let mut tags = Vec::new();
        tagger.tag(&sentence.forms(), &mut tags);
        let arcs = arcs_of(sentence);
        let mut nodes = vec![0u32; tags.len()];
        let mut count = 0;
        for (node, &tag) in nodes.iter_mut().zip(&tags) {
            if tag != Pos::Punct {
                count += 1;
                *node = count;
            }
        }
        let root = count + 1;
        let mut heads = vec![0u32; root as usize + 1];
        let mut relations = vec![Relation::Other; root as usize + 1];
        for (token, &node) in nodes.iter().enumerate() {
            if node == 0 {
                continue;
            }
            let mut at = token;
            heads[node as usize] = loop {
                if arcs[at].relation == Relation::Root {
                    break root;
                }
                at = arcs[at].head as usize;
                if nodes[at] != 0 {
                    break nodes[at];
                }
            };
            relations[node as usize] = arcs[token].relation;
        }
        straighten(&mut heads, root);
        let mut dependents = vec![Vec::new(); root as usize + 1];
        for node in 1..root {
            dependents[heads[node as usize] as usize].push(node);
        }
        Self {
            words: sentence.words.clone(),
            tags,
            heads,
            relations,
            dependents,
        }
    }

    fn forms(&self) -> Vec<&str> {
        self.words.iter().map(String::as_str).collect()
    }

    /// How many arcs of the tree can no longer be drawn after the move.
    fn cost(&self, state: &State, step: Move) -> usize {
        let front = state.front();
        let stack = state.stack();
        let ahead = |node: u32| {
            let dependents = &self.dependents[node as usize];
            dependents.iter().filter(|&&d| d >= front).count()
        };
        let (below, top) = match stack {
            [.., below, top] => (*below, *top),
            [top] => (0, *top),
            [] => (0, 0),
        };
        let head = self.heads[top as usize];
        match step {
            Move::Shift => {
                let head = self.heads[front as usize];
                let dependents = &self.dependents[front as usize];
                usize::from(head != top && stack.contains(&head))
                    + dependents.iter().filter(|d| stack.contains(d)).count()
            }
            Move::Left => usize::from(head > front || below != 0 && head == below) + ahead(top),
            Move::Right => usize::from(head >= front) + ahead(top),
        }
    }

    /// Whether each move is one of those that cost least.
    fn best(&self, state: &State) -> [bool; 3] {
        let costs = Move::ALL.map(|step| {
            if state.allows(step) {
                self.cost(state, step)
            } else {
                usize::MAX
            }
        });
        let least = costs.into_iter().min().unwrap_or(0);
        costs.map(|cost| cost == least)
    }
}

/// Moves heads up until no two arcs cross.
fn straighten(heads: &mut [u32], root: u32) {
    let within = |heads: &[u32], node: u32, head: u32| {
        let mut at = node;
        for _ in 0..heads.len() {
            if at == head || head == root {
                return true;
            }
            if at == 0 || at == root {
                return false;
            }
            at = heads[at as usize];
        }
        false
    };
    loop {
        let crossing = (1..root)
            .filter(|&node| heads[node as usize] != root)
            .filter(|&node| {
                let head = heads[node as usize];
                let (low, high) = (node.min(head), node.max(head));
                (low + 1..high).any(|between| !within(heads, between, head))
            })
            .min_by_key(|&node| (heads[node as usize].abs_diff(node), node));
        match crossing {
            Some(node) => heads[node as usize] = heads[heads[node as usize] as usize],
            None => return,
        }
    }
}

/// A sentence of the training part, and what newspapers make of it.
struct Lesson {
    plain: Example,
    headline: Example,
    unended: Option<Example>,
}

impl Lesson {
    fn new(sentence: &Sentence, tagger: &Tagger) -> Self {
        let last = sentence.words.len() - 1;
        let ended = last > 2
            && sentence.relations[last] == "punct"
            && !sentence.heads[..last].contains(&last);
        let unended = ended.then(|| {
            let mut copy = sentence.clone();
            copy.words.pop();
            copy.tags.pop();
            Example::new(&copy, tagger)
        });
        Self {
            plain: Example::new(sentence, tagger),
            headline: Example::new(&headline(sentence), tagger),
            unended,
        }
    }

    fn pick(&self, options: &Options, random: &mut Random) -> &Example {
        if random.chance(options.headlines) {
            &self.headline
        } else if random.chance(options.unended) {
            self.unended.as_ref().unwrap_or(&self.plain)
        } else {
            &self.plain
        }
    }
}

/// A feature's weights under way, the sums of squared gradients that temper their steps (AdaGrad),
/// and the sums of the weights that will be averaged.
#[derive(Clone)]
struct Row<const N: usize> {
    weights: [f32; N],
    squares: [f32; N],
    sums: [f32; N],
}

/// A linear model under way.
struct Fitted<const N: usize> {
    numbers: FxHashMap<u64, u32>,
    hashes: Vec<u64>,
    rows: Vec<Row<N>>,
    remembered: u32,
    active: Vec<u32>,
}

impl<const N: usize> Fitted<N> {
    fn new(hashes: Vec<u64>) -> Self {
        let row = Row {
            weights: [0.0; N],
            squares: [0.0; N],
            sums: [0.0; N],
        };
        Self {
            numbers: hashes.iter().copied().zip(0..).collect(),
            rows: vec![row; hashes.len()],
            hashes,
            remembered: 0,
            active: Vec::new(),
        }
    }

    fn scores(&self) -> [f32; N] {
        let mut scores = [0.0; N];
        for &feature in &self.active {
            let weights = &self.rows[feature as usize].weights;
            scores.iter_mut().zip(weights).for_each(|(s, w)| *s += w);
        }
        scores
    }

    fn update(&mut self, gradient: &[f32; N], rate: f32) {
        for &feature in &self.active {
            let row = &mut self.rows[feature as usize];
            for (n, g) in gradient.iter().enumerate() {
                row.squares[n] += g * g;
                row.weights[n] -= rate * g / (row.squares[n].sqrt() + 1e-3);
            }
        }
    }

    /// Adds the weights of now to those that will be averaged.
    fn remember(&mut self) {
        for row in &mut self.rows {
            row.sums
                .iter_mut()
                .zip(&row.weights)
                .for_each(|(sum, weight)| *sum += weight);
        }
        self.remembered += 1;
    }

    /// The mean of the remembered weights: steadier than the last ones.
    fn settle(&mut self) {
        let count = self.remembered.max(1) as f32;
        for row in &mut self.rows {
            row.weights = row.sums.map(|sum| sum / count);
        }
    }

    /// Forgets the weights, but not what was remembered.
    fn restart(&mut self) {
        for row in &mut self.rows {
            row.weights = [0.0; N];
            row.squares = [0.0; N];
        }
    }

    /// The features that weigh most.
    fn weightiest(&self, count: usize, counts: &FxHashMap<u64, u32>, power: f32) -> Vec<u64> {
        let mut weighed: Vec<(f32, u64)> = self
            .hashes
            .iter()
            .zip(&self.rows)
            .map(|(hash, row)| {
                let most = row.weights.iter().fold(0.0f32, |a, w| a.max(w.abs()));
                (most * (counts[hash] as f32).powf(power), *hash)
            })
            .collect();
        weighed.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        weighed.truncate(count);
        let mut kept: Vec<u64> = weighed.into_iter().map(|(_, hash)| hash).collect();
        kept.sort_unstable();
        kept
    }

    fn quantise(&self, clip: f32) -> Vec<(u64, [i8; N])> {
        let weights = self.rows.iter().flat_map(|row| &row.weights);
        let largest = weights.fold(0.0f32, |a, w| a.max(w.abs()));
        let scale = 127.0 / (largest * clip);
        let round = |w: f32| (w * scale).round().clamp(-127.0, 127.0) as i8;
        let rows = self.hashes.iter().zip(&self.rows);
        let mut rows: Vec<_> = rows
            .map(|(&hash, row)| (hash, row.weights.map(round)))
            .filter(|(_, row)| row.iter().any(|&w| w != 0))
            .collect();
        let weight = |row: &[i8; N]| row.iter().map(|w| w.unsigned_abs()).max();
        rows.sort_unstable_by(|a, b| weight(&b.1).cmp(&weight(&a.1)).then(a.0.cmp(&b.0)));
        rows
    }
}

fn argmax(scores: &[f32]) -> usize {
    (0..scores.len()).fold(0, |best, n| if scores[n] > scores[best] { n } else { best })
}

/// Probabilities for scores.
fn softmax(scores: &mut [f32]) {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    scores.iter_mut().for_each(|s| *s = (*s - most).exp());
    let sum: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|s| *s /= sum);
}

/// Models of moves and of relations.
type Models = (Fitted<MOVES>, Fitted<RELATIONS>);

/// How an epoch goes.
#[derive(Clone, Copy)]
struct Pace {
    rate: f32,
    dropout: f64,
    explore: f64,
    /// Whether relations come from the model rather than from the treebank.
    own_relations: bool,
}

fn learn(
    (moves, relations): &mut Models,
    example: &Example,
    lists: &Lists,
    pace: Pace,
    random: &mut Random,
) {
    let mut state = State::new(&example.forms(), &example.tags, lists);
    while !state.is_done() {
        let step = state.only_move().unwrap_or_else(|| {
            let best = example.best(&state);
            moves.active.clear();
            state.move_features(|hash| {
                if let Some(&n) = moves.numbers.get(&hash)
                    && !random.chance(pace.dropout)
                {
                    moves.active.push(n);
                }
            });
            let [left, right] = moves.scores();
            let scores = [0.0, left, right];
            let mut all = [0.0f32; 3];
            let mut good = [0.0f32; 3];
            for (n, step) in Move::ALL.into_iter().enumerate() {
                all[n] = if state.allows(step) { scores[n] } else { -1e9 };
                good[n] = if best[n] { all[n] } else { -1e9 };
            }
            let (guess, right_guess) = (argmax(&all), argmax(&good));
            softmax(&mut all);
            softmax(&mut good);
            let sure: f32 = (0..3).filter(|&n| best[n]).map(|n| all[n]).sum();
            if sure < 0.99 {
                moves.update(&[all[1] - good[1], all[2] - good[2]], pace.rate);
            }
            Move::ALL[if random.chance(pace.explore) {
                guess
            } else {
                right_guess
            }]
        });
        let relation = match state.arc(step) {
            Some((head, _)) if head == state.root() => Relation::Root,
            Some((head, dependent)) => {
                let gold = example.relations[dependent as usize];
                relations.active.clear();
                state.relation_features(head, dependent, |hash| {
                    if let Some(&n) = relations.numbers.get(&hash)
                        && !random.chance(pace.dropout)
                    {
                        relations.active.push(n);
                    }
                });
                let mut scores = relations.scores();
                scores[Relation::Root as usize] = -1e9;
                let guess = Relation::from_index(argmax(&scores));
                if example.heads[dependent as usize] == head && gold != Relation::Root {
                    softmax(&mut scores);
                    scores[gold as usize] -= 1.0;
                    if scores[gold as usize] < -0.01 {
                        relations.update(&scores, pace.rate);
                    }
                }
                if pace.own_relations { guess } else { gold }
            }
            None => Relation::Other,
        };
        state.apply(step, relation);
    }
}

/// Several epochs with falling steps; the later ones are remembered.
fn run(
    models: &mut Models,
    lessons: &[Lesson],
    lists: &Lists,
    options: &Options,
    epochs: usize,
    random: &mut Random,
) {
    for epoch in 0..epochs {
        let mut order: Vec<usize> = (0..lessons.len()).collect();
        for i in (1..order.len()).rev() {
            order.swap(i, random.below(i + 1));
        }
        let pace = Pace {
            rate: options.rate * (1.0 - 0.9 * epoch as f32 / epochs as f32),
            dropout: options.dropout,
            explore: if epoch == 0 { 0.0 } else { options.explore },
            own_relations: epoch > 0,
        };
        for i in order {
            let example = lessons[i].pick(options, random);
            learn(models, example, lists, pace, random);
        }
        if epoch * 3 >= epochs {
            models.0.remember();
            models.1.remember();
        }
    }
}

/// Shares of words with the right head, and with the right relation as well; punctuation left out.
fn accuracy((moves, relations): &mut Models, examples: &[Example], lists: &Lists) -> (f64, f64) {
    let (mut heads, mut both, mut all) = (0u32, 0u32, 0u32);
    for example in examples {
        let mut state = State::new(&example.forms(), &example.tags, lists);
        while !state.is_done() {
            let step = state.only_move().unwrap_or_else(|| {
                moves.active.clear();
                state.move_features(|hash| moves.active.extend(moves.numbers.get(&hash)));
                best_move(&state, moves.scores(), 0.0)
            });
            let mut relation = Relation::Root;
            if let Some((head, dependent)) = state.arc(step) {
                if head < state.root() {
                    relations.active.clear();
                    state.relation_features(head, dependent, |hash| {
                        relations.active.extend(relations.numbers.get(&hash));
                    });
                    let mut scores = relations.scores();
                    scores[Relation::Root as usize] = -1e9;
                    relation = Relation::from_index(argmax(&scores));
                }
                let right = example.heads[dependent as usize] == head;
                heads += u32::from(right);
                both += u32::from(right && example.relations[dependent as usize] == relation);
                all += 1;
            }
            state.apply(step, relation);
        }
    }
    let share = |n: u32| 100.0 * f64::from(n) / f64::from(all.max(1));
    (share(heads), share(both))
}

/// Fits with all features, keeps those that weigh most, fits those anew.
fn fit(lessons: &[Lesson], dev: &[Example], lists: &Lists, options: &Options) -> Models {
    let mut random = Random(0x5eed_5eed_5eed_5eed);
    let started = Instant::now();
    let mut move_counts: FxHashMap<u64, u32> = FxHashMap::default();
    let mut relation_counts: FxHashMap<u64, u32> = FxHashMap::default();
    for lesson in lessons {
        let example = &lesson.plain;
        let mut state = State::new(&example.forms(), &example.tags, lists);
        while !state.is_done() {
            let step = state.only_move().unwrap_or_else(|| {
                state.move_features(|hash| *move_counts.entry(hash).or_default() += 1);
                let best = example.best(&state);
                let first = best.iter().position(|&b| b).unwrap_or(0);
                Move::ALL[first]
            });
            let mut relation = Relation::Root;
            if let Some((head, dependent)) = state.arc(step)
                && head < state.root()
            {
                state.relation_features(head, dependent, |hash| {
                    *relation_counts.entry(hash).or_default() += 1;
                });
                relation = example.relations[dependent as usize];
            }
            state.apply(step, relation);
        }
    }
    let often = |counts: &FxHashMap<u64, u32>| {
        let kept = counts.iter().filter(|&(_, &n)| n >= options.seen);
        let mut hashes: Vec<u64> = kept.map(|(&hash, _)| hash).collect();
        hashes.sort_unstable();
        println!("{} features, {} often enough", counts.len(), hashes.len());
        hashes
    };
    let mut models = (
        Fitted::new(often(&move_counts)),
        Fitted::new(often(&relation_counts)),
    );
    let report = |name: &str, models: &mut Models| {
        let (heads, both) = accuracy(models, dev, lists);
        let seconds = started.elapsed().as_secs();
        println!("{name}: dev heads {heads:.2}, with relation {both:.2} ({seconds} s)");
    };
    run(
        &mut models,
        lessons,
        lists,
        options,
        options.first,
        &mut random,
    );
    models.0.settle();
    models.1.settle();
    report("all features", &mut models);
    let (moves, relations) = models;
    // Sums of weights are what several models would vote: their mean is all of them at once.
    let mut models = (
        Fitted::new(moves.weightiest(options.moves, &move_counts, options.power)),
        Fitted::new(relations.weightiest(options.relations, &relation_counts, options.power)),
    );
    for voter in 1..=options.voters {
        models.0.restart();
        models.1.restart();
        run(
            &mut models,
            lessons,
            lists,
            options,
            options.epochs,
            &mut random,
        );
        report(&format!("voter {voter} alone"), &mut models);
    }
    models.0.settle();
    models.1.settle();
    report("voters together", &mut models);
    models
}

/// Parses with the program's own tags.
fn parse(parser: &Parser, tagger: &Tagger, sentence: &Sentence) -> Vec<Arc> {
    let (mut tags, mut arcs) = (Vec::new(), Vec::new());
    tagger.tag(&sentence.forms(), &mut tags);
    parser.parse(&sentence.forms(), &tags, &mut arcs);
    arcs
}

fn measure(name: &str, parser: &Parser, tagger: &Tagger, sentences: &[Sentence]) {
    // Right heads, right heads and relations, words; of all words, then without punctuation.
    let mut figures = [[0u32; 3]; 2];
    for sentence in sentences {
        let arcs = parse(parser, tagger, sentence);
        for ((gold, arc), tag) in arcs_of(sentence).iter().zip(&arcs).zip(&sentence.tags) {
            let head = (gold.head, gold.relation == Relation::Root)
                == (arc.head, arc.relation == Relation::Root);
            let rows = if *tag == Pos::Punct { 1 } else { 2 };
            for row in &mut figures[..rows] {
                row[0] += u32::from(head);
                row[1] += u32::from(head && gold.relation == arc.relation);
                row[2] += 1;
            }
        }
    }
    let share = |n: u32, of: u32| 100.0 * f64::from(n) / f64::from(of.max(1));
    let [all, bare] = figures;
    println!(
        "{name}: UAS {:.2} LAS {:.2} of {}; without punctuation UAS {:.2} LAS {:.2}",
        share(all[0], all[2]),
        share(all[1], all[2]),
        all[2],
        share(bare[0], bare[2]),
        share(bare[1], bare[2]),
    );
}

fn by_relation(parser: &Parser, tagger: &Tagger, sentences: &[Sentence]) {
    let mut right = [0u32; RELATIONS];
    let mut gold = [0u32; RELATIONS];
    let mut found = [0u32; RELATIONS];
    for sentence in sentences {
        let arcs = parse(parser, tagger, sentence);
        for (wanted, arc) in arcs_of(sentence).iter().zip(&arcs) {
            gold[wanted.relation as usize] += 1;
            found[arc.relation as usize] += 1;
            right[arc.relation as usize] += u32::from(wanted == arc);
        }
    }
    println!("relations with their heads on test (number: recall, precision):");
    for relation in Relation::ALL {
        let n = relation as usize;
        println!(
            "  {relation:?} {}: {:.1}, {:.1}",
            gold[n],
            100.0 * f64::from(right[n]) / f64::from(gold[n].max(1)),
            100.0 * f64::from(right[n]) / f64::from(found[n].max(1)),
        );
    }
}

fn speed(parser: &Parser, tagger: &Tagger, sentences: &[Sentence]) {
    let tagged: Vec<(Vec<&str>, Vec<Pos>)> = sentences
        .iter()
        .map(|sentence| {
            let mut tags = Vec::new();
            tagger.tag(&sentence.forms(), &mut tags);
            (sentence.forms(), tags)
        })
        .collect();
    let words: usize = tagged.iter().map(|(words, _)| words.len()).sum();
    let mut out = Vec::new();
    // Other programs disturb: the best of several rounds, for a few sentences at a time.
    let seconds: f64 = tagged
        .chunks(20)
        .map(|chunk| {
            let rounds = (0..20).map(|_| {
                let started = Instant::now();
                for (words, tags) in chunk {
                    parser.parse(words, tags, &mut out);
                    black_box(&out);
                }
                started.elapsed().as_secs_f64()
            });
            rounds.fold(f64::MAX, f64::min)
        })
        .sum();
    println!("{:.0} words/s", words as f64 / seconds);
}
