//! `tenfold keys`: prints the keys in the format of the configuration, and checks the user's own.

use std::io::Write;
use std::process::ExitCode;

use strum::IntoEnumIterator;

use super::{World, print, say};
use crate::error::{Error, Result};
use crate::tui::kit::Group;
use crate::tui::kit::key::{KeyCode, KeyCombination, never_arrives, notation, shown, single};
use crate::tui::kit::{Action, Keymap, Msg};
use crate::tui::term::{self, Guard};

/// Arguments of `tenfold keys`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Check your own keys for unknown actions, invalid keys and conflicts
    #[arg(long)]
    check: bool,
    /// Show what your terminal sends for each key and what the key does; q, or Esc twice, quits
    #[arg(long = "try", conflicts_with = "check")]
    tries: bool,
}

impl Args {
    /// Whether it takes over the terminal.
    pub(super) fn needs_screen(&self) -> bool {
        self.tries
    }
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let (keymap, faults) = Keymap::with_own(&world.config.keys);
    let keymap = keymap.with_places(world.config.keyboard.by_place);
    for fault in &faults {
        say(&format!("tenfold: {fault}"));
    }
    if args.check {
        if faults.is_empty() {
            return print(|out| {
                writeln!(out, "Your keys are fine: no conflicts, no unknown actions, and every action can be reached.")
            });
        }
        say("tenfold: The default keys are used until you fix this.");
        return Ok(ExitCode::from(1));
    }
    if args.tries {
        return try_keys(&keymap);
    }
    print(|out| {
        writeln!(out, "# The keys in use. Copy the lines you want to change into your configuration.\n\n[keys]")?;
        for group in Group::iter() {
            writeln!(out, "\n# {}", group.title())?;
            for action in Action::ALL.iter().filter(|action| action.group() == group) {
                let keys: Vec<String> =
                    keymap.notations(*action, action.scopes()).iter().map(|keys| format!("\"{keys}\"")).collect();
                let binding = format!("\"{}\" = [{}]", action.name(), keys.join(", "));
                writeln!(out, "{binding:<46}# {}", action.title())?;
            }
        }
        Ok(())
    })
}

/// Prints each key as it arrives, until `q` or Esc twice.
fn try_keys(keymap: &Keymap) -> Result<ExitCode> {
    if let Some(sentence) = term::refusal() {
        say(sentence);
        return Ok(ExitCode::from(2));
    }
    let (to_here, messages) = crossbeam_channel::unbounded();
    term::signals::start(to_here.clone()).map_err(|error| Error::io("listen for signals", error))?;
    let guard = Guard::take_keyboard().map_err(|error| Error::io("use the terminal", error))?;
    term::input::start(to_here, term::background::LateAnswer::after(false))
        .map_err(|error| Error::io("read the keyboard", error))?;
    // In raw mode a line ends with \r\n. If writing fails, the terminal is gone and the loop ends.
    let print_line = |line: &str| write!(std::io::stdout(), "{line}\r\n").and_then(|()| std::io::stdout().flush());
    let mut written = print_line("Press keys to see what arrives and what it does. Press q, or Esc twice, to quit.");
    let mut before = None;
    while let (Ok(()), Ok(msg)) = (&written, messages.recv()) {
        written = match msg {
            Msg::Key(key) => {
                let code = single(key);
                let is_over = code == Some(KeyCode::Char('q')) && key.modifiers.is_empty()
                    || code == Some(KeyCode::Esc) && before == Some(KeyCode::Esc);
                before = code;
                let written = print_line(&line(keymap, key));
                if is_over {
                    break;
                }
                written
            }
            Msg::Paste(text) => print_line(&format!("pasted      {} characters", text.chars().count())),
            Msg::FocusGained => print_line("focus       the window got focus"),
            Msg::Redraw => print_line("size        the window was resized"),
            Msg::Terminate => break,
            Msg::Suspend => {
                Guard::lend();
                term::signals::stop();
                Ok(())
            }
            Msg::Continue => Guard::take_again(),
            _ => Ok(()),
        };
    }
    drop(guard);
    Ok(ExitCode::SUCCESS)
}

/// Describes a key: as shown on screen, as written in the configuration, and what it does.
fn line(keymap: &Keymap, key: KeyCombination) -> String {
    let sign = match single(key) {
        Some(KeyCode::Char(letter)) if !letter.is_ascii() => format!(" U+{:04X}", u32::from(letter)),
        _ => String::new(),
    };
    let name = format!("\"{}\"{sign}", notation(key));
    let does = match (meaning(keymap, key), keymap.latin(key)) {
        (Some(does), _) => does,
        (None, Some(latin)) => {
            let does = meaning(keymap, latin).unwrap_or_else(|| "nothing".to_owned());
            format!("counts as {} by position: {does}", shown(latin))
        }
        (None, None) => never_arrives(key).map_or("nothing".to_owned(), |why| format!("cannot be bound: {why}")),
    };
    let shown = shown(key);
    format!("{shown:<11} {name:<18} {does}")
}

/// Lists the actions of a single key and whether it starts a sequence; `None` if it does neither.
fn meaning(keymap: &Keymap, key: KeyCombination) -> Option<String> {
    const MOST: usize = 3;
    let (actions, is_first) = keymap.uses(key);
    let mut names: Vec<&str> = actions.iter().take(MOST).map(|action| action.name()).collect();
    if actions.len() > MOST {
        names.push("and others on other screens");
    }
    if is_first {
        names.push("starts a sequence");
    }
    (!names.is_empty()).then(|| names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::kit::key::parse;
    use rstest::rstest;

    #[rstest]
    #[case("ctrl-k", "Ctrl-K      \"ctrl-k\"           app.palette")]
    #[case("g", "g           \"g\"                starts a sequence")]
    #[case("delete", "Delete      \"delete\"           cannot be bound: it only works in text boxes")]
    #[case("ш", "ш           \"ш\" U+0448         counts as i by position: pane.info")]
    #[case("漢", "漢           \"漢\" U+6F22         nothing")]
    fn describes_each_key(#[case] key: &str, #[case] expected: &str) {
        let key = parse(key).expect("a key");
        assert_eq!(line(&Keymap::default(), key), expected);
    }
}
