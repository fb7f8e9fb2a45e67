//! Campaigns: one product, one question, one goal.

use strum::{EnumIter, IntoEnumIterator};

/// What a campaign is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumIter)]
pub enum Goal {
    /// Being seen.
    Awareness,
    /// Selling.
    #[default]
    Conversions,
    /// Getting material to use.
    Ugc,
}

impl Goal {
    /// The word used in files and on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Awareness => "awareness",
            Self::Conversions => "conversions",
            Self::Ugc => "ugc",
        }
    }

    /// Reads a goal's word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::iter().find(|goal| goal.word() == word)
    }
}

/// How many niches a campaign should name.
pub const NICHES: std::ops::RangeInclusive<usize> = 3..=5;

/// Returns the target ROAS x 10,000: the user's own, else break-even `1 / margin` (statistics: section 1).
///
/// `margin_bp` is the gross margin in basis points; without either figure there is no target.
pub fn target_roas_e4(own_e4: Option<i64>, margin_bp: Option<i64>) -> Option<i64> {
    own_e4.or_else(|| super::money::div_round(100_000_000, i128::from(margin_bp?)))
}

#[cfg(test)]
mod tests {
    use super::target_roas_e4;

    #[test]
    fn the_target_is_break_even_unless_chosen() {
        assert_eq!(target_roas_e4(None, Some(6_000)), Some(16_667));
        assert_eq!(target_roas_e4(Some(20_000), Some(6_000)), Some(20_000));
        assert_eq!(target_roas_e4(None, None), None);
        assert_eq!(target_roas_e4(None, Some(0)), None);
    }
}
