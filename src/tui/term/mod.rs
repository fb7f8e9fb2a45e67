//! The terminal: the only code that names crossterm. It switches the terminal over and back, reads keys, writes frames, and
//! puts text on the clipboard. It knows nothing of screens.

pub mod about;
mod ascii;
pub mod backend;
pub mod background;
pub mod clipboard;
pub mod guard;
pub mod input;
mod shown;
pub mod signals;

use std::io::IsTerminal;

pub use backend::Display;
pub use guard::Guard;

/// Returns why screens can't be shown here, if so: no terminal, or one that can't move its cursor.
pub fn refusal() -> Option<&'static str> {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Some("Tenfold's screens need a terminal. Run it in one, or use a command such as `tenfold list`.");
    }
    if std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
        return Some("This terminal (TERM=dumb) can't show screens. Use a command such as `tenfold list`.");
    }
    None
}

/// Whether the terminal went away under the program: its window was closed, or the connection to it was lost.
pub fn is_gone() -> bool {
    !std::io::stdout().is_terminal()
}

/// Whether the person wants no colors: `NO_COLOR` is set and not empty.
pub fn wants_no_color() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}
