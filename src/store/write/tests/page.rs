//! What is added to the page of a creator.

use chrono::NaiveDate;

use super::*;
use crate::domain::PostId;
use crate::proto::page_change::{Facet, PageChange, PageCmd, SponsoredSeen};
use crate::proto::post::PostEntry;

fn on(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn page(cmd: PageCmd) -> WriteCmd {
    WriteCmd::Page(PageChange { creator: CreatorId(1), cmd })
}

fn entry(url: &str, day: &str, views: i64) -> PostEntry {
    PostEntry {
        url: url.to_owned(),
        posted_on: (!day.is_empty()).then(|| on(day)),
        caption: String::new(),
        reading: ReadingRecord { views: Some(views), ..ReadingRecord::default() },
    }
}

const READINGS: &str = "SELECT ifnull(group_concat(post_id || ' ' || reading.day || ' ' || ifnull(views, '-') || '/' || ifnull(likes, '-'), ', '
  ORDER BY reading.id), '') FROM reading";

const ALL: &str = "SELECT followers || ' ' || ifnull((SELECT day FROM figure_source WHERE creator_id = 1), '-') || ': ' || (SELECT ifnull(group_concat(day || ' ' || followers, ', ' ORDER BY day), '')
  FROM creator_reading WHERE creator_id = 1) FROM creator WHERE id = 1";

#[test]
fn posts_are_known_by_address_else_by_day() {
    let mut f = fixture();
    let save = |entries: &[PostEntry]| page(PageCmd::SavePosts(entries.to_vec()));
    let three = [
        entry("https://www.tiktok.com/@mia/video/7300000000000000000", "", 900),
        entry("", "2026-03-04", 500),
        entry("", "2026-03-04", 70),
    ];
    assert_eq!(f.say(&save(&three)), "Added 3 posts of @mia.");
    assert_eq!(f.nothing(&save(&three)), "These posts of @mia are already up to date.");
    let turned = [three[2].clone(), three[1].clone(), three[0].clone()];
    assert_eq!(f.nothing(&save(&turned)), "These posts of @mia are already up to date.");
    assert_eq!(f.text("SELECT posted_on FROM post WHERE id = 1"), "2023-11-11", "its number tells the day");
    let likes = ReadingRecord { likes: Some(40), ..ReadingRecord::default() };
    let more = [
        PostEntry { reading: likes, ..entry("tiktok.com/@mia/video/7300000000000000000?x=1", "", 0) },
        entry("https://t.example/new", "2026-03-09", 5),
    ];
    assert_eq!(f.say(&save(&more)), "Added 1 post of @mia and updated 1.");
    assert_eq!(f.text(READINGS), "1 2026-03-11 900/40, 2 2026-03-11 500/-, 3 2026-03-11 70/-, 4 2026-03-11 5/-");
    let named =
        PostEntry { caption: "Gift\u{7}ed\n #ad".to_owned(), ..entry("https://t.example/a", "2026-03-04", 500) };
    assert_eq!(f.say(&save(&[named])), "Updated 1 post of @mia.");
    assert_eq!(f.text("SELECT url || ' ' || caption FROM post WHERE id = 2"), "https://t.example/a Gifted\n#ad");
}

#[test]
fn a_reading_is_of_its_day() {
    let mut f = fixture();
    f.conn
        .execute_batch(
            "INSERT INTO post (id, creator_id, posted_on) VALUES (1, 1, '2026-03-04');
             INSERT INTO reading (post_id, day, views, likes) VALUES (1, '2026-03-05', 100, 9);",
        )
        .expect("rows");
    let save = |views| page(PageCmd::SavePosts(vec![entry("", "2026-03-04", views)]));
    f.nothing(&save(100));
    f.say(&save(150));
    f.say(&save(160));
    assert_eq!(f.text(READINGS), "1 2026-03-05 100/9, 1 2026-03-11 160/-");
}

#[test]
fn fewer_views_on_a_day_are_those_of_another_video() {
    let mut f = fixture();
    let save = |views| page(PageCmd::SavePosts(vec![entry("", "2026-03-04", views)]));
    assert_eq!(f.say(&save(12_345)), "Added 1 post of @mia.");
    assert_eq!(f.say(&save(1_200)), "Added 1 post of @mia.", "views never fall");
    assert_eq!(f.say(&save(12_300)), "Updated 1 post of @mia.", "but they are rounded");
    f.nothing(&save(1_200));
    f.say(&save(1_500));
    f.nothing(&save(1_500));
    assert_eq!(f.text("SELECT CAST(count(*) AS TEXT) FROM post"), "2");
}

#[test]
fn impossible_posts_are_refused() {
    let mut f = fixture();
    let mut refused = |entry: PostEntry| f.refused(&page(PageCmd::SavePosts(vec![entry])));
    assert!(refused(entry("", "", 5)).contains("needs a day or a link"));
    assert!(refused(entry("", "2026-03-12", 5)).contains("future"));
    assert!(refused(entry("a b", "", 5)).contains("a space"));
    assert!(refused(entry("", "2026-03-01", -5)).contains("below 0"));
    let nobody = WriteCmd::Page(PageChange { creator: CreatorId(77), cmd: PageCmd::SavePosts(Vec::new()) });
    assert!(f.refused(&nobody).contains("no longer in the list"));
}

