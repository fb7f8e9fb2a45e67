//! Puts text on the clipboard through the terminal, which works over ssh too.

use std::io::{self, Write};

use crossterm::clipboard::CopyToClipboard;
use crossterm::execute;

/// Terminals drop longer sequences (xterm and screen cut at about 75,000 bytes).
const MOST_ENCODED: usize = 74_000;

/// Whether a text is short enough to be sent through the terminal.
pub fn fits(text: &str) -> bool {
    text.len().div_ceil(3) * 4 <= MOST_ENCODED
}

/// Sends the text to the terminal's clipboard (OSC 52).
pub fn copy(out: &mut impl Write, text: &str) -> io::Result<()> {
    execute!(out, CopyToClipboard::to_clipboard_from(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_are_right_and_the_limit_is_on_the_encoded_text() {
        let mut out = Vec::new();
        copy(&mut out, "@mía\n").unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "\u{1b}]52;c;QG3DrWEK\u{1b}\\");
        assert!(fits(&"x".repeat(55_500)) && !fits(&"x".repeat(55_501)));
    }
}
