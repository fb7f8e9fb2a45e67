//! The batches that the rows of a tracker belong to.
//!
//! A tracker can add to a batch but never starts a planned one: only the user does, with a decision rule and an end date fixed in
//! advance. A batch that a tracker creates is running if its rows have posts, and is marked as imported.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};

use crate::domain::batch::SIZE;
use crate::domain::text::{clean, fold};
use crate::domain::{BatchId, BatchStatus, CampaignId};
use crate::error::Result;
use crate::proto::ingest::CollaborationRecord;
use crate::words::batches::title;
use crate::words::ingest as words;

use super::super::row::{Day, day};
use super::Run;

/// The batches met so far.
#[derive(Debug, Default)]
pub(super) struct Batches {
    /// Each with how many of its rows have a post.
    met: BTreeMap<BatchId, u64>,
    /// Those that this import made: they may start, and their first day may still move forward.
    made: HashSet<BatchId>,
}

/// The batch of a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) id: BatchId,
    pub(super) changed: bool,
    /// Whether its first day changed, which may change the owner of orders.
    pub(super) moved: bool,
}

impl Batches {
    /// Finds the batch of a row by its name, else the first one of the campaign, or makes it.
    pub(super) fn find(
        &mut self,
        conn: &Connection,
        run: &mut Run,
        campaign: CampaignId,
        record: &CollaborationRecord,
    ) -> Result<Found> {
        let named = record.batch.as_deref().map(clean).filter(|name| !name.is_empty());
        let known = conn
            .prepare_cached(
                "SELECT id, status, starts_on FROM batch WHERE campaign_id = ?1 AND (?2 IS NULL OR folded = ?2) \
                 ORDER BY id LIMIT 1",
            )?
            .query_row((campaign, named.as_deref().map(fold)), |row| Ok((row.get(0)?, row.get(1)?, day(row, 2)?)))
            .optional()?;
        let (id, status, starts_on): (BatchId, BatchStatus, Option<NaiveDate>) = match known {
            Some(known) => known,
            None => (self.make(conn, run, campaign, named)?, BatchStatus::Planned, None),
        };
        let posted = record.stated.is_posted();
        *self.met.entry(id).or_default() += u64::from(posted);
        let is_made = self.made.contains(&id);
        // A running batch without a known first day begins with its first post.
        if !posted || !(is_made || (status == BatchStatus::Running && starts_on.is_none())) {
            return Ok(Found { id, changed: known.is_none(), moved: false });
        }
        let first_day = match (starts_on, record.stated.posted_on) {
            (Some(start), Some(post)) => Some(start.min(post)),
            (start, post) => start.or(post),
        };
        let moved = first_day != starts_on;
        if moved || status == BatchStatus::Planned {
            run.id(conn)?;
            conn.prepare_cached(
                "UPDATE batch SET status = ?2, imported = max(imported, ?3), starts_on = ?4, updated_at = ?5 WHERE id = ?1",
            )?
                .execute(params![id, BatchStatus::Running, is_made, first_day.map(Day), run.options.now_ms])?;
        }
        Ok(Found { id, changed: moved || known.is_none() || status == BatchStatus::Planned, moved })
    }

    fn make(
        &mut self,
        conn: &Connection,
        run: &mut Run,
        campaign: CampaignId,
        named: Option<String>,
    ) -> Result<BatchId> {
        run.id(conn)?;
        let name = named.unwrap_or_else(|| "Batch 1".to_owned());
        conn.prepare_cached(
            "INSERT INTO batch (campaign_id, name, folded, status, updated_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![campaign, name, fold(&name), BatchStatus::Planned, run.options.now_ms])?;
        let id = BatchId(conn.last_insert_rowid());
        self.made.insert(id);
        Ok(id)
    }

    /// What the user should know.
    pub(super) fn notes(&self, conn: &Connection) -> Result<Vec<String>> {
        let mut notes = Vec::new();
        let (fewest, most) = (*SIZE.start(), *SIZE.end());
        for (id, posted) in &self.met {
            let found = conn
                .prepare_cached(
                    "SELECT batch.name, campaign.name, status, (SELECT COUNT(*) FROM collaboration WHERE batch_id = batch.id) \
                     FROM batch JOIN campaign ON campaign.id = campaign_id WHERE batch.id = ?1",
                )?
                .query_row([id], |row| {
                    let names = (row.get::<_, String>(0)?, row.get::<_, String>(1)?);
                    Ok((names, row.get::<_, BatchStatus>(2)?, row.get::<_, i64>(3)?))
                })
                .optional()?;
            let Some(((name, campaign), status, creators)) = found else { continue };
            let size = usize::try_from(creators).unwrap_or(0);
            let is_small = size < fewest && status != BatchStatus::Planned && self.made.contains(id);
            if size > most || is_small {
                notes.push(words::unusual_size(&name, size));
            }
            if status == BatchStatus::Planned && *posted > 0 {
                notes.push(words::still_planned(&title(&name, &campaign), *posted));
            }
        }
        Ok(notes)
    }
}
