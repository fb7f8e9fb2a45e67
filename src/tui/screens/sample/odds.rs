//! The odds of a made-up campaign.

use std::sync::Arc;

use crate::domain::CreatorId;
use crate::proto::odds::tests::serum_test;
use crate::proto::odds::{CampaignOdds, CandidateOdds, NoOdds, PricedOdds};

/// A candidate: who, price and chance if they ask one, and what a booking is worth, minor units.
type Candidate = (i64, Option<(i64, f64)>, i64);

/// The odds of some creators in a campaign.
pub(crate) fn odds(of: &[Candidate]) -> Arc<CampaignOdds> {
    let candidate = |(id, asks, worth_minor): &Candidate| CandidateOdds {
        creator: CreatorId(*id),
        posts: 1,
        worth_minor: *worth_minor,
        promise: asks.map(|(fee_minor, chance)| PricedOdds { fee_minor, chance, index: 1.0 }).ok_or(NoOdds::NoPrice),
    };
    Arc::new(CampaignOdds { candidates: of.iter().map(candidate).collect(), ..serum_test() })
}
