//! Places as a person reads them, and as links.

use std::fmt::Write as _;
use std::path::Path;

use super::check::{Links, Options};
use super::passage::cut;
use super::printable::on_one_line;
use super::view::Place;

/// The name of an article inside a file is cut here.
const LONGEST_ID: usize = 48;

/// "wire.md:12:8", "wire.docx, paragraph 3" where the text was taken out of its file, or
/// "wire.jsonl (a17)" in files that hold several articles.
pub(super) fn plain(place: &Place<'_>) -> String {
    let path = on_one_line(place.path);
    match (place.id, place.part) {
        (Some(id), _) => format!("{path} ({})", on_one_line(&cut(id, LONGEST_ID))),
        (None, Some(part)) => format!("{path}, {part}"),
        (None, None) if !place.in_line && place.in_file => format!("{path}:{}", place.line),
        (None, None) => format!("{path}:{}:{}", place.line, place.column),
    }
}

/// [`plain`], as a link where the terminal follows links.
pub(super) fn located(place: &Place<'_>, options: &Options) -> String {
    let text = plain(place);
    match target(place, options.links.as_ref()) {
        Some(url) => format!("\u{1b}]8;;{url}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\"),
        None => text,
    }
}

/// The address of a place, for a link.
pub(super) fn target(place: &Place<'_>, links: Option<&Links>) -> Option<String> {
    let links = links.filter(|_| place.path != "-")?;
    let path = links.folder.join(Path::new(place.bare_path()));
    let path = percent_encoded(path.to_str()?);
    Some(match (links.editor, place.in_file) {
        (true, true) if place.in_line => {
            format!("vscode://file{path}:{}:{}", place.line, place.column)
        }
        (true, true) => format!("vscode://file{path}:{}", place.line),
        (true, false) => format!("vscode://file{path}"),
        (false, true) => format!("file://{path}#{}", place.line),
        (false, false) => format!("file://{path}"),
    })
}

/// `path` with every byte encoded that has a meaning in an address (RFC 3986).
pub(super) fn percent_encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_link_to_the_line() {
        let place = Place {
            path: "wire/a b.md",
            id: None,
            part: None,
            line: 12,
            column: 8,
            in_file: true,
            in_line: true,
        };
        let links = |editor| Links {
            folder: "/news".into(),
            editor,
        };
        assert_eq!(plain(&place), "wire/a b.md:12:8");
        let url = target(&place, Some(&links(false))).unwrap();
        assert_eq!(url, "file:///news/wire/a%20b.md#12");
        let url = target(&place, Some(&links(true))).unwrap();
        assert_eq!(url, "vscode://file/news/wire/a%20b.md:12:8");
        assert_eq!(target(&place, None), None);
    }
}
