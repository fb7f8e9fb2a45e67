//! The program in a pseudo-terminal: its screen as a person sees it, and every byte it wrote. Waits for conditions, never for
//! a time.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// So long that only a fault reaches it.
const PATIENCE: Duration = Duration::from_mins(2);

/// What came out of the terminal so far.
struct Seen {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    is_over: bool,
    /// Whether the window is to be closed as soon as something comes.
    is_closing: bool,
}

/// A running program.
pub struct Program {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Option<Box<dyn Child + Send + Sync>>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
}

fn cells(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}

/// The real program with these arguments, its files in a folder of its own.
pub fn tenfold(folder: &Path, args: &[&str], env: &[(&str, &str)]) -> Program {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_tenfold"));
    command.args(args);
    start(command, folder, env)
}

/// Starts a command in a terminal of 100x30.
pub fn start(mut command: CommandBuilder, folder: &Path, env: &[(&str, &str)]) -> Program {
    command.env_clear();
    command.cwd(folder);
    for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("TZ", "UTC")] {
        command.env(name, value);
    }
    command.env("HOME", folder);
    command.env("TENFOLD_DB", folder.join("tenfold.db"));
    for (name, value) in env {
        command.env(name, value);
    }
    let size = PtySize { rows: 30, cols: 100, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let child = pair.slave.spawn_command(command).unwrap();
    // The program's own end must be the last one, or its end would never be seen.
    drop(pair.slave);
    let parser = vt100::Parser::new(cells(30), cells(100), 0);
    let seen =
        Arc::new((Mutex::new(Seen { parser, bytes: Vec::new(), is_over: false, is_closing: false }), Condvar::new()));
    let mut reader = pair.master.try_clone_reader().unwrap();
    let to = Arc::clone(&seen);
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        loop {
            let read = reader.read(&mut buffer).unwrap_or(0);
            let mut seen = to.0.lock().unwrap();
            seen.parser.process(&buffer[..read]);
            seen.bytes.extend_from_slice(&buffer[..read]);
            seen.is_over = read == 0 || seen.is_closing;
            to.1.notify_all();
            if seen.is_over {
                return;
            }
        }
    });
    let writer = pair.master.take_writer().unwrap();
    Program { master: Some(pair.master), writer: Some(writer), child: Some(child), seen }
}

/// Waits until something holds that no screen tells.
pub fn wait_kept(what: &str, holds: impl Fn() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < PATIENCE, "{what} did not come");
        std::thread::yield_now();
    }
}

fn steps_on(screen: &str) -> Option<usize> {
    screen.split_once("undo: ")?.1.split_whitespace().next()?.parse().ok()
}

impl Program {
    /// Waits until the screen shows what is expected.
    pub fn wait_until(&self, what: &str, mut holds: impl FnMut(&str) -> bool) {
        let (lock, changed) = &*self.seen;
        let seen = lock.lock().unwrap();
        let (seen, timeout) = changed
            .wait_timeout_while(seen, PATIENCE, |seen| !seen.is_over && !holds(&seen.parser.screen().contents()))
            .unwrap();
        let screen = seen.parser.screen().contents();
        drop(seen);
        assert!(!timeout.timed_out() && holds(&screen), "{what} did not come:\n{screen}");
    }

    /// Waits until a text stands on the screen.
    pub fn wait_for(&self, text: &str) {
        self.wait_until(text, |screen| screen.contains(text));
    }

    /// How many steps can be undone: the demo begins with some.
    pub fn steps(&self) -> usize {
        let mut steps = None;
        self.wait_until("the steps", |screen| {
            steps = steps_on(screen);
            steps.is_some()
        });
        steps.unwrap()
    }

    /// Waits until so many steps can be undone.
    pub fn wait_for_steps(&self, steps: usize) {
        self.wait_until(&format!("{steps} steps"), |screen| steps_on(screen) == Some(steps));
    }

    /// All that was written so far.
    pub fn written(&self) -> String {
        String::from_utf8_lossy(&self.seen.0.lock().unwrap().bytes).into_owned()
    }

