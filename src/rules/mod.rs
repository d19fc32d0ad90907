//! Rules: YAML → checked rules.
//!
//! `schema` is what an editor writes, [`compile`] what the program runs, [`phrase`] the
//! language of phrases. Rules are found by their place: every `*.yaml` in `rules/` is one.

pub mod compile;
pub mod phrase;
mod schema;

use std::path::Path;

use include_dir::{Dir, include_dir};

pub use compile::{Rule, Rules};
pub use schema::{Change, ExpectedVerdict, Reads, Says, Severity};

use crate::lexicon::{Lexicon, ListFile};
use crate::yaml::YamlError;

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// What rules and word lists the program runs with.
#[derive(Debug)]
pub struct Knowledge {
    /// Word lists.
    pub lexicon: Lexicon,
    /// Rules.
    pub rules: Rules,
}

/// Why the rules cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    /// There is no such folder.
    #[error(
        "there is no folder of rules `{0}`\n  help: check the spelling and the folder that you are in"
    )]
    Missing(String),
    /// A folder of rules cannot be read.
    #[error(
        "the rules in `{folder}` cannot be read: {why}\n  help: check that you may read all files in it"
    )]
    Folder {
        /// The folder as the user named it.
        folder: String,
        /// What the system says.
        why: std::io::Error,
    },
    /// Rules or word lists are wrong.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Wrong(Vec<YamlError>),
}

impl Knowledge {
    /// The embedded rules and word lists, with those of the user's `folders` added. In each
    /// folder every `*.yaml` is a rule and every `lexicon/*.yaml` a word list.
    ///
    /// # Errors
    /// A folder that cannot be read, or everything that is wrong with the rules.
    pub fn load(folders: &[&Path]) -> Result<Self, RulesError> {
        let mut rules: Vec<ListFile> = EMBEDDED
            .files()
            .filter_map(|f| {
                Some(ListFile {
                    path: format!("rules/{}", f.path().display()),
                    text: f.contents_utf8()?.to_owned(),
                })
            })
            .collect();
        let mut lists = Vec::new();
        for folder in folders {
            rules.extend(yaml_files(folder)?);
            let words = folder.join("lexicon");
            if words.is_dir() {
                lists.extend(yaml_files(&words)?);
            }
        }
        Self::from_files(&rules, &lists)
    }

    /// The given rules, over the embedded word lists with `lists` added.
    ///
    /// # Errors
    /// Everything that is wrong with the files.
    pub fn from_files(rules: &[ListFile], lists: &[ListFile]) -> Result<Self, RulesError> {
        let mut lexicon = Lexicon::load(lists).map_err(|e| RulesError::Wrong(vec![e]))?;
        let rules = Rules::compile(rules, &mut lexicon).map_err(RulesError::Wrong)?;
        Ok(Self { lexicon, rules })
    }
}

fn yaml_files(folder: &Path) -> Result<Vec<ListFile>, RulesError> {
    if !folder.is_dir() {
        return Err(RulesError::Missing(folder.display().to_string()));
    }
    let wrong = |why| RulesError::Folder {
        folder: folder.display().to_string(),
        why,
    };
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .map_err(wrong)?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "yaml" || e == "yml"))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            Ok(ListFile {
                path: path.display().to_string(),
                text: std::fs::read_to_string(&path).map_err(wrong)?,
            })
        })
        .collect()
}
