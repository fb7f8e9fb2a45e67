//! What a campaign looks for in a creator, and how far a creator's niches, size and audience meet it (statistics, section 10.5).

use crate::domain::Tier;
use crate::domain::text::fold;

use super::candidate::Shares;

/// The needed share of the audience, unless the user sets another.
pub const NEED: f64 = 0.5;

/// Score of a niche that is only related.
const RELATED: f64 = 0.6;

/// Score of a tier one step away.
const NEXT_TIER: f64 = 0.5;

/// The wanted part of the audience.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Keys of the shares that count (`US`, `18-24`, `female`), in any case.
    pub keys: Vec<String>,
    /// The needed share of the audience in them, above 0 to 1; every audience meets 0 or less.
    pub need: f64,
}

impl Target {
    /// Wants these keys to be half of the audience.
    pub fn new(keys: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { keys: keys.into_iter().map(Into::into).collect(), need: NEED }
    }

    /// The needed share; one half if `need` is not a number.
    pub fn need(&self) -> f64 {
        if self.need.is_finite() { self.need.max(0.0) } else { NEED }
    }

    /// Returns the share of an audience in the target, 0 or more; `None` for an unknown audience.
    ///
    /// Keys absent from a known audience have no share in it; a key wanted twice counts once.
    pub fn share(&self, shares: &Shares) -> Option<f64> {
        let mut wanted: Vec<String> = self.keys.iter().map(|key| fold(key)).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let counts = |share: &f64| share.is_finite() && *share > 0.0;
        let inside = |key: &str| wanted.binary_search(&fold(key)).is_ok();
        (!shares.is_empty())
            .then(|| shares.iter().filter(|(key, share)| counts(share) && inside(key)).map(|(_, share)| share).sum())
            .map(|share: f64| share.min(f64::MAX))
    }

    /// Returns min(1, share / need), 0 to 1.
    pub fn score(&self, share: f64) -> f64 {
        let need = self.need();
        if share >= need { 1.0 } else { (share / need).clamp(0.0, 1.0) }
    }
}

/// How close a creator's niches are to the wanted ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nearness<'a> {
    /// This niche of the creator is wanted, or is inside a wanted one.
    Wanted(&'a str),
    /// This one is related.
    Related(&'a str),
    /// No niche is wanted or related.
    Other,
}

impl Nearness<'_> {
    /// Returns 1 for wanted, 0.6 for related, and 0 otherwise.
    pub fn score(self) -> f64 {
        match self {
            Self::Wanted(_) => 1.0,
            Self::Related(_) => RELATED,
            Self::Other => 0.0,
        }
    }
}

/// What the user looks for. An empty list or a missing target means that it does not matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Brief {
    /// The wanted niches.
    pub niches: Vec<String>,
    /// Niches that are almost as good.
    pub related: Vec<String>,
    /// The wanted tiers.
    pub tiers: Vec<Tier>,
    /// Where the audience should live.
    pub country: Option<Target>,
    /// How old it should be.
    pub age: Option<Target>,
    /// Its gender.
    pub gender: Option<Target>,
}

impl Brief {
    /// Returns how close the closest niche is; `None` if none is known or none is wanted.
    pub fn nearness<'a>(&self, niches: &'a [String]) -> Option<Nearness<'a>> {
        if niches.is_empty() || self.niches.is_empty() && self.related.is_empty() {
            return None;
        }
        let among = |wanted: &[String]| {
            niches.iter().find(|niche| wanted.iter().any(|wanted| lies_in(niche, wanted))).map(String::as_str)
        };
        let wanted = among(&self.niches).map(Nearness::Wanted);
        Some(wanted.or_else(|| among(&self.related).map(Nearness::Related)).unwrap_or(Nearness::Other))
    }

    /// Returns 1 for a wanted tier, 0.5 for one a step away from a wanted one, otherwise 0; `None` if no tier is wanted.
    pub fn tier_score(&self, tier: Tier) -> Option<f64> {
        let step = |wanted: &Tier| rank(*wanted).abs_diff(rank(tier));
        self.tiers.iter().map(step).min().map(|steps| match steps {
            0 => 1.0,
            1 => NEXT_TIER,
            _ => 0.0,
        })
    }
}

/// Whether a niche equals another one or is below it, as `skincare/acne` is below `skincare`.
fn lies_in(niche: &str, wanted: &str) -> bool {
    let (niche, wanted) = (fold(niche), fold(wanted));
    niche.strip_prefix(&wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn rank(tier: Tier) -> u8 {
    match tier {
        Tier::Nano => 0,
        Tier::Micro => 1,
        Tier::Macro => 2,
        Tier::Mega => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn the_nearest_niche_counts() {
        let brief = Brief { niches: names(&["skincare"]), related: names(&["Wellness"]), ..Brief::default() };
        let near = |niches: &[&str]| brief.nearness(&names(niches)).map(Nearness::score);
        assert_eq!(near(&["books", "SkinCare/acne"]), Some(1.0));
        assert_eq!(near(&["books", "wellness"]), Some(0.6));
        assert_eq!(near(&["skincarefails"]), Some(0.0));
        assert_eq!((near(&[]), Brief::default().nearness(&names(&["books"]))), (None, None));
    }

    #[test]
    fn a_tier_one_step_away_is_half() {
        let brief = Brief { tiers: vec![Tier::Nano, Tier::Micro], ..Brief::default() };
        assert_eq!(
            [Tier::Micro, Tier::Macro, Tier::Mega].map(|tier| brief.tier_score(tier)),
            [1.0, 0.5, 0.0].map(Some)
        );
    }

    #[test]
    fn an_audience_is_measured_against_the_need() {
        let target = Target { need: 0.6, ..Target::new(["us", "GB", "US"]) };
        let shares = Shares::from([("US".to_owned(), 0.3), ("gb".to_owned(), 0.15), ("DE".to_owned(), 0.4)]);
        assert!(target.share(&shares).is_some_and(|share| (share - 0.45).abs() < 1e-12));
        assert_eq!((target.score(0.45), target.score(0.9)), (0.75, 1.0));
        assert_eq!(target.share(&Shares::new()), None);
        let anybody = Target { need: 0.0, ..target.clone() };
        assert_eq!((anybody.score(0.0), Target { need: f64::NAN, ..target }.score(0.25)), (1.0, 0.5));
    }
}
