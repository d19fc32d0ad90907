//! Names → the groups that a text speaks of: "Iran and Russia", "both powers", "it".
//!
//! Pronouns and "the two countries" are resolved to what was named before. Where several
//! things could be meant the group says so, and nothing certain is built on it.

use serde::Serialize;
use smallvec::SmallVec;

use super::clause;
use super::names::{EntityId, Names};
use super::sentence::Sentence;
use super::token::Token;
use super::tokens::{Source, Tokens};
use super::vocabulary::Classes;
use crate::lexicon::gazetteer::NameKind;
use crate::lexicon::numbers::NumberWord;
use crate::lexicon::titles::{Collective, Gender};
use crate::span::Span;

/// How a group is referred to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reference {
    /// By name.
    Named,
    /// "both powers", "the two countries"
    Collective,
    /// "he", "its", "they"
    Pronoun,
}

/// Things that stand together in one place of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Where it stands.
    pub span: Span,
    /// Index of its first token.
    pub first: u32,
    /// Index of the first token after it (a possessive 's is left out).
    pub end: u32,
    /// Its members, in order of mention, each once. Where `certain` is false: those who may be
    /// meant.
    pub members: SmallVec<[EntityId; 4]>,
    /// How it is referred to.
    pub reference: Reference,
    /// "with both powers", "each of": what is said holds for every member alone.
    pub each: bool,
    /// Whether it is known which members are meant.
    pub certain: bool,
    /// "Israel's …", "its …", or an adjective before a noun: it owns what follows.
    pub possessive: bool,
    /// "Iranian", "Chinese"
    pub demonym: bool,
}

/// A short text has at most so many sentences.
const FEW_SENTENCES: usize = 5;
/// A text is about a person who is named at least so often.
const MAIN_PERSON: usize = 3;

/// Finds the groups of a document, in order of place.
pub fn read(source: Source<'_>, sentences: &[Sentence], names: &Names) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let main = main_person(names).or_else(|| lone_name(names, sentences));
    for sentence in sentences {
        let from = groups.len();
        named(source, sentence, names, &mut groups);
        let mut at = sentence.first as usize;
        let mut found: Vec<Group> = Vec::new();
        while at < sentence.end as usize {
            // "It", "both", "the two".
            if !source.tokens.get(at).is_some_and(Token::may_refer) {
                at += 1;
                continue;
            }
            let input = Tokens::new(source, at..sentence.end as usize);
            let before = |g: &&Group| (g.first as usize) < at;
            let earlier = groups.iter().filter(before).chain(found.iter());
            if let Some(group) = said_of_itself(&input, &groups, names, sentence) {
                at = group.end as usize;
                found.push(group);
                continue;
            }
            match collective(&input, names, earlier.clone())
                .or_else(|| pronoun(&input, names, main, sentence, earlier))
            {
                Some(group) => {
                    at = group.end as usize;
                    found.push(group);
                }
                None => at += 1,
            }
        }
        if !found.is_empty() {
            groups.extend(found);
            if let Some(new) = groups.get_mut(from..) {
                new.sort_by_key(|g| g.first);
            }
        }
    }
    groups
}

// "Iran", "Iran and Russia", "China, Russia, Iran, and North Korea", "the Iran-China-Russia …"
fn named(source: Source<'_>, sentence: &Sentence, names: &Names, out: &mut Vec<Group>) {
    let mentions = names.within(sentence.first as usize, sentence.end as usize);
    let mut rest = mentions;
    while let Some((head, mut after)) = rest.split_first() {
        let mut members: SmallVec<[EntityId; 4]> = SmallVec::new();
        members.push(head.entity);
        let (mut last, mut is_described) = (head, false);
        while let Some((next, later)) = after.split_first() {
            let between = Tokens::new(source, last.end as usize..next.first as usize);
            if !is_link(&between) || next.demonym != last.demonym {
                break;
            }
            is_described = between.len() > 1 && between.first().is_some_and(|t| t.is_mark(b','));
            if !members.contains(&next.entity) {
                members.push(next.entity);
            }
            last = next;
            after = later;
        }
        // "Harbour Capital, the London fund house" are not two; "Iran, Russia sign pact" are.
        if members.len() == 2 && is_described {
            members.truncate(1);
            last = head;
            after = rest.get(1..).unwrap_or_default();
        }
        let tail = Tokens::new(source, last.end as usize..sentence.end as usize);
        let before = Tokens::new(source, head.first as usize..sentence.end as usize);
        let possessive = tail
            .first()
            .is_some_and(|t| !t.is_spaced() && matches!(tail.text(t), "'s" | "’s" | "'" | "’"));
        let each = before.back(1).is_some_and(|t| {
            let word = before.text(t);
            word.eq_ignore_ascii_case("both") || word.eq_ignore_ascii_case("each")
        });
        out.push(Group {
            span: head.span.cover(last.span),
            first: head.first,
            end: last.end,
            members,
            reference: Reference::Named,
            each,
            certain: true,
            possessive: possessive || last.demonym,
            demonym: last.demonym,
        });
        rest = after;
    }
}

