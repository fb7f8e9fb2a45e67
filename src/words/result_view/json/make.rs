//! Fills the types from a view.

use super::{
    AllocationJson, AtAgeJson, BatchJson, BordersJson, CampaignJson, ComparisonJson, ComparisonsJson, ConflictJson,
    CreatorJson, EmvCreatorJson, EmvJson, EstimateJson, Facts, FlipJson, GroupEstimateJson, GroupJson, LeakHintJson,
    OneMoreJson, PlaceJson, QuantilesJson, SeenAtJson, UnattributedJson,
};
use crate::analysis::attribution::LeakHint;
use crate::analysis::emv::EmvTable;
use crate::analysis::head::Head;
use crate::analysis::input::GroupBy;
use crate::domain::Goal;
use crate::proto::outlook::{Comparison, ConflictRow, GroupOutlook, LeakNote, Outlook, SeenAt};
use crate::proto::post::ReadingRecord;
use crate::proto::results::{BatchResult, CreatorResult, Estimate};
use crate::words::result_view::creator::together;
use crate::words::result_view::{ResultView, emv};

impl<'a> ResultView<'a> {
    /// The campaign for programs; with a table also its earned media value.
    pub fn json(self, table: Option<&'a EmvTable>, facts: &Facts) -> CampaignJson<'a> {
        let result = self.result;
        let outlook = result.outlook.as_ref();
        CampaignJson {
            campaign: &result.name,
            currency: result.currency.code(),
            margin_bp: result.margin_bp,
            target_roas_e4: result.target_roas_e4,
            counts: result.counts.word(),
            figures: self.figures(result.sums),
            headline: self.headline_text(),
            goal: Some(result.goal.word()).filter(|_| result.goal != Goal::Conversions),
            head: self.whole_json(result.estimate.as_ref().map(|said| said.head), result.head_target()),
            budget: result.budget.into(),
            batches: result.batches.iter().map(|batch| self.batch_json(batch, facts)).collect(),
            estimate: result.estimate.as_ref().map(|said| self.estimate_json(said, self.repeated(said))),
            flip: result.estimate.as_ref().and_then(|said| self.flip_json(said)),
            niches: outlook.map(|outlook| self.groups_json(&outlook.niches)),
            tiers: outlook.map(|outlook| self.groups_json(&outlook.tiers)),
            styles: outlook.map(|outlook| self.groups_json(&outlook.styles)),
            comparison: outlook.map(|outlook| ComparisonsJson {
                niches: self.comparison_json(GroupBy::Niche, &outlook.niches),
                tiers: self.comparison_json(GroupBy::Tier, &outlook.tiers),
                styles: self.comparison_json(GroupBy::Style, &outlook.styles),
            }),
            borders: outlook
                .map(|Outlook { borders, .. }| BordersJson { scale_from: borders.0, drop_below: borders.1 }),
            worth: (result.goal == Goal::Conversions).then(|| self.worth_json()),
            allocation: outlook.and_then(|outlook| self.allocation_json(outlook)),
            leak_hints: self.creators().flat_map(|creator| self.leaks_json(creator)).collect(),
            conflicts: result.conflicts.len(),
            open_conflicts: result.conflicts.iter().map(conflict_json).collect(),
            other_currency_orders: result.other_currency_orders,
            unattributed: UnattributedJson {
                orders: result.unattributed_orders,
                revenue_minor: result.unattributed_minor,
            },
            emv: table.map(|table| self.emv_json(table)),
        }
    }

    fn batch_json(self, batch: &'a BatchResult, facts: &Facts) -> BatchJson<'a> {
        BatchJson {
            batch: &batch.name,
            status: batch.status.word(),
            imported: batch.imported,
            rule: self.rule_json(batch),
            ruling: self.ruling_json(batch),
            success_rule: &batch.success_rule,
            rule_set_on: batch.rule_set_on.map(|day| day.to_string()),
            head: self.whole_json(batch.estimate.as_ref().map(|said| said.head), batch.target),
            creators: batch.creators.iter().map(|creator| self.creator_json(creator, facts)).collect(),
            estimate: self.batch_estimate_json(batch),
            at_ages: batch
                .at_ages
                .iter()
                .map(|at| AtAgeJson {
                    days: at.days,
                    creators: at.creators,
                    spend_minor: at.cost_minor,
                    revenue_minor: at.revenue_minor,
                    orders: at.orders,
                    seen: at.seen.map(|SeenAt { creators, cost_minor, views }| SeenAtJson {
                        creators,
                        spend_minor: cost_minor,
                        views,
                    }),
                })
                .collect(),
        }
    }

    /// What a batch would return if it were booked again.
    pub fn batch_estimate_json(self, batch: &BatchResult) -> Option<EstimateJson> {
        batch.estimate.as_ref().map(|said| self.estimate_json(said, self.repeated(said)))
    }

    fn creator_json(self, creator: &'a CreatorResult, facts: &Facts) -> CreatorJson<'a> {
        let said = creator.estimate.as_ref();
        let mut known = facts.get(&creator.collaboration).cloned().unwrap_or_default();
        // The views of all its posts stand among the figures.
        known.remove("views");
        CreatorJson {
            facts: known,
            handle: &creator.handle,
            platform: creator.platform.word(),
            figures: self.figures(creator.sums),
            late_orders: creator.late_orders,
            early_orders: creator.early_orders,
            decision: creator.decision.word(),
            choice: self.result.wish(creator.creator).word(),
            estimate: said.map(|said| self.estimate_json(said, self.sentence(Some(&creator.handle), said))),
            flip: said.and_then(|said| self.flip_json(said)),
        }
    }

    fn estimate_json(self, said: &Estimate, sentence: String) -> EstimateJson {
        EstimateJson {
            p_target: said.head.chance,
            roas_q: said.roas().map(QuantilesJson::new),
            before_q: said.before.map(QuantilesJson::new),
            head: self.head_json(said.head, self.result.head_target()),
            verdict: said.head.advice.word(),
            provisional: said.is_provisional(),
            provisional_because: self.unsettled(said),
            sentence,
            notes: self.notes(said),
            one_more: said.basis.one_more.map(OneMoreJson::new),
            regret_minor: said.basis.regret_minor,
            early: said.early,
        }
    }

    fn flip_json(self, said: &Estimate) -> Option<FlipJson> {
        Some(FlipJson { kappa: said.flip_kappa?, sentence: self.flip(said) })
    }

    fn comparison_json(self, by: GroupBy, comparison: &Comparison) -> ComparisonJson {
        ComparisonJson { comparable: comparison.comparable, sentence: self.compared(by, comparison) }
    }

    fn groups_json(self, comparison: &'a Comparison) -> Vec<GroupJson<'a>> {
        let group = |group: &'a GroupOutlook| {
            let is_roas = self.result.goal == Goal::Conversions;
            let figures = self.figures(group.sums);
            let head = Head { goal: self.result.goal, range: group.range, ..Head::default() };
            GroupJson {
                name: &group.name,
                creators: group.creators,
                spend_minor: group.sums.spend_minor,
                revenue_minor: group.sums.revenue_minor,
                orders: group.sums.orders,
                assets: figures.assets,
                assets_with_rights: figures.assets_with_rights,
                asset_cost_minor: figures.asset_cost_minor,
                best: group.best,
                estimate: GroupEstimateJson {
                    p_target: group.chance,
                    roas_q: group.range.filter(|_| is_roas).map(QuantilesJson::new),
                    head: group.range.and_then(|_| self.head_json(head, self.result.head_target())),
                    verdict: group.verdict.word(),
                    sentence: self.group(group),
                    early: group.early,
                },
            }
        };
        comparison.groups.iter().map(group).collect()
    }

    fn allocation_json(self, outlook: &'a Outlook) -> Option<AllocationJson<'a>> {
        let next = outlook.next.as_ref()?;
        let places = next.places.iter().map(|place| PlaceJson {
            handle: &place.handle,
            is_new: place.is_new,
            bookings: place.bookings,
            cost_minor: place.cost_minor,
        });
        Some(AllocationJson {
            budget_minor: next.budget_minor,
            places: places.collect(),
            new_creators: next.new_creators,
            new_creator_cost_minor: next.new_creator_cost_minor,
            hold_minor: next.hold_minor,
            hold_share: outlook.hold_share,
            sentence: self.next_budget(),
        })
    }

    fn leaks_json(self, creator: &'a CreatorResult) -> impl Iterator<Item = LeakHintJson<'a>> {
        creator.leak_notes.iter().map(move |note: &LeakNote| LeakHintJson {
            handle: &creator.handle,
            hint: match note.hint {
                LeakHint::MoreThanClicks { .. } => "more than clicks",
                LeakHint::Late { .. } => "late",
                LeakHint::Spike { .. } => "spike",
            },
            sentence: self.leak(note),
            suggested_leak: [note.suggested.0, note.suggested.1],
        })
    }

    fn emv_json(self, table: &'a EmvTable) -> EmvJson<'a> {
        let all = self.creators().map(|creator| creator.reading).fold(ReadingRecord::default(), together);
        let value = |creator: &'a CreatorResult| EmvCreatorJson {
            handle: &creator.handle,
            value_minor: table.value(emv::counts(creator.reading)),
        };
        EmvJson {
            part_of_roi: false,
            table: &table.name,
            year: table.year,
            source: &table.source,
            currency: table.currency.code(),
            value_minor: table.value(emv::counts(all)),
            creators: self.creators().map(value).collect(),
        }
    }
}

fn conflict_json(conflict: &ConflictRow) -> ConflictJson<'_> {
    let ((_, first), (_, second)) = &conflict.owners;
    let codes: Vec<&str> = match (conflict.link(), conflict.is_shared()) {
        (Some(_), _) => Vec::new(),
        (None, true) => vec![&conflict.codes.0],
        (None, false) => vec![&conflict.codes.0, &conflict.codes.1],
    };
    ConflictJson {
        link: conflict.link(),
        codes,
        handles: [first, second],
        orders: conflict.orders,
        revenue_minor: conflict.net_minor,
    }
}
