//! How fast each stage reads, in MB of text a second. `cargo bench`; see docs/performance.md.
//!
//! The text is made here, from a seed, so that everybody measures the same. With
//! `FACTCHECK_BENCH_FILE` set to a file of articles, `factcheck facts` and `factcheck check` on it
//! are timed against `wc -w` as well.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a measurement that fails should stop, and prints what it finds"
)]

mod text;

use std::env;
use std::fs::{self, File};
use std::hint::black_box;
use std::process::{Command, Stdio};
use std::time::Instant;

use factcheck::annotate::Annotations;
use factcheck::check::check;
use factcheck::claim::Article;
use factcheck::document::{Document, Input, Notes};
use factcheck::language::names::Names;
use factcheck::language::sentence::{self, Sentence};
use factcheck::language::token::{self, Token};
use factcheck::language::tokens::{Source, Tokens};
use factcheck::lexicon::{Lexicon, ListFile};
use factcheck::report::entry::Read;
use factcheck::report::facts::FORMATS;
use factcheck::rules::Knowledge;
use factcheck::value::GRAMMARS;

/// Text that is read, in bytes.
const BYTES: usize = 10 << 20;
const ARTICLE_BYTES: usize = 6 << 10;
/// So many articles are checked against each other: sentences made from patterns agree far more
/// often than those of real articles.
const CHECKED: usize = 100;
/// So many rules of a user are loaded.
const USER_RULES: usize = 1_000;
const SEED: u64 = 0x5EED;
/// Every stage is run so many times; the median counts.
const RUNS: usize = 5;

fn main() {
    let knowledge = Knowledge::load(&[]).unwrap();
    let documents: Vec<Document> = text::articles(SEED, BYTES, ARTICLE_BYTES)
        .into_iter()
        .enumerate()
        .map(|(n, text)| Document {
            path: format!("{n}.txt"),
            text,
            ..Document::default()
        })
        .collect();
    let bytes: usize = documents.iter().map(|d| d.text.len()).sum();
    println!("{} articles, {:.1} MB\n", documents.len(), megabytes(bytes));

    println!("loading");
    let ms = |name: &str, seconds: f64| println!("  {name:<24}{:>8.1} ms", seconds * 1e3);
    ms(
        "lexicons",
        median(|| drop(black_box(Lexicon::load(&[]).unwrap()))),
    );
    ms(
        "lexicons and rules",
        median(|| drop(black_box(Knowledge::load(&[]).unwrap()))),
    );
    let starter = include_str!("../../src/cli/rules/starter.yaml");
    let many: Vec<ListFile> = (0..USER_RULES)
        .map(|n| ListFile {
            path: format!("r{n}.yaml"),
            text: starter.replace("ID", &format!("r{n}")).into(),
        })
        .collect();
    let load = |files: &[ListFile]| drop(black_box(Knowledge::from_files(files, &[]).unwrap()));
    let without = median(|| load(&[]));
    ms("1,000 rules of a user", median(|| load(&many)) - without);

    println!("\nreading, one thread");
    let show = |name: &str, bytes: usize, seconds: f64| {
        println!("  {name:<24}{:>8.1} MB/s", megabytes(bytes) / seconds);
    };
    let report = |name: &str, seconds: f64| show(name, bytes, seconds);
    stages(&documents, &knowledge.lexicon, &report);

    println!("\nwhole runs");
    report(
        "facts, one thread",
        median(|| facts(&documents, &knowledge.lexicon)),
    );
    let few = documents.get(..CHECKED).unwrap_or(&documents);
    let bytes: usize = few.iter().map(|d| d.text.len()).sum();
    for threads in [
        1,
        std::thread::available_parallelism().map_or(1, usize::from),
    ] {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let seconds = median_of(RUNS, || {
            let (documents, notes) = (few.to_vec(), Notes::default());
            let start = Instant::now();
            pool.install(|| drop(black_box(check(Input { documents, notes }, &knowledge))));
            start.elapsed().as_secs_f64()
        });
        show(&format!("check, threads: {threads}"), bytes, seconds);
    }

    if let Ok(file) = env::var("FACTCHECK_BENCH_FILE") {
        println!("\nprocessor time on {file}");
        against_word_count(&file);
    }
}

