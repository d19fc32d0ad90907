//! `time.yaml`: the words of dates, times, durations and recurring times.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::List;
use crate::calendar::Day;
use crate::language::vocabulary::{Classes, Vocabulary, WordId};
use crate::yaml::YamlError;

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Shape {
    months: BTreeMap<i16, String>,
    weekdays: BTreeMap<i16, String>,
    seasons: BTreeMap<Season, String>,
    units: BTreeMap<Unit, UnitNames>,
    parts_of_day: BTreeMap<Part, String>,
    meridiem: BTreeMap<Meridiem, String>,
    zones: BTreeMap<String, i16>,
    ordinals: String,
    decades: BTreeMap<i16, String>,
    frequencies: BTreeMap<String, String>,
    deictic: BTreeMap<i16, String>,
    references: BTreeMap<Reference, String>,
    quarters: String,
    halves: String,
    words: BTreeMap<Role, String>,
    tense: BTreeMap<Tense, String>,
    holidays: Vec<HolidayShape>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct UnitNames {
    one: String,
    many: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct HolidayShape {
    names: Vec<String>,
    fixed: Option<(u8, u8)>,
    nth: Option<(i8, u8, u8)>,
    easter: Option<i16>,
}

/// A unit of time, smallest first.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 1 s
    Second,
    /// 60 s
    Minute,
    /// 3 600 s
    Hour,
    /// 86 400 s
    #[default]
    Day,
    /// Saturday and Sunday
    Weekend,
    /// Monday to Sunday
    Week,
    /// Two weeks
    Fortnight,
    /// A calendar month; on the average 30.436875 days
    Month,
    /// Three months
    Quarter,
    /// A calendar year; on the average 365.2425 days
    Year,
    /// Ten years
    Decade,
    /// A hundred years
    Century,
    /// A thousand years
    Millennium,
}

/// A season of the northern half of the globe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Season {
    /// March to May
    Spring,
    /// June to August
    Summer,
    /// September to November
    Autumn,
    /// December to February
    Winter,
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Until noon
    Morning,
    /// Noon to evening
    Afternoon,
    /// From about 17:00
    Evening,
    /// From evening to the next morning
    Night,
    /// 12:00
    Noon,
    /// 24:00
    Midnight,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Meridiem {
    Am,
    Pm,
}

/// A time that is named by how it stands to the present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reference {
    /// "now"
    Present,
    /// "recently"
    Past,
    /// "the future"
    Future,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Tense {
    Past,
    Future,
    Scheduled,
}

/// The parts that a word can play in the grammar of times. `number` in [`TimeWord`] is what the
/// comment says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "named after the headings of time.yaml")]
pub enum Role {
    /// 1 to 12
    Month,
    /// 1 (Monday) to 7
    Weekday,
    /// "Mondays": 1 to 7
    Weekdays,
    /// A month or weekday cut short without a full stop: "Sat", "Mar"
    Short,
    /// [`Season`]
    Season,
    /// A unit in the singular
    Unit,
    /// A unit in the plural
    Units,
    /// [`Part`]
    Part,
    /// 0 for a.m., 12 for p.m.
    Meridiem,
    /// Minutes ahead of UTC
    Zone,
    /// 1 to 31
    Ordinal,
    /// 20 to 90
    Decade,
    /// How many units the period has
    Frequency,
    /// Days from the day of writing
    Deictic,
    /// [`Reference`]
    Reference,
    /// 1 to 4: "Q1"
    QuarterName,
    /// 1 or 2: "H1"
    HalfName,
    /// First word of a holiday's name
    Holiday,
    /// The sentence speaks of the past
    PastTense,
    /// The sentence speaks of what is to come
    FutureTense,
    /// The same, behind a noun in the plural
    Scheduled,
    Article,
    The,
    This,
    That,
    Last,
    Next,
    Previous,
    Following,
    Coming,
    Latest,
    Current,
    Recent,
    Same,
    Each,
    Alternate,
    Per,
    Ago,
    Earlier,
    Later,
    Early,
    Middle,
    Late,
    Start,
    End,
    Half,
    About,
    Nearly,
    More,
    Less,
    Than,
    No,
    Least,
    Most,
    Up,
    At,
    To,
    Of,
    In,
    From,
    Or,
    And,
    So,
    Few,
    Several,
    Couple,
    Filler,
    Fiscal,
    FiscalYear,
    Clock,
    Local,
    Ended,
    During,
    Deadline,
    Era,
    EraBefore,
    YearCue,
    Since,
    By,
    Until,
    Before,
    After,
    Old,
    Long,
    Time,
    Period,
    Times,
    Now,
    /// A month's name that is a given name or a verb as well
    Doubtful,
}

/// Small words that can open a time; the other small words only stand inside one.
const OPENERS: &[Role] = &[
    Role::Article,
    Role::The,
    Role::This,
    Role::That,
    Role::Last,
    Role::Next,
    Role::Previous,
    Role::Following,
    Role::Coming,
    Role::Current,
    Role::Recent,
    Role::Each,
    Role::Earlier,
    Role::Later,
    Role::Early,
    Role::Middle,
    Role::Late,
    Role::Half,
    Role::About,
    Role::Nearly,
    Role::More,
    Role::Less,
    Role::No,
    Role::At,
    Role::Up,
    Role::Few,
    Role::Several,
    Role::Couple,
    Role::Fiscal,
    Role::FiscalYear,
    Role::Times,
    Role::Now,
];

/// A set of parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles(u128);

impl Roles {
    /// The set of these parts.
    pub const fn of(roles: &[Role]) -> Self {
        let mut set = 0;
        let mut rest = roles;
        while let [role, others @ ..] = rest {
            set |= 1 << *role as u32;
            rest = others;
        }
        Self(set)
    }

    /// Whether the two sets share a part.
    pub const fn any(self, other: Roles) -> bool {
        self.0 & other.0 != 0
    }

    /// The parts of both.
    pub const fn or(self, other: Roles) -> Self {
        Self(self.0 | other.0)
    }
}

/// What a word means where times are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimeWord {
    /// The parts that it can play.
    pub roles: Roles,
    /// What it counts or names; see [`Role`].
    pub number: i16,
    /// Its unit, for units and frequencies.
    pub unit: Unit,
}

