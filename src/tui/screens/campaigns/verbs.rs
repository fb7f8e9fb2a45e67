//! The actions on campaigns and batches.

use crate::domain::CampaignId;
use crate::proto::WriteCmd;
use crate::tui::kit::overlay::Value;
use crate::tui::kit::{Action, ByVerb, Ctx, Does, Effect, Place, Request, Verb};
use crate::tui::screens::listed::Listed;
use crate::tui::screens::{campaign_forms, form, stage};

use super::{CampaignsScreen, Question, Row, niches, view};

/// Opens the form of a new campaign.
pub(super) fn add(ctx: &mut Ctx) {
    ctx.open(form::campaign::build(None, ctx.currency), Question::NewCampaign);
}

impl ByVerb for CampaignsScreen {
    fn verb(&self, action: Action, ctx: &Ctx) -> Verb<Self> {
        let on_row =
            |make: fn(&Row, &Ctx) -> Verb<Self>| self.list.verb("There is no campaign yet.", |row| make(row, ctx));
        let no_batch = || Verb::no("Put the cursor on a batch first.");
        match (action, self.list.here()) {
            (Action::ItemAdd, _) => Verb::new(|_, _, ctx| add(ctx)).hint("new campaign", Does::Opens),
            (Action::ItemEdit, _) => on_row(|row, _| edit(row)),
            (Action::BatchEdit, Some(Row::Batch(campaign, batch))) => campaign_forms::edit_batch(campaign, batch),
            (Action::CampaignEdit, _) => on_row(|row, _| campaign_forms::edit_campaign(row.campaign()).unhinted()),
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
            (Action::StageNext, Some(Row::Batch(campaign, batch))) => {
                let adds = format!("{} opens the batch, where you can add it.", ctx.key(Action::NavOpen));
                stage::verb(campaign, batch, ctx, &adds, |_| {})
            }
            (Action::BatchChoose, Some(Row::Batch(_, batch))) if batch.current => {
                Verb::no("This batch is already the current one.")
            }
            (Action::BatchChoose, Some(Row::Batch(_, batch))) => Verb::write(WriteCmd::ChooseBatch(batch.id)),
            (Action::StageNext | Action::BatchChoose | Action::BatchEdit, _) => no_batch(),
            (Action::FilterTag, row) => niches::verb(row.map(Row::campaign), ctx),
            _ => Listed::walking(action, |screen: &mut Self| &mut screen.list),
        }
    }
}

impl CampaignsScreen {
    /// Takes the answer to a question.
    pub(super) fn take_answer(&mut self, question: &Question, value: Value, ctx: &mut Ctx) {
        match (question, value) {
            (Question::NewCampaign, Value::Form(filled)) => {
                let read = form::campaign::read(filled, ctx.calendar());
                self.lead_to_new(read.is_ok());
                let save = |fields| WriteCmd::SaveCampaign { id: None, fields: Box::new(fields) };
                ctx.submit(read.map(save), Question::NewCampaign);
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

    pub(super) fn lead_to_new(&mut self, is_added: bool) {
        if is_added {
            self.list.follow_new();
        }
    }
}

fn results(campaign: CampaignId) -> Verb<CampaignsScreen> {
    Verb::lead(Request::ShowResults(campaign)).hint("results", Does::Goes(Place::Results))
}

fn edit(row: &Row) -> Verb<CampaignsScreen> {
    match row {
        Row::Campaign(campaign) => campaign_forms::edit_campaign(campaign),
        Row::Batch(campaign, batch) => campaign_forms::edit_batch(campaign, batch),
    }
}

fn plan(row: &Row) -> Verb<CampaignsScreen> {
    Verb::lead(Request::ShowBuilder(row.campaign().id)).hint("next batch", Does::Goes(Place::Builder))
}
