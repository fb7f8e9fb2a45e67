//! A post and its counts, as they are typed, pasted, imported and shown.

use crate::domain::CollaborationFields;
use chrono::NaiveDate;

/// Counts of a post at one moment; unknown is `None`, never 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadingRecord {
    /// Views.
    pub views: Option<i64>,
    /// Likes.
    pub likes: Option<i64>,
    /// Comments.
    pub comments: Option<i64>,
    /// Shares.
    pub shares: Option<i64>,
    /// Saves.
    pub saves: Option<i64>,
}

impl From<&CollaborationFields> for ReadingRecord {
    /// The counts of the post of a collaboration.
    fn from(fields: &CollaborationFields) -> Self {
        let CollaborationFields { views, likes, comments, shares, saves, .. } = *fields;
        Self { views, likes, comments, shares, saves }
    }
}

impl ReadingRecord {
    /// Whether any count is known.
    pub fn is_known(self) -> bool {
        self != Self::default()
    }

    /// Every count with its name, which is that of its column.
    pub fn named(self) -> [(&'static str, Option<i64>); 5] {
        let Self { views, likes, comments, shares, saves } = self;
        [("views", views), ("likes", likes), ("comments", comments), ("shares", shares), ("saves", saves)]
    }
}

/// A post as typed, pasted or listed in a file; an entry with the address, else the day, of a known post updates it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostEntry {
    /// Address, empty for none.
    pub url: String,
    /// Day of the post.
    pub posted_on: Option<NaiveDate>,
    /// Its text, empty for none.
    pub caption: String,
    /// Its counts.
    pub reading: ReadingRecord,
}
