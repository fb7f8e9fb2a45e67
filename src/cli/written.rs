//! Carries out one change and says what became of it. Every command that writes ends here: one command is one undo step.

use std::path::Path;
use std::process::ExitCode;

use schemars::JsonSchema;
use serde::Serialize;

use super::resolve::File;
use super::{Format, World, open_writer, print, report_accidents, say, write_json};
use crate::domain::text::clean;
use crate::error::Result;
use crate::proto::WriteCmd;
use crate::proto::event::Done;

/// The option of every command that writes.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct Output {
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Output {
    /// The format that was asked for.
    pub(super) fn format(self) -> Format {
        self.format
    }
}

/// What every command that changes your file says, such as `tenfold set` and `tenfold undo`.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct WrittenJson {
    /// The undo step of the change; null if nothing changed.
    step: Option<i64>,
    /// What happened.
    sentence: String,
    /// How many things changed; 0 if nothing did.
    changed: u64,
}

/// Makes a change out of what is in the file, and carries it out.
pub(super) fn change(world: &World, output: Output, make: impl FnOnce(&File) -> Result<WriteCmd>) -> Result<ExitCode> {
    say_done(carry_out(world, make)?, output)
}

/// Makes a change out of what is in the file and carries it out, without a word.
pub(super) fn carry_out(world: &World, make: impl FnOnce(&File) -> Result<WriteCmd>) -> Result<Done> {
    let file = File::of(world)?;
    let cmd = make(&file)?;
    // What was read with is closed before: the last connection leaves nothing next to the file.
    let path = file.close();
    write(world, &path, &cmd)
}

/// Carries out a change in the user's own file, which is made where there is none yet.
pub(super) fn begin(world: &World, output: Output, cmd: &WriteCmd) -> Result<ExitCode> {
    let path = world.own_file()?;
    report_accidents(world, &path)?;
    say_done(write(world, &path, cmd)?, output)
}

fn write(world: &World, path: &Path, cmd: &WriteCmd) -> Result<Done> {
    let mut writer = open_writer(world, path)?;
    if let Err(error) = writer.backup() {
        say(&format!("tenfold: Today's backup could not be made. {}", error.full()));
    }
    let done = writer.run(cmd);
    writer.close()?;
    done
}

fn say_done(done: Done, output: Output) -> Result<ExitCode> {
    let Done { op, sentence, changed, .. } = done;
    print(|out| match output.format {
        Format::Json => write_json(out, &WrittenJson { step: op.map(|op| op.0), sentence, changed }),
        Format::Text => writeln!(out, "{}", clean(&sentence)),
    })
}
