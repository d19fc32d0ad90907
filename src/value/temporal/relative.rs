//! Times by their distance from the day of writing or from the time spoken of.
//!
//! | text | counted from |
//! |---|---|
//! | `today`, `yesterday morning`, `last night`, `this week`, `next June`, `two years ago` | the day of writing |
//! | `a week earlier`, `the following month`, `the next day`, `that year`, `the day before` | the time spoken of |
//! | `now`, `recently`, `the future` | neither: `PRESENT_REF`, `PAST_REF`, `FUTURE_REF` |

use super::date;
use super::duration;
use super::expression::{Anchor, Direction, Expression, Name, Reading, Stage};
use super::length::{Count, Length};
use super::season;
use super::time;
use super::words::{dash, is_capital_name, role, skip_dash, word_at, word_before};
use super::year;
use crate::language::token::TokenKind;
use crate::language::tokens::{Parsed, Tokens, no_match};
use crate::language::vocabulary::Classes;
use crate::lexicon::time::{Reference, Role, TimeWord, Unit};

fn shifted<'a>(rest: Tokens<'a>, unit: Unit, count: i16, anchor: Anchor) -> Parsed<'a, Reading> {
    Ok((
        rest,
        Expression::Shifted {
            unit,
            count,
            anchor,
            counted: false,
            vague: false,
        }
        .into(),
    ))
}

// "today", "yesterday", "tonight"
pub(super) fn deictic(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let (rest, word) = role(Role::Deictic)(input)?;
    let (rest, mut reading) = shifted(rest, Unit::Day, word.number, Anchor::Document)?;
    if input.first_text().eq_ignore_ascii_case("tonight") {
        reading.part = Some(crate::lexicon::time::Part::Night);
    }
    Ok((rest, reading))
}

// "now", "recently", "the near future", "the past", "these days"
pub(super) fn reference(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let first = word_at(&input, 0);
    let found = |width: usize, reference: Reference| {
        Ok((input.skip(width), Expression::Reference(reference).into()))
    };
    if first.is(Role::Reference) {
        return match first.number {
            0 => found(1, Reference::Present),
            1 => found(1, Reference::Past),
            _ if word_before(&input, 1).is(Role::In) => found(1, Reference::Future),
            _ => no_match(),
        };
    }
    let near = usize::from(is_text(&input, 1, "near"));
    let second = word_at(&input, 1 + near);
    if first.is(Role::The) && second.is(Role::Reference) && second.number == 2 {
        return found(2 + near, Reference::Future);
    }
    if first.is(Role::This) && is_text(&input, 0, "these") && is_text(&input, 1, "days") {
        return found(2, Reference::Present);
    }
    if first.is(Role::The) && is_text(&input, 1, "past") {
        let next = word_at(&input, 2);
        let noun = input.peek(2).is_some_and(|t| t.is_word())
            && !word_before(&input, 1).is_any(&[Role::In, Role::From, Role::Of]);
        let amount = next != TimeWord::default() && !next.is_any(&[Role::That, Role::And])
            || input.peek(2).is_some_and(|t| {
                t.kind == TokenKind::Number || input.classes(t).any(Classes::NUMBER)
            });
        if !noun && !amount {
            return found(2, Reference::Past);
        }
    }
    if word_before(&input, 1).is(Role::At) && is_text(&input, 0, "present") {
        return found(1, Reference::Present);
    }
    no_match()
}

fn is_text(input: &Tokens<'_>, n: usize, text: &str) -> bool {
    input
        .peek(n)
        .is_some_and(|t| input.text(t).eq_ignore_ascii_case(text))
}

/// Where a directing word points: how many units on, and from where.
fn steer(word: TimeWord) -> Option<(i16, Anchor, Direction)> {
    let table = [
        (Role::This, 0, Anchor::Document, Direction::This),
        (Role::Current, 0, Anchor::Document, Direction::This),
        (Role::Last, -1, Anchor::Document, Direction::Last),
        (Role::Latest, -1, Anchor::Document, Direction::Last),
        (Role::Next, 1, Anchor::Document, Direction::Next),
        (Role::Coming, 1, Anchor::Document, Direction::Next),
        (Role::Previous, -1, Anchor::Spoken, Direction::Previous),
        (Role::Following, 1, Anchor::Spoken, Direction::Following),
        (Role::That, 0, Anchor::Spoken, Direction::Same),
        (Role::Same, 0, Anchor::Spoken, Direction::Same),
    ];
    table
        .iter()
        .find(|(role, ..)| word.is(*role))
        .map(|(_, count, anchor, direction)| (*count, *anchor, *direction))
}

