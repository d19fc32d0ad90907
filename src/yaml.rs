//! The one module that knows YAML: text → typed data, or an error for a person.

use serde::de::DeserializeOwned;

/// What is wrong with a YAML file, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {message}{}", .help.as_ref().map(|h| format!("\n  help: {h}")).unwrap_or_default())]
pub struct YamlError {
    /// The file as the user named it.
    pub file: String,
    /// Line, counted from 1.
    pub line: u64,
    /// Column, counted from 1.
    pub column: u64,
    /// What is wrong, in plain words.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// A value with the place that it was written at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Line, counted from 1.
    pub line: u64,
    /// Column, counted from 1.
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

impl<T> Placed<T> {
    /// An error about this value in `file`.
    pub fn error(&self, file: &str, message: impl Into<String>, help: Option<String>) -> YamlError {
        YamlError {
            file: file.to_owned(),
            line: self.line,
            column: self.column,
            message: message.into(),
            help,
        }
    }
}

/// Reads `text`, the contents of `file`, as a `T`. Aliases, depth and size are limited by the
/// parser; unknown keys are errors where `T` says so.
///
/// # Errors
/// The first thing wrong with the file, with its place.
pub fn read<T: DeserializeOwned>(text: &str, file: &str) -> Result<T, YamlError> {
    serde_yaml::from_str(text).map_err(|error| explain(&error, file))
}

/// Reads a list that the build has turned from YAML into JSON.
///
/// # Errors
/// The list does not have the shape of a `T`; the place is that in the JSON.
pub(crate) fn read_json<T: DeserializeOwned>(json: &str, file: &str) -> Result<T, YamlError> {
    serde_json::from_str(json).map_err(|error| YamlError {
        file: file.to_owned(),
        line: error.line() as u64,
        column: error.column() as u64,
        message: error.to_string(),
        help: None,
    })
}

fn explain(error: &serde_yaml::Error, file: &str) -> YamlError {
    let error = error.without_snippet();
    let (line, column) = error
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
        other => match plain(&other.to_string()) {
            tab if tab.starts_with("tab") => (
                "a tab stands where spaces belong".to_owned(),
                Some("indent with spaces: two for each step".to_owned()),
            ),
            message => (message, None),
        },
    };
    YamlError {
        file: file.to_owned(),
        line,
        column,
        message,
        help,
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

/// A list of what could be written instead names so many at most.
const LISTED: usize = 12;

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
            let all = names.len() <= LISTED;
            if !all {
                names.sort_by_key(|n| (strsim::osa_distance(word, n), *n));
                names.truncate(LISTED);
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
