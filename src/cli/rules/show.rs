//! `factcheck rules show`: one rule as a page, or its file.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use factcheck::rules::{embedded, page};

use super::{Common, find};

#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    /// Id of the rule.
    #[arg(value_name = "ID")]
    id: String,

    /// Print its YAML file, to copy and change.
    #[arg(long)]
    yaml: bool,

    #[command(flatten)]
    common: Common,
}

pub(super) fn run(args: &ShowArgs) -> anyhow::Result<ExitCode> {
    let knowledge = args.common.knowledge()?;
    let rule = find(&knowledge, &args.id)?;
    let mut out = io::BufWriter::new(anstream::stdout());
    if args.yaml {
        for path in &rule.files {
            let own = embedded()
                .into_iter()
                .find(|f| rule.embedded && f.path == *path);
            let text = match own {
                Some(file) => file.text,
                None => std::fs::read_to_string(path)
                    .with_context(|| format!("{path} cannot be read"))?
                    .into(),
            };
            out.write_all(text.as_bytes())?;
        }
    } else {
        out.write_all(page::of(rule).as_bytes())?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
