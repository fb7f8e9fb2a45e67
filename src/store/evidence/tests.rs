//! Two ways to read the same evidence say the same: orders one by one and their sums by day, facts of the report and their parts.

use chrono::Days;
use proptest::prelude::*;
use rusqlite::params;

use super::held_orders::nets_of;
use super::*;
use crate::analysis::order_cap::usual;
use crate::domain::{AmountState, CostKind};
use crate::store::fixture::{Fixture, clock, fixture};
use crate::store::reading::newest_counts;
use crate::store::row::Day;
use crate::store::{page, report, sales_over_time};

const COLLABORATIONS: i64 = 3;

/// Which collaboration, if any, in the campaign's currency or not, its state, how many days ago, net.
type Sale = (Option<i64>, bool, &'static str, u64, i64);

#[derive(Clone, Debug)]
struct File {
    commissions: Vec<i64>,
    /// Which collaboration, and how many days ago.
    posts: Vec<(i64, u64)>,
    /// Of which post, how many days ago, views and likes.
    readings: Vec<(usize, u64, Option<i64>, Option<i64>)>,
    costs: Vec<(i64, CostKind, AmountState, i64)>,
    sales: Vec<Sale>,
}

prop_compose! {
    fn file()(
        commissions in prop::collection::vec(prop::sample::select(vec![0, 1_250, 3_333]), 3),
        posts in prop::collection::vec((1..=COLLABORATIONS, 0_u64..90), 0..5),
        readings in prop::collection::vec((0_usize..5, 0_u64..3, prop::option::of(0_i64..9_000), prop::option::of(0_i64..90)), 0..12),
        costs in prop::collection::vec((1..=COLLABORATIONS, prop::sample::select(vec![CostKind::Fee, CostKind::Product]),
            prop::sample::select(vec![AmountState::Offered, AmountState::Agreed, AmountState::Paid]), 0_i64..50_000), 0..6),
        // Now and then one order of many times the usual one.
        sales in prop::collection::vec((prop::option::of(1..=COLLABORATIONS), prop::bool::weighted(0.9),
            prop::sample::select(vec!["sale", "sale", "sale", "pending", "void"]), 0_u64..90,
            prop_oneof![8 => -500_i64..9_000, 1 => 50_000_i64..900_000]), 0..40),
    ) -> File {
        File { commissions, posts, readings, costs, sales }
    }
}

fn ago(days: u64) -> Day {
    Day(clock().today() - Days::new(days))
}

fn made(file: &File) -> Fixture {
    let f = fixture();
    f.conn
        .execute_batch(
            "DELETE FROM sale_order; DELETE FROM cost_item;
             INSERT INTO creator (id, handle, added_on, updated_at) VALUES (3, 'leo', '2026-03-01', 1);
             INSERT INTO collaboration (id, batch_id, creator_id, updated_at) VALUES (2, 1, 2, 1), (3, 1, 3, 1);
             UPDATE batch SET status = 'running', starts_on = '2025-11-01'; UPDATE campaign SET margin_bp = 6000;",
        )
        .expect("a batch");
    for (id, bp) in (1_i64..).zip(&file.commissions) {
        f.conn.execute("UPDATE collaboration SET commission_bp = ?2 WHERE id = ?1", params![id, bp]).expect("terms");
    }
    for (id, days) in &file.posts {
        f.conn
            .execute(
                "INSERT INTO post (creator_id, collaboration_id, posted_on) VALUES (?1, ?1, ?2)",
                params![id, ago(*days)],
            )
            .expect("a post");
    }
    for (post, days, views, likes) in file.readings.iter().filter(|(post, ..)| *post < file.posts.len()) {
        f.conn
            .execute(
                "INSERT INTO reading (post_id, day, views, likes) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
                params![i64::try_from(*post).expect("few") + 1, ago(*days), views, likes],
            )
            .expect("a reading");
    }
    for (id, kind, state, minor) in &file.costs {
        f.conn
            .execute(
                "INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day) VALUES (?1, ?2, ?3, ?4, '2026-03-01')",
                params![id, kind, minor, state],
            )
            .expect("a cost");
    }
    for (n, (id, own, state, days, net)) in file.sales.iter().enumerate() {
        f.conn
            .execute(
                "INSERT INTO sale_order (source, external_id, placed_at, placed_on, currency, total_minor, net_minor, state, collaboration_id)
                 VALUES ('s', ?1, 1, ?2, ?3, ?4, ?4, ?5, ?6)",
                params![n.to_string(), ago(*days), if *own { "USD" } else { "EUR" }, net, state, id],
            )
            .expect("a sale");
    }
    f
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_readings_of_the_orders_say_the_same(file in file()) {
        let f = made(&file);
        let evidence = Evidence::read(&f.conn, None, clock().today()).expect("evidence");
        let campaign = report::results(&f.conn, None).expect("results").remove(0);
        for creator in &campaign.batches[0].creators {
            let id = creator.collaboration;
            for window in [0.0, 14.0, 30.0] {
                let parted = evidence.parted(id, window);
                let is_late = evidence.is_late(id, window);
                let days = evidence.sales(id).iter().map(|(day, _)| *day).filter(|day| !is_late(*day));
                let nets = days.map(|day| nets_of(&f.conn, id, Currency::USD, day).expect("orders"));
                let nets: Vec<i64> = nets.flatten().collect();
                prop_assert_eq!(OrderSums::of(&nets), parted.inside, "{:?} within {} days", id, window);
                let mut all = parted.inside;
                all.merge(parted.late);
                prop_assert_eq!((all.count, all.revenue_minor), (creator.sums.orders, creator.sums.revenue_minor));
            }
            let commission = report::commission(creator.sums.revenue_minor, evidence.commission_bp(id));
            let fixed = evidence.costs(id).map_or(0, Costs::total_minor);
            prop_assert_eq!(fixed + commission, creator.sums.spend_minor);
        }
        let of_shop = file.sales.iter().filter(|(_, own, state, ..)| *own && *state == "sale").map(|(.., net)| *net);
        let nets: Vec<i64> = of_shop.collect();
        prop_assert_eq!(evidence.shops.get(&Currency::USD).copied().unwrap_or_default(), OrderSums::of(&nets));
    }

    #[test]
    fn the_newest_counts_of_posts_add_up_the_same_everywhere(file in file()) {
        let f = made(&file);
        let rules = Rules::default();
        let evidence = Evidence::read(&f.conn, None, clock().today()).expect("evidence");
        let campaign = report::results(&f.conn, None).expect("results").remove(0);
        let add = |a: Option<i64>, b: Option<i64>| a.map_or(b, |a| Some(a + b.unwrap_or(0)));
        for creator in &campaign.batches[0].creators {
            let of = (1_i64..).zip(&file.posts).filter(|(_, (id, _))| *id == creator.collaboration.0);
            let mut sums = (None, None);
            for (post, _) in of {
                let newest = newest_counts(&f.conn, post).expect("counts");
                sums = (add(sums.0, newest.views), add(sums.1, newest.likes));
            }
            prop_assert_eq!((creator.reading.views, creator.reading.likes), sums);
            prop_assert_eq!(creator.sums.views, sums.0);
            let posts = evidence.posts(creator.collaboration).iter();
            prop_assert_eq!(posts.fold(None, |sum, post| add(sum, post.views.map(|(views, _)| views))), sums.0);
            let page = page::page(&f.conn, creator.creator, clock().today(), &rules).expect("reads").expect("a page");
            prop_assert_eq!((page.bookings[0].fields.views, page.bookings[0].fields.likes), sums);
        }
    }

    #[test]
    fn days_add_up_to_the_whole(file in file()) {
        let f = made(&file);
        let evidence = Evidence::read(&f.conn, None, clock().today()).expect("evidence");
        let mut campaign = report::results(&f.conn, None).expect("results").remove(0);
        sales_over_time::fill(&mut campaign, &evidence, 30.0);
        let sum = |of: fn(&crate::proto::outlook::DayMoney) -> i64| campaign.days.iter().map(of).sum::<i64>();
        let told = (sum(|day| day.spend_minor), sum(|day| day.revenue_minor), sum(|day| day.orders));
        prop_assert_eq!(told, (campaign.sums.spend_minor, campaign.sums.revenue_minor, campaign.sums.orders));
    }

    #[test]
    fn orders_count_as_capped_one_by_one_and_nothing_else_changes(file in file()) {
        let f = made(&file);
        let (rules, kept) = (Rules::default(), HeldOrders::default());
        let evidence = Evidence::read(&f.conn, None, clock().today()).expect("evidence");
        let campaign = report::results(&f.conn, None).expect("results").remove(0);
        let asked = evidence.question(&f.conn, &campaign, &rules, &kept).expect("reads").expect("a question");
        let of = |own: Option<i64>| {
            let sales = file.sales.iter().filter(|(id, usd, state, ..)| {
                *usd && *state == "sale" && own.is_none_or(|own| *id == Some(own))
            });
            sales.map(|(.., days, net)| (ago(*days).0, *net)).collect::<Vec<(NaiveDate, i64)>>()
        };
        let all: Vec<i64> = of(None).into_iter().map(|(_, net)| net).collect();
        let count = i64::try_from(all.len()).expect("few");
        let mean = all.iter().sum::<i64>().checked_div(count).filter(|mean| *mean > 0).unwrap_or(4_000);
        let cap = OrderCap::of(usual(all.clone()), mean, &rules.constants);
        let held_mean = all.iter().map(|net| cap.held(*net)).sum::<i64>().checked_div(count).filter(|mean| *mean > 0);
        prop_assert_eq!(asked.input.order_value_minor, held_mean.unwrap_or(4_000));
        let rows = asked.bookings.iter().zip(&asked.input.creators).zip(&asked.large_orders);
        for ((ids, creator), large) in rows {
            let (id, booking) = (ids[0], &creator.bookings[0]);
            let is_late = evidence.is_late(id, rules.constants.window);
            let nets = of(Some(id.0)).into_iter().filter(|(day, _)| !is_late(*day)).map(|(_, net)| net);
            let nets: Vec<i64> = nets.collect();
            prop_assert_eq!(booking.orders, OrderSums::of(&nets));
            prop_assert_eq!(booking.capped, cap.sums(&nets));
            let over = nets.iter().filter(|net| cap.held(**net) < **net).count();
            prop_assert_eq!(*large, i64::try_from(over).expect("few"));
            let fixed = evidence.costs(id).map_or(0, Costs::total_minor);
            let spent = campaign.batches[0].creators.iter().find(|creator| creator.collaboration == id).expect("them");
            prop_assert_eq!(booking.cost_minor, fixed);
            prop_assert_eq!(booking.cost_minor + booking.commission_minor, spent.sums.spend_minor);
        }
        // What is kept says the same as what is read.
        let again = evidence.question(&f.conn, &campaign, &rules, &kept).expect("reads").expect("a question");
        prop_assert_eq!(again.input, asked.input);
    }
}

#[test]
fn orders_are_read_again_once_they_change() {
    let sale = |days, net| (Some(1), true, "sale", days, net);
    let sales = [vec![sale(20, 4_000); 10], vec![sale(5, 250_000)]].concat();
    let posts = vec![(1, 30)];
    let file = File { commissions: vec![0; 3], posts, readings: Vec::new(), costs: Vec::new(), sales };
    let f = made(&file);
    let (rules, kept) = (Rules::default(), HeldOrders::default());
    let capped = || {
        let evidence = Evidence::read(&f.conn, None, clock().today()).expect("evidence");
        let campaign = report::results(&f.conn, None).expect("results").remove(0);
        let asked = evidence.question(&f.conn, &campaign, &rules, &kept).expect("reads").expect("a question");
        (asked.input.creators[0].bookings[0].capped.map(|sums| sums.revenue_minor), asked.large_orders[0])
    };
    assert_eq!(capped(), (Some(60_000), 1));
    f.conn.execute("UPDATE sale_order SET net_minor = 6000 WHERE net_minor = 4000", []).expect("a change");
    assert_eq!(capped(), (Some(90_000), 1), "the usual order is another one");
    f.conn.execute("UPDATE sale_order SET net_minor = 9000 WHERE net_minor = 250000", []).expect("a change");
    assert_eq!(capped(), (None, 0));
}
