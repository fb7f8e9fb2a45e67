//! What working with creators was like, read from their collaborations.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use super::report::commission;
use super::row::day;
use crate::domain::track_record::{Outcome, Remembered, TrackRecord};
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
           fee.amount_minor, ifnull(fee.agreed_on, fee.day), campaign.goal, commission_bp,
           (SELECT ifnull(sum(amount_minor), 0) FROM spend_item WHERE spend_item.collaboration_id = collaboration.id),
           (SELECT ifnull(sum(orders), 0) FROM order_sum WHERE order_sum.collaboration_id = collaboration.id
             AND order_sum.state = 'sale' AND order_sum.currency = campaign.currency),
           (SELECT ifnull(sum(net_minor), 0) FROM order_sum WHERE order_sum.collaboration_id = collaboration.id
             AND order_sum.state = 'sale' AND order_sum.currency = campaign.currency),
           (SELECT sum((SELECT views FROM reading WHERE post_id = post.id AND views IS NOT NULL ORDER BY day DESC LIMIT 1))
             FROM post WHERE post.collaboration_id = collaboration.id)
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
        let (spent, revenue_minor): (i64, i64) = (row.get(10)?, row.get(12)?);
        let commission = commission(revenue_minor, row.get::<_, Option<i64>>(9)?.unwrap_or(0));
        let outcome = Outcome {
            goal: row.get(8)?,
            currency,
            spend_minor: spent.saturating_add(commission),
            revenue_minor,
            orders: row.get(11)?,
            views: row.get(13)?,
        };
        found.entry(row.get(0)?).or_default().push(Remembered {
            contacted_on: day(row, 2)?,
            replied_on: day(row, 3)?,
            promised: promise.dated,
            missed: promise.missed,
            feedback_rounds: promise.feedback_rounds,
            fee: fee.map(|(minor, on)| (Money::new(minor, currency), on)),
            book_again: row.get(4)?,
            outcome,
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

/// Promised is what both agreed on: nobody misses what is still being talked about, or was declined.
const AGREED: &str = "(collaboration.outreach = 'agreed' OR collaboration.content IN ('posted', 'verified', 'missed'))";

/// Deliverables have a day of their own, else the last day of the posting window. A post that is out on a day nobody noted is neither
/// in time nor late.
fn promises(conn: &Connection, one: Option<CreatorId>) -> Result<HashMap<CollaborationId, Promise>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT collaboration.id, due_on, posting_window, missed_on IS NOT NULL, feedback_rounds, post.posted_on, post.id IS NOT NULL
         FROM collaboration JOIN deliverable ON deliverable.collaboration_id = collaboration.id
         LEFT JOIN post ON post.id = deliverable.post_id WHERE (collaboration.creator_id = ?1 OR ?1 IS NULL)
           AND ({AGREED} OR missed_on IS NOT NULL OR post.id IS NOT NULL)
         UNION ALL
         SELECT collaboration.id, NULL, posting_window, collaboration.content = 'missed', 0,
           (SELECT min(posted_on) FROM post WHERE post.collaboration_id = collaboration.id),
           collaboration.content IN ('posted', 'verified')
         FROM collaboration WHERE (collaboration.creator_id = ?1 OR ?1 IS NULL) AND {AGREED}
           AND NOT EXISTS (SELECT 1 FROM deliverable WHERE deliverable.collaboration_id = collaboration.id)",
    ))?;
    let mut found: HashMap<CollaborationId, Promise> = HashMap::new();
    let mut rows = statement.query([one])?;
    while let Some(row) = rows.next()? {
        let window: Option<crate::domain::PostingWindow> = row.get(2)?;
        let due = day(row, 1)?.or(window.map(|window| window.until));
        let promise = found.entry(row.get(0)?).or_default();
        let is_missed: bool = row.get(3)?;
        promise.missed += usize::from(is_missed);
        // A round on two videos is one round.
        promise.feedback_rounds = promise.feedback_rounds.max(row.get(4)?);
        let (posted_on, is_out): (_, bool) = (day(row, 5)?, row.get(6)?);
        if let Some(due) = due.filter(|_| !is_missed && (posted_on.is_some() || !is_out)) {
            promise.dated.push((due, posted_on));
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
                 INSERT INTO deliverable (collaboration_id, kind, feedback_rounds) VALUES (1, 'video', 1);
                 INSERT INTO deliverable (collaboration_id, kind, missed_on) VALUES (1, 'story', '2026-03-08');",
            )
            .expect("rows");
        let record = of(&f.conn, CreatorId(1), clock().today()).expect("reads");
        assert_eq!((record.collaborations, record.days_late, record.on_time, record.missed), (1, Some(3), 0, 1));
        assert_eq!((record.reply_days, record.feedback_rounds, record.book_again), (Some(2), 2, Some(true)));
        assert_eq!(record.fees.first().map(|(fee, _)| fee.minor), Some(15_000));
        assert_eq!(of(&f.conn, CreatorId(2), clock().today()).expect("reads"), TrackRecord::default());
        let [sums] = record.outcomes[..] else { panic!("one currency") };
        assert_eq!((sums.spend_minor, sums.revenue_minor, sums.orders), (15_000, 4_100, 1));
    }

    #[test]
    fn only_what_both_agreed_on_can_be_missed() {
        let f = fixture();
        f.conn
            .execute_batch(
                "UPDATE batch SET status = 'running'; UPDATE collaboration SET posting_window = '2026-02-20/2026-03-01';",
            )
            .expect("rows");
        let missed = |change: &str| {
            f.conn.execute_batch(&format!("SAVEPOINT one; {change}")).expect("a change");
            let record = of(&f.conn, CreatorId(1), clock().today()).expect("reads");
            f.conn.execute_batch("ROLLBACK TO one; RELEASE one").expect("undone");
            (record.missed, record.dated)
        };
        let say = |outreach: &str| missed(&format!("UPDATE collaboration SET outreach = '{outreach}'"));
        assert_eq!(["contacted", "declined", "agreed"].map(say), [(0, 0), (0, 0), (1, 0)]);
        let promise = |outreach: &str| {
            missed(&format!(
                "UPDATE collaboration SET outreach = '{outreach}'; INSERT INTO deliverable (collaboration_id, kind) VALUES (1, 'video');"
            ))
        };
        assert_eq!(["negotiating", "no response", "agreed"].map(promise), [(0, 0), (0, 0), (1, 0)]);
        let post = "UPDATE collaboration SET outreach = 'agreed', content = 'posted';
            INSERT INTO post (id, creator_id, collaboration_id, url) VALUES (1, 1, 1, 'https://example.com/1');";
        assert_eq!(missed(post), (0, 0), "it is out, on a day nobody noted");
        let promised =
            format!("{post} INSERT INTO deliverable (collaboration_id, kind, post_id) VALUES (1, 'video', 1);");
        assert_eq!(missed(&promised), (0, 0));
    }
}
