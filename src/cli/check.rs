//! `factcheck check`: where the articles contradict each other.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use factcheck::document::{self, Input};
use factcheck::lexicon::Lexicon;

use super::{Common, rules};

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// For people or for programs.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: Format,

    /// Exit with 1 where a finding is at least so severe.
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t)]
    fail_on: FailOn,

    #[command(flatten)]
    common: Common,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// Both sentences side by side, with the reason.
    #[default]
    Human,
    /// One JSON object; docs/output.md describes it.
    Json,
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

pub(super) fn run(args: &CheckArgs) -> anyhow::Result<ExitCode> {
    let messages = args.common.start()?;
    let _lexicon = Lexicon::load(&rules::read_folders(&args.common.rules)?)?;
    let Input { documents, notes } = document::read(&args.common.paths)?;
    messages.about_input(&notes);
    drop(documents);
    Ok(ExitCode::SUCCESS)
}
