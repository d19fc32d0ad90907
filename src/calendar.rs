//! Civil days, without times or zones.

use std::fmt;

use jiff::civil::{Date, Weekday};
use serde::{Serialize, Serializer};

/// A day of the Gregorian calendar, as days since 1970-01-01 (years 1 to 9999).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// The day of that year, month (1 to 12) and day of the month; `None` where there is no such day.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let date = Date::new(
            i16::try_from(year).ok().filter(|y| *y >= 1)?,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
        )
        .ok()?;
        Some(Self::from_civil(date))
    }

    /// The day that it is now, in UTC.
    pub fn today() -> Self {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let days = since.unwrap_or_default().as_secs() / 86_400;
        Self(0).plus(i32::try_from(days).unwrap_or(i32::MAX))
    }

    /// Year, month (1 to 12) and day of the month.
    pub fn ymd(self) -> (i32, u32, u32) {
        let date = self.civil();
        (
            i32::from(date.year()),
            date.month().unsigned_abs().into(),
            date.day().unsigned_abs().into(),
        )
    }

    /// Day of the week: 1 is Monday, 7 is Sunday.
    pub fn weekday(self) -> u32 {
        // 1970-01-01 was a Thursday.
        (self.0 + 3).rem_euclid(7).unsigned_abs() + 1
    }

    /// ISO 8601 week: its year and number.
    pub fn iso_week(self) -> (i32, u32) {
        let week = self.civil().iso_week_date();
        (week.year().into(), week.week().unsigned_abs().into())
    }

    /// The day that is so many days later (earlier where negative); stays within the calendar.
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days).clamp(-719_162, 2_932_896))
    }

    /// Monday of the ISO week `week` of `year`.
    pub fn of_iso_week(year: i32, week: u32) -> Option<Self> {
        let date = jiff::civil::ISOWeekDate::new(
            i16::try_from(year).ok()?,
            i8::try_from(week).ok()?,
            Weekday::Monday,
        )
        .ok()?;
        Some(Self::from_civil(date.date()))
    }

    /// The `nth` given weekday (1 is Monday) of a month; counted from the end where negative.
    pub fn nth_weekday(year: i32, month: u32, weekday: u32, nth: i32) -> Option<Self> {
        let first = Self::new(year, month, 1)?;
        let ahead = (weekday + 7 - first.weekday()) % 7;
        let day = if nth > 0 {
            1 + ahead as i32 + 7 * (nth - 1)
        } else {
            let days = Self::days_in_month(year, month)? as i32;
            let last = 1 + ahead as i32 + 7 * ((days - 1 - ahead as i32) / 7);
            last + 7 * (nth + 1)
        };
        Self::new(year, month, u32::try_from(day).ok()?)
    }

    /// How many days the month has.
    pub fn days_in_month(year: i32, month: u32) -> Option<u32> {
        Self::new(year, month, 1)?;
        (28..=31)
            .rev()
            .find(|day| Self::new(year, month, *day).is_some())
    }

    /// The first day of a month; months are counted on into the years after and before.
    pub fn first_of_month(year: i32, month: i32) -> Option<Self> {
        let months = year.checked_mul(12)?.checked_add(month - 1)?;
        Self::new(
            months.div_euclid(12),
            months.rem_euclid(12).unsigned_abs() + 1,
            1,
        )
    }

    /// Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8, after
    /// the anonymous computus of 1876).
    pub fn easter(year: i32) -> Option<Self> {
        let (a, b, c) = (year % 19, year / 100, year % 100);
        let (d, e) = (b / 4, b % 4);
        let g = (b - (b + 8) / 25 + 1) / 3;
        let h = (19 * a + b - d - g + 15) % 30;
        let (i, k) = (c / 4, c % 4);
        let l = (32 + 2 * e + 2 * i - h - k) % 7;
        let m = (a + 11 * h + 22 * l) / 451;
        let n = h + l - 7 * m + 114;
        Self::new(
            year,
            u32::try_from(n / 31).ok()?,
            u32::try_from(n % 31 + 1).ok()?,
        )
    }

    /// Reads "2025-01-17".
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let mut next = |width: usize| {
            parts
                .next()
                .filter(|p| p.len() == width && p.bytes().all(|b| b.is_ascii_digit()))
                .and_then(|p| p.parse::<u32>().ok())
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        Self::new(year as i32, month, day)
    }

    fn from_civil(date: Date) -> Self {
        let epoch = Date::constant(1970, 1, 1);
        Self(epoch.until(date).map(|s| s.get_days()).unwrap_or(0))
    }

    fn civil(self) -> Date {
        let epoch = Date::constant(1970, 1, 1);
        epoch.saturating_add(jiff::Span::new().days(self.plus(0).0))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn days_that_are_not_in_the_calendar_are_refused() {
        assert_eq!(Day::new(2015, 2, 29), None);
        assert_eq!(Day::parse("2015-13-01"), None);
        assert_eq!(Day::parse("15-1-1"), None);
        assert!(Day::new(2016, 2, 29).is_some());
    }

    #[test]
    fn weekdays_and_weeks_follow_iso() {
        let day = Day::parse("2025-01-17").unwrap();
        assert_eq!((day.weekday(), day.iso_week()), (5, (2025, 3)));
        assert_eq!(Day::of_iso_week(2025, 3).unwrap().to_string(), "2025-01-13");
    }

    #[test]
    fn moving_days_are_found() {
        let easter = |y| Day::easter(y).unwrap().to_string();
        assert_eq!(easter(1998), "1998-04-12");
        assert_eq!(easter(2000), "2000-04-23");
        assert_eq!(easter(2025), "2025-04-20");
        let nth = |y, m, w, n| Day::nth_weekday(y, m, w, n).map(|d| d.to_string());
        assert_eq!(nth(1999, 11, 4, 4).as_deref(), Some("1999-11-25"));
        assert_eq!(nth(2024, 5, 1, -1).as_deref(), Some("2024-05-27"));
        assert_eq!(nth(2024, 2, 1, 5), None);
    }

    proptest! {
        #[test]
        fn every_day_is_written_and_read_back(n in -719_162i32..2_932_896) {
            let day = Day(n);
            prop_assert_eq!(Day::parse(&day.to_string()), Some(day));
            let (y, m, d) = day.ymd();
            prop_assert_eq!(Day::new(y, m, d), Some(day));
        }
    }
}
