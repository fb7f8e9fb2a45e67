//! The answer of a campaign in a few words and in sentences.

use super::ResultView;
use crate::analysis::decision::Advice;
use crate::domain::figure::{self, percent, ratio};
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
    /// No estimate.
    FactsOnly,
}

impl Headline {
    /// The text of the headline.
    pub fn text(self) -> &'static str {
        match self {
            Self::NotBegun => "No results yet",
            Self::NoCost => "No cost, so no ROAS",
            Self::Provisional => "Provisional: needs review",
            Self::Says(Advice::Scale) => "Worth repeating",
            Self::Says(Advice::Retest) => "Too close to call",
            Self::Says(Advice::Drop) => "Not worth repeating as it was",
            Self::Says(Advice::Wait) => "Too early to tell",
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
            Some(said) => Headline::Says(said.verdict),
            None => Headline::FactsOnly,
        }
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
        if let Some(said) = &self.result.estimate {
            lead.extend(self.unsettled(said));
            lead.extend(self.if_repeated(said));
            if said.early {
                lead.push(format!(
                    "Some posts are so recent that many of their {} are still to come.",
                    self.result.counts.word()
                ));
            }
        }
        lead.extend(self.few_creators().map(str::to_owned));
        lead.extend(self.rules());
        lead.extend(budget);
        lead
    }

    /// What the campaign may cost and what stands against it: `Budget $1,000: $300 paid; left $700, forecast $380`.
    pub fn budget(self) -> String {
        budget::line(self.result.budget, self.result.currency)
    }

    /// The budget where a line has this many cells: what is left and the forecast come first when not all of it has room.
    pub fn budget_within(self, cells: usize) -> String {
        let whole = self.budget();
        if whole.chars().count() <= cells {
            return whole;
        }
        budget::line_from_outcome(self.result.budget, self.result.currency)
    }

    /// Why there is no estimate for these sums.
    pub fn no_range(self, sums: Sums) -> &'static str {
        if sums.spend_minor == 0 {
            "No range: nothing was spent, so there is no ROAS."
        } else if self.result.target_roas_e4.is_none() {
            "No range without a target: enter a margin or a target ROAS."
        } else {
            "Not enough data: no post has views or orders yet."
        }
    }

    /// The key figures of a campaign or a batch with their headings; profit names its margin.
    pub fn key_figures(self, sums: Sums) -> Vec<(String, Option<super::Figure>, String)> {
        use super::Figure as F;
        let figures = self.figures(sums);
        let head = |figure: F| match (figure, self.result.margin_bp) {
            (F::Profit, Some(margin)) => format!("{} AT {}", figure.head(), percent(margin)),
            // Where views or clicks are known of a part only, the heading says of how many.
            (F::Cpm | F::Cpc, _) if figures.part(figure).is_some() => {
                format!("{} ({})", figure.head(), figures.part(figure).unwrap_or_default().to_uppercase())
            }
            _ => figure.head_of(self.result.counts).to_owned(),
        };
        let all = [
            F::Spend,
            F::Revenue,
            F::Orders,
            F::Roas,
            F::Roi,
            F::Profit,
            F::Cpa,
            F::Views,
            F::Cpm,
            F::Breakeven,
            F::Cpc,
        ];
        let target = self.result.target_roas_e4.map_or_else(|| figure::UNKNOWN.to_owned(), ratio);
        let entries = all.into_iter().map(|figure| (head(figure), Some(figure), figures.text(figure)));
        entries.chain([("TARGET".to_owned(), None, target)]).collect()
    }
}

/// The verdict as a word of a sheet or of JSON: `scale`.
pub fn verdict_key(said: &Estimate) -> String {
    said.verdict.word().to_lowercase()
}
