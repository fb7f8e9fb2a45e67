//! The facts of a creator: one name each in every command, and a list that can be read back.

use rstest::rstest;
use serde_json::{Map, Value};
use tenfold::clock::Clock;

use super::shops::Shop as Sample;
use super::{Shop, name};

/// What Tenfold works out from posts and follower counts, which a list does not hold.
const WORKED_OUT: [&str; 4] = ["score", "growth", "er_views", "flags"];

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
