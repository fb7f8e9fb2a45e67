//! The demo list of creators, with heavy tails like real lists.

use std::collections::HashSet;

use crate::domain::creator::CreatorFields;
use crate::domain::{Handle, Platform, RejectReason, Verdict};
use crate::proto::ingest::{CreatorRecord, Decided};

use super::Market;
use super::random::{Random, whole};
use super::words::{COUNTRIES, ENDINGS, FAMILIES, FOUND, NAMES, NICHES, Niche};

/// Number of creators in the list.
pub const HOW_MANY: usize = 1_240;

/// A creator with the triage decision.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The fields in the list.
    pub record: CreatorRecord,
    /// The verdict.
    pub verdict: Verdict,
    /// The reason of a rejection.
    pub reason: Option<RejectReason>,
    /// Stars.
    pub stars: u8,
    /// How well the viewers fit the shop, 0 to 1; hidden from the estimates.
    pub fit: f64,
}

/// Returns the candidates, always the same ones.
pub fn candidates(random: &mut Random, market: &Market) -> Vec<Candidate> {
    let mut taken = HashSet::new();
    let mut all = Vec::with_capacity(HOW_MANY);
    while all.len() < HOW_MANY {
        // The shop looks for skin care, so its own niches fill most of the list.
        let niche = if random.chance(0.55) { &NICHES[random.below(4)] } else { random.pick(NICHES) };
        let Some((handle, name)) = account(random, niche) else { continue };
        if taken.insert(handle.clone()) {
            let platform = market.platform(all.len());
            all.push(candidate(random, market, niche, (platform, handle), name));
        }
    }
    all
}

fn account(random: &mut Random, niche: &Niche) -> Option<(Handle, String)> {
    let (first, family) = (*random.pick(NAMES), *random.pick(FAMILIES));
    let word = *random.pick(niche.words);
    let lower = first.to_lowercase();
    let text = match random.below(6) {
        0 => format!("{lower}.{word}"),
        1 => format!("{word}with{lower}"),
        2 => format!("{word}.{}", random.pick(ENDINGS)),
        3 => format!("{lower}{word}{}", 10 + random.below(90)),
        4 => format!("the{word}{lower}"),
        _ => format!("{lower}_{}", family.to_lowercase()),
    };
    Handle::parse(&text).ok().map(|handle| (handle, format!("{first} {family}")))
}

#[expect(clippy::cast_precision_loss, reason = "follower counts are far below 2^53")]
fn candidate(
    random: &mut Random,
    market: &Market,
    niche: &Niche,
    (platform, handle): (Platform, Handle),
    name: String,
) -> Candidate {
    let followers = random.count(18_000.0, 1.1).clamp(620, 2_400_000);
    let size = followers as f64;
    // Engagement falls with size; views per follower even more, and both scatter widely.
    let er = (random.log_normal(7.4, 0.45) * (size / 20_000.0).powf(-0.08)).clamp(0.3, 24.0);
    let views = whole(random.log_normal(0.34, 0.75) * size * (size / 20_000.0).powf(-0.15)).max(40);
    let (country, language) = *random.pick(COUNTRIES);
    let er = random.chance(0.94).then(|| (er * 10.0).round() / 10.0);
    let known_views = random.chance(0.92).then_some(views);
    let price =
        random.chance(0.3).then(|| whole(random.log_normal(0.009, 0.4) * views as f64).clamp(25, 4_000) / 5 * 500);
    let bio = *random.pick(niche.bios);
    let email =
        if random.chance(0.45) { format!("{}@example.com", handle.as_str().trim_matches('.')) } else { String::new() };
    // Some creators with an email address have a postal address too.
    let address = if !email.is_empty() && followers % 4 == 0 {
        format!("{} Sample Street, Exampleton", followers % 90 + 1)
    } else {
        String::new()
    };
    let fields = CreatorFields {
        name,
        followers: Some(followers),
        er,
        views: known_views,
        price_minor: price,
        country: country.to_owned(),
        language: language.to_owned(),
        address,
        email,
        bio: bio.to_owned(),
        found_via: (*random.pick(FOUND)).to_owned(),
        price_currency: market.currency,
        ..CreatorFields::new(platform, handle)
    };
    let mut tags = vec![niche.name.to_owned()];
    if random.chance(0.3) {
        tags.push(random.pick(NICHES).name.to_owned());
        tags.dedup();
    }
    let (verdict, reason) = decide(random, niche.fit, er.unwrap_or(5.0));
    let stars = if verdict == Verdict::Picked && random.chance(0.5) {
        3 + u8::try_from(random.below(3)).unwrap_or(0)
    } else {
        0
    };
    let fit = (niche.fit * random.log_normal(1.0, 0.4)).min(1.6);
    Candidate {
        record: CreatorRecord { fields, tags, note: String::new(), counted_on: None, decided: Decided::default() },
        verdict,
        reason,
        stars,
        fit,
    }
}

fn decide(random: &mut Random, fit: f64, er: f64) -> (Verdict, Option<RejectReason>) {
    if random.chance(0.3) {
        return (Verdict::New, None);
    }
    if fit < 0.5 {
        return (Verdict::Rejected, Some(RejectReason::OffNiche));
    }
    match er {
        ..3.0 => (Verdict::Rejected, Some(RejectReason::FakeLooking)),
        3.0..6.0 if random.chance(0.6) => (Verdict::Rejected, Some(random.pick(&REASONS).clone())),
        _ if random.chance(0.25) => (Verdict::Maybe, None),
        _ if random.chance(0.45) => (Verdict::Picked, None),
        _ => (Verdict::New, None),
    }
}

const REASONS: [RejectReason; 4] =
    [RejectReason::Price, RejectReason::Language, RejectReason::Inactive, RejectReason::BrandSafety];
