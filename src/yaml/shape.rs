//! A tree against the JSON Schema of what the file should hold: everything that does not fit.
//!
//! The schema is made from the types that the file is read as, so that the two cannot differ.

use serde_json::Value as Schema;

use super::tree::Node;
use super::{Placed, YamlError, suggestion};

/// Everything in `tree` that does not fit `schema`, in the file's order.
pub(super) fn misfits(tree: &Placed<Node>, schema: &Schema, file: &str) -> Vec<YamlError> {
    let mut check = Check {
        root: schema,
        file,
        errors: Vec::new(),
    };
    check.node(tree, schema, "the file");
    check.errors.sort_by_key(|e| (e.line, e.column));
    check.errors
}

struct Check<'a> {
    root: &'a Schema,
    file: &'a str,
    errors: Vec<YamlError>,
}

impl<'a> Check<'a> {
    fn error<T>(&mut self, at: &Placed<T>, message: String, help: Option<String>) {
        self.errors.push(at.error(self.file, message, help));
    }

    /// The schema itself, where `schema` only points to it.
    fn resolve(&self, schema: &'a Schema) -> &'a Schema {
        let pointed = schema
            .get("$ref")
            .and_then(Schema::as_str)
            .and_then(|r| self.root.pointer(r.strip_prefix('#')?));
        if let Some(pointed) = pointed {
            return self.resolve(pointed);
        }
        // `Option<T>` is "T or null", and a description beside a reference wraps it.
        for key in ["anyOf", "allOf"] {
            let options = schema.get(key).and_then(Schema::as_array);
            let is_null = |s: &&Schema| s.get("type").and_then(Schema::as_str) == Some("null");
            let mut real = options.into_iter().flatten().filter(|s| !is_null(s));
            // Which of several shapes was meant cannot be told: they are not looked into.
            if let (Some(real), None) = (real.next(), real.next()) {
                return self.resolve(real);
            }
        }
        schema
    }

    fn node(&mut self, node: &Placed<Node>, schema: &'a Schema, name: &str) {
        let schema = self.resolve(schema);
        if let Some(words) = words_of(schema) {
            self.one_of(node, &words, name);
            return;
        }
        let kind = match schema.get("type") {
            Some(Schema::String(kind)) => kind.as_str(),
            Some(Schema::Array(kinds)) => kinds
                .iter()
                .filter_map(Schema::as_str)
                .find(|k| *k != "null")
                .unwrap_or_default(),
            _ => return,
        };
        match (kind, &node.value) {
            (_, Node::Nothing) => {
                let (message, help) = (
                    format!("{name} has no value"),
                    "write the value behind the colon, or take the line out",
                );
                self.error(node, message, Some(help.to_owned()));
            }
            ("object", Node::Map(entries)) => self.map(node, entries, schema),
            ("array", Node::List(entries)) => {
                if let Some(item) = schema.get("items") {
                    let name = format!("an entry of {name}");
                    for entry in entries {
                        self.node(entry, item, &name);
                    }
                }
            }
            ("string", Node::Text(_) | Node::Number | Node::Bool)
            | ("boolean", Node::Bool)
            | ("number" | "integer", Node::Number) => {}
            (_, found) => {
                let (wanted, help) = wanted(kind, found, schema);
                let message = format!("{name} must be {wanted}, and this is {}", what(found));
                self.error(node, message, Some(help));
            }
        }
    }

    fn one_of(&mut self, node: &Placed<Node>, words: &[&str], name: &str) {
        match &node.value {
            Node::Text(text) if words.contains(&text.as_str()) => {}
            Node::Text(text) => {
                let message = format!("`{text}` is not known here");
                self.error(node, message, suggestion(text, words));
            }
            found => {
                let message = format!("{name} must be one word, and this is {}", what(found));
                self.error(
                    node,
                    message,
                    Some(format!("write one of: {}", listed(words))),
                );
            }
        }
    }

    fn map(
        &mut self,
        node: &Placed<Node>,
        entries: &[(Placed<String>, Placed<Node>)],
        schema: &'a Schema,
    ) {
        let known = schema.get("properties").and_then(Schema::as_object);
        let known_key = |key: &str| known.and_then(|k| k.get(key));
        // Keys that are numbers stand under a pattern.
        let patterns = schema.get("patternProperties").and_then(Schema::as_object);
        let others = patterns
            .and_then(|p| p.values().next())
            .or_else(|| schema.get("additionalProperties"));
        let mut seen: Vec<&Placed<String>> = Vec::new();
        for (key, value) in entries {
            if let Some(first) = seen.iter().find(|k| k.value == key.value) {
                let message = format!(
                    "the key `{}` stands here twice, first in line {}",
                    key.value, first.line
                );
                let help = "keep one of the two; what both hold can stand under one key";
                self.error(key, message, Some(help.to_owned()));
                continue;
            }
            seen.push(key);
            match (known_key(&key.value), others) {
                (Some(schema), _) => self.node(value, schema, &format!("`{}`", key.value)),
                (None, Some(Schema::Bool(false)) | None) => {
                    let names: Vec<&str> = known
                        .into_iter()
                        .flat_map(|k| k.keys().map(String::as_str))
                        .collect();
                    let message = format!("unknown key `{}`", key.value);
                    self.error(key, message, suggestion(&key.value, &names));
                }
                (None, Some(schema)) => self.node(value, schema, &format!("`{}`", key.value)),
            }
        }
        let required = schema.get("required").and_then(Schema::as_array);
        for name in required.into_iter().flatten().filter_map(Schema::as_str) {
            // A misspelt key is not missing, too.
            let misspelt = |k: &&Placed<String>| {
                known_key(&k.value).is_none() && strsim::osa_distance(&k.value, name) <= 2
            };
            if !seen.iter().any(|k| k.value == name) && !seen.iter().any(misspelt) {
                let message = format!("the key `{name}` is missing");
                self.error(node, message, Some(missing(name, known_key(name))));
            }
        }
    }
}

/// "add a line `why: …` (why an editor should care)"
fn missing(name: &str, schema: Option<&Schema>) -> String {
    let about = schema
        .and_then(|s| s.get("description"))
        .and_then(Schema::as_str)
        .and_then(|d| d.split(['.', ':', ';']).next());
    match about {
        Some(about) => format!("add a line `{name}: …` ({})", lower_first(about)),
        None => format!("add a line `{name}: …`"),
    }
}

pub(super) fn lower_first(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// The words that the schema allows, where it allows words alone.
fn words_of(schema: &Schema) -> Option<Vec<&str>> {
    if let Some(words) = schema.get("enum").and_then(Schema::as_array) {
        return Some(words.iter().filter_map(Schema::as_str).collect());
    }
    let options = schema.get("oneOf")?.as_array()?;
    options
        .iter()
        .map(|option| {
            let one = option.get("const").and_then(Schema::as_str);
            one.map(|word| vec![word]).or_else(|| words_of(option))
        })
        .collect::<Option<Vec<_>>>()
        .map(|words| words.concat())
}

fn listed(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|w| format!("`{w}`")).collect();
    words.join(", ")
}

/// What stands there, for a person.
fn what(node: &Node) -> &'static str {
    match node {
        Node::Nothing => "nothing",
        Node::Bool => "yes or no",
        Node::Number => "a number",
        Node::Text(_) => "a text",
        Node::List(_) => "a list",
        Node::Map(_) => "a group of keys",
    }
}

