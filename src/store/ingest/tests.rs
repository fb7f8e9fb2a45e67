mod collaborations;
mod days;
mod large;
mod pages;
mod sources;
mod tallies;

use std::path::Path;

use super::*;
use crate::clock::Clock;
use crate::domain::CollaborationFields;
use crate::domain::creator::CreatorFields;
use crate::domain::order::OrderAmounts;
use crate::domain::{Handle, OrderState, Platform};
use crate::proto::ingest::{CollaborationRecord, CreatorRecord, Decided, Newness, OrderRecord, PaidRecord};
use crate::proto::post::ReadingRecord;
use crate::store::open::open_writer;
use crate::store::report;
use crate::store::undo::triggers;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn writer(folder: &Path) -> Connection {
    open_writer(&folder.join("shop.db"), &Clock::fixed(day("2026-03-11"))).expect("opens")
}

fn options() -> ImportOptions {
    ImportOptions { today: day("2026-03-11"), now_ms: 1_773_230_400_000, currency: Currency::USD }
}

fn header(kind: ImportKind) -> ImportHeader {
    ImportHeader { file: "march list.csv".to_owned(), kind, content_hash: "abc".to_owned() }
}

/// Every row of every table the user's work lives in, and how many steps of the history there are.
fn dump(conn: &Connection) -> Vec<String> {
    let mut lines = Vec::new();
    for table in triggers::RECORDED {
        let columns = triggers::columns(conn, table).expect("columns");
        let quoted = columns.iter().map(|c| format!("quote({c})")).collect::<Vec<_>>().join("||','||");
        let sql = format!("SELECT '{table} ' || {quoted} FROM {table} ORDER BY id");
        let mut statement = conn.prepare(&sql).expect("selects");
        lines.extend(
            statement.query_map([], |row| row.get::<_, String>(0)).expect("rows").map(|row| row.expect("text")),
        );
    }
    let steps: i64 = conn.query_row("SELECT COUNT(*) FROM undo_op", [], |row| row.get(0)).expect("a count");
    lines.push(format!("steps {steps}"));
    lines
}

/// Imports records, two a batch, and returns what happened.
fn import(conn: &mut Connection, kind: ImportKind, records: &[Record]) -> (ImportCounts, Vec<String>) {
    let mut ingest = Ingest::begin(header(kind), options());
    for batch in sourced(records).chunks(2) {
        ingest.apply(conn, batch).expect("applies");
    }
    ingest.finish(conn, 0).expect("finishes")
}

fn sourced(records: &[Record]) -> Vec<Sourced<Record>> {
    (2..).zip(records).map(|(row, record)| Sourced { row, record: record.clone() }).collect()
}

fn counts(new: u64, updated: u64, unchanged: u64) -> ImportCounts {
    ImportCounts { rows: new + updated + unchanged, new, updated, unchanged, rejected: 0 }
}

fn creator(handle: &str, followers: Option<i64>, tags: &[&str]) -> CreatorRecord {
    let handle = Handle::parse(handle).expect("a handle");
    let fields = CreatorFields { followers, ..CreatorFields::new(Platform::TikTok, handle) };
    CreatorRecord {
        fields,
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        note: String::new(),
        counted_on: None,
        decided: Decided::default(),
    }
}

fn creators() -> Vec<Record> {
    let with_note = CreatorRecord { note: "met at the fair".to_owned(), ..creator("noa", None, &[]) };
    [
        creator("mia", Some(52_100), &["BookTok", "#booktok", "skincare/acne"]),
        creator("leo", Some(9_000), &["CleanTok"]),
        creator("mia", Some(99_999), &["BookTok"]),
        with_note,
    ]
    .into_iter()
    .map(|record| Record::Creator(Box::new(record)))
    .collect()
}

fn order(id: &str, total: i64, codes: &[&str], state: OrderState) -> OrderRecord {
    OrderRecord {
        external_id: id.to_owned(),
        name: format!("#{id}"),
        placed_at: 1_772_668_800_000,
        placed_on: day("2026-03-05"),
        currency: Currency::USD,
        amounts: OrderAmounts { total, tax: 400, shipping: 500, refunded: 0 },
        discount: 0,
        state,
        status: "paid".to_owned(),
        codes: codes.iter().map(|code| (*code).to_owned()).collect(),
        utm: Vec::new(),
        newness: Newness::default(),
    }
}

