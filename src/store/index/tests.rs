use super::handle_order::FEW;
use super::*;
use crate::domain::creator::CreatorField;
use crate::domain::day::Calendar;
use crate::domain::filter::parse;
use crate::store::fixture::fixture;
use chrono::NaiveDate;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day")
}

fn handles(conn: &Connection, filter: &str) -> Vec<String> {
    let read = parse(filter, Calendar::day_first(today())).expect("a filter");
    let ids = list(conn, read.expr.as_ref(), &read.sort, ListContext::usual(today())).expect("a list");
    let mut handle = conn.prepare("SELECT handle FROM creator WHERE id = ?1").expect("selects");
    ids.iter().map(|id| handle.query_row([id], |row| row.get(0)).expect("a handle")).collect()
}

/// Ids 3 to 7; anyone who is known has the figures of the fixture.
fn file() -> crate::store::fixture::Fixture {
    let fixture = fixture();
    fixture
        .conn
        .execute_batch(
            "DELETE FROM creator_tag;
             INSERT INTO creator (id, handle, name, followers, er, views, verdict, added_on, updated_at) VALUES
               (3, 'zoe', 'Zoe', 9000, 0.5, 10, 'new', '2026-03-03', 1), (4, 'bob', '', 9000, NULL, 20, 'picked', '2026-03-02', 1),
               (5, 'amy', 'adele', 9000, 6.5, NULL, 'new', '2026-03-02', 1), (6, 'kim', 'Zoe', NULL, 6.5, 30, 'new', '2026-03-09', 1),
               (7, 'ann', 'Ádám', NULL, -2.0, 10, 'rejected', '2026-03-01', 1);
             DELETE FROM note; DELETE FROM sale_order; DELETE FROM collaboration; DELETE FROM creator WHERE id < 3;",
        )
        .expect("rows");
    fixture
}

#[test]
fn the_newest_come_first_unless_said_otherwise() {
    let file = file();
    assert_eq!(handles(&file.conn, ""), ["ann", "kim", "amy", "bob", "zoe"]);
    assert_eq!(handles(&file.conn, "followers:9k"), ["amy", "bob", "zoe"]);
}

#[test]
fn ties_stand_by_handle_and_the_unknown_last_in_both_directions() {
    let file = file();
    assert_eq!(handles(&file.conn, "sort:followers"), ["amy", "bob", "zoe", "ann", "kim"]);
    assert_eq!(handles(&file.conn, "sort:-followers"), ["amy", "bob", "zoe", "ann", "kim"]);
    assert_eq!(handles(&file.conn, "sort:er"), ["ann", "zoe", "amy", "kim", "bob"]);
    assert_eq!(handles(&file.conn, "sort:-er"), ["amy", "kim", "zoe", "ann", "bob"]);
    assert_eq!(handles(&file.conn, "sort:name"), ["ann", "amy", "kim", "zoe", "bob"]);
    assert_eq!(handles(&file.conn, "sort:-name"), ["kim", "zoe", "amy", "ann", "bob"]);
    assert_eq!(handles(&file.conn, "sort:-added"), ["kim", "zoe", "amy", "bob", "ann"]);
    assert_eq!(handles(&file.conn, "sort:status"), ["amy", "kim", "zoe", "bob", "ann"]);
    assert_eq!(handles(&file.conn, "sort:-handle"), ["zoe", "kim", "bob", "ann", "amy"]);
}

#[test]
fn later_fields_decide_between_equals() {
    let file = file();
    assert_eq!(handles(&file.conn, "sort:-er sort:-views"), ["kim", "amy", "zoe", "ann", "bob"]);
    assert_eq!(handles(&file.conn, "sort:followers sort:-added sort:name"), ["zoe", "amy", "bob", "kim", "ann"]);
    let many = [SortTerm { field: Field::Of(CreatorField::Er), descending: false }; 5];
    let error = list(&file.conn, None, &many, ListContext::usual(today())).expect_err("refused");
    assert_eq!(error.to_string(), "A list can be sorted by at most 4 fields.");
}

