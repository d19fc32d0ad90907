//! The command line: arguments in, exit code out.

use std::io::Write;

use factcheck::annotate::Annotations;
use factcheck::document::Document;
use factcheck::lexicon::Lexicon;

fn main() -> anyhow::Result<()> {
    let folder = std::env::args().next_back().unwrap_or_default();
    let lexicon = Lexicon::load(&[])?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut read = Annotations::default();
    let mut paths: Vec<_> = std::fs::read_dir(folder)?
        .flatten()
        .map(|e| e.path())
        .collect();
    paths.sort();
    for path in paths {
        let text = std::fs::read_to_string(&path)?;
        let mut document = Document {
            path: path.display().to_string(),
            ..Document::default()
        };
        if let Some(rest) = text.strip_prefix("---\n") {
            if let Some(end) = rest.find("\n---\n") {
                document.body = end + 9;
                document.date = rest
                    .lines()
                    .find_map(|l| l.strip_prefix("date: "))
                    .and_then(factcheck::calendar::Day::parse);
            }
        }
        document.text = text;
        read.read(&document, &lexicon);
        for m in &read.mentions {
            let value = m.value.view(&document.text, &lexicon);
            // An age is a quantity, too.
            let kinds = match m.value.kind() {
                "age" => &["age", "quantity"][..],
                kind => &[kind][..],
            };
            for kind in kinds {
                let line = serde_json::json!({
                    "path": document.path, "start": m.span.start, "end": m.span.end,
                    "text": m.span.of(&document.text), "kind": kind, "value": value,
                });
                writeln!(out, "{line}")?;
            }
        }
    }
    Ok(())
}
