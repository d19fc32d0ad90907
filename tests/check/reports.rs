//! One fixed report in every format.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test may panic, and helpers are not seen as tests"
)]

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Stdio};

use factcheck::report::check::FORMATS;
use html5gum::{State, Token, Tokenizer};
use serde_json::Value;
use tempfile::TempDir;

use super::common::{Run, assert_snapshot, factcheck, folder};
use super::schema;

/// What an article can hold to do harm: markup, marks of Markdown, workflow commands, codes of
/// terminals, marks that turn the writing around; and wide and combining characters.
const HOSTILE: &str = "</script><script>document.title='taken'</script><img src=http://evil.example/x \
    onerror=alert(1)> &amp; \"'` **bold** [link](http://evil.example) @everyone #1 ::error::100% \
    \u{1b}[2J\u{1b}]8;;http://evil.example\u{1b}\\ \u{202e}turned\u{202c} 漢字 cafe\u{301}";

/// A story with a contradiction, a tension, an update and an agreement; an article that means
/// harm; files that cannot be read, and one that can be read in part.
pub(crate) fn desk() -> TempDir {
    let wire = "---\ntitle: A treaty and a storm\nsource: Northern Wire\ndate: 2026-03-02\n---\n\n\
        Iceland and Portugal signed a **15-year** cod treaty on Monday. Nobody cheered.\n\n\
        The collision off Grindavik killed two people, the Icelandic Coast Guard said.\n\n\
        “The ferry is a gift to the town of Varna,” said Ana Torvald.\n\n\
        Norway and Chile signed a 20-year salmon treaty.\n";
    let local = "---\ntitle: Three dead off Grindavik\nsource: The Grindavik Post\ndate: 2026-03-04\n---\n\n\
        The collision off Grindavik on Monday killed three people, the Icelandic Coast Guard said.\n\n\
        Reykjavik has concluded a 15-year cod agreement with Lisbon.\n\n\
        “The ferry is a burden to the town of Varna,” said Ana Torvald.\n\n\
        Oslo has signed a two-decade salmon treaty with Chile.\n";
    let hostile = format!(
        "---\ntitle: \"<b>Twelve</b> years {}\"\nsource: \"<i>Ledger</i>, @all\"\ndate: 2026-03-05\n---\n\n\
         Lisbon has signed a 12-year cod treaty with Iceland, {HOSTILE}.\n",
        "<script>alert(1)</script>"
    );
    folder(&[
        ("wire.md", wire.as_bytes()),
        ("local.md", local.as_bytes()),
        ("a,b:<i>50%.txt", hostile.as_bytes()),
        ("old.txt", b"The caf\xE9 has 12 chairs."),
        (
            "lines.jsonl",
            b"{\"id\": \"l1\", \"text\": \"The count is 417 ships.\"}\n{broken\n",
        ),
        ("empty.txt", b""),
        ("map.png", b"\x89PNG"),
    ])
}

fn run(folder: &TempDir, name: &str) -> Run {
    factcheck(folder, &["--format", name, "."])
}

#[test]
fn every_format_tells_the_fixed_report() {
    let desk = desk();
    for format in FORMATS {
        let mut run = run(&desk, format.name);
        assert_eq!(run.code, 1, "{}", format.name);
        if format.name == "html" {
            for file in ["report.css", "report.js"] {
                let path = format!("{}/src/report/html/{file}", env!("CARGO_MANIFEST_DIR"));
                run.stdout = run.stdout.replace(&fs::read_to_string(path).unwrap(), file);
            }
            while let Some(at) = run.stdout.find("sha256-") {
                let end = run.stdout[at..].find('=').unwrap() + at + 1;
                run.stdout.replace_range(at..end, "HASH");
            }
        }
        assert_snapshot(&format!("report_{}", format.name), &run);
    }
}

