//! The proposal for the next batch, made a planned batch; and emptying one that is to be filled again.

use rusqlite::{OptionalExtension, params};

use super::{Outcome, Step, rows};
use crate::analysis::next_batch::{BatchPlace, NextBatch};
use crate::domain::text::fold;
use crate::domain::{BatchId, BatchStatus, CampaignId, CollaborationId, CreatorId};
use crate::error::{Error, Result};
use crate::store::row::{Day, RULE_COLS};
use crate::store::setting::CURRENT_BATCH;
use crate::store::undo::Place;
use crate::words::batches::{self, BatchDeed};
use crate::words::results as words;

/// A creator's last booking in a campaign with a price, on whose terms they are booked again.
struct Booked {
    collaboration: CollaborationId,
    creator: CreatorId,
    commission_bp: i64,
    blocked: bool,
}

impl Step<'_> {
    /// Makes the proposal the campaign's next planned batch and the current one. New creators are not chosen here: their places
    /// stay open.
    pub(super) fn plan_next(&self, campaign: CampaignId, next: &NextBatch) -> Result<Outcome> {
        let (name, currency) = self.campaign_of(campaign)?;
        if next.places.is_empty() && next.new_creators == 0 {
            return Err(Error::refused(
                "The numbers suggest booking nobody, so there is no batch to plan. Keep the money, or pin a creator.",
            ));
        }
        let batch = match self.empty_planned(campaign)? {
            Some(batch) => batch,
            None => self.new_batch(campaign)?,
        };
        for place in &next.places {
            self.book_again(campaign, batch, place)?;
        }
        self.keep_setting(CURRENT_BATCH, &batch.0.to_string())?;
        let batch = self.batch(batch)?;
        let sentence = words::planned(&batches::title(&batch.name, &name), next, currency);
        Ok(Outcome::at(batch.place(), rows(next.places.len()).max(1), sentence))
    }

    /// A planned batch without anybody in it.
    fn empty_planned(&self, campaign: CampaignId) -> Result<Option<BatchId>> {
        let found = self
            .conn
            .prepare_cached(
                "SELECT id FROM batch WHERE campaign_id = ?1 AND status = ?2
                   AND NOT EXISTS (SELECT 1 FROM collaboration WHERE batch_id = batch.id) ORDER BY id LIMIT 1",
            )?
            .query_row(params![campaign, BatchStatus::Planned], |row| row.get(0))
            .optional()?;
        Ok(found)
    }

    /// Adds `Batch 3` after two others, with the success rule of the last one.
    fn new_batch(&self, campaign: CampaignId) -> Result<BatchId> {
        let batches: i64 = self
            .conn
            .prepare_cached("SELECT count(*) FROM batch WHERE campaign_id = ?1")?
            .query_row([campaign], |row| row.get(0))?;
        let mut taken = self.conn.prepare_cached("SELECT 1 FROM batch WHERE campaign_id = ?1 AND folded = ?2")?;
        let mut number = batches + 1;
        let mut name = format!("Batch {number}");
        while taken.exists(params![campaign, fold(&name)])? {
            number += 1;
            name = format!("Batch {number}");
        }
        self.conn
            .prepare_cached(&format!(
                "INSERT INTO batch (campaign_id, name, folded, updated_at, success_rule, {RULE_COLS})
                 SELECT ?1, ?2, ?3, ?4, success_rule, {RULE_COLS} FROM (
                   SELECT success_rule, {RULE_COLS}, id FROM batch WHERE campaign_id = ?1
                   UNION ALL SELECT '', NULL, '', NULL, NULL, 0) ORDER BY id DESC LIMIT 1"
            ))?
            .execute(params![campaign, name, fold(&name), self.now])?;
        Ok(BatchId(self.conn.last_insert_rowid()))
    }

    /// Books a creator on the terms of their last booking, each cost as often as they are booked.
    fn book_again(&self, campaign: CampaignId, batch: BatchId, place: &BatchPlace) -> Result<()> {
        let last = self
            .conn
            .prepare_cached(
                "SELECT collaboration.id, creator.id, commission_bp, do_not_contact FROM collaboration
                 JOIN batch ON batch.id = batch_id JOIN creator ON creator.id = creator_id
                 WHERE batch.campaign_id = ?1 AND creator.handle = ?2 AND batch.status <> 'planned'
                 ORDER BY EXISTS (SELECT 1 FROM cost_item WHERE collaboration_id = collaboration.id AND state <> 'released') DESC,
                   batch.id DESC LIMIT 1",
            )?
            .query_row(params![campaign, place.handle], |row| {
                Ok(Booked {
                    collaboration: row.get(0)?,
                    creator: row.get(1)?,
                    commission_bp: row.get(2)?,
                    blocked: row.get(3)?,
                })
            })
            .optional()?
            .ok_or_else(|| {
                Error::refused(format!("@{} wasn't booked in this campaign. Nothing was planned.", place.handle))
            })?;
        if last.blocked {
            return Err(Error::refused(format!("@{} is marked do not contact. Nothing was planned.", place.handle)));
        }
        self.conn
            .prepare_cached(
                "INSERT INTO collaboration (batch_id, creator_id, commission_bp, updated_at) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![batch, last.creator, last.commission_bp, self.now])?;
        let again = CollaborationId(self.conn.last_insert_rowid());
        self.conn
            .prepare_cached(
                "INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day, offered_on)
                 SELECT ?1, kind, sum(amount_minor) * ?3, 'offered', ?4, ?4 FROM cost_item
                 WHERE collaboration_id = ?2 AND state <> 'released' GROUP BY kind HAVING sum(amount_minor) <> 0
                 ORDER BY min(id)",
            )?
            .execute(params![again, last.collaboration, place.bookings.max(1), Day(self.today)])?;
        // The same codes: they count for this batch from its start on.
        self.conn
            .prepare_cached(
                "INSERT INTO code (collaboration_id, code, folded) SELECT ?1, code, folded FROM code WHERE collaboration_id = ?2",
            )?
            .execute([again, last.collaboration])?;
        Ok(())
    }

    /// Takes everybody out of a planned batch.
    pub(super) fn empty_batch(&self, id: BatchId) -> Result<Outcome> {
        let batch = self.batch(id)?;
        if batch.status != BatchStatus::Planned {
            return Err(Error::refused(format!("Batch {} has started, so its creators can't change.", batch.title())));
        }
        let members = self
            .conn
            .prepare_cached("SELECT id FROM collaboration WHERE batch_id = ?1")?
            .query_map([id], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<CollaborationId>>>()?;
        if members.is_empty() {
            return Ok(Outcome::nothing(batches::batch(&batch.title(), BatchDeed::IsEmpty)));
        }
        let outcome = self.remove_from_batch(&members)?;
        let sentence = batches::emptied(&batch.title(), members.len());
        Ok(Outcome::at(Place::Batch(id), outcome.changed, sentence))
    }
}
