//! What a cost is held against: the level of the success rule, else what the user usually pays, else what is published.

use super::{HeadTarget, TargetSource};
use crate::analysis::benchmarks::ByTier;
use crate::analysis::deviation::median;
use crate::analysis::price::ENOUGH_DEALS;
use crate::domain::{Currency, Tier};

/// What a cost can be held against, best first. All amounts are whole units of the campaign's currency.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Yardsticks {
    /// The level of the success rule.
    pub rule: Option<f64>,
    /// The median of the user's other collaborations, with their number.
    pub median: Option<(f64, usize)>,
    /// The published figure of each tier.
    pub published: Option<Published>,
    /// The currency of the published figures, where it is another one: they say nothing then.
    pub published_in: Option<Currency>,
}

/// Published figures by tier, each with its year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Published([(f64, u16); 4]);

impl Published {
    /// Reads them from a table of minor units; nothing where a figure cannot be a target.
    pub fn of(table: &ByTier, minor_per_unit: f64) -> Option<Self> {
        let of = |tier| Some((table.of(tier)? / minor_per_unit, table.figure(tier).year));
        let [nano, micro, r#macro, mega] = [Tier::Nano, Tier::Micro, Tier::Macro, Tier::Mega].map(of);
        Some(Self([nano?, micro?, r#macro?, mega?]))
    }

    fn target(self, tier: Tier) -> HeadTarget {
        let Self([nano, micro, r#macro, mega]) = self;
        let (value, year) = match tier {
            Tier::Nano => nano,
            Tier::Micro => micro,
            Tier::Macro => r#macro,
            Tier::Mega => mega,
        };
        HeadTarget { value, source: TargetSource::Published { tier: Some(tier), year } }
    }
}

impl Yardsticks {
    /// The same with the level of a success rule, where it has one.
    pub fn with_rule(&self, level: Option<f64>) -> Self {
        Self { rule: level.filter(|level| is_usable(*level)).or(self.rule), ..self.clone() }
    }

    /// What all creators are held against, whatever their tier.
    pub fn common(&self) -> Option<HeadTarget> {
        let rule = self.rule.map(|value| HeadTarget { value, source: TargetSource::Rule });
        let own = self.median.map(|(value, count)| HeadTarget { value, source: TargetSource::Median { count } });
        rule.or(own)
    }

    /// What a creator of a tier is held against.
    pub fn target(&self, tier: Tier) -> Option<HeadTarget> {
        self.common().or_else(|| Some(self.published?.target(tier)))
    }
}

impl Yardsticks {
    /// What creators of these tiers are held against together, before anything says how often each is seen; nobody counts as micro.
    pub fn of_tiers(&self, tiers: impl Iterator<Item = Tier>) -> Option<HeadTarget> {
        let targets: Vec<(HeadTarget, f64)> = tiers.filter_map(|tier| Some((self.target(tier)?, 1.0))).collect();
        if targets.is_empty() { self.target(Tier::Micro) } else { mean(&targets) }
    }
}

/// The median of what was paid elsewhere, with its number. Nothing below three: one generous deal would be a target then.
pub fn own_median(costs: &[f64]) -> Option<(f64, usize)> {
    let usable = || costs.iter().copied().filter(|cost| is_usable(*cost));
    let count = usable().count();
    (count >= ENOUGH_DEALS).then(|| Some((median(usable())?, count)))?
}

/// The mean of targets, each weighed by the views that it is held against; the common one where all are the same.
pub(super) fn mean(targets: &[(HeadTarget, f64)]) -> Option<HeadTarget> {
    let (first, _) = targets.first()?;
    if targets.iter().all(|(target, _)| target == first) {
        return Some(*first);
    }
    let weight: f64 = targets.iter().map(|(_, weight)| weight).sum();
    let value = targets.iter().map(|(target, weight)| target.value * weight).sum::<f64>() / weight;
    let years = targets.iter().filter_map(|(target, _)| match target.source {
        TargetSource::Published { year, .. } => Some(year),
        _ => None,
    });
    let source = TargetSource::Published { tier: None, year: years.min()? };
    is_usable(value).then_some(HeadTarget { value, source })
}

fn is_usable(value: f64) -> bool {
    value.is_finite() && value > 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sticks() -> Yardsticks {
        let published = Published([(7.0, 2024), (12.0, 2024), (17.0, 2024), (25.0, 2023)]);
        Yardsticks { published: Some(published), ..Yardsticks::default() }
    }

    #[test]
    fn a_rule_goes_before_the_own_median_and_that_before_published_figures() {
        let of = |sticks: &Yardsticks| sticks.target(Tier::Micro).map(|target| (target.value, target.source.word()));
        assert_eq!(of(&sticks()), Some((12.0, "published")));
        let own = Yardsticks { median: Some((9.5, 4)), ..sticks() };
        assert_eq!(of(&own), Some((9.5, "own median")));
        assert_eq!(of(&own.with_rule(Some(8.0))), Some((8.0, "success rule")));
        assert_eq!(of(&own.with_rule(Some(f64::NAN))), Some((9.5, "own median")));
        assert_eq!(of(&Yardsticks::default()), None);
    }

    #[test]
    fn two_deals_are_no_median() {
        assert_eq!(own_median(&[4.0, 5.0]), None);
        assert_eq!(own_median(&[4.0, 5.0, 0.0, f64::INFINITY]), None);
        assert_eq!(own_median(&[9.0, 4.0, 5.0]), Some((5.0, 3)));
    }

    #[test]
    fn creators_of_several_tiers_share_a_mean_by_their_views() {
        let of = |tier| sticks().target(tier).expect("published");
        let (micro, mega) = (of(Tier::Micro), of(Tier::Mega));
        assert_eq!(mean(&[(micro, 1.0), (micro, 5.0)]), Some(micro));
        let mixed = mean(&[(micro, 3.0), (mega, 1.0)]).expect("a mean");
        assert_eq!((mixed.value, mixed.source), (15.25, TargetSource::Published { tier: None, year: 2023 }));
        assert_eq!(mean(&[]), None);
        let planned = |tiers: &[Tier]| sticks().of_tiers(tiers.iter().copied()).map(|target| target.value);
        assert_eq!(
            [planned(&[]), planned(&[Tier::Nano]), planned(&[Tier::Nano, Tier::Macro])],
            [12.0, 7.0, 12.0].map(Some)
        );
    }
}
