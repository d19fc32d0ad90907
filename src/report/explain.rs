//! One finding with its evidence, for a person: what was read, what binds it, what came near.

use std::io::{self, Write};

use anstyle::Style;

use super::address::plain;
use super::check::Options;
use super::filler::Filler;
use super::human::{FAINT, NARROWEST, PLAIN, STRONG, WIDEST, style_of};
use super::passage::{cut, sentence_of};
use super::printable::on_one_line;
use super::view::{Role, Told, View};
use crate::calendar::Day;
use crate::check::Report;
use crate::claim::{Article, Claim, Content, and_list};
use crate::explain::{Inquiry, Weighed};
use crate::language::group::Reference;
use crate::lexicon::Lexicon;
use crate::lexicon::alignment::Evidence;
use crate::subject::part::Sameness;
use crate::value::Value;
use crate::value::interval::Interval;
use crate::value::output::ValueView;
use crate::value::temporal::TimexKind;
use crate::verdict::{Finding, Verdict};

/// So many near misses are shown.
const NEAR: usize = 8;
/// A value is shown by so many characters.
const VALUE: usize = 48;
/// So many claims of each side are shown.
const CLAIMS: usize = 3;

/// What each measure of [`Evidence`] is, for a person.
const MEASURES: [(&str, &str); 19] = [
    ("always", "for every pair"),
    ("head", "both count the same thing"),
    ("head-near", "what one counts stands near the other"),
    ("head-differs", "they count two things"),
    ("bond", "both values are said of one telling word"),
    ("second-bond", "a second telling word stands beside both"),
    ("near", "telling words near both"),
    ("sentence", "words that the sentences share"),
    ("name", "names near both"),
    ("names-differ", "other names stand beside them"),
    ("figure", "other figures that both sentences have"),
    ("ratio", "how far apart the values are"),
    ("exact", "the same telling number in both"),
    ("absent", "neither article has the other's value"),
    ("qualifier", "words that set only one apart"),
    ("modality", "one is planned, the other told as fact"),
    ("heading", "one stands in a heading"),
    ("long", "one sentence is too long to be one"),
    ("negated", "one of them is denied"),
];

/// Writes what is known of a finding of the report.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write(
    report: &Report<'_>,
    finding: &Finding,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let view = View::new(report);
    let Some(told) = view.told(finding) else {
        return Ok(());
    };
    let mut page = Page {
        view: &view,
        width: options.width.clamp(NARROWEST, WIDEST),
        out,
    };
    page.title(&told)?;
    for (n, side) in told.sides.iter().enumerate() {
        for claim in side.claims.iter().take(CLAIMS) {
            page.claim(char::from(b'A' + (n % 26) as u8), claim)?;
        }
    }
    let mut inquiry = Inquiry::new(&report.claims, &report.articles, report.knowledge);
    page.bonds(&told, &mut inquiry)?;
    page.near_misses(&told, &mut inquiry)
}

struct Page<'a> {
    view: &'a View<'a>,
    width: usize,
    out: &'a mut dyn Write,
}

impl<'a> Page<'a> {
    fn line(&mut self, first: &str, rest: &str, parts: &[(&str, Style)]) -> io::Result<()> {
        let mut line = Filler::new(first, rest, self.width);
        for (text, style) in parts {
            line.text(text, *style, self.out)?;
        }
        line.end(self.out)
    }

