//! Everything about one creator: facts and their sources, fit and warning signs, posts and their counts, every collaboration
//! and note. Posts and follower counts can be typed or pasted here.

mod actions;
mod add;
mod audience;
mod edit;
mod edit_field;
mod explain;
mod facts;
mod kit;
mod posts;
mod question;
mod relationship;
mod section;
mod update;
mod vetting;
mod view;

#[cfg(test)]
mod tests;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::{CollaborationId, CreatorId};
use crate::proto::event::{Generation, Ticket};
use crate::proto::page::{BookingRow, CreatorPage, PostRow};
use crate::tui::kit::key::{KeyCode, KeyCombination, single};
use crate::tui::kit::overlay::{Form, Value};
use crate::tui::kit::{Asked, Ctx, Msg, Screen, Show};
use crate::tui::look::Theme;
use crate::tui::screens::sections::{Focus, Sectioned, Sheet};
use crate::tui::screens::step_log::StepLog;
use crate::tui::screens::verbs::{self, Verbs};
use crate::tui::screens::{slip, steps};

use question::Question;
use section::Section;

pub use section::text;

/// The page of a creator.
#[derive(Debug, Default)]
pub struct PageScreen {
    /// The creator shown.
    creator: Option<CreatorId>,
    /// `None` until the first answer.
    page: Option<Box<CreatorPage>>,
    /// Whether the answer said that the creator was deleted.
    is_gone: bool,
    asked: Generation,
    /// Where the page is.
    focus: Focus<Section>,
    /// The post and the collaboration under the cursor.
    post: usize,
    booking: usize,
    /// The saved form in flight; it reopens if the store refuses it.
    sent: Option<(Ticket, Form)>,
    verbs: Verbs,
    /// The step that is about to be logged.
    log: StepLog,
}

impl PageScreen {
    /// A page without a creator.
    pub fn new() -> Self {
        Self::default()
    }

    /// Switches to a creator. The facts are requested on entering.
    fn turn_to(&mut self, creator: CreatorId) {
        if self.creator != Some(creator) {
            let mut verbs = std::mem::take(&mut self.verbs);
            // The merge on offer belonged to the creator before.
            std::mem::take(&mut verbs.merge);
            *self = Self { creator: Some(creator), verbs, ..Self::default() };
        }
    }

    /// The handle, or a fallback until it is known.
    fn name(&self) -> String {
        self.page.as_ref().map_or_else(|| "this creator".to_owned(), |page| page.detail.row.fields.handle.to_string())
    }

    fn posts(&self) -> &[PostRow] {
        self.page.as_ref().map(|page| page.posts.as_slice()).unwrap_or_default()
    }

    fn bookings(&self) -> &[BookingRow] {
        self.page.as_ref().map(|page| page.bookings.as_slice()).unwrap_or_default()
    }

    /// The post under the cursor, while the posts have the focus.
    fn post_here(&self) -> Option<&PostRow> {
        self.posts().get(self.post).filter(|_| self.focus.part == Section::Posts)
    }

    /// The link of the post under the cursor, if it has one.
    fn link_here(&self) -> Option<String> {
        self.post_here().map(|post| post.entry.url.clone()).filter(|url| !url.is_empty())
    }

    /// The collaboration under the cursor, while the collaborations have the focus.
    fn booking_here(&self) -> Option<&BookingRow> {
        self.bookings().get(self.booking).filter(|_| self.focus.part == Section::Collaborations)
    }
}

impl Sectioned for PageScreen {
    type Part = Section;

    fn focus(&self) -> &Focus<Section> {
        &self.focus
    }

    fn focus_mut(&mut self) -> &mut Focus<Section> {
        &mut self.focus
    }

    fn sheet(&self, part: Section, ctx: &Ctx, cells: usize) -> Sheet {
        self.page.as_deref().map_or_else(Sheet::default, |page| part.sheet(page, ctx, cells, false))
    }

    fn note(&self, part: Section, ctx: &Ctx) -> String {
        self.page.as_deref().map_or_else(String::new, |page| part.note(page, ctx))
    }

    fn row(&self) -> Option<usize> {
        match self.focus.part {
            Section::Posts => Some(self.post),
            Section::Collaborations => Some(self.booking),
            _ => None,
        }
    }
}

impl Screen for PageScreen {
    fn enter(&mut self, ctx: &mut Ctx) {
        self.ask(ctx);
    }

    fn show(&mut self, what: &Show, _ctx: &mut Ctx) {
        if let Show::Creator(id) = what {
            self.turn_to(*id);
        }
    }

    fn has(&self, creator: CreatorId) -> bool {
        self.creator == Some(creator)
    }

    fn list_lines(&self, area: Rect, _ctx: &Ctx) -> usize {
        self.column_lines(area)
    }

    fn refresh(&mut self, ctx: &mut Ctx) {
        self.ask(ctx);
    }

    fn msg(&mut self, msg: &Msg, ctx: &mut Ctx) {
        self.log.msg(msg, ctx);
        self.receive(msg, ctx);
    }

    fn is_typing(&self) -> bool {
        // While it is read where they stand, letters belong to the list of steps that is about to open.
        self.log.waits()
    }

    fn typing_hints(&self) -> &'static str {
        "Esc cancel"
    }

    fn type_key(&mut self, key: KeyCombination, _ctx: &mut Ctx) {
        if single(key) == Some(KeyCode::Esc) {
            self.log.stop();
        }
    }

    fn answered(&mut self, asked: &Asked, value: Value, ctx: &mut Ctx) {
        slip::answered(asked, &value, ctx);
        if let Some(question) = asked.question::<Question>() {
            self.resolve(question, value, ctx);
        } else if let Some(question) = asked.question::<verbs::Question>() {
            verbs::answered(self, question, value, ctx);
        } else if let Some(question) = asked.question::<steps::Question>() {
            let (today, page, log) = (ctx.today, self.page.as_deref(), &self.log);
            let slip = |ids: &[CollaborationId], milestone, day| {
                let booked = page.into_iter().flat_map(|page| page.bookings.iter().map(move |booked| (page, booked)));
                let chosen = booked.filter(|(_, booked)| ids.contains(&booked.id));
                let known = chosen
                    .map(|(page, booked)| (page.detail.row.fields.handle.as_str(), booked.fields.post_and_parcel()));
                steps::early_post(known, milestone, day, today).or_else(|| log.over_budget(ids, milestone))
            };
            steps::answered(question, &value, slip, ctx);
        }
    }

    fn paste(&mut self, text: &str, ctx: &mut Ctx) {
        self.offer_pasted(text, ctx);
    }

    fn step_back(&mut self, _ctx: &mut Ctx) -> bool {
        std::mem::take(&mut self.focus.is_full)
    }

    fn acts_on(&self, ctx: &Ctx) -> String {
        self.target_label(ctx)
    }

    fn title(&self) -> String {
        self.page.as_ref().map_or(String::new(), |page| page.detail.row.fields.handle.to_string())
    }

    fn summary(&self, ctx: &Ctx) -> Option<String> {
        self.as_text(ctx)
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        view::draw(self, frame, area, ctx, theme);
    }
}