/// What stands between two names of one list: "and", ",", ", and the", "-".
fn is_link(between: &Tokens<'_>) -> bool {
    let mut joins = false;
    for n in 0..between.len() {
        let Some(token) = between.peek(n) else {
            return false;
        };
        let word = between.text(token);
        let hyphen = between.len() == 1 && between.is_hyphen_only(0);
        match word {
            "and" | "," | "&" => joins = true,
            "the" | "The" if joins => {}
            _ if hyphen => joins = true,
            _ => return false,
        }
    }
    joins && between.len() <= 3
}

// "both powers", "the two countries", "the three allied states", "both"
fn collective<'g>(
    input: &Tokens<'_>,
    names: &Names,
    earlier: impl DoubleEndedIterator<Item = &'g Group>,
) -> Option<Group> {
    let lexicon = input.lexicon();
    let first = input.first()?;
    let word = input.text(first);
    let (count, mut used) = if word.eq_ignore_ascii_case("both") {
        (2.0, 1)
    } else if word.eq_ignore_ascii_case("the") || word.eq_ignore_ascii_case("these") {
        match lexicon.numbers.get(input.peek(1)?.word)? {
            NumberWord::Cardinal(n) => (n, 2),
            _ => return None,
        }
    } else {
        return None;
    };
    // One adjective may stand between: "the three allied countries".
    let kind = loop {
        let token = input.peek(used)?;
        if let Some(kind) = lexicon.titles.collective(token.word) {
            break kind;
        }
        if used > 2 || !token.is_word() || input.classes(token).any(Classes::FUNCTION) {
            return None;
        }
        used += 1;
    };
    used += 1;
    let antecedent = earlier.rev().take(24).find(|g| {
        g.certain
            && g.reference == Reference::Named
            && g.members.len() as f64 == count
            && g.members.iter().all(|m| fits(names, *m, kind))
    })?;
    let rest = input.skip(used);
    Some(Group {
        span: input.span_until(&rest),
        first: input.index() as u32,
        end: rest.index() as u32,
        members: antecedent.members.clone(),
        reference: Reference::Collective,
        each: word.eq_ignore_ascii_case("both"),
        certain: true,
        possessive: rest
            .first()
            .is_some_and(|t| matches!(rest.text(t), "'" | "’")),
        demonym: false,
    })
}

fn fits(names: &Names, member: EntityId, kind: Collective) -> bool {
    let Some(entity) = names.entity(member) else {
        return false;
    };
    match kind {
        Collective::Countries => entity.kind == NameKind::Country,
        Collective::Persons => entity.kind == NameKind::Person,
        Collective::Organisations => {
            matches!(
                entity.kind,
                NameKind::Organisation | NameKind::Other | NameKind::Country
            )
        }
        Collective::Any => true,
    }
}

/// How far before a pronoun the verb of saying stands whose subject it is.
const SAID_BEFORE: usize = 5;

