//! Who is a candidate, on what terms, and that the numbers are those of the analysis.

use super::*;
use crate::analysis::input::{CampaignInput, Target};
use crate::analysis::odds::odds;
use std::sync::Arc;

use crate::domain::Money;
use crate::domain::filter::{Field, parse};
use crate::proto::{Answer, Query, Target as Whom, WriteCmd};
use crate::store::answer::Asker;
use crate::store::fixture::{Fixture, clock, fixture, sold};
use crate::store::list_context::ListContext;
use crate::store::{breakdown, index, write};

fn shop() -> Fixture {
    sold("running")
}

fn odds_of(f: &Fixture) -> Option<CampaignOdds> {
    let (rules, kept) = (Rules::default(), HeldOrders::default());
    read(&f.conn, CampaignId(1), clock().today(), &rules, &kept).expect("reads")
}

fn ids(odds: &CampaignOdds) -> Vec<i64> {
    odds.candidates.iter().map(|candidate| candidate.creator.0).collect()
}

fn one(f: &Fixture, id: i64) -> CandidateOdds {
    *odds_of(f).expect("odds").of(CreatorId(id)).expect("a candidate")
}

#[test]
fn rejected_blocked_and_booked_creators_are_no_candidates() {
    let f = shop();
    for id in 3..8 {
        f.add_priced(id, Some(9_500));
    }
    f.execute(
        "UPDATE creator SET verdict = 'rejected' WHERE id = 3; UPDATE creator SET do_not_contact = 1 WHERE id = 4;
         INSERT INTO batch (id, campaign_id, name, folded, updated_at) VALUES (2, 1, 'B', 'b', 1);
         INSERT INTO collaboration (batch_id, creator_id, updated_at) VALUES (2, 5, 1);",
    );
    let odds = odds_of(&f).expect("odds");
    // mia (1) was booked; a planned batch books nobody.
    assert_eq!(ids(&odds), [2, 5, 6, 7]);
    assert_eq!((odds.tested, odds.goods_minor, odds.currency), (1, 2_500, Currency::USD));
    assert!((odds.target_roas - 1.0 / 0.6).abs() < 1e-12);
    assert_eq!(odds.of(CreatorId(1)), None);
    f.execute("UPDATE batch SET status = 'running' WHERE id = 2");
    assert_eq!(ids(&odds_of(&f).expect("odds")), [2, 6, 7]);
}

#[test]
fn the_odds_are_those_of_the_analysis() {
    let f = shop();
    f.add_priced(3, Some(9_500));
    let (rules, kept) = (Rules::default(), HeldOrders::default());
    let evidence = Evidence::read(&f.conn, None, clock().today()).expect("evidence");
    let campaign = report::results(&f.conn, None).expect("results").remove(0);
    let asked = evidence.question(&f.conn, &campaign, &rules, &kept).expect("reads").expect("a question");
    let plan = Plan { cost_minor: Some(9_500 + 2_500), ..Plan::default() };
    let candidate = CreatorInput {
        followers: Some(30_000),
        reference_posts: 10,
        reference_views: Some(11_000.0),
        plan,
        ..CreatorInput::default()
    };
    let mut input = asked.input;
    input.creators.push(candidate);
    let constants =
        Constants { order_ramp: evidence.order_ramp(&campaign, &rules.constants), ..rules.constants.clone() };
    let expected = odds(&input, &constants).pop().flatten().expect("odds");
    let (ours, promise) = (one(&f, 3), expected.promise.expect("a price"));
    let priced = ours.promise.expect("a price");
    assert_eq!(priced.fee_minor, 9_500);
    assert!((priced.chance - promise.chance).abs() < 1e-12 && (priced.index - promise.index).abs() < 1e-12);
    #[expect(clippy::cast_possible_truncation, reason = "an amount")]
    let fixed_minor = expected.worth_minor as i64;
    assert_eq!(ours.worth_minor + 2_500, fixed_minor, "a fee, without the goods");
}

#[test]
fn without_a_price_in_the_currency_there_is_only_a_worth() {
    let f = shop();
    f.add_priced(3, None);
    f.add_priced(4, Some(8_000));
    f.execute("UPDATE creator SET price_currency = 'GBP' WHERE id = 4");
    assert_eq!(one(&f, 3).promise, Err(NoOdds::NoPrice));
    let pounds = Money::new(8_000, "GBP".parse().expect("a currency"));
    assert_eq!(one(&f, 4).promise, Err(NoOdds::Currency { price_minor: 8_000, currency: pounds.currency }));
    assert!(one(&f, 3).worth_minor > 0);
    assert_eq!(one(&f, 3).worth_minor, one(&f, 4).worth_minor);
}

