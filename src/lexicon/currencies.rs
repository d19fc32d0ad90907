//! `currencies.yaml`: currencies by ISO 4217 code, with their names and signs.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::List;
use super::inflection::Inflection;
use super::units::{Entry, Units};
use crate::language::vocabulary::{Classes, Vocabulary};
use crate::yaml::YamlError;

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Shape {
    name: String,
    also: String,
    signs: String,
    dollar: String,
    minor: String,
    minor_signs: String,
    after: String,
    large: String,
    word: bool,
}

pub(super) fn load(
    units: &mut Units,
    lists: &[List<'_>],
    vocabulary: &mut Vocabulary,
    inflection: &Inflection,
) -> Result<(), Vec<YamlError>> {
    for list in lists {
        let shapes: BTreeMap<String, Shape> = list.read()?;
        for (code, shape) in shapes {
            add(units, &code, &shape, vocabulary, inflection);
        }
    }
    Ok(())
}

fn add(
    units: &mut Units,
    code: &str,
    shape: &Shape,
    vocabulary: &mut Vocabulary,
    inflection: &Inflection,
) {
    let dimension = units.dimension(code);
    let entry = |code: String, name: &str, factor: f64| Entry {
        code: code.into(),
        name: name.into(),
        dimension,
        factor,
        offset: 0.0,
        money: true,
    };
    let names = std::iter::once(shape.name.as_str())
        .chain(shape.also.split(','))
        .chain(shape.large.split(','));
    let id = units.add(
        entry(code.to_owned(), &shape.name, 1.0),
        names,
        vocabulary,
        inflection,
    );
    for word in shape.large.split_whitespace() {
        units.large.insert(vocabulary.intern(word));
    }
    if !shape.word {
        units.codes.insert(code.into(), id);
        units.add_symbol(code, id);
        vocabulary.classify(code, Classes::CURRENCY);
    }
    for sign in shape.signs.split_whitespace() {
        units.signs.insert(sign.into(), id);
        let word = sign.trim_end_matches(|c: char| !c.is_alphabetic() && c != '.');
        if !word.is_empty() {
            vocabulary.classify(word, Classes::CURRENCY);
        }
        if !sign.contains(char::is_alphabetic) {
            units.add_symbol(sign, id);
        }
    }
    for word in shape.dollar.split_whitespace() {
        units.beside_dollar.insert(word.into(), id);
        vocabulary.classify(word, Classes::CURRENCY);
    }
    for symbol in shape.after.split_whitespace() {
        units.add_symbol(symbol, id);
    }
    if !shape.minor.is_empty() || !shape.minor_signs.is_empty() {
        let name = shape.minor.split(',').next().unwrap_or_default();
        let minor = units.add(
            entry(format!("10*-2.{code}"), name, 0.01),
            shape.minor.split(','),
            vocabulary,
            inflection,
        );
        for symbol in shape.minor_signs.split_whitespace() {
            units.add_symbol(symbol, minor);
        }
    }
}
