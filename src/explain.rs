//! Why claims are held to be of one thing, or of two: for those who ask about one finding.
//!
//! The judgements are those of a run, made once more for a few claims and with their reasons.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::claim::content;
use crate::claim::context::Outline;
use crate::claim::{Article, Claim};
use crate::language::root::Root;
use crate::lexicon::alignment::Evidence;
use crate::rules::{Knowledge, Reads, Rule};
use crate::subject::event::Events;
use crate::subject::open::apart::Apart;
use crate::subject::open::clash::Frames;
use crate::subject::open::evidence::Folder;
use crate::subject::open::pairs::{self, Pair};
use crate::subject::open::{ruled_spans, share_a_rule};
use crate::subject::part::{self, Sameness};
use crate::subject::told;
use crate::value::{Relation, Value};
use crate::verdict::words;

/// So many shared words and names of two articles are told.
const WORDS: usize = 8;

/// Answers questions about the claims of one run.
pub struct Inquiry<'a> {
    claims: &'a [Claim],
    articles: &'a [Article],
    knowledge: &'a Knowledge,
    events: Events<'a>,
    folder: Folder<'a>,
    frames: Frames<'a>,
    /// For each value that a rule drew a claim from, the rules.
    ruled: FxHashMap<(usize, u32), Vec<usize>>,
}

/// Why two articles are held to be of one story.
#[derive(Clone, Debug)]
pub struct Story {
    /// How alike their telling words are, from 0 to 1.
    pub cosine: f32,
    /// The words and names that both tell of, the most telling first, as the first writes them.
    pub words: Vec<String>,
    /// Days between them, where both have a date.
    pub days: Option<i32>,
}

/// What two open claims share, and what it comes to.
#[derive(Clone, Copy, Debug)]
pub struct Weighed {
    /// What they share and what keeps them apart.
    pub evidence: Evidence,
    /// What that weighs in all.
    pub weight: f32,
    /// The token of the first claim's article that both values belong to, where they differ.
    pub token: Option<u32>,
}

/// How one part of what two ruled claims are about was judged.
#[derive(Clone, Debug)]
pub struct Step {
    /// What was compared: a slot of the rule, "tense", "event".
    pub what: String,
    /// What came of it.
    pub sameness: Sameness,
    /// The reason, in words.
    pub why: String,
}

/// Two claims that came near a finding and stand in none with each other.
#[derive(Clone, Debug)]
pub struct NearMiss {
    /// Number of the claim of the finding.
    pub claim: usize,
    /// Number of the other claim.
    pub other: usize,
    /// Why the two were not reported.
    pub why: String,
    /// Those nearest have most.
    nearness: f32,
}

impl<'a> Inquiry<'a> {
    /// Gets ready to answer; this takes as long as comparing the articles.
    pub fn new(claims: &'a [Claim], articles: &'a [Article], knowledge: &'a Knowledge) -> Self {
        let lexicon = &knowledge.lexicon;
        Self {
            claims,
            articles,
            knowledge,
            events: Events::of(articles, lexicon),
            folder: Folder::of(claims, articles.len(), lexicon),
            frames: Frames::new(articles, lexicon),
            ruled: ruled_spans(claims),
        }
    }

    /// Why two articles are held to be of one story. `None` where they are not.
    pub fn story(&self, a: usize, b: usize) -> Option<Story> {
        if !self.events.one_story(a, b) {
            return None;
        }
        let date = |n: usize| self.articles.get(n).and_then(|a| a.document.date);
        let days = date(a).zip(date(b)).map(|(x, y)| (x.0 - y.0).abs());
        let mut keys = self.events.shared(a, b);
        keys.truncate(WORDS);
        Some(Story {
            cosine: self.events.cosine(a, b),
            words: self.as_written(a, &keys),
            days,
        })
    }

    /// Words and names of an article as it first writes them, by their keys.
    fn as_written(&self, document: usize, keys: &[Root]) -> Vec<String> {
        let Some(article) = self.articles.get(document) else {
            return Vec::new();
        };
        let lexicon = &self.knowledge.lexicon;
        let content = content::words(article, lexicon);
        let mut found: FxHashMap<Root, String> = FxHashMap::default();
        for sentence in &article.read.sentences {
            let outline = Outline::of(article, &content, sentence, lexicon);
            for (token, key, _) in outline.names().chain(outline.words()) {
                if !keys.contains(&key) {
                    continue;
                }
                let name = article.names.at(token as usize).map(|n| n.span);
                let own = article.read.tokens.get(token as usize).map(|t| t.span());
                if let Some(span) = name.or(own) {
                    let written = || span.of(&article.document.text).to_owned();
                    found.entry(key).or_insert_with(written);
                }
            }
        }
        keys.iter().filter_map(|key| found.remove(key)).collect()
    }

