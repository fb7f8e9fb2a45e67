//! The distribution of a CPM.

use crate::analysis::constants::Constants;
use crate::analysis::posterior::Quantiles;
use crate::analysis::special::{normal_cdf, normal_quantile};

/// The log of a CPM, which is normal. In whole units of the currency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LogCpm {
    pub(super) mean: f64,
    pub(super) sd: f64,
}

impl LogCpm {
    /// Chance to be below a target.
    pub(super) fn below(self, target: f64) -> f64 {
        normal_cdf((target.ln() - self.mean) / self.sd).clamp(0.0, 1.0)
    }

    /// Its quantiles, lowest first; what is beyond any amount stays at its end.
    pub(super) fn quantiles(self) -> [f64; 5] {
        let Quantiles { q05, q10, q50, q90, q95 } =
            Quantiles::log_normal(self.mean, self.sd).map(|cpm| cpm.min(f64::MAX));
        [q05, q10, q50, q90, q95]
    }

    /// What is bought for a unit of money with moderate luck, as a multiple of what the target buys.
    pub(super) fn index(self, target: f64, constants: &Constants) -> f64 {
        (target.ln() - self.mean + self.sd * normal_quantile(constants.q_index)).clamp(-700.0, 700.0).exp()
    }
}
