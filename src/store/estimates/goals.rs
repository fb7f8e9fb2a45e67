//! The head figure of a campaign that is not about conversions: what its creators, batches and the whole would bring by it, and the
//! outlook that follows. The ROAS that was estimated before stays beside it.

use chrono::Days;

use super::own_costs::{level, per_unit};
use super::{Said, minor};
use crate::analysis::constants::Constants;
use crate::analysis::decision::Advice;
use crate::analysis::head::Head;
use crate::analysis::head::assets::{ENOUGH_OF_ALL, ENOUGH_OF_ONE, Made};
use crate::analysis::head::reach::{CreatorReach, GroupReach, Reach};
use crate::analysis::head::target::Yardsticks;
use crate::analysis::input::GroupBy;
use crate::analysis::rules::Rules;
use crate::domain::{CollaborationId, CreatorId, Goal, Tier};
use crate::proto::outlook::{Comparison, GroupOutlook, Outlook};
use crate::proto::results::{BatchResult, CampaignResult, CreatorResult, Estimate, Sums};
use crate::store::evidence::Asked;

/// The head figure of a whole campaign, without all that a list does not show; nothing before anything can be told.
pub(super) fn whole(
    campaign: &CampaignResult,
    asked: &Asked,
    sticks: &Yardsticks,
    constants: &Constants,
) -> Option<Estimate> {
    let per_unit = per_unit(campaign.currency);
    match campaign.goal {
        Goal::Conversions => None,
        Goal::Awareness => {
            let reach = Reach::of(&asked.input, per_unit, sticks, constants);
            let tracked = tracked_cpm(campaign.sums, per_unit);
            let (head, early) = reach.whole(0..reach.creators.len(), tracked, sticks, constants)?;
            Some(estimate(head, early))
        }
        Goal::Ugc => Some(estimate(all_made(campaign.sums.made, sticks, per_unit), false)),
    }
}

/// Sets what a campaign and its batches are held against, as far as that is known before anything is under way.
pub(super) fn set_targets(campaign: &mut CampaignResult, sticks: &Yardsticks, rules: &Rules) {
    let borders = rules.borders();
    let tier = |creator: &CreatorResult| {
        creator.followers.map_or(Tier::Micro, |followers| borders.tier(followers).unwrap_or(Tier::Nano))
    };
    let levels: Vec<Option<f64>> = campaign.batches.iter().map(|batch| level(campaign, batch)).collect();
    campaign.target = sticks.of_tiers(campaign.batches.iter().flat_map(|batch| &batch.creators).map(tier));
    for (batch, level) in campaign.batches.iter_mut().zip(levels) {
        batch.target = sticks.with_rule(level).of_tiers(batch.creators.iter().map(tier));
    }
}

/// An estimate that is a head figure and nothing else.
fn estimate(head: Head, early: bool) -> Estimate {
    Estimate { early, ..Estimate::of(head) }
}

/// The head figure of what several creators made.
fn all_made(made: Made, sticks: &Yardsticks, per_unit: f64) -> Head {
    made.head(sticks.common(), ENOUGH_OF_ALL, per_unit, true)
}

/// Cost of 1,000 views, of those whose views are known.
#[expect(clippy::cast_precision_loss, reason = "views and amounts are far below 2^53")]
fn tracked_cpm(sums: Sums, per_unit: f64) -> Option<f64> {
    let views = sums.views.filter(|views| *views > 0 && sums.viewed.spend_minor > 0)?;
    Some(1_000.0 * sums.viewed.spend_minor as f64 / per_unit / views as f64)
}

/// The sums of a creator in all batches of a campaign that are under way.
fn sums_of(campaign: &CampaignResult, creator: CreatorId) -> Sums {
    let under_way = campaign.batches.iter().filter(|batch| batch.is_under_way());
    let rows = under_way.flat_map(|batch| &batch.creators).filter(|row| row.creator == creator);
    rows.fold(Sums::default(), |mut sums, row| {
        sums += row.sums;
        sums
    })
}

/// The same estimate under another head figure; its ROAS stays beside it.
fn beside(was: Option<Estimate>, head: Head, early: bool) -> Estimate {
    let also_roas = was.as_ref().and_then(|was| was.head.range);
    Estimate { also_roas, working: was.and_then(|was| was.working), ..estimate(head, early) }
}

