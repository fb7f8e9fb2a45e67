//! `tenfold undo` and `tenfold redo`: one step back, one step forth.

use std::process::ExitCode;

use super::World;
use super::written::{self, Output};
use crate::domain::OpId;
use crate::error::Result;
use crate::proto::WriteCmd;

/// Arguments of `tenfold undo`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Undo this step instead of the newest one, by its number in `tenfold history`; later steps stay
    #[arg(long, value_name = "N")]
    step: Option<i64>,
    #[command(flatten)]
    output: Output,
}

/// Arguments of `tenfold redo`.
#[derive(Debug, clap::Args)]
pub(super) struct RedoArgs {
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let cmd = args.step.map_or(WriteCmd::Undo, |step| WriteCmd::UndoStep(OpId(step)));
    written::change(world, args.output, |_| Ok(cmd))
}

pub(super) fn redo(world: &World, args: &RedoArgs) -> Result<ExitCode> {
    written::change(world, args.output, |_| Ok(WriteCmd::Redo))
}
