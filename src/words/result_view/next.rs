//! Where the next budget goes, and what the verdicts of several creators have in common.

use super::ResultView;
use super::estimate::{self, percent};
use crate::analysis::decision::Advice;
use crate::analysis::next_batch::NextBatch;
use crate::domain::batch::SIZE;
use crate::domain::figure::counted;
use crate::domain::text::clean;
use crate::proto::results::Estimate;

impl ResultView<'_> {
    /// Says where the next budget goes. Candidates below the DROP border get nothing.
    pub fn next_budget(self) -> Option<String> {
        let outlook = self.result.outlook.as_ref()?;
        let Some(batch) = &outlook.next else {
            return Some("Enter a budget for the next batch to see where it should go.".to_owned());
        };
        let mut parts: Vec<String> = Vec::new();
        for place in &batch.places {
            let booked = match place.bookings {
                0 | 1 => String::new(),
                2 => " (booked twice)".to_owned(),
                many => format!(" (booked {many} times)"),
            };
            parts.push(format!("{} to @{}{booked}", self.money(place.cost_minor), clean(&place.handle)));
        }
        let spent: i64 = batch.places.iter().map(|place| place.cost_minor).sum();
        if batch.new_creators > 0 {
            let minor = batch.budget_minor - spent - batch.hold_minor;
            parts.push(format!(
                "{} to {}",
                self.money(minor),
                counted(batch.new_creators, "new creator", "new creators")
            ));
        }
        if batch.hold_minor > 0 || parts.is_empty() {
            let why = kept_because(batch, parts.is_empty(), &percent(outlook.borders.1));
            parts.push(format!("keep {}: {why}", self.money(batch.hold_minor)));
        }
        Some(format!("Of the next {}: {}.", self.money(batch.budget_minor), parts.join(", ")))
    }

    /// The same in short: `@ana x2, new x1, keep $55`.
    pub fn split(self, next: &NextBatch) -> String {
        let places = next.places.iter().map(|place| format!("@{} x{}", clean(&place.handle), place.bookings));
        let new = (next.new_creators > 0).then(|| format!("new x{}", next.new_creators));
        let keep = format!("keep {}", self.money(next.hold_minor));
        places.chain(new).chain([keep]).collect::<Vec<_>>().join(", ")
    }

    /// Warns if there are too few creators to show how much creators differ.
    pub fn few_creators(self) -> Option<&'static str> {
        let few = self.result.outlook.as_ref().is_some_and(|outlook| outlook.few_creators);
        few.then_some(
            "With fewer than three creators, the data can't show how much creators differ, so the range rests on a general \
             assumption.",
        )
    }

    /// What creators with the same verdict have in common, by the rules in force.
    pub fn shared_reason(self, advice: Advice, estimates: &[&Estimate]) -> String {
        let (scale, drop) = self.borders();
        let (target, goal) = (self.target(), self.result.target_roas_e4.unwrap_or(0));
        let all =
            |holds: &dyn Fn([i64; 3]) -> bool| estimates.iter().all(|said| estimate::range_e4(said).is_some_and(holds));
        match advice {
            Advice::Scale if all(&|[low, ..]| low > goal) => format!("even the low end of the range is above {target}"),
            Advice::Scale => format!("the chance to beat {target} is at least {scale}"),
            Advice::Retest => format!("too close to call: the chance to beat {target} is {drop} to {scale}"),
            Advice::Wait => "too many of their orders are still to come".to_owned(),
            Advice::Drop if all(&|[.., high]| high < goal) => {
                format!("even the high end of the range is below {target}")
            }
            Advice::Drop => format!("the chance to beat {target} is less than {drop}"),
            Advice::Free => "there is no ROAS without a cost".to_owned(),
            Advice::Untested => "not tested yet".to_owned(),
        }
    }
}

/// Why a part of the budget is kept.
fn kept_because(batch: &NextBatch, is_all: bool, chance: &str) -> String {
    let is_full = batch.places.len() + batch.new_creators >= *SIZE.end();
    let affordable = batch.new_creator_cost_minor.is_some_and(|cost| cost <= batch.hold_minor);
    match batch.left_out {
        true if is_full && affordable => "a batch takes no more creators".to_owned(),
        true => "too little to book one more creator".to_owned(),
        false if is_all => format!("nothing has a {chance} chance to beat your target"),
        false => format!("nothing else has a {chance} chance to beat your target"),
    }
}
