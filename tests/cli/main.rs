//! The plain commands as other programs use them: what they print, how they end, what they leave behind.

#![expect(clippy::expect_used, reason = "a command that cannot be run must fail the test")]

mod bad_input;
mod broken_lists;
mod clicked;
mod codes;
mod collaborations;
mod currencies;
mod doctor;
mod edges;
mod facts;
mod files;
mod goals;
mod lengths;
mod listed;
mod log;
mod mapped;
mod odds;
mod older_exports;
mod older_file;
mod owed;
mod plain;
mod provisional;
mod restore;
mod safe;
mod scored;
mod shell;
#[path = "../shops/mod.rs"]
mod shops;
mod spend;
mod tracker;
mod two_shops;
mod watched;
mod whole;
mod written;
mod yen;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use rstest::rstest;
use serde_json::Value;
use tempfile::TempDir;

const TRACKER: &str = "\
campaign,batch,handle,fee,code,posted_at,views,margin
Serum test,Batch 1,@ana.glow,100,GLOW15,2026-03-02,12000,50%
Serum test,Batch 1,@ben.balm,60,BALM15,2026-03-03,8000,50%
";

const ORDERS: &str = "\
Name,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Created at,Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount,Id
#1001,paid,USD,50.00,5.00,4.00,59.00,glow15,2026-03-05 10:00:00 +0000,1,Serum,57.50,0.00,5001
#1001,,,,,,,,2026-03-05 10:00:00 +0000,1,Balm,0.00,,
#1002,paid,USD,30.00,0.00,0.00,30.00,,2026-03-06 11:00:00 +0000,1,Serum,30.00,0.00,5002
";

const CREATORS: &str =
    "handle,name,followers,engagement rate,niche\n@mia.glow,Mia,24.8k,7.9%,skincare\nbad handle,X,1,,\n";

/// A folder with a file to work on, a home for what the program keeps about itself, and the program.
struct Shop(TempDir, TempDir);

impl Shop {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a home"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        std::fs::write(self.path(name), text).expect("the file is written");
        self.path(name)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tenfold"));
        command.args(args).env("TENFOLD_DB", self.path("shop.db")).env("TENFOLD_CONFIG", self.path("config.toml"));
        command.env("HOME", self.1.path()).env("XDG_STATE_HOME", self.1.path().join("state")).stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("the program runs")
    }

    fn text(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    }

    fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.text(args)).expect("JSON")
    }
}

fn name(path: &Path) -> &str {
    path.to_str().expect("a name")
}

#[test]
fn an_import_says_what_became_of_each_row() {
    let shop = Shop::new();
    let (creators, orders) = (shop.file("list.csv", CREATORS), shop.file("orders.csv", ORDERS));
    let report = shop.json(&["import", name(&creators), name(&orders), "--format", "json"]);
    let counts = |n: usize| {
        ["kind", "rows", "new", "updated", "unchanged", "rejected"].map(|key| report[n][key].to_string()).join(" ")
    };
    assert_eq!(counts(0), "\"creators\" 2 1 0 0 1");
    assert_eq!(counts(1), "\"orders.shopify\" 2 2 0 0 0");
    let rejects = report[0]["rejects_file"].as_str().expect("a rejects file");
    assert!(std::fs::read_to_string(rejects).expect("the rejects").contains("bad handle"));
    let again = shop.json(&["import", name(&creators), "--format", "json"]);
    assert_eq!(again[0]["unchanged"], 1);
}

#[test]
fn a_dry_run_writes_nothing_not_even_a_file() {
    let shop = Shop::new();
    let creators = shop.file("list.csv", CREATORS);
    let report = shop.json(&["import", name(&creators), "--dry-run", "--format", "json"]);
    assert_eq!(report[0]["new"], 1);
    let left: Vec<_> = std::fs::read_dir(shop.0.path()).expect("the folder").flatten().map(|e| e.file_name()).collect();
    assert_eq!(left, ["list.csv"]);
}

