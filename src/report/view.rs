//! A finding as people read it: side against side, each side with the places that say so.

use std::cell::OnceCell;

use super::diff::{self, Run};
use super::passage;
use super::place::Lines;
use super::printable::on_one_line;
use crate::check::Report;
use crate::claim::{Article, Claim};
use crate::document::Part;
use crate::rules::Rule;
use crate::rules::message::MessagePart;
use crate::span::Span;
use crate::value::{Relation, Value};
use crate::verdict::{Finding, Verdict, words};

/// In a message a value is shown by so many characters.
const LONGEST_SAID: usize = 80;

/// All verdicts, gravest first, with their names in the plural.
pub(super) const VERDICTS: [(Verdict, &str); 4] = [
    (Verdict::Contradiction, "contradictions"),
    (Verdict::Tension, "tensions"),
    (Verdict::Update, "updates"),
    (Verdict::Agreement, "agreements"),
];

/// A report, made ready for telling.
pub(super) struct View<'a> {
    pub(super) report: &'a Report<'a>,
    /// Lines of each article, counted when first asked for.
    lines: Vec<OnceCell<Lines<'a>>>,
}

/// Where something stands, as a person looks for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub(super) path: &'a str,
    /// Which article, in files that hold several.
    pub(super) id: Option<&'a str>,
    /// The page or paragraph, where the text was taken out of its file.
    pub(super) part: Option<Part>,
    /// Line and column from 1. In files that hold several articles it is the article's line.
    pub(super) line: u64,
    pub(super) column: u64,
    /// Whether the line is one of the file, not of a text that was taken out of it.
    pub(super) in_file: bool,
    /// Whether the column is one of the line.
    pub(super) in_line: bool,
}

/// A finding with its claims sorted by what they say.
pub(super) struct Told<'a> {
    pub(super) finding: &'a Finding,
    pub(super) rule: &'a Rule,
    /// Two or more where the claims clash or follow each other (the earlier first), one where they
    /// agree.
    pub(super) sides: Vec<Side<'a>>,
    /// The rule's own sentence for a clash, filled in.
    pub(super) message: Option<String>,
}

/// Claims that say the same.
pub(super) struct Side<'a> {
    /// What they say, in the words of the first.
    pub(super) says: String,
    /// One for each place, in order.
    pub(super) claims: Vec<&'a Claim>,
}

/// A stretch of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) role: Role,
}

/// What a stretch is to the finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Words around the claim.
    Around,
    /// Words of the claim that the other side has, too.
    Claim,
    /// Words of the claim that the other side has not.
    Differs,
}

impl<'a> View<'a> {
    pub(super) fn new(report: &'a Report<'a>) -> Self {
        Self {
            report,
            lines: report.articles.iter().map(|_| OnceCell::new()).collect(),
        }
    }

