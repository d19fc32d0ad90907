//! What editors have settled: the accepted findings, each with its decision, and the decisions that
//! cover nothing.

use serde::Serialize;

use super::{anchor_of, joint_of, name_of};
use crate::decisions::{Accepted, Decision, Show};
use crate::report::address::plain;
use crate::report::passage::cut;
use crate::report::printable::on_one_line;
use crate::report::view::{Told, View};

/// A value is cut here.
const LONGEST: usize = 120;
/// So many places of a finding are named.
const PLACES: usize = 6;
/// So many decisions of one kind are named.
const IDLE: usize = 200;

#[derive(Serialize)]
pub(super) struct Settled {
    /// Whether the list is unfolded from the start.
    open: bool,
    entries: Vec<Entry>,
    /// The decisions that cover nothing, by the reason for it.
    idle: Vec<Idle>,
}

/// An accepted finding.
#[derive(Serialize)]
struct Entry {
    anchor: String,
    verdict: &'static str,
    title: String,
    rule_title: String,
    joint: &'static str,
    says: Vec<String>,
    places: Vec<PlaceView>,
    more: usize,
    reason: String,
    by: Option<String>,
    date: Option<String>,
    until: Option<String>,
}

#[derive(Serialize)]
struct PlaceView {
    anchor: String,
    name: String,
    place: String,
}

/// Decisions that cover no finding, all for one reason.
#[derive(Serialize)]
struct Idle {
    heading: &'static str,
    note: &'static str,
    decisions: Vec<IdleView>,
    more: usize,
}

#[derive(Serialize)]
struct IdleView {
    place: String,
    id: String,
    finding: Option<String>,
    reason: String,
    until: Option<String>,
}

/// The section; `None` where there is nothing to tell. `told` are the accepted findings.
pub(super) fn of(view: &View<'_>, told: &[Told<'_>], anchors: &[String]) -> Option<Settled> {
    let settled = &view.report.settled;
    let cards = settled.shown().iter().zip(told.iter().zip(anchors));
    let entries = cards.map(|(accepted, (told, anchor))| entry(view, accepted, told, anchor));
    let file = settled.file.as_deref().unwrap_or_default();
    let kinds = [
        (
            &settled.expired,
            "No longer in force",
            "The day until which they held is over; their findings count again.",
        ),
        (
            &settled.unused,
            "Without a finding here",
            "What they speak of did not come up: it was put right, or is not among these articles.",
        ),
    ];
    let idle = kinds.into_iter().filter(|(all, ..)| !all.is_empty());
    let section = Settled {
        open: settled.show == Show::Whole,
        entries: entries.collect(),
        idle: idle
            .map(|(decisions, heading, note)| Idle {
                heading,
                note,
                decisions: decisions
                    .iter()
                    .take(IDLE)
                    .map(|d| idle_view(file, d))
                    .collect(),
                more: decisions.len().saturating_sub(IDLE),
            })
            .collect(),
    };
    (!section.entries.is_empty() || !section.idle.is_empty()).then_some(section)
}

fn entry(view: &View<'_>, accepted: &Accepted, told: &Told<'_>, anchor: &str) -> Entry {
    let decision = &accepted.decision;
    let claims: Vec<_> = told.sides.iter().flat_map(|s| &s.claims).collect();
    let places = claims.iter().take(PLACES).filter_map(|claim| {
        Some(PlaceView {
            anchor: anchor_of(claim),
            name: name_of(&view.article(claim)?.document),
            place: plain(&view.place(claim)?),
        })
    });
    Entry {
        anchor: anchor.to_owned(),
        verdict: told.finding.verdict.name(),
        title: told.title(),
        rule_title: told.rule.title.clone(),
        joint: joint_of(told),
        says: { told.sides.iter() }
            .map(|s| cut(&s.says, LONGEST).into_owned())
            .collect(),
        places: places.collect(),
        more: claims.len().saturating_sub(PLACES),
        reason: on_one_line(&decision.reason).into_owned(),
        by: decision
            .by
            .as_deref()
            .map(|by| on_one_line(by).into_owned()),
        date: decision.date.map(|d| d.to_string()),
        until: decision.until.map(|d| d.to_string()),
    }
}

fn idle_view(file: &str, decision: &Decision) -> IdleView {
    let finding = decision.finding.as_deref();
    IdleView {
        place: format!("{}:{}", on_one_line(file), decision.line),
        id: on_one_line(&decision.id).into_owned(),
        finding: finding.map(|f| on_one_line(f).into_owned()),
        reason: on_one_line(&decision.reason).into_owned(),
        until: decision.until.map(|d| d.to_string()),
    }
}
