//! What can be done now, and why not.

use crate::proto::row::MOST_ROWS;
use crate::tui::kit::{Action, Availability, Ctx, Place, Scope, SnoozeFor};
use crate::tui::screens::profile::ask;

use super::CreatorsScreen;

/// Most pages opened with one key.
const MOST_OPENED: usize = 5;

impl CreatorsScreen {
    /// How many creators a verb acts on.
    pub(super) fn acting_count(&self) -> usize {
        let marked = self.chosen.visible_with_range(&self.index.ids, self.index.cursor.at);
        if marked == 0 { usize::from(self.index.at().is_some()) } else { marked }
    }

    /// Whether an action can be done now.
    pub(super) fn can(&self, action: Action, ctx: &Ctx) -> Availability {
        if !action.scopes().iter().any(|scope| matches!(scope, Scope::Creators | Scope::List)) {
            return Availability::Elsewhere;
        }
        if let Some(can) = self.can_find(action, ctx) {
            return can;
        }
        let key = |action: Action| ctx.keys.first(action);
        let nobody = || {
            let why = if !self.index.is_known {
                "The list is still being read.".to_owned()
            } else if self.bar.text.is_empty() {
                format!(
                    "No creators yet: {} imports a list, {} types one.",
                    key(Action::Go(Place::Import)),
                    key(Action::ItemAdd)
                )
            } else {
                format!("The filter shows nobody: {} clears it.", key(Action::FilterClear))
            };
            Availability::when(self.index.at().is_some(), why)
        };
        let count = self.acting_count();
        let up_to = |most: usize, said: &str| Availability::when(count <= most, said);
        let both = |first: Availability, then: Availability| if first == Availability::Yes { then } else { first };
        match action {
            Action::ItemAdd
            | Action::GoalEdit
            | Action::FilterEdit
            | Action::NavDown
            | Action::NavUp
            | Action::NavTop
            | Action::NavBottom
            | Action::NavHalfDown
            | Action::NavHalfUp
            | Action::NavPageDown
            | Action::NavPageUp
            | Action::PaneInfo
            | Action::PaneScrollDown
            | Action::PaneScrollUp
            | Action::MarkRestore => Availability::Yes,
            Action::FilterClear => Availability::when(!self.bar.text.is_empty(), "There is no filter to clear."),
            Action::FilterLast => {
                Availability::when(self.bar.last().is_some(), "There was no other filter since the start.")
            }
            Action::Sort(_) | Action::SortReverse => Availability::when(
                self.bar.query.sort.is_empty(),
                "The filter itself says how to sort: take its sort: term out first.",
            ),
            Action::BatchAdd | Action::VerdictPickBatch => both(
                nobody(),
                Availability::when(
                    ctx.current_batch.is_some(),
                    format!(
                        "No current batch: open {} and press {} on a planned batch.",
                        key(Action::Go(Place::Campaigns)),
                        key(Action::BatchChoose)
                    ),
                ),
            ),
            Action::CreatorMerge => self.can_merge(ctx),
            Action::Repeat => self.can_repeat(ctx),
            Action::TagRepeat => both(
                nobody(),
                Availability::when(
                    ctx.again.tags.is_some(),
                    format!("No tags set yet: {} sets some.", key(Action::TagEdit)),
                ),
            ),
            Action::Snooze(SnoozeFor::Again) => both(nobody(), ask::can_snooze_again(ctx)),
            Action::TagQuick => {
                both(nobody(), ask::can_tag_quickly(&ask::quick_tags(&ctx.quick_tags, &self.tags), ctx))
            }
            Action::FieldEdit => both(nobody(), self.can_edit_field()),
            Action::RecordEdit => both(
                nobody(),
                up_to(
                    1,
                    "The form holds one creator: clear the marks first; tags, notes and stars describe all of them.",
                ),
            ),
            Action::LinkOpen => both(nobody(), up_to(MOST_OPENED, "That would open more than 5 pages: mark fewer.")),
            Action::CopyHandle | Action::CopyLink | Action::CopyEmail | Action::CopyRow => {
                both(nobody(), up_to(MOST_ROWS, "Copying takes up to 2,000 at once: filter or mark fewer."))
            }
            _ => nobody(),
        }
    }
}
