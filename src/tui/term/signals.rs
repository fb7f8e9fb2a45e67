//! Turns the signals that end programs into a message, so that the terminal is given back and the last step is kept.

use std::io;
use std::thread;

use crossbeam_channel::Sender;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::tui::kit::Msg;

/// Starts listening. A signal that comes twice while nobody reacts changes nothing: the writer is finishing a transaction.
pub fn start(to: Sender<Msg>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for _ in signals.forever() {
            if to.send(Msg::Terminate).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}
