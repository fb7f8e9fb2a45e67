//! Every fact of a collaboration on its way through the commands: out of a tracker, into `show` and `results`, and back.

use serde_json::Value;
use tenfold::domain::CollaborationField;
use tenfold::domain::collaboration_fields::Home;
use tenfold::domain::record::Kind;

use super::{Shop, name};

/// What a cell of a tracker says, by key: as a person writes it, and as a sheet of the program does.
fn cell(field: CollaborationField) -> (&'static str, &'static str) {
    let fact = field.fact();
    match (fact.kind, fact.key) {
        (_, "link" | "post_url") => {
            ("https://shop.example.com/?utm_content=ana", "https://shop.example.com/?utm_content=ana")
        }
        (_, "pay_terms") => ("Net 30, from invoice", "net 30 from invoiced"),
        (_, "deliverables") => ("2 TikToks + 1 story", "2 videos, 1 story"),
        (_, "book_again") => ("Yes", "yes"),
        (_, "contacted_on") => ("Feb 1, 2026", "2026-02-01"),
        (Kind::Window, _) => ("2026-12-01 to 2026-12-14", "2026-12-01/2026-12-14"),
        (Kind::Day, _) => ("2026-02-03", "2026-02-03"),
        (Kind::Money, _) => ("$1,250.50", "1250.50"),
        (Kind::Share, _) => ("12.5%", "12.50%"),
        (Kind::Count, _) => ("1.2k", "1200"),
        (Kind::List, _) => ("GLOW10, GLOW20", "GLOW10|GLOW20"),
        (Kind::Percent, _) => ("2.5", "2.5"),
        _ => ("DHL 12", "DHL 12"),
    }
}

fn sheet(shop: &Shop) -> Vec<csv::StringRecord> {
    let text = shop.text(&["results", "--format", "csv"]);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().collect::<Result<_, _>>().expect("a sheet")
}

