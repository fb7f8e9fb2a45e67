//! How the results change: turning scopes and panes, and new answers.

use std::collections::HashMap;
use std::sync::Arc;

use crate::proto::Query;
use crate::proto::outlook::{OutlookCmd, Review};
use crate::proto::query::Answer;
use crate::proto::results::CampaignResult;
use crate::tui::kit::overlay::Overlay;
use crate::tui::kit::{Action, Ctx, Effect, Msg};
use crate::tui::screens::estimate;
use crate::tui::screens::listed::Listed;

use super::list::{Order, Reach};
use super::pane::Pane;
use super::review::Doubt;
use super::{ResultsScreen, decide, explain, figures};

/// For how long moved figures are marked.
const MARKED_MS: i64 = 3_000;

impl ResultsScreen {
    pub(super) fn ask(&mut self, ctx: &mut Ctx) {
        self.asked_results = ctx.ask(Query::Results(None));
        self.asked_tests = ctx.ask(Query::NextTests(None));
        self.campaigns.ask(Query::Campaigns, ctx);
        self.ask_doubts(ctx);
        self.verbs.ask_tags(ctx);
    }

    /// Loads the items that need review, if their pane is open.
    pub(super) fn ask_doubts(&mut self, ctx: &mut Ctx) {
        let is_empty = self.results.as_ref().is_some_and(Vec::is_empty);
        if is_empty || self.result().is_some() && self.pane() == Pane::Review {
            self.asked_doubts = ctx.ask(Query::Review(self.result().map(|result| result.id)));
        }
    }

    pub(super) fn walk(&mut self, action: Action, count: usize, lines: usize) {
        if self.pane().lists_creators() {
            self.list.walk(action, count, lines);
        } else {
            self.side.walk(action, count, lines);
        }
    }

    /// Lists in another order; the cursor stays on its creator.
    pub(super) fn order(&mut self, order: Order) {
        self.order = order;
        self.sync();
    }

    /// Goes to another campaign, or to another batch of this one, and wraps around.
    pub(super) fn turn(&mut self, count: usize, forward: bool, ctx: &mut Ctx) {
        let around = |at: usize, all: usize| {
            let steps = count.checked_rem(all)?;
            Some((at + if forward { steps } else { all - steps }) % all)
        };
        if self.reach == Reach::Batch {
            let Some(result) = self.result() else { return };
            let here = self.batch().map(|batch| batch.id);
            let at = result.batches.iter().position(|batch| Some(batch.id) == here).unwrap_or(0);
            let next = around(at, result.batches.len()).and_then(|next| result.batches.get(next));
            self.batch = next.map(|batch| batch.id);
            self.go_to_first();
            return;
        }
        let next = around(self.place(), self.results().len()).and_then(|next| self.results().get(next));
        if let Some(id) = next.map(|result| result.id) {
            self.turn_to(id);
        }
        self.ask_doubts(ctx);
    }

    /// Cycles the scope: campaign, batch under the cursor, all campaigns, campaign under the cursor.
    pub(super) fn turn_reach(&mut self, ctx: &mut Ctx) {
        let batch = self.here().map(|creator| creator.collaboration).and_then(|id| {
            let batches = &self.result()?.batches;
            batches.iter().find(|batch| batch.creators.iter().any(|row| row.collaboration == id))
        });
        match self.reach {
            Reach::Campaign if self.batch().is_some() => {
                self.batch = batch.map(|batch| batch.id).or(self.batch);
                self.reach = Reach::Batch;
                self.sync();
            }
            Reach::Campaign | Reach::Batch => {
                let campaign = self.result().map(|result| figures::Scope::Campaign(result.id));
                self.reach = Reach::All;
                self.sync();
                if let Some(campaign) = campaign {
                    self.list.go_to(campaign);
                }
            }
            Reach::All => self.open_campaign(),
        }
        self.ask_doubts(ctx);
    }

    /// Goes from all campaigns to the one under the cursor.
    pub(super) fn open_campaign(&mut self) {
        let id = self.row().map(|row| row.campaign().id);
        self.reach = Reach::Campaign;
        self.go_to_first();
        if let Some(id) = id {
            self.turn_to(id);
        }
    }

    pub(super) fn turn_pane(&mut self, pane: Pane, ctx: &mut Ctx) {
        self.pane = pane;
        self.side = Listed::default();
        self.sync();
        self.ask_doubts(ctx);
    }

