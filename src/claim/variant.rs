//! Names of several words that one article writes with another ending or small word.
//!
//! | one article | another | read as |
//! |---|---|---|
//! | the Harbour Crime Division | the Harbour Crimes Division | a slip of one of them |
//! | the Committee for the Sea | the Committee of the Sea | a slip of one of them |
//! | the Harbour Parties | the Harbour Party | nothing: two words say too little |

use std::collections::BTreeMap;

use super::{Article, Claim, Content, Name, Part};
use crate::language::clause::Modality;
use crate::language::group::Reference;
use crate::language::sentence::Sentence;
use crate::language::token::Token;
use crate::language::vocabulary::Classes;
use crate::lexicon::Lexicon;
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
    // Bare form → written form → places.
    let mut names: BTreeMap<String, BTreeMap<String, Vec<Place>>> = BTreeMap::new();
    for (document, article) in articles.iter().enumerate() {
        let source = sources.get(document).copied().unwrap_or(document);
        for (sentence, s) in article.read.sentences.iter().enumerate() {
            if s.heading {
                continue;
            }
            for span in runs(article, s, lexicon) {
                let Some((bare, written)) = forms(span.of(&article.document.text), lexicon) else {
                    continue;
                };
                let place = Place {
                    document,
                    source,
                    sentence,
                    span,
                };
                let written = names.entry(bare).or_default().entry(written).or_default();
                written.push(place);
            }
        }
    }
    let several = names.iter().filter(|(_, written)| written.len() == 2);
    several
        .filter_map(|(bare, written)| pair(bare, written, lexicon))
        .flat_map(|(rare, common)| claims(rare, common, rule, articles))
        .collect()
}

/// Runs of capitalised words, with small words between them: "Bank of the South".
fn runs(article: &Article, sentence: &Sentence, lexicon: &Lexicon) -> Vec<Span> {
    let text = &article.document.text;
    let range = sentence.first as usize..sentence.end as usize;
    let tokens = article.read.tokens.get(range).unwrap_or_default();
    let is_name = |t: &Token| {
        let function = lexicon.vocabulary.classes(t.word).any(Classes::FUNCTION);
        t.is_word() && t.is_capitalised() && !function
    };
    let links = |t: &Token| matches!(t.span().of(text), "of" | "for" | "the" | "and" | "&");
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = tokens.get(at) {
        if !is_name(first) {
            at += 1;
            continue;
        }
        let (mut last, mut next) = (at, at + 1);
        while let Some(token) = tokens.get(next).filter(|t| t.is_spaced()) {
            if is_name(token) {
                last = next;
            } else if !links(token) || next - last > LINKS {
                break;
            }
            next += 1;
        }
        if let Some(end) = tokens.get(last).filter(|_| last > at) {
            found.push(first.span().cover(end.span()));
        }
        at = last + 1;
    }
    found
}

/// A name without the endings of number and with one word for "of" and "for"; and the name in
/// small letters.
fn forms(text: &str, lexicon: &Lexicon) -> Option<(String, String)> {
    let company = lexicon.families.get(COMPANY_FORMS);
    let is_form = |word: &str| {
        let word = lexicon.vocabulary.get(word);
        company.is_some_and(|f| f.starting_with(word).next().is_some())
    };
    let words: Vec<String> = text
        .split_whitespace()
        .map(|w| {
            w.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
        })
        .filter(|w| !w.is_empty() && w != "the" && !is_form(w))
        .collect();
    let capitals = text
        .split_whitespace()
        .any(|w| w.chars().filter(|c| c.is_uppercase()).count() > 3);
    if words.len() < 2 || capitals {
        return None;
    }
    let bare: Vec<&str> = words
        .iter()
        .map(|w| match w.as_str() {
            "for" => "of",
            w if w.len() > 3 => w.strip_suffix('s').unwrap_or(w),
            w => w,
        })
        .collect();
    Some((bare.join(" "), words.join(" ")))
}

type Form<'a> = (&'a str, &'a [Place]);

/// The form that stands in one source alone, and the other.
fn pair<'a>(
    bare: &str,
    written: &'a BTreeMap<String, Vec<Place>>,
    lexicon: &Lexicon,
) -> Option<(Form<'a>, Form<'a>)> {
    let mut both = written
        .iter()
        .map(|(form, places)| (form.as_str(), places.as_slice()));
    let (a, b) = (both.next()?, both.next()?);
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
    let first = bare.split(' ').next().unwrap_or_default();
    let strange = !lexicon.vocabulary.get(first).is_known() && lexicon.alike.rarity(first) >= 1.0;
    let enough =
        bare.split(' ').count() >= LEAST_WORDS || (strange && count(&common) >= LEAST_WITNESSES);
    (one_source && enough).then_some((rare, common))
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
    let claim = |form: &Form<'_>, place: &Place| Claim {
        document: place.document,
        rule,
        subject: vec![Part {
            slot: 0,
            content: Content::Names {
                names: vec![name.clone()],
                certain: true,
                reference: Reference::Named,
                words: place.span,
                inherited: false,
            },
        }],
        value: Value::Spelling(form.0.to_owned()),
        modality: Modality::Asserted,
        speaker: None,
        years: Vec::new(),
        qualifiers: Vec::new(),
        span: place.span,
        sentence: place.sentence,
        context: None,
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
    use super::{Lexicon, forms};
    use insta::assert_snapshot;

    #[test]
    fn endings_of_number_and_small_words_are_dropped() {
        let lexicon = Lexicon::load(&[]).unwrap();
        let bare = |name: &str| {
            forms(name, &lexicon)
                .map(|(bare, _)| bare)
                .unwrap_or_default()
        };
        assert_snapshot!(bare("Harbour Crimes Division"), @"harbour crime division");
        assert_snapshot!(bare("Committee for the Sea"), @"committee of sea");
        assert_snapshot!(bare("Halden Sails Ltd"), @"halden sail");
        assert_snapshot!(bare("Harbour"), @"");
    }
}
