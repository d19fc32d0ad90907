//! Tokens → names, and which of them stand for the same thing within one document.
//!
//! Known names come from the gazetteer; others are runs of capitalised words. A person keeps one
//! entity through "Foreign Minister Ana Ruiz", "Ms. Ruiz" and "Ruiz"; a body through its full
//! name and the acronym that the text gives it in brackets.

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use serde::Serialize;
use smallvec::SmallVec;

use super::root::{self, Root};
use super::sentence::Sentence;
use super::tagger::Pos;
use super::token::Token;
use super::tokens::{Source, Tokens};
use super::vocabulary::{Classes, WordId, fold_into};
use crate::fitted::fitted;
use crate::lexicon::families::Family;
use crate::lexicon::gazetteer::{Form, NameKind};
use crate::lexicon::titles::Gender;
use crate::span::Span;

/// Number of an entity within its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct EntityId(pub u32);

/// A named thing, as one document speaks of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entity {
    /// Key that documents share: `country:IR`, `person:ruiz`, `name:port of varna`.
    pub key: Box<str>,
    /// The key as a number.
    #[serde(skip)]
    pub root: Root,
    /// How to name it to a person.
    pub name: Box<str>,
    /// What it is.
    pub kind: NameKind,
    /// Given names of a person, in lower case, where the document tells them.
    pub given: Option<Box<str>>,
    /// "he" or "she", where an honorific or given name tells.
    #[serde(skip)]
    pub gender: Option<Gender>,
    /// Country that a listed place or body belongs to.
    #[serde(skip)]
    pub country: Option<Box<str>>,
}

/// One place where a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct NameMention {
    /// Where it stands, titles left out.
    pub span: Span,
    /// Index of its first token.
    pub first: u32,
    /// Index of the first token after it.
    pub end: u32,
    /// Whom or what it names.
    pub entity: EntityId,
    /// "Iranian" and the like: an adjective, or the people.
    pub demonym: bool,
}

/// All names of a document.
#[derive(Debug, Default)]
pub struct Names {
    /// In order of place, none overlapping.
    pub mentions: Vec<NameMention>,
    /// What they name.
    pub entities: Vec<Entity>,
}

/// A term in quotation marks has at most this many words.
const QUOTED_TERM: usize = 5;
/// A run of names has at most this many words.
const LONGEST_RUN: usize = 8;

impl Names {
    /// The entity of that number.
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(id.0 as usize)
    }

    /// The name that covers token `index`.
    pub fn at(&self, index: usize) -> Option<&NameMention> {
        let after = self
            .mentions
            .partition_point(|m| (m.first as usize) <= index);
        let mention = self.mentions.get(after.checked_sub(1)?)?;
        (index < mention.end as usize).then_some(mention)
    }

    /// The names that begin in `first..end`.
    pub fn within(&self, first: usize, end: usize) -> &[NameMention] {
        let from = self
            .mentions
            .partition_point(|m| (m.first as usize) < first);
        let to = self.mentions.partition_point(|m| (m.first as usize) < end);
        self.mentions.get(from..to).unwrap_or_default()
    }

    /// Finds the names of a document.
    pub fn read(source: Source<'_>, sentences: &[Sentence]) -> Names {
        let mut reader = Reader {
            source,
            names: Names::default(),
            by_key: FxHashMap::with_capacity_and_hasher(source.tokens.len() / NAMED, FxBuildHasher),
            by_last_word: FxHashMap::default(),
            capitalised_inside: inner_capitals(source, sentences),
            key: String::new(),
            bodies: source.lexicon.families.get(BODIES),
            short: sentences.len() <= SHORT,
        };
        for sentence in sentences {
            reader.sentence(sentence);
        }
        Names {
            mentions: fitted(reader.names.mentions),
            entities: fitted(reader.names.entities),
        }
    }
}

/// So many words tell what the first of them is.
const NEAR: usize = 4;

/// Family of words that tell that a name is that of a body.
const BODIES: &str = "body";

/// One of so many tokens begins a name.
const NAMED: usize = 16;

/// A text of so many sentences hardly names a thing twice.
const SHORT: usize = 2;

/// Whether what stands behind a name tells that it is a person's: ", who", ", 58,", ", aged".
fn is_spoken_of_as_person(after: &Tokens<'_>) -> bool {
    let comma = after.first().is_some_and(|t| t.is_mark(b','));
    let Some(token) = after.peek(usize::from(comma)) else {
        return false;
    };
    let text = after.text(token);
    let age = comma
        && matches!(text.len(), 2 | 3)
        && text.bytes().all(|b| b.is_ascii_digit())
        && after
            .peek(2)
            .is_some_and(|t| matches!(after.text(t), "," | "." | ";"));
    age || matches!(text, "who" | "whose") || (comma && text == "aged")
}