#[test]
fn a_gift_costs_its_product_and_without_one_there_is_nothing_to_tell() {
    let f = shop();
    f.add_priced(3, Some(0));
    f.add_priced(4, Some(100_000_000));
    assert!(one(&f, 3).promise.is_ok_and(|gift| gift.fee_minor == 0 && gift.chance > 0.3));
    assert!(one(&f, 4).promise.is_ok_and(|dear| dear.chance < 0.01));
    f.execute("DELETE FROM cost_item WHERE kind <> 'fee'");
    assert_eq!(one(&f, 3).promise, Err(NoOdds::NoCost));
    assert!(one(&f, 3).worth_minor > 0);
}

#[test]
fn what_is_planned_comes_before_what_is_asked() {
    let f = shop();
    f.add_priced(3, Some(9_500));
    f.execute(
        "INSERT INTO batch (id, campaign_id, name, folded, updated_at) VALUES (2, 1, 'B', 'b', 1);
         INSERT INTO collaboration (id, batch_id, creator_id, updated_at) VALUES (2, 2, 3, 1);",
    );
    let asked = one(&f, 3);
    f.execute("INSERT INTO deliverable (collaboration_id) VALUES (2), (2);");
    let two_posts = one(&f, 3);
    assert_eq!((two_posts.posts, two_posts.promise.expect("a price").fee_minor), (2, 19_000));
    assert!(two_posts.worth_minor > asked.worth_minor);
    f.execute(
        "INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day) VALUES
           (2, 'fee', 12000, 'offered', '2026-03-01'), (2, 'fee', 99000, 'released', '2026-03-01');
         UPDATE collaboration SET commission_bp = 1000 WHERE id = 2;",
    );
    let typed = one(&f, 3);
    assert_eq!(typed.promise.expect("a price").fee_minor, 12_000);
    assert!(typed.worth_minor < two_posts.worth_minor, "a commission leaves less for the fee");
}

#[test]
fn before_anybody_is_booked_candidates_stand_among_themselves() {
    let f = fixture();
    f.execute("UPDATE campaign SET margin_bp = 6000");
    f.add_priced(3, Some(9_500));
    f.add_priced(4, Some(19_500));
    let odds = odds_of(&f).expect("odds");
    // mia is in the planned batch, where her fee is typed.
    assert_eq!((ids(&odds), odds.tested, odds.goods_minor), (vec![1, 2, 3, 4], 0, 0));
    let chance = |id| odds.of(CreatorId(id)).and_then(|candidate| candidate.promise.ok()).map(|priced| priced.chance);
    assert!(chance(3) > chance(4));
    assert_eq!(odds.of(CreatorId(1)).and_then(|mia| mia.promise.ok()).map(|priced| priced.fee_minor), Some(15_000));
}

#[test]
fn there_are_no_odds_without_a_target_or_for_another_goal() {
    let f = fixture();
    assert_eq!(odds_of(&f), None, "neither margin nor target");
    f.execute("UPDATE campaign SET margin_bp = 6000, goal = 'awareness'");
    assert_eq!(odds_of(&f), None);
    let (rules, kept) = (Rules::default(), HeldOrders::default());
    assert_eq!(read(&f.conn, CampaignId(9), clock().today(), &rules, &kept).expect("reads"), None);
}

#[test]
fn a_campaign_without_candidates_is_empty() {
    let f = shop();
    f.execute("DELETE FROM creator WHERE id = 2");
    assert_eq!(odds_of(&f).expect("odds").candidates, []);
    // As a check of the terms: the input of nobody makes nobody.
    let target = Target::new(None, Some(6_000)).expect("a target");
    assert_eq!(odds(&CampaignInput::new(target, Some(6_000), 4_000), &Constants::default()), []);
}

/// What a filter finds, in its order.
fn found(f: &Fixture, text: &str) -> Result<Vec<i64>> {
    let context = ListContext::usual(clock().today());
    let read = parse(text, context.calendar()).unwrap_or_else(|fault| panic!("{text}: {fault}"));
    let ids = index::list(&f.conn, read.expr.as_ref(), &read.sort, context)?;
    Ok(ids.iter().map(|id| id.0).collect())
}

