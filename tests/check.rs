//! Whole runs of `factcheck check`.

#[path = "check/browser.rs"]
mod browser;
mod common;
#[path = "check/explain.rs"]
mod explain;
#[path = "check/reports.rs"]
mod reports;
#[path = "check/schema.rs"]
mod schema;

use common::{assert_snapshot, factcheck, folder};

const EXAMPLE: &str = "examples/cod-treaty";
const HERE: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn the_example_story_is_reported_for_people_and_for_programs() {
    assert_snapshot("check_example", &factcheck(HERE, &[EXAMPLE]));
    let run = factcheck(HERE, &["check", "--format", "json", EXAMPLE]);
    assert_snapshot("check_example_json", &run);
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let run = factcheck(HERE, &[EXAMPLE]);
    let readme = include_str!("../README.md");
    for finding in run
        .stdout
        .split("\n\n")
        .filter(|p| p.starts_with("contradiction"))
    {
        let title = finding.lines().next().unwrap();
        if title.contains("[agreement-term]") {
            assert!(readme.contains(title), "the README does not show:\n{title}");
        }
    }
    let summary = run.stdout.lines().rev().nth(1).unwrap();
    assert!(
        readme.contains(summary),
        "the README does not show:\n{summary}"
    );
}

#[test]
fn the_same_bytes_come_out_on_every_run_and_number_of_threads() {
    let first = factcheck(HERE, &["--format", "json", EXAMPLE]).stdout;
    for threads in ["1", "1", "2", "3", "8"] {
        let run = factcheck(HERE, &["--format", "json", "--threads", threads, EXAMPLE]);
        assert_eq!(run.stdout, first, "with {threads} threads");
    }
}

#[test]
fn the_exit_code_says_whether_something_as_grave_was_found() {
    let code = |fail_on: &str| factcheck(HERE, &["-q", "--fail-on", fail_on, EXAMPLE]).code;
    assert_eq!((code("error"), code("note"), code("never")), (1, 1, 0));
    let calm = folder(&[(
        "a.txt",
        "Norway and Chile signed a 20-year fisheries treaty.",
    )]);
    assert_eq!(factcheck(&calm, &["--fail-on", "note", "."]).code, 0);
}

#[test]
fn a_tension_fails_the_run_only_where_it_is_asked_to() {
    let folder = folder(&[
        (
            "a.txt",
            "“The ferry is a gift to the town of Varna,” said Ana Torvald.",
        ),
        (
            "b.txt",
            "“The ferry is a burden to the town of Varna,” said Ana Torvald.",
        ),
    ]);
    let run = factcheck(&folder, &["."]);
    assert!(run.stdout.starts_with("tension"), "{run}");
    assert_eq!(run.code, 0);
    assert_eq!(factcheck(&folder, &["--fail-on", "warning", "."]).code, 1);
}

#[test]
fn an_article_that_says_a_thing_twice_claims_it_once() {
    let folder = folder(&[
        (
            "a.txt",
            "Norway and Chile signed a 20-year cod treaty.\nNothing else.\nNorway and Chile signed a 20-year cod treaty.",
        ),
        ("b.txt", "Oslo has signed a 25-year cod treaty with Chile."),
    ]);
    assert_snapshot("check_said_twice", &factcheck(&folder, &["."]));
}

#[test]
fn a_reprint_is_no_second_source() {
    let story = "Norway and Chile signed a 20-year cod treaty in the old harbour hall.\n\
        The ministers left by boat before the rain began to fall on the quay.\n\
        Nobody in the town had expected them to come at all that winter.";
    let folder = folder(&[("a.txt", story), ("b.txt", story)]);
    let run = factcheck(&folder, &["."]);
    assert!(
        run.stdout
            .starts_with("0 contradictions, 0 tensions, 0 updates, 0 agreements"),
        "{run}"
    );
}

