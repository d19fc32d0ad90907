//! Stretches of the calendar: days, weeks, months, quarters, years …
//!
//! | period | EDTF |
//! |---|---|
//! | day, span of days | `2025-01-17`, `2025-05-03/2025-05-07` |
//! | one of two days | `[2025-03-04,2025-04-03]` |
//! | week, weekend | `2025-W03`, `2025-W03-WE` |
//! | month, season, quarter, half | `2025-01`, `2025-21`, `2025-33`, `2025-40` |
//! | year, span of years | `2025`, `2021/2024` |
//! | decade, century | `198X`, `19XX` |

use std::fmt;

use crate::calendar::Day;
use crate::lexicon::time::{Season, Unit};
use crate::value::interval::Interval;

/// A stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// One day.
    Day(Day),
    /// From one day to another, both included.
    Days(Day, Day),
    /// One of two days: the text does not say which ("3/4/2025").
    Either(Day, Day),
    /// The ISO week that begins on this Monday.
    Week(Day),
    /// The Saturday and Sunday after this Monday.
    Weekend(Day),
    /// Year and month.
    Month(i32, u8),
    /// Year and quarter, 1 to 4.
    Quarter(i32, u8),
    /// Year and half, 1 or 2.
    Half(i32, u8),
    /// Year and season.
    Season(i32, Season),
    /// A calendar year.
    Year(i32),
    /// From one year to another, both included.
    Years(i32, i32),
    /// A fiscal year, which begins up to nine months before the calendar year.
    FiscalYear(i32),
    /// The ten years that begin with this one.
    Decade(i32),
    /// The hundred years that begin with this one.
    Century(i32),
}

/// Days by which a season's bounds are uncertain (meteorological and astronomical seasons differ).
const SEASON_SLACK: i32 = 24;

impl Period {
    /// The period of that unit in which the day lies; a day where the unit is shorter than that.
    pub fn around(day: Day, unit: Unit) -> Self {
        let (year, month, _) = day.ymd();
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Period::Day(day),
            Unit::Weekend => Period::Weekend(monday(day)),
            Unit::Week | Unit::Fortnight => Period::Week(monday(day)),
            Unit::Month => Period::Month(year, month as u8),
            Unit::Quarter => Period::Quarter(year, month.div_ceil(3) as u8),
            Unit::Year => Period::Year(year),
            Unit::Decade => Period::Decade(year - year.rem_euclid(10)),
            Unit::Century | Unit::Millennium => Period::Century(year - year.rem_euclid(100)),
        }
    }

    /// First day and last day; `None` outside the calendar.
    pub fn days(self) -> Option<(Day, Day)> {
        let months = |year: i32, month: i32, count: i32| {
            let first = Day::first_of_month(year, month)?;
            Some((first, Day::first_of_month(year, month + count)?.plus(-1)))
        };
        match self {
            Period::Day(day) => Some((day, day)),
            Period::Days(a, b) => Some((a, b)),
            Period::Either(a, b) => Some((a.min(b), a.max(b))),
            Period::Week(monday) => Some((monday, monday.plus(6))),
            Period::Weekend(monday) => Some((monday.plus(5), monday.plus(6))),
            Period::Month(y, m) => months(y, m.into(), 1),
            Period::Quarter(y, q) => months(y, 3 * i32::from(q) - 2, 3),
            Period::Half(y, h) => months(y, 6 * i32::from(h) - 5, 6),
            Period::Season(y, season) => months(y, 3 * season as i32 + 3, 3),
            Period::Year(y) => months(y, 1, 12),
            Period::Years(a, b) => months(a, 1, 12 * (b - a + 1)),
            Period::FiscalYear(y) => months(y - 1, 4, 24),
            Period::Decade(y) => months(y, 1, 120),
            Period::Century(y) => months(y, 1, 1200),
        }
    }

    /// The days that it may mean, as days since 1970-01-01.
    pub fn interval(self) -> Option<Interval> {
        let (first, last) = self.days()?;
        let (before, after) = match self {
            // In some countries the week begins on Sunday.
            Period::Week(_) => (1, 0),
            // "the winter of 1994" may have begun in December 1993.
            Period::Season(_, Season::Winter) => (365, 0),
            Period::Season(..) => (SEASON_SLACK, SEASON_SLACK),
            _ => (0, 0),
        };
        Some(Interval::half_open(
            f64::from(first.plus(-before).0),
            f64::from(last.plus(1 + after).0),
        ))
    }

    /// The unit that it is one of.
    pub fn unit(self) -> Unit {
        match self {
            Period::Day(_) | Period::Days(..) | Period::Either(..) => Unit::Day,
            Period::Week(_) => Unit::Week,
            Period::Weekend(_) => Unit::Weekend,
            Period::Month(..) => Unit::Month,
            Period::Quarter(..) | Period::Half(..) | Period::Season(..) => Unit::Quarter,
            Period::Year(_) | Period::Years(..) | Period::FiscalYear(_) => Unit::Year,
            Period::Decade(_) => Unit::Decade,
            Period::Century(_) => Unit::Century,
        }
    }

    /// The same stretch so many years on ("a year earlier" than a quarter is a quarter).
    pub fn plus_years(self, count: i32) -> Option<Self> {
        let moved = |day: Day| {
            let (y, m, d) = day.ymd();
            Day::new(y + count, m, d).or_else(|| Day::new(y + count, m, d - 1))
        };
        Some(match self {
            Period::Day(d) => Period::Day(moved(d)?),
            Period::Days(a, b) => Period::Days(moved(a)?, moved(b)?),
            Period::Either(a, b) => Period::Either(moved(a)?, moved(b)?),
            Period::Week(d) => Period::Week(monday(moved(d)?)),
            Period::Weekend(d) => Period::Weekend(monday(moved(d)?)),
            Period::Month(y, m) => Period::Month(y + count, m),
            Period::Quarter(y, q) => Period::Quarter(y + count, q),
            Period::Half(y, h) => Period::Half(y + count, h),
            Period::Season(y, s) => Period::Season(y + count, s),
            Period::Year(y) => Period::Year(y + count),
            Period::Years(a, b) => Period::Years(a + count, b + count),
            Period::FiscalYear(y) => Period::FiscalYear(y + count),
            Period::Decade(y) => Period::Decade(y + count),
            Period::Century(y) => Period::Century(y + count),
        })
    }
}

