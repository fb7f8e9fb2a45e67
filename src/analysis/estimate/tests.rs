//! The worked example, the edge cases of section 9, and what must hold for every input.

use proptest::prelude::*;

mod addendum;
mod best_next;
mod planned;

use super::*;
use crate::analysis::attribution::Attribution;
use crate::analysis::decision::Advice;
use crate::analysis::input::{BookingInput, CreatorInput, OrderSums, Plan, PostInput, Target};
use crate::analysis::next_batch::{BatchRequest, Bookables, Kept, NextBatch, Pin};
use crate::analysis::one_more::OneMore;
use crate::analysis::order_cap::OrderCap;

fn post(views: Option<i64>, age: f64) -> PostInput {
    PostInput { views, views_age_days: age, orders_age_days: age }
}

fn booking(posts: Vec<PostInput>, orders: &[i64], fee_minor: i64, other_minor: i64) -> BookingInput {
    let cost_minor = fee_minor + other_minor;
    BookingInput { posts, orders: OrderSums::of(orders), fee_minor, cost_minor, ..BookingInput::default() }
}

fn creator(handle: &str, followers: i64, reference: Option<(u32, f64)>, bookings: Vec<BookingInput>) -> CreatorInput {
    CreatorInput {
        handle: handle.to_owned(),
        followers: Some(followers),
        reference_posts: reference.map_or(0, |(posts, _)| posts),
        reference_views: reference.map(|(_, median)| median),
        bookings,
        ..CreatorInput::default()
    }
}

fn campaign(creators: Vec<CreatorInput>) -> CampaignInput {
    let target = Target::new(None, Some(6_000)).expect("break-even of 60 %");
    CampaignInput { creators, ..CampaignInput::new(target, Some(6_000), 4_000) }
}

fn run(creators: Vec<CreatorInput>) -> CampaignEstimate {
    estimate(&campaign(creators), &Constants::default())
}

/// Section 3.7.
fn worked_example() -> Vec<CreatorInput> {
    let mut viral = vec![4_100; 10];
    viral.extend([3_900; 9]);
    viral.extend([0, 5_200, 7_800]);
    let ana = [4_100, 3_900, 0, 5_200, 3_600, 4_400, 3_900, 8_000];
    let first = booking(vec![post(Some(5_200), 30.0)], &ana, 9_000, 2_500);
    let second = booking(vec![post(Some(160_000), 30.0)], &viral, 15_000, 2_500);
    let third = booking(vec![post(Some(2_100), 9.0)], &[], 6_000, 2_500);
    vec![
        creator("ana", 24_000, Some((10, 6_000.0)), vec![first]),
        creator("bo", 41_000, Some((12, 9_000.0)), vec![second]),
        creator("cy", 18_000, None, vec![third]),
    ]
}

fn near(ours: f64, text: f64, tolerance: f64) {
    assert!((ours - text).abs() <= tolerance, "{ours} is not {text}");
}

fn returns(estimate: &CampaignEstimate, index: usize) -> &crate::analysis::creator_outputs::Returns {
    estimate.creators[index].returns.as_ref().expect("a cost")
}

