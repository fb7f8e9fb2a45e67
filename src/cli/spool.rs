//! Files that can be read only once: pipes, `-`, what a shell offers as `/dev/fd/63`. An import reads a file several times, so
//! they are written into a file of the moment first.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::say;
use crate::error::{Error, Result};
use crate::output::Draft;
use crate::paths::shown;

/// Where the streams of a process lie, however they were opened.
const STREAMS: [&str; 4] = ["/dev/stdin", "/dev/fd", "/proc/self/fd", "/dev/tty"];

/// A file to import, as it was named and as it can be read.
#[derive(Debug)]
pub(super) struct Source {
    /// As the person named it.
    pub(super) named: PathBuf,
    /// Where it can be read as often as wanted.
    pub(super) read: PathBuf,
    folder: Option<TempDir>,
}

impl Source {
    /// Gets a file ready to be read; what is no pipe and no stream stays as it is.
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
                say("Reading what you type or paste; Ctrl-D on a line of its own ends it.");
            }
            io::copy(&mut input.lock(), &mut to).map_err(failed)?;
        } else {
            io::copy(&mut File::open(named).map_err(failed)?, &mut to).map_err(failed)?;
        }
        Ok(Self { named: named.to_owned(), read, folder: Some(folder) })
    }

    /// Takes what was written beside the file of the moment into the current folder, and returns where it lies.
    pub(super) fn beside(&self, written: &Path) -> Result<PathBuf> {
        if self.folder.is_none() {
            return Ok(written.to_owned());
        }
        let failed = |error| Error::io("write the rejected rows into this folder", error);
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
