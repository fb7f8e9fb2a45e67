//! The value of an order: each creator's mean drawn towards the shop's, on the money scale.
//!
//! Linear shrinkage needs no special case for zero and negative orders, and dilutes one whale order by `k_A`, about 22 orders'
//! worth of the shop's average. Orders far above the usual one come in capped; what they exceed the cap by is shared out over all
//! creators, as the lift (addendum, B2): single large orders come back somewhere, rarely at the same creator.

use super::constants::Constants;
use super::input::OrderSums;
use super::real::real_sum;

/// The shop's order value over the whole pool (statistics, section 3.1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShopOrderValue {
    /// `A`, mean net revenue per order with the lift, minor units.
    pub mean: f64,
    /// `A_B`, the same of the capped orders alone, minor units.
    pub capped_mean: f64,
    /// Log of what the orders above the cap add to every order, at least 0.
    pub lift: f64,
    /// Squared coefficient of variation of one order.
    pub cv2: f64,
    /// `k_A`, the weight of the shop's mean in a creator's, in orders.
    pub weight: f64,
}

/// A creator's order value (statistics, section 3.1): its log is normal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CreatorOrderValue {
    /// `A_j` with the lift, mean net revenue per order, minor units.
    pub mean: f64,
    /// Mean of the log.
    pub log_mean: f64,
    /// `om2`, variance of the log.
    pub log_var: f64,
}

impl ShopOrderValue {
    /// Estimates the shop's order value from all capped orders of the pool, what was cut off them (minor units, at least 0), and the
    /// typical value given before them, minor units, above 0.
    pub fn of(pool: OrderSums, beyond_minor: i128, prior_minor: f64, constants: &Constants) -> Self {
        let (n, revenue) = (pool.orders(), pool.revenue());
        let capped_mean = (constants.aov_n0 * prior_minor + revenue) / (constants.aov_n0 + n);
        let capped_mean = capped_mean.max(constants.aov_floor * prior_minor);
        let squares = (pool.square_sum() - 2.0 * capped_mean * revenue + n * capped_mean * capped_mean).max(0.0);
        let cv2 = (constants.cv_n0 * constants.cv2_0 + squares / (capped_mean * capped_mean)) / (constants.cv_n0 + n);
        let lift = (real_sum(beyond_minor.max(0)) / ((n + constants.cap_n0) * capped_mean)).ln_1p();
        let weight = cv2 / (constants.tau_aov * constants.tau_aov);
        Self { mean: capped_mean * lift.exp(), capped_mean, lift, cv2, weight }
    }

    /// Estimates one creator's order value from that creator's capped orders.
    pub fn creator(self, orders: OrderSums, constants: &Constants) -> CreatorOrderValue {
        let weight = orders.orders() + self.weight;
        let mean = (orders.revenue() + self.weight * self.capped_mean) / weight;
        let mean = mean.max(constants.aov_floor * self.capped_mean);
        let relative = self.cv2 / weight * (self.capped_mean / mean).powi(2);
        let log_var = relative.min(constants.aov_var_cap).ln_1p();
        CreatorOrderValue { mean: mean * self.lift.exp(), log_mean: mean.ln() - log_var / 2.0 + self.lift, log_var }
    }
}

/// Returns the share of a creator's revenue that one whale order makes, where one does (statistics, section 9).
pub fn whale_share(orders: OrderSums, shop: ShopOrderValue) -> Option<f64> {
    let largest = super::real::real(orders.largest_minor);
    let share = largest / orders.revenue();
    (orders.revenue() > 0.0 && largest > 5.0 * shop.mean && share > 0.3).then_some(share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_orders_leave_the_prior() {
        let constants = Constants::default();
        let shop = ShopOrderValue::of(OrderSums::default(), 0, 4_000.0, &constants);
        assert!((shop.mean - 4_000.0).abs() < 1e-9 && (shop.cv2 - 0.5).abs() < 1e-12);
        assert!((shop.weight - 0.5 / 0.0225).abs() < 1e-9, "about 22 orders");
    }

    #[test]
    fn negative_revenue_stops_at_the_floors() {
        let constants = Constants::default();
        let refunds = OrderSums::of(&[-9_000; 50]);
        let shop = ShopOrderValue::of(refunds, 0, 4_000.0, &constants);
        assert!((shop.mean - 200.0).abs() < 1e-9, "5% of the typical value");
        let worst = OrderSums::of(&[-90_000_000; 2_000]);
        assert!((shop.creator(worst, &constants).mean - 10.0).abs() < 1e-9, "5% of the shop's");
    }

    #[test]
    fn a_whale_is_noted_and_diluted() {
        let constants = Constants::default();
        let orders = OrderSums::of(&[4_000, 4_000, 4_000, 90_000]);
        let mut pool = orders;
        pool.merge(OrderSums::of(&[4_000; 40]));
        let shop = ShopOrderValue::of(pool, 0, 4_000.0, &constants);
        assert!(whale_share(orders, shop).is_some_and(|share| share > 0.8));
        assert!(shop.creator(orders, &constants).mean < 25_500.0 / 2.0, "far below the raw mean");
        assert_eq!(whale_share(OrderSums::of(&[4_000, 5_000]), shop), None);
        assert_eq!(whale_share(OrderSums::of(&[90_000, -95_000]), shop), None);
    }

    #[test]
    fn what_exceeds_the_cap_lifts_every_order_a_little() {
        let constants = Constants::default();
        let capped = OrderSums::of(&[4_000, 4_000, 4_000, 20_000]);
        let without = ShopOrderValue::of(capped, 0, 4_000.0, &constants);
        let with = ShopOrderValue::of(capped, 70_000, 4_000.0, &constants);
        assert!((with.lift - (70_000.0 / (204.0 * without.mean)).ln_1p()).abs() < 1e-12);
        assert_eq!((with.cv2, with.weight, with.capped_mean), (without.cv2, without.weight, without.mean));
        let (lifted, plain) = (with.creator(capped, &constants), without.creator(capped, &constants));
        assert!((lifted.log_mean - plain.log_mean - with.lift).abs() < 1e-12);
        assert!((lifted.mean / plain.mean - with.lift.exp()).abs() < 1e-12);
    }
}
