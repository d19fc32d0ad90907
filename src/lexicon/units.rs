//! `units.yaml`: units of measure with their names, short forms, dimensions and factors.
//! The currencies of `currencies.yaml` stand in the same table, each in a dimension of its own.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::Deserialize;

use super::List;
use super::phrases::Phrases;
use crate::language::forms::Forms;
use crate::language::vocabulary::{Classes, Vocabulary, WordId};
use crate::lexicon::inflection::Inflection;
use crate::yaml::YamlError;

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Shape {
    dimensions: BTreeMap<String, Vec<UnitShape>>,
    compounds: BTreeMap<String, String>,
    powers: BTreeMap<String, u8>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct UnitShape {
    code: String,
    name: String,
    #[serde(default)]
    also: String,
    #[serde(default)]
    symbols: String,
    #[serde(default = "one")]
    factor: f64,
    #[serde(default)]
    offset: f64,
    #[serde(default)]
    prefixes: String,
}

fn one() -> f64 {
    1.0
}

/// A unit's place in the table; [`UnitId::ONE`] is the pure number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct UnitId(pub u16);

impl UnitId {
    /// No unit: a pure number or a count.
    pub const ONE: UnitId = UnitId(0);
}

/// What can be compared: a dimension and the power that it is raised to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Dimension {
    /// Number of the dimension; 0 is that of pure numbers.
    pub id: u16,
    /// Its power: 2 for areas.
    pub power: u8,
}

/// One unit.
#[derive(Clone, Debug)]
pub struct Entry {
    /// UCUM or ISO 4217 code.
    pub code: Box<str>,
    /// Singular English name.
    pub name: Box<str>,
    /// What it measures.
    pub dimension: Dimension,
    /// How many of the dimension's base unit it is.
    pub factor: f64,
    /// What to add after that.
    pub offset: f64,
    /// Whether it is money.
    pub money: bool,
}

/// All units and currencies.
#[derive(Debug)]
pub struct Units {
    entries: Vec<Entry>,
    pub(super) dimensions: Vec<Box<str>>,
    /// Units by name, singular and plural.
    pub names: Phrases<UnitId>,
    symbols: FxHashMap<Box<str>, UnitId>,
    compounds: FxHashMap<Box<str>, [UnitId; 2]>,
    powers: FxHashMap<WordId, u8>,
    percent: UnitId,
    year: UnitId,
    pub(super) signs: FxHashMap<Box<str>, UnitId>,
    pub(super) beside_dollar: FxHashMap<Box<str>, UnitId>,
    pub(super) codes: FxHashMap<Box<str>, UnitId>,
    pub(super) large: FxHashSet<WordId>,
}

impl Default for Units {
    fn default() -> Self {
        let number = Entry {
            code: "1".into(),
            name: "".into(),
            dimension: Dimension::default(),
            factor: 1.0,
            offset: 0.0,
            money: false,
        };
        Self {
            entries: vec![number],
            dimensions: vec!["number".into()],
            names: Phrases::default(),
            symbols: FxHashMap::default(),
            compounds: FxHashMap::default(),
            powers: FxHashMap::default(),
            percent: UnitId::ONE,
            year: UnitId::ONE,
            signs: FxHashMap::default(),
            beside_dollar: FxHashMap::default(),
            codes: FxHashMap::default(),
            large: FxHashSet::default(),
        }
    }
}

/// Bytes of the longest short form, with a full stop behind it.
const LONGEST_SYMBOL: usize = 8;

/// SI prefixes: sign in a symbol, sign in a UCUM code, name, factor.
const PREFIXES: [(&str, &str, &str, f64); 11] = [
    ("E", "E", "exa", 1e18),
    ("P", "P", "peta", 1e15),
    ("T", "T", "tera", 1e12),
    ("G", "G", "giga", 1e9),
    ("M", "M", "mega", 1e6),
    ("k", "k", "kilo", 1e3),
    ("h", "h", "hecto", 1e2),
    ("c", "c", "centi", 1e-2),
    ("m", "m", "milli", 1e-3),
    ("μ", "u", "micro", 1e-6),
    ("n", "n", "nano", 1e-9),
];

impl Units {
    /// The unit; that of pure numbers where the table has none of this place.
    pub fn entry(&self, id: UnitId) -> Option<&Entry> {
        self.entries.get(id.0 as usize)
    }

    /// The unit with this short form, capitals included: "km", "%".
    pub fn symbol(&self, text: &str) -> Option<UnitId> {
        // Most words that are looked up are longer than any short form.
        if text.len() > LONGEST_SYMBOL {
            return None;
        }
        self.symbols.get(text).copied()
    }

    /// The unit of hundredths.
    pub fn percent(&self) -> UnitId {
        self.percent
    }

    /// The unit of years.
    pub fn year(&self) -> UnitId {
        self.year
    }

    /// The unit with this short form, or with this one behind a full stop of the sentence: "60 mph."
    pub fn symbol_in(&self, text: &str) -> Option<UnitId> {
        self.symbol(text)
            .or_else(|| self.symbol(text.strip_suffix('.')?))
    }

    /// The two units of a short form for one of each of the other: "mph".
    pub fn compound(&self, text: &str) -> Option<[UnitId; 2]> {
        if text.len() > LONGEST_SYMBOL {
            return None;
        }
        let text = text.strip_suffix('.').unwrap_or(text);
        self.compounds.get(text).copied()
    }

    /// The power of "square", "cubic".
    pub fn power(&self, word: WordId) -> Option<u8> {
        self.powers.get(&word).copied()
    }

