//! The builder of the next batch: everybody who could be booked by their odds, and beside them the batch with what it costs, brings
//! and can tell. The method proposes; a person puts creators in and takes them out, and one key plans it.

mod days;
mod fee;
mod kept;
mod pane;
mod question;
mod search;
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
use crate::proto::draft::Draft;
use crate::proto::event::Generation;
use crate::proto::query::Answer;
use crate::tui::kit::key::KeyCombination;
use crate::tui::kit::overlay::Value;
use crate::tui::kit::{Asked, Ctx, Msg, Notice, Screen, Show};
use crate::tui::look::{Theme, text};
use crate::tui::screens::listed::{Item, Listed};
use crate::tui::screens::slip;
use crate::words::builder as words;

use pane::Pane;
use question::Question;
use search::Search;

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
    /// What was typed of the batch, and the name of the batch that it was typed for.
    draft: Draft,
    draft_of: String,
    /// The same of campaigns that were left for another one.
    drafts: BTreeMap<CampaignId, (String, Draft)>,
    /// Whom somebody looks for.
    search: Option<Search>,
    /// Who was brought along from another screen, until it is known whether they can be booked.
    wanted: Vec<CreatorId>,
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
            let mut drafts = std::mem::take(&mut self.drafts);
            let left = (std::mem::take(&mut self.draft_of), std::mem::take(&mut self.draft));
            drafts.extend(self.campaign.map(|campaign| (campaign, left)));
            let (draft_of, draft) = drafts.remove(&campaign).unwrap_or_default();
            *self = Self { campaign: Some(campaign), draft, draft_of, drafts, ..Self::default() };
        }
    }

    fn ask(&mut self, ctx: &mut Ctx) {
        let ask = BuilderAsk { campaign: self.campaign, draft: self.draft.clone() };
        self.asked = ctx.ask(Query::Builder(ask));
    }

    fn take(&mut self, builder: Option<Arc<Builder>>, ctx: &mut Ctx) {
        self.is_known = true;
        let name = builder.as_ref().map(|builder| builder.batch_name.clone()).unwrap_or_default();
        let is_typed = self.draft != Draft::default();
        // What was typed for a batch that has started meanwhile is not meant for the next one; whoever was brought along is.
        let is_of_another = is_typed && !self.draft_of.is_empty() && self.draft_of != name && !name.is_empty();
        if is_of_another {
            self.draft = Draft { bookings: booked_once(&self.wanted).collect(), ..Draft::default() };
            self.ask(ctx);
        }
        self.draft_of = name;
        let people = builder.as_ref().map(|builder| builder.people.as_slice()).unwrap_or_default();
        let row = |(person, one): (usize, &Bookee)| Row { creator: one.creator, person };
        self.people.replace(people.iter().enumerate().map(row).collect());
        self.campaign = builder.as_ref().map(|builder| builder.campaign).or(self.campaign);
        self.builder = builder;
        if !is_of_another {
            self.receive(ctx);
        }
        match (&mut self.search, self.builder.as_deref()) {
            (Some(search), Some(builder)) => search.list(builder),
            (search, _) => *search = None,
        }
    }

    /// Says whether those who were brought along are in.
    fn receive(&mut self, ctx: &mut Ctx) {
        let wanted = std::mem::take(&mut self.wanted);
        let Some(builder) = self.builder.as_deref().filter(|_| !wanted.is_empty()) else { return };
        let (put_in, left_out): (Vec<CreatorId>, Vec<CreatorId>) =
            wanted.iter().partition(|id| builder.line_of(**id).is_some());
        if let Some(first) = put_in.first() {
            self.people.go_to(*first);
        }
        ctx.say(Notice::info(words::brought(builder, &put_in, &left_out)));
        self.draft.bookings.retain(|id, _| !left_out.contains(id));
    }

    /// The person under the cursor.
    fn here(&self) -> Option<&Bookee> {
        self.builder.as_ref()?.people.get(self.people.here()?.person)
    }
}

/// Bookings of creators who were brought along.
fn booked_once(ids: &[CreatorId]) -> impl Iterator<Item = (CreatorId, u32)> + '_ {
    ids.iter().map(|id| (*id, 1))
}

impl Screen for BuilderScreen {
    fn show(&mut self, what: &Show, _ctx: &mut Ctx) {
        match what {
            Show::Campaign(id) => self.turn_to(*id),
            Show::Creators(ids) => {
                self.wanted.clone_from(ids);
                for (id, once) in booked_once(ids) {
                    self.draft.bookings.entry(id).or_insert(once);
                }
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
        match msg.answer() {
            Some((generation, Answer::Builder(builder))) if generation >= self.asked => {
                self.take(builder.clone(), ctx);
            }
            Some((generation, Answer::Addable(found))) => self.take_found(generation, found, ctx),
            _ => {}
        }
    }

    fn is_typing(&self) -> bool {
        self.search.is_some()
    }

    fn typing_hints(&self) -> &'static str {
        "type to find   ↑↓ choose   Enter put in   Ctrl-U clear   Esc back"
    }

    fn type_key(&mut self, key: KeyCombination, ctx: &mut Ctx) {
        self.search_key(key, ctx);
    }

    fn paste(&mut self, pasted: &str, ctx: &mut Ctx) {
        self.search_paste(pasted, ctx);
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
        let draft = Some(kept::text(&self.draft)).filter(|draft| !draft.is_empty());
        let draft = draft.map(|draft| ("builder.draft", format!("{draft} of={}", self.draft_of)));
        campaign.into_iter().chain(draft).collect()
    }

    fn recall(&mut self, memory: &dyn Fn(&str) -> Option<String>) {
        self.campaign = memory("builder.campaign").and_then(|id| id.parse().ok()).map(CampaignId);
        if let Some((draft, of)) = memory("builder.draft").as_deref().and_then(|kept| kept.split_once(" of=")) {
            (self.draft, self.draft_of) = (kept::read(draft), of.to_owned());
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        view::draw(self, frame, area, ctx, theme);
    }
}
