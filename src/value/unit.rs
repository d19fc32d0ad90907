//! Units: of measure and of money, one for each of another.
//!
//! | text | unit |
//! |---|---|
//! | `km`, `kilometres`, `square miles`, `sq m`, `m2`, `cm²` | one unit, to a power |
//! | `%`, `per cent`, `basis points`, `°C`, `degrees Fahrenheit` | |
//! | `miles per hour`, `km/h`, `mph`, `barrels a day`, `barrel-a-day` | one for each of another |
//! | `dollars per share`, `tests per day` | one of them a noun |
//! | `$`, `US$`, `US $`, `$A`, `USD`, `Rs`, `Y=` | money, before the number |

use serde::Serialize;

use super::noun::{self, Noun};
use crate::language::token::TokenKind;
use crate::language::tokens::{Parsed, Tokens, no_match};
use crate::language::vocabulary::Classes;
use crate::lexicon::Lexicon;
use crate::lexicon::units::{Dimension, UnitId};

/// A unit as written, with all that a comparison needs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Unit {
    /// The unit itself.
    #[serde(skip)]
    pub id: UnitId,
    /// The power that it is raised to: 2 for "square miles".
    pub power: u8,
    /// What it is counted for each of.
    #[serde(skip)]
    pub per: Per,
    /// What it measures, and how it converts.
    #[serde(skip)]
    pub scale: Scale,
}

/// The second half of "miles per hour", "dollars per share".
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Per {
    /// Nothing of the kind.
    #[default]
    None,
    /// A unit, raised to a power.
    Unit(UnitId, u8),
    /// Anything else that is counted.
    Noun(Noun),
}

/// How a unit converts: base = stated × factor + offset. Only values of the same dimensions compare.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// What is measured.
    pub top: Dimension,
    /// For each of what.
    pub per: Dimension,
    /// How many base units one unit is.
    pub factor: f64,
    /// What is added after that (temperatures).
    pub offset: f64,
}

impl Scale {
    /// That of pure numbers.
    pub const NUMBER: Scale = Scale {
        top: Dimension { id: 0, power: 0 },
        per: Dimension { id: 0, power: 0 },
        factor: 1.0,
        offset: 0.0,
    };

    /// Whether values of the two can be compared.
    pub fn matches(self, other: Scale) -> bool {
        self.top == other.top && self.per == other.per
    }
}

/// Stands as the dimension of nouns: "per share".
const PER_NOUN: Dimension = Dimension {
    id: u16::MAX,
    power: 1,
};

impl Unit {
    /// No unit: a pure number or a count.
    pub const ONE: Unit = Unit {
        id: UnitId::ONE,
        power: 1,
        per: Per::None,
        scale: Scale::NUMBER,
    };

    /// The unit with its scale worked out.
    pub fn new(lexicon: &Lexicon, id: UnitId, power: u8, per: Per) -> Self {
        let mut scale = Scale::NUMBER;
        if let Some(top) = lexicon.units.entry(id) {
            scale.top = Dimension {
                power: top.dimension.power * power,
                ..top.dimension
            };
            scale.factor = top.factor.powi(i32::from(power));
            scale.offset = top.offset;
        }
        match per {
            Per::None => {}
            Per::Noun(_) => scale.per = PER_NOUN,
            Per::Unit(id, power) => {
                if let Some(below) = lexicon.units.entry(id) {
                    scale.per = Dimension {
                        power: below.dimension.power * power,
                        ..below.dimension
                    };
                    scale.factor /= below.factor.powi(i32::from(power));
                }
            }
        }
        Self {
            id,
            power,
            per,
            scale,
        }
    }

    /// Whether it is a part of a whole: percent, or a fraction.
    pub fn is_share(self, lexicon: &Lexicon) -> bool {
        let percent = lexicon
            .units
            .symbol("%")
            .and_then(|id| lexicon.units.entry(id));
        percent.is_some_and(|e| self.scale.top == e.dimension)
    }

    /// Whether it is money.
    pub fn is_money(self, lexicon: &Lexicon) -> bool {
        lexicon.units.entry(self.id).is_some_and(|e| e.money)
    }

    /// Its name for people, in the singular; empty for pure numbers.
    pub fn name(self, text: &str, lexicon: &Lexicon) -> String {
        let mut name = raised(lexicon, self.id, self.power);
        match self.per {
            Per::None => {}
            Per::Unit(id, power) => {
                name.push_str(" per ");
                name.push_str(&raised(lexicon, id, power));
            }
            Per::Noun(noun) => {
                name.push_str(" per ");
                name.push_str(&noun.singular(text, lexicon));
            }
        }
        name
    }

