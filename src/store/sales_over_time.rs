//! How sales came in over time: by day, at equal ages of the posts, late, early, and on days that hint at a leak.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::analysis::attribution::{CodeFacts, LeakHint};
use crate::proto::outlook::{AtAge, DayMoney, LeakNote};
use crate::proto::results::{BatchResult, CampaignResult, CreatorResult};

use super::evidence::{Evidence, Parted};
use super::report::commission;

/// The ages at which batches are compared, days.
pub(super) const AGES: [u64; 5] = [1, 3, 7, 14, 30];

/// The first day after the last post on which a wave of orders is strange.
const QUIET_FROM: u64 = 10;

/// Fills in how the sales of a campaign came in.
pub fn fill(campaign: &mut CampaignResult, evidence: &Evidence, window_days: f64) {
    campaign.window_days = whole_days(window_days);
    campaign.days = days(campaign.batches.iter().flat_map(|batch| &batch.creators), evidence);
    for batch in campaign.batches.iter_mut().filter(|batch| batch.is_under_way()) {
        batch.days = days(batch.creators.iter(), evidence);
        batch.at_ages = AGES.iter().filter_map(|age| at_age(batch, evidence, *age)).collect();
        for creator in &mut batch.creators {
            let parted = evidence.parted(creator.collaboration, window_days);
            creator.late_orders = parted.late.count;
            creator.early_orders = parted.early;
            creator.leak_notes = leak_notes(creator, parted, evidence);
        }
    }
}

/// The window of the rules in whole days, as sentences state it.
#[expect(clippy::cast_possible_truncation, reason = "a window is some days")]
fn whole_days(days: f64) -> i64 {
    days.round() as i64
}

/// Money by day. The commission of a day is what the sales of that day added to it, so that the days sum to the whole.
fn days<'a>(creators: impl Iterator<Item = &'a CreatorResult>, evidence: &Evidence) -> Vec<DayMoney> {
    let mut days: BTreeMap<NaiveDate, DayMoney> = BTreeMap::new();
    let mut of = |day: NaiveDate, change: &dyn Fn(&mut DayMoney)| {
        change(days.entry(day).or_insert(DayMoney { day, spend_minor: 0, revenue_minor: 0, orders: 0 }));
    };
    for creator in creators {
        let id = creator.collaboration;
        for (day, minor) in evidence.costs(id).into_iter().flat_map(|costs| &costs.items) {
            of(*day, &|money| money.spend_minor = money.spend_minor.saturating_add(*minor));
        }
        let (mut revenue, mut owed) = (0_i64, 0);
        for (day, sums) in evidence.sales(id) {
            revenue = revenue.saturating_add(sums.revenue_minor);
            let now = commission(revenue, evidence.commission_bp(id));
            of(*day, &|money| {
                money.spend_minor = money.spend_minor.saturating_add(now - owed);
                money.revenue_minor = money.revenue_minor.saturating_add(sums.revenue_minor);
                money.orders = money.orders.saturating_add(sums.count);
            });
            owed = now;
        }
    }
    days.into_values().collect()
}

/// The sums of the creators whose first post is at least so old; nothing while there isn't one.
fn at_age(batch: &BatchResult, evidence: &Evidence, age: u64) -> Option<AtAge> {
    let days = i64::try_from(age).ok()?;
    let mut at = AtAge { days, ..AtAge::default() };
    for creator in &batch.creators {
        let id = creator.collaboration;
        let old_enough = creator.posted_on.and_then(|posted| posted.checked_add_days(Days::new(age)));
        let Some(until) = old_enough.filter(|until| *until <= evidence.known_until()) else { continue };
        at.creators += 1;
        let mut revenue = 0_i64;
        for (_, sums) in evidence.sales(id).iter().filter(|(day, _)| *day <= until) {
            revenue = revenue.saturating_add(sums.revenue_minor);
            at.orders = at.orders.saturating_add(sums.count);
        }
        let fixed = evidence.costs(id).map_or(0, super::evidence::Costs::total_minor);
        at.cost_minor =
            at.cost_minor.saturating_add(fixed).saturating_add(commission(revenue, evidence.commission_bp(id)));
        at.revenue_minor = at.revenue_minor.saturating_add(revenue);
    }
    (at.creators > 0).then_some(at)
}

/// Signs that a code is used by buyers whom its creator did not send (statistics, section 5.3).
fn leak_notes(creator: &CreatorResult, parted: Parted, evidence: &Evidence) -> Vec<LeakNote> {
    let last = evidence.posts(creator.collaboration).iter().map(|post| post.on).max();
    let facts = CodeFacts {
        orders: parted.inside.count.saturating_add(parted.late.count),
        late_orders: parted.late.count,
        clicks: creator.sums.clicks,
        daily_from_day_10: last.map_or_else(Vec::new, |last| quiet_days(creator, last, evidence)),
    };
    let note = |hint: LeakHint| LeakNote { hint, suggested: hint.suggested_leak() };
    LeakHint::of(&facts).into_iter().map(note).collect()
}

/// Orders of each day from the tenth after the last post on, days without any included.
fn quiet_days(creator: &CreatorResult, last: NaiveDate, evidence: &Evidence) -> Vec<i64> {
    let Some(from) = last.checked_add_days(Days::new(QUIET_FROM)) else { return Vec::new() };
    let length = usize::try_from((evidence.known_until() - from).num_days() + 1).unwrap_or(0);
    let mut days = vec![0; length];
    for (day, sums) in evidence.sales(creator.collaboration) {
        let place = usize::try_from((*day - from).num_days()).ok().and_then(|index| days.get_mut(index));
        if let Some(orders) = place {
            *orders = sums.count;
        }
    }
    days
}
