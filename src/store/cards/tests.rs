use super::*;
use crate::domain::collaboration::{Outreach, Stage};
use crate::domain::next_step::NextStep;
use crate::store::fixture::{clock, fixture};

fn today() -> NaiveDate {
    clock().today()
}

fn read(conn: &Connection, which: Which) -> Vec<Card> {
    cards(conn, which, &Cadence::default(), today()).expect("reads")
}

#[test]
fn a_card_knows_what_is_open_and_by_when() {
    let f = fixture();
    f.conn
        .execute_batch(
            "UPDATE batch SET status = 'running', starts_on = '2026-03-01', ends_on = '2026-03-30';
             UPDATE collaboration SET outreach = 'followed up', follow_ups = 1, contacted_on = '2026-03-02';
             INSERT INTO step (collaboration_id, track, word, day) VALUES (1, 'outreach', 'followed up', '2026-03-06');
             UPDATE cost_item SET state = 'owed', due_on = '2026-03-20';
             INSERT INTO payment (collaboration_id, amount_minor, currency, paid_on, cost_item_id) VALUES (1, 4000, 'USD', '2026-03-09', 1);",
        )
        .expect("rows");
    let [card] = read(&f.conn, Which::All).try_into().expect("one card");
    assert_eq!(
        (card.handle.as_str(), card.stage, card.tracks.outreach),
        ("mia", Stage::Contacted, Outreach::FollowedUp)
    );
    let day = |day| NaiveDate::from_ymd_opt(2026, 3, day);
    let steps: Vec<_> = card.open.iter().map(|open| (open.step, open.by)).collect();
    assert_eq!(steps, [(NextStep::FollowUp(2), day(10)), (NextStep::Pay(11_000), day(20))]);
    assert_eq!(read(&f.conn, Which::One(CollaborationId(1))), std::slice::from_ref(&card));
    assert_eq!(read(&f.conn, Which::Open), [card]);
    assert_eq!(read(&f.conn, Which::One(CollaborationId(7))), []);
}

#[test]
fn what_is_decided_or_only_planned_is_not_open() {
    let f = fixture();
    assert_eq!(read(&f.conn, Which::Open), [], "the batch is planned");
    f.conn
        .execute_batch("UPDATE batch SET status = 'running'; UPDATE collaboration SET decision = 'drop'")
        .expect("edits");
    assert_eq!(read(&f.conn, Which::Open), []);
    assert_eq!(read(&f.conn, Which::All).len(), 1);
}
