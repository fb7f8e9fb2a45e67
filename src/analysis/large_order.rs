//! Detects orders so large that they distort the whole shop, and caps them.
//!
//! The value of an order is pooled over all creators (statistics, section 3.1). For example, one order of $2,500 among ten of $40
//! raises the order value of every creator, so creators with ordinary sales beat their target. The verdicts are therefore computed
//! a second time with such an order capped at a few times the usual one, and a verdict that changes is provisional.

use super::input::OrderSums;
use super::real::{count, real};

/// An order above this multiple of the median is large, and is capped at that multiple.
const TIMES: i64 = 5;

/// Fewest orders for a meaningful median.
const ENOUGH: usize = 10;

/// The cap on large orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The median order, minor units, above 0.
    pub usual_minor: i64,
    /// The most that an order counts, minor units.
    pub most_minor: i64,
    /// The largest order, minor units.
    pub largest_minor: i64,
    /// How many orders are larger than that.
    pub over: usize,
}

impl Limit {
    /// Returns the cap for a pool of net orders in minor units; `None` if no order exceeds it or there are too few orders.
    pub fn of(mut nets: Vec<i64>) -> Option<Self> {
        if nets.len() < ENOUGH {
            return None;
        }
        nets.sort_unstable();
        let (low, high) = (nets[(nets.len() - 1) / 2], nets[nets.len() / 2]);
        let usual_minor = low.midpoint(high);
        let most_minor = usual_minor.checked_mul(TIMES).filter(|most| *most > 0)?;
        let over = nets.iter().filter(|net| **net > most_minor).count();
        let largest_minor = *nets.last()?;
        (over > 0).then_some(Self { usual_minor, most_minor, largest_minor, over })
    }

    /// Whether a pool with these sums can have a limit at all: no median is further from the mean than the standard deviation.
    pub fn may_be(pool: OrderSums) -> bool {
        let n = pool.orders();
        if n < count(ENOUGH) {
            return false;
        }
        let mean = pool.revenue() / n;
        let deviation = (pool.square_sum() / n - mean * mean).max(0.0).sqrt();
        // One minor unit of slack for rounding.
        real(pool.largest_minor) + 1.0 > real(TIMES) * (mean - deviation)
    }

    /// What an order counts at most.
    pub fn held(&self, net_minor: i64) -> i64 {
        net_minor.min(self.most_minor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_large_order_among_ten_has_a_limit() {
        let mut nets = vec![4_000; 10];
        nets.push(250_000);
        let limit = Limit::of(nets).expect("a limit");
        assert_eq!(limit, Limit { usual_minor: 4_000, most_minor: 20_000, largest_minor: 250_000, over: 1 });
        assert_eq!((limit.held(250_000), limit.held(4_000), limit.held(-300)), (20_000, 4_000, -300));
    }

    #[test]
    fn few_orders_and_usual_ones_have_none() {
        assert_eq!(Limit::of([vec![4_000; 8], vec![250_000]].concat()), None, "nine are too few");
        assert_eq!(Limit::of([vec![4_000; 9], vec![20_000]].concat()), None, "five times is not above it");
        assert!(Limit::of([vec![4_000; 9], vec![20_001]].concat()).is_some());
        assert_eq!(Limit::of([vec![0; 9], vec![4_000]].concat()), None, "of nothing five times is nothing");
        assert_eq!(Limit::of([vec![-500; 9], vec![4_000]].concat()), None);
    }

    proptest! {
        #[test]
        fn sums_never_rule_a_limit_out(nets in proptest::collection::vec(-5_000_i64..300_000, 0..40)) {
            if Limit::of(nets.clone()).is_some() {
                prop_assert!(Limit::may_be(OrderSums::of(&nets)));
            }
        }
    }
}
