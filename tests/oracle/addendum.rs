//! Every case of `v2/campaigns2.json`: the estimate with the addendum, field by field. `TENFOLD_ORACLE_V2` names another folder.

use std::path::PathBuf;

use serde_json::{Value, json};
use tenfold::analysis::best_next::BestNext;
use tenfold::analysis::constants::Constants;
use tenfold::analysis::creator_outputs::CreatorEstimate;
use tenfold::analysis::estimate::{estimate, estimate_planned};
use tenfold::analysis::input::CampaignInput;
use tenfold::analysis::next_batch::{BatchRequest, Bookables, NextBatch};
use tenfold::analysis::odds::odds;
use tenfold::analysis::plan::{PlanForecast, forecast};
use tenfold::analysis::posterior::{Quantiles, Range};
use tenfold::analysis::repeated::Repeated;
use tenfold::analysis::special::normal_quantile;

use super::compare::{compare, none_of};
use super::input::{campaign, cap};

fn vectors() -> Value {
    let folder = std::env::var_os("TENFOLD_ORACLE_V2")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/oracle/v2"), PathBuf::from);
    let text = std::fs::read_to_string(folder.join("campaigns2.json")).expect("the vector file is there");
    serde_json::from_str(&text).expect("the vector file is JSON")
}

fn cases() -> Vec<Value> {
    let Value::Array(cases) = vectors()["cases"].take() else { panic!("there are no cases") };
    assert!(!cases.is_empty(), "there are no cases");
    cases
}

#[test]
fn the_constants_in_force_are_those_of_the_vectors() {
    let header = vectors()["header"].take();
    let ours = Constants::default();
    let by_name: [(&str, f64); 31] = [
        ("roas_prior", ours.roas_prior),
        ("mu_sd", ours.mu_sd),
        ("s_view", ours.s_view),
        ("s_conv", ours.s_conv),
        ("d_ref", ours.d_ref),
        ("ln_sponsored", ours.ln_sponsored),
        ("sd_followers", ours.sd_followers),
        ("sd_none", ours.sd_none),
        ("views_none", ours.views_none),
        ("z_cap", ours.z_cap),
        ("ramp_u", ours.ramp_u),
        ("luck_floor", ours.luck_floor),
        ("v_min", ours.v_min),
        ("sd_common", ours.sd_common),
        ("s_eff_b", ours.s_eff_b),
        ("s_eff_w", ours.s_eff_w),
        ("cv2_0", ours.cv2_0),
        ("cv_n0", ours.cv_n0),
        ("aov_n0", ours.aov_n0),
        ("tau_aov", ours.tau_aov),
        ("p_scale", ours.p_scale),
        ("p_drop", ours.p_drop),
        ("q_index", ours.q_index),
        ("early", ours.early),
        ("dim", ours.dim),
        ("gamma", ours.gamma),
        ("s_gamma", ours.s_gamma),
        ("cap_orders", ours.cap_orders),
        ("cap_n0", ours.cap_n0),
        ("w_price", ours.w_price),
        ("later_bookings", ours.later_bookings),
    ];
    for (name, ours) in by_name {
        assert_eq!(header["config"][name].as_f64(), Some(ours), "{name}");
    }
    // How sure a verdict must be to count as settled follows from the borders.
    let settled = header["config"]["z_settle"].as_f64().expect("a number");
    for border in [ours.p_scale, 1.0 - ours.p_drop] {
        assert!((normal_quantile(border) - settled).abs() < 1e-9);
    }
}

#[test]
fn every_case_of_the_addendum_is_within_tolerance() {
    let constants = Constants::default();
    let mut faults = Vec::new();
    for case in cases() {
        let (input, expected) = (&case["input"], &case["expected"]);
        let campaign = campaign(input, &constants);
        let mut shown = shown(&campaign, expected, &constants);
        shown["cap_minor"] = json!(cap(input, &constants).most_minor);
        let at = format!("{} ({})", input["id"], input["tag"]);
        compare(&shown, expected, &at, tolerance, &mut faults);
        if let Some(plan) = expected["plan"].as_object() {
            within_its_cost(
                &shown["plan"],
                &expected["plan"],
                plan["cost_minor"].as_f64().expect("a cost"),
                &at,
                &mut faults,
            );
        }
    }
    none_of(&faults);
}

