//! Decisions about results: what each says and does.

use super::*;
use crate::domain::collaboration::Decision;
use crate::domain::milestone::Milestone;
use crate::domain::{OrderId, SuccessRule};
use crate::proto::code_holder::CodeHolder;
use crate::proto::outlook::{Choice, OutlookCmd, Terms};
use crate::proto::planned_batch::{PlannedBatch, PlannedBooking};
use crate::store::fixture::{kept_sums, sums};

fn lines(conn: &Connection, sql: &str) -> Vec<String> {
    let mut statement = conn.prepare(sql).expect("selects");
    statement.query_map([], |row| row.get(0)).expect("rows").collect::<Result<_, _>>().expect("text")
}

/// Leo beside Mia, both in a running batch; an order with the codes of both, and one of nobody.
fn two() -> Fixture {
    let f = fixture();
    f.conn
        .execute_batch(
            "INSERT INTO creator (id, handle, added_on, updated_at) VALUES (3, 'leo', '2026-03-01', 1);
             UPDATE batch SET status = 'running', starts_on = '2026-03-01', success_rule = 'ROAS 2',
               rule_creators = 2, rule_measure = 'views', rule_level_e4 = 50000000 WHERE id = 1;
             INSERT INTO collaboration (id, batch_id, creator_id, commission_bp, updated_at) VALUES (2, 1, 3, 500, 1);
             INSERT INTO code (collaboration_id, code, folded) VALUES (2, 'LEO-*', 'leo-*');
             INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day) VALUES
               (2, 'fee', 9000, 'paid', '2026-03-02'), (2, 'product', 1800, 'agreed', '2026-03-02');
             INSERT INTO sale_order (id, source, external_id, name, placed_at, placed_on, currency, total_minor, net_minor, state,
                 codes, collaboration_id, attributed_by)
               VALUES (2, 's', '2', '#1002', 1, '2026-03-06', 'USD', 5000, 5000, 'sale', 'MIA10 + LEO-X7', 1, 'code'),
                      (3, 's', '3', '#1003', 1, '2026-03-07', 'USD', 700, 700, 'sale', '', NULL, 'nobody');
             INSERT INTO order_code (order_id, folded) VALUES (1, 'mia10'), (2, 'mia10'), (2, 'leo-x7');",
        )
        .expect("rows");
    f
}

impl Fixture {
    fn outlook(&mut self, cmd: OutlookCmd) -> String {
        self.run(&WriteCmd::Outlook(cmd)).map_or_else(|error| error.to_string(), |done| done.sentence)
    }

