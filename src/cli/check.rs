//! `factcheck check`: where the articles contradict each other.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use factcheck::check::{Report, check};
use factcheck::document;
use factcheck::report::check::{FORMATS, Format, Look};
use factcheck::rules::{Knowledge, Severity};

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

    /// Exit with 1 where a finding is at least so severe.
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t)]
    fail_on: FailOn,

    #[command(flatten)]
    against: AgainstArgs,

    #[command(flatten)]
    decisions: DecisionsArgs,

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

fn format_by_name() -> impl TypedValueParser<Value = &'static Format> {
    let by_name = |name: String| FORMATS.iter().find(|f| f.name == name);
    PossibleValuesParser::new(
        FORMATS
            .iter()
            .map(|f| PossibleValue::new(f.name).help(f.about)),
    )
    .try_map(move |name| by_name(name).ok_or("unknown format"))
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
    let folders: Vec<&Path> = args.common.rules.iter().map(PathBuf::as_path).collect();
    let knowledge = Knowledge::load(&folders)?;
    let inputs = args.against.inputs(&args.common.paths)?;
    let input = document::read(&inputs.all)?;
    inputs.require_drafts(input.documents.iter(), &input.notes)?;
    messages.about_input(&input.notes);
    let mut report = check(input, &knowledge);
    args.decisions.apply(&mut report, &args.common.paths)?;
    inputs.narrow(&mut report);
    let mut out = io::BufWriter::new(anstream::stdout());
    let look = Look {
        width: terminal_width(),
    };
    (args.format.write)(&report, look, &mut out)?;
    out.flush()?;
    let fails = args
        .fail_on
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
