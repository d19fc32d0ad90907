//! The grammar of single times: which parser is tried where, and how they are put together.
//!
//! Times are sparse and their small words ("the", "a", "over") are not, so every parser stands
//! behind a look at the parts that the first words can play ([`Key`]).

use nom::Input;

use super::expression::{Clock, Direction, Expression, Hedge, Name, Reading, Stage};
use super::period::Period;
use super::words::{skip_comma, skip_dash, word_at, word_before};
use super::{
    Bound, Temporal, TimexKind, date, duration, length, relative, season, set, time, year,
};
use crate::language::token::{Token, TokenKind};
use crate::language::tokens::{Parsed, Tokens, no_match};
use crate::language::vocabulary::Classes;
use crate::lexicon::time::{Part, Role, Roles, TimeWord, Unit};
use crate::value::{Grammar, Value};

/// The grammar of times.
pub static GRAMMAR: Grammar = Grammar {
    name: "temporal",
    starts: Classes::TIME.with(Classes::NUMBER),
    digits: true,
    signs: false,
    counts: false,
    read,
};

fn read(input: Tokens<'_>) -> Option<(Tokens<'_>, Value)> {
    let key = Key::of(&input)?;
    let (rest, reading) = whole(input, key).ok()?;
    let kind = match reading.expression {
        Expression::Length(_) => TimexKind::Duration,
        Expression::Recurring(_) => TimexKind::Set,
        _ if reading.clock.is_some() || reading.part.is_some() => TimexKind::Time,
        _ => TimexKind::Date,
    };
    // "from 3 to 7 May" is a span, "after 20 years" a length.
    let bounded = matches!(kind, TimexKind::Date | TimexKind::Time) && !is_span(&reading);
    let bound = if bounded {
        bound_of(word_before(&input, 1))
    } else {
        Bound::At
    };
    let value = Temporal {
        kind,
        iso: String::new(),
        interval: None,
        bound,
        reading,
    };
    Some((rest, Value::Temporal(value)))
}

fn is_span(reading: &Reading) -> bool {
    matches!(
        reading.expression,
        Expression::Fixed(Period::Days(..) | Period::Years(..))
            | Expression::Named(Name::Dates(..), _)
    )
}

fn bound_of(word: TimeWord) -> Bound {
    match word {
        w if w.is_any(&[Role::Since, Role::From]) => Bound::Since,
        w if w.is(Role::By) => Bound::By,
        w if w.is(Role::Until) => Bound::Until,
        w if w.is(Role::Before) => Bound::Before,
        w if w.is(Role::After) => Bound::After,
        _ => Bound::At,
    }
}

/// How many tokens after a number or article its unit is looked for.
const UNIT_REACH: usize = 8;

const UNITS: Roles = Roles::of(&[Role::Unit, Role::Units]);
const DAY_NAMES: Roles = Roles::of(&[Role::Month, Role::Weekday]);
const STAGES: Roles = Roles::of(&[
    Role::Early,
    Role::Middle,
    Role::Late,
    Role::Start,
    Role::End,
    Role::Earlier,
    Role::Later,
]);
const HEDGES: Roles = Roles::of(&[
    Role::About,
    Role::Nearly,
    Role::More,
    Role::Less,
    Role::At,
    Role::No,
    Role::Up,
]);
const COUNTS: Roles = Roles::of(&[
    Role::Article,
    Role::Few,
    Role::Several,
    Role::Couple,
    Role::Half,
]);
/// Words that point to one of many: "last", "this", "following".
const POINTERS: Roles = Roles::of(&[
    Role::This,
    Role::That,
    Role::Last,
    Role::Next,
    Role::Previous,
    Role::Following,
    Role::Coming,
    Role::Latest,
    Role::Current,
    Role::Same,
]);
/// What can follow "the" in a time.
const AFTER_THE: Roles = DAY_NAMES
    .or(STAGES)
    .or(UNITS)
    .or(POINTERS)
    .or(COUNTS)
    .or(Roles::of(&[
        Role::Recent,
        Role::Ordinal,
        Role::Season,
        Role::Part,
        Role::Decade,
        Role::Reference,
        Role::Holiday,
        Role::Fiscal,
        Role::FiscalYear,
        Role::QuarterName,
        Role::HalfName,
        Role::Filler,
        Role::Period,
    ]));