/// Words that stand with a capital somewhere other than at the head of a sentence: such a word
/// is a name at the head of one, too.
fn inner_capitals<'a>(source: Source<'a>, sentences: &[Sentence]) -> FxHashSet<&'a str> {
    let mut words = FxHashSet::with_capacity_and_hasher(source.tokens.len() / NAMED, FxBuildHasher);
    for s in sentences.iter().filter(|s| !s.heading) {
        let range = (s.first as usize + 1).min(s.end as usize)..s.end as usize;
        for pair in source
            .tokens
            .get(range.start.saturating_sub(1)..range.end)
            .unwrap_or_default()
            .windows(2)
        {
            if let [before, token] = pair
                && token.is_word()
                && token.is_capitalised()
                && before.is_word()
            {
                words.insert(token.span().of(source.text));
            }
        }
    }
    words
}

/// A run of capitalised words that no list knows.
struct Run<'r> {
    words: &'r [&'r str],
    /// What its words tell of it.
    kind: NameKind,
    /// Whether a title, or what is said of it, tells that it is a person's.
    titled: bool,
    /// Whether it begins with a given name.
    given: bool,
    gender: Option<Gender>,
}

struct Reader<'a> {
    source: Source<'a>,
    names: Names,
    by_key: FxHashMap<String, EntityId>,
    /// Names of several words by the last of them: "Halloran" after "Margit Halloran".
    by_last_word: FxHashMap<String, EntityId>,
    capitalised_inside: FxHashSet<&'a str>,
    /// The key of the run at hand.
    key: String,
    bodies: Option<&'a Family>,
    /// Whether the text is too short to name a thing twice.
    short: bool,
}

impl<'a> Reader<'a> {
    fn sentence(&mut self, s: &Sentence) {
        let (first, end) = (s.first as usize, s.end as usize);
        let mut at = first;
        while at < end {
            let rest = self.source.tokens.get(at..end).unwrap_or_default();
            let is_capitalised = |t: &Token| t.is_word() && t.is_capitalised();
            let Some(ahead) = rest.iter().position(is_capitalised) else {
                return;
            };
            at += ahead;
            let input = Tokens::new(self.source, at..end);
            let Some(token) = input.first() else { return };
            // "anti-Western", "pro-Russian": the adjective is not the people's.
            if is_prefixed(&input) || is_currency(&input) {
                at += 1;
                continue;
            }
            if let Some(length) = self.quoted_term(&input) {
                let words: Vec<&str> = (0..length)
                    .filter_map(|n| input.peek(n))
                    .map(|t| input.text(t))
                    .collect();
                let key = format!("name:{}", words.join(" ").to_lowercase());
                let entity = self.entity(&key, &words.join(" "), NameKind::Other);
                self.mention(at, at + length, entity, false);
                at += length;
                continue;
            }
            let classes = input.classes(token);
            if classes.any(Classes::NAME)
                && let Some(found) = self.source.lexicon.gazetteer.longest(&input)
            {
                let follows = self.run_length(&input.skip(found.len), false);
                let joins = found.form == Form::Name
                    && follows > 0
                    && !s.heading
                    && input.peek(found.len).is_some_and(|t| {
                        t.is_spaced()
                            && t.is_capitalised()
                            && !input
                                .classes(t)
                                .any(Classes::TITLE | Classes::NAME | Classes::GIVEN_NAME)
                            && !self.source.lexicon.titles.is_office(t.word)
                    })
                    && found.len == 1
                    && !token.is_upper();
                if !joins {
                    let entity = self.listed(found.entry);
                    self.mention(at, at + found.len, entity, found.form == Form::Demonym);
                    at += found.len;
                    at += self.acronym_in_brackets(at, end, entity);
                    continue;
                }
            }
            at = self.unlisted(at, end, s);
        }
    }

