//! Files of clicks and conversions.

use proptest::prelude::*;

use super::*;
use crate::proto::column::Target;
use crate::proto::ingest::TallyRecord;

/// A campaign that counts sign-ups with a creator who has a code and a link, one who has a code alone, and one of a shop.
fn shop(folder: &Path) -> Connection {
    let conn = writer(folder);
    conn.execute_batch(
        "INSERT INTO creator (id, handle, added_on, updated_at) VALUES (1, 'mia', '2026-03-01', 1), (2, 'leo', '2026-03-01', 1);
         INSERT INTO campaign (id, name, folded, currency, counts, conversion_minor, updated_at)
           VALUES (1, 'Trial', 'trial', 'USD', 'sign-ups', 500, 1), (2, 'Shop', 'shop', 'USD', 'orders', NULL, 1);
         INSERT INTO batch (id, campaign_id, name, folded, updated_at) VALUES (1, 1, 'A', 'a', 1), (2, 2, 'A', 'a', 1);
         INSERT INTO collaboration (id, batch_id, creator_id, updated_at) VALUES (1, 1, 1, 1), (2, 1, 2, 1), (3, 2, 2, 1);
         INSERT INTO code (collaboration_id, code, folded) VALUES (1, 'MIA10', 'mia10'), (2, 'LEO10', 'leo10'), (3, 'SHOP', 'shop');
         INSERT INTO link (id, collaboration_id, url, mark) VALUES (1, 1, 'https://Bit.ly/mia', ''),
           (2, 1, 'https://shop.example/?utm_content=mia-tt', 'mia-tt');",
    )
    .expect("rows");
    conn
}

fn tally(of: &str, on: &str, count: i64) -> TallyRecord {
    TallyRecord { of: of.to_owned(), day: day(on), count, is_total: false }
}

fn so_far(of: &str, on: &str, count: i64) -> Record {
    Record::Clicks(Box::new(TallyRecord { is_total: true, ..tally(of, on, count) }))
}

fn left_out(rejected: u64, counts: &ImportCounts) -> ImportCounts {
    ImportCounts { rejected, rows: counts.rows + rejected, ..counts.clone() }
}

#[test]
fn clicks_find_their_link_by_address_mark_or_code() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = shop(folder.path());
    let list = [
        tally("http://www.bit.ly/mia/", "2026-03-04", 10),
        tally("MIA-TT", "2026-03-04", 3),
        tally("https://other.example/x?utm_source=tt&utm_content=mia-tt", "2026-03-05", 4),
        tally("mia10", "2026-03-06", 2),
    ]
    .map(|tally| Record::Clicks(Box::new(tally)));
    assert_eq!(import(&mut conn, ImportKind::Clicks, &list).0, counts(4, 0, 0));
    let before = dump(&conn);
    assert_eq!(import(&mut conn, ImportKind::Clicks, &list).0, counts(0, 0, 4));
    assert_eq!(dump(&conn), before);
    let results = report::results(&conn, None).expect("results");
    assert_eq!(results.iter().filter_map(|campaign| campaign.sums.clicks).sum::<i64>(), 19);
    let corrected = [Record::Clicks(Box::new(tally("bit.ly/mia", "2026-03-04", 11)))];
    assert_eq!(import(&mut conn, ImportKind::Clicks, &corrected).0, counts(0, 1, 0));
}

#[test]
fn what_has_no_owner_is_left_out_by_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = shop(folder.path());
    let list = [
        tally("bit.ly/nobody", "2026-03-04", 10),
        tally("bit.ly/nobody", "2026-03-05", 10),
        tally("LEO10", "2026-03-04", 10),
        tally("bit.ly/mia", "2026-03-12", 10),
        tally("bit.ly/mia", "2026-03-04", 10),
        tally("https://bit.ly/mia", "2026-03-04", 12),
    ]
    .map(|tally| Record::Clicks(Box::new(tally)));
    let (told, notes) = import(&mut conn, ImportKind::Clicks, &list);
    assert_eq!(told, left_out(5, &counts(1, 0, 0)));
    let notes = notes.join(" ");
    for name in ["bit.ly/nobody", "@leo", "future", "repeats"] {
        assert!(notes.contains(name), "{notes}");
    }
}

#[test]
fn conversions_count_where_the_campaign_counts_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = shop(folder.path());
    let list = [
        tally("MIA10", "2026-03-04", 3),
        tally("mia-tt", "2026-03-04", 2),
        tally("leo10", "2026-03-05", 4),
        tally("shop", "2026-03-05", 4),
    ]
    .map(|tally| Record::Conversions(Box::new(tally)));
    let (told, notes) = import(&mut conn, ImportKind::Conversions, &list);
    assert_eq!(told, left_out(1, &counts(3, 0, 0)));
    assert!(notes.join(" ").contains("Shop"), "{notes:?}");
    let sums = |conn: &Connection| {
        let results = report::results(conn, None).expect("results");
        results.iter().map(|campaign| (campaign.sums.orders, campaign.sums.revenue_minor)).collect::<Vec<_>>()
    };
    assert_eq!(sums(&conn), [(0, 0), (9, 4_500)]);
    let fewer = [Record::Conversions(Box::new(tally("MIA10", "2026-03-04", 1)))];
    assert_eq!(import(&mut conn, ImportKind::Conversions, &fewer).0, counts(0, 1, 0));
    assert_eq!(sums(&conn), [(0, 0), (7, 3_500)]);
}

