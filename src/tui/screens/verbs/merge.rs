//! Merging creators into one: marked ones, or two of whom one was about to get the other's handle.

use std::sync::Arc;

use crate::domain::handle::Handle;
use crate::domain::{CreatorId, Platform};
use crate::proto::Query;
use crate::proto::collect::Known;
use crate::proto::duplicates::{AlikeGroup, AlikeRow};
use crate::proto::event::{Done, Generation, Ticket};
use crate::tui::kit::overlay::{Form, Value};
use crate::tui::kit::{Action, Ctx, Notice};
use crate::tui::screens::profile::merging::Merging;

use super::Question;

/// Creators on their way to become one.
#[derive(Debug, Default)]
pub struct Merge {
    /// Waits for who has the handle that was wanted for this creator.
    taken: Option<(Generation, CreatorId)>,
    /// The two that can be merged: the one with the handle, and the one who was to get it.
    offered: Option<[CreatorId; 2]>,
    /// Waits for the rows, with the one who stays if possible.
    asked: Option<(Generation, CreatorId)>,
    /// The merge on its way to the file.
    sent: Option<Ticket>,
}

impl Merge {
    /// Asks who has the handle that made the file refuse a form.
    pub fn refused(&mut self, form: &Form, edited: CreatorId, ctx: &mut Ctx) {
        let Ok(found) = Handle::find(form.text("handle")) else { return };
        let chosen = Platform::from_word(form.text("platform")).unwrap_or(Platform::ASSUMED);
        let account = (found.platform.unwrap_or(chosen), found.handle);
        self.taken = Some((ctx.ask(Query::Known(Arc::new([account]))), edited));
    }

    /// Offers to merge the two; false where another question was answered.
    pub(super) fn known(&mut self, generation: Generation, known: &[Option<Known>], ctx: &mut Ctx) -> bool {
        let Some((_, edited)) = self.taken.take_if(|(asked, _)| *asked == generation) else { return false };
        if let Some(Some(other)) = known.first().filter(|known| known.as_ref().is_some_and(|known| known.id != edited))
        {
            self.offered = Some([other.id, edited]);
            let merge = ctx.key(Action::CreatorMerge);
            let handle = &other.handle;
            ctx.say(Notice::info(format!("{handle} is another creator: leave the form, then {merge} merges the two.")));
        }
        true
    }

    /// Whether two are offered to be merged.
    pub fn is_offered(&self) -> bool {
        self.offered.is_some()
    }

    /// Asks for the two that were offered; false where none are.
    pub fn ask_offered(&mut self, ctx: &mut Ctx) -> bool {
        let Some([stays, goes]) = self.offered.take() else { return false };
        self.ask(Arc::new([stays, goes]), stays, ctx);
        true
    }

    /// Asks for creators, to look at them side by side.
    pub fn ask(&mut self, ids: Arc<[CreatorId]>, stays: CreatorId, ctx: &mut Ctx) {
        self.asked = Some((ctx.ask(Query::Alike(ids)), stays));
    }

    /// Shows what merging would do; false where another question was answered.
    pub(super) fn rows(&mut self, generation: Generation, rows: &[AlikeRow], ctx: &mut Ctx) -> bool {
        let Some((_, stays)) = self.asked.take_if(|(asked, _)| *asked == generation) else { return false };
        let group = AlikeGroup { likenesses: Vec::new(), rows: rows.to_vec() };
        let at = rows.iter().position(|row| row.row.id == stays).unwrap_or_else(|| group.fullest());
        let merging = Merging::new(group.rows, at);
        match merging.command() {
            Ok(_) => ctx.open(merging.overlay(), Question::Merge(merging)),
            Err(why) => ctx.say(Notice::info(why)),
        }
        true
    }

    /// Takes what was pressed in the preview: merge, or let another one stay.
    pub(super) fn decided(&mut self, mut merging: Merging, value: &Value, ctx: &mut Ctx) {
        match (value, merging.command()) {
            (Value::Yes, Ok(command)) => self.sent = Some(ctx.write(command)),
            (Value::Yes, Err(why)) => ctx.say(Notice::info(why)),
            _ => {
                merging.turn();
                ctx.open(merging.overlay(), Question::Merge(merging));
            }
        }
    }

    /// Returns who stayed, when the merge has been done.
    pub fn done(&mut self, ticket: Ticket, done: &Done) -> Option<CreatorId> {
        self.sent.take_if(|sent| *sent == ticket)?;
        done.show
    }
}
