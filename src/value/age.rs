//! Ages: "aged 47", "47-year-old", "a 2,900 year-old site", "Mara Lund, 47,", "at the age of 91".

use nom::Input;

use super::bound;
use super::interval::Interval;
use super::number::{self, Number};
use super::quantity::{Bound, Quantity, Stated};
use super::unit::{Per, Unit};
use super::{Grammar, Value};
use crate::language::token::{Token, TokenKind};
use crate::language::tokens::Tokens;
use crate::language::vocabulary::Classes;
use crate::lexicon::numbers::Hedge;
use crate::lexicon::units::UnitId;

/// The grammar of ages.
pub static GRAMMAR: Grammar = Grammar {
    name: "age",
    starts: Classes::NUMBER.with(Classes::BOUND),
    digits: true,
    signs: false,
    counts: true,
    read,
};

fn read(input: Tokens<'_>) -> Option<(Tokens<'_>, Value)> {
    let (rest, age) = labelled(input)
        .or_else(|| year_old(input))
        .or_else(|| between_commas(input))
        .or_else(|| of_a_person(input))?;
    Some((rest, Value::Age(age)))
}

/// How many tokens from the first, hedges and number among them, the unit is looked for.
const UNIT_REACH: usize = 24;

fn unit_of(input: Tokens<'_>, n: usize) -> Option<UnitId> {
    let k = input.lexicon().keywords;
    let token = input.peek(n)?;
    let timed = [k.year, k.month, k.week, k.day].contains(&token.word)
        || matches!(input.text(token), "years" | "months" | "weeks" | "days");
    timed
        .then(|| input.lexicon().units.names.find(input.skip(n)))
        .flatten()
        .map(|(_, id)| id)
}

fn years(input: Tokens<'_>) -> UnitId {
    input.lexicon().units.year()
}

fn age(input: Tokens<'_>, ends: [Number; 2], unit: UnitId, hedge: Option<Hedge>) -> Quantity {
    let [first, last] = ends;
    // Who is 47 today may have been 46 when another text was written; the letter allows one year more.
    let [mut allowed, mut likely] = bound::spread(first, true, f64::INFINITY, hedge);
    let mut stated = Stated::One(first.value);
    if first != last {
        let [a, l] = bound::spread(last, true, f64::INFINITY, hedge);
        allowed = allowed.hull(a);
        likely = likely.hull(l);
        stated = Stated::Range([first.value, last.value]);
    }
    if hedge.is_none() && first.value < 150.0 {
        allowed = allowed.hull(Interval::closed(first.value - 1.0, last.value + 1.0));
    }
    Quantity {
        stated,
        allowed,
        likely,
        bound: hedge.map_or(Bound::Exact, |h| h.bound),
        unit: Unit::new(input.lexicon(), unit, 1, Per::None),
        noun: None,
        of: None,
    }
}

// "47-year-old", "50 year-old", "400 million-year-old", "roughly 300,000 years old", "200,000 to-260,000 year-old"
fn year_old(input: Tokens<'_>) -> Option<(Tokens<'_>, Quantity)> {
    // A cheap look ahead: most numbers have no unit of time behind them.
    let mut near = input.iter_elements().take(UNIT_REACH);
    if !near.any(Token::is_time_unit) {
        return None;
    }
    let k = input.lexicon().keywords;
    let (start, hedge) = bound::leading(input);
    if start
        .first()
        .is_some_and(|t| t.is_word() && !start.classes(t).any(Classes::NUMBER))
    {
        return None;
    }
    let (rest, first) = number::number(start, false).ok()?;
    let hyphen = |t: Tokens<'_>| usize::from(t.is_hyphen(0));
    let (rest, last) =
        if rest.is(0, k.to) || rest.is_hyphen(0) && !rest.peek(1).is_some_and(|t| t.is_word()) {
            let after = rest.skip(1);
            let mark = after.first().is_some_and(|t| t.is_mark(b'-'));
            let (rest, last) = number::number(after.skip(usize::from(mark)), false).ok()?;
            (rest, last)
        } else {
            (rest, first)
        };
    let rest = rest.skip(hyphen(rest));
    let unit = unit_of(rest, 0)?;
    let rest = rest.skip(1);
    let rest = rest.skip(hyphen(rest));
    let old = rest.first()?;
    if !(old.word == k.old || matches!(rest.text(old), "olds" | "old's")) {
        return None;
    }
    Some((rest.skip(1), age(input, [first, last], unit, hedge)))
}

