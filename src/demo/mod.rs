//! The demo shop: what a one-person skincare shop would have after three months. Plain data that is always the same, with dates
//! relative to the day it is made for. All people in it are made up.

pub mod campaigns;
mod captions;
pub mod creators;
pub mod pages;
mod random;
mod words;

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::domain::{Currency, Platform, Verdict};

pub use campaigns::{BatchPlan, CampaignPlan, PaymentPlan, Plans};
pub use creators::Candidate;
pub use pages::Pages;

/// Where a demo shop sells and looks for creators.
#[derive(Clone, Copy, Debug)]
pub struct Market {
    /// Currency of all its amounts.
    pub currency: Currency,
    /// The platforms of its creators, assigned in turn.
    pub platforms: &'static [Platform],
    /// Whether a booked creator changes handle later.
    pub renames: bool,
}

impl Market {
    /// The market of the shop that `tenfold demo` shows.
    pub const SHOWN: Self = Self { currency: Currency::USD, platforms: &[Platform::TikTok], renames: false };

    /// The platform of the creator at this position of the list.
    fn platform(&self, place: usize) -> Platform {
        self.platforms.get(place % self.platforms.len().max(1)).copied().unwrap_or(Platform::ASSUMED)
    }
}

/// Returns the link of a made-up post, as its platform writes it.
fn post_url(platform: Platform, handle: &str, id: impl std::fmt::Display) -> String {
    match platform {
        Platform::TikTok => format!("{}/video/{id}", platform.profile_url(handle)),
        Platform::Instagram => format!("https://www.instagram.com/reel/{id}/"),
        Platform::YouTube => format!("https://www.youtube.com/shorts/{id}"),
    }
}

/// The whole shop.
#[derive(Clone, Debug)]
pub struct Shop {
    /// All creators in the list, in order.
    pub candidates: Vec<Candidate>,
    /// Campaigns, orders and payments.
    pub plans: Plans,
    /// What is known about some creators beyond the lists.
    pub pages: Pages,
}

/// Returns the shop of a market as it stands on a day.
pub fn shop(market: &Market, today: NaiveDate) -> Shop {
    let mut random = random::Random::new(0x7E4F_01D5);
    let candidates = creators::candidates(&mut random, market);
    let borders = crate::domain::TierBorders::default();
    let bookable = |candidate: &&Candidate| {
        let followers = candidate.record.fields.followers.unwrap_or(0);
        candidate.verdict == Verdict::Picked
            && borders.tier(followers).is_some()
            && followers < 300_000
            && candidate.record.fields.views.is_some_and(|views| views >= 2_500)
    };
    let chosen: Vec<&Candidate> = candidates.iter().filter(bookable).collect();
    let plans = campaigns::plans(&mut random, market, &chosen, today);
    // The shop looked closer at those it picked, and in turn at the newest ones, which triage shows first.
    let of = |verdict: Verdict| candidates.iter().filter(move |candidate| candidate.verdict == verdict);
    let closer: Vec<&Candidate> =
        of(Verdict::Picked).zip(of(Verdict::New).rev()).flat_map(|(picked, new)| [picked, new]).collect();
    let batches = plans.campaigns.iter().flat_map(|campaign| &campaign.batches);
    let booked: HashSet<&str> = batches.flat_map(|batch| &batch.terms).map(|terms| terms.handle.as_str()).collect();
    let pages = pages::pages(&closer, &booked, today);
    Shop { candidates, plans, pages }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::BatchStatus;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day")
    }

    #[test]
    fn the_shop_is_always_the_same() {
        assert_eq!(format!("{:?}", shop(&Market::SHOWN, day())), format!("{:?}", shop(&Market::SHOWN, day())));
    }

    #[test]
    fn the_shop_is_large_and_plausible() {
        let shop = shop(&Market::SHOWN, day());
        let accounts: HashSet<_> = shop.candidates.iter().map(|candidate| &candidate.record.fields.handle).collect();
        assert!(accounts.len() >= 1_200, "{}", accounts.len());
        assert_eq!(shop.plans.campaigns.len(), 3);
        let batches = || shop.plans.campaigns.iter().flat_map(|campaign| &campaign.batches);
        for status in [BatchStatus::Planned, BatchStatus::Running, BatchStatus::Finished] {
            assert!(batches().any(|batch| batch.status == status), "{status:?}");
        }
        assert!(batches().all(|batch| (3..=10).contains(&batch.terms.len())));
        let coded = shop.plans.orders.iter().filter(|order| !order.codes.is_empty()).count();
        assert!((150..1_500).contains(&coded), "{coded} orders with a code");
        let handles: HashSet<_> = shop.pages.posts.iter().map(|post| &post.handle).collect();
        assert_eq!(handles.len(), 150);
        assert!(shop.pages.posts.iter().all(|post| post.entry.posted_on.is_some_and(|posted| posted < day())));
        assert!(shop.plans.payments.iter().any(|payment| payment.paid_on.is_some()));
    }
}
