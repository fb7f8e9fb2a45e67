//! The constants of the method. The defaults are the published ones, and the configuration can override any of them.

use serde::Deserialize;

use crate::domain::Tier;

/// Number of values that the spread between creators may take.
pub const TAUS: usize = 6;

/// One number per tier.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByTier {
    /// Nano.
    pub nano: f64,
    /// Micro.
    pub micro: f64,
    /// Macro.
    pub r#macro: f64,
    /// Mega.
    pub mega: f64,
}

impl ByTier {
    /// Returns the number of a tier.
    pub fn of(self, tier: Tier) -> f64 {
        match tier {
            Tier::Nano => self.nano,
            Tier::Micro => self.micro,
            Tier::Macro => self.r#macro,
            Tier::Mega => self.mega,
        }
    }

    fn all(self) -> [f64; 4] {
        [self.nano, self.micro, self.r#macro, self.mega]
    }
}

/// How much risk the user accepts (statistics, section 8.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Risk {
    /// Scale only creators who very likely pay, drop early.
    Cautious,
    /// Scale from 70%, drop below 30%.
    #[default]
    Balanced,
    /// Scale on a good chance, drop late.
    Bold,
}

/// A Weibull ramp (statistics, section 4.1).
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ramp {
    /// Weibull shape.
    pub shape: f64,
    /// Weibull scale, days.
    pub days: f64,
}

/// Every constant of the method (statistics, section 1.1). A log-sd of 0.3 is a factor of 1.35 either way.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Constants {
    /// Prior median of the repeatable ROAS at the prices actually paid.
    pub roas_prior: f64,
    /// Prior log-sd of a shop's median around `roas_prior`.
    pub mu_sd: f64,
    /// Between-creator log-sd tau of orders per view: the values it may take.
    pub taus: [f64; TAUS],
    /// Prior weights of `taus`.
    pub tau_weights: [f64; TAUS],
    /// Log-sd between niches or tiers, as a multiple of tau.
    pub rho: f64,
    /// Log-sd of views from post to post of one creator.
    pub s_view: f64,
    /// Log-sd of conversion luck from post to post.
    pub s_conv: f64,
    /// Log-sd of organic history against sponsored posts.
    pub d_ref: f64,
    /// Log of sponsored over organic views.
    pub ln_sponsored: f64,
    /// Log-sd of the view forecast from followers alone.
    pub sd_followers: f64,
    /// Log-sd of the view forecast from nothing.
    pub sd_none: f64,
    /// View forecast with no reference at all.
    pub views_none: f64,
    /// Mean views over followers.
    pub view_rate: ByTier,
    /// Cost of 1,000 views if no creator was paid, minor units of the campaign's currency (the default: US cents).
    pub cpm_default_minor: ByTier,
    /// Cap on the log surprise of one booking's views.
    pub z_cap: f64,
    /// Prior squared coefficient of variation of order value.
    pub cv2_0: f64,
    /// Weight of `cv2_0`, in orders.
    pub cv_n0: f64,
    /// Weight of the prior order value, in orders.
    pub aov_n0: f64,
    /// Log-sd of order value between creators.
    pub tau_aov: f64,
    /// Lowest share of the yardstick that an order value may fall to.
    pub aov_floor: f64,
    /// Cap on the relative variance of a creator's order value.
    pub aov_var_cap: f64,
    /// How orders arrive after a post.
    pub order_ramp: Ramp,
    /// How views arrive after a post.
    pub view_ramp: Ramp,
    /// Days after which a post counts as complete.
    pub window: f64,
    /// Lowest age of a post, days.
    pub age_floor: f64,
    /// Log-sd of the ramp itself, times the share that is still to come.
    pub ramp_u: f64,
    /// Maturity below which a verdict waits.
    pub early: f64,
    /// Lowest log-variance of one collaboration's luck.
    pub luck_floor: f64,
    /// Lowest log-sd of a creator's revenue forecast.
    pub v_min: f64,
    /// Log-sd that all creators of a repeated batch share.
    pub sd_common: f64,
    /// Log-sd of a new creator's views per unit of cost.
    pub v_new: f64,
    /// Log-sd of views per unit of cost between groups.
    pub s_eff_b: f64,
    /// Log-sd of views per unit of cost within a group.
    pub s_eff_w: f64,
    /// Probability of beating the target from which a creator is scaled.
    pub p_scale: f64,
    /// Probability of beating the target below which a creator is dropped.
    pub p_drop: f64,
    /// Quantile of ROAS by which the next batch is filled.
    pub q_index: f64,
    /// Value of a second booking of a creator in one batch, relative to the first.
    pub dim: f64,
    /// Power of the views by which orders grow: below 1, views beyond the usual sell less well (addendum, B1).
    pub gamma: f64,
    /// Log-sd of that, for each log unit that views are away from what was expected.
    pub s_gamma: f64,
    /// The most that one order counts, in usual orders; infinity for any (addendum, B2).
    pub cap_orders: f64,
    /// Weight of the shop that no order is above that, in orders, when what they exceed it by is shared out.
    pub cap_n0: f64,
    /// How much of a price below or above the average is a bargain or a bad deal, and not a sign of other views (addendum, B5).
    pub w_price: f64,
    /// Bookings that follow once a creator is known to pay (addendum, B6).
    pub later_bookings: f64,
}

