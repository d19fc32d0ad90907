//! Reading again and again, of which only the files that changed are read.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Files, Input, InputError, SourceFile, collect, read_whole, years};

/// The files of some paths, as they were when they were read last.
#[derive(Debug, Default)]
pub struct Cache {
    known: FxHashMap<String, Known>,
}

/// What a file gave.
#[derive(Debug)]
struct Known {
    stamp: Option<(SystemTime, u64)>,
    input: Input,
}

/// The input, and how many of its files were read for it.
#[derive(Debug)]
pub struct Fresh {
    /// All articles, the same as [`super::read`] gives.
    pub input: Input,
    /// How many files were read.
    pub files_read: usize,
}

impl Cache {
    /// All articles of `paths`. A file is read where it is new, its time or length changed, or
    /// `is_changed` says so of its real path.
    ///
    /// # Errors
    /// Where a path does not exist, or no article is found at all.
    pub fn read<P: AsRef<Path>>(
        &mut self,
        paths: &[P],
        is_changed: impl Fn(&Path) -> bool + Sync,
    ) -> Result<Fresh, InputError> {
        let Files { files, skipped } = collect(paths)?;
        let mut old = std::mem::take(&mut self.known);
        let known: Vec<(SourceFile, Option<Known>)> = files
            .into_iter()
            .map(|file| {
                let known = old.remove(&file.name);
                (file, known)
            })
            .collect();
        let read: Vec<(String, Known, bool)> = known
            .into_par_iter()
            .map(|(file, known)| {
                let stamp = file.path.as_deref().and_then(stamp);
                let real = file.path.as_deref().map(real);
                match known {
                    Some(known)
                        if known.stamp == stamp
                            && stamp.is_some()
                            && !real.is_some_and(|r| is_changed(&r)) =>
                    {
                        (file.name, known, false)
                    }
                    _ => {
                        let input = read_whole(&file);
                        (file.name, Known { stamp, input }, true)
                    }
                }
            })
            .collect();
        let mut input = Input::default();
        input.notes.skipped = skipped;
        let mut files_read = 0;
        for (name, known, fresh) in read {
            input
                .documents
                .extend(known.input.documents.iter().cloned());
            input.notes.append(known.input.notes.clone());
            files_read += usize::from(fresh);
            self.known.insert(name, known);
        }
        if input.documents.is_empty() {
            return Err(InputError::nothing_read(paths, input.notes));
        }
        years::complete(&mut input.documents);
        Ok(Fresh { input, files_read })
    }
}

fn stamp(path: &Path) -> Option<(SystemTime, u64)> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        write("a.txt", "One.");
        write("b.txt", "Two.");
        let mut cache = Cache::default();
        let mut read = |changed: &str| {
            let is_changed = |path: &Path| path.ends_with(changed);
            let fresh = cache.read(&[folder.path()], is_changed).unwrap();
            let texts: Vec<String> = fresh.input.documents.into_iter().map(|d| d.text).collect();
            (fresh.files_read, texts.join(" "))
        };
        assert_eq!(read("none"), (2, "One. Two.".to_owned()));
        assert_eq!(read("none"), (0, "One. Two.".to_owned()));
        write("a.txt", "Three and more.");
        assert_eq!(read("none"), (1, "Three and more. Two.".to_owned()));
        assert_eq!(read("b.txt"), (1, "Three and more. Two.".to_owned()));
        fs::remove_file(folder.path().join("a.txt")).unwrap();
        assert_eq!(read("none"), (0, "Two.".to_owned()));
        write("c.txt", "");
        assert_eq!(read("none"), (1, "Two.".to_owned()));
    }
}
