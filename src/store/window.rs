//! The rows of the window: read by key, bounded, fast enough to happen between a key and the frame that answers it.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use crate::domain::CreatorId;
use crate::error::Result;
use crate::proto::row::{CreatorRow, MOST_ROWS};

use super::creator_totals;
use super::row::{creator_cols, creator_row};

/// Returns the rows of these creators, in the order of the ids; creators that no longer exist are left out.
///
/// Ids beyond [`MOST_ROWS`] are not read. All rows are of one state of the file: reading them in one transaction also saves a
/// quarter to a third of the time, for each statement outside of one takes and gives back the lock.
pub fn rows(conn: &Connection, ids: &[CreatorId]) -> Result<Vec<CreatorRow>> {
    // A caller may be inside a transaction already, which then serves as well.
    let _state = if conn.is_autocommit() { Some(conn.unchecked_transaction()?) } else { None };
    let mut statement =
        conn.prepare_cached(&format!("SELECT {} FROM creator WHERE creator.id = ?1", creator_cols()))?;
    let mut rows = Vec::with_capacity(ids.len().min(MOST_ROWS));
    for id in ids.iter().take(MOST_ROWS) {
        rows.extend(statement.query_row([id], creator_row).optional()?);
    }
    Ok(rows)
}

/// Does as [`rows`] does, and adds what all collaborations of each come to on a day.
pub fn full_rows(conn: &Connection, ids: &[CreatorId], today: NaiveDate) -> Result<Vec<CreatorRow>> {
    let _state = if conn.is_autocommit() { Some(conn.unchecked_transaction()?) } else { None };
    let mut rows = rows(conn, ids)?;
    creator_totals::fill(conn, &mut rows, today)?;
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::rules::Rules;
    use crate::proto::source::Source;
    use crate::store::detail;
    use crate::store::fixture::fixture;

    #[test]
    fn as_many_rows_come_as_can_be_copied() {
        let fixture = fixture();
        let many = vec![CreatorId(1); MOST_ROWS + 1];
        assert_eq!(rows(&fixture.conn, &many).expect("rows").len(), MOST_ROWS);
        assert!(fixture.conn.is_autocommit(), "no transaction stays open");
    }

    #[test]
    fn rows_come_in_the_order_asked_without_the_missing() {
        let fixture = fixture();
        let ids = [2, 99, 1].map(CreatorId);
        let rows = rows(&fixture.conn, &ids).expect("rows");
        let seen: Vec<_> = rows.iter().map(|row| (row.id.0, row.fields.handle.as_str(), row.tags.join(","))).collect();
        assert_eq!(seen, [(2, "o.neil", "BookTok".to_owned()), (1, "mia", "BookTok".to_owned())]);
        assert_eq!((rows[1].fields.followers, rows[1].fields.er), (Some(52_100), Some(3.300_000_000_000_000_3)));
    }

    #[test]
    fn the_pane_shows_where_figures_come_from_and_what_was_done_together() {
        let fixture = fixture();
        fixture
            .conn
            .execute_batch(
                "INSERT INTO import_run (id, file, kind, content_hash, ran_at) VALUES (1, 'march list.csv', 'creators', '', 1772409600000);
                 UPDATE creator SET import_id = 1, import_row = 212, stats_on = '2026-03-02' WHERE id = 1;",
            )
            .expect("rows");
        let pane = detail::creator(&fixture.conn, CreatorId(1), &Rules::default()).expect("reads").expect("a creator");
        assert_eq!(pane.source, Source::row("march list.csv", 212, "2026-03-02".parse().expect("a day")));
        assert_eq!(
            pane.notes,
            [(chrono::NaiveDate::from_ymd_opt(1970, 1, 1).expect("a day"), "two\nlines".to_owned())]
        );
        assert_eq!(pane.collaborations, [("Spring".to_owned(), "A".to_owned(), "Shortlist".to_owned())]);
        assert_eq!(pane.last_posts, []);
        fixture
            .conn
            .execute_batch(
                "INSERT INTO post (id, creator_id, posted_on, caption) VALUES (1, 1, '2026-03-01', 'first'), (2, 1, '2026-03-05', '');
                 INSERT INTO reading (post_id, day, views) VALUES (1, '2026-03-02', 900), (1, '2026-03-09', 1200), (1, '2026-03-10', NULL);",
            )
            .expect("rows");
        let pane = detail::creator(&fixture.conn, CreatorId(1), &Rules::default()).expect("reads").expect("a creator");
        let posts: Vec<_> = pane.last_posts.iter().map(|post| (post.caption.as_str(), post.views)).collect();
        assert_eq!(posts, [("", None), ("first", Some(1_200))]);
        let typed = detail::creator(&fixture.conn, CreatorId(2), &Rules::default()).expect("reads").expect("a creator");
        assert_eq!(typed.source, Source::Typed);
        assert_eq!(detail::creator(&fixture.conn, CreatorId(3), &Rules::default()).expect("reads"), None);
    }
}
