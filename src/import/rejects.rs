//! The rows that could not be read, written next to the file they came from, with the reason.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use crate::domain::text::guarded;
use crate::error::{Error, Result};
use crate::output::Draft;
use crate::proto::ingest::Reject;

/// A file of rejects that appears whole or not at all.
pub struct RejectsFile {
    source: PathBuf,
    writer: csv::Writer<Draft>,
    rows: u64,
}

impl RejectsFile {
    /// Begins `<name>.rejects.csv` beside the imported file; `headers` are the columns of that file.
    ///
    /// # Errors
    /// If nothing can be written into the folder.
    pub fn create(source: &Path, headers: &[String]) -> io::Result<Self> {
        let draft = Draft::begin(folder(source), ".rejects")?;
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(draft);
        let own = ["row", "column", "reason"].into_iter().map(str::to_owned);
        writer.write_record(own.chain(headers.iter().map(|header| guarded(header))))?;
        Ok(Self { source: source.to_owned(), writer, rows: 0 })
    }

    /// Adds a row. What a spreadsheet would take for a formula gets an apostrophe; reading it again takes it off.
    ///
    /// # Errors
    /// If the disk is full or missing.
    pub fn write(&mut self, reject: &Reject) -> io::Result<()> {
        self.rows += 1;
        let own = [reject.row.to_string(), guarded(&reject.column), guarded(&reject.reason)];
        self.writer.write_record(own.into_iter().chain(reject.cells.iter().map(|cell| guarded(cell))))?;
        Ok(())
    }

    /// Puts the file in place and returns where it is; without rows nothing is left behind. An older file of rejects stays: it
    /// may have been corrected by hand, and it may be the very file that was imported.
    ///
    /// # Errors
    /// If the disk is full.
    pub fn finish(self) -> Result<Option<PathBuf>> {
        if self.rows == 0 {
            return Ok(None);
        }
        let draft = self.writer.into_inner().map_err(|error| Error::io("write the file", error.into_error()))?;
        draft.keep_beside(&stem(&self.source), "csv").map(Some)
    }
}

fn folder(source: &Path) -> &Path {
    source.parent().unwrap_or(Path::new(""))
}

/// The name of the rejects of a file: `march.csv` gives `march.rejects`, and so do the rejects of `march.csv` when they are
/// imported again.
fn stem(source: &Path) -> OsString {
    let name = source.file_stem().unwrap_or_default();
    let is_own = |text: &str| {
        let (_, end) = text.rsplit_once(".rejects")?;
        (end.is_empty() || end.strip_prefix('-').is_some_and(|n| n.parse::<u32>().is_ok()))
            .then(|| text.len() - end.len())
    };
    if let Some(own) = name.to_str().and_then(|text| text.get(..is_own(text)?)) {
        return own.into();
    }
    let mut name = name.to_owned();
    name.push(".rejects");
    name
}