    /// What two open claims share and what it weighs. `None` where nothing was weighed: they say
    /// nothing comparable, or differ and are kept apart.
    pub fn weighed(&mut self, a: usize, b: usize) -> Option<Weighed> {
        let pair = self.pair(a, b)?;
        if pair.relation == Relation::Compatible {
            let agree = &self.knowledge.lexicon.alignment.agree;
            return Some(Weighed {
                evidence: pair.evidence,
                weight: pair.evidence.weighed(&agree.weights),
                token: None,
            });
        }
        let link = self.frames.link(&pair, self.claims).ok()?;
        Some(Weighed {
            evidence: link.evidence,
            weight: link.weight,
            // Pairs are in order of their claims.
            token: link.token.filter(|_| a <= b),
        })
    }

    fn pair(&self, a: usize, b: usize) -> Option<Pair> {
        let lexicon = &self.knowledge.lexicon;
        let measure = |n: usize| Some(self.claims.get(n)?.context.as_ref()?.measure);
        if measure(a)? != measure(b)? {
            return None;
        }
        pairs::pair(a.min(b), a.max(b), self.claims, &self.folder, lexicon)
    }

    /// How each part of what two claims of a rule are about was judged.
    pub fn steps(&self, a: &Claim, b: &Claim, rule: &Rule) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut step = |what: &str, (sameness, why): (Sameness, String)| {
            steps.push(Step {
                what: what.to_owned(),
                sameness,
                why,
            });
        };
        let joined = |(sameness, reasons): (Sameness, Vec<String>), or: &str| match sameness {
            Sameness::Different => (sameness, or.to_owned()),
            _ => (sameness, reasons.join("; ")),
        };
        let lexicon = &self.knowledge.lexicon;
        if let (Value::Quote(x), Value::Quote(y)) = (&*a.value, &*b.value) {
            let same = part::same_utterance(a, b, x.compare(y, lexicon));
            step("words", joined(same, "other words, or another speaker"));
            return steps;
        }
        if let (Value::Spelling(_), Value::Spelling(_)) = (&*a.value, &*b.value) {
            step("name", joined(part::same_name(a, b), "two names"));
            return steps;
        }
        if told(a, rule) != told(b, rule) {
            let why = Apart::Modality.to_string();
            step("told", (Sameness::Different, why));
        }
        if a.qualifiers != b.qualifiers {
            let of = |x: &Claim, y: &Claim| {
                let only = x.qualifiers.iter().filter(|q| !y.qualifiers.contains(q));
                only.cloned().collect::<Vec<_>>()
            };
            let only = [of(a, b), of(b, a)].concat().join("”, “");
            let why = format!("“{only}” is said of only one of them");
            step("set apart", (Sameness::Different, why));
        }
        if rule.reads == Some(Reads::Roles) {
            step("person", joined(part::same_person(a, b), "two persons"));
        } else {
            for slot in &rule.subject {
                let name = rule.slots.get(*slot).map_or("", String::as_str);
                step(name, self.judged(a, b, *slot, rule));
            }
        }
        if rule.event && a.document != b.document {
            let (same, reason) = self.events.same(a, b);
            let two = || "the articles report two events".to_owned();
            step("event", (same, reason.unwrap_or_else(two)));
        }
        let known = !a.years.is_empty() && !b.years.is_empty();
        if known && !a.years.iter().any(|y| b.years.contains(y)) {
            let why = "their sentences name other years".to_owned();
            step("year", (Sameness::Different, why));
        }
        steps
    }

    /// How one slot of two claims was judged.
    fn judged(&self, a: &Claim, b: &Claim, slot: usize, rule: &Rule) -> (Sameness, String) {
        let of = |claim: &'_ Claim| claim.subject.iter().find(|p| p.slot == slot).cloned();
        let (Some(x), Some(y)) = (of(a), of(b)) else {
            return (Sameness::Uncertain, "one of them does not say".to_owned());
        };
        let text = |claim: &Claim| {
            let article = self.articles.get(claim.document);
            article.map_or("", |a| a.document.text.as_str())
        };
        let (sameness, reason) = part::compare(&x, &y, rule, &self.knowledge.lexicon);
        let (p, q) = (words::of_part(&x, text(a)), words::of_part(&y, text(b)));
        let why = match sameness {
            Sameness::Different => format!("“{p}” is not “{q}”"),
            _ => reason.unwrap_or_else(|| format!("both say “{p}”")),
        };
        (sameness, why)
    }

    /// Pairs of a finding's claim with another claim that came near it and were not reported, the
    /// nearest first. `agrees` where the finding is an agreement.
    pub fn near_misses(&mut self, finding: &[usize], agrees: bool) -> Vec<NearMiss> {
        let claims = self.claims;
        let mut found = Vec::new();
        for (other, claim) in claims.iter().enumerate() {
            if finding.contains(&other) {
                continue;
            }
            let nearest = finding
                .iter()
                .filter_map(|own| Some((*own, claims.get(*own)?)))
                .filter(|(_, c)| c.rule == claim.rule && c.document != claim.document)
                .filter_map(|(own, c)| match c.context {
                    Some(_) => self.open_miss(own, other, finding, agrees),
                    None => self.ruled_miss(own, other, finding),
                })
                .max_by(|p, q| p.nearness.total_cmp(&q.nearness));
            found.extend(nearest);
        }
        found.sort_by(|p, q| q.nearness.total_cmp(&p.nearness));
        // One value that two rules or sentences read alike is told once.
        let mut seen = FxHashSet::default();
        found.retain(|miss| {
            let place = claims.get(miss.other).map(|c| (c.document, c.span.start));
            seen.insert(place)
        });
        found
    }

    fn open_miss(
        &mut self,
        own: usize,
        other: usize,
        finding: &[usize],
        agrees: bool,
    ) -> Option<NearMiss> {
        let pair = self.pair(own, other)?;
        let (a, b) = (self.claims.get(own)?, self.claims.get(other)?);
        let alignment = &self.knowledge.lexicon.alignment;
        let same = pair.relation == Relation::Compatible;
        if same != agrees {
            return None;
        }
        let weights = if agrees {
            alignment.agree.weights
        } else {
            alignment.clash.weights
        };
        let weight = pair.evidence.weighed(&weights);
        let why = if !self.events.in_time(a.document, b.document) {
            format!("written more than {} days apart", alignment.story.days)
        } else if !self.events.one_story(a.document, b.document) {
            "the articles tell of two stories".to_owned()
        } else if agrees && weight < alignment.agree.least_for(self.articles.len()) {
            Apart::Light(weight).to_string()
        } else if agrees {
            self.left_out(b, finding).to_owned()
        } else if self.events.likeness(a.document, b.document)
            < alignment.clash.story_for(self.articles.len())
        {
            Apart::Story.to_string()
        } else if share_a_rule(&pair, self.claims, &self.ruled) {
            "a rule compares these two".to_owned()
        } else {
            match self.frames.weigh(&pair, self.claims) {
                Ok(_) => "a pair that shares more has one of these values".to_owned(),
                Err(apart) => apart.to_string(),
            }
        };
        Some(NearMiss {
            claim: own,
            other,
            why,
            nearness: weight,
        })
    }

    /// Why a claim that belongs to a finding is not shown in it.
    fn left_out(&self, claim: &Claim, finding: &[usize]) -> &'static str {
        let mut shown = finding.iter().filter_map(|n| self.claims.get(*n));
        if shown.any(|c| c.document == claim.document) {
            "its article stands in the finding already"
        } else {
            "it does not fit all values of the finding, or its article is a reprint"
        }
    }

    /// Claims of one rule that exactly one thing keeps apart, or that are of one thing and were
    /// left out for their values.
    fn ruled_miss(&self, own: usize, other: usize, finding: &[usize]) -> Option<NearMiss> {
        let (a, b) = (self.claims.get(own)?, self.claims.get(other)?);
        let rule = self.knowledge.rules.rules.get(a.rule)?;
        let steps = self.steps(a, b, rule);
        let mut apart = steps.iter().filter(|s| s.sameness == Sameness::Different);
        let first = apart.next();
        if apart.next().is_some() || steps.len() == usize::from(first.is_some()) {
            return None;
        }
        let same = steps.iter().filter(|s| s.sameness == Sameness::Same);
        let nearness = same.count() as f32 - f32::from(first.is_some());
        let relation = rule.compare(&a.value, &b.value, &self.knowledge.lexicon);
        let why = match (first, relation) {
            (Some(step), _) => step.why.clone(),
            (None, Relation::Incomparable) => "the values do not compare".to_owned(),
            (None, Relation::Compatible) => self.left_out(b, finding).to_owned(),
            (None, _) => "the values are too far from each other, or an article gives both".into(),
        };
        Some(NearMiss {
            claim: own,
            other,
            why,
            nearness,
        })
    }
}
