//! What editors decide about findings, from one run to the next.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may panic, and helpers are not seen as tests"
)]

mod common;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use common::{Run, assert_snapshot, factcheck, folder};
use serde_json::Value;
use tempfile::TempDir;

const A: &str = "Norway and Chile signed a 20-year cod treaty on Monday.\n\nIt rained in the harbour all day, and few people came.\n";
const B: &str = "The ministers left by boat.\n\nOslo has signed a 25-year cod treaty with Chile.\n";
const FILE: &str = "factcheck.decisions.yaml";

fn story() -> TempDir {
    folder(&[("in/a.txt", A), ("in/b.txt", B)])
}

fn report(folder: impl AsRef<Path>, args: &[&str]) -> Value {
    let args: Vec<&str> = ["--format", "json"].iter().chain(args).copied().collect();
    let run = factcheck(folder, &args);
    serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run}"))
}

/// The ids of the clashes that stand, and of those that are accepted.
fn ids(report: &Value) -> (Vec<String>, Vec<String>) {
    let findings = report["findings"].as_array().unwrap().iter();
    let (accepted, open): (Vec<&Value>, Vec<&Value>) = findings
        .filter(|f| f["verdict"] != "agreement")
        .partition(|f| f.get("accepted").is_some());
    let ids = |list: Vec<&Value>| {
        list.iter()
            .map(|f| f["id"].as_str().unwrap().to_owned())
            .collect()
    };
    (ids(open), ids(accepted))
}

fn the_id(folder: impl AsRef<Path>) -> String {
    let (open, _) = ids(&report(folder, &["in"]));
    assert_eq!(open.len(), 1, "{open:?}");
    open.first().unwrap().clone()
}

fn accept(folder: impl AsRef<Path>, id: &str) -> Run {
    let run = factcheck(
        folder,
        &[
            "accept",
            id,
            "--reason",
            "both are right",
            "--by",
            "ana",
            "in",
        ],
    );
    assert_eq!(run.code, 0, "{run}");
    run
}

fn write(folder: &TempDir, name: &str, text: &str) {
    fs::write(folder.path().join(name), text).unwrap();
}

/// What a run shows, without the day of today.
fn undated(run: &Run) -> String {
    let today = factcheck::calendar::Day::today().to_string();
    run.to_string().replace(&today, "TODAY")
}

#[test]
fn an_accepted_finding_is_folded_and_fails_no_run() {
    let folder = story();
    let id = the_id(&folder);
    assert_eq!(factcheck(&folder, &["in"]).code, 1);
    let run = accept(&folder, &id);
    assert_eq!(run.stdout, format!("accepted {id} in {FILE}\n"));
    let written = fs::read_to_string(folder.path().join(FILE)).unwrap();
    let run = factcheck(&folder, &["in"]);
    assert_eq!(run.code, 0);
    let listed = factcheck(&folder, &["--accepted", "in"]);
    let shown = format!("{written}---\n{run}---\n{}", undated(&listed));
    let today = factcheck::calendar::Day::today().to_string();
    assert_snapshot("decisions_accepted", &shown.replace(&today, "TODAY"));
    let report = report(&folder, &["in"]);
    let finding = report["findings"].get(0).unwrap();
    assert_eq!(finding["accepted"]["reason"], "both are right");
    assert_eq!(finding["accepted"]["by"], "ana");
    assert_eq!(report["summary"]["decisions"]["accepted"], 1);
    assert_eq!(report["summary"]["findings"]["contradiction"], 0);
}

#[test]
fn it_stays_accepted_when_paragraphs_move() {
    let folder = story();
    let id = the_id(&folder);
    accept(&folder, &id);
    let mut parts: Vec<&str> = A.trim().split("\n\n").collect();
    parts.reverse();
    write(&folder, "in/a.txt", &parts.join("\n\n"));
    assert_eq!(ids(&report(&folder, &["in"])), (vec![], vec![id]));
}

#[test]
fn it_stays_accepted_when_it_is_reworded() {
    let folder = story();
    let id = the_id(&folder);
    accept(&folder, &id);
    write(
        &folder,
        "in/a.txt",
        "After a long night Norway at last signed a two-decade cod agreement with Chile, officials said.",
    );
    assert_eq!(ids(&report(&folder, &["in"])), (vec![], vec![id]));
}

#[test]
fn it_stays_accepted_when_files_are_renamed_or_more_say_the_same() {
    let folder = story();
    let id = the_id(&folder);
    accept(&folder, &id);
    fs::rename(
        folder.path().join("in/a.txt"),
        folder.path().join("in/z.md"),
    )
    .unwrap();
    write(
        &folder,
        "in/c.txt",
        "A 25-year cod treaty between Norway and Chile is in force.",
    );
    assert_eq!(ids(&report(&folder, &["in"])), (vec![], vec![id]));
}

