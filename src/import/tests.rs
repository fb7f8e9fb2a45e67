//! Files with the quirks of real ones, read from end to end.

mod chosen;
mod pages;
mod tallies;

use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;
use rstest::rstest;
use tempfile::TempDir;

use super::rejects::RejectsFile;
use super::*;
use crate::domain::creator::CreatorField;
use crate::domain::{OrderState, Platform};
use crate::proto::column::give;
use crate::proto::import_note::ImportNote;
use crate::proto::ingest::{CollaborationRecord, CreatorRecord, ImportKind, OrderRecord, Record, Reject, Sourced};

/// Everything a file gave.
struct Read {
    plan: Plan,
    records: Vec<Sourced<Record>>,
    rejects: Vec<Reject>,
    notes: Vec<ImportNote>,
}

impl Read {
    fn creators(&self) -> Vec<&CreatorRecord> {
        let creator = |sourced| match sourced {
            &Sourced { record: Record::Creator(ref creator), .. } => Some(&**creator),
            _ => None,
        };
        self.records.iter().filter_map(creator).collect()
    }

    fn orders(&self) -> Vec<&OrderRecord> {
        let order = |sourced| match sourced {
            &Sourced { record: Record::Order(ref order), .. } => Some(&**order),
            _ => None,
        };
        self.records.iter().filter_map(order).collect()
    }

    fn collaborations(&self) -> Vec<&CollaborationRecord> {
        let collaboration = |sourced| match sourced {
            &Sourced { record: Record::Collaboration(ref collaboration), .. } => Some(&**collaboration),
            _ => None,
        };
        self.records.iter().filter_map(collaboration).collect()
    }

    fn handles(&self) -> Vec<&str> {
        self.creators().iter().map(|creator| creator.fields.handle.as_str()).collect()
    }

    fn rejected(&self) -> Vec<(u64, &str)> {
        self.rejects.iter().map(|reject| (reject.row, reject.column.as_str())).collect()
    }

    fn becomes(&self, header: &str) -> Option<Target> {
        self.plan.columns.iter().find(|column| column.header == header).and_then(|column| column.choice.becomes)
    }
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(name)
}

fn all(plan: Plan) -> Read {
    let mut reader = plan.records().expect("a file that opens");
    let (mut records, mut rejects) = (Vec::new(), Vec::new());
    for item in reader.by_ref() {
        match item {
            Ok(record) => records.push(record),
            Err(reject) => rejects.push(reject),
        }
    }
    assert_eq!(reader.bytes_read(), plan.bytes_total, "the whole file is read");
    let notes = reader.notes();
    Read { plan, records, rejects, notes }
}

fn read(name: &str) -> Read {
    all(open(&fixture(name), &Options::default()).expect("a file that can be imported"))
}

/// Reads bytes as a file.
fn read_bytes(bytes: &[u8]) -> Result<Read, String> {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("list.csv");
    fs::write(&path, bytes).expect("a file");
    open(&path, &Options::default()).map(all).map_err(|error| format!("{error} Hint: {}", error.hint()))
}

fn refusal(name: &str) -> String {
    open(&fixture(name), &Options::default()).expect_err("a file that is refused").to_string()
}

#[test]
fn ranked_lists_know_the_handle_and_take_the_number_form() {
    let read = read("ranked.csv");
    assert_eq!(read.plan.kind, ImportKind::Creators);
    assert_eq!(read.handles(), ["glow.with_mia", "abc._", "zoe__", "kim_k"]);
    let creators = read.creators();
    let followers: Vec<_> = creators.iter().map(|creator| creator.fields.followers).collect();
    assert_eq!(followers, [Some(221_700), Some(22_200_000), Some(1_234), Some(152_000)]);
    let views: Vec<_> = creators.iter().map(|creator| creator.fields.views).collect();
    assert_eq!(views, [Some(26_000_000), Some(1_100_000), Some(950), Some(1_200)]);
    assert_eq!(creators.first().map(|mia| mia.fields.name.as_str()), Some("Mia’s Glow 🌿"));
    assert_eq!((read.becomes("hearts"), read.becomes("Likes avg")), (None, None));
    // The header has a line break inside, so its record is one row of the sheet.
    assert_eq!(read.records.iter().map(|record| record.row).collect::<Vec<_>>(), [2, 3, 4, 5]);
    assert_eq!(read.plan.description, "4 rows, comma, UTF-8");
}

