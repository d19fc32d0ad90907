//! `factcheck rules try`: what a rule would change on a folder of articles.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use clap::Args;
use factcheck::check::{Report, check};
use factcheck::claim::Claim;
use factcheck::document::{Input, Notes};
use factcheck::examples::in_words;
use factcheck::report::place::Places;
use factcheck::report::printable::on_one_line;
use factcheck::report::title_of;
use factcheck::rules::Rule;
use factcheck::verdict::Finding;

use super::super::{Looks, SetupArgs};
use super::count;

const ADDED: Style = AnsiColor::Green.on_default().bold();
const REMOVED: Style = AnsiColor::Red.on_default().bold();

/// So many claims are shown of a rule that found nothing.
const CLAIMS_SHOWN: usize = 8;

#[derive(Debug, Args)]
pub(super) struct TryArgs {
    /// The rule file, new or changed.
    #[arg(value_name = "FILE")]
    rule: PathBuf,

    /// Articles, or folders of articles.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    setup: SetupArgs,

    #[command(flatten)]
    looks: Looks,
}

pub(super) fn run(args: &TryArgs) -> anyhow::Result<ExitCode> {
    let messages = args.looks.start()?;
    let first = args.paths.first().map_or(Path::new("."), PathBuf::as_path);
    let config = args.setup.config(first)?;
    let mut setup = args.setup.setup(config.as_ref());
    setup.without = Some(args.rule.clone());
    let before = setup.load()?;
    messages.about_rules(&before.errors);
    setup.files.push(args.rule.clone());
    let after = setup.load()?;
    let keep = |path: &Path| !config.as_ref().is_some_and(|c| c.ignores(path));
    let mut input = factcheck::document::read_where(&args.paths, keep)?;
    messages.about_input(&input.notes);
    if let Some(config) = &config {
        input.documents.iter_mut().for_each(|d| config.complete(d));
        input.documents.extend(config.facts());
    }
    let again = Input {
        documents: input.documents.clone(),
        notes: Notes::default(),
    };
    let before = check(input, &before.knowledge);
    let after = check(again, &after.knowledge);
    let mut out = io::BufWriter::new(anstream::stdout());
    let added = difference(&after, &before);
    let removed = difference(&before, &after);
    for (style, sign, report, findings) in [
        (ADDED, '+', &after, &added),
        (REMOVED, '-', &before, &removed),
    ] {
        for finding in findings {
            tell(style, sign, report, finding, &mut out)?;
        }
    }
    let shown = args.rule.display().to_string();
    let rules = after.knowledge.rules.rules.iter().enumerate();
    for (number, rule) in rules.filter(|(_, r)| r.files.contains(&shown)) {
        claims(number, rule, &after, added.is_empty(), &mut out)?;
    }
    writeln!(
        out,
        "{} added, {} removed in {}",
        count(added.len(), "finding"),
        removed.len(),
        count(after.articles_checked(), "article")
    )?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The findings of `a` that `b` has not.
fn difference<'r>(a: &'r Report<'_>, b: &Report<'_>) -> Vec<&'r Finding> {
    let known = |f: &&Finding| !b.findings.iter().any(|g| g.id == f.id);
    a.findings.iter().filter(known).collect()
}

fn tell(
    style: Style,
    sign: char,
    report: &Report<'_>,
    finding: &Finding,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(
        out,
        "{style}{sign} {}{style:#} {} [{}]",
        finding.verdict.name(),
        title_of(report, finding),
        report.rule_id(finding)
    )?;
    for claim in finding.claims.iter().filter_map(|c| report.claims.get(*c)) {
        sentence(report, claim, out)?;
    }
    writeln!(out)
}

/// "    wire.md:12:8: The sentence."
fn sentence(report: &Report<'_>, claim: &Claim, out: &mut dyn Write) -> io::Result<()> {
    let Some(article) = report.articles.get(claim.document) else {
        return Ok(());
    };
    let text = &article.document.text;
    let (line, column) = Places::new(text).at(claim.span.start as usize);
    let sentence = article.read.sentences.get(claim.sentence);
    let sentence = sentence.map_or("", |s| s.span.of(text));
    let path = on_one_line(&article.document.path);
    writeln!(out, "    {path}:{line}:{column}: {}", on_one_line(sentence))
}

/// How often the rule matched; where nothing came of it, some of what it read.
fn claims(
    number: usize,
    rule: &Rule,
    report: &Report<'_>,
    silent: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let drawn: Vec<&Claim> = report.claims.iter().filter(|c| c.rule == number).collect();
    let mut articles: Vec<usize> = drawn.iter().map(|c| c.document).collect();
    articles.sort_unstable();
    articles.dedup();
    writeln!(
        out,
        "`{}` read {} in {}",
        rule.id,
        count(drawn.len(), "claim"),
        count(articles.len(), "article")
    )?;
    if drawn.is_empty() {
        writeln!(
            out,
            "  none of its phrases matches here: try them on single sentences under `examples`"
        )?;
    }
    for claim in drawn.iter().take(if silent { CLAIMS_SHOWN } else { 0 }) {
        writeln!(out, "  {}", on_one_line(&in_words(claim, rule, report)))?;
        sentence(report, claim, out)?;
    }
    Ok(())
}
