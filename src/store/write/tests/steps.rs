//! The steps of collaborations: each sets its track, with its day, for one creator or for many.

use super::*;
use crate::domain::collaboration::{Content, Payment, Tracks};
use crate::store::amounts;

fn on(ids: &[i64], milestone: Milestone, ago: u64) -> WriteCmd {
    let day = clock().today() - chrono::Days::new(ago);
    WriteCmd::PassMilestone { ids: ids.iter().map(|id| CollaborationId(*id)).collect(), milestone, day }
}

fn tracks(f: &Fixture, id: i64) -> Tracks {
    amounts::tracks_of(&f.conn, CollaborationId(id)).expect("tracks")
}

/// The fixture with two more creators in the batch.
fn three() -> Fixture {
    let mut f = fixture();
    f.conn
        .execute_batch("INSERT INTO creator (id, handle, added_on, updated_at) VALUES (3, 'leo', '2026-03-01', 1)")
        .expect("a creator");
    f.say(&WriteCmd::AddToBatch { batch: BatchId(1), target: ids(&[2, 3]), pick: false });
    f
}

#[test]
fn every_step_sets_its_track_or_says_why_not() {
    for milestone in Milestone::all() {
        let mut f = fixture();
        match f.run(&on(&[1], milestone, 0)) {
            Ok(_) => assert_eq!(tracks(&f, 1), milestone.in_tracks(tracks(&f, 1)), "{milestone:?}"),
            Err(why) => assert_eq!(why.kind(), ErrorKind::Refused, "{milestone:?}: {why}"),
        }
    }
}

#[test]
fn a_day_is_recorded_and_a_typed_one_replaces_it() {
    let mut f = fixture();
    let days = "SELECT concat_ws(' ', ifnull(contacted_on, '-'), ifnull(replied_on, '-'), ifnull(shipped_on, '-'))
                FROM collaboration";
    f.say(&on(&[1], Milestone::Talk(Outreach::Contacted), 2));
    f.say(&on(&[1], Milestone::Parcel(Product::Shipped), 1));
    assert_eq!(f.text(days), "2026-03-09 - 2026-03-10");
    f.nothing(&on(&[1], Milestone::Talk(Outreach::Contacted), 0));
    f.say(&on(&[1], Milestone::Talk(Outreach::Contacted), 4));
    assert!(f.refused(&on(&[1], Milestone::Talk(Outreach::Replied), 5)).contains("before the first message"));
    f.say(&on(&[1], Milestone::Talk(Outreach::Replied), 3));
    assert_eq!(f.text(days), "2026-03-07 2026-03-08 2026-03-10");
    f.say(&on(&[1], Milestone::Talk(Outreach::ToContact), 0));
    f.say(&on(&[1], Milestone::Parcel(Product::NotNeeded), 0));
    assert_eq!(f.text(days), "- - -");
    let tomorrow = WriteCmd::PassMilestone {
        ids: vec![CollaborationId(1)],
        milestone: Milestone::Talk(Outreach::Contacted),
        day: clock().today() + chrono::Days::new(1),
    };
    assert!(f.refused(&tomorrow).contains("in the future"));
}

#[test]
fn a_post_has_its_day_and_is_not_taken_back_by_a_step() {
    let mut f = fixture();
    let post = "SELECT group_concat(posted_on) FROM post WHERE collaboration_id = 1";
    assert!(f.refused(&on(&[1], Milestone::Content(Content::Verified), 0)).contains("Log posted first"));
    f.say(&on(&[1], Milestone::Content(Content::Posted), 3));
    assert_eq!((f.text(post).as_str(), tracks(&f, 1).outreach), ("2026-03-08", Outreach::Agreed));
    assert!(f.refused(&on(&[1], Milestone::Content(Content::DraftIn), 0)).contains("has a post"));
    f.say(&on(&[1], Milestone::Content(Content::Verified), 0));
    f.run(&WriteCmd::Undo).expect("undoes");
    f.run(&WriteCmd::Undo).expect("undoes");
    assert!(!tracks(&f, 1).is_posted());
}