impl Said<'_> {
    /// Replaces the head figures, the verdicts and the outlook of a campaign that is not about conversions.
    pub(super) fn judge_by_goal(&self, campaign: &mut CampaignResult, sticks: &Yardsticks) {
        match campaign.goal {
            Goal::Conversions => {}
            Goal::Awareness => self.judge_views(campaign, sticks),
            Goal::Ugc => self.judge_assets(campaign, sticks),
        }
    }

    fn judge_views(&self, campaign: &mut CampaignResult, sticks: &Yardsticks) {
        let (per_unit, constants) = (per_unit(campaign.currency), self.constants);
        let all = Reach::of(&self.asked.input, per_unit, sticks, constants);
        let levels: Vec<Option<f64>> = campaign.batches.iter().map(|batch| level(campaign, batch)).collect();
        for (batch, level) in campaign.batches.iter_mut().zip(levels).filter(|(batch, _)| batch.is_under_way()) {
            let own = sticks.with_rule(level);
            let (input, members) = self.with_batch_last(&self.asked.input, batch);
            let reach = Reach::of(&input, per_unit, &own, constants);
            let whole = reach.whole(members, tracked_cpm(batch.sums, per_unit), &own, constants);
            batch.target = whole.and_then(|(head, _)| head.target).or_else(|| reach.target(&own));
            let was = batch.estimate.take();
            batch.estimate = whole.map(|(head, early)| beside(was, head, early));
            let reach = Reach::of(&self.asked.input, per_unit, &own, constants);
            for creator in &mut batch.creators {
                let Some(index) = self.position(creator.creator) else { continue };
                creator.estimate =
                    Some(self.seen(index, &reach.creators[index], &own, creator.estimate.take(), per_unit));
            }
        }
        let whole = all.whole(0..all.creators.len(), tracked_cpm(campaign.sums, per_unit), sticks, constants);
        campaign.target = whole.and_then(|(head, _)| head.target).or_else(|| all.target(sticks));
        let was = campaign.estimate.take();
        campaign.estimate = whole.map(|(head, early)| beside(was, head, early));
        let new = campaign.target.and_then(|target| all.new_creator(target, constants));
        let [niches, tiers] =
            [GroupBy::Niche, GroupBy::Tier].map(|by| self.compared_by_views(&all, campaign, by, constants));
        let is_styled = self.asked.input.creators.iter().any(|creator| creator.style.is_some());
        let styles = is_styled.then(|| self.compared_by_views(&all, campaign, GroupBy::Style, constants));
        let styles = styles.unwrap_or_default();
        look_ahead(campaign, new.map(|(chance, _)| chance), |outlook| Outlook { niches, tiers, styles, ..outlook });
    }

    /// The estimate of a creator by views.
    fn seen(
        &self,
        index: usize,
        reach: &CreatorReach,
        sticks: &Yardsticks,
        was: Option<Estimate>,
        per_unit: f64,
    ) -> Estimate {
        let (head, early) = (reach.head(sticks, self.constants), reach.is_early(self.constants));
        let mut said = beside(was.clone(), head, early);
        said.maturity = reach.maturity;
        said.highest_price_minor = reach.highest_price_minor(per_unit).map(minor);
        said.basis = was.map(|was| was.basis).unwrap_or_default();
        said.basis.more_bookings = reach.more_bookings(self.constants);
        (said.basis.one_more, said.basis.regret_minor) = (None, None);
        said.basis.check_again = (head.lacks == Some(crate::analysis::head::Lacks::Time)).then(|| {
            let posted = |id: &&CollaborationId| !self.evidence.posts(**id).is_empty();
            let read = self.asked.bookings[index].iter().rev().find(posted).map(|id| self.evidence.seen_until(*id));
            let today = self.evidence.today();
            let ripe = read.unwrap_or(today).checked_add_days(Days::new(reach.days_until_worth_a_look.into()));
            // What is ripe already waits for a newer reading only.
            ripe.map_or(today, |ripe| ripe.max(today))
        });
        said
    }

    fn compared_by_views(
        &self,
        reach: &Reach,
        campaign: &CampaignResult,
        by: GroupBy,
        constants: &Constants,
    ) -> Comparison {
        let input = &self.asked.input;
        let (groups, comparable) =
            reach.groups(|index| input.group_of(&input.creators[index], by), campaign.target, constants);
        let mut groups: Vec<GroupOutlook> =
            groups.into_iter().map(|group| self.group_by_views(group, by, campaign, constants)).collect();
        let middle = |group: &GroupOutlook| group.range.map_or(f64::MAX, |range| range[2]);
        groups.sort_by(|a, b| middle(a).total_cmp(&middle(b)).then_with(|| a.name.cmp(&b.name)));
        Comparison { groups, comparable }
    }

    fn group_by_views(
        &self,
        group: GroupReach,
        by: GroupBy,
        campaign: &CampaignResult,
        constants: &Constants,
    ) -> GroupOutlook {
        let (sums, early) = self.facts_of_group(&group.name, by, campaign);
        GroupOutlook {
            creators: group.creators,
            sums,
            range: Some(group.cpm),
            chance: group.chance,
            verdict: group.chance.map_or(Advice::Wait, |chance| Advice::from_probability(chance, constants)),
            early,
            best: group.best,
            name: group.name,
        }
    }

    fn judge_assets(&self, campaign: &mut CampaignResult, sticks: &Yardsticks) {
        let per_unit = per_unit(campaign.currency);
        let judged = |creator: CreatorId, sticks: &Yardsticks| {
            let Sums { made, spend_minor, .. } = sums_of(campaign, creator);
            let is_booked = spend_minor > 0 || made.assets > 0 || made.promised > 0;
            made.head(sticks.common(), ENOUGH_OF_ONE, per_unit, is_booked)
        };
        let heads: Vec<(Yardsticks, Head, Vec<Head>)> = campaign
            .batches
            .iter()
            .map(|batch: &BatchResult| {
                let own = sticks.with_rule(level(campaign, batch));
                let whole = all_made(batch.sums.made, &own, per_unit);
                let creators = batch.creators.iter().map(|creator| judged(creator.creator, &own)).collect();
                (own, whole, creators)
            })
            .collect();
        for (batch, (own, whole, creators)) in campaign.batches.iter_mut().zip(heads) {
            batch.target = own.common();
            if !batch.is_under_way() {
                continue;
            }
            batch.estimate = Some(beside(batch.estimate.take(), whole, false));
            for (creator, head) in batch.creators.iter_mut().zip(creators) {
                creator.estimate = Some(beside(creator.estimate.take(), head, false));
            }
        }
        campaign.target = sticks.common();
        campaign.estimate =
            Some(beside(campaign.estimate.take(), all_made(campaign.sums.made, sticks, per_unit), false));
        let [niches, tiers, styles] = [GroupBy::Niche, GroupBy::Tier, GroupBy::Style]
            .map(|by| self.compared_by_assets(campaign, by, sticks, per_unit));
        look_ahead(campaign, None, |outlook| Outlook { niches, tiers, styles, ..outlook });
    }

    /// Which groups made usable assets, the cheapest first. A count has no chance and says nothing about a creator never tried.
    fn compared_by_assets(
        &self,
        campaign: &CampaignResult,
        by: GroupBy,
        sticks: &Yardsticks,
        per_unit: f64,
    ) -> Comparison {
        let input = &self.asked.input;
        let mut groups: Vec<GroupOutlook> = Vec::new();
        for (id, creator) in self.asked.creators.iter().zip(&input.creators) {
            let Some(name) = input.group_of(creator, by) else { continue };
            let sums = sums_of(campaign, *id);
            if sums.spend_minor == 0 && sums.made.assets == 0 {
                continue;
            }
            match groups.iter_mut().find(|group| group.name == name) {
                Some(group) => {
                    group.creators += 1;
                    group.sums += sums;
                }
                None => groups.push(GroupOutlook {
                    name: name.to_owned(),
                    creators: 1,
                    sums,
                    range: None,
                    chance: None,
                    verdict: Advice::Wait,
                    early: false,
                    best: None,
                }),
            }
        }
        for group in &mut groups {
            group.verdict = all_made(group.sums.made, sticks, per_unit).advice;
        }
        // Cost a / b against c / d without a division, and what made nothing last.
        groups.sort_by(|one, other| {
            let key = |group: &GroupOutlook| (group.sums.made.spend_minor, group.sums.made.assets);
            let ((cost, assets), (other_cost, other_assets)) = (key(one), key(other));
            let by_cost =
                (i128::from(cost) * i128::from(other_assets)).cmp(&(i128::from(other_cost) * i128::from(assets)));
            (assets == 0).cmp(&(other_assets == 0)).then(by_cost).then_with(|| one.name.cmp(&other.name))
        });
        let told = groups.iter().filter(|group| group.sums.made.is_enough_of_all()).count();
        Comparison { groups, comparable: told >= 2 }
    }
}

/// The outlook by another head figure.
fn look_ahead(campaign: &mut CampaignResult, p_new: Option<f64>, change: impl FnOnce(Outlook) -> Outlook) {
    if let Some(outlook) = campaign.outlook.take() {
        let outlook = Outlook { p_new, index_new: None, hold_share: None, few_creators: false, ..outlook };
        campaign.outlook = Some(change(outlook));
    }
}

#[cfg(test)]
mod tests;
