//! What is due, read from whatever in the file has a day: batches, payments, rights, campaigns, snoozes, typed tasks.

pub mod goal;
mod steps;

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use rusqlite::{Connection, Row, ToSql};
use strum::IntoEnumIterator;

use super::deletion::IS_DELETED;
use super::payables;
use super::row::{Day, day};
use crate::domain::rights::RightKind;
use crate::domain::{AmountId, Cadence, CollaborationId, Payable, PayableId, TierBorders};
use crate::error::Result;
use crate::proto::agenda::{Agenda, DueKey, DueKind, DueRow};

pub use steps::{forget, step};

/// How long a right that has ended is still told.
const ENDED_RIGHTS: Days = Days::new(30);

const TASKS: &str = "SELECT task.id, task.due_on, task.title, ifnull('@' || creator.handle, ''), 0, NULL, NULL, \
    ifnull(campaign.name, ''), campaign.id, batch.id, creator.id, task.note \
    FROM task LEFT JOIN collaboration ON collaboration.id = task.collaboration_id \
    LEFT JOIN creator ON creator.id = ifnull(task.creator_id, collaboration.creator_id) \
    LEFT JOIN batch ON batch.id = collaboration.batch_id LEFT JOIN campaign ON campaign.id = batch.campaign_id \
    WHERE task.done_on IS NULL";

const BATCHES: &str = "SELECT batch.id, batch.ends_on, batch.name, '', \
    (SELECT COUNT(*) FROM collaboration WHERE collaboration.batch_id = batch.id), NULL, NULL, \
    campaign.name, campaign.id, batch.id, NULL, '' \
    FROM batch JOIN campaign ON campaign.id = batch.campaign_id WHERE batch.status = 'running' AND batch.ends_on IS NOT NULL";

// Only those who came as far as a result and are still there; who fell out before needs no decision.
const UNDECIDED: &str = "SELECT batch.id, ifnull(batch.ends_on, batch.starts_on), batch.name, '', COUNT(*), NULL, NULL, \
    campaign.name, campaign.id, batch.id, NULL, '' \
    FROM batch JOIN campaign ON campaign.id = batch.campaign_id JOIN collaboration ON collaboration.batch_id = batch.id \
    JOIN creator ON creator.id = collaboration.creator_id WHERE batch.status = 'finished' \
    AND ifnull(batch.ends_on, batch.starts_on) IS NOT NULL AND collaboration.decision = 'undecided' AND collaboration.content IN ('posted', 'verified')";

const RIGHTS: &str = "SELECT rights.id, rights.ends_on, creator.handle, rights.kind, 1, NULL, NULL, \
    campaign.name, campaign.id, batch.id, creator.id, '' \
    FROM rights JOIN collaboration ON collaboration.id = rights.collaboration_id \
    JOIN creator ON creator.id = collaboration.creator_id JOIN batch ON batch.id = collaboration.batch_id \
    JOIN campaign ON campaign.id = batch.campaign_id WHERE rights.ends_on >= ?1";

const STARTS: &str = "SELECT campaign.id, campaign.starts_on, campaign.name, '', 0, NULL, NULL, '', campaign.id, NULL, NULL, '' \
    FROM campaign WHERE campaign.starts_on IS NOT NULL \
    AND NOT EXISTS (SELECT 1 FROM batch WHERE batch.campaign_id = campaign.id AND batch.status <> 'planned')";

const ENDS: &str = "SELECT campaign.id, campaign.ends_on, campaign.name, '', 0, NULL, NULL, '', campaign.id, NULL, NULL, '' \
    FROM campaign WHERE campaign.ends_on >= ?1";

// Those that are back stand together under today.
const SNOOZED: &str = "SELECT 0, max(creator.snoozed_until, ?1) AS due, '', '', COUNT(*), NULL, NULL, '', NULL, NULL, NULL, '' \
    FROM creator WHERE creator.verdict = 'snoozed' AND creator.snoozed_until IS NOT NULL GROUP BY due";

/// Returns what is due, in the order of the days, and how the goal of this week stands among it.
pub fn agenda(conn: &Connection, today: NaiveDate, borders: TierBorders, cadence: &Cadence) -> Result<Agenda> {
    let mut rows = dated(conn, today, cadence)?;
    rows.extend(goal::progress(conn, today, borders)?.and_then(|progress| goal::row(&progress, today)));
    rows.sort_by_key(|row| (row.day, row.key));
    let done_today = conn
        .prepare_cached(
            "SELECT (SELECT COUNT(*) FROM task WHERE done_on = ?1) + (SELECT COUNT(*) FROM payment WHERE paid_on = ?1)
               + (SELECT COUNT(*) FROM agenda_mark WHERE done_on = ?1)",
        )?
        .query_row([Day(today)], |row| row.get(0))?;
    Ok(Agenda { rows, done_today })
}

/// Returns how many things are overdue or due today; the goal apart, which has a line of its own.
pub fn due(conn: &Connection, today: NaiveDate, cadence: &Cadence) -> Result<i64> {
    let due = dated(conn, today, cadence)?.into_iter().filter(|row| row.day <= today).count();
    Ok(i64::try_from(due).unwrap_or(i64::MAX))
}

