//! Thirty articles in every format, read back; and files that are made to do harm.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may panic, and helpers are not seen as tests"
)]

mod common;

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use common::{assert_snapshot, factcheck, folder};
use factcheck::annotate::Annotations;
use factcheck::document::{self, Document};
use factcheck::lexicon::Lexicon;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// An article as it is written.
struct Article {
    title: String,
    /// Paragraphs of sentences, each with a figure of its own.
    paragraphs: Vec<Vec<String>>,
    /// A row of a table.
    row: Vec<String>,
}

/// Thirty articles of different lengths; `plain` ones keep to what Windows-1252 can write.
fn articles(plain: bool) -> Vec<Article> {
    let towns = [
        "Bodø",
        "Tromsø",
        "Århus",
        "Cádiz",
        "Málaga",
        "Łódź",
        "Москва",
        "東京",
    ];
    let things = ["ships", "buses", "homes", "nurses", "schools"];
    (0..30)
        .map(|n| {
            let town = towns[n % if plain { 5 } else { towns.len() }];
            let mut figure = 10_001 + n * 100;
            let mut next = || {
                figure += 1;
                figure
            };
            let mut paragraphs = Vec::new();
            for p in 0..2 + n % 4 {
                let thing = things[(n + p) % things.len()];
                let mut sentences = vec![format!("The town of {town} counted {} {thing} <& more> on that day.", next())];
                if p % 2 == 1 {
                    sentences.push(format!("“It is {} tonnes — nobody knows why,” the mayor’s office said.", next()));
                }
                if n % 3 == 0 {
                    sentences.push(format!("In the end {} {thing} were left, which is fewer than anybody in the harbour had thought.", next()));
                }
                paragraphs.push(sentences);
            }
            Article {
                title: format!("Count no. {n}: {town}"),
                paragraphs,
                row: vec![town.to_owned(), format!("{}", next())],
            }
        })
        .collect()
}

impl Article {
    /// As the text of a file that was taken apart reads.
    fn text(&self) -> String {
        let paragraphs = self.paragraphs.iter().map(|p| p.join(" "));
        let all = std::iter::once(self.title.clone()).chain(paragraphs);
        let all: Vec<String> = all.chain([self.row.join(" | ")]).collect();
        all.join("\n\n")
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn docx(article: &Article) -> Vec<u8> {
    let run = |text: &str| {
        format!(
            "<w:r><w:rPr/><w:t xml:space=\"preserve\">{}</w:t></w:r>",
            escaped(text)
        )
    };
    let mut body = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr>{}</w:p>",
        run(&article.title)
    );
    for paragraph in &article.paragraphs {
        // Word cuts runs wherever it was edited.
        let text = paragraph.join(" ");
        let at = text.char_indices().nth(9).unwrap().0;
        let (a, b) = text.split_at(at);
        let gone = "<w:del><w:r><w:delText>9 gone</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>8 moved</w:t></w:r></w:moveFrom>";
        let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>7 hidden</w:t></w:r>";
        write!(body, "<w:p>{}{gone}{hidden}{}</w:p>", run(a), run(b)).unwrap();
    }
    let cells = article
        .row
        .iter()
        .map(|c| format!("<w:tc><w:p>{}</w:p></w:tc>", run(c)));
    let row: String = cells.collect();
    let xml = format!(
        "<?xml version=\"1.0\"?>\n<w:document xmlns:w=\"w\"><w:body>{body}<w:tbl><w:tr>{row}</w:tr></w:tbl></w:body></w:document>"
    );
    zipped(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &xml),
    ])
}

fn odt(article: &Article) -> Vec<u8> {
    let mut body = format!(
        "<text:tracked-changes><text:p>9 gone</text:p></text:tracked-changes><text:p text:style-name=\"Title\">{}</text:p>\n",
        escaped(&article.title)
    );
    for paragraph in &article.paragraphs {
        let text = escaped(&paragraph.join(" ")).replacen(
            "town of",
            "<text:span>town</text:span><text:s/>of",
            1,
        );
        let note =
            "<text:note><text:note-body><text:p>8 noted</text:p></text:note-body></text:note>";
        writeln!(body, "<text:p>{text}{note}</text:p>").unwrap();
    }
    let cells = article.row.iter().map(|c| {
        format!(
            "<table:table-cell><text:p>{}</text:p></table:table-cell>",
            escaped(c)
        )
    });
    let row: String = cells.collect();
    let xml = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\"><office:body>{body}<table:table><table:table-row>{row}</table:table-row></table:table></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", &xml),
    ])
}

