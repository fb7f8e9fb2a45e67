//! Merging from the table: the marked creators, or two of whom one was about to get the other's handle.

use std::sync::Arc;

use crate::domain::CreatorId;
use crate::domain::handle::Handle;
use crate::proto::duplicates::{AlikeGroup, AlikeRow};
use crate::proto::event::Generation;
use crate::proto::{Query, Target};
use crate::tui::kit::overlay::{Form, Purpose, Value};
use crate::tui::kit::{Action, Availability, Ctx, Notice, Request};
use crate::tui::screens::profile::merging::Merging;

use super::CreatorsScreen;

/// What merging would do.
pub(super) const MERGE: Purpose = "creators.merge";
/// More creators of one person are a slip of the marks.
const MOST: usize = 20;

/// Creators on their way to become one.
#[derive(Debug, Default)]
pub(super) struct Joining {
    /// Whose handle was wanted for whom: asked about, then offered.
    taken: Option<(Generation, CreatorId)>,
    offered: Option<[CreatorId; 2]>,
    /// Waits for the rows, with the one who is to stay if it can be.
    asked: Option<(Generation, CreatorId)>,
    merging: Option<Merging>,
}

impl Joining {
    /// A handle was refused because somebody has it: asks who.
    pub(super) fn refused(&mut self, form: &Form, edited: CreatorId, ctx: &mut Ctx) -> Vec<Request> {
        let Ok(found) = Handle::find(form.text("handle")) else { return Vec::new() };
        let chosen = crate::domain::Platform::from_word(form.text("platform")).unwrap_or_default();
        let account = (found.platform.unwrap_or(chosen), found.handle);
        let (generation, request) = ctx.ask(Query::Known(Arc::new([account])));
        self.taken = Some((generation, edited));
        vec![request]
    }

    /// Offers to merge the two; false where another question was answered.
    pub(super) fn known(
        &mut self,
        generation: Generation,
        known: &[Option<crate::proto::collect::Known>],
        ctx: &Ctx,
    ) -> Vec<Request> {
        let Some((_, edited)) = self.taken.take_if(|(asked, _)| *asked == generation) else { return Vec::new() };
        let Some(Some(other)) = known.first().filter(|known| known.as_ref().is_some_and(|known| known.id != edited))
        else {
            return Vec::new();
        };
        self.offered = Some([other.id, edited]);
        let merge = ctx.keys.first(Action::CreatorMerge);
        let said = format!("{} is another creator: leave the form, then {merge} merges the two.", other.handle);
        vec![Request::Say(Notice::info(said))]
    }

    fn ask(&mut self, ids: Arc<[CreatorId]>, stays: CreatorId, ctx: &mut Ctx) -> Vec<Request> {
        let (generation, request) = ctx.ask(Query::Alike(ids));
        self.asked = Some((generation, stays));
        vec![request]
    }

    /// Shows what merging would do.
    pub(super) fn rows(&mut self, generation: Generation, rows: &[AlikeRow]) -> Vec<Request> {
        let Some((_, stays)) = self.asked.take_if(|(asked, _)| *asked == generation) else { return Vec::new() };
        let group = AlikeGroup { likenesses: Vec::new(), rows: rows.to_vec() };
        let at = rows.iter().position(|row| row.row.id == stays).unwrap_or_else(|| group.fullest());
        self.open(Merging::new(group.rows, at))
    }

    fn open(&mut self, merging: Merging) -> Vec<Request> {
        if let Err(said) = merging.command() {
            return vec![Request::Say(Notice::info(said))];
        }
        let open = Request::Open(merging.overlay(MERGE));
        self.merging = Some(merging);
        vec![open]
    }

    /// Takes what was pressed in the proposal.
    pub(super) fn decided(&mut self, value: &Value, ctx: &mut Ctx) -> Vec<Request> {
        let Some(mut merging) = self.merging.take() else { return Vec::new() };
        match (value, merging.command()) {
            (Value::Yes, Ok(command)) => vec![ctx.write(command).1],
            (Value::Yes, Err(said)) => vec![Request::Say(Notice::info(said))],
            _ => {
                merging.turn();
                let open = Request::Open(merging.overlay(MERGE));
                self.merging = Some(merging);
                vec![open]
            }
        }
    }
}

impl CreatorsScreen {
    /// Asks for the creators to be merged, side by side.
    pub(super) fn merge_marked(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        if let Some([stays, goes]) = self.joining.offered.take() {
            return self.joining.ask(Arc::new([stays, goes]), stays, ctx);
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
            ctx.keys.first(Action::GoDuplicates)
        );
        match self.joining.offered {
            Some(_) => Availability::Yes,
            None if count > MOST => {
                Availability::No(format!("{count} are marked, and at most {MOST} can be one person."))
            }
            None => Availability::when(count > 1, why),
        }
    }
}
