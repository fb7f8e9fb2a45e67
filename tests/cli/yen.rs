//! `¥` is yen or yuan: a tracker says which, or the amount is not taken.

use super::{Shop, name};

/// The currency of the campaign and the rejected rows after a tracker came in.
fn imported(text: &str) -> (Vec<String>, u64) {
    let shop = Shop::new();
    let tracker = shop.file("tracker.csv", text);
    let report = shop.json(&["import", name(&tracker), "--format", "json"]);
    let rejected = report[0]["rejected"].as_u64().expect("a count");
    if rejected > 0 {
        let rejects = std::fs::read_to_string(shop.path("tracker.rejects.csv")).expect("the rejects");
        assert!(rejects.contains("JPY or CNY"), "{rejects}");
        return (Vec::new(), rejected);
    }
    let results = shop.json(&["results", "Glow", "--format", "json"]).to_string();
    let currencies = ["JPY", "CNY", "USD"].into_iter().filter(|code| results.contains(*code));
    (currencies.map(str::to_owned).collect(), rejected)
}

#[test]
fn a_tracker_says_which_currency_its_sign_means() {
    for (text, currency) in [
        ("campaign,handle,currency,fee,code\nGlow,@mia,CNY,¥500,MIA10\n", "CNY"),
        ("campaign,handle,currency,fee,code\nGlow,@mia,JPY,￥500,MIA10\n", "JPY"),
        ("campaign,handle,Fee (CNY),code\nGlow,@mia,¥500,MIA10\n", "CNY"),
        ("campaign,handle,fee,code,备注\nGlow,@mia,¥500,MIA10,好\n", "CNY"),
        ("campaign,handle,fee,code,メモ\nGlow,@mia,¥500,MIA10,よい\n", "JPY"),
        ("campaign,handle,currency,fee,code,备注\nGlow,@mia,¥,500,MIA10,好\n", "CNY"),
    ] {
        assert_eq!(imported(text), (vec![currency.to_owned()], 0), "{text}");
    }
}

#[test]
fn a_sign_that_nothing_explains_is_no_amount() {
    for text in [
        "campaign,handle,fee,code\nGlow,@mia,¥500,MIA10\n",
        "campaign,handle,currency,fee,code\nGlow,@mia,¥,500,MIA10\n",
        "campaign,handle,fee,paid,code\nGlow,@mia,,¥500,MIA10\n",
    ] {
        assert_eq!(imported(text), (Vec::new(), 1), "{text}");
    }
}

#[test]
fn a_currency_column_may_hold_signs() {
    let shop = Shop::new();
    let list = shop.file("list.csv", "handle,currency,price\nmia.glow,€,50\nzoe__b,¥,500\n");
    shop.text(&["import", name(&list)]);
    let mia = shop.json(&["show", "mia.glow", "--format", "json"]);
    let zoe = shop.json(&["show", "zoe__b", "--format", "json"]);
    assert_eq!((&mia["currency"], zoe["price"].is_null()), (&"EUR".into(), true), "{mia} {zoe}");
}

#[test]
fn fees_in_thousands_are_read_as_the_columns_show_them() {
    let shop = Shop::new();
    let tracker = shop.file("tracker.csv", "campaign,handle,Fee (k),code\nGlow,@mia,1.2,MIA10\n");
    shop.text(&["import", name(&tracker)]);
    let results = shop.json(&["results", "Glow", "--format", "json"]).to_string();
    assert!(results.contains("120000"), "{results}");
}