#[test]
fn many_are_logged_as_one_step_and_who_cannot_be_is_left_out() {
    let mut f = three();
    f.conn.execute_batch("UPDATE creator SET do_not_contact = 1 WHERE id = 3").expect("blocked");
    let before = dump(&f.conn);
    let contacted = Milestone::Talk(Outreach::Contacted);
    f.say(&on(&[1], contacted, 0));
    assert_eq!(
        f.say(&on(&[1, 2, 3, 2], contacted, 1)),
        "Contacted 2 of 3 creators on Tue, Mar 10, left out 1 (do not contact)."
    );
    assert_eq!([1, 2, 3].map(|id| tracks(&f, id).outreach == Outreach::Contacted), [true, true, false]);
    assert!(f.refused(&on(&[3], contacted, 0)).contains("do not contact"));
    for _ in 0..2 {
        f.run(&WriteCmd::Undo).expect("undoes");
    }
    let kept = |lines: &[String]| lines.iter().filter(|line| !line.starts_with("steps")).cloned().collect::<Vec<_>>();
    assert_eq!(kept(&dump(&f.conn)), kept(&before));
}

#[test]
fn an_ended_talk_says_what_it_released_for_one_and_for_many() {
    let mut f = three();
    f.conn
        .execute_batch(
            "UPDATE cost_item SET state = 'offered', offered_on = day WHERE collaboration_id = 1 AND kind = 'fee';
             DELETE FROM cost_item WHERE kind <> 'fee';
             INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day, offered_on)
               VALUES (2, 'fee', 5000, 'offered', '2026-03-01', '2026-03-01');",
        )
        .expect("offers");
    let declined = on(&[1, 2], Milestone::Talk(Outreach::Declined), 0);
    assert_eq!(f.say(&declined), "2 creators declined on Wed, Mar 11. Released $200 offered to 2 creators.");
    f.run(&WriteCmd::Undo).expect("undoes");
    let ended = f.run(&on(&[2], Milestone::Talk(Outreach::NoResponse), 0)).expect("ends");
    assert!(ended.sentence.contains("Released $50.00 offered to @"), "{}", ended.sentence);
    assert!(ended.changed > 1, "with its amount it is more than one row, so undo is offered");
}

#[test]
fn a_talk_never_ends_as_declined_once_a_post_is_out() {
    for ending in [Outreach::Declined, Outreach::NoResponse] {
        let mut f = three();
        f.say(&on(&[1], Milestone::Content(Content::Posted), 3));
        let before = dump(&f.conn);
        let refused = f.refused(&on(&[1], Milestone::Talk(ending), 0));
        assert!(["@mia", "post", "missed", "remove"].iter().all(|fact| refused.contains(fact)), "{refused}");
        assert_eq!(dump(&f.conn), before, "{ending:?}");
        let many = f.say(&on(&[1, 2, 3], Milestone::Talk(ending), 0));
        assert!(many.contains("2 of 3 creators") && many.contains("left out 1 (already posted)"), "{many}");
        assert_eq!([1, 2].map(|id| tracks(&f, id).outreach), [Outreach::Agreed, ending]);
    }
}

#[test]
fn a_decline_after_the_parcel_left_says_what_stays_spent() {
    let mut f = fixture();
    f.conn
        .execute_batch(
            "UPDATE cost_item SET state = 'agreed', agreed_on = day;
             INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day, offered_on) VALUES
               (1, 'product', 3000, 'offered', '2026-03-01', '2026-03-01'),
               (1, 'shipping', 1250, 'offered', '2026-03-01', '2026-03-01')",
        )
        .expect("amounts");
    f.say(&on(&[1], Milestone::Parcel(Product::Shipped), 2));
    let said = f.say(&on(&[1], Milestone::Talk(Outreach::Declined), 0));
    assert!(said.contains("Released $150 agreed with @mia."), "{said}");
    assert!(said.contains("$42.50 for goods and shipping"), "{said}");
    assert_eq!(
        f.text("SELECT group_concat(concat_ws(' ', kind, amount_minor)) FROM spend_item"),
        "product 3000,shipping 1250"
    );
}

