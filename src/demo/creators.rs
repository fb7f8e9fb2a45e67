//! The demo list of creators, with heavy tails like real lists.

use std::collections::HashSet;

use crate::domain::creator::CreatorFields;
use crate::domain::{Handle, Platform, RejectReason, Verdict};
use crate::proto::ingest::{CreatorRecord, Decided};

use super::Market;
use super::moment::Account;
use super::random::{Random, whole};
use super::words::{COUNTRIES, ENDINGS, FAMILIES, FOUND, NAMES, NICHES, Niche};

/// Number of creators in the list.
pub const HOW_MANY: usize = 1_240;

/// The lists that brought them, an equal share each, and how many days ago.
pub const LISTS: [(&str, u64); 4] = [
    ("tiktok_hashtags.csv", 364),
    ("glass_skin_search.csv", 216),
    ("gifted_and_ads.csv", 113),
    ("friends_of_friends.csv", 24),
];

/// A creator with the triage decision.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The place in [`LISTS`] of the one that brought them.
    pub list: usize,
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
    let (mut taken, mut names) = (HashSet::new(), HashSet::new());
    let mut all = Vec::with_capacity(HOW_MANY);
    while all.len() < HOW_MANY {
        // The shop looks for skin care, so its own niches fill most of the list.
        let niche = if random.chance(0.55) { &NICHES[random.below(4)] } else { random.pick(NICHES) };
        let Some((handle, name)) = account(random, niche) else { continue };
        if taken.insert(handle.clone()) {
            let name = unused(name, &handle, &mut names);
            let (platform, list) = (market.platform(all.len()), all.len() * LISTS.len() / HOW_MANY);
            all.push(Candidate { list, ..candidate(random, market, niche, (platform, handle), name) });
        }
    }
    repeat_some(&mut all);
    all
}

/// A name that nobody else has: the same first name in another family, where this one is taken and the handle does not say it.
fn unused(name: String, handle: &Handle, names: &mut HashSet<String>) -> String {
    let (first, family) = name.split_once(' ').unwrap_or((name.as_str(), ""));
    if handle.as_str().ends_with(&family.to_lowercase()) {
        names.insert(name.clone());
        return name;
    }
    let at = FAMILIES.iter().position(|known| *known == family).unwrap_or(0);
    let others = FAMILIES.iter().cycle().skip(at).take(FAMILIES.len()).map(|family| format!("{first} {family}"));
    let free = others.into_iter().find(|other| !names.contains(other)).unwrap_or_else(|| name.clone());
    names.insert(free.clone());
    free
}

/// The newest list has two creators once more that an older one had: one by a second account, one mistyped.
fn repeat_some(all: &mut [Candidate]) {
    let of = |list: usize, place: usize| list * HOW_MANY / LISTS.len() + place;
    for (known, again, ending) in [(of(1, 3), of(3, 7), "_"), (of(2, 11), of(3, 20), ".tok")] {
        let (Some(first), Some(second)) = (all.get(known).cloned(), all.get_mut(again)) else { continue };
        let Ok(handle) = Handle::parse(&format!("{}{ending}", first.record.fields.handle.as_str())) else { continue };
        let fields = &mut second.record.fields;
        (fields.name, fields.email) =
            (first.record.fields.name, format!("{}@example.com", first.record.fields.handle.as_str()));
        (fields.handle, fields.country, fields.language, fields.bio) =
            (handle, first.record.fields.country, first.record.fields.language, first.record.fields.bio);
        fields.followers = first.record.fields.followers.map(|followers| followers + followers / 9);
        second.verdict = Verdict::New;
        (second.reason, second.stars, second.record.tags) = (None, 0, first.record.tags);
    }
}

impl Candidate {
    /// The account.
    pub fn account(&self) -> Account {
        (self.record.fields.platform, self.record.fields.handle.clone())
    }
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
    let found_via = *random.pick(FOUND);
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
        found_via: found_via.to_owned(),
        // How agrees with where: some places say it themselves.
        found_by: match found_via {
            "For You page" => "feed",
            hashtag if hashtag.starts_with('#') && hashtag != "#gifted" && hashtag != "#ad" => "hashtag",
            _ => "",
        }
        .to_owned(),
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
        list: 0,
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
