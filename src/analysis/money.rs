//! Money figures: cost, return and their ratios, computed exactly in integers and rounded once.
//!
//! Amounts are minor units. Products are formed in `i128`, and each result is rounded once, half away from zero, from the exact
//! rational. If a divisor is zero or unknown, the figure is `None`, never 0 or infinity.

use crate::domain::money::div_round;

/// The attribution multiplier 1 in parts per million.
pub const KAPPA_ONE: i64 = 1_000_000;

/// The scale of `R kappa m` with kappa in parts per million and m in basis points.
const SCALE: i128 = 10_000_000_000;

/// The tracked sums before any division.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Loaded cost C, minor units.
    pub cost_minor: i64,
    /// Net tracked revenue R, minor units.
    pub revenue_minor: i64,
    /// Orders N.
    pub orders: i64,
    /// Views V, if known.
    pub views: Option<i64>,
    /// Clicks K, if known.
    pub clicks: Option<i64>,
    /// Attribution multiplier kappa, parts per million.
    pub kappa_ppm: i64,
    /// Gross margin m, basis points, if known.
    pub margin_bp: Option<i64>,
}

/// The figures that follow from the facts. Ratios carry their scale in the name: `_e4` is x 10,000, `_bp` basis points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metrics {
    /// `R kappa`.
    pub attributed_revenue_minor: Option<i64>,
    /// `R kappa m`.
    pub contribution_minor: Option<i64>,
    /// `R kappa m - C`.
    pub profit_minor: Option<i64>,
    /// `R kappa / C`.
    pub roas_e4: Option<i64>,
    /// `(R kappa m - C) / C`.
    pub roi_bp: Option<i64>,
    /// Cost per order, `C / (N kappa)`.
    pub cpa_minor: Option<i64>,
    /// Cost per 1,000 views.
    pub cpm_minor: Option<i64>,
    /// Cost per click.
    pub cpc_minor: Option<i64>,
    /// Mean net order value, `R / N`.
    pub aov_minor: Option<i64>,
    /// `1 / m`.
    pub breakeven_roas_e4: Option<i64>,
    /// The multiplier at which contribution covers cost, `C / (R m)`; `None` without revenue.
    pub breakeven_kappa_ppm: Option<i64>,
    /// Orders needed to cover cost at this order value, rounded up; `None` without revenue.
    pub breakeven_orders: Option<i64>,
}

impl Facts {
    /// Computes every figure that these sums allow.
    pub fn metrics(self) -> Metrics {
        let [cost, revenue, orders, kappa] =
            [self.cost_minor, self.revenue_minor, self.orders, self.kappa_ppm].map(i128::from);
        let margin = self.margin_bp.map(i128::from);
        let known = |count: Option<i64>| count.map(i128::from);
        // contribution = R kappa m / 10^10
        let contribution = |margin: i128| revenue * kappa * margin;
        Metrics {
            attributed_revenue_minor: div_round(revenue * kappa, 1_000_000),
            contribution_minor: margin.and_then(|m| div_round(contribution(m), SCALE)),
            profit_minor: margin.and_then(|m| div_round(contribution(m) - cost * SCALE, SCALE)),
            roas_e4: div_round(10_000 * revenue * kappa, cost * 1_000_000),
            roi_bp: margin.and_then(|m| div_round(10_000 * (contribution(m) - cost * SCALE), cost * SCALE)),
            cpa_minor: div_round(cost * 1_000_000, orders * kappa),
            cpm_minor: known(self.views).and_then(|views| div_round(1_000 * cost, views)),
            cpc_minor: known(self.clicks).and_then(|clicks| div_round(cost, clicks)),
            aov_minor: div_round(revenue, orders),
            breakeven_roas_e4: margin.and_then(|m| div_round(100_000_000, m)),
            breakeven_kappa_ppm: margin.filter(|_| revenue > 0).and_then(|m| div_round(cost * SCALE, revenue * m)),
            breakeven_orders: margin
                .filter(|_| revenue > 0)
                .and_then(|m| div_up(cost * orders * SCALE, contribution(m))),
        }
    }
}

/// Returns the net revenue of an order from its items: gross less a basket discount in basis points less refunds.
pub fn items_net(items: &[(i64, i64)], discount_bp: i64, refund_minor: i64) -> Option<(i64, i64, i64)> {
    let gross: i128 = items.iter().map(|(quantity, unit)| i128::from(*quantity) * i128::from(*unit)).sum();
    let discount = div_round(gross * i128::from(discount_bp), 10_000)?;
    let gross = i64::try_from(gross).ok()?;
    Some((gross, discount, gross - discount - refund_minor))
}

/// Splits an amount over weights by largest remainder; ties go to the earlier entry, all-zero weights give zeros.
pub fn split(total_minor: i64, weights: &[i64]) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let total = i128::from(total_minor);
    let sign = total.signum();
    let share = |weight: &i64| total.abs() * i128::from(*weight);
    let mut parts: Vec<i128> = weights.iter().map(|weight| share(weight) / sum).collect();
    let left = total.abs() - parts.iter().sum::<i128>();
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    by_remainder.sort_by_key(|index| std::cmp::Reverse(share(&weights[*index]) % sum));
    for index in by_remainder.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        parts[index] += 1;
    }
    parts.into_iter().map(|part| i64::try_from(part * sign).unwrap_or(0)).collect()
}

/// Divides and rounds up.
fn div_up(dividend: i128, divisor: i128) -> Option<i64> {
    if divisor <= 0 {
        return None;
    }
    i64::try_from(dividend.div_euclid(divisor) + i128::from(dividend.rem_euclid(divisor) != 0)).ok()
}
