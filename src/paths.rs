//! Where Tenfold keeps things: the platform's own folders, unless a flag or variable says otherwise.

pub mod disk;
mod personal;
mod synced;

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::domain::text::clean;
use crate::error::{Error, Result};

pub use personal::Personal;
pub use synced::service;

/// The folders of this person on this computer.
fn folders() -> Result<ProjectDirs> {
    ProjectDirs::from("", "", "tenfold").ok_or_else(|| {
        Error::refused("Cannot find your home folder.").with_hint("Set HOME, or name the file with --db FILE.")
    })
}

/// Returns the user's own file: `--db`, else `TENFOLD_DB`, else `tenfold.db` in the platform's data folder.
pub fn own_file(flag: Option<&Path>) -> Result<PathBuf> {
    if let Some(path) = flag {
        return Ok(path.to_owned());
    }
    match std::env::var_os("TENFOLD_DB").filter(|value| !value.is_empty()) {
        Some(path) => Ok(PathBuf::from(path)),
        None => Ok(folders()?.data_dir().join("tenfold.db")),
    }
}

/// Returns the file of the demo shop: beside the user's own file, so that it never mixes with it.
pub fn demo_file(own: &Path) -> PathBuf {
    own.with_file_name("demo.db")
}

/// Returns the configuration file: `--config`, else `TENFOLD_CONFIG`, else `config.toml` in the platform's folder.
pub fn config_file(flag: Option<&Path>) -> Result<PathBuf> {
    if let Some(path) = flag {
        return Ok(path.to_owned());
    }
    match std::env::var_os("TENFOLD_CONFIG").filter(|value| !value.is_empty()) {
        Some(path) => Ok(PathBuf::from(path)),
        None => Ok(folders()?.config_dir().join("config.toml")),
    }
}

/// Returns the folder for the log and crash files: the platform's state folder, where it has one, else its data folder.
pub fn log_folder() -> Option<PathBuf> {
    let folders = folders().ok()?;
    Some(folders.state_dir().unwrap_or_else(|| folders.data_local_dir()).join("log"))
}

/// Returns the user's home folder.
pub fn home() -> Option<PathBuf> {
    directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned())
}

/// Returns the folder in which the user keeps documents, where there is one.
pub fn documents() -> Option<PathBuf> {
    let dirs = directories::UserDirs::new()?;
    dirs.document_dir().filter(|folder| folder.is_dir()).map(Path::to_owned)
}

/// Returns a path for the user to read. A name can hold anything, also what a terminal would obey.
pub fn shown(path: &Path) -> String {
    clean(&path.to_string_lossy())
}

/// Returns a path as the user writes it: the home folder as `~`.
pub fn spoken(path: &Path) -> String {
    match home().as_deref().and_then(|home| path.strip_prefix(home).ok()) {
        Some(rest) => shown(&Path::new("~").join(rest)),
        None => shown(path),
    }
}