#[test]
fn every_sortable_field_sorts() {
    let file = file();
    for field in Field::all().filter(|field| field.sortable()) {
        let sort = [SortTerm { field, descending: true }];
        let ids = list(&file.conn, None, &sort, ListContext::usual(today()))
            .unwrap_or_else(|error| panic!("{}: {error}", field.name()));
        assert_eq!(ids.len(), 5, "{field:?}");
    }
}

#[test]
fn many_ties_stand_by_handle_too() {
    let file = file();
    let rows = i64::try_from(FEW).expect("few") + 500;
    file.conn
        .execute(
            "WITH n AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM n WHERE n < ?1) INSERT INTO creator (handle, followers, \
             added_on, updated_at) SELECT 'h' || (n * 7919 % 100003), 50, '2026-03-01', 1 FROM n",
            [rows],
        )
        .expect("rows");
    let listed = handles(&file.conn, "followers:50 sort:-followers");
    assert_eq!(listed.len(), usize::try_from(rows).expect("few"));
    assert!(listed.is_sorted());
}

/// The first pages that are reported of while a list is made, and the list.
fn pages(conn: &Connection, cache: &ListCache, filter: &str) -> (Vec<Arc<[CreatorId]>>, Arc<[CreatorId]>) {
    let read = parse(filter, Calendar::day_first(today())).expect("a filter");
    let mut pages = Vec::new();
    let early = &mut |page| pages.push(page);
    let ids =
        list_early(conn, read.expr.as_ref(), &read.sort, ListContext::usual(today()), cache, early).expect("a list");
    (pages, ids)
}

#[test]
fn the_first_page_of_a_long_list_is_how_the_list_begins() {
    let file = file();
    file.conn
        .execute_batch(
            "WITH n AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM n WHERE n < 25000) INSERT INTO creator (id, handle, name, \
             followers, er, rating, search, added_on, updated_at) SELECT 100000 + n, 'h' || (n * 7919 % 100003), \
             CASE WHEN n % 2 THEN 'Sofía' ELSE '' END, n * 31 % 400, CASE WHEN n % 3 THEN n % 17 END, n % 6, \
             'sofia', '2026-03-01', 1 FROM n;
             INSERT INTO tag (id, name, folded) VALUES (90, 'cozy', 'cozy'), (91, 'rare', 'rare');
             INSERT INTO creator_tag (creator_id, tag_id) SELECT id, 90 FROM creator WHERE id > 100000 AND id % 8;
             INSERT INTO creator_tag (creator_id, tag_id) SELECT id, 91 FROM creator WHERE id > 100000 AND id % 5000 = 1;",
        )
        .expect("rows");
    let cache = ListCache::default();
    // Twice, for the order of handles is known the second time.
    for _ in 0..2 {
        for filter in [
            "",
            "sort:followers",
            "sort:-followers",
            "sort:rating sort:-er",
            "sort:-er",
            "sort:handle",
            "sofia",
            "sort:-handle er<9",
            "sort:name",
            "name:sof",
            "sort:-spend",
            "sort:niche",
            "sort:posts",
            "sort:age",
            "tag:cozy",
            "no:email -tag:rare sort:er",
            "-tag:rare er<9 or tag:cozy",
        ] {
            let (pages, ids) = pages(&file.conn, &cache, filter);
            let [page] = pages.as_slice() else { panic!("{filter}: {} pages", pages.len()) };
            assert_eq!(page.len(), first_page::PAGE);
            assert!(ids.starts_with(page), "{filter}");
        }
        // What is found soon, or is short, is reported at once.
        assert_eq!(pages(&file.conn, &cache, "followers:17 sort:-er").0, [] as [Arc<[CreatorId]>; 0]);
        let (early, rare) = pages(&file.conn, &cache, "tag:rare rating:*");
        assert_eq!((early.len(), rare.len()), (0, 5));
    }
    // Someone else writes: the order that was kept is not used anymore.
    let folder = file.path.clone();
    let other = crate::store::connection::connect(&folder, rusqlite::OpenFlags::default()).expect("opens");
    other.execute("UPDATE creator SET handle = '0first' WHERE id = 110000", []).expect("renamed");
    let (pages, ids) = pages(&file.conn, &cache, "sort:-country");
    assert_eq!((pages[0][0], ids[0]), (CreatorId(110_000), CreatorId(110_000)));
}
