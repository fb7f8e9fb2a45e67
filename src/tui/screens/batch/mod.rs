//! The creators of one batch: their cost and stage, and what the batch still needs before it can start.

mod actions;
mod collaboration;
mod view;

#[cfg(test)]
mod tests;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::{BatchId, CollaborationId, CreatorId, Currency};
use crate::proto::Query;
use crate::proto::query::Answer;
use crate::proto::results::CampaignResult;
use crate::proto::row::{BatchRow, CampaignRow, CollaborationRow};
use crate::tui::kit::overlay::Value;
use crate::tui::kit::{Asked, Ctx, Latest, Msg, Screen, Show};
use crate::tui::look::{Theme, figure, text};
use crate::tui::screens::listed::{Item, Listed};
use crate::tui::screens::verbs::{self, Verbs};
use crate::tui::screens::{campaign_forms, slip, steps, tally};
use crate::words::result_view::{Figures, ResultView};

/// What only this screen asks a person.
#[derive(Debug)]
enum Question {
    /// The fields of a collaboration, with amounts in this currency.
    Collaboration(CollaborationId, Currency),
}

/// A creator is in a batch only once, so its id is the key.
impl Item for CollaborationRow {
    type Key = CreatorId;

    fn key(&self) -> CreatorId {
        self.creator
    }
}

/// The screen.
#[derive(Debug, Default)]
pub struct BatchScreen {
    /// The batch to show; the current one by default.
    batch: Option<BatchId>,
    /// All campaigns, for the header.
    campaigns: Latest<Vec<CampaignRow>>,
    creators: Listed<CollaborationRow>,
    /// The results of the campaigns, for the estimate beside the rule.
    results: Latest<Vec<CampaignResult>>,
    /// The state of the shared verbs on creators.
    verbs: Verbs,
}

impl BatchScreen {
    /// A screen without a batch.
    pub fn new() -> Self {
        Self::default()
    }

    /// Switches to a batch; its creators load on `enter`.
    pub fn turn_to(&mut self, batch: BatchId) {
        if self.batch != Some(batch) {
            self.creators.forget();
        }
        self.batch = Some(batch);
    }

    /// The batch with its campaign.
    fn batch(&self) -> Option<(&CampaignRow, &BatchRow)> {
        let id = self.batch?;
        let campaigns = self.campaigns.rows().iter();
        let mut both = campaigns.flat_map(|campaign| campaign.batches.iter().map(move |batch| (campaign, batch)));
        both.find(|(_, batch)| batch.id == id)
    }

    /// What it would return if it were booked again, beside its rule.
    fn again(&self, batch: BatchId) -> Option<String> {
        self.results.rows().iter().find_map(|result| {
            let said = result.batch(batch)?.estimate.as_ref()?;
            ResultView::new(result).beside_the_rule(said)
        })
    }

    /// The figures of one of its creators; nothing before the results are read.
    fn figures(&self, row: &CollaborationRow) -> Option<Figures> {
        self.results.rows().iter().find_map(|result| {
            let batch = result.batch(self.batch?)?;
            let creator = batch.creators.iter().find(|creator| creator.collaboration == row.id)?;
            Some(ResultView::new(result).figures(creator.sums))
        })
    }

    fn currency(&self) -> Currency {
        self.batch().map_or(Currency::default(), |(campaign, _)| campaign.fields.currency)
    }
}

impl Screen for BatchScreen {
    fn enter(&mut self, ctx: &mut Ctx) {
        if self.batch.is_none() {
            self.batch = ctx.current_batch.as_ref().map(|(id, _)| *id);
        }
        self.campaigns.ask(Query::Campaigns, ctx);
        self.results.ask(Query::Results(None), ctx);
        if let Some(batch) = self.batch {
            self.creators.ask(Query::Batch(batch), ctx);
        }
        self.verbs.ask_tags(ctx);
    }

    fn show(&mut self, what: &Show, _ctx: &mut Ctx) {
        match what {
            Show::Batch(id) => self.turn_to(*id),
            Show::Booking(id, creator) => {
                self.turn_to(*id);
                self.creators.go_to(*creator);
            }
            _ => {}
        }
    }

    fn list_lines(&self, area: Rect, ctx: &Ctx) -> usize {
        view::list_lines(self, area, ctx)
    }

    fn refresh(&mut self, ctx: &mut Ctx) {
        self.enter(ctx);
    }

    fn msg(&mut self, msg: &Msg, ctx: &mut Ctx) {
        if verbs::msg(self, msg, ctx) {
            return;
        }
        match msg.answer() {
            Some((generation, Answer::Campaigns(rows))) if self.campaigns.expects(generation) => {
                self.campaigns.replace(rows.clone());
            }
            Some((generation, Answer::Batch(batch, rows)))
                if self.creators.expects(generation) && Some(*batch) == self.batch =>
            {
                self.creators.replace(rows.clone());
            }
            Some((generation, Answer::Results(results))) if self.results.expects(generation) => {
                self.results.replace(results.clone());
            }
            _ => {}
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
            let (today, rows) = (ctx.today, self.creators.rows());
            let slip = |ids: &[CollaborationId], milestone, day| {
                let chosen = rows.iter().filter(|row| ids.contains(&row.id));
                let early = steps::early_post(
                    chosen.map(|row| (&*row.handle, row.fields.post_and_parcel())),
                    milestone,
                    day,
                    today,
                );
                self.over_budget(ids, milestone).or(early)
            };
            if steps::answered(question, &value, slip, ctx).is_some() {
                self.creators.clear_marks();
            }
        } else if let Some(question) = asked.question::<tally::Question>() {
            tally::answered(*question, value, ctx);
        } else if let Some(question) = asked.question() {
            self.take_answer(question, value, ctx);
        }
    }

    fn step_back(&mut self, _ctx: &mut Ctx) -> bool {
        self.creators.step_back()
    }

    fn acts_on(&self, ctx: &Ctx) -> String {
        self.creators.scope(|row| format!("@{}", text::shown(&row.handle)), ctx)
    }

    fn title(&self) -> String {
        self.batch().map_or(String::new(), |(campaign, batch)| {
            format!("{}, {}", text::shown(&campaign.fields.name), text::shown(&batch.fields.name))
        })
    }

    fn summary(&self, ctx: &Ctx) -> Option<String> {
        (!self.creators.rows().is_empty()).then(|| view::as_text(self, ctx))
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