    /// Its UCUM or ISO 4217 code; "1" for pure numbers.
    pub fn code(self, lexicon: &Lexicon) -> String {
        let coded = |id: UnitId, power: u8| {
            let code = lexicon.units.entry(id).map_or("1", |e| &*e.code);
            match power {
                1 => code.to_owned(),
                _ => format!("{code}{power}"),
            }
        };
        let top = coded(self.id, self.power);
        match self.per {
            Per::None => top,
            Per::Unit(id, power) => format!("{top}/{}", coded(id, power)),
            Per::Noun(_) => format!("{top}/{{each}}"),
        }
    }
}

fn raised(lexicon: &Lexicon, id: UnitId, power: u8) -> String {
    let name = lexicon.units.entry(id).map_or("", |e| &*e.name);
    match power {
        2 => format!("square {name}"),
        3 => format!("cubic {name}"),
        _ => name.to_owned(),
    }
}

/// "km/h", "square miles", "barrels of oil per day", "%"
pub fn unit(input: Tokens<'_>) -> Parsed<'_, Unit> {
    let lexicon = input.lexicon();
    let start = input.skip(usize::from(input.is_hyphen(0)));
    if let Some(token) = start.first().filter(|t| t.is_word())
        && let Some([top, per]) = lexicon.units.compound(start.text(token))
    {
        let unit = Unit::new(lexicon, top, 1, Per::Unit(per, 1));
        return Ok((start.skip(1), unit));
    }
    // "b/d"
    let joined = start.span_until(&start.skip(3)).of(start.source().text);
    if start.peek(1).is_some_and(|t| t.is_mark(b'/'))
        && let Some([top, per]) = lexicon.units.compound(joined)
    {
        let unit = Unit::new(lexicon, top, 1, Per::Unit(per, 1));
        return Ok((start.skip(3), unit));
    }
    let (rest, (id, power)) = measure(start)?;
    let money = lexicon.units.entry(id).is_some_and(|e| e.money);
    let (rest, per) = per(rest, !money);
    Ok((rest, Unit::new(lexicon, id, power, per)))
}

// "square miles", "km", "m2", "%", "°C", "pound-feet"
fn measure(input: Tokens<'_>) -> Parsed<'_, (UnitId, u8)> {
    let units = &input.lexicon().units;
    let Some(first) = input.first() else {
        return no_match();
    };
    let text = input.text(first);
    if !first.is_word() {
        let scale = input.peek(1).map(|t| input.text(t)).unwrap_or_default();
        let named = match (text, scale) {
            ("°" | "º", "C") => units.symbol("°C"),
            ("°" | "º", "F") => units.symbol("°F"),
            _ => None,
        };
        if let Some(id) = named {
            return Ok((input.skip(2), (id, 1)));
        }
        // Marks such as "″" are units only right behind the number.
        return match units.symbol(text) {
            Some(id) if !first.is_spaced() || first.kind == TokenKind::Symbol => {
                Ok((input.skip(1), (id, 1)))
            }
            _ => no_match(),
        };
    }
    // A longer name ("square feet" of the list) is found before "square" is taken for a power.
    if let Some((rest, id)) = units.names.find(input) {
        return Ok((rest, (id, 1)));
    }
    if let Some(power) = units.power(first.word) {
        let below = input.skip(1);
        let below = below.skip(usize::from(below.is_hyphen(0)));
        if let Ok((rest, (id, 1))) = measure(below)
            && units.entry(id).is_some_and(|e| e.dimension.power == 1)
        {
            return Ok((rest, (id, power)));
        }
        return no_match();
    }
    if let Some(id) = units.symbol_in(text) {
        return Ok((input.skip(1), (id, 1)));
    }
    let text = text.strip_suffix('.').unwrap_or(text);
    let (stem, power) = if let Some(stem) = text.strip_suffix(['2', '²']) {
        (stem, 2)
    } else if let Some(stem) = text.strip_suffix(['3', '³']) {
        (stem, 3)
    } else {
        return no_match();
    };
    match units.symbol(stem) {
        Some(id) if units.entry(id).is_some_and(|e| e.dimension.power == 1) => {
            Ok((input.skip(1), (id, power)))
        }
        _ => no_match(),
    }
}

/// "per hour", "a day", "/h", "per share"; `after_unit` keeps "a" from opening
/// a noun, which it does behind money alone ("$5 a share").
pub fn per(input: Tokens<'_>, after_unit: bool) -> (Tokens<'_>, Per) {
    let k = input.lexicon().keywords;
    let hyphen = usize::from(input.is_hyphen(0));
    let slash = input.first().is_some_and(|t| t.is_mark(b'/'));
    let article = input.is(hyphen, k.a) || input.is(hyphen, k.an);
    let each = input.is(hyphen, k.per) || input.is(hyphen, k.each) || input.is(hyphen, k.every);
    if !(slash || article || each) {
        return (input, Per::None);
    }
    let mut rest = input.skip(hyphen + 1);
    rest = rest.skip(usize::from(rest.is_hyphen(0)));
    if let Ok((after, (id, power))) = measure(rest) {
        // "$2 billion a year earlier" compares.
        let compares = article
            && after
                .first()
                .is_some_and(|t| after.lexicon().numbers.is_comparison(t.word));
        if !compares
            && !input
                .lexicon()
                .units
                .entry(id)
                .is_some_and(|e| e.money || &*e.code == "%")
        {
            return (after, Per::Unit(id, power));
        }
    }
    if input.is(hyphen, k.per)
        && let Some((after, noun)) = noun::per_noun(rest)
    {
        return (after, Per::Noun(noun));
    }
    if article
        && !after_unit
        && let Some((after, noun)) = noun::per_noun(rest)
    {
        let ends = after
            .first()
            .is_none_or(|t| !t.is_word() || after.classes(t).any(Classes::FUNCTION));
        if ends && input.first_text() == "a" && is_share(rest) {
            return (after, Per::Noun(noun));
        }
    }
    (input, Per::None)
}

/// "$5 a share", "$20 a head": the nouns that prices are given for.
fn is_share(noun: Tokens<'_>) -> bool {
    matches!(
        noun.first_text(),
        "share" | "head" | "person" | "piece" | "ticket" | "unit" | "bottle" | "night" | "copy"
    )
}

/// A currency before its number: "$", "US$", "US $", "$A", "USD", "Rs".
pub fn money_sign(input: Tokens<'_>) -> Parsed<'_, UnitId> {
    let units = &input.lexicon().units;
    let Some(first) = input.first() else {
        return no_match();
    };
    let text = input.text(first);
    if first.kind == TokenKind::Symbol {
        let Some(id) = units.money_sign(text) else {
            return no_match();
        };
        // "$A15", "$US 15"
        if let Some(beside) = input.peek(1).filter(|t| t.is_word() && !t.is_spaced()) {
            return match units.beside_dollar(input.text(beside)) {
                Some(id) if text == "$" => Ok((input.skip(2), id)),
                _ => no_match(),
            };
        }
        return Ok((input.skip(1), id));
    }
    if !first.is_word() || !input.classes(first).any(Classes::CURRENCY) {
        return no_match();
    }
    if let Some(sign) = input.peek(1).filter(|t| t.kind == TokenKind::Symbol) {
        let sign_text = input.text(sign);
        if sign_text == "$" {
            return match units.beside_dollar(text) {
                Some(id) => Ok((input.skip(2), id)),
                None => no_match(),
            };
        }
        if !sign.is_spaced() && sign_text == "=" {
            let both = input.span_until(&input.skip(2)).of(input.source().text);
            return match units.money_sign(both) {
                Some(id) => Ok((input.skip(2), id)),
                None => no_match(),
            };
        }
        // "EUR €5"
        return match units.money_code(text) {
            Some(id) if units.money_sign(sign_text) == Some(id) => Ok((input.skip(2), id)),
            _ => no_match(),
        };
    }
    match units.money_sign(text).or_else(|| units.money_code(text)) {
        Some(id) if input.peek(1).is_some_and(|t| t.kind == TokenKind::Number) => {
            Ok((input.skip(1), id))
        }
        _ => no_match(),
    }
}

/// What can follow an amount with a dollar sign: "$76 US", "$5 million AUD".
pub fn beside_dollar(input: Tokens<'_>) -> Parsed<'_, UnitId> {
    let units = &input.lexicon().units;
    let named = input
        .first()
        .filter(|t| t.is_word() && input.classes(t).any(Classes::CURRENCY) && t.is_upper())
        .map(|t| input.text(t))
        .and_then(|text| units.beside_dollar(text).or_else(|| units.money_code(text)));
    match named {
        Some(id)
            if !input
                .peek(1)
                .is_some_and(|t| t.is_word() && t.is_capitalised()) =>
        {
            Ok((input.skip(1), id))
        }
        _ => no_match(),
    }
}
