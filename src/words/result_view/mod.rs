//! The text of campaign results: labels, figures, ranges, verdicts and reasons, written once for everything that shows them.
//!
//! The results screen, the HTML and Markdown report, its CSV, `tenfold results` and its JSON only lay this out, so a creator has
//! the same figure and the same reason everywhere. It is in `words` and not in `report` because screens may not import reports,
//! while both may import words.

pub mod creator;
pub mod emv;
pub mod estimate;
pub mod figure;
pub mod funnel;
pub mod goal;
mod group;
pub mod head;
pub mod json;
pub mod left_out;
mod money;
mod next;
mod plain;
pub mod program;
mod reason;
pub mod rule;
mod summary;
mod why;
mod worth;

use crate::domain::Goal;
use crate::domain::figure::{counted, money as amount};
use crate::domain::text::clean;
use crate::proto::results::{CampaignResult, CreatorResult, Sums};

pub use creator::{CreatorLine, Group, Standing};
pub use estimate::{Meaning, Written};
pub use figure::{Figure, Figures};
pub use funnel::Funnel;
pub use goal::GoalView;
pub use money::RunningSum;
pub use program::{ProfitDay, Program};
pub use reason::WHY_LARGE_ORDERS_COUNT_LESS;
pub use summary::{Headline, verdict_key};
pub use worth::ProfitAndLoss;
pub(crate) use worth::with_commission;

/// The results of a campaign, with methods that put them into words.
#[derive(Clone, Copy, Debug)]
pub struct ResultView<'a> {
    result: &'a CampaignResult,
}

impl<'a> ResultView<'a> {
    /// Wraps the results of a campaign.
    pub fn new(result: &'a CampaignResult) -> Self {
        Self { result }
    }

    /// Returns the figures of these sums, at the margin and in the currency of the campaign.
    pub fn figures(self, sums: Sums) -> Figures {
        Figures::new(sums, self.result.margin_bp, self.result.currency)
            .counting(self.result.counts)
            .judged_by(self.result.goal, sums)
    }

    /// The funnel of these sums.
    pub fn funnel(self, sums: Sums) -> Funnel {
        Funnel::new(sums).counting(self.result.counts)
    }

    /// What a click cost, in a sentence; nothing where no clicks are known, or nothing was spent.
    pub fn click_cost(self, sums: Sums) -> Option<String> {
        let figures = self.figures(sums);
        figures.value(Figure::Cpc).map(|_| format!("Cost per click {}.", figures.text(Figure::Cpc)))
    }

    /// This many of what the campaign counts: `12 orders`, `1 sign-up`.
    fn conversions(self, count: i64) -> String {
        self.result.counts.counted(count)
    }

    /// Names the target: `break-even (1.7)`, `your target (2.0)`, `the rule's $8.00`.
    pub fn target(self) -> String {
        self.named(self.result.head_target())
    }

    /// What the goal of the campaign shows.
    pub fn goal(self) -> &'static GoalView {
        GoalView::of(self.result.goal)
    }

    /// The heading of what a campaign that is not about conversions counts over time.
    pub fn counted_title(self) -> &'static str {
        if self.result.goal == Goal::Ugc { "Assets over time" } else { "Views over time" }
    }

    /// How the head figure of the campaign is written.
    pub fn written(self) -> Written {
        Written::new(self.result.goal, self.result.currency)
    }

    /// The chance from which a verdict is SCALE, and the one below which it is DROP, by the rules in force: `70%`, `30%`.
    pub fn borders(self) -> (String, String) {
        let (scale, drop) = self.result.borders();
        (estimate::percent(scale), estimate::percent(drop))
    }

    /// Writes a chance beside its verdict.
    pub fn chance(self, p: f64) -> String {
        estimate::beside_verdict(p, self.result.borders())
    }

    fn money(self, minor: i64) -> String {
        amount(minor, self.result.currency)
    }

    fn creators(self) -> impl Iterator<Item = &'a CreatorResult> {
        self.result.batches.iter().flat_map(|batch| &batch.creators)
    }
}

/// Returns imported text on one line, without control characters; `otherwise` if nothing is left.
pub fn foreign(foreign: &str, otherwise: &str) -> String {
    let clean = clean(foreign);
    if clean.is_empty() { otherwise.to_owned() } else { clean }
}

/// Joins names: `a`, `a and b`, `a, b, and c`.
pub fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [one, other] => format!("{one} and {other}"),
        [first @ .., last] => format!("{}, and {last}", first.join(", ")),
    }
}

/// The same sentence behind a colon.
fn lower(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn orders(count: i64) -> String {
    counted(count, "order", "orders")
}

#[cfg(test)]
mod tests;
