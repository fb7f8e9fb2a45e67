//! A tracker states only what it says: who was paid, what began, and which of its columns have no home.

use serde_json::Value;

use super::{Shop, name};

/// Everything the form of a collaboration has, and three columns it has not.
const WHOLE: &str = "\
Campaign,Batch,Handle,Fee,Product cost,Shipping cost,Usage rights,Boost,Misc,Commission,Courier,Tracking number,Promo code,\
Contacted,Posted on,Views,Notes,Payment status,Date paid,Mood,Contract
Serum,A,@ana.glow,100,10,5,40,25,15,10%,DHL,JD0146,GLOW15,2026-02-20,2026-03-02,12000,Loves the balm,Paid,2026-03-05,1 video,
Serum,A,@ben.balm,60,10,5,,,,5%,,,BALM15,2026-02-20,2026-03-03,8000,,unpaid,,2 videos,
Serum,A,@cleo.skin,80,,,,,,,,,,,,,,,,,
";

fn import(shop: &Shop, file: &str, text: &str) -> Value {
    let file = shop.file(file, text);
    shop.json(&["import", name(&file), "--format", "json"])[0].clone()
}

fn handles(shop: &Shop, filter: &str) -> Vec<String> {
    shop.text(&["list", filter, "--format", "plain"]).lines().map(str::to_owned).collect()
}

fn batch(shop: &Shop, n: usize) -> Value {
    shop.json(&["results", "Serum", "--format", "json"])["batches"][n].clone()
}

#[test]
fn without_a_paid_column_nobody_was_paid() {
    let shop = Shop::new();
    import(&shop, "tracker.csv", "Campaign,Handle,Fee,Code\nSerum,@ana.glow,100,GLOW15\nSerum,@ben.balm,60,\n");
    assert!(handles(&shop, "is:paid").is_empty());

    let shop = Shop::new();
    let report = import(&shop, "whole.csv", WHOLE);
    assert_eq!((report["rows"].as_u64(), report["rejected"].as_u64()), (Some(3), Some(0)), "{report}");
    assert_eq!(handles(&shop, "is:paid"), ["@ana.glow"]);
    assert_eq!(handles(&shop, "paid:2026-03-05"), ["@ana.glow"], "the payment has its day");
    assert_eq!(handles(&shop, "is:unpaid"), ["@ben.balm"], "an agreed fee is to be paid, an offer is none");
}

#[test]
fn a_tracker_starts_no_planned_batch_and_its_own_runs_at_any_size() {
    let shop = Shop::new();
    let planned = "Campaign,Batch,Handle\nSerum,A,@ana.glow\n";
    import(&shop, "plan.csv", planned);
    assert_eq!(
        (batch(&shop, 0)["status"].as_str(), batch(&shop, 0)["imported"].as_bool()),
        (Some("planned"), Some(false))
    );
    let report = import(&shop, "whole.csv", WHOLE);
    assert_eq!(batch(&shop, 0)["status"], "planned");
    let notes = report["notes"].to_string();
    assert!(notes.contains("is still planned") && notes.contains("press `>`"), "{notes}");

    let two =
        "Campaign,Batch,Handle,Posted on\nSerum,B,@dora.k,\nSerum,B,@eli.k,2026-03-04\nSerum,B,@fay.k,2026-03-02\n";
    let report = import(&shop, "b.csv", &two.replace("Serum,B,@fay.k,2026-03-02\n", ""));
    let own = batch(&shop, 1);
    assert_eq!((own["status"].as_str(), own["imported"].as_bool()), (Some("running"), Some(true)), "{own}");
    assert!(report["notes"].to_string().contains("has 2 creators"), "{report}");
    assert!(shop.text(&["results", "Serum"]).contains("B (running, imported)"));
    let report = import(&shop, "b again.csv", two);
    assert_eq!((report["new"].as_u64(), report["unchanged"].as_u64()), (Some(1), Some(2)), "{report}");
}

