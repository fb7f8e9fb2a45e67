//! The fit score: how well a creator fits a brief, 0 to 100, as a sum of visible parts (statistics, section 10.5).

use serde::Deserialize;

use crate::domain::Tier;

use super::flags::{Flag, Severity};
use super::price::{NoQuote, Quote};
use super::real::rounded;

/// The parts of the score, in the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Whether the niche matches the brief.
    Niche,
    /// Whether the tier matches the brief.
    Tier,
    /// How viewers react.
    Engagement,
    /// Whether the audience lives in the right countries.
    Country,
    /// Whether the audience has the right age.
    Age,
    /// Whether the audience has the right gender.
    Gender,
    /// How regularly the creator posts.
    Consistency,
    /// Whether paid posts carry an ad label.
    Disclosure,
    /// How the price compares with usual prices.
    Price,
}

impl Part {
    /// All parts, in order.
    pub const ALL: [Self; 9] = [
        Self::Niche,
        Self::Tier,
        Self::Engagement,
        Self::Country,
        Self::Age,
        Self::Gender,
        Self::Consistency,
        Self::Disclosure,
        Self::Price,
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Niche => "niche",
            Self::Tier => "tier",
            Self::Engagement => "engagement",
            Self::Country => "country",
            Self::Age => "age",
            Self::Gender => "gender",
            Self::Consistency => "consistency",
            Self::Disclosure => "disclosure",
            Self::Price => "price",
        }
    }
}

/// The weight of each part; 0 leaves it out. Only the ratios matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Weights {
    /// Of the niche.
    pub niche: u32,
    /// Of the tier.
    pub tier: u32,
    /// Of the engagement.
    pub engagement: u32,
    /// Of the audience's countries.
    pub country: u32,
    /// Of the audience's age.
    pub age: u32,
    /// Of the audience's gender.
    pub gender: u32,
    /// Of posting consistency.
    pub consistency: u32,
    /// Of ad labels on paid posts.
    pub disclosure: u32,
    /// Of the price.
    pub price: u32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            niche: 20,
            tier: 10,
            engagement: 20,
            country: 10,
            age: 5,
            gender: 5,
            consistency: 10,
            disclosure: 10,
            price: 10,
        }
    }
}

impl Weights {
    /// The weight of a part.
    pub fn of(&self, part: Part) -> u32 {
        match part {
            Part::Niche => self.niche,
            Part::Tier => self.tier,
            Part::Engagement => self.engagement,
            Part::Country => self.country,
            Part::Age => self.age,
            Part::Gender => self.gender,
            Part::Consistency => self.consistency,
            Part::Disclosure => self.disclosure,
            Part::Price => self.price,
        }
    }
}

/// Points that flags take off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Penalties {
    /// For each red one.
    pub red: u32,
    /// For each amber one.
    pub amber: u32,
}

impl Default for Penalties {
    fn default() -> Self {
        Self { red: 10, amber: 5 }
    }
}

impl Penalties {
    /// The points a flag takes off.
    pub fn of(&self, flag: &Flag) -> u32 {
        match flag.severity {
            Severity::Red => self.red,
            Severity::Amber => self.amber,
        }
    }
}

/// What a part of the score rests on, or what is missing for it.
#[derive(Clone, Debug, PartialEq)]
pub enum Basis {
    /// The brief sets no target for this part.
    NoTarget,
    /// The creator's niches are unknown.
    NoNiche,
    /// This niche of the creator is wanted.
    WantedNiche(String),
    /// This niche of the creator is close to a wanted one.
    RelatedNiche(String),
    /// None of the niches is wanted or related.
    OtherNiche {
        /// The niches of the creator.
        niches: Vec<String>,
        /// Those of the brief.
        wanted: Vec<String>,
    },
    /// Followers are unknown, so there is no tier.
    NoTier,
    /// The tier of the creator is wanted.
    WantedTier(Tier),
    /// The tier of the creator is not wanted.
    OtherTier {
        /// The tier of the creator.
        tier: Tier,
        /// Those of the brief.
        wanted: Vec<Tier>,
        /// Whether it is one step from a wanted one.
        is_next: bool,
    },
    /// No post has views and reactions.
    NoReactions,
    /// How viewers react.
    Reactions {
        /// Reactions / views.
        rate: f64,
        /// The tier, if followers are known.
        tier: Option<Tier>,
        /// What is usual in the tier, if there is a benchmark.
        usual: Option<f64>,
    },
    /// Nothing is known about this side of the audience.
    NoAudience,
    /// A share of the audience.
    Audience {
        /// The share in the wanted keys.
        share: f64,
        /// The needed share.
        need: f64,
        /// The wanted keys: `US`, `18-24`, `female`.
        keys: Vec<String>,
    },
    /// Fewer than two posts, so no gaps.
    NoRhythm,
    /// How regularly the creator posts.
    Rhythm {
        /// Weeks looked at, 1 to 8.
        weeks: u32,
        /// Weeks of those with a post.
        weeks_posted: u32,
        /// Median days between posts.
        gap_days: f64,
        /// Days since the last post, where they are so many that the score is halved.
        silent_days: Option<f64>,
    },
    /// No paid post was checked for an ad label.
    NoPaidPosts,
    /// Paid posts that were checked for an ad label.
    PaidPosts {
        /// How many were checked, from 1.
        seen: i64,
        /// How many of them carried one.
        labeled: i64,
    },
    /// The price cannot be compared.
    NoPrice(NoQuote),
    /// The price beside the usual one.
    Price {
        /// The two prices.
        quote: Quote,
        /// Whether followers are known; otherwise the tier is assumed.
        has_followers: bool,
    },
}

