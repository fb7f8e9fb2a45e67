//! Handles keys and reports.

use crate::proto::query::{Answer, Slot};
use crate::proto::{Event, Query};
use crate::tui::kit::overlay::Overlay;
use crate::tui::kit::{Action, Ctx, Msg};
use crate::tui::look::{day, text};
use crate::tui::screens::verbs;

use super::layout::{Column, areas};
use super::section::{self, Section};
use super::{PageScreen, explain};

/// Width of the page as text.
const TEXT: usize = 100;

impl PageScreen {
    /// Asks for the page and the tags.
    pub(super) fn ask(&mut self, ctx: &mut Ctx) {
        let Some(creator) = self.creator else { return };
        self.asked = ctx.ask(Query::Page(creator));
        self.verbs.ask_tags(ctx);
    }

    /// Toggles between one section and all of them.
    pub(super) fn toggle_full(&mut self, ctx: &Ctx) {
        self.is_full = !self.is_full;
        self.tops[2] = 0;
        self.follow(ctx);
    }

    /// Explains how the figures are computed.
    pub(super) fn explain(&self, ctx: &mut Ctx) {
        if let Some(page) = self.page.as_deref() {
            let title = format!("How the figures of {} are computed", self.name());
            ctx.read(Overlay::Text { title, lines: explain::sentences(page) });
        }
    }

    /// Labels what a verb acts on now.
    pub(super) fn target_label(&self, ctx: &Ctx) -> String {
        if self.page.is_none() {
            return "nothing yet".to_owned();
        }
        let post = self.post_here().filter(|post| !post.entry.url.is_empty()).map(|post| match post.entry.posted_on {
            Some(on) => format!(", {} opens the post of {}", ctx.key(Action::LinkOpen), day::tiny(on, ctx.today)),
            None => format!(", {} opens the post", ctx.key(Action::LinkOpen)),
        });
        let booking = self
            .booking_here()
            .map(|row| format!(", {} opens {}", ctx.key(Action::NavOpen), text::shown(&row.name.to_string())));
        format!("{}{}", self.name(), post.or(booking).unwrap_or_default())
    }

    /// The page as plain text.
    pub(super) fn as_text(&self, ctx: &Ctx) -> Option<String> {
        self.page.as_deref().map(|page| section::text(page, ctx, TEXT).join("\n"))
    }

    /// Moves the cursor of a table, or scrolls the column.
    pub(super) fn walk(&mut self, action: Action, count: usize, ctx: &Ctx) {
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

    /// Focuses a section and brings it into view.
    pub(super) fn focus_on(&mut self, section: Section, ctx: &Ctx) {
        self.focus = section;
        if self.is_full {
            self.tops[2] = 0;
            return;
        }
        self.with_column(ctx, |column, top, area| column.scroll_to_section(section, top, area));
    }

    /// Brings the cursor into view.
    fn follow(&mut self, ctx: &Ctx) {
        self.with_column(ctx, Column::following);
    }

    /// Scrolls the column with the focus.
    fn with_column(&mut self, ctx: &Ctx, go: impl FnOnce(&Column, usize, ratatui::layout::Rect) -> usize) {
        let Some(page) = self.page.as_deref() else { return };
        let plan = areas(self, ctx.body);
        let found = plan.columns.iter().enumerate().find(|(_, (_, sections))| sections.contains(&self.focus));
        let Some((index, (area, sections))) = found else { return };
        let column = Column::new(self, page, *area, sections, ctx);
        let top = go(&column, column.top(self.top(index), *area), *area);
        let slot = if self.is_full { 2 } else { index };
        if let Some(kept) = self.tops.get_mut(slot) {
            *kept = top;
        }
    }

    /// Handles a message.
    pub(super) fn receive(&mut self, msg: &Msg, ctx: &mut Ctx) {
        if verbs::msg(self, msg, ctx) {
            return;
        }
        match msg {
            Msg::Event(Event::QueryDone(Slot::Page, generation, Answer::Page(id, page)))
                if *generation >= self.asked && Some(*id) == self.creator =>
            {
                let here = self.posts().get(self.post).map(|post| post.id);
                self.is_gone = page.is_none();
                self.page.clone_from(page);
                // The cursor stays on its post when new posts arrive above it.
                let at = here.and_then(|id| self.posts().iter().position(|post| post.id == id));
                self.post = at.unwrap_or(self.post).min(self.posts().len().saturating_sub(1));
                self.booking = self.booking.min(self.bookings().len().saturating_sub(1));
                self.follow(ctx);
            }
            Msg::Event(Event::WriteDone(ticket, done)) => {
                self.sent.take_if(|(sent, _)| sent == ticket);
                // After a merge, the page shows the creator that was kept.
                if let Some(stayed) = self.verbs.merge.done(*ticket, done) {
                    self.turn_to(stayed);
                    self.ask(ctx);
                }
            }
            Msg::Event(Event::WriteFailed(ticket, _)) => {
                let form = self.sent.take_if(|(sent, _)| sent == ticket);
                if let Some(((_, form), creator)) = form.zip(self.creator) {
                    self.verbs.merge.refused(&form, creator, ctx);
                }
            }
            _ => {}
        }
    }
}
