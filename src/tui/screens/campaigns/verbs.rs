//! The actions on campaigns and batches.

use crate::domain::CampaignId;
use crate::proto::WriteCmd;
use crate::tui::kit::overlay::Value;
use crate::tui::kit::{Action, ByVerb, Ctx, Does, Effect, Place, Request, Verb};
use crate::tui::screens::listed::Listed;
use crate::tui::screens::{form, stage};

use super::{CampaignsScreen, Question, Row, niches, view};

impl ByVerb for CampaignsScreen {
    fn verb(&self, action: Action, ctx: &Ctx) -> Verb<Self> {
        let on_row =
            |make: fn(&Row, &Ctx) -> Verb<Self>| self.list.verb("There is no campaign yet.", |row| make(row, ctx));
        let no_batch = || Verb::no("Put the cursor on a batch first.");
        match (action, self.list.here()) {
            (Action::ItemAdd, _) => Verb::new(|_, _, ctx| {
                ctx.open(form::campaign::build(None, ctx.currency), Question::Campaign(None));
            })
            .hint("new campaign", Does::Opens),
            (Action::ItemEdit, _) => on_row(|row, _| edit(row)),
            (Action::BatchNew, _) => on_row(|row, _| plan(row)),
            (Action::NavOpen, _) => on_row(|row, _| match row {
                Row::Campaign(campaign) => results(campaign.id),
                Row::Batch(_, batch) => {
                    Verb::lead(Request::ShowBatch(batch.id)).hint("open batch", Does::Goes(Place::Batch))
                }
            }),
            (Action::Go(Place::Results), Some(Row::Campaign(campaign))) => {
                Verb::lead(Request::ShowResults(campaign.id))
            }
            (Action::Go(Place::Results), _) => on_row(|row, _| results(row.campaign().id)),
            (Action::CopySummary, _) => {
                on_row(|_, _| Verb::new(|screen: &mut Self, _, ctx| ctx.effect(Effect::Copy(view::as_text(screen)))))
            }
            (Action::StageNext, Some(Row::Batch(campaign, batch))) => stage::verb(campaign, batch, ctx),
            (Action::BatchChoose, Some(Row::Batch(_, batch))) if batch.current => {
                Verb::no("This batch is already the current one.")
            }
            (Action::BatchChoose, Some(Row::Batch(_, batch))) => Verb::write(WriteCmd::ChooseBatch(batch.id)),
            (Action::StageNext | Action::BatchChoose, _) => no_batch(),
            (Action::FilterTag, row) => niches::verb(row.map(Row::campaign), ctx),
            _ => Listed::walking(action, |screen: &mut Self| &mut screen.list),
        }
    }
}

impl CampaignsScreen {
    /// Takes the answer to a question.
    pub(super) fn take_answer(&mut self, question: &Question, value: Value, ctx: &mut Ctx) {
        match (question, value) {
            (Question::Campaign(id), Value::Form(filled)) => {
                let read = form::campaign::read(filled, ctx.calendar());
                self.lead_to_new(id.is_none() && read.is_ok());
                let save = |fields| WriteCmd::SaveCampaign { id: *id, fields: Box::new(fields) };
                ctx.submit(read.map(save), Question::Campaign(*id));
            }
            (Question::Batch(campaign, id), Value::Form(filled)) => {
                let read = form::batch::read(filled, *campaign, ctx.calendar());
                self.lead_to_new(id.is_none() && read.is_ok());
                let save = |fields| WriteCmd::SaveBatch { id: *id, fields: Box::new(fields) };
                ctx.submit(read.map(save), Question::Batch(*campaign, *id));
            }
            (Question::Niche(names), Value::Chosen(choice)) => {
                let niche = choice.of(names).and_then(|name| niches::find(self.niches.rows(), name));
                if let Some(niche) = niche {
                    ctx.lead(Request::ShowFilter(niche.filter()));
                }
            }
            _ => {}
        }
    }

    fn lead_to_new(&mut self, is_added: bool) {
        if is_added {
            self.list.follow_new();
        }
    }
}

fn results(campaign: CampaignId) -> Verb<CampaignsScreen> {
    Verb::lead(Request::ShowResults(campaign)).hint("results", Does::Goes(Place::Results))
}

fn edit(row: &Row) -> Verb<CampaignsScreen> {
    let row = row.clone();
    Verb::new(move |_, _, ctx| match row {
        Row::Campaign(campaign) => {
            let form = form::campaign::build(Some(&campaign.fields), ctx.currency);
            ctx.open(form, Question::Campaign(Some(campaign.id)));
        }
        Row::Batch(campaign, batch) => {
            let form = form::batch::edit(&batch.fields, &campaign.fields.name);
            ctx.open(form, Question::Batch(campaign.id, Some(batch.id)));
        }
    })
}

fn plan(row: &Row) -> Verb<CampaignsScreen> {
    let row = row.clone();
    Verb::new(move |_, _, ctx| {
        let campaign = row.campaign();
        let form = form::batch::add(campaign.id, &campaign.fields.name, campaign.batches.len());
        ctx.open(form, Question::Batch(campaign.id, None));
    })
}
