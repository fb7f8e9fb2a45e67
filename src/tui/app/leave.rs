//! Leaving, one step at a time: Esc goes back and never quits, `q` closes, and on the last screen a second `q` quits.

use crate::tui::kit::overlay::{Confirm, Overlay, Value};
use crate::tui::kit::{Action, Asked, Effect, Notice};

use super::Model;
use super::model::{Leaving, Owner};
use super::question::Question;

impl Model {
    /// Esc: one step per press, with a message for what it did.
    pub(super) fn back(&mut self, effects: &mut Vec<Effect>) {
        if self.escapes_tour(effects) {
            return;
        }
        if self.count.take().is_some() {
            return self.say(Notice::info("Number cleared."), effects);
        }
        if self.error.is_some() {
            self.error = None;
            return;
        }
        let mut stepped = false;
        self.on_screen(effects, |screen, ctx| stepped = screen.step_back(ctx));
        if !stepped && !self.go_back(effects) {
            let key = self.ctx.keys.first(Action::Close);
            self.say(Notice::info(format!("{key} quits Tenfold.")), effects);
        }
    }

    /// `q`: closes this screen; on the last one, a second `q` in a row quits.
    pub(super) fn close(&mut self, effects: &mut Vec<Effect>) {
        if self.leaving == Leaving::Asked {
            return self.quit(effects);
        }
        if !self.place.is_stayed_at() && self.go_back(effects) {
            return;
        }
        self.leaving = Leaving::Asked;
        let key = self.ctx.keys.first(Action::Close);
        let said = if self.would_lose() {
            let rescue = self.ctx.key(Action::FileRescue);
            format!("Press {key} again to quit and lose the open file; {rescue} saves a copy.")
        } else {
            format!("Press {key} again to quit. Everything is saved.")
        };
        self.say(Notice::info(said), effects);
    }

    /// Quits at once, unless an import is running.
    pub(super) fn quit(&mut self, effects: &mut Vec<Effect>) {
        if self.would_lose() && self.leaving == Leaving::No {
            return self.close(effects);
        }
        let Some(progress) = &self.import else {
            effects.push(Effect::Quit);
            return;
        };
        let rows = progress.counts.rows;
        let question = Confirm {
            title: "An import is running".to_owned(),
            text: format!("Stopping it undoes the {rows} rows read so far. Then Tenfold quits."),
            yes: "Stop the import and quit".to_owned(),
            no: "Stay".to_owned(),
        };
        self.open(Overlay::Confirm(question), Asked::new(Question::LeaveImport), Owner::App);
    }

    /// Ctrl-C: cancels a running operation; otherwise same as `q`.
    pub(super) fn cancel(&mut self, effects: &mut Vec<Effect>) {
        let Some(progress) = &self.import else { return self.close(effects) };
        let rows = progress.counts.rows;
        let question = Confirm {
            title: "Stop the import?".to_owned(),
            text: format!("The {rows} rows read so far are undone."),
            yes: "Stop import".to_owned(),
            no: "Keep importing".to_owned(),
        };
        self.open(Overlay::Confirm(question), Asked::new(Question::StopImport), Owner::App);
    }

    /// Takes the answer to one of the app's own questions.
    pub(super) fn decided(&mut self, asked: &Asked, value: &Value, effects: &mut Vec<Effect>) {
        match asked.question() {
            Some(Question::Rescue) => Self::rescue(value, effects),
            Some(Question::Theme) => self.theme_chosen(value, effects),
            Some(question) => self.stop_import(*question == Question::LeaveImport, effects),
            None => {}
        }
    }

    fn stop_import(&mut self, leaves: bool, effects: &mut Vec<Effect>) {
        if self.import.is_none() {
            // The import ended while the question was open.
            if leaves {
                effects.push(Effect::Quit);
            } else {
                self.say(Notice::info("The import has already ended."), effects);
            }
            return;
        }
        if leaves {
            self.leaving = Leaving::AfterImport;
        }
        effects.push(Effect::CancelImport);
    }

    /// Takes the end of an import.
    pub(super) fn import_ended(&mut self, effects: &mut Vec<Effect>) {
        self.import = None;
        if self.leaving == Leaving::AfterImport {
            effects.push(Effect::Quit);
        }
    }
}
