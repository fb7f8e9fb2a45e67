//! What happens on the results: turning scopes and panes, new answers, and what a key does where.

use std::collections::HashMap;

use crate::proto::outlook::Doubts;
use crate::proto::query::{Answer, Slot};
use crate::proto::results::CampaignResult;
use crate::proto::{Event, Query, WriteCmd};
use crate::tui::kit::overlay::{Form, Overlay, Purpose};
use crate::tui::kit::{Action, Ctx, Effect, Msg, Request, SortBy};
use crate::tui::screens::form;

use super::doubts::{self, Doubt};
use super::list::{By, Reach, Row, Sort};
use super::pane::Pane;
use super::{ResultsScreen, explain, figures, groups, nearest};

/// For how long moved figures are marked.
const MARKED_MS: i64 = 3_000;

impl ResultsScreen {
    pub(super) fn ask(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        let (results, first) = ctx.ask_request(Query::Results(None));
        let (campaigns, second) = ctx.ask_request(Query::Campaigns);
        (self.asked_results, self.asked_campaigns) = (results, campaigns);
        let mut requests = vec![first, second];
        requests.extend(self.ask_doubts(ctx));
        requests
    }

    /// Asks for the doubts of the campaign on screen, where they are looked at.
    fn ask_doubts(&mut self, ctx: &mut Ctx) -> Option<Request> {
        let id = self.result().filter(|_| self.pane() == Pane::Doubts)?.id;
        let (generation, request) = ctx.ask_request(Query::Doubts(id));
        self.asked_doubts = generation;
        Some(request)
    }

    pub(super) fn carry_out(&mut self, action: Action, count: usize, ctx: &mut Ctx) -> Vec<Request> {
        if action.walks() {
            self.walk(action, count, ctx.list_lines);
            return Vec::new();
        }
        if let Some(by) = By::of(action) {
            return self.order(Some(Sort { by, is_reversed: false }));
        }
        match action {
            Action::NavLeft => self.turn(count, false, ctx),
            Action::NavRight => self.turn(count, true, ctx),
            Action::ReachNext => self.turn_reach(ctx),
            Action::PaneNext => self.turn_pane(self.pane.turned(count, true), ctx),
            Action::PanePrevious => self.turn_pane(self.pane.turned(count, false), ctx),
            Action::PaneFull => {
                self.is_full = !self.is_full;
                Vec::new()
            }
            Action::Sort(SortBy::Batch) => self.order(None),
            Action::SortReverse => {
                let sort = self.sort.unwrap_or(Sort { by: By::Name, is_reversed: true });
                self.order(Some(Sort { is_reversed: !sort.is_reversed, ..sort }))
            }
            Action::PaneInfo => self.explain(ctx),
            Action::ItemEdit => match self.pane() {
                Pane::Next => self.ask_budget(),
                Pane::Doubts => self.ask_terms(),
                _ => {
                    let overlay = self.campaign().map(|row| form::campaign::build(Some(&row.fields), ctx.currency));
                    overlay.map(Request::Open).into_iter().collect()
                }
            },
            Action::BatchNew => self.new_batch(ctx),
            Action::ReportWrite => {
                let write = |result: &CampaignResult| Request::Effect(Effect::WriteReport(Box::new(result.clone())));
                self.result().map(write).into_iter().collect()
            }
            Action::CopySummary => {
                self.as_text(ctx).map(|text| Request::Effect(Effect::Copy(text))).into_iter().collect()
            }
            Action::NavOpen => self.open(ctx),
            Action::MarkToggle => self.toggle(ctx),
            Action::DecisionPick => self.ask_decision(),
            Action::LeakSet => match self.leaky().cloned() {
                Some(creator) => self.ask_leak(&creator),
                None => Vec::new(),
            },
            _ => self.on_creator(action),
        }
    }

    fn walk(&mut self, action: Action, count: usize, lines: usize) {
        if self.pane().lists_creators() {
            let before = self.cursor.at;
            self.cursor.walk(action, count, self.rows().len(), lines);
            // Headings are passed over in the direction of the movement.
            self.settle(self.cursor.at >= before);
            return;
        }
        let before = self.side.at;
        self.side.walk(action, count, self.side_len(), lines);
        let below_first = self.side.at >= before;
        self.settle_side(below_first);
    }

