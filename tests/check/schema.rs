//! JSON Schema, as much of it as the schema of SARIF uses.
//!
//! `sarif-schema-2.1.0.json` is the schema of the OASIS Technical Committee
//! (oasis-tcs/sarif-spec, `Schemata/sarif-schema-2.1.0.json`), as the crate `serde-sarif` 0.8.0 ships it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may panic, and helpers are not seen as tests"
)]

use serde_json::Value;

const SARIF: &str = include_str!("sarif-schema-2.1.0.json");

/// Everything in `instance` that the schema of SARIF forbids, with its place.
pub(crate) fn faults_of_sarif(instance: &Value) -> Vec<String> {
    let root: Value = serde_json::from_str(SARIF).unwrap();
    let mut faults = Vec::new();
    check(instance, &root, &root, "", &mut faults);
    faults
}

fn check(instance: &Value, schema: &Value, root: &Value, place: &str, faults: &mut Vec<String>) {
    for (keyword, rule) in schema.as_object().unwrap() {
        let mut fault = |what: String| faults.push(format!("{place}: {what}"));
        match keyword.as_str() {
            "$schema" | "$id" | "title" | "description" | "default" | "definitions" => {}
            "$ref" => {
                let pointer = rule.as_str().unwrap().trim_start_matches('#');
                check(
                    instance,
                    root.pointer(pointer).unwrap(),
                    root,
                    place,
                    faults,
                );
            }
            "type" if !is_of(instance, rule.as_str().unwrap()) => fault(format!("is no {rule}")),
            "enum" if !rule.as_array().unwrap().contains(instance) => {
                fault(format!("is none of {rule}"));
            }
            "required" => {
                for name in rule.as_array().unwrap() {
                    if instance.get(name.as_str().unwrap()).is_none() {
                        fault(format!("lacks {name}"));
                    }
                }
            }
            "properties" => {
                for (name, rule) in rule.as_object().unwrap() {
                    if let Some(value) = instance.get(name) {
                        check(value, rule, root, &format!("{place}/{name}"), faults);
                    }
                }
            }
            "additionalProperties" => {
                let known = schema.get("properties").and_then(Value::as_object);
                for (name, value) in instance.as_object().into_iter().flatten() {
                    let place = format!("{place}/{name}");
                    if known.is_some_and(|known| known.contains_key(name)) {
                        continue;
                    } else if rule == &Value::Bool(false) {
                        faults.push(format!("{place}: is unknown"));
                    } else if rule.is_object() {
                        check(value, rule, root, &place, faults);
                    }
                }
            }
            "items" => {
                for (n, item) in instance.as_array().into_iter().flatten().enumerate() {
                    check(item, rule, root, &format!("{place}/{n}"), faults);
                }
            }
            "minItems" => {
                let count = instance
                    .as_array()
                    .map_or(u64::MAX, |items| items.len() as u64);
                if count < rule.as_u64().unwrap() {
                    fault(format!("has fewer than {rule} items"));
                }
            }
            "uniqueItems" => {
                let items = instance.as_array().into_iter().flatten();
                let twice = items.enumerate().any(|(n, item)| {
                    instance
                        .as_array()
                        .unwrap()
                        .iter()
                        .take(n)
                        .any(|i| i == item)
                });
                if twice && rule == &Value::Bool(true) {
                    fault("has an item twice".to_owned());
                }
            }
            "minimum"
                if instance
                    .as_f64()
                    .is_some_and(|n| n < rule.as_f64().unwrap()) =>
            {
                fault(format!("is less than {rule}"));
            }
            "maximum"
                if instance
                    .as_f64()
                    .is_some_and(|n| n > rule.as_f64().unwrap()) =>
            {
                fault(format!("is more than {rule}"));
            }
            "anyOf" | "oneOf" => {
                let fitting = rule.as_array().unwrap().iter().filter(|rule| {
                    let mut faults = Vec::new();
                    check(instance, rule, root, place, &mut faults);
                    faults.is_empty()
                });
                let count = fitting.count();
                if count == 0 || (keyword == "oneOf" && count > 1) {
                    fault(format!("fits {count} of {keyword}"));
                }
            }
            "format" if rule == "uri" || rule == "uri-reference" => {
                let text = instance.as_str().unwrap_or_default();
                let is_allowed = |b: u8| b.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&b);
                if !text.bytes().all(is_allowed) || (rule == "uri" && !text.contains(':')) {
                    fault(format!("is no {rule}"));
                }
            }
            // Those that hold are done with.
            "type" | "enum" | "minimum" | "maximum" => {}
            // A language, a GUID or a time would need more of JSON Schema than stands here.
            other => fault(format!("`{other}` is not checked: add it to this file")),
        }
    }
}

fn is_of(instance: &Value, name: &str) -> bool {
    match name {
        "object" => instance.is_object(),
        "array" => instance.is_array(),
        "string" => instance.is_string(),
        "boolean" => instance.is_boolean(),
        "integer" => instance.is_i64() || instance.is_u64(),
        "number" => instance.is_number(),
        _ => panic!("no type {name}"),
    }
}