    /// Waits until what was written so far is as expected.
    pub fn wait_written(&self, what: &str, holds: impl Fn(&str) -> bool) {
        let (lock, changed) = &*self.seen;
        let is_missing = |seen: &mut Seen| !seen.is_over && !holds(&String::from_utf8_lossy(&seen.bytes));
        let waited = changed.wait_timeout_while(lock.lock().unwrap(), PATIENCE, is_missing).unwrap();
        assert!(!waited.1.timed_out() && holds(&String::from_utf8_lossy(&waited.0.bytes)), "{what} did not come");
    }

    /// Waits until the system says that the program is stopped.
    pub fn wait_stopped(&self) {
        let id = self.child.as_ref().unwrap().process_id().unwrap().to_string();
        let state = || Command::new("ps").args(["-o", "stat=", "-p", &id]).output().unwrap().stdout;
        let begun = Instant::now();
        while !state().starts_with(b"T") {
            assert!(begun.elapsed() < PATIENCE, "the program does not stop");
            std::thread::yield_now();
        }
    }

    /// Types bytes.
    pub fn send(&mut self, bytes: &str) {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(bytes.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    /// Makes the window another size.
    pub fn resize(&self, cols: u16, rows: u16) {
        self.seen.0.lock().unwrap().parser.set_size(cells(rows), cells(cols));
        self.master.as_ref().unwrap().resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
    }

    /// Sends a signal by its name.
    pub fn signal(&self, name: &str) {
        let id = self.child.as_ref().unwrap().process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
    }

    /// Closes the window under the program. `key` makes it write something, which lets go of the reading end.
    pub fn close_window(&mut self, key: &str) {
        self.seen.0.lock().unwrap().is_closing = true;
        self.send(key);
        let (lock, changed) = &*self.seen;
        let waited = changed.wait_timeout_while(lock.lock().unwrap(), PATIENCE, |seen| !seen.is_over).unwrap();
        assert!(!waited.1.timed_out(), "nothing was written");
        drop(waited);
        self.writer = None;
        self.master = None;
    }

    /// Waits until the program has ended, and returns how, with all it wrote.
    pub fn end(mut self) -> (ExitStatus, String) {
        let (ended, end) = std::sync::mpsc::channel();
        let mut child = self.child.take().unwrap();
        let mut killer = child.clone_killer();
        std::thread::spawn(move || ended.send(child.wait()));
        let Ok(status) = end.recv_timeout(PATIENCE) else {
            let _ = killer.kill();
            panic!("the program did not end:\n{}", self.seen.0.lock().unwrap().parser.screen().contents());
        };
        let (lock, changed) = &*self.seen;
        // Its end of the terminal is closed when it ends; then everything has been read.
        let (seen, _) = changed.wait_timeout_while(lock.lock().unwrap(), PATIENCE, |seen| !seen.is_over).unwrap();
        (status.unwrap(), String::from_utf8_lossy(&seen.bytes).into_owned())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // A failed test must leave nothing running.
        if let Some(child) = &mut self.child {
            let _ = child.kill();
        }
    }
}

/// Checks that every mode that was switched on is off at the end, and the cursor visible.
pub fn assert_restored(written: &str) {
    for mode in ["?1049", "?2004", "?1004", "?1000", "?1002", "?1006"] {
        let (on, off) = (written.rfind(&format!("\u{1b}[{mode}h")), written.rfind(&format!("\u{1b}[{mode}l")));
        assert!(on.is_some() && off > on, "{mode} stays on");
    }
    assert!(written.rfind("\u{1b}[?25h") > written.rfind("\u{1b}[?25l"), "the cursor stays hidden");
    assert!(written.rfind("\u{1b}[<1u") > written.rfind("\u{1b}[>1u"), "the keyboard flags stay");
    let left = written.rfind("\u{1b}[?1049l").unwrap();
    assert!(!written[left..].contains("TENFOLD"), "a frame was drawn onto the person's own screen");
}
