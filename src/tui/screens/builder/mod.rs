//! The builder of the next batch: everybody who could be booked by their odds, and beside them the batch with what it costs, brings
//! and can tell. The method proposes; a person puts creators in and takes them out, and one key plans it.

mod days;
mod pane;
mod this_batch;
mod verbs;
mod view;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::{CampaignId, CreatorId};
use crate::proto::Query;
use crate::proto::builder::{Bookee, Builder, BuilderAsk};
use crate::proto::event::Generation;
use crate::proto::query::Answer;
use crate::tui::kit::overlay::Value;
use crate::tui::kit::{Asked, Ctx, Msg, Screen, Show};
use crate::tui::look::{Theme, text};
use crate::tui::screens::listed::{Item, Listed};
use crate::tui::screens::slip;

use pane::Pane;
use verbs::Question;

/// A row of the list of people, by its position there.
#[derive(Clone, Copy, Debug)]
struct Row {
    creator: CreatorId,
    person: usize,
}

impl Item for Row {
    type Key = CreatorId;

    fn key(&self) -> CreatorId {
        self.creator
    }
}

/// The screen.
#[derive(Debug, Default)]
pub struct BuilderScreen {
    /// The campaign; that at hand without one.
    campaign: Option<CampaignId>,
    /// Nothing until the first answer, and where there is no campaign.
    builder: Option<Arc<Builder>>,
    is_known: bool,
    asked: Generation,
    people: Listed<Row>,
    /// How many creators a person wants, and how often some of them.
    size: Option<usize>,
    bookings: BTreeMap<CreatorId, u32>,
    /// The part that has the room in a small window.
    pane: Pane,
}

impl BuilderScreen {
    /// A screen that has asked for nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Turns to a campaign; it is asked for on entering.
    fn turn_to(&mut self, campaign: CampaignId) {
        if self.campaign != Some(campaign) {
            *self = Self { campaign: Some(campaign), ..Self::default() };
        }
    }

    fn ask(&mut self, ctx: &mut Ctx) {
        let ask = BuilderAsk {
            campaign: self.campaign,
            size: self.size,
            bookings: self.bookings.iter().map(|(creator, times)| (*creator, *times)).collect(),
        };
        self.asked = ctx.ask(Query::Builder(ask));
    }

    fn take(&mut self, builder: Option<Arc<Builder>>) {
        self.is_known = true;
        let people = builder.as_ref().map(|builder| builder.people.as_slice()).unwrap_or_default();
        let row = |(person, one): (usize, &Bookee)| Row { creator: one.creator, person };
        self.people.replace(people.iter().enumerate().map(row).collect());
        self.campaign = builder.as_ref().map(|builder| builder.campaign).or(self.campaign);
        self.builder = builder;
    }

    /// The person under the cursor.
    fn here(&self) -> Option<&Bookee> {
        self.builder.as_ref()?.people.get(self.people.here()?.person)
    }
}

impl Screen for BuilderScreen {
    fn show(&mut self, what: &Show, _ctx: &mut Ctx) {
        if let Show::Campaign(id) = what {
            self.turn_to(*id);
        }
    }

    fn list_lines(&self, area: Rect, _ctx: &Ctx) -> usize {
        view::list_lines(area)
    }

    fn refresh(&mut self, ctx: &mut Ctx) {
        self.ask(ctx);
    }

    fn msg(&mut self, msg: &Msg, _ctx: &mut Ctx) {
        if let Some((generation, Answer::Builder(builder))) = msg.answer()
            && generation >= self.asked
        {
            self.take(builder.clone());
        }
    }

    fn answered(&mut self, asked: &Asked, value: Value, ctx: &mut Ctx) {
        slip::answered(asked, &value, ctx);
        if let Some(question) = asked.question::<Question>() {
            self.resolve(question, value, ctx);
        }
    }

    fn step_back(&mut self, _ctx: &mut Ctx) -> bool {
        let is_elsewhere = self.pane != Pane::default();
        self.pane = Pane::default();
        is_elsewhere
    }

    fn acts_on(&self, _ctx: &Ctx) -> String {
        self.here().map_or_else(String::new, |person| text::shown(&format!("@{}", person.handle)))
    }

    fn title(&self) -> String {
        self.builder.as_ref().map_or_else(String::new, |builder| text::shown(&builder.name))
    }

    fn summary(&self, ctx: &Ctx) -> Option<String> {
        self.builder.as_deref().map(|builder| view::as_text(builder, ctx))
    }

    fn memory(&self) -> Vec<(&'static str, String)> {
        let campaign = self.campaign.map(|id| ("builder.campaign", id.0.to_string()));
        campaign.into_iter().chain(self.size.map(|size| ("builder.size", size.to_string()))).collect()
    }

    fn recall(&mut self, memory: &dyn Fn(&str) -> Option<String>) {
        self.campaign = memory("builder.campaign").and_then(|id| id.parse().ok()).map(CampaignId);
        self.size = memory("builder.size").and_then(|size| size.parse().ok());
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        view::draw(self, frame, area, ctx, theme);
    }
}
