//! `factcheck check`: where the articles contradict each other.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{ArgAction, Args, ValueEnum};
use factcheck::check::check_telling;
use factcheck::document;
use factcheck::report::check::Format;
use factcheck::rules::{Knowledge, Severity};

use super::Common;
use super::output::{self, Output, OutputParser};
use super::progress::Progress;

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// How to report, and the file to write it to (may be given several times).
    #[arg(
        long,
        value_name = "NAME[=FILE]",
        default_value = "human",
        value_parser = OutputParser,
        action = ArgAction::Append
    )]
    format: Vec<Output>,

    /// One line a finding: the same as `--format short`.
    #[arg(long, conflicts_with = "format")]
    short: bool,

    /// Exit with 1 where a finding is at least so severe.
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t)]
    fail_on: FailOn,

    #[command(flatten)]
    common: Common,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum FailOn {
    /// Contradictions (unless their rule says less).
    #[default]
    Error,
    /// Also tensions.
    Warning,
    /// Also what rules call a note.
    Note,
    /// Nothing.
    Never,
}

impl FailOn {
    /// The least severity that fails the run; `None` where nothing does.
    fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Note => Some(Severity::Note),
            FailOn::Never => None,
        }
    }
}

pub(super) fn run(args: &CheckArgs) -> anyhow::Result<ExitCode> {
    let messages = args.common.start()?;
    let outputs = args.outputs();
    output::check(&outputs)?;
    let folders: Vec<&Path> = args.common.rules.iter().map(PathBuf::as_path).collect();
    let knowledge = Knowledge::load(&folders)?;
    let input = document::read(&args.common.paths)?;
    messages.about_input(&input.notes);
    let progress = Progress::new(input.documents.len(), args.common.quiet);
    let report = check_telling(input, &knowledge, &|| progress.step());
    progress.finish();
    let least = args.fail_on.severity();
    output::write(&outputs, &report, least, &messages)?;
    let fails = least.is_some_and(|least| report.findings.iter().any(|f| f.severity >= least));
    Ok(ExitCode::from(u8::from(fails)))
}

impl CheckArgs {
    fn outputs(&self) -> Vec<Output> {
        match Format::named("short").filter(|_| self.short) {
            Some(format) => vec![Output { format, file: None }],
            None => self.format.clone(),
        }
    }
}
