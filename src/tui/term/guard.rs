//! Switches the terminal over for the full screen, and back: on a normal end, on an error and on a panic.

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
use crossterm::{cursor, queue};

/// Holds the terminal in full-screen mode; dropping it gives the terminal back as it was.
#[derive(Debug)]
pub struct Guard(());

impl Guard {
    /// Takes the terminal over. The calling thread is the one whose panic gives it back.
    pub fn take() -> io::Result<Self> {
        Self::take_as(true)
    }

    /// Takes only the keyboard over: keys arrive as for the full screen, and lines go on below each other.
    pub fn take_keyboard() -> io::Result<Self> {
        Self::take_as(false)
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
        switch_on(&mut io::stdout(), IS_FULL.load(Ordering::SeqCst))
    }

    fn take_as(is_full: bool) -> io::Result<Self> {
        restore_on_panic(thread::current().id());
        enable_raw_mode()?;
        IS_FULL.store(is_full, Ordering::SeqCst);
        IS_TAKEN.store(true, Ordering::SeqCst);
        let guard = Self(());
        switch_on(&mut io::stdout(), is_full)?;
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
fn switch_on(out: &mut impl Write, is_full: bool) -> io::Result<()> {
    if is_full {
        queue!(out, EnterAlternateScreen, cursor::Hide)?;
    }
    queue!(
        out,
        EnableBracketedPaste,
        EnableFocusChange,
        PushKeyboardEnhancementFlags(KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES)
    )?;
    out.flush()
}

/// The same in reverse, after ending a frame that may have been cut short.
fn switch_off(out: &mut impl Write, is_full: bool) -> io::Result<()> {
    queue!(out, EndSynchronizedUpdate, PopKeyboardEnhancementFlags, DisableFocusChange, DisableBracketedPaste)?;
    if is_full {
        queue!(out, LeaveAlternateScreen, cursor::Show)?;
    }
    out.flush()
}

/// Whether the terminal is taken over now.
static IS_TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether the full screen was switched on, or the keyboard alone.
static IS_FULL: AtomicBool = AtomicBool::new(true);

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
        switch_on(&mut on, true).unwrap();
        switch_off(&mut off, true).unwrap();
        let (on, off) = (String::from_utf8(on).unwrap(), String::from_utf8(off).unwrap());
        for mode in ["?1049", "?2004", "?1004"] {
            assert!(on.contains(&format!("\u{1b}[{mode}h")), "{mode} is not switched on");
            assert!(off.contains(&format!("\u{1b}[{mode}l")), "{mode} is not switched off");
        }
        assert!(on.contains("\u{1b}[>1u") && off.contains("\u{1b}[<1u"), "{on:?} {off:?}");
        assert!(on.contains("\u{1b}[?25l") && off.contains("\u{1b}[?25h"));
        let mut keyboard = Vec::new();
        switch_on(&mut keyboard, false).unwrap();
        switch_off(&mut keyboard, false).unwrap();
        let keyboard = String::from_utf8(keyboard).unwrap();
        assert!(!keyboard.contains("?1049") && keyboard.contains("\u{1b}[>1u") && keyboard.contains("\u{1b}[<1u"));
        assert!(!on.contains("?1000") && !on.contains("?1003"), "the mouse stays with the terminal");
    }
}
