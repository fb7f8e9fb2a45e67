//! The head figure of a campaign, which its goal decides: ROAS for conversions, the cost of 1,000 views (CPM) for awareness, the cost
//! of a usable asset for UGC.
//!
//! A ROAS is a ratio. Costs are in whole units of the campaign's currency, as the levels of success rules are, so that one scale and
//! one rounding serve all three.

use super::constants::Constants;
use super::decision::Advice;
use crate::domain::success_rule::RuleMeasure;
use crate::domain::{Currency, Goal, Tier};

pub mod assets;
mod cpm;
mod groups;
pub mod reach;
pub mod target;

/// The head figure of a creator, a batch or a campaign: tracked, as it would be if booked again, and against its target.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Head {
    /// The goal, which says what figure it is.
    pub goal: Goal,
    /// Tracked so far; nothing without a cost, or where nothing was counted yet.
    pub tracked: Option<f64>,
    /// If booked again: the 5, 10, 50, 90 and 95% quantiles, lowest first; nothing without a cost, and never for a count.
    pub range: Option<[f64; 5]>,
    /// What it is held against; nothing where no target is known.
    pub target: Option<HeadTarget>,
    /// Chance to be better than the target, 0 to 1; nothing without a range or a target.
    pub chance: Option<f64>,
    /// What the numbers say; the user decides.
    pub advice: Advice,
    /// What is missing for a verdict; nothing where there is one.
    pub lacks: Option<Lacks>,
}

/// What is missing for a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lacks {
    /// The posts are too young: too much is still to come.
    Time,
    /// No order of any creator is known: none was imported or counted yet.
    Orders,
    /// No views of the posts are known.
    Views,
    /// There is nothing to hold the figure against; with the currency of the published figures, where it is another one.
    Target(Option<Currency>),
    /// There are fewer usable assets than it takes.
    Assets {
        /// Usable assets so far.
        have: i64,
        /// How many it takes.
        needed: i64,
    },
    /// So many promised assets are still to come, which can lower the cost of each.
    Promised(i64),
}

/// What a head figure is held against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeadTarget {
    /// The target, above 0.
    pub value: f64,
    /// Where it comes from.
    pub source: TargetSource,
}

/// Where a target comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetSource {
    /// A ROAS of 1 / margin.
    BreakEven,
    /// The target ROAS that the user set for the campaign.
    Own,
    /// The level of the success rule of a batch.
    Rule,
    /// The median of the user's other collaborations.
    Median {
        /// How many.
        count: usize,
    },
    /// The published figure of a tier.
    Published {
        /// The tier; nothing for a mean over creators of several tiers.
        tier: Option<Tier>,
        /// The year of the figure.
        year: u16,
    },
}

impl TargetSource {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::BreakEven => "break-even",
            Self::Own => "own",
            Self::Rule => "success rule",
            Self::Median { .. } => "own median",
            Self::Published { .. } => "published",
        }
    }
}

impl Head {
    /// The head figure of conversions.
    pub fn roas(tracked: Option<f64>, range: Option<[f64; 5]>, chance: Option<f64>, advice: Advice) -> Self {
        let lacks = (advice == Advice::Wait).then_some(Lacks::Time);
        Self { goal: Goal::Conversions, tracked, range, target: None, chance, advice, lacks }
    }

    /// Whether a lower figure is the better one.
    pub fn is_cost(self) -> bool {
        RuleMeasure::of(self.goal).is_cost()
    }

    /// Whether a figure is better than the target, or as good where the figure is a cost.
    pub fn reaches(self, figure: f64) -> Option<bool> {
        let target = self.target?.value;
        Some(if self.is_cost() { figure <= target } else { figure > target })
    }

    /// The best and the worst end of the 80% range.
    pub fn ends(self) -> Option<(f64, f64)> {
        let [_, low, _, high, _] = self.range?;
        Some(if self.is_cost() { (low, high) } else { (high, low) })
    }

    /// The same with what is missing, which leaves no verdict.
    fn without_verdict(self, lacks: Lacks) -> Self {
        Self { advice: Advice::Wait, lacks: Some(lacks), ..self }
    }

    /// The same with the verdict that its chance has; without a chance the target is missing.
    fn decided(self, published_in: Option<Currency>, constants: &Constants) -> Self {
        match self.chance {
            Some(chance) => Self { advice: Advice::from_probability(chance, constants), lacks: None, ..self },
            None => self.without_verdict(Lacks::Target(published_in)),
        }
    }
}
