//! Problems with the file itself: another program has it locked, or it was deleted or replaced while open. A bar
//! below the tabs shows the problem until it is solved.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::Line;

use crate::proto::event::FilePlace;
use crate::tui::kit::hit::{self, Target};
use crate::tui::kit::key::KeyCombination;
use crate::tui::kit::overlay::{Letters, Overlay, Value};
use crate::tui::kit::popup::Step;
use crate::tui::kit::{Action, Asked, Effect, Notice};
use crate::tui::look::{Role, text};

use super::Model;
use super::file_state::FileState;
use super::model::Owner;
use super::question::Question;

/// The ways out, each with its letter.
const WAYS: [(char, &str, Effect); 2] =
    [('c', "save a copy of the open file", Effect::SaveCopy), ('o', "open the file at this path", Effect::OpenAgain)];

impl Model {
    /// Whether a key would leave the program from a first screen.
    pub fn leaves(&self, key: KeyCombination) -> bool {
        self.means(key, &[Action::Close, Action::Cancel, Action::Quit])
    }

    /// The file is no longer locked.
    pub fn file_is_given_up(&mut self) {
        self.file.is_busy = false;
    }

    /// Another program has the file locked.
    pub(super) fn file_is_busy(&mut self) {
        self.file.is_busy = true;
    }

    /// The file is open.
    pub fn file_is_free(&mut self) {
        self.file = FileState::default();
    }

    /// Takes where the path of the file leads now.
    pub(super) fn file_moved(&mut self, place: FilePlace, effects: &mut Vec<Effect>) {
        let was_lost = self.file.is_lost();
        self.file = FileState { place, ..FileState::default() };
        if was_lost && place == FilePlace::Same {
            self.say(Notice::done("The file is back. Changes are saved again."), effects);
        }
    }

    /// Handles the result of saving a copy.
    pub(super) fn copy_saved(&mut self, saved: &Result<std::path::PathBuf, String>, effects: &mut Vec<Effect>) {
        match saved {
            Ok(path) => {
                let name = path.file_name().unwrap_or(path.as_os_str());
                self.file.copy = Some(text::shown(&name.to_string_lossy()));
                self.say(Notice::done(format!("Saved a copy: {}", path.display())), effects);
            }
            Err(sentence) => self.say(Notice::error(sentence.clone()), effects),
        }
    }

    /// The text of the bar; `None` when there is no problem.
    fn bar(&self) -> Option<String> {
        let key = self.ctx.key(Action::FileRescue);
        if self.file.is_busy {
            let close = self.ctx.keys.first(Action::Close);
            return Some(format!("Another program is using the file. Waiting for it. {close} quits."));
        }
        let what = match self.file.place {
            FilePlace::Same => return None,
            FilePlace::Gone => "The file was deleted or moved.",
            FilePlace::Replaced => "The file was replaced.",
        };
        Some(match &self.file.copy {
            Some(copy) => format!("{what} {key} opens it again. Saved copy: {copy}"),
            None => format!("{what} Nothing is saved. {key} shows what you can do."),
        })
    }

    /// Draws the bar over a line, if there is something to say.
    pub(super) fn draw_bar(&self, frame: &mut Frame<'_>, area: Rect) {
        let Some(bar) = self.bar() else { return };
        let text = text::left(&format!(" ! {bar}"), usize::from(area.width));
        let style = self.theme.style(Role::Bad).add_modifier(Modifier::REVERSED | Modifier::BOLD);
        frame.render_widget(Line::styled(text, style), area);
        hit::put(area, || Target::Run(vec![(Action::FileRescue, 1)]));
    }

    /// Why a command can't be saved, if so.
    pub(super) fn unsaved(&self) -> Option<String> {
        let key = self.ctx.key(Action::FileRescue);
        let said =
            || format!("Not saved: the file was deleted, moved or replaced while open. {key} shows what you can do.");
        self.file.is_lost().then(said)
    }

    /// Whether a popup must stay open because its change could not be saved.
    pub(super) fn must_stay(&mut self, step: &Step, effects: &mut Vec<Effect>) -> bool {
        let is_screens = self.layers.last().is_some_and(|layer| layer.owner != Owner::App);
        let Some(said) = self.unsaved().filter(|_| matches!(step, Step::Done(_)) && is_screens) else { return false };
        self.say(Notice::error(said), effects);
        true
    }

    /// Whether quitting now would lose data.
    pub(super) fn would_lose(&self) -> bool {
        self.file.is_lost() && self.file.copy.is_none()
    }

    /// Offers the ways out.
    pub(super) fn offer_rescue(&mut self) {
        let title = match self.file.place {
            FilePlace::Replaced => "The file was replaced",
            FilePlace::Gone | FilePlace::Same => "The file was deleted or moved",
        };
        let entries = WAYS.map(|(letter, does, _)| (letter, does.to_owned())).to_vec();
        let letters = Letters { title: title.to_owned(), entries };
        self.open(Overlay::Letters(letters), Asked::new(Question::Rescue), Owner::App);
    }

    /// Takes the way out that was chosen.
    pub(super) fn rescue(value: &Value, effects: &mut Vec<Effect>) {
        let Value::Chosen(choice) = value else { return };
        effects.extend(choice.of(&WAYS).map(|(_, _, effect)| effect.clone()));
    }
}
