//! Choosing a theme, while the program runs.

use crate::tui::kit::overlay::{Overlay, Pick, PickItem, Value};
use crate::tui::kit::{Asked, Effect};

use super::Model;
use super::model::Owner;
use super::question::Question;

impl Model {
    /// Offers the themes there are.
    pub(super) fn offer_themes(&mut self) {
        let item = |(name, about): &(String, String)| PickItem {
            label: name.clone(),
            hint: about.clone(),
            ..PickItem::default()
        };
        let pick = Pick { title: "Theme".to_owned(), items: self.themes.iter().map(item).collect(), ..Pick::default() };
        self.open(Overlay::Pick(pick), Asked::new(Question::Theme), Owner::App);
    }

    /// Takes the choice.
    pub(super) fn theme_chosen(&mut self, value: &Value, effects: &mut Vec<Effect>) {
        let Value::Chosen(choice) = value else { return };
        effects.extend(choice.of(&self.themes).map(|(name, _)| Effect::ChooseTheme(name.clone())));
    }
}
