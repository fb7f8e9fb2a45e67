//! What can be done now, and why not.

use crate::tui::kit::{Action, Availability, SortBy};

use super::ResultsScreen;
use super::doubts::Doubt;
use super::list::{By, Reach};
use super::pane::Pane;

impl ResultsScreen {
    pub(super) fn can(&self, action: Action) -> Availability {
        let creator = || Availability::when(self.here().is_some(), "There is no creator under the cursor.");
        let campaign = Availability::when(self.result().is_some(), "There is no campaign yet.");
        let estimated = || Availability::when(self.terms().is_some(), "There is nothing to estimate from yet.");
        match action {
            Action::LinkOpen | Action::CopyHandle | Action::CopyLink | Action::DecisionPick => creator(),
            Action::PaneInfo
            | Action::CopySummary
            | Action::ReachNext
            | Action::ReportWrite
            | Action::Sort(SortBy::Batch)
            | Action::SortReverse => campaign,
            Action::NavOpen => self.can_open(),
            Action::ItemEdit => match self.pane() {
                Pane::Next | Pane::Doubts => estimated(),
                _ => Availability::when(self.campaign().is_some(), "There is no campaign to change yet."),
            },
            Action::BatchNew => Availability::when(self.campaign().is_some(), "There is no campaign to change yet."),
            Action::LeakSet => match self.leaky() {
                Some(_) => estimated(),
                None => Availability::No("There is no creator under the cursor.".to_owned()),
            },
            Action::MarkToggle => match self.pane() {
                Pane::Next => creator(),
                Pane::Doubts => Availability::when(
                    matches!(self.doubt(), Some(Doubt::Order(_))),
                    "Only orders of nobody can be marked here.",
                ),
                _ => Availability::Elsewhere,
            },
            Action::PaneNext | Action::PanePrevious => {
                let one = self.reach != Reach::All && self.result().is_some();
                Availability::when(one, "All campaigns have one pane. Enter opens the one under the cursor.")
            }
            Action::PaneFull if self.pane() == Pane::Creators => campaign,
            Action::NavLeft | Action::NavRight => match self.reach {
                Reach::All => Availability::No("All campaigns are on screen.".to_owned()),
                Reach::Campaign => Availability::when(self.results().len() > 1, "There is no other campaign."),
                Reach::Batch => {
                    let batches = self.result().map_or(0, |result| result.batches.len());
                    Availability::when(batches > 1, "There is no other batch in this campaign.")
                }
            },
            action if By::of(action).is_some() => campaign,
            action if action.walks() => Availability::Yes,
            _ => Availability::Elsewhere,
        }
    }

    fn can_open(&self) -> Availability {
        match self.pane() {
            Pane::Next => {
                let next = self.result().and_then(|result| result.outlook.as_ref()?.next.as_ref());
                let holds = next.is_some_and(|next| !next.places.is_empty() || next.new_creators > 0);
                Availability::when(holds, "The numbers put nobody into the next batch.")
            }
            Pane::Groups | Pane::Batches => Availability::when(self.side_len() > 0, "There is nothing to open yet."),
            Pane::Doubts => Availability::when(self.doubt().is_some_and(Doubt::stops), "Nothing is in doubt here."),
            _ => Availability::when(self.row().is_some(), "There is no creator in this campaign yet."),
        }
    }
}
