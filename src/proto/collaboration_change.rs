//! What the user changes of the deliverables and rights of a collaboration.

use chrono::NaiveDate;

use super::post::ReadingRecord;
use crate::domain::deliverable::{DeliverableKind, Style};
use crate::domain::rights::Right;
use crate::domain::{CollaborationId, DeliverableId, PostId, RightId};

/// A deliverable as a command names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Which {
    /// A promised one.
    Promised(DeliverableId),
    /// A post that nobody promised; what is noted of it makes it a deliverable.
    Post(PostId),
    /// The one with this number on the page, from 1.
    Number(usize),
}

/// A change of one deliverable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliverableChange {
    /// Of which collaboration.
    pub collaboration: CollaborationId,
    /// What to change.
    pub cmd: DeliverableCmd,
}

/// What is changed of the deliverables of a collaboration. A day that is `None` is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeliverableCmd {
    /// Promises one more.
    Add(DeliverableKind, Style),
    /// Says how it looks.
    SetStyle(Which, Style),
    /// Sets the day by which it is to be out.
    SetDue(Which, Option<NaiveDate>),
    /// The draft came in.
    Draft(Which, Option<NaiveDate>),
    /// Changes were asked for once more.
    AskChanges(Which, NaiveDate),
    /// The draft was approved.
    Approve(Which, Option<NaiveDate>),
    /// The post is out. Without a day it is the day that its address tells, else unknown.
    Post {
        /// Of which.
        which: Which,
        /// Its address, empty for none.
        url: String,
        /// Its day.
        on: Option<NaiveDate>,
    },
    /// It was given up.
    Miss(Which, Option<NaiveDate>),
    /// Keeps the counts of its post on a day.
    Read(Which, NaiveDate, ReadingRecord),
    /// Removes it with its post.
    Remove(Which),
}

/// A change of one right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RightChange {
    /// Of which collaboration.
    pub collaboration: CollaborationId,
    /// Which right; nothing for a new one.
    pub id: Option<RightId>,
    /// What it becomes; nothing removes it.
    pub right: Option<Right>,
}
