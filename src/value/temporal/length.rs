//! Lengths of time as sets of seconds, and as ISO 8601.

use std::fmt;

use super::expression::Hedge;
use crate::lexicon::time::Unit;
use crate::value::interval::Interval;

/// How many: a number, or what a vague word allows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Count {
    /// Least.
    pub low: f32,
    /// Most.
    pub high: f32,
    /// Whether it is a number (then `low` is `high`).
    pub known: bool,
    /// Whether it is an article ("a year"), which is said of rounder lengths than "one".
    pub article: bool,
}

impl Count {
    /// A number.
    pub fn of(number: f32) -> Self {
        Self {
            low: number,
            high: number,
            known: true,
            article: false,
        }
    }

    /// What a vague word allows.
    pub fn between(low: f32, high: f32) -> Self {
        Self {
            low,
            high,
            known: false,
            article: false,
        }
    }
}

/// A length of time: so many units, and perhaps a smaller part ("an hour and 20 minutes").
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Length {
    /// How many units.
    pub count: Count,
    /// The unit.
    pub unit: Unit,
    /// The smaller part.
    pub minor: Option<(u16, Unit)>,
}

/// Seconds of a unit; calendar units on the Gregorian average.
pub fn seconds(unit: Unit) -> f64 {
    const DAY: f64 = 86_400.0;
    const YEAR: f64 = 365.2425 * DAY;
    match unit {
        Unit::Second => 1.0,
        Unit::Minute => 60.0,
        Unit::Hour => 3600.0,
        Unit::Day => DAY,
        Unit::Weekend => 2.0 * DAY,
        Unit::Week => 7.0 * DAY,
        Unit::Fortnight => 14.0 * DAY,
        Unit::Month => YEAR / 12.0,
        Unit::Quarter => YEAR / 4.0,
        Unit::Year => YEAR,
        Unit::Decade => 10.0 * YEAR,
        Unit::Century => 100.0 * YEAR,
        Unit::Millennium => 1000.0 * YEAR,
    }
}

impl Length {
    /// The lengths that the words allow, in seconds.
    ///
    /// Months and years have a slack of days for their uneven length; "a year" and whole decades
    /// are said of anything within a tenth.
    pub fn interval(&self, hedge: Hedge) -> Interval {
        let unit = seconds(self.unit);
        let minor = self.minor.map_or(0.0, |(n, u)| f64::from(n) * seconds(u));
        let low = f64::from(self.count.low) * unit + minor;
        let high = f64::from(self.count.high) * unit + minor;
        let round = self.count.known && (self.count.article || self.unit >= Unit::Decade);
        let share = if round { 0.1 } else { 0.0 };
        let days = match self.unit {
            Unit::Month | Unit::Quarter => 2.5,
            Unit::Year | Unit::Decade | Unit::Century | Unit::Millennium => 1.5,
            Unit::Week | Unit::Fortnight => 0.5,
            _ => 0.0,
        };
        let slack = 86_400.0 * days;
        let plain = Interval::closed(low * (1.0 - share) - slack, high * (1.0 + share) + slack);
        match hedge {
            Hedge::None => plain,
            Hedge::About => Interval::closed(plain.low * 0.85, plain.high * 1.15),
            Hedge::Nearly => Interval::closed(plain.low * 0.85, plain.high),
            Hedge::MoreThan => Interval::above(low),
            Hedge::AtLeast => Interval::at_least(plain.low),
            Hedge::LessThan => Interval {
                high_open: true,
                ..Interval::closed(0.0, high)
            },
            Hedge::AtMost => Interval::closed(0.0, plain.high),
        }
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unit, factor) = iso_unit(self.unit);
        if !self.count.known {
            let letter = vague_letter(self.unit);
            let time = if self.unit < Unit::Day { "T" } else { "" };
            return write!(f, "P{time}X{letter}");
        }
        let count = self.count.low * factor;
        // Halves and the like are written in the next smaller unit: P2Y6M, PT5H30M.
        let (lower, per) = match unit {
            'Y' => (Some(Unit::Month), 12.0),
            'H' => (Some(Unit::Minute), 60.0),
            'D' => (Some(Unit::Hour), 24.0),
            'M' if self.unit == Unit::Minute => (Some(Unit::Second), 60.0),
            _ => (None, 1.0),
        };
        let part = (count.fract() * per).round();
        let minor = match (self.minor, lower) {
            (None, Some(lower)) if part > 0.0 && part < per => Some((part as u16, lower)),
            (minor, _) => minor,
        };
        let is_time = |u: Unit| u < Unit::Day;
        f.write_str(if is_time(self.unit) { "PT" } else { "P" })?;
        match minor {
            None => write!(f, "{count}{unit}"),
            Some((n, minor)) => {
                let (letter, factor) = iso_unit(minor);
                if count >= 1.0 {
                    write!(f, "{}{unit}", count.trunc())?;
                }
                let time = if is_time(minor) && !is_time(self.unit) {
                    "T"
                } else {
                    ""
                };
                write!(f, "{time}{}{letter}", f32::from(n) * factor)
            }
        }
    }
}

/// The designator of ISO 8601, and how many of it make the unit.
pub fn iso_unit(unit: Unit) -> (char, f32) {
    match unit {
        Unit::Second => ('S', 1.0),
        Unit::Minute => ('M', 1.0),
        Unit::Hour => ('H', 1.0),
        Unit::Day => ('D', 1.0),
        Unit::Weekend => ('D', 2.0),
        Unit::Week => ('W', 1.0),
        Unit::Fortnight => ('W', 2.0),
        Unit::Month => ('M', 1.0),
        Unit::Quarter => ('M', 3.0),
        Unit::Year => ('Y', 1.0),
        Unit::Decade => ('Y', 10.0),
        Unit::Century => ('Y', 100.0),
        Unit::Millennium => ('Y', 1000.0),
    }
}

/// TimeML's letter of the unit where the number is not known ("decades": PXE).
fn vague_letter(unit: Unit) -> &'static str {
    match unit {
        Unit::Second => "S",
        Unit::Minute | Unit::Month => "M",
        Unit::Hour => "H",
        Unit::Day => "D",
        Unit::Weekend => "WE",
        Unit::Week | Unit::Fortnight => "W",
        Unit::Quarter => "Q",
        Unit::Year => "Y",
        Unit::Decade => "E",
        Unit::Century => "C",
        Unit::Millennium => "L",
    }
}
