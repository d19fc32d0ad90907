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

use serde::Serialize;

use super::amount::{Amount, amount};
use super::interval::Interval;
use super::noun::{self, Noun};
use super::number::{Form, Number};
use super::unit::{self, Per, Unit};
use super::{Grammar, Relation, Value, bound, context, score};
use crate::language::tokens::Tokens;
use crate::language::vocabulary::Classes;
use crate::lexicon::numbers::Hedge;
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
        let base = |q: &Quantity, i: Interval| {
            let scale = q.unit.scale;
            widened(i.scaled(scale.factor).shifted(scale.offset))
        };
        if base(self, self.likely).intersects(base(other, other.likely)) {
            Relation::Compatible
        } else if base(self, self.allowed).intersects(base(other, other.allowed)) {
            Relation::Strained
        } else {
            Relation::Disjoint
        }
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
    starts: Classes(Classes::NUMBER.0 | Classes::BOUND.0 | Classes::CURRENCY.0),
    digits: true,
    signs: true,
    read,
};

fn read(input: Tokens<'_>) -> Option<(Tokens<'_>, Value)> {
    let (rest, quantity) = quantity(input)?;
    Some((rest, Value::Quantity(quantity)))
}

/// A quantity with its hedges, range, noun and whole.
pub(super) fn quantity(input: Tokens<'_>) -> Option<(Tokens<'_>, Quantity)> {
    if !context::number_ahead(input) {
        return None;
    }
    let (rest, hedge) = bound::leading(input);
    if !can_open(rest) {
        return None;
    }
    if let Some(range) = bracketed_range(rest, hedge) {
        return Some(range);
    }
    let (mut rest, first) = amount(rest).ok()?;
    let at = input.skip(first.at - input.index());
    let behind = input.skip(first.number_end - input.index());
    if (first.unit.is_none() || behind.is(0, input.lexicon().keywords.sub))
        && context::is_part_of_something(at, behind)
        || first.unit.is_some_and(|u| !u.is_money(input.lexicon())) && is_glued_to_name(at)
    {
        return None;
    }
    if let Some((after, pair)) = second(rest, first, Joint::Free).filter(|(after, pair)| {
        // "fell by 3 to 5 points" is a range all the same: its unit stands at the end.
        let shared =
            first.unit.is_none() && (pair.unit.is_some() || noun::counted(*after, false).is_some());
        shared || !is_step(input)
    }) {
        let range = finish(input, after, pair, hedge)?;
        return Some(range);
    }
    if first.unit.is_none() && context::is_joined(rest) {
        return None;
    }
    if first.unit.is_none() {
        if let Some(shared) = shared_magnitude(rest, first) {
            rest = behind;
            return finish(input, rest, Pair::one(shared), hedge);
        }
    }
    let number = match first.unit {
        Some(unit) if unit.is_money(input.lexicon()) && first.number.magnitude == 1.0 => {
            shared_magnitude(rest, first).map_or(first.number, |a| a.number)
        }
        _ => first.number,
    };
    finish(input, rest, Pair::one(Amount { number, ..first }), hedge)
}

/// A cheap look at whether a number can begin here.
fn can_open(input: Tokens<'_>) -> bool {
    use crate::language::token::TokenKind;
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
            let opener = [k.a, k.an, k.from, k.between, k.minus, k.negative].contains(&first.word);
            if opener || classes.any(Classes::CURRENCY) && !classes.any(Classes::NUMBER) {
                input.peek(1).is_some_and(|t| {
                    t.kind != TokenKind::Word
                        || input
                            .classes(t)
                            .any(Classes::NUMBER | Classes::BOUND | Classes::CURRENCY)
                })
            } else {
                classes.any(Classes::NUMBER)
            }
        }
    }
}

// the "19" of "COVID-19 %"
fn is_glued_to_name(at: Tokens<'_>) -> bool {
    let k = at.lexicon().keywords;
    let glued = at.first().is_some_and(|t| !t.is_spaced());
    let before = at.back(1);
    let dash = before.is_some_and(|t| matches!(at.text(t), "-" | "–") && !t.is_spaced());
    glued
        && (dash
            && at
                .back(2)
                .is_some_and(|t| t.is_word() && ![k.sub, k.to, k.minus].contains(&t.word))
            || before.is_some_and(|t| matches!(at.text(t), ":" | "/" | ".")))
}