#[test]
fn every_fact_is_imported_by_its_key_and_its_label_shown_and_written_out_to_be_read_again() {
    let named: [fn(CollaborationField) -> &'static str; 2] = [|field| field.key(), |field| field.fact().label];
    let mut sheets = Vec::new();
    for name_of in named {
        let shop = Shop::new();
        let mut tracker = csv::Writer::from_writer(Vec::new());
        let fields = CollaborationField::ALL.iter();
        tracker
            .write_record(["Campaign", "Handle"].into_iter().chain(fields.clone().map(|field| name_of(*field))))
            .expect("a row");
        tracker
            .write_record(["Serum", "@ana.glow"].into_iter().chain(fields.map(|field| cell(*field).0)))
            .expect("a row");
        let text = String::from_utf8(tracker.into_inner().expect("a sheet")).expect("text");
        let file = shop.file("tracker.csv", &text);
        let report = shop.json(&["import", name(&file), "--format", "json"])[0].clone();
        assert_eq!((&report["new"], &report["left_out"]), (&Value::from(1), &serde_json::json!([])), "{report}");

        let [keys, row] = &sheet(&shop)[..] else { panic!("one collaboration") };
        let shown = shop.json(&["show", "@ana.glow", "--format", "json"])["collaborations"][0].clone();
        let results = shop.json(&["results", "Serum", "--format", "json"])["batches"][0]["creators"][0].clone();
        for field in CollaborationField::ALL {
            let column = keys.iter().position(|key| key == field.key()).expect("a column");
            assert_eq!(&row[column], cell(*field).1, "{field:?}");
            let json_key = match field.fact().kind {
                Kind::Money => format!("{}_minor", field.key()),
                Kind::Share => format!("{}_bp", field.key()),
                _ => field.key().to_owned(),
            };
            assert!(!shown[&json_key].is_null(), "{json_key} in {shown}");
            assert_eq!(shown[&json_key], results[&json_key], "{json_key}");
        }
        sheets.push(sheet(&shop));

        // The sheet of one file makes the same collaborations in an empty one.
        let (again, out) = (Shop::new(), shop.text(&["results", "--format", "csv"]));
        again.json(&["import", name(&again.file("sheet.csv", &out)), "--format", "json"]);
        assert_eq!(sheet(&again), sheet(&shop));
    }
    assert_eq!(sheets[0], sheets[1]);
}

#[test]
fn the_printed_page_says_every_fact_of_a_collaboration() {
    let shop = Shop::new();
    let fields = CollaborationField::ALL.iter();
    let mut tracker = csv::Writer::from_writer(Vec::new());
    tracker
        .write_record(["Campaign", "Handle"].into_iter().chain(fields.clone().map(|field| field.key())))
        .expect("a row");
    let cells = fields.map(|field| cell(*field).0);
    tracker.write_record(["Serum", "@ana.glow"].into_iter().chain(cells)).expect("a row");
    let text = String::from_utf8(tracker.into_inner().expect("a sheet")).expect("text");
    shop.text(&["import", name(&shop.file("tracker.csv", &text))]);
    let page = shop.text(&["show", "@ana.glow"]);
    let (_, collaborations) = page.split_once("COLLABORATIONS").expect("a section");
    let said = collaborations.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    // The counts of a post are in the table of posts.
    for field in CollaborationField::ALL.iter().filter(|field| field.home() != Home::Reading) {
        let label = field.fact().label.to_lowercase();
        let label = label.strip_suffix(" on").unwrap_or(&label);
        assert!(said.contains(label), "{label} in {said}");
    }
    for value in ["dec 1 to dec 14", "shipped feb 3", "posted feb 3", "glow10, glow20", "rights cost $1,251"] {
        assert!(said.contains(value), "{value} in {said}");
    }
}

#[test]
fn a_sheet_of_collaborations_holds_no_formula() {
    let shop = Shop::new();
    let rows = "Campaign,Handle,Fee,Carrier\n=1+1,@ana.glow,100,=cmd\n";
    shop.text(&["import", name(&shop.file("tracker.csv", rows))]);
    assert!(sheet(&shop).iter().flatten().all(|cell| !cell.starts_with('=')));
}

/// The cells of some columns of a sheet, row by row.
fn columns(sheet: &[csv::StringRecord], names: &[&str]) -> Vec<Vec<String>> {
    let at: Vec<usize> =
        names.iter().map(|name| sheet[0].iter().position(|key| key == *name).expect("a column")).collect();
    sheet[1..].iter().map(|row| at.iter().map(|at| row[*at].to_owned()).collect()).collect()
}

#[test]
fn what_was_spent_and_paid_survives_the_way_through_a_sheet() {
    let (demo, again) = (Shop::new(), Shop::new());
    demo.text(&["demo", "--make", name(&demo.path("shop.db"))]);
    let out = demo.text(&["results", "--format", "csv"]);
    let file = again.file("sheet.csv", &out);
    let report = again.json(&["import", name(&file), "--format", "json"])[0].clone();
    assert_eq!((&report["new"], &report["rejected"]), (&Value::from(48), &Value::from(0)), "{report}");
    let kept = ["campaign", "handle", "amount_states", "paid", "paid_on", "commission", "payments"];
    assert_eq!(columns(&sheet(&again), &kept), columns(&sheet(&demo), &kept));
    let commission_paid = |row: &Vec<String>| row[6].contains("commission");
    assert!(columns(&sheet(&demo), &kept).iter().any(commission_paid), "the demo pays a commission");
    // What a commission comes to follows from the orders, which have a file of their own.
    let spend = |shop: &Shop| {
        let rows = columns(&sheet(shop), &["handle", "spend", "commission", "amount_states"]);
        rows.into_iter().filter(|row| row[2].is_empty()).collect::<Vec<_>>()
    };
    assert_eq!(spend(&again), spend(&demo));
    assert!(spend(&demo).iter().any(|row| row[1] == "0.00" && row[3].contains("fee offered")));
    let owed = demo.json(&["payments", "--format", "json"]);
    let owed = owed.as_array().expect("payments").iter();
    let by_orders =
        owed.filter(|row| row["for"].to_string().contains("commission")).map(|row| row["handle"].to_string());
    let by_orders: std::collections::BTreeSet<String> = by_orders.collect();
    assert!((1..10).contains(&by_orders.len()), "{by_orders:?}");
    for filter in ["is:paid", "is:unpaid"] {
        let of = |shop: &Shop| {
            let listed = shop.text(&["list", filter, "--format", "plain"]);
            let known = |handle: &&str| !by_orders.iter().any(|other| other.contains(handle.trim_start_matches('@')));
            let mut handles: Vec<_> = listed.lines().filter(known).map(str::to_owned).collect();
            handles.sort();
            handles
        };
        assert_eq!(of(&again), of(&demo), "{filter}");
    }
    let report = again.json(&["import", name(&again.file("again.csv", &out)), "--format", "json"])[0].clone();
    assert_eq!(report["unchanged"], 48, "{report}");
}

#[test]
fn a_part_that_was_paid_survives_the_way_through_a_sheet() {
    let (shop, again) = (Shop::new(), Shop::new());
    let rows = "campaign,handle,posted_on,fee,paid,paid_on\nSerum,@ana.glow,2026-02-20,240,120.00,2026-03-04\n";
    shop.text(&["import", name(&shop.file("tracker.csv", rows))]);
    let of = |shop: &Shop| columns(&sheet(shop), &["fee", "paid", "paid_on", "payments"]);
    assert_eq!(of(&shop), [["240.00", "120.00", "2026-03-04", "2026-03-04 120.00 USD fee"]]);
    again.text(&["import", name(&again.file("sheet.csv", &shop.text(&["results", "--format", "csv"])))]);
    assert_eq!(of(&again), of(&shop));
    let left = |shop: &Shop| {
        let owed = shop.json(&["payments", "--format", "json"]);
        owed.to_string().matches("12000").count()
    };
    assert!(left(&shop) > 0 && left(&shop) == left(&again));
}

/// Books a creator for a fee and 10% of the sales by her code, and imports one; returns the file of the orders.
fn on_commission(shop: &Shop) -> std::path::PathBuf {
    let tracker = shop.file(
        "tracker.csv",
        "campaign,handle,posted_on,fee,commission,code\nSerum,@ana.glow,2026-03-02,100,10%,GLOW15\n",
    );
    let orders = shop.file("orders.csv", super::ORDERS);
    shop.text(&["import", name(&tracker), name(&orders)]);
    orders
}

/// A sheet holds the terms of a commission, and no orders: what it comes to is back once the orders are.
#[test]
fn a_commission_is_reckoned_again_once_the_orders_are_there() {
    let (shop, again) = (Shop::new(), Shop::new());
    let orders = on_commission(&shop);
    let of = |shop: &Shop| columns(&sheet(shop), &["spend", "commission", "orders"]);
    assert_eq!(of(&shop), [["105.00", "10.00%", "1"]]);
    again.text(&["import", name(&again.file("sheet.csv", &shop.text(&["results", "--format", "csv"])))]);
    assert_eq!(of(&again), [["100.00", "10.00%", "0"]]);
    again.text(&["import", name(&orders)]);
    assert_eq!(of(&again), of(&shop));
}

/// What was paid stands in the sheet with what it was for, so that nothing is owed twice once the orders are there.
#[test]
fn a_commission_that_was_paid_is_not_owed_again_after_the_way_through_a_sheet() {
    let (shop, again) = (Shop::new(), Shop::new());
    let orders = on_commission(&shop);
    shop.text(&["pay", "Serum", "Batch 1", "@ana.glow", "103", "--on", "2026-04-02", "--method", "Wise | EU"]);
    let standing = |shop: &Shop| {
        let rows = shop.json(&["payments", "--all", "--format", "json"]);
        let part = |row: &Value| ["for", "paid_minor", "paid_on", "state"].map(|key| row[key].to_string()).join(" ");
        let mut rows: Vec<_> = rows.as_array().expect("payments").iter().map(part).collect();
        rows.sort();
        rows
    };
    assert_eq!(
        columns(&sheet(&shop), &["payments"]),
        [["2026-04-02 100.00 USD fee by Wise / EU|2026-04-02 3.00 USD commission 2026-03 by Wise / EU"]]
    );
    let out = again.file("sheet.csv", &shop.text(&["results", "--format", "csv"]));
    again.text(&["import", name(&out), name(&orders)]);
    assert_eq!(standing(&again), standing(&shop));
    assert_eq!(columns(&sheet(&again), &["payments", "spend"]), columns(&sheet(&shop), &["payments", "spend"]));
    let report = again.json(&["import", name(&out), "--format", "json"])[0].clone();
    assert_eq!(report["unchanged"], 1, "{report}");

    again.text(&["undo"]);
    again.text(&["undo"]);
    assert_eq!(again.json(&["payments", "--all", "--format", "json"]), serde_json::json!([]));
}

#[test]
fn listed_payments_in_another_currency_say_what_they_settle_and_none_is_taken_twice() {
    let shop = Shop::new();
    let rows = "\
campaign,handle,currency,posted_on,fee,payments
Serum,@ana.glow,USD,2026-02-20,240,2026-03-04 100.00 EUR = 110.00 fee by SEPA|2026-03-09 130 USD
Serum,@ben.balm,USD,2026-02-20,240,2026-03-04 100.00 EUR
Serum,@cleo.skin,USD,2026-02-20,240,two so far
";
    let import =
        |rows: &str| shop.json(&["import", name(&shop.file("tracker.csv", rows)), "--format", "json"])[0].clone();
    let report = import(rows);
    assert_eq!((&report["new"], &report["rejected"]), (&Value::from(3), &Value::from(0)), "{report}");
    let notes = report["notes"].to_string();
    assert!(notes.contains("two so far") && notes.contains("1 payment in another currency was left out"), "{notes}");
    let of = |shop: &Shop| columns(&sheet(shop), &["handle", "payments", "amount_states"]);
    let paid = "2026-03-04 100.00 EUR = 110.00 fee by SEPA|2026-03-09 130.00 USD fee";
    assert_eq!(
        of(&shop),
        [["'@ana.glow", paid, "fee paid"], ["'@ben.balm", "", "fee owed"], ["'@cleo.skin", "", "fee owed"]]
    );
    assert_eq!(import(rows)["unchanged"], 3);
    let more = "campaign,handle,fee,posted_on,payments\nSerum,@dora.k,240,2026-02-20,2026-03-04 9999 USD fee\n";
    let report = import(more);
    assert!(report["notes"].to_string().contains("more than is unpaid"), "{report}");
    assert_eq!(of(&shop)[3][1..], ["", "fee owed"]);
    let over = import("campaign,handle,fee,posted_on,paid,paid_on\nSerum,@eve.k,200,2026-02-20,300,2026-03-04\n");
    assert!(over["notes"].to_string().contains("more was paid than was agreed"), "{over}");
    let fewer = rows.replace("|2026-03-09 130 USD", "|2026-03-10 120 USD");
    import(&fewer);
    assert_eq!(of(&shop)[0][1], paid, "the file knows of a payment that the sheet does not");
}

#[test]
fn parts_of_an_amount_are_read_as_parts_and_must_add_up() {
    let shop = Shop::new();
    let rows = "\
campaign,handle,fee,product_cost,amount_states
Serum,@ana.glow,100,,fee paid 80.00|fee offered 20.00|product released 5.00
Serum,@ben.balm,100,,fee paid 80.00|fee offered 30.00
Serum,@cleo.skin,100,,fee somehow
Serum,@dora.k,100,12,fee owed
";
    let report = shop.json(&["import", name(&shop.file("parts.csv", rows)), "--format", "json"])[0].clone();
    assert_eq!((&report["new"], &report["rejected"]), (&Value::from(2), &Value::from(2)), "{report}");
    assert_eq!(
        columns(&sheet(&shop), &["handle", "fee", "product_cost", "spend", "amount_states"]),
        [
            ["'@ana.glow", "100.00", "", "80.00", "fee paid 80.00|fee offered 20.00|product released 5.00"],
            ["'@dora.k", "100.00", "12.00", "100.00", "fee owed|product offered"]
        ]
    );
}

#[test]
fn an_unreadable_cell_costs_only_the_cell_where_nothing_is_reckoned_from_it() {
    let shop = Shop::new();
    let rows = "\
campaign,margin,handle,fee,contacted_on,shipped_on,posting_window,posted_on,views,saves
Serum,50%,@ana.glow,100,soon,,end of the month,2026-03-02,many,12
Serum,most,@ben.balm,60,2026-02-01,,2026-12-01 to 2026-12-14,2026-03-02,900,7
Serum,50%,@cleo.skin,ask,,,,2026-03-02,,
Serum,50%,@dora.k,80,,,,last week,,
";
    let file = shop.file("cells.csv", rows);
    let report = shop.json(&["import", name(&file), "--dry-run", "--format", "json"])[0].clone();
    let notes = report["notes"].to_string();
    assert_eq!((&report["new"], &report["rejected"]), (&Value::from(2), &Value::from(2)), "{report}");
    for cell in ["end of the month", "soon", "many", "most"] {
        assert!(notes.contains(cell), "{cell} in {notes}");
    }
    shop.text(&["import", name(&file)]);
    let ana = shop.json(&["show", "@ana.glow", "--format", "json"])["collaborations"][0].clone();
    assert_eq!(
        (&ana["posting_window"], &ana["views"], &ana["saves"]),
        (&Value::Null, &Value::Null, &12.into()),
        "{ana}"
    );
    assert_eq!(ana["spend_minor"], 10_000);
}
