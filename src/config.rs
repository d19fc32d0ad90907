//! `factcheck.yaml`: how a newsroom wants its articles checked.
//!
//! The file is found upward from the input, so that a run gives the same from every folder. Its
//! paths count from the folder that it stands in.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::calendar::Day;
use crate::document::Document;
use crate::rules::Severity;
use crate::yaml::{self, Placed, YamlError};

/// Name of the file.
pub const FILE_NAME: &str = "factcheck.yaml";

/// Outlet of the sentences under `facts`.
const HOUSE: &str = "house facts";

/// How a newsroom wants its articles checked. Paths count from this file's folder.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct ConfigFile {
    /// Folders with rules of your own: each `*.yaml` in them is a rule, each `lexicon/*.yaml` a
    /// word list that adds to the one of the same name that comes with factcheck.
    rules: Vec<Placed<String>>,
    /// Packs of the rules that come with factcheck; all of them unless given. Rules of your own
    /// always run.
    packs: Option<Vec<Placed<String>>>,
    /// Rules that are switched off, by id.
    off: Vec<Placed<String>>,
    /// How grave the contradictions of a rule are, by its id: error, warning or note.
    severity: BTreeMap<String, Placed<Severity>>,
    /// Thresholds of rules, by id, in place of those that the rules name.
    thresholds: BTreeMap<String, Placed<Thresholds>>,
    /// Files that are not read: names and patterns as in .gitignore, such as `drafts/` or
    /// `*-old.md`.
    ignore: Vec<Placed<String>>,
    /// What is known of the articles' outlets, by path.
    sources: Vec<SourceShape>,
    /// Other names of bodies, places and products: the name, and the forms that stand for it too.
    aliases: BTreeMap<String, Vec<String>>,
    /// The least severity that fails a run; `error` unless given. `--fail-on` overrules it.
    fail_on: Option<FailOn>,
    /// What the house knows to be right. Articles are checked against these sentences as against
    /// an article of a source called "house facts".
    facts: Vec<FactShape>,
}

/// The least severity that fails a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Contradictions, unless their rule says less.
    Error,
    /// Also tensions.
    Warning,
    /// Also what rules call a note.
    Note,
    /// Nothing.
    Never,
}

/// Thresholds of one rule.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Thresholds {
    /// Figures of which one is more than this many times the other are of two things.
    pub(crate) ratio: Option<Placed<f64>>,
    /// Dates further apart than this are of two things: "3 years".
    pub(crate) within: Option<Placed<String>>,
    /// How far two values may be from each other and still agree: "5%", "2 days".
    pub(crate) tolerance: Option<Placed<String>>,
}

/// What is known of some articles.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct SourceShape {
    /// The articles: paths and patterns as in .gitignore, such as `wire/`.
    paths: Vec<Placed<String>>,
    /// Name of the outlet, for articles that name none.
    #[serde(default)]
    name: Option<String>,
    /// The day that they were written, as 2025-01-31, for articles that give none.
    #[serde(default)]
    date: Option<Placed<String>>,
    /// Name of the outlet that these articles are copied from: they and its articles count as one
    /// source, so that they cannot confirm each other.
    #[serde(default)]
    reprint_of: Option<String>,
}

/// A fact of the house.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct FactShape {
    /// The day as of which it is right, as 2025-01-31.
    date: Placed<String>,
    /// The fact, as a sentence that an article could print.
    says: Placed<String>,
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// It cannot be read.
    #[error("{path} cannot be read: {why}\n  help: check the name, and that you may read the file")]
    Unreadable {
        /// The file.
        path: String,
        /// What the system says.
        why: std::io::Error,
    },
    /// It is wrong.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Wrong(Vec<YamlError>),
}

/// A checked configuration.
#[derive(Debug)]
pub struct Config {
    /// The file, as it is shown.
    pub path: String,
    /// Its folder.
    pub folder: PathBuf,
    text: String,
    file: ConfigFile,
    ignored: Gitignore,
    sources: Vec<Source>,
    facts: Vec<Fact>,
}

#[derive(Debug)]
struct Source {
    paths: Gitignore,
    name: Option<String>,
    date: Option<Day>,
    reprint_of: Option<String>,
}

