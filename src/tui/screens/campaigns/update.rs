//! What happens to the campaigns: actions, answers and filled-in forms.

use crate::domain::BatchStatus;
use crate::proto::query::{Answer, Slot};
use crate::proto::row::CampaignRow;
use crate::proto::{Event, Query, WriteCmd};
use crate::tui::kit::overlay::{Form, Overlay, Purpose, Value};
use crate::tui::kit::{Action, Availability, Ctx, Effect, Msg, Place, Request};
use crate::tui::screens::{form, stage};

use super::{CampaignsScreen, Key, Row, Subject, niches};

impl CampaignsScreen {
    pub(super) fn ask(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        let (generation, request) = ctx.ask_request(Query::Campaigns);
        let (results, second) = ctx.ask_request(Query::Results(None));
        let (niches, third) = ctx.ask_request(Query::Niches);
        (self.asked, self.asked_results, self.niches_asked) = (generation, results, niches);
        vec![request, second, third]
    }

    pub(super) fn can(&self, action: Action, ctx: &Ctx) -> Availability {
        let any = Availability::when(self.here().is_some(), "There is no campaign yet.");
        let on_batch = |screen: &Self| match screen.batch() {
            Some(_) => Availability::Yes,
            None => Availability::No("Put the cursor on a batch first.".to_owned()),
        };
        match action {
            Action::ItemEdit
            | Action::BatchNew
            | Action::NavOpen
            | Action::CopySummary
            | Action::Go(Place::Results) => any,
            Action::StageNext => match self.batch() {
                Some(batch) if batch.status == BatchStatus::Finished => {
                    let again = ctx.key(Action::BatchNew);
                    Availability::No(format!("This batch is finished; {again} plans a new one to test again."))
                }
                _ => on_batch(self),
            },
            Action::BatchChoose => match self.batch() {
                Some(batch) if batch.current => Availability::No("This batch is the current one already.".to_owned()),
                _ => on_batch(self),
            },
            Action::FilterTag => niches::can_show(self.campaign(), ctx),
            Action::ItemAdd => Availability::Yes,
            action if action.walks() => Availability::Yes,
            _ => Availability::Elsewhere,
        }
    }

    pub(super) fn carry_out(&mut self, action: Action, count: usize, ctx: &mut Ctx) -> Vec<Request> {
        let len = self.rows().len();
        if self.cursor.walk(action, count, len, ctx.list_lines) {
            return Vec::new();
        }
        match action {
            Action::ItemAdd => {
                self.subject = Subject::NewCampaign;
                vec![Request::Open(form::campaign::build(None, ctx.currency))]
            }
            Action::ItemEdit => self.edit(ctx),
            Action::BatchNew => self.plan_batch(),
            Action::BatchChoose => {
                self.batch().map(|batch| ctx.write_request(WriteCmd::ChooseBatch(batch.id)).1).into_iter().collect()
            }
            Action::StageNext => self.next_stage(ctx),
            Action::NavOpen => match self.here() {
                Some(Row::Campaign(campaign)) => vec![Request::ShowResults(campaign.id)],
                Some(Row::Batch(_, batch)) => vec![Request::ShowBatch(batch.id)],
                None => Vec::new(),
            },
            Action::Go(Place::Results) => self.campaign().map(|row| Request::ShowResults(row.id)).into_iter().collect(),
            Action::FilterTag => self.open_niches(),
            Action::CopySummary => vec![Request::Effect(Effect::Copy(self.as_text(ctx)))],
            _ => Vec::new(),
        }
    }

    fn edit(&mut self, ctx: &Ctx) -> Vec<Request> {
        let (subject, overlay) = match self.here() {
            Some(Row::Campaign(campaign)) => {
                (Subject::Campaign(campaign.id), form::campaign::build(Some(&campaign.fields), ctx.currency))
            }
            Some(Row::Batch(campaign, batch)) => {
                (Subject::Batch(campaign.id, batch.id), form::batch::edit(&batch.fields, &campaign.fields.name))
            }
            None => return Vec::new(),
        };
        self.subject = subject;
        vec![Request::Open(overlay)]
    }

