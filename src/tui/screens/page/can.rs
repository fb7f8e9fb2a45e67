//! What can be done now, and why not.

use crate::tui::kit::{Action, Availability, Ctx, Place, Scope, SnoozeFor};
use crate::tui::screens::profile::{ask, contact};

use super::PageScreen;

impl PageScreen {
    /// Whether an action can be done now.
    pub(super) fn can(&self, action: Action, ctx: &Ctx) -> Availability {
        if action == Action::Go(Place::Results) {
            return if self.booking_here().is_some() { Availability::Yes } else { Availability::Elsewhere };
        }
        if !action.scopes().iter().any(|scope| matches!(scope, Scope::Page | Scope::List)) {
            return Availability::Elsewhere;
        }
        let Some(page) = self.page.as_deref() else {
            return Availability::No(format!(
                "No creator is open: {} shows all of them.",
                ctx.key(Action::Go(Place::Creators))
            ));
        };
        match action {
            Action::Snooze(SnoozeFor::Again) => ask::can_snooze_again(ctx),
            Action::TagQuick => ask::can_tag_quickly(&ask::quick_tags(&ctx.quick_tags, &self.tags), ctx),
            Action::TagRepeat => Availability::when(
                ctx.again.tags.is_some(),
                format!("No tags set yet: {} sets some.", ctx.key(Action::TagEdit)),
            ),
            Action::BatchAdd | Action::VerdictPickBatch => Availability::when(
                ctx.current_batch.is_some(),
                format!(
                    "No current batch: open {} and press {} on a planned batch.",
                    ctx.key(Action::Go(Place::Campaigns)),
                    ctx.key(Action::BatchChoose)
                ),
            ),
            Action::CreatorMerge => Availability::when(
                self.joining.is_offered(),
                format!(
                    "Offered when {} gives a handle that is taken. {} shows who looks alike.",
                    ctx.key(Action::RecordEdit),
                    ctx.key(Action::Go(Place::Duplicates))
                ),
            ),
            Action::CopyEmail => contact::can_copy_email(&page.detail.row),
            _ => Availability::Yes,
        }
    }
}
