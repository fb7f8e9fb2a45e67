//! The US tax form 1099: from which sum of a year a person who pays creators has to file one. Information, not tax advice.

use std::collections::BTreeMap;

use super::text::fold;

/// Which payments count, and from which sum on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxRules {
    /// The sum from the year on, in cents.
    pub thresholds: BTreeMap<i32, i64>,
    /// Methods that the payment service reports itself.
    pub not_counted: Vec<String>,
}

impl Default for TaxRules {
    fn default() -> Self {
        Self {
            thresholds: BTreeMap::from([(2025, 60_000), (2026, 200_000)]),
            not_counted: ["paypal goods", "credit card", "debit card"].map(str::to_owned).to_vec(),
        }
    }
}

impl TaxRules {
    /// The sum of a year, in cents: that of the last year listed up to it, else of the first one.
    pub fn threshold(&self, year: i32) -> Option<i64> {
        let earlier = self.thresholds.range(..=year).next_back();
        earlier.or_else(|| self.thresholds.first_key_value()).map(|(_, minor)| *minor)
    }

    /// Whether payments by a method count.
    pub fn counts(&self, method: &str) -> bool {
        let method = fold(method.trim());
        !self.not_counted.iter().any(|known| method.contains(&fold(known)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_of_a_year_holds_until_another_is_listed() {
        let rules = TaxRules::default();
        assert_eq!(
            [2024, 2025, 2026, 2030].map(|year| rules.threshold(year)),
            [60_000, 60_000, 200_000, 200_000].map(Some)
        );
        assert!(rules.counts("bank transfer") && rules.counts("PayPal") && rules.counts(""));
        assert!(!rules.counts("Credit card") && !rules.counts("PayPal Goods and Services"));
    }
}
