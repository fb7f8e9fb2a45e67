//! `tenfold --plain`: a prompt for the plain commands. For screen readers and pipes: no boxes, no redraw, no escape sequences.

mod line;
mod queue;

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use super::commands::Command;
use super::{World, print, say};
use crate::error::{Error, ErrorKind, Result};
use crate::tui::kit::effect::FileChoice;
use crate::{jobs, log, paths};
use line::{Parsed, Word};
use queue::Queue;

/// What stands before a typed line.
const PROMPT: &str = "tenfold> ";

/// The lines of one sitting.
#[derive(Debug)]
struct Session {
    world: World,
    queue: Queue,
}

/// Answers lines until the input ends or one says `quit`. The exit status is 1 if a line failed.
pub(super) fn run(mut world: World, choice: FileChoice) -> Result<ExitCode> {
    if choice == FileChoice::Demo {
        let demo = paths::demo_file(&world.own_file()?);
        if !demo.exists() {
            jobs::demo::make(&demo, &world.clock)?;
        }
        world.files.db = Some(demo);
    }
    let (mut input, is_typed) = (io::stdin().lock(), io::stdin().is_terminal());
    if is_typed {
        say("Type a command, such as: add @mia, next, results. \"help\" lists all, \"quit\" leaves.");
    }
    let mut session = Session { world, queue: Queue::default() };
    let mut exit = ExitCode::SUCCESS;
    loop {
        if is_typed {
            print(|out| out.write_all(PROMPT.as_bytes()))?;
        }
        match line::read(&mut input).and_then(|line| line.map(|line| session.answer(&line)).transpose()) {
            Ok(Some(true)) => {}
            Ok(Some(false) | None) => return Ok(exit),
            Err(error) if error.kind() == ErrorKind::Closed => return Err(error),
            Err(error) => {
                log::failed(&error);
                say(&error.full().replace('\n', " "));
                exit = ExitCode::FAILURE;
            }
        }
    }
}

impl Session {
    /// Answers a line, and returns whether the sitting goes on.
    fn answer(&mut self, line: &str) -> Result<bool> {
        let word = match line::parse(line)? {
            Parsed::Nothing => return Ok(true),
            Parsed::Help(text) => {
                print(|out| out.write_all(text.as_bytes()))?;
                return Ok(true);
            }
            Parsed::Word(word) => word,
        };
        self.world.command = "--plain";
        match *word {
            Word::Quit => return Ok(false),
            Word::Triage { filter } => self.queue.start(&self.world, &filter.join(" "))?,
            Word::Next => self.queue.next(&self.world)?,
            Word::Decide(decision) => self.queue.decide(&self.world, decision)?,
            Word::Command(command) if command.needs_screen() => {
                return Err(Error::refused(format!("\"{}\" needs the screens.", command.word()))
                    .with_hint("Leave with \"quit\" and start Tenfold without --plain."));
            }
            Word::Command(command) => {
                self.world.command = command.word();
                if matches!(command, Command::Undo(_) | Command::Redo(_)) {
                    // Whoever comes back is decided on only after being named again.
                    self.queue.forget();
                }
                command.run(&self.world)?;
            }
        }
        Ok(true)
    }
}
