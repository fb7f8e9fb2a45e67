//! `tenfold doctor`: what an engineer asks first when something does not work, as plain text for a mail.
//!
//! Nothing is changed, nobody is named, and a part that cannot be looked at says so and leaves the others alone.

mod file;
mod settings;
mod terminal;

use std::io::{self, Write};
use std::process::ExitCode;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Format, World, print, write_json};
use crate::domain::figure::plural;
use crate::domain::text::{clean, shortened};
use crate::error::Result;
use crate::paths::Personal;
use crate::store::checkup;
use crate::tui::look::text::{left, wrapped};

/// Arguments of `tenfold doctor`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum State {
    /// As it should be, or simply a fact.
    Fine,
    /// Works, but may cause trouble.
    Note,
    /// Does not work.
    Problem,
}

/// A line of a part.
#[derive(Debug, Serialize, JsonSchema)]
struct CheckLineJson {
    /// What was looked at.
    name: &'static str,
    /// What was found.
    value: String,
    /// fine, note (works, but may cause trouble) or problem.
    state: State,
}

/// A part of the program's world.
#[derive(Debug, Serialize, JsonSchema)]
struct CheckPartJson {
    /// Its name.
    part: &'static str,
    /// What was found.
    lines: Vec<CheckLineJson>,
}

/// What `tenfold doctor` found.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct DoctorJson {
    /// How many lines are problems.
    problems: usize,
    /// The parts in order.
    parts: Vec<CheckPartJson>,
}

/// The width of the names of lines.
const NAME: usize = 14;
/// No line of the text is wider, so that a mail keeps it as it is.
const WIDTH: usize = 78;
/// The longest value: an environment can hold anything.
const LONGEST: usize = 400;

/// Lines as they are found.
#[derive(Debug, Default)]
struct Lines(Vec<CheckLineJson>);

impl Lines {
    fn add(&mut self, state: State, name: &'static str, value: impl Into<String>) {
        self.0.push(CheckLineJson { name, value: value.into(), state });
    }

    fn fine(&mut self, name: &'static str, value: impl Into<String>) {
        self.add(State::Fine, name, value);
    }

    fn note(&mut self, name: &'static str, value: impl Into<String>) {
        self.add(State::Note, name, value);
    }

    fn problem(&mut self, name: &'static str, value: impl Into<String>) {
        self.add(State::Problem, name, value);
    }
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let found = examine(world, &Personal::here());
    print(|out| match args.format {
        Format::Json => write_json(out, &found),
        Format::Text => write_text(out, &found),
    })?;
    Ok(ExitCode::from(u8::from(found.problems > 0)))
}

fn examine(world: &World, personal: &Personal) -> DoctorJson {
    let parts = [
        ("Versions", versions()),
        ("Terminal", terminal::examine(world)),
        ("File", file::examine(world)),
        ("Backups", file::backups(world)),
        ("Configuration", settings::examine(world)),
        ("Log", settings::log(world)),
    ];
    let plain = |line: CheckLineJson| CheckLineJson {
        value: shortened(&personal.without(&clean(&line.value)), LONGEST),
        ..line
    };
    let parts = parts.map(|(part, lines)| CheckPartJson { part, lines: lines.0.into_iter().map(plain).collect() });
    let lines = parts.iter().flat_map(|part| &part.lines);
    DoctorJson { problems: lines.filter(|line| line.state == State::Problem).count(), parts: parts.into() }
}

fn versions() -> Lines {
    let mut lines = Lines::default();
    let build = if cfg!(debug_assertions) { ", debug build" } else { "" };
    let libc = if cfg!(target_env = "musl") {
        ", static"
    } else if cfg!(target_env = "gnu") {
        ", glibc"
    } else {
        ""
    };
    lines.fine("Tenfold", format!("{}{build}", env!("CARGO_PKG_VERSION")));
    lines.fine("System", format!("{} {}{libc}", std::env::consts::OS, std::env::consts::ARCH));
    lines.fine("SQLite", checkup::sqlite_version());
    lines.fine("File format", checkup::NEWEST.to_string());
    lines
}

fn write_text(out: &mut dyn Write, found: &DoctorJson) -> io::Result<()> {
    for part in &found.parts {
        writeln!(out, "{}", part.part)?;
        for line in &part.lines {
            let mark = if line.state == State::Fine { ' ' } else { '!' };
            let mut name = format!("{mark} {}", left(line.name, NAME));
            for text in wrapped(&line.value, WIDTH - NAME - 3) {
                writeln!(out, "{}", format!("{name} {text}").trim_end())?;
                name = " ".repeat(NAME + 2);
            }
        }
        writeln!(out)?;
    }
    let has_notes = found.parts.iter().flat_map(|part| &part.lines).any(|line| line.state == State::Note);
    match found.problems {
        0 if has_notes => writeln!(out, "No problems found. Lines marked ! may cause trouble."),
        0 => writeln!(out, "No problems found."),
        problems => writeln!(out, "Found {}, marked !.", plural(problems, "problem")),
    }
}
