//! A batch of the builder becomes what was shown, and a fee in it changes.

use super::*;
use crate::analysis::rules::Rules;
use crate::domain::{Money, SuccessRule};
use crate::proto::builder::{Builder, BuilderAsk, Price};
use crate::proto::draft::Draft;
use crate::proto::outlook::OutlookCmd;
use crate::store::builder;
use crate::store::evidence::HeldOrders;
use crate::store::fixture::sold;

fn built(f: &Fixture, draft: &Draft) -> Builder {
    let ask = BuilderAsk { draft: draft.clone(), ..BuilderAsk::default() };
    let (rules, kept) = (Rules::default(), HeldOrders::default());
    builder::read(&f.conn, &ask, clock().today(), &rules, &kept).expect("reads").expect("a campaign")
}

fn plan(builder: &Builder) -> WriteCmd {
    WriteCmd::Outlook(OutlookCmd::PlanBatch(Box::new(builder.planned())))
}

fn dollars(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

/// Mia was tested, at a cost that was partly released; the others are candidates of every kind of price. All are pinned.
fn shop() -> Fixture {
    let f = sold("finished");
    for (id, price) in [(3, Some(4_000)), (4, Some(9_000)), (5, Some(3_000)), (6, Some(8_000)), (7, None)] {
        f.add_priced(id, price);
    }
    f.execute(
        "INSERT INTO terms (campaign_id, next_budget_minor) VALUES (1, 900000);
         INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day)
           VALUES (1, 'boost', 999, 'offered', '2026-01-02'), (1, 'rights', 5000, 'released', '2026-01-02');
         INSERT INTO creator_terms (campaign_id, creator_id, choice)
           SELECT 1, id, 'pinned' FROM creator WHERE id IN (1, 3, 4, 5, 6, 7);
         UPDATE creator SET price_currency = 'GBP' WHERE id = 6;",
    );
    f
}

/// The lines as a person reads them.
fn lines(builder: &Builder) -> Vec<(i64, u32, Option<i64>, Option<NaiveDate>)> {
    let line = |line: &crate::proto::builder::BatchLine| {
        let person = builder.person(line).expect("listed");
        (person.creator.0, line.bookings, line.cost_minor, line.post_on)
    };
    let mut lines: Vec<_> = builder.lines.iter().map(line).collect();
    lines.sort_unstable();
    lines
}

#[test]
fn enter_plans_exactly_what_is_shown_and_one_undo_takes_it_back() {
    let mut f = shop();
    let rule = SuccessRule { creators: 3, level_e4: Some(20_000), ..SuccessRule::default() };
    let draft = Draft {
        bookings: [(CreatorId(1), 2)].into(),
        fees: [(CreatorId(1), dollars(11_000)), (CreatorId(3), dollars(0)), (CreatorId(4), dollars(7_000))].into(),
        first_post: clock().today().checked_add_days(chrono::Days::new(30)),
        apart_days: Some(5),
        rule: Some(rule),
        ends_on: clock().today().checked_add_days(chrono::Days::new(90)),
        ..Draft::default()
    };
    let shown = built(&f, &draft);
    let price = |builder: &Builder, id: i64| {
        builder.people.iter().find(|person| person.creator.0 == id).map(|person| person.price).expect("listed")
    };
    assert_eq!(
        [1, 3, 4, 5].map(|id| price(&shown, id)),
        [Price::Typed(11_000), Price::Typed(0), Price::Typed(7_000), Price::Asked(3_000)]
    );
    assert_eq!(shown.days.added.first().copied(), draft.first_post);
    let before = dump(&f.conn);
    assert!(f.say(&plan(&shown)).contains("Planned Batch 2"));
    for draft in [&draft, &Draft::default()] {
        let planned = built(&f, draft);
        assert_eq!(lines(&planned), lines(&shown));
        assert_eq!((planned.rule, planned.days.ends_on), (Some(rule), draft_end(&shown)));
        assert_eq!((planned.cost_minor, &planned.days.posts), (shown.cost_minor, &shown.days.posts));
        assert_eq!([1, 3, 4].map(|id| price(&planned, id)), [11_000, 0, 7_000].map(Price::Planned));
        assert!((planned.returns.expect("told").1 - shown.returns.expect("told").1).abs() < 1e-9);
    }
    f.run(&WriteCmd::Undo).expect("undoes");
    assert_eq!(dump(&f.conn), before);
    assert_eq!(lines(&built(&f, &draft)), lines(&shown), "what was typed is there again");
}

fn draft_end(builder: &Builder) -> Option<NaiveDate> {
    builder.draft.ends_on
}

#[test]
fn a_second_enter_or_another_window_plans_no_second_batch() {
    let mut f = shop();
    let shown = built(&f, &Draft::default());
    assert!(f.run(&plan(&shown)).is_ok());
    let again = f.run(&plan(&shown)).expect_err("refused").to_string();
    assert!(again.contains("Batch 2 is there already"), "{again}");
    f.execute("UPDATE batch SET status = 'running' WHERE id = 2");
    let next = built(&f, &Draft::default());
    assert_eq!((next.batch, next.batch_name.as_str()), (None, "Batch 3"));
    f.execute("DELETE FROM collaboration WHERE batch_id = 2; DELETE FROM batch WHERE id = 2");
    let gone = f.run(&plan(&next)).expect_err("refused").to_string();
    assert!(gone.contains("The next one is Batch 2") && !gone.contains("there already"), "{gone}");
}

#[test]
fn a_fee_of_the_planned_batch_changes_with_the_price_asked_where_that_is_meant() {
    let mut f = shop();
    let shown = built(&f, &Draft::default());
    f.run(&plan(&shown)).expect("plans");
    let set = |fee_minor, asks_minor| {
        let (batch, creator) = (BatchId(2), CreatorId(4));
        WriteCmd::Outlook(OutlookCmd::SetFee { batch, creator, fee_minor, asks_minor })
    };
    let price = |f: &Fixture| {
        let now = built(f, &Draft::default());
        now.people.iter().find(|person| person.creator == CreatorId(4)).map(|person| person.price)
    };
    f.say(&set(Some(6_500), None));
    assert_eq!(price(&f), Some(Price::Planned(6_500)));
    f.say(&set(Some(6_000), Some(6_000)));
    f.say(&set(None, None));
    assert_eq!(price(&f), Some(Price::Asked(6_000)), "empty: what they ask now");
    f.nothing(&set(None, None));
    f.execute("UPDATE batch SET status = 'running' WHERE id = 2");
    assert!(f.run(&set(Some(1), None)).expect_err("refused").to_string().contains("has started"));
    f.execute("UPDATE batch SET status = 'planned' WHERE id = 2; DELETE FROM collaboration WHERE batch_id = 2");
    assert!(f.run(&set(Some(1), None)).expect_err("refused").to_string().contains("no longer"));
}