#[test]
fn a_list_is_an_array_with_the_names_of_the_filter_language() {
    let shop = Shop::new();
    shop.text(&["import", name(&shop.file("list.csv", CREATORS))]);
    let list = shop.json(&["list", "er>5 niche:skincare", "--format", "json"]);
    let mia = &list[0];
    assert_eq!((mia["handle"].as_str(), mia["followers"].as_i64()), (Some("mia.glow"), Some(24_800)));
    assert_eq!((mia["tier"].as_str(), mia["verdict"].as_str()), (Some("micro"), Some("new")));
    assert_eq!((mia["er"].as_f64(), mia["tags"][0].as_str()), (Some(7.9), Some("skincare")));
    assert!(mia["views"].is_null() && mia["email"].is_null() && mia["price"].is_null());
    assert_eq!(shop.json(&["list", "er>9", "--format", "json"]), Value::Array(Vec::new()));
    assert_eq!(shop.text(&["list", "--format", "plain"]), "@mia.glow\n");
    assert!(shop.text(&["list", "--format", "csv"]).starts_with("handle,platform,name,followers"));
}

#[test]
fn everything_about_a_creator_is_shown_and_a_slip_is_forgiven() {
    let shop = Shop::new();
    shop.text(&["import", name(&shop.file("list.csv", CREATORS)), name(&shop.file("tracker.csv", TRACKER))]);
    let ana = shop.json(&["show", "https://www.tiktok.com/@Ana.Glow", "--format", "json"]);
    assert_eq!((ana["handle"].as_str(), ana["platform"].as_str()), (Some("ana.glow"), Some("tiktok")));
    assert_eq!(ana["collaborations"][0]["spend_minor"], 10_000);
    assert_eq!((ana["posts"][0]["views"].as_i64(), ana["posts"][0]["likes"].as_i64()), (Some(12_000), None));
    assert!(ana["followers"].is_null() && ana["sponsored"].is_null() && ana["fit"]["parts"].is_array());
    let text = shop.text(&["show", "@mia.glow"]);
    assert!(text.starts_with("@mia.glow   Mia   24.8k followers   micro\n"), "{text}");
    assert!(text.contains("\nFIT\n") && text.contains("7.9% stated") && text.contains("\nNOTES\n"), "{text}");
    let slip = shop.run(&["show", "mia.gow"]);
    assert_eq!(slip.status.code(), Some(1));
    let said = String::from_utf8_lossy(&slip.stderr);
    assert!(
        said.contains("There is no creator called @mia.gow. Did you mean @mia.glow?") && slip.stdout.is_empty(),
        "{said}"
    );
}

#[test]
fn results_are_integers_and_null_where_nothing_is_defined() {
    let shop = Shop::new();
    shop.text(&["import", name(&shop.file("orders.csv", ORDERS)), name(&shop.file("tracker.csv", TRACKER))]);
    let result = shop.json(&["results", "serum TEST", "--format", "json"]);
    // By hand: 59.00 - 5.00 - 4.00 = 50.00 net on 160.00 of fees.
    assert_eq!((result["spend_minor"].as_i64(), result["revenue_minor"].as_i64()), (Some(16_000), Some(5_000)));
    assert_eq!((result["roas_e4"].as_i64(), result["roi_bp"].as_i64()), (Some(3_125), Some(-8_438)));
    assert_eq!((result["cpa_minor"].as_i64(), result["breakeven_roas_e4"].as_i64()), (Some(16_000), Some(20_000)));
    let creators = result["batches"][0]["creators"].as_array().expect("creators");
    assert_eq!((creators[0]["handle"].as_str(), creators[0]["cpm_minor"].as_i64()), (Some("ana.glow"), Some(833)));
    assert!(creators[1]["cpa_minor"].is_null(), "no orders, no cost per order");
    let estimate = &creators[0]["estimate"];
    let quantile = |q: &str| estimate["roas_q"][q].as_f64().expect("a quantile");
    assert!(
        quantile("0.05") < quantile("0.1") && quantile("0.1") < quantile("0.5") && quantile("0.5") < quantile("0.95")
    );
    assert!(estimate["p_target"].as_f64().is_some_and(|p| (0.0..=1.0).contains(&p)));
    assert!(estimate["sentence"].as_str().is_some_and(|sentence| sentence.contains("@ana.glow")));
    assert!(creators[0]["flip"]["kappa"].as_f64().is_some_and(|kappa| kappa > 0.0));
    assert!(result["flip"]["sentence"].as_str().is_some_and(|sentence| sentence.starts_with("The verdict changes if")));
    assert!(result["allocation"].is_null(), "no budget, no proposal");
    assert_eq!((result["niches"].as_array().map(Vec::len), result["conflicts"].as_i64()), (Some(0), Some(0)));
    let tier = &result["tiers"][0];
    assert_eq!((tier["name"].as_str(), tier["orders"].as_i64()), (Some("micro"), Some(1)));
    for field in ["p_target", "roas_q", "verdict", "sentence", "early"] {
        assert!(!tier["estimate"][field].is_null(), "{field}");
    }
    assert_eq!(result["comparison"]["tiers"]["comparable"], false);
    assert_eq!(result["unattributed"]["orders"], 1);
    assert_eq!(shop.json(&["results", "--format", "json"]).as_array().map(Vec::len), Some(1));
}

