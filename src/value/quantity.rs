//! Quantities: counts with their noun, measures, percentages, money.
//!
//! | text | reading |
//! |---|---|
//! | `two armed men`, `three of its bakeries`, `dozens of people` | counts |
//! | `30,000-pound`, `5.2 litre`, `8 miles`, `-5 °C` | measures |
//! | `$58.24 per barrel`, `10.5 million Australian dollars`, `RM23.50` | money |
//! | `90%`, `two-thirds`, `one in three`, `60 basis points` | parts |
//! | `about`, `more than`, `up to`, `at least`, `nearly`, `or so` | bounds |
//! | `12-15`, `from 12 to 15`, `between 12 and 15`, `$26 to $31 million` | ranges |

use std::ops::Range;

use serde::Serialize;

use super::amount::amount;
use super::counted::counted;
use super::interval::Interval;
use super::noun::{self, Noun};
use super::number::{Form, Number};
use super::range::{self, Ends};
use super::unit::{self, Per, Scale, Unit};
use super::{Grammar, Relation, Value, bound, context};
use crate::language::token::TokenKind;
use crate::language::tokens::{Source, Tokens};
use crate::language::vocabulary::Classes;
use crate::lexicon::Lexicon;
use crate::lexicon::numbers::Hedge;
use crate::lexicon::units::UnitId;
use crate::span::Span;

pub use crate::lexicon::numbers::Bound;

/// A figure with its unit, as a set of the values that its words allow.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quantity {
    /// The number as written, or the two ends of a range.
    pub stated: Stated,
    /// What the words allow by the letter, in the stated unit: "more than 600" is (600, ∞).
    pub allowed: Interval,
    /// What a reader takes them to mean: for "more than 600" something not far above 600.
    pub likely: Interval,
    /// How the words bound the figure.
    pub bound: Bound,
    /// What it is measured in.
    pub unit: Unit,
    /// The counted noun, where the figure counts things.
    pub noun: Option<Noun>,
    /// What it is a part or an amount of: "Iranian oil exports" of "90% of Iranian oil exports".
    pub of: Option<Span>,
}

/// The number as written.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Stated {
    /// One number.
    One(f64),
    /// Both ends, in the order in which they are written.
    Range([f64; 2]),
}

impl Stated {
    /// The number times a factor.
    pub fn scaled(self, factor: f64) -> Self {
        match self {
            Stated::One(n) => Stated::One(n * factor),
            Stated::Range(ends) => Stated::Range(ends.map(|n| n * factor)),
        }
    }
}

impl Quantity {
    /// How this figure stands to another. Figures of different dimensions or currencies are not
    /// comparable; whether two counts count the same things is for the caller to know.
    pub fn compare(&self, other: &Quantity) -> Relation {
        if !self.unit.scale.matches(other.unit.scale) {
            return Relation::Incomparable;
        }
        if self.likely_in_base().intersects(other.likely_in_base()) {
            Relation::Compatible
        } else if self
            .in_base(self.allowed)
            .intersects(other.in_base(other.allowed))
        {
            Relation::Strained
        } else {
            Relation::Disjoint
        }
    }

    /// What a reader takes the words to mean, in the base unit of its dimension: two figures whose
    /// likely values do not meet are never [compatible](Relation::Compatible).
    pub fn likely_in_base(&self) -> Interval {
        self.in_base(self.likely)
    }

    fn in_base(&self, figures: Interval) -> Interval {
        let scale = self.unit.scale;
        widened(figures.scaled(scale.factor).shifted(scale.offset))
    }
}

/// Conversion leaves crumbs in the last digits; a point must still meet its equal.
fn widened(i: Interval) -> Interval {
    let crumb = |end: f64| {
        if end.is_finite() {
            end.abs() * 1e-12
        } else {
            0.0
        }
    };
    if i.low < i.high {
        return i;
    }
    Interval {
        low: i.low - crumb(i.low),
        high: i.high + crumb(i.high),
        ..i
    }
}

/// The grammar of quantities.
pub static GRAMMAR: Grammar = Grammar {
    name: "quantity",
    starts: Classes::NUMBER.with(Classes::BOUND).with(Classes::CURRENCY),
    digits: true,
    signs: true,
    counts: true,
    read,
};

/// The first quantity that is read in these tokens alone, and where it stands.
pub fn within(source: Source<'_>, tokens: Range<usize>) -> Option<(Span, Value)> {
    let mut input = Tokens::new(source, tokens);
    while !input.is_empty() {
        if let Some((rest, value)) = read(input) {
            return Some((input.span_until(&rest), value));
        }
        input = input.skip(1);
    }
    None
}

