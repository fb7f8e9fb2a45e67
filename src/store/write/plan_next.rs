//! A batch of the builder, made a planned batch; and emptying one that is to be filled again.

use rusqlite::{OptionalExtension, params};

use super::{Outcome, Step, rows};
use crate::domain::text::fold;
use crate::domain::{
    AmountState, BatchId, BatchStatus, CampaignId, CollaborationFields, CollaborationId, CostKind, CreatorId,
};
use crate::error::{Error, Result};
use crate::proto::Target;
use crate::proto::command::{BatchFields, FieldValue};
use crate::proto::outlook::Terms;
use crate::proto::planned_batch::{PlannedBatch, PlannedBooking};
use crate::store::row::Day;
use crate::store::setting::CURRENT_BATCH;
use crate::store::undo::Place;
use crate::store::{amounts, collaboration_facts, next_name, odds};
use crate::words::batches::{self, BatchDeed};
use crate::words::builder as words;

/// Posts that one collaboration promises, at most.
const MOST_PROMISED: u64 = 50;

/// A collaboration whose terms are taken over.
struct Repeated {
    collaboration: CollaborationId,
    commission_bp: i64,
}

impl Step<'_> {
    /// Plans a batch with its creators, and makes it the current one. Those already in it stay as they are.
    pub(super) fn plan_built(&self, plan: &PlannedBatch) -> Result<Outcome> {
        let (name, _) = self.campaign_of(plan.campaign)?;
        let (id, is_new) = match plan.batch {
            Some(id) => (id, false),
            None => (self.new_batch(plan.campaign, &name, &plan.name)?, true),
        };
        let batch = self.batch(id)?;
        if batch.status != BatchStatus::Planned || batch.campaign != plan.campaign {
            return Err(Error::refused(format!("{} has started, so its creators can't change.", batch.title())));
        }
        let mut added = Vec::new();
        for booking in &plan.bookings {
            added.extend(self.book(plan.campaign, id, booking)?);
        }
        let ruled = self.set_missing_rule(id, plan)?;
        let current = self.keep_setting(CURRENT_BATCH, &id.0.to_string())?;
        if added.is_empty() && !is_new && !ruled && !current {
            return Ok(Outcome::nothing(words::planned_already(&batch.title())));
        }
        let sentence = words::planned(&batches::title(&batch.name, &name), &added, is_new);
        Ok(Outcome::at(Place::Batch(id), rows(added.len()).max(1), sentence))
    }

    /// Adds `Batch 3` after two others. Under another name than was shown it would be a second one, planned twice by a fast key or
    /// by another window.
    fn new_batch(&self, campaign: CampaignId, campaign_name: &str, shown: &str) -> Result<BatchId> {
        let name = next_name::batch(self.conn, campaign)?;
        if name != shown {
            let is_taken = self
                .conn
                .prepare_cached("SELECT 1 FROM batch WHERE campaign_id = ?1 AND folded = ?2")?
                .exists(params![campaign, fold(shown)])?;
            return Err(Error::refused(if is_taken {
                format!("{shown} is there already. Nothing was planned: look at it again, then plan.")
            } else {
                format!(
                    "The batches of {campaign_name} changed meanwhile, so nothing was planned. The next one is {name}: look at it \
                     again, then plan."
                )
            }));
        }
        self.conn
            .prepare_cached("INSERT INTO batch (campaign_id, name, folded, updated_at) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![campaign, name, fold(&name), self.now])?;
        Ok(BatchId(self.conn.last_insert_rowid()))
    }

    /// Sets rule and end of a batch that has none. Returns whether anything was set.
    fn set_missing_rule(&self, id: BatchId, plan: &PlannedBatch) -> Result<bool> {
        let mut set = 0;
        if let Some(rule) = plan.rule {
            set += self
                .conn
                .prepare_cached(
                    "UPDATE batch SET rule_creators = ?2, rule_measure = ?3, rule_level_e4 = ?4, rule_orders = ?5
                     WHERE id = ?1 AND rule_creators IS NULL AND success_rule = ''",
                )?
                .execute(params![id, rule.creators, rule.measure, rule.level_e4, rule.orders])?;
        }
        if let Some(day) = plan.ends_on {
            set += self
                .conn
                .prepare_cached("UPDATE batch SET ends_on = ?2 WHERE id = ?1 AND ends_on IS NULL")?
                .execute(params![id, Day(day)])?;
        }
        Ok(set > 0)
    }

    /// Books a creator for the fee that was shown, with all else as in the booking that it repeats, each cost as often as they are
    /// booked; somebody new gets the goods of the campaign. Returns the handle; nothing for one who is in the batch.
    fn book(&self, campaign: CampaignId, batch: BatchId, booking: &PlannedBooking) -> Result<Option<(String, u32)>> {
        let (handle, is_blocked): (String, bool) = self
            .conn
            .prepare_cached("SELECT handle, do_not_contact FROM creator WHERE id = ?1")?
            .query_row([booking.creator], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?
            .ok_or_else(|| Error::refused("One of these creators no longer exists. Nothing was planned."))?;
        let is_in = self
            .conn
            .prepare_cached("SELECT 1 FROM collaboration WHERE batch_id = ?1 AND creator_id = ?2")?
            .exists(params![batch, booking.creator])?;
        if is_in {
            return Ok(None);
        }
        if is_blocked {
            return Err(Error::refused(format!(
                "@{handle} is marked do not contact. Nothing was planned: take them out first."
            )));
        }
        let times = booking.bookings.max(1);
        let last = self.terms_of(campaign, booking)?;
        let commission_bp = last.as_ref().map_or(0, |last| last.commission_bp);
        self.conn
            .prepare_cached(
                "INSERT INTO collaboration (batch_id, creator_id, commission_bp, updated_at) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![batch, booking.creator, commission_bp, self.now])?;
        let id = CollaborationId(self.conn.last_insert_rowid());
        match last {
            Some(last) => {
                let is_fee_known = self.offer_fee(id, booking)?;
                self.copy_costs(id, last.collaboration, times, if is_fee_known { "kind <> 'fee'" } else { "1" })?;
                // The same codes: they count for this batch from its start on.
                self.conn
                    .prepare_cached(
                        "INSERT INTO code (collaboration_id, code, folded)
                         SELECT ?1, code, folded FROM code WHERE collaboration_id = ?2",
                    )?
                    .execute([id, last.collaboration])?;
            }
            None => self.offer(campaign, id, booking)?,
        }
        let promised = u64::from(booking.posts.max(1)).saturating_mul(times.into()).min(MOST_PROMISED);
        for _ in 0..promised {
            self.conn
                .prepare_cached("INSERT INTO deliverable (collaboration_id, due_on) VALUES (?1, ?2)")?
                .execute(params![id, booking.post_on.map(Day)])?;
        }
        Ok(Some((handle, times)))
    }

    /// Offers a creator who is new to the campaign their fee, and the product and shipping that the last one of it got.
    fn offer(&self, campaign: CampaignId, id: CollaborationId, booking: &PlannedBooking) -> Result<()> {
        self.offer_fee(id, booking)?;
        if let Some(goods) = odds::goods_of(self.conn, campaign)? {
            self.copy_costs(id, goods, booking.bookings.max(1), "kind IN ('product', 'shipping')")?;
        }
        Ok(())
    }

    /// Offers the fee of all bookings; one of 0 says that nothing is paid. Returns whether it is known.
    fn offer_fee(&self, id: CollaborationId, booking: &PlannedBooking) -> Result<bool> {
        let Some(fee) = booking.fee_minor else { return Ok(false) };
        let minor = fee.max(0).saturating_mul(booking.bookings.max(1).into());
        amounts::add(self.conn, id, CostKind::Fee, minor, AmountState::Offered, self.today)?;
        Ok(true)
    }

    /// Offers the costs of another collaboration, each so often.
    fn copy_costs(&self, id: CollaborationId, of: CollaborationId, times: u32, which: &str) -> Result<()> {
        self.conn
            .prepare_cached(&format!(
                "INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day, offered_on)
                 SELECT ?1, kind, sum(amount_minor) * ?3, 'offered', ?4, ?4 FROM cost_item
                 WHERE collaboration_id = ?2 AND state <> 'released' AND {which} GROUP BY kind HAVING sum(amount_minor) <> 0
                 ORDER BY min(id)"
            ))?
            .execute(params![id, of, times, Day(self.today)])?;
        Ok(())
    }

    /// The booking that is repeated, else the last one.
    fn terms_of(&self, campaign: CampaignId, booking: &PlannedBooking) -> Result<Option<Repeated>> {
        let like = self
            .conn
            .prepare_cached("SELECT id, commission_bp FROM collaboration WHERE id = ?1 AND creator_id = ?2")?
            .query_row(params![booking.like, booking.creator], |row| {
                Ok(Repeated { collaboration: row.get(0)?, commission_bp: row.get(1)? })
            })
            .optional()?;
        like.map_or_else(|| self.last_terms(campaign, booking.creator), |like| Ok(Some(like)))
    }

    /// The last booking of a creator in a campaign that cost anything, else the last one.
    fn last_terms(&self, campaign: CampaignId, creator: CreatorId) -> Result<Option<Repeated>> {
        let last = self
            .conn
            .prepare_cached(
                "SELECT collaboration.id, commission_bp FROM collaboration JOIN batch ON batch.id = batch_id
                 WHERE batch.campaign_id = ?1 AND creator_id = ?2 AND batch.status <> 'planned'
                 ORDER BY EXISTS (SELECT 1 FROM cost_item WHERE collaboration_id = collaboration.id AND state <> 'released') DESC,
                   batch.id DESC LIMIT 1",
            )?
            .query_row(params![campaign, creator], |row| {
                Ok(Repeated { collaboration: row.get(0)?, commission_bp: row.get(1)? })
            })
            .optional()?;
        Ok(last)
    }

    /// Sets the fee of somebody in a planned batch, and what they ask where it is to be the same.
    pub(super) fn set_planned_fee(
        &self,
        id: BatchId,
        creator: CreatorId,
        fee_minor: Option<i64>,
        asks_minor: Option<i64>,
    ) -> Result<Outcome> {
        let batch = self.batch(id)?;
        if batch.status != BatchStatus::Planned {
            return Err(Error::refused(format!("{} has started. Change the fee in the batch itself.", batch.title())));
        }
        let collaboration: CollaborationId = self
            .conn
            .prepare_cached("SELECT id FROM collaboration WHERE batch_id = ?1 AND creator_id = ?2")?
            .query_row(params![id, creator], |row| row.get(0))
            .optional()?
            .ok_or_else(|| Error::refused("This creator is no longer in the batch."))?;
        let fields = CollaborationFields { fee: fee_minor, ..collaboration_facts::form(self.conn, collaboration)? };
        let saved = self.save_collaboration(collaboration, &fields)?;
        let Some(asks) = asks_minor else { return Ok(saved) };
        let asked = self.set_field(&Target::one(creator), &FieldValue::price(Some((asks, batch.currency))))?;
        Ok(Outcome { place: batch.place(), ..saved.and(asked) })
    }

    /// Replaces the fields of a planned batch, and the terms of its campaign, which stand in one form with them.
    pub(super) fn save_next_batch(&self, id: BatchId, fields: &BatchFields, terms: Terms) -> Result<Outcome> {
        let saved = self.save_batch(Some(id), fields)?;
        Ok(saved.and(self.set_terms(fields.campaign, terms)?))
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