// "aged 47", "age 18", "ages 5 to 11", "the age of 91", "aged between 12 and 15"
fn labelled(input: Tokens<'_>) -> Option<(Tokens<'_>, Quantity)> {
    let k = input.lexicon().keywords;
    if !(input.is(0, k.aged) || input.is(0, k.age) || input.is(0, k.ages)) {
        return None;
    }
    let mut rest = input.skip(1);
    rest = rest.skip(usize::from(rest.is(0, k.of)));
    let (after, hedge) = bound::leading(rest);
    rest = after;
    rest = rest.skip(usize::from(rest.is(0, k.between) || rest.is(0, k.from)));
    let (rest, first) = number::number(rest, false).ok()?;
    let joint = rest.is(0, k.to)
        || rest.is(0, k.and)
        || rest.is_hyphen(0)
        || rest.first().is_some_and(|t| rest.text(t) == "–");
    let joined = number::number(rest.skip(1), false).ok().filter(|_| joint);
    let (rest, last) = match joined {
        Some((after, last)) if last.value > first.value && last.value < 130.0 => (after, last),
        _ => (rest, first),
    };
    let (rest, unit) = match unit_of(rest, 0) {
        Some(unit) => (rest.skip(1), unit),
        None => (rest, years(input)),
    };
    // "aged 18 or over"
    let (rest, trailing) = bound::trailing(rest);
    let hedge = hedge.or(trailing);
    (first.value < 130.0).then(|| (rest, age(input, [first, last], unit, hedge)))
}

// the "35" of "She will be 35 in May", "he turned 40", "died at 91"
fn of_a_person(input: Tokens<'_>) -> Option<(Tokens<'_>, Quantity)> {
    let verb = input.back(1)?;
    let being = matches!(
        input.text(verb),
        "is" | "was" | "be" | "turned" | "turns" | "turn" | "'s" | "’s" | "turning"
    );
    let person = |n: usize| {
        input
            .back(n)
            .is_some_and(|t| matches!(input.text(t), "he" | "she" | "who" | "He" | "She"))
    };
    // "died at 91"
    let k = input.lexicon().keywords;
    let death = verb.word == k.at
        && input.back(2).is_some_and(|t| {
            [k.died, k.dies].contains(&t.word) || matches!(input.text(t), "dead" | "dying")
        });
    if !death && !(being && (person(2) || person(3))) {
        return None;
    }
    let (rest, number) = number::number(input, false).ok()?;
    let ends = rest.first().is_none_or(|t| {
        !t.is_word() && t.kind != TokenKind::Symbol || rest.classes(t).any(Classes::FUNCTION)
    });
    let fits =
        number.magnitude == 1.0 && (1.0..120.0).contains(&number.value) && number.step == 1.0;
    (ends && fits && !rest.is_hyphen(0) && !rest.is(0, input.lexicon().keywords.of))
        .then(|| (rest, age(input, [number, number], years(input), None)))
}

// the "47" of "Mara Lund, 47, said"
fn between_commas(input: Tokens<'_>) -> Option<(Tokens<'_>, Quantity)> {
    let token = input
        .first()
        .filter(|t| t.kind == TokenKind::Number && t.is_spaced())?;
    let (comma, name) = (input.back(1)?, input.back(2)?);
    let person = comma.is_mark(b',')
        && name.is_word()
        && name.is_capitalised()
        && !input.lexicon().numbers.is_date_word(name.word)
        && !input.classes(name).any(Classes::FUNCTION);
    let closed = input
        .peek(1)
        .is_some_and(|t| t.is_mark(b',') || t.is_mark(b'.') || t.is_mark(b')') || t.is_mark(b';'));
    let text = input.text(token);
    let value: f64 = text.parse().ok()?;
    if !(person
        && closed
        && text.len() < 4
        && value.fract() == 0.0
        && (1.0..120.0).contains(&value))
    {
        return None;
    }
    let (_, number) = number::number(input, false).ok()?;
    let age = age(input, [number, number], years(input), None);
    Some((input.skip(1), age))
}

#[cfg(test)]
mod tests {
    use crate::value::tests::read;
    use insta::assert_snapshot;

    #[test]
    fn ages_are_read_however_they_are_written() {
        assert_snapshot!(read("Mara Lund, 47, and a boy aged 12"), @"47 = 47 year of age | aged 12 = 12 year of age");
        assert_snapshot!(read("a 47-year-old, an 18 month-old, a 2,900 year-old wall"), @"47-year-old = 47 year of age | 18 month-old = 18 month of age | 2,900 year-old = 2900 year of age");
        assert_snapshot!(read("died at the age of 91, aged 18 to 25"), @"age of 91 = 91 year of age | aged 18 to 25 = 18..25 year of age");
        assert_snapshot!(read("She will be 35 in May."), @"35 = 35 year of age");
        assert_snapshot!(read("men aged 18 or over, or aged 65 and older"), @"aged 18 or over = AtLeast 18 year of age | aged 65 and older = AtLeast 65 year of age");
        assert_snapshot!(read("She died at 91, and he died at 10 p.m. in Room 3."), @"91 = 91 year of age");
    }
}
