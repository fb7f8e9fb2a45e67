//! What a collaboration costs: kinds and states of cost items.

use strum::{EnumIter, IntoEnumIterator};

/// What an amount was paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum CostKind {
    /// The creator's fee.
    Fee,
    /// Cost of goods of the product sent.
    Product,
    /// Sending it.
    Shipping,
    /// Usage rights.
    Rights,
    /// Paid distribution of the post.
    Boost,
    /// Anything else.
    Other,
}

impl CostKind {
    /// The word used in files and on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Fee => "fee",
            Self::Product => "product",
            Self::Shipping => "shipping",
            Self::Rights => "rights",
            Self::Boost => "boost",
            Self::Other => "other",
        }
    }

    /// Reads a kind's word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::iter().find(|kind| kind.word() == word)
    }
}

/// How certain an amount is. Only committed and spent amounts count as spend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter)]
pub enum CostState {
    /// Intended, for a batch that has not started.
    Planned,
    /// Agreed, owed when the time comes.
    Committed,
    /// Gone.
    Spent,
}

impl CostState {
    /// The word used in files and on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Committed => "committed",
            Self::Spent => "spent",
        }
    }

    /// Reads a state's word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::iter().find(|state| state.word() == word)
    }
}
