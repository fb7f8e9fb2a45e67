//! The odds of candidates: everybody whom a campaign could book for the first time, gathered in bulk and worked out in one fit
//! (addendum, B5).

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::analysis::constants::Constants;
use crate::analysis::input::{CreatorInput, Plan};
use crate::analysis::odds::{Odds, odds_while};
use crate::analysis::rules::Rules;
use crate::domain::{CampaignId, CreatorId, Currency, Goal};
use crate::error::{Error, ErrorKind, Result};
use crate::proto::odds::{CampaignOdds, CandidateOdds, NoOdds, PricedOdds};
use crate::proto::results::CampaignResult;

use super::evidence::{Asked, Evidence, HeldOrders};
use super::report;
use rows::{Known, Planned};

pub use lent::{current, lend, lend_to_filter, lend_to_order};

mod lent;
mod rows;

/// The terms on which a campaign would book a candidate.
struct Offer {
    creator: CreatorId,
    plan: Plan,
    /// What it costs beside the fee, minor units.
    other_minor: i64,
    /// The fee, or why there is no telling what it is.
    fee_minor: std::result::Result<i64, NoOdds>,
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
    let Some(campaign) = campaign else { return Ok(None) };
    let evidence = Evidence::read(conn, Some(id), today)?;
    let Some(field) = Field::read(conn, &campaign, &evidence, rules, kept)? else { return Ok(None) };
    let Field { asked, constants, goods_minor, offers } = field;
    let is_tested = |creator: &&CreatorInput| {
        creator.bookings.iter().any(|booking| !booking.posts.is_empty() || booking.orders.count > 0)
    };
    let tested = asked.input.creators.iter().filter(is_tested).count();
    // Whoever interrupts the connection wants an answer to something else.
    let worked_out = odds_while(&asked.input, &constants, &|| !conn.is_interrupted())
        .ok_or_else(|| Error::new(ErrorKind::Interrupted, "It was stopped."))?;
    let worked_out = worked_out.into_iter().skip(asked.creators.len()).flatten();
    Ok(Some(CampaignOdds {
        campaign: id,
        name: campaign.name,
        currency: campaign.currency,
        target_roas: asked.input.target.roas(),
        is_break_even: !campaign.has_own_target,
        tested,
        goods_minor,
        candidates: offers.iter().zip(worked_out).map(|(offer, odds)| offer.with(odds)).collect(),
    }))
}

/// Everybody whom a campaign can book: those it booked, and behind them the candidates.
pub(super) struct Field {
    /// The input, with the candidates behind `creators`.
    pub(super) asked: Asked,
    /// The constants, with what the campaign teaches about when orders come.
    pub(super) constants: Constants,
    goods_minor: i64,
    offers: Vec<Offer>,
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
        let Some(mut asked) = evidence.question(conn, campaign, rules, kept)? else { return Ok(None) };
        let constants =
            Constants { order_ramp: evidence.order_ramp(campaign, &rules.constants), ..rules.constants.clone() };
        let goods_minor = rows::goods(conn, campaign.id)?;
        let mut planned = rows::planned(conn, campaign.id)?;
        let mut offers = Vec::new();
        for (creator, known) in rows::candidates(conn, campaign.id)? {
            let offer = Offer::of(creator, &known, planned.remove(&creator), goods_minor, campaign.currency);
            asked.input.creators.push(CreatorInput { plan: offer.plan, ..known.input });
            offers.push(offer);
        }
        Ok(Some(Self { asked, constants, goods_minor, offers }))
    }

    /// Who stands at a position of the input.
    pub(super) fn creator(&self, index: usize) -> Option<CreatorId> {
        let booked = self.asked.creators.get(index).copied();
        booked.or_else(|| Some(self.offers.get(index - self.asked.creators.len())?.creator))
    }
}

impl Offer {
    /// Makes it of what is planned, else of what is asked for one post.
    fn of(creator: CreatorId, known: &Known, planned: Option<Planned>, goods_minor: i64, currency: Currency) -> Self {
        let planned = planned.unwrap_or_default();
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
        Self { creator, plan, other_minor, fee_minor }
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
