//! The open steps of collaborations as things that are due. They are read anew each time: what was recorded anywhere is gone.

use std::collections::HashSet;

use chrono::NaiveDate;
use rusqlite::Connection;
use strum::IntoEnumIterator;

use crate::domain::next_step::NextStep;
use crate::domain::{Cadence, CollaborationId, CreatorId};
use crate::error::Result;
use crate::proto::agenda::{DueKey, DueKind, DueRow};
use crate::proto::card::Card;
use crate::store::cards::{Which, cards};
use crate::store::row::Day;
use crate::words::next_step as words;

/// Every step with a day.
pub(super) fn due(conn: &Connection, today: NaiveDate, cadence: &Cadence) -> Result<Vec<DueRow>> {
    let blocked = creators(conn, "creator.do_not_contact")?;
    let all = cards(conn, Which::Open, cadence, today)?;
    let may_write =
        |card: &Card, kind| !(matches!(kind, DueKind::Contact | DueKind::FollowUp) && blocked.contains(&card.creator));
    Ok(all.iter().flat_map(|card| of(card).into_iter().filter(|row| may_write(card, row.key.kind))).collect())
}

/// Forgets what was put off of a collaboration that leaves the file: the next one may get its number.
pub fn forget(conn: &Connection, id: CollaborationId) -> Result<()> {
    let steps: Vec<String> =
        DueKind::iter().filter(|kind| kind.is_step()).map(|kind| format!("'{}'", kind.kept_as())).collect();
    let (steps, payment, rights) = (steps.join(", "), DueKind::Payment.kept_as(), DueKind::Rights.kept_as());
    conn.prepare_cached(&format!(
        "DELETE FROM agenda_mark WHERE subject_id = ?1 AND kind IN ({steps}) OR subject_id = -?1 AND kind = '{payment}'
           OR kind = '{payment}' AND subject_id IN (SELECT id FROM cost_item WHERE collaboration_id = ?1)
           OR kind = '{rights}' AND subject_id IN (SELECT id FROM rights WHERE collaboration_id = ?1)"
    ))?
    .execute([id])?;
    Ok(())
}

/// The step that a key stands for; nothing where it is no longer open.
pub fn step(conn: &Connection, key: DueKey, today: NaiveDate, cadence: &Cadence) -> Result<Option<DueRow>> {
    let cards = cards(conn, Which::One(CollaborationId(key.subject)), cadence, today)?;
    Ok(cards.iter().flat_map(of).find(|row| row.key == key))
}

/// The steps of one collaboration. Several deliverables with the same step on the same day are one thing to do.
fn of(card: &Card) -> Vec<DueRow> {
    let mut rows: Vec<DueRow> = Vec::new();
    for open in &card.open {
        let (Some(kind), Some(day)) = (DueKind::of_step(open.step), open.by) else { continue };
        let key = DueKey { kind, subject: card.id.0, due_on: day };
        let number = match open.step {
            NextStep::AwaitDraft(number)
            | NextStep::Review(number)
            | NextStep::AwaitPost(number)
            | NextStep::Read(number, _) => Some(number).filter(|number| *number > 0),
            _ => None,
        };
        if let Some(same) = rows.iter_mut().find(|row| row.key == key) {
            same.numbers.extend(number);
            same.count += 1;
            same.detail = words::task_of_many(open.step, &same.numbers);
            continue;
        }
        rows.push(DueRow {
            key,
            day,
            name: card.handle.clone(),
            detail: words::task(open.step, &card.deliverables),
            count: 1,
            amount: None,
            campaign_name: card.campaign_name.clone(),
            campaign: Some(card.campaign),
            batch: Some(card.batch),
            creator: Some(card.creator),
            collaboration: Some(card.id),
            numbers: number.into_iter().collect(),
            note: String::new(),
            is_snoozed: false,
        });
    }
    rows
}

/// Leaves no day with more follow-ups than a person writes: those over the limit stand under the next days.
pub(super) fn spread(conn: &Connection, rows: &mut [DueRow], today: NaiveDate, cadence: &Cadence) -> Result<()> {
    let logged: i64 = conn
        .prepare_cached("SELECT count(*) FROM step WHERE track = 'outreach' AND word = 'followed up' AND day = ?1")?
        .query_row([Day(today)], |row| row.get(0))?;
    let most = i64::from(cadence.most_a_day.max(1));
    let mut follow_ups: Vec<&mut DueRow> = rows.iter_mut().filter(|row| row.key.kind == DueKind::FollowUp).collect();
    follow_ups.sort_by_key(|row| (row.day, row.key));
    let (mut day, mut taken) = (today, logged);
    for row in follow_ups {
        if row.day > day {
            (day, taken) = (row.day, 0);
        }
        if taken >= most {
            let Some(next) = day.succ_opt() else { break };
            (day, taken) = (next, 0);
        }
        taken += 1;
        // What is overdue and has room today stays overdue.
        if day > today {
            row.day = day;
        }
    }
    Ok(())
}

/// The creators of collaborations for whom a condition holds.
fn creators(conn: &Connection, condition: &str) -> Result<HashSet<CreatorId>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT DISTINCT creator.id FROM creator JOIN collaboration ON collaboration.creator_id = creator.id WHERE {condition}"
    ))?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}
