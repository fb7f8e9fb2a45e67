//! The demo shop: a year of a one-person skincare shop, told as what the person does on which day. Plain data that is always the
//! same, with dates relative to the day it is made for. All people in it are made up.

mod bookings;
mod campaigns;
mod captions;
mod cast;
pub mod creators;
mod desk;
pub mod moment;
mod orders;
pub mod pages;
mod random;
mod results;
mod stage;
mod words;
mod year;

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::domain::{Currency, Platform, Verdict};

pub use creators::Candidate;
pub use moment::{Deed, Moment};
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
    /// All creators in the lists, in order.
    pub candidates: Vec<Candidate>,
    /// What is known about some creators beyond the lists.
    pub pages: Pages,
    /// The year, the first day first.
    pub moments: Vec<Moment>,
}

/// Returns the shop of a market as it stands on a day.
pub fn shop(market: &Market, today: NaiveDate) -> Shop {
    let candidates = creators::candidates(&mut random::Random::new(0x7E4F_01D5), market);
    let mut stage = stage::Stage::new(market, today);
    let booked = campaigns::tell(&mut stage, &candidates);
    desk::collect(&mut stage, &candidates, &booked);
    // The shop looked closer at those it picked, and in turn at the newest ones, which triage shows first.
    let of = |verdict: Verdict| candidates.iter().filter(move |candidate| candidate.verdict == verdict);
    let closer: Vec<&Candidate> =
        of(Verdict::Picked).zip(of(Verdict::New).rev()).flat_map(|(picked, new)| [picked, new]).collect();
    let accounts: HashSet<_> = booked.values().map(|one| one.account()).collect();
    let pages = pages::pages(&closer, &accounts, stage.imported);
    desk::look_closer(&mut stage, &pages);
    desk::plan(&mut stage, &booked);
    desk::remember(&mut stage, &booked);
    if market.renames {
        desk::rename(&mut stage, &booked);
    }
    let mut moments = stage.moments;
    moments.sort_by_key(|moment| moment.day);
    let moments = bookings::together(moments);
    Shop { candidates, pages, moments }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day")
    }

    #[test]
    fn the_shop_is_always_the_same() {
        assert_eq!(format!("{:?}", shop(&Market::SHOWN, day())), format!("{:?}", shop(&Market::SHOWN, day())));
    }

    #[test]
    fn the_shop_is_a_large_year() {
        let shop = shop(&Market::SHOWN, day());
        let accounts: HashSet<_> = shop.candidates.iter().map(Candidate::account).collect();
        assert_eq!(accounts.len(), creators::HOW_MANY);
        let handles: HashSet<_> = shop.pages.posts.iter().map(|post| &post.handle).collect();
        assert_eq!(handles.len(), 150);
        assert!(shop.pages.posts.iter().all(|post| post.entry.posted_on.is_some_and(|posted| posted < day())));
        let (first, last) = (shop.moments.first().expect("a day").day, shop.moments.last().expect("a day").day);
        assert!((355..370).contains(&(day() - first).num_days()), "{first}");
        assert!((1..4).contains(&(day() - last).num_days()), "{last}");
        assert!(shop.moments.is_sorted_by_key(|moment| moment.day));
    }
}
