//! Batches: put together, started and finished.

use std::sync::Arc;

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params};

use super::{Aim, Outcome, Step, fits, nobody, rows};
use crate::domain::batch::{SIZE, StartCheck};
use crate::domain::figure::plural;
use crate::domain::success_rule::RuleMeasure;
use crate::domain::text::{clean, fold};
use crate::domain::{
    BatchId, BatchStatus, CampaignId, CollaborationId, CreatorId, Currency, Longest, SuccessRule, Verdict,
};
use crate::error::{Error, Result};
use crate::proto::Target;
use crate::proto::command::BatchFields;
use crate::store::amounts::open_in_batch;
use crate::store::attribute::recredit;
use crate::store::conversions;
use crate::store::row::{Day, RULE_COLS, day, rule};
use crate::store::setting::CURRENT_BATCH;
use crate::store::undo::Place;
use crate::words::affected::Affected;
use crate::words::batches::{self as words, BatchDeed, PutIn};
use crate::words::creators::unchanged;

const PUT_IN: &str =
    "INSERT INTO collaboration (batch_id, creator_id, updated_at) SELECT ?1, id, ?2 FROM temp.target AS t
  WHERE NOT EXISTS (SELECT 1 FROM collaboration AS c WHERE c.batch_id = ?1 AND c.creator_id = t.id) ORDER BY id";

/// Nobody asks anyone who may not be written to.
const LEAVE_OUT: &str = "DELETE FROM temp.target WHERE id IN (SELECT id FROM creator WHERE do_not_contact = 1)";

const PICK: &str =
    "UPDATE creator SET verdict = ?1, reason = '', snoozed_until = NULL, updated_at = max(updated_at + 1, ?2),
    decided_on = ?3
  WHERE id IN (SELECT id FROM temp.target) AND verdict <> ?1";

/// A batch as commands need it.
pub(super) struct Batch {
    pub(super) id: BatchId,
    pub(super) campaign: CampaignId,
    pub(super) name: String,
    pub(super) campaign_name: String,
    pub(super) currency: Currency,
    pub(super) status: BatchStatus,
    rule: Option<SuccessRule>,
    /// The note beside its parts.
    note: String,
    ends_on: Option<NaiveDate>,
    /// Whether a tracker brought it along, under way: its rule and end date may be set once.
    imported: bool,
    /// How many creators are in it.
    size: usize,
}

impl Batch {
    /// `A of Spring serum`.
    pub(super) fn title(&self) -> String {
        words::title(&self.name, &self.campaign_name)
    }

    pub(super) fn place(&self) -> Place {
        Place::Batch(self.id)
    }
}

/// A rule as its columns: creators, measure, level and orders.
fn rule_columns(rule: Option<SuccessRule>) -> (Option<i64>, &'static str, Option<i64>, Option<i64>) {
    let measure = rule.map_or("", |rule| RuleMeasure::word(rule.measure));
    (rule.map(|rule| rule.creators), measure, rule.and_then(|rule| rule.level_e4), rule.and_then(|rule| rule.orders))
}

