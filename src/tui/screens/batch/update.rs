//! What happens to the creators of a batch.

use crate::domain::collaboration::Milestone;
use crate::domain::{BatchStatus, Currency};
use crate::proto::query::{Answer, Slot};
use crate::proto::row::CollaborationRow;
use crate::proto::{Event, Query, WriteCmd};
use crate::tui::kit::overlay::{Letters, Overlay, Purpose, Value};
use crate::tui::kit::{Action, Availability, Ctx, Effect, Msg, Notice, Place, Request};
use crate::tui::look::text;
use crate::tui::screens::stage;

use super::{BatchScreen, collaboration};

/// What the answer to what happened is for.
const MILESTONE: Purpose = "batch.milestone";

/// The letter of each [`Milestone`].
const LETTERS: [char; 11] = ['c', 'f', 'r', 'a', 'd', 'n', 't', 's', 'v', 'l', 'p'];

/// The filter that finds whom to add.
const SHORTLIST: &str = "status:picked";

impl BatchScreen {
    pub(super) fn ask(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        let (generation, campaigns) = ctx.ask_request(Query::Campaigns);
        self.asked_campaigns = generation;
        let mut requests = vec![campaigns];
        if let Some(batch) = self.batch {
            let (generation, rows) = ctx.ask_request(Query::Batch(batch));
            self.asked_rows = generation;
            requests.push(rows);
        }
        requests
    }

    fn currency(&self) -> Currency {
        self.batch().map_or(Currency::default(), |(campaign, _)| campaign.fields.currency)
    }

    pub(super) fn can(&self, action: Action) -> Availability {
        let on_creator = Availability::when(self.here().is_some(), "There is no creator in this batch yet.");
        match action {
            Action::ItemAdd => Availability::when(self.batch.is_some(), "There is no batch yet."),
            Action::ItemEdit => match self.batch() {
                Some(_) => on_creator,
                None => Availability::No("The batch is still being read.".to_owned()),
            },
            Action::BatchAdd
            | Action::StagePick
            | Action::NavOpen
            | Action::LinkOpen
            | Action::CopyHandle
            | Action::CopyLink
            | Action::CopySummary => on_creator,
            Action::Go(Place::Results) => Availability::when(self.batch().is_some(), "There is no batch yet."),
            Action::StageNext => match self.batch() {
                Some((_, batch)) if batch.status == BatchStatus::Finished => {
                    Availability::No("This batch is finished; plan a new one to test again.".to_owned())
                }
                found => Availability::when(found.is_some(), "There is no batch yet."),
            },
            action if action.walks() => Availability::Yes,
            _ => Availability::Elsewhere,
        }
    }

    pub(super) fn carry_out(&mut self, action: Action, count: usize, ctx: &mut Ctx) -> Vec<Request> {
        let len = self.rows().len();
        if self.cursor.walk(action, count, len, ctx.list_lines) {
            return Vec::new();
        }
        if action == Action::ItemAdd {
            return how_to_add(ctx);
        }
        if action == Action::StageNext {
            return self.next_stage(ctx);
        }
        if action == Action::Go(Place::Results) {
            return self.batch().map(|(campaign, _)| Request::ShowResults(campaign.id)).into_iter().collect();
        }
        let Some(row) = self.here() else { return Vec::new() };
        match action {
            Action::ItemEdit => {
                let (id, overlay) = (row.id, collaboration::build(row, self.currency()));
                self.edited = Some(id);
                vec![Request::Open(overlay)]
            }
            Action::StagePick => {
                let (id, overlay) = (row.id, milestones(row));
                self.edited = Some(id);
                vec![Request::Open(overlay)]
            }
            Action::BatchAdd => vec![ctx.write_request(WriteCmd::RemoveFromBatch(vec![row.id])).1],
            Action::NavOpen => vec![Request::ShowPage(row.creator)],
            Action::LinkOpen => vec![Request::Effect(Effect::OpenLink(link(row)))],
            Action::CopyLink => vec![Request::Effect(Effect::Copy(link(row)))],
            Action::CopyHandle => vec![Request::Effect(Effect::Copy(format!("@{}", row.handle)))],
            Action::CopySummary => vec![Request::Effect(Effect::Copy(self.as_text(ctx)))],
            _ => Vec::new(),
        }
    }

