//! The report as a comment on a pull request, in the Markdown that GitHub and GitLab show.
//!
//! Text of articles can neither become markup, nor call people (`@name`), nor link to issues.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::address::plain;
use super::check::Options;
use super::settle;
use super::view::{Piece, Role, Side, Told, VERDICTS, View, counted, coverage};
use crate::check::Report;
use crate::decisions::Accepted;
use crate::verdict::Verdict;

/// GitHub takes comments of up to 65,536 characters; some room is left for what a workflow adds.
const LONGEST: usize = 60_000;
/// Room that is kept for the last lines.
const FOOTER: usize = 1_000;
/// So many sentences of one side are shown.
const SENTENCES: usize = 2;
/// A sentence of more characters is cut.
const SENTENCE: usize = 600;
/// Characters of a value in a heading.
const VALUE: usize = 48;

/// Writes the comment; findings that do not fit are counted.
pub(super) fn write(
    report: &Report<'_>,
    _options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let view = View::new(report);
    let mut text = head(report);
    let mut left_out = 0;
    let all: Vec<Told<'_>> = view.findings().collect();
    let is_clash = |t: &&Told<'_>| t.finding.verdict <= Verdict::Tension;
    for told in all.iter().filter(is_clash) {
        left_out += usize::from(!add(&mut text, &clash(&view, told)));
    }
    for verdict in [Verdict::Update, Verdict::Agreement] {
        let lines: Vec<String> = all
            .iter()
            .filter(|t| t.finding.verdict == verdict)
            .map(|told| calm(&view, told))
            .collect();
        let count = counted(lines.len(), verdict.name(), many(verdict));
        left_out += folded(&mut text, &format!("{} {count}", mark(verdict)), &lines);
    }
    let settled = report.settled.shown().iter();
    let lines: Vec<String> = settled.filter_map(|a| accepted(&view, a)).collect();
    left_out += folded(&mut text, &format!("⚪ {} accepted", lines.len()), &lines);
    if left_out > 0 {
        let findings = counted(left_out, "more finding does", "more findings do");
        let _ = writeln!(text, "\n**{findings} not fit into this comment.**");
    }
    let _ = writeln!(text, "\n<sub>{}</sub>", coverage(report));
    out.write_all(text.as_bytes())
}

/// Adds a part if it fits.
fn add(text: &mut String, part: &str) -> bool {
    let fits = text.len() + part.len() + FOOTER <= LONGEST;
    if fits {
        text.push_str(part);
    }
    fits
}

fn head(report: &Report<'_>) -> String {
    let clashes = report.count(Verdict::Contradiction);
    let title = match clashes {
        0 => "factcheck found no contradiction".to_owned(),
        _ => format!(
            "factcheck found {}",
            counted(clashes, "contradiction", "contradictions")
        ),
    };
    let counts = VERDICTS.map(|(v, many)| counted(report.count(v), v.name(), many));
    let articles = counted(report.articles_checked(), "article", "articles");
    let mut text = format!("### {title}\n\n{} in {articles}.\n", counts.join(" · "));
    let unread: Vec<_> = report
        .notes
        .skipped
        .iter()
        .filter(|s| !s.reason.is_expected())
        .collect();
    for file in unread.iter().take(10) {
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "\n- ⚠️ {} was not read: this file {}",
            code(&file.path),
            escaped(&file.reason.to_string())
        );
    }
    if unread.len() > 10 {
        let _ = write!(text, "\n- ⚠️ and {} more were not read", unread.len() - 10);
    }
    if !unread.is_empty() {
        text.push('\n');
    }
    text
}

fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Contradiction => "🔴",
        Verdict::Tension => "🟡",
        Verdict::Update => "🔵",
        Verdict::Agreement => "🟢",
    }
}

fn clash(view: &View<'_>, told: &Told<'_>) -> String {
    let verdict = told.finding.verdict;
    let mut text = format!(
        "\n#### {} {}: {}\n",
        mark(verdict),
        verdict.name(),
        escaped(&told.title())
    );
    for (n, side) in told.sides.iter().enumerate() {
        let other = told.sides.get(usize::from(n == 0));
        one_side(view, side, other, &mut text);
    }
    let _ = writeln!(text, "\nSame subject because {}.", escaped(&told.reasons()));
    let advice = settle::advice(view, told);
    if !advice.is_empty() {
        let _ = writeln!(text, "\n**What would settle it:** {}", escaped(&advice));
    }
    let command = format!("factcheck accept {} --reason \"…\"", told.finding.id);
    let _ = writeln!(text, "\n<sub>To accept it: {}</sub>", code(&command));
    text
}

fn one_side(view: &View<'_>, side: &Side<'_>, other: Option<&Side<'_>>, text: &mut String) {
    let against = other.and_then(|s| s.claims.first()).copied();
    for claim in side.claims.iter().take(SENTENCES) {
        let Some(place) = view.place(claim) else {
            continue;
        };
        let _ = write!(text, "\n{}", code(&plain(&place)));
        if let Some(article) = view.article(claim) {
            let date = article.document.date.map(|d| d.to_string());
            let source = article.document.source.as_deref();
            for fact in [source, date.as_deref()].into_iter().flatten() {
                let _ = write!(text, " · {}", escaped(fact));
            }
        }
        let _ = writeln!(text, "\n> {}", sentence(&view.sentence(claim, against)));
    }
    let more = side.claims.len().saturating_sub(SENTENCES);
    if more > 0 {
        let _ = writeln!(text, "\nand {more} more that say so");
    }
}