// "Harbour Capital said last night that it would sell": the one who says it
fn said_of_itself(
    input: &Tokens<'_>,
    groups: &[Group],
    names: &Names,
    sentence: &Sentence,
) -> Option<Group> {
    let token = input.first()?;
    let word = input.text(token);
    if !(word.eq_ignore_ascii_case("it") || word.eq_ignore_ascii_case("its")) {
        return None;
    }
    let source = input.source();
    let (at, first) = (input.index(), sentence.first as usize);
    let verb = (at.saturating_sub(SAID_BEFORE).max(first)..at)
        .rev()
        .find(|n| {
            source.tokens.get(*n).is_some_and(|t| {
                let classes = source.lexicon.vocabulary.classes(t.word);
                classes.any(Classes::SAYING)
            })
        })?;
    let is_comma = |n: usize| source.tokens.get(n).is_some_and(|t| t.is_mark(b','));
    // "Harbour Capital, the London fund house, said": what stands before the aside.
    let before_aside = || {
        let n = groups.partition_point(|g| (g.first as usize) < first);
        groups
            .get(n)
            .filter(|g| g.first as usize == first && is_comma(g.end as usize))
    };
    let speaker = (verb > first && is_comma(verb - 1))
        .then(before_aside)
        .flatten()
        .or_else(|| clause::subject(source, groups, verb, first))?;
    let is_body = |id: &EntityId| {
        names
            .entity(*id)
            .is_some_and(|e| e.kind != NameKind::Person)
    };
    let next = groups.partition_point(|g| (g.first as usize) < verb);
    let nobody_between = groups.get(next).is_none_or(|g| g.first as usize >= at);
    (nobody_between && speaker.members.len() == 1 && speaker.members.iter().all(is_body)).then(
        || Group {
            span: token.span(),
            first: at as u32,
            end: at as u32 + 1,
            members: speaker.members.clone(),
            reference: Reference::Pronoun,
            each: false,
            certain: speaker.certain,
            possessive: word.eq_ignore_ascii_case("its"),
            demonym: false,
        },
    )
}

// "he", "her", "its", "they"
fn pronoun<'g>(
    input: &Tokens<'_>,
    names: &Names,
    main: Option<EntityId>,
    sentence: &Sentence,
    earlier: impl DoubleEndedIterator<Item = &'g Group> + Clone,
) -> Option<Group> {
    let token = input.first()?;
    if !input.classes(token).any(Classes::PRONOUN) {
        return None;
    }
    let word = input.text(token);
    let (_, wanted, possessive) = PRONOUNS
        .iter()
        .find(|(pronoun, ..)| word.eq_ignore_ascii_case(pronoun))?;
    let near = earlier
        .rev()
        .take_while(|g| g.first as usize + 120 > input.index())
        .filter(|g| g.reference == Reference::Named || g.reference == Reference::Collective);
    let members = match wanted {
        Wanted::Person(gender) => persons(names, *gender, main, near),
        Wanted::Thing => things(names, sentence, near),
        Wanted::Many => near
            .clone()
            .find(|g| g.members.len() > 1)
            .map(|g| (g.members.clone(), true))?,
    };
    let rest = input.skip(1);
    let (members, certain) = members;
    if members.is_empty() {
        return None;
    }
    Some(Group {
        span: token.span(),
        first: input.index() as u32,
        end: rest.index() as u32,
        members,
        reference: Reference::Pronoun,
        each: false,
        certain,
        possessive: *possessive,
        demonym: false,
    })
}

/// What a pronoun stands for.
enum Wanted {
    Person(Gender),
    Thing,
    Many,
}

/// Pronouns that stand for names, with what each stands for and whether it owns something.
const PRONOUNS: &[(&str, Wanted, bool)] = &[
    ("he", Wanted::Person(Gender::Male), false),
    ("him", Wanted::Person(Gender::Male), false),
    ("his", Wanted::Person(Gender::Male), true),
    ("she", Wanted::Person(Gender::Female), false),
    ("her", Wanted::Person(Gender::Female), true),
    ("it", Wanted::Thing, false),
    ("its", Wanted::Thing, true),
    ("they", Wanted::Many, false),
    ("them", Wanted::Many, false),
    ("their", Wanted::Many, true),
];

/// The person whom a text is about: named so often that nobody else comes near.
fn main_person(names: &Names) -> Option<EntityId> {
    let mut counts: Vec<(usize, EntityId)> = (0..names.entities.len())
        .map(|n| (0, EntityId(n as u32)))
        .collect();
    for mention in &names.mentions {
        let person = names
            .entity(mention.entity)
            .is_some_and(|e| e.kind == NameKind::Person);
        if let Some((count, _)) = counts.get_mut(mention.entity.0 as usize).filter(|_| person) {
            *count += 1;
        }
    }
    counts.sort_by_key(|(count, id)| (std::cmp::Reverse(*count), *id));
    let (most, main) = *counts.first()?;
    let next = counts.get(1).map_or(0, |(count, _)| *count);
    (most >= MAIN_PERSON && most >= 2 * next).then_some(main)
}

/// The one name of one word in a short text: "he" is nobody else where no person was named before.
fn lone_name(names: &Names, sentences: &[Sentence]) -> Option<EntityId> {
    let one_word = |n: &usize| {
        let entity = names.entities.get(*n);
        entity.is_some_and(|e| e.kind == NameKind::Other && !e.name.contains(' '))
    };
    let mut lone = (0..names.entities.len()).filter(one_word);
    let only = lone.next().filter(|_| lone.next().is_none())?;
    (sentences.len() <= FEW_SENTENCES).then_some(EntityId(only as u32))
}

