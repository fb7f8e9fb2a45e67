//! Switches the terminal over for the full screen, and back: on a normal end, on an error and on a panic.

use std::fmt;
use std::io::{self, Write};
use std::panic;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, ThreadId};

use crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange, KeyboardEnhancementFlags,
    PopKeyboardEnhancementFlags, PushKeyboardEnhancementFlags,
};
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{Command, cursor, queue};

/// Holds the terminal in full-screen mode; dropping it gives the terminal back as it was.
#[derive(Debug)]
pub struct Guard(());

impl Guard {
    /// Takes the terminal over, with the mouse if wanted. The calling thread is the one whose panic gives it back.
    pub fn take(with_mouse: bool) -> io::Result<Self> {
        HAS_MOUSE.store(with_mouse, Ordering::SeqCst);
        Self::take_as(true)
    }

    /// Takes only the keyboard over: keys arrive as for the full screen, and lines go on below each other.
    pub fn take_keyboard() -> io::Result<Self> {
        HAS_MOUSE.store(false, Ordering::SeqCst);
        Self::take_as(false)
    }

    /// Asks for the mouse from now on, or leaves it to the terminal.
    pub fn turn_mouse(on: bool) -> io::Result<()> {
        HAS_MOUSE.store(on, Ordering::SeqCst);
        let mut out = io::stdout();
        if on {
            queue!(out, ReportMouse)?;
        } else {
            queue!(out, ForgetMouse)?;
        }
        out.flush()
    }

    /// Gives the terminal back for a while, before the program is stopped.
    pub fn lend() {
        restore();
    }

    /// Takes the terminal over again after the program was stopped, with or without a warning. What may still be switched on is
    /// switched off first, because terminals keep keyboard flags on a stack.
    pub fn take_again() -> io::Result<()> {
        restore();
        enable_raw_mode()?;
        IS_TAKEN.store(true, Ordering::SeqCst);
        switch_on(&mut io::stdout(), IS_FULL.load(Ordering::SeqCst), HAS_MOUSE.load(Ordering::SeqCst))
    }

    fn take_as(is_full: bool) -> io::Result<Self> {
        restore_on_panic(thread::current().id());
        enable_raw_mode()?;
        IS_FULL.store(is_full, Ordering::SeqCst);
        IS_TAKEN.store(true, Ordering::SeqCst);
        let guard = Self(());
        switch_on(&mut io::stdout(), is_full, HAS_MOUSE.load(Ordering::SeqCst))?;
        Ok(guard)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// All modes are requested without asking whether they are supported: a terminal that does not answer costs two seconds, and a
/// terminal ignores what it does not know.
fn switch_on(out: &mut impl Write, is_full: bool, with_mouse: bool) -> io::Result<()> {
    if is_full {
        queue!(out, EnterAlternateScreen, cursor::Hide)?;
    }
    queue!(
        out,
        EnableBracketedPaste,
        EnableFocusChange,
        PushKeyboardEnhancementFlags(KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES)
    )?;
    if with_mouse {
        queue!(out, ReportMouse)?;
    }
    out.flush()
}

/// The same in reverse, after ending a frame that may have been cut short. The mouse is switched off whether or not it was asked for:
/// a shell that gets its reports shows them as garbage.
fn switch_off(out: &mut impl Write, is_full: bool) -> io::Result<()> {
    queue!(
        out,
        EndSynchronizedUpdate,
        ForgetMouse,
        PopKeyboardEnhancementFlags,
        DisableFocusChange,
        DisableBracketedPaste
    )?;
    if is_full {
        queue!(out, LeaveAlternateScreen, cursor::Show)?;
    }
    out.flush()
}

/// Asks for presses, releases, the wheel, and moves with a button held (1002), in the form that has no limit of columns (1006).
///
/// The terminal library's own command also asks for moves without a button (1003): each would wake the program for nothing.
#[derive(Clone, Copy, Debug)]
struct ReportMouse;

/// The reverse of [`ReportMouse`].
#[derive(Clone, Copy, Debug)]
struct ForgetMouse;

impl Command for ReportMouse {
    fn write_ansi(&self, out: &mut impl fmt::Write) -> fmt::Result {
        out.write_str("\u{1b}[?1000h\u{1b}[?1002h\u{1b}[?1006h")
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> io::Result<()> {
        crossterm::event::EnableMouseCapture.execute_winapi()
    }

    #[cfg(windows)]
    fn is_ansi_code_supported(&self) -> bool {
        false
    }
}

impl Command for ForgetMouse {
    fn write_ansi(&self, out: &mut impl fmt::Write) -> fmt::Result {
        out.write_str("\u{1b}[?1006l\u{1b}[?1002l\u{1b}[?1000l")
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> io::Result<()> {
        crossterm::event::DisableMouseCapture.execute_winapi()
    }

    #[cfg(windows)]
    fn is_ansi_code_supported(&self) -> bool {
        false
    }
}

/// Whether the terminal is taken over now.
static IS_TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether the full screen was switched on, or the keyboard alone.
static IS_FULL: AtomicBool = AtomicBool::new(true);

/// Whether the mouse is asked for.
static HAS_MOUSE: AtomicBool = AtomicBool::new(false);

/// Gives the terminal back, once: a second time would move the cursor back over the message of a panic.
fn restore() {
    if !IS_TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    // Ignore errors: the terminal may be gone.
    _ = switch_off(&mut io::stdout(), IS_FULL.load(Ordering::SeqCst));
    _ = disable_raw_mode();
}

/// Makes a panic of the UI thread give the terminal back before its message is printed.
///
/// A panic of a worker must leave the screen alone: the worker is started again and the screen goes on. Its message is kept off
/// the screen too; the code that catches the panic reports it.
fn restore_on_panic(ui: ThreadId) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if thread::current().id() == ui {
                restore();
                before(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mode_switched_on_is_switched_off() {
        let (mut on, mut off) = (Vec::new(), Vec::new());
        switch_on(&mut on, true, true).unwrap();
        switch_off(&mut off, true).unwrap();
        let (on, off) = (String::from_utf8(on).unwrap(), String::from_utf8(off).unwrap());
        for mode in ["?1049", "?2004", "?1004", "?1000", "?1002", "?1006"] {
            assert!(on.contains(&format!("\u{1b}[{mode}h")), "{mode} is not switched on");
            assert!(off.contains(&format!("\u{1b}[{mode}l")), "{mode} is not switched off");
        }
        assert!(on.contains("\u{1b}[>1u") && off.contains("\u{1b}[<1u"), "{on:?} {off:?}");
        assert!(on.contains("\u{1b}[?25l") && off.contains("\u{1b}[?25h"));
        let mut keyboard = Vec::new();
        switch_on(&mut keyboard, false, false).unwrap();
        switch_off(&mut keyboard, false).unwrap();
        let keyboard = String::from_utf8(keyboard).unwrap();
        assert!(!keyboard.contains("?1049") && keyboard.contains("\u{1b}[>1u") && keyboard.contains("\u{1b}[<1u"));
        assert!(!on.contains("?1003"), "moves without a button would wake the program");
        assert!(!keyboard.contains("?1000h") && keyboard.contains("?1000l"), "the mouse stays with the terminal");
    }
}