#[derive(Debug)]
struct Fact {
    date: Day,
    says: Placed<String>,
}

/// The configuration file nearest to `input` (a file, a folder, or `-`), upward from its folder.
pub fn find(input: &Path) -> Option<PathBuf> {
    let start = if input.as_os_str() == "-" {
        Path::new(".")
    } else {
        input
    };
    let start = std::fs::canonicalize(start).ok()?;
    let found = start
        .ancestors()
        .map(|folder| folder.join(FILE_NAME))
        .find(|file| file.is_file())?;
    Some(relative(&found).unwrap_or(found))
}

/// The path as seen from the current folder, where it lies in it or right above it.
fn relative(path: &Path) -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let here = std::fs::canonicalize(here).ok()?;
    path.strip_prefix(&here).ok().map(Path::to_owned)
}

/// The JSON Schema of the file.
pub fn schema() -> schemars::Schema {
    yaml::schema::<ConfigFile>()
}

impl Config {
    /// Reads and checks a configuration.
    ///
    /// # Errors
    /// Where the file cannot be read, or everything that is wrong with it.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|why| ConfigError::Unreadable {
            path: shown.clone(),
            why,
        })?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Self::from_text(text, shown, folder)
    }

    fn from_text(text: String, path: String, folder: PathBuf) -> Result<Self, ConfigError> {
        // A file of comments alone asks for nothing.
        let blank = |l: &str| l.trim().is_empty() || l.trim_start().starts_with('#');
        let file: ConfigFile = if text.lines().all(blank) {
            ConfigFile::default()
        } else {
            yaml::read_strictly(&text, &path).map_err(ConfigError::Wrong)?
        };
        let mut errors = Vec::new();
        let mut wrong = |at: &Placed<String>, message: String, help: &str| {
            let error = at.error(&path, message, Some(help.to_owned()));
            errors.push(error.shown_in(&text));
        };
        let mut patterns = |patterns: &[Placed<String>]| {
            let mut builder = GitignoreBuilder::new("");
            for pattern in patterns {
                if builder.add_line(None, &pattern.value).is_err() {
                    wrong(
                        pattern,
                        format!("`{}` is no pattern of paths", pattern.value),
                        "write a name such as `drafts/`, or a pattern such as `*-old.md`",
                    );
                }
            }
            builder.build().unwrap_or_else(|_| Gitignore::empty())
        };
        let ignored = patterns(&file.ignore);
        let globs: Vec<Gitignore> = file.sources.iter().map(|s| patterns(&s.paths)).collect();
        let mut day = |date: &Placed<String>| {
            let day = Day::parse(&date.value);
            if day.is_none() {
                let message = format!("`{}` is no date", date.value);
                wrong(date, message, "write it as 2025-01-31");
            }
            day
        };
        let sources = file
            .sources
            .iter()
            .zip(globs)
            .map(|(source, paths)| Source {
                paths,
                name: source.name.clone(),
                date: source.date.as_ref().and_then(&mut day),
                reprint_of: source.reprint_of.clone(),
            })
            .collect();
        let facts = file
            .facts
            .iter()
            .filter_map(|fact| {
                Some(Fact {
                    date: day(&fact.date)?,
                    says: fact.says.clone(),
                })
            })
            .collect();
        if !errors.is_empty() {
            errors.sort_by_key(|e| (e.line, e.column));
            return Err(ConfigError::Wrong(errors));
        }
        Ok(Self {
            path,
            folder,
            text,
            file,
            ignored,
            sources,
            facts,
        })
    }

    /// Folders of rules, as paths from the current folder, each with its place in the file.
    pub fn rule_folders(&self) -> impl Iterator<Item = (PathBuf, &Placed<String>)> {
        self.file
            .rules
            .iter()
            .map(|folder| (self.folder.join(&folder.value), folder))
    }

    /// The severity that fails a run, where one is given.
    pub fn fail_on(&self) -> Option<FailOn> {
        self.file.fail_on
    }

    /// Packs that are asked for, where some are named.
    pub(crate) fn packs(&self) -> Option<&[Placed<String>]> {
        self.file.packs.as_deref()
    }

    /// Ids of rules that are switched off.
    pub(crate) fn off(&self) -> &[Placed<String>] {
        &self.file.off
    }

    /// Severities by rule id.
    pub(crate) fn severities(&self) -> &BTreeMap<String, Placed<Severity>> {
        &self.file.severity
    }

    /// Thresholds by rule id.
    pub(crate) fn thresholds(&self) -> &BTreeMap<String, Placed<Thresholds>> {
        &self.file.thresholds
    }

    /// Names, and the forms that stand for them too.
    pub fn aliases(&self) -> &BTreeMap<String, Vec<String>> {
        &self.file.aliases
    }

    /// An error about something in the file.
    pub fn error<T>(&self, at: &Placed<T>, message: String, help: Option<String>) -> YamlError {
        at.error(&self.path, message, help).shown_in(&self.text)
    }

    /// An error about a key whose value stands at `value`.
    pub(crate) fn error_at_key<T>(
        &self,
        key: &str,
        value: &Placed<T>,
        message: String,
        help: Option<String>,
    ) -> YamlError {
        let lines: Vec<&str> = self.text.lines().collect();
        let last = usize::try_from(value.line).unwrap_or(usize::MAX);
        let place = lines
            .iter()
            .take(last)
            .enumerate()
            .rev()
            .find_map(|(n, line)| {
                let at = line.find(&format!("{key}:"))?;
                let column = line.get(..at)?.chars().count();
                Some((n as u64 + 1, column as u64 + 1))
            });
        let (line, column) = place.unwrap_or((value.line, value.column));
        let key = Placed {
            value: (),
            line,
            column,
        };
        self.error(&key, message, help)
    }

    /// Whether a file is not to be read.
    pub fn ignores(&self, path: &Path) -> bool {
        self.inside(path).is_some_and(|p| {
            self.ignored
                .matched_path_or_any_parents(p, false)
                .is_ignore()
        })
    }

    /// Adds what is known of an article's outlet.
    pub fn complete(&self, document: &mut Document) {
        let Some(path) = self.inside(Path::new(&document.path)) else {
            return;
        };
        for source in &self.sources {
            if !source
                .paths
                .matched_path_or_any_parents(&path, false)
                .is_ignore()
            {
                continue;
            }
            document.source = document.source.take().or_else(|| source.name.clone());
            document.date = document.date.or(source.date);
            document.reprint_of = document
                .reprint_of
                .take()
                .or_else(|| source.reprint_of.clone());
        }
    }

    /// The path from the file's folder; `None` where it does not lie in it.
    fn inside(&self, path: &Path) -> Option<PathBuf> {
        let folder = match self.folder.as_os_str().is_empty() {
            true => Path::new("."),
            false => &self.folder,
        };
        let folder = std::fs::canonicalize(folder).ok()?;
        let path = std::fs::canonicalize(path).ok()?;
        path.strip_prefix(&folder).ok().map(Path::to_owned)
    }

    /// The facts of the house, each as a small article that stands where the fact is written.
    pub fn facts(&self) -> Vec<Document> {
        self.facts.iter().map(|fact| self.fact(fact)).collect()
    }

    fn fact(&self, fact: &Fact) -> Document {
        let says = &fact.says;
        // The text up to the fact, blanked: so line and column are those of the file.
        let line = usize::try_from(says.line.saturating_sub(1)).unwrap_or_default();
        let column = usize::try_from(says.column.saturating_sub(1)).unwrap_or_default();
        let written = self.text.lines().nth(line).unwrap_or_default();
        let quoted = written
            .chars()
            .nth(column)
            .is_some_and(|c| matches!(c, '"' | '\''));
        let body = line + column + usize::from(quoted);
        let mut text = "\n".repeat(line);
        text.extend(std::iter::repeat_n(' ', body - line));
        text.push_str(&says.value);
        Document {
            path: self.path.clone(),
            source: Some(HOUSE.to_owned()),
            is_house_fact: true,
            date: Some(fact.date),
            text,
            body,
            ..Document::default()
        }
    }
}
