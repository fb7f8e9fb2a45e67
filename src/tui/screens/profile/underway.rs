//! What an answered popup was about, until the file has taken the answer: where it is refused, the popup is open again and is
//! about the same creators, wherever the cursor went meanwhile.

use std::collections::HashMap;

use crate::proto::event::Ticket;
use crate::tui::kit::{Effect, Request};

/// What the answers on their way to the file are about.
#[derive(Debug)]
pub struct Underway<T>(HashMap<Ticket, T>);

impl<T> Default for Underway<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T> Underway<T> {
    /// Keeps what an answer was about, if anything in it goes to the file.
    pub fn keep(&mut self, about: Option<T>, requests: &[Request]) {
        let sent = requests.iter().find_map(|request| match request {
            Request::Effect(Effect::Write(ticket, _)) => Some(*ticket),
            _ => None,
        });
        self.0.extend(sent.zip(about));
    }

    /// Takes what an answer was about that is done or was refused.
    pub fn take(&mut self, ticket: Ticket) -> Option<T> {
        self.0.remove(&ticket)
    }
}
