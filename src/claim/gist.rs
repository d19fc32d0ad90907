//! A sentence as the parser reads it best: a name is one word, a sum is a number, and asides are left
//! out.
//!
//! "The National Assembly of Kuwait passed, by a majority of 35 to 23 (with 1 abstention), an
//! amendment" is read as "the National-Assembly-of-Kuwait passed an amendment". A parser goes
//! wrong over what stands between a verb and its object more than over anything else.

use super::Article;
use crate::language::sentence::Sentence;
use crate::language::tagger::{Pos, Tagger};
use crate::language::token::{Token, TokenKind};
use crate::lexicon::Lexicon;

/// An aside between commas has at most so many words.
const ASIDE: usize = 14;

/// Forms of "have" that may help another verb or stand by themselves.
const HAVE: [&str; 3] = ["have", "has", "had"];
/// Words that open a clause about what stands before it.
const RELATIVE: &[&str] = &["who", "whom", "whose", "which", "where", "when"];

/// The words of a sentence as the parser takes them.
#[derive(Debug)]
pub(super) struct Words<'a> {
    /// The words; names and words with hyphens are one each.
    pub(super) words: Vec<&'a str>,
    /// The first token of each, in order.
    pub(super) tokens: Vec<usize>,
    /// Whether each is a name.
    named: Vec<bool>,
}

impl<'a> Words<'a> {
    /// All words of a sentence.
    pub(super) fn of(article: &'a Article, sentence: &Sentence, lexicon: &'a Lexicon) -> Self {
        let source = article.source(lexicon);
        let mut found = Self {
            words: Vec::new(),
            tokens: Vec::new(),
            named: Vec::new(),
        };
        let end = sentence.end as usize;
        let mut at = sentence.first as usize;
        while let Some(token) = source.tokens.get(at).filter(|_| at < end) {
            // "the $10,000 prize" is read as "the 10,000 prize".
            let is_number = |t: &Token| t.kind == TokenKind::Number;
            if token.kind == TokenKind::Symbol && source.tokens.get(at + 1).is_some_and(is_number) {
                at += 1;
                continue;
            }
            let name = article.names.at(at).filter(|n| n.first as usize == at);
            let mut next = name.map_or(at + 1, |n| (n.end as usize).min(end));
            // "pro-whaling" is one word.
            let joins = |n: usize| {
                let part = |n: usize| source.tokens.get(n).filter(|t| n < end && !t.is_spaced());
                part(n).is_some_and(|t| t.is_mark(b'-')) && part(n + 1).is_some_and(|t| t.is_word())
            };
            while token.is_word() && joins(next) {
                next += 2;
            }
            let last = source.tokens.get(next - 1).unwrap_or(token);
            let word = token.span().cover(last.span()).of(source.text);
            match word.split_at_checked(3) {
                Some((can, not)) if word.eq_ignore_ascii_case("cannot") => {
                    found.push(can, at, false);
                    found.push(not, at, false);
                }
                _ => found.push(word, at, name.is_some_and(|name| !name.demonym)),
            }
            at = next;
        }
        found
    }

    fn push(&mut self, word: &'a str, token: usize, is_name: bool) {
        self.words.push(word);
        self.tokens.push(token);
        self.named.push(is_name);
    }

    /// Their parts of speech: as the tagger has them, save that names are names, and "had" is a verb
    /// where none follows.
    pub(super) fn tag(&self, tagger: &Tagger, tags: &mut Vec<Pos>) {
        tagger.tag(&self.words, tags);
        let named = tags.iter_mut().zip(&self.named);
        { named.filter(|(_, is_name)| **is_name) }.for_each(|(tag, _)| *tag = Pos::Propn);
        // From the end: whether a verb follows in the same stretch.
        let mut helps = false;
        for (tag, word) in tags.iter_mut().zip(&self.words).rev() {
            match tag {
                Pos::Aux if !helps && HAVE.iter().any(|have| word.eq_ignore_ascii_case(have)) => {
                    *tag = Pos::VerbFinite;
                }
                Pos::VerbPart | Pos::VerbFinite | Pos::VerbBase | Pos::Aux => helps = true,
                Pos::Punct => helps = false,
                _ => {}
            }
        }
    }

