//! The mouse in the loop: many gestures that wait are one.

use std::io::Write;

use super::World;
use crate::tui::kit::Msg;

impl<W: Write> World<W> {
    /// Takes what the mouse did as far as it is one thing: hundreds of turns of the wheel are one.
    pub(super) fn gathered(&mut self, first: Msg) -> Msg {
        let Msg::Mouse(mut mouse) = first else { return first };
        while let Ok(next) = self.messages.try_recv() {
            match next {
                Msg::Mouse(next) if mouse.and(next).is_some() => mouse = mouse.and(next).unwrap_or(next),
                other => {
                    self.ahead = Some(other);
                    break;
                }
            }
        }
        Msg::Mouse(mouse)
    }
}