#[test]
fn a_row_with_an_account_is_no_total() {
    let list = "name,handle,followers\nTotal,@total.glow,1200\nsum,creator1,900\nAna,@ana.glow,100\nTotal,3,2200\n";
    let read = read_bytes(list.as_bytes()).expect("a list");
    assert_eq!(read.handles(), ["total.glow", "creator1", "ana.glow"]);
    assert_eq!((read.notes.as_slice(), read.rejects.len()), (&[ImportNote::Totals(1)][..], 0));
}

#[test]
fn agency_lists_have_a_title_semicolons_and_fractions() {
    let read = read("agency.csv");
    assert_eq!(read.handles(), ["mia.glow", "zoe__", "lena.routine"]);
    assert_eq!(read.records.first().map(|record| record.row), Some(4));
    let creators = read.creators();
    let rates: Vec<_> = creators.iter().map(|creator| creator.fields.er.map(|er| (er * 10.0).round())).collect();
    assert_eq!(rates, [Some(49.0), Some(88.0), None]);
    let prices: Vec<_> = creators
        .iter()
        .map(|creator| (creator.fields.price_minor, creator.fields.price_currency.to_string()))
        .collect();
    assert_eq!(prices, [(Some(5_000), "EUR".into()), (Some(187_000), "EUR".into()), (None, "USD".into())]);
    assert_eq!(creators.iter().map(|c| c.fields.country.as_str()).collect::<Vec<_>>(), ["de", "es", "fr"]);
    assert_eq!(creators.iter().map(|c| c.fields.email.as_str()).collect::<Vec<_>>(), ["mia@mail.example", "", ""]);
    let tags: Vec<_> = creators.iter().map(|creator| creator.tags.join(" & ")).collect();
    assert_eq!(tags, ["skincare/acne & SPF", "BookTok & clean", ""]);
    assert!(read.rejects.is_empty());
    assert_eq!(
        read.notes,
        [ImportNote::Totals(1), ImportNote::NoPrice(1), ImportNote::Skipped(CreatorField::Email, 1)]
    );
    assert_eq!(read.plan.notes, [ImportNote::HeaderRow(3), ImportNote::Fractions("Eng.".to_owned())]);
    let eng = read.plan.columns.iter().find(|column| column.header == "Eng.").expect("the column");
    assert_eq!(eng.samples.first().map(String::as_str), Some("4.9% (0,049 x 100)"));
    assert_eq!((eng.choice.becomes, eng.sure), (Some(Target::Of(CreatorField::Er)), Sureness::Guess));
}

#[test]
fn an_overwritten_header_does_not_hide_the_handles() {
    let read = read("jewellery.csv");
    assert_eq!(read.handles(), ["glowwithmia", "zoe__", "lena.b"]);
    assert_eq!(read.creators().first().map(|mia| mia.fields.name.as_str()), Some("Mia Glow 🌿"));
    assert_eq!(read.becomes("PAGAMENTO"), Some(Target::Of(CreatorField::Price)));
    assert_eq!(read.notes, [ImportNote::NoCreator(2)]);
    assert!(!read.plan.description.contains("inside one cell"), "quoted cells are no mangled lines");
}

#[test]
fn rows_that_name_nobody_are_rejected_with_the_reason() {
    let read = read("mixed_platforms.csv");
    let platforms: Vec<_> = read.creators().iter().map(|creator| creator.fields.platform).collect();
    assert_eq!(platforms, [Platform::YouTube, Platform::TikTok]);
    let (handle, followers) = ("handle_or_url", "followers");
    assert_eq!(
        read.rejected(),
        [(4, "platform"), (5, followers), (6, handle), (8, handle), (9, handle), (10, followers)]
    );
    let reasons: Vec<_> = read.rejects.iter().map(|reject| reject.reason.as_str()).collect();
    assert_eq!(
        reasons.get(..3),
        Some(
            &[
                "\"Twitter\" isn't supported. Use tiktok, instagram or youtube",
                "\"five\" isn't a number. followers need a number of 0 or more",
                "the handle is empty, so there is no telling who it is",
            ][..]
        )
    );
}

#[test]
fn one_platform_of_several_column_groups_is_read() {
    let read = read("groups.csv");
    assert_eq!(read.handles(), ["mia", "zoe"]);
    let followers: Vec<_> = read.creators().iter().map(|creator| creator.fields.followers).collect();
    assert_eq!(followers, [Some(42_900), Some(34_000)]);
    let first = read.plan.notes.first();
    assert!(matches!(first, Some(ImportNote::OneAccount { platform: Platform::TikTok, .. })), "{first:?}");
    let instagram = Options { platform: Platform::Instagram, ..Options::default() };
    let other = all(open(&fixture("groups.csv"), &instagram).expect("a list"));
    assert_eq!(other.handles(), ["mia.ig", "zoe.ig"]);
    assert!(other.creators().iter().all(|creator| creator.fields.platform == Platform::Instagram));
}

