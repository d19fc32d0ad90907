//! Decisions about findings: their options, and how they come into a report.

use std::path::PathBuf;

use clap::Args;
use factcheck::calendar::Day;
use factcheck::check::Report;
use factcheck::decisions::{self, Decision, DecisionsError, Show};
use factcheck::verdict::Finding;

/// Where decisions stand.
#[derive(Debug, Args)]
pub(super) struct DecisionsFile {
    /// File of decisions; else factcheck.decisions.yaml beside the articles, or above.
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
}

/// Options of commands that respect decisions.
#[derive(Debug, Args)]
pub(super) struct DecisionsArgs {
    #[command(flatten)]
    file: DecisionsFile,

    /// Also list what was accepted, with the reasons.
    #[arg(long, conflicts_with = "new")]
    accepted: bool,

    /// Report only what no decision covers, without a word on the rest.
    #[arg(long)]
    new: bool,
}

/// Options of commands that make decisions.
#[derive(Debug, Args)]
pub(super) struct DecidingArgs {
    /// The last day on which this holds, as 2026-04-12; for good unless given.
    #[arg(long, value_name = "DATE", value_parser = day_to_come)]
    until: Option<Day>,

    /// Who decides; the name of your account unless given.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,

    #[command(flatten)]
    pub(super) file: DecisionsFile,
}

fn day_to_come(text: &str) -> Result<Day, String> {
    let day = Day::parse(text).ok_or("write a day as 2026-04-12")?;
    if day < Day::today() {
        return Err("that day is over".to_owned());
    }
    Ok(day)
}

impl DecisionsFile {
    /// The file that is there.
    fn found(&self, inputs: &[PathBuf]) -> Option<PathBuf> {
        self.decisions.clone().or_else(|| decisions::find(inputs))
    }

    /// The file to write to.
    pub(super) fn home(&self, inputs: &[PathBuf]) -> PathBuf {
        let given = self.decisions.clone();
        given.unwrap_or_else(|| decisions::home(inputs))
    }
}

impl DecisionsArgs {
    /// Takes what was decided about `inputs` out of the report's findings.
    pub(super) fn apply(
        &self,
        report: &mut Report<'_>,
        inputs: &[PathBuf],
    ) -> Result<(), DecisionsError> {
        if let Some(file) = self.file.found(inputs) {
            report.settle(decisions::file::load(&file)?, Day::today());
        }
        report.settled.show = match (self.accepted, self.new) {
            (true, _) => Show::Whole,
            (_, true) => Show::Not,
            _ => Show::Folded,
        };
        Ok(())
    }
}

impl DecidingArgs {
    /// The decision to accept a finding, known only by its id where it did not come up.
    pub(super) fn accept(
        &self,
        id: &str,
        finding: Option<(&Report<'_>, &Finding)>,
        reason: &str,
    ) -> Decision {
        let account = || {
            ["USER", "USERNAME"]
                .iter()
                .find_map(|v| std::env::var(v).ok())
        };
        Decision {
            id: id.to_owned(),
            finding: finding.map(|(report, finding)| report.in_a_line(finding)),
            reason: reason.to_owned(),
            by: self.by.clone().or_else(account),
            date: Some(Day::today()),
            until: self.until,
            names: finding.map_or(Vec::new(), |(_, f)| f.names.clone()),
            line: 0,
        }
    }
}
