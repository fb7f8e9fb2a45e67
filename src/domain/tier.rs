//! Tiers: how big an account is, by followers.

use strum::{EnumIter, IntoEnumIterator};

/// The size class of an account. Below nano an account has no tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum Tier {
    /// From 1,000 followers by default.
    Nano,
    /// From 10,000 followers by default.
    Micro,
    /// From 100,000 followers by default.
    Macro,
    /// From 1,000,000 followers by default.
    Mega,
}

impl Tier {
    /// The word used in files, tables and the filter language.
    pub fn word(self) -> &'static str {
        match self {
            Self::Nano => "nano",
            Self::Micro => "micro",
            Self::Macro => "macro",
            Self::Mega => "mega",
        }
    }

    /// Reads a tier's word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::iter().find(|tier| tier.word() == word)
    }
}

/// The lowest follower counts of the four tiers, rising.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TierBorders {
    /// First follower count of nano.
    pub nano: i64,
    /// First follower count of micro.
    pub micro: i64,
    /// First follower count of macro.
    pub r#macro: i64,
    /// First follower count of mega.
    pub mega: i64,
}

impl Default for TierBorders {
    fn default() -> Self {
        Self { nano: 1_000, micro: 10_000, r#macro: 100_000, mega: 1_000_000 }
    }
}

impl TierBorders {
    /// Returns the tier of an account, or nothing below nano.
    pub fn tier(self, followers: i64) -> Option<Tier> {
        [(self.mega, Tier::Mega), (self.r#macro, Tier::Macro), (self.micro, Tier::Micro), (self.nano, Tier::Nano)]
            .into_iter()
            .find(|(border, _)| followers >= *border)
            .map(|(_, tier)| tier)
    }

    /// Returns the follower counts of a tier: the first that belongs to it and the first that no longer does.
    pub fn range(self, tier: Tier) -> (i64, Option<i64>) {
        match tier {
            Tier::Nano => (self.nano, Some(self.micro)),
            Tier::Micro => (self.micro, Some(self.r#macro)),
            Tier::Macro => (self.r#macro, Some(self.mega)),
            Tier::Mega => (self.mega, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_belong_to_the_larger_tier() {
        let borders = TierBorders::default();
        assert_eq!(borders.tier(999), None);
        assert_eq!(borders.tier(9_999), Some(Tier::Nano));
        assert_eq!(borders.tier(10_000), Some(Tier::Micro));
        assert_eq!(borders.tier(100_000), Some(Tier::Macro));
        assert_eq!(borders.tier(1_000_000), Some(Tier::Mega));
    }
}
