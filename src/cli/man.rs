//! `factcheck man`: the manual, made from the same words as `--help`.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::bail;
use clap::{Args, CommandFactory};
use clap_mangen::Man;

#[derive(Debug, Args)]
pub(super) struct ManArgs {
    /// The command whose page is asked for; the page of the whole program unless given.
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

pub(super) fn run(args: &ManArgs) -> anyhow::Result<ExitCode> {
    let mut program = super::Cli::command();
    // Gives the commands the names that their pages have: "factcheck-accept".
    program.build();
    let page = match &args.command {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            Some(command) => command.clone(),
            None => bail!("there is no command `{name}`\n  help: `factcheck --help` lists them"),
        },
    };
    let mut roff = Vec::new();
    Man::new(page).render(&mut roff)?;
    io::stdout().lock().write_all(&roff)?;
    Ok(ExitCode::SUCCESS)
}