    fn next_stage(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        self.batch().map_or_else(Vec::new, |(campaign, batch)| stage::next(campaign, batch, ctx))
    }

    pub(super) fn read_form(&mut self, purpose: Purpose, value: Value, ctx: &mut Ctx) -> Vec<Request> {
        let Some(id) = self.edited else { return Vec::new() };
        if let (MILESTONE, Value::Picked(word)) = (purpose, &value) {
            let milestone = Milestone::from_word(word);
            return milestone
                .map(|milestone| ctx.write_request(WriteCmd::PassMilestone { id, milestone }).1)
                .into_iter()
                .collect();
        }
        let Value::Form(filled) = value else { return Vec::new() };
        if purpose != collaboration::PURPOSE {
            return Vec::new();
        }
        match collaboration::read(filled, self.currency(), ctx.calendar()) {
            Ok(fields) => vec![ctx.write_request(WriteCmd::SaveCollaboration { id, fields: Box::new(fields) }).1],
            Err(form) => vec![Request::Open(Overlay::Form(*form))],
        }
    }

    pub(super) fn take(&mut self, msg: &Msg) {
        match msg {
            Msg::Event(Event::QueryDone(Slot::Campaigns, generation, Answer::Campaigns(rows)))
                if *generation >= self.asked_campaigns =>
            {
                self.campaigns = Some(rows.clone());
            }
            Msg::Event(Event::QueryDone(Slot::Batch, generation, Answer::Batch(batch, rows)))
                if *generation >= self.asked_rows && Some(*batch) == self.batch =>
            {
                // The cursor stays on the same creator; when they are gone, on whoever follows them.
                let here = self.here().map(|row| row.id);
                let wanted = self.wanted.take().and_then(|wanted| rows.iter().position(|row| row.creator == wanted));
                let same = || rows.iter().position(|row| Some(row.id) == here);
                let at = wanted.or_else(same).unwrap_or(self.cursor.at);
                self.cursor.at = at.min(rows.len().saturating_sub(1));
                self.rows = Some(rows.clone());
            }
            _ => {}
        }
    }
}

/// Asks what happened to a creator: a letter answers, and today is the day.
fn milestones(row: &CollaborationRow) -> Overlay {
    let words = Milestone::ALL.map(|milestone| milestone.word().to_owned());
    let entries = LETTERS.into_iter().zip(words).collect();
    let title = format!("@{}: what happened today?", text::shown(&row.handle));
    Overlay::Letters(Letters { purpose: MILESTONE, title, entries })
}

/// The post of a collaboration, else the profile.
fn link(row: &CollaborationRow) -> String {
    match row.fields.post_url.as_str() {
        "" => row.profile_url(),
        post => post.to_owned(),
    }
}

/// Goes to the shortlist and says how creators get from there into the batch.
fn how_to_add(ctx: &Ctx) -> Vec<Request> {
    let counts = ctx.counts;
    let (pick, mark, add) = (ctx.key(Action::VerdictPick), ctx.key(Action::MarkToggle), ctx.key(Action::BatchAdd));
    if counts.all > 0 && counts.picked == 0 {
        let sentence =
            format!("Nobody is picked yet: {pick} picks, {mark} marks several, {add} puts them into the batch.");
        return vec![Request::Go(Place::Creators), Request::Say(Notice::info(sentence))];
    }
    let sentence = format!("These are your picks: {mark} marks several, {add} puts them into the batch.");
    vec![Request::ShowFilter(SHORTLIST.to_owned()), Request::Say(Notice::info(sentence))]
}
