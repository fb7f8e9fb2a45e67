//! What the same booking, batch or campaign would return if it were made again and again, with the facts behind the verdict.

use chrono::NaiveDate;

use crate::analysis::commission::Commission;
use crate::analysis::decision::Advice;
use crate::analysis::head::Head;
use crate::analysis::one_more::OneMore;
use crate::domain::Goal;

use super::outlook::ConflictRow;
use super::surprise::Surprise;

/// What an estimate of one creator is computed from. Of three numbers the first and the last are the ends of an 80% range.
#[derive(Clone, Debug, PartialEq)]
pub struct Working {
    /// Views to expect of the next post: drawn back to what is usual.
    pub views: [f64; 3],
    /// Orders per 1,000 views to expect.
    pub orders_per_mille: f64,
    /// Orders of one more booking in the long run.
    pub orders: [f64; 3],
    /// Net revenue of an order to expect, minor units.
    pub order_value_minor: [f64; 3],
    /// Cost of the same terms but commission, minor units; nothing where nothing was paid.
    pub cost_minor: Option<i64>,
    /// Commission of the same terms.
    pub commission: Commission,
    /// Real orders that each tracked one is taken for.
    pub kappa: f64,
    /// Chance that the next booking brings no order at all.
    pub zero_chance: Option<f64>,
    /// Orders of the next booking alone, luck included: 10% and 90% quantiles; nothing where nothing was paid.
    pub next_orders: Option<[f64; 2]>,
}

/// The facts behind a verdict, beside the range and the chance.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Basis {
    /// Orders of all bookings.
    pub orders: i64,
    /// By views: how many more bookings would settle the verdict; nothing for a batch, or for more than are worth counting.
    pub more_bookings: Option<u32>,
    /// By ROAS: what one more booking would tell; nothing for a batch, or where the commission alone rules the target out.
    pub one_more: Option<OneMore>,
    /// By ROAS: what following the verdict loses on average against knowing, minor units a booking.
    pub regret_minor: Option<i64>,
    /// How far the latest post was from what was expected; nothing without views.
    pub surprise: Option<Surprise>,
    /// The day on which waiting ends; nothing where there is nothing to wait for.
    pub check_again: Option<NaiveDate>,
}

/// Why a verdict does not stand yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsettled {
    /// A code or link of the creator belongs to someone else as well.
    SharedCode(ConflictRow),
}

/// What else to know about an estimate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Note {
    /// There are no orders so far.
    NoOrders {
        /// Views read; nothing where none are.
        views: Option<i64>,
    },
    /// One order is most of the revenue.
    OneOrder {
        /// Its share, 0 to 1.
        share: f64,
    },
    /// Orders so far above the usual one that they count less than they brought.
    LargeOrders {
        /// How many.
        orders: i64,
        /// The net revenue of the largest, minor units.
        largest_minor: i64,
        /// What each of them counts, minor units.
        counted_minor: i64,
    },
    /// Orders after the window, which no estimate counts.
    LateOrders {
        /// How many.
        orders: i64,
    },
    /// Orders before the first post.
    EarlyOrders {
        /// How many.
        orders: i64,
    },
    /// Signs of a shared promo code, and what the verdict would be at the share that they suggest.
    Leaked {
        /// The share of the orders that the creator did not bring: from.
        low: f64,
        /// To, 0 to 1.
        high: f64,
        /// The best guess of the ROAS then.
        roas: f64,
        /// The verdict then.
        advice: Advice,
        /// The verdict now, where it is the same.
        is_same: bool,
    },
    /// The day up to which orders are known, where newer ones would say more.
    OrdersUntil(NaiveDate),
}

