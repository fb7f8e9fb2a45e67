//! Whom the builder lists, what it proposes, and what it says of the batch.

use super::table::LISTED;
use super::*;
use crate::domain::{BatchId, CampaignId};
use crate::domain::{Goal, Money, SuccessRule};
use crate::proto::addable::Bar;
use crate::proto::builder::{Bookee, BudgetFrom, Conflict, Price};
use crate::proto::draft::Draft;
use crate::proto::outlook::Choice;
use crate::store::fixture::{Fixture, clock, fixture, sold};

fn shop() -> Fixture {
    sold("finished")
}

fn asked(f: &Fixture, ask: &BuilderAsk) -> Builder {
    let (rules, kept) = (Rules::default(), HeldOrders::default());
    read(&f.conn, ask, clock().today(), &rules, &kept).expect("reads").expect("a campaign")
}

fn built(f: &Fixture) -> Builder {
    asked(f, &BuilderAsk::default())
}

fn drafted(draft: Draft) -> BuilderAsk {
    BuilderAsk { draft, ..BuilderAsk::default() }
}

fn in_batch(builder: &Builder) -> Vec<i64> {
    builder.lines.iter().filter_map(|line| builder.person(line)).map(|person| person.creator.0).collect()
}

fn of(builder: &Builder, id: i64) -> &Bookee {
    builder.people.iter().find(|person| person.creator.0 == id).expect("listed")
}

fn budget(f: &Fixture, minor: i64) {
    let terms = format!(
        "INSERT INTO terms (campaign_id, next_budget_minor) VALUES (1, {minor})
        ON CONFLICT (campaign_id) DO UPDATE SET next_budget_minor = {minor}"
    );
    f.execute(&terms);
}

fn choose(f: &Fixture, id: i64, choice: &str) {
    let said = format!(
        "INSERT INTO creator_terms (campaign_id, creator_id, choice) VALUES (1, {id}, '{choice}')
        ON CONFLICT (campaign_id, creator_id) DO UPDATE SET choice = '{choice}'"
    );
    f.execute(&said);
}

#[test]
fn the_best_odds_for_the_money_make_the_batch() {
    let f = shop();
    for (id, price) in [(3, 4_000), (4, 9_000), (5, 3_000), (6, 90_000)] {
        f.add_priced(id, Some(price));
    }
    f.add_priced(7, None);
    budget(&f, 20_000);
    let builder = built(&f);
    let odds: Vec<f64> = builder.people.iter().filter_map(|person| person.odds).collect();
    assert!(odds.windows(2).all(|pair| pair[0] >= pair[1]), "{odds:?}");
    assert!(of(&builder, 5).odds > of(&builder, 3).odds && of(&builder, 3).odds > of(&builder, 4).odds);
    assert_eq!((of(&builder, 7).odds, of(&builder, 7).price.fee_minor()), (None, None));
    assert!(of(&builder, 7).worth_minor.is_some());
    let chosen = in_batch(&builder);
    assert!(chosen.contains(&5) && chosen.contains(&3) && !chosen.contains(&6) && !chosen.contains(&7), "{chosen:?}");
    let sum: i64 = builder.lines.iter().filter_map(|line| line.cost_minor).sum();
    assert_eq!((builder.cost_minor, builder.over_minor, builder.left_minor()), (sum, 0, Some(20_000 - sum)));
    assert_eq!((builder.money_from, builder.batch, builder.batch_name.as_str()), (BudgetFrom::Own, None, "Batch 2"));
    let plan = builder.forecast.expect("a forecast");
    assert_eq!(plan.cost_minor, sum);
    let ([low, middle, high], chance) = builder.returns.expect("returns");
    assert!(0.0 < low && low < middle && middle < high && (0.0..=1.0).contains(&chance));
    assert_eq!(builder.days.posts.len(), builder.lines.len());
    assert_eq!(builder.rule, Some(SuccessRule::proposed(Goal::Conversions, builder.lines.len())));
}