/// Monday of the ISO week in which the day lies.
pub fn monday(day: Day) -> Day {
    day.plus(1 - day.weekday() as i32)
}

/// The day `count` units later. Months and years keep the day of the month where they have it.
pub fn shift(day: Day, unit: Unit, count: i32) -> Option<Day> {
    let months = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return Some(day),
        Unit::Day => return Some(day.plus(count)),
        Unit::Week | Unit::Weekend => return Some(day.plus(count.checked_mul(7)?)),
        Unit::Fortnight => return Some(day.plus(count.checked_mul(14)?)),
        Unit::Month => 1,
        Unit::Quarter => 3,
        Unit::Year => 12,
        Unit::Decade => 120,
        Unit::Century => 1200,
        Unit::Millennium => 12_000,
    };
    let (year, month, date) = day.ymd();
    let first = Day::first_of_month(
        year,
        i32::try_from(month)
            .ok()?
            .checked_add(count.checked_mul(months)?)?,
    )?;
    let (year, month, _) = first.ymd();
    let length = Day::days_in_month(year, month)?;
    Day::new(year, month, date.min(length))
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Period::Day(day) => write!(f, "{day}"),
            Period::Days(a, b) => write!(f, "{a}/{b}"),
            Period::Either(a, b) => write!(f, "[{},{}]", a.min(b), a.max(b)),
            Period::Week(monday) | Period::Weekend(monday) => {
                let (year, week) = monday.iso_week();
                write!(f, "{year:04}-W{week:02}")?;
                match self {
                    Period::Weekend(_) => f.write_str("-WE"),
                    _ => Ok(()),
                }
            }
            Period::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Period::Quarter(y, q) => write!(f, "{y:04}-{}", 32 + q),
            Period::Half(y, h) => write!(f, "{y:04}-{}", 39 + h),
            Period::Season(y, s) => write!(f, "{y:04}-{}", 21 + s as u8),
            Period::Year(y) | Period::FiscalYear(y) => write!(f, "{y:04}"),
            Period::Years(a, b) => write!(f, "{a:04}/{b:04}"),
            Period::Decade(y) => write!(f, "{:03}X", y / 10),
            Period::Century(y) => write!(f, "{:02}XX", y / 100),
        }
    }
}
