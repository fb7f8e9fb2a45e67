//! The facts of a creator: one name each in every command, and a list that can be read back.

use rstest::rstest;
use serde_json::{Map, Value};
use tenfold::clock::Clock;

use super::shops::Shop as Sample;
use super::{Shop, name};

/// What Tenfold works out from posts, follower counts and collaborations, which a list does not hold.
const WORKED_OUT: [&str; 21] = [
    "score",
    "growth",
    "er_views",
    "flags",
    "stage",
    "spend",
    "spend_currency",
    "roas",
    "orders",
    "contacted",
    "due",
    "owed",
    "late",
    "odds",
    "worth",
    "worth_currency",
    "worth_note",
    "odds_campaign",
    "likeness",
    "like",
    "alike_in",
];

/// Creators with text that breaks careless files.
const AWFUL: &str = "handle,name,followers,engagement rate,price,bio,postal address,found via,e-mail\n\
    @awful.one,\"=SUM(1,2)\",1200,0.2%,12.50,\"first line\nsecond \"\"line\"\"\n-third\",\"1 Street\nTown\",+plus,a@example.com\n\
    @awful.two,\"'quoted; name|x\",0,,,\"@cell\",,,\n";

/// A sample shop with its configuration, and some creators of the awful kind.
fn sample(shop: Sample) -> Shop {
    let folder = Shop::new();
    shop.make(&folder.path("shop.db"), &Clock::Real);
    folder.file("config.toml", shop.config_text());
    folder.text(&["import", name(&folder.file("awful.csv", AWFUL))]);
    let mut writer = tenfold::store::Writer::open(&folder.path("shop.db"), Clock::Real, std::sync::Arc::default())
        .expect("the file opens");
    let target = tenfold::proto::Target::one(tenfold::domain::CreatorId(7));
    writer.run(&tenfold::proto::WriteCmd::SetDoNotContact { target, blocked: true }).expect("it is marked");
    writer.close().expect("it closes");
    folder
}

/// The creators of a list by handle, without what is worked out.
fn stated(shop: &Shop) -> Vec<Map<String, Value>> {
    let Value::Array(list) = shop.json(&["list", "sort:handle", "--format", "json"]) else { panic!("an array") };
    let mut all: Vec<Map<String, Value>> = Vec::new();
    for creator in list {
        let Value::Object(mut facts) = creator else { panic!("an object") };
        facts.retain(|key, _| !WORKED_OUT.contains(&key.as_str()));
        all.push(facts);
    }
    all
}

#[rstest]
#[case::first(Sample::First)]
#[case::second(Sample::Second)]
fn a_list_read_into_an_empty_file_gives_the_same_creators(#[case] shop: Sample) {
    let from = sample(shop);
    let csv = from.text(&["list", "--format", "csv"]);
    let to = Shop::new();
    to.file("config.toml", shop.config_text());
    let report = to.json(&["import", name(&to.file("list.csv", &csv)), "--format", "json"]);
    assert_eq!(report[0]["rejected"], 0, "{report}");
    let (before, after) = (stated(&from), stated(&to));
    assert_eq!(before.len(), after.len());
    for (old, new) in before.iter().zip(&after) {
        assert_eq!(old, new);
    }
    let again = to.json(&["import", name(&to.path("list.csv")), "--format", "json"]);
    assert_eq!((&again[0]["new"], &again[0]["updated"]), (&Value::from(0), &Value::from(0)), "{again}");
    // What the first shop alone could not show.
    let (own, _) = (shop.currency(), shop.signs());
    let priced: Vec<&str> = after.iter().filter_map(|facts| facts["currency"].as_str()).collect();
    assert!(!priced.is_empty() && priced.iter().all(|code| *code == own.code()), "{priced:?}");
    let is_on = |platform: &str| after.iter().any(|facts| facts["platform"] == platform);
    assert_eq!((is_on("tiktok"), is_on("instagram")), (true, shop == Sample::Second));
    for (key, value) in [("do_not_contact", Value::from(true)), ("verdict", "snoozed".into()), ("rating", 5.into())] {
        assert!(after.iter().any(|facts| facts[key] == value), "nobody has {key} {value}");
    }
}

#[rstest]
#[case::first(Sample::First)]
#[case::second(Sample::Second)]
fn a_list_states_what_a_page_states_under_the_same_names(#[case] shop: Sample) {
    let folder = sample(shop);
    let list = folder.json(&["list", "is:blocked or handle:awful.one or score>80", "--format", "json"]);
    let list = list.as_array().expect("an array");
    assert!(list.len() > 5, "{list:?}");
    for facts in list.iter().take(8) {
        let handle = facts["handle"].as_str().expect("a handle");
        let page = folder.json(&["show", handle, "--format", "json"]);
        for (key, value) in facts.as_object().expect("an object") {
            assert_eq!(&page[key], value, "{key} of @{handle}");
        }
    }
    let header = folder.text(&["list", "handle:awful.one", "--format", "csv"]);
    let mut columns: Vec<&str> = header.lines().next().expect("a header").split(',').collect();
    columns.sort_unstable();
    let mut keys: Vec<&str> = list[0].as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(columns, keys);
}

#[test]
fn a_blocked_creator_in_a_list_is_blocked_here_and_an_open_one_lifts_nothing() {
    let shop = Shop::new();
    let list = |blocked: &str| format!("handle,followers,dnc\n@ana.glow,12k,{blocked}\n");
    let map = ["--map", "dnc=do_not_contact"];
    let import = |text: &str| {
        let file = shop.file("list.csv", text);
        shop.text(&[["import", name(&file)].as_slice(), &map].concat());
        shop.json(&["list", "is:blocked", "--format", "json"]).as_array().map_or(0, Vec::len)
    };
    assert_eq!(import(&list("no")), 0);
    assert_eq!(import(&list("yes")), 1);
    assert_eq!(import(&list("")), 1);
}

