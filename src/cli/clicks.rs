//! `tenfold clicks`: notes how often a creator's link was clicked.

use std::process::ExitCode;

use super::World;
use super::tallied::Tallied;
use crate::error::Result;
use crate::proto::tally::TallyCmd;

/// Arguments of `tenfold clicks`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    tallied: Tallied,
    /// These are all clicks so far, not those of one day
    #[arg(long)]
    total: bool,
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    args.tallied.note(world, |id, clicks, day| TallyCmd::Clicks { id, clicks, day, is_total: args.total })
}
