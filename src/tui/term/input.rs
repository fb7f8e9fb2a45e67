//! Reads the keyboard on its own thread and sends messages.

use std::io;
use std::thread;

use crossbeam_channel::Sender;
use crossterm::event::{self, Event, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use crate::tui::kit::{Gesture, Mouse, Msg};

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

/// Returns what an event of the terminal means to the program; nothing for releases of keys and a lost focus.
fn translate(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) if key.kind == KeyEventKind::Release => None,
        Event::Key(key) => Some(Msg::Key(key.into())),
        Event::Paste(text) => Some(Msg::Paste(cleaned(&text))),
        Event::Resize(..) => Some(Msg::Redraw),
        Event::FocusGained => Some(Msg::FocusGained),
        Event::Mouse(event) => gesture(event).map(Msg::Mouse),
        Event::FocusLost => None,
    }
}

/// Returns what the mouse did. With Shift it belongs to the terminal, which selects text; the other buttons, moves without a button
/// and turns of the wheel to the side mean nothing.
fn gesture(event: MouseEvent) -> Option<Mouse> {
    let gesture = match event.kind {
        _ if event.modifiers.contains(KeyModifiers::SHIFT) => return None,
        MouseEventKind::Down(MouseButton::Left) => Gesture::Press,
        MouseEventKind::Drag(MouseButton::Left) => Gesture::Drag,
        MouseEventKind::Up(MouseButton::Left) => Gesture::Release,
        MouseEventKind::ScrollDown => Gesture::Wheel(1),
        MouseEventKind::ScrollUp => Gesture::Wheel(-1),
        _ => return None,
    };
    Some(Mouse { at: Position::new(event.column, event.row), gesture })
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
    fn the_left_button_and_the_wheel_are_heard_and_shift_is_the_terminals() {
        let event = |kind, modifiers| MouseEvent { kind, column: 7, row: 3, modifiers };
        let heard = |kind| gesture(event(kind, KeyModifiers::NONE)).map(|mouse| (mouse.at, mouse.gesture));
        let at = Position::new(7, 3);
        assert_eq!(heard(MouseEventKind::Down(MouseButton::Left)), Some((at, Gesture::Press)));
        assert_eq!(heard(MouseEventKind::ScrollUp), Some((at, Gesture::Wheel(-1))));
        for unheard in [MouseEventKind::Moved, MouseEventKind::ScrollLeft, MouseEventKind::Down(MouseButton::Right)] {
            assert_eq!(heard(unheard), None);
        }
        assert_eq!(gesture(event(MouseEventKind::Down(MouseButton::Left), KeyModifiers::SHIFT)), None);
    }

    #[test]
    fn a_paste_is_cleaned() {
        assert_eq!(cleaned("@a\r\n@b\rc\u{1b}[31m\td\u{7}\u{9b}"), "@a\n@b\nc[31m\td");
    }
}
