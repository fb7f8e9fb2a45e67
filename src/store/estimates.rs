//! What the numbers say, beside the facts: estimates of creators, batches and campaigns, and the outlook that follows.
//!
//! The engine is pure and fast, so all is computed again with every change of the data: nothing can be out of date.

use chrono::{Days, NaiveDate};
use rusqlite::Connection;

use crate::analysis::campaign_outputs::GroupEstimate;
use crate::analysis::constants::Constants;
use crate::analysis::creator_outputs::CreatorEstimate;
use crate::analysis::decision::Advice;
use crate::analysis::estimate::{CampaignEstimate, estimate, estimate_batch, estimate_groups};
use crate::analysis::head::Head;
use crate::analysis::head::target::Yardsticks;
use crate::analysis::input::{CampaignInput, GroupBy};
use crate::analysis::posterior::{Quantiles, Range};
use crate::analysis::repeated::Repeated;
use crate::analysis::rules::Rules;
use crate::domain::{CreatorId, Goal};
use crate::error::Result;
use crate::proto::outlook::{Comparison, GroupOutlook, Outlook};
use crate::proto::results::{
    Basis, BatchResult, CampaignResult, CreatorResult, Estimate, Note, Sums, Surprise, Working,
};

use super::batch_rule;
use super::counted_over_time;
use super::evidence::{Asked, Evidence, HeldOrders};
use super::needs_review;
use super::sales_over_time;
use compared::Compared;
use own_costs::OwnCosts;
use provisional::{doubted, wait_for_orders};

mod compared;
mod goals;
mod headlines;
mod own_costs;
mod provisional;

pub use headlines::{Headlines, headlines};

/// Creators below which their spread is not seen.
const ENOUGH_CREATORS: usize = 3;

/// Adds what the numbers say to the facts of campaigns, as they are on a day.
pub fn add_estimates(
    conn: &Connection,
    campaigns: &mut [CampaignResult],
    today: NaiveDate,
    rules: &Rules,
) -> Result<()> {
    add_estimates_from(conn, campaigns, today, rules, &HeldOrders::default())
}

/// Does the same, and reads no order again that was read before and did not change.
pub fn add_estimates_from(
    conn: &Connection,
    campaigns: &mut [CampaignResult],
    today: NaiveDate,
    rules: &Rules,
    kept: &HeldOrders,
) -> Result<()> {
    let only = if let [one] = &*campaigns { Some(one.id) } else { None };
    let evidence = Evidence::read(conn, only, today)?;
    let costs = OwnCosts::read(conn, campaigns, &evidence, rules)?;
    for campaign in campaigns {
        batch_rule::judge(conn, campaign, &evidence, today)?;
        let doubtful = needs_review::conflicts(conn, campaign.id, campaign.currency)?;
        campaign.conflicts = doubtful.into_iter().filter(|pair| pair.settled.is_none()).collect();
        sales_over_time::fill(campaign, &evidence, rules.constants.window);
        counted_over_time::fill(conn, campaign, &evidence)?;
        let sticks = costs.yardsticks(campaign, rules);
        goals::set_targets(campaign, &sticks, rules);
        let Some(asked) = evidence.question(conn, campaign, rules, kept)?.filter(Asked::has_booked) else { continue };
        let constants =
            Constants { order_ramp: evidence.order_ramp(campaign, &rules.constants), ..rules.constants.clone() };
        let estimated = estimate(&asked.input, &constants);
        let compared = Compared::of(campaign, &asked, evidence.terms(campaign.id), &constants);
        let said = Said { asked: &asked, estimated: &estimated, compared, evidence: &evidence, constants: &constants };
        said.add_to(campaign);
        if campaign.goal == Goal::Conversions && evidence.lacks_orders() {
            wait_for_orders(campaign);
        }
        said.judge_by_goal(campaign, &sticks);
        forget_deleted(campaign);
    }
    Ok(())
}

/// What a campaign is held against where it is not about conversions.
pub fn yardsticks(
    conn: &Connection,
    campaign: &mut CampaignResult,
    evidence: &Evidence,
    rules: &Rules,
) -> Result<Yardsticks> {
    let costs = OwnCosts::read(conn, std::slice::from_mut(campaign), evidence, rules)?;
    Ok(costs.yardsticks(campaign, rules))
}

