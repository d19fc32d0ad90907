//! Which articles report the same event.
//!
//! An article is known by its date and by the names that it uses most and others least. Two
//! articles report one event when they were written within a week of each other and share
//! enough of these names.

use rustc_hash::FxHashMap;

use super::part::Sameness;
use crate::claim::{Article, Claim};

/// Articles written further apart than this report two events.
const DAYS_APART: i32 = 7;
/// An article is known by this many names.
const NAMES: usize = 12;
/// Below so many articles, how many of them share a name says little about it.
const FEW: f64 = 50.0;
/// Two articles share an event when their shared names have this part of the weight of the
/// lighter one's names.
const SHARED_WEIGHT: f64 = 0.18;

/// What each article is known by.
#[derive(Debug)]
pub struct Events {
    /// For each article its telling names with their weights, heaviest first.
    names: Vec<Vec<(String, f64)>>,
    keys: Vec<Vec<String>>,
    shown: FxHashMap<String, String>,
    dates: Vec<Option<i32>>,
}

impl Events {
    /// Weighs the names of all articles: often here, seldom elsewhere.
    pub fn of(articles: &[Article]) -> Self {
        let mut spread: FxHashMap<&str, usize> = FxHashMap::default();
        for article in articles {
            for entity in &article.names.entities {
                *spread.entry(entity.key.as_str()).or_default() += 1;
            }
        }
        let total = articles.len() as f64;
        let names: Vec<Vec<(String, f64)>> = articles
            .iter()
            .map(|article| {
                let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
                for mention in &article.names.mentions {
                    *counts.entry(mention.entity.0).or_default() += 1;
                }
                let mut weighted: Vec<(String, f64)> = counts
                    .into_iter()
                    .filter_map(|(id, count)| {
                        let entity = article.names.entities.get(id as usize)?;
                        let spread = spread.get(entity.key.as_str()).copied().unwrap_or(1) as f64;
                        // Rare names tell most; in a folder of a few articles none is rare, and
                        // a name that all of them share tells nearly as much as any.
                        let rarity = (1.0 + (total + FEW) / (spread + 1.0)).ln();
                        Some((entity.key.clone(), (count as f64).sqrt() * rarity))
                    })
                    .collect();
                weighted.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
                weighted.truncate(NAMES);
                weighted
            })
            .collect();
        let keys = names
            .iter()
            .map(|n| n.iter().map(|(key, _)| key.clone()).collect())
            .collect();
        let shown = articles
            .iter()
            .flat_map(|a| &a.names.entities)
            .map(|e| (e.key.clone(), e.name.clone()))
            .collect();
        let dates = articles
            .iter()
            .map(|a| a.document.date.map(|d| d.0))
            .collect();
        Self {
            names,
            keys,
            shown,
            dates,
        }
    }

    /// The names that an article is known by.
    pub fn keys(&self, document: usize) -> &[String] {
        self.keys.get(document).map_or(&[], Vec::as_slice)
    }

    fn name<'a>(&'a self, key: &'a str) -> &'a str {
        self.shown.get(key).map_or(key, String::as_str)
    }

    /// What an article is about, by the two names that tell most.
    pub fn label(&self, document: usize) -> String {
        let keys = self.keys(document).iter().take(2);
        let names: Vec<&str> = keys.map(|k| self.name(k)).collect();
        names.join(", ")
    }

    /// Whether the articles of two claims report one event.
    pub fn same(&self, a: &Claim, b: &Claim) -> (Sameness, Option<String>) {
        let date = |c: &Claim| self.dates.get(c.document).copied().flatten();
        if let (Some(x), Some(y)) = (date(a), date(b))
            && (x - y).abs() > DAYS_APART
        {
            return (Sameness::Different, None);
        }
        let (Some(x), Some(y)) = (self.names.get(a.document), self.names.get(b.document)) else {
            return (Sameness::Different, None);
        };
        let shared: Vec<(&str, f64)> = x
            .iter()
            .filter_map(|(key, weight)| {
                let (_, other) = y.iter().find(|(k, _)| k == key)?;
                Some((key.as_str(), weight.min(*other)))
            })
            .collect();
        let weight = |names: &[(String, f64)]| names.iter().map(|(_, w)| w).sum::<f64>();
        let least = weight(x).min(weight(y));
        let common: f64 = shared.iter().map(|(_, w)| w).sum();
        if shared.len() < 2 || common < SHARED_WEIGHT * least {
            return (Sameness::Different, None);
        }
        let named: Vec<&str> = shared
            .iter()
            .take(3)
            .map(|(key, _)| self.name(key))
            .collect();
        (
            Sameness::Same,
            Some(format!(
                "both articles report the same event ({})",
                named.join(", ")
            )),
        )
    }
}
