//! Every case of `special.json`, each with its own tolerance.

use serde_json::Value;
use tenfold::analysis::constants::Constants;
use tenfold::analysis::rates::{orders_per_click, orders_per_mille, rate_is_larger, share_is_larger};
use tenfold::analysis::special::{beta_cdf, beta_quantile, gamma_cdf, gamma_quantile, normal_cdf, normal_quantile};
use tenfold::analysis::views::sig2;

#[test]
fn every_case_of_special_is_within_its_tolerance() {
    let constants = Constants::default();
    let mut faults = Vec::new();
    for case in super::cases("special.json") {
        let args: Vec<f64> = case["args"].as_array().expect("arguments").iter().map(number).collect();
        let tolerance = number(&case["rel_tol"]);
        let ours = match (case["fn"].as_str().expect("a name"), args.as_slice()) {
            ("norm_cdf", [z]) => vec![normal_cdf(*z)],
            ("norm_ppf", [p]) => vec![normal_quantile(*p)],
            ("gamma_cdf", [x, shape, rate]) => vec![gamma_cdf(*x, *shape, *rate)],
            ("gamma_ppf", [p, shape, rate]) => vec![gamma_quantile(*p, *shape, *rate)],
            ("beta_cdf", [x, a, b]) => vec![beta_cdf(*x, *a, *b)],
            ("beta_ppf", [p, a, b]) => vec![beta_quantile(*p, *a, *b)],
            ("orders_per_mille_interval", [orders, views, level]) => {
                pair(orders_per_mille(whole(*orders), whole(*views), *level))
            }
            ("orders_per_click_interval", [orders, clicks, level]) => {
                pair(orders_per_click(whole(*orders), whole(*clicks), *level))
            }
            ("poisson_rate_prob_greater", [a1, b1, a2, b2]) => vec![rate_is_larger((*a1, *b1), (*a2, *b2))],
            ("beta_prob_b_greater", [a1, b1, a2, b2]) => {
                let a2 = u32::try_from(whole(*a2)).expect("a small whole number");
                vec![share_is_larger((*a1, *b1), (a2, *b2))]
            }
            ("order_ramp", [age]) => vec![constants.order_ramp.share(*age, &constants)],
            ("view_ramp", [age]) => vec![constants.view_ramp.share(*age, &constants)],
            ("sig2", [n, s]) => vec![sig2(*n, *s)],
            (name, _) => panic!("unknown function {name}"),
        };
        let expected: Vec<f64> = match &case["expected"] {
            Value::Array(pair) => pair.iter().map(number).collect(),
            single => vec![number(single)],
        };
        let fine = ours.len() == expected.len()
            && ours
                .iter()
                .zip(&expected)
                .all(|(x, expected)| (x - expected).abs() <= tolerance * expected.abs().max(1e-12));
        if !fine {
            faults.push(format!("{case}: {ours:?}"));
        }
    }
    assert!(faults.is_empty(), "{} cases:\n{}", faults.len(), faults.join("\n"));
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

#[expect(clippy::cast_possible_truncation, reason = "the vectors hold small whole numbers")]
fn whole(value: f64) -> i64 {
    value as i64
}

fn pair(interval: Option<(f64, f64)>) -> Vec<f64> {
    interval.map_or_else(Vec::new, |(low, high)| vec![low, high])
}
