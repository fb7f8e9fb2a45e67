//! A change to creators, without the creators it is made to.

use std::fmt;

use crate::domain::{CreatorId, RejectReason, Snooze, Verdict};
use crate::proto::command::FieldValue;
use crate::proto::{Target, WriteCmd};
use crate::tui::kit::Ctx;

use super::snooze;

/// Creators that a verb acts on, fixed when its key was pressed.
#[derive(Clone, PartialEq)]
pub struct Creators {
    /// Who they are.
    pub target: Target,
    /// How many.
    pub count: usize,
    /// What they are called: a handle, or `12 marked`.
    pub label: String,
    /// Whether they are the marked ones, not the one under the cursor.
    pub marked: bool,
}

impl Creators {
    /// A single creator.
    pub fn one(id: CreatorId, label: impl Into<String>) -> Self {
        Self { target: Target::one(id), count: 1, label: label.into(), marked: false }
    }
}

impl fmt::Debug for Creators {
    /// Says which, or of many only how many: a question about 50,000 creators is compared and logged by this.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.target {
            Target::Ids(ids) if ids.len() <= 20 => write!(out, "{} {ids:?}", self.label),
            _ => write!(out, "{} ({})", self.label, self.count),
        }
    }
}

/// A change to creators.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Decide.
    Verdict(Verdict),
    /// Reject for a reason.
    Reject(RejectReason),
    /// Give stars.
    Rate(u8),
    /// Mark do not contact, or lift it.
    Block(bool),
    /// Put into the current batch.
    Batch {
        /// Whether they are picked as well.
        pick: bool,
    },
    /// Put the decision off.
    Snooze(Snooze),
    /// Add and remove tags.
    Tags {
        /// To add.
        add: Vec<String>,
        /// To remove.
        remove: Vec<String>,
    },
    /// Add a note.
    Note(String),
    /// Set one field.
    Field(FieldValue),
    /// Delete; never made again by itself.
    Delete,
}

impl Change {
    /// What happens to the creators, as [`Ctx::may_change`] takes it: "x again rejects 1,240 creators".
    pub fn word(&self) -> &'static str {
        match self {
            Self::Verdict(Verdict::Picked) => "picks",
            Self::Verdict(Verdict::Rejected) | Self::Reject(_) => "rejects",
            Self::Verdict(Verdict::Maybe) => "makes {} a maybe",
            Self::Verdict(Verdict::Snoozed) | Self::Snooze(_) => "snoozes",
            Self::Verdict(Verdict::New) => "clears the verdict of",
            Self::Rate(_) => "rates",
            Self::Block(true) => "marks do not contact on",
            Self::Block(false) => "lifts do not contact from",
            Self::Batch { pick: true } => "picks {} and puts them into the batch",
            Self::Batch { pick: false } => "puts {} into the batch",
            Self::Tags { remove, .. } if remove.is_empty() => "tags",
            Self::Tags { add, .. } if add.is_empty() => "removes tags from",
            Self::Tags { .. } => "changes the tags of",
            Self::Note(_) => "adds a note to",
            Self::Field(_) => "changes a field of",
            Self::Delete => "deletes",
        }
    }

    /// The verdict that the creators have afterwards, where it gives one.
    pub fn verdict(&self) -> Option<Verdict> {
        match self {
            Self::Verdict(verdict) => Some(*verdict),
            Self::Reject(_) => Some(Verdict::Rejected),
            Self::Snooze(_) => Some(Verdict::Snoozed),
            Self::Batch { pick: true } => Some(Verdict::Picked),
            _ => None,
        }
    }

    /// Whether the creators are done with afterwards. Marks stay for the next word about those who are only described.
    pub fn settles(&self) -> bool {
        !matches!(self, Self::Rate(_) | Self::Tags { .. } | Self::Note(_) | Self::Field(_))
    }

    /// Why it cannot be made as things stand.
    pub fn fault(&self, ctx: &Ctx) -> Option<String> {
        match self {
            Self::Snooze(until) => snooze::fault(*until, ctx),
            _ => None,
        }
    }

    /// The command that makes it; nothing without what it needs, such as a current batch.
    pub fn command(&self, target: Target, ctx: &Ctx) -> Option<WriteCmd> {
        let verdict = |verdict, reason, until| WriteCmd::SetVerdict { target: target.clone(), verdict, reason, until };
        Some(match self.clone() {
            Self::Verdict(given) => verdict(given, None, None),
            Self::Reject(reason) => verdict(Verdict::Rejected, Some(reason), None),
            Self::Snooze(snooze) => verdict(Verdict::Snoozed, None, snooze.day(ctx.today)),
            Self::Rate(stars) => WriteCmd::Rate { target, stars },
            Self::Block(blocked) => WriteCmd::SetDoNotContact { target, blocked },
            Self::Batch { pick } => WriteCmd::AddToBatch { batch: ctx.current_batch.as_ref()?.0, target, pick },
            Self::Tags { add, remove } => WriteCmd::EditTags { target, add, remove },
            Self::Note(text) => WriteCmd::AddNote { target, text },
            Self::Field(value) => WriteCmd::SetField { target, value },
            Self::Delete => WriteCmd::DeleteCreators(target),
        })
    }
}