#[test]
fn every_column_of_the_form_is_read_and_the_others_are_named() {
    let shop = Shop::new();
    let report = import(&shop, "whole.csv", WHOLE);
    assert_eq!(report["left_out"], serde_json::json!(["Mood"]), "an empty column loses nothing: {report}");
    let said = shop.text(&["import", name(&shop.path("whole.csv")), "--dry-run"]);
    assert!(said.contains("`Mood`"), "{said}");
    // By hand: fee 100, goods 10, shipping 5, rights 40, boost 25, other 15; and 10% of nothing sold yet.
    assert_eq!(batch(&shop, 0)["creators"][0]["spend_minor"], 19_500);
    assert!(shop.text(&["show", "@ana.glow"]).contains("Loves the balm"));
    let shipped = import(&shop, "again.csv", WHOLE);
    assert_eq!(shipped["unchanged"], 3, "{shipped}");
}

#[test]
fn what_a_paid_column_can_say() {
    let shop = Shop::new();
    let rows = "\
Campaign,Handle,Fee,Paid,Posted on
Serum,@yes.word,100,Yes,2026-03-01
Serum,@no.word,100,no,2026-03-01
Serum,@a.day,100,2026-03-09,2026-03-01
Serum,@an.amount,100,$100,2026-03-01
Serum,@a.part,100,$40,2026-03-01
Serum,@a.bill,100,Invoice received,2026-03-01
Serum,@nothing.said,100,,2026-03-01
Serum,@a.plan,100,2199-01-01,2026-03-01
Serum,@a.riddle,100,ask Kim,2026-03-01
";
    let report = import(&shop, "paid.csv", rows);
    assert_eq!((report["new"].as_u64(), report["rejected"].as_u64()), (Some(8), Some(1)), "{report}");
    assert!(report["notes"].to_string().contains("1 row has a payment date in the future"), "{report}");
    assert!(handles(&shop, "is:unpaid").contains(&"@a.bill".to_owned()));
    let mut paid = handles(&shop, "is:paid");
    paid.sort();
    assert_eq!(paid, ["@a.day", "@an.amount", "@yes.word"]);
    let again = import(&shop, "again.csv", rows);
    assert_eq!((again["unchanged"].as_u64(), again["rejected"].as_u64()), (Some(8), Some(1)), "{again}");
    // What was paid stays paid.
    import(&shop, "later.csv", &rows.replace("Yes", "no"));
    assert!(handles(&shop, "is:paid").contains(&"@yes.word".to_owned()));
}

#[test]
fn a_day_to_come_is_a_plan() {
    let shop = Shop::new();
    let rows = "\
Campaign,Batch,Handle,Fee,Product cost,Shipped on,Posted on
Serum,A,@a.plan,100,,,2199-01-01
Serum,A,@b.plan,80,,2199-01-01,
";
    let report = import(&shop, "plan.csv", rows);
    assert!(
        report["notes"].to_string().contains("2 rows have a message, parcel or post dated in the future"),
        "{report}"
    );
    let batch = batch(&shop, 0);
    assert_eq!((batch["status"].as_str(), batch["imported"].as_bool()), (Some("planned"), Some(false)), "{batch}");
    let shown = shop.json(&["show", "@a.plan", "--format", "json"]);
    assert_eq!(
        (shown["posts"].as_array().map(Vec::len), &shown["collaborations"][0]["posted_on"]),
        (Some(0), &Value::Null)
    );
    let parcel = shop.json(&["show", "@b.plan", "--format", "json"]);
    assert_eq!(parcel["collaborations"][0]["shipped_on"], Value::Null);
    // A fee beside a day is agreed.
    assert_eq!(shop.json(&["results", "Serum", "--format", "json"])["spend_minor"], 18_000);
    assert_eq!(import(&shop, "again.csv", rows)["unchanged"], 2);
}

#[test]
fn three_letters_beside_a_number_are_no_currency_unless_there_is_one() {
    let shop = Shop::new();
    let rows = "\
Campaign,Handle,Fee,Paid,Posted on
Serum,@a.month,100,Nov 5,2026-03-01
Serum,@a.word,100 max,no,2026-03-01
Serum,@a.code,100 usd,usd 100,2026-03-01
";
    let report = import(&shop, "paid.csv", rows);
    assert_eq!((report["new"].as_u64(), report["rejected"].as_u64()), (Some(1), Some(2)), "{report}");
    assert_eq!(handles(&shop, "is:paid"), ["@a.code"]);
    assert_eq!(batch(&shop, 0)["creators"][0]["spend_minor"], 10_000);
}

