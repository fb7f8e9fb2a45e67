//! Every case of `vetting.json`: figures within 1e-9; score, flags, severities and their order exactly.

use serde_json::{Map, Value, json};
use tenfold::analysis::benchmarks::Benchmarks;
use tenfold::analysis::brief::{Brief, Target};
use tenfold::analysis::candidate::{Audience, Candidate, Post, Shares, Snapshot, Sponsored};
use tenfold::analysis::deviation::modified_z;
use tenfold::analysis::fit::{Part, Penalties, Weights};
use tenfold::analysis::vetting::{Standards, Vetting, vet};
use tenfold::config;
use tenfold::domain::{Currency, Money, Tier};

const TIERS: [Tier; 4] = [Tier::Nano, Tier::Micro, Tier::Macro, Tier::Mega];

#[test]
fn every_case_of_vetting_agrees() {
    for case in super::cases("vetting.json") {
        let input = &case["input"];
        let ours = if case["tag"] == "modified_z" {
            let peers: Vec<f64> = list(&input["peers"]).iter().map(number).collect();
            json!({ "z": modified_z(number(&input["x"]), &peers) })
        } else {
            shown(&vet(&candidate(&input["creator"]), &brief(&input["brief"]), &Standards::new(config::benchmarks())))
        };
        compare(&ours, &case["expected"], &format!("{} {}", case["tag"], input["creator"]["id"]));
    }
}