#[test]
fn the_worked_example_comes_out_as_printed() {
    let estimate = estimate(&campaign(worked_example()), &Constants::first_method());
    near(estimate.order_value.mean, 4_068.75, 1e-9);
    near(estimate.order_value.cv2, 0.184_818, 1e-6);
    near(estimate.centre, -8.245_325, 1e-6);
    let printed = [
        (2.88, 0.089, 8.981_83, 0.159_19, -0.299_78, 0.412_72, (1.04, 2.52, 6.18), 0.724, Advice::Scale, 3.63),
        (5.09, 3.075, 9.777_59, 0.147_90, 0.066_97, 0.392_47, (0.35, 0.79, 1.84), 0.128, Advice::Drop, 1.11),
        (0.00, -0.125, 8.355_83, 0.448_33, -0.637_36, 0.685_99, (0.10, 0.48, 1.85), 0.119, Advice::Drop, 0.84),
    ];
    for (index, row) in printed.into_iter().enumerate() {
        let (fact, surprise, mhat, u2, off, v, (q10, q50, q90), p, advice, at_index) = row;
        let (creator, returns) = (&estimate.creators[index], returns(&estimate, index));
        near(creator.tracked.roas().expect("a cost"), fact, 5e-3);
        near(creator.views.surprise.expect("views"), surprise, 5e-4);
        near(creator.views.log_mean, mhat, 5e-6);
        near(creator.views.log_var, u2, 5e-6);
        near(returns.offset, off, 5e-6);
        near(creator.spread, v, 5e-6);
        near(returns.roas.q10, q10, 5e-3);
        near(returns.roas.q50, q50, 5e-3);
        near(returns.roas.q90, q90, 5e-3);
        near(returns.p_target, p, 5e-4);
        near(returns.index, at_index, 5e-3);
        assert_eq!(creator.advice, advice);
    }
    near(estimate.explore.p_target, 0.301, 5e-4);
    near(estimate.explore.index, 1.67, 5e-3);
}

#[test]
fn the_next_budget_of_the_worked_example() {
    let constants = Constants::first_method();
    let estimate = estimate(&campaign(worked_example()), &constants);
    let plan = |budget_minor, excluded: &[&str], pinned: &[&str], most_creators| {
        let at = |handle: &&str| estimate.creators.iter().position(|one| one.handle == **handle).expect("a creator");
        let excluded: Vec<usize> = excluded.iter().map(at).collect();
        let pinned: Vec<Pin> = pinned.iter().map(at).map(Pin::of).collect();
        let request =
            BatchRequest { budget_minor, most_creators, excluded: &excluded, pinned: &pinned, takes_any: false };
        let batch = NextBatch::plan(&Bookables::from(&estimate), request, &constants);
        let places: Vec<_> =
            batch.places.into_iter().map(|place| (place.handle, place.bookings, place.cost_minor)).collect();
        (places, batch.new_creators, batch.hold_minor, batch.kept)
    };
    let ana = ("ana".to_owned(), 2, 23_000);
    assert_eq!(plan(40_000, &[], &[], None), (vec![ana.clone()], 1, 5_500, Kept::TooLittle));
    assert_eq!(plan(34_500, &[], &[], Some(10)), (vec![ana], 1, 0, Kept::TooLittle));
    assert_eq!(plan(40_000, &["ana"], &[], None), (Vec::new(), 3, 5_500, Kept::TooLittle));
    assert_eq!(
        plan(40_000, &["ana"], &["bo", "ana"], Some(2)),
        (vec![("bo".to_owned(), 1, 17_500)], 1, 11_000, Kept::TooLittle)
    );
    assert_eq!(plan(0, &[], &[], None).2, 0);
    let strict = Constants { p_drop: 0.95, p_scale: 0.99, ..Constants::first_method() };
    let estimate = super::estimate(&campaign(worked_example()), &strict);
    let batch = NextBatch::plan(
        &Bookables::from(&estimate),
        BatchRequest { budget_minor: 40_000, ..BatchRequest::default() },
        &strict,
    );
    assert_eq!((batch.places.len(), batch.new_creators, batch.hold_minor, batch.kept), (0, 0, 40_000, Kept::NoChance));
}

#[test]
fn the_usual_rate_is_the_median_of_the_tested() {
    let estimate = run(worked_example());
    let mut rates: Vec<f64> = estimate.creators.iter().map(|creator| creator.orders_per_view).collect();
    rates.sort_by(f64::total_cmp);
    near(estimate.usual_rate(), rates[1], 1e-15);
    assert!(run(Vec::new()).usual_rate().is_nan());
}

mod edge_cases {
    use super::*;

    fn usual(handle: &str, orders: &[i64]) -> CreatorInput {
        let booking = booking(vec![post(Some(6_000), 30.0)], orders, 9_000, 2_500);
        creator(handle, 24_000, Some((10, 6_000.0)), vec![booking])
    }