fn orders(records: &[OrderRecord]) -> Vec<Record> {
    records.iter().map(|record| Record::Order(Box::new(record.clone()))).collect()
}

fn tracker(handle: &str, code: &str, posted_on: Option<&str>) -> CollaborationRecord {
    CollaborationRecord {
        campaign: "Spring glow".to_owned(),
        batch: None,
        platform: Platform::TikTok,
        handle: Handle::parse(handle).expect("a handle"),
        currency: None,
        stated: CollaborationFields {
            fee: Some(150_000),
            product_cost: Some(12_500),
            codes: vec![code.to_owned()],
            link: format!("https://shop.example/p?utm_campaign=spring&utm_content={handle}"),
            posted_on: posted_on.map(day),
            views: posted_on.map(|_| 20_000),
            ..CollaborationFields::default()
        },
        amount_states: Vec::new(),
        paid: PaidRecord::default(),
        payments: Vec::new(),
        margin_bp: Some(6_000),
        note: String::new(),
    }
}

fn trackers(records: &[CollaborationRecord]) -> Vec<Record> {
    records.iter().map(|record| Record::Collaboration(Box::new(record.clone()))).collect()
}

#[test]
fn importing_the_same_file_twice_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = writer(folder.path());
    let files = [
        (ImportKind::Creators, creators(), counts(3, 0, 1)),
        (
            ImportKind::Collaborations,
            trackers(&[tracker("mia", "MIA10", Some("2026-03-02")), tracker("zoe", "ZOE10", None)]),
            counts(2, 0, 0),
        ),
        (
            ImportKind::ShopifyOrders,
            orders(&[order("1", 5_000, &["mia10"], OrderState::Sale), order("2", 0, &["zoe10"], OrderState::Sample)]),
            counts(2, 0, 0),
        ),
    ];
    for (kind, records, expected) in &files {
        assert_eq!(import(&mut conn, *kind, records).0, *expected, "{kind:?}");
    }
    let before = dump(&conn);
    for (kind, records, _) in &files {
        let (again, _) = import(&mut conn, *kind, records);
        assert_eq!((again.new, again.updated), (0, 0), "{kind:?}");
    }
    assert_eq!(dump(&conn), before);
}

#[test]
fn an_import_is_one_step_that_can_be_taken_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = writer(folder.path());
    let empty = dump(&conn);
    import(&mut conn, ImportKind::Creators, &creators());
    let undone = undo::undo(&mut conn).expect("undoes").expect("a step");
    assert_eq!(undone.label, "Imported 3 creators from march list.csv");
    assert_eq!(dump(&conn).split_last().expect("lines").1, empty.split_last().expect("lines").1);
}

#[test]
fn an_import_in_many_batches_is_taken_back_and_done_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = writer(folder.path());
    import(&mut conn, ImportKind::Creators, &creators()[..1]);
    import(&mut conn, ImportKind::ShopifyOrders, &orders(&[order("0", 5_000, &["old"], OrderState::Sale)]));
    let before = dump(&conn);
    let list: Vec<_> = (0..9)
        .map(|n| creator(&format!("c{}", n % 7), Some(n), &["BookTok", &format!("tag {n}")]))
        .chain([creator("mia", Some(1), &["tag 1", "new"])])
        .map(|record| Record::Creator(Box::new(record)))
        .collect();
    import(&mut conn, ImportKind::Creators, &list);
    // An order that comes twice in one batch, the second time with another code: its codes are written, removed, written.
    let mut shop: Vec<_> = (1..6).map(|n| order(&n.to_string(), 5_000, &["a", "b"], OrderState::Sale)).collect();
    shop.insert(3, order("3", 5_000, &["b"], OrderState::Sale));
    shop.push(order("0", 5_000, &["new", "old"], OrderState::Sale));
    import(&mut conn, ImportKind::ShopifyOrders, &orders(&shop));
    let after = dump(&conn);
    let work = |lines: &[String]| lines.iter().filter(|line| !line.starts_with("steps")).cloned().collect::<Vec<_>>();
    for _ in 0..2 {
        for _ in 0..2 {
            undo::undo(&mut conn).expect("undoes").expect("a step");
        }
        assert_eq!(work(&dump(&conn)), work(&before));
        for _ in 0..2 {
            undo::redo(&mut conn).expect("does again").expect("a step");
        }
        assert_eq!(work(&dump(&conn)), work(&after));
    }
}

