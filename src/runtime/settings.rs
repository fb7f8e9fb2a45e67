//! Settings that change while the screens are up: everything that runs goes by the new configuration from then on.

use std::collections::VecDeque;
use std::io::Write;
use std::sync::Arc;

use super::World;
use crate::config::{Config, settings, settings_file};
use crate::error::ErrorKind;
use crate::paths::spoken;
use crate::proto::setting::{SettingChange, SettingName, SettingStep};
use crate::tui::kit::effect::Turn;
use crate::tui::kit::{Action, Keymap, Msg, Notice};
use crate::tui::term::Guard;
use crate::words::settings as words;

/// What is said where a theme goes by the background, which is asked only at a start.
const FROM_NEXT_START: &str = " It asks your terminal from the next start.";

/// The setting that chooses the theme.
fn theme() -> SettingName {
    of_look("theme")
}

fn of_look(key: &str) -> SettingName {
    SettingName { table: "look".to_owned(), key: key.to_owned() }
}

impl<W: Write> World<W> {
    /// The configuration as it is now.
    pub(super) fn read_settings(&self) -> Msg {
        let mut file = settings_file::read(&self.start.config);
        for setting in file.settings.iter_mut().filter(|setting| setting.name == theme()) {
            setting.choices = self.looks.all().into_iter().map(|(name, _)| name).collect();
        }
        Msg::Settings(Arc::new(file))
    }

    /// Makes a change.
    pub(super) fn change_setting(&mut self, change: &SettingChange, queue: &mut VecDeque<Msg>) {
        match settings_file::make(&self.start.config, change) {
            Ok(step) => {
                queue.push_back(Msg::SettingDone(Turn::Make, Some(Box::new(step))));
                let undo = self.model.ctx.key(Action::Undo);
                let later = if change.name == theme() { self.asks_later(change) } else { "" };
                let kept = words::done(change, default(&change.name).as_deref(), &spoken(&self.start.config));
                self.in_force(Notice::done(format!("{kept}{later} {undo} undoes it.")), queue);
            }
            Err(error) => self.refused(error.full(), queue),
        }
    }

    /// Says why nothing was written, and shows the settings as they are now. The program goes on as before.
    fn refused(&mut self, said: String, queue: &mut VecDeque<Msg>) {
        self.say(Notice::error(said), queue);
        queue.push_back(self.read_settings());
    }

    /// Undoes a change or makes it again.
    pub(super) fn turn_setting(&mut self, turn: Turn, step: &SettingStep, queue: &mut VecDeque<Msg>) {
        let is_undo = turn == Turn::Undo;
        match settings_file::turn(&self.start.config, is_undo, step) {
            Ok(done) => {
                queue.push_back(Msg::SettingDone(turn, Some(Box::new(done))));
                let said = words::turned(is_undo, &step.change, default(&step.change.name).as_deref());
                self.in_force(Notice::done(said), queue);
            }
            Err(error) => {
                // It can never be undone, so the one before it comes next.
                if error.kind() == ErrorKind::Misplaced {
                    queue.push_back(Msg::SettingDone(turn, None));
                }
                self.refused(error.full(), queue);
            }
        }
    }

    /// Goes by the configuration as it is now, says what happened, and shows the settings anew.
    fn in_force(&mut self, said: Notice, queue: &mut VecDeque<Msg>) {
        let faults = self.go_by_configuration();
        self.say(said, queue);
        for fault in faults {
            self.say(Notice::error(fault), queue);
        }
        queue.push_back(self.read_settings());
    }

    /// Reads the configuration and lets everything that runs go by it. Returns what is wrong with it.
    fn go_by_configuration(&mut self) -> Vec<String> {
        let (config, fault) = Config::load(&self.start.config);
        let (before, had_mouse) = (self.start.theme.clone(), self.start.mouse);
        self.start.go_by(&config);
        if self.start.mouse != had_mouse {
            take_mouse(self.start.mouse);
        }
        let mut faults: Vec<String> = fault.into_iter().chain(Keymap::with_own(&config.keys).1).collect();
        super::start::put_into(&mut self.model.ctx, &self.start);
        if self.start.theme != before {
            let (theme, of_theme) = self.looks.theme(&self.start.theme, self.background);
            self.model.theme = theme;
            faults.extend(of_theme);
        }
        if let Some(file) = &mut self.file
            && let Err(error) = file.go_by(&self.start)
        {
            faults.push(error.full());
        }
        faults
    }

    /// What is said where a theme goes by the background, which is asked only at a start.
    fn asks_later(&self, change: &SettingChange) -> &'static str {
        let is_asked = change.to.as_deref().is_some_and(|name| self.looks.asks(name.trim_matches('"')));
        if is_asked && self.background.is_none() { FROM_NEXT_START } else { "" }
    }

    /// Shows a theme and keeps it in the configuration. What goes by the background asks at the next start.
    pub(super) fn choose_theme(&mut self, name: &str, queue: &mut VecDeque<Msg>) {
        if self.looks.is_plain() {
            return self.say(Notice::info("NO_COLOR is set, so no theme with colors is shown."), queue);
        }
        self.model.theme = self.looks.theme(name, self.background).0;
        name.clone_into(&mut self.start.theme);
        let to = toml::Value::String(name.to_owned()).to_string();
        let is_asked = self.looks.asks(name) && self.background.is_none();
        let later = if is_asked { FROM_NEXT_START } else { "" };
        self.keep(theme(), to, &format!("Theme: {name}.{later}"), queue);
    }

    /// Takes the mouse, or leaves it to the terminal, and keeps that in the configuration.
    pub(super) fn turn_mouse(&mut self, queue: &mut VecDeque<Msg>) {
        self.start.mouse = !self.start.mouse;
        take_mouse(self.start.mouse);
        let said = if self.start.mouse {
            "Mouse on: click, double click, wheel. With Shift you select text."
        } else {
            "Mouse off: the terminal selects text as usual."
        };
        self.keep(of_look("mouse"), self.start.mouse.to_string(), said, queue);
    }

    /// Writes into the configuration what is in force already, and says so.
    fn keep(&mut self, name: SettingName, to: String, said: &str, queue: &mut VecDeque<Msg>) {
        let from = settings::in_file(&settings_file::read(&self.start.config).text, &name);
        let said = match settings_file::make(&self.start.config, &SettingChange { name, from, to: Some(to) }) {
            Ok(step) => {
                queue.push_back(Msg::SettingDone(Turn::Make, Some(Box::new(step))));
                let (path, undo) = (spoken(&self.start.config), self.model.ctx.key(Action::Undo));
                Notice::done(format!("{said} Kept in {path}. {undo} undoes it."))
            }
            Err(error) => Notice::error(format!("{said} Only until you leave: {}", error.full())),
        };
        self.say(said, queue);
    }
}

/// Takes the mouse, or gives it back. A terminal that cannot be written to cannot be drawn on either; the next frame says so.
fn take_mouse(on: bool) {
    let _ = Guard::turn_mouse(on);
}

/// The default of a key, as TOML.
fn default(name: &SettingName) -> Option<String> {
    settings::list("").into_iter().find(|setting| setting.name == *name)?.default
}
