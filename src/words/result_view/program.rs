//! All campaigns together: profit and loss, what learning cost, and the best next booking of all.
//!
//! Only campaigns about conversions with a margin have a profit; the others are named beside it. Amounts of different currencies are
//! never added, so each currency has its own sums.

use chrono::NaiveDate;

use super::worth::{ProfitAndLoss, learning};
use super::{ResultView, foreign, list};
use crate::domain::figure::{counted, money};
use crate::domain::{Counts, Currency, Goal};
use crate::proto::next_test::TestWorth;
use crate::proto::outlook::DayMoney;
use crate::proto::results::{CampaignResult, Sums};

/// All campaigns in one currency.
#[derive(Clone, Debug)]
pub struct Program<'a> {
    /// Their currency.
    pub currency: Currency,
    /// The campaigns, in the order given.
    pub campaigns: Vec<&'a CampaignResult>,
}

/// Profit up to the end of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProfitDay {
    /// The day.
    pub day: NaiveDate,
    /// Profit so far, minor units.
    pub profit_minor: i64,
}

impl<'a> Program<'a> {
    /// The campaigns by currency, the one with the most spend first.
    pub fn all(results: &'a [CampaignResult]) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for result in results {
            match all.iter_mut().find(|program| program.currency == result.currency) {
                Some(program) => program.campaigns.push(result),
                None => all.push(Self { currency: result.currency, campaigns: vec![result] }),
            }
        }
        all.sort_by_key(|program| std::cmp::Reverse(program.sums().spend_minor));
        all
    }

    /// The sums of all campaigns, whatever they are for.
    pub fn sums(&self) -> Sums {
        let mut sums = Sums::default();
        for campaign in &self.campaigns {
            sums += campaign.sums;
        }
        sums
    }

    fn views(&self) -> impl Iterator<Item = ResultView<'a>> {
        self.campaigns.iter().map(|campaign| ResultView::new(campaign))
    }

    /// What the campaigns with a profit spent and earned, with how many they are; nothing without one.
    pub fn profit_and_loss(&self) -> Option<(ProfitAndLoss, usize)> {
        let known: Vec<ProfitAndLoss> = self.views().filter_map(ResultView::profit_and_loss).collect();
        let sum = known.iter().copied().reduce(ProfitAndLoss::with)?;
        Some((sum, known.len()))
    }

    /// What their first batches spent and earned, and what the others did.
    pub fn first_and_later(&self) -> Option<[ProfitAndLoss; 2]> {
        let known = self.views().filter_map(ResultView::first_and_later);
        known.reduce(|[first, later], [more_first, more_later]| [first.with(more_first), later.with(more_later)])
    }

    /// The share of tracked sales that must not have come anyway; see [`ProfitAndLoss::needed_share`].
    pub fn needed_share(&self) -> Option<f64> {
        self.profit_and_loss()?.0.needed_share()
    }

    /// The best next booking of all campaigns, with the one it is in, whether it pays or not.
    pub fn best(&self) -> Option<(&'a CampaignResult, &'a TestWorth)> {
        let tests =
            self.campaigns.iter().filter_map(|campaign| Some((*campaign, campaign.next_test.as_ref()?.best.as_ref()?)));
        tests.reduce(|best, next| if next.1.value_minor() > best.1.value_minor() { next } else { best })
    }

    /// Says what was spent and earned.
    pub fn profit(&self) -> String {
        let Some((sum, count)) = self.profit_and_loss() else {
            return format!(
                "{}: no profit yet. It takes a campaign for sales with a margin, and a batch that cost or sold something.",
                self.currency
            );
        };
        let currency = self.currency;
        let word = if sum.profit_minor() < 0 { "loss" } else { "profit" };
        format!(
            "{} in {currency}: spent {} and earned {} at the margin, a {word} of {}.",
            counted(count, "sales campaign", "sales campaigns"),
            money(sum.spend_minor, currency),
            money(sum.earned_minor, currency),
            money(sum.profit_minor().saturating_abs(), currency)
        )
    }

    /// Says what the first batches did.
    pub fn learning(&self) -> Option<String> {
        let many = self.profit_and_loss().is_some_and(|(_, count)| count > 1);
        let what = if many { "The first batch of each" } else { "The first batch" };
        Some(learning(what, self.first_and_later()?, self.currency))
    }

    /// Says how many of the tracked sales must not have come anyway.
    pub fn pays_only(&self) -> Option<String> {
        self.profit_and_loss()?.0.pays_only(Counts::Orders)
    }

    /// Says what the best next booking of all is worth, or that none is left that pays for itself.
    pub fn next_test(&self) -> Option<String> {
        let (campaign, _) = self.best()?;
        let view = ResultView::new(campaign);
        if self.campaigns.len() == 1 {
            return view.next_test();
        }
        let place = format!(", in {}", foreign(&campaign.name, "a campaign without a name"));
        view.next_test_in(" in any campaign", &place)
    }

    /// Names what has no part in the profit.
    pub fn without_profit(&self) -> Option<String> {
        let named = |wanted: &dyn Fn(&CampaignResult) -> bool| -> Vec<String> {
            let spent = self.campaigns.iter().filter(|campaign| campaign.sums.spend_minor > 0 && wanted(campaign));
            spent.map(|campaign| foreign(&campaign.name, "a campaign without a name")).collect()
        };
        let no_margin = named(&|campaign| campaign.goal == Goal::Conversions && campaign.margin_bp.is_none());
        let other = named(&|campaign| campaign.goal != Goal::Conversions);
        let parts = [(no_margin, "no margin"), (other, "not about sales")];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(names, _)| !names.is_empty())
            .map(|(names, why)| format!("{} ({why})", list(&names)))
            .collect();
        (!parts.is_empty()).then(|| format!("Not in the profit: {}.", parts.join("; ")))
    }

    /// All of it, one sentence each.
    pub fn sentences(&self) -> Vec<String> {
        let said = [Some(self.profit()), self.learning(), self.pays_only(), self.next_test(), self.without_profit()];
        said.into_iter().flatten().collect()
    }

    /// Profit day by day, of all batches and of the first batch of each campaign alone, oldest first.
    pub fn curves(&self) -> [Vec<ProfitDay>; 2] {
        let known = || self.campaigns.iter().filter(|campaign| ResultView::new(campaign).profit_and_loss().is_some());
        let all = known().flat_map(|campaign| earned(&campaign.days, campaign.margin_bp));
        let first = known().flat_map(|campaign| {
            let batch = ResultView::new(campaign).first();
            earned(batch.map(|batch| batch.days.as_slice()).unwrap_or_default(), campaign.margin_bp)
        });
        [running(all.collect()), running(first.collect())]
    }
}

/// What each day earned less what it spent, minor units, scaled by 10,000 so that nothing is rounded before it is added up.
fn earned(days: &[DayMoney], margin_bp: Option<i64>) -> Vec<(NaiveDate, i128)> {
    let margin = i128::from(margin_bp.unwrap_or(0));
    days.iter()
        .map(|day| (day.day, i128::from(day.revenue_minor) * margin - i128::from(day.spend_minor) * 10_000))
        .collect()
}

/// Adds up by day.
fn running(mut days: Vec<(NaiveDate, i128)>) -> Vec<ProfitDay> {
    days.sort_by_key(|(day, _)| *day);
    let (mut sum, mut found): (i128, Vec<ProfitDay>) = (0, Vec::new());
    for (day, more) in days {
        sum += more;
        let profit_minor = i64::try_from(sum / 10_000).unwrap_or(if sum < 0 { i64::MIN } else { i64::MAX });
        match found.last_mut() {
            Some(last) if last.day == day => last.profit_minor = profit_minor,
            _ => found.push(ProfitDay { day, profit_minor }),
        }
    }
    found
}