    pub(super) fn article(&self, claim: &Claim) -> Option<&'a Article> {
        self.report.articles.get(claim.document)
    }

    /// Line and column of a byte of an article, both from 1.
    pub(super) fn line_and_column(&self, document: usize, offset: u32) -> (u64, u64) {
        match (self.lines.get(document), self.report.articles.get(document)) {
            (Some(lines), Some(article)) => lines
                .get_or_init(|| Lines::new(&article.document.text))
                .at(offset as usize),
            _ => (1, 1),
        }
    }

    /// Where a claim stands.
    pub(super) fn place(&self, claim: &Claim) -> Option<Place<'a>> {
        let document = &self.article(claim)?.document;
        let (line, column) = self.line_and_column(claim.document, claim.span.start);
        Some(Place {
            path: &document.path,
            id: document.id.as_deref(),
            part: document.part_at(claim.span.start as usize),
            line: document.line.unwrap_or(line),
            column,
            in_file: document.line.is_some() || !document.extracted,
            in_line: document.line.is_none() && !document.extracted,
        })
    }

    /// Every finding that can be told, in the report's order.
    pub(super) fn findings(&self) -> impl Iterator<Item = Told<'a>> {
        self.report.findings.iter().filter_map(|f| self.told(f))
    }

    /// A finding, ready for telling.
    pub(super) fn told(&self, finding: &'a Finding) -> Option<Told<'a>> {
        let report = self.report;
        let rule = report.knowledge.rules.rules.get(finding.rule)?;
        let lexicon = &report.knowledge.lexicon;
        let compatible =
            |x: &Claim, y: &Claim| x.value.compare(&y.value, lexicon) == Relation::Compatible;
        let mut sides = match finding.verdict {
            Verdict::Agreement => self.sides(finding, |_, _| true),
            _ => self.sides(finding, compatible),
        };
        // "At least 50" and, later, "59" can both be right, and still one follows the other.
        if finding.verdict == Verdict::Update && sides.len() < 2 {
            sides = self.sides(finding, |x, y| x.value.canonical() == y.value.canonical());
        }
        if finding.verdict == Verdict::Update {
            sides.sort_by_key(|side| {
                side.claims
                    .first()
                    .and_then(|c| self.article(c)?.document.date)
            });
        }
        Some(Told {
            finding,
            rule,
            message: self.message(finding, rule, &sides),
            sides,
        })
    }

    /// The claims of a finding, those together that say the same.
    fn sides(
        &self,
        finding: &'a Finding,
        is_same: impl Fn(&Claim, &Claim) -> bool,
    ) -> Vec<Side<'a>> {
        let mut sides: Vec<Side<'a>> = Vec::new();
        for claim in finding
            .claims
            .iter()
            .filter_map(|c| self.report.claims.get(*c))
        {
            let same = |side: &&mut Side<'a>| {
                let first = side.claims.first();
                first.is_some_and(|first| is_same(first, claim))
            };
            match sides.iter_mut().find(same) {
                Some(side) => {
                    let known =
                        |c: &&Claim| (c.document, c.sentence) == (claim.document, claim.sentence);
                    if !side.claims.iter().any(known) {
                        side.claims.push(claim);
                    }
                }
                None => sides.push(Side {
                    says: self.says(claim),
                    claims: vec![claim],
                }),
            }
        }
        sides
    }

    /// The rule's own sentence, where it has one and knows all that the sentence names.
    fn message(&self, finding: &Finding, rule: &Rule, sides: &[Side<'a>]) -> Option<String> {
        let message = rule.message.as_ref().filter(|_| sides.len() > 1)?;
        let slot = |wanted: usize| {
            let mut claims = sides.iter().flat_map(|s| &s.claims);
            claims.find_map(|claim| {
                let part = claim.subject.iter().find(|p| p.slot == wanted)?;
                Some(words::of_part(part, &self.article(claim)?.document.text))
            })
        };
        let told = message.told(|part| match part {
            MessagePart::Text(text) => Some(text.clone()),
            MessagePart::Slot(number) => slot(*number).filter(|words| !words.is_empty()),
            MessagePart::Subject => Some(finding.subject.clone()),
            MessagePart::Side(number) => {
                let side = sides.get(*number)?;
                Some(passage::cut(&side.says, LONGEST_SAID).into_owned())
            }
        })?;
        Some(on_one_line(&told).into_owned())
    }

    /// What a claim says, in a few words as an editor would name it.
    pub(super) fn says(&self, claim: &Claim) -> String {
        match (&*claim.value, self.article(claim)) {
            (Value::Members(_) | Value::Polarity(_), _) | (_, None) => {
                on_one_line(&self.report.display(claim)).into_owned()
            }
            // The comma before "he said" is not his.
            (Value::Quote(_), Some(_)) => self.words(claim).trim_end_matches(',').to_owned(),
            (_, Some(_)) => self.words(claim),
        }
    }

    fn words(&self, claim: &Claim) -> String {
        self.article(claim)
            .map(|a| passage::phrase(&a.document, claim.span))
            .unwrap_or_default()
    }

    /// The sentence of a claim, with the words that the other side has not marked as differing.
    pub(super) fn sentence(&self, claim: &Claim, against: Option<&Claim>) -> Vec<Piece> {
        let whole = self
            .article(claim)
            .map_or(claim.span, |a| passage::sentence_of(a, claim));
        self.marked(whole, claim, against)
    }

    /// The stretch `whole` around a claim, in pieces.
    pub(super) fn marked(&self, whole: Span, claim: &Claim, against: Option<&Claim>) -> Vec<Piece> {
        let Some(article) = self.article(claim) else {
            return Vec::new();
        };
        let document = &article.document;
        let piece = |span: Span, role: Role| Piece {
            text: passage::words(document, span).into_owned(),
            role,
        };
        let mut pieces = vec![piece(
            Span::new(whole.start, claim.span.start),
            Role::Around,
        )];
        match against.filter(|other| is_told_by_words(claim) && is_told_by_words(other)) {
            None => pieces.push(piece(claim.span, Role::Claim)),
            Some(other) => {
                let said = piece(claim.span, Role::Claim).text;
                for run in diff::runs(&said, &self.words(other)) {
                    let (text, role) = match run {
                        Run::Same(text) => (text, Role::Claim),
                        Run::Removed(text) => (text, Role::Differs),
                        Run::Added(_) => continue,
                    };
                    pieces.push(Piece { text, role });
                }
            }
        }
        pieces.push(piece(Span::new(claim.span.end, whole.end), Role::Around));
        pieces.retain(|p| !p.text.is_empty());
        pieces
    }
}

