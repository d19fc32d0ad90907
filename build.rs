//! Turns the rules and word lists of `rules/` from YAML into JSON, which is read many times faster:
//! every run of the program reads all of them.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=build.rs");
    for (from, to) in [("rules", "rules"), ("rules/lexicon", "lexicon")] {
        let to = Path::new(&env::var("OUT_DIR")?).join(to);
        fs::create_dir_all(&to)?;
        for entry in fs::read_dir(from)? {
            let from = entry?.path();
            if let Some(name) = from.file_name().filter(|_| is_yaml(&from)) {
                fs::write(to.join(name).with_extension("json"), as_json(&from)?)?;
            }
        }
    }
    Ok(())
}

fn as_json(from: &Path) -> Result<String, Box<dyn Error>> {
    let text = fs::read_to_string(from)?;
    // A list's "no" and "n" are words.
    let options = serde_yaml::options! { strict_booleans: true };
    let content: serde_json::Value = serde_yaml::from_str_with_options(&text, options)
        .map_err(|error| format!("{}: {error}", from.display()))?;
    Ok(content.to_string())
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "yaml")
}