fn read(input: Tokens<'_>) -> Option<(Tokens<'_>, Value)> {
    let (rest, hedge) = bound::leading(input);
    if !can_open(rest) {
        return None;
    }
    let (rest, quantity) = match range::bracketed(rest) {
        Some((rest, ends, inner)) => finish(input, rest, ends, hedge.or(inner))?,
        None => free(input, rest, hedge)?,
    };
    Some((rest, Value::Quantity(quantity)))
}

// "$5 million", "12 to 15 otters": all that no "from" or "between" opens
fn free<'a>(
    input: Tokens<'a>,
    rest: Tokens<'a>,
    hedge: Option<Hedge>,
) -> Option<(Tokens<'a>, Quantity)> {
    let (rest, mut first) = amount(rest).ok()?;
    let at = input.skip(first.at - input.index());
    let behind = input.skip(first.number_end - input.index());
    let part = match first.unit {
        None => context::is_part_of_something(at, behind),
        Some(unit) if unit.is_money(input.lexicon()) => context::is_vague_multiple(at),
        Some(_) => context::is_glued_to_name(at),
    };
    if part {
        return None;
    }
    if let Some((after, ends)) = range::free(rest, first) {
        // "fell by 3 to 5 points" is a range all the same: its unit stands at the end.
        let shared =
            first.unit.is_none() && (ends.unit.is_some() || noun::counted(after, false).is_some());
        if shared || !range::is_step(input) {
            return finish(input, after, ends, hedge);
        }
    }
    if first.unit.is_none() && context::is_joined(rest) {
        return None;
    }
    first.number = range::with_later_magnitude(rest, first);
    finish(input, rest, Ends::one(first), hedge)
}

/// A cheap look at whether a number can begin here.
fn can_open(input: Tokens<'_>) -> bool {
    let Some(first) = input.first() else {
        return false;
    };
    let k = input.lexicon().keywords;
    match first.kind {
        TokenKind::Number => true,
        TokenKind::Symbol | TokenKind::Punctuation => input
            .peek(1)
            .is_some_and(|t| t.kind == TokenKind::Number || !t.is_spaced()),
        TokenKind::Word => {
            let classes = input.classes(first);
            let openers = [
                k.a, k.an, k.from, k.between, k.minus, k.negative, k.several, k.few,
            ];
            let opener = openers.contains(&first.word);
            if opener || classes.any(Classes::CURRENCY) && !classes.any(Classes::NUMBER) {
                let opens = Classes::NUMBER | Classes::BOUND | Classes::CURRENCY;
                input
                    .peek(1)
                    .is_some_and(|t| t.kind != TokenKind::Word || input.classes(t).any(opens))
            } else {
                classes.any(Classes::NUMBER)
            }
        }
    }
}

/// Adds noun, whole and bound, and decides whether the number is a quantity at all.
fn finish<'a>(
    input: Tokens<'a>,
    rest: Tokens<'a>,
    mut ends: Ends,
    hedge: Option<Hedge>,
) -> Option<(Tokens<'a>, Quantity)> {
    let at = input.skip(ends.at - input.index());
    let (mut rest, trailing) = bound::trailing(rest);
    let mut hedge = hedge.or(trailing);
    if ends.unit.is_none() && ends.noun.is_none() {
        (rest, ends.unit, ends.noun) = counted(rest, &ends);
    }
    let of = whole(at, rest, &ends);
    let (after, trailing) = bound::trailing(rest);
    rest = after;
    hedge = hedge.or(trailing);
    if ends.unit.is_none() && ends.noun.is_some() {
        // "400 people per square kilometre"
        let (after, per) = unit::per(rest, true);
        if per != Per::None {
            ends.unit = Some(Unit::new(input.lexicon(), UnitId::ONE, 1, per));
            rest = after;
        }
    }
    if !is_quantity(at, rest, &ends, hedge.is_some()) {
        return None;
    }
    let unit = unit_of(&ends, input.lexicon());
    let [allowed, likely] = meaning(&ends, unit, hedge, input.lexicon());
    let stated = match ends.last.map(|n| n.value).or(ends.first.upper) {
        Some(last) => Stated::Range([ends.first.value, last]),
        None => Stated::One(ends.first.value),
    };
    let quantity = Quantity {
        stated,
        allowed,
        likely,
        bound: hedge.map_or(Bound::Exact, |h| h.bound),
        unit,
        noun: ends.noun,
        of,
    };
    Some((rest, quantity))
}

