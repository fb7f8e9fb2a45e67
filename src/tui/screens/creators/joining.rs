//! Merging from the table: the marked creators, or two of whom one was about to get the other's handle.

use crate::domain::CreatorId;
use crate::proto::Target;
use crate::tui::kit::{Action, Availability, Ctx, Place, Request};

use super::CreatorsScreen;

/// More creators of one person are a slip of the marks.
const MOST: usize = 20;

impl CreatorsScreen {
    /// Asks for the creators to be merged, side by side.
    pub(super) fn merge_marked(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        if let Some(requests) = self.joining.ask_offered(ctx) {
            return requests;
        }
        let here = self.index.at();
        let Some(pending) = self.acting() else { return Vec::new() };
        let Target::Ids(ids) = pending.target else { return Vec::new() };
        // The one under the cursor stays if it is marked, else the one of whom most is known.
        let stays = here.unwrap_or(CreatorId(0));
        self.joining.ask(ids, stays, ctx)
    }

    /// Whether merging can be looked at now.
    pub(super) fn can_merge(&self, ctx: &Ctx) -> Availability {
        let count = self.acting_count();
        let why = format!(
            "Mark the creators that are one first: {} marks. {} shows who looks alike.",
            ctx.keys.first(Action::MarkToggle),
            ctx.keys.first(Action::Go(Place::Duplicates))
        );
        if self.joining.is_offered() {
            return Availability::Yes;
        }
        if count > MOST {
            return Availability::No(format!("{count} are marked, and at most {MOST} can be one person."));
        }
        Availability::when(count > 1, why)
    }
}
