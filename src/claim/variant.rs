//! Names of several words that one article writes with another ending or small word.
//!
//! | one article | another | read as |
//! |---|---|---|
//! | the Harbour Crime Division | the Harbour Crimes Division | a slip of one of them |
//! | the Committee for the Sea | the Committee of the Sea | a slip of one of them |
//! | the Harbour Parties | the Harbour Party | nothing: two words say too little |
//! | the Northern Harbour Courts | the Northern Harbour Court | nothing: there may be several |
//! | Sens. Ana Torvald and Peter Lund | Sen. Ana Torvald | nothing: a title of several |

use rustc_hash::FxHashMap;

use super::{Article, Claim, Name, Part};
use crate::language::token::Token;
use crate::language::vocabulary::{Classes, fold_into};
use crate::lexicon::Lexicon;
use crate::lexicon::families::Family;
use crate::span::Span;
use crate::value::Value;

/// Shorter names differ in an ending too easily.
const LEAST_WORDS: usize = 3;
/// A name of two words is long enough where English does not know its first word, and the other
/// form stands in so many sources.
const LEAST_WITNESSES: usize = 2;
/// So many articles with a form are enough to show it.
const WITNESSES: usize = 3;

/// So many small words may stand between two words of a name.
const LINKS: usize = 2;
/// Family of words that only tell a company's legal form: "Ltd".
const COMPANY_FORMS: &str = "company-form";

/// Where a form of a name stands.
struct Place {
    document: usize,
    source: usize,
    sentence: usize,
    span: Span,
}

/// The claims about such names, in order of the names. `rule` is that of spellings.
pub(super) fn read(
    articles: &[Article],
    sources: &[usize],
    rule: usize,
    lexicon: &Lexicon,
) -> Vec<Claim> {
    let mut names = Names::default();
    let mut reader = Reader::new(lexicon);
    for (document, article) in articles.iter().enumerate() {
        let source = sources.get(document).copied().unwrap_or(document);
        for run in &article.name_runs {
            let tokens = run.first as usize..run.end as usize;
            let tokens = article.read.tokens.get(tokens).unwrap_or_default();
            if let Some(span) = reader.read(tokens, &article.document.text) {
                let place = Place {
                    document,
                    source,
                    sentence: run.sentence as usize,
                    span,
                };
                add(&mut names, &reader, place);
            }
        }
    }
    let mut several: Vec<_> = names.iter().filter(|(_, forms)| forms.len() == 2).collect();
    several.sort_unstable_by_key(|(bare, _)| *bare);
    several
        .into_iter()
        .filter_map(|(bare, forms)| pair(bare, forms, lexicon))
        .flat_map(|(rare, common)| claims(rare, common, rule, articles))
        .collect()
}

/// Bare form → written forms and where they stand.
type Names = FxHashMap<String, Vec<(String, Vec<Place>)>>;

fn add(names: &mut Names, read: &Reader<'_>, place: Place) {
    // Most names have been met before: no text is copied for them.
    let Some(forms) = names.get_mut(&read.bare) else {
        let form = (read.written.clone(), vec![place]);
        names.insert(read.bare.clone(), vec![form]);
        return;
    };
    match forms.iter_mut().find(|(form, _)| *form == read.written) {
        Some((_, places)) => places.push(place),
        None => forms.push((read.written.clone(), vec![place])),
    }
}

/// A run of capitalised words, with small words between them: "Bank of the South".
#[derive(Clone, Copy, Debug)]
pub struct NameRun {
    sentence: u32,
    first: u32,
    end: u32,
}

/// The runs of capitalised words of an article that may be names long enough.
pub(super) fn name_runs(article: &Article, lexicon: &Lexicon) -> Vec<NameRun> {
    let reader = Reader::new(lexicon);
    let text = &article.document.text;
    let is_name = |t: &Token| t.is_word() && t.is_capitalised() && !t.is_function();
    let links = |t: &Token| matches!(t.span().of(text), "of" | "for" | "the" | "and" | "&");
    let mut runs = Vec::new();
    for (number, sentence) in (0..).zip(&article.read.sentences) {
        if sentence.heading {
            continue;
        }
        let range = sentence.first as usize..sentence.end as usize;
        let tokens = article.read.tokens.get(range).unwrap_or_default();
        let mut at = 0;
        while let Some(ahead) = tokens.iter().skip(at).position(is_name) {
            let first = at + ahead;
            let (mut last, mut next) = (first, first + 1);
            while let Some(token) = tokens.get(next).filter(|t| t.is_spaced()) {
                if is_name(token) {
                    last = next;
                } else if !links(token) || next - last > LINKS {
                    break;
                }
                next += 1;
            }
            at = last + 1;
            let run = tokens.get(first..at).unwrap_or_default();
            if last > first && reader.may_be_long(run, text) {
                runs.push(NameRun {
                    sentence: number,
                    first: sentence.first + first as u32,
                    end: sentence.first + at as u32,
                });
            }
        }
    }
    runs
}

