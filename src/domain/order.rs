//! Orders: what counts as a sale, and what of it is revenue.

use strum::{EnumIter, IntoEnumIterator};

/// What an order means for the sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter)]
pub enum OrderState {
    /// Paid: counts, also when refunded later (then with what is left).
    Sale,
    /// Not paid yet, for example cash on delivery: counted apart.
    Pending,
    /// Cancelled, voided, failed or expired: not an order.
    Void,
    /// Total 0: a gifted sample, a cost of goods and not a sale.
    Sample,
}

impl OrderState {
    /// The word used in files and on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sale => "sale",
            Self::Pending => "pending",
            Self::Void => "void",
            Self::Sample => "sample",
        }
    }

    /// Reads a state's word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::iter().find(|state| state.word() == word)
    }
}

/// The amounts of one order, in minor units of its currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OrderAmounts {
    /// What the buyer was charged, with tax and shipping, before any refund.
    pub total: i64,
    /// Tax inside the total.
    pub tax: i64,
    /// Shipping inside the total.
    pub shipping: i64,
    /// What went back to the buyer.
    pub refunded: i64,
}

impl OrderAmounts {
    /// Returns the net revenue: total - tax - shipping - refunds.
    ///
    /// A refund of tax and shipping is not a loss of revenue, so a refund up to the total leaves at least 0; only what is
    /// paid back beyond the total (return postage) makes the order negative.
    pub fn net(self) -> i64 {
        if self.refunded >= self.total {
            self.total - self.refunded
        } else {
            (self.total - self.tax - self.shipping - self.refunded).max(0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::OrderAmounts;

    #[test]
    fn net_is_what_the_shop_keeps() {
        let net = |total, tax, shipping, refunded| OrderAmounts { total, tax, shipping, refunded }.net();
        assert_eq!(net(5_000, 400, 500, 0), 4_100);
        assert_eq!(net(5_000, 400, 500, 1_000), 3_100);
        assert_eq!(net(5_000, 400, 500, 5_000), 0);
        assert_eq!(net(5_000, 400, 500, 5_300), -300);
        assert_eq!(net(5_000, 400, 500, 4_900), 0);
    }
}
