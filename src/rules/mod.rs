//! Rules: YAML → checked rules.
//!
//! `schema` is what an editor writes, [`compile`] what the program runs, [`phrase`] the
//! language of phrases. Rules are found by their place: every `*.yaml` in `rules/` is one.

pub mod compile;
mod compiler;
mod draft;
mod fits;
pub mod index;
pub mod message;
pub mod page;
pub mod phrase;
mod rule;
mod schema;
pub(crate) mod tolerance;

use std::path::Path;

use include_dir::{Dir, include_dir};

pub use compile::{Rule, Rules};
pub use schema::{Change, ExpectedVerdict, Reads, Says, Severity};
pub use tolerance::Tolerance;

use crate::lexicon::{Lexicon, ListFile};
use crate::setup::Setup;
use crate::yaml::{self, YamlError};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// The same as JSON, which `build.rs` makes of them.
static AS_JSON: Dir<'static> = include_dir!("$OUT_DIR/rules");

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

/// The rule files that come with the program.
pub fn embedded() -> Vec<ListFile> {
    let files = EMBEDDED.files().filter_map(|f| {
        Some(ListFile {
            path: format!("rules/{}", f.path().display()),
            text: f.contents_utf8()?.into(),
        })
    });
    files.collect()
}

/// The JSON made of the embedded rule file of that path.
fn embedded_json(path: &str) -> Option<&'static str> {
    let name = Path::new(path.strip_prefix("rules/")?).with_extension("json");
    AS_JSON.get_file(name)?.contents_utf8()
}

/// The JSON Schema of a rule file.
pub fn schema() -> schemars::Schema {
    yaml::schema::<schema::RuleFile>()
}

impl Knowledge {
    /// The embedded rules and word lists, with those of the user's `folders` added. In each
    /// folder every `*.yaml` is a rule and every `lexicon/*.yaml` a word list.
    ///
    /// # Errors
    /// A folder that cannot be read, or everything that is wrong with the rules.
    pub fn load(folders: &[&Path]) -> Result<Self, RulesError> {
        let setup = Setup {
            folders: folders.iter().map(|f| (*f).to_owned()).collect(),
            ..Setup::default()
        };
        setup.load().map(|loaded| loaded.knowledge)
    }

    /// The given rules, over the embedded word lists with `lists` added.
    ///
    /// # Errors
    /// Everything that is wrong with the files.
    pub fn from_files(rules: &[ListFile], lists: &[ListFile]) -> Result<Self, RulesError> {
        let mut lexicon = Lexicon::load(lists).map_err(RulesError::Wrong)?;
        let (mut rules, errors) = Rules::compile(rules, 0, true, &mut lexicon);
        if !errors.is_empty() {
            return Err(RulesError::Wrong(errors));
        }
        rules.index(&mut lexicon.vocabulary);
        Ok(Self { lexicon, rules })
    }
}
