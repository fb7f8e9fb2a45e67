//! Made-up results with all that the numbers say about them.

use crate::analysis::attribution::LeakHint;
use crate::analysis::commission::Commission;
use crate::analysis::decision::Advice;
use crate::analysis::head::assets::Made;
use crate::analysis::head::{Head, HeadTarget, Lacks, TargetSource};
use crate::analysis::next_batch::{BatchPlace, Kept, NextBatch};
use crate::analysis::one_more::OneMore;
use crate::domain::collaboration::Decision;
use crate::domain::{BatchStatus, CreatorId, Currency, Goal};
use crate::proto::next_test::{NextTest, TestWorth};
use crate::proto::outlook::{AtAge, Comparison, DayCount, DayMoney, GroupOutlook, LeakNote, Outlook, SeenAt, Terms};
use crate::proto::results::{Basis, CampaignResult, Estimate, Note, Sums, Surprise, Working};

use crate::words::result_view::Figures;

use super::{AWFUL, Shop, day, results};

/// An estimate whose range reaches from a low to a high end, with a chance to beat the target.
pub(crate) fn estimate(verdict: Advice, [low, middle, high]: [f64; 3], chance: f64) -> Estimate {
    Estimate {
        head: Head::roas(Some(middle * 1.1), Some([low * 0.8, low, middle, high, high * 1.2]), Some(chance), verdict),
        before: Some([0.2, 0.4, 1.3, 4.1, 5.8]),
        also_roas: None,
        provisional: Vec::new(),
        early: verdict == Advice::Wait,
        basis: Basis {
            orders: 12,
            more_bookings: Some(3),
            one_more: Some(OneMore { scale: 0.31, drop: 0.14, worth_minor: 1_800.0 }),
            regret_minor: Some(900),
            surprise: Some(Surprise { views: 1.2, rate: 1.0, counts: None }),
            check_again: (verdict == Advice::Wait).then(|| day(3, 13)),
        },
        maturity: Some(if verdict == Advice::Wait { 0.45 } else { 0.97 }),
        flip_kappa: Some(1.667 / middle),
        notes: Vec::new(),
        highest_price_minor: Some(23_000),
        profit_minor: Some((4_000, 5_200)),
        next_roas: Some([low * 0.5, middle * 0.9, high * 1.6]),
        working: Some(Working {
            views: [9_000.0, 17_600.0, 34_500.0],
            orders_per_mille: 0.31,
            orders: [2.0, 5.4, 12.1],
            order_value_minor: [3_500.0, 3_700.0, 3_910.0],
            cost_minor: Some(23_800),
            commission: Commission::default(),
            kappa: 1.0,
            zero_chance: Some(0.04),
            next_orders: Some([1.0, 14.0]),
        }),
    }
}

fn verdict(chance: f64, (scale, drop): (f64, f64)) -> Advice {
    match chance {
        chance if chance >= scale => Advice::Scale,
        chance if chance < drop => Advice::Drop,
        _ => Advice::Retest,
    }
}

/// The sample with estimates, days, outlook and doubts of its first campaign.
pub(crate) fn told_results() -> Vec<CampaignResult> {
    told_results_by(Shop::First.borders())
}

