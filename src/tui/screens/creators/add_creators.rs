//! Adding creators: one typed handle, or a pasted column of handles that is previewed before anything is added.

use std::sync::Arc;

use crate::domain::collect::{Collected, Remark, collect};
use crate::domain::money::grouped;
use crate::domain::text::clean;
use crate::domain::{Handle, Platform};
use crate::proto::collect::{Known, NewAccount};
use crate::proto::event::{Done, Generation, Ticket};
use crate::proto::{Query, WriteCmd};
use crate::tui::kit::overlay::{FieldKind, Form, Overlay, Prompt, Value};
use crate::tui::kit::{Action, Ctx, Effect, Notice, Request};
use crate::tui::look::figure::counted;

use super::add_preview::{AddPreview, Common, More, standing};

/// The questions asked while creators are added.
#[derive(Clone, Debug)]
pub(super) enum Question {
    /// The handle, or several lines with handles.
    Handles,
    /// Whether to add what the lines hold. The letters of the preview map to these extra actions, in order.
    Preview(AddPreview, Vec<More>),
    /// The defaults for all new creators.
    Common(AddPreview),
}

/// State of adding creators.
#[derive(Debug, Default)]
pub(super) struct AddCreators {
    /// Text pasted outside an input, offered but not added.
    offered: Option<Collected>,
    /// Accounts waiting for the answer that tells which of them are in the list already.
    asked: Option<(Generation, Collected)>,
    /// Defaults for accounts whose line doesn't set its own; kept for the next time.
    common: Common,
    /// The write in flight.
    sent: Option<(Ticket, Collected)>,
}

impl AddCreators {
    /// Opens the input for a handle, or the preview of text pasted earlier.
    pub(super) fn open(&mut self, ctx: &mut Ctx) {
        match self.offered.take() {
            Some(read) => self.ask(read, ctx),
            None => ask_handles("", "behind it, where you found them: @mia #gifted saw her under Plain Jar", ctx),
        }
    }

    /// Offers to add text that was pasted outside an input.
    pub(super) fn offer(&mut self, text: &str, ctx: &mut Ctx) {
        let read = collect(text);
        let add = ctx.key(Action::ItemAdd);
        let handles = counted(read.accounts.len(), "handle", "handles");
        let lines = grouped(read.lines as u64);
        let notice = match (read.lines, read.accounts.as_slice()) {
            (0, _) => return,
            (1, [one]) => format!("Pasted {}: press {add} to add this creator.", one.found.handle),
            (1, []) => "That isn't a handle or a profile link. Pasted text never runs keys.".to_owned(),
            (_, []) => format!("None of the {lines} pasted lines is a handle. Nothing changed."),
            (1, _) => format!("Pasted {handles}: press {add} to preview."),
            _ => format!("Pasted {lines} lines with {handles}: press {add} to preview."),
        };
        self.offered = (!read.accounts.is_empty()).then_some(read);
        ctx.say(Notice::info(notice));
    }

    /// Reads what was typed or pasted into the input.
    fn typed(&mut self, text: &str, ctx: &mut Ctx) {
        let read = collect(text);
        match (read.lines, read.unreadable.first()) {
            (0, _) => {}
            // A single wrong line reopens the input so it can be corrected.
            (1, Some(wrong)) if read.accounts.is_empty() => {
                let guess = wrong.guess.as_ref().map(|guess| format!(" Did you mean {guess}?")).unwrap_or_default();
                ask_handles(&clean(text), &format!("{}.{guess}", wrong.why), ctx);
            }
            // The next handle is typed while this one is added: a letter must not become a key of the list in between.
            (1, None) if read.accounts.len() == 1 && read.left_out.is_empty() => {
                self.ask(read, ctx);
                ask_handles("", "the next one, or Esc", ctx);
            }
            _ => self.ask(read, ctx),
        }
    }

    /// Asks which of the accounts are in the list already.
    fn ask(&mut self, read: Collected, ctx: &mut Ctx) {
        let accounts: Arc<[(Platform, Handle)]> = self.accounts(&read).map(|new| (new.platform, new.handle)).collect();
        self.asked = Some((ctx.ask(Query::Known(accounts)), read));
    }

