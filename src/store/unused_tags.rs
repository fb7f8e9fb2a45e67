//! Tags that nothing carries anymore.

use rusqlite::Connection;

use crate::domain::TagId;
use crate::error::Result;

const FORGET: &str = "DELETE FROM tag WHERE id = ?1
  AND NOT EXISTS (SELECT 1 FROM creator_tag WHERE tag_id = ?1)
  AND NOT EXISTS (SELECT 1 FROM campaign_niche WHERE tag_id = ?1)
  AND NOT EXISTS (SELECT 1 FROM weekly_goal WHERE tag_id = ?1)";

/// Deletes a tag unless something carries it.
pub(super) fn forget(conn: &Connection, tag: TagId) -> Result<()> {
    conn.prepare_cached(FORGET)?.execute([tag.0])?;
    Ok(())
}