#[test]
fn what_was_paid_of_a_released_fee_stays_spent_and_the_rest_comes_back_with_the_talk() {
    let mut f = fixture();
    f.conn
        .execute_batch(
            "UPDATE cost_item SET state = 'agreed', agreed_on = day;
             UPDATE collaboration SET outreach = 'agreed', money = 'agreed';
             INSERT INTO payment (collaboration_id, cost_item_id, amount_minor, currency, paid_on) VALUES (1, 1, 5000, 'USD', '2026-03-05')",
        )
        .expect("a part is paid");
    let spend = "SELECT group_concat(concat_ws(' ', amount_minor, state), ', ' ORDER BY id) FROM spend_item";
    let said = f.say(&on(&[1], Milestone::Talk(Outreach::Declined), 0));
    assert!(said.contains("Released $100 agreed with @mia.") && said.contains("$50.00 paid"), "{said}");
    assert_eq!(f.text(spend), "5000 paid");
    f.say(&on(&[1], Milestone::Talk(Outreach::Agreed), 0));
    assert_eq!(f.text(spend), "5000 paid, 10000 agreed");
}

#[test]
fn the_money_track_says_what_the_fee_says() {
    let mut f = fixture();
    f.conn.execute_batch("UPDATE cost_item SET state = 'offered'").expect("an offer");
    assert!(f.refused(&on(&[1], Milestone::Money(Payment::Agreed), 0)).contains("No fee"));
    f.say(&on(&[1], Milestone::Talk(Outreach::Agreed), 0));
    assert_eq!(tracks(&f, 1).payment, Payment::Agreed);
    assert!(f.refused(&on(&[1], Milestone::Money(Payment::NothingOwed), 0)).contains("is agreed"));
    f.say(&on(&[1], Milestone::Money(Payment::Invoiced), 2));
    assert_eq!(f.text("SELECT group_concat(DISTINCT owed_on) FROM cost_item WHERE kind = 'fee'"), "2026-03-09");
    let paid = f.say(&on(&[1], Milestone::Money(Payment::Paid), 1));
    assert!(paid.starts_with("Paid $") && paid.contains("on Tue, Mar 10"), "{paid}");
    assert_eq!(f.text("SELECT group_concat(DISTINCT paid_on) FROM payment"), "2026-03-10");
    assert!(f.refused(&on(&[1], Milestone::Money(Payment::Paid), 0)).contains("Nothing is left to pay"));
}

#[test]
fn steps_without_a_fact_keep_their_day_and_each_follow_up_does() {
    let mut f = fixture();
    let steps = "SELECT group_concat(concat_ws(' ', track, word, day), ', ') FROM step";
    f.say(&on(&[1], Milestone::Talk(Outreach::Contacted), 5));
    f.say(&on(&[1], Milestone::Talk(Outreach::FollowedUp), 2));
    f.say(&on(&[1], Milestone::Talk(Outreach::FollowedUp), 1));
    f.say(&on(&[1], Milestone::Talk(Outreach::Agreed), 0));
    f.say(&on(&[1], Milestone::Parcel(Product::Shipped), 1));
    f.say(&on(&[1], Milestone::Parcel(Product::Lost), 0));
    assert_eq!(
        f.text(steps),
        "outreach followed up 2026-03-09, outreach followed up 2026-03-10, outreach agreed 2026-03-11"
    );
    let parcel =
        "SELECT concat_ws(' ', shipped_on, ifnull(delivered_on, '-'), ifnull(lost_on, '-')) FROM collaboration";
    assert_eq!(f.text(parcel), "2026-03-10 - 2026-03-11");
    f.say(&on(&[1], Milestone::Parcel(Product::Delivered), 0));
    assert_eq!(f.text(parcel), "2026-03-10 2026-03-11 -", "it turned up");
}

