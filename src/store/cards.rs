//! Where collaborations stand: the one reader of their tracks, days and promises for the page, the board and the agenda.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, Row};

use super::deletion::IS_DELETED;
use super::row::{Day, day};
use super::stage::{HAS_RESULTS, IS_SETTLED, TRACK_COLS, TRACKS, tracks};
use crate::domain::collaboration::{Rights, Tracks};
use crate::domain::deliverable::Progress;
use crate::domain::next_step::{LEAD_DAYS, NextStep, PastDays, Promised, Situation};
use crate::domain::{BatchStatus, Cadence, CollaborationId, DeliverableKind};
use crate::error::Result;
use crate::proto::card::Card;

/// Which collaborations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// One.
    One(CollaborationId),
    /// Those in which something can still be open, of batches that were started.
    Open,
    /// All.
    All,
}

impl Which {
    /// The condition on the table `collaboration`; `?1` is the id.
    fn condition(self) -> &'static str {
        match self {
            Self::One(_) => "collaboration.id = ?1",
            Self::Open => {
                "?1 IS NULL AND collaboration.decision IN ('undecided', 'wait') AND EXISTS (SELECT 1 FROM batch \
                 WHERE batch.id = collaboration.batch_id AND batch.status <> 'planned')"
            }
            Self::All => "?1 IS NULL",
        }
    }

    fn id(self) -> Option<CollaborationId> {
        match self {
            Self::One(id) => Some(id),
            Self::Open | Self::All => None,
        }
    }
}