    /// The accounts, with the defaults filled in.
    fn accounts<'a>(&'a self, read: &'a Collected) -> impl Iterator<Item = NewAccount> + 'a {
        read.accounts.iter().map(|account| NewAccount {
            platform: account.found.platform.unwrap_or(self.common.platform),
            handle: account.found.handle.clone(),
            name: account.found.name.clone().unwrap_or_default(),
            remark: match &account.remark {
                said if said.via.is_empty() => Remark { via: self.common.via.clone(), ..said.clone() },
                said => said.clone(),
            },
        })
    }

    /// Handles the answer that tells which accounts exist. A single plain account is added at once; everything else is
    /// previewed.
    pub(super) fn known(&mut self, generation: Generation, known: &[Option<Known>], ctx: &mut Ctx) {
        let Some((_, read)) = self.asked.take_if(|(asked, _)| *asked == generation) else { return };
        if let ([account], [known], 1) = (read.accounts.as_slice(), known, read.lines)
            && read.left_out.is_empty()
        {
            let Some(known) = known else { return self.send(read, Vec::new(), ctx) };
            let who = standing(&account.found.handle, known);
            let kept = if account.remark.is_empty() { "" } else { " Nothing was noted; n adds a note." };
            ctx.say(Notice::info(format!("{} is already in the list: {}.{kept}", who.0, who.1)));
            return ctx.lead(Request::ShowCreator(known.id));
        }
        self.show(AddPreview { read, known: known.to_vec() }, ctx);
    }

    fn show(&self, preview: AddPreview, ctx: &mut Ctx) {
        let (proposal, more) = preview.proposal(&self.common);
        ctx.open(Overlay::Proposal(proposal), Question::Preview(preview, more));
    }

    /// Handles a typed handle, a key in the preview, or the form of the defaults.
    pub(super) fn answered(&mut self, question: &Question, value: Value, ctx: &mut Ctx) {
        match (question, value) {
            (Question::Handles, Value::Text(text)) => self.typed(&text, ctx),
            (Question::Preview(preview, _), Value::Yes) => {
                self.send(preview.read.clone(), self.common.tags.clone(), ctx);
            }
            (Question::Preview(preview, more), Value::Chosen(choice)) => match choice.of(more) {
                Some(More::CopyUnreadable) => {
                    let lines = preview.read.unreadable.iter().map(|line| line.text.as_str());
                    ctx.effect(Effect::Copy(lines.collect::<Vec<_>>().join("\n")));
                    self.show(preview.clone(), ctx);
                }
                Some(More::Common) => {
                    ctx.open(Overlay::Form(self.common.form()), Question::Common(preview.clone()));
                }
                None => {}
            },
            (Question::Common(preview), Value::Form(form)) => self.save_defaults(&form, preview, ctx),
            _ => {}
        }
    }

    fn save_defaults(&mut self, form: &Form, preview: &AddPreview, ctx: &mut Ctx) {
        self.common = Common::of(form);
        self.ask(preview.read.clone(), ctx);
    }

    fn send(&mut self, read: Collected, tags: Vec<String>, ctx: &mut Ctx) {
        let accounts = self.accounts(&read).collect();
        self.sent = Some((ctx.write(WriteCmd::AddCreators { accounts, tags }), read));
    }

    /// The store reports what was added; this appends how many lines could not be read.
    pub(super) fn done(&mut self, ticket: Ticket, done: &Done, ctx: &mut Ctx) {
        let Some((_, read)) = self.sent.take_if(|(sent, _)| *sent == ticket) else { return };
        if !read.unreadable.is_empty() {
            let lines = counted(read.unreadable.len(), "line", "lines");
            ctx.say(Notice::done(format!("{} Could not read {lines}.", done.sentence)));
        }
    }

    /// Offers the input again after the store refused the write.
    pub(super) fn refused(&mut self, ticket: Ticket) {
        if let Some((_, read)) = self.sent.take_if(|(sent, _)| *sent == ticket) {
            self.offered = Some(read);
        }
    }
}

fn ask_handles(value: &str, hint: &str, ctx: &mut Ctx) {
    let prompt = Prompt {
        title: "Add a creator by handle, link or pasted column".to_owned(),
        kind: FieldKind::Account,
        value: value.to_owned(),
        hint: hint.to_owned(),
        takes_lines: true,
        ..Prompt::default()
    };
    ctx.open(Overlay::Prompt(prompt), Question::Handles);
}
