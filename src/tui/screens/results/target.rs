//! The creators that a verb acts on: the marked ones, or else the one under the cursor.

use crate::domain::{CollaborationId, Counts, CreatorId};
use crate::proto::Target;
use crate::proto::event::Ticket;
use crate::proto::results::{CampaignResult, CreatorResult, Sums};
use crate::tui::kit::{Availability, Ctx, Scope};
use crate::tui::look::text::shown;
use crate::tui::screens::steps::Collaborations;
use crate::tui::screens::verbs::{Change, Creators, OnCreators, Verbs};
use crate::words::result_view::Figures;

use super::list::{Reach, Row};
use super::pane::Pane;
use super::{ResultsScreen, figures};

/// Why there is nobody to act on.
pub(super) const NOBODY: &str = "Put the cursor on a creator first.";

impl ResultsScreen {
    /// The creator under the cursor.
    pub(super) fn here(&self) -> Option<&CreatorResult> {
        match self.row()? {
            Row::Creator(_, creator) if self.pane().lists_creators() => Some(creator),
            _ => None,
        }
    }

    /// The creators that verbs act on, in the order of the list.
    fn acting(&self) -> Vec<&CreatorResult> {
        if !self.has_marks() {
            return self.here().into_iter().collect();
        }
        let marked = self.list.acting().into_iter().filter_map(|line| match line.scope {
            figures::Scope::Creator(id) => self.creators().into_iter().find(|creator| creator.collaboration == id),
            _ => None,
        });
        marked.collect()
    }

    /// Whether creators are marked, in a pane that lists them.
    pub(super) fn has_marks(&self) -> bool {
        let marked = || self.list.acting().into_iter().any(|line| self.list.is_marked(line));
        self.pane().lists_creators() && self.list.has_marks() && marked()
    }

    /// What the campaign on screen counts; orders where all campaigns are.
    pub(super) fn counts(&self) -> Counts {
        let one = self.result().filter(|_| self.reach != Reach::All);
        one.map_or(Counts::Orders, |result| result.counts)
    }

    /// What the figures on screen are called.
    pub(super) fn heads(&self) -> Figures {
        let currency = self.result().map(|result| result.currency).unwrap_or_default();
        Figures::new(Sums::default(), None, currency).counting(self.counts())
    }

    /// What the campaign of a collaboration counts.
    pub(super) fn counts_of(&self, id: CollaborationId) -> Option<Counts> {
        let has = |result: &&CampaignResult| {
            result.batches.iter().flat_map(|batch| &batch.creators).any(|creator| creator.collaboration == id)
        };
        self.results().iter().find(has).map(|result| result.counts)
    }

    /// The collaborations that verbs act on.
    pub(super) fn collaborations(&self) -> Collaborations {
        let acting = self.acting();
        Collaborations { ids: acting.iter().map(|creator| creator.collaboration).collect(), label: self.label(&acting) }
    }

    fn label(&self, acting: &[&CreatorResult]) -> String {
        match acting {
            [creator] if !self.has_marks() => format!("@{}", shown(&creator.handle)),
            creators => format!("{} marked", creators.len()),
        }
    }

    /// Labels what a verb acts on now.
    pub(super) fn target_label(&self, ctx: &Ctx) -> String {
        if self.pane().lists_creators() && self.here().is_some() {
            let name = |line: &super::lines::Line| {
                let row = self.rows().into_iter().find(|row| row.scope() == line.scope);
                match row {
                    Some(Row::Creator(_, creator)) => format!("@{}", shown(&creator.handle)),
                    _ => String::new(),
                }
            };
            return self.list.scope(name, ctx);
        }
        match (self.row(), self.here()) {
            (_, Some(creator)) => format!("@{}", shown(&creator.handle)),
            (Some(Row::Campaign(campaign)), _) => shown(&campaign.name),
            _ if self.pane() == Pane::Review && self.side.has_marks() => crate::tui::look::figure::counted(
                i64::try_from(self.side.acting().len()).unwrap_or(i64::MAX),
                "order marked",
                "orders marked",
            ),
            _ => self.result().map_or(String::new(), |result| shown(&result.name)),
        }
    }
}

impl OnCreators for ResultsScreen {
    const SCOPE: Scope = Scope::Results;

    fn verbs(&self) -> &Verbs {
        &self.verbs
    }

    fn verbs_mut(&mut self) -> &mut Verbs {
        &mut self.verbs
    }

    fn can_act(&self, _ctx: &Ctx) -> Availability {
        Availability::when(self.here().is_some(), NOBODY)
    }

    fn count(&self) -> usize {
        self.acting().len()
    }

    fn creators(&mut self) -> Option<Creators> {
        self.list.keep_range();
        let acting = self.acting();
        let (label, marked) = (self.label(&acting), self.has_marks());
        // A creator of several batches is in the list several times.
        let mut ids: Vec<CreatorId> = Vec::new();
        for creator in acting {
            if !ids.contains(&creator.creator) {
                ids.push(creator.creator);
            }
        }
        (!ids.is_empty()).then(|| Creators { count: ids.len(), target: Target::Ids(ids.into()), label, marked })
    }

    /// A decision clears the marks; after a description they stay for the next one.
    fn changed(&mut self, creators: &Creators, change: &Change, _ticket: Ticket, _ctx: &mut Ctx) {
        if creators.marked && change.decides() {
            self.list.clear_marks();
        }
    }
}