/// Whether the claim's own words are its value: not where many words add up to a yes or no.
fn is_told_by_words(claim: &Claim) -> bool {
    !matches!(*claim.value, Value::Polarity(_) | Value::Members(_))
}

impl<'a> Place<'a> {
    /// The path as other programs take it: `./` before a name is nothing to them.
    pub(super) fn bare_path(&self) -> &'a str {
        bare_path(self.path)
    }
}

/// A path without `./` before it.
pub(super) fn bare_path(path: &str) -> &str {
    path.trim_start_matches("./")
}

impl Told<'_> {
    /// What the finding is about, in words: "Iran and Russia · treaty: term", or the rule's own
    /// message.
    pub(super) fn title(&self) -> String {
        let message = self.message.clone();
        message.unwrap_or_else(|| format!("{}: {}", self.subject(), self.attribute()))
    }

    pub(super) fn subject(&self) -> String {
        on_one_line(&self.finding.subject).into_owned()
    }

    pub(super) fn attribute(&self) -> String {
        on_one_line(&self.finding.attribute).into_owned()
    }

    /// Why the claims are held to be about one thing. Of reasons that differ only in what stands in
    /// brackets ("the same event (Nice, …)") the first tells enough.
    pub(super) fn reasons(&self) -> String {
        let mut told: Vec<&str> = Vec::new();
        for reason in self.finding.reason.split("; ") {
            let head = |r: &str| r.split_once(" (").map(|(head, _)| head.to_owned());
            let known = |t: &&str| *t == reason || head(t).is_some_and(|h| Some(h) == head(reason));
            if !told.iter().any(known) {
                told.push(reason);
            }
        }
        on_one_line(&told.join("; ")).into_owned()
    }

    /// What the sides say, each cut to so many characters: "20-year", "25-year".
    pub(super) fn against(&self, columns: usize) -> Vec<String> {
        let cut = |side: &Side<'_>| passage::cut(&side.says, columns).into_owned();
        self.sides.iter().map(cut).collect()
    }
}

/// What a finding is about, as reports tell it: the rule's message, or "subject: attribute".
pub fn title_of(report: &Report<'_>, finding: &Finding) -> String {
    let told = View::new(report).told(finding);
    told.map(|told| told.title()).unwrap_or_default()
}

/// "1 contradiction", "2 contradictions"
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// "1 contradiction, 0 tensions, 2 updates, 3 agreements in 4 articles"
pub(super) fn headline(report: &Report<'_>) -> String {
    let counts = VERDICTS.map(|(v, many)| counted(report.count(v), v.name(), many));
    let articles = counted(report.articles_checked(), "article", "articles");
    format!("{} in {articles}", counts.join(", "))
}

/// What was read and compared, so that silence does not look like a pass.
pub(super) fn coverage(report: &Report<'_>) -> String {
    let compared = report.claims_compared();
    format!(
        "{} values read; {} claims drawn from the text, {compared} of them compared, {} compared with nothing",
        report.values_read(),
        report.claims.len(),
        report.claims.len() - compared,
    )
}
