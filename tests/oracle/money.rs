//! Every case of `money.json`, compared exactly.

use serde_json::{Value, json};
use tenfold::analysis::money::{Facts, items_net, split};

#[test]
fn every_case_of_money_is_exact() {
    for case in super::cases("money.json") {
        let input = &case["input"];
        let ours = match case["kind"].as_str().expect("a kind") {
            "metrics" => metrics(input),
            "order_net" => order_net(input),
            "split" => json!({ "parts_minor": split(whole(&input["total_minor"]), &wholes(&input["weights"])) }),
            kind => panic!("unknown kind {kind}"),
        };
        assert_eq!(ours, case["expected"], "{case}");
    }
}

fn whole(value: &Value) -> i64 {
    value.as_i64().expect("a whole number")
}

fn wholes(value: &Value) -> Vec<i64> {
    value.as_array().expect("a list").iter().map(whole).collect()
}

fn metrics(input: &Value) -> Value {
    let facts = Facts {
        cost_minor: whole(&input["cost_minor"]),
        revenue_minor: whole(&input["revenue_minor"]),
        orders: whole(&input["orders"]),
        views: input["views"].as_i64(),
        clicks: input["clicks"].as_i64(),
        kappa_ppm: whole(&input["kappa_ppm"]),
        margin_bp: input["margin_bp"].as_i64(),
    };
    let metrics = facts.metrics();
    json!({
        "attributed_revenue_minor": metrics.attributed_revenue_minor,
        "contribution_minor": metrics.contribution_minor,
        "profit_minor": metrics.profit_minor,
        "roas_e4": metrics.roas_e4,
        "roi_bp": metrics.roi_bp,
        "cpa_minor": metrics.cpa_minor,
        "cpm_minor": metrics.cpm_minor,
        "cpc_minor": metrics.cpc_minor,
        "aov_minor": metrics.aov_minor,
        "breakeven_roas_e4": metrics.breakeven_roas_e4,
        "breakeven_kappa_ppm": metrics.breakeven_kappa_ppm,
        "breakeven_orders": metrics.breakeven_orders,
    })
}

fn order_net(input: &Value) -> Value {
    let items = input["items"].as_array().expect("items");
    let items: Vec<(i64, i64)> = items.iter().map(|item| (whole(&item["qty"]), whole(&item["unit_minor"]))).collect();
    let (gross, discount, net) =
        items_net(&items, whole(&input["discount_bp"]), whole(&input["refund_minor"])).expect("no overflow");
    json!({ "gross_minor": gross, "discount_minor": discount, "net_minor": net })
}
