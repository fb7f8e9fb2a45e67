//! The worked example and the edge cases of the addendum, and its laws.

use super::*;
use crate::analysis::best_next::BestNext;
use crate::analysis::odds::{Odds, odds};
use crate::analysis::order_cap::usual;
use crate::analysis::plan::{PlanForecast, forecast};
use crate::analysis::posterior::Range;

fn constants() -> Constants {
    Constants::default()
}

pub(super) fn candidate(handle: &str, cost_minor: Option<i64>) -> CreatorInput {
    let plan = Plan { cost_minor, ..Plan::default() };
    CreatorInput { plan, ..creator(handle, 30_000, Some((12, 11_000.0)), Vec::new()) }
}

pub(super) fn with_candidates() -> Vec<CreatorInput> {
    [worked_example(), vec![candidate("dee", Some(9_500)), candidate("eli", Some(19_500))]].concat()
}

fn odds_of(creators: Vec<CreatorInput>) -> Vec<Option<Odds>> {
    odds(&campaign(creators), &constants())
}

fn last(creators: Vec<CreatorInput>) -> Odds {
    odds_of(creators).pop().flatten().expect("the last is a candidate")
}

fn chance(odds: Odds) -> f64 {
    odds.promise.expect("a price").chance
}

#[test]
fn the_worked_example_comes_out_as_printed() {
    let estimate = run(worked_example());
    near(estimate.centre, -8.278_346, 1e-6);
    let printed = [
        ((0.87, 2.12, 5.40), 0.633, Advice::Retest),
        ((0.49, 1.40, 3.96), 0.414, Advice::Retest),
        ((0.13, 0.60, 2.24), 0.163, Advice::Drop),
    ];
    for (index, ((q10, q50, q90), p, advice)) in printed.into_iter().enumerate() {
        let one = returns(&estimate, index);
        near(one.roas.q10, q10, 5e-3);
        near(one.roas.q50, q50, 5e-3);
        near(one.roas.q90, q90, 5e-3);
        near(one.p_target, p, 5e-4);
        assert_eq!(estimate.creators[index].advice, advice);
    }
    let more = returns(&estimate, 0).one_more.expect("a target within reach");
    near(more.scale, 0.43, 5e-3);
    near(more.drop, 0.06, 5e-3);
    let batch = estimate.repeated.expect("a batch");
    near(batch.roas.q50, 1.66, 5e-3);
    near(batch.roas.q10, 0.78, 5e-3);
    near(batch.roas.q90, 3.65, 5e-3);
    near(batch.p_target, 0.499, 5e-4);
}

#[test]
fn the_candidates_of_the_worked_example() {
    let estimate = run(with_candidates());
    let [dee, eli] = [returns(&estimate, 3), returns(&estimate, 4)];
    near(dee.p_target, 0.558, 5e-4);
    near(dee.index, 3.23, 5e-3);
    near(eli.p_target, 0.331, 5e-4);
    near(eli.index, 1.82, 5e-3);
    let odds = odds_of(with_candidates());
    assert_eq!(odds[..3], [None; 3], "who was booked is no candidate");
    near(odds[3].expect("a candidate").worth_minor, 10_986.0, 0.5);
    near(chance(odds[4].expect("a candidate")), eli.p_target, 1e-12);

    let request = BatchRequest { budget_minor: 40_000, ..BatchRequest::default() };
    let batch = NextBatch::plan(&Bookables::from(&estimate), request, &constants());
    let places: Vec<(&str, u32)> = batch.places.iter().map(|place| (place.handle.as_str(), place.bookings)).collect();
    assert_eq!(places, [("dee", 1), ("ana", 1), ("bo", 1)]);
    assert_eq!((batch.new_creators, batch.hold_minor), (0, 1_500));
    let best = BestNext::of(&estimate).expect("one pays");
    assert_eq!(estimate.creators[best.index].handle, "eli", "more money, so more to learn");
}

#[test]
fn candidates_teach_the_pool_nothing() {
    let (with, without) = (run(with_candidates()), run(worked_example()));
    with.taus.iter().zip(without.taus).for_each(|(with, without)| near(*with, without, 1e-15));
    for index in 0..3 {
        assert_eq!(returns(&with, index).roas, returns(&without, index).roas);
    }
    assert_eq!(with.repeated, without.repeated);
}

