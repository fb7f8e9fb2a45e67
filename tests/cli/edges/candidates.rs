//! Creators whom nobody tested yet: without a price, as a gift, in another currency, without anything known, a thousand of them.

use super::*;

/// A campaign at a margin of 60% with three tested creators who sold well, and candidates with `handle,followers,views,price`.
fn with(candidates: &str) -> Shop {
    let shop = Shop::new();
    shop.text(&[
        "import",
        name(&shop.file("list.csv", &format!("handle,followers,views,price\n{candidates}"))),
        "--as",
        "creators",
    ]);
    let rows = [row("ana", "100", "9000"), row("ben", "100", "9000"), row("cleo", "100", "9000")];
    let mut orders = many("ana10", 50, "40.00", 12);
    orders.extend(many("ben10", 50, "40.00", 9));
    orders.extend(many("cleo10", 50, "40.00", 14));
    shop.text(&["import", name(&shop.file("tracker.csv", &tracker(&rows)))]);
    shop.text(&["import", name(&shop.file("orders.csv", &orders_in("USD", &orders)))]);
    shop.text(&["campaign", "Serum", "budget=1300"]);
    shop
}

fn candidate(shop: &Shop, handle: &str) -> Value {
    shop.json(&["list", handle, "--format", "json"])[0].clone()
}

#[test]
fn without_a_priced_candidate_new_creators_are_nameless() {
    let shop = with("@dee,30000,9000,\n");
    let next = results(&shop)["allocation"].clone();
    assert!(next["new_creators"].as_i64().is_some_and(|count| count > 0), "{next}");
    assert!(shop.text(&["results", "Serum"]).contains("new creator"), "{next}");
    // A price gives the candidate a name among the next bookings.
    shop.text(&["set", "@dee", "price=90"]);
    assert!(candidate(&shop, "@dee")["odds"].as_f64().is_some_and(|odds| odds > 30.0), "{}", candidate(&shop, "@dee"));
}

#[test]
fn a_candidate_without_a_price_has_a_worth_and_no_odds() {
    let shop = with("@dee,30000,9000,\n");
    let dee = candidate(&shop, "@dee");
    assert!(dee["odds"].is_null() && dee["worth"].as_f64().is_some_and(|worth| worth > 0.0), "{dee}");
    assert!(page(&shop, "@dee").contains("offer that"), "{}", page(&shop, "@dee"));
}

#[test]
fn a_gift_without_goods_costs_nothing_and_has_no_odds() {
    let shop = with("@dee,30000,9000,0\n");
    assert_eq!(candidate(&shop, "@dee")["odds"], Value::Null);
    assert!(page(&shop, "@dee").contains("costs nothing, so there are no odds"), "{}", page(&shop, "@dee"));
    assert!(!results(&shop)["allocation"]["places"].to_string().contains("dee"));
}

#[test]
fn a_gift_with_goods_has_odds_at_what_the_goods_cost() {
    let shop = with("@dee,30000,9000,0\n@eli,30000,9000,80\n");
    // What the campaign sent last is what a new creator gets.
    shop.text(&["book", "Serum", "Batch 1", "@ana", "product_cost=20", "shipping_cost=5"]);
    shop.text(&["step", "Serum", "Batch 1", "@ana", "shipped", "--on", &ago(70).to_string()]);
    let (dee, eli) = (candidate(&shop, "@dee"), candidate(&shop, "@eli"));
    let odds = |row: &Value| row["odds"].as_f64().unwrap_or_else(|| panic!("{row}"));
    assert!(odds(&dee) > odds(&eli), "the same for less: {dee} {eli}");
    assert!(page(&shop, "@dee").contains("as a gift"), "{}", page(&shop, "@dee"));
}

#[test]
fn a_price_in_another_currency_is_never_added() {
    let shop = with("@dee,30000,9000,£80\n@eli,30000,9000,$80\n");
    assert_eq!(candidate(&shop, "@dee")["odds"], Value::Null);
    assert!(candidate(&shop, "@eli")["odds"].as_f64().is_some());
    let said = page(&shop, "@dee");
    assert!(said.contains("asks £80: convert it first") && said.contains("worth up to $"), "{said}");
    let found = results(&shop);
    assert!(!found["worth"]["next_booking"].to_string().contains("dee"), "{}", found["worth"]);
}

#[test]
fn a_price_of_a_million_is_listed_with_next_to_no_chance() {
    let shop = with("@dee,30000,9000,1000000\n@eli,30000,9000,0.01\n");
    let (dee, eli) = (candidate(&shop, "@dee"), candidate(&shop, "@eli"));
    assert!(dee["odds"].as_f64().is_some_and(|odds| odds < 1.0), "{dee}");
    assert!(eli["odds"].as_f64().is_some_and(|odds| odds > 50.0), "{eli}");
    // A price says something of the views that it is asked for, but not much: what they are worth differs by far less.
    let worth = |row: &Value| row["worth"].as_f64().unwrap_or_else(|| panic!("{row}"));
    assert!(worth(&dee) / worth(&eli) < 100.0, "a price a hundred million times as high: {dee} {eli}");
    assert!(
        page(&shop, "@dee").contains("less than 1 in 10 to beat break-even at $1,000,000"),
        "{}",
        page(&shop, "@dee")
    );
    assert!(!results(&shop)["allocation"]["places"].to_string().contains("dee"));
}

#[test]
fn a_candidate_of_whom_nothing_is_known_is_still_listed() {
    let shop = with("@dee,,,90\n@eli,30000,9000,90\n");
    let (dee, eli) = (candidate(&shop, "@dee"), candidate(&shop, "@eli"));
    assert!(dee["odds"].as_f64().is_some() && dee["worth"].as_f64().is_some(), "{dee}");
    assert!(eli["odds"].as_f64().is_some());
}

#[test]
fn a_thousand_candidates_without_a_history_are_ranked_by_price() {
    let mut list = String::new();
    for number in 0..1_000 {
        writeln!(list, "@new{number:04},,,{}", 50 + number).expect("a text");
    }
    let shop = with(&list);
    let rows = shop.json(&["list", "handle:new sort:-odds", "--format", "json"]);
    let rows = rows.as_array().expect("rows");
    let odds: Vec<f64> = rows.iter().map(|row| row["odds"].as_f64().unwrap_or_else(|| panic!("{row}"))).collect();
    assert_eq!(odds.len(), 1_000);
    assert!(odds.is_sorted_by(|one, other| one >= other), "dearer is less likely");
    assert_eq!(rows[0]["handle"], "new0000");
    assert!(results(&shop)["allocation"]["places"].as_array().is_some_and(|places| (1..=10).contains(&places.len())));
}

#[test]
fn a_first_batch_is_proposed_before_anybody_was_tested() {
    let shop = Shop::new();
    let list = "handle,followers,views,price\n@dee,30000,11000,95\n@eli,30000,11000,195\n@fay,30000,11000,60\n";
    shop.text(&["import", name(&shop.file("list.csv", list)), "--as", "creators"]);
    shop.text(&["campaign", "Serum", "margin=60%", "budget=500"]);
    let order = shop.text(&["list", "sort:-odds", "--format", "plain"]);
    assert_eq!(order, "@fay\n@dee\n@eli\n", "the same creator for less comes first");
    assert!(page(&shop, "@dee").contains("nobody was tested yet"), "{}", page(&shop, "@dee"));
}
