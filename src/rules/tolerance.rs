//! How far values may be from each other: "5%", "2 days".

use crate::value::Value;

/// How far two values may be from each other and still agree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tolerance {
    /// This part of the larger figure.
    Part(f64),
    /// So much, in the figure's own unit.
    Amount(f64),
    /// So many days, for dates.
    Days(f64),
}

/// What is wrong with a text, and what to write instead.
type Wrong = (String, String);

impl Tolerance {
    /// Reads "5%", "100" or "2 days".
    pub(crate) fn read(text: &str) -> Result<Self, Wrong> {
        let text = text.trim();
        let number = |text: &str| {
            let number: f64 = text.trim().parse().ok()?;
            (number.is_finite() && number >= 0.0).then_some(number)
        };
        let read = match text.strip_suffix('%') {
            Some(percent) => number(percent).map(|p| Tolerance::Part(p / 100.0)),
            None => number(text)
                .map(Tolerance::Amount)
                .or_else(|| days(text).ok().map(Tolerance::Days)),
        };
        read.ok_or_else(|| {
            (
                format!("`{text}` is no tolerance"),
                "write a percentage such as `5%`, a figure such as `100`, or days such as `2 days`"
                    .to_owned(),
            )
        })
    }

    /// Whether the two values are near enough to agree.
    pub fn allows(self, a: &Value, b: &Value) -> bool {
        match (self, a, b) {
            (Tolerance::Days(days), Value::Temporal(a), Value::Temporal(b)) => {
                a.days_apart(b).is_some_and(|apart| apart <= days)
            }
            (Tolerance::Part(_) | Tolerance::Amount(_), Value::Quantity(a), Value::Quantity(b)) => {
                let (a, b) = (a.likely, b.likely);
                let apart = (a.low.max(b.low) - a.high.min(b.high)).max(0.0);
                let largest = a.high.abs().max(b.high.abs());
                match self {
                    Tolerance::Part(part) => apart <= part * largest,
                    Tolerance::Amount(amount) => apart <= amount,
                    Tolerance::Days(_) => false,
                }
            }
            _ => false,
        }
    }
}

/// "3 years" → days
pub(crate) fn days(text: &str) -> Result<f64, Wrong> {
    let mut parts = text.split_whitespace();
    let number = parts.next().and_then(|n| n.parse::<f64>().ok());
    let unit = match parts.next() {
        Some("day" | "days") => Some(1.0),
        Some("week" | "weeks") => Some(7.0),
        Some("month" | "months") => Some(30.44),
        Some("year" | "years") => Some(365.25),
        _ => None,
    };
    match (number.filter(|n| *n >= 0.0), unit, parts.next()) {
        (Some(number), Some(unit), None) => Ok(number * unit),
        _ => Err((
            format!("`{text}` is no length of time"),
            "write a number and days, weeks, months or years, such as `3 years`".to_owned(),
        )),
    }
}
