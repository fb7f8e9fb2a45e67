//! Campaigns and, indented below each, its batches: what they ask, what they cost, what came back, what to do next.

mod glance;
mod hint;
mod niches;
mod update;
mod view;

#[cfg(test)]
mod tests;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::{BatchId, BatchStatus, CampaignId};
use crate::proto::event::Generation;
use crate::proto::niche::NicheRow;
use crate::proto::results::{CampaignResult, Estimate};
use crate::proto::row::{BatchRow, CampaignRow};
use crate::tui::kit::overlay::{Purpose, Value};
use crate::tui::kit::{Action, Availability, Ctx, Hint, Msg, Request, Screen, Show};
use crate::tui::look::{Theme, text};
use crate::tui::widgets::list::ListCursor;

/// A row of the list.
#[derive(Clone, Copy, Debug)]
enum Row<'a> {
    Campaign(&'a CampaignRow),
    Batch(&'a CampaignRow, &'a BatchRow),
}

/// Which row, whatever line it stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    Campaign(CampaignId),
    Batch(BatchId),
}

impl Row<'_> {
    fn key(self) -> Key {
        match self {
            Self::Campaign(campaign) => Key::Campaign(campaign.id),
            Self::Batch(_, batch) => Key::Batch(batch.id),
        }
    }
}

/// What an open form is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Subject {
    #[default]
    NewCampaign,
    Campaign(CampaignId),
    NewBatch(CampaignId),
    Batch(CampaignId, BatchId),
}

/// The screen.
#[derive(Debug, Default)]
pub struct CampaignsScreen {
    /// Nothing until the first answer.
    campaigns: Option<Vec<CampaignRow>>,
    /// What the numbers say about them; nothing until the first answer.
    results: Vec<CampaignResult>,
    cursor: ListCursor,
    asked: Generation,
    /// What the niches of the file hold.
    niches: Vec<NicheRow>,
    niches_asked: Generation,
    asked_results: Generation,
    subject: Subject,
    /// Whether something was added, so that the cursor goes to what the next answer has anew.
    follows_new: bool,
    /// A row to go to with the next answer, from the last start.
    wanted: Option<Key>,
}

impl CampaignsScreen {
    /// A screen that has asked for nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn campaigns(&self) -> &[CampaignRow] {
        self.campaigns.as_deref().unwrap_or_default()
    }

    /// What the numbers say about a campaign.
    fn result(&self, campaign: CampaignId) -> Option<&CampaignResult> {
        self.results.iter().find(|result| result.id == campaign)
    }

    /// What the same would return if it were repeated: a whole campaign, or one batch of it.
    fn estimate<'a>(&'a self, row: Row<'a>) -> Option<&'a Estimate> {
        match row {
            Row::Campaign(campaign) => campaign.estimate.as_ref(),
            Row::Batch(campaign, batch) => {
                let batches = &self.result(campaign.id)?.batches;
                batches.iter().find(|known| known.id == batch.id)?.estimate.as_ref()
            }
        }
    }

    fn rows(&self) -> Vec<Row<'_>> {
        let mut rows = Vec::new();
        for campaign in self.campaigns() {
            rows.push(Row::Campaign(campaign));
            rows.extend(campaign.batches.iter().map(|batch| Row::Batch(campaign, batch)));
        }
        rows
    }

    fn here(&self) -> Option<Row<'_>> {
        self.rows().get(self.cursor.at).copied()
    }

    /// The campaign under the cursor, also on one of its batches.
    fn campaign(&self) -> Option<&CampaignRow> {
        match self.here()? {
            Row::Campaign(campaign) | Row::Batch(campaign, _) => Some(campaign),
        }
    }

    fn batch(&self) -> Option<&BatchRow> {
        match self.here()? {
            Row::Batch(_, batch) => Some(batch),
            Row::Campaign(_) => None,
        }
    }

    fn knows(&self, key: Key) -> bool {
        self.rows().iter().any(|row| row.key() == key)
    }
}

/// The word for where a campaign stands, from its batches.
fn stage(campaign: &CampaignRow) -> &'static str {
    let any = |status| campaign.batches.iter().any(|batch| batch.status == status);
    match () {
        () if any(BatchStatus::Running) => "running",
        () if any(BatchStatus::Planned) => "building",
        () if any(BatchStatus::Finished) => "finished",
        () => "new",
    }
}

impl Screen for CampaignsScreen {
    fn enter(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        self.refresh(ctx)
    }

    fn show(&mut self, what: &Show, _ctx: &mut Ctx) -> Vec<Request> {
        let wanted = match what {
            Show::Campaign(id) => Key::Campaign(*id),
            Show::Batch(id) => Key::Batch(*id),
            Show::Creator(_) | Show::Booking(..) | Show::Filter(_) => return Vec::new(),
        };
        self.cursor.at = self.rows().iter().position(|row| row.key() == wanted).unwrap_or(self.cursor.at);
        self.wanted = Some(wanted);
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

    fn availability(&self, action: Action, ctx: &Ctx) -> Availability {
        self.can(action, ctx)
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
        match self.here() {
            Some(Row::Campaign(campaign)) => text::shown(&campaign.fields.name),
            Some(Row::Batch(campaign, batch)) => {
                format!("{} of {}", text::shown(&batch.fields.name), text::shown(&campaign.fields.name))
            }
            None => String::new(),
        }
    }

    fn summary(&self, ctx: &Ctx) -> Option<String> {
        (!self.campaigns().is_empty()).then(|| self.as_text(ctx))
    }

    fn memory(&self) -> Vec<(&'static str, String)> {
        let row = self.here().map(|row| match row.key() {
            Key::Campaign(id) => format!("campaign {}", id.0),
            Key::Batch(id) => format!("batch {}", id.0),
        });
        row.map(|row| ("campaigns.row", row)).into_iter().collect()
    }

    fn recall(&mut self, memory: &dyn Fn(&str) -> Option<String>) {
        let kept = memory("campaigns.row");
        self.wanted = kept.as_deref().and_then(|kept| kept.split_once(' ')).and_then(|(kind, id)| {
            let id = id.parse().ok()?;
            match kind {
                "campaign" => Some(Key::Campaign(CampaignId(id))),
                "batch" => Some(Key::Batch(BatchId(id))),
                _ => None,
            }
        });
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        view::draw(self, frame, area, ctx, theme);
    }
}