    pub(super) fn settle_side(&mut self, below_first: bool) {
        let stops: Vec<bool> = match self.pane() {
            Pane::Doubts => doubts::lines(self).into_iter().map(Doubt::stops).collect(),
            _ => vec![true; self.side_len()],
        };
        self.side.at = nearest(&stops, self.side.at, below_first);
    }

    /// Lists in another order; the cursor stays on its creator.
    fn order(&mut self, sort: Option<Sort>) -> Vec<Request> {
        let here = self.row().map(Row::scope);
        self.sort = sort;
        self.find(here);
        Vec::new()
    }

    /// Puts the cursor on a row, wherever it stands now.
    fn find(&mut self, wanted: Option<figures::Scope>) {
        let at = self.rows().iter().position(|row| Some(row.scope()) == wanted);
        self.cursor.at = at.unwrap_or(self.cursor.at);
        self.settle(true);
    }

    /// Goes to another campaign, or to another batch of this one; behind the last comes the first.
    fn turn(&mut self, count: usize, forward: bool, ctx: &mut Ctx) -> Vec<Request> {
        let around = |at: usize, all: usize| {
            let steps = count.checked_rem(all)?;
            Some((at + if forward { steps } else { all - steps }) % all)
        };
        if self.reach == Reach::Batch {
            let Some(result) = self.result() else { return Vec::new() };
            let here = self.batch().map(|batch| batch.id);
            let at = result.batches.iter().position(|batch| Some(batch.id) == here).unwrap_or(0);
            let next = around(at, result.batches.len()).and_then(|next| result.batches.get(next));
            self.batch = next.map(|batch| batch.id);
            self.go_to_first();
            return Vec::new();
        }
        let next = around(self.place(), self.results().len()).and_then(|next| self.results().get(next));
        if let Some(id) = next.map(|result| result.id) {
            self.turn_to(id);
        }
        self.ask_doubts(ctx).into_iter().collect()
    }

    /// From the campaign to the batch under the cursor, to all campaigns, to the campaign under the cursor.
    fn turn_reach(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        let here = self.row().map(Row::scope);
        let batch = self.here().map(|creator| creator.collaboration).and_then(|id| {
            let batches = &self.result()?.batches;
            batches.iter().find(|batch| batch.creators.iter().any(|row| row.collaboration == id))
        });
        match self.reach {
            Reach::Campaign if self.batch().is_some() => {
                self.batch = batch.map(|batch| batch.id).or(self.batch);
                self.reach = Reach::Batch;
                self.find(here);
            }
            Reach::Campaign | Reach::Batch => {
                let campaign = self.result().map(|result| figures::Scope::Campaign(result.id));
                self.reach = Reach::All;
                self.find(campaign);
            }
            Reach::All => self.open_campaign(),
        }
        self.ask_doubts(ctx).into_iter().collect()
    }

    /// Goes from all campaigns to the one under the cursor.
    fn open_campaign(&mut self) {
        let id = self.row().map(|row| row.campaign().id);
        self.reach = Reach::Campaign;
        self.go_to_first();
        if let Some(id) = id {
            self.turn_to(id);
        }
    }

    fn turn_pane(&mut self, pane: Pane, ctx: &mut Ctx) -> Vec<Request> {
        self.pane = pane;
        self.side = crate::tui::widgets::list::ListCursor::default();
        self.settle_side(true);
        self.ask_doubts(ctx).into_iter().collect()
    }

    /// One step back: marks, the full list, the pane.
    pub(super) fn one_step_back(&mut self) -> Option<Vec<Request>> {
        if !self.marked.is_empty() {
            self.marked.clear();
        } else if self.is_full && self.pane() == Pane::Creators {
            self.is_full = false;
        } else if self.pane() != Pane::Creators {
            self.pane = Pane::Creators;
        } else {
            return None;
        }
        Some(Vec::new())
    }

    fn open(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        match self.pane() {
            Pane::Next => self.plan_next(ctx),
            Pane::Groups => {
                let line = self.result().map(groups::lines).and_then(|lines| lines.get(self.side.at).copied());
                line.map(|line| Request::ShowFilter(line.filter())).into_iter().collect()
            }
            Pane::Batches => {
                let batch = self.result().and_then(|result| result.batches.get(self.side.at)).map(|batch| batch.id);
                (self.reach, self.batch, self.pane) = (Reach::Batch, batch, Pane::Creators);
                self.go_to_first();
                Vec::new()
            }
            Pane::Doubts => self.open_doubt(ctx),
            _ => match self.row() {
                Some(Row::Creator(_, creator)) => vec![Request::ShowPage(creator.creator)],
                Some(Row::Campaign(_)) => {
                    self.open_campaign();
                    self.ask_doubts(ctx).into_iter().collect()
                }
                _ => Vec::new(),
            },
        }
    }