    fn heading(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out)?;
        self.line("", "", &[(text, STRONG)])
    }

    fn lexicon(&self) -> &'a Lexicon {
        &self.view.report.knowledge.lexicon
    }

    fn title(&mut self, told: &Told<'_>) -> io::Result<()> {
        let verdict = told.finding.verdict;
        let (title, rule) = (told.title(), format!(" [{}]", told.rule.id));
        let parts = [
            (verdict.name(), style_of(verdict)),
            (" ", PLAIN),
            (title.as_str(), STRONG),
            (rule.as_str(), FAINT),
        ];
        self.line("", "    ", &parts)?;
        let reasons = told.reasons();
        if !reasons.is_empty() {
            self.line("  ", "  ", &[(&reasons, PLAIN)])?;
        }
        self.line("  ", "  ", &[(&format!("id {}", told.finding.id), FAINT)])
    }

    // "A  wire.md:3:14: “20-year”", its sentence, and what it was read as.
    fn claim(&mut self, label: char, claim: &Claim) -> io::Result<()> {
        let view = self.view;
        let (Some(place), Some(article)) = (view.place(claim), view.article(claim)) else {
            return Ok(());
        };
        let date = article.document.date.map(|d| d.to_string());
        let date = date.map_or_else(String::new, |d| format!(" · {d}"));
        writeln!(self.out)?;
        let (place, says) = (plain(&place), format!(": “{}”", shown(view, claim)));
        let parts = [
            (place.as_str(), PLAIN),
            (says.as_str(), STRONG),
            (date.as_str(), FAINT),
        ];
        self.line(&format!("{label}  "), "   ", &parts)?;
        let mut line = Filler::new("     ", "     ", self.width);
        for piece in view.sentence(claim, None) {
            let style = match piece.role {
                Role::Around => PLAIN,
                Role::Claim | Role::Differs => STRONG,
            };
            line.text(&piece.text, style, self.out)?;
        }
        line.end(self.out)?;
        let mut facts: Vec<(&str, String)> = Vec::new();
        let text = &article.document.text;
        if let Some(allowed) = allowed(&claim.value, text, self.lexicon()) {
            facts.push(("read as", allowed));
        }
        if let Some(speaker) = &claim.speaker {
            facts.push((
                "told as",
                format!("the word of {}", named(speaker, article)),
            ));
        }
        for stands_for in resolved(article, claim).map(|r| ("taken for", r)) {
            if !facts.contains(&stands_for) {
                facts.push(stands_for);
            }
        }
        for (what, fact) in facts {
            let fact = on_one_line(&fact);
            self.line(&format!("     {what}  "), "       ", &[(&fact, PLAIN)])?;
        }
        Ok(())
    }

    /// Why the articles are one story, and the claims of one thing.
    fn bonds(&mut self, told: &Told<'_>, inquiry: &mut Inquiry<'_>) -> io::Result<()> {
        let report = self.view.report;
        let claim = |n: usize| report.claims.get(n);
        let agrees = told.finding.verdict == Verdict::Agreement;
        let value_of = |n: usize| claim(n).map(|c| &c.value);
        let lexicon = self.lexicon();
        let numbers = &told.finding.claims;
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for (n, a) in numbers.iter().enumerate() {
            for b in numbers.iter().skip(n + 1) {
                let same = value_of(*a).zip(value_of(*b)).is_some_and(|(x, y)| {
                    x.compare(y, lexicon) == crate::value::Relation::Compatible
                });
                if same == agrees {
                    pairs.push((*a, *b));
                }
            }
        }
        let weighed = pairs
            .iter()
            .filter_map(|(a, b)| Some((*a, *b, inquiry.weighed(*a, *b)?)))
            .max_by(|p, q| p.2.weight.total_cmp(&q.2.weight));
        let best = weighed
            .map(|(a, b, _)| (a, b))
            .or_else(|| pairs.first().copied());
        let Some((a, b)) = best.and_then(|(a, b)| claim(a).zip(claim(b))) else {
            return Ok(());
        };
        let is_open = a.context.is_some();
        if is_open || told.rule.event {
            self.story(a, b, inquiry)?;
        }
        match weighed {
            Some((a, _, weighed)) => self.weights(claim(a), &weighed, agrees),
            None if is_open => Ok(()),
            None => {
                let about = format!("Why one thing (rule {}: {})", told.rule.id, told.rule.title);
                self.heading(&about)?;
                for step in inquiry.steps(a, b, told.rule) {
                    let how = match step.sameness {
                        Sameness::Same => "the same",
                        Sameness::Uncertain => "perhaps the same",
                        Sameness::Different => "not the same",
                    };
                    let first = format!("  {}: {how}: ", on_one_line(&step.what));
                    self.line(&first, "    ", &[(&on_one_line(&step.why), PLAIN)])?;
                }
                Ok(())
            }
        }
    }

    fn story(&mut self, a: &Claim, b: &Claim, inquiry: &Inquiry<'_>) -> io::Result<()> {
        let limits = self.lexicon().alignment.story;
        if a.document == b.document {
            return Ok(());
        }
        let Some(story) = inquiry.story(a.document, b.document) else {
            return Ok(());
        };
        self.heading("Why one story")?;
        let articles = self.view.report.articles.len();
        let (cosine, like) = (story.cosine, limits.like_for(articles));
        let alike = if cosine >= like {
            format!("telling words alike by {cosine:.2}; {like:.2} is enough")
        } else {
            format!(
                "telling words alike by {cosine:.2}, less than {like:.2}, but both are alike to a third \
                 article by at least {}",
                limits.very_like
            )
        };
        self.line("  ", "    ", &[(&alike, PLAIN)])?;
        let days = match story.days {
            None => "one of them has no date".to_owned(),
            Some(0) => "written on one day".to_owned(),
            Some(days) => format!(
                "written {days} {} apart; at most {}",
                if days == 1 { "day" } else { "days" },
                limits.days
            ),
        };
        self.line("  ", "    ", &[(&days, PLAIN)])?;
        if story.words.is_empty() {
            return Ok(());
        }
        let words = format!("both tell of “{}”", story.words.join("”, “"));
        self.line("  ", "    ", &[(&on_one_line(&words), PLAIN)])
    }

    fn weights(&mut self, a: Option<&Claim>, found: &Weighed, agrees: bool) -> io::Result<()> {
        let alignment = &self.lexicon().alignment;
        let articles = self.view.report.articles.len();
        let (weights, least): (&Evidence, f32) = if agrees {
            (
                &alignment.agree.weights,
                alignment.agree.least_for(articles),
            )
        } else {
            (
                &alignment.clash.weights,
                alignment.clash.least_for(articles),
            )
        };
        self.heading("Why one thing (measure × weight, as in alignment.yaml)")?;
        let word = a.zip(found.token).and_then(|(claim, token)| {
            let article = self.view.article(claim)?;
            let span = article.read.tokens.get(token as usize)?.span();
            Some(format!(": “{}”", span.of(&article.document.text)))
        });
        let both = found.evidence.parts().into_iter().zip(weights.parts());
        for ((name, measure), (_, weight)) in both {
            if measure * weight == 0.0 {
                continue;
            }
            let about = MEASURES.iter().find(|(n, _)| *n == name);
            let about = about.map_or(name, |(_, about)| about);
            let word = word.as_deref().filter(|_| name == "bond").unwrap_or("");
            let sum = format!("{:+.2}  {measure:.2} × {weight}", measure * weight);
            let line = format!("  {sum:<20} {name:<13} ");
            self.line(&line, "      ", &[(about, FAINT), (word, STRONG)])?;
        }
        let total = format!(
            "{:+.2}  in all; at least {least:.2} is asked for",
            found.weight
        );
        self.line("  ", "    ", &[(&total, STRONG)])
    }

    fn near_misses(&mut self, told: &Told<'_>, inquiry: &mut Inquiry<'_>) -> io::Result<()> {
        let agrees = told.finding.verdict == Verdict::Agreement;
        let misses = inquiry.near_misses(&told.finding.claims, agrees);
        if misses.is_empty() {
            self.heading("Near misses: none")?;
            return Ok(());
        }
        self.heading("Near misses: compared with one of these claims, and not reported")?;
        let view = self.view;
        for miss in misses.iter().take(NEAR) {
            let claim = |n: usize| view.report.claims.get(n);
            let Some((own, other)) = claim(miss.claim).zip(claim(miss.other)) else {
                continue;
            };
            let place = view.place(other).map(|p| plain(&p)).unwrap_or_default();
            let parts = [
                (format!("“{}”", shown(view, other)), STRONG),
                (format!(" in {place} and “{}”: ", shown(view, own)), FAINT),
                (on_one_line(&miss.why).into_owned(), PLAIN),
            ];
            let parts: Vec<(&str, Style)> = parts.iter().map(|(t, s)| (t.as_str(), *s)).collect();
            self.line("  ", "    ", &parts)?;
        }
        if misses.len() > NEAR {
            let more = format!("and {} more", misses.len() - NEAR);
            self.line("  ", "    ", &[(&more, FAINT)])?;
        }
        Ok(())
    }
}

