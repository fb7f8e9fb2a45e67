//! Prices of a creator for programs: fees agreed, and what a post would cost.

use schemars::JsonSchema;
use serde::Serialize;

use crate::proto::page::AgreedFee;
use crate::proto::price_guess::PriceGuess;

/// A fee agreed with the creator.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct AgreedFeeJson<'a> {
    /// How much, minor units.
    fee_minor: i64,
    /// Currency, ISO 4217.
    currency: String,
    /// Since when.
    agreed_on: String,
    /// The campaign.
    campaign: &'a str,
    /// The batch.
    batch: &'a str,
}

impl<'a> From<&'a AgreedFee> for AgreedFeeJson<'a> {
    fn from(agreed: &'a AgreedFee) -> Self {
        Self {
            fee_minor: agreed.fee.minor,
            currency: agreed.fee.currency.code().to_owned(),
            agreed_on: agreed.on.to_string(),
            campaign: &agreed.made_for.campaign,
            batch: &agreed.made_for.batch,
        }
    }
}

/// What a post would cost by what others cost.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct PriceGuessJson {
    /// Low end, minor units.
    low_minor: i64,
    /// High end, minor units.
    high_minor: i64,
    /// Currency, ISO 4217.
    currency: String,
    /// How many of your own agreed fees of the tier it is the median of; null for published prices.
    agreed_fees: Option<usize>,
}

impl From<PriceGuess> for PriceGuessJson {
    fn from(PriceGuess { low, high, deals }: PriceGuess) -> Self {
        Self {
            low_minor: low.minor,
            high_minor: high.minor,
            currency: low.currency.code().to_owned(),
            agreed_fees: deals,
        }
    }
}
