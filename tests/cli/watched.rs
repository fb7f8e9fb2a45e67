//! From two files of a scraper to a judgement: posts and follower counts come in, and scores, growth and warning signs come out.

use std::fmt::Write as _;

use chrono::{Days, NaiveDate};
use serde_json::Value;
use tenfold::clock::Clock;

use super::{Shop, name};

fn days_ago(days: u64) -> NaiveDate {
    Clock::Real.today().checked_sub_days(Days::new(days)).expect("a day")
}

/// Ten posts each, one every third day: @riley.rises is liked, @fay.flat has views that hardly anybody likes.
fn posts() -> String {
    let mut text = "handle,posted_at,url,views,likes,comments,shares\n".to_owned();
    for post in 0..10 {
        let (day, id) = (days_ago(2 + 3 * post), 7_600_000_000_000_000_000 + post);
        let (views, likes) = (9_000 + 350 * post, 700 + 20 * post);
        let riley =
            format!("@riley.rises,{day},https://www.tiktok.com/@riley.rises/video/{id},{views},{likes},40,12\n");
        let fay = format!("@fay.flat,{day},https://www.tiktok.com/@fay.flat/video/{id}9,{views},9,1,0\n");
        text.push_str(&riley);
        text.push_str(&fay);
    }
    text
}

/// A count each week: @riley.rises gains 3% each time, @fay.flat nothing.
fn followers() -> String {
    let mut text = "handle,date,followers\n".to_owned();
    let riley = [10_000, 10_300, 10_609, 10_927, 11_255, 11_593, 11_941, 12_299];
    for (day, count) in (1..=50).rev().step_by(7).map(days_ago).zip(riley) {
        writeln!(text, "@riley.rises,{day},{count}\n@fay.flat,{day},20000").expect("text");
    }
    text
}

/// Imports both files and returns the report.
fn import(shop: &Shop) -> Value {
    let (posts, followers) = (shop.file("posts.csv", &posts()), shop.file("followers.csv", &followers()));
    shop.json(&["import", name(&posts), name(&followers), "--format", "json"])
}

fn counts(report: &Value) -> [[Option<i64>; 4]; 2] {
    [0, 1].map(|file| ["new", "updated", "unchanged", "rejected"].map(|key| report[file][key].as_i64()))
}

#[test]
fn posts_and_follower_counts_become_scores_growth_and_warnings() {
    let shop = Shop::new();
    let report = import(&shop);
    assert_eq!((report[0]["kind"].as_str(), report[1]["kind"].as_str()), (Some("posts"), Some("followers")));
    assert_eq!(counts(&report), [[Some(20), Some(0), Some(0), Some(0)], [Some(16), Some(0), Some(0), Some(0)]]);

    let list = shop.json(&["list", "sort:-score", "--format", "json"]);
    let handles: Vec<_> = list.as_array().expect("a list").iter().map(|row| row["handle"].as_str()).collect();
    assert_eq!(handles, [Some("riley.rises"), Some("fay.flat")]);
    // By hand: 1.03 a week is 1.03^(30/7) = 1.135 in 30 days.
    assert_eq!((list[0]["growth"].as_f64(), list[0]["flags"].as_array().map(Vec::len)), (Some(13.5), Some(0)));
    assert_eq!((list[0]["followers"].as_i64(), list[1]["growth"].as_f64()), (Some(12_299), Some(0.0)));

    let flagged = shop.json(&["list", "has:flag sort:-score", "--format", "json"]);
    assert_eq!(flagged.as_array().map(Vec::len), Some(1));
    let fay = &flagged[0];
    // By hand: tier and consistency 20 of the 40 that can be judged, less 10 and 5 for the two signs.
    assert_eq!((fay["handle"].as_str(), fay["score"].as_i64()), (Some("fay.flat"), Some(35)));
    assert_eq!(fay["flags"], serde_json::json!(["low-like-rate", "er-low"]));
    assert_eq!(shop.text(&["list", "is:rising", "--format", "plain"]), "@riley.rises\n");
    assert_eq!(shop.text(&["list", "-is:rising", "--format", "plain"]), "@fay.flat\n");
}

#[test]
fn what_one_creator_is_judged_by_is_shown() {
    let shop = Shop::new();
    import(&shop);
    let fay = shop.json(&["show", "@fay.flat", "--format", "json"]);
    let posts = fay["posts"].as_array().expect("posts");
    assert_eq!((posts.len(), posts[0]["views"].as_i64(), posts[0]["likes"].as_i64()), (10, Some(9_000), Some(9)));
    assert!(posts[0]["saves"].is_null(), "the file has no saves");
    assert_eq!(fay["followers_over_time"].as_array().map(Vec::len), Some(8));
    assert_eq!((fay["fit"]["score"].as_i64(), fay["fit"]["penalty"].as_i64()), (Some(35), Some(15)));
    assert_eq!(
        (fay["flag_reasons"][0]["level"].as_str(), fay["vetting"]["rising"].as_bool()),
        (Some("red"), Some(false))
    );
    // The same fact has the same name and value wherever it stands.
    assert_eq!(fay["flag_reasons"][0]["flag"], fay["flags"][0]);
    let riley = shop.json(&["show", "@riley.rises", "--format", "json"]);
    for key in ["er_views", "growth"] {
        assert!(riley[key].is_number() && riley["vetting"][key] == riley[key], "{key}: {riley}");
    }
    let parts = fay["fit"]["parts"].as_array().expect("parts");
    let part = |name: &str| parts.iter().find(|part| part["part"] == name).expect("a part");
    assert_eq!(part("engagement")["score"].as_f64(), Some(0.0));
    assert!(part("price")["score"].is_null(), "unknown is not nothing");
    assert_eq!(shop.json(&["show", "@riley.rises", "--format", "json"])["vetting"]["rising"], true);
}

#[test]
fn the_same_files_once_more_change_nothing() {
    let shop = Shop::new();
    import(&shop);
    let seen = || {
        let of = |handle| shop.text(&["show", handle, "--format", "json"]);
        [shop.text(&["list", "--format", "json"]), of("@fay.flat"), of("@riley.rises")]
    };
    let before = seen();
    let again = counts(&import(&shop));
    assert_eq!(again, [[Some(0), Some(0), Some(20), Some(0)], [Some(0), Some(0), Some(16), Some(0)]]);
    assert_eq!(seen(), before);
}
