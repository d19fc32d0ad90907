//! The command line. One file a command.

mod check;
mod claims;
mod facts;
mod messages;
mod output;
mod progress;

use std::io;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use factcheck::document::InputError;

use messages::Messages;

/// Reports where articles contradict each other: dates, figures, agreements, quotations, stances.
///
/// Reads articles (plain text, Markdown, or JSON with one article a line) and shows where they
/// cannot all be right, with both sentences and the reason why they speak of the same thing.
/// `factcheck PATH…` is short for `factcheck check PATH…`.
#[derive(Debug, Parser)]
#[command(
    name = "factcheck",
    version,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    max_term_width = 100,
    after_help = EXAMPLES,
    after_long_help = LONG_EXAMPLES,
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    check: check::CheckArgs,
}

const EXAMPLES: &str = "\
Examples:
  factcheck articles/                  check a folder of articles
  factcheck draft.md wire/             check a draft against a folder
  factcheck facts draft.md             show the dates and figures of a draft";

const LONG_EXAMPLES: &str = "\
Examples:
  factcheck articles/                  check a folder of articles
  factcheck draft.md wire/             check a draft against a folder
  factcheck --fail-on never archive/   report, but never fail
  factcheck --format html=report.html wire/
                                       a page for the browser
  factcheck --format json wire.jsonl   a report for programs
  factcheck --rules our-rules/ wire/   add your own rules
  factcheck facts draft.md             show the dates and figures of a draft
  cat draft.txt | factcheck - wire/    read one article from standard input
  factcheck ./check                    a folder that is named like a command

Exit codes:
  0  nothing as severe as --fail-on was found
  1  something was found
  2  the run failed: a rule, an option or the articles could not be read";

#[derive(Debug, Subcommand)]
enum Command {
    /// Report where articles contradict each other (also without the word `check`).
    Check(check::CheckArgs),
    /// Print every claim as one line of JSON, for those who write rules.
    #[command(hide = true)]
    Claims(claims::ClaimsArgs),
    /// Show what is read in the articles: every date, figure, duration and quotation.
    Facts(facts::FactsArgs),
}

/// Options of every command.
#[derive(Debug, Args)]
struct Common {
    /// Articles, folders of articles, or `-` for standard input.
    ///
    /// Folders are searched with all their subfolders for .txt, .md, .html and .jsonl (also
    /// .jsonl.gz) files, without hidden files and those listed in .gitignore.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,

    /// Folder with more rules and word lists (may be given several times).
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,

    /// Colours in the output.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    color: Color,

    /// Work on so many threads; as many as the machine has unless given.
    #[arg(long, value_name = "N", value_parser = thread_count)]
    threads: Option<NonZeroUsize>,

    /// No warnings and notes about the input, only errors.
    #[arg(long, short)]
    quiet: bool,
}

fn thread_count(text: &str) -> Result<NonZeroUsize, &'static str> {
    text.parse().map_err(|_| "write a whole number from 1 up")
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Color {
    /// In a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    /// Also into files and pipes.
    Always,
    /// Nowhere.
    Never,
}

/// Runs the command that the arguments name.
pub(crate) fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match cli.command {
        None => check::run(&cli.check).map_err(mistyped_command),
        Some(Command::Check(args)) => check::run(&args),
        Some(Command::Claims(args)) => claims::run(&args),
        Some(Command::Facts(args)) => facts::run(&args),
    };
    match result {
        Ok(code) => code,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            messages::error(&error);
            ExitCode::from(2)
        }
    }
}

/// `factcheck fact draft.md` takes `fact` for a path: where there is none, a command was meant.
fn mistyped_command(error: anyhow::Error) -> anyhow::Error {
    match error.downcast_ref() {
        Some(InputError::Missing {
            path,
            similar: None,
        }) => match command_like(path) {
            Some(name) => InputError::Missing {
                path: path.clone(),
                similar: Some(format!("factcheck {name}")),
            }
            .into(),
            None => error,
        },
        _ => error,
    }
}

fn command_like(word: &str) -> Option<String> {
    Cli::command()
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .find(|name| strsim::osa_distance(name, word) <= 2)
}

impl Common {
    /// Puts the options into force that reach beyond one stage.
    fn start(&self) -> anyhow::Result<Messages> {
        let choice = match self.color {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
        if let Some(threads) = self.threads {
            rayon::ThreadPoolBuilder::new()
                .num_threads(threads.get())
                .build_global()
                .with_context(|| format!("{threads} threads could not be started"))?;
        }
        Ok(Messages { quiet: self.quiet })
    }
}

/// Whether the reader of the output went away, as `head` does: no error for anyone.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
