//! HTML: the main text of a page, without what stands around it.
//!
//! | HTML | read as |
//! |---|---|
//! | `<h1>Tolls</h1><p>No <b>fer</b>ry.</p>` | two paragraphs: `Tolls`, `No ferry.` |
//! | `<ul><li>one<li>two</ul>`, `<blockquote>`, `<figcaption>` | a paragraph each |
//! | `<tr><td>Brno<td>12</tr>` | `Brno \| 12` |
//! | `Brno<br>12`, `AT&amp;T`, `10<sup>6</sup>`, `<q>No</q>` | `Brno⏎12`, `AT&T`, `10⁶`, `“No”` |
//! | `<nav>`, `<aside>`, `<script>`, `<del>`, `class="cookie-banner"` | nothing |
//!
//! The text is a new one, so its offsets are not those of the file. What else a page is made of:
//! [`element`] knows the names, [`page`] goes through the tags, [`content`] finds the article,
//! [`metadata`] its title, outlet and date.

mod content;
mod element;
mod encoding;
mod metadata;
mod page;

use std::ops::ControlFlow;

use super::{Document, Format, MAX_ARTICLE_BYTES, Notes, Sink, SkipReason, SourceFile, text};
use content::Content;
use page::Page;

/// `.html`.
pub(super) static FORMAT: Format = Format {
    name: "HTML",
    endings: &[".html", ".htm"],
    read,
};

fn read(
    file: &SourceFile,
    sink: &mut Sink<'_>,
    notes: &mut Notes,
) -> Result<ControlFlow<()>, SkipReason> {
    let html = encoding::decode(text::read_bytes(file)?, &file.name, notes);
    if html.len() > MAX_ARTICLE_BYTES {
        return Err(SkipReason::TooLarge);
    }
    let document = document(&file.name, &html);
    if document.text.is_empty() {
        return Err(SkipReason::Empty);
    }
    Ok(sink(document.date_from_head()))
}

