//! The board: a column for each stage, a card for each collaboration, and keys that move cards from column to column.

mod actions;
mod cursor;
mod moves;
mod view;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::board::{COLUMNS, LEFT};
use crate::domain::collaboration::Stage;
use crate::domain::milestone::Milestone;
use crate::domain::{CampaignId, CollaborationId};
use crate::proto::Query;
use crate::proto::board::{BoardCard, arranged, in_reach};
use crate::proto::query::Answer;
use crate::proto::row::CampaignRow;
use crate::tui::kit::overlay::Value;
use crate::tui::kit::{Asked, Ctx, Latest, Msg, Screen};
use crate::tui::look::{Theme, text};
use crate::tui::screens::listed::{Item, Listed};
use crate::tui::screens::{slip, steps};

use moves::Question;

/// A creator may be in several batches, so the collaboration is the key.
impl Item for BoardCard {
    type Key = CollaborationId;

    fn key(&self) -> CollaborationId {
        self.card.id
    }
}

/// The screen.
#[derive(Debug)]
pub struct BoardScreen {
    /// All cards there are.
    all: Latest<Vec<BoardCard>>,
    /// All campaigns, for their names and budgets.
    campaigns: Latest<Vec<CampaignRow>>,
    /// The cards on the board, column by column.
    cards: Listed<BoardCard>,
    /// The column with the cursor.
    column: Stage,
    /// The campaign whose cards are shown; without one, those of all that run or are planned.
    campaign: Option<CampaignId>,
    /// Whether those who declined or posted nothing have columns.
    shows_left: bool,
}

impl Default for BoardScreen {
    fn default() -> Self {
        Self {
            all: Latest::default(),
            campaigns: Latest::default(),
            cards: Listed::default(),
            column: Stage::Shortlist,
            campaign: None,
            shows_left: false,
        }
    }
}

impl BoardScreen {
    /// A screen that has asked for nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The columns that are shown.
    fn columns(&self) -> Vec<Stage> {
        let left: &[Stage] = if self.shows_left { &LEFT } else { &[] };
        COLUMNS.iter().chain(left).copied().collect()
    }

    /// The cards in reach with one of these stages, in no order.
    fn all_of<'a>(&'a self, stages: &'a [Stage]) -> impl Iterator<Item = &'a BoardCard> {
        in_reach(self.all.rows(), self.campaign).filter(|card| stages.contains(&card.card.stage))
    }

    /// Lays the cards out anew.
    fn lay_out(&mut self, today: NaiveDate) {
        let cards = arranged(self.all.rows(), self.campaign, &self.columns(), today);
        self.show(cards);
    }

    /// The name of the campaign that is shown.
    fn campaign_name(&self) -> Option<String> {
        let campaign = self.campaign?;
        let of_card = self.all.rows().iter().find(|card| card.card.campaign == campaign);
        let of_row = self.campaigns.rows().iter().find(|row| row.id == campaign);
        let name = of_card.map(|card| &card.card.campaign_name).or(of_row.map(|row| &row.fields.name))?;
        Some(text::shown(name))
    }

    /// The campaign of the card under the cursor, else that of the batch that is filled now.
    fn campaign_at_hand(&self, ctx: &Ctx) -> Option<CampaignId> {
        let batch = ctx.current_batch.as_ref().map(|(batch, _)| *batch);
        let of_batch = || self.campaigns.rows().iter().find(|row| row.batches.iter().any(|one| Some(one.id) == batch));
        self.here().map(|card| card.card.campaign).or_else(|| of_batch().map(|row| row.id))
    }
}

impl Screen for BoardScreen {
    fn list_lines(&self, area: Rect, _ctx: &Ctx) -> usize {
        view::cards_high(self, area)
    }

    fn refresh(&mut self, ctx: &mut Ctx) {
        self.all.ask(Query::Board, ctx);
        self.campaigns.ask(Query::Campaigns, ctx);
    }

    fn msg(&mut self, msg: &Msg, ctx: &mut Ctx) {
        match msg.answer() {
            Some((generation, Answer::Board(cards))) if self.all.expects(generation) => {
                self.all.replace(cards.clone());
                self.lay_out(ctx.today);
            }
            Some((generation, Answer::Campaigns(rows))) if self.campaigns.expects(generation) => {
                self.campaigns.replace(rows.clone());
            }
            _ => {}
        }
    }

    fn answered(&mut self, asked: &Asked, value: Value, ctx: &mut Ctx) {
        slip::answered(asked, &value, ctx);
        if let Some(question) = asked.question::<steps::Question>() {
            let today = ctx.today;
            let slip = |ids: &[CollaborationId], milestone: Milestone, day| {
                let over = self.over_budget(ids, 0).filter(|_| milestone.commits());
                over.or_else(|| {
                    let chosen = self.cards.rows().iter().filter(|card| ids.contains(&card.card.id));
                    steps::early_post(chosen.map(|card| (&*card.card.handle, card.days)), milestone, day, today)
                })
            };
            if steps::answered(question, &value, slip, ctx).is_some() {
                self.cards.clear_marks();
            }
        } else if let Some(question) = asked.question::<Question>() {
            self.take_answer(question, value, ctx);
        }
    }

    fn step_back(&mut self, _ctx: &mut Ctx) -> bool {
        self.cards.step_back()
    }

    fn acts_on(&self, ctx: &Ctx) -> String {
        if self.cards.has_marks() {
            return self.cards.scope(|card| card.card.handle.clone(), ctx);
        }
        self.here().map_or_else(
            || format!("{}, no card", self.column.word()),
            |card| format!("@{}, {}", text::shown(&card.card.handle), text::shown(&card.card.batch_name)),
        )
    }

    fn title(&self) -> String {
        self.campaign_name().unwrap_or_default()
    }

    fn summary(&self, ctx: &Ctx) -> Option<String> {
        (!self.cards.rows().is_empty()).then(|| view::as_text(self, ctx))
    }

    fn memory(&self) -> Vec<(&'static str, String)> {
        let campaign = self.campaign.map(|id| ("board.campaign", id.0.to_string()));
        let left = self.shows_left.then(|| ("board.left", "1".to_owned()));
        campaign.into_iter().chain(left).collect()
    }

    fn recall(&mut self, memory: &dyn Fn(&str) -> Option<String>) {
        self.campaign = memory("board.campaign").and_then(|id| id.parse().ok()).map(CampaignId);
        self.shows_left = memory("board.left").is_some();
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        view::draw(self, frame, area, ctx, theme);
    }
}
