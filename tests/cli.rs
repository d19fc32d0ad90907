//! What the program says and how it exits.

mod common;

use std::io::Read;
use std::process::{Command, Stdio};

use common::{assert_snapshot, factcheck, folder};

#[test]
fn help_shows_examples_and_exit_codes() {
    assert_snapshot("cli_help", &factcheck(".", &["--help"]));
    assert_snapshot("cli_help_short", &factcheck(".", &["-h"]));
    assert_snapshot("cli_help_facts", &factcheck(".", &["facts", "--help"]));
}

#[test]
fn every_dependency_has_its_line() {
    let manifest = include_str!("../Cargo.toml");
    let told = include_str!("../docs/dependencies.md");
    let tables = manifest.split("\n[").filter(|t| {
        let name = t.split(']').next().unwrap_or_default();
        name.ends_with("dependencies")
    });
    let lines = tables.flat_map(str::lines);
    let names: Vec<&str> = lines.filter_map(|l| Some(l.split_once(" = ")?.0)).collect();
    assert!(names.len() > 20);
    for name in names {
        assert!(told.contains(&format!("`{name}`")), "{name} has no line");
    }
}

#[test]
fn no_arguments_show_the_help() {
    let run = factcheck(".", &[]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("Examples:"));
}

#[test]
fn the_version_is_one_line() {
    assert_snapshot("cli_version", &factcheck(".", &["--version"]));
}

#[test]
fn wrong_options_fail_with_a_suggestion() {
    assert_snapshot(
        "cli_wrong_option",
        &factcheck(".", &["--formt", "json", "."]),
    );
    assert_snapshot(
        "cli_wrong_format",
        &factcheck(".", &["facts", "--format", "jsonk", "."]),
    );
    assert_snapshot(
        "cli_wrong_threads",
        &factcheck(".", &["--threads", "0", "."]),
    );
}

#[test]
fn a_mistyped_command_is_recognised() {
    let folder = tempfile::tempdir().unwrap();
    assert_snapshot("cli_mistyped_command", &factcheck(&folder, &["fact", "."]));
}

#[test]
fn a_folder_may_be_named_like_a_command() {
    let folder = folder(&[("check/a.txt", "The count is 417 ships.")]);
    assert_eq!(factcheck(&folder, &["./check"]).code, 0);
    assert_eq!(factcheck(&folder, &["check", "check"]).code, 0);
}

#[test]
fn quiet_leaves_out_warnings_but_not_errors() {
    let folder = folder(&[
        ("a.txt", "The count is 417 ships."),
        ("b.txt", ""),
        ("c.json", ""),
    ]);
    assert_eq!(factcheck(&folder, &["facts", "--quiet", "."]).stderr, "");
    let run = factcheck(&folder, &["facts", "--quiet", "b.txt"]);
    assert_snapshot("cli_quiet_error", &run);
}

#[test]
fn wrong_rules_fail() {
    let folder = folder(&[
        ("a.txt", "The count is 417 ships."),
        ("ours/lexicon/abbreviations.yaml", "never_ends: [Mr.]\n"),
    ]);
    assert_snapshot(
        "cli_wrong_rules",
        &factcheck(&folder, &["facts", "--rules", "ours", "a.txt"]),
    );
    let run = factcheck(&folder, &["facts", "--rules", "theirs", "a.txt"]);
    assert_snapshot("cli_missing_rules", &run);
}

#[test]
fn facts_for_people_stand_in_columns() {
    let folder = folder(&[
        (
            "a.txt",
            "The count is 417 ships.\n\nThe other is 12,418 boats.",
        ),
        ("b.txt", "No ferry sails."),
        ("wire.jsonl", "{\"text\": \"The count is 419.\"}"),
    ]);
    assert_snapshot("cli_facts", &factcheck(&folder, &["facts", "."]));
}

