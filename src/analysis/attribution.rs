//! Attribution: how many real orders a tracked one stands for, as set by the user, and signs of a promo code leak.

use super::rates::orders_per_click;
use super::real::real;

/// Standard normal quantile of 0.9: a range is read as 80%.
const Z90: f64 = 1.281_551_565_544_6;

/// Ranges for the leak and the halo of codes (statistics, section 5.1). The default is "as tracked".
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Attribution {
    /// Lowest share of code orders that the creator did not cause, 0 to 1.
    pub leak_low: f64,
    /// Highest such share, 0 to 1.
    pub leak_high: f64,
    /// Fewest caused orders without the code for each with it, from 0.
    pub halo_low: f64,
    /// Most such orders, from 0.
    pub halo_high: f64,
}

/// The attribution multiplier and its uncertainty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Multiplier {
    /// Real orders for each tracked one.
    pub kappa: f64,
    /// Log-sd of kappa.
    pub log_sd: f64,
}

impl Attribution {
    /// Returns the multiplier in the middle of the ranges (statistics, section 5.1).
    pub fn multiplier(self) -> Multiplier {
        // `max` also turns NaN into 0.
        let up_to = |most: f64| move |part: f64| most.min(part.max(0.0));
        let (share, extra) = (up_to(1.0), up_to(1_000.0));
        let low = ((1.0 - share(self.leak_high)) * (1.0 + extra(self.halo_low))).max(0.01);
        let high = ((1.0 - share(self.leak_low)) * (1.0 + extra(self.halo_high))).max(low);
        Multiplier { kappa: (low * high).sqrt(), log_sd: (high / low).ln() / (2.0 * Z90) }
    }
}

/// Returns the multiplier at which the middle of the estimate meets the target (statistics, section 5.2).
pub fn flip_point(kappa: f64, target: f64, median_roas: f64) -> f64 {
    kappa * target / median_roas
}

/// What is known about the orders of one creator's code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeFacts {
    /// All orders with the code.
    pub orders: i64,
    /// Orders after the attribution window.
    pub late_orders: i64,
    /// Clicks on the creator's link, if known.
    pub clicks: Option<i64>,
    /// Orders of each day from the tenth day after the last post on, days without orders included.
    pub daily_from_day_10: Vec<i64>,
}

/// A sign that a promo code has leaked. It suggests a range and changes nothing by itself (statistics, section 5.3).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LeakHint {
    /// More orders than the clicks can explain.
    MoreThanClicks {
        /// Orders with the code.
        orders: i64,
        /// Clicks on the link.
        clicks: i64,
    },
    /// Orders long after the post.
    Late {
        /// Share of the orders after the window, 0 to 1.
        share: f64,
    },
    /// Many orders on one late day.
    Spike {
        /// Orders of that day.
        orders: i64,
        /// Days after the last post.
        day: usize,
    },
}

impl LeakHint {
    /// Returns all signs in the facts.
    pub fn of(facts: &CodeFacts) -> Vec<Self> {
        [Self::clicks(facts), Self::late(facts), Self::spike(facts)].into_iter().flatten().collect()
    }

    /// The leak range that the sign suggests.
    pub fn suggested_leak(self) -> (f64, f64) {
        match self {
            Self::MoreThanClicks { .. } => (0.2, 0.6),
            Self::Late { .. } => (0.1, 0.4),
            Self::Spike { .. } => (0.1, 0.5),
        }
    }

    fn clicks(facts: &CodeFacts) -> Option<Self> {
        let (orders, clicks) = (facts.orders, facts.clicks?);
        let too_good = orders >= 10 && orders_per_click(orders, clicks, 0.8).is_some_and(|(low, _)| low > 0.10);
        (too_good || orders > clicks).then_some(Self::MoreThanClicks { orders, clicks })
    }

    fn late(facts: &CodeFacts) -> Option<Self> {
        let share = real(facts.late_orders) / real(facts.orders.max(1));
        (facts.late_orders >= 5 && share > 0.15).then_some(Self::Late { share })
    }

    fn spike(facts: &CodeFacts) -> Option<Self> {
        let days = &facts.daily_from_day_10;
        let total: i64 = days.iter().fold(0, |sum, orders| sum.saturating_add(*orders));
        let mean = real(total) / super::real::count(days.len().max(1));
        let (index, orders) =
            days.iter().copied().enumerate().max_by_key(|(index, orders)| (*orders, usize::MAX - index))?;
        (orders >= 5 && real(orders) > 5.0 * mean).then_some(Self::Spike { orders, day: 10 + index })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_tracked_is_one_without_doubt() {
        assert_eq!(Attribution::default().multiplier(), Multiplier { kappa: 1.0, log_sd: 0.0 });
    }

    #[test]
    fn a_range_is_read_as_four_in_five() {
        let leak = Attribution { leak_low: 0.2, leak_high: 0.4, ..Attribution::default() };
        let multiplier = leak.multiplier();
        assert!((multiplier.kappa - 0.48_f64.sqrt()).abs() < 1e-12);
        let upper = multiplier.kappa * (Z90 * multiplier.log_sd).exp();
        assert!((upper - 0.8).abs() < 1e-12);
    }

    #[test]
    fn absurd_ranges_stay_numbers() {
        for (leak_high, halo_high) in [(1.0, 0.0), (f64::NAN, f64::NAN), (-4.0, -4.0), (9.0, f64::INFINITY)] {
            let range = Attribution { leak_low: 0.0, leak_high, halo_low: 0.0, halo_high };
            let Multiplier { kappa, log_sd } = range.multiplier();
            assert!(kappa > 0.0 && kappa.is_finite() && log_sd >= 0.0 && log_sd.is_finite(), "{range:?}");
        }
    }

    #[test]
    fn each_hint_has_its_rule() {
        let clicks = |orders, clicks| CodeFacts { orders, clicks: Some(clicks), ..CodeFacts::default() };
        assert_eq!(LeakHint::of(&clicks(18, 60)), [LeakHint::MoreThanClicks { orders: 18, clicks: 60 }]);
        assert_eq!(LeakHint::of(&clicks(18, 900)), []);
        assert_eq!(LeakHint::of(&clicks(4, 10)), [], "too few orders to tell");
        assert_eq!(LeakHint::of(&clicks(4, 3)), [LeakHint::MoreThanClicks { orders: 4, clicks: 3 }]);

        let late = |orders, late_orders| CodeFacts { orders, late_orders, ..CodeFacts::default() };
        assert_eq!(LeakHint::of(&late(25, 5)), [LeakHint::Late { share: 0.2 }]);
        assert_eq!(LeakHint::of(&late(25, 4)), []);
        assert_eq!(LeakHint::of(&late(50, 5)), []);

        let spike =
            |days: &[i64]| LeakHint::of(&CodeFacts { daily_from_day_10: days.to_vec(), ..CodeFacts::default() });
        assert_eq!(spike(&[0, 1, 7, 0, 0, 0, 0, 0, 0, 0]), [LeakHint::Spike { orders: 7, day: 12 }]);
        assert_eq!(spike(&[7, 7, 7]), []);
        assert_eq!(spike(&[]), []);
    }
}
