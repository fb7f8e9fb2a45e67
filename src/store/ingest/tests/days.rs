//! The days of message, answer and parcel that a tracker states.

use super::*;

fn dated(days: [Option<&str>; 3]) -> CollaborationRecord {
    let [contacted_on, replied_on, shipped_on] = days.map(|text| text.map(day));
    let known = tracker("mia", "MIA10", None);
    let stated = CollaborationFields {
        fee: None,
        product_cost: None,
        contacted_on,
        replied_on,
        shipped_on,
        ..known.stated.clone()
    };
    CollaborationRecord { stated, ..known }
}

/// Days and tracks of the only collaboration.
fn stand(conn: &Connection) -> String {
    let sql =
        "SELECT coalesce(contacted_on, '-') || ' ' || coalesce(replied_on, '-') || ' ' || coalesce(shipped_on, '-')
                 || ' ' || outreach || ', ' || product FROM collaboration";
    pages::text(conn, sql)
}

#[test]
fn days_move_the_tracks_and_an_empty_cell_takes_nothing_away() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = writer(folder.path());
    let take = |conn: &mut Connection, days| import(conn, ImportKind::Collaborations, &trackers(&[dated(days)])).0;
    assert_eq!(take(&mut conn, [Some("2026-03-02"), None, None]), counts(1, 0, 0));
    assert_eq!(stand(&conn), "2026-03-02 - - contacted, not needed");
    let next = [None, Some("2026-03-04"), Some("2026-03-05")];
    assert_eq!(take(&mut conn, next), counts(0, 1, 0));
    assert_eq!(stand(&conn), "2026-03-02 2026-03-04 2026-03-05 replied, shipped");

    let before = dump(&conn);
    assert_eq!(take(&mut conn, next), counts(0, 0, 1));
    assert_eq!(take(&mut conn, [None; 3]), counts(0, 0, 1));
    assert_eq!(dump(&conn), before, "the same days change nothing");

    undo::undo(&mut conn).expect("undoes").expect("a step");
    assert_eq!(stand(&conn), "2026-03-02 - - contacted, not needed");
}

#[test]
fn what_went_further_stays_and_a_repeated_row_only_completes() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = writer(folder.path());
    import(&mut conn, ImportKind::Collaborations, &trackers(&[dated([None; 3])]));
    conn.execute_batch("UPDATE collaboration SET outreach = 'replied', product = 'delivered'").expect("changes");
    let rows = [dated([Some("2026-03-02"), None, Some("2026-03-05")]), dated([Some("2026-03-09"), None, None])];
    import(&mut conn, ImportKind::Collaborations, &trackers(&rows));
    assert_eq!(stand(&conn), "2026-03-02 - 2026-03-05 replied, delivered");
}
