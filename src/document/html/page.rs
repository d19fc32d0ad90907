//! HTML → the blocks of a page in their order, and what its head says.
//!
//! A tree as browsers build it costs quadratic time on hostile pages. What an article needs of it
//! is less: which elements are open, and where one line ends and the next begins.

use std::borrow::Cow;
use std::ops::Range;

use html5gum::{StartTag, Token, Tokenizer};

use super::element::{self, Kind, TAG_COUNT};
use super::metadata::Metadata;
use crate::document::text::BYTE_ORDER_MARK;

/// Elements inside so many others are read as if they were not there, as browsers do.
const MAX_DEPTH: usize = 512;

/// What a reader sees of an element, from most to least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// May be the article's.
    Shown,
    /// Around the article, or hidden at first.
    Apart,
    /// Not text at all.
    Unseen,
}

/// An element that stands on lines of its own.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) kind: Kind,
    /// The element around it; its own number for the outermost.
    pub(super) parent: usize,
    pub(super) standing: Standing,
    tag: usize,
    /// Whether it is, or is in, an article or the page's main part.
    in_main: bool,
}

/// Lines of text without an empty line between.
#[derive(Debug)]
pub(super) struct Block {
    /// Where [`Page::text`] holds it; never empty.
    pub(super) range: Range<usize>,
    /// Number of the element that it stands in.
    pub(super) element: usize,
    /// Bytes of it that are links.
    pub(super) linked: usize,
    /// Whether it is a row of several cells.
    pub(super) is_row: bool,
}

/// A page, read through.
#[derive(Debug)]
pub(super) struct Page {
    /// The text of all blocks.
    pub(super) text: String,
    /// In their order.
    pub(super) blocks: Vec<Block>,
    /// In the order of their start tags: those inside an element follow it.
    pub(super) elements: Vec<Element>,
    pub(super) metadata: Metadata,
}

impl Page {
    /// Reads the page that `html` holds.
    pub(super) fn read(html: &str) -> Self {
        let mut reader = Reader::default();
        // Each would be an error of its own to the tokenizer, which takes long for many.
        let html = if html.contains('\0') {
            Cow::Owned(html.replace('\0', ""))
        } else {
            Cow::Borrowed(html)
        };
        for Ok(token) in Tokenizer::new(&*html) {
            match token {
                Token::StartTag(tag) => reader.start(&tag),
                Token::EndTag(tag) => reader.end(&String::from_utf8_lossy(&tag.name)),
                Token::String(text) => reader.string(&String::from_utf8_lossy(&text)),
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        reader.end_block();
        let Reader {
            text,
            blocks,
            elements,
            metadata,
            ..
        } = reader;
        Self {
            text,
            blocks,
            elements,
            metadata,
        }
    }

    /// The text of one of its blocks.
    pub(super) fn text_of(&self, block: &Block) -> &str {
        self.text.get(block.range.clone()).unwrap_or_default()
    }
}

/// The value of an attribute.
pub(super) fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(value).into_owned())
}

struct Reader {
    text: String,
    blocks: Vec<Block>,
    elements: Vec<Element>,
    metadata: Metadata,
    /// The elements that are open, from outermost to innermost; the root is always among them.
    open: Vec<usize>,
    /// How many elements of each tag are open.
    open_tags: [usize; TAG_COUNT],
    /// Elements of the same tag inside an unseen one.
    unseen_inside: usize,
    /// Elements beyond [`MAX_DEPTH`].
    too_deep: usize,
    inline: Inline,
    block: Option<Block>,
    /// White space stands before the next word.
    space: bool,
    /// The next word begins a cell.
    cell: bool,
}

/// The elements inside a line that are open, by the number of open elements around them: they
/// end with those at the latest.
#[derive(Debug, Default)]
struct Inline {
    link: Option<usize>,
    raised: Option<usize>,
    struck: Option<usize>,
}

impl Default for Reader {
    fn default() -> Self {
        let root = Element {
            kind: Kind::Block,
            parent: 0,
            standing: Standing::Shown,
            tag: usize::MAX,
            in_main: false,
        };
        Self {
            text: String::new(),
            blocks: Vec::new(),
            elements: vec![root],
            metadata: Metadata::default(),
            open: vec![0],
            open_tags: [0; TAG_COUNT],
            unseen_inside: 0,
            too_deep: 0,
            inline: Inline::default(),
            block: None,
            space: false,
            cell: false,
        }
    }
}

impl Reader {
    fn top(&self) -> Option<&Element> {
        self.elements.get(*self.open.last()?)
    }

    fn top_kind(&self) -> Kind {
        self.top().map_or(Kind::Block, |e| e.kind)
    }

