//! What the demo shop knows about some creators beyond the lists: posts, follower counts, audiences, checked paid posts. A few
//! show warning signs.

use std::collections::HashSet;

use chrono::{Days, NaiveDate, NaiveTime};

use crate::domain::creator::CreatorFields;
use crate::proto::ingest::{CountRecord, PostRecord, StatedDay};
use crate::proto::page_change::{Facet, SponsoredSeen};
use crate::proto::post::{PostEntry, ReadingRecord};

use super::captions;
use super::creators::{Candidate, LISTS};
use super::moment::Account;
use super::post_url;
use super::random::{Random, whole};

/// The number of creators with posts, and of the first ones with more data.
const WITH_POSTS: usize = 150;
const WITH_COUNTS: usize = 80;
const WITH_AUDIENCE: usize = 20;

/// Weeks with follower counts.
const WEEKS: u64 = 9;

/// What the user noted by hand.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The account.
    pub account: Account,
    /// The audience.
    pub audience: Vec<(Facet, Vec<(String, i64)>)>,
    /// Paid posts.
    pub sponsored: SponsoredSeen,
}

/// Everything beyond the lists.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// Posts with their counts.
    pub posts: Vec<PostRecord>,
    /// Followers on days.
    pub counts: Vec<CountRecord>,
    /// What was noted by hand.
    pub seen: Vec<Seen>,
}

/// A warning sign to show on a creator.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Odd {
    Nothing,
    BoughtViews,
    BoughtLikes,
    SilentCrowd,
    Giveaways,
    DeadFollowers,
    Jump,
    OneHit,
    FlatViews,
    Dormant,
    HiddenAds,
}

impl Odd {
    /// Gives every third creator a warning sign, in turn.
    fn of(place: usize) -> Self {
        const ALL: [Odd; 10] = [
            Odd::BoughtViews,
            Odd::OneHit,
            Odd::Dormant,
            Odd::DeadFollowers,
            Odd::HiddenAds,
            Odd::Jump,
            Odd::FlatViews,
            Odd::Giveaways,
            Odd::BoughtLikes,
            Odd::SilentCrowd,
        ];
        if place % 3 == 2 { ALL[place / 3 % ALL.len()] } else { Self::Nothing }
    }
}

