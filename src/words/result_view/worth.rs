//! What the money did so far, what learning cost, and what the next booking is worth.

use super::{ResultView, estimate, foreign};
use crate::analysis::commission::Commission;
use crate::analysis::decision::Advice;
use crate::analysis::head::Lacks;
use crate::domain::money::div_round;
use crate::domain::number::full;
use crate::domain::{Counts, Currency, Goal, figure};
use crate::proto::next_test::TestWorth;
use crate::proto::results::{BatchResult, Estimate, Sums};

/// What was spent, and what tracked sales earned at their margin. Facts only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProfitAndLoss {
    /// Spent, minor units.
    pub spend_minor: i64,
    /// Revenue x margin, minor units.
    pub earned_minor: i64,
}

impl ProfitAndLoss {
    /// Takes it from sums at a margin in basis points.
    pub fn of(sums: Sums, margin_bp: i64) -> Self {
        let earned = i128::from(sums.revenue_minor) * i128::from(margin_bp);
        Self { spend_minor: sums.spend_minor, earned_minor: div_round(earned, 10_000).unwrap_or(i64::MAX) }
    }

    /// Profit, minor units; below 0 for a loss.
    pub fn profit_minor(self) -> i64 {
        self.earned_minor.saturating_sub(self.spend_minor)
    }

    /// Both together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            spend_minor: self.spend_minor.saturating_add(other.spend_minor),
            earned_minor: self.earned_minor.saturating_add(other.earned_minor),
        }
    }

    /// The share of tracked sales that must not have come anyway for the rest to pay: spend / (revenue x margin). Above 1 not even
    /// all of them pay. Nothing where nothing was spent or earned.
    #[expect(clippy::cast_precision_loss, reason = "a share needs no more digits")]
    pub fn needed_share(self) -> Option<f64> {
        let known = self.spend_minor > 0 && self.earned_minor > 0;
        known.then(|| self.spend_minor as f64 / self.earned_minor as f64)
    }

    /// Says that share: `Pays only if at least 49 of 100 tracked sales would not have come anyway.`
    pub fn pays_only(self, counts: Counts) -> Option<String> {
        let share = self.needed_share()?;
        let what = if counts.are_orders() { "sales" } else { counts.word() };
        // Rounded up: with one less it does not pay.
        let of_hundred = (1..=100).find(|count| f64::from(*count) >= 100.0 * share - 1e-9);
        Some(match of_hundred {
            Some(count) => format!("Pays only if at least {count} of 100 tracked {what} would not have come anyway."),
            None => format!("Doesn't pay so far, even if none of the tracked {what} would have come anyway."),
        })
    }
}

/// Says a profit or a loss: `made $12.00`, `lost $97.85`.
fn made(minor: i64, currency: Currency) -> String {
    let word = if minor < 0 { "lost" } else { "made" };
    format!("{word} {}", figure::money(minor.saturating_abs(), currency))
}

/// Says what the first batches did, and those after them: learning costs what they lost.
pub(super) fn learning(what: &str, [first, later]: [ProfitAndLoss; 2], currency: Currency) -> String {
    let profit = first.profit_minor();
    let meaning =
        if profit < 0 { "that is what it cost to learn who sells" } else { "learning who sells cost nothing" };
    let later = if later == ProfitAndLoss::default() {
        String::new()
    } else {
        format!(" Later batches {} so far.", made(later.profit_minor(), currency))
    };
    format!("{what} {}: {meaning}.{later}", made(profit, currency))
}

/// Writes an estimated amount from 0 on, from 10 units without the cents that nobody can know: `$40`, `$3.50`.
fn rough(minor: i64, currency: Currency) -> String {
    let units = div_round(i128::from(minor), i128::from(currency.minor_per_unit().max(1))).unwrap_or(i64::MAX);
    if units < 10 { figure::money(minor, currency) } else { format!("{}{}", currency.sign(), full(units)) }
}

impl<'a> ResultView<'a> {
    /// What was spent and earned so far; nothing without a margin, before anything was spent or sold, before any order is known, or where
    /// sales are not the question.
    pub fn profit_and_loss(self) -> Option<ProfitAndLoss> {
        if self.result.estimate.as_ref().is_some_and(|said| said.head.lacks == Some(Lacks::Orders)) {
            return None;
        }
        let (sums, margin) = (self.result.sums, self.result.margin_bp?);
        let has_begun = sums.spend_minor != 0 || sums.revenue_minor != 0;
        (self.result.goal == Goal::Conversions && has_begun).then(|| ProfitAndLoss::of(sums, margin))
    }

    /// What the first batch spent and earned, and what those after it did.
    pub fn first_and_later(self) -> Option<[ProfitAndLoss; 2]> {
        let (all, margin) = (self.profit_and_loss()?, self.result.margin_bp?);
        let first = self.first()?;
        let first = ProfitAndLoss::of(first.sums, margin);
        let later = ProfitAndLoss {
            spend_minor: all.spend_minor.saturating_sub(first.spend_minor),
            earned_minor: all.earned_minor.saturating_sub(first.earned_minor),
        };
        Some([first, later])
    }

