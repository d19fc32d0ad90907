//! Rules, their examples, their pages, and the tools of those who write them.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic, and helpers are not seen as tests"
)]

mod common;

use std::fs;
use std::path::Path;

use common::{Run, assert_snapshot, factcheck, folder};
use factcheck::claim::Article;
use factcheck::claim::matcher::Matcher;
use factcheck::document::Document;
use factcheck::examples;
use factcheck::lexicon::ListFile;
use factcheck::report::check::FORMATS;
use factcheck::rules::{ExpectedVerdict, Knowledge, page};
use proptest::prelude::*;

const HERE: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn every_example_of_every_rule_gets_the_verdict_that_it_names() {
    let knowledge = Knowledge::load(&[]).unwrap();
    let wrong: Vec<String> = examples::run(&knowledge, |_| true)
        .iter()
        .filter_map(|o| {
            let failure = o.failure()?;
            Some(format!(
                "{}:{}: {failure:?}: expected {:?}, found {:?}",
                o.file, o.line, o.expected, o.found
            ))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_three_examples_that_fire_and_three_that_do_not() {
    let knowledge = Knowledge::load(&[]).unwrap();
    assert!(knowledge.rules.rules.len() >= 25);
    for rule in &knowledge.rules.rules {
        let silent = rule
            .examples
            .iter()
            .filter(|e| e.verdict == ExpectedVerdict::None)
            .count();
        let firing = rule.examples.len() - silent;
        assert!(
            silent >= 3 && firing >= 3,
            "{} has {firing} examples that fire and {silent} that do not",
            rule.id
        );
        assert!(rule.pack.is_some(), "{} belongs to no pack", rule.id);
    }
}

/// With FACTCHECK_PAGES=write the pages are written instead.
#[test]
fn every_rule_has_a_page_and_every_page_is_current() {
    let knowledge = Knowledge::load(&[]).unwrap();
    let pages = Path::new(HERE).join("docs/rules");
    let write = std::env::var("FACTCHECK_PAGES").is_ok_and(|v| v == "write");
    let mut expected = vec![(pages.join("README.md"), page::index(&knowledge.rules.rules))];
    for rule in &knowledge.rules.rules {
        expected.push((pages.join(format!("{}.md", rule.id)), page::of(rule)));
    }
    if write {
        fs::create_dir_all(&pages).unwrap();
        for old in fs::read_dir(&pages).unwrap() {
            fs::remove_file(old.unwrap().path()).unwrap();
        }
    }
    for (path, page) in &expected {
        if write {
            fs::write(path, page).unwrap();
        }
        let found = fs::read_to_string(path).unwrap_or_default();
        assert!(
            found == *page,
            "{} is not current; run FACTCHECK_PAGES=write cargo test --test rules",
            path.display()
        );
    }
    assert_eq!(fs::read_dir(&pages).unwrap().count(), expected.len());
}

/// Every broken file, with what is said of it.
fn broken(kind: &str, run: impl Fn(&str) -> Run) {
    let files = Path::new(HERE).join("tests/broken").join(kind);
    let mut names: Vec<String> = fs::read_dir(files)
        .unwrap()
        .map(|f| f.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    for name in names {
        let run = run(&name);
        let stem = name.trim_end_matches(".yaml");
        assert_eq!(run.code, 2, "{name}:\n{run}");
        assert!(
            run.stderr.contains(&format!("> {name}:")),
            "{name} has no line:\n{run}"
        );
        let problems = run.stderr.matches("error: ").count();
        let remedies = run.stderr.matches("help: ").count();
        assert_eq!(problems, remedies, "{name} has no remedy:\n{run}");
        assert_snapshot(&format!("broken/{kind}_{stem}"), &run);
    }
}

#[test]
fn broken_rules_are_explained_with_their_line_and_a_remedy() {
    let files = format!("{HERE}/tests/broken/rules");
    broken("rules", |name| factcheck(&files, &["rules", "test", name]));
}

#[test]
fn broken_configurations_are_explained_with_their_line_and_a_remedy() {
    let files = format!("{HERE}/tests/broken/config");
    broken("config", |name| {
        factcheck(&files, &["--config", name, "../article.txt"])
    });
}

#[test]
fn a_broken_rule_is_left_out_when_the_run_is_to_go_on() {
    let good = include_str!("../src/cli/rules/starter.yaml").replace("ID", "jobs");
    let folder = folder(&[
        ("house/jobs.yaml", good.clone()),
        (
            "house/wrong.yaml",
            good.replace("rule: jobs", "rule: wrong")
                .replace("why:", "whi:"),
        ),
        ("news/a.txt", "Varna Motors has cut 410 jobs.".to_owned()),
        ("news/b.txt", "Varna Motors has cut 470 jobs.".to_owned()),
    ]);
    let stopped = factcheck(&folder, &["--rules", "house", "news"]);
    assert_eq!((stopped.code, stopped.stdout.as_str()), (2, ""));
    let run = factcheck(&folder, &["--keep-going", "--rules", "house", "news"]);
    assert_eq!(run.code, 1, "{run}");
    assert!(
        run.stdout.contains("[jobs]") && run.stderr.contains("these rules were left out"),
        "{run}"
    );
}

#[test]
fn a_rule_tells_its_clashes_in_its_own_words_in_every_report() {
    let rule = "rule: recall\ntitle: How many were recalled\nwhy: One count is wrong.\n\
        message: \"{maker}: {A} or {B} called back\"\nphrases:\n  \
        - \"{maker: names} recall {number: count}\"\nsubject: [maker]\ncompare: number\n";
    let folder = folder(&[
        ("house/recall.yaml", rule),
        ("news/a.txt", "Varna Motors recalled 4,100 buses."),
        ("news/b.txt", "Varna Motors has recalled 4,700 buses."),
        ("news/c.txt", "Ruse Motors recalled 12 trams."),
        ("news/d.txt", "Ruse Motors has recalled 12 trams."),
    ]);
    let told = "Varna Motors: 4,100 buses or 4,700 buses called back";
    for format in FORMATS {
        let args = ["--rules", "house", "--format", format.name, "news"];
        let run = factcheck(&folder, &args);
        assert!(run.stdout.contains(told), "{}: {run}", format.name);
    }
    // One side that all agree on has no other.
    let run = factcheck(&folder, &["--rules", "house", "news"]);
    assert!(
        run.stdout.contains("agreement Ruse Motors: number"),
        "{run}"
    );
    let page = factcheck(&folder, &["rules", "show", "recall", "--rules", "house"]);
    let as_written = "A clash is told as “{maker}: {A} or {B} called back”.";
    assert!(page.stdout.contains(as_written), "{page}");
}

#[test]
fn what_examples_give_is_kept_and_each_change_of_it_is_told() {
    let rule = include_str!("../src/cli/rules/starter.yaml").replace("ID", "jobs");
    let folder = folder(&[("house/jobs.yaml", rule.clone())]);
    let test = |more: &[&str]| factcheck(&folder, &[&["rules", "test", "house"], more].concat());
    let first = test(&["--update"]);
    assert_eq!(first.code, 0, "{first}");
    let written = |run: &Run| run.stdout.contains("snapshots/jobs.txt written");
    assert!(written(&first), "{first}");
    let kept = fs::read_to_string(folder.path().join("house/snapshots/jobs.txt")).unwrap();
    assert_snapshot("rules_kept_examples", &kept);
    assert!(!written(&test(&["--update"])) && test(&[]).code == 0);

    // The examples still get their verdicts, and yet something is read otherwise.
    let changed = rule.replace("410 jobs", "415 jobs");
    assert_ne!(changed, rule);
    fs::write(folder.path().join("house/jobs.yaml"), changed).unwrap();
    let run = test(&[]);
    assert_eq!(run.code, 1, "{run}");
    assert_snapshot("rules_changed_examples", &run);
    assert!(written(&test(&["--update"])) && test(&[]).code == 0);

    let own = factcheck(&folder, &["rules", "test", "--update"]);
    assert_eq!(own.code, 2, "{own}");
}

#[test]
fn everything_wrong_with_word_lists_and_rules_is_told_at_once() {
    let folder = folder(&[
        ("house/lexicon/families.yaml", "pact:\n  nuons: pact\n"),
        (
            "house/lexicon/titles.yaml",
            "titels: [mayor]\nhonorifics: Sir\noffices: {one: two}\n",
        ),
        (
            "house/lexicon/numbers.yaml",
            "cardinals: {umpteen: many}\nhedges:\n  - bound: exact\n    likely: [1, 1]\n    \
             allowed: [0.5, any]\n    phrase: [roughly]\n",
        ),
        (
            "house/lexicon/frequencies.yaml",
            "one-in:\n  64: harbour\n  128: [quay]\n",
        ),
        ("house/lexicon/famlies.yaml", "pact: {}\n"),
        ("house/wrong.yaml", "rule: wrong\ntitel: x\n"),
    ]);
    let run = factcheck(&folder, &["rules", "test", "house"]);
    assert_eq!(run.code, 2, "{run}");
    assert_snapshot("rules_broken_lists", &run);
}

#[test]
fn a_newsroom_starts_with_a_configuration_and_a_rule_that_passes() {
    let folder = tempfile::tempdir().unwrap();
    assert_snapshot("rules_init", &factcheck(&folder, &["init"]));
    assert_eq!(factcheck(&folder, &["init"]).code, 2);
    assert_snapshot(
        "rules_new",
        &factcheck(&folder, &["rules", "new", "job-cuts"]),
    );
    assert_eq!(factcheck(&folder, &["rules", "new", "job-cuts"]).code, 2);
    assert_eq!(factcheck(&folder, &["rules", "new", "Job cuts"]).code, 2);
    assert_snapshot("rules_test_passes", &factcheck(&folder, &["rules", "test"]));
    let list = factcheck(&folder, &["rules"]).stdout;
    assert!(list.contains("house-rules/job-cuts.yaml"), "{list}");
    let config = fs::read_to_string(folder.path().join("factcheck.yaml")).unwrap();
    let all_used: String = config
        .lines()
        .map(|l| match l.strip_prefix("# ") {
            Some(key)
                if l.contains(':')
                    && !l.contains(". ")
                    && !l.contains("$schema")
                    && !l.ends_with('.') =>
            {
                format!("{key}\n")
            }
            Some(key) if key.starts_with("  ") => format!("{key}\n"),
            _ => format!("{l}\n"),
        })
        .collect();
    assert!(all_used.contains("\nfacts:\n  - date"), "{all_used}");
    for rule in Knowledge::load(&[]).unwrap().rules.rules {
        let pack = rule.pack.unwrap_or_default();
        assert!(all_used.contains(&pack), "{pack}");
    }
    fs::write(folder.path().join("factcheck.yaml"), &all_used).unwrap();
    fs::write(folder.path().join("a.txt"), "Nothing.").unwrap();
    let run = factcheck(&folder, &["a.txt"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{all_used}");
}

#[test]
fn the_rules_of_the_tutorial_pass_their_tests() {
    let tutorial = include_str!("../docs/writing-rules.md");
    let blocks = tutorial.split("```yaml\n").skip(1);
    let rules: Vec<(String, &str)> = blocks
        .filter_map(|block| block.split("```").next())
        .filter_map(|block| {
            let head = block.lines().next()?;
            let id = head
                .strip_prefix("rule: ")
                .or(head.strip_prefix("extends: "))?;
            Some((format!("house/{id}.yaml"), block))
        })
        .collect();
    assert_eq!(rules.len(), 3);
    let files: Vec<(&str, &str)> = rules
        .iter()
        .map(|(name, text)| (name.as_str(), *text))
        .collect();
    let folder = folder(&files);
    let run = factcheck(&folder, &["rules", "test", "house"]);
    assert_eq!(run.code, 0, "{run}");
}

#[test]
fn failing_examples_show_what_was_read_and_where_the_nearest_phrase_stopped() {
    let starter = include_str!("../src/cli/rules/starter.yaml").replace("ID", "jobs");
    let head = starter.split("examples:").next().unwrap();
    let examples = "\
examples:
  - verdict: contradiction
    sources:
      - Varna Motors has cut 410 jobs.
      - Varna Motors is to cut hours for 470 workers.
  - verdict: contradiction
    sources:
      - Varna Motors has cut 410 jobs.
      - Varna Motors will close a factory.
  - verdict: contradiction
    sources:
      - Varna Motors has cut 410 jobs.
      - Varna Motors has not cut 470 jobs.
  - verdict: contradiction
    sources:
      - Varna Motors has cut 410 jobs.
      - Ruse Motors has cut 470 jobs.
  - verdict: none
    sources:
      - Varna Motors has cut 410 jobs.
      - Varna Motors has cut 470 jobs.
";
    let folder = folder(&[("jobs.yaml", format!("{head}{examples}"))]);
    let run = factcheck(&folder, &["rules", "test", "jobs.yaml"]);
    assert_eq!(run.code, 1);
    assert_snapshot("rules_test_fails", &run);
}

#[test]
fn a_rule_can_be_tried_on_a_folder_of_articles() {
    let starter = include_str!("../src/cli/rules/starter.yaml").replace("ID", "jobs");
    let folder = folder(&[
        ("jobs.yaml", starter.clone()),
        ("news/a.txt", "Varna Motors has cut 410 jobs.".to_owned()),
        ("news/b.txt", "Varna Motors has cut 470 jobs.".to_owned()),
        ("calm/a.txt", "Varna Motors has cut 410 jobs.".to_owned()),
        ("toll.yaml", "extends: toll\noff: true\n".to_owned()),
        ("deaths/a.txt", "A ferry capsized off Kisumu in Kenya. It killed 14 people, the Kenya Coast Guard said.".to_owned()),
        ("deaths/b.txt", "The Kenya Coast Guard said that 16 people were killed off Kisumu in Kenya.".to_owned()),
    ]);
    let tried = |rule: &str, news: &str| factcheck(&folder, &["rules", "try", rule, news]);
    assert_snapshot("rules_try_adds", &tried("jobs.yaml", "news"));
    assert_snapshot("rules_try_silent", &tried("jobs.yaml", "calm"));
    assert_snapshot("rules_try_removes", &tried("toll.yaml", "deaths"));
}

#[test]
fn a_rule_is_extended_and_configured() {
    let folder = folder(&[
        (
            "house/born.yaml",
            "extends: born-when\nseverity: warning\nphrases:\n  - \"{when: date} be the birthday of {who: person}\"\n",
        ),
        (
            "factcheck.yaml",
            "rules: [house]\noff: [toll]\nseverity: {agreement-term: note}\nthresholds:\n  turnout: {tolerance: 5%}\nfail-on: warning\nignore: [old/]\n",
        ),
        ("news/a.txt", "3 May 1941 is the birthday of Maria Soto."),
        ("news/b.txt", "Maria Soto was born on 4 May 1941."),
        ("news/old/c.txt", "Maria Soto was born on 5 May 1941."),
    ]);
    let run = factcheck(&folder, &["news"]);
    assert_eq!(run.code, 1);
    assert_snapshot("rules_extended", &run);
    let list = factcheck(&folder, &["rules"]).stdout;
    assert!(
        !list.contains("toll ") && list.contains("factcheck and house/born.yaml"),
        "{list}"
    );
    let term = list
        .lines()
        .find(|l| l.starts_with("agreement-term"))
        .unwrap();
    assert!(term.contains(" note "), "{term}");
    assert_eq!(
        factcheck(&folder, &["--no-config", "--fail-on", "note", "news/b.txt"]).code,
        0
    );
}

#[test]
fn articles_are_checked_against_the_facts_of_the_house() {
    let folder = folder(&[
        (
            "factcheck.yaml",
            "aliases:\n  Northern Compact: [Nordpact]\nfacts:\n  - date: 2025-01-31\n    says: The Northern Compact was founded in 2009.\n  - date: 2025-01-31\n    says: Nobody likes rain.\n",
        ),
        (
            "news/a.txt",
            "The Nordpact, a trade bloc founded in 2011, met on Monday.",
        ),
    ]);
    let run = factcheck(&folder, &["news"]);
    assert_eq!(run.code, 1);
    assert_snapshot("rules_house_facts", &run);
}

#[test]
fn sources_tell_outlets_days_and_reprints() {
    let story = "Norway and Chile signed a 20-year cod treaty.";
    let folder = folder(&[
        (
            "factcheck.yaml",
            "sources:\n  - paths: [wire/]\n    name: Northern Wire\n    date: 2025-01-31\n  - paths: [local/]\n    name: The Post\n    reprint-of: Northern Wire\n",
        ),
        ("wire/a.txt", story),
        (
            "local/b.txt",
            "Oslo has signed a 20-year cod treaty with Chile.",
        ),
    ]);
    let run = factcheck(&folder, &["--format", "json", "."]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(report["documents"][0]["source"], "The Post");
    assert_eq!(report["documents"][1]["date"], "2025-01-31");
    assert_eq!(report["findings"].as_array().unwrap().len(), 0, "{run}");
    let without = factcheck(&folder, &["--no-config", "--format", "json", "."]).stdout;
    assert!(without.contains("agreement-term"), "{without}");
}

#[test]
fn the_schema_names_every_key_and_tells_what_it_is_for() {
    for args in [&["rules", "schema"][..], &["rules", "schema", "--config"]] {
        let schema = factcheck(".", args).stdout;
        let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
        for (key, about) in schema["properties"].as_object().unwrap() {
            assert!(about["description"].is_string(), "{key} is not explained");
        }
    }
}

/// Phrases, each with a sentence that says just that: words as they stand, the first of
/// alternatives, without what may be left out, and values of the kinds that slots ask for.
fn phrases_with_what_they_say() -> impl Strategy<Value = (String, String)> {
    let word = || {
        prop::sample::select(vec![
            "ferry",
            "harbour",
            "sign",
            "recall",
            "bus",
            "of",
            "in",
            "steady",
            "agree",
            "leave",
            "go",
            "price",
            "rise",
            "again",
            "south-east",
            "non-binding",
        ])
    };
    let same = |text: String| (text.clone(), text);
    let words = prop_oneof![
        4 => word().prop_map(move |w| same(w.to_owned())),
        1 => (word(), word()).prop_map(|(a, b)| (format!("({a}|{b})"), a.to_owned())),
        1 => word().prop_map(|w| (format!("[{w}]"), String::new())),
        1 => (word(), word()).prop_map(|(a, b)| (format!("\\\"{a} {b}\\\""), format!("{a} {b}"))),
        1 => Just(("...".to_owned(), String::new())),
        1 => Just(("<kill>".to_owned(), "killed".to_owned())),
    ];
    let value = prop::sample::select(vec![
        ("", ""),
        ("count of <people>", "14 people"),
        ("money", "$40 million"),
        ("percent", "61 percent"),
        ("duration", "nine years"),
        ("date", "3 May 2021"),
        ("names", "Maria Soto"),
        ("<agreement>", "treaty"),
    ]);
    // One value a phrase: two nouns or names in a row are read as one.
    let parts = prop::collection::vec(words, 1..5);
    (parts, value, 0usize..5).prop_map(|(mut parts, (kind, value), at)| {
        if !kind.is_empty() {
            let at = at.min(parts.len());
            parts.insert(at, (format!("{{x: {kind}}}"), value.to_owned()));
        }
        let (phrase, said): (Vec<String>, Vec<String>) = parts.into_iter().unzip();
        (phrase.join(" "), said.join(" "))
    })
}

/// Each case loads the word lists, so that there are fewer than usual; PROPTEST_CASES asks for more.
fn cases() -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked.and_then(|n| n.parse().ok()).unwrap_or(48)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_phrase_that_compiles_matches_its_own_words((text, said) in phrases_with_what_they_say()) {
        let rule = format!("rule: p\ntitle: t\nwhy: w\nphrases: [\"{text}\"]\nsubject: []\nevent: true\ncompare: polarity\n");
        let file = ListFile { path: "p.yaml".to_owned(), text: rule.into() };
        if let Ok(knowledge) = Knowledge::from_files(&[file], &[]) {
            let document = Document { text: format!("{}.", said.trim()), ..Document::default() };
            let article = Article::read(document, &knowledge.lexicon);
            let phrase = &knowledge.rules.rules[0].phrases[0];
            let found = article.read.sentences.iter().any(|s| {
                let matcher = Matcher::new(&article, s, &knowledge.lexicon);
                (s.first as usize..s.end as usize).any(|at| matcher.find(phrase, at).is_some())
            });
            prop_assert!(found, "“{text}” does not match “{said}”");
        }
    }

    #[test]
    fn any_text_as_a_phrase_gives_a_rule_or_an_error(text in "\\PC{0,40}") {
        let phrase = serde_json::to_string(&text).unwrap();
        let rule = format!("rule: p\ntitle: t\nwhy: w\nphrases: [{phrase}]\nsubject: []\nevent: true\ncompare: polarity\n");
        let _ = Knowledge::from_files(&[ListFile { path: "p.yaml".to_owned(), text: rule.into() }], &[]);
    }

    #[test]
    fn any_text_as_a_rule_file_gives_a_rule_or_an_error(text in "(rule: |phrases:|- |\\{|\\}|\"|\n|  |[a-z]|“|\t|\\PC){0,40}") {
        let _ = Knowledge::from_files(&[ListFile { path: "p.yaml".to_owned(), text: text.into() }], &[]);
    }
}