#[test]
fn a_cancelled_import_leaves_no_trace() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = writer(folder.path());
    let empty = dump(&conn);
    let mut ingest = Ingest::begin(header(ImportKind::Creators), options());
    ingest.apply(&mut conn, &sourced(&creators())).expect("applies");
    assert_ne!(dump(&conn), empty);
    ingest.cancel(&mut conn).expect("cancels");
    assert_eq!(dump(&conn), empty);
}

#[test]
fn a_preview_tells_what_an_import_would_do_and_does_not_do_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let conn = writer(folder.path());
    let empty = dump(&conn);
    let path = std::path::PathBuf::from(conn.path().expect("a path"));
    let mut trial = Trial::begin(&path, header(ImportKind::Creators), options()).expect("begins");
    trial.apply(&sourced(&creators())).expect("tries out");
    let (told, notes) = trial.end(2).expect("ends");
    assert_eq!(told, ImportCounts { rows: 6, rejected: 2, ..counts(3, 0, 1) });
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert_eq!(dump(&conn), empty);
    let mut dropped = Trial::begin(&path, header(ImportKind::Creators), options()).expect("begins");
    dropped.apply(&sourced(&creators())).expect("tries out");
    drop(dropped);
    assert_eq!(dump(&conn), empty);
}

#[test]
fn known_creators_get_newer_figures_and_what_was_empty() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = writer(folder.path());
    import(&mut conn, ImportKind::Creators, &creators());
    conn.execute(
        "UPDATE creator SET name = 'Mia', verdict = 'picked', stats_on = '2026-02-01' WHERE handle = 'mia'",
        [],
    )
    .expect("a person's edit");
    let mut newer = creator("mia", Some(60_000), &["ambassador"]);
    newer.fields.name = "Mia Glow".to_owned();
    newer.fields.bio = "books and soap".to_owned();
    let (told, _) = import(&mut conn, ImportKind::Creators, &[Record::Creator(Box::new(newer))]);
    assert_eq!(told, counts(0, 1, 0));
    let row: (String, i64, String, String, String, String) = conn
        .query_row(
            "SELECT name, followers, bio, verdict, search, stats_on FROM creator WHERE handle = 'mia'",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?)),
        )
        .expect("a row");
    let expected = ("Mia", 60_000, "books and soap", "picked", "mia\nmia\nbooks and soap", "2026-03-11");
    assert_eq!((&*row.0, row.1, &*row.2, &*row.3, &*row.4, &*row.5), expected);
    let kept: (String, i64) = conn
        .query_row("SELECT day, followers FROM creator_reading", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("a reading");
    assert_eq!(kept, ("2026-02-01".to_owned(), 52_100));
}

#[test]
fn orders_exported_again_are_updated_in_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = writer(folder.path());
    let first = [order("1", 5_000, &[], OrderState::Sale), order("2", 7_000, &[], OrderState::Pending)];
    import(&mut conn, ImportKind::ShopifyOrders, &orders(&first));
    let mut refunded = first[0].clone();
    refunded.amounts.refunded = 5_000;
    refunded.status = "refunded".to_owned();
    let paid = OrderRecord { state: OrderState::Sale, ..first[1].clone() };
    let again = [refunded, paid, order("3", 2_000, &[], OrderState::Void)];
    let (told, notes) = import(&mut conn, ImportKind::ShopifyOrders, &orders(&again));
    assert_eq!(told, counts(1, 2, 0));
    assert!(notes.iter().any(|note| note == "1 order is canceled or failed and not a sale."), "{notes:?}");
    let net: Vec<(String, i64)> = conn
        .prepare("SELECT external_id, net_minor FROM sale_order ORDER BY external_id")
        .expect("selects")
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("rows")
        .map(|row| row.expect("a row"))
        .collect();
    assert_eq!(net, [("1".to_owned(), 0), ("2".to_owned(), 6_100), ("3".to_owned(), 1_100)]);
}

