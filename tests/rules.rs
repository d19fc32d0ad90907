//! The examples of the embedded rules are their tests.

use factcheck::examples;
use factcheck::rules::Knowledge;

#[test]
fn every_example_of_every_rule_gets_the_verdict_that_it_names() {
    let knowledge = Knowledge::load(&[]).unwrap();
    let wrong: Vec<String> = examples::run(&knowledge, None)
        .iter()
        .filter_map(|o| {
            let failure = o.failure()?;
            Some(format!(
                "{}:{}: {failure:?}: expected {:?}, found {:?}",
                o.file, o.line, o.expected, o.found
            ))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_examples_that_fire_and_examples_that_do_not() {
    use factcheck::rules::ExpectedVerdict;
    let knowledge = Knowledge::load(&[]).unwrap();
    for rule in &knowledge.rules.rules {
        let silent = rule
            .examples
            .iter()
            .filter(|e| e.verdict == ExpectedVerdict::None)
            .count();
        assert!(
            silent >= 1,
            "{} has no example where it must keep silent",
            rule.id
        );
        assert!(
            rule.examples.len() > silent,
            "{} has no example where it fires",
            rule.id
        );
    }
}
