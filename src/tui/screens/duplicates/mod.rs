//! Creators that may be one, side by side: merged, or set apart for good.

mod compare;
mod hint;
mod update;
mod view;

#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::CreatorId;
use crate::proto::Query;
use crate::proto::duplicates::{AlikeGroup, AlikeRow, Duplicates};
use crate::proto::event::Generation;
use crate::tui::kit::overlay::{Purpose, Value};
use crate::tui::kit::{Action, Availability, Ctx, Hint, Msg, Request, Screen, Show};
use crate::tui::look::Theme;
use crate::tui::screens::profile::merging::Merging;
use crate::tui::widgets::list::ListCursor;

/// The screen.
#[derive(Debug, Default)]
pub struct DuplicatesScreen {
    /// Nothing until the first answer.
    found: Option<Arc<Duplicates>>,
    cursor: ListCursor,
    /// Who of the group stays.
    stays: usize,
    /// Who of the group is left as they are.
    left_out: HashSet<CreatorId>,
    scroll: usize,
    asked: Generation,
    /// What is looked at before it is done.
    merging: Option<Merging>,
    /// Whom something was done to here: taking that back is seen here.
    touched: HashSet<CreatorId>,
    /// Whose group to go to when the next answer comes.
    wanted: Option<CreatorId>,
}

impl DuplicatesScreen {
    /// A screen that has asked for nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn groups(&self) -> &[AlikeGroup] {
        self.found.as_ref().map(|found| found.groups.as_slice()).unwrap_or_default()
    }

    fn here(&self) -> Option<&AlikeGroup> {
        self.groups().get(self.cursor.at)
    }

    /// The one who stays.
    fn chosen(&self) -> Option<&AlikeRow> {
        self.here()?.rows.get(self.stays)
    }

    /// Begins with a group anew: the one of whom most is known stays.
    fn arrive(&mut self) {
        self.stays = self.here().map_or(0, AlikeGroup::fullest);
        self.left_out.clear();
        self.scroll = 0;
    }

    /// Those who take part, and where among them the one is who stays.
    fn taking_part(&self) -> (Vec<AlikeRow>, usize) {
        let Some(group) = self.here() else { return (Vec::new(), 0) };
        let all = group.rows.iter().enumerate();
        let part: Vec<_> = all.filter(|(at, row)| *at == self.stays || !self.left_out.contains(&row.row.id)).collect();
        let stays = part.iter().position(|(at, _)| *at == self.stays).unwrap_or(0);
        (part.into_iter().map(|(_, row)| row.clone()).collect(), stays)
    }
}

impl Screen for DuplicatesScreen {
    fn enter(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        self.refresh(ctx)
    }

    fn show(&mut self, what: &Show, _ctx: &mut Ctx) -> Vec<Request> {
        if let Show::Creator(id) = what {
            self.wanted = Some(*id);
        }
        Vec::new()
    }

    fn has(&self, creator: CreatorId) -> bool {
        self.touched.contains(&creator)
    }

    fn list_lines(&self, area: Rect, _ctx: &Ctx) -> usize {
        view::list_lines(area)
    }

    fn refresh(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        let (generation, request) = ctx.ask_request(Query::Duplicates);
        self.asked = generation;
        vec![request]
    }

    fn act(&mut self, action: Action, count: usize, ctx: &mut Ctx) -> Vec<Request> {
        self.carry_out(action, count, ctx)
    }

    fn availability(&self, action: Action, ctx: &Ctx) -> Availability {
        self.can(action, ctx)
    }

    fn hint(&self, action: Action, _ctx: &Ctx) -> Option<Hint> {
        hint::now(action)
    }

    fn msg(&mut self, msg: &Msg, ctx: &mut Ctx) -> Vec<Request> {
        self.take(msg, ctx);
        Vec::new()
    }

    fn answer(&mut self, purpose: Purpose, value: Value, ctx: &mut Ctx) -> Vec<Request> {
        self.decided(purpose, &value, ctx)
    }

    fn step_back(&mut self, _ctx: &mut Ctx) -> Option<Vec<Request>> {
        None
    }

    fn acts_on(&self, _ctx: &Ctx) -> String {
        match (self.chosen(), self.here()) {
            (Some(row), Some(group)) => format!("{} and {} like it", row.row.fields.handle, group.rows.len() - 1),
            _ => "nobody".to_owned(),
        }
    }

    fn summary(&self, _ctx: &Ctx) -> Option<String> {
        (!self.groups().is_empty()).then(|| compare::as_text(self.groups()))
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        view::draw(self, frame, area, ctx, theme);
    }
}