/// Everything with a day, without what was ticked off, under the day until which it was put off.
fn dated(conn: &Connection, on: NaiveDate, cadence: &Cadence) -> Result<Vec<DueRow>> {
    let since = on - ENDED_RIGHTS;
    let (today, since) = (Day(on), Day(since));
    let mut rows = Vec::new();
    read(conn, DueKind::Task, TASKS, &[], &mut rows)?;
    read(conn, DueKind::Batch, BATCHES, &[], &mut rows)?;
    let undecided = format!("{UNDECIDED} AND NOT {IS_DELETED} GROUP BY batch.id");
    read(conn, DueKind::Undecided, &undecided, &[], &mut rows)?;
    rows.extend(steps::due(conn, on, cadence)?);
    rows.extend(payables::dated(conn)?.into_iter().filter_map(payment));
    read(conn, DueKind::Rights, RIGHTS, &[&since], &mut rows)?;
    read(conn, DueKind::Start, STARTS, &[], &mut rows)?;
    read(conn, DueKind::End, ENDS, &[&today], &mut rows)?;
    read(conn, DueKind::Snoozed, SNOOZED, &[&today], &mut rows)?;
    let marks = marks(conn)?;
    rows.retain_mut(|row| match marks.get(&(row.key.kind, row.key.subject, row.key.due_on)) {
        Some(Mark { is_done: true, .. }) => false,
        Some(Mark { until: Some(until), .. }) => {
            (row.day, row.is_snoozed) = (*until, true);
            true
        }
        _ => true,
    });
    steps::spread(conn, &mut rows, on, cadence)?;
    Ok(rows)
}

/// A payment that is due. A commission goes by its collaboration, below zero, and by its day.
fn payment(row: Payable) -> Option<DueRow> {
    let subject = match row.id {
        PayableId::Amount(amount) => amount.0,
        PayableId::Commission(collaboration, _) => -collaboration.0,
    };
    let due_on = row.due_on?;
    let invoice = if row.invoice.is_empty() { String::new() } else { format!(", {}", row.invoice) };
    Some(DueRow {
        key: DueKey { kind: DueKind::Payment, subject, due_on },
        day: due_on,
        detail: format!("{}{invoice}", row.purpose),
        count: 1,
        amount: Some((row.left_minor(), row.currency)),
        name: row.payee.handle,
        campaign_name: row.campaign_name,
        campaign: Some(row.campaign),
        batch: Some(row.batch),
        creator: Some(row.payee.id),
        collaboration: Some(row.collaboration),
        numbers: Vec::new(),
        note: String::new(),
        is_snoozed: false,
    })
}

/// The payable that a due payment stands for.
pub fn payable(conn: &Connection, key: DueKey) -> Result<Option<Payable>> {
    if key.subject >= 0 {
        return payables::one(conn, PayableId::Amount(AmountId(key.subject)));
    }
    let rows = payables::of(conn, CollaborationId(-key.subject), key.due_on)?;
    let is_it = |row: &Payable| matches!(row.id, PayableId::Commission(..)) && row.due_on == Some(key.due_on);
    Ok(rows.into_iter().find(is_it))
}

fn read(conn: &Connection, kind: DueKind, sql: &str, params: &[&dyn ToSql], rows: &mut Vec<DueRow>) -> Result<()> {
    let mut statement = conn.prepare_cached(sql)?;
    for row in statement.query_map(params, |row| due_row(kind, row))? {
        rows.push(row?);
    }
    Ok(())
}

fn due_row(kind: DueKind, row: &Row<'_>) -> rusqlite::Result<DueRow> {
    let due_on = row.get::<_, Day>(1)?.0;
    let amount: Option<i64> = row.get(5)?;
    let currency = row.get(6)?;
    let detail: String = row.get(3)?;
    let detail = if kind == DueKind::Rights { RightKind::named(&detail).to_owned() } else { detail };
    Ok(DueRow {
        key: DueKey { kind, subject: row.get(0)?, due_on },
        day: due_on,
        name: row.get(2)?,
        detail,
        count: row.get(4)?,
        amount: amount.zip(currency),
        campaign_name: row.get(7)?,
        campaign: row.get(8)?,
        batch: row.get(9)?,
        creator: row.get(10)?,
        collaboration: None,
        numbers: Vec::new(),
        note: row.get(11)?,
        is_snoozed: false,
    })
}

/// What the user did with a thing.
struct Mark {
    is_done: bool,
    until: Option<NaiveDate>,
}

fn marks(conn: &Connection) -> Result<HashMap<(DueKind, i64, NaiveDate), Mark>> {
    let mut statement = conn.prepare_cached("SELECT kind, subject_id, due_on, done_on, until FROM agenda_mark")?;
    let mut marks = HashMap::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let word: String = row.get(0)?;
        let Some(kind) = DueKind::iter().find(|kind| kind.kept_as() == word) else { continue };
        let mark = Mark { is_done: day(row, 3)?.is_some(), until: day(row, 4)? };
        marks.insert((kind, row.get(1)?, row.get::<_, Day>(2)?.0), mark);
    }
    Ok(marks)
}

#[cfg(test)]
mod tests;