#[test]
fn orders_with_codes_of_two_creators_and_of_families_are_told() {
    let shop = Shop::new();
    let tracker = TRACKER.replace("BALM15", "BEN-*");
    let orders = ORDERS.replace("glow15", "BEN-X7Q2").replace("30.00,,2026", "30.00,GLOW15 + ben-77,2026");
    shop.text(&["import", name(&shop.file("tracker.csv", &tracker)), name(&shop.file("orders.csv", &orders))]);
    let result = shop.json(&["results", "serum test", "--format", "json"]);
    let orders = |creator: usize| result["batches"][0]["creators"][creator]["orders"].as_i64();
    assert_eq!((orders(0), orders(1)), (Some(1), Some(1)), "the first code wins until somebody settles it");
    assert_eq!(result["conflicts"], 1);
    let text = shop.text(&["results"]);
    assert!(text.contains("if booked again") && text.contains("With fewer than three creators"), "{text}");
}

#[test]
fn what_cannot_be_done_ends_with_one_and_wrong_usage_with_two() {
    let shop = Shop::new();
    let strange = shop.file("strange.csv", "a,b\n1,2\n");
    for (args, state, says) in [
        (vec!["import", name(&strange)], 1, "looked for"),
        (vec!["import", "nowhere.csv"], 1, "nowhere.csv"),
        (vec!["list"], 1, "There is no file"),
        (vec!["results", "nothing"], 1, "There is no file"),
        (vec!["lst"], 2, "unrecognized"),
        (vec!["list", "--fromat=json"], 2, "there is no such option"),
        (vec!["import"], 2, "required"),
        (vec![], 2, "tenfold list"),
    ] {
        let output = shop.run(&args);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(state), "{args:?}: {said}");
        assert!(said.contains(says) && output.stdout.is_empty(), "{args:?}: {said}");
    }
    shop.text(&["import", name(&shop.file("list.csv", CREATORS))]);
    let typo = shop.run(&["list", "日本 \u{1b}[31m folowers:1k.."]);
    assert_eq!(typo.status.code(), Some(1));
    assert_eq!(
        String::from_utf8_lossy(&typo.stderr),
        "tenfold: There is no field \"folowers\". Did you mean followers?\n  日本 [31m folowers:1k..\n            ^\n"
    );
    assert!(shop.text(&["list"]).ends_with("\n1 creator\n"));
}