#[rstest]
#[case("Username,Instagram followers\nmia,10\n", Platform::Instagram)]
#[case("handle,followers,Instagram,YouTube\nmia,10,@mia.ig,@mia.yt\n", Platform::TikTok)]
#[case("Instagram username,followers\nmia,10\n", Platform::Instagram)]
#[case("username,link\nmia,https://www.youtube.com/@mia\n", Platform::YouTube)]
fn the_platform_is_told_by_links_and_names(#[case] text: &str, #[case] platform: Platform) {
    let read = read_bytes(text.as_bytes()).expect("a list");
    let seen: Vec<_> =
        read.creators().iter().map(|creator| (creator.fields.handle.as_str(), creator.fields.platform)).collect();
    assert_eq!(seen, [("mia", platform)]);
}

#[test]
fn what_is_no_list_is_refused_in_a_sentence() {
    assert_eq!(
        refusal("names_only.csv"),
        "Cannot import `names_only.csv`: no column holds handles or profile links. `ad` comes closest, but only 1 of its \
         first 3 cells look like handles."
    );
    assert_eq!(
        refusal("dashboard.csv"),
        "Cannot import `dashboard.csv`: it holds several small tables side by side (`No.` appears 3 times), not one \
         list."
    );
    assert_eq!(
        refusal("orders_without_total.csv"),
        "Cannot import `orders_without_total.csv`: it looks like a file of orders, but the column `Total` is missing."
    );
}

#[rstest]
#[case(b"", "it is empty")]
#[case(
    b"PK\x03\x04rest",
    "it is an Excel or other packed file, not a text file with rows. Hint: Open the sheet and save it as CSV"
)]
#[case(b"Date,Video Views,Likes\n\"April 12\",1,2\n", "Found `Date`, `Video Views`, `Likes`.")]
#[case(b"Sale Date,Order ID,Buyer\n1,2,mia\n", "this looks like an Etsy order export")]
#[case(b"Name,Price\nSerum,10\nBalm,20\n", "look like handles")]
fn other_files_are_refused(#[case] bytes: &[u8], #[case] sentence: &str) {
    let refusal = read_bytes(bytes).err().expect("a refusal");
    assert!(refusal.starts_with("Cannot import `list.csv`: ") && refusal.contains(sentence), "{refusal}");
}

#[test]
fn orders_are_counted_once_and_judged() {
    let read = read("orders.csv");
    assert_eq!(read.plan.kind, ImportKind::ShopifyOrders);
    let orders = read.orders();
    let seen: Vec<_> = orders.iter().map(|order| (order.name.as_str(), order.state, order.codes.join(" "))).collect();
    assert_eq!(
        seen,
        [
            ("#1001", OrderState::Sale, "SECRETCODE50 Mia20".to_owned()),
            ("#1002", OrderState::Sale, "PACK INVIERNO".to_owned()),
            ("#1003", OrderState::Void, String::new()),
            ("#1004", OrderState::Void, String::new()),
            ("#1005", OrderState::Pending, String::new()),
            ("#1006", OrderState::Sample, "MIA100".to_owned()),
            ("#1007", OrderState::Sale, String::new()),
            ("#1008", OrderState::Sale, "#FINALCALL".to_owned()),
            ("#1010", OrderState::Sale, "10%ETE".to_owned()),
        ]
    );
    let first = orders.first().expect("the first order");
    assert_eq!(
        (first.amounts.total, first.amounts.tax, first.amounts.shipping, first.discount),
        (4_990, 310, 490, 2_000)
    );
    assert_eq!(first.amounts.net(), 4_190);
    assert_eq!(first.external_id, "5900000000001");
    assert_eq!(first.utm, [("utm_source".into(), "tiktok".into()), ("utm_content".into(), "mia".into())]);
    let second = orders.get(1).expect("the second order");
    assert_eq!((second.placed_on.to_string().as_str(), second.placed_at), ("2026-07-04", 1_783_222_200_000));
    assert_eq!((second.amounts.refunded, second.status.as_str()), (2_500, "partially_refunded"));
    assert_eq!(orders.get(2).map(|order| order.status.as_str()), Some("paid, cancelled"));
    let amounts: Vec<_> =
        orders.iter().skip(6).map(|order| (order.currency.to_string(), order.amounts.total)).collect();
    assert_eq!(amounts, [("TRY".into(), 119_900), ("CLP".into(), 163_056), ("USD".into(), 1_000)]);
    assert_eq!(orders.last().map(|order| order.external_id.as_str()), Some("#1010"), "a mangled id is no id");
    assert_eq!(read.rejected(), [(12, "Total")]);
    assert_eq!(read.notes, [ImportNote::DiscountWithoutCode(2), ImportNote::NoOrder(1)]);
}