// "last week", "next Friday", "this coming Sunday", "the following month", "that same day", "last night", "this spring", "last March 3"
pub(super) fn directed(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let the = usize::from(word_at(&input, 0).is(Role::The));
    let first = word_at(&input, the);
    let Some((mut count, mut anchor, mut direction)) = steer(first) else {
        return no_match();
    };
    let mut rest = input.skip(the + 1);
    // "this coming Sunday", "this past week", "that same day"
    if first.is_any(&[Role::This, Role::That])
        && let Some(second) = steer(word_at(&rest, 0))
    {
        (count, anchor, direction) = second;
        rest = rest.skip(1);
    }
    if the == 1 && direction == Direction::Next {
        // "the next day" goes on from what was told.
        (anchor, direction) = (Anchor::Spoken, Direction::Following);
    }
    // "the current fiscal year"
    if word_at(&rest, 0).is(Role::Fiscal) {
        rest = rest.skip(1);
    }
    let word = word_at(&rest, 0);
    if the == 1 && first.is(Role::Latest) && word.is(Role::Period) {
        return shifted(rest.skip(1), Unit::Quarter, 0, Anchor::Spoken);
    }
    if word.is(Role::Unit) && word.unit >= Unit::Day {
        if is_capital_name(&rest) {
            return no_match();
        }
        return shifted(rest.skip(1), word.unit, count, anchor);
    }
    if word.is(Role::Part) && !is_text(&rest, 0, "overnight") {
        let (rest, mut reading) = shifted(rest.skip(1), Unit::Day, count, anchor)?;
        reading.part = Some(time::part_of(word));
        return Ok((rest, reading));
    }
    if the == 1
        && !matches!(
            direction,
            Direction::Following | Direction::Previous | Direction::Same
        )
    {
        return no_match();
    }
    let (rest, reading) = named(rest)?;
    match reading.expression {
        Expression::Named(name, Direction::Open) => Ok((
            rest,
            Reading {
                expression: Expression::Named(name, direction),
                ..reading
            },
        )),
        _ => no_match(),
    }
}

// the "Friday" of "last Friday", the "March 3" of "this March 3", the "spring" of "this spring"
fn named(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let word = word_at(&input, 0);
    if word.is(Role::Season) {
        let name = Name::Season(season::season_of(word.number));
        return Ok((
            input.skip(1),
            Expression::Named(name, Direction::Open).into(),
        ));
    }
    if word.is_any(&[Role::Month, Role::Weekday]) {
        return date::day(input);
    }
    if word.is(Role::Holiday) {
        return season::holiday(input);
    }
    no_match()
}

// "two years ago", "a week earlier", "three days later", "several years ago", "a year or so ago"
pub(super) fn counted(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let (rest, hedge) = match duration::hedge(input) {
        Ok((rest, hedge)) => (rest, hedge),
        Err(_) => (input, super::expression::Hedge::None),
    };
    let (rest, (count, unit)) = match duration::length(rest) {
        Ok((rest, length)) => (rest, (length.count, length.unit)),
        // "years ago", "weeks later"
        Err(_) => {
            let (rest, word) = role(Role::Units)(rest)?;
            (rest, (Count::between(2.0, f32::INFINITY), word.unit))
        }
    };
    let after = skip_dash(rest);
    let word = word_at(&after, 0);
    // "a year-earlier loss": the article belongs to the noun.
    if count.article && after.index() > rest.index() {
        return no_match();
    }
    // "an hour later" is a length in TimeML; what it is later than is a time of day.
    if unit < Unit::Day && !word.is(Role::Ago) {
        return no_match();
    }
    let (sign, anchor) = if word.is(Role::Ago) {
        (-1.0, Anchor::Document)
    } else if word.is_any(&[Role::Earlier, Role::Before]) && ends_here(&after, word) {
        (-1.0, Anchor::Spoken)
    } else if word.is_any(&[Role::Later, Role::After]) && ends_here(&after, word) {
        (1.0, Anchor::Spoken)
    } else if word.is(Role::From) && word_at(&after, 1).is(Role::Now) {
        (1.0, Anchor::Document)
    } else {
        return no_match();
    };
    let rest = after.skip(1 + usize::from(word.is(Role::From)));
    let number = if count.known { count.low * sign } else { sign };
    let expression = Expression::Shifted {
        unit,
        count: number.round().clamp(-30_000.0, 30_000.0) as i16,
        anchor,
        counted: true,
        vague: !count.known,
    };
    Ok((
        rest,
        Reading {
            hedge,
            ..expression.into()
        },
    ))
}

