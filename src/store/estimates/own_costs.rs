//! What the user's collaborations cost by views and by asset: what a campaign that is about them is held against.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::analysis::benchmarks::Benchmarks;
use crate::analysis::head::target::{Published, Yardsticks, own_median};
use crate::analysis::rules::Rules;
use crate::domain::success_rule::RuleMeasure;
use crate::domain::{CampaignId, CollaborationId, Currency, Goal};
use crate::error::Result;
use crate::proto::results::{BatchResult, CampaignResult, CreatorResult};
use crate::store::assets::{self, Assets};
use crate::store::evidence::Evidence;
use crate::store::report;

/// What one collaboration cost, in whole units.
#[derive(Debug)]
struct Paid {
    campaign: CampaignId,
    currency: Currency,
    cpm: Option<f64>,
    asset_cost: Option<f64>,
}

/// What all collaborations cost; empty where no campaign is about views or assets.
#[derive(Debug, Default)]
pub(super) struct OwnCosts(Vec<Paid>);

impl OwnCosts {
    /// Reads them, and adds what was made to the campaigns that are about assets.
    pub(super) fn read(
        conn: &Connection,
        campaigns: &mut [CampaignResult],
        evidence: &Evidence,
        rules: &Rules,
    ) -> Result<Self> {
        if campaigns.iter().all(|campaign| campaign.goal == Goal::Conversions) {
            return Ok(Self::default());
        }
        let made = assets::read(conn, evidence.today())?;
        for campaign in campaigns.iter_mut().filter(|campaign| campaign.goal == Goal::Ugc) {
            assets::fill(campaign, &made);
        }
        // One campaign alone says nothing about the others.
        let all = if let [_] = &*campaigns { Some(report::results(conn, None)?) } else { None };
        let mut paid = Vec::new();
        for campaign in all.as_deref().unwrap_or(campaigns) {
            for creator in
                campaign.batches.iter().filter(|batch| batch.is_under_way()).flat_map(|batch| &batch.creators)
            {
                paid.push(Paid {
                    campaign: campaign.id,
                    currency: campaign.currency,
                    cpm: cpm(creator, campaign.currency, evidence, rules),
                    asset_cost: asset_cost(creator, campaign.currency, &made),
                });
            }
        }
        Ok(Self(paid))
    }

    /// What a campaign is held against: the level of the newest rule that has one, what the user paid elsewhere in the same
    /// currency, what is published.
    pub(super) fn yardsticks(&self, campaign: &CampaignResult, rules: &Rules) -> Yardsticks {
        let elsewhere = self.0.iter().filter(|paid| paid.campaign != campaign.id && paid.currency == campaign.currency);
        let costs: Vec<f64> = match campaign.goal {
            Goal::Conversions => return Yardsticks::default(),
            Goal::Awareness => elsewhere.filter_map(|paid| paid.cpm).collect(),
            Goal::Ugc => elsewhere.filter_map(|paid| paid.asset_cost).collect(),
        };
        let benchmarks = Some(&rules.standards.benchmarks).filter(|_| campaign.goal == Goal::Awareness);
        let currency = benchmarks.and_then(Benchmarks::currency);
        let is_same = currency == Some(campaign.currency);
        let rule =
            campaign.batches.iter().rev().filter(|batch| batch.is_under_way()).find_map(|batch| level(campaign, batch));
        Yardsticks {
            rule,
            median: own_median(&costs),
            published: benchmarks
                .filter(|_| is_same)
                .and_then(|benchmarks| Published::of(&benchmarks.cpm_minor, per_unit(campaign.currency))),
            published_in: currency.filter(|_| !is_same),
        }
    }
}

/// The level of the rule of a batch, where it measures what the campaign is judged by.
#[expect(clippy::cast_precision_loss, reason = "a level needs no more digits")]
pub(super) fn level(campaign: &CampaignResult, batch: &BatchResult) -> Option<f64> {
    let rule = batch.rule.filter(|rule| rule.measure == RuleMeasure::of(campaign.goal))?;
    rule.level_e4.map(|e4| e4 as f64 / 10_000.0)
}

/// Minor units in a unit of a currency.
#[expect(clippy::cast_precision_loss, reason = "at most a thousand")]
pub(super) fn per_unit(currency: Currency) -> f64 {
    currency.minor_per_unit() as f64
}

/// What 1,000 views cost, once most of them have arrived.
#[expect(clippy::cast_precision_loss, reason = "views and amounts are far below 2^53")]
fn cpm(creator: &CreatorResult, currency: Currency, evidence: &Evidence, rules: &Rules) -> Option<f64> {
    let share = evidence.seen_share(creator.collaboration, &rules.constants)?;
    let views = creator.sums.views.filter(|views| *views > 0 && share >= rules.constants.early)?;
    Some(1_000.0 * creator.sums.spend_minor as f64 / per_unit(currency) / views as f64)
}

/// What a usable asset cost.
#[expect(clippy::cast_precision_loss, reason = "counts and amounts are far below 2^53")]
fn asset_cost(creator: &CreatorResult, currency: Currency, made: &HashMap<CollaborationId, Assets>) -> Option<f64> {
    let made = made.get(&creator.collaboration)?.at_cost(creator.sums.spend_minor);
    (made.assets > 0).then(|| made.spend_minor as f64 / per_unit(currency) / made.assets as f64)
}
