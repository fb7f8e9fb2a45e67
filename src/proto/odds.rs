//! The odds of candidates in a campaign: creators whom it never booked, by name, as a forecast before any order.

use crate::domain::figure::tenths;
use crate::domain::{CampaignId, CreatorId, Currency, Money};

/// The odds of everybody whom a campaign could book for the first time.
#[derive(Clone, Debug, PartialEq)]
pub struct CampaignOdds {
    /// The campaign.
    pub campaign: CampaignId,
    /// Its name.
    pub name: String,
    /// Currency of every amount.
    pub currency: Currency,
    /// The ROAS to beat.
    pub target_roas: f64,
    /// Whether that is break-even and not the user's own target.
    pub is_break_even: bool,
    /// How many creators of the campaign were tested: what the forecast rests on beside prices and views.
    pub tested: usize,
    /// Product and shipping that a booking is taken to cost beside the fee, minor units: those of the last collaboration that had any.
    pub goods_minor: i64,
    /// The candidates, by id. Rejected, blocked and booked creators are none.
    pub candidates: Vec<CandidateOdds>,
}

/// The odds of one candidate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CandidateOdds {
    /// Who.
    pub creator: CreatorId,
    /// Posts that one booking is taken to have, at least 1.
    pub posts: u32,
    /// The highest fee for one booking at which the chance to beat the target is 50%, minor units, from 0.
    pub worth_minor: i64,
    /// What the price promises, or why there is no telling.
    pub promise: Result<PricedOdds, NoOdds>,
}

/// The odds of one creator in the current campaign, as a row of a list has them.
#[derive(Clone, Debug, PartialEq)]
pub struct CreatorOdds {
    /// The name of the campaign.
    pub campaign: String,
    /// Currency of every amount.
    pub currency: Currency,
    /// The odds.
    pub own: CandidateOdds,
}

/// What a candidate promises at a price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PricedOdds {
    /// The fee of one booking, minor units: asked, or typed in a planned batch.
    pub fee_minor: i64,
    /// Chance that the repeatable ROAS beats the target, 0 to 1.
    pub chance: f64,
    /// ROAS with moderate luck (70th percentile): what candidates are ranked by.
    pub index: f64,
}

/// Why there is no chance beside what a candidate is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoOdds {
    /// No price is known.
    NoPrice,
    /// The price is in another currency than the campaign.
    Currency {
        /// The price of one post, minor units of its own currency.
        price_minor: i64,
        /// That currency.
        currency: Currency,
    },
    /// The price is 0, and so is everything else.
    NoCost,
}

/// What is said where no fee for one booking is worth paying.
pub const NOT_WORTH_IT: &str = "not worth a paid post";

impl CandidateOdds {
    /// Whether there is a fee at which one booking has an even chance to beat the target.
    pub fn is_worth_a_fee(&self) -> bool {
        self.worth_minor > 0
    }

    /// The chance to beat the target in percent, with one decimal; nothing without a price.
    pub fn chance_percent(&self) -> Option<f64> {
        self.promise.ok().map(|priced| tenths(priced.chance * 100.0))
    }
}

impl CampaignOdds {
    /// An amount in units of the currency.
    pub fn units(&self, minor: i64) -> f64 {
        Money::new(minor, self.currency).units()
    }

    /// What a creator promises, with the campaign that it is about; nothing for one who is no candidate.
    pub fn row(&self, creator: CreatorId) -> Option<CreatorOdds> {
        let own = *self.of(creator)?;
        Some(CreatorOdds { campaign: self.name.clone(), currency: self.currency, own })
    }

    /// The odds of a creator; nothing for one who is no candidate.
    pub fn of(&self, creator: CreatorId) -> Option<&CandidateOdds> {
        let at = self.candidates.binary_search_by_key(&creator, |candidate| candidate.creator).ok()?;
        self.candidates.get(at)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The odds of a made-up campaign after nine tests, without candidates.
    pub(crate) fn serum_test() -> CampaignOdds {
        CampaignOdds {
            campaign: CampaignId(1),
            name: "Serum test".to_owned(),
            currency: Currency::USD,
            target_roas: 1.67,
            is_break_even: true,
            tested: 9,
            goods_minor: 0,
            candidates: Vec::new(),
        }
    }
}
