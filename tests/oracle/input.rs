//! The input of a campaign in the words of the vectors.

use serde_json::Value;
use tenfold::analysis::attribution::Attribution;
use tenfold::analysis::constants::Constants;
use tenfold::analysis::input::{
    BookingInput, CampaignInput, CreatorInput, GroupBy, OrderSums, Plan, PostInput, Target,
};
use tenfold::analysis::order_cap::OrderCap;

/// The most that an order of a campaign counts.
pub fn cap(input: &Value, constants: &Constants) -> OrderCap {
    let usual = input.get("shop_median_minor").and_then(Value::as_i64);
    OrderCap::of(usual, whole(&input["aov_prior_minor"]), constants)
}

/// Reads a campaign.
pub fn campaign(input: &Value, constants: &Constants) -> CampaignInput {
    let cap = cap(input, constants);
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
        creators: list(&input["creators"]).iter().map(|input| creator(input, cap)).collect(),
        ..CampaignInput::new(target, margin_bp, whole(&input["aov_prior_minor"]))
    }
}

fn creator(input: &Value, cap: OrderCap) -> CreatorInput {
    CreatorInput {
        handle: input["id"].as_str().expect("an id").to_owned(),
        niche: input["niche"].as_str().map(str::to_owned),
        style: None,
        followers: input["followers"].as_i64(),
        reference_posts: u32::try_from(whole(&input["ref_posts"])).expect("a count"),
        reference_views: input["ref_median_views"].as_f64(),
        bookings: list(&input["bookings"]).iter().map(|input| booking(input, cap)).collect(),
        plan: input.get("planned_posts").map_or_else(Plan::default, |posts| Plan {
            posts: u32::try_from(whole(posts)).expect("a count"),
            cost_minor: input["planned_cost_minor"].as_i64(),
            commission_bp: input["planned_commission_bp"].as_i64().unwrap_or(0),
        }),
        next: None,
        attribution: None,
    }
}

fn booking(input: &Value, cap: OrderCap) -> BookingInput {
    let orders: Vec<i64> = list(&input["orders_minor"]).iter().map(whole).collect();
    let fee_minor = whole(&input["fee_minor"]);
    let post = |post: &Value| {
        let age = post["age_days"].as_f64().expect("an age");
        PostInput { views: post["views"].as_i64(), views_age_days: age, orders_age_days: age }
    };
    BookingInput {
        posts: list(&input["posts"]).iter().map(post).collect(),
        orders: OrderSums::of(&orders),
        capped: cap.sums(&orders),
        fee_minor,
        cost_minor: fee_minor + whole(&input["product_minor"]) + whole(&input["shipping_minor"]),
        commission_bp: input["commission_bp"].as_i64().unwrap_or(0),
        ..BookingInput::default()
    }
}

/// A whole number.
pub fn whole(value: &Value) -> i64 {
    value.as_i64().expect("a whole number")
}

/// A list.
pub fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}
