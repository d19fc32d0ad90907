//! `factcheck baseline`: all that stands now is settled, so that later runs show what is new.

use std::process::ExitCode;

use clap::Args;
use factcheck::calendar::Day;
use factcheck::check::check;
use factcheck::decisions::{Decision, DecisionsError, file};
use factcheck::verdict::Finding;

use super::Common;
use super::decide::DecidingArgs;

#[derive(Debug, Args)]
pub(super) struct BaselineArgs {
    /// Why all this needs no more attention.
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "stood when the baseline was made"
    )]
    reason: String,

    #[command(flatten)]
    deciding: DecidingArgs,

    #[command(flatten)]
    common: Common,
}

pub(super) fn run(args: &BaselineArgs) -> anyhow::Result<ExitCode> {
    let started = args.common.start()?;
    let input = started.read_with_facts(&args.common.paths)?;
    let report = check(input, started.knowledge);
    let home = args.deciding.file.home(&args.common.paths);
    let today = Day::today();
    let added = file::add(&home, |old| {
        let is_open = |f: &&Finding| {
            let covers = |d: &Decision| d.holds(today) && d.is_about(f);
            !old.entries.iter().any(covers)
        };
        let open = report.findings.iter().filter(is_open);
        let accept = |f: &Finding| {
            args.deciding
                .accept(&f.id, Some((&report, f)), &args.reason)
        };
        Ok::<_, DecisionsError>(open.map(accept).collect())
    })?;
    let told = match added {
        0 => "there is nothing new to accept".to_owned(),
        1 => format!("accepted 1 finding in {}", file::shown(&home)),
        n => format!("accepted {n} findings in {}", file::shown(&home)),
    };
    super::say_on_stdout(&told)?;
    Ok(ExitCode::SUCCESS)
}
