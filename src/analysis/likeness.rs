//! How alike two creators are: Gower's similarity over what is known of both.
//!
//! J. C. Gower, "A general coefficient of similarity and some of its properties", Biometrics 27 (1971), 857-871: each fact of two
//! creators gives a part from 0 (nothing alike) to 1 (the same), and the likeness is the mean of the parts by weight. A fact that is
//! unknown of either is left out, with its weight. Names are compared as the same or not, sets of tags by the share that both
//! have (Jaccard), figures by their distance on the scale of the logarithm, because 10,000 is as far from 20,000 as 100,000 is from
//! 200,000.
//!
//! Gower divides a distance by the range among all creators. Here the range of each figure is fixed ([`Part::decades`]), so that the
//! likeness of two creators does not change when other creators join the list.

use crate::domain::{Currency, TagId, Tier};

/// A fact that two creators are compared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum Part {
    /// Niches and tags.
    Tags,
    /// Size class.
    Tier,
    /// Followers.
    Size,
    /// Engagement rate.
    Engagement,
    /// Typical views of one post.
    Views,
    /// Asking price, where both ask in one currency.
    Price,
    /// Country.
    Country,
    /// Language.
    Language,
}

impl Part {
    /// The weight of the part. Niches and tags weigh most, because they say more about sales than any single figure. The number of
    /// followers and the tier share one weight, because both say how large an account is.
    pub const fn weight(self) -> f64 {
        match self {
            Self::Tags => 3.0,
            Self::Engagement | Self::Views => 1.5,
            Self::Price | Self::Country | Self::Language => 1.0,
            Self::Tier | Self::Size => 0.5,
        }
    }

    /// The part in one word, for data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Tags => "tags",
            Self::Tier => "tier",
            Self::Size => "followers",
            Self::Engagement => "engagement",
            Self::Views => "views",
            Self::Price => "price",
            Self::Country => "country",
            Self::Language => "language",
        }
    }

    /// After how many powers of ten two figures have nothing in common.
    const fn decades(self) -> f64 {
        match self {
            Self::Size | Self::Views => 2.0,
            _ => 1.0,
        }
    }
}

/// From this likeness on `like:` finds a creator: at least half alike.
pub const LEAST: f64 = 0.5;

/// The least share, by weight, of the known facts of one creator that must be known of the other too. Without this rule a creator
/// with nothing but a country would be 100% alike to everybody from that country.
pub const LEAST_KNOWN: f64 = 0.5;

/// What is known of a creator and compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traits {
    /// Niches and tags, rising.
    pub tags: Vec<TagId>,
    /// Size class, unknown without followers and for the smallest accounts.
    pub tier: Option<Tier>,
    /// Followers.
    pub followers: Option<i64>,
    /// Engagement rate in percent.
    pub er: Option<f64>,
    /// Typical views of one post.
    pub views: Option<i64>,
    /// Asking price in minor units.
    pub price: Option<(i64, Currency)>,
    /// Country, empty where unknown.
    pub country: String,
    /// Language, empty where unknown.
    pub language: String,
}

/// How alike two creators are in one part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alike {
    /// The part.
    pub part: Part,
    /// From 0 to 1.
    pub share: f64,
}

/// How alike two creators are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likeness {
    /// From 0 to 1.
    pub share: f64,
    /// The weight of what is known of both.
    pub known: f64,
}

impl Traits {
    /// How alike two creators are in one part, from 0 to 1; nothing where either is unknown.
    pub fn part(&self, other: &Self, part: Part) -> Option<f64> {
        match part {
            Part::Tags => shared(&self.tags, &other.tags),
            Part::Tier => neighbors(self.tier, other.tier),
            Part::Size => near(part, count(self.followers), count(other.followers)),
            Part::Engagement => near(part, rate(self.er), rate(other.er)),
            Part::Views => near(part, count(self.views), count(other.views)),
            Part::Price => {
                let ((price, currency), (others, in_currency)) = self.price.zip(other.price)?;
                if currency == in_currency { near(part, count(Some(price)), count(Some(others))) } else { None }
            }
            Part::Country => same(&self.country, &other.country),
            Part::Language => same(&self.language, &other.language),
        }
    }

    /// How alike two creators are; nothing where no fact is known of both.
    pub fn likeness(&self, other: &Self) -> Option<Likeness> {
        use strum::IntoEnumIterator;
        let (mut sum, mut known) = (0.0, 0.0);
        for part in Part::iter() {
            if let Some(alike) = self.part(other, part) {
                sum += alike * part.weight();
                known += part.weight();
            }
        }
        (known > 0.0).then(|| Likeness { share: (sum / known).clamp(0.0, 1.0), known })
    }

    /// How alike a candidate is to this creator, where enough of what is known of this one is known of the candidate.
    pub fn likeness_of(&self, candidate: &Self) -> Option<f64> {
        let own = self.likeness(self)?.known;
        self.likeness(candidate).filter(|found| found.known >= own * LEAST_KNOWN).map(|found| found.share)
    }

    /// The parts that make two creators most alike, by likeness times weight: at most so many, and none in which they are less than
    /// half alike.
    pub fn strongest(&self, other: &Self, most: usize) -> Vec<Alike> {
        use strum::IntoEnumIterator;
        let alike = |part| self.part(other, part).filter(|share| *share >= LEAST).map(|share| Alike { part, share });
        let mut parts: Vec<Alike> = Part::iter().filter_map(alike).collect();
        let counts = |alike: &Alike| alike.share * alike.part.weight();
        parts.sort_by(|a, b| counts(b).total_cmp(&counts(a)));
        parts.truncate(most);
        parts
    }
}

