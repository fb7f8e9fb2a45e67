//! Collecting: one handle typed while scrolling, or a pasted column of them, looked at before anything is added.

use std::sync::Arc;

use strum::IntoEnumIterator;

use crate::domain::collect::{Collected, collect};
use crate::domain::creator::tag_name;
use crate::domain::money::grouped;
use crate::domain::text::clean;
use crate::domain::{Handle, Platform};
use crate::proto::collect::{Known, NewAccount};
use crate::proto::event::{Done, Generation, Ticket};
use crate::proto::{Query, WriteCmd};
use crate::tui::kit::overlay::{Field, FieldKind, Form, Overlay, Prompt, Proposal, Purpose, Value};
use crate::tui::kit::{Action, Ctx, Effect, Notice, Request};

/// The box for a handle.
pub(super) const ADD: Purpose = "creators.add";
/// What pasted lines would add.
pub(super) const PREVIEW: Purpose = "creators.collect";
/// What all of them get.
pub(super) const TOGETHER: Purpose = "creators.collect_with";

/// Accounts named in the preview.
const MOST_NAMED: usize = 60;
/// Unreadable lines shown in the preview.
const MOST_SHOWN: usize = 20;

/// What is being collected.
#[derive(Debug, Default)]
pub(super) struct Gather {
    /// Pasted outside of a box, and only offered.
    offered: Option<Collected>,
    /// Waits for the answer who is known.
    asked: Option<(Generation, Collected)>,
    /// The preview that is open.
    preview: Option<Preview>,
    /// What all get that do not say it themselves; kept for the next time.
    together: Together,
    /// What is on its way to the file.
    sent: Option<(Ticket, Collected)>,
}

/// Pasted lines, and who of them is known.
#[derive(Debug)]
struct Preview {
    read: Collected,
    known: Vec<Option<Known>>,
}

#[derive(Debug)]
struct Together {
    platform: Platform,
    tags: Vec<String>,
    via: String,
}

impl Default for Together {
    fn default() -> Self {
        Self { platform: Platform::ASSUMED, tags: Vec::new(), via: String::new() }
    }
}

impl Gather {
    /// Opens the box for a handle, or what was pasted before.
    pub(super) fn open(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        match self.offered.take() {
            Some(read) => self.ask(read, ctx),
            None => vec![prompt("", "a link or a pasted column works too; \"via #hashtag\" says where found")],
        }
    }

    /// Offers what was pasted outside of a box.
    pub(super) fn offer(&mut self, text: &str, ctx: &Ctx) -> Vec<Request> {
        let read = collect(text);
        let add = ctx.keys.first(Action::ItemAdd);
        let count = |count: usize| grouped(count as u64);
        let said = match (read.lines, read.accounts.as_slice()) {
            (0, _) => return Vec::new(),
            (1, [one]) => format!("Pasted {}: press {add} to add this creator.", one.found.handle),
            (1, []) => "Pasted text is never taken for keys. This is no handle or profile link.".to_owned(),
            (lines, []) => format!("Pasted {} lines, none of them a handle. Nothing was changed.", count(lines)),
            (1, all) => format!("Pasted {} handles: press {add} to see what they would add.", count(all.len())),
            (lines, all) => format!(
                "Pasted {} lines with {}: press {add} to see what they would add.",
                count(lines),
                if all.len() == 1 { "1 handle".to_owned() } else { format!("{} handles", count(all.len())) }
            ),
        };
        self.offered = (!read.accounts.is_empty()).then_some(read);
        vec![Request::Say(Notice::info(said))]
    }

    /// Takes what was typed or pasted into the box.
    pub(super) fn typed(&mut self, text: &str, ctx: &mut Ctx) -> Vec<Request> {
        let read = collect(text);
        match (read.lines, read.unreadable.first()) {
            (0, _) => Vec::new(),
            // One line that is wrong comes back to be put right.
            (1, Some(wrong)) if read.accounts.is_empty() => {
                let guess = wrong.guess.as_ref().map(|guess| format!(" Did you mean {guess}?")).unwrap_or_default();
                vec![prompt(&clean(text), &format!("{}.{guess}", wrong.why))]
            }
            _ => self.ask(read, ctx),
        }
    }

    /// Asks who of the accounts stands in the list already.
    fn ask(&mut self, read: Collected, ctx: &mut Ctx) -> Vec<Request> {
        let accounts: Arc<[(Platform, Handle)]> = self.accounts(&read).map(|new| (new.platform, new.handle)).collect();
        let (generation, request) = ctx.ask_request(Query::Known(accounts));
        self.asked = Some((generation, read));
        vec![request]
    }

