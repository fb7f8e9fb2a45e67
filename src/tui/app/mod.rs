//! Puts the screens together: which one is shown, what lies over it, what a key means, what is said. The only code that knows
//! all screens. `update` is pure, `draw` changes nothing.

pub mod draw;
pub mod focus;
pub mod footer;
pub mod model;
pub mod update;

mod answer;
mod leave;
mod press;
mod tabs;

use crate::tui::kit::Place;
use crate::tui::screens::batch::BatchScreen;
use crate::tui::screens::campaigns::CampaignsScreen;
use crate::tui::screens::creators::CreatorsScreen;
use crate::tui::screens::history::HistoryScreen;
use crate::tui::screens::results::ResultsScreen;
use crate::tui::screens::welcome::WelcomeScreen;

pub use model::{Model, Screens};

/// All screens in their first state. `data` is where the person's own file lies, in words.
pub fn screens(data: &str) -> Screens {
    vec![
        (Place::Welcome, Box::new(WelcomeScreen::new(data))),
        (Place::Creators, Box::new(CreatorsScreen::new())),
        (Place::Campaigns, Box::new(CampaignsScreen::new())),
        (Place::Batch, Box::new(BatchScreen::new())),
        (Place::Results, Box::new(ResultsScreen::new())),
        (Place::History, Box::new(HistoryScreen::new())),
    ]
}

#[cfg(test)]
mod tests;
