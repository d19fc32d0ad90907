//! The user's own rules and word lists, from `--rules DIR`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use factcheck::lexicon::ListFile;

/// Folders inside folders are searched to this depth.
const DEPTH: usize = 8;

/// All YAML files of the folders, in order of their paths.
pub(super) fn read_folders(folders: &[PathBuf]) -> anyhow::Result<Vec<ListFile>> {
    let mut files = Vec::new();
    for folder in folders {
        if !folder.is_dir() {
            bail!(
                "there is no folder of rules `{}`\n  help: check the spelling and the folder that you are in",
                folder.display()
            );
        }
        for path in yaml_files(folder) {
            let path = path.with_context(|| format!("in the rules `{}`", folder.display()))?;
            files.push(read_file(&path)?);
        }
    }
    Ok(files)
}

fn yaml_files(folder: &Path) -> impl Iterator<Item = Result<PathBuf, ignore::Error>> {
    ignore::WalkBuilder::new(folder)
        .standard_filters(false)
        .hidden(true)
        .max_depth(Some(DEPTH))
        .sort_by_file_path(Ord::cmp)
        .build()
        .map(|entry| entry.map(ignore::DirEntry::into_path))
        .filter(|path| path.as_ref().map_or(true, |p| is_yaml(p) && p.is_file()))
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "yaml" || e == "yml")
}

fn read_file(path: &Path) -> anyhow::Result<ListFile> {
    let text =
        fs::read_to_string(path).with_context(|| format!("`{}` cannot be read", path.display()))?;
    Ok(ListFile {
        path: path.display().to_string(),
        text,
    })
}
