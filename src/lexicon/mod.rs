//! The word lists under `rules/lexicon/`, compiled once into tables.
//!
//! One file here for each list there: the YAML shape and the table made from it. The lists are
//! embedded in the binary; a file of the same name in the user's rule folder is read after it
//! and adds to it.

mod abbreviations;
mod closed_class;
mod currencies;
pub mod inflection;
pub mod keywords;
pub mod numbers;
pub mod phrases;
pub mod units;

use include_dir::{Dir, include_dir};

use crate::language::forms::Forms;
use crate::language::tagger::Tagger;
use crate::language::vocabulary::Vocabulary;
use crate::yaml::YamlError;

static TAGGER_MODEL: &[u8] = include_bytes!("../../models/pos.bin");

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/rules/lexicon");

/// All word lists.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// Every word that a list or rule knows.
    pub vocabulary: Vocabulary,
    /// Number words and their values.
    pub numbers: numbers::Numbers,
    /// Units of measure and currencies.
    pub units: units::Units,
    /// Irregular forms of words.
    pub inflection: inflection::Inflection,
    /// Tells parts of speech; without a model, nouns are found by their endings alone.
    pub tagger: Option<Tagger>,
    /// The few words that the grammars of values name.
    pub keywords: keywords::Keywords,
}

/// The text of one list, and the file that it came from.
#[derive(Clone, Debug)]
pub struct ListFile {
    /// Path as the user would name it.
    pub path: String,
    /// The file's text.
    pub text: String,
}

impl Lexicon {
    /// The embedded lists, with `added` lists (of the same file names) read after them.
    ///
    /// # Errors
    /// The first list that cannot be read.
    pub fn load(added: &[ListFile]) -> Result<Self, YamlError> {
        let mut lexicon = Lexicon::default();
        let words = &mut lexicon.vocabulary;
        abbreviations::load(&lists("abbreviations.yaml", added), words)?;
        closed_class::load(&lists("closed_class.yaml", added), words)?;
        lexicon
            .inflection
            .load(&lists("inflection.yaml", added), words)?;
        let inflection = &lexicon.inflection;
        lexicon
            .numbers
            .load(&lists("numbers.yaml", added), words, inflection)?;
        let units = &mut lexicon.units;
        units.load(&lists("units.yaml", added), words, inflection)?;
        currencies::load(units, &lists("currencies.yaml", added), words, inflection)?;
        lexicon.tagger = Tagger::load(TAGGER_MODEL).ok();
        lexicon.keywords = keywords::Keywords::new(words);
        Ok(lexicon)
    }

    /// The tables that forms of words are worked out with.
    pub fn forms(&self) -> Forms<'_> {
        Forms {
            vocabulary: &self.vocabulary,
            inflection: &self.inflection,
        }
    }
}

/// The embedded list of that name and those that the user adds to it.
fn lists(name: &str, added: &[ListFile]) -> Vec<ListFile> {
    let embedded = EMBEDDED
        .get_file(name)
        .and_then(|f| f.contents_utf8())
        .map(|text| ListFile {
            path: format!("rules/lexicon/{name}"),
            text: text.to_owned(),
        });
    let same_name = |f: &&ListFile| f.path.rsplit(['/', '\\']).next() == Some(name);
    embedded
        .into_iter()
        .chain(added.iter().filter(same_name).cloned())
        .collect()
}