/// The same, decided at other chances to scale and to drop.
pub(crate) fn told_results_by(borders: (f64, f64)) -> Vec<CampaignResult> {
    let mut results = results();
    let told: [([f64; 3], f64); 11] = [
        ([0.8, 1.2, 1.9], 0.18),
        ([0.4, 0.8, 1.4], 0.06),
        ([0.7, 1.2, 1.8], 0.15),
        ([2.6, 3.9, 6.1], 0.98),
        ([1.9, 3.0, 4.8], 0.94),
        ([1.8, 2.7, 4.0], 0.92),
        ([1.1, 1.8, 3.0], 0.57),
        ([0.9, 1.4, 2.1], 0.31),
        ([0.5, 1.2, 2.6], 0.29),
        ([0.3, 0.7, 1.3], 0.05),
        ([0.1, 0.4, 1.1], 0.02),
    ];
    let campaign = &mut results[0];
    campaign.question = "Can micro skincare creators sell the $37 serum at ROAS 1.7 or better?".to_owned();
    campaign.orders_until = Some(day(3, 10));
    campaign.conflicts = super::doubts::review().conflicts;
    for (creator, (range, chance)) in campaign.batches.iter_mut().flat_map(|batch| &mut batch.creators).zip(told) {
        let advice = if creator.handle == "lena.routine" { Advice::Wait } else { verdict(chance, borders) };
        let mut said = estimate(advice, range, chance);
        if creator.sums.orders == 0 {
            said.notes.push(Note::NoOrders { views: Some(16_500) });
        }
        creator.estimate = Some(said);
        creator.sums = creator.sums.counted(creator.sums.views, creator.sums.views.map(|views| views / 72));
    }
    let mia = &mut campaign.batches[1].creators[0];
    mia.decision = Decision::Scale;
    mia.leak_notes.push(LeakNote { hint: LeakHint::MoreThanClicks { orders: 18, clicks: 60 }, suggested: (0.2, 0.6) });
    for (batch, range) in campaign.batches.iter_mut().zip([[0.7, 1.1, 1.5], [2.0, 2.2, 2.5]]) {
        batch.days = days();
        batch.starts_on = Some(day(3, 2));
        batch.ends_on = Some(day(3, 15));
        let chance = if range[0] > 1.7 { 0.99 } else { 0.12 };
        batch.estimate = Some(estimate(verdict(chance, borders), range, chance));
        batch.sums = added_up(batch.creators.iter().map(|creator| creator.sums));
        let ages = [(1, 3), (3, 5), (7, 8), (14, 9), (30, 10)];
        let old_enough = if batch.status == BatchStatus::Running { 3 } else { 5 };
        batch.at_ages = ages[..old_enough]
            .iter()
            .map(|(days, tenths)| AtAge {
                days: *days,
                creators: batch.creators.len(),
                cost_minor: batch.sums.spend_minor,
                revenue_minor: batch.sums.revenue_minor * tenths / 10,
                orders: batch.sums.orders * tenths / 10,
                seen: None,
            })
            .collect();
    }
    let pending = campaign.sums.pending;
    campaign.sums = Sums { pending, ..added_up(campaign.batches.iter().map(|batch| batch.sums)) };
    campaign.estimate = Some(estimate(Advice::Scale, [1.6, 1.9, 2.1], 0.81));
    campaign.days = days();
    campaign.outlook = Some(outlook(borders));
    let best = TestWorth {
        creator: CreatorId(1),
        handle: "mia.glow".to_owned(),
        advice: Advice::Scale,
        cost_minor: 23_800,
        profit_minor: 18_240,
        knowing_minor: 350,
    };
    campaign.next_test = Some(NextTest {
        best: Some(best),
        budget_minor: Some(60_000),
        unaffordable: 2,
        waiting: 1,
        later_bookings: 2.0,
        has_own_target: false,
    });
    results
}

fn added_up(parts: impl Iterator<Item = Sums>) -> Sums {
    parts.fold(Sums::default(), |mut sums, part| {
        sums += part;
        sums
    })
}

