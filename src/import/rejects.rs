//! The rows that could not be read, written beside the file they came from, with the reason.

use std::fs::File;
use std::io::{self, Seek as _};
use std::path::{Path, PathBuf};

use crate::proto::ingest::Reject;

/// A file of rejects that appears whole or not at all.
pub struct RejectsFile {
    target: PathBuf,
    /// Without a name, so that nothing is left of it however the program ends.
    writer: csv::Writer<File>,
    rows: u64,
}

impl RejectsFile {
    /// Begins `<name>.rejects.csv` beside the imported file; `headers` are the columns of that file.
    ///
    /// # Errors
    /// If nothing can be written into the folder.
    pub fn create(source: &Path, headers: &[String]) -> io::Result<Self> {
        let folder = folder_of(source);
        sweep(folder);
        let file = tempfile::tempfile_in(folder)?;
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
        let mut rows = self.writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
        rows.rewind()?;
        let mut file = tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(folder_of(&self.target))?;
        // Says that somebody still writes it.
        let _ = file.as_file().try_lock();
        io::copy(&mut rows, &mut file)?;
        file.as_file().sync_all()?;
        file.persist(&self.target)?;
        Ok(Some(self.target))
    }
}

/// How the file is called until it is whole.
const PREFIX: &str = ".rejects";
const SUFFIX: &str = ".tmp";

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Deletes what killed imports left in a folder. What a living one writes is locked.
fn sweep(folder: &Path) {
    for path in std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let random = name.strip_prefix(PREFIX).and_then(|rest| rest.strip_suffix(SUFFIX));
        // Six letters or digits are what our temporary names have in between.
        let is_ours =
            random.is_some_and(|random| random.len() == 6 && random.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        if is_ours && File::open(&path).is_ok_and(|file| file.try_lock().is_ok()) {
            let _ = std::fs::remove_file(&path);
        }
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
