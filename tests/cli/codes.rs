//! Promo codes that came with orders before anybody was in a batch, given to creators.

use serde_json::Value;

use super::{Shop, name};

const LIST: &str = "handle,followers\n@ana.glow,20000\n@ben.balm,30000\n@cleo.skin,9000\n";

const ORDERS: &str = "\
Name,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Created at,Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount,Id
#1001,paid,EUR,50.00,0.00,0.00,50.00,ANA10,2026-03-05 10:00:00 +0000,1,Serum,50.00,0.00,5001
#1002,paid,EUR,30.00,0.00,0.00,30.00,ana10,2026-03-09 11:00:00 +0000,1,Serum,30.00,0.00,5002
#1003,paid,EUR,20.00,0.00,0.00,20.00,BEN10,2026-03-01 11:00:00 +0000,1,Serum,20.00,0.00,5003
";

/// A file with creators and orders, and nobody in a batch.
fn shop() -> Shop {
    let shop = Shop::new();
    shop.text(&["import", name(&shop.file("list.csv", LIST)), name(&shop.file("orders.csv", ORDERS))]);
    shop
}

fn codes(shop: &Shop) -> Vec<(String, i64)> {
    let found = shop.json(&["codes", "--format", "json"]);
    let one =
        |row: &Value| (row["code"].as_str().expect("a code").to_owned(), row["orders"].as_i64().expect("a count"));
    found.as_array().expect("codes").iter().map(one).collect()
}

fn refusal(shop: &Shop, args: &[&str]) -> String {
    let output = shop.run(args);
    assert!(!output.status.success(), "{args:?}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_code_makes_the_campaign_and_the_batch_it_needs() {
    let shop = shop();
    assert_eq!(codes(&shop), [("ANA10".to_owned(), 2), ("BEN10".to_owned(), 1)]);
    let text = shop.text(&["codes"]);
    assert!(text.contains("ANA10") && text.contains("2 orders") && text.contains("€80"), "{text}");
    assert!(shop.text(&["results"]).contains("codes"), "the way from orders to results: {}", shop.text(&["results"]));

    let said = shop.text(&["codes", "ana10", "@ana.glow"]);
    assert!(said.contains("2 orders") && said.contains("Campaign 1") && said.contains("Batch 1"), "{said}");
    let found = shop.json(&["results", "Campaign 1", "--format", "json"]);
    let ana = &found["batches"][0]["creators"][0];
    assert_eq!((&ana["handle"], &ana["orders"], &ana["revenue_minor"]), (&"ana.glow".into(), &2.into(), &8_000.into()));
    // It is in the currency of the orders, and counts from the first of them on.
    assert_eq!((&found["currency"], &found["batches"][0]["status"]), (&"EUR".into(), &"running".into()));
    assert_eq!(shop.json(&["batch", "Campaign 1", "Batch 1", "--format", "json"])["starts_on"], "2026-03-05");
    assert_eq!(codes(&shop), [("BEN10".to_owned(), 1)]);

    // The next one joins: the batch is still the same, and now begins with the earlier order.
    let said = shop.text(&["codes", "BEN10", "@ben.balm"]);
    assert!(said.contains("Put @ben.balm into Batch 1 of Campaign 1"), "{said}");
    let found = shop.json(&["results", "Campaign 1", "--format", "json"]);
    assert_eq!((found["batches"].as_array().map(Vec::len), &found["orders"]), (Some(1), &3.into()));
    assert_eq!(shop.json(&["batch", "Campaign 1", "Batch 1", "--format", "json"])["starts_on"], "2026-03-01");
    assert!(shop.text(&["codes"]).contains("Every promo code"));

    // One step each, undone in one.
    shop.text(&["undo"]);
    assert_eq!(codes(&shop), [("BEN10".to_owned(), 1)]);
    shop.text(&["undo"]);
    assert_eq!(codes(&shop), [("ANA10".to_owned(), 2), ("BEN10".to_owned(), 1)]);
    assert_eq!(shop.json(&["campaigns", "--format", "json"]), Value::Array(Vec::new()));
    shop.text(&["redo"]);
    assert_eq!(codes(&shop), [("BEN10".to_owned(), 1)]);
}

#[test]
fn later_orders_with_the_code_are_theirs_too() {
    let shop = shop();
    shop.text(&["codes", "ANA10", "@ana.glow"]);
    let later = ORDERS.replace("2026-03", "2026-04").replace("500", "600").replace("#100", "#200");
    shop.text(&["import", name(&shop.file("later.csv", &later))]);
    assert_eq!(shop.json(&["results", "Campaign 1", "--format", "json"])["orders"], 4);
}

#[test]
fn what_is_known_of_a_creator_decides_where_the_code_goes() {
    let shop = shop();
    shop.text(&["campaign", "Spring", "margin=50%"]);
    shop.text(&["plan", "Spring", "A", "@ana.glow"]);
    // Who is in a batch has the code there.
    let said = shop.text(&["codes", "ANA10", "@ana.glow"]);
    assert!(said.contains("belong to @ana.glow") && !said.contains("Made"), "{said}");
    assert!(shop.text(&["codes", "ANA10", "@ana.glow"]).contains("already belong"));
    // Who is in none is not put into a planned test: it has a rule of its own.
    let said = shop.text(&["codes", "BEN10", "@ben.balm"]);
    assert!(said.contains("Made Batch 2 of Spring"), "{said}");
    // Of several campaigns one must be named.
    shop.text(&["campaign", "Summer", "margin=50%"]);
    let why = refusal(&shop, &["codes", "CLEO5", "@cleo.skin"]);
    assert!(why.contains("--campaign") && why.contains("Spring") && why.contains("Summer"), "{why}");
    let said = shop.text(&["codes", "CLEO5", "@cleo.skin", "--campaign", "summer"]);
    assert!(said.contains("Made Batch 1 of Summer"), "{said}");
}

#[test]
fn nobody_who_may_not_be_contacted_is_booked_by_a_code() {
    let shop = shop();
    let why = refusal(&shop, &["codes", "ANA10", "@ana.glo"]);
    assert!(why.contains("@ana.glow"), "{why}");
    super::scored::change(&shop, "UPDATE creator SET do_not_contact = 1 WHERE handle = 'ana.glow'");
    let why = refusal(&shop, &["codes", "ANA10", "@ana.glow"]);
    assert!(why.contains("do not contact") && why.contains("Allow contact"), "{why}");
    assert_eq!(shop.json(&["campaigns", "--format", "json"]), Value::Array(Vec::new()));
    assert!(refusal(&shop, &["codes", "   ", "@ben.balm"]).contains("code"));
}
