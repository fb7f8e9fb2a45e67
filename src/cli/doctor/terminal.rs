//! The terminal, its keys and its clipboard. Nothing is asked of it: see [`crate::tui::term::about`].

use ratatui::layout::Rect;

use super::{Lines, World};
use crate::domain::figure::joined;
use crate::tui::look::size::{SMALLEST, SizeClass};
use crate::tui::term::about::{self, About, Colors, Support};
use crate::tui::term::wants_no_color;

pub(super) fn examine(world: &World) -> Lines {
    let mut lines = Lines::default();
    let here = About::here();
    let called = here.calls_itself.join(", ");
    let called = if called.is_empty() { "TERM is not set".to_owned() } else { called };
    lines.fine("Program", format!("{} ({called})", here.name.unwrap_or("not known")));
    let (there, gone): (Vec<_>, Vec<_>) = about::streams().into_iter().partition(|(_, is_terminal)| *is_terminal);
    let names = |streams: &[(&'static str, bool)]| joined(&streams.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    lines.fine(
        "Streams",
        match (there.as_slice(), gone.as_slice()) {
            (_, []) => "all are the terminal".to_owned(),
            ([], _) => "none is a terminal".to_owned(),
            (there, gone) => format!("{} to the terminal, {} elsewhere", names(there), names(gone)),
        },
    );
    size(&mut lines);
    let colors = match here.colors {
        Colors::None => "none",
        Colors::Own => "8 or 16",
        Colors::Many => "256",
        Colors::All => "16 million",
    };
    let theme = format!("{:?}", world.config.look.theme).to_lowercase();
    let off = if wants_no_color() { ", switched off by NO_COLOR" } else { "" };
    lines.fine("Colors", format!("{colors}{off}; theme {theme}"));
    match here.is_utf8 {
        Some(true) => lines.fine("Letters", "UTF-8"),
        Some(false) => lines.note("Letters", "not UTF-8 by LC_ALL, LC_CTYPE or LANG: lines and accents may look wrong"),
        None => lines.fine("Letters", "not stated by LC_ALL, LC_CTYPE or LANG"),
    }
    let tries = "`tenfold keys --try` shows what arrives";
    lines.fine(
        "Keys",
        match here.keys {
            Support::Yes => "this terminal has the kitty keyboard protocol".to_owned(),
            Support::No => format!("this terminal has no kitty keyboard protocol, so some keys look the same; {tries}"),
            Support::Setting(name) => format!("kitty keyboard protocol if the terminal's {name} is on; {tries}"),
            Support::Unknown => format!("not known whether there is a kitty keyboard protocol; {tries}"),
        },
    );
    let kept = "a copy is also kept in last-copy.txt next to the file";
    lines.fine(
        "Clipboard",
        match here.clipboard {
            Support::Yes => "by the terminal (OSC 52), which allows it".to_owned(),
            Support::No => format!("this terminal does not offer it (OSC 52); {kept}"),
            Support::Setting(name) => format!("if the terminal's setting allows it (OSC 52, {name}); {kept}"),
            Support::Unknown => format!("not known whether the terminal offers it (OSC 52); {kept}"),
        },
    );
    lines.fine("Connection", if here.is_remote { "ssh" } else { "this computer" });
    lines
}

fn size(lines: &mut Lines) {
    let Some((columns, rows)) = about::size() else {
        return lines.fine("Size", "not known: there is no terminal");
    };
    let window = format!("{columns} x {rows}");
    match SizeClass::of(Rect::new(0, 0, columns, rows)) {
        SizeClass::TooSmall => {
            lines.note("Size", format!("{window}, too small: the screens need {} x {}", SMALLEST.0, SMALLEST.1));
        }
        class => lines.fine("Size", format!("{window}, {} layout", format!("{class:?}").to_lowercase())),
    }
}
