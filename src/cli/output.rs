//! Where reports go: `--format NAME[=FILE]`, as often as the user likes.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use factcheck::check::Report;
use factcheck::report::check::{FORMATS, Format, Links, Options};
use factcheck::rules::Severity;

use super::messages::Messages;

/// Columns to fill where no terminal tells its width.
const DEFAULT_WIDTH: usize = 100;

/// A format and where it goes.
#[derive(Clone, Debug)]
pub(super) struct Output {
    pub(super) format: &'static Format,
    /// Standard output where `None`.
    pub(super) file: Option<PathBuf>,
}

/// Reads `NAME[=FILE]`; help and completions take the names from here.
#[derive(Clone, Copy, Debug)]
pub(super) struct OutputParser;

impl TypedValueParser for OutputParser {
    type Value = Output;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Output, clap::Error> {
        let text = value
            .to_str()
            .ok_or_else(|| clap::Error::new(ErrorKind::InvalidUtf8).with_cmd(command))?;
        let (name, file) = match text.split_once('=') {
            Some((name, file)) => (name, Some(file)),
            None => (text, None),
        };
        let names = PossibleValuesParser::new(FORMATS.iter().map(|f| f.name));
        let name = names.parse_ref(command, argument, OsStr::new(name))?;
        let invalid = || clap::Error::new(ErrorKind::InvalidValue).with_cmd(command);
        let format = Format::named(&name).ok_or_else(invalid)?;
        if file == Some("") {
            let why =
                format!("name the file behind the equals sign: --format {name}=report.{name}\n");
            return Err(clap::Error::raw(ErrorKind::ValueValidation, why).with_cmd(command));
        }
        Ok(Output {
            format,
            file: file.filter(|f| *f != "-").map(PathBuf::from),
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let values = FORMATS
            .iter()
            .map(|f| PossibleValue::new(f.name).help(f.about));
        Some(Box::new(values))
    }
}

/// Whether every report can go where it is to go.
///
/// # Errors
/// Where two would stand in one place.
pub(super) fn check(outputs: &[Output]) -> anyhow::Result<()> {
    let mut places = BTreeSet::new();
    for output in outputs {
        if places.insert(&output.file) {
            continue;
        }
        let name = output.format.name;
        match &output.file {
            None => bail!(
                "two formats cannot both go to standard output\n  help: send one to a file: --format {name}=report.{name}"
            ),
            Some(file) => bail!(
                "two formats cannot both go to the file {}\n  help: name two files",
                file.display()
            ),
        }
    }
    Ok(())
}

/// Writes the report in every format that was asked for: files first, so that they stand even
/// where the reader of standard output goes away.
///
/// # Errors
/// Where a file cannot be written; it is then as it was before.
pub(super) fn write(
    outputs: &[Output],
    report: &Report<'_>,
    fails: Option<Severity>,
    messages: &Messages,
) -> anyhow::Result<()> {
    for output in outputs {
        let Some(file) = &output.file else { continue };
        let options = Options {
            width: DEFAULT_WIDTH,
            links: None,
            fails,
        };
        whole(file, |out| {
            if output.format.styled && !colours_everywhere() {
                let mut plain = anstream::StripStream::new(Vec::new());
                (output.format.write)(report, &options, &mut plain)?;
                out.write_all(&plain.into_inner())
            } else {
                (output.format.write)(report, &options, out)
            }
        })
        .map_err(|error| unwritable(file, &error))?;
        messages.wrote(file, output.format.name);
    }
    for output in outputs.iter().filter(|o| o.file.is_none()) {
        let options = options_of_terminal(fails);
        if output.format.styled {
            let mut out = BufWriter::new(anstream::stdout());
            (output.format.write)(report, &options, &mut out)?;
            out.flush()?;
        } else {
            let mut out = BufWriter::new(io::stdout().lock());
            (output.format.write)(report, &options, &mut out)?;
            out.flush()?;
        }
    }
    Ok(())
}

/// How to write for the terminal.
pub(super) fn options_of_terminal(fails: Option<Severity>) -> Options {
    Options {
        width: width_of_terminal(),
        links: links_of_terminal(),
        fails,
    }
}

/// Says that a file cannot be written, and what to do.
fn unwritable(file: &Path, error: &io::Error) -> anyhow::Error {
    let why = error.to_string();
    let why = why.split(" (os error").next().unwrap_or_default();
    let folder = file.parent().filter(|f| !f.as_os_str().is_empty());
    let remedy = match folder {
        Some(folder) if !folder.is_dir() => format!("make the folder {} first", folder.display()),
        _ if file.is_dir() => "name a file, not a folder".to_owned(),
        _ => "name a file in a folder that you may write to".to_owned(),
    };
    anyhow!(
        "{} cannot be written: {why}\n  help: {remedy}",
        file.display()
    )
}

fn colours_everywhere() -> bool {
    use anstream::ColorChoice;
    matches!(
        ColorChoice::global(),
        ColorChoice::Always | ColorChoice::AlwaysAnsi
    )
}

/// Columns of the terminal; a readable width elsewhere.
fn width_of_terminal() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    let seen = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    told.or_else(seen).unwrap_or(DEFAULT_WIDTH)
}

/// How to link to files, in terminals that are known to follow links to files of this machine.
fn links_of_terminal() -> Option<Links> {
    use anstream::ColorChoice;
    let set = |name| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    let plain = anstream::AutoStream::choice(&io::stdout()) == ColorChoice::Never;
    if plain
        || set("SSH_CONNECTION")
        || !supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout)
    {
        return None;
    }
    Some(Links {
        folder: std::env::current_dir().ok()?,
        editor: std::env::var_os("TERM_PROGRAM").is_some_and(|name| name == "vscode"),
    })
}

/// Writes a file whole or not at all: beside its place first, then moved there. What is no
/// ordinary file (a pipe, `/dev/stderr`) is written to as it is.
fn whole(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    // A link stays a link: what it points to is replaced.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let before = fs::metadata(path).ok();
    if before.as_ref().is_some_and(|m| !m.is_file() && !m.is_dir()) {
        let mut out = BufWriter::new(File::options().write(true).open(path)?);
        write(&mut out)?;
        return out.flush();
    }
    let Some(name) = path.file_name() else {
        return Err(io::ErrorKind::InvalidInput.into());
    };
    let mut beside = std::ffi::OsString::from(".");
    beside.push(name);
    beside.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(beside);
    let written = fill(&beside, write).and_then(|()| {
        if let Some(before) = before {
            fs::set_permissions(&beside, before.permissions())?;
        }
        fs::rename(&beside, path)
    });
    if written.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_file(&beside);
    }
    written
}

fn fill(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(File::create_new(path)?);
    write(&mut out)?;
    out.into_inner()
        .map_err(io::IntoInnerError::into_error)?
        .sync_all()
}

/// Whether a person watches standard error.
pub(super) fn is_watched() -> bool {
    io::stderr().is_terminal()
}