impl Constants {
    /// The constants of the first method: with them the addendum changes only what it says it does.
    pub fn first_method() -> Self {
        Self {
            s_conv: 0.42,
            d_ref: 0.30,
            gamma: 1.0,
            s_gamma: 0.0,
            cap_orders: f64::INFINITY,
            w_price: 1.0,
            ..Self::default()
        }
    }
}

impl Default for Constants {
    fn default() -> Self {
        Self {
            roas_prior: 0.85,
            mu_sd: 1.0,
            taus: [0.20, 0.35, 0.55, 0.80, 1.10, 1.50],
            tau_weights: [0.15, 0.22, 0.25, 0.20, 0.12, 0.06],
            rho: 0.6,
            s_view: 1.0,
            s_conv: 0.50,
            d_ref: 0.40,
            ln_sponsored: -0.15,
            sd_followers: 0.90,
            sd_none: 1.30,
            views_none: 10_000.0,
            view_rate: ByTier { nano: 0.45, micro: 0.25, r#macro: 0.15, mega: 0.10 },
            cpm_default_minor: ByTier { nano: 700.0, micro: 1_200.0, r#macro: 1_700.0, mega: 2_500.0 },
            z_cap: 2.5,
            cv2_0: 0.5,
            cv_n0: 5.0,
            aov_n0: 2.0,
            tau_aov: 0.15,
            aov_floor: 0.05,
            aov_var_cap: 0.36,
            order_ramp: Ramp { shape: 0.7, days: 5.0 },
            view_ramp: Ramp { shape: 0.45, days: 2.5 },
            window: 30.0,
            age_floor: 0.25,
            ramp_u: 0.5,
            early: 0.60,
            luck_floor: 0.04,
            v_min: 0.15,
            sd_common: 0.15,
            v_new: 0.50,
            s_eff_b: 0.30,
            s_eff_w: 0.70,
            p_scale: 0.70,
            p_drop: 0.30,
            q_index: 0.70,
            dim: 0.90,
            gamma: 0.85,
            s_gamma: 0.15,
            cap_orders: 5.0,
            cap_n0: 200.0,
            w_price: 0.80,
            later_bookings: 2.0,
        }
    }
}

impl Constants {
    /// Sets the three decision constants that belong to a risk dial (statistics, section 8.1).
    pub fn with_risk(self, risk: Risk) -> Self {
        let (p_scale, p_drop, q_index) = match risk {
            Risk::Cautious => (0.80, 0.40, 0.6),
            Risk::Balanced => (0.70, 0.30, 0.7),
            Risk::Bold => (0.60, 0.20, 0.8),
        };
        Self { p_scale, p_drop, q_index, ..self }
    }

    /// Moves the default costs of 1,000 views into another currency: minor units of it for one US cent.
    pub fn with_cpm_rate(mut self, rate: f64) -> Self {
        let ByTier { nano, micro, r#macro, mega } = self.cpm_default_minor;
        self.cpm_default_minor =
            ByTier { nano: nano * rate, micro: micro * rate, r#macro: r#macro * rate, mega: mega * rate };
        self
    }

    /// Returns the name of the first invalid constant, if there is one.
    ///
    /// The estimates trust their constants, so a configuration is checked here when it is read.
    pub fn fault(&self) -> Option<&'static str> {
        let above_zero = |value: &f64| value.is_finite() && *value > 0.0;
        let share = |value: f64| value > 0.0 && value < 1.0;
        let ramps = [self.order_ramp, self.view_ramp].map(|ramp| [ramp.shape, ramp.days]);
        let log_sd = |value: &f64| *value > 0.0 && *value <= 5.0;
        let checks: [(&'static str, bool); 19] = [
            ("roas_prior", above_zero(&self.roas_prior)),
            ("taus", self.taus.iter().all(|tau| (0.05..=5.0).contains(tau))),
            ("tau_weights", self.tau_weights.iter().all(above_zero)),
            ("rho", (0.25..=5.0).contains(&self.rho)),
            ("mu_sd", (0.2..=5.0).contains(&self.mu_sd)),
            ("view_rate", self.view_rate.all().iter().all(above_zero)),
            ("cpm_default_minor", self.cpm_default_minor.all().iter().all(above_zero)),
            ("order_ramp and view_ramp", ramps.as_flattened().iter().all(above_zero)),
            ("window and age_floor", self.age_floor > 0.0 && self.age_floor < self.window && self.window <= 365.0),
            ("p_scale and p_drop", share(self.p_drop) && share(self.p_scale) && self.p_drop <= self.p_scale),
            ("q_index", share(self.q_index)),
            ("dim", self.dim > 0.0 && self.dim <= 1.0),
            ("early", self.early > 0.0 && self.early <= 1.0),
            ("gamma and s_gamma", (0.0..=1.0).contains(&self.gamma) && (0.0..=2.0).contains(&self.s_gamma)),
            ("cap_orders", self.cap_orders >= 1.0),
            ("w_price", (0.0..=1.0).contains(&self.w_price)),
            ("later_bookings", (0.0..=100.0).contains(&self.later_bookings)),
            (
                "a log-sd",
                [
                    self.s_view,
                    self.s_conv,
                    self.d_ref,
                    self.sd_followers,
                    self.sd_none,
                    self.z_cap,
                    self.tau_aov,
                    self.ramp_u,
                    self.luck_floor,
                    self.v_min,
                    self.sd_common,
                    self.v_new,
                    self.s_eff_b,
                    self.s_eff_w,
                    self.ln_sponsored.abs().max(f64::MIN_POSITIVE),
                ]
                .iter()
                .all(log_sd),
            ),
            (
                "a floor or a weight",
                [self.views_none, self.cv2_0, self.cv_n0, self.aov_n0, self.aov_floor, self.aov_var_cap, self.cap_n0]
                    .iter()
                    .all(above_zero),
            ),
        ];
        checks.into_iter().find(|(_, fine)| !fine).map(|(name, _)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_have_no_fault() {
        assert_eq!(Constants::default().fault(), None);
        assert_eq!(Constants::default().with_risk(Risk::Bold).with_cpm_rate(0.92).fault(), None);
        assert_eq!(Constants::default().with_risk(Risk::Balanced), Constants::default());
    }

    #[test]
    fn a_configuration_overrides_single_constants() {
        let text = "s_conv = 0.6\norder_ramp = { shape = 0.8, days = 4 }\n";
        let constants: Constants = toml::from_str(text).expect("a table of constants");
        let expected = Constants { s_conv: 0.6, order_ramp: Ramp { shape: 0.8, days: 4.0 }, ..Constants::default() };
        assert_eq!(constants, expected);
        assert!(toml::from_str::<Constants>("sconv = 0.5").is_err(), "an unknown name is refused");
    }

    #[test]
    fn a_fault_is_named() {
        let faulty = |change: fn(&mut Constants)| {
            let mut constants = Constants::default();
            change(&mut constants);
            constants.fault()
        };
        assert_eq!(faulty(|constants| constants.taus[0] = 0.0), Some("taus"));
        assert_eq!(faulty(|constants| constants.p_drop = 0.9), Some("p_scale and p_drop"));
        assert_eq!(faulty(|constants| constants.v_min = f64::NAN), Some("a log-sd"));
    }
}
