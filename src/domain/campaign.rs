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

    /// Its name inside a sentence.
    pub fn named(self) -> &'static str {
        match self {
            Self::Ugc => "UGC",
            other => other.word(),
        }
    }

    /// Reads a goal's word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::iter().find(|goal| goal.word() == word)
    }
}

/// What a campaign counts as a conversion. All but orders are sales of nothing: each stands for a value that was typed once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumIter)]
pub enum Counts {
    /// Orders of a shop.
    #[default]
    Orders,
    /// People who signed up.
    SignUps,
    /// People who left their contact.
    Leads,
    /// Installed apps.
    Installs,
}

impl Counts {
    /// The word used in files, and what several of them are called.
    pub fn word(self) -> &'static str {
        match self {
            Self::Orders => "orders",
            Self::SignUps => "sign-ups",
            Self::Leads => "leads",
            Self::Installs => "installs",
        }
    }

    /// What one of them is called.
    pub fn one(self) -> &'static str {
        match self {
            Self::Orders => "order",
            Self::SignUps => "sign-up",
            Self::Leads => "lead",
            Self::Installs => "install",
        }
    }

    /// Their name where it begins a line.
    pub fn label(self) -> &'static str {
        match self {
            Self::Orders => "Orders",
            Self::SignUps => "Sign-ups",
            Self::Leads => "Leads",
            Self::Installs => "Installs",
        }
    }

    /// The heading of a column of them.
    pub fn head(self) -> &'static str {
        match self {
            Self::Orders => "ORDERS",
            Self::SignUps => "SIGN-UPS",
            Self::Leads => "LEADS",
            Self::Installs => "INSTALLS",
        }
    }

    /// This many of them: `1 sign-up`, `1,200 sign-ups`.
    pub fn counted(self, count: i64) -> String {
        super::figure::counted(count, self.one(), self.word())
    }

    /// Whether a shop's export tells them.
    pub fn are_orders(self) -> bool {
        self == Self::Orders
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::iter().find(|counts| counts.word() == word)
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
