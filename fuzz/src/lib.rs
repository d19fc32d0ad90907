//! What the fuzz targets do with bytes: read them as one kind of input, as the program does, and
//! panic where what must hold does not.

use std::cell::RefCell;
use std::fs;
use std::sync::OnceLock;

use factcheck::check::check;
use factcheck::decisions::{Decision, Decisions, DecisionsError, file};
use factcheck::document::{self, Document, Input};
use factcheck::lexicon::ListFile;
use factcheck::rules::{Knowledge, phrase};
use tempfile::TempDir;

thread_local! {
    static FOLDER: RefCell<TempDir> = RefCell::new(tempfile::tempdir().expect("a folder for files"));
}

fn knowledge() -> &'static Knowledge {
    static KNOWLEDGE: OnceLock<Knowledge> = OnceLock::new();
    KNOWLEDGE.get_or_init(|| Knowledge::load(&[]).expect("the embedded rules"))
}

/// Two articles, separated by a zero byte, through the whole check.
pub fn text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let article = |(n, text): (usize, &str)| Document {
        path: format!("{n}.txt"),
        text: text.to_owned(),
        ..Document::default()
    };
    let input = Input {
        documents: text.split('\0').take(2).enumerate().map(article).collect(),
        ..Input::default()
    };
    let report = check(input, knowledge());
    for finding in &report.findings {
        for claim in finding.claims.iter().map(|c| &report.claims[*c]) {
            let text = &report.articles[claim.document].document.text;
            assert!(text.get(claim.span.start as usize..claim.span.end as usize).is_some());
        }
        report.in_a_line(finding);
    }
}

/// A file with that ending, read as one of a folder.
pub fn document(ending: &str, bytes: &[u8]) {
    FOLDER.with_borrow(|folder| {
        let path = folder.path().join(format!("a.{ending}"));
        fs::write(&path, bytes).expect("a file");
        if let Ok(input) = document::read(&[&path]) {
            for document in &input.documents {
                assert_eq!(document.readable().len(), document.text.len());
                document.part_at(document.text.len());
            }
        }
    });
}

/// A phrase of a rule.
pub fn phrase(bytes: &[u8]) {
    let _ = phrase::parse(&String::from_utf8_lossy(bytes));
}

/// A rule's file.
pub fn rule(bytes: &[u8]) {
    let file = ListFile {
        path: "rules/a.yaml".to_owned(),
        text: String::from_utf8_lossy(bytes).into_owned(),
    };
    let _ = Knowledge::from_files(&[file], &[]);
}

/// A file of decisions that one is added to: what stood there must still stand there.
pub fn decisions(bytes: &[u8]) {
    FOLDER.with_borrow(|folder| {
        let path = folder.path().join(file::FILE_NAME);
        fs::write(&path, bytes).expect("a file");
        let add = |_: &Decisions| {
            let id = "toll-00000000".to_owned();
            let new = Decision { id, reason: "fine".to_owned(), ..Decision::default() };
            Ok::<_, DecisionsError>(vec![new])
        };
        let added = file::add(&path, add).is_ok();
        let after = fs::read(&path).expect("the file");
        assert!(after.starts_with(bytes) && (added || after == bytes));
    });
}