/// What can follow "this" and "that" in a time.
const AFTER_THIS: Roles = DAY_NAMES.or(UNITS).or(POINTERS).or(Roles::of(&[
    Role::Season,
    Role::Part,
    Role::Holiday,
    Role::Fiscal,
]));

/// What the first tokens can be: the parsers that cannot apply are never called.
#[derive(Clone, Copy, PartialEq)]
struct Key {
    /// The parts of the first word, and of the second where the first is "the".
    roles: Roles,
    /// Digits, or a mark that stands for the century before them.
    digits: bool,
    /// A number in words.
    number_word: bool,
    /// Whether the first word (behind "the") is a number of four digits.
    year: bool,
    /// Whether a unit stands near.
    unit: bool,
}

impl Key {
    /// `None` where no time can begin here.
    fn of(input: &Tokens<'_>) -> Option<Self> {
        let first = input.first()?;
        let word = word_at(input, 0);
        let the = word.is(Role::The);
        let at = usize::from(the);
        let lead = input.peek(at)?;
        let next = match word_at(input, 1) {
            // "the near future"
            plain
                if the
                    && lead.lead == b'n'
                    && plain == TimeWord::default()
                    && input.text(lead) == "near" =>
            {
                word_at(input, 2)
            }
            word => word,
        };
        let is_number = lead.kind == TokenKind::Number;
        let number_word = lead.is_word() && lead.is_number();
        let quote = || {
            matches!(lead.lead, b'\'' | b'`' | 0xE2)
                && !lead.is_word()
                && input
                    .peek(at + 1)
                    .is_some_and(|t| t.kind == TokenKind::Number)
        };
        let year = is_number && lead.end - lead.start == 4;
        let opens = match first.kind {
            TokenKind::Number => year || number_opens(input),
            _ if the => next.roles.any(AFTER_THE) || lead.is_number() || quote(),
            _ if word.is_any(&[Role::This, Role::That]) => {
                next.roles.any(AFTER_THIS) || next.roles.any(Roles::of(&[Role::Couple, Role::Few]))
            }
            _ if word.is(Role::At) => next.is_any(&[Role::Least, Role::Most]),
            _ if word.is(Role::Up) => next.is(Role::To),
            _ if word.is(Role::No) => next.is_any(&[Role::More, Role::Less]),
            _ => true,
        };
        if !opens {
            return None;
        }
        let roles = if the {
            word.roles.or(next.roles)
        } else {
            word.roles
        };
        let counts = roles.any(COUNTS.or(HEDGES).or(UNITS))
            || is_number
            || number_word
            || roles.any(POINTERS.or(Roles::of(&[
                Role::Ordinal,
                Role::Each,
                Role::Recent,
                Role::Times,
            ])));
        let near = || input.iter_elements().take(UNIT_REACH + 1);
        let unit = counts && near().any(Token::is_time_unit);
        let key = Self {
            roles,
            digits: is_number || quote(),
            number_word,
            year,
            unit,
        };
        // "a", "over", "one" open a time only before a unit, digits or another number.
        let small = !the
            && !key.digits
            && (number_word || word.roles.any(COUNTS.or(HEDGES)))
            && !word.roles.any(DAY_NAMES.or(STAGES).or(POINTERS));
        let second = input.peek(1).is_some_and(Token::is_number)
            || next.is_any(&[Role::Meridiem, Role::Clock, Role::Last]);
        (!small || unit || second).then_some(key)
    }

    fn is(self, roles: Roles) -> bool {
        self.roles.any(roles)
    }

    fn is_one(self, role: Role) -> bool {
        self.is(Roles::of(&[role]))
    }

    /// Whether an amount of some unit can begin here.
    fn counts(self) -> bool {
        self.unit && (self.digits || self.number_word || self.is(COUNTS.or(UNITS)))
    }
}

