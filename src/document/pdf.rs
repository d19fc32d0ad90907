//! PDF: the text of its pages, where it has any.
//!
//! | page | read as |
//! |---|---|
//! | lines close to each other, lines further apart | a paragraph, two paragraphs |
//! | a line that fills the page, a short line | goes on in the next, ends |
//! | `agree-` at the end of a line and `ment` below | `agreement` |
//! | pictures of text | nothing: the file is named |
//!
//! A PDF is a program, and its reader panics, recurses and allocates as the file asks it to. The
//! command line therefore reads each in a process of its own ([`set_reader`]), with limits on time
//! and memory; a library without one reads on a thread, where a panic is caught.

use std::io::{Read, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use pdf_extract::{Document as Pdf, PlainTextOutput, output_doc_page};

use super::{Document, Format, Notes, Sink, SkipReason, SourceFile, text};

/// `.pdf`.
pub(super) static FORMAT: Format = Format {
    name: "PDF",
    endings: &[".pdf"],
    read,
};

/// A file may take so long.
const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(2);
/// More pages, and more text, are not read.
const MAX_PAGES: usize = 20_000;
const MAX_TEXT_BYTES: usize = 64 << 20;
/// The memory of the process that reads, in KiB.
#[cfg(target_os = "linux")]
const MAX_MEMORY_KIB: u64 = 2 << 20;

/// Pages may hold forms that hold forms, each a call deeper.
const STACK_BYTES: usize = 64 << 20;

/// A line of so many percent of the longest is full: the next one goes on with its sentence.
const FULL_LINE: usize = 60;

static READER: OnceLock<(PathBuf, &'static str)> = OnceLock::new();

/// From now on PDF files are read by `program` with the one argument `command`, which must hand
/// its input to [`serve`].
pub fn set_reader(program: PathBuf, command: &'static str) {
    // Once is enough: the first stays.
    let _ = READER.set((program, command));
}

/// Reads a PDF from standard input and writes its pages, or why there are none, as JSON to
/// standard output.
///
/// # Errors
/// Where the input cannot be read or the output not be written.
pub fn serve() -> std::io::Result<()> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    let answer = serde_json::to_vec(&on_a_thread(bytes))?;
    std::io::stdout().lock().write_all(&answer)
}

/// The text of each page, or why there is none.
type Pages = Result<Vec<String>, Fault>;

#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
enum Fault {
    Protected,
    Damaged(String),
    TooLarge,
}

impl From<Fault> for SkipReason {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Protected => SkipReason::Protected,
            Fault::Damaged(why) => SkipReason::Damaged(why),
            Fault::TooLarge => SkipReason::TooLarge,
        }
    }
}

fn damaged(why: &str) -> Fault {
    Fault::Damaged(why.to_owned())
}

fn read(
    file: &SourceFile,
    sink: &mut Sink<'_>,
    _: &mut Notes,
) -> Result<ControlFlow<()>, SkipReason> {
    let bytes = text::read_all(file)?;
    let pages = match READER.get() {
        Some((program, command)) => in_a_process(program.clone(), command, bytes),
        None => on_a_thread(bytes),
    }?;
    let (text, pages) = joined(&pages);
    if text.is_empty() {
        return Err(SkipReason::NoText);
    }
    let document = Document {
        pages,
        ..Document::taken_out(file, text)
    };
    Ok(sink(document.date_from_head()))
}

/// Has another process read the file.
fn in_a_process(program: PathBuf, command: &str, bytes: Vec<u8>) -> Pages {
    let no_reader = |error: std::io::Error| Fault::Damaged(error.to_string());
    let mut child = with_limits(program, command)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(no_reader)?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    // Both ends are served at once: a pipe that is full stops its writer.
    let answer = thread::spawn(move || {
        let mut answer = Vec::new();
        if let Some(stdout) = stdout {
            // What was not read is missing, which is told below.
            let _ = stdout
                .take(2 * MAX_TEXT_BYTES as u64)
                .read_to_end(&mut answer);
        }
        answer
    });
    thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&bytes)));
    let start = Instant::now();
    while matches!(child.try_wait(), Ok(None)) {
        if start.elapsed() > PATIENCE {
            // One that is gone needs no end.
            let _ = child.kill();
            let _ = child.wait();
            return Err(damaged("reading it takes too long"));
        }
        thread::sleep(PAUSE);
    }
    let answer = answer.join().unwrap_or_default();
    serde_json::from_slice(&answer)
        .unwrap_or_else(|_| Err(damaged("reading it takes more memory than is right")))
}

/// The command, which on Linux the shell holds to a limit of memory.
fn with_limits(program: PathBuf, command: &str) -> Command {
    #[cfg(target_os = "linux")]
    {
        let mut shell = Command::new("sh");
        let script = format!("ulimit -v {MAX_MEMORY_KIB}; exec \"$0\" \"$@\"");
        shell.arg("-c").arg(script).arg(program).arg(command);
        shell
    }
    #[cfg(not(target_os = "linux"))]
    {
        let mut direct = Command::new(program);
        direct.arg(command);
        direct
    }
}