    #[test]
    fn zero_orders_keep_a_finite_range_and_a_usual_verdict() {
        let estimate = run(vec![usual("a", &[4_000; 9]), usual("b", &[4_000; 5]), usual("c", &[])]);
        let zero = returns(&estimate, 2);
        assert!(zero.roas.q05 > 0.0 && zero.roas.q95.is_finite() && zero.roas.q50 < returns(&estimate, 1).roas.q50);
        assert!(matches!(estimate.creators[2].advice, Advice::Drop | Advice::Retest));
    }

    #[test]
    fn all_without_orders_fall_back_to_the_typical_value() {
        let estimate = run(vec![usual("a", &[]), usual("b", &[]), usual("c", &[])]);
        near(estimate.order_value.mean, 4_000.0, 1e-9);
        assert!(estimate.creators.iter().all(|creator| creator.advice == Advice::Drop));
    }

    #[test]
    fn zero_and_missing_views_are_the_same_and_widen_the_range() {
        let with = |views| {
            let one = booking(vec![post(views, 30.0)], &[4_000; 5], 9_000, 2_500);
            run(vec![creator("a", 24_000, Some((10, 6_000.0)), vec![one])])
        };
        let (known, missing) = (with(Some(6_000)), with(None));
        assert_eq!(missing.creators[0].returns, with(Some(0)).creators[0].returns);
        let width = |estimate: &CampaignEstimate| (returns(estimate, 0).roas.q90 / returns(estimate, 0).roas.q10).ln();
        assert!(width(&missing) > width(&known));
        assert_eq!(missing.creators[0].views.surprise, None);
    }

    #[test]
    fn nothing_known_anywhere_is_very_wide() {
        let unknown = CreatorInput {
            handle: "a".to_owned(),
            bookings: vec![booking(vec![post(None, 30.0)], &[4_000], 9_000, 0)],
            ..CreatorInput::default()
        };
        let estimate = run(vec![unknown]);
        let roas = returns(&estimate, 0).roas;
        assert!((roas.q90 / roas.q10).ln() > 2.5, "{roas:?}");
    }

    #[test]
    fn no_cost_is_free() {
        let free = creator("a", 24_000, None, vec![booking(vec![post(Some(6_000), 30.0)], &[4_000; 9], 0, 0)]);
        let estimate = run(vec![free, usual("b", &[4_000; 4])]);
        let free = &estimate.creators[0];
        assert_eq!((free.advice, free.returns.as_ref()), (Advice::Free, None));
        assert_eq!(free.tracked.roas(), None);
        assert!(free.revenue.q10 > 0.0 && free.revenue.q90 > free.revenue.q10);
        let request = BatchRequest { budget_minor: 1_000_000, pinned: &[Pin::of(0)], ..BatchRequest::default() };
        let batch = NextBatch::plan(&Bookables::from(&estimate), request, &Constants::default());
        assert!(batch.places.iter().all(|place| place.handle != "a"));
        assert_eq!(
            run(vec![creator("a", 24_000, None, vec![booking(vec![post(None, 30.0)], &[], 0, 0)])]).repeated,
            None
        );
    }

    #[test]
    fn gifts_return_on_their_product_and_say_nothing_about_prices() {
        let gift = |handle: &str| {
            let one = booking(vec![post(Some(6_000), 30.0)], &[4_000; 3], 0, 2_500);
            creator(handle, 24_000, Some((10, 6_000.0)), vec![one])
        };
        let alone = run(vec![usual("a", &[4_000; 4])]);
        let together = run(vec![usual("a", &[4_000; 4]), gift("b")]);
        assert_eq!(together.new_creator_cost_minor, alone.new_creator_cost_minor);
        near(
            together.explore.offset - together.centre - together.order_value.mean.ln(),
            alone.explore.offset - alone.centre - alone.order_value.mean.ln(),
            1e-12,
        );
        assert!(returns(&together, 1).roas.q50 > 0.0);
        let all = run(vec![gift("a"), gift("b")]);
        assert_eq!((all.new_creator_cost_minor, all.groups.len()), (None, 0));
        near(all.centre, (0.85 * 1.2 / all.order_value.mean).ln(), 1e-12);
    }