#[test]
fn filters_and_orders_ask_for_the_odds_in_the_current_campaign() {
    let f = shop();
    for (id, price) in [(3, Some(9_500)), (4, Some(19_500)), (5, None), (6, Some(2_000)), (7, Some(0))] {
        f.add_priced(id, price);
    }
    let odds = odds_of(&f).expect("odds");
    let chance = |id: i64| odds.of(CreatorId(id)).and_then(CandidateOdds::chance_percent);
    let list = |text: &str| found(&f, text).expect("a list");
    // mia (1) was booked; o.neil (2) and c5 have no price.
    assert_eq!(list("sort:-odds"), [7, 6, 3, 4, 5, 1, 2], "unknown comes last, by handle");
    assert_eq!(list("odds:none"), [5, 2, 1]);
    let middle = chance(3).expect("a price");
    assert_eq!(list(&format!("odds>{middle} sort:-odds")), [7, 6]);
    assert_eq!(list(&format!("odds>={middle} sort:odds")), [3, 6, 7]);
    assert_eq!(list(&format!("-odds<{middle}")), [7, 6, 5, 3, 2, 1], "unknown is not below");
    let worth = odds.units(odds.of(CreatorId(3)).expect("a candidate").worth_minor);
    assert_eq!(
        list(&format!("worth>={worth} odds:none")),
        [5],
        "as many views as c3, whose price says nothing of worth"
    );
    // A creator who was rejected since is no candidate any more.
    f.execute("UPDATE creator SET verdict = 'rejected' WHERE id = 6");
    assert_eq!(list(&format!("odds>{middle} sort:-odds")), [7]);
    // A view asks as its filter does.
    f.execute("INSERT INTO saved_view (name, filter) VALUES ('Promising', 'odds>1')");
    assert_eq!(list("view:promising sort:-odds"), [7, 3, 4]);
    let bars = breakdown::breakdown(&f.conn, Field::Odds, None, ListContext::usual(clock().today())).expect("bars");
    assert_eq!(bars.bars.iter().map(|bar| bar.creators).sum::<i64>(), bars.creators);
    assert!(bars.bars.len() > 1, "{bars:?}");
}

#[test]
fn a_filter_for_odds_is_refused_where_there_are_none() {
    let f = fixture();
    let refused = found(&f, "odds>50").expect_err("neither margin nor target");
    assert!(refused.full().contains("margin"), "{refused:?}");
    assert_eq!(found(&f, "sort:-odds").expect("a list"), [1, 2], "an order hides nobody");
    f.execute("UPDATE campaign SET margin_bp = 6000");
    assert_eq!(found(&f, "odds>0").expect("a list"), [1]);
    // The current campaign is that of the current batch, else the newest.
    f.execute("INSERT INTO campaign (id, name, folded, currency, updated_at) VALUES (2, 'Fall', 'fall', 'USD', 1)");
    found(&f, "odds>0").expect_err("Fall has neither");
    f.execute("INSERT INTO setting (name, value) VALUES ('current_batch', '1')");
    assert_eq!(found(&f, "odds>0").expect("a list"), [1]);
}

#[test]
fn commands_on_a_filtered_list_act_on_whom_it_shows() {
    let mut f = shop();
    f.add_priced(3, Some(9_500));
    f.add_priced(4, Some(1_000_000));
    let rules = Rules::default();
    let filter = parse("odds>1", rules.calendar(clock().today())).expect("a filter").expr.map(Arc::new);
    let target = Whom::Shown { filter, except: Arc::default() };
    let done = write::run(&mut f.conn, &WriteCmd::Rate { target, stars: 4 }, &clock(), &rules).expect("rates");
    assert_eq!(done.changed, 1);
    assert_eq!(found(&f, "rating:4").expect("a list"), [3]);
}

