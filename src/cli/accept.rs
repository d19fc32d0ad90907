//! `factcheck accept`: an editor settles one finding.

use std::process::ExitCode;

use anyhow::bail;
use clap::Args;
use factcheck::calendar::Day;
use factcheck::check::{Report, check};
use factcheck::decisions::{Decision, Decisions, file};
use factcheck::report::printable::printable;
use factcheck::verdict::Finding;

use super::Common;
use super::decide::DecidingArgs;

/// Without articles the id is taken as it is; with them it must be that of one of their findings.
#[derive(Debug, Args)]
#[command(mut_arg("paths", |paths| paths.required(false)))]
pub(super) struct AcceptArgs {
    /// Id of the finding, as it stands under it in the report.
    #[arg(value_name = "ID")]
    id: String,

    /// Why it needs no more attention.
    #[arg(long, value_name = "TEXT")]
    reason: String,

    #[command(flatten)]
    deciding: DecidingArgs,

    #[command(flatten)]
    common: Common,
}

pub(super) fn run(args: &AcceptArgs) -> anyhow::Result<ExitCode> {
    args.common.looks.start()?;
    let reason = args.reason.trim();
    if reason.is_empty() {
        bail!("the reason is empty\n  help: say why the finding needs no more attention");
    }
    if !is_id(&args.id) {
        bail!(
            "`{}` is not the id of a finding\n  help: ids look like agreement-term-b826d86d; each \
             stands under its finding",
            args.id
        );
    }
    let paths = &args.common.paths;
    let home = args.deciding.file.home(paths);
    if paths.is_empty() {
        let decision = args.deciding.accept(&args.id, None, reason);
        let same = |d: &&Decision| d.id == args.id;
        file::add(&home, |old| {
            refuse_second(old, same).map(|()| vec![decision])
        })?;
    } else {
        let started = args.common.start()?;
        let report = check(started.read_with_facts(paths)?, started.knowledge);
        let finding = finding_of(&report, &args.id)?;
        let decision = args
            .deciding
            .accept(&args.id, Some((&report, finding)), reason);
        let same = |d: &&Decision| d.is_about(finding);
        file::add(&home, |old| {
            refuse_second(old, same).map(|()| vec![decision])
        })?;
    }
    super::say_on_stdout(&format!("accepted {} in {}", args.id, file::shown(&home)))?;
    Ok(ExitCode::SUCCESS)
}

// "toll-99e915ae-3f1c"
fn is_id(text: &str) -> bool {
    let is_hash = |part: &str, digits: usize| {
        part.len() == digits && part.bytes().all(|b| b.is_ascii_hexdigit())
    };
    let parts: Vec<&str> = text.rsplitn(3, '-').collect();
    match parts.as_slice() {
        [hash, rule @ ..] if is_hash(hash, 8) => !rule.is_empty(),
        [mark, hash, _] => is_hash(mark, 4) && is_hash(hash, 8),
        _ => false,
    }
}

fn finding_of<'r>(report: &'r Report<'_>, id: &str) -> anyhow::Result<&'r Finding> {
    if let Some(finding) = report.findings.iter().find(|f| f.id == id) {
        return Ok(finding);
    }
    let distance = |f: &&Finding| strsim::osa_distance(&f.id, id);
    let near = report.findings.iter().min_by_key(distance);
    let help = match near.filter(|f| distance(f) <= 3) {
        Some(near) => format!("did you mean {}?", near.id),
        None => "check the articles again: the id changes when a value does".to_owned(),
    };
    bail!("no finding of these articles has the id {id}\n  help: {help}")
}

/// An error where a decision that holds is there already.
fn refuse_second(old: &Decisions, is_same: impl Fn(&&Decision) -> bool) -> anyhow::Result<()> {
    let mut same = old.entries.iter().filter(|d| d.holds(Day::today()));
    match same.find(is_same) {
        Some(there) => bail!(
            "that finding is accepted already: {}\n  help: change the decision in {}:{}",
            printable(&there.reason),
            old.file,
            there.line
        ),
        None => Ok(()),
    }
}
