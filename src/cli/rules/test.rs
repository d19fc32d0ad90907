//! `factcheck rules test`: the rules' own examples.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use anyhow::bail;
use clap::Args;
use factcheck::examples::{self, Failure, Heard, Nearest, Outcome};
use factcheck::report::printable::{on_one_line, printable};
use factcheck::rules::{ExpectedVerdict, Rule};
use factcheck::verdict::Verdict;

use super::snapshot::{self, Kept};
use super::{Common, count, find};

const PASSED: Style = AnsiColor::Green.on_default().bold();
const FAILED: Style = AnsiColor::Red.on_default().bold();

#[derive(Debug, Args)]
pub(super) struct TestArgs {
    /// Rules by id, or rule files, or folders of them. Without any: all rules of your own, or
    /// those that come with factcheck where there are none.
    #[arg(value_name = "PATH|ID")]
    what: Vec<String>,

    /// Keep what the examples give in `snapshots/` beside the rules; from then on, each change of
    /// it is told. Looks at rules of your own alone.
    #[arg(long)]
    update: bool,

    #[command(flatten)]
    common: Common,
}

pub(super) fn run(args: &TestArgs) -> anyhow::Result<ExitCode> {
    let messages = args.common.looks.start()?;
    let config = args.common.setup.config(Path::new("."))?;
    let mut setup = args.common.setup.setup(config.as_ref());
    setup.places = true;
    let (paths, ids): (Vec<&String>, Vec<&String>) = args.what.iter().partition(|w| is_path(w));
    for path in &paths {
        let path = PathBuf::from(path);
        match path.is_dir() {
            true => setup.folders.push(path),
            false => setup.files.push(path),
        }
    }
    let loaded = setup.load()?;
    messages.about_rules(&loaded.errors);
    let knowledge = &loaded.knowledge;
    for id in &ids {
        find(knowledge, id)?;
    }
    let own = |rule: &Rule| !rule.embedded || rule.files.len() > 1;
    let any_own = knowledge.rules.rules.iter().any(own);
    let wanted = |rule: &Rule| match args.what.is_empty() {
        true => own(rule) || !any_own,
        false => {
            let named = ids.iter().any(|id| **id == rule.id);
            let mut own = rule.files.iter().skip(usize::from(rule.embedded));
            named || own.any(|f| paths.iter().any(|p| Path::new(f).starts_with(p)))
        }
    };
    let rules = || knowledge.rules.rules.iter().filter(|r| wanted(r));
    if args.update && rules().all(|rule| snapshot::path(rule).is_none()) {
        bail!(
            "rules that come with factcheck keep no snapshots\n  \
             help: name a rule, a file or a folder of your own"
        );
    }
    let outcomes = examples::run(knowledge, wanted);
    let mut out = io::BufWriter::new(anstream::stdout());
    let mut failed = 0;
    for rule in rules() {
        let of_rule: Vec<&Outcome> = outcomes.iter().filter(|o| o.rule == rule.id).collect();
        failed += tell(rule, &of_rule, &mut out)?;
        if let Some(path) = snapshot::path(rule).filter(|_| !of_rule.is_empty()) {
            let kept = match args.update {
                true => snapshot::update(&path, rule, &of_rule)?,
                false => snapshot::compare(&path, rule, &of_rule)?,
            };
            failed += tell_snapshot(&path, &kept, rule, &mut out)?;
        }
    }
    writeln!(
        out,
        "{} in {}, {}",
        count(outcomes.len(), "example"),
        count(rules().count(), "rule"),
        match failed {
            0 => "all as they should be".to_owned(),
            n => format!("{n} not as they should be"),
        }
    )?;
    out.flush()?;
    Ok(ExitCode::from(u8::from(failed > 0)))
}

/// Ids hold neither dots nor slashes.
fn is_path(text: &str) -> bool {
    text.contains(['/', '\\', '.']) || Path::new(text).is_dir()
}

