//! The parts of the fit score with what they rest on (statistics, section 10.5). A part without data says what is missing.

use crate::domain::Tier;

use super::brief::{Brief, Nearness, Target};
use super::candidate::{Candidate, Shares, Sponsored};
use super::consistency::{Consistency, DORMANT_DAYS};
use super::deviation::real;
use super::engagement::Engagement;
use super::fit::{Basis, FitPart, Part, Weights};
use super::price::{NoQuote, Quote};

/// The input of the parts.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// The creator.
    pub candidate: &'a Candidate,
    /// What you look for.
    pub brief: &'a Brief,
    /// The tier, if followers are known.
    pub tier: Option<Tier>,
    /// Usual reactions / views of the tier, above 0.
    pub usual_er: Option<f64>,
    /// Engagement.
    pub engagement: &'a Engagement,
    /// How regularly the creator posts.
    pub consistency: &'a Consistency,
    /// The price, or why there is none.
    pub quote: Result<Quote, NoQuote>,
}

impl Ground<'_> {
    /// Returns all parts in order.
    pub fn parts(&self, weights: &Weights) -> Vec<FitPart> {
        let part = |part| {
            let (score, basis) = self.finding(part);
            FitPart::new(part, weights.of(part), score, basis)
        };
        Part::ALL.into_iter().map(part).collect()
    }

    fn finding(&self, part: Part) -> Finding {
        let audience = &self.candidate.audience;
        match part {
            Part::Niche => self.niche(),
            Part::Tier => self.size(),
            Part::Engagement => self.reactions(),
            Part::Country => target(self.brief.country.as_ref(), &audience.country),
            Part::Age => target(self.brief.age.as_ref(), &audience.age),
            Part::Gender => target(self.brief.gender.as_ref(), &audience.gender),
            Part::Consistency => self.rhythm(),
            Part::Disclosure => labels(self.candidate.sponsored),
            Part::Price => self.price(),
        }
    }

    fn niche(&self) -> Finding {
        let niches = &self.candidate.niches;
        let Some(nearness) = self.brief.nearness(niches) else {
            return (None, if niches.is_empty() { Basis::NoNiche } else { Basis::NoTarget });
        };
        let basis = match nearness {
            Nearness::Wanted(niche) => Basis::WantedNiche(niche.to_owned()),
            Nearness::Related(niche) => Basis::RelatedNiche(niche.to_owned()),
            Nearness::Other => {
                let wanted = if self.brief.niches.is_empty() { &self.brief.related } else { &self.brief.niches };
                Basis::OtherNiche { niches: niches.clone(), wanted: wanted.clone() }
            }
        };
        (Some(nearness.score()), basis)
    }

    fn size(&self) -> Finding {
        let Some(tier) = self.tier else { return (None, Basis::NoTier) };
        let Some(score) = self.brief.tier_score(tier) else { return (None, Basis::NoTarget) };
        let other = || Basis::OtherTier { tier, wanted: self.brief.tiers.clone(), is_next: score > 0.0 };
        (Some(score), if score >= 1.0 { Basis::WantedTier(tier) } else { other() })
    }

    fn reactions(&self) -> Finding {
        let Some(rate) = self.engagement.by_views else { return (None, Basis::NoReactions) };
        let usual = self.usual_er.filter(|_| self.tier.is_some());
        let score = |usual: f64| if rate > 0.0 { (0.5 + 0.5 * (rate / usual).log2()).clamp(0.0, 1.0) } else { 0.0 };
        (usual.map(score), Basis::Reactions { rate, tier: self.tier, usual })
    }

    fn rhythm(&self) -> Finding {
        let Some(rhythm) = self.consistency.rhythm else { return (None, Basis::NoRhythm) };
        let basis = Basis::Rhythm {
            weeks: rhythm.weeks,
            weeks_posted: rhythm.weeks_posted,
            gap_days: rhythm.gap_median,
            silent_days: self.consistency.days_since_last.filter(|days| *days > DORMANT_DAYS),
        };
        (Some(rhythm.score), basis)
    }

    fn price(&self) -> Finding {
        match self.quote {
            Ok(quote) => (Some(quote.score()), Basis::Price { quote, has_followers: self.tier.is_some() }),
            Err(missing) => (None, Basis::NoPrice(missing)),
        }
    }
}

/// How well a part fits, if there is data, and what that rests on.
type Finding = (Option<f64>, Basis);

/// Compares a share of the audience with the needed share.
fn target(wanted: Option<&Target>, shares: &Shares) -> Finding {
    let Some(target) = wanted.filter(|target| !target.keys.is_empty()) else { return (None, Basis::NoTarget) };
    let Some(share) = target.share(shares) else { return (None, Basis::NoAudience) };
    (Some(target.score(share)), Basis::Audience { share, need: target.need(), keys: target.keys.clone() })
}

/// Scores (labeled + 1) / (seen + 2): a few posts say little, so the score stays near one half.
fn labels(sponsored: Sponsored) -> Finding {
    let (seen, labeled) = (sponsored.seen(), sponsored.disclosed());
    if seen == 0 {
        return (None, Basis::NoPaidPosts);
    }
    (Some((real(labeled) + 1.0) / (real(seen) + 2.0)), Basis::PaidPosts { seen, labeled })
}
