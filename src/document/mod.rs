//! Files → [`Document`]s. One reader a format.

use serde::Serialize;

use crate::calendar::Day;

/// One article.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Document {
    /// The file as the user named it, with `/` between folders; `-` for standard input.
    pub path: String,
    /// Which article of the file, where a file holds several.
    pub id: Option<String>,
    /// Headline, where known.
    pub title: Option<String>,
    /// Outlet, where known.
    pub source: Option<String>,
    /// The day that it was written, where known.
    pub date: Option<Day>,
    /// Web address, where known.
    pub url: Option<String>,
    /// The whole text as decoded, front matter included: offsets count from its start.
    #[serde(skip)]
    pub text: String,
    /// Byte at which the article itself begins (behind the front matter).
    #[serde(skip)]
    pub body: usize,
}
