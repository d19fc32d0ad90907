//! JUnit XML, as CI servers read it: a test case for each finding, failed where it fails the run.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::address::plain;
use super::check::Options;
use super::printable::{on_one_line, printable};
use super::view::{Told, View, bare_path};
use crate::check::Report;
use crate::decisions::Accepted;
use crate::document::Skipped;

/// Characters of a value that are shown.
const VALUE: usize = 60;

/// Writes one suite.
pub(super) fn write(report: &Report<'_>, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let view = View::new(report);
    let skipped = &report.notes.skipped;
    let fails = |told: &Told<'_>| {
        options
            .fails
            .is_some_and(|least| told.finding.severity >= least)
    };
    let failures = view.findings().filter(&fails).count();
    let accepted = report.settled.shown();
    let passed_over = accepted.len() + skipped.len();
    let tests = view.findings().count() + passed_over;
    let counts =
        format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{passed_over}\"");
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"factcheck\" {counts}>")?;
    writeln!(out, "  <testsuite name=\"factcheck\" {counts}>")?;
    properties(report, out)?;
    for told in view.findings() {
        case(&view, &told, fails(&told), out)?;
    }
    for accepted in accepted {
        settled_case(&view, accepted, out)?;
    }
    for file in skipped {
        left_out(file, out)?;
    }
    writeln!(out, "  </testsuite>\n</testsuites>")
}

/// What was read and compared: no failure does not mean that all was compared.
fn properties(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let compared = report.claims_compared();
    let counts = [
        ("articles", report.articles_checked()),
        ("values_read", report.values_read()),
        ("claims", report.claims.len()),
        ("claims_compared", compared),
        ("claims_alone", report.claims.len() - compared),
    ];
    writeln!(out, "    <properties>")?;
    for (name, count) in counts {
        writeln!(out, "      <property name=\"{name}\" value=\"{count}\"/>")?;
    }
    writeln!(out, "    </properties>")
}

/// A finding that an editor has accepted.
fn settled_case<'a>(
    view: &View<'a>,
    accepted: &'a Accepted,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Some(told) = view.told(&accepted.finding) else {
        return Ok(());
    };
    begin(view, &told, out)?;
    writeln!(
        out,
        ">\n      <skipped message=\"accepted: {}\"/>\n    </testcase>",
        xml(&on_one_line(&accepted.decision.reason))
    )
}

fn case(view: &View<'_>, told: &Told<'_>, fails: bool, out: &mut dyn Write) -> io::Result<()> {
    begin(view, told, out)?;
    let verdict = told.finding.verdict.name();
    let text = xml(&sides(view, told));
    if fails {
        let message: Vec<String> = told
            .against(VALUE)
            .iter()
            .map(|s| format!("“{s}”"))
            .collect();
        writeln!(
            out,
            ">\n      <failure type=\"{verdict}\" message=\"{}\">{text}</failure>\n    </testcase>",
            xml(&message.join(" against "))
        )
    } else {
        writeln!(
            out,
            ">\n      <system-out>{text}</system-out>\n    </testcase>"
        )
    }
}

/// The test case up to what came of it.
fn begin(view: &View<'_>, told: &Told<'_>, out: &mut dyn Write) -> io::Result<()> {
    let verdict = told.finding.verdict.name();
    let name = format!("{verdict}: {} ({})", told.title(), told.finding.id);
    let first = told.sides.first().and_then(|s| s.claims.first());
    let place = first.and_then(|c| view.place(c));
    write!(
        out,
        "    <testcase classname=\"{}\" name=\"{}\"",
        xml(&told.rule.id),
        xml(&name)
    )?;
    if let Some(place) = &place {
        write!(out, " file=\"{}\"", xml(place.bare_path()))?;
        if place.in_file {
            write!(out, " line=\"{}\"", place.line)?;
        }
    }
    Ok(())
}

/// Both sides with their sentences, then the reason.
fn sides(view: &View<'_>, told: &Told<'_>) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    for side in &told.sides {
        for claim in &side.claims {
            let place = view.place(claim).map(|p| plain(&p)).unwrap_or_default();
            let sentence: String = view
                .sentence(claim, None)
                .into_iter()
                .map(|p| p.text)
                .collect();
            let _ = write!(text, "\n{place}\n  {}", sentence.trim());
        }
    }
    let _ = writeln!(text, "\nbecause {}", told.reasons());
    text
}

fn left_out(file: &Skipped, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "    <testcase classname=\"input\" name=\"{0}\" file=\"{0}\">\n      \
         <skipped message=\"this file {1}\"/>\n    </testcase>",
        xml(bare_path(&file.path)),
        xml(&file.reason.to_string())
    )
}

/// Text inside XML 1.0: marks escaped, characters that it may not hold shown as codes.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (n, line) in text.split('\n').enumerate() {
        if n > 0 {
            out.push('\n');
        }
        for c in printable(line).chars() {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
                _ => out.push(c),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_taken_for_markup() {
        assert_eq!(
            xml("a<b> \"c\" & \u{1}\u{ffff}\n"),
            "a&lt;b&gt; &quot;c&quot; &amp; \\u{1}\u{fffd}\n"
        );
    }
}