    fn plan_batch(&mut self) -> Vec<Request> {
        let Some(campaign) = self.campaign() else { return Vec::new() };
        let (id, overlay) = (campaign.id, form::batch::add(campaign.id, &campaign.fields.name, campaign.batches.len()));
        self.subject = Subject::NewBatch(id);
        vec![Request::Open(overlay)]
    }

    fn next_stage(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        let Some(Row::Batch(campaign, batch)) = self.here() else { return Vec::new() };
        stage::next(campaign, batch, ctx)
    }

    pub(super) fn read_form(&mut self, purpose: Purpose, value: Value, ctx: &mut Ctx) -> Vec<Request> {
        let filled = match (purpose, value) {
            (_, Value::Form(filled)) => filled,
            (niches::SHOW, Value::Picked(name)) => return self.show_niche(&name),
            _ => return Vec::new(),
        };
        let again = |form: Box<Form>| vec![Request::Open(Overlay::Form(*form))];
        match (purpose, self.subject) {
            (form::campaign::PURPOSE, Subject::NewCampaign | Subject::Campaign(_)) => {
                let id = match self.subject {
                    Subject::Campaign(id) => Some(id),
                    _ => None,
                };
                match form::campaign::read(filled, ctx.calendar()) {
                    Ok(fields) => {
                        self.follows_new = id.is_none();
                        vec![ctx.write_request(WriteCmd::SaveCampaign { id, fields: Box::new(fields) }).1]
                    }
                    Err(form) => again(form),
                }
            }
            (form::batch::PURPOSE, Subject::NewBatch(campaign) | Subject::Batch(campaign, _)) => {
                let id = match self.subject {
                    Subject::Batch(_, id) => Some(id),
                    _ => None,
                };
                match form::batch::read(filled, campaign, ctx.calendar()) {
                    Ok(fields) => {
                        self.follows_new = id.is_none();
                        vec![ctx.write_request(WriteCmd::SaveBatch { id, fields: Box::new(fields) }).1]
                    }
                    Err(form) => again(form),
                }
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn take(&mut self, msg: &Msg) {
        match msg {
            Msg::Event(Event::QueryDone(Slot::Campaigns, generation, Answer::Campaigns(rows)))
                if *generation >= self.asked =>
            {
                self.replace(rows.clone());
            }
            Msg::Event(Event::QueryDone(Slot::Niches, generation, Answer::Niches(rows)))
                if *generation >= self.niches_asked =>
            {
                self.niches.clone_from(rows);
            }
            Msg::Event(Event::QueryDone(Slot::Results, generation, Answer::Results(results)))
                if *generation >= self.asked_results =>
            {
                self.results.clone_from(results);
            }
            // What was to be added was refused: the next answer has nothing new to follow.
            Msg::Event(Event::WriteFailed(..)) => self.follows_new = false,
            _ => {}
        }
    }

    /// Takes new rows and keeps the cursor on the same campaign or batch, or on the one that has just been added.
    fn replace(&mut self, campaigns: Vec<CampaignRow>) {
        let before = self.here().map(Row::key);
        let known: Option<Vec<Key>> = self.campaigns.as_ref().map(|_| self.rows().into_iter().map(Row::key).collect());
        self.campaigns = Some(campaigns);
        let new = known
            .filter(|_| self.follows_new)
            .and_then(|known| self.rows().into_iter().map(Row::key).find(|key| !known.contains(key)));
        self.follows_new &= new.is_none();
        let kept = self.wanted.take().filter(|key| self.knows(*key));
        let goal = new.or(kept).or(before);
        let rows = self.rows();
        let at = goal.and_then(|goal| rows.iter().position(|row| row.key() == goal)).unwrap_or(self.cursor.at);
        let len = rows.len();
        // The window is settled when drawing, which knows how many lines there are.
        self.cursor.at = at.min(len.saturating_sub(1));
    }
}
