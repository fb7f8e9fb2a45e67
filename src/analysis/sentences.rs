//! The sentences of the results: what the numbers say, in words a person can repeat (statistics, section 8.5).
//!
//! Each sentence is made from an estimate alone. Dates and currencies come from the caller, already chosen.

use super::attribution::LeakHint;
use super::campaign_outputs::{BatchEstimate, GroupEstimate};
use super::creator_outputs::CreatorEstimate;
use super::decision::Advice;
use super::estimate::CampaignEstimate;
use super::input::GroupBy;
use super::large_order::Limit;
use super::next_batch::NextBatch;
use super::real::real;
use crate::domain::batch::SIZE;
use crate::domain::number::full;
use crate::domain::{Currency, Money};

/// Probability from which one group is said to beat the others.
const CLEARLY_BEST: f64 = 0.80;

/// Creators below which their spread is not seen.
const ENOUGH_CREATORS: usize = 3;

/// Says a probability: `about 7 in 10`, `about 4 in 100`, `less than 3 in 100`.
pub fn odds(p: f64) -> String {
    if p < 0.03 {
        "less than 3 in 100".to_owned()
    } else if p > 0.97 {
        "more than 97 in 100".to_owned()
    } else if (0.15..=0.85).contains(&p) {
        format!("about {:.0} in 10", (10.0 * p).round())
    } else {
        format!("about {:.0} in 100", (100.0 * p).round())
    }
}

/// Says a border between verdicts: `7 in 10`, `85 in 100`.
pub fn border(p: f64) -> String {
    let tenths = 10.0 * p;
    if (tenths - tenths.round()).abs() < 1e-9 {
        format!("{:.0} in 10", tenths.round())
    } else {
        format!("{:.0} in 100", (100.0 * p).round())
    }
}

/// Writes a ROAS: `1.42x` below 10, `12.3x` from there on.
pub fn roas(ratio: f64) -> String {
    // What would round up to 10.00 is written as 10.0.
    if ratio.abs() < 9.995 { format!("{ratio:.2}x") } else { format!("{ratio:.1}x") }
}

/// Writes a ROAS that may not be defined.
fn roas_or_dash(ratio: Option<f64>) -> String {
    ratio.map_or_else(|| "-".to_owned(), roas)
}

/// Writes how many times something was something else.
fn times(factor: f64) -> String {
    if factor < 0.995 {
        format!("{factor:.2}")
    } else if factor < 9.95 {
        format!("{factor:.1}")
    } else {
        format!("{factor:.0}")
    }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", (100.0 * share).round())
}

fn counted(count: i64, one: &str, many: &str) -> String {
    format!("{} {}", full(count), if count == 1 { one } else { many })
}

/// Says what to do with a creator, and why. `check_again` is the day on which waiting ends, as it is to be read.
pub fn creator(estimate: &CampaignEstimate, creator: &CreatorEstimate, check_again: &str) -> String {
    let (handle, target) = (&creator.handle, roas(estimate.target_roas));
    let Some(returns) = &creator.returns else {
        return match creator.advice {
            Advice::Untested => {
                format!("Untested @{handle}: with a price, its chance of beating {target} can be told.")
            }
            _ => format!("@{handle} cost nothing, so there is no return to state."),
        };
    };
    let odds = odds(returns.p_target);
    let (q10, q50, q90) = (roas(returns.roas.q10), roas(returns.roas.q50), roas(returns.roas.q90));
    match creator.advice {
        Advice::Scale => format!(
            "Scale @{handle}: {odds} that this creator truly returns more than your {target} target. Best guess {q50}, \
             8-in-10 range {q10} to {q90}. Tracked so far {}.",
            roas_or_dash(creator.tracked.roas())
        ),
        Advice::Retest => format!(
            "Retest @{handle}: the numbers cannot tell yet ({odds} of beating {target}; range {q10} to {q90}). {}",
            settles(returns.more_bookings)
        ),
        Advice::Drop => {
            let excuse = excuse(estimate, creator).map_or_else(String::new, |excuse| format!(" {excuse}"));
            format!("Drop @{handle}: only {odds} of beating {target}; even a lucky reading is {q90}.{excuse}")
        }
        Advice::Wait => format!(
            "Wait on @{handle}: about {} of the sales have arrived. Check again on {check_again}.",
            percent(creator.maturity.unwrap_or(1.0))
        ),
        Advice::Untested => format!(
            "Untested @{handle}: {odds} of beating {target} at the planned cost. Best guess {q50}, 8-in-10 range {q10} to {q90}."
        ),
        Advice::Free => format!("@{handle} cost nothing, so there is no return to state."),
    }
}

