//! Bare numbers: digits, number words, and the two together.
//!
//! | text | reading |
//! |---|---|
//! | `1,234.5`, `1.234.567,8`, `1 000 000` | grouped digits |
//! | `12,34,567` | grouped as in India |
//! | `1.2 million`, `1.2bn`, `1.2-billion` | 1 200 000, known to the nearest 100 000 |
//! | `3½`, `3 1/2`, `¾`, `1/16` | fractions in digits |
//! | `1.99 × 10^30` | powers of ten |
//! | `one hundred and twenty-three` | 123 |
//! | `a dozen`, `two dozen`, `a couple`, `half a million`, `two and a half million` | |
//! | `two-thirds`, `a quarter`, `half`, `one in three`, `2 out of 5` | parts |
//! | `hundreds`, `tens of thousands` | from one hundred to ten hundreds |
//!
//! `1,5`, `007`, `1.2.3`, `555-1234` are not numbers.

use super::unit::unit;
use crate::language::token::{Token, TokenKind};
use crate::language::tokens::{Parsed, Tokens, no_match};
use crate::language::vocabulary::Classes;
use crate::lexicon::numbers::NumberWord;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// "12", "1.2 million"
    Digits,
    /// "twelve", "a dozen"
    Words,
    /// "two-thirds", "half", "one in three"
    Fraction,
    /// "hundreds"
    Vague,
}

/// A number as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// Its value; of a vague number, the least that it can be.
    pub value: f64,
    /// The most that a vague number is taken to be.
    pub upper: Option<f64>,
    /// The place of its last digit that counts: 100 000 for "1.2 million", 1 for "17". What is
    /// written may stand for anything within half of it on either side.
    pub step: f64,
    /// What "million", "bn" and the like multiply it by.
    pub magnitude: f64,
    /// How it is written.
    pub form: Form,
    /// Whether it is bare digits with no mark or magnitude, as years and names have: "2019".
    pub plain: bool,
}

impl Number {
    fn new(value: f64, step: f64, form: Form) -> Self {
        Self {
            value,
            upper: None,
            step,
            magnitude: 1.0,
            form,
            plain: false,
        }
    }

    /// The number times a magnitude.
    pub fn times(self, factor: f64) -> Self {
        Self {
            value: self.value * factor,
            upper: self.upper.map(|u| u * factor),
            step: self.step * factor,
            magnitude: self.magnitude * factor,
            plain: false,
            ..self
        }
    }

    /// The number below zero.
    pub fn negative(self) -> Self {
        Self {
            value: -self.value,
            plain: false,
            ..self
        }
    }

    /// Whether it reads like a year: "1984", "2019".
    pub fn is_yearlike(self) -> bool {
        self.plain && (1500.0..2200.0).contains(&self.value)
    }
}

