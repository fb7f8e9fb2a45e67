//! `tenfold finish`: ends a running batch.

use std::process::ExitCode;

use super::World;
use super::resolve::BatchName;
use super::written::{self, Output};
use crate::error::Result;
use crate::proto::WriteCmd;

/// Arguments of `tenfold finish`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    batch: BatchName,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    written::change(world, args.output, |file| Ok(WriteCmd::FinishBatch(file.batch(&args.batch)?.1.id)))
}