/// Returns what is known about some creators, always the same. `chosen` come first, and the first ones have the most data.
///
/// Booked creators have no warning signs: a test batch with bought views would teach the wrong lesson.
pub(super) fn pages(chosen: &[&Candidate], booked: &HashSet<Account>, today: NaiveDate) -> Pages {
    let mut random = Random::new(0x51DE_CA7E);
    let mut pages = Pages::default();
    for (place, candidate) in chosen.iter().take(WITH_POSTS).enumerate() {
        let is_booked = booked.contains(&candidate.account());
        let odd = if is_booked { Odd::Nothing } else { Odd::of(place) };
        let mut posts = posts(&mut random, candidate, odd, place, today);
        if place < WITH_COUNTS {
            pages.counts.extend(counts(&mut random, candidate, odd, today));
        }
        let seen = (place < WITH_AUDIENCE).then(|| seen(&mut random, candidate, odd));
        captions::write(&mut posts, candidate, place as u64, seen.as_ref().map(|seen| seen.sponsored));
        pages.posts.extend(posts);
        pages.seen.extend(seen);
    }
    pages
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
fn posts(random: &mut Random, candidate: &Candidate, odd: Odd, place: usize, today: NaiveDate) -> Vec<PostRecord> {
    let fields = &candidate.record.fields;
    let followers = fields.followers.unwrap_or(5_000) as f64;
    let typical = match odd {
        Odd::DeadFollowers => followers * 0.006,
        _ => fields.views.map_or(followers * 0.3, |views| views as f64),
    };
    let rate = fields.er.unwrap_or(6.0) / 100.0;
    let pace = random.log_normal(2.2, 0.35);
    let mut age = random.unit() * 3.0 + if odd == Odd::Dormant { 27.0 } else { 1.0 };
    let how_many = 10 + random.below(11);
    let hit = random.below(how_many);
    (0..how_many)
        .map(|number| {
            let spread = if odd == Odd::FlatViews { 0.01 } else { 0.75 };
            let views =
                random.log_normal(typical, spread) * if odd == Odd::OneHit && number == hit { 70.0 } else { 1.0 };
            let of = |random: &mut Random, share: f64| whole(views * share * random.log_normal(1.0, 0.2));
            let likes = match odd {
                Odd::BoughtViews => of(random, 0.0015),
                Odd::BoughtLikes => of(random, 0.36),
                _ => of(random, rate * 0.82),
            };
            let comments = match odd {
                Odd::SilentCrowd => whole(likes as f64 * 0.0008),
                Odd::Giveaways => whole(likes as f64 * 0.34),
                _ => of(random, rate * 0.04),
            };
            let reading = ReadingRecord {
                views: Some(whole(views)),
                likes: Some(likes),
                comments: Some(comments),
                shares: Some(of(random, rate * 0.05)),
                saves: random.chance(0.7).then(|| of(random, rate * 0.09)),
            };
            let posted_on = today - Days::new(whole(age).unsigned_abs());
            age += (pace * random.log_normal(1.0, 0.4)).max(0.3);
            let entry = PostEntry {
                url: address(fields, posted_on, place * 32 + number),
                posted_on: Some(posted_on),
                caption: String::new(),
                reading,
            };
            let counted_on = Some(today - Days::new(1)).filter(|day| *day >= posted_on);
            let counted_on = counted_on.map(StatedDay::On);
            PostRecord { platform: fields.platform, handle: fields.handle.clone(), entry, counted_on, creator: None }
        })
        .collect()
}

/// A link whose number encodes the day, as on TikTok.
fn address(fields: &CreatorFields, posted_on: NaiveDate, number: usize) -> String {
    let second = posted_on.and_time(NaiveTime::MIN).and_utc().timestamp() + 50_000;
    let id = (i128::from(second) << 32) + i128::try_from(number).unwrap_or(0);
    post_url(fields.platform, fields.handle.as_str(), id)
}

#[expect(clippy::cast_precision_loss, reason = "follower counts are far below 2^53")]
fn counts(random: &mut Random, candidate: &Candidate, odd: Odd, today: NaiveDate) -> Vec<CountRecord> {
    let fields = &candidate.record.fields;
    let followers = fields.followers.unwrap_or(5_000) as f64;
    // Most gain a few percent a month, some much more.
    let monthly = if random.chance(0.2) { random.log_normal(0.18, 0.3) } else { random.log_normal(0.02, 0.6) };
    // From what their list said, on its day or at the beginning of the weeks.
    let listed_ago = LISTS[candidate.list].1.min(7 * WEEKS) as f64;
    let count = |week: u64| {
        let days = (7 * week) as f64;
        let jump = if odd == Odd::Jump && week < 3 { 1.39 } else { 1.0 };
        CountRecord {
            platform: fields.platform,
            handle: fields.handle.clone(),
            day: today - Days::new(7 * week + 1),
            followers: whole(followers * jump * (1.0 + monthly).powf((listed_ago - days) / 30.0)),
        }
    };
    (0..WEEKS).rev().map(count).collect()
}

fn seen(random: &mut Random, candidate: &Candidate, odd: Odd) -> Seen {
    let share = |random: &mut Random, middle: f64| whole(random.log_normal(middle, 0.2)).clamp(300, 6_500);
    let us = share(random, 4_800.0);
    let women = share(random, 5_600.0).max(2_000);
    let young = share(random, 4_200.0);
    let named = |parts: &[(&str, i64)]| parts.iter().map(|(key, share)| ((*key).to_owned(), *share)).collect();
    let audience = vec![
        (Facet::Country, named(&[("US", us), ("GB", (10_000 - us) / 4), ("CA", (10_000 - us) / 6)])),
        (Facet::Age, named(&[("18-24", young), ("25-34", (10_000 - young) / 2), ("35-44", (10_000 - young) / 4)])),
        (Facet::Gender, named(&[("female", women), ("male", 10_000 - women)])),
    ];
    let paid = 2 + i64::try_from(random.below(5)).unwrap_or(0);
    let disclosed = match odd {
        Odd::HiddenAds => 1,
        _ => paid - i64::from(random.chance(0.3)),
    };
    let paid = if odd == Odd::HiddenAds { paid + 2 } else { paid };
    Seen { account: candidate.account(), audience, sponsored: SponsoredSeen { seen: paid, disclosed } }
}
