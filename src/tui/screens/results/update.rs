//! What happens on the results: turning pages, new answers, and the forms one can open from here.

use crate::domain::Platform;
use crate::proto::query::{Answer, Slot};
use crate::proto::results::CampaignResult;
use crate::proto::{Event, Query, WriteCmd};
use crate::tui::kit::overlay::{Overlay, Purpose, Value};
use crate::tui::kit::{Action, Availability, Ctx, Effect, Msg, Request};
use crate::tui::screens::form;

use super::{ResultsScreen, Row, explain, figures};

/// For how long moved figures are marked.
const MARKED_MS: i64 = 3_000;

impl ResultsScreen {
    pub(super) fn ask(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        let (results, first) = ctx.ask(Query::Results(None));
        let (campaigns, second) = ctx.ask(Query::Campaigns);
        (self.asked_results, self.asked_campaigns) = (results, campaigns);
        vec![first, second]
    }

    pub(super) fn can(&self, action: Action) -> Availability {
        let creator = Availability::when(self.here().is_some(), "There is no creator in this campaign yet.");
        let campaign = Availability::when(self.result().is_some(), "There is no campaign yet.");
        match action {
            Action::NavOpen | Action::LinkOpen | Action::CopyHandle | Action::CopyLink => creator,
            Action::PaneInfo | Action::CopySummary | Action::ReportWrite => campaign,
            Action::ItemEdit | Action::BatchNew => {
                Availability::when(self.campaign().is_some(), "There is no campaign to change yet.")
            }
            Action::NavLeft | Action::NavRight => {
                Availability::when(self.results().len() > 1, "There is no other campaign.")
            }
            action if action.walks() => Availability::Yes,
            _ => Availability::Elsewhere,
        }
    }

    pub(super) fn carry_out(&mut self, action: Action, count: usize, ctx: &mut Ctx) -> Vec<Request> {
        let (before, len) = (self.cursor.at, self.rows().len());
        if self.cursor.walk(action, count, len, ctx.list_lines) {
            // Headings are passed over in the direction of the movement.
            self.settle(self.cursor.at >= before);
            return Vec::new();
        }
        match action {
            Action::NavLeft => self.turn(count, false),
            Action::NavRight => self.turn(count, true),
            Action::PaneInfo => self.explain(ctx),
            Action::ItemEdit => {
                let campaign = self.campaign();
                let overlay = campaign.map(|row| form::campaign::build(Some(&row.fields), ctx.currency));
                overlay.map(Request::Open).into_iter().collect()
            }
            Action::BatchNew => {
                let campaign = self.campaign();
                let overlay = campaign.map(|row| form::batch::add(row.id, &row.fields.name, row.batches.len()));
                overlay.map(Request::Open).into_iter().collect()
            }
            Action::ReportWrite => {
                let write = |result: &CampaignResult| Request::Effect(Effect::WriteReport(Box::new(result.clone())));
                self.result().map(write).into_iter().collect()
            }
            Action::CopySummary => {
                self.as_text(ctx).map(|text| Request::Effect(Effect::Copy(text))).into_iter().collect()
            }
            _ => self.on_creator(action),
        }
    }

    fn on_creator(&self, action: Action) -> Vec<Request> {
        let Some(creator) = self.here() else { return Vec::new() };
        let link = || Platform::default().profile_url(&creator.handle);
        match action {
            Action::NavOpen => vec![Request::ShowCreator(creator.creator)],
            Action::LinkOpen => vec![Request::Effect(Effect::OpenLink(link()))],
            Action::CopyLink => vec![Request::Effect(Effect::Copy(link()))],
            Action::CopyHandle => vec![Request::Effect(Effect::Copy(format!("@{}", creator.handle)))],
            _ => Vec::new(),
        }
    }

    /// Goes to another campaign; behind the last comes the first.
    fn turn(&mut self, count: usize, forward: bool) -> Vec<Request> {
        let all = self.results().len();
        if all == 0 {
            return Vec::new();
        }
        let steps = count % all;
        let next = (self.place() + if forward { steps } else { all - steps }) % all;
        if let Some(id) = self.results().get(next).map(|result| result.id) {
            self.turn_to(id);
        }
        Vec::new()
    }

    fn explain(&self, ctx: &Ctx) -> Vec<Request> {
        let text = self.result().map(|result| Overlay::Text {
            title: "How it is worked out".to_owned(),
            lines: explain::sentences(result, ctx),
        });
        text.map(Request::Open).into_iter().collect()
    }

    pub(super) fn read_form(&mut self, purpose: Purpose, value: Value, ctx: &mut Ctx) -> Vec<Request> {
        let (Value::Form(filled), Some(id)) = (value, self.result().map(|result| result.id)) else { return Vec::new() };
        let command = match purpose {
            form::campaign::PURPOSE => form::campaign::read(filled, ctx.today)
                .map(|fields| WriteCmd::SaveCampaign { id: Some(id), fields: Box::new(fields) }),
            form::batch::PURPOSE => form::batch::read(filled, id, ctx.today)
                .map(|fields| WriteCmd::SaveBatch { id: None, fields: Box::new(fields) }),
            _ => return Vec::new(),
        };
        match command {
            Ok(command) => vec![ctx.write(command).1],
            Err(form) => vec![Request::Open(Overlay::Form(*form))],
        }
    }

    pub(super) fn take(&mut self, msg: &Msg, ctx: &Ctx) -> Vec<Request> {
        match msg {
            Msg::Event(Event::QueryDone(Slot::Results, generation, Answer::Results(results)))
                if *generation >= self.asked_results =>
            {
                self.replace(results.clone(), ctx)
            }
            Msg::Event(Event::QueryDone(Slot::Campaigns, generation, Answer::Campaigns(rows)))
                if *generation >= self.asked_campaigns =>
            {
                self.campaigns = Some(rows.clone());
                Vec::new()
            }
            Msg::Wake if ctx.now_ms >= self.moves_until => {
                self.moves.clear();
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// Takes a new answer: the campaign and the creator under the cursor stay, and what moved is marked for a moment.
    fn replace(&mut self, results: Vec<CampaignResult>, ctx: &Ctx) -> Vec<Request> {
        let creator = self.here().map(|creator| creator.collaboration);
        let chosen = self.chosen.or_else(|| self.result().map(|result| result.id));
        let before = self.result().cloned();
        self.results = Some(results);
        self.chosen = chosen.filter(|id| self.results().iter().any(|result| result.id == *id));
        let at = self
            .rows()
            .iter()
            .position(|row| matches!(row, Row::Creator(found) if Some(found.collaboration) == creator));
        self.cursor.at = at.unwrap_or(self.cursor.at);
        self.settle(true);
        let after = self.result().filter(|after| before.as_ref().is_some_and(|before| before.id == after.id));
        let moves = match (before.as_ref(), after) {
            (Some(before), Some(after)) => figures::moves(before, after),
            _ => std::collections::HashMap::new(),
        };
        if moves.is_empty() {
            return Vec::new();
        }
        self.moves.extend(moves);
        self.moves_until = ctx.now_ms + MARKED_MS;
        vec![Request::Effect(Effect::WakeAt(self.moves_until))]
    }
}