#[test]
fn what_was_worked_out_lasts_until_the_file_changes() {
    let f = shop();
    f.add_priced(3, Some(9_500));
    let (asker, rules) = (Asker::open(&f.path).expect("opens"), Rules::default());
    let current = || match asker.answer(&Query::CurrentOdds, clock().today(), &rules).expect("odds") {
        Answer::CurrentOdds(odds) => odds.expect("a campaign"),
        other => panic!("{other:?}"),
    };
    let list = || match asker.answer(&all_with_odds(), clock().today(), &rules).expect("a list") {
        Answer::Index(ids) => ids.iter().map(|id| id.0).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let (first, again) = (current(), current());
    assert!(Arc::ptr_eq(&first, &again));
    assert_eq!(list(), [3]);
    f.add_priced(4, Some(9_500));
    assert_eq!((list(), current().candidates.len()), (vec![4, 3], first.candidates.len() + 1));
    f.execute("UPDATE campaign SET goal = 'awareness'");
    asker.answer(&all_with_odds(), clock().today(), &rules).expect_err("no odds");
    assert_eq!(asker.answer(&Query::CurrentOdds, clock().today(), &rules).expect("none"), Answer::CurrentOdds(None));
}

#[test]
fn whether_there_will_be_odds_is_known_before_they_are_worked_out() {
    let f = shop();
    let rules = Rules::default();
    for change in [
        "UPDATE campaign SET goal = 'conversions'",
        "UPDATE campaign SET margin_bp = NULL",
        "UPDATE campaign SET target_roas_e4 = 20000",
        "UPDATE campaign SET goal = 'awareness'",
        "DELETE FROM campaign",
    ] {
        f.execute(change);
        let asker = Asker::open(&f.path).expect("opens");
        let ask = |query| asker.answer(&query, clock().today(), &rules).expect("an answer");
        let Answer::CurrentBatch(current) = ask(Query::CurrentBatch) else { panic!("not where the file stands") };
        let Answer::CurrentOdds(odds) = ask(Query::CurrentOdds) else { panic!("no odds") };
        assert_eq!(current.odds_in, odds.map(|odds| odds.name.clone()), "{change}");
    }
}

fn all_with_odds() -> Query {
    let filter = parse("odds:*", Rules::default().calendar(clock().today())).expect("a filter").expr;
    Query::Index { filter: filter.map(Arc::new), sort: Vec::new() }
}

/// A thousand candidates of whom nothing is known, at every price there may be, in two currencies, with every commission.
#[test]
fn nothing_makes_a_number_that_is_none() {
    let f = shop();
    f.execute(
        "WITH RECURSIVE n (n) AS (SELECT 100 UNION ALL SELECT n + 1 FROM n WHERE n < 1099)
         INSERT INTO creator (id, handle, followers, views, price_minor, price_currency, added_on, updated_at)
         SELECT n, 'n' || n, CASE n % 4 WHEN 0 THEN 0 WHEN 1 THEN 9000000000000 END, CASE n % 5 WHEN 0 THEN 0 WHEN 1 THEN 9000000000000 END,
           CASE n % 6 WHEN 0 THEN 0 WHEN 1 THEN 100000000 WHEN 2 THEN 9000000000000000 WHEN 3 THEN 9500 WHEN 4 THEN 1 END,
           iif(n % 7, 'USD', 'GBP'), '2026-03-01', 1 FROM n;
         INSERT INTO batch (id, campaign_id, name, folded, updated_at) VALUES (2, 1, 'B', 'b', 1);
         INSERT INTO collaboration (batch_id, creator_id, commission_bp, updated_at) SELECT 2, id, id % 3 * 5000, 1 FROM creator WHERE id > 1000",
    );
    let check = || {
        let odds = odds_of(&f).expect("odds");
        assert_eq!(odds.candidates.len(), 1_001);
        for one in &odds.candidates {
            assert!(one.worth_minor >= 0, "{one:?}");
            if let Ok(priced) = one.promise {
                assert!(
                    (0.0..=1.0).contains(&priced.chance) && priced.index >= 0.0 && priced.index.is_finite(),
                    "{one:?}"
                );
            }
        }
        let all_of_it = |one: &CandidateOdds| one.creator.0 > 1_000 && one.creator.0 % 3 == 2;
        let of_those = || odds.candidates.iter().filter(|one| all_of_it(one));
        assert!(
            of_those().count() > 20 && of_those().all(|one| one.worth_minor == 0),
            "a commission of 100% leaves nothing"
        );
        let foreign = odds.candidates.iter().filter(|one| matches!(one.promise, Err(NoOdds::Currency { .. }))).count();
        assert!(foreign > 50, "{foreign}");
    };
    check();
    f.execute(
        "DELETE FROM cost_item WHERE kind <> 'fee'; UPDATE batch SET status = 'planned' WHERE id = 1; DELETE FROM collaboration WHERE id = 1",
    );
    let odds = odds_of(&f).expect("odds");
    assert_eq!((odds.tested, odds.candidates.len()), (0, 1_002), "nobody was tested");
    assert!(odds.candidates.iter().all(|one| one.promise.is_ok_and(|p| p.chance.is_finite()) || one.promise.is_err()));
}
