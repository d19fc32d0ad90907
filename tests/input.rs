//! What the program does with files of all kinds, good and bad.

mod common;

use std::fs;
use std::io::Write;

use common::{assert_snapshot, facts, facts_of_input, folder};

#[test]
fn a_path_that_does_not_exist_fails_with_a_suggestion() {
    let folder = folder(&[("articles/a.txt", "The count is 417 ships.")]);
    assert_snapshot("input_missing_path", &facts(&folder, &["artcles"]));
    let run = facts(&folder, &["articles", "elsewhere"]);
    assert_snapshot("input_missing_path_without_suggestion", &run);
}

#[test]
fn a_folder_without_articles_fails_and_names_what_is_there() {
    let folder = folder(&[("gold.json", "{}"), ("map.png", "\u{0}")]);
    assert_snapshot("input_no_articles", &facts(&folder, &["."]));
}

#[test]
fn an_empty_folder_fails() {
    let folder = tempfile::tempdir().unwrap();
    assert_snapshot("input_empty_folder", &facts(&folder, &["."]));
}

#[test]
fn files_without_text_are_named_and_the_others_read() {
    let folder = folder(&[
        ("a.txt", "The count is 417 ships."),
        ("empty.txt", ""),
        ("front.md", "---\ntitle: Nothing follows\n---\n \n"),
        ("picture.txt", "\u{89}PNG\u{0}\u{0}"),
        ("space.txt", "\r\n \u{feff}"),
    ]);
    assert_snapshot("input_files_without_text", &facts(&folder, &["."]));
}

#[test]
fn a_run_fails_where_no_article_can_be_read() {
    let folder = folder(&[("a.txt", ""), ("b.txt", "\u{0}")]);
    assert_snapshot(
        "input_nothing_readable",
        &facts(&folder, &["a.txt", "b.txt"]),
    );
}

#[test]
fn other_encodings_are_read() {
    let utf16: Vec<u8> = "\u{feff}Größe 417 km."
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let folder = folder(&[
        ("mark.txt", "\u{feff}The count is 417 ships.".as_bytes()),
        ("utf16.txt", utf16.as_slice()),
        ("windows.txt", b"One.\nThe caf\xE9 counts 417 cups."),
        ("wrong.txt", b"\xC3\xA9 and \xC3\xBC but \xFF: 417 ships."),
    ]);
    assert_snapshot("input_encodings", &facts(&folder, &["."]));
}

