//! Addresses of posts: which of them mean the same post, and the day that is written into some of them.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

/// The first year of which a post on TikTok can be.
const FIRST_YEAR: i32 = 2016;

/// A post on a platform as its address names it, so that one copied from an app, a browser or a report is the same.
///
/// `https://www.tiktok.com/@mia/video/7300000000000000000?lang=en` and `tiktok.com/@mia/video/7300000000000000000/` have one key.
/// An address of an unknown shape is compared without scheme, `www.`, anchor and marks for tracking.
pub fn key(address: &str) -> String {
    let address = address.trim();
    let bare = ["https://", "http://"].iter().find_map(|scheme| strip_prefix(address, scheme)).unwrap_or(address);
    let bare = bare.split('#').next().unwrap_or_default();
    let (path, query) = bare.split_once('?').unwrap_or((bare, ""));
    let (host, path) = path.split_once('/').unwrap_or((path, ""));
    let host = host.to_ascii_lowercase();
    let host = ["www.", "m."].iter().find_map(|prefix| host.strip_prefix(prefix)).unwrap_or(&host);
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let after = |names: &[&str]| {
        let place = parts.iter().position(|part| names.contains(part))?;
        parts.get(place + 1).copied()
    };
    let found = match host {
        "tiktok.com" => after(&["video", "photo"]).map(|id| format!("tiktok {id}")),
        "instagram.com" => after(&["p", "reel", "reels", "tv"]).map(|id| format!("instagram {id}")),
        "youtu.be" => parts.first().map(|id| format!("youtube {id}")),
        "youtube.com" => {
            let watched = query.split('&').find_map(|pair| pair.strip_prefix("v="));
            watched.or_else(|| after(&["shorts", "live", "embed"])).map(|id| format!("youtube {id}"))
        }
        _ => None,
    };
    found.unwrap_or_else(|| {
        let kept: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("utm_")).collect();
        let mark = if kept.is_empty() { "" } else { "?" };
        format!("{host}/{}{mark}{}", parts.join("/"), kept.join("&"))
    })
}

/// Whether an address is that of a post on a platform we know.
pub fn is_known(address: &str) -> bool {
    let key = key(address);
    ["tiktok ", "instagram ", "youtube "].iter().any(|platform| key.starts_with(platform))
}

/// Returns the moment at which a post on TikTok was made: the upper half of its number counts the seconds since 1970.
pub fn made_at(address: &str) -> Option<DateTime<Utc>> {
    let number: u64 = key(address).strip_prefix("tiktok ")?.parse().ok()?;
    let made = DateTime::from_timestamp(i64::try_from(number >> 32).ok()?, 0)?;
    (made.year() >= FIRST_YEAR).then_some(made)
}

/// Returns the UTC day of [`made_at`].
pub fn day(address: &str) -> Option<NaiveDate> {
    made_at(address).map(|made| made.date_naive())
}

fn strip_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| text.get(prefix.len()..)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_post_has_one_key_however_its_address_was_copied() {
        let same = |addresses: &[&str]| {
            let keys: Vec<String> = addresses.iter().map(|address| key(address)).collect();
            assert!(keys.windows(2).all(|pair| pair[0] == pair[1]), "{keys:?}");
            keys[0].clone()
        };
        let tiktok = same(&[
            "https://www.tiktok.com/@mia/video/7300000000000000000?is_from_webapp=1&sender_device=pc",
            "HTTPS://m.tiktok.com/@mia/video/7300000000000000000/",
            "tiktok.com/@mia.renamed/video/7300000000000000000#top",
        ]);
        assert_eq!(tiktok, "tiktok 7300000000000000000");
        same(&["https://www.instagram.com/reel/Abc_1/?igsh=x", "instagram.com/mia/reel/Abc_1"]);
        same(&["https://youtu.be/a1B?si=x", "https://www.youtube.com/watch?t=3&v=a1B", "youtube.com/shorts/a1B"]);
        assert_eq!(
            same(&["https://Example.com/Post/1/?utm_source=a", "http://example.com/Post/1"]),
            "example.com/Post/1"
        );
        assert_ne!(key("example.com/?p=1"), key("example.com/?p=2"));
        let profile = "https://www.tiktok.com/@mia";
        assert!(is_known("youtu.be/a1B") && !is_known(profile) && !is_known("example.com/1"));
        for odd in ["", " ", "https://", "é", "https:/", "?", "//"] {
            key(odd);
        }
    }

    #[test]
    fn the_number_of_a_tiktok_post_tells_its_day() {
        // 7300000000000000000 / 2^32 = 1699663698 s: 11 November 2023, 00:48:18 UTC.
        let told = day("https://www.tiktok.com/@mia/video/7300000000000000000");
        assert_eq!(told, NaiveDate::from_ymd_opt(2023, 11, 11));
        assert_eq!(day("https://www.tiktok.com/@mia/video/12345"), None);
        assert_eq!(day("https://www.tiktok.com/@mia/video/99999999999999999999999"), None);
        assert_eq!(day("https://vm.tiktok.com/ZMabc/"), None);
        assert_eq!(day("https://example.com/7300000000000000000"), None);
    }
}
