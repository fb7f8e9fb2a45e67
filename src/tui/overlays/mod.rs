//! Popups over a screen. A popup takes all keys until it is answered, and knows nothing about the screen below.

pub mod arrange;
pub mod bars;
pub mod boxed;
pub mod catalogue;
pub mod confirm;
pub mod form;
pub mod help;
pub mod letters;
pub mod palette;
pub mod picker;
pub mod prompt;
pub mod proposal;
pub mod reader;
pub mod reading;
pub mod topics;
pub mod which_key;
mod words;

use crate::tui::kit::overlay::Overlay;
use crate::tui::kit::popup::Popup;

use catalogue::Entry;

/// Builds the popup for an overlay. `entries` are the actions, with their availability on the screen below.
pub fn open(overlay: Overlay, entries: Vec<Entry>) -> Box<dyn Popup> {
    match overlay {
        Overlay::Pick(pick) => Box::new(picker::Picker::new(pick)),
        Overlay::Form(form) => Box::new(form::FormBox::new(form)),
        Overlay::Letters(letters) => Box::new(letters::LettersBox::new(letters)),
        Overlay::Prompt(prompt) => Box::new(prompt::PromptBox::new(prompt)),
        Overlay::Proposal(proposal) => Box::new(proposal::ProposalBox::new(proposal)),
        Overlay::Confirm(confirm) => Box::new(confirm::ConfirmBox::new(confirm)),
        Overlay::Bars(bars) => Box::new(bars::BarBox::new(bars)),
        Overlay::Arrange(arrange) => Box::new(arrange::Arranger::new(arrange)),
        Overlay::Text { title, lines } => Box::new(reader::Reader::new(title, lines)),
        Overlay::Topics(topic) => Box::new(topics::Topics::new(topic)),
        Overlay::Help => Box::new(help::Help::new(entries)),
        Overlay::Palette => Box::new(palette::Palette::new(entries)),
    }
}

#[cfg(test)]
pub(crate) mod tests;
