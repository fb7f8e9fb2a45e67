//! The form of one creator: opened, sent, and what follows when the file refuses it.

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
    /// Edits the whole record of a single creator.
    pub(super) fn record_verb(&self) -> Verb<Self> {
        Verb::new(|screen: &mut Self, _, ctx| screen.open_record(ctx)).when(self.count() <= 1, || {
            "The form holds one creator: clear the marks first; tags, notes and stars describe all of them.".to_owned()
        })
    }

    pub(super) fn open_record(&mut self, ctx: &mut Ctx) {
        let Some(Creators { target: Target::Ids(ids), .. }) = self.creators() else { return };
        let Some(row) = ids.first().and_then(|id| self.list.row(*id)) else {
            return ctx.say(Notice::error("The marked creator is far from the cursor: go there first."));
        };
        let form = account::edit_form(&row.fields, ctx.currency);
        let question = Question::Record { id: row.id, seen: row.updated_at };
        self.refused_form = None;
        ctx.open(Overlay::Form(form), question);
    }

    /// Sends a form, or opens it again with what is wrong in it.
    pub(super) fn save_record(&mut self, form: Form, id: CreatorId, seen: i64, ctx: &mut Ctx) {
        // Saved once more it replaces what the other side wrote: the refusal has just said so.
        let newest = self.list.row(id).map(|row| row.updated_at).filter(|_| self.refused_form == Some(id));
        let seen = newest.unwrap_or(seen);
        match account::read(form.clone(), ctx.currency) {
            Err(form) => ctx.open(Overlay::Form(*form), Question::Record { id, seen }),
            Ok(fields) => {
                let ticket = ctx.write(WriteCmd::EditCreator { id, fields: Box::new(fields), seen });
                self.forms_sent.insert(ticket, (form, id));
            }
        }
    }

    /// Whether another creator has the handle is found out when a form was refused.
    pub(super) fn record_refused(&mut self, ticket: Ticket, ctx: &mut Ctx) {
        let Some((form, id)) = self.forms_sent.remove(&ticket) else { return };
        self.refused_form = Some(id);
        self.verbs.merge.refused(&form, id, ctx);
    }
}
