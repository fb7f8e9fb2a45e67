//! The builder of the next batch: gathers everybody whom a campaign could book, and has the method fill the batch.

mod fill;
mod rows;
mod scores;
mod table;

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::analysis::ramp::days_until_worth_a_look;
use crate::analysis::rules::Rules;
use crate::domain::next_step::LEAD_DAYS;
use crate::domain::schedule::{Pace, Schedule};
use crate::domain::{CreatorId, Goal};
use crate::error::Result;
use crate::proto::builder::{Builder, BuilderAsk};
use crate::proto::results::CampaignResult;

use super::estimates;
use super::evidence::{Evidence, HeldOrders};
use super::odds::Field;
use super::report;
use scores::Score;
use table::Table;

pub use rows::next_name;

/// Reads whom a campaign could book next, and what a batch of them would bring, as it is on a day. Nothing where there is no campaign.
pub fn read(
    conn: &Connection,
    ask: &BuilderAsk,
    today: NaiveDate,
    rules: &Rules,
    kept: &HeldOrders,
) -> Result<Option<Builder>> {
    let id = match ask.campaign {
        Some(id) => Some(id),
        None => rows::campaign_at_hand(conn)?,
    };
    let Some(id) = id else { return Ok(None) };
    let mut found = report::results(conn, Some(id))?;
    estimates::add_estimates_from(conn, &mut found, today, rules, kept)?;
    let Some(mut campaign) = found.pop() else { return Ok(None) };
    let evidence = Evidence::read(conn, Some(id), today)?;
    let has_odds = campaign.goal != Goal::Conversions || campaign.target_roas_e4.is_some();
    // Without a ROAS to beat there are no odds, but everybody who could be booked all the same.
    let asked = (!has_odds).then(|| CampaignResult { goal: Goal::Awareness, ..campaign.clone() });
    let field = Field::read(conn, asked.as_ref().unwrap_or(&campaign), &evidence, rules, kept)?;
    let Some(field) = field else { return Ok(None) };
    let sticks = estimates::yardsticks(conn, &mut campaign, &evidence, rules)?;
    let scores = if has_odds {
        scores::of(conn, &field, &campaign, &sticks)?
    } else {
        vec![Score::default(); field.asked.input.creators.len()]
    };
    let planned = rows::planned(conn, id)?;
    let members = planned.as_ref().map_or(Ok(Vec::new()), |batch| rows::members(conn, batch.id))?;
    let table = Table {
        choices: rows::choices(conn, id)?,
        conflicts: rows::conflicts(conn, id, today)?,
        terms: evidence.terms(id),
        campaign: &campaign,
        field: &field,
        scores,
        members,
        ask,
        has_odds,
    };
    let places = table.listed();
    let ids: Vec<CreatorId> = places.iter().map(|place| table.id(*place)).collect();
    let who = rows::who(conn, &ids)?;
    let places: Vec<usize> = places.into_iter().filter(|place| who.contains_key(&table.id(*place))).collect();
    let more = field.asked.input.creators.len() - places.len();
    let people = table.people(&places, &who, rules);
    let mut builder = table.fill(people, &places);
    builder.more = more;
    builder.niches = rows::niches(conn, id)?;
    let taken = rows::due_days(conn, id, today, planned.as_ref().map(|batch| batch.id))?;
    let ships = builder.lines.iter().any(|line| builder.people[line.person].other_minor > 0);
    builder.days = Schedule::of(Pace {
        today,
        posts: builder.lines.len(),
        lead_days: if ships { Some(rows::lead_days(conn, id)?.unwrap_or(LEAD_DAYS)) } else { None },
        taken: &taken,
        judged_after: days_until_worth_a_look(&[0.0], &field.constants),
    });
    for (line, day) in builder.lines.iter_mut().zip(&builder.days.posts) {
        line.post_on = Some(*day);
    }
    builder.rule = Some(table.rule(rows::last_rule(conn, id)?, builder.lines.len()));
    match planned {
        Some(batch) => {
            if batch.rule.is_some() || !batch.note.trim().is_empty() {
                (builder.rule, builder.note) = (batch.rule, batch.note);
            }
            builder.days.ends_on = batch.ends_on.or(builder.days.ends_on);
            (builder.batch, builder.batch_name) = (Some(batch.id), batch.name);
        }
        None => builder.batch_name = rows::next_name(conn, id)?,
    }
    Ok(Some(builder))
}

#[cfg(test)]
mod tests;