    #[test]
    fn negative_revenue_shows_in_the_facts() {
        let estimate = run(vec![usual("a", &[-9_000; 6]), usual("b", &[4_000; 4])]);
        assert!(estimate.creators[0].tracked.roas().is_some_and(|roas| roas < -4.0));
        assert!(returns(&estimate, 0).roas.q05 > 0.0);
        assert!(estimate.creators[0].order_value.mean >= 0.05 * estimate.order_value.mean);
    }

    #[test]
    fn a_whale_is_named() {
        let estimate = run(vec![usual("a", &[4_000, 4_000, 90_000]), usual("b", &[4_000; 20])]);
        near(estimate.creators[0].whale_share.expect("one order is most of it"), 0.918_367, 1e-6);
        assert_eq!(estimate.creators[1].whale_share, None);
    }

    #[test]
    fn one_creator_shrinks_to_the_prior_and_says_so() {
        let estimate = run(vec![usual("a", &[4_000; 4])]);
        assert!(!estimate.grouped);
        assert_eq!(estimate.tested(), 1);
    }

    #[test]
    fn posted_minutes_ago_waits() {
        let now = creator("a", 24_000, None, vec![booking(vec![post(Some(10), 0.01)], &[], 9_000, 0)]);
        let estimate = run(vec![now, usual("b", &[4_000; 4])]);
        let fresh = &estimate.creators[0];
        assert_eq!((fresh.advice, fresh.early), (Advice::Wait, true));
        assert_ne!(fresh.provisional, Advice::Wait);
        near(fresh.maturity.expect("posted"), 0.119, 1e-3);
        assert_eq!(fresh.days_until_worth_a_look, 8);
        let request = BatchRequest { budget_minor: 1_000_000, ..BatchRequest::default() };
        let batch = NextBatch::plan(&Bookables::from(&estimate), request, &Constants::default());
        assert!(batch.places.iter().all(|place| place.handle != "a"));
    }

    #[test]
    fn mixed_ages_mature_by_their_mean() {
        let mixed = booking(vec![post(Some(6_000), 30.0), post(Some(900), 0.25)], &[4_000; 4], 9_000, 0);
        let estimate = run(vec![creator("a", 24_000, None, vec![mixed])]);
        near(estimate.creators[0].maturity.expect("tested"), f64::midpoint(1.0, 0.119_159_476), 1e-6);
        assert!(estimate.creators[0].early);
    }

    #[test]
    fn late_orders_are_facts_only() {
        let mut late = usual("a", &[4_000; 4]);
        late.bookings[0].late = OrderSums::of(&[4_000; 10]);
        let (with, without) = (run(vec![late]), run(vec![usual("a", &[4_000; 4])]));
        assert_eq!(with.creators[0].returns, without.creators[0].returns);
        assert_eq!((with.creators[0].tracked.orders, without.creators[0].tracked.orders), (14, 4));
    }

    #[test]
    fn without_a_margin_there_is_no_profit() {
        let target = Target::new(Some(1.5), None).expect("a target");
        for margin_bp in [None, Some(0), Some(-5)] {
            let input = CampaignInput {
                creators: vec![usual("a", &[4_000; 4])],
                ..CampaignInput::new(target, margin_bp, 4_000)
            };
            let estimate = estimate(&input, &Constants::default());
            assert_eq!((returns(&estimate, 0).roi, returns(&estimate, 0).profit_minor), (None, None));
        }
        let estimate = run(vec![usual("a", &[4_000; 4])]);
        let sure = returns(&estimate, 0);
        near(sure.roi.expect("a margin").q50, 0.6 * sure.roas.q50 - 1.0, 1e-12);
        near(sure.profit_minor.expect("a margin").1, 11_500.0 * (0.6 * sure.roas.q50 - 1.0), 1e-6);
    }

