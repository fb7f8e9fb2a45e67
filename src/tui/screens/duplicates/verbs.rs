//! The actions on possible duplicates.

use crate::proto::WriteCmd;
use crate::proto::duplicates::{AlikeGroup, AlikeRow};
use crate::tui::kit::overlay::Value;
use crate::tui::kit::{Action, ByVerb, Ctx, Does, Effect, Notice, Verb};
use crate::tui::screens::profile::merging::Merging;

use super::{DuplicatesScreen, Question, compare};

impl ByVerb for DuplicatesScreen {
    fn verb(&self, action: Action, _ctx: &Ctx) -> Verb<Self> {
        let Some(group) = self.groups.here() else { return nothing(action) };
        let last = group.rows.len().saturating_sub(1);
        match action {
            Action::NavOpen => Verb::new(|screen: &mut Self, _, ctx| screen.propose(ctx)).hint("merge", Does::Opens),
            Action::DuplicateMerge => Verb::new(|screen: &mut Self, _, ctx| screen.propose(ctx)),
            Action::DuplicateApart => Verb::new(|screen: &mut Self, _, ctx| screen.set_apart(false, ctx)),
            Action::DuplicateSame => {
                let platform = |row: &AlikeRow| row.row.fields.platform;
                let are_several = group.rows.iter().any(|row| platform(row) != platform(&group.rows[0]));
                Verb::new(|screen: &mut Self, _, ctx| screen.set_apart(true, ctx)).when(are_several, || {
                    "They are on the same platform. Merge them, or mark them as different people.".to_owned()
                })
            }
            Action::DuplicateLeave => Verb::new(move |screen: &mut Self, _, _| screen.leave_out(last)),
            Action::NavLeft => {
                Verb::new(|screen: &mut Self, count, _| screen.stays = screen.stays.saturating_sub(count))
            }
            Action::NavRight => Verb::new(move |screen: &mut Self, count, _| {
                screen.stays = screen.stays.saturating_add(count).min(last);
            }),
            Action::PaneScrollDown => Verb::new(|screen: &mut Self, count, _| {
                screen.scroll = screen.scroll.saturating_add(count).min(compare::LINES - 1);
            }),
            Action::PaneScrollUp => {
                Verb::new(|screen: &mut Self, count, _| screen.scroll = screen.scroll.saturating_sub(count))
            }
            Action::LinkOpen => self.on_chosen(|row| Effect::OpenLink(row.row.fields.profile_url())),
            Action::CopyHandle => self.on_chosen(|row| Effect::Copy(row.row.fields.handle.to_string())),
            Action::CopySummary => Verb::new(|screen: &mut Self, _, ctx| {
                ctx.effect(Effect::Copy(compare::as_text(screen.groups.rows())));
            }),
            action if action.walks() => Verb::new(move |screen: &mut Self, count, ctx| {
                let at = screen.groups.at();
                screen.groups.walk(action, count, ctx.list_lines);
                if screen.groups.at() != at {
                    screen.arrive();
                }
            }),
            _ => Verb::elsewhere(),
        }
    }
}

impl DuplicatesScreen {
    fn on_chosen(&self, effect: fn(&AlikeRow) -> Effect) -> Verb<Self> {
        self.chosen().map_or_else(Verb::elsewhere, |row| Verb::effect(effect(row)))
    }

    /// Leaves the current creator out of the merge, or puts it back, and moves on to the next one to keep.
    fn leave_out(&mut self, last: usize) {
        let Some(id) = self.chosen().map(|row| row.row.id) else { return };
        if !self.left_out.remove(&id) {
            self.left_out.insert(id);
        }
        self.stays = if self.stays == last { 0 } else { self.stays + 1 };
    }

    /// Previews the merge.
    fn propose(&self, ctx: &mut Ctx) {
        let (rows, stays) = self.taking_part();
        let merging = Merging::new(rows, stays);
        match merging.command() {
            Ok(_) => ctx.open(merging.overlay(), Question(merging)),
            Err(said) => ctx.say(Notice::info(said)),
        }
    }

    /// Merges as previewed, or keeps another creator instead.
    pub(super) fn decide(&mut self, mut merging: Merging, value: &Value, ctx: &mut Ctx) {
        if *value != Value::Yes {
            merging.keep_next();
            return ctx.open(merging.overlay(), Question(merging));
        }
        match merging.command() {
            Ok(command) => {
                self.touch();
                ctx.write(command);
            }
            Err(said) => ctx.say(Notice::info(said)),
        }
    }

    fn set_apart(&mut self, is_same: bool, ctx: &mut Ctx) {
        let ids = self.taking_part().0.into_iter().map(|row| row.row.id).collect();
        self.touch();
        ctx.write(WriteCmd::SetApart { ids, is_same });
    }

    fn touch(&mut self) {
        let ids = self.groups.here().map(AlikeGroup::ids).unwrap_or_default();
        self.touched.extend(ids);
    }
}

/// Why actions are not available while there is no group.
fn nothing(action: Action) -> Verb<DuplicatesScreen> {
    match action {
        action if action.walks() => Verb::new(|_, _, _| {}),
        Action::NavOpen
        | Action::DuplicateMerge
        | Action::DuplicateApart
        | Action::DuplicateSame
        | Action::DuplicateLeave
        | Action::NavLeft
        | Action::NavRight
        | Action::PaneScrollDown
        | Action::PaneScrollUp
        | Action::LinkOpen
        | Action::CopyHandle
        | Action::CopySummary => Verb::no("No creators here look alike."),
        _ => Verb::elsewhere(),
    }
}
