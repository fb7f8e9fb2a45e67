//! What SQLite reports, in sentences.

use rusqlite::ErrorCode;
use rusqlite::types::Type;

use crate::error::{Error, ErrorKind};

/// What to do about a file that is damaged, emptied or gone. The command keeps what is there; copying a backup over the file
/// by hand would bring the rest of a journal next to it into the backup.
pub const RESTORE: &str = "`tenfold restore` lists your backups and puts one in its place.";

/// The file does not hold what was just read from it or written to it.
pub(super) fn damaged() -> Error {
    Error::new(ErrorKind::Damaged, "The file is damaged.").with_hint(RESTORE)
}

/// What of an error may be in the log: where something could not be read and why, never what is there. Without it a
/// mistake in a question of the program's own would look like damage, and nobody could tell which question it was.
#[derive(Debug, thiserror::Error)]
enum Unreadable {
    #[error("{0}")]
    Question(String),
    #[error("column {0} ({1}) holds {2}")]
    Kind(usize, String, Type),
    #[error("column {0} holds {1} that cannot be")]
    Value(usize, Type),
    #[error("column {0} holds an integer out of its range")]
    Range(usize),
    #[error("a text isn't UTF-8")]
    Text,
    #[error("a row is missing")]
    NoRow,
}

impl Unreadable {
    /// Reads an error that can only come from damage: a value that the program never writes, or a row that every file has.
    fn of(error: &rusqlite::Error) -> Option<Self> {
        use rusqlite::Error as E;
        Some(match error {
            // The text of every question is the program's own: what it names is in every file.
            E::SqlInputError { msg, .. } | E::SqliteFailure(_, Some(msg)) if names_what_is_not_there(msg) => {
                Self::Question(msg.clone())
            }
            E::InvalidColumnType(column, name, kind) => Self::Kind(*column, name.clone(), *kind),
            E::FromSqlConversionFailure(column, kind, _) => Self::Value(*column, *kind),
            E::IntegralValueOutOfRange(column, _) => Self::Range(*column),
            E::Utf8Error(..) => Self::Text,
            E::QueryReturnedNoRows => Self::NoRow,
            _ => return None,
        })
    }
}

/// Whether SQLite misses a table or column, of which every file has all.
fn names_what_is_not_there(msg: &str) -> bool {
    msg.starts_with("no such") || msg.contains("has no column named")
}

/// What SQLite reports where there is no room for the index of its log, which even a reader needs: it calls that a failure of the
/// disk.
const NO_ROOM: [i32; 2] = [rusqlite::ffi::SQLITE_IOERR_SHMSIZE, rusqlite::ffi::SQLITE_IOERR_SHMMAP];

fn full() -> Error {
    Error::new(ErrorKind::Full, "The disk is full. Nothing was changed.").with_hint("Free some space and try again.")
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        if let Some(unreadable) = Unreadable::of(&error) {
            return damaged().because(unreadable);
        }
        if error.sqlite_error().is_some_and(|error| NO_ROOM.contains(&error.extended_code)) {
            return full().because(error);
        }
        let (kind, sentence, hint) = match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => (
                ErrorKind::Busy,
                "Another program is using the file. Nothing was changed.".to_owned(),
                Some("Try again in a few seconds."),
            ),
            Some(ErrorCode::OperationInterrupted) => (ErrorKind::Interrupted, "Stopped.".to_owned(), None),
            Some(ErrorCode::DiskFull) => return full().because(error),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                (ErrorKind::Access, "The file or its folder is read-only. Nothing was changed.".to_owned(), None)
            }
            Some(ErrorCode::CannotOpen) => (
                ErrorKind::Access,
                "The file cannot be opened.".to_owned(),
                Some("Check that its folder exists and that you can write to it."),
            ),
            // What is another program's file was refused by its first bytes before SQLite saw it.
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                (ErrorKind::Damaged, "The file is damaged.".to_owned(), Some(RESTORE))
            }
            Some(ErrorCode::SystemIoFailure) => (
                ErrorKind::Access,
                "Reading or writing the disk failed. Nothing was changed.".to_owned(),
                Some("Check the disk and your quota on it, then try again."),
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

    #[test]
    fn a_table_or_column_that_is_not_there_is_damage() {
        let folder = tempfile::tempdir().expect("a folder");
        let conn = crate::store::open::open_writer(
            &folder.path().join("shop.db"),
            &crate::clock::Clock::fixed(chrono::NaiveDate::default()),
        )
        .expect("opens");
        for sql in ["INSERT INTO creator (nobody) VALUES (1)", "SELECT nobody FROM creator", "SELECT 1 FROM nobody"] {
            let error = Error::from(conn.prepare(sql).expect_err("it is not there"));
            assert_eq!((error.kind(), error.hint()), (ErrorKind::Damaged, Some(RESTORE)), "{sql}");
        }
    }

    #[test]
    fn the_log_learns_what_could_not_be_read_and_nothing_of_what_stands_there() {
        let conn = rusqlite::Connection::open_in_memory().expect("a file");
        conn.execute_batch("CREATE TABLE secret (handle TEXT, day); INSERT INTO secret VALUES ('mia', 'mia.glow')")
            .expect("a table");
        let causes = |sql: &str| {
            let error = conn.query_row(sql, [], |row| row.get::<_, u8>(0)).map(|_| ()).expect_err("it fails");
            let error = Error::from(error);
            assert_eq!(error.kind(), ErrorKind::Damaged, "{sql}");
            error.causes()
        };
        assert!(causes("SELECT nickname FROM secret").contains("no such column: nickname"));
        assert!(causes("SELECT handle FROM secret").contains("column 0 (handle) holds Text"));
        assert!(causes("SELECT 300").contains("column 0"));
        assert!(causes("SELECT handle FROM secret WHERE 0").contains("row"));
        let all = ["handle", "day"].map(|column| causes(&format!("SELECT {column} FROM secret"))).concat();
        assert!(!all.contains("mia"), "{all}");
    }
}
