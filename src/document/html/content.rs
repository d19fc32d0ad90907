//! Which blocks of a page are the article.
//!
//! 1. Blocks that stand apart (navigation, comments, what is hidden) count only where a page has
//!    next to no others.
//! 2. The article is the `<article>` that holds most of the text, else such a `<main>`, else the
//!    innermost element that holds nearly all.
//! 3. Inside it, lines that are all links lead elsewhere, unless they are headlines, quotations
//!    or rows of tables.

use std::ops::RangeInclusive;

use super::element::Kind;
use super::page::{Block, Element, Page, Standing};

/// Less text than this, in bytes, may be no article. One sentence has about so much.
const LEAST_BYTES: usize = 100;

/// Where there is no more, and this many times as much stands apart, that is read as well.
const FAR_MORE: usize = 10;

/// What is no `<article>` must hold so much of the page's text to be the article, in percent.
const NEARLY_ALL: usize = 90;

/// A block of which so much is links leads elsewhere, in percent.
const MOSTLY_LINKS: usize = 80;

/// The part of a page that holds the article.
pub(super) struct Content<'a> {
    page: &'a Page,
    /// The lowest standing that is read.
    standing: Standing,
    /// The elements of the article.
    elements: RangeInclusive<usize>,
}

impl<'a> Content<'a> {
    /// Finds the article of a page.
    pub(super) fn of(page: &'a Page) -> Self {
        let shown = Prose::of(page, Standing::Shown);
        let apart = (shown.all() < LEAST_BYTES)
            .then(|| Prose::of(page, Standing::Apart))
            .filter(|apart| apart.all() > LEAST_BYTES * FAR_MORE);
        let (standing, prose) = match apart {
            Some(apart) => (Standing::Apart, apart),
            None => (Standing::Shown, shown),
        };
        Self {
            page,
            standing,
            elements: prose.region(page),
        }
    }

    /// Its text: blocks with an empty line between.
    pub(super) fn text(&self) -> String {
        let headline = self.headline().map(|(at, _)| at);
        let mut text = String::new();
        for (at, block) in self.page.blocks.iter().enumerate() {
            if self.keeps(block) || headline == Some(at) {
                if !text.is_empty() {
                    text.push_str("\n\n");
                }
                text.push_str(self.page.text_of(block));
            }
        }
        text
    }

    /// The headline: the first that the article holds, else the one that the head of the page
    /// repeats (some pages put it above the article). With its number among the blocks.
    pub(super) fn headline(&self) -> Option<(usize, &'a str)> {
        let is_headline = |block: &Block| {
            let element = self.page.elements.get(block.element);
            element.is_some_and(|e| e.kind == Kind::Headline)
        };
        let headlines = self.page.blocks.iter().enumerate();
        let mut headlines = headlines.filter(|(_, block)| is_headline(block));
        let found = headlines
            .clone()
            .find(|(_, block)| self.keeps(block))
            .or_else(|| {
                headlines.find(|(_, block)| self.page.metadata.names(self.page.text_of(block)))
            });
        found.map(|(at, block)| (at, self.page.text_of(block)))
    }

    /// Whether the article holds the element.
    pub(super) fn holds(&self, element: usize) -> bool {
        self.elements.contains(&element)
    }

    fn keeps(&self, block: &Block) -> bool {
        let standing = self.page.elements.get(block.element).map(|e| e.standing);
        self.holds(block.element)
            && standing.is_some_and(|s| s <= self.standing)
            && !self.leads_elsewhere(block)
    }

    fn leads_elsewhere(&self, block: &Block) -> bool {
        let kind = self.page.elements.get(block.element).map(|e| e.kind);
        let is_linked = block.linked * 100 >= block.range.len() * MOSTLY_LINKS;
        let stays = matches!(
            kind,
            Some(Kind::Headline | Kind::Quote | Kind::Cell | Kind::Row)
        );
        is_linked && !block.is_row && !stays
    }
}

/// How much of the page's text each element holds, without links.
struct Prose {
    /// Bytes in each element.
    bytes: Vec<usize>,
    /// The last element inside each.
    last: Vec<usize>,
}

impl Prose {
    fn of(page: &Page, standing: Standing) -> Self {
        let mut prose = Self {
            bytes: vec![0; page.elements.len()],
            last: (0..page.elements.len()).collect(),
        };
        for block in &page.blocks {
            let is_read = page
                .elements
                .get(block.element)
                .is_some_and(|e| e.standing <= standing);
            if let (true, Some(bytes)) = (is_read, prose.bytes.get_mut(block.element)) {
                *bytes += block.range.len().saturating_sub(block.linked);
            }
        }
        // An element comes before those inside: its own sum is complete when its turn comes.
        for (at, element) in page.elements.iter().enumerate().skip(1).rev() {
            let (own, end) = (prose.bytes_in(at), prose.last_in(at));
            if let Some(bytes) = prose.bytes.get_mut(element.parent) {
                *bytes += own;
            }
            if let Some(last) = prose.last.get_mut(element.parent) {
                *last = end.max(*last);
            }
        }
        prose
    }

    fn bytes_in(&self, element: usize) -> usize {
        self.bytes.get(element).copied().unwrap_or_default()
    }

    fn last_in(&self, element: usize) -> usize {
        self.last.get(element).copied().unwrap_or(element)
    }

    fn all(&self) -> usize {
        self.bytes_in(0)
    }

    /// The elements of the article.
    fn region(&self, page: &Page) -> RangeInclusive<usize> {
        let most_in = |kind| {
            let is_most = |at: &usize| self.bytes_in(*at) * 2 > self.all();
            let of_kind = page
                .elements
                .iter()
                .enumerate()
                .filter(move |(_, e)| e.kind == kind);
            of_kind.map(|(at, _)| at).find(is_most)
        };
        let named = most_in(Kind::Article).or_else(|| most_in(Kind::Main));
        let element = named.or_else(|| self.innermost(page)).unwrap_or_default();
        element..=self.last_in(element)
    }

    /// The innermost element that holds the headline and nearly all text.
    fn innermost(&self, page: &Page) -> Option<usize> {
        let headlines = page.elements.iter().enumerate();
        let is_shown = |e: &Element| e.kind == Kind::Headline && e.standing == Standing::Shown;
        let (headline, _) = { headlines }.find(|(_, e)| is_shown(e))?;
        let outwards = std::iter::successors(Some(headline), |at| {
            let parent = page.elements.get(*at)?.parent;
            (parent != *at).then_some(parent)
        });
        { outwards }.find(|at| self.bytes_in(*at) * 100 >= self.all() * NEARLY_ALL)
    }
}
