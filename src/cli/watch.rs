//! `factcheck watch`: checks again whenever something is saved, and tells what is new and gone.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use anyhow::{Context, bail};
use clap::Args;
use factcheck::check::Report;
use factcheck::config::Config;
use factcheck::document::Notes;
use factcheck::report::check::Format;
use factcheck::report::place::Places;
use factcheck::report::printable::on_one_line;
use factcheck::session::Session;
use factcheck::verdict::Finding;
use notify::{EventKind, RecursiveMode, Watcher};
use rustc_hash::FxHashSet;

use super::against::{AgainstArgs, Inputs};
use super::decide::DecisionsArgs;
use super::messages::{self, Messages};
use super::{Common, output};

/// Editors save in several steps: so long nothing must happen before the articles are read.
const SETTLE: Duration = Duration::from_millis(120);
/// But no longer than so many times that.
const MOST_SETTLES: usize = 20;

const NEW: Style = AnsiColor::Red.on_default().bold();
const GONE: Style = AnsiColor::Green.on_default().bold();
const FAINT: Style = Style::new().dimmed();

#[derive(Debug, Args)]
pub(super) struct WatchArgs {
    #[command(flatten)]
    against: AgainstArgs,

    #[command(flatten)]
    decisions: DecisionsArgs,

    #[command(flatten)]
    common: Common,
}

pub(super) fn run(args: &WatchArgs) -> anyhow::Result<ExitCode> {
    let messages = args.common.looks.start()?;
    let input = args.common.paths.first();
    let config = args
        .common
        .setup
        .config(input.map_or(Path::new("."), PathBuf::as_path))?;
    if args.common.paths.iter().any(|p| p.as_os_str() == "-") {
        bail!("standard input cannot be watched\n  help: name files or folders");
    }
    let (send, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // Nobody listens any more where the program ends.
        let _ = send.send(event);
    })
    .context("the file system does not tell of changes")?;
    let inputs = args.against.inputs(&args.common.paths)?;
    for path in inputs.all.iter().chain(&args.common.setup.rules) {
        let (path, mode) = watched(path);
        let context = || format!("`{}` cannot be watched", path.display());
        watcher.watch(&path, mode).with_context(context)?;
    }
    let mut watch = Watch {
        args,
        messages,
        config,
        changes,
        inputs,
        last: None,
    };
    loop {
        watch.while_rules_stand()?;
    }
}

/// What to watch for a path: a file is replaced when it is saved, so its folder is watched.
fn watched(path: &Path) -> (PathBuf, RecursiveMode) {
    if path.is_dir() {
        return (path.to_owned(), RecursiveMode::Recursive);
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    (folder.to_owned(), RecursiveMode::NonRecursive)
}

struct Watch<'a> {
    args: &'a WatchArgs,
    messages: Messages,
    config: Option<Config>,
    changes: Receiver<notify::Result<notify::Event>>,
    inputs: Inputs<'a>,
    /// The findings of the last round, by id, each as it is shown; `None` before the first.
    last: Option<BTreeMap<String, String>>,
}

