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

/// Brings one more order into the file.
fn order(shop: &Shop, number: &str, code: &str, day: &str) {
    let head = ORDERS.lines().next().expect("a header");
    let row =
        format!("#{number},paid,EUR,9.00,0.00,0.00,9.00,{code},{day} 10:00:00 +0000,1,Serum,9.00,0.00,{number}\n");
    shop.text(&["import", name(&shop.file(&format!("{number}.csv"), &format!("{head}\n{row}")))]);
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
    assert!(shop.text(&["codes"]).contains("No promo code is waiting"));

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
    order(&shop, "1004", "CLEO5", "2026-03-12");
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

#[test]
fn a_code_that_no_order_carries_books_nobody() {
    let shop = shop();
    let why = refusal(&shop, &["codes", "ANA1O", "@ana.glow"]);
    assert!(why.contains("No order carries ANA1O.") && why.contains("`tenfold book`"), "{why}");
    assert_eq!(shop.json(&["campaigns", "--format", "json"]), Value::Array(Vec::new()));
    // Who is in a batch can have a code before its first order.
    shop.text(&["codes", "ANA10", "@ana.glow"]);
    let said = shop.text(&["codes", "ANA20", "@ana.glow"]);
    assert!(said.contains("Orders with ANA20 belong to @ana.glow"), "{said}");
}

#[test]
fn a_batch_that_begins_earlier_says_so_and_what_that_changes() {
    let shop = shop();
    shop.text(&["codes", "ANA10", "@ana.glow"]);
    shop.text(&["campaign", "Summer", "currency=EUR"]);
    order(&shop, "1004", "ANA20", "2026-03-20");
    shop.text(&["codes", "ANA20", "@ana.glow", "--campaign", "Summer"]);
    shop.text(&["codes", "ANA10", "@ana.glow", "--campaign", "Summer"]);
    order(&shop, "1005", "CLEO5", "2026-03-07");
    // Of two batches with a code an order belongs to the one that began last before it, as the order of March 9 now does.
    let said = shop.text(&["codes", "CLEO5", "@cleo.skin", "--campaign", "Summer"]);
    assert!(said.contains("Batch 1 begins Mar 7 now; 1 more order is attributed differently."), "{said}");
    let said = shop.text(&["codes", "BEN10", "@ben.balm", "--campaign", "Summer"]);
    assert!(said.contains("Batch 1 begins Mar 1 now; 1 more order"), "and now belongs to the other one again: {said}");
    shop.text(&["add", "dora", "emma"]);
    order(&shop, "1006", "EMMA5", "2026-02-20");
    let said = shop.text(&["codes", "EMMA5", "emma", "--campaign", "Summer"]);
    assert!(said.contains("Batch 1 begins Feb 20 now.\n"), "{said}");
    order(&shop, "1007", "DORA5", "2026-03-12");
    let said = shop.text(&["codes", "DORA5", "dora", "--campaign", "Summer"]);
    assert!(said.contains("Put @dora into Batch 1") && !said.contains("begins"), "{said}");
}

#[test]
fn an_order_that_waits_with_two_codes_is_counted_once() {
    let shop = Shop::new();
    shop.text(&["add", "ana.glow"]);
    assert_eq!(shop.text(&["codes"]).trim_end(), "No promo code is waiting for a creator.");
    order(&shop, "1001", "ANA10 + BEN10", "2026-03-03");
    assert_eq!(codes(&shop).len(), 2, "two codes");
    assert!(shop.text(&["results"]).contains("1 order carries a promo code that no creator has."));
}
