//! Adding creators: one handle typed while scrolling, or a pasted column of them, looked at before anything is added.

use std::sync::Arc;

use crate::domain::collect::{Collected, collect};
use crate::domain::money::grouped;
use crate::domain::text::clean;
use crate::domain::{Handle, Platform};
use crate::proto::collect::{Known, NewAccount};
use crate::proto::event::{Done, Generation, Ticket};
use crate::proto::{Query, WriteCmd};
use crate::tui::kit::overlay::{Form, Overlay, Prompt, Value};
use crate::tui::kit::{Action, Ctx, Effect, Notice, Request};
use crate::tui::look::figure::counted;

use super::add_preview::{AddPreview, Common, More, standing};

/// What is asked when creators are added.
#[derive(Clone, Debug)]
pub(super) enum Question {
    /// The handle, or the lines that hold some.
    Handles,
    /// Whether to add what the lines come to; its letters mean these.
    Preview(AddPreview, Vec<More>),
    /// What all of them get.
    Common(AddPreview),
}

/// Creators on their way into the list.
#[derive(Debug, Default)]
pub(super) struct AddCreators {
    /// Pasted outside of a box, and only offered.
    offered: Option<Collected>,
    /// Waits for the answer which are known.
    asked: Option<(Generation, Collected)>,
    /// What all get that do not say it themselves; kept for the next time.
    common: Common,
    /// What is on its way to the file.
    sent: Option<(Ticket, Collected)>,
}

impl AddCreators {
    /// Opens the box for a handle, or what was pasted before.
    pub(super) fn open(&mut self, ctx: &mut Ctx) {
        match self.offered.take() {
            Some(read) => self.ask(read, ctx),
            None => ask_handles("", "a link or a pasted column works too; \"via #hashtag\" says where found", ctx),
        }
    }

    /// Offers what was pasted outside of a box.
    pub(super) fn offer(&mut self, text: &str, ctx: &mut Ctx) {
        let read = collect(text);
        let add = ctx.key(Action::ItemAdd);
        let handles = counted(read.accounts.len(), "handle", "handles");
        let lines = grouped(read.lines as u64);
        let notice = match (read.lines, read.accounts.as_slice()) {
            (0, _) => return,
            (1, [one]) => format!("Pasted {}: press {add} to add this creator.", one.found.handle),
            (1, []) => "Pasted text is never taken for keys. This is no handle or profile link.".to_owned(),
            (_, []) => format!("Pasted {lines} lines, none of them a handle. Nothing was changed."),
            (1, _) => format!("Pasted {handles}: press {add} to see what they would add."),
            _ => format!("Pasted {lines} lines with {handles}: press {add} to see what they would add."),
        };
        self.offered = (!read.accounts.is_empty()).then_some(read);
        ctx.say(Notice::info(notice));
    }

    /// Takes what was typed or pasted into the box.
    fn typed(&mut self, text: &str, ctx: &mut Ctx) {
        let read = collect(text);
        match (read.lines, read.unreadable.first()) {
            (0, _) => {}
            // One line that is wrong comes back to be put right.
            (1, Some(wrong)) if read.accounts.is_empty() => {
                let guess = wrong.guess.as_ref().map(|guess| format!(" Did you mean {guess}?")).unwrap_or_default();
                ask_handles(&clean(text), &format!("{}.{guess}", wrong.why), ctx);
            }
            _ => self.ask(read, ctx),
        }
    }

    /// Asks which of the accounts are in the list already.
    fn ask(&mut self, read: Collected, ctx: &mut Ctx) {
        let accounts: Arc<[(Platform, Handle)]> = self.accounts(&read).map(|new| (new.platform, new.handle)).collect();
        self.asked = Some((ctx.ask(Query::Known(accounts)), read));
    }

    /// The accounts with what all get.
    fn accounts<'a>(&'a self, read: &'a Collected) -> impl Iterator<Item = NewAccount> + 'a {
        read.accounts.iter().map(|account| NewAccount {
            platform: account.found.platform.unwrap_or(self.common.platform),
            handle: account.found.handle.clone(),
            name: account.found.name.clone().unwrap_or_default(),
            found_via: if account.via.is_empty() { self.common.via.clone() } else { account.via.clone() },
        })
    }

    /// Takes the answer which are known: one account is added at once; more of them, or one that says more, are looked at first.
    pub(super) fn known(&mut self, generation: Generation, known: &[Option<Known>], ctx: &mut Ctx) {
        let Some((_, read)) = self.asked.take_if(|(asked, _)| *asked == generation) else { return };
        if let ([account], [known], 1) = (read.accounts.as_slice(), known, read.lines)
            && read.left_out.is_empty()
        {
            let Some(known) = known else { return self.send(read, Vec::new(), ctx) };
            let who = standing(&account.found.handle, known);
            ctx.say(Notice::info(format!("{} is in the list already: {}.", who.0, who.1)));
            return ctx.lead(Request::ShowCreator(known.id));
        }
        self.show(AddPreview { read, known: known.to_vec() }, ctx);
    }

    fn show(&self, preview: AddPreview, ctx: &mut Ctx) {
        let (proposal, more) = preview.proposal(&self.common);
        ctx.open(Overlay::Proposal(proposal), Question::Preview(preview, more));
    }

    /// Takes what was typed, what was pressed in the preview, or the form of what all get.
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
            (Question::Common(preview), Value::Form(form)) => self.take_common(&form, preview, ctx),
            _ => {}
        }
    }

    fn take_common(&mut self, form: &Form, preview: &AddPreview, ctx: &mut Ctx) {
        self.common = Common::of(form);
        self.ask(preview.read.clone(), ctx);
    }

    fn send(&mut self, read: Collected, tags: Vec<String>, ctx: &mut Ctx) {
        let accounts = self.accounts(&read).collect();
        self.sent = Some((ctx.write(WriteCmd::AddCreators { accounts, tags }), read));
    }

    /// What was added is said by the file; what could not be read is added here.
    pub(super) fn done(&mut self, ticket: Ticket, done: &Done, ctx: &mut Ctx) {
        let Some((_, read)) = self.sent.take_if(|(sent, _)| *sent == ticket) else { return };
        if !read.unreadable.is_empty() {
            let lines = counted(read.unreadable.len(), "line", "lines");
            ctx.say(Notice::done(format!("{} {lines} could not be read.", done.sentence)));
        }
    }

    /// What the file refused is offered again.
    pub(super) fn refused(&mut self, ticket: Ticket) {
        if let Some((_, read)) = self.sent.take_if(|(sent, _)| *sent == ticket) {
            self.offered = Some(read);
        }
    }
}

fn ask_handles(value: &str, hint: &str, ctx: &mut Ctx) {
    let prompt = Prompt {
        title: "Add a creator: handle".to_owned(),
        value: value.to_owned(),
        hint: hint.to_owned(),
        takes_lines: true,
        ..Prompt::default()
    };
    ctx.open(Overlay::Prompt(prompt), Question::Handles);
}
