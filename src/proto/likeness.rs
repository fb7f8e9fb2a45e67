//! How much creators are like those named in a filter, and in what.

use crate::analysis::likeness::Alike;
use crate::domain::{CreatorId, Handle};

/// How alike one creator is.
#[derive(Clone, Debug, PartialEq)]
pub struct LikenessRow {
    /// Who.
    pub creator: CreatorId,
    /// From 0 to 100.
    pub percent: f64,
    /// The creator they are most like, of those named in the filter.
    pub to: Handle,
    /// The parts in which they are most alike, the strongest first, at most [`MOST_REASONS`].
    pub alike: Vec<Alike>,
}

/// The most reasons that are given.
pub const MOST_REASONS: usize = 3;