#[test]
fn the_bulk_of_candidates_agrees_with_their_estimates() {
    let constants = Constants::default();
    let mut checked = 0;
    for case in cases() {
        let campaign = campaign(&case["input"], &constants);
        let estimate = estimate(&campaign, &constants);
        for (creator, odds) in estimate.creators.iter().zip(odds(&campaign, &constants)) {
            assert_eq!(odds.is_none(), !creator.candidate, "{}", creator.handle);
            let Some(odds) = odds else { continue };
            checked += 1;
            let near = |ours: f64, other: f64| (ours - other).abs() <= 1e-9 * (1.0 + other.abs());
            assert!(near(odds.worth_minor, creator.highest_price_minor), "{}", creator.handle);
            assert_eq!(odds.promise.is_some(), creator.returns.is_some(), "{}", creator.handle);
            if let (Some(promise), Some(returns)) = (odds.promise, &creator.returns) {
                assert!(
                    near(promise.chance, returns.p_target) && near(promise.index, returns.index),
                    "{}",
                    creator.handle
                );
            }
        }
    }
    assert!(checked > 70, "{checked}");
}

/// The estimate in the words of the vectors. The plan is the allocation of the budget.
fn shown(campaign: &CampaignInput, expected: &Value, constants: &Constants) -> Value {
    let estimate = estimate(campaign, constants);
    let budget_minor = expected["allocation"]["budget_minor"].as_i64().expect("a budget");
    let request = BatchRequest { budget_minor, most_creators: Some(10), ..BatchRequest::default() };
    let batch = NextBatch::plan(&Bookables::from(&estimate), request, constants);
    let position = |handle: &str| estimate.creators.iter().position(|creator| creator.handle == handle);
    let booked: Vec<(usize, u32)> =
        batch.places.iter().filter_map(|place| Some((position(&place.handle)?, place.bookings))).collect();
    let plan = forecast(campaign, &booked, constants);
    let mut candidates: Vec<&CreatorEstimate> =
        estimate.creators.iter().filter(|creator| creator.candidate && creator.returns.is_some()).collect();
    let index = |creator: &CreatorEstimate| creator.returns.as_ref().map_or(0.0, |returns| returns.index);
    candidates.sort_by(|a, b| index(b).total_cmp(&index(a)));
    let all: Vec<usize> = candidates.iter().filter_map(|candidate| position(&candidate.handle)).collect();
    let planned = estimate_planned(campaign, &all, constants);
    json!({
        "target_roas": estimate.target_roas,
        "kappa": estimate.kappa,
        "aov_batch": estimate.order_value.mean,
        "lift": estimate.order_value.lift,
        "cv2": estimate.order_value.cv2,
        "loglam0": estimate.centre,
        "use_groups": estimate.grouped,
        "tau_post": estimate.taus,
        "eb": estimate.efficiency,
        "creators": estimate.creators.iter().map(one).collect::<Vec<_>>(),
        "explore": {
            "off": estimate.explore.offset, "v": estimate.explore.spread, "p_target": estimate.explore.p_target,
            "index": estimate.explore.index,
        },
        "campaign": estimate.repeated.map(together),
        "planned": planned.map(together),
        "candidates": candidates.iter().map(|creator| &creator.handle).collect::<Vec<_>>(),
        "allocation": {
            "budget_minor": batch.budget_minor, "bookings": super::campaigns::places(&batch), "new_creators": batch.new_creators,
            "hold_minor": batch.hold_minor,
        },
        "plan": plan.map(earned),
        "best_next": BestNext::of(&estimate).map(|best| json!({
            "id": estimate.creators[best.index].handle, "value_minor": best.value_minor,
        })),
    })
}

