//! Opening a file while the screens stay alive: on a thread of its own, waiting for other programs as long as the user does.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded};

use crate::error::{Error, ErrorKind, Result};
use crate::store::interrupted_restore;
use crate::tui::kit::Msg;
use crate::tui::kit::effect::FileChoice;

use super::Start;
use super::file::File;

/// How long nothing is said about waiting: most programs are done by then.
const QUIET: Duration = Duration::from_millis(1_500);

/// Why a file is opened, and with it what happens when that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// The program starts: it ends with the reason.
    Start,
    /// In the place of the other file, which is opened again.
    Switch(FileChoice),
    /// What is at the path of the open file now: the open one stays.
    Again,
}

/// A file that is being opened.
pub(super) struct Opening {
    /// Where the file comes out.
    pub done: Receiver<Result<File>>,
    pub why: Why,
    /// Keys and pasted text that came before there was anything to act on.
    pub early: Vec<Msg>,
    /// Whether the user was told that another program uses the file.
    pub is_told: bool,
    stop: Arc<AtomicBool>,
}

impl Opening {
    /// Begins to open a file; `to_loop` hears when it takes long.
    pub(super) fn begin(path: PathBuf, start: &Start, why: Why, to_loop: Sender<Msg>) -> Result<Self> {
        let (send, done) = bounded(1);
        let stop = Arc::new(AtomicBool::new(false));
        let (start, stopped) = (start.clone(), Arc::clone(&stop));
        let work = move || {
            let begun = Instant::now();
            let mut is_told = false;
            let mut go_on = || {
                if !is_told && begun.elapsed() >= QUIET {
                    is_told = true;
                    // Nobody listens anymore when the program ends.
                    let _ = to_loop.send(Msg::FileBusy);
                }
                !stopped.load(Ordering::Relaxed)
            };
            // Before any connection: what a crash left next to the file must not be taken in.
            let opened = interrupted_restore::look(&path, &start.clock).and_then(|notes| {
                loop {
                    match File::open(&path, &start, &mut go_on) {
                        Err(error) if error.kind() == ErrorKind::Busy && go_on() => {}
                        opened => break opened.map(|file| file.with_notes(notes)),
                    }
                }
            });
            let _ = send.send(opened);
        };
        thread::Builder::new()
            .name("open".to_owned())
            .spawn(work)
            .map_err(|error| Error::io("start opening the file", error))?;
        Ok(Self { done, why, early: Vec::new(), is_told: false, stop })
    }
}

impl Drop for Opening {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}
