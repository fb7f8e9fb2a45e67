//! Notes that a row brings along.

use rusqlite::{Connection, params};

use super::Run;
use crate::domain::CreatorId;
use crate::domain::text::fold;
use crate::error::Result;

/// Adds a note unless the creator has the very same already; returns whether it did.
pub(super) fn add_note(conn: &Connection, run: &mut Run, id: CreatorId, text: &str) -> Result<bool> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(false);
    }
    let mut find = conn.prepare_cached("SELECT 1 FROM note WHERE creator_id = ?1 AND text = ?2")?;
    if find.exists((id, text))? {
        return Ok(false);
    }
    run.id(conn)?;
    conn.prepare_cached("INSERT INTO note (creator_id, text, folded, written_at) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id, text, fold(text), run.options.now_ms])?;
    Ok(true)
}
