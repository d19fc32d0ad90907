//! What people do to YAML who have never programmed, and what to tell them.
//!
//! Asked only where a file is no YAML at all: the line and the parser's complaint → plain words.

/// What is wrong, and what to write instead; `column` counts from 1 where the spot is known
/// better than the parser knows it.
pub(super) struct Slip {
    pub(super) line: u64,
    pub(super) column: Option<u64>,
    pub(super) message: String,
    pub(super) help: String,
}

/// Quotation marks of word processors.
const CURLY: &[char] = &['“', '”', '„', '‘', '’', '«', '»'];

/// The slip behind a parser's error at `line`, where it is a known one. The parser often
/// complains a line after the slip itself.
pub(super) fn find(text: &str, line: u64, complaint: &str) -> Option<Slip> {
    let lines: Vec<&str> = text.lines().collect();
    let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    let at = |n: u64| n.checked_sub(1).and_then(|n| lines.get(number(n))).copied();
    let above = |n: u64| {
        (1..n)
            .rev()
            .find(|l| at(*l).is_some_and(|t| !t.trim().is_empty()))
    };
    let near: Vec<u64> = [Some(line), above(line)].into_iter().flatten().collect();
    let nearby = near.iter().filter_map(|n| Some((*n, at(*n)?)));
    let checks = [
        tab,
        no_space,
        curly,
        unquoted_phrase,
        unclosed,
        colon_inside,
        odd_start,
    ];
    for (n, content) in nearby {
        for check in checks {
            if let Some((column, message, help)) = check(content) {
                return Some(Slip {
                    line: n,
                    column,
                    message,
                    help,
                });
            }
        }
    }
    indent(&lines, line, complaint)
}

type Found = Option<(Option<u64>, String, String)>;

fn found(column: usize, message: &str, help: &str) -> Found {
    Some((Some(column as u64 + 1), message.to_owned(), help.to_owned()))
}

/// The value of a line: behind `- ` and `key: `, and the characters before it.
fn value(line: &str) -> (usize, &str) {
    let mut rest = line.trim_start();
    while let Some(entry) = rest.strip_prefix("- ") {
        rest = entry.trim_start();
    }
    let key = rest
        .split_once(": ")
        .filter(|(key, _)| !key.is_empty() && !key.contains(['"', '{', '\'', '“', '[']));
    if let Some((_, behind)) = key {
        rest = behind.trim_start();
    }
    let before = line.chars().count() - rest.chars().count();
    (before, rest)
}

fn tab(line: &str) -> Found {
    let indent = line.chars().take_while(|c| c.is_whitespace()).count();
    let at = line.chars().take(indent).position(|c| c == '\t')?;
    found(
        at,
        "a tab stands where spaces belong",
        "indent with spaces, two for each step; most editors can turn tabs into spaces",
    )
}

fn curly(line: &str) -> Found {
    let (before, value) = value(line);
    value.starts_with(CURLY).then_some(())?;
    found(
        before,
        "a curly quote from a word processor stands where a straight one belongs",
        "write \" at both ends; write rules in a plain text editor",
    )
}

fn unquoted_phrase(line: &str) -> Found {
    let (before, value) = value(line);
    let close = match value.chars().next()? {
        '{' => '}',
        '[' => ']',
        _ => return None,
    };
    let (_, rest) = value.split_once(close)?;
    let rest = rest.trim();
    (!rest.is_empty() && !rest.starts_with(['#', ','])).then_some(())?;
    found(
        before,
        "a text that opens with a bracket must stand between quotes",
        "put straight quotes round the whole text: \"…\"",
    )
}

fn unclosed(line: &str) -> Found {
    let (before, value) = value(line);
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inside = value.get(1..)?;
    let closes = |c: char| inside.replace("\\\"", "").matches(c).count();
    match closes(quote) {
        0 => found(
            before,
            "this quote is not closed",
            &format!("write {quote} at the end of the text, too"),
        ),
        1 if !inside.trim_end().ends_with(quote) && !inside.contains(" #") => {
            let end = inside.rfind(quote)?;
            let at = before + 2 + inside.get(..end)?.chars().count();
            found(
                at,
                "the text goes on behind its closing quote",
                "put the whole text between one pair of quotes",
            )
        }
        n if n > 1 && quote == '"' => found(
            before,
            "there are quotes inside the quotes",
            "put single quotes round the whole text: '…\"in force\"…'",
        ),
        n if n > 1 && n % 2 == 0 => found(
            before,
            "an apostrophe ends this text too early",
            "put double quotes round the whole text: \"…\"",
        ),
        _ => None,
    }
}

fn colon_inside(line: &str) -> Found {
    let (before, value) = value(line);
    if value.starts_with(['"', '\'', '|', '>', '{', '[', '#']) {
        return None;
    }
    let at = value
        .find(": ")
        .or_else(|| value.strip_suffix(':').map(str::len))?;
    // A lone "key:" is a key.
    if before == line.chars().take_while(|c| matches!(c, ' ' | '-')).count() {
        return None;
    }
    found(
        before + value.get(..at)?.chars().count(),
        "a colon inside a text ends it too early",
        "put straight quotes round the whole text: \"…\"",
    )
}

fn no_space(line: &str) -> Found {
    let trimmed = line.trim_start();
    let indent = line.chars().count() - trimmed.chars().count();
    if trimmed.starts_with('-')
        && !trimmed.starts_with("- ")
        && !trimmed.starts_with("--")
        && trimmed.len() > 1
    {
        return found(
            indent,
            "a space is missing behind the dash",
            "write `- ` with a space before each entry of a list",
        );
    }
    let key = trimmed
        .chars()
        .take_while(|c| c.is_ascii_lowercase() || *c == '-')
        .count();
    let behind = trimmed.get(key..)?;
    if key > 0 && behind.starts_with(':') && behind.len() > 1 && !behind.starts_with(": ") {
        return found(
            indent + key,
            "a space is missing behind the colon",
            "write `key: value` with a space behind the colon",
        );
    }
    let is_key = trimmed.starts_with(|c: char| c.is_ascii_lowercase());
    if is_key && indent == 0 && behind.starts_with([' ', '=', ';']) && !trimmed.contains(':') {
        let word = trimmed.get(..key)?;
        return found(
            indent,
            &format!("no colon stands behind `{word}`"),
            &format!("write `{word}: …`, or indent the line if it belongs to the text above it"),
        );
    }
    (is_key && behind.is_empty()).then_some(())?;
    found(
        indent + key,
        &format!("no colon stands behind `{trimmed}`"),
        &format!("write `{trimmed}:`"),
    )
}

fn odd_start(line: &str) -> Found {
    let (before, value) = value(line);
    let odd = value
        .chars()
        .next()
        .filter(|c| matches!(c, '%' | '@' | '`' | '*' | '&' | '!' | '>' | '|'))?;
    found(
        before,
        &format!("a text cannot open with `{odd}` as it stands"),
        "put straight quotes round the whole text: \"…\"",
    )
}

fn indent(lines: &[&str], line: u64, complaint: &str) -> Option<Slip> {
    let number = usize::try_from(line).ok()?;
    let here = lines.get(number.checked_sub(1)?)?;
    let spaces = here.chars().take_while(|c| *c == ' ').count();
    let complains = ["mapping", "block", "indent", "expected", "simple key"]
        .iter()
        .any(|w| complaint.contains(w));
    complains.then(|| Slip {
        line,
        column: Some(spaces as u64 + 1),
        message: "this line does not fit to those above it".to_owned(),
        help: "lines of one list or group begin in the same column; what belongs to a key stands \
               two spaces further in"
            .to_owned(),
    })
}