/// The person whom a life story is of: the one whom the text is about, or else the only one whom
/// its headings or its first sentence name.
pub fn told_of(names: &Names, sentences: &[Sentence]) -> Option<EntityId> {
    main_person(names).or_else(|| {
        let running = sentences.iter().position(|s| !s.heading)?;
        let mut persons = sentences
            .get(..=running)?
            .iter()
            .flat_map(|s| names.within(s.first as usize, s.end as usize))
            .map(|mention| mention.entity)
            .filter(|id| {
                names
                    .entity(*id)
                    .is_some_and(|e| e.kind == NameKind::Person)
            });
        let first = persons.next()?;
        persons.all(|id| id == first).then_some(first)
    })
}

/// The last person named of that gender, or the one whom the text is about; uncertain where
/// another could be meant.
fn persons<'g>(
    names: &Names,
    gender: Gender,
    main: Option<EntityId>,
    near: impl Iterator<Item = &'g Group>,
) -> (SmallVec<[EntityId; 4]>, bool) {
    let mut found: SmallVec<[EntityId; 4]> = SmallVec::new();
    for group in near.take(8) {
        for id in &group.members {
            let Some(entity) = names.entity(*id) else {
                continue;
            };
            let matches = entity.kind == NameKind::Person
                && entity.gender.is_none_or(|known| known == gender);
            if matches && !found.contains(id) {
                found.push(*id);
            }
        }
    }
    let fits = |id: &EntityId| {
        names
            .entity(*id)
            .is_some_and(|e| e.gender.is_none_or(|known| known == gender))
    };
    if found.is_empty() {
        found.extend(main.filter(fits));
    }
    found.truncate(2);
    let certain = found.len() == 1;
    (found, certain)
}

/// The things that "it" can stand for: those of this sentence, else of the one before.
fn things<'g>(
    names: &Names,
    sentence: &Sentence,
    near: impl Iterator<Item = &'g Group>,
) -> (SmallVec<[EntityId; 4]>, bool) {
    let mut found: SmallVec<[EntityId; 4]> = SmallVec::new();
    let mut inside = true;
    for group in near.take(6) {
        let is_inside = group.first >= sentence.first;
        if !is_inside && inside && !found.is_empty() {
            break;
        }
        inside = is_inside;
        if let [id] = group.members.as_slice() {
            let is_thing = names
                .entity(*id)
                .is_some_and(|e| e.kind != NameKind::Person);
            if is_thing && !found.contains(id) {
                found.push(*id);
            }
        }
    }
    found.truncate(3);
    let certain = found.len() == 1;
    (found, certain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{sentence, token::tokenize};
    use crate::lexicon::Lexicon;
    use insta::assert_snapshot;

    fn groups(text: &str) -> String {
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
        read(source, &sentences, &names)
            .iter()
            .map(|g| {
                let members: Vec<&str> = g
                    .members
                    .iter()
                    .map(|m| names.entity(*m).unwrap().name.as_ref())
                    .collect();
                let sure = if g.certain { "" } else { "?" };
                let each = if g.each { " each" } else { "" };
                format!("{} = {}{sure}{each}", g.span.of(text), members.join("+"))
            })
            .collect::<Vec<_>>()
            .join(" | ")
    }

    #[test]
    fn lists_of_names_are_one_group() {
        assert_snapshot!(groups("Chile, Peru, and Bolivia met the Chile-Peru alliance."), @"Chile, Peru, and Bolivia = Chile+Peru+Bolivia | Chile-Peru = Chile+Peru");
    }

    #[test]
    fn both_powers_are_the_two_last_named() {
        assert_snapshot!(groups("Norway spoke with Chile and Peru. Both countries agreed."), @"Norway = Norway | Chile and Peru = Chile+Peru | Both countries = Chile+Peru each");
    }

    #[test]
    fn a_pronoun_with_two_possible_bearers_is_uncertain() {
        assert_snapshot!(groups("Ana Torvald resigned. She left."), @"Ana Torvald = Ana Torvald | She = Ana Torvald");
        assert_snapshot!(groups("Norway met Chile before it left."), @"Norway = Norway | Chile = Chile | it = Chile+Norway?");
    }
}
