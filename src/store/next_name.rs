//! What a new campaign or batch is called before anybody names it.

use rusqlite::{Connection, params};

use crate::domain::CampaignId;
use crate::domain::text::fold;
use crate::error::Result;

/// The name of the next batch of a campaign: `Batch 3` after two others, or the first number that is free.
pub(super) fn batch(conn: &Connection, campaign: CampaignId) -> Result<String> {
    let batches: i64 = conn
        .prepare_cached("SELECT count(*) FROM batch WHERE campaign_id = ?1")?
        .query_row([campaign], |row| row.get(0))?;
    let mut taken = conn.prepare_cached("SELECT 1 FROM batch WHERE campaign_id = ?1 AND folded = ?2")?;
    let mut number = batches + 1;
    loop {
        let name = format!("Batch {number}");
        if !taken.exists(params![campaign, fold(&name)])? {
            return Ok(name);
        }
        number += 1;
    }
}

/// `Campaign 2` beside another one.
pub(super) fn campaign(conn: &Connection) -> Result<String> {
    let mut number: i64 = 1 + conn.query_row("SELECT count(*) FROM campaign", [], |row| row.get::<_, i64>(0))?;
    let mut taken = conn.prepare_cached("SELECT 1 FROM campaign WHERE folded = ?1")?;
    loop {
        let name = format!("Campaign {number}");
        if !taken.exists([fold(&name)])? {
            return Ok(name);
        }
        number += 1;
    }
}
