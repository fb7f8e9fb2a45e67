//! Handles keys and reports.

use crate::proto::query::{Answer, Slot};
use crate::proto::{Event, Query};
use crate::tui::kit::overlay::Overlay;
use crate::tui::kit::{Action, Ctx, Msg};
use crate::tui::look::{day, text};
use crate::tui::screens::sections::{Sectioned, distance};
use crate::tui::screens::verbs;

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

    /// Explains how the figures are computed.
    pub(super) fn explain(&self, ctx: &mut Ctx) {
        if let Some(page) = self.page.as_deref() {
            let title = format!("How the figures of {} are computed", self.name());
            ctx.read(Overlay::Text { title, lines: explain::sentences(page, ctx) });
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
        let by = distance(action, count, ctx);
        let len = match self.focus.part {
            Section::Posts => self.posts().len(),
            Section::Collaborations => self.bookings().len(),
            _ => 0,
        };
        let at = self.row().unwrap_or(0);
        let to = at.saturating_add_signed(by).min(len.saturating_sub(1));
        if len > 0 && to != at {
            match self.focus.part {
                Section::Posts => self.post = to,
                _ => self.booking = to,
            }
            return self.follow(ctx);
        }
        self.scroll(by, ctx);
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
