//! `countries.yaml`, `organisations.yaml`, `places.yaml`: names that stand for known things.

use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{List, Named};
use crate::language::token::{Token, tokenize};
use crate::language::tokens::Tokens;
use crate::language::vocabulary::{Classes, Vocabulary, WordId};
use crate::yaml::YamlError;

/// What kind of thing a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameKind {
    /// A state or territory.
    Country,
    /// A city, province or region.
    Place,
    /// A union, body, agency, party, company.
    Organisation,
    /// A human being.
    Person,
    /// Anything else with a name: laws, ships, prizes, events.
    Other,
}

/// A thing that the lists know.
#[derive(Debug)]
pub struct Entry {
    /// Stable key: `country:IR`, `org:SCO`, `place:Berlin`.
    pub key: Box<str>,
    /// Everyday name.
    pub name: Box<str>,
    /// What it is.
    pub kind: NameKind,
    /// ISO 3166 code of the country that it lies in or belongs to, where known.
    pub country: Option<Box<str>>,
}

/// How a form of a name stands for its bearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// "Iran", "SCO"
    Name,
    /// "Iranian"
    Demonym,
    /// "Tehran", "the Kremlin": the place itself, or the government that sits there.
    Seat,
}

/// A form found in a text.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// Number of the entry.
    pub entry: u32,
    /// How it is named.
    pub form: Form,
    /// How many tokens the form has.
    pub len: usize,
}

#[derive(Debug)]
struct Pattern {
    rest: Box<[Piece]>,
    entry: u32,
    form: Form,
    /// Written in capitals ("US", "WHO"): matches only when the text has capitals too.
    upper: bool,
}

#[derive(Debug, PartialEq)]
enum Piece {
    Word(WordId),
    Mark(u8),
}