#[test]
fn several_formats_come_of_one_run_each_in_its_file() {
    let desk = desk();
    let out = tempfile::tempdir().unwrap();
    let file = |name: &str| out.path().join(name).display().to_string();
    let formats: Vec<String> = FORMATS
        .iter()
        .map(|f| format!("--format={}={}", f.name, file(f.name)))
        .collect();
    let mut args: Vec<&str> = formats.iter().map(String::as_str).collect();
    args.extend(["--color", "never", "--quiet", "."]);
    let all = factcheck(&desk, &args);
    assert_eq!(
        (all.code, all.stdout.as_str(), all.stderr.as_str()),
        (1, "", "")
    );
    for format in FORMATS {
        let written = fs::read_to_string(file(format.name)).unwrap();
        assert_eq!(written, run(&desk, format.name).stdout, "{}", format.name);
    }
    let names = fs::read_dir(&out).unwrap().count();
    assert_eq!(names, FORMATS.len(), "nothing else is left in the folder");
}

#[test]
fn a_file_that_cannot_be_written_is_told_and_others_stay_as_they_were() {
    let desk = desk();
    let run = factcheck(
        &desk,
        &["-q", "--format", "json=no/such/report.json", "wire.md"],
    );
    assert_snapshot("report_unwritable", &run);
    let run = factcheck(&desk, &["-q", "--format", "json", "--format", "sarif", "."]);
    assert_snapshot("report_two_on_stdout", &run);
    let run = factcheck(&desk, &["-q", "--format", "json=", "."]);
    assert_snapshot("report_no_file_name", &run);
    let run = factcheck(&desk, &["-q", "--format", "jsno=x", "."]);
    assert_snapshot("report_unknown_format", &run);
}

#[cfg(unix)]
#[test]
fn a_report_replaces_what_a_link_points_to_and_is_written_into_pipes() {
    let desk = desk();
    let out = tempfile::tempdir().unwrap();
    let (real, link) = (out.path().join("real.json"), out.path().join("link.json"));
    fs::write(&real, "old").unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    let format = format!("json={}", link.display());
    factcheck(&desk, &["-q", "--format", &format, "."]);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::read_to_string(&real).unwrap().starts_with('{'));
    let run = factcheck(&desk, &["-q", "--format", "short=/dev/stderr", "."]);
    assert!(run.stderr.contains("contradiction"), "{run}");
}

#[test]
fn the_sarif_report_is_valid() {
    let desk = desk();
    let log: Value = serde_json::from_str(&run(&desk, "sarif").stdout).unwrap();
    assert_eq!(schema::faults_of_sarif(&log), [""; 0]);
    let results = log.pointer("/runs/0/results").unwrap().as_array().unwrap();
    assert!(results.len() > 1);
    for result in results {
        assert!(
            result
                .pointer("/partialFingerprints/findingId~1v1")
                .is_some()
        );
        assert!(
            result
                .pointer("/relatedLocations/0/physicalLocation/region/startLine")
                .is_some()
        );
    }
}

#[test]
fn the_schema_finds_what_is_wrong_in_sarif() {
    let desk = desk();
    let log: Value = serde_json::from_str(&run(&desk, "sarif").stdout).unwrap();
    let broken = |pointer: &str, value: Value| {
        let mut log = log.clone();
        *log.pointer_mut(pointer).unwrap() = value;
        schema::faults_of_sarif(&log)
    };
    for (pointer, value) in [
        ("/version", "2.0".into()),
        ("/runs/0/columnKind", "bytes".into()),
        ("/runs/0/results/0/level", "grave".into()),
        ("/runs/0/results/0/message", serde_json::json!({})),
        ("/runs/0/results/0/ruleIndex", "1".into()),
        (
            "/runs/0/results/0/locations/0/physicalLocation/region/startLine",
            0.into(),
        ),
        (
            "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri",
            "a b".into(),
        ),
        ("/runs/0/tool/driver/rules/0", serde_json::json!({"ids": 1})),
    ] {
        assert!(!broken(pointer, value).is_empty(), "{pointer}");
    }
}

#[test]
fn no_text_of_an_article_is_markup_in_the_page() {
    let page = run(&desk(), "html").stdout;
    is_whole(&page);
    assert!(page.contains("&lt;script&gt;document.title"));
    assert!(!page.contains("evil.example/x onerror"));
}

