//! Reads the keyboard on its own thread and sends messages.

use std::io;
use std::thread;

use crossbeam_channel::Sender;
use crossterm::event::{self, Event, KeyEventKind};

use crate::tui::kit::Msg;

use super::background::LateAnswer;

/// Starts reading. The thread ends with the program or when the receiver is gone. A terminal that was closed or can't be
/// read ends the program, because no key could end it any more. A late answer of the terminal to a question is no key.
pub fn start(to: Sender<Msg>, mut late: LateAnswer) -> io::Result<()> {
    thread::Builder::new().name("input".to_owned()).spawn(move || {
        loop {
            #[expect(clippy::disallowed_methods, reason = "this is the one place that reads keys")]
            let message = match event::read() {
                Ok(event) if late.holds(&event) => None,
                Ok(event) => translate(event),
                Err(_) => Some(Msg::Terminate),
            };
            let is_last = matches!(message, Some(Msg::Terminate));
            let Some(message) = message else { continue };
            if to.send(message).is_err() || is_last {
                return;
            }
        }
    })?;
    Ok(())
}

/// Returns what an event of the terminal means to the program; nothing for releases of keys, the mouse and a lost focus.
fn translate(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) if key.kind == KeyEventKind::Release => None,
        Event::Key(key) => Some(Msg::Key(key.into())),
        Event::Paste(text) => Some(Msg::Paste(cleaned(&text))),
        Event::Resize(..) => Some(Msg::Redraw),
        Event::FocusGained => Some(Msg::FocusGained),
        Event::FocusLost | Event::Mouse(_) => None,
    }
}

/// Returns pasted text without control characters; line breaks of all kinds become `\n`, tabs stay.
fn cleaned(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|letter| matches!(letter, '\n' | '\t') || !letter.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    #[test]
    fn releases_say_nothing_and_repeats_are_presses() {
        let key = |kind| Event::Key(KeyEvent { kind, ..KeyEvent::new(KeyCode::Char('j'), KeyModifiers::NONE) });
        assert!(translate(key(KeyEventKind::Release)).is_none());
        assert!(matches!(translate(key(KeyEventKind::Press)), Some(Msg::Key(_))));
        assert!(matches!(translate(key(KeyEventKind::Repeat)), Some(Msg::Key(_))));
    }

    #[test]
    fn a_paste_is_cleaned() {
        assert_eq!(cleaned("@a\r\n@b\rc\u{1b}[31m\td\u{7}\u{9b}"), "@a\n@b\nc[31m\td");
    }
}
