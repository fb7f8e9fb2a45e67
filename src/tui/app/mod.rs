//! Ties the screens together: the current screen, its popups, keys and messages. The only code that knows
//! all screens. `update` is pure, `draw` changes nothing.

pub mod draw;
pub mod focus;
pub mod footer;
pub mod model;
pub mod update;

mod answer;
mod file_state;
mod leave;
mod mouse;
mod offered;
mod pointer;
mod press;
mod question;
mod rescue;
mod settings;
mod tabs;
mod themes;
mod tour;

use std::path::PathBuf;

use crate::tui::kit::Place;
use crate::tui::screens::agenda::AgendaScreen;
use crate::tui::screens::batch::BatchScreen;
use crate::tui::screens::board::BoardScreen;
use crate::tui::screens::builder::BuilderScreen;
use crate::tui::screens::campaigns::CampaignsScreen;
use crate::tui::screens::collaboration::CollaborationScreen;
use crate::tui::screens::creators::CreatorsScreen;
use crate::tui::screens::duplicates::DuplicatesScreen;
use crate::tui::screens::find::FindScreen;
use crate::tui::screens::history::HistoryScreen;
use crate::tui::screens::import::ImportScreen;
use crate::tui::screens::niches::NichesScreen;
use crate::tui::screens::page::PageScreen;
use crate::tui::screens::payments::PaymentsScreen;
use crate::tui::screens::rebook::RebookScreen;
use crate::tui::screens::results::ResultsScreen;
use crate::tui::screens::settings::SettingsScreen;
use crate::tui::screens::triage::TriageScreen;
use crate::tui::screens::welcome::WelcomeScreen;

pub use model::{Model, Screens};
pub use offered::Offered;

/// What the screens need to know about the computer.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// Where the person's own file lies, in words.
    pub data: String,
    /// The home folder, written `~`.
    pub home: Option<PathBuf>,
    /// The folder in which a file to import is looked for first.
    pub folder: PathBuf,
}

/// All screens in their first state.
pub fn screens(around: &Surroundings) -> Screens {
    vec![
        (Place::Welcome, Box::new(WelcomeScreen::new(&around.data))),
        (Place::Creators, Box::new(CreatorsScreen::new())),
        (Place::Triage, Box::new(TriageScreen::new())),
        (Place::Page, Box::new(PageScreen::new())),
        (Place::Campaigns, Box::new(CampaignsScreen::new())),
        (Place::Batch, Box::new(BatchScreen::new())),
        (Place::Collaboration, Box::new(CollaborationScreen::new())),
        (Place::Board, Box::new(BoardScreen::new())),
        (Place::Builder, Box::new(BuilderScreen::new())),
        (Place::Results, Box::new(ResultsScreen::new())),
        (Place::Import, Box::new(ImportScreen::new(around.home.clone(), around.folder.clone()))),
        (Place::Duplicates, Box::new(DuplicatesScreen::new())),
        (Place::History, Box::new(HistoryScreen::new())),
        (Place::Agenda, Box::new(AgendaScreen::new())),
        (Place::Niches, Box::new(NichesScreen::new())),
        (Place::Payments, Box::new(PaymentsScreen::new())),
        (Place::Rebook, Box::new(RebookScreen::new())),
        (Place::Find, Box::new(FindScreen::new())),
        (Place::Settings, Box::new(SettingsScreen::new())),
    ]
}

#[cfg(test)]
mod tests;