fn settles(more_bookings: Option<u32>) -> String {
    match more_bookings {
        Some(1) => "About 1 more booking like this one would settle it.".to_owned(),
        Some(more) => format!("About {more} more bookings like this one would settle it."),
        None => "More than 9 more bookings like this one would be needed to settle it.".to_owned(),
    }
}

/// Why a creator is dropped who did reach the target.
fn excuse(estimate: &CampaignEstimate, creator: &CreatorEstimate) -> Option<String> {
    let fact = creator.tracked.roas().filter(|fact| *fact >= estimate.target_roas)?;
    let surprise = creator.views.surprise.filter(|surprise| *surprise > 1.0);
    let reason = surprise.map_or_else(
        || format!("on {} that is within luck", counted(creator.tracked.orders, "order", "orders")),
        |surprise| {
            format!(
                "this post got {} times the views we expected, and its viewers bought at {} times the usual rate",
                times(surprise.exp()),
                times(creator.orders_per_view / usual_rate(estimate))
            )
        },
    );
    Some(format!("It did earn {} this time, but {reason}.", roas(fact)))
}

/// The median of the tested creators' orders per view.
fn usual_rate(estimate: &CampaignEstimate) -> f64 {
    let tested = estimate.creators.iter().filter(|creator| creator.tested());
    let mut rates: Vec<f64> = tested.map(|creator| creator.orders_per_view).collect();
    rates.sort_by(f64::total_cmp);
    let middle = rates.len() / 2;
    if rates.len() % 2 == 1 { rates[middle] } else { f64::midpoint(rates[middle - 1], rates[middle]) }
}

/// Says what no orders mean, for a tested creator without any.
pub fn zero_orders(creator: &CreatorEstimate) -> Option<String> {
    let returns = creator.returns.as_ref().filter(|_| creator.tested() && creator.tracked.orders == 0)?;
    let views = match creator.tracked.views {
        0 => "unknown views".to_owned(),
        views => counted(views, "view", "views"),
    };
    Some(format!("No orders from {views}: still compatible with up to {}.", roas(returns.roas.q90)))
}

/// Says that one order carries much of a creator's revenue, where one does.
pub fn whale(creator: &CreatorEstimate) -> Option<String> {
    creator.whale_share.map(|share| format!("One order is {} of this.", percent(share)))
}

/// Says that a verdict hangs on a large order, and what it would be without.
pub fn provisional_by_order(limit: Limit, instead: Advice, currency: Currency) -> String {
    let amount = |minor| Money::new(minor, currency).exact();
    let orders = match limit.over {
        1 => format!("one order of {} is", amount(limit.largest_minor)),
        over => format!("{over} orders of up to {} are", amount(limit.largest_minor)),
    };
    format!(
        "Provisional: {orders} far above the usual {}. Counted as {}, the verdict is {}.",
        amount(limit.usual_minor),
        amount(limit.most_minor),
        instead.word()
    )
}

/// Says that a verdict waits until somebody says whose a code is. Handles come without `@`.
pub fn provisional_by_code(kind: &str, code: &str, owners: [&str; 2]) -> String {
    format!("Provisional: the {kind} {code} belongs to @{} and to @{}. Say who gets its orders.", owners[0], owners[1])
}

/// Says that orders came when the post had long been over, where some did.
pub fn late_orders(orders: i64, window_days: f64) -> Option<String> {
    let came = counted(orders, "order", "orders");
    (orders > 0)
        .then(|| format!("{came} came more than {window_days:.0} days after the last post: no estimate counts them."))
}

/// Says that orders came before there was a post, where some did.
pub fn early_orders(orders: i64) -> Option<String> {
    let came = counted(orders, "order", "orders");
    (orders > 0).then(|| format!("{came} came before the first post: is its day right?"))
}

/// Says how many real orders a tracked one must stand for, for the verdict to turn (statistics, section 5.2).
pub fn flip_point(median_roas: f64, flip_kappa: f64, target_roas: f64) -> String {
    let side = if median_roas >= target_roas { "fewer" } else { "more" };
    format!("Verdict turns if each tracked order stands for {side} than {flip_kappa:.2} real ones.")
}

/// Says what the batch would return if it were repeated.
pub fn batch(estimate: &CampaignEstimate) -> Option<String> {
    Some(repeated(&estimate.batch?, estimate.tracked.roas(), estimate.target_roas))
}

