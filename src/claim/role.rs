//! Which office an article gives a person.
//!
//! | text | office |
//! |---|---|
//! | Mayor Ana Torvald; the regional governor, Ana Torvald | mayor; governor |
//! | Ana Torvald, the governor of Halden | governor |
//! | the mayor of Halden, Ana Torvald | mayor |
//! | former mayor Ana Torvald; deputy governor Ana Torvald | none |
//! | Ana Torvald, thanking the governor | none |
//!
//! Only offices of a family that no one holds two of at a time are read.

use super::{Article, Claim, Name, Part};
use crate::language::names::NameMention;
use crate::language::token::Token;
use crate::lexicon::families::Family;
use crate::lexicon::gazetteer::NameKind;
use crate::rules::{Knowledge, Reads};
use crate::span::Span;
use crate::value::Value;
use crate::value::named::Named;

/// Family of offices of which nobody holds two.
const OFFICES: &str = "exclusive-office";
/// Family of words that make another office of one: "former", "deputy".
const LIMITS: &str = "office-limit";
/// An office stands at most so many tokens behind the comma after a name.
const REACH: usize = 4;
/// Words that limit an office stand at most so many tokens before it.
const BEFORE: usize = 2;

/// The claims of one article about who holds which office. `document` is its number.
pub fn read(article: &Article, document: usize, knowledge: &Knowledge) -> Vec<Claim> {
    let rules = &knowledge.rules.rules;
    let families = &knowledge.lexicon.families;
    let (Some(rule), Some(offices), Some(limits)) = (
        rules.iter().position(|r| r.reads == Some(Reads::Roles)),
        families.get(OFFICES),
        families.get(LIMITS),
    ) else {
        return Vec::new();
    };
    let reader = Reader {
        article,
        offices,
        limits,
    };
    let mut claims = Vec::new();
    for (number, sentence) in article.read.sentences.iter().enumerate() {
        let range = sentence.first as usize..sentence.end as usize;
        for mention in article.names.within(range.start, range.end) {
            let Some(entity) = article.names.entity(mention.entity) else {
                continue;
            };
            // A surname alone may be another person's.
            let whole = mention.end - mention.first > 1;
            if !matches!(entity.kind, NameKind::Person | NameKind::Other) || !whole {
                continue;
            }
            let Some(office) = reader.office(mention, range.clone()) else {
                continue;
            };
            let text = office.of(&article.document.text).to_lowercase();
            let held = Value::Named(Named {
                keys: vec![format!("office:{text}")],
                within: Vec::new(),
                shown: text,
            });
            let span = office.cover(mention.span);
            claims.push(Claim {
                subject: vec![Part::named(Name::from(entity), mention.span)],
                ..Claim::plain(document, rule, held, span, number)
            });
        }
    }
    claims
}

struct Reader<'a> {
    article: &'a Article,
    offices: &'a Family,
    limits: &'a Family,
}

impl Reader<'_> {
    fn token(&self, at: Option<usize>) -> Option<&Token> {
        self.article.read.tokens.get(at?)
    }

    fn text(&self, at: Option<usize>) -> &str {
        let span = self.token(at).map(Token::span);
        span.map_or("", |s| s.of(&self.article.document.text))
    }

    /// The office given to the person named, unless something limits it.
    fn office(&self, mention: &NameMention, sentence: std::ops::Range<usize>) -> Option<Span> {
        let (first, end) = (mention.first as usize, mention.end as usize);
        let at = self
            .before(first, sentence.start)
            .or_else(|| self.after(end, sentence.end))?;
        let from = at.saturating_sub(BEFORE).max(sentence.start);
        let limited = (from..at).any(|n| self.is(n, self.limits));
        let more = self.text(at.checked_add(1));
        // "mayor-elect", "governor's aide"
        let other = matches!(more, "-" | "'s" | "’s");
        (!limited && !other)
            .then(|| self.token(Some(at)).map(Token::span))
            .flatten()
    }

    /// "Mayor Ana Torvald", "the mayor of Halden, Ana Torvald"
    fn before(&self, first: usize, from: usize) -> Option<usize> {
        let before = first.checked_sub(1).filter(|n| *n >= from)?;
        if self.is(before, self.offices) {
            return Some(before);
        }
        if self.text(Some(before)) != "," {
            return None;
        }
        let place = self.article.names.at(before.checked_sub(1)?)?;
        let of = (place.first as usize).checked_sub(1)?;
        let office = of.checked_sub(1).filter(|n| *n >= from)?;
        (self.text(Some(of)) == "of" && self.is(office, self.offices)).then_some(office)
    }

    /// "Ana Torvald, the governor of Halden"
    fn after(&self, end: usize, to: usize) -> Option<usize> {
        if self.text(Some(end)) != "," {
            return None;
        }
        for at in end + 1..to.min(end + 1 + REACH) {
            if self.is(at, self.offices) {
                return Some(at);
            }
            let token = self.token(Some(at))?;
            // "Ana Torvald, thanking the governor"
            let acts = at == end + 1 && self.text(Some(at)).ends_with("ing");
            if !token.is_word() || acts || self.article.names.at(at).is_some() {
                return None;
            }
        }
        None
    }

    fn is(&self, at: usize, family: &Family) -> bool {
        self.token(Some(at))
            .is_some_and(|t| t.word.is_known() && family.starting_with(t.word).next().is_some())
    }
}
