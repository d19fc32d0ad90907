//! Every value as a claim of its own, whatever it is about.
//!
//! Rules foresee what is compared; what no rule foresaw is compared by what surrounds it.

use super::content::ContentWord;
use super::context::Outline;
use super::{Article, Claim};
use crate::rules::{Knowledge, Reads};
use crate::value::Value;

/// A sentence of more tokens is a list or a table: what surrounds its values tells nothing.
const LONGEST: u32 = 250;

/// The open claims of one article, in order of place. `content` are its words that carry meaning,
/// `document` is its number.
pub fn read(
    article: &Article,
    content: &[ContentWord],
    document: usize,
    knowledge: &Knowledge,
) -> Vec<Claim> {
    let rules = &knowledge.rules.rules;
    let rule_for = |value: &Value| {
        rules.iter().position(|r| {
            r.reads
                .is_some_and(|reads| reads.takes(value, &knowledge.lexicon))
        })
    };
    let mut claims = Vec::new();
    for (number, sentence) in article.read.sentences.iter().enumerate() {
        let mentions = article.mentions_within(sentence.first as usize, sentence.end as usize);
        if mentions.is_empty() || sentence.end - sentence.first > LONGEST {
            continue;
        }
        let outline = Outline::of(article, content, sentence, &knowledge.lexicon);
        for mention in mentions {
            let Some(rule) = rule_for(&mention.value) else {
                continue;
            };
            let context = outline.around(mention);
            claims.push(Claim {
                modality: context.modality,
                context: Some(Box::new(context)),
                ..Claim::plain(document, rule, mention.value.clone(), mention.span, number)
            });
        }
    }
    claims
}

impl Reads {
    /// Whether a value is one of those that the program compares by itself under this heading.
    pub fn takes(self, value: &Value, lexicon: &crate::lexicon::Lexicon) -> bool {
        use crate::value::temporal::TimexKind;
        match (self, value) {
            (Reads::Figures, Value::Quantity(q)) => !q.unit.is_money(lexicon),
            (Reads::Figures, Value::Age(_) | Value::Score(_) | Value::Ordinal(_)) => true,
            (Reads::Sums, Value::Quantity(q)) => q.unit.is_money(lexicon),
            (Reads::Times, Value::Temporal(t)) => t.interval.is_some() && t.kind != TimexKind::Set,
            _ => false,
        }
    }
}
