//! Whether the path of an open file still leads to it.
//!
//! A file can be deleted or replaced while it is open. SQLite continues writing into what nobody can open again, and says that
//! all is well.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};
use crate::proto::event::FilePlace;

/// The place of a file that was opened.
#[derive(Clone, Debug)]
pub struct Place {
    path: PathBuf,
    /// Device and inode; none where the system has no such thing and keeps open files from being moved.
    identity: Option<(u64, u64)>,
}

impl Place {
    /// The place of a file that was just opened.
    pub fn of(path: &Path) -> Self {
        Self { path: path.to_owned(), identity: fs::metadata(path).ok().as_ref().and_then(identity) }
    }

    /// Where the path leads now.
    pub fn look(&self) -> FilePlace {
        let Some(opened) = self.identity else { return FilePlace::Same };
        match fs::metadata(&self.path) {
            Ok(meta) if identity(&meta) == Some(opened) => FilePlace::Same,
            Ok(_) => FilePlace::Replaced,
            Err(error) => match error.kind() {
                std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => FilePlace::Gone,
                // A folder that may not be entered anymore says nothing about the file in it.
                _ => FilePlace::Same,
            },
        }
    }

    /// Refuses to write where nobody would find it.
    pub fn check(&self) -> Result<()> {
        let why = match self.look() {
            FilePlace::Same => return Ok(()),
            FilePlace::Gone => "was deleted or moved",
            FilePlace::Replaced => "was replaced by another file",
        };
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        Err(Error::new(ErrorKind::Misplaced, format!("{name} {why} while it was open. This change wasn't saved."))
            .with_hint("Save a copy of what you have open, or open the file again."))
    }
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems have none")]
fn identity(meta: &fs::Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((meta.dev(), meta.ino()))
}

#[cfg(not(unix))]
fn identity(_meta: &fs::Metadata) -> Option<(u64, u64)> {
    None
}