#[test]
fn pinned_always_excluded_never_and_what_goes_over_is_said() {
    let f = shop();
    for id in 3..9 {
        f.add_priced(id, Some(4_000));
    }
    f.add_priced(9, None);
    budget(&f, 20_000);
    for (id, choice) in [(3, "excluded"), (8, "pinned"), (9, "pinned")] {
        choose(&f, id, choice);
    }
    let builder = built(&f);
    let chosen = in_batch(&builder);
    assert!(!chosen.contains(&3) && chosen.contains(&8) && chosen.contains(&9), "{chosen:?}");
    assert_eq!(builder.line_of(CreatorId(9)).expect("pinned").cost_minor, None, "no price yet");
    f.execute("UPDATE creator SET price_minor = 99900 WHERE id = 8");
    let dear = built(&f);
    assert_eq!(in_batch(&dear), [8, 9], "nothing is added to what exceeds the money");
    assert_eq!((dear.cost_minor, dear.over_minor), (102_400, 82_400));
    let twice = asked(&f, &drafted(Draft { bookings: [(CreatorId(8), 2)].into(), ..Draft::default() }));
    assert_eq!(twice.line_of(CreatorId(8)).map(|line| (line.bookings, line.cost_minor)), Some((2, Some(204_800))));
    choose(&f, 8, "excluded");
    assert!(!in_batch(&built(&f)).contains(&8));
}

#[test]
fn the_first_batch_is_five_for_a_third_of_the_budget() {
    let f = fixture();
    f.execute("UPDATE campaign SET margin_bp = 6000, budget_minor = 300000; DELETE FROM batch");
    for id in 3..12 {
        f.add_priced(id, Some(90_000 + id));
    }
    let builder = built(&f);
    assert_eq!((builder.money_minor, builder.money_from, builder.size), (Some(100_000), BudgetFrom::Third, 5));
    assert_eq!(in_batch(&builder).len(), 1, "as far as the money goes, whatever the odds");
    f.execute("UPDATE campaign SET budget_minor = NULL");
    let unlimited = built(&f);
    assert_eq!((unlimited.money_minor, unlimited.money_from), (None, BudgetFrom::Unknown));
    assert_eq!((in_batch(&unlimited).len(), unlimited.left_minor()), (5, None));
    let three = asked(&f, &drafted(Draft { size: Some(3), ..Draft::default() }));
    assert_eq!(in_batch(&three).len(), 3);
    assert!(three.told_apart > unlimited.told_apart);
}

#[test]
fn the_planned_batch_is_filled_further() {
    let f = shop();
    for id in 3..6 {
        f.add_priced(id, Some(4_000));
    }
    budget(&f, 100_000);
    f.execute(
        "INSERT INTO batch (id, campaign_id, name, folded, ends_on, updated_at) VALUES (2, 1, 'B', 'b', '2026-06-01', 1);
         INSERT INTO collaboration (id, batch_id, creator_id, updated_at) VALUES (2, 2, 5, 1);
         INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day) VALUES (2, 'fee', 7000, 'agreed', '2026-03-01');",
    );
    let builder = built(&f);
    assert_eq!((builder.batch, builder.batch_name.as_str()), (Some(BatchId(2)), "B"));
    assert_eq!(in_batch(&builder)[0], 5, "those in it first");
    assert_eq!((of(&builder, 5).is_member, of(&builder, 5).price), (true, Price::Agreed(7_000)));
    assert_eq!(builder.days.ends_on.map(|day| day.to_string()).as_deref(), Some("2026-06-01"), "the end that was set");
    assert_eq!(builder.adds_minor(), builder.cost_minor - builder.lines[0].cost_minor.expect("a price"));
    choose(&f, 5, "excluded");
    assert!(in_batch(&built(&f)).contains(&5), "only the batch lets go of them");
}

