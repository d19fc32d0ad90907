//! `factcheck watch`, from one save to the next.
#![cfg(feature = "watch")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may panic, and helpers are not seen as tests"
)]

mod common;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use common::{factcheck, folder};

/// A watch that ends with the test.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start(folder: impl AsRef<Path>, args: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_factcheck"))
            .arg("watch")
            .args(args)
            .current_dir(folder)
            .env("NO_COLOR", "1")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let (send, lines) = mpsc::channel();
        thread::spawn(move || {
            stdout
                .lines()
                .map_while(Result::ok)
                .try_for_each(|l| send.send(l))
        });
        let watch = Self { child, lines };
        watch.until("watching");
        watch
    }

    /// All lines up to the one that begins so, with it.
    fn until(&self, beginning: &str) -> String {
        let mut seen = String::new();
        loop {
            let line = self.lines.recv_timeout(Duration::from_secs(60));
            let line = line.unwrap_or_else(|_| panic!("no `{beginning}` in:\n{seen}"));
            seen.push_str(&line);
            seen.push('\n');
            if line.starts_with(beginning) {
                return seen;
            }
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const A: &str = "Norway and Chile signed a 20-year cod treaty.";
const B: &str = "Oslo has signed a 25-year cod treaty with Chile.";

#[test]
fn what_is_new_and_what_is_gone_is_told_after_each_save() {
    let folder = folder(&[("in/a.txt", A), ("in/b.txt", "It rained.")]);
    let watch = Watch::start(&folder, &["in"]);
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("in/b.txt", B);
    let told = watch.until("     in/a.txt");
    assert!(told.contains("read 1 article: 1 new, 0 gone"), "{told}");
    assert!(
        told.contains("new  contradiction: Norway and Chile"),
        "{told}"
    );
    // As many editors save: another file takes the old one's place.
    write("in/b.tmp", &B.replace("25", "20"));
    fs::rename(
        folder.path().join("in/b.tmp"),
        folder.path().join("in/b.txt"),
    )
    .unwrap();
    let told = watch.until("gone contradiction");
    assert!(told.contains("new  agreement"), "{told}");
    write(
        "in/c.txt",
        "Chile and Norway have signed a 30-year cod treaty.",
    );
    let told = watch.until("new  contradiction: Norway and Chile");
    assert!(told.contains("read 1 article: "), "{told}");
    assert!(told.contains(" new, 0 gone"), "{told}");
    fs::remove_file(folder.path().join("in/c.txt")).unwrap();
    watch.until("gone contradiction");
}

#[test]
fn a_decision_makes_a_finding_go_and_a_broken_file_does_not_end_the_watch() {
    let folder = folder(&[("in/a.txt", A), ("in/b.txt", B)]);
    let watch = Watch::start(&folder, &["."]);
    factcheck(&folder, &["baseline", "."]);
    watch.until("gone contradiction");
    let decisions = folder.path().join("factcheck.decisions.yaml");
    fs::write(&decisions, "- id: [").unwrap();
    fs::write(folder.path().join("in/c.txt"), "It rained.").unwrap();
    thread::sleep(Duration::from_millis(500));
    fs::remove_file(&decisions).unwrap();
    watch.until("new  contradiction");
}

#[test]
fn a_draft_is_watched_with_its_sources_and_rules() {
    let rule = "rule: recall\ntitle: Recalls\nwhy: Recalls are counted once.\nphrases:\n  - \"{maker: names} recall {number: count}\"\nsubject: [maker]\ncompare: number\n";
    let folder = folder(&[
        ("draft.md", "On Monday Varna Motors recalled 4,100 buses."),
        ("wire/a.txt", "On Monday Varna Motors recalled 4,700 buses."),
        ("ours/withdraw.yaml", &rule.replace("recall", "withdraw")),
    ]);
    let watch = Watch::start(
        &folder,
        &["draft.md", "--against", "wire", "--rules", "ours"],
    );
    fs::write(folder.path().join("ours/recall.yaml"), rule).unwrap();
    assert!(
        watch
            .until("     draft.md")
            .contains("new  contradiction: Varna Motors")
    );
    fs::write(
        folder.path().join("wire/a.txt"),
        "On Monday Varna Motors recalled 4,100 buses.",
    )
    .unwrap();
    watch.until("gone contradiction");
}
