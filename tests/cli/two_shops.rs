//! Both sample shops through the commands: what each prints is its own.

use rstest::rstest;
use serde_json::Value;
use tenfold::clock::Clock;
use tenfold::store::open;

use super::shops::Shop as Sample;
use super::{Shop, name};

const CAMPAIGN: &str = "Glow Serum test";

/// A sample shop with its configuration.
fn sample(shop: Sample) -> Shop {
    let folder = Shop::new();
    shop.make(&folder.path("shop.db"), &Clock::Real);
    folder.file("config.toml", shop.config_text());
    folder
}

/// The first text that a question to its file finds.
fn one(folder: &Shop, sql: &str) -> String {
    let conn = open::open_reader(&folder.path("shop.db")).expect("the file opens");
    conn.query_row(sql, [], |row| row.get(0)).expect("a row")
}

fn contains_own_sign_alone(shop: Sample, said: &str) {
    let (own, foreign) = shop.signs();
    assert!(said.contains(own), "{own} is missing: {said}");
    assert!(!said.contains(foreign), "{foreign} has no place here: {said}");
}

#[rstest]
#[case::first(Sample::First)]
#[case::second(Sample::Second)]
fn money_is_written_in_the_currency_of_the_shop(#[case] shop: Sample) {
    let folder = sample(shop);
    for args in [
        &["results"][..],
        &["results", CAMPAIGN],
        &["agenda"],
        &["list", "price>1"],
        &["report", CAMPAIGN],
        &["report", CAMPAIGN, "--format", "html"],
    ] {
        contains_own_sign_alone(shop, &folder.text(args));
    }
    let currency = shop.currency();
    let code = currency.code();
    let results = folder.json(&["results", "--format", "json"]);
    let campaigns = results.as_array().expect("campaigns");
    assert!(campaigns.len() == 5 && campaigns.iter().all(|campaign| campaign["currency"] == code), "{results}");
    let sheet = folder.text(&["report", CAMPAIGN, "--format", "csv"]);
    let mut rows = csv::Reader::from_reader(sheet.as_bytes());
    let at = rows.headers().expect("heads").iter().position(|head| head == "currency").expect("a currency");
    let codes: Vec<String> = rows.records().map(|row| row.expect("a row")[at].to_owned()).collect();
    assert!(codes.len() > 5 && codes.iter().all(|stated| stated == code || stated.is_empty()), "{codes:?}");
}

#[rstest]
#[case::first(Sample::First)]
#[case::second(Sample::Second)]
fn every_command_says_the_same_of_a_budget(#[case] shop: Sample) {
    let folder = sample(shop);
    let (listed, results) =
        (folder.json(&["campaigns", "--format", "json"]), folder.json(&["results", "--format", "json"]));
    let sheet = folder.text(&["campaigns", "--format", "csv"]);
    let mut rows = csv::Reader::from_reader(sheet.as_bytes());
    let heads = rows.headers().expect("heads").clone();
    let at = |name: &str| heads.iter().position(|head| head == name).expect("a column");
    let rows: Vec<csv::StringRecord> = rows.records().map(|row| row.expect("a row")).collect();
    let plain =
        |minor: &Value| minor.as_i64().map_or_else(String::new, |minor| format!("{}.{:02}", minor / 100, minor % 100));
    let (text, told) = (folder.text(&["campaigns"]), folder.text(&["results"]));
    let mut limits = 0;
    for campaign in listed.as_array().expect("campaigns") {
        let name = campaign["campaign"].as_str().expect("a name");
        let found =
            results.as_array().expect("campaigns").iter().find(|one| one["campaign"] == name).expect("its result");
        let row = rows.iter().find(|row| &row[0] == name).expect("its row");
        assert_eq!(campaign["spend_minor"], found["spend_minor"], "{name}");
        let budget = &found["budget"];
        assert_eq!(campaign["budget_minor"], budget["limit_minor"], "{name}");
        for amount in ["offered", "agreed", "owed", "paid", "commission", "left", "forecast"] {
            let key = format!("{amount}_minor");
            assert_eq!(campaign[&key], budget[&key], "{name} {amount}");
            assert_eq!(row[at(amount)], plain(&budget[&key]), "{name} {amount}");
        }
        let sum: i64 = ["agreed", "owed", "paid", "commission"]
            .iter()
            .map(|amount| budget[format!("{amount}_minor")].as_i64().expect("an amount"))
            .sum();
        assert_eq!(campaign["spend_minor"], sum, "{name}: what counts is the spend");
        let line = said_of(&text, name).expect("a line");
        assert_eq!(said_of(&told, name), Some(line), "{name}");
        if !budget["limit_minor"].is_null() {
            limits += 1;
            let report = folder.text(&["report", name]).replace('\\', "");
            assert!(report.contains(&format!("Budget {line}.")), "{line}: {report}");
        }
    }
    assert!(limits > 0);
}

