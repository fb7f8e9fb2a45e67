//! Undo of settings. They stand in a file of the person's and not in the history of the shop, so the changes of this sitting are kept
//! here: on the screen of settings `u` undoes them, and elsewhere too as long as nothing else was changed since.

use crate::proto::setting::SettingStep;
use crate::tui::kit::effect::Turn;
use crate::tui::kit::{Action, Availability, Effect, Place};

use super::Model;

/// The changes of settings in this sitting.
#[derive(Debug, Default)]
pub(super) struct SettingLog {
    done: Vec<SettingStep>,
    undone: Vec<SettingStep>,
    /// Whether the last thing that changed is a setting.
    pub(super) is_newest: bool,
}

impl Model {
    /// Whether undo or redo is about settings now.
    pub(super) fn turns_settings(&self, action: Action) -> bool {
        let has_any = match action {
            Action::Undo => !self.settings.done.is_empty(),
            _ => !self.settings.undone.is_empty(),
        };
        self.place == Place::Settings || self.settings.is_newest && has_any
    }

    /// Whether there is a change of a setting to undo or redo.
    pub(super) fn can_turn_setting(&self, action: Action) -> Availability {
        let (steps, verb) = match action {
            Action::Undo => (&self.settings.done, "undo"),
            _ => (&self.settings.undone, "redo"),
        };
        let why = format!(
            "No setting to {verb}: only changes since you started Tenfold are kept. On other screens {} {verb}es changes of the shop file.",
            self.ctx.key(action)
        );
        Availability::when(!steps.is_empty(), why)
    }

    /// Undoes the last change of a setting, or redoes it.
    pub(super) fn turn_setting(&mut self, action: Action, effects: &mut Vec<Effect>) {
        let (steps, turn) = match action {
            Action::Undo => (&self.settings.done, Turn::Undo),
            _ => (&self.settings.undone, Turn::Redo),
        };
        effects.extend(steps.last().map(|step| Effect::TurnSetting(turn, Box::new(step.clone()))));
    }

    /// Takes a change of a setting that was made, undone or redone, or that no longer can be.
    pub(super) fn setting_done(&mut self, turn: Turn, step: Option<Box<SettingStep>>, effects: &mut Vec<Effect>) {
        let log = &mut self.settings;
        match turn {
            Turn::Make => log.undone.clear(),
            Turn::Undo => _ = log.done.pop(),
            Turn::Redo => _ = log.undone.pop(),
        }
        if let Some(step) = step {
            if turn == Turn::Undo {
                log.undone.push(*step);
            } else {
                log.done.push(*step);
            }
            log.is_newest = true;
        }
        self.refresh(effects);
    }
}
