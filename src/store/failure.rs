//! What SQLite reports, in sentences.

use rusqlite::ErrorCode;

use crate::error::{Error, ErrorKind};

/// What to do about a file that is damaged, emptied or gone. The command keeps what lies there; copying a backup over the file
/// by hand would bring the rest of a journal beside it into the backup.
pub const RESTORE: &str = "`tenfold restore` lists your backups and puts one in its place.";

/// The file does not hold what was just read from it or written to it.
pub(super) fn damaged() -> Error {
    Error::new(ErrorKind::Damaged, "The file is damaged.").with_hint(RESTORE)
}

/// What SQLite reports where there is no room for the index of its log, which even a reader needs: it calls that a failure of the
/// disk.
const NO_ROOM: [i32; 2] = [rusqlite::ffi::SQLITE_IOERR_SHMSIZE, rusqlite::ffi::SQLITE_IOERR_SHMMAP];

fn full() -> Error {
    Error::new(ErrorKind::Full, "The disk is full. Nothing was changed.").with_hint("Free some space and try again.")
}

/// Whether a value stands in the file that can only be there by damage, or a row is missing that every file has.
fn is_unreadable(error: &rusqlite::Error) -> bool {
    use rusqlite::Error as E;
    // The text of every question is the program's own: what it names is in every file.
    if let E::SqlInputError { msg, .. } = error {
        return msg.starts_with("no such");
    }
    matches!(
        error,
        E::FromSqlConversionFailure(..)
            | E::IntegralValueOutOfRange(..)
            | E::InvalidColumnType(..)
            | E::Utf8Error(..)
            | E::QueryReturnedNoRows
    )
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        if is_unreadable(&error) {
            // What cannot be read is quoted in the error, and the log names nothing of the person's.
            return damaged();
        }
        if error.sqlite_error().is_some_and(|error| NO_ROOM.contains(&error.extended_code)) {
            return full().because(error);
        }
        let (kind, sentence, hint) = match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => (
                ErrorKind::Busy,
                "The file is in use by another program at the moment. Nothing was changed.".to_owned(),
                Some("Try again in a few seconds."),
            ),
            Some(ErrorCode::OperationInterrupted) => (ErrorKind::Interrupted, "It was stopped.".to_owned(), None),
            Some(ErrorCode::DiskFull) => return full().because(error),
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
                Some("Check the disk and, if there is one, your quota on it. Then try again."),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_called_full_whatever_could_not_be_written() {
        use rusqlite::ffi;
        let kind = |code| Error::from(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None)).kind();
        for code in [ffi::SQLITE_FULL, ffi::SQLITE_IOERR_SHMSIZE] {
            assert_eq!(kind(code), ErrorKind::Full, "{code}");
        }
        assert_eq!(kind(ffi::SQLITE_IOERR_READ), ErrorKind::Access);
        assert_eq!(kind(ffi::SQLITE_CORRUPT), ErrorKind::Damaged);
    }

    #[test]
    fn every_sentence_about_damage_names_the_way_out() {
        let odd = rusqlite::Error::InvalidColumnType(0, "day".to_owned(), rusqlite::types::Type::Null);
        for error in [odd, rusqlite::Error::QueryReturnedNoRows] {
            assert!(Error::from(error).full().contains("tenfold restore"));
        }
    }
}