/// Makes the two forms of names, one after another.
struct Reader<'l> {
    lexicon: &'l Lexicon,
    company: Option<&'l Family>,
    /// The name in small letters, without the endings of number and with one word for "of" and
    /// "for".
    bare: String,
    /// The name in small letters.
    written: String,
}

impl<'l> Reader<'l> {
    fn new(lexicon: &'l Lexicon) -> Self {
        Self {
            lexicon,
            company: lexicon.families.get(COMPANY_FORMS),
            bare: String::new(),
            written: String::new(),
        }
    }

    /// Whether a name may have words enough: most are of two that English knows.
    fn may_be_long(&self, name: &[Token], text: &str) -> bool {
        let telling = |t: &&Token| !self.is_company_form(t) && !is_the(t, text);
        let mut words = name.iter().filter(telling);
        let is_strange = words.next().is_some_and(|first| !first.word.is_known());
        words.next().is_some() && (is_strange || words.next().is_some())
    }

    /// Makes the forms of a name, and tells where it stands; `None` where it is none that another
    /// can be a slip of.
    fn read(&mut self, name: &[Token], text: &str) -> Option<Span> {
        self.bare.clear();
        self.written.clear();
        let mut count = 0;
        for token in name {
            let word = token.span().of(text);
            if word.chars().filter(|c| c.is_uppercase()).count() > 3 {
                return None;
            }
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            if word.is_empty() || is_the(token, text) || self.is_company_form(token) {
                continue;
            }
            for text in [&mut self.bare, &mut self.written] {
                if count > 0 {
                    text.push(' ');
                }
            }
            let start = self.written.len();
            fold_into(word, &mut self.written);
            let written = self.written.get(start..).unwrap_or_default();
            self.bare.push_str(match written {
                "for" => "of",
                w if w.len() > 3 => w.strip_suffix('s').unwrap_or(w),
                w => w,
            });
            count += 1;
        }
        let is_one = count >= LEAST_WORDS || count == 2 && is_strange(&self.bare, self.lexicon);
        let (first, last) = (name.first()?, name.last()?);
        is_one.then(|| first.span().cover(last.span()))
    }

    fn is_company_form(&self, token: &Token) -> bool {
        let known = self.company.filter(|_| token.word.is_known());
        let found = known.map(|f| f.starting_with(token.word));
        found.is_some_and(|mut found| found.next().is_some())
    }
}

fn is_the(token: &Token, text: &str) -> bool {
    token.end - token.start == 3 && token.span().of(text).eq_ignore_ascii_case("the")
}

/// Whether English does not know the first word of a name.
fn is_strange(bare: &str, lexicon: &Lexicon) -> bool {
    let first = bare.split(' ').next().unwrap_or_default();
    !lexicon.vocabulary.get(first).is_known() && lexicon.alike.rarity(first) >= 1.0
}

type Form<'a> = (&'a str, &'a [Place]);

/// The form that stands in one source alone, and the other.
fn pair<'a>(
    bare: &str,
    written: &'a [(String, Vec<Place>)],
    lexicon: &Lexicon,
) -> Option<(Form<'a>, Form<'a>)> {
    let [a, b] = written else { return None };
    let form = |of: &'a (String, Vec<Place>)| (of.0.as_str(), of.1.as_slice());
    let (a, b) = if a.0 <= b.0 {
        (form(a), form(b))
    } else {
        (form(b), form(a))
    };
    let count = |form: &Form<'_>| {
        let mut found: Vec<usize> = form.1.iter().map(|p| p.source).collect();
        found.sort_unstable();
        found.dedup();
        found.len()
    };
    let (rare, common) = if count(&a) <= count(&b) {
        (a, b)
    } else {
        (b, a)
    };
    let one_source = count(&rare) == 1
        && common
            .1
            .iter()
            .all(|c| rare.1.iter().all(|r| r.source != c.source));
    let enough = bare.split(' ').count() >= LEAST_WORDS
        || (is_strange(bare, lexicon) && count(&common) >= LEAST_WITNESSES);
    let told = one_source && enough && !is_matter_of_number(rare.0, common.0, lexicon);
    told.then_some((rare, common))
}

