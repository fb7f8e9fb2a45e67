//! `tenfold conversions`: notes how many sign-ups, leads or installs a creator brought.

use std::process::ExitCode;

use super::World;
use super::tallied::Tallied;
use crate::error::Result;
use crate::proto::tally::TallyCmd;

/// Arguments of `tenfold conversions`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    tallied: Tallied,
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    args.tallied.note(world, |id, count, day| TallyCmd::Conversions { id, count, day })
}
