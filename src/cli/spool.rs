//! Copies input that can be read only once (pipes, `-`, `/dev/fd/63` from a shell) to a temporary file, because an import
//! reads a file several times.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::say;
use crate::error::{Error, Result};
use crate::output::Draft;
use crate::paths::shown;

/// Paths under which a process sees its streams.
const STREAMS: [&str; 4] = ["/dev/stdin", "/dev/fd", "/proc/self/fd", "/dev/tty"];

/// A file to import.
#[derive(Debug)]
pub(super) struct Source {
    /// The path as the user wrote it.
    pub(super) named: PathBuf,
    /// The path to read, as often as needed.
    pub(super) read: PathBuf,
    folder: Option<TempDir>,
}

impl Source {
    /// Prepares a file for reading: a pipe or stream is copied, any other file is used as it is.
    pub(super) fn open(named: &Path) -> Result<Self> {
        let is_input = named == Path::new("-");
        let is_stream = is_input || STREAMS.iter().any(|stream| named.starts_with(stream));
        let is_pipe = named.metadata().is_ok_and(|meta| is_pipe(&meta));
        if !is_stream && !is_pipe {
            return Ok(Self { named: named.to_owned(), read: named.to_owned(), folder: None });
        }
        let doing = || format!("read {}", if is_input { "standard input".to_owned() } else { shown(named) });
        let failed = |error| Error::io(&doing(), error);
        let folder = tempfile::tempdir().map_err(failed)?;
        let read = folder.path().join(if is_pipe && !is_stream {
            named.file_name().unwrap_or_default()
        } else {
            "stdin".as_ref()
        });
        let mut to = File::create(&read).map_err(failed)?;
        if is_input {
            let input = io::stdin();
            if input.is_terminal() {
                say("Type or paste your data. Ctrl-D on an empty line ends it.");
            }
            io::copy(&mut input.lock(), &mut to).map_err(failed)?;
        } else {
            io::copy(&mut File::open(named).map_err(failed)?, &mut to).map_err(failed)?;
        }
        Ok(Self { named: named.to_owned(), read, folder: Some(folder) })
    }

    /// Copies a file written next to the temporary copy to the current folder and returns its new path.
    pub(super) fn beside(&self, written: &Path) -> Result<PathBuf> {
        if self.folder.is_none() {
            return Ok(written.to_owned());
        }
        let failed = |error| Error::io("write the rejected rows to this folder", error);
        let here = Path::new("");
        let mut draft = Draft::begin(here, ".rejects").map_err(failed)?;
        io::copy(&mut File::open(written).map_err(failed)?, &mut draft).map_err(failed)?;
        let stem = written.file_stem().unwrap_or_default().to_owned();
        draft.keep_beside(&stem, "csv")
    }
}

#[cfg(unix)]
fn is_pipe(meta: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    meta.file_type().is_fifo() || meta.file_type().is_socket()
}

#[cfg(not(unix))]
fn is_pipe(_meta: &std::fs::Metadata) -> bool {
    false
}
