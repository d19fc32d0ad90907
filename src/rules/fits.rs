//! Whether the keys of a rule go together: what would never match, or never be compared.

use super::compile::{Compare, Filler, Phrase};
use super::compiler::Compiler;
use super::draft::Draft;
use super::rule::filler_in;
use crate::value::ValueKind;

impl<'a> Compiler<'a> {
    /// Whether the keys go together.
    pub(super) fn fits(
        &mut self,
        draft: &Draft<'a>,
        compare: Compare,
        subject: &[usize],
        phrases: &[Phrase],
    ) {
        let event = draft
            .last(|s| s.event.as_ref())
            .copied()
            .unwrap_or_default();
        let named_none = draft
            .last(|s| s.subject.as_ref())
            .is_some_and(Vec::is_empty);
        if named_none && !event && compare != Compare::Read {
            let message = "nothing says what a claim is about, so none would ever be compared";
            let help = "name slots under `subject`, or add `event: true`";
            self.at_head(draft, message, help);
        }
        let kind = match compare {
            Compare::Slot(slot) => phrases
                .iter()
                .find_map(|p| filler_in(&p.nodes, slot))
                .cloned(),
            _ => None,
        };
        if let Compare::Slot(slot) = compare {
            let at = draft.last_with_file(|s| s.compare.as_ref());
            if let (Some((file, at)), Some(Filler::Thing | Filler::Family(..))) = (at, &kind) {
                self.file = Some(file);
                let message = format!("`{}` keeps words, and words are not compared", at.value);
                let help = "compare a slot that keeps a value (count, date, money …) or names; or \
                            write `compare: polarity` where the answer is yes or no";
                self.error(at, message, Some(help.to_owned()));
            }
            let named = draft.last_with_file(|s| s.subject.as_ref());
            if let (true, Some((file, slots))) = (subject.contains(&slot), named)
                && let Some(at) = slots
                    .iter()
                    .find(|s| self.slots.get(slot) == Some(&s.value))
            {
                self.file = Some(file);
                let message = format!("`{}` is compared, so it cannot be the subject", at.value);
                let help = "under `subject` stand the slots that must be the same on both sides";
                self.error(at, message, Some(help.to_owned()));
            }
            self.every_phrase_says(draft, slot, phrases);
        }
        self.keys_fit_kind(draft, compare, kind.as_ref());
    }

    /// A phrase that does not hold the compared slot would draw no claim.
    fn every_phrase_says(&mut self, draft: &Draft<'a>, slot: usize, phrases: &[Phrase]) {
        for part in &draft.parts {
            for written in &part.shape.phrases {
                let silent = phrases
                    .iter()
                    .any(|p| p.text == written.value && filler_in(&p.nodes, slot).is_none());
                if silent {
                    self.file = Some(part.file);
                    let name = self.slots.get(slot).cloned().unwrap_or_default();
                    self.error(
                        written,
                        format!("this phrase has no slot `{name}`, which is compared"),
                        Some(format!(
                            "add {{{name}: …}} to it, or move it to `context:` if it only says what is spoken of"
                        )),
                    );
                }
            }
        }
    }

    fn keys_fit_kind(&mut self, draft: &Draft<'a>, compare: Compare, kind: Option<&Filler>) {
        if compare != Compare::Polarity
            && let Some((file, first)) = draft.last_with_file(|s| s.opposed.first())
        {
            self.file = Some(file);
            let help = "write `compare: polarity`, or take `opposed` out";
            self.error(
                first,
                "`opposed` belongs to rules that compare yes with no",
                Some(help.to_owned()),
            );
        }
        let is_date = matches!(kind, Some(Filler::Value(ValueKind::Date, _)));
        if let (false, Some((file, within))) =
            (is_date, draft.last_with_file(|s| s.within.as_ref()))
        {
            self.file = Some(file);
            let help = "take `within` out, or compare a slot of the kind `date`";
            self.error(
                within,
                "`within` belongs to rules that compare dates",
                Some(help.to_owned()),
            );
        }
        if let Some((file, ratio)) = draft.last_with_file(|s| s.ratio.as_ref())
            && ratio.value.is_nan() | (ratio.value <= 1.0)
        {
            self.file = Some(file);
            let help = "write a number above 1: with `ratio: 3`, 10 and 40 are of two things";
            self.error(
                ratio,
                format!("a ratio of {} keeps everything apart", ratio.value),
                Some(help.to_owned()),
            );
        }
    }
}
