//! What a run works with: embedded rules, folders of rules, single rule files and
//! `factcheck.yaml` → [`Knowledge`].

use std::fs;
use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::lexicon::{self, Lexicon, ListFile};
use crate::rules::{self, Knowledge, Rule, Rules, RulesError, Tolerance, tolerance};
use crate::yaml::{self, Placed, YamlError};

/// Where rules come from, and what is asked of them. Later ones stand in the place of earlier
/// ones of the same id: the program's own, then folders, then files.
#[derive(Clone, Debug, Default)]
pub struct Setup<'a> {
    /// The newsroom's configuration.
    pub config: Option<&'a Config>,
    /// Folders of rules, after those that the configuration names.
    pub folders: Vec<PathBuf>,
    /// Single rule files.
    pub files: Vec<PathBuf>,
    /// A rule file that is left out wherever it stands.
    pub without: Option<PathBuf>,
    /// Whether rules that are wrong are left out instead of stopping the run.
    pub keep_going: bool,
    /// Whether it must be known where the examples of the program's own rules stand in their
    /// files. Takes longer.
    pub places: bool,
}

/// What was loaded.
#[derive(Debug)]
pub struct Loaded {
    /// Rules and word lists.
    pub knowledge: Knowledge,
    /// What is wrong with the rules that were left out.
    pub errors: Vec<YamlError>,
}

impl Setup<'_> {
    /// Loads everything.
    ///
    /// # Errors
    /// A folder or file that cannot be read; everything that is wrong with the rules, unless they
    /// may be left out; everything in the configuration that fits no rule.
    pub fn load(&self) -> Result<Loaded, RulesError> {
        let mut files = rules::embedded();
        let embedded = files.len();
        let mut lists = Vec::new();
        let mut errors = Vec::new();
        for folder in self.all_folders()? {
            files.extend(self.yaml_files(&folder)?);
            let words = folder.join("lexicon");
            if words.is_dir() {
                lists.extend(self.yaml_files(&words)?);
            }
        }
        for file in &self.files {
            files.push(read(file)?);
        }
        lists.retain(|list| match unknown_list(list) {
            Some(error) => {
                errors.push(error);
                false
            }
            None => true,
        });
        let mut lexicon = readable_lists(lists, &mut errors)?;
        if let Some(config) = self.config {
            for (name, forms) in config.aliases() {
                let words = &mut lexicon.vocabulary;
                lexicon.gazetteer.alias(name, forms, words);
            }
        }
        let (mut rules, wrong) = Rules::compile(&files, embedded, self.places, &mut lexicon);
        if !self.places && wrong.iter().any(YamlError::is_nowhere) {
            // Only what a file of the user's does to one of the program's rules can be the cause.
            return self.with_places().load();
        }
        errors.extend(wrong);
        errors.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
        // What the configuration says of a rule that is left out would only confuse.
        if let (Some(config), true) = (self.config, errors.is_empty() || self.keep_going) {
            let wrong = adjust(&mut rules.rules, config);
            if !wrong.is_empty() {
                return Err(RulesError::Wrong(wrong));
            }
        }
        if !(errors.is_empty() || self.keep_going) {
            return Err(RulesError::Wrong(errors));
        }
        rules.index(&mut lexicon.vocabulary);
        Ok(Loaded {
            knowledge: Knowledge { lexicon, rules },
            errors,
        })
    }

    fn with_places(&self) -> Self {
        Self {
            places: true,
            ..self.clone()
        }
    }

    fn all_folders(&self) -> Result<Vec<PathBuf>, RulesError> {
        let mut folders = Vec::new();
        if let Some(config) = self.config {
            for (folder, written) in config.rule_folders() {
                if !folder.is_dir() {
                    let message = format!("there is no folder `{}`", folder.display());
                    let help = "paths count from the folder of factcheck.yaml; \
                                `factcheck rules new ID` makes the folder, too";
                    let error = config.error(written, message, Some(help.to_owned()));
                    return Err(RulesError::Wrong(vec![error]));
                }
                folders.push(folder);
            }
        }
        folders.extend(self.folders.iter().cloned());
        Ok(folders)
    }

    /// The YAML files of a folder, in order of their names.
    fn yaml_files(&self, folder: &Path) -> Result<Vec<ListFile>, RulesError> {
        if !folder.is_dir() {
            return Err(RulesError::Missing(folder.display().to_string()));
        }
        let entries = fs::read_dir(folder).map_err(|why| unreadable(folder, why))?;
        let mut paths: Vec<PathBuf> = entries
            .filter_map(|entry| entry.ok().map(|e| e.path()))
            .filter(|p| p.extension().is_some_and(|e| e == "yaml" || e == "yml"))
            .filter(|p| p.file_name().is_none_or(|n| n != crate::config::FILE_NAME))
            .filter(|p| !self.without.as_deref().is_some_and(|w| same_file(p, w)))
            .collect();
        paths.sort();
        paths.iter().map(|p| read(p)).collect()
    }
}

