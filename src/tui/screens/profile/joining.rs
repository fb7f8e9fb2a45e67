//! Creators on their way to become one: marked ones, or two of whom one was about to get the other's handle.

use std::sync::Arc;

use crate::domain::CreatorId;
use crate::domain::handle::Handle;
use crate::proto::Query;
use crate::proto::duplicates::{AlikeGroup, AlikeRow};
use crate::proto::event::{Done, Generation, Ticket};
use crate::tui::kit::overlay::{Form, Purpose, Value};
use crate::tui::kit::{Action, Ctx, Notice, Request};

use super::merging::Merging;

/// What merging would do.
pub const MERGE: Purpose = "creator.merge";

/// Creators on their way to become one.
#[derive(Debug, Default)]
pub struct Joining {
    /// Whose handle was wanted for whom: asked about, then offered.
    taken: Option<(Generation, CreatorId)>,
    offered: Option<[CreatorId; 2]>,
    /// Waits for the rows, with the one who is to stay if it can be.
    asked: Option<(Generation, CreatorId)>,
    merging: Option<Merging>,
    /// The merge on its way to the file.
    sent: Option<Ticket>,
}

impl Joining {
    /// A handle was refused because somebody has it: asks who.
    pub fn refused(&mut self, form: &Form, edited: CreatorId, ctx: &mut Ctx) -> Vec<Request> {
        let Ok(found) = Handle::find(form.text("handle")) else { return Vec::new() };
        let chosen =
            crate::domain::Platform::from_word(form.text("platform")).unwrap_or(crate::domain::Platform::ASSUMED);
        let account = (found.platform.unwrap_or(chosen), found.handle);
        let (generation, request) = ctx.ask_request(Query::Known(Arc::new([account])));
        self.taken = Some((generation, edited));
        vec![request]
    }

    /// Offers to merge the two; false where another question was answered.
    pub fn known(
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

    /// Whether two are offered to be merged.
    pub fn is_offered(&self) -> bool {
        self.offered.is_some()
    }

    /// Asks for the two that were offered; nothing where none are.
    pub fn ask_offered(&mut self, ctx: &mut Ctx) -> Option<Vec<Request>> {
        let [stays, goes] = self.offered.take()?;
        Some(self.ask(Arc::new([stays, goes]), stays, ctx))
    }

    /// Asks for creators, to look at them side by side.
    pub fn ask(&mut self, ids: Arc<[CreatorId]>, stays: CreatorId, ctx: &mut Ctx) -> Vec<Request> {
        let (generation, request) = ctx.ask_request(Query::Alike(ids));
        self.asked = Some((generation, stays));
        vec![request]
    }

    /// Shows what merging would do.
    pub fn rows(&mut self, generation: Generation, rows: &[AlikeRow]) -> Vec<Request> {
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
    pub fn decided(&mut self, value: &Value, ctx: &mut Ctx) -> Vec<Request> {
        let Some(mut merging) = self.merging.take() else { return Vec::new() };
        match (value, merging.command()) {
            (Value::Yes, Ok(command)) => {
                let (ticket, request) = ctx.write_request(command);
                self.sent = Some(ticket);
                vec![request]
            }
            (Value::Yes, Err(said)) => vec![Request::Say(Notice::info(said))],
            _ => {
                merging.turn();
                let open = Request::Open(merging.overlay(MERGE));
                self.merging = Some(merging);
                vec![open]
            }
        }
    }

    /// Returns who stayed, when the merge has been done.
    pub fn done(&mut self, ticket: Ticket, done: &Done) -> Option<CreatorId> {
        self.sent.take_if(|sent| *sent == ticket)?;
        done.show
    }
}
