//! What the slots of a rule's phrases ask for.

use crate::rules::compile::{Compare, Filler, Node, Rule};
use crate::rules::phrase::Who;

/// Every part of the rule's phrases, parts of parts included.
pub(super) fn any_node(rule: &Rule, test: &dyn Fn(&Node) -> bool) -> bool {
    fn walk(nodes: &[Node], test: &dyn Fn(&Node) -> bool) -> bool {
        nodes.iter().any(|n| {
            test(n)
                || match n {
                    Node::Any(options) => options.iter().any(|o| walk(o, test)),
                    Node::Optional(inner) => walk(inner, test),
                    _ => false,
                }
        })
    }
    rule.phrases
        .iter()
        .chain(&rule.context)
        .any(|p| walk(&p.nodes, test))
}

/// Whether every phrase that says what the slot is asks for a person.
pub(super) fn is_person_slot(rule: &Rule, slot: usize) -> bool {
    let asks_for = |wanted: &dyn Fn(Who) -> bool| {
        any_node(
            rule,
            &|n| matches!(n, Node::Slot { slot: s, kind: Filler::Names(who) } if *s == slot && wanted(*who)),
        )
    };
    asks_for(&|who| who == Who::Person) && !asks_for(&|who| who != Who::Person)
}

pub(super) fn is_names_slot(rule: &Rule, slot: usize) -> bool {
    any_node(
        rule,
        &|n| matches!(n, Node::Slot { slot: s, kind: Filler::Names(_) | Filler::Subject } if *s == slot),
    )
}

pub(super) fn is_place_slot(rule: &Rule, slot: usize) -> bool {
    any_node(
        rule,
        &|n| matches!(n, Node::Slot { slot: s, kind: Filler::Names(Who::Place) } if *s == slot),
    )
}

pub(super) fn compares_dates(rule: &Rule) -> bool {
    matches!(rule.compare, Compare::Slot(slot) if slot_is_date(rule, slot))
}

pub(super) fn slot_is_date(rule: &Rule, slot: usize) -> bool {
    use crate::value::ValueKind;
    any_node(
        rule,
        &|n| matches!(n, Node::Slot { slot: s, kind: Filler::Value(ValueKind::Date, _) } if *s == slot),
    )
}

/// The family that a slot asks for.
pub(super) fn family_of(rule: &Rule, slot: usize) -> String {
    fn walk(nodes: &[Node], slot: usize) -> Option<String> {
        nodes.iter().find_map(|n| match n {
            Node::Slot {
                slot: s,
                kind: Filler::Family(name, _),
            } if *s == slot => Some(name.clone()),
            Node::Any(options) => options.iter().find_map(|o| walk(o, slot)),
            Node::Optional(inner) => walk(inner, slot),
            _ => None,
        })
    }
    rule.phrases
        .iter()
        .chain(&rule.context)
        .find_map(|p| walk(&p.nodes, slot))
        .unwrap_or_default()
}