#[test]
fn content_steps_are_noted_on_the_deliverables_that_have_no_post() {
    let mut f = fixture();
    f.conn
        .execute_batch("INSERT INTO deliverable (id, collaboration_id, kind) VALUES (1, 1, 'video'), (2, 1, 'story')")
        .expect("promises");
    let drafts = "SELECT group_concat(concat_ws(' ', ifnull(draft_on, '-'), ifnull(approved_on, '-')), ', ' ORDER BY id) FROM deliverable";
    f.say(&on(&[1], Milestone::Content(Content::Approved), 3));
    f.say(&on(&[1], Milestone::Content(Content::DraftIn), 2));
    assert_eq!((f.text(drafts).as_str(), tracks(&f, 1).content), ("2026-03-09 -, 2026-03-09 -", Content::DraftIn));
    f.say(&on(&[1], Milestone::Content(Content::ChangesAsked), 2));
    f.say(&on(&[1], Milestone::Content(Content::DraftIn), 2));
    assert_eq!(tracks(&f, 1).content, Content::DraftIn);
    assert_eq!(f.text("SELECT group_concat(feedback_rounds) FROM deliverable"), "1,1");
    f.say(&on(&[1], Milestone::Content(Content::Posted), 1));
    assert_eq!(f.text("SELECT group_concat(post_id IS NOT NULL ORDER BY id) FROM deliverable"), "1,0");
    f.say(&on(&[1], Milestone::Content(Content::Approved), 0));
    assert_eq!(f.text(drafts), "2026-03-09 -, 2026-03-09 2026-03-11", "the posted one is done");
}

const SPEND: &str =
    "SELECT ifnull(group_concat(concat_ws(' ', kind, amount_minor, state), ', ' ORDER BY id), '-') FROM spend_item";

#[test]
fn an_agreement_that_is_set_back_is_an_offer_again() {
    let mut f = fixture();
    f.conn.execute_batch("UPDATE cost_item SET state = 'offered', offered_on = day").expect("an offer");
    f.say(&on(&[1], Milestone::Talk(Outreach::Agreed), 3));
    assert_eq!(f.text(SPEND), "fee 15000 agreed");
    for step in [Outreach::Contacted, Outreach::FollowedUp, Outreach::Replied] {
        f.run(&on(&[1], Milestone::Talk(step), 2)).expect("is noted");
        assert_eq!(tracks(&f, 1).outreach, Outreach::Agreed, "{step:?} happened, and undoes no agreement");
    }
    let said = f.say(&on(&[1], Milestone::Talk(Outreach::Negotiating), 0));
    assert!(said.contains("$150 is an offer again"), "{said}");
    assert_eq!(f.text(SPEND), "-");
    assert_eq!(tracks(&f, 1).payment, Payment::NothingOwed);
    f.say(&on(&[1], Milestone::Talk(Outreach::Agreed), 0));
    assert_eq!(f.text(SPEND), "fee 15000 agreed");
}

#[test]
fn a_parcel_that_never_left_spends_no_goods() {
    let mut f = fixture();
    f.conn
        .execute_batch(
            "DELETE FROM cost_item;
             INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day, offered_on) VALUES
               (1, 'product', 3000, 'offered', '2026-03-01', '2026-03-01'),
               (1, 'shipping', 1250, 'offered', '2026-03-01', '2026-03-01')",
        )
        .expect("amounts");
    f.say(&on(&[1], Milestone::Parcel(Product::Shipped), 2));
    assert_eq!(f.text(SPEND), "product 3000 paid, shipping 1250 paid");
    let said = f.say(&on(&[1], Milestone::Parcel(Product::ToShip), 0));
    assert!(said.contains("\"to ship\"") && said.contains("$42.50 is an offer again"), "{said}");
    assert_eq!(f.text(SPEND), "-");
}

#[test]
fn nothing_is_owed_is_refused_after_a_payment() {
    let mut f = fixture();
    f.conn
        .execute_batch(
            "UPDATE cost_item SET state = 'agreed', agreed_on = day; UPDATE collaboration SET outreach = 'agreed'",
        )
        .expect("a fee");
    f.say(&on(&[1], Milestone::Money(Payment::Paid), 0));
    for step in [Payment::NothingOwed, Payment::Agreed] {
        let refused = f.refused(&on(&[1], Milestone::Money(step), 0));
        assert!(refused.contains("was paid") && refused.contains("Undo"), "{refused}");
    }
}