/// Returns collaborations with what is open in them on a day, in the order of their batches.
pub fn cards(conn: &Connection, which: Which, cadence: &Cadence, today: NaiveDate) -> Result<Vec<Card>> {
    let mut promised = promised(conn, which)?;
    let owed = owed(conn, which, today)?;
    let mut statement = conn.prepare_cached(&format!(
        "SELECT collaboration.id, creator.id, creator.handle, creator.platform, creator.followers, batch.id, batch.name, batch.status,
           campaign.id, campaign.name, campaign.currency, batch.starts_on, batch.ends_on, ifnull(campaign.lead_days, {LEAD_DAYS}),
           contacted_on, replied_on, shipped_on, delivered_on, lost_on, posting_window,
           {HAS_RESULTS},
           collaboration.follow_ups,
           (SELECT max(day) FROM step WHERE collaboration_id = collaboration.id AND track = 'outreach' AND word <> 'to contact'),
           (SELECT max(day) FROM step WHERE collaboration_id = collaboration.id AND track = 'outreach' AND word = 'agreed'),
           (SELECT count(*) FROM rights WHERE collaboration_id = collaboration.id),
           (SELECT count(*) FROM rights WHERE collaboration_id = collaboration.id AND ifnull(ends_on, ?2) >= ?2),
           (SELECT max(ends_on) FROM rights WHERE collaboration_id = collaboration.id AND ends_on >= ?2),
           {IS_SETTLED}, {TRACK_COLS}, {IS_DELETED}
         FROM collaboration JOIN creator ON creator.id = creator_id JOIN batch ON batch.id = batch_id
         JOIN campaign ON campaign.id = campaign_id WHERE {} ORDER BY batch.id, collaboration.id",
        which.condition()
    ))?;
    let rows = statement.query_map((which.id(), Day(today)), |row| {
        let id = row.get(0)?;
        let deliverables: Vec<Promised> = promised.remove(&id).unwrap_or_default();
        let tracks = tracks_of_today(row)?;
        let (has_results, is_deleted) = (row.get(20)?, row.get::<_, bool>(28 + TRACKS)?);
        let situation = Situation {
            tracks,
            batch: row.get(7)?,
            started_on: day(row, 11)?.filter(|_| row.get(7) != Ok(BatchStatus::Planned)),
            ends_on: day(row, 12)?,
            days: PastDays {
                contacted_on: day(row, 14)?,
                talked_on: day(row, 22)?,
                replied_on: day(row, 15)?,
                agreed_on: day(row, 23)?,
                shipped_on: day(row, 16)?,
                delivered_on: day(row, 17)?,
                lost_on: day(row, 18)?,
            },
            follow_ups: usize::try_from(row.get::<_, i64>(21)?).unwrap_or(0),
            window: row.get(19)?,
            lead_days: row.get(13)?,
            deliverables,
            owed: owed.get(&id).copied().unwrap_or_default(),
            has_results,
            rights_end: day(row, 26)?,
        };
        let mut open = situation.open(cadence, today);
        if is_deleted {
            // Nobody knows them any more. What is owed to them stays owed, and a right to their work still ends.
            open.retain(|open| matches!(open.step, NextStep::Pay(_) | NextStep::AwaitEnd));
        }
        Ok(Card {
            id,
            creator: row.get(1)?,
            handle: row.get(2)?,
            platform: row.get(3)?,
            followers: row.get(4)?,
            batch: row.get(5)?,
            batch_name: row.get(6)?,
            batch_status: row.get(7)?,
            campaign: row.get(8)?,
            campaign_name: row.get(9)?,
            currency: row.get(10)?,
            stage: tracks.stage(has_results, row.get(27)?),
            tracks,
            deliverables: situation.deliverables.iter().map(|promised| promised.kind).collect(),
            open,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The tracks; a right that was granted and has ended by its dates is expired.
fn tracks_of_today(row: &Row<'_>) -> rusqlite::Result<Tracks> {
    let tracks = tracks(row, 28)?;
    let (dated, running): (i64, i64) = (row.get(24)?, row.get(25)?);
    let has_ended = tracks.rights == Rights::Granted && dated > 0 && running == 0;
    Ok(if has_ended { Tracks { rights: Rights::Expired, ..tracks } } else { tracks })
}

/// What was promised in each collaboration, then what was posted beyond that.
fn promised(conn: &Connection, which: Which) -> Result<HashMap<CollaborationId, Vec<Promised>>> {
    const READ_ON: &str = "(SELECT max(day) FROM reading WHERE reading.post_id = post.id)";
    let condition = which.condition();
    let mut all: HashMap<CollaborationId, Vec<Promised>> = HashMap::new();
    let mut statement = conn.prepare_cached(&format!(
        "SELECT collaboration.id, kind, due_on, draft_on, changes_on, approved_on, missed_on, post.posted_on, post.id IS NOT NULL, {READ_ON}
         FROM deliverable JOIN collaboration ON collaboration.id = deliverable.collaboration_id
         LEFT JOIN post ON post.id = post_id WHERE {condition} ORDER BY deliverable.id"
    ))?;
    let mut rows = statement.query([which.id()])?;
    while let Some(row) = rows.next()? {
        let progress = Progress {
            draft_on: day(row, 3)?,
            changes_on: day(row, 4)?,
            approved_on: day(row, 5)?,
            missed_on: day(row, 6)?,
            posted_on: day(row, 7)?,
            has_post: row.get(8)?,
        };
        let one = Promised { kind: row.get(1)?, progress, due_on: day(row, 2)?, read_on: day(row, 9)? };
        all.entry(row.get(0)?).or_default().push(one);
    }
    let mut statement = conn.prepare_cached(&format!(
        "SELECT collaboration.id, post.posted_on, {READ_ON} FROM post JOIN collaboration ON collaboration.id = post.collaboration_id
         WHERE post.id NOT IN (SELECT post_id FROM deliverable WHERE post_id IS NOT NULL) AND {condition} ORDER BY post.id"
    ))?;
    let mut rows = statement.query([which.id()])?;
    while let Some(row) = rows.next()? {
        let progress = Progress { posted_on: day(row, 1)?, has_post: true, ..Progress::default() };
        let one = Promised { kind: DeliverableKind::Video, progress, due_on: None, read_on: day(row, 2)? };
        all.entry(row.get(0)?).or_default().push(one);
    }
    Ok(all)
}

/// What is owed in each collaboration, minor units, and when the first of it is due. A commission is owed once its month is over.
fn owed(
    conn: &Connection,
    which: Which,
    today: NaiveDate,
) -> Result<HashMap<CollaborationId, (i64, Option<NaiveDate>)>> {
    let condition = which.condition();
    let mut statement = conn.prepare_cached(&format!(
        "SELECT payable.collaboration_id, sum(payable.amount_minor - payable.paid_minor), min(payable.due_on)
         FROM payable JOIN collaboration ON collaboration.id = payable.collaboration_id
         WHERE (payable.state = 'owed' OR payable.month IS NOT NULL AND payable.state = 'agreed' AND payable.start_on <= ?2)
           AND payable.paid_minor < payable.amount_minor AND {condition} GROUP BY 1"
    ))?;
    let rows = statement.query_map((which.id(), Day(today)), |row| Ok((row.get(0)?, (row.get(1)?, day(row, 2)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

#[cfg(test)]
mod tests;
