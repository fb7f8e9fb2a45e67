//! Campaigns, each with its batches indented below: question, cost, results, next step.

mod glance;
mod niches;
mod verbs;
mod view;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::{BatchId, BatchStatus, CampaignId};
use crate::proto::niche::NicheRow;
use crate::proto::query::Answer;
use crate::proto::results::{CampaignResult, Estimate};
use crate::proto::row::{BatchRow, CampaignRow};
use crate::proto::{Event, Query};
use crate::tui::kit::overlay::Value;
use crate::tui::kit::{Asked, Ctx, Latest, Msg, Screen, Show};
use crate::tui::look::{Theme, text};
use crate::tui::screens::listed::{Item, Listed};
use crate::tui::screens::{campaign_forms, slip};

/// A row of the list.
#[derive(Clone, Debug)]
enum Row {
    Campaign(Arc<CampaignRow>),
    Batch(Arc<CampaignRow>, Arc<BatchRow>),
}

/// Identifies a row across reloads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Campaign(CampaignId),
    Batch(BatchId),
}

impl Row {
    /// The campaign, also of a batch.
    fn campaign(&self) -> &CampaignRow {
        match self {
            Self::Campaign(campaign) | Self::Batch(campaign, _) => campaign,
        }
    }
}

impl Item for Row {
    type Key = Key;

    fn key(&self) -> Key {
        match self {
            Self::Campaign(campaign) => Key::Campaign(campaign.id),
            Self::Batch(_, batch) => Key::Batch(batch.id),
        }
    }
}

/// The rows of the list: each campaign with its batches below it.
fn rows(campaigns: &[CampaignRow]) -> Vec<Row> {
    let rows = campaigns.iter().flat_map(|campaign| {
        let campaign = Arc::new(campaign.clone());
        let batches: Vec<Row> =
            campaign.batches.iter().map(|batch| Row::Batch(Arc::clone(&campaign), Arc::new(batch.clone()))).collect();
        std::iter::once(Row::Campaign(campaign)).chain(batches)
    });
    rows.collect()
}

/// What the screen asks a person.
#[derive(Debug)]
enum Question {
    /// What a new campaign is.
    NewCampaign,
    /// For which niche of a campaign to show the creators.
    Niche(Vec<String>),
}

/// The screen.
#[derive(Debug, Default)]
pub struct CampaignsScreen {
    list: Listed<Row>,
    /// The results of the campaigns.
    results: Latest<Vec<CampaignResult>>,
    /// The niches with their counts.
    niches: Latest<Vec<NicheRow>>,
}

impl CampaignsScreen {
    /// A screen that has asked for nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The result of a campaign.
    fn result(&self, campaign: CampaignId) -> Option<&CampaignResult> {
        self.results.rows().iter().find(|result| result.id == campaign)
    }

    /// What the same would return if you booked it again: a whole campaign, or one batch of it.
    fn estimate<'a>(&'a self, row: &'a Row) -> Option<&'a Estimate> {
        match row {
            Row::Campaign(campaign) => campaign.estimate.as_ref(),
            Row::Batch(campaign, batch) => {
                let batches = &self.result(campaign.id)?.batches;
                batches.iter().find(|known| known.id == batch.id)?.estimate.as_ref()
            }
        }
    }
}

/// The stage of a campaign, from its batches.
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
    fn show(&mut self, what: &Show, ctx: &mut Ctx) {
        match what {
            Show::Campaign(id) => self.list.go_to(Key::Campaign(*id)),
            Show::Batch(id) => self.list.go_to(Key::Batch(*id)),
            Show::Adding => verbs::add(ctx),
            _ => {}
        }
    }

    fn list_lines(&self, area: Rect, _ctx: &Ctx) -> usize {
        view::list_lines(area)
    }

    fn refresh(&mut self, ctx: &mut Ctx) {
        self.list.ask(Query::Campaigns, ctx);
        self.results.ask(Query::Results(None), ctx);
        self.niches.ask(Query::Niches, ctx);
    }

    fn msg(&mut self, msg: &Msg, _ctx: &mut Ctx) {
        match msg.answer() {
            Some((generation, Answer::Campaigns(campaigns))) if self.list.expects(generation) => {
                self.list.replace(rows(campaigns));
            }
            Some((generation, Answer::Results(results))) if self.results.expects(generation) => {
                self.results.replace(results.clone());
            }
            Some((generation, Answer::Niches(niches))) if self.niches.expects(generation) => {
                self.niches.replace(niches.clone());
            }
            _ => {}
        }
        // Adding failed, so the next answer has no new row to follow.
        if let Msg::Event(Event::WriteFailed(..)) = msg {
            self.list.follow_nothing();
        }
    }

    fn answered(&mut self, asked: &Asked, value: Value, ctx: &mut Ctx) {
        if campaign_forms::answered(asked, &value, ctx) {
            return;
        }
        slip::answered(asked, &value, ctx);
        if let Some(question) = asked.question() {
            self.take_answer(question, value, ctx);
        }
    }

    fn acts_on(&self, _ctx: &Ctx) -> String {
        match self.list.here() {
            Some(Row::Campaign(campaign)) => text::shown(&campaign.fields.name),
            Some(Row::Batch(campaign, batch)) => {
                format!("{} of {}", text::shown(&batch.fields.name), text::shown(&campaign.fields.name))
            }
            None => String::new(),
        }
    }

    fn summary(&self, _ctx: &Ctx) -> Option<String> {
        (!self.list.rows().is_empty()).then(|| view::as_text(self))
    }

    fn memory(&self) -> Vec<(&'static str, String)> {
        let row = self.list.here().map(|row| match row.key() {
            Key::Campaign(id) => format!("campaign {}", id.0),
            Key::Batch(id) => format!("batch {}", id.0),
        });
        row.map(|row| ("campaigns.row", row)).into_iter().collect()
    }

    fn recall(&mut self, memory: &dyn Fn(&str) -> Option<String>) {
        let kept = memory("campaigns.row");
        let row = kept.as_deref().and_then(|kept| kept.split_once(' ')).and_then(|(kind, id)| {
            let id = id.parse().ok()?;
            match kind {
                "campaign" => Some(Key::Campaign(CampaignId(id))),
                "batch" => Some(Key::Batch(BatchId(id))),
                _ => None,
            }
        });
        if let Some(row) = row {
            self.list.go_to(row);
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        view::draw(self, frame, area, ctx, theme);
    }
}
