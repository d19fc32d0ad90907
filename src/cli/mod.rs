//! The command line. One file a command.

mod accept;
mod against;
mod baseline;
mod check;
mod claims;
mod completions;
mod decide;
mod explain;
mod facts;
mod init;
mod man;
mod messages;
mod output;
mod problems;
mod progress;
mod rules;
#[cfg(feature = "watch")]
mod watch;

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use factcheck::config::{self, Config, ConfigError};
#[cfg(feature = "pdf")]
use factcheck::document::pdf;
use factcheck::document::{self, FORMATS, Input, InputError};
use factcheck::report::printable::printable;
use factcheck::rules::Knowledge;
use factcheck::setup::Setup;

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
  factcheck watch draft.md wire/       check again whenever something is saved
  factcheck facts draft.md             show the dates and figures of a draft
  factcheck rules                      list what is checked";

const LONG_EXAMPLES: &str = "\
Examples:
  factcheck articles/                  check a folder of articles
  factcheck draft.md --against wire/   check a draft, and nothing else, against a folder
  factcheck watch draft.md wire/       check again whenever something is saved
  factcheck baseline archive/          accept all that stands, to be told what is new later
  factcheck --fail-on never archive/   report, but never fail
  factcheck --format html=report.html wire/
                                       a page for the browser
  factcheck --format json wire.jsonl   a report for programs
  factcheck --rules our-rules/ wire/   add your own rules
  factcheck facts draft.md             show the dates and figures of a draft
  factcheck explain toll-99e9 wire/    show the evidence for a finding
  factcheck init                       write a factcheck.yaml for a newsroom
  factcheck rules                      list what is checked
  factcheck rules new recall           write a rule to start from
  cat draft.txt | factcheck - wire/    read one article from standard input
  factcheck ./check                    a folder that is named like a command

Exit codes:
  0  nothing as severe as --fail-on was found
  1  something was found
  2  the run failed: a rule, an option or the articles could not be read";

#[derive(Debug, Subcommand)]
enum Command {
    /// Accept a finding: later runs show it apart, and it fails none of them.
    Accept(accept::AcceptArgs),
    /// Accept all findings of some articles, so that later runs show what is new.
    Baseline(baseline::BaselineArgs),
    /// Report where articles contradict each other (also without the word `check`).
    Check(check::CheckArgs),
    /// Print every claim as one line of JSON, for those who write rules.
    #[command(hide = true)]
    Claims(claims::ClaimsArgs),
    /// Check again whenever an article is saved, and tell what is new and what is gone.
    #[cfg(feature = "watch")]
    Watch(watch::WatchArgs),
    /// Print the completions of a shell, such as bash, zsh or fish.
    Completions(completions::CompletionsArgs),
    /// Print the manual page, in the format of `man`.
    Man(man::ManArgs),
    /// Show the evidence for one finding: how each claim was read, what binds them, what came near.
    Explain(explain::ExplainArgs),
    /// Show what is read in the articles: every date, figure, duration and quotation.
    Facts(facts::FactsArgs),
    /// Write a factcheck.yaml with comments, to set up the checks of a newsroom.
    Init(init::InitArgs),
    /// List the rules; show, write, test and try them.
    Rules(rules::RulesArgs),
}

/// Options of every command.
#[derive(Debug, Args)]
struct Common {
    /// Articles, folders of articles, or `-` for standard input.
    #[arg(value_name = "PATH", required = true, long_help = searched())]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    setup: SetupArgs,

    #[command(flatten)]
    looks: Looks,
}

/// Which files of a folder are read.
fn searched() -> String {
    let endings: Vec<&str> = FORMATS.iter().flat_map(|f| f.endings).copied().collect();
    format!(
        "Articles, folders of articles, or `-` for standard input.\n\n\
         Folders are searched with all their subfolders for files that end in {}; without hidden \
         files and those listed in .gitignore. A file that is named by itself is read whatever its \
         name is.",
        endings.join(", ")
    )
}

/// Which rules a command works with.
#[derive(Debug, Args)]
struct SetupArgs {
    /// Folder with more rules and word lists (may be given several times).
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,

    /// The configuration, instead of the factcheck.yaml found upward from the input.
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<PathBuf>,

    /// Work without any factcheck.yaml.
    #[arg(long)]
    no_config: bool,