/// The sample judged by another goal: its views or its assets against a target.
pub(crate) fn judged_by(goal: Goal, mut results: Vec<CampaignResult>) -> Vec<CampaignResult> {
    let campaign = &mut results[0];
    let (value, source) = match goal {
        Goal::Conversions => return results,
        Goal::Awareness => (12.0, TargetSource::Rule),
        Goal::Ugc => (220.0, TargetSource::Median { count: 5 }),
    };
    let target = Some(HeadTarget { value, source });
    (campaign.goal, campaign.target) = (goal, target);
    campaign.next_test = None;
    campaign.sums.made = Made::default();
    for batch in &mut campaign.batches {
        batch.target = target;
        for (creator, place) in batch.creators.iter_mut().zip(0..) {
            let spend_minor = creator.sums.spend_minor;
            creator.sums.made = Made { assets: 1 + place % 2, cleared: place % 2, promised: 0, spend_minor };
            batch.sums.made.merge(creator.sums.made);
            creator.estimate = creator.estimate.take().map(|said| judged(said, goal, creator.sums, target, 1));
        }
        campaign.sums.made.merge(batch.sums.made);
        batch.estimate = batch.estimate.take().map(|said| judged(said, goal, batch.sums, target, 3));
        for (at, views) in batch.at_ages.iter_mut().zip([9_000, 31_000, 64_000]) {
            let seen = SeenAt { creators: at.creators, cost_minor: at.cost_minor, views };
            at.seen = (goal == Goal::Awareness).then_some(seen);
        }
        batch.counted = counted(goal);
    }
    campaign.estimate = campaign.estimate.take().map(|said| judged(said, goal, campaign.sums, target, 3));
    campaign.counted = counted(goal);
    if let Some(outlook) = &mut campaign.outlook {
        (outlook.index_new, outlook.hold_share) = (None, None);
        if goal == Goal::Ugc {
            outlook.p_new = None;
            outlook.niches.groups = vec![made_by("skin care", 3, 4, 48_000), made_by("GlassSkin", 3, 5, 95_000)];
            outlook.tiers = Comparison { groups: vec![made_by("micro", 6, 9, 143_000)], comparable: false };
        }
    }
    results
}

fn counted(goal: Goal) -> Vec<DayCount> {
    let size = if goal == Goal::Ugc { 1 } else { 10_000 };
    [(2, 0), (3, 4), (6, 11), (15, 17)].map(|(on, total)| DayCount { day: day(3, on), total: total * size }).to_vec()
}

/// An estimate under another head figure.
fn judged(said: Estimate, goal: Goal, sums: Sums, target: Option<HeadTarget>, needed: i64) -> Estimate {
    let head = match goal {
        Goal::Conversions => said.head,
        Goal::Ugc => sums.made.head(target, needed, 100.0, true),
        Goal::Awareness => {
            let figures = Figures::new(sums, None, Currency::USD).judged_by(goal, sums);
            let tracked =
                figures.head_e4(goal).map(|e4| f64::from(i32::try_from(e4).expect("a small cost")) / 10_000.0);
            let range = tracked.map(|cpm| [0.6, 0.8, 1.1, 1.5, 1.8].map(|times| cpm * times));
            let chance = said.head.chance.filter(|_| tracked.is_some());
            let (advice, lacks) = match tracked {
                None => (Advice::Wait, Some(Lacks::Views)),
                Some(_) if said.head.advice == Advice::Wait => (Advice::Wait, Some(Lacks::Time)),
                Some(_) => (said.head.advice, None),
            };
            Head { goal, tracked, range, target, chance, advice, lacks }
        }
    };
    Estimate {
        head,
        also_roas: said.head.range,
        flip_kappa: None,
        next_roas: None,
        profit_minor: None,
        notes: Vec::new(),
        maturity: said.maturity.filter(|_| goal == Goal::Awareness),
        highest_price_minor: said.highest_price_minor.filter(|_| goal == Goal::Awareness),
        ..said
    }
}

fn days() -> Vec<DayMoney> {
    let day = |(on, spend_minor, revenue_minor, orders): &(u32, i64, i64, i64)| DayMoney {
        day: day(3, *on),
        spend_minor: *spend_minor,
        revenue_minor: *revenue_minor,
        orders: *orders,
    };
    [
        (2, 89_000, 0, 0),
        (3, 60_000, 22_000, 6),
        (4, 40_000, 41_000, 11),
        (5, 30_000, 70_000, 19),
        (6, 33_900, 98_200, 27),
        (8, 0, 120_000, 32),
        (10, 0, 112_000, 31),
    ]
    .iter()
    .map(day)
    .collect()
}

