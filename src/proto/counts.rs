//! What tabs and headers show of the whole file.

use crate::domain::BatchId;

/// How many creators there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All.
    pub all: i64,
    /// Not decided on.
    pub new: i64,
    /// On the shortlist.
    pub picked: i64,
    /// Perhaps.
    pub maybe: i64,
    /// Not for us.
    pub rejected: i64,
    /// Out of sight.
    pub snoozed: i64,
    /// Of those out of sight: back today, or earlier.
    pub woken: i64,
    /// Steps that `u` can undo.
    pub undo_steps: i64,
    /// Steps that can be redone.
    pub redo_steps: i64,
    /// Things overdue or due today.
    pub due: i64,
}

impl Counts {
    /// How many wait for a decision: new ones, and snoozed ones whose day has come.
    pub fn undecided(&self) -> i64 {
        self.new + self.woken
    }
}

/// Where the file stands: what is filled, and what odds are about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Current {
    /// The batch that is filled now, if there is one.
    pub batch: Option<CurrentBatch>,
    /// The name of the current campaign, if creators have odds in it. Working them out takes longer than to know that.
    pub odds_in: Option<String>,
}

/// The batch that is filled now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurrentBatch {
    /// Which.
    pub id: BatchId,
    /// Its name.
    pub name: String,
    /// The name of its campaign.
    pub campaign: String,
}
