//! What SQLite reports, in sentences.

use rusqlite::ErrorCode;

use crate::error::{Error, ErrorKind};

/// What to do about a file that is damaged, emptied or gone. The command keeps what lies there; copying a backup over the file
/// by hand would bring the rest of a journal beside it into the backup.
pub const RESTORE: &str = "`tenfold restore` lists your backups and puts one in its place.";

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let (kind, sentence, hint) = match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => (
                ErrorKind::Busy,
                "The file is in use by another program at the moment. Nothing was changed.".to_owned(),
                Some("Try again in a few seconds."),
            ),
            Some(ErrorCode::OperationInterrupted) => (ErrorKind::Interrupted, "It was stopped.".to_owned(), None),
            Some(ErrorCode::DiskFull) => (
                ErrorKind::Full,
                "The disk is full. Nothing was changed.".to_owned(),
                Some("Free some space and try again."),
            ),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => (
                ErrorKind::Access,
                "The file cannot be written: it or its folder is read-only. Nothing was changed.".to_owned(),
                None,
            ),
            Some(ErrorCode::CannotOpen) => (
                ErrorKind::Access,
                "The file cannot be opened.".to_owned(),
                Some("Check that its folder exists and may be written."),
            ),
            // What is another program's file was refused by its first bytes before SQLite saw it.
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                (ErrorKind::Damaged, "The file is damaged.".to_owned(), Some(RESTORE))
            }
            Some(ErrorCode::SystemIoFailure) => (
                ErrorKind::Access,
                "Reading or writing the disk failed. Nothing was changed.".to_owned(),
                Some("Check the disk, then try again."),
            ),
            _ => (ErrorKind::Fault, format!("The file refused the change ({error}). Nothing was changed."), None),
        };
        let made = Self::new(kind, sentence).because(error);
        match hint {
            Some(hint) => made.with_hint(hint),
            None => made,
        }
    }
}