#[test]
fn a_post_goes_unless_sales_hang_on_it() {
    let mut f = fixture();
    f.conn
        .execute_batch(
            "INSERT INTO post (id, creator_id, collaboration_id, posted_on) VALUES (1, 1, NULL, '2026-03-04'), (2, 1, 1, '2026-03-05');
             INSERT INTO reading (post_id, day, views) VALUES (1, '2026-03-05', 100);",
        )
        .expect("rows");
    assert_eq!(f.say(&page(PageCmd::DeletePost(PostId(1)))), "Deleted the post of Mar 4, 2026 of @mia.");
    assert_eq!(f.text(READINGS), "");
    assert!(f.refused(&page(PageCmd::DeletePost(PostId(1)))).contains("no longer exists"));
    assert_eq!(
        f.refused(&page(PageCmd::DeletePost(PostId(2)))),
        "This post belongs to Spring: A, and its sales depend on it."
    );
    // Counts of a booked post are taken, its day is its batch's business.
    f.say(&page(PageCmd::SavePosts(vec![entry("", "2026-03-05", 7)])));
    assert_eq!(f.text("SELECT group_concat(collaboration_id || ' ' || posted_on) FROM post"), "1 2026-03-05");
}

#[test]
fn followers_of_a_newer_day_become_the_creators_own() {
    let mut f = fixture();
    let save = |counts: &[(&str, i64)]| {
        page(PageCmd::SaveSnapshots(counts.iter().map(|(day, count)| (on(day), *count)).collect()))
    };
    // 52,100 followers since the day it was added, 1 march.
    assert_eq!(f.say(&save(&[("2026-02-01", 40_000)])), "Saved the followers of @mia on 1 day.");
    assert_eq!(f.text(ALL), "52100 -: 2026-02-01 40000");
    assert_eq!(f.nothing(&save(&[("2026-02-01", 40_000)])), "These followers of @mia are already known.");
    assert_eq!(
        f.say(&save(&[("2026-03-10", 60_000), ("2026-02-15", 45_000)])),
        "Saved the followers of @mia on 2 days."
    );
    assert_eq!(f.text(ALL), "60000 2026-03-10: 2026-02-01 40000, 2026-02-15 45000, 2026-03-01 52100, 2026-03-10 60000");
    f.nothing(&save(&[("2026-03-10", 60_000)]));
    f.say(&save(&[("2026-03-10", 61_000)]));
    assert!(f.text(ALL).starts_with("61000 2026-03-10: ") && f.text(ALL).ends_with("2026-03-10 61000"));
    assert!(f.refused(&save(&[("2026-03-12", 5)])).contains("future"));
    assert!(f.refused(&save(&[("2026-03-01", -5)])).contains("below 0"));
}

#[test]
fn an_audience_is_replaced_facet_by_facet() {
    let mut f = fixture();
    let set = |facet, shares: &[(&str, i64)]| {
        page(PageCmd::SetAudience(facet, shares.iter().map(|(key, share)| ((*key).to_owned(), *share)).collect()))
    };
    let ages = set(Facet::Age, &[("18-24", 6_000)]);
    assert_eq!(f.say(&ages), "Set the audience of @mia by age: 1 share.");
    let countries = set(Facet::Country, &[("us", 5_400), ("GB", 1_200)]);
    assert_eq!(f.say(&countries), "Set the audience of @mia by country: 2 shares.");
    f.nothing(&countries);
    f.say(&set(Facet::Country, &[("US", 5_500), ("DE", 100)]));
    assert_eq!(
        f.text(
            "SELECT group_concat(facet || ' ' || key || ' ' || share_bp, ', ' ORDER BY facet, key) FROM audience_share"
        ),
        "age 18-24 6000, country DE 100, country US 5500"
    );
    assert_eq!(f.say(&set(Facet::Age, &[])), "Cleared the audience of @mia by age.");
    f.say(&set(Facet::Gender, &[("F", 7_000), ("men", 3_000)]));
    assert_eq!(
        f.text(
            "SELECT group_concat(key || ' ' || share_bp, ', ' ORDER BY key) FROM audience_share WHERE facet = 'gender'"
        ),
        "female 7000, male 3000",
        "as it is looked for"
    );
    assert!(f.refused(&set(Facet::Gender, &[("female", 10_100)])).contains("0 to 100%"));
    assert!(f.refused(&set(Facet::Gender, &[("female", 9_000), ("male", 9_000)])).contains("add up to 180%"));
    assert!(f.refused(&set(Facet::Gender, &[("Female", 1), ("female", 1)])).contains("appears twice"));
    assert!(f.refused(&set(Facet::Gender, &[(" ", 1)])).contains("needs a name"));
}

#[test]
fn paid_posts_and_finds_are_noted() {
    let mut f = fixture();
    let seen = |seen, disclosed| page(PageCmd::SetSponsored(Some(SponsoredSeen { seen, disclosed })));
    assert_eq!(f.say(&seen(4, 3)), "Noted 4 paid posts by @mia, 3 disclosed.");
    f.nothing(&seen(4, 3));
    assert!(f.refused(&seen(1, 2)).contains("2 of 1 posts can't"));
    assert!(f.refused(&seen(-1, 0)).contains("below 0"));
    assert_eq!(f.say(&page(PageCmd::SetSponsored(None))), "Cleared the checked paid posts of @mia.");
    let found = |how: &str, detail: &str| page(PageCmd::SetFound { how: how.to_owned(), detail: detail.to_owned() });
    assert_eq!(f.say(&found("hashtag", "#booktok\n")), "Saved how you found @mia: hashtag (#booktok).");
    f.nothing(&found("hashtag", "#booktok"));
    assert_eq!(f.say(&found("", "")), "Cleared how you found @mia.");
}