/// The article of a page.
fn document(path: &str, html: &str) -> Document {
    let page = Page::read(html);
    let content = Content::of(&page);
    let mut document = Document {
        path: path.to_owned(),
        text: content.text(),
        extracted: true,
        ..Document::default()
    };
    page.metadata.fill(&content, &mut document);
    document
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;
    use proptest::prelude::*;
    use std::time::{Duration, Instant};

    fn read(html: &str) -> String {
        document("a.html", html).text
    }

    fn head(html: &str) -> String {
        let document = document("a.html", html).date_from_head();
        let date = document.date.map(|d| d.to_string());
        let fields = [document.title, document.source, date, document.url];
        fields.map(|f| f.unwrap_or("none".to_owned())).join("; ")
    }

    /// A page whose article is `inside`, with all that stands around one.
    fn page(inside: &str) -> String {
        format!(
            "<!DOCTYPE html><html><head><title>Ferries stop - Harbour Post</title>\
            <style>p {{ color: red }}</style><script>if (1 < 2) var a = '<p>no</p>';</script></head>\
            <body class=has-sidebar><header><a href=/>Harbour Post</a><p>Weather 12 degrees</header>\
            <nav><ul><li>Ports<li>Tolls</ul></nav><div id=cookieNotice><p>We use 40 cookies.</div>\
            {inside}<aside><p>Most read: 7 walks by the sea</aside>\
            <section class='comments'><article><p>I saw 9 ferries!</article></section>\
            <footer>Harbour Post, 8 Quay Street</footer></body></html>"
        )
    }

    #[test]
    fn blocks_are_paragraphs() {
        assert_snapshot!(read("<h1>Tolls</h1><p>No ferry\n sails. <p>Not one.<div>None</div> at all."), @r"
        Tolls

        No ferry sails.

        Not one.

        None

        at all.
        ");
        assert_snapshot!(read("<ul><li>one<li>two<ul><li>half</ul><li>three</ul><dl><dt>Brno<dd>12<dt>Oslo</dl>"), @r"
        one

        two

        half

        three

        Brno

        12

        Oslo
        ");
        assert_snapshot!(read("<blockquote><p>No.</p><footer>Ana Ruiz</footer></blockquote><figure><img alt=x><figcaption>A ferry</figcaption></figure>"), @r"
        No.

        Ana Ruiz

        A ferry
        ");
    }

    #[test]
    fn lines_stay_whole() {
        assert_snapshot!(read("<p>No <b>fer</b>ry<i> sails</i>, <q>ever</q><wbr>. Tolls&shy;free"), @"No ferry sails, “ever”. Tollsfree");
        assert_snapshot!(read("<p>AT&amp;T &#8364;12&nbsp;m &lt;b&gt; caf&eacute; &copy"), @"AT&T €12\u{a0}m <b> café ©");
        assert_snapshot!(read("<p>Port Ellis<br>12 May <br/> 10<sup>6</sup> and 12<sup>th</sup>"), @r"
        Port Ellis
        12 May
        10⁶ and 12th
        ");
        assert_snapshot!(read("<p>It has <del><q>14</q></del><s>15</s> 16 <svg><title>A map</title><p></svg> ferries"), @"It has 16 ferries");
        assert_snapshot!(read("<pre>OSLO\n  No   ferry\n\nsails</pre>"), @r"
        OSLO
        No ferry

        sails
        ");
    }

    #[test]
    fn cells_of_tables_stay_apart() {
        assert_snapshot!(read("<table><caption>Ferries<tr><th>Port<th>Ferries<tbody><tr><td><a href=b>Brno</a></td><td> 12 </td></tr><tr><td>Oslo<td></table>"), @r"
        Ferries

        Port | Ferries

        Brno | 12

        Oslo
        ");
        assert_snapshot!(read("<table><tr><td><p>No ferry sails.</p><p>Not one.</p></td><td>Tolls</td></table>"), @r"
        No ferry sails.

        Not one.

        Tolls
        ");
    }

    #[test]
    fn what_stands_around_an_article_is_left_out() {
        let text = "<h1>Ferries stop</h1><p>No ferry sails.<div class=share>Share 12 times</div><p>Not one.";
        let wanted = "Ferries stop\n\nNo ferry sails.\n\nNot one.";
        for tag in ["article", "main", "div", "section class=story"] {
            let html = page(&format!("<{tag}>{text}</{tag}>"));
            assert_eq!(read(&html), wanted, "{tag}");
        }
        assert_snapshot!(read("<article><p>No ferry sails.<p><a href=b>Read on: 9 ferries</a><ul><li><a href=c>7 walks</a></ul><p>See <a href=d>the list</a>.</article>"), @r"
        No ferry sails.

        See the list.
        ");
    }

    #[test]
    fn a_headline_above_the_article_is_kept() {
        let html =
            page("<header><h1>Ferries stop</h1></header><article><p>No ferry sails.</article>");
        assert_snapshot!(read(&html), @r"
        Ferries stop

        No ferry sails.
        ");
    }

    #[test]
    fn the_article_that_holds_most_is_read() {
        let long = "No ferry sails from here until the strike ends. ".repeat(4);
        let html = format!(
            "<main><article><p>7 walks</article><article><p>{long}</article><article><p>9 songs</article></main>"
        );
        assert_eq!(read(&html), long.trim());
        let list = "<article><p>Seven walks by the sea.</article>".repeat(3);
        assert_eq!(read(&list).lines().filter(|l| !l.is_empty()).count(), 3);
    }

    #[test]
    fn what_looks_apart_is_read_where_there_is_nothing_else() {
        let long = "No ferry sails from here until the strike ends. ".repeat(30);
        assert_eq!(
            read(&format!("<div class=overlay><p>{long}</div>")),
            long.trim()
        );
        assert_eq!(
            read(&format!("<nav>Ports<article><p>{long}</article>")),
            long.trim()
        );
        assert_eq!(
            read("<nav>Ports</nav><div class=cookies>We use cookies.</div>"),
            ""
        );
    }

    #[test]
    fn the_head_gives_title_outlet_date_and_address() {
        assert_snapshot!(head("<meta property='og:title' content='Ferries &amp; tolls'><meta property=og:site_name content=Post><meta property=article:published_time content=2026-04-12T08:30:00Z><link rel=canonical href=https://example.org/a>"), @"Ferries & tolls; Post; 2026-04-12; https://example.org/a");
        assert_snapshot!(head(r#"<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "datePublished": "2020-01-01"}, {"@type": ["NewsArticle"], "datePublished": "2026-04-12", "publisher": {"name": "Post"}, "url": "https://example.org/b"}]}</script><h1>Ferries <i>stop</i></h1>"#), @"Ferries stop; Post; 2026-04-12; https://example.org/b");
        assert_snapshot!(head("<title>Ferries stop | Post</title><meta name=DC.date content='12 April 2026'><link rel=canonical href=/a>"), @"Ferries stop; Post; 2026-04-12; none");
        assert_snapshot!(head("<title>Ferries stop - Post</title><h1>Ferries stop</h1><time datetime=2026-04-12>today</time>"), @"Ferries stop; Post; 2026-04-12; none");
        assert_snapshot!(head("<title>Harbour Post: Ferries stop</title><h1>Ferries stop for good</h1>"), @"Ferries stop; Harbour Post; none; none");
        assert_snapshot!(head("<title>Ferries: all stop</title><h1>Ferries: all stop</h1>"), @"Ferries: all stop; none; none; none");
        assert_snapshot!(head("<title>Oslo - Brno ferries</title><p>OSLO, March 3, 2025 (Wire) - Rain."), @"Oslo - Brno ferries; none; 2025-03-03; none");
        assert_snapshot!(head("<meta name=date content=soon><script type=application/ld+json>{</script><p>No ferry."), @"none; none; none; none");
    }

    #[test]
    fn times_around_the_article_are_not_its_own() {
        assert_snapshot!(head(&page("<div>Now: <time datetime=2026-05-01>1 May</time></div><article><p><time datetime=2026-04-12>Sunday</time><p>No ferry sails.</article>")), @"Ferries stop - Harbour Post; none; 2026-04-12; none");
    }

    #[test]
    fn malformed_pages_give_what_text_there_is() {
        assert_snapshot!(read("<div><p>No <b>ferry</p></div></div></section>sails<p"), @r"
        No ferry

        sails
        ");
        assert_snapshot!(read("No ferry\0 sails <3 & 5 &foo; </>"), @"No ferry sails <3 & 5 &foo;");
        assert_snapshot!(read("<a name=top>No ferry<p>sails"), @r"
        No ferry

        sails
        ");
        assert_snapshot!(read("<p>No ferry <svg/>sails<script src=a />var a = 9;</script>"), @"No ferry sails");
    }

    #[test]
    fn hostile_pages_are_read_in_bounded_time() {
        let start = Instant::now();
        let pages = [
            "<div>".repeat(100_000) + "No ferry.",
            "<ul><li>".repeat(100_000) + "No ferry.",
            "<table><tr><td>".repeat(50_000) + "No ferry.",
            "<svg><b>".repeat(100_000) + "</svg>".repeat(100_000).as_str() + "No ferry.",
            "<div>".repeat(400) + &"<li>x</p></td>".repeat(100_000),
            "<".repeat(1 << 20),
            "\0".repeat(1 << 20),
            "<a b=".repeat(200_000),
            "&amp".repeat(200_000),
            "<script>".repeat(100_000),
            "<p class='".to_owned() + &"aB".repeat(500_000) + "'>No ferry.",
            format!("<script type=application/ld+json>{}", "[".repeat(1 << 20)),
        ];
        for page in pages {
            read(&page);
            head(&page);
        }
        assert!(start.elapsed() < Duration::from_secs(30));
        assert_eq!(read(&("<div>".repeat(100_000) + "No ferry.")), "No ferry.");
    }

    proptest! {
        #[test]
        fn no_page_makes_it_panic(html in "(</?(p|div|td|li|a|q|br|article|h1|svg|script|title|del|nav)( hidden| class=ad)?/?>|[a-z <>&\0\"é\n]|\\PC){0,40}") {
            let text = read(&html);
            prop_assert_eq!(text.trim_end(), &text);
        }
    }
}