    fn start(&mut self, start: &StartTag<()>) {
        let name = String::from_utf8_lossy(&start.name);
        let tag = element::tag(&name);
        if self.top_kind() == Kind::Unseen {
            match tag {
                Some((_, Kind::Article | Kind::Main)) => self.close_top(),
                _ => {
                    let same = tag.is_some_and(|(tag, _)| self.top().is_some_and(|e| e.tag == tag));
                    self.unseen_inside += usize::from(same && !is_closed(start));
                    return;
                }
            }
        }
        self.metadata.tag(&name, start);
        match tag {
            None => self.start_inline(&name, start),
            Some((tag, Kind::Unseen)) => self.open(tag, Kind::Unseen, start),
            Some((tag, kind)) => {
                if kind == Kind::Cell {
                    self.close_for(kind);
                    self.cell = self.block.is_some();
                } else {
                    self.end_block();
                    if self.top_kind() == Kind::Paragraph {
                        self.close_top();
                    }
                    self.close_for(kind);
                }
                self.open(tag, kind, start);
            }
        }
    }

    fn start_inline(&mut self, name: &str, start: &StartTag<()>) {
        let depth = Some(self.open.len());
        match name {
            "br" => self.line_break(),
            "hr" => self.end_block(),
            // Without an address it is a place, and often never closed.
            "a" => self.inline.link = depth.filter(|_| attribute(start, "href").is_some()),
            "sup" => self.inline.raised = depth,
            "del" | "s" | "strike" => self.inline.struck = depth,
            "q" => self.word("“"),
            "time" => self.time(start),
            _ => {}
        }
    }

    fn time(&mut self, start: &StartTag<()>) {
        let element = self.open.last().copied().unwrap_or_default();
        if self.standing() == Standing::Shown
            && let Some(time) = attribute(start, "datetime")
        {
            self.metadata.times.push((element, time));
        }
    }

    fn end(&mut self, name: &str) {
        let Some((tag, kind)) = element::tag(name) else {
            return self.end_inline(name);
        };
        let is_top = self.top().is_some_and(|e| e.tag == tag);
        if is_top && self.unseen_inside > 0 {
            self.unseen_inside -= 1;
            return;
        }
        if !matches!(kind, Kind::Unseen | Kind::Cell) {
            self.end_block();
            if self.too_deep > 0 {
                self.too_deep -= 1;
                return;
            }
        }
        if self.open_tags.get(tag).is_some_and(|count| *count > 0) {
            while self.top().is_some_and(|e| e.tag != tag) {
                self.close_top();
            }
            self.close_top();
        }
    }

    fn end_inline(&mut self, name: &str) {
        match name {
            "a" => self.inline.link = None,
            "sup" => self.inline.raised = None,
            "del" | "s" | "strike" => self.inline.struck = None,
            "br" => self.line_break(),
            "q" if self.block.is_some() => {
                self.space = false;
                self.word("”");
            }
            _ => {}
        }
    }

    fn standing(&self) -> Standing {
        self.top().map_or(Standing::Shown, |e| e.standing)
    }

    fn open(&mut self, tag: usize, kind: Kind, start: &StartTag<()>) {
        let is_unseen = kind == Kind::Unseen;
        if is_unseen && is_closed(start) {
            return;
        }
        if self.open.len() >= MAX_DEPTH && !is_unseen {
            self.too_deep += 1;
            return;
        }
        let Some(&parent) = self.open.last() else {
            return;
        };
        let Some(around) = self.elements.get(parent) else {
            return;
        };
        let own = match kind {
            Kind::Unseen => Standing::Unseen,
            // That of a quotation names its speaker.
            Kind::Apart if around.kind == Kind::Quote => Standing::Shown,
            Kind::Apart => Standing::Apart,
            Kind::Header if !around.in_main => Standing::Apart,
            _ if is_apart(kind, start) => Standing::Apart,
            _ => Standing::Shown,
        };
        let element = Element {
            kind,
            parent,
            standing: own.max(around.standing),
            tag,
            in_main: around.in_main || matches!(kind, Kind::Article | Kind::Main),
        };
        self.open.push(self.elements.len());
        self.elements.push(element);
        if let Some(count) = self.open_tags.get_mut(tag) {
            *count += 1;
        }
    }

    fn close_top(&mut self) {
        if self.open.len() <= 1 {
            return;
        }
        let tag = self.top().map_or(usize::MAX, |e| e.tag);
        if let Some(count) = self.open_tags.get_mut(tag) {
            *count = count.saturating_sub(1);
        }
        self.open.pop();
        self.unseen_inside = 0;
        let depth = self.open.len();
        let Inline {
            link,
            raised,
            struck,
        } = &mut self.inline;
        for inline in [link, raised, struck] {
            *inline = inline.filter(|opened| *opened <= depth);
        }
    }

