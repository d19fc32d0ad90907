//! `factcheck claims`: every claim that the rules draw, one a line.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use factcheck::check::check;
use serde::Serialize;

use super::Common;

#[derive(Debug, Args)]
pub(super) struct ClaimsArgs {
    #[command(flatten)]
    common: Common,
}

#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    rule: &'a str,
    sentence: &'a str,
    claim: &'a factcheck::claim::Claim,
}

pub(super) fn run(args: &ClaimsArgs) -> anyhow::Result<ExitCode> {
    let started = args.common.start()?;
    let knowledge = started.knowledge;
    let report = check(started.read(&args.common.paths)?, knowledge);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for claim in &report.claims {
        let Some(article) = report.articles.get(claim.document) else {
            continue;
        };
        let sentence = article.read.sentences.get(claim.sentence).map(|s| s.span);
        let line = Line {
            path: &article.document.path,
            rule: knowledge.rules.rules.get(claim.rule).map_or("", |r| &r.id),
            sentence: sentence.map_or("", |s| s.of(&article.document.text)),
            claim,
        };
        serde_json::to_writer(&mut out, &line)?;
        writeln!(out)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