/// What a plain text says of the budget of a campaign.
fn said_of<'a>(text: &'a str, campaign: &str) -> Option<&'a str> {
    let mut own = text.lines().skip_while(|line| !line.starts_with(campaign));
    own.find_map(|line| line.strip_prefix("  budget "))
}

#[rstest]
#[case::first(Sample::First)]
#[case::second(Sample::Second)]
fn verdicts_keep_to_the_chances_of_the_configuration(#[case] shop: Sample) {
    let folder = sample(shop);
    let rules = shop.config().rules();
    let (scale, drop) = (rules.constants.p_scale, rules.constants.p_drop);
    assert_eq!((scale, drop), if shop == Sample::Second { (0.8, 0.4) } else { (0.7, 0.3) });
    let results = folder.json(&["results", CAMPAIGN, "--format", "json"]);
    let mut judged = 0;
    let batches = results["batches"].as_array().expect("batches");
    for creator in batches.iter().flat_map(|batch| batch["creators"].as_array().expect("creators")) {
        let Some(chance) = creator["estimate"]["p_target"].as_f64() else { continue };
        match creator["estimate"]["verdict"].as_str().expect("a verdict") {
            "SCALE" => assert!(chance >= scale, "{creator}"),
            "DROP" => assert!(chance < drop, "{creator}"),
            "RETEST" => assert!((drop..scale).contains(&chance), "{creator}"),
            _ => continue,
        }
        judged += 1;
    }
    assert!(judged > 5, "{results}");
    // What is said of them in words has the same chances.
    let (own, other) = if shop == Sample::Second { ((80, 40), (70, 30)) } else { ((70, 30), (80, 40)) };
    let report = folder.text(&["report", CAMPAIGN]);
    let rule =
        |(scale, drop): (i32, i32)| format!("at least a {scale}% chance to beat the target, a loser less than {drop}%");
    assert!(report.contains(&rule(own)) && !report.contains(&rule(other)), "{report}");
    // Nobody of this one is worth another test, which is said with the chance.
    let lost = |format: &str| folder.text(&["report", "Lip Oil micro test", "--format", format]);
    for said in [lost("md"), folder.text(&["results"]), lost("html")] {
        assert!(!said.contains(&format!("has a {}% chance to beat", other.1)), "{said}");
        assert!(shop == Sample::First || said.contains("has a 40% chance to beat"), "{said}");
    }
}

#[rstest]
#[case::first(Sample::First, &["tiktok"])]
#[case::second(Sample::Second, &["tiktok", "instagram"])]
fn a_page_and_a_media_kit_are_of_the_account_on_its_platform(#[case] shop: Sample, #[case] platforms: &[&str]) {
    let folder = sample(shop);
    for platform in platforms {
        let of_platform = format!("SELECT handle FROM creator WHERE platform = '{platform}'");
        let booked =
            format!("{of_platform} AND id IN (SELECT creator_id FROM collaboration JOIN post USING (creator_id))");
        let handle = one(&folder, &booked);
        let page = folder.json(&["show", &handle, "--format", "json"]);
        assert_eq!(page["platform"], *platform);
        let urls: Vec<&str> =
            page["posts"].as_array().expect("posts").iter().filter_map(|post| post["url"].as_str()).collect();
        let host = format!("https://www.{platform}.com/");
        assert!(!urls.is_empty() && urls.iter().all(|url| url.is_empty() || url.starts_with(&host)), "{urls:?}");
        let shown = folder.text(&["show", &handle]);
        assert!(shown.contains(&format!("Account     {platform}")), "{shown}");
        let kit = folder.text(&["media-kit", &handle]).to_lowercase();
        assert!(kit.contains(&format!("\n{platform}")), "{kit}");
        let results = folder.json(&["results", "--format", "json"]);
        assert!(results.to_string().contains(&format!("\"platform\":\"{platform}\"")), "{results}");
    }
    let elsewhere = folder.json(&["list", "platform:instagram", "--format", "json"]);
    assert_eq!(elsewhere.as_array().expect("a list").is_empty(), platforms.len() == 1);
}

