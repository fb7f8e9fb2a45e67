//! The first bytes of a file, which say whose it is.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::backup_names;
use super::failure::RESTORE;
use crate::error::{Error, ErrorKind, Result};

/// Marks a SQLite file as ours: `TFLD`.
pub const APPLICATION_ID: u32 = 0x5446_4C44;

/// Refuses a file that is no SQLite file or another program's, by reading its first 100 bytes and nothing else.
pub(super) fn inspect(path: &Path) -> Result<()> {
    let doing = || format!("open {}", path.display());
    if path.is_dir() {
        return Err(Error::new(ErrorKind::Access, format!("{} is a folder, not a Tenfold file.", path.display())));
    }
    let mut header = Vec::with_capacity(100);
    File::open(path)
        .and_then(|file| file.take(100).read_to_end(&mut header))
        .map_err(|error| Error::io(&doing(), error))?;
    if header.is_empty() {
        return Ok(());
    }
    let not_ours = |why: &str| {
        let sentence = format!("{} is not a Tenfold file: {why}. It was left as it is.", path.display());
        let has_backups = !backup_names::list(path).is_empty();
        let other = "Choose another file with --db. If this is a list, import it.";
        Err(Error::new(ErrorKind::NotOurs, sentence).with_hint(if has_backups { RESTORE } else { other }))
    };
    if !header.starts_with(b"SQLite format 3\0") {
        return not_ours("it isn't a database");
    }
    match header.get(68..72).and_then(|bytes| bytes.try_into().ok()).map(u32::from_be_bytes) {
        Some(APPLICATION_ID) => Ok(()),
        _ => not_ours("it belongs to another program"),
    }
}