#[test]
fn a_tracker_makes_campaign_batch_costs_and_finds_earlier_orders() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = writer(folder.path());
    let sold = [
        order("1", 5_000, &["Mia10"], OrderState::Sale),
        order("2", 3_000, &["zoe10", "mia10"], OrderState::Sale),
        OrderRecord {
            utm: vec![("utm_content".to_owned(), "Zoe".to_owned())],
            ..order("3", 10_900, &[], OrderState::Sale)
        },
        order("4", 1_900, &["unknown"], OrderState::Sale),
        OrderRecord { currency: "EUR".parse().expect("a currency"), ..order("5", 9_000, &["mia10"], OrderState::Sale) },
        order("6", 9_900, &["mia10"], OrderState::Pending),
    ];
    let (_, notes) = import(&mut conn, ImportKind::ShopifyOrders, &orders(&sold));
    assert!(notes.contains(&"The file mixes EUR and USD. Different currencies are never added up.".to_owned()));
    let rows = [tracker("mia", "MIA10", Some("2026-03-02")), tracker("zoe", "ZOE10", None)];
    assert_eq!(import(&mut conn, ImportKind::Collaborations, &trackers(&rows)).0, counts(2, 0, 0));

    let results = report::results(&conn, None).expect("results");
    let [campaign] = results.as_slice() else { panic!("one campaign, not {results:?}") };
    assert_eq!((campaign.name.as_str(), campaign.margin_bp), ("Spring glow", Some(6_000)));
    let [batch] = campaign.batches.as_slice() else { panic!("one batch") };
    assert_eq!((batch.name.as_str(), batch.status.word()), ("Batch 1", "running"));
    // Mia: $50 - 4 - 5 = $41. Zoe: $30 - 4 - 5 = $21 by her code, which comes first, and $109 - 9 = $100 by her link.
    let sums: Vec<_> = batch
        .creators
        .iter()
        .map(|c| {
            (c.handle.as_str(), c.sums.spend_minor, c.sums.revenue_minor, c.sums.orders, c.sums.pending, c.sums.views)
        })
        .collect();
    assert_eq!(sums, [("mia", 16_250, 4_100, 1, 1, Some(20_000)), ("zoe", 16_250, 12_100, 2, 0, None)]);
    assert_eq!(
        (campaign.unattributed_orders, campaign.unattributed_minor, campaign.other_currency_orders),
        (1, 1_000, 1)
    );
}

#[test]
fn sums_follow_orders_that_one_batch_brings_and_changes() {
    use crate::store::fixture::{kept_sums, sums};
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = writer(folder.path());
    import(&mut conn, ImportKind::Collaborations, &trackers(&[tracker("mia", "MIA10", Some("2026-03-02"))]));
    let first = [
        order("1", 5_000, &["mia10"], OrderState::Sale),
        order("2", 3_000, &[], OrderState::Sale),
        order("1", 9_000, &["mia10"], OrderState::Sale),
        order("3", 4_000, &["mia10"], OrderState::Sale),
        order("1", 9_000, &[], OrderState::Pending),
    ];
    assert_eq!(import(&mut conn, ImportKind::ShopifyOrders, &orders(&first)).0, counts(3, 2, 0));
    assert_eq!(kept_sums(&conn), sums(&conn));
    assert_eq!(sums(&conn).len(), 3);
    let second = [order("2", 3_000, &["mia10"], OrderState::Sale), order("4", 1_200, &["mia10"], OrderState::Sale)];
    assert_eq!(import(&mut conn, ImportKind::ShopifyOrders, &orders(&second)).0, counts(1, 1, 0));
    assert_eq!(kept_sums(&conn), sums(&conn));
    while undo::undo(&mut conn).expect("undoes").is_some() {
        assert_eq!(kept_sums(&conn), sums(&conn));
    }
    assert_eq!(sums(&conn), [""; 0]);
    conn.execute(
        "INSERT INTO sale_order (source, external_id, placed_at, placed_on, currency, total_minor, net_minor, state)
         VALUES ('s', '9', 1, '2026-03-05', 'USD', 1, 1, 'sale')",
        [],
    )
    .expect("an order from outside");
    assert_eq!(kept_sums(&conn), sums(&conn), "the trigger is back");
}