    /// One step back: marks, the full list, the pane.
    pub(super) fn one_step_back(&mut self) -> bool {
        if self.side.step_back() || self.list.step_back() {
            return true;
        }
        if self.is_full && self.pane() == Pane::Creators {
            self.is_full = false;
        } else if self.result().is_some() && self.pane() != Pane::Creators {
            self.pane = Pane::Creators;
            self.sync();
        } else {
            return false;
        }
        true
    }

    /// Resolves the item under the cursor, or asks how.
    pub(super) fn settle_doubt(&self, ctx: &mut Ctx) {
        match self.doubt() {
            Some(Doubt::Conflict(conflict)) => decide::ask_winner(conflict, ctx),
            Some(Doubt::Terms) => self.ask_terms(ctx),
            Some(Doubt::Leak(_)) => self.ask_leak(ctx),
            Some(Doubt::Sign(creator, note)) => {
                let bp = |share: f64| estimate::e4(share.min(1.0));
                let (low, high) = note.suggested;
                if let Some(result) = self.result() {
                    decide::write(ctx, OutlookCmd::SetLeak(result.id, creator.creator, Some((bp(low), bp(high)))));
                }
            }
            Some(Doubt::Code(code)) => self.ask_holder(code, ctx),
            Some(Doubt::Order(order)) => self.ask_owner(self.chosen_orders(order.id), ctx),
            Some(Doubt::Heading(_)) | None => {}
        }
    }

    pub(super) fn explain(&self, ctx: &mut Ctx) {
        if let Some(result) = self.result() {
            let lines = explain::sentences(result, self.here(), ctx);
            ctx.read(Overlay::Text { title: "How it is calculated".to_owned(), lines });
        }
    }

    pub(super) fn take(&mut self, msg: &Msg, ctx: &mut Ctx) {
        match msg.answer() {
            // Before the first answer any is better than none, though data has changed since it was asked for.
            Some((generation, Answer::Results(results)))
                if generation >= self.asked_results || self.results.is_none() =>
            {
                self.replace(results.clone(), ctx);
            }
            Some((generation, Answer::NextTests(next))) if generation >= self.asked_tests => {
                self.next_tests = Some(Arc::clone(next));
                self.take_next_tests();
            }
            Some((generation, Answer::Campaigns(rows))) if self.campaigns.expects(generation) => {
                self.campaigns.replace(rows.clone());
            }
            Some((generation, Answer::Review(campaign, review))) if generation >= self.asked_doubts => {
                self.take_doubts(*campaign, review);
            }
            _ => {}
        }
        if matches!(msg, Msg::Wake) && ctx.now_ms >= self.moves_until {
            self.moves.clear();
        }
    }

    /// Puts what the next bookings are worth beside the results, whichever of them came first.
    fn take_next_tests(&mut self) {
        let Some(next) = &self.next_tests else { return };
        for campaign in self.results.iter_mut().flatten() {
            campaign.take_next(next);
        }
    }

    fn take_doubts(&mut self, campaign: Option<crate::domain::CampaignId>, review: &Review) {
        self.review = Some((campaign, review.clone()));
        // Marks of orders that have an owner now are gone.
        let side = self.side_lines();
        self.side.replace(side);
    }

    /// Takes a new answer: the campaign and the creator under the cursor stay, and changed figures are marked briefly.
    fn replace(&mut self, results: Vec<CampaignResult>, ctx: &mut Ctx) {
        let chosen = self.chosen.or_else(|| self.result().map(|result| result.id));
        let before = self.result().cloned();
        self.results = Some(results);
        self.take_next_tests();
        self.chosen = chosen.filter(|id| self.results().iter().any(|result| result.id == *id));
        self.sync();
        let after = self.result().filter(|after| before.as_ref().is_some_and(|before| before.id == after.id));
        let moves = match (before.as_ref(), after) {
            (Some(before), Some(after)) => figures::moves(before, after),
            _ => HashMap::new(),
        };
        // The first campaign came, or the last one went: the doubts that were read are of neither.
        let is_review = self.result().is_none() || self.pane == Pane::Review;
        let is_gone = before.is_some() && self.result().is_none();
        if is_gone || is_review && self.review().is_none() {
            self.ask_doubts(ctx);
        }
        if !moves.is_empty() {
            self.moves.extend(moves);
            self.moves_until = ctx.now_ms + MARKED_MS;
            ctx.effect(Effect::WakeAt(self.moves_until));
        }
    }
}