#[rstest]
#[case::first(Sample::First)]
#[case::second(Sample::Second)]
fn a_day_in_a_filter_of_the_command_line_is_read_in_the_order_of_the_configuration(#[case] shop: Sample) {
    let folder = Shop::new();
    folder.file("config.toml", shop.config_text());
    let list = "handle,added\n@ana.glow,2026-04-03\n@ben.balm,2026-03-04\n";
    folder.text(&["import", name(&folder.file("list.csv", list)), "--map", "added=added"]);
    let typed = format!("added:{}/2026", shop.april_third());
    assert_eq!(folder.text(&["list", &typed, "--format", "plain"]), "@ana.glow\n");
    let fault = folder.run(&["list", "added<blursday"]);
    let said = String::from_utf8_lossy(&fault.stderr).into_owned();
    assert_eq!(said.contains("mar14"), shop == Sample::Second, "{said}");
}

#[test]
fn a_dash_as_the_name_of_a_report_is_standard_output() {
    let shop = Shop::new();
    let file = shop.file("tracker.csv", super::TRACKER);
    shop.text(&["import", super::name(&file)]);
    let args = |command, what| [command, what, "--format", "md", "-o", "-"];
    for args in [args("report", "Serum test"), args("media-kit", "@ana.glow")] {
        let output = shop.command(&args).current_dir(shop.path("")).output().expect("the program runs");
        assert!(output.status.success() && output.stdout.starts_with(b"#"), "{output:?}");
    }
    assert!(!shop.path("-").exists());
}

/// A list of these columns as CSV, without its heading.
fn sheet(folder: &Shop, filter: &str, columns: &str) -> Vec<Vec<String>> {
    let text = folder.text(&["list", filter, "--format", "csv", "--columns", columns]);
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let heads: Vec<&str> = columns.split(',').collect();
    assert_eq!(rows.headers().expect("heads").iter().collect::<Vec<_>>(), heads);
    rows.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

#[rstest]
#[case::first(Sample::First)]
#[case::second(Sample::Second)]
fn what_was_done_together_is_listed_filtered_and_sorted(#[case] shop: Sample) {
    let folder = Shop::new();
    shop.make(&folder.path("shop.db"), &Clock::Real);
    folder.file("config.toml", shop.config_text());
    let columns = "handle,stage,spend,spend_currency,roas,orders,contacted,due,owed,late";
    let rows = sheet(&folder, "spend>0 sort:-spend", columns);
    assert!(rows.len() > 10, "{rows:?}");
    let spend: Vec<f64> = rows.iter().map(|row| row[2].parse().expect("an amount")).collect();
    assert!(spend.is_sorted_by(|one, next| one >= next), "{spend:?}");
    for row in &rows {
        assert_eq!(row[3], shop.currency().code(), "{row:?}");
        let is_day = |text: &str| text.parse::<chrono::NaiveDate>().is_ok();
        assert!(!row[1].is_empty() && is_day(&row[6]) && (row[7].is_empty() || is_day(&row[7])), "{row:?}");
    }
    // Each creator's sum is that of the results.
    let results = folder.json(&["results", "--format", "json"]);
    let campaigns: f64 = results
        .as_array()
        .expect("campaigns")
        .iter()
        .map(|campaign| campaign["spend_minor"].as_i64().expect("an amount"))
        .map(|minor| f64::from(i32::try_from(minor).expect("a small amount")) / 100.0)
        .sum();
    assert!((campaigns - spend.iter().sum::<f64>()).abs() < 0.005, "{campaigns}");
    let owed = sheet(&folder, "owed>0 sort:-owed", "handle,owed,late");
    assert!(!owed.is_empty() && owed.iter().all(|row| row[1].parse::<f64>().is_ok_and(|owed| owed > 0.0)), "{owed:?}");
    let late = sheet(&folder, "late>0", "handle,due,late");
    assert!(late.iter().all(|row| row[2].parse::<i64>().is_ok_and(|days| days > 0)), "{late:?}");
    let none = sheet(&folder, "spend:none", "spend,spend_currency,owed,stage");
    assert!(none.len() > 1_000 && none.iter().all(|row| row.iter().all(String::is_empty)));
    let table = folder.text(&["list", "spend>0 sort:-spend", "--columns", "handle,spend,stage"]);
    let (own, foreign) = shop.signs();
    assert!(table.starts_with("HANDLE") && table.contains(own) && !table.contains(foreign), "{table}");
    let (status, said) = folder.refused(&["list", "--columns", "handle,spnd"]);
    assert!(status == 2 && said.contains("spend"), "{said}");
}

#[test]
fn a_filter_in_plain_words_is_read_and_said() {
    let shop = sample(Sample::First);
    let of = |filter: &str| shop.run(&["list", filter, "--format", "plain"]);
    let said = of("show me nano skincare under 50k");
    let exact = of("tier:nano niche:skincare followers<50k");
    assert!(!exact.stdout.is_empty());
    assert_eq!(said.stdout, exact.stdout);
    let stderr = String::from_utf8_lossy(&said.stderr).into_owned();
    assert!(stderr.contains("Read as tier:nano niche:skincare followers<50k"), "{stderr}");
    assert!(exact.stderr.is_empty(), "canonical text needs no word");
}