/// Whether the page has only the markup of its template, every id once, and every link leads to one.
fn is_whole(page: &str) {
    let attribute = |name: &str| {
        [
            "aria-hidden",
            "aria-label",
            "aria-labelledby",
            "aria-live",
            "aria-pressed",
            "autocomplete",
            "charset",
            "class",
            "content",
            "datetime",
            "hidden",
            "height",
            "href",
            "http-equiv",
            "id",
            "lang",
            "name",
            "open",
            "placeholder",
            "preserveaspectratio",
            "rel",
            "role",
            "scope",
            "spellcheck",
            "tabindex",
            "title",
            "type",
            "value",
            "viewbox",
            "width",
            "x",
            "y",
        ]
        .contains(&name)
            || name.starts_with("data-")
    };
    let (mut ids, mut links, mut scripts) = (BTreeSet::new(), BTreeSet::new(), 0);
    let mut tokenizer = Tokenizer::new(page);
    while let Some(token) = tokenizer.next() {
        let Token::StartTag(tag) = token.unwrap() else {
            continue;
        };
        let name = String::from_utf8(tag.name.to_vec()).unwrap();
        match name.as_str() {
            "script" => {
                scripts += 1;
                tokenizer.set_state(State::ScriptData);
            }
            "style" => tokenizer.set_state(State::RawText),
            "title" => tokenizer.set_state(State::RcData),
            "img" | "b" | "i" if name != "b" => panic!("<{name}> is no part of the page"),
            _ => {}
        }
        for (key, value) in &tag.attributes {
            let (key, value) = (
                String::from_utf8(key.to_vec()).unwrap(),
                String::from_utf8(value.to_vec()).unwrap(),
            );
            assert!(attribute(&key), "<{name} {key}>");
            match key.as_str() {
                "id" => assert!(ids.insert(value.clone()), "two things have the id {value}"),
                "href" if value == "data:," => {}
                "href" => {
                    links.insert(
                        value
                            .strip_prefix('#')
                            .expect("a link leaves the page")
                            .to_owned(),
                    );
                }
                _ => {}
            }
        }
    }
    assert_eq!(scripts, 1);
    let lost: Vec<_> = links.difference(&ids).collect();
    assert!(lost.is_empty(), "these links lead nowhere: {lost:?}");
}

/// The desk with a decision on its first finding, and two that cover nothing.
pub(crate) fn decided_desk() -> TempDir {
    let desk = desk();
    let report: Value = serde_json::from_str(&run(&desk, "json").stdout).unwrap();
    let id = report.pointer("/findings/0/id").unwrap().as_str().unwrap();
    let decisions = format!(
        "- id: {id}\n  reason: '<i>both</i> stand: the *pact* was renewed'\n  by: Ana\n  date: 2026-03-05\n\
         - id: toll-00000001\n  finding: 'contradiction: Iceland: killed: 2 / 3'\n  reason: was counted anew\n  until: 2020-01-01\n\
         - id: toll-00000002\n  reason: put right\n"
    );
    fs::write(desk.path().join("factcheck.decisions.yaml"), decisions).unwrap();
    desk
}

#[test]
fn what_is_settled_stands_apart_in_every_format() {
    let desk = decided_desk();
    let told = |format: &str| run(&desk, format).stdout;
    let page = told("html");
    let settled = page.split("<section id=\"settled\"").nth(1).unwrap();
    let settled = settled.split("<section id=\"matrix\"").next().unwrap();
    assert_snapshot("report_html_settled", &settled);
    let comment = told("markdown");
    let folded = comment.split("<details><summary>⚪").nth(1).unwrap();
    assert_snapshot("report_markdown_settled", &folded);
    let junit = told("junit");
    assert!(
        junit.contains(
            "<skipped message=\"accepted: &lt;i&gt;both&lt;/i&gt; stand: the *pact* was renewed\"/>"
        ),
        "{junit}"
    );
    let accepted = |line: &str| line.contains("\"accepted\":{\"reason\"");
    assert_eq!(told("jsonl").lines().filter(|l| accepted(l)).count(), 1);
    // With --new nobody is told of them, and the articles link to no card that is not there.
    let new = factcheck(&desk, &["--new", "--format", "html", "."]).stdout;
    assert!(!new.contains("class=\"ledger\"") && new.contains("class=\"accepted\""));
    is_whole(&page);
    is_whole(&new);
}