/// The sentence with the claim in bold, cut where it is too long.
fn sentence(pieces: &[Piece]) -> String {
    let mut text = String::new();
    let mut left = SENTENCE;
    let mut bold = false;
    for piece in pieces {
        let kept: String = piece.text.chars().take(left).collect();
        left -= kept.chars().count();
        let marked = piece.role != Role::Around;
        if marked != bold {
            // Tags, as asterisks mark nothing beside some punctuation.
            text.push_str(if marked { "<b>" } else { "</b>" });
            bold = marked;
        }
        text.push_str(&escaped_inside(&kept));
        if kept.len() < piece.text.len() {
            text.push('…');
            break;
        }
    }
    if bold {
        text.push_str("</b>");
    }
    text.trim().to_owned()
}

/// Updates and agreements ask for nothing: one line each.
fn calm(view: &View<'_>, told: &Told<'_>) -> String {
    let says: Vec<String> = told
        .against(VALUE)
        .iter()
        .map(|s| format!("“{}”", escaped_inside(s)))
        .collect();
    let claims = told.sides.iter().flat_map(|s| &s.claims);
    let places: Vec<String> = claims
        .take(4)
        .filter_map(|c| Some(code(&plain(&view.place(c)?))))
        .collect();
    let joint = match told.finding.verdict {
        Verdict::Update => " → ",
        _ => " or ",
    };
    format!(
        "- {}: {} ({})\n",
        escaped(&told.title()),
        says.join(joint),
        places.join(", ")
    )
}

/// A finding that an editor has settled, and why.
fn accepted<'a>(view: &View<'a>, accepted: &'a Accepted) -> Option<String> {
    let Accepted { finding, decision } = accepted;
    let mut line = calm(view, &view.told(finding)?);
    line.truncate(line.trim_end().len());
    let _ = write!(line, " — {}", escaped(&decision.reason));
    let until = decision.until.map(|until| format!("until {until}"));
    for fact in [decision.by.clone(), until].into_iter().flatten() {
        let _ = write!(line, " · {}", escaped(&fact));
    }
    line.push('\n');
    Some(line)
}

fn many(verdict: Verdict) -> &'static str {
    let names = VERDICTS.iter().find(|(v, _)| *v == verdict);
    names.map_or_else(|| verdict.name(), |(_, many)| *many)
}

/// Adds a folded list of as many lines as fit; how many do not.
fn folded(text: &mut String, title: &str, lines: &[String]) -> usize {
    const END: &str = "\n</details>\n";
    let start = format!("\n<details><summary>{title}</summary>\n\n");
    if lines.is_empty() || !add(text, &start) {
        return lines.len();
    }
    let fitting = lines.iter().take_while(|line| add(text, line)).count();
    // There is room: the footer is longer.
    text.push_str(END);
    lines.len() - fitting
}

/// Text as one line of Markdown that shows exactly this text.
fn escaped(text: &str) -> String {
    escaped_inside(text.trim())
}

/// [`escaped`], for a text that goes on: white space at its ends counts.
fn escaped_inside(text: &str) -> String {
    /// A character without width that parts `@` from a name, and `//` from what makes it a link.
    const APART: &str = "&#8203;";
    let mut out = String::with_capacity(text.len() + 8);
    let text = super::printable::squeezed(text);
    // What can open a list or underline a heading, at the start alone.
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let list = (text.len() > digits.len()).then_some(text.len() - digits.len());
    for (at, c) in text.char_indices() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '@' => out.extend(["@", APART]),
            '#' => out.extend(["\\#", APART]),
            '/' if out.ends_with(':') => out.extend([APART, "/"]),
            '.' if out.ends_with("www") => out.extend([".", APART]),
            '-' | '+' | '=' | ':' if at == 0 => out.extend(['\\', c]),
            '.' | ')' if list == Some(at) => out.extend(['\\', c]),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

/// Text as code. Inside a table or a list, too, it stays one line.
fn code(text: &str) -> String {
    let text = super::printable::on_one_line(text.trim());
    let longest = text
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    if text.starts_with('`') || text.ends_with('`') || text.trim().is_empty() {
        format!("{fence} {text} {fence}")
    } else {
        format!("{fence}{text}{fence}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    /// The text that a reader sees, where there is no markup in it at all.
    fn shown(markdown: &str) -> Option<String> {
        let mut text = String::new();
        let extensions = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_GFM
            | Options::ENABLE_MATH;
        for event in Parser::new_ext(markdown, extensions) {
            match event {
                Event::Text(t) | Event::Code(t) => text.push_str(&t),
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                _ => return None,
            }
        }
        Some(text.replace('\u{200b}', ""))
    }

    #[test]
    fn text_calls_nobody_and_links_nowhere() {
        assert_eq!(escaped("@ann: see #12"), "@&#8203;ann: see \\#&#8203;12");
        assert_eq!(escaped("http://a.example"), "http:&#8203;//a.example");
        assert_eq!(escaped("www.a.example"), "www.&#8203;a.example");
    }

    proptest! {
        #[test]
        fn a_reader_sees_exactly_the_text(text in "[ -~’“é]{1,40}|[-+*#>=~`_!.0-9\\[\\]()<& ]{1,12}") {
            let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assume!(!plain.is_empty());
            prop_assert_eq!(shown(&escaped(&text)), Some(plain));
        }

        #[test]
        fn code_shows_exactly_the_text(text in "[a-c`\\\\* ]{1,12}") {
            let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assume!(!plain.is_empty());
            prop_assert_eq!(shown(&code(&text)), Some(plain));
        }
    }
}