#[test]
fn quotations_and_counted_times_are_listed_in_order_and_names_on_demand() {
    let text = "“We sold no ferry in two years,” said Ana Torvald, 47.";
    let folder = folder(&[("a.txt", text)]);
    let kinds = |args: &[&str]| -> Vec<String> {
        let lines = factcheck(&folder, args).stdout;
        lines
            .lines()
            .map(|line| {
                let line: serde_json::Value = serde_json::from_str(line).unwrap();
                let text = |key: &str| line[key].as_str().unwrap().to_owned();
                format!("{}: {}", text("kind"), text("text"))
            })
            .collect()
    };
    let listed = kinds(&["facts", "--format", "jsonl", "a.txt"]);
    assert_eq!(
        listed,
        [
            "quote: We sold no ferry in two years,",
            "duration: two years",
            "quantity: two years",
            "age: 47",
            "quantity: 47"
        ]
    );
    let with_names = kinds(&["facts", "--format", "jsonl", "--names", "a.txt"]);
    assert!(with_names.contains(&"name: Ana Torvald".to_owned()));
}

#[test]
fn colours_come_when_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let colored = |when| {
        factcheck(&folder, &["--color", when, "x"])
            .stderr
            .contains('\u{1b}')
    };
    assert!(colored("always"));
    assert!(!colored("never"));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let text = "The count is 417 ships. ".repeat(100_000);
    let folder = folder(&[("a.txt", text)]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_factcheck"))
        .args(["facts", "."])
        .current_dir(&folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut messages = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut messages)
        .unwrap();
    assert_eq!(
        (child.wait().unwrap().code(), messages.as_str()),
        (Some(0), "")
    );
}

#[test]
fn completions_and_manual_pages_name_every_command() {
    let commands = ["accept", "baseline", "check", "facts"];
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = factcheck(".", &["completions", shell]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        for command in commands {
            assert!(run.stdout.contains(command), "{shell}: {command}");
        }
        assert!(!run.stdout.contains("read-pdf"), "{shell}");
    }
    let manual = factcheck(".", &["man"]).stdout;
    assert!(
        manual.starts_with(".ie") || manual.contains(".TH factcheck 1"),
        "{manual}"
    );
    for command in commands {
        assert!(manual.contains(command), "{command}");
        let page = factcheck(".", &["man", command]).stdout;
        assert!(page.contains(&format!("factcheck\\-{command}")), "{page}");
    }
    assert_eq!(factcheck(".", &["man", "accpt"]).code, 2);
}

#[test]
fn the_hook_for_commits_and_the_action_name_options_that_there_are() {
    let yaml = |name: &str| -> serde_json::Value {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let text = std::fs::read_to_string(path).unwrap();
        factcheck::yaml::read(&text, name).unwrap()
    };
    let hooks = yaml(".pre-commit-hooks.yaml");
    let entry = hooks[0]["entry"].as_str().unwrap();
    let folder = folder(&[
        ("a.txt", "Norway and Chile signed a 20-year cod treaty."),
        ("b.txt", "Oslo has signed a 25-year cod treaty with Chile."),
    ]);
    let mut args: Vec<&str> = entry.split(' ').skip(1).collect();
    args.push("a.txt");
    assert_eq!(factcheck(&folder, &args).code, 1);

    let action = yaml("action.yml");
    let steps = action["runs"]["steps"].as_array().unwrap();
    let script = steps[1]["run"].as_str().unwrap();
    let help = factcheck(".", &["check", "--help"]).stdout;
    let words = script.split(|c: char| !(c.is_ascii_lowercase() || c == '-'));
    let options: Vec<&str> = words
        .filter(|w| w.len() > 2 && w.starts_with("--"))
        .collect();
    assert!(options.len() > 3, "{script}");
    for option in options {
        assert!(help.contains(option), "{option} is no option");
    }
    // What a caller gives reaches the script through variables alone.
    for step in steps {
        assert!(
            !step["run"].as_str().unwrap_or_default().contains("${{"),
            "{step}"
        );
    }
}