#[test]
fn the_defaults_are_those_of_the_vectors() {
    let header = super::header("vetting.json");
    let Benchmarks { er_views, cpm_minor, view_rate, .. } = config::benchmarks();
    for (name, table) in [("er_views", er_views), ("cpm_minor", cpm_minor), ("view_rate", view_rate)] {
        for tier in TIERS {
            assert_eq!(table.of(tier), header["bench"][name][tier.word()].as_f64(), "{name} {}", tier.word());
        }
    }
    for part in Part::ALL {
        assert_eq!(json!(Weights::default().of(part)), header["weights"][part.word()], "{}", part.word());
    }
    let Penalties { red, amber } = Penalties::default();
    assert_eq!(json!({ "red": red, "amber": amber }), header["penalty"]);
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn words(value: &Value) -> Vec<String> {
    let one = value.as_str().map(str::to_owned);
    one.into_iter().chain(list(value).iter().filter_map(|word| word.as_str().map(str::to_owned))).collect()
}

fn whole(value: &Value) -> i64 {
    value.as_i64().expect("a whole number")
}

fn candidate(creator: &Value) -> Candidate {
    let post = |post: &Value| Post {
        age_days: number(&post["age_days"]),
        views: post["views"].as_i64(),
        likes: post["likes"].as_i64(),
        comments: post["comments"].as_i64(),
        shares: post["shares"].as_i64(),
        saves: post["saves"].as_i64(),
    };
    let snapshot = |one: &Value| Snapshot { day: whole(&one["day"]), followers: whole(&one["followers"]) };
    let shares = |name: &str| -> Shares {
        let shares = creator["audience"][name].as_object();
        shares.into_iter().flatten().map(|(key, share)| (key.clone(), number(share))).collect()
    };
    Candidate {
        followers: creator["followers"].as_i64(),
        niches: words(&creator["niche"]),
        posts: list(&creator["posts"]).iter().map(post).collect(),
        posts_complete: creator["posts_complete"].as_bool().expect("yes or no"),
        snapshots: list(&creator["follower_snapshots"]).iter().map(snapshot).collect(),
        today: whole(&creator["as_of_day"]),
        audience: Audience { country: shares("country"), age: shares("age"), gender: shares("gender") },
        sponsored: Sponsored {
            seen: whole(&creator["sponsored_seen"]),
            disclosed: whole(&creator["sponsored_disclosed"]),
        },
        price: creator["quoted_price_minor"].as_i64().map(|minor| Money::new(minor, Currency::USD)),
    }
}

fn brief(brief: &Value) -> Brief {
    let target = |name: &str| {
        let need = brief[format!("need_{name}")].as_f64();
        let keys = words(&brief[format!("target_{name}")]);
        (!keys.is_empty()).then(|| Target { need: need.unwrap_or(0.5), ..Target::new(keys) })
    };
    let tiers = words(&brief["tiers"]);
    Brief {
        niches: words(&brief["niche"]),
        related: words(&brief["related_niches"]),
        tiers: TIERS.into_iter().filter(|tier| tiers.iter().any(|word| word == tier.word())).collect(),
        country: target("country"),
        age: target("age"),
        gender: target("gender"),
    }
}

fn shown(vetting: &Vetting) -> Value {
    let Vetting { engagement, consistency, stability, growth, flags, fit, .. } = vetting;
    let rhythm = consistency.rhythm;
    let parts: Map<String, Value> =
        fit.parts.iter().filter_map(|part| Some((part.part.word().to_owned(), json!(part.score?)))).collect();
    let flags: Vec<Value> = flags
        .iter()
        .map(|flag| json!({ "code": flag.code.word(), "severity": flag.severity.word(), "value": flag.sign.value() }))
        .collect();
    let mut shown = json!({
        "engagement": {
            "er_views_median": engagement.by_views,
            "er_views_pooled": engagement.by_views_pooled,
            "er_followers_median": engagement.by_followers,
            "reach_rate": engagement.reach,
        },
        "consistency": {
            "gap_median": rhythm.map(|rhythm| rhythm.gap_median),
            "gap_mad": rhythm.map(|rhythm| rhythm.gap_mad),
            "robust_cv": rhythm.map(|rhythm| rhythm.robust_cv),
            "week_share": rhythm.map(|rhythm| rhythm.week_share()),
            "days_since_last": consistency.days_since_last,
            "score": rhythm.map(|rhythm| rhythm.score),
        },
        "stability": {
            "n": stability.posts,
            "median_views": stability.median_views,
            "log_sd": stability.log_sd,
            "score": stability.score,
            "top_share": stability.top_share,
        },
        "follower_jump": growth.jump.map(|jump| json!({
            "growth": jump.growth,
            "from_day": jump.from_day,
            "to_day": jump.to_day,
        })),
        "fit": {
            "score": fit.score,
            "coverage": fit.coverage,
            "parts": parts,
            "flags": flags,
            "penalty": fit.penalty,
        },
    });
    // A base that does not exist is absent in the vectors, not null.
    if let Some(base) = fit.base {
        shown["fit"]["base"] = json!(base);
    }
    shown
}

/// Compares two trees: the same shape, numbers within 1e-9, the rest equal.
fn compare(ours: &Value, expected: &Value, place: &str) {
    match (ours, expected) {
        (Value::Object(left), Value::Object(right)) => {
            let keys = |tree: &Map<String, Value>| {
                let mut keys: Vec<String> = tree.keys().cloned().collect();
                keys.sort();
                keys
            };
            assert_eq!(keys(left), keys(right), "{place}");
            left.iter().for_each(|(key, value)| compare(value, &right[key], &format!("{place} {key}")));
        }
        (Value::Array(left), Value::Array(right)) => {
            assert_eq!(left.len(), right.len(), "{place}: {ours} against {expected}");
            left.iter().zip(right).enumerate().for_each(|(at, (left, right))| {
                compare(left, right, &format!("{place} {at}"));
            });
        }
        (Value::Number(left), Value::Number(right)) => {
            let (left, right) = (left.as_f64().expect("a number"), right.as_f64().expect("a number"));
            let tolerance = if place.ends_with(" fit score") { 0.0 } else { 1e-9 };
            assert!((left - right).abs() <= tolerance, "{place}: {left} against {right}");
        }
        _ => assert_eq!(ours, expected, "{place}"),
    }
}
