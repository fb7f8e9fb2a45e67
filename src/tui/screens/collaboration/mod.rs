//! One collaboration: how its six tracks stand and what comes next, its terms, parcel, deliverables, money and rights, and what
//! happened. Every fact is edited where it stands.

mod actions;
mod deed;
mod deliverables;
mod edit;
mod lines;
mod money;
mod question;
mod section;
mod view;

#[cfg(test)]
mod tests;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::{CollaborationId, CreatorId};
use crate::proto::collaboration::CollaborationPage;
use crate::proto::event::Generation;
use crate::proto::query::{Answer, Slot};
use crate::proto::{Event, Query};
use crate::tui::kit::overlay::Value;
use crate::tui::kit::{Asked, Ctx, Msg, Screen, Show};
use crate::tui::look::{Theme, text};
use crate::tui::screens::sections::{Focus, Sectioned, Sheet};
use crate::tui::screens::verbs::{self, Verbs};
use crate::tui::screens::{slip, steps};

use lines::Stop;
use question::Question;
use section::Section;

/// The page of a collaboration.
#[derive(Debug, Default)]
pub struct CollaborationScreen {
    /// Which is shown.
    id: Option<CollaborationId>,
    /// `None` until the first answer.
    page: Option<Box<CollaborationPage>>,
    /// Whether the answer said that it is gone.
    is_gone: bool,
    asked: Generation,
    /// Where the page is.
    focus: Focus<Section>,
    /// The line of the section that the cursor is on, among those it can stop at.
    at: usize,
    verbs: Verbs,
}

impl CollaborationScreen {
    /// A page without a collaboration.
    pub fn new() -> Self {
        Self::default()
    }

    /// Switches to a collaboration. Its facts are requested on entering.
    fn turn_to(&mut self, id: CollaborationId) {
        if self.id != Some(id) {
            let verbs = std::mem::take(&mut self.verbs);
            // The same section of the next creator, so that one can go through a batch.
            let focus = Focus { tops: [0; 3], ..self.focus };
            *self = Self { id: Some(id), focus, verbs, ..Self::default() };
        }
    }

    /// The handle with `@`, or a fallback until it is known.
    fn name(&self) -> String {
        self.page.as_ref().map_or_else(
            || "this collaboration".to_owned(),
            |page| text::shown(&format!("@{}", page.creator.fields.handle.as_str())),
        )
    }

    /// What the cursor is on.
    fn here(&self, ctx: &Ctx) -> Option<Stop> {
        let page = self.page.as_deref()?;
        self.focus.part.stops(page, ctx).get(self.at).copied()
    }

    fn ask(&mut self, ctx: &mut Ctx) {
        let Some(id) = self.id else { return };
        self.asked = ctx.ask(Query::Collaboration(id));
        self.verbs.ask_tags(ctx);
    }
}

impl Sectioned for CollaborationScreen {
    type Part = Section;

    fn focus(&self) -> &Focus<Section> {
        &self.focus
    }

    fn focus_mut(&mut self) -> &mut Focus<Section> {
        &mut self.focus
    }

    fn sheet(&self, part: Section, ctx: &Ctx, cells: usize) -> Sheet {
        self.page.as_deref().map_or_else(Sheet::default, |page| part.lines(page, ctx, cells).sheet)
    }

    fn note(&self, part: Section, ctx: &Ctx) -> String {
        self.page.as_deref().map_or_else(String::new, |page| part.note(page, ctx))
    }

    fn row(&self) -> Option<usize> {
        Some(self.at)
    }
}

impl Screen for CollaborationScreen {
    fn enter(&mut self, ctx: &mut Ctx) {
        self.ask(ctx);
    }

    fn show(&mut self, what: &Show, _ctx: &mut Ctx) {
        if let Show::Collaboration(id) = what {
            self.turn_to(*id);
        }
    }

    fn has(&self, creator: CreatorId) -> bool {
        self.page.as_ref().is_some_and(|page| page.creator.id == creator)
    }

    fn list_lines(&self, area: Rect, _ctx: &Ctx) -> usize {
        self.column_lines(area)
    }

    fn refresh(&mut self, ctx: &mut Ctx) {
        self.ask(ctx);
    }

    fn msg(&mut self, msg: &Msg, ctx: &mut Ctx) {
        if verbs::msg(self, msg, ctx) {
            return;
        }
        if let Msg::Event(Event::QueryDone(Slot::Collaboration, generation, Answer::Collaboration(id, page))) = msg
            && *generation >= self.asked
            && Some(*id) == self.id
        {
            let here = self.here(ctx);
            self.is_gone = page.is_none();
            self.page.clone_from(page);
            self.settle(here, ctx);
        }
    }

    fn answered(&mut self, asked: &Asked, value: Value, ctx: &mut Ctx) {
        slip::answered(asked, &value, ctx);
        if let Some(question) = asked.question::<Question>() {
            self.resolve(question, value, ctx);
        } else if let Some(question) = asked.question::<verbs::Question>() {
            verbs::answered(self, question, value, ctx);
        } else if let Some(question) = asked.question::<steps::Question>() {
            let (today, page) = (ctx.today, self.page.as_deref());
            let slip = |_: &[CollaborationId], milestone, day| {
                let known = page.map(|page| (page.creator.fields.handle.as_str(), page.fields.post_and_parcel()));
                let early = steps::early_post(known.into_iter(), milestone, day, today);
                self.over_by_step(milestone).or(early)
            };
            steps::answered(question, &value, slip, ctx);
        }
    }

    fn step_back(&mut self, _ctx: &mut Ctx) -> bool {
        std::mem::take(&mut self.focus.is_full)
    }

    fn acts_on(&self, ctx: &Ctx) -> String {
        self.target_label(ctx)
    }

    fn title(&self) -> String {
        self.page.as_ref().map_or(String::new(), |page| format!("{}, {}", self.name(), text::shown(&page.batch_name)))
    }

    fn summary(&self, ctx: &Ctx) -> Option<String> {
        self.page.as_deref().map(|page| view::as_text(page, ctx))
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        view::draw(self, frame, area, ctx, theme);
    }
}