    /// The first batch that cost or sold anything: batches come oldest first.
    pub(super) fn first(self) -> Option<&'a BatchResult> {
        let has_begun = |batch: &&BatchResult| batch.sums.spend_minor != 0 || batch.sums.revenue_minor != 0;
        self.result.batches.iter().find(has_begun)
    }

    /// Says how many of the tracked sales must not have come anyway.
    pub fn pays_only(self) -> Option<String> {
        self.profit_and_loss()?.pays_only(self.result.counts)
    }

    /// Says what the first batch did: the cost of learning.
    pub fn cost_of_learning(self) -> Option<String> {
        Some(learning("The first batch", self.first_and_later()?, self.result.currency))
    }

    /// Says what the best next booking is worth, or that no test is left that pays for itself, with the reason.
    pub fn next_test(self) -> Option<String> {
        self.next_test_in("", "")
    }

    /// The same with words that say which campaign it is in, and of how many.
    pub(super) fn next_test_in(self, among: &str, place: &str) -> Option<String> {
        let next = self.result.next_test.as_ref()?;
        let waiting = match next.waiting {
            0 => String::new(),
            1 => " 1 creator is left out until more of their orders are in.".to_owned(),
            many => format!(" {many} creators are left out until more of their orders are in."),
        };
        let Some(best) = &next.best else {
            let why = match next.budget_minor.filter(|_| next.unaffordable > 0) {
                Some(budget) => format!("nobody costs at most the {} left", self.money(budget)),
                None => "no price is known, or the commission takes more than the target leaves".to_owned(),
            };
            return Some(format!("No next booking to compare: {why}.{waiting}"));
        };
        if best.pays() {
            return Some(format!("Best next booking{place}: {}{waiting}", self.test_worth(best, next.later_bookings)));
        }
        Some(format!(
            "Stop: no test left pays for itself{among}. The closest{place} is {} A lower price or new creators can change that.{waiting}",
            self.test_worth(best, next.later_bookings)
        ))
    }

    /// `@ana again for $150. It earns about $40 on average, and knowing is worth about $12 if you then book twice more.`
    fn test_worth(self, best: &TestWorth, later_bookings: f64) -> String {
        let who = format!("@{}", foreign(&best.handle, "nameless"));
        let who = match best.advice {
            Advice::Untested => format!("{who}, new,"),
            Advice::Drop => format!("{who} again (verdict {}, a small chance of a large gain)", Advice::Drop.word()),
            _ => format!("{who} again"),
        };
        let beyond = match self.result.next_test.as_ref().is_some_and(|next| next.has_own_target) {
            true if best.profit_minor >= 0 => " beyond your target",
            true => " against your target",
            false => "",
        };
        let verb = if best.profit_minor < 0 { "loses" } else { "earns" };
        let about = |minor: i64| rough(minor, self.result.currency);
        format!(
            "{who} for {}. It {verb} about {}{beyond} on average, and knowing is worth about {} if you then book {}.",
            self.money(best.cost_minor),
            about(best.profit_minor.saturating_abs()),
            about(best.knowing_minor),
            times_more(later_bookings)
        )
    }

    /// What hangs on a verdict: for RETEST what one more collaboration costs and what knowing is worth, for each verdict what it costs
    /// if it is wrong.
    pub(super) fn stakes(self, said: &Estimate) -> Vec<String> {
        let advice = said.head.advice;
        let is_about_sales = said.head.goal == Goal::Conversions;
        if !is_about_sales || !matches!(advice, Advice::Scale | Advice::Retest | Advice::Drop) || said.is_provisional()
        {
            return Vec::new();
        }
        let about = |minor: i64| rough(minor, self.result.currency);
        let more = said.basis.one_more.filter(|_| advice == Advice::Retest);
        let more = more.zip(said.working.as_ref()).and_then(|(more, working)| {
            let (cost, later) = (working.cost_minor?, self.result.outlook.as_ref()?.later_bookings);
            let earns = said.profit_minor.map_or_else(String::new, |(_, average)| {
                let verb = if average < 0 { "loses" } else { "earns" };
                format!(", {verb} about {} on average", about(average.saturating_abs()))
            });
            let cost = with_commission(self.money(cost), working.commission);
            let knowing = about(minor(more.worth_minor));
            Some(format!(
                "One more costs {cost}{earns}, and knowing is worth about {knowing} if you then book {}.",
                times_more(later)
            ))
        });
        let wrong = said.basis.regret_minor.map(|regret| {
            format!("If this verdict is wrong, it costs about {} a collaboration.", about(regret.max(0)))
        });
        more.into_iter().chain(wrong).collect()
    }

    /// Says what was expected of a creator before any order, and what is now: `Before any order 1.6 (0.5 to 4.8), now 2.1 (1.4 to 3.0).`
    pub fn before_and_now(self, said: &Estimate) -> Option<String> {
        if said.head.goal != Goal::Conversions {
            return None;
        }
        let three = |[_, low, middle, high, _]: [f64; 5]| estimate::three([low, middle, high].map(estimate::e4));
        let (before, now) = (three(said.before?), three(said.head.range?));
        Some(format!("Before any order {before}, now {now}."))
    }

    /// All of it, one sentence each: what learning cost, what must not have come anyway, and the next booking.
    pub fn worth(self) -> Vec<String> {
        [self.cost_of_learning(), self.pays_only(), self.next_test()].into_iter().flatten().collect()
    }
}

/// Names a commission beside a fixed price: `$95.00 and 10% of the sales`.
pub(crate) fn with_commission(price: String, commission: Commission) -> String {
    let share = commission.share();
    if share > 0.0 { format!("{price} and {} of the sales", estimate::percent(share)) } else { price }
}

/// An estimated amount, minor units.
#[expect(clippy::cast_possible_truncation, reason = "a float that is too large saturates")]
fn minor(amount: f64) -> i64 {
    amount.round() as i64
}

/// `once more`, `twice more`, `3 times more`.
fn times_more(bookings: f64) -> String {
    match bookings {
        1.0 => "once more".to_owned(),
        2.0 => "twice more".to_owned(),
        more => format!("{more} times more"),
    }
}

#[cfg(test)]
mod tests;