#[test]
fn an_amount_paid_is_the_fee_where_no_other_is_stated() {
    let shop = Shop::new();
    import(&shop, "paid.csv", "Campaign,Handle,Amount paid,Date paid\nSerum,@ana.glow,80,2026-03-09\n");
    assert_eq!(batch(&shop, 0)["creators"][0]["spend_minor"], 8_000);
    assert_eq!(handles(&shop, "paid:2026-03-09"), ["@ana.glow"]);
}

#[test]
fn columns_are_known_in_several_languages_and_can_be_named() {
    let shop = Shop::new();
    let german = "Kampagne,Handle,Honorar,Nutzungsrechte,Sonstige Kosten,Provision,Sendungsnummer,Bezahlt am,Gepostet\n\
                  Serum,@ana.glow,100,40,15,\"12,5%\",JD0146,2026-03-09,2026-03-02\n";
    let report = import(&shop, "tracker.csv", german);
    assert_eq!(report["left_out"], serde_json::json!(["Gepostet"]), "{report}");
    assert_eq!(batch(&shop, 0)["creators"][0]["spend_minor"], 15_500);
    let file = shop.file("named.csv", "Campaign,Handle,Fee,Nutzung,Beilage,Ausbezahlt\nSerum,@zoe,50,7,3,2026-03-08\n");
    shop.text(&[
        "import",
        name(&file),
        "--map",
        "Nutzung=rights_cost",
        "--map",
        "Beilage=Other cost",
        "--map",
        "Ausbezahlt=paid_on",
    ]);
    assert_eq!(batch(&shop, 0)["creators"][1]["spend_minor"], 6_000);
    assert_eq!(handles(&shop, "paid:2026-03-08"), ["@zoe"]);
}

#[test]
fn every_kind_of_file_names_what_it_leaves_out() {
    let shop = Shop::new();
    let files = [
        ("list.csv", "handle,followers,Shoe size\n@mia.glow,1000,38\n", "Shoe size"),
        ("counts.csv", "handle,date,followers,\n@mia.glow,2026-03-01,1100,note\n", "(column 4)"),
        (
            "posts.csv",
            "handle,post url,posted on,views,likes,Sound\n@mia.glow,https://www.tiktok.com/@mia.glow/video/7400000000000000001,2026-03-01,100,5,Song\n",
            "Sound",
        ),
        (
            "orders.csv",
            "Name,Financial Status,Total,Created at,Lineitem name,Vendor\n#1,paid,10.00,2026-03-01 10:00:00 +0000,Serum,Us\n",
            "Vendor",
        ),
        ("tracker.csv", "campaign,handle,fee,Mood\nSerum,@mia.glow,10,fine\n", "Mood"),
    ];
    for (file, text, column) in files {
        let report = import(&shop, file, text);
        let left_out = report["left_out"].as_array().expect("a list").clone();
        assert!(left_out.contains(&Value::from(column)), "{file}: {report}");
        let said = shop.text(&["import", name(&shop.path(file)), "--dry-run"]);
        assert!(said.contains(&format!("`{column}`")), "{said}");
    }
}

#[test]
fn the_words_for_columns_are_names_of_columns() {
    let shop = Shop::new();
    let header = "campaign,batch,handle,platform,currency,margin,fee,product_cost,shipping_cost,rights_cost,boost_cost,other_cost,\
                  commission,paid,paid_on,code,link,contacted_on,replied_on,shipped_on,carrier,tracking,posted_at,post_url,views,\
                  likes,comments,shares,saves,notes\n";
    let row = "Serum,A,@ana.glow,tiktok,EUR,50%,1,2,3,4,5,6,7%,yes,2026-03-05,A,https://shop.example.com,2026-02-01,2026-02-02,\
               2026-02-03,DHL,JD1,2026-03-01,https://www.tiktok.com/@ana.glow/video/7400000000000000001,9,8,7,6,5,fine\n";
    let report = import(&shop, "all.csv", &format!("{header}{row}"));
    assert_eq!((report["new"].as_u64(), report["left_out"].as_array().map(Vec::len)), (Some(1), Some(0)), "{report}");
    assert_eq!(batch(&shop, 0)["creators"][0]["spend_minor"], 2_100);
}