/// All known names.
#[derive(Debug, Default)]
pub struct Gazetteer {
    entries: Vec<Entry>,
    by_first: FxHashMap<WordId, Vec<Pattern>>,
    /// The tokens of one name, while the lists load.
    tokens: Vec<Token>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Countries {
    countries: Named<Country>,
    #[serde(default)]
    ambiguous: Vec<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Country {
    name: String,
    official: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    demonyms: Vec<String>,
    capital: Option<String>,
    #[serde(default)]
    capital_aliases: Vec<String>,
    #[serde(default)]
    metonyms: Vec<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Organisations {
    organisations: Named<Organisation>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Organisation {
    name: String,
    #[serde(default)]
    acronyms: Vec<String>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(rename = "kind")]
    _kind: Option<String>,
    country: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Places {
    places: Named<Place>,
    us_states: Named<Place>,
    regions: Named<Place>,
    ambiguous: Vec<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Place {
    #[serde(rename = "in")]
    country: String,
    #[serde(default)]
    abbreviations: Vec<String>,
}

/// The three lists of names, read and not looked up yet.
pub(super) struct NameLists {
    countries: Vec<Countries>,
    organisations: Vec<Organisations>,
    places: Vec<Places>,
}

impl NameLists {
    /// Reads the lists of that name, each with those that the user adds.
    pub(super) fn read<'a>(
        lists: impl Fn(&'static str) -> Vec<List<'a>>,
    ) -> Result<Self, Vec<YamlError>> {
        Ok(Self {
            countries: read_all(&lists("countries.yaml"))?,
            organisations: read_all(&lists("organisations.yaml"))?,
            places: read_all(&lists("places.yaml"))?,
        })
    }
}

fn read_all<T: DeserializeOwned + JsonSchema>(
    lists: &[List<'_>],
) -> Result<Vec<T>, Vec<YamlError>> {
    lists.iter().map(List::read).collect()
}

impl Gazetteer {
    /// Countries before bodies before places: the first to claim a form keeps it.
    pub(super) fn load(&mut self, lists: NameLists, words: &mut Vocabulary) {
        self.load_countries(lists.countries, words);
        self.load_organisations(lists.organisations, words);
        self.load_places(lists.places, words);
    }

    /// The entry of that number.
    pub fn entry(&self, number: u32) -> Option<&Entry> {
        self.entries.get(number as usize)
    }

    /// Number of the entry with that key.
    pub fn find(&self, key: &str) -> Option<u32> {
        let at = self.entries.iter().position(|e| &*e.key == key)?;
        u32::try_from(at).ok()
    }

    /// The longest known name at the front of `input`, which must open with a capital.
    pub fn longest(&self, input: &Tokens<'_>) -> Option<Found> {
        let first = input.first()?;
        if !first.is_capitalised() {
            return None;
        }
        self.by_first
            .get(&first.word)?
            .iter()
            .filter(|p| !p.upper || p.rest.len() > 1 || !is_all_lower_but_first(input.text(first)))
            .filter(|p| {
                p.rest.iter().enumerate().all(|(n, piece)| {
                    input.peek(n + 1).is_some_and(|t| match piece {
                        Piece::Word(word) => t.word == *word,
                        Piece::Mark(mark) => t.is_mark(*mark),
                    })
                })
            })
            .max_by_key(|p| p.rest.len())
            .map(|p| Found {
                entry: p.entry,
                form: p.form,
                len: p.rest.len() + 1,
            })
    }

    fn load_countries(&mut self, shapes: Vec<Countries>, words: &mut Vocabulary) {
        for shape in shapes {
            for name in &shape.ambiguous {
                words.intern(name);
            }
            for (code, c) in shape.countries.0 {
                let entry = self.add(
                    ["country:", &code].concat(),
                    &c.name,
                    NameKind::Country,
                    Some(code),
                );
                self.name(&c.name, entry, Form::Name, words);
                for name in c.official.iter().chain(&c.aliases) {
                    self.name(name, entry, Form::Name, words);
                }
                for name in &c.demonyms {
                    self.name(name, entry, Form::Demonym, words);
                }
                let seats = c
                    .capital
                    .iter()
                    .chain(&c.capital_aliases)
                    .chain(&c.metonyms);
                for name in seats {
                    self.name(name, entry, Form::Seat, words);
                }
            }
        }
    }

    fn load_organisations(&mut self, shapes: Vec<Organisations>, words: &mut Vocabulary) {
        for shape in shapes {
            for (id, o) in shape.organisations.0 {
                let entry = self.add(
                    ["org:", &id].concat(),
                    &o.name,
                    NameKind::Organisation,
                    o.country,
                );
                self.name(&o.name, entry, Form::Name, words);
                for name in o.acronyms.iter().chain(&o.aliases) {
                    self.name(name, entry, Form::Name, words);
                }
            }
        }
    }

    fn load_places(&mut self, shapes: Vec<Places>, words: &mut Vocabulary) {
        for shape in shapes {
            let ambiguous: FxHashSet<String> = shape.ambiguous.into_iter().collect();
            let all = shape
                .places
                .0
                .into_iter()
                .chain(shape.us_states.0)
                .chain(shape.regions.0);
            for (name, place) in all {
                if ambiguous.contains(&name) {
                    continue;
                }
                let entry = self.add(
                    ["place:", &name].concat(),
                    &name,
                    NameKind::Place,
                    Some(place.country),
                );
                self.name(&name, entry, Form::Name, words);
                for short in place.abbreviations.iter().filter(|a| a.len() > 2) {
                    self.name(short, entry, Form::Name, words);
                }
            }
        }
    }

    /// Adds other forms of a name, which need not be known yet.
    pub(crate) fn alias(&mut self, name: &str, forms: &[String], words: &mut Vocabulary) {
        let known = self.entries.iter().position(|e| &*e.name == name);
        let entry = match known.and_then(|at| u32::try_from(at).ok()) {
            Some(entry) => entry,
            None => {
                let entry = self.add(format!("org:{name}"), name, NameKind::Organisation, None);
                self.name(name, entry, Form::Name, words);
                entry
            }
        };
        for form in forms {
            self.name(form, entry, Form::Name, words);
        }
    }

    fn add(&mut self, key: String, name: &str, kind: NameKind, country: Option<String>) -> u32 {
        self.entries.push(Entry {
            key: key.into(),
            name: name.into(),
            kind,
            country: country.map(Into::into),
        });
        u32::try_from(self.entries.len() - 1).unwrap_or(u32::MAX)
    }

    /// Adds one written form. A form that another entry has already is left to the first: a
    /// capital before a city, a country before a capital of the same name.
    fn name(&mut self, form: &str, entry: u32, kind: Form, words: &mut Vocabulary) {
        self.tokens.clear();
        tokenize(form, 0, words, &mut self.tokens);
        let mut pieces = self.tokens.iter().map(|t| {
            if t.is_word() || t.kind == crate::language::token::TokenKind::Number {
                Piece::Word(match t.word.is_known() {
                    true => t.word,
                    false => words.intern(t.span().of(form)),
                })
            } else {
                Piece::Mark(t.lead)
            }
        });
        let Some(Piece::Word(first)) = pieces.next() else {
            return;
        };
        let rest: Box<[Piece]> = pieces.collect();
        words.mark(first, Classes::NAME);
        let patterns = self.by_first.entry(first).or_default();
        if patterns.iter().any(|p| p.rest == rest) {
            return;
        }
        patterns.push(Pattern {
            rest,
            entry,
            form: kind,
            upper: self.tokens.first().is_some_and(|t| t.is_upper()),
        });
    }
}

/// "Us", "Who": an ordinary word that opens a sentence, not an acronym.
fn is_all_lower_but_first(word: &str) -> bool {
    word.chars().skip(1).all(|c| !c.is_uppercase() && c != '.')
}