/// Leaves those without a verdict who were deleted: nobody can scale or retest them. Their facts and what follows from them for the
/// whole campaign stay.
fn forget_deleted(campaign: &mut CampaignResult) {
    for creator in campaign.batches.iter_mut().flat_map(|batch| &mut batch.creators) {
        if creator.is_deleted {
            creator.estimate = None;
        }
    }
}

/// What was computed for one campaign, on its way to the people.
struct Said<'a> {
    asked: &'a Asked,
    estimated: &'a CampaignEstimate,
    compared: Option<Compared>,
    evidence: &'a Evidence,
    constants: &'a Constants,
}

impl Said<'_> {
    fn add_to(&self, campaign: &mut CampaignResult) {
        let whole = self.estimated.repeated.as_ref();
        campaign.estimate = whole.map(|batch| of_repeated(batch, self.estimated.tracked.roas()));
        let under_way = campaign.batches.iter().filter(|batch| batch.is_under_way()).count();
        for batch in campaign.batches.iter_mut().filter(|batch| batch.is_under_way()) {
            // The only batch is the campaign.
            batch.estimate = if under_way == 1 { campaign.estimate.clone() } else { self.batch_alone(batch) };
            for creator in &mut batch.creators {
                let said = self.position(creator.creator).map(|index| self.of_creator(index, creator));
                creator.estimate = said.map(|said| doubted(said, creator.creator, &campaign.conflicts));
            }
        }
        campaign.outlook = Some(self.outlook(campaign));
    }

    fn position(&self, creator: CreatorId) -> Option<usize> {
        self.asked.creators.iter().position(|known| *known == creator)
    }

    /// What one batch of several would return if it were repeated: its bookings become the last of their creators.
    fn batch_alone(&self, batch: &BatchResult) -> Option<Estimate> {
        let (input, members) = self.with_batch_last(&self.asked.input, batch);
        let found = estimate_batch(&input, &members, self.constants)?;
        Some(of_repeated(&found, roas(batch.sums.revenue_minor, batch.sums.spend_minor)))
    }

    /// Makes the bookings of a batch the last of their creators, and returns where these stand.
    fn with_batch_last(&self, input: &CampaignInput, batch: &BatchResult) -> (CampaignInput, Vec<usize>) {
        let mut input = input.clone();
        let mut members = Vec::new();
        for creator in &batch.creators {
            let Some(index) = self.position(creator.creator) else { continue };
            members.push(index);
            let own = self.asked.bookings[index].iter().position(|id| *id == creator.collaboration);
            if let Some(own) = own {
                let bookings = &mut input.creators[index].bookings;
                let booking = bookings.remove(own);
                bookings.push(booking);
            }
        }
        (input, members)
    }

    fn of_creator(&self, index: usize, result: &CreatorResult) -> Estimate {
        let creator = &self.estimated.creators[index];
        let returns = creator.returns.as_ref();
        Estimate {
            head: Head::roas(
                creator.tracked.roas(),
                returns.map(|returns| quantiles(&returns.roas)),
                returns.map(|returns| returns.p_target),
                creator.advice,
            ),
            before: self.compared.as_ref().filter(|_| creator.tested()).and_then(|compared| compared.before(index)),
            also_roas: None,
            provisional: Vec::new(),
            early: creator.early,
            basis: self.basis(index, result),
            maturity: creator.maturity,
            flip_kappa: returns.and_then(|returns| returns.flip_kappa),
            notes: self.notes(index, creator, result),
            highest_price_minor: Some(minor(creator.highest_price_minor)),
            profit_minor: returns
                .and_then(|returns| returns.profit_minor)
                .map(|(on_average, at_best_guess)| (minor(at_best_guess), minor(on_average))),
            next_roas: returns.map(|returns| {
                let next = returns.next.roas;
                [next.q10, next.q50, next.q90]
            }),
            working: Some(self.working(creator)),
        }
    }

    /// What the estimate of a creator is computed from.
    fn working(&self, creator: &CreatorEstimate) -> Working {
        let returns = creator.returns.as_ref();
        let three = |range: Range| [range.q10, range.q50, range.q90];
        Working {
            views: three(Range::log_normal(creator.views.log_mean, creator.views.log_var)),
            orders_per_mille: 1_000.0 * creator.orders_per_view,
            orders: three(creator.orders),
            order_value_minor: three(Range::log_normal(creator.order_value.log_mean, creator.order_value.log_var)),
            cost_minor: returns.map(|returns| returns.cost_minor),
            commission: creator.commission,
            kappa: self.estimated.kappa,
            zero_chance: returns.map(|returns| returns.next.zero_probability),
            next_orders: returns.map(|returns| [returns.next.orders.q10, returns.next.orders.q90]),
        }
    }

    /// What the verdict on a creator rests on.
    #[expect(clippy::cast_precision_loss, reason = "views are far below 2^53")]
    fn basis(&self, index: usize, result: &CreatorResult) -> Basis {
        let (creator, asked) = (&self.estimated.creators[index], &self.asked.input.creators[index]);
        let best = asked
            .bookings
            .iter()
            .rev()
            .find_map(|booking| booking.posts.iter().filter_map(|post| post.known_views()).max_by(f64::total_cmp));
        // What a person reads on the card of the creator, where it is known.
        let usual = result.usual_views.map(|usual| usual as f64).or(asked.reference_views);
        let counts = best.zip(usual.filter(|usual| *usual >= 1.0));
        let rate = creator.orders_per_view / self.estimated.usual_rate();
        let returns = creator.returns.as_ref();
        Basis {
            orders: creator.tracked.orders,
            more_bookings: None,
            one_more: returns.and_then(|returns| returns.one_more),
            regret_minor: returns.and_then(|returns| returns.regret_minor).map(minor),
            surprise: creator.views.surprise.map(|log| Surprise { views: log.exp(), rate, counts }),
            check_again: (creator.advice == Advice::Wait).then(|| self.check_again(creator)),
        }
    }

    /// The day on which waiting ends.
    fn check_again(&self, creator: &CreatorEstimate) -> NaiveDate {
        let today = self.evidence.today();
        let ripe = self.evidence.known_until().checked_add_days(Days::new(creator.days_until_worth_a_look.into()));
        // What is ripe already waits for newer orders only.
        ripe.map_or(today, |ripe| ripe.max(today))
    }

    fn notes(&self, index: usize, creator: &CreatorEstimate, result: &CreatorResult) -> Vec<Note> {
        let (today, known) = (self.evidence.today(), self.evidence.known_until());
        let mut notes = Vec::new();
        if creator.returns.is_some() && creator.tested() && creator.tracked.orders == 0 {
            notes.push(Note::NoOrders { views: Some(creator.tracked.views).filter(|views| *views > 0) });
        }
        notes.extend(creator.whale_share.map(|share| Note::OneOrder { share }));
        notes.extend(self.large_orders(index));
        notes.extend(self.compared.as_ref().and_then(|compared| compared.leak_note(index, result, creator.advice)));
        let (late, early) = (result.late_orders, result.early_orders);
        notes.extend((late > 0).then_some(Note::LateOrders { orders: late }));
        notes.extend((early > 0).then_some(Note::EarlyOrders { orders: early }));
        notes.extend((creator.early && known < today).then_some(Note::OrdersUntil(known)));
        notes
    }

    /// The orders of a creator that count less than they brought.
    fn large_orders(&self, index: usize) -> Option<Note> {
        let orders = Some(self.asked.large_orders[index]).filter(|orders| *orders > 0)?;
        let bookings = self.asked.input.creators[index].bookings.iter();
        let largest_minor = bookings.map(|booking| booking.orders.largest_minor).max()?;
        Some(Note::LargeOrders { orders, largest_minor, counted_minor: self.asked.cap.most_minor })
    }

    fn outlook(&self, campaign: &CampaignResult) -> Outlook {
        let estimated = self.estimated;
        let terms = self.evidence.terms(campaign.id);
        Outlook {
            niches: self.comparison(campaign, GroupBy::Niche),
            tiers: self.comparison(campaign, GroupBy::Tier),
            styles: self.styles(campaign),
            next: None,
            few_creators: (1..ENOUGH_CREATORS).contains(&estimated.tested()),
            p_new: Some(estimated.explore.p_target),
            index_new: Some(estimated.explore.index),
            hold_share: Some(estimated.hold_share),
            borders: (self.constants.p_scale, self.constants.p_drop),
            later_bookings: self.constants.later_bookings,
            terms,
        }
    }

    /// How styles compare, estimated only where any is known.
    fn styles(&self, campaign: &CampaignResult) -> Comparison {
        let is_known = self.asked.input.creators.iter().any(|creator| creator.style.is_some());
        if is_known { self.comparison(campaign, GroupBy::Style) } else { Comparison::default() }
    }

    fn comparison(&self, campaign: &CampaignResult, by: GroupBy) -> Comparison {
        let (groups, comparable) = if by == self.asked.input.group_by {
            (self.estimated.groups.clone(), self.estimated.grouped)
        } else {
            estimate_groups(&self.asked.input, by, self.constants)
        };
        let mut groups: Vec<GroupOutlook> =
            groups.into_iter().map(|group| self.of_group(&group, by, campaign)).collect();
        let middle = |group: &GroupOutlook| group.range.map_or(0.0, |range| range[2]);
        groups.sort_by(|a, b| middle(b).total_cmp(&middle(a)).then_with(|| a.name.cmp(&b.name)));
        Comparison { groups, comparable }
    }

    fn of_group(&self, group: &GroupEstimate, by: GroupBy, campaign: &CampaignResult) -> GroupOutlook {
        let (sums, early) = self.facts_of_group(&group.name, by, campaign);
        GroupOutlook {
            name: group.name.clone(),
            creators: group.creators,
            sums,
            range: Some(quantiles(&group.roas)),
            chance: Some(group.p_target),
            verdict: Advice::from_probability(group.p_target, self.constants),
            early,
            best: group.best_probability,
        }
    }

    /// The sums of the creators of a group in the batches under way, and whether too much of one of them is still to come.
    fn facts_of_group(&self, name: &str, by: GroupBy, campaign: &CampaignResult) -> (Sums, bool) {
        let input = &self.asked.input;
        let (mut facts, mut early) = (Sums::default(), false);
        for creator in campaign.batches.iter().filter(|batch| batch.is_under_way()).flat_map(|batch| &batch.creators) {
            let is_in = self
                .position(creator.creator)
                .is_some_and(|index| input.group_of(&input.creators[index], by) == Some(name));
            if is_in {
                facts += creator.sums;
                early |= creator.estimate.as_ref().is_some_and(|estimate| estimate.early);
            }
        }
        (facts, early)
    }
}