    #[test]
    fn more_bookings_narrow_the_range_and_the_last_sets_the_terms() {
        let mut twice = usual("a", &[4_000; 4]);
        let again = booking(vec![post(Some(6_000), 30.0), post(Some(6_000), 30.0)], &[4_000; 8], 20_000, 2_500);
        twice.bookings.push(again);
        let (one, two) = (run(vec![usual("a", &[4_000; 4])]), run(vec![twice]));
        assert_eq!(returns(&two, 0).cost_minor, 22_500);
        let width = |estimate: &CampaignEstimate| (returns(estimate, 0).roas.q90 / returns(estimate, 0).roas.q10).ln();
        assert!(width(&two) < width(&one));
    }

    #[test]
    fn an_untested_creator_has_a_price_and_with_a_cost_a_chance() {
        let mut new = creator("new", 24_000, Some((10, 6_000.0)), Vec::new());
        let tested = [usual("a", &[4_000; 4]), usual("b", &[4_000; 2]), usual("c", &[4_000; 9])];
        let with = |new: &CreatorInput| run(tested.iter().cloned().chain([new.clone()]).collect());
        let estimate = with(&new);
        let untested = &estimate.creators[3];
        assert_eq!((untested.advice, untested.returns.as_ref()), (Advice::Untested, None));
        assert!(untested.highest_price_minor > 0.0);
        new.plan = Plan { posts: 2, cost_minor: Some(20_000), ..Plan::default() };
        let estimate = with(&new);
        let planned = returns(&estimate, 3);
        assert!((0.0..=1.0).contains(&planned.p_target) && planned.best_share.is_none());
        // Nothing is learnt from a creator without a booking, but for what its likelihood loses at the edges.
        let without = run(tested.to_vec());
        near(returns(&estimate, 0).roas.q50, returns(&without, 0).roas.q50, 1e-3);
    }

    #[test]
    fn a_booking_without_posts_counts_only_with_orders() {
        let mut planned = usual("a", &[4_000; 4]);
        planned.bookings.push(booking(Vec::new(), &[], 9_000, 0));
        assert_eq!(returns(&run(vec![planned.clone()]), 0).cost_minor, 11_500);
        planned.bookings[1].orders = OrderSums::of(&[4_000; 3]);
        let estimate = run(vec![planned]);
        assert_eq!(returns(&estimate, 0).cost_minor, 9_000);
        assert_eq!(estimate.creators[0].maturity, Some(1.0));
    }

    #[test]
    fn absurd_data_piles_up_at_the_edge() {
        let absurd = booking(vec![post(Some(1), 30.0)], &vec![4_000; 9_000], 9_000, 0);
        let estimate = run(vec![creator("a", 24_000, Some((30, 6_000.0)), vec![absurd])]);
        assert!(returns(&estimate, 0).roas.q95.is_finite());
        assert_eq!(estimate.creators[0].advice, Advice::Scale);
    }

    #[test]
    fn no_creators_leave_the_prior() {
        let estimate = run(Vec::new());
        assert_eq!((estimate.repeated, estimate.groups.len(), estimate.creators.len()), (None, 0, 0));
        assert!(estimate.explore.p_target > 0.0 && estimate.explore.p_target < 1.0);
        near(estimate.hold_share + estimate.explore.best_share, 1.0, 1e-12);
    }

