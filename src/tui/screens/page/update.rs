//! What keys, answers and reports change.

use crate::proto::query::{Answer, Slot};
use crate::proto::{Event, Query};
use crate::tui::kit::overlay::{Overlay, Purpose, Value};
use crate::tui::kit::{Action, Ctx, Effect, Msg, Notice, Place, Request};

use crate::tui::screens::profile::joining;

use super::layout::{Column, plan};
use super::section::{Section, text};
use super::{PageScreen, add, edit, explain, verbs};

/// Cells of the page as text.
const TEXT: usize = 100;

impl PageScreen {
    /// Asks for the page and the tags.
    pub(super) fn ask(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        let Some(creator) = self.creator else { return Vec::new() };
        let (asked, page) = ctx.ask_request(Query::Page(creator));
        let (asked_tags, tags) = ctx.ask_request(Query::Tags { target: None });
        (self.asked, self.asked_tags) = (asked, asked_tags);
        vec![page, tags]
    }

    /// Carries out an action.
    pub(super) fn carry_out(&mut self, action: Action, count: usize, ctx: &mut Ctx) -> Vec<Request> {
        if action.walks() {
            self.walk(action, count, ctx);
            return Vec::new();
        }
        match action {
            Action::PaneNext => self.focus_on(self.focus.beside(true), ctx),
            Action::PanePrevious => self.focus_on(self.focus.beside(false), ctx),
            Action::PaneFull => {
                self.is_full = !self.is_full;
                self.tops[2] = 0;
                self.follow(ctx);
            }
            Action::NavOpen => return self.open(ctx),
            Action::PaneInfo => return self.explain(),
            Action::ItemAdd => return add::ask(&self.name()),
            Action::FieldEdit => return self.pick_field(),
            Action::RecordEdit => return self.open_record(ctx),
            Action::Go(Place::Results) => {
                return self.booking_here().map(|row| Request::ShowResults(row.campaign)).into_iter().collect();
            }
            Action::CreatorMerge => return self.joining.ask_offered(ctx).unwrap_or_default(),
            Action::KitWrite => {
                return self.page.clone().map(|page| Request::Effect(Effect::WriteKit(page))).into_iter().collect();
            }
            Action::CopySummary => {
                let copied = self.as_text(ctx).map(|text| Request::Effect(Effect::Copy(text)));
                let said = Request::Say(Notice::done(format!("Copied the page of {} as text.", self.name())));
                return copied.into_iter().chain([said]).collect();
            }
            other => return self.do_verb(other, ctx),
        }
        Vec::new()
    }

    /// Enter: goes into what the section is about.
    fn open(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        if let Some((row, creator)) = self.booking_here().zip(self.creator) {
            return vec![Request::ShowBooking(row.batch, creator)];
        }
        if let Some(post) = self.post_here() {
            return vec![Request::Open(explain::post(post, ctx))];
        }
        match self.focus {
            Section::Facts | Section::Audience => self.pick_field(),
            Section::Fit | Section::Flags | Section::Vetting | Section::Kit => self.explain(),
            Section::Posts => add::ask(&self.name()),
            Section::Charts | Section::Collaborations | Section::Notes => self.carry_out(Action::PaneFull, 1, ctx),
        }
    }

    fn explain(&self) -> Vec<Request> {
        let open = self.page.as_deref().map(|page| Overlay::Text {
            title: format!("How it is worked out: {}", self.name()),
            lines: explain::sentences(page),
        });
        open.map(Request::Open).into_iter().collect()
    }

    /// The page as plain text.
    pub(super) fn as_text(&self, ctx: &Ctx) -> Option<String> {
        self.page.as_deref().map(|page| text(page, ctx, TEXT).join("\n"))
    }

