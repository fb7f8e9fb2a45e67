//! Logging a step of collaborations, on any screen that shows them: a list of all steps of all tracks, with the day.

use chrono::NaiveDate;

use crate::domain::CollaborationId;
use crate::domain::collaboration_fields::PostAndParcel;
use crate::domain::figure::plural;
use crate::domain::milestone::{Milestone, Track};
use crate::proto::WriteCmd;
use crate::proto::command::WriteKind;
use crate::proto::event::Ticket;
use crate::tui::kit::overlay::{Overlay, Pick, PickItem, Value};
use crate::tui::kit::{Ctx, Does, Verb};
use crate::tui::look::text;
use crate::words::steps as words;

use super::slip::{self, Slip};

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
    Verb::new(move |_: &mut S, _, ctx: &mut Ctx| ask(of, track, ctx))
}

/// The verb that turns whether you would book them again.
pub fn book_again<S: 'static>(of: Collaborations) -> Verb<S> {
    Verb::write(WriteCmd::TurnBookAgain(of.ids))
}

/// Asks for a step of collaborations.
pub fn ask(of: Collaborations, track: Track, ctx: &mut Ctx) {
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

/// Writes the step that was chosen. For many creators, only when the answer is given again; what may be a slip is asked about first,
/// such as what goes over the budget.
pub fn answered(
    question: &Question,
    value: &Value,
    slip: impl Fn(&[CollaborationId], Milestone, NaiveDate) -> Option<Slip>,
    ctx: &mut Ctx,
) -> Option<Ticket> {
    let Value::Dated(choice, day) = value else { return None };
    let (Question(of), steps) = (question, Milestone::all());
    let milestone = *choice.of(&steps)?;
    let verb = format!("sets {} of {{}} to {}", milestone.track().word(), milestone.word());
    let command = WriteCmd::PassMilestone { ids: of.ids.clone(), milestone, day: *day };
    if let Some(slip) = slip(&of.ids, milestone, *day) {
        slip::ask(command, &slip, if milestone.agrees() { "Agree" } else { "Log" }, ctx);
        return None;
    }
    ctx.may_change(of.ids.len(), &verb).then(|| ctx.write(command))
}

/// Whether a step dates a post before its parcel: of collaborations, each with its creator.
pub fn early_post<'a>(
    all: impl Iterator<Item = (&'a str, PostAndParcel)>,
    milestone: Milestone,
    day: NaiveDate,
    today: NaiveDate,
) -> Option<Slip> {
    let early: Vec<(&str, (NaiveDate, NaiveDate))> =
        all.filter_map(|(handle, known)| Some((handle, milestone.post_before_parcel(known, day, today)?))).collect();
    too_early(&early, today)
}

/// What speaks against posts that are dated before their parcel: the days of both, each with the creator.
pub fn too_early(early: &[(&str, (NaiveDate, NaiveDate))], today: NaiveDate) -> Option<Slip> {
    let days: Vec<(NaiveDate, NaiveDate)> = early.iter().map(|(_, days)| *days).collect();
    let sentence = words::early_posts(&days, today)?;
    let who = match early {
        [(handle, _)] => format!("@{}", text::shown(handle)),
        many => plural(many.len(), "creator"),
    };
    Some(Slip { title: format!("{who}: posted before the parcel"), sentence })
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