fn rtf(article: &Article) -> Vec<u8> {
    let text = |text: &str| {
        let mut out = String::new();
        for c in text.chars() {
            match c {
                '\\' | '{' | '}' => write!(out, "\\{c}").unwrap(),
                ' '..='~' => out.push(c),
                c => {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        write!(out, "\\u{}?", *unit as i16).unwrap();
                    }
                }
            }
        }
        out
    };
    let mut out = format!(
        "{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0 Times 9;}}}}{{\\info{{\\title {}}}}}\n{}\\par\n",
        text(&article.title),
        text(&article.title)
    );
    for paragraph in &article.paragraphs {
        writeln!(out, "{{\\b {}}}\\par", text(&paragraph.join(" "))).unwrap();
    }
    let cells: String = article
        .row
        .iter()
        .map(|c| format!("\\intbl {}\\cell", text(c)))
        .collect();
    write!(out, "\\trowd\\cellx1\\cellx2 {cells}\\row}}").unwrap();
    out.into_bytes()
}

fn html(article: &Article) -> Vec<u8> {
    let mut body = format!("<h1>{}</h1>", escaped(&article.title));
    for paragraph in &article.paragraphs {
        write!(
            body,
            "<p>{}",
            escaped(&paragraph.join(" ")).replacen("town", "<b>to</b>wn", 1)
        )
        .unwrap();
    }
    let row: String = article
        .row
        .iter()
        .map(|c| format!("<td>{}", escaped(c)))
        .collect();
    format!("<!doctype html><meta charset=utf-8><title>{} | Post</title><nav>9 ports</nav><article>{body}<table><tr>{row}</table></article>", escaped(&article.title)).into_bytes()
}

/// Pages of Courier in lines of 80 characters, as a printer driver writes them.
fn pdf(article: &Article) -> Vec<u8> {
    let mut blocks = vec![article.title.clone()];
    blocks.extend(article.paragraphs.iter().map(|p| p.join(" ")));
    blocks.push(article.row.join(" | "));
    let pages: Vec<String> = blocks
        .chunks(3)
        .map(|page| {
            let mut y = 780;
            let mut out = String::new();
            for block in page {
                let mut line = String::new();
                let mut show = |line: &str| {
                    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(line);
                    let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
                    writeln!(out, "BT /F1 10 Tf 1 0 0 1 50 {y} Tm <{hex}> Tj ET").unwrap();
                    y -= 12;
                };
                for word in block.split(' ') {
                    if line.chars().count() + word.chars().count() > 80 {
                        show(&line);
                        line.clear();
                    }
                    if !line.is_empty() {
                        line.push(' ');
                    }
                    line.push_str(word);
                }
                show(&line);
                y -= 24;
            }
            out
        })
        .collect();
    pdf_of(&pages, "")
}

