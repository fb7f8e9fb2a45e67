//! What a batch of the builder would bring, and on what that rests.

use super::Said;
use crate::domain::figure::{counted, money};
use crate::domain::money::div_round;
use crate::domain::number::{compact, full};
use crate::domain::{Currency, Goal};
use crate::proto::builder::Builder;
use crate::words::result_view::estimate::{Written, chance};

/// What the creators with a price would bring of what another goal counts, at their usual views and their promised posts.
fn counted_forecast(builder: &Builder) -> Option<Said> {
    let priced = builder.lines.iter().filter_map(|line| Some((builder.person(line)?, line.bookings, line.cost_minor?)));
    let (mut things, mut cost) = (0_i64, 0_i64);
    for (person, times, minor) in priced {
        let posts = i64::from(person.posts).saturating_mul(times.into());
        let Some(each) = (if builder.goal == Goal::Awareness { person.views } else { Some(1) }) else { continue };
        things = things.saturating_add(each.saturating_mul(posts));
        cost = cost.saturating_add(minor);
    }
    let per = |thousand: i128| div_round(i128::from(cost) * thousand, things.into()).filter(|_| things > 0);
    let written = |minor| money(minor, builder.currency);
    match builder.goal {
        Goal::Conversions => None,
        Goal::Awareness => {
            Some(("Views", format!("about {} at usual views, a CPM of {}", compact(things), written(per(1_000)?))))
        }
        Goal::Ugc => Some(("Assets", format!("{} for {} each, if all are usable", full(things), written(per(1)?)))),
    }
}

/// What the batch would bring.
pub fn forecast(builder: &Builder) -> Vec<Said> {
    if builder.goal != Goal::Conversions {
        return counted_forecast(builder).into_iter().collect();
    }
    let written = |minor: f64| signed(minor, builder.currency);
    let mut said = Vec::new();
    if let Some(([low, middle, high], p_target)) = builder.returns {
        let roas = Written::new(Goal::Conversions, builder.currency);
        let target = builder.target.map(|target| roas.value(target)).unwrap_or_default();
        let [low, middle, high] = [low, middle, high].map(|value| roas.times(value));
        said.push((
            "Returns",
            format!("{middle} in the long run ({low} to {high}, 80% range), {} to beat {target}", chance(p_target)),
        ));
    }
    if let Some(plan) = builder.forecast {
        let range = plan.profit_minor;
        said.push((
            "Profit",
            format!(
                "{} expected this time, 8 in 10 between {} and {}",
                written(plan.expected_profit_minor),
                written(range.q10),
                written(range.q90)
            ),
        ));
        // Less than the chance in the long run: it holds the luck of single posts, too.
        said.push(("Makes money", format!("{} this time, as single posts vary", chance(plan.p_profit))));
        said.push(("No winner", format!("{} that none of them beats the target", chance(plan.p_no_winner))));
        said.push(("Largest", format!("{} of the money goes to one creator", chance(plan.largest_share))));
    }
    said
}

/// Why there is no forecast.
pub fn no_forecast(builder: &Builder) -> String {
    match (builder.goal, builder.target, builder.lines.is_empty()) {
        (Goal::Awareness, ..) => {
            "This campaign is about views, so there is no profit to forecast: odds are those of a low CPM.".to_owned()
        }
        (Goal::Ugc, ..) => "This campaign is about assets, so there is no profit to forecast.".to_owned(),
        (Goal::Conversions, None, _) => {
            "Without a gross margin or a target ROAS there are no odds and no forecast.".to_owned()
        }
        (Goal::Conversions, Some(_), true) => "Put creators in to see what they would bring.".to_owned(),
        (Goal::Conversions, Some(_), false) => "None of these creators has a price yet.".to_owned(),
    }
}

/// On what the forecast rests.
pub fn rests_on(builder: &Builder) -> String {
    match builder.tested {
        _ if builder.goal == Goal::Ugc => "From the posts they promise: an asset may turn out unusable.".to_owned(),
        _ if builder.goal == Goal::Awareness => {
            "From prices and usual views; odds are those of a CPM at or below the target.".to_owned()
        }
        0 => "A forecast from prices and views alone: nobody has posted yet.".to_owned(),
        tested => {
            format!("A forecast from prices, views and {}.", counted(tested, "tested creator", "tested creators"))
        }
    }
}

/// An amount with its sign: `+$160`.
fn signed(minor: f64, currency: Currency) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "a float that is too large saturates")]
    let minor = minor.round() as i64;
    let sign = if minor > 0 { "+" } else { "" };
    format!("{sign}{}", money(minor, currency))
}
