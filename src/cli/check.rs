//! `factcheck check`: where the articles contradict each other.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use factcheck::check::{Report, check};
use factcheck::config::{self, Config};
use factcheck::report::check::{FORMATS, Format, Look};
use factcheck::rules::Severity;

use super::Common;
use super::against::AgainstArgs;
use super::decide::DecisionsArgs;

/// Columns to fill where the terminal does not tell its width.
const DEFAULT_WIDTH: usize = 100;

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// For people or for programs.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = format_by_name())]
    format: &'static Format,

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

fn format_by_name() -> impl TypedValueParser<Value = &'static Format> {
    let by_name = |name: String| FORMATS.iter().find(|f| f.name == name);
    PossibleValuesParser::new(
        FORMATS
            .iter()
            .map(|f| PossibleValue::new(f.name).help(f.about)),
    )
    .try_map(move |name| by_name(name).ok_or("unknown format"))
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
    let config = started.config.as_ref();
    let inputs = args.against.inputs(&args.common.paths)?;
    let input = started.read_with_facts(&inputs.all)?;
    inputs.require_drafts(input.documents.iter(), &input.notes)?;
    let mut report = check(input, started.knowledge);
    started.messages.about_facts(report.facts_not_read());
    args.decisions.apply(&mut report, &args.common.paths)?;
    inputs.narrow(&mut report);
    let mut out = io::BufWriter::new(anstream::stdout());
    let look = Look {
        width: terminal_width(),
    };
    (args.format.write)(&report, look, &mut out)?;
    out.flush()?;
    let asked = config.and_then(Config::fail_on).map(FailOn::from);
    let fails = args
        .fail_on
        .or(asked)
        .unwrap_or(FailOn::Error)
        .severity()
        .is_some_and(|least| report.findings.iter().any(|f| f.severity >= least));
    Ok(ExitCode::from(u8::from(fails)))
}

/// Writes the report as people get it who ask for no format.
pub(super) fn write_for_people(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let look = Look {
        width: terminal_width(),
    };
    FORMATS
        .first()
        .map_or(Ok(()), |format| (format.write)(report, look, out))
}

/// Columns of the terminal, as the shell tells; a readable width elsewhere.
fn terminal_width() -> usize {
    std::env::var("COLUMNS")
        .ok()
        .and_then(|c| c.parse().ok())
        .unwrap_or(DEFAULT_WIDTH)
}
