//! The cost of 1,000 views (CPM) that booking again would bring, from the posterior of views that ROAS estimates rest on too
//! (statistics, sections 3.2, 7.1 and 8).
//!
//! A booking of the same terms brings `P M` views for the cost `c`, so `log CPM = log 1000 + log c - log P - mhat`, with the variance `u2`
//! of the forecast of views. To be better means to be below the target. Everything else is as with ROAS: the same chances
//! decide, and the 70th percentile of what is bought for a unit of money fills the next batch.

use super::cpm::LogCpm;
use super::groups::Reached;
use super::target::{Yardsticks, mean};
use super::{Head, HeadTarget, Lacks};
use crate::analysis::constants::Constants;
use crate::analysis::decision::Advice;
use crate::analysis::input::{BookingInput, CampaignInput, CreatorInput, Plan};
use crate::analysis::posterior::spread;
use crate::analysis::real::{count, real};
use crate::analysis::subject::Terms;
use crate::analysis::views::{ViewForecast, sig2};
use crate::domain::{Goal, Tier};

pub use super::groups::GroupReach;

/// The highest number of further collaborations that is reported.
const MOST_BOOKINGS: u32 = 9;

/// Standard normal quantile of 0.9, as in the further bookings of a ROAS (statistics, section 6.4).
const Z90: f64 = 1.2816;

/// What the views of a creator cost.
#[derive(Clone, Debug, PartialEq)]
pub struct CreatorReach {
    /// The handle without `@`.
    pub handle: String,
    /// Whether they have posted.
    pub tested: bool,
    /// Mean share of the views of the last booking that has arrived; nothing without a post.
    pub maturity: Option<f64>,
    /// Whole days until three quarters have; 0 if they have.
    pub days_until_worth_a_look: u32,
    /// Cost of the next booking, minor units: as planned, else that of the last; nothing where it costs nothing.
    pub cost_minor: Option<i64>,
    /// CPM tracked so far over the bookings whose views are known.
    pub tracked: Option<f64>,
    /// What it is held against; nothing where no target is known.
    pub target: Option<HeadTarget>,
    /// Whether views of any of their posts are known.
    pub seen: bool,
    /// What the last booking cost, minor units, and its log CPM, of one who has posted and was paid a fee: a gift says nothing about
    /// prices.
    priced: Option<(i64, f64)>,
    posts: f64,
    log_views: f64,
    log_var: f64,
    cpm: Option<LogCpm>,
}

/// What a campaign's views cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Reach {
    /// The creators, in the order given.
    pub creators: Vec<CreatorReach>,
    per_unit: f64,
}

impl Reach {
    /// Estimates the views of a campaign. `per_unit` is the number of minor units in a unit of the currency; a creator in a batch whose
    /// rule has a level of its own is held against that.
    pub fn of(input: &CampaignInput, per_unit: f64, sticks: &Yardsticks, constants: &Constants) -> Self {
        let creator = |creator| CreatorReach::of(creator, input.tier(creator), per_unit, sticks, constants);
        Self { creators: input.creators.iter().map(creator).collect(), per_unit }
    }

    /// The head figure of some of the creators together, if all were booked again on their last terms; nothing without one who has
    /// posted and has a cost (statistics, section 7.1).
    pub fn whole(
        &self,
        members: impl IntoIterator<Item = usize>,
        tracked: Option<f64>,
        sticks: &Yardsticks,
        constants: &Constants,
    ) -> Option<(Head, bool)> {
        let members = members.into_iter().filter_map(|index| self.creators.get(index)).filter(|creator| creator.tested);
        let members: Vec<(&CreatorReach, f64, LogCpm)> =
            members.filter_map(|creator| Some((creator, creator.cost(self.per_unit)?, creator.cpm?))).collect();
        let total: f64 = members.iter().map(|(_, cost, _)| cost).sum();
        if members.is_empty() {
            return None;
        }
        // Views per unit of money: the mean by cost, and its variance.
        let (mut mean_rate, mut var) = (0.0, 0.0);
        for (_, cost, cpm) in &members {
            let weight = cost / total;
            let expected = (-cpm.mean + cpm.sd * cpm.sd / 2.0).exp();
            mean_rate += weight * expected;
            var += weight * weight * expected * expected * (cpm.sd * cpm.sd).exp_m1();
        }
        let s2 = (var / (mean_rate * mean_rate)).ln_1p();
        let cpm =
            LogCpm { mean: -(mean_rate.ln() - s2 / 2.0), sd: (s2 + constants.sd_common * constants.sd_common).sqrt() };
        let target = sticks.common().or_else(|| Self::shared_target(members.iter().map(|(creator, _, _)| *creator)));
        let early = members.iter().any(|(creator, _, _)| creator.is_early(constants));
        let head = Head { goal: Goal::Awareness, tracked, range: Some(cpm.quantiles()), target, ..Head::default() };
        // A forecast that nothing was held against yet has no chance that anyone should decide by.
        let head = if members.iter().any(|(creator, _, _)| creator.seen) {
            let chance = target.map(|target| cpm.below(target.value));
            Head { chance, ..head }.decided(sticks.published_in, constants)
        } else {
            head.without_verdict(Lacks::Views)
        };
        Some((head, early))
    }

