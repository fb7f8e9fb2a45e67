//! The form of one creator: opening it, saving it, and what happens if the store refuses it.

use crate::domain::CreatorId;
use crate::proto::event::Ticket;
use crate::proto::{Target, WriteCmd};
use crate::tui::kit::overlay::{Form, Overlay};
use crate::tui::kit::{Ctx, Notice, Verb};
use crate::tui::screens::form::creator as account;
use crate::tui::screens::verbs::{Creators, OnCreators};

use super::CreatorsScreen;
use super::questions::Question;

impl CreatorsScreen {
    /// Opens the form of a single creator.
    pub(super) fn record_verb(&self) -> Verb<Self> {
        Verb::new(|screen: &mut Self, _, ctx| screen.open_record(ctx)).when(self.count() <= 1, || {
            "The form edits one creator. Clear the marks first, or use tags, notes and stars for all of them."
                .to_owned()
        })
    }

    pub(super) fn open_record(&mut self, ctx: &mut Ctx) {
        let Some(Creators { target: Target::Ids(ids), .. }) = self.creators() else { return };
        let Some(row) = ids.first().and_then(|id| self.list.row(*id)) else {
            return ctx.say(Notice::error("The marked creator isn't loaded. Move the cursor there first."));
        };
        let form = account::edit_form(&row.fields, ctx.currency);
        let question = Question::Record { id: row.id, seen: row.updated_at };
        self.refused_form = None;
        ctx.open(Overlay::Form(form), question);
    }

    /// Saves a form, or reopens it with its errors.
    pub(super) fn save_record(&mut self, form: Form, id: CreatorId, seen: i64, ctx: &mut Ctx) {
        // Saving again overwrites the other change: the refusal has just told the user about it.
        let newest = self.list.row(id).map(|row| row.updated_at).filter(|_| self.refused_form == Some(id));
        let seen = newest.unwrap_or(seen);
        match account::read(form.clone(), ctx.currency, ctx.calendar()) {
            Err(form) => ctx.open(Overlay::Form(*form), Question::Record { id, seen }),
            Ok(fields) => {
                let ticket = ctx.write(WriteCmd::EditCreator { id, fields: Box::new(fields), seen });
                self.forms_sent.insert(ticket, (form, id));
            }
        }
    }

    /// After a refusal, checks whether another creator has the handle.
    pub(super) fn record_refused(&mut self, ticket: Ticket, ctx: &mut Ctx) {
        let Some((form, id)) = self.forms_sent.remove(&ticket) else { return };
        self.refused_form = Some(id);
        self.verbs.merge.refused(&form, id, ctx);
    }
}
