//! `tenfold history`: the steps that can be undone or redone.

use std::io::{self, Write};
use std::process::ExitCode;

use schemars::JsonSchema;
use serde::Serialize;

use super::resolve::File;
use super::{DataFormat, World, print, write_json};
use crate::clock::Clock;
use crate::domain::day::moment;
use crate::domain::text::{clean, sheet_cell};
use crate::error::{Error, Result};
use crate::proto::row::StepRow;
use crate::proto::{Answer, Query};

/// Arguments of `tenfold history`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: DataFormat,
}

/// A step of the history.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct StepJson<'a> {
    /// The undo step.
    step: i64,
    /// What it did.
    sentence: &'a str,
    /// When, in milliseconds since 1970.
    made_at: i64,
    /// Whether it was undone.
    undone: bool,
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let Answer::History(steps) = File::of(world)?.answer(&Query::History)? else {
        return Err(Error::fault("The history could not be read."));
    };
    print(|out| match args.format {
        DataFormat::Json => write_json(out, &steps.iter().map(json).collect::<Vec<_>>()),
        DataFormat::Csv => write_sheet(out, &steps),
        DataFormat::Text => write_text(out, &steps, &world.clock),
    })
}

fn json(step: &StepRow) -> StepJson<'_> {
    StepJson { step: step.op.0, sentence: &step.label, made_at: step.made_at, undone: step.undone }
}

fn write_sheet(out: &mut dyn Write, steps: &[StepRow]) -> io::Result<()> {
    let mut sheet = csv::Writer::from_writer(out);
    sheet.write_record(["step", "sentence", "made_at", "undone"])?;
    for step in steps {
        let undone = if step.undone { "yes" } else { "no" };
        sheet.write_record([
            step.op.0.to_string(),
            sheet_cell(&step.label),
            step.made_at.to_string(),
            undone.to_owned(),
        ])?;
    }
    sheet.flush()
}

fn write_text(out: &mut dyn Write, steps: &[StepRow], clock: &Clock) -> io::Result<()> {
    if steps.is_empty() {
        return writeln!(out, "No changes yet. Every change shows up here, and you can undo it.");
    }
    for step in steps {
        let undone = if step.undone { "(undone) " } else { "" };
        let when = moment(clock.time_of(step.made_at), clock.today());
        writeln!(out, "{when:<16}  {undone}{}", clean(&step.label))?;
    }
    Ok(())
}
