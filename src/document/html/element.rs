//! What the elements of HTML mean to a reader of articles.

/// What an element does to the text inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Article,
    Main,
    /// `<h1>`.
    Headline,
    Paragraph,
    /// An item of a list; ends the one before it.
    Item,
    /// A part of a list of terms; ends the one before it.
    Term,
    List,
    TermList,
    Table,
    Row,
    Cell,
    Quote,
    /// Text whose line breaks count.
    Preformatted,
    /// Stands around an article, and has no part in it.
    Apart,
    /// Stands around an article; inside one it holds the headline.
    Header,
    /// Holds no text of the page. Does not end a paragraph.
    Unseen,
    /// Any other that stands on lines of its own.
    Block,
}

/// The elements that are more than a stretch of a line, in order of their names. From the lists
/// of <https://html.spec.whatwg.org/multipage/rendering.html> (flow content, hidden elements).
const TAGS: [(&str, Kind); TAG_COUNT] = [
    ("address", Kind::Block),
    ("article", Kind::Article),
    ("aside", Kind::Apart),
    ("audio", Kind::Unseen),
    ("blockquote", Kind::Quote),
    ("body", Kind::Block),
    ("button", Kind::Unseen),
    ("canvas", Kind::Unseen),
    ("caption", Kind::Block),
    ("center", Kind::Block),
    ("datalist", Kind::Unseen),
    ("dd", Kind::Term),
    ("details", Kind::Block),
    ("dialog", Kind::Apart),
    ("dir", Kind::List),
    ("div", Kind::Block),
    ("dl", Kind::TermList),
    ("dt", Kind::Term),
    ("fieldset", Kind::Block),
    ("figcaption", Kind::Block),
    ("figure", Kind::Block),
    ("footer", Kind::Apart),
    ("form", Kind::Block),
    ("h1", Kind::Headline),
    ("h2", Kind::Block),
    ("h3", Kind::Block),
    ("h4", Kind::Block),
    ("h5", Kind::Block),
    ("h6", Kind::Block),
    ("head", Kind::Block),
    ("header", Kind::Header),
    ("hgroup", Kind::Block),
    ("html", Kind::Block),
    ("iframe", Kind::Unseen),
    ("legend", Kind::Block),
    ("li", Kind::Item),
    ("listing", Kind::Preformatted),
    ("main", Kind::Main),
    ("map", Kind::Unseen),
    ("math", Kind::Unseen),
    ("menu", Kind::Apart),
    ("meter", Kind::Unseen),
    ("nav", Kind::Apart),
    ("noembed", Kind::Unseen),
    ("noframes", Kind::Unseen),
    ("noscript", Kind::Unseen),
    ("object", Kind::Unseen),
    ("ol", Kind::List),
    ("optgroup", Kind::Unseen),
    ("option", Kind::Unseen),
    ("p", Kind::Paragraph),
    ("plaintext", Kind::Preformatted),
    ("pre", Kind::Preformatted),
    ("progress", Kind::Unseen),
    ("rp", Kind::Unseen),
    ("script", Kind::Unseen),
    ("search", Kind::Apart),
    ("section", Kind::Block),
    ("select", Kind::Unseen),
    ("style", Kind::Unseen),
    ("summary", Kind::Block),
    ("svg", Kind::Unseen),
    ("table", Kind::Table),
    ("tbody", Kind::Block),
    ("td", Kind::Cell),
    ("template", Kind::Unseen),
    ("textarea", Kind::Unseen),
    ("tfoot", Kind::Block),
    ("th", Kind::Cell),
    ("thead", Kind::Block),
    ("title", Kind::Unseen),
    ("tr", Kind::Row),
    ("ul", Kind::List),
    ("video", Kind::Unseen),
];

/// How many names [`tag`] knows.
pub(super) const TAG_COUNT: usize = 74;

