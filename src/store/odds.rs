//! The odds of candidates: everybody whom a campaign could book for the first time, gathered in bulk and worked out in one fit
//! (addendum, B5).

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::analysis::constants::Constants;
use crate::analysis::input::{CreatorInput, Plan};
use crate::analysis::odds::{Odds, odds_while};
use crate::analysis::rules::Rules;
use crate::domain::{CampaignId, CollaborationId, CreatorId, Currency, Goal};
use crate::error::{Error, ErrorKind, Result};
use crate::proto::odds::{CampaignOdds, CandidateOdds, NoOdds, PricedOdds};
use crate::proto::results::CampaignResult;

use super::evidence::{Asked, Evidence, HeldOrders};
use super::report;
use rows::Known;

pub use lent::{current, lend, lend_to_filter, lend_to_order};
pub(super) use rows::Planned;

mod lent;
mod rows;

/// The terms on which a campaign would book a candidate.
pub(super) struct Offer {
    pub(super) creator: CreatorId,
    pub(super) plan: Plan,
    /// What it costs beside the fee, minor units.
    pub(super) other_minor: i64,
    /// The fee, or why there is no telling what it is.
    pub(super) fee_minor: std::result::Result<i64, NoOdds>,
    /// Whether it was typed in a planned batch, and whether it is agreed there.
    pub(super) typed: Option<bool>,
}

/// Reads the odds of all candidates of a campaign, as they are on a day. Nothing for a campaign that is not about conversions, or
/// without a target.
///
/// The number of questions to the file does not depend on the number of candidates.
pub fn read(
    conn: &Connection,
    id: CampaignId,
    today: NaiveDate,
    rules: &Rules,
    kept: &HeldOrders,
) -> Result<Option<CampaignOdds>> {
    let campaign = report::results(conn, Some(id))?.into_iter().find(|campaign| campaign.id == id);
    let Some(campaign) = campaign.filter(|campaign| campaign.goal == Goal::Conversions) else { return Ok(None) };
    let evidence = Evidence::read(conn, Some(id), today)?;
    let Some(field) = Field::read(conn, &campaign, &evidence, rules, kept)? else { return Ok(None) };
    let candidates = field.odds(conn)?;
    Ok(Some(CampaignOdds {
        campaign: id,
        name: campaign.name,
        currency: campaign.currency,
        target_roas: field.asked.input.target.roas(),
        is_break_even: !campaign.has_own_target,
        tested: field.tested(),
        goods_minor: field.goods_minor,
        candidates,
    }))
}

/// The collaboration whose product and shipping a new creator of a campaign gets, if any had some.
pub(super) fn goods_of(conn: &Connection, campaign: CampaignId) -> Result<Option<CollaborationId>> {
    Ok(rows::last_goods(conn, campaign)?.map(|(id, _)| id))
}

/// Everybody whom a campaign can book: those it booked, and behind them the candidates.
pub(super) struct Field {
    /// The input, with the candidates behind `creators`.
    pub(super) asked: Asked,
    /// The constants, with what the campaign teaches about when orders come.
    pub(super) constants: Constants,
    goods_minor: i64,
    /// The candidates, as they stand behind those who were booked.
    pub(super) offers: Vec<Offer>,
    /// What is planned for creators of a planned batch.
    pub(super) planned: HashMap<CreatorId, Planned>,
}

impl Field {
    /// Gathers it, whatever the campaign is for; nothing for one that is about conversions and has no target.
    pub(super) fn read(
        conn: &Connection,
        campaign: &CampaignResult,
        evidence: &Evidence,
        rules: &Rules,
        kept: &HeldOrders,
    ) -> Result<Option<Self>> {
        let Some(mut asked) = evidence.question(conn, campaign, rules, kept)? else { return Ok(None) };
        let constants =
            Constants { order_ramp: evidence.order_ramp(campaign, &rules.constants), ..rules.constants.clone() };
        let goods_minor = rows::goods(conn, campaign.id)?;
        let planned = rows::planned(conn, campaign.id)?;
        let mut offers = Vec::new();
        for (creator, known) in rows::candidates(conn, campaign.id)? {
            let offer = Offer::of(creator, &known, planned.get(&creator), goods_minor, campaign.currency);
            asked.input.creators.push(CreatorInput { plan: offer.plan, ..known.input });
            offers.push(offer);
        }
        Ok(Some(Self { asked, constants, goods_minor, offers, planned }))
    }

    /// How many creators were tested: posted, or brought an order.
    pub(super) fn tested(&self) -> usize {
        let is_tested = |creator: &&CreatorInput| {
            creator.bookings.iter().any(|booking| !booking.posts.is_empty() || booking.orders.count > 0)
        };
        self.asked.input.creators.iter().filter(is_tested).count()
    }

    /// The odds of the candidates, in their order.
    pub(super) fn odds(&self, conn: &Connection) -> Result<Vec<CandidateOdds>> {
        // Whoever interrupts the connection wants an answer to something else.
        let worked_out = odds_while(&self.asked.input, &self.constants, &|| !conn.is_interrupted())
            .ok_or_else(|| Error::new(ErrorKind::Interrupted, "It was stopped."))?;
        let worked_out = worked_out.into_iter().skip(self.asked.creators.len()).flatten();
        Ok(self.offers.iter().zip(worked_out).map(|(offer, odds)| offer.with(odds)).collect())
    }

    /// Who stands at a position of the input.
    pub(super) fn creator(&self, index: usize) -> Option<CreatorId> {
        let booked = self.asked.creators.get(index).copied();
        booked.or_else(|| Some(self.offers.get(index - self.asked.creators.len())?.creator))
    }
}

impl Offer {
    /// Makes it of what is planned, else of what is asked for one post.
    fn of(creator: CreatorId, known: &Known, planned: Option<&Planned>, goods_minor: i64, currency: Currency) -> Self {
        let planned = planned.copied().unwrap_or_default();
        let posts = planned.posts.max(1);
        let other_minor = planned.other_minor.unwrap_or(goods_minor);
        let asked = || match known.price {
            None => Err(NoOdds::NoPrice),
            Some(price) if price.currency != currency => {
                Err(NoOdds::Currency { price_minor: price.minor, currency: price.currency })
            }
            Some(price) => Ok(price.minor.max(0).saturating_mul(posts.into())),
        };
        let fee_minor = planned.fee_minor.map_or_else(asked, Ok);
        let cost_minor = fee_minor.ok().map(|fee| fee.saturating_add(other_minor));
        let fee_minor = if cost_minor == Some(0) { Err(NoOdds::NoCost) } else { fee_minor };
        let plan = Plan { posts, cost_minor, commission_bp: planned.commission_bp };
        let typed = planned.fee_minor.map(|_| planned.is_agreed);
        Self { creator, plan, other_minor, fee_minor, typed }
    }

    /// What it is worth, and what it promises.
    fn with(&self, odds: Odds) -> CandidateOdds {
        let promise = self.fee_minor.and_then(|fee_minor| {
            let promise = odds.promise.ok_or(NoOdds::NoCost)?;
            Ok(PricedOdds { fee_minor, chance: promise.chance, index: promise.index })
        });
        #[expect(clippy::cast_possible_truncation, reason = "a float that is too large saturates")]
        let worth_minor = (odds.worth_minor.floor() as i64).saturating_sub(self.other_minor).max(0);
        CandidateOdds { creator: self.creator, posts: self.plan.posts, worth_minor, promise }
    }
}

#[cfg(test)]
mod tests;
