//! The word lists under `rules/lexicon/`, compiled once into tables.
//!
//! One file here for each list there: the YAML shape and the table made from it. The lists are
//! embedded in the binary; a file of the same name in the user's rule folder is read after it
//! and adds to it.

mod abbreviations;
pub mod alignment;
pub mod alike;
mod closed_class;
mod currencies;
pub mod families;
pub mod gazetteer;
pub mod implicatives;
pub mod inflection;
pub mod keywords;
pub mod numbers;
pub mod opposites;
pub mod phrases;
mod reporting;
pub mod spellings;
pub mod time;
pub mod titles;
pub mod units;

use include_dir::{Dir, include_dir};

use crate::language::forms::Forms;
use crate::language::parser::Parser;
use crate::language::tagger::Tagger;
use crate::language::vocabulary::Vocabulary;
use crate::yaml::YamlError;

static TAGGER_MODEL: &[u8] = include_bytes!("../../models/pos.bin");

static PARSER_MODEL: &[u8] = include_bytes!("../../models/dep.bin");

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
    /// Words of dates, times, durations and recurring times.
    pub time: time::TimeWords,
    /// Tells parts of speech; without a model, nouns are found by their endings alone.
    pub tagger: Option<Tagger>,
    /// Tells which word depends on which; nothing without a model.
    pub parser: Option<Parser>,
    /// The few words that the grammars of values name.
    pub keywords: keywords::Keywords,
    /// Irregular word forms.
    pub inflection: inflection::Inflection,
    /// Countries, bodies, places.
    pub gazetteer: gazetteer::Gazetteer,
    /// Titles, offices, given names.
    pub titles: titles::Titles,
    /// "managed to", "refrained from".
    pub implicatives: implicatives::Implicatives,
    /// Words that cannot both hold of one thing.
    pub opposites: opposites::Opposites,
    /// Words that rules treat as one.
    pub families: families::Families,
    /// Which words speak of one thing, and how much a word tells.
    pub alike: alike::Alike,
    /// When articles and claims are held to be of one thing.
    pub alignment: alignment::Alignment,
    /// Which spellings of a name are no slip.
    pub spellings: spellings::Spellings,
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
        let list = |name: &str| lists(name, added);
        // Abbreviations first: how names are split into tokens depends on them.
        abbreviations::load(&list("abbreviations.yaml"), words)?;
        closed_class::load(&list("closed_class.yaml"), words)?;
        lexicon.inflection.load(&list("inflection.yaml"), words)?;
        let inflection = &lexicon.inflection;
        lexicon
            .numbers
            .load(&list("numbers.yaml"), words, inflection)?;
        let units = &mut lexicon.units;
        units.load(&list("units.yaml"), words, inflection)?;
        currencies::load(units, &list("currencies.yaml"), words, inflection)?;
        lexicon.time.load(&list("time.yaml"), words)?;
        lexicon.tagger = Tagger::load(TAGGER_MODEL).ok();
        lexicon.parser = Parser::load(PARSER_MODEL).ok();
        lexicon.keywords = keywords::Keywords::new(words);
        lexicon.titles.load_titles(&list("titles.yaml"), words)?;
        lexicon
            .titles
            .load_given_names(&list("given_names.yaml"), words)?;
        // Countries before bodies before places: the first to claim a form keeps it.
        let names = &mut lexicon.gazetteer;
        names.load_countries(&list("countries.yaml"), words)?;
        names.load_organisations(&list("organisations.yaml"), words)?;
        names.load_places(&list("places.yaml"), words)?;
        lexicon
            .implicatives
            .load(&list("implicatives.yaml"), inflection, words)?;
        reporting::load(&list("reporting.yaml"), inflection, words)?;
        lexicon
            .opposites
            .load(&list("opposites.yaml"), inflection, words)?;
        lexicon
            .families
            .load(&list("families.yaml"), inflection, words)?;
        lexicon.alike.load_groups(&list("alike.yaml"))?;
        lexicon.alike.load_frequencies(&list("frequencies.yaml"))?;
        lexicon.alignment.load(&list("alignment.yaml"))?;
        lexicon.spellings.load(&list("spellings.yaml"))?;
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
