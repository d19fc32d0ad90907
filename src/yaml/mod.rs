//! The one module that knows YAML: text → typed data, or errors for a person.

mod shape;
mod slips;
mod tree;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::DeserializeOwned;

use tree::Node;

/// What is wrong with a YAML file, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {message}{}", .help.as_ref().map(|h| format!("\n  help: {h}")).unwrap_or_default())]
pub struct YamlError {
    /// The file as the user named it.
    pub file: String,
    /// Line, counted from 1.
    pub line: u64,
    /// Column, counted from 1 in characters.
    pub column: u64,
    /// What is wrong, in plain words.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// The line itself, where the file's text is at hand.
    pub excerpt: Option<String>,
}

impl YamlError {
    /// Whether its place is not known: the value came from JSON.
    pub(crate) fn is_nowhere(&self) -> bool {
        self.line == 0
    }

    /// The same with its line of `text`, the file's text.
    pub fn shown_in(mut self, text: &str) -> Self {
        let line = usize::try_from(self.line.saturating_sub(1)).unwrap_or(usize::MAX);
        self.excerpt = text.lines().nth(line).map(str::to_owned);
        self
    }
}

/// A value with the place that it was written at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Line, counted from 1; 0 where the value was read from JSON.
    pub line: u64,
    /// Column, counted from 1; 0 where the value was read from JSON.
    pub column: u64,
}

impl<'de, T: serde::Deserialize<'de>> serde::Deserialize<'de> for Placed<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = serde_yaml::Spanned::<T>::deserialize(deserializer)?;
        Ok(Self {
            line: spanned.referenced.line(),
            column: spanned.referenced.column(),
            value: spanned.value,
        })
    }
}

/// In the schema a place is not seen.
impl<T: JsonSchema> JsonSchema for Placed<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<T>()
    }
}

impl<T> Placed<T> {
    /// An error about this value in `file`.
    pub fn error(&self, file: &str, message: impl Into<String>, help: Option<String>) -> YamlError {
        YamlError {
            file: file.to_owned(),
            line: self.line,
            column: self.column,
            message: message.into(),
            help,
            excerpt: None,
        }
    }
}

/// Reads `text`, the contents of `file`, as a `T`. Aliases, depth and size are limited by the
/// parser; unknown keys are errors where `T` says so.
///
/// # Errors
/// The first thing wrong with the file, with its place.
pub fn read<T: DeserializeOwned>(text: &str, file: &str) -> Result<T, YamlError> {
    let options = serde_yaml::options! { strict_booleans: true };
    serde_yaml::from_str_with_options(text, options)
        .map_err(|error| explain(&error, text, file).shown_in(text))
}

/// Reads a rule or list that the build has turned from YAML into JSON.
///
/// # Errors
/// It does not have the shape of a `T`; the place is that in the JSON.
pub(crate) fn read_json<T: DeserializeOwned>(json: &str, file: &str) -> Result<T, YamlError> {
    serde_json::from_str(json).map_err(|error| YamlError {
        file: file.to_owned(),
        line: error.line() as u64,
        column: error.column() as u64,
        message: error.to_string(),
        help: None,
        excerpt: None,
    })
}

/// Like [`read`], with everything that does not fit at once.
///
/// # Errors
/// All that is wrong with the file, in its order.
pub fn read_strictly<T: DeserializeOwned + JsonSchema>(
    text: &str,
    file: &str,
) -> Result<T, Vec<YamlError>> {
    if let Some(error) = no_text(text, file) {
        return Err(vec![error]);
    }
    let first = match read(text, file) {
        Ok(read) => return Ok(read),
        Err(first) => first,
    };
    let Ok(tree) = as_tree(text) else {
        return Err(vec![first]);
    };
    let schema = schema::<T>();
    let all = shape::misfits(&tree, schema.as_value(), file);
    if all.is_empty() {
        return Err(vec![first]);
    }
    Err(all.into_iter().map(|e| e.shown_in(text)).collect())
}

/// The texts under one of the `keys` at the top of a file, one by one or in lists, however wrong
/// the rest of it is.
pub fn texts_under(text: &str, keys: &[&str]) -> Vec<Placed<String>> {
    let Ok(Placed {
        value: Node::Map(entries),
        ..
    }) = as_tree(text)
    else {
        return Vec::new();
    };
    let under = entries
        .into_iter()
        .filter(|(key, _)| keys.contains(&key.value.as_str()));
    under
        .flat_map(|(_, value)| match value.value {
            Node::List(entries) => entries,
            _ => vec![value],
        })
        .filter_map(|node| match node.value {
            Node::Text(text) => Some(Placed {
                value: text,
                line: node.line,
                column: node.column,
            }),
            _ => None,
        })
        .collect()
}

/// The JSON Schema (draft 7, which editors' YAML plug-ins read) of the files that are read as a
/// `T`; its texts are the fields' own documentation.
pub fn schema<T: JsonSchema>() -> Schema {
    SchemaSettings::draft07()
        .into_generator()
        .into_root_schema_for::<T>()
}

fn as_tree(text: &str) -> Result<Placed<Node>, serde_yaml::Error> {
    let options = serde_yaml::options! {
        strict_booleans: true,
        duplicate_keys: serde_yaml::DuplicateKeyPolicy::PassThrough,
    };
    serde_yaml::from_str_with_options(text, options)
}