/// "rose 5 points to 1,200", "by $5 to $20", "up 3% to 4%": a step and a level, not a range.
fn is_step(input: Tokens<'_>) -> bool {
    let k = input.lexicon().keywords;
    input.back(1).is_some_and(|t| {
        t.word == k.by
            || input.lexicon().numbers.is_change(t.word)
            || matches!(input.text(t), "up" | "down" | "off")
    })
}

/// One amount, or two that are the ends of a range.
struct Pair {
    first: Number,
    last: Option<Number>,
    unit: Option<Unit>,
    noun: Option<Noun>,
    at: usize,
    bracketed: bool,
}

impl Pair {
    fn one(amount: Amount) -> Self {
        Self {
            first: amount.number,
            last: None,
            unit: amount.unit,
            noun: None,
            at: amount.at,
            bracketed: false,
        }
    }
}

/// What may join the ends of a range.
#[derive(Clone, Copy, PartialEq)]
enum Joint {
    /// "from A to B"
    From,
    /// "between A and B"
    Between,
    /// "A to B", "A-B", "A or B"
    Free,
}

// "from 12 to 15", "between 12 and 15"
fn bracketed_range(input: Tokens<'_>, hedge: Option<Hedge>) -> Option<(Tokens<'_>, Quantity)> {
    let k = input.lexicon().keywords;
    let joint = if input.is(0, k.from) {
        Joint::From
    } else if input.is(0, k.between) {
        Joint::Between
    } else {
        return None;
    };
    let (rest, inner) = bound::leading(input.skip(1));
    let (rest, first) = amount(rest).ok()?;
    let start = input.skip(first.at - input.index());
    let behind = input.skip(first.number_end - input.index());
    if context::is_part_of_something(start, behind) && first.unit.is_none() {
        return None;
    }
    // "from 240 jobs to 273": the noun may stand at either end.
    let (middle, noun) = match noun::counted(rest, first.number.value == 1.0) {
        Some((after, noun))
            if first.unit.is_none() && (after.is(0, k.to) || after.is(0, k.and)) =>
        {
            (after, Some(noun))
        }
        _ => (rest, None),
    };
    let (after, mut pair) = second(middle, first, joint)?;
    pair.noun = noun;
    pair.bracketed = true;
    finish(
        input,
        after,
        pair,
        hedge.or(inner.filter(|h| h.bound == Bound::About)),
    )
}