/// Says what a batch with this tracked ROAS would return if it were repeated.
pub fn repeated(batch: &BatchEstimate, tracked_roas: Option<f64>, target_roas: f64) -> String {
    format!(
        "Tracked {}. If you repeated this whole batch: {} ({} to {}), {} of beating {}.",
        roas_or_dash(tracked_roas),
        roas(batch.roas.q50),
        roas(batch.roas.q10),
        roas(batch.roas.q90),
        odds(batch.p_target),
        roas(target_roas)
    )
}

/// Says what a typical new creator from a group would return.
pub fn group(group: &GroupEstimate, target_roas: f64) -> String {
    format!(
        "A typical new {} creator returns {} ({} to {}), {} of beating {}.",
        group.name,
        roas(group.roas.q50),
        roas(group.roas.q10),
        roas(group.roas.q90),
        odds(group.p_target),
        roas(target_roas)
    )
}

/// Says which niche or tier is best, where that can be told.
pub fn groups(groups: &[GroupEstimate], by: GroupBy) -> String {
    let by = by.plural();
    let compared = groups.iter().filter_map(|group| Some((group, group.best_probability?)));
    let Some((best, probability)) = compared.max_by(|(_, a), (_, b)| a.total_cmp(b)) else {
        return format!("Your {by} cannot be compared yet: that takes two of them with two tested creators each.");
    };
    if probability < CLEARLY_BEST {
        let same = groups.iter().all(|group| group.creators == best.creators);
        return match best.creators {
            1 if same => "Too close to call with 1 creator each.".to_owned(),
            creators if same => format!("Too close to call with {creators} creators each."),
            _ => "Too close to call.".to_owned(),
        };
    }
    format!(
        "Of your {by} {name} looks best ({}), a typical new {name} creator returns {} ({} to {}).",
        odds(probability),
        roas(best.roas.q50),
        roas(best.roas.q10),
        roas(best.roas.q90),
        name = best.name
    )
}

/// Says where the next budget goes. What has less than a chance of `p_drop` gets nothing.
pub fn money(batch: &NextBatch, currency: Currency, p_drop: f64) -> String {
    let chance = border(p_drop).replace(' ', "-");
    let amount = |minor| Money::new(minor, currency).exact();
    let mut parts: Vec<String> = Vec::new();
    for place in &batch.places {
        let bookings = counted(i64::from(place.bookings), "booking", "bookings");
        parts.push(format!("{} to @{} ({bookings})", amount(place.cost_minor), place.handle));
    }
    let spent: i64 = batch.places.iter().map(|place| place.cost_minor).sum();
    if batch.new_creators > 0 {
        let count = i64::try_from(batch.new_creators).unwrap_or(i64::MAX);
        let minor = batch.budget_minor - spent - batch.hold_minor;
        parts.push(format!("{} to {}", amount(minor), counted(count, "new creator", "new creators")));
    }
    let is_full = batch.places.len() + batch.new_creators >= *SIZE.end();
    let affordable = batch.new_creator_cost_minor.is_some_and(|cost| cost <= batch.hold_minor);
    let reason = match (batch.left_out, parts.is_empty()) {
        (true, _) if is_full && affordable => "a batch takes no more creators".to_owned(),
        (true, _) => "too little for one more booking".to_owned(),
        (false, false) => format!("nothing else has a {chance} chance of beating your target"),
        (false, true) => format!("nothing has a {chance} chance of beating your target"),
    };
    if batch.hold_minor > 0 || parts.is_empty() {
        parts.push(format!("keep {}: {reason}", amount(batch.hold_minor)));
    }
    format!("Of the next {}: {}.", amount(batch.budget_minor), parts.join(", "))
}

/// Says that one or two creators show nothing about how creators differ.
pub fn few_creators(estimate: &CampaignEstimate) -> Option<&'static str> {
    (1..ENOUGH_CREATORS).contains(&estimate.tested()).then_some(
        "With fewer than three creators we cannot see how much creators differ; the range leans on our general prior.",
    )
}

/// Says why a code may have leaked (statistics, section 5.3).
pub fn leak(hint: LeakHint) -> String {
    match hint {
        LeakHint::MoreThanClicks { orders, clicks } => format!(
            "More orders than its clicks can explain ({}, {}; TikTok links usually convert 0.6 - 2.2 %): the code is \
             probably on a coupon site.",
            counted(orders, "order", "orders"),
            counted(clicks, "click", "clicks")
        ),
        LeakHint::Late { share } => format!("{} of the orders came a month after the post.", percent(share)),
        LeakHint::Spike { orders, day } => {
            let day = real(i64::try_from(day).unwrap_or(i64::MAX));
            format!("{} came on a single day, {day:.0} days after the last post.", counted(orders, "order", "orders"))
        }
    }
}
