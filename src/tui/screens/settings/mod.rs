//! The configuration on screen: every key with its comment, its value beside the default, changed where it stands.

mod edit;
#[cfg(test)]
mod tests;
mod view;

use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::text::fold;
use crate::proto::setting::{Setting, SettingKind, SettingName, SettingsFile};
use crate::tui::kit::key::{KeyCode, KeyCombination, single};
use crate::tui::kit::overlay::Value;
use crate::tui::kit::{Action, Asked, ByVerb, Ctx, Does, Effect, Msg, Notice, Screen, Verb};
use crate::tui::look::{Theme, text};
use crate::tui::screens::listed::{Item, Listed};
use crate::tui::widgets::input::TextInput;

use edit::{Editing, Question};

/// The screen.
#[derive(Debug, Default)]
pub struct SettingsScreen {
    /// Nothing until the first answer.
    file: Option<Arc<SettingsFile>>,
    list: Listed<Setting>,
    /// Only keys that have these words in name, comment or value.
    narrow: TextInput,
    is_narrowing: bool,
    editing: Option<Editing>,
}

impl Item for Setting {
    type Key = SettingName;

    fn key(&self) -> SettingName {
        self.name.clone()
    }
}

/// Why nothing can be done on a row.
const NONE: &str = "No setting has these words.";

impl SettingsScreen {
    /// A screen that has asked for nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn arrange(&mut self) {
        let Some(file) = &self.file else { return };
        let narrow = fold(self.narrow.value());
        let words: Vec<&str> = narrow.split_whitespace().collect();
        let has = |setting: &&Setting| {
            let hay = fold(&format!("{} {} {}", setting.name, setting.comment, setting.value));
            words.iter().all(|word| hay.contains(word))
        };
        self.list.show(file.settings.iter().filter(has).cloned().collect());
    }

    /// Whether a person adds entries of their own to the table under the cursor.
    fn new_entry(&self) -> Option<&Setting> {
        let table = &self.list.here()?.name.table;
        self.list.rows().iter().find(|setting| setting.is_new() && setting.name.table == *table)
    }

    fn edit_verb(&self) -> Verb<Self> {
        self.list.verb(NONE, |setting| {
            let edit = Verb::new(|screen: &mut Self, _, ctx: &mut Ctx| screen.edit(ctx));
            match setting.kind {
                _ if setting.is_new() => edit.hint("add", Does::Types),
                SettingKind::YesNo => edit.hint("turn", Does::Here),
                _ if !setting.choices.is_empty() => edit.hint("choose", Does::Opens),
                _ => edit.hint("edit", Does::Types),
            }
        })
    }

    fn reset_verb(&self) -> Verb<Self> {
        self.list.verb(NONE, |setting| {
            let change = setting.reset();
            match (&setting.in_file, &setting.default) {
                (None, _) => Verb::no("This setting is at its default: the file doesn't set it."),
                (Some(_), Some(_)) => Verb::effect(Effect::ChangeSetting(change)).hint("default", Does::Here),
                (Some(_), None) => Verb::effect(Effect::ChangeSetting(change)).hint("remove", Does::Here),
            }
        })
    }
}

impl ByVerb for SettingsScreen {
    fn verb(&self, action: Action, _ctx: &Ctx) -> Verb<Self> {
        match action {
            Action::FilterEdit => Verb::new(|screen: &mut Self, _, _| screen.is_narrowing = true),
            Action::NavOpen => self.edit_verb(),
            Action::ItemEdit => self.edit_verb().unhinted(),
            Action::ItemAdd => match self.new_entry() {
                Some(new) => {
                    let name = new.name.clone();
                    Verb::new(move |screen: &mut Self, _, ctx: &mut Ctx| {
                        screen.list.go_to(name);
                        screen.edit(ctx);
                    })
                    .hint("add", Does::Types)
                }
                None => Verb::no("You can add entries to [quick_tags] and [keys]: put the cursor there first."),
            },
            Action::SettingReset => self.reset_verb(),
            // The app undoes; here it changes the configuration and not the shop.
            Action::Undo => Verb::elsewhere().hint("undo", Does::Here),
            _ => Listed::walking(action, |screen: &mut Self| &mut screen.list),
        }
    }
}

impl Screen for SettingsScreen {
    fn list_lines(&self, area: Rect, _ctx: &Ctx) -> usize {
        view::list_lines(self, area)
    }

    fn refresh(&mut self, ctx: &mut Ctx) {
        ctx.effect(Effect::ReadSettings);
    }

    fn msg(&mut self, msg: &Msg, _ctx: &mut Ctx) {
        if let Msg::Settings(file) = msg {
            self.file = Some(Arc::clone(file));
            self.arrange();
        }
    }

    fn answered(&mut self, asked: &Asked, value: Value, ctx: &mut Ctx) {
        if let (Some(question), Value::Chosen(choice)) = (asked.question::<Question>(), value) {
            self.chosen(question, &choice, ctx);
        }
    }

    fn is_typing(&self) -> bool {
        self.is_narrowing || self.editing.is_some()
    }

    fn typing_hints(&self) -> &'static str {
        if self.editing.is_some() {
            "type the value   Enter save   Ctrl-U clear   Esc cancel"
        } else {
            "type words of a setting   ↑↓ choose   Enter keep   Esc show all"
        }
    }

    fn type_key(&mut self, key: KeyCombination, ctx: &mut Ctx) {
        if self.editing.is_some() {
            return self.edit_key(key, ctx);
        }
        match single(key) {
            Some(KeyCode::Enter) => self.is_narrowing = false,
            Some(KeyCode::Esc) => {
                self.is_narrowing = false;
                self.narrow.set("");
            }
            Some(KeyCode::Down) => _ = self.list.walk(Action::NavDown, 1, ctx.list_lines),
            Some(KeyCode::Up) => _ = self.list.walk(Action::NavUp, 1, ctx.list_lines),
            _ => _ = self.narrow.key(key),
        }
        self.arrange();
    }

    fn paste(&mut self, pasted: &str, ctx: &mut Ctx) {
        if let Some(editing) = &mut self.editing {
            editing.input.insert(pasted);
            self.check(ctx);
        } else if self.is_narrowing {
            self.narrow.insert(pasted);
            self.arrange();
        }
    }

    fn step_back(&mut self, ctx: &mut Ctx) -> bool {
        if self.narrow.value().is_empty() {
            return false;
        }
        self.narrow.set("");
        self.arrange();
        ctx.say(Notice::info("Showing all settings."));
        true
    }

    fn acts_on(&self, _ctx: &Ctx) -> String {
        match self.list.here() {
            Some(setting) if setting.is_new() => format!("a new entry in [{}]", text::shown(&setting.name.table)),
            Some(setting) => text::shown(&setting.name.to_string()),
            None => String::new(),
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, _ctx: &Ctx, theme: Theme) {
        view::draw(self, frame, area, theme);
    }
}
