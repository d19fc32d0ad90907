//! `factcheck rules schema`: what rule files and factcheck.yaml may hold.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;
use factcheck::{config, rules};

#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// The schema of factcheck.yaml instead.
    #[arg(long)]
    config: bool,
}

pub(super) fn run(args: &SchemaArgs) -> anyhow::Result<ExitCode> {
    let schema = match args.config {
        true => config::schema(),
        false => rules::schema(),
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, &schema)?;
    writeln!(out)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
