//! `factcheck rules new`: a rule to start from.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;
use factcheck::rules;

use super::Common;

/// Where rules are put where no configuration says otherwise.
pub(in crate::cli) const RULES_FOLDER: &str = "house-rules";

const STARTER: &str = include_str!("starter.yaml");

#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// Id of the rule: small letters, digits and hyphens.
    #[arg(value_name = "ID")]
    id: String,

    /// Folder to write it into; the first one that factcheck.yaml names, unless given.
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,

    #[command(flatten)]
    common: Common,
}

pub(super) fn run(args: &NewArgs) -> anyhow::Result<ExitCode> {
    args.common.looks.start()?;
    let id = args.id.strip_suffix(".yaml").unwrap_or(&args.id);
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || !id.chars().all(good) {
        bail!(
            "`{id}` cannot be the id of a rule\n  help: use small letters, digits and hyphens, such as `product-recall`"
        );
    }
    let config = args.common.setup.config(Path::new("."))?;
    let configured = config.as_ref().and_then(|c| c.rule_folders().next());
    let is_known = args.into.is_none() && configured.is_some();
    let folder = args
        .into
        .clone()
        .or(configured.map(|(folder, _)| folder))
        .unwrap_or_else(|| PathBuf::from(RULES_FOLDER));
    let file = folder.join(format!("{id}.yaml"));
    if file.exists() {
        bail!(
            "{} is there already\n  help: choose another id, or change that file",
            file.display()
        );
    }
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    fs::write(&file, STARTER.replace("ID", id))
        .with_context(|| format!("{} cannot be written", file.display()))?;
    write_schema(&folder.join("rule.schema.json"), &rules::schema())?;
    let mut out = io::stdout().lock();
    writeln!(out, "{} written", file.display())?;
    if rules::embedded()
        .iter()
        .any(|f| f.path == format!("rules/{id}.yaml"))
    {
        writeln!(
            out,
            "it stands in the place of the rule `{id}` that comes with factcheck"
        )?;
    }
    match is_known {
        true => writeln!(out, "next: change it, then `factcheck rules test {id}`")?,
        false => writeln!(
            out,
            "next: change it, then `factcheck rules test {}`\n\
             a run finds it with `--rules {}`, or with `rules: [{}]` in factcheck.yaml",
            file.display(),
            folder.display(),
            folder.display()
        )?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes a schema where it is not there yet, or is that of another version.
pub(in crate::cli) fn write_schema(path: &Path, schema: &schemars::Schema) -> anyhow::Result<()> {
    let text = serde_json::to_string_pretty(schema)? + "\n";
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))
}