#[test]
fn pages_are_read_for_their_article() {
    let page = "<title>Count - Post</title><nav>9 ports</nav><p>The town has&nbsp;417 ferries.</p>";
    let old = b"<meta charset=windows-1252><p>The caf\xE9 has <b>41</b>7 tables \x96 no more.";
    let folder = folder(&[
        ("a.html", page.as_bytes()),
        ("b.HTM", old),
        (
            "empty.html",
            b"<title>9 ports</title><script>var a = 9;</script>",
        ),
    ]);
    assert_snapshot("input_pages", &facts(&folder, &["."]));
    let run = common::factcheck(&folder, &["facts", "--format", "jsonl", "a.html"]);
    assert!(run.stdout.contains(r#""extracted":true"#), "{run}");
    let run = common::factcheck(&folder, &["--format", "json", "a.html"]);
    assert!(run.stdout.contains(r#""extracted": true"#), "{run}");
}

#[test]
fn windows_line_ends_change_no_offset() {
    let folder = folder(&[(
        "a.md",
        "---\r\ntitle: x\r\n---\r\n# Head\r\n\r\nIt is 417 ships.\r\n",
    )]);
    assert_snapshot("input_line_ends", &facts(&folder, &["."]));
}

#[test]
fn malformed_front_matter_is_explained_and_the_article_read() {
    let folder = folder(&[
        (
            "colon.md",
            "---\ntitle: Ferries: 9 days\n---\nThe count is 417 ships.",
        ),
        (
            "date.txt",
            "---\ndate: 03/04/2026\n---\nThe count is 417 ships.",
        ),
        ("key.md", "---\ntitle 9 days\n---\nThe count is 417 ships."),
        ("open.md", "---\ntitle: 9 days\n\nThe count is 417 ships."),
        (
            "twice.md",
            "---\ntitle: a\ntitle: b\n---\nThe count is 417 ships.",
        ),
    ]);
    assert_snapshot("input_front_matter", &facts(&folder, &["."]));
}

#[test]
fn malformed_lines_are_named_and_the_others_read() {
    let lines = [
        r#"{"id": "a", "text": "The count is 417 ships."}"#,
        r#"{"id": "b", "text": "The count"#,
        "",
        r#"{"id": "c"}"#,
        r#"{"id": "d", "text": 417}"#,
        r#"{"id": "e", "date": "soon", "text": "The count is 418."}"#,
        "417",
        "418",
        "419",
    ];
    let folder = folder(&[("wire.jsonl", lines.join("\n"))]);
    assert_snapshot("input_json_lines", &facts(&folder, &["."]));
}

#[test]
fn packed_lines_are_read() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed
        .write_all(b"{\"id\": 7, \"text\": \"The count is 417 ships.\"}\n")
        .unwrap();
    let packed = packed.finish().unwrap();
    let cut = packed.get(..packed.len() - 9).unwrap();
    let folder = folder(&[("cut.jsonl.gz", cut), ("wire.jsonl.gz", &packed)]);
    assert_snapshot("input_packed_lines", &facts(&folder, &["."]));
}

#[test]
fn standard_input_is_read() {
    assert_snapshot(
        "input_stdin",
        &facts_of_input(b"---\ntitle: 9\n---\nThe count is 417 ships."),
    );
    assert_snapshot("input_stdin_empty", &facts_of_input(b""));
}

#[test]
fn hidden_and_ignored_files_are_left_out_unless_named() {
    let folder = folder(&[
        (".gitignore", "drafts/\n"),
        (".hidden/a.txt", "The count is 1417 ships."),
        (".notes.txt", "The count is 2417 ships."),
        ("a.txt", "The count is 417 ships."),
        ("drafts/b.txt", "The count is 3417 ships."),
        ("table.csv", "The count is 4417 ships."),
    ]);
    assert_snapshot("input_hidden", &facts(&folder, &["."]));
    let named = [".notes.txt", "drafts/b.txt", "table.csv"];
    assert_snapshot("input_hidden_named", &facts(&folder, &named));
}

#[test]
fn a_file_named_twice_is_read_once() {
    let folder = folder(&[("in/a.txt", "The count is 417 ships.")]);
    let run = facts(&folder, &["in", "in/a.txt", "./in/a.txt", "in/../in"]);
    assert_eq!(run.stdout.lines().count(), 1, "{run}");
}

#[cfg(unix)]
#[test]
fn links_are_followed_to_files_and_never_in_circles() {
    use std::os::unix::fs::symlink;
    let folder = folder(&[
        ("in/a.txt", "The count is 417 ships."),
        ("b.txt", "The count is 418."),
    ]);
    let inside = folder.path().join("in");
    symlink("..", inside.join("loop")).unwrap();
    symlink("../b.txt", inside.join("linked.txt")).unwrap();
    symlink("nowhere", inside.join("dangling.txt")).unwrap();
    symlink("self.txt", inside.join("self.txt")).unwrap();
    assert_snapshot("input_links", &facts(&folder, &["in"]));
    assert_snapshot("input_link_named", &facts(&folder, &["in/dangling.txt"]));
}

#[cfg(unix)]
#[test]
fn characters_that_act_on_the_terminal_are_shown_as_codes() {
    let folder = folder(&[
        ("a\u{1b}[31m.txt", "The count is 417 ships."),
        ("b\n\u{7}.txt", ""),
    ]);
    let run = common::factcheck(&folder, &["facts", "."]);
    assert!(!run.stdout.contains(['\u{1b}', '\u{7}']), "{run}");
    assert_snapshot("input_control_characters", &run.stderr);
    let run = facts(&folder, &["\u{1b}[2J"]);
    assert_snapshot("input_control_characters_missing", &run);
}

#[test]
fn deep_folders_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let deep = (0..200).fold(folder.path().to_owned(), |path, _| path.join("f"));
    fs::create_dir_all(&deep).unwrap();
    fs::write(deep.join("a.txt"), "The count is 417 ships.").unwrap();
    let run = facts(&folder, &["."]);
    assert_eq!(
        (run.code, run.stdout.lines().count()),
        (0, 1),
        "{}",
        run.stderr
    );
}

#[test]
fn one_line_of_ten_megabytes_is_read() {
    let line = "The ferry did not sail and nobody knew why it was. ";
    let text = line.repeat((10 << 20) / line.len()) + "The count is 417 ships.";
    for name in ["a.txt", "a.md"] {
        let folder = folder(&[(name, &text)]);
        let run = facts(&folder, &[name]);
        let wanted = format!("{name} {}..{} 417 ships\n", text.len() - 10, text.len() - 1);
        assert_eq!(
            (run.code, run.stdout.as_str(), run.stderr.as_str()),
            (0, wanted.as_str(), "")
        );
    }
}

#[test]
fn markdown_that_nests_without_end_is_read() {
    let texts = [
        "> ".repeat(50_000),
        "[".repeat(50_000),
        "*a ".repeat(50_000),
        "`".repeat(50_000),
    ];
    for text in texts {
        let folder = folder(&[("a.md", text + "\n\nThe count is 417 ships.")]);
        assert_eq!(facts(&folder, &["."]).code, 0);
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let article = |n: usize| {
        format!(
            "{{\"id\": {n}, \"text\": \"{}\"}}\n",
            format!("It has {n} ships. ").repeat(300)
        )
    };
    let lines: String = (0..2_000).map(article).collect();
    let folder = folder(&[
        ("wire.jsonl", lines.as_str()),
        ("z.txt", "The count is 417 ships."),
    ]);
    let on = |threads| {
        common::factcheck(
            &folder,
            &["facts", "--format", "jsonl", "--threads", threads, "."],
        )
        .stdout
    };
    let one = on("1");
    assert!(one.lines().count() > 500_000);
    assert!(one == on("3"));
}