/// The rest of a range whose first end is `first`.
fn second<'a>(rest: Tokens<'a>, first: Amount, joint: Joint) -> Option<(Tokens<'a>, Pair)> {
    let k = rest.lexicon().keywords;
    let token = rest.first()?;
    let text = rest.text(token);
    let dash = matches!(text, "-" | "–" | "—" | "‑" | "‐" | "--");
    let to = rest.is(0, k.to);
    let fits = match joint {
        Joint::From => to || dash,
        Joint::Between => rest.is(0, k.and) || dash || to,
        Joint::Free => to || dash || rest.is(0, k.or),
    };
    if !fits {
        return None;
    }
    let mut next = rest.skip(1);
    // "200,000 to-260,000"
    if to
        && next
            .first()
            .is_some_and(|t| t.is_mark(b'-') && t.is_spaced())
        && next.is_glued(1)
    {
        next = next.skip(1);
    }
    let dash_is_loose = dash && (token.is_spaced() != next.first().is_some_and(|t| t.is_spaced()));
    if dash_is_loose || (dash && text == "-" && token.is_spaced() && first.unit.is_none()) {
        return None;
    }
    let (next, _) = if to {
        bound::leading(next)
    } else {
        (next, None)
    };
    let (after, last) = amount(next).ok()?;
    let lexicon = rest.lexicon();
    let unit = match (first.unit, last.unit) {
        // "rose 18 cents to $2.50"
        (Some(a), Some(b))
            if a.scale.factor != b.scale.factor && a.is_money(lexicon) && joint == Joint::Free =>
        {
            return None;
        }
        (Some(a), Some(b)) if a.scale.matches(b.scale) => {
            Some(if b.per == Per::None { a } else { b })
        }
        // "$62 to $68 per share": the last end says for what.
        (Some(a), Some(b)) if a.id == b.id && a.per == Per::None => Some(b),
        (Some(a), Some(b)) if a.id == b.id && b.per == Per::None => Some(a),
        (Some(_), Some(_)) => return None,
        (Some(a), None) if joint != Joint::Free || a.is_money(lexicon) && dash => Some(a),
        (Some(_), None) => return None,
        (None, unit) => unit,
    };
    let (mut low, mut high) = (first.number, last.number);
    if low.form == Form::Vague || high.form == Form::Vague {
        return None;
    }
    // "$26 to $31 million": the magnitude holds for both where the first digits are the smaller.
    if low.magnitude == 1.0 && high.magnitude > 1.0 && low.value < high.value / high.magnitude {
        low = low.times(high.magnitude);
    }
    if let (Some(a), Some(b)) = (first.unit, last.unit) {
        // Ends in units of one dimension: the range is in the unit of the first.
        if a.id != b.id && a.scale.factor != b.scale.factor {
            let factor = b.scale.factor / a.scale.factor;
            high = Number {
                value: high.value * factor,
                step: high.step * factor,
                ..high
            };
        }
    }
    let k_or = rest.is(0, k.or);
    let ascends = low.value < high.value;
    match joint {
        Joint::Free
            if k_or && !(ascends && first.unit.is_none() && high.value <= low.value * 3.0) =>
        {
            return None;
        }
        // "won by 52 percent to 48 percent"
        Joint::Free if !ascends && unit.is_some_and(|u| u.id == lexicon.units.percent()) => {
            return None;
        }
        Joint::Free if !ascends && (first.unit.is_none() || last.unit.is_none()) => return None,
        Joint::Free if dash && unit.is_none() && last.number.is_yearlike() => return None,
        _ => {}
    }
    // "555-1234", "2019-07-11", and bare scores
    if dash && unit.is_none() {
        let more = after
            .first()
            .is_some_and(|t| !t.is_spaced() && matches!(after.text(t), "-" | "–" | "/"))
            && after.is_glued(1)
            && after
                .peek(1)
                .is_some_and(|t| t.kind == crate::language::token::TokenKind::Number);
        let phone = low.plain
            && high.plain
            && (100.0..1000.0).contains(&low.value)
            && (1000.0..10_000.0).contains(&high.value);
        let counted = noun::counted(after, false).is_some();
        if more || phone || joint == Joint::Free && score::reads_as_score(low, high, counted) {
            return None;
        }
    }
    if low.is_yearlike() && high.is_yearlike() && unit.is_none() {
        return None;
    }
    let pair = Pair {
        first: low,
        last: Some(high),
        unit,
        noun: None,
        at: first.at,
        bracketed: joint != Joint::Free,
    };
    Some((after, pair))
}

/// "$26 and $31 million", "four, five and six million": the first amount with the magnitude of
/// a later one.
fn shared_magnitude(rest: Tokens<'_>, first: Amount) -> Option<Amount> {
    let k = rest.lexicon().keywords;
    if !(rest.is(0, k.and) || rest.is(0, k.or)) || first.number.magnitude > 1.0 {
        return None;
    }
    let (_, next) = amount(rest.skip(1)).ok()?;
    let same = match (first.unit, next.unit) {
        (Some(a), Some(b)) => a.id == b.id && next.at > next_index(rest),
        _ => false,
    };
    (same && next.number.magnitude >= 1e6 && first.number.value < 1000.0).then(|| Amount {
        number: first.number.times(next.number.magnitude),
        ..first
    })
}

fn next_index(rest: Tokens<'_>) -> usize {
    rest.index()
}

