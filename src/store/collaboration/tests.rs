use super::*;
use crate::domain::collaboration::Rights;
use crate::domain::next_step::{NextStep, Open};
use crate::domain::{CostKind, Money};
use crate::store::fixture::{Fixture, clock, fixture};

const MIA: CollaborationId = CollaborationId(1);

fn today() -> NaiveDate {
    clock().today()
}

fn read(conn: &Connection) -> CollaborationPage {
    page(conn, MIA, today(), &Cadence::default()).expect("reads").expect("a page")
}

/// What happened, oldest first.
fn logged(f: &Fixture) -> Vec<Logged> {
    read(&f.conn).log.into_iter().map(|row| row.what).rev().collect()
}

#[test]
fn a_page_holds_all_that_is_known_of_a_collaboration() {
    let f = fixture();
    f.conn
        .execute_batch(
            "UPDATE collaboration SET outreach = 'agreed', contacted_on = '2026-02-20', pay_terms = 'net 30 from posted' WHERE id = 1;
             UPDATE campaign SET lead_days = 10;
             UPDATE cost_item SET state = 'owed', owed_on = '2026-03-04', agreed_on = '2026-02-22' WHERE id = 1;
             INSERT INTO post (id, creator_id, collaboration_id, url, posted_on) VALUES (1, 1, 1, 'https://t.example/1', '2026-03-04'),
               (2, 1, 1, '', NULL);
             INSERT INTO reading (post_id, day, views) VALUES (1, '2026-03-05', 900), (1, '2026-03-11', 1500);
             INSERT INTO deliverable (id, collaboration_id, kind, style, post_id) VALUES (5, 1, 'story', 'organic', 1);
             INSERT INTO rights (collaboration_id, kind, starts_on, ends_on) VALUES (1, 'usage', '2026-03-04', '2026-06-04');
             INSERT INTO step (collaboration_id, track, word, day) VALUES (1, 'outreach', 'agreed', '2026-02-22');
             INSERT INTO payment (collaboration_id, amount_minor, currency, paid_on, cost_item_id) VALUES (1, 5000, 'USD', '2026-03-09', 1);",
        )
        .expect("rows");
    let page = read(&f.conn);
    assert_eq!((page.creator.fields.handle.as_str(), page.place(), page.siblings.len()), ("mia", 1, 1));
    assert_eq!((page.lead_days, page.pay_terms.as_str()), (10, "net 30 from posted"));
    let [story, video] = page.deliverables.as_slice() else { panic!("{:?}", page.deliverables) };
    assert_eq!(
        (story.which, story.style, story.views()),
        (Which::Promised(crate::domain::DeliverableId(5)), Style::Organic, Some(1_500))
    );
    assert_eq!(story.at_ages()[0].map(|at| at.count), Some(900));
    assert_eq!((video.which, video.post), (Which::Post(PostId(2)), Some(PostId(2))), "nobody promised it");
    let [fee] = page.amounts.as_slice() else { panic!("{:?}", page.amounts) };
    assert_eq!((fee.kind, fee.left_minor(), page.left_minor()), (CostKind::Fee, 10_000, 10_000));
    assert_eq!(fee.due_on, NaiveDate::from_ymd_opt(2026, 4, 3), "30 days after it came to be owed");
    assert_eq!(page.next(today()), Open { step: NextStep::SendBrief, by: NaiveDate::from_ymd_opt(2026, 2, 24) });
    let days: Vec<String> = page.log.iter().map(|row| row.on.to_string()).collect();
    let mut sorted = days.clone();
    sorted.sort_by(|a, b| b.cmp(a));
    assert_eq!(days, sorted, "newest first");
    assert!(page.log.iter().any(|row| row.what == Logged::Talk(Outreach::Agreed)));
    assert!(page.log.iter().any(|row| row.what == Logged::Payment(Money::new(5_000, page.currency), String::new())));
    let notes: Vec<&str> = page.creator_notes.iter().map(|(_, note)| note.as_str()).collect();
    assert_eq!((notes, page.fields.note.as_str()), (vec!["two\nlines"], ""));
    assert_eq!(super::page(&f.conn, CollaborationId(9), today(), &Cadence::default()).expect("reads"), None);
}

