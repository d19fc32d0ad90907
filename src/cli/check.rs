//! `factcheck check`: where the articles contradict each other.

use std::process::ExitCode;

use clap::{ArgAction, Args, ValueEnum};
use factcheck::check::check_telling;
use factcheck::config::{self, Config};
use factcheck::report::check::Format;
use factcheck::rules::Severity;

use super::Common;
use super::against::AgainstArgs;
use super::decide::DecisionsArgs;
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

    /// Exit with 1 where a finding is at least so severe; `error` unless factcheck.yaml says
    /// otherwise.
    #[arg(long, value_name = "SEVERITY", value_enum)]
    fail_on: Option<FailOn>,

    #[command(flatten)]
    against: AgainstArgs,

    #[command(flatten)]
    decisions: DecisionsArgs,

    #[command(flatten)]
    common: Common,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FailOn {
    /// Contradictions (unless their rule says less).
    Error,
    /// Also tensions.
    Warning,
    /// Also what rules call a note.
    Note,
    /// Nothing.
    Never,
}

impl From<config::FailOn> for FailOn {
    fn from(written: config::FailOn) -> Self {
        match written {
            config::FailOn::Error => FailOn::Error,
            config::FailOn::Warning => FailOn::Warning,
            config::FailOn::Note => FailOn::Note,
            config::FailOn::Never => FailOn::Never,
        }
    }
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
    let started = args.common.start()?;
    let outputs = args.outputs();
    output::check(&outputs)?;
    let config = started.config.as_ref();
    let inputs = args.against.inputs(&args.common.paths)?;
    let input = started.read_with_facts(&inputs.all)?;
    inputs.require_drafts(input.documents.iter(), &input.notes)?;
    let progress = Progress::new(input.documents.len(), args.common.looks.quiet);
    let mut report = check_telling(input, started.knowledge, &|| progress.step());
    progress.finish();
    started.messages.about_facts(report.facts_not_read());
    args.decisions.apply(&mut report, &args.common.paths)?;
    inputs.narrow(&mut report);
    let asked = config.and_then(Config::fail_on).map(FailOn::from);
    let least = args.fail_on.or(asked).unwrap_or(FailOn::Error).severity();
    output::write(&outputs, &report, least, &started.messages)?;
    let fails = least.is_some_and(|least| report.findings.iter().any(|f| f.severity >= least));
    // The process ends here: nobody needs each of a million pieces back.
    std::mem::forget(report);
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