#[test]
fn orders_in_one_cell_per_line_are_laid_out_again() {
    let read = read("orders_in_one_cell.csv");
    let seen: Vec<_> = read.orders().iter().map(|order| (order.name.as_str(), order.amounts.total)).collect();
    assert_eq!(seen, [("#1001", 4_990), ("#1002", 750)]);
    assert_eq!(read.orders().first().map(|order| order.utm.len()), Some(2));
    assert!(read.rejects.is_empty());
}

#[test]
fn resaved_orders_with_few_columns_are_read() {
    let read = read("orders_resaved.csv");
    let seen: Vec<_> = read
        .orders()
        .iter()
        .map(|order| (order.external_id.as_str(), order.placed_on.to_string(), order.amounts.total))
        .collect();
    assert_eq!(seen, [("#1001", "2022-11-20".into(), 1_990), ("#1002", "2022-12-03".into(), 0)]);
    assert!(read.notes.contains(&ImportNote::NoTimeZone(2)));
    assert!(read.notes.contains(&ImportNote::NoColumn(Target::OrderId)));
}

#[test]
fn trackers_become_collaborations() {
    let read = read("tracker.csv");
    assert_eq!(read.plan.kind, ImportKind::Collaborations);
    let rows = read.collaborations();
    let mia = rows.first().expect("a first row");
    assert_eq!(
        (mia.campaign.as_str(), mia.batch.as_deref(), mia.handle.as_str()),
        ("Glow Serum", Some("May test"), "mia.glow")
    );
    assert_eq!(
        (mia.stated.fee, mia.stated.product_cost, mia.stated.shipping_cost),
        (Some(250_000), Some(12_500), Some(4_000))
    );
    assert_eq!((mia.margin_bp, mia.currency.map(|c| c.to_string())), (Some(6_000), Some("EUR".into())));
    assert_eq!(mia.stated.codes, ["MIA10", "MIA-VIP"]);
    assert_eq!(mia.stated.posted_on.map(|day| day.to_string()).as_deref(), Some("2026-04-23"));
    assert_eq!((mia.stated.views, mia.stated.likes, mia.stated.saves), (Some(33_700), Some(1_200), Some(9)));
    let zoe = rows.get(1).expect("a second row");
    assert_eq!(
        (zoe.currency.map(|c| c.to_string()), zoe.margin_bp, zoe.stated.fee),
        (Some("GBP".into()), Some(6_000), Some(40_000))
    );
    assert_eq!(
        (zoe.stated.codes.len(), zoe.stated.views.is_some(), zoe.stated.posted_on.map(|day| day.to_string())),
        (2, false, Some("2026-04-02".into()))
    );
    assert_eq!(read.rejected(), [(4, "posted_at"), (6, "campaign")]);
    assert_eq!(read.notes, [ImportNote::NoCreator(1)]);
}

#[test]
fn trackers_with_signs_and_few_columns_are_read() {
    let read = read("tracker_signs.tsv");
    let seen: Vec<_> = read
        .collaborations()
        .iter()
        .map(|row| {
            (row.handle.to_string(), row.stated.fee, row.currency.map(|c| c.to_string()), row.stated.codes.len())
        })
        .collect();
    let usd = Some("USD".to_owned());
    assert_eq!(seen, [("@mia.glow".into(), Some(1_234_500), usd, 2)]);
    assert_eq!(read.rejected(), [(3, "Fee"), (4, "Fee")], "a yen sign alone may be yuan");
}