    /// Closes what the start of an element of that kind ends.
    fn close_for(&mut self, kind: Kind) {
        let Some((ended, barriers)) = kind.ends() else {
            return;
        };
        let kinds = self
            .open
            .iter()
            .rev()
            .map(|e| self.elements.get(*e).map(|e| e.kind));
        let found =
            { kinds }.position(|k| k.is_some_and(|k| ended.contains(&k) || barriers.contains(&k)));
        let Some(distance) = found else { return };
        let at = self.open.len().saturating_sub(distance + 1);
        let kind = self
            .open
            .get(at)
            .and_then(|e| self.elements.get(*e))
            .map(|e| e.kind);
        if kind.is_some_and(|k| ended.contains(&k)) {
            while self.open.len() > at {
                self.close_top();
            }
        }
    }

    fn string(&mut self, text: &str) {
        if self.top_kind() == Kind::Unseen {
            self.metadata.string(text);
            return;
        }
        let is_preformatted = self.top_kind() == Kind::Preformatted;
        let mut lines = text.split(|c| is_preformatted && c == '\n');
        if let Some(line) = lines.next() {
            self.line(line);
        }
        for line in lines {
            self.line_break();
            self.line(line);
        }
    }

    /// A stretch of text in which all white space is the same.
    fn line(&mut self, text: &str) {
        let mut words = text.split(|c: char| c.is_ascii_whitespace());
        if let Some(word) = words.next() {
            self.word(word);
        }
        for word in words {
            self.space = true;
            self.word(word);
        }
    }

    fn word(&mut self, word: &str) {
        if word.is_empty() || self.inline.struck.is_some() {
            return;
        }
        let element = self.open.last().copied().unwrap_or_default();
        let start = self.text.len();
        let block = self.block.get_or_insert(Block {
            range: start..start,
            element,
            linked: 0,
            is_row: false,
        });
        if start > block.range.start {
            if self.cell {
                block.is_row = true;
                self.text.push_str(" | ");
            } else if self.space && !self.text.ends_with('\n') {
                self.text.push(' ');
            }
        }
        self.space = false;
        self.cell = false;
        if self.inline.raised.is_some() {
            self.text.extend(word.chars().map(raised));
        } else if word.is_ascii() {
            self.text.push_str(word);
        } else {
            self.text.extend(word.chars().filter(|c| !is_invisible(*c)));
        }
        if self.inline.link.is_some() {
            block.linked += self.text.len() - start;
        }
    }

    fn line_break(&mut self) {
        if self.block.is_some() && self.inline.struck.is_none() {
            self.text.push('\n');
            self.space = false;
        }
    }

    /// What comes next stands in another paragraph.
    fn end_block(&mut self) {
        self.space = false;
        self.cell = false;
        if let Some(mut block) = self.block.take() {
            self.text.truncate(self.text.trim_end().len());
            block.range.end = self.text.len();
            if !block.range.is_empty() {
                self.blocks.push(block);
            }
        }
    }
}

/// Whether the tag is an element of its own: that of a drawing; "<script/>" is an open script.
fn is_closed(start: &StartTag<()>) -> bool {
    start.self_closing && matches!(start.name.as_slice(), b"svg" | b"math")
}

/// Whether the attributes say that the element stands apart, or is not shown.
fn is_apart(kind: Kind, start: &StartTag<()>) -> bool {
    let is_trusted = kind.is_trusted() || matches!(start.name.as_slice(), b"html" | b"body");
    !is_trusted
        && start.attributes.iter().any(|(name, value)| {
            let value = String::from_utf8_lossy(value);
            match name.as_slice() {
                b"class" | b"id" => element::is_named_apart(&value),
                b"role" => element::is_role_apart(&value),
                b"hidden" => true,
                b"aria-hidden" => &*value == "true",
                b"style" => hides(&value),
                _ => false,
            }
        })
}

// "color: red; display: none"
fn hides(style: &str) -> bool {
    let mut declarations = style.split(';').filter_map(|d| d.split_once(':'));
    declarations.any(|(key, value)| key.trim() == "display" && value.trim().starts_with("none"))
}

/// Whether a character only says how a line may be broken or a file begins.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\0' | '\u{ad}' | '\u{200b}' | '\u{2060}' | BYTE_ORDER_MARK
    )
}

/// The raised form of a digit: "10⁶" is not 106.
fn raised(c: char) -> char {
    match c {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4'..='9' => char::from_u32(c as u32 - '4' as u32 + '⁴' as u32).unwrap_or(c),
        _ => c,
    }
}
