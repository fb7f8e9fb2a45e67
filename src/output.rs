//! Writing what leaves the program as a file: reports, media kits, rejected rows, the last copy.
//!
//! The one way out, so that one rule holds for all of it. A file appears whole or not at all, only its owner may read it, a
//! symbolic link is never followed, and nothing is ever put in the place of a database or of what belongs to one.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Seek as _, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::error::{Error, ErrorKind, Result};
use crate::handles;
use crate::paths::shown;

/// Names tried before giving up: nobody has that many reports of one day.
const MOST_NAMES: u32 = 1_000;

/// What becomes of a file that has the name already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and nothing is written.
    Stays,
    /// It is replaced.
    IsReplaced,
}

/// A file being written: readable by its owner only, and without any name until it is kept, so that nothing is left of it
/// however the program ends.
#[derive(Debug)]
pub struct Draft {
    folder: PathBuf,
    prefix: &'static str,
    file: File,
}

/// How the names of files end that are whole but do not have their own name yet.
const UNNAMED: &str = ".tmp";
/// How those names begin.
const PREFIXES: [&str; 2] = [".tenfold", ".rejects"];

impl Draft {
    /// Begins a file in a folder; `prefix` is one of [`PREFIXES`].
    pub fn begin(folder: &Path, prefix: &'static str) -> io::Result<Self> {
        sweep(entered(folder));
        Ok(Self { folder: folder.to_owned(), prefix, file: tempfile::tempfile_in(entered(folder))? })
    }

    /// Copies what was written into a file that can be given its name.
    fn whole(mut self) -> io::Result<NamedTempFile> {
        let mut whole =
            tempfile::Builder::new().prefix(self.prefix).suffix(UNNAMED).tempfile_in(entered(&self.folder))?;
        // Says that someone still writes it; where there are no locks it is not swept either.
        let _ = whole.as_file().try_lock();
        self.file.rewind()?;
        io::copy(&mut self.file, &mut whole)?;
        whole.as_file().sync_all()?;
        Ok(whole)
    }

    /// Gives the file its name.
    pub fn keep(self, path: &Path, existing: Existing) -> Result<()> {
        let failed = |error| Error::io(&format!("write {}", shown(path)), error);
        refuse(path)?;
        let whole = self.whole().map_err(failed)?;
        // Renaming puts the file in the place of a link and never goes where the link leads.
        let kept = match existing {
            Existing::IsReplaced => whole.persist(path),
            Existing::Stays => whole.persist_noclobber(path),
        };
        match kept {
            Ok(_) => Ok(()),
            Err(kept) if kept.error.kind() == io::ErrorKind::AlreadyExists => {
                let sentence = format!("{} already exists, and nothing was written.", shown(path));
                Err(Error::new(ErrorKind::Refused, sentence).because(kept.error))
            }
            Err(kept) => Err(failed(kept.error)),
        }
    }