/// "a week before." and "a week before, …" count; "a week before the vote" has its own anchor.
fn ends_here(input: &Tokens<'_>, word: TimeWord) -> bool {
    let preposition = word.is_any(&[Role::Before, Role::After]);
    !preposition
        || input
            .peek(1)
            .is_none_or(|t| !t.is_word() && t.kind != TokenKind::Number)
}

// "the day before", "the year after", "the day before yesterday", "the week of March 6"
pub(super) fn beside(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let the = usize::from(word_at(&input, 0).is(Role::The));
    let filler = usize::from(the == 1 && word_at(&input, 1).is_any(&[Role::Filler, Role::Fiscal]));
    let word = word_at(&input, the + filler);
    if !word.is(Role::Unit) || word.unit < Unit::Day {
        return no_match();
    }
    let rest = input.skip(the + filler + 1);
    let second = word_at(&rest, 0);
    let sign = match second {
        w if w.is(Role::Before) => -1,
        w if w.is(Role::After) => 1,
        _ => 0,
    };
    let third = word_at(&rest, 1);
    if sign != 0 && the == 1 {
        if third.is(Role::Deictic) && word.unit == Unit::Day && third.number == sign {
            return shifted(rest.skip(2), Unit::Day, 2 * sign, Anchor::Document);
        }
        if ends_here(&rest, second) {
            return shifted(rest.skip(1), word.unit, sign, Anchor::Spoken);
        }
    }
    // "the year ended March 31", "the fiscal year ending in June", "the year to April": no calendar year
    let until = second.is(Role::To)
        && (word_at(&rest, 1).is(Role::Month) || word_at(&rest, 2).is(Role::Month));
    if the == 1 && word.unit == Unit::Year && (second.is(Role::Ended) || until) {
        let count = Count {
            article: true,
            ..Count::of(1.0)
        };
        let length = Length {
            count,
            unit: Unit::Year,
            minor: None,
        };
        return Ok((rest, duration::reading(length)));
    }
    // "year-ago", "year-earlier", "the year-ago quarter", "the year-earlier third quarter"
    if let Ok((after, ())) = dash(rest) {
        let which = word_at(&after, 0);
        if which.is_any(&[Role::Ago, Role::Earlier]) {
            let after = after.skip(1);
            if let (Unit::Year, Ok((after, name, true))) = (word.unit, season::quarter_name(after))
            {
                return Ok((after, Expression::Named(name, Direction::Year(-1)).into()));
            }
            let of = word_at(&after, 0);
            let whole = of.is(Role::Period) || of.is(Role::Unit) && of.unit == Unit::Quarter;
            if the == 0 || whole {
                let after = if whole {
                    after.skip(usize::from(the == 1))
                } else {
                    after
                };
                let year_ago = Expression::Shifted {
                    unit: word.unit,
                    count: -1,
                    anchor: if which.is(Role::Ago) {
                        Anchor::Document
                    } else {
                        Anchor::Spoken
                    },
                    counted: true,
                    vague: false,
                };
                return Ok((after, year_ago.into()));
            }
        }
        // "the quarter-to-quarter change", "the year-earlier nine months"
        if the == 1 {
            return no_match();
        }
    }
    // "year-end", "year end", "year's end"
    let possessive = rest.is_glued(0) && matches!(rest.first_text(), "'s" | "’s");
    let end = if possessive {
        rest.skip(1)
    } else {
        skip_dash(rest)
    };
    if the == 0 && word.unit >= Unit::Week && is_text(&end, 0, "end") {
        let (rest, reading) = shifted(end.skip(1), word.unit, 0, Anchor::Document)?;
        return Ok((
            rest,
            Reading {
                stage: Stage::End,
                ..reading
            },
        ));
    }
    if the == 1 && word.unit == Unit::Week && second.is(Role::Of) {
        let (rest, reading) = date::day(rest.skip(1))?;
        if let Expression::Named(Name::Date(..), _) = reading.expression {
            return Ok((
                rest,
                Reading {
                    stage: Stage::WeekOf,
                    ..reading
                },
            ));
        }
    }
    // "for the year", "of the fiscal year", "in the month ended May 31"
    let governed = input.back(1).is_some_and(|t| {
        matches!(
            input.text(t),
            "for" | "For" | "of" | "in" | "In" | "during" | "During"
        )
    });
    let noun = rest.first().is_some_and(|t| {
        t.is_word()
            && !second.is(Role::Ended)
            && (second.is(Role::Of) || !input.classes(t).any(Classes::FUNCTION))
    });
    if the == 1
        && governed
        && !noun
        && (Unit::Week..=Unit::Year).contains(&word.unit)
        && word.unit != Unit::Quarter
    {
        return shifted(rest, word.unit, 0, Anchor::Document);
    }
    // "the quarter": the one spoken of
    if the == 1
        && word.unit == Unit::Quarter
        && rest.first().is_none_or(|t| {
            !t.is_word()
                || second != TimeWord::default()
                || governed
                    && (input.classes(t).any(Classes::PREPOSITION) || rest.text(t).ends_with("ed"))
        })
        && !(governed && second.is(Role::Of))
    {
        return shifted(rest, Unit::Quarter, 0, Anchor::Spoken);
    }
    if the == 1 && word.unit == Unit::Weekend {
        return shifted(rest, Unit::Weekend, 0, Anchor::Document);
    }
    no_match()
}

