//! `factcheck facts`: what is read in the articles, one mention a line.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use clap::{Args, builder::TypedValueParser};
use factcheck::annotate::Annotations;
use factcheck::document::{self, Document, Files, InputError, Notes};
use factcheck::lexicon::Lexicon;
use factcheck::report::entry::Read;
use factcheck::report::facts::{FORMATS, Format};
use rayon::prelude::*;

use super::{Common, rules};

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
    let lexicon = Lexicon::load(&rules::read_folders(&args.common.rules)?)?;
    let Files { files, skipped } = document::collect(&args.common.paths)?;
    let mut notes = Notes {
        skipped,
        ..Notes::default()
    };
    let mut batches = Batches::new(&lexicon, args);
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
    lexicon: &'a Lexicon,
    format: Format,
    names: bool,
    documents: Vec<Document>,
    /// Text of the documents, in bytes.
    bytes: usize,
    parts: Vec<Part>,
    /// Articles written or waiting.
    articles: u64,
    out: io::Stdout,
    result: io::Result<()>,
}

/// The buffers of one part of a batch, used again for the next batch.
#[derive(Default)]
struct Part {
    annotations: Annotations,
    out: Vec<u8>,
}

impl<'a> Batches<'a> {
    fn new(lexicon: &'a Lexicon, args: &FactsArgs) -> Self {
        let parts = rayon::current_num_threads() * PARTS_PER_THREAD;
        Self {
            lexicon,
            format: args.format,
            names: args.names,
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
        let (lexicon, format, names) = (self.lexicon, self.format, self.names);
        let shares = self.documents.par_chunks(each);
        let used = shares.len();
        self.parts
            .par_iter_mut()
            .zip(shares)
            .try_for_each(|(part, documents)| part.read(documents, lexicon, format, names))?;
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
        lexicon: &Lexicon,
        format: Format,
        names: bool,
    ) -> io::Result<()> {
        self.out.clear();
        for document in documents {
            self.annotations.read(document, lexicon);
            let read = Read {
                document,
                annotations: &self.annotations,
                lexicon,
            };
            (format.write)(&read, names, &mut self.out)?;
        }
        Ok(())
    }
}
