//! The builder of the next batch: gathers everybody whom a campaign could book, and has the method fill the batch.

mod addable;
mod fill;
mod rows;
mod scores;
mod table;

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::analysis::next_batch::NextBatch;
use crate::analysis::ramp::days_until_worth_a_look;
use crate::analysis::rules::Rules;
use crate::domain::next_step::LEAD_DAYS;
use crate::domain::schedule::{APART_DAYS, Pace, Schedule};
use crate::domain::{CreatorId, Goal};
use crate::error::Result;
use crate::proto::builder::{BatchLine, Builder, BuilderAsk};
use crate::proto::draft::Draft;
use crate::proto::results::CampaignResult;

use super::estimates;
use super::evidence::{Evidence, HeldOrders};
use super::next_name;
use super::odds::Field;
use super::report;
use table::Table;

pub use addable::find;

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
    let Some(campaign) = found.pop() else { return Ok(None) };
    let evidence = Evidence::read(conn, Some(id), today)?;
    let Some(table) = Table::gather(conn, campaign, &evidence, &ask.draft, today, rules, kept)? else {
        return Ok(None);
    };
    let (people, places) = table.people(conn, rules)?;
    let mut builder = table.fill(people, &places);
    builder.more = table.field.asked.input.creators.len() - places.len();
    builder.niches = rows::niches(conn, id)?;
    let promised = table.planned.as_ref().map_or(Ok(HashMap::new()), |batch| rows::promised_days(conn, batch.id))?;
    set_days(conn, &mut builder, &promised, today, &table.field)?;
    let proposed = table.rule(rows::last_rule(conn, id)?, builder.lines.len());
    builder.rule = table.draft.rule.or(Some(proposed));
    let proposed_end = builder.days.ends_on;
    builder.days.ends_on = table.draft.ends_on.or(proposed_end);
    match table.planned {
        Some(batch) => {
            builder.rule = Some(proposed);
            if batch.rule.is_some() || !batch.note.trim().is_empty() {
                (builder.rule, builder.note, builder.has_rule) = (batch.rule, batch.note, batch.rule.is_some());
            }
            (builder.set_end, builder.days.ends_on) = (batch.ends_on, batch.ends_on.or(proposed_end));
            (builder.batch, builder.batch_name) = (Some(batch.id), batch.name);
        }
        None => builder.batch_name = next_name::batch(conn, id)?,
    }
    Ok(Some(builder))
}

/// The creators that a campaign could book next, gathered once for several questions.
pub(super) struct Prospects(Table);

impl Prospects {
    /// Gathers it for a campaign with its estimates; nothing where there is nothing to ask.
    pub fn gather(
        conn: &Connection,
        campaign: CampaignResult,
        evidence: &Evidence,
        today: NaiveDate,
        rules: &Rules,
        kept: &HeldOrders,
    ) -> Result<Option<Self>> {
        Ok(Table::gather(conn, campaign, evidence, &Draft::default(), today, rules, kept)?.map(Self))
    }

    /// The campaign.
    pub fn campaign(&self) -> &CampaignResult {
        &self.0.campaign
    }

    /// What odds are worked out from; nothing for a campaign that is not about conversions, or without a target.
    pub fn field(&self) -> Option<&Field> {
        (self.0.campaign.goal == Goal::Conversions && self.0.has_odds).then_some(&self.0.field)
    }

    /// Proposes where the budget of the next batch goes, from the same list as the builder: creators by name, whether they were booked
    /// before or not. Nothing without a budget.
    pub fn proposal(&self, conn: &Connection, rules: &Rules) -> Result<Option<NextBatch>> {
        if self.0.money_minor().is_none() {
            return Ok(None);
        }
        let (people, places) = self.0.people(conn, rules)?;
        Ok(Some(self.0.allocate(&people, &places).batch))
    }
}

/// Gives each creator of the batch the day of their post: those in it the day that they promised, the others the next ones.
fn set_days(
    conn: &Connection,
    builder: &mut Builder,
    promised: &HashMap<CreatorId, NaiveDate>,
    today: NaiveDate,
    field: &Field,
) -> Result<()> {
    let new = |line: &BatchLine| !builder.people[line.person].is_member;
    let ships = builder.lines.iter().any(|line| builder.people[line.person].other_minor > 0);
    let days: Vec<NaiveDate> = promised.values().copied().collect();
    let taken = rows::due_days(conn, builder.campaign, today)?;
    builder.days = Schedule::of(Pace {
        today,
        promised: &days,
        posts: builder.lines.iter().filter(|line| new(line)).count(),
        first: builder.draft.first_post,
        apart_days: builder.draft.apart_days.unwrap_or(APART_DAYS),
        lead_days: if ships { Some(rows::lead_days(conn, builder.campaign)?.unwrap_or(LEAD_DAYS)) } else { None },
        taken: &taken,
        judged_after: days_until_worth_a_look(&[0.0], &field.constants),
    });
    let mut added = builder.days.added.iter();
    for line in &mut builder.lines {
        let person = &builder.people[line.person];
        line.post_on = if person.is_member { promised.get(&person.creator).copied() } else { added.next().copied() };
    }
    Ok(())
}

#[cfg(test)]
mod tests;