// the "Iranian oil exports" of "90% of Iranian oil exports", the "ferries" of "half the ferries"
fn whole(at: Tokens<'_>, rest: Tokens<'_>, ends: &Ends) -> Option<Span> {
    if ends.unit.is_none() && ends.first.form != Form::Fraction {
        return None;
    }
    let k = rest.lexicon().keywords;
    let of = rest.is(0, k.of);
    let half = at.is(0, k.half) && is_determiner(rest);
    let (_, noun) = noun::whole(rest.skip(usize::from(of))).filter(|_| of || half)?;
    Some(noun.span)
}

fn is_determiner(input: Tokens<'_>) -> bool {
    input
        .first()
        .is_some_and(|t| input.classes(t).any(Classes::DETERMINER))
}

/// Whether what was read counts or measures something, rather than naming it.
fn is_quantity(at: Tokens<'_>, rest: Tokens<'_>, ends: &Ends, hedged: bool) -> bool {
    let number = ends.first;
    if ends.unit.is_some() {
        return true;
    }
    let counted = ends.noun.is_some();
    if ends.last.is_some() {
        // "from 9 to 5"
        let clock = |n: Number| n.plain && n.value <= 12.0;
        if !counted && ends.bracketed && clock(number) && ends.last.is_some_and(clock) {
            return false;
        }
        // "16-18 Industrial Avenue"
        return counted || ends.bracketed || !rest.first().is_some_and(|t| t.is_capitalised());
    }
    let named = context::is_name(at, number) && !is_people(ends.noun, at);
    if named
        || context::is_year(at, number, counted)
        || context::is_pronoun(at, number, counted)
        || number.value < 0.0 && counted
    {
        return false;
    }
    counted
        || hedged
        || match number.form {
            // "built several hundred." and "several hundred or 1,000 watts" leave open what
            Form::Vague => {
                at.first_text().ends_with('s')
                    || rest
                        .first()
                        .is_some_and(|t| t.is_word() && !rest.classes(t).any(Classes::CONJUNCTION))
            }
            Form::Fraction => is_part(at, rest),
            _ => context::stands_alone(at, rest, number),
        }
}

/// "12 people" is a count even behind a name.
fn is_people(noun: Option<Noun>, input: Tokens<'_>) -> bool {
    noun.is_some_and(|n| {
        matches!(
            n.head.of(input.source().text),
            "people" | "men" | "women" | "children" | "persons"
        )
    })
}

/// Whether a bare "half", "third" is a part of something: not "the first half".
fn is_part(at: Tokens<'_>, rest: Tokens<'_>) -> bool {
    let lexicon = at.lexicon();
    if !at.is(0, lexicon.keywords.half) {
        return true;
    }
    let placed = at.back(1).is_some_and(|t| {
        lexicon.numbers.ordinal(t.word).is_some()
            || lexicon.numbers.is_rank(t.word)
            || at.classes(t).any(Classes::DETERMINER)
    });
    !placed && (rest.is(0, lexicon.keywords.of) || is_determiner(rest))
}

/// The unit; a bare fraction has that of all parts, so that it compares with percentages.
fn unit_of(ends: &Ends, lexicon: &Lexicon) -> Unit {
    let unit = ends.unit.unwrap_or(Unit::ONE);
    if unit.id != UnitId::ONE || ends.first.form != Form::Fraction {
        return unit;
    }
    let parts = lexicon.units.entry(lexicon.units.percent());
    Unit {
        scale: Scale {
            top: parts.map(|e| e.dimension).unwrap_or_default(),
            ..Scale::NUMBER
        },
        ..unit
    }
}

/// By the letter, and as a reader takes it.
fn meaning(ends: &Ends, unit: Unit, hedge: Option<Hedge>, lexicon: &Lexicon) -> [Interval; 2] {
    /// "about 90%" stretches to five hundredths on either side, not to a tenth of itself.
    const ABOUT_A_PART: f64 = 0.05;
    let counts = unit.id == UnitId::ONE && ends.first.form != Form::Fraction;
    let parts = lexicon.units.entry(lexicon.units.percent());
    let cap = match parts {
        Some(parts) if parts.dimension == unit.scale.top => ABOUT_A_PART / unit.scale.factor,
        _ => f64::INFINITY,
    };
    let spread = |number: Number| bound::spread(number, counts, cap, hedge);
    let [allowed, likely] = spread(ends.first);
    match ends.last.map(spread) {
        Some([a, l]) => [allowed.hull(a), likely.hull(l)],
        None => [allowed, likely],
    }
}

