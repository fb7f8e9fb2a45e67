//! Vetting: assesses a creator before any money is spent, from their own posts and published benchmarks (statistics, section
//! 10). One call computes everything, and the same input always gives the same result.

use crate::domain::{Tier, TierBorders};

use super::benchmarks::Benchmarks;
use super::brief::Brief;
use super::candidate::Candidate;
use super::consistency::Consistency;
use super::engagement::Engagement;
use super::fit::{Fit, Penalties, Weights};
use super::flag_rules::Evidence;
use super::flags::Flag;
use super::growth::Growth;
use super::parts::Ground;
use super::peers::{Peers, Signals};
use super::price::{Asked, Quote};
use super::stability::Stability;

/// What creators are measured against; the same for all of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Standards {
    /// Published benchmarks.
    pub benchmarks: Benchmarks,
    /// Borders of the tiers.
    pub borders: TierBorders,
    /// Weight of each part of the fit.
    pub weights: Weights,
    /// Points that each flag takes off.
    pub penalties: Penalties,
    /// The other creators in the list; the default has none and raises no flag.
    pub peers: Peers,
}

impl Standards {
    /// Returns standards with the default weights, penalties and borders, and no peers.
    pub fn new(benchmarks: Benchmarks) -> Self {
        Self {
            benchmarks,
            borders: TierBorders::default(),
            weights: Weights::default(),
            penalties: Penalties::default(),
            peers: Peers::default(),
        }
    }

    /// Returns the same standards with these peers.
    pub fn beside(&self, peers: Peers) -> Self {
        Self { peers, ..self.clone() }
    }

    /// Returns the tier whose benchmarks apply. An account below nano is measured as nano; unknown followers have no tier.
    pub fn tier(&self, followers: Option<i64>) -> Option<Tier> {
        followers.map(|followers| self.borders.tier(followers).unwrap_or(Tier::Nano))
    }
}

/// The result of vetting.
#[derive(Clone, Debug, PartialEq)]
pub struct Vetting {
    /// The tier whose benchmarks were used, if followers are known.
    pub tier: Option<Tier>,
    /// How viewers react.
    pub engagement: Engagement,
    /// How regularly the creator posts.
    pub consistency: Consistency,
    /// How much views vary.
    pub stability: Stability,
    /// How the audience grows.
    pub growth: Growth,
    /// The asking price per 1,000 expected views, if there is one.
    pub asked: Option<Asked>,
    /// The asking price against usual prices, if those are in the same currency.
    pub quote: Option<Quote>,
    /// Warning signs, in the order of their codes.
    pub flags: Vec<Flag>,
    /// The score.
    pub fit: Fit,
}

/// Vets a creator for a brief.
///
/// Never fails and never returns NaN: what cannot be computed is `None`. The order of posts and counts does not matter.
pub fn vet(candidate: &Candidate, brief: &Brief, standards: &Standards) -> Vetting {
    let followers = candidate.followers();
    let tier = standards.tier(followers);
    let usual_er = tier.and_then(|tier| standards.benchmarks.er_views.of(tier));
    let engagement = Engagement::of(&candidate.posts, followers);
    let consistency = Consistency::of(&candidate.posts, candidate.posts_complete);
    let stability = Stability::of(&candidate.posts);
    let growth = Growth::of(&candidate.snapshots, &candidate.posts, candidate.today);
    let asked = Asked::of(candidate, &stability, tier, &standards.benchmarks);
    let quote = asked.and_then(|asked| Quote::of(asked, &standards.benchmarks));
    let asked = asked.ok().map(|(asked, _)| asked);
    let evidence = Evidence {
        tier,
        followers,
        usual_er,
        engagement: &engagement,
        consistency: &consistency,
        stability: &stability,
        growth: &growth,
        sponsored: candidate.sponsored,
        price_times: quote.ok().map(|quote| quote.times()),
    };
    let mut flags = evidence.flags();
    flags.extend(standards.peers.flag(&Signals::of(&engagement)));
    let ground = Ground { candidate, brief, tier, usual_er, engagement: &engagement, consistency: &consistency, quote };
    let fit = Fit::of(ground.parts(&standards.weights), &flags, standards.penalties);
    Vetting { tier, engagement, consistency, stability, growth, asked, quote: quote.ok(), flags, fit }
}

#[cfg(test)]
mod tests;
