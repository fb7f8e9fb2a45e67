//! Campaigns.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, params};

use super::{Outcome, Step, fits, note, tag};
use crate::domain::next_step::LEAD_TIMES;
use crate::domain::text::{clean, fold};
use crate::domain::{CampaignId, Counts, Currency, Goal, Longest, TagId};
use crate::error::{Error, Result};
use crate::proto::command::CampaignFields;
use crate::store::conversions;
use crate::store::row::Day;
use crate::store::undo::Place;
use crate::words::batches as words;
use crate::words::creators::unchanged;
use crate::words::tally;

const ADD: &str = "INSERT INTO campaign (name, folded, product, question, goal, currency, budget_minor, margin_bp,
    target_roas_e4, brief, starts_on, ends_on, updated_at, counts, conversion_minor, lead_days)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)";

const EDIT: &str = "UPDATE campaign SET name = ?1, folded = ?2, product = ?3, question = ?4, goal = ?5, currency = ?6,
    budget_minor = ?7, margin_bp = ?8, target_roas_e4 = ?9, brief = ?10, starts_on = ?11, ends_on = ?12,
    updated_at = max(updated_at + 1, ?13), counts = ?14, conversion_minor = ?15, lead_days = ?16
  WHERE id = ?17 AND (name, folded, product, question, goal, currency, budget_minor, margin_bp, target_roas_e4, brief,
    starts_on, ends_on, counts, conversion_minor, lead_days)
    IS NOT (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?14, ?15, ?16)";

