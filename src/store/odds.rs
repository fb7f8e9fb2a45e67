//! The odds of candidates: everybody whom a campaign could book for the first time, gathered in bulk and worked out in one fit
//! (addendum, B5).

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::analysis::constants::Constants;
use crate::analysis::input::{CreatorInput, Plan};
use crate::analysis::odds::{Odds, odds_while};
use crate::analysis::rules::Rules;
use crate::domain::{CampaignId, CollaborationId, CreatorId, Currency, Goal, Money};
use crate::error::{Error, ErrorKind, Result};
use crate::proto::odds::{CampaignOdds, CandidateOdds, NoOdds, PricedOdds};
use crate::proto::results::CampaignResult;

use super::evidence::{Asked, Evidence, HeldOrders};
use super::report;
use rows::Known;

pub(super) use again::{Again, FeeFrom, times};
pub use lent::{current, lend, lend_to_filter, lend_to_order};
pub(super) use rows::Planned;

mod again;
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
    /// Where it comes from.
    pub(super) from: FeeFrom,
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
    /// The terms of those who were booked, as they stand in the input.
    pub(super) again: Vec<Again>,
    /// What is planned for creators of a planned batch.
    pub(super) planned: HashMap<CreatorId, Planned>,
}

impl Field {
    /// Gathers it; nothing for a campaign that is not about conversions, or without a target.
    pub(super) fn read(
        conn: &Connection,
        campaign: &CampaignResult,
        evidence: &Evidence,
        rules: &Rules,
        kept: &HeldOrders,
    ) -> Result<Option<Self>> {
        if campaign.goal != Goal::Conversions {
            return Ok(None);
        }
        Self::gather(conn, campaign, evidence, rules, kept, &BTreeMap::new())
    }

    /// Gathers it, whatever the campaign is for; nothing for one that is about conversions and has no target. A fee that a person
    /// typed for somebody goes before what is planned, asked or was paid.
    pub(super) fn gather(
        conn: &Connection,
        campaign: &CampaignResult,
        evidence: &Evidence,
        rules: &Rules,
        kept: &HeldOrders,
        fees: &BTreeMap<CreatorId, Money>,
    ) -> Result<Option<Self>> {
        let Some(mut asked) = evidence.question(conn, campaign, rules, kept)? else { return Ok(None) };
        let constants =
            Constants { order_ramp: evidence.order_ramp(campaign, &rules.constants), ..rules.constants.clone() };
        let goods_minor = rows::goods(conn, campaign.id)?;
        let planned = rows::planned(conn, campaign.id)?;
        let own = |creator: &CreatorId| {
            let fee = fees.get(creator).filter(|fee| fee.currency == campaign.currency)?;
            Some(fee.minor.max(0))
        };
        let costs = rows::costs(conn, campaign.id)?;
        let booked = asked.creators.iter().zip(&mut asked.input.creators).zip(&asked.bookings);
        let again = booked
            .map(|((id, creator), bookings)| Again::plan(creator, bookings, &costs, planned.get(id), own(id)))
            .collect();
        let mut offers = Vec::new();
        for (creator, known) in rows::candidates(conn, campaign.id)? {
            let planned = planned.get(&creator);
            let offer = Offer::of(creator, &known, planned, own(&creator), goods_minor, campaign.currency);
            asked.input.creators.push(CreatorInput { plan: offer.plan, ..known.input });
            offers.push(offer);
        }
        Ok(Some(Self { asked, constants, goods_minor, offers, again, planned }))
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
    /// Makes it of what a person typed, else of what is planned, else of what is asked for one post.
    fn of(
        creator: CreatorId,
        known: &Known,
        planned: Option<&Planned>,
        own_minor: Option<i64>,
        goods_minor: i64,
        currency: Currency,
    ) -> Self {
        let planned = planned.filter(|_| own_minor.is_none()).copied().unwrap_or_default();
        let posts = planned.posts.max(1);
        let other_minor = planned.other_minor.unwrap_or(goods_minor);
        let asked = || match known.price {
            None => Err(NoOdds::NoPrice),
            Some(price) if price.currency != currency => {
                Err(NoOdds::Currency { price_minor: price.minor, currency: price.currency })
            }
            Some(price) => Ok(price.minor.max(0).saturating_mul(posts.into())),
        };
        let from = match (own_minor, planned.fee_minor) {
            (Some(_), _) => FeeFrom::Here,
            (None, Some(_)) if planned.is_agreed => FeeFrom::Agreed,
            (None, Some(_)) => FeeFrom::Offered,
            (None, None) => FeeFrom::Asked,
        };
        let fee_minor = own_minor.or(planned.fee_minor).map_or_else(asked, Ok);
        let cost_minor = fee_minor.ok().map(|fee| fee.saturating_add(other_minor));
        let fee_minor = if cost_minor == Some(0) { Err(NoOdds::NoCost) } else { fee_minor };
        let plan = Plan { posts, cost_minor, commission_bp: planned.commission_bp };
        Self { creator, plan, other_minor, fee_minor, from }
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
