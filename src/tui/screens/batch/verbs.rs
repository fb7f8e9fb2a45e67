//! The actions on a batch and its creators.

use crate::domain::collaboration::Milestone;
use crate::proto::WriteCmd;
use crate::proto::command::WriteKind;
use crate::proto::row::CollaborationRow;
use crate::tui::kit::overlay::{Letters, Overlay, Value};
use crate::tui::kit::{Action, Ctx, Does, Effect, Notice, Place, Request, Verb};
use crate::tui::look::text;
use crate::tui::screens::listed::Listed;
use crate::tui::screens::stage;

use super::{BatchScreen, Question, collaboration, view};

/// The letter of each [`Milestone`].
const LETTERS: [char; 11] = ['c', 'f', 'r', 'a', 'd', 'n', 't', 's', 'v', 'l', 'p'];

/// The filter for creators to add.
const SHORTLIST: &str = "status:picked";

impl BatchScreen {
    /// What an action does now.
    pub(super) fn verb(&self, action: Action, ctx: &Ctx) -> Verb<Self> {
        let on_creator =
            |make: fn(&CollaborationRow) -> Verb<Self>| self.creators.verb("No creators in this batch yet.", make);
        let no_batch = || Verb::no("There is no batch yet.");
        match action {
            Action::ItemAdd => Verb::new(|_, _, ctx| show_picks(ctx))
                .hint("add creators", Does::Goes(Place::Creators))
                .when(self.batch.is_some(), || "There is no batch yet.".to_owned()),
            Action::ItemEdit if self.batch().is_none() => Verb::no("The batch is still loading."),
            Action::ItemEdit => on_creator(edit),
            Action::StagePick => on_creator(|row| {
                let (id, letters) = (row.id, milestones(row));
                Verb::new(move |_, _, ctx| ctx.open(letters, Question::Milestone(id)))
            }),
            Action::BatchAdd => on_creator(|row| {
                Verb::write(WriteCmd::RemoveFromBatch(vec![row.id]))
                    .hint("remove", Does::Writes(WriteKind::RemoveFromBatch))
            }),
            Action::NavOpen => on_creator(|row| {
                Verb::lead(Request::ShowCollaboration(row.id)).hint("open", Does::Goes(Place::Collaboration))
            }),
            Action::CreatorOpen => on_creator(|row| Verb::lead(Request::ShowPage(row.creator))),
            Action::LinkOpen => on_creator(|row| Verb::effect(Effect::OpenLink(link(row)))),
            Action::CopyLink => on_creator(|row| Verb::effect(Effect::Copy(link(row)))),
            Action::CopyHandle => on_creator(|row| Verb::effect(Effect::Copy(format!("@{}", row.handle)))),
            Action::CopySummary => on_creator(|_| {
                Verb::new(|screen: &mut Self, _, ctx| ctx.effect(Effect::Copy(view::as_text(screen, ctx))))
            }),
            Action::Go(Place::Results) => self.batch().map_or_else(no_batch, |(campaign, _)| {
                Verb::lead(Request::ShowResults(campaign.id)).hint("results", Does::Goes(Place::Results))
            }),
            Action::StageNext => {
                self.batch().map_or_else(no_batch, |(campaign, batch)| stage::verb(campaign, batch, ctx))
            }
            _ => Listed::walking(action, |screen: &mut Self| &mut screen.creators),
        }
    }
}

fn edit(row: &CollaborationRow) -> Verb<BatchScreen> {
    let row = row.clone();
    Verb::new(move |screen: &mut BatchScreen, _, ctx| {
        let currency = screen.currency();
        ctx.open(collaboration::build(&row, currency), Question::Collaboration(row.id, currency));
    })
}

/// Asks what happened with a creator; a letter answers, and the date is today.
fn milestones(row: &CollaborationRow) -> Overlay {
    let words = Milestone::ALL.map(|milestone| milestone.word().to_owned());
    let title = format!("@{}: what happened today?", text::shown(&row.handle));
    Overlay::Letters(Letters { title, entries: LETTERS.into_iter().zip(words).collect() })
}

/// The post of a collaboration, else the profile.
fn link(row: &CollaborationRow) -> String {
    match row.fields.post_url.as_str() {
        "" => row.profile_url(),
        post => post.to_owned(),
    }
}

/// Opens your picks and explains how to add them to the batch.
fn show_picks(ctx: &mut Ctx) {
    let counts = ctx.counts;
    let (pick, mark, add) = (ctx.key(Action::VerdictPick), ctx.key(Action::MarkToggle), ctx.key(Action::BatchAdd));
    let (to, sentence) = if counts.all > 0 && counts.picked == 0 {
        let how =
            format!("No creators are picked yet. {pick} picks, {mark} marks several, {add} adds them to the batch.");
        (Request::Go(Place::Creators), how)
    } else {
        let how = format!("These are your picks. {mark} marks several, {add} adds them to the batch.");
        (Request::ShowFilter(SHORTLIST.to_owned()), how)
    };
    ctx.lead(to);
    ctx.say(Notice::info(sentence));
}

/// Takes the answer to a question; a form with faults opens again.
pub(super) fn answered(question: &Question, value: Value, ctx: &mut Ctx) {
    match (question, value) {
        (Question::Milestone(id), Value::Chosen(choice)) => {
            if let Some(milestone) = choice.of(&Milestone::ALL) {
                ctx.write(WriteCmd::PassMilestone { id: *id, milestone: *milestone });
            }
        }
        (Question::Collaboration(id, currency), Value::Form(filled)) => {
            let read = collaboration::read(filled, *currency, ctx.calendar());
            let save = |fields| WriteCmd::SaveCollaboration { id: *id, fields: Box::new(fields) };
            ctx.submit(read.map(save), Question::Collaboration(*id, *currency));
        }
        _ => {}
    }
}
