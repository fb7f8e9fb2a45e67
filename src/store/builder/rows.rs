//! What is in the file about creators who could be booked and about the batch to come, a question a table.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};

use crate::domain::rights::RightKind;
use crate::domain::{BatchId, BatchStatus, CampaignId, CreatorId, Platform, SuccessRule, Verdict};
use crate::error::Result;
use crate::proto::builder::Conflict;
use crate::proto::outlook::Choice;
use crate::store::row::{Day, RULE_COLS, day, json_ids, rule};
use crate::store::setting::CURRENT_BATCH;

/// Who somebody is.
pub(super) struct Who {
    pub handle: String,
    pub platform: Platform,
    pub is_blocked: bool,
    pub is_rejected: bool,
    pub has_address: bool,
}

/// A planned batch.
pub(super) struct Planned {
    pub id: BatchId,
    pub name: String,
    pub note: String,
    pub rule: Option<SuccessRule>,
    pub ends_on: Option<NaiveDate>,
}

/// The campaign of the current batch, else the one that was changed last.
pub(super) fn campaign_at_hand(conn: &Connection) -> Result<Option<CampaignId>> {
    let mut find = conn.prepare_cached(
        "SELECT id FROM campaign ORDER BY id IN (SELECT campaign_id FROM batch JOIN setting ON setting.value = CAST(batch.id AS TEXT) \
           WHERE setting.name = ?1) DESC, updated_at DESC, id DESC LIMIT 1",
    )?;
    Ok(find.query_row([CURRENT_BATCH], |row| row.get(0)).optional()?)
}