#[cfg(test)]
mod tests {
    use crate::value::tests::{read, relation};
    use insta::assert_snapshot;

    #[test]
    fn counts_have_the_noun_that_they_count() {
        assert_snapshot!(read("Two armed men fled."), @"Two armed men = 2 armed man");
        assert_snapshot!(read("13 suspected illegal otters swam"), @"13 suspected illegal otters = 13 suspected illegal otter");
        assert_snapshot!(read("three of its bakeries"), @"three of its bakeries = 3 bakery");
        assert_snapshot!(read("a 20-member choir, the five-nation bloc"), @"20-member = 20 member | five-nation = 5 nation");
        assert_snapshot!(read("Of 120 otters, 30 were hurt."), @"120 otters = 120 otter | 30 = 30");
        assert_snapshot!(read("two very different plans, 600 mostly young voters, one more stop"), @"two very different plans = 2 very different plan | 600 mostly young voters = 600 mostly young voter | one more stop = 1 stop");
        assert_snapshot!(read("four-, five- and six-seat canoes"), @"four- = 4 seat | five- = 5 seat | six-seat = 6 seat");
        assert_snapshot!(read("She took 12 of her 30 apples."), @"12 = 12 apple | 30 apples = 30 apple");
    }

    #[test]
    fn measures_have_units() {
        assert_snapshot!(read("a 30,000-pound anchor"), @"30,000-pound = 30000 pound-mass");
        assert_snapshot!(read("It sank 8 miles (13 km) out, in minus 5 °C water."), @"8 miles = 8 mile | 13 km = 13 kilometre | minus 5 °C = -5 celsius");
        assert_snapshot!(read("52,000 barrels a day, 300 people per square kilometre, 60 mph, 300,000 b/d"), @"52,000 barrels a day = 52000 barrel per day | 300 people per square kilometre = 300 people per square kilometre | 60 mph = 60 mile per hour | 300,000 b/d = 300000 barrel per day");
        assert_snapshot!(read("35C (95F) on a road that is 3.4 km."), @"35C = 35 celsius | 95F = 95 fahrenheit | 3.4 km = 3.4 kilometre");
        assert_snapshot!(read("He is 6 feet 3 inches tall"), @"6 feet 3 inches = 6.25 foot");
    }

    #[test]
    fn money_is_read_by_sign_code_and_name() {
        assert_snapshot!(read("US $58.24 a barrel, A$15, $US3m, Rs 5 crore, EUR 7"), @"US $58.24 a barrel = 58.24 dollar per barrel | A$15 = 15 australian dollar | $US3m = 3000000 dollar | Rs 5 crore = 50000000 indian rupee | EUR 7 = 7 euro");
        assert_snapshot!(read("10.5 million Danish crowns, 12,000 won, 40p"), @"10.5 million Danish crowns = 10500000 danish krone | 12,000 won = 12000 south korean won | 40p = 40 penny");
        assert_snapshot!(read("USD10m, RM23.50; ALL 50 inns at COP28"), @"USD10m = 10000000 dollar | RM23.50 = 23.5 malaysian ringgit | 50 inns = 50 inn");
    }

    #[test]
    fn ranges_share_unit_and_magnitude() {
        assert_snapshot!(read("from 12 to 15 days"), @"from 12 to 15 days = 12..15 day");
        assert_snapshot!(read("between 1 and 2 thousand goats"), @"between 1 and 2 thousand goats = 1000..2000 goat");
        assert_snapshot!(read("$26 to $31 million, $200 to $4 million"), @"$26 to $31 million = 26000000..31000000 dollar | $200 to $4 million = 200..4000000 dollar");
        assert_snapshot!(read("sales rose from £341m in 2024 to £388m in 2025"), @"£341m = 341000000 pound sterling | £388m = 388000000 pound sterling");
        assert_snapshot!(read("$26 and $31 million"), @"$26 = 26000000 dollar | $31 million = 31000000 dollar");
        assert_snapshot!(read("Shares rose $2 to $45."), @"$2 = 2 dollar | $45 = 45 dollar");
    }

