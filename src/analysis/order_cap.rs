//! The most that one order counts (addendum, B2).
//!
//! One order of $2,500 among ten of $40 would raise the order value of every creator of the shop, so that creators with ordinary sales
//! beat their target. Only the upper end is capped: negative orders count as they are. Facts never change.

use super::constants::Constants;
use super::input::OrderSums;
use super::real::{count, real};

/// Fewest sales for a meaningful median.
pub const ENOUGH_SALES: usize = 10;

/// What one order counts at most in the estimates of a shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderCap {
    /// The usual order, minor units, at least 1.
    pub usual_minor: i64,
    /// The most that one counts, minor units.
    pub most_minor: i64,
}

/// Returns the median of the sales above 0, the upper middle of an even number, minor units; `None` below ten of them.
pub fn usual(mut nets_minor: Vec<i64>) -> Option<i64> {
    nets_minor.retain(|net| *net > 0);
    if nets_minor.len() < ENOUGH_SALES {
        return None;
    }
    let middle = nets_minor.len() / 2;
    Some(*nets_minor.select_nth_unstable(middle).1)
}

impl OrderCap {
    /// Makes the cap of a shop from its usual order, or without one from the typical value given before the first, minor units.
    pub fn of(usual_minor: Option<i64>, typical_minor: i64, constants: &Constants) -> Self {
        let usual_minor = usual_minor.unwrap_or(typical_minor).max(1);
        #[expect(clippy::cast_possible_truncation, reason = "a cap that is too large saturates")]
        let most_minor = (constants.cap_orders * real(usual_minor)).floor() as i64;
        Self { usual_minor, most_minor }
    }

    /// What an order counts, minor units.
    pub fn held(&self, net_minor: i64) -> i64 {
        net_minor.min(self.most_minor)
    }

    /// Whether any of these orders counts less than it brought.
    pub fn cuts(&self, sums: OrderSums) -> bool {
        sums.largest_minor > self.most_minor
    }

    /// The sums of net orders as they count, minor units; `None` where none is above the cap.
    pub fn sums(&self, nets_minor: &[i64]) -> Option<OrderSums> {
        let held: Vec<i64> = nets_minor.iter().map(|net| self.held(*net)).collect();
        (held != nets_minor).then(|| OrderSums::of(&held))
    }

    /// Whether a median is worth looking for: whether any order of a pool can be above the cap of a shop with so many sales. No median
    /// is further from the mean than the standard deviation.
    pub fn may_cut(shop: OrderSums, constants: &Constants) -> bool {
        let n = shop.orders();
        if n < count(ENOUGH_SALES) {
            return true;
        }
        let mean = shop.revenue() / n;
        let deviation = (shop.square_sum() / n - mean * mean).max(0.0).sqrt();
        // One minor unit of slack for rounding.
        real(shop.largest_minor) + 1.0 > constants.cap_orders * (mean - deviation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn new() -> Constants {
        Constants { cap_orders: 5.0, ..Constants::default() }
    }

    #[test]
    fn one_large_order_among_ten_is_held() {
        let nets = [vec![4_000; 10], vec![250_000, -300]].concat();
        let cap = OrderCap::of(usual(nets.clone()), 100, &new());
        assert_eq!(cap, OrderCap { usual_minor: 4_000, most_minor: 20_000 });
        let sums = cap.sums(&nets).expect("one is above");
        assert_eq!((sums.count, sums.revenue_minor, sums.largest_minor), (12, 59_700, 20_000));
        assert!(cap.cuts(OrderSums::of(&nets)) && !cap.cuts(sums));
        assert_eq!(cap.sums(&[20_000, -9_000_000]), None);
    }

    #[test]
    fn below_ten_sales_the_typical_value_stands_in() {
        assert_eq!(usual(vec![4_000; 9]), None);
        assert_eq!(usual([vec![4_000; 9], vec![0, -300]].concat()), None, "refunds are no sales");
        assert_eq!(usual([vec![1; 5], vec![7, 9, 9, 9, 9]].concat()), Some(7), "the upper middle");
        assert_eq!(OrderCap::of(None, 2_500, &new()).most_minor, 12_500);
        assert_eq!(OrderCap::of(None, -4, &new()), OrderCap { usual_minor: 1, most_minor: 5 });
    }

    #[test]
    fn no_cap_holds_nothing() {
        let none = OrderCap::of(Some(4_000), 0, &Constants { cap_orders: f64::INFINITY, ..new() });
        assert_eq!((none.most_minor, none.sums(&[i64::MAX])), (i64::MAX, None));
    }

    proptest! {
        #[test]
        fn at_most_half_of_the_sales_are_held(nets in prop::collection::vec(-5_000_i64..300_000, 0..60)) {
            let cap = OrderCap::of(usual(nets.clone()), 4_000, &new());
            if usual(nets.clone()).is_some() {
                let held = nets.iter().filter(|net| cap.held(**net) < **net).count();
                prop_assert!(2 * held <= nets.len());
            }
            if let Some(sums) = cap.sums(&nets) {
                let all = OrderSums::of(&nets);
                prop_assert!(sums.count == all.count && sums.revenue_minor < all.revenue_minor);
            }
        }

        #[test]
        fn sums_never_rule_out_a_cut(nets in prop::collection::vec(1_i64..300_000, 0..60)) {
            let (cap, sums) = (OrderCap::of(usual(nets.clone()), 4_000, &new()), OrderSums::of(&nets));
            prop_assert!(!cap.cuts(sums) || OrderCap::may_cut(sums, &new()));
        }
    }
}
