//! Lists that rest on what vetting finds, asked of a file that no screen has scored yet.

use std::sync::Arc;

use super::{Shop, name};

const POSTS: &str = "\
handle,url,posted_at,views,likes,comments,shares
@ana.glow,https://www.tiktok.com/@ana.glow/video/7000000000000000001,2026-03-02,10000,900,50,40
@ana.glow,https://www.tiktok.com/@ana.glow/video/7000000000000000002,2026-03-05,12000,1000,60,30
@ben.balm,https://www.tiktok.com/@ben.balm/video/7000000000000000003,2026-03-02,10000,40,5,2
@ben.balm,https://www.tiktok.com/@ben.balm/video/7000000000000000004,2026-03-05,12000,50,4,1
";

const CREATORS: &str = "handle,followers\n@ana.glow,20000\n@ben.balm,30000\n";

/// Changes the file of a shop as no command can.
pub(super) fn change(shop: &Shop, sql: &str) {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day");
    let opened =
        tenfold::store::Writer::open(&shop.path("shop.db"), tenfold::clock::Clock::fixed(today), Arc::default());
    let mut writer = opened.expect("the file opens");
    assert!(writer.connection().execute(sql, []).expect("it is changed") > 0, "{sql}");
    writer.close().expect("the file closes");
}

/// A shop with posts that nobody looked at.
fn unscored() -> Shop {
    let shop = Shop::new();
    shop.text(&["import", name(&shop.file("creators.csv", CREATORS)), name(&shop.file("posts.csv", POSTS))]);
    shop
}

#[test]
fn every_filter_on_scores_finds_them_in_a_file_nobody_scored() {
    for filter in ["reacts>5", "score>0", "is:rising or reacts>5", "-reacts<5 reacts>1"] {
        let found = unscored().text(&["list", filter, "--format", "plain"]);
        assert!(found.contains("@ana.glow"), "{filter}: {found:?}");
    }
}

#[test]
fn every_sort_by_scores_puts_them_in_order_in_a_file_nobody_scored() {
    for (sort, first) in [("sort:reacts", "@ben.balm"), ("sort:-reacts", "@ana.glow"), ("sort:-score", "@ana.glow")] {
        let found = unscored().text(&["list", sort, "--format", "plain"]);
        assert_eq!(found.lines().next(), Some(first), "{sort}: {found:?}");
    }
}

#[test]
fn a_view_that_asks_for_scores_finds_them_too() {
    let shop = unscored();
    change(&shop, "INSERT INTO saved_view (name, filter, position) VALUES ('Loud', 'reacts>5', 99)");
    assert_eq!(shop.text(&["list", "view:loud", "--format", "plain"]), "@ana.glow\n");
    let shop = unscored();
    change(&shop, "INSERT INTO saved_view (name, filter, position) VALUES ('Loud', 'reacts>5', 99)");
    assert_eq!(shop.text(&["list", "-view:loud", "--format", "plain"]), "@ben.balm\n");
}

#[test]
fn a_price_counts_against_the_views_known_where_followers_are_not() {
    let shop = Shop::new();
    let creators = "handle,followers,price\n@ana.glow,,100\n@cleo.skin,,100\n";
    shop.text(&["import", name(&shop.file("creators.csv", creators)), name(&shop.file("posts.csv", POSTS))]);
    let part = |handle: &str| {
        let shown = shop.json(&["show", handle, "--format", "json"]);
        let parts = shown["fit"]["parts"].as_array().expect("parts").clone();
        parts.into_iter().find(|part| part["part"] == "price").expect("a price part")
    };
    // $100 for 11,000 x e^0.5 expected views is $5.51 per 1,000; micro creators usually $12.00: 0.5 - 0.5 log2(0.4596).
    let score = part("@ana.glow")["score"].as_f64().expect("the price counts");
    let expected = 0.5 - 0.5 * (100_000.0 / (11_000.0 * 0.5_f64.exp()) / 12.0).log2();
    assert!((score - expected.min(1.0)).abs() < 1e-3, "{score} instead of {expected}");
    assert!(part("@cleo.skin")["score"].is_null(), "neither views nor followers are known");
}
