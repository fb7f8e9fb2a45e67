//! Lists of posts and of follower counts.

use chrono::NaiveDate;

use super::*;
use crate::proto::ingest::{CountRecord, PostRecord};

impl Read {
    fn posts(&self) -> Vec<&PostRecord> {
        let post = |sourced| match sourced {
            &Sourced { record: Record::Post(ref post), .. } => Some(&**post),
            _ => None,
        };
        self.records.iter().filter_map(post).collect()
    }

    fn follower_counts(&self) -> Vec<&CountRecord> {
        let count = |sourced| match sourced {
            &Sourced { record: Record::Count(ref count), .. } => Some(&**count),
            _ => None,
        };
        self.records.iter().filter_map(count).collect()
    }

    /// Handle, day, views and likes of each post.
    fn seen(&self) -> Vec<String> {
        let number = |count: Option<i64>| count.map_or_else(|| "-".to_owned(), |count| count.to_string());
        let said = |post: &&PostRecord| {
            let day = post.entry.posted_on.map_or_else(|| "-".to_owned(), |day| day.to_string());
            let reading = post.entry.reading;
            format!("{} {day} {}/{}", post.handle, number(reading.views), number(reading.likes))
        };
        self.posts().iter().map(said).collect()
    }
}

#[test]
fn a_plain_list_of_posts_is_read() {
    let read = read("posts.csv");
    assert_eq!(read.plan.kind, ImportKind::Posts);
    assert_eq!(
        read.seen(),
        ["@mia.glow 2026-03-01 12400/1100", "@mia.glow 2026-03-03 8900/700", "@zoe__ 2026-03-04 -/310"]
    );
    assert_eq!(read.rejected(), [(5, "posted_at"), (6, "handle"), (7, "views")]);
    assert!(read.rejects[1].reason.contains("no telling whose post it is"), "{:?}", read.rejects[1]);
    assert_eq!(read.notes, [ImportNote::Totals(1)]);
    let first = read.posts()[0];
    assert!(first.entry.url.starts_with("https://www.tiktok.com/@mia.glow/video/"));
    assert_eq!((first.platform, first.counted_on), (Platform::TikTok, None));
}

#[test]
fn lists_of_videos_are_posts_and_know_their_creators() {
    let read = read("per_video.csv");
    assert_eq!((read.plan.kind, read.rejects.len()), (ImportKind::Posts, 0));
    let posts = read.posts();
    assert_eq!(posts.iter().map(|post| post.handle.as_str()).collect::<Vec<_>>(), ["mia.glow", "mia.glow", "zoe"]);
    assert_eq!(posts.iter().map(|post| post.entry.reading.views).collect::<Vec<_>>(), [Some(10), Some(20), Some(30)]);
    let zoe = &posts[2].creator.as_ref().expect("what the row says about her").fields;
    assert_eq!((zoe.name.as_str(), zoe.found_via.as_str()), ("🌿 Zoë 🌿", "spf"));
    assert_eq!((zoe.followers, zoe.views), (Some(2_400_000), None));
    assert_eq!(read.notes, [ImportNote::Skipped(CreatorField::Email, 1)]);
}

#[test]
fn studio_exports_know_the_handle_and_the_year_by_their_links() {
    let read = read("studio_content.csv");
    assert_eq!((read.plan.kind, read.rejects.len()), (ImportKind::Posts, 0));
    // The account's own time zone may be a day ahead of the link's.
    assert_eq!(
        read.seen(),
        ["@mia.glow 2026-02-27 15233/812", "@mia.glow 2026-03-02 2190/120", "@mia.glow 2026-03-06 4100/-"]
    );
    let posts = read.posts();
    assert_eq!(posts[0].entry.caption, "Morning routine 🌿 #skincare, \"honest\"");
    assert_eq!(posts[1].counted_on.map(|day| day.by(NaiveDate::MAX).to_string()).as_deref(), Some("2026-03-10"));
    assert_eq!(read.notes, [ImportNote::DayFromLink(3)]);
}

#[test]
fn scraped_lists_name_posts_by_number() {
    let read = read("scraped_posts.csv");
    assert_eq!(read.plan.kind, ImportKind::Posts);
    assert_eq!(
        read.seen(),
        ["@mia.glow 2026-03-01 3990/560", "@lena.routine 2026-03-04 3991/561", "@lena.routine 2026-03-05 900/20"]
    );
    let urls: Vec<&str> = read.posts().iter().map(|post| post.entry.url.as_str()).collect();
    assert!(urls[0].starts_with("https://www.tiktok.com/@mia.glow/video/7"), "{urls:?}");
    assert_eq!(urls[2], "", "a number that lost its digits is none");
}

#[test]
fn follower_counts_are_read_and_lists_of_creators_stay_what_they_are() {
    let read = read("follower_counts.csv");
    assert_eq!(read.plan.kind, ImportKind::Followers);
    let counts: Vec<String> = read
        .follower_counts()
        .iter()
        .map(|count| format!("{} {} {}", count.handle, count.day, count.followers))
        .collect();
    assert_eq!(
        counts,
        [
            "@mia.glow 2026-02-01 10100",
            "@mia.glow 2026-02-15 11200",
            "@mia.glow 2026-02-15 99",
            "@lena.routine 2026-02-14 52300"
        ]
    );
    assert_eq!(read.rejected(), [(6, "date")]);
    assert_eq!(read.notes, [ImportNote::NoCount(1)]);
    for creators in [
        "handle,followers,date,niche\nmia,10k,2026-03-01,skin\n",
        "username,link,followers,likes,views\nmia,https://www.tiktok.com/@mia,10k,5k,9k\n",
        "handle,followers\nmia,10k\n",
    ] {
        assert_eq!(read_bytes(creators.as_bytes()).map(|read| read.plan.kind), Ok(ImportKind::Creators), "{creators}");
    }
}