#[test]
fn encodings_never_lose_a_row() {
    let utf16: Vec<u8> = "\u{feff}handle\tname\r\nmia\tMía 🌿\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide = read_bytes(&utf16).expect("a list");
    assert_eq!(wide.creators().first().map(|creator| creator.fields.name.as_str()), Some("Mía 🌿"));
    let windows =
        read_bytes(b",,\r\nRank,Name,Username\r\n1,Mia\x92s caf\xE9,@mia\r\n2,??????? ??,@zoe\r\n").expect("a list");
    assert_eq!(windows.handles(), ["mia", "zoe"]);
    assert_eq!(windows.creators().first().map(|creator| creator.fields.name.as_str()), Some("Mia’s café"));
    // A lone bad byte far behind the part that decided for UTF-8.
    let mut late = b"handle,name\n".to_vec();
    for index in 0..40_000 {
        late.extend_from_slice(format!("creator.{index},Zo\u{eb}\n").as_bytes());
    }
    late.extend_from_slice(b"last.one,caf\xE9\n");
    let late = read_bytes(&late).expect("a list");
    assert_eq!(late.records.len(), 40_001);
    assert_eq!(late.creators().last().map(|creator| creator.fields.name.as_str()), Some("café"));
    assert!(late.plan.description.starts_with("about "), "{}", late.plan.description);
}

#[rstest]
#[case("@mia\n@zoe.b\n", &["mia", "zoe.b"], &[1, 2])]
#[case("https://www.tiktok.com/@mia?lang=en\nhttps://www.tiktok.com/@zoe\n", &["mia", "zoe"], &[1, 2])]
#[case("mia\nzoe.b", &["mia", "zoe.b"], &[1, 2])]
#[case("handle,followers\n\nmia,10\n\n\nzoe,20", &["mia", "zoe"], &[3, 6])]
#[case("handle,bio\r\nmia,\"a\r\nb\"\r\n\r\nzoe,c\r\n", &["mia", "zoe"], &[2, 4])]
#[case("handle,bio\nmia,\"a\nb\"\nzoe,c\n", &["mia", "zoe"], &[2, 3])]
#[case("handle,followers\nThe name of the account,How many people follow them\nmia,10\n", &["mia"], &[3])]
#[case("handle,followers\nmia,10\nhandle,followers\nzoe,20\n", &["mia", "zoe"], &[2, 4])]
#[case("handle,bio\rmia,a\rzoe,b\r", &["mia", "zoe"], &[2, 3])]
#[case("handle,bio\r\nmia,\"a\"\r\n\r\nzoe,\"b\nc\"", &["mia", "zoe"], &[2, 4])]
#[case("TikTok,E-mail\n@mia,a@b.example\n@zoe,\n", &["mia", "zoe"], &[2, 3])]
fn rows_are_numbered_as_in_a_sheet(#[case] text: &str, #[case] handles: &[&str], #[case] rows: &[u64]) {
    let read = read_bytes(text.as_bytes()).expect("a list");
    assert_eq!(read.handles(), handles);
    assert!(read.plan.columns.iter().all(|column| column.raw.len() <= 3), "blank rows are no samples");
    assert_eq!(read.records.iter().map(|record| record.row).collect::<Vec<_>>(), rows);
}

#[test]
fn a_comma_without_quotes_shifts_no_figure() {
    let read = read_bytes(b"handle,name,followers\nmia,Rose, Mia,500\nzoe,Zoe,700,\n").expect("a list");
    assert_eq!((read.handles(), read.rejected()), (vec!["zoe"], vec![(2, "")]));
}

#[test]
fn a_person_can_map_columns_anew() {
    let text = b"Account,Fans,Other,Posted\nmia,10,500,03/04/2026\nzoe,20,700,05/06/2026\n";
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("list.csv");
    fs::write(&path, text).expect("a file");
    let mut plan = open(&path, &Options::default()).expect("a list");
    let change = |plan: &mut Plan, index, becomes| {
        let mut choices = plan.choices();
        give(&mut choices, index, becomes);
        plan.choose(&choices);
    };
    change(&mut plan, 2, Some(Target::Of(CreatorField::Followers)));
    assert_eq!(plan.columns.get(2).map(|column| column.sure), Some(Sureness::Chosen));
    assert_eq!(plan.columns.get(1).and_then(|column| column.choice.becomes), None);
    assert_eq!(plan.columns.get(2).map(|column| column.samples.join(" ")).as_deref(), Some("500 700"));
    let followers: Vec<_> = all(plan.clone()).creators().iter().map(|creator| creator.fields.followers).collect();
    assert_eq!(followers, [Some(500), Some(700)]);
    change(&mut plan, 2, Some(Target::Total));
    assert_eq!(
        plan.columns.get(2).and_then(|column| column.choice.becomes),
        None,
        "an order's field is none of a creator's"
    );
    change(&mut plan, 0, None);
    assert_eq!(plan.missing(), [Target::Handle]);
    let refusal = plan.records().err().expect("a refusal").to_string();
    assert_eq!(
        refusal,
        "Cannot import `list.csv`: it looks like a file of creators, but no column maps to \"Handle\"."
    );
}

