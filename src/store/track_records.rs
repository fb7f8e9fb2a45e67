//! What working with creators was like, read from their collaborations.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use super::row::day;
use crate::domain::track_record::{Remembered, TrackRecord};
use crate::domain::{CollaborationId, CreatorId, Money};
use crate::error::Result;

/// The track record of a creator as it is on a day.
pub fn of(conn: &Connection, id: CreatorId, today: NaiveDate) -> Result<TrackRecord> {
    Ok(all(conn, Some(id), today)?.remove(&id).unwrap_or_default())
}

/// The track records of everybody who took part in a batch that was started, or of one of them.
pub fn all(conn: &Connection, one: Option<CreatorId>, today: NaiveDate) -> Result<HashMap<CreatorId, TrackRecord>> {
    let mut promises = promises(conn, one)?;
    let mut statement = conn.prepare_cached(
        "SELECT collaboration.creator_id, collaboration.id, contacted_on, replied_on, book_again, campaign.currency,
           fee.amount_minor, ifnull(fee.agreed_on, fee.day)
         FROM collaboration JOIN batch ON batch.id = batch_id JOIN campaign ON campaign.id = campaign_id
         LEFT JOIN cost_item AS fee ON fee.id = (SELECT min(id) FROM cost_item WHERE collaboration_id = collaboration.id
           AND kind = 'fee' AND amount_minor > 0 AND state IN ('agreed', 'owed', 'paid'))
         WHERE batch.status <> 'planned' AND collaboration.creator_id = ifnull(?1, collaboration.creator_id) ORDER BY collaboration.id",
    )?;
    let mut found: HashMap<CreatorId, Vec<Remembered>> = HashMap::new();
    let mut rows = statement.query([one])?;
    while let Some(row) = rows.next()? {
        let promise: Promise = promises.remove(&row.get(1)?).unwrap_or_default();
        let fee = row.get::<_, Option<i64>>(6)?.zip(day(row, 7)?);
        let currency = row.get(5)?;
        found.entry(row.get(0)?).or_default().push(Remembered {
            contacted_on: day(row, 2)?,
            replied_on: day(row, 3)?,
            promised: promise.dated,
            missed: promise.missed,
            feedback_rounds: promise.feedback_rounds,
            fee: fee.map(|(minor, on)| (Money::new(minor, currency), on)),
            book_again: row.get(4)?,
        });
    }
    Ok(found.into_iter().map(|(id, all)| (id, TrackRecord::of(&all, today))).collect())
}

/// What was promised in a collaboration.
#[derive(Default)]
struct Promise {
    dated: Vec<(NaiveDate, Option<NaiveDate>)>,
    missed: usize,
    feedback_rounds: i64,
}

/// Deliverables have a day of their own, else the last day of the posting window.
fn promises(conn: &Connection, one: Option<CreatorId>) -> Result<HashMap<CollaborationId, Promise>> {
    let mut statement = conn.prepare_cached(
        "SELECT collaboration.id, due_on, posting_window, missed_on IS NOT NULL, feedback_rounds, post.posted_on
         FROM collaboration JOIN deliverable ON deliverable.collaboration_id = collaboration.id
         LEFT JOIN post ON post.id = deliverable.post_id WHERE collaboration.creator_id = ?1 OR ?1 IS NULL
         UNION ALL
         SELECT collaboration.id, NULL, posting_window, collaboration.content = 'missed', 0,
           (SELECT min(posted_on) FROM post WHERE post.collaboration_id = collaboration.id)
         FROM collaboration WHERE (collaboration.creator_id = ?1 OR ?1 IS NULL)
           AND collaboration.outreach NOT IN ('declined', 'no response')
           AND NOT EXISTS (SELECT 1 FROM deliverable WHERE deliverable.collaboration_id = collaboration.id)",
    )?;
    let mut found: HashMap<CollaborationId, Promise> = HashMap::new();
    let mut rows = statement.query([one])?;
    while let Some(row) = rows.next()? {
        let window: Option<crate::domain::PostingWindow> = row.get(2)?;
        let due = day(row, 1)?.or(window.map(|window| window.until));
        let promise = found.entry(row.get(0)?).or_default();
        let is_missed: bool = row.get(3)?;
        promise.missed += usize::from(is_missed);
        promise.feedback_rounds += row.get::<_, i64>(4)?;
        if let Some(due) = due.filter(|_| !is_missed) {
            promise.dated.push((due, day(row, 5)?));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixture::{clock, fixture};

    #[test]
    fn a_record_is_read_from_messages_promises_and_fees() {
        let f = fixture();
        f.conn
            .execute_batch(
                "UPDATE batch SET status = 'finished';
                 UPDATE collaboration SET contacted_on = '2026-02-01', replied_on = '2026-02-03', book_again = 'yes',
                   posting_window = '2026-02-20/2026-03-01';
                 INSERT INTO post (id, creator_id, collaboration_id, url, posted_on) VALUES (1, 1, 1, '', '2026-03-04');
                 INSERT INTO deliverable (collaboration_id, kind, post_id, feedback_rounds) VALUES (1, 'video', 1, 2);
                 INSERT INTO deliverable (collaboration_id, kind, missed_on) VALUES (1, 'story', '2026-03-08');",
            )
            .expect("rows");
        let record = of(&f.conn, CreatorId(1), clock().today()).expect("reads");
        assert_eq!((record.collaborations, record.days_late, record.on_time, record.missed), (1, Some(3), 0, 1));
        assert_eq!((record.reply_days, record.feedback_rounds, record.book_again), (Some(2), 2, Some(true)));
        assert_eq!(record.fees.first().map(|(fee, _)| fee.minor), Some(15_000));
        assert_eq!(of(&f.conn, CreatorId(2), clock().today()).expect("reads"), TrackRecord::default());
    }
}
