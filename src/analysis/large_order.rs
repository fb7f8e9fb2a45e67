//! One order so large that it speaks for the whole shop: what counts as one, and what it counts as beside itself.
//!
//! The value of an order is pooled over all creators (statistics, section 3.1). One order of $2,500 among ten of $40 raises what
//! an order of anybody is worth, and creators who sold nothing out of the ordinary beat their target by it. So the verdicts are
//! worked out once more with such an order counted as a few times the usual one, and what changes is no verdict yet.

use super::input::OrderSums;
use super::real::{count, real};

/// Above so many times the median an order is a large one, and counts as so many medians.
const TIMES: i64 = 5;

/// From how many orders on a median says what is usual.
const ENOUGH: usize = 10;

/// What orders may count at most.
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
    /// Returns the limit of a pool of net orders, minor units; nothing where every order is within it, or too few are known.
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
        // A minor unit for what is lost in rounding.
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