#[test]
fn it_comes_back_when_a_value_changes() {
    let folder = story();
    let id = the_id(&folder);
    accept(&folder, &id);
    write(&folder, "in/a.txt", &A.replace("20-year", "15-year"));
    let report = report(&folder, &["in"]);
    let (open, accepted) = ids(&report);
    assert_eq!((open.len(), accepted.len()), (1, 0));
    assert_ne!(open.first(), Some(&id));
    let unused = &report["summary"]["decisions"]["unused"];
    assert_eq!(unused[0]["id"], id.as_str());
    assert_eq!(factcheck(&folder, &["in"]).code, 1);
}

#[test]
fn it_comes_back_when_a_third_value_appears() {
    let folder = story();
    accept(&folder, &the_id(&folder));
    write(
        &folder,
        "in/c.txt",
        "Norway and Chile have signed a 30-year cod treaty.",
    );
    let report = report(&folder, &["in"]);
    assert_eq!(ids(&report).0.len(), 1, "{report}");
    assert!(report["findings"][0].to_string().contains("30-year"));
}

#[test]
fn it_comes_back_when_a_unit_or_a_bound_changes() {
    let told = |a: &str| format!("Norway has signed a deal to buy Varna Motors for {a}.");
    let folder = folder(&[
        ("in/a.txt", told("$40 million")),
        ("in/b.txt", told("$55 million")),
    ]);
    let id = the_id(&folder);
    accept(&folder, &id);
    assert_eq!(ids(&report(&folder, &["in"])).1, [id]);
    write(&folder, "in/a.txt", &told("more than $40 million"));
    assert!(ids(&report(&folder, &["in"])).1.is_empty());
}

#[test]
fn one_event_is_not_taken_for_another_with_the_same_figures() {
    let date = "---\ndate: 2026-03-03\n---\n";
    let ferry = |toll: &str| {
        format!(
            "{date}A ferry capsized off Kisumu in Kenya on Monday. The capsizing near Kisumu killed \
             {toll} people, the Kenya Coast Guard said."
        )
    };
    let ferry_again = |toll: &str| {
        format!(
            "{date}Kenya mourns after a ferry sank near Kisumu. {toll} people were killed, the Kenya \
             Coast Guard said."
        )
    };
    let mine = "A mine collapsed at Calama in Chile on Monday. The collapse at Calama killed 14 \
                people, the Chilean police said.";
    let mine_again = "Chile buries its miners after the disaster at Calama. 16 people died, the \
                      Chilean police said.";
    let folder = folder(&[
        ("in/a.txt", ferry("14")),
        ("in/b.txt", ferry_again("16")),
        ("in/c.txt", format!("{date}{mine}")),
        ("in/d.txt", format!("{date}{mine_again}")),
    ]);
    let (open, _) = ids(&report(&folder, &["in"]));
    assert_eq!(open.len(), 2, "{open:?}");
    accept(&folder, open.first().unwrap());
    assert_eq!(
        ids(&report(&folder, &["in"])),
        (open[1..].to_vec(), open[..1].to_vec())
    );
    // Another name may become the one that the articles use most.
    let more = " Odongo came, Odongo wept, and Odongo left.";
    write(&folder, "in/a.txt", &(ferry("14") + more));
    write(&folder, "in/b.txt", &(ferry_again("16") + more));
    assert_eq!(ids(&report(&folder, &["in"])).0, open[1..]);
}

#[test]
fn a_baseline_accepts_all_and_new_reports_the_rest() {
    let folder = story();
    let baseline = factcheck(&folder, &["baseline", "in"]);
    assert_eq!(
        baseline.stdout,
        format!("accepted 1 finding in {FILE}\n"),
        "{baseline}"
    );
    let again = factcheck(&folder, &["baseline", "in"]);
    assert_eq!(again.stdout, "there is nothing new to accept\n");
    assert_eq!(ids(&report(&folder, &["--new", "in"])), (vec![], vec![]));
    assert!(
        !factcheck(&folder, &["--new", "in"])
            .stdout
            .contains("accepted")
    );
    write(
        &folder,
        "in/c.txt",
        "Kenya and Uganda signed a 5-year water treaty.",
    );
    write(
        &folder,
        "in/d.txt",
        "Kenya and Uganda signed a 9-year water treaty.",
    );
    let run = factcheck(&folder, &["--new", "in"]);
    assert_eq!(
        (run.code, run.stdout.matches("[agreement-term]").count()),
        (1, 1),
        "{run}"
    );
}

#[test]
fn expired_and_unused_decisions_are_reported() {
    let folder = story();
    let id = the_id(&folder);
    let text = format!(
        "- id: {id}\n  reason: old\n  until: 2020-01-01\n- id: toll-00000000\n  reason: gone\n"
    );
    write(&folder, FILE, &text);
    let run = factcheck(&folder, &["in"]);
    assert_eq!(run.code, 1);
    assert_snapshot("decisions_expired", &run);
    accept(&folder, &id);
    let run = factcheck(&folder, &["in"]);
    assert!(run.code == 0 && !run.stdout.contains("no longer"), "{run}");
}

