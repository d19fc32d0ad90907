//! Turns the word lists of `rules/lexicon/` from YAML into JSON, which is read many times faster:
//! every run of the program reads all of them.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=build.rs");
    let to = Path::new(&env::var("OUT_DIR")?).join("lexicon");
    fs::create_dir_all(&to)?;
    for entry in fs::read_dir("rules/lexicon")? {
        let from = entry?.path();
        let Some(name) = from.file_name().filter(|_| is_yaml(&from)) else {
            continue;
        };
        let text = fs::read_to_string(&from)?;
        // A list's "no" and "n" are words.
        let options = serde_yaml::options! { strict_booleans: true };
        let list: serde_json::Value = serde_yaml::from_str_with_options(&text, options)
            .map_err(|error| format!("{}: {error}", from.display()))?;
        fs::write(to.join(name).with_extension("json"), list.to_string())?;
    }
    Ok(())
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "yaml")
}