#[test]
fn the_junit_report_is_well_formed() {
    let report = run(&decided_desk(), "junit").stdout;
    let mut open: Vec<Vec<u8>> = Vec::new();
    for token in Tokenizer::new(&report) {
        match token.unwrap() {
            Token::StartTag(tag) if !tag.self_closing => open.push(tag.name.to_vec()),
            Token::EndTag(tag) => assert_eq!(open.pop().as_deref(), Some(&*tag.name.0)),
            _ => {}
        }
    }
    assert!(open.is_empty());
}

#[test]
fn a_comment_has_room_for_as_many_findings_as_fit() {
    let countries = [
        "Norway", "Chile", "Spain", "Italy", "Poland", "Greece", "Kenya", "Ghana", "Nepal", "Peru",
        "Cuba", "Fiji", "Japan", "India", "Egypt", "Malta",
    ];
    let treaties = |tell: &dyn Fn(&str, &str) -> String| -> String {
        let pairs = countries
            .iter()
            .enumerate()
            .flat_map(|(n, a)| countries.iter().skip(n + 1).map(move |b| (a, b)));
        pairs.map(|(a, b)| tell(a, b)).collect()
    };
    let folder = folder(&[
        (
            "a.txt",
            treaties(&|a, b| {
                format!("{a} and {b} signed a 20-year cod treaty in the old hall.\n\n")
            }),
        ),
        (
            "b.txt",
            treaties(&|a, b| format!("A 25-year cod treaty between {a} and {b} was signed.\n\n")),
        ),
    ]);
    let comment = run(&folder, "markdown").stdout;
    assert!(comment.len() <= 60_000, "{}", comment.len());
    assert!(comment.starts_with("### factcheck found 120 contradictions"));
    assert!(comment.contains("more findings do not fit into this comment"));
}

/// What a terminal of so many columns that follows links gets.
fn at_terminal(folder: &TempDir, columns: &str, colour: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_factcheck"))
        .args(["--quiet", "."])
        .current_dir(folder)
        .env_clear()
        .env("COLUMNS", columns)
        .env("FORCE_HYPERLINK", "1")
        .env(colour, "1")
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn colours_and_links_come_where_the_terminal_takes_them() {
    let desk = desk();
    let coloured = at_terminal(&desk, "80", "CLICOLOR_FORCE");
    assert!(
        coloured.contains("\u{1b}[1m\u{1b}[31mcontradiction\u{1b}[0m "),
        "{coloured}"
    );
    assert!(coloured.contains("\u{1b}]8;;file://"), "{coloured}");
    assert!(
        coloured.contains("/wire.md#7\u{1b}\\./wire.md:7:33\u{1b}]8;;\u{1b}\\"),
        "{coloured}"
    );
    assert!(!coloured.contains("\u{1b}[2J"));
    let plain = at_terminal(&desk, "80", "NO_COLOR");
    assert!(!plain.contains('\u{1b}'), "{plain}");
}

#[test]
fn lines_fit_the_terminal() {
    let desk = desk();
    for columns in ["40", "60", "80"] {
        let report = at_terminal(&desk, columns, "NO_COLOR");
        let most: usize = columns.parse().unwrap();
        // Places are not broken, so that they can be copied; nor are words.
        for line in report.lines().filter(|l| !l.contains(" · ")) {
            let one_word = line.split_whitespace().count() == 1;
            let width = unicode_width::UnicodeWidthStr::width(line);
            assert!(width <= most || one_word, "{columns}: {line}");
        }
    }
}