#[test]
fn crowded_batches_and_foreign_amounts_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = writer(folder.path());
    let mut rows: Vec<_> = (0..11).map(|n| tracker(&format!("c{n}"), &format!("C{n}"), None)).collect();
    rows[3].currency = "EUR".parse().ok();
    rows.push(rows[1].clone());
    let (told, notes) = import(&mut conn, ImportKind::Collaborations, &trackers(&rows));
    assert_eq!(told, counts(11, 0, 1));
    assert_eq!(
        notes,
        [
            "1 row repeats a creator of the same batch; its costs were not added a second time.",
            "1 row states amounts in EUR, but Spring glow counts in another currency. These costs were left out.",
            "Batch 1 now has 11 creators. A batch is a small test of 3 to 10.",
        ]
    );
}

#[test]
fn a_list_that_names_an_earlier_handle_means_the_same_creator() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = writer(folder.path());
    let old = Record::Creator(Box::new(creator("glow", Some(12_000), &[])));
    import(&mut conn, ImportKind::Creators, std::slice::from_ref(&old));
    conn.execute_batch(
        "UPDATE creator SET handle = 'mia';
         INSERT INTO handle_history (creator_id, platform, handle, until_on) VALUES (1, 'tiktok', 'glow', '2026-03-05');",
    )
    .expect("is renamed");
    let renamed = dump(&conn);
    let unchanged = import(&mut conn, ImportKind::Creators, std::slice::from_ref(&old));
    let said = vec!["1 row names a creator by an earlier handle: @glow is @mia now.".to_owned()];
    assert_eq!(unchanged, (counts(0, 0, 1), said));
    assert_eq!(dump(&conn), renamed);

    // Behind the first new creator of a file, adding comes before looking up.
    let new = |handle: &str| Record::Creator(Box::new(creator(handle, Some(13_000), &["vip"])));
    let (done, _) = import(&mut conn, ImportKind::Creators, &[new("leo"), new("glow"), new("ana")]);
    assert_eq!(done, counts(2, 1, 0));
    let mia: (i64, String) = conn
        .query_row("SELECT followers, search FROM creator WHERE id = 1", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("mia");
    assert_eq!((mia.0, mia.1.trim_end()), (13_000, "mia"));

    // Someone else has the handle now.
    conn.execute("INSERT INTO creator (handle, added_on, updated_at) VALUES ('glow', '2026-03-01', 1)", [])
        .expect("a row");
    let (done, notes) = import(&mut conn, ImportKind::Creators, &[new("glow")]);
    assert_eq!((done, notes), (counts(0, 1, 0), Vec::new()));
}

#[test]
fn of_two_totals_of_an_order_in_one_file_the_last_counts_and_is_told_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = writer(folder.path());
    let sale = |id: &str, total| order(id, total, &[], OrderState::Sale);
    let total = |conn: &Connection| {
        conn.query_row("SELECT total_minor FROM sale_order WHERE external_id = '1'", [], |row| row.get::<_, i64>(0))
            .expect("a total")
    };
    let told =
        |notes: &[String]| notes.iter().filter(|note| note.contains("different totals")).cloned().collect::<Vec<_>>();
    let rows = [sale("1", 5_000), sale("2", 3_000), sale("1", 6_000), sale("1", 7_000), sale("2", 3_000)];
    let (_, notes) = import(&mut conn, ImportKind::ShopifyOrders, &orders(&rows));
    assert_eq!(
        told(&notes),
        [
            "1 order is in the file more than once with different totals: the newest row counts, or the last if their dates are the same."
        ]
    );
    assert_eq!(total(&conn), 7_000);
    // Also where the first of them is known already; another file may say something else.
    let (_, notes) =
        import(&mut conn, ImportKind::ShopifyOrders, &orders(&[sale("1", 7_000), sale("2", 1), sale("1", 8_000)]));
    assert_eq!(told(&notes).len(), 1);
    assert_eq!(total(&conn), 8_000);
    let older = OrderRecord { newness: Newness { event: Some(1), export: Some(1) }, ..sale("3", 100) };
    let newer = OrderRecord { newness: Newness { event: Some(2), export: Some(1) }, ..sale("3", 200) };
    let (_, notes) = import(&mut conn, ImportKind::ShopifyOrders, &orders(&[newer, older]));
    assert_eq!(
        (told(&notes).len(), notes.iter().any(|note| note.contains("this export is older"))),
        (1, false),
        "{notes:?}"
    );
}
