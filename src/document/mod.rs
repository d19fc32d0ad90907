//! Files → [`Document`]s. One reader a format, all of them in [`FORMATS`].
//!
//! | file | read as |
//! |---|---|
//! | `.txt`, `.text`, standard input, other files named one by one | plain text |
//! | `.md`, `.markdown` | Markdown; its marks are blanked, offsets stay those of the file |
//! | `.html`, `.htm` | the main text of the page, a text of its own with its own offsets |
//! | `.docx`, `.odt`, `.rtf` | the paragraphs, a text of its own with its own offsets |
//! | `.pdf` | the text of the pages, a text of its own with its own offsets |
//! | `.jsonl`, `.ndjson`, also with `.gz` | one article a line |
//!
//! Nothing is passed over in silence: a file that gives no article is a [`Skipped`], a part that
//! could not be read as it was meant is a [`Warning`].

pub mod cache;
mod collect;
mod date;
mod dateline;
mod front_matter;
mod html;
mod jsonl;
mod markdown;
mod notes;
mod packed;
#[cfg(feature = "pdf")]
pub mod pdf;
mod plain;
mod rtf;
mod text;
mod years;

use std::fmt;
use std::ops::ControlFlow;
use std::path::Path;

use rayon::prelude::*;
use serde::Serialize;

use crate::calendar::Day;

pub use collect::{Files, SourceFile, collect};
pub use date::DayOfYear;
pub use notes::{InputError, Notes, SkipReason, Skipped, Warning};

/// The longest article that is read, in bytes of its text: offsets are 32 bits wide, and no
/// article comes near.
pub const MAX_ARTICLE_BYTES: usize = 256 << 20;

/// One article.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Document {
    /// The file as the user named it, with `/` between folders; `-` for standard input.
    pub path: String,
    /// Which article of the file, where a file holds several.
    pub id: Option<String>,
    /// The line of the file that holds the article, counted from 1, where a file holds several.
    pub line: Option<u64>,
    /// Headline, where known.
    pub title: Option<String>,
    /// Outlet, where known.
    pub source: Option<String>,
    /// Whether it is no article but a sentence that the house knows to be right.
    #[serde(skip)]
    pub is_house_fact: bool,
    /// The outlet that it is copied from, where that is known beforehand.
    #[serde(skip)]
    pub reprint_of: Option<String>,
    /// The day that it was written, where known.
    pub date: Option<Day>,
    /// The day that its head gives, where it gives no year and nothing else gives a date.
    #[serde(skip)]
    pub dateline: Option<DayOfYear>,
    /// Web address, where known.
    pub url: Option<String>,
    /// Whether the text was taken out of its file, as that of an HTML page is: offsets, lines and
    /// columns are then those of the taken text. Else they are those of the file as decoded.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub extracted: bool,
    /// The whole text as decoded, front matter included, or the extracted text: offsets count
    /// from its start.
    #[serde(skip)]
    pub text: String,
    /// Bytes at which the pages begin, where the file has pages.
    #[serde(skip)]
    pub pages: Vec<u32>,
    /// Byte at which the article itself begins (behind the front matter).
    #[serde(skip)]
    pub body: usize,
    /// The text with its markup overwritten by spaces, byte for byte as long as `text`; `None`
    /// where there is no markup.
    #[serde(skip)]
    pub blanked: Option<String>,
}

impl Document {
    /// Where byte `offset` stands in a file whose text was taken out of it, as a reader of that
    /// file looks for it; `None` where lines and columns tell.
    pub fn part_at(&self, offset: usize) -> Option<Part> {
        if !self.extracted {
            return None;
        }
        if !self.pages.is_empty() {
            let begun = self
                .pages
                .partition_point(|start| *start as usize <= offset);
            return Some(Part::Page(begun.max(1) as u64));
        }
        let before = self.text.get(..offset).unwrap_or_default();
        let ends = memchr::memmem::find_iter(before.as_bytes(), b"\n\n").count();
        Some(Part::Paragraph(ends as u64 + 1))
    }

    /// The text to read: without markup, with the same offsets as [`Document::text`].
    pub fn readable(&self) -> &str {
        self.blanked.as_deref().unwrap_or(&self.text)
    }