#[test]
fn an_open_day_order_is_asked_for() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("tracker.csv");
    fs::write(&path, "campaign,handle,posted\nGlow,mia,03/04/2026\nGlow,zoe,05/06/2026\n").expect("a file");
    let mut plan = open(&path, &Options::default()).expect("a tracker");
    assert_eq!(plan.columns.get(2).map(|column| column.sure), Some(Sureness::Ask));
    let ambiguous = ImportNote::AmbiguousDates { column: "posted".to_owned(), order: DayOrder::DayFirst };
    assert_eq!(plan.notes, [ambiguous]);
    let mut choices = plan.choices();
    choices[2].day_order = Some(DayOrder::MonthFirst);
    plan.choose(&choices);
    assert!(plan.notes.is_empty());
    assert_eq!(
        plan.columns.get(2).map(|column| (column.sure, column.samples.join(", "))),
        Some((Sureness::Chosen, "Mar 4, 2026, May 6, 2026".into()))
    );
}

#[test]
fn rejects_are_written_beside_the_file_and_can_be_read_again() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("march list.csv");
    fs::write(&path, "handle,note,followers\n@mia,=1+1,six\n@zoe,-,7\n").expect("a file");
    let read = all(open(&path, &Options::default()).expect("a list"));
    let mut file = RejectsFile::create(&path, &read.plan.headers()).expect("a rejects file");
    for reject in &read.rejects {
        file.write(reject).expect("a row");
    }
    let written = file.finish().expect("a file").expect("there are rejects");
    assert_eq!(written, folder.path().join("march list.rejects.csv"));
    assert_eq!(
        fs::read_to_string(&written).expect("text"),
        "row,column,reason,handle,note,followers\n2,followers,\"\"\"six\"\" isn't a number. followers need a number of 0 \
         or more\",'@mia,'=1+1,six\n"
    );
    let mended = fs::read_to_string(&written).expect("text").replace(",six", ",6");
    fs::write(&written, mended).expect("a file");
    assert_eq!(all(open(&written, &Options::default()).expect("a list")).handles(), ["mia"]);
    let none = RejectsFile::create(&path, &[]).expect("a rejects file").finish().expect("nothing to write");
    assert_eq!((none, fs::read_dir(folder.path()).expect("a folder").count()), (None, 2));
}

#[test]
fn a_file_is_known_by_its_content() {
    let hash = |name| open(&fixture(name), &Options::default()).expect("a plan").content_hash().expect("a hash");
    assert_eq!(hash("orders.csv").len(), 64);
    assert_ne!(hash("orders.csv"), hash("tracker.csv"));
}

fn check(bytes: &[u8]) {
    let Ok(read) = read_bytes(bytes) else { return };
    for creator in read.creators() {
        let fields = &creator.fields;
        let counts = [fields.followers, fields.views, fields.price_minor];
        assert!(counts.into_iter().flatten().all(|count| count >= 0));
        assert!(fields.er.is_none_or(|er| er >= 0.0 && er.is_finite()));
        assert!(!fields.handle.as_str().is_empty());
    }
    for order in read.orders() {
        let amounts = order.amounts;
        assert!(
            [amounts.total, amounts.tax, amounts.shipping, amounts.refunded, order.discount].iter().all(|a| *a >= 0)
        );
    }
    let rows: Vec<u64> = read.records.iter().map(|record| record.row).collect();
    assert!(rows.is_sorted_by(|a, b| a < b));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check(&bytes);
    }

    #[test]
    fn no_cells_make_it_panic(
        header in prop::sample::select(vec![
            "handle,followers,er,views,price,email,niche,country,platform,url",
            "Name,Financial Status,Total,Created at,Discount Code,Currency,Taxes,Id,Note Attributes,Refunded Amount",
            "campaign,handle,fee,code,posted_at,views,margin,currency,link,likes",
        ]),
        cells in prop::collection::vec("[-0-9a-zA-Z@€%$+:/., ;'\"\u{e9}\u{1f33f}\n\r]{0,14}|[0-9]{1,25}|[0-9]{2}/[0-9]{2}/20[0-9]{2}", 10..80),
    ) {
        let mut text = format!("{header}\n");
        for row in cells.chunks(10) {
            text.push_str(&row.join(","));
            text.push('\n');
        }
        check(text.as_bytes());
    }
}