    /// The currency of a sign before the amount: "$", "Rs".
    pub fn money_sign(&self, text: &str) -> Option<UnitId> {
        self.signs.get(text).copied()
    }

    /// The currency that a word beside a dollar sign names: "US", "HK".
    pub fn beside_dollar(&self, text: &str) -> Option<UnitId> {
        self.beside_dollar.get(text).copied()
    }

    /// The currency of an ISO 4217 code in capitals.
    pub fn money_code(&self, text: &str) -> Option<UnitId> {
        self.codes.get(text).copied()
    }

    /// Whether the currency's name is also a common word.
    pub fn needs_large_amount(&self, word: WordId) -> bool {
        self.large.contains(&word)
    }

    /// Adds a unit, with its names (singular; plurals are worked out).
    pub(super) fn add<'n>(
        &mut self,
        entry: Entry,
        names: impl Iterator<Item = &'n str>,
        vocabulary: &mut Vocabulary,
        inflection: &Inflection,
    ) -> UnitId {
        let id = UnitId(u16::try_from(self.entries.len()).unwrap_or(0));
        self.entries.push(entry);
        for name in names.map(str::trim).filter(|n| !n.is_empty()) {
            let plural = plural(
                name,
                Forms {
                    vocabulary,
                    inflection,
                },
            );
            for form in [name, &plural] {
                self.names.add(form, id, vocabulary, Classes::NONE);
            }
        }
        id
    }

    /// Adds a short form of a unit; one that stands already stays.
    pub(super) fn add_symbol(&mut self, symbol: &str, id: UnitId) {
        self.symbols.entry(symbol.into()).or_insert(id);
    }

    pub(super) fn load(
        &mut self,
        lists: &[List<'_>],
        vocabulary: &mut Vocabulary,
        inflection: &Inflection,
    ) -> Result<(), Vec<YamlError>> {
        for list in lists {
            let shape: Shape = list.read()?;
            for (dimension, units) in shape.dimensions {
                let dimension = self.dimension(&dimension);
                for unit in units {
                    self.add_unit(&unit, dimension, vocabulary, inflection);
                }
            }
            for (short, long) in shape.compounds {
                if let Some((top, per)) = long.split_once(" / ") {
                    let ids = [top, per].map(|name| self.by_name(name));
                    self.compounds.insert(short.into(), ids);
                }
            }
            self.percent = self.by_name("percentage");
            self.year = self.by_name("year");
            for (word, power) in shape.powers {
                self.powers.insert(vocabulary.intern(&word), power);
            }
        }
        Ok(())
    }

    fn by_name(&self, name: &str) -> UnitId {
        let at = self.entries.iter().position(|e| &*e.name == name);
        UnitId(at.and_then(|at| u16::try_from(at).ok()).unwrap_or(0))
    }

    /// "length 2" → the second power of "length", which gets a number where it has none.
    pub(super) fn dimension(&mut self, name: &str) -> Dimension {
        let (name, power) = match name.rsplit_once(' ') {
            Some((name, power)) if power.parse::<u8>().is_ok() => {
                (name, power.parse().unwrap_or(1))
            }
            _ => (name, 1),
        };
        let known = self.dimensions.iter().position(|d| &**d == name);
        let id = known.unwrap_or_else(|| {
            self.dimensions.push(name.into());
            self.dimensions.len() - 1
        });
        Dimension {
            id: u16::try_from(id).unwrap_or(0),
            power,
        }
    }

    fn add_unit(
        &mut self,
        unit: &UnitShape,
        dimension: Dimension,
        vocabulary: &mut Vocabulary,
        inflection: &Inflection,
    ) {
        let entry = |code: String, name: String, factor: f64| Entry {
            code: code.into(),
            name: name.into(),
            dimension,
            factor,
            offset: unit.offset,
            money: false,
        };
        let names = || std::iter::once(unit.name.as_str()).chain(unit.also.split(','));
        let id = self.add(
            entry(unit.code.clone(), unit.name.clone(), unit.factor),
            names(),
            vocabulary,
            inflection,
        );
        for symbol in unit.symbols.split_whitespace() {
            self.add_symbol(symbol, id);
            if symbol.ends_with('.') {
                vocabulary.intern(symbol);
            }
        }
        for prefix in unit.prefixes.split_whitespace() {
            let Some((sign, code, long, factor)) = PREFIXES.iter().find(|p| p.0 == prefix) else {
                continue;
            };
            let prefixed: Vec<String> = names()
                .map(str::trim)
                .filter(|n| !n.is_empty())
                .map(|n| format!("{long}{n}"))
                .collect();
            let id = self.add(
                entry(
                    format!("{code}{}", unit.code),
                    format!("{long}{}", unit.name),
                    unit.factor * factor,
                ),
                prefixed.iter().map(String::as_str),
                vocabulary,
                inflection,
            );
            for symbol in unit.symbols.split_whitespace() {
                self.add_symbol(&format!("{sign}{symbol}"), id);
                if *sign == "μ" {
                    // The micro sign of Latin-1, and what stands for it on a keyboard.
                    self.add_symbol(&format!("µ{symbol}"), id);
                    self.add_symbol(&format!("u{symbol}"), id);
                }
            }
        }
    }
}

/// "square mile" → "square miles", "barrel of oil" → "barrels of oil"
fn plural(name: &str, forms: Forms<'_>) -> String {
    for joint in [" of ", " per "] {
        if let Some((head, rest)) = name.split_once(joint) {
            return format!("{}{joint}{rest}", forms.plural(head));
        }
    }
    match name.rsplit_once([' ', '-']) {
        Some((first, last)) => format!("{first} {}", forms.plural(last)),
        None => forms.plural(name).into_owned(),
    }
}
