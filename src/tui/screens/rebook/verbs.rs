//! The actions on creators to book again.

use crate::domain::CreatorId;
use crate::proto::Target;
use crate::proto::command::WriteKind;
use crate::proto::event::Ticket;
use crate::tui::kit::{Action, Availability, ByVerb, Ctx, Does, Effect, Group, Place, Request, Scope, Verb};
use crate::tui::look::text;
use crate::tui::screens::listed::Listed;
use crate::tui::screens::steps::{self, Collaborations};
use crate::tui::screens::verbs::{self, Change, Creators, OnCreators, Verbs};

use super::{RebookScreen, view};

/// Why there is nobody to act on.
const NOBODY: &str = "No creators to book again yet.";

impl ByVerb for RebookScreen {
    fn verb(&self, action: Action, ctx: &Ctx) -> Verb<Self> {
        match action {
            Action::NavOpen => self.list.verb(NOBODY, |row| {
                Verb::lead(Request::ShowPage(row.creator)).hint("open page", Does::Goes(Place::Page))
            }),
            Action::BookAgainTurn => steps::book_again(self.last_collaborations())
                .hint("book again?", Does::Writes(WriteKind::TurnBookAgain))
                .where_available(self.can_act(ctx)),
            Action::BatchAdd => verbs::verb(self, action, ctx),
            Action::PaneInfo => Verb::new(|screen: &mut Self, _, _| screen.hides_info = !screen.hides_info),
            Action::CopySummary => self.list.verb(NOBODY, |_| {
                Verb::new(|screen: &mut Self, _, ctx| ctx.effect(Effect::Copy(view::as_text(&screen.list))))
            }),
            _ if action.walks() => Listed::walking(action, |screen: &mut Self| &mut screen.list),
            _ if action.group() == Group::Mark => {
                self.list.marking(action, NOBODY, |screen: &mut Self| &mut screen.list)
            }
            _ => verbs::quiet_verb(self, action, ctx),
        }
    }
}

impl RebookScreen {
    /// The label of those a verb acts on.
    fn label(&self) -> String {
        match self.list.acting().as_slice() {
            [row] if !self.list.has_marks() => format!("@{}", text::shown(&row.handle)),
            rows => format!("{} marked", rows.len()),
        }
    }

    /// The last collaboration of each creator that a verb acts on.
    fn last_collaborations(&self) -> Collaborations {
        let ids = self.list.acting().iter().map(|row| row.collaboration).collect();
        Collaborations { ids, label: self.label() }
    }
}

impl OnCreators for RebookScreen {
    const SCOPE: Scope = Scope::Rebook;

    fn verbs(&self) -> &Verbs {
        &self.verbs
    }

    fn verbs_mut(&mut self) -> &mut Verbs {
        &mut self.verbs
    }

    fn can_act(&self, _ctx: &Ctx) -> Availability {
        Availability::when(self.list.here().is_some(), NOBODY)
    }

    fn count(&self) -> usize {
        self.list.acting().len()
    }

    fn creators(&mut self) -> Option<Creators> {
        self.list.keep_range();
        let ids: Vec<CreatorId> = self.list.acting().iter().map(|row| row.creator).collect();
        let (count, marked, label) = (ids.len(), self.list.has_marks(), self.label());
        (count > 0).then(|| Creators { target: Target::Ids(ids.into()), count, label, marked })
    }

    /// A decision clears the marks; after a description they stay for the next one.
    fn changed(&mut self, creators: &Creators, change: &Change, _ticket: Ticket, _ctx: &mut Ctx) {
        if creators.marked && change.decides() {
            self.list.clear_marks();
        }
    }
}
