//! The rows that could not be read, written beside the file they came from, with the reason.

use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::proto::ingest::Reject;

/// A file of rejects that appears whole or not at all.
pub struct RejectsFile {
    target: PathBuf,
    writer: csv::Writer<NamedTempFile>,
    rows: u64,
}

impl RejectsFile {
    /// Begins `<name>.rejects.csv` beside the imported file; `headers` are the columns of that file.
    ///
    /// # Errors
    /// If nothing can be written into the folder.
    pub fn create(source: &Path, headers: &[String]) -> io::Result<Self> {
        let folder = source.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = tempfile::Builder::new().prefix(".rejects").suffix(".tmp").tempfile_in(folder)?;
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(file);
        let own = ["row", "column", "reason"].into_iter().map(str::to_owned);
        writer.write_record(own.chain(headers.iter().map(|header| guarded(header))))?;
        Ok(Self { target: path_beside(source), writer, rows: 0 })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// If the disk is full or gone.
    pub fn write(&mut self, reject: &Reject) -> io::Result<()> {
        self.rows += 1;
        let own = [reject.row.to_string(), guarded(&reject.column), guarded(&reject.reason)];
        self.writer.write_record(own.into_iter().chain(reject.cells.iter().map(|cell| guarded(cell))))?;
        Ok(())
    }

    /// Puts the file in place and returns where it is; without rows nothing is left behind.
    ///
    /// # Errors
    /// If the disk is full or the place is taken by a folder.
    pub fn finish(self) -> io::Result<Option<PathBuf>> {
        if self.rows == 0 {
            return Ok(None);
        }
        let file = self.writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        file.persist(&self.target)?;
        Ok(Some(self.target))
    }
}

/// The place of the rejects of a file: `march.csv` gives `march.rejects.csv`.
pub fn path_beside(source: &Path) -> PathBuf {
    let mut name = source.file_stem().unwrap_or_default().to_owned();
    name.push(".rejects.csv");
    source.with_file_name(name)
}

/// A cell that a spreadsheet would take for a formula gets an apostrophe; reading it again takes it off.
fn guarded(cell: &str) -> String {
    let is_formula = cell.trim_start_matches(['\t', '\r', '\n', ' ']).starts_with(['=', '+', '-', '@']);
    if is_formula { format!("'{cell}") } else { cell.to_owned() }
}
