//! What would settle a finding, in words. The tool never says which side is right.

use super::passage::cut;
use super::view::{Told, View};
use crate::claim::Claim;
use crate::value::Value;
use crate::value::temporal::TimexKind;
use crate::verdict::Verdict;

/// Characters of a value that are shown.
const VALUE: usize = 40;

/// What an editor can do so that both articles can stand; empty where there is nothing to do.
pub(super) fn advice(view: &View<'_>, told: &Told<'_>) -> String {
    let [a, b, ..] = told.sides.as_slice() else {
        return String::new();
    };
    let (Some(x), Some(y)) = (a.claims.first(), b.claims.first()) else {
        return String::new();
    };
    let (says_a, says_b) = (cut(&a.says, VALUE), cut(&b.says, VALUE));
    if told.finding.verdict == Verdict::Update {
        let path = view.place(x).map_or("the earlier article", |p| p.path);
        return format!(
            "Nothing, if time has passed between the two. Where {path} is printed again, \
             “{says_a}” has become “{says_b}”."
        );
    }
    if speakers_differ(x, y) && !matches!(*x.value, Value::Quote(_)) {
        return format!(
            "Both can stand if each article names who says so: “{says_a}” and “{says_b}” are the \
             words of different speakers."
        );
    }
    match &*x.value {
        Value::Temporal(time) if time.kind == TimexKind::Date => format!(
            "One date for both, “{says_a}” or “{says_b}”; or, if two occasions are meant, words \
             that tell them apart."
        ),
        Value::Temporal(_) => format!(
            "One length of time for both, “{says_a}” or “{says_b}”; or, if two things are meant, \
             words that tell them apart."
        ),
        Value::Quote(_) => {
            "The same words in both, as the recording or transcript has them; or no \
                            quotation marks where words were changed."
                .to_owned()
        }
        Value::Members(_) => "The same list in both; or words that say who joined, who left, and \
                              when."
            .to_owned(),
        Value::Named(_) => format!(
            "One name for both, “{says_a}” or “{says_b}”; or, if one of them was so before, words \
             that say when."
        ),
        Value::Polarity(_) => format!(
            "“{says_a}” in both or “{says_b}” in both; or, if two occasions are meant, words that \
             tell them apart."
        ),
        Value::Spelling(_) => {
            format!("One form everywhere, “{says_a}” or “{says_b}”.")
        }
        Value::Quantity(_) | Value::Age(_) | Value::Score(_) | Value::Ordinal(_) => format!(
            "One figure for both, “{says_a}” or “{says_b}”; or, if they count different things or \
             moments, words that say so."
        ),
    }
}

fn speakers_differ(x: &Claim, y: &Claim) -> bool {
    matches!((&x.speaker, &y.speaker), (Some(a), Some(b)) if a != b)
}