    /// Those without what stands in brackets, and without asides between commas; `tags` are theirs.
    pub(super) fn gist(&self, tags: &[Pos]) -> Words<'a> {
        let mut gist = Words {
            words: Vec::new(),
            tokens: Vec::new(),
            named: Vec::new(),
        };
        let mut at = 0;
        let word_at =
            |n: usize| Some((self.words.get(n)?, self.tokens.get(n)?, self.named.get(n)?));
        while let Some((word, token, is_name)) = word_at(at) {
            match self.aside(at, tags) {
                Some(after) => at = after,
                None => {
                    gist.push(word, *token, *is_name);
                    at += 1;
                }
            }
        }
        gist
    }

    /// The first word behind an aside that begins at word `at`.
    fn aside(&self, at: usize, tags: &[Pos]) -> Option<usize> {
        let ends = |mark: &str| {
            let inside = self.words.get(at + 1..)?.iter().take(ASIDE + 1);
            let length = { inside }.position(|word| *word == mark)?;
            (length > 0).then_some(at + 1 + length)
        };
        match *self.words.get(at)? {
            "(" => ends(")").map(|end| end + 1),
            "," if at > 0 => {
                let end = ends(",")?;
                let inside = tags.get(at + 1..end)?;
                let has_verb = inside.iter().any(|tag| is_verb(*tag));
                let goes_on = tags.get(end + 1).is_some_and(|tag| is_verb(*tag));
                let word = self.words.get(at + 1)?;
                let is_aside = match inside.first()? {
                    Pos::Adp => !has_verb,
                    // What stands between a subject and its verb.
                    Pos::Det if !has_verb => goes_on,
                    _ => goes_on && RELATIVE.iter().any(|r| word.eq_ignore_ascii_case(r)),
                };
                (is_aside && end + 1 < self.words.len()).then_some(end + 1)
            }
            _ => None,
        }
    }
}

fn is_verb(tag: Pos) -> bool {
    tag.is_verb() || tag == Pos::Aux
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use insta::assert_snapshot;

    /// The words of the first sentence, without its asides, with bars between.
    fn gist(text: &str) -> String {
        let lexicon = Lexicon::load(&[]).unwrap();
        let document = Document {
            text: text.to_owned(),
            ..Document::default()
        };
        let article = Article::read(document, &lexicon);
        let sentence = article.read.sentences.first().unwrap();
        let words = Words::of(&article, sentence, &lexicon);
        let mut tags = Vec::new();
        words.tag(lexicon.tagger.as_ref().unwrap(), &mut tags);
        words.gist(&tags).words.join("|")
    }

    #[test]
    fn names_and_words_with_hyphens_are_one_word() {
        assert_snapshot!(gist("He told the Bank of Halden of a pro-whaling bill."), @"He|told|the|Bank of Halden|of|a|pro-whaling|bill|.");
        assert_snapshot!(gist("They won the $10,000 prize and cannot spend it."), @"They|won|the|10,000|prize|and|can|not|spend|it|.");
    }

    #[test]
    fn asides_between_a_verb_and_what_belongs_to_it_are_left_out() {
        assert_snapshot!(gist("The town passed, by 12 votes to 9 (with 1 abstention), a law on berths."), @"The|town|passed|a|law|on|berths|.");
        assert_snapshot!(gist("The ministers, who met in Oslo, signed it."), @"The|ministers|signed|it|.");
    }

    #[test]
    fn what_may_be_part_of_a_list_stays() {
        assert_snapshot!(gist("The ministers, the mayor, the bishop and the judge met."), @"The|ministers|,|the|mayor|,|the|bishop|and|the|judge|met|.");
    }
}
