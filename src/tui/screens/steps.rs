//! Logging a step of collaborations, on any screen that shows them: a list of all steps of all tracks, with the day.

use crate::domain::CollaborationId;
use crate::domain::milestone::{Milestone, Track};
use crate::proto::WriteCmd;
use crate::proto::command::WriteKind;
use crate::proto::event::Ticket;
use crate::tui::kit::overlay::{Overlay, Pick, PickItem, Value};
use crate::tui::kit::{Ctx, Does, Verb};

use super::over_budget::{self, Over};

/// The collaborations a verb acts on, fixed when its key was pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collaborations {
    /// Which.
    pub ids: Vec<CollaborationId>,
    /// Their label: a handle, or `3 marked`.
    pub label: String,
}

/// Which step, of these collaborations.
#[derive(Clone, Debug)]
pub struct Question(Collaborations);

/// The verb that asks for a step. The cursor is on the first thing that can happen on a track.
pub fn verb<S: 'static>(of: Collaborations, track: Track) -> Verb<S> {
    Verb::new(move |_: &mut S, _, ctx: &mut Ctx| open(of, track, ctx))
}

/// The verb that turns whether you would book them again.
pub fn book_again<S: 'static>(of: Collaborations) -> Verb<S> {
    Verb::write(WriteCmd::TurnBookAgain(of.ids))
}

fn open(of: Collaborations, track: Track, ctx: &mut Ctx) {
    let steps = Milestone::all();
    let item = |step: &Milestone| PickItem {
        label: step.word().to_owned(),
        part: step.track().word().to_owned(),
        ..PickItem::default()
    };
    let pick = Pick {
        title: format!("{}: what happened?", of.label),
        items: steps.iter().map(item).collect(),
        // The first step of a track is where it stands before anything happened.
        at: steps.iter().position(|step| step.track() == track).map_or(0, |nothing_yet| nothing_yet + 1),
        is_dated: true,
        ..Pick::default()
    };
    ctx.open(Overlay::Pick(pick), Question(of));
}

/// Writes the step that was chosen. For many creators, only when the answer is given again.
pub fn answered(question: &Question, value: &Value, ctx: &mut Ctx) -> Option<Ticket> {
    answered_within(question, value, |_, _| None, ctx)
}

/// Does the same where the budget is known: what goes over it is asked about first.
pub fn answered_within(
    question: &Question,
    value: &Value,
    over: impl Fn(&[CollaborationId], Milestone) -> Option<Over>,
    ctx: &mut Ctx,
) -> Option<Ticket> {
    let Value::Dated(choice, day) = value else { return None };
    let (Question(of), steps) = (question, Milestone::all());
    let milestone = *choice.of(&steps)?;
    let verb = format!("sets {} of {{}} to {}", milestone.track().word(), milestone.word());
    let command = WriteCmd::PassMilestone { ids: of.ids.clone(), milestone, day: *day };
    if let Some(over) = over(&of.ids, milestone) {
        over_budget::ask(command, &over, "Agree", ctx);
        return None;
    }
    ctx.may_change(of.ids.len(), &verb).then(|| ctx.write(command))
}

/// The verb that takes collaborations out of their batch. For many, only when its key is pressed again.
pub fn remove<S: 'static>(of: Collaborations, removed: fn(&mut S)) -> Verb<S> {
    let count = of.ids.len();
    let verb = Verb::new(move |screen: &mut S, _, ctx: &mut Ctx| {
        ctx.write(WriteCmd::RemoveFromBatch(of.ids));
        removed(screen);
    });
    verb.hint("remove", Does::Writes(WriteKind::RemoveFromBatch)).changing(count, "removes {} from the batch")
}