/// Any number. `money` says that a currency stands before it, where "m" and "b" are magnitudes.
pub fn number(input: Tokens<'_>, money: bool) -> Parsed<'_, Number> {
    let Some(first) = input.first() else {
        return no_match();
    };
    let (rest, number) = match first.kind {
        TokenKind::Number => {
            let (rest, number) = digits(input)?;
            magnitudes(rest, number, money)
        }
        TokenKind::Word => words(input)?,
        _ => return no_match(),
    };
    Ok(one_in(rest, number).unwrap_or((rest, number)))
}

// "1,234.5", "1 000 000", "3½", "3 1/2", "¾", "1/16", "1.99 × 10^30"
fn digits(input: Tokens<'_>) -> Parsed<'_, Number> {
    let Some(first) = input.first().filter(|t| t.kind == TokenKind::Number) else {
        return no_match();
    };
    let text = input.text(first);
    let rest = input.skip(1);
    if let Some(value) = vulgar(text) {
        return Ok((rest, Number::new(value, 0.01, Form::Fraction)));
    }
    let Some(mut number) = plain_digits(text) else {
        return no_match();
    };
    if let Some((rest, value)) = solidus(rest, number) {
        return Ok((rest, Number::new(value, 0.001, Form::Fraction)));
    }
    if let Some((rest, part)) = mixed(rest, number) {
        number.value += part;
        number.step = 0.1;
        number.plain = false;
        return Ok((rest, number));
    }
    if let Some((rest, grouped)) = spaced_groups(rest, text) {
        return Ok((rest, grouped));
    }
    Ok(power_of_ten(rest, number).unwrap_or((rest, number)))
}

fn vulgar(text: &str) -> Option<f64> {
    let value = match text {
        "½" => 0.5,
        "⅓" => 1.0 / 3.0,
        "⅔" => 2.0 / 3.0,
        "¼" => 0.25,
        "¾" => 0.75,
        "⅕" => 0.2,
        "⅖" => 0.4,
        "⅗" => 0.6,
        "⅘" => 0.8,
        "⅙" => 1.0 / 6.0,
        "⅚" => 5.0 / 6.0,
        "⅐" => 1.0 / 7.0,
        "⅛" => 0.125,
        "⅜" => 0.375,
        "⅝" => 0.625,
        "⅞" => 0.875,
        "⅑" => 1.0 / 9.0,
        "⅒" => 0.1,
        _ => return None,
    };
    Some(value)
}

/// The value of one token of digits, where its marks can be understood in one way only.
fn plain_digits(text: &str) -> Option<Number> {
    let swiss;
    let text = if text.contains('\'') {
        swiss = text.replace('\'', ",");
        swiss.as_str()
    } else {
        text
    };
    let (mut commas, mut dots, mut digits) = (0, 0, 0);
    for byte in text.bytes() {
        match byte {
            b',' => commas += 1,
            b'.' => dots += 1,
            b'0'..=b'9' => digits += 1,
            _ => return None,
        }
    }
    if digits > 15 {
        return None;
    }
    let (whole, fraction) = match (commas, dots) {
        (_, 0) => (text, ""),
        (_, 1) if text.find('.') > text.rfind(',') => text.split_once('.')?,
        // "1.234.567" and "1.234.567,8", as on the Continent
        (0, _) if is_grouped(text, '.') => (text, ""),
        (1, _) => {
            let (whole, fraction) = text.split_once(',')?;
            if !is_grouped(whole, '.') {
                return None;
            }
            (whole, fraction)
        }
        _ => return None,
    };
    let continental = whole.contains('.');
    if commas > 0 && !continental && !is_grouped(whole, ',') {
        return None;
    }
    let leading_zero = whole.len() > 1 && whole.starts_with('0');
    if leading_zero {
        return None;
    }
    let mut value = 0.0;
    for byte in whole.bytes().filter(u8::is_ascii_digit) {
        value = value * 10.0 + f64::from(byte - b'0');
    }
    let mut step = 1.0;
    if !fraction.is_empty() {
        // Through the parser, so that "0.1" is the nearest float to it.
        let (a, b) = (value, fraction.parse::<f64>().ok()?);
        let places = i32::try_from(fraction.len()).ok()?;
        step = 10f64.powi(-places);
        value = (a * 10f64.powi(places) + b) / 10f64.powi(places);
    }
    let plain = commas == 0 && dots == 0;
    Some(Number {
        plain,
        ..Number::new(value, step, Form::Digits)
    })
}

/// "1,234,567" or "12,34,567": groups of three, or of two before a last one of three.
fn is_grouped(text: &str, mark: char) -> bool {
    let mut groups = text.split(mark).rev();
    let last = groups.next().is_some_and(|g| g.len() == 3);
    let mut sizes = groups.map(str::len).peekable();
    let inner = sizes.peek().copied().unwrap_or(0);
    let mut first = 0;
    let mut even = true;
    while let Some(size) = sizes.next() {
        if sizes.peek().is_some() {
            even &= size == inner && (2..=3).contains(&size);
        } else {
            first = size;
        }
    }
    last && even && (1..=inner.max(3)).contains(&first)
}

// "1/16", "1⁄32"
fn solidus(rest: Tokens<'_>, top: Number) -> Option<(Tokens<'_>, f64)> {
    let slash = rest.first()?;
    if slash.is_spaced() || !(slash.is_mark(b'/') || rest.text(slash) == "⁄") || !top.plain {
        return None;
    }
    let below = rest.peek(1).filter(|t| !t.is_spaced())?;
    let bottom = plain_digits(rest.text(below)).filter(|n| n.plain)?.value;
    let common = matches!(
        bottom as u32,
        2 | 3 | 4 | 5 | 6 | 8 | 10 | 16 | 32 | 64 | 100 | 128 | 1000
    );
    let after = rest.skip(2);
    let more = after
        .first()
        .is_some_and(|t| !t.is_spaced() && t.is_mark(b'/'));
    (common && top.value < bottom && top.value > 0.0 && !more).then(|| (after, top.value / bottom))
}

// the "½" of "3½", the "1/2" of "3 1/2"
fn mixed(rest: Tokens<'_>, whole: Number) -> Option<(Tokens<'_>, f64)> {
    if !whole.plain {
        return None;
    }
    let next = rest.first().filter(|t| t.kind == TokenKind::Number)?;
    if let Some(part) = vulgar(rest.text(next)) {
        return Some((rest.skip(1), part));
    }
    let top = plain_digits(rest.text(next)).filter(|n| n.plain)?;
    solidus(rest.skip(1), top)
}

// the " 000 000" of "1 000 000": a group that begins with 0, or one of several, or behind a hard space
fn spaced_groups<'a>(rest: Tokens<'a>, first: &str) -> Option<(Tokens<'a>, Number)> {
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if first.len() > 3 || first.starts_with('0') || !plain(first) {
        return None;
    }
    let mut value: f64 = first.parse().ok()?;
    let mut groups = 0;
    let mut sure = false;
    let mut end = rest;
    while let Some(token) = end.first().filter(|t| t.kind == TokenKind::Number) {
        let text = end.text(token);
        if text.len() != 3 || !plain(text) || groups == 4 {
            break;
        }
        let before = end.back(1).map_or(token.start, |t| t.end);
        let hard = token.start - before > 1;
        sure |= hard || text.starts_with('0');
        value = value * 1000.0 + text.parse::<f64>().ok()?;
        groups += 1;
        end = end.skip(1);
    }
    (groups > 1 || (groups == 1 && sure)).then(|| (end, Number::new(value, 1.0, Form::Digits)))
}

// the "× 10^30" of "1.99 × 10^30"
fn power_of_ten(rest: Tokens<'_>, number: Number) -> Option<(Tokens<'_>, Number)> {
    let sign = rest.first()?;
    if !(rest.text(sign) == "×" || rest.text(sign) == "x")
        || rest.peek(1).map(|t| rest.text(t))? != "10"
    {
        return None;
    }
    let mut rest = rest.skip(2);
    if rest.first().is_some_and(|t| t.is_mark(b'^')) {
        rest = rest.skip(1);
    }
    let negative = rest
        .first()
        .is_some_and(|t| !t.is_spaced() && matches!(rest.text(t), "-" | "−" | "–"));
    if negative {
        rest = rest.skip(1);
    }
    let exponent = rest.first().filter(|t| !t.is_spaced())?;
    let exponent: i32 = rest.text(exponent).parse().ok().filter(|e| *e < 100)?;
    let factor = 10f64.powi(if negative { -exponent } else { exponent });
    Some((rest.skip(1), number.times(factor)))
}

// the "million", "bn", "-billion", "hundred million" behind digits
fn magnitudes(mut rest: Tokens<'_>, mut number: Number, money: bool) -> (Tokens<'_>, Number) {
    let short = rest.first().filter(|t| t.is_word()).and_then(|token| {
        // "$5.4m." ends a sentence.
        let text = rest.text(token);
        let text = text.strip_suffix('.').unwrap_or(text);
        let factor = rest.lexicon().numbers.magnitude(text, money)?;
        let glued = !token.is_spaced();
        let certain = money || !is_also_a_unit(rest, token);
        (certain && (glued || text.len() > 1 || money && text != "t")).then_some(factor)
    });
    if let Some(factor) = short {
        return (rest.skip(1), number.times(factor));
    }
    loop {
        let hyphen = usize::from(rest.is_hyphen(0));
        let factor = match number_word(rest, hyphen) {
            Some(NumberWord::Multiplier(factor)) => factor,
            // "2.5 millions barrels"
            Some(NumberWord::Plural(factor)) if factor >= 1e5 => factor,
            _ => return (rest, number),
        };
        number = number.times(factor);
        rest = rest.skip(hyphen + 1);
    }
}

/// "a 37m tower" has metres, "37m people" millions: a plural noun follows, or one that people are counted with.
fn is_also_a_unit(rest: Tokens<'_>, token: &Token) -> bool {
    if rest.lexicon().units.symbol_in(rest.text(token)).is_none() {
        return false;
    }
    // "1.7m bpd"
    if unit(rest.skip(1)).is_ok() {
        return false;
    }
    let forms = rest.lexicon().forms();
    // "60m-90m subscribers"
    let dash = rest.is_hyphen(1)
        && rest
            .peek(3)
            .is_some_and(|t| rest.text(t) == rest.text(token));
    let from = if dash { 4 } else { 1 };
    let counts = (from..from + 2).map_while(|n| rest.peek(n)).any(|t| {
        t.is_word() && !rest.classes(t).any(Classes::FUNCTION) && forms.is_plural(rest.text(t))
    });
    !counts
}

fn number_word(input: Tokens<'_>, n: usize) -> Option<NumberWord> {
    let token = input.peek(n)?;
    input.lexicon().numbers.get(token.word)
}

fn fraction_word(input: Tokens<'_>, n: usize) -> Option<f64> {
    let token = input.peek(n)?;
    input.lexicon().numbers.fraction(token.word)
}

// "twenty-three", "a dozen", "half a million", "two-thirds", "tens of thousands"
fn words(input: Tokens<'_>) -> Parsed<'_, Number> {
    let k = input.lexicon().keywords;
    if input.is(0, k.half) {
        return half(input);
    }
    if input.is(0, k.a) || input.is(0, k.an) {
        return behind_article(input);
    }
    if let Some(NumberWord::Plural(least)) = number_word(input, 0) {
        return vague(input, least);
    }
    if input.is(0, k.several) || input.is(0, k.few) {
        return several(input.skip(1));
    }
    let (rest, number) = cardinal(input)?;
    if let Some((rest, part)) = and_a_half(rest) {
        let number = Number::new(number.value + part, 0.5, Form::Words);
        return Ok(magnitudes(rest, number, false));
    }
    let hyphen = usize::from(rest.is_hyphen(0));
    if let Some(parts) = fraction_word(rest, hyphen) {
        let plural = forms_agree(rest, hyphen, number.value);
        // "three quarters" may be of a year: only "three quarters of" and "three-quarters" are parts.
        let certain = hyphen == 1 || parts != 4.0 || rest.is(1, k.of);
        if number.value < parts && plural && certain {
            let part = number.value / parts;
            return Ok((
                rest.skip(hyphen + 1),
                Number::new(part, 0.01, Form::Fraction),
            ));
        }
    }
    Ok((rest, number))
}

/// "two thirds", "one third"; but not "two third" (places) or "one seconds".
fn forms_agree(rest: Tokens<'_>, n: usize, top: f64) -> bool {
    let plural = rest
        .peek(n)
        .is_some_and(|t| rest.text(t).ends_with(['s', 'S']));
    plural == (top != 1.0)
}

// "half", "half a million", "half-dozen"
fn half(input: Tokens<'_>) -> Parsed<'_, Number> {
    let k = input.lexicon().keywords;
    let mut rest = input.skip(1);
    if rest.is_hyphen(0) || rest.is(0, k.a) || rest.is(0, k.an) {
        rest = rest.skip(1);
        if let Some(NumberWord::Multiplier(n) | NumberWord::Collective(n)) = number_word(rest, 0) {
            let number = Number {
                magnitude: n,
                ..Number::new(n / 2.0, n / 10.0, Form::Words)
            };
            return Ok((rest.skip(1), number));
        }
    }
    Ok((input.skip(1), Number::new(0.5, 0.01, Form::Fraction)))
}

// the "hundred thousand" of "several hundred thousand", "a few hundred thousand"
fn several(input: Tokens<'_>) -> Parsed<'_, Number> {
    if !matches!(number_word(input, 0), Some(NumberWord::Multiplier(_))) {
        return no_match();
    }
    let (rest, one) = cardinal(input)?;
    let mut number = Number::new(2.0 * one.value, one.value, Form::Vague);
    number.upper = Some(10.0 * one.value);
    Ok((rest, number))
}

// "a hundred", "a dozen", "a third", "a hundred thousand"
fn behind_article(input: Tokens<'_>) -> Parsed<'_, Number> {
    let rest = input.skip(1);
    if rest.is(0, input.lexicon().keywords.few) {
        return several(rest.skip(1));
    }
    if let Some(parts) = fraction_word(rest, 0) {
        // "a third of", "fell by a third"; but "a third man", "a third, older one" are ordinals.
        let k = input.lexicon().keywords;
        let by = input.back(1).is_some_and(|t| t.word == k.by);
        let whole = |t: &Token| {
            (by || !t.is_mark(b',')) && (!t.is_word() || rest.classes(t).any(Classes::FUNCTION))
        };
        let step = input.back(1).is_some_and(|t| {
            input.lexicon().numbers.is_change(t.word)
                || input.classes(t).any(Classes::BOUND | Classes::PREPOSITION)
        });
        // "a half-century", "a quarter-mile"; but "a third-degree burn"
        let measured =
            parts <= 4.0 && parts != 3.0 && rest.is_hyphen(1) && unit(rest.skip(1)).is_ok();
        let part = rest.is(1, k.of) || step && rest.peek(1).is_none_or(whole) && !rest.is_hyphen(1);
        if !(part || measured) {
            return no_match();
        }
        return Ok((rest.skip(1), Number::new(1.0 / parts, 0.01, Form::Fraction)));
    }
    match number_word(rest, 0) {
        Some(NumberWord::Multiplier(_)) => cardinal(rest),
        Some(NumberWord::Collective(n)) => {
            let k = input.lexicon().keywords;
            let counts = rest.is(1, k.of) && !rest.is(2, k.the)
                || n == 12.0
                || (n == 2.0
                    && rest.peek(1).is_some_and(|t| {
                        t.is_word() && input.lexicon().forms().is_plural(rest.text(t))
                    }));
            if !counts || rest.peek(2).is_some_and(|t| t.kind == TokenKind::Number) {
                return no_match();
            }
            Ok(magnitudes(
                rest.skip(1),
                Number::new(n, 1.0, Form::Words),
                false,
            ))
        }
        _ => no_match(),
    }
}

// "hundreds", "tens of thousands", "hundreds of thousands"
fn vague(input: Tokens<'_>, mut least: f64) -> Parsed<'_, Number> {
    let k = input.lexicon().keywords;
    let mut rest = input.skip(1);
    while rest.is(0, k.of) {
        let Some(NumberWord::Plural(n)) = number_word(rest, 1) else {
            break;
        };
        least *= n;
        rest = rest.skip(2);
    }
    if least == 10.0 || (least == 20.0 && !rest.is(0, k.of)) {
        return no_match(); // "tens" alone, "test scores"
    }
    let mut number = Number::new(least, least, Form::Vague);
    number.upper = Some(least * 10.0);
    Ok((rest, number))
}

// "one hundred and twenty-three", "two dozen", "three million"
fn cardinal(input: Tokens<'_>) -> Parsed<'_, Number> {
    let k = input.lexicon().keywords;
    let mut total = 0.0;
    let mut current: Option<f64> = None;
    let mut magnitude = 1.0;
    let mut rest = input;
    let mut taken = 0;
    // The longest number words run to about twenty tokens; a bound keeps hostile input linear.
    while taken < 24 {
        let joint = usize::from(taken > 0 && rest.is_hyphen(0));
        let and = usize::from(
            taken > 0 && rest.is(0, k.and) && (total > 0.0 || current.is_some_and(|n| n >= 100.0)),
        );
        let skip = joint.max(and);
        match (number_word(rest, skip), current) {
            (Some(NumberWord::Cardinal(n)), None) => current = Some(n),
            (Some(NumberWord::Cardinal(n)), Some(before))
                if (before % 100.0 == 0.0 && before >= 100.0 && n < 100.0)
                    || (before % 10.0 == 0.0 && before % 100.0 >= 20.0 && n < 10.0 && n > 0.0) =>
            {
                current = Some(before + n);
            }
            (Some(NumberWord::Multiplier(n)), before) if and == 0 => {
                if n == 100.0 {
                    current = Some(before.unwrap_or(1.0) * n);
                } else if before.is_none() && total > 0.0 {
                    total *= n;
                } else {
                    total += before.unwrap_or(1.0) * n;
                    current = None;
                }
                magnitude = n;
            }
            (Some(NumberWord::Collective(n)), Some(before))
                if and == 0 && total == 0.0 && n > 2.0 =>
            {
                total = before * n;
                current = None;
                rest = rest.skip(skip + 1);
                taken += 1;
                break;
            }
            (Some(NumberWord::Cardinal(n)), Some(before))
                if before > 0.0 && before < 10.0 && n == 0.0 =>
            {
                break;
            }
            _ => break,
        }
        rest = rest.skip(skip + 1);
        taken += 1;
    }
    if taken == 0 {
        return no_match();
    }
    let value = total + current.unwrap_or(0.0);
    let mut number = Number::new(value, 1.0, Form::Words);
    number.magnitude = if magnitude >= 1000.0 { magnitude } else { 1.0 };
    if number.magnitude > 1.0 && value % number.magnitude == 0.0 {
        number.step = number.magnitude;
    }
    Ok((rest, number))
}

// the "and a half" of "two and a half", "three and a quarter"
fn and_a_half(rest: Tokens<'_>) -> Option<(Tokens<'_>, f64)> {
    let k = rest.lexicon().keywords;
    let hyphens = |n: usize| usize::from(rest.is_hyphen(n));
    let mut at = hyphens(0);
    if !rest.is(at, k.and) {
        return None;
    }
    at += 1 + hyphens(at + 1);
    if !rest.is(at, k.a) {
        return None;
    }
    at += 1 + hyphens(at + 1);
    let parts = fraction_word(rest, at)?;
    (parts <= 4.0).then(|| (rest.skip(at + 1), 1.0 / parts))
}

// the "in three" of "one in three", the "out of 5" of "2 out of 5"
fn one_in(rest: Tokens<'_>, top: Number) -> Option<(Tokens<'_>, Number)> {
    let k = rest.lexicon().keywords;
    if top.value > 100.0 || top.value < 1.0 || top.magnitude > 1.0 {
        return None;
    }
    // "287 for 6 in 50 overs"
    let wickets = rest.back(2).is_some_and(|t| t.word == k.for_)
        && rest.back(3).is_some_and(|t| t.kind == TokenKind::Number);
    if wickets {
        return None;
    }
    let every = rest.is(1, k.every);
    let mut bottom = if rest.is(0, k.in_) {
        rest.skip(1 + usize::from(every))
    } else if rest.is(0, k.out) && rest.is(1, k.of) {
        rest.skip(2 + usize::from(rest.is(2, k.every)))
    } else {
        return None;
    };
    if let Some(n) = (1..3).find(|n| bottom.is_hyphen(*n)) {
        // "one in three-year contracts"
        if n == 1 {
            return None;
        }
    }
    let (after, below) = match bottom.first()?.kind {
        TokenKind::Number => {
            let (after, n) = digits(bottom).ok()?;
            magnitudes(after, n, false)
        }
        _ => {
            if bottom.is(0, k.a) {
                bottom = bottom.skip(1);
            }
            cardinal(bottom).ok()?
        }
    };
    let round = below.value <= 10.0 || below.value % 5.0 == 0.0 || every;
    let year = below.is_yearlike() && !every;
    (below.value > top.value && round && !year && below.value >= 2.0).then(|| {
        (
            after,
            Number::new(top.value / below.value, 0.01, Form::Fraction),
        )
    })
}

#[cfg(test)]
mod tests {
    use crate::value::tests::read;
    use insta::assert_snapshot;

    #[test]
    fn digits_are_read_with_their_marks_and_magnitudes() {
        assert_snapshot!(read("1,234.5 kg, 1.234.567,8 kg, 12,34,567 kg, 1 234 567 kg"), @"1,234.5 kg = 1234.5 kilogram | 1.234.567,8 kg = 1234567.8 kilogram | 12,34,567 kg = 1234567 kilogram | 1 234 567 kg = 1234567 kilogram");
        assert_snapshot!(read("1.2 million, 1.2bn, $1.2-billion, 4 hundred million"), @"1.2 million = 1200000 | 1.2bn = 1200000000 | $1.2-billion = 1200000000 dollar | 4 hundred million = 400000000");
        assert_snapshot!(read("3½ pounds, ¾ mile, 3 1/2 gallons, 1/16 of a pint"), @"3½ pounds = 3.5 pound-mass | ¾ mile = 0.75 mile | 3 1/2 gallons = 3.5 gallon | 1/16 of a pint = 0.0625 pint");
        assert_snapshot!(read("2.5 × 10^6 kg, 1,5 kg, 007 kg"), @"2.5 × 10^6 kg = 2500000 kilogram");
    }

    #[test]
    fn words_are_read_as_numbers() {
        assert_snapshot!(read("one hundred and twenty-three otters"), @"one hundred and twenty-three otters = 123 otter");
        assert_snapshot!(read("two million three hundred thousand and five otters"), @"two million three hundred thousand and five otters = 2300005 otter");
        assert_snapshot!(read("a dozen otters, two dozen otters, a couple of otters, a score of otters"), @"a dozen otters = 12 otter | two dozen otters = 24 otter | a couple of otters = 2 otter | a score of otters = 20 otter");
        assert_snapshot!(read("half a million otters, two and a half million otters"), @"half a million otters = 500000 otter | two and a half million otters = 2500000 otter");
    }

    #[test]
    fn a_vague_many_has_two_ends() {
        assert_snapshot!(read("several hundred goats, a few thousand mills, several goats"), @"several hundred goats = 200..1000 goat | a few thousand mills = 2000..10000 mill");
    }

    #[test]
    fn thousands_are_parted_by_apostrophes_in_switzerland() {
        assert_snapshot!(read("CHF 1'250'000; a 6'2 goat"), @"CHF 1'250'000 = 1250000 swiss franc");
    }

    #[test]
    fn parts_are_fractions() {
        assert_snapshot!(read("two-thirds of the wheat, a quarter of its mills, half the inns"), @"two-thirds = 0.66666666666667 of wheat | a quarter = 0.25 of mills | half = 0.5 of inns");
        assert_snapshot!(read("one in four voters, 2 out of 5 adults"), @"one in four voters = 0.25 voter | 2 out of 5 adults = 0.4 adult");
        assert_snapshot!(read("Orders fell by a fifth, then rose by a third."), @"a fifth = 0.2 | a third = 0.33333333333333");
        assert_snapshot!(read("India made 287 for 6 in 50 overs."), @"50 overs = 50 over");
        assert_snapshot!(read("A third man came in the second half."), @"third = ordinal 3 | second = ordinal 2");
    }

    #[test]
    fn vague_numbers_are_ranges() {
        assert_snapshot!(read("hundreds of otters, tens of thousands of otters"), @"hundreds of otters = 100..1000 otter | tens of thousands of otters = 10000..100000 otter");
    }

    #[test]
    fn a_lone_m_is_million_where_things_are_counted() {
        assert_snapshot!(read("2.5m otters, $2.5m, a 37m tower"), @"2.5m otters = 2500000 otter | $2.5m = 2500000 dollar | 37m = 37 metre");
    }
}