    /// The accounts with what all get.
    fn accounts<'a>(&'a self, read: &'a Collected) -> impl Iterator<Item = NewAccount> + 'a {
        read.accounts.iter().map(|account| NewAccount {
            platform: account.found.platform.unwrap_or(self.together.platform),
            handle: account.found.handle.clone(),
            name: account.found.name.clone().unwrap_or_default(),
            found_via: if account.via.is_empty() { self.together.via.clone() } else { account.via.clone() },
        })
    }

    /// Takes the answer who is known: one account is added at once; more of them, or one that says more, are looked at first.
    pub(super) fn known(&mut self, generation: Generation, known: &[Option<Known>], ctx: &mut Ctx) -> Vec<Request> {
        let Some((_, read)) = self.asked.take_if(|(asked, _)| *asked == generation) else { return Vec::new() };
        if let ([account], [known], 1) = (read.accounts.as_slice(), known, read.lines)
            && read.left_out.is_empty()
        {
            return match known {
                Some(known) => vec![
                    Request::Say(Notice::info(there(&account.found.handle, known))),
                    Request::ShowCreator(known.id),
                ],
                None => self.send(read, Vec::new(), ctx),
            };
        }
        self.preview = Some(Preview { read, known: known.to_vec() });
        self.show()
    }

    fn show(&self) -> Vec<Request> {
        let proposal = self.preview.as_ref().map(|preview| preview.proposal(&self.together));
        proposal.map(|proposal| Request::Open(Overlay::Proposal(proposal))).into_iter().collect()
    }

    /// Takes what was pressed in the preview, or the form of what all get.
    pub(super) fn answered(&mut self, purpose: Purpose, value: Value, ctx: &mut Ctx) -> Vec<Request> {
        match (purpose, value) {
            (PREVIEW, Value::Yes) => {
                let Some(Preview { read, .. }) = self.preview.take() else { return Vec::new() };
                let tags = self.together.tags.clone();
                self.send(read, tags, ctx)
            }
            (PREVIEW, Value::Picked(letter)) if letter == "y" => {
                let lines = self.preview.iter().flat_map(|preview| &preview.read.unreadable);
                let text = lines.map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
                let mut requests = vec![Request::Effect(Effect::Copy(text))];
                requests.extend(self.show());
                requests
            }
            (PREVIEW, Value::Picked(_)) => vec![Request::Open(Overlay::Form(self.together.form()))],
            (TOGETHER, Value::Form(form)) => {
                self.together = Together::of(&form);
                match self.preview.take() {
                    Some(Preview { read, .. }) => self.ask(read, ctx),
                    None => Vec::new(),
                }
            }
            _ => Vec::new(),
        }
    }

    fn send(&mut self, read: Collected, tags: Vec<String>, ctx: &mut Ctx) -> Vec<Request> {
        let accounts = self.accounts(&read).collect();
        let (ticket, request) = ctx.write_request(WriteCmd::AddCreators { accounts, tags });
        self.sent = Some((ticket, read));
        vec![request]
    }

    /// What was added is said by the file; what could not be read is added here.
    pub(super) fn done(&mut self, ticket: Ticket, done: &Done) -> Vec<Request> {
        let Some((_, read)) = self.sent.take_if(|(sent, _)| *sent == ticket) else { return Vec::new() };
        let said = match read.unreadable.len() {
            0 => return Vec::new(),
            1 => "1 line could not be read.".to_owned(),
            unread => format!("{} lines could not be read.", grouped(unread as u64)),
        };
        vec![Request::Say(Notice::done(format!("{} {said}", done.sentence)))]
    }

    /// What the file refused is offered again.
    pub(super) fn refused(&mut self, ticket: Ticket) {
        if let Some((_, read)) = self.sent.take_if(|(sent, _)| *sent == ticket) {
            self.offered = Some(read);
        }
    }
}

fn prompt(value: &str, hint: &str) -> Request {
    Request::Open(Overlay::Prompt(Prompt {
        purpose: ADD,
        title: "Add a creator: handle".to_owned(),
        value: value.to_owned(),
        hint: hint.to_owned(),
        takes_lines: true,
        ..Prompt::default()
    }))
}

/// `@mia is in the list already: picked.`
fn there(typed: &Handle, known: &Known) -> String {
    format!("{} is in the list already{}.", named(typed, known), standing(known))
}

/// `@mia`, or `@mia (earlier @glow)`.
fn named(typed: &Handle, known: &Known) -> String {
    if *typed == known.handle { typed.to_string() } else { format!("{} (earlier {typed})", known.handle) }
}

fn standing(known: &Known) -> String {
    let blocked = if known.do_not_contact { ", do not contact" } else { "" };
    format!(": {}{blocked}", known.verdict.word())
}

