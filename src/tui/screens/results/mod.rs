//! What came back, per campaign: tracked facts only. No estimate stands here, so there is no range and no verdict either.

mod estimate;
mod explain;
mod figures;
mod update;
mod view;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::CampaignId;
use crate::proto::event::Generation;
use crate::proto::results::{BatchResult, CampaignResult, CreatorResult};
use crate::proto::row::CampaignRow;
use crate::tui::kit::overlay::{Purpose, Value};
use crate::tui::kit::{Action, Availability, Ctx, Msg, Request, Screen, Show};
use crate::tui::look::{Theme, text};
use crate::tui::widgets::list::ListCursor;

use figures::{Moves, Scope};

/// A line of the list; the cursor only rests on creators.
#[derive(Clone, Copy, Debug)]
enum Row<'a> {
    Batch(&'a BatchResult),
    Creator(&'a CreatorResult),
}

/// The screen.
#[derive(Debug, Default)]
pub struct ResultsScreen {
    /// Nothing until the first answer.
    results: Option<Vec<CampaignResult>>,
    /// The campaigns' forms, for editing a margin from here.
    campaigns: Option<Vec<CampaignRow>>,
    /// The campaign on screen; the first without one.
    chosen: Option<CampaignId>,
    /// Over batches and creators.
    cursor: ListCursor,
    asked_results: Generation,
    asked_campaigns: Generation,
    /// Which figures the last answer moved, and until when they are marked, unix milliseconds.
    moves: HashMap<Scope, Moves>,
    moves_until: i64,
}

impl ResultsScreen {
    /// A screen that has asked for nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Turns to a campaign; it is asked for on entering.
    pub fn turn_to(&mut self, campaign: CampaignId) {
        if self.chosen != Some(campaign) {
            self.chosen = Some(campaign);
            self.moves.clear();
            self.cursor = ListCursor::default();
            self.settle(true);
        }
    }

    fn results(&self) -> &[CampaignResult] {
        self.results.as_deref().unwrap_or_default()
    }

    /// Which of the campaigns is on screen, from 0.
    fn place(&self) -> usize {
        self.results().iter().position(|result| Some(result.id) == self.chosen).unwrap_or(0)
    }

    fn result(&self) -> Option<&CampaignResult> {
        self.results().get(self.place())
    }

    fn rows(&self) -> Vec<Row<'_>> {
        let mut rows = Vec::new();
        for batch in self.result().map(|result| result.batches.as_slice()).unwrap_or_default() {
            rows.push(Row::Batch(batch));
            rows.extend(batch.creators.iter().map(Row::Creator));
        }
        rows
    }

    fn here(&self) -> Option<&CreatorResult> {
        match self.rows().get(self.cursor.at) {
            Some(Row::Creator(creator)) => Some(creator),
            _ => None,
        }
    }

    /// The form's fields of the campaign on screen.
    fn campaign(&self) -> Option<&CampaignRow> {
        let id = self.result()?.id;
        self.campaigns.as_deref()?.iter().find(|campaign| campaign.id == id)
    }

    /// Puts a cursor that stands on a batch's heading onto the nearest creator, below first or above first.
    fn settle(&mut self, below_first: bool) {
        let rows = self.rows();
        let at = self.cursor.at.min(rows.len().saturating_sub(1));
        let is_creator = |index: &usize| matches!(rows.get(*index), Some(Row::Creator(_)));
        let below = (at..rows.len()).find(is_creator);
        let above = (0..=at).rev().find(is_creator);
        let goal = if below_first { below.or(above) } else { above.or(below) };
        self.cursor.at = goal.unwrap_or(at);
    }
}

impl Screen for ResultsScreen {
    fn enter(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        self.ask(ctx)
    }

    fn show(&mut self, what: &Show, _ctx: &mut Ctx) -> Vec<Request> {
        if let Show::Campaign(id) = what {
            self.turn_to(*id);
        }
        Vec::new()
    }

    fn list_lines(&self, area: Rect, _ctx: &Ctx) -> usize {
        view::list_lines(area)
    }

    fn refresh(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        self.ask(ctx)
    }

    fn act(&mut self, action: Action, count: usize, ctx: &mut Ctx) -> Vec<Request> {
        self.carry_out(action, count, ctx)
    }

    fn availability(&self, action: Action, _ctx: &Ctx) -> Availability {
        self.can(action)
    }

    fn msg(&mut self, msg: &Msg, ctx: &mut Ctx) -> Vec<Request> {
        self.take(msg, ctx)
    }

    fn answer(&mut self, purpose: Purpose, value: Value, ctx: &mut Ctx) -> Vec<Request> {
        self.read_form(purpose, value, ctx)
    }

    fn step_back(&mut self, _ctx: &mut Ctx) -> Option<Vec<Request>> {
        None
    }

    fn acts_on(&self, _ctx: &Ctx) -> String {
        match (self.here(), self.result()) {
            (Some(creator), _) => format!("@{}", text::shown(&creator.handle)),
            (None, Some(result)) => text::shown(&result.name),
            (None, None) => String::new(),
        }
    }

    fn title(&self) -> String {
        self.result().map_or(String::new(), |result| text::shown(&result.name))
    }

    fn summary(&self, ctx: &Ctx) -> Option<String> {
        self.as_text(ctx)
    }

    fn memory(&self) -> Vec<(&'static str, String)> {
        self.result().map(|result| ("results.campaign", result.id.0.to_string())).into_iter().collect()
    }

    fn recall(&mut self, memory: &dyn Fn(&str) -> Option<String>) {
        if let Some(id) = memory("results.campaign").and_then(|id| id.parse().ok()) {
            self.chosen = Some(CampaignId(id));
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        view::draw(self, frame, area, ctx, theme);
    }
}