    fn on_creator(&self, action: Action) -> Vec<Request> {
        let Some(creator) = self.here() else { return Vec::new() };
        let link = || creator.profile_url();
        match action {
            Action::LinkOpen => vec![Request::Effect(Effect::OpenLink(link()))],
            Action::CopyLink => vec![Request::Effect(Effect::Copy(link()))],
            Action::CopyHandle => vec![Request::Effect(Effect::Copy(format!("@{}", creator.handle)))],
            _ => Vec::new(),
        }
    }

    /// Goes to the proposal for the next batch where there is one, else opens the form of an empty batch.
    fn new_batch(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        if self.proposes() && self.pane() != Pane::Next {
            return self.turn_pane(Pane::Next, ctx);
        }
        let campaign = self.campaign();
        let overlay = campaign.map(|row| form::batch::add(row.id, &row.fields.name, row.batches.len()));
        overlay.map(Request::Open).into_iter().collect()
    }

    fn explain(&self, ctx: &Ctx) -> Vec<Request> {
        let text = self.result().map(|result| Overlay::Text {
            title: "How it is worked out".to_owned(),
            lines: explain::sentences(result, self.here(), ctx),
        });
        text.map(Request::Open).into_iter().collect()
    }

    /// Reads the forms of a campaign and of a batch.
    pub(super) fn read_form(&self, purpose: Purpose, filled: Form, ctx: &mut Ctx) -> Vec<Request> {
        let Some(id) = self.result().map(|result| result.id) else { return Vec::new() };
        let command = match purpose {
            form::campaign::PURPOSE => form::campaign::read(filled, ctx.calendar())
                .map(|fields| WriteCmd::SaveCampaign { id: Some(id), fields: Box::new(fields) }),
            form::batch::PURPOSE => form::batch::read(filled, id, ctx.calendar())
                .map(|fields| WriteCmd::SaveBatch { id: None, fields: Box::new(fields) }),
            _ => return Vec::new(),
        };
        match command {
            Ok(command) => vec![ctx.write_request(command).1],
            Err(form) => vec![Request::Open(Overlay::Form(*form))],
        }
    }

    pub(super) fn take(&mut self, msg: &Msg, ctx: &mut Ctx) -> Vec<Request> {
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
            Msg::Event(Event::QueryDone(Slot::Doubts, generation, Answer::Doubts(campaign, doubts)))
                if *generation >= self.asked_doubts =>
            {
                self.take_doubts(*campaign, doubts);
                Vec::new()
            }
            Msg::Wake if ctx.now_ms >= self.moves_until => {
                self.moves.clear();
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn take_doubts(&mut self, campaign: crate::domain::CampaignId, doubts: &Doubts) {
        self.marked.retain(|id| doubts.orders.iter().any(|order| order.id == *id));
        self.doubts = Some((campaign, doubts.clone()));
        self.settle_side(true);
    }

    /// Takes a new answer: campaign and creator under the cursor stay, and what moved is marked for a moment.
    fn replace(&mut self, results: Vec<CampaignResult>, ctx: &Ctx) -> Vec<Request> {
        let here = self.row().map(Row::scope);
        let side = self.here().filter(|_| self.pane() == Pane::Next).map(|creator| creator.creator);
        let chosen = self.chosen.or_else(|| self.result().map(|result| result.id));
        let before = self.result().cloned();
        self.results = Some(results);
        self.chosen = chosen.filter(|id| self.results().iter().any(|result| result.id == *id));
        self.find(here);
        if let (Some(side), Some(result)) = (side, self.result()) {
            let at = super::next::creators(result).iter().position(|creator| creator.creator == side);
            self.side.at = at.unwrap_or(self.side.at);
        }
        self.settle_side(true);
        let after = self.result().filter(|after| before.as_ref().is_some_and(|before| before.id == after.id));
        let moves = match (before.as_ref(), after) {
            (Some(before), Some(after)) => figures::moves(before, after),
            _ => HashMap::new(),
        };
        if moves.is_empty() {
            return Vec::new();
        }
        self.moves.extend(moves);
        self.moves_until = ctx.now_ms + MARKED_MS;
        vec![Request::Effect(Effect::WakeAt(self.moves_until))]
    }
}