    /// “Axis of upheaval”: a few words in quotation marks that open with a capital and have no
    /// verb's marks about them are a name. Returns how many tokens they are.
    fn quoted_term(&self, input: &Tokens<'a>) -> Option<usize> {
        let before = input.back(1).map(|t| input.text(t))?;
        if !matches!(before, "“" | "\"") || input.first().is_some_and(|t| t.is_spaced()) {
            return None;
        }
        let mut length = 1;
        while length <= QUOTED_TERM {
            let token = input.peek(length)?;
            let text = input.text(token);
            if matches!(text, "”" | "\"") && length > 1 {
                return Some(length);
            }
            if matches!(text, "." | ",") {
                let closes = input
                    .peek(length + 1)
                    .is_some_and(|t| matches!(input.text(t), "”" | "\""));
                return (closes && length > 1 && text == ".").then_some(length);
            }
            let function = input.classes(token).any(Classes::FUNCTION);
            if !token.is_word() || function && !matches!(text, "of" | "the" | "and" | "for") {
                return None;
            }
            length += 1;
        }
        None
    }

    /// A run of capitalised words that no list knows; returns where to go on.
    fn unlisted(&mut self, at: usize, end: usize, s: &Sentence) -> usize {
        let mut start = at;
        let mut input = Tokens::new(self.source, start..end);
        let mut honorific = None;
        let mut office = self.office_before(start);
        // "Mr.", "Foreign Minister", "Supreme Leader": titles, not part of the name.
        while let Some(token) = input.first() {
            let is_title = input.classes(token).any(Classes::TITLE);
            let length = if is_title {
                1
            } else {
                self.source.lexicon.titles.office_length(&input)
            };
            let more = input
                .peek(length)
                .is_some_and(|t| t.is_capitalised() && t.is_word());
            if length == 0 || !token.is_capitalised() || !more {
                break;
            }
            honorific = honorific.or(self.source.lexicon.titles.gender(token.word));
            office = true;
            start += length;
            input = input.skip(length);
        }
        let titled = office;
        let first_in_sentence = start == s.first as usize;
        let length = self.run_length(&input, first_in_sentence);
        if length == 0 {
            return start.max(at) + 1;
        }
        if s.heading && !titled && !self.known_run(&input, length) {
            return start + length;
        }
        let text = |n: usize| input.peek(n).map(|t| input.text(t)).unwrap_or_default();
        if first_in_sentence
            && length == 1
            && !titled
            && !self.capitalised_inside.contains(text(0))
            && !self.is_lone_name(&input)
        {
            return start + 1;
        }
        // Weekdays and months are written with capitals, too.
        let is_time = input.first().is_some_and(|t| {
            input.classes(t).any(Classes::TIME) && !input.classes(t).any(Classes::GIVEN_NAME)
        });
        if is_time && !titled {
            return start + 1;
        }
        let words: SmallVec<[&str; 4]> = (0..length).map(text).filter(|w| *w != "-").collect();
        let is_body = || {
            let mut tokens = (0..length).filter_map(|n| input.peek(n));
            tokens.any(|t| self.is_body(t.word))
        };
        let kind = match is_body() {
            true => NameKind::Organisation,
            false => NameKind::Other,
        };
        let given = input
            .first()
            .filter(|t| input.classes(t).any(Classes::GIVEN_NAME))
            .map(|t| t.word);
        let gender = honorific.or_else(|| given.and_then(|w| self.source.lexicon.titles.gender(w)));
        let lives = is_spoken_of_as_person(&input.skip(length));
        let is_person = titled || lives && length > 1;
        let entity = self.resolve(&Run {
            words: &words,
            kind,
            titled: is_person,
            given: given.is_some(),
            gender,
        });
        if lives {
            self.is_known_to_live(entity);
        }
        self.mention(start, start + length, entity, false);
        start + length + self.acronym_in_brackets(start + length, end, entity)
    }

    /// Whether the word tells that a name is that of a body: "Ministry".
    fn is_body(&self, word: WordId) -> bool {
        let bodies = self.bodies.filter(|_| word.is_known());
        bodies.is_some_and(|b| b.starting_with(word).next().is_some())
    }

    /// Whether an office or honorific in small letters stands right before: "foreign minister".
    fn office_before(&self, at: usize) -> bool {
        at.checked_sub(1)
            .and_then(|b| self.source.tokens.get(b))
            .is_some_and(|t| t.is_word() && self.source.lexicon.titles.is_office(t.word))
    }