/// Every stage by itself, on what the stages before it made.
fn stages(documents: &[Document], lexicon: &Lexicon, report: &dyn Fn(&str, f64)) {
    let words = &lexicon.vocabulary;
    let mut tokens: Vec<Token> = Vec::new();
    report(
        "tokens",
        median(|| {
            for d in documents {
                tokens.clear();
                token::tokenize(&d.text, 0, words, &mut tokens);
                black_box(&tokens);
            }
        }),
    );
    let mut split: Vec<(Vec<Token>, Vec<Sentence>)> = Vec::new();
    for d in documents {
        let mut tokens = Vec::new();
        token::tokenize(&d.text, 0, words, &mut tokens);
        split.push((tokens, Vec::new()));
    }
    report(
        "sentences",
        median(|| {
            for (d, (tokens, sentences)) in documents.iter().zip(&mut split) {
                sentences.clear();
                sentence::split(source(&d.text, tokens, lexicon), sentences);
            }
        }),
    );
    let sources: Vec<(Source<'_>, &[Sentence])> = documents
        .iter()
        .zip(&split)
        .map(|(d, (tokens, sentences))| (source(&d.text, tokens, lexicon), &**sentences))
        .collect();
    for grammar in GRAMMARS {
        report(
            &format!("values: {}", grammar.name),
            median(|| {
                for (source, sentences) in &sources {
                    for s in *sentences {
                        let mut input = Tokens::new(*source, s.first as usize..s.end as usize);
                        // Tried at every token that may open a value of its kind.
                        while let Some(token) = input.first() {
                            if grammar.opens(token, input.classes(token)) {
                                black_box((grammar.read)(input));
                            }
                            input = input.skip(1);
                        }
                    }
                }
            }),
        );
    }
    report(
        "names",
        median(|| {
            for (source, sentences) in &sources {
                black_box(Names::read(*source, sentences));
            }
        }),
    );
    let mut read = Annotations::default();
    report(
        "tokens to values",
        median(|| {
            for d in documents {
                read.read(d, lexicon);
                black_box(&read);
            }
        }),
    );
    report(
        "articles",
        median_of(RUNS, || {
            let documents = documents.to_vec();
            let start = Instant::now();
            for d in documents {
                black_box(Article::read(d, lexicon));
            }
            start.elapsed().as_secs_f64()
        }),
    );
}

fn facts(documents: &[Document], lexicon: &Lexicon) {
    let format = FORMATS.iter().find(|f| f.name == "jsonl").unwrap();
    let (mut read, mut out) = (Annotations::default(), Vec::new());
    for d in documents {
        read.read(d, lexicon);
        out.clear();
        let entries = Read {
            document: d,
            annotations: &read,
            lexicon,
            claims: None,
        };
        (format.write)(&entries, false, &mut out).unwrap();
        black_box(&out);
    }
}

/// Medians of processor time (user and system, all threads) of whole processes.
fn against_word_count(file: &str) {
    let tool = env!("CARGO_BIN_EXE_factcheck");
    let count = cpu(&["wc", "-w", file]);
    println!("  {:<24}{:>8.3} s", "wc -w", count);
    for command in [
        &["facts", "--format", "jsonl"][..],
        &["check", "--format", "json"][..],
    ] {
        let whole = [&[tool], command, &["--threads", "1", file]].concat();
        let seconds = cpu(&whole);
        let (name, times) = (command[0], seconds / count);
        println!("  {name:<24}{seconds:>8.3} s   {times:.1} times that of wc -w");
    }
}

/// Median processor time of a command whose output goes to a file, as `times` of the shell tells it.
fn cpu(command: &[&str]) -> f64 {
    let out = env::temp_dir().join(format!("factcheck-bench-{}", std::process::id()));
    let seconds = median_of(RUNS, || {
        let told = Command::new("bash")
            .args([
                "-c",
                "TIMEFORMAT='%U %S'; out=$1; shift; time \"$@\" >\"$out\" 2>/dev/null",
                "bash",
            ])
            .arg(&out)
            .args(command)
            .stdin(Stdio::from(File::open("/dev/null").unwrap()))
            .output()
            .unwrap();
        let told = String::from_utf8(told.stderr).unwrap();
        told.split_whitespace()
            .map(|n| n.parse::<f64>().unwrap())
            .sum()
    });
    let _ = fs::remove_file(out);
    seconds
}

fn source<'a>(text: &'a str, tokens: &'a [Token], lexicon: &'a Lexicon) -> Source<'a> {
    Source {
        text,
        tokens,
        lexicon,
    }
}

fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// Median of the seconds that the work takes.
fn median(mut work: impl FnMut()) -> f64 {
    median_of(RUNS, || {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    })
}

fn median_of(runs: usize, mut measure: impl FnMut() -> f64) -> f64 {
    let mut seconds: Vec<f64> = (0..runs).map(|_| measure()).collect();
    seconds.sort_by(f64::total_cmp);
    seconds[runs / 2]
}
