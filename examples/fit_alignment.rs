//! dump
use factcheck::claim::{self, Article, frame::Clauses};
use factcheck::document;
use factcheck::rules::Knowledge;
use factcheck::subject::event::Events;
use factcheck::subject::open::{evidence::Folder, pairs::pairs};
use std::path::PathBuf;

fn main() {
    let knowledge = Knowledge::load(&[]).unwrap();
    for folder in std::env::args().skip(1) {
        let input = document::read(&[PathBuf::from(&folder)]).unwrap();
        let articles: Vec<Article> = input
            .documents
            .into_iter()
            .map(|d| Article::read(d, &knowledge.lexicon))
            .collect();
        let claims: Vec<claim::Claim> = articles
            .iter()
            .enumerate()
            .flat_map(|(n, a)| claim::open::read(a, n, &knowledge))
            .collect();
        let events = Events::of(&articles, &knowledge.lexicon);
        let f = Folder::of(&claims, &articles, &knowledge.lexicon);
        let all = pairs(&claims, articles.len(), &f, &events, &knowledge.lexicon);
        let mut shown = std::collections::HashMap::new();
        for p in &all {
            for n in [p.a, p.b] {
                shown.entry(n).or_insert_with(|| {
            let c = &claims[n];
            let a = &articles[c.document];
            let st = &a.read.sentences[c.sentence];
            let s = st.span;
            let m = a.read.mentions.iter().find(|m| m.span == c.span).unwrap();
            let frame = Clauses::of(a, st, &knowledge.lexicon).map(|k| k.frame(a, st, m, &knowledge.lexicon)).unwrap_or_default();
            let anchors: Vec<_> = frame.anchors.iter().map(|x| serde_json::json!([x.root, format!("{:?}", x.role), x.rarity, a.read.tokens[x.token as usize].span().of(&a.document.text)])).collect();
            let dates: Vec<_> = a.read.mentions.iter().filter(|m| m.first >= st.first && m.end <= st.end && m.span != c.span).filter_map(|m| match &m.value { factcheck::value::Value::Temporal(t) if t.kind == factcheck::value::temporal::TimexKind::Date => t.interval.map(|i| [i.low, i.high, f64::from(m.span.start.abs_diff(c.span.start))]), _ => None }).collect();
            let x = c.context.as_ref().unwrap();
            serde_json::json!({"n": n, "doc": c.document, "date": a.document.date.map(|d| d.0), "file": a.document.path, "span": [c.span.start, c.span.end], "sent": [s.start, s.end], "text": c.span.of(&a.document.text), "sentence": s.of(&a.document.text), "rule": knowledge.rules.rules[c.rule].id, "anchors": anchors, "mods": frame.modifiers.to_vec(), "neg": frame.negated, "dates": dates, "heads": x.heads.to_vec(), "counts": x.counts, "quals": x.qualifiers, "kind": c.value.kind(), "key": factcheck::language::root::key(&c.value.canonical()), "figs": x.figures, "mod": format!("{:?}", x.modality), "names": x.names.iter().map(|n| (n.key, n.near)).collect::<Vec<_>>()})
        });
            }
        }
        for p in all {
            println!(
                "{}",
                serde_json::json!({"folder": folder, "a": shown[&p.a], "b": shown[&p.b], "rel": format!("{:?}", p.relation), "f": p.evidence.parts().into_iter().collect::<std::collections::BTreeMap<_,_>>()})
            );
        }
    }
}