impl TimeWord {
    /// Whether it can play the part.
    pub fn is(&self, role: Role) -> bool {
        self.roles.any(Roles::of(&[role]))
    }

    /// Whether it can play one of the parts.
    pub fn is_any(&self, roles: &[Role]) -> bool {
        self.roles.any(Roles::of(roles))
    }
}

/// The day on which a holiday falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HolidayRule {
    /// Month and day.
    Fixed(u8, u8),
    /// Which weekday of which month: 4, 4, 11 is the fourth Thursday of November; -1 is the last.
    Nth(i8, u8, u8),
    /// Days after Easter Sunday.
    Easter(i16),
}

/// Number of a holiday in the list.
pub type HolidayId = u8;

/// The words of times by their place in the vocabulary.
#[derive(Debug, Default)]
pub struct TimeWords {
    /// Index into `entries` of each word of the vocabulary; 0 for those that are no words of time.
    index: Vec<u16>,
    entries: Vec<TimeWord>,
    holidays: Vec<HolidayRule>,
    /// Names of holidays by their first word, longest first; each the words that follow it.
    names: FxHashMap<WordId, Vec<(Vec<WordId>, HolidayId)>>,
}

impl TimeWords {
    /// What the word means where times are read; an empty meaning for all other words.
    pub fn get(&self, word: WordId) -> TimeWord {
        self.index
            .get(word.0 as usize)
            .and_then(|at| self.entries.get(usize::from(*at)))
            .copied()
            .unwrap_or_default()
    }

