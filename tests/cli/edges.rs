//! The edge cases of the statistics, from the rows of a file to what a person reads: each in the text and the JSON of `results`, in
//! the report and on the page of the creator.

mod candidates;
mod extremes;
mod money;
mod orders;
mod views;

use std::fmt::Write as _;

use chrono::{Days, NaiveDate};
use serde_json::Value;
use tenfold::clock::Clock;

use super::{Shop, name};

/// A day so many days ago.
fn ago(days: u64) -> NaiveDate {
    Clock::Real.today() - Days::new(days)
}

/// An order: code, days ago, total and what was refunded of it.
type Order<'a> = (&'a str, u64, &'a str, &'a str);

/// The export of a shop with these orders in a currency.
fn orders_in(currency: &str, orders: &[Order<'_>]) -> String {
    let mut text =
        "Name,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Created at,Lineitem quantity,\
         Lineitem name,Lineitem price,Refunded Amount,Id\n"
            .to_owned();
    for (number, (code, days, total, refunded)) in (1_001..).zip(orders) {
        let on = ago(*days);
        writeln!(
            text,
            "#{number},paid,{currency},{total},0.00,0.00,{total},{code},{on} 10:00:00 +0000,1,Serum,{total},{refunded},{number}"
        )
        .expect("a text");
    }
    text
}

/// So many orders of one code, each of the same total.
fn many<'a>(code: &'a str, days: u64, total: &'a str, count: usize) -> Vec<Order<'a>> {
    vec![(code, days, total, "0.00"); count]
}

/// A shop with a tracker of one campaign called Serum and with orders in dollars.
fn shop(tracker: &str, orders: &[Order<'_>]) -> Shop {
    let shop = Shop::new();
    shop.text(&["import", name(&shop.file("tracker.csv", tracker)), "--as", "tracker"]);
    shop.text(&["import", name(&shop.file("orders.csv", &orders_in("USD", orders)))]);
    shop
}

/// A tracker whose rows are of one batch, with the fields `handle,fee,product,code,posted_at,views,commission`, at a margin of 50%.
fn tracker(rows: &[String]) -> String {
    let mut text = "campaign,batch,handle,fee,product,code,posted_at,views,commission,margin\n".to_owned();
    for row in rows {
        writeln!(text, "Serum,Batch 1,{row},50%").expect("a text");
    }
    text
}

/// A row of [`tracker`] whose post is 60 days old: all its orders are in.
fn row(handle: &str, fee: &str, views: &str) -> String {
    row_at(handle, fee, views, 60)
}

/// The same with the age of the post.
fn row_at(handle: &str, fee: &str, views: &str, days: u64) -> String {
    format!("@{handle},{fee},,{handle}10,{},{views},", ago(days))
}

fn results(shop: &Shop) -> Value {
    shop.json(&["results", "Serum", "--format", "json"])
}

/// A creator in the results.
fn creator(results: &Value, handle: &str) -> Value {
    let all = results["batches"].as_array().expect("batches").iter().filter_map(|batch| batch["creators"].as_array());
    all.flatten().find(|creator| creator["handle"] == handle).unwrap_or_else(|| panic!("{handle}: {results}")).clone()
}

/// The estimate of a creator. What it says is said in the text of the results and in both reports, and nothing in it is not a number.
fn estimate(shop: &Shop, handle: &str) -> Value {
    let found = creator(&results(shop), handle)["estimate"].clone();
    let text = shop.text(&["results", "Serum"]);
    let reports = ["md", "html"].map(|format| shop.text(&["report", "Serum", "--format", format]));
    let sentence = said(&found);
    assert!(text.contains(&sentence), "{sentence}\n{text}");
    // A report names the creator right before it.
    let unnamed = sentence.replace(&format!(" for @{handle}:"), ":").replace(&format!(" @{handle}:"), ":");
    for report in &reports {
        let plain = report.replace("&#39;", "'").replace('\\', "");
        assert!(plain.contains(&unnamed), "{unnamed}\n{report}");
    }
    for note in notes(&found) {
        assert!(text.contains(&note), "{note}\n{text}");
    }
    for page in [&text, &reports[0], &reports[1]] {
        assert!(!page.contains("NaN") && !page.contains("inf ") && !page.contains("infinity"), "{page}");
    }
    found
}

fn said(estimate: &Value) -> String {
    estimate["sentence"].as_str().unwrap_or_else(|| panic!("a sentence: {estimate}")).to_owned()
}

fn notes(estimate: &Value) -> Vec<String> {
    let notes = estimate["notes"].as_array().expect("notes");
    notes.iter().map(|note| note.as_str().expect("a note").to_owned()).collect()
}

/// Low end, best guess and high end of the 80% range.
fn range(estimate: &Value) -> [f64; 3] {
    let range =
        ["0.1", "0.5", "0.9"].map(|q| estimate["roas_q"][q].as_f64().unwrap_or_else(|| panic!("a range: {estimate}")));
    assert!(range[0] > 0.0 && range[0] < range[1] && range[1] < range[2] && range[2].is_finite(), "{range:?}");
    range
}

fn chance(estimate: &Value) -> f64 {
    estimate["p_target"].as_f64().unwrap_or_else(|| panic!("a chance: {estimate}"))
}

/// The verdict that a chance has by the rules of a balanced person.
fn verdict_of(chance: f64) -> &'static str {
    match chance {
        0.7.. => "SCALE",
        0.3.. => "RETEST",
        _ => "DROP",
    }
}

/// The row of a creator in the table of the text, cell by cell.
fn line(shop: &Shop, handle: &str) -> Vec<String> {
    let text = shop.text(&["results", "Serum"]);
    let start = format!("@{handle} ");
    let line = text.lines().find(|line| line.trim_start().starts_with(&start)).unwrap_or_else(|| panic!("{text}"));
    line.split_whitespace().map(str::to_owned).collect()
}

/// Money of a candidate on their page.
fn page(shop: &Shop, handle: &str) -> String {
    shop.text(&["show", handle])
}
