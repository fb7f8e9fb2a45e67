//! Merging creators: the marked ones, or two creators after a form asked for a handle that is taken.

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

/// State of merging creators.
#[derive(Debug, Default)]
pub struct Merge {
    /// Waiting to learn who has the handle that was wanted for this creator.
    taken: Option<(Generation, CreatorId)>,
    /// The two that can be merged: the one with the handle, and the one whose form asked for it.
    offered: Option<[CreatorId; 2]>,
    /// Waiting for the rows, with the creator to keep if possible.
    asked: Option<(Generation, CreatorId)>,
    /// The merge being written.
    sent: Option<Ticket>,
}

impl Merge {
    /// Asks who has the handle because of which the store refused a form.
    pub fn refused(&mut self, form: &Form, edited: CreatorId, ctx: &mut Ctx) {
        let Ok(found) = Handle::find(form.text("handle")) else { return };
        let chosen = Platform::from_word(form.text("platform")).unwrap_or(Platform::ASSUMED);
        let account = (found.platform.unwrap_or(chosen), found.handle);
        self.taken = Some((ctx.ask(Query::Known(Arc::new([account]))), edited));
    }

    /// Offers to merge the two. Returns false if the answer belongs to another question.
    pub(super) fn known(&mut self, generation: Generation, known: &[Option<Known>], ctx: &mut Ctx) -> bool {
        let Some((_, edited)) = self.taken.take_if(|(asked, _)| *asked == generation) else { return false };
        if let Some(Some(other)) = known.first().filter(|known| known.as_ref().is_some_and(|known| known.id != edited))
        {
            self.offered = Some([other.id, edited]);
            let merge = ctx.key(Action::CreatorMerge);
            let handle = &other.handle;
            ctx.say(Notice::info(format!(
                "{handle} is another creator. To merge the two, leave the form and press {merge}."
            )));
        }
        true
    }

    /// Whether a merge of two is on offer.
    pub fn is_offered(&self) -> bool {
        self.offered.is_some()
    }

    /// Opens the preview of the merge on offer. Returns false if there is none.
    pub fn ask_offered(&mut self, ctx: &mut Ctx) -> bool {
        let Some([stays, goes]) = self.offered.take() else { return false };
        self.ask(Arc::new([stays, goes]), stays, ctx);
        true
    }

    /// Asks for creators, to compare them side by side.
    pub fn ask(&mut self, ids: Arc<[CreatorId]>, stays: CreatorId, ctx: &mut Ctx) {
        self.asked = Some((ctx.ask(Query::Alike(ids)), stays));
    }

    /// Opens the preview of a merge. Returns false if the answer belongs to another question.
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

    /// Handles a key in the preview: merge, or keep another creator.
    pub(super) fn decided(&mut self, mut merging: Merging, value: &Value, ctx: &mut Ctx) {
        match (value, merging.command()) {
            (Value::Yes, Ok(command)) => self.sent = Some(ctx.write(command)),
            (Value::Yes, Err(why)) => ctx.say(Notice::info(why)),
            _ => {
                merging.keep_next();
                ctx.open(merging.overlay(), Question::Merge(merging));
            }
        }
    }

    /// Returns the creator that was kept, once the merge is done.
    pub fn done(&mut self, ticket: Ticket, done: &Done) -> Option<CreatorId> {
        self.sent.take_if(|sent| *sent == ticket)?;
        done.show
    }
}