#[test]
fn a_talk_is_never_behind_a_post_that_is_out() {
    let mut f = fixture();
    f.say(&on(&[1], Milestone::Content(Content::Posted), 1));
    for step in [Outreach::ToContact, Outreach::Negotiating] {
        let refused = f.refused(&on(&[1], Milestone::Talk(step), 0));
        assert!(refused.contains("@mia has a post"), "{refused}");
    }
    f.say(&on(&[1], Milestone::Talk(Outreach::Contacted), 4));
    assert_eq!(f.text("SELECT contacted_on FROM collaboration"), "2026-03-07", "the day is noted");
    assert_eq!(tracks(&f, 1).outreach, Outreach::Agreed);
}

#[test]
fn a_parcel_never_arrives_before_it_left_and_a_post_before_it_is_said() {
    let mut f = fixture();
    f.say(&on(&[1], Milestone::Parcel(Product::Shipped), 3));
    for step in [Product::Delivered, Product::Lost] {
        let refused = f.refused(&on(&[1], Milestone::Parcel(step), 4));
        assert!(refused.contains("before it left"), "{refused}");
    }
    let said = f.say(&on(&[1], Milestone::Content(Content::Posted), 5));
    assert!(said.contains("before the parcel") && said.contains("Mar 8"), "{said}");
    let mut other = fixture();
    other.say(&on(&[1], Milestone::Content(Content::Posted), 5));
    let said = other.say(&on(&[1], Milestone::Parcel(Product::Shipped), 3));
    assert!(said.contains("before the parcel"), "{said}");
    let mut fine = fixture();
    fine.say(&on(&[1], Milestone::Parcel(Product::Shipped), 5));
    assert!(!fine.say(&on(&[1], Milestone::Content(Content::Posted), 3)).contains("before"));
}

/// The days of the amounts of a collaboration: offered, agreed, owed, paid, released.
const DAYS: &str =
    "SELECT group_concat(concat_ws(' ', state, ifnull(offered_on, '-'), ifnull(agreed_on, '-'), ifnull(owed_on, '-'),
    ifnull(paid_on, '-'), ifnull(released_on, '-')), '; ') FROM cost_item WHERE collaboration_id = 1";

#[test]
fn the_days_of_an_amount_are_in_the_order_of_its_states() {
    let mut f = fixture();
    let offer = "UPDATE cost_item SET state = 'offered', day = '2026-03-11', offered_on = '2026-03-11', agreed_on = NULL, paid_on = NULL";
    f.conn.execute_batch(offer).expect("an offer");
    f.say(&on(&[1], Milestone::Talk(Outreach::Agreed), 20));
    assert_eq!(f.text(DAYS), "agreed 2026-02-19 2026-02-19 - - -");
    f.run(&WriteCmd::Undo).expect("undoes");
    f.say(&on(&[1], Milestone::Talk(Outreach::Agreed), 0));
    f.say(&on(&[1], Milestone::Talk(Outreach::Declined), 5));
    assert_eq!(f.text(DAYS), "released 2026-03-06 2026-03-06 - - 2026-03-06");
}

#[test]
fn a_fee_typed_after_the_agreement_was_agreed_then() {
    let mut f = fixture();
    f.conn.execute_batch("DELETE FROM cost_item").expect("no fee");
    f.say(&on(&[1], Milestone::Talk(Outreach::Agreed), 20));
    let form = |f: &Fixture| crate::store::collaboration_facts::form(&f.conn, CollaborationId(1)).expect("a form");
    let typed = |fields| WriteCmd::SaveCollaboration { id: CollaborationId(1), fields: Box::new(fields) };
    let with_fee = CollaborationFields { fee: Some(15_000), ..form(&f) };
    f.say(&typed(with_fee));
    assert_eq!(f.text(DAYS), "agreed - 2026-02-19 - - -");
    f.say(&on(&[1], Milestone::Content(Content::Posted), 10));
    assert_eq!(f.text(DAYS), "owed - 2026-02-19 2026-03-01 - -");
    // A right that was agreed after the post was not owed before.
    let with_right = CollaborationFields { rights_cost: Some(5_000), ..form(&f) };
    f.say(&typed(with_right));
    assert!(f.text(DAYS).ends_with("owed 2026-03-11 2026-03-11 2026-03-11 - -"), "{}", f.text(DAYS));
}