/// A claim's words, cut to fit into a line.
fn shown(view: &View<'_>, claim: &Claim) -> String {
    cut(&view.says(claim), VALUE).into_owned()
}

/// A speaker as the article names it: "country:IL" is Israel.
fn named(speaker: &str, article: &Article) -> String {
    let entities = { article.names.mentions.iter() }.filter_map(|m| article.names.entity(m.entity));
    let known = { entities }.find(|e| *e.key == *speaker);
    match (known, speaker.split_once(':')) {
        (Some(entity), _) => entity.name.to_string(),
        (None, Some((_, name))) if !name.is_empty() => format!("“{name}”"),
        _ => "somebody".to_owned(),
    }
}

/// Words of a claim's sentence that stand for somebody or something, and whom they were taken for.
fn resolved<'a>(article: &'a Article, claim: &'a Claim) -> impl Iterator<Item = String> + 'a {
    let text = &article.document.text;
    let sentence = sentence_of(article, claim);
    let groups = article.groups.iter().filter_map(move |group| {
        if group.reference == Reference::Named || !sentence.overlaps(group.span) {
            return None;
        }
        let name = |id| Some(article.names.entity(id)?.name.as_ref());
        let names: Vec<&str> = group.members.iter().filter_map(|id| name(*id)).collect();
        let (first, last) = (names.first()?, names.split_last()?);
        let words = group.span.of(text);
        Some(match (group.certain, last) {
            (_, (_, [])) => format!("“{words}” is {first}"),
            (true, (last, rest)) => format!("“{words}” are {} and {last}", rest.join(", ")),
            (false, (last, rest)) => format!("“{words}” may be {} or {last}", rest.join(", ")),
        })
    });
    let inherited = claim
        .subject
        .iter()
        .filter_map(move |part| match &part.content {
            Content::Names {
                names,
                inherited: true,
                words,
                ..
            } => Some(format!(
                "“{}” is what a sentence before says of {}",
                words.of(text),
                and_list(names)
            )),
            _ => None,
        });
    groups.chain(inherited)
}