/// A part of the score.
#[derive(Clone, Debug, PartialEq)]
pub struct FitPart {
    /// Which one.
    pub part: Part,
    /// Its weight.
    pub weight: u32,
    /// 0 to 1; `None` without data, which leaves the part out of the score.
    pub score: Option<f64>,
    /// What the score rests on.
    pub basis: Basis,
}

impl FitPart {
    /// Makes a part from its score and what it rests on.
    pub fn new(part: Part, weight: u32, score: Option<f64>, basis: Basis) -> Self {
        let score = score.filter(|score| score.is_finite()).map(|score| score.clamp(0.0, 1.0));
        Self { part, weight, score, basis }
    }

    /// The points of the part, 0 to its weight, rounded half up; `None` without data.
    pub fn points(&self) -> Option<u64> {
        self.score.map(|score| rounded(f64::from(self.weight) * score))
    }
}

/// The fit of a creator with a brief.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// 0 to 100: the base minus the penalty, rounded half up; `None` if no part has data.
    pub score: Option<u8>,
    /// 100 sum(weight score) / sum(weight) over the parts with data, 0 to 100.
    pub base: Option<f64>,
    /// Weight of the parts with data / weight of all parts, 0 to 1.
    pub coverage: f64,
    /// Points that the flags take off.
    pub penalty: u32,
    /// All parts in order, including those without data.
    pub parts: Vec<FitPart>,
}

impl Fit {
    /// Returns the fit from its parts and the flags.
    pub fn of(parts: Vec<FitPart>, flags: &[Flag], penalties: Penalties) -> Self {
        let used = || parts.iter().filter_map(|part| Some((f64::from(part.weight), part.score?)));
        let total: f64 = parts.iter().map(|part| f64::from(part.weight)).sum();
        // `sum` of an empty iterator of floats is -0.0, which JSON would show.
        let weight = used().fold(0.0, |sum, (weight, _)| sum + weight);
        let penalty = flags.iter().fold(0_u32, |sum, flag| sum.saturating_add(penalties.of(flag)));
        let base = (weight > 0.0)
            .then(|| 100.0 * used().map(|(weight, score)| weight * score).sum::<f64>() / weight)
            .map(|base| base.clamp(0.0, 100.0));
        let score = base.and_then(|base| u8::try_from(rounded((base - f64::from(penalty)).max(0.0))).ok());
        Self { score, base, coverage: if total > 0.0 { weight / total } else { 0.0 }, penalty, parts }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::flags::Sign;

    fn part(part: Part, score: Option<f64>) -> FitPart {
        FitPart::new(part, Weights::default().of(part), score, Basis::NoTarget)
    }

    #[test]
    fn leaves_out_parts_without_data() {
        let parts = vec![part(Part::Niche, Some(0.6)), part(Part::Age, None), part(Part::Price, Some(f64::NAN))];
        let fit = Fit::of(parts, &[], Penalties::default());
        assert_eq!((fit.score, (100.0 * fit.coverage).round()), (Some(60), 57.0));
        let points: Vec<Option<u64>> = fit.parts.iter().map(FitPart::points).collect();
        assert_eq!(points, [Some(12), None, None]);
    }

    #[test]
    fn score_never_drops_below_zero() {
        let flag = Flag::new(Sign::Dormant(36.0), false);
        let red = Flag { severity: Severity::Red, ..flag };
        let penalties = Penalties::default();
        let fit = |flags: &[Flag]| Fit::of(vec![part(Part::Niche, Some(0.125))], flags, penalties);
        assert_eq!((fit(&[]).score, fit(&[flag]).score), (Some(13), Some(8)));
        assert_eq!((fit(&[red, flag]).score, fit(&[red, flag]).penalty), (Some(0), 15));
    }

    #[test]
    fn has_no_score_without_data() {
        let fit = Fit::of(vec![part(Part::Niche, None)], &[], Penalties::default());
        assert_eq!((fit.score, fit.base, fit.coverage), (None, None, 0.0));
        assert!(fit.coverage.is_sign_positive(), "no -0.0 in JSON");
        let weightless = FitPart { weight: 0, ..part(Part::Niche, Some(1.0)) };
        assert_eq!(Fit::of(vec![weightless], &[], Penalties::default()).score, None);
    }
}