#[test]
fn what_happened_on_one_day_is_told_in_the_order_it_happens_in() {
    let f = fixture();
    f.conn
        .execute_batch(
            "DELETE FROM step; DELETE FROM cost_item; DELETE FROM note; DELETE FROM deliverable; DELETE FROM post;
             UPDATE collaboration SET contacted_on = '2026-03-11', replied_on = '2026-03-11', shipped_on = '2026-03-11';
             INSERT INTO step (collaboration_id, track, word, day) VALUES
               (1, 'outreach', 'followed up', '2026-03-11'), (1, 'outreach', 'agreed', '2026-03-11'),
               (1, 'decision', 'scale', '2026-03-11');",
        )
        .expect("rows");
    assert_eq!(
        logged(&f),
        [
            Logged::Talk(Outreach::Contacted),
            Logged::Talk(Outreach::FollowedUp),
            Logged::Talk(Outreach::Replied),
            Logged::Talk(Outreach::Agreed),
            Logged::Parcel(Product::Shipped),
            Logged::Step("decision".to_owned(), "scale".to_owned()),
        ]
    );
}

#[test]
fn a_right_that_ended_keeps_nothing_open() {
    let f = fixture();
    f.conn
        .execute_batch(
            "UPDATE collaboration SET content = 'posted', decision = 'drop', money = 'paid', rights = 'granted';
             INSERT INTO rights (id, collaboration_id, kind, ends_on) VALUES (1, 1, 'usage', '2020-01-01');",
        )
        .expect("rows");
    let stage = || read(&f.conn).stage;
    let listed = || crate::store::lists::batch(&f.conn, crate::domain::BatchId(1)).expect("rows")[0].stage.clone();
    assert_eq!((stage(), listed()), (Stage::Closed, "Closed".to_owned()));
    assert_eq!(read(&f.conn).tracks.rights, Rights::Expired);
    f.conn.execute("UPDATE rights SET ends_on = '2999-01-01'", []).expect("an edit");
    assert_eq!((stage(), listed()), (Stage::Results, "Results".to_owned()));
    f.conn.execute("DELETE FROM rights", []).expect("an edit");
    assert_eq!(stage(), Stage::Results, "granted without an end");
}

#[test]
fn what_is_owed_is_due_by_the_clock_of_the_payments() {
    let f = fixture();
    f.conn
        .execute_batch(
            "UPDATE collaboration SET pay_terms = 'net 30 from posted' WHERE id = 1;
             UPDATE cost_item SET state = 'owed', owed_on = '2026-03-04', due_on = NULL WHERE id = 1;
             INSERT INTO post (id, creator_id, collaboration_id, url, posted_on) VALUES (1, 1, 1, '', '2026-03-04'),
               (2, 1, 1, '', '2026-03-10');
             INSERT INTO deliverable (id, collaboration_id, kind, post_id) VALUES (5, 1, 'video', 1), (6, 1, 'video', 2);",
        )
        .expect("rows");
    let due = |page: &CollaborationPage| page.amounts.first().and_then(|fee| fee.due_on);
    let page = read(&f.conn);
    assert_eq!(due(&page), NaiveDate::from_ymd_opt(2026, 4, 9), "30 days after the last post");
    let paid = payables::of(&f.conn, MIA, today()).expect("reads");
    assert_eq!(due(&page), paid.first().and_then(|row| row.due_on));
}

#[test]
fn what_an_amount_became_follows_the_step_that_made_it_so() {
    let f = fixture();
    f.conn
        .execute_batch(
            "DELETE FROM step; DELETE FROM cost_item; DELETE FROM note; DELETE FROM deliverable; DELETE FROM post;
             UPDATE collaboration SET contacted_on = '2026-03-10', shipped_on = '2026-03-10';
             INSERT INTO step (collaboration_id, track, word, day) VALUES
               (1, 'outreach', 'agreed', '2026-03-10'), (1, 'decision', 'scale', '2026-03-10');
             INSERT INTO post (id, creator_id, collaboration_id, url, posted_on) VALUES (1, 1, 1, '', '2026-03-10');
             INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day, offered_on, agreed_on, owed_on, paid_on) VALUES
               (1, 'fee', 15000, 'owed', '2026-03-10', '2026-03-10', '2026-03-10', '2026-03-10', NULL),
               (1, 'product', 1200, 'paid', '2026-03-10', '2026-03-10', NULL, NULL, '2026-03-10');",
        )
        .expect("rows");
    let amount = |kind, minor, state| Logged::Amount(kind, minor, state);
    assert_eq!(
        logged(&f),
        [
            amount(CostKind::Fee, 15_000, AmountState::Offered),
            amount(CostKind::Product, 1_200, AmountState::Offered),
            Logged::Talk(Outreach::Contacted),
            Logged::Talk(Outreach::Agreed),
            amount(CostKind::Fee, 15_000, AmountState::Agreed),
            Logged::Parcel(Product::Shipped),
            amount(CostKind::Product, 1_200, AmountState::Paid),
            Logged::Content(1, DeliverableKind::Video, Content::Posted),
            amount(CostKind::Fee, 15_000, AmountState::Owed),
            Logged::Step("decision".to_owned(), "scale".to_owned()),
        ]
    );
}

