//! Groups as values: who belongs, and how many they are.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Relation;
use super::interval::Interval;

/// What a text says about the members of a group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Members {
    /// Keys of the members that are named; empty where only their number is told.
    pub names: BTreeSet<String>,
    /// How to name them to a person, in the order of the text.
    pub listed: Vec<String>,
    /// How many there are, where the text tells it or the list is closed.
    pub count: Option<Interval>,
    /// Whether the list names all of them.
    pub closed: bool,
}

impl Members {
    /// A closed list: these and no others.
    pub fn closed(members: Vec<(String, String)>) -> Self {
        let (names, listed): (BTreeSet<String>, Vec<String>) = members.into_iter().unzip();
        Self {
            count: Some(Interval::point(names.len() as f64)),
            names,
            listed,
            closed: true,
        }
    }

    /// How this membership stands to another.
    pub fn compare(&self, other: &Members) -> Relation {
        let counts_clash = match (self.count, other.count) {
            (Some(a), Some(b)) => !a.intersects(b),
            _ => false,
        };
        if counts_clash {
            return Relation::Disjoint;
        }
        if self.closed && other.closed && self.names != other.names {
            return Relation::Disjoint;
        }
        if self.names.is_empty() && self.count.is_none()
            || other.names.is_empty() && other.count.is_none()
        {
            return Relation::Incomparable;
        }
        Relation::Compatible
    }

    /// Whether the two lists speak of overlapping circles: half of the smaller one is shared.
    pub fn overlaps(&self, other: &Members) -> bool {
        let shared = self.names.intersection(&other.names).count();
        shared > 0 && 2 * shared >= self.names.len().min(other.names.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(names: &[&str]) -> Members {
        Members::closed(
            names
                .iter()
                .map(|n| ((*n).to_owned(), (*n).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn a_list_clashes_with_a_longer_one_and_with_another_count() {
        let three = list(&["a", "b", "c"]);
        assert_eq!(three.compare(&list(&["c", "b", "a"])), Relation::Compatible);
        assert_eq!(
            three.compare(&list(&["a", "b", "c", "d"])),
            Relation::Disjoint
        );
        assert_eq!(three.compare(&list(&["a", "b", "d"])), Relation::Disjoint);
        let eleven = Members {
            names: BTreeSet::new(),
            listed: Vec::new(),
            count: Some(Interval::point(11.0)),
            closed: false,
        };
        assert_eq!(three.compare(&eleven), Relation::Disjoint);
        assert_eq!(eleven.compare(&eleven), Relation::Compatible);
    }
}
