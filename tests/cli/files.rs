//! Files of other tools, in other languages, of other days: what becomes of them, and what is said where nothing can.

use std::fmt::Write as _;

use serde_json::Value;

use super::{Shop, name};

/// Imports a file and returns what became of it.
fn import(shop: &Shop, file: &str, text: &str) -> Value {
    shop.json(&["import", name(&shop.file(file, text)), "--format", "json"])[0].clone()
}

/// What is said about a file that is not imported.
fn refusal(shop: &Shop, file: &str, text: &str) -> String {
    let output = shop.run(&["import", name(&shop.file(file, text))]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    said
}

fn counts(report: &Value) -> [u64; 4] {
    ["rows", "new", "updated", "rejected"].map(|key| report[key].as_u64().expect("a count"))
}

fn notes(report: &Value) -> String {
    report["notes"].to_string()
}

fn creator(shop: &Shop, handle: &str) -> Value {
    shop.json(&["show", handle, "--format", "json"])
}

fn followers(shop: &Shop, handle: &str) -> Option<i64> {
    creator(shop, handle)["followers"].as_i64()
}

const AFFILIATE: &str = "\
Order ID,Product Name,Price,Payment Amount,Currency,Order Status,Creator Username,Content Type,Time Created
577001,Serum,28.00,25.20,USD,Completed,mia.glow,Video,03/02/2026 10:00:00
577002,Balm,12.00,12.00,USD,Completed,zoe__b,LIVE,04/02/2026 11:00:00
";

#[test]
fn orders_are_no_creators_whatever_handle_stands_beside() {
    let shop = Shop::new();
    let said = refusal(&shop, "affiliate.csv", AFFILIATE);
    assert!(said.contains("TikTok Shop affiliate orders") && said.contains("--as orders --map"), "{said}");
    let plain = "order_no,handle,price\n1,mia.glow,28\n2,zoe__b,12\n";
    assert!(refusal(&shop, "plain.csv", plain).contains("orders"));
    assert!(!shop.path("shop.db").exists(), "nothing came in");
}

#[test]
fn a_commission_of_nothing_is_no_asking_price() {
    let shop = Shop::new();
    let data = "Creator name,Followers,Est. flat fee\nmia.glow,12000,0.00\nzoe__b,9000,0.00\n";
    assert_eq!(counts(&import(&shop, "data.csv", data)), [2, 2, 0, 0]);
    assert!(creator(&shop, "mia.glow")["price"].is_null());
}

#[test]
fn fees_with_days_and_no_campaign_are_a_tracker_and_no_creators() {
    let shop = Shop::new();
    let said = refusal(&shop, "deals.csv", "handle,fee,posted_on\nmia.glow,100,2026-03-01\n");
    assert!(said.contains("campaign") && said.contains("--as creators"), "{said}");
    let list = import(&shop, "list.csv", "handle,fee,followers\nzoe__b,100,9000\n");
    assert_eq!((list["kind"].as_str(), counts(&list)), (Some("creators"), [1, 1, 0, 0]));
}

#[test]
fn payments_are_matched_to_what_is_owed_and_told_where_nothing_is() {
    let shop = Shop::new();
    let tracker =
        "campaign,batch,handle,fee,posted_on\nGlow,A,@mia.glow,150,2026-02-20\nGlow,B,@mia.glow,80,2026-03-01\n";
    import(&shop, "tracker.csv", tracker);
    let list = "handle,amount,currency,paid_on,method,reference\nmia.glow,170,USD,2026-03-05,PayPal,TX-1\n\
        mia.glow,500,USD,2026-03-06,PayPal,TX-2\nnobody.here,5,USD,2026-03-06,PayPal,TX-3\n";
    let report = import(&shop, "payments.csv", list);
    assert_eq!((report["kind"].as_str(), counts(&report)), (Some("payments"), [3, 1, 0, 2]));
    let rejects = std::fs::read_to_string(report["rejects_file"].as_str().expect("a file")).expect("the rejects");
    assert!(rejects.contains("only $60.00 is owed to @mia.glow") && rejects.contains("@nobody.here"), "{rejects}");
    assert_eq!(report["notes"].as_array().map(Vec::len), Some(2), "a sentence for each reason: {report}");
    let again = import(&shop, "again.csv", list);
    assert_eq!(counts(&again), [3, 0, 0, 2], "the same payment is there");
    let paid = shop.json(&["payments", "--all", "--format", "json"]);
    let parts: Vec<_> = paid.as_array().expect("rows").iter().map(|row| row["paid_minor"].as_i64()).collect();
    assert_eq!(parts.iter().flatten().sum::<i64>(), 17_000);
    let state = |batch: &str| {
        let row = paid.as_array().expect("rows").iter().find(|row| row["batch"] == batch).expect("a row");
        row["state"].as_str().expect("a state").to_owned()
    };
    assert_eq!(state("A"), "paid", "what is due first is paid first");
}

#[test]
fn a_ledger_is_no_tracker_although_it_names_campaigns() {
    let shop = Shop::new();
    import(&shop, "tracker.csv", "campaign,batch,handle,fee,posted_on\nGlow,A,@mia.glow,150,2026-02-20\n");
    let list = "paid_on,handle,campaign,amount,currency,method\n2026-03-05,mia.glow,Glow,150,USD,bank transfer\n";
    let report = import(&shop, "ledger.csv", list);
    assert_eq!((report["kind"].as_str(), counts(&report)), (Some("payments"), [1, 1, 0, 0]));
}

#[test]
fn posts_with_one_count_are_posts() {
    let shop = Shop::new();
    let list = "handle,posted_at,url,views\n\
        mia.glow,2026-03-01,https://www.tiktok.com/@mia.glow/video/7612255724529377856,12400\n\
        mia.glow,2026-03-03,https://www.tiktok.com/@mia.glow/video/7613000000000000000,8900\n";
    let report = import(&shop, "posts.csv", list);
    assert_eq!((report["kind"].as_str(), counts(&report)), (Some("posts"), [2, 2, 0, 0]));
    let mia = creator(&shop, "mia.glow");
    assert_eq!(mia["posts"].as_array().map(Vec::len), Some(2));
    assert!(mia["views"].is_null(), "the views of a post are no typical views");
}

#[test]
fn scraped_videos_are_posts_and_bring_their_creators_along() {
    let shop = Shop::new();
    let mut list = "keyword,video_url,creator_username,creator_email,follower_count,scraped_at\n".to_owned();
    for video in 0..30 {
        let handle = format!("creator{}", video / 3);
        let url = format!("https://www.tiktok.com/@{handle}/video/74345663098131{:05}", 93_000 + video);
        let _ = writeln!(list, "spf,{url},{handle},{handle}@mail.example,{},2025-10-01T19:34:39.05", 5_000 + video / 3);
    }
    let report = import(&shop, "scraped.csv", &list);
    assert_eq!((report["kind"].as_str(), counts(&report)), (Some("posts"), [30, 30, 0, 0]));
    assert_eq!(shop.json(&["list", "--format", "json"]).as_array().map(Vec::len), Some(10));
    let one = creator(&shop, "creator3");
    assert_eq!((one["followers"].as_i64(), one["email"].as_str()), (Some(5_003), Some("creator3@mail.example")));
    assert_eq!(one["source"]["day"].as_str(), Some("2025-10-01"));
}

#[test]
fn a_follower_history_keeps_its_days() {
    let shop = Shop::new();
    let mut list = "handle,date,followers,difference\n".to_owned();
    for day in 1..=28 {
        let _ = writeln!(list, "mia.glow,2026-02-{day:02},{},1", 5_000 + day);
    }
    let report = import(&shop, "history.csv", &list);
    assert_eq!((report["kind"].as_str(), counts(&report)), (Some("followers"), [28, 28, 0, 0]));
    let mia = creator(&shop, "mia.glow");
    assert_eq!(mia["followers"], 5_028);
    assert_eq!(mia["followers_over_time"].as_array().map(Vec::len), Some(28));
}

#[test]
fn one_list_with_an_example_video_stays_a_list_of_creators() {
    let shop = Shop::new();
    let list = "handle,followers,rate,email,video link\n\
        mia.glow,12000,$150,mia@mail.example,https://www.tiktok.com/@mia.glow/video/7612255724529377856\n\
        zoe__b,9000,$90,zoe@mail.example,https://www.tiktok.com/@zoe__b/video/7613000000000000000\n";
    let report = import(&shop, "list.csv", list);
    assert_eq!((report["kind"].as_str(), counts(&report)), (Some("creators"), [2, 2, 0, 0]));
    assert_eq!(creator(&shop, "mia.glow")["price"], 150.0);
}

#[test]
fn counts_are_read_in_the_language_of_the_file() {
    let shop = Shop::new();
    import(&shop, "tr.csv", "Kullanıcı adı;Takipçi\nmia.glow;12,5B\nzoe__b;1,2 Mn\n");
    assert_eq!((followers(&shop, "mia.glow"), followers(&shop, "zoe__b")), (Some(12_500), Some(1_200_000)));
    import(&shop, "es.csv", "usuario;seguidores\nana_es;12,5 mil\nbea_es;1,2 mi\n");
    assert_eq!((followers(&shop, "ana_es"), followers(&shop, "bea_es")), (Some(12_500), Some(1_200_000)));
    import(&shop, "de.csv", "Handle;Follower\nkim_de;12,4 Tsd.\nlea_de;1,2 Mio.\n");
    assert_eq!((followers(&shop, "kim_de"), followers(&shop, "lea_de")), (Some(12_400), Some(1_200_000)));
    import(&shop, "k.csv", "handle;Followers (k)\nnoa_k;12,4\noli_k;950\n");
    assert_eq!((followers(&shop, "noa_k"), followers(&shop, "oli_k")), (Some(12_400), Some(950_000)));
}

#[test]
fn a_count_that_cannot_be_read_is_rejected_and_not_shrunk() {
    let shop = Shop::new();
    let report = import(&shop, "list.csv", "handle;followers\nmia.glow;12,4\nzoe__b;12,5B\nkim_k2;9000\n");
    assert_eq!(counts(&report), [3, 1, 0, 2]);
}

#[test]
fn a_yen_sign_is_yuan_in_a_chinese_list_and_open_elsewhere() {
    let shop = Shop::new();
    import(&shop, "cn.csv", "达人账号,粉丝数,报价\nmia.glow,15.2万,¥500\n");
    import(&shop, "named.csv", "handle,Price (CNY)\nzoe__b,¥500\n");
    let open = import(&shop, "open.csv", "handle,price\nkim_k2,¥500\n");
    let currency = |handle| creator(&shop, handle)["currency"].as_str().map(str::to_owned);
    assert_eq!(
        (currency("mia.glow"), currency("zoe__b"), currency("kim_k2")),
        (Some("CNY".into()), Some("CNY".into()), None)
    );
    assert!(notes(&open).contains('¥'), "{open}");
    import(&shop, "round.csv", "handle,price\nlea_de,\"50,-\"\n");
    import(&shop, "k.csv", "handle,Price (k)\nnoa_k,1.5\n");
    let price = |handle| creator(&shop, handle)["price"].as_f64();
    assert_eq!((price("lea_de"), price("noa_k")), (Some(50.0), Some(1_500.0)));
}

#[test]
fn an_older_edition_is_history_and_overwrites_nothing() {
    let shop = Shop::new();
    let edition = |day: &str, followers: u32, rate: &str| {
        format!(
            "handle,followers,engagement rate,hentet_dato\nmia.glow,{followers},{rate},{day}\nzoe__b,{followers},{rate},{day}\n"
        )
    };
    import(&shop, "march.csv", &edition("2026-03-01", 12_000, "8%"));
    let older = import(&shop, "january.csv", &edition("2026-01-01", 9_000, "5%"));
    assert!(notes(&older).contains("2 rows have older figures"), "{older}");
    let mia = creator(&shop, "mia.glow");
    assert_eq!((mia["followers"].as_i64(), mia["er"].as_f64()), (Some(12_000), Some(8.0)));
    assert_eq!(mia["source"]["day"].as_str(), Some("2026-03-01"));
    assert!(mia["followers_over_time"].to_string().contains("9000"), "{mia}");

    import(&shop, "april.csv", &edition("2026-04-01", 12_000, "8%"));
    import(&shop, "february.csv", &edition("2026-03-15", 11_000, "7%"));
    let mia = creator(&shop, "mia.glow");
    assert_eq!((mia["followers"].as_i64(), mia["er"].as_f64()), (Some(12_000), Some(8.0)));
    let again = import(&shop, "april.csv", &edition("2026-04-01", 12_000, "8%"));
    assert_eq!(counts(&again), [2, 0, 0, 0]);
}

#[test]
fn the_newest_of_several_days_in_one_list_counts() {
    let shop = Shop::new();
    let list = "handle,followers,email,scraped_at\n\
        mia.glow,100,mia@mail.example,2026-01-01\nmia.glow,300,mia@mail.example,2026-03-01\nmia.glow,200,,2026-02-01\n";
    import(&shop, "list.csv", list);
    let mia = creator(&shop, "mia.glow");
    assert_eq!((mia["followers"].as_i64(), mia["source"]["day"].as_str()), (Some(300), Some("2026-03-01")));
    assert_eq!(mia["followers_over_time"].as_array().map(Vec::len), Some(3));
}

#[test]
fn a_header_or_a_line_above_it_dates_the_figures() {
    let shop = Shop::new();
    import(&shop, "header.csv", "handle,Followers (as of 2026-02-03)\nmia.glow,12000\n");
    import(&shop, "above.csv", "Export of 2026-02-04,\nhandle,followers\nzoe__b,9000\n");
    let day = |handle| creator(&shop, handle)["source"]["day"].as_str().map(str::to_owned);
    assert_eq!((day("mia.glow"), day("zoe__b")), (Some("2026-02-03".into()), Some("2026-02-04".into())));
}

#[test]
fn posts_are_counted_on_the_day_of_their_export() {
    let shop = Shop::new();
    let list = "\"Time\",\"Video title\",\"Video link\",\"Post time\",\"Total likes\",\"Total views\"\n\
        \"8 de enero\",\"a\",\"https://www.tiktok.com/@mia.glow/video/7527623000473079054\",\"16 de julio\",\"5\",\"19\"\n";
    let report = import(&shop, "Content.csv", list);
    assert_eq!(counts(&report), [1, 1, 0, 0]);
    let mia = creator(&shop, "mia.glow");
    assert!(mia["posts"].to_string().contains("-01-08"), "{}", mia["posts"]);
}

#[test]
fn several_platforms_in_a_cell_make_no_instagram_account() {
    let shop = Shop::new();
    let list = "handle,platform\nmia.glow,Insta/TikTok\nzoe__b,IG & TT\nhttps://www.instagram.com/kim_k2,Insta/TikTok\nlea_de,Instagram\n";
    let report = import(&shop, "list.csv", list);
    let on = |filter| shop.json(&["list", filter, "--format", "json"]).as_array().map(Vec::len);
    assert_eq!((on("platform:tiktok"), on("platform:instagram")), (Some(2), Some(2)));
    assert!(notes(&report).contains("several platforms"), "{report}");
    import(&shop, "header.csv", "Insta/TikTok\nnoa_k\noli_k\n");
    assert_eq!(on("platform:tiktok"), Some(4));
}

#[test]
fn countries_are_kept_by_code_and_found_by_name() {
    let shop = Shop::new();
    let list = "handle,country\nmia.glow,Germany\nzoe__b,Deutschland\nkim_k2,DE\nlea_fr,France\nnoa_x,Atlantis\n";
    let report = import(&shop, "list.csv", list);
    assert!(notes(&report).contains("Atlantis"), "{report}");
    let found = |filter| shop.json(&["list", filter, "--format", "json"]).as_array().map(Vec::len);
    for filter in ["country:de", "country:germany", "country:Deutschland", "country:ger*"] {
        assert_eq!(found(filter), Some(3), "{filter}");
    }
    assert_eq!(found("country:atlantis"), Some(1));
    assert_eq!(creator(&shop, "zoe__b")["country"], "de");
    assert!(shop.text(&["show", "zoe__b"]).contains("Germany"));
}

#[test]
fn a_refusal_says_what_the_file_is() {
    let shop = Shop::new();
    let ga4 = "# ----\n# Pages\n# Account: x\n# Property: y\n# ----\n\n# Start date: 20260101\nPage path,Views\n/a,1\n";
    let meta = "Campaign name,Amount spent (USD),Impressions\nGlow,100,5000\n";
    let viewers = "\"Date\",\"Total Viewers\",\"New Viewers\"\n\"March 1\",\"5\",\"2\"\n";
    for (file, text, says) in [
        ("ga4.csv", ga4, "Google Analytics"),
        ("meta.csv", meta, "Meta Ads"),
        ("Viewers.csv", viewers, "TikTok Studio"),
        ("data.json", "[{\"handle\": \"mia.glow\"}]", "JSON"),
    ] {
        let said = refusal(&shop, file, text);
        assert!(said.contains(says) && !said.contains("handles"), "{said}");
    }
}

#[test]
fn other_shops_are_answered_with_the_command_that_works() {
    let woo = "order_number,order_date,status,order_currency,order_total,shipping_total,tax_total,coupon_items\n\
        1001,2026-03-05 10:00:00,completed,USD,59.00,5.00,4.00,glow15\n\
        1002,2026-03-06 11:00:00,completed,USD,30.00,0.00,0.00,\n";
    let etsy = "Sale Date,Order ID,Buyer,Currency,Coupon Code,Order Value,Order Total,Order Net\n\
        03/05/26,2001,ann,USD,GLOW15,50.00,55.00,50.00\n03/16/26,2002,bea,USD,,20.00,25.00,20.00\n";
    for (file, text) in [("woo orders.csv", woo), ("etsy.csv", etsy)] {
        let shop = Shop::new();
        let said = refusal(&shop, file, text);
        let (_, command) = said.split_once("`tenfold ").expect("a command");
        let (command, _) = command.split_once('`').expect("its end");
        let output = std::process::Command::new("sh")
            .args(["-c", &format!("{} {command} --format json", env!("CARGO_BIN_EXE_tenfold"))])
            .env("TENFOLD_DB", shop.path("shop.db"))
            .env("TENFOLD_CONFIG", shop.path("config.toml"))
            .output()
            .expect("the command runs");
        let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(counts(&report[0]), [2, 2, 0, 0], "{command}: {report}");
    }
}

#[test]
fn shop_exports_that_name_their_totals_otherwise_get_their_command() {
    let shop = Shop::new();
    let head = "Date,Order #,N. Revenue (formatted),Status,Customer,Coupon(s),N. Revenue";
    let analytics = format!("{head}\n2026-01-14 10:00:00,1001,$20.00,completed,Joan,mia10,20\n");
    let said = refusal(&shop, "analytics.csv", &analytics);
    assert!(said.contains("WooCommerce") && said.contains("N. Revenue=total"), "{said}");
    let stripe =
        "id,Created date (UTC),Amount,Amount Refunded,Currency,Status\nch_1,2026-01-02 02:38:54,15.00,0.00,usd,Paid\n";
    assert!(refusal(&shop, "stripe.csv", stripe).contains("Stripe"));
}

#[test]
fn a_day_without_its_year_in_a_name_is_the_day_of_the_figures() {
    let shop = Shop::new();
    import(&shop, "list.csv", "Handle,Followers (February 28)\nmia.glow,1200\nzoe__b,2400\n");
    assert_eq!(followers(&shop, "mia.glow"), Some(1200));
    let shown = creator(&shop, "mia.glow").to_string();
    assert!(shown.contains("-02-28"), "{shown}");
}

#[test]
fn a_single_word_is_a_creator_only_where_the_file_or_the_user_says_so() {
    let shop = Shop::new();
    let refused = shop.run(&["import", name(&shop.file("hostname", "vm-12\n"))]);
    let said = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(refused.status.code(), Some(1), "{said}");
    assert!(said.contains("vm-12") && said.contains("--as creators"), "{said}");
    assert!(!shop.path("shop.db").exists(), "nothing was made");
    for (file, text, more) in [
        ("one.txt", "mia.glow\n", &[][..]),
        ("two.csv", "zoe.skin\n", &[]),
        ("account", "@leo.balm\n", &[]),
        ("bare", "ana.glow\n", &["--as", "creators"]),
    ] {
        let file = shop.file(file, text);
        let said = shop.text(&[&["import", name(&file)][..], more].concat());
        assert!(said.contains("1 new"), "{said}");
        assert!(text.starts_with('@') || said.contains(&format!("`{}`", text.trim())), "it says what it takes: {said}");
    }
}