/// What the words of a value allow, as a set. `None` for what is no point or stretch of a line.
fn allowed(value: &Value, text: &str, lexicon: &Lexicon) -> Option<String> {
    match value {
        Value::Quantity(q) | Value::Age(q) => {
            let unit = match value.view(text, lexicon) {
                ValueView::Quantity(view) => view.unit_name,
                ValueView::Plain(_) => None,
            };
            let unit = unit.map_or_else(String::new, |unit| format!(" {unit}"));
            Some(stretch(q.allowed, &|n| format!("{}{unit}", tidy(n))))
        }
        Value::Temporal(t) => match t.kind {
            TimexKind::Date => {
                let Some(days) = t.allowed() else {
                    return Some("a day that the text does not tell".to_owned());
                };
                // The day before the end is the last.
                let last = days.high - f64::from(days.high_open);
                let days = Interval {
                    high: last,
                    high_open: false,
                    ..days
                };
                Some(stretch(days, &|n| Day(n.floor() as i32).to_string()))
            }
            TimexKind::Duration => {
                let length = t.interval?;
                const UNITS: [(f64, &str); 4] = [
                    (31_556_952.0, "years"),
                    (86_400.0, "days"),
                    (3_600.0, "hours"),
                    (60.0, "minutes"),
                ];
                let fits = |(seconds, _): &&(f64, &str)| length.high.min(1e12) >= *seconds;
                let (seconds, unit) = UNITS.iter().find(fits).copied().unwrap_or((1.0, "seconds"));
                // A year is not the same number of seconds every year.
                let shown = |n: f64| format!("{} {unit}", (n / seconds * 1e2).round() / 1e2);
                Some(format!("{}: {}", t.iso, stretch(length, &shown)))
            }
            TimexKind::Time | TimexKind::Set => Some(t.iso.clone()),
        },
        _ => None,
    }
}

/// "20 to 25 years", "more than 600 people"
fn stretch(set: Interval, shown: &dyn Fn(f64) -> String) -> String {
    match (set.low.is_finite(), set.high.is_finite()) {
        _ if set.low == set.high => format!("exactly {}", shown(set.low)),
        (true, true) if shown(set.low) == shown(set.high) => shown(set.low),
        (true, true) => format!("{} to {}", shown(set.low), shown(set.high)),
        (true, false) if set.low_open => format!("more than {}", shown(set.low)),
        (true, false) => format!("{} or more", shown(set.low)),
        (false, true) if set.high_open => format!("less than {}", shown(set.high)),
        (false, true) => format!("{} or less", shown(set.high)),
        (false, false) => "anything".to_owned(),
    }
}

/// A number with at most three decimals.
fn tidy(number: f64) -> f64 {
    (number * 1e3).round() / 1e3
}
