//! The word lists under `rules/lexicon/`, compiled once into tables.
//!
//! One file here for each list there: the YAML shape and the table made from it. The lists are
//! embedded in the binary, as JSON that `build.rs` makes of them; a file of the same name in the
//! user's rule folder is read after it and adds to it.

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

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::LazyLock;
use std::thread;

use include_dir::{Dir, include_dir};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, DeserializeOwned, Deserializer, MapAccess, Visitor};

use crate::language::forms::Forms;
use crate::language::parser::Parser;
use crate::language::tagger::Tagger;
use crate::language::vocabulary::Vocabulary;
use crate::yaml::{self, YamlError};

static TAGGER_MODEL: &[u8] = include_bytes!("../../models/pos.bin");

static PARSER_MODEL: &[u8] = include_bytes!("../../models/dep.bin");

static EMBEDDED: Dir<'static> = include_dir!("$OUT_DIR/lexicon");

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
    /// Tells parts of speech; without a model, nouns are found by their endings alone. Read where
    /// it is first needed, as is the parser: rules are listed and shown without either.
    pub tagger: LazyLock<Option<Tagger>>,
    /// Tells which word depends on which; nothing without a model.
    pub parser: LazyLock<Option<Parser>>,
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
    pub text: Cow<'static, str>,
}

impl Lexicon {
    /// The embedded lists, with `added` lists (of the same file names) read after them.
    ///
    /// # Errors
    /// Everything that is wrong with the first list that cannot be read.
    pub fn load(added: &[ListFile]) -> Result<Self, Vec<YamlError>> {
        // Names are the longest lists: another thread reads them in the meantime.
        let (names, lexicon) = thread::scope(|scope| {
            let names = scope.spawn(|| gazetteer::NameLists::read(|name| lists(name, added)));
            let lexicon = Self::load_before_names(added);
            let names = names.join().unwrap_or_else(|panic| resume_unwind(panic));
            (names, lexicon)
        });
        let mut lexicon = lexicon?;
        let words = &mut lexicon.vocabulary;
        let inflection = &lexicon.inflection;
        let list = |name| lists(name, added);
        lexicon.gazetteer.load(names?, words);
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
        lexicon.spellings.load(&list("spellings.yaml"))?;
        Ok(lexicon)
    }

    fn load_before_names(added: &[ListFile]) -> Result<Self, Vec<YamlError>> {
        let mut lexicon = Lexicon::default();
        let words = &mut lexicon.vocabulary;
        let list = |name| lists(name, added);
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
        lexicon.tagger = LazyLock::new(|| Tagger::load(TAGGER_MODEL).ok());
        lexicon.parser = LazyLock::new(|| Parser::load(PARSER_MODEL).ok());
        lexicon.keywords = keywords::Keywords::new(words);
        lexicon.titles.load_titles(&list("titles.yaml"), words)?;
        lexicon
            .titles
            .load_given_names(&list("given_names.yaml"), words)?;
        lexicon.alike.load_groups(&list("alike.yaml"))?;
        lexicon.alike.join_forms(&lexicon.inflection, words);
        lexicon.alike.load_frequencies(&list("frequencies.yaml"))?;
        lexicon.alignment.load(&list("alignment.yaml"))?;
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

/// File names of all lists.
pub fn list_names() -> Vec<String> {
    let names = EMBEDDED
        .files()
        .filter_map(|f| f.path().file_stem()?.to_str());
    names.map(|name| format!("{name}.yaml")).collect()
}

/// The entries of a list with their names, in order of these.
#[derive(Debug)]
struct Named<T>(Vec<(String, T)>);

impl<T: JsonSchema> JsonSchema for Named<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        BTreeMap::<String, T>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<BTreeMap<String, T>>()
    }
}

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Named<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(NamedVisitor(PhantomData))
    }
}

struct NamedVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for NamedVisitor<T> {
    type Value = Named<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("names, each with what is told of it")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry::<String, T>()? {
            entries.push(entry);
        }
        // Those of the program are in order, which the sort finds in one look.
        entries.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(Named(entries))
    }
}

/// One list, not read yet.
enum List<'a> {
    /// One of the program's own: its name, and the JSON made of it.
    Embedded(&'a str, &'static str),
    /// One of the user's.
    Added(&'a ListFile),
}

impl List<'_> {
    fn read<T: DeserializeOwned + JsonSchema>(&self) -> Result<T, Vec<YamlError>> {
        match self {
            List::Embedded(name, json) => {
                yaml::read_json(json, &format!("rules/lexicon/{name}")).map_err(|error| vec![error])
            }
            List::Added(file) => yaml::read_strictly(&file.text, &file.path),
        }
    }
}

/// The embedded list of that name and those that the user adds to it.
fn lists<'a>(name: &'a str, added: &'a [ListFile]) -> Vec<List<'a>> {
    let embedded = EMBEDDED
        .get_file(Path::new(name).with_extension("json"))
        .and_then(|f| f.contents_utf8())
        .map(|json| List::Embedded(name, json));
    let same_name = |f: &&ListFile| f.path.rsplit(['/', '\\']).next() == Some(name);
    let added = added.iter().filter(same_name).map(List::Added);
    embedded.into_iter().chain(added).collect()
}
