//! The creators of one batch: what each costs, where each stands, and what the batch still needs before it can start.

mod collaboration;
mod hint;
mod update;
mod view;

#[cfg(test)]
mod tests;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::{BatchId, CollaborationId, CreatorId};
use crate::proto::event::Generation;
use crate::proto::row::{BatchRow, CampaignRow, CollaborationRow};
use crate::tui::kit::overlay::{Purpose, Value};
use crate::tui::kit::{Action, Availability, Ctx, Hint, Msg, Request, Screen, Show};
use crate::tui::look::{Theme, figure, text};
use crate::tui::widgets::list::ListCursor;

/// The screen.
#[derive(Debug, Default)]
pub struct BatchScreen {
    /// Which batch; the current one until one is shown.
    batch: Option<BatchId>,
    /// All campaigns, for the header; nothing until the first answer.
    campaigns: Option<Vec<CampaignRow>>,
    /// Nothing until the first answer about this batch.
    rows: Option<Vec<CollaborationRow>>,
    cursor: ListCursor,
    /// Whom the next answer leads to.
    wanted: Option<CreatorId>,
    asked_campaigns: Generation,
    asked_rows: Generation,
    /// Whose form is open.
    edited: Option<CollaborationId>,
}

impl BatchScreen {
    /// A screen of no batch yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Turns to a batch; its creators are asked for on entering.
    pub fn turn_to(&mut self, batch: BatchId) {
        if self.batch != Some(batch) {
            self.rows = None;
            self.cursor = ListCursor::default();
        }
        self.batch = Some(batch);
    }

    fn rows(&self) -> &[CollaborationRow] {
        self.rows.as_deref().unwrap_or_default()
    }

    fn here(&self) -> Option<&CollaborationRow> {
        self.rows().get(self.cursor.at)
    }

    /// The batch with its campaign.
    fn batch(&self) -> Option<(&CampaignRow, &BatchRow)> {
        let id = self.batch?;
        let both = self
            .campaigns
            .as_deref()?
            .iter()
            .flat_map(|campaign| campaign.batches.iter().map(move |batch| (campaign, batch)));
        both.into_iter().find(|(_, batch)| batch.id == id)
    }
}

impl Screen for BatchScreen {
    fn enter(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        if self.batch.is_none() {
            self.batch = ctx.current_batch.as_ref().map(|(id, _)| *id);
        }
        self.ask(ctx)
    }

    fn show(&mut self, what: &Show, _ctx: &mut Ctx) -> Vec<Request> {
        match what {
            Show::Batch(id) => self.turn_to(*id),
            Show::Booking(id, creator) => {
                self.turn_to(*id);
                self.wanted = Some(*creator);
            }
            _ => {}
        }
        Vec::new()
    }

    fn list_lines(&self, area: Rect, _ctx: &Ctx) -> usize {
        view::list_lines(area)
    }

    fn refresh(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        self.enter(ctx)
    }

    fn act(&mut self, action: Action, count: usize, ctx: &mut Ctx) -> Vec<Request> {
        self.carry_out(action, count, ctx)
    }

    fn availability(&self, action: Action, _ctx: &Ctx) -> Availability {
        self.can(action)
    }

    fn hint(&self, action: Action, ctx: &Ctx) -> Option<Hint> {
        self.hint_now(action, ctx)
    }

    fn msg(&mut self, msg: &Msg, _ctx: &mut Ctx) -> Vec<Request> {
        self.take(msg);
        Vec::new()
    }

    fn answer(&mut self, purpose: Purpose, value: Value, ctx: &mut Ctx) -> Vec<Request> {
        self.read_form(purpose, value, ctx)
    }

    fn step_back(&mut self, _ctx: &mut Ctx) -> Option<Vec<Request>> {
        None
    }

    fn acts_on(&self, _ctx: &Ctx) -> String {
        self.here().map_or(String::new(), |row| format!("@{}", text::shown(&row.handle)))
    }

    fn title(&self) -> String {
        self.batch().map_or(String::new(), |(campaign, batch)| {
            format!("{}, {}", text::shown(&campaign.fields.name), text::shown(&batch.fields.name))
        })
    }

    fn summary(&self, ctx: &Ctx) -> Option<String> {
        (!self.rows().is_empty()).then(|| self.as_text(ctx))
    }

    fn memory(&self) -> Vec<(&'static str, String)> {
        self.batch.map(|batch| ("batch.shown", batch.0.to_string())).into_iter().collect()
    }

    fn recall(&mut self, memory: &dyn Fn(&str) -> Option<String>) {
        if let Some(id) = memory("batch.shown").and_then(|id| id.parse().ok()) {
            self.turn_to(BatchId(id));
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        view::draw(self, frame, area, ctx, theme);
    }
}

/// Writes a count or `-`.
fn count(count: Option<i64>) -> String {
    count.map_or(figure::UNKNOWN.to_owned(), crate::domain::number::compact)
}
