//! What an action does at each step of an import.

use crate::proto::event::{ImportPreview, ImportReport};
use crate::tui::kit::overlay::{Confirm, Overlay, Value};
use crate::tui::kit::{Action, ByVerb, Ctx, Does, Effect, Place, Request, Verb};
use crate::tui::look::figure;

use super::columns::{Mapping, needs};
use super::{ImportScreen, Question, Step, file_name};

/// A verb that is a method of the screen.
fn does(run: fn(&mut ImportScreen, &mut Ctx)) -> Verb<ImportScreen> {
    Verb::new(move |screen: &mut ImportScreen, _, ctx| run(screen, ctx))
}

impl ByVerb for ImportScreen {
    fn verb(&self, action: Action, _ctx: &Ctx) -> Verb<Self> {
        match (action, &self.step) {
            (Action::ImportCancel, _) => {
                let stop = does(|screen, ctx| screen.ask_to_stop(ctx));
                stop.when(self.is_running(), || "No import is running.".to_owned())
            }
            (Action::NavOpen, Step::Columns) => self.if_mapped(|mapping| match mapping.missing().first() {
                Some(target) => Verb::no(needs(*target, mapping.kind())),
                None => does(Self::preview).hint("check", Does::Here),
            }),
            (action, Step::Columns) => self.if_mapped(|mapping| mapping.verb(action)),
            (Action::NavLeft, Step::Choose) => does(Self::go_to_parent),
            (Action::PathEdit, Step::Choose) => does(Self::type_path),
            // After an import, Enter goes on to what came of it.
            (Action::NavOpen, Step::Done(report)) if !report.cancelled => {
                let (place, shows) = leads_to(report);
                Verb::lead(Request::Go(place)).hint(shows, Does::Goes(place))
            }
            (Action::NavOpen | Action::PathEdit, Step::Done(_)) => does(|screen, ctx| {
                screen.start_over();
                screen.list(ctx);
            })
            .hint("another file", Does::Here),
            (Action::NavLeft | Action::PathEdit, _) => Verb::no("You already chose a file."),
            (Action::NavOpen, Step::Choose) => does(Self::open).hint("choose", Does::Here),
            (Action::NavOpen, Step::Check(preview)) => import(preview),
            (Action::NavOpen, Step::Reading(_) | Step::Trying | Step::Running(..)) => {
                Verb::no("Wait until this is done, or go back one step.")
            }
            (action, Step::Choose) if action.walks() => {
                Verb::new(move |screen: &mut Self, count, ctx| screen.walk(action, count, ctx.list_lines))
            }
            _ => Verb::elsewhere(),
        }
    }
}

impl ImportScreen {
    fn if_mapped(&self, make: impl FnOnce(&Mapping) -> Verb<Self>) -> Verb<Self> {
        self.mapping.as_ref().map_or_else(Verb::elsewhere, make)
    }

    /// Finds out what the import would do.
    fn preview(&mut self, ctx: &mut Ctx) {
        if let Some(Mapping { found, wish, .. }) = &self.mapping {
            ctx.effect(Effect::Preview(found.file.clone(), wish.clone()));
            self.step = Step::Trying;
        }
    }

    pub(super) fn ask_to_stop(&self, ctx: &mut Ctx) {
        let Step::Running(file, progress) = &self.step else { return };
        let rows = progress.as_ref().map_or(0, |progress| progress.counts.rows);
        let confirm = Confirm {
            title: format!("Stop importing {}?", file_name(file)),
            text: format!(
                "{} rows read so far. Everything from this file will be undone.",
                crate::domain::money::grouped(rows)
            ),
            yes: "Stop and undo".to_owned(),
            no: "Keep importing".to_owned(),
        };
        ctx.open(Overlay::Confirm(confirm), Question::Stop);
    }

    /// Takes the answer to a question.
    pub(super) fn take_answer(&mut self, question: &Question, value: &Value, ctx: &mut Ctx) {
        match (question, value, &self.step) {
            // It may have ended while the question stood there.
            (Question::Stop, Value::Yes, Step::Running(..)) => ctx.effect(Effect::CancelImport),
            (_, Value::Chosen(choice), Step::Columns) => {
                if let Some(mapping) = &mut self.mapping {
                    mapping.choose(question, choice, ctx);
                }
            }
            _ => {}
        }
    }
}

/// The screen that shows what an import brought, and how that is said.
pub(super) fn leads_to(report: &ImportReport) -> (Place, &'static str) {
    if report.kind.has_results() { (Place::Results, "show results") } else { (Place::Creators, "show creators") }
}

/// Imports what was checked.
fn import(preview: &ImportPreview) -> Verb<ImportScreen> {
    let useful = preview.counts.new + preview.counts.updated;
    let rows = figure::counted(i64::try_from(useful).unwrap_or(i64::MAX), "row", "rows");
    let what = if preview.is_whole { rows } else { "all of it".to_owned() };
    let (file, wish) = (preview.file.clone(), preview.wish.clone());
    let run = Verb::new(move |screen: &mut ImportScreen, _, ctx| {
        screen.step = Step::Running(file.clone(), None);
        ctx.effect(Effect::Import(file, wish));
    });
    run.hint(format!("import {what}"), Does::Imports)
        .when(useful > 0 || !preview.is_whole, || "There is nothing new in this file.".to_owned())
}