#[test]
fn a_planned_member_costs_what_is_planned_and_is_not_booked_once_more() {
    let f = shop();
    budget(&f, 100_000);
    choose(&f, 1, "pinned");
    let twice = asked(&f, &drafted(Draft { bookings: [(CreatorId(1), 2)].into(), ..Draft::default() }));
    let line = |builder: &Builder| builder.line_of(CreatorId(1)).map(|line| (line.bookings, line.cost_minor));
    assert_eq!(line(&twice), Some((2, Some(35_000))), "150.00 and 25.00, twice");
    f.execute(
        "INSERT INTO batch (id, campaign_id, name, folded, updated_at) VALUES (2, 1, 'B', 'b', 1);
         INSERT INTO collaboration (id, batch_id, creator_id, updated_at) VALUES (2, 2, 1, 1);
         INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day)
           VALUES (2, 'fee', 30000, 'offered', '2026-03-01'), (2, 'product', 5000, 'offered', '2026-03-01');
         INSERT INTO deliverable (collaboration_id) VALUES (2), (2);",
    );
    let planned = built(&f);
    assert_eq!((line(&planned), of(&planned, 1).price), (Some((2, Some(35_000))), Price::Planned(15_000)));
    f.execute(
        "DELETE FROM deliverable; UPDATE cost_item SET amount_minor = 16001 WHERE collaboration_id = 2 AND kind = 'fee'",
    );
    assert_eq!(line(&built(&f)), Some((1, Some(21_001))), "one booking, whatever its verdict");
}

#[test]
fn what_speaks_against_somebody_is_said_and_keeps_them_out() {
    let f = shop();
    for id in 3..7 {
        f.add_priced(id, Some(4_000));
    }
    budget(&f, 100_000);
    f.execute(
        "UPDATE creator SET address = '1 Main St' WHERE id = 3;
         INSERT INTO campaign (id, name, folded, currency, updated_at) VALUES (2, 'Lip Oil', 'lip oil', 'USD', 0);
         INSERT INTO batch (id, campaign_id, name, folded, status, updated_at) VALUES (2, 2, 'L', 'l', 'running', 0);
         INSERT INTO collaboration (id, batch_id, creator_id, updated_at) VALUES (2, 2, 4, 1), (3, 2, 5, 1);
         INSERT INTO rights (collaboration_id, kind, ends_on) VALUES (3, 'exclusivity', '2026-12-31');
         UPDATE creator SET do_not_contact = 1 WHERE id = 1;",
    );
    let builder = built(&f);
    assert_eq!(of(&builder, 3).conflicts, []);
    assert_eq!(of(&builder, 6).conflicts, [Conflict::NoAddress]);
    let running = Conflict::Running { campaign: "Lip Oil".to_owned(), batch: "L".to_owned() };
    assert!(of(&builder, 4).conflicts.contains(&running));
    assert!(of(&builder, 5).conflicts.iter().any(|one| matches!(one, Conflict::Exclusive { until: Some(_), .. })));
    let chosen = in_batch(&builder);
    assert!(chosen.contains(&4) && !chosen.contains(&5) && !chosen.contains(&1), "{chosen:?}");
    assert!(of(&builder, 1).conflicts.contains(&Conflict::DoNotContact), "booked before, and blocked now");
    choose(&f, 5, "pinned");
    assert!(in_batch(&built(&f)).contains(&5), "a person may know better");
}

#[test]
fn of_those_without_odds_the_shortlist_comes_first() {
    let f = shop();
    for id in 3..320 {
        f.add_priced(id, None);
    }
    f.execute("UPDATE creator SET views = NULL, verdict = iif(id = 318, 'picked', 'new') WHERE id > 2");
    let builder = built(&f);
    let first = builder.people.iter().find(|person| person.odds.is_none()).expect("somebody without odds");
    assert_eq!((first.creator, first.is_picked), (CreatorId(318), true));
    f.add_priced(400, Some(5_000));
    let priced = built(&f);
    let at = |id| priced.people.iter().position(|person| person.creator == CreatorId(id)).expect("listed");
    assert!(at(400) < at(318), "odds go before picks");
}