    /// Leave rules out that are wrong, instead of stopping.
    #[arg(long)]
    keep_going: bool,
}

/// Options on how a command speaks and works.
#[derive(Debug, Args)]
struct Looks {
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
    #[cfg(feature = "pdf")]
    if std::env::args_os().skip(1).eq([READ_PDF]) {
        return read_pdf();
    } else if let Ok(program) = std::env::current_exe() {
        pdf::set_reader(program, READ_PDF);
    }
    let cli = Cli::parse();
    let result = match cli.command {
        None => check::run(&cli.check).map_err(mistyped_command),
        Some(Command::Accept(args)) => accept::run(&args),
        Some(Command::Baseline(args)) => baseline::run(&args),
        Some(Command::Check(args)) => check::run(&args),
        Some(Command::Claims(args)) => claims::run(&args),
        #[cfg(feature = "watch")]
        Some(Command::Watch(args)) => watch::run(&args),
        Some(Command::Completions(args)) => completions::run(&args),
        Some(Command::Man(args)) => man::run(&args),
        Some(Command::Explain(args)) => explain::run(&args),
        Some(Command::Facts(args)) => facts::run(&args),
        Some(Command::Init(args)) => init::run(&args),
        Some(Command::Rules(args)) => rules::run(&args),
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

/// The word with which the program starts itself to read a PDF. No command for people.
#[cfg(feature = "pdf")]
const READ_PDF: &str = "--read-pdf-from-stdin";

#[cfg(feature = "pdf")]
fn read_pdf() -> ExitCode {
    // What a file makes its reader do is told to the program that asked, not to the user.
    std::panic::set_hook(Box::new(|_| {}));
    match pdf::serve() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(2),
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
    /// Puts the options into force, and loads what the run works with.
    fn start(&self) -> anyhow::Result<Started> {
        let messages = self.looks.start()?;
        let input = self.paths.first().map_or(Path::new("."), PathBuf::as_path);
        let config = self.setup.config(input)?;
        let knowledge = self.setup.load(config.as_ref(), &messages)?;
        Ok(Started {
            messages,
            config,
            // It lives as long as the program, which need not take it apart at the end.
            knowledge: Box::leak(Box::new(knowledge)),
        })
    }
}

/// What a run works with.
struct Started {
    messages: Messages,
    config: Option<Config>,
    knowledge: &'static Knowledge,
}

impl Started {
    /// Reads the articles, without those that the configuration ignores and with what it knows of
    /// their outlets.
    fn read(&self, paths: &[PathBuf]) -> anyhow::Result<Input> {
        let config = self.config.as_ref();
        let keep = |path: &Path| !config.is_some_and(|c| c.ignores(path));
        let mut input = document::read_where(paths, keep)?;
        if let Some(config) = config {
            input.documents.iter_mut().for_each(|d| config.complete(d));
        }
        self.messages.about_input(&input.notes);
        Ok(input)
    }

    /// Reads the articles, and the facts of the house beside them.
    fn read_with_facts(&self, paths: &[PathBuf]) -> anyhow::Result<Input> {
        let mut input = self.read(paths)?;
        let facts = self.config.as_ref().map(Config::facts);
        input.documents.extend(facts.unwrap_or_default());
        Ok(input)
    }
}

impl SetupArgs {
    /// The configuration: the one that is named, or the one found upward from the input.
    fn config(&self, input: &Path) -> Result<Option<Config>, ConfigError> {
        let found = match &self.config {
            Some(file) => Some(file.clone()),
            None if self.no_config => None,
            None => config::find(input),
        };
        found.map(|file| Config::read(&file)).transpose()
    }

    /// What to load, given the configuration.
    fn setup<'c>(&self, config: Option<&'c Config>) -> Setup<'c> {
        Setup {
            config,
            folders: self.rules.clone(),
            keep_going: self.keep_going,
            ..Setup::default()
        }
    }

    fn load(&self, config: Option<&Config>, messages: &Messages) -> anyhow::Result<Knowledge> {
        let loaded = self.setup(config).load()?;
        messages.about_rules(&loaded.errors);
        Ok(loaded.knowledge)
    }
}

impl Looks {
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

/// Tells the user what was done.
fn say_on_stdout(message: &str) -> io::Result<()> {
    writeln!(anstream::stdout(), "{}", printable(message))
}

/// Whether the reader of the output went away, as `head` does: no error for anyone.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
