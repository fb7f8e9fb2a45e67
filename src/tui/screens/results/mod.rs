//! Results of one campaign, one of its batches, or all campaigns. Tracked figures, and next to them, never mixed with
//! them, what the same would return if you booked it again, each with its range.

mod actions;
mod batches;
mod click;
mod copy;
mod counted;
mod creators;
mod decide;
mod explain;
mod figures;
mod funnel;
mod groups;
mod headline;
mod hints;
mod lines;
mod list;
mod look;
mod money;
mod pane;
mod program;
mod review;
mod sync;
mod target;
mod terms;
mod update;
mod view;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::analysis::head::HeadTarget;
use crate::domain::{BatchId, BatchStatus, CampaignId, CollaborationId, Goal};
use crate::proto::event::Generation;
use crate::proto::next_test::Next;
use crate::proto::outlook::Review;
use crate::proto::results::{BatchResult, CampaignResult, CreatorResult, Estimate, Sums};
use crate::proto::row::CampaignRow;
use crate::tui::kit::overlay::Value;
use crate::tui::kit::{Asked, Ctx, Latest, Msg, Screen, Show};
use crate::tui::look::{Theme, text::shown};
use crate::tui::screens::listed::Listed;
use crate::tui::screens::verbs::{self, Verbs};
use crate::tui::screens::{campaign_forms, slip, steps, tally};
use crate::words::result_view::ResultView;

use figures::{Moves, Scope};
use lines::{Line, SideLine};
use list::{Order, Reach, Row};
use pane::Pane;

/// The screen.
#[derive(Debug, Default)]
pub struct ResultsScreen {
    /// Nothing until the first answer.
    results: Option<Vec<CampaignResult>>,
    /// The campaigns' forms, for editing a margin from here.
    campaigns: Latest<Vec<CampaignRow>>,
    /// The campaign on screen; the first without one.
    chosen: Option<CampaignId>,
    /// Whether one campaign, one batch of it or all campaigns are on screen.
    reach: Reach,
    /// The batch on screen; the newest that was started without one.
    batch: Option<BatchId>,
    pane: Pane,
    /// Whether the list has all the room, with all its columns.
    is_full: bool,
    /// The order of the list.
    order: Order,
    /// The list of creators, or of campaigns.
    list: Listed<Line>,
    /// The lines of a pane that lists something else.
    side: Listed<SideLine>,
    /// The state of the shared verbs on creators.
    verbs: Verbs,
    /// What the best next bookings are worth; nothing until it was worked out.
    next_tests: Option<Arc<[Next]>>,
    asked_tests: Generation,
    /// Orders in doubt, and of which campaign.
    review: Option<(Option<CampaignId>, Review)>,
    asked_results: Generation,
    asked_doubts: Generation,
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
        if self.reach == Reach::All {
            self.reach = Reach::Campaign;
            self.go_to_first();
        }
        if self.chosen != Some(campaign) {
            self.chosen = Some(campaign);
            self.batch = None;
            self.list.forget();
            self.moves.clear();
            self.go_to_first();
        }
    }

    fn go_to_first(&mut self) {
        self.side = Listed::default();
        self.sync();
        self.list.go_to_top();
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

    /// The batch that is on screen when one is: the chosen one, else the newest that was started, else the newest.
    fn batch(&self) -> Option<&BatchResult> {
        let batches = self.result()?.batches.as_slice();
        let chosen = batches.iter().find(|batch| Some(batch.id) == self.batch);
        let started = || batches.iter().rev().find(|batch| batch.status != BatchStatus::Planned);
        chosen.or_else(started).or_else(|| batches.last())
    }

    /// The part of the screen that has the room: all campaigns beside each other have two. Before the first campaign there are orders
    /// without a creator, and nothing else.
    fn pane(&self) -> Pane {
        if self.result().is_none() && self.review().is_some() {
            return Pane::Review;
        }
        if Pane::of(self.reach).contains(&self.pane) { self.pane } else { Pane::Creators }
    }

    /// What is in no total, in one line. One place on the screen says it.
    fn left_out(&self) -> Option<String> {
        let out = ResultView::new(self.result()?).left_out_briefly();
        Some(out).filter(|out| !out.is_empty())
    }

    fn rows(&self) -> Vec<Row<'_>> {
        list::rows(self.results(), self.result(), self.batch(), self.reach, self.order)
    }

    fn row(&self) -> Option<Row<'_>> {
        self.rows().get(self.list.at()).copied().filter(|row| row.stops())
    }

    /// The sums of what is on screen, where they can be added.
    fn sums(&self) -> Option<Sums> {
        match self.reach {
            Reach::All => None,
            Reach::Campaign => self.result().map(|result| result.sums),
            Reach::Batch => self.batch().map(|batch| batch.sums),
        }
    }

    /// What the campaign on screen is for; conversions where campaigns with several goals are.
    fn goal(&self) -> Goal {
        match self.reach {
            Reach::Campaign | Reach::Batch => self.result().map_or(Goal::Conversions, |result| result.goal),
            Reach::All => {
                let mut goals = self.results().iter().map(|result| result.goal);
                let first = goals.next().unwrap_or_default();
                if goals.all(|goal| goal == first) { first } else { Goal::Conversions }
            }
        }
    }

    /// What the head figure of what is on screen is held against.
    fn target(&self) -> Option<HeadTarget> {
        match self.reach {
            Reach::All => None,
            Reach::Campaign => self.result()?.head_target(),
            Reach::Batch => {
                let (result, batch) = (self.result()?, self.batch()?);
                batch.target.or_else(|| result.head_target())
            }
        }
    }

    /// What is estimated of what is on screen.
    fn estimate(&self) -> Option<&Estimate> {
        match self.reach {
            Reach::All => None,
            Reach::Campaign => self.result()?.estimate.as_ref(),
            Reach::Batch => self.batch()?.estimate.as_ref(),
        }
    }

    /// The creators on screen, in the order of their batches.
    fn creators(&self) -> Vec<&CreatorResult> {
        let batches: &[BatchResult] = match (self.reach, self.result(), self.batch()) {
            (Reach::Batch, _, Some(batch)) => std::slice::from_ref(batch),
            (Reach::Campaign | Reach::Batch, Some(result), _) => &result.batches,
            _ => &[],
        };
        batches.iter().flat_map(|batch| &batch.creators).collect()
    }

    /// The form's fields of the campaign on screen.
    fn campaign(&self) -> Option<&CampaignRow> {
        let id = self.result()?.id;
        self.campaigns.rows().iter().find(|campaign| campaign.id == id)
    }

    /// The doubts of the campaign on screen; nothing until they were read.
    fn review(&self) -> Option<&Review> {
        let id = self.result().map(|result| result.id);
        self.review.as_ref().filter(|(campaign, _)| *campaign == id).map(|(_, review)| review)
    }
}