#[test]
fn a_commission_that_is_not_paid_is_owed_and_keeps_a_collaboration_open() {
    let f = fixture();
    f.conn
        .execute_batch(
            "UPDATE collaboration SET content = 'posted', outreach = 'agreed', decision = 'scale', money = 'paid', commission_bp = 1000;
             UPDATE sale_order SET placed_on = '2026-01-05';",
        )
        .expect("rows");
    let listed = || crate::store::lists::batch(&f.conn, crate::domain::BatchId(1)).expect("rows")[0].stage.clone();
    let page = read(&f.conn);
    assert_eq!((page.stage, listed()), (Stage::Results, "Results".to_owned()));
    assert_eq!(page.next(today()).step, NextStep::Pay(410));
    assert_eq!((page.left_minor(), page.sum(AmountState::Owed), page.sum(AmountState::Paid)), (410, 410, 15_000));
    assert_eq!(page.due_on(), NaiveDate::from_ymd_opt(2026, 2, 15), "15 days after its month");
    let said = crate::words::collaboration::track(&page, Track::Money, today());
    assert!(said.starts_with("overdue · $4.10 left"), "{said}");
    f.conn
        .execute_batch(
            "INSERT INTO payment (collaboration_id, amount_minor, currency, paid_on, commission_month)
               VALUES (1, 410, 'USD', '2026-02-10', '2026-01')",
        )
        .expect("a payment");
    let page = read(&f.conn);
    assert_eq!((page.stage, listed(), page.left_minor()), (Stage::Closed, "Closed".to_owned(), 0));
}

#[test]
fn what_is_owed_to_no_creator_keeps_no_collaboration_open() {
    let f = fixture();
    f.conn
        .execute_batch(
            "UPDATE collaboration SET content = 'posted', outreach = 'agreed', decision = 'scale', money = 'paid';
             INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day)
               VALUES (1, 'product', 1200, 'agreed', '2026-03-02'), (1, 'boost', 5000, 'agreed', '2026-03-02');",
        )
        .expect("rows");
    assert_eq!(read(&f.conn).stage, Stage::Closed);
    f.conn.execute("UPDATE cost_item SET state = 'owed', kind = 'bonus' WHERE kind = 'boost'", []).expect("a bonus");
    assert_eq!(read(&f.conn).stage, Stage::Results);
}

#[test]
fn a_parcel_is_to_be_shipped_once_an_item_is_noted_unless_none_is_needed() {
    let f = fixture();
    f.conn.execute_batch("UPDATE collaboration SET item = 'Serum', outreach = 'agreed'").expect("an item");
    let product = || read(&f.conn).tracks.product;
    let packed = || payables::parcels(&f.conn, None).expect("reads").len();
    assert_eq!((product(), packed()), (Product::ToShip, 1));
    for other in ["outreach = 'declined'", "content = 'posted'", "product = 'shipped'"] {
        f.conn.execute_batch(&format!("BEGIN; UPDATE collaboration SET {other}")).expect("a change");
        assert_eq!((product() == Product::ToShip, packed()), (false, 0), "{other}");
        f.conn.execute_batch("ROLLBACK").expect("as before");
    }
    f.conn
        .execute_batch(
            "INSERT INTO step (collaboration_id, track, word, day) VALUES (1, 'product', 'not needed', '2026-03-11')",
        )
        .expect("a step");
    assert_eq!((product(), packed()), (Product::NotNeeded, 0));
}
