//! `tenfold keys`: the keys in force, in the format of the configuration, and what is wrong with one's own.

use std::process::ExitCode;

use strum::IntoEnumIterator;

use super::{World, print, say};
use crate::error::Result;
use crate::tui::kit::action::Group;
use crate::tui::kit::{Action, Keymap};

/// Arguments of `tenfold keys`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Only check your own keys: unknown actions, unreadable keys, clashes
    #[arg(long)]
    check: bool,
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let (keymap, faults) = Keymap::with_own(&world.config.keys);
    for fault in &faults {
        say(&format!("tenfold: {fault}"));
    }
    if args.check {
        if faults.is_empty() {
            return print(|out| {
                writeln!(out, "The keys are fine: no clash, nothing unknown, every action can be reached.")
            });
        }
        say("tenfold: The default keys are used until this is mended.");
        return Ok(ExitCode::from(1));
    }
    print(|out| {
        writeln!(out, "# The keys in force. Copy what you want to change into your configuration.\n\n[keys]")?;
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
