//! The actions on a batch and its creators.

use crate::domain::milestone::{Milestone, Track};
use crate::domain::{BudgetStep, CollaborationId, Counts, CreatorId};
use crate::proto::event::Ticket;
use crate::proto::row::CollaborationRow;
use crate::proto::{Target, WriteCmd};
use crate::tui::kit::overlay::{Overlay, Value};
use crate::tui::kit::{Action, Availability, ByVerb, Ctx, Does, Effect, Group, Notice, Place, Request, Scope, Verb};
use crate::tui::look::text;
use crate::tui::screens::listed::Listed;
use crate::tui::screens::over_budget;
use crate::tui::screens::slip::Slip;
use crate::tui::screens::steps::{self, Collaborations};
use crate::tui::screens::verbs::{self, Change, Creators, OnCreators, Verbs};
use crate::tui::screens::{campaign_forms, parcels, stage, tally};

use super::{BatchScreen, Question, collaboration, view};

/// Why there is nobody to act on.
const NOBODY: &str = "No creators in this batch yet.";

/// The filter for creators to add.
const SHORTLIST: &str = "status:picked";

impl ByVerb for BatchScreen {
    fn verb(&self, action: Action, ctx: &Ctx) -> Verb<Self> {
        let on_creator = |make: fn(&CollaborationRow) -> Verb<Self>| self.creators.verb(NOBODY, make);
        let is_one = !self.creators.has_marks();
        let no_batch = || Verb::no("There is no batch yet.");
        match action {
            Action::ItemAdd => Verb::new(|_, _, ctx| show_picks(ctx))
                .hint("add creators", Does::Goes(Place::Creators))
                .when(self.batch.is_some(), || "There is no batch yet.".to_owned()),
            Action::ItemEdit if self.batch().is_none() => Verb::no("The batch is still loading."),
            Action::ItemEdit => on_creator(edit).when(self.creators.acting().len() < 2, || {
                format!("The form edits one creator. Clear the marks first ({}).", ctx.key(Action::Back))
            }),
            Action::StagePick => steps::verb(self.acting(), Track::Outreach).where_available(self.can_act(ctx)),
            Action::BookAgainTurn => steps::book_again(self.acting()).where_available(self.can_act(ctx)),
            Action::ClicksAdd => tally::clicks(self.acting()).where_available(self.can_act(ctx)),
            Action::ConversionsAdd => {
                let counts = self.batch().map_or(Counts::Orders, |(campaign, _)| campaign.fields.counts);
                tally::conversions(self.acting(), counts).where_available(self.can_act(ctx))
            }
            Action::BatchAdd => {
                let removed = |screen: &mut Self| _ = screen.creators.clear_marks();
                steps::remove(self.acting(), removed).where_available(self.can_act(ctx))
            }
            Action::NavOpen => on_creator(|row| {
                Verb::lead(Request::ShowCollaboration(row.id)).hint("open", Does::Goes(Place::Collaboration))
            }),
            Action::PackingWrite => {
                let rows = if is_one { self.creators.rows().iter().collect() } else { self.creators.acting() };
                parcels::packing_list(rows.into_iter().filter_map(|row| row.parcel.clone()).collect())
            }
            Action::CreatorOpen => on_creator(|row| Verb::lead(Request::ShowPage(row.creator))),
            // One creator's link is that of their post, where there is one.
            Action::LinkOpen if is_one => on_creator(|row| Verb::effect(Effect::OpenLink(link(row)))),
            Action::CopyLink if is_one => on_creator(|row| Verb::effect(Effect::Copy(link(row)))),
            Action::CopyHandle if is_one => on_creator(|row| Verb::effect(Effect::Copy(format!("@{}", row.handle)))),
            Action::CopySummary => on_creator(|_| {
                Verb::new(|screen: &mut Self, _, ctx| ctx.effect(Effect::Copy(view::as_text(screen, ctx))))
            }),
            Action::PaneInfo => match view::as_read(self, ctx) {
                Some(info) => Verb::new(move |_: &mut Self, _, ctx| ctx.read(info)).hint("info", Does::Opens),
                None => no_batch(),
            },
            Action::BatchEdit => {
                self.batch().map_or_else(no_batch, |(campaign, batch)| campaign_forms::edit_batch(campaign, batch))
            }
            Action::CampaignEdit => {
                self.batch().map_or_else(no_batch, |(campaign, _)| campaign_forms::edit_campaign(campaign))
            }
            Action::Go(Place::Results) => self.batch().map_or_else(no_batch, |(campaign, _)| {
                Verb::lead(Request::ShowResults(campaign.id)).hint("results", Does::Goes(Place::Results))
            }),
            Action::BatchNew => self.batch().map_or_else(no_batch, |(campaign, _)| {
                Verb::lead(Request::ShowBuilder(campaign.id)).hint("next batch", Does::Goes(Place::Builder))
            }),
            Action::StageNext => self.batch().map_or_else(no_batch, |(campaign, batch)| {
                let lacking = batch.plan.first_lacking().and_then(|handle| {
                    self.creators.rows().iter().find(|row| row.handle == handle).map(|row| row.creator)
                });
                let adds = format!("{} adds it.", ctx.key(Action::ItemEdit));
                stage::verb(campaign, batch, ctx, &adds, move |screen: &mut Self| {
                    if let Some(creator) = lacking {
                        screen.creators.go_to(creator);
                    }
                })
            }),
            _ if action.walks() => Listed::walking(action, |screen: &mut Self| &mut screen.creators),
            _ if action.group() == Group::Mark => {
                self.creators.marking(action, NOBODY, |screen: &mut Self| &mut screen.creators)
            }
            _ => verbs::quiet_verb(self, action, ctx),
        }
    }
}

