//! The last verb with its arguments, to be said again of somebody else.

use crate::domain::{RejectReason, Snooze, Verdict};
use crate::proto::WriteCmd;
use crate::proto::command::FieldValue;
use crate::tui::kit::overlay::{Purpose, Value};
use crate::tui::kit::{Action, Availability, Ctx, Request};
use crate::tui::screens::profile::ask;

use super::verbs::{NOTE, QUICK, REASON, SNOOZE, TAGS};
use super::{CreatorsScreen, field};

/// Something that was done, without whom it was done to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Verb {
    /// Decided.
    Verdict(Verdict),
    /// Rejected for a reason.
    Reject(RejectReason),
    /// Given stars.
    Rate(u8),
    /// Blocked, or allowed again.
    Block(bool),
    /// Put into the current batch, and picked perhaps.
    Batch(bool),
    /// Put out of sight.
    Snooze(Snooze),
    /// Tags added and removed.
    Tags(Vec<String>, Vec<String>),
    /// A note.
    Note(String),
    /// One field set.
    Field(FieldValue),
    /// Deleted; never repeated by itself.
    Delete,
}

impl Verb {
    /// What happens to the creators: "x again rejects 1,240 creators".
    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Verdict(Verdict::Picked) => "picks",
            Self::Verdict(Verdict::Rejected) | Self::Reject(_) => "rejects",
            Self::Verdict(Verdict::Maybe) => "makes {} a maybe",
            Self::Verdict(Verdict::Snoozed) | Self::Snooze(_) => "snoozes",
            Self::Verdict(Verdict::New) => "clears the verdict of",
            Self::Rate(_) => "rates",
            Self::Block(true) => "marks do not contact on",
            Self::Block(false) => "lifts do not contact from",
            Self::Batch(true) => "picks {} and puts them into the batch",
            Self::Batch(false) => "puts {} into the batch",
            Self::Tags(_, remove) if remove.is_empty() => "tags",
            Self::Tags(add, _) if add.is_empty() => "removes tags from",
            Self::Tags(..) => "changes the tags of",
            Self::Note(_) => "adds a note to",
            Self::Field(_) => "changes a field of",
            Self::Delete => "deletes",
        }
    }
}

impl CreatorsScreen {
    /// What the value of an overlay does to those it is about; nothing where it only leads on.
    pub(super) fn does(&self, purpose: Purpose, value: &Value) -> Option<&'static str> {
        let verb = match (purpose, value) {
            (REASON, Value::Picked(words)) if words == ask::OWN_REASON => return None,
            (REASON, _) => Verb::Verdict(Verdict::Rejected),
            (QUICK, Value::Picked(tag)) => Verb::Tags(vec![tag.clone()], Vec::new()),
            (TAGS, Value::Toggled { add, remove }) => Verb::Tags(add.clone(), remove.clone()),
            (NOTE, Value::Text(_)) => Verb::Note(String::new()),
            (SNOOZE, Value::Text(_)) => Verb::Verdict(Verdict::Snoozed),
            (field::FIELD, Value::Text(typed)) if self.field_fault(typed).is_none() => {
                return Some("changes a field of");
            }
            _ => return None,
        };
        Some(verb.word())
    }

    /// Does the last thing again, to whom a verb acts on now.
    pub(super) fn repeat(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        match self.last_verb.clone() {
            Some(Verb::Verdict(verdict)) => self.verdict(verdict, ctx),
            Some(Verb::Reject(reason)) => self.decide(Verb::Reject(reason.clone()), true, ctx, |target| {
                WriteCmd::SetVerdict { target, verdict: Verdict::Rejected, reason: Some(reason), until: None }
            }),
            Some(Verb::Rate(stars)) => self.rate(stars, ctx),
            Some(Verb::Block(blocked)) => self.block(blocked, ctx),
            Some(Verb::Batch(pick)) => self.put_into_batch(pick, ctx),
            Some(Verb::Snooze(snooze)) => self.snooze_for(snooze, ctx),
            Some(Verb::Tags(add, remove)) => {
                let verb = Verb::Tags(add.clone(), remove.clone());
                self.describe(verb, ctx, |target| WriteCmd::EditTags { target, add, remove })
            }
            Some(Verb::Note(text)) => {
                self.describe(Verb::Note(text.clone()), ctx, |target| WriteCmd::AddNote { target, text })
            }
            Some(Verb::Field(value)) => {
                self.describe(Verb::Field(value.clone()), ctx, |target| WriteCmd::SetField { target, value })
            }
            Some(Verb::Delete) | None => Vec::new(),
        }
    }

    /// Whether the last thing can be done again; what it needs besides somebody to act on must still be there.
    pub(super) fn can_repeat(&self, ctx: &Ctx) -> Availability {
        match self.last_verb {
            None => Availability::No("Nothing was done yet that could be repeated.".to_owned()),
            Some(Verb::Batch(_)) => self.can(Action::BatchAdd, ctx),
            Some(_) => self.can(Action::VerdictPick, ctx),
        }
    }
}
