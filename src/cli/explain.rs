//! `factcheck explain`: the evidence for one finding.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use anyhow::bail;
use clap::Args;
use factcheck::check::{Report, check};
use factcheck::report::explain;
use factcheck::report::printable::on_one_line;
use factcheck::verdict::Finding;

use super::{Common, output};

/// So many ids are named where none fits, or several do.
const NAMED: usize = 3;

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// Id of the finding, as it stands under it in the report; its beginning is enough where no
    /// other id begins so.
    #[arg(value_name = "ID")]
    id: String,

    #[command(flatten)]
    common: Common,
}

pub(super) fn run(args: &ExplainArgs) -> anyhow::Result<ExitCode> {
    let started = args.common.start()?;
    let input = started.read_with_facts(&args.common.paths)?;
    let report = check(input, started.knowledge);
    let finding = finding_of(&report, &args.id)?;
    let mut out = BufWriter::new(anstream::stdout());
    explain::write(
        &report,
        finding,
        &output::options_of_terminal(None),
        &mut out,
    )?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The finding with that id, or the only one whose id begins so.
fn finding_of<'r>(report: &'r Report<'_>, id: &str) -> anyhow::Result<&'r Finding> {
    let findings = &report.findings;
    if let Some(finding) = findings.iter().find(|f| f.id == id) {
        return Ok(finding);
    }
    let begin_so: Vec<&Finding> = findings.iter().filter(|f| f.id.starts_with(id)).collect();
    let named = |found: &[&Finding]| {
        let ids = found.iter().take(NAMED).map(|f| f.id.as_str());
        ids.collect::<Vec<_>>().join(", ")
    };
    let shown = on_one_line(id);
    match begin_so.as_slice() {
        [only] => return Ok(only),
        [] => {}
        several => bail!(
            "{} findings have ids that begin with {shown}\n  help: write more of it: {}",
            several.len(),
            named(several)
        ),
    }
    if findings.is_empty() {
        bail!(
            "no finding has the id {shown}: nothing was found in these articles\n  help: name all \
             the articles that the finding came from"
        );
    }
    let mut near: Vec<&Finding> = findings.iter().collect();
    near.sort_by_cached_key(|f| strsim::osa_distance(&f.id, id));
    bail!(
        "no finding of these articles has the id {shown}\n  help: the nearest are {}; an id changes \
         when a value does",
        named(&near)
    )
}
