//! Changing a setting where it stands. What is typed is checked at every letter as the program would read it from the file.

use crate::proto::setting::{Setting, SettingChange, SettingKind, SettingName};
use crate::tui::kit::key::{KeyCode, KeyCombination, KeyModifiers, single};
use crate::tui::kit::overlay::{Choice, Overlay, Pick, PickItem};
use crate::tui::kit::{Ctx, Effect, Notice};
use crate::tui::widgets::input::{TextInput, Typed};

use super::SettingsScreen;

/// What the screen asks a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// Which of its words this setting is to be.
    Choice(Box<Setting>),
}

/// A value that is being typed.
#[derive(Clone, Debug)]
pub(super) struct Editing {
    /// The setting as it was when typing began.
    pub(super) setting: Setting,
    pub(super) input: TextInput,
    /// What is wrong with what was typed so far.
    pub(super) fault: Option<String>,
}

impl Editing {
    /// Whether it is about this row.
    pub(super) fn is_of(&self, name: &SettingName) -> bool {
        self.setting.name == *name
    }
}

impl SettingsScreen {
    /// Begins to change the setting under the cursor: turns yes and no, offers few words, else types into the row.
    pub(super) fn edit(&mut self, ctx: &mut Ctx) {
        let Some(setting) = self.list.here().cloned() else { return };
        if setting.kind == SettingKind::YesNo && !setting.is_new() {
            let turned = if setting.plain() == "yes" { "no" } else { "yes" };
            if let Ok(change) = setting.typed(turned) {
                ctx.effect(Effect::ChangeSetting(change));
            }
            return;
        }
        if !setting.choices.is_empty() {
            return offer(setting, ctx);
        }
        let value = if setting.is_new() { String::new() } else { setting.plain() };
        self.editing = Some(Editing { setting, input: TextInput::new(value), fault: None });
        if self.list.here().is_some_and(|setting| !setting.is_new()) {
            self.check(ctx);
        }
    }

    /// Takes a word that was chosen.
    pub(super) fn chosen(&mut self, question: &Question, choice: &Choice, ctx: &mut Ctx) {
        let Question::Choice(setting) = question;
        let Some(word) = choice.of(&setting.choices).filter(|word| **word != setting.plain()) else { return };
        let change = setting.typed(word);
        let checked = change.and_then(|change| self.checked(&change, ctx).map(|()| change));
        match checked {
            Ok(change) => ctx.effect(Effect::ChangeSetting(change)),
            Err(fault) => ctx.say(Notice::error(fault)),
        }
    }

    /// Checks a change against the file as it was read last.
    fn checked(&self, change: &SettingChange, ctx: &Ctx) -> Result<(), String> {
        let text = self.file.as_ref().map_or("", |file| file.text.as_str());
        (ctx.check_setting)(text, change)
    }

    /// Says what is wrong with what was typed so far.
    pub(super) fn check(&mut self, ctx: &Ctx) {
        let Some(editing) = &self.editing else { return };
        let fault = match editing.setting.typed(editing.input.value()) {
            Ok(change) => self.checked(&change, ctx).err(),
            Err(fault) => Some(fault),
        };
        if let Some(editing) = &mut self.editing {
            editing.fault = fault;
        }
    }

    /// Takes a key while a value is typed.
    pub(super) fn edit_key(&mut self, key: KeyCombination, ctx: &mut Ctx) {
        let Some(editing) = &mut self.editing else { return };
        let is_save = single(key) == Some(KeyCode::Char('s')) && key.modifiers.contains(KeyModifiers::CONTROL);
        match single(key) {
            Some(KeyCode::Esc) => {
                let is_same = editing.input.value() == editing.setting.plain() || editing.input.value().is_empty();
                self.editing = None;
                if !is_same {
                    ctx.say(Notice::info("Nothing was changed."));
                }
            }
            Some(KeyCode::Enter) => self.save(ctx),
            _ if is_save => self.save(ctx),
            _ => {
                if editing.input.key(key) == Typed::Changed {
                    self.check(ctx);
                }
            }
        }
    }

    /// Keeps what was typed where it is right. Nothing typed, or the same again, changes nothing.
    fn save(&mut self, ctx: &mut Ctx) {
        self.check(ctx);
        let Some(editing) = &self.editing else { return };
        let typed = editing.input.value();
        let is_same = typed == editing.setting.plain() || editing.setting.is_new() && typed.trim().is_empty();
        if is_same {
            self.editing = None;
            return;
        }
        // The sentence stands beside the value until it is right.
        if editing.fault.is_some() {
            return;
        }
        if let Ok(change) = editing.setting.typed(typed) {
            self.list.go_to(change.name.clone());
            ctx.effect(Effect::ChangeSetting(change));
            self.editing = None;
        }
    }
}

/// Offers the words a setting takes.
fn offer(setting: Setting, ctx: &mut Ctx) {
    let (now, default) = (setting.plain(), setting.plain_default());
    let item = |word: &String| PickItem {
        label: word.clone(),
        hint: match (*word == now, *word == default) {
            (true, true) => "now, default".to_owned(),
            (true, false) => "now".to_owned(),
            (false, true) => "default".to_owned(),
            (false, false) => String::new(),
        },
        ..PickItem::default()
    };
    let pick = Pick {
        title: setting.name.to_string(),
        at: setting.choices.iter().position(|word| *word == now).unwrap_or(0),
        items: setting.choices.iter().map(item).collect(),
        ..Pick::default()
    };
    ctx.open(Overlay::Pick(pick), Question::Choice(Box::new(setting)));
}