#[test]
fn no_price_is_too_strange() {
    let f = shop();
    for (id, price) in [(3, Some(0)), (4, Some(100_000_000)), (5, Some(i64::MAX)), (6, Some(8_000)), (7, None)] {
        f.add_priced(id, price);
    }
    f.execute("UPDATE creator SET price_currency = 'GBP' WHERE id = 6; UPDATE collaboration SET commission_bp = 10000");
    let builder = built(&f);
    assert!(matches!(of(&builder, 6).price, Price::Foreign(price) if price.minor == 8_000));
    assert_eq!((of(&builder, 6).odds, of(&builder, 3).price), (None, Price::Asked(0)));
    assert!(of(&builder, 4).odds.is_some_and(|odds| odds < 0.01));
    for person in &builder.people {
        assert!(person.odds.is_none_or(|odds| (0.0..=1.0).contains(&odds)), "{person:?}");
        assert!(person.worth_minor.is_none_or(|worth| worth >= 0), "{person:?}");
    }
    for id in 3..8 {
        choose(&f, id, "pinned");
    }
    let all = built(&f);
    assert_eq!(in_batch(&all).len(), 5);
    assert!(
        all.forecast.is_some_and(|plan| plan.expected_profit_minor.is_finite() && (0.0..=1.0).contains(&plan.p_profit))
    );
}

#[test]
fn a_thousand_strangers_are_listed_in_part_and_counted() {
    let f = shop();
    f.execute(
        "WITH RECURSIVE n (n) AS (SELECT 10 UNION ALL SELECT n + 1 FROM n WHERE n < 1009)
         INSERT INTO creator (id, handle, price_minor, added_on, updated_at)
         SELECT n, 'z' || n, iif(n % 3, 2000 + n * 7, NULL), '2026-03-01', 0 FROM n",
    );
    choose(&f, 1_009, "excluded");
    budget(&f, 30_000);
    let builder = built(&f);
    assert!(builder.people.len() >= LISTED && builder.people.len() < 400, "{}", builder.people.len());
    assert_eq!(builder.people.len() + builder.more, 1_002);
    assert_eq!(of(&builder, 1_009).choice, Choice::Excluded, "who was excluded stays in sight");
    assert!(builder.lines.len() <= 10 && builder.cost_minor <= 30_000);
}

#[test]
fn other_goals_and_no_target_have_a_list_too() {
    let f = shop();
    for id in 3..7 {
        f.add_priced(id, Some(1_000 * id));
    }
    budget(&f, 30_000);
    f.execute("UPDATE campaign SET margin_bp = NULL");
    let untold = built(&f);
    assert_eq!((untold.target, untold.forecast, in_batch(&untold).len()), (None, None, 0));
    assert!(untold.people.len() > 4 && untold.people.iter().all(|person| person.odds.is_none()));
    f.execute("UPDATE campaign SET goal = 'awareness'");
    let seen = built(&f);
    assert_eq!((seen.goal, seen.forecast), (Goal::Awareness, None));
    assert!(of(&seen, 3).odds > of(&seen, 6).odds, "the cheaper views");
    assert!(!in_batch(&seen).is_empty());
    f.execute("UPDATE campaign SET goal = 'ugc'");
    assert_eq!(built(&f).goal, Goal::Ugc);
}

#[test]
fn without_a_campaign_there_is_nothing_to_build() {
    let f = fixture();
    f.execute("DELETE FROM campaign");
    let (rules, kept) = (Rules::default(), HeldOrders::default());
    let today = clock().today();
    assert_eq!(read(&f.conn, &BuilderAsk::default(), today, &rules, &kept).expect("reads"), None);
    let gone = BuilderAsk { campaign: Some(CampaignId(9)), ..BuilderAsk::default() };
    assert_eq!(read(&f.conn, &gone, today, &rules, &kept).expect("reads"), None);
}