/// Tells how the examples of a rule came out; how much of it is wrong.
fn tell(rule: &Rule, outcomes: &[&Outcome], out: &mut dyn Write) -> io::Result<usize> {
    let failed: Vec<(&&Outcome, Failure)> = outcomes
        .iter()
        .filter_map(|o| Some((o, o.failure()?)))
        .collect();
    if outcomes.is_empty() {
        writeln!(
            out,
            "{FAILED}untested{FAILED:#} {}: it has no examples",
            rule.id
        )?;
        return Ok(1);
    }
    if failed.is_empty() {
        writeln!(
            out,
            "{PASSED}ok{PASSED:#} {} ({})",
            rule.id,
            count(outcomes.len(), "example")
        )?;
        return Ok(0);
    }
    for (outcome, failure) in &failed {
        let name = match failure {
            Failure::Noisy => "noisy",
            Failure::Missing => "missing",
        };
        writeln!(
            out,
            "{FAILED}{name}{FAILED:#} {}, example in {}:{}: expected {}, found {}",
            rule.id,
            on_one_line(&outcome.file),
            outcome.line,
            expected(outcome.expected),
            outcome.found.map_or("nothing", Verdict::name),
        )?;
        for (n, heard) in outcome.heard.iter().enumerate() {
            source(n + 1, heard, out)?;
        }
        if let Some(reason) = &outcome.reason {
            writeln!(
                out,
                "  taken as one subject because {}",
                on_one_line(reason)
            )?;
        } else if outcome.heard.iter().all(|h| !h.claims.is_empty()) {
            writeln!(
                out,
                "  both were read, but not as two values of one subject: compare the lines above, \
                 and the rule's `subject`"
            )?;
        }
        writeln!(out)?;
    }
    Ok(failed.len())
}

/// Tells what became of a snapshot; how much of it is wrong.
fn tell_snapshot(path: &Path, kept: &Kept, rule: &Rule, out: &mut dyn Write) -> io::Result<usize> {
    let path = path.display().to_string();
    let path = on_one_line(&path);
    match kept {
        Kept::Fits => Ok(0),
        Kept::Written => {
            writeln!(out, "  {path} written")?;
            Ok(0)
        }
        Kept::Differs(diff) => {
            writeln!(
                out,
                "{FAILED}changed{FAILED:#} {}: its examples give other than {path} says",
                rule.id
            )?;
            for line in diff.lines().filter(|l| !l.trim().is_empty()) {
                writeln!(out, "  {}", printable(line))?;
            }
            writeln!(
                out,
                "  if this is as it should be, run it again with --update\n"
            )?;
            Ok(1)
        }
    }
}

pub(super) fn expected(verdict: ExpectedVerdict) -> &'static str {
    match verdict {
        ExpectedVerdict::Contradiction => "contradiction",
        ExpectedVerdict::Tension => "tension",
        ExpectedVerdict::Update => "update",
        ExpectedVerdict::Agreement => "agreement",
        ExpectedVerdict::None => "nothing",
    }
}

fn source(number: usize, heard: &Heard, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "  source {number}: {}", on_one_line(&heard.text))?;
    for claim in &heard.claims {
        writeln!(out, "    read: {}", on_one_line(claim))?;
    }
    if let Some(nearest) = &heard.nearest {
        let phrase = on_one_line(&nearest.phrase);
        writeln!(
            out,
            "    read nothing; nearest phrase: {phrase}\n    {}",
            why(nearest)
        )?;
    }
    Ok(())
}

/// Why the nearest phrase does not match.
fn why(nearest: &Nearest) -> String {
    let word = nearest.word.as_deref().map(on_one_line);
    match (&nearest.part, word, nearest.begun) {
        (Some(part), _, false) => format!("no word of the text is `{part}`"),
        (Some(part), Some(word), true) => {
            format!("it stopped at “{word}”, where `{part}` was looked for")
        }
        (Some(part), None, true) => {
            format!("the sentence ended where `{part}` was looked for")
        }
        (None, ..) => {
            "all its parts are there, but the sentence denies it, tells it as a plan or of \
                       another time, or does not tell who is meant"
                .to_owned()
        }
    }
}
