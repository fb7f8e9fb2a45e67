//! The rows of the window: read by key, bounded, fast enough to happen between a key and the frame that answers it.

use rusqlite::{Connection, OptionalExtension};

use crate::domain::CreatorId;
use crate::error::Result;
use crate::proto::row::CreatorRow;

use super::row::{CREATOR_COLS, creator_row};

/// The most rows one window may ask for: three screens of the largest terminal.
pub const MOST: usize = 200;

/// Returns the rows of these creators, in the order of the ids; creators that are gone are left out.
///
/// Ids beyond [`MOST`] are not read.
pub fn rows(conn: &Connection, ids: &[CreatorId]) -> Result<Vec<CreatorRow>> {
    let mut statement = conn.prepare_cached(&format!("SELECT {CREATOR_COLS} FROM creator WHERE creator.id = ?1"))?;
    let mut rows = Vec::with_capacity(ids.len().min(MOST));
    for id in ids.iter().take(MOST) {
        rows.extend(statement.query_row([id], creator_row).optional()?);
    }
    Ok(rows)
}
