//! How far a creator is from the sum of a year from which a US tax form 1099 may be due. Information, not tax advice.

use chrono::NaiveDate;

use crate::domain::Currency;
use crate::domain::day::short;
use crate::domain::figure::money;
use crate::domain::tax::TaxRules;
use crate::proto::payment::YearSum;

/// What a creator was paid in a year, against the sum of that year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meter {
    /// The year.
    pub year: i32,
    /// What was paid by methods that count, cents.
    pub paid_minor: i64,
    /// The sum of the year, cents.
    pub threshold_minor: i64,
}

impl Meter {
    /// The meter of a year; nothing if no sum is known. `sums` are those of one creator.
    pub fn of<'a>(rules: &TaxRules, sums: impl IntoIterator<Item = &'a YearSum>, year: i32) -> Option<Self> {
        let counted = sums.into_iter().filter(|sum| sum.year == year && rules.counts(&sum.method));
        let paid_minor = counted.map(|sum| sum.minor).fold(0, i64::saturating_add);
        rules.threshold(year).map(|threshold_minor| Self { year, paid_minor, threshold_minor })
    }

    /// The meters of every year with a payment, newest first.
    pub fn all(rules: &TaxRules, sums: &[YearSum]) -> Vec<Self> {
        let mut years: Vec<i32> = sums.iter().map(|sum| sum.year).collect();
        years.sort_unstable_by(|a, b| b.cmp(a));
        years.dedup();
        years.into_iter().filter_map(|year| Self::of(rules, sums, year)).collect()
    }

    /// Whether the sum is reached.
    pub fn has_reached(self) -> bool {
        self.paid_minor >= self.threshold_minor
    }

    /// `$450 of $2,000 paid in 2026`, and whether that is reached.
    pub fn said(self) -> String {
        let [paid, threshold] = [self.paid_minor, self.threshold_minor].map(|minor| money(minor, Currency::USD));
        let reached = if self.has_reached() { ": reached" } else { "" };
        format!("{paid} of {threshold} paid in {}{reached}", self.year)
    }
}

/// Whether the form can concern a creator of a country: one in the US, or of whom no country is known.
pub fn concerns(country: &str) -> bool {
    matches!(country, "" | "us")
}

/// Whether their W-9 is there: `W-9 received Mar 3`. `tick` is the key that notes it, empty where there is none.
pub fn w9(received_on: Option<NaiveDate>, tick: &str, today: NaiveDate) -> String {
    match received_on {
        Some(on) => format!("W-9 received {}", short(on, today)),
        None if tick.is_empty() => "no W-9 yet".to_owned(),
        None => format!("no W-9 yet ({tick} ticks it)"),
    }
}

/// What stands behind every such figure.
pub const NO_ADVICE: &str = "Information, not tax advice.";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::CreatorId;

    #[test]
    fn each_year_is_metered_against_its_own_sum() {
        let sum = |year, method: &str, minor| YearSum { creator: CreatorId(1), year, method: method.to_owned(), minor };
        let sums = [
            sum(2025, "bank transfer", 50_000),
            sum(2026, "Credit card", 90_000),
            sum(2026, "", 45_000),
            sum(2025, "check", 10_000),
        ];
        let said: Vec<String> = Meter::all(&TaxRules::default(), &sums).into_iter().map(Meter::said).collect();
        assert_eq!(said, ["$450 of $2,000 paid in 2026", "$600 of $600 paid in 2025: reached"]);
    }
}
