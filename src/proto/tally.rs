//! Clicks and conversions counted by hand.

use chrono::NaiveDate;

use crate::domain::CollaborationId;

/// A count typed for a collaboration. Typing it again for the same day replaces it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TallyCmd {
    /// Clicks of its link.
    Clicks {
        /// Of which.
        id: CollaborationId,
        /// How many.
        clicks: i64,
        /// On which day, or up to which.
        day: NaiveDate,
        /// Whether these are all clicks so far rather than those of the day.
        is_total: bool,
    },
    /// Sign-ups, leads or installs of a day, in a campaign that counts them.
    Conversions {
        /// Of which.
        id: CollaborationId,
        /// How many.
        count: i64,
        /// On which day.
        day: NaiveDate,
    },
}
