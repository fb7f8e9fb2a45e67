//! Speed of results. Run with `cargo bench --bench results`.
//!
//! Budgets, on one core: a fit of 10 creators with 5,000 orders each under 1 ms with the sums; the headline of a campaign, fit and
//! all, under 3 ms; odds of 300 candidates under 5 ms, of 1,000 under 15 ms; a panel over 100,000 orders under 10 ms after a change;
//! the list with the headline figures of 40 campaigns under 20 ms.

#![expect(clippy::expect_used, reason = "a bench that cannot be set up must stop")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use divan::Bencher;
use tempfile::TempDir;
use tenfold::analysis::constants::Constants;
use tenfold::analysis::estimate::{estimate, estimate_batch};
use tenfold::analysis::input::{BookingInput, CampaignInput, CreatorInput, OrderSums, Plan, PostInput, Target};
use tenfold::analysis::odds::odds;
use tenfold::analysis::plan::forecast;
use tenfold::analysis::rules::Rules;
use tenfold::clock::Clock;
use tenfold::domain::{CampaignId, CollaborationId, OrderId};
use tenfold::proto::outlook::OutlookCmd;
use tenfold::proto::{Query, WriteCmd};
use tenfold::store::Writer;
use tenfold::store::answer::Asker;

fn main() {
    divan::main();
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day")
}

/// Net amounts of a creator's orders, minor units: nearly all near 41.00, some refunded.
fn orders(creator: i64, number: i64) -> Vec<i64> {
    (0..number).map(|n| if n % 23 == 0 { 0 } else { 3_500 + (n * 7_919 + creator * 613) % 1_200 }).collect()
}

/// A campaign of ten creators in three niches.
fn campaign(orders_of: impl Fn(i64) -> OrderSums) -> CampaignInput {
    let target = Target::new(None, Some(6_000)).expect("a target");
    let creators = (0..10_i64).map(|n| {
        let post = PostInput { views: Some(4_000 + n * 9_100), views_age_days: 20.0, orders_age_days: 20.0 };
        CreatorInput {
            handle: format!("creator{n}"),
            niche: Some(format!("niche{}", n % 3)),
            followers: Some(8_000 + n * 11_000),
            reference_posts: 10,
            reference_views: Some(6_000.0),
            bookings: vec![BookingInput {
                posts: vec![post],
                orders: orders_of(n),
                fee_minor: 9_000,
                cost_minor: 11_500 + n * 900,
                ..BookingInput::default()
            }],
            ..CreatorInput::default()
        }
    });
    CampaignInput { creators: creators.collect(), ..CampaignInput::new(target, Some(6_000), 4_000) }
}

#[divan::bench]
fn fit_10_creators_of_5_000_orders(bencher: Bencher<'_, '_>) {
    let all: Vec<Vec<i64>> = (0..10).map(|n| orders(n, 5_000)).collect();
    let constants = Constants::default();
    bencher.bench_local(|| {
        let of = |n: i64| OrderSums::of(&all[usize::try_from(n).unwrap_or(0)]);
        estimate(&campaign(of), &constants)
    });
}

#[divan::bench]
fn fit_the_headline_alone(bencher: Bencher<'_, '_>) {
    let input = campaign(|n| OrderSums::of(&orders(n, 50)));
    let constants = Constants::default();
    bencher.bench_local(|| estimate_batch(&input, &(0..10).collect::<Vec<_>>(), &constants));
}

/// The campaign with so many candidates, each with a price and another history.
fn with_candidates(number: i64) -> CampaignInput {
    let mut input = campaign(|n| OrderSums::of(&orders(n, 50)));
    input.creators.extend((0..number).map(|n| CreatorInput {
        handle: format!("candidate{n}"),
        niche: Some(format!("niche{}", n % 5)),
        followers: (n % 7 > 0).then_some(3_000 + n * 37 % 400_000),
        reference_posts: u32::try_from(n % 30).unwrap_or(0),
        reference_views: Some(900.0 + f64::from(i32::try_from(n * 613 % 40_000).unwrap_or(0))),
        plan: Plan { cost_minor: Some(3_000 + n * 7_919 % 60_000), ..Plan::default() },
        ..CreatorInput::default()
    }));
    input
}

#[divan::bench(args = [300, 1_000, 100_000])]
fn odds_of_candidates(bencher: Bencher<'_, '_>, number: i64) {
    let input = with_candidates(number);
    let constants = Constants::default();
    bencher.bench_local(|| odds(&input, &constants));
}

#[divan::bench]
fn forecast_a_plan_of_ten(bencher: Bencher<'_, '_>) {
    let input = with_candidates(5);
    let bookings: Vec<(usize, u32)> = (0..10).map(|index| (index + 5, 1)).collect();
    let constants = Constants::default();
    bencher.bench_local(|| forecast(&input, &bookings, &constants));
}