/// Adds noun, whole and bound, and decides whether the number is a quantity at all.
fn finish<'a>(
    input: Tokens<'a>,
    rest: Tokens<'a>,
    pair: Pair,
    hedge: Option<Hedge>,
) -> Option<(Tokens<'a>, Quantity)> {
    let lexicon = input.lexicon();
    let k = lexicon.keywords;
    let at = input.skip(pair.at - input.index());
    let (rest, after_hedge) = bound::trailing(rest);
    let mut hedge = hedge.or(after_hedge);
    let mut rest = rest;
    let mut unit = pair.unit;
    let mut noun = pair.noun;
    let mut of = None;
    // "one ferry", "0.5 point"
    let one = pair.last.is_none()
        && (pair.first.value == 1.0 || pair.first.step < 1.0 && pair.first.value.abs() < 1.0);
    if unit.is_none() && noun.is_none() {
        (rest, unit, noun) = counted(rest, &pair, one);
    }
    if unit.is_some() || pair.first.form == Form::Fraction {
        if rest.is(0, k.of) {
            of = noun::whole(rest.skip(1)).map(|(_, noun)| noun.span);
        } else if rest
            .first()
            .is_some_and(|t| rest.classes(t).any(Classes::DETERMINER))
            && at.is(0, k.half)
        {
            of = noun::whole(rest).map(|(_, noun)| noun.span); // "half the ferries"
        }
    }
    if let Some((after, late)) = Some(bound::trailing(rest)).filter(|(_, h)| h.is_some()) {
        rest = after;
        hedge = hedge.or(late);
    }
    if unit.is_none() && noun.is_some() {
        // "400 people per square kilometre"
        let (after, per) = unit::per(rest, true);
        if per != Per::None {
            let id = crate::lexicon::units::UnitId::ONE;
            unit = Some(Unit::new(lexicon, id, 1, per));
            rest = after;
        }
    }
    let counted = unit.is_some() || noun.is_some();
    let bare = pair.first;
    let trusted = hedge.is_some() || pair.last.is_some();
    if unit.is_none() {
        let year = context::is_year(at, bare, counted);
        let name = context::is_name(at, bare) && !is_people(noun, input);
        if (year || name) && pair.last.is_none() {
            return None;
        }
        if pair.last.is_none() && context::is_pronoun(at, bare, counted) {
            return None;
        }
        if pair.last.is_some() && !counted && !pair.bracketed && name_follows(rest) {
            return None;
        }
    }
    // "COVID -19 tests"
    if bare.value < 0.0 && unit.is_none() && noun.is_some() {
        return None;
    }
    if !counted && !trusted && bare.form != Form::Vague {
        let fine = match bare.form {
            Form::Fraction => is_part(at, rest),
            _ => context::stands_alone(at, rest, bare),
        };
        if !fine {
            return None;
        }
    }
    let unit = unit.unwrap_or(Unit::ONE);
    let exact = unit.id == crate::lexicon::units::UnitId::ONE && bare.form != Form::Fraction;
    let share = lexicon.units.entry(lexicon.units.percent());
    let is_share = bare.form == Form::Fraction && unit.scale == super::unit::Scale::NUMBER
        || share.is_some_and(|e| unit.scale.top == e.dimension);
    let cap = if is_share {
        0.05 / if unit.id == crate::lexicon::units::UnitId::ONE {
            1.0
        } else {
            unit.scale.factor
        }
    } else {
        f64::INFINITY
    };
    let [mut allowed, mut likely] = bound::spread(bare, exact, cap, hedge);
    let mut stated = match bare.upper {
        Some(upper) => Stated::Range([bare.value, upper]),
        None => Stated::One(bare.value),
    };
    if let Some(last) = pair.last {
        let [last_allowed, last_likely] = bound::spread(last, exact, cap, hedge);
        allowed = allowed.hull(last_allowed);
        likely = likely.hull(last_likely);
        stated = Stated::Range([bare.value, last.value]);
    }
    let unit = if is_share && unit.id == crate::lexicon::units::UnitId::ONE {
        // A part is the same whether it is written as a fraction or in hundredths.
        let dimension = share.map(|e| e.dimension).unwrap_or_default();
        Unit {
            scale: super::unit::Scale {
                top: dimension,
                ..super::unit::Scale::NUMBER
            },
            ..unit
        }
    } else {
        unit
    };
    let quantity = Quantity {
        stated,
        allowed,
        likely,
        bound: hedge.map_or(Bound::Exact, |h| h.bound),
        unit,
        noun,
        of,
    };
    Some((rest, quantity))
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

// the "Industrial Avenue" of "16-18 Industrial Avenue"
fn name_follows(rest: Tokens<'_>) -> bool {
    rest.first()
        .is_some_and(|t| t.is_word() && t.is_capitalised())
}

/// Whether a bare "half", "third" is a part of something: not "the first half".
fn is_part(at: Tokens<'_>, rest: Tokens<'_>) -> bool {
    let k = at.lexicon().keywords;
    if at
        .first()
        .is_some_and(|t| t.kind == crate::language::token::TokenKind::Number)
    {
        return true;
    }
    if !at.is(0, k.half) {
        return true;
    }
    let whole = rest.is(0, k.of)
        || rest
            .first()
            .is_some_and(|t| rest.classes(t).any(Classes::DETERMINER));
    let placed = at.back(1).is_some_and(|t| {
        at.lexicon().numbers.ordinal(t.word).is_some()
            || at.lexicon().numbers.is_rank(t.word)
            || at.classes(t).any(Classes::DETERMINER)
    });
    whole && !placed
}

/// What stands behind a number without a unit: "armed men", "-member", "of its bakeries", "of miles".
fn counted<'a>(
    rest: Tokens<'a>,
    pair: &Pair,
    one: bool,
) -> (Tokens<'a>, Option<Unit>, Option<Noun>) {
    let k = rest.lexicon().keywords;
    if let Some(shared) = suspended(rest) {
        return shared;
    }
    if rest.is_hyphen(0) {
        return match noun::glued(rest.skip(1)) {
            Some((after, noun)) if pair.first.value != 1.0 => (after, None, Some(noun)),
            _ => (rest, None, None),
        };
    }
    if pair.first.form == Form::Fraction {
        let of = usize::from(rest.is(0, k.of));
        let article = rest.is(of, k.a) || rest.is(of, k.an);
        if let Some((after, unit)) = unit::unit(rest.skip(of + 1)).ok().filter(|_| article) {
            return (after, Some(unit), None); // "half a mile", "a quarter of a mile"
        }
    }
    if rest.is(0, k.of) {
        if pair.first.form == Form::Fraction {
            return (rest, None, None);
        }
        let mut inner = rest.skip(1);
        if matches!(pair.first.form, Form::Vague) || pair.first.magnitude > 1.0 || !one {
            if let Ok((after, unit)) = unit::unit(inner) {
                return (after, Some(unit), None);
            }
        }
        while inner
            .first()
            .is_some_and(|t| inner.classes(t).any(Classes::DETERMINER))
            && inner.index() < rest.index() + 3
        {
            inner = inner.skip(1);
        }
        // "280 million of the 1.5 billion shekels", "three of the five men": what is left is a quantity of
        // its own, and the first one shares its unit.
        if let Ok((behind, whole)) = amount(inner) {
            if whole.unit.is_some() {
                return (rest, whole.unit, None);
            }
            inner = behind;
            return (
                rest,
                None,
                noun::counted(inner, false).map(|(_, noun)| noun),
            );
        }
        return match noun::counted(inner, false) {
            Some((after, noun)) => (after, None, Some(noun)),
            None => (rest, None, None),
        };
    }
    if pair.first.form == Form::Vague && pair.last.is_none() {
        return (rest, None, None); // "saved billions", "his millions mean"
    }
    match noun::counted(rest, one) {
        Some((after, noun)) => match described_unit(rest, after, noun) {
            Some(unit) => (after, Some(unit), None),
            None => (after, None, Some(noun)),
        },
        None => (rest, None, None),
    }
}