#[test]
fn odds_and_forecast_of_somebody_tested_follow_the_fee_of_this_batch() {
    let f = shop();
    f.add_priced(3, Some(4_000));
    budget(&f, 100_000);
    choose(&f, 1, "pinned");
    let fee = |minor, code: &str| {
        let fee = Money::new(minor, code.parse().expect("a currency"));
        asked(&f, &drafted(Draft { fees: [(CreatorId(1), fee)].into(), ..Draft::default() }))
    };
    let (last, dear, cheap) = (built(&f), fee(90_000, "USD"), fee(100, "USD"));
    assert_eq!((of(&last, 1).price, of(&dear, 1).price), (Price::Last(15_000), Price::Typed(90_000)));
    assert!(of(&dear, 1).odds < of(&last, 1).odds && of(&last, 1).odds < of(&cheap, 1).odds);
    assert_eq!(of(&dear, 1).worth_minor, of(&last, 1).worth_minor, "what they are worth is no matter of the price");
    assert_eq!(of(&dear, 3).odds, of(&last, 3).odds);
    let chance = |builder: &Builder| builder.forecast.expect("a forecast").p_profit;
    assert!(chance(&dear) < chance(&last) && chance(&last) < chance(&cheap));
    assert_eq!(dear.line_of(CreatorId(1)).and_then(|line| line.cost_minor), Some(92_500));
    assert_eq!(of(&fee(90_000, "GBP"), 1).price, Price::Last(15_000), "another currency says nothing");
    // The same once it stands in a planned batch.
    f.execute(
        "INSERT INTO batch (id, campaign_id, name, folded, updated_at) VALUES (2, 1, 'B', 'b', 1);
         INSERT INTO collaboration (id, batch_id, creator_id, updated_at) VALUES (2, 2, 1, 1);
         INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day)
           VALUES (2, 'fee', 90000, 'agreed', '2026-03-01'), (2, 'product', 2500, 'offered', '2026-03-01');",
    );
    let planned = built(&f);
    assert_eq!((of(&planned, 1).price, of(&planned, 1).odds), (Price::Agreed(90_000), of(&dear, 1).odds));
    assert!((chance(&planned) - chance(&dear)).abs() < 1e-12);
    for goal in ["awareness", "ugc"] {
        f.execute(&format!("UPDATE campaign SET goal = '{goal}'"));
        assert_eq!(of(&built(&f), 1).price, Price::Agreed(90_000));
    }
}

#[test]
fn a_planned_booking_counts_with_the_posts_that_are_planned() {
    let f = shop();
    f.add_priced(3, Some(4_000));
    budget(&f, 100_000);
    f.execute(
        "INSERT INTO post (creator_id, collaboration_id, posted_on) VALUES (1, 1, '2026-01-06');
         INSERT INTO reading (post_id, day, views) SELECT max(id), '2026-03-01', 9000 FROM post;
         INSERT INTO batch (id, campaign_id, name, folded, updated_at) VALUES (2, 1, 'B', 'b', 1);
         INSERT INTO collaboration (id, batch_id, creator_id, updated_at) VALUES (2, 2, 1, 1);
         INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day)
           VALUES (2, 'fee', 15000, 'offered', '2026-03-01'), (2, 'product', 2500, 'offered', '2026-03-01');",
    );
    let planned = |posts: usize| {
        f.execute("DELETE FROM deliverable");
        (0..posts).for_each(|_| f.execute("INSERT INTO deliverable (collaboration_id) VALUES (2)"));
        let builder = built(&f);
        let line = builder.line_of(CreatorId(1)).expect("in the batch");
        ((of(&builder, 1).posts, line.bookings, line.cost_minor), of(&builder, 1).clone())
    };
    let (unknown, one, two, three, four) = (planned(0), planned(1), planned(2), planned(3), planned(4));
    let terms = [&unknown, &one, &two, &three, &four].map(|(terms, _)| *terms);
    let all = Some(17_500);
    assert_eq!(terms, [(2, 1, all), (1, 1, all), (2, 1, all), (3, 1, all), (2, 2, all)], "posts a booking, bookings");
    assert!(one.1.odds < two.1.odds && two.1.odds < three.1.odds, "more posts for the same fee");
    assert!(one.1.worth_minor < two.1.worth_minor && two.1.worth_minor < three.1.worth_minor);
    f.execute("UPDATE cost_item SET amount_minor = amount_minor / 2 WHERE collaboration_id = 2");
    let half = planned(1).1;
    assert!(half.odds.expect("odds") - two.1.odds.expect("odds") < 0.1, "half of it for half the fee: {half:?}");
}