/// Whether two forms of a name differ only in the number of a title, or of the noun that the name is
/// of: that there are several courts is no slip, that the court is one of "crimes" may be. Behind a
/// word that English does not know the noun is a part of a name, which has no number: "Tellix
/// Motors"; unless it names people.
fn is_matter_of_number(a: &str, b: &str, lexicon: &Lexicon) -> bool {
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let is = |word: &str, classes: Classes| {
        let word = lexicon.vocabulary.get(word);
        lexicon.vocabulary.classes(word).any(classes)
    };
    let is_strange = !a.contains(&"and") && is_strange(a.first().unwrap_or(&""), lexicon);
    let is_link = |word: &&str| matches!(*word, "of" | "for" | "and");
    let may_be_several = |n: usize| {
        let is_head = match a.get(n + 1) {
            Some(next) => is_link(next),
            None => !a.iter().any(|word| matches!(*word, "of" | "for")),
        };
        let both = || [a.get(n), b.get(n)].into_iter().flatten();
        let names_people = || both().any(|word| is(word, Classes::NAME));
        is_head && (!is_strange || names_people()) || both().any(|word| is(word, Classes::TITLE))
    };
    let differ = { a.iter().zip(&b).enumerate() }.filter(|(_, (x, y))| x != y);
    { differ }.all(|(n, (x, y))| !is_link(x) && !is_link(y) && may_be_several(n))
}

fn claims(rare: Form<'_>, common: Form<'_>, rule: usize, articles: &[Article]) -> Vec<Claim> {
    let shown = |place: &Place| {
        let article = articles.get(place.document);
        article
            .map(|a| place.span.of(&a.document.text))
            .unwrap_or_default()
    };
    let name = Name {
        key: format!("spelling:{}:{}", common.0, rare.0),
        given: None,
        name: common.1.first().map(shown).unwrap_or_default().to_owned(),
    };
    let claim = |form: &Form<'_>, place: &Place| {
        let written = Value::Spelling(form.0.to_owned());
        Claim {
            subject: vec![Part::named(name.clone(), place.span)],
            ..Claim::plain(place.document, rule, written, place.span, place.sentence)
        }
    };
    let mut seen = Vec::new();
    let witnesses = common.1.iter().filter(|p| {
        let new = !seen.contains(&p.source);
        seen.push(p.source);
        new
    });
    let first = rare.1.first().map(|p| claim(&rare, p));
    let others = witnesses.take(WITNESSES).map(|p| claim(&common, p));
    first.into_iter().chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::{Lexicon, Reader, is_matter_of_number};
    use crate::language::token::tokenize;
    use insta::assert_snapshot;

    #[test]
    fn endings_of_number_and_small_words_are_dropped() {
        let lexicon = Lexicon::load(&[]).unwrap();
        let mut reader = Reader::new(&lexicon);
        let mut bare = |name: &str| {
            let mut tokens = Vec::new();
            tokenize(name, 0, &lexicon.vocabulary, &mut tokens);
            match reader.read(&tokens, name) {
                Some(_) => reader.bare.clone(),
                None => String::new(),
            }
        };
        assert_snapshot!(bare("Harbour Crimes Division"), @"harbour crime division");
        assert_snapshot!(bare("Committee for the Sea"), @"committee of sea");
        assert_snapshot!(bare("Halden Sails Ltd"), @"halden sail");
        assert_snapshot!(bare("Harbour"), @"");
    }

    #[test]
    fn several_of_a_kind_are_no_slip() {
        let lexicon = Lexicon::load(&[]).unwrap();
        let told = |a: &str, b: &str| match is_matter_of_number(a, b, &lexicon) {
            true => "number",
            false => "slip",
        };
        assert_snapshot!(told("northern harbour court", "northern harbour courts"), @"number");
        assert_snapshot!(told("sen ana torvald", "sens ana torvald"), @"number");
        assert_snapshot!(told("article of faith", "articles of faith"), @"number");
        assert_snapshot!(told("harbour crime division", "harbour crimes division"), @"slip");
        assert_snapshot!(told("committee of sea", "committee for sea"), @"slip");
        assert_snapshot!(told("tellix motor", "tellix motors"), @"slip");
        assert_snapshot!(told("board of harbour", "board of harbours"), @"slip");
    }
}