// "early 2022", "mid-June", "late last year", "the end of the month", "earlier this week", "the beginning of May"
pub(super) fn staged(input: Tokens<'_>) -> Parsed<'_, Reading> {
    let the = usize::from(word_at(&input, 0).is(Role::The));
    let word = word_at(&input, the);
    let rest = input.skip(the + 1);
    let stage = match word {
        w if w.is(Role::Early) => Stage::Early,
        w if w.is(Role::Late) => Stage::Late,
        w if w.is(Role::Middle) => Stage::Middle,
        w if w.is(Role::Start) => Stage::Early,
        w if w.is(Role::End) => Stage::End,
        w if w.is_any(&[Role::Earlier, Role::Later]) && the == 0 => Stage::Whole,
        _ => return no_match(),
    };
    let of = word_at(&rest, 0).is(Role::Of);
    let is_noun = word.is_any(&[Role::Start, Role::End]) || is_text(&input, the, "middle");
    if is_noun != of {
        return no_match();
    }
    let body = if of { rest.skip(1) } else { skip_dash(rest) };
    // "the late-November trip": the article belongs to the noun.
    if the == 1 && !of && body.index() > rest.index() {
        return no_match();
    }
    // "the end of the month", "the beginning of the year"
    let whole = word_at(&body, 1);
    if of && word_at(&body, 0).is(Role::The) && whole.is(Role::Unit) && whole.unit >= Unit::Week {
        let (rest, reading) = shifted(body.skip(2), whole.unit, 0, Anchor::Document)?;
        return Ok((rest, Reading { stage, ..reading }));
    }
    if the == 1
        && !of
        && !word_at(&body, 0).is_any(&[Role::Decade, Role::Season, Role::Month])
        && year::decade(body).is_err()
        && year::century(body).is_err()
    {
        return no_match();
    }
    let (rest, reading) = super::grammar::point(body)?;
    let staged = match reading.expression {
        Expression::Fixed(_) | Expression::Named(..) => true,
        Expression::Shifted { anchor, .. } => {
            stage != Stage::Whole
                || anchor == Anchor::Spoken
                || !word_at(&body, 0).is(Role::Article)
        }
        _ => false,
    };
    if staged && reading.stage == Stage::Whole {
        Ok((rest, Reading { stage, ..reading }))
    } else {
        no_match()
    }
}