/// "517 rushing yards", "50 previous years": a unit with words before it.
fn described_unit(rest: Tokens<'_>, after: Tokens<'_>, noun: Noun) -> Option<Unit> {
    let length = after.index() - rest.index();
    let head = rest.skip(length.checked_sub(1)?);
    if noun.span == noun.head || head.first().is_none_or(|t| t.is_capitalised()) {
        return None;
    }
    let (end, id) = rest.lexicon().units.names.find(head)?;
    (end.index() == after.index()).then(|| Unit::new(rest.lexicon(), id, 1, Per::None))
}

/// "four-, five- and six-cylinder": a number whose hyphen waits for the last one's noun or unit.
fn suspended(rest: Tokens<'_>) -> Option<(Tokens<'_>, Option<Unit>, Option<Noun>)> {
    let k = rest.lexicon().keywords;
    let hyphen = |t: Tokens<'_>| t.first().is_some_and(|h| h.is_mark(b'-') && !h.is_spaced());
    if !hyphen(rest) || rest.is_glued(1) && !rest.peek(1).is_some_and(|t| t.is_mark(b',')) {
        return None;
    }
    let mut next = rest.skip(1);
    for _ in 0..6 {
        while next.first().is_some_and(|t| t.is_mark(b','))
            || next.is(0, k.and)
            || next.is(0, k.or)
            || next.is(0, k.to)
        {
            next = next.skip(1);
        }
        let (after, _) = super::number::number(next, false).ok()?;
        if after.is_hyphen(0) {
            if let Ok((_, unit)) = unit::unit(after) {
                return Some((rest.skip(1), Some(unit), None));
            }
            let (_, noun) = noun::glued(after.skip(1))?;
            return Some((rest.skip(1), None, Some(noun)));
        }
        if !hyphen(after) {
            return None;
        }
        next = after.skip(1);
    }
    None
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
        assert_snapshot!(read("a 20-member choir"), @"20-member = 20 member");
        assert_snapshot!(read("four-, five- and six-seat canoes"), @"four- = 4 seat | five- = 5 seat | six-seat = 6 seat");
        assert_snapshot!(read("She took 12 of her 30 apples."), @"12 = 12 apple | 30 apples = 30 apple");
    }

    #[test]
    fn measures_have_units() {
        assert_snapshot!(read("a 30,000-pound anchor"), @"30,000-pound = 30000 pound-mass");
        assert_snapshot!(read("It sank 8 miles (13 km) out, in minus 5 °C water."), @"8 miles = 8 mile | 13 km = 13 kilometre | minus 5 °C = -5 celsius");
        assert_snapshot!(read("52,000 barrels a day, 300 people per square kilometre, 60 mph"), @"52,000 barrels a day = 52000 barrel per day | 300 people per square kilometre = 300 people per square kilometre | 60 mph = 60 mile per hour");
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
        assert_snapshot!(read("$26 and $31 million"), @"$26 = 26000000 dollar | $31 million = 31000000 dollar");
        assert_snapshot!(read("Shares rose $2 to $45."), @"$2 = 2 dollar | $45 = 45 dollar");
    }

    #[test]
    fn bounds_stand_before_or_behind_the_number() {
        assert_snapshot!(read("just over 600 inns, as many as nine, 50 or so boats, 40-odd mills"), @"just over 600 inns = MoreThan 600 inn | as many as nine = AtMost 9 | 50 or so boats = About 50 boat | 40-odd mills = About 40 mill");
        assert_snapshot!(read("An estimated 90% of its wheat exports"), @"An estimated 90% = About 90 percentage of wheat exports");
    }

    #[test]
    fn names_years_and_labels_are_no_quantities() {
        assert_snapshot!(read("In 2019 a Corvo 737 landed under Section 427, No. 10 and COVID-19"), @"");
        assert_snapshot!(read("Call 555-1234, +44 20 7946 0958 or 911 on 2019-07-11 at 4:39"), @"");
        assert_snapshot!(read("Version 1.2.3 of the 1990s, from 2010 to 2015"), @"");
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
