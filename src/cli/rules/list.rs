//! `factcheck rules`: all rules, one a line.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;
use factcheck::report::printable::on_one_line;
use factcheck::rules::Rule;
use unicode_width::UnicodeWidthStr;

use super::Common;

#[derive(Debug, Args)]
pub(super) struct ListArgs {
    #[command(flatten)]
    common: Common,
}

pub(super) fn run(args: &ListArgs) -> anyhow::Result<ExitCode> {
    let knowledge = args.common.knowledge()?;
    let rows: Vec<[String; 5]> = knowledge.rules.rules.iter().map(row).collect();
    let heads = ["id", "compares", "severity", "title", "from"].map(str::to_owned);
    let all = || std::iter::once(&heads).chain(&rows);
    let widths: [usize; 5] = std::array::from_fn(|n| {
        all()
            .filter_map(|r| r.get(n))
            .map(|c| c.width())
            .max()
            .unwrap_or(0)
    });
    let mut out = io::BufWriter::new(anstream::stdout());
    for row in all() {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            line.push_str(cell);
            line.extend(std::iter::repeat_n(
                ' ',
                2 + width - cell.width().min(width),
            ));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    writeln!(
        out,
        "\n{} rules; `factcheck rules show ID` tells more of one",
        rows.len()
    )?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn row(rule: &Rule) -> [String; 5] {
    let from = match (rule.embedded, rule.files.as_slice()) {
        (true, [_]) => "factcheck".to_owned(),
        (true, [_, added @ ..]) => format!("factcheck and {}", added.join(", ")),
        (_, files) => files.join(", "),
    };
    [
        rule.id.clone(),
        rule.kind().to_owned(),
        rule.severity.name().to_owned(),
        on_one_line(&rule.title).into_owned(),
        on_one_line(&from).into_owned(),
    ]
}
