//! Figures that no shop has: far outside what the method looks at, and what is no figure at all.

use super::*;

#[test]
fn absurd_figures_end_at_the_edge_and_not_in_a_fault() {
    for (fee, views, total, count) in [
        ("0.01", "1000000000", "99999.00", 40),
        ("90000000", "1", "0.01", 1),
        ("1", "3", "5000.00", 30),
        ("1000000", "900000000000", "1.00", 2),
    ] {
        let rows = [row("ana", fee, views), row("ben", "100", "9000"), row("cleo", "100", "9000")];
        let mut orders = many("ana10", 50, total, count);
        orders.extend(many("ben10", 50, "40.00", 3));
        let shop = shop(&tracker(&rows), &orders);
        shop.text(&["campaign", "Serum", "budget=5000"]);
        for who in ["ana", "ben", "cleo"] {
            let found = estimate(&shop, who);
            range(&found);
            assert!((0.0..=1.0).contains(&chance(&found)), "{fee} {who}: {found}");
            assert_eq!(found["verdict"], verdict_of(chance(&found)), "{fee} {who}: {found}");
        }
    }
}

#[test]
fn what_is_no_number_is_refused_where_it_is_read() {
    let rows: Vec<String> = ["inf", "-inf", "1e400", "1e308", "Infinity"]
        .iter()
        .enumerate()
        .map(|(number, fee)| format!("@who{number},{fee},,C{number},{},9000,", ago(60)))
        .collect();
    let shop = Shop::new();
    // As many amounts show that the column holds amounts.
    let rows = [rows, ["a1", "a2", "a3", "a4", "a5", "a6"].map(|who| row(who, "100", "9000")).to_vec()].concat();
    let tracker = shop.file("tracker.csv", &tracker(&rows));
    let report = shop.json(&["import", name(&tracker), "--as", "tracker", "--format", "json"]);
    assert_eq!((&report[0]["rejected"], &report[0]["new"]), (&5.into(), &6.into()), "{report}");
    let rejects = std::fs::read_to_string(shop.path("tracker.rejects.csv")).expect("the rejects");
    assert!(rejects.contains("-inf") && rejects.contains("1e400"), "{rejects}");
    // What programs write for a value that is missing is not known, and no fault.
    let shop = self::shop(&self::tracker(&[row("ana", "nan", "9000"), row("ben", "100", "9000")]), &[]);
    assert!(creator(&results(&shop), "ana")["fee_minor"].is_null());
}

#[test]
fn an_order_of_another_currency_is_counted_and_never_added() {
    let rows = [row("ana", "100", "9000"), row("ben", "100", "9000"), row("cleo", "100", "9000")];
    let shop = shop(&tracker(&rows), &many("ana10", 50, "40.00", 3));
    let euros = shop.file("euros.csv", &orders_in("EUR", &many("ana10", 50, "70.00", 2)).replace("100", "900"));
    shop.text(&["import", name(&euros)]);
    let found = results(&shop);
    assert_eq!((&found["other_currency_orders"], &found["revenue_minor"]), (&2.into(), &12_000.into()), "{found}");
    let text = shop.text(&["results", "Serum"]);
    assert!(text.contains("2 orders are not in USD and in no total"), "{text}");
}