    #[test]
    fn a_creator_without_a_niche_is_a_group_of_its_own() {
        let niche = |name: Option<&str>, handle: &str, orders: &[i64]| CreatorInput {
            niche: name.map(str::to_owned),
            ..usual(handle, orders)
        };
        let creators = vec![
            niche(Some("b"), "1", &[4_000; 9]),
            niche(None, "2", &[4_000; 2]),
            niche(Some("a"), "3", &[]),
            niche(Some("b"), "4", &[4_000; 9]),
            niche(Some("a"), "5", &[4_000; 1]),
            niche(None, "6", &[4_000; 2]),
        ];
        let estimate = run(creators.clone());
        let names: Vec<&str> = estimate.groups.iter().map(|group| group.name.as_str()).collect();
        assert!(estimate.grouped && names == ["a", "b"], "{names:?}");
        let sum: f64 = estimate.groups.iter().filter_map(|group| group.best_probability).sum();
        near(sum, 1.0, 1e-12);
        assert!(estimate.groups[1].best_probability > estimate.groups[0].best_probability);
        let (tiers, grouped) = estimate_groups(&campaign(creators), GroupBy::Tier, &Constants::default());
        assert_eq!((tiers.len(), grouped, tiers[0].name.as_str()), (1, false, "micro"));
    }

    #[test]
    fn a_creators_own_leak_lowers_only_that_creator() {
        let leak = Attribution { leak_low: 0.3, leak_high: 0.5, ..Attribution::default() };
        let leaky = CreatorInput { attribution: Some(leak), ..usual("a", &[4_000; 4]) };
        let (with, without) =
            (run(vec![leaky, usual("b", &[4_000; 4])]), run(vec![usual("a", &[4_000; 4]), usual("b", &[4_000; 4])]));
        assert!(returns(&with, 0).roas.q50 < 0.7 * returns(&without, 0).roas.q50);
        assert_eq!(returns(&with, 1).roas, returns(&without, 1).roas);
    }
}

/// Any campaign, absurd ones included.
fn any_campaign(most: i64) -> impl Strategy<Value = CampaignInput> {
    let age = prop_oneof![4 => 0.0..60.0, 1 => Just(f64::NAN), 1 => Just(f64::INFINITY), 1 => Just(-3.0)];
    let views = prop::option::of(prop_oneof![4 => 0..300_000_i64, 1 => Just(most), 1 => Just(-most)]);
    let money = prop_oneof![4 => 0..80_000_i64, 1 => Just(0), 1 => Just(most)];
    let net = prop_oneof![6 => -2_000..20_000_i64, 1 => Just(most), 1 => Just(-most)];
    let posts = prop::collection::vec((views, age), 0..4);
    let commission = prop_oneof![3 => Just(0), 2 => 0..=10_000_i64];
    let orders = prop::collection::vec(net, 0..30);
    let booking = (posts, orders, money.clone(), money.clone(), commission.clone()).prop_map(
        |(posts, orders, fee, other, commission_bp)| BookingInput {
            posts: posts.into_iter().map(|(views, age)| post(views, age)).collect(),
            orders: OrderSums::of(&orders),
            capped: OrderCap { usual_minor: 4_000, most_minor: 15_000 }.sums(&orders),
            fee_minor: fee,
            cost_minor: fee.saturating_add(other),
            commission_bp,
            ..BookingInput::default()
        },
    );
    let reference = prop_oneof![3 => 0.0..1e6, 1 => Just(f64::NAN), 1 => Just(f64::INFINITY), 1 => Just(1e300)];
    let creator = (
        prop::option::of(prop::sample::select(vec!["a", "b", "c"])),
        prop::option::of(prop_oneof![3 => 0..3_000_000_i64, 1 => Just(most)]),
        (0..40_u32, prop::option::of(reference)),
        prop::collection::vec(booking, 0..4),
        (0..5_u32, prop::option::of(money), commission),
    )
        .prop_map(
            |(niche, followers, (reference_posts, reference_views), bookings, (posts, cost_minor, commission_bp))| {
                CreatorInput {
                    handle: String::new(),
                    niche: niche.map(str::to_owned),
                    style: None,
                    followers,
                    reference_posts,
                    reference_views,
                    bookings,
                    plan: Plan { posts, cost_minor, commission_bp },
                    next: None,
                    attribution: None,
                }
            },
        );
    let leaks = (0.0..1.2_f64, 0.0..1.2_f64, 0.0..3.0_f64, 0.0..3.0_f64);
    let value = prop_oneof![4 => 100..20_000_i64, 1 => Just(0), 1 => Just(most)];
    (prop::collection::vec(creator, 0..9), leaks, value, 1..10_000_i64, any::<bool>()).prop_map(
        |(mut creators, (leak_low, leak_high, halo_low, halo_high), value, margin, by_tier)| {
            for (index, creator) in creators.iter_mut().enumerate() {
                creator.handle = format!("c{index}");
            }
            let target = Target::new(None, Some(margin)).expect("a margin");
            CampaignInput {
                creators,
                attribution: Attribution { leak_low, leak_high, halo_low, halo_high },
                group_by: if by_tier { GroupBy::Tier } else { GroupBy::Niche },
                ..CampaignInput::new(target, Some(margin), value)
            }
        },
    )
}