/// Names of the niches of a campaign.
pub(super) fn niches(conn: &Connection, campaign: CampaignId) -> Result<Vec<String>> {
    let mut statement = conn.prepare_cached(
        "SELECT tag.name FROM campaign_niche JOIN tag ON tag.id = campaign_niche.tag_id WHERE campaign_id = ?1 \
         ORDER BY campaign_niche.id",
    )?;
    let names = statement.query_map([campaign], |row| row.get(0))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

/// Days from a parcel to a post in a campaign, where it says so.
pub(super) fn lead_days(conn: &Connection, campaign: CampaignId) -> Result<Option<i64>> {
    let mut find = conn.prepare_cached("SELECT lead_days FROM campaign WHERE id = ?1")?;
    Ok(find.query_row([campaign], |row| row.get(0)).optional()?.flatten())
}

/// What a person said of creators in a campaign, also of those it never booked.
pub(super) fn choices(conn: &Connection, campaign: CampaignId) -> Result<HashMap<CreatorId, Choice>> {
    let mut statement = conn
        .prepare_cached("SELECT creator_id, choice FROM creator_terms WHERE campaign_id = ?1 AND choice <> 'open'")?;
    let rows = statement.query_map([campaign], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The planned batch of a campaign: the current one if it is one of its planned ones, else the newest.
pub(super) fn planned(conn: &Connection, campaign: CampaignId) -> Result<Option<Planned>> {
    let mut find = conn.prepare_cached(&format!(
        "SELECT id, name, success_rule, ends_on, {RULE_COLS} FROM batch WHERE campaign_id = ?1 AND status = ?2 \
         ORDER BY CAST(id AS TEXT) IN (SELECT value FROM setting WHERE name = ?3) DESC, id DESC LIMIT 1"
    ))?;
    let read = |row: &rusqlite::Row<'_>| {
        Ok(Planned {
            id: row.get(0)?,
            name: row.get(1)?,
            note: row.get(2)?,
            ends_on: day(row, 3)?,
            rule: rule(row, 4)?,
        })
    };
    Ok(find.query_row(params![campaign, BatchStatus::Planned, CURRENT_BATCH], read).optional()?)
}

/// The rule of the newest batch of a campaign that has one.
pub(super) fn last_rule(conn: &Connection, campaign: CampaignId) -> Result<Option<SuccessRule>> {
    let mut find = conn.prepare_cached(&format!(
        "SELECT {RULE_COLS} FROM batch WHERE campaign_id = ?1 AND rule_creators IS NOT NULL ORDER BY id DESC LIMIT 1"
    ))?;
    Ok(find.query_row([campaign], |row| rule(row, 0)).optional()?.flatten())
}

/// Who is in a batch.
pub(super) fn members(conn: &Connection, batch: BatchId) -> Result<Vec<CreatorId>> {
    let mut statement = conn.prepare_cached("SELECT creator_id FROM collaboration WHERE batch_id = ?1 ORDER BY id")?;
    let ids = statement.query_map([batch], |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

/// The first day on which something of each creator of a batch is due.
pub(super) fn promised_days(conn: &Connection, batch: BatchId) -> Result<HashMap<CreatorId, NaiveDate>> {
    let mut statement = conn.prepare_cached(
        "SELECT creator_id, min(due_on) FROM deliverable JOIN collaboration ON collaboration.id = collaboration_id \
         WHERE batch_id = ?1 AND due_on IS NOT NULL AND missed_on IS NULL GROUP BY creator_id",
    )?;
    let days = statement.query_map([batch], |row| Ok((row.get(0)?, row.get::<_, Day>(1)?.0)))?;
    Ok(days.collect::<rusqlite::Result<_>>()?)
}

/// Who these creators are.
pub(super) fn who(conn: &Connection, ids: &[CreatorId]) -> Result<HashMap<CreatorId, Who>> {
    let mut statement = conn.prepare_cached(
        "SELECT id, handle, platform, do_not_contact, verdict, address <> '' FROM creator \
         WHERE id IN (SELECT value FROM json_each(?1))",
    )?;
    let rows = statement.query_map([json_ids(ids.iter().map(|id| id.0))], |row| {
        let who = Who {
            handle: row.get(1)?,
            platform: row.get(2)?,
            is_blocked: row.get(3)?,
            is_rejected: row.get::<_, Verdict>(4)? == Verdict::Rejected,
            has_address: row.get(5)?,
        };
        Ok((row.get(0)?, who))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The creators picked at triage.
pub(super) fn shortlist(conn: &Connection) -> Result<HashSet<CreatorId>> {
    let mut statement = conn.prepare_cached("SELECT id FROM creator WHERE verdict = ?1")?;
    let ids = statement.query_map([Verdict::Picked], |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

/// The running batches of all campaigns, and the exclusivity owed to other campaigns, by creator.
pub(super) fn conflicts(
    conn: &Connection,
    campaign: CampaignId,
    today: NaiveDate,
) -> Result<HashMap<CreatorId, Vec<Conflict>>> {
    let mut found: HashMap<CreatorId, Vec<Conflict>> = HashMap::new();
    let mut exclusive = conn.prepare_cached(
        "SELECT collaboration.creator_id, campaign.name, rights.ends_on FROM rights \
         JOIN collaboration ON collaboration.id = rights.collaboration_id JOIN batch ON batch.id = collaboration.batch_id \
         JOIN campaign ON campaign.id = batch.campaign_id \
         WHERE rights.kind = ?1 AND (rights.ends_on IS NULL OR rights.ends_on >= ?2) AND campaign.id <> ?3 ORDER BY rights.id",
    )?;
    let mut rows = exclusive.query(params![RightKind::Exclusivity, Day(today), campaign])?;
    while let Some(row) = rows.next()? {
        let conflict = Conflict::Exclusive { campaign: row.get(1)?, until: day(row, 2)? };
        found.entry(row.get(0)?).or_default().push(conflict);
    }
    let mut running = conn.prepare_cached(
        "SELECT collaboration.creator_id, campaign.name, batch.name FROM collaboration \
         JOIN batch ON batch.id = collaboration.batch_id JOIN campaign ON campaign.id = batch.campaign_id \
         WHERE batch.status = ?1 ORDER BY collaboration.id",
    )?;
    let mut rows = running.query([BatchStatus::Running])?;
    while let Some(row) = rows.next()? {
        let conflict = Conflict::Running { campaign: row.get(1)?, batch: row.get(2)? };
        found.entry(row.get(0)?).or_default().push(conflict);
    }
    Ok(found)
}

/// The days to come on which posts of a campaign are due.
pub(super) fn due_days(conn: &Connection, campaign: CampaignId, today: NaiveDate) -> Result<Vec<NaiveDate>> {
    let mut statement = conn.prepare_cached(
        "SELECT DISTINCT due_on FROM deliverable JOIN collaboration ON collaboration.id = deliverable.collaboration_id \
         JOIN batch ON batch.id = collaboration.batch_id \
         WHERE batch.campaign_id = ?1 AND due_on >= ?2 AND post_id IS NULL AND missed_on IS NULL",
    )?;
    let days = statement.query_map(params![campaign, Day(today)], |row| Ok(row.get::<_, Day>(0)?.0))?;
    Ok(days.collect::<rusqlite::Result<_>>()?)
}
