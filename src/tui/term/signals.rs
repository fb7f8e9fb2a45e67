//! Turns signals into messages: those that end programs, so that the terminal is given back and the last step is kept, and
//! those with which a shell stops a program and lets it go on.

use std::io;
use std::thread;

use crossbeam_channel::Sender;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;

use crate::tui::kit::Msg;

/// Starts listening. A repeated signal has no effect while the writer finishes a transaction.
pub fn start(to: Sender<Msg>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            let msg = match signal {
                SIGTSTP => Msg::Suspend,
                SIGCONT => Msg::Continue,
                _ => Msg::Terminate,
            };
            if to.send(msg).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}

/// Stops the program like an unhandled stop signal; returns when it continues.
pub fn stop() {
    // This fails only if the signal can't be sent; then the program just keeps running.
    let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
}