impl Preview {
    fn proposal(&self, together: &Together) -> Proposal {
        let read = &self.read;
        let count = |count: usize| grouped(count as u64);
        let new: Vec<String> =
            self.pairs().filter(|(_, known)| known.is_none()).map(|(handle, _)| handle.to_string()).collect();
        let there: Vec<String> = self
            .pairs()
            .filter_map(|(handle, known)| known.map(|known| format!("{}{}", named(handle, known), standing(known))))
            .collect();
        let mut facts = Vec::new();
        let mut fact = |label: String, said: String| facts.push((label, said));
        if !new.is_empty() {
            fact(format!("{} new", count(new.len())), shortened(&new, ", "));
            fact("All get".to_owned(), together.said());
        }
        if !there.is_empty() {
            fact(
                format!("{} in the list", count(there.len())),
                format!("{} (they stay as they are)", shortened(&there, "; ")),
            );
        }
        if read.repeats > 0 {
            fact(format!("{} repeated", count(read.repeats)), "lines that name somebody further up again".to_owned());
        }
        for (at, line) in read.unreadable.iter().take(MOST_SHOWN).enumerate() {
            fact(
                if at == 0 { format!("{} not readable", count(read.unreadable.len())) } else { String::new() },
                line.to_string(),
            );
        }
        if read.unreadable.len() > MOST_SHOWN {
            fact(
                String::new(),
                format!("and {} more; y copies all of them", count(read.unreadable.len() - MOST_SHOWN)),
            );
        }
        if !read.left_out.is_empty() {
            fact(
                "Left out".to_owned(),
                format!("{}: save the sheet as .csv and import it to keep them", read.left_out.join(", ")),
            );
        }
        if read.beyond > 0 {
            fact(
                "Not looked at".to_owned(),
                format!(
                    "{} lines beyond the first {}: so many come in as a file",
                    count(read.beyond),
                    count(read.lines)
                ),
            );
        }
        let mut others = Vec::new();
        if !new.is_empty() {
            others.push(('o', "tags, platform, found via".to_owned()));
        }
        if !read.unreadable.is_empty() {
            others.push(('y', "copy what is not readable".to_owned()));
        }
        let lines = if read.lines == 1 { "1 line".to_owned() } else { format!("{} lines", count(read.lines)) };
        let mut title = vec![format!("{lines}: {} new", count(new.len()))];
        title.extend((!there.is_empty()).then(|| format!("{} already in the list", count(there.len()))));
        let unreadable = read.unreadable.len();
        title.extend((unreadable > 0).then(|| format!("{} not readable", count(unreadable))));
        let title = title.join(", ");
        let yes = match new.len() {
            0 => String::new(),
            1 => "add 1 creator".to_owned(),
            new => format!("add {} creators", count(new)),
        };
        Proposal { purpose: PREVIEW, title, facts, yes, others }
    }

    fn pairs(&self) -> impl Iterator<Item = (&Handle, Option<&Known>)> {
        let handles = self.read.accounts.iter().map(|account| &account.found.handle);
        handles.zip(&self.known).map(|(handle, known)| (handle, known.as_ref()))
    }
}

fn shortened(names: &[String], joint: &str) -> String {
    let shown = names.iter().take(MOST_NAMED).map(String::as_str).collect::<Vec<_>>().join(joint);
    match names.len().saturating_sub(MOST_NAMED) {
        0 => shown,
        more => format!("{shown} and {} more", grouped(more as u64)),
    }
}

impl Together {
    fn said(&self) -> String {
        let tags = if self.tags.is_empty() { "no tags".to_owned() } else { format!("tags {}", self.tags.join(", ")) };
        let via = if self.via.is_empty() { String::new() } else { format!(", found via {}", self.via) };
        format!("{}, {tags}{via}; what a line says itself counts more", self.platform.word())
    }

    fn form(&self) -> Form {
        let platforms = Platform::iter().map(|platform| platform.word().to_owned()).collect();
        Form {
            purpose: TOGETHER,
            title: "What all of them get".to_owned(),
            fields: vec![
                Field::new("platform", "Platform", FieldKind::Choice(platforms)).with(self.platform.word()),
                Field::new("tags", "Niches, tags", FieldKind::Text)
                    .hint("several with commas between them")
                    .with(self.tags.join(", ")),
                Field::new("via", "Found via", FieldKind::Text)
                    .hint("#hashtag, brand, competitor")
                    .with(self.via.clone()),
            ],
            save: "Back to the list".to_owned(),
        }
    }

    fn of(form: &Form) -> Self {
        let mut tags: Vec<String> = form.text("tags").split([',', ';']).filter_map(tag_name).collect();
        let mut seen = std::collections::HashSet::new();
        tags.retain(|tag| seen.insert(tag.clone()));
        Self {
            platform: Platform::from_word(form.text("platform")).unwrap_or(Platform::ASSUMED),
            tags,
            via: clean(form.text("via")),
        }
    }
}
