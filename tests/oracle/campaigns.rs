//! Every case of `campaigns.json`: the whole estimate, field by field.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use tenfold::analysis::attribution::Attribution;
use tenfold::analysis::constants::Constants;
use tenfold::analysis::creator_outputs::CreatorEstimate;
use tenfold::analysis::estimate::{CampaignEstimate, estimate};
use tenfold::analysis::input::{
    BookingInput, CampaignInput, CreatorInput, GroupBy, OrderSums, Plan, PostInput, Target,
};
use tenfold::analysis::next_batch::{BatchRequest, Bookables, NextBatch};
use tenfold::analysis::posterior::{Quantiles, Range};

#[test]
fn every_case_of_campaigns_is_within_tolerance() {
    let constants = Constants::default();
    let mut faults = Vec::new();
    for case in super::cases("campaigns.json") {
        let (input, expected) = (&case["input"], &case["expected"]);
        let estimate = estimate(&campaign(input), &constants);
        let budget = expected["allocation"]["budget_minor"].as_i64().expect("a budget");
        let request = BatchRequest { budget_minor: budget, ..BatchRequest::default() };
        let batch = NextBatch::plan(&Bookables::from(&estimate), request, &constants);
        compare(&shown(&estimate, &batch), expected, &format!("{} ({})", input["id"], input["tag"]), &mut faults);
    }
    assert!(faults.is_empty(), "{} faults, such as:\n{}", faults.len(), faults[..faults.len().min(40)].join("\n"));
}

fn campaign(input: &Value) -> CampaignInput {
    let range = |name: &str| input["attribution"][name].as_f64().expect("a share");
    let margin_bp = input["margin_bp"].as_i64();
    let target = Target::new(input["target_roas"].as_f64(), margin_bp).expect("a target");
    CampaignInput {
        attribution: Attribution {
            leak_low: range("leak_low"),
            leak_high: range("leak_high"),
            halo_low: range("halo_low"),
            halo_high: range("halo_high"),
        },
        group_by: match input["group_by"].as_str() {
            Some("niche") => GroupBy::Niche,
            Some("tier") => GroupBy::Tier,
            other => panic!("unknown grouping {other:?}"),
        },
        creators: list(&input["creators"]).iter().map(creator).collect(),
        ..CampaignInput::new(target, margin_bp, whole(&input["aov_prior_minor"]))
    }
}

fn creator(input: &Value) -> CreatorInput {
    CreatorInput {
        handle: input["id"].as_str().expect("an id").to_owned(),
        niche: input["niche"].as_str().map(str::to_owned),
        style: None,
        followers: input["followers"].as_i64(),
        reference_posts: u32::try_from(whole(&input["ref_posts"])).expect("a count"),
        reference_views: input["ref_median_views"].as_f64(),
        bookings: list(&input["bookings"]).iter().map(booking).collect(),
        plan: input.get("planned_posts").map_or_else(Plan::default, |posts| Plan {
            posts: u32::try_from(whole(posts)).expect("a count"),
            cost_minor: input["planned_cost_minor"].as_i64(),
        }),
        attribution: None,
    }
}

fn booking(input: &Value) -> BookingInput {
    let orders: Vec<i64> = list(&input["orders_minor"]).iter().map(whole).collect();
    let fee_minor = whole(&input["fee_minor"]);
    let post = |post: &Value| {
        let age = post["age_days"].as_f64().expect("an age");
        PostInput { views: post["views"].as_i64(), views_age_days: age, orders_age_days: age }
    };
    BookingInput {
        posts: list(&input["posts"]).iter().map(post).collect(),
        orders: OrderSums::of(&orders),
        late: OrderSums::default(),
        fee_minor,
        cost_minor: fee_minor + whole(&input["product_minor"]) + whole(&input["shipping_minor"]),
    }
}

fn whole(value: &Value) -> i64 {
    value.as_i64().expect("a whole number")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
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
    // The vectors list the places by id, the plan best first.
    let mut places: Vec<_> = batch.places.iter().map(|place| (&place.handle, place.bookings)).collect();
    places.sort_unstable();
    let places: Vec<Value> = places.iter().map(|(id, count)| json!({ "id": id, "count": count })).collect();
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
        "campaign": estimate.batch.map(|batch| json!({
            "log_mean": batch.log_mean, "log_sd": batch.log_sd, "p_target": batch.p_target,
            "roas_q": quantiles(batch.roas), "verdict": batch.advice.word(),
        })),
        "groups": groups,
        "hold_p_best": estimate.hold_share,
        "allocation": {
            "budget_minor": batch.budget_minor, "bookings": places, "new_creators": batch.new_creators,
            "new_cost_minor": batch.new_creator_cost_minor, "hold_minor": batch.hold_minor,
        },
    })
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
        "more_bookings": returns.more_bookings,
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

/// Compares two values of the same shape; numbers by the tolerance of the innermost name.
fn compare(ours: &Value, expected: &Value, at: &str, faults: &mut Vec<String>) {
    match (ours, expected) {
        (Value::Object(a), Value::Object(b)) => {
            let names = |map: &Map<String, Value>| map.keys().cloned().collect::<BTreeSet<_>>();
            if names(a) != names(b) {
                faults.push(format!("{at}: {:?} instead of {:?}", names(a), names(b)));
                return;
            }
            for (name, value) in a {
                compare(value, &b[name], &format!("{at}.{name}"), faults);
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (index, (a, b)) in a.iter().zip(b).enumerate() {
                compare(a, b, &format!("{at}[{index}]"), faults);
            }
        }
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().expect("a number"), b.as_f64().expect("a number"));
            let (absolute, relative) = tolerance(at);
            if (a - b).abs() > absolute + relative * b.abs() {
                faults.push(format!("{at}: {a} instead of {b}"));
            }
        }
        _ if ours == expected => {}
        _ => faults.push(format!("{at}: {ours} instead of {expected}")),
    }
}

/// Absolute and relative tolerance of a field.
fn tolerance(at: &str) -> (f64, f64) {
    // The last name of the path that is not a quantile.
    let name =
        at.rsplit('.').map(|name| name.split('[').next().unwrap_or(name)).find(|name| name.parse::<u32>().is_err());
    match name.expect("a name") {
        "target_roas" | "kappa" | "kappa_logsd" | "aov_batch" | "cv2" | "loglam0" => (0.0, 1e-9),
        "tau_post" => (1e-8, 0.0),
        "mhat" | "u2" | "surprise" | "maturity" | "offset_rev" | "v" | "off" => (1e-9, 0.0),
        "p_target" | "p_best" | "zero_prob" | "hold_p_best" | "log_mean" | "log_sd" => (1e-6, 0.0),
        "roas_q" | "revenue_q" | "orders_q" | "cpa_minor_q" | "index" | "roas_mean" | "max_price_minor"
        | "expected_orders" => (0.0, 1e-5),
        "n" | "count" | "more_bookings" | "budget_minor" | "new_creators" | "new_cost_minor" | "hold_minor" => {
            (0.0, 0.0)
        }
        other => panic!("no tolerance for {other} at {at}"),
    }
}