/// What the same booking, or batch, would return if it were made again and again: an estimate with its range.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// The head figure of the campaign's goal, with its range, chance and verdict. Without a target of its own it is held against
    /// that of the campaign.
    pub head: Head,
    /// What the ROAS was expected to be before any order of the campaign, from prices and views alone: its 5, 10, 50, 90 and 95%
    /// quantiles; nothing for a batch, or without a cost.
    pub before: Option<[f64; 5]>,
    /// Repeatable ROAS beside another head figure: its 5, 10, 50, 90 and 95% quantiles; nothing without a cost or a target ROAS.
    pub also_roas: Option<[f64; 5]>,
    /// Why the verdict is provisional; none for one that stands.
    pub provisional: Vec<Unsettled>,
    /// Whether too many of the orders are still to come.
    pub early: bool,
    /// The facts behind the verdict.
    pub basis: Basis,
    /// Share of its orders that have arrived, 0 to 1; nothing for a batch, or without a post.
    pub maturity: Option<f64>,
    /// The verdict turns if each tracked order stands for fewer real ones than this; nothing without a cost.
    pub flip_kappa: Option<f64>,
    /// What else to know.
    pub notes: Vec<Note>,
    /// Highest price worth paying for the same again, minor units; nothing for a batch.
    pub highest_price_minor: Option<i64>,
    /// Profit of one more booking, minor units: at the best guess, and on average; nothing without a margin.
    pub profit_minor: Option<(i64, i64)>,
    /// The next booking's own return, which has luck of its own: 10, 50 and 90% quantiles.
    pub next_roas: Option<[f64; 3]>,
    /// What it is computed from; nothing for a batch.
    pub working: Option<Working>,
}

impl Estimate {
    /// A head figure, and nothing that follows from it.
    pub fn of(head: Head) -> Self {
        Self {
            head,
            before: None,
            also_roas: None,
            provisional: Vec::new(),
            early: false,
            basis: Basis::default(),
            maturity: None,
            flip_kappa: None,
            notes: Vec::new(),
            highest_price_minor: None,
            profit_minor: None,
            next_roas: None,
            working: None,
        }
    }

    /// Profit of one more booking on the same terms, minor units: the low end of the 80% range, the best guess and the high end. It
    /// follows from the repeatable ROAS, whatever the head figure; nothing without a margin or a cost. With a commission the whole
    /// cost grows with the sales.
    #[expect(clippy::cast_precision_loss, reason = "amounts are far below 2^53 minor units")]
    #[expect(clippy::cast_possible_truncation, reason = "a float that is too large saturates")]
    pub fn profit_range(&self, margin_bp: Option<i64>) -> Option<[i64; 3]> {
        let (margin, working) = (margin_bp? as f64 / 10_000.0, self.working.as_ref()?);
        let (fixed, share) = (working.cost_minor? as f64, working.commission.share());
        let [_, low, middle, high, _] = self.roas()?;
        // Of a whole cost, `share * roas` is commission, and the rest is fixed.
        let profit = |roas: f64| fixed / (1.0 - share * roas).max(f64::MIN_POSITIVE) * (margin * roas - 1.0);
        Some([low, middle, high].map(|roas| profit(roas).round() as i64))
    }

    /// The repeatable ROAS: the head figure of conversions, or what stands beside another one.
    pub fn roas(&self) -> Option<[f64; 5]> {
        if self.head.goal == Goal::Conversions { self.head.range } else { self.also_roas }
    }

    /// Whether the verdict hangs on something that is to be settled first: one order, or a code of two creators.
    pub fn is_provisional(&self) -> bool {
        !self.provisional.is_empty()
    }

    /// The verdict where it stands; nothing while it is provisional.
    pub fn settled(&self) -> Option<Advice> {
        (!self.is_provisional()).then_some(self.head.advice)
    }

    /// The verdict as a word, with a question mark while it is provisional.
    pub fn word(&self) -> &'static str {
        if self.is_provisional() { self.head.advice.provisional_word() } else { self.head.advice.word() }
    }

    /// Makes the verdict provisional for a reason; the newest reason comes first.
    pub fn make_provisional(&mut self, why: Unsettled) {
        self.provisional.insert(0, why);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commission_is_part_of_the_cost_that_profit_is_taken_from() {
        let profit = |commission_bp| {
            let working = Working {
                views: [0.0; 3],
                orders_per_mille: 0.0,
                orders: [0.0; 3],
                order_value_minor: [0.0; 3],
                cost_minor: Some(10_000),
                commission: Commission::from_bp(commission_bp),
                kappa: 1.0,
                zero_chance: None,
                next_orders: None,
            };
            let head = Head::roas(None, Some([0.5, 1.0, 2.0, 4.0, 5.0]), Some(0.5), Advice::Retest);
            Estimate { working: Some(working), ..Estimate::of(head) }.profit_range(Some(6_000))
        };
        assert_eq!(profit(0), Some([-4_000, 2_000, 14_000]));
        // At 20%, a ROAS of 2 means 333.33 of sales for 100.00 of fixed cost and 66.67 of commission: 200.00 - 166.67.
        assert_eq!(profit(2_000), Some([-5_000, 3_333, 70_000]));
    }
}
