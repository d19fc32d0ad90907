//! A card for each finding.

use serde::Serialize;

use super::{anchor_of, documents, joint_of, name_of};
use crate::claim::Claim;
use crate::report::address::plain;
use crate::report::passage::{self, cut};
use crate::report::settle;
use crate::report::view::{Piece, Role, Side, Told, View};
use crate::span::Span;
use crate::verdict::Verdict;

/// So many paragraphs of one side are shown unfolded.
const PARAGRAPHS: usize = 2;
/// Longer values are set in smaller type …
const LONG: usize = 28;
/// … and cut here: the paragraph has them whole.
const LONGEST: usize = 160;

#[derive(Serialize)]
pub(super) struct Card {
    anchor: String,
    verdict: &'static str,
    rule: String,
    rule_title: String,
    why: String,
    subject: String,
    attribute: String,
    /// The rule's own sentence, in place of subject and attribute.
    message: Option<String>,
    /// Numbers of the articles, parted by spaces.
    sources: String,
    /// What stands between what the sides say.
    joint: &'static str,
    long: bool,
    /// In how many places an agreement is told.
    places: usize,
    open: bool,
    sides: Vec<SideView>,
    reasons: String,
    advice: String,
    command: Option<String>,
}

#[derive(Serialize)]
struct SideView {
    label: String,
    says: String,
    claims: Vec<ClaimView>,
    more: Vec<ClaimView>,
}

/// A claim in its paragraph.
#[derive(Serialize)]
struct ClaimView {
    anchor: String,
    name: String,
    date: Option<String>,
    place: String,
    cut_start: bool,
    before: String,
    sentence: Vec<PieceView>,
    after: String,
    cut_end: bool,
}

#[derive(Serialize)]
struct PieceView {
    text: String,
    role: &'static str,
}

/// One card a finding, in their order.
pub(super) fn all(view: &View<'_>, told: &[Told<'_>], anchors: &[String]) -> Vec<Card> {
    told.iter()
        .zip(anchors)
        .map(|(told, anchor)| card(view, told, anchor))
        .collect()
}

fn card(view: &View<'_>, told: &Told<'_>, anchor: &str) -> Card {
    let finding = told.finding;
    let agreement = finding.verdict == Verdict::Agreement;
    let sources: Vec<String> = documents(told).iter().map(usize::to_string).collect();
    let clash = finding.verdict <= Verdict::Tension;
    Card {
        anchor: anchor.to_owned(),
        verdict: finding.verdict.name(),
        rule: told.rule.id.clone(),
        rule_title: told.rule.title.clone(),
        why: if clash {
            told.rule.why.clone()
        } else {
            String::new()
        },
        subject: told.subject(),
        attribute: told.attribute(),
        message: told.message.clone(),
        sources: sources.join(" "),
        joint: joint_of(told),
        long: told.sides.iter().any(|s| s.says.chars().count() > LONG),
        places: sources.len(),
        open: !agreement,
        sides: told
            .sides
            .iter()
            .enumerate()
            .map(|(n, side)| side_view(view, told, n, side))
            .collect(),
        reasons: told.reasons(),
        advice: settle::advice(view, told),
        command: clash.then(|| format!("factcheck accept {} --reason \"…\"", finding.id)),
    }
}

fn side_view(view: &View<'_>, told: &Told<'_>, number: usize, side: &Side<'_>) -> SideView {
    let other = told.sides.get(usize::from(number == 0));
    let against = other.and_then(|s| s.claims.first()).copied();
    let mut claims: Vec<ClaimView> = side
        .claims
        .iter()
        .filter_map(|c| claim_view(view, c, against))
        .collect();
    let more = claims.split_off(claims.len().min(PARAGRAPHS));
    SideView {
        label: char::from(b'A' + (number % 26) as u8).to_string(),
        says: cut(&side.says, LONGEST).into_owned(),
        claims,
        more,
    }
}

fn claim_view(view: &View<'_>, claim: &Claim, against: Option<&Claim>) -> Option<ClaimView> {
    let article = view.article(claim)?;
    let document = &article.document;
    let sentence = passage::sentence_of(article, claim);
    let (paragraph, cut_start, cut_end) = passage::paragraph_of(article, claim);
    let words = |start, end| passage::words(document, Span::new(start, end)).into_owned();
    Some(ClaimView {
        anchor: anchor_of(claim),
        name: name_of(document),
        date: document.date.map(|d| d.to_string()),
        place: plain(&view.place(claim)?),
        cut_start,
        before: words(paragraph.start, sentence.start)
            .trim_start()
            .to_owned(),
        sentence: view
            .sentence(claim, against)
            .into_iter()
            .map(piece)
            .collect(),
        after: words(sentence.end, paragraph.end).trim_end().to_owned(),
        cut_end,
    })
}

fn piece(piece: Piece) -> PieceView {
    PieceView {
        text: piece.text,
        role: match piece.role {
            Role::Around => "around",
            Role::Claim => "claim",
            Role::Differs => "differs",
        },
    }
}