/// A cheap look at digits: they stand beside a word or mark of time.
fn number_opens(input: &Tokens<'_>) -> bool {
    const BESIDE: Roles = UNITS.or(Roles::of(&[
        Role::Month,
        Role::Meridiem,
        Role::Zone,
        Role::Clock,
        Role::Filler,
    ]));
    const LINKS: Roles = Roles::of(&[
        Role::To,
        Role::Or,
        Role::And,
        Role::Of,
        Role::In,
        Role::Times,
    ]);
    let (Some(first), Some(second)) = (input.first(), input.peek(1)) else {
        return false;
    };
    if word_at(input, 1).roles.any(BESIDE) || second.is_word() && second.is_number() {
        return true;
    }
    let near = || {
        (2..=UNIT_REACH).any(|n| {
            word_at(input, n)
                .roles
                .any(BESIDE.or(Roles::of(&[Role::Part])))
        })
    };
    // "April 24 and 25"
    if word_before(input, 1).is_any(&[Role::And, Role::Or]) && word_before(input, 3).is(Role::Month)
    {
        return true;
    }
    // "17.1.2025" is one number to the tokenizer.
    if first.end - first.start >= 6 && input.text(first).matches('.').count() == 2 {
        return true;
    }
    if second.is_spaced() {
        let linked = word_at(input, 1).roles.any(LINKS) || second.kind == TokenKind::Number;
        return linked && near();
    }
    match second.lead {
        b':' | b'/' => input.peek(2).is_some_and(|t| t.kind == TokenKind::Number),
        // "17th", "90s", "3pm"
        _ if second.is_word() => true,
        b'-' | 0xE2 | 0xC2 => near(),
        _ => false,
    }
}

/// The longest of several readings; the first of those that are equally long.
struct Longest<'a> {
    input: Tokens<'a>,
    best: Option<(Tokens<'a>, Reading)>,
}

impl<'a> Longest<'a> {
    fn of(input: Tokens<'a>) -> Self {
        Self { input, best: None }
    }

    /// Tries a parser where the condition holds.
    fn when(mut self, applies: bool, parser: impl Fn(Tokens<'a>) -> Parsed<'a, Reading>) -> Self {
        if applies
            && let Ok((rest, reading)) = parser(self.input)
            && self
                .best
                .as_ref()
                .is_none_or(|(b, _)| rest.index() > b.index())
        {
            self.best = Some((rest, reading));
        }
        self
    }

    fn found(self) -> Parsed<'a, Reading> {
        self.best.map_or_else(no_match, Ok)
    }
}