#[test]
fn a_thousand_candidates_without_history_have_long_ranges() {
    let nobody = |n: i64| CreatorInput {
        handle: format!("n{n:04}"),
        niche: (n % 3 > 0).then(|| format!("niche{}", n % 3)),
        plan: Plan { cost_minor: Some(1_000 + 37 * n), ..Plan::default() },
        ..CreatorInput::default()
    };
    let creators: Vec<CreatorInput> = worked_example().into_iter().chain((0..1_000).map(nobody)).collect();
    let odds: Vec<Odds> = odds_of(creators.clone()).into_iter().flatten().collect();
    assert_eq!(odds.len(), 1_000);
    assert!(odds.windows(2).all(|pair| chance(pair[1]) < chance(pair[0])), "dearer is never better");
    let estimate = run(creators[..8].to_vec());
    let roas = returns(&estimate, 7).roas;
    assert!((roas.q90 / roas.q10).ln() > 3.0, "{roas:?}");
}

#[test]
fn without_a_price_there_are_no_odds_but_a_worth() {
    for cost in [None, Some(0), Some(-500)] {
        let odds = last([worked_example(), vec![candidate("a", cost)]].concat());
        assert!(odds.promise.is_none() && odds.worth_minor > 1_000.0, "{odds:?}");
    }
    let priced = last([worked_example(), vec![candidate("a", Some(100_000_000))]].concat());
    assert!(chance(priced) < 1e-3 && priced.worth_minor < 100_000_000.0, "{priced:?}");
    let gift = last([worked_example(), vec![candidate("a", Some(700))]].concat());
    assert!(chance(gift) > 0.9, "{gift:?}");
}

#[test]
fn nobody_tested_leaves_candidates_among_themselves() {
    let all = vec![candidate("a", Some(9_000)), candidate("b", Some(18_000)), candidate("c", None)];
    let estimate = run(all.clone());
    assert_eq!((estimate.repeated, estimate.groups.len()), (None, 0));
    assert!(returns(&estimate, 0).p_target > returns(&estimate, 1).p_target);
    // At the average of what is asked, the prior median is what is usual.
    let (middle, prior) = (returns(&estimate, 0).roas.q50, constants().roas_prior);
    assert!((0.4..2.5).contains(&(middle / prior)), "{middle}");
    let planned = estimate_planned(&campaign(all.clone()), &[0, 1, 2, 9], &constants()).expect("two have a price");
    assert!(planned.roas.q05 < planned.roas.q50 && (0.0..=1.0).contains(&planned.p_target) && !planned.early);
    assert_eq!(estimate_planned(&campaign(all), &[2], &constants()), None);
    assert_eq!(odds_of(Vec::new()), []);
}

#[test]
fn a_commission_that_takes_everything_leaves_no_chance() {
    let mut all = with_candidates();
    all[0].bookings[0].commission_bp = 10_000;
    all[3].plan.commission_bp = 10_000;
    let estimate = run(all.clone());
    for index in [0, 3] {
        let ruled_out = returns(&estimate, index);
        assert!(ruled_out.p_target.abs() < 1e-15 && ruled_out.next.p_target.abs() < 1e-15);
        assert_eq!((ruled_out.one_more, ruled_out.regret_minor, ruled_out.value_minor), (None, None, None));
        assert_eq!(ruled_out.flip_kappa, None);
        assert!(estimate.creators[index].highest_price_minor.abs() < 1e-15);
        assert!(ruled_out.roas.q95 <= 1.0, "of every sale all is paid out");
    }
    assert_eq!(estimate.creators[0].advice, Advice::Drop);
    let plan = forecast(&campaign(all), &[(0, 1)], &constants()).expect("it costs something");
    assert!(plan.p_profit.abs() < 1e-15 && plan.expected_profit_minor < -11_500.0);
    assert!((plan.p_no_winner - 1.0).abs() < 1e-12 && plan.profit_minor.q10 <= plan.profit_minor.q90);
}

#[test]
fn a_lucky_creator_is_not_dear_because_of_the_commission() {
    let mut with = worked_example();
    with[0].bookings[0].commission_bp = 1_000;
    with[0].bookings[0].commission_minor = 3_300;
    let (with, without) = (run(with), run(worked_example()));
    let (paid, free) = (returns(&with, 0), returns(&without, 0));
    assert_eq!(paid.cost_minor, free.cost_minor);
    assert!(paid.p_target < free.p_target && paid.roas.q90 < free.roas.q90 && paid.mean < free.mean);
    assert_eq!(with.creators[0].tracked.cost_minor, 14_800, "the facts have it");
    let costs_only_commission = creator(
        "a",
        24_000,
        None,
        vec![BookingInput { commission_bp: 2_000, ..booking(vec![post(Some(900), 30.0)], &[4_000], 0, 0) }],
    );
    assert_eq!(run(vec![costs_only_commission]).creators[0].advice, Advice::Free);
}

mod large_orders {
    use super::*;

