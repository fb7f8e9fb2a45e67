//! Every fact of a collaboration on its way through the commands: out of a tracker, into `show` and `results`, and back.

use serde_json::Value;
use tenfold::domain::CollaborationField;
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
fn the_page_says_what_the_collaboration_itself_holds() {
    let shop = Shop::new();
    let rows =
        "Campaign,Handle,Fee,Commission,Contacted on,Carrier,Tracking\nSerum,@ana.glow,100,5%,2026-02-01,DHL,JD01\n";
    shop.text(&["import", name(&shop.file("tracker.csv", rows))]);
    let page = shop.text(&["show", "@ana.glow"]);
    for said in ["commission 5%", "carrier DHL", "tracking number JD01"] {
        assert!(page.contains(said), "{said} in {page}");
    }
}

#[test]
fn a_sheet_of_collaborations_holds_no_formula() {
    let shop = Shop::new();
    let rows = "Campaign,Handle,Fee,Carrier\n=1+1,@ana.glow,100,=cmd\n";
    shop.text(&["import", name(&shop.file("tracker.csv", rows))]);
    assert!(sheet(&shop).iter().flatten().all(|cell| !cell.starts_with('=')));
}