/// The lexicon with those of the user's lists that can be read; what is wrong with the others goes
/// to `errors`.
fn readable_lists(
    mut lists: Vec<ListFile>,
    errors: &mut Vec<YamlError>,
) -> Result<Lexicon, RulesError> {
    loop {
        match Lexicon::load(&lists) {
            Ok(lexicon) => return Ok(lexicon),
            Err(wrong) => {
                let before = lists.len();
                lists.retain(|list| wrong.iter().all(|error| list.path != error.file));
                if lists.len() == before {
                    return Err(RulesError::Wrong(wrong));
                }
                errors.extend(wrong);
            }
        }
    }
}

fn same_file(a: &Path, b: &Path) -> bool {
    let real = |p: &Path| fs::canonicalize(p).ok();
    real(a).is_some_and(|a| Some(a) == real(b))
}

fn read(path: &Path) -> Result<ListFile, RulesError> {
    let bytes = fs::read(path).map_err(|why| unreadable(path, why))?;
    let text = String::from_utf8(bytes)
        // A file of a word processor is told to be one; it need not be read rightly.
        .unwrap_or_else(|e| format!("\0{}", String::from_utf8_lossy(e.as_bytes())));
    Ok(ListFile {
        path: path.display().to_string(),
        text: text.into(),
    })
}

fn unreadable(path: &Path, why: std::io::Error) -> RulesError {
    RulesError::Folder {
        folder: path.display().to_string(),
        why,
    }
}

/// A word list of a name that no list has would be read by nobody.
fn unknown_list(list: &ListFile) -> Option<YamlError> {
    let name = list.path.rsplit(['/', '\\']).next()?;
    let known = lexicon::list_names();
    if known.iter().any(|k| k == name) {
        return None;
    }
    let top = Placed {
        value: (),
        line: 1,
        column: 1,
    };
    let message = format!("there is no word list `{name}` to add to");
    Some(top.error(&list.path, message, yaml::suggestion(name, &known)))
}

/// Puts the configuration's word on rules into force: packs, what is off, severities, thresholds.
fn adjust(rules: &mut Vec<Rule>, config: &Config) -> Vec<YamlError> {
    let mut errors = Vec::new();
    let ids: Vec<String> = rules.iter().map(|r| r.id.clone()).collect();
    let no_rule = |id: &str| {
        (
            format!("there is no rule `{id}`"),
            yaml::suggestion(id, &ids),
        )
    };
    for id in config.off() {
        if !ids.contains(&id.value) {
            let (message, help) = no_rule(&id.value);
            errors.push(config.error(id, message, help));
        }
    }
    let mut packs: Vec<&str> = rules.iter().filter_map(|r| r.pack.as_deref()).collect();
    packs.sort_unstable();
    packs.dedup();
    for pack in config.packs().unwrap_or_default() {
        if !packs.contains(&pack.value.as_str()) {
            let message = format!("there is no pack `{}`", pack.value);
            errors.push(config.error(pack, message, yaml::suggestion(&pack.value, &packs)));
        }
    }
    for (id, severity) in config.severities() {
        match rules.iter_mut().find(|r| r.id == *id) {
            Some(rule) => rule.severity = severity.value,
            None => {
                let (message, help) = no_rule(id);
                errors.push(config.error_at_key(id, severity, message, help));
            }
        }
    }
    for (id, thresholds) in config.thresholds() {
        let Some(rule) = rules.iter_mut().find(|r| r.id == *id) else {
            let (message, help) = no_rule(id);
            errors.push(config.error_at_key(id, thresholds, message, help));
            continue;
        };
        let given = &thresholds.value;
        if let Some(ratio) = &given.ratio {
            rule.ratio = Some(ratio.value);
        }
        let mut wrong = |at: &Placed<String>, (message, help): (String, String)| {
            errors.push(config.error(at, message, Some(help)));
        };
        if let Some(within) = &given.within {
            match tolerance::days(&within.value) {
                Ok(days) => rule.within = Some(days),
                Err(why) => wrong(within, why),
            }
        }
        if let Some(tolerance) = &given.tolerance {
            match Tolerance::read(&tolerance.value) {
                Ok(tolerance) => rule.tolerance = Some(tolerance),
                Err(why) => wrong(tolerance, why),
            }
        }
    }
    let is_off = |id: &str| config.off().iter().any(|off| off.value == id);
    let is_asked = |rule: &Rule| match (config.packs(), &rule.pack) {
        (Some(packs), Some(pack)) if rule.embedded => packs.iter().any(|p| p.value == *pack),
        (Some(_), None) if rule.embedded => false,
        _ => true,
    };
    rules.retain(|rule| !is_off(&rule.id) && is_asked(rule));
    errors.sort_by_key(|e| (e.line, e.column));
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_programs_rules_are_the_same_from_json_as_from_yaml() {
        let rules = |places| {
            let setup = Setup {
                places,
                ..Setup::default()
            };
            let mut rules = setup.load().unwrap().knowledge.rules.rules;
            for example in rules.iter_mut().flat_map(|r| &mut r.examples) {
                // A rule whose JSON could not be read would have come from its YAML.
                assert_eq!(example.line > 0, places, "{}", example.file);
                example.line = 0;
            }
            format!("{rules:#?}")
        };
        assert_eq!(rules(true), rules(false));
    }
}