    /// An article whose text was taken out of its file.
    fn taken_out(file: &SourceFile, text: String) -> Self {
        Self {
            path: file.name.clone(),
            text,
            extracted: true,
            ..Self::default()
        }
    }

    /// Takes the date from the head of the article where no metadata gave one.
    fn date_from_head(mut self) -> Self {
        if self.date.is_none() {
            let article = self.readable().get(self.body..).unwrap_or_default();
            let day = dateline::day(article);
            let without_year = || dateline::without_year(article);
            self.dateline = day.is_none().then(without_year).flatten();
            self.date = day;
        }
        self
    }
}

/// A part of a file whose text was taken out of it, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A page.
    Page(u64),
    /// A paragraph.
    Paragraph(u64),
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Part::Page(number) => write!(f, "page {number}"),
            Part::Paragraph(number) => write!(f, "paragraph {number}"),
        }
    }
}

/// Takes the articles of a file one by one; may ask to stop.
pub type Sink<'a> = dyn FnMut(Document) -> ControlFlow<()> + 'a;

/// A file format.
pub struct Format {
    /// Its name for people.
    pub name: &'static str,
    /// Endings of the file names, in small letters, with their dot.
    pub endings: &'static [&'static str],
    /// Hands every article of the file to the sink; an error where the file gives none.
    read: fn(&SourceFile, &mut Sink<'_>, &mut Notes) -> Result<ControlFlow<()>, SkipReason>,
}

/// All formats. The first is used for standard input, and for files of other endings that the
/// user names one by one.
pub static FORMATS: &[&Format] = &[
    &plain::FORMAT,
    &markdown::FORMAT,
    &html::FORMAT,
    &packed::docx::FORMAT,
    &packed::odt::FORMAT,
    &rtf::FORMAT,
    #[cfg(feature = "pdf")]
    &pdf::FORMAT,
    &jsonl::FORMAT,
];

impl Format {
    /// The format that the file's name says.
    fn of(path: &Path) -> Option<&'static Format> {
        let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
        let named = |f: &&Format| f.endings.iter().any(|e| name.ends_with(e));
        FORMATS.iter().copied().find(named)
    }
}

/// All that was read.
#[derive(Debug, Default)]
pub struct Input {
    /// The articles, in order of their files' paths.
    pub documents: Vec<Document>,
    /// The files that gave none, and what could not be read as it was meant.
    pub notes: Notes,
}

/// Reads all articles of `paths` (files, folders, `-` for standard input). The articles of one
/// folder lend each other the year where a dateline has none.
///
/// # Errors
/// Where a path does not exist, or no article is found at all.
pub fn read<P: AsRef<Path>>(paths: &[P]) -> Result<Input, InputError> {
    read_where(paths, |_| true)
}

/// The same, of the files that `keep` wants.
///
/// # Errors
/// Where a path does not exist, or no article is found at all.
pub fn read_where<P: AsRef<Path>>(
    paths: &[P],
    keep: impl Fn(&Path) -> bool,
) -> Result<Input, InputError> {
    let Files { mut files, skipped } = collect(paths)?;
    files.retain(|file| file.path.as_deref().is_none_or(&keep));
    let read: Vec<Input> = files.par_iter().map(read_whole).collect();
    let mut input = Input::default();
    input.notes.skipped = skipped;
    for mut file in read {
        input.documents.append(&mut file.documents);
        input.notes.append(file.notes);
    }
    if input.documents.is_empty() {
        return Err(InputError::nothing_read(paths, input.notes));
    }
    years::complete(&mut input.documents);
    Ok(input)
}

fn read_whole(file: &SourceFile) -> Input {
    let mut input = Input::default();
    let documents = &mut input.documents;
    let mut sink = |document| {
        documents.push(document);
        ControlFlow::Continue(())
    };
    // The sink never asks to stop.
    let _ = read_file(file, &mut sink, &mut input.notes);
    input
}

/// Hands the articles of one file to the sink, one by one; `Break` where the sink asked to stop.
pub fn read_file(file: &SourceFile, sink: &mut Sink<'_>, notes: &mut Notes) -> ControlFlow<()> {
    match (file.format.read)(file, sink, notes) {
        Ok(flow) => flow,
        Err(reason) => {
            notes.skip(&file.name, reason);
            ControlFlow::Continue(())
        }
    }
}
