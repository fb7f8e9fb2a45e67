//! `tenfold clicks`: notes how often a creator's link was clicked.

use std::process::ExitCode;

use super::resolve::CollaborationName;
use super::written::{self, Output};
use super::{World, fields};
use crate::domain::number::parse_count;
use crate::error::Result;
use crate::proto::WriteCmd;
use crate::proto::tally::TallyCmd;

/// Arguments of `tenfold clicks`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    collaboration: CollaborationName,
    /// How many clicks, such as 120 or 1.2k
    #[arg(value_parser = count)]
    count: i64,
    /// The day they are of, or up to which they were counted: -2d, fri or 2026-03-14 (default: today)
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<String>,
    /// These are all clicks so far, not those of one day
    #[arg(long)]
    total: bool,
    #[command(flatten)]
    output: Output,
}

/// Reads a count.
pub(super) fn count(typed: &str) -> Result<i64, String> {
    let read = parse_count(typed).filter(|count| *count >= 0);
    read.ok_or_else(|| "not a count; try 120 or 1.2k".to_owned())
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let day = args.on.as_deref().map(|typed| fields::day(typed, world.calendar())).transpose()?;
    let day = day.unwrap_or_else(|| world.clock.today());
    written::change(world, args.output, |file| {
        let id = file.collaboration(&args.collaboration)?.row.id;
        Ok(WriteCmd::Tally(TallyCmd::Clicks { id, clicks: args.count, day, is_total: args.total }))
    })
}
