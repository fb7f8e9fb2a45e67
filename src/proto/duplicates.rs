//! Creators that may be one, side by side.

use chrono::NaiveDate;

use crate::domain::CreatorId;
use crate::domain::alike::Likeness;
use crate::domain::creator::Figure;
use crate::domain::merge::Side;

use super::row::CreatorRow;

/// A creator beside another that may be the same.
#[derive(Clone, Debug, PartialEq)]
pub struct AlikeRow {
    /// The row.
    pub row: CreatorRow,
    /// The day the figures are of.
    pub stats_on: Option<NaiveDate>,
    /// The days of those figures that are of another day.
    pub elsewhere: Vec<(Figure, NaiveDate)>,
    /// Earlier handles, newest first.
    pub known_as: Vec<String>,
    /// Notes.
    pub notes: i64,
    /// Posts.
    pub posts: i64,
    /// Collaborations.
    pub collaborations: i64,
}

impl AlikeRow {
    /// What merging needs to know of the row.
    pub fn side(&self) -> Side {
        let row = &self.row;
        Side {
            fields: row.fields.clone(),
            stats_on: self.stats_on,
            elsewhere: self.elsewhere.iter().copied().collect(),
            verdict: row.verdict,
            reason: row.reason.clone(),
            snoozed_until: row.snoozed_until,
            rating: row.rating,
            do_not_contact: row.do_not_contact,
            added_on: row.added_on,
        }
    }
}

/// Creators that have something in common.
#[derive(Clone, Debug, PartialEq)]
pub struct AlikeGroup {
    /// What, the surest sign first; nothing for creators that the user put side by side.
    pub likenesses: Vec<Likeness>,
    /// Who, in the order in which they came in.
    pub rows: Vec<AlikeRow>,
}

impl AlikeGroup {
    /// The creator with the most known facts; it is kept unless you choose another.
    pub fn fullest(&self) -> usize {
        let weight = |row: &AlikeRow| {
            let figures = [row.row.fields.followers, row.row.fields.views, row.row.fields.price_minor];
            let known = figures.iter().flatten().count();
            (row.collaborations, row.posts, row.notes, known, row.stats_on, std::cmp::Reverse(row.row.id))
        };
        let all = self.rows.iter().enumerate();
        all.max_by_key(|(_, row)| weight(row)).map_or(0, |(at, _)| at)
    }

    /// The ids of all of them.
    pub fn ids(&self) -> Vec<CreatorId> {
        self.rows.iter().map(|row| row.row.id).collect()
    }
}

/// All groups of creators that may be one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Duplicates {
    /// The groups, the surest first.
    pub groups: Vec<AlikeGroup>,
    /// How many more there are.
    pub more: usize,
}
