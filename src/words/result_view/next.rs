//! Where the next budget goes, and what the verdicts of several creators have in common.

use std::collections::HashSet;

use super::estimate::{self, percent};
use super::{ResultView, lower};
use crate::analysis::decision::Advice;
use crate::analysis::head::Lacks;
use crate::analysis::head::assets::TOO_DEAR;
use crate::analysis::next_batch::{BatchPlace, Kept, NextBatch};
use crate::domain::Goal;
use crate::domain::figure::{counted, ratio};
use crate::domain::money::div_round;
use crate::domain::number::compact;
use crate::domain::text::clean;
use crate::proto::outlook::Choice;
use crate::proto::results::Estimate;

impl ResultView<'_> {
    /// Says where the next budget goes. Candidates below the DROP border get nothing.
    pub fn next_budget(self) -> Option<String> {
        let outlook = self.result.outlook.as_ref()?;
        let Some(batch) = &outlook.next else {
            let has_budget = outlook.terms.next_budget_minor.or(self.result.budget.limit_minor).is_some();
            let wanted = "Enter a budget for the next batch to see where it should go.";
            return (!has_budget).then(|| wanted.to_owned());
        };
        let mut parts: Vec<String> = Vec::new();
        for place in &batch.places {
            let booked = match place.bookings {
                0 | 1 => None,
                2 => Some("booked twice".to_owned()),
                many => Some(format!("booked {many} times")),
            };
            let said: Vec<String> = place.is_new.then(|| "new".to_owned()).into_iter().chain(booked).collect();
            let said = if said.is_empty() { String::new() } else { format!(" ({})", said.join(", ")) };
            parts.push(format!("{} to @{}{said}", self.money(place.cost_minor), clean(&place.handle)));
        }
        let spent: i64 = batch.places.iter().map(|place| place.cost_minor).sum();
        if batch.new_creators > 0 {
            let minor = batch.budget_minor - spent - batch.hold_minor;
            parts.push(format!(
                "{} to {}",
                self.money(minor),
                counted(
                    batch.new_creators,
                    "new creator (nobody new has a price yet)",
                    "new creators (nobody new has a price yet)"
                )
            ));
        }
        if batch.hold_minor > 0 || parts.is_empty() {
            let passed_over = self.passed_over(batch, outlook.borders.1);
            let enough = match self.result.goal {
                Goal::Conversions => format!("has a {} chance to beat your target", percent(outlook.borders.1)),
                Goal::Awareness => {
                    format!("has a {} chance of a CPM of at most {}", percent(outlook.borders.1), self.target_briefly())
                }
                Goal::Ugc => "is known to make an asset near your target".to_owned(),
            };
            let why = kept_because(batch, parts.is_empty(), &enough, &passed_over);
            parts.push(format!("keep {}: {why}", self.money(batch.hold_minor)));
        }
        let brings = self.brings(batch).map(|brings| format!(" {brings}")).unwrap_or_default();
        Some(format!("Of the next {}: {}.{brings}", self.money(batch.budget_minor), parts.join(", ")))
    }

    /// What the rebooked creators would bring, by what the goal counts. An order is an estimate with a range of its own, which the
    /// results of each creator say.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "a rough count needs no more digits"
    )]
    fn brings(self, batch: &NextBatch) -> Option<String> {
        let per_unit = self.result.currency.minor_per_unit() as f64;
        let (mut things, mut spent) = (0.0, 0_i64);
        for place in &batch.places {
            let rows = self.result.batches.iter().rev().flat_map(|batch| &batch.creators);
            let said = rows.filter(|row| row.handle == place.handle).find_map(|row| row.estimate.as_ref());
            let Some(cost) = said.and_then(|said| match self.result.goal {
                Goal::Conversions => None,
                Goal::Awareness => Some(said.head.range?[2] / 1_000.0),
                Goal::Ugc => said.head.tracked,
            }) else {
                continue;
            };
            things += place.cost_minor as f64 / per_unit / cost;
            spent = spent.saturating_add(place.cost_minor);
        }
        let things = (things.is_finite() && things >= 1.0).then(|| things.min(1e15).round() as i64)?;
        Some(match self.result.goal {
            Goal::Conversions => return None,
            Goal::Awareness => {
                let cpm = div_round(i128::from(spent) * 1_000, i128::from(things))?;
                format!("Best guess for the rebooked: {} views, a CPM of {}.", compact(things), self.money(cpm))
            }
            Goal::Ugc => {
                let each = div_round(i128::from(spent), i128::from(things))?;
                format!(
                    "At what theirs cost so far, the rebooked make about {} for {} each.",
                    counted(things, "usable asset", "usable assets"),
                    self.money(each)
                )
            }
        })
    }

    /// Counts the creators whose chance is high enough and who still get nothing, by the reason: `5 untested, 1 excluded`.
    fn passed_over(self, batch: &NextBatch, least: f64) -> String {
        let mut seen = HashSet::new();
        let waiting = self.waiting();
        let creators = self.result.batches.iter().rev().flat_map(|batch| &batch.creators);
        let reasons = creators.filter_map(|creator| {
            let said =
                creator.estimate.as_ref().filter(|said| said.head.chance.is_some_and(|chance| chance >= least))?;
            if batch.places.iter().any(|place| place.handle == creator.handle) || !seen.insert(creator.creator) {
                return None;
            }
            match said.head.advice {
                _ if self.result.wish(creator.creator) == Choice::Excluded => Some("excluded"),
                _ if said.is_provisional() => Some("to review"),
                Advice::Untested => Some("untested"),
                Advice::Wait => Some(waiting),
                // Anyone else with this verdict would have got a place.
                Advice::Scale | Advice::Retest => Some("do not contact"),
                Advice::Drop | Advice::Free => None,
            }
        });
        let reasons: Vec<&str> = reasons.collect();
        let all = ["untested", waiting, "to review", "excluded", "do not contact"];
        let counts = all.map(|reason| (reasons.iter().filter(|one| **one == reason).count(), reason));
        let counts = counts.iter().filter(|(count, _)| *count > 0).map(|(count, reason)| format!("{count} {reason}"));
        counts.collect::<Vec<_>>().join(", ")
    }

    /// The same in short: `@ana x2 again, @dee, @eli new, keep $55 of $600`.
    pub fn plan_briefly(self, next: &NextBatch) -> String {
        let names = |is_new: bool| {
            let places = next.places.iter().filter(|place| place.is_new == is_new);
            let name = |place: &BatchPlace| match place.bookings {
                0 | 1 => format!("@{}", clean(&place.handle)),
                times => format!("@{} x{times}", clean(&place.handle)),
            };
            let names: Vec<String> = places.map(name).collect();
            let word = if is_new { "new" } else { "again" };
            (!names.is_empty()).then(|| format!("{} {word}", names.join(", ")))
        };
        let nameless = (next.new_creators > 0)
            .then(|| format!("{} without a price yet", counted(next.new_creators, "new creator", "new creators")));
        let keep = format!("keep {} of {}", self.money(next.hold_minor), self.money(next.budget_minor));
        [names(false), names(true), nameless, Some(keep)].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// Warns if there are too few creators to show how much creators differ.
    pub fn few_creators(self) -> Option<&'static str> {
        let few = self.result.outlook.as_ref().is_some_and(|outlook| outlook.few_creators);
        few.then_some(
            "With fewer than three creators, the data can't show how much creators differ, so the range rests on a general \
             assumption.",
        )
    }

    /// What creators wait for who have too little to tell.
    fn waiting(self) -> &'static str {
        match self.result.goal {
            Goal::Conversions => "waiting for orders",
            Goal::Awareness => "waiting for views",
            Goal::Ugc => "waiting for assets",
        }
    }

    /// What creators with the same verdict have in common, by the rules in force.
    pub fn shared_reason(self, advice: Advice, estimates: &[&Estimate]) -> String {
        match self.result.goal {
            Goal::Conversions => self.shared_by_sales(advice, estimates),
            Goal::Awareness => self.shared_by_views(advice, estimates),
            Goal::Ugc => self.shared_by_assets(advice, estimates),
        }
    }

    fn shared_by_views(self, advice: Advice, estimates: &[&Estimate]) -> String {
        let (scale, drop) = self.borders();
        let target = estimates.first().map_or_else(|| self.target(), |said| self.target_of(said));
        let all = |holds: &dyn Fn(f64, f64, f64) -> bool| {
            estimates.iter().all(|said| {
                let of = said.head.range.zip(said.head.target);
                of.is_some_and(|([_, low, _, high, _], target)| holds(low, high, target.value))
            })
        };
        match advice {
            Advice::Scale if all(&|_, high, target| high <= target) => {
                format!("even the high end of the range is at or below {target}")
            }
            Advice::Scale => format!("the chance of a CPM of at most {target} is at least {scale}"),
            Advice::Retest => {
                format!("too close to call: the chance of a CPM of at most {target} is {drop} to {scale}")
            }
            Advice::Drop if all(&|low, _, target| low > target) => {
                format!("even the low end of the range is above {target}")
            }
            Advice::Drop => format!("the chance of a CPM of at most {target} is less than {drop}"),
            Advice::Wait => self.shared_lack(estimates),
            Advice::Free => "nothing was paid, so there is no CPM".to_owned(),
            Advice::Untested => "not tested yet".to_owned(),
        }
    }

    fn shared_by_assets(self, advice: Advice, estimates: &[&Estimate]) -> String {
        let target = estimates.first().map_or_else(|| self.target(), |said| self.target_of(said));
        let times = ratio(estimate::e4(TOO_DEAR));
        match advice {
            Advice::Scale => format!("an asset costs at most {target}"),
            Advice::Retest => format!("an asset costs more than {target}, but at most {times} times that"),
            Advice::Drop => format!("an asset costs more than {times} times {target}"),
            Advice::Wait => self.shared_lack(estimates),
            Advice::Free => "nothing was paid, so there is no cost per asset".to_owned(),
            Advice::Untested => "nothing is agreed yet".to_owned(),
        }
    }

    /// What is missing for a verdict on the first of them.
    fn shared_lack(self, estimates: &[&Estimate]) -> String {
        let lacks = estimates.iter().find_map(|said| said.head.lacks).unwrap_or(Lacks::Time);
        self.lacking(lacks).trim_end_matches('.').to_owned()
    }

    fn shared_by_sales(self, advice: Advice, estimates: &[&Estimate]) -> String {
        let (scale, drop) = self.borders();
        let (target, least) = (self.target(), self.result.target_roas_e4.unwrap_or(0));
        let all =
            |holds: &dyn Fn([i64; 3]) -> bool| estimates.iter().all(|said| estimate::range_e4(said).is_some_and(holds));
        match advice {
            Advice::Scale if all(&|[low, ..]| low > least) => {
                format!("even the low end of the range is above {target}")
            }
            Advice::Scale => format!("the chance to beat {target} is at least {scale}"),
            Advice::Retest => format!("too close to call: the chance to beat {target} is {drop} to {scale}"),
            Advice::Wait if estimates.iter().any(|said| said.head.lacks == Some(Lacks::Orders)) => {
                lower(self.no_orders_known().trim_end_matches('.'))
            }
            Advice::Wait => "too many of their orders are still to come".to_owned(),
            Advice::Drop if all(&|[.., high]| high < least) => {
                format!("even the high end of the range is below {target}")
            }
            Advice::Drop => format!("the chance to beat {target} is less than {drop}"),
            Advice::Free => "there is no ROAS without a cost".to_owned(),
            Advice::Untested => "not tested yet".to_owned(),
        }
    }
}

/// Why a part of the budget is kept. `passed_over` counts the creators with enough chance who get nothing.
fn kept_because(batch: &NextBatch, is_all: bool, enough: &str, passed_over: &str) -> String {
    let none = match (batch.kept, is_all) {
        (Kept::Full, _) => return "the batch is full".to_owned(),
        (Kept::TooLittle, _) => return "too little to book one more creator".to_owned(),
        (Kept::NoPrice, true) => "nobody has a price".to_owned(),
        (Kept::NoPrice, false) => "nobody else has a price".to_owned(),
        (Kept::NoChance, true) => format!("nothing {enough}"),
        (Kept::NoChance, false) => format!("nothing else {enough}"),
    };
    let apart = match passed_over {
        "" => String::new(),
        counted => format!("apart from creators the plan leaves out ({counted}), "),
    };
    format!("{apart}{none}")
}
