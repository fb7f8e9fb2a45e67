//! Every case of `campaigns.json`: the whole estimate, field by field.

use serde_json::{Value, json};
use tenfold::analysis::constants::Constants;
use tenfold::analysis::creator_outputs::CreatorEstimate;
use tenfold::analysis::estimate::{CampaignEstimate, estimate};
use tenfold::analysis::next_batch::{BatchRequest, Bookables, NextBatch};
use tenfold::analysis::posterior::{Quantiles, Range};

use super::compare::{compare, none_of};
use super::input::campaign;

#[test]
fn every_case_of_campaigns_is_within_tolerance() {
    let constants = Constants::first_method();
    let mut faults = Vec::new();
    for case in super::cases("campaigns.json") {
        let (input, mut expected) = (&case["input"], case["expected"].clone());
        let campaign = campaign(input, &constants);
        let estimate = estimate(&campaign, &constants);
        let budget = expected["allocation"]["budget_minor"].as_i64().expect("a budget");
        let request = BatchRequest { budget_minor: budget, ..BatchRequest::default() };
        let batch = NextBatch::plan(&Bookables::from(&estimate), request, &constants);
        let mut ours = shown(&estimate, &batch);
        // The addendum replaces these two: the batch repeated, and how many more bookings would settle a verdict.
        let all = expected.as_object_mut().expect("an object");
        all.remove("campaign");
        for creator in all["creators"].as_array_mut().expect("creators") {
            creator.as_object_mut().expect("an object").remove("more_bookings");
        }
        let at = format!("{} ({})", input["id"], input["tag"]);
        if campaign.creators.iter().any(|creator| creator.bookings.is_empty()) {
            // Candidates no longer weigh in the pool, and stand for a place in the batch.
            for side in [&mut ours, &mut expected] {
                side.as_object_mut().expect("an object").remove("allocation");
            }
            compare(&ours, &expected, &at, loosely, &mut faults);
        } else {
            compare(&ours, &expected, &at, tolerance, &mut faults);
        }
    }
    none_of(&faults);
}

/// The estimate in the words of the vectors.
fn shown(estimate: &CampaignEstimate, batch: &NextBatch) -> Value {
    let groups: Vec<Value> = estimate
        .groups
        .iter()
        .map(|group| {
            let mut shown = json!({
                "group": group.name, "n": group.creators, "off": group.offset, "v": group.spread,
                "p_target": group.p_target, "roas_q": range(group.roas.range()),
            });
            if let Some(best) = group.best_probability {
                shown["p_best"] = json!(best);
            }
            shown
        })
        .collect();
    json!({
        "target_roas": estimate.target_roas,
        "kappa": estimate.kappa,
        "kappa_logsd": estimate.kappa_log_sd,
        "aov_batch": estimate.order_value.mean,
        "cv2": estimate.order_value.cv2,
        "loglam0": estimate.centre,
        "use_groups": estimate.grouped,
        "tau_post": estimate.taus,
        "creators": estimate.creators.iter().map(one).collect::<Vec<_>>(),
        "explore": {
            "off": estimate.explore.offset, "v": estimate.explore.spread, "p_target": estimate.explore.p_target,
            "index": estimate.explore.index, "roas_mean": estimate.explore.mean, "p_best": estimate.explore.best_share,
        },
        "groups": groups,
        "hold_p_best": estimate.hold_share,
        "allocation": {
            "budget_minor": batch.budget_minor, "bookings": places(batch), "new_creators": batch.new_creators,
            "new_cost_minor": batch.new_creator_cost_minor, "hold_minor": batch.hold_minor,
        },
    })
}

/// The places of a batch: the vectors list them by id, the plan best first.
pub(crate) fn places(batch: &NextBatch) -> Vec<Value> {
    let mut places: Vec<_> = batch.places.iter().map(|place| (&place.handle, place.bookings)).collect();
    places.sort_unstable();
    places.iter().map(|(id, count)| json!({ "id": id, "count": count })).collect()
}

fn one(creator: &CreatorEstimate) -> Value {
    let mut shown = json!({
        "id": creator.handle,
        "mhat": creator.views.log_mean,
        "u2": creator.views.log_var,
        "surprise": creator.views.surprise,
        "maturity": creator.maturity,
        "offset_rev": creator.log_revenue_offset,
        "v": creator.spread,
        "off": creator.returns.as_ref().map(|returns| returns.offset),
        "verdict": creator.provisional.word(),
        "max_price_minor": creator.highest_price_minor,
        "orders_q": range(creator.orders),
        "early": creator.early,
    });
    let Some(returns) = &creator.returns else {
        shown["revenue_q"] = quantiles(creator.revenue);
        return shown;
    };
    let more = json!({
        "p_target": returns.p_target,
        "roas_mean": returns.mean,
        "index": returns.index,
        "roas_q": quantiles(returns.roas),
        "next": {
            "expected_orders": returns.next.expected_orders, "zero_prob": returns.next.zero_probability,
            "roas_q": range(returns.next.roas), "p_target": returns.next.p_target,
        },
        "cpa_minor_q": range(returns.cpa_minor),
    });
    let Value::Object(more) = more else { unreachable!("it is written as an object") };
    for (name, value) in more {
        shown[name] = value;
    }
    if let Some(share) = returns.best_share {
        shown["p_best"] = json!(share);
    }
    shown
}

fn quantiles(all: Quantiles) -> Value {
    json!({ "0.05": all.q05, "0.10": all.q10, "0.50": all.q50, "0.90": all.q90, "0.95": all.q95 })
}

fn range(range: Range) -> Value {
    json!({ "0.10": range.q10, "0.50": range.q50, "0.90": range.q90 })
}

/// Absolute and relative tolerance of a field.
fn tolerance(name: &str) -> (f64, f64) {
    match name {
        "target_roas" | "kappa" | "kappa_logsd" | "aov_batch" | "cv2" | "loglam0" => (0.0, 1e-9),
        "tau_post" => (1e-8, 0.0),
        "mhat" | "u2" | "surprise" | "maturity" | "offset_rev" | "v" | "off" => (1e-9, 0.0),
        "p_target" | "index" => (1e-9, 1e-9),
        "p_best" | "zero_prob" | "hold_p_best" => (1e-6, 0.0),
        "roas_q" | "revenue_q" | "orders_q" | "cpa_minor_q" | "roas_mean" | "max_price_minor" | "expected_orders" => {
            (0.0, 1e-5)
        }
        "n" | "count" | "budget_minor" | "new_creators" | "new_cost_minor" | "hold_minor" => (0.0, 0.0),
        other => panic!("no tolerance for {other}"),
    }
}

/// The tolerance where somebody has no booking.
fn loosely(name: &str) -> (f64, f64) {
    let (absolute, relative) = tolerance(name);
    match name {
        "p_target" | "index" => (1e-5, 1e-4),
        "loglam0" | "mhat" | "u2" | "v" | "off" | "offset_rev" | "n" | "count" => (absolute, relative),
        _ => (absolute.max(5e-5), relative.max(2e-4)),
    }
}
