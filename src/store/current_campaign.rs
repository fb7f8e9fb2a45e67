//! The campaign by which the file goes where only one can be meant.

use rusqlite::{Connection, OptionalExtension};

use super::setting::CURRENT_BATCH;
use crate::analysis::input::Target;
use crate::domain::{CampaignId, Goal};
use crate::error::Result;

/// Returns the campaign of the current batch with its name; without a current batch the newest one.
pub fn current_campaign(conn: &Connection) -> Result<Option<(CampaignId, String)>> {
    let mut find = conn.prepare_cached(
        "SELECT id, name FROM campaign ORDER BY id = (SELECT campaign_id FROM batch WHERE CAST(batch.id AS TEXT) = \
           (SELECT value FROM setting WHERE name = ?1)) DESC, id DESC LIMIT 1",
    )?;
    Ok(find.query_row([CURRENT_BATCH], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// Returns the name of the current campaign, if creators have odds in it: it is about conversions and there is something to beat.
#[expect(clippy::cast_precision_loss, reason = "a ratio needs no more digits")]
pub fn with_odds(conn: &Connection) -> Result<Option<String>> {
    let Some((id, name)) = current_campaign(conn)? else { return Ok(None) };
    let mut find = conn.prepare_cached("SELECT goal, margin_bp, target_roas_e4 FROM campaign WHERE id = ?1")?;
    let has_odds = find.query_row([id], |row| {
        let (goal, margin_bp, own): (Goal, _, Option<i64>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let target = Target::new(own.map(|e4| e4 as f64 / 10_000.0), margin_bp);
        Ok(goal == Goal::Conversions && target.is_some())
    })?;
    Ok(has_odds.then_some(name))
}