#[test]
fn own_keys_are_checked() {
    let shop = Shop::new();
    assert!(shop.text(&["keys", "--check"]).contains("fine"));
    assert!(shop.text(&["keys"]).contains("\"verdict.pick\" = [\"p\"]"));
    shop.file("config.toml", "[keys]\n\"verdict.pik\" = [\"p\"]\n\"mark.all\" = [\"x\"]\n");
    let output = shop.run(&["keys", "--check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("verdict.pick"), "the nearest name is offered");
    assert_eq!(shop.text(&["config", "--path"]).trim(), name(&shop.path("config.toml")));
}

#[test]
fn the_made_up_shop_is_made_once_and_never_over_another_file() {
    let shop = Shop::new();
    let path = shop.path("demo.db");
    assert!(shop.run(&["demo", "--make", name(&path)]).status.success());
    let command = |args: &[&str]| shop.command(args).env("TENFOLD_DB", &path).output().expect("the program runs");
    let list = command(&["list", "--format", "json"]);
    let list: Value = serde_json::from_slice(&list.stdout).expect("JSON");
    assert!(list.as_array().is_some_and(|all| all.len() >= 1_200));
    let results: Value = serde_json::from_slice(&command(&["results", "--format", "json"]).stdout).expect("JSON");
    assert_eq!(results.as_array().map(Vec::len), Some(5));
    let again = shop.run(&["demo", "--make", name(&path)]);
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&again.stderr).contains("already exists"));
}

#[test]
fn a_killed_import_leaves_nothing_half_done() {
    let shop = Shop::new();
    shop.text(&["import", name(&shop.file("list.csv", CREATORS))]);
    let rows: Vec<String> = (0..400_000).map(|n| format!("user{n}.x,{n}")).collect();
    let large = shop.file("large.csv", &format!("handle,followers\n{}\n", rows.join("\n")));
    let mut child = shop.command(&["import", name(&large)]).stdout(Stdio::null()).spawn().expect("the program runs");
    let conn = tenfold::store::open::open_reader(&shop.path("shop.db")).expect("the file opens");
    let count = || conn.query_row("SELECT count(*) FROM creator", [], |row| row.get::<_, i64>(0)).expect("a count");
    while count() == 1 {
        assert!(child.try_wait().expect("a state").is_none(), "the import ended before it could be killed");
        std::thread::yield_now();
    }
    child.kill().expect("it is killed");
    child.wait().expect("it ends");
    assert!(count() > 1, "something was half done");
    assert_eq!(shop.text(&["list", "--format", "plain"]), "@mia.glow\n");
    assert_eq!(count(), 1);
}

#[test]
fn the_agenda_is_printed_for_people_and_for_programs() {
    let shop = Shop::new();
    let demo = shop.path("demo.db");
    let demo = demo.to_str().expect("a path");
    shop.text(&["demo", "--make", demo]);
    let text = shop.text(&["--db", demo, "agenda"]);
    assert!(text.contains(" of 5 picked this week (micro, skincare)"), "{text}");
    assert!(text.contains("  task       Ask the printer for new labels"), "{text}");
    let json: Value = serde_json::from_str(&shop.text(&["--db", demo, "agenda", "--format", "json"])).expect("json");
    assert_eq!(json["goal"]["wanted"], 5);
    assert_eq!(json["goal"]["weeks"].as_array().map(Vec::len), Some(3));
    let due = json["due"].as_array().expect("a list");
    assert!(due.iter().any(|row| row["do"] == "triage" && row["who"] == "12 creators"), "{json}");
    assert!(due.iter().any(|row| row["do"] == "pay" && row["amount_minor"].is_i64()), "{json}");
    let paid = due.iter().find(|row| row["do"] == "pay").expect("somebody is to be paid");
    assert_eq!(paid["who"], format!("@{}", paid["handle"].as_str().expect("a handle")));
    let calendar = shop.text(&["--db", demo, "agenda", "--format", "ics"]);
    assert_eq!(calendar.matches("BEGIN:VEVENT\r\n").count(), due.len(), "{calendar}");
}

