//! The odds of creators in the current campaign, in lists and on pages.

use serde_json::Value;

use super::{Shop, name};

fn shop() -> Shop {
    let shop = Shop::new();
    let list = "handle,followers,views,price\n@dee,30000,11000,95\n@eli,30000,11000,195\n@fay,30000,11000,\n@gus,,,0\n";
    shop.text(&["import", name(&shop.file("list.csv", list)), "--as", "creators"]);
    shop
}

fn rows(shop: &Shop, filter: &str) -> Vec<Value> {
    let list = shop.json(&["list", filter, "--format", "json"]);
    list.as_array().expect("an array").clone()
}

#[test]
fn a_list_names_the_campaign_that_its_odds_are_about() {
    let shop = shop();
    assert_eq!(rows(&shop, "@dee")[0]["odds"], Value::Null);
    let refused = shop.run(&["list", "odds>10"]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && said.contains("margin"), "{said}");
    shop.text(&["campaign", "Serum test", "margin=60%"]);
    let all = rows(&shop, "sort:-odds");
    let handles: Vec<&str> = all.iter().filter_map(|row| row["handle"].as_str()).collect();
    assert_eq!(handles, ["dee", "eli", "fay", "gus"]);
    assert_eq!((&all[0]["odds_campaign"], &all[0]["worth_currency"]), (&"Serum test".into(), &"USD".into()));
    assert!(all[0]["odds"].as_f64() > all[1]["odds"].as_f64(), "{all:?}");
    assert_eq!((&all[2]["odds"], &all[3]["odds"]), (&Value::Null, &Value::Null), "no price, and nothing that costs");
    assert!(all[2]["worth"].as_f64().is_some_and(|worth| worth > 0.0));
    let worth = all[0]["worth"].as_f64().expect("an amount");
    assert_eq!(rows(&shop, &format!("worth<{worth}")).len() + rows(&shop, &format!("worth>={worth}")).len(), 4);
    // A page says the same, in data and in words.
    let page = shop.json(&["show", "@dee", "--format", "json"]);
    for key in ["odds", "worth", "odds_campaign"] {
        assert_eq!(page[key], all[0][key], "{key}");
    }
    let text = shop.text(&["show", "@fay"]);
    assert!(text.contains("offer that") && text.contains("forecast for Serum test"), "{text}");
    // CSV has them in the columns of the same names, which can be chosen.
    let csv = shop.text(&["list", "@dee", "--format", "csv", "--columns", "handle,odds,odds_campaign"]);
    assert!(csv.starts_with("handle,odds,odds_campaign\ndee,") && csv.contains("Serum test"), "{csv}");
    let table = shop.text(&["list", "sort:-odds", "--columns", "handle,odds,worth"]);
    assert!(table.lines().nth(1).is_some_and(|line| line.contains("@dee") && line.contains('$')), "{table}");
    // A rejected creator is no candidate any more.
    shop.text(&["verdict", "rejected", "@dee"]);
    assert_eq!(rows(&shop, "@dee")[0]["odds"], Value::Null);
}

#[test]
fn a_list_of_those_alike_says_how_and_in_what() {
    let shop = Shop::new();
    let list = "handle,followers,views,price,country,niche\n@mia.glow,30000,11000,95,us,skincare\n\
                @twin,31000,11500,100,us,skincare\n@other,2000000,300,9000,de,dogs\n";
    shop.text(&["import", name(&shop.file("list.csv", list)), "--as", "creators"]);
    let alike = rows(&shop, "like:@mia.glow sort:-likeness");
    assert_eq!(alike.len(), 1, "{alike:?}");
    let twin = &alike[0];
    assert!(twin["likeness"].as_f64().is_some_and(|percent| percent > 90.0) && twin["like"] == "mia.glow", "{twin}");
    assert_eq!(twin["alike_in"].as_array().map(Vec::len), Some(3), "{twin}");
    assert_eq!(rows(&shop, "@twin")[0]["likeness"], Value::Null, "the filter names nobody");
    // In plain words, and by the name before a new one.
    let plain = shop.text(&["list", "more like @mia.glow", "--format", "plain"]);
    assert_eq!(plain, "@twin\n");
    let refused = shop.run(&["list", "like mia"]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && said.contains("@mia.glow"), "{said}");
}
