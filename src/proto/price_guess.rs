//! What a post of somebody would cost who was never asked.

use crate::domain::Money;

/// What a post would cost, by what others of the tier cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriceGuess {
    /// From.
    pub low: Money,
    /// To; the same where it is one amount.
    pub high: Money,
    /// The number of your own agreed fees in the tier whose median it is; nothing where it is the middle half of the posts' views
    /// at the published price of the tier.
    pub deals: Option<usize>,
}
