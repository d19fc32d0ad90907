//! `factcheck facts`: what is read in the articles, one mention a line.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use clap::{Args, builder::TypedValueParser};
use factcheck::annotate::Annotations;
use factcheck::claim::{self, Article};
use factcheck::document::{self, Document, Files, InputError, Notes};
use factcheck::report::entry::Read;
use factcheck::report::facts::{FORMATS, Format};
use factcheck::rules::Knowledge;
use factcheck::span::Span;
use rayon::prelude::*;

use super::Common;

/// So much text is read before it is worked on: what keeps the memory bounded.
const BATCH_BYTES: usize = 8 << 20;
/// A batch is cut into so many parts a thread, as articles differ in length.
const PARTS_PER_THREAD: usize = 4;

#[derive(Debug, Args)]
pub(super) struct FactsArgs {
    /// For people, or one line of JSON for each mention.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = format_by_name())]
    format: Format,

    /// Also list names: of persons, places, bodies and other things. They would be most of the
    /// output, so they are left out unless asked for.
    #[arg(long)]
    names: bool,

    /// Also tell which rules drew a claim from each mention (in JSON lines). Takes longer.
    #[arg(long)]
    claims: bool,

    #[command(flatten)]
    common: Common,
}

fn format_by_name() -> impl TypedValueParser<Value = Format> {
    let by_name = |name: String| FORMATS.iter().find(|f| f.name == name).copied();
    PossibleValuesParser::new(FORMATS.iter().map(|f| f.name))
        .try_map(move |name| by_name(name).ok_or("unknown format"))
}

pub(super) fn run(args: &FactsArgs) -> anyhow::Result<ExitCode> {
    let messages = args.common.start()?;
    let folders: Vec<&Path> = args.common.rules.iter().map(PathBuf::as_path).collect();
    // It lives as long as the program, which need not take it apart at the end.
    let knowledge: &Knowledge = Box::leak(Box::new(Knowledge::load(&folders)?));
    let Files { files, skipped } = document::collect(&args.common.paths)?;
    let mut notes = Notes {
        skipped,
        ..Notes::default()
    };
    let mut batches = Batches::new(knowledge, args);
    for file in &files {
        if document::read_file(file, &mut |d| batches.add(d), &mut notes).is_break() {
            break;
        }
    }
    let articles = batches.finish()?;
    if articles == 0 {
        return Err(InputError::nothing_read(&args.common.paths, notes).into());
    }
    messages.about_input(&notes);
    Ok(ExitCode::SUCCESS)
}

/// Reads and writes articles some at a time, on all threads, in their order.
struct Batches<'a> {
    knowledge: &'a Knowledge,
    asked: Asked,
    documents: Vec<Document>,
    /// Text of the documents, in bytes.
    bytes: usize,
    parts: Vec<Part>,
    /// Articles written or waiting.
    articles: u64,
    out: io::Stdout,
    result: io::Result<()>,
}

/// What the user asked to see.
#[derive(Clone, Copy)]
struct Asked {
    format: Format,
    names: bool,
    claims: bool,
}

/// The buffers of one part of a batch, used again for the next batch.
#[derive(Default)]
struct Part {
    annotations: Annotations,
    out: Vec<u8>,
}

impl<'a> Batches<'a> {
    fn new(knowledge: &'a Knowledge, args: &FactsArgs) -> Self {
        let parts = rayon::current_num_threads() * PARTS_PER_THREAD;
        Self {
            knowledge,
            asked: Asked {
                format: args.format,
                names: args.names,
                claims: args.claims,
            },
            documents: Vec::new(),
            bytes: 0,
            parts: std::iter::repeat_with(Part::default).take(parts).collect(),
            articles: 0,
            out: io::stdout(),
            result: Ok(()),
        }
    }

    /// Takes a document; `Break` where the output cannot be written.
    fn add(&mut self, document: Document) -> ControlFlow<()> {
        self.articles += 1;
        self.bytes += document.text.len();
        self.documents.push(document);
        if self.bytes >= BATCH_BYTES {
            self.result = self.write();
        }
        match self.result {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }

    /// Writes what waits; the number of articles in all.
    fn finish(mut self) -> io::Result<u64> {
        self.result?;
        self.result = Ok(());
        self.write()?;
        self.out.lock().flush()?;
        Ok(self.articles)
    }

    fn write(&mut self) -> io::Result<()> {
        let each = self.documents.len().div_ceil(self.parts.len()).max(1);
        let (knowledge, asked) = (self.knowledge, self.asked);
        let shares = self.documents.par_chunks(each);
        let used = shares.len();
        self.parts
            .par_iter_mut()
            .zip(shares)
            .try_for_each(|(part, documents)| part.read(documents, knowledge, &asked))?;
        // Each part is written at once, past the line buffer of standard output.
        let mut out = self.out.lock();
        for part in self.parts.iter().take(used) {
            out.write_all(&part.out)?;
        }
        self.documents.clear();
        self.bytes = 0;
        Ok(())
    }
}

impl Part {
    fn read(
        &mut self,
        documents: &[Document],
        knowledge: &Knowledge,
        asked: &Asked,
    ) -> io::Result<()> {
        self.out.clear();
        let lexicon = &knowledge.lexicon;
        for document in documents {
            self.annotations.read(document, lexicon);
            let claims = asked.claims.then(|| claims_of(document, knowledge));
            let read = Read {
                document,
                annotations: &self.annotations,
                lexicon,
                claims: claims.as_deref(),
            };
            (asked.format.write)(&read, asked.names, &mut self.out)?;
        }
        Ok(())
    }
}

/// Where the claims of a document stand, and the ids of the rules that drew them.
fn claims_of<'k>(document: &Document, knowledge: &'k Knowledge) -> Vec<(Span, &'k str)> {
    let article = Article::read(document.clone(), &knowledge.lexicon);
    claim::read(&article, 0, knowledge)
        .iter()
        .filter_map(|c| Some((c.span, knowledge.rules.rules.get(c.rule)?.id.as_str())))
        .collect()
}
