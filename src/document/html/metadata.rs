//! What the head of a page says of its article.
//!
//! | of the article | by the first of these that the page has |
//! |---|---|
//! | title | `og:title`, the headline where `<title>` repeats it, `<title>` without the outlet, the headline |
//! | outlet | `og:site_name`, publisher in JSON-LD, `application-name`, what stands beside the headline in `<title>` |
//! | date | `article:published_time`, `datePublished` in JSON-LD, a `<meta>` of a date, `<time datetime>` in the article |
//! | address | `<link rel="canonical">`, `og:url`, `url` in JSON-LD |
//!
//! Names of <https://ogp.me>, <https://schema.org/Article>, <https://www.dublincore.org>.

use html5gum::StartTag;
use serde_json::Value;

use super::content::Content;
use super::page::attribute;
use crate::calendar::Day;
use crate::document::{Document, date};

/// Names of `<meta>` elements that give the article's date, best first.
const DATES: [&str; 11] = [
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "pubdate",
    "publish-date",
    "publication_date",
    "date",
];

/// Marks between a headline and the outlet in `<title>`, with spaces around.
const SEPARATORS: [&str; 8] = [" | ", " - ", " – ", " — ", " · ", " • ", " :: ", " » "];

/// What the head says, as it says it.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    /// `<title>`.
    title: String,
    og_title: Option<String>,
    site_name: Option<String>,
    application_name: Option<String>,
    /// The name's place in [`DATES`], and the date.
    dates: Vec<(usize, String)>,
    canonical: Option<String>,
    og_url: Option<String>,
    /// Scripts of JSON-LD.
    linked_data: Vec<String>,
    /// What the text of the element that is open now is.
    inside: Inside,
    /// Each `<time datetime>` of the page, with the number of the element that it stands in.
    pub(super) times: Vec<(usize, String)>,
}

#[derive(Clone, Copy, Debug, Default)]
enum Inside {
    #[default]
    Other,
    Title,
    LinkedData,
}

impl Metadata {
    /// Takes what a start tag says.
    pub(super) fn tag(&mut self, name: &str, tag: &StartTag<()>) {
        match name {
            "title" => {
                self.inside = if self.title.is_empty() {
                    Inside::Title
                } else {
                    Inside::Other
                }
            }
            "script" => self.script(tag),
            "meta" => self.meta(tag),
            "link" => self.link(tag),
            // Other elements without text of the page: styles, pictures.
            _ => self.inside = Inside::Other,
        }
    }

    /// Takes the text of an element that holds none of the page's.
    pub(super) fn string(&mut self, text: &str) {
        match self.inside {
            Inside::Other => {}
            Inside::Title => self.title.push_str(text),
            Inside::LinkedData => {
                if let Some(script) = self.linked_data.last_mut() {
                    script.push_str(text);
                }
            }
        }
    }

    fn script(&mut self, tag: &StartTag<()>) {
        let kind = attribute(tag, "type").unwrap_or_default();
        self.inside = if kind.trim().eq_ignore_ascii_case("application/ld+json") {
            self.linked_data.push(String::new());
            Inside::LinkedData
        } else {
            Inside::Other
        };
    }

    fn meta(&mut self, tag: &StartTag<()>) {
        let keys = ["property", "name", "itemprop"];
        let Some(key) = keys.into_iter().find_map(|key| attribute(tag, key)) else {
            return;
        };
        let Some(content) = attribute(tag, "content").and_then(|c| tidy(&c)) else {
            return;
        };
        let key = key.trim().to_ascii_lowercase();
        let place = match key.as_str() {
            "og:title" => &mut self.og_title,
            "og:site_name" => &mut self.site_name,
            "application-name" => &mut self.application_name,
            "og:url" => &mut self.og_url,
            _ => {
                if let Some(rank) = DATES.iter().position(|d| *d == key) {
                    self.dates.push((rank, content));
                }
                return;
            }
        };
        place.get_or_insert(content);
    }

    fn link(&mut self, tag: &StartTag<()>) {
        let relations = attribute(tag, "rel").unwrap_or_default();
        let is_canonical = relations
            .split_ascii_whitespace()
            .any(|r| r.eq_ignore_ascii_case("canonical"));
        if is_canonical && self.canonical.is_none() {
            self.canonical = attribute(tag, "href");
        }
    }

    /// Whether the head repeats that headline.
    pub(super) fn names(&self, headline: &str) -> bool {
        let headline = tidy(headline).unwrap_or_default();
        let titles = [self.og_title.clone(), tidy(&self.title)];
        titles
            .into_iter()
            .flatten()
            .any(|title| title.contains(&headline))
    }

