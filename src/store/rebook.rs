//! Whom you may book again: everybody who worked with you, with the estimate of the newest campaign that has one.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use rusqlite::Connection;

use super::deletion::IS_DELETED;
use super::row::day;
use super::{estimates, report, track_records};
use crate::analysis::rules::Rules;
use crate::domain::collaboration::Decision;
use crate::domain::track_record::TrackRecord;
use crate::domain::{BatchStatus, CollaborationId, CreatorId, Goal, Verdict};
use crate::error::Result;
use crate::proto::outlook::Choice;
use crate::proto::page::BatchName;
use crate::proto::rebook::{Against, LeftOut, NoProfit, Prospect, RebookList, RebookRow, sort};
use crate::proto::results::{BatchResult, CampaignResult, CreatorResult};

/// A collaboration in its batch and campaign.
#[derive(Clone, Copy)]
struct Booked<'a> {
    campaign: &'a CampaignResult,
    batch: &'a BatchResult,
    result: &'a CreatorResult,
}

/// Returns who worked with you and may be booked again, as it is on a day.
pub fn list(conn: &Connection, today: NaiveDate, rules: &Rules) -> Result<RebookList> {
    let mut results = report::results(conn, None)?;
    estimates::add_estimates(conn, &mut results, today, rules)?;
    let (mut records, worked) = (track_records::all(conn, None, today)?, worked(conn)?);
    let mut booked: HashMap<CreatorId, Vec<Booked<'_>>> = HashMap::new();
    for campaign in &results {
        for batch in &campaign.batches {
            for result in &batch.creators {
                booked.entry(result.creator).or_default().push(Booked { campaign, batch, result });
            }
        }
    }
    let (mut rows, mut left_out) = (Vec::new(), LeftOut::default());
    for person in people(conn)? {
        let Some(mut all) = booked.remove(&person.id) else { continue };
        all.sort_by_key(|one| one.result.collaboration);
        let has_worked = |one: &Booked<'_>| {
            one.batch.status == BatchStatus::Finished
                && (worked.contains(&one.result.collaboration)
                    || one.result.sums.spend_minor > 0
                    || one.result.sums.orders > 0)
        };
        if !all.iter().any(has_worked) {
            continue;
        }
        if person.is_blocked {
            left_out.blocked += 1;
        } else if person.is_rejected {
            left_out.rejected += 1;
        } else if all.iter().any(|one| one.batch.status == BatchStatus::Running) {
            left_out.running += 1;
        } else {
            let done: Vec<Booked<'_>> = all.iter().copied().filter(has_worked).collect();
            let planned = all.iter().rev().find(|one| one.batch.status == BatchStatus::Planned).map(named);
            let record = records.remove(&person.id).unwrap_or_default();
            rows.extend(row(&person, &done, record, planned));
        }
    }
    sort(&mut rows);
    Ok(RebookList { rows, left_out })
}

/// Makes the row of a creator from the collaborations behind them, oldest first. Another booking is thought of on the terms of the
/// newest one whose profit is known, else of the newest one.
fn row(person: &Person, done: &[Booked<'_>], record: TrackRecord, planned: Option<BatchName>) -> Option<RebookRow> {
    let known = done.iter().rev().map(|one| (one, prospect(one))).find(|(_, prospect)| prospect.profit_minor.is_ok());
    let (one, prospect) = known.or_else(|| done.last().map(|one| (one, prospect(one))))?;
    let decided = done.iter().rev().map(|one| one.result.decision).find(|said| *said != Decision::Undecided);
    let against = match record.book_again {
        Some(false) => Some(Against::Said),
        None if decided == Some(Decision::Drop) => Some(Against::Dropped),
        None if one.campaign.wish(person.id) == Choice::Excluded => Some(Against::LeftOut),
        Some(true) | None => None,
    };
    Some(RebookRow {
        creator: person.id,
        handle: one.result.handle.clone(),
        platform: one.result.platform,
        ambassador_on: person.ambassador_on,
        collaboration: one.result.collaboration,
        made_for: named(one),
        currency: one.campaign.currency,
        target_roas_e4: one.campaign.target_roas_e4,
        borders: one.campaign.borders(),
        prospect,
        record,
        planned,
        against,
    })
}

fn named(one: &Booked<'_>) -> BatchName {
    BatchName { campaign: one.campaign.name.clone(), batch: one.batch.name.clone() }
}

/// What one more booking would bring.
fn prospect(one: &Booked<'_>) -> Prospect {
    let estimate = one.result.estimate.clone();
    let margin = one.campaign.margin_bp;
    let cost_minor = estimate.as_ref().and_then(|said| said.working.as_ref()?.cost_minor);
    let profit = estimate.as_ref().and_then(|said| said.profit_range(margin));
    if one.campaign.goal != Goal::Conversions {
        return Prospect { profit_minor: Err(NoProfit::OtherGoal(one.campaign.goal)), cost_minor, estimate };
    }
    let why = || match (&estimate, margin, cost_minor) {
        (_, None, _) => NoProfit::NoMargin,
        (Some(_), Some(_), None) => NoProfit::NoCost,
        _ => NoProfit::Untold,
    };
    Prospect { profit_minor: profit.ok_or_else(why), cost_minor, estimate }
}

/// A creator who was ever put into a batch.
struct Person {
    id: CreatorId,
    ambassador_on: Option<NaiveDate>,
    is_blocked: bool,
    is_rejected: bool,
}

fn people(conn: &Connection) -> Result<Vec<Person>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT id, ambassador_on, do_not_contact, verdict FROM creator
         WHERE id IN (SELECT creator_id FROM collaboration) AND NOT {IS_DELETED}"
    ))?;
    let rows = statement.query_map([], |row| {
        Ok(Person {
            id: row.get(0)?,
            ambassador_on: day(row, 1)?,
            is_blocked: row.get(2)?,
            is_rejected: row.get::<_, Verdict>(3)? == Verdict::Rejected,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Collaborations in which both sides agreed, or something was posted.
fn worked(conn: &Connection) -> Result<HashSet<CollaborationId>> {
    let mut statement = conn.prepare_cached(
        "SELECT id FROM collaboration WHERE outreach = 'agreed' OR content IN ('posted', 'verified', 'missed')",
    )?;
    let ids = statement.query_map([], |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

#[cfg(test)]
mod tests;
