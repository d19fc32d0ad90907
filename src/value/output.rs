//! How values are printed: the names and codes that a person or another program reads.

use serde::Serialize;

use super::Value;
use super::interval::Interval;
use super::quantity::{Quantity, Stated};
use crate::lexicon::Lexicon;
use crate::lexicon::numbers::Bound;

/// A value with its text's words put in. Made for serialisation.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum ValueView<'a> {
    /// Quantities and ages.
    Quantity(QuantityView),
    /// Everything else says what it says by itself.
    Plain(&'a Value),
}

/// A quantity as printed. Ends that are infinite are left out.
#[derive(Debug, Serialize)]
pub struct QuantityView {
    /// The number as written, or both ends of a range.
    pub stated: Stated,
    /// The least that the words allow, in the stated unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// The most that they allow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// How the words bound the number.
    pub bound: Bound,
    /// UCUM or ISO 4217 code; "1" for counts and pure numbers.
    pub unit: String,
    /// Singular English name of the unit, or the counted noun with what describes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_name: Option<String>,
    /// The counted noun alone, in the singular.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<String>,
    /// What the quantity is a part or an amount of, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Ages: the same in years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub years: Option<Stated>,
}

impl Value {
    /// The value as printed. `text` is the text that its spans point into.
    pub fn view<'a>(&'a self, text: &str, lexicon: &Lexicon) -> ValueView<'a> {
        match self {
            Value::Quantity(q) => ValueView::Quantity(quantity(q, text, lexicon)),
            Value::Age(q) => {
                let mut view = quantity(q, text, lexicon);
                let year = 31_557_600.0;
                view.years = Some(q.stated.scaled(q.unit.scale.factor / year));
                view.unit_name = view.unit_name.map(|name| format!("{name} of age"));
                ValueView::Quantity(view)
            }
            _ => ValueView::Plain(self),
        }
    }
}

/// The number without the crumbs that arithmetic leaves in its last digits: 13.65, not 13.649999999999999.
fn tidy(number: f64) -> f64 {
    // A number of a few decimals has no crumbs: it is the nearest one to those decimals.
    const DECIMALS: f64 = 1e4;
    let scaled = (number * DECIMALS).round();
    if scaled.abs() < 1e14 && scaled / DECIMALS == number {
        return number;
    }
    format!("{number:.13e}").parse().unwrap_or(number)
}

fn quantity(q: &Quantity, text: &str, lexicon: &Lexicon) -> QuantityView {
    let finite = |end: f64| end.is_finite().then(|| tidy(end));
    let Interval { low, high, .. } = q.allowed;
    let mut unit_name = q.unit.name(text, lexicon);
    if let Some(noun) = q.noun {
        unit_name.insert_str(0, &noun.singular(text, lexicon));
    }
    QuantityView {
        stated: match q.stated {
            Stated::One(n) => Stated::One(tidy(n)),
            Stated::Range(ends) => Stated::Range(ends.map(tidy)),
        },
        low: finite(low),
        high: finite(high),
        bound: q.bound,
        unit: q.unit.code(lexicon),
        unit_name: (!unit_name.is_empty()).then_some(unit_name),
        head: q.noun.map(|n| n.lemma(text, lexicon).into_owned()),
        of: q.of.map(|span| span.of(text).to_owned()),
        years: None,
    }
}