/// What should stand there, and how to write it.
fn wanted(kind: &str, found: &Node, schema: &Schema) -> (&'static str, String) {
    match (kind, found) {
        ("boolean", _) => ("`true` or `false`", "write `true` or `false`".to_owned()),
        ("number" | "integer", _) => ("a number", "write digits alone, such as `2.5`".to_owned()),
        ("array", _) => (
            "a list",
            "write each entry on a line of its own behind `- `, or all of them as `[one, two]`"
                .to_owned(),
        ),
        ("object", _) => {
            let known = schema.get("properties").and_then(Schema::as_object);
            let names: Vec<&str> = known
                .into_iter()
                .flat_map(|k| k.keys().map(String::as_str))
                .collect();
            let help = if names.is_empty() {
                "write `key: value` lines under it, two spaces further in".to_owned()
            } else {
                format!(
                    "write these keys under it, two spaces further in: {}",
                    listed(&names)
                )
            };
            ("a group of keys", help)
        }
        (_, Node::List(_)) => ("one text", "take the `- ` or the [ ] away".to_owned()),
        (_, Node::Map(_)) => (
            "one text",
            "put the whole text between straight quotes: \"…\"".to_owned(),
        ),
        _ => ("one text", "write it behind the colon".to_owned()),
    }
}
