//! What keys and answers change.

use crate::proto::duplicates::AlikeGroup;
use crate::proto::query::{Answer, Slot};
use crate::proto::{Event, WriteCmd};
use crate::tui::kit::overlay::{Purpose, Value};
use crate::tui::kit::{Action, Availability, Ctx, Effect, Msg, Notice, Request};
use crate::tui::screens::profile::merging::Merging;

use super::{DuplicatesScreen, compare};

/// What merging would do.
pub(super) const MERGE: Purpose = "duplicates.merge";

impl DuplicatesScreen {
    pub(super) fn can(&self, action: Action, _ctx: &Ctx) -> Availability {
        let here = || Availability::when(self.here().is_some(), "There is nobody here who may be somebody else.");
        match action {
            action if action.walks() => Availability::Yes,
            Action::DuplicateSame => {
                let platforms = self.here().is_some_and(|group| {
                    let of = |at: usize| group.rows.get(at).map(|row| row.row.fields.platform);
                    (1..group.rows.len()).any(|at| of(at) != of(0))
                });
                match here() {
                    Availability::Yes => {
                        Availability::when(platforms, "They are on one platform: merge them, or set them apart.")
                    }
                    no => no,
                }
            }
            Action::NavOpen
            | Action::DuplicateMerge
            | Action::DuplicateApart
            | Action::DuplicateLeave
            | Action::NavLeft
            | Action::NavRight
            | Action::PaneScrollDown
            | Action::PaneScrollUp
            | Action::LinkOpen
            | Action::CopyHandle
            | Action::CopySummary => here(),
            _ => Availability::Elsewhere,
        }
    }

    pub(super) fn carry_out(&mut self, action: Action, count: usize, ctx: &mut Ctx) -> Vec<Request> {
        let at = self.cursor.at;
        if self.cursor.walk(action, count, self.groups().len(), ctx.list_lines) {
            if self.cursor.at != at {
                self.arrive();
            }
            return Vec::new();
        }
        let last = self.here().map_or(0, |group| group.rows.len().saturating_sub(1));
        match action {
            Action::NavLeft => self.stays = self.stays.saturating_sub(count),
            Action::NavRight => self.stays = self.stays.saturating_add(count).min(last),
            Action::PaneScrollDown => self.scroll = self.scroll.saturating_add(1).min(compare::LINES - 1),
            Action::PaneScrollUp => self.scroll = self.scroll.saturating_sub(1),
            Action::DuplicateLeave => {
                // The one under the cursor is left out, and the next one stays.
                let Some(id) = self.chosen().map(|row| row.row.id) else { return Vec::new() };
                if !self.left_out.remove(&id) {
                    self.left_out.insert(id);
                }
                self.stays = if self.stays == last { 0 } else { self.stays + 1 };
            }
            Action::NavOpen | Action::DuplicateMerge => return self.propose(),
            Action::DuplicateApart => return self.set_apart(false, ctx),
            Action::DuplicateSame => return self.set_apart(true, ctx),
            Action::LinkOpen | Action::CopyHandle => {
                let Some(row) = self.chosen() else { return Vec::new() };
                let fields = &row.row.fields;
                let effect = if action == Action::LinkOpen {
                    Effect::OpenLink(fields.profile_url())
                } else {
                    Effect::Copy(fields.handle.to_string())
                };
                return vec![Request::Effect(effect)];
            }
            Action::CopySummary => return vec![Request::Effect(Effect::Copy(compare::as_text(self.groups())))],
            _ => {}
        }
        Vec::new()
    }

    /// Shows what merging would do; nothing is changed yet.
    fn propose(&mut self) -> Vec<Request> {
        let (rows, stays) = self.taking_part();
        let merging = Merging::new(rows, stays);
        if let Err(said) = merging.command() {
            return vec![Request::Say(Notice::info(said))];
        }
        let open = Request::Open(merging.overlay(MERGE));
        self.merging = Some(merging);
        vec![open]
    }

    /// Takes what was pressed in the proposal.
    pub(super) fn decided(&mut self, purpose: Purpose, value: &Value, ctx: &mut Ctx) -> Vec<Request> {
        let Some(mut merging) = self.merging.take().filter(|_| purpose == MERGE) else { return Vec::new() };
        if *value != Value::Yes {
            merging.turn();
            let open = Request::Open(merging.overlay(MERGE));
            self.merging = Some(merging);
            return vec![open];
        }
        match merging.command() {
            Ok(command) => {
                self.touch();
                vec![ctx.write_request(command).1]
            }
            Err(said) => vec![Request::Say(Notice::info(said))],
        }
    }

    fn set_apart(&mut self, is_same: bool, ctx: &mut Ctx) -> Vec<Request> {
        let ids: Vec<_> = self.taking_part().0.into_iter().map(|row| row.row.id).collect();
        self.touch();
        vec![ctx.write_request(WriteCmd::SetApart { ids, is_same }).1]
    }

    fn touch(&mut self) {
        let ids = self.here().map(AlikeGroup::ids).unwrap_or_default();
        self.touched.extend(ids);
    }

    pub(super) fn take(&mut self, msg: &Msg, ctx: &Ctx) {
        let Msg::Event(Event::QueryDone(Slot::Duplicates, generation, Answer::Duplicates(found))) = msg else { return };
        if *generation < self.asked {
            return;
        }
        // The cursor stays with its group; where that is gone, with the one that follows it.
        let ids = self.here().map(AlikeGroup::ids);
        let wanted = self.wanted.take();
        let is_same = |group: &AlikeGroup| Some(group.ids()) == ids;
        let has = |id| found.groups.iter().position(|group| group.ids().contains(&id));
        let same = found.groups.iter().position(is_same);
        let at = wanted.and_then(has).or(same).unwrap_or(self.cursor.at);
        self.found = Some(std::sync::Arc::clone(found));
        self.cursor.go(at, self.groups().len(), ctx.list_lines);
        if self.here().map(AlikeGroup::ids) != ids {
            self.arrive();
        }
    }
}
