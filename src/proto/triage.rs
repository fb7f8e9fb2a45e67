//! How a queue of triage stands, and what its cards are compared with.

use crate::analysis::Spread;
use crate::domain::{Currency, Verdict};

/// A queue at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueFigures {
    /// The verdict of each creator of the queue, in its order; nothing for those that no longer exist. A snooze whose day has come
    /// counts as new.
    pub verdicts: Vec<Option<Verdict>>,
    /// The figures of those picked so far, in the queue and among what it was made from.
    pub picks: Figures,
    /// The figures of the whole queue.
    pub whole: Figures,
    /// The currency of the prices: that of most asking prices in the queue; nothing where no price is known.
    pub currency: Option<Currency>,
    /// Creators that came in since, or were set back to new, and wait beside the queue.
    pub waiting: i64,
}

/// Where the figures of some creators lie. Nothing where none of them is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// How many creators.
    pub creators: i64,
    /// Engagement rates in thousandths of a percent point.
    pub er_e3: Option<Spread>,
    /// Views of a post.
    pub views: Option<Spread>,
    /// Views of a post by followers, x 10,000.
    pub reach_e4: Option<Spread>,
    /// Asking prices, minor units.
    pub price_minor: Option<Spread>,
    /// Asking prices for 1,000 views, minor units.
    pub cpm_minor: Option<Spread>,
}
