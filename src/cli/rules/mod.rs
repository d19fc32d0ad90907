//! `factcheck rules`: what is checked, and the tools of those who write rules. One file a command.

mod list;
mod new;
mod schema;
mod show;
mod snapshot;
mod test;
mod trial;

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Subcommand};
use factcheck::rules::{Knowledge, Rule};
use factcheck::yaml;

use super::{Looks, SetupArgs};

pub(super) use new::{RULES_FOLDER, write_schema};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct RulesArgs {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    list: list::ListArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show what a rule finds and what it leaves alone.
    Show(show::ShowArgs),
    /// Write a rule to start from, with examples that pass.
    New(new::NewArgs),
    /// Run the rules' examples: each must get the verdict that it names.
    Test(test::TestArgs),
    /// Show which findings a rule adds and removes on a folder of articles.
    Try(trial::TryArgs),
    /// Print the JSON Schema of rules, for editors' YAML plug-ins; its texts are the manual.
    Schema(schema::SchemaArgs),
}

/// Options of all these commands.
#[derive(Debug, Args)]
struct Common {
    #[command(flatten)]
    setup: SetupArgs,
    #[command(flatten)]
    looks: Looks,
}

pub(super) fn run(args: &RulesArgs) -> anyhow::Result<ExitCode> {
    match &args.command {
        None => list::run(&args.list),
        Some(Command::Show(args)) => show::run(args),
        Some(Command::New(args)) => new::run(args),
        Some(Command::Test(args)) => test::run(args),
        Some(Command::Try(args)) => trial::run(args),
        Some(Command::Schema(args)) => schema::run(args),
    }
}

impl Common {
    fn knowledge(&self) -> anyhow::Result<Knowledge> {
        let messages = self.looks.start()?;
        let config = self.setup.config(Path::new("."))?;
        self.setup.load(config.as_ref(), &messages)
    }
}

/// The rule of that id, or an error that names the nearest.
fn find<'k>(knowledge: &'k Knowledge, id: &str) -> anyhow::Result<&'k Rule> {
    let found = knowledge.rules.get(id);
    found.with_context(|| {
        let ids: Vec<&str> = knowledge
            .rules
            .rules
            .iter()
            .map(|r| r.id.as_str())
            .collect();
        let help = yaml::suggestion(id, &ids).unwrap_or_default();
        format!("there is no rule `{id}`\n  help: {help}")
    })
}

/// "1 rule", "2 rules"
fn count(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}
