//! dump
use factcheck::claim::{self, Article};
use factcheck::document;
use factcheck::rules::Knowledge;
use factcheck::subject::event::Events;
use factcheck::subject::open::{evidence::Folder, pairs::pairs};
use std::path::PathBuf;

fn main() {
    let knowledge = Knowledge::load(&[]).unwrap();
    for folder in std::env::args().skip(1) {
        let input = document::read(&[PathBuf::from(&folder)]).unwrap();
        let articles: Vec<Article> = input.documents.into_iter().map(|d| Article::read(d, &knowledge.lexicon)).collect();
        let claims: Vec<claim::Claim> = articles.iter().enumerate().flat_map(|(n, a)| claim::open::read(a, n, &knowledge)).collect();
        let events = Events::of(&articles, &knowledge.lexicon);
        let f = Folder::of(&claims, &articles, &knowledge.lexicon);
        let all = pairs(&claims, articles.len(), &f, &events, &knowledge.lexicon);
        let show = |n: usize| {
            let c = &claims[n];
            let a = &articles[c.document];
            let s = a.read.sentences[c.sentence].span;
            serde_json::json!({"n": n, "file": a.document.path, "span": [c.span.start, c.span.end], "sent": [s.start, s.end], "text": c.span.of(&a.document.text), "sentence": s.of(&a.document.text), "rule": knowledge.rules.rules[c.rule].id})
        };
        for p in all {
            println!("{}", serde_json::json!({"folder": folder, "a": show(p.a), "b": show(p.b), "rel": format!("{:?}", p.relation), "f": p.evidence.parts().into_iter().collect::<std::collections::BTreeMap<_,_>>()}));
        }
    }
}