    fn owner(&self, order: i64) -> (Option<i64>, String) {
        self.conn
            .query_row("SELECT collaboration_id, attributed_by FROM sale_order WHERE id = ?1", [order], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .expect("an order")
    }
}

#[test]
fn a_pair_of_codes_is_settled_once() {
    let mut f = two();
    let found = |f: &Fixture| {
        let review = crate::store::needs_review::read(&f.conn, Some(CampaignId(1))).expect("doubts");
        let pairs = review.conflicts.into_iter().map(|row| (row.codes, row.owners, row.orders, row.settled));
        (pairs.collect::<Vec<_>>(), review.orders_total, review.orders.len(), review.owners.len())
    };
    let codes = ("leo-*".to_owned(), "mia10".to_owned());
    let owners = ((CreatorId(3), "leo".to_owned()), (CreatorId(1), "mia".to_owned()));
    assert_eq!(found(&f), (vec![(codes.clone(), owners.clone(), 1, None)], 1, 1, 2));

    let settle = |winner| OutlookCmd::SettleCodes { codes: codes.clone(), winner: CreatorId(winner) };
    assert_eq!(
        f.outlook(settle(3)),
        "Orders with any LEO-* and MIA10 belong to @leo, now and later; 1 order is attributed differently now."
    );
    assert_eq!(f.owner(2), (Some(2), "code".to_owned()));
    assert_eq!(found(&f).0, [(codes.clone(), owners, 1, Some(CreatorId(3)))]);
    assert_eq!(f.outlook(settle(3)), "Orders with any LEO-* and MIA10 already belong to @leo.");
    assert_eq!(f.outlook(settle(2)), "@o.neil has neither leo-* nor mia10. Nothing was changed.");
    assert_eq!(
        f.outlook(settle(1)),
        "Orders with any LEO-* and MIA10 belong to @mia, now and later; 1 order is attributed differently now."
    );
    f.run(&WriteCmd::Undo).expect("undoes");
    assert_eq!(f.owner(2), (Some(2), "code".to_owned()));
}

#[test]
fn orders_are_given_and_taken_back() {
    let mut f = two();
    let give = |orders: &[i64], to: Option<i64>| {
        OutlookCmd::GiveOrders(orders.iter().map(|id| OrderId(*id)).collect(), to.map(CollaborationId))
    };
    assert_eq!(f.outlook(give(&[3, 1], Some(1))), "Gave 2 orders to @mia.");
    assert_eq!(f.owner(3), (Some(1), "person".to_owned()));
    assert_eq!(f.outlook(give(&[3], Some(1))), "These orders are already there. Nothing was changed.");
    assert_eq!(f.outlook(give(&[3], None)), "Made 1 order unattributed.");
    assert_eq!(f.outlook(give(&[3], Some(99))), "This collaboration no longer exists.");
    assert_eq!(kept_sums(&f.conn), sums(&f.conn));
}

#[test]
fn terms_are_ranges() {
    let mut f = two();
    let terms = Terms { leak_low_bp: 1_000, leak_high_bp: 3_050, next_budget_minor: Some(40_000), ..Terms::default() };
    let set = |terms| OutlookCmd::SetTerms(CampaignId(1), terms);
    assert_eq!(f.outlook(set(terms)), "Set for Spring: promo code leak 10% to 30.5%, next budget $400.00.");
    assert_eq!(f.outlook(set(terms)), "Nothing changed on Spring.");
    assert_eq!(
        f.outlook(set(Terms { leak_high_bp: 900, ..terms })),
        "A promo code leak must be a range from 0% to 100%, smaller number first."
    );
    assert!(f.outlook(set(Terms { halo_high_bp: -1, ..terms })).starts_with("A halo must be a range"));
    assert_eq!(
        f.outlook(set(Terms::default())),
        "Set for Spring: promo code leak none, next budget back to the rest of the campaign budget."
    );
    let leak = |leak| OutlookCmd::SetLeak(CampaignId(1), CreatorId(1), leak);
    assert_eq!(f.outlook(leak(None)), "Nothing changed on @mia.");
    assert_eq!(f.outlook(leak(Some((2_000, 2_000)))), "Set the promo code leak of @mia in Spring: 20%.");
    assert_eq!(f.outlook(leak(None)), "Set the promo code leak of @mia in Spring: same as the campaign.");
}

#[test]
fn choices_and_decisions_are_kept() {
    let mut f = two();
    let choose = |who, choice| OutlookCmd::SetChoice(CampaignId(1), CreatorId(who), choice);
    assert_eq!(f.outlook(choose(1, Choice::Open)), "Nothing changed on @mia.");
    assert_eq!(f.outlook(choose(1, Choice::Excluded)), "Excluded @mia from the next batch of Spring.");
    assert_eq!(f.outlook(choose(1, Choice::Pinned)), "Pinned @mia to the next batch of Spring.");
    f.conn.execute("UPDATE creator SET do_not_contact = 1 WHERE id = 3", []).expect("an edit");
    assert_eq!(
        f.outlook(choose(3, Choice::Pinned)),
        "@leo is marked do not contact and can't be booked. Allow contact first."
    );
    let decide = |ids: &[i64]| WriteCmd::PassMilestone {
        ids: ids.iter().map(|id| CollaborationId(*id)).collect(),
        milestone: Milestone::Decision(Decision::Scale),
        day: clock().today(),
    };
    assert_eq!(f.say(&decide(&[1])), "Decided on @mia: scale.");
    assert_eq!(f.nothing(&decide(&[1])), "@mia is already noted as scale.");
    assert_eq!(f.say(&decide(&[1, 2])), "Decided on 1 of 2 creators: scale, 1 was already noted.");
}

/// A batch of the builder: who is in it, and how often.
pub(super) fn built(batch: Option<BatchId>, bookings: &[(i64, u32)]) -> PlannedBatch {
    let booking = |(creator, times): &(i64, u32)| PlannedBooking {
        creator: CreatorId(*creator),
        bookings: *times,
        like: None,
        fee_minor: Some(8_000),
        posts: 1,
        post_on: clock().today().succ_opt(),
    };
    PlannedBatch {
        campaign: CampaignId(1),
        batch,
        name: "Batch 2".to_owned(),
        rule: Some(SuccessRule { creators: 2, ..SuccessRule::default() }),
        ends_on: clock().today().succ_opt(),
        bookings: bookings.iter().map(booking).collect(),
    }
}

#[test]
fn what_was_built_becomes_the_next_batch() {
    let mut f = two();
    let plan = |batch, bookings: &[(i64, u32)]| OutlookCmd::PlanBatch(Box::new(built(batch, bookings)));
    assert_eq!(
        f.outlook(plan(None, &[(3, 2), (1, 1), (2, 1)])),
        "Planned Batch 2 of Spring: @leo twice, @mia, @o.neil. It is the current batch now."
    );
    let costs = |f: &Fixture| {
        lines(
            &f.conn,
            "SELECT concat_ws(' ', handle, commission_bp, kind, amount_minor, cost_item.state) FROM cost_item
             JOIN collaboration ON collaboration.id = collaboration_id JOIN creator ON creator.id = creator_id
             WHERE batch_id = 2 ORDER BY cost_item.id",
        )
    };
    let expected = [
        "leo 500 fee 16000 offered",
        "leo 500 product 3600 offered",
        "mia 0 fee 8000 offered",
        // New to the campaign: what they ask, and the product that the last one got.
        "o.neil 0 fee 8000 offered",
        "o.neil 0 product 1800 offered",
    ];
    assert_eq!(costs(&f), expected);
    let due = "SELECT concat_ws(' ', handle, due_on) FROM deliverable JOIN collaboration ON collaboration.id = collaboration_id \
               JOIN creator ON creator.id = creator_id ORDER BY deliverable.id";
    let post_on = clock().today().succ_opt().expect("a day");
    assert_eq!(lines(&f.conn, due), ["leo", "leo", "mia", "o.neil"].map(|handle| format!("{handle} {post_on}")));
    let of_batch = "SELECT concat_ws(' ', status, rule_creators, rule_measure, ends_on, (SELECT value FROM setting WHERE name = 'current_batch')) FROM batch WHERE id = 2";
    assert_eq!(lines(&f.conn, of_batch), [format!("planned 2 roas {post_on} 2")]);
    assert_eq!(f.owner(1), (Some(1), "code".to_owned()), "the same code counts for the batch that has started");

    // Those in it stay as they are, and so do its rule and its end.
    let again = plan(Some(BatchId(2)), &[(3, 1), (1, 1), (2, 1)]);
    assert!(f.nothing(&WriteCmd::Outlook(again)).contains("already"));
    assert_eq!(
        f.outlook(OutlookCmd::EmptyBatch(BatchId(1))),
        "Batch A of Spring has started, so its creators can't change."
    );
    assert_eq!(f.outlook(OutlookCmd::EmptyBatch(BatchId(2))), "Took all 3 creators out of Batch 2 of Spring.");
    assert_eq!(f.outlook(OutlookCmd::EmptyBatch(BatchId(2))), "Batch 2 of Spring has no creators.");
    assert!(f.outlook(plan(Some(BatchId(2)), &[(1, 1)])).starts_with("Added to Batch 2 of Spring: @mia."));
    assert!(f.outlook(plan(Some(BatchId(1)), &[(1, 1)])).contains("has started"));
    let nobody = PlannedBatch { name: "Batch 3".to_owned(), ..built(None, &[(77, 1)]) };
    assert!(f.outlook(OutlookCmd::PlanBatch(Box::new(nobody))).contains("no longer exists"));
    assert_eq!(lines(&f.conn, "SELECT '' || count(*) FROM batch"), ["2"], "what is refused leaves nothing behind");
}

#[test]
fn a_star_stands_at_the_end() {
    let mut f = two();
    let save = |code: &str| WriteCmd::SaveCollaboration {
        id: CollaborationId(1),
        fields: Box::new(CollaborationFields { codes: vec![code.to_owned()], ..CollaborationFields::default() }),
    };
    for code in ["*", "M*A", "MIA**"] {
        assert!(f.run(&save(code)).expect_err("refused").to_string().contains("star may only end"), "{code}");
    }
    assert!(f.run(&save("MI*")).is_ok());
    assert_eq!(f.owner(1), (Some(1), "code".to_owned()));
}

#[test]
fn a_code_that_nobody_has_is_given_with_its_orders_and_taken_back() {
    let mut f = two();
    f.conn
        .execute_batch(
            "INSERT INTO sale_order (id, source, external_id, name, placed_at, placed_on, currency, total_minor, net_minor, state,
                 codes, collaboration_id, attributed_by)
               VALUES (4, 's', '4', '#1004', 1, '2026-03-08', 'USD', 900, 900, 'sale', 'Spring5', NULL, 'nobody'),
                      (5, 's', '5', '#1005', 1, '2026-03-08', 'USD', 900, 900, 'sale', 'spring5', NULL, 'nobody');
             INSERT INTO order_code (order_id, folded) VALUES (4, 'spring5'), (5, 'spring5');",
        )
        .expect("orders");
    let codes = |f: &Fixture, campaign| {
        let review = crate::store::needs_review::read(&f.conn, campaign).expect("doubts");
        review.codes.into_iter().map(|row| (row.code, row.orders, row.net_minor)).collect::<Vec<_>>()
    };
    let spring = [("Spring5".to_owned(), 2, 1_800)];
    assert_eq!((codes(&f, Some(CampaignId(1))), codes(&f, None)), (spring.to_vec(), spring.to_vec()));
    let give = OutlookCmd::GiveCode("Spring5".to_owned(), CodeHolder::Collaboration(CollaborationId(2)));
    assert!(f.outlook(give.clone()).starts_with("Orders with Spring5 belong to @leo, now and later"), "its orders too");
    assert_eq!((f.owner(4), f.owner(5)), ((Some(2), "code".to_owned()), (Some(2), "code".to_owned())));
    assert!(codes(&f, Some(CampaignId(1))).is_empty());
    assert!(f.outlook(give).contains("already belong"));
    f.run(&WriteCmd::Undo).expect("undoes");
    assert_eq!((f.owner(4).0, codes(&f, None)), (None, spring.to_vec()));
}
