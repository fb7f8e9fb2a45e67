//! Each figure knows which file and row it comes from.

use super::pages::{count, text};
use super::*;

fn with_figures(handle: &str, followers: Option<i64>, er: Option<f64>, price_minor: Option<i64>) -> Record {
    let mut record = creator(handle, followers, &[]);
    (record.fields.er, record.fields.price_minor) = (er, price_minor);
    Record::Creator(Box::new(record))
}

/// `own 2: followers 3 2026-03-12`: the run of the creator's own source, then what comes from elsewhere.
fn sources(conn: &Connection) -> String {
    text(
        conn,
        "SELECT 'own ' || import_id || ': ' || (SELECT ifnull(group_concat(figure || ' ' || ifnull(import_id, '-') || ' ' || day, ', '
           ORDER BY figure), '') FROM figure_source WHERE creator_id = creator.id) FROM creator WHERE handle = 'mia'",
    )
}

#[test]
fn a_list_is_the_source_of_what_it_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = writer(folder.path());
    import(&mut conn, ImportKind::Creators, &[with_figures("mia", Some(50_000), Some(3.0), None)]);
    conn.execute("UPDATE creator SET stats_on = '2026-02-01'", []).expect("an older list");
    let first = dump(&conn);

    let followers = [count("mia", "2026-03-10", 60_000)];
    import(&mut conn, ImportKind::Followers, &followers);
    assert_eq!(sources(&conn), "own 1: followers 2 2026-03-10");
    assert_eq!(
        text(&conn, "SELECT day || ' ' || followers FROM creator_reading ORDER BY day LIMIT 1"),
        "2026-02-01 50000"
    );
    let counted = dump(&conn);
    import(&mut conn, ImportKind::Followers, &followers);
    assert_eq!(dump(&conn), counted, "the same file says nothing new");

    // What a list does not say stays where it comes from.
    import(&mut conn, ImportKind::Creators, &[with_figures("mia", None, None, Some(9_000))]);
    assert_eq!(sources(&conn), "own 3: er 1 2026-02-01, followers 2 2026-03-10");
    import(&mut conn, ImportKind::Creators, &[with_figures("mia", Some(61_000), None, Some(9_000))]);
    assert_eq!(sources(&conn), "own 4: er 1 2026-02-01");
    let kept = "SELECT group_concat(day || ' ' || followers, ', ' ORDER BY day) FROM creator_reading";
    assert_eq!(text(&conn, kept), "2026-02-01 50000, 2026-03-10 60000");
    import(
        &mut conn,
        ImportKind::Creators,
        &[with_figures("mia", None, Some(4.0), Some(9_500)), with_figures("zoe", None, None, None)],
    );
    assert_eq!(sources(&conn), "own 5: followers 4 2026-03-11");

    for _ in 0..4 {
        crate::store::undo::undo(&mut conn).expect("undoes");
    }
    let rest = |lines: Vec<String>| lines.into_iter().filter(|line| !line.starts_with("steps")).collect::<Vec<_>>();
    assert_eq!(rest(dump(&conn)), rest(first));
}

#[test]
fn of_two_rows_of_a_file_each_is_the_source_of_what_it_added() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = writer(folder.path());
    let twice = [with_figures("mia", Some(50_000), None, None), with_figures("mia", Some(1), Some(3.0), None)];
    import(&mut conn, ImportKind::Creators, &twice);
    let rows = "SELECT creator.import_row || ', ' || figure || ' ' || figure_source.import_row FROM creator
      JOIN figure_source ON creator_id = creator.id";
    assert_eq!(text(&conn, rows), "3, followers 2");
    let once = dump(&conn);
    import(&mut conn, ImportKind::Creators, &twice);
    assert_eq!(dump(&conn), once);
}
