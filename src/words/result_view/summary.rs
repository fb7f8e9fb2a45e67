//! The answer of a campaign in a few words and in sentences.

use super::{GoalView, ResultView};
use crate::analysis::decision::Advice;
use crate::analysis::head::{HeadTarget, Lacks};
use crate::domain::Goal;
use crate::domain::figure::{self, counted, percent, ratio};
use crate::proto::results::{BatchResult, Estimate, Sums};
use crate::words::budget;

/// The answer of a campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headline {
    /// Nothing was booked or sold.
    NotBegun,
    /// Nothing was spent.
    NoCost,
    /// One order or a shared code decides it, so it needs review.
    Provisional,
    /// The verdict on the whole campaign.
    Says(Advice),
    /// Something is missing for a verdict.
    Lacks(Lacks),
    /// No estimate.
    FactsOnly,
}

impl Headline {
    /// The text of the headline in a campaign with a goal.
    pub fn text(self, goal: Goal) -> &'static str {
        match self {
            Self::NotBegun => "No results yet",
            Self::NoCost => match goal {
                Goal::Conversions => "No cost, so no ROAS",
                Goal::Awareness => "No cost, so no CPM",
                Goal::Ugc => "No cost, so no cost per asset",
            },
            Self::Lacks(Lacks::Orders) => "No orders known yet",
            Self::Lacks(Lacks::Views) => "No views known yet",
            Self::Lacks(Lacks::Target(_)) => "No target yet",
            Self::Lacks(Lacks::Assets { have: 0, .. }) => "No usable asset yet",
            Self::Lacks(Lacks::Assets { .. }) => "Too few assets to tell",
            Self::Lacks(Lacks::Promised(_)) => "Promised assets are still to come",
            Self::Provisional => "Provisional: needs review",
            Self::Says(Advice::Scale) => "Worth repeating",
            // A count leaves nothing open but its price.
            Self::Says(Advice::Retest) if goal == Goal::Ugc => "Above the target",
            Self::Says(Advice::Retest) => "Too close to call",
            Self::Says(Advice::Drop) => "Not worth repeating as it was",
            Self::Says(Advice::Wait) | Self::Lacks(Lacks::Time) => "Too early to tell",
            Self::Says(Advice::Free | Advice::Untested) | Self::FactsOnly => "Facts so far, no estimate",
        }
    }
}