fn one(creator: &CreatorEstimate) -> Value {
    let mut shown = json!({
        "id": creator.handle,
        "mhat": creator.views.log_mean,
        "v": creator.spread,
        "tested": creator.tested(),
        "commission": creator.commission.share(),
        "verdict": creator.provisional.word(),
        "max_price_minor": creator.highest_price_minor,
        "early": creator.early,
    });
    if let Some(returns) = &creator.returns {
        shown["off"] = json!(returns.offset);
        shown["p_target"] = json!(returns.p_target);
        shown["roas_q"] = quantiles(returns.roas);
        shown["index"] = json!(returns.index);
        shown["roas_mean"] = json!(returns.mean);
        shown["profit_minor"] = json!(returns.profit_minor.map(|(on_average, _)| on_average));
        if let Some(more) = returns.one_more {
            shown["one_more"] = json!({
                "scale": more.scale, "drop": more.drop, "settle": more.settle(), "worth_minor": more.worth_minor,
            });
        }
        if let Some(regret) = returns.regret_minor {
            shown["regret_minor"] = json!(regret);
        }
    }
    shown
}

fn together(all: Repeated) -> Value {
    json!({ "p_target": all.p_target, "roas_q": quantiles(all.roas), "verdict": all.advice.word() })
}

fn earned(plan: PlanForecast) -> Value {
    let Range { q10, q50, q90 } = plan.profit_minor;
    json!({
        "cost_minor": plan.cost_minor,
        "expected_profit_minor": plan.expected_profit_minor,
        "p_profit": plan.p_profit,
        "profit_q": { "0.10": q10, "0.50": q50, "0.90": q90 },
        "p_no_winner": plan.p_no_winner,
        "largest_share": plan.largest_share,
    })
}

fn quantiles(all: Quantiles) -> Value {
    json!({ "0.05": all.q05, "0.10": all.q10, "0.50": all.q50, "0.90": all.q90, "0.95": all.q95 })
}

/// Profits are held against the cost of the plan: near zero they have few digits.
fn within_its_cost(ours: &Value, expected: &Value, cost: f64, at: &str, faults: &mut Vec<String>) {
    let pairs = ["/expected_profit_minor", "/profit_q/0.10", "/profit_q/0.50", "/profit_q/0.90"];
    for name in pairs {
        let number = |value: &Value| value.pointer(name).and_then(Value::as_f64);
        let near = number(ours).zip(number(expected)).is_some_and(|(a, b)| (a - b).abs() <= 1e-5 * cost);
        if !near {
            faults.push(format!("{at}.plan{name}: {:?} instead of {:?}", number(ours), number(expected)));
        }
    }
}

/// Absolute and relative tolerance of a field.
fn tolerance(name: &str) -> (f64, f64) {
    match name {
        "target_roas" | "kappa" | "aov_batch" | "cv2" | "loglam0" => (0.0, 1e-9),
        "tau_post" => (1e-8, 0.0),
        "mhat" | "v" | "off" | "lift" | "eb" | "commission" => (1e-9, 0.0),
        "p_target" | "scale" | "drop" | "settle" | "p_profit" | "p_no_winner" | "largest_share" => (1e-6, 0.0),
        "roas_q" | "index" | "roas_mean" | "max_price_minor" | "worth_minor" | "profit_minor" | "value_minor" => {
            (0.0, 1e-5)
        }
        // The difference of two large amounts: below a millionth of a cent no digit is left.
        "regret_minor" => (1e-6, 1e-5),
        "count" | "budget_minor" | "new_creators" | "hold_minor" | "cap_minor" | "cost_minor" => (0.0, 0.0),
        // Held against the cost of the plan instead.
        "expected_profit_minor" | "profit_q" => (f64::INFINITY, 0.0),
        other => panic!("no tolerance for {other}"),
    }
}