    /// Whether a word at the head of a sentence of a short text is a name: no list knows it, and it
    /// stands without an article where a single thing is spoken of; or it reads as a name, or as an
    /// adjective without a noun ("White declined"), of which something is said.
    fn is_lone_name(&self, input: &Tokens<'_>) -> bool {
        const ONE: &[&str] = &["'s", "’s", "is", "was", "has", "had", "did", "will"];
        let (true, Some(token)) = (self.short, input.first()) else {
            return false;
        };
        let lexicon = self.source.lexicon;
        let rare = !token.word.is_known() && lexicon.alike.rarity(input.text(token)) >= 1.0;
        let single = input.peek(1).is_some_and(|t| ONE.contains(&input.text(t)));
        if rare && single {
            return true;
        }
        let (Some(tagger), false) = (
            lexicon.tagger.as_ref(),
            input.classes(token).any(Classes::FUNCTION | Classes::BOUND),
        ) else {
            return false;
        };
        let near = (0..NEAR).filter_map(|n| input.peek(n));
        let words: Vec<&str> = near.map(|t| input.text(t)).collect();
        let mut tags = tagger.tags(&words);
        matches!(tags.next(), Some(Pos::Propn | Pos::Adj))
            && matches!(tags.next(), Some(Pos::VerbFinite | Pos::Aux))
    }

    /// In title-case headings only names that the text itself uses are believed.
    fn known_run(&self, input: &Tokens<'a>, length: usize) -> bool {
        (0..length)
            .filter_map(|n| input.peek(n))
            .filter(|t| t.is_word())
            .all(|t| self.capitalised_inside.contains(input.text(t)))
    }

    /// How many tokens the run of capitalised words at the front has (0: none).
    fn run_length(&self, input: &Tokens<'a>, first_in_sentence: bool) -> usize {
        let mut length = 0;
        while length < LONGEST_RUN {
            let Some(token) = input.peek(length) else {
                break;
            };
            let glued = length > 0 && !token.is_spaced();
            if token.is_word() && token.is_capitalised() {
                let classes = input.classes(token);
                if classes.any(Classes::FUNCTION) && !token.is_upper() && (length == 0 || !glued) {
                    break;
                }
                if length > 0
                    && classes.any(Classes::NAME)
                    && !glued
                    && self.is_demonym(&input.skip(length))
                {
                    break;
                }
                if length > 0 && token.opens_line() {
                    break;
                }
                if length > 1
                    && token.is_upper()
                    && self.source.lexicon.titles.is_postnominal(token.word)
                {
                    break;
                }
                // "said Ana Torvald Monday"; but "Black Friday".
                if length > 1 && classes.any(Classes::TIME) && !classes.any(Classes::GIVEN_NAME) {
                    break;
                }
                length += 1;
                continue;
            }
            if length == 0 {
                break;
            }
            let next_is_capital = input
                .peek(length + 1)
                .is_some_and(|t| t.is_word() && t.is_capitalised());
            let text = input.text(token);
            let links = next_is_capital
                && (matches!(
                    text,
                    "of" | "de"
                        | "da"
                        | "do"
                        | "del"
                        | "della"
                        | "di"
                        | "du"
                        | "des"
                        | "la"
                        | "van"
                        | "von"
                        | "der"
                        | "den"
                        | "bin"
                        | "ibn"
                        | "al"
                        | "el"
                        | "ul"
                ) || (input.is_hyphen(length) && text.len() <= 3)
                    || (text == "&" && token.is_spaced()));
            if links {
                // "the Bank of England's": but not "President of Iran".
                let person = input
                    .first()
                    .is_some_and(|t| input.classes(t).any(Classes::GIVEN_NAME));
                if person && matches!(text, "of" | "&") {
                    break;
                }
                let of_listed = text == "of"
                    && (first_in_sentence || length == 1)
                    && input
                        .peek(length - 1)
                        .is_some_and(|t| self.source.lexicon.titles.is_office(t.word));
                if of_listed {
                    break;
                }
                length += 2;
            } else if input.is_hyphen(length)
                && input
                    .peek(length + 1)
                    .is_some_and(|t| t.is_word() || t.lead.is_ascii_digit())
            {
                // "Moon Jae-in", "Su-35"
                length += 2;
            } else {
                break;
            }
        }
        length.min(input.len())
    }

    fn is_demonym(&self, input: &Tokens<'a>) -> bool {
        self.source
            .lexicon
            .gazetteer
            .longest(input)
            .is_some_and(|f| f.form == Form::Demonym)
    }

    fn listed(&mut self, entry: u32) -> EntityId {
        let gazetteer = &self.source.lexicon.gazetteer;
        let Some(e) = gazetteer.entry(entry) else {
            return self.entity("name:", "", NameKind::Other);
        };
        let id = self.entity(&e.key, &e.name, e.kind);
        let entity = self.names.entities.get_mut(id.0 as usize);
        if let Some(entity) = entity.filter(|entity| entity.country.is_none()) {
            entity.country = e.country.as_deref().map(Box::from);
        }
        id
    }