/// Reads the file on a thread of its own, as what it asks for may panic or take for ever.
fn on_a_thread(bytes: Vec<u8>) -> Pages {
    let (send, receive) = mpsc::channel();
    let reader = thread::Builder::new()
        .name("PDF reader".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(move || {
            // Nobody waits any more where the time is over.
            let _ = send.send(pages(&bytes));
        });
    if let Err(error) = reader {
        return Err(Fault::Damaged(error.to_string()));
    }
    match receive.recv_timeout(PATIENCE) {
        Ok(pages) => pages,
        Err(mpsc::RecvTimeoutError::Timeout) => Err(damaged("reading it takes too long")),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            Err(damaged("it is not made as PDF files are"))
        }
    }
}

fn pages(bytes: &[u8]) -> Pages {
    let wrong = |error: &dyn std::fmt::Display| {
        let text = error.to_string();
        if text.to_lowercase().contains("password") || text.to_lowercase().contains("decrypt") {
            Fault::Protected
        } else {
            Fault::Damaged(text)
        }
    };
    let mut pdf = Pdf::load_mem(bytes).map_err(|e| wrong(&e))?;
    // Many files are locked against changes with an empty password.
    if pdf.is_encrypted() && pdf.decrypt("").is_err() {
        return Err(Fault::Protected);
    }
    let numbers: Vec<u32> = pdf.get_pages().into_keys().collect();
    if numbers.is_empty() {
        return Err(damaged("it has no pages"));
    }
    if numbers.len() > MAX_PAGES {
        return Err(Fault::TooLarge);
    }
    let mut pages = Vec::new();
    let mut length = 0;
    for number in numbers {
        let mut text = String::new();
        let mut output = PlainTextOutput::new(&mut text);
        output_doc_page(&pdf, &mut output, number).map_err(|e| wrong(&e))?;
        length += text.len();
        if length > MAX_TEXT_BYTES {
            return Err(Fault::TooLarge);
        }
        pages.push(text);
    }
    Ok(pages)
}

/// One text of all pages, and where in it each begins.
fn joined(pages: &[String]) -> (String, Vec<u32>) {
    let mut text = String::new();
    let mut starts = Vec::new();
    for page in pages {
        let page = tidy(page);
        // A sentence may go on over the page.
        if !text.is_empty() && !page.is_empty() {
            let ends = text.ends_with(['.', '!', '?', '”', '"', ':']);
            text.push_str(if ends { "\n\n" } else { "\n" });
        }
        starts.push(text.len() as u32);
        text.push_str(&page);
    }
    (text, starts)
}

/// The text of a page: lines that fill the page go on in the next one, and words that are cut at
/// a line's end are made whole.
fn tidy(page: &str) -> String {
    let lines: Vec<String> = page
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    let longest = lines.iter().map(|l| l.chars().count()).max();
    let full = longest.unwrap_or_default() * FULL_LINE / 100;
    let mut text = String::with_capacity(page.len());
    // How long the last line was, and whether a blank one followed.
    let (mut length, mut blank) = (0, false);
    for line in lines {
        if line.is_empty() {
            blank = true;
            continue;
        }
        match text.strip_suffix('-') {
            _ if text.is_empty() => {}
            _ if blank => text.push_str("\n\n"),
            Some(before) => {
                let is_cut =
                    before.ends_with(char::is_lowercase) && line.starts_with(char::is_lowercase);
                if is_cut {
                    text.truncate(before.len());
                }
            }
            None => text.push(if length >= full { ' ' } else { '\n' }),
        }
        text.push_str(&line);
        (length, blank) = (line.chars().count(), false);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    #[test]
    fn lines_that_fill_the_page_go_on_and_cut_words_are_made_whole() {
        assert_snapshot!(tidy("  No  ferry agree-\nment holds for a 20-\nyear term \n\n\n\n Tolls\nNot one ferry sails\n– nobody knows why. "), @r"
        No ferry agreement holds for a 20-year term

        Tolls
        Not one ferry sails – nobody knows why.
        ");
    }

    #[test]
    fn pages_know_where_they_begin() {
        let pages = ["No ferry sails", "", "from here.", "Not one."].map(str::to_owned);
        let (text, starts) = joined(&pages);
        assert_eq!(text, "No ferry sails\nfrom here.\n\nNot one.");
        assert_eq!(starts, [0, 14, 15, 27]);
    }

    #[test]
    fn what_is_no_pdf_is_named() {
        let fault = pages(b"No ferry sails.").unwrap_err();
        assert!(matches!(fault, Fault::Damaged(_)));
    }
}
