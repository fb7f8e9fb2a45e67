//! Verdicts that hang on a code that two creators own are provisional and in no plan; one large order counts less.

use std::fmt::Write as _;

use serde_json::Value;

use super::scored::change;
use super::{Shop, name};

/// Creators with fee, code and the amounts of their orders.
type Booked<'a> = [(&'a str, u32, &'a str, &'a [&'a str])];

const LARGE: &Booked<'_> = &[
    ("ana.glow", 100, "ANA10", &["2500.00"]),
    ("ben.balm", 100, "BEN10", &["40.00"; 6]),
    ("cleo.skin", 100, "CLEO10", &["40.00"; 4]),
];

/// A shop with these creators in one batch, their posts long up and their orders in, and $1,000 for the next batch.
fn shop(booked: &Booked<'_>) -> Shop {
    let shop = Shop::new();
    let mut tracker = "campaign,batch,handle,fee,code,posted_at,views,margin\n".to_owned();
    let mut orders =
        "Name,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Created at,Lineitem quantity,\
                      Lineitem name,Lineitem price,Refunded Amount,Id\n"
            .to_owned();
    let mut number = 1_000;
    for (handle, fee, code, amounts) in booked {
        writeln!(tracker, "Serum test,Batch 1,@{handle},{fee},{code},2026-01-02,9000,50%").expect("a text");
        for amount in *amounts {
            number += 1;
            let line = format!(
                "#{number},paid,USD,{amount},0.00,0.00,{amount},{code},2026-01-05 10:00:00 +0000,1,Serum,{amount},0.00,{number}"
            );
            writeln!(orders, "{line}").expect("a text");
        }
    }
    shop.text(&["import", name(&shop.file("tracker.csv", &tracker)), name(&shop.file("orders.csv", &orders))]);
    change(&shop, "UPDATE campaign SET budget_minor = 130000");
    shop
}

fn results(shop: &Shop) -> Value {
    shop.json(&["results", "serum test", "--format", "json"])
}

/// Of each creator the verdict, whether it is provisional, and whether money of the next batch goes to them.
fn said(results: &Value) -> Vec<(String, bool, bool)> {
    let places = results["allocation"]["places"].as_array().expect("places");
    let creators = results["batches"][0]["creators"].as_array().expect("creators");
    let one = |creator: &Value| {
        let estimate = &creator["estimate"];
        (
            estimate["verdict"].as_str().expect("a verdict").to_owned(),
            estimate["provisional"].as_bool().expect("a field"),
            places.iter().any(|place| place["handle"] == creator["handle"]),
        )
    };
    creators.iter().map(one).collect()
}

fn is(verdict: &str, provisional: bool, planned: bool) -> (String, bool, bool) {
    (verdict.to_owned(), provisional, planned)
}

#[test]
fn one_large_order_counts_less_and_every_output_says_so() {
    let shop = shop(LARGE);
    let found = results(&shop);
    // Eleven orders of about $40: the one of $2,500 counts as five of them.
    let notes = &found["batches"][0]["creators"][0]["estimate"]["notes"];
    assert!(notes.to_string().contains("One order of $2,500 counts as $200"), "{notes}");
    assert!(said(&found).iter().all(|(_, provisional, _)| !provisional), "{found}");
    let text = shop.text(&["results", "serum test"]);
    assert_eq!(text.matches("@ana.glow: One order of $2,500 counts as $200").count(), 1, "{text}");
    for format in ["html", "md"] {
        let report = shop.text(&["report", "serum test", "--format", format]);
        assert!(report.contains("One order of $2,500 counts as $200"), "{report}");
    }
    // The facts have it whole.
    assert_eq!(found["batches"][0]["creators"][0]["revenue_minor"], 250_000);
}

#[test]
fn a_large_order_says_little_about_the_others() {
    let with = said(&results(&shop(LARGE)));
    let mut booked = LARGE.to_vec();
    booked[0].3 = &["200.00"];
    let without = said(&results(&shop(&booked)));
    assert_eq!(with[1..], without[1..]);
    // Among nine orders nothing is usual yet, so the mean of all stands in.
    let mut booked = LARGE.to_vec();
    (booked[1].3, booked[2].3) = (&["40.00"; 4], &["40.00"; 4]);
    let found = results(&shop(&booked));
    let notes = found["batches"][0]["creators"][0]["estimate"]["notes"].to_string();
    assert!(notes.contains("One order of $2,500 counts as"), "{notes}");
}

#[test]
fn who_the_person_pinned_is_planned_also_on_a_provisional_verdict() {
    let booked: &Booked<'_> = &[
        ("ana.glow", 20, "GLOW", &["40.00"; 6]),
        ("ben.balm", 300, "GLOW", &[]),
        ("cleo.skin", 20, "CLEO10", &["40.00"; 5]),
    ];
    let shop = shop(booked);
    let pin = "INSERT INTO creator_terms (campaign_id, creator_id, choice) SELECT campaign.id, creator.id, 'pinned'
        FROM campaign, creator WHERE handle = 'ben.balm'";
    change(&shop, pin);
    let planned: Vec<bool> = said(&results(&shop)).into_iter().map(|(_, _, planned)| planned).collect();
    assert_eq!(planned, [false, true, true]);
}