    fn entity(&mut self, key: &str, name: &str, kind: NameKind) -> EntityId {
        if let Some(id) = self.by_key.get(key) {
            return *id;
        }
        let id = EntityId(u32::try_from(self.names.entities.len()).unwrap_or(u32::MAX));
        self.names.entities.push(Entity {
            key: key.into(),
            root: root::key(key),
            name: name.into(),
            kind,
            given: None,
            gender: None,
            country: None,
        });
        self.by_key.insert(key.to_owned(), id);
        id
    }

    /// "Halloran, who": the thing named "Margit Halloran" before is a person.
    fn is_known_to_live(&mut self, id: EntityId) {
        let entity = self.names.entities.get_mut(id.0 as usize);
        if let Some(entity) = entity.filter(|e| e.kind == NameKind::Other && e.name.contains(' ')) {
            entity.kind = NameKind::Person;
        }
    }

    /// The entity of an unlisted run: a person seen before under the same surname, the same name
    /// seen before, or a new one.
    fn resolve(&mut self, run: &Run<'_>) -> EntityId {
        // Most names were met before: one text is made, in the same place for all of them.
        let mut key = std::mem::take(&mut self.key);
        key.clear();
        key.push_str("name:");
        let mut last = key.len();
        for (n, word) in run.words.iter().enumerate() {
            if n > 0 {
                key.push(' ');
            }
            last = key.len();
            fold_into(word, &mut key);
        }
        let id = match self.by_key.get(&key) {
            Some(id) => *id,
            None => self.resolve_new(&key, last, run),
        };
        self.key = key;
        id
    }

    /// As [`Reader::resolve`] for a run of which `key`, "name:ana ruiz", has no entity; its last
    /// word begins at byte `last`.
    fn resolve_new(&mut self, key: &str, last: usize, run: &Run<'_>) -> EntityId {
        let words = run.words;
        let surname = key.get(last..).unwrap_or_default();
        let looks_personal = run.titled || (run.given && (2..=4).contains(&words.len()));
        if looks_personal || words.len() == 1 {
            let person_key = ["person:", surname].concat();
            if looks_personal || self.by_key.contains_key(&person_key) {
                let before = key.get("name:".len()..last.saturating_sub(1));
                let given_names = before.filter(|_| words.len() > 1).map(Box::from);
                return self.person(&person_key, words, given_names, run.gender);
            }
        }
        if words.len() == 1
            && let Some(id) = self.by_last_word.get(surname)
        {
            return *id;
        }
        let id = self.entity(key, &words.join(" "), run.kind);
        if words.len() > 1 && run.kind == NameKind::Other {
            self.by_last_word.insert(surname.to_owned(), id);
        }
        id
    }

    fn person(
        &mut self,
        key: &str,
        words: &[&str],
        given: Option<Box<str>>,
        gender: Option<Gender>,
    ) -> EntityId {
        // A second person of the same surname has a key of his own.
        let mut key = key.to_owned();
        while let Some(id) = self.by_key.get(&key).copied() {
            let Some(entity) = self.names.entities.get_mut(id.0 as usize) else {
                break;
            };
            match (&entity.given, &given) {
                (Some(known), Some(new)) if !same_given(known, new) => key.push('\''),
                (known, _) => {
                    if known.is_none() && given.is_some() {
                        entity.given = given;
                        entity.name = words.join(" ").into();
                    }
                    entity.gender = entity.gender.or(gender);
                    return id;
                }
            }
        }
        let id = self.entity(&key, &words.join(" "), NameKind::Person);
        if let Some(entity) = self.names.entities.get_mut(id.0 as usize) {
            entity.given = given;
            entity.gender = gender;
        }
        id
    }

    /// "(SCO)" after a name makes the acronym a name of the same thing. Returns how many tokens
    /// were taken.
    fn acronym_in_brackets(&mut self, at: usize, end: usize, entity: EntityId) -> usize {
        let input = Tokens::new(self.source, at..end);
        let (Some(open), Some(token), Some(close)) = (input.peek(0), input.peek(1), input.peek(2))
        else {
            return 0;
        };
        if !open.is_mark(b'(') || !close.is_mark(b')') || !token.is_upper() {
            return 0;
        }
        let key = format!("name:{}", input.text(token).to_lowercase());
        self.by_key.entry(key).or_insert(entity);
        self.mention(at + 1, at + 2, entity, false);
        3
    }