    /// What all creators who have posted are held against: the common target, or the mean of what their tiers usually cost.
    pub fn target(&self, sticks: &Yardsticks) -> Option<HeadTarget> {
        let tested = || self.creators.iter().filter(|creator| creator.tested);
        let any = if tested().next().is_some() { Self::shared_target(tested()) } else { None };
        sticks.common().or(any).or_else(|| Self::shared_target(self.creators.iter()))
    }

    fn shared_target<'a>(creators: impl Iterator<Item = &'a CreatorReach>) -> Option<HeadTarget> {
        let weighed = creators.filter_map(|creator| {
            let weight = (creator.log_views + creator.log_var / 2.0).clamp(-700.0, 700.0).exp();
            Some((creator.target?, weight))
        });
        mean(&weighed.collect::<Vec<_>>())
    }

    /// What a typical creator never tried would cost, by those paid so far: chance and worth against a target; nothing before
    /// anyone was paid and seen (statistics, section 8.3).
    pub fn new_creator(&self, target: HeadTarget, constants: &Constants) -> Option<(f64, f64)> {
        if !self.creators.iter().any(|creator| creator.seen) {
            return None;
        }
        let cpm = LogCpm { mean: self.usual_cpm()?, sd: constants.v_new };
        Some((cpm.below(target.value), cpm.index(target.value, constants)))
    }

    /// Mean log CPM of the tested, paid creators.
    fn usual_cpm(&self) -> Option<f64> {
        let all: Vec<f64> = self.creators.iter().filter_map(CreatorReach::priced).collect();
        (!all.is_empty()).then(|| all.iter().sum::<f64>() / count(all.len()))
    }

    /// What a typical new creator of each group would cost, by name; `group_of` names the group of a creator by position. With whether
    /// groups can be compared.
    pub fn groups<'a>(
        &self,
        group_of: impl Fn(usize) -> Option<&'a str>,
        target: Option<HeadTarget>,
        constants: &Constants,
    ) -> (Vec<GroupReach>, bool) {
        let Some(usual) = self.usual_cpm() else { return (Vec::new(), false) };
        let mut groups: Vec<Reached<'a>> = Vec::new();
        for (index, creator) in self.creators.iter().enumerate() {
            let (Some(name), Some(log_cpm)) = (group_of(index), creator.priced()) else { continue };
            match groups.iter_mut().find(|group| group.name == name) {
                Some(group) => group.log_cpms.push(log_cpm),
                None => groups.push(Reached { name, log_cpms: vec![log_cpm] }),
            }
        }
        groups.sort_by_key(|group| group.name);
        super::groups::compared(&groups, usual, target, constants)
    }

    /// The upper median of what the last bookings of the paid creators cost, minor units.
    pub fn new_creator_cost_minor(&self) -> Option<i64> {
        let mut costs: Vec<i64> =
            self.creators.iter().filter_map(|creator| creator.priced).map(|(cost, _)| cost).collect();
        costs.sort_unstable();
        costs.get(costs.len() / 2).copied()
    }
}

/// What planned terms cost, minor units, with the commission that the last booking brought at that rate and for so many posts.
fn planned_minor(plan: Plan, last: Option<&BookingInput>) -> Option<i64> {
    let commission = last.filter(|last| last.commission_bp > 0).map_or(0.0, |last| {
        let rate = real(plan.commission_bp) / real(last.commission_bp);
        real(last.commission_minor) * rate * f64::from(plan.posts.max(1)) / count(last.posts.len().max(1))
    });
    Some(plan.cost_minor?.saturating_add(whole(commission))).filter(|cost| *cost > 0)
}

/// An amount without its fraction.
#[expect(clippy::cast_possible_truncation, reason = "a float that is too large saturates")]
fn whole(minor: f64) -> i64 {
    minor.round() as i64
}

