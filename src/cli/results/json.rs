//! The results of a campaign as JSON: money in minor units, ratios as integers with their scale in the name, null for unknown.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::analysis::attribution::LeakHint;
use crate::cli::facts;
use crate::domain::{CollaborationFields, CollaborationId};
use crate::proto::outlook::{Comparison, ConflictRow, GroupOutlook, Outlook};
use crate::proto::results::{BatchResult, CampaignResult, CreatorResult, Estimate};

pub(super) fn campaign(campaign: &CampaignResult, known: &HashMap<CollaborationId, CollaborationFields>) -> Value {
    let metrics = campaign.sums.metrics(campaign.margin_bp);
    json!({
        "campaign": campaign.name,
        "currency": campaign.currency.code(),
        "margin_bp": campaign.margin_bp,
        "target_roas_e4": campaign.target_roas_e4,
        "spend_minor": campaign.sums.spend_minor,
        "revenue_minor": campaign.sums.revenue_minor,
        "orders": campaign.sums.orders,
        "roas_e4": metrics.roas_e4,
        "roi_bp": metrics.roi_bp,
        "profit_minor": metrics.profit_minor,
        "cpa_minor": metrics.cpa_minor,
        "breakeven_roas_e4": metrics.breakeven_roas_e4,
        "batches": campaign.batches.iter().map(|batch| batch_json(campaign, batch, known)).collect::<Vec<_>>(),
        "estimate": campaign.estimate.as_ref().map(estimate_json),
        "flip": campaign.estimate.as_ref().map(flip_json),
        "niches": campaign.outlook.as_ref().map(|outlook| comparison_json(&outlook.niches)),
        "tiers": campaign.outlook.as_ref().map(|outlook| comparison_json(&outlook.tiers)),
        "comparison": campaign.outlook.as_ref().map(|outlook| json!({
            "niches": { "comparable": outlook.niches.comparable, "sentence": outlook.niches.sentence },
            "tiers": { "comparable": outlook.tiers.comparable, "sentence": outlook.tiers.sentence },
        })),
        "borders": campaign.outlook.as_ref().map(|outlook| json!({
            "scale_from": outlook.borders.0,
            "drop_below": outlook.borders.1,
        })),
        "allocation": campaign.outlook.as_ref().and_then(allocation_json),
        "leak_hints": campaign.batches.iter().flat_map(|batch| &batch.creators).flat_map(leak_hints).collect::<Vec<_>>(),
        "conflicts": campaign.conflicts.len(),
        "open_conflicts": campaign.conflicts.iter().map(conflict_json).collect::<Vec<_>>(),
        "other_currency_orders": campaign.other_currency_orders,
        "unattributed": {
            "orders": campaign.unattributed_orders,
            "revenue_minor": campaign.unattributed_minor,
        },
    })
}

fn batch_json(
    campaign: &CampaignResult,
    batch: &BatchResult,
    known: &HashMap<CollaborationId, CollaborationFields>,
) -> Value {
    let creators = batch.creators.iter().map(|creator| {
        let metrics = creator.sums.metrics(campaign.margin_bp);
        let mut all = known.get(&creator.collaboration).map(facts::record).unwrap_or_default();
        let outcome = json!({
            "handle": creator.handle,
            "platform": creator.platform.word(),
            "spend_minor": creator.sums.spend_minor,
            "revenue_minor": creator.sums.revenue_minor,
            "orders": creator.sums.orders,
            "roas_e4": metrics.roas_e4,
            "roi_bp": metrics.roi_bp,
            "cpa_minor": metrics.cpa_minor,
            "views": creator.sums.views,
            "cpm_minor": metrics.cpm_minor,
            "late_orders": creator.late_orders,
            "early_orders": creator.early_orders,
            "decision": creator.decision.word(),
            "choice": campaign.wish(creator.creator).word(),
            "estimate": creator.estimate.as_ref().map(estimate_json),
            "flip": creator.estimate.as_ref().map(flip_json),
        });
        if let Value::Object(outcome) = outcome {
            all.extend(outcome);
        }
        Value::Object(all)
    });
    json!({
        "batch": batch.name,
        "status": batch.status.word(),
        "imported": batch.imported,
        "success_rule": batch.success_rule,
        "rule_set_on": batch.rule_set_on.map(|day| day.to_string()),
        "creators": creators.collect::<Vec<_>>(),
        "estimate": batch.estimate.as_ref().map(estimate_json),
        "at_ages": batch.at_ages.iter().map(|at| json!({
            "days": at.days,
            "creators": at.creators,
            "spend_minor": at.cost_minor,
            "revenue_minor": at.revenue_minor,
            "orders": at.orders,
        })).collect::<Vec<_>>(),
    })
}