impl Screen for ResultsScreen {
    fn enter(&mut self, ctx: &mut Ctx) {
        self.ask(ctx);
    }

    fn show(&mut self, what: &Show, _ctx: &mut Ctx) {
        match what {
            Show::Campaign(id) => self.turn_to(*id),
            Show::Order(campaign, order) => {
                self.turn_to(*campaign);
                self.pane = Pane::Review;
                self.side.go_to(SideLine::Order(*order));
            }
            _ => {}
        }
    }

    fn list_lines(&self, area: Rect, _ctx: &Ctx) -> usize {
        view::list_lines(area)
    }

    fn refresh(&mut self, ctx: &mut Ctx) {
        self.ask(ctx);
    }

    fn msg(&mut self, msg: &Msg, ctx: &mut Ctx) {
        if !verbs::msg(self, msg, ctx) {
            self.take(msg, ctx);
        }
    }

    fn answered(&mut self, asked: &Asked, value: Value, ctx: &mut Ctx) {
        if campaign_forms::answered(asked, &value, ctx) {
            return;
        }
        slip::answered(asked, &value, ctx);
        if let Some(question) = asked.question::<verbs::Question>() {
            verbs::answered(self, question, value, ctx);
        } else if let Some(question) = asked.question::<steps::Question>() {
            let today = ctx.today;
            let slip = |ids: &[CollaborationId], milestone, day| {
                self.over_budget(ids, milestone).or_else(|| self.early_post(ids, milestone, day, today))
            };
            if steps::answered(question, &value, slip, ctx).is_some() {
                self.list.clear_marks();
            }
        } else if let Some(question) = asked.question::<tally::Question>() {
            tally::answered(*question, value, ctx);
        } else if let Some(question) = asked.question() {
            self.take_answer(question, value, ctx);
        }
    }

    fn step_back(&mut self, _ctx: &mut Ctx) -> bool {
        self.one_step_back()
    }

    fn acts_on(&self, ctx: &Ctx) -> String {
        self.target_label(ctx)
    }

    fn title(&self) -> String {
        match self.reach {
            Reach::All => "All campaigns".to_owned(),
            _ => self.result().map_or(String::new(), |result| shown(&result.name)),
        }
    }

    fn summary(&self, ctx: &Ctx) -> Option<String> {
        self.as_text(ctx)
    }

    fn memory(&self) -> Vec<(&'static str, String)> {
        let Some(result) = self.result() else { return Vec::new() };
        let reach = match self.reach {
            Reach::All => "all".to_owned(),
            Reach::Campaign => "campaign".to_owned(),
            Reach::Batch => self.batch().map_or("campaign".to_owned(), |batch| batch.id.0.to_string()),
        };
        vec![("results.campaign", result.id.0.to_string()), ("results.scope", reach)]
    }

    fn recall(&mut self, memory: &dyn Fn(&str) -> Option<String>) {
        if let Some(id) = memory("results.campaign").and_then(|id| id.parse().ok()) {
            self.chosen = Some(CampaignId(id));
        }
        match memory("results.scope").as_deref() {
            Some("all") => self.reach = Reach::All,
            Some(batch) => {
                if let Ok(id) = batch.parse() {
                    (self.reach, self.batch) = (Reach::Batch, Some(BatchId(id)));
                }
            }
            None => {}
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        view::draw(self, frame, area, ctx, theme);
    }
}