    /// The names of holidays that begin with this word: the words that follow it, and the holiday.
    pub fn holidays_at(&self, first: WordId) -> &[(Vec<WordId>, HolidayId)] {
        self.names
            .get(&first)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// The day of a holiday in a year; `None` outside the calendar.
    pub fn holiday(&self, id: HolidayId, year: i32) -> Option<Day> {
        match *self.holidays.get(usize::from(id))? {
            HolidayRule::Fixed(month, day) => Day::new(year, month.into(), day.into()),
            HolidayRule::Nth(nth, weekday, month) => {
                Day::nth_weekday(year, month.into(), weekday.into(), nth.into())
            }
            HolidayRule::Easter(days) => Day::easter(year).map(|d| d.plus(days.into())),
        }
    }

    pub(super) fn load(
        &mut self,
        lists: &[List<'_>],
        vocabulary: &mut Vocabulary,
    ) -> Result<(), Vec<YamlError>> {
        for list in lists {
            let shape: Shape = list.read()?;
            self.add(shape, vocabulary);
        }
        Ok(())
    }

    fn add(&mut self, shape: Shape, vocabulary: &mut Vocabulary) {
        let mut list = Builder {
            table: self,
            vocabulary,
        };
        for (number, names) in shape.months {
            list.names_of_day(Role::Month, number, &names);
        }
        for (number, names) in shape.weekdays {
            list.names_of_day(Role::Weekday, number, &names);
            for name in names.split_whitespace().filter(|n| n.ends_with("day")) {
                list.word(&format!("{name}s"), Role::Weekdays, number, true);
            }
        }
        for (season, names) in shape.seasons {
            list.words(&names, Role::Season, season as i16, true);
        }
        for (unit, names) in shape.units {
            for word in names.one.split_whitespace() {
                list.word(word, Role::Unit, 0, true).unit = unit;
            }
            for word in names.many.split_whitespace() {
                list.word(word, Role::Units, 0, true).unit = unit;
            }
        }
        for (part, names) in shape.parts_of_day {
            list.words(&names, Role::Part, part as i16, true);
        }
        for (half, names) in shape.meridiem {
            list.words(&names, Role::Meridiem, 12 * half as i16, false);
        }
        for (zone, minutes) in shape.zones {
            list.word(&zone, Role::Zone, minutes, false);
        }
        for (n, name) in (1..).zip(shape.ordinals.split_whitespace()) {
            list.word(name, Role::Ordinal, n, true);
        }
        for (decade, names) in shape.decades {
            list.words(&names, Role::Decade, decade, true);
        }
        for (period, names) in shape.frequencies {
            list.frequency(&period, &names);
        }
        for (days, names) in shape.deictic {
            list.words(&names, Role::Deictic, days, true);
        }
        for (reference, names) in shape.references {
            list.words(&names, Role::Reference, reference as i16, true);
        }
        for (names, role) in [
            (shape.quarters, Role::QuarterName),
            (shape.halves, Role::HalfName),
        ] {
            for (n, name) in (1..).zip(names.split_whitespace()) {
                list.word(name, role, n, true);
            }
        }
        for (role, names) in shape.words {
            let opens = OPENERS.contains(&role);
            for word in names.split_whitespace() {
                list.role(word, role, opens);
            }
        }
        for (tense, names) in shape.tense {
            let role = match tense {
                Tense::Past => Role::PastTense,
                Tense::Future => Role::FutureTense,
                Tense::Scheduled => Role::Scheduled,
            };
            for word in names.split_whitespace() {
                list.role(word, role, false);
            }
        }
        for holiday in shape.holidays {
            list.holiday(holiday);
        }
    }
}

/// The table while it is filled.
struct Builder<'a> {
    table: &'a mut TimeWords,
    vocabulary: &'a mut Vocabulary,
}

impl Builder<'_> {
    /// The entry of a word, which is given the part; `opens` where it can be the first of a time.
    fn role(&mut self, word: &str, role: Role, opens: bool) -> &mut TimeWord {
        let mut class = if opens { Classes::TIME } else { Classes::NONE };
        if matches!(role, Role::Unit | Role::Units) {
            class |= Classes::TIME_UNIT;
        }
        let id = self.vocabulary.classify(word, class).0 as usize;
        let TimeWords { index, entries, .. } = &mut *self.table;
        if entries.is_empty() {
            entries.push(TimeWord::default());
        }
        if index.len() <= id {
            index.resize(id + 1, 0);
        }
        let next = entries.len();
        let mut at = index.get(id).copied().map_or(0, usize::from);
        if at == 0 {
            at = next;
            entries.push(TimeWord::default());
            if let Some(slot) = index.get_mut(id) {
                *slot = u16::try_from(next).unwrap_or(0);
            }
        }
        let at = at.min(entries.len() - 1);
        // The entry was pushed above, so the list is not empty.
        #[allow(clippy::indexing_slicing, reason = "bounded by the line above")]
        let entry = &mut entries[at];
        entry.roles = entry.roles.or(Roles::of(&[role]));
        entry
    }

    fn word(&mut self, word: &str, role: Role, number: i16, opens: bool) -> &mut TimeWord {
        let entry = self.role(word, role, opens);
        if number != 0 || role == Role::Part {
            entry.number = number;
        }
        entry
    }

    fn words(&mut self, names: &str, role: Role, number: i16, opens: bool) {
        for word in names.split_whitespace() {
            self.word(word, role, number, opens);
        }
    }

    /// Months and weekdays: a short name without a full stop counts only next to a number.
    fn names_of_day(&mut self, role: Role, number: i16, names: &str) {
        let full = names.split_whitespace().next().unwrap_or_default();
        for word in names.split_whitespace() {
            self.word(word, role, number, true);
            if word != full && !word.ends_with('.') {
                self.role(word, Role::Short, true);
            }
        }
    }

    /// "2 year": biennial
    fn frequency(&mut self, period: &str, names: &str) {
        let (count, unit) = period.split_once(' ').unwrap_or(("1", period));
        let unit_word = self.vocabulary.get(unit);
        let unit = match self.table.get(unit_word) {
            w if w.is(Role::Unit) => w.unit,
            _ => Unit::Day,
        };
        for word in names.split_whitespace() {
            let entry = self.word(word, Role::Frequency, count.parse().unwrap_or(1), true);
            entry.unit = unit;
        }
    }

    fn holiday(&mut self, shape: HolidayShape) {
        let rule = match (shape.fixed, shape.nth, shape.easter) {
            (Some((month, day)), _, _) => HolidayRule::Fixed(month, day),
            (_, Some((nth, weekday, month)), _) => HolidayRule::Nth(nth, weekday, month),
            (_, _, days) => HolidayRule::Easter(days.unwrap_or(0)),
        };
        let Ok(id) = HolidayId::try_from(self.table.holidays.len()) else {
            return;
        };
        self.table.holidays.push(rule);
        for name in shape.names {
            let mut words = Vec::new();
            for part in name.split_whitespace() {
                match part.strip_suffix("'s") {
                    Some(stem) => words.extend([stem, "'s"]),
                    None => words.push(part.trim_end_matches('\'')),
                }
            }
            let Some((first, rest)) = words.split_first() else {
                continue;
            };
            self.role(first, Role::Holiday, true);
            let first = self.vocabulary.get(first);
            let rest: Vec<WordId> = rest.iter().map(|w| self.vocabulary.intern(w)).collect();
            let names = self.table.names.entry(first).or_default();
            names.push((rest, id));
            names.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
    }
}
