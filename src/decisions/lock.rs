//! One run writes at a time: the new text is made in a file beside the old one that only one run can
//! make, and takes its place at once.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::file::{self, DecisionsError};

/// How long to wait for another run that writes.
const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(10);

/// Keeps other runs from writing, until it goes out of scope.
pub(super) struct Lock {
    path: PathBuf,
    file: File,
    /// Whether the file is still there and ours.
    held: bool,
}

impl Lock {
    /// Waits until no other run writes.
    pub(super) fn take(target: &Path, shown: &str) -> Result<Self, DecisionsError> {
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(".lock");
        let path = target.with_file_name(name);
        let start = Instant::now();
        loop {
            let made = OpenOptions::new().write(true).create_new(true).open(&path);
            match made {
                Ok(file) => {
                    return Ok(Self {
                        path,
                        file,
                        held: true,
                    });
                }
                Err(error) if is_taken(&error) => {
                    if start.elapsed() > PATIENCE {
                        return Err(DecisionsError::Locked {
                            file: shown.to_owned(),
                            lock: file::shown(&path),
                        });
                    }
                    thread::sleep(PAUSE);
                }
                Err(error) => {
                    return Err(DecisionsError::Io {
                        file: shown.to_owned(),
                        done: "written",
                        why: error.to_string(),
                        help: "check that its folder exists and that you may write in it",
                    });
                }
            }
        }
    }

    /// Puts `text` in the target's place.
    pub(super) fn replace(mut self, target: &Path, text: &str) -> io::Result<()> {
        self.file.write_all(text.as_bytes())?;
        if let Ok(old) = fs::metadata(target) {
            fs::set_permissions(&self.path, old.permissions())?;
        }
        self.file.sync_all()?;
        fs::rename(&self.path, target)?;
        self.held = false;
        Ok(())
    }
}

/// Windows says "permission denied" of a file that is being removed.
fn is_taken(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::AlreadyExists
        || (cfg!(windows) && error.kind() == io::ErrorKind::PermissionDenied)
}

impl Drop for Lock {
    fn drop(&mut self) {
        if self.held {
            // Nothing can be done where it stays: the next run names it.
            let _ = fs::remove_file(&self.path);
        }
    }
}
