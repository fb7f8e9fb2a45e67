//! What the method says of everybody who could be booked, by the goal of the campaign.

use rusqlite::Connection;

use crate::analysis::decision::Advice;
use crate::analysis::estimate::estimate;
use crate::analysis::head::assets::index as assets_index;
use crate::analysis::head::reach::Reach;
use crate::analysis::head::target::Yardsticks;
use crate::analysis::input::CampaignInput;
use crate::domain::Goal;
use crate::error::Result;
use crate::proto::results::CampaignResult;
use crate::store::odds::Field;

/// What the method says of somebody.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Score {
    /// The verdict.
    pub advice: Advice,
    /// Chance to beat the target.
    pub odds: Option<f64>,
    /// The same as the proposal reads it: where a count decides, whether the price is at most the target.
    pub promise: Option<f64>,
    /// What candidates are ranked by; more is better.
    pub index: f64,
    /// Of candidates the highest fee, of others the highest cost that is worth paying, minor units.
    pub worth_minor: Option<f64>,
    /// In how many of 100 cases one more booking would settle the verdict.
    pub settles: Option<f64>,
}

/// What the method says of everybody.
#[derive(Clone, Debug, Default)]
pub(super) struct Scores {
    /// Of each in the input, in its order.
    pub each: Vec<Score>,
    /// Chance of somebody without a name to beat the target, and how good they are; nothing where that cannot be estimated.
    pub new: Option<(f64, f64)>,
    /// What such a one usually costs, minor units.
    pub new_creator_cost_minor: Option<i64>,
}

/// Scores everybody in the input.
pub(super) fn of(conn: &Connection, field: &Field, campaign: &CampaignResult, sticks: &Yardsticks) -> Result<Scores> {
    match campaign.goal {
        Goal::Conversions => by_sales(conn, field),
        Goal::Awareness => Ok(by_views(field, campaign, sticks)),
        Goal::Ugc => Ok(Scores { each: by_assets(field, campaign, sticks), ..Scores::default() }),
    }
}

#[expect(clippy::cast_precision_loss, reason = "an amount that is compared needs no more digits")]
fn by_sales(conn: &Connection, field: &Field) -> Result<Scores> {
    let creators = field.asked.input.creators[..field.asked.creators.len()].to_vec();
    let estimated = estimate(&CampaignInput { creators, ..field.asked.input.without_creators() }, &field.constants);
    let booked = estimated.creators.iter().map(|creator| {
        let returns = creator.returns.as_ref();
        Score {
            advice: creator.advice,
            odds: returns.map(|returns| returns.p_target),
            promise: None,
            index: returns.map_or(0.0, |returns| returns.index),
            worth_minor: Some(creator.highest_price_minor),
            settles: returns
                .and_then(|returns| returns.one_more)
                .filter(|_| creator.advice == Advice::Retest)
                .map(|one_more| one_more.settle()),
        }
    });
    let candidates = field.odds(conn)?.into_iter().map(|candidate| {
        let promise = candidate.promise.ok();
        let odds = promise.map(|promise| promise.chance);
        Score {
            advice: Advice::Untested,
            odds,
            promise: odds,
            index: promise.map_or(0.0, |promise| promise.index),
            worth_minor: Some(candidate.worth_minor as f64),
            settles: None,
        }
    });
    Ok(Scores {
        each: booked.chain(candidates).collect(),
        new: Some((estimated.explore.p_target, estimated.explore.index)),
        new_creator_cost_minor: estimated.new_creator_cost_minor,
    })
}

#[expect(clippy::cast_precision_loss, reason = "at most a thousand")]
fn by_views(field: &Field, campaign: &CampaignResult, sticks: &Yardsticks) -> Scores {
    let per_unit = campaign.currency.minor_per_unit() as f64;
    let reach = Reach::of(&field.asked.input, per_unit, sticks, &field.constants);
    let score = |(place, creator): (usize, &crate::analysis::head::reach::CreatorReach)| {
        let head = creator.head(sticks, &field.constants);
        let other =
            place.checked_sub(field.asked.creators.len()).map_or(0, |offered| field.offers[offered].other_minor) as f64;
        Score {
            advice: head.advice,
            odds: head.chance,
            promise: head.chance,
            index: creator.index(&field.constants).unwrap_or(0.0),
            worth_minor: creator.highest_price_minor(per_unit).map(|worth| (worth - other).max(0.0)),
            settles: None,
        }
    };
    Scores {
        each: reach.creators.iter().enumerate().map(score).collect(),
        new: campaign.target.and_then(|target| reach.new_creator(target, &field.constants)),
        new_creator_cost_minor: reach.new_creator_cost_minor(),
    }
}

/// A count has no chance: who costs at most the target for each asset is as good as sure.
#[expect(clippy::cast_precision_loss, reason = "an amount that is compared needs no more digits")]
fn by_assets(field: &Field, campaign: &CampaignResult, sticks: &Yardsticks) -> Vec<Score> {
    let target_minor = sticks.common().map(|target| target.value * campaign.currency.minor_per_unit() as f64);
    let of_booked = |id| {
        let rows = campaign.batches.iter().rev().flat_map(|batch| &batch.creators).filter(|row| row.creator == id);
        let head = rows.filter_map(|row| row.estimate.as_ref()).map(|said| said.head).next();
        head.map_or_else(Score::default, |head| Score {
            advice: head.advice,
            index: assets_index(&head).unwrap_or(0.0),
            ..Score::default()
        })
    };
    let booked = field.asked.creators.iter().zip(&field.asked.input.creators).map(|(id, input)| {
        let score = of_booked(*id);
        // What is planned costs otherwise than what was made so far.
        let each = input.next.and_then(|next| Some(next.cost_minor? as f64 / f64::from(next.posts.max(1))));
        let ratio = target_minor.zip(each.filter(|each| *each > 0.0)).map(|(target, each)| target / each);
        Score { index: ratio.unwrap_or(score.index), ..score }
    });
    let candidates = field.offers.iter().map(|offer| {
        let posts = f64::from(offer.plan.posts);
        let each = offer.plan.cost_minor.filter(|cost| *cost > 0).map(|cost| cost as f64 / posts);
        let ratio = target_minor.zip(each).map(|(target, each)| target / each);
        Score {
            promise: ratio.map(|ratio| if ratio >= 1.0 { 1.0 } else { 0.0 }),
            index: ratio.or(each.map(|each| 1.0 / each)).unwrap_or(0.0),
            worth_minor: target_minor.map(|target| (target * posts - offer.other_minor as f64).max(0.0)),
            ..Score::default()
        }
    });
    booked.chain(candidates).collect()
}
