//! A change to creators, separate from the creators it applies to.

use std::fmt;

use crate::domain::{CreatorId, RejectReason, Snooze, Verdict};
use crate::proto::command::FieldValue;
use crate::proto::{Target, WriteCmd};
use crate::tui::kit::Ctx;

use super::snooze;

/// The creators a verb acts on, fixed when its key was pressed.
#[derive(Clone, PartialEq)]
pub struct Creators {
    /// Their ids, or the filter they match.
    pub target: Target,
    /// How many.
    pub count: usize,
    /// Their label: a handle, or `12 marked`.
    pub label: String,
    /// Whether these are the marked creators and not the one under the cursor.
    pub marked: bool,
}

impl Creators {
    /// A single creator.
    pub fn one(id: CreatorId, label: impl Into<String>) -> Self {
        Self { target: Target::one(id), count: 1, label: label.into(), marked: false }
    }
}

impl fmt::Debug for Creators {
    /// Prints ids of a few creators, and only the count of many: questions about 50,000 creators are compared and logged in
    /// this form.
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
    /// Set the verdict.
    Verdict(Verdict),
    /// Reject for a reason.
    Reject(RejectReason),
    /// Set the stars.
    Rate(u8),
    /// Set or clear do not contact.
    Block(bool),
    /// Add to the current batch.
    Batch {
        /// Whether to pick them as well.
        pick: bool,
    },
    /// Snooze.
    Snooze(Snooze),
    /// Add and remove tags.
    Tags {
        /// Tags to add.
        add: Vec<String>,
        /// Tags to remove.
        remove: Vec<String>,
    },
    /// Add a note.
    Note(String),
    /// Set one field.
    Field(FieldValue),
    /// Delete. Never repeated by the repeat key.
    Delete,
}

impl Change {
    /// The effect in words, for [`Ctx::may_change`]: "x again rejects 1,240 creators".
    pub fn word(&self) -> &'static str {
        match self {
            Self::Verdict(Verdict::Picked) => "picks",
            Self::Verdict(Verdict::Rejected) | Self::Reject(_) => "rejects",
            Self::Verdict(Verdict::Maybe) => "makes {} a maybe",
            Self::Verdict(Verdict::Snoozed) | Self::Snooze(_) => "snoozes",
            Self::Verdict(Verdict::New) => "clears the verdict of",
            Self::Rate(_) => "rates",
            Self::Block(true) => "marks do not contact on",
            Self::Block(false) => "clears do not contact on",
            Self::Batch { pick: true } => "picks {} and adds them to the batch",
            Self::Batch { pick: false } => "adds {} to the batch",
            Self::Tags { remove, .. } if remove.is_empty() => "tags",
            Self::Tags { add, .. } if add.is_empty() => "removes tags from",
            Self::Tags { .. } => "changes the tags of",
            Self::Note(_) => "adds a note to",
            Self::Field(_) => "changes a field of",
            Self::Delete => "deletes",
        }
    }

    /// The verdict this change sets, if any.
    pub fn verdict(&self) -> Option<Verdict> {
        match self {
            Self::Verdict(verdict) => Some(*verdict),
            Self::Reject(_) => Some(Verdict::Rejected),
            Self::Snooze(_) => Some(Verdict::Snoozed),
            Self::Batch { pick: true } => Some(Verdict::Picked),
            _ => None,
        }
    }

    /// Whether the change decides on the creators, which clears their marks. After a description the marks stay for the next
    /// one.
    pub fn decides(&self) -> bool {
        !matches!(self, Self::Rate(_) | Self::Tags { .. } | Self::Note(_) | Self::Field(_))
    }

    /// Why the change can't be made now.
    pub fn fault(&self, ctx: &Ctx) -> Option<String> {
        match self {
            Self::Snooze(until) => snooze::fault(*until, ctx),
            _ => None,
        }
    }

    /// The command for the change. `None` without what it needs, such as a current batch.
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