/// Returns a code or link that two creators own, or two codes that stood in one order.
fn conflict_json(conflict: &ConflictRow) -> Value {
    let ((_, first), (_, second)) = &conflict.owners;
    json!({
        "link": conflict.link(),
        "codes": if conflict.link().is_some() { Vec::new() } else if conflict.is_shared() { vec![&conflict.codes.0] } else { vec![&conflict.codes.0, &conflict.codes.1] },
        "handles": [first, second],
        "orders": conflict.orders,
        "revenue_minor": conflict.net_minor,
    })
}

fn quantiles([q05, q10, q50, q90, q95]: [f64; 5]) -> Value {
    json!({ "0.05": q05, "0.1": q10, "0.5": q50, "0.9": q90, "0.95": q95 })
}

/// Returns an estimate with its range; a figure that needs a cost is null without one.
fn estimate_json(estimate: &Estimate) -> Value {
    json!({
        "p_target": estimate.p_target,
        "roas_q": estimate.roas.map(quantiles),
        "verdict": estimate.verdict.word(),
        "provisional": estimate.is_provisional(),
        "provisional_because": estimate.provisional,
        "sentence": estimate.sentence,
        "early": estimate.early,
    })
}

/// Returns how many real orders a tracked one must stand for, for the verdict to turn; null without a cost.
fn flip_json(estimate: &Estimate) -> Value {
    estimate.flip_kappa.map_or(Value::Null, |kappa| json!({ "kappa": kappa, "sentence": estimate.flip_sentence }))
}

fn comparison_json(comparison: &Comparison) -> Value {
    let group = |group: &GroupOutlook| {
        let ([q10, q50, q90], [q05, q95]) = (group.roas, group.roas_wide);
        json!({
            "name": group.name,
            "creators": group.creators,
            "spend_minor": group.cost_minor,
            "revenue_minor": group.revenue_minor,
            "orders": group.orders,
            "best": group.best,
            "estimate": {
                "p_target": group.p_target,
                "roas_q": quantiles([q05, q10, q50, q90, q95]),
                "verdict": group.verdict.word(),
                "provisional": group.provisional,
                "sentence": group.sentence,
                "early": group.early,
            },
        })
    };
    Value::Array(comparison.groups.iter().map(group).collect())
}

/// Returns where the next budget goes; nothing without one.
fn allocation_json(outlook: &Outlook) -> Option<Value> {
    let next = outlook.next.as_ref()?;
    let places = next
        .places
        .iter()
        .map(|place| json!({ "handle": place.handle, "bookings": place.bookings, "cost_minor": place.cost_minor }));
    Some(json!({
        "budget_minor": next.budget_minor,
        "places": places.collect::<Vec<_>>(),
        "new_creators": next.new_creators,
        "new_creator_cost_minor": next.new_creator_cost_minor,
        "hold_minor": next.hold_minor,
        "hold_share": outlook.hold_share,
        "sentence": outlook.next_sentence,
    }))
}

fn leak_hints(creator: &CreatorResult) -> impl Iterator<Item = Value> {
    creator.leak_notes.iter().map(|note| {
        let hint = match note.hint {
            LeakHint::MoreThanClicks { .. } => "more than clicks",
            LeakHint::Late { .. } => "late",
            LeakHint::Spike { .. } => "spike",
        };
        json!({
            "handle": creator.handle,
            "hint": hint,
            "sentence": note.sentence,
            "suggested_leak": [note.suggested.0, note.suggested.1],
        })
    })
}