#[test]
fn those_in_the_batch_keep_their_days_and_the_others_follow() {
    let f = shop();
    for id in 3..6 {
        f.add_priced(id, Some(4_000));
    }
    budget(&f, 100_000);
    let day = |text: &str| Some(text.parse().expect("a day"));
    f.execute(
        "INSERT INTO batch (id, campaign_id, name, folded, updated_at) VALUES (2, 1, 'B', 'b', 1);
         INSERT INTO collaboration (id, batch_id, creator_id, updated_at) VALUES (2, 2, 5, 1), (3, 2, 4, 1);
         INSERT INTO deliverable (collaboration_id, due_on) VALUES (2, '2026-06-01');",
    );
    let first_post = day("2026-06-01");
    let builder = asked(&f, &drafted(Draft { first_post, apart_days: Some(1), ..Draft::default() }));
    let on = |id| builder.line_of(CreatorId(id)).map(|line| line.post_on);
    assert_eq!((on(5), on(4), on(3)), (Some(day("2026-06-01")), Some(None), Some(day("2026-06-02"))));
    assert!(builder.days.ends_on > day("2026-06-02"));
}

#[test]
fn anybody_in_the_file_is_found_with_what_keeps_them_out() {
    let f = shop();
    f.execute(
        "WITH RECURSIVE n (n) AS (SELECT 10 UNION ALL SELECT n + 1 FROM n WHERE n < 1009)
         INSERT INTO creator (id, handle, name, search, price_minor, added_on, updated_at)
         SELECT n, 'z' || n, 'Zoe Quill', 'zoe quill', iif(n % 3, 2000 + n * 7, NULL), '2026-03-01', 0 FROM n;
         UPDATE creator SET verdict = 'rejected' WHERE id = 900; UPDATE creator SET do_not_contact = 1 WHERE id = 901;",
    );
    let found = |text: &str| {
        let cache = crate::store::index::ListCache::default();
        find(&f.conn, text, clock().today(), &Rules::default(), &cache).expect("finds")
    };
    let listed: Vec<i64> = built(&f).people.iter().map(|person| person.creator.0).collect();
    let beyond = (10..900).find(|id| !listed.contains(id)).expect("not all are listed");
    let one = found(&format!("@z{beyond}"));
    assert_eq!(one.rows.first().map(|row| (row.creator.0, row.bar)), Some((beyond, None)));
    let bars = |text| found(text).rows.first().map(|row| row.bar);
    assert_eq!((bars("z900"), bars("z901")), (Some(Some(Bar::Rejected)), Some(Some(Bar::DoNotContact))));
    let many = found("quill");
    assert_eq!((many.rows.len(), many.total), (crate::proto::addable::MOST_LISTED, 1_000));
    assert_eq!((found("  ").rows.len(), found("nobody-like-this").total), (0, 0));
    choose(&f, beyond, "pinned");
    assert!(in_batch(&built(&f)).contains(&beyond), "everybody put in is listed");
}
