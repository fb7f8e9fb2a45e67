//! The questions of the page, and what their answers do.

use crate::domain::{CollaborationField, RightId};
use crate::proto::collaboration_change::{DeliverableCmd, Which};
use crate::tui::kit::Ctx;
use crate::tui::kit::overlay::Value;

use super::CollaborationScreen;
use super::deed::Deed;

/// A question about the collaboration of the page.
#[derive(Clone, Debug)]
pub(super) enum Question {
    /// What to add.
    Add,
    /// Which kind of deliverable to add.
    Kind,
    /// What to do with a deliverable; the deeds in the order of the entries.
    Deed(Which, Vec<Deed>),
    /// How it looks.
    Style(Which),
    /// The day of a step of it.
    Day(Which, Deed),
    /// Link and day of its post.
    Post(Which),
    /// Whether it was posted before the parcel.
    PostAnyway(DeliverableCmd),
    /// The counts of its post.
    Reading(Which),
    /// The new value of a fact.
    Field(CollaborationField),
    /// The postal address of the creator.
    Address,
    /// A right; nothing for a new one.
    Right(Option<RightId>),
}

impl CollaborationScreen {
    /// Applies the answer to a question.
    pub(super) fn resolve(&mut self, question: &Question, value: Value, ctx: &mut Ctx) {
        match (question, value) {
            (Question::Add, Value::Chosen(choice)) => self.add_chosen(&choice, ctx),
            (Question::Kind, Value::Chosen(choice)) => self.add_kind(&choice, ctx),
            (Question::Deed(which, deeds), Value::Chosen(choice)) => {
                if let Some(deed) = choice.of(deeds) {
                    self.take_deed(*which, *deed, ctx);
                }
            }
            (Question::Style(which), Value::Chosen(choice)) => self.set_style(*which, &choice, ctx),
            (Question::Day(which, deed), Value::Text(typed)) => self.set_day(*which, *deed, &typed, ctx),
            (Question::Post(which), Value::Form(form)) => self.set_post(*which, form, ctx),
            (Question::PostAnyway(cmd), Value::Yes) => self.change(cmd.clone(), ctx),
            (Question::Reading(which), Value::Form(form)) => self.set_reading(*which, form, ctx),
            (Question::Field(field), Value::Text(typed)) => self.set_field(*field, &typed, ctx),
            (Question::Address, Value::Text(typed)) => self.set_address(&typed, ctx),
            (Question::Right(id), Value::Form(form)) => self.set_right(*id, form, ctx),
            _ => {}
        }
    }
}