    /// Moves the cursor of a table, else scrolls the column.
    fn walk(&mut self, action: Action, count: usize, ctx: &Ctx) {
        let lines = ctx.list_lines.max(1);
        let step = |lines: usize| isize::try_from(lines.saturating_mul(count.max(1))).unwrap_or(isize::MAX);
        let by = match action {
            Action::NavDown => step(1),
            Action::NavUp => -step(1),
            Action::NavHalfDown => step(lines.div_ceil(2)),
            Action::NavHalfUp => -step(lines.div_ceil(2)),
            Action::NavPageDown => step(lines),
            Action::NavPageUp => -step(lines),
            Action::NavTop => isize::MIN + 1,
            _ => isize::MAX,
        };
        let len = match self.focus {
            Section::Posts => self.posts().len(),
            Section::Collaborations => self.bookings().len(),
            _ => 0,
        };
        let at = self.cursor_of(self.focus).unwrap_or(0);
        let to = at.saturating_add_signed(by).min(len.saturating_sub(1));
        if len > 0 && to != at {
            match self.focus {
                Section::Posts => self.post = to,
                _ => self.booking = to,
            }
            return self.follow(ctx);
        }
        self.with_column(ctx, |column, top, area| column.top(top.saturating_add_signed(by), area));
    }

    fn focus_on(&mut self, section: Section, ctx: &Ctx) {
        self.focus = section;
        if self.is_full {
            self.tops[2] = 0;
            return;
        }
        self.with_column(ctx, |column, top, area| column.showing(section, top, area));
    }

    /// Brings the cursor into view.
    fn follow(&mut self, ctx: &Ctx) {
        self.with_column(ctx, Column::following);
    }

    /// Moves the column with the focus.
    fn with_column(&mut self, ctx: &Ctx, go: impl FnOnce(&Column, usize, ratatui::layout::Rect) -> usize) {
        let Some(page) = self.page.as_deref() else { return };
        let plan = plan(self, ctx.body);
        let found = plan.columns.iter().enumerate().find(|(_, (_, sections))| sections.contains(&self.focus));
        let Some((index, (area, sections))) = found else { return };
        let column = Column::new(self, page, *area, sections, ctx);
        let top = go(&column, column.top(self.top(index), *area), *area);
        let slot = if self.is_full { 2 } else { index };
        if let Some(kept) = self.tops.get_mut(slot) {
            *kept = top;
        }
    }

    /// Takes the value of an overlay.
    pub(super) fn answered(&mut self, purpose: Purpose, value: Value, ctx: &mut Ctx) -> Vec<Request> {
        let Some(creator) = self.creator else { return Vec::new() };
        if verbs::is_own(purpose) {
            return verbs::answered(purpose, value, creator, &self.name(), ctx);
        }
        if purpose == joining::MERGE {
            return self.joining.decided(&value, ctx);
        }
        if edit::is_own(purpose) {
            return self.edit_answered(purpose, value, ctx);
        }
        self.add_answered(purpose, value, ctx)
    }

    /// Takes a message.
    pub(super) fn hear(&mut self, msg: &Msg, ctx: &mut Ctx) -> Vec<Request> {
        match msg {
            Msg::Event(Event::QueryDone(Slot::Page, generation, Answer::Page(id, page)))
                if *generation >= self.asked && Some(*id) == self.creator =>
            {
                let here = self.posts().get(self.post).map(|post| post.id);
                self.is_gone = page.is_none();
                self.page.clone_from(page);
                // The cursor stays on its post, whatever came in above it.
                let at = here.and_then(|id| self.posts().iter().position(|post| post.id == id));
                self.post = at.unwrap_or(self.post).min(self.posts().len().saturating_sub(1));
                self.booking = self.booking.min(self.bookings().len().saturating_sub(1));
                self.follow(ctx);
            }
            Msg::Event(Event::QueryDone(_, generation, Answer::Tags { all, .. })) if *generation == self.asked_tags => {
                self.tags.clone_from(all);
            }
            Msg::Event(Event::QueryDone(_, generation, Answer::Known(known))) => {
                return self.joining.known(*generation, known, ctx);
            }
            Msg::Event(Event::QueryDone(_, generation, Answer::Alike(rows))) => {
                return self.joining.rows(*generation, rows);
            }
            Msg::Event(Event::WriteDone(ticket, done)) => {
                self.sent.take_if(|(sent, _)| sent == ticket);
                // Merged, the page is of the one who stayed.
                if let Some(stayed) = self.joining.done(*ticket, done) {
                    self.turn_to(stayed);
                    return self.ask(ctx);
                }
            }
            Msg::Event(Event::WriteFailed(ticket, _)) => {
                let Some((_, form)) = self.sent.take_if(|(sent, _)| sent == ticket) else { return Vec::new() };
                return self.creator.map_or_else(Vec::new, |creator| self.joining.refused(&form, creator, ctx));
            }
            _ => {}
        }
        Vec::new()
    }
}
