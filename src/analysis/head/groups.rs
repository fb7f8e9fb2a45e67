//! What the views of a typical new creator of a niche, tier or style would cost (statistics, section 7.2, without the orders).

use super::HeadTarget;
use super::cpm::LogCpm;
use crate::analysis::constants::Constants;
use crate::analysis::decision::best_of;
use crate::analysis::grid::{Cells, POINTS};
use crate::analysis::posterior::{Mixture, spread};
use crate::analysis::real::count;

/// A group with the log CPM of its tested, paid creators.
pub(super) struct Reached<'a> {
    pub(super) name: &'a str,
    pub(super) log_cpms: Vec<f64>,
}

/// What a typical new creator of a group would cost.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupReach {
    /// Name of the niche, word of the tier or of the style.
    pub name: String,
    /// Tested, paid creators in it.
    pub creators: usize,
    /// CPM in whole units: the 5, 10, 50, 90 and 95% quantiles.
    pub cpm: [f64; 5],
    /// Chance to be below the target; nothing without a target.
    pub chance: Option<f64>,
    /// Chance to be the cheapest group; nothing where groups cannot be compared.
    pub best: Option<f64>,
}

/// Estimates the groups, each drawn towards the `usual` log CPM of all. They can be compared where two have two creators each.
pub(super) fn compared(
    groups: &[Reached<'_>],
    usual: f64,
    target: Option<HeadTarget>,
    constants: &Constants,
) -> (Vec<GroupReach>, bool) {
    let cpms: Vec<LogCpm> = groups.iter().map(|group| drawn(group, usual, constants)).collect();
    let comparable = groups.iter().filter(|group| group.log_cpms.len() >= 2).count() >= 2;
    let sure = sure();
    let arms: Vec<Mixture<'_>> =
        cpms.iter().map(|cpm| Mixture { weights: &sure, offset: -cpm.mean, spread: cpm.sd }).collect();
    let best = if comparable { best_of(&arms) } else { Vec::new() };
    let group = |(index, (group, cpm)): (usize, (&Reached<'_>, &LogCpm))| GroupReach {
        name: group.name.to_owned(),
        creators: group.log_cpms.len(),
        cpm: cpm.quantiles(),
        chance: target.map(|target| cpm.below(target.value)),
        best: best.get(index).copied(),
    };
    (groups.iter().zip(&cpms).enumerate().map(group).collect(), comparable)
}

fn drawn(group: &Reached<'_>, usual: f64, constants: &Constants) -> LogCpm {
    let n = count(group.log_cpms.len());
    let between = constants.s_eff_b * constants.s_eff_b;
    let within = constants.s_eff_w * constants.s_eff_w;
    let trust = n * between / (n * between + within);
    let own = group.log_cpms.iter().sum::<f64>() / n;
    LogCpm { mean: usual + trust * (own - usual), sd: spread(1.0 / (1.0 / between + n / within), constants) }
}

/// Weights of a mixture that is one normal: all of it at x = 0, the middle of the grid.
fn sure() -> Cells {
    let mut weights = [0.0; POINTS];
    weights[POINTS / 2] = 1.0;
    weights
}