impl Watch<'_> {
    /// Checks whenever something changes, until a rule does.
    fn while_rules_stand(&mut self) -> anyhow::Result<()> {
        let setup = &self.args.common.setup;
        let knowledge = match setup.load(self.config.as_ref(), &self.messages) {
            Ok(knowledge) => knowledge,
            Err(error) if self.last.is_some() => {
                messages::error(&error);
                self.wait()?;
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        let mut session = Session::new(&knowledge);
        let mut changed = FxHashSet::default();
        loop {
            if let Err(error) = self.round(&mut session, &changed) {
                if self.last.is_none() || super::is_broken_pipe(&error) {
                    return Err(error);
                }
                messages::error(&error);
            }
            changed = self.wait()?;
            let is_rule =
                |path: &PathBuf| self.args.common.setup.rules.iter().any(|r| is_in(path, r));
            if changed.iter().any(is_rule) {
                return Ok(());
            }
        }
    }

    /// One check, and what is new and gone since the last.
    fn round(
        &mut self,
        session: &mut Session<'_>,
        changed: &FxHashSet<PathBuf>,
    ) -> anyhow::Result<()> {
        let mut round = session.check(
            &self.inputs.all,
            |path| changed.contains(path),
            |documents| {
                if let Some(config) = &self.config {
                    documents.retain(|d| !config.ignores(Path::new(&d.path)));
                    documents.iter_mut().for_each(|d| config.complete(d));
                    documents.extend(config.facts());
                }
            },
        )?;
        let report = &mut round.report;
        let documents = report.articles.iter().map(|a| &a.document);
        self.inputs.require_drafts(documents, &report.notes)?;
        self.args.decisions.apply(report, &self.args.common.paths)?;
        self.inputs.narrow(report);
        let now: BTreeMap<String, String> = report
            .findings
            .iter()
            .map(|f| (f.id.clone(), shown(report, f)))
            .collect();
        let mut out = anstream::stdout().lock();
        match &self.last {
            None => {
                self.messages.about_input(&report.notes);
                write_for_people(report, &mut out)?;
                let articles = count(report.articles.len(), "article");
                writeln!(out, "\n{FAINT}watching {articles}; Ctrl-C ends{FAINT:#}")?;
            }
            Some(last) => {
                let new: Vec<&String> = now.keys().filter(|id| !last.contains_key(*id)).collect();
                let gone: Vec<&String> = last.keys().filter(|id| !now.contains_key(*id)).collect();
                if round.files_read > 0 || !new.is_empty() || !gone.is_empty() {
                    let read = count(round.articles_read, "article");
                    let (news, goes) = (new.len(), gone.len());
                    writeln!(
                        out,
                        "\n{FAINT}read {read}:{FAINT:#} {news} new, {goes} gone"
                    )?;
                }
                for (style, label, ids, from) in
                    [(NEW, "new ", &new, &now), (GONE, "gone", &gone, last)]
                {
                    for text in ids.iter().filter_map(|id| from.get(*id)) {
                        writeln!(out, "{style}{label}{style:#} {text}")?;
                    }
                }
                if round.files_read > 0 {
                    self.messages.about_input(&only(&report.notes, changed));
                }
            }
        }
        out.flush()?;
        self.last = Some(now);
        session.keep(round);
        Ok(())
    }

    /// Waits until something was saved; the real paths of what was.
    fn wait(&self) -> anyhow::Result<FxHashSet<PathBuf>> {
        let mut changed = FxHashSet::default();
        while changed.is_empty() {
            let event = self.changes.recv().context("the watch has ended")?;
            changed.extend(paths_of(event));
        }
        for _ in 0..MOST_SETTLES {
            match self.changes.recv_timeout(SETTLE) {
                Ok(event) => changed.extend(paths_of(event)),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        Ok(changed)
    }
}

/// What an event says was changed; reading is no change.
fn paths_of(event: notify::Result<notify::Event>) -> Vec<PathBuf> {
    let paths = match event {
        Ok(event) if matches!(event.kind, EventKind::Access(_)) => Vec::new(),
        Ok(event) => event.paths,
        // Some changes were missed: anything may have changed.
        Err(error) => error.paths,
    };
    let real = |path: PathBuf| std::fs::canonicalize(&path).unwrap_or(path);
    paths.into_iter().map(real).collect()
}

fn is_in(path: &Path, folder: &Path) -> bool {
    let folder = std::fs::canonicalize(folder);
    folder.is_ok_and(|folder| path.starts_with(folder))
}

/// What was noted about the files that changed.
fn only(notes: &Notes, changed: &FxHashSet<PathBuf>) -> Notes {
    let is_one = |path: &str| std::fs::canonicalize(path).is_ok_and(|p| changed.contains(&p));
    let mut notes = notes.clone();
    notes
        .skipped
        .retain(|s| !s.reason.is_expected() && is_one(&s.path));
    notes.warnings.retain(|w| is_one(&w.path));
    notes
}

// "contradiction: Norway and Chile: term: 20-year / 25-year\n     a.txt:1:27, b.txt:3:19 · id pact-…"
fn shown(report: &Report<'_>, finding: &Finding) -> String {
    let claims = finding.claims.iter().filter_map(|c| report.claims.get(*c));
    let mut places: Vec<String> = claims
        .filter_map(|claim| {
            let document = &report.articles.get(claim.document)?.document;
            let start = claim.span.start as usize;
            Some(match (&document.id, document.part_at(start)) {
                (Some(id), _) => format!("{} ({id})", document.path),
                (None, Some(part)) => format!("{}, {part}", document.path),
                (None, None) => {
                    let (line, column) = Places::new(&document.text).at(start);
                    format!("{}:{line}:{column}", document.path)
                }
            })
        })
        .collect();
    places.dedup();
    let what = report.in_a_line(finding);
    let (what, places) = (on_one_line(&what), places.join(", "));
    let places = on_one_line(&places);
    format!("{what}\n     {FAINT}{places} · id {}{FAINT:#}", finding.id)
}

/// "1 article", "2 articles"
fn count(number: usize, noun: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{s}")
}

/// Writes the report as people get it who ask for no format.
fn write_for_people(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let options = output::options_of_terminal(None);
    Format::named("human").map_or(Ok(()), |format| (format.write)(report, &options, out))
}