#[rstest]
#[case::first(Sample::First)]
#[case::second(Sample::Second)]
fn a_price_is_held_against_the_views_in_its_own_currency(#[case] shop: Sample) {
    let folder = sample(shop);
    let handle =
        one(&folder, "SELECT handle FROM creator WHERE price_minor > 0 AND id IN (SELECT creator_id FROM post)");
    let kit = folder.text(&["media-kit", &handle]);
    let row = kit.lines().find(|line| line.contains("Price per 1,000 views")).expect("a line");
    contains_own_sign_alone(shop, row);
    let shown = folder.text(&["show", &handle]);
    let price = shown.lines().find(|line| line.starts_with("Price  ")).expect("a price");
    contains_own_sign_alone(shop, price);
    // What is usual is known in dollars alone, and no rate was typed.
    let page = folder.json(&["show", &handle, "--format", "json"]);
    let parts = page["fit"]["parts"].as_array().expect("parts");
    let part = parts.iter().find(|part| part["part"] == "price").expect("a price part");
    assert_eq!(part["score"].is_null(), shop == Sample::Second, "{part}");
}

#[rstest]
#[case::first(Sample::First, "2026-04-03")]
#[case::second(Sample::Second, "2026-03-04")]
fn a_day_of_two_numbers_in_a_file_is_read_in_the_order_of_the_configuration(#[case] shop: Sample, #[case] day: &str) {
    let folder = sample(shop);
    let post = "handle,posted_at,url,views,likes\n@new.here,03/04/2026,https://www.tiktok.com/@new.here/video/7000000000000000001,1000,20\n";
    let said = folder.json(&["import", name(&folder.file("posts.csv", post)), "--format", "json"]);
    assert_eq!(said[0]["rejected"], 0, "{said}");
    let page = folder.json(&["show", "new.here", "--format", "json"]);
    assert!(page["posts"].to_string().contains(day), "{page}");
    let words = if shop == Sample::Second { "Mar 4" } else { "Apr 3" };
    assert!(folder.text(&["show", "new.here"]).contains(words));
}

/// Who of the second shop goes by another handle, and the earlier one.
fn renamed(folder: &Shop) -> (String, String) {
    let now = one(folder, "SELECT creator.handle FROM creator JOIN handle_history ON creator_id = creator.id");
    (now, one(folder, "SELECT handle FROM handle_history"))
}

#[test]
fn a_renamed_creator_is_found_by_the_earlier_handle() {
    let folder = sample(Sample::Second);
    let (now, was) = renamed(&folder);
    let page = folder.json(&["show", &was, "--format", "json"]);
    assert_eq!(
        (&page["handle"], &page["known_as"][0]["handle"]),
        (&Value::from(now.clone()), &Value::from(was.clone()))
    );
    assert!(folder.text(&["show", &was]).contains(&format!("Was         @{was}")));
    assert!(folder.text(&["media-kit", &was]).starts_with(&format!("# @{now}\n")));
    for filter in [was.clone(), format!("handle:{was}")] {
        assert_eq!(folder.text(&["list", &filter, "--format", "plain"]), format!("@{now}\n"), "{filter}");
    }
    for said in [folder.text(&["results"]), folder.text(&["report", CAMPAIGN])] {
        assert!(said.contains(&format!("@{now}")) && !said.contains(&format!("@{was} ")), "{said}");
    }
}

#[test]
fn every_kind_of_file_that_names_an_earlier_handle_means_the_same_creator() {
    let folder = sample(Sample::Second);
    let (now, was) = renamed(&folder);
    let before = folder.json(&["list", "--format", "json"]).as_array().map_or(0, Vec::len);
    let link = |number: u32| format!("https://www.tiktok.com/@{was}/video/70000000000000000{number}");
    for (kind, text) in [
        ("creators", format!("handle,followers\n@{was},203000\n")),
        ("posts", format!("handle,posted_at,url,views,likes\n@{was},2026-03-04,{},1000,20\n", link(11))),
        (
            "posts of creators",
            format!(
                "handle,author followers,posted_at,url,views,likes\n@{was},204000,2026-03-04,{},1000,20\n",
                link(12)
            ),
        ),
        ("followers", format!("handle,day,followers\n@{was},2026-03-04,150000\n")),
        ("tracker", format!("campaign,batch,handle,fee,posted_at\n{CAMPAIGN},Batch 1,@{was},390,2026-03-04\n")),
    ] {
        let said = folder.json(&["import", name(&folder.file("list.csv", &text)), "--format", "json"]);
        assert_eq!(said[0]["rejected"], 0, "{kind}: {said}");
        let notes = said[0]["notes"].as_array().expect("notes");
        let told =
            notes.iter().filter(|note| note.as_str().is_some_and(|note| note.contains(&format!("@{now}")))).count();
        assert_eq!(told, 1, "{kind}: {said}");
        let after = folder.json(&["list", "--format", "json"]).as_array().map_or(0, Vec::len);
        assert_eq!(after, before, "{kind} made a second creator: {said}");
    }
}
