//! Choosing a theme, while the program runs: the one under the cursor is shown at once, Esc brings back the one before.

use crate::tui::kit::overlay::{Overlay, Pick, PickItem, Value};
use crate::tui::kit::{Asked, Effect};

use super::Model;
use super::model::Owner;
use super::offered::Offered;
use super::question::Question;

impl Model {
    /// Offers the themes there are, the current one first under the cursor.
    pub(super) fn offer_themes(&mut self) {
        let item = |offered: &Offered| PickItem {
            label: offered.name.clone(),
            hint: offered.about.clone(),
            ..PickItem::default()
        };
        let pick = Pick {
            title: "Theme".to_owned(),
            items: self.themes.iter().map(item).collect(),
            at: self.themes.iter().position(|offered| offered.theme == self.theme).unwrap_or(0),
            ..Pick::default()
        };
        self.open(Overlay::Pick(pick), Asked::new(Question::Theme), Owner::App);
    }

    /// Shows the theme under the cursor while one is chosen, and the one before as soon as none is.
    pub(super) fn preview_theme(&mut self) {
        let layer = self.layers.last().filter(|layer| layer.asked.question() == Some(&Question::Theme));
        let pointed = layer.and_then(|layer| layer.popup.pointed()).and_then(|at| self.themes.get(at));
        match (pointed.map(|offered| offered.theme), layer.is_some()) {
            (Some(theme), _) => {
                self.before_preview.get_or_insert(self.theme);
                self.theme = theme;
            }
            (None, true) => self.theme = self.before_preview.unwrap_or(self.theme),
            (None, false) => self.theme = self.before_preview.take().unwrap_or(self.theme),
        }
    }

    /// Takes the choice.
    pub(super) fn theme_chosen(&mut self, value: &Value, effects: &mut Vec<Effect>) {
        let Value::Chosen(choice) = value else { return };
        effects.extend(choice.of(&self.themes).map(|offered| Effect::ChooseTheme(offered.name.clone())));
    }
}
