//! `tenfold undo` and `tenfold redo`: one step back, one step forth.

use std::process::ExitCode;

use super::World;
use super::written::{self, Output};
use crate::error::Result;
use crate::proto::WriteCmd;

/// Arguments of `tenfold undo` and `tenfold redo`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(world: &World, args: &Args, cmd: &WriteCmd) -> Result<ExitCode> {
    written::change(world, args.output, |_| Ok(cmd.clone()))
}
