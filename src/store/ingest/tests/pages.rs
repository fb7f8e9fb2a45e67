//! Lists of posts and follower counts, taken in once and twice.

use proptest::prelude::*;

use super::*;
use crate::proto::ingest::{CountRecord, PostRecord, StatedDay};
use crate::proto::post::PostEntry;

fn post(handle: &str, url: &str, day_of: Option<&str>, views: Option<i64>) -> Record {
    Record::Post(Box::new(PostRecord {
        platform: Platform::TikTok,
        handle: Handle::parse(handle).expect("a handle"),
        entry: PostEntry {
            url: url.to_owned(),
            posted_on: day_of.map(day),
            caption: String::new(),
            reading: ReadingRecord { views, ..ReadingRecord::default() },
        },
        counted_on: None,
        creator: None,
    }))
}

pub(super) fn count(handle: &str, day_of: &str, followers: i64) -> Record {
    let handle = Handle::parse(handle).expect("a handle");
    Record::Count(Box::new(CountRecord { platform: Platform::TikTok, handle, day: day(day_of), followers }))
}

pub(super) fn text(conn: &Connection, sql: &str) -> String {
    conn.query_row(sql, [], |row| row.get(0)).expect("a text")
}

#[test]
fn posts_come_in_once_and_bring_unknown_creators_along() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = writer(folder.path());
    import(&mut conn, ImportKind::Creators, &[Record::Creator(Box::new(creator("mia", Some(20_000), &["BookTok"])))]);
    let empty = dump(&conn);
    let posts = [
        post("mia", "https://www.tiktok.com/@mia/video/7611900000000000001", None, Some(900)),
        post("mia", "", Some("2026-03-04"), Some(50)),
        post("zoe", "https://example.com/p/1", Some("2026-03-04"), Some(10)),
        post("mia", "", Some("2026-03-04"), Some(70)),
    ];
    let (found, notes) = import(&mut conn, ImportKind::Posts, &posts);
    assert_eq!(found, counts(4, 0, 0));
    assert_eq!(notes, ["1 creator is new to the list with this file."]);
    assert_eq!(
        text(&conn, "SELECT group_concat(handle || ' ' || verdict, ', ' ORDER BY id) FROM creator"),
        "mia new, zoe new"
    );
    let once = dump(&conn);
    assert_eq!(import(&mut conn, ImportKind::Posts, &posts).0, counts(0, 0, 4));
    assert_eq!(dump(&conn), once, "the same file again leaves no trace");

    let newer = [post("mia", "tiktok.com/@mia/video/7611900000000000001", None, Some(1_000))];
    assert_eq!(import(&mut conn, ImportKind::Posts, &newer).0, counts(0, 1, 0));
    crate::store::undo::undo(&mut conn).expect("undoes");
    crate::store::undo::undo(&mut conn).expect("undoes");
    let steps = |lines: &[String]| lines.iter().filter(|line| !line.starts_with("steps")).cloned().collect::<Vec<_>>();
    assert_eq!(steps(&dump(&conn)), steps(&empty), "one step takes all of it back");
}

#[test]
fn an_older_export_never_stands_for_a_newer_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = writer(folder.path());
    let exported = |on: &str, views| {
        let Record::Post(mut record) = post("mia", "https://example.com/1", Some("2026-03-01"), Some(views)) else {
            panic!("a post")
        };
        record.counted_on = Some(StatedDay::On(day(on)));
        [Record::Post(record)]
    };
    import(&mut conn, ImportKind::Posts, &exported("2026-03-09", 500));
    assert_eq!(import(&mut conn, ImportKind::Posts, &exported("2026-03-05", 200)).0, counts(0, 1, 0));
    assert_eq!(
        text(&conn, "SELECT group_concat(day || ' ' || views, ', ' ORDER BY day) FROM reading"),
        "2026-03-05 200, 2026-03-09 500"
    );
    assert_eq!(import(&mut conn, ImportKind::Posts, &exported("2026-03-05", 200)).0, counts(0, 0, 1));
    assert_eq!(import(&mut conn, ImportKind::Posts, &exported("2026-03-10", 500)).0, counts(0, 0, 1));
}

#[test]
fn the_newest_count_becomes_the_creators_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = writer(folder.path());
    let list = [
        count("mia", "2026-03-01", 12_000),
        count("mia", "2026-02-01", 10_000),
        count("mia", "2026-03-01", 99),
        count("zoe", "2026-02-01", 5_000),
    ];
    assert_eq!(import(&mut conn, ImportKind::Followers, &list).0, counts(3, 0, 1));
    let own = "SELECT group_concat(handle || ' ' || followers || ' ' || day || ' row ' || figure_source.import_row, ', ' ORDER BY creator.id)
      FROM creator JOIN figure_source ON creator_id = creator.id";
    assert_eq!(text(&conn, own), "mia 12000 2026-03-01 row 2, zoe 5000 2026-02-01 row 5");
    let once = dump(&conn);
    assert_eq!(import(&mut conn, ImportKind::Followers, &list).0, counts(0, 0, 4));
    assert_eq!(dump(&conn), once);
}

fn records() -> impl Strategy<Value = Vec<Record>> {
    let handles = || prop::sample::select(vec!["mia", "zoe", "ann"]);
    let days = || prop::sample::select(vec!["2026-03-01", "2026-03-02", "2026-02-11"]);
    let urls = prop::sample::select(vec!["", "https://example.com/1", "example.com/1/", "https://example.com/2"]);
    let counts = prop::option::of(0_i64..4);
    let posts = (handles(), urls, prop::option::of(days()), counts)
        .prop_filter("can be known again", |(_, url, day, _)| !url.is_empty() || day.is_some())
        .prop_map(|(handle, url, day, views)| post(handle, url, day, views));
    let followers = (handles(), days(), 0_i64..4).prop_map(|(handle, day, followers)| count(handle, day, followers));
    prop_oneof![prop::collection::vec(posts, 1..12), prop::collection::vec(followers, 1..12)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_list_taken_in_twice_changes_nothing(records in records()) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut conn = writer(folder.path());
        let empty = dump(&conn);
        import(&mut conn, ImportKind::Posts, &records);
        let once = dump(&conn);
        let (again, _) = import(&mut conn, ImportKind::Posts, &records);
        prop_assert_eq!(dump(&conn), once, "{:?}", again);
        prop_assert_eq!((again.new, again.updated), (0, 0));
        crate::store::undo::undo(&mut conn).expect("undoes");
        let rest = |lines: Vec<String>| lines.into_iter().filter(|line| !line.starts_with("steps")).collect::<Vec<_>>();
        prop_assert_eq!(rest(dump(&conn)), rest(empty));
    }
}
