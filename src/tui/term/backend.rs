//! The output of frames: ratatui's backend for crossterm, with two problems of the pair fixed.
//!
//! With `NO_COLOR` set, crossterm drops every color but still writes the sequence around it. After reverse or bold
//! ratatui sets the colors of a cell, so `ESC[;m` goes out, which means "everything off": the cursor row vanishes. So without
//! colors this backend writes cells itself and never writes a color. And since ratatui does not mark where a frame begins and
//! ends, [`Display::draw`] does, so that a terminal shows it in one piece. Lines that moved are moved by the terminal, see [`super::shown`].

use std::cell::Cell;
use std::io::{self, Write};

use crossterm::cursor::MoveTo;
use crossterm::queue;
use crossterm::style::{Attribute, Print, SetAttribute};
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::Modifier;
use ratatui::{Frame, Terminal};

use super::ascii;
use super::shown::{Scroll, Shown};

/// The screen to draw on.
#[derive(Debug)]
pub struct Display<W: Write> {
    terminal: Terminal<Cells<Frames<W>>>,
}

/// Collects a frame and writes it at once.
///
/// Unlike the standard library's buffer it writes nothing when dropped: after a panic, half a frame would land on the person's
/// own screen, which the panic hook has just given back.
#[derive(Debug)]
struct Frames<W: Write> {
    writer: W,
    bytes: Vec<u8>,
}

impl<W: Write> Write for Frames<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let written = self.writer.write_all(&self.bytes);
        self.bytes.clear();
        written?;
        self.writer.flush()
    }
}

impl<W: Write> Display<W> {
    /// A display that writes to `writer`, without colors if the person wants none, and with no signs but ASCII where the terminal
    /// shows no others.
    pub fn new(writer: W, no_color: bool, is_ascii: bool) -> io::Result<Self> {
        let inner = CrosstermBackend::new(Frames { writer, bytes: Vec::new() });
        let terminal =
            Terminal::new(Cells { inner, no_color, is_ascii, shown: Shown::default(), size: Cell::default() })?;
        Ok(Self { terminal })
    }

    /// Draws a frame in one piece. The end of the frame is written even when drawing fails, or the terminal would stay frozen.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        let drawn = self.terminal.draw(draw).map(|_| ());
        let ended = queue!(self.terminal.backend_mut(), EndSynchronizedUpdate)
            .and_then(|()| io::Write::flush(self.terminal.backend_mut()));
        drawn.and(ended)
    }

    /// Forgets what is on the screen, so that the next frame is written in full.
    ///
    /// `Terminal::clear` would first ask the terminal where its cursor is, and wait two seconds for one that never answers.
    pub fn forget(&mut self) -> io::Result<()> {
        self.terminal.backend_mut().clear_region(ClearType::All)?;
        // Swapping resets the buffer that the next frame is compared with.
        self.terminal.swap_buffers();
        Ok(())
    }

    /// The size of the terminal now.
    pub fn area(&self) -> io::Result<Rect> {
        let size = self.terminal.size()?;
        Ok(Rect::new(0, 0, size.width, size.height))
    }

    /// Where escape sequences that are not part of a frame go.
    pub fn writer(&mut self) -> &mut impl Write {
        self.terminal.backend_mut()
    }
}

/// The backend proper.
#[derive(Debug)]
struct Cells<W: Write> {
    inner: CrosstermBackend<W>,
    no_color: bool,
    is_ascii: bool,
    shown: Shown,
    /// The size of the terminal when it was last asked for; ratatui does so before each frame.
    size: Cell<Size>,
}

impl<W: Write> Write for Cells<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        io::Write::flush(&mut self.inner)
    }
}

/// Text attributes that work without colors, and their escape codes.
const ATTRIBUTES: [(Modifier, Attribute); 6] = [
    (Modifier::BOLD, Attribute::Bold),
    (Modifier::DIM, Attribute::Dim),
    (Modifier::ITALIC, Attribute::Italic),
    (Modifier::UNDERLINED, Attribute::Underlined),
    (Modifier::REVERSED, Attribute::Reverse),
    (Modifier::CROSSED_OUT, Attribute::CrossedOut),
];

impl<W: Write> Cells<W> {
    fn draw_plain<'a>(&mut self, content: impl Iterator<Item = (u16, u16, &'a buffer::Cell)>) -> io::Result<()> {
        let mut modifier = Modifier::empty();
        let mut last: Option<(u16, u16)> = None;
        for (x, y, cell) in content {
            if last.is_none_or(|(last_x, last_y)| last_y != y || x != last_x.saturating_add(1)) {
                queue!(self.inner, MoveTo(x, y))?;
            }
            last = Some((x, y));
            if cell.modifier != modifier {
                queue!(self.inner, SetAttribute(Attribute::Reset))?;
                for (_, attribute) in ATTRIBUTES.iter().filter(|(flag, _)| cell.modifier.contains(*flag)) {
                    queue!(self.inner, SetAttribute(*attribute))?;
                }
                modifier = cell.modifier;
            }
            queue!(self.inner, Print(cell.symbol()))?;
        }
        queue!(self.inner, SetAttribute(Attribute::Reset))
    }
}

impl<W: Write> Backend for Cells<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a buffer::Cell)>,
    {
        self.shown.fit(self.size.get());
        let (scroll, mut changes) = self.shown.next(content);
        if self.is_ascii {
            for (_, _, cell) in &mut changes {
                if let Some(sign) = ascii::of(cell.symbol()) {
                    cell.set_symbol(sign);
                }
            }
        }
        if let Some(Scroll { top, bottom, up }) = scroll {
            let (by, direction) = (up.unsigned_abs(), if up > 0 { 'S' } else { 'T' });
            write!(self.inner, "\x1b[{};{}r\x1b[{by}{direction}\x1b[r", top + 1, bottom + 1)?;
        }
        let content = changes.iter().map(|(x, y, cell)| (*x, *y, cell));
        if self.no_color { self.draw_plain(content) } else { self.inner.draw(content) }
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        // If the terminal is gone, ratatui prints to standard error on drop, and panics if that is gone too.
        let _ = self.inner.show_cursor();
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.shown.clear();
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.shown.clear();
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        let size = self.inner.size()?;
        self.size.set(size);
        Ok(size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::buffer::Buffer;
    use ratatui::style::{Color, Style};

    fn written(no_color: bool) -> String {
        let mut bytes = Vec::new();
        let mut cells = Cells {
            inner: CrosstermBackend::new(&mut bytes),
            no_color,
            is_ascii: false,
            shown: Shown::default(),
            size: Cell::default(),
        };
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        buffer.set_string(0, 0, "ab", Style::new().fg(Color::Cyan).add_modifier(Modifier::REVERSED));
        buffer.set_string(2, 0, "cd", Style::new().fg(Color::Red).add_modifier(Modifier::BOLD));
        buffer.set_string(4, 0, "ef", Style::new());
        cells.draw((0..6).map(|x| (x, 0, &buffer[(x, 0)]))).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn without_colors_reverse_and_bold_survive() {
        assert_eq!(written(true), "\u{1b}[1;1H\u{1b}[0m\u{1b}[7mab\u{1b}[0m\u{1b}[1mcd\u{1b}[0mef\u{1b}[0m");
    }
}