#[test]
fn the_board_is_printed_for_people_and_for_programs() {
    let shop = Shop::new();
    let demo = shop.path("demo.db");
    let demo = demo.to_str().expect("a path");
    shop.text(&["demo", "--make", demo]);
    let json = |args: &[&str]| -> Value {
        serde_json::from_str(&shop.text(&[&["--db", demo, "board", "--format", "json"], args].concat())).expect("json")
    };
    let all = json(&[]);
    let cards = all.as_array().expect("a list");
    assert!(cards.iter().any(|card| card["stage"] == "Shortlist" && card["late"].is_boolean()), "{all}");
    let campaign = cards[0]["campaign"].as_str().expect("a name");
    let one = json(&[campaign]);
    assert!(one.as_array().expect("a list").iter().all(|card| card["campaign"] == campaign), "{one}");
    let text = shop.text(&["--db", demo, "board"]);
    assert!(text.starts_with("Shortlist (") && text.contains("first message"), "{text}");
    let sheet = shop.text(&["--db", demo, "board", "--format", "csv"]);
    assert_eq!(sheet.lines().count(), cards.len() + 1);
}

#[rstest]
#[case::first(shops::Shop::First)]
#[case::second(shops::Shop::Second)]
fn creators_to_book_again_are_printed_for_people_and_for_programs(#[case] of: shops::Shop) {
    let shop = Shop::new();
    of.make(&shop.path("shop.db"), &tenfold::clock::Clock::Real);
    shop.file("config.toml", of.config_text());
    let json = || shop.json(&["rebook", "--format", "json"]).as_array().expect("a list").clone();
    let rows = json();
    // Whoever was told no comes after everybody else.
    assert!(rows.is_sorted_by_key(|row| !row["against"].is_null()), "{rows:?}");
    let asked = rows.iter().filter(|row| row["against"].is_null());
    let profits: Vec<i64> = asked.filter_map(|row| row["profit_minor"].as_i64()).collect();
    assert!(profits.len() > 1 && profits.is_sorted_by(|one, next| one >= next), "{rows:?}");
    for row in &rows {
        let [low, best, high] = ["profit_low_minor", "profit_minor", "profit_high_minor"].map(|key| row[key].as_i64());
        assert!(low <= best && best <= high && row["currency"] == of.currency().code(), "{row}");
    }
    let sheet = shop.text(&["rebook", "--format", "csv"]);
    assert_eq!(sheet.lines().count(), rows.len() + 1);
    let (own, foreign) = of.signs();
    let text = shop.text(&["rebook"]);
    assert!(text.contains("80% range") && text.contains(own) && !text.contains(foreign), "{text}");
    // Nobody is asked whom nobody may write to, or who was told no.
    let [first, second] = [0, 1].map(|at| rows[at]["handle"].as_str().expect("a handle").to_owned());
    let place = |at: usize| ["campaign", "batch"].map(|key| rows[at][key].as_str().expect("a name").to_owned());
    let [campaign, batch] = place(1);
    shop.text(&["book", &campaign, &batch, &second, "book_again=no"]);
    shop.text(&["set", &first, "ambassador=2026-01-05"]);
    let rows = json();
    let told_no = rows.iter().find(|row| row["handle"] == second.as_str()).expect("still listed");
    assert!(!told_no["against"].is_null() && rows.is_sorted_by_key(|row| !row["against"].is_null()), "{rows:?}");
    assert_eq!(rows[0]["ambassador"], "2026-01-05");
    assert!(shop.text(&["rebook"]).contains("ambassador"));
}

#[test]
fn without_a_finished_batch_the_list_says_what_fills_it() {
    let shop = Shop::new();
    shop.text(&["add", "ana"]);
    let text = shop.text(&["rebook"]);
    assert!(text.contains("finished"), "{text}");
    assert_eq!(shop.json(&["rebook", "--format", "json"]), Value::Array(Vec::new()));
}

/// A shop with a campaign of two creators and its orders.
fn with_campaign() -> Shop {
    let shop = Shop::new();
    shop.text(&["import", name(&shop.file("orders.csv", ORDERS)), name(&shop.file("tracker.csv", TRACKER))]);
    shop
}