impl ResultView<'_> {
    /// The answer in a few words.
    pub fn headline(self) -> Headline {
        let estimate = self.result.estimate.as_ref();
        match estimate {
            _ if !self.has_begun() => Headline::NotBegun,
            _ if self.result.sums.spend_minor == 0 => Headline::NoCost,
            Some(said) if said.is_provisional() => Headline::Provisional,
            Some(said) => match self.lack(said) {
                Some(lacks) => Headline::Lacks(lacks),
                None => Headline::Says(said.head.advice),
            },
            None => Headline::FactsOnly,
        }
    }

    /// The answer in a few words, as text.
    pub fn headline_text(self) -> &'static str {
        self.headline().text(self.result.goal)
    }

    /// Whether anything was booked or sold.
    fn has_begun(self) -> bool {
        let sums = self.result.sums;
        sums.spend_minor != 0 || sums.orders > 0 || self.result.batches.iter().any(BatchResult::is_under_way)
    }

    /// The answer in sentences: what happened, what it means at the margin, and what booking again would return.
    pub fn lead(self) -> Vec<String> {
        let budget = self.result.budget.limit_minor.map(|_| format!("{}.", self.budget()));
        if !self.has_begun() {
            let nothing = "No batch has started, so nothing was spent and nothing came back.".to_owned();
            return std::iter::once(nothing).chain(budget).collect();
        }
        let mut lead = match self.result.goal {
            Goal::Conversions => self.sales(),
            Goal::Awareness => self.views(),
            Goal::Ugc => self.assets(),
        };
        if let Some(said) = &self.result.estimate {
            lead.extend(self.unsettled(said));
            if said.head.lacks == Some(Lacks::Orders) {
                lead.push(self.no_orders_known());
            } else {
                lead.extend(self.if_repeated(said));
                lead.extend(self.whole_verdict(said));
            }
            if said.early && said.head.lacks != Some(Lacks::Orders) {
                let what = if said.head.goal == Goal::Awareness { "views" } else { self.result.counts.word() };
                lead.push(format!("Some posts are so recent that many of their {what} are still to come."));
            }
        }
        lead.extend(self.pays_only());
        lead.extend(self.cost_of_learning());
        lead.extend(self.few_creators().map(str::to_owned));
        lead.extend(self.rules());
        lead.extend(budget);
        lead
    }

    /// What was sold, and what that means at the margin.
    fn sales(self) -> Vec<String> {
        let (sums, figures) = (self.result.sums, self.figures(self.result.sums));
        let revenue = self.money(sums.revenue_minor);
        let mut lead = vec![match figures.roas_e4 {
            Some(roas) => format!(
                "{} brought {revenue} in revenue for {} spent: a ROAS of {}.",
                self.conversions(sums.orders),
                self.money(sums.spend_minor),
                ratio(roas)
            ),
            None => format!(
                "{} brought {revenue} in revenue. There is no ROAS without a cost.",
                self.conversions(sums.orders)
            ),
        }];
        lead.push(match (self.result.margin_bp, figures.profit_minor) {
            (Some(margin), Some(profit)) => {
                let word = if profit < 0 { "loss" } else { "profit" };
                format!("At {} margin that is a {word} of {}.", percent(margin), self.money(profit.saturating_abs()))
            }
            _ => "The margin is unknown, so there is no profit and no ROI.".to_owned(),
        });
        lead
    }

    /// How often the posts were seen, and what that cost.
    fn views(self) -> Vec<String> {
        use super::Figure as F;
        let (sums, figures) = (self.result.sums, self.figures(self.result.sums));
        let Some(views) = sums.views else {
            let spent = format!("{} spent.", self.money(sums.spend_minor));
            // What an estimate lacks is said with it.
            let is_said = self.estimated_lack() == Some(Lacks::Views);
            return vec![if is_said { spent } else { format!("{spent} {}", self.lacking(Lacks::Views)) }];
        };
        let views = counted(views, "view", "views");
        let seen = match figures.value(F::Cpm) {
            Some(_) => format!(
                "{views} for {}: a CPM of {}, {} views per {}1.",
                self.money(sums.viewed.spend_minor),
                figures.text(F::Cpm),
                figures.text(F::ViewsPerUnit),
                self.result.currency.sign()
            ),
            None => format!("{views}. There is no CPM without a cost."),
        };
        let target = self.result.head_target().map(|_| self.target_sentence());
        std::iter::once(seen).chain(target).collect()
    }

    /// What was made, what an asset cost, and what of it may be used.
    fn assets(self) -> Vec<String> {
        use super::Figure as F;
        let (sums, figures) = (self.result.sums, self.figures(self.result.sums));
        let assets = counted(sums.made.assets, "usable asset", "usable assets");
        let made = match figures.value(F::AssetCost) {
            Some(_) => {
                format!("{assets} for {}: {} each.", self.money(sums.made.spend_minor), figures.text(F::AssetCost))
            }
            None => format!("{assets} so far, {} spent.", self.money(sums.spend_minor)),
        };
        let have = if sums.made.cleared == 1 { "has" } else { "have" };
        let rights = (sums.made.assets > 0)
            .then(|| format!("{} {have} a usage right that was granted and runs.", figures.text(F::Cleared)));
        let target = self.result.head_target().map(|_| self.target_sentence());
        std::iter::once(made).chain(rights).chain(target).collect()
    }

    /// What the campaign may cost and what stands against it: `Budget $1,000: $300 paid; left $700, forecast $380`.
    pub fn budget(self) -> String {
        budget::line(self.result.budget, self.result.currency)
    }

    /// The budget where a line has this many cells; what is left and the forecast stay longest.
    pub fn budget_within(self, cells: usize) -> String {
        budget::line_within(self.result.budget, self.result.currency, cells)
    }

    /// Why there is no estimate for these sums.
    pub fn no_range(self, sums: Sums) -> &'static str {
        if self.result.goal == Goal::Ugc {
            "A cost per asset is a count, so it has no range."
        } else if self.result.goal == Goal::Awareness {
            match sums.spend_minor {
                0 => "No range: nothing was spent, so there is no CPM.",
                _ => "Not enough data: no post is up yet, or none of its views are known. Add a reading of each post.",
            }
        } else if sums.spend_minor == 0 {
            "No range: nothing was spent, so there is no ROAS."
        } else if self.result.target_roas_e4.is_none() {
            "No range without a target: enter a margin or a target ROAS."
        } else {
            "Not enough data: no post has views or orders yet."
        }
    }

    /// The key figures of a campaign or a batch with their headings, and its target; profit names its margin.
    pub fn key_figures(self, sums: Sums, target: Option<HeadTarget>) -> Vec<(String, Option<super::Figure>, String)> {
        use super::Figure as F;
        let figures = self.figures(sums);
        let head = |figure: F| match (figure, self.result.margin_bp) {
            (F::Profit, Some(margin)) => format!("{} AT {}", figure.head(), percent(margin)),
            // Where views or clicks are known of a part only, the heading says of how many.
            (F::Cpm | F::Cpc, _) if figures.part(figure).is_some() => {
                format!("{} ({})", figure.head(), figures.part(figure).unwrap_or_default().to_uppercase())
            }
            _ => figures.head(figure).into_owned(),
        };
        let goal = GoalView::of(self.result.goal);
        let target = target.map(|target| self.written().level(target.value));
        let target = ("TARGET".to_owned(), None, target.unwrap_or_else(|| figure::UNKNOWN.to_owned()));
        let mut entries: Vec<_> =
            goal.key.iter().map(|figure| (head(*figure), Some(*figure), figures.text(*figure))).collect();
        let at = if goal.key.first() == Some(&goal.head) { 1 } else { entries.len() };
        entries.insert(at, target);
        entries
    }
}

/// The verdict as a word of a sheet or of JSON: `scale`.
pub fn verdict_key(said: &Estimate) -> String {
    said.head.advice.word().to_lowercase()
}