    /// Three creators of ten orders each, the last of the first so large, held to the cap.
    fn with_whale(whale: i64) -> Vec<CreatorInput> {
        let nets = |index: usize| {
            let last = if index == 0 { whale } else { 4_000 };
            [vec![4_000; 9], vec![last]].concat()
        };
        let all: Vec<i64> = (0..3).flat_map(nets).collect();
        let cap = OrderCap::of(usual(all), 4_000, &constants());
        let one = |index: usize| {
            let orders = nets(index);
            let booking = BookingInput {
                capped: cap.sums(&orders),
                ..booking(vec![post(Some(6_000), 30.0)], &orders, 9_000, 2_500)
            };
            creator(&index.to_string(), 24_000, Some((10, 6_000.0)), vec![booking])
        };
        (0..3).map(one).collect()
    }

    #[test]
    fn one_whale_lifts_everybody_alike_and_not_its_creator() {
        let (at_cap, whale) = (run(with_whale(20_000)), run(with_whale(2_000_000)));
        assert!(at_cap.order_value.lift.abs() < 1e-15 && whale.order_value.lift > 0.5);
        for index in 0..3 {
            let (small, large) = (&at_cap.creators[index], &whale.creators[index]);
            let rise = large.order_value.log_mean - small.order_value.log_mean;
            near(rise, whale.order_value.lift, 1e-12);
            // The centre of the grid falls as much as the order value rises: what is expected before any order stays.
            near(large.log_revenue_offset, small.log_revenue_offset, 1e-12);
        }
        assert_eq!(whale.creators[0].tracked.revenue_minor, 2_036_000, "facts never change");
    }

    #[test]
    fn a_shop_with_one_order_is_capped_by_the_typical_value() {
        let orders = [90_000_i64];
        let cap = OrderCap::of(usual(orders.to_vec()), 4_000, &constants());
        assert_eq!(cap.most_minor, 20_000);
        let one =
            BookingInput { capped: cap.sums(&orders), ..booking(vec![post(Some(6_000), 30.0)], &orders, 9_000, 2_500) };
        let estimate = run(vec![creator("a", 24_000, None, vec![one])]);
        assert!(estimate.order_value.mean < 10_000.0 && returns(&estimate, 0).p_target.is_finite());
        assert!(estimate.repeated.is_some(), "one creator is enough for a range");
    }
}

mod plans {
    use super::*;

    fn plan(bookings: &[(usize, u32)]) -> Option<PlanForecast> {
        forecast(&campaign(with_candidates()), bookings, &constants())
    }

    #[test]
    fn a_plan_of_nothing_has_no_forecast() {
        assert_eq!((plan(&[]), plan(&[(0, 0)]), plan(&[(99, 1)])), (None, None, None));
    }

    #[test]
    fn a_plan_costs_what_its_bookings_cost() {
        let both = plan(&[(0, 2), (3, 1)]).expect("a plan");
        assert_eq!(both.cost_minor, 2 * 11_500 + 9_500);
        near(both.largest_share, 23_000.0 / 32_500.0, 1e-12);
        assert!(both.profit_minor.q10 > -32_500.0, "no more than its cost is lost");
        let alone = plan(&[(0, 2)]).expect("a plan");
        assert!(both.p_no_winner < alone.p_no_winner, "one more creator is one more chance");
    }

    #[test]
    fn a_second_booking_brings_less_than_the_first() {
        let profit = |number| plan(&[(0, number)]).expect("a plan").expected_profit_minor;
        let (one, two) = (profit(1), profit(2));
        assert!(two - one < one, "{one} {two}");
    }

    #[test]
    fn without_a_margin_a_plan_is_held_against_the_target() {
        let target = Target::new(Some(1.0 / 0.6), None).expect("a target");
        let input = CampaignInput { creators: with_candidates(), ..CampaignInput::new(target, None, 4_000) };
        let ours = forecast(&input, &[(0, 1)], &constants()).expect("a plan");
        let theirs = plan(&[(0, 1)]).expect("a plan");
        near(ours.expected_profit_minor, theirs.expected_profit_minor, 1e-6);
        near(ours.p_profit, theirs.p_profit, 1e-12);
    }
}