#[test]
fn a_report_goes_where_it_was_sent_and_never_over_another_file() {
    let shop = with_campaign();
    let markdown = shop.text(&["report", "serum TEST"]);
    assert!(markdown.starts_with("# Serum test\n") && markdown.contains("@ana.glow"), "{markdown}");
    assert!(shop.text(&["report", "Serum test", "--format", "csv"]).starts_with("kind,name,"));
    let page = shop.path("report.html");
    let path = name(&page);
    let args = |extra: &[&'static str]| [&["report", "Serum test", "-o", path][..], extra].concat();
    let written = shop.run(&args(&[]));
    assert!(written.status.success() && written.stdout.is_empty());
    assert!(String::from_utf8_lossy(&written.stderr).contains("Written to"));
    let html = std::fs::read_to_string(path).expect("the page");
    assert!(html.starts_with("<!doctype html>") && !html.contains("<script"));
    std::fs::write(path, "mine").expect("it can be changed");
    let refused = shop.run(&args(&[]));
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--force"));
    assert_eq!(std::fs::read_to_string(path).expect("the page"), "mine");
    assert!(shop.run(&args(&["--force"])).status.success());
    assert_eq!(std::fs::read_to_string(path).expect("the page"), html);
    for (args, state, says) in [
        (vec!["report", "other"], 1, "Campaigns: Serum test"),
        (vec!["report"], 2, "required"),
        (vec!["report", "Serum test", "--force"], 2, "--output"),
        (vec!["report", "Serum test", "--format", "pdf"], 2, "possible values"),
        (vec!["report", "Serum test", "-o", "no/such/folder/x.md"], 1, "Cannot write"),
    ] {
        let output = shop.run(&args);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(state), "{args:?}: {said}");
        assert!(said.contains(says) && output.stdout.is_empty(), "{args:?}: {said}");
    }
}

#[test]
fn a_media_kit_is_of_one_creator_and_keeps_results_to_itself() {
    let shop = with_campaign();
    let kit = shop.text(&["media-kit", "@Ana.Glow"]);
    assert!(kit.starts_with("# @ana.glow\n") && !kit.contains("Serum test"), "{kit}");
    assert!(shop.text(&["media-kit", "ana.glow", "--with-results"]).contains("Serum test"));
    assert!(shop.text(&["media-kit", "ana.glow", "--format", "html"]).starts_with("<!doctype html>"));
    for (args, says) in [
        (["media-kit", "@nobody", "--format", "md"], "There is no creator called @nobody"),
        (["media-kit", "two words", "--format", "md"], "isn't a handle"),
        (["media-kit", "ana.glow", "--format", "csv"], "as CSV"),
    ] {
        let output = shop.run(&args);
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains(says), "{args:?}");
    }
}

#[test]
fn media_value_is_off_until_a_table_is_chosen() {
    let shop = with_campaign();
    assert!(!shop.text(&["report", "Serum test"]).contains("Earned media"));
    assert!(shop.json(&["results", "Serum test", "--format", "json"])["emv"].is_null());
    shop.file("config.toml", "[emv]\nuse = \"mightyscout-2026\"\n");
    let report = shop.text(&["report", "Serum test"]);
    // 20,000 views at 5.00 for 1,000.
    assert!(report.contains("not part of ROI") && report.contains("All posts together: $100"), "{report}");
    let results = shop.json(&["results", "Serum test", "--format", "json"]);
    assert_eq!((results["emv"]["value_minor"].as_i64(), results["emv"]["year"].as_i64()), (Some(10_000), Some(2026)));
    let text = shop.text(&["results"]);
    assert!(text.contains("Earned media value: not part of ROI: $100"), "{text}");
    shop.file("config.toml", "[emv]\nuse = \"own\"\n[emv.own]\nviews = \"1.00\"\n");
    assert!(shop.text(&["report", "Serum test"]).contains("All posts together: $20.00"));
}

#[test]
fn the_manual_can_be_read_without_the_screens() {
    let shop = Shop::new();
    assert!(shop.text(&["help-topic"]).contains("How the numbers are made"));
    let numbers = shop.text(&["help-topic", "numbers"]);
    assert!(numbers.lines().all(|line| line.chars().count() <= 100));
    let output = shop.run(&["help-topic", "magic"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("Topics: numbers"));
}