#[test]
fn a_code_of_two_creators_makes_both_provisional_until_it_is_settled() {
    let booked: &Booked<'_> = &[
        ("ana.glow", 20, "GLOW", &["40.00"; 6]),
        ("ben.balm", 300, "GLOW", &[]),
        ("cleo.skin", 20, "CLEO10", &["40.00"; 5]),
    ];
    let shop = shop(booked);
    let found = results(&shop);
    assert_eq!(said(&found), [is("SCALE", true, false), is("DROP", true, false), is("SCALE", false, true)]);
    assert_eq!(found["conflicts"], 1);
    let open = &found["open_conflicts"][0];
    assert_eq!((&open["codes"][0], open["orders"].as_i64()), (&Value::from("glow"), Some(6)));
    assert_eq!(open["handles"], serde_json::json!(["ana.glow", "ben.balm"]));
    let text = shop.text(&["results"]);
    let line = text.lines().find(|line| line.contains("needs review")).expect("a line about the code");
    assert!(line.contains("@ana.glow") && line.contains("@ben.balm") && line.contains("glow"), "{line}");

    // Settled as other conflicts are: for a pair of codes, which here is one code twice.
    let settle = "INSERT INTO settled_codes (first, second, winner_id) SELECT 'glow', 'glow', id FROM creator WHERE handle = 'ana.glow'";
    change(&shop, settle);
    let found = results(&shop);
    assert_eq!((&found["conflicts"], found["open_conflicts"].as_array().map(Vec::len)), (&Value::from(0), Some(0)));
    assert_eq!(said(&found), [is("SCALE", false, true), is("DROP", false, false), is("SCALE", false, true)]);
}

#[test]
fn what_is_kept_names_the_border_of_the_rules_in_force() {
    for (risk, chance, borders) in [
        ("cautious", "40% chance", (0.8, 0.4)),
        ("balanced", "30% chance", (0.7, 0.3)),
        ("bold", "20% chance", (0.6, 0.2)),
    ] {
        let none: &Booked<'_> =
            &[("ana.glow", 900, "ANA10", &[]), ("ben.balm", 900, "BEN10", &[]), ("cleo.skin", 900, "CLEO10", &[])];
        let shop = shop(none);
        shop.file("config.toml", &format!("[model]\nrisk = \"{risk}\"\n"));
        let found = results(&shop);
        assert_eq!(found["borders"], serde_json::json!({ "scale_from": borders.0, "drop_below": borders.1 }));
        let kept = found["allocation"]["sentence"].as_str().expect("a sentence");
        assert!(kept.contains(chance), "{risk}: {kept}");
        for said in [shop.text(&["results"]), shop.text(&["report", "serum test", "--format", "md"])] {
            assert!(said.contains(chance), "{risk}: {said}");
        }
    }
}

#[test]
fn an_import_says_which_codes_belong_to_several_creators() {
    let shop = Shop::new();
    let tracker = "campaign,handle,code,posted_at\nA,@ana.glow,GLOW,2026-01-02\nA,@ben.balm,GLOW,2026-01-02\nA,@cleo.skin,CLEO,2026-01-02\n";
    let report = shop.json(&["import", name(&shop.file("tracker.csv", tracker)), "--format", "json"]);
    let notes = report[0]["notes"].to_string();
    assert!(notes.contains("glow (@ana.glow, @ben.balm)") && !notes.contains("cleo"), "{notes}");
}

/// What `results --total` says of the only currency, after the page of a report and the text were held against it.
fn total(shop: &Shop) -> Value {
    let found = shop.json(&["results", "--total", "--format", "json"])["currencies"][0].clone();
    let (text, own) = (shop.text(&["results", "--total"]), results(shop)["worth"].clone());
    for sentence in found["sentences"].as_array().expect("sentences") {
        assert!(text.contains(sentence.as_str().expect("a sentence")), "{sentence}: {text}");
    }
    let (report, results) =
        (shop.text(&["report", "serum test", "--format", "html"]), shop.text(&["results", "serum test"]));
    for sentence in own["sentences"].as_array().expect("sentences") {
        let sentence = sentence.as_str().expect("a sentence");
        assert!(results.contains(sentence), "{sentence}: {results}");
        assert!(report.replace("&#39;", "'").contains(sentence), "{sentence}: {report}");
    }
    assert_eq!(own["next_booking"], found["next_booking"]);
    found
}

#[test]
fn all_campaigns_together_say_the_same_in_every_output() {
    let found = total(&shop(LARGE));
    // $300 spent; $2,900 sold at a margin of 50%.
    assert_eq!((found["spend_minor"].as_i64(), found["profit_minor"].as_i64()), (Some(30_000), Some(115_000)));
    assert_eq!(found["first_batch_profit_minor"], found["profit_minor"], "there is only one batch");
    assert!((found["needed_share"].as_f64().expect("a share") - 300.0 / 1_450.0).abs() < 1e-9);
    assert_eq!(found["next_booking_in"], "Serum test");
}

#[test]
fn one_order_and_a_commission_of_everything_are_no_fault() {
    let one = shop(&[("ana.glow", 100, "ANA10", &["40.00"])]);
    let found = total(&one);
    assert_eq!(found["profit_minor"].as_i64(), Some(-8_000));
    assert!(found["needed_share"].as_f64().is_some_and(|share| share > 1.0));
    change(&one, "UPDATE collaboration SET commission_bp = 10000");
    let found = total(&one);
    assert!(found["next_booking"].is_null() && found["stop"].is_null(), "{found}");
    assert!(found["sentences"].to_string().contains("Doesn't pay so far"), "{found}");
}

#[test]
fn without_a_campaign_the_next_step_is_said() {
    let empty = Shop::new();
    empty.text(&["import", name(&empty.file("list.csv", "handle\n@ana.glow\n"))]);
    assert!(empty.text(&["results", "--total"]).contains("No campaigns yet."));
    assert_eq!(empty.json(&["results", "--total", "--format", "json"])["currencies"], Value::Array(Vec::new()));
}