/// A file of so many campaigns, each with two batches of five creators, one post each, and so many orders over 40 days.
fn file(folder: &Path, campaigns: i64, orders_each: i64) -> PathBuf {
    let path = folder.join("shop.db");
    let mut writer = Writer::open(&path, Clock::fixed(today()), Arc::default()).expect("opens");
    let conn = writer.connection();
    let tx = conn.transaction().expect("begins");
    for n in 1..=campaigns * 10 {
        tx.execute(
            "INSERT INTO creator (id, handle, followers, views, added_on, updated_at) VALUES (?1, 'user' || ?1, ?2, 6000, '2026-01-01', 1)",
            (n, 8_000 + n * 311 % 90_000),
        )
        .expect("a creator");
    }
    for campaign in 1..=campaigns {
        tx.execute(
            "INSERT INTO campaign (id, name, folded, currency, margin_bp, budget_minor, updated_at) VALUES (?1, 'Campaign ' || ?1, 'campaign ' || ?1, 'USD', 6000, 900000, 1)",
            [campaign],
        )
        .expect("a campaign");
        for batch in [campaign * 2 - 1, campaign * 2] {
            tx.execute(
                "INSERT INTO batch (id, campaign_id, name, folded, status, starts_on, updated_at) VALUES (?1, ?2, 'Batch ' || ?1, 'batch ' || ?1, 'running', '2026-01-10', 1)",
                (batch, campaign),
            )
            .expect("a batch");
        }
        for place in 1..=10 {
            let id = (campaign - 1) * 10 + place;
            let posted = today() - Days::new(30 + id.unsigned_abs() % 20);
            tx.execute(
                "INSERT INTO collaboration (id, batch_id, creator_id, updated_at) VALUES (?1, ?2, ?1, 1)",
                (id, campaign * 2 - place % 2),
            )
            .expect("a collaboration");
            tx.execute(
                "INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day) VALUES (?1, 'fee', ?2, 'paid', '2026-01-11')",
                (id, 9_000 + id * 37 % 9_000),
            )
            .expect("a cost");
            tx.execute(
                "INSERT INTO post (id, creator_id, collaboration_id, posted_on) VALUES (?1, ?1, ?1, ?2)",
                (id, posted.to_string()),
            )
            .expect("a post");
            tx.execute(
                "INSERT INTO reading (post_id, day, views) VALUES (?1, '2026-03-10', ?2)",
                (id, 4_000 + id * 977 % 60_000),
            )
            .expect("a reading");
            let mut sale = tx
                .prepare_cached(
                    "INSERT INTO sale_order (source, external_id, placed_at, placed_on, currency, total_minor, net_minor, state, codes, collaboration_id, attributed_by)
                     VALUES ('s', ?1, 1, ?2, 'USD', ?3, ?3, 'sale', 'CODE', ?4, 'code')",
                )
                .expect("a statement");
            for (n, net) in (0_i64..).zip(orders(id, orders_each / 10)) {
                let day = posted + Days::new(n.unsigned_abs() % 40);
                sale.execute((format!("{id}-{n}"), day.to_string(), net, id)).expect("a sale");
            }
        }
    }
    tx.commit().expect("commits");
    path
}

fn of_size(campaigns: i64, orders_each: i64) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = file(folder.path(), campaigns, orders_each);
    (folder, path)
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn panel_of_100_000_orders_after_a_change(bencher: Bencher<'_, '_>) {
    let (_folder, path) = of_size(1, 100_000);
    let mut writer = Writer::open(&path, Clock::fixed(today()), Arc::default()).expect("opens");
    let (asker, rules) = (Asker::open(&path).expect("opens"), Rules::default());
    let mut owner = 1;
    bencher.bench_local(|| {
        owner = owner % 10 + 1;
        let give = OutlookCmd::GiveOrders(vec![OrderId(77)], Some(CollaborationId(owner)));
        writer.run(&WriteCmd::Outlook(give)).expect("gives");
        asker.answer(&Query::Results(Some(CampaignId(1))), today(), &rules).expect("results")
    });
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn list_of_40_campaigns(bencher: Bencher<'_, '_>) {
    let (_folder, path) = of_size(40, 2_500);
    let (asker, rules) = (Asker::open(&path).expect("opens"), Rules::default());
    bencher.bench_local(|| asker.answer(&Query::Campaigns, today(), &rules).expect("campaigns"));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn whom_to_book_again_over_40_campaigns(bencher: Bencher<'_, '_>) {
    let (_folder, path) = of_size(40, 2_500);
    let (asker, rules) = (Asker::open(&path).expect("opens"), Rules::default());
    bencher.bench_local(|| asker.answer(&Query::Rebook, today(), &rules).expect("a list"));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn keep_the_sums_of_100_000_orders(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| of_size(1, 100_000));
}
