//! Standard output and standard error: what a command writes harms no terminal.

use std::io::{self, Write};
use std::process::ExitCode;

use crate::domain::text::{harmless, is_bidi_control};
use crate::error::{Error, ErrorKind, Result};

/// Prints data to standard output. A reader that stops early (`| head`) is an error of its own kind, which ends the program as
/// if all had been read.
pub(super) fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<ExitCode> {
    print_to(Harmless(io::BufWriter::new(io::stdout().lock())), write)
}

/// Does the same for a format whose lines end with a carriage return and a line feed.
pub(super) fn print_crlf(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<ExitCode> {
    print_to(Harmless(CrLf(io::BufWriter::new(io::stdout().lock()))), write)
}

/// Ends each line with a carriage return and a line feed.
struct CrLf<W>(W);

impl<W: Write> Write for CrLf<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            match line.split_last() {
                Some((b'\n', text)) => {
                    self.0.write_all(text)?;
                    self.0.write_all(b"\r\n")?;
                }
                _ => self.0.write_all(line)?,
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn print_to(mut out: impl Write, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<ExitCode> {
    match write(&mut out).and_then(|()| out.flush()) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            Err(Error::new(ErrorKind::Closed, "Nobody reads the output."))
        }
        Err(error) => Err(Error::io("write to standard output", error)),
    }
}

/// Prints a message to standard error, and ignores a closed standard error. The message can quote typed or imported text, so
/// control characters are removed.
pub(super) fn say(sentence: &str) {
    let _ = writeln!(io::stderr(), "{}", harmless(sentence));
}

/// Writes a value as indented JSON and ends the line.
pub(super) fn write_json(out: &mut dyn Write, value: &impl serde::Serialize) -> io::Result<()> {
    writeln!(out, "{}", escaped(&serde_json::to_string_pretty(value)?))
}

/// Escapes control and bidi characters in JSON, which itself escapes only those of ASCII.
pub(super) fn escaped(json: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '\n' | '\t' => out.push(c),
            // Writing to memory does not fail.
            c if c.is_control() || is_bidi_control(c) => _ = write!(out, "\\u{:04x}", u32::from(c)),
            c => out.push(c),
        }
    }
    out
}

/// A writer that drops the control characters a terminal would act on.
struct Harmless<W: Write>(W);

impl<W: Write> Write for Harmless<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match std::str::from_utf8(bytes) {
            Ok(text)
                if text.contains(|c: char| !matches!(c, '\n' | '\t') && (c.is_control() || is_bidi_control(c))) =>
            {
                self.0.write_all(harmless(text).as_bytes())?;
            }
            Ok(_) => self.0.write_all(bytes)?,
            // The piece starts or ends inside a character, so only ASCII control bytes can be recognized.
            Err(_) => {
                let plain = |byte: &u8| matches!(byte, b'\n' | b'\t') || !byte.is_ascii_control();
                self.0.write_all(&bytes.iter().copied().filter(plain).collect::<Vec<_>>())?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
