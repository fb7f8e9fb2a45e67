//! The campaign by which the file goes where only one can be meant.

use rusqlite::{Connection, OptionalExtension};

use super::setting::CURRENT_BATCH;
use crate::domain::CampaignId;
use crate::error::Result;

/// Returns the campaign of the current batch with its name; without a current batch the newest one.
pub fn current_campaign(conn: &Connection) -> Result<Option<(CampaignId, String)>> {
    let mut find = conn.prepare_cached(
        "SELECT id, name FROM campaign ORDER BY id = (SELECT campaign_id FROM batch WHERE CAST(batch.id AS TEXT) = \
           (SELECT value FROM setting WHERE name = ?1)) DESC, id DESC LIMIT 1",
    )?;
    Ok(find.query_row([CURRENT_BATCH], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}