impl Step<'_> {
    /// Adds a campaign, or replaces the fields of one.
    pub(super) fn save_campaign(&self, id: Option<CampaignId>, fields: &CampaignFields) -> Result<Outcome> {
        check(fields)?;
        for (what, text, longest) in [
            ("campaign name", &fields.name, Longest::Name),
            ("product", &fields.product, Longest::Name),
            ("question", &fields.question, Longest::Line),
            ("brief", &fields.brief, Longest::Lines),
        ] {
            fits(what, text.trim(), longest)?;
        }
        let name = clean(&fields.name);
        let folded = fold(&name);
        let niches = tag::names(&fields.niches)?;
        let taken = self
            .conn
            .prepare_cached("SELECT name FROM campaign WHERE folded = ?1 AND id IS NOT ?2")?
            .query_row(params![folded, id], |row| row.get::<_, String>(0))
            .optional()?;
        if let Some(taken) = taken {
            return Err(Error::refused(format!("There is already a campaign called {taken}.")));
        }
        if let Some(id) = id {
            self.check_currency(id, fields.currency)?;
            self.check_counts(id, fields.counts)?;
        }
        let (product, question, brief) = (clean(&fields.product), clean(&fields.question), note::lines(&fields.brief));
        let (starts_on, ends_on) = (fields.starts_on.map(Day), fields.ends_on.map(Day));
        let values = params![
            name,
            folded,
            product,
            question,
            fields.goal,
            fields.currency,
            fields.budget_minor,
            fields.margin_bp,
            fields.target_roas_e4,
            brief,
            starts_on,
            ends_on,
            self.now,
            fields.counts,
            fields.conversion_minor,
            fields.lead_days,
        ];
        let Some(id) = id else {
            self.conn.prepare_cached(ADD)?.execute(values)?;
            let id = CampaignId(self.conn.last_insert_rowid());
            self.set_niches(id, &niches)?;
            let sentence = words::campaign_saved(&name, true, Some(niches.len()));
            return Ok(Outcome::at(Place::Campaign(id), 1, sentence));
        };
        let was: Option<Goal> = self
            .conn
            .prepare_cached("SELECT goal FROM campaign WHERE id = ?1")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        let with_id: Vec<&dyn rusqlite::ToSql> = values.iter().copied().chain([&id as &dyn rusqlite::ToSql]).collect();
        let edited = self.conn.prepare_cached(EDIT)?.execute(with_id.as_slice())? > 0;
        let niches_changed = self.set_niches(id, &niches)?;
        if edited {
            conversions::follow(self.conn, id)?;
        }
        if edited || niches_changed {
            let mut sentence = words::campaign_saved(&name, false, niches_changed.then_some(niches.len()));
            if let Some(was) = was.filter(|was| *was != fields.goal) {
                sentence = words::goal_saved(&sentence, was, fields.goal);
            }
            return Ok(Outcome::at(Place::Campaign(id), 1, sentence));
        }
        Ok(Outcome::nothing(unchanged(&format!("campaign {name}"))))
    }

    /// Amounts are kept in the campaign's currency: with another one the same numbers would mean something else.
    fn check_currency(&self, id: CampaignId, currency: Currency) -> Result<()> {
        let (name, old, has_costs) = self
            .conn
            .prepare_cached(
                "SELECT name, currency, EXISTS (SELECT 1 FROM cost_item
                   JOIN collaboration ON collaboration.id = cost_item.collaboration_id
                   JOIN batch ON batch.id = collaboration.batch_id WHERE batch.campaign_id = campaign.id)
                 FROM campaign WHERE id = ?1",
            )?
            .query_row([id], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Currency>(1)?, row.get::<_, bool>(2)?)))
            .optional()?
            .ok_or_else(|| Error::refused("This campaign no longer exists."))?;
        if has_costs && old != currency {
            return Err(Error::refused(format!(
                "{name} already has costs in {old}, so its currency can't change to {currency}."
            ))
            .with_hint("Start another campaign for the other currency."));
        }
        Ok(())
    }

    /// What was counted by hand is no order of a shop.
    fn check_counts(&self, id: CampaignId, counts: Counts) -> Result<()> {
        let (name, was) = self
            .conn
            .prepare_cached("SELECT name, counts FROM campaign WHERE id = ?1")?
            .query_row([id], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Counts>(1)?)))?;
        let known = if counts.are_orders() { conversions::of_campaign(self.conn, id)? } else { 0 };
        if known > 0 {
            return Err(Error::refused(tally::cannot_count_orders(&name, was, known)));
        }
        Ok(())
    }

    /// Makes these the campaign's niches and returns whether they were others before.
    fn set_niches(&self, id: CampaignId, names: &[String]) -> Result<bool> {
        let wanted = names.iter().map(|name| self.tag(name)).collect::<Result<BTreeSet<TagId>>>()?;
        let present = self
            .conn
            .prepare_cached("SELECT tag_id FROM campaign_niche WHERE campaign_id = ?1")?
            .query_map([id], |row| row.get(0))?
            .collect::<Result<BTreeSet<TagId>, _>>()?;
        for gone in present.difference(&wanted) {
            self.conn
                .prepare_cached("DELETE FROM campaign_niche WHERE campaign_id = ?1 AND tag_id = ?2")?
                .execute(params![id, gone])?;
        }
        // In the order in which they were named.
        for name in names {
            let tag = self.tag(name)?;
            if !present.contains(&tag) {
                self.conn
                    .prepare_cached("INSERT INTO campaign_niche (campaign_id, tag_id) VALUES (?1, ?2)")?
                    .execute(params![id, tag])?;
            }
        }
        Ok(present != wanted)
    }
}

fn check(fields: &CampaignFields) -> Result<()> {
    let refusal = if clean(&fields.name).is_empty() {
        "A campaign needs a name."
    } else if fields.budget_minor.is_some_and(|budget| budget < 0) {
        "The budget cannot be below 0."
    } else if fields.margin_bp.is_some_and(|margin| !(1..=10_000).contains(&margin)) {
        "The gross margin must be above 0% and at most 100%."
    } else if fields.target_roas_e4.is_some_and(|target| target <= 0) {
        "The target ROAS must be above 0."
    } else if fields.lead_days.is_some_and(|days| !LEAD_TIMES.contains(&days)) {
        return Err(Error::refused(words::lead_time_wanted()));
    } else if !fields.counts.are_orders() && fields.conversion_minor.is_none_or(|value| value <= 0) {
        return Err(Error::refused(tally::needs_value(fields.counts)));
    } else if fields.counts.are_orders() && fields.conversion_minor.is_some() {
        "Orders have amounts of their own. Leave the value of one empty, or choose what counts."
    } else if fields.starts_on.zip(fields.ends_on).is_some_and(|(first, last)| last < first) {
        "The campaign ends before it starts. Check the two days."
    } else {
        return Ok(());
    };
    Err(Error::refused(refusal))
}