/// Every number of an estimate, with whether it is a probability.
fn numbers(estimate: &CampaignEstimate) -> Vec<(f64, bool)> {
    let mut all = vec![
        (estimate.kappa, false),
        (estimate.centre, false),
        (estimate.order_value.mean, false),
        (estimate.explore.index, false),
        (estimate.explore.mean, false),
        (estimate.explore.p_target, true),
        (estimate.explore.best_share, true),
        (estimate.hold_share, true),
    ];
    all.extend(estimate.taus.map(|tau| (tau, true)));
    for creator in &estimate.creators {
        all.extend([(creator.highest_price_minor, false), (creator.orders_per_view, false), (creator.spread, false)]);
        all.extend([(creator.orders.q10, false), (creator.orders.q50, false), (creator.orders.q90, false)]);
        if let Some(returns) = &creator.returns {
            all.extend([(returns.mean, false), (returns.index, false)]);
            all.extend(returns.flip_kappa.map(|kappa| (kappa, false)));
            all.extend([
                (returns.p_target, true),
                (returns.next.p_target, true),
                (returns.next.zero_probability, true),
            ]);
            all.extend(returns.best_share.map(|share| (share, true)));
            all.extend([(returns.per_fixed, false), (returns.regret_minor.unwrap_or(0.0), false)]);
            all.push((returns.value_minor.unwrap_or(0.0), false));
            if let Some(more) = returns.one_more {
                all.extend([(more.scale, true), (more.drop, true), (more.settle(), true), (more.worth_minor, false)]);
            }
        }
    }
    all.extend(estimate.repeated.map(|batch| (batch.p_target, true)));
    for group in &estimate.groups {
        all.extend([(group.offset, false), (group.p_target, true), (group.best_probability.unwrap_or(0.0), true)]);
    }
    all
}

/// Every set of quantiles, each of which must rise.
fn rising(estimate: &CampaignEstimate) -> Vec<[f64; 3]> {
    let mut all = Vec::new();
    for creator in &estimate.creators {
        all.push([creator.revenue.q05, creator.revenue.q10, creator.revenue.q50]);
        all.push([creator.revenue.q50, creator.revenue.q90, creator.revenue.q95]);
        all.push([creator.orders.q10, creator.orders.q50, creator.orders.q90]);
        if let Some(returns) = &creator.returns {
            all.push([returns.cpa_minor.q10, returns.cpa_minor.q50, returns.cpa_minor.q90]);
            all.push([returns.next.roas.q10, returns.next.roas.q50, returns.next.roas.q90]);
            all.push([returns.roas.q50, returns.index, returns.roas.q90]);
        }
    }
    for roas in estimate.repeated.iter().map(|batch| batch.roas) {
        all.extend([[roas.q05, roas.q10, roas.q50], [roas.q50, roas.q90, roas.q95]]);
    }
    all.extend(estimate.groups.iter().map(|group| [group.roas.q10, group.roas.q50, group.roas.q90]));
    all
}

