//! What is known of the file that was looked at last.
//!
//! The user looks at a file, says what its columns are, sees what would come in, and imports it. Its head is read and understood
//! once for all of these, and its bytes are hashed once, as long as it keeps its size and the time of its last change.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use crate::import::{self, ImportError, Options, Plan};
use crate::proto::ingest::ImportKind;

/// A plan, and why the file cannot be read unless the user chooses its columns.
pub(super) type Look = (Plan, Option<Arc<ImportError>>);

/// The file that was looked at last.
#[derive(Debug, Default)]
pub(super) struct Seen(Mutex<Option<File>>);

/// A file in one state.
#[derive(Debug)]
struct File {
    path: PathBuf,
    bytes: u64,
    modified: SystemTime,
    /// The kind that was asked for, and its plan.
    looks: Vec<(Option<ImportKind>, Look)>,
    hash: Option<String>,
}

impl File {
    /// The file as it is now; nothing where that can't be known.
    fn now(path: &Path) -> Option<Self> {
        let meta = path.metadata().ok()?;
        let modified = meta.modified().ok()?;
        Some(Self { path: path.to_owned(), bytes: meta.len(), modified, looks: Vec::new(), hash: None })
    }

    fn is(&self, other: &Self) -> bool {
        (&self.path, self.bytes, self.modified) == (&other.path, other.bytes, other.modified)
    }
}

impl Seen {
    /// Returns the plan of a file, as [`import::look`] makes it. Within one importer the options differ by the kind alone.
    pub(super) fn look(&self, path: &Path, options: Options) -> Result<Look, ImportError> {
        let now = File::now(path);
        let known = self.known(now.as_ref(), |file| {
            file.looks.iter().find(|(kind, _)| *kind == options.kind).map(|(_, look)| look.clone())
        });
        if let Some(look) = known {
            return Ok(look);
        }
        let (plan, fault) = import::look(path, &options)?;
        let look = (plan, fault.map(Arc::new));
        self.keep(now, |file| file.looks.push((options.kind, look.clone())));
        Ok(look)
    }

    /// Returns the hash of the file that a plan is of.
    pub(super) fn hash(&self, path: &Path, plan: &Plan) -> Result<String, ImportError> {
        let now = File::now(path);
        if let Some(hash) = self.known(now.as_ref(), |file| file.hash.clone()) {
            return Ok(hash);
        }
        let hash = plan.content_hash()?;
        self.keep(now, |file| file.hash = Some(hash.clone()));
        Ok(hash)
    }

    fn known<T>(&self, now: Option<&File>, find: impl FnOnce(&File) -> Option<T>) -> Option<T> {
        let now = now?;
        find(self.lock().as_ref().filter(|file| file.is(now))?)
    }

    /// Keeps something about a file, of the state it was in before it was read.
    fn keep(&self, now: Option<File>, keep: impl FnOnce(&mut File)) {
        let Some(now) = now else { return };
        let mut seen = self.lock();
        match seen.as_mut().filter(|file| file.is(&now)) {
            Some(file) => keep(file),
            None => keep(seen.insert(now)),
        }
    }

    /// No code panics while the lock is held, so the guarded data is never half changed.
    fn lock(&self) -> MutexGuard<'_, Option<File>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_anew_only_after_it_changed() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("list.csv");
        let write = |handle: &str, seconds: u64| {
            std::fs::write(&path, format!("handle,followers\n@{handle},1200\n")).expect("writes");
            let file = std::fs::File::options().write(true).open(&path).expect("opens");
            file.set_modified(SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(seconds)).expect("dates");
        };
        let (seen, options) = (Seen::default(), Options::default());
        let found = || {
            let (plan, _) = seen.look(&path, options).expect("a plan");
            (plan.columns[0].raw[0].clone(), seen.hash(&path, &plan).expect("a hash"))
        };
        write("mia", 1_000);
        let first = found();
        write("ann", 1_000);
        assert_eq!(found(), first, "nothing tells that it changed");
        write("ann", 2_000);
        let second = found();
        assert_eq!(second.0, "@ann");
        assert_ne!(second.1, first.1);
        write("lisa", 2_000);
        assert_eq!(found().0, "@lisa");
        let kind = Options { kind: Some(ImportKind::Creators), ..options };
        assert_eq!(seen.look(&path, kind).expect("a plan").0.kind, ImportKind::Creators);
    }
}