/// A count as it is compared: 0 and 1 are the same.
#[expect(clippy::cast_precision_loss, reason = "counts and amounts stay far below 2^53")]
fn count(number: Option<i64>) -> Option<f64> {
    number.filter(|number| *number >= 0).map(|number| number.max(1) as f64)
}

/// A rate as it is compared: from a tenth of a percent on.
fn rate(percent: Option<f64>) -> Option<f64> {
    percent.filter(|percent| percent.is_finite() && *percent >= 0.0).map(|percent| percent.max(0.1))
}

fn near(part: Part, a: Option<f64>, b: Option<f64>) -> Option<f64> {
    let (a, b) = a.zip(b)?;
    Some((1.0 - (a.log10() - b.log10()).abs() / part.decades()).clamp(0.0, 1.0))
}

/// The same tier is alike, a neighboring one half alike.
fn neighbors(a: Option<Tier>, b: Option<Tier>) -> Option<f64> {
    let (a, b) = a.zip(b)?;
    Some(match (a as u8).abs_diff(b as u8) {
        0 => 1.0,
        1 => 0.5,
        _ => 0.0,
    })
}

fn same(a: &str, b: &str) -> Option<f64> {
    (!a.is_empty() && !b.is_empty()).then(|| if a.eq_ignore_ascii_case(b) { 1.0 } else { 0.0 })
}

/// The share of all tags of two that both have.
#[expect(clippy::cast_precision_loss, reason = "nobody has that many tags")]
fn shared(a: &[TagId], b: &[TagId]) -> Option<f64> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let both = a.iter().filter(|tag| b.binary_search(tag).is_ok()).count();
    Some(both as f64 / (a.len() + b.len() - both) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::TierBorders;
    use proptest::prelude::*;

    fn traits() -> impl Strategy<Value = Traits> {
        let number = || prop::option::of(prop_oneof![Just(0), Just(i64::MAX), Just(i64::MIN), 1..5_000_000_i64]);
        let er =
            prop::option::of(prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(-1.0), Just(0.0), 0.0..100.0_f64]);
        let word = || prop::sample::select(vec!["", "us", "US", "de"]).prop_map(str::to_owned);
        let currency = |code: &str| code.parse::<Currency>().expect("a currency");
        let price = prop::option::of((0..1_000_000_i64, prop::sample::select(vec!["USD", "EUR"]).prop_map(currency)));
        let tags = prop::collection::btree_set((1..6_i64).prop_map(TagId), 0..4);
        (tags, number(), er, number(), price, word(), word()).prop_map(
            |(tags, followers, er, views, price, country, language)| Traits {
                tags: tags.into_iter().collect(),
                tier: followers.and_then(|count| TierBorders::default().tier(count)),
                followers,
                er,
                views,
                price,
                country,
                language,
            },
        )
    }

    proptest! {
        #[test]
        fn likeness_is_a_share_the_same_both_ways_and_whole_with_oneself(a in traits(), b in traits()) {
            let found = a.likeness(&b);
            prop_assert_eq!(found, b.likeness(&a));
            if let Some(found) = found {
                prop_assert!((0.0..=1.0).contains(&found.share) && found.known > 0.0, "{:?}", found);
            }
            if let Some(own) = a.likeness(&a) {
                prop_assert!((own.share - 1.0).abs() < 1e-12, "{:?}", own);
            }
            prop_assert!(a.strongest(&b, 3).len() <= 3);
        }

        #[test]
        fn what_is_unknown_of_one_changes_nothing(a in traits(), b in traits()) {
            // Leaving a fact out of the one is the same as leaving it out of both.
            let without = |traits: &Traits| Traits { views: None, tags: Vec::new(), ..traits.clone() };
            prop_assert_eq!(without(&a).likeness(&b), without(&a).likeness(&without(&b)));
        }
    }

    #[test]
    fn figures_are_compared_by_their_ratio() {
        let of = |followers| Traits { followers: Some(followers), ..Traits::default() };
        let alike = |a, b| of(a).likeness(&of(b)).expect("both are known").share;
        assert!((alike(10_000, 20_000) - alike(100_000, 200_000)).abs() < 1e-12);
        assert!((alike(1_000, 100_000)).abs() < 1e-12 && (alike(1_000, 10_000) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn tiers_beside_each_other_are_half_alike() {
        let of = |tier| Traits { tier: Some(tier), ..Traits::default() };
        let alike = |a, b| of(a).part(&of(b), Part::Tier);
        assert_eq!(alike(Tier::Nano, Tier::Nano), Some(1.0));
        assert_eq!((alike(Tier::Micro, Tier::Nano), alike(Tier::Nano, Tier::Macro)), (Some(0.5), Some(0.0)));
        assert_eq!(of(Tier::Nano).part(&Traits::default(), Part::Tier), None);
    }

    #[test]
    fn one_shared_fact_is_not_enough_where_much_is_known() {
        let mia = Traits {
            tags: vec![TagId(1)],
            followers: Some(20_000),
            er: Some(5.0),
            country: "us".to_owned(),
            ..Traits::default()
        };
        let bare = Traits { country: "us".to_owned(), ..Traits::default() };
        assert_eq!(mia.likeness_of(&bare), None);
        assert_eq!(bare.likeness_of(&mia), Some(1.0), "all that is known of the one is known of the other");
        let strongest: Vec<Part> = mia.strongest(&mia, 2).into_iter().map(|alike| alike.part).collect();
        assert_eq!(strongest, [Part::Tags, Part::Engagement]);
        assert_eq!(Traits::default().likeness_of(&mia), None);
    }
}
