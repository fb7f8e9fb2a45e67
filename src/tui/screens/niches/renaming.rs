//! Renaming, moving and merging niches.

use crate::domain::creator::tag_name;
use crate::domain::money::grouped;
use crate::domain::niche::{is_in, leaf, parent};
use crate::domain::text::fold;
use crate::proto::WriteCmd;
use crate::proto::agenda::AgendaCmd;
use crate::proto::niche::{NicheCmd, NicheRow};
use crate::tui::kit::Ctx;
use crate::tui::kit::overlay::{Choice, Confirm, Make, Overlay, Pick, PickItem, Prompt, Value};
use crate::tui::look::{figure, text};
use crate::tui::screens::form;

use super::NichesScreen;

/// Why a name is invalid.
const UNNAMED: &str = "A niche name needs a letter or digit, and at most 60 characters.";

/// What the screen asks a person.
#[derive(Debug)]
pub(super) enum Question {
    /// What the niche with this name is called.
    Name(String),
    /// Below which of these a niche stands; nothing for the top.
    Parent(String, Vec<Option<String>>),
    /// Into which of these some niches are merged.
    Target(Vec<String>, Vec<String>),
    /// Whether to merge the first niche into the second, whose name it was to get.
    Merge(String, String),
    /// What the weekly goal is.
    Goal,
}

impl NichesScreen {
    pub(super) fn ask_name(&self, ctx: &mut Ctx) {
        if let Some(name) = self.names().into_iter().next() {
            ask_name(name.clone(), name, "a slash puts it under another: skincare/acne", ctx);
        }
    }

    pub(super) fn ask_parent(&self, ctx: &mut Ctx) {
        let Some(name) = self.names().into_iter().next() else { return };
        let folded = fold(&name);
        let above = parent(&name).map(fold);
        let top = PickItem { label: "(top level)".to_owned(), ..PickItem::default() };
        let top = above.is_some().then_some((top, None));
        let others = self.rows().iter().filter(|other| {
            let other = fold(&other.name);
            !is_in(&other, &folded) && Some(other) != above
        });
        let others = others.map(|row| (entry(row), Some(row.name.clone())));
        let (items, parents) = top.into_iter().chain(others).unzip();
        let pick = Pick {
            title: format!("Move {} under", text::shown(&name)),
            items,
            may_make: Make::Tag,
            empty: "Type a name and press Enter.".to_owned(),
            ..Pick::default()
        };
        ctx.open(Overlay::Pick(pick), Question::Parent(name, parents));
    }

    pub(super) fn ask_target(&self, ctx: &mut Ctx) {
        let names = self.names();
        let is_one = names.len() == 1;
        let only = names.first().map(|name| fold(name)).unwrap_or_default();
        let others = self.rows().iter().filter(|row| row.id.is_some() && !(is_one && is_in(&fold(&row.name), &only)));
        let (items, targets) = others.map(|row| (entry(row), row.name.clone())).unzip();
        let what = if is_one { text::shown(&only_name(&names)) } else { format!("{} niches", names.len()) };
        let pick = Pick {
            title: format!("Merge {what} into"),
            items,
            may_make: if is_one { Make::Nothing } else { Make::Tag },
            empty: "There is no other niche to merge with.".to_owned(),
            ..Pick::default()
        };
        ctx.open(Overlay::Pick(pick), Question::Target(names, targets));
    }

    /// Takes the answer to a question.
    pub(super) fn take_answer(&mut self, question: &Question, value: Value, ctx: &mut Ctx) {
        match (question, value) {
            (Question::Name(name), Value::Text(typed)) => match tag_name(&typed) {
                Some(to) => self.rename(name, to, "renames a tag of", ctx),
                // An invalid name stays in its box.
                None => ask_name(name.clone(), typed, UNNAMED, ctx),
            },
            (Question::Parent(name, parents), Value::Chosen(choice)) => {
                let above = match &choice {
                    Choice::Made(made) => Some(made),
                    Choice::Entry(_) => choice.of(parents).and_then(Option::as_ref),
                };
                let to = above.map_or(leaf(name).to_owned(), |above| format!("{above}/{}", leaf(name)));
                match tag_name(&to) {
                    Some(to) => self.rename(name, to, "moves a tag of", ctx),
                    None => ask_name(name.clone(), to, UNNAMED, ctx),
                }
            }
            (Question::Target(from, targets), Value::Chosen(choice)) => {
                if let Some(into) = choice.name(targets) {
                    self.merge(from.clone(), into.to_owned(), ctx);
                }
            }
            (Question::Merge(from, into), Value::Yes) => self.merge(vec![from.clone()], into.clone(), ctx),
            (Question::Goal, Value::Form(filled)) => {
                let read = form::goal::read(filled, ctx.calendar());
                ctx.submit(read.map(|goal| WriteCmd::Agenda(AgendaCmd::SetGoal(goal))), Question::Goal);
            }
            _ => {}
        }
    }

    /// Renames, or offers to merge where the name is taken. `verb` says what that is for the creators who carry it.
    fn rename(&mut self, from: &str, to: String, verb: &str, ctx: &mut Ctx) {
        let creators = self.creators_of(&[from.to_owned()]);
        let is_taken = |row: &&NicheRow| row.id.is_some() && fold(&row.name) == fold(&to) && fold(&to) != fold(from);
        if let Some(taken) = self.rows().iter().find(is_taken) {
            let creators = i64::try_from(creators).unwrap_or(i64::MAX);
            let question = Question::Merge(from.to_owned(), taken.name.clone());
            return ctx.open(clash(from, creators, taken), question);
        }
        if ctx.may_change(creators, verb) {
            self.list.go_to(fold(&to));
            self.send(NicheCmd::Rename { from: from.to_owned(), to }, ctx);
        }
    }

    fn merge(&mut self, from: Vec<String>, into: String, ctx: &mut Ctx) {
        if ctx.may_change(self.creators_of(&from), "changes the niche of") {
            self.list.go_to(fold(&into));
            self.send(NicheCmd::Merge { from, into }, ctx);
        }
    }
}

fn only_name(names: &[String]) -> String {
    names.first().cloned().unwrap_or_default()
}

fn entry(row: &NicheRow) -> PickItem {
    let hint = figure::counted(row.creators, "creator", "creators");
    PickItem { label: row.name.clone(), hint, ..PickItem::default() }
}

fn ask_name(name: String, value: String, hint: &str, ctx: &mut Ctx) {
    let title = format!("Rename {}", text::shown(&name));
    let prompt = Prompt { title, value, hint: hint.to_owned(), ..Prompt::default() };
    ctx.open(Overlay::Prompt(prompt), Question::Name(name));
}

/// Offers to merge a niche into the one whose name it was to get.
fn clash(from: &str, creators: i64, taken: &NicheRow) -> Overlay {
    let name = text::shown(&taken.name);
    Overlay::Confirm(Confirm {
        title: format!("There is already a niche called {name}"),
        text: format!(
            "Merging moves the {} in {} to {name}, which has {}. No creator is in it twice.",
            figure::counted(creators, "creator", "creators"),
            text::shown(from),
            grouped(taken.creators.unsigned_abs())
        ),
        yes: "Merge".to_owned(),
        no: "Keep both".to_owned(),
    })
}
