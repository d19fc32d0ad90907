//! A rule as a page for editors, in Markdown: made from its YAML, so that it cannot be out of date.

use std::fmt::Write;

use super::compile::{Example, Rule};
use super::schema::{Change, ExpectedVerdict, Severity};
use super::tolerance::Tolerance;

/// The page: why the rule is there, what it finds, what it leaves alone.
pub fn of(rule: &Rule) -> String {
    let mut page = String::new();
    // Writing to a string cannot fail.
    let _ = write(rule, &mut page);
    page
}

fn write(rule: &Rule, page: &mut String) -> std::fmt::Result {
    writeln!(page, "# {}\n\n{}\n", rule.title.trim(), rule.why.trim())?;
    let pack = rule.pack.as_deref().map(|p| format!(" · pack `{p}`"));
    let facts = format!("compares {}", article_of(rule.kind()));
    writeln!(
        page,
        "`{}` · {facts} · a contradiction is {} {}{}\n",
        rule.id,
        if rule.severity == Severity::Error {
            "an"
        } else {
            "a"
        },
        rule.severity.name(),
        pack.unwrap_or_default()
    )?;
    writeln!(page, "## What it reads\n")?;
    match rule.reads {
        Some(reads) => writeln!(page, "{}\n", reads.explained())?,
        None => {
            for phrase in &rule.phrases {
                let opposed = if phrase.opposed {
                    " (the opposite)"
                } else {
                    ""
                };
                writeln!(page, "- `{}`{opposed}", phrase.text)?;
            }
            writeln!(page)?;
        }
    }
    if !rule.context.is_empty() {
        writeln!(page, "What is spoken of is also taken from\n")?;
        for phrase in &rule.context {
            writeln!(page, "- `{}`", phrase.text)?;
        }
        writeln!(page)?;
    }
    if let Some(message) = &rule.message {
        writeln!(
            page,
            "A clash is told as “{}”.\n",
            message.shown(&rule.slots)
        )?;
    }
    writeln!(
        page,
        "Two claims are compared where {}.{}\n",
        same(rule),
        limits(rule)
    )?;
    let fires = |e: &&Example| e.verdict != ExpectedVerdict::None;
    writeln!(page, "## What it finds\n")?;
    examples(rule.examples.iter().filter(fires), page)?;
    writeln!(page, "## What it leaves alone\n")?;
    examples(rule.examples.iter().filter(|e| !fires(e)), page)
}

fn article_of(kind: &str) -> String {
    match kind {
        "names" | "yes or no" => kind.to_owned(),
        "money" => "sums of money".to_owned(),
        "date or time" => "dates and times".to_owned(),
        "quotation" | "spelling" | "office" | "figure" | "count" | "date" | "duration"
        | "number" | "percent" | "measure" | "age" | "ordinal" | "score" | "time" => match kind {
            "percent" => "percentages".to_owned(),
            _ => format!("{kind}s"),
        },
        other => other.to_owned(),
    }
}

/// When two claims are about one thing.
fn same(rule: &Rule) -> String {
    let slots: Vec<String> = rule
        .subject
        .iter()
        .filter_map(|s| rule.slots.get(*s))
        .map(|s| format!("`{s}`"))
        .collect();
    let agree = match slots.as_slice() {
        [] => None,
        [only] => Some(format!("{only} is the same")),
        [first @ .., last] => Some(format!("{} and {last} are the same", first.join(", "))),
    };
    let event = rule
        .event
        .then(|| "both articles report the same event".to_owned());
    let reads = rule.reads.map(|reads| reads.same_where().to_owned());
    let parts: Vec<String> = [agree, event, reads].into_iter().flatten().collect();
    parts.join(" and ")
}

/// What else keeps claims apart or together.
fn limits(rule: &Rule) -> String {
    let mut limits = String::new();
    let mut add = |sentence: String| {
        limits.push(' ');
        limits.push_str(&sentence);
    };
    match rule.change {
        Change::None => {}
        Change::Up => add("A later article may have a higher value: that is an update.".to_owned()),
        Change::Down => {
            add("A later article may have a lower value: that is an update.".to_owned())
        }
        Change::Any => add("A later article may have another value: that is an update.".to_owned()),
    }
    if let Some(ratio) = rule.ratio {
        add(format!(
            "Where one figure is more than {ratio} times the other, they are of two things."
        ));
    }
    if let Some(days) = rule.within {
        let years = (days / 365.25).round();
        let length = if years >= 1.0 && (days - years * 365.25).abs() < 1.0 {
            format!("{years} years")
        } else {
            format!("{} days", days.round())
        };
        add(format!("Dates more than {length} apart are of two things."));
    }
    match rule.tolerance {
        Some(Tolerance::Part(part)) => {
            add(format!(
                "Values within {} % of each other agree.",
                part * 100.0
            ));
        }
        Some(Tolerance::Amount(amount)) => {
            add(format!("Values within {amount} of each other agree."))
        }
        Some(Tolerance::Days(days)) => {
            add(format!("Dates within {days} days of each other agree."))
        }
        None => {}
    }
    if rule.plans {
        add("What is planned is compared with what is told as done.".to_owned());
    }
    limits
}

fn examples<'e>(
    examples: impl Iterator<Item = &'e Example>,
    page: &mut String,
) -> std::fmt::Result {
    for example in examples {
        let verdict = match example.verdict {
            ExpectedVerdict::Contradiction => "contradiction",
            ExpectedVerdict::Tension => "tension",
            ExpectedVerdict::Update => "update",
            ExpectedVerdict::Agreement => "agreement",
            ExpectedVerdict::None => "nothing",
        };
        writeln!(page, "{verdict}:\n")?;
        for (text, date) in &example.sources {
            let date = date.map(|d| format!(" ({d})")).unwrap_or_default();
            writeln!(
                page,
                "> {}{date}\n",
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            )?;
        }
    }
    Ok(())
}

/// The list of all pages.
pub fn index(rules: &[Rule]) -> String {
    let mut page = "# The rules that come with factcheck\n\n\
                    Each page is made from the rule's YAML file in `rules/`.\n\n\
                    | rule | looks at | pack |\n|---|---|---|\n"
        .to_owned();
    for rule in rules {
        let pack = rule.pack.as_deref().unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = writeln!(
            page,
            "| [`{0}`]({0}.md) | {1} | {pack} |",
            rule.id,
            rule.title.trim()
        );
    }
    page
}