/// A file that holds nothing, or something that is no text for people.
fn no_text(text: &str, file: &str) -> Option<YamlError> {
    let (message, help) = if text.contains('\0') || text.starts_with("PK\u{3}\u{4}") {
        (
            "this is no plain text",
            "save it as plain text (UTF-8), not as a document of a word processor",
        )
    } else if text
        .lines()
        .all(|l| l.trim().is_empty() || l.trim_start().starts_with('#'))
    {
        (
            "the file is empty",
            "`factcheck rules new ID` writes a rule to start from",
        )
    } else {
        return None;
    };
    Some(YamlError {
        file: file.to_owned(),
        line: 1,
        column: 1,
        message: message.to_owned(),
        help: Some(help.to_owned()),
        excerpt: None,
    })
}

fn explain(error: &serde_yaml::Error, text: &str, file: &str) -> YamlError {
    let error = error.without_snippet();
    let (mut line, mut column) = error
        .location()
        .map_or((1, 1), |l| (l.line().max(1), l.column().max(1)));
    let (message, help) = match error {
        serde_yaml::Error::SerdeUnknownField {
            field, expected, ..
        } => (
            format!("unknown key `{field}`"),
            suggestion(field, expected),
        ),
        serde_yaml::Error::SerdeMissingField { field, .. } => (
            format!("the key `{field}` is missing"),
            Some(format!("add a line `{field}: …`")),
        ),
        serde_yaml::Error::SerdeUnknownVariant {
            variant, expected, ..
        } => (
            format!("`{variant}` is not known here"),
            suggestion(variant, expected),
        ),
        serde_yaml::Error::DuplicateMappingKey { key, .. } => (
            match key {
                Some(key) => format!("the key `{key}` stands here twice"),
                None => "a key stands here twice".to_owned(),
            },
            Some("keep one of the two".to_owned()),
        ),
        other => {
            let complaint = plain(&other.to_string());
            match slips::find(text, line, &complaint) {
                Some(slip) => {
                    (line, column) = (slip.line, slip.column.unwrap_or(column));
                    (slip.message, Some(slip.help))
                }
                None => (complaint, None),
            }
        }
    };
    YamlError {
        file: file.to_owned(),
        line,
        column,
        message,
        help,
        excerpt: None,
    }
}

/// The parser's own message without its tail on the place, which is printed in front.
fn plain(message: &str) -> String {
    let message = message.lines().next().unwrap_or(message);
    let end = message
        .find(" at line ")
        .or_else(|| message.find(", line "))
        .unwrap_or(message.len());
    message.get(..end).unwrap_or(message).to_owned()
}

/// A list of what could be written instead is given whole where it is no longer than this.
const WHOLE: usize = 20;
/// Of longer lists so many are named, the nearest first.
const NEAREST: usize = 12;

/// "did you mean …?" where one of the known words is near, else the list of them.
pub fn suggestion<S: AsRef<str>>(word: &str, known: &[S]) -> Option<String> {
    let nearest = known
        .iter()
        .map(|k| (strsim::osa_distance(word, k.as_ref()), k.as_ref()))
        .min();
    match nearest {
        Some((distance, name)) if distance <= 1 + word.chars().count() / 4 => {
            Some(format!("did you mean `{name}`?"))
        }
        Some(_) => {
            let mut names: Vec<&str> = known.iter().map(AsRef::as_ref).collect();
            let all = names.len() <= WHOLE;
            if !all {
                names.sort_by_key(|n| (strsim::osa_distance(word, n), *n));
                names.truncate(NEAREST);
            }
            let names: Vec<String> = names.iter().map(|n| format!("`{n}`")).collect();
            let label = if all {
                "known here"
            } else {
                "among those known here"
            };
            Some(format!("{label}: {}", names.join(", ")))
        }
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "only read from YAML")]
    struct Shape {
        severity: Level,
        title: String,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Level {
        Error,
        Warning,
    }

    fn error(text: &str) -> String {
        read::<Shape>(text, "rules/toll.yaml")
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn a_misspelt_key_gets_a_suggestion() {
        assert_snapshot!(error("title: Tolls\nseverty: error\n"), @r"
        rules/toll.yaml:2:1: unknown key `severty`
          help: did you mean `severity`?
        ");
    }

    #[test]
    fn a_missing_key_is_named() {
        assert_snapshot!(error("title: Tolls\n"), @r"
        rules/toll.yaml:1:1: the key `severity` is missing
          help: add a line `severity: …`
        ");
    }

    #[test]
    fn a_word_outside_a_list_gets_the_list() {
        assert_snapshot!(error("title: Tolls\nseverity: bad\n"), @r"
        rules/toll.yaml:2:11: `bad` is not known here
          help: known here: `error`, `warning`
        ");
    }

    #[test]
    fn a_key_given_twice_is_an_error() {
        assert_snapshot!(error("title: a\ntitle: b\nseverity: error\n"), @r"
        rules/toll.yaml:2:1: the key `title` stands here twice
          help: keep one of the two
        ");
    }

    #[test]
    fn deep_nesting_is_refused_without_a_crash() {
        let deep = format!("title: {}\n", "[".repeat(100_000));
        assert!(read::<Shape>(&deep, "deep.yaml").is_err());
    }
}