    #[test]
    fn bounds_stand_before_or_behind_the_number() {
        assert_snapshot!(read("just over 600 inns, as many as nine, 50 or so boats, 40-odd mills"), @"just over 600 inns = MoreThan 600 inn | as many as nine = AtMost 9 | 50 or so boats = About 50 boat | 40-odd mills = About 40 mill");
        assert_snapshot!(read("An estimated 90% of its wheat exports"), @"An estimated 90% = About 90 percentage of wheat exports");
    }

    #[test]
    fn those_in_a_state_are_counted() {
        assert_snapshot!(read("It killed 23 people and left 70 wounded, with 12 missing."), @"23 people = 23 people | 70 = 70 | 12 = 12");
    }

    #[test]
    fn what_is_owned_is_named_with_its_owner() {
        assert_snapshot!(read("a fifth of the world's herring"), @"a fifth = 0.2 of world's herring");
        assert_snapshot!(read("90% of Norland's herring exports"), @"90% = 90 percentage of Norland's herring exports");
    }

    #[test]
    fn a_day_is_no_part_of_what_is_counted() {
        assert_snapshot!(read("She met nine officials Monday and added two more today."), @"nine officials = 9 official | two = 2");
    }

    #[test]
    fn names_years_and_labels_are_no_quantities() {
        assert_snapshot!(read("In 2019 a Corvo 737 landed under Section 427, No. 10 and COVID-19"), @"");
        assert_snapshot!(read("Call 555-1234, +44 20 7946 0958 or 911 on 2019-07-11 at 4:39"), @"");
        assert_snapshot!(read("Version 1.2.3 of the 1990s, from 2010 to 2015"), @"");
        assert_snapshot!(read("It sold Corvo 3.12 and case 22-cv-1234 at 221B Quay Street."), @"");
        assert_snapshot!(read("a multi-million-dollar deal, a magnitude-7.1 quake"), @"7.1 = 7.1");
    }

    #[test]
    fn figures_that_overlap_are_compatible() {
        let same = |a: &str, b: &str| assert_eq!(relation(a, b), "Compatible", "{a} / {b}");
        same("90%", "nine-tenths of it");
        same("90%", "an estimated 90%");
        same("about a third of it", "33.4%");
        same("close to 5%", "4.6%");
        same("30,000-pound", "13.6-tonne");
        same("1.2 million otters", "1,180,000 otters");
        same("more than 600 otters", "640 otters");
        same("7 miles", "11 km");
        same("one-tenth of it", "10%");
        same("63 cents", "$0.63");
        same("two decades", "20 years");
        same("hundreds of otters", "400 otters");
    }

    #[test]
    fn figures_apart_by_a_hedge_or_a_rounding_are_strained() {
        let strained = |a: &str, b: &str| assert_eq!(relation(a, b), "Strained", "{a} / {b}");
        strained("more than 600 otters", "2,000 otters");
        strained("about 600 otters", "700 otters");
        strained("2,000 otters", "2,013 otters");
        strained("up to 600 otters", "12 otters");
    }

    #[test]
    fn figures_that_share_nothing_are_disjoint() {
        let apart = |a: &str, b: &str| assert_eq!(relation(a, b), "Disjoint", "{a} / {b}");
        apart("600 otters", "640 otters");
        apart("17 otters", "18 otters");
        apart("90%", "75%");
        apart("more than 600 otters", "500 otters");
        apart("1.2 million", "1.3 million");
        apart("3-1", "2-1");
    }

    #[test]
    fn figures_of_different_kinds_are_not_compared() {
        let other = |a: &str, b: &str| assert_eq!(relation(a, b), "Incomparable", "{a} / {b}");
        other("$5", "€5");
        other("5 miles", "5 kg");
        other("$5", "$5 a barrel");
        other("5 percentage points", "5%");
        other("500 square miles", "500 miles");
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "([0-9]{1,4}|[$%£,.\\-–/: ]|one|half|of|a|million|dozen|to|and|between|from|km|per|about|in|three|[a-zA-Z]{1,4} ){0,24}") {
            let _ = read(&text);
        }

        #[test]
        fn a_quantity_agrees_with_itself(n in 1u32..2_000_000, unit in "(%| miles| otters| kg)", hedge in "(about |more than |up to |nearly |)") {
            let text = format!("{hedge}{n},000{unit}").replacen(",000", if n > 999 { "" } else { ",000" }, 1);
            proptest::prop_assert_eq!(relation(&text, &text), "Compatible");
        }
    }
}