impl Step<'_> {
    /// Adds a batch, or replaces the fields of one.
    pub(super) fn save_batch(&self, id: Option<BatchId>, fields: &BatchFields) -> Result<Outcome> {
        let (name, note) = (clean(&fields.name), clean(&fields.success_rule));
        if name.is_empty() {
            return Err(Error::refused("A batch needs a name."));
        }
        fits("batch name", &name, Longest::Name)?;
        fits("success rule", &note, Longest::Line)?;
        let (campaign, currency) = self
            .conn
            .prepare_cached("SELECT name, currency FROM campaign WHERE id = ?1")?
            .query_row([fields.campaign], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Currency>(1)?)))
            .optional()?
            .ok_or_else(|| Error::refused("This campaign no longer exists."))?;
        let taken = self
            .conn
            .prepare_cached("SELECT 1 FROM batch WHERE campaign_id = ?1 AND folded = ?2 AND id IS NOT ?3")?
            .exists(params![fields.campaign, fold(&name), id])?;
        if taken {
            return Err(Error::refused(format!("{campaign} already has a batch called {name}.")));
        }
        let Some(id) = id else { return self.add_batch(fields, &name, &note, &campaign) };
        let old = self.batch(id)?;
        let had_rule = old.rule.is_some() || !old.note.is_empty();
        let sets_rule = old.rule.is_none() && fields.rule.is_some() || !had_rule && !note.is_empty();
        if old.status != BatchStatus::Planned {
            let parts_stay = old.rule == fields.rule || (old.imported && old.rule.is_none());
            let note_stays = old.note == note || (old.imported && old.note.is_empty());
            let rule_stays = parts_stay && note_stays;
            let end_stays = old.ends_on == fields.ends_on || (old.imported && old.ends_on.is_none());
            if !rule_stays || !end_stays {
                let when = if old.imported { "can be set only once" } else { "can't change after the start" };
                return Err(Error::refused(format!(
                    "{} has started. Its success rule and end date {when}.",
                    old.title()
                )));
            }
        }
        let rule_set_on = (old.status != BatchStatus::Planned && sets_rule).then_some(Day(self.today));
        if old.campaign != fields.campaign && old.currency != currency {
            return Err(Error::refused(format!("{campaign} is in {currency} and this batch is in {}.", old.currency)));
        }
        let (creators, measure, level_e4, orders) = rule_columns(fields.rule);
        let changed = self
            .conn
            .prepare_cached(
                "UPDATE batch SET campaign_id = ?1, name = ?2, folded = ?3, success_rule = ?4, ends_on = ?5,
                   updated_at = max(updated_at + 1, ?6), rule_set_on = ifnull(?8, rule_set_on),
                   rule_creators = ?9, rule_measure = ?10, rule_level_e4 = ?11, rule_orders = ?12
                 WHERE id = ?7 AND (campaign_id, name, success_rule, ends_on, rule_creators, rule_measure, rule_level_e4,
                   rule_orders) IS NOT (?1, ?2, ?4, ?5, ?9, ?10, ?11, ?12)",
            )?
            .execute(params![
                fields.campaign,
                name,
                fold(&name),
                note,
                fields.ends_on.map(Day),
                self.now,
                id,
                rule_set_on,
                creators,
                measure,
                level_e4,
                orders
            ])?;
        if changed == 0 {
            return Ok(Outcome::nothing(unchanged(&old.title())));
        }
        Ok(Outcome::at(old.place(), 1, words::batch(&words::title(&name, &campaign), BatchDeed::Changed)))
    }

    /// A new batch becomes the current one: it was planned to be filled.
    fn add_batch(&self, fields: &BatchFields, name: &str, note: &str, campaign: &str) -> Result<Outcome> {
        let (creators, measure, level_e4, orders) = rule_columns(fields.rule);
        self.conn
            .prepare_cached(
                "INSERT INTO batch (campaign_id, name, folded, success_rule, ends_on, updated_at, rule_creators, rule_measure,
                   rule_level_e4, rule_orders)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                fields.campaign,
                name,
                fold(name),
                note,
                fields.ends_on.map(Day),
                self.now,
                creators,
                measure,
                level_e4,
                orders
            ])?;
        let id = BatchId(self.conn.last_insert_rowid());
        self.keep_setting(CURRENT_BATCH, &id.0.to_string())?;
        let sentence = words::batch(&words::title(name, campaign), BatchDeed::Planned);
        Ok(Outcome::at(Place::Batch(id), 1, sentence))
    }

    /// Makes a batch the current one.
    pub(super) fn choose_batch(&self, id: BatchId) -> Result<Outcome> {
        let batch = self.batch(id)?;
        if batch.status == BatchStatus::Finished {
            return Err(Error::refused(format!("{} is finished. Choose another batch.", batch.title())));
        }
        if !self.keep_setting(CURRENT_BATCH, &id.0.to_string())? {
            return Ok(Outcome::nothing(words::batch(&batch.title(), BatchDeed::IsCurrent)));
        }
        Ok(Outcome::at(batch.place(), 1, words::batch(&batch.title(), BatchDeed::Chosen)))
    }

    /// Starts a planned batch. That agrees nothing: amounts move with the steps of each collaboration.
    pub(super) fn start_batch(&self, id: BatchId) -> Result<Outcome> {
        let batch = self.batch(id)?;
        let check = StartCheck {
            status: batch.status,
            creators: batch.size,
            rule: batch.rule,
            note: &batch.note,
            ends_on: batch.ends_on,
            today: self.today,
        };
        if let Some(refusal) = check.refusal() {
            return Err(Error::refused(refusal));
        }
        let blocked = self
            .conn
            .prepare_cached(
                "SELECT handle FROM creator JOIN collaboration ON collaboration.creator_id = creator.id
                 WHERE batch_id = ?1 AND do_not_contact = 1 ORDER BY handle LIMIT 1",
            )?
            .query_row([id], |row| row.get::<_, String>(0))
            .optional()?;
        if let Some(handle) = blocked {
            return Err(Error::refused(format!(
                "@{handle} is marked do not contact. Remove them from the batch first."
            )));
        }
        self.conn
            .prepare_cached(
                "UPDATE batch SET status = 'running', starts_on = ?2, updated_at = max(updated_at + 1, ?3) WHERE id = ?1",
            )?
            .execute(params![id, Day(self.today), self.now])?;
        // A code that two batches share counts for the one that had started when the order came.
        self.recredit_where("batch_id", id.0)?;
        let size = u64::try_from(batch.size).unwrap_or(u64::MAX);
        let sentence = words::started(&batch.title(), batch.size, &open_in_batch(self.conn, id)?, batch.currency);
        Ok(Outcome::at(batch.place(), size, sentence))
    }

    /// Ends a running batch.
    pub(super) fn finish_batch(&self, id: BatchId) -> Result<Outcome> {
        let batch = self.batch(id)?;
        match batch.status {
            BatchStatus::Planned => {
                return Err(Error::refused(format!("{} hasn't started.", batch.title())));
            }
            BatchStatus::Finished => {
                return Ok(Outcome::nothing(words::batch(&batch.title(), BatchDeed::IsFinished)));
            }
            BatchStatus::Running => {}
        }
        self.conn
            .prepare_cached("UPDATE batch SET status = 'finished', updated_at = max(updated_at + 1, ?2) WHERE id = ?1")?
            .execute(params![id, self.now])?;
        Ok(Outcome::at(batch.place(), 1, words::batch(&batch.title(), BatchDeed::Finished)))
    }

    /// Puts creators into a batch; anyone who is in it already stays as they are.
    pub(super) fn add_to_batch(&self, id: BatchId, target: &Target, pick: bool) -> Result<Outcome> {
        let batch = self.batch(id)?;
        let Some((aim, put)) = self.fill(&batch, target, pick)? else { return Ok(nobody()) };
        let sentence = words::put_in(&aim.affected, &batch.title(), put);
        if put.added == 0 && put.picked == 0 {
            return Ok(Outcome::nothing(sentence));
        }
        // Undoing it shows whom it was about; the batch itself when there were several.
        let place = if aim.id.is_some() { aim.place() } else { batch.place() };
        Ok(Outcome::at(place, put.added.max(put.picked), sentence))
    }

    /// Plans a batch, or changes one, and puts creators into it.
    pub(super) fn plan_batch(
        &self,
        id: Option<BatchId>,
        fields: &BatchFields,
        creators: &Arc<[CreatorId]>,
    ) -> Result<Outcome> {
        let saved = self.save_batch(id, fields)?;
        let (Some(id), false) = (id.or(saved.batch()), creators.is_empty()) else { return Ok(saved) };
        if saved.changed == 0 {
            return self.add_to_batch(id, &Target::Ids(Arc::clone(creators)), false);
        }
        let batch = self.batch(id)?;
        let Some((aim, put)) = self.fill(&batch, &Target::Ids(Arc::clone(creators)), false)? else {
            return Ok(saved);
        };
        let sentence = words::filled(&saved.sentence, &aim.affected, put);
        Ok(Outcome::at(batch.place(), put.added.max(1), sentence))
    }

    /// Puts creators into a batch, and says whom it was about; nothing where nobody was meant.
    fn fill(&self, batch: &Batch, target: &Target, pick: bool) -> Result<Option<(Aim, PutIn)>> {
        if batch.status == BatchStatus::Finished {
            return Err(Error::refused(format!("{} is finished. Plan a new one to test again.", batch.title())));
        }
        let Some(aim) = self.aim(target)? else { return Ok(None) };
        let blocked: i64 = self.conn.query_row(
            "SELECT count(*) FROM creator WHERE do_not_contact = 1 AND id IN (SELECT id FROM temp.target)",
            [],
            |row| row.get(0),
        )?;
        let blocked = blocked.unsigned_abs();
        if blocked == aim.affected.size {
            return Err(Error::refused(format!(
                "{} marked do not contact. The batch wasn't changed.",
                aim.affected.are()
            ))
            .with_hint("Allow contact first."));
        }
        self.conn.execute(LEAVE_OUT, [])?;
        let added = self.conn.prepare_cached(PUT_IN)?.execute(params![batch.id, self.now])?;
        let is_full = batch.size + added > *SIZE.end() && !batch.imported;
        if batch.status == BatchStatus::Running && added > 0 && is_full {
            return Err(Error::refused(format!(
                "{} has {} and can have {} at most. Put the others in a new batch.",
                batch.title(),
                plural(batch.size, "creator"),
                SIZE.end()
            )));
        }
        let picked = if pick {
            self.note_picks()?;
            self.conn.prepare_cached(PICK)?.execute(params![Verdict::Picked, self.now, Day(self.today)])?
        } else {
            0
        };
        Ok(Some((aim, PutIn { added: rows(added), picked: rows(picked), blocked })))
    }

    /// Takes creators out of their batches, with everything kept about their part in it.
    pub(super) fn remove_from_batch(&self, ids: &[CollaborationId]) -> Result<Outcome> {
        let mut found: Vec<(CollaborationId, String, BatchId)> = Vec::new();
        for id in ids {
            let one = self
                .conn
                .prepare_cached(
                    "SELECT handle, batch_id FROM collaboration JOIN creator ON creator.id = creator_id
                     WHERE collaboration.id = ?1",
                )?
                .query_row([id], |row| Ok((*id, row.get::<_, String>(0)?, row.get::<_, BatchId>(1)?)))
                .optional()?;
            found.extend(one.filter(|(id, ..)| !found.iter().any(|(known, ..)| known == id)));
        }
        let Some((_, handle, batch)) = found.first() else { return Ok(nobody()) };
        let batch = self.batch(*batch)?;
        let affected = Affected { size: rows(found.len()), one: (found.len() == 1).then(|| format!("@{handle}")) };
        for (id, ..) in &found {
            let (codes, marks) = self.codes_and_marks("id", id.0)?;
            conversions::remove_typed(self.conn, *id)?;
            self.conn
                .prepare_cached(
                    "UPDATE sale_order SET collaboration_id = NULL, attributed_by = 'nobody' WHERE collaboration_id = ?1",
                )?
                .execute([id])?;
            crate::store::agenda::forget(self.conn, *id)?;
            self.conn.prepare_cached("DELETE FROM collaboration WHERE id = ?1")?.execute([id])?;
            // Another batch may own the same code.
            recredit(self.conn, &codes, &marks)?;
        }
        Ok(Outcome::at(batch.place(), rows(found.len()), words::taken_out(&affected, &batch.title())))
    }

    pub(super) fn batch(&self, id: BatchId) -> Result<Batch> {
        self.conn
            .prepare_cached(&format!(
                "SELECT campaign_id, batch.name, campaign.name, currency, status, success_rule, batch.ends_on,
                   (SELECT count(*) FROM collaboration WHERE batch_id = batch.id), imported, {RULE_COLS}
                 FROM batch JOIN campaign ON campaign.id = campaign_id WHERE batch.id = ?1"
            ))?
            .query_row([id], |row| {
                Ok(Batch {
                    id,
                    campaign: row.get(0)?,
                    name: row.get(1)?,
                    campaign_name: row.get(2)?,
                    currency: row.get(3)?,
                    status: row.get(4)?,
                    rule: rule(row, 9)?,
                    note: row.get(5)?,
                    ends_on: day(row, 6)?,
                    size: usize::try_from(row.get::<_, i64>(7)?).unwrap_or(0),
                    imported: row.get(8)?,
                })
            })
            .optional()?
            .ok_or_else(|| Error::refused("This batch no longer exists."))
    }

    /// Finds the owners of orders again that carry a code or link of these collaborations.
    pub(super) fn recredit_where(&self, column: &str, id: i64) -> Result<u64> {
        let (codes, marks) = self.codes_and_marks(column, id)?;
        recredit(self.conn, &codes, &marks)
    }

    /// Folded codes and link marks of the collaborations whose column (`id` or `batch_id`) has this value.
    pub(super) fn codes_and_marks(&self, column: &str, id: i64) -> Result<(Vec<String>, Vec<String>)> {
        let list = |wanted: &str, table: &str| -> Result<Vec<String>> {
            let sql = format!(
                "SELECT DISTINCT {wanted} FROM {table} WHERE {wanted} <> ''
                 AND collaboration_id IN (SELECT id FROM collaboration WHERE {column} = ?1)"
            );
            Ok(self.conn.prepare_cached(&sql)?.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?)
        };
        Ok((list("folded", "code")?, list("mark", "link")?))
    }
}
