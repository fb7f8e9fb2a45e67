//! What comes next in each campaign: its best next booking, and whether any is left that pays for itself (addendum, B10); and where the
//! budget of its next batch goes.

use std::collections::HashSet;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use crate::analysis::best_next::{BookingWorth, booking_worths_while};
use crate::analysis::decision::Advice;
use crate::analysis::rules::Rules;
use crate::domain::{CampaignId, CreatorId};
use crate::error::{Error, ErrorKind, Result};
use crate::proto::next_test::{Next, NextTest, TestWorth};
use crate::proto::outlook::Choice;
use crate::proto::results::CampaignResult;

use super::builder::Prospects;
use super::evidence::{Evidence, HeldOrders};
use super::odds::Field;
use super::{estimates, needs_review, report};

/// Works out what comes next in one campaign, or in each, as the file is on a day.
pub fn read(
    conn: &Connection,
    only: Option<CampaignId>,
    today: NaiveDate,
    rules: &Rules,
    kept: &HeldOrders,
) -> Result<Vec<Next>> {
    let mut campaigns = report::results(conn, only)?;
    campaigns.retain(|campaign| only.is_none_or(|only| only == campaign.id));
    estimates::add_estimates_from(conn, &mut campaigns, today, rules, kept)?;
    let evidence = Evidence::read(conn, only, today)?;
    let mut found = Vec::new();
    for campaign in campaigns {
        let id = campaign.id;
        let Some(all) = Prospects::gather(conn, campaign, &evidence, today, rules, kept)? else {
            found.push(Next { campaign: id, test: None, batch: None });
            continue;
        };
        let test = all.field().map(|field| best_test(conn, all.campaign(), field, &evidence)).transpose()?;
        found.push(Next { campaign: id, test, batch: all.proposal(conn, rules)? });
    }
    Ok(found)
}

/// Works out the best next booking of a campaign that is about conversions and has a target.
fn best_test(conn: &Connection, campaign: &CampaignResult, field: &Field, evidence: &Evidence) -> Result<NextTest> {
    let out = left_out(conn, campaign, evidence)?;
    let left = campaign.budget.left_minor().map(|left| left.max(0));
    let budget_minor = evidence.terms(campaign.id).next_budget_minor.or(left);
    let mut best: Option<(CreatorId, BookingWorth)> = None;
    let (mut waiting, mut unaffordable) = (0, 0);
    let booked = field.asked.creators.len();
    // Whoever interrupts the connection wants an answer to something else.
    let worths = booking_worths_while(&field.asked.input, &field.constants, &|| !conn.is_interrupted())
        .ok_or_else(|| Error::new(ErrorKind::Interrupted, "It was stopped."))?;
    for (index, worth) in worths.into_iter().enumerate() {
        let Some((creator, worth)) = field.creator(index).zip(worth) else { continue };
        // Somebody who is booked and did not post yet comes back as untested: there is nothing to repeat.
        let is_open = worth.advice == Advice::Wait || worth.advice == Advice::Untested && index < booked;
        if out.contains(&creator) || is_open {
            waiting += usize::from(is_open);
            continue;
        }
        if budget_minor.is_some_and(|budget| worth.cost_minor > budget) {
            unaffordable += 1;
            continue;
        }
        // Of equals the first stays: the tested stand before the candidates, and these by id.
        if best.is_none_or(|(_, best)| worth.value_minor() > best.value_minor()) {
            best = Some((creator, worth));
        }
    }
    let best = best.map(|(creator, worth)| named(conn, creator, &worth)).transpose()?;
    Ok(NextTest {
        best,
        budget_minor,
        unaffordable,
        waiting,
        later_bookings: field.constants.later_bookings,
        has_own_target: campaign.has_own_target,
    })
}

/// Creators of the campaign whom nobody can or wants to book again: blocked, deleted, excluded, or with a code that someone else has too.
fn left_out(conn: &Connection, campaign: &CampaignResult, evidence: &Evidence) -> Result<HashSet<CreatorId>> {
    let doubtful = needs_review::conflicts(conn, campaign.id, campaign.currency)?;
    let shared = doubtful.iter().filter(|pair| pair.settled.is_none() && pair.is_shared());
    let doubted = shared.flat_map(|pair| [pair.owners.0.0, pair.owners.1.0]);
    let booked = campaign.batches.iter().flat_map(|batch| &batch.creators);
    let closed = booked.filter(|row| {
        let is_excluded = campaign.wish(row.creator) == Choice::Excluded;
        row.is_deleted || is_excluded || evidence.is_blocked(row.creator)
    });
    Ok(doubted.chain(closed.map(|row| row.creator)).collect())
}

#[expect(clippy::cast_possible_truncation, reason = "a float that is too large saturates")]
fn named(conn: &Connection, creator: CreatorId, worth: &BookingWorth) -> Result<TestWorth> {
    let mut statement = conn.prepare_cached("SELECT handle FROM creator WHERE id = ?1")?;
    let handle: Option<String> = statement.query_row([creator], |row| row.get(0)).optional()?;
    Ok(TestWorth {
        creator,
        handle: handle.unwrap_or_default(),
        advice: worth.advice,
        cost_minor: worth.cost_minor,
        profit_minor: worth.profit_minor.round() as i64,
        knowing_minor: worth.knowing_minor.round() as i64,
    })
}

#[cfg(test)]
mod tests;
