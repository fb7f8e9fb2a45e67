//! Pages as files: each appears whole or not at all, and never takes the place of another unasked.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};

/// Names tried before giving up: nobody has that many reports of one day.
const MOST_NAMES: u32 = 1_000;

/// Writes a page. What stands in the file already is only replaced where `replaces` says so.
pub fn write(path: &Path, text: &str, replaces: bool) -> Result<()> {
    let doing = format!("write {}", path.display());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|error| Error::io(&doing, error))?;
    file.write_all(text.as_bytes()).and_then(|()| file.flush()).map_err(|error| Error::io(&doing, error))?;
    readable(file.path());
    let kept = if replaces { file.persist(path) } else { file.persist_noclobber(path) };
    match kept {
        Ok(_) => Ok(()),
        Err(failed) if failed.error.kind() == std::io::ErrorKind::AlreadyExists => {
            let sentence = format!("{} exists already, and nothing was written.", path.display());
            Err(Error::new(ErrorKind::Refused, sentence).because(failed.error))
        }
        Err(failed) => Err(Error::io(&doing, failed.error)),
    }
}

/// Writes a page under the first free name in a folder, `stem.html`, `stem-2.html` and so on, and returns where it lies.
pub fn write_beside(folder: &Path, stem: &str, extension: &str, text: &str) -> Result<PathBuf> {
    for number in 1..MOST_NAMES {
        let name = if number == 1 { format!("{stem}.{extension}") } else { format!("{stem}-{number}.{extension}") };
        let path = folder.join(name);
        if path.exists() {
            continue;
        }
        match write(&path, text, false) {
            Err(error) if error.kind() == ErrorKind::Refused => {}
            done => return done.map(|()| path),
        }
    }
    Err(Error::refused(format!("{} holds too many pages called {stem} already.", folder.display())))
}

/// Lets others on this computer read a page, as with any file that a program makes; temporary files begin locked.
#[cfg(unix)]
fn readable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    // A file system without permissions keeps what it has.
    let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644));
}

#[cfg(not(unix))]
fn readable(_path: &Path) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_replaced_unasked_and_nothing_is_left_behind() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("report.md");
        write(&path, "one", false).expect("it is new");
        let refused = write(&path, "two", false).expect_err("it is there");
        assert_eq!(refused.kind(), ErrorKind::Refused);
        assert_eq!(std::fs::read_to_string(&path).expect("it stays"), "one");
        write(&path, "three", true).expect("it was asked for");
        assert_eq!(std::fs::read_to_string(&path).expect("it is new"), "three");
        assert_eq!(std::fs::read_dir(dir.path()).expect("the folder").count(), 1);
        let nowhere = write(&dir.path().join("no/where.md"), "x", true).expect_err("no folder");
        assert_eq!(nowhere.kind(), ErrorKind::Access);
    }

    #[test]
    fn the_next_free_name_is_taken() {
        let dir = tempfile::tempdir().expect("a folder");
        let names: Vec<PathBuf> =
            (0..3).map(|_| write_beside(dir.path(), "serum", "html", "x").expect("a free name")).collect();
        assert_eq!(names, ["serum.html", "serum-2.html", "serum-3.html"].map(|name| dir.path().join(name)));
    }
}