#[test]
fn a_free_order_is_a_sign_up_where_sign_ups_count() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = shop(folder.path());
    let list = orders(&[
        order("1", 0, &["mia10"], OrderState::Sample),
        order("2", 0, &["shop"], OrderState::Sample),
        order("3", 0, &["later"], OrderState::Sample),
    ]);
    assert_eq!(import(&mut conn, ImportKind::ShopifyOrders, &list).0, counts(3, 0, 0));
    let sums = |conn: &Connection| {
        let results = report::results(conn, None).expect("results");
        results.iter().map(|campaign| (campaign.sums.orders, campaign.sums.revenue_minor)).collect::<Vec<_>>()
    };
    assert_eq!(sums(&conn), [(0, 0), (1, 500)], "it is a sample in the campaign that sells goods");
    assert_eq!(import(&mut conn, ImportKind::ShopifyOrders, &list).0, counts(0, 0, 3));
    assert_eq!(sums(&conn), [(0, 0), (1, 500)]);
    conn.execute("INSERT INTO code (collaboration_id, code, folded) VALUES (2, 'LATER', 'later')", []).expect("a code");
    crate::store::attribute::recredit(&conn, &["later".to_owned()], &[]).expect("recredits");
    assert_eq!(sums(&conn), [(0, 0), (2, 1_000)], "also where its owner is known only later");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_file_imported_twice_is_one_and_every_row_is_counted(
        rows in proptest::collection::vec((prop::sample::select(vec!["MIA10", "mia-tt", "bit.ly/mia", "LEO10", "x", "a/b", "shop"]), 1_u32..14, 0_i64..4), 1..12),
        clicks in any::<bool>(),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut conn = shop(folder.path());
        let (kind, make): (_, fn(Box<TallyRecord>) -> Record) =
            if clicks { (ImportKind::Clicks, Record::Clicks) } else { (ImportKind::Conversions, Record::Conversions) };
        let list: Vec<Record> = rows.iter().map(|(of, on, count)| make(Box::new(tally(of, &format!("2026-03-{on:02}"), *count)))).collect();
        let empty = dump(&conn);
        let (told, _) = import(&mut conn, kind, &list);
        prop_assert_eq!(told.rows, list.len() as u64);
        prop_assert_eq!(told.rows, told.new + told.updated + told.unchanged + told.rejected);
        let once = dump(&conn);
        let (again, _) = import(&mut conn, kind, &list);
        prop_assert_eq!((again.new, again.updated, again.rejected), (0, 0, told.rejected));
        prop_assert_eq!(dump(&conn), once);
        crate::store::undo::undo(&mut conn).expect("undoes");
        let undone = dump(&conn);
        // Only the steps of the history are others.
        prop_assert_eq!(&undone[..undone.len() - 1], &empty[..empty.len() - 1]);
    }
}

#[test]
fn a_running_total_stands_beside_the_days_and_never_falls() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = shop(folder.path());
    let list = [
        so_far("bit.ly/mia", "2026-03-06", 90),
        so_far("bit.ly/mia", "2026-03-04", 40),
        so_far("bit.ly/mia", "2026-03-05", 30),
    ];
    let (told, notes) = import(&mut conn, ImportKind::Clicks, &list);
    assert_eq!(told, left_out(1, &counts(2, 0, 0)));
    assert!(notes.join(" ").contains("1 running total falls"), "{notes:?}");
    let kept: Vec<(String, i64, bool)> = conn
        .prepare("SELECT day, clicks, is_running FROM click_reading ORDER BY day")
        .and_then(|mut statement| statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect())
        .expect("rows");
    assert_eq!(kept, [("2026-03-04".to_owned(), 40, true), ("2026-03-06".to_owned(), 90, true)]);
    let results = report::results(&conn, None).expect("results");
    assert_eq!(results.iter().filter_map(|campaign| campaign.sums.clicks).sum::<i64>(), 90);
    assert_eq!(import(&mut conn, ImportKind::Clicks, &list[..2]).0, counts(0, 0, 2));
}

#[test]
fn each_refused_row_has_its_reason_and_its_field() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = shop(folder.path());
    let list: Vec<Sourced<Record>> = [
        Record::Clicks(Box::new(tally("bit.ly/nobody", "2026-03-04", 10))),
        Record::Clicks(Box::new(tally("bit.ly/mia", "2026-03-12", 10))),
        Record::Clicks(Box::new(tally("bit.ly/mia", "2026-03-04", 10))),
    ]
    .into_iter()
    .zip(2..)
    .map(|(record, row)| Sourced { row, record })
    .collect();
    let mut ingest = Ingest::begin(header(ImportKind::Clicks), options());
    ingest.apply(&mut conn, &list).expect("applies");
    let refused = ingest.take_refused();
    let said: Vec<(u64, Target)> = refused.iter().map(|refused| (refused.row, refused.at)).collect();
    assert_eq!(said, [(2, Target::Link), (3, Target::CountedOn)]);
    assert!(refused[0].reason.contains("bit.ly/nobody") && refused[1].reason.contains("future"), "{refused:?}");
    assert_eq!(ingest.take_refused(), [], "once");
    ingest.finish(&mut conn, 0).expect("finishes");
}
