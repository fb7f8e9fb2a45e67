//! Possible duplicates, side by side, to merge or to mark as different people.

mod compare;
mod verbs;
mod view;

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::CreatorId;
use crate::proto::Query;
use crate::proto::duplicates::{AlikeGroup, AlikeRow};
use crate::proto::query::Answer;
use crate::tui::kit::overlay::Value;
use crate::tui::kit::{Asked, Ctx, Msg, Screen, Show};
use crate::tui::look::Theme;
use crate::tui::screens::listed::{Item, Listed};
use crate::tui::screens::profile::merging::Merging;

/// What the screen asks: whether to merge like this.
#[derive(Debug)]
struct Question(Merging);

impl Item for AlikeGroup {
    type Key = Vec<CreatorId>;

    fn key(&self) -> Vec<CreatorId> {
        self.ids()
    }
}

/// The screen.
#[derive(Debug, Default)]
pub struct DuplicatesScreen {
    groups: Listed<AlikeGroup>,
    /// How many groups there are in addition to those shown.
    more: usize,
    /// The creator of the group to keep.
    stays: usize,
    /// The creators of the group to leave out.
    left_out: HashSet<CreatorId>,
    scroll: usize,
    /// The creators changed here, so that undo stays on this screen.
    touched: HashSet<CreatorId>,
    /// The creator whose group to show when the next answer comes.
    wanted: Option<CreatorId>,
}

impl DuplicatesScreen {
    /// A screen that has asked for nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The creator to keep.
    fn chosen(&self) -> Option<&AlikeRow> {
        self.groups.here()?.rows.get(self.stays)
    }

    /// Resets to a group: the creator with the most data is kept.
    fn arrive(&mut self) {
        self.stays = self.groups.here().map_or(0, AlikeGroup::fullest);
        self.left_out.clear();
        self.scroll = 0;
    }

    /// The creators in the merge, and the index of the one to keep.
    fn taking_part(&self) -> (Vec<AlikeRow>, usize) {
        let Some(group) = self.groups.here() else { return (Vec::new(), 0) };
        let all = group.rows.iter().enumerate();
        let part: Vec<_> = all.filter(|(at, row)| *at == self.stays || !self.left_out.contains(&row.row.id)).collect();
        let stays = part.iter().position(|(at, _)| *at == self.stays).unwrap_or(0);
        (part.into_iter().map(|(_, row)| row.clone()).collect(), stays)
    }
}

impl Screen for DuplicatesScreen {
    fn show(&mut self, what: &Show, _ctx: &mut Ctx) {
        if let Show::Creator(id) = what {
            self.wanted = Some(*id);
        }
    }

    fn has(&self, creator: CreatorId) -> bool {
        self.touched.contains(&creator)
    }

    fn list_lines(&self, area: Rect, _ctx: &Ctx) -> usize {
        view::list_lines(area)
    }

    fn refresh(&mut self, ctx: &mut Ctx) {
        self.groups.ask(Query::Duplicates, ctx);
    }

    fn msg(&mut self, msg: &Msg, _ctx: &mut Ctx) {
        if let Some((generation, Answer::Duplicates(found))) = msg.answer()
            && self.groups.expects(generation)
        {
            let before = self.groups.here().map(AlikeGroup::ids);
            let wanted = self.wanted.take();
            if let Some(group) = found.groups.iter().find(|group| wanted.is_some_and(|id| group.ids().contains(&id))) {
                self.groups.go_to(group.ids());
            }
            self.more = found.more;
            self.groups.replace(found.groups.clone());
            if self.groups.here().map(AlikeGroup::ids) != before {
                self.arrive();
            }
        }
    }

    fn answered(&mut self, asked: &Asked, value: Value, ctx: &mut Ctx) {
        if let Some(Question(merging)) = asked.question() {
            self.decide(merging.clone(), &value, ctx);
        }
    }

    fn acts_on(&self, _ctx: &Ctx) -> String {
        match (self.chosen(), self.groups.here()) {
            (Some(row), Some(group)) => format!("{} and {} more", row.row.fields.handle, group.rows.len() - 1),
            _ => String::new(),
        }
    }

    fn summary(&self, _ctx: &Ctx) -> Option<String> {
        (!self.groups.rows().is_empty()).then(|| compare::as_text(self.groups.rows()))
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        view::draw(self, frame, area, ctx, theme);
    }
}