fn group(name: &str, creators: usize, roas: [f64; 3], (chance, borders): (f64, (f64, f64)), best: f64) -> GroupOutlook {
    GroupOutlook {
        name: name.to_owned(),
        creators,
        sums: Sums { spend_minor: 80_000, revenue_minor: 150_000, orders: 41, ..Sums::default() },
        range: Some([roas[0] * 0.8, roas[0], roas[1], roas[2], roas[2] * 1.2]),
        chance: Some(chance),
        verdict: verdict(chance, borders),
        early: false,
        best: Some(best),
    }
}

/// A group that made so many usable assets.
fn made_by(name: &str, creators: usize, assets: i64, spend_minor: i64) -> GroupOutlook {
    let made = Made { assets, cleared: assets / 2, promised: 0, spend_minor };
    GroupOutlook {
        name: name.to_owned(),
        creators,
        sums: Sums { spend_minor, made, ..Sums::default() },
        range: None,
        chance: None,
        verdict: Advice::Scale,
        early: false,
        best: None,
    }
}

fn outlook(borders: (f64, f64)) -> Outlook {
    let place = |handle: &str, bookings, cost_minor| BatchPlace {
        index: 0,
        handle: handle.to_owned(),
        is_new: bookings == 1,
        bookings,
        cost_minor,
    };
    Outlook {
        niches: Comparison {
            groups: vec![
                group("GlassSkin", 5, [1.2, 2.1, 3.9], (0.66, borders), 0.86),
                group("skin care", 6, [0.6, 1.2, 2.4], (0.27, borders), 0.14),
            ],
            comparable: true,
        },
        tiers: Comparison {
            groups: vec![
                group("micro", 8, [0.8, 1.6, 3.1], (0.46, borders), 0.55),
                group("nano", 3, [0.7, 1.5, 3.2], (0.44, borders), 0.45),
            ],
            comparable: true,
        },
        styles: Comparison::default(),
        next: Some(NextBatch {
            budget_minor: 100_000,
            places: vec![
                place("glowwithmia", 2, 47_600),
                place("skinbysofi", 2, 21_600),
                place("dee.patch", 1, 16_800),
            ],
            new_creators: 0,
            new_creator_cost_minor: Some(16_800),
            hold_minor: 14_000,
            over_minor: 0,
            kept: Kept::TooLittle,
        }),
        few_creators: false,
        p_new: Some(0.34),
        index_new: Some(1.9),
        hold_share: Some(0.08),
        later_bookings: 2.0,
        borders,
        terms: Terms { next_budget_minor: Some(100_000), ..Terms::default() },
    }
}

/// The same with text that breaks careless screens, and numbers that do.
pub(crate) fn awful_told_results() -> Vec<CampaignResult> {
    let mut results = told_results();
    for campaign in &mut results {
        campaign.name = AWFUL.to_owned();
        campaign.sums.spend_minor = 12_345_678_901;
        campaign.sums.revenue_minor = -999_999_999;
        for batch in &mut campaign.batches {
            batch.name = AWFUL.to_owned();
            for creator in &mut batch.creators {
                creator.handle = AWFUL.to_owned();
                creator.sums.revenue_minor = -123_456_789;
                if let Some(said) = &mut creator.estimate {
                    said.head.range = Some([0.0, 0.0, 1_000.0, 1e9, f64::INFINITY]);
                }
            }
        }
        if let Some(outlook) = &mut campaign.outlook {
            for place in outlook.next.iter_mut().flat_map(|next| &mut next.places) {
                place.handle = AWFUL.to_owned();
            }
            outlook.niches.groups[0].name = AWFUL.to_owned();
        }
    }
    results
}