fn of_repeated(batch: &Repeated, tracked_roas: Option<f64>) -> Estimate {
    Estimate {
        head: Head::roas(tracked_roas, Some(quantiles(&batch.roas)), Some(batch.p_target), batch.advice),
        before: None,
        also_roas: None,
        provisional: Vec::new(),
        early: batch.early,
        basis: Basis::default(),
        maturity: None,
        flip_kappa: batch.flip_kappa,
        notes: Vec::new(),
        highest_price_minor: None,
        profit_minor: None,
        next_roas: None,
        working: None,
    }
}

fn quantiles(roas: &Quantiles) -> [f64; 5] {
    [roas.q05, roas.q10, roas.q50, roas.q90, roas.q95]
}

/// Tracked revenue over cost; nothing without a cost.
#[expect(clippy::cast_precision_loss, reason = "a ratio needs no more digits")]
fn roas(revenue_minor: i64, cost_minor: i64) -> Option<f64> {
    (cost_minor > 0).then(|| revenue_minor as f64 / cost_minor as f64)
}

/// An estimated amount, minor units; what is larger than any amount stays at the end of the type.
#[expect(clippy::cast_possible_truncation, reason = "a float that is too large saturates")]
fn minor(amount: f64) -> i64 {
    amount.round() as i64
}

#[cfg(test)]
mod tests;