#[test]
fn broken_articles_do_not_hide_the_others() {
    let folder = folder(&[
        (
            "a.txt",
            b"Norway and Chile signed a 20-year cod treaty.".as_slice(),
        ),
        (
            "b.jsonl",
            b"{\"text\": \"Oslo has signed a 25-year cod treaty with Chile.\"}\n{broken\n",
        ),
        ("c.txt", b"\0\0\0"),
        ("d.txt", b""),
    ]);
    assert_snapshot("check_broken_articles", &factcheck(&folder, &["."]));
}

#[test]
fn text_cannot_act_on_the_terminal() {
    let folder = folder(&[
        (
            "a.txt",
            "Norway and Chile signed a 20-year cod\u{1b}[2J treaty.",
        ),
        ("b.txt", "Oslo has signed a 25-year cod treaty with Chile."),
    ]);
    let run = factcheck(&folder, &["."]);
    assert!(!run.stdout.contains('\u{1b}'), "{run}");
    let colours = factcheck(&folder, &["--color", "always", "."]);
    assert!(!colours.stdout.contains("\u{1b}[2J"), "{colours}");
}

#[test]
fn a_copy_with_another_figure_is_told_and_agrees_with_nobody_by_itself() {
    let text = "Fog lay over Halden on Monday when a tanker ran aground off the old quay.\n\n\
        The tanker leaked 400 tonnes of diesel into the fjord, the Norway Coast Agency said.\n\n\
        Norway and Chile signed a 20-year salmon treaty in the town hall on the same day.\n\n\
        Fishermen from nearby villages brought blankets to the pier and waited for the boats.\n\n\
        The mayor of the town thanked the crews and asked people to stay off the beach.\n";
    let changed = text
        .replace("400 tonnes", "700 tonnes")
        .replace("20-year", "25-year");
    let story = folder(&[("a.txt", text.to_owned()), ("b.txt", changed)]);
    assert_snapshot("check_altered_copy", &factcheck(&story, &["--short", "."]));
    let same = folder(&[("a.txt", text), ("b.txt", text)]);
    let run = factcheck(&same, &["--short", "."]);
    let nothing = "0 contradictions, 0 tensions, 0 updates, 0 agreements in 2 articles";
    assert!(run.stdout.contains(nothing), "{run}");
}

const RULE: &str = "\
rule: recall
title: How many were recalled
why: Recalls are counted once.
phrases:
  - \"{maker: names} recall {number: count}\"
subject: [maker]
compare: number
";

#[test]
fn a_rule_of_the_users_own_works_beside_the_embedded_ones() {
    let folder = folder(&[
        ("rules/recall.yaml", RULE),
        ("news/a.txt", "On Monday Varna Motors recalled 4,100 buses."),
        ("news/b.txt", "On Monday Varna Motors recalled 4,700 buses."),
    ]);
    assert_snapshot(
        "check_own_rule",
        &factcheck(&folder, &["--rules", "rules", "news"]),
    );
}

#[test]
fn everything_wrong_with_the_rules_is_told_at_once() {
    let folder = folder(&[
        ("rules/recall.yaml", RULE.replace("compare", "compre")),
        (
            "rules/price.yaml",
            RULE.replace("recall\n", "price\n")
                .replace("count}", "cuont}"),
        ),
        ("rules/other.yaml", RULE.to_owned()),
        (
            "rules/slot.yaml",
            RULE.replace("recall\n", "slot\n")
                .replace("[maker]", "[makr]"),
        ),
        (
            "rules/family.yaml",
            RULE.replace("recall\n", "family\n")
                .replace(" recall ", " <recal> "),
        ),
        (
            "rules/tab.yaml",
            RULE.replace("rule: recall", "rule:\ttab")
                .replace("  -", "\t-"),
        ),
        ("news/a.txt", "Nothing.".to_owned()),
    ]);
    let run = factcheck(&folder, &["--rules", "rules", "news"]);
    assert_eq!(run.code, 2);
    assert_snapshot("check_wrong_rules", &run);
}
