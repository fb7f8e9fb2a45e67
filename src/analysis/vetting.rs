//! Vetting: everything that can be said about a creator before any money is spent, from its own posts and what is published
//! about others (statistics, section 10). One call computes it all; the same facts always give the same answer.

use crate::domain::{Tier, TierBorders};

use super::benchmarks::Benchmarks;
use super::brief::Brief;
use super::candidate::Candidate;
use super::consistency::Consistency;
use super::engagement::Engagement;
use super::fit::{Fit, Penalties, Weights};
use super::flags::{Evidence, Flag};
use super::growth::Growth;
use super::parts::Ground;
use super::peers::{Peers, Signals};
use super::price::{Asked, Quote};
use super::stability::Stability;

/// What creators are held against; the same for all of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Standards {
    /// Published figures.
    pub benchmarks: Benchmarks,
    /// Borders of the tiers.
    pub borders: TierBorders,
    /// How much each part of the fit counts.
    pub weights: Weights,
    /// What flags take off.
    pub penalties: Penalties,
    /// The other creators looked at; the default knows none and raises no flag.
    pub peers: Peers,
}

impl Standards {
    /// Standards with the usual weights, penalties and borders, without peers.
    pub fn new(benchmarks: Benchmarks) -> Self {
        Self {
            benchmarks,
            borders: TierBorders::default(),
            weights: Weights::default(),
            penalties: Penalties::default(),
            peers: Peers::default(),
        }
    }

    /// The same standards beside the other creators looked at.
    pub fn beside(&self, peers: Peers) -> Self {
        Self { peers, ..self.clone() }
    }

    /// The tier whose benchmarks hold: an account below nano is measured as nano, unknown followers have none.
    pub fn tier(&self, followers: Option<i64>) -> Option<Tier> {
        followers.map(|followers| self.borders.tier(followers).unwrap_or(Tier::Nano))
    }
}

/// What vetting found.
#[derive(Clone, Debug, PartialEq)]
pub struct Vetting {
    /// The tier whose benchmarks were used, where followers are known.
    pub tier: Option<Tier>,
    /// Do viewers react.
    pub engagement: Engagement,
    /// Does it post steadily.
    pub consistency: Consistency,
    /// Are views steady.
    pub stability: Stability,
    /// Does it grow, and how.
    pub growth: Growth,
    /// The price of the views to be expected, where one is asked.
    pub asked: Option<Asked>,
    /// That price against usual ones, where they are in its currency.
    pub quote: Option<Quote>,
    /// Warning signs in order.
    pub flags: Vec<Flag>,
    /// The score.
    pub fit: Fit,
}

/// Vets a creator for a brief.
///
/// Never fails and never yields NaN: what cannot be computed is absent. The order of posts and counts does not matter.
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
