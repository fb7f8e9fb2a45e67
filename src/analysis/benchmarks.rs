//! Published benchmarks by tier: engagement, price and reach. The figures are data that the user can replace; this module has
//! only their format and checks.

use serde::Deserialize;

use crate::domain::{Currency, Tier};

/// One published figure.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The figure, above 0.
    pub value: f64,
    /// The year it is from.
    pub year: u16,
    /// Who published it, and how it was made.
    pub source: String,
}

/// A figure for each tier.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByTier {
    /// For nano accounts and smaller ones.
    pub nano: Figure,
    /// For micro accounts.
    pub micro: Figure,
    /// For macro accounts.
    pub r#macro: Figure,
    /// For mega accounts.
    pub mega: Figure,
}

impl ByTier {
    /// The figure of a tier with its year and source.
    pub fn figure(&self, tier: Tier) -> &Figure {
        match tier {
            Tier::Nano => &self.nano,
            Tier::Micro => &self.micro,
            Tier::Macro => &self.r#macro,
            Tier::Mega => &self.mega,
        }
    }

    /// The figure of a tier as a number; `None` if it cannot be a divisor.
    pub fn of(&self, tier: Tier) -> Option<f64> {
        Some(self.figure(tier).value).filter(|value| value.is_finite() && *value > 0.0)
    }

    fn each(&mut self) -> [&mut Figure; 4] {
        [&mut self.nano, &mut self.micro, &mut self.r#macro, &mut self.mega]
    }
}

/// The published figures of one tier, each with its year and source.
#[derive(Clone, Debug, PartialEq)]
pub struct OfTier {
    /// The tier.
    pub tier: Tier,
    /// Reactions / views.
    pub er_views: Figure,
    /// Price of 1,000 views, minor units.
    pub cpm_minor: Figure,
    /// Its currency.
    pub currency: Option<Currency>,
    /// Views of a post / followers.
    pub view_rate: Figure,
}

/// All benchmarks.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Benchmarks {
    /// ISO 4217 code of the currency of `cpm_minor`.
    pub currency: String,
    /// Reactions / views, a share: 0.06 stands for 6%.
    pub er_views: ByTier,
    /// Price of 1,000 views, minor units of `currency`.
    pub cpm_minor: ByTier,
    /// Mean views of a post / followers, a share.
    pub view_rate: ByTier,
}

impl Benchmarks {
    /// Returns the published figures of a tier.
    pub fn of_tier(&self, tier: Tier) -> OfTier {
        let figure = |table: &ByTier| table.figure(tier).clone();
        OfTier {
            tier,
            er_views: figure(&self.er_views),
            cpm_minor: figure(&self.cpm_minor),
            currency: self.currency(),
            view_rate: figure(&self.view_rate),
        }
    }

    /// The currency of the prices, if the code is valid.
    pub fn currency(&self) -> Option<Currency> {
        self.currency.parse().ok()
    }

    /// Returns the benchmarks with prices in another currency; `rate` is minor units of it per minor unit of the present one.
    ///
    /// `None` unless the rate is above 0. No rate is ever assumed: without one, prices in different currencies are not compared.
    pub fn in_currency(mut self, currency: Currency, rate: f64) -> Option<Self> {
        if !(rate.is_finite() && rate > 0.0) {
            return None;
        }
        currency.code().clone_into(&mut self.currency);
        self.cpm_minor.each().into_iter().for_each(|figure| figure.value *= rate);
        Some(self)
    }

    /// Returns why the figures are invalid, as the end of a sentence; `None` if they are valid.
    pub fn fault(&self) -> Option<String> {
        if self.currency().is_none() {
            return Some(format!("currency must be three letters such as USD; got \"{}\"", self.currency));
        }
        let tables = [("er_views", &self.er_views), ("cpm_minor", &self.cpm_minor), ("view_rate", &self.view_rate)];
        let tiers = [Tier::Nano, Tier::Micro, Tier::Macro, Tier::Mega];
        tables.iter().find_map(|(name, table)| {
            let tier = tiers.into_iter().find(|tier| table.of(*tier).is_none())?;
            let value = table.figure(tier).value;
            Some(format!("[{name}]: the value for {} must be above 0; got {value}", tier.word()))
        })
    }
}
