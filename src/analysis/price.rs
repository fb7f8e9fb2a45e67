//! The price asked, held against what such views usually cost (statistics, section 10.5).

use crate::domain::{Currency, Money, Tier};

use super::Spread;
use super::benchmarks::Benchmarks;
use super::candidate::Candidate;
use super::deviation::real;
use super::real::rounded;
use super::stability::Stability;

/// ln(mean / median) of log-normal views whose log-sd is 1: half its square.
const LN_MEAN_OVER_MEDIAN: f64 = 0.5;

/// A price per 1,000 expected views. It stands in any currency: nothing usual is needed for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Asked {
    /// Currency of the price.
    pub currency: Currency,
    /// Views to be expected of one post: median e^0.5, or followers x view rate without any post; above 0.
    pub expected_views: f64,
    /// The price asked for 1,000 of them, minor units, from 0.
    pub cpm_minor: f64,
}

/// A price per 1,000 expected views beside the usual one in the same currency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quote {
    /// What is asked.
    pub asked: Asked,
    /// The usual price of the tier, minor units, above 0.
    pub usual_minor: f64,
    /// The tier whose usual price it is: of unknown followers the one of micro creators.
    pub tier: Tier,
}

/// The tier whose prices are usual while followers are unknown.
const UNKNOWN_TIER: Tier = Tier::Micro;

/// Why a price cannot be held against a usual one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoQuote {
    /// No price is known.
    NoPrice,
    /// Neither followers nor views are known.
    NoTier,
    /// The price is in the first currency, the usual prices are in the second.
    Currencies(Currency, Currency),
    /// No views are to be expected, or nothing is usual.
    NoBase,
}

/// Returns what a post with so many views usually costs in a tier: views x usual price of 1,000 views / 1,000.
///
/// Nothing without views or where nothing is usual.
pub fn usual(views: i64, tier: Tier, benchmarks: &Benchmarks) -> Option<Money> {
    let cpm_minor = benchmarks.cpm_minor.of(tier)?;
    let minor = (views > 0).then(|| rounded(real(views) * cpm_minor / 1_000.0))?;
    Some(Money::new(i64::try_from(minor).ok()?, benchmarks.currency()?))
}

/// How many deals of your own say more than published figures.
pub(super) const ENOUGH_DEALS: usize = 3;

/// Returns the median of fees that were agreed, in the currency that most of them have, and how many stand behind it. Nothing
/// below three: one generous deal would be a price then.
pub fn agreed(fees: &[Money]) -> Option<(Money, usize)> {
    let count = |currency: Currency| fees.iter().filter(|fee| fee.currency == currency).count();
    // Of two currencies with as many fees the first by its code, so that the answer does not depend on the order.
    let currency = fees
        .iter()
        .map(|fee| fee.currency)
        .max_by_key(|currency| (count(*currency), std::cmp::Reverse(currency.code().to_owned())))?;
    let spread = Spread::of(fees.iter().filter(|fee| fee.currency == currency).map(|fee| fee.minor).collect())?;
    (spread.count >= ENOUGH_DEALS).then(|| (Money::new(spread.middle, currency), spread.count))
}

impl Asked {
    /// Returns what a candidate asks, and the tier it counts in.
    ///
    /// # Errors
    /// Says what is missing.
    pub fn of(
        candidate: &Candidate,
        stability: &Stability,
        tier: Option<Tier>,
        benchmarks: &Benchmarks,
    ) -> Result<(Self, Tier), NoQuote> {
        let price = candidate.price.filter(|price| price.minor >= 0).ok_or(NoQuote::NoPrice)?;
        let from_posts = stability.median_views.map(|median| median * LN_MEAN_OVER_MEDIAN.exp());
        // Views are what is paid for: where they are known, followers need not be.
        let tier = tier.or(from_posts.map(|_| UNKNOWN_TIER)).ok_or(NoQuote::NoTier)?;
        let from_followers = || Some(real(candidate.followers()?) * benchmarks.view_rate.of(tier)?);
        let expected_views = from_posts.or_else(from_followers).filter(|views| *views > 0.0).ok_or(NoQuote::NoBase)?;
        let cpm_minor = 1_000.0 * real(price.minor) / expected_views;
        if !cpm_minor.is_finite() {
            return Err(NoQuote::NoBase);
        }
        Ok((Self { currency: price.currency, expected_views, cpm_minor }, tier))
    }

    /// The price of 1,000 views, to the nearest minor unit.
    pub fn cpm(&self) -> Money {
        nearest(self.cpm_minor, self.currency)
    }
}

fn nearest(minor: f64, currency: Currency) -> Money {
    Money::new(i64::try_from(rounded(minor)).unwrap_or(i64::MAX), currency)
}

impl Quote {
    /// Holds what is asked against what is usual.
    ///
    /// # Errors
    /// Says what is missing.
    pub fn of((asked, tier): (Asked, Tier), benchmarks: &Benchmarks) -> Result<Self, NoQuote> {
        let currency = benchmarks.currency().ok_or(NoQuote::NoBase)?;
        if currency != asked.currency {
            return Err(NoQuote::Currencies(asked.currency, currency));
        }
        let usual_minor = benchmarks.cpm_minor.of(tier).ok_or(NoQuote::NoBase)?;
        let quote = Self { asked, usual_minor, tier };
        if quote.times().is_finite() { Ok(quote) } else { Err(NoQuote::NoBase) }
    }

    /// The price in usual prices, from 0.
    pub fn times(&self) -> f64 {
        self.asked.cpm_minor / self.usual_minor
    }

    /// Returns 0.5 - 0.5 log2(price / usual price), held within 0 and 1: half the usual is full, double is nothing.
    pub fn score(&self) -> f64 {
        if self.asked.cpm_minor > 0.0 { (0.5 - 0.5 * self.times().log2()).clamp(0.0, 1.0) } else { 1.0 }
    }

    /// The usual price of 1,000 views, to the nearest minor unit.
    pub fn usual(&self) -> Money {
        nearest(self.usual_minor, self.asked.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_fees_in_one_currency_make_a_price() {
        let usd = |minor| Money::new(minor, Currency::USD);
        let euro = |minor| Money::new(minor, "EUR".parse().expect("a currency"));
        assert_eq!(agreed(&[usd(10_000), usd(20_000), euro(1)]), None);
        assert_eq!(agreed(&[usd(10_000), euro(1), usd(30_000), usd(12_000)]), Some((usd(12_000), 3)));
        assert_eq!(agreed(&[]), None);
    }
}