    /// Fills the fields of the document.
    pub(super) fn fill(&self, content: &Content<'_>, document: &mut Document) {
        let data = LinkedData::read(&self.linked_data);
        let headline = content.headline().and_then(|(_, headline)| tidy(headline));
        let outlet = self
            .site_name
            .clone()
            .or(data.outlet)
            .or_else(|| self.application_name.clone());
        let (title, named) = self.split_title(headline.as_deref(), outlet.as_deref());
        document.title = self.og_title.clone().or(title).or(headline);
        document.source = outlet.or(named);
        document.date = self.date(data.date.as_deref(), content);
        let addresses = [
            self.canonical.as_deref(),
            self.og_url.as_deref(),
            data.url.as_deref(),
        ];
        let is_whole = |url: &&str| url.starts_with("https://") || url.starts_with("http://");
        document.url = addresses
            .into_iter()
            .flatten()
            .map(str::trim)
            .find(is_whole)
            .map(str::to_owned);
    }

    /// `<title>` without the outlet, and that outlet.
    fn split_title(
        &self,
        headline: Option<&str>,
        outlet: Option<&str>,
    ) -> (Option<String>, Option<String>) {
        let Some(title) = tidy(&self.title) else {
            return (None, None);
        };
        let parts = SEPARATORS
            .iter()
            .filter_map(|s| Some((title.rfind(s)?, *s)))
            .max();
        let split = parts.and_then(|(at, s)| {
            Some((
                title.get(..at)?.trim(),
                title.get(at + s.len()..)?.trim(),
                s,
            ))
        });
        if let Some((head, tail, separator)) = split {
            let is_outlet = headline == Some(head) || outlet == Some(tail) || separator == " | ";
            if is_outlet && !head.is_empty() && !tail.is_empty() {
                return (Some(head.to_owned()), Some(tail.to_owned()));
            }
        }
        // "Post: Ferries stop", over the headline "Ferries stop for good".
        if let Some((head, tail)) = title.split_once(": ")
            && headline.is_some_and(|h| h.starts_with(tail) && !h.starts_with(head))
        {
            return (Some(tail.to_owned()), Some(head.to_owned()));
        }
        let repeats = headline.filter(|h| title.contains(h)).map(str::to_owned);
        (repeats.or(Some(title)), None)
    }

    fn date(&self, published: Option<&str>, content: &Content<'_>) -> Option<Day> {
        let of_meta = |ranks: std::ops::Range<usize>| {
            let mut dates = self
                .dates
                .iter()
                .filter(|(rank, _)| ranks.contains(rank))
                .collect::<Vec<_>>();
            dates.sort_by_key(|(rank, _)| *rank);
            dates
                .into_iter()
                .find_map(|(_, written)| date::metadata(written))
        };
        let of_time = || {
            let inside = self
                .times
                .iter()
                .filter(|(element, _)| content.holds(*element));
            { inside }.find_map(|(_, written)| date::metadata(written))
        };
        of_meta(0..1)
            .or_else(|| published.and_then(date::metadata))
            .or_else(|| of_meta(1..DATES.len()))
            .or_else(of_time)
    }
}

/// What scripts of JSON-LD say of the article.
#[derive(Debug, Default)]
struct LinkedData {
    outlet: Option<String>,
    date: Option<String>,
    url: Option<String>,
}

impl LinkedData {
    fn read(scripts: &[String]) -> Self {
        let mut found = Self::default();
        for script in scripts {
            // The parser refuses what nests too deeply; a script that it cannot read says nothing.
            if let Ok(value) = serde_json::from_str(script) {
                found.object(&value);
            }
        }
        found
    }

    // {…}, [{…}, {…}], {"@graph": [{…}, {…}]}
    fn object(&mut self, value: &Value) {
        if let Some(list) = value.as_array().or_else(|| value.get("@graph")?.as_array()) {
            for value in list {
                self.object(value);
            }
        }
        if !is_article(value) {
            return;
        }
        let text = |value: Option<&Value>| value.and_then(Value::as_str).and_then(tidy);
        let publisher = value.get("publisher").map(|p| p.get(0).unwrap_or(p));
        let fields = [
            (
                &mut self.outlet,
                text(publisher.and_then(|p| p.get("name"))),
            ),
            (&mut self.date, text(value.get("datePublished"))),
            (&mut self.url, text(value.get("url"))),
        ];
        for (field, value) in fields {
            *field = field.take().or(value);
        }
    }
}

// "@type": "NewsArticle", "@type": ["Article", "BlogPosting"]
fn is_article(value: &Value) -> bool {
    let is_name = |value: &Value| {
        let name = value.as_str().unwrap_or_default();
        ["Article", "Posting", "Report", "Review"]
            .iter()
            .any(|kind| name.ends_with(kind))
    };
    match value.get("@type") {
        Some(Value::Array(names)) => names.iter().any(is_name),
        Some(name) => is_name(name),
        None => false,
    }
}

/// On one line; `None` where there is nothing.
fn tidy(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}