#[test]
fn the_file_is_found_beside_the_articles_and_above() {
    let folder = story();
    let id = the_id(&folder);
    accept(&folder, &id);
    fs::create_dir_all(folder.path().join("elsewhere")).unwrap();
    let inside = folder.path().join("in");
    for (here, path) in [
        (folder.path(), "."),
        (inside.as_path(), "."),
        (folder.path(), "in/a.txt"),
    ] {
        let report = report(here, &[path]);
        assert!(
            report["summary"]["decisions"].is_object(),
            "{path}: {report}"
        );
    }
    fs::rename(folder.path().join(FILE), folder.path().join("ours.yaml")).unwrap();
    assert_eq!(factcheck(&folder, &["in"]).code, 1);
    assert_eq!(
        factcheck(&folder, &["--decisions", "ours.yaml", "in"]).code,
        0
    );
    let missing = factcheck(&folder, &["--decisions", "none.yaml", "in"]);
    assert_snapshot("decisions_missing", &missing);
}

#[test]
fn comments_order_and_layout_of_the_file_stay() {
    let folder = story();
    let id = the_id(&folder);
    let ours = "# Desk rules: ask Ana first.\n\n-   reason: 'weighed twice'   # by phone\n    id: toll-00000000\n    until: 2999-12-31\n\n# Pacts\n- {id: pact-00000001, reason: settled}\n# end";
    write(&folder, FILE, ours);
    accept(&folder, &id);
    let text = fs::read_to_string(folder.path().join(FILE)).unwrap();
    assert!(text.starts_with(&format!("{ours}\n- id: {id}\n")), "{text}");
}

#[test]
fn what_cannot_be_accepted_is_explained() {
    let folder = story();
    let id = the_id(&folder);
    let run = |args: &[&str]| {
        let args: Vec<&str> = ["accept"].iter().chain(args).copied().collect();
        let run = factcheck(&folder, &args);
        assert_eq!(run.code, 2, "{run}");
        run.stderr.replace(&id, "ID")
    };
    let near = format!("{}0", &id[..id.len() - 1]);
    let mut told = run(&["in", "--reason", "x"]);
    told += &run(&["toll-00000000", "--reason", "x", "in"]);
    told += &run(&[&near, "--reason", "x", "in"]).replace(&near, "NEAR");
    told += &run(&[&id, "--reason", " ", "in"]);
    told += &run(&[&id, "--reason", "x", "--until", "2020-01-01", "in"]);
    accept(&folder, &id);
    told += &run(&[&id, "--reason", "x", "in"]);
    told += &run(&[&id, "--reason", "x"]);
    write(&folder, FILE, "- id: [\n");
    told += &run(&[&id, "--reason", "x"]);
    assert_snapshot("decisions_refused", &told);
    assert_eq!(
        fs::read_to_string(folder.path().join(FILE)).unwrap(),
        "- id: [\n"
    );
}

#[test]
fn a_finding_may_be_accepted_without_naming_the_articles() {
    let folder = story();
    let id = the_id(&folder);
    let run = factcheck(&folder, &["accept", &id, "--reason", "said “so”: #1"]);
    assert_eq!(run.code, 0, "{run}");
    assert_eq!(factcheck(&folder, &["in"]).code, 0);
}

#[test]
fn programs_that_run_at_the_same_time_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let start = |n: usize| {
        Command::new(env!("CARGO_BIN_EXE_factcheck"))
            .args(["accept", &format!("toll-{n:08x}"), "--reason", "fine"])
            .current_dir(&folder)
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    };
    let running: Vec<_> = (0..24).map(start).collect();
    for mut child in running {
        assert!(child.wait().unwrap().success());
    }
    let text = fs::read_to_string(folder.path().join(FILE)).unwrap();
    assert_eq!(text.matches("- id: toll-").count(), 24, "{text}");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn a_draft_is_checked_against_its_sources() {
    let folder = folder(&[
        ("draft.md", "Norway and Chile signed a 20-year cod treaty."),
        (
            "sources/a.txt",
            "Oslo has signed a 25-year cod treaty with Chile.",
        ),
        (
            "sources/b.txt",
            "Kenya and Uganda signed a 5-year water treaty.",
        ),
        (
            "sources/c.txt",
            "Kenya and Uganda signed a 9-year water treaty.",
        ),
        ("empty.md", ""),
    ]);
    assert_eq!(ids(&report(&folder, &["draft.md", "sources"])).0.len(), 2);
    let narrow = report(&folder, &["draft.md", "--against", "sources"]);
    assert_eq!(ids(&narrow).0.len(), 1);
    assert_eq!(narrow["findings"][0]["claims"][0]["path"], "draft.md");
    // A draft that lies among its sources is still the draft.
    let inside = report(&folder, &["./sources/b.txt", "--against", "."]);
    assert_eq!(ids(&inside).0.len(), 1);
    let run = factcheck(&folder, &["empty.md", "--against", "sources"]);
    assert_snapshot("against_empty_draft", &run);
}