#[test]
fn no_test_left_that_pays_means_stop() {
    let mut dear = worked_example();
    for creator in &mut dear {
        creator.bookings[0].cost_minor *= 100;
        creator.bookings[0].fee_minor *= 100;
    }
    assert_eq!(BestNext::of(&run(dear)), None);
    assert_eq!(BestNext::of(&run(Vec::new())), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn nothing_makes_nan_or_leaves_its_range(input in any_campaign(i64::MAX / 2), number in 0..4_u32) {
        let constants = constants();
        let estimate = estimate(&input, &constants);
        stays_in_range(&estimate)?;
        for creator in &estimate.creators {
            let Some(returns) = &creator.returns else { continue };
            prop_assert!(returns.regret_minor.is_none_or(|regret| regret >= 0.0));
            prop_assert!(returns.one_more.is_none_or(|more| more.worth_minor >= 0.0));
        }
        let everybody: Vec<(usize, u32)> = (0..input.creators.len()).map(|index| (index, number)).collect();
        if let Some(plan) = forecast(&input, &everybody, &constants) {
            let Range { q10, q50, q90 } = plan.profit_minor;
            prop_assert!(q10.is_finite() && q10 <= q50 && q50 <= q90 && q90.is_finite(), "{plan:?}");
            prop_assert!(plan.expected_profit_minor.is_finite());
            for chance in [plan.p_profit, plan.p_no_winner, plan.largest_share] {
                prop_assert!((0.0..=1.0).contains(&chance), "{plan:?}");
            }
        }
        for odds in odds(&input, &constants).into_iter().flatten() {
            prop_assert!(odds.worth_minor.is_finite() && odds.worth_minor >= 0.0, "{odds:?}");
            if let Some(promise) = odds.promise {
                prop_assert!((0.0..=1.0).contains(&promise.chance), "{odds:?}");
                prop_assert!(promise.index.is_finite() && promise.index >= 0.0, "{odds:?}");
            }
        }
    }

    #[test]
    fn a_dearer_candidate_is_never_the_better_bet(price in 100..900_000_i64, more in 1..900_000_i64, bp in 0..5_000_i64) {
        let priced = |cost| {
            let mut new = candidate("new", Some(cost));
            new.plan.commission_bp = bp;
            last([worked_example(), vec![new]].concat())
        };
        let (cheap, dear) = (priced(price), priced(price + more));
        prop_assert!(chance(dear) <= chance(cheap));
        // A higher price is partly a sign of more views.
        prop_assert!(dear.worth_minor >= cheap.worth_minor);
    }

    #[test]
    fn what_is_worth_its_price_has_an_even_chance(price in 100..900_000_i64, bp in 0..5_000_i64) {
        let mut new = candidate("new", Some(price));
        new.plan.commission_bp = bp;
        let odds = last([worked_example(), vec![new]].concat());
        #[expect(clippy::cast_precision_loss, reason = "a small number")]
        let is_worth_it = odds.worth_minor >= price as f64;
        prop_assert_eq!(is_worth_it, chance(odds) >= 0.5);
    }

    #[test]
    fn a_higher_commission_never_helps(low in 0..6_000_i64, more in 1..4_000_i64) {
        let with = |bp| {
            let mut new = candidate("new", Some(9_500));
            new.plan.commission_bp = bp;
            last([worked_example(), vec![new]].concat())
        };
        prop_assert!(chance(with(low + more)) <= chance(with(low)));
    }

    #[test]
    fn nobody_wins_is_less_likely_than_that_one_does_not(input in any_campaign(9_000_000)) {
        let constants = constants();
        let input = CampaignInput { attribution: Attribution::default(), ..input };
        let estimate = estimate(&input, &constants);
        // Where groups are compared, the posteriors of creators are not those of the tree without groups.
        prop_assume!(!estimate.grouped);
        // Those without evidence differ by what falls off the edges of the grid.
        let tested = || estimate.creators.iter().enumerate().filter(|(_, creator)| creator.tested());
        let everybody: Vec<(usize, u32)> = tested().map(|(index, _)| (index, 1)).collect();
        let Some(plan) = forecast(&input, &everybody, &constants) else { return Ok(()) };
        for returns in tested().filter_map(|(_, creator)| creator.returns.as_ref()) {
            prop_assert!(plan.p_no_winner <= 1.0 - returns.p_target + 1e-6, "{} {}", plan.p_no_winner, returns.p_target);
        }
    }

    #[test]
    fn a_hundred_times_the_money_changes_no_odds(input in any_campaign(9_000_000)) {
        let constants = constants();
        let mut scaled = input.clone();
        scaled.order_value_minor = input.order_value_minor.max(1) * 100;
        for creator in &mut scaled.creators {
            creator.plan.cost_minor = creator.plan.cost_minor.map(|minor| minor * 100);
            for booking in &mut creator.bookings {
                booking.fee_minor *= 100;
                booking.cost_minor *= 100;
                for sums in std::iter::once(&mut booking.orders).chain(&mut booking.capped) {
                    sums.revenue_minor *= 100;
                    sums.largest_minor *= 100;
                    sums.squares *= 10_000;
                }
            }
        }
        let (small, large) = (odds(&input, &constants), odds(&scaled, &constants.clone().with_cpm_rate(100.0)));
        for (small, large) in small.into_iter().flatten().zip(large.into_iter().flatten()) {
            prop_assert!(close(100.0 * small.worth_minor, large.worth_minor));
            if let (Some(small), Some(large)) = (small.promise, large.promise) {
                prop_assert!(close(small.chance, large.chance) && close(small.index, large.index));
            }
        }
    }
}