    /// Gives the file the first free name in a folder, `stem.html`, `stem-2.html` and so on, and returns where it is. A file
    /// that holds the same already stands for it.
    pub fn keep_beside(self, stem: &OsString, extension: &str) -> Result<PathBuf> {
        let folder = self.folder.clone();
        let mut whole = self.whole().map_err(|error| Error::io(&format!("write into {}", shown(&folder)), error))?;
        for number in 1..MOST_NAMES {
            let mut name = stem.clone();
            if number > 1 {
                name.push(format!("-{number}"));
            }
            name.push(format!(".{extension}"));
            let path = folder.join(name);
            if fs::symlink_metadata(&path).is_ok() {
                if is_same(whole.path(), &path) {
                    return Ok(path);
                }
                continue;
            }
            // Someone may take the name between looking and renaming, so the file is kept only where it is free.
            whole = match whole.persist_noclobber(&path) {
                Ok(_) => return Ok(path),
                Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => failed.file,
                Err(failed) => return Err(Error::io(&format!("write {}", shown(&path)), failed.error)),
            };
        }
        let stem = crate::domain::text::clean(&stem.to_string_lossy());
        Err(Error::refused(format!("{} already has too many files named {stem}.", shown(&folder))))
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A folder as the system takes it: the current one is written as nothing.
fn entered(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

/// Deletes what killed processes left in a folder. What a living one writes is locked.
fn sweep(folder: &Path) {
    for path in fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let random = PREFIXES.iter().find_map(|prefix| name.strip_prefix(prefix)?.strip_suffix(UNNAMED));
        // Six letters or digits are what our temporary names have in between.
        let is_ours =
            random.is_some_and(|random| random.len() == 6 && random.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        if is_ours && handles::open(&path).is_ok_and(|file| file.try_lock().is_ok()) {
            let _ = fs::remove_file(&path);
        }
    }
}

/// Writes a text into a file.
pub fn write(path: &Path, text: &str, existing: Existing) -> Result<()> {
    // Said before anything is written: a folder in which nothing may be written isn't a reason to say less.
    refuse(path)?;
    filled(path.parent().unwrap_or(Path::new("")), text)
        .map_err(|error| Error::io(&format!("write {}", shown(path)), error))?
        .keep(path, existing)
}

/// Writes a text under the first free name in a folder and returns where it is.
pub fn write_beside(folder: &Path, stem: &str, extension: &str, text: &str) -> Result<PathBuf> {
    filled(folder, text)
        .map_err(|error| Error::io(&format!("write into {}", shown(folder)), error))?
        .keep_beside(&stem.into(), extension)
}

fn filled(folder: &Path, text: &str) -> io::Result<Draft> {
    let mut draft = Draft::begin(folder, ".tenfold")?;
    draft.write_all(text.as_bytes())?;
    draft.flush()?;
    Ok(draft)
}

/// Files that SQLite keeps beside a database, by the end of their names.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// How databases and the files beside them begin. The index of a log is written in the byte order of the computer.
const DATABASES: [&[u8]; 6] = [
    b"SQLite format 3\0",
    b"\x37\x7f\x06\x82",
    b"\x37\x7f\x06\x83",
    b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7",
    b"\x18\xe2\x2d\x00",
    b"\x00\x2d\xe2\x18",
];

/// Refuses a place that holds a database or belongs to one, through any link, and one that isn't a file at all.
fn refuse(path: &Path) -> Result<()> {
    let refused = |why: &str| {
        let sentence = format!("{} {why}, so it can't be overwritten. Nothing was written.", shown(path));
        Err(Error::refused(sentence).with_hint("Choose another name."))
    };
    let name = path.as_os_str().to_string_lossy().into_owned();
    let main = BESIDE.iter().find_map(|end| name.strip_suffix(end));
    if main.is_some_and(|main| begins_as_database(Path::new(main))) {
        return refused("belongs to a database");
    }
    // What a link leads to counts, not the link.
    match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => refused("is a folder"),
        Ok(meta) if !meta.is_file() => refused("isn't a file"),
        Ok(_) if begins_as_database(path) => refused("is a database or belongs to one"),
        _ => Ok(()),
    }
}

fn begins_as_database(path: &Path) -> bool {
    if handles::is_held(path) {
        return true;
    }
    let mut head = Vec::new();
    let is_file = fs::metadata(path).is_ok_and(|meta| meta.is_file());
    let read = is_file && handles::open(path).and_then(|file| file.take(16).read_to_end(&mut head)).is_ok();
    read && DATABASES.iter().any(|start| head.starts_with(start))
}

/// Whether two files hold the same bytes. A link isn't a file here.
fn is_same(one: &Path, other: &Path) -> bool {
    let length = |path: &Path| fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file).map(|meta| meta.len());
    let hash = |path: &Path| {
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(handles::open(path).ok()?).ok()?;
        Some(hasher.finalize())
    };
    length(one).is_some() && length(one) == length(other) && hash(one).is_some() && hash(one) == hash(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_replaced_unasked_and_nothing_is_left_behind() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("report.md");
        write(&path, "one", Existing::Stays).expect("it is new");
        let refused = write(&path, "two", Existing::Stays).expect_err("it is there");
        assert_eq!(refused.kind(), ErrorKind::Refused);
        assert_eq!(fs::read_to_string(&path).expect("it stays"), "one");
        write(&path, "three", Existing::IsReplaced).expect("it was asked for");
        assert_eq!(fs::read_to_string(&path).expect("it is new"), "three");
        assert_eq!(fs::read_dir(dir.path()).expect("the folder").count(), 1);
        let nowhere = write(&dir.path().join("no/where.md"), "x", Existing::IsReplaced).expect_err("no folder");
        assert_eq!(nowhere.kind(), ErrorKind::Access);
    }

    #[test]
    fn takes_the_next_free_name_and_none_for_the_same_again() {
        let dir = tempfile::tempdir().expect("a folder");
        let name = |text| write_beside(dir.path(), "serum", "html", text).expect("a free name");
        let names = ["x", "y", "z", "y"].map(name);
        assert_eq!(names, ["serum.html", "serum-2.html", "serum-3.html", "serum-2.html"].map(|n| dir.path().join(n)));
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_reads_it_and_links_are_replaced_not_followed() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let dir = tempfile::tempdir().expect("a folder");
        let (link, target) = (dir.path().join("last-copy.txt"), dir.path().join("precious.txt"));
        fs::write(&target, "precious").expect("writes");
        symlink(&target, &link).expect("links");
        write(&link, "@mia", Existing::IsReplaced).expect("writes");
        assert_eq!(fs::read_to_string(&target).expect("it stays"), "precious");
        let meta = fs::symlink_metadata(&link).expect("it is there");
        assert!(meta.is_file());
        assert_eq!(meta.permissions().mode() & 0o777, 0o600);
    }

    #[cfg(unix)]
    #[test]
    fn a_database_is_never_overwritten() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = |name: &str| dir.path().join(name);
        let starts: [(&str, &[u8]); 4] = [
            ("shop.db", b"SQLite format 3\0 and more"),
            ("log", b"\x37\x7f\x06\x82 and more"),
            ("index", b"\x18\xe2\x2d\x00 and more"),
            ("journal", b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7 and more"),
        ];
        for (name, start) in starts {
            fs::write(path(name), start).expect("writes");
        }
        std::os::unix::fs::symlink(path("shop.db"), path("soft.html")).expect("links");
        fs::hard_link(path("shop.db"), path("hard.html")).expect("links");
        for name in ["shop.db", "log", "index", "journal", "soft.html", "hard.html", "shop.db-wal", "shop.db-shm"] {
            for existing in [Existing::IsReplaced, Existing::Stays] {
                let refused = write(&path(name), "a report", existing).expect_err(name);
                assert_eq!(refused.kind(), ErrorKind::Refused, "{name}");
            }
        }
        assert!(fs::read(path("shop.db")).expect("it stays").starts_with(b"SQLite format 3"));
        assert_eq!(fs::read_dir(dir.path()).expect("the folder").count(), 6);
        write(&path("notes-wal"), "no database is called notes", Existing::Stays).expect("a name like any other");
    }
}