impl BatchScreen {
    /// The collaborations that a verb acts on.
    fn acting(&self) -> Collaborations {
        let acting = self.creators.acting();
        let label = match acting.as_slice() {
            [row] if !self.creators.has_marks() => format!("@{}", text::shown(&row.handle)),
            rows => format!("{} marked", rows.len()),
        };
        Collaborations { ids: acting.iter().map(|row| row.id).collect(), label }
    }
}

impl OnCreators for BatchScreen {
    const SCOPE: Scope = Scope::Batch;

    fn verbs(&self) -> &Verbs {
        &self.verbs
    }

    fn verbs_mut(&mut self) -> &mut Verbs {
        &mut self.verbs
    }

    fn can_act(&self, _ctx: &Ctx) -> Availability {
        Availability::when(self.creators.here().is_some(), NOBODY)
    }

    fn count(&self) -> usize {
        self.creators.acting().len()
    }

    fn creators(&mut self) -> Option<Creators> {
        self.creators.keep_range();
        let acting = self.creators.acting();
        let ids: Vec<CreatorId> = acting.iter().map(|row| row.creator).collect();
        let (count, marked, label) = (ids.len(), self.creators.has_marks(), self.acting().label);
        (count > 0).then(|| Creators { target: Target::Ids(ids.into()), count, label, marked })
    }

    /// A decision clears the marks; after a description they stay for the next one.
    fn changed(&mut self, creators: &Creators, change: &Change, _ticket: Ticket, _ctx: &mut Ctx) {
        if creators.marked && change.decides() {
            self.creators.clear_marks();
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

impl BatchScreen {
    /// By how much a step of these collaborations goes over the budget: an agreement makes their offers agreed.
    pub(super) fn over_budget(&self, ids: &[CollaborationId], milestone: Milestone) -> Option<Slip> {
        let rows = self.creators.rows().iter().filter(|row| ids.contains(&row.id));
        let offered = rows.map(CollaborationRow::agreeing_minor).fold(0, i64::saturating_add);
        over_budget::over(self.batch().map(|(campaign, _)| campaign), BudgetStep::Agrees(offered))
            .filter(|_| milestone.commits())
    }

    /// Takes the answer to a question; a form with faults opens again. What goes over the budget is asked about first.
    pub(super) fn take_answer(&self, question: &Question, value: Value, ctx: &mut Ctx) {
        let (Question::Collaboration(id, currency), Value::Form(filled)) = (question, value) else { return };
        match collaboration::read(filled, *currency, ctx.calendar()) {
            Ok(fields) => {
                let known = self.creators.rows().iter().find(|row| row.id == *id);
                let before = known.map_or(0, |row| row.fields.costs_minor());
                let step = BudgetStep::Adds(fields.costs_minor().saturating_sub(before));
                let save = WriteCmd::SaveCollaboration { id: *id, fields: Box::new(fields) };
                over_budget::write(save, self.batch().map(|(campaign, _)| campaign), step, "Save", ctx);
            }
            Err(form) => ctx.open(Overlay::Form(*form), Question::Collaboration(*id, *currency)),
        }
    }
}
