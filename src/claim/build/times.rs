//! Of which time a claim is: the years that it is told of, and dates that are of another time.

use super::slots::compares_dates;
use super::{Builder, around};
use crate::claim::matcher::Match;
use crate::language::sentence::Sentence;
use crate::rules::compile::Rule;
use crate::value::temporal::TimexKind;
use crate::value::{Mention, Value};

/// What is dated so many days before an article, or so many after it, is no part of its event.
const DAYS_BEFORE: i32 = 14;
const DAYS_AFTER: i32 = 7;
/// Family of words behind which stands what a value is compared with.
const COMPARED: &str = "compared";
/// Family of those among them that say no more than that something is to come.
pub(super) const PLANNING: &str = "planning";

impl Builder<'_> {
    /// Whether a sentence of a dated article speaks of a time well before or after it: what it
    /// tells is then no part of the event that the article reports.
    pub(super) fn tells_of_another_time(&self, sentence: &Sentence, m: &Match) -> bool {
        let Some(today) = self.article.document.date else {
            return false;
        };
        let near = around(m, sentence);
        self.article
            .mentions_within(near.start, near.end)
            .iter()
            .filter(|date| !self.is_looked_back_to(date.first as usize))
            .filter(|date| !self.is_compared_with(m.end, date))
            .filter_map(|date| match &*date.value {
                Value::Temporal(t) if t.kind == TimexKind::Date => t.interval,
                _ => None,
            })
            .any(|days| {
                f64::from(today.0 + DAYS_AFTER) < days.low
                    || days.high < f64::from(today.0 - DAYS_BEFORE)
            })
    }

    /// Whether what was found, which ends before token `end`, is only compared with the figure of
    /// that date: "61 %, two points below that of 2023", "compared with 63 % four years earlier".
    pub(super) fn is_compared_with(&self, end: usize, date: &Mention) -> bool {
        let tokens = self.article.read.tokens.get(end..date.end as usize);
        let mut between = tokens.unwrap_or_default().iter();
        between.any(|t| self.is_in(COMPARED, t))
    }

    /// Whether the date at token `at` only says how long a thing has not been so: "the lowest
    /// since 1994".
    pub(super) fn is_looked_back_to(&self, at: usize) -> bool {
        let source = self.article.source(&self.knowledge.lexicon);
        at.checked_sub(1)
            .and_then(|before| source.tokens.get(before))
            .is_some_and(|t| t.span().of(source.text).eq_ignore_ascii_case("since"))
    }

    /// Years of the dates in the sentence, save where dates are what is compared.
    pub(super) fn years(&self, rule: &Rule, sentence: &Sentence, m: &Match) -> Vec<i32> {
        if compares_dates(rule) {
            return Vec::new();
        }
        let near = around(m, sentence);
        let mut years: Vec<i32> = self
            .article
            .mentions_within(near.start, near.end)
            .iter()
            .filter(|date| !self.is_compared_with(m.end, date))
            .filter_map(|date| date.value.year())
            .collect();
        years.sort_unstable();
        years.dedup();
        years
    }
}
