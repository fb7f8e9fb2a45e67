//! What a file holds, in a few numbers: enough to tell one backup from another.

use std::fmt::Write as _;
use std::path::Path;

use rusqlite::{Connection, OpenFlags, OptionalExtension};

use super::connection::connect;
use super::header::inspect;
use super::migrate;
use super::real_path::beside;
use crate::error::Result;
use crate::handles;

/// What is counted: the words for several and for one, and its table.
pub const COUNTED: [(&str, &str, &str); 8] = [
    ("creators", "creator", "creator"),
    ("campaigns", "campaign", "campaign"),
    ("batches", "batch", "batch"),
    ("collaborations", "collaboration", "collaboration"),
    ("posts", "post", "post"),
    ("orders", "order", "sale_order"),
    ("payments", "payment", "payment"),
    ("notes", "note", "note"),
];

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileSummary {
    /// How many there are of each of [`COUNTED`], in its order.
    pub counts: [i64; COUNTED.len()],
    /// The newest step of its history: when, in unix milliseconds, and what.
    pub last: Option<(i64, String)>,
    /// The newest step and how many are done and undone: the same in two copies of one state.
    history: (i64, i64, i64),
}

impl FileSummary {
    /// Whether it holds any of the user's work.
    pub fn has_data(&self) -> bool {
        self.rows() > 0
    }

    /// All that is counted, together.
    pub fn rows(&self) -> i64 {
        self.counts.iter().sum()
    }

    /// Whether something was ever done in the file, even if nothing is left of it.
    pub(super) fn is_fresh(&self) -> bool {
        !self.has_data() && self.history.0 == 0
    }
}

/// Reads what an open file holds.
pub fn read(conn: &Connection) -> Result<FileSummary> {
    let mut contents = FileSummary::default();
    for (count, (_, _, table)) in contents.counts.iter_mut().zip(COUNTED) {
        *count = conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?;
    }
    contents.last = conn
        .query_row("SELECT made_at, label FROM undo_op WHERE state = 'done' ORDER BY id DESC LIMIT 1", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    contents.history = conn.query_row(
        "SELECT ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'undo_op'), 0),
                count(*) FILTER (WHERE state = 'done'), count(*) FILTER (WHERE state = 'undone') FROM undo_op",
        [],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    Ok(contents)
}

/// Looks what a file holds and leaves nothing behind. An empty one holds nothing.
pub fn look(path: &Path) -> Result<FileSummary> {
    if std::fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() == 0) {
        return Ok(FileSummary::default());
    }
    read(&quietly(path)?)
}

/// Whether a file holds none of the user's work: it is missing, empty or without rows. One that cannot be read is not called so.
pub(super) fn is_empty(path: &Path) -> bool {
    match std::fs::metadata(path) {
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
        Ok(file) if file.len() == 0 => true,
        Ok(_) => quietly(path).and_then(|conn| has_rows(&conn)).is_ok_and(|has| !has),
    }
}

fn has_rows(conn: &Connection) -> Result<bool> {
    for (_, _, table) in COUNTED {
        if conn.prepare(&format!("SELECT 1 FROM {table} LIMIT 1"))?.exists([])? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Opens a file to look into it or copy it: a journal next to it counts, and no journal is made where the file has none.
pub(super) fn quietly(path: &Path) -> Result<Connection> {
    if !handles::is_held(path) {
        inspect(path)?;
    }
    let conn = if beside(path, "-wal").exists() {
        connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?
    } else {
        without_journal(path)?
    };
    conn.busy_timeout(std::time::Duration::from_secs(1))?;
    migrate::refuse_newer(&conn, migrate::ALL)?;
    Ok(conn)
}

/// Opens the file itself for reading, without what a journal next to it would change.
pub(super) fn without_journal(path: &Path) -> Result<Connection> {
    // As a URI, so that SQLite hears that nobody changes the file: then it needs neither journal nor lock.
    let name = path.as_os_str().as_encoded_bytes().iter().fold(String::from("file:"), |mut name, byte| {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(byte) {
            name.push(char::from(*byte));
        } else {
            let _ = write!(name, "%{byte:02X}");
        }
        name
    });
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    connect(Path::new(&format!("{name}?immutable=1")), flags)
}
