//! `tenfold conversions`: notes how many sign-ups, leads or installs a creator brought.

use std::process::ExitCode;

use super::clicks::count;
use super::resolve::CollaborationName;
use super::written::{self, Output};
use super::{World, fields};
use crate::error::Result;
use crate::proto::WriteCmd;
use crate::proto::tally::TallyCmd;

/// Arguments of `tenfold conversions`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    collaboration: CollaborationName,
    /// How many that day, such as 12 or 1.2k; replaces what was noted, and 0 removes it
    #[arg(value_parser = count)]
    count: i64,
    /// The day they are of: -2d, fri or 2026-03-14 (default: today)
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<String>,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let day = args.on.as_deref().map(|typed| fields::day(typed, world.calendar())).transpose()?;
    let day = day.unwrap_or_else(|| world.clock.today());
    written::change(world, args.output, |file| {
        let id = file.collaboration(&args.collaboration)?.row.id;
        Ok(WriteCmd::Tally(TallyCmd::Conversions { id, count: args.count, day }))
    })
}
