//! The captions of the made-up posts. Paid ones name a brand, and most of them start with an ad label.

use crate::proto::ingest::PostRecord;
use crate::proto::page_change::SponsoredSeen;

use super::creators::Candidate;
use super::random::Random;
use super::words::{AGAIN, BRANDS, LABELS, NICHES, PAID, SMALL_TALK};

/// One post in this many is small talk.
const SMALL: usize = 4;

/// Writes the captions of one creator's posts, newest first, with as many paid ones as were checked.
///
/// It has its own random numbers, seeded by the position in the list, so captions can change without changing any figure.
pub(super) fn write(posts: &mut [PostRecord], candidate: &Candidate, place: u64, seen: Option<SponsoredSeen>) {
    let mut random = Random::new(0xCA97_1035 + place);
    let fields = &candidate.record.fields;
    let niche = candidate.record.tags.iter().find_map(|tag| NICHES.iter().find(|niche| tag == niche.name));
    let own = niche.map_or(SMALL_TALK, |niche| niche.captions);
    let hashtag = niche.map_or("", |niche| niche.name).rsplit('/').next().unwrap_or_default().replace('-', "");
    let (first_own, first_small) = (random.below(own.len()), random.below(SMALL_TALK.len()));
    let how_many = posts.len();
    let (own_posts, mut own_newer) = (how_many - how_many / SMALL, 0);
    for (number, post) in posts.iter_mut().enumerate() {
        let said = if number % SMALL == SMALL - 1 {
            SMALL_TALK[(first_small + number / SMALL) % SMALL_TALK.len()].to_owned()
        } else {
            let said = own[(first_own + own_newer) % own.len()];
            own_newer += 1;
            // What comes round a second time says so.
            let again = own_newer + own.len() <= own_posts;
            if again { format!("{} {said}", random.pick(AGAIN)) } else { said.to_owned() }
        };
        post.entry.caption = match random.below(15) {
            0 => String::new(),
            1..=5 => format!("{said} #{hashtag}"),
            _ => said,
        };
    }
    let unseen = i64::try_from(random.below(3)).unwrap_or(0);
    let seen = seen.unwrap_or(SponsoredSeen { seen: unseen, disclosed: unseen });
    let [paid, disclosed] = [seen.seen, seen.disclosed].map(|count| usize::try_from(count).unwrap_or(0).min(how_many));
    let labels = LABELS.iter().find(|(language, _)| *language == fields.language).unwrap_or(&LABELS[0]).1;
    let code = format!("{}10", fields.name.split(' ').next().unwrap_or_default().to_uppercase());
    let from = random.below(how_many);
    for number in 0..paid {
        let (said, brand) = (*random.pick(PAID), *random.pick(BRANDS));
        let said = said.replace("{brand}", brand).replace("{code}", &code);
        let label = if number < disclosed { format!("{} ", random.pick(labels)) } else { String::new() };
        posts[(from + number * how_many / paid) % how_many].entry.caption = format!("{label}{said}");
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::domain::Handle;

    #[test]
    fn posts_say_what_their_niche_does_and_as_many_are_paid_as_were_seen() {
        let today = chrono::NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day");
        let shop = crate::demo::shop(&crate::demo::Market::SHOWN, today);
        let mut said: HashMap<&Handle, Vec<&str>> = HashMap::new();
        for post in &shop.pages.posts {
            said.entry(&post.handle).or_default().push(&post.entry.caption);
        }
        let is_paid = |caption: &str| BRANDS.iter().any(|brand| caption.contains(brand));
        let labels = || LABELS.iter().flat_map(|(_, labels)| labels.iter());
        let is_disclosed = |caption: &str| labels().any(|label| caption.starts_with(label));
        for seen in &shop.pages.seen {
            let captions = &said[&seen.account.1];
            let count = |is: &dyn Fn(&str) -> bool| {
                let count = captions.iter().filter(|caption| is(caption)).count();
                i64::try_from(count).expect("few")
            };
            assert_eq!((count(&is_paid), count(&is_disclosed)), (seen.sponsored.seen, seen.sponsored.disclosed));
        }
        for captions in said.values() {
            let mut once: Vec<&&str> =
                captions.iter().filter(|caption| !caption.is_empty() && !is_paid(caption)).collect();
            once.sort_unstable();
            assert!(once.windows(2).all(|pair| pair[0] != pair[1]), "{captions:?}");
        }
        assert!(said.values().flatten().any(|caption| caption.is_empty()));
        assert!(said.values().flatten().any(|caption| caption.contains('🧴')));
    }
}