/// No number is infinite or NaN, each probability is one, and quantiles rise.
fn stays_in_range(estimate: &CampaignEstimate) -> Result<(), TestCaseError> {
    for (place, (number, probability)) in numbers(estimate).into_iter().enumerate() {
        prop_assert!(number.is_finite(), "{place}: {number}");
        prop_assert!(!probability || (-1e-12..=1.0 + 1e-12).contains(&number), "{number}");
    }
    for [low, middle, high] in rising(estimate) {
        prop_assert!(low <= middle && middle <= high && high.is_finite(), "{low} {middle} {high}");
    }
    Ok(())
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-8 * (1.0 + a.abs().max(b.abs()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn nothing_makes_nan_or_leaves_its_range(input in any_campaign(i64::MAX / 2), budget in any::<i64>()) {
        let constants = Constants::default();
        let estimate = estimate(&input, &constants);
        stays_in_range(&estimate)?;
        let batch = NextBatch::plan(&Bookables::from(&estimate), BatchRequest { budget_minor: budget, ..BatchRequest::default() }, &constants);
        prop_assert!(batch.hold_minor >= 0 && batch.hold_minor <= budget.max(0));
    }

    #[test]
    fn the_order_of_creators_changes_nothing(input in any_campaign(9_000_000), turn in 0..9_usize) {
        let constants = Constants::default();
        let mut turned = input.clone();
        let count = turned.creators.len().max(1);
        let turn = turn.min(input.creators.len());
        turned.creators.rotate_left(turn);
        let (straight, turned) = (estimate(&input, &constants), estimate(&turned, &constants));
        let chance = |estimate: &CampaignEstimate| estimate.repeated.map_or(0.0, |batch| batch.p_target);
        prop_assert!(close(chance(&straight), chance(&turned)));
        prop_assert!(close(straight.hold_share, turned.hold_share) && close(straight.explore.index, turned.explore.index));
        for (index, creator) in straight.creators.iter().enumerate() {
            let other = &turned.creators[(index + count - turn) % count];
            prop_assert_eq!(&creator.handle, &other.handle);
            prop_assert!(close(creator.revenue.q50, other.revenue.q50) && close(creator.revenue.q95, other.revenue.q95));
        }
        for (group, other) in straight.groups.iter().zip(&turned.groups) {
            prop_assert!(group.name == other.name && close(group.p_target, other.p_target));
        }
    }

    #[test]
    fn a_hundred_times_the_money_changes_no_ratio(input in any_campaign(9_000_000)) {
        let constants = Constants::default();
        let mut scaled = input.clone();
        scaled.order_value_minor = input.order_value_minor.max(1) * 100;
        for creator in &mut scaled.creators {
            creator.plan.cost_minor = creator.plan.cost_minor.map(|minor| minor * 100);
            for booking in &mut creator.bookings {
                booking.fee_minor *= 100;
                booking.cost_minor *= 100;
                booking.orders.revenue_minor *= 100;
                booking.orders.largest_minor *= 100;
                booking.orders.squares *= 10_000;
                if let Some(capped) = &mut booking.capped {
                    capped.revenue_minor *= 100;
                    capped.largest_minor *= 100;
                    capped.squares *= 10_000;
                }
            }
        }
        let (small, large) = (estimate(&input, &constants), estimate(&scaled, &constants.clone().with_cpm_rate(100.0)));
        prop_assert!(close(small.hold_share, large.hold_share) && close(small.explore.index, large.explore.index));
        for (small, large) in small.creators.iter().zip(&large.creators) {
            prop_assert!(close(small.orders.q50, large.orders.q50));
            if let (Some(small), Some(large)) = (&small.returns, &large.returns) {
                prop_assert!(close(small.roas.q10, large.roas.q10) && close(small.p_target, large.p_target));
                prop_assert!(close(small.next.p_target, large.next.p_target));
                let scale = |more: OneMore| more.scale;
                let chances = small.one_more.map(scale).zip(large.one_more.map(scale));
                prop_assert!(chances.is_none_or(|(small, large)| close(small, large)));
            }
        }
    }
}