/// Number below [`TAG_COUNT`] and kind of the element of that name, in small letters; `None` for
/// those inside a line.
pub(super) fn tag(name: &str) -> Option<(usize, Kind)> {
    let number = TAGS.binary_search_by_key(&name, |tag| tag.0).ok()?;
    Some((number, TAGS.get(number)?.1))
}

impl Kind {
    /// Which open elements its start ends, and which keep them from being looked for further out.
    /// "<li>one <li>two" is a list of two items.
    pub(super) fn ends(self) -> Option<(&'static [Kind], &'static [Kind])> {
        match self {
            Kind::Item => Some((&[Kind::Item], &[Kind::List, Kind::Table])),
            Kind::Term => Some((&[Kind::Term], &[Kind::TermList, Kind::Table])),
            Kind::Cell => Some((&[Kind::Cell], &[Kind::Row, Kind::Table])),
            Kind::Row => Some((&[Kind::Row], &[Kind::Table])),
            _ => None,
        }
    }

    /// Whether the element is never left out for the name that its author gave it.
    pub(super) fn is_trusted(self) -> bool {
        matches!(self, Kind::Article | Kind::Main | Kind::Headline)
    }
}

/// Roles of <https://www.w3.org/TR/wai-aria/#landmark_roles> and the windows over a page.
const ROLES: [&str; 9] = [
    "alert",
    "alertdialog",
    "banner",
    "complementary",
    "contentinfo",
    "dialog",
    "menu",
    "navigation",
    "search",
];

/// Whether an element of that role stands apart from the article.
pub(super) fn is_role_apart(role: &str) -> bool {
    ROLES.iter().any(|r| role.trim().eq_ignore_ascii_case(r))
}

/// Words in the classes and ids of what stands around an article. After the lists of Mozilla's
/// Readability, without the words that are also topics.
const NAMES: [&str; 47] = [
    "ad",
    "ads",
    "advert",
    "advertisement",
    "agegate",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "comment",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "disqus",
    "footer",
    "gdpr",
    "login",
    "masthead",
    "menu",
    "modal",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "outbrain",
    "overlay",
    "pager",
    "pagination",
    "paywall",
    "popup",
    "promo",
    "promos",
    "recirc",
    "recirculation",
    "recommended",
    "related",
    "replies",
    "share",
    "sharing",
    "shoutbox",
    "sidebar",
    "signup",
    "skyscraper",
    "sponsor",
    "sponsored",
    "subscribe",
    "taboola",
];

/// Prefixes of the names that systems make of an article's topics: "category-cookies".
const TOPICS: [&str; 3] = ["category-", "tag-", "topic-"];

/// Whether a `class` or `id` says that the element stands apart from the article.
pub(super) fn is_named_apart(names: &str) -> bool {
    names.split_ascii_whitespace().any(|name| {
        let is_topic = TOPICS.iter().any(|t| name.starts_with(t));
        !is_topic && words(name).any(|w| NAMES.iter().any(|n| w.eq_ignore_ascii_case(n)))
    })
}

// "related-links", "related_links"
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_ascii_alphanumeric())
        .flat_map(humps)
}

// "relatedLinks"
fn humps(mut rest: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let pairs = rest.bytes().zip(rest.bytes().skip(1));
        let end = { pairs }.position(|(a, b)| a.is_ascii_lowercase() && b.is_ascii_uppercase());
        let (word, tail) = rest.split_at_checked(end.map_or(rest.len(), |at| at + 1))?;
        rest = tail;
        (!word.is_empty()).then_some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_element_is_found_by_its_name() {
        for (number, (name, kind)) in TAGS.iter().enumerate() {
            assert_eq!(tag(name), Some((number, *kind)));
        }
        assert_eq!(tag("em"), None);
    }

    #[test]
    fn names_are_taken_word_by_word() {
        assert!(is_named_apart("grid js-related-links"));
        assert!(is_named_apart("relatedLinks"));
        assert!(is_named_apart("cookie_notice"));
        assert!(!is_named_apart("adjusted leads shared-header"));
        assert!(!is_named_apart("post category-cookies"));
    }
}