impl CreatorReach {
    fn of(input: &CreatorInput, tier: Tier, per_unit: f64, sticks: &Yardsticks, constants: &Constants) -> Self {
        // Orders without a post say nothing about views.
        let bookings: Vec<&BookingInput> = input.bookings.iter().filter(|booking| !booking.posts.is_empty()).collect();
        let views = ViewForecast::of(input, &bookings, tier, constants);
        let last = Terms::of(input, bookings.last().copied());
        let terms = input.next.map_or(last, Terms::planned);
        let ages: Vec<f64> =
            bookings.last().map_or_else(Vec::new, |last| last.posts.iter().map(|post| post.views_age_days).collect());
        let log_views = terms.posts.ln() + views.log_mean;
        // Views cost the commission as well, which the terms leave out.
        let last_minor = bookings.last().map_or(last.cost_minor, |last| Some(last.spent_minor()));
        let last_minor = last_minor.filter(|cost| *cost > 0);
        let cost_minor = input.next.map_or(last_minor, |plan| planned_minor(plan, bookings.last().copied()));
        let log_cpm = |cost: f64, terms: Terms| (1_000.0 * cost / per_unit).ln() - (terms.posts.ln() + views.log_mean);
        let cpm = cost_minor
            .map(real)
            .map(|cost| LogCpm { mean: log_cpm(cost, terms), sd: spread(views.log_var, constants) });
        let is_priced = !bookings.is_empty() && last.paid;
        let (mut seen, mut spent) = (0_i64, 0_i64);
        for booking in &bookings {
            let known = booking.posts.iter().filter(|post| post.known_views().is_some()).filter_map(|post| post.views);
            let views = known.fold(0_i64, i64::saturating_add);
            seen = seen.saturating_add(views);
            spent = spent.saturating_add(if views > 0 { booking.spent_minor() } else { 0 });
        }
        Self {
            handle: input.handle.clone(),
            tested: !bookings.is_empty(),
            maturity: (!ages.is_empty()).then(|| constants.view_ramp.matured(&ages, 0.0, constants)),
            days_until_worth_a_look: constants.view_ramp.days_until_worth_a_look(&ages, constants),
            cost_minor,
            tracked: (seen > 0 && spent > 0).then(|| 1_000.0 * real(spent) / per_unit / real(seen)),
            target: sticks.target(tier),
            seen: seen > 0,
            priced: last_minor.filter(|_| is_priced).map(|cost| (cost, log_cpm(real(cost), last))),
            posts: terms.posts,
            log_views,
            log_var: views.log_var,
            cpm,
        }
    }

    fn cost(&self, per_unit: f64) -> Option<f64> {
        self.cost_minor.map(|cost| real(cost) / per_unit)
    }

    /// Log CPM of the last booking of one whose price says what views cost.
    fn priced(&self) -> Option<f64> {
        self.priced.map(|(_, log_cpm)| log_cpm)
    }

    /// Whether too many views of the last booking are still to come.
    pub fn is_early(&self, constants: &Constants) -> bool {
        self.maturity.is_some_and(|maturity| maturity < constants.early)
    }

    /// The head figure of the creator.
    pub fn head(&self, sticks: &Yardsticks, constants: &Constants) -> Head {
        let head = Head {
            goal: Goal::Awareness,
            tracked: self.tracked,
            range: self.cpm.map(LogCpm::quantiles),
            target: self.target,
            chance: self.cpm.zip(self.target).map(|(cpm, target)| cpm.below(target.value)),
            ..Head::default()
        };
        match () {
            () if !self.tested => head,
            () if self.cpm.is_none() => Head { advice: Advice::Free, ..head },
            () if !self.seen => Head { chance: None, ..head }.without_verdict(Lacks::Views),
            () if self.is_early(constants) => head.without_verdict(Lacks::Time),
            () => head.decided(sticks.published_in, constants),
        }
    }

    /// What is bought for a unit of money with moderate luck, as a multiple of what the target buys.
    pub fn index(&self, constants: &Constants) -> Option<f64> {
        Some(self.cpm?.index(self.target?.value, constants))
    }

    /// The price at which the chance to reach the target is 50%, minor units.
    pub fn highest_price_minor(&self, per_unit: f64) -> Option<f64> {
        Some((self.log_views.exp() * self.target?.value / 1_000.0 * per_unit).min(f64::MAX))
    }

    /// Bookings that would put the target outside the 80% range if nothing else changed; nothing for more than nine.
    pub fn more_bookings(&self, constants: &Constants) -> Option<u32> {
        let (cpm, target) = (self.cpm?, self.target?);
        let distance = (cpm.mean - target.value.ln()).abs();
        let luck = sig2(self.posts, constants.s_view);
        let needed = luck * (Z90 * Z90 / (distance * distance) - 1.0 / (cpm.sd * cpm.sd));
        (0..=MOST_BOOKINGS).find(|bookings| f64::from(*bookings) >= needed)
    }
}

#[cfg(test)]
mod tests;