/// A PDF of pages with these contents; `more` goes into each page's dictionary.
fn pdf_of(contents: &[String], more: &str) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        String::new(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"
            .to_owned(),
    ];
    let mut kids = String::new();
    for content in contents {
        let page = objects.len() + 1;
        write!(kids, "{page} 0 R ").unwrap();
        objects.push(format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R {more} >>", page + 1));
        objects.push(format!(
            "<< /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        ));
    }
    objects[1] = format!(
        "<< /Type /Pages /Kids [{kids}] /Count {} >>",
        contents.len()
    );
    pdf_of_objects(&objects, "")
}

fn pdf_of_objects(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(out.len());
        writeln!(out, "{} 0 obj\n{object}\nendobj", n + 1).unwrap();
    }
    let xref = out.len();
    writeln!(out, "xref\n0 {}\n0000000000 65535 f ", objects.len() + 1).unwrap();
    for place in places {
        writeln!(out, "{place:010} 00000 n ").unwrap();
    }
    write!(
        out,
        "trailer\n<< /Size {} /Root 1 0 R {trailer} >>\nstartxref\n{xref}\n%%EOF\n",
        objects.len() + 1
    )
    .unwrap();
    out
}

fn read(name: &str, bytes: &[u8]) -> Document {
    let folder = folder(&[(name, bytes)]);
    let mut input = document::read(&[folder.path()]).unwrap_or_else(|e| panic!("{name}: {e:?}"));
    assert_eq!(
        (input.documents.len(), input.notes.warnings.len()),
        (1, 0),
        "{name}"
    );
    input.documents.remove(0)
}

/// With single spaces and line ends between words of one paragraph.
fn flowing(text: &str) -> String {
    text.split("\n\n")
        .map(|p| p.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// Checks that every figure is read where its sentence stands.
fn assert_places(article: &Article, document: &Document, lexicon: &Lexicon) {
    let mut read = Annotations::default();
    read.read(document, lexicon);
    for sentence in article.paragraphs.iter().flatten() {
        let digits: String = sentence.chars().filter(char::is_ascii_digit).collect();
        let mention = read
            .mentions
            .iter()
            .find(|m| m.span.of(&document.text).starts_with(&digits));
        let mention =
            mention.unwrap_or_else(|| panic!("{digits} was not read in {}", document.path));
        let place = read
            .sentences
            .iter()
            .find(|s| s.span.contains(mention.span))
            .unwrap();
        assert_eq!(
            &flowing(place.span.of(&document.text)),
            sentence,
            "{}",
            document.path
        );
    }
}

type Make = fn(&Article) -> Vec<u8>;

#[test]
fn thirty_articles_of_each_format_are_read_back() {
    let lexicon = Lexicon::load(&[]).unwrap();
    let formats: [(&str, Make); 4] = [("docx", docx), ("odt", odt), ("rtf", rtf), ("html", html)];
    for (ending, make) in formats {
        for (n, article) in articles(false).iter().enumerate() {
            let document = read(&format!("{n}.{ending}"), &make(article));
            assert_eq!(document.text, article.text(), "{n}.{ending}");
            assert_eq!(
                document.title.as_ref(),
                Some(&article.title),
                "{n}.{ending}"
            );
            assert_places(article, &document, &lexicon);
            let last = document.text.len() - 1;
            let paragraph = document.part_at(last).unwrap().to_string();
            assert_eq!(
                paragraph,
                format!("paragraph {}", article.paragraphs.len() + 2)
            );
        }
    }
}

#[cfg(feature = "pdf")]
#[test]
fn thirty_articles_on_pages_are_read_back() {
    let lexicon = Lexicon::load(&[]).unwrap();
    for (n, article) in articles(true).iter().enumerate() {
        let document = read(&format!("{n}.pdf"), &pdf(article));
        assert_eq!(flowing(&document.text), article.text(), "{n}.pdf");
        assert_places(article, &document, &lexicon);
        let pages = (article.paragraphs.len() + 2).div_ceil(3);
        let last = document.part_at(document.text.len() - 1).unwrap();
        assert_eq!(last.to_string(), format!("page {pages}"));
        assert_eq!(document.part_at(0).unwrap().to_string(), "page 1");
    }
}

#[test]
fn thirty_articles_of_plain_formats_are_read_back() {
    let lexicon = Lexicon::load(&[]).unwrap();
    let text = |a: &Article| a.text().into_bytes();
    let utf16 = |a: &Article| {
        let units: Vec<u16> = format!("\u{feff}{}", a.text()).encode_utf16().collect();
        units.into_iter().flat_map(u16::to_le_bytes).collect()
    };
    let lines = |a: &Article| serde_json::to_vec(&serde_json::json!({"text": a.text()})).unwrap();
    let formats: [(&str, Make); 3] = [("txt", text), ("text", utf16), ("jsonl", lines)];
    for (ending, make) in formats {
        for (n, article) in articles(false).iter().enumerate() {
            let document = read(&format!("{n}.{ending}"), &make(article));
            assert_eq!(document.text, article.text(), "{n}.{ending}");
            assert_places(article, &document, &lexicon);
        }
    }
}

#[test]
fn findings_say_where_a_reader_of_the_file_looks() {
    let article = |text: &str| Article {
        title: "Cod".to_owned(),
        paragraphs: vec![vec!["It rained.".to_owned()], vec![text.to_owned()]],
        row: vec!["Cod".to_owned(), "9".to_owned()],
    };
    let a = article("Norway and Chile signed a 20-year cod treaty on that day.");
    let b = article("Oslo has signed a 25-year cod treaty with Chile.");
    let folder = folder(&[("a.docx", docx(&a)), ("b.rtf", rtf(&b))]);
    assert_snapshot("formats_places", &factcheck(&folder, &["."]));
    let json = factcheck(&folder, &["--format", "json", "."]).stdout;
    assert!(json.contains("\"paragraph\": 3"), "{json}");
}

fn bomb() -> Vec<u8> {
    let spaces = " ".repeat(1 << 20).repeat(80);
    zipped(&[("word/document.xml", &spaces)])
}

#[test]
fn files_that_cannot_be_read_are_named_and_the_others_read() {
    let good = &articles(true)[3];
    let whole = docx(good);
    let protected_odt = zipped(&[
        ("META-INF/manifest.xml", "<manifest:encryption-data/>"),
        ("content.xml", "\u{1}\u{2}"),
    ]);
    let wrong_xml = "<w:document><w:p><w:t>No ferry</w:document>";
    let folder = folder(&[
        ("bomb.docx", bomb()),
        ("cut.docx", whole[..whole.len() / 2].to_vec()),
        ("empty.docx", Vec::new()),
        ("empty.rtf", b"{\\rtf1 }".to_vec()),
        ("good.docx", whole.clone()),
        (
            "locked.docx",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more".to_vec(),
        ),
        ("locked.odt", protected_odt),
        ("other.docx", zipped(&[("a.txt", "No ferry.")])),
        ("text.rtf", b"No ferry.".to_vec()),
        ("wrong.docx", zipped(&[("word/document.xml", wrong_xml)])),
    ]);
    assert_snapshot("formats_unreadable", &factcheck(&folder, &["."]));
}

#[cfg(feature = "pdf")]
#[test]
fn pages_that_are_made_to_do_harm_are_named() {
    let catalog = "<< /Type /Catalog /Pages 2 0 R >>".to_owned();
    let page = |more: &str| format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] {more} >>");
    let kids = |more: &str| format!("<< /Type /Pages /Kids [3 0 R] /Count 1 {more} >>");
    // Its parent is itself, and nobody gives the size of the page.
    let circle = vec![
        catalog.clone(),
        kids("/Parent 2 0 R"),
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>".to_owned(),
        "<< /Length 0 >>\nstream\n\nendstream".to_owned(),
    ];
    // A form that shows itself.
    let form = "<< /Type /XObject /Subtype /Form /Resources << /XObject << /X 4 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream";
    let forms = vec![
        catalog.clone(),
        kids(""),
        page("/Contents 5 0 R /Resources << /XObject << /X 4 0 R >> >>"),
        form.to_owned(),
        "<< /Length 5 >>\nstream\n/X Do\nendstream".to_owned(),
    ];
    let locked = vec![catalog, kids(""), page(""), "<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O (12345678901234567890123456789012) /U (12345678901234567890123456789012) >>".to_owned()];
    let whole = pdf(&articles(true)[3]);
    let folder = folder(&[
        ("circle.pdf", pdf_of_objects(&circle, "")),
        ("cut.pdf", whole[..whole.len() / 2].to_vec()),
        ("empty.pdf", Vec::new()),
        ("forms.pdf", pdf_of_objects(&forms, "")),
        ("good.pdf", whole.clone()),
        (
            "locked.pdf",
            pdf_of_objects(&locked, "/Encrypt 4 0 R /ID [(1) (2)]"),
        ),
        ("pictures.pdf", pdf_of(&[String::new()], "")),
        ("text.pdf", b"No ferry sails.".to_vec()),
    ]);
    let run = factcheck(&folder, &["facts", "--format", "jsonl", "."]);
    assert!(
        run.code == 0 && run.stdout.lines().all(|l| l.contains("good.pdf")),
        "{run}"
    );
    for name in [
        "circle", "cut", "empty", "forms", "locked", "pictures", "text",
    ] {
        assert!(
            run.stderr.contains(&format!("{name}.pdf: left out")),
            "{name}: {}",
            run.stderr
        );
    }
    assert!(
        run.stderr
            .contains("locked.pdf: left out, this file is protected"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr
            .contains("pictures.pdf: left out, this file holds pictures"),
        "{}",
        run.stderr
    );
}

#[test]
fn damaged_bytes_never_end_the_run() {
    let article = &articles(true)[6];
    let makes: [(&str, Make); 4] = [("docx", docx), ("odt", odt), ("rtf", rtf), ("html", html)];
    for (ending, make) in makes {
        let whole = make(article);
        let mut files: Vec<(String, Vec<u8>)> = Vec::new();
        for n in 0..60 {
            let mut bytes = whole.clone();
            // Places and bits spread without chance, so that a failure comes again.
            let at = (n * 7919 + 13) % bytes.len();
            match n % 3 {
                0 => bytes[at] ^= 1 << (n % 8),
                1 => bytes.truncate(at),
                _ => drop(bytes.splice(at..at, whole[..at].iter().copied())),
            }
            files.push((format!("{n}.{ending}"), bytes));
        }
        files.push((format!("whole.{ending}"), whole));
        let files: Vec<(&str, Vec<u8>)> =
            files.iter().map(|(n, b)| (n.as_str(), b.clone())).collect();
        let folder = folder(&files);
        let run = factcheck(&folder, &["-q", "."]);
        assert!(run.code < 2, "{ending}: {run}");
    }
}
