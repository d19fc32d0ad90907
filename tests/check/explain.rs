//! `factcheck explain`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic, and helpers are not seen as tests"
)]

use serde_json::Value;
use tempfile::TempDir;

use super::common::{assert_snapshot, factcheck, folder};

const WIRE: &str = "---\ndate: 2026-03-03\n---\n\nEngineers are inspecting the Lindholm bridge in Porvik. \
    The bridge weighs 900 tonnes and crosses the Elva. The old bridge weighed 300 tonnes.\n";
const LOCAL: &str = "---\ndate: 2026-03-04\n---\n\nPorvik wants to save the Lindholm bridge. The bridge \
    weighs 740 tonnes and crosses the Elva.\n";
const LATER: &str = "---\ndate: 2026-04-20\n---\n\nThe Lindholm bridge in Porvik is sold. The bridge weighs \
    800 tonnes and crosses the Elva.\n";
const PACT: &str = "Norway and Chile signed a 20-year cod treaty on Monday. It rained all day.\n";
const PACT_TOO: &str = "Norway and Chile met in Oslo. They signed a 25-year cod treaty.\n";
const OTHER_PACT: &str = "Norway and Peru signed a 30-year cod treaty in May.\n";

fn bridge() -> TempDir {
    folder(&[("wire.md", WIRE), ("local.md", LOCAL), ("later.md", LATER)])
}

/// The id of the first finding with that verdict.
fn id(folder: &TempDir, verdict: &str) -> String {
    let run = factcheck(folder, &["--format", "json", "."]);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let found = findings.iter().find(|f| f["verdict"] == verdict);
    found.unwrap_or_else(|| panic!("no {verdict}: {run}"))["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn the_evidence_of_figures_that_no_rule_speaks_of_is_weighed_before_the_reader() {
    let folder = bridge();
    let id = id(&folder, "contradiction");
    assert_snapshot("explain_open", &factcheck(&folder, &["explain", &id, "."]));
}

#[test]
fn the_evidence_of_a_rule_is_judged_part_by_part() {
    let folder = folder(&[("a.txt", PACT), ("b.txt", PACT_TOO), ("c.txt", OTHER_PACT)]);
    let run = factcheck(&folder, &["explain", "agreement-term", "."]);
    assert_snapshot("explain_ruled", &run);
}

#[test]
fn an_id_that_no_finding_has_is_answered_with_the_nearest() {
    let folder = bridge();
    let id = id(&folder, "contradiction");
    let wrong = format!("{id}x");
    let run = factcheck(&folder, &["explain", &wrong, "."]);
    assert_eq!(run.code, 2, "{run}");
    assert!(run.stderr.contains(&format!("nearest are {id}")), "{run}");
}

#[test]
fn where_nothing_was_found_no_id_is_proposed() {
    let folder = folder(&[("a.txt", PACT)]);
    let run = factcheck(&folder, &["explain", "agreement-term-1", "."]);
    assert_eq!(run.code, 2, "{run}");
    assert!(run.stderr.contains("nothing was found"), "{run}");
}
