//! `factcheck init`: a configuration to start from.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;
use factcheck::{config, rules};

use super::rules::{RULES_FOLDER, write_schema};

const STARTER: &str = include_str!("factcheck.yaml");

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// Folder to write into.
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

pub(super) fn run(args: &InitArgs) -> anyhow::Result<ExitCode> {
    let file = args.folder.join(config::FILE_NAME);
    if file.exists() {
        bail!(
            "{} is there already\n  help: change that file, or take it away first",
            file.display()
        );
    }
    let folder = args.folder.join(RULES_FOLDER);
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    fs::write(&file, STARTER).with_context(|| format!("{} cannot be written", file.display()))?;
    write_schema(&folder.join("rule.schema.json"), &rules::schema())?;
    write_schema(&folder.join("factcheck.schema.json"), &config::schema())?;
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{} and {} written\nnext: `factcheck rules new ID` writes a rule of your own there",
        file.display(),
        folder.display()
    )?;
    Ok(ExitCode::SUCCESS)
}
