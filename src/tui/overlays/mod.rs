//! What lies over a screen and takes all keys until it is closed. None of them knows the screen below.

pub mod boxed;
pub mod catalogue;
pub mod confirm;
pub mod help;
pub mod palette;
pub mod reader;
pub mod which_key;

use crate::tui::kit::Ctx;
use crate::tui::kit::overlay::Overlay;
use crate::tui::kit::popup::Popup;

use catalogue::Entry;

/// Makes the popup that an overlay asks for. `entries` are the actions and whether they can be done below.
pub fn open(overlay: Overlay, entries: Vec<Entry>, _ctx: &Ctx) -> Box<dyn Popup> {
    match overlay {
        Overlay::Pick(pick) => Box::new(reader::Reader::new(pick.title, vec![pick.empty])),
        Overlay::Form(form) => Box::new(reader::Reader::new(form.title, Vec::new())),
        Overlay::Prompt(prompt) => Box::new(reader::Reader::new(prompt.title, Vec::new())),
        Overlay::Confirm(confirm) => Box::new(confirm::ConfirmBox::new(confirm)),
        Overlay::Text { title, lines } => Box::new(reader::Reader::new(title, lines)),
        Overlay::Help => Box::new(help::Help::new(entries)),
        Overlay::Palette => Box::new(palette::Palette::new(entries)),
    }
}

#[cfg(test)]
mod tests;
