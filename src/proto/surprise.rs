//! How far a post was from what was expected of it.

/// How far the latest post was from what was expected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Surprise {
    /// Its views as a multiple of those expected.
    pub views: f64,
    /// Its orders per view as a multiple of the median of the tested creators.
    pub rate: f64,
    /// Views of its best post, and those of a usual post of the creator, where both are known.
    pub counts: Option<(f64, f64)>,
}

impl Surprise {
    /// Its views as a multiple of the usual ones, as a person would divide the two; of those expected where a count is unknown.
    pub fn times(&self) -> f64 {
        self.counts.map_or(self.views, |(seen, usual)| seen / usual)
    }
}