/// Any time with what stands around it.
// "about two years ago", "9 a.m. Tuesday", "Friday morning", "at least 72 hours", "early 2022"
fn whole(input: Tokens<'_>, key: Key) -> Parsed<'_, Reading> {
    Longest::of(input)
        .when(
            key.digits || key.number_word || key.is(HEDGES) || key.unit && key.is(COUNTS),
            clocked,
        )
        .when(key.is(STAGES), relative::staged)
        .when(true, |i| period(i, key))
        .when(true, |i| point_at(i, key))
        .when(key.is(HEDGES), hedged)
        .found()
}

/// A time that names a day or period.
// "Friday", "last week", "two years ago", "the third quarter", "Friday morning"
pub(super) fn point(input: Tokens<'_>) -> Parsed<'_, Reading> {
    match Key::of(&input) {
        Some(key) => point_at(input, key),
        None => no_match(),
    }
}

fn point_at(input: Tokens<'_>, key: Key) -> Parsed<'_, Reading> {
    const QUARTERS: Roles = Roles::of(&[
        Role::Ordinal,
        Role::QuarterName,
        Role::HalfName,
        Role::Fiscal,
        Role::FiscalYear,
        Role::Last,
        Role::This,
        Role::Next,
    ]);
    const REFERENCES: Roles = Roles::of(&[Role::Reference, Role::Last, Role::Current, Role::This]);
    let (rest, reading) = Longest::of(input)
        .when(
            key.digits || key.is(DAY_NAMES) || key.is_one(Role::Ordinal),
            date::day,
        )
        .when(
            key.digits || key.number_word || key.is(UNITS),
            year::bare_year,
        )
        .when(key.digits || key.is_one(Role::Decade), year::decade)
        .when(key.digits || key.is_one(Role::Ordinal), year::century)
        .when(key.digits && key.is_one(Role::The), date::day_alone)
        .when(key.is_one(Role::Season), season::season)
        .when(key.year || key.is(QUARTERS), season::quarter)
        .when(
            key.is(Roles::of(&[Role::Fiscal, Role::FiscalYear])),
            season::fiscal,
        )
        .when(key.is_one(Role::Holiday), season::holiday)
        .when(key.is_one(Role::Deictic), relative::deictic)
        .when(key.is(POINTERS), relative::directed)
        .when(
            key.counts() || key.unit && key.is(HEDGES),
            relative::counted,
        )
        .when(
            key.is(UNITS.or(Roles::of(&[Role::Filler, Role::Fiscal]))),
            relative::beside,
        )
        .when(key.is(REFERENCES), relative::reference)
        .when(key.is(STAGES.or(Roles::of(&[Role::Part]))), part)
        .found()?;
    if !stands_alone(&input, &rest, &reading) {
        return no_match();
    }
    Ok(if reading.part.is_some() {
        (rest, reading)
    } else {
        with_part(rest, reading)
    })
}

/// Whether a month's or weekday's name is a date here and not a name or verb ("May", "March").
fn stands_alone(input: &Tokens<'_>, rest: &Tokens<'_>, reading: &Reading) -> bool {
    let Expression::Named(Name::Month(_), Direction::Open | Direction::Same) = reading.expression
    else {
        return true;
    };
    let name = rest.back(1).map(|t| input.lexicon().time.get(t.word));
    if !name.is_some_and(|w| w.is(Role::Doubtful)) || rest.index() > input.index() + 2 {
        return true;
    }
    // "mid-June", "in June", "that June"
    let back = if input.is_glued(0) { 2 } else { 1 };
    let before = word_before(input, back);
    let linked = input.back(back).is_some_and(|t| {
        input
            .classes(t)
            .any(Classes::PREPOSITION | Classes::CONJUNCTION)
    });
    let that = rest.index() > input.index() + 1;
    let lower = rest
        .first()
        .is_some_and(|t| t.is_word() && !t.is_capitalised());
    before.is_any(&[Role::The, Role::Article]) && lower && !word_at(rest, 0).is(Role::To)
        || (that
            || linked
            || before.is_any(&[
                Role::During,
                Role::YearCue,
                Role::By,
                Role::Since,
                Role::Until,
                Role::Early,
                Role::Late,
                Role::Middle,
                Role::Earlier,
                Role::Later,
                Role::Each,
                Role::And,
                Role::Last,
                Role::This,
                Role::Next,
            ]))
            && !rest
                .first()
                .is_some_and(|t| t.is_capitalised() && t.is_spaced())
}

// the "morning" of "Friday morning", "tomorrow night"
fn with_part<'a>(rest: Tokens<'a>, reading: Reading) -> (Tokens<'a>, Reading) {
    let is_day = match reading.expression {
        Expression::Fixed(p) => p.unit() == Unit::Day,
        Expression::Named(name, _) => {
            matches!(name, Name::Weekday(_) | Name::Date(..) | Name::Holiday(_))
        }
        Expression::Shifted { unit, .. } => unit == Unit::Day,
        _ => false,
    };
    let word = word_at(&rest, 0);
    if !is_day || !word.is(Role::Part) || word.is(Role::Units) {
        return (rest, reading);
    }
    let reading = Reading {
        part: Some(time::part_of(word)),
        ..reading
    };
    (rest.skip(1), reading)
}

// "noon", "midnight", "overnight", "mid-afternoon", "early morning"
fn part(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let early = word_at(&input, 0).is_any(&[Role::Early, Role::Middle, Role::Late]);
    let input = if early {
        skip_dash(input.skip(1))
    } else {
        input
    };
    let word = word_at(&input, 0);
    let part = time::part_of(word);
    let alone = early
        || matches!(part, Part::Noon | Part::Midnight)
        || input.first_text().eq_ignore_ascii_case("overnight");
    // "High Noon"
    let named = input.first().is_some_and(|t| t.is_capitalised())
        && input.back(1).is_some_and(|t| t.is_capitalised());
    if !word.is(Role::Part) || !alone || named {
        return no_match();
    }
    let reading = Reading {
        part: Some(part),
        ..Expression::TimeOfDay.into()
    };
    Ok(with_day(input.skip(1), reading))
}

// "9 a.m. Tuesday", "5 p.m. EST Nov. 9", "around 7:15 p.m.", "10:30"
fn clocked(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let (rest, hedge) = duration::hedge(input).unwrap_or((input, Hedge::None));
    let (rest, clock): (_, Clock) = time::clock(rest)?;
    let reading = Reading {
        clock: Some(clock),
        hedge,
        ..Expression::TimeOfDay.into()
    };
    Ok(with_day(rest, reading))
}

// the "Tuesday" of "9 a.m. Tuesday", the "Nov. 9" of "5 p.m. on Nov. 9"
fn with_day<'a>(rest: Tokens<'a>, reading: Reading) -> (Tokens<'a>, Reading) {
    let on = rest.first().is_some_and(|t| rest.text(t) == "on");
    let body = if on { rest.skip(1) } else { skip_comma(rest) };
    match date::day(body).or_else(|_| relative::deictic(body)) {
        Ok((after, day)) if day.part.is_none() => {
            let whole = Reading {
                part: reading.part,
                clock: reading.clock,
                hedge: reading.hedge,
                ..day
            };
            (after, whole)
        }
        _ => (rest, reading),
    }
}

// "20 years", "decades", "the past three months", "every two years", "annually"
fn period(input: Tokens<'_>, key: Key) -> Parsed<'_, Reading> {
    const RECURRING: Roles = Roles::of(&[
        Role::Frequency,
        Role::Weekday,
        Role::Weekdays,
        Role::Each,
        Role::Times,
    ]);
    let length = |parser: fn(Tokens<'_>) -> Parsed<'_, length::Length>| {
        move |input| parser(input).map(|(rest, length)| (rest, duration::reading(length)))
    };
    let (rest, reading) = Longest::of(input)
        .when(
            key.is(RECURRING) || key.number_word || key.digits,
            set::recurring,
        )
        .when(key.unit, length(duration::stretch))
        .when(key.counts(), length(duration::length))
        .when(key.is(UNITS), length(duration::bare))
        .found()?;
    if is_rate(&input, &reading) {
        no_match()
    } else {
        Ok((rest, reading))
    }
}

/// "four flights a week", "$5 a day", "80 kilometres an hour": the article means "per", and the
/// figure before it has the unit.
fn is_rate(input: &Tokens<'_>, reading: &Reading) -> bool {
    let Expression::Length(length) = reading.expression else {
        return false;
    };
    length.count.article
        && matches!(input.first_text(), "a" | "an")
        && input.back(1).is_some_and(|t| {
            t.kind == TokenKind::Number
                || t.is_mark(b'%')
                || input.classes(t).any(Classes::NUMBER | Classes::UNIT)
                || t.is_word()
                    && input.text(t).ends_with('s')
                    && t.end - t.start > 3
                    && !input.classes(t).any(Classes::FUNCTION)
        })
}

// "about 20 years", "nearly a decade", "at least 72 hours", "about 1990"
fn hedged(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let (rest, hedge) = duration::hedge(input)?;
    let Some(key) = Key::of(&rest) else {
        return no_match();
    };
    let (rest, reading) = Longest::of(rest)
        .when(true, |i| period(i, key))
        .when(true, |i| point_at(i, key))
        .found()?;
    let fits = match reading.expression {
        Expression::Length(_) => true,
        Expression::Fixed(_) => hedge == Hedge::About,
        Expression::Shifted { .. } => matches!(hedge, Hedge::About | Hedge::Nearly),
        _ => false,
    };
    if fits && reading.stage == Stage::Whole {
        Ok((rest, Reading { hedge, ..reading }))
    } else {
        no_match()
    }
}