    fn mention(&mut self, first: usize, end: usize, entity: EntityId, demonym: bool) {
        let tokens = self.source.tokens;
        if let (Some(a), Some(b)) = (tokens.get(first), tokens.get(end - 1)) {
            self.names.mentions.push(NameMention {
                span: Span::new(a.start, b.end),
                first: first as u32,
                end: end as u32,
                entity,
                demonym,
            });
        }
    }
}

/// Whether a word in small letters is joined to the front with a hyphen.
fn is_prefixed(input: &Tokens<'_>) -> bool {
    input.first().is_some_and(|t| !t.is_spaced())
        && input
            .back(1)
            .is_some_and(|t| t.is_mark(b'-') && !t.is_spaced())
        && input
            .back(2)
            .is_some_and(|t| t.is_word() && !t.is_capitalised())
}

/// "US$", "HK$": letters that tell whose money it is.
fn is_currency(input: &Tokens<'_>) -> bool {
    let sign = input.peek(1).filter(|t| !t.is_spaced());
    sign.is_some_and(|t| matches!(input.text(t), "$" | "£" | "€" | "¥"))
}

/// "Ana" and "Ana Maria", "A." and "Ana".
fn same_given(a: &str, b: &str) -> bool {
    let (a, b) = (a.trim_end_matches('.'), b.trim_end_matches('.'));
    a.starts_with(b) || b.starts_with(a)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{sentence, token::tokenize};
    use crate::lexicon::Lexicon;
    use insta::assert_snapshot;

    fn names(text: &str) -> String {
        let lexicon = Lexicon::load(&[]).unwrap();
        let mut tokens = Vec::new();
        tokenize(text, 0, &lexicon.vocabulary, &mut tokens);
        let source = Source {
            text,
            tokens: &tokens,
            lexicon: &lexicon,
        };
        let mut sentences = Vec::new();
        sentence::split(source, &mut sentences);
        let names = Names::read(source, &sentences);
        names
            .mentions
            .iter()
            .map(|m| {
                format!(
                    "{} = {}",
                    m.span.of(text),
                    names.entity(m.entity).unwrap().key
                )
            })
            .collect::<Vec<_>>()
            .join(" | ")
    }

    #[test]
    fn capitals_demonyms_and_seats_stand_for_their_country() {
        assert_snapshot!(names("Lisbon and the Kremlin met Peruvian envoys from the U.S. in Oslo."), @"Lisbon = country:PT | Kremlin = country:RU | Peruvian = country:PE | U.S. = country:US | Oslo = country:NO");
    }

    #[test]
    fn money_names_no_country() {
        assert_snapshot!(names("The US lent US$ 3 million and HK$40 to Norway."), @"US = country:US | Norway = country:NO");
        assert_snapshot!(names("They sold Ruiz&Lund to Norway."), @"Ruiz = name:ruiz | Lund = name:lund | Norway = country:NO");
    }

    #[test]
    fn a_small_us_is_no_country() {
        assert_snapshot!(names("Who told us so? The US and the WHO did."), @"US = country:US | WHO = org:WHO");
    }

    #[test]
    fn a_person_stays_one_through_titles_and_surnames() {
        assert_snapshot!(names("Foreign Minister Ana Torvald spoke. Later Ms. Torvald left; Torvald was tired."), @"Ana Torvald = person:torvald | Torvald = person:torvald | Torvald = person:torvald");
    }

    #[test]
    fn two_of_one_surname_are_kept_apart() {
        assert_snapshot!(names("We met Peter Halden and his sister Maria Halden."), @"Peter Halden = person:halden | Maria Halden = person:halden'");
    }

    #[test]
    fn an_acronym_in_brackets_names_the_same_body() {
        assert_snapshot!(names("The Northern Harbour Board (NHB) met. Later the NHB adjourned."), @"Northern Harbour Board = name:northern harbour board | NHB = name:northern harbour board | NHB = name:northern harbour board");
    }

    #[test]
    fn ordinary_words_at_the_head_of_a_sentence_are_no_names() {
        assert_snapshot!(names("Ships left. Harbour fees rose in Varna."), @"Varna = place:Varna");
    }

    #[test]
    fn a_word_that_acts_at_the_head_of_a_short_text_is_a_name() {
        assert_snapshot!(names("Brown declined the prize. Edasi took it."), @"Brown = name:brown | Edasi = name:edasi");
        assert_snapshot!(names("Miners walked out. Many left."), @"");
    }
}
